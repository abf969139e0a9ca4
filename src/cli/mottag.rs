//! The whole reception, headless: the same forms and steps as on the screen, answered from a file.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::fakta::{RaFakta, las_json};
use super::{CliFel, Kor, Svar};
use crate::domain::besok::{KanInteTasEmot, Onskan, Slut};
use crate::domain::identitet::KanInteIdentifiera;
use crate::domain::information::{Satt, Sprak};
use crate::domain::insats::Dokumentation;
use crate::domain::kolapp::Kolappskod;
use crate::domain::kontroll::Utfall;
use crate::domain::raknat::Kon;
use crate::domain::tid::Aldersband;
use crate::domain::utkast::Kod;
use crate::flode::{Pagaende, Platsbild, Vidare};
use crate::form::{Falt, FaltId, Hinder, Slag};
use crate::rena::rena_rad;
use crate::start::ny_op;
use crate::store::{Change, Kvitto, Reply, Store};
use crate::text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Indata {
    nr: String,
    #[serde(default)]
    fakta: RaFakta,
    #[serde(default)]
    information: Information,
    person: Option<Person>,
    vill: String,
    kolapp: Option<String>,
    alder: Option<String>,
    kon: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Information {
    ratt_att_ansoka: Option<String>,
    dokumentation: Option<String>,
    sprak: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Person {
    namn: Option<String>,
    personnummer: Option<String>,
    telefon: Option<String>,
    epost: Option<String>,
    adress: Option<String>,
    sekretessmarkering: bool,
}

/// Runs one reception.
pub(super) fn kor(kor: &Kor, kalla: &str, text: &str) -> Result<Svar, CliFel> {
    let mut indata: Indata = las_json(kalla, text)?;
    let nr = indata.nr.parse().ok();
    let insats = nr
        .and_then(|nr| kor.katalog.insats(nr))
        .ok_or_else(|| CliFel::okand_insats(&indata.nr))?;
    let kolapp = match &indata.kolapp {
        None => None,
        Some(kod) => {
            Some(Kolappskod::las(kod).ok_or_else(|| CliFel::indata(text::cli::KOLAPP_FEL))?)
        }
    };
    granska(&indata)?;
    let tar_emot = indata.vill == "ta_emot";
    let dokumenteras = matches!(insats.dokumentation, Dokumentation::Dokumenteras { .. });
    if indata.person.is_some() && !dokumenteras {
        return Err(CliFel::indata(text::cli::INGEN_IDENTITET));
    }
    let fakta = std::mem::take(&mut indata.fakta).fakta(kor.idag)?;
    let mut besok = Pagaende::ny(
        Arc::new(insats.clone()),
        &kor.katalog.version,
        kor.idag,
        fakta,
    )
    .med_kolapp(kolapp);
    let slut = drivs_till_slut(&mut besok, kor, &indata)?;
    let utfall = slut.raknat().utfall();
    let resultat = slut.raknat().resultat();
    let change = Change::Avsluta {
        slut: *slut,
        insats: Arc::clone(besok.insats()),
        katalog: besok.katalog().to_owned(),
        utkast: None,
        kolapp: besok.kolapp(),
    };
    let mut store = kor.oppna()?;
    let Reply::Avslutat(kvitto) = store.save(&kor.aktor, ny_op(), kor.nu, &change)? else {
        return Err(CliFel::programfel());
    };
    let ja = !tar_emot && indata.vill != "ko" || utfall == Utfall::Uppfyllt;
    Ok(Svar {
        ja,
        json: som_json(&besok, utfall, resultat.kod(), &kvitto),
        text: som_text(utfall, text::resultat(resultat), &kvitto),
    })
}

/// Every code is known, whatever way the visit takes: a misspelt one is told of before anything else is.
fn granska(indata: &Indata) -> Result<(), CliFel> {
    let Information {
        ratt_att_ansoka,
        dokumentation,
        sprak,
    } = &indata.information;
    let kand = |varde: &Option<String>, kand: fn(&str) -> bool| varde.as_deref().is_none_or(kand);
    let satt = |kod: &str| Satt::fran_kod(kod).is_some();
    for (kand, annars) in [
        (
            kand(ratt_att_ansoka, satt) && kand(dokumentation, satt),
            text::cli::SATT,
        ),
        (
            kand(sprak, |kod| Sprak::fran_kod(kod).is_some()),
            text::cli::SPRAK,
        ),
        (
            kand(&indata.alder, |kod| Aldersband::fran_kod(kod).is_some()),
            text::cli::RAKNAS,
        ),
        (
            kand(&indata.kon, |kod| Kon::fran_kod(kod).is_some()),
            text::cli::RAKNAS,
        ),
        (
            matches!(
                indata.vill.as_str(),
                "ta_emot" | "ko" | "ansoka" | "bara_fraga"
            ),
            text::cli::VILL,
        ),
    ] {
        if !kand {
            return Err(CliFel::indata(annars));
        }
    }
    Ok(())
}

/// Goes through the steps as the screen does: each form is answered field by field, and left forwards.
fn drivs_till_slut(besok: &mut Pagaende, kor: &Kor, indata: &Indata) -> Result<Box<Slut>, CliFel> {
    match indata.vill.as_str() {
        "ansoka" => drop(besok.lamna(Onskan::Ansoka)),
        "bara_fraga" => drop(besok.lamna(Onskan::BaraFraga)),
        _ => {}
    }
    // Counted whatever the way out, also one that passes no form that asks.
    for (falt, varde) in [(FaltId::Band, &indata.alder), (FaltId::Kon, &indata.kon)] {
        if let Some(kod) = varde.as_deref().and_then(Kod::ny) {
            besok.svar_mut().valj(falt, kod);
        }
    }
    loop {
        // Whether there is a place is for the file to say, in the transaction that takes it.
        let formular = besok.formular(kor.texter(), &kor.katalog, Platsbild::default());
        for falt in &formular.falt {
            besvara(besok, falt, indata)?;
        }
        match besok.vidare(kor.texter()) {
            Ok(Vidare::Slut(slut)) => return Ok(slut),
            Ok(Vidare::Steg(_)) => saknat_samtycke(besok)?,
            Err(hinder) => return Err(CliFel::indata(&hinder_text(&hinder))),
        }
    }
}

/// Answers one field from the file, where the file has an answer; facts need no field.
fn besvara(besok: &mut Pagaende, falt: &Falt, indata: &Indata) -> Result<(), CliFel> {
    let person = indata.person.as_ref();
    let utgang = besok.utgang().is_some();
    let varde = match &falt.id {
        FaltId::Satt => indata.information.ratt_att_ansoka.as_deref(),
        FaltId::DokSatt => indata.information.dokumentation.as_deref(),
        FaltId::Sprak => indata.information.sprak.as_deref(),
        FaltId::Vill if utgang => Some("hanvisad"),
        FaltId::Vill => Some(indata.vill.as_str()),
        FaltId::Namn => person.and_then(|p| p.namn.as_deref()),
        FaltId::Nummer => person.and_then(|p| p.personnummer.as_deref()),
        FaltId::Telefon => person.and_then(|p| p.telefon.as_deref()),
        FaltId::Epost => person.and_then(|p| p.epost.as_deref()),
        FaltId::Adress => person.and_then(|p| p.adress.as_deref()),
        FaltId::Sekretess => Some(if person.is_some_and(|p| p.sekretessmarkering) {
            "ja"
        } else {
            "nej"
        }),
        FaltId::Fodd
        | FaltId::BarnFodd
        | FaltId::Villkor(_)
        | FaltId::Tveksamhet
        | FaltId::Klass
        | FaltId::BarnDeltar
        | FaltId::BarnKlass
        | FaltId::Vardnadshavare
        | FaltId::Eget
        | FaltId::BarnEget
        | FaltId::Band
        | FaltId::Kon => None,
    };
    let Some(varde) = varde else { return Ok(()) };
    match &falt.slag {
        Slag::Text(langd) => {
            let varde = rena_rad(varde);
            if varde.chars().count() > *langd {
                return Err(CliFel::indata(text::cli::FOR_LANGT));
            }
            besok.svar_mut().satt_text(falt.id.clone(), &varde);
        }
        Slag::Datum => {}
        Slag::Val(alternativ) => {
            // Any language may be told in; the form offers the commonest.
            let finns =
                falt.id == FaltId::Sprak || alternativ.iter().any(|a| a.kod.text() == varde);
            let kod = Kod::ny(varde)
                .filter(|_| finns)
                .ok_or_else(|| CliFel::indata(text::cli::VILL))?;
            besok.svar_mut().valj(falt.id.clone(), kod);
        }
    }
    Ok(())
}

/// Whoever wants a place but lacks a samtycke is not sent away with a count: the desk asks first.
fn saknat_samtycke(besok: &Pagaende) -> Result<(), CliFel> {
    let Some(KanInteTasEmot::Samtycke(inget)) = besok.utgang() else {
        return Ok(());
    };
    if Utfall::utan_samtycke(inget) == Utfall::Oklart {
        return Ok(());
    }
    Err(CliFel::indata(&format!(
        "{} {}",
        text::cli::SAMTYCKE_SAKNAS,
        text::skal::inget_samtycke(inget)
    )))
}

fn hinder_text(hinder: &Hinder) -> String {
    match hinder {
        Hinder::Obesvarat(FaltId::Satt) => text::cli::INFORMATION_SAKNAS.to_owned(),
        Hinder::Obesvarat(FaltId::DokSatt) => text::cli::DOKUMENTATION_SAKNAS.to_owned(),
        Hinder::Obesvarat(FaltId::Eget | FaltId::Vardnadshavare | FaltId::BarnDeltar) => {
            format!(
                "{} {}",
                text::cli::SAMTYCKE_SAKNAS,
                text::hinder::hinder(hinder)
            )
        }
        Hinder::Obesvarat(FaltId::Villkor(_)) => text::cli::EJ_KONTROLLERAT.to_owned(),
        Hinder::Identitet(KanInteIdentifiera::NamnSaknas) => text::cli::PERSON_SAKNAS.to_owned(),
        annat @ (Hinder::Obesvarat(_)
        | Hinder::Nummer(_)
        | Hinder::NummerOchAlder
        | Hinder::Identitet(_)) => text::hinder::hinder(annat),
    }
}

fn som_json(besok: &Pagaende, utfall: Utfall, resultat: &str, kvitto: &Kvitto) -> Value {
    json!({
        "nr": besok.insats().nr.to_string(),
        "utfall": utfall.kod(),
        "resultat": resultat,
        "kolapp": kvitto.kolapp.map(|(kod, _)| kod.to_string()),
        "plats_i_ko": kvitto.kolapp.map(|(_, plats)| plats),
        "overlamning": kvitto.overlamning.as_ref().map(|id| id.0.clone()),
        "identitet_sparad": kvitto.overlamning.is_some(),
    })
}

fn som_text(utfall: Utfall, resultat: &str, kvitto: &Kvitto) -> String {
    let mut rader = vec![format!("{}. {resultat}.", text::utfall(utfall))];
    if let Some((kod, plats)) = kvitto.kolapp {
        rader.push(text::kolapp(kod, plats));
    }
    if let Some(id) = &kvitto.overlamning {
        rader.push(text::overlamnad(&id.0));
    }
    rader.join("\n")
}
