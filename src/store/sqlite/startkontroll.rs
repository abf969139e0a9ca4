//! Startkontroll, a look through the file when a desk has opened: with a connection of its own, in a thread of its own, so
//! that no save and no list waits for it.
//!
//! At each start where that takes well under half a second by the size of the file, otherwise once a day by whichever desk
//! is first; an encrypted page takes some five times longer to look at.

use std::path::PathBuf;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::fil::Fil;
use super::vard::granska::ar_skada;
use super::vard::{Avbrott, Gang};
use super::{SqliteStore, oppna};
use crate::store::nyckelskap::Datanyckel;

/// The largest file, in bytes, that is looked through at each start.
const SMA: u64 = 200 << 20;

/// The same of one that is encrypted.
const SMA_KRYPTERADE: u64 = 40 << 20;

/// Startfynd, what the look has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Startfynd {
    /// Nothing is wrong.
    Hel,
    /// Something is.
    Skadad,
    /// It was not done: it has been done today, it was broken off, or the file could not be asked.
    EjGjord,
}

/// Startkontroll, which file is to be looked through.
#[derive(Debug)]
pub struct Startkontroll {
    vag: PathBuf,
    nyckel: Option<Datanyckel>,
    fil: Option<Fil>,
}

impl SqliteStore {
    /// What a thread needs to look through the file that this store has open.
    pub fn startkontroll(&self) -> Startkontroll {
        let vag = self.fil.vag().to_owned();
        Startkontroll {
            fil: Fil::minns(vag.clone()).ok(),
            vag,
            nyckel: self.nyckel.clone(),
        }
    }
}

impl Startkontroll {
    /// Looks the file through; a fault that somebody has to know of is [`Startfynd::Skadad`], and nothing else is.
    pub fn kor(&self, idag: NaiveDate, avbrott: &Avbrott) -> Startfynd {
        if avbrott.brutet() {
            return Startfynd::EjGjord;
        }
        let Ok(mut conn) = oppna::anslut(&self.vag, self.nyckel.as_ref()) else {
            return Startfynd::EjGjord;
        };
        let mut gang = Gang::ny(avbrott.clone(), |_| {});
        let fynd = gang.med(&conn, |_| self.titta(&conn, idag));
        match fynd {
            Ok(fynd) => {
                if fynd == Startfynd::Hel && self.stor() {
                    // Where another desk is saving just now it is looked through once more, and that is all.
                    let _ = self.minns(&mut conn, idag);
                }
                fynd
            }
            // So answers also a file that has been given a new key.
            Err(fel)
                if self.nyckel.is_some()
                    && fel.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) =>
            {
                Startfynd::EjGjord
            }
            Err(fel) if ar_skada(&fel) && self.samma_fil() => Startfynd::Skadad,
            Err(_) => Startfynd::EjGjord,
        }
    }

    fn titta(&self, conn: &Connection, idag: NaiveDate) -> rusqlite::Result<Startfynd> {
        if self.stor() {
            let sql = "SELECT varde FROM fil WHERE egenskap = 'startkontroll'";
            let senast = conn.query_row(sql, [], |rad| rad.get::<_, String>(0));
            if senast
                .optional()?
                .is_some_and(|dag| dag == idag.to_string())
            {
                return Ok(Startfynd::EjGjord);
            }
        }
        let svar: String = conn.query_row("PRAGMA quick_check(1)", [], |rad| rad.get(0))?;
        Ok(match svar.as_str() {
            "ok" => Startfynd::Hel,
            _ if self.samma_fil() => Startfynd::Skadad,
            _ => Startfynd::EjGjord,
        })
    }

    /// A file that has been replaced since the desk opened is somebody else's matter.
    fn samma_fil(&self) -> bool {
        self.fil
            .as_ref()
            .is_some_and(|fil| fil.kontrollera().is_ok())
    }

    fn stor(&self) -> bool {
        let storst = if self.nyckel.is_some() {
            SMA_KRYPTERADE
        } else {
            SMA
        };
        std::fs::symlink_metadata(&self.vag).map_or(true, |meta| meta.len() > storst)
    }

    fn minns(&self, conn: &mut Connection, idag: NaiveDate) -> rusqlite::Result<()> {
        let tx = oppna::borja_skriva(conn)?;
        tx.execute(
            "INSERT INTO fil(egenskap, varde) VALUES ('startkontroll', ?1)
             ON CONFLICT (egenskap) DO UPDATE SET varde = ?1",
            [idag.to_string()],
        )?;
        if !self.samma_fil() {
            return Ok(());
        }
        tx.commit()
    }
}
