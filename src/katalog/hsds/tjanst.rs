//! One insats in the fields that HSDS has for it.

use serde_json::{Map, Value, json};

use super::{KSI, uuid};
use crate::domain::fakta::Underlag;
use crate::domain::insats::{Insats, Katalog};
use crate::domain::villkor::{ArMed, Krav, Part};

/// What HSDS says again of the profile, and what a reader of the file compares.
pub(super) const HARLEDDA: [&str; 6] = [
    "eligibility_description",
    "minimum_age",
    "maximum_age",
    "fees_description",
    "required_documents",
    "service_areas",
];

/// The service of an insats, without the profile. What is not known has no field.
pub(super) fn tjanst(
    insats: &Insats,
    katalog: &Katalog,
    kommunkod: &str,
    aktiv: bool,
) -> Map<String, Value> {
    let nr = insats.nr.to_string();
    let id = uuid(&[kommunkod, "insats", &nr]);
    let organisation = uuid(&[kommunkod, "namnd"]);
    let mut ut = Map::new();
    let mut satt = |nyckel: &str, varde: Value| {
        ut.insert(nyckel.to_owned(), varde);
    };
    satt("id", json!(id));
    satt("organization_id", json!(organisation));
    satt("name", json!(insats.namn));
    satt("description", json!(insats.innehall));
    satt("status", json!(if aktiv { "active" } else { "inactive" }));
    satt("application_process", json!(ANSOKAN));
    satt("eligibility_description", json!(for_vem(insats)));
    let (fran, till) = aldrar(insats);
    if let Some(fran) = fran {
        satt("minimum_age", json!(fran));
    }
    if let Some(till) = till {
        satt("maximum_age", json!(till));
    }
    if let Some(avgift) = &insats.genomforande.avgift {
        satt("fees_description", json!(avgift));
    }
    // The day on which the catalogue was last made is the day on which this was last looked at.
    satt("assured_date", json!(katalog.version));
    if let Some(viktigt) = &insats.viktigt {
        satt("alert", json!(viktigt));
    }
    satt(
        "organization",
        json!({
            "id": organisation,
            "name": katalog.namnd.namn,
            "description": format!("Nämnden i {} som har beslutat om insatserna.", katalog.kommun),
        }),
    );
    satt("service_areas", omraden(insats, katalog, kommunkod, &id));
    let handlingar = handlingar(insats, kommunkod, &id);
    if !handlingar.is_empty() {
        satt("required_documents", json!(handlingar));
    }
    if let Some(kod) = &insats.ksi {
        let term = uuid(&["ksi", kod]);
        satt(
            "attributes",
            json!([{
                "id": uuid(&[kommunkod, "attribut", &nr, kod]),
                "link_id": id,
                "link_entity": "service",
                "link_type": "service_type",
                "taxonomy_term_id": term,
                "value": kod,
                "taxonomy_term": {
                    "id": term,
                    "code": kod,
                    "name": kod,
                    "description": "Kod i Klassifikation av socialtjänstens insatser och aktiviteter.",
                    "taxonomy": KSI,
                },
            }]),
        );
    }
    ut
}

const ANSOKAN: &str = "Ges utan individuell behovsprövning (11 kap. 5 § socialtjänstlagen). Kom till mottagningen, \
    som ser efter att villkoren är uppfyllda. Den som hellre vill kan alltid ansöka och få sina behov prövade.";

/// The målgrupp, and every villkor.
fn for_vem(insats: &Insats) -> String {
    let mut ut = insats.malgrupp.text.clone();
    if !insats.villkor.is_empty() {
        ut.push_str(" Villkor:");
        for villkor in &insats.villkor {
            ut.push(' ');
            ut.push_str(&villkor.text);
        }
    }
    ut
}

/// The lowest and the highest age of the visitor that the villkor state, both inclusive; a målgrupp is no limit (VIL-03), and
/// where the source does not say whether the last year belongs, none is told.
fn aldrar(insats: &Insats) -> (Option<u8>, Option<u8>) {
    let granser = insats
        .villkor
        .iter()
        .filter_map(|villkor| match &villkor.krav {
            Krav::Alder {
                avser: Part::Person,
                grans,
            } => Some(grans),
            _ => None,
        });
    let mut ut = (None, None);
    for grans in granser {
        ut.0 = ut.0.max(grans.fran);
        let till = grans.till.and_then(|(till, ar_med)| match ar_med {
            ArMed::Ja => Some(till),
            ArMed::Nej => till.checked_sub(1),
            ArMed::Oklart => None,
        });
        ut.1 = match (ut.1, till) {
            (Some(forra), Some(till)) => Some(std::cmp::Ord::min(forra, till)),
            (forra, till) => forra.or(till),
        };
    }
    ut
}

fn omraden(insats: &Insats, katalog: &Katalog, kommunkod: &str, id: &str) -> Value {
    let omraden: Vec<String> = if insats.stadsomraden.is_empty() {
        vec![katalog.kommun.clone()]
    } else {
        let namn = |omrade: &String| format!("{} {omrade}", katalog.kommun);
        insats.stadsomraden.iter().map(namn).collect()
    };
    omraden
        .iter()
        .map(|namn| {
            json!({
                "id": uuid(&[kommunkod, "omrade", &insats.nr.to_string(), namn]),
                "service_id": id,
                "name": namn,
            })
        })
        .collect()
}

/// The handlingar by which a villkor is shown, where the own word is not one of the ways.
fn handlingar(insats: &Insats, kommunkod: &str, id: &str) -> Vec<Value> {
    let krav = insats.villkor.iter().filter(|villkor| {
        !villkor.underlag.is_empty() && !villkor.underlag.contains(&Underlag::EgenUppgift)
    });
    krav.map(|villkor| {
        let satt: Vec<&str> = villkor.underlag.iter().map(|sett| sett.kod()).collect();
        json!({
            "id": uuid(&[kommunkod, "handling", &insats.nr.to_string(), &villkor.id]),
            "service_id": id,
            "document": format!("{} Visas med {}.", villkor.text, satt.join(" eller ")),
        })
    })
    .collect()
}
