//! Rows to domain values and back; a row that cannot be read names its table and column, never its content.

use std::cell::{Cell, RefCell};

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Params, Row, Transaction};

use crate::domain::identitet::Kontaktuppgift;
use crate::domain::information::{Kvittensrad, Satt, Sprak, TextId};
use crate::store::{RadId, StoreError};

/// One moment of the file, for as long as it is held: what is put together of several readings is of one moment, whatever
/// other desks write between them. None where a moment is held already.
pub(super) fn ogonblick(conn: &Connection) -> rusqlite::Result<Option<Transaction<'_>>> {
    conn.is_autocommit()
        .then(|| conn.unchecked_transaction())
        .transpose()
}

/// One row of a known table.
pub(super) struct Rad<'r> {
    row: &'r Row<'r>,
    tabell: &'static str,
    kolumner: &'r Kolumner,
}

/// Kolumner, where the columns of a question stand, in the order in which its rows are read. A page is sixty rows of thirty
/// columns: to look each of them up by its name takes longer than all the rest of the reading.
#[derive(Default)]
struct Kolumner {
    kanda: RefCell<Vec<(&'static str, usize)>>,
    /// Which of them is read next, if this row is read as the one before.
    nasta: Cell<usize>,
}

impl Kolumner {
    fn plats(&self, row: &Row<'_>, kolumn: &'static str) -> Option<usize> {
        let mut kanda = self.kanda.borrow_mut();
        let nasta = self.nasta.get();
        let vantad = kanda.get(nasta).is_some_and(|(namn, _)| *namn == kolumn);
        let at = if vantad {
            nasta
        } else if let Some(at) = kanda.iter().position(|(namn, _)| *namn == kolumn) {
            at
        } else {
            kanda.push((kolumn, row.as_ref().column_index(kolumn).ok()?));
            kanda.len() - 1
        };
        self.nasta.set(at + 1);
        kanda.get(at).map(|(_, plats)| *plats)
    }
}

impl Rad<'_> {
    fn trasig(&self, kolumn: &'static str) -> StoreError {
        StoreError::TrasigRad {
            tabell: self.tabell,
            kolumn,
        }
    }

    fn varde(&self, kolumn: &'static str) -> Result<ValueRef<'_>, StoreError> {
        self.kolumner
            .plats(self.row, kolumn)
            .and_then(|plats| self.row.get_ref(plats).ok())
            .ok_or_else(|| self.trasig(kolumn))
    }

    /// A value that the domain reads out of a text, or nothing where the column is empty.
    pub(super) fn tolka_om<T>(
        &self,
        kolumn: &'static str,
        tolka: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        match self.varde(kolumn)? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(text) => std::str::from_utf8(text)
                .ok()
                .and_then(tolka)
                .map(Some)
                .ok_or_else(|| self.trasig(kolumn)),
            ValueRef::Integer(_) | ValueRef::Real(_) | ValueRef::Blob(_) => {
                Err(self.trasig(kolumn))
            }
        }
    }

    /// A value that must be there.
    pub(super) fn tolka<T>(
        &self,
        kolumn: &'static str,
        tolka: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        self.tolka_om(kolumn, tolka)?
            .ok_or_else(|| self.trasig(kolumn))
    }

    pub(super) fn text(&self, kolumn: &'static str) -> Result<String, StoreError> {
        self.tolka(kolumn, |text| Some(text.to_owned()))
    }

    pub(super) fn text_om(&self, kolumn: &'static str) -> Result<Option<String>, StoreError> {
        self.tolka_om(kolumn, |text| Some(text.to_owned()))
    }

    pub(super) fn id(&self, kolumn: &'static str) -> Result<RadId, StoreError> {
        self.text(kolumn).map(RadId)
    }

    pub(super) fn tid(&self, kolumn: &'static str) -> Result<DateTime<Utc>, StoreError> {
        self.tolka(kolumn, las_tid)
    }

    pub(super) fn dag(&self, kolumn: &'static str) -> Result<NaiveDate, StoreError> {
        self.tolka(kolumn, las_dag)
    }

    pub(super) fn dag_om(&self, kolumn: &'static str) -> Result<Option<NaiveDate>, StoreError> {
        self.tolka_om(kolumn, las_dag)
    }

    /// A whole number in the range of `T`.
    pub(super) fn tal<T: TryFrom<i64>>(&self, kolumn: &'static str) -> Result<T, StoreError> {
        self.tal_om(kolumn)?.ok_or_else(|| self.trasig(kolumn))
    }

