//! The queues at a glance, a page of one, and all of it. A glance and a page cost the same however long the queue is.

use rusqlite::{Connection, params};

use super::{Genomgang, Ko, koer as valda};
use crate::domain::insats::InsatsNr;
use crate::domain::ko::plats::Pott;
use crate::domain::ko::policy::Koslag;
use crate::store::ko::{Korad, Kosida, Koversikt, Sammanhang};
use crate::store::sqlite::ko::post::{self, Post, med_kolumner};
use crate::store::sqlite::ko::rang::{self, Nyckel};
use crate::store::sqlite::ko::urval::Potten;
use crate::store::sqlite::rad::{en_rad, rader, varje_rad};
use crate::store::{Framsteg, StoreError};

/// How many of those who have said yes are shown beside a page.
const ACCEPTERADE: i64 = 50;

/// In line from a key on, the key itself included.
pub(super) const I_LINJE: &str = med_kolumner!(
    "WHERE p.insats_nr = ?1 AND p.status IN ('i_ko', 'vilande', 'erbjuden') AND (p.ordning, p.id) >= (?2, ?3)
     ORDER BY p.ordning, p.id LIMIT ?4"
);

/// Have said yes and not begun.
pub(super) const ACCEPTERAD: &str = med_kolumner!(
    "WHERE p.insats_nr = ?1 AND p.status = 'accepterad' ORDER BY p.ordning, p.id LIMIT ?2"
);

/// How many offers are open, and how many have said yes.
pub(super) const ANTAL: &str = "SELECT
   (SELECT count(*) FROM erbjudande WHERE utfall IS NULL AND insats_nr = ?1) AS erbjudna,
   (SELECT count(*) FROM kopost WHERE status = 'accepterad' AND insats_nr = ?1) AS accepterade";

/// The queues at a glance.
pub(super) fn koer(
    conn: &Connection,
    s: &Sammanhang,
    bara: Option<InsatsNr>,
) -> Result<Vec<Koversikt>, StoreError> {
    let mut alla = Vec::new();
    for ko in valda(conn, s, bara)? {
        let oversikt = oversikt(conn, ko, s)?;
        let anvand = oversikt.langd + oversikt.accepterade > 0;
        // What is given directly has no queue to show, unless somebody waits all the same.
        let har_ko = ko.insats.is_some_and(|insats| match insats.ko.slag {
            Koslag::IngenKo => bara.is_some(),
            Koslag::Omgang => true,
            Koslag::Lopande => {
                bara.is_some() || oversikt.lediga.is_some() || oversikt.nasta_omgang.is_some()
            }
        });
        if anvand || har_ko {
            alla.push(oversikt);
        }
    }
    Ok(alla)
}

fn oversikt(conn: &Connection, ko: Ko<'_>, s: &Sammanhang) -> Result<Koversikt, StoreError> {
    let (langd, vilande) = rang::langd(conn, ko.nr)?;
    let antal = en_rad(conn, "kopost", ANTAL, params![ko.nr.to_string()], |rad| {
        Ok((rad.tal("erbjudna")?, rad.tal("accepterade")?))
    })?;
    let (erbjudna, accepterade) = antal.unwrap_or_default();
    let genomgang = Genomgang::las(conn, ko.nr)?;
    let potter = ko.potter(conn)?;
    let lopande = Pott::Lopande(ko.nr);
    Ok(Koversikt {
        insats: ko.nr,
        langd,
        vilande,
        erbjudna,
        accepterade,
        aldst: genomgang.aldst,
        lediga: potter
            .iter()
            .find(|potten| potten.pott == lopande)
            .map(Potten::lediga),
        nasta_omgang: potter
            .iter()
            .filter(|potten| potten.oppen(s.idag) && potten.lediga() > 0)
            .find_map(|potten| Some((potten.krav.start?, potten.lediga()))),
        granskad: genomgang.granskad,
        forsenad: genomgang.forsenad(s.idag),
    })
}

/// A page of a queue, from a place in line on.
pub(super) fn sida(
    conn: &Connection,
    insats: InsatsNr,
    fran: u64,
    antal: u16,
) -> Result<Kosida, StoreError> {
    let (langd, vilande) = rang::langd(conn, insats)?;
    let fran = fran.max(1);
    let rader = match rang::vid_plats(conn, insats, fran)? {
        Some(nyckel) => i_linje(conn, insats, &nyckel, i64::from(antal), fran)?,
        None => Vec::new(),
    };
    Ok(Kosida {
        insats,
        langd,
        vilande,
        rader,
        accepterade: accepterade(conn, insats, ACCEPTERADE)?,
    })
}

/// Every live entry: in each queue those in line, then those who have said yes.
pub(super) fn alla(
    conn: &Connection,
    s: &Sammanhang,
    bara: Option<InsatsNr>,
    framsteg: &Framsteg,
) -> Result<Vec<Korad>, StoreError> {
    let koer = valda(conn, s, bara)?;
    let mut antal = 0;
    for ko in &koer {
        antal += rang::langd(conn, ko.nr)?.0;
    }
    // Those who have said yes are few, and not counted: the share is that of those in line.
    framsteg.av(usize::try_from(antal).unwrap_or(0));
    let mut alla = Vec::new();
    for ko in koer {
        let (nr, mut plats) = (ko.nr.to_string(), 0);
        // A negative limit is none.
        varje_rad(conn, "kopost", I_LINJE, params![nr, 0, "", -1], |rad| {
            plats += 1;
            alla.push(post::las(rad)?.rad(Some(plats))?);
            framsteg.steg(1);
            Ok(())
        })?;
        alla.extend(accepterade(conn, ko.nr, -1)?);
    }
    Ok(alla)
}

/// The rows from a key on, numbered from `plats`.
fn i_linje(
    conn: &Connection,
    insats: InsatsNr,
    fran: &Nyckel,
    antal: i64,
    plats: u64,
) -> Result<Vec<Korad>, StoreError> {
    let poster = rader(
        conn,
        "kopost",
        I_LINJE,
        params![insats.to_string(), fran.ordning, fran.id, antal],
        post::las,
    )?;
    poster
        .iter()
        .zip(plats..)
        .map(|(post, plats)| post.rad(Some(plats)))
        .collect()
}

fn accepterade(conn: &Connection, insats: InsatsNr, hogst: i64) -> Result<Vec<Korad>, StoreError> {
    let poster: Vec<Post> = rader(
        conn,
        "kopost",
        ACCEPTERAD,
        params![insats.to_string(), hogst],
        post::las,
    )?;
    poster.iter().map(|post| post.rad(None)).collect()
}
