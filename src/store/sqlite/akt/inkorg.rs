//! The inbox of an enhet, and what comes back to the desk.

use rusqlite::{Connection, params};

use super::super::rad::{self, Rad, en_rad, rader};
use super::super::{Akt, ko, overlamning};
use super::logga;
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::overlamning::{Aterlamningsorsak, Overlamningslage};
use crate::store::akt::{Aktsvar, Inkorgsrad};
use crate::store::ko::Sammanhang;
use crate::store::{RadId, StoreError};

const TABELL: &str = "overlamning";

/// A question for the handovers that an enhet meets: those for it, and those for every enhet. One of a silo that is for
/// every enhet is seen only where it was made (SEK-02).
macro_rules! i_inkorgen {
    ($kolumner:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $kolumner,
            " FROM overlamning o WHERE (o.till_enhet = ?1 OR (o.till_enhet IS NULL AND (o.enhet = ?1
               OR NOT EXISTS (SELECT 1 FROM insatsversion v WHERE v.nr = o.insats_nr AND v.silo = 1)))) ",
            $rest
        )
    };
}
pub(super) use i_inkorgen;

/// What waits, or is being worked with. The first two conditions are what lets the index of open handovers answer.
pub(super) const VANTAR: &str = i_inkorgen!(
    "o.*",
    "AND o.status <> 'kvitterad' AND o.status <> 'makulerad' AND o.status IN ('ny', 'hamtad')
     ORDER BY o.skapad, o.id"
);

const ALLA: &str = i_inkorgen!("o.*", "ORDER BY o.skapad, o.id");

/// What has come back to the enhet that handed it over.
pub(super) const ATERLAMNADE: &str = "SELECT * FROM overlamning
     WHERE status <> 'kvitterad' AND status <> 'makulerad' AND status = 'aterlamnad' AND enhet = ?1
     ORDER BY skapad, id";

/// Where a handover of the own inbox is, and who has fetched it; of somebody with sekretessmarkering only for whoever may
/// meet them.
pub(in crate::store::sqlite) fn lage(
    akt: &Akt<'_>,
    id: &RadId,
) -> Result<(Overlamningslage, Option<String>), StoreError> {
    en_rad(
        akt.tx,
        TABELL,
        i_inkorgen!(
            "o.status, o.hamtad_av",
            "AND o.id = ?2 AND (?3 OR NOT EXISTS (SELECT 1 FROM overlamningsperson p
               WHERE p.overlamning = o.id AND p.sekretess = 1))"
        ),
        params![akt.aktor.enhet, id.0, akt.sikt.skyddade],
        |rad| {
            Ok((
                rad.tolka("status", Overlamningslage::fran_kod)?,
                rad.text_om("hamtad_av")?,
            ))
        },
    )?
    .ok_or_else(|| KanInteIAkten::Saknas.into())
}

/// Whether the one who acts has fetched it; a colleague's has to be taken over first.
pub(super) fn ar_hamtad_av_mig(akt: &Akt<'_>, id: &RadId) -> Result<(), StoreError> {
    match lage(akt, id)? {
        (Overlamningslage::Hamtad, Some(av)) if av == akt.aktor.anvandare => Ok(()),
        (Overlamningslage::Hamtad, Some(av)) => Err(KanInteIAkten::HamtadAv(av).into()),
        (lage, _) => Err(KanInteIAkten::FelLage(lage).into()),
    }
}

/// Takes over what a colleague has fetched; whoever has it already reads it again.
pub(super) fn ta_over(akt: &Akt<'_>, id: &RadId) -> Result<Aktsvar, StoreError> {
    match lage(akt, id)? {
        (Overlamningslage::Hamtad, Some(av)) if av == akt.aktor.anvandare => {
            akt.handelse("last_igen", Some(&id.0))?;
        }
        (Overlamningslage::Hamtad, _) => {
            akt.kor(
                "UPDATE overlamning SET hamtad_tid = ?2, hamtad_av = ?3 WHERE id = ?1",
                params![id.0, rad::tid(akt.nar), akt.aktor.anvandare],
            )?;
            logga(akt, "tagen_over", None, Some(id))?;
        }
        (lage, _) => return Err(KanInteIAkten::FelLage(lage).into()),
    }
    let (hel, _) = overlamning::las_hel(akt, id)?;
    Ok(Aktsvar::Overlamning(Box::new(hel)))
}

