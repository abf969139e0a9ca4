//! One entry whole: where it stands, what is offered, how long it may take, and all that has happened to it.

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, params};

use super::{Ko, tid};
use crate::domain::ko::plats::Pott;
use crate::domain::ko::policy::Koslag;
use crate::domain::ko::rattelse::Rattelseorsak;
use crate::domain::ko::vantetid::{self, SENASTE, Vantetid};
use crate::domain::ko::{GAR_ATT_ANGRA, Kostatus};
use crate::domain::kolapp::Kolappskod;
use crate::store::StoreError;
use crate::store::ko::{Erbjudandebild, Kohandelse, Kopostbild, Rattelsebild, Sammanhang};
use crate::store::sqlite::ko::kontakt;
use crate::store::sqlite::ko::post::{self, Post, dag, dag_om};
use crate::store::sqlite::ko::rang::{self, Nyckel};
use crate::store::sqlite::rad::{en_rad, rader};

/// The last starts of an insats.
pub(super) const STARTER: &str =
    "SELECT slut_ms FROM kopost WHERE status = 'paborjad' AND insats_nr = ?1
   ORDER BY slut_ms DESC LIMIT ?2";

/// One entry.
pub(super) fn post(
    conn: &Connection,
    kod: Kolappskod,
    s: &Sammanhang,
) -> Result<Kopostbild, StoreError> {
    let post = post::med_kod(conn, kod)?;
    let plats = post.plats(conn)?;
    let historia = historia(conn, &post.nyckel.id)?;
    let erbjudande = erbjudande(conn, &post, s.idag)?;
    let rattelse = rattelse(conn, &post, &historia)?;
    Ok(Kopostbild {
        rad: post.rad(plats.map(|(plats, _)| plats))?,
        lage: post.lage,
        forsta_kodatum: tid(post.kotid_ms)?,
        vilande_fore: plats.map_or(0, |(_, vilande)| vilande),
        vantetid: vantetid(conn, s, &post, plats, erbjudande.as_ref())?,
        har_kontakt: kontakt::finns(conn, &post.nyckel.id)?,
        erbjudande,
        rattelse,
        angras: angras(&historia, s.idag),
        historia,
    })
}

/// The proposed ködatum that waits for a second person, with the sentence that goes with it and the place it gives.
fn rattelse(
    conn: &Connection,
    post: &Post,
    historia: &[Kohandelse],
) -> Result<Option<Rattelsebild>, StoreError> {
    let forslag = en_rad(
        conn,
        "korattelse",
        "SELECT till_ms, foreslagen_av, orsak FROM korattelse WHERE kopost_id = ?1 AND status = 'foreslagen'",
        params![post.nyckel.id],
        |rad| {
            Ok((
                rad.tal::<i64>("till_ms")?,
                rad.text("foreslagen_av")?,
                rad.tolka("orsak", Rattelseorsak::fran_kod)?,
            ))
        },
    )?;
    let Some((till_ms, av, orsak)) = forslag else {
        return Ok(None);
    };
    let dit = Nyckel {
        ordning: till_ms,
        id: post.nyckel.id.clone(),
    };
    // Later in line it would be counted before itself.
    let sig_sjalv = u64::from(till_ms > post.nyckel.ordning);
    let (fore, _) = rang::fore(conn, post.insats, &dit)?;
    let foreslogs = |handelse: &&Kohandelse| handelse.slag == "rattelse_foreslagen";
    let mening = historia
        .iter()
        .rfind(foreslogs)
        .and_then(|h| h.mening.clone());
    Ok(Some(Rattelsebild {
        till: tid(till_ms)?,
        av,
        orsak,
        mening: mening.unwrap_or_default(),
        plats: fore + 1 - sig_sjalv,
    }))
}

/// The history of an entry, oldest first.
pub(super) fn historia(conn: &Connection, id: &str) -> Result<Vec<Kohandelse>, StoreError> {
    rader(
        conn,
        "kohandelse",
        "SELECT h.seq, h.tid, h.anvandare, h.desk, h.slag, h.orsak, h.om, h.plats, h.angrar, m.text AS mening
         FROM kohandelse h LEFT JOIN komening m ON m.seq = h.seq WHERE h.kopost_id = ?1 ORDER BY h.ver",
        params![id],
        |rad| {
            Ok(Kohandelse {
                seq: rad.tal("seq")?,
                tid: rad.tid("tid")?,
                anvandare: rad.text("anvandare")?,
                desk: rad.text("desk")?,
                slag: rad.text("slag")?,
                orsak: rad.text_om("orsak")?,
                om: rad.text_om("om")?,
                plats: rad.tal_om("plats")?,
                angrar: rad.tal_om("angrar")?,
                mening: rad.text_om("mening")?,
            })
        },
    )
}

