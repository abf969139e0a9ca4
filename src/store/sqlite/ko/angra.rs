//! Undo: the last own act at this desk, within ten minutes, by a compensating event. Nothing is overwritten.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rusqlite::{Connection, params};

use super::super::Akt;
use super::super::rad::en_rad;
use super::erbjud::Nytt;
use super::post::{self, Handelse, Post, andra, las_fore};
use super::{
    Ram, erbjud, insatsens_potter, kontakt, kvitto, nasta_i_tur, slapp_platser, ta_platser,
};
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::plats::Pott;
use crate::domain::ko::{GAR_ATT_ANGRA, Kolage, Kostatus};
use crate::domain::kolapp::Kolappskod;
use crate::store::StoreError;
use crate::store::ko::{Kokvitto, Senaste};

/// How long an act can be undone.
const GRANS: TimeDelta = TimeDelta::minutes(10);

/// An event that is to be undone.
struct Angras {
    seq: i64,
    id: String,
    slag: String,
    fore: Kolage,
}

/// Undoes the last own act.
pub(super) fn angra(akt: &Akt<'_>, s: &Ram<'_>) -> Result<Kokvitto, StoreError> {
    let senaste = att_angra(akt)?.ok_or(KanInteIKon::IngetAttAngra)?;
    let mut post = post::med_id(akt.tx, &senaste.id)?;
    if har_hant_mer(akt, &senaste)? {
        return Err(post::nekad(akt.tx, &post, KanInteIKon::AndratSedan));
    }
    let mut efter = senaste.fore;
    let mut slappt = None;
    match (post.lage.status, efter.status) {
        // An offer that was a slip of the hand.
        (Kostatus::Erbjuden, Kostatus::IKo) => {
            erbjud::stang(akt, &post, "angrat")?;
            slappt = slapp_platser(akt, &post, s.idag)?;
        }
        // A yes: the same offer stands open again, and the places have been held all along.
        (Kostatus::Accepterad, Kostatus::Erbjuden) => {
            let forra = senaste_erbjudande(akt, &post)?;
            erbjud::nytt(akt, &post, &forra.igen(forra.svar_senast))?;
        }
        // A no: the place must still be there.
        (Kostatus::IKo, Kostatus::Erbjuden | Kostatus::Accepterad) => {
            let forra = senaste_erbjudande(akt, &post)?;
            let alla = insatsens_potter(akt, s, post.insats)?;
            let potten = alla
                .iter()
                .find(|potten| potten.pott == forra.pott && potten.oppen(s.idag))
                .filter(|potten| potten.lediga() >= u16::from(post.uppgifter.parti))
                .ok_or(KanInteIKon::PlatsenBorta)?;
            erbjud::nytt(akt, &post, &forra.igen(forra.svar_senast.max(s.idag)))?;
            ta_platser(
                akt,
                potten,
                post.uppgifter.parti,
                s.idag,
                Some(&post.nyckel.id),
            )?;
            efter.status = Kostatus::Erbjuden;
        }
        // An end: back in line with the old rank; the place that was held is offered anew.
        (Kostatus::Avslutad(_), _) => {
            kontakt::ingen_annan(akt, &post)?;
            if matches!(efter.status, Kostatus::Erbjuden | Kostatus::Accepterad) {
                efter.status = Kostatus::IKo;
            }
            kontakt::ska_raderas(akt, &post, None, s.idag)?;
        }
        (_, Kostatus::Avslutad(_)) => kontakt::satt_radering(akt, &post, s)?,
        (
            Kostatus::IKo
            | Kostatus::Vilande { .. }
            | Kostatus::Erbjuden
            | Kostatus::Accepterad
            | Kostatus::Paborjad
            | Kostatus::Felregistrerad,
            _,
        ) => {}
    }
    let handelse = Handelse {
        angrar: Some(senaste.seq),
        ..Handelse::ny("angrad").orsak(&senaste.slag)
    };
    andra(akt, &mut post, efter, &handelse)?;
    Ok(Kokvitto {
        nasta: nasta_i_tur(akt, s, post.insats, slappt)?,
        angrat: Some(senaste.slag),
        ..kvitto(akt, &post)?
    })
}

