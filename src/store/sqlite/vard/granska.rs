//! Looking through a whole file: its pages, its tables, what must hold between its rows, and the chain over its log.

use rusqlite::{Connection, ErrorCode};

use super::super::rad::rader;
use super::super::{kedja, oppna};
use super::regler;
use super::skede::{Gang, Skede};
use crate::store::logg::Kedjekontroll;
use crate::store::{Framsteg, StoreError};

/// Filkontroll, what a check of the whole file has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filkontroll {
    /// The pages are encrypted.
    pub krypterad: bool,
    /// What is wrong; empty where the file is whole.
    pub fel: Vec<Filfel>,
}

/// Filfel, something wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filfel {
    /// Pages that are not as they were encrypted.
    Sidor(usize),
    /// Tables, indexes or values that do not hold together.
    Innehall(usize),
    /// A row of this table points at one that is not there.
    Hanvisning(String),
    /// So many rows break the rule with this code.
    Regel(&'static str, u64),
}

/// Prov, all that can be said of whether a file is whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prov {
    /// The file.
    pub filen: Filkontroll,
    /// The rules that were asked, and how many rows break each; none where the pages or tables do not hold together.
    pub regler: Vec<(&'static str, u64)>,
    /// The chain over its log.
    pub loggen: Kedjekontroll,
}

impl Prov {
    /// Whether nothing is wrong.
    pub fn hel(&self) -> bool {
        self.filen.fel.is_empty() && self.loggen.hel()
    }

    /// Whether every page can be read and the tables hold together, whatever stands in them.
    pub fn lasbar(&self) -> bool {
        self.filen
            .fel
            .iter()
            .all(|fel| matches!(fel, Filfel::Regel(..)))
    }
}

/// Asks all there is to ask.
pub(super) fn prova(
    conn: &Connection,
    krypterad: bool,
    gang: &mut Gang<'_>,
) -> Result<Prov, StoreError> {
    gang.med(conn, |gang| {
        let mut filen = sidorna(conn, krypterad, gang)?;
        let mut regler = Vec::new();
        if filen.fel.is_empty() {
            regler = regler::prova(conn, gang)?;
            let brutna = regler.iter().filter(|(_, antal)| *antal > 0);
            let brutna = brutna.map(|(kod, antal)| Filfel::Regel(kod, *antal));
            filen.fel.extend(brutna);
        }
        gang.visa(Skede::Loggen);
        let loggen = match kedja::kontrollera(conn, None, &Framsteg::default()) {
            Ok(loggen) => loggen,
            // A page that cannot be read has been found already.
            Err(_) if !filen.fel.is_empty() => Kedjekontroll::default(),
            Err(fel) => return Err(fel),
        };
        Ok(Prov {
            filen,
            regler,
            loggen,
        })
    })
}

/// Everything that can be checked without knowing what the rows mean.
pub(in super::super) fn sidorna(
    conn: &Connection,
    krypterad: bool,
    gang: &mut Gang<'_>,
) -> Result<Filkontroll, StoreError> {
    gang.visa(Skede::Sidor);
    let mut fel = Vec::new();
    // Page by page, also those that nothing points at. The engine looks past the log at the file alone, where pages may
    // still have the key before; a desk that will not stop reading leaves them to the next check.
    if krypterad && oppna::tom_loggen(conn) {
        let sidor = antal(conn, "PRAGMA cipher_integrity_check", |_| true)?;
        if sidor > 0 {
            fel.push(Filfel::Sidor(sidor));
        }
    }
    let innehall = antal(conn, "PRAGMA integrity_check", |svar| svar != "ok")?;
    if innehall > 0 {
        fel.push(Filfel::Innehall(innehall));
    }
    let hanvisningar = rader(
        conn,
        "fil",
        "SELECT DISTINCT \"table\" AS tabell FROM pragma_foreign_key_check",
        [],
        |rad| rad.text("tabell"),
    );
    match hanvisningar {
        Ok(tabeller) => fel.extend(tabeller.into_iter().map(Filfel::Hanvisning)),
        // A page that cannot be read has been found already.
        Err(_) if !fel.is_empty() => {}
        Err(fel) => return Err(fel),
    }
    Ok(Filkontroll { krypterad, fel })
}

/// Whether the engine says that what it reads is no longer what was written.
pub(in super::super) fn ar_skada(fel: &rusqlite::Error) -> bool {
    matches!(
        fel.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

/// How many lines of the engine's answer tell of a fault. A page that cannot be read at all is one too.
pub(super) fn antal(
    conn: &Connection,
    sql: &'static str,
    ar_fel: impl Fn(&str) -> bool,
) -> Result<usize, StoreError> {
    let svar = conn.prepare(sql).and_then(|mut fraga| {
        let rader = fraga.query_map([], |rad| rad.get::<_, String>(0))?;
        rader.collect::<Result<Vec<_>, _>>()
    });
    match svar {
        Ok(rader) => Ok(rader.iter().filter(|rad| ar_fel(rad)).count()),
        Err(fel) if ar_skada(&fel) => Ok(1),
        Err(fel) => Err(fel.into()),
    }
}
