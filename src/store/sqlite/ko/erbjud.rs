//! Offers: made to the next in turn, answered once, and recalled with the entry.

use chrono::NaiveDate;
use rusqlite::params;

use super::super::Akt;
use super::super::besok::insatsversion;
use super::super::rad::{self, en_rad, nytt_id};
use super::post::{self, Handelse, Post, anteckna};
use super::urval::{Potten, valj};
use super::{
    Ram, foljd, insatsens_potter, kvitto, med_ko, nasta_i_tur, overga, rattelse, skriv_overhopp,
    slapp_platser, ta_platser,
};
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::kontakt::Kontaktsatt;
use crate::domain::ko::plats::Pott;
use crate::domain::ko::svarsdag;
use crate::domain::ko::{KoOrsak, Kostatus, Overgang};
use crate::domain::kolapp::Kolappskod;
use crate::store::StoreError;
use crate::store::ko::{Erbjud, Erbjudandesvar, Kokvitto};

/// The places that an offer is about, where one can be given.
fn potten(akt: &Akt<'_>, pott: &Pott, s: &Ram<'_>) -> Result<Potten, StoreError> {
    let insats = match pott {
        Pott::Lopande(nr) => *nr,
        Pott::Omgang(id) => en_rad(
            akt.tx,
            "pott",
            "SELECT insats_nr FROM pott WHERE id = ?1",
            params![id.text()],
            |rad| rad.tolka("insats_nr", |nr| nr.parse().ok()),
        )?
        .ok_or(KanInteIKon::OkandOmgang)?,
    };
    // The number of places of this version of the catalogue must stand in the file before one of them is taken.
    insatsversion(akt, med_ko(s, insats)?, s.version)?;
    let hittad = insatsens_potter(akt, s, insats)?
        .into_iter()
        .find(|potten| potten.pott == *pott);
    let potten = hittad.ok_or(KanInteIKon::PlatserOkanda)?;
    if !potten.oppen(s.idag) {
        return Err(KanInteIKon::OkandOmgang.into());
    }
    if potten.lediga() == 0 {
        return Err(KanInteIKon::IngenLedigPlats.into());
    }
    Ok(potten)
}

/// Offers a place.
pub(super) fn erbjud(akt: &Akt<'_>, vad: &Erbjud, s: &Ram<'_>) -> Result<Kokvitto, StoreError> {
    let potten = potten(akt, &vad.pott, s)?;
    let policy = s.policy(potten.insats);
    let (start, stangt) = (potten.krav.start, s.stangda_dagar);
    let svar_senast = vad
        .svar_senast
        .unwrap_or_else(|| svarsdag::svarsdag(&policy, start, s.idag, stangt));
    svarsdag::prova(svar_senast, &policy, start, s.idag, stangt)?;
    let valt = valj(akt.tx, &potten, vad.kod, &vad.hoppa, s.idag)?;
    let mut post = valt.post;
    let forst = valt.overhoppade.is_empty();
    skriv_overhopp(akt, valt.overhoppade, &post.kod.to_string())?;
    let kanal = vad.kanal.map(Kontaktsatt::kod);
    let nytt_erbjudande = Nytt {
        pott: &vad.pott,
        svar_senast,
        kanal,
        forst,
        atertar: None,
    };
    nytt(akt, &post, &nytt_erbjudande)?;
    ta_platser(
        akt,
        &potten,
        post.uppgifter.parti,
        s.idag,
        Some(&post.nyckel.id),
    )?;
    let handelse = Handelse::ny("erbjuden").om(&format!("{} {svar_senast}", vad.pott));
    overga(
        akt,
        &mut post,
        Overgang::Erbjud,
        &policy,
        (s.idag, handelse),
    )?;
    Ok(Kokvitto {
        svar_senast: Some(svar_senast),
        ..kvitto(akt, &post)?
    })
}

/// An offer to be written down.
pub(super) struct Nytt<'n> {
    pub(super) pott: &'n Pott,
    pub(super) svar_senast: NaiveDate,
    pub(super) kanal: Option<&'n str>,
    /// Whether it goes to the first who waits.
    pub(super) forst: bool,
    /// The offer that it opens again.
    pub(super) atertar: Option<&'n str>,
}

/// Writes an open offer down.
pub(super) fn nytt(akt: &Akt<'_>, post: &Post, nytt: &Nytt<'_>) -> Result<(), StoreError> {
    akt.kor(
        "INSERT INTO erbjudande(id, kopost_id, insats_nr, pott, parti, skapat, svar_senast, kanal, forsta_i_linje,
           atertar)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            nytt_id()?,
            post.nyckel.id,
            post.insats.to_string(),
            nytt.pott.to_string(),
            post.uppgifter.parti,
            rad::tid(foljd::erbjudandets_tid(akt, post)?),
            nytt.svar_senast.to_string(),
            nytt.kanal,
            nytt.forst,
            nytt.atertar
        ],
    )?;
    Ok(())
}

