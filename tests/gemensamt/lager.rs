//! What the tests of the store share: desks, acts, and a look into the file from outside.
//! Each test file uses a part of it.
#![allow(dead_code)]

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use tempfile::TempDir;
use troskel::domain::besok::Slut;
use troskel::domain::insats::{Insats, Katalog, Kontakt, Uppgift};
use troskel::domain::kolapp::Kolappskod;
use troskel::domain::utkast::{Kod, Steg, Utkast};
use troskel::store::ko::Sammanhang;
use troskel::store::sqlite::{Oppning, SqliteStore, Vem, oppna};
use troskel::store::{
    Aktor, Change, Kvitto, Lage, OpId, PlatsHinder, Platslage, Query, RadId, Reply, Store,
    StoreError,
};

use super::insats::{KATALOG, i_ko, insats, kvittens, mottagen};

/// Also `/tmp` in memory will do for a test.
pub const PROV: Oppning = Oppning {
    prov: true,
    vantan: Duration::from_secs(10),
};

/// A folder that goes with the test, and the path of a file in it.
pub fn mapp() -> (TempDir, PathBuf) {
    let mapp = TempDir::new().unwrap();
    let fil = mapp.path().join("troskel.db");
    (mapp, fil)
}

/// The time of every act.
pub fn nar() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_763_800_000_123).unwrap()
}

thread_local!(static NASTA_OP: Cell<u64> = const { Cell::new(1) });

/// A new operation id.
pub fn op() -> OpId {
    let n = NASTA_OP.get();
    NASTA_OP.set(n + 1);
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&n.to_be_bytes());
    OpId(bytes)
}

/// Somebody at a desk.
pub fn vid(desk: &str) -> Aktor {
    Aktor {
        anvandare: format!("anv-{desk}"),
        desk: desk.to_owned(),
        enhet: "Receptionen".to_owned(),
    }
}

/// An id.
pub fn rad(n: u8) -> RadId {
    RadId(format!("{n:032x}"))
}

/// An ending as a change.
pub fn slut(insats: &Arc<Insats>, slut: Slut, kolapp: Option<Kolappskod>) -> Change {
    Change::Avsluta {
        slut,
        insats: Arc::clone(insats),
        katalog: KATALOG.to_owned(),
        utkast: None,
        kolapp,
    }
}

/// Saves a new act at a desk.
pub fn spara(store: &mut impl Store, desk: &str, change: &Change) -> Result<Reply, StoreError> {
    store.save(&vid(desk), op(), nar(), change)
}

/// The receipt of an ended visit.
pub fn kvitto(svar: Result<Reply, StoreError>) -> Kvitto {
    match svar {
        Ok(Reply::Avslutat(kvitto)) => kvitto,
        annat => panic!("väntade ett kvitto, fick {annat:?}"),
    }
}

/// What stood in the way of a place.
pub fn hinder(svar: Result<Reply, StoreError>) -> PlatsHinder {
    match svar {
        Err(StoreError::IngenPlats(hinder)) => hinder,
        annat => panic!("väntade ett hinder, fick {annat:?}"),
    }
}

/// The state of the file.
pub fn lage(store: &mut impl Store) -> Lage {
    match store.load(&Query::Lage) {
        Ok(Reply::Lage(lage)) => lage,
        annat => panic!("{annat:?}"),
    }
}

/// Places and queue.
pub fn platslage(store: &mut impl Store, insats: &Insats) -> Platslage {
    let query = Query::Platslage {
        insats: insats.nr,
        platser: insats.genomforande.platser,
        idag: super::insats::idag(),
    };
    match store.load(&query) {
        Ok(Reply::Platslage(lage)) => lage,
        annat => panic!("{annat:?}"),
    }
}

/// A parked visit that has come as far as `steg`.
pub fn utkast(insats: &Insats, steg: Steg) -> Utkast {
    let kod = |text| Kod::ny(text).unwrap();
    Utkast {
        insats: insats.nr,
        katalog: KATALOG.to_owned(),
        steg,
        svar: vec![
            (kod("villkor/bor-i-kommunen"), kod("ja")),
            (kod("band"), kod("18-24")),
        ],
        kvittens: (steg > Steg::Information).then(|| kvittens().rad()),
    }
}

/// One value as text.
pub fn cell(varde: ValueRef<'_>) -> String {
    match varde {
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        annat => format!("{annat:?}"),
    }
}

