//! The bridge to needs-assessed help. It lives on when the ärende is closed.

use chrono::{Datelike, NaiveDate};
use rusqlite::params;

use super::super::Akt;
use super::super::rad::{Rad, en_rad, nytt_id, rader};
use super::{eget, logga, samtycke};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::samtycke::Delasmed;
use crate::domain::akt::text::{Faltnamn, Kort};
use crate::domain::akt::{Arendenummer, har_hant};
use crate::domain::bro::Brodagar;
use crate::store::akt::{Aktsvar, Brobild, Tarmed};
use crate::store::ko::Sammanhang;
use crate::store::{RadId, StoreError};

const TABELL: &str = "bro";

/// Longest id of a list or a point.
const PUNKT: usize = 40;

fn las_med(koder: &str) -> Option<Vec<Tarmed>> {
    koder
        .split(',')
        .filter(|kod| !kod.is_empty())
        .map(Tarmed::fran_kod)
        .collect()
}

fn skriv_med(med: &[Tarmed]) -> String {
    let alla = Tarmed::ALLA.into_iter().filter(|kod| med.contains(kod));
    alla.map(Tarmed::kod).collect::<Vec<_>>().join(",")
}

/// Opens the bridge of an ärende; there is one. Asked for again in the same words it is answered as it stands.
pub(super) fn oppna(
    akt: &Akt<'_>,
    arende: &RadId,
    till: &str,
    med: &[Tarmed],
    samtycke: Option<&RadId>,
    s: &Sammanhang,
) -> Result<Aktsvar, StoreError> {
    eget(akt, arende)?;
    let till = Kort::ny(Faltnamn::Mottagare, till)?;
    let med = skriv_med(med);
    // Where nothing is taken along there is nothing to consent to.
    let samtycke = samtycke.filter(|_| !med.is_empty());
    let finns = en_rad(
        akt.tx,
        TABELL,
        "SELECT till, med, samtycke FROM bro WHERE arende = ?1",
        params![arende.0],
        |rad| {
            Ok((
                rad.text("till")?,
                rad.text("med")?,
                rad.text_om("samtycke")?,
            ))
        },
    )?;
    if let Some(finns) = finns {
        let onskad = (till.text(), med.as_str(), samtycke.map(|id| id.0.as_str()));
        if onskad != (finns.0.as_str(), finns.1.as_str(), finns.2.as_deref()) {
            return Err(KanInteIAkten::BroFinns.into());
        }
        return bild(akt, arende);
    }
    if !med.is_empty() {
        let id = samtycke.ok_or(KanInteIAkten::SamtyckeKravs)?;
        let (till, _) = samtycke::som_galler(akt, arende, id, s.idag)?;
        if till == Delasmed::AnnanAkt {
            return Err(KanInteIAkten::SamtyckeAnnat.into());
        }
    }
    let id = RadId(nytt_id()?);
    akt.kor(
        "INSERT INTO bro(id, arende, oppnad, till, med, samtycke, anvandare) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id.0,
            arende.0,
            s.idag.to_string(),
            till.text(),
            med,
            samtycke.map(|id| &id.0),
            akt.aktor.anvandare,
        ],
    )?;
    logga(akt, "bro_oppnad", Some(arende), Some(&id))?;
    bild(akt, arende)
}

/// The ärende of a bridge, where it is the own enhet's.
fn arendet(akt: &Akt<'_>, bro: &RadId) -> Result<RadId, StoreError> {
    en_rad(
        akt.tx,
        TABELL,
        "SELECT a.id FROM bro b JOIN arende a ON a.id = b.arende JOIN arendeperson p ON p.arende = a.id
         WHERE b.id = ?1 AND a.enhet = ?2 AND (p.sekretess = 0 OR ?3)",
        params![bro.0, akt.aktor.enhet, akt.sikt.skyddade],
        |rad| rad.id("id"),
    )?
    .ok_or_else(|| KanInteIAkten::Saknas.into())
}

