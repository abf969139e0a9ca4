//! The journal: notes are signed once and stay.

use chrono::{Datelike, NaiveDate, NaiveTime};
use rusqlite::params;

use super::super::Akt;
use super::super::rad::{self, en_rad, nytt_id};
use super::{delar, eget, logga, samtycke, utkast, visa};
use crate::domain::akt::Skrivare;
use crate::domain::akt::anteckning::{Anteckningsslag, Galler, NyAnteckning};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::store::akt::Aktsvar;
use crate::store::ko::Sammanhang;
use crate::store::{RadId, StoreError};

const TABELL: &str = "anteckning";

/// What is written last in an akt.
struct Rad<'a> {
    slag: Anteckningsslag,
    galler: Option<u32>,
    /// Of a copy: the note that it is of, and the consent.
    kopia: Option<(&'a RadId, &'a RadId)>,
    vad: &'a str,
    dag: NaiveDate,
    klockslag: Option<NaiveTime>,
    kalla: &'a str,
    deltog: &'a str,
    text: &'a str,
    skrivare: &'a Skrivare,
}

/// Writes a note last in an akt, never with a time before that of the one before it; gives its id.
fn skriv(akt: &Akt<'_>, arende: &RadId, ny: &Rad<'_>) -> Result<RadId, StoreError> {
    let sist = en_rad(
        akt.tx,
        TABELL,
        "SELECT nr, skriven FROM anteckning WHERE arende = ?1 ORDER BY nr DESC LIMIT 1",
        params![arende.0],
        |rad| Ok((rad.tal::<u32>("nr")?, rad.text("skriven")?)),
    )?;
    let nu = rad::tid(akt.nar);
    let (nr, skriven) = match sist {
        Some((nr, skriven)) => (nr + 1, nu.max(skriven)),
        None => (1, nu),
    };
    let id = RadId(nytt_id()?);
    akt.kor(
        "INSERT INTO anteckning(id, arende, nr, slag, galler, kopia_av, samtycke, vad, dag, klockslag, kalla, deltog,
           text, skrivare, titel, anvandare, skriven)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        params![
            id.0,
            arende.0,
            nr,
            ny.slag.kod(),
            ny.galler,
            ny.kopia.map(|(av, _)| &av.0),
            ny.kopia.map(|(_, samtycke)| &samtycke.0),
            ny.vad,
            ny.dag.to_string(),
            ny.klockslag.map(|tid| tid.format("%H:%M").to_string()),
            ny.kalla,
            ny.deltog,
            ny.text,
            ny.skrivare.namn(),
            ny.skrivare.titel(),
            akt.aktor.anvandare,
            skriven,
        ],
    )?;
    Ok(id)
}

/// Whether a note with this number stands in the akt.
fn star_dar(akt: &Akt<'_>, arende: &RadId, nr: u32) -> Result<(), StoreError> {
    let finns = en_rad(
        akt.tx,
        TABELL,
        "SELECT nr FROM anteckning WHERE arende = ?1 AND nr = ?2",
        params![arende.0, nr],
        |rad| rad.tal::<u32>("nr"),
    )?;
    finns
        .map(|_| ())
        .ok_or_else(|| KanInteIAkten::OkandAnteckning.into())
}

/// Signs a note. In a closed ärende there is room for what happened until then, and for corrections and objections.
pub(super) fn signera(
    akt: &Akt<'_>,
    arende: &RadId,
    anteckning: &NyAnteckning,
    utkast: Option<&RadId>,
) -> Result<Aktsvar, StoreError> {
    let lage = eget(akt, arende)?;
    let galler = anteckning.galler();
    match (galler, lage.avslutad) {
        (Galler::Handelse, Some(slut)) if anteckning.dag() > slut => {
            return Err(KanInteIAkten::Avslutat(slut).into());
        }
        (Galler::Handelse, _) => {}
        (Galler::Rattar(nr) | Galler::Invander(nr), _) => star_dar(akt, arende, nr)?,
    }
    // Nobody remembers further back: a day of another century is a slip of the pen.
    if !(1900..2100).contains(&anteckning.dag().year()) {
        return Err(KanInteIAkten::Dagordning.into());
    }
    utkast::ta(akt, arende, utkast::ANTECKNING, utkast)?;
    let id = skriv(
        akt,
        arende,
        &Rad {
            slag: galler.slag(),
            galler: galler.nr(),
            kopia: None,
            vad: anteckning.vad(),
            dag: anteckning.dag(),
            klockslag: anteckning.klockslag(),
            kalla: anteckning.kalla(),
            deltog: anteckning.deltog(),
            text: anteckning.text(),
            skrivare: anteckning.skrivare(),
        },
    )?;
    logga(akt, "signerad", Some(arende), Some(&id))?;
    visa(akt, arende)
}

/// Copies a note of this akt into the other parent's, under a consent of this one's person. What is corrected here later
/// does not follow by itself; a copy is not copied on.
pub(super) fn kopiera(
    akt: &Akt<'_>,
    arende: &RadId,
    nr: u32,
    samtycke: &RadId,
    skrivare: &Skrivare,
    s: &Sammanhang,
) -> Result<Aktsvar, StoreError> {
    eget(akt, arende)?;
    let original = delar::journal(akt.tx, arende)?
        .into_iter()
        .find(|rad| rad.nr == nr)
        .filter(|original| original.slag != Anteckningsslag::Kopia)
        .ok_or(KanInteIAkten::OkandAnteckning)?;
    let annan = samtycke::till_annan_akt(akt, arende, samtycke, s.idag)?;
    if let Some(slut) = eget(akt, &annan)?
        .avslutad
        .filter(|slut| original.dag > *slut)
    {
        return Err(KanInteIAkten::Avslutat(slut).into());
    }
    let kopia = skriv(
        akt,
        &annan,
        &Rad {
            slag: Anteckningsslag::Kopia,
            galler: None,
            kopia: Some((&original.id, samtycke)),
            vad: &original.vad,
            dag: original.dag,
            klockslag: original.klockslag,
            kalla: &original.kalla,
            deltog: &original.deltog,
            text: &original.text,
            skrivare,
        },
    )?;
    // On the history of both: something has left the one and come into the other.
    logga(akt, "kopierad", Some(arende), Some(&original.id))?;
    logga(akt, "kopierad", Some(&annan), Some(&kopia))?;
    visa(akt, arende)
}
