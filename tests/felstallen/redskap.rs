//! A row of the table, a desk that remembers what it was answered, and a process of its own for what would harm others.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use tempfile::TempDir;
use troskel::domain::utkast::Steg;
use troskel::store::sqlite::{Oppning, SqliteStore, oppna};
use troskel::store::{Change, RadId, Reply, Store, StoreError};
use troskel::text;

use crate::insats::insats;
use crate::lager::{nar, op, utkast, vid};

/// What a row came to.
pub enum Utfall {
    /// What was answered, in words.
    Svar(String),
    /// Left out, and why.
    Utelamnad(String),
}

impl From<String> for Utfall {
    fn from(svar: String) -> Self {
        Self::Svar(svar)
    }
}

/// What is tried in a process of its own, by the name that it is started with.
pub type Barnprov = (&'static str, fn() -> String);

/// A row: a fault, what the answer has to say, and how it is brought about.
pub struct Rad {
    pub fel: &'static str,
    pub vantat: &'static [&'static str],
    pub prov: fn() -> Utfall,
}

pub const fn rad(fel: &'static str, vantat: &'static [&'static str], prov: fn() -> Utfall) -> Rad {
    Rad { fel, vantat, prov }
}

/// Runs every row and prints the table; fails with all that went wrong, and not only the first.
pub fn prova(rubrik: &str, rader: &[Rad]) {
    let mut tabell = format!("\n{rubrik}:\n");
    let mut brister = Vec::new();
    for rad in rader {
        let svar = match catch_unwind(AssertUnwindSafe(rad.prov)) {
            Ok(Utfall::Svar(svar)) => {
                for ord in rad.vantat {
                    if !svar.contains(ord) {
                        brister.push(format!("{}: {ord:?} saknas i {svar:?}", rad.fel));
                    }
                }
                svar
            }
            Ok(Utfall::Utelamnad(varfor)) => format!("UTELÄMNAD: {varfor}"),
            Err(panik) => {
                let panik = panik
                    .downcast_ref::<String>()
                    .cloned()
                    .unwrap_or_else(|| "panik".to_owned());
                brister.push(format!("{}: {panik}", rad.fel));
                "FEL".to_owned()
            }
        };
        writeln!(tabell, "  {:<58} {svar}", rad.fel).unwrap();
    }
    println!("{tabell}");
    assert!(brister.is_empty(), "{tabell}\n{}", brister.join("\n"));
}

/// Short enough for a test, long enough for a desk that only saves.
pub const KORT: Oppning = Oppning {
    prov: true,
    vantan: Duration::from_millis(150),
};

/// A desk on a file, and what it has been answered as saved.
pub struct Prov {
    mapp: TempDir,
    pub fil: PathBuf,
    pub store: SqliteStore,
    pub kvitterat: BTreeSet<String>,
    nasta: u8,
}

impl Prov {
    /// A desk that has saved twice: once into the file itself, and once into its journal only.
    pub fn nytt() -> Self {
        Self::i(tempfile::tempdir().unwrap())
    }

    pub fn i(mapp: TempDir) -> Self {
        let fil = mapp.path().join("troskel.db");
        let mut prov = Self::tom(mapp, &fil);
        prov.sparar();
        prov.tom_loggen();
        prov.sparar();
        prov
    }

    /// A desk on a new file, that has saved nothing.
    pub fn tom(mapp: TempDir, fil: &Path) -> Self {
        Self {
            mapp,
            fil: fil.to_owned(),
            store: oppna(fil, KORT).unwrap(),
            kvitterat: BTreeSet::new(),
            nasta: 1,
        }
    }

    pub fn mapp(&self) -> &Path {
        self.mapp.path()
    }

    /// Moves what lies in the journal into the file.
    pub fn tom_loggen(&self) {
        let conn = Connection::open(&self.fil).unwrap();
        let upptagen: i64 = conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |rad| rad.get(0))
            .unwrap();
        assert_eq!(upptagen, 0);
    }

    /// Parks one more visit; what is answered as saved is remembered.
    pub fn spara(&mut self) -> Result<Reply, StoreError> {
        self.spara_vid(nar())
    }

    pub fn spara_vid(&mut self, nar: DateTime<Utc>) -> Result<Reply, StoreError> {
        let id = RadId(format!("{:032x}", self.nasta));
        self.nasta += 1;
        let change = Change::Parkera {
            besok: id.clone(),
            utkast: utkast(&insats("1.3", "14:5", None), Steg::Plats),
            version: None,
        };
        let svar = self.store.save(&vid("ett"), op(), nar, &change);
        if svar.is_ok() {
            self.kvitterat.insert(id.0);
        }
        svar
    }

    pub fn sparar(&mut self) {
        if let Err(fel) = self.spara() {
            panic!("skulle ha sparat: {}", text::hinder::store(&fel));
        }
    }

    /// Saves nothing, three times over, and says why.
    pub fn nekas(&mut self) -> String {
        let svar = [self.spara(), self.spara(), self.spara()];
        let [forsta, ..] = svar.map(|svar| match svar {
            Err(fel) => text::hinder::store(&fel),
            Ok(svar) => panic!("ett falskt sparat: {svar:?}"),
        });
        forsta
    }

    /// What another connection reads is exactly what was answered as saved.
    pub fn stammer(&self) {
        assert_eq!(sparade(&self.fil), self.kvitterat, "ett falskt sparat");
    }

    /// The same, when the desk has been closed.
    pub fn stammer_stangd(self) {
        let Self {
            mapp,
            fil,
            store,
            kvitterat,
            ..
        } = self;
        drop(store);
        assert_eq!(sparade(&fil), kvitterat, "ett falskt sparat");
        drop(mapp);
    }
}

