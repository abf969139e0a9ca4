//! Parked visits. One desk has each at a time: the last that parked it or took it up.

use rusqlite::{Connection, params};

use super::Akt;
use super::rad::{self, Rad, en_rad, rader};
use super::session::Sikt;
use crate::domain::utkast::{Kod, Steg, Utkast};
use crate::store::{ParkeradRad, RadId, Reply, StoreError};

const TABELL: &str = "utkast";

/// What is read of a row before it is changed.
struct Nulage {
    version: i64,
    desk: String,
    utkast: Utkast,
}

/// One of another enhet is answered as what is not there.
fn nulage(akt: &Akt<'_>, besok: &RadId) -> Result<Nulage, StoreError> {
    en_rad(
        akt.tx,
        TABELL,
        "SELECT * FROM utkast WHERE id = ?1 AND (?2 IS NULL OR enhet = ?2)",
        params![besok.0, akt.sikt.enhet],
        |rad| {
            Ok(Nulage {
                version: rad.tal("version")?,
                desk: rad.text("desk")?,
                utkast: las(rad)?,
            })
        },
    )?
    .ok_or(StoreError::Saknas)
}

fn las(rad: &Rad<'_>) -> Result<Utkast, StoreError> {
    Ok(Utkast {
        insats: rad.tolka("insats_nr", |nr| nr.parse().ok())?,
        katalog: rad.text("katalog")?,
        steg: rad.tolka("steg", Steg::fran_kod)?,
        svar: rad.tolka("svar", las_svar)?,
        kvittens: rad.kvittens_om()?,
    })
}

fn las_svar(text: &str) -> Option<Vec<(Kod, Kod)>> {
    text.lines()
        .map(|rad| {
            let (falt, kod) = rad.split_once('=')?;
            Some((Kod::ny(falt)?, Kod::ny(kod)?))
        })
        .collect()
}

fn skriv_svar(svar: &[(Kod, Kod)]) -> String {
    let rad = |(falt, kod): &(Kod, Kod)| [falt.text(), "=", kod.text()].concat();
    svar.iter().map(rad).collect::<Vec<_>>().join("\n")
}

/// Parks a visit for the first time, or again over the version that was read.
pub(super) fn parkera(
    akt: &Akt<'_>,
    besok: &RadId,
    utkast: &Utkast,
    last: Option<i64>,
) -> Result<Reply, StoreError> {
    let finns = match nulage(akt, besok) {
        Ok(nu) => Some(nu),
        Err(StoreError::Saknas) => None,
        Err(fel) => return Err(fel),
    };
    match (finns, last) {
        (None, None) | (Some(_), Some(_)) => {}
        (None, Some(_)) => return Err(StoreError::Saknas),
        (Some(nu), None) => return Err(StoreError::Konflikt { desk: nu.desk }),
    }
    let version = last.map_or(1, |last| last + 1);
    let kvittens = utkast.kvittens;
    let sprak = kvittens.map(|k| k.sprak);
    let varden = params![
        besok.0,
        utkast.insats.to_string(),
        utkast.katalog,
        utkast.steg.kod(),
        skriv_svar(&utkast.svar),
        kvittens.map(|k| k.satt.kod()),
        sprak.as_ref().map(crate::domain::information::Sprak::kod),
        kvittens.map(|k| k.text.kod()),
        kvittens.map(|k| k.version.to_string()),
        version,
        akt.aktor.anvandare,
        akt.aktor.desk,
        akt.aktor.enhet,
        rad::tid(akt.nar),
    ];
    let andrade = if last.is_none() {
        akt.kor(
            "INSERT INTO utkast(id, insats_nr, katalog, steg, svar, info_satt, info_sprak, info_text, info_version,
               version, anvandare, desk, enhet, andrad)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            varden,
        )?
    } else {
        akt.kor(
            "UPDATE utkast SET insats_nr = ?2, katalog = ?3, steg = ?4, svar = ?5, info_satt = ?6, info_sprak = ?7,
               info_text = ?8, info_version = ?9, version = ?10, anvandare = ?11, desk = ?12, enhet = ?13,
               andrad = ?14
             WHERE id = ?1 AND version = ?10 - 1",
            varden,
        )?
    };
    if andrade == 0 {
        let desk = nulage(akt, besok)?.desk;
        return Err(StoreError::Konflikt { desk });
    }
    akt.handelse("parkerat", Some(&besok.0))?;
    Ok(Reply::Parkerad(version))
}

/// Takes a parked visit to this desk. It stays in the file until it ends, so that nothing is lost with the desk.
pub(super) fn ta_upp(akt: &Akt<'_>, besok: &RadId) -> Result<Reply, StoreError> {
    let nu = nulage(akt, besok)?;
    let version = nu.version + 1;
    akt.kor(
        "UPDATE utkast SET version = ?2, anvandare = ?3, desk = ?4, enhet = ?5, andrad = ?6 WHERE id = ?1",
        params![
            besok.0,
            version,
            akt.aktor.anvandare,
            akt.aktor.desk,
            akt.aktor.enhet,
            rad::tid(akt.nar)
        ],
    )?;
    akt.handelse("upptaget", Some(&besok.0))?;
    Ok(Reply::Upptagen {
        utkast: nu.utkast,
        version,
    })
}

/// The answer to a visit taken up before, as long as nobody has changed it since.
pub(super) fn las_igen(akt: &Akt<'_>, besok: &RadId, version: i64) -> Result<Reply, StoreError> {
    let nu = nulage(akt, besok)?;
    if nu.version == version {
        Ok(Reply::Upptagen {
            utkast: nu.utkast,
            version,
        })
    } else {
        Err(StoreError::Konflikt { desk: nu.desk })
    }
}

/// Forgets a parked visit in which nothing has been told; one that got further has to be ended and counted.
pub(super) fn glom(akt: &Akt<'_>, besok: &RadId) -> Result<Reply, StoreError> {
    if nulage(akt, besok)?.utkast.kvittens.is_some() {
        return Err(StoreError::Saknas);
    }
    radera(akt, besok)?;
    akt.handelse("glomt", Some(&besok.0))?;
    Ok(Reply::Klart)
}

/// Erases the parked answers of a visit that ends at this desk. Gone or at another desk: it must not be counted
/// twice, so it does not end here.
pub(super) fn avsluta(akt: &Akt<'_>, besok: &RadId) -> Result<(), StoreError> {
    let desk = nulage(akt, besok)?.desk;
    if desk != akt.aktor.desk {
        return Err(StoreError::Konflikt { desk });
    }
    radera(akt, besok)
}

fn radera(akt: &Akt<'_>, besok: &RadId) -> Result<(), StoreError> {
    akt.kor("DELETE FROM utkast WHERE id = ?1", params![besok.0])?;
    Ok(())
}

/// The parked visits, latest first.
pub(super) fn parkerade(conn: &Connection, sikt: Sikt<'_>) -> Result<Vec<ParkeradRad>, StoreError> {
    rader(
        conn,
        TABELL,
        "SELECT id, insats_nr, steg, desk, anvandare, andrad FROM utkast
         WHERE ?1 IS NULL OR enhet = ?1 ORDER BY andrad DESC, id",
        params![sikt.enhet],
        |rad| {
            Ok(ParkeradRad {
                besok: rad.id("id")?,
                insats: rad.tolka("insats_nr", |nr| nr.parse().ok())?,
                steg: rad.tolka("steg", Steg::fran_kod)?,
                desk: rad.text("desk")?,
                anvandare: rad.text("anvandare")?,
                andrad: rad.tid("andrad")?,
            })
        },
    )
}
