//! What it takes until an act is on the disk: P12 for one desk, against the minimal program of `plats.rs`; P13 for eight at
//! the pace of people, P14 for four that never rest. The desks are processes: this executable started again.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use chrono::Utc;
use rusqlite::Connection;
use troskel::domain::besok::{Onskan, Slut};
use troskel::domain::insats::Insats;
use troskel::domain::raknat::Raknas;
use troskel::store::sqlite::{self, Oppning, SqliteStore};
use troskel::store::{Aktor, Change, OpId, Reply, Store};

use super::insats::{KATALOG, avstar, i_ko, insats, mottagen};
use crate::gor;
use crate::plats::Minsta;
use crate::tavla::{Matt, Tavla, andel, hogst, median};

/// How many wait already.
const VANTAR: u32 = 100_000;
/// Paired turns of P12, and how long each side has in one.
const VARV: usize = 8;
const TUR: Duration = Duration::from_millis(400);
/// Three quarters of the pace of the minimal program, as a ratio of times.
const P12: f64 = 1.34;
/// Turns of P13 and P14, and how long each is.
const PASS: usize = 3;
const TID: Duration = Duration::from_secs(4);
/// Acts that each of eight desks does in a second: more than people can.
const TAKT: u32 = 5;
/// Who wait in one line.
const KO: &str = "3.1.4";
/// Whose places are taken, in turn: no insats has thousands of them.
const PLATSER: u32 = 40;

/// Measures, as far as the goals are asked for.
pub fn mat(tavla: &mut Tavla, mapp: &Path) {
    if tavla.matas(&["P12"]) {
        en_disk(tavla, mapp);
    }
    if tavla.matas(&["P13", "P14"]) {
        flera(tavla, mapp);
    }
}

/// A desk with the real store.
pub struct Disk {
    store: SqliteStore,
    aktor: Aktor,
    /// The first half of every operation id: no two desks draw the same.
    serie: u64,
    nummer: u64,
    ko: Arc<Insats>,
    platser: Vec<Arc<Insats>>,
}

impl Disk {
    pub fn ny(fil: &Path, serie: u64) -> Self {
        let val = Oppning {
            prov: true,
            ..Oppning::default()
        };
        Self {
            store: sqlite::oppna(fil, val).unwrap(),
            aktor: Aktor {
                anvandare: format!("reception{serie}"),
                desk: format!("disk {serie}"),
                enhet: "mottagningen".to_owned(),
            },
            serie,
            nummer: 0,
            ko: insats(KO, "14:5", Some(5)),
            platser: (1..=PLATSER)
                .map(|n| insats(&format!("9.{n}"), "14:5", Some(u16::MAX)))
                .collect(),
        }
    }

    fn spara(&mut self, slut: Slut, insats: Arc<Insats>) -> Reply {
        self.nummer += 1;
        let mut op = [0; 16];
        op[..8].copy_from_slice(&self.serie.to_be_bytes());
        op[8..].copy_from_slice(&self.nummer.to_be_bytes());
        let change = Change::Avsluta {
            slut,
            insats,
            katalog: KATALOG.to_owned(),
            utkast: None,
            kolapp: None,
        };
        self.store
            .save(&self.aktor, OpId(op), Utc::now(), &change)
            .unwrap()
    }

    /// Ends a visit of somebody who only asked.
    pub fn besok(&mut self) {
        let ko = Arc::clone(&self.ko);
        let slut = avstar(&ko, Onskan::BaraFraga, Raknas::default());
        assert!(matches!(self.spara(slut, ko), Reply::Avslutat(_)));
    }

    /// Puts somebody last in the long line.
    fn stall(&mut self) {
        let ko = Arc::clone(&self.ko);
        let svar = self.spara(i_ko(&ko), ko);
        assert!(matches!(svar, Reply::Avslutat(kvitto) if kvitto.kolapp.is_some()));
    }

    /// Gives somebody a free place.
    fn ge_plats(&mut self) {
        let plats = usize::try_from(self.nummer).unwrap() % self.platser.len();
        let insats = Arc::clone(&self.platser[plats]);
        let svar = self.spara(mottagen(&insats), insats);
        assert!(matches!(svar, Reply::Avslutat(_)));
    }
}

