//! A desk of one's own: an empty home with a database in it, and the real program run there.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::struct_field_names
)]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rusqlite::Connection;
use serde_json::{Value, json};

/// The program.
pub const TROSKEL: &str = env!("CARGO_BIN_EXE_troskel");
/// Today, in every test.
pub const IDAG: &str = "2026-11-22";
/// A made-up number out of the rehearsal, as it is typed and as it is stored.
pub const NUMMER: (&str, &str) = ("701063-2391", "197010632391");

/// What a command answered.
#[derive(Debug)]
pub struct Ut {
    pub kod: i32,
    pub ut: String,
    pub fel: String,
}

impl Ut {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.ut).unwrap_or_else(|fel| panic!("{fel}: {self:?}"))
    }
}

impl From<Output> for Ut {
    fn from(ut: Output) -> Self {
        Self {
            kod: ut.status.code().expect("ingen signal"),
            ut: String::from_utf8(ut.stdout).unwrap(),
            fel: String::from_utf8(ut.stderr).unwrap(),
        }
    }
}

/// A home of its own, gone when dropped.
pub struct Hem {
    mapp: tempfile::TempDir,
}

impl Hem {
    pub fn nytt() -> Self {
        Self {
            mapp: tempfile::tempdir().unwrap(),
        }
    }

    pub fn mapp(&self) -> &Path {
        self.mapp.path()
    }

    pub fn databas(&self) -> PathBuf {
        self.mapp().join("troskel.db")
    }

    /// Writes a file in the home.
    pub fn fil(&self, namn: &str, innehall: impl AsRef<[u8]>) -> String {
        let fil = self.mapp().join(namn);
        std::fs::write(&fil, innehall).unwrap();
        fil.to_str().unwrap().to_owned()
    }

    /// Options that hold in every test: the day, and that a memory disk will do.
    pub fn flaggor<'a>(argument: &[&'a str]) -> Vec<&'a str> {
        [&["--prov", "--datum", IDAG], argument].concat()
    }

    pub fn kommando(&self, argument: &[&str]) -> Command {
        self.med_flaggor(&Self::flaggor(argument))
    }

    /// Runs a command on another day.
    pub fn den(&self, dag: &str, argument: &[&str]) -> Ut {
        self.den_kommando(dag, argument).output().unwrap().into()
    }

    /// The same, not yet run.
    pub fn den_kommando(&self, dag: &str, argument: &[&str]) -> Command {
        self.med_flaggor(&[&["--prov", "--datum", dag], argument].concat())
    }

    /// Writes down the catalogue of the program, with the rules that the nämnd might decide for one queue.
    pub fn beslutat(&self, nr: &str, regler: &str) -> String {
        let katalog = concat!(env!("CARGO_MANIFEST_DIR"), "/data/kataloger/alingsas.toml");
        let katalog = std::fs::read_to_string(katalog).unwrap();
        let (fore, efter) = katalog.split_once(&format!("nr = \"{nr}\"\n")).unwrap();
        let (insats, resten) = efter.split_once("\n[[insats]]\n").unwrap();
        assert!(!insats.contains("[insats.ko]"), "{nr} har redan regler");
        let regler = format!("[insats.ko]\nbeslut = \"forteckning\"\n{regler}\n");
        let ny = format!("{fore}nr = \"{nr}\"\n{insats}\n{regler}\n[[insats]]\n{resten}");
        self.fil("beslutat.toml", ny)
    }

    fn med_flaggor(&self, flaggor: &[&str]) -> Command {
        let mut kommando = Command::new(TROSKEL);
        kommando
            .args(flaggor)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("HOME", self.mapp())
            .env("LANG", "C.UTF-8")
            .env("TROSKEL_DATABAS", self.databas())
            .current_dir(self.mapp());
        kommando
    }

    /// Runs a command with nothing on standard input.
    pub fn kor(&self, argument: &[&str]) -> Ut {
        self.kor_med(argument, b"")
    }

    /// Runs a command with `indata` on standard input.
    pub fn kor_med(&self, argument: &[&str], indata: &[u8]) -> Ut {
        let mut barn = self
            .kommando(argument)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut in_ = barn.stdin.take().unwrap();
        let indata = indata.to_vec();
        // A program that refuses what it reads may close its end before all is written.
        let skriver = std::thread::spawn(move || drop(in_.write_all(&indata)));
        let ut = barn.wait_with_output().unwrap();
        skriver.join().unwrap();
        ut.into()
    }

    /// Runs a command with `--json` and returns its answer; it must be a yes.
    pub fn json(&self, argument: &[&str]) -> Value {
        let ut = self.kor(&[argument, &["--json"]].concat());
        assert_eq!(ut.kod, 0, "{ut:?}");
        ut.json()
    }

    /// `mottag` with this input.
    pub fn mottag(&self, indata: &Value) -> Ut {
        self.kor_med(
            &["mottag", "--fran", "-", "--json"],
            indata.to_string().as_bytes(),
        )
    }

    /// The database, opened by another program.
    pub fn sql(&self) -> Connection {
        let conn = Connection::open(self.databas()).unwrap();
        conn.busy_timeout(std::time::Duration::from_secs(10))
            .unwrap();
        conn
    }

    /// The number of rows in every table.
    pub fn rader(&self) -> BTreeMap<String, i64> {
        if !self.databas().exists() {
            return BTreeMap::new();
        }
        let conn = self.sql();
        let mut fraga = conn
            .prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            )
            .unwrap();
        let tabeller: Vec<String> = fraga
            .query_map([], |rad| rad.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let antal = |tabell: &String| {
            conn.query_row(&format!("SELECT count(*) FROM {tabell}"), [], |r| r.get(0))
                .unwrap()
        };
        tabeller
            .into_iter()
            .map(|tabell| {
                let antal = antal(&tabell);
                (tabell, antal)
            })
            .collect()
    }

    /// The number of rows in one table.
    pub fn antal(&self, tabell: &str) -> i64 {
        self.rader().get(tabell).copied().unwrap_or(0)
    }

    /// Every byte that lies in the database and beside it.
    pub fn databasbytes(&self) -> Vec<u8> {
        let mut alla = Vec::new();
        for fil in std::fs::read_dir(self.mapp()).unwrap() {
            let fil = fil.unwrap().path();
            if fil.to_string_lossy().contains("troskel.db") {
                alla.extend(std::fs::read(fil).unwrap());
            }
        }
        assert!(!alla.is_empty());
        alla
    }
}

