//! A whole life of a person in the file, with words that are found again wherever a piece of them lies.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::collections::HashSet;
use std::path::Path;

use chrono::{Days, Months, NaiveDate, Utc};
use serde_json::{Value, json};
use troskel::domain::insats::Katalog;
use troskel::katalog;
use troskel::store::akt::{Aktakt, Aktsvar, Arendeutkast};
use troskel::store::ko::Sammanhang;
use troskel::store::sqlite::{Oppning, SqliteStore, oppna};
use troskel::store::{Aktor, Change, OpId, RadId, Reply, Store};

use super::akthem::{gor, skrivet};
use super::hem::{Hem, IDAG, NAMN, NUMMER, boendecoachning, innehaller};

pub const TELEFON: &str = "070-174 06 05";
pub const EPOST: &str = "almqvist@exempel.se";

/// Words of eight signs, each used once.
#[derive(Default)]
pub struct Ord {
    antal: u32,
}

impl Ord {
    fn nasta(&mut self) -> String {
        self.antal += 1;
        ord(self.antal)
    }

    /// A text of so many words.
    pub fn text(&mut self, antal: usize) -> String {
        let ord: Vec<String> = (0..antal).map(|_| self.nasta()).collect();
        ord.join(" ")
    }

    /// How many of the words stand in the bytes.
    pub fn funna(&self, bytes: &[u8]) -> usize {
        let alla: HashSet<String> = (1..=self.antal).map(ord).collect();
        let mut funna = HashSet::new();
        for fonster in bytes.windows(8).filter(|del| del.starts_with(b"Zq")) {
            if let Some(ord) = std::str::from_utf8(fonster)
                .ok()
                .filter(|ord| alla.contains(*ord))
            {
                funna.insert(ord.to_owned());
            }
        }
        funna.len()
    }
}

/// Letters only: a row of six digits is nowhere let in.
fn ord(n: u32) -> String {
    let tecken = (0..6).rev().map(|plats| (n >> (4 * plats)) & 15);
    let ord: String = tecken
        .map(|n| char::from(b'g' + u8::try_from(n).unwrap()))
        .collect();
    format!("Zq{ord}")
}

/// Whether any eight signs of what is known of the person stand in the bytes.
pub fn spar(bytes: &[u8], namn: &str, nummer: &str) -> Vec<String> {
    let mut spar = Vec::new();
    for helt in [namn, nummer, TELEFON, EPOST] {
        for del in helt.as_bytes().windows(8) {
            // "Övning " begins every name of the rehearsal.
            if !"Övning ".as_bytes().starts_with(&del[..4]) && innehaller(bytes, del) {
                spar.push(String::from_utf8_lossy(del).into_owned());
            }
        }
    }
    spar
}

pub const PROV: Oppning = Oppning {
    prov: true,
    vantan: std::time::Duration::from_secs(10),
};

/// A desk that stays open.
pub fn disk(hem: &Hem) -> SqliteStore {
    oppna(&hem.databas(), PROV).unwrap()
}

pub fn aktor() -> Aktor {
    Aktor {
        anvandare: "disken".to_owned(),
        desk: "disken".to_owned(),
        enhet: "mottagningen".to_owned(),
    }
}

pub fn katalogen() -> Katalog {
    katalog::las(katalog::inbyggd()).katalog.unwrap()
}

pub fn sammanhang(idag: NaiveDate) -> Sammanhang {
    Sammanhang {
        katalog: std::sync::Arc::new(katalogen()),
        idag,
    }
}