/// The last own act, where it can be undone.
fn att_angra(akt: &Akt<'_>) -> Result<Option<Angras>, StoreError> {
    let vem = (
        akt.aktor.anvandare.as_str(),
        akt.aktor.desk.as_str(),
        akt.sikt.enhet,
    );
    let senaste = senaste(akt.tx, vem, akt.nar)?;
    let Some((seq, _)) = senaste.filter(|(_, senaste)| senaste.gar_att_angra) else {
        return Ok(None);
    };
    en_rad(
        akt.tx,
        "kohandelse",
        "SELECT seq, kopost_id, slag, fore FROM kohandelse WHERE seq = ?1",
        params![seq],
        |rad| {
            Ok(Angras {
                seq: rad.tal("seq")?,
                id: rad.text("kopost_id")?,
                slag: rad.text("slag")?,
                fore: rad.tolka("fore", las_fore)?,
            })
        },
    )
}

/// What this user did last at this desk, within ten minutes: never an older act behind one that cannot be undone. What
/// has been undone does not count, nor what time did, or what only follows from an act.
pub(in crate::store::sqlite) fn senaste(
    conn: &Connection,
    (anvandare, desk, enhet): (&str, &str, Option<&str>),
    nu: DateTime<Utc>,
) -> Result<Option<(i64, Senaste)>, StoreError> {
    let senaste = en_rad(
        conn,
        "kohandelse",
        "SELECT h.seq, p.kod, h.slag, h.tid FROM kohandelse h LEFT JOIN kopost p ON p.id = h.kopost_id
         WHERE h.desk = ?1 AND h.anvandare = ?2 AND (?3 IS NULL OR h.enhet = ?3)
           AND h.slag NOT IN ('angrad', 'overhoppad', 'nasta_i_tur', 'kontakt_last', 'inget_svar')
           AND coalesce(h.orsak, '') NOT IN ('tiden_ute', 'gallring', 'undantagen')
           AND NOT EXISTS (SELECT 1 FROM kohandelse a WHERE a.angrar = h.seq)
         ORDER BY h.seq DESC LIMIT 1",
        params![desk, anvandare, enhet],
        |rad| {
            let slag = rad.text("slag")?;
            Ok((
                rad.tal("seq")?,
                Senaste {
                    kod: rad.tolka_om("kod", Kolappskod::las)?,
                    gar_att_angra: GAR_ATT_ANGRA.contains(&slag.as_str()),
                    slag,
                    tid: rad.tid("tid")?,
                },
            ))
        },
    )?;
    Ok(senaste.filter(|(_, senaste)| senaste.tid >= nu - GRANS))
}

/// Whether anything but a look has happened on the entry since.
fn har_hant_mer(akt: &Akt<'_>, senaste: &Angras) -> Result<bool, StoreError> {
    let mer = en_rad(
        akt.tx,
        "kohandelse",
        "SELECT seq FROM kohandelse WHERE kopost_id = ?1 AND seq > ?2 AND slag NOT IN ('kontakt_last', 'overhoppad')
           AND NOT (slag = 'angrad') AND NOT EXISTS (SELECT 1 FROM kohandelse a WHERE a.angrar = kohandelse.seq)
         LIMIT 1",
        params![senaste.id, senaste.seq],
        |rad| rad.tal::<i64>("seq"),
    )?;
    Ok(mer.is_some())
}

/// The offer that an undo opens again.
struct Forra {
    id: String,
    pott: Pott,
    svar_senast: NaiveDate,
    kanal: Option<String>,
    forst: bool,
}

impl Forra {
    fn igen(&self, svar_senast: NaiveDate) -> Nytt<'_> {
        Nytt {
            pott: &self.pott,
            svar_senast,
            kanal: self.kanal.as_deref(),
            forst: self.forst,
            atertar: Some(&self.id),
        }
    }
}

fn senaste_erbjudande(akt: &Akt<'_>, post: &Post) -> Result<Forra, StoreError> {
    en_rad(
        akt.tx,
        "erbjudande",
        "SELECT id, pott, svar_senast, kanal, forsta_i_linje FROM erbjudande
         WHERE kopost_id = ?1 ORDER BY skapat DESC, id LIMIT 1",
        params![post.nyckel.id],
        |rad| {
            Ok(Forra {
                id: rad.text("id")?,
                pott: rad.tolka("pott", |pott| pott.parse().ok())?,
                svar_senast: post::dag(rad, "svar_senast")?,
                kanal: rad.text_om("kanal")?,
                forst: rad.tal::<u8>("forsta_i_linje")? == 1,
            })
        },
    )?
    .ok_or_else(|| KanInteIKon::PlatsenBorta.into())
}