/// The newest offer that is open, or was accepted and still holds its places.
fn erbjudande(
    conn: &Connection,
    post: &Post,
    idag: NaiveDate,
) -> Result<Option<Erbjudandebild>, StoreError> {
    let nyast = en_rad(
        conn,
        "erbjudande",
        "SELECT e.pott, e.svar_senast, e.utfall IS NULL AS oppet, t.start
         FROM erbjudande e LEFT JOIN pott t ON t.id = e.pott
         WHERE e.kopost_id = ?1 AND (e.utfall IS NULL OR e.utfall = 'ja') ORDER BY e.skapat DESC LIMIT 1",
        params![post.nyckel.id],
        |rad| {
            Ok((
                rad.tolka("pott", |pott| pott.parse::<Pott>().ok())?,
                dag(rad, "svar_senast")?,
                rad.tal::<u8>("oppet")? == 1,
                dag_om(rad, "start")?,
            ))
        },
    )?;
    let Some((platserna, svar_senast, oppet, start)) = nyast else {
        return Ok(None);
    };
    let nummer: Vec<u16> = rader(
        conn,
        "plats",
        "SELECT nummer FROM plats WHERE upptagen_av = ?1 AND till IS NULL AND pott = ?2 ORDER BY nummer",
        params![post.nyckel.id, platserna.to_string()],
        |rad| rad.tal("nummer"),
    )?;
    Ok((oppet || !nummer.is_empty()).then_some(Erbjudandebild {
        pott: platserna,
        nummer,
        start,
        svar_senast,
        utgatt: oppet && svar_senast < idag,
    }))
}

/// How long the wait may be for somebody with a place in line.
fn vantetid(
    conn: &Connection,
    s: &Sammanhang,
    post: &Post,
    plats: Option<(u64, u64)>,
    erbjudande: Option<&Erbjudandebild>,
) -> Result<Vantetid, StoreError> {
    let Some((plats, _)) = plats else {
        return Ok(Vantetid::KanInteBeraknas);
    };
    let ko = Ko::av(s, post.insats);
    match ko.policy().slag {
        Koslag::Omgang => {
            if post.lage.status == Kostatus::Erbjuden
                && let Some(start) = erbjudande.and_then(|erbjudande| erbjudande.start)
            {
                return Ok(Vantetid::Omgang(start));
            }
            let planerade: Vec<(NaiveDate, u16)> = ko
                .potter(conn)?
                .iter()
                .filter(|potten| potten.oppen(s.idag))
                .filter_map(|potten| Some((potten.krav.start?, potten.lediga())))
                .collect();
            // Whoever has an open offer stands in line and holds a place as well, and is to be counted once.
            let med_erbjudande = erbjudna_fore(conn, post)?;
            Ok(vantetid::omgang(
                &planerade,
                plats.saturating_sub(med_erbjudande),
            ))
        }
        Koslag::Lopande | Koslag::IngenKo => {
            let senaste = i64::try_from(SENASTE).unwrap_or(i64::MAX);
            let starter = rader(
                conn,
                "kopost",
                STARTER,
                params![post.insats.to_string(), senaste],
                |rad| Ok(tid(rad.tal("slut_ms")?)?.date_naive()),
            )?;
            Ok(vantetid::lopande(&starter, plats))
        }
    }
}

/// How many before it in line have an open offer.
fn erbjudna_fore(conn: &Connection, post: &Post) -> Result<u64, StoreError> {
    let antal = en_rad(
        conn,
        "erbjudande",
        "SELECT count(*) AS antal FROM erbjudande e JOIN kopost p ON p.id = e.kopost_id
         WHERE e.utfall IS NULL AND e.insats_nr = ?1 AND (p.ordning, p.id) < (?2, ?3)",
        params![post.insats.to_string(), post.nyckel.ordning, post.nyckel.id],
        |rad| rad.tal("antal"),
    )?;
    Ok(antal.unwrap_or(0))
}

/// The word of the last act, where nothing has come after it and it may be of now. Only the act of undoing knows at
/// which desk it was done and how many minutes ago.
fn angras(historia: &[Kohandelse], idag: NaiveDate) -> Option<String> {
    let sista = historia
        .iter()
        .rev()
        .find(|handelse| handelse.slag != "kontakt_last")?;
    // The time is UTC and the day local: close to midnight they are not the same day.
    let nyss = sista
        .tid
        .date_naive()
        .checked_add_days(Days::new(1))
        .is_some_and(|dagen_efter| dagen_efter >= idag);
    let av_tiden = sista.orsak.as_deref() == Some("tiden_ute");
    (nyss && !av_tiden && GAR_ATT_ANGRA.contains(&sista.slag.as_str())).then(|| sista.slag.clone())
}
