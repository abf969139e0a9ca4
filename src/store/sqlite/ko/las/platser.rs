//! Places: how they are taken, and what an offer of one would do.

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::{Connection, params};

use super::Ko;
use crate::domain::insats::InsatsNr;
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::plats::{Overhopp, Pott};
use crate::domain::ko::policy::Koslag;
use crate::domain::ko::svarsdag::{self, svarsdag};
use crate::domain::kolapp::Kolappskod;
use crate::store::StoreError;
use crate::store::ko::{Omgangsbild, Pottbild, Sammanhang, Underlag};
use crate::store::sqlite::ko::kontakt;
use crate::store::sqlite::ko::urval::{self, Potten};
use crate::store::sqlite::rad::rader;

/// Every kind of place of an insats, the running ones first.
pub(super) fn platser(
    conn: &Connection,
    s: &Sammanhang,
    insats: InsatsNr,
) -> Result<Vec<Pottbild>, StoreError> {
    let potter = Ko::av(s, insats).potter(conn)?;
    potter.iter().map(|potten| pottbild(conn, potten)).collect()
}

fn pottbild(conn: &Connection, potten: &Potten) -> Result<Pottbild, StoreError> {
    let pott = potten.pott.to_string();
    // A place may be taken by a handover as well, which has no slip.
    let tagna = rader(
        conn,
        "plats",
        "SELECT t.nummer, p.kod, coalesce(p.status = 'erbjuden', 0) AS halls
         FROM plats t LEFT JOIN kopost p ON p.id = t.upptagen_av
         WHERE t.pott = ?1 AND t.till IS NULL ORDER BY t.nummer",
        params![pott],
        |rad| {
            Ok((
                rad.tal("nummer")?,
                rad.tolka_om("kod", Kolappskod::las)?,
                rad.tal::<u8>("halls")? == 1,
            ))
        },
    )?;
    let omgang = match (&potten.pott, potten.minst) {
        (Pott::Omgang(_), Some(minst)) => Some(Omgangsbild {
            tillfallen: tillfallen(conn, &pott)?,
            minst,
            installd: potten.installd,
            krav: potten.krav.clone(),
        }),
        (Pott::Omgang(_) | Pott::Lopande(_), _) => None,
    };
    Ok(Pottbild {
        pott: potten.pott.clone(),
        antal: potten.antal,
        tagna,
        omgang,
    })
}

fn tillfallen(conn: &Connection, pott: &str) -> Result<Vec<(NaiveDateTime, u16)>, StoreError> {
    rader(
        conn,
        "omgangstillfalle",
        "SELECT start, minuter FROM omgangstillfalle WHERE pott = ?1 ORDER BY start",
        params![pott],
        |rad| {
            let start = rad.tolka("start", |text| {
                NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok()
            })?;
            Ok((start, rad.tal("minuter")?))
        },
    )
}

/// What an offer would do: which place, to whom, and past whom.
pub(super) fn underlag(
    conn: &Connection,
    s: &Sammanhang,
    insats: InsatsNr,
    pott: Option<&Pott>,
    kod: Option<Kolappskod>,
    hoppa: &[(Kolappskod, Overhopp)],
) -> Result<Underlag, StoreError> {
    let ko = Ko::av(s, insats);
    if ko.insats.is_none() {
        return Err(KanInteIKon::OkandInsats.into());
    }
    let policy = ko.policy();
    let potten = valj_pott(ko.potter(conn)?, pott, policy.slag, s.idag)?;
    let urval = urval::valj(conn, &potten, kod, hoppa, s.idag)?;
    let mut overhoppade = Vec::with_capacity(urval.overhoppade.len());
    for (post, skal) in &urval.overhoppade {
        let (plats, _) = post.plats(conn)?.unwrap_or_default();
        overhoppade.push((post.kod, plats, *skal));
    }
    let (plats, _) = urval.post.plats(conn)?.unwrap_or_default();
    let (start, stangt) = (potten.krav.start, &s.katalog.stangda_dagar);
    let svar_senast = svarsdag(&policy, start, s.idag, stangt);
    svarsdag::prova(svar_senast, &policy, start, s.idag, stangt)?;
    Ok(Underlag {
        lediga: potten.lediga(),
        krav: potten.krav,
        pott: potten.pott,
        kod: urval.post.kod,
        plats,
        parti: urval.post.uppgifter.parti,
        svar_senast,
        overhoppade,
        har_kontakt: kontakt::finns(conn, &urval.post.nyckel.id)?,
    })
}

/// The named places, or the first with a free one.
fn valj_pott(
    potter: Vec<Potten>,
    pott: Option<&Pott>,
    slag: Koslag,
    idag: NaiveDate,
) -> Result<Potten, KanInteIKon> {
    let okand = match pott {
        Some(Pott::Omgang(_)) => KanInteIKon::OkandOmgang,
        Some(Pott::Lopande(_)) => KanInteIKon::PlatserOkanda,
        None => match slag {
            Koslag::IngenKo => KanInteIKon::IngenKo,
            Koslag::Lopande => KanInteIKon::PlatserOkanda,
            Koslag::Omgang => KanInteIKon::OkandOmgang,
        },
    };
    let mut oppna = potter
        .into_iter()
        .filter(|potten| {
            potten.oppen(idag) && pott.is_none_or(|namngiven| *namngiven == potten.pott)
        })
        .peekable();
    if oppna.peek().is_none() {
        return Err(okand);
    }
    oppna
        .find(|potten| potten.lediga() > 0)
        .ok_or(KanInteIKon::IngenLedigPlats)
}
