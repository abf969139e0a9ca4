//! Contact data: apart from the queue, opened one at a time, each opening written down, and erased when it is time.

use chrono::{Days, NaiveDate};
use hmac::{Hmac, Mac};
use rusqlite::{Connection, params};
use sha2::Sha256;

use super::super::Akt;
use super::super::rad::{en_rad, hex, slump};
use super::post::{self, Handelse, Post, anteckna};
use super::{Ram, kvitto};
use crate::domain::insats::{Insats, InsatsNr};
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::kontakt::{Kokontakt, Kontaktratt, Kontaktsatt};
use crate::domain::ko::policy::Kopolicy;
use crate::domain::kolapp::Kolappskod;
use crate::domain::tid::Aldersband;
use crate::store::StoreError;
use crate::store::ko::Kokvitto;

const TABELL: &str = "kokontakt";

/// The key of this file, where one has been drawn.
fn nyckel(conn: &Connection) -> Result<Option<String>, StoreError> {
    en_rad(
        conn,
        "fil",
        "SELECT varde FROM fil WHERE egenskap = 'konyckel'",
        [],
        |rad| rad.text("varde"),
    )
}

/// The keyed digest of what is the same whenever the same person is written down: without the file's own key it
/// cannot be compared with a list of names.
fn kannetecken(nyckel: &str, kontakt: &Kokontakt) -> Result<String, StoreError> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(nyckel.as_bytes()).map_err(|_| StoreError::TrasigRad {
            tabell: "fil",
            kolumn: "varde",
        })?;
    mac.update(kontakt.kannetecken().as_bytes());
    Ok(hex(&mac.finalize().into_bytes()))
}

/// The slip with which the same person waits for the same insats already.
pub(super) fn star_redan(
    conn: &Connection,
    insats: InsatsNr,
    kontakt: &Kokontakt,
) -> Result<Option<Kolappskod>, StoreError> {
    match nyckel(conn)? {
        Some(nyckel) => lapp_med(conn, insats, &kannetecken(&nyckel, kontakt)?, ""),
        // No contact data have ever been kept.
        None => Ok(None),
    }
}

/// Keeps contact data in place of what was kept.
pub(super) fn spara(
    akt: &Akt<'_>,
    kod: Kolappskod,
    kontakt: &Kokontakt,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let mut post = post::med_kod(akt.tx, kod)?;
    satt(akt, &mut post, kontakt, s)?;
    kvitto(akt, &post)
}

/// As [`spara`], for an entry that has been read.
pub(super) fn satt(
    akt: &Akt<'_>,
    post: &mut Post,
    kontakt: &Kokontakt,
    s: &Ram<'_>,
) -> Result<(), StoreError> {
    if !post.lage.status.levande() {
        return Err(post.fel_status(akt.tx));
    }
    valt_sjalv(post.insats, post.uppgifter.band, kontakt, s)?;
    let nyckel = match nyckel(akt.tx)? {
        Some(nyckel) => nyckel,
        None => ny_nyckel(akt)?,
    };
    let kannetecken = kannetecken(&nyckel, kontakt)?;
    annan_lapp(akt, post, &kannetecken)?;
    let ersatta = akt.kor(
        "DELETE FROM kokontakt WHERE kopost_id = ?1",
        params![post.nyckel.id],
    )?;
    akt.raderat.set(ersatta > 0);
    akt.kor(
        "INSERT INTO kokontakt(kopost_id, insats_nr, kannetecken, namn, satt, varde, sjalv)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            post.nyckel.id,
            post.insats.to_string(),
            kannetecken,
            kontakt.avsloja_namn(),
            kontakt.satt().kod(),
            kontakt.avsloja_varde(),
            kontakt.sjalv()
        ],
    )?;
    anteckna(akt, post, &Handelse::ny("kontakt_sparad"))?;
    Ok(())
}

/// Whether the person has chosen the way, where it is the person's own to choose (SAM-10): also where the age was not
/// said, and somebody of 15 to 17 can be there.
pub(super) fn valt_sjalv(
    insats: InsatsNr,
    band: Option<Aldersband>,
    kontakt: &Kokontakt,
    s: &Ram<'_>,
) -> Result<(), KanInteIKon> {
    let ung = match band {
        Some(band) => band == Aldersband::Fran15Till17,
        None => !s.insats(insats).is_some_and(Insats::bara_vuxna),
    };
    if ung && (!kontakt.sjalv() || kontakt.satt() == Kontaktsatt::Brev) {
        return Err(KanInteIKon::UngValjerSjalv);
    }
    Ok(())
}

fn ny_nyckel(akt: &Akt<'_>) -> Result<String, StoreError> {
    let nyckel = hex(&slump::<32>()?);
    akt.kor(
        "INSERT INTO fil(egenskap, varde) VALUES ('konyckel', ?1)",
        params![nyckel],
    )?;
    Ok(nyckel)
}

/// One live entry for one person and insats.
fn annan_lapp(akt: &Akt<'_>, post: &Post, kannetecken: &str) -> Result<(), StoreError> {
    match lapp_med(akt.tx, post.insats, kannetecken, &post.nyckel.id)? {
        Some(kod) => Err(KanInteIKon::StarRedan(kod).into()),
        None => Ok(()),
    }
}

/// Whether there is a way to reach the person of an entry.
pub(super) fn finns(conn: &Connection, id: &str) -> Result<bool, StoreError> {
    let finns = en_rad(
        conn,
        TABELL,
        "SELECT 1 AS finns FROM kokontakt WHERE kopost_id = ?1",
        params![id],
        |rad| rad.tal::<u8>("finns"),
    )?;
    Ok(finns.is_some())
}

