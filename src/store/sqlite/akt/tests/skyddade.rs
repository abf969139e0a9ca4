//! A search for somebody with sekretessmarkering, by whoever may not meet them, is the same work as one for nobody: the
//! steps of the engine are counted, not the time.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate};
use rusqlite::{Connection, StatementStatus};
use tempfile::TempDir;

use crate::domain::akt::Arendenummer;
use crate::domain::gallring::Gallringsregler;
use crate::domain::identitet::Nummer;
use crate::domain::insats::{Katalog, Kontakt, Uppgift};
use crate::store::akt::{Aktakt, Aktsvar, Sokt};
use crate::store::ko::Sammanhang;
use crate::store::sqlite::akt::sok::{AKTER_FOR_CHEF, PA_VAG_FOR_CHEF, UTAN_SKYDDADE};
use crate::store::sqlite::session::Session;
use crate::store::sqlite::{Oppning, SqliteStore, oppna};
use crate::store::{Aktor, Change, OpId, Reply, Store};

const LOGGA: &str =
    "INSERT INTO akthandelse(seq, tid, anvandare, desk, enhet, op_id, slag, arende, objekt)
         SELECT coalesce(max(seq), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM akthandelse";

const ENHET: &str = "Stödet";

/// Name and number of somebody with sekretessmarkering who has an ärende and a handover on its way, of somebody without it,
/// and of nobody.
const SKYDDAD: (&str, &str) = ("Pia Skydd", "199001010017");
const OPPEN: (&str, &str) = ("Olle Öppen", "200001010107");
const OKAND: (&str, &str) = ("Finns Inte", "197001010011");

fn idag() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
}

/// Forty ärenden and as many handovers at two enheter; every fourth person has sekretessmarkering.
fn fyll(conn: &Connection) {
    conn.execute_batch(
        "INSERT INTO insatsversion(nr, katalog, namn, paragraf) VALUES ('1.1', 'k1', 'Insats 1.1', '14:3');
         INSERT INTO konto VALUES ('anna', 'Anna Övning', 0);",
    )
    .unwrap();
    for n in 0..80 {
        let skyddad = u8::from(n % 4 == 1 || n % 8 == 2);
        let (namn, nummer) = match n {
            1 | 2 => (SKYDDAD.0.to_owned(), SKYDDAD.1.to_owned()),
            3 => (OPPEN.0.to_owned(), OPPEN.1.to_owned()),
            _ => (format!("Övning {n}"), format!("1980010100{n:02}")),
        };
        let enhet = if n % 8 < 6 { ENHET } else { "Annan" };
        conn.execute_batch(&format!(
            "INSERT INTO overlamning SELECT printf('%032x', {n} + 1), '1.1', 'k1', 'Insats 1.1', NULL, '2026-11-20',
               '2026-11-20T08:00:00.000Z', 'Receptionen', 'disken', 'r1', 'muntligt', 'sv', 'standard', '2025-01-01',
               'muntligt', 'sv', 'standard', '2025-01-01', 'muntligt', NULL, '{enhet}', 'ny', NULL, NULL, NULL, NULL,
               NULL, NULL, NULL;
             INSERT INTO overlamningsperson VALUES (printf('%032x', {n} + 1), '{namn}', '{nummer}', '', '', '',
               {skyddad});"
        ))
        .unwrap();
        if n % 2 == 1 {
            conn.execute_batch(&format!(
                "UPDATE overlamning SET status = 'hamtad', hamtad_tid = '2026-11-21T08:00:00.000Z', hamtad_av = 'h1'
                   WHERE id = printf('%032x', {n} + 1);
                 INSERT INTO v1_arende(overlamning, enhet, aktslag, stegantal, oppnad_av)
                   VALUES (printf('%032x', {n} + 1), '{enhet}', 'mottagaren', 3, 'h1');"
            ))
            .unwrap();
        }
    }
}

struct Prov {
    _mapp: TempDir,
    lager: SqliteStore,
    op: u8,
}

impl Prov {
    fn ny(roll: &str) -> Self {
        let mapp = TempDir::new().unwrap();
        let val = Oppning {
            prov: true,
            vantan: Duration::from_secs(1),
        };
        let mut lager = oppna(&mapp.path().join("troskel.db"), val).unwrap();
        fyll(&lager.conn);
        lager
            .conn
            .execute(
                "INSERT INTO kontoroll VALUES ('anna', ?1, ?2)",
                [roll, ENHET],
            )
            .unwrap();
        lager.session = Session::Konto {
            anvandare: "anna".to_owned(),
            desk: "disken".to_owned(),
            enhet: ENHET.to_owned(),
        };
        Self {
            _mapp: mapp,
            lager,
            op: 0,
        }
    }