/// Gives a fetched handover back to the desk.
pub(super) fn aterlamna(
    akt: &Akt<'_>,
    id: &RadId,
    orsak: Aterlamningsorsak,
) -> Result<Aktsvar, StoreError> {
    ar_hamtad_av_mig(akt, id)?;
    akt.kor(
        "UPDATE overlamning SET status = 'aterlamnad', hamtad_tid = NULL, hamtad_av = NULL, orsak = ?2,
           aterlamnad_tid = ?3, aterlamnad_av = ?4
         WHERE id = ?1",
        params![
            id.0,
            orsak.kod(),
            rad::tid(akt.nar),
            akt.aktor.anvandare
        ],
    )?;
    logga(akt, "aterlamnad", None, Some(id))?;
    Ok(Aktsvar::Gjort)
}

/// Whether it has come back to the enhet that handed it over, and that is the own one.
fn har_kommit_tillbaka(akt: &Akt<'_>, id: &RadId) -> Result<(), StoreError> {
    let lage = en_rad(
        akt.tx,
        TABELL,
        "SELECT status FROM overlamning WHERE id = ?1 AND enhet = ?2",
        params![id.0, akt.aktor.enhet],
        |rad| rad.tolka("status", Overlamningslage::fran_kod),
    )?;
    match lage.ok_or(KanInteIAkten::Saknas)? {
        Overlamningslage::Aterlamnad => Ok(()),
        lage => Err(KanInteIAkten::FelLage(lage).into()),
    }
}

/// Sends a returned handover out again.
pub(super) fn skicka_igen(
    akt: &Akt<'_>,
    id: &RadId,
    till: Option<&str>,
) -> Result<Aktsvar, StoreError> {
    har_kommit_tillbaka(akt, id)?;
    akt.kor(
        "UPDATE overlamning SET status = 'ny', till_enhet = ?2, orsak = NULL, aterlamnad_tid = NULL, aterlamnad_av = NULL
         WHERE id = ?1",
        params![
            id.0,
            till.map(str::trim).filter(|enhet| !enhet.is_empty())
        ],
    )?;
    logga(akt, "skickad_igen", None, Some(id))?;
    Ok(Aktsvar::Gjort)
}

/// Ends a returned handover: what it holds of the person is erased, and the place that was taken for it is free.
pub(super) fn makulera(akt: &Akt<'_>, id: &RadId, s: &Sammanhang) -> Result<Aktsvar, StoreError> {
    har_kommit_tillbaka(akt, id)?;
    akt.kor(
        "UPDATE overlamning SET status = 'makulerad' WHERE id = ?1",
        params![id.0],
    )?;
    akt.raderat.set(true);
    logga(akt, "makulerad", None, Some(id))?;
    ko::platser::lamna_av(akt, &id.0, s)?;
    Ok(Aktsvar::Gjort)
}

pub(super) fn las_rad(rad: &Rad<'_>) -> Result<Inkorgsrad, StoreError> {
    let hamtad_av = rad.text_om("hamtad_av")?;
    let orsak = rad.tolka_om("orsak", Aterlamningsorsak::fran_kod)?;
    Ok(Inkorgsrad {
        id: rad.id("id")?,
        insats: rad.tolka("insats_nr", |nr| nr.parse().ok())?,
        insats_namn: rad.text("insats_namn")?,
        system: rad.text_om("system")?,
        skapad: rad.tid("skapad")?,
        fran: rad.text("enhet")?,
        till: rad.text_om("till_enhet")?,
        lage: rad.tolka("status", Overlamningslage::fran_kod)?,
        hamtad: match hamtad_av {
            Some(av) => Some((av, rad.tid("hamtad_tid")?)),
            None => None,
        },
        aterlamnad: match orsak {
            Some(orsak) => Some((orsak, rad.tid("aterlamnad_tid")?)),
            None => None,
        },
    })
}

/// The inbox of an enhet, the longest waiting first.
pub(super) fn inkorg(
    conn: &Connection,
    enhet: &str,
    alla: bool,
) -> Result<Vec<Inkorgsrad>, StoreError> {
    let sql = if alla { ALLA } else { VANTAR };
    rader(conn, TABELL, sql, params![enhet], las_rad)
}

/// What has come back to the desk of an enhet.
pub(super) fn aterlamnade(conn: &Connection, enhet: &str) -> Result<Vec<Inkorgsrad>, StoreError> {
    rader(conn, TABELL, ATERLAMNADE, params![enhet], las_rad)
}
