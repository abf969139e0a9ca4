//! The statistics are read from sums that the file keeps; here they are held against a count of every row.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/langd.rs"]
#[allow(dead_code)]
mod langd;

use std::path::Path;

use chrono::{Days, NaiveDate};
use gemensamt::{PROV, kolumner, mapp, slut, spara};
use insats::{i_ko, insats, mottagen, mottagen_dag};
use rusqlite::{Connection, params};
use troskel::store::sqlite::oppna;
use troskel::store::{Query, Reply, StatistikRad, Store};

const FORSTA: [&str; 4] = [
    include_str!("../src/store/sqlite/schema/1_grund.sql"),
    include_str!("../src/store/sqlite/schema/1_besok.sql"),
    include_str!("../src/store/sqlite/schema/1_ko.sql"),
    include_str!("../src/store/sqlite/schema/1_overlamning.sql"),
];

/// xorshift64.
struct Slump(u64);

impl Slump {
    fn under(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn en<T: Copy>(&mut self, av: &[T]) -> T {
        av[usize::try_from(self.under(av.len() as u64)).unwrap()]
    }
}

fn dag(slump: &mut Slump) -> NaiveDate {
    let borjan = NaiveDate::from_ymd_opt(2025, 11, 20).unwrap();
    borjan + Days::new(slump.under(150))
}

/// Two insatser and so many visits of every kind, written as the program writes them.
fn fyll(conn: &Connection, slump: &mut Slump, antal: u64) {
    conn.execute_batch(
        "INSERT INTO insatsversion(nr, katalog, namn, paragraf, system, platser)
         SELECT * FROM (VALUES ('1.2', '2025-09-01', 'Ett', '14:3', NULL, NULL),
           ('10.1', '2025-09-01', 'Två', '14:5', NULL, NULL))
         WHERE NOT EXISTS (SELECT 1 FROM insatsversion WHERE nr = '10.1')",
    )
    .unwrap();
    for _ in 0..antal {
        let (utfall, resultat, samtycke) = slump.en(&[
            ("uppfyllt", "mottagen", 1),
            ("uppfyllt", "i_ko", 1),
            ("uppfyllt", "hanvisad", 0),
            ("oklart", "hanvisad", 0),
            ("ej_kontrollerat", "informerad", 0),
        ]);
        conn.execute(
            "INSERT INTO raknat_besok(id, dag, insats_nr, katalog, utfall, resultat, samtycke, band, kon, info_satt,
               info_sprak, info_text, info_version, enhet)
             VALUES (lower(hex(randomblob(16))), ?1, ?2, '2025-09-01', ?3, ?4, ?5, ?6, ?7, 'tolk', 'sv', 'barn',
               '2025-01-01', ?8)",
            params![
                dag(slump).to_string(),
                slump.en(&["1.2", "10.1"]),
                utfall,
                resultat,
                samtycke,
                slump.en(&[None, Some("0-14"), Some("65-")]),
                slump.en(&[None, None, Some("kvinna"), Some("man")]),
                slump.en(&["Receptionen", "Enhet 4"]),
            ],
        )
        .unwrap();
    }
}

fn fraga(store: &mut impl Store, fran: Option<NaiveDate>, till: Option<NaiveDate>) -> Vec<String> {
    let Ok(Reply::Statistik(rader)) = store.load(&Query::Statistik(fran, till)) else {
        panic!("ingen statistik")
    };
    let text = |rad: &StatistikRad| {
        format!(
            "{} {} {} {:?} {:?} {}",
            rad.insats,
            rad.utfall.kod(),
            rad.resultat.kod(),
            rad.band,
            rad.kon,
            rad.antal
        )
    };
    rader.iter().map(text).collect()
}

/// The same, row by row.
fn rakna(conn: &Connection, fran: Option<NaiveDate>, till: Option<NaiveDate>) -> Vec<String> {
    let mut fraga = conn
        .prepare(
            "SELECT insats_nr, utfall, resultat, band, kon, count(*) FROM raknat_besok
             WHERE dag >= coalesce(?1, '') AND dag <= coalesce(?2, '9999-99-99')
             GROUP BY insats_nr, utfall, resultat, band, kon",
        )
        .unwrap();
    let rader = fraga
        .query_map(
            params![fran.map(|d| d.to_string()), till.map(|d| d.to_string())],
            |rad| {
                let om = |n| rad.get::<_, Option<String>>(n);
                Ok(format!(
                    "{} {} {} {:?} {:?} {}",
                    rad.get::<_, String>(0)?,
                    rad.get::<_, String>(1)?,
                    rad.get::<_, String>(2)?,
                    om(3)?,
                    om(4)?,
                    rad.get::<_, i64>(5)?
                ))
            },
        )
        .unwrap();
    rader.map(Result::unwrap).collect()
}

