//! Filvården: a new file, a copy, a new key, an old file that is moved, the cabinet. Each leaves what was or what was to be.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rusqlite::Connection;
use troskel::start::katalogmarke;
use troskel::store::nyckelskap::{Aterstallningsnyckel, Nyckelskap, Upplast};
use troskel::store::sqlite::{NyFil, SCHEMA, Vem, oppna, oppna_med_nyckel, skapa};

use super::arbete::{Dag, gor_skarp, las_upp, oppna_alla};
use super::domare::{
    FIL, ar_hel, avtryck, hanvisar_ratt, kedjan_ar_hel, skadad, som_programmet, utifran,
};
use super::facit::Facit;
use super::inspelning::Inspelning;
use super::kvittera;
use super::lager::PROV;
use super::provning::{Brott, Fall};
use super::skarp::{self, ANNA, ORDET, anna, hon};

/// The copy.
const KOPIA: &str = "kopia.db";
/// The user of a machine, and the key file of it, in a folder of its own.
const MASKIN: &str = "maskinen";
const MASKINFIL: &str = "maskin/nyckel";

/// The logs, what stands beside them, and what a file knows of its key and its copies: what care of the file writes.
const SKOTSEL: [&str; 5] = ["program", "atkomst", "kedja", "fil", "kopia"];

