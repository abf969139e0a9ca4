//! Why an entry has its rank: those before it, those who have left, and whoever was offered a place past it. Counted
//! three ways, of which two do not use the counts that the rest of the program goes by. Costs what stands before the
//! entry and what has ever happened in its queue, but nothing of other queues; a few numbers for each entry are kept.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::postbild::historia;
use super::tid;
use crate::domain::ko::bevis::{Bevishandelse, Bevisrakning};
use crate::domain::ko::plats::Overhopp;
use crate::domain::ko::{KoOrsak, Kostatus};
use crate::domain::kolapp::Kolappskod;
use crate::store::StoreError;
use crate::store::ko::{Bevis, Kohandelse};
use crate::store::sqlite::ko::post::{self, Post, las_fore, med_kolumner};
use crate::store::sqlite::rad::{Rad, en_rad, rader, tid as som_text, varje_rad};

/// How many of the nearest before it are named.
const NARMAST: i64 = 50;
/// How many of those who left, or were offered a place past it, are named: the newest.
const HOGST: usize = 200;

/// The nearest before a key, nearest first.
pub(super) const FORE: &str = med_kolumner!(
    "WHERE p.insats_nr = ?1 AND p.status IN ('i_ko', 'vilande', 'erbjuden') AND (p.ordning, p.id) < (?2, ?3)
     ORDER BY p.ordning DESC, p.id DESC LIMIT ?4"
);

/// Those with an earlier key who have ended since a moment, newest first.
pub(super) const LAMNADE: &str =
    "SELECT kod, slut_ms, CASE status WHEN 'avslutad' THEN orsak ELSE status END AS hur FROM kopost
   WHERE insats_nr = ?1 AND slut_ms >= ?4 AND (ordning, id) < (?2, ?3) ORDER BY slut_ms DESC LIMIT ?5";

/// The proof of one rank.
pub(super) fn bevis(conn: &Connection, kod: Kolappskod) -> Result<Bevis, StoreError> {
    let post = post::med_kod(conn, kod)?;
    let historia = historia(conn, &post.nyckel.id)?;
    let kom = match historia.first() {
        Some(forsta) => forsta.tid,
        None => tid(post.kotid_ms)?,
    };
    let plats = post.plats(conn)?;
    let i_linje = post.lage.status.har_plats_i_ko();
    let fore = if i_linje {
        rader_fore(conn, &post)?
    } else {
        (0, 0)
    };
    let plats_av_handelser = av_handelser(conn, &post)?;
    let av_rader = i_linje.then_some((fore.0 + 1, fore.1));
    let stammer = plats == av_rader && plats_av_handelser == plats.map(|(plats, _)| plats);
    Ok(Bevis {
        rad: post.rad(plats.map(|(plats, _)| plats))?,
        fore,
        narmast_fore: if i_linje {
            narmast_fore(conn, &post)?
        } else {
            Vec::new()
        },
        lamnade: lamnade(conn, &post, kom)?,
        gick_fore: gick_fore(conn, &post, kom, &historia)?,
        plats_av_handelser,
        stammer,
        historia,
    })
}

/// How many rows stand before, and how many of them are on pause.
fn rader_fore(conn: &Connection, post: &Post) -> Result<(u64, u64), StoreError> {
    let antal = en_rad(
        conn,
        "kopost",
        "SELECT count(*) AS antal, coalesce(sum(status = 'vilande'), 0) AS vilande FROM kopost
         WHERE insats_nr = ?1 AND status IN ('i_ko', 'vilande', 'erbjuden') AND (ordning, id) < (?2, ?3)",
        params![
            post.insats.to_string(),
            post.nyckel.ordning,
            post.nyckel.id
        ],
        |rad| Ok((rad.tal("antal")?, rad.tal("vilande")?)),
    )?;
    Ok(antal.unwrap_or_default())
}

fn narmast_fore(
    conn: &Connection,
    post: &Post,
) -> Result<Vec<(Kolappskod, DateTime<Utc>, Kostatus)>, StoreError> {
    let poster = rader(
        conn,
        "kopost",
        FORE,
        params![
            post.insats.to_string(),
            post.nyckel.ordning,
            post.nyckel.id,
            NARMAST
        ],
        post::las,
    )?;
    poster
        .iter()
        .map(|post| Ok((post.kod, tid(post.nyckel.ordning)?, post.lage.status)))
        .collect()
}