fn samma(store: &mut impl Store, fil: &Path, slump: &mut Slump, ganger: u64) {
    let conn = Connection::open(fil).unwrap();
    let jamfor = |store: &mut _, fran, till| {
        let (mut fick, mut vantade) = (fraga(store, fran, till), rakna(&conn, fran, till));
        fick.sort();
        vantade.sort();
        assert_eq!(fick, vantade, "{fran:?} till {till:?}");
    };
    jamfor(store, None, None);
    for _ in 0..ganger {
        let mut ande = || (slump.under(5) > 0).then(|| dag(slump));
        let (fran, till) = (ande(), ande());
        jamfor(store, fran, till);
    }
    // Every way in which a stretch can lie to the months.
    let d = |ar, manad, dag| NaiveDate::from_ymd_opt(ar, manad, dag);
    for (fran, till) in [
        (d(2025, 12, 1), d(2025, 12, 31)),
        (d(2025, 12, 1), d(2025, 12, 30)),
        (d(2025, 12, 2), d(2025, 12, 31)),
        (d(2025, 11, 30), d(2026, 1, 1)),
        (d(2025, 12, 2), d(2026, 2, 27)),
        (d(2025, 12, 1), d(2026, 2, 28)),
        (d(2026, 2, 28), d(2026, 3, 1)),
        (d(2025, 12, 24), d(2025, 12, 24)),
        (d(2026, 1, 1), d(2025, 12, 31)),
        (d(2026, 3, 9), d(2025, 12, 3)),
        (None, d(2025, 12, 3)),
        (d(2025, 12, 3), None),
        (d(2030, 1, 1), None),
        (None, d(2020, 1, 31)),
    ] {
        jamfor(store, fran, till);
    }
}

#[test]
fn statistiken_ar_den_som_rader_for_rad_ger() {
    let fro = langd::fro();
    println!("TROSKEL_FRO={fro}");
    let mut slump = Slump(fro.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let mut conn = Connection::open(&fil).unwrap();
    let varv = langd::antal(3, 30);
    for _ in 0..varv {
        let tx = conn.transaction().unwrap();
        fyll(&tx, &mut slump, 400);
        tx.commit().unwrap();
        samma(&mut store, &fil, &mut slump, langd::antal(60, 600));
    }
    let summor: (i64, i64, i64) = conn
        .query_row(
            "SELECT (SELECT sum(antal) FROM besokssumma), (SELECT sum(antal) FROM besoksmanad),
               (SELECT count(*) FROM raknat_besok)",
            [],
            |rad| Ok((rad.get(0)?, rad.get(1)?, rad.get(2)?)),
        )
        .unwrap();
    let alla = i64::try_from(varv * 400).unwrap();
    assert_eq!(summor, (alla, alla, alla));
}

#[test]
fn ett_besok_i_programmet_raknas_med_en_gang() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let (dok, anonym) = (
        insats("1.1", "14:3", Some(1)),
        insats("1.2", "14:5", Some(1)),
    );
    let i_gar = NaiveDate::from_ymd_opt(2025, 10, 31).unwrap();
    spara(
        &mut store,
        "ett",
        &slut(&dok, mottagen_dag(&dok, i_gar), None),
    )
    .unwrap();
    spara(&mut store, "ett", &slut(&anonym, mottagen(&anonym), None)).unwrap();
    // The places are taken: nothing is saved, and nothing is counted.
    assert!(spara(&mut store, "ett", &slut(&anonym, mottagen(&anonym), None)).is_err());
    spara(&mut store, "ett", &slut(&anonym, i_ko(&anonym), None)).unwrap();
    assert_eq!(
        fraga(&mut store, None, None),
        [
            "1.1 uppfyllt mottagen None None 1",
            "1.2 uppfyllt mottagen None None 1",
            "1.2 uppfyllt i_ko None None 1"
        ]
    );
    samma(&mut store, &fil, &mut Slump(1), 20);
}

#[test]
fn en_gammal_fils_besok_ar_summerade_nar_den_har_flyttats() {
    let (_mapp, fil) = mapp();
    let conn = Connection::open(&fil).unwrap();
    conn.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    for sql in FORSTA {
        conn.execute_batch(sql).unwrap();
    }
    conn.execute_batch("PRAGMA application_id = 0x54524F53; PRAGMA user_version = 1;")
        .unwrap();
    let mut slump = Slump(7);
    fyll(&conn, &mut slump, 600);
    drop(conn);
    let mut store = oppna(&fil, PROV).unwrap();
    samma(&mut store, &fil, &mut slump, 60);
    let conn = Connection::open(&fil).unwrap();
    assert!(kolumner(&conn, "besokssumma").starts_with("dag "));
    let summor: (i64, i64) = conn
        .query_row(
            "SELECT (SELECT sum(antal) FROM besokssumma), (SELECT sum(antal) FROM besoksmanad)",
            [],
            |rad| Ok((rad.get(0)?, rad.get(1)?)),
        )
        .unwrap();
    assert_eq!(summor, (600, 600));
    // And what comes after the move is added to what was there.
    fyll(&conn, &mut slump, 200);
    samma(&mut store, &fil, &mut slump, 60);
}
