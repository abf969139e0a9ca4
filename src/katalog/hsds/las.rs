//! A catalogue in from HSDS 3: as TOML that a person reads and goes on with, and that holds as a catalogue.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::skriv;
use super::tjanst::{HARLEDDA, tjanst};
use super::ut::I_HSDS;
use super::{FLEST, KSI, PROFIL};
use crate::domain::insats::Katalog;
use crate::katalog::{Anmarkning, Grad, granska};
use crate::rena::rena_rad;

/// Most faults that are told at once.
const FLEST_FEL: usize = 40;
/// Longest text of a service, in characters.
const LANGST: usize = 10_000;

/// Inläst, what a file became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inlast {
    /// The catalogue file.
    pub toml: String,
    /// What it is read as.
    pub katalog: Katalog,
    /// What somebody should look at, at places of [`Self::toml`].
    pub varningar: Vec<Anmarkning>,
    /// Whether it had our profile; without it every villkor is open.
    pub egen: bool,
}

/// Reads a file. `idag` is the version of a catalogue that has none.
///
/// # Errors
/// Every fault that was found, each a sentence that begins with where in the file it is.
pub fn las(text: &str, idag: NaiveDate) -> Result<Inlast, Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let sida: Value = serde_json::from_str(text).map_err(|fel| {
        vec![format!(
            "rad {} kolumn {}: Filen är inte JSON, eller djupare än en katalog kan vara.",
            fel.line(),
            fel.column()
        )]
    })?;
    let tjanster = tjanster(&sida)?;
    let profil = sida.get("profil");
    let egen = profil.is_some() || tjanster.iter().any(|(_, en)| en.get("profil").is_some());
    let rot = if egen {
        egen_katalog(profil, &tjanster)
    } else {
        frammande(&sida, &tjanster, idag)
    }?;
    let toml = skriv::toml(&rot).map_err(|vag| {
        vec![format!(
            "profil, {}: Värdet går inte i en katalog. Skriv text, ett heltal, true eller false.",
            kort(&vag)
        )]
    })?;
    let last = granska(&toml);
    let Some(katalog) = last.katalog else {
        let fel = last
            .anmarkningar
            .iter()
            .filter(|anmarkning| anmarkning.grad == Grad::Fel)
            .map(|anmarkning| {
                format!(
                    "{}: {} {}",
                    plats(&toml, anmarkning.rad),
                    anmarkning.vad,
                    anmarkning.gor_sa_har
                )
            });
        return Err(fel.take(FLEST_FEL).collect());
    };
    if egen {
        samma(&tjanster, &katalog)?;
    }
    Ok(Inlast {
        toml,
        katalog,
        varningar: last.anmarkningar,
        egen,
    })
}

/// Where in the file the row of the catalogue came from: the service by its place and name, or the profile.
fn plats(toml: &str, rad: usize) -> String {
    let fore: Vec<&str> = toml.lines().take(rad).collect();
    match fore.iter().filter(|rad| **rad == "[[insats]]").count() {
        0 => "profil.katalog".to_owned(),
        antal if fore.iter().rev().find(|rad| rad.starts_with('[')) == Some(&"[[insats]]") => {
            format!("contents[{}]", antal - 1)
        }
        _ => "profil.katalog".to_owned(),
    }
}

/// A text of the file in a message: cleaned, and short.
fn kort(text: &str) -> String {
    let mut ut: String = rena_rad(text).chars().take(60).collect();
    if text.chars().nth(60).is_some() {
        ut.push('…');
    }
    ut
}

type Tjanst<'v> = (String, &'v Map<String, Value>);

