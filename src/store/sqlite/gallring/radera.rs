//! The erasure itself, in one transaction: what is asked for is due and goes, all of it, or nothing does.

use std::collections::BTreeSet;

use rusqlite::params;

use super::super::rad::{en_rad, rader};
use super::super::{Akt, kedja, ko};
use super::protokoll::{self, Innehall};
use super::stada;
use super::underlag::{self, Bedomd};
use crate::domain::gallring::{Dom, KanInteGallra};
use crate::store::gallring::Gallringsprotokoll;
use crate::store::ko::{Koakt, Sammanhang};
use crate::store::{RadId, StoreError};

/// So many times the queue is swept, some hundred entries each.
const SVEP: u8 = 100;

/// What goes with an ärende, in this order: what leans on it first.
const MED_ARENDET: [(&str, &str); 11] = [
    (
        "aktutkast",
        "DELETE FROM aktutkast WHERE arende IN (SELECT id FROM gallras)",
    ),
    (
        "brobock",
        "DELETE FROM brobock WHERE bro IN (SELECT b.id FROM bro b JOIN gallras g ON g.id = b.arende)",
    ),
    (
        "bro",
        "DELETE FROM bro WHERE arende IN (SELECT id FROM gallras)",
    ),
    (
        "malutfall",
        "DELETE FROM malutfall WHERE arende IN (SELECT id FROM gallras)",
    ),
    (
        "uppfoljning",
        "DELETE FROM uppfoljning WHERE arende IN (SELECT id FROM gallras)",
    ),
    (
        "delningssamtycke",
        "DELETE FROM delningssamtycke WHERE arende IN (SELECT id FROM gallras)",
    ),
    (
        "insatsplan",
        "DELETE FROM insatsplan WHERE arende IN (SELECT id FROM gallras)",
    ),
    (
        "anteckning",
        "DELETE FROM anteckning WHERE arende IN (SELECT id FROM gallras)",
    ),
    (
        "arendeperson",
        "DELETE FROM arendeperson WHERE arende IN (SELECT id FROM gallras)",
    ),
    (
        "arende",
        "DELETE FROM arende WHERE id IN (SELECT id FROM gallras)",
    ),
    (
        "overlamningsperson",
        "DELETE FROM overlamningsperson WHERE overlamning IN (SELECT id FROM gallras)",
    ),
];

/// The rows of the logs that say what is being erased, and the links over them. A sentence of the queue is part of what its
/// link is over, too (KOMODELL 4.4).
const LANKAR: &str = "
    SELECT k.nr FROM kedja k JOIN akthandelse h ON h.seq = k.seq
      WHERE k.tabell = 'akthandelse' AND coalesce(h.arende, h.objekt) IN (SELECT id FROM gallras)
    UNION SELECT k.nr FROM kedja k JOIN handelse h ON h.seq = k.seq
      WHERE k.tabell = 'handelse' AND h.objekt IN (SELECT id FROM gallras)
    UNION SELECT k.nr FROM kedja k JOIN komening m ON m.seq = k.seq JOIN kohandelse h ON h.seq = k.seq
      WHERE k.tabell = 'kohandelse' AND h.kopost_id IN (SELECT id FROM gallras)
    ORDER BY 1";

/// They stay, without it.
const UR_LOGGARNA: [&str; 2] = [
    "UPDATE akthandelse SET arende = NULL, objekt = NULL
     WHERE coalesce(arende, objekt) IN (SELECT id FROM gallras)",
    "UPDATE handelse SET objekt = NULL WHERE objekt IN (SELECT id FROM gallras)",
];

/// Erases these ärenden and handovers, and with them the sentences of the queue that have had their time.
pub(super) fn gallra(
    akt: &Akt<'_>,
    idn: &[RadId],
    s: &Sammanhang,
) -> Result<Gallringsprotokoll, StoreError> {
    let bedomda = underlag::bedomda(akt, s)?;
    let valda = valj(&bedomda, idn)?;
    kontaktuppgifter(akt, s)?;
    let meningar = underlag::med_mening(akt, s)?;
    // Every row that other programs have written is chained as it is now, before it loses what it was about.
    kedja::ikapp(akt.tx)?;
    for bedomd in &valda {
        ska_bort(akt, &bedomd.rad.id.0)?;
    }
    for id in &meningar {
        ska_bort(akt, &id.0)?;
    }
    let overlamningar = utan_arende(akt, &valda)?;
    for id in &overlamningar {
        // Closed by another program, or never an ärende: a place that it holds would be held for ever.
        ko::platser::lamna_av(akt, id, s)?;
        ska_bort(akt, id)?;
    }
    let grunder = ["gal01", "gal07", "gal08"].map(|grund| {
        let antal = valda.iter().filter(|bedomd| bedomd.grund == grund).count();
        (grund, antal as u64)
    });
    stada::minns(akt)?;
    ta_bort(akt, grunder.to_vec(), till_arkivet(&bedomda, s))?;
    protokoll::av(akt)?.ok_or(StoreError::Saknas)
}

