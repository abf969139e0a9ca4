//! The queue as a visit meets it: a slip is given, somebody with a slip is let in, a place is taken.

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};
use rusqlite::{Connection, params};

use super::super::Akt;
use super::super::rad::{en_rad, nytt_id, rader};
use super::post::{self, Handelse, Post, skriv_handelse, tid_av_ms};
use super::urval::{Potten, forsta_som_passar, ga_igenom, potter, valj};
use super::{
    Ram, erbjud, kontakt, liv, ny_kolapp, overga, rang, rattelse, skriv_overhopp, svep, ta_platser,
};
use crate::domain::insats::{Dokumentation, Insats, InsatsNr};
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::plats::Pott;
use crate::domain::ko::policy::Koslag;
use crate::domain::ko::{KoOrsak, Kostatus, Overgang};
use crate::domain::kolapp::Kolappskod;
use crate::domain::tid::Aldersband;
use crate::store::{PlatsHinder, Platslage, StoreError};

const TABELL: &str = "kopost";

/// Whose place is to be taken, and whether it is held already.
pub(in crate::store::sqlite) struct Framslappt {
    /// The entry, where the person came with a slip.
    pub(in crate::store::sqlite) kopost: Option<String>,
    har_plats: bool,
    parti: u8,
}

/// The entry with this slip in the queue of this insats.
fn i_kon(conn: &Connection, insats: InsatsNr, kod: Kolappskod) -> Result<Post, StoreError> {
    let post = match post::med_kod(conn, kod) {
        Err(StoreError::Ko {
            hinder: KanInteIKon::OkandKolapp,
            ..
        }) => None,
        post => Some(post?),
    };
    post.filter(|post| post.insats == insats && post.lage.status.levande())
        .ok_or(StoreError::IngenPlats(PlatsHinder::OkandKolapp))
}

/// Puts a person last in line and gives a slip. Whoever waits there already keeps the slip and the place.
pub(in crate::store::sqlite) fn stall(
    akt: &Akt<'_>,
    insats: &Insats,
    katalog: &str,
    band: Option<Aldersband>,
    kolapp: Option<Kolappskod>,
) -> Result<(Kolappskod, u64), StoreError> {
    if let Some(kod) = kolapp {
        let post = i_kon(akt.tx, insats.nr, kod)?;
        let plats = post.plats(akt.tx)?;
        return plats
            .map(|(plats, _)| (kod, plats))
            .ok_or_else(|| post.fel_status(akt.tx));
    }
    if insats.ko.slag == Koslag::IngenKo {
        return Err(StoreError::IngenPlats(PlatsHinder::IngenKo));
    }
    let kod = ny_kolapp(akt)?;
    let id = nytt_id()?;
    let plats = rang::langd(akt.tx, insats.nr)?.0 + 1;
    let kotid = kotid(akt, insats.nr)?;
    skriv_handelse(
        akt,
        insats.nr,
        Some((&id, 1, None, Some(plats))),
        &Handelse::ny("stalld_i_ko"),
    )?;
    let exempt = matches!(insats.dokumentation, Dokumentation::Undantagen { .. });
    akt.kor(
        "INSERT INTO kopost(id, kod, insats_nr, katalog, kotid_ms, status, band, bekraftad, desk, ver)
         VALUES (?1, ?2, ?3, ?4, ?5, 'i_ko', ?6, ?7, ?8, 1)",
        params![
            id,
            kod.to_string(),
            insats.nr.to_string(),
            katalog,
            kotid.timestamp_millis(),
            band.filter(|_| !exempt).map(Aldersband::kod),
            kotid.date_naive().to_string(),
            akt.aktor.desk
        ],
    )?;
    Ok((kod, plats))
}

/// The time of the act, but always after the last who waits, also of those who have said yes and may come back: neither
/// a clock that goes wrong nor a desk that had to wait for another lets anybody past.
fn kotid(akt: &Akt<'_>, insats: InsatsNr) -> Result<DateTime<Utc>, StoreError> {
    let sist = en_rad(
        akt.tx,
        TABELL,
        "SELECT max((SELECT coalesce(max(ordning), 0) FROM kopost
             WHERE insats_nr = ?1 AND status IN ('i_ko', 'vilande', 'erbjuden')),
           (SELECT coalesce(max(ordning), 0) FROM kopost WHERE insats_nr = ?1 AND status = 'accepterad')) AS sist",
        params![insats.to_string()],
        |rad| rad.tal("sist"),
    )?;
    let nu = akt.nar.trunc_subsecs(3);
    let sist = sist.and_then(tid_av_ms);
    Ok(sist.map_or(nu, |sist| nu.max(sist + TimeDelta::milliseconds(1))))
}