/// The services: of a page, a list, an organisation with its services, or one alone; each with its place.
fn tjanster(sida: &Value) -> Result<Vec<Tjanst<'_>>, Vec<String>> {
    let i_lista = ["contents", "services"]
        .into_iter()
        .find_map(|namn| Some((namn, sida.get(namn)?)));
    let (namn, lista) = match (sida, i_lista) {
        (_, Some((namn, Value::Array(lista)))) => (namn, lista.as_slice()),
        (_, Some((namn, _))) => {
            return Err(vec![format!("{namn}: Ska vara en lista av tjänster.")]);
        }
        (Value::Array(lista), None) => ("", lista.as_slice()),
        (Value::Object(en), None) if en.contains_key("name") => ("", std::slice::from_ref(sida)),
        _ => return Err(vec![INGA.to_owned()]),
    };
    if lista.is_empty() {
        return Err(vec![INGA.to_owned()]);
    }
    if lista.len() > FLEST {
        return Err(vec![format!(
            "{namn}: Filen har {} tjänster. Fler än {FLEST} tas inte in på en gång.",
            lista.len()
        )]);
    }
    let mut fel = Vec::new();
    let mut ut = Vec::with_capacity(lista.len());
    for (plats, en) in lista.iter().enumerate() {
        let plats = format!("{namn}[{plats}]");
        match en {
            Value::Object(en) => ut.push((plats, en)),
            _ => fel.push(format!("{plats}: Ska vara en tjänst med name.")),
        }
    }
    eller_fel(ut, fel)
}

const INGA: &str =
    "Filen har inga tjänster: den ska vara en lista, eller ha contents eller services.";

fn eller_fel<T>(ut: T, mut fel: Vec<String>) -> Result<T, Vec<String>> {
    if fel.is_empty() {
        return Ok(ut);
    }
    fel.truncate(FLEST_FEL);
    Err(fel)
}

/// A text of a service; a fault where it is something else, or longer than any.
fn text<'v>(
    (plats, tjanst): &(String, &'v Map<String, Value>),
    nyckel: &str,
    fel: &mut Vec<String>,
) -> Option<&'v str> {
    match tjanst.get(nyckel) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) if text.chars().count() > LANGST => {
            fel.push(format!(
                "{plats}.{nyckel}: Texten är längre än {LANGST} tecken."
            ));
            None
        }
        Some(Value::String(text)) => Some(text.as_str()).filter(|text| !text.trim().is_empty()),
        Some(_) => {
            fel.push(format!("{plats}.{nyckel}: Ska vara text."));
            None
        }
    }
}

/// The code of the attribute whose taxonomy is KSI.
fn ksi(tjanst: &Map<String, Value>) -> Option<&str> {
    let attribut = tjanst.get("attributes")?.as_array()?;
    attribut.iter().find_map(|en| {
        let term = en.get("taxonomy_term")?;
        (term.get("taxonomy")?.as_str()? == KSI).then_some(())?;
        let kod = en.get("value").and_then(Value::as_str);
        kod.or_else(|| term.get("code")?.as_str())
    })
}

