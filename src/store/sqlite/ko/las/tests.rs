//! The questions about the waiting list, on a real file with rows that follow its rules.
#![allow(clippy::unwrap_used)]

mod attgora;
mod bevis;
mod oversikt;
mod planer;
mod postbild;
mod rattvisa;
mod urval;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Params, params};
use tempfile::TempDir;

use super::fraga;
use crate::domain::insats::{
    BarnDeltar, Barnregler, Beslut, Dokumentation, Genomforande, Insats, InsatsNr, Katalog,
    Kontakt, Lamplig, Malgrupp, Sokord, Uppgift,
};
use crate::domain::ko::policy::{Kopolicy, Koslag};
use crate::domain::ko::{Kolage, Kostatus};
use crate::domain::kolapp::Kolappskod;
use crate::store::ko::{Kofraga, Kosvar, Sammanhang};
use crate::store::sqlite::ko::post::{self, Handelse};
use crate::store::sqlite::rad;
use crate::store::sqlite::session::Sikt;
use crate::store::sqlite::{Akt, Oppning, SqliteStore, oppna};
use crate::store::{Aktor, Framsteg, StoreError};

const VERSION: &str = "2026-09-01";
/// A version of the catalogue that is no longer in use.
const GAMMAL: &str = "2026-01-01";
const SILO: &str = "3.1.1";
/// Three running places.
const PLATSER: &str = "3.1.2";
const GRUPP: &str = "3.1.3";
/// In no catalogue.
const BORTA: &str = "9.9";

fn nr(text: &str) -> InsatsNr {
    text.parse().unwrap()
}

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Ten o'clock on a day, or a whole time.
fn t(text: &str) -> DateTime<Utc> {
    let hel = if text.contains('T') {
        text.to_owned()
    } else {
        format!("{text}T10:00:00.000Z")
    };
    hel.parse().unwrap()
}

fn insats(nummer: &str, platser: Option<u16>, slag: Koslag) -> Insats {
    Insats {
        nr: nr(nummer),
        namn: "Prov".to_owned(),
        grupp: "Prov".to_owned(),
        ksi: None,
        beslut: Beslut {
            namnd: "Prov".to_owned(),
            titel: "Prov".to_owned(),
            datum: Uppgift::Oklar("prov".to_owned()),
            referens: Uppgift::Oklar("prov".to_owned()),
            fran: None,
            till: None,
        },
        giltig: (None, None),
        innehall: "Prov".to_owned(),
        malgrupp: Malgrupp {
            text: "Alla".to_owned(),
            alder: None,
        },
        villkor: Vec::new(),
        dokumentation: Dokumentation::Radgivning,
        genomforande: Genomforande {
            platser,
            ..Genomforande::default()
        },
        barn: Barnregler {
            deltar: BarnDeltar::Nej,
            lamplig_15_17: Lamplig::EjBeslutat,
            grund: None,
        },
        stadsomraden: Vec::new(),
        sok: Sokord::default(),
        narliggande: Vec::new(),
        oppet: Vec::new(),
        viktigt: None,
        silo: nummer == SILO,
        ko: Kopolicy {
            slag,
            ..Kopolicy::default()
        },
    }
}

fn katalog() -> Katalog {
    let kontakt = || Kontakt {
        namn: "Prov".to_owned(),
        telefon: Uppgift::Oklar("prov".to_owned()),
        adress: None,
    };
    Katalog {
        kommun: "Prov".to_owned(),
        version: VERSION.to_owned(),
        insatser: vec![
            // Not in the order of the numbers.
            insats(GRUPP, None, Koslag::Omgang),
            insats(SILO, Some(2), Koslag::Lopande),
            insats(PLATSER, Some(3), Koslag::Lopande),
            insats("3.1.4", None, Koslag::Lopande),
        ],
        hanvisningar: Vec::new(),
        namnd: kontakt(),
        ansokan: kontakt(),
        barn_och_unga: kontakt(),
        oppet: Vec::new(),
        stangda_dagar: Vec::new(),
        gallring: crate::domain::gallring::Gallringsregler::default(),
    }
}

/// A file with insatser and nobody in line. Today is 25 November 2026.
struct Fil {
    _mapp: TempDir,
    lager: SqliteStore,
    katalog: Katalog,
    nasta: u32,
}

