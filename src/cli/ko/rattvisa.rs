//! The fairness report.

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::{Lager, bara, fil, namn};
use crate::cli::{CliFel, Kor, Svar, lista::rader};
use crate::domain::insats::InsatsNr;
use crate::rena::rena_rad;
use crate::store::ko::{Insatsrattvisa, Kofraga, Kosvar, Rattvisa};
use crate::text;

/// The report from and to a day; the year until today where nothing is said.
pub(super) fn kor(
    kor: &Kor,
    (fran, till): (Option<NaiveDate>, Option<NaiveDate>),
    insats: Option<&str>,
    csv: bool,
) -> Result<Svar, CliFel> {
    let insats = bara(kor, insats)?;
    // To now: in a rehearsal the rules may see another day than the one on which things were done.
    let till = till.unwrap_or_else(|| kor.idag.max(kor.nu.date_naive()));
    let fran = fran
        .or_else(|| NaiveDate::from_ymd_opt(till.year(), 1, 1))
        .unwrap_or(till);
    if fran > till {
        return Err(CliFel::indata(text::ko::cli::FRAN_TILL));
    }
    let Kosvar::Rattvisa(mut rapport) = Lager::svept(kor)?.fraga(Kofraga::Rattvisa(fran, till))?
    else {
        return Err(CliFel::programfel());
    };
    // Familjerådgivning is in no common list (SEK-02); named, it is its own.
    let syns = |nr: InsatsNr| match insats {
        Some(bara) => bara == nr,
        None => kor.katalog.insats(nr).is_none_or(|insats| !insats.silo),
    };
    rapport.insatser.retain(|rad| syns(rad.insats));
    rapport.per_desk.retain(|(_, nr, _, _)| syns(*nr));
    if csv {
        return Ok(fil::rattvisa(&rapport));
    }
    let tomt = rapport.insatser.is_empty() && rapport.per_desk.is_empty();
    Ok(rader(
        tomt,
        som_json(kor, &rapport, fran, till),
        &som_text(kor, &rapport, fran, till),
    ))
}

fn som_json(kor: &Kor, rapport: &Rattvisa, fran: NaiveDate, till: NaiveDate) -> Value {
    let insats = |rad: &Insatsrattvisa| {
        let overhopp: serde_json::Map<String, Value> = rad
            .overhopp
            .iter()
            .map(|(skal, antal)| (skal.kod().to_owned(), json!(antal)))
            .collect();
        json!({
            "insats": rad.insats.to_string(),
            "namn": namn(kor, rad.insats),
            "erbjudanden": rad.erbjudanden,
            "inte_till_forsta": rad.inte_till_forsta,
            "overhopp": overhopp,
            "rattelser": rad.rattelser,
            "vilor": rad.vilor,
            "vilor_over_tid": rad.vilor_over_tid,
            "starter": rad.starter,
            "median_dagar": rad.median_dagar,
            "ej_granskade": rad.ej_granskade,
        })
    };
    let desk = |(desk, nr, starter, dagar): &(String, InsatsNr, u64, Option<u64>)| json!({"desk": rena_rad(desk), "insats": nr.to_string(), "starter": starter, "median_dagar": dagar});
    json!({
        "fran": fran.to_string(),
        "till": till.to_string(),
        "insatser": rapport.insatser.iter().map(insats).collect::<Vec<_>>(),
        "per_desk": rapport.per_desk.iter().map(desk).collect::<Vec<_>>(),
    })
}

fn som_text(kor: &Kor, rapport: &Rattvisa, fran: NaiveDate, till: NaiveDate) -> Vec<String> {
    let mut ut = vec![format!("{} {fran} – {till}", text::ko::cli::RATTVISA)];
    for rad in &rapport.insatser {
        ut.extend(text::ko::cli::rattvisa(
            rad.insats,
            namn(kor, rad.insats),
            rad,
        ));
    }
    if !rapport.per_desk.is_empty() {
        ut.push(text::ko::cli::PER_DESK.to_owned());
    }
    for (desk, nr, starter, dagar) in &rapport.per_desk {
        ut.push(format!(
            "  {} {nr}: {starter}, {}",
            rena_rad(desk),
            text::ko::cli::median(*dagar)
        ));
    }
    ut
}