/// A catalogue with our profile: the profile, and what HSDS holds of it put back.
fn egen_katalog(
    profil: Option<&Value>,
    tjanster: &[Tjanst<'_>],
) -> Result<Map<String, Value>, Vec<String>> {
    let mut fel = Vec::new();
    let del =
        |varde: Option<&Value>, plats: &str, nyckel: &str| -> Result<Map<String, Value>, String> {
            let varde = varde.ok_or_else(|| {
                format!("{plats}profil: Saknas, fast filen har profilen {PROFIL} på andra ställen.")
            })?;
            if varde.get("id").and_then(Value::as_str) != Some(PROFIL) {
                return Err(format!(
                    "{plats}profil.id: Programmet läser bara profilen {PROFIL}."
                ));
            }
            match varde.get(nyckel) {
                Some(Value::Object(tabell)) => Ok(tabell.clone()),
                _ => Err(format!(
                    "{plats}profil.{nyckel}: Saknas, eller är ingen tabell."
                )),
            }
        };
    let mut rot = del(profil, "", "katalog").unwrap_or_else(|vad| {
        fel.push(vad);
        Map::new()
    });
    if rot.contains_key("insats") {
        fel.push("profil.katalog.insats: Insatserna står i contents.".to_owned());
    }
    let mut insatser = Vec::with_capacity(tjanster.len());
    for tjanst in tjanster {
        let (plats, falt) = tjanst;
        let mut insats = match del(falt.get("profil"), &format!("{plats}."), "insats") {
            Ok(insats) => insats,
            Err(vad) => {
                fel.push(vad);
                continue;
            }
        };
        for nyckel in I_HSDS
            .into_iter()
            .filter(|nyckel| insats.contains_key(*nyckel))
        {
            fel.push(format!(
                "{plats}.profil.insats.{nyckel}: Hör inte hit: det står i tjänstens egna fält."
            ));
        }
        for (nyckel, falt) in [
            ("namn", "name"),
            ("innehall", "description"),
            ("viktigt", "alert"),
        ] {
            if let Some(text) = text(tjanst, falt, &mut fel) {
                insats.insert(nyckel.to_owned(), json!(text));
            }
        }
        if let Some(kod) = ksi(falt) {
            insats.insert("ksi".to_owned(), json!(kod));
        }
        insatser.push(Value::Object(insats));
    }
    rot.insert("insats".to_owned(), Value::Array(insatser));
    eller_fel(rot, fel)
}

/// Whether the fields that say again what the profile says do so.
fn samma(tjanster: &[Tjanst<'_>], katalog: &Katalog) -> Result<(), Vec<String>> {
    let mut fel = Vec::new();
    for ((plats, har), insats) in tjanster.iter().zip(&katalog.insatser) {
        let ska = tjanst(insats, katalog, "", true);
        for nyckel in HARLEDDA {
            if innebord(nyckel, har.get(nyckel)) != innebord(nyckel, ska.get(nyckel)) {
                fel.push(format!(
                    "{plats}.{nyckel}: Säger något annat än profilen. Ändra i profilen, som är nämndens villkor, eller ta bort profilen ur hela filen."
                ));
            }
        }
    }
    eller_fel((), fel)
}

/// What a field says, ids aside: another system may have given it new ones.
fn innebord(nyckel: &str, varde: Option<&Value>) -> Vec<String> {
    let under = match nyckel {
        "required_documents" => "document",
        "service_areas" => "name",
        _ => "",
    };
    match varde {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(lista)) if !under.is_empty() => lista
            .iter()
            .map(|en| {
                en.get(under)
                    .map_or_else(|| en.to_string(), Value::to_string)
            })
            .collect(),
        // Whether an age is written 18 or 18.0 is all the same.
        Some(Value::Number(tal)) => vec![
            tal.as_f64()
                .map_or_else(|| tal.to_string(), |tal| tal.to_string()),
        ],
        Some(varde) => vec![varde.to_string()],
    }
}

/// The shared villkor of every insats that came in without the profile.
const OPPET_VILLKOR: &str = "villkoren-oppna";

/// A catalogue of services that say nothing of what a nämnd has decided.
fn frammande(
    sida: &Value,
    tjanster: &[Tjanst<'_>],
    idag: NaiveDate,
) -> Result<Map<String, Value>, Vec<String>> {
    let mut fel = Vec::new();
    let oklart = |vad: &str| json!({ "oklart": format!("Filen säger inte {vad}.") });
    let organisation = sida
        .get("name")
        .filter(|_| sida.get("services").is_some())
        .or_else(|| tjanster.first()?.1.get("organization")?.get("name"))
        .and_then(Value::as_str)
        .map(|namn| rena_rad(namn).chars().take(200).collect::<String>())
        .filter(|namn| !namn.trim().is_empty())
        .unwrap_or_else(|| "Organisationen anges inte".to_owned());
    let kontakt = json!({"namn": organisation, "telefon": oklart("vilket telefonnummer")});
    let mut insatser = Vec::with_capacity(tjanster.len());
    for (nummer, tjanst) in (0_usize..).zip(tjanster) {
        let Some(namn) = text(tjanst, "name", &mut fel) else {
            if fel.is_empty() {
                fel.push(format!("{}.name: Saknas.", tjanst.0));
            }
            continue;
        };
        let eller =
            |text: Option<&str>, annars: &str| text.map_or_else(|| annars.to_owned(), rena_rad);
        let mut oppet = vec![
            "Inläst ur en HSDS-fil. Nämnden behöver säga om insatsen är beslutad, och vilka villkor som gäller.".to_owned(),
            "Numret är katalogens eget.".to_owned(),
        ];
        for (nyckel, namn) in [("minimum_age", "lägsta"), ("maximum_age", "högsta")] {
            match tjanst.1.get(nyckel) {
                None | Some(Value::Null) => {}
                Some(Value::Number(alder)) => oppet.push(format!(
                    "Filen anger {namn} ålder {alder}. Om det är nämndens villkor sägs inte."
                )),
                Some(_) => fel.push(format!("{}.{nyckel}: Ska vara ett tal.", tjanst.0)),
            }
        }
        if let Some(status) = text(tjanst, "status", &mut fel).filter(|status| *status != "active")
        {
            oppet.push(format!("Filen anger status {}.", kort(status)));
        }
        let mut insats = Map::new();
        let avgift = eller(
            text(tjanst, "fees_description", &mut fel),
            "Filen säger inget om avgift.",
        );
        let for_vem = eller(
            text(tjanst, "eligibility_description", &mut fel),
            "Filen säger inte för vem tjänsten är.",
        );
        let innehall = eller(
            text(tjanst, "description", &mut fel),
            "Filen beskriver inte tjänsten.",
        );
        for (nyckel, varde) in [
            (
                "nr",
                json!(format!("{}.{}", nummer / 255 + 1, nummer % 255 + 1)),
            ),
            ("namn", json!(rena_rad(namn))),
            ("grupp", json!("Inläst ur HSDS")),
            ("beslut", json!("inget")),
            ("innehall", json!(innehall)),
            ("malgrupp", json!({ "text": for_vem })),
            ("villkor", json!([OPPET_VILLKOR])),
            ("avgift", json!({"slag": "oklart", "text": avgift})),
            ("oppet", json!(oppet)),
            (
                "dokumentation",
                json!({"paragraf": "14:3", "system": oklart("var insatsen dokumenteras"), "akt": "oklart"}),
            ),
        ] {
            insats.insert(nyckel.to_owned(), varde);
        }
        if let Some(viktigt) = text(tjanst, "alert", &mut fel) {
            insats.insert("viktigt".to_owned(), json!(rena_rad(viktigt)));
        }
        if let Some(kod) = ksi(tjanst.1) {
            insats.insert("ksi".to_owned(), json!(kod));
        }
        insatser.push(Value::Object(insats));
    }
    let rot = json!({
        "format": 1,
        "kommun": organisation,
        "version": idag.to_string(),
        "oppet": [
            "Katalogen är inläst ur en HSDS-fil utan profilen för villkor. Den säger inget om vad en nämnd har beslutat.",
        ],
        "kontakter": {"namnd": kontakt, "ansokan": kontakt, "barn-och-unga": kontakt},
        "beslut": {"inget": {
            "namnd": organisation,
            "titel": "Inget beslut är känt: inläst ur en HSDS-fil",
            "datum": oklart("när en nämnd beslutade, eller om någon har gjort det"),
            "referens": oklart("diarienummer eller paragraf"),
        }},
        "villkor": {OPPET_VILLKOR: {
            "text": "Nämndens villkor för insatsen är inte inlästa.",
            "typ": "faktum",
            "oppet": "Det kan finnas ett eller flera villkor, eller inget. Fråga nämnden innan du svarar.",
        }},
        "insats": insatser,
    });
    let Value::Object(rot) = rot else {
        return Err(vec![INGA.to_owned()]);
    };
    eller_fel(rot, fel)
}