impl Fil {
    fn ny() -> Self {
        let mapp = TempDir::new().unwrap();
        let val = Oppning {
            prov: true,
            vantan: Duration::from_secs(1),
        };
        let lager = oppna(&mapp.path().join("troskel.db"), val).unwrap();
        let mut fil = Self {
            _mapp: mapp,
            lager,
            katalog: katalog(),
            nasta: 1,
        };
        // What a power cut would leave is not what these tests ask.
        fil.kor("PRAGMA synchronous = OFF", []);
        // Nor what the file asks of an act: they fill it with states.
        for sql in [
            "DROP TRIGGER erbjudande_i_tur_och_ordning",
            "DROP TRIGGER erbjudande_ryms",
            "DROP TRIGGER kopost_i_tur_och_ordning",
            "DROP TRIGGER kopost_med_erbjudande",
            "DROP TRIGGER plats_inom_antalet",
            "DROP TRIGGER plats_med_nummer",
        ] {
            fil.kor(sql, []);
        }
        for nummer in [SILO, PLATSER, GRUPP, "3.1.4", BORTA] {
            for version in [VERSION, GAMMAL] {
                fil.kor(
                    "INSERT INTO insatsversion(nr, katalog, namn, paragraf) VALUES (?1, ?2, 'Prov', '14:4')",
                    params![nummer, version],
                );
            }
        }
        fil
    }

    fn kor(&mut self, sql: &'static str, varden: impl Params) {
        self.lager.conn.execute(sql, varden).unwrap();
    }

