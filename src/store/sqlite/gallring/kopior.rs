//! The copies that the program has made: what has been erased in the file is erased in them too, whenever they can be
//! reached.
//!
//! What that is needs no list of its own, which would outlive those it is about: a record that the copy has and the file
//! has not, and whose row in the log stands in both with the same number and operation, but without its record in the
//! file, has been erased there. A file that is not of the same origin has no such row, and is left alone.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::super::oppna::{self, Oppning};
use super::super::rad::{self, en_rad, rader};
use super::super::{Akt, SqliteStore, Vem, kedja};
use super::{radera, stada};
use crate::store::gallring::Kopialage;
use crate::store::{RadId, StoreError};

/// Goes through the copies; `idn` is what has been erased just now.
pub(super) fn rensa(
    store: &SqliteStore,
    vem: &Vem<'_>,
    idn: &[RadId],
) -> Result<Vec<(PathBuf, Kopialage)>, StoreError> {
    let vagar = rader(
        &store.conn,
        "kopia",
        "SELECT vag FROM kopia ORDER BY vag",
        [],
        |rad| rad.text("vag").map(PathBuf::from),
    )?;
    let en = |vag: PathBuf| {
        let lage = match std::fs::symlink_metadata(&vag) {
            Err(fel) if fel.kind() == ErrorKind::NotFound => Kopialage::Borta,
            Err(_) => Kopialage::EjNadd,
            Ok(meta) if !meta.is_file() => Kopialage::EjNadd,
            Ok(_) => match rensa_en(store, &vag, vem, idn) {
                Ok(true) => Kopialage::Rensad,
                Ok(false) | Err(_) => Kopialage::EjNadd,
            },
        };
        (vag, lage)
    };
    Ok(vagar.into_iter().map(en).collect())
}

/// Does it in one copy; whether nothing of it is left there.
fn rensa_en(
    store: &SqliteStore,
    vag: &Path,
    vem: &Vem<'_>,
    idn: &[RadId],
) -> Result<bool, StoreError> {
    let stopp = |_| StoreError::Stopp(String::new());
    let nyckel = store.nyckel.as_ref();
    let oppnad = oppna::oppna_fil(vag, Oppning::default(), nyckel);
    let mut kopia = oppnad.map_err(|fel| stopp(fel.oversatt(vag)))?;
    let antal = rensa_oppnad(&store.conn, &mut kopia.conn, vem, idn)?;
    if antal == 0 && !stada::ar_kvar(&kopia.conn)? {
        return Ok(true);
    }
    let klart = stada::fil(&kopia.conn);
    if klart {
        stada::klart(&kopia.conn);
    }
    Ok(klart)
}

/// Erases in an open copy what has been erased in the file; how many records that was.
pub(in super::super) fn rensa_oppnad(
    fil: &Connection,
    kopia: &mut Connection,
    vem: &Vem<'_>,
    idn: &[RadId],
) -> Result<u64, StoreError> {
    let op = rad::hex(&vem.op.0);
    let tx = oppna::borja_skriva(kopia)?;
    let akt = Akt::ny(&tx, vem.aktor, &op, vem.nar);
    kedja::ikapp(&tx)?;
    let kontakter = kontakter(fil, &tx)?;
    for id in &kontakter {
        akt.kor("DELETE FROM kokontakt WHERE kopost_id = ?1", params![id])?;
    }
    let borta = borta(fil, &tx, idn)?;
    for id in &borta {
        radera::ska_bort(&akt, id)?;
    }
    if !borta.is_empty() {
        let grunder = vec![("kopia", borta.len() as u64)];
        radera::ta_bort(&akt, grunder, 0)?;
    }
    kedja::ikapp(&tx)?;
    let antal = kontakter.len() + borta.len();
    if antal > 0 {
        stada::minns(&akt)?;
    }
    tx.commit()?;
    Ok(antal as u64)
}

/// A kind of record: those that the copy has, with the rows of its log; whether the file has the record; and whether the
/// row of the file's log has lost it.
struct Slag {
    i_kopian: &'static str,
    i_filen: &'static str,
    loggraden: &'static str,
}

const SLAGEN: [Slag; 3] = [
    Slag {
        i_kopian: "SELECT a.id, h.seq, h.op_id FROM arende a LEFT JOIN akthandelse h ON h.arende = a.id ORDER BY a.id",
        i_filen: "SELECT id FROM arende WHERE id = ?1",
        loggraden: "SELECT slag FROM akthandelse WHERE seq = ?1 AND op_id = ?2 AND arende IS NULL",
    },
    Slag {
        i_kopian: "SELECT o.id, h.seq, h.op_id FROM overlamning o LEFT JOIN handelse h ON h.objekt = o.id ORDER BY o.id",
        i_filen: "SELECT id FROM overlamning WHERE id = ?1",
        loggraden: "SELECT slag FROM handelse WHERE seq = ?1 AND op_id = ?2 AND objekt IS NULL",
    },
    // The sentences of the queue, by their entry: the row of its history stays as it is.
    Slag {
        i_kopian: "SELECT h.kopost_id AS id, h.seq, h.op_id FROM komening m JOIN kohandelse h ON h.seq = m.seq ORDER BY h.kopost_id",
        i_filen: "SELECT h.kopost_id AS id FROM komening m JOIN kohandelse h ON h.seq = m.seq WHERE h.kopost_id = ?1 LIMIT 1",
        loggraden: "SELECT slag FROM kohandelse WHERE seq = ?1 AND op_id = ?2",
    },
];

/// The records of a copy that have been erased in the file.
fn borta(fil: &Connection, kopia: &Connection, idn: &[RadId]) -> Result<Vec<String>, StoreError> {
    let mut alla = Vec::new();
    for slag in SLAGEN {
        let i_kopian = rader(kopia, "akthandelse", slag.i_kopian, [], |rad| {
            let rader: Option<(i64, String)> = rad.tal_om("seq")?.zip(rad.text_om("op_id")?);
            Ok((rad.text("id")?, rader))
        })?;
        for (id, loggrad) in i_kopian {
            if alla.last() == Some(&id) {
                continue;
            }
            let id_rad = en_rad(fil, "arende", slag.i_filen, params![id], |rad| {
                rad.text("id")
            })?;
            if id_rad.is_some() {
                continue;
            }
            let bevis = match loggrad {
                _ if idn.iter().any(|borta| borta.0 == id) => true,
                Some((seq, op)) => {
                    let rad = en_rad(
                        fil,
                        "akthandelse",
                        slag.loggraden,
                        params![seq, op],
                        |rad| rad.text("slag"),
                    )?;
                    rad.is_some()
                }
                None => false,
            };
            if bevis {
                alla.push(id);
            }
        }
    }
    Ok(alla)
}

/// The entries whose contact data a copy still has, and that have ended and lost them in the file (GAL-08).
fn kontakter(fil: &Connection, kopia: &Connection) -> Result<Vec<String>, StoreError> {
    let mut alla = rader(
        kopia,
        "kokontakt",
        "SELECT kopost_id FROM kokontakt",
        [],
        |rad| rad.text("kopost_id"),
    )?;
    let mut fel = Ok(());
    alla.retain(|id| {
        let slut = en_rad(
            fil,
            "kopost",
            "SELECT id FROM kopost WHERE id = ?1 AND slut_ms IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM kokontakt WHERE kopost_id = ?1)",
            params![id],
            |rad| rad.text("id"),
        );
        match slut {
            Ok(slut) => slut.is_some(),
            Err(sagt) => {
                fel = Err(sagt);
                false
            }
        }
    });
    fel.map(|()| alla)
}
