//! The state of the file, as the header shows it.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::rad::{self, Rad};
use super::silo;
use crate::domain::behorighet::{Behorighet, Garning};
use crate::domain::insats::InsatsNr;
use crate::store::{Lage, StoreError};

/// The queues where somebody waits, and since when nobody has gone through each. One row for each queue.
fn ogranskade(conn: &Connection) -> Result<Vec<(InsatsNr, NaiveDate)>, StoreError> {
    rad::rader(
        conn,
        "koantal",
        "SELECT k.insats_nr, max(coalesce(g.dag, ''), (SELECT date(ordning / 1000, 'unixepoch') FROM kopost
             WHERE insats_nr = k.insats_nr AND status IN ('i_ko', 'vilande', 'erbjuden')
             ORDER BY ordning, id LIMIT 1)) AS dag
         FROM (SELECT DISTINCT insats_nr FROM koantal WHERE niva = 40) k
         LEFT JOIN kogranskad g ON g.insats_nr = k.insats_nr",
        [],
        |rad| {
            Ok((
                rad.tolka("insats_nr", |nr| nr.parse().ok())?,
                rad.tolka("dag", |dag| dag.parse().ok())?,
            ))
        },
    )
}

fn las(rad: &Rad<'_>, behorighet: Behorighet) -> Result<Lage, StoreError> {
    Ok(Lage {
        ovning: rad.tolka("lage", |lage| match lage {
            "ovning" => Some(true),
            "skarpt" => Some(false),
            _ => None,
        })?,
        behorighet,
        parkerade: rad.tal("parkerade")?,
        ej_hamtade: rad.tal("ej_hamtade")?,
        ogranskade: Vec::new(),
        lasare: None,
    })
}

/// The state of the whole file: a rehearsal's.
pub(super) fn hela(conn: &Connection, behorighet: Behorighet) -> Result<Lage, StoreError> {
    let lage = rad::en_rad(
        conn,
        "fil",
        // The first half of the second condition is what lets the index of open handovers answer; asked at every
        // start, so nothing here may take longer the more years a file holds.
        "SELECT varde AS lage,
           (SELECT count(*) FROM utkast) AS parkerade,
           (SELECT count(*) FROM overlamning
             WHERE status <> 'kvitterad' AND status <> 'makulerad' AND status = 'ny') AS ej_hamtade
         FROM fil WHERE egenskap = 'lage'",
        [],
        |rad| las(rad, behorighet),
    )?;
    let ogranskade = ogranskade(conn)?;
    lage.map(|lage| Lage { ogranskade, ..lage })
        .ok_or(StoreError::TrasigRad {
            tabell: "fil",
            kolumn: "lage",
        })
}

/// What an enhet has of it, and of that what somebody with these roles works with.
pub(super) fn enhetens(
    conn: &Connection,
    behorighet: Behorighet,
    enhet: &str,
) -> Result<Lage, StoreError> {
    let lage = rad::en_rad(
        conn,
        "fil",
        "SELECT varde AS lage,
           (SELECT count(*) FROM utkast WHERE ?2 AND enhet = ?1) AS parkerade,
           (SELECT count(*) FROM overlamning o
             WHERE status <> 'kvitterad' AND status <> 'makulerad' AND status = 'ny'
               AND ((?3 AND o.enhet = ?1) OR (?4 AND (o.till_enhet = ?1 OR (o.till_enhet IS NULL AND (o.enhet = ?1
                 OR NOT EXISTS (SELECT 1 FROM insatsversion v WHERE v.nr = o.insats_nr AND v.silo = 1))))))) AS ej_hamtade
         FROM fil WHERE egenskap = 'lage'",
        params![
            enhet,
            behorighet.far(Garning::TaEmot),
            behorighet.far(Garning::SkickaOverlamning),
            behorighet.far(Garning::TaOver)
        ],
        |rad| las(rad, behorighet),
    )?
    .ok_or(StoreError::TrasigRad {
        tabell: "fil",
        kolumn: "lage",
    })?;
    let mut ogranskade = if behorighet.far(Garning::SeKo) {
        ogranskade(conn)?
    } else {
        Vec::new()
    };
    // Silos stand in no common list (SEK-02).
    let mut silor = Vec::new();
    for (nr, _) in &ogranskade {
        if silo::i_filen(conn, *nr)? {
            silor.push(*nr);
        }
    }
    ogranskade.retain(|(nr, _)| !silor.contains(nr));
    Ok(Lage { ogranskade, ..lage })
}