/// The live slip with this digest, besides one entry.
fn lapp_med(
    conn: &Connection,
    insats: InsatsNr,
    kannetecken: &str,
    utom: &str,
) -> Result<Option<Kolappskod>, StoreError> {
    en_rad(
        conn,
        TABELL,
        "SELECT p.kod FROM kokontakt k JOIN kopost p ON p.id = k.kopost_id
         WHERE k.insats_nr = ?1 AND k.kannetecken = ?2 AND p.id <> ?3
           AND p.status IN ('i_ko', 'vilande', 'erbjuden', 'accepterad') LIMIT 1",
        params![insats.to_string(), kannetecken, utom],
        |rad| rad.tolka("kod", Kolappskod::las),
    )
}

/// That nobody with the same contact data waits, before an ended entry is taken up again.
pub(super) fn ingen_annan(akt: &Akt<'_>, post: &Post) -> Result<(), StoreError> {
    let kannetecken = en_rad(
        akt.tx,
        TABELL,
        "SELECT kannetecken FROM kokontakt WHERE kopost_id = ?1",
        params![post.nyckel.id],
        |rad| rad.text("kannetecken"),
    )?;
    kannetecken.map_or(Ok(()), |kannetecken| annan_lapp(akt, post, &kannetecken))
}

/// Opens the contact data of one entry; written down with who and when.
pub(super) fn oppna(akt: &Akt<'_>, kod: Kolappskod, s: &Ram<'_>) -> Result<Kokontakt, StoreError> {
    let kontakt = las(akt, kod, s)?;
    let mut post = post::med_kod(akt.tx, kod)?;
    anteckna(akt, &mut post, &Handelse::ny("kontakt_last"))?;
    Ok(kontakt)
}

/// The same once more, after a lost answer: the look is in the log, unless it was at another entry.
pub(super) fn visa_igen(
    akt: &Akt<'_>,
    kod: Kolappskod,
    s: &Ram<'_>,
) -> Result<Kokontakt, StoreError> {
    let post = post::med_kod(akt.tx, kod)?;
    let last = en_rad(
        akt.tx,
        "kohandelse",
        "SELECT seq FROM kohandelse WHERE op_id = ?1 AND kopost_id = ?2 AND slag = 'kontakt_last'",
        params![akt.op, post.nyckel.id],
        |rad| rad.tal::<i64>("seq"),
    )?;
    match last {
        Some(_) => las(akt, kod, s),
        None => oppna(akt, kod, s),
    }
}

/// Reads the contact data of one entry.
fn las(akt: &Akt<'_>, kod: Kolappskod, s: &Ram<'_>) -> Result<Kokontakt, StoreError> {
    let post = post::med_kod(akt.tx, kod)?;
    let insats = s.insats(post.insats);
    let ratt = Kontaktratt::av(insats.ok_or(KanInteIKon::OkandInsats)?)?;
    let (namn, satt, varde, sjalv) = en_rad(
        akt.tx,
        TABELL,
        "SELECT namn, satt, varde, sjalv FROM kokontakt WHERE kopost_id = ?1",
        params![post.nyckel.id],
        |rad| {
            Ok((
                rad.text("namn")?,
                rad.tolka("satt", Kontaktsatt::fran_kod)?,
                rad.text("varde")?,
                rad.tal::<u8>("sjalv")? == 1,
            ))
        },
    )?
    .ok_or(KanInteIKon::KontaktSaknas)?;
    Kokontakt::ny(ratt, &namn, satt, &varde, (false, sjalv)).map_err(StoreError::from)
}

/// Erases the contact data by the person's own wish.
pub(super) fn glom(akt: &Akt<'_>, kod: Kolappskod) -> Result<Kokvitto, StoreError> {
    let mut post = post::med_kod(akt.tx, kod)?;
    if !radera(akt, &mut post, "egen_begaran")? {
        return Err(KanInteIKon::KontaktSaknas.into());
    }
    kvitto(akt, &post)
}

/// Erases, and writes down that it was done.
pub(super) fn radera(akt: &Akt<'_>, post: &mut Post, varfor: &str) -> Result<bool, StoreError> {
    let antal = akt.kor(
        "DELETE FROM kokontakt WHERE kopost_id = ?1",
        params![post.nyckel.id],
    )?;
    if antal == 0 {
        return Ok(false);
    }
    akt.raderat.set(true);
    anteckna(akt, post, &Handelse::ny("kontakt_raderad").orsak(varfor))?;
    Ok(true)
}

/// Sets the day of erasure when an entry has ended (GAL-08), or takes it away when the entry lives again.
pub(super) fn ska_raderas(
    akt: &Akt<'_>,
    post: &Post,
    policy: Option<&Kopolicy>,
    idag: NaiveDate,
) -> Result<(), StoreError> {
    let dag = policy.and_then(|policy| {
        idag.checked_add_days(Days::new(u64::from(policy.kontakt_gallras_dagar)))
    });
    akt.kor(
        "UPDATE kokontakt SET raderas = ?2 WHERE kopost_id = ?1",
        params![post.nyckel.id, dag.map(|dag| dag.to_string())],
    )?;
    Ok(())
}

/// The policy of the entry's insats, for whoever has only the entry.
pub(super) fn satt_radering(akt: &Akt<'_>, post: &Post, s: &Ram<'_>) -> Result<(), StoreError> {
    ska_raderas(akt, post, Some(&s.policy(post.insats)), s.idag)
}
