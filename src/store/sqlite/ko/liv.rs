//! An entry's life besides its offers: pauses, attempts, confirmations, ends.

use chrono::NaiveDate;
use rusqlite::params;

use super::super::Akt;
use super::post::{self, Handelse, Post, anteckna};
use super::{Ram, erbjud, kontakt, kvitto, nasta_i_tur, overga, rattelse, slapp_platser};
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::kontakt::Kontaktsatt;
use crate::domain::ko::plats::Kouppgifter;
use crate::domain::ko::rattelse::Mening;
use crate::domain::ko::{KoOrsak, Overgang};
use crate::domain::kolapp::Kolappskod;
use crate::store::StoreError;
use crate::store::ko::Kokvitto;

/// An act that changes nothing but the entry itself.
pub(super) fn enkel(
    akt: &Akt<'_>,
    kod: Kolappskod,
    overgang: Overgang,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    med_handelse(akt, kod, overgang, Handelse::ny(overgang.kod()), s)
}

fn med_handelse(
    akt: &Akt<'_>,
    kod: Kolappskod,
    overgang: Overgang,
    handelse: Handelse<'_>,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let mut post = post::med_kod(akt.tx, kod)?;
    let policy = s.policy(post.insats);
    overga(akt, &mut post, overgang, &policy, (s.idag, handelse))?;
    kvitto(akt, &post)
}

pub(super) fn vila(
    akt: &Akt<'_>,
    kod: Kolappskod,
    (fran, till): (NaiveDate, NaiveDate),
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let overgang = Overgang::Vila { fran, till };
    let handelse = Handelse::ny(overgang.kod()).om(&format!("{fran}/{till}"));
    med_handelse(akt, kod, overgang, handelse, s)
}

pub(super) fn aktivera(
    akt: &Akt<'_>,
    kod: Kolappskod,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let handelse = Handelse::ny(Overgang::Aktivera.kod()).orsak("egen_begaran");
    med_handelse(akt, kod, Overgang::Aktivera, handelse, s)
}

/// An attempt to reach the person.
pub(super) fn forsok(
    akt: &Akt<'_>,
    kod: Kolappskod,
    kanal: Kontaktsatt,
    nadd: bool,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let overgang = Overgang::Forsok(nadd);
    let handelse = Handelse::ny(overgang.kod())
        .orsak(if nadd { "nadd" } else { "inte_nadd" })
        .om(&format!("{} {}", kanal.kod(), s.idag));
    let mut post = post::med_kod(akt.tx, kod)?;
    let policy = s.policy(post.insats);
    overga(akt, &mut post, overgang, &policy, (s.idag, handelse))?;
    // Without any contact data nobody can have been tried: the act falls with the transaction.
    if !kontakt::finns(akt.tx, &post.nyckel.id)? {
        return Err(KanInteIKon::KontaktSaknas.into());
    }
    kvitto(akt, &post)
}

pub(super) fn bekraftelsesteg(
    akt: &Akt<'_>,
    kod: Kolappskod,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let steg = post::med_kod(akt.tx, kod)?.lage.bekraftelsesteg + 1;
    let handelse = Handelse::ny(Overgang::Bekraftelsesteg.kod()).om(&steg);
    med_handelse(akt, kod, Overgang::Bekraftelsesteg, handelse, s)
}

/// Changes the facts that may keep the person from one place.
pub(super) fn uppgifter(
    akt: &Akt<'_>,
    kod: Kolappskod,
    uppgifter: &Kouppgifter,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let mut post = post::med_kod(akt.tx, kod)?;
    if !post.lage.status.har_plats_i_ko() {
        return Err(post.fel_status(akt.tx));
    }
    let hogst = s.policy(post.insats).parti_hogst;
    if uppgifter.parti == 0 || uppgifter.parti > hogst {
        return Err(KanInteIKon::PartiForStort(hogst).into());
    }
    // An open offer holds as many places as the party was then.
    if post.svar_senast.is_some() && uppgifter.parti != post.uppgifter.parti {
        return Err(post.fel_status(akt.tx));
    }
    post.uppgifter = Kouppgifter {
        // The age band is what was said when the entry was made.
        band: post.uppgifter.band,
        ..uppgifter.clone()
    };
    anteckna(akt, &mut post, &Handelse::ny("uppgifter"))?;
    kvitto(akt, &post)
}

