//! Consents to tell somebody something.

use chrono::NaiveDate;
use rusqlite::params;

use super::super::Akt;
use super::super::rad::{self, en_rad, nytt_id};
use super::{eget, logga, visa};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::samtycke::{Delasmed, NyttSamtycke, galler};
use crate::store::akt::Aktsvar;
use crate::store::ko::Sammanhang;
use crate::store::{RadId, StoreError};

/// Writes a consent down.
pub(super) fn ge(
    akt: &Akt<'_>,
    arende: &RadId,
    samtycke: &NyttSamtycke,
) -> Result<Aktsvar, StoreError> {
    eget(akt, arende)?.pagar()?;
    let annan = samtycke
        .annan_akt()
        .map(|nummer| annan_akt(akt, arende, nummer.text()))
        .transpose()?;
    let id = RadId(nytt_id()?);
    akt.kor(
        "INSERT INTO delningssamtycke(id, arende, med, mottagare, annan_akt, vad, lamnat, till, satt, anvandare, skriven)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            id.0,
            arende.0,
            samtycke.med().kod(),
            samtycke.mottagare(),
            annan.map(|id| id.0),
            samtycke.vad(),
            samtycke.lamnat().to_string(),
            samtycke.till().to_string(),
            samtycke.satt().kod(),
            akt.aktor.anvandare,
            rad::tid(akt.nar),
        ],
    )?;
    logga(akt, "samtycke", Some(arende), Some(&id))?;
    visa(akt, arende)
}

/// The other parent's akt with this number.
fn annan_akt(akt: &Akt<'_>, arende: &RadId, nummer: &str) -> Result<RadId, StoreError> {
    en_rad(
        akt.tx,
        "arende",
        "SELECT t.id FROM arende a JOIN arende t ON t.overlamning = a.overlamning AND t.id <> a.id
         WHERE a.id = ?1 AND t.nummer = ?2",
        params![arende.0, nummer],
        |rad| rad.id("id"),
    )?
    .ok_or_else(|| KanInteIAkten::SamtyckeAnnat.into())
}

/// Takes a consent back: at once, and also when the ärende is closed.
pub(super) fn aterkalla(
    akt: &Akt<'_>,
    arende: &RadId,
    samtycke: &RadId,
    s: &Sammanhang,
) -> Result<Aktsvar, StoreError> {
    eget(akt, arende)?;
    let aterkallat = en_rad(
        akt.tx,
        "delningssamtycke",
        "SELECT aterkallat FROM delningssamtycke WHERE id = ?1 AND arende = ?2",
        params![samtycke.0, arende.0],
        |rad| rad.dag_om("aterkallat"),
    )?
    .ok_or(KanInteIAkten::Saknas)?;
    if let Some(dag) = aterkallat {
        return Err(KanInteIAkten::SamtyckeAterkallat(dag).into());
    }
    akt.kor(
        "UPDATE delningssamtycke SET aterkallat = max(?2, lamnat), aterkallat_av = ?3 WHERE id = ?1",
        params![samtycke.0, s.idag.to_string(), akt.aktor.anvandare],
    )?;
    logga(akt, "samtycke_aterkallat", Some(arende), Some(samtycke))?;
    visa(akt, arende)
}

/// What a consent of this ärende that holds today is to: a kind of receiver, and the other akt where it is that.
pub(super) fn som_galler(
    akt: &Akt<'_>,
    arende: &RadId,
    samtycke: &RadId,
    idag: NaiveDate,
) -> Result<(Delasmed, Option<RadId>), StoreError> {
    let (med, annan, till, aterkallat) = en_rad(
        akt.tx,
        "delningssamtycke",
        "SELECT med, annan_akt, till, aterkallat FROM delningssamtycke WHERE id = ?1 AND arende = ?2",
        params![samtycke.0, arende.0],
        |rad| {
            Ok((
                rad.tolka("med", Delasmed::fran_kod)?,
                rad.text_om("annan_akt")?.map(RadId),
                rad.dag("till")?,
                rad.dag_om("aterkallat")?,
            ))
        },
    )?
    .ok_or(KanInteIAkten::SamtyckeAnnat)?;
    galler(till, aterkallat, idag)?;
    Ok((med, annan))
}

/// The other parent's akt that a consent of this ärende lets something be told to today.
pub(super) fn till_annan_akt(
    akt: &Akt<'_>,
    arende: &RadId,
    samtycke: &RadId,
    idag: NaiveDate,
) -> Result<RadId, StoreError> {
    let (_, annan) = som_galler(akt, arende, samtycke, idag)?;
    annan.ok_or_else(|| KanInteIAkten::SamtyckeAnnat.into())
}