/// An id of a list or a point, as the checklists have them.
fn ar_punkt(text: &str) -> bool {
    (1..=PUNKT).contains(&text.len())
        && text
            .bytes()
            .all(|tecken| matches!(tecken, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'))
}

/// Ticks a point, or takes the tick away.
pub(super) fn bocka(
    akt: &Akt<'_>,
    bro: &RadId,
    (lista, punkt): (&str, &str),
    gjord: Option<NaiveDate>,
    s: &Sammanhang,
) -> Result<Aktsvar, StoreError> {
    let arende = arendet(akt, bro)?;
    if !ar_punkt(lista) || !ar_punkt(punkt) {
        return Err(KanInteIAkten::OkandPunkt.into());
    }
    let gjord = gjord.map(|dag| har_hant(dag, s.idag)).transpose()?;
    // A tick is not changed: one with another day takes its place.
    akt.kor(
        "DELETE FROM brobock WHERE bro = ?1 AND lista = ?2 AND punkt = ?3",
        params![bro.0, lista, punkt],
    )?;
    if let Some(dag) = gjord {
        akt.kor(
            "INSERT INTO brobock(bro, lista, punkt, gjord, av) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![bro.0, lista, punkt, dag.to_string(), akt.aktor.anvandare],
        )?;
    }
    logga(akt, "bro", Some(&arende), Some(bro))?;
    bild(akt, &arende)
}

/// Whether the days that are stated can follow on each other.
fn i_foljd(dagar: &Brodagar) -> bool {
    let satta: Vec<NaiveDate> = dagar.alla().into_iter().flatten().collect();
    satta.is_sorted() && satta.iter().all(|dag| (2000..2100).contains(&dag.year()))
}

/// States the days of the other side.
pub(super) fn satt_dagar(
    akt: &Akt<'_>,
    bro: &RadId,
    dagar: &Brodagar,
) -> Result<Aktsvar, StoreError> {
    let arende = arendet(akt, bro)?;
    if !i_foljd(dagar) {
        return Err(KanInteIAkten::Dagordning.into());
    }
    let text = |dag: Option<NaiveDate>| dag.map(|dag| dag.to_string());
    akt.kor(
        "UPDATE bro SET uppdrag = ?2, beslut = ?3, start = ?4, senast_uppfoljd = ?5, avslutad = ?6 WHERE id = ?1",
        params![
            bro.0,
            text(dagar.uppdrag),
            text(dagar.beslut),
            text(dagar.start),
            text(dagar.senast_uppfoljd),
            text(dagar.avslutad),
        ],
    )?;
    logga(akt, "bro", Some(&arende), Some(bro))?;
    bild(akt, &arende)
}

/// Opens the bridge to be read.
pub(super) fn las(akt: &Akt<'_>, arende: &RadId) -> Result<Aktsvar, StoreError> {
    let hel = hel(akt, arende)?;
    logga(akt, "bro_last", Some(arende), Some(&hel.id))?;
    Ok(Aktsvar::Bro(Box::new(hel)))
}

/// The bridge as it stands after an act.
pub(super) fn bild(akt: &Akt<'_>, arende: &RadId) -> Result<Aktsvar, StoreError> {
    hel(akt, arende).map(|hel| Aktsvar::Bro(Box::new(hel)))
}

fn las_rad(rad: &Rad<'_>) -> Result<Brobild, StoreError> {
    Ok(Brobild {
        id: rad.id("id")?,
        arende: rad.id("arende")?,
        nummer: rad.tolka("nummer", Arendenummer::las)?,
        oppnad: rad.dag("oppnad")?,
        till: rad.text("till")?,
        med: rad.tolka("med", las_med)?,
        dagar: Brodagar {
            uppdrag: rad.dag_om("uppdrag")?,
            beslut: rad.dag_om("beslut")?,
            start: rad.dag_om("start")?,
            senast_uppfoljd: rad.dag_om("senast_uppfoljd")?,
            avslutad: rad.dag_om("avslutad")?,
        },
        bockar: Vec::new(),
    })
}

fn hel(akt: &Akt<'_>, arende: &RadId) -> Result<Brobild, StoreError> {
    let conn = akt.tx;
    let hel = en_rad(
        conn,
        TABELL,
        "SELECT b.*, a.nummer FROM bro b JOIN arende a ON a.id = b.arende JOIN arendeperson p ON p.arende = a.id
         WHERE b.arende = ?1 AND a.enhet = ?2 AND (p.sekretess = 0 OR ?3)",
        params![arende.0, akt.aktor.enhet, akt.sikt.skyddade],
        las_rad,
    )?
    .ok_or(KanInteIAkten::Saknas)?;
    let bockar = rader(
        conn,
        "brobock",
        "SELECT lista, punkt, gjord, av FROM brobock WHERE bro = ?1 ORDER BY lista, punkt",
        params![hel.id.0],
        |rad| {
            Ok((
                rad.text("lista")?,
                rad.text("punkt")?,
                rad.dag("gjord")?,
                rad.text("av")?,
            ))
        },
    )?;
    Ok(Brobild { bockar, ..hel })
}