/// The visits in a file, as another program reads them.
pub fn sparade(fil: &Path) -> BTreeSet<String> {
    let conn = Connection::open(fil).unwrap();
    conn.busy_timeout(Duration::from_secs(10)).unwrap();
    let hel: String = conn
        .query_row("PRAGMA integrity_check", [], |rad| rad.get(0))
        .unwrap();
    assert_eq!(hel, "ok");
    let mut fraga = conn.prepare("SELECT id FROM utkast").unwrap();
    let rader = fraga.query_map([], |rad| rad.get(0)).unwrap();
    rader.map(Result::unwrap).collect()
}

/// Why a file is not opened.
pub fn oppnas_inte(fil: &Path) -> String {
    match oppna(fil, KORT) {
        Err(fel) => fel.to_string(),
        Ok(_) => panic!("{} öppnades", fil.display()),
    }
}

pub fn ar_rot() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// What a process of its own needs.
#[derive(Clone, Copy)]
pub enum Hur {
    /// Nothing.
    Vanligt,
    /// Mounts that nobody else sees.
    Monteringar,
    /// No more rights than anybody has.
    UtanRattigheter,
}

/// Runs a row in a process of its own.
pub fn i_barn(namn: &str, hur: Hur) -> Utfall {
    let jag = std::env::current_exe().unwrap();
    let mapp = tempfile::tempdir().unwrap();
    let argument = ["--exact", "barn", "--nocapture"];
    let mut kommando = match hur {
        Hur::Monteringar => {
            if let Err(varfor) = far_montera() {
                return Utfall::Utelamnad(varfor);
            }
            let mut kommando = Command::new("unshare");
            kommando.arg(monterar()).arg(&jag);
            kommando
        }
        Hur::UtanRattigheter if ar_rot() => {
            // Where also somebody without rights may run it.
            fs::set_permissions(mapp.path(), fs::Permissions::from_mode(0o777)).unwrap();
            let program = mapp.path().join("felstallen");
            fs::copy(&jag, &program).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
            let mut kommando = Command::new(program);
            kommando.uid(65534).gid(65534);
            kommando
        }
        Hur::Vanligt | Hur::UtanRattigheter => Command::new(&jag),
    };
    let ut = kommando
        .args(argument)
        .env("PROV_RAD", namn)
        .env("TMPDIR", mapp.path())
        .current_dir(mapp.path())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&ut.stdout);
    let svar = text.lines().find_map(|rad| rad.split_once("SVAR="));
    match svar {
        Some((_, svar)) if ut.status.success() => Utfall::Svar(svar.to_owned()),
        _ => panic!(
            "{:?}: {text}{}",
            ut.status,
            String::from_utf8_lossy(&ut.stderr)
        ),
    }
}

const fn monterar_som(rot: bool) -> &'static str {
    if rot { "-m" } else { "-rm" }
}

fn monterar() -> &'static str {
    monterar_som(ar_rot())
}

fn far_montera() -> Result<(), String> {
    let prov = Command::new("unshare")
        .args([monterar(), "sh", "-c", "mount -t tmpfs -o size=64k x /mnt"])
        .output();
    match prov {
        Ok(ut) if ut.status.success() => Ok(()),
        Ok(ut) => Err(format!(
            "datorn låter inte provet montera ({})",
            String::from_utf8_lossy(&ut.stderr).trim()
        )),
        Err(fel) => Err(format!("unshare finns inte ({fel})")),
    }
}
