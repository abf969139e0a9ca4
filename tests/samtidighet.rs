//! Several processes on one file: the log of the file is played back against a model of a queue with places, and
//! what each process was told is held against the tables.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use chrono::Utc;
use insats::{KATALOG, i_ko, insats, mottagen};
use rusqlite::Connection;
use troskel::domain::besok::Slut;
use troskel::domain::insats::Insats;
use troskel::domain::kolapp::Kolappskod;
use troskel::store::sqlite::{Oppning, SqliteStore, oppna};
use troskel::store::{Aktor, Change, Kvitto, OpId, PlatsHinder, Query, Reply, Store, StoreError};

const FIL: &str = "TROSKEL_PROV_FIL";
const DESK: &str = "TROSKEL_PROV_DESK";
const VARV: &str = "TROSKEL_PROV_VARV";
const PLATSER: u16 = 3;
const DESKAR: u8 = 4;
const VARV_VAR: u8 = 50;
const PROV: Oppning = Oppning {
    prov: true,
    vantan: Duration::from_secs(10),
};

fn op(desk: u8, n: u64) -> OpId {
    let mut bytes = [desk; 16];
    bytes[..8].copy_from_slice(&n.to_be_bytes());
    OpId(bytes)
}

/// One desk in a process of its own. Every acknowledgement is written at once, one line each.
struct Desk {
    nummer: u8,
    store: SqliteStore,
    annat_program: Connection,
    insats: Arc<Insats>,
    n: u64,
}

impl Desk {
    fn spara(&mut self, slut: Slut, kolapp: Option<Kolappskod>) -> Result<Kvitto, StoreError> {
        self.n += 1;
        let aktor = Aktor {
            anvandare: "prov".to_owned(),
            desk: self.nummer.to_string(),
            enhet: "Receptionen".to_owned(),
        };
        let change = Change::Avsluta {
            slut,
            insats: Arc::clone(&self.insats),
            katalog: KATALOG.to_owned(),
            utkast: None,
            kolapp,
        };
        let op = op(self.nummer, self.n);
        let svar = self.store.save(&aktor, op, Utc::now(), &change)?;
        let Reply::Avslutat(kvitto) = svar else {
            panic!("fel sorts svar: {svar:?}")
        };
        // The answer is lost once in three, and the act sent again.
        if self.n.is_multiple_of(3) {
            match self.store.save(&aktor, op, Utc::now(), &change) {
                Ok(Reply::Avslutat(igen)) => assert_eq!(igen, kvitto),
                annat => panic!("omsändning: {annat:?}"),
            }
        }
        Ok(kvitto)
    }

    fn varv(&mut self, varv: u8) {
        let (kod, plats) = self
            .spara(i_ko(&self.insats), None)
            .unwrap()
            .kolapp
            .unwrap();
        kvittera(&format!("i_ko {kod} {plats}"));
        let query = Query::Platslage {
            insats: self.insats.nr,
            platser: Some(PLATSER),
        };
        let Reply::Platslage(lage) = self.store.load(&query).unwrap() else {
            panic!("inget platsläge")
        };
        assert!(lage.lediga.unwrap() <= PLATSER);
        if let Some(forst) = lage.forst {
            match self.spara(mottagen(&self.insats), Some(forst)) {
                Ok(_) => kvittera(&format!("mottagen {forst}")),
                Err(StoreError::IngenPlats(PlatsHinder::Fullt)) => kvittera("fullt"),
                // Another desk was first: an answer too.
                Err(StoreError::IngenPlats(
                    PlatsHinder::InteForst(_) | PlatsHinder::OkandKolapp,
                )) => {}
                Err(fel) => panic!("{fel}"),
            }
        }
        let lamna = "UPDATE plats SET till = fran WHERE id = (SELECT id FROM plats WHERE till IS NULL LIMIT 1)";
        if varv.is_multiple_of(3) {
            self.annat_program.execute(lamna, []).unwrap();
        }
    }
}

fn kvittera(rad: &str) {
    let mut ut = std::io::stdout().lock();
    writeln!(ut, "ACK {rad}").unwrap();
    ut.flush().unwrap();
}