pub(super) fn avsluta(
    akt: &Akt<'_>,
    kod: Kolappskod,
    (orsak, villkor): (KoOrsak, Option<&str>),
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let mut post = post::med_kod(akt.tx, kod)?;
    let finns = s.insats(post.insats);
    if orsak == KoOrsak::InsatsenUpphort && finns.is_some_and(|insats| insats.erbjuds(s.idag)) {
        return Err(KanInteIKon::InsatsenFinns.into());
    }
    if let (KoOrsak::EjSvar, Some(dag)) = (orsak, post.svar_senast) {
        return Err(KanInteIKon::SvarstidPagar(dag).into());
    }
    let mut handelse = Handelse::ny("avslutad").orsak(orsak.kod());
    if orsak == KoOrsak::VillkorEjUppfyllda {
        // Nobody leaves for a villkor that nobody has decided (VIL-07).
        let villkor = villkor.and_then(|id| finns?.villkor(id));
        handelse = handelse.om(&villkor.ok_or(KanInteIKon::VilketVillkor)?.id);
    }
    slut(akt, &mut post, Overgang::Avsluta(orsak), handelse, s)
}

pub(super) fn felregistrera(
    akt: &Akt<'_>,
    kod: Kolappskod,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let mut post = post::med_kod(akt.tx, kod)?;
    let handelse = Handelse::ny("felregistrerad");
    slut(akt, &mut post, Overgang::Felregistrera, handelse, s)
}

/// Ends an entry: an open offer is recalled, a proposal falls, and its places are given back, in the same transaction.
pub(super) fn slut(
    akt: &Akt<'_>,
    post: &mut Post,
    overgang: Overgang,
    handelse: Handelse<'_>,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let policy = s.policy(post.insats);
    overga(akt, post, overgang, &policy, (s.idag, handelse))?;
    erbjud::stang(akt, post, "aterkallat")?;
    rattelse::faller(akt, post)?;
    let ledig = slapp_platser(akt, post, s.idag)?;
    kontakt::ska_raderas(akt, post, Some(&policy), s.idag)?;
    Ok(Kokvitto {
        nasta: nasta_i_tur(akt, s, post.insats, ledig)?,
        ..kvitto(akt, post)?
    })
}

/// Takes an ended entry up again, with its old ködatum.
pub(super) fn ateroppna(
    akt: &Akt<'_>,
    kod: Kolappskod,
    mening: &Mening,
    s: &Ram<'_>,
) -> Result<Kokvitto, StoreError> {
    let mut post = post::med_kod(akt.tx, kod)?;
    super::med_ko(s, post.insats)?;
    kontakt::ingen_annan(akt, &post)?;
    let policy = s.policy(post.insats);
    let handelse = Handelse::ny(Overgang::Ateroppna.kod());
    let seq = overga(
        akt,
        &mut post,
        Overgang::Ateroppna,
        &policy,
        (s.idag, handelse),
    )?;
    skriv_mening(akt, seq, mening)?;
    kontakt::ska_raderas(akt, &post, None, s.idag)?;
    kvitto(akt, &post)
}

/// Keeps the sentence that goes with an event.
pub(super) fn skriv_mening(akt: &Akt<'_>, seq: i64, mening: &Mening) -> Result<(), StoreError> {
    akt.kor(
        "INSERT INTO komening(seq, text) VALUES (?1, ?2)",
        params![seq, mening.text()],
    )?;
    Ok(())
}