    /// How many found, the steps of each statement, and what was logged.
    fn gor(&mut self, akt: Aktakt) -> (usize, Vec<i32>, Vec<String>) {
        let kontakt = || Kontakt {
            namn: "Mottagningen".to_owned(),
            telefon: Uppgift::Oklar("prov".to_owned()),
            adress: None,
        };
        let s = Sammanhang {
            katalog: Arc::new(Katalog {
                kommun: "Provköping".to_owned(),
                version: "k1".to_owned(),
                insatser: Vec::new(),
                hanvisningar: Vec::new(),
                namnd: kontakt(),
                ansokan: kontakt(),
                barn_och_unga: kontakt(),
                oppet: Vec::new(),
                stangda_dagar: Vec::new(),
                gallring: Gallringsregler::default(),
            }),
            idag: idag(),
        };
        let aktor = Aktor {
            anvandare: "anna".to_owned(),
            desk: "disken".to_owned(),
            enhet: ENHET.to_owned(),
        };
        self.op += 1;
        let nar = DateTime::from_timestamp_millis(1_795_000_000_123).unwrap();
        let conn = &self.lager.conn;
        let loggat: i64 = conn
            .query_row("SELECT count(*) FROM akthandelse", [], |rad| rad.get(0))
            .unwrap();
        let raknas = [UTAN_SKYDDADE, AKTER_FOR_CHEF, PA_VAG_FOR_CHEF, LOGGA];
        let steg = |conn: &Connection, sql| {
            let fraga = conn.prepare_cached(sql).unwrap();
            [StatementStatus::Run, StatementStatus::VmStep].map(|status| fraga.reset_status(status))
        };
        for sql in raknas {
            steg(conn, sql);
        }
        let change = Change::Akt(Box::new(akt), s);
        let svar = self
            .lager
            .save(&aktor, OpId([self.op; 16]), nar, &change)
            .unwrap();
        let conn = &self.lager.conn;
        let stegen = raknas.into_iter().flat_map(|sql| steg(conn, sql)).collect();
        let antal = match svar {
            Reply::Akt(svar) => match *svar {
                Aktsvar::Arenden(rader) => rader.len(),
                Aktsvar::Forekomst(rader) => rader.len(),
                annat => panic!("{annat:?}"),
            },
            annat => panic!("{annat:?}"),
        };
        let mut fraga = conn
            .prepare(
                "SELECT concat_ws(' ', anvandare, desk, enhet, slag, coalesce(arende, '-'), coalesce(objekt, '-'))
                 FROM akthandelse WHERE seq > ?1 ORDER BY seq",
            )
            .unwrap();
        let logg = fraga.query_map([loggat], |rad| rad.get(0)).unwrap();
        (antal, stegen, logg.map(Result::unwrap).collect())
    }
}

/// Each way to search for somebody.
fn sokta(namn: &str, siffror: &str, arende: &str) -> [Sokt; 3] {
    [
        Sokt::Namn(namn.to_owned()),
        Sokt::Nummer(Nummer::las(siffror, idag()).unwrap()),
        Sokt::Arende(Arendenummer::las(arende).unwrap()),
    ]
}

#[test]
fn en_skyddad_person_soks_som_en_okand_med_samma_steg_och_samma_logg() {
    for (roll, forekomst) in [("utforare", false), ("chef", false), ("chef", true)] {
        let mut prov = Prov::ny(roll);
        let nummer = |prov: &Prov, namn: &str| -> String {
            let sql = "SELECT a.nummer FROM arende a JOIN arendeperson p ON p.arende = a.id WHERE p.namn = ?1";
            prov.lager
                .conn
                .query_row(sql, [namn], |rad| rad.get(0))
                .unwrap()
        };
        let (skyddads, oppens) = (nummer(&prov, SKYDDAD.0), nummer(&prov, OPPEN.0));
        let skyddad = sokta(SKYDDAD.0, SKYDDAD.1, &skyddads);
        let okand = sokta(OKAND.0, OKAND.1, "2026-09999");
        let oppen = sokta(OPPEN.0, OPPEN.1, &oppens);
        let akt = |sokt| {
            if forekomst {
                Aktakt::Forekomst(sokt)
            } else {
                Aktakt::Sok(sokt)
            }
        };
        // The first time the statements are prepared, which is counted too.
        for sokt in &okand {
            prov.gor(akt(sokt.clone()));
        }
        for ((skyddad, okand), oppen) in skyddad.into_iter().zip(okand).zip(oppen) {
            let som_skyddad = prov.gor(akt(skyddad.clone()));
            let som_okand = prov.gor(akt(okand));
            assert_eq!(som_skyddad, som_okand, "{roll} {forekomst}");
            assert_eq!((som_skyddad.0, som_skyddad.2.len()), (0, 1));
            let (lasta, steg) = (&som_skyddad.1[0], &som_skyddad.1[1]);
            assert!(forekomst || (*lasta == 1 && *steg > 100), "{lasta} {steg}");
            // Somebody who is found is not the same: the counts can tell.
            let funnen = prov.gor(akt(oppen));
            assert_eq!(funnen.0, 1);
            assert_ne!(funnen.1, som_skyddad.1);
            // And whoever may meet them finds the protected one.
            let ge = "INSERT INTO kontoroll VALUES ('anna', 'skyddade', ?1)";
            prov.lager.conn.execute(ge, [ENHET]).unwrap();
            assert!(prov.gor(akt(skyddad)).0 >= 1, "{roll} {forekomst}");
            prov.lager
                .conn
                .execute("DELETE FROM kontoroll WHERE roll = 'skyddade'", [])
                .unwrap();
        }
    }
}
