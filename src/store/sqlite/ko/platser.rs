//! Places and group starts, and that a queue has been gone through.

use chrono::Months;
use rusqlite::params;

use super::super::Akt;
use super::super::rad::{en_rad, nytt_id, rader};
use super::post::{self, Handelse, skriv_handelse};
use super::{Ram, erbjud, med_ko, nasta_i_tur, overga, slapp_platser, svep};
use crate::domain::insats::InsatsNr;
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::plats::{Omgang, OmgangId, Pott};
use crate::domain::ko::{Kostatus, Overgang};
use crate::domain::kolapp::Kolappskod;
use crate::domain::tid::Aldersband;
use crate::store::StoreError;
use crate::store::ko::{Kokvitto, Sammanhang};

/// How far ahead a group start can be planned: later than that is a slip of the pen.
const LANGST_FRAM: Months = Months::new(36);

/// The queue has been gone through.
pub(super) fn granska(
    akt: &Akt<'_>,
    insats: InsatsNr,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    akt.kor(
        "INSERT INTO kogranskad(insats_nr, dag) VALUES (?1, ?2)
         ON CONFLICT (insats_nr) DO UPDATE SET dag = max(dag, excluded.dag)",
        params![insats.to_string(), s.idag.to_string()],
    )?;
    skriv_handelse(akt, insats, None, &Handelse::ny("granskad"))?;
    Ok(Kokvitto::default())
}

/// States the number of running places.
pub(super) fn satt(
    akt: &Akt<'_>,
    insats: InsatsNr,
    antal: u16,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let av_namnden = med_ko(s, insats)?.lopande_platser();
    if let Some(av_namnden) = av_namnden {
        return Err(KanInteIKon::NamndenHarAngett(av_namnden).into());
    }
    let pott = Pott::Lopande(insats);
    let tagna = tagna(akt, &pott)?;
    if tagna > antal {
        return Err(KanInteIKon::FlerTagna(tagna).into());
    }
    let andrade = akt.kor(
        "UPDATE pott SET antal = ?2 WHERE id = ?1",
        params![insats.to_string(), antal],
    )?;
    if andrade == 0 {
        akt.kor(
            "INSERT INTO pott(id, insats_nr, slag, antal) VALUES (?1, ?1, 'lopande', ?2)",
            params![insats.to_string(), antal],
        )?;
    }
    skriv_handelse(akt, insats, None, &Handelse::ny("platser").om(&antal))?;
    Ok(Kokvitto {
        nasta: nasta_i_tur(akt, s, insats, Some(pott))?,
        ..Kokvitto::default()
    })
}

fn tagna(akt: &Akt<'_>, pott: &Pott) -> Result<u16, StoreError> {
    let tagna = en_rad(
        akt.tx,
        "plats",
        "SELECT count(*) AS tagna FROM plats WHERE pott = ?1 AND till IS NULL",
        params![pott.to_string()],
        |rad| rad.tal("tagna"),
    )?;
    Ok(tagna.unwrap_or(0))
}

/// A taken place becomes free. One that is held for somebody who waits is given back by their answer, not here.
pub(super) fn lamna(
    akt: &Akt<'_>,
    pott: &Pott,
    nummer: u16,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let (id, insats, av) = en_rad(
        akt.tx,
        "plats",
        "SELECT id, insats_nr, upptagen_av FROM plats WHERE pott = ?1 AND nummer = ?2 AND till IS NULL",
        params![pott.to_string(), nummer],
        |rad| {
            Ok((
                rad.text("id")?,
                rad.tolka("insats_nr", |nr| nr.parse().ok())?,
                rad.text_om("upptagen_av")?,
            ))
        },
    )?
    .ok_or(KanInteIKon::PlatsenArLedig)?;
    if let Some(av) = av {
        let vem = match post::med_id(akt.tx, &av) {
            Ok(vem) => Some(vem),
            // By a handover, which is no entry of the queue.
            Err(StoreError::Ko { .. }) => None,
            Err(fel) => return Err(fel),
        };
        if let Some(vem) = vem.filter(|vem| vem.lage.status.levande()) {
            return Err(vem.fel_status(akt.tx));
        }
    }
    akt.kor(
        "UPDATE plats SET till = max(?2, fran) WHERE id = ?1",
        params![id, s.idag.to_string()],
    )?;
    let om = format!("{pott} {nummer}");
    skriv_handelse(akt, insats, None, &Handelse::ny("plats_lamnad").om(&om))?;
    Ok(Kokvitto {
        nasta: nasta_i_tur(akt, s, insats, Some(pott.clone()))?,
        ..Kokvitto::default()
    })
}

/// Gives back whatever places a handover holds, once what followed from it has ended; says who is next in turn.
pub(in crate::store::sqlite) fn lamna_av(
    akt: &Akt<'_>,
    overlamning: &str,
    s: &Sammanhang,
) -> Result<Option<Kolappskod>, StoreError> {
    let s = &Ram::hel(s);
    let insats = en_rad(
        akt.tx,
        "plats",
        "SELECT insats_nr FROM plats WHERE upptagen_av = ?1 AND till IS NULL LIMIT 1",
        params![overlamning],
        |rad| rad.tolka("insats_nr", |nr| nr.parse().ok()),
    )?;
    let Some(insats) = insats else {
        return Ok(None);
    };
    // As before every act on the queue: who is next is said of the line as it stands today.
    svep::forfallna(akt, s, Some((insats, None)))?;
    svep::vakna(akt, s)?;
    ge_tillbaka(akt, overlamning, s)
}