/// Whether `del` stands somewhere in `bytes`.
pub fn innehaller(bytes: &[u8], del: impl AsRef<[u8]>) -> bool {
    let del = del.as_ref();
    bytes.windows(del.len()).any(|fonster| fonster == del)
}

/// A made-up name out of the rehearsal.
pub const NAMN: &str = "Övning Almqvist";

/// A whole reception of a 14:3 insats.
pub fn boendecoachning() -> Value {
    json!({
        "nr": "3.4.3",
        "fakta": {
            "person": {"fodd": "1994-03-05", "folkbokford": "Alingsås"},
            "svar": {"folkbokford": "ja"},
            "samtycke": {"eget": "muntligt"},
        },
        "information": {"ratt_att_ansoka": "muntligt", "dokumentation": "muntligt", "sprak": "sv"},
        "person": {"namn": NAMN, "personnummer": NUMMER.0},
        "vill": "ta_emot",
    })
}

/// The same without identity, for another insats.
pub fn utan_identitet(nr: &str) -> Value {
    let mut indata = boendecoachning();
    indata["nr"] = nr.into();
    indata["fakta"]["svar"]["vuxen"] = "ja".into();
    indata["information"]
        .as_object_mut()
        .unwrap()
        .remove("dokumentation");
    indata.as_object_mut().unwrap().remove("person");
    indata
}

/// The keys of an object, in order.
pub fn nycklar(varde: &Value) -> Vec<&str> {
    varde
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

pub fn har_nycklar(varde: &Value, nycklar: &[&str]) {
    for nyckel in nycklar {
        assert!(varde.get(nyckel).is_some(), "{nyckel} saknas i {varde}");
    }
}

/// Exit code, and a sentence on standard error alone.
pub fn nekas(ut: &Ut, kod: i32, mening: &str) {
    assert_eq!(ut.kod, kod, "{ut:?}");
    assert!(
        ut.fel.contains("fel: ") && ut.fel.contains(mening),
        "{mening}: {ut:?}"
    );
    assert_eq!(ut.ut, "", "{ut:?}");
}
