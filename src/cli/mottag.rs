//! The whole reception, headless: the same forms and steps as on the screen, answered from a file.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::fakta::{RaFakta, las_json};
use super::{CliFel, Kor, Svar};
use crate::domain::besok::{KanInteTasEmot, Slut};
use crate::domain::information::{Satt, Sprak};
use crate::domain::insats::Dokumentation;
use crate::domain::kolapp::Kolappskod;
use crate::domain::kontroll::Utfall;
use crate::domain::utkast::Kod;
use crate::domain::villkor::Status;
use crate::flode::{Pagaende, Vidare};
use crate::form::{FaltId, Hinder};
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
    let indata: Indata = las_json(kalla, text)?;
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
    let tar_emot = indata.vill == "ta_emot";
    let dokumenteras = matches!(insats.dokumentation, Dokumentation::Dokumenteras { .. });
    if indata.person.is_some() && !dokumenteras {
        return Err(CliFel::indata(text::cli::INGEN_IDENTITET));
    }
    let fakta = indata.fakta.fakta(kor.idag)?;
    let mut besok = Pagaende::ny(
        Arc::new(insats.clone()),
        &kor.katalog.version,
        kor.idag,
        fakta,
    )
    .med_kolapp(kolapp);
    besvara(
        &mut besok,
        &indata.information,
        indata.person.as_ref(),
        [&indata.alder, &indata.kon],
    )?;
    let slut = drivs_till_slut(&mut besok, kor, &indata.vill)?;
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

fn besvara(
    besok: &mut Pagaende,
    information: &Information,
    person: Option<&Person>,
    raknas: [&Option<String>; 2],
) -> Result<(), CliFel> {
    let svar = besok.svar_mut();
    for (falt, satt) in [
        (FaltId::Satt, &information.ratt_att_ansoka),
        (FaltId::DokSatt, &information.dokumentation),
    ] {
        if let Some(satt) = satt {
            let satt = Satt::fran_kod(satt).ok_or_else(|| CliFel::indata(text::cli::SATT))?;
            svar.valj(falt, kod(satt.kod(), text::cli::SATT)?);
        }
    }
    if let Some(sprak) = &information.sprak {
        Sprak::fran_kod(sprak).ok_or_else(|| CliFel::indata(text::cli::SPRAK))?;
        svar.valj(FaltId::Sprak, kod(sprak, text::cli::SPRAK)?);
    }
    let [alder, kon] = raknas;
    let band = |kod: &str| crate::domain::tid::Aldersband::fran_kod(kod).is_some();
    let kant_kon = |kod: &str| crate::domain::raknat::Kon::fran_kod(kod).is_some();
    for (falt, varde, kant) in [
        (FaltId::Band, alder, &band as &dyn Fn(&str) -> bool),
        (FaltId::Kon, kon, &kant_kon),
    ] {
        if let Some(varde) = varde {
            if !kant(varde) {
                return Err(CliFel::indata(text::cli::RAKNAS));
            }
            svar.valj(falt, kod(varde, text::cli::RAKNAS)?);
        }
    }
    if let Some(person) = person {
        let texter = [
            (FaltId::Namn, &person.namn),
            (FaltId::Nummer, &person.personnummer),
            (FaltId::Telefon, &person.telefon),
            (FaltId::Epost, &person.epost),
            (FaltId::Adress, &person.adress),
        ];
        for (falt, varde) in texter {
            if let Some(varde) = varde {
                svar.satt_text(falt, &rena_rad(varde));
            }
        }
        if person.sekretessmarkering {
            svar.valj(FaltId::Sekretess, kod("ja", text::cli::FEL_SLAG)?);
        }
    }
    Ok(())
}

fn kod(text: &str, annars: &str) -> Result<Kod, CliFel> {
    Kod::ny(text).ok_or_else(|| CliFel::indata(annars))
}

/// Goes through the steps as the screen does, and refuses what the screen refuses.
fn drivs_till_slut(besok: &mut Pagaende, kor: &Kor, vill: &str) -> Result<Box<Slut>, CliFel> {
    use crate::domain::besok::Onskan;
    match vill {
        "ta_emot" | "ko" => {}
        "ansoka" => drop(besok.lamna(Onskan::Ansoka)),
        "bara_fraga" => drop(besok.lamna(Onskan::BaraFraga)),
        _ => return Err(CliFel::indata(text::cli::VILL)),
    }
    besok
        .svar_mut()
        .valj(FaltId::Vill, kod(vill, text::cli::VILL)?);
    if besok.lamnar().is_none() && besok.provning().status == Status::EjKontrollerat {
        return Err(CliFel::indata(text::cli::EJ_KONTROLLERAT));
    }
    loop {
        match besok.vidare(kor.texter()) {
            Ok(Vidare::Slut(slut)) => return Ok(slut),
            // Whoever wants a place but lacks a samtycke is not sent away with a count: the desk asks first.
            Ok(Vidare::Steg(_)) if matches!(besok.utgang(), Some(KanInteTasEmot::Samtycke(_))) => {
                let Some(KanInteTasEmot::Samtycke(inget)) = besok.utgang() else {
                    continue;
                };
                if Utfall::utan_samtycke(inget) != Utfall::Oklart {
                    return Err(CliFel::indata(&format!(
                        "{} {}",
                        text::cli::SAMTYCKE_SAKNAS,
                        text::skal::inget_samtycke(inget)
                    )));
                }
            }
            Ok(Vidare::Steg(_)) => {}
            Err(hinder) => return Err(CliFel::indata(&hinder_text(&hinder))),
        }
    }
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
        Hinder::Identitet(crate::domain::identitet::KanInteIdentifiera::NamnSaknas) => {
            text::cli::PERSON_SAKNAS.to_owned()
        }
        annat @ (Hinder::Obesvarat(_) | Hinder::Nummer(_) | Hinder::Identitet(_)) => {
            text::hinder::hinder(annat)
        }
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