/// Runs a desk if this process is one.
fn ar_en_desk() -> bool {
    let Some(fil) = std::env::var_os(FIL) else {
        return false;
    };
    let tal = |namn| std::env::var(namn).unwrap().parse::<u8>().unwrap();
    let store = oppna(Path::new(&fil), PROV).unwrap();
    if store.ny() {
        kvittera("ny");
    }
    let annat_program = Connection::open(&fil).unwrap();
    annat_program.busy_timeout(Duration::from_secs(30)).unwrap();
    let mut desk = Desk {
        nummer: tal(DESK),
        store,
        annat_program,
        insats: insats("3.1.5", "14:5", Some(PLATSER)),
        n: 0,
    };
    for varv in 1..=tal(VARV) {
        desk.varv(varv);
    }
    true
}

fn starta(prov: &str, fil: &Path, desk: u8, varv: u8) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", prov, "--nocapture", "--test-threads=1"])
        .env(FIL, fil)
        .env(DESK, desk.to_string())
        .env(VARV, varv.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What the desks were told: slips with their places, receptions, and how many made the file.
#[derive(Default)]
struct Kvitterat {
    lappar: BTreeMap<String, u64>,
    mottagna: BTreeSet<String>,
    nya: usize,
    fullt: usize,
}

/// Reads the acknowledgements of one desk; `doda_efter` kills it as soon as it has given so many.
fn folj(mut barn: Child, doda_efter: Option<usize>) -> (Vec<String>, bool) {
    let ut = BufReader::new(barn.stdout.take().unwrap());
    let mut alla = Vec::new();
    for rad in ut.lines() {
        // The harness writes on the same line before the first of ours.
        if let Some((_, ack)) = rad.unwrap().split_once("ACK ") {
            alla.push(ack.to_owned());
        }
        if doda_efter == Some(alla.len()) {
            barn.kill().unwrap();
        }
    }
    (alla, barn.wait().unwrap().success())
}

fn samla(alla: Vec<String>, till: &mut Kvitterat) {
    for ack in alla {
        let ord: Vec<&str> = ack.split(' ').collect();
        match ord.as_slice() {
            ["ny"] => till.nya += 1,
            ["fullt"] => till.fullt += 1,
            ["i_ko", kod, plats] => {
                let plats = plats.parse().unwrap();
                assert!(till.lappar.insert((*kod).to_owned(), plats).is_none());
            }
            ["mottagen", kod] => assert!(till.mottagna.insert((*kod).to_owned())),
            annat => panic!("okänd kvittens {annat:?}"),
        }
    }
}

fn text(conn: &Connection, sql: &str) -> Vec<String> {
    let mut fraga = conn.prepare(sql).unwrap();
    let rader = fraga.query_map([], |rad| rad.get(0)).unwrap();
    rader.map(Result::unwrap).collect()
}

fn tal(conn: &Connection, sql: &str) -> usize {
    let tal: i64 = conn.query_row(sql, [], |rad| rad.get(0)).unwrap();
    usize::try_from(tal).unwrap()
}

/// Plays the log back: last in, first out of the front, and every place as it was told.
fn spela_upp(conn: &Connection, kvitterat: &Kvitterat) {
    let logg = text(
        conn,
        "SELECT slag || ' ' || kod FROM handelse JOIN kopost ON kopost.id = objekt ORDER BY seq",
    );
    let mut ko = VecDeque::new();
    for rad in logg {
        match rad.split_once(' ').unwrap() {
            ("stalld_i_ko", kod) => {
                ko.push_back(kod.to_owned());
                if let Some(plats) = kvitterat.lappar.get(kod) {
                    assert_eq!(usize::try_from(*plats).unwrap(), ko.len(), "{kod}");
                }
            }
            ("kopost_paborjad", kod) => assert_eq!(ko.pop_front().as_deref(), Some(kod)),
            annat => panic!("oväntad händelse {annat:?}"),
        }
    }
    let kvar = text(conn, "SELECT kod FROM v1_kolista ORDER BY plats");
    assert_eq!(kvar, Vec::from(ko));
    let platser = text(
        conn,
        "SELECT CAST(plats AS TEXT) FROM v1_kolista ORDER BY plats",
    );
    let vantat: Vec<String> = (1..=kvar.len()).map(|n| n.to_string()).collect();
    assert_eq!(platser, vantat);
}

fn granska(fil: &Path, kvitterat: &Kvitterat) -> (usize, usize) {
    let conn = Connection::open(fil).unwrap();
    assert_eq!(text(&conn, "PRAGMA integrity_check"), ["ok"]);
    assert_eq!(
        text(&conn, "SELECT 'x' FROM pragma_foreign_key_check"),
        [""; 0]
    );
    let alla: BTreeSet<_> = text(&conn, "SELECT kod FROM kopost").into_iter().collect();
    let paborjade = "SELECT kod FROM kopost WHERE status = 'paborjad'";
    let paborjade: BTreeSet<_> = text(&conn, paborjade).into_iter().collect();
    for kod in kvitterat.lappar.keys() {
        assert!(alla.contains(kod), "kvitterad kölapp {kod} är borta");
    }
    for kod in &kvitterat.mottagna {
        assert!(
            paborjade.contains(kod),
            "kvitterat mottagande {kod} är borta"
        );
    }
    // Each act whole: a count for each entry, a count and a place for each reception, one answer for each act.
    let raknade = |resultat: &str| {
        let sql = format!("SELECT count(*) FROM raknat_besok WHERE resultat = '{resultat}'");
        tal(&conn, &sql)
    };
    assert_eq!(raknade("i_ko"), alla.len());
    assert_eq!(raknade("mottagen"), paborjade.len());
    assert_eq!(tal(&conn, "SELECT count(*) FROM plats"), paborjade.len());
    let gjorda = tal(&conn, "SELECT count(*) FROM gjord");
    assert_eq!(gjorda, alla.len() + paborjade.len());
    // The numbers are one to three, and the index lets each be taken once at a time.
    let platser = usize::from(PLATSER);
    assert_eq!(tal(&conn, "SELECT max(nummer) FROM plats"), platser);
    assert!(tal(&conn, "SELECT count(*) FROM plats WHERE till IS NULL") <= platser);
    spela_upp(&conn, kvitterat);
    (alla.len(), paborjade.len())
}

fn mapp() -> (tempfile::TempDir, PathBuf) {
    let mapp = tempfile::TempDir::new().unwrap();
    let fil = mapp.path().join("troskel.db");
    (mapp, fil)
}

#[test]
fn fyra_receptioner_pa_en_ny_fil_haller_en_ko_och_tre_platser() {
    if ar_en_desk() {
        return;
    }
    let prov = "fyra_receptioner_pa_en_ny_fil_haller_en_ko_och_tre_platser";
    let (_mapp, fil) = mapp();
    let start = Instant::now();
    let barn: Vec<Child> = (1..=DESKAR)
        .map(|desk| starta(prov, &fil, desk, VARV_VAR))
        .collect();
    let foljare: Vec<_> = barn
        .into_iter()
        .map(|barn| thread::spawn(move || folj(barn, None)))
        .collect();
    let mut kvitterat = Kvitterat::default();
    for foljare in foljare {
        let (alla, gick_bra) = foljare.join().unwrap();
        assert!(gick_bra, "en reception föll");
        samla(alla, &mut kvitterat);
    }
    let (lappar, mottagna) = granska(&fil, &kvitterat);
    assert_eq!(kvitterat.nya, 1, "en av dem gjorde tabellerna");
    assert_eq!(lappar, usize::from(DESKAR) * usize::from(VARV_VAR));
    assert_eq!(
        (lappar, mottagna),
        (kvitterat.lappar.len(), kvitterat.mottagna.len())
    );
    assert!(mottagna > usize::from(PLATSER), "{mottagna} togs emot");
    println!(
        "{lappar} i kö, {mottagna} mottagna på {:?}",
        start.elapsed()
    );
}

#[test]
fn en_reception_som_dor_mitt_i_forlorar_inget_kvitterat() {
    if ar_en_desk() {
        return;
    }
    let prov = "en_reception_som_dor_mitt_i_forlorar_inget_kvitterat";
    let (_mapp, fil) = mapp();
    let mut kvitterat = Kvitterat::default();
    let mut dodade = 0;
    for omgang in 0..8 {
        let foljare: Vec<_> = (0..2_u8)
            .map(|desk| {
                let barn = starta(prov, &fil, 2 * omgang + desk, 30);
                let doda_efter = (desk == 0).then_some(5 + usize::from(omgang));
                thread::spawn(move || folj(barn, doda_efter))
            })
            .collect();
        for (desk, foljare) in foljare.into_iter().enumerate() {
            let (alla, gick_bra) = foljare.join().unwrap();
            assert!(gick_bra || desk == 0, "fel reception föll");
            dodade += usize::from(!gick_bra);
            samla(alla, &mut kvitterat);
        }
    }
    assert!(dodade >= 4, "bara {dodade} dödades i tid");
    let (lappar, mottagna) = granska(&fil, &kvitterat);
    assert!(lappar >= kvitterat.lappar.len() && mottagna >= kvitterat.mottagna.len());
    println!("{dodade} dödade, {lappar} i kö, {mottagna} mottagna");
}