/// Those with an earlier key who have begun, ended or said yes since the entry came: newest first.
fn lamnade(
    conn: &Connection,
    post: &Post,
    kom: DateTime<Utc>,
) -> Result<Vec<(Kolappskod, DateTime<Utc>, String)>, StoreError> {
    let mut alla = rader(
        conn,
        "kopost",
        LAMNADE,
        params![
            post.insats.to_string(),
            post.nyckel.ordning,
            post.nyckel.id,
            kom.timestamp_millis(),
            i64::try_from(HOGST).unwrap_or(i64::MAX)
        ],
        |rad| {
            let hur = rad.tolka("hur", |hur| {
                let kand = KoOrsak::fran_kod(hur).is_some()
                    || ["paborjad", "felregistrerad"].contains(&hur);
                kand.then(|| hur.to_owned())
            })?;
            Ok((
                rad.tolka("kod", Kolappskod::las)?,
                tid(rad.tal("slut_ms")?)?,
                hur,
            ))
        },
    )?;
    alla.extend(rader(
        conn,
        "kopost",
        "SELECT kod, tid FROM (SELECT p.kod, (SELECT h.tid FROM kohandelse h WHERE h.kopost_id = p.id
             AND h.slag IN ('accepterad', 'angrad') ORDER BY h.ver DESC LIMIT 1) AS tid
           FROM kopost p WHERE p.insats_nr = ?1 AND p.status = 'accepterad' AND (p.ordning, p.id) < (?2, ?3))
         WHERE tid >= ?4",
        params![
            post.insats.to_string(),
            post.nyckel.ordning,
            post.nyckel.id,
            som_text(kom)
        ],
        |rad| {
            Ok((
                rad.tolka("kod", Kolappskod::las)?,
                rad.tid("tid")?,
                Kostatus::Accepterad.kod().to_owned(),
            ))
        },
    )?);
    alla.sort_by_key(|(_, nar, _)| Reverse(*nar));
    alla.truncate(HOGST);
    Ok(alla)
}

/// Offers to, and calls of, somebody with a later key while the entry waited, newest first.
fn gick_fore(
    conn: &Connection,
    post: &Post,
    kom: DateTime<Utc>,
    historia: &[Kohandelse],
) -> Result<Vec<GickFore>, StoreError> {
    let varden = params![
        post.insats.to_string(),
        post.nyckel.ordning,
        post.nyckel.id,
        som_text(kom)
    ];
    let las = |rad: &Rad<'_>| Ok((rad.tolka("kod", Kolappskod::las)?, rad.tid("nar")?));
    let mut alla = rader(
        conn,
        "erbjudande",
        "SELECT p.kod, e.skapat AS nar FROM erbjudande e JOIN kopost p ON p.id = e.kopost_id
         WHERE e.insats_nr = ?1 AND e.skapat >= ?4 AND (p.ordning, p.id) > (?2, ?3) AND e.utfall IS NOT 'angrat'",
        varden,
        las,
    )?;
    alla.extend(rader(
        conn,
        "kohandelse",
        "SELECT p.kod, h.tid AS nar FROM kohandelse h JOIN kopost p ON p.id = h.kopost_id
         WHERE h.slag = 'inkallad' AND h.insats_nr = ?1 AND h.tid >= ?4 AND (p.ordning, p.id) > (?2, ?3)",
        varden,
        las,
    )?);
    let lagen = lagen(conn, post)?;
    // What was written on the entry in the very act that passed it over.
    let skal: HashMap<(DateTime<Utc>, &str), Overhopp> = historia
        .iter()
        .filter(|handelse| handelse.slag == "overhoppad")
        .filter_map(|handelse| {
            let skal = Overhopp::fran_kod(handelse.orsak.as_deref()?)?;
            Some(((handelse.tid, handelse.om.as_deref()?), skal))
        })
        .collect();
    let mut gick: Vec<_> = alla
        .into_iter()
        .filter_map(|(kod, nar)| {
            if let Some(skal) = skal.get(&(nar, kod.to_string().as_str())) {
                return Some((kod, nar, Some(*skal)));
            }
            // Nothing is written on those who say it themselves; whoever did not wait was not passed over.
            match lage_vid(&lagen, nar) {
                Kostatus::IKo => Some((kod, nar, None)),
                Kostatus::Vilande { .. } => Some((kod, nar, Some(Overhopp::Vilande))),
                Kostatus::Erbjuden => Some((kod, nar, Some(Overhopp::OppetErbjudande))),
                Kostatus::Accepterad
                | Kostatus::Paborjad
                | Kostatus::Avslutad(_)
                | Kostatus::Felregistrerad => None,
            }
        })
        .collect();
    gick.sort_by_key(|(_, nar, _)| Reverse(*nar));
    gick.truncate(HOGST);
    Ok(gick)
}

