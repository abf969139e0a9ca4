//! Drafts: what is being written, saved every moment and seen by nobody else.

use rusqlite::{Connection, params};
use serde_json::{Map, Value};

use super::super::Akt;
use super::super::rad::{self, Rad, en_rad, rader};
use super::{eget, logga};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::text::{Faltnamn, LANG};
use crate::store::akt::{Aktsvar, Arendeutkast, Utkastrad};
use crate::store::{RadId, StoreError};

const TABELL: &str = "aktutkast";

/// What a draft of a note is called in the file.
pub(super) const ANTECKNING: &str = "anteckning";
/// And one of a plan.
pub(super) const PLAN: &str = "plan";

/// Most signs of all the fields together, as the file keeps them.
const HOGST: usize = 1_000_000;

/// The own drafts in one ärende.
pub(super) const I_ARENDET: &str =
    "SELECT * FROM aktutkast WHERE arende = ?1 AND anvandare = ?2 ORDER BY andrad DESC, id";

fn skriv_falt(falt: &[(String, String)]) -> Result<String, StoreError> {
    let falt: Map<String, Value> = falt
        .iter()
        .map(|(namn, text)| (namn.clone(), Value::String(text.clone())))
        .collect();
    let falt = Value::Object(falt).to_string();
    if falt.chars().count() > HOGST {
        return Err(KanInteIAkten::ForLang(Faltnamn::Text, LANG).into());
    }
    Ok(falt)
}

fn las_falt(text: &str) -> Option<Vec<(String, String)>> {
    let falt: Map<String, Value> = serde_json::from_str(text).ok()?;
    falt.into_iter()
        .map(|(namn, varde)| match varde {
            Value::String(text) => Some((namn, text)),
            _ => None,
        })
        .collect()
}

fn las(rad: &Rad<'_>) -> Result<Utkastrad, StoreError> {
    Ok(Utkastrad {
        utkast: Arendeutkast {
            id: rad.id("id")?,
            arende: rad.id("arende")?,
            slag: rad.text("slag")?,
            falt: rad.tolka("falt", las_falt)?,
        },
        version: rad.tal("version")?,
        andrad: rad.tid("andrad")?,
        desk: rad.text("desk")?,
    })
}

/// What has to be known of a draft before it is touched.
struct Sparat {
    arende: RadId,
    slag: String,
    falt: String,
    version: i64,
}

/// The draft, where it is there; one that somebody else writes is answered as what does not exist.
fn sparat(akt: &Akt<'_>, id: &RadId) -> Result<Option<Sparat>, StoreError> {
    let sparat = en_rad(
        akt.tx,
        TABELL,
        "SELECT u.arende, u.slag, u.falt, u.version, u.anvandare = ?2 AND a.enhet = ?3 AS eget
         FROM aktutkast u JOIN arende a ON a.id = u.arende WHERE u.id = ?1",
        params![id.0, akt.aktor.anvandare, akt.aktor.enhet],
        |rad| {
            let sparat = Sparat {
                arende: rad.id("arende")?,
                slag: rad.text("slag")?,
                falt: rad.text("falt")?,
                version: rad.tal("version")?,
            };
            Ok((sparat, rad.tal::<u8>("eget")? == 1))
        },
    )?;
    match sparat {
        Some((_, false)) => Err(KanInteIAkten::Saknas.into()),
        Some((sparat, true)) => Ok(Some(sparat)),
        None => Ok(None),
    }
}

/// A draft that is there to be signed or thrown away. In a sharp file somebody else's is as gone as one that never was.
fn kvar(akt: &Akt<'_>, id: &RadId) -> Result<Sparat, StoreError> {
    match sparat(akt, id) {
        Err(StoreError::Akt(KanInteIAkten::Saknas)) if akt.sikt.enhet.is_some() => None,
        sparat => sparat?,
    }
    .ok_or_else(|| KanInteIAkten::UtkastBorta.into())
}

