//! The queue and the places. In order of arrival and in no other (KO-01).

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};
use rusqlite::{Connection, params};

use super::Akt;
use super::rad::{self, en_rad, nytt_id, rader, slump};
use crate::domain::insats::{Insats, InsatsNr};
use crate::domain::kolapp::Kolappskod;
use crate::store::{KoOrsak, KopostRad, PlatsHinder, Platslage, Reply, StoreError};

const TABELL: &str = "kopost";

/// How many slips are drawn before giving up; that one is taken is rare, twenty in a row are a fault.
const DRAGNINGAR: usize = 20;

/// An entry that waits, and its place in line.
struct Vantande {
    id: String,
    plats: u64,
}

fn vantande(akt: &Akt<'_>, insats: InsatsNr, kod: Kolappskod) -> Result<Vantande, StoreError> {
    en_rad(
        akt.tx,
        TABELL,
        "SELECT id, (SELECT count(*) FROM kopost fore WHERE fore.status = 'i_ko'
             AND fore.insats_nr = post.insats_nr AND (fore.kotid, fore.id) <= (post.kotid, post.id)) AS plats
         FROM kopost post WHERE kod = ?1 AND insats_nr = ?2 AND status = 'i_ko'",
        params![kod.to_string(), insats.to_string()],
        |rad| {
            Ok(Vantande {
                id: rad.text("id")?,
                plats: rad.tal("plats")?,
            })
        },
    )?
    .ok_or(StoreError::IngenPlats(PlatsHinder::OkandKolapp))
}

/// Puts a person last in line and gives a slip. Whoever waits there already keeps the slip and the place.
pub(super) fn stall(
    akt: &Akt<'_>,
    insats: InsatsNr,
    katalog: &str,
    kolapp: Option<Kolappskod>,
) -> Result<(Kolappskod, u64), StoreError> {
    if let Some(kod) = kolapp {
        return vantande(akt, insats, kod).map(|post| (kod, post.plats));
    }
    let kod = dra(slump::<32>, |kod| {
        let upptagen = en_rad(
            akt.tx,
            TABELL,
            "SELECT id FROM kopost WHERE kod = ?1",
            params![kod.to_string()],
            |rad| rad.text("id"),
        )?;
        Ok(upptagen.is_none())
    })?;
    let id = nytt_id()?;
    akt.kor(
        "INSERT INTO kopost(id, kod, insats_nr, katalog, kotid, status, orsak, ver)
         VALUES (?1, ?2, ?3, ?4, ?5, 'i_ko', NULL, 1)",
        params![
            id,
            kod.to_string(),
            insats.to_string(),
            katalog,
            rad::tid(kotid(akt, insats)?)
        ],
    )?;
    akt.handelse("stalld_i_ko", Some(&id))?;
    Ok((kod, vantande(akt, insats, kod)?.plats))
}

/// The time of the act, but always after the last in line: a clock that goes wrong must let nobody past.
fn kotid(akt: &Akt<'_>, insats: InsatsNr) -> Result<DateTime<Utc>, StoreError> {
    let sist = en_rad(
        akt.tx,
        TABELL,
        "SELECT kotid FROM kopost WHERE status = 'i_ko' AND insats_nr = ?1 ORDER BY kotid DESC, id DESC LIMIT 1",
        params![insats.to_string()],
        |rad| rad.tid("kotid"),
    )?;
    let nu = akt.nar.trunc_subsecs(3);
    Ok(sist.map_or(nu, |sist| nu.max(sist + TimeDelta::milliseconds(1))))
}

/// Draws a slip that is not in use.
fn dra(
    mut slump: impl FnMut() -> Result<[u8; 32], StoreError>,
    ledig: impl Fn(Kolappskod) -> Result<bool, StoreError>,
) -> Result<Kolappskod, StoreError> {
    for _ in 0..DRAGNINGAR {
        if let Some(kod) = Kolappskod::av_slump(&slump()?)
            && ledig(kod)?
        {
            return Ok(kod);
        }
    }
    Err(StoreError::Stopp(
        "Det gick inte att dra en ledig kölapp. Inget är sparat.".to_owned(),
    ))
}

/// Lets a person in: with the first slip in line, or without one when nobody waits. Gives the entry's id.
pub(super) fn slapp_fram(
    akt: &Akt<'_>,
    insats: InsatsNr,
    kolapp: Option<Kolappskod>,
) -> Result<Option<String>, StoreError> {
    let Some(kod) = kolapp else {
        let antal = antal_vantande(akt.tx, insats)?;
        return if antal == 0 {
            Ok(None)
        } else {
            Err(StoreError::IngenPlats(PlatsHinder::AndraVantar(antal)))
        };
    };
    let post = vantande(akt, insats, kod)?;
    if post.plats != 1 {
        return Err(StoreError::IngenPlats(PlatsHinder::InteForst(post.plats)));
    }
    akt.kor(
        "UPDATE kopost SET status = 'paborjad', ver = ver + 1 WHERE id = ?1 AND status = 'i_ko'",
        params![post.id],
    )?;
    akt.handelse("kopost_paborjad", Some(&post.id))?;
    Ok(Some(post.id))
}

