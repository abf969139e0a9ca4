//! A corrected ködatum: proposed by one, approved by another, both dates kept.

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::super::Akt;
use super::super::rad::{self, en_rad, nytt_id};
use super::post::{self, Handelse, Post, anteckna};
use super::{kvitto, liv};
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::rattelse::{Mening, Rattelseorsak};
use crate::domain::kolapp::Kolappskod;
use crate::store::StoreError;
use crate::store::ko::Kokvitto;

/// 1990: nobody has waited for longer.
const TIDIGAST_MS: i64 = 631_152_000_000;

/// Proposes another ködatum.
pub(super) fn foresla(
    akt: &Akt<'_>,
    kod: Kolappskod,
    till: DateTime<Utc>,
    orsak: Rattelseorsak,
    mening: &Mening,
) -> Result<Kokvitto, StoreError> {
    let mut post = post::med_kod(akt.tx, kod)?;
    if !post.lage.status.har_plats_i_ko() {
        return Err(post.fel_status(akt.tx));
    }
    let till_ms = till.timestamp_millis();
    if till > akt.nar || till_ms < TIDIGAST_MS || till_ms == post.nyckel.ordning {
        return Err(KanInteIKon::KodatumGarInte.into());
    }
    if oppet(akt, &post.nyckel.id)?.is_some() {
        return Err(KanInteIKon::ForslagFinns.into());
    }
    akt.kor(
        "INSERT INTO korattelse(id, kopost_id, fran_ms, till_ms, orsak, foreslagen_av, foreslagen_tid, status)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'foreslagen')",
        params![
            nytt_id()?,
            post.nyckel.id,
            post.nyckel.ordning,
            till_ms,
            orsak.kod(),
            akt.aktor.anvandare,
            rad::tid(akt.nar)
        ],
    )?;
    let handelse = Handelse::ny("rattelse_foreslagen")
        .orsak(orsak.kod())
        .om(&till_ms);
    let seq = anteckna(akt, &mut post, &handelse)?;
    liv::skriv_mening(akt, seq, mening)?;
    kvitto(akt, &post)
}

/// The proposal that waits for an answer: id, new time, and who proposed it.
fn oppet(akt: &Akt<'_>, kopost: &str) -> Result<Option<(String, i64, String)>, StoreError> {
    en_rad(
        akt.tx,
        "korattelse",
        "SELECT id, till_ms, foreslagen_av FROM korattelse WHERE kopost_id = ?1 AND status = 'foreslagen'",
        params![kopost],
        |rad| {
            Ok((
                rad.text("id")?,
                rad.tal("till_ms")?,
                rad.text("foreslagen_av")?,
            ))
        },
    )
}

/// A proposal that nobody has answered falls with the entry.
pub(super) fn faller(akt: &Akt<'_>, post: &Post) -> Result<(), StoreError> {
    akt.kor(
        "UPDATE korattelse SET status = 'avvisad', andra_av = ?2 WHERE kopost_id = ?1 AND status = 'foreslagen'",
        params![post.nyckel.id, akt.aktor.anvandare],
    )?;
    Ok(())
}

/// Approves or turns down; whoever proposed may only take it back.
pub(super) fn svara(akt: &Akt<'_>, kod: Kolappskod, godkand: bool) -> Result<Kokvitto, StoreError> {
    let mut post = post::med_kod(akt.tx, kod)?;
    let (id, till_ms, av) = oppet(akt, &post.nyckel.id)?.ok_or(KanInteIKon::IngetForslag)?;
    if godkand && av == akt.aktor.anvandare {
        return Err(KanInteIKon::SammaPerson.into());
    }
    if godkand && !post.lage.status.har_plats_i_ko() {
        return Err(post.fel_status(akt.tx));
    }
    let (status, slag) = if godkand {
        ("godkand", "rattelse_godkand")
    } else {
        ("avvisad", "rattelse_avvisad")
    };
    akt.kor(
        "UPDATE korattelse SET status = ?2, andra_av = ?3 WHERE id = ?1",
        params![id, status, akt.aktor.anvandare],
    )?;
    if godkand {
        post.ratta(till_ms);
    }
    anteckna(akt, &mut post, &Handelse::ny(slag).om(&till_ms))?;
    kvitto(akt, &post)
}
