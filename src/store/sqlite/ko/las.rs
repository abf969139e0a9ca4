//! Questions about the waiting list: each sees one moment of the file, and none of them writes.

mod attgora;
mod bevis;
mod oversikt;
mod platser;
mod postbild;
mod rattvisa;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, params};

use super::post::{dag, tid_av_ms};
use super::urval::{self, Potten};
use super::{Ram, angra, import};
use crate::domain::insats::{Insats, InsatsNr};
use crate::domain::ko::policy::{Kopolicy, forsenad};
use crate::store::ko::{Kofraga, Kosvar, Sammanhang};
use crate::store::sqlite::rad::{en_rad, rader};
use crate::store::sqlite::session::Sikt;
use crate::store::sqlite::silo;
use crate::store::{Framsteg, StoreError};

/// Answers a question; never writes.
pub(in crate::store::sqlite) fn fraga(
    conn: &Connection,
    fraga: &Kofraga,
    s: &Sammanhang,
    (sikt, framsteg): (Sikt<'_>, &Framsteg),
) -> Result<Kosvar, StoreError> {
    let filens = match sikt.enhet {
        Some(_) => silo::med_filens(conn, s)?,
        None => Cow::Borrowed(s),
    };
    let s = filens.as_ref();
    match fraga {
        Kofraga::Koer(bara) => oversikt::koer(conn, s, *bara).map(Kosvar::Koer),
        Kofraga::Sida {
            insats,
            fran,
            antal,
        } => oversikt::sida(conn, *insats, *fran, *antal).map(Kosvar::Sida),
        Kofraga::Post(kod) => {
            postbild::post(conn, *kod, s).map(|bild| Kosvar::Post(Box::new(bild)))
        }
        Kofraga::Underlag {
            insats,
            pott,
            kod,
            hoppa,
        } => platser::underlag(conn, s, *insats, pott.as_ref(), *kod, hoppa)
            .map(|underlag| Kosvar::Underlag(Box::new(underlag))),
        Kofraga::Attgora(bara) => attgora::attgora(conn, s, *bara).map(Kosvar::Attgora),
        Kofraga::Rattvisa(fran, till) => {
            rattvisa::rattvisa(conn, s, *fran, *till).map(Kosvar::Rattvisa)
        }
        Kofraga::Bevis(kod) => bevis::bevis(conn, *kod).map(|bevis| Kosvar::Bevis(Box::new(bevis))),
        Kofraga::Platser(insats) => platser::platser(conn, s, *insats).map(Kosvar::Platser),
        Kofraga::Alla(bara) => oversikt::alla(conn, s, *bara, framsteg).map(Kosvar::Alla),
        Kofraga::Senaste {
            anvandare,
            desk,
            nu,
        } => {
            let senaste = angra::senaste(conn, (anvandare, desk, sikt.enhet), *nu)?;
            Ok(Kosvar::Senaste(senaste.map(|(_, senaste)| senaste)))
        }
        Kofraga::ProvaImport(rader) => {
            import::granska(conn, rader, &Ram::hel(s), framsteg).map(Kosvar::Provat)
        }
    }
}

/// The queue of one insats.
#[derive(Clone, Copy, Debug)]
struct Ko<'k> {
    nr: InsatsNr,
    /// None where the insats is no longer in the catalogue.
    insats: Option<&'k Insats>,
}

impl<'k> Ko<'k> {
    fn av(s: &'k Sammanhang, nr: InsatsNr) -> Self {
        Self {
            nr,
            insats: s.katalog.insats(nr),
        }
    }

    /// What the nämnd has decided; what holds where it has said nothing, for an insats that is gone.
    fn policy(self) -> Kopolicy {
        self.insats
            .map_or_else(Kopolicy::default, |insats| insats.ko)
    }

    /// Its places.
    fn potter(self, conn: &Connection) -> Result<Vec<Potten>, StoreError> {
        let av_namnden = self.insats.and_then(Insats::lopande_platser);
        urval::potter(conn, self.nr, av_namnden)
    }
}

/// The queues that a question is about: the named one, or all but silos in the order of the catalogue, and last those
/// whose insats is no longer there, so that nobody falls out in silence.
fn koer<'k>(
    conn: &Connection,
    s: &'k Sammanhang,
    bara: Option<InsatsNr>,
) -> Result<Vec<Ko<'k>>, StoreError> {
    if let Some(nr) = bara {
        return Ok(vec![Ko::av(s, nr)]);
    }
    let mut alla: Vec<Ko<'k>> = s
        .katalog
        .insatser
        .iter()
        .filter(|insats| !insats.silo)
        .map(|insats| Ko {
            nr: insats.nr,
            insats: Some(insats),
        })
        .collect();
    // Whoever waits does so for an insats that is kept with the version of the catalogue of then.
    let mut borta = rader(
        conn,
        "insatsversion",
        "SELECT nr FROM insatsversion GROUP BY nr HAVING max(coalesce(silo, 0)) = 0",
        [],
        |rad| rad.tolka("nr", |nr| nr.parse::<InsatsNr>().ok()),
    )?;
    borta.retain(|nr| s.katalog.insats(*nr).is_none());
    borta.sort_unstable();
    alla.extend(borta.into_iter().map(|nr| Ko { nr, insats: None }));
    Ok(alla)
}

/// When somebody last went through a queue, and since when the first in line waits.
#[derive(Clone, Copy, Debug)]
struct Genomgang {
    granskad: Option<NaiveDate>,
    aldst: Option<DateTime<Utc>>,
}

impl Genomgang {
    fn las(conn: &Connection, nr: InsatsNr) -> Result<Self, StoreError> {
        let granskad = en_rad(
            conn,
            "kogranskad",
            "SELECT dag FROM kogranskad WHERE insats_nr = ?1",
            params![nr.to_string()],
            |rad| dag(rad, "dag"),
        )?;
        let aldst = en_rad(conn, "kopost", FORST, params![nr.to_string()], |rad| {
            tid(rad.tal("ordning")?)
        })?;
        Ok(Self { granskad, aldst })
    }

    /// The day since which nobody has gone through those who wait; none where nobody waits.
    fn sedan(self) -> Option<NaiveDate> {
        let borjan = self.aldst?.date_naive();
        Some(self.granskad.map_or(borjan, |dag| dag.max(borjan)))
    }

    /// Whether somebody should have gone through it by now.
    fn forsenad(self, idag: NaiveDate) -> bool {
        self.sedan().is_some_and(|sedan| forsenad(sedan, idag))
    }
}

/// The first in line.
const FORST: &str =
    "SELECT ordning FROM kopost WHERE insats_nr = ?1 AND status IN ('i_ko', 'vilande', 'erbjuden')
   ORDER BY ordning, id LIMIT 1";

/// A time of an entry, kept in milliseconds.
fn tid(ms: i64) -> Result<DateTime<Utc>, StoreError> {
    tid_av_ms(ms).ok_or(StoreError::TrasigRad {
        tabell: "kopost",
        kolumn: "ordning",
    })
}
