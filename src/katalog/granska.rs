//! Warnings: what is allowed but worth a look before a catalogue is adopted.
//!
//! Reads the TOML tables and not the built catalogue, so that warnings come together with the faults.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::fil::Varde;
use super::rad::Felsamling;
use super::tecken::citat;

/// Words that need a judgement, which nobody may make at the desk (VIL-02).
const BEDOMNINGSORD: &[&str] = &[
    "i behov av",
    "vid behov",
    "risk för",
    "riskerar",
    "egenupplevd",
    "självuppfattad",
    "lämplig",
    "motiverad",
    "svår",
    "allvarlig",
    "tillräcklig",
    "problem",
];

/// Adds the warnings of a whole catalogue.
pub(super) fn varningar(rot: &DeTable<'_>, fel: &Felsamling) {
    for kontakt in namngivna(rot, "kontakter") {
        if let Some(telefon) = oklar(kontakt.1, "telefon") {
            fel.varning(
                telefon,
                format!("Kontakten {} har inget telefonnummer.", citat(kontakt.0)),
                "Fyll i numret så snart det är känt.",
            );
        }
    }
    for (namn, beslut) in namngivna(rot, "beslut") {
        for (nyckel, vad) in [
            ("datum", "datum"),
            ("referens", "diarienummer eller paragraf"),
        ] {
            if let Some(plats) = oklar(beslut, nyckel) {
                fel.varning(
                    plats,
                    format!("Beslutet {} saknar {vad}.", citat(namn)),
                    "Be nämnden om uppgiften: beslutet ska gå att hitta.",
                );
            }
        }
    }
    let delade: BTreeMap<&str, &DeTable<'_>> = namngivna(rot, "villkor").collect();
    for villkor in delade.values() {
        ett_villkor(villkor, None, fel);
    }
    let mut skal: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for insats in lista(rot, "insats") {
        let DeValue::Table(tabell) = insats.get_ref() else {
            continue;
        };
        sokord(insats, tabell, fel);
        for villkor in lista(tabell, "villkor") {
            if let DeValue::Table(eget) = villkor.get_ref() {
                let bas = eget.get("delad").and_then(|delad| delad.get_ref().as_str());
                ett_villkor(eget, bas.and_then(|bas| delade.get(bas).copied()), fel);
            }
        }
        let dokumentation = tabell
            .get("dokumentation")
            .and_then(|varde| varde.get_ref().as_table());
        if let Some(varde) = dokumentation.and_then(|dokumentation| dokumentation.get("skal"))
            && let Some(text) = varde.get_ref().as_str()
        {
            skal.entry(text.trim())
                .or_default()
                .push(varde.span().start);
        }
    }
    for platser in skal.values().filter(|platser| platser.len() > 1) {
        fel.varning(
            platser.first().copied().unwrap_or(0),
            format!(
                "Samma skäl enligt 14 kap. 5 § SoL står ordagrant i {} insatser.",
                platser.len()
            ),
            "Särskilda skäl ska vägas för varje insats: be nämnden om skälen för var och en.",
        );
    }
}

/// One villkor as it is written; where it rests on a shared one only its own words are looked at.
fn ett_villkor(villkor: &DeTable<'_>, delad: Option<&DeTable<'_>>, fel: &Felsamling) {
    let typ = villkor.get("typ").or_else(|| delad?.get("typ"));
    if typ.and_then(|typ| typ.get_ref().as_str()) == Some("bedomning") {
        if let Some(egen) = villkor.get("typ") {
            fel.varning(
                egen.span().start,
                "Villkoret kräver en bedömning: det visas men prövas aldrig i receptionen.",
                "Be nämnden om ett villkor som är ett faktiskt förhållande.",
            );
        }
        return;
    }
    let Some(varde) = villkor.get("text") else {
        return;
    };
    let text = varde.get_ref().as_str().unwrap_or("").to_lowercase();
    if let Some(ord) = BEDOMNINGSORD.iter().find(|ord| text.contains(**ord)) {
        fel.varning(
            varde.span().start,
            format!("Villkoret innehåller ”{ord}”, som kräver en bedömning."),
            "Skriv villkoret som ett faktiskt förhållande, flytta det till målgruppen eller sätt typ = \"bedomning\".",
        );
    }
}

fn sokord(insats: &Varde<'_>, tabell: &DeTable<'_>, fel: &Felsamling) {
    if tabell.get("sokord").is_none_or(|varde| {
        varde
            .get_ref()
            .as_array()
            .is_some_and(|lista| lista.is_empty())
    }) {
        let namn = tabell
            .get("namn")
            .and_then(|namn| namn.get_ref().as_str())
            .unwrap_or("utan namn");
        fel.varning_saknas(
            tabell
                .get("sokord")
                .map_or(insats.span().start, |varde| varde.span().start),
            "sokord",
            format!("Insatsen {} har inga sökord.", citat(namn)),
            "Lägg till ord som besökare själva använder.",
        );
    }
}

/// The place of a value that is given as open.
fn oklar(tabell: &DeTable<'_>, nyckel: &str) -> Option<usize> {
    let varde = tabell.get(nyckel)?;
    varde
        .get_ref()
        .as_table()?
        .get("oklart")
        .map(|_| varde.span().start)
}

fn namngivna<'a>(
    rot: &'a DeTable<'_>,
    nyckel: &str,
) -> impl Iterator<Item = (&'a str, &'a DeTable<'a>)> {
    let tabell = rot.get(nyckel).and_then(|varde| varde.get_ref().as_table());
    tabell
        .into_iter()
        .flat_map(|tabell| tabell.iter())
        .filter_map(|(namn, varde)| Some((namn.get_ref().as_ref(), varde.get_ref().as_table()?)))
}

fn lista<'a>(tabell: &'a DeTable<'_>, nyckel: &str) -> &'a [Varde<'a>] {
    tabell
        .get(nyckel)
        .and_then(|varde| varde.get_ref().as_array())
        .map_or(&[], |lista| lista.as_ref())
}