/// Does something as Anna.
fn som_anna<T>(gor: impl FnOnce(&Vem<'_>) -> T) -> T {
    let (aktor, op, nar) = (&hon(), skarp::op(), skarp::nar());
    gor(&Vem { aktor, op, nar })
}

/// What the recorded process does.
pub fn arbeta(arbete: &str, fil: &Path) {
    match arbete {
        "skapa okrypterad" | "skapa krypterad" => {
            let papper = skarp::gor(fil, arbete == "skapa krypterad");
            kvittera(&papper.som_text());
        }
        "kopiera" => {
            let mut store = oppna_alla(fil);
            let till = fil.with_file_name(KOPIA);
            som_anna(|vem| store.kopiera(&till, PROV, vem)).unwrap();
            kvittera("kopierad");
        }
        "byt nyckel" => {
            let store = oppna_alla(fil);
            let upplast = las_upp(fil).unwrap();
            let mut skap = Nyckelskap::oppna(fil).unwrap();
            som_anna(|vem| store.byt_nyckel(&mut skap, &upplast, PROV, vem)).unwrap();
            kvittera("bytt");
        }
        "flytta" => {
            drop(oppna(fil, PROV).unwrap());
            kvittera("flyttad");
        }
        "skapet" => skapet(fil),
        _ => panic!("{arbete}"),
    }
}

/// A file for real persons with something in it.
pub fn gor(fil: &Path, krypterad: bool) {
    gor_skarp(fil, krypterad);
    Dag::ny(fil, "1.2", false).arbeta(2);
}

/// Judges a file that is made: there is none, and one can be made; or there is a whole one, and its recovery key opens it.
pub struct Skapad {
    papper: Aterstallningsnyckel,
    krypterad: bool,
    /// How seldom it is tried to make one anew: it costs a lot of work.
    var: u64,
}

impl Skapad {
    pub fn ny(inspelning: &Inspelning, krypterad: bool, var: u64) -> Self {
        let papper = Aterstallningsnyckel::las(inspelning.kvitton()[0]).unwrap();
        Self {
            papper,
            krypterad,
            var,
        }
    }

    fn las_upp(&self, fil: &Path) -> Result<Upplast, String> {
        let mut skap = Nyckelskap::oppna(fil).map_err(|fel| fel.to_string())?;
        let anna = skarp::namn(ANNA);
        skap.las_upp_med_aterstallning(&anna, &self.papper)
            .map_err(|fel| fel.to_string())
    }

    pub fn dom(&self, fall: &Fall<'_>) -> Result<(), Brott> {
        let fil = fall.rot.join(FIL);
        if !fil.exists() {
            if !fall.kvitton.is_empty() {
                return Err(Brott::Forlorat("the file".to_owned()));
            }
            if fall.nr.is_multiple_of(self.var) {
                let (konto, losenord) = (anna(), skarp::ord(ORDET));
                let ny = NyFil {
                    krypterad: self.krypterad,
                    konto: &konto,
                    losenord: &losenord,
                    katalog: &katalogmarke(troskel::katalog::inbyggd()),
                };
                som_anna(|vem| skapa(&fil, PROV, &ny, vem))
                    .map_err(|fel| Brott::Oppnas(format!("{fel} {:?}", filer(fall.rot))))?;
            }
            return Ok(());
        }
        let upplast = self.las_upp(&fil).map_err(Brott::Oppnas)?;
        let oppnas = |fel: &dyn ToString| Brott::Oppnas(fel.to_string());
        let mut store = oppna_med_nyckel(&fil, PROV, &upplast).map_err(|fel| oppnas(&fel))?;
        let (op, nar) = (skarp::op(), skarp::nar());
        store
            .logga_in(&upplast, &hon(), op, nar)
            .map_err(|fel| oppnas(&fel))?;
        if store.katalogmarke().is_none() {
            return Err(Brott::Halvt("the catalogue".to_owned()));
        }
        let kontroll = som_anna(|vem| store.kontrollera(vem)).map_err(|fel| skadad(&fel))?;
        if !kontroll.fel.is_empty() || kontroll.krypterad != self.krypterad {
            return Err(Brott::Skadad(format!("{kontroll:?}")));
        }
        super::domare::kedjan(&mut store)
    }
}

fn filer(rot: &Path) -> Vec<String> {
    let mut ut: Vec<String> = fs::read_dir(rot)
        .unwrap()
        .map(|fil| fil.unwrap().file_name().into_string().unwrap())
        .collect();
    ut.sort();
    ut
}

/// Judges a file that is cared for, and its copy: what was in it is in it, and in the copy, if there is one.
pub struct Skott {
    innehall: u64,
    /// How seldom it is tried to make a copy anew.
    var: u64,
    /// Rows that have been found whole.
    hela: RefCell<BTreeSet<u64>>,
}

impl Skott {
    /// The content before anything was done, as the folder stands.
    pub fn ny(fil: &Path, var: u64) -> Self {
        Self {
            innehall: avtryck(&utifran(fil).unwrap(), &SKOTSEL).unwrap(),
            var,
            hela: RefCell::default(),
        }
    }

    fn ar_hel(&self, fil: &Path) -> Result<Connection, Brott> {
        let mut store = som_programmet(fil)?;
        let conn = utifran(fil)?;
        ar_hel(&conn)?;
        if avtryck(&conn, &SKOTSEL)? != self.innehall {
            return Err(Brott::Halvt(fil.display().to_string()));
        }
        if self.hela.borrow_mut().insert(avtryck(&conn, &[])?) {
            hanvisar_ratt(&conn)?;
            kedjan_ar_hel(fil, &mut store)?;
        }
        Ok(conn)
    }

    pub fn dom_kopia(&self, fall: &Fall<'_>) -> Result<(), Brott> {
        let fil = fall.rot.join(FIL);
        self.ar_hel(&fil)?;
        let kopia = fall.rot.join(KOPIA);
        if kopia.exists() {
            return self.ar_hel(&kopia).map(drop);
        }
        if !fall.kvitton.is_empty() {
            return Err(Brott::Forlorat("the copy".to_owned()));
        }
        if !fall.nr.is_multiple_of(self.var) {
            return Ok(());
        }
        let mut store = oppna_alla(&fil);
        som_anna(|vem| store.kopiera(&kopia, PROV, vem))
            .map(drop)
            .map_err(|fel| Brott::Oppnas(fel.to_string()))
    }

    pub fn dom_nyckel(&self, fall: &Fall<'_>) -> Result<(), Brott> {
        let fil = fall.rot.join(FIL);
        let conn = self.ar_hel(&fil)?;
        if fall.kvitton.is_empty() {
            return Ok(());
        }
        let tal =
            |conn: &Connection, sql: &str| conn.query_row(sql, [], |rad| rad.get::<_, i64>(0));
        let bytt = tal(
            &conn,
            "SELECT count(*) FROM atkomst WHERE slag = 'nyckel_bytt'",
        );
        let skap = Connection::open(Nyckelskap::vag(&fil)).unwrap();
        let kvar = tal(&skap, "SELECT count(*) FROM datanyckel");
        if (bytt, kvar) != (Ok(1), Ok(1)) {
            return Err(Brott::Forlorat("the key".to_owned()));
        }
        Ok(())
    }
}

const FORSTA: [&str; 4] = [
    include_str!("../../src/store/sqlite/schema/1_grund.sql"),
    include_str!("../../src/store/sqlite/schema/1_besok.sql"),
    include_str!("../../src/store/sqlite/schema/1_ko.sql"),
    include_str!("../../src/store/sqlite/schema/1_overlamning.sql"),
];

/// A file as the first version left it, with handovers that fill pages: each third new, fetched and received.
pub fn gammal(fil: &Path) {
    let conn = Connection::open(fil).unwrap();
    conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON")
        .unwrap();
    for sql in FORSTA {
        conn.execute_batch(sql).unwrap();
    }
    conn.execute_batch(
        "PRAGMA application_id = 0x54524F53; PRAGMA user_version = 1;
         INSERT INTO insatsversion(nr, katalog, namn, paragraf, system, platser)
           VALUES ('1.1', '2025-09-01', 'Insats 1.1', '14:3', 'Fallsystemet', 2);
         BEGIN;
         WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 90)
         INSERT INTO overlamning SELECT printf('%032x', n * 7919 % 1009), '1.1', '2025-09-01', 'Insats 1.1', 'Fallsystemet',
           date('2025-09-01', n || ' days'), strftime('%Y-%m-%dT%H:%M:%fZ', '2025-09-01', n || ' hours'), 'Receptionen',
           'disken', 'anv-disken', 'muntligt', 'sv', 'standard', '2025-01-01', 'tolk', 'ar', 'lattlast', '2025-02-01',
           'muntligt', NULL, 'Övning ' || n, NULL, '070-' || n, '', '', 0, 'ny', NULL, NULL, NULL, NULL FROM t;
         WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 90)
         INSERT INTO kopost(id, kod, insats_nr, katalog, kotid, status) SELECT printf('%032x', n), 'AAAA-A' ||
           substr('2345679AFH', n / 10 + 1, 1) || substr('2345679AFH', n % 10 + 1, 1), '1.1', '2025-09-01',
           strftime('%Y-%m-%dT%H:%M:%fZ', '2025-09-01', n || ' hours'), 'i_ko' FROM t;
         WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 90)
         INSERT INTO handelse SELECT n, strftime('%Y-%m-%dT%H:%M:%fZ', '2025-09-01', n || ' hours'), 'anv-disken', 'disken',
           'Receptionen', printf('%032x', n), 'stalld_i_ko', printf('%032x', n) FROM t;
         COMMIT;",
    )
    .unwrap();
}

