//! Follow-ups, and the end of an ärende.

use chrono::NaiveDate;
use rusqlite::params;

use super::super::rad::{self, en_rad, nytt_id};
use super::super::{Akt, ko};
use super::{Lage, eget, logga, utkast, visa};
use crate::domain::akt::avslut::{NyUppfoljning, NyttAvslut, ligger_framat};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::kolapp::Kolappskod;
use crate::store::akt::Aktsvar;
use crate::store::ko::Sammanhang;
use crate::store::{RadId, StoreError};

/// Sets the day of the next follow-up, or takes it away.
pub(super) fn satt(
    akt: &Akt<'_>,
    arende: &RadId,
    dag: Option<NaiveDate>,
    s: &Sammanhang,
) -> Result<Aktsvar, StoreError> {
    eget(akt, arende)?.pagar()?;
    let dag = dag.map(|dag| ligger_framat(dag, s.idag)).transpose()?;
    akt.kor(
        "UPDATE arende SET nasta_uppfoljning = ?2 WHERE id = ?1",
        params![arende.0, dag.map(|dag| dag.to_string())],
    )?;
    logga(akt, "uppfoljning_satt", Some(arende), None)?;
    visa(akt, arende)
}

/// Writes a follow-up last; the day of the next one goes onto the ärende with it.
fn skriv(
    akt: &Akt<'_>,
    arende: &RadId,
    lage: &Lage,
    ny: &NyUppfoljning,
) -> Result<RadId, StoreError> {
    if ny.dag() < lage.oppnad {
        return Err(KanInteIAkten::Dagordning.into());
    }
    let nr = en_rad(
        akt.tx,
        "uppfoljning",
        "SELECT coalesce(max(nr), 0) + 1 AS nr FROM uppfoljning WHERE arende = ?1",
        params![arende.0],
        |rad| rad.tal::<u32>("nr"),
    )?
    .unwrap_or(1);
    let id = RadId(nytt_id()?);
    akt.kor(
        "INSERT INTO uppfoljning(id, arende, nr, dag, text, nasta, skrivare, titel, anvandare, skriven)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            id.0,
            arende.0,
            nr,
            ny.dag().to_string(),
            ny.text(),
            ny.nasta().map(|dag| dag.to_string()),
            ny.skrivare().namn(),
            ny.skrivare().titel(),
            akt.aktor.anvandare,
            rad::tid(akt.nar),
        ],
    )?;
    for (plats, mal) in (1_u32..).zip(ny.mal()) {
        akt.kor(
            "INSERT INTO malutfall(arende, uppfoljning, nr, mal, utfall) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![arende.0, nr, plats, mal.mal.text(), mal.utfall.kod()],
        )?;
    }
    Ok(id)
}

/// Writes a follow-up down.
pub(super) fn folj_upp(
    akt: &Akt<'_>,
    arende: &RadId,
    uppfoljning: &NyUppfoljning,
) -> Result<Aktsvar, StoreError> {
    let lage = eget(akt, arende)?;
    lage.pagar()?;
    let id = skriv(akt, arende, &lage, uppfoljning)?;
    logga(akt, "uppfoljd", Some(arende), Some(&id))?;
    visa(akt, arende)
}

/// Closes an ärende with a last follow-up, and gives back the place that the person had.
pub(super) fn avsluta(
    akt: &Akt<'_>,
    arende: &RadId,
    avslut: &NyttAvslut,
    s: &Sammanhang,
) -> Result<Aktsvar, StoreError> {
    let lage = eget(akt, arende)?;
    lage.pagar()?;
    match utkast::antal_egna(akt, arende)? {
        0 => {}
        kvar => return Err(KanInteIAkten::UtkastKvar(kvar).into()),
    }
    let sista = avslut.uppfoljning();
    let id = skriv(akt, arende, &lage, sista)?;
    akt.kor(
        "UPDATE arende SET avslutad = ?2, avslutsorsak = ?3, avslutad_av = ?4, nasta_uppfoljning = NULL WHERE id = ?1",
        params![
            arende.0,
            sista.dag().to_string(),
            avslut.orsak().kod(),
            akt.aktor.anvandare
        ],
    )?;
    logga(akt, "avslutad", Some(arende), Some(&id))?;
    let nasta = lamna_plats(akt, arende, s)?;
    visa_med_nasta(akt, arende, nasta)
}

/// Gives the place back, unless the other parent's ärende is still under way on it.
fn lamna_plats(
    akt: &Akt<'_>,
    arende: &RadId,
    s: &Sammanhang,
) -> Result<Option<Kolappskod>, StoreError> {
    let overlamning = en_rad(
        akt.tx,
        "arende",
        "SELECT a.overlamning FROM arende a WHERE a.id = ?1 AND NOT EXISTS (
           SELECT 1 FROM arende t WHERE t.overlamning = a.overlamning AND t.avslutad IS NULL)",
        params![arende.0],
        |rad| rad.text("overlamning"),
    )?;
    match overlamning {
        Some(overlamning) => ko::platser::lamna_av(akt, &overlamning, s),
        None => Ok(None),
    }
}

/// The ärende after a closing, with whose turn it is for the place.
pub(super) fn visa_med_nasta(
    akt: &Akt<'_>,
    arende: &RadId,
    nasta: Option<Kolappskod>,
) -> Result<Aktsvar, StoreError> {
    match visa(akt, arende)? {
        Aktsvar::Arende(mut bild) => {
            bild.nasta_i_tur = nasta;
            Ok(Aktsvar::Arende(bild))
        }
        annat => Ok(annat),
    }
}