/// The places of an insats that somebody can be given now: those with one free first. `None` where nobody has said
/// how many there are.
fn nasta_potten(
    conn: &Connection,
    insats: InsatsNr,
    platser: Option<u16>,
    idag: NaiveDate,
) -> Result<Option<Potten>, StoreError> {
    let mut oppna: Vec<Potten> = potter(conn, insats, platser)?
        .into_iter()
        .filter(|potten| potten.oppen(idag))
        .collect();
    let forst = oppna.iter().position(|potten| potten.lediga() > 0);
    Ok(match (forst, oppna.is_empty()) {
        (Some(plats), _) => Some(oppna.swap_remove(plats)),
        (None, true) => None,
        (None, false) => Some(oppna.swap_remove(0)),
    })
}

/// Lets a person in: with a slip that has been promised a place or is next in turn, or without one when nobody waits
/// whom the place would fit.
pub(in crate::store::sqlite) fn slapp_fram(
    akt: &Akt<'_>,
    insats: &Insats,
    idag: NaiveDate,
    kolapp: Option<Kolappskod>,
) -> Result<Framslappt, StoreError> {
    let s = &Ram::en(insats, "", idag);
    svep::forfallna(akt, s, Some((insats.nr, kolapp)))?;
    svep::vakna(akt, s)?;
    let potten = nasta_potten(akt.tx, insats.nr, insats.lopande_platser(), idag)?;
    let potten = potten.unwrap_or_else(|| Potten::okand(insats.nr));
    let Some(kod) = kolapp else {
        return utan_kolapp(akt, insats, &potten, idag);
    };
    let mut post = i_kon(akt.tx, insats.nr, kod)?;
    let har_plats = matches!(post.lage.status, Kostatus::Erbjuden | Kostatus::Accepterad)
        && haller_plats(akt, &post)?;
    let mut slag = "paborjad";
    match post.lage.status {
        Kostatus::Accepterad => {}
        Kostatus::Erbjuden => {
            let handelse = Handelse::ny(Overgang::Ja.kod());
            overga(akt, &mut post, Overgang::Ja, &insats.ko, (idag, handelse))?;
            erbjud::stang(akt, &post, "ja")?;
        }
        Kostatus::IKo => {
            if potten.lediga() == 0 {
                return Err(StoreError::IngenPlats(PlatsHinder::Fullt));
            }
            let valt = valj(akt.tx, &potten, Some(kod), &[], idag).map_err(|fel| match fel {
                StoreError::Ko {
                    hinder: KanInteIKon::InteITur(fore),
                    ..
                } => StoreError::IngenPlats(PlatsHinder::InteForst(fore + 1)),
                annat => annat,
            })?;
            skriv_overhopp(akt, valt.overhoppade, &kod.to_string())?;
            slag = "inkallad";
        }
        Kostatus::Vilande { .. }
        | Kostatus::Paborjad
        | Kostatus::Avslutad(_)
        | Kostatus::Felregistrerad => {
            return Err(post.fel_status(akt.tx));
        }
    }
    overga(
        akt,
        &mut post,
        Overgang::Paborja,
        &insats.ko,
        (idag, Handelse::ny(slag)),
    )?;
    rattelse::faller(akt, &post)?;
    kontakt::ska_raderas(akt, &post, Some(&insats.ko), idag)?;
    Ok(Framslappt {
        parti: post.uppgifter.parti,
        kopost: Some(post.nyckel.id),
        har_plats,
    })
}

fn haller_plats(akt: &Akt<'_>, post: &Post) -> Result<bool, StoreError> {
    let haller = en_rad(
        akt.tx,
        "plats",
        "SELECT id FROM plats WHERE upptagen_av = ?1 AND till IS NULL LIMIT 1",
        params![post.nyckel.id],
        |rad| rad.text("id"),
    )?;
    Ok(haller.is_some())
}

fn utan_kolapp(
    akt: &Akt<'_>,
    insats: &Insats,
    potten: &Potten,
    idag: NaiveDate,
) -> Result<Framslappt, StoreError> {
    let i_tur = i_tur(akt.tx, insats.nr, idag)?;
    if i_tur > 0 {
        // Full or not: whoever waits comes before.
        let en_plats = Potten {
            antal: potten.antal.max(potten.tagna.saturating_add(1)),
            ..potten.clone()
        };
        if forsta_som_passar(akt.tx, &en_plats, None, idag)?.is_some() {
            return Err(StoreError::IngenPlats(PlatsHinder::AndraVantar(i_tur)));
        }
        let (_, overhoppade) = ga_igenom(akt.tx, &en_plats, &[], None, idag)?;
        skriv_overhopp(akt, overhoppade, "-")?;
    }
    Ok(Framslappt {
        kopost: None,
        har_plats: false,
        parti: 1,
    })
}

