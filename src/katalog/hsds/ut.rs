//! A catalogue out as HSDS 3.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::PROFIL;
use super::tjanst::tjanst;
use crate::domain::insats::Katalog;

/// The keys of an insats that HSDS has fields for.
pub(super) const I_HSDS: [&str; 4] = ["namn", "innehall", "viktigt", "ksi"];

/// A catalogue as a page of services. `text` is the file that `katalog` was read from; `idag` says which insatser are offered.
/// None where the two do not belong together.
pub fn ut(text: &str, katalog: &Katalog, idag: NaiveDate) -> Option<Value> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let rot: toml::Table = text.parse().ok()?;
    let Value::Object(mut rot) = json_av(toml::Value::Table(rot)) else {
        return None;
    };
    let Some(Value::Array(insatser)) = rot.remove("insats") else {
        return None;
    };
    if insatser.len() != katalog.insatser.len() {
        return None;
    }
    let kommunkod = rot
        .get("kommunkod")
        .and_then(Value::as_str)
        .unwrap_or(&katalog.kommun)
        .to_owned();
    let mut tjanster = Vec::with_capacity(insatser.len());
    for (insats, egen) in katalog.insatser.iter().zip(insatser) {
        let Value::Object(mut egen) = egen else {
            return None;
        };
        for nyckel in I_HSDS {
            egen.remove(nyckel);
        }
        let mut ny = tjanst(insats, katalog, &kommunkod, insats.erbjuds(idag));
        ny.insert("profil".to_owned(), json!({"id": PROFIL, "insats": egen}));
        tjanster.push(Value::Object(ny));
    }
    let antal = tjanster.len();
    let mut sida = Map::new();
    for (nyckel, varde) in [
        ("total_items", json!(antal)),
        ("total_pages", json!(1)),
        ("page_number", json!(1)),
        ("size", json!(antal)),
        ("first_page", json!(true)),
        ("last_page", json!(true)),
        ("empty", json!(antal == 0)),
        ("profil", json!({"id": PROFIL, "katalog": rot})),
        ("contents", Value::Array(tjanster)),
    ] {
        sida.insert(nyckel.to_owned(), varde);
    }
    Some(Value::Object(sida))
}

/// A value of a catalogue file as JSON; a day is a text.
fn json_av(varde: toml::Value) -> Value {
    match varde {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(tal) => json!(tal),
        toml::Value::Float(tal) => json!(tal),
        toml::Value::Boolean(sant) => Value::Bool(sant),
        toml::Value::Datetime(dag) => Value::String(dag.to_string()),
        toml::Value::Array(lista) => lista.into_iter().map(json_av).collect(),
        toml::Value::Table(tabell) => tabell
            .into_iter()
            .map(|(nyckel, varde)| (nyckel, json_av(varde)))
            .collect(),
    }
}
