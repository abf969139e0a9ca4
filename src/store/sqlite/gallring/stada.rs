//! After an erasure: nothing of it is to lie in free pages, in what is left over on pages in use, or in the log of the file.
//!
//! `secure_delete` overwrites what a row took up, but not always: a page that has been put together anew with its
//! neighbours can keep what lay in its gaps (tried on files of 2 400 notes, a third of them erased: up to thirty words of
//! 300 000 were left). So the whole file is written anew, in memory and not on disk, and its log is emptied into it. That
//! takes memory and log as large as the file, and other desks wait meanwhile; it is done a few times a year.

use rusqlite::Connection;

use super::super::Akt;
use super::super::rad::en_rad;
use crate::store::StoreError;

/// Remembers that something has been erased and not cleaned up after, also where the machine stops in between.
pub(super) fn minns(akt: &Akt<'_>) -> Result<(), StoreError> {
    akt.kor(
        "INSERT INTO fil(egenskap, varde) VALUES ('gallring_ostadad', '1') ON CONFLICT DO NOTHING",
        [],
    )?;
    Ok(())
}

/// Whether that is still so.
pub(super) fn kvar(akt: &Akt<'_>) -> Result<bool, StoreError> {
    ar_kvar(akt.tx)
}

/// The same of a copy.
pub(super) fn ar_kvar(conn: &Connection) -> Result<bool, StoreError> {
    let kvar = en_rad(
        conn,
        "fil",
        "SELECT varde FROM fil WHERE egenskap = 'gallring_ostadad'",
        [],
        |rad| rad.text("varde"),
    )?;
    Ok(kvar.is_some())
}

/// Everything is clean. Where another desk is saving just now, the next cleaning says so.
pub(super) fn klart(conn: &Connection) {
    let _ = conn.execute("DELETE FROM fil WHERE egenskap = 'gallring_ostadad'", []);
}

/// Cleans a file; says whether nothing is left. An erasure that stands is not undone by what is left of it here.
pub(in super::super) fn fil(conn: &Connection) -> bool {
    conn.execute_batch("VACUUM").is_ok() && tomd(conn)
}

/// Empties the log into the file; not while another desk reads in it.
fn tomd(conn: &Connection) -> bool {
    let svar = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |rad| {
        rad.get::<_, i64>(0)
    });
    svar == Ok(0)
}