/// Takes a place, where it is known how many there are, and none is held already.
pub(in crate::store::sqlite) fn ge_plats(
    akt: &Akt<'_>,
    insats: &Insats,
    dag: NaiveDate,
    fram: &Framslappt,
    av: Option<&str>,
) -> Result<(), StoreError> {
    if fram.har_plats {
        return match (fram.kopost.as_deref(), av) {
            (Some(kopost), Some(av)) if kopost != av => overta(akt, insats, dag, kopost, av),
            _ => Ok(()),
        };
    }
    let potten = nasta_potten(akt.tx, insats.nr, insats.lopande_platser(), dag)?;
    let Some(potten) = potten else { return Ok(()) };
    ta_platser(akt, &potten, fram.parti, dag, av).map_err(|fel| match fel {
        StoreError::Ko {
            hinder: KanInteIKon::IngenLedigPlats,
            ..
        } => StoreError::IngenPlats(PlatsHinder::Fullt),
        annat => annat,
    })
}

/// What an entry holds goes over to the handover that it has become, which gives it back when what follows has ended. A
/// place that could not be taken today, for there are fewer of them now, stays with the entry: nobody loses one.
fn overta(
    akt: &Akt<'_>,
    insats: &Insats,
    dag: NaiveDate,
    kopost: &str,
    av: &str,
) -> Result<(), StoreError> {
    let potter = potter(akt.tx, insats.nr, insats.lopande_platser())?;
    for (id, pott, nummer) in rader(
        akt.tx,
        "plats",
        "SELECT id, pott, nummer FROM plats WHERE upptagen_av = ?1 AND till IS NULL ORDER BY pott, nummer",
        params![kopost],
        |rad| {
            let pott: Pott = rad.tolka("pott", |pott| pott.parse().ok())?;
            Ok((rad.text("id")?, pott, rad.tal::<u16>("nummer")?))
        },
    )? {
        let ryms = potter.iter().any(|potten| {
            potten.pott == pott
                && !potten.installd
                && potten.tagna <= potten.antal
                && nummer <= potten.antal
        });
        if !ryms {
            continue;
        }
        akt.kor(
            "UPDATE plats SET till = max(?2, fran) WHERE id = ?1",
            params![id, dag.to_string()],
        )?;
        akt.kor(
            "INSERT INTO plats(id, pott, insats_nr, nummer, upptagen_av, fran, till)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)",
            params![
                nytt_id()?,
                pott.to_string(),
                insats.nr.to_string(),
                nummer,
                av,
                dag.to_string()
            ],
        )?;
    }
    Ok(())
}

/// Ends the entry of somebody who came with a slip and ended the visit in another way.
pub(in crate::store::sqlite) fn avsluta_med_kolapp(
    akt: &Akt<'_>,
    insats: &Insats,
    idag: NaiveDate,
    kod: Kolappskod,
    orsak: KoOrsak,
) -> Result<(), StoreError> {
    let mut post = i_kon(akt.tx, insats.nr, kod)?;
    let handelse = Handelse::ny("avslutad").orsak(orsak.kod());
    let s = &Ram::en(insats, "", idag);
    liv::slut(akt, &mut post, Overgang::Avsluta(orsak), handelse, s)?;
    Ok(())
}

/// How many wait who are neither on pause nor have an offer whose time has not run out.
fn i_tur(conn: &Connection, insats: InsatsNr, idag: NaiveDate) -> Result<u64, StoreError> {
    let (langd, vilande) = rang::langd(conn, insats)?;
    let erbjudna = en_rad(
        conn,
        "erbjudande",
        "SELECT count(*) AS antal FROM erbjudande WHERE insats_nr = ?1 AND utfall IS NULL AND svar_senast >= ?2",
        params![insats.to_string(), idag.to_string()],
        |rad| rad.tal::<u64>("antal"),
    )?;
    Ok(langd
        .saturating_sub(vilande)
        .saturating_sub(erbjudna.unwrap_or(0)))
}

/// Places and queue of one insats.
pub(in crate::store::sqlite) fn platslage(
    conn: &Connection,
    insats: InsatsNr,
    platser: Option<u16>,
    idag: NaiveDate,
) -> Result<Platslage, StoreError> {
    let forst = en_rad(
        conn,
        TABELL,
        "SELECT kod FROM kopost WHERE insats_nr = ?1 AND status = 'i_ko' ORDER BY ordning, id LIMIT 1",
        params![insats.to_string()],
        |rad| rad.tolka("kod", Kolappskod::las),
    )?;
    Ok(Platslage {
        lediga: nasta_potten(conn, insats, platser, idag)?.map(|potten| potten.lediga()),
        vantar: rang::langd(conn, insats)?.0,
        i_tur: i_tur(conn, insats, idag)?,
        forst,
    })
}
