//! Rights beyond the own enhet: given and taken by whoever owns the file, and nobody else.

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use super::super::Akt;
use super::super::rad::{en_rad, hex, rader};
use super::logga;
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::text::Faltnamn;
use crate::store::akt::{Aktakt, Aktsvar};
use crate::store::{Change, RadId, StoreError};

/// Most signs of a user's name, as the file keeps it.
const HOGST: usize = 60;

/// Whether the change is about rights: then the process has to own the file.
pub(in crate::store::sqlite) fn kraver_agare(change: &Change) -> bool {
    matches!(change, Change::Akt(akt, _)
        if matches!(**akt, Aktakt::GeRatt { .. } | Aktakt::TaRatt { .. }))
}

/// Whether a user may ask of the whole file.
pub(super) fn har(conn: &Connection, anvandare: &str) -> Result<bool, StoreError> {
    let ratt = en_rad(
        conn,
        "behorighet",
        "SELECT ratt FROM behorighet WHERE anvandare = ?1 AND ratt = 'forekomst'",
        params![anvandare],
        |rad| rad.text("ratt"),
    )?;
    Ok(ratt.is_some())
}

/// Gives the right; given twice is given once.
pub(super) fn ge(akt: &Akt<'_>, anvandare: &str) -> Result<Aktsvar, StoreError> {
    let anvandare = namn(anvandare)?;
    let nya = akt.kor(
        "INSERT INTO behorighet(anvandare, ratt) VALUES (?1, 'forekomst') ON CONFLICT DO NOTHING",
        params![anvandare],
    )?;
    if nya > 0 {
        logga(akt, "ratt_given", None, Some(&marke(anvandare)))?;
    }
    Ok(Aktsvar::Gjort)
}

/// Takes it away.
pub(super) fn ta(akt: &Akt<'_>, anvandare: &str) -> Result<Aktsvar, StoreError> {
    let anvandare = namn(anvandare)?;
    let borta = akt.kor(
        "DELETE FROM behorighet WHERE anvandare = ?1 AND ratt = 'forekomst'",
        params![anvandare],
    )?;
    if borta == 0 {
        return Err(KanInteIAkten::Saknas.into());
    }
    logga(akt, "ratt_tagen", None, Some(&marke(anvandare)))?;
    Ok(Aktsvar::Gjort)
}

fn namn(anvandare: &str) -> Result<&str, StoreError> {
    let anvandare = anvandare.trim();
    if anvandare.is_empty() {
        Err(KanInteIAkten::Falt(Faltnamn::Anvandare).into())
    } else if anvandare.chars().count() > HOGST {
        Err(KanInteIAkten::ForLang(Faltnamn::Anvandare, HOGST).into())
    } else {
        Ok(anvandare)
    }
}

/// Whose right it was, in a log that holds ids only: the beginning of the SHA-256 of the user's name, which anybody who
/// knows the name can hold against it.
fn marke(anvandare: &str) -> RadId {
    let mut tecken = hex(&Sha256::digest(anvandare.as_bytes()));
    tecken.truncate(32);
    RadId(tecken)
}

/// Who has the right.
pub(super) fn alla(conn: &Connection) -> Result<Vec<String>, StoreError> {
    rader(
        conn,
        "behorighet",
        "SELECT anvandare FROM behorighet WHERE ratt = 'forekomst' ORDER BY anvandare",
        [],
        |rad| rad.text("anvandare"),
    )
}
