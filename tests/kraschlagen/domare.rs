//! Domaren: opens a disk as the program does, and looks whether it is whole and what is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use troskel::store::logg::{Loggfraga, Loggsvar};
use troskel::store::nyckelskap::Nyckelskap;
use troskel::store::sqlite::{SqliteStore, oppna, oppna_med_nyckel};
use troskel::store::{Query, Reply, Store};

use super::arbete::{las_upp, nyckelfil};
use super::facit::Facit;
use super::inspelning::Inspelning;
use super::lager::PROV;
use super::nyckel::nycklar;
use super::provning::{Brott, Fall};
use super::skarp::{self, hon};

/// The name of the file in a recording.
pub const FIL: &str = "troskel.db";

/// Something that does not hold together.
pub fn skadad(fel: &impl ToString) -> Brott {
    Brott::Skadad(fel.to_string())
}

/// Opens the file as the program would, with the cabinet where there is one; nobody is signed in.
pub fn som_programmet(fil: &Path) -> Result<SqliteStore, Brott> {
    if !Nyckelskap::finns(fil) {
        return oppna(fil, PROV).map_err(|fel| Brott::Oppnas(fel.to_string()));
    }
    let upplast = las_upp(fil).map_err(Brott::Oppnas)?;
    oppna_med_nyckel(fil, PROV, &upplast).map_err(|fel| Brott::Oppnas(fel.to_string()))
}

/// Looks into the file from outside, and leaves its log alone.
pub fn utifran(fil: &Path) -> Result<Connection, Brott> {
    let krypterad =
        Nyckelskap::finns(fil) && Nyckelskap::oppna(fil).is_ok_and(|skap| skap.krypterad());
    let nycklar = if krypterad {
        nycklar(fil, &nyckelfil(fil))
            .into_iter()
            .map(Some)
            .collect()
    } else {
        vec![None]
    };
    let mut sist = Brott::Oppnas("no key".to_owned());
    for nyckel in nycklar {
        let flaggor = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(fil, flaggor).map_err(|fel| skadad(&fel))?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
            .unwrap();
        if let Some(nyckel) = nyckel {
            conn.execute_batch("PRAGMA cipher_log = off; PRAGMA cipher_log_level = none")
                .ok();
            conn.query_row(&format!("PRAGMA key = \"x'{nyckel}'\""), [], |_| Ok(()))
                .ok();
        }
        match conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
            Ok(()) => return Ok(conn),
            Err(fel) => sist = skadad(&fel),
        }
    }
    Err(sist)
}

/// Whether the pages, indexes and values hold together.
pub fn ar_hel(conn: &Connection) -> Result<(), Brott> {
    let text = |sql: &str| conn.query_row(sql, [], |rad| rad.get::<_, String>(0));
    let svar = text("PRAGMA integrity_check").map_err(|fel| skadad(&fel))?;
    if svar != "ok" {
        return Err(Brott::Skadad(svar));
    }
    Ok(())
}

/// Whether each row points at one that is there.
pub fn hanvisar_ratt(conn: &Connection) -> Result<(), Brott> {
    let sql = "SELECT count(*) FROM pragma_foreign_key_check";
    let fel: i64 = conn
        .query_row(sql, [], |rad| rad.get(0))
        .map_err(|fel| skadad(&fel))?;
    if fel > 0 {
        return Err(Brott::Skadad(format!("{fel} foreign keys")));
    }
    Ok(())
}

/// Whether the chain over the logs is whole, by the program's own check. Anna signs in for it where she has to.
pub fn kedjan_ar_hel(fil: &Path, store: &mut SqliteStore) -> Result<(), Brott> {
    if Nyckelskap::finns(fil) {
        let upplast = las_upp(fil).map_err(Brott::Oppnas)?;
        let inne = store.logga_in(&upplast, &hon(), skarp::op(), skarp::nar());
        inne.map_err(|fel| skadad(&fel))?;
    }
    kedjan(store)
}

/// The same, of somebody who has signed in.
pub fn kedjan(store: &mut SqliteStore) -> Result<(), Brott> {
    match store.load(&Query::Logg(Loggfraga::Kontrollera(None))) {
        Ok(Reply::Logg(svar)) => match *svar {
            Loggsvar::Kontroll(kontroll) if kontroll.hel() => Ok(()),
            annat => Err(Brott::Skadad(format!("{annat:?}"))),
        },
        annat => Err(Brott::Skadad(format!("{annat:?}"))),
    }
}