/// Keeps a draft over the version that was read.
pub(super) fn spara(
    akt: &Akt<'_>,
    utkast: &Arendeutkast,
    last: Option<i64>,
) -> Result<Aktsvar, StoreError> {
    let lage = eget(akt, &utkast.arende)?;
    match utkast.slag.as_str() {
        ANTECKNING => {}
        PLAN => lage.pagar()?,
        _ => return Err(KanInteIAkten::Saknas.into()),
    }
    let falt = skriv_falt(&utkast.falt)?;
    let version = match (sparat(akt, &utkast.id)?, last) {
        (None, None) => {
            akt.kor(
                "INSERT INTO aktutkast(id, arende, slag, falt, version, anvandare, desk, andrad)
                 VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7)",
                params![
                    utkast.id.0,
                    utkast.arende.0,
                    utkast.slag,
                    falt,
                    akt.aktor.anvandare,
                    akt.aktor.desk,
                    rad::tid(akt.nar)
                ],
            )?;
            logga(akt, "utkast", Some(&utkast.arende), Some(&utkast.id))?;
            1
        }
        (None, Some(_)) => return Err(KanInteIAkten::UtkastBorta.into()),
        (Some(nu), _) if nu.arende != utkast.arende || nu.slag != utkast.slag => {
            return Err(KanInteIAkten::Saknas.into());
        }
        (Some(nu), Some(last)) if nu.version == last => {
            akt.kor(
                "UPDATE aktutkast SET falt = ?2, version = version + 1, desk = ?3, andrad = ?4 WHERE id = ?1",
                params![utkast.id.0, falt, akt.aktor.desk, rad::tid(akt.nar)],
            )?;
            last + 1
        }
        // Sent again, for its answer was lost: nothing has come between.
        (Some(nu), last) if nu.version == last.unwrap_or(0) + 1 && nu.falt == falt => nu.version,
        (Some(_), _) => return Err(KanInteIAkten::UtkastAndrat.into()),
    };
    Ok(Aktsvar::Utkastversion(version))
}

/// Throws a draft away; what the log of the file remembers of it goes too.
pub(super) fn kasta(akt: &Akt<'_>, id: &RadId) -> Result<Aktsvar, StoreError> {
    let nu = kvar(akt, id)?;
    radera(akt, id)?;
    akt.raderat.set(true);
    logga(akt, "utkast_kastat", Some(&nu.arende), Some(id))?;
    Ok(Aktsvar::Gjort)
}

/// Takes away the draft of what is being signed, where it was written as one.
pub(super) fn ta(
    akt: &Akt<'_>,
    arende: &RadId,
    slag: &str,
    id: Option<&RadId>,
) -> Result<(), StoreError> {
    let Some(id) = id else { return Ok(()) };
    let nu = kvar(akt, id)?;
    if nu.arende != *arende || nu.slag != slag {
        return Err(KanInteIAkten::Saknas.into());
    }
    radera(akt, id)?;
    // What was written and taken away again before it was signed is nobody's note.
    akt.raderat.set(true);
    Ok(())
}

fn radera(akt: &Akt<'_>, id: &RadId) -> Result<(), StoreError> {
    akt.kor("DELETE FROM aktutkast WHERE id = ?1", params![id.0])?;
    Ok(())
}

/// The own drafts in one ärende.
pub(super) fn i_arendet(
    conn: &Connection,
    arende: &RadId,
    anvandare: &str,
) -> Result<Vec<Utkastrad>, StoreError> {
    rader(conn, TABELL, I_ARENDET, params![arende.0, anvandare], las)
}

/// How many of them there are.
pub(super) fn antal_egna(akt: &Akt<'_>, arende: &RadId) -> Result<u64, StoreError> {
    let antal = en_rad(
        akt.tx,
        TABELL,
        "SELECT count(*) AS antal FROM aktutkast WHERE arende = ?1 AND anvandare = ?2",
        params![arende.0, akt.aktor.anvandare],
        |rad| rad.tal("antal"),
    )?;
    Ok(antal.unwrap_or(0))
}