/// The rows of a moved file, but for the chain, which draws its salts anew, and where and when the copy before it was taken.
fn flyttad(fil: &Path) -> Result<u64, Brott> {
    let mut store = som_programmet(fil)?;
    let conn = utifran(fil)?;
    ar_hel(&conn)?;
    hanvisar_ratt(&conn)?;
    kedjan_ar_hel(fil, &mut store)?;
    avtryck(&conn, &["kedja", "kopia"])
}

/// Judges an old file: it opens, and is what it was to become.
pub fn dom_flytt(inspelning: &Inspelning) -> impl FnMut(&Fall<'_>) -> Result<(), Brott> {
    let mut facit = Facit::ny(inspelning, |rot| flyttad(&rot.join(FIL)).unwrap());
    let ska = facit.efter(1);
    drop(facit);
    move |fall| {
        let fil = fall.rot.join(FIL);
        let fore = utifran(&fil)?;
        let version = fore.query_row("PRAGMA user_version", [], |rad| rad.get::<_, i64>(0));
        drop(fore);
        if !fall.kvitton.is_empty() && version != Ok(SCHEMA) {
            return Err(Brott::Forlorat(format!("{version:?}")));
        }
        if flyttad(&fil)? != ska {
            return Err(Brott::Halvt(format!("moved from {version:?}")));
        }
        // What it was lies beside it, whole, as soon as it is another.
        let kopia = utifran(&fall.rot.join(format!("{FIL}.fore-schema-{SCHEMA}")))?;
        ar_hel(&kopia)?;
        match kopia.query_row("PRAGMA user_version", [], |rad| rad.get::<_, i64>(0)) {
            Ok(1) => Ok(()),
            annat => Err(Brott::Forlorat(format!("the copy before: {annat:?}"))),
        }
    }
}

/// Acts on the cabinet, each one whole.
fn skapet(fil: &Path) {
    let upplast = las_upp(fil).unwrap();
    let mut skap = Nyckelskap::oppna(fil).unwrap();
    let mapp = fil.parent().unwrap();
    fs::create_dir(mapp.join("maskin")).unwrap();
    fs::File::open(mapp).unwrap().sync_all().unwrap();
    let (anna, maskin, bo) = (skarp::namn(ANNA), skarp::namn(MASKIN), skarp::namn("bo"));
    skap.satt_losenord(&upplast, &bo, &skarp::ord("sju gula lampor i taket"))
        .unwrap();
    kvittera("losenord");
    skap.satt_nyckelfil(&upplast, &maskin, &mapp.join(MASKINFIL))
        .unwrap();
    kvittera(MASKINFIL);
    for n in 0..6 {
        skap.las(&bo).unwrap();
        kvittera("last");
        if n % 2 == 0 {
            skap.ny_aterstallning(&upplast).unwrap();
        } else {
            skap.las(&anna).unwrap();
        }
        kvittera("anna");
        for vem in [&bo, &anna] {
            skap.las_upp_konto(vem).unwrap();
            kvittera("upplast");
        }
    }
    skap.ta_bort(&bo).unwrap();
    kvittera("borta");
}

fn skapets(fil: &Path) -> Result<u64, Brott> {
    Nyckelskap::oppna(fil).map_err(|fel| Brott::Oppnas(fel.to_string()))?;
    let conn = Connection::open(Nyckelskap::vag(fil)).map_err(|fel| skadad(&fel))?;
    ar_hel(&conn)?;
    avtryck(&conn, &[])
}

/// Judges a cabinet: as it stood after the last act that was acknowledged or the next, and the key files that were given
/// open it.
pub fn dom_skap(inspelning: &Inspelning) -> impl FnMut(&Fall<'_>) -> Result<(), Brott> {
    let mut facit = Facit::ny(inspelning, |rot| skapets(&rot.join(FIL)).unwrap());
    move |fall| {
        let fil = fall.rot.join(FIL);
        facit.dom(skapets(&fil)?, fall.kvitton.len())?;
        if fall.kvitton.contains(&MASKINFIL) {
            let mut skap = Nyckelskap::oppna(&fil).unwrap();
            skap.las_upp_med_fil(&skarp::namn(MASKIN), &fall.rot.join(MASKINFIL))
                .map_err(|fel| Brott::Forlorat(fel.to_string()))?;
        }
        Ok(())
    }
}