/// Every row of every table, as text.
pub fn dumpa(conn: &Connection) -> Vec<String> {
    let tabeller: Vec<String> = {
        let mut fraga = conn
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            .unwrap();
        let namn = fraga.query_map([], |rad| rad.get(0)).unwrap();
        namn.map(Result::unwrap).collect()
    };
    let mut alla = Vec::new();
    for tabell in tabeller {
        let mut fraga = conn.prepare(&format!("SELECT * FROM {tabell}")).unwrap();
        let bredd = fraga.column_count();
        let mut rader = fraga.query([]).unwrap();
        while let Some(rad) = rader.next().unwrap() {
            let celler: Vec<_> = (0..bredd).map(|n| cell(rad.get_ref(n).unwrap())).collect();
            alla.push(format!("{tabell}: {}", celler.join("|")));
        }
    }
    alla
}

/// The columns of a table or view, in order.
pub fn kolumner(conn: &Connection, tabell: &str) -> String {
    let mut fraga = conn
        .prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")
        .unwrap();
    let namn = fraga.query_map([tabell], |rad| rad.get(0)).unwrap();
    let namn: Vec<String> = namn.map(Result::unwrap).collect();
    namn.join(" ")
}

/// A file with a row in every table, and the id of its handover.
pub fn fylld(fil: &Path) -> (SqliteStore, RadId, Kolappskod) {
    let mut store = oppna(fil, PROV).unwrap();
    let dok = insats("1.1", "14:3", Some(2));
    let anonym = insats("1.2", "14:5", Some(1));
    let id = kvitto(spara(&mut store, "ett", &slut(&dok, mottagen(&dok), None)));
    kvitto(spara(
        &mut store,
        "ett",
        &slut(&anonym, mottagen(&anonym), None),
    ));
    let lapp = kvitto(spara(
        &mut store,
        "ett",
        &slut(&anonym, i_ko(&anonym), None),
    ));
    let parkera = Change::Parkera {
        besok: rad(3),
        utkast: utkast(&anonym, Steg::Plats),
        version: None,
    };
    assert!(spara(&mut store, "ett", &parkera).is_ok());
    (store, id.overlamning.unwrap(), lapp.kolapp.unwrap().0)
}

/// The file is whole, and every rule of `databas kontrollera` holds in it.
pub fn reglerna_haller(fil: &Path) {
    let mut store = oppna(fil, PROV).unwrap();
    let aktor = vid("kontrollen");
    let vem = Vem {
        aktor: &aktor,
        op: troskel::start::ny_op(),
        nar: nar(),
    };
    assert_eq!(store.kontrollera(&vem).unwrap().fel, []);
}

/// How many wait in all queues, as another program sees it.
pub fn i_kon(fil: &Path) -> i64 {
    let conn = Connection::open(fil).unwrap();
    conn.query_row("SELECT count(*) FROM v1_kolista", [], |rad| rad.get(0))
        .unwrap()
}

/// The queue of one insats as another program sees it: slips in order.
pub fn kolista(fil: &Path, nr: &str) -> Vec<String> {
    let conn = Connection::open(fil).unwrap();
    let mut fraga = conn
        .prepare("SELECT kod FROM v1_kolista WHERE insats_nr = ?1 ORDER BY plats")
        .unwrap();
    let koder = fraga.query_map([nr], |rad| rad.get(0)).unwrap();
    koder.map(Result::unwrap).collect()
}

/// A catalogue of these insatser, on the day of every visit.
pub fn sammanhang(insatser: &[&Arc<Insats>]) -> Sammanhang {
    let kontakt = || Kontakt {
        namn: "Mottagningen".to_owned(),
        telefon: Uppgift::Oklar("prov".to_owned()),
        adress: None,
    };
    Sammanhang {
        katalog: Arc::new(Katalog {
            kommun: "Provköping".to_owned(),
            version: KATALOG.to_owned(),
            insatser: insatser
                .iter()
                .map(|insats| insats.as_ref().clone())
                .collect(),
            hanvisningar: Vec::new(),
            namnd: kontakt(),
            ansokan: kontakt(),
            barn_och_unga: kontakt(),
            oppet: Vec::new(),
            stangda_dagar: Vec::new(),
            gallring: troskel::domain::gallring::Gallringsregler::default(),
        }),
        idag: super::insats::idag(),
    }
}