    /// Does something as one act.
    fn akt(&mut self, nar: DateTime<Utc>, gor: impl FnOnce(&Akt<'_>)) {
        let aktor = Aktor {
            anvandare: "prov".to_owned(),
            desk: "lucka".to_owned(),
            enhet: "enhet".to_owned(),
        };
        let tx = self.lager.conn.transaction().unwrap();
        let akt = Akt {
            tx: &tx,
            aktor: &aktor,
            op: &rad::nytt_id().unwrap(),
            nar,
            sikt: Sikt::ALLT,
            raderat: std::cell::Cell::new(false),
            framsteg: Framsteg::default(),
        };
        gor(&akt);
        tx.commit().unwrap();
    }

    /// The next slip, and an id that goes the other way.
    fn nasta(&mut self) -> (Kolappskod, String) {
        let n = self.nasta;
        self.nasta += 1;
        let siffror: Vec<u8> = (0..6)
            .map(|plats| u8::try_from(n / 17_u32.pow(plats) % 17).unwrap())
            .collect();
        let id = format!("{:032x}", u64::MAX - u64::from(n));
        (Kolappskod::av_slump(&siffror).unwrap(), id)
    }

    /// Somebody comes with an old ködatum; today unless another day is said.
    fn stall(&mut self, insats: &'static str, kodatum: &str) -> Kolappskod {
        self.stall_med(insats, t(kodatum), t("2026-11-24"), VERSION)
    }

    fn stall_med(
        &mut self,
        insats: &'static str,
        kodatum: DateTime<Utc>,
        kom: DateTime<Utc>,
        version: &str,
    ) -> Kolappskod {
        let (kod, id) = self.nasta();
        self.akt(kom, |akt| {
            let forst = Some((id.as_str(), 1, None, None));
            post::skriv_handelse(akt, nr(insats), forst, &Handelse::ny("importerad")).unwrap();
            akt.kor(
                "INSERT INTO kopost(id, kod, insats_nr, katalog, kotid_ms, status, bekraftad, desk, import_id, ver)
                 VALUES (?1, ?2, ?3, ?4, ?5, 'i_ko', '2026-11-01', 'lucka', ?1, 1)",
                params![
                    id,
                    kod.to_string(),
                    insats,
                    version,
                    kodatum.timestamp_millis()
                ],
            )
            .unwrap();
        });
        kod
    }

    /// Something happens to an entry.
    fn andra(
        &mut self,
        kod: Kolappskod,
        nar: &str,
        handelse: &Handelse<'_>,
        efter: impl FnOnce(&mut Kolage),
    ) {
        self.akt(t(nar), |akt| {
            let mut post = post::med_kod(akt.tx, kod).unwrap();
            let mut lage = post.lage;
            efter(&mut lage);
            post::andra(akt, &mut post, lage, handelse).unwrap();
        });
    }

    fn blir(&mut self, kod: Kolappskod, nar: &str, slag: &str, status: Kostatus) {
        self.andra(kod, nar, &Handelse::ny(slag), |lage| lage.status = status);
    }

    /// The facts of an entry are changed; the statement raises its version.
    fn uppgift(&mut self, kod: Kolappskod, sql: &'static str) {
        self.akt(t("2026-11-24"), |akt| {
            let post = post::med_kod(akt.tx, kod).unwrap();
            let nasta = Some((post.nyckel.id.as_str(), post.ver + 1, None, None));
            post::skriv_handelse(akt, post.insats, nasta, &Handelse::ny("uppgifter")).unwrap();
            akt.kor(sql, [&post.nyckel.id]).unwrap();
        });
    }

    fn vilar(&mut self, kod: Kolappskod, fran: &str, till: &str) {
        let (fran, till) = (d(fran), d(till));
        self.blir(kod, "2026-11-24", "vila", Kostatus::Vilande { fran, till });
    }

    /// A place is offered and held.
    fn erbjud(&mut self, kod: Kolappskod, (platser, nummer): (&str, u16), nar: &str, senast: &str) {
        self.erbjud_forbi(kod, (platser, nummer), nar, senast, &[]);
    }

    /// A place is offered past somebody.
    fn erbjud_forbi(
        &mut self,
        kod: Kolappskod,
        (platser, nummer): (&str, u16),
        nar: &str,
        senast: &str,
        forbi: &[(Kolappskod, &'static str)],
    ) {
        self.akt(t(nar), |akt| {
            for (annan, skal) in forbi {
                let mut post = post::med_kod(akt.tx, *annan).unwrap();
                let handelse = Handelse::ny("overhoppad").orsak(skal).om(&kod);
                post::anteckna(akt, &mut post, &handelse).unwrap();
            }
            let mut post = post::med_kod(akt.tx, kod).unwrap();
            akt.kor(
                "INSERT INTO erbjudande(id, kopost_id, insats_nr, pott, parti, skapat, svar_senast, forsta_i_linje)
                 VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7)",
                params![
                    rad::nytt_id().unwrap(),
                    post.nyckel.id,
                    post.insats.to_string(),
                    platser,
                    rad::tid(akt.nar),
                    senast,
                    forbi.is_empty()
                ],
            )
            .unwrap();
            akt.kor(
                "INSERT INTO plats(id, pott, insats_nr, nummer, upptagen_av, fran) VALUES (?1, ?2, ?3, ?4, ?5, '2026-11-24')",
                params![
                    rad::nytt_id().unwrap(),
                    platser,
                    post.insats.to_string(),
                    nummer,
                    post.nyckel.id
                ],
            )
            .unwrap();
            let lage = Kolage {
                status: Kostatus::Erbjuden,
                ..post.lage
            };
            let handelse = Handelse::ny("erbjuden").om(&format!("{platser} {senast}"));
            post::andra(akt, &mut post, lage, &handelse).unwrap();
        });
    }

    /// The open offer is answered; a place that was not wanted becomes free.
    fn svarar(&mut self, kod: Kolappskod, nar: &str, utfall: &str, efter: (&str, Kostatus)) {
        self.akt(t(nar), |akt| {
            let mut post = post::med_kod(akt.tx, kod).unwrap();
            akt.kor(
                "UPDATE erbjudande SET utfall = ?2, svarat = ?3 WHERE kopost_id = ?1 AND utfall IS NULL",
                params![post.nyckel.id, utfall, rad::tid(akt.nar)],
            )
            .unwrap();
            if utfall != "ja" {
                akt.kor(
                    "UPDATE plats SET till = '2026-11-24' WHERE upptagen_av = ?1 AND till IS NULL",
                    params![post.nyckel.id],
                )
                .unwrap();
            }
            let lage = Kolage {
                status: efter.1,
                ..post.lage
            };
            post::andra(akt, &mut post, lage, &Handelse::ny(efter.0)).unwrap();
        });
    }

    fn omgang(&mut self, id: &str, start: &str, antal: u16, minst: u16) {
        self.kor(
            "INSERT INTO pott(id, insats_nr, slag, antal, minst, start) VALUES (?1, '3.1.3', 'omgang', ?2, ?3, ?4)",
            params![id, antal, minst, start],
        );
    }

    fn granskad(&mut self, insats: &str, dag: &str) {
        self.kor(
            "INSERT INTO kogranskad(insats_nr, dag) VALUES (?1, ?2)",
            params![insats, dag],
        );
    }

    fn fraga(&self, ko: &Kofraga) -> Result<Kosvar, StoreError> {
        let sammanhang = Sammanhang {
            katalog: Arc::new(self.katalog.clone()),
            idag: d("2026-11-25"),
        };
        let ingen = Framsteg::default();
        fraga(&self.lager.conn, ko, &sammanhang, (Sikt::ALLT, &ingen))
    }

    /// The insats of the catalogue, to be changed.
    fn i_katalogen(&mut self, nummer: &str) -> &mut Insats {
        let nummer = nr(nummer);
        let mut insatser = self.katalog.insatser.iter_mut();
        insatser.find(|insats| insats.nr == nummer).unwrap()
    }
}

/// The answer of one kind, or the test is at fault.
macro_rules! svar {
    ($fil:expr, $slag:ident, $fraga:expr) => {
        match $fil.fraga(&$fraga) {
            Ok(Kosvar::$slag(svar)) => svar,
            annat => panic!("{annat:?}"),
        }
    };
}
use svar;

/// The id of a group start in the tests.
const VAREN: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const HOSTEN: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