/// Whoever was offered a place past the entry, when, and why it was passed over.
type GickFore = (Kolappskod, DateTime<Utc>, Option<Overhopp>);

/// Where the entry has stood: each status with the moment at which it ended, and last the one of now.
type Lagen = (Vec<(DateTime<Utc>, Kostatus)>, Kostatus);

fn lagen(conn: &Connection, post: &Post) -> Result<Lagen, StoreError> {
    let fore = rader(
        conn,
        "kohandelse",
        "SELECT tid, fore FROM kohandelse WHERE kopost_id = ?1 AND fore IS NOT NULL ORDER BY ver",
        params![post.nyckel.id],
        |rad| Ok((rad.tid("tid")?, las_fore(&rad.text("fore")?))),
    )?;
    // An entry made in error is not taken up again, so what stands before a later event is what stands now.
    let fore = fore
        .into_iter()
        .filter_map(|(tid, lage)| Some((tid, lage?.status)));
    Ok((fore.collect(), post.lage.status))
}

/// The status at a moment: what the first event after it found.
fn lage_vid((fore, nu): &Lagen, nar: DateTime<Utc>) -> Kostatus {
    fore.iter()
        .find(|(tid, _)| *tid >= nar)
        .map_or(*nu, |(_, status)| *status)
}

/// All events about entries of a queue, with what the undone one found where it is an undo.
pub(super) const HANDELSER: &str = "SELECT h.kopost_id, h.slag, h.om, h.fore, p.kotid_ms,
     p.status IN ('i_ko', 'vilande', 'erbjuden') AS nu, a.seq AS angrad, a.fore AS angrad_fore
   FROM kohandelse h JOIN kopost p ON p.id = h.kopost_id
     LEFT JOIN kohandelse a ON a.seq = h.angrar AND a.insats_nr = h.insats_nr
   WHERE h.insats_nr = ?1 ORDER BY h.seq";

/// The rank by the history of the whole queue, which is counted as it is read.
fn av_handelser(conn: &Connection, post: &Post) -> Result<Option<u64>, StoreError> {
    let mut rakning = Bevisrakning::default();
    let id = |text: &str| u128::from_str_radix(text, 16).ok();
    varje_rad(
        conn,
        "kohandelse",
        HANDELSER,
        params![post.insats.to_string()],
        |rad| {
            // The first event of an entry has nothing before it.
            let angrad = rad.tal_om::<i64>("angrad")?;
            let angrad_fore = rad.tolka_om("angrad_fore", |fore| Some(i_linje(fore)))?;
            rakning.lagg(&Bevishandelse {
                post: rad.tolka("kopost_id", id)?,
                kodatum: rad.tal("kotid_ms")?,
                slag: rad.text("slag")?,
                om: rad.text_om("om")?,
                fore: rad.tolka_om("fore", |fore| Some(i_linje(fore)))?,
                nu: rad.tal::<u8>("nu")? == 1,
                angrad_fore: angrad.map(|_| angrad_fore.unwrap_or(false)),
            });
            Ok(())
        },
    )?;
    Ok(id(&post.nyckel.id).and_then(|id| rakning.plats(id)))
}

/// Whether an event found the entry in line.
fn i_linje(fore: &str) -> bool {
    las_fore(fore).is_some_and(|lage| lage.status.har_plats_i_ko())
}
