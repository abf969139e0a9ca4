//! What time has done by itself, done by whichever desk looks: nothing ticks on a closed machine.

use rusqlite::{Connection, params};

use super::super::Akt;
use super::super::rad::{en_rad, rader};
use super::post::{self, Handelse};
use super::{Ram, erbjud, kontakt, nasta_i_tur, overga, platser, slapp_platser};
use crate::domain::insats::{Dokumentation, Insats, InsatsNr};
use crate::domain::ko::{Kostatus, Overgang};
use crate::domain::kolapp::Kolappskod;
use crate::store::StoreError;
use crate::store::ko::Sammanhang;

/// How many entries of each kind are done in one transaction: the other desks wait meanwhile.
const HOGST: i64 = 200;

/// The handovers whose ärenden have all been closed, and that still hold a place: by this program they give it back in the
/// same act, by another one they do not. Costs what the taken places are many, however long the file is.
pub(in crate::store::sqlite) const SLUTADE: &str = "SELECT DISTINCT p.upptagen_av AS id FROM plats p
     WHERE p.till IS NULL AND p.upptagen_av IS NOT NULL
       AND EXISTS (SELECT 1 FROM arende a WHERE a.overlamning = p.upptagen_av)
       AND NOT EXISTS (SELECT 1 FROM arende a WHERE a.overlamning = p.upptagen_av AND a.avslutad IS NULL)
     LIMIT ?1";

/// Whether there is anything to do: asked before anything is locked, for a look at a list must cost nobody anything.
pub(in crate::store::sqlite) fn finns(
    conn: &Connection,
    s: &Sammanhang,
) -> Result<bool, StoreError> {
    let finns = en_rad(
        conn,
        "kopost",
        "SELECT EXISTS (SELECT 1 FROM erbjudande WHERE utfall IS NULL AND svar_senast < ?1)
           OR EXISTS (SELECT 1 FROM kopost WHERE status = 'vilande' AND vilande_till < ?1)
           OR EXISTS (SELECT 1 FROM kokontakt WHERE raderas <= ?1) AS finns",
        params![s.idag.to_string()],
        |rad| rad.tal::<u8>("finns"),
    )?;
    if finns == Some(1) || !slutade(conn, 1)?.is_empty() {
        return Ok(true);
    }
    for insats in s
        .katalog
        .insatser
        .iter()
        .filter(|insats| undantagen(insats))
    {
        let kvar = en_rad(
            conn,
            "kokontakt",
            "SELECT kopost_id FROM kokontakt WHERE insats_nr = ?1 LIMIT 1",
            params![insats.nr.to_string()],
            |rad| rad.text("kopost_id"),
        )?;
        if kvar.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn slutade(conn: &Connection, hogst: i64) -> Result<Vec<String>, StoreError> {
    rader(conn, "plats", SLUTADE, params![hogst], |rad| rad.text("id"))
}

/// Does it for all queues; says how many entries it touched.
pub(super) fn svep(akt: &Akt<'_>, s: &Ram<'_>) -> Result<u64, StoreError> {
    let mut antal = forfallna(akt, s, None)? + vakna(akt, s)?;
    for overlamning in slutade(akt.tx, HOGST)? {
        platser::ge_tillbaka(akt, &overlamning, s)?;
        antal += 1;
    }
    for id in kandidater(
        akt,
        "SELECT kopost_id AS id FROM kokontakt WHERE raderas <= ?1 ORDER BY raderas LIMIT ?2",
        &s.idag.to_string(),
    )? {
        let mut post = post::med_id(akt.tx, &id)?;
        if !post.lage.status.levande() && kontakt::radera(akt, &mut post, "gallring")? {
            antal += 1;
        }
    }
    // A new catalogue may have made the insats exempt: from then on nobody may be known there (DOK-05).
    for insats in s.insatser.iter().filter(|insats| undantagen(insats)) {
        for id in kandidater(
            akt,
            "SELECT kopost_id AS id FROM kokontakt WHERE insats_nr = ?1 LIMIT ?2",
            &insats.nr.to_string(),
        )? {
            let mut post = post::med_id(akt.tx, &id)?;
            antal += u64::from(kontakt::radera(akt, &mut post, "undantagen")?);
        }
    }
    Ok(antal)
}

fn undantagen(insats: &Insats) -> bool {
    matches!(insats.dokumentation, Dokumentation::Undantagen { .. })
}

/// Gives back the places of offers that nobody has answered in time: all of them, or those of one insats but for a slip
/// (`bara`). Whoever stands at the desk with it just now is late, but the place is still held.
pub(super) fn forfallna(
    akt: &Akt<'_>,
    s: &Ram<'_>,
    bara: Option<(InsatsNr, Option<Kolappskod>)>,
) -> Result<u64, StoreError> {
    let mut antal = 0;
    let insats = bara.map(|(insats, _)| insats.to_string());
    let utom = bara.and_then(|(_, utom)| utom);
    for id in rader(
        akt.tx,
        "kopost",
        "SELECT kopost_id AS id FROM erbjudande WHERE utfall IS NULL AND svar_senast < ?1
           AND (?3 IS NULL OR insats_nr = ?3) ORDER BY svar_senast LIMIT ?2",
        params![s.idag.to_string(), HOGST, insats],
        |rad| rad.text("id"),
    )? {
        let mut post = post::med_id(akt.tx, &id)?;
        if utom == Some(post.kod) {
            continue;
        }
        let policy = s.policy(post.insats);
        let handelse = Handelse::ny(Overgang::IngetSvar.kod());
        overga(
            akt,
            &mut post,
            Overgang::IngetSvar,
            &policy,
            (s.idag, handelse),
        )?;
        erbjud::stang(akt, &post, "inget_svar")?;
        let ledig = slapp_platser(akt, &post, s.idag)?;
        nasta_i_tur(akt, s, post.insats, ledig)?;
        antal += 1;
    }
    Ok(antal)
}

/// Ends the pauses whose last day has passed.
pub(super) fn vakna(akt: &Akt<'_>, s: &Ram<'_>) -> Result<u64, StoreError> {
    let mut antal = 0;
    for id in kandidater(
        akt,
        "SELECT id FROM kopost WHERE status = 'vilande' AND vilande_till < ?1 ORDER BY vilande_till LIMIT ?2",
        &s.idag.to_string(),
    )? {
        let mut post = post::med_id(akt.tx, &id)?;
        if matches!(post.lage.status, Kostatus::Vilande { .. }) {
            let handelse = Handelse::ny(Overgang::Aktivera.kod()).orsak("tiden_ute");
            let policy = s.policy(post.insats);
            overga(
                akt,
                &mut post,
                Overgang::Aktivera,
                &policy,
                (s.idag, handelse),
            )?;
            antal += 1;
        }
    }
    Ok(antal)
}

fn kandidater(akt: &Akt<'_>, sql: &'static str, varde: &str) -> Result<Vec<String>, StoreError> {
    rader(akt.tx, "kopost", sql, params![varde, HOGST], |rad| {
        rad.text("id")
    })
}
