//! Lists of counts and catalogues.

use std::path::Path;

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::flaggor::KatalogKommando;
use super::statistik::{cell, tabeller};
use super::{CliFel, Kor, Svar, hsds, katalogbyte};
use crate::domain::insats::InsatsNr;
use crate::domain::statistik::period::{Manad, Period};
use crate::domain::statistik::tabell::Del;
use crate::domain::statistik::underlag::{Avsnitt, Underlag};
use crate::domain::statistik::{self as domain, Cell};
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
    let bada = fran.and_then(Manad::av).zip(till.and_then(Manad::av));
    let fragad = bada.and_then(|(fran, till)| Period::ny(fran, till));
    let fraga = Query::Statistik(fragad, kor.katalog.silor());
    let Reply::Statistik(underlag) = kor.oppna()?.load(&fraga)? else {
        return Err(CliFel::programfel());
    };
    Ok(av_underlag(kor, &underlag, fran, till))
}

/// The list of what has been counted from and to a day; in JSON all tables.
pub(super) fn av_underlag(
    kor: &Kor,
    underlag: &Underlag,
    fran: Option<NaiveDate>,
    till: Option<NaiveDate>,
) -> Svar {
    let insats = |nr| kor.katalog.insats(nr);
    let period = underlag
        .period()
        .and_then(|raknat| mellan(raknat, fran, till));
    let raknat = period.map(|period| domain::statistik(underlag, period));
    let mut rader_per_insats: Vec<(InsatsNr, Cell, &Del)> = raknat
        .iter()
        .flat_map(|raknat| [&raknat.insatser, &raknat.familjeradgivning])
        .flat_map(|del| {
            let alla = del.tabell(Avsnitt::Resultat).map(|tabell| &tabell.rader);
            alla.into_iter()
                .flatten()
                .map(move |rad| (rad.insats, rad.alla.unwrap_or(Cell::Dold), del))
        })
        .collect();
    rader_per_insats.sort_by_key(|(nr, ..)| *nr);
    let mut json = Vec::new();
    let mut text = Vec::new();
    for (nr, besok, del) in rader_per_insats {
        let namn = insats(nr).map_or_else(String::new, |insats| insats.namn.clone());
        text.push(format!("{:<7} {:<42} {:>5}", nr, namn, besok.to_string()));
        let mut rad = json!({
            "nr": nr.to_string(),
            "namn": namn,
            "besok": cell(besok),
            "utfall": delad(del, nr, Avsnitt::Utfall),
            "resultat": delad(del, nr, Avsnitt::Resultat),
            "alder": delad(del, nr, Avsnitt::Alder),
            "kon": delad(del, nr, Avsnitt::Kon),
        });
        for tabell in &del.tabeller {
            rad[tabell.avsnitt.kod()] = delad(del, nr, tabell.avsnitt).into();
        }
        json.push(rad);
    }
    let dag = |dag: Option<NaiveDate>| dag.map(|dag| dag.to_string());
    let tomt = json.is_empty();
    let mut json = json!({"fran": dag(fran), "till": dag(till), "insatser": json});
    if let (Some(raknat), Some(json)) = (&raknat, json.as_object_mut())
        && let Value::Object(tabeller) = tabeller(raknat, kor.idag)
    {
        json.extend(tabeller);
    }
    rader(tomt, json, &text)
}

/// The months from and to a day, as far as anything has been counted; none where nothing has.
fn mellan(raknat: Period, fran: Option<NaiveDate>, till: Option<NaiveDate>) -> Option<Period> {
    // A day outside the months that there are is taken for one in the first or the last year of them.
    let manad = |dag: NaiveDate| Manad::ny(dag.year().clamp(2000, 2999), dag.month());
    Period::ny(
        fran.and_then(manad)
            .map_or(raknat.forsta(), |fran| fran.max(raknat.forsta())),
        till.and_then(manad)
            .map_or(raknat.sista(), |till| till.min(raknat.sista())),
    )
}

/// The parts of one division that an insats has any visits in.
fn delad(del: &Del, nr: InsatsNr, avsnitt: Avsnitt) -> serde_json::Map<String, Value> {
    let Some(tabell) = del.tabell(avsnitt) else {
        return serde_json::Map::new();
    };
    let rad = tabell.rader.iter().find(|rad| rad.insats == nr);
    let celler = rad.into_iter().flat_map(|rad| &rad.celler);
    tabell
        .koder
        .iter()
        .zip(celler)
        .filter(|(_, antal)| **antal != Cell::Antal(0))
        .map(|(kod, antal)| (kod.clone(), cell(*antal)))
        .collect()
}

pub(super) fn katalog(vad: &KatalogKommando, installningar: Installningar) -> Result<Svar, CliFel> {
    match vad {
        KatalogKommando::Granska { fil } => granska(fil),
        KatalogKommando::Ut { format, ut } => hsds::ut(installningar, format, ut.as_ref()),
        KatalogKommando::In { fran, ut } => hsds::in_(installningar, fran, ut.as_ref()),
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
