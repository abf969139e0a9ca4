//! Uppgradering, a whole copy of a file before a newer version of the program makes its tables anew.
//!
//! It is taken inside the transaction that does that, by a connection of its own, while nobody else can write: so it is the
//! file as it was, and of two desks that open at the same time only the one that makes the tables takes it. It is written
//! down in the same transaction, so gallring reaches it.

use std::path::{Path, PathBuf};

use chrono::Utc;
use rusqlite::{Connection, Transaction, params};

use super::oppna;
use super::oppnafel::{Fel, OppnaFel};
use super::schema::SCHEMA;
use super::skap::Skapfil;
use super::skapa::{self, SkapaFel};
use super::vard::Gang;
use super::vard::granska;
use super::vard::kopiering::{Kopieslag, kopiera_ogonblick};
use super::{fil, rad};
use crate::store::StoreError;
use crate::store::nyckelskap::{Datanyckel, NyckelFel, Nyckelskap};

/// The names that such a copy can have, the first one first: where one was taken, and the file was changed by an older
/// program before its tables could be made anew, another is taken beside it.
fn namn(path: &Path) -> impl Iterator<Item = PathBuf> {
    let namn = path.as_os_str().to_owned();
    (1..100_u8).map(move |nr| {
        let mut namn = namn.clone();
        namn.push(format!(".fore-schema-{SCHEMA}"));
        if nr > 1 {
            namn.push(format!("-{nr}"));
        }
        PathBuf::from(namn)
    })
}

/// Takes the copy, where there is not already one that holds the same.
pub(super) fn kopiera_fore(path: &Path, nyckel: Option<&Datanyckel>) -> Result<(), Fel> {
    gor(path, nyckel).map_err(|fel| {
        Fel::Klart(OppnaFel::UtanKopia {
            path: path.to_owned(),
            skal: fel.to_string().trim_end_matches('.').to_owned(),
        })
    })
}

fn gor(path: &Path, nyckel: Option<&Datanyckel>) -> Result<(), SkapaFel> {
    let fran = oppna::anslut(path, nyckel).map_err(|fel| fel.oversatt(path))?;
    for vag in namn(path) {
        // What a machine that stopped has left half made.
        skapa::stada(&vag)?;
        if skapa::ledig(&vag).is_err() {
            let tagen = oppna::anslut(&vag, nyckel).map_err(|fel| fel.oversatt(&vag));
            if tagen.is_ok_and(|tagen| samma(&fran, &tagen).unwrap_or(false)) {
                return Ok(());
            }
            continue;
        }
        let skarp = Nyckelskap::finns(path);
        let gjord = skriv(&fran, path, &fil::under_arbete(&vag), nyckel)
            .and_then(|()| Ok(skapa::dop(&vag, skarp)?));
        if gjord.is_err() {
            skapa::stada(&vag)?;
        }
        return gjord;
    }
    Err(OppnaFel::Finns {
        path: path.to_owned(),
    }
    .into())
}

fn skriv(
    fran: &Connection,
    path: &Path,
    tills: &Path,
    nyckel: Option<&Datanyckel>,
) -> Result<(), SkapaFel> {
    if Nyckelskap::finns(path) {
        let (forlaga, _) = Skapfil::oppna(&Nyckelskap::vag(path)).map_err(NyckelFel::from)?;
        forlaga
            .kopiera(&Nyckelskap::vag(tills))
            .map_err(NyckelFel::from)?;
    }
    fil::skapa_ny(tills)?;
    let gang = &mut Gang::default();
    let mut ut = oppna::anslut(tills, nyckel).map_err(|fel| fel.oversatt(tills))?;
    kopiera_ogonblick(fran, &mut ut, gang, |_| Ok(()))?;
    drop(ut);
    // Of an older version only this can be asked, and whether each row is the same.
    let kopia = oppna::anslut(tills, nyckel).map_err(|fel| fel.oversatt(tills))?;
    let hel = granska::sidorna(&kopia, nyckel.is_some(), gang)?
        .fel
        .is_empty();
    if !hel || !samma(fran, &kopia)? {
        return Err(OppnaFel::Skadad {
            path: path.to_owned(),
        }
        .into());
    }
    oppna::tom_loggen(&kopia);
    Ok(())
}

macro_rules! tabeller {
    ($($tabell:literal)*) => {
        &[$(($tabell, concat!("SELECT * FROM ", $tabell))),*]
    };
}

/// The tables of every older version, each with the question for all of it.
const TABELLER: &[(&str, &str)] = tabeller! {
    "fil" "gjord" "handelse" "insatsversion" "kopost" "plats" "overlamning" "raknat_besok" "utkast" "kohandelse" "koantal"
    "erbjudande" "pott" "omgangstillfalle" "kokontakt" "korattelse" "komening" "kogranskad" "akthandelse" "behorighet"
    "arende" "arendeperson" "anteckning" "aktutkast" "insatsplan" "delningssamtycke" "uppfoljning" "malutfall" "bro"
    "brobock" "overlamningsperson" "konto" "kontoroll" "atkomst" "kopia" "gallras" "gallring" "kedja" "besokssumma"
    "besoksmanad"
};

/// Whether two files hold the same tables with the same rows. Of a table that another program has put there only that it is
/// there.
fn samma(ett: &Connection, annat: &Connection) -> Result<bool, StoreError> {
    let (ett, annat) = (ett.unchecked_transaction()?, annat.unchecked_transaction()?);
    let tabeller = |conn: &Connection| -> rusqlite::Result<Vec<(String, String)>> {
        let mut fraga =
            conn.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")?;
        fraga
            .query_map([], |rad| Ok((rad.get(0)?, rad.get(1)?)))?
            .collect()
    };
    let alla = tabeller(&ett)?;
    if alla != tabeller(&annat)? {
        return Ok(false);
    }
    for (tabell, sql) in TABELLER {
        if !alla.iter().any(|(namn, _)| namn == tabell) {
            continue;
        }
        let (mut ena, mut andra) = (ett.prepare(sql)?, annat.prepare(sql)?);
        let kolumner = ena.column_count();
        let (mut ena, mut andra) = (ena.query([])?, andra.query([])?);
        loop {
            match (ena.next()?, andra.next()?) {
                (None, None) => break,
                (Some(en), Some(kopian)) => {
                    for kolumn in 0..kolumner {
                        if en.get_ref(kolumn)? != kopian.get_ref(kolumn)? {
                            return Ok(false);
                        }
                    }
                }
                _ => return Ok(false),
            }
        }
    }
    Ok(true)
}

/// Writes down the copies that have been taken, in the transaction that makes the tables anew.
pub(super) fn minns(tx: &Transaction<'_>, path: &Path) -> Result<(), StoreError> {
    for vag in namn(path) {
        let Some(inod) = fil::inod(&vag) else {
            return Ok(());
        };
        tx.execute(
            "INSERT INTO kopia(vag, tid, slag, inod) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (vag) DO NOTHING",
            params![
                vag.to_string_lossy(),
                rad::tid(Utc::now()),
                Kopieslag::ForeSchema.kod(),
                inod.cast_signed()
            ],
        )?;
    }
    Ok(())
}