/// Closes the open offer of an entry, if it has one.
pub(super) fn stang(akt: &Akt<'_>, post: &Post, utfall: &str) -> Result<bool, StoreError> {
    let antal = akt.kor(
        "UPDATE erbjudande SET utfall = ?2, svarat = ?3 WHERE kopost_id = ?1 AND utfall IS NULL",
        params![post.nyckel.id, utfall, rad::tid(akt.nar)],
    )?;
    Ok(antal > 0)
}

/// Takes an answer.
pub(super) fn svara(
    akt: &Akt<'_>,
    kod: Kolappskod,
    svar: Erbjudandesvar,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let mut post = post::med_kod(akt.tx, kod)?;
    let policy = s.policy(post.insats);
    if svar == Erbjudandesvar::Ja && post.lage.status == Kostatus::Erbjuden {
        gar_att_ta(akt, &post, s)?;
    }
    let overgang = match svar {
        Erbjudandesvar::Ja => Overgang::Ja,
        Erbjudandesvar::Nej => Overgang::Nej,
        Erbjudandesvar::StarKvar => Overgang::StaKvar,
    };
    overga(
        akt,
        &mut post,
        overgang,
        &policy,
        (s.idag, Handelse::ny(overgang.kod())),
    )?;
    stang(akt, &post, svar.kod())?;
    let mut nasta = None;
    if svar != Erbjudandesvar::Ja {
        let ledig = slapp_platser(akt, &post, s.idag)?;
        nasta = nasta_i_tur(akt, s, post.insats, ledig)?;
    }
    if post.lage.status == Kostatus::Avslutad(KoOrsak::Avbojt) {
        rattelse::faller(akt, &post)?;
        super::kontakt::ska_raderas(akt, &post, Some(&policy), s.idag)?;
    }
    Ok(Kokvitto {
        nasta,
        ..kvitto(akt, &post)?
    })
}

/// Whether the place that is held can still be taken: a group may have begun without it.
fn gar_att_ta(akt: &Akt<'_>, post: &Post, s: &Ram<'_>) -> Result<(), StoreError> {
    let start = oppen_start(akt, post)?;
    if start.is_some_and(|start| start < s.idag) {
        return Err(KanInteIKon::OkandOmgang.into());
    }
    Ok(())
}

/// The day on which the group begins that the open offer is about.
fn oppen_start(akt: &Akt<'_>, post: &Post) -> Result<Option<NaiveDate>, StoreError> {
    let start = en_rad(
        akt.tx,
        "pott",
        "SELECT p.start FROM erbjudande e JOIN pott p ON p.id = e.pott
         WHERE e.kopost_id = ?1 AND e.utfall IS NULL",
        params![post.nyckel.id],
        |rad| post::dag_om(rad, "start"),
    )?;
    Ok(start.flatten())
}

/// Gives more time to answer.
pub(super) fn forlang(
    akt: &Akt<'_>,
    kod: Kolappskod,
    till: NaiveDate,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let mut post = post::med_kod(akt.tx, kod)?;
    let Some(nu) = post.svar_senast else {
        return Err(post.fel_status(akt.tx));
    };
    if till <= nu {
        return Err(KanInteIKon::ForlangningBakat.into());
    }
    let (policy, start) = (s.policy(post.insats), oppen_start(akt, &post)?);
    svarsdag::prova(till, &policy, start, s.idag, s.stangda_dagar)?;
    akt.kor(
        "UPDATE erbjudande SET svar_senast = ?2 WHERE kopost_id = ?1 AND utfall IS NULL",
        params![post.nyckel.id, till.to_string()],
    )?;
    anteckna(akt, &mut post, &Handelse::ny("forlangt").om(&till))?;
    Ok(Kokvitto {
        svar_senast: Some(till),
        ..kvitto(akt, &post)?
    })
}

/// Writes down that the person has been reminded.
pub(super) fn paminn(akt: &Akt<'_>, kod: Kolappskod, s: &Ram<'_>) -> Result<Kokvitto, StoreError> {
    let mut post = post::med_kod(akt.tx, kod)?;
    let policy = s.policy(post.insats);
    overga(
        akt,
        &mut post,
        Overgang::Paminn,
        &policy,
        (s.idag, Handelse::ny(Overgang::Paminn.kod())),
    )?;
    akt.kor(
        "UPDATE erbjudande SET paminnelser = ?2 WHERE kopost_id = ?1 AND utfall IS NULL",
        params![post.nyckel.id, post.lage.paminnelser],
    )?;
    kvitto(akt, &post)
}
