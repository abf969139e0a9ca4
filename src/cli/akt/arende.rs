//! Ärenden: listed, opened from a handover, read, and taken a step further.

use std::path::Path;

use serde_json::{Value, json};

use super::flaggor::Oppning;
use super::indata::{AndraForaldern, Person, val};
use super::{Lager, id, las, nej, person, som_json};
use crate::cli::lista::rader;
use crate::cli::{CliFel, Kor, Svar};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::{Aktslag, Stegantal};
use crate::domain::insats::InsatsNr;
use crate::store::akt::{Aktakt, Arendebild, Arenderad, NyttArende};
use crate::text;

pub(super) fn svar_lista(lista: &[Arenderad], ja: bool) -> Svar {
    let json: Vec<Value> = lista.iter().map(som_json::arenderad).collect();
    let text: Vec<String> = lista.iter().map(text::akt::lista::arenderad).collect();
    Svar {
        ja,
        ..rader(lista.is_empty(), json!({"arenden": json}), &text)
    }
}

pub(super) fn lista(kor: &Kor, avslutade: bool) -> Result<Svar, CliFel> {
    let lista = Lager::oppna(kor)?.arenden(avslutade)?;
    Ok(svar_lista(&lista, true))
}

/// What the catalogue in use says of whose akt it is and of the steps; nothing of an insats that it no longer has.
fn av_katalogen(kor: &Kor, nr: InsatsNr) -> (Option<Aktslag>, Option<Stegantal>) {
    let insats = kor.katalog.insats(nr);
    insats.map_or((None, None), |insats| insats.dokumentation.akt_och_steg())
}

/// What is chosen where the catalogue leaves it open; a choice against the catalogue is none.
fn valt<T: PartialEq>(
    katalogen: Option<T>,
    valt: Option<T>,
    flagga: &str,
) -> Result<Option<T>, CliFel> {
    match (katalogen, valt) {
        (Some(sagt), Some(valt)) if sagt != valt => {
            Err(CliFel::nej(&text::akt::cli::katalogen_sager_annat(flagga)))
        }
        (Some(sagt), _) => Ok(Some(sagt)),
        (None, valt) => Ok(valt),
    }
}

pub(super) fn oppna(kor: &Kor, flaggor: &Oppning) -> Result<Svar, CliFel> {
    let akt = flaggor.akt.as_ref();
    let akt: Option<Aktslag> = akt.map(|kod| val(&kod.replace('-', "_"))).transpose()?;
    let steg = flaggor.steg.as_deref().map(stegantal).transpose()?;
    let identitet = flaggor.person.as_ref().map(|fil| {
        let (kalla, indata) = las::<Person>(fil)?;
        person::identitet(kor, &kalla, &indata)
    });
    let identitet = identitet.transpose()?;
    let overlamning = id(&flaggor.overlamning);
    let mut lager = Lager::oppna(kor)?;
    let rad = lager.i_inkorgen(&overlamning)?;
    let (av_akt, av_steg) = av_katalogen(kor, rad.insats);
    let aktslag = valt(av_akt, akt, "--akt")?.ok_or_else(|| nej(KanInteIAkten::AktslagKravs))?;
    if identitet.is_some() && aktslag != Aktslag::Barnet {
        return Err(CliFel::indata(text::akt::cli::PERSON_BARA_BARNET));
    }
    let steg =
        valt(av_steg, steg, "--steg")?.ok_or_else(|| CliFel::nej(text::akt::cli::STEG_KRAVS))?;
    let bild = lager.bild(Aktakt::Oppna(NyttArende {
        overlamning,
        aktslag,
        steg,
        person: identitet,
        uppfoljning: flaggor.uppfoljning,
    }))?;
    Ok(oppnad(&bild))
}

fn stegantal(text: &str) -> Result<Stegantal, CliFel> {
    let antal = text.parse().ok().and_then(Stegantal::av_antal);
    antal.ok_or_else(|| CliFel::indata(text::akt::cli::STEG))
}

fn oppnad(bild: &Arendebild) -> Svar {
    let mut json = som_json::arenderad(&bild.rad);
    json["aktslag"] = json!(bild.aktslag.kod());
    json["annan_akt"] = json!(bild.annan_akt.as_ref().map(|(_, nummer)| nummer.text()));
    Svar {
        ja: true,
        json,
        text: text::akt::cli::oppnad(&bild.rad, bild.aktslag),
    }
}

pub(super) fn andra_foraldern(kor: &Kor, nummer: &str, fil: &Path) -> Result<Svar, CliFel> {
    let (kalla, indata) = las::<AndraForaldern>(fil)?;
    let person = person::identitet(kor, &kalla, &indata.person)?;
    let mut lager = Lager::oppna(kor)?;
    let arende = lager.arende(nummer)?.id;
    let bild = lager.bild(Aktakt::OppnaForAndraForaldern {
        arende,
        person,
        samtycke: (indata.samtycke.satt.0, indata.samtycke.dag.0),
    })?;
    Ok(oppnad(&bild))
}

pub(super) fn visa(kor: &Kor, nummer: &str) -> Result<Svar, CliFel> {
    let bild = Lager::oppna(kor)?.las(nummer)?;
    Ok(Svar {
        ja: true,
        json: som_json::arende(&bild, kor.idag),
        text: text::akt::visa::akten(&bild, kor.idag).join("\n"),
    })
}

pub(super) fn steg(kor: &Kor, nummer: &str) -> Result<Svar, CliFel> {
    let mut lager = Lager::oppna(kor)?;
    let rad = lager.arende(nummer)?;
    let bild = lager.bild(Aktakt::TaSteg {
        arende: rad.id,
        fran: rad.steg.0,
    })?;
    let (steg, av) = bild.rad.steg;
    Ok(Svar {
        ja: true,
        json: json!({"arende": bild.rad.nummer.text(), "steg": steg.nummer(), "stegantal": av.antal()}),
        text: text::akt::cli::nytt_steg(&bild.rad),
    })
}