/// As [`lamna_av`], in a line that is as it stands today.
pub(super) fn ge_tillbaka(
    akt: &Akt<'_>,
    overlamning: &str,
    s: &Ram<'_>,
) -> Result<Option<Kolappskod>, StoreError> {
    let tagna = rader(
        akt.tx,
        "plats",
        "SELECT pott, nummer, insats_nr FROM plats WHERE upptagen_av = ?1 AND till IS NULL ORDER BY pott, nummer",
        params![overlamning],
        |rad| {
            let pott: Pott = rad.tolka("pott", |pott| pott.parse().ok())?;
            let insats: InsatsNr = rad.tolka("insats_nr", |nr| nr.parse().ok())?;
            Ok((pott, rad.tal::<u16>("nummer")?, insats))
        },
    )?;
    let Some((pott, _, insats)) = tagna.first().cloned() else {
        return Ok(None);
    };
    akt.kor(
        "UPDATE plats SET till = max(?2, fran) WHERE upptagen_av = ?1 AND till IS NULL",
        params![overlamning, s.idag.to_string()],
    )?;
    for (pott, nummer, _) in &tagna {
        let om = format!("{pott} {nummer}");
        skriv_handelse(akt, insats, None, &Handelse::ny("plats_lamnad").om(&om))?;
    }
    Ok(nasta_i_tur(akt, s, insats, Some(pott))?.and_then(|(_, kod)| kod))
}

/// Plans a group start.
pub(super) fn ny_omgang(
    akt: &Akt<'_>,
    insats: InsatsNr,
    omgang: &Omgang,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    med_ko(s, insats)?;
    let senast = s.idag.checked_add_months(LANGST_FRAM).unwrap_or(s.idag);
    let start = omgang
        .start()
        .filter(|start| (s.idag..=senast).contains(start))
        .ok_or(KanInteIKon::Omgang)?;
    let id = nytt_id()?;
    let band: Vec<&str> = omgang
        .krav
        .band
        .iter()
        .map(|band| Aldersband::kod(*band))
        .collect();
    akt.kor(
        "INSERT INTO pott(id, insats_nr, slag, antal, minst, start, krav_sprak, krav_band)
         VALUES (?1, ?2, 'omgang', ?3, ?4, ?5, ?6, ?7)",
        params![
            id,
            insats.to_string(),
            omgang.hogst,
            omgang.minst,
            start.to_string(),
            omgang.krav.sprak,
            band.join(",")
        ],
    )?;
    for tillfalle in &omgang.tillfallen {
        akt.kor(
            "INSERT INTO omgangstillfalle(pott, start, minuter) VALUES (?1, ?2, ?3)",
            params![
                id,
                tillfalle.start.format("%Y-%m-%dT%H:%M").to_string(),
                tillfalle.minuter
            ],
        )?;
    }
    skriv_handelse(akt, insats, None, &Handelse::ny("omgang_ny").om(&id))?;
    let omgang = OmgangId::ny(&id);
    let pott = omgang.clone().map(Pott::Omgang);
    Ok(Kokvitto {
        omgang,
        nasta: nasta_i_tur(akt, s, insats, pott)?,
        ..Kokvitto::default()
    })
}

/// Calls a group start off: whoever was offered a place, or had said yes, waits again with the old rank.
pub(super) fn stall_in(
    akt: &Akt<'_>,
    omgang: &OmgangId,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let insats: InsatsNr = en_rad(
        akt.tx,
        "pott",
        "SELECT insats_nr FROM pott WHERE id = ?1 AND installd = 0",
        params![omgang.text()],
        |rad| rad.tolka("insats_nr", |nr| nr.parse().ok()),
    )?
    .ok_or(KanInteIKon::OkandOmgang)?;
    akt.kor(
        "UPDATE pott SET installd = 1 WHERE id = ?1",
        params![omgang.text()],
    )?;
    skriv_handelse(
        akt,
        insats,
        None,
        &Handelse::ny("omgang_installd").om(&omgang.text()),
    )?;
    let av = rader(
        akt.tx,
        "plats",
        "SELECT DISTINCT p.id FROM plats JOIN kopost p ON p.id = plats.upptagen_av
         WHERE plats.pott = ?1 AND plats.till IS NULL AND p.status IN ('erbjuden', 'accepterad') ORDER BY p.id",
        params![omgang.text()],
        |rad| rad.text("id"),
    )?;
    let mut antal = 0;
    for id in av {
        let mut post = post::med_id(akt.tx, &id)?;
        if matches!(post.lage.status, Kostatus::Erbjuden | Kostatus::Accepterad) {
            let policy = s.policy(insats);
            let handelse = Handelse::ny(Overgang::Aterkalla.kod());
            overga(
                akt,
                &mut post,
                Overgang::Aterkalla,
                &policy,
                (s.idag, handelse),
            )?;
            erbjud::stang(akt, &post, "aterkallat")?;
            slapp_platser(akt, &post, s.idag)?;
            antal += 1;
        }
    }
    Ok(Kokvitto {
        omgang: Some(omgang.clone()),
        svepta: antal,
        ..Kokvitto::default()
    })
}