/// Erases what is marked, writes the protocol of it, and leaves nothing marked.
pub(super) fn ta_bort(
    akt: &Akt<'_>,
    grunder: Vec<(&'static str, u64)>,
    bevarade: u64,
) -> Result<(), StoreError> {
    let lankar = ur_loggarna(akt)?;
    let innehall = Innehall {
        antal: radera(akt)?,
        grunder,
        bevarade,
        lankar,
    };
    protokoll::skriv(akt, &innehall)?;
    akt.kor("DELETE FROM gallras", [])?;
    Ok(())
}

/// What was asked for, each thing once, if all of it is due.
fn valj<'a>(bedomda: &'a [Bedomd], idn: &[RadId]) -> Result<Vec<&'a Bedomd>, KanInteGallra> {
    let idn: BTreeSet<&RadId> = idn.iter().collect();
    if idn.is_empty() {
        return Err(KanInteGallra::Inget);
    }
    let valda: Vec<&Bedomd> = bedomda
        .iter()
        .filter(|bedomd| idn.contains(&bedomd.rad.id))
        .collect();
    if valda.len() < idn.len() {
        return Err(KanInteGallra::Saknas);
    }
    let inte_an: Vec<(String, Dom)> = valda
        .iter()
        .filter(|bedomd| !matches!(bedomd.rad.dom, Dom::Gallras { .. }))
        .map(|bedomd| (bedomd.rad.namn().to_owned(), bedomd.rad.dom))
        .collect();
    if inte_an.is_empty() {
        Ok(valda)
    } else {
        Err(KanInteGallra::InteAn(inte_an))
    }
}

/// What time has done in the queue by itself, contact data that are past their day among it.
fn kontaktuppgifter(akt: &Akt<'_>, s: &Sammanhang) -> Result<(), StoreError> {
    for _ in 0..SVEP {
        if !ko::svep::finns(akt.tx, s)? {
            break;
        }
        ko::utfor(akt, &Koakt::Svep, s)?;
    }
    Ok(())
}

/// Marks something as what is being erased.
pub(super) fn ska_bort(akt: &Akt<'_>, id: &str) -> Result<(), StoreError> {
    akt.kor(
        "INSERT INTO gallras(id) VALUES (?1) ON CONFLICT DO NOTHING",
        params![id],
    )?;
    Ok(())
}

/// The handovers of what goes that no other ärende leans on: the other parent's akt keeps what it came from.
fn utan_arende(akt: &Akt<'_>, valda: &[&Bedomd]) -> Result<BTreeSet<String>, StoreError> {
    let mut alla = BTreeSet::new();
    for bedomd in valda {
        let id = bedomd.overlamning.as_ref().unwrap_or(&bedomd.rad.id.0);
        let annat = en_rad(
            akt.tx,
            "arende",
            "SELECT id FROM arende WHERE overlamning = ?1 AND id NOT IN (SELECT id FROM gallras) LIMIT 1",
            params![id],
            |rad| rad.text("id"),
        )?;
        if annat.is_none() {
            alla.insert(id.clone());
        }
    }
    Ok(alla)
}

/// Closed ärenden that were kept, and whose time is out.
fn till_arkivet(bedomda: &[Bedomd], s: &Sammanhang) -> u64 {
    let bevaras =
        |bedomd: &&Bedomd| matches!(bedomd.rad.dom, Dom::Bevaras { fran, .. } if fran <= s.idag);
    bedomda.iter().filter(bevaras).count() as u64
}

/// Deletes; says how many rows of each table.
fn radera(akt: &Akt<'_>) -> Result<Vec<(&'static str, u64)>, StoreError> {
    let mut antal = Vec::new();
    for (tabell, sql) in MED_ARENDET {
        antal.push((tabell, akt.kor(sql, [])? as u64));
    }
    for (tabell, sql) in [
        (
            "overlamning",
            "DELETE FROM overlamning WHERE id IN (SELECT id FROM gallras)",
        ),
        (
            "komening",
            "DELETE FROM komening WHERE seq IN (SELECT h.seq FROM kohandelse h JOIN gallras g ON g.id = h.kopost_id)",
        ),
    ] {
        antal.push((tabell, akt.kor(sql, [])? as u64));
    }
    Ok(antal)
}

/// Takes out of the logs which records they were about, and the salt of the links over them: nobody can try out afterwards
/// what stood there, and the chain holds. Says which links.
fn ur_loggarna(akt: &Akt<'_>) -> Result<String, StoreError> {
    let lankar: Vec<i64> = rader(akt.tx, "kedja", LANKAR, [], |rad| rad.tal("nr"))?;
    for nr in &lankar {
        akt.kor("UPDATE kedja SET salt = NULL WHERE nr = ?1", params![nr])?;
    }
    for sql in UR_LOGGARNA {
        akt.kor(sql, [])?;
    }
    Ok(protokoll::som_spann(&lankar))
}
