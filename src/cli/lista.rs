//! Lists of counts and catalogues.

use std::path::Path;

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::flaggor::KatalogKommando;
use super::{CliFel, Kor, Svar, katalogbyte};
use crate::domain::statistik::{Cell, sammanstall};
use crate::katalog::{self, Grad};
use crate::rena::rena_rad;
use crate::start::{Installningar, las_textfil};
use crate::store::{Query, Reply, Store};
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