fn fil(mapp: &Path, namn: &str) -> PathBuf {
    let fil = mapp.join(namn);
    gor("ko", &fil, &[KO, &VANTAR.to_string()]);
    // The first act of all links what is there already into the chain of the logs.
    Disk::ny(&fil, 0).stall();
    fil
}

/// How long an act took in a turn of its own, in µs.
pub fn tur(mut gor: impl FnMut()) -> f64 {
    let start = Instant::now();
    let mut antal = 0.0;
    while start.elapsed() < TUR {
        gor();
        antal += 1.0;
    }
    start.elapsed().as_secs_f64() * 1e6 / antal
}

fn en_disk(tavla: &mut Tavla, mapp: &Path) {
    let (vag, minsta) = (fil(mapp, "skriv.db"), mapp.join("plats.db"));
    let mut disk = Disk::ny(&vag, 1);
    let mut utan = Minsta::ny(&minsta, i64::from(VANTAR), 0);
    let mut med = Minsta::ny(&mapp.join("ledig.db"), i64::from(VANTAR), 1_000_000);
    let mut rad = |vad: &str, vart: &mut dyn FnMut(), minsta: &mut dyn FnMut()| {
        let mut par = Vec::new();
        for varv in 0..=VARV {
            // Whichever comes first by turns; the first turn is for nothing.
            let ett = if varv % 2 == 0 {
                let vart = tur(&mut *vart);
                (vart, tur(&mut *minsta))
            } else {
                let minsta = tur(&mut *minsta);
                (tur(&mut *vart), minsta)
            };
            par.push(ett);
        }
        par.remove(0);
        let om = format!(
            "{:.0} / {:.0} µs, {VARV} par",
            median(par.iter().map(|par| par.0)),
            median(par.iter().map(|par| par.1))
        );
        tavla.rad("P12", vad, Some(P12), Matt::turvis(&par), &om);
    };
    rad(
        &format!("ställd i kö på disken, {VANTAR} väntar / minsta program"),
        &mut || disk.stall(),
        &mut || assert!(!utan.gor()),
    );
    rad(
        "plats given på disken / minsta program",
        &mut || disk.ge_plats(),
        &mut || assert!(med.gor()),
    );
    for fil in [vag, minsta, mapp.join("ledig.db")] {
        std::fs::remove_file(fil).unwrap();
    }
}

/// A process: does acts from a moment on, and prints what each took in µs. With a pace they begin at even times, each desk
/// a little after the other; without, one follows the other.
pub fn disk(fil: &Path, nummer: u32, takt: u32, start: u64) {
    // The moment sets the acts of this turn apart from those of the turn before: the same act again would not be done again.
    let mut disk = Disk::ny(fil, start << 8 | u64::from(nummer));
    let mellan = Duration::from_secs(1) / takt.max(1);
    let start = UNIX_EPOCH + Duration::from_millis(start);
    if let Ok(kvar) = start.duration_since(SystemTime::now()) {
        sleep(kvar);
    }
    let start = Instant::now();
    let mut nasta = start + mellan * nummer / 8;
    let mut ut = String::new();
    while start.elapsed() < TID {
        if takt > 0 {
            sleep(nasta.saturating_duration_since(Instant::now()));
            nasta += mellan;
        }
        let nu = Instant::now();
        disk.stall();
        writeln!(ut, "{}", nu.elapsed().as_micros()).unwrap();
    }
    print!("{ut}");
}

