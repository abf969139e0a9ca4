//! Lists and acts on queues, handovers, counts and catalogues.

use std::path::Path;

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::flaggor::{KatalogKommando, OverlamningKommando};
use super::{CliFel, Kor, Svar, katalogbyte};
use crate::domain::statistik::{Cell, sammanstall};
use crate::katalog::{self, Grad};
use crate::rena::rena_rad;
use crate::start::{Installningar, las_textfil, ny_op};
use crate::store::{Change, OverlamningRad, Query, RadId, Reply, Store};
use crate::text;

pub(super) fn rader(tomt: bool, json: Value, rader: &[String]) -> Svar {
    let text = if tomt {
        text::cli::TOMT.to_owned()
    } else {
        rader.join("\n")
    };
    Svar {
        ja: true,
        json,
        text,
    }
}

fn overlamning_json(rad: &OverlamningRad) -> Value {
    json!({
        "id": rad.id.0,
        "insats": rad.insats.to_string(),
        "insats_namn": rad.insats_namn,
        "system": rad.system,
        "skapad": rad.skapad.to_rfc3339(),
        "enhet": rad.enhet,
        "status": rad.status.kod(),
    })
}

/// One line, also when another program has written several into the name.
fn overlamning_text(rad: &OverlamningRad) -> String {
    format!(
        "{}  {}  {} {}",
        rena_rad(&rad.id.0),
        text::overlamningsstatus(rad.status),
        rad.insats,
        rena_rad(&rad.insats_namn)
    )
}

pub(super) fn overlamning(kor: &Kor, vad: &OverlamningKommando) -> Result<Svar, CliFel> {
    let mut store = kor.oppna()?;
    let mut spara = |change: &Change| store.save(&kor.aktor, ny_op(), kor.nu, change);
    match vad {
        OverlamningKommando::Lista { alla } => {
            let Reply::Overlamningar(lista) = store.load(&Query::Overlamningar(*alla))? else {
                return Err(CliFel::programfel());
            };
            let json: Vec<Value> = lista.iter().map(overlamning_json).collect();
            let text: Vec<String> = lista.iter().map(overlamning_text).collect();
            Ok(rader(
                lista.is_empty(),
                json!({"overlamningar": json}),
                &text,
            ))
        }
        OverlamningKommando::Hamta { id } => {
            let Reply::Overlamning(hamtad) = spara(&Change::HamtaOverlamning {
                id: RadId(id.clone()),
            })?
            else {
                return Err(CliFel::programfel());
            };
            let mut json = overlamning_json(&hamtad.rad);
            json["person"] = json!({
                "namn": hamtad.namn,
                "personnummer": hamtad.personnummer,
                "telefon": hamtad.kontakt.telefon,
                "epost": hamtad.kontakt.epost,
                "adress": hamtad.kontakt.adress,
                "sekretessmarkering": hamtad.sekretessmarkering,
            });
            let [anvandare, desk] = &hamtad.mottagen_av;
            json["katalog"] = json!(hamtad.katalog);
            json["mottagen_av"] = json!({"anvandare": anvandare, "desk": desk});
            json["samtycke"] =
                json!({"eget": hamtad.samtycke, "vardnadshavare": hamtad.vardnadshavare});
            let kvittens = |[satt, sprak, text, version]: &[String; 4]| json!({"satt": satt, "sprak": sprak, "text": text, "version": version});
            json["information"] = json!({
                "ratt_att_ansoka": kvittens(&hamtad.information),
                "dokumentation": kvittens(&hamtad.dokumentation),
            });
            let text = format!(
                "{}\n{}\n{}",
                overlamning_text(&hamtad.rad),
                rena_rad(&hamtad.namn),
                hamtad.personnummer.as_deref().unwrap_or_default()
            );
            Ok(Svar {
                ja: true,
                json,
                text,
            })
        }
        OverlamningKommando::Kvittera { id } => {
            spara(&Change::KvitteraOverlamning {
                id: RadId(id.clone()),
            })?;
            Ok(Svar {
                ja: true,
                json: json!({"id": id, "status": "kvitterad"}),
                text: text::KVITTERAD.to_owned(),
            })
        }
    }
}