    pub(super) fn tal_om<T: TryFrom<i64>>(
        &self,
        kolumn: &'static str,
    ) -> Result<Option<T>, StoreError> {
        match self.varde(kolumn)? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(tal) => T::try_from(tal).map(Some).map_err(|_| self.trasig(kolumn)),
            ValueRef::Real(_) | ValueRef::Text(_) | ValueRef::Blob(_) => Err(self.trasig(kolumn)),
        }
    }

    /// A value that the domain reads out of a small number.
    pub(super) fn tolka_tal<T>(
        &self,
        kolumn: &'static str,
        tolka: impl FnOnce(u8) -> Option<T>,
    ) -> Result<T, StoreError> {
        tolka(self.tal(kolumn)?).ok_or_else(|| self.trasig(kolumn))
    }

    /// How somebody can be reached, as both kinds of person rows keep it.
    pub(super) fn kontakt(&self) -> Result<Kontaktuppgift, StoreError> {
        Ok(Kontaktuppgift {
            telefon: self.text("telefon")?,
            epost: self.text("epost")?,
            adress: self.text("adress")?,
        })
    }

    /// How and in which version the right to apply was told: manner, language, text, version.
    pub(super) fn information(&self) -> Result<[String; 4], StoreError> {
        Ok([
            self.text("info_satt")?,
            self.text("info_sprak")?,
            self.text("info_text")?,
            self.text("info_version")?,
        ])
    }

    /// The same of the information that records are kept.
    pub(super) fn dokumentation(&self) -> Result<[String; 4], StoreError> {
        Ok([
            self.text("dok_satt")?,
            self.text("dok_sprak")?,
            self.text("dok_text")?,
            self.text("dok_version")?,
        ])
    }

    /// A time of day, to the minute, or nothing.
    pub(super) fn klockslag_om(
        &self,
        kolumn: &'static str,
    ) -> Result<Option<NaiveTime>, StoreError> {
        self.tolka_om(kolumn, |text| NaiveTime::parse_from_str(text, "%H:%M").ok())
    }

    /// The receipt in the columns `info_…`, where there is one.
    pub(super) fn kvittens_om(&self) -> Result<Option<Kvittensrad>, StoreError> {
        let satt = self.tolka_om("info_satt", Satt::fran_kod)?;
        let sprak = self.tolka_om("info_sprak", Sprak::fran_kod)?;
        let text = self.tolka_om("info_text", TextId::fran_kod)?;
        let version = self.tolka_om("info_version", las_dag)?;
        match (satt, sprak, text, version) {
            (Some(satt), Some(sprak), Some(text), Some(version)) => Ok(Some(Kvittensrad {
                satt,
                sprak,
                text,
                version,
            })),
            (None, None, None, None) => Ok(None),
            _ => Err(self.trasig("info_satt")),
        }
    }
}

/// All rows of a question, read to the end before anything is returned: an open reader holds up others.
pub(super) fn rader<T>(
    conn: &Connection,
    tabell: &'static str,
    sql: &'static str,
    varden: impl Params,
    las: impl Fn(&Rad<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut alla = Vec::new();
    varje_rad(conn, tabell, sql, varden, |rad| {
        alla.push(las(rad)?);
        Ok(())
    })?;
    Ok(alla)
}

/// Does something with each row of a question, and keeps none of them.
pub(super) fn varje_rad(
    conn: &Connection,
    tabell: &'static str,
    sql: &'static str,
    varden: impl Params,
    mut gor: impl FnMut(&Rad<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut fraga = conn.prepare_cached(sql)?;
    let mut svar = fraga.query(varden)?;
    let kolumner = Kolumner::default();
    while let Some(row) = svar.next()? {
        kolumner.nasta.set(0);
        gor(&Rad {
            row,
            tabell,
            kolumner: &kolumner,
        })?;
    }
    Ok(())
}

/// The one row of a question that has at most one.
pub(super) fn en_rad<T>(
    conn: &Connection,
    tabell: &'static str,
    sql: &'static str,
    varden: impl Params,
    las: impl Fn(&Rad<'_>) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    Ok(rader(conn, tabell, sql, varden, las)?.pop())
}

/// A time as it is stored: ISO 8601, UTC, milliseconds, always equally long so that it sorts as text.
pub(super) fn tid(tid: DateTime<Utc>) -> String {
    tid.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn las_tid(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|tid| tid.with_timezone(&Utc))
}

fn las_dag(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// Random bytes as hexadecimal signs.
pub(super) fn hex(bytes: &[u8]) -> String {
    const SIFFROR: &[u8; 16] = b"0123456789abcdef";
    let par = bytes.iter().flat_map(|b| [b >> 4, b & 15]);
    par.map(|n| char::from(SIFFROR[usize::from(n)])).collect()
}

/// A new id.
pub(super) fn nytt_id() -> Result<String, StoreError> {
    slump::<16>().map(|bytes| hex(&bytes))
}

/// Random bytes of the system.
pub(super) fn slump<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| {
        StoreError::Stopp("Datorn kunde inte ge slumptal. Inget är sparat.".to_owned())
    })?;
    Ok(bytes)
}