/// One turn of so many desks: what each act of each took, in ms.
fn pass(fil: &Path, antal: u32, takt: u32) -> Vec<Vec<f64>> {
    let start = SystemTime::now() + Duration::from_millis(700);
    let start = start.duration_since(UNIX_EPOCH).unwrap().as_millis();
    let barn: Vec<Child> = (0..antal)
        .map(|nummer| {
            let nummer = (nummer + 1).to_string();
            Command::new(std::env::current_exe().unwrap())
                .arg("disk")
                .arg(fil)
                .args([&nummer, &takt.to_string(), &start.to_string()])
                .stdout(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let svar = barn.into_iter().map(|barn| {
        let ut = barn.wait_with_output().unwrap();
        assert!(ut.status.success(), "en disk slutade med {}", ut.status);
        let text = String::from_utf8(ut.stdout).unwrap();
        text.lines()
            .map(|rad| rad.parse::<f64>().unwrap() / 1e3)
            .collect()
    });
    svar.collect()
}

/// What stands in the file of the acts that were answered: how many too few or too many, of each thing that one act writes.
fn fel(fil: &Path, gjorda: usize) -> f64 {
    let conn = Connection::open(fil).unwrap();
    let tal = |sql: &str| -> i64 { conn.query_row(sql, [], |rad| rad.get(0)).unwrap() };
    let nya = i64::try_from(gjorda).unwrap();
    let fel: i64 = [
        "SELECT count(*) FROM gjord",
        "SELECT count(*) FROM raknat_besok",
        "SELECT sum(antal) FROM rakning WHERE avsnitt = 'resultat'",
        "SELECT sum(antal) FROM besokstimme",
        "SELECT count(DISTINCT kod) - 100000 FROM kopost",
        "SELECT count(DISTINCT ordning) - 100000 FROM kopost",
        "SELECT count(*) - 100000 FROM kohandelse",
        "SELECT sum(antal) - 100000 FROM koantal WHERE niva = 12",
        "SELECT count(*) FROM handelse",
    ]
    .map(|sql| (tal(sql) - nya).abs())
    .iter()
    .sum();
    f64::from(u32::try_from(fel).unwrap())
}

fn flera(tavla: &mut Tavla, mapp: &Path) {
    // The one that the file begins with.
    let mut gjorda = 1;
    let fil = fil(mapp, "flera.db");
    if tavla.matas(&["P13"]) {
        let varv: Vec<Vec<f64>> = (0..PASS).map(|_| pass(&fil, 8, TAKT).concat()).collect();
        gjorda += varv.iter().map(Vec::len).sum::<usize>();
        let sist: Vec<f64> = varv
            .iter()
            .map(|tider| andel(tider.iter().copied(), 0.99))
            .collect();
        let om = format!(
            "medianen {:.2} ms, {gjorda} handlingar",
            median(varv.concat().into_iter())
        );
        let vad = format!("8 diskar, {TAKT} handlingar i sekunden var, 99 av 100 inom, ms");
        tavla.rad("P13", &vad, Some(50.0), Matt::av(&sist), &om);
        let vad = "8 diskar: förlorade eller dubbla";
        tavla.rad("P13", vad, Some(0.0), Matt::ett(fel(&fil, gjorda)), "");
    }
    if tavla.matas(&["P14"]) {
        let (mut vantan, mut orattvisa, mut antal) = (Vec::new(), Vec::new(), 0);
        for _ in 0..PASS {
            let diskar = pass(&fil, 4, 0);
            let alla: usize = diskar.iter().map(Vec::len).sum();
            antal += alla;
            vantan.push(hogst(&diskar.concat()));
            let minst = diskar.iter().map(Vec::len).min().unwrap();
            #[allow(clippy::cast_precision_loss)] // acts of some seconds
            orattvisa.push(alla as f64 / 4.0 / minst.max(1) as f64);
        }
        gjorda += antal;
        let om = format!("{:.0} handlingar i sekunden", {
            #[allow(clippy::cast_precision_loss)] // the same
            let antal = antal as f64;
            antal / TID.as_secs_f64() / f64::from(u32::try_from(PASS).unwrap())
        });
        let vad = "4 diskar utan paus: längsta väntan, ms";
        tavla.rad("P14", vad, Some(300.0), Matt::av(&vantan), &om);
        let vad = "4 diskar utan paus: jämn andel / den långsammastes";
        tavla.rad("P14", vad, Some(3.0), Matt::av(&orattvisa), "");
        let vad = "4 diskar: förlorade eller dubbla";
        tavla.rad("P14", vad, Some(0.0), Matt::ett(fel(&fil, gjorda)), "");
    }
    std::fs::remove_file(fil).unwrap();
}