/// A mark of every row of every table but these.
pub fn avtryck(conn: &Connection, utom: &[&str]) -> Result<u64, Brott> {
    let las = || -> rusqlite::Result<u64> {
        let mut h = DefaultHasher::new();
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
        let mut fraga = conn.prepare(sql)?;
        let namn = fraga.query_map([], |rad| rad.get::<_, String>(0))?;
        let mut buf = Vec::new();
        for tabell in namn.collect::<Result<Vec<_>, _>>()? {
            if utom.contains(&tabell.as_str()) {
                continue;
            }
            h.write(tabell.as_bytes());
            let mut fraga = conn.prepare(&format!("SELECT * FROM \"{tabell}\""))?;
            let bredd = fraga.column_count();
            let mut rader = fraga.query([])?;
            while let Some(rad) = rader.next()? {
                buf.clear();
                for kolumn in 0..bredd {
                    match rad.get_ref(kolumn)? {
                        ValueRef::Null => buf.push(0),
                        ValueRef::Integer(tal) => {
                            buf.push(1);
                            buf.extend(tal.to_le_bytes());
                        }
                        ValueRef::Real(tal) => buf.extend(tal.to_le_bytes()),
                        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                            buf.push(2);
                            buf.extend(bytes.len().to_le_bytes());
                            buf.extend(bytes);
                        }
                    }
                }
                h.write(&buf);
            }
        }
        Ok(h.finish())
    };
    las().map_err(|fel| skadad(&fel))
}

/// Our own desks' registration: written and removed beside the acts.
pub const UTOM: [&str; 1] = ["program"];

/// Whether everything that was acknowledged is there: `table.column=value`, with spaces between.
pub fn allt_kvitterat(conn: &Connection, kvitton: &[&str]) -> Result<(), Brott> {
    let mut finns: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for sak in kvitton.iter().flat_map(|kvitto| kvitto.split(' ')) {
        let (var, varde) = sak.split_once('=').unwrap();
        if !finns.contains_key(var) {
            let (tabell, kolumn) = var.split_once('.').unwrap();
            let las = || -> rusqlite::Result<BTreeSet<String>> {
                let mut fraga = conn.prepare(&format!("SELECT {kolumn} FROM {tabell}"))?;
                fraga.query_map([], |rad| rad.get(0))?.collect()
            };
            finns.insert(var, las().map_err(|fel| skadad(&fel))?);
        }
        if !finns[var].contains(varde) {
            return Err(Brott::Forlorat(sak.to_owned()));
        }
    }
    Ok(())
}

/// Judges the disks of a recording of acts.
pub struct Domare<'a> {
    /// The path of the file.
    fil: &'static str,
    facit: Facit<'a>,
    /// Contents that have been found whole.
    hela: BTreeSet<u64>,
}

impl<'a> Domare<'a> {
    pub fn ny(inspelning: &'a Inspelning, fil: &'static str) -> Self {
        let facit = Facit::ny(inspelning, move |rot| {
            let fil = rot.join(fil);
            let store = som_programmet(&fil).unwrap();
            let mark = avtryck(&utifran(&fil).unwrap(), &UTOM).unwrap();
            drop(store);
            mark
        });
        Self {
            fil,
            facit,
            hela: BTreeSet::new(),
        }
    }

    /// Opens, whole, every acknowledged act there, the next one whole or not at all.
    pub fn dom(&mut self, fall: &Fall<'_>) -> Result<(), Brott> {
        let fil = fall.rot.join(self.fil);
        let mut store = som_programmet(&fil)?;
        let conn = utifran(&fil)?;
        ar_hel(&conn)?;
        let mark = avtryck(&conn, &UTOM)?;
        allt_kvitterat(&conn, fall.kvitton)?;
        // What does not depend on the pages but on the rows alone is looked at once for the same rows.
        if !self.hela.contains(&mark) {
            hanvisar_ratt(&conn)?;
            kedjan_ar_hel(&fil, &mut store)?;
            self.hela.insert(mark);
        }
        self.facit.dom(mark, fall.kvitton.len())
    }
}
