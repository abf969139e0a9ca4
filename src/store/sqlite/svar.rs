//! Done acts: what was answered, so that the same act sent again is answered the same and changes nothing.
//!
//! An answer with an identity or a parked visit in it is not kept twice; only its id is, and it is read again.

use rusqlite::params;

use super::rad::en_rad;
use super::{Akt, akt as akten, gallring, ko, logg, overlamning, utkast};
use crate::domain::kolapp::Kolappskod;
use crate::store::konto::Kontosvar;
use crate::store::{Change, Kvitto, RadId, Reply, StoreError};

/// The act's word in the stored answer; a resend under the id of another kind of act is a fault, not an answer.
fn slag(change: &Change) -> &'static str {
    match change {
        Change::Parkera { .. } => "parkera",
        Change::TaUpp { .. } => "ta_upp",
        Change::Glom { .. } => "glom",
        Change::Avsluta { .. } => "avsluta",
        Change::Ko(..) => "ko",
        Change::Akt(..) => "akt",
        Change::Konto(_) => "konto",
        Change::Logg(_) => "logg",
        Change::Gallring(..) => "gallring",
        Change::HamtaOverlamning { .. } => "hamta",
        Change::KvitteraOverlamning { .. } => "kvittera",
    }
}

/// The earlier answer to this operation, if it is done.
pub(super) fn gjord(akt: &Akt<'_>, change: &Change) -> Result<Option<Reply>, StoreError> {
    let svar = en_rad(
        akt.tx,
        "gjord",
        "SELECT svar FROM gjord WHERE op_id = ?1",
        params![akt.op],
        |rad| rad.text("svar"),
    )?;
    svar.map(|svar| las(akt, change, &svar)).transpose()
}

/// Keeps the answer.
pub(super) fn minns(akt: &Akt<'_>, change: &Change, svar: &Reply) -> Result<(), StoreError> {
    akt.kor(
        "INSERT INTO gjord(op_id, svar) VALUES (?1, ?2)",
        params![akt.op, skriv(change, svar)],
    )?;
    Ok(())
}

/// One line: the act's word, then its parts with a space between; `-` where there is none.
fn skriv(change: &Change, svar: &Reply) -> String {
    let mut ord = vec![slag(change).to_owned()];
    match svar {
        Reply::Parkerad(version) | Reply::Upptagen { version, .. } => {
            ord.push(version.to_string());
        }
        Reply::Avslutat(Kvitto {
            kolapp,
            overlamning,
        }) => {
            let saknas = || "-".to_owned();
            ord.push(kolapp.map_or_else(saknas, |(kod, _)| kod.to_string()));
            ord.push(kolapp.map_or_else(saknas, |(_, plats)| plats.to_string()));
            ord.push(overlamning.as_ref().map_or_else(saknas, |id| id.0.clone()));
        }
        Reply::Akt(svar) => ord.push(akten::minns(svar)),
        // The id stands in the act itself; and answers to questions do not come here.
        Reply::Overlamning(_)
        | Reply::Klart
        | Reply::Lage(_)
        | Reply::Parkerade(_)
        | Reply::Ko(_)
        | Reply::Konto(_)
        | Reply::Logg(_)
        | Reply::Gallring(_)
        | Reply::Platslage(_)
        | Reply::Overlamningar(_)
        | Reply::Statistik(_) => {}
    }
    ord.join(" ")
}

fn las(akt: &Akt<'_>, change: &Change, svar: &str) -> Result<Reply, StoreError> {
    let trasig = || StoreError::TrasigRad {
        tabell: "gjord",
        kolumn: "svar",
    };
    let mut ord = svar.split(' ');
    if ord.next() != Some(slag(change)) {
        return Err(StoreError::Stopp(
            "Två olika handlingar har fått samma nummer. Inget är sparat. Gör om handlingen."
                .to_owned(),
        ));
    }
    let delar: Vec<&str> = ord.collect();
    match (change, delar.as_slice()) {
        (Change::Parkera { .. }, [version]) => {
            let version = version.parse().map_err(|_| trasig())?;
            Ok(Reply::Parkerad(version))
        }
        (Change::TaUpp { besok }, [version]) => {
            let version = version.parse().map_err(|_| trasig())?;
            utkast::las_igen(akt, besok, version)
        }
        (Change::Avsluta { .. }, [kod, plats, overlamning]) => {
            let kolapp = match (*kod, *plats) {
                ("-", "-") => None,
                (kod, plats) => Some((
                    Kolappskod::las(kod).ok_or_else(trasig)?,
                    plats.parse().map_err(|_| trasig())?,
                )),
            };
            let overlamning = (*overlamning != "-").then(|| RadId((*overlamning).to_owned()));
            Ok(Reply::Avslutat(Kvitto {
                kolapp,
                overlamning,
            }))
        }
        (Change::Ko(koakt, sammanhang), []) => ko::las_igen(akt, koakt, sammanhang),
        (Change::Akt(aktakt, _), [minne]) => akten::las_igen(akt, aktakt, minne),
        (Change::Konto(_), []) => Ok(Reply::Konto(Kontosvar::Gjort)),
        (Change::Logg(lasning), []) => logg::utfor(akt, lasning),
        (Change::Gallring(gallra, s), []) => gallring::las_igen(akt, gallra, s),
        (Change::HamtaOverlamning { id }, []) => overlamning::las_igen(akt, id),
        (Change::Glom { .. } | Change::KvitteraOverlamning { .. }, []) => Ok(Reply::Klart),
        _ => Err(trasig()),
    }
}
