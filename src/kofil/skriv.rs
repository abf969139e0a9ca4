//! Writes lists for a spreadsheet: UTF-8 with a byte order mark, `;` between cells, each in quotes, CR LF after each row.
//!
//! Slips, codes and numbers only: no name and no way to reach anybody can come out here (PUL-02).

use chrono::{DateTime, NaiveDateTime, Utc};

use super::formel::skyddad;
use crate::domain::ko::plats::{Overhopp, Veckodagar};
use crate::domain::tid::Aldersband;
use crate::rena::rena_rad;
use crate::store::ko::{Korad, Rattvisa};

/// What tells a spreadsheet that the letters are UTF-8.
const BOM: &str = "\u{feff}";
/// Short names of the days of the week, without the marks that an old program loses.
const VECKODAGAR: [&str; 7] = ["man", "tis", "ons", "tor", "fre", "lor", "son"];

/// The queues, one entry a row: `kolapp;insats;plats;kodatum;status;parti;band;sprak;tidigast;veckodagar;svar_senast;
/// rattad;importerad`.
///
/// `lokal` gives local time. An empty cell is something that is not known; `rattad` and `importerad` are `ja` or `nej`.
pub fn ko(rader: &[Korad], lokal: &dyn Fn(DateTime<Utc>) -> NaiveDateTime) -> String {
    let mut ut = tabell(&[
        "kolapp",
        "insats",
        "plats",
        "kodatum",
        "status",
        "parti",
        "band",
        "sprak",
        "tidigast",
        "veckodagar",
        "svar_senast",
        "rattad",
        "importerad",
    ]);
    for korad in rader {
        let uppgifter = &korad.uppgifter;
        rad(
            &mut ut,
            &[
                korad.kod.to_string(),
                korad.insats.to_string(),
                eller_tom(korad.plats),
                lokal(korad.sedan).format("%Y-%m-%d %H:%M").to_string(),
                korad.status.kod().to_owned(),
                uppgifter.parti.to_string(),
                eller_tom(uppgifter.band.map(Aldersband::kod)),
                uppgifter.sprak.clone().unwrap_or_default(),
                eller_tom(uppgifter.tidigast),
                eller_tom(uppgifter.veckodagar.map(veckodagar)),
                eller_tom(korad.svar_senast),
                ja_nej(korad.rattad),
                ja_nej(korad.importerad),
            ],
        );
    }
    ut
}

/// The fairness report, one insats a row, with a column for each reason to pass somebody over.
///
/// An empty median is one that is not told because fewer than five have begun.
pub fn rattvisa(rapport: &Rattvisa) -> String {
    let hopp = Overhopp::ALLA.map(|skal| format!("overhopp_{}", skal.kod()));
    let mut rubriker = vec!["insats", "erbjudanden", "inte_till_forsta"];
    rubriker.extend(hopp.iter().map(String::as_str));
    rubriker.extend([
        "rattelser",
        "vilor",
        "vilor_over_tid",
        "starter",
        "median_dagar",
        "ej_granskade",
    ]);
    let mut ut = tabell(&rubriker);
    for en in &rapport.insatser {
        let mut celler = vec![
            en.insats.to_string(),
            en.erbjudanden.to_string(),
            en.inte_till_forsta.to_string(),
        ];
        celler.extend(Overhopp::ALLA.map(|skal| {
            let antal = en.overhopp.iter().filter(|(annat, _)| *annat == skal);
            antal.map(|(_, antal)| antal).sum::<u64>().to_string()
        }));
        celler.extend([
            en.rattelser.to_string(),
            en.vilor.to_string(),
            en.vilor_over_tid.to_string(),
            en.starter.to_string(),
            eller_tom(en.median_dagar),
            en.ej_granskade.to_string(),
        ]);
        rad(&mut ut, &celler);
    }
    ut
}

/// The part of the fairness report that tells one desk from another: `desk;insats;starter;median_dagar`.
pub fn rattvisa_per_desk(rapport: &Rattvisa) -> String {
    let mut ut = tabell(&["desk", "insats", "starter", "median_dagar"]);
    for (desk, insats, starter, dagar) in &rapport.per_desk {
        let celler = [
            desk.clone(),
            insats.to_string(),
            starter.to_string(),
            eller_tom(*dagar),
        ];
        rad(&mut ut, &celler);
    }
    ut
}

/// A table of its headings, with the mark before them that tells of the encoding.
pub fn tabell(rubriker: &[&str]) -> String {
    let mut ut = BOM.to_owned();
    rad(&mut ut, rubriker);
    ut
}

/// Adds a row: every cell cleaned, in quotes, and guarded against being taken for a formula.
pub fn rad(ut: &mut String, celler: &[impl AsRef<str>]) {
    for (plats, cell) in celler.iter().enumerate() {
        if plats > 0 {
            ut.push(';');
        }
        skriv_cell(ut, cell.as_ref());
    }
    ut.push_str("\r\n");
}

/// Writes one cell, cleaned, in quotes, and guarded where a spreadsheet would take it for a formula: a desk can be called
/// anything. Without quotes a `;` or `,` in it would begin a new cell, with a formula first.
fn skriv_cell(ut: &mut String, cell: &str) {
    ut.push('"');
    ut.push_str(&skyddad(&rena_rad(cell)).replace('"', "\"\""));
    ut.push('"');
}

fn eller_tom(varde: Option<impl ToString>) -> String {
    varde.map_or_else(String::new, |varde| varde.to_string())
}

fn ja_nej(varde: bool) -> String {
    if varde { "ja" } else { "nej" }.to_owned()
}

/// The days, Monday first, as [`super::las`] reads them.
fn veckodagar(dagar: Veckodagar) -> String {
    let valda: Vec<&str> = VECKODAGAR
        .into_iter()
        .enumerate()
        .filter(|(plats, _)| dagar.mask() & (1 << plats) != 0)
        .map(|(_, namn)| namn)
        .collect();
    valda.join(",")
}