pub(super) fn statistik(
    kor: &Kor,
    fran: Option<NaiveDate>,
    till: Option<NaiveDate>,
) -> Result<Svar, CliFel> {
    // Two ranges that differ by a day would tell of the one person who came on it.
    let hela = fran.is_none_or(|dag| dag.day() == 1)
        && till.is_none_or(|dag| dag.succ_opt().is_some_and(|nasta| nasta.day() == 1));
    if !hela {
        return Err(CliFel::indata(text::cli::HELA_MANADER));
    }
    let Reply::Statistik(raknade) = kor.oppna()?.load(&Query::Statistik(fran, till))? else {
        return Err(CliFel::programfel());
    };
    let namn = |nr| {
        kor.katalog
            .insats(nr)
            .map_or_else(String::new, |insats| insats.namn.clone())
    };
    let cell = |cell: &Cell| match cell {
        Cell::Antal(antal) => json!(antal),
        Cell::FarreAn5 | Cell::Dold => json!(cell.to_string()),
    };
    let mut json = Vec::new();
    let mut text = Vec::new();
    for insats in sammanstall(&raknade) {
        let delar = |lista: &[(String, Cell)]| {
            lista
                .iter()
                .map(|(kod, antal)| (kod.clone(), cell(antal)))
                .collect::<serde_json::Map<_, _>>()
        };
        text.push(format!(
            "{:<7} {:<42} {:>5}",
            insats.nr,
            namn(insats.nr),
            insats.besok.to_string()
        ));
        json.push(json!({
            "nr": insats.nr.to_string(),
            "namn": namn(insats.nr),
            "besok": cell(&insats.besok),
            "utfall": delar(&insats.utfall),
            "resultat": delar(&insats.resultat),
            "alder": delar(&insats.band),
            "kon": delar(&insats.kon),
        }));
    }
    let dag = |dag: Option<NaiveDate>| dag.map(|dag| dag.to_string());
    Ok(rader(
        json.is_empty(),
        json!({"fran": dag(fran), "till": dag(till), "insatser": json}),
        &text,
    ))
}

pub(super) fn katalog(vad: &KatalogKommando, installningar: Installningar) -> Result<Svar, CliFel> {
    match vad {
        KatalogKommando::Granska { fil } => granska(fil),
        KatalogKommando::Jamfor { ny } => katalogbyte::jamfor(&Kor::ny(installningar)?, ny),
        KatalogKommando::Visa => {
            let kor = Kor::ny(installningar)?;
            let insatser: Vec<Value> = kor
                .katalog
                .insatser
                .iter()
                .map(|insats| {
                    json!({"nr": insats.nr.to_string(), "namn": insats.namn, "grupp": insats.grupp,
                    "paragraf": insats.dokumentation.paragraf()})
                })
                .collect();
            let text: Vec<String> = kor
                .katalog
                .insatser
                .iter()
                .map(|insats| {
                    format!(
                        "{:<7} {}  {}",
                        insats.nr,
                        insats.dokumentation.paragraf(),
                        insats.namn
                    )
                })
                .collect();
            let json = json!({"kommun": kor.katalog.kommun, "version": kor.katalog.version,
                "insatser": insatser, "oppet": kor.katalog.oppet});
            Ok(rader(false, json, &text))
        }
    }
}

fn granska(fil: &Path) -> Result<Svar, CliFel> {
    let namn = rena_rad(&fil.display().to_string());
    let text = las_textfil(fil).map_err(|_| CliFel::indata(&text::cli::kan_inte_lasa(&namn)))?;
    let last = katalog::granska(&text);
    let antal = |grad| last.anmarkningar.iter().filter(|a| a.grad == grad).count();
    let (fel, varningar) = (antal(Grad::Fel), antal(Grad::Varning));
    let json: Vec<Value> = last
        .anmarkningar
        .iter()
        .map(|a| {
            let grad = if a.grad == Grad::Fel { "fel" } else { "varning" };
            json!({"grad": grad, "rad": a.rad, "kolumn": a.kolumn, "vad": a.vad, "gor_sa_har": a.gor_sa_har})
        })
        .collect();
    let mut rader: Vec<String> = last
        .anmarkningar
        .iter()
        .map(|a| format!("{namn}: {a}"))
        .collect();
    rader.push(text::cli::katalogfel(fel, varningar));
    if fel == 0 {
        rader.push(text::cli::KATALOG_HEL.to_owned());
    }
    let json = json!({"fil": namn, "fel": fel, "varningar": varningar, "anmarkningar": json});
    Ok(Svar {
        ja: fel == 0,
        json,
        text: rader.join("\n"),
    })
}