/// Takes the first free place, where the nämnd has stated how many there are.
pub(super) fn ge_plats(
    akt: &Akt<'_>,
    insats: &Insats,
    dag: NaiveDate,
    av: Option<&str>,
) -> Result<(), StoreError> {
    let Some(platser) = insats.genomforande.platser else {
        return Ok(());
    };
    let nr = insats.nr.to_string();
    let tagna = rader(
        akt.tx,
        "plats",
        "SELECT nummer FROM plats WHERE insats_nr = ?1 AND till IS NULL",
        params![nr],
        |rad| rad.tal::<u16>("nummer"),
    )?;
    // Counted as well: the number of places may have been lowered since.
    let ledig = (1..=platser)
        .find(|nummer| !tagna.contains(nummer))
        .filter(|_| tagna.len() < usize::from(platser))
        .ok_or(StoreError::IngenPlats(PlatsHinder::Fullt))?;
    akt.kor(
        "INSERT INTO plats(id, insats_nr, nummer, upptagen_av, fran, till) VALUES (?1, ?2, ?3, ?4, ?5, NULL)",
        params![nytt_id()?, nr, ledig, av, dag.to_string()],
    )?;
    Ok(())
}

/// Ends the entry of somebody who came with a slip and ended the visit in another way.
pub(super) fn avsluta_med_kolapp(
    akt: &Akt<'_>,
    insats: InsatsNr,
    kod: Kolappskod,
    orsak: KoOrsak,
) -> Result<(), StoreError> {
    let post = vantande(akt, insats, kod)?;
    lamna(akt, &post.id, orsak)
}

/// Ends an entry without a visit.
pub(super) fn avsluta_post(
    akt: &Akt<'_>,
    kod: Kolappskod,
    orsak: KoOrsak,
) -> Result<Reply, StoreError> {
    let id = en_rad(
        akt.tx,
        TABELL,
        "SELECT id FROM kopost WHERE kod = ?1 AND status = 'i_ko'",
        params![kod.to_string()],
        |rad| rad.text("id"),
    )?
    .ok_or(StoreError::Saknas)?;
    lamna(akt, &id, orsak)?;
    Ok(Reply::Klart)
}

fn lamna(akt: &Akt<'_>, id: &str, orsak: KoOrsak) -> Result<(), StoreError> {
    akt.kor(
        "UPDATE kopost SET status = 'avslutad', orsak = ?2, ver = ver + 1 WHERE id = ?1 AND status = 'i_ko'",
        params![id, orsak.kod()],
    )?;
    akt.handelse("kopost_avslutad", Some(id))
}

fn antal_vantande(conn: &Connection, insats: InsatsNr) -> Result<u64, StoreError> {
    let antal = en_rad(
        conn,
        TABELL,
        "SELECT count(*) AS antal FROM kopost WHERE status = 'i_ko' AND insats_nr = ?1",
        params![insats.to_string()],
        |rad| rad.tal("antal"),
    )?;
    Ok(antal.unwrap_or(0))
}

/// One queue, or all of them in the order of the catalogue's numbers.
pub(super) fn lista(
    conn: &Connection,
    insats: Option<InsatsNr>,
) -> Result<Vec<KopostRad>, StoreError> {
    let las = |rad: &rad::Rad<'_>| {
        Ok(KopostRad {
            kod: rad.tolka("kod", Kolappskod::las)?,
            insats: rad.tolka("insats_nr", |nr| nr.parse().ok())?,
            sedan: rad.tid("kotid")?,
            plats: rad.tal("plats")?,
        })
    };
    let mut alla = match insats {
        Some(nr) => rader(
            conn,
            TABELL,
            "SELECT kod, insats_nr, kotid, row_number() OVER (ORDER BY kotid, id) AS plats
             FROM kopost WHERE status = 'i_ko' AND insats_nr = ?1 ORDER BY kotid, id",
            params![nr.to_string()],
            las,
        ),
        None => rader(
            conn,
            TABELL,
            "SELECT kod, insats_nr, kotid, row_number() OVER (PARTITION BY insats_nr ORDER BY kotid, id) AS plats
             FROM kopost WHERE status = 'i_ko'",
            [],
            las,
        ),
    }?;
    alla.sort_by_key(|rad| (rad.insats, rad.plats));
    Ok(alla)
}

/// Places and queue of one insats.
pub(super) fn platslage(
    conn: &Connection,
    insats: InsatsNr,
    platser: Option<u16>,
) -> Result<Platslage, StoreError> {
    let lage = en_rad(
        conn,
        TABELL,
        "SELECT (SELECT count(*) FROM plats WHERE insats_nr = ?1 AND till IS NULL) AS tagna,
           (SELECT count(*) FROM kopost WHERE status = 'i_ko' AND insats_nr = ?1) AS vantar,
           (SELECT kod FROM kopost WHERE status = 'i_ko' AND insats_nr = ?1 ORDER BY kotid, id LIMIT 1) AS kod",
        params![insats.to_string()],
        |rad| {
            let tagna: u16 = rad.tal("tagna")?;
            Ok(Platslage {
                lediga: platser.map(|platser| platser.saturating_sub(tagna)),
                vantar: rad.tal("vantar")?,
                forst: rad.tolka_om("kod", Kolappskod::las)?,
            })
        },
    )?;
    Ok(lage.unwrap_or_default())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn en_upptagen_kolapp_dras_om_och_till_slut_ges_det_upp() {
        let dragna = Cell::new(0);
        let slump = || {
            dragna.set(dragna.get() + 1);
            Ok([dragna.get(); 32])
        };
        let kod = dra(slump, |_| Ok(dragna.get() == 4)).unwrap();
        assert_eq!(Some(kod), Kolappskod::av_slump(&[4; 32]));
        dragna.set(0);
        assert!(matches!(
            dra(slump, |_| Ok(false)),
            Err(StoreError::Stopp(_))
        ));
        assert_eq!(usize::from(dragna.get()), DRAGNINGAR);
    }
}