fn slump() -> [u8; 16] {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

pub fn spara(store: &mut SqliteStore, change: &Change) -> Reply {
    store
        .save(&aktor(), OpId(slump()), Utc::now(), change)
        .unwrap()
}

fn akt(store: &mut SqliteStore, akt: Aktakt) -> Aktsvar {
    let idag = IDAG.parse().unwrap();
    match spara(store, &Change::Akt(Box::new(akt), sammanhang(idag))) {
        Reply::Akt(svar) => *svar,
        annat => panic!("{annat:?}"),
    }
}

/// The id of an ärende.
pub fn id(hem: &Hem, nummer: &str) -> RadId {
    let sql = "SELECT id FROM arende WHERE nummer = ?1";
    RadId(
        hem.sql()
            .query_row(sql, [nummer], |rad| rad.get(0))
            .unwrap(),
    )
}

/// Writes a draft in several versions, and throws it away where it is not to be signed.
fn utkast(hem: &Hem, nummer: &str, ord: &mut Ord, kastas: bool) {
    let mut store = disk(hem);
    let utkast = RadId(format!("{:032x}", u128::from_be_bytes(slump())));
    let arende = id(hem, nummer);
    let mut version = None;
    for antal in [20, 900, 300] {
        let svar = akt(
            &mut store,
            Aktakt::SparaUtkast {
                utkast: Arendeutkast {
                    id: utkast.clone(),
                    arende: arende.clone(),
                    slag: "anteckning".to_owned(),
                    falt: vec![("text".to_owned(), ord.text(antal))],
                },
                version,
            },
        );
        let Aktsvar::Utkastversion(nu) = svar else {
            panic!("{svar:?}")
        };
        version = Some(nu);
    }
    if kastas {
        akt(&mut store, Aktakt::KastaUtkast { id: utkast });
    }
}

/// A reception with a number and contact data; the id of the handover.
pub fn mottagen(hem: &Hem, namn: &str, nummer: &str) -> String {
    let mut indata = boendecoachning();
    indata["person"] = json!({"namn": namn, "personnummer": nummer});
    if namn == NAMN {
        indata["person"]["telefon"] = TELEFON.into();
        indata["person"]["epost"] = EPOST.into();
    }
    let ut = hem.mottag(&indata);
    assert_eq!(ut.kod, 0, "{ut:?}");
    ut.json()["overlamning"].as_str().unwrap().to_owned()
}

/// An ärende out of it.
pub fn oppnat(hem: &Hem, namn: &str, nummer: &str, akt: &str) -> String {
    let id = mottagen(hem, namn, nummer);
    hem.json(&["overlamning", "hamta", &id]);
    let arende = hem.json(&["arende", "oppna", &id, "--akt", akt, "--steg", "3"]);
    arende["arende"].as_str().unwrap().to_owned()
}

fn anteckning(ord: &mut Ord, antal: usize) -> Value {
    skrivet(
        json!({"vad": ord.text(3), "dag": IDAG, "klockslag": "10:15", "kalla": ord.text(2),
        "deltog": NAMN, "text": ord.text(antal)}),
    )
}

/// Everything that can be written in an akt: notes of a few words and of many pages, a correction, plans, consents,
/// follow-ups, a bridge, drafts that are kept and thrown away.
pub fn skriv(hem: &Hem, nr: &str, ord: &mut Ord) {
    for antal in [4, 9000, 30, 700, 2500] {
        let anteckning = anteckning(ord, antal);
        gor(hem, &["arende", "anteckna", nr], &anteckning);
    }
    let mut rattelse = anteckning(ord, 40);
    rattelse["rattar"] = 2.into();
    gor(hem, &["arende", "anteckna", nr], &rattelse);
    for (version, antal) in [(None, 60), (Some(1), 3000)] {
        let plan = skrivet(json!({"varfor": ord.text(antal), "mal": ord.text(20),
            "utformning": ord.text(antal), "gjord_med": "personen", "bygger_pa": version}));
        gor(hem, &["arende", "plan", nr], &plan);
    }
    let samtycke = json!({"med": "skola", "mottagare": ord.text(4), "vad": ord.text(4), "lamnat": IDAG,
        "till": "2027-01-01", "satt": "skriftligt"});
    gor(hem, &["arende", "samtyck", nr], &samtycke);
    gor(hem, &["arende", "folj-upp", nr], &uppfoljning(ord));
    gor(
        hem,
        &["arende", "bro", nr],
        &json!({"oppna": {"till": ord.text(3)}}),
    );
    utkast(hem, nr, ord, true);
}

fn uppfoljning(ord: &mut Ord) -> Value {
    skrivet(json!({"dag": IDAG, "text": ord.text(1500),
        "mal": [{"mal": ord.text(4), "utfall": "battre"}]}))
}

pub fn avsluta(hem: &Hem, nr: &str, ord: &mut Ord) {
    let mut avslut = uppfoljning(ord);
    avslut["orsak"] = "malet_natt".into();
    gor(hem, &["arende", "avsluta", nr], &avslut);
}

/// A whole life, closed; the number of the ärende.
pub fn ett_liv(hem: &Hem, ord: &mut Ord) -> String {
    let nr = oppnat(hem, NAMN, NUMMER.0, "mottagaren");
    skriv(hem, &nr, ord);
    avsluta(hem, &nr, ord);
    // Somebody else at the enhet has begun on something in it.
    utkast(hem, &nr, ord, false);
    nr
}

/// The first day on which what was written last in an akt just now may be erased, and the day before it.
pub fn dagarna(hem: &Hem, nr: &str) -> (String, String) {
    let sql = "SELECT date(max(n.skriven), '+2 hours') FROM (
          SELECT arende, skriven FROM anteckning UNION ALL SELECT arende, skriven FROM uppfoljning) n
        JOIN arende a ON a.id = n.arende WHERE a.nummer = ?1";
    let sista: String = hem.sql().query_row(sql, [nr], |rad| rad.get(0)).unwrap();
    let sista: NaiveDate = sista.parse().unwrap();
    let slut = sista + Months::new(60);
    (slut.to_string(), (slut + Days::new(1)).to_string())
}

/// Every byte of a file and of what `SQLite` keeps beside it. Read by another process: whoever closes a file lets go of all
/// the locks that its own process has on it, and a desk that is open here would lose its journal.
pub fn bytes(fil: &Path) -> Vec<u8> {
    let mut alla = Vec::new();
    for slut in ["", "-wal", "-shm"] {
        let mut vag = fil.as_os_str().to_owned();
        vag.push(slut);
        let ut = std::process::Command::new("cat").arg(vag).output().unwrap();
        alla.extend(ut.stdout);
    }
    assert!(!alla.is_empty());
    alla
}
