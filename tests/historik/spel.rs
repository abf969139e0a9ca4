//! The play: starts the processes, kills some of them, starts them again, tells them to stop, and lets the checker judge.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use troskel::store::logg::{Loggfraga, Loggsvar};
use troskel::store::sqlite::{SqliteStore, oppna};
use troskel::store::{Query, Reply, Store};

use super::desk::{self, databas, stoppfil};
use super::gemensamt::PROV;
use super::granska::{Dom, granska};
use super::langd::fro;
use super::logg::{Sort, las_svans, vag};
use super::skarp;

/// A guard against a play that never ends; nothing is measured by it.
const GRANS: Duration = Duration::from_hours(1);

/// What is to be played.
#[derive(Clone, Copy)]
pub struct Spel {
    /// The test that is run again as a desk: it must be the caller's own name.
    pub prov: &'static str,
    pub deskar: u64,
    /// Acts that each desk begins at most.
    pub antal: u64,
    /// Milliseconds between two acts of a desk.
    pub takt: u64,
    /// One in so many is sent again.
    pub igen: u64,
    /// Seconds after which all are told to stop; 0 for no such end.
    pub sekunder: u64,
    /// Acts answered as done after which all are told to stop.
    pub kvitterade: u64,
    /// Processes that are killed before that, about one every 15 ms.
    pub dodade: u64,
}

impl Spel {
    pub fn ny(prov: &'static str, deskar: u64) -> Self {
        Self {
            prov,
            deskar,
            antal: u64::MAX,
            takt: 0,
            igen: 3,
            sekunder: 0,
            kvitterade: u64::MAX,
            dodade: 0,
        }
    }
}

/// What a play has come to besides its history.
pub struct Utgang {
    pub dodade: u64,
    pub tid: Duration,
}

fn slumpa(slump: &mut u64, sidor: u64) -> u64 {
    *slump ^= *slump << 13;
    *slump ^= *slump >> 7;
    *slump ^= *slump << 17;
    *slump % sidor
}

impl Spel {
    /// Starts one process; what it says when it falls is kept.
    pub fn starta(&self, mapp: &Path, nr: u64, roll: &str) -> Child {
        let fel = OpenOptions::new()
            .append(true)
            .create(true)
            .open(mapp.join(format!("fel.{nr:03}")))
            .unwrap();
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", self.prov, "--nocapture", "--test-threads=1"])
            .env(desk::MAPP, mapp)
            .env(desk::DESK, nr.to_string())
            .env(desk::ANTAL, self.antal.to_string())
            .env(desk::FRO, fro().to_string())
            .env(desk::TAKT, self.takt.to_string())
            .env(desk::IGEN, self.igen.to_string())
            .env(desk::ROLL, roll)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::from(fel))
            .spawn()
            .unwrap()
    }

    /// Plays to the end.
    pub fn spela(&self, mapp: &Path, roll: &str) -> Utgang {
        let _ = std::fs::remove_file(stoppfil(mapp));
        let start = Instant::now();
        let mut barn: Vec<(u64, Child)> = (1..=self.deskar)
            .map(|nr| (nr, self.starta(mapp, nr, roll)))
            .collect();
        let mut raknare = Raknare::default();
        let (mut slump, mut dodade) = (fro() | 1, 0);
        loop {
            sleep(Duration::from_millis(1 + slumpa(&mut slump, 29)));
            let vem = slumpa(&mut slump, self.deskar);
            let (nr, barnet) = &mut barn[usize::try_from(vem).unwrap()];
            if dodade < self.dodade && far_dodas(mapp, *nr) {
                barnet.kill().unwrap();
                barnet.wait().unwrap();
                dodade += 1;
                *barnet = self.starta(mapp, *nr, roll);
            }
            raknare.las(mapp, self.deskar);
            let alla_klara = barn
                .iter_mut()
                .all(|(_, barnet)| barnet.try_wait().unwrap().is_some());
            let nog = dodade >= self.dodade && raknare.kvitterade >= self.kvitterade;
            let ute = self.sekunder > 0 && start.elapsed().as_secs() >= self.sekunder;
            if nog || ute || alla_klara {
                break;
            }
            assert!(
                start.elapsed() < GRANS,
                "{} kvitterade på en timme",
                raknare.kvitterade
            );
        }
        let tid = start.elapsed();
        File::create(stoppfil(mapp)).unwrap();
        for (_, mut barnet) in barn {
            barnet.wait().unwrap();
        }
        Utgang { dodade, tid }
    }
}

/// On a file for real persons a sign-in that is cut short counts as a wrong password, and each makes the next one wait: there
/// a process is killed once it is at work.
fn far_dodas(mapp: &Path, nr: u64) -> bool {
    let skarp = mapp.join("troskel.db.nycklar").exists();
    let sist = || las_svans(&vag(mapp, nr)).pop();
    !skarp || sist().is_some_and(|rad| !matches!(rad.sort, Sort::Not(_)))
}

/// Counts the answers as they are written.
#[derive(Default)]
struct Raknare {
    lasta: Vec<u64>,
    kvitterade: u64,
}

impl Raknare {
    fn las(&mut self, mapp: &Path, deskar: u64) {
        self.lasta.resize(usize::try_from(deskar).unwrap(), 0);
        for (nr, last) in (1..).zip(&mut self.lasta) {
            let Ok(mut fil) = File::open(vag(mapp, nr)) else {
                continue;
            };
            let mut nytt = Vec::new();
            fil.seek(SeekFrom::Start(*last)).unwrap();
            *last += fil.read_to_end(&mut nytt).unwrap() as u64;
            let svar = String::from_utf8_lossy(&nytt).matches(" ok ").count();
            self.kvitterade += svar as u64;
        }
    }
}

/// A folder with a file for a play; `skarp` is one for real persons: `None` a rehearsal, which the first process makes.
pub fn mapp(skarpt: Option<bool>) -> TempDir {
    let mapp = TempDir::new().unwrap();
    if let Some(krypterad) = skarpt {
        skarp::gor(&databas(mapp.path()), krypterad);
    }
    mapp
}

/// The store of a play, to ask it what it thinks of itself.
pub fn lager(mapp: &Path) -> Result<SqliteStore, String> {
    let fil = databas(mapp);
    if mapp.join("troskel.db.nycklar").exists() {
        let upplast = super::desk::las_upp(mapp, &fil);
        return Ok(skarp::oppna(&fil, &upplast));
    }
    oppna(&fil, PROV).map_err(|fel| fel.to_string())
}

/// What the program itself says of its chain.
pub fn kedjan(mapp: &Path) -> Result<(), String> {
    let mut store = lager(mapp)?;
    match store.load(&Query::Logg(Loggfraga::Kontrollera(None))) {
        Ok(Reply::Logg(svar)) => match *svar {
            Loggsvar::Kontroll(kontroll) if kontroll.hel() => Ok(()),
            annat => Err(format!("{annat:?}")),
        },
        Ok(annat) => Err(format!("{annat:?}")),
        Err(fel) => Err(fel.to_string()),
    }
}

/// Judges a play.
pub fn dom(mapp: &Path) -> Dom {
    let dom = granska(mapp, kedjan(mapp));
    // A play that has gone wrong can be looked at afterwards.
    if !dom.brott.is_empty()
        && let Some(till) = std::env::var_os("TROSKEL_SPARA")
    {
        for fil in std::fs::read_dir(mapp).unwrap() {
            let fil = fil.unwrap();
            std::fs::create_dir_all(&till).unwrap();
            std::fs::copy(fil.path(), Path::new(&till).join(fil.file_name())).unwrap();
        }
    }
    dom
}
