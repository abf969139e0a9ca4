//! The tables at the end against the models at the end of the log: they must say the same.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Debug;

use super::fil::{Filen, Rad};
use super::historia::Historia;
use super::logg::Op;
use super::modell::{Haller, Komodell};
use super::modell_akt::Aktmodell;

fn lika<T: PartialEq + Debug>(fel: &mut Vec<String>, vad: &str, filen: &T, modellen: &T) {
    if filen != modellen {
        fel.push(format!("{vad}: filen {filen:?}, loggen {modellen:?}"));
    }
}

/// Everything that differs, in words.
pub fn jamfor(
    fil: &Filen,
    ko: &Komodell,
    akt: &Aktmodell,
    historia: &Historia,
    per_op: &HashMap<Op, Vec<&Rad>>,
) -> Vec<String> {
    let mut fel = Vec::new();
    koerna(&mut fel, fil, ko);
    akterna(&mut fel, fil, akt);
    besoken(&mut fel, fil, historia, per_op);
    fel
}

fn koerna(fel: &mut Vec<String>, fil: &Filen, ko: &Komodell) {
    for (kod, post) in &fil.poster {
        let modellen = ko.poster.get(kod).map_or("saknas", |post| &post.status);
        if post.status != modellen {
            fel.push(format!(
                "{kod} är {} i filen och {modellen} efter loggen",
                post.status
            ));
        }
    }
    for kod in ko
        .poster
        .keys()
        .filter(|kod| !fil.poster.contains_key(*kod))
    {
        fel.push(format!("{kod} står i loggen men inte i kön"));
    }
    for nr in ko.koer.keys() {
        let filen = fil.linjer.get(nr).cloned().unwrap_or_default();
        lika(fel, &format!("linjen till {nr}"), &filen, &ko.linje(nr));
    }
    let mut platser = BTreeMap::new();
    for (nr, ko) in &ko.koer {
        for (nummer, har) in &ko.tagna {
            let vem = match har {
                Haller::Lapp(vem) | Haller::Overlamning(vem) => Some(vem.clone()),
                Haller::Okand => None,
            };
            platser.insert((nr.clone(), *nummer), vem);
        }
    }
    lika(fel, "tagna platser", &fil.platser, &platser);
    let erbjudna = ko
        .poster
        .iter()
        .filter(|(_, post)| post.status == "erbjuden")
        .map(|(kod, _)| kod.clone())
        .collect();
    lika(fel, "öppna erbjudanden", &fil.erbjudna, &erbjudna);
}

fn akterna(fel: &mut Vec<String>, fil: &Filen, akt: &Aktmodell) {
    lika(fel, "parkerade besök", &fil.utkast, &akt.utkast);
    let overlamningar: BTreeMap<String, String> = akt
        .overlamningar
        .iter()
        .map(|(id, har)| (id.clone(), har.status.to_owned()))
        .collect();
    for (id, status) in &fil.overlamningar {
        let efter_loggen = overlamningar.get(id).map_or("saknas", String::as_str);
        if status != efter_loggen {
            fel.push(format!(
                "överlämning {id} är {status} i filen och {efter_loggen} efter loggen"
            ));
        }
    }
    for id in overlamningar
        .keys()
        .filter(|id| !fil.overlamningar.contains_key(*id))
    {
        fel.push(format!("överlämning {id} står i loggen men finns inte"));
    }
    let arenden: BTreeMap<String, (String, usize, bool)> = akt
        .arenden
        .iter()
        .map(|(id, a)| {
            let nummer = format!("2025-{:05}", a.nummer);
            (id.clone(), (nummer, a.anteckningar, a.avslutat))
        })
        .collect();
    if fil.arenden != arenden {
        for (id, har) in &arenden {
            if fil.arenden.get(id) != Some(har) {
                fel.push(format!(
                    "ärende {id}: filen {:?}, loggen {har:?}",
                    fil.arenden.get(id)
                ));
            }
        }
        for id in fil.arenden.keys().filter(|id| !arenden.contains_key(*id)) {
            fel.push(format!("ärende {id} finns men står inte i loggen"));
        }
    }
}

/// Each visit that stands in the log is counted once, and the sums are the counts.
fn besoken(
    fel: &mut Vec<String>,
    fil: &Filen,
    historia: &Historia,
    per_op: &HashMap<Op, Vec<&Rad>>,
) {
    let mut vantat: BTreeMap<String, i64> = BTreeMap::new();
    let gjorda: HashSet<&Op> = per_op.keys().collect();
    for (op, avsikt) in &historia.avsikter {
        if !gjorda.contains(op) {
            continue;
        }
        let nr = avsikt.akt.ord(1).unwrap_or_default();
        let cell = match avsikt.akt.slag() {
            "stall" => format!("{nr} i_ko"),
            "in" => format!("{nr} mottagen"),
            "info" => format!("{nr} informerad"),
            "avsluta_utkast" => format!("{} informerad", super::akter::ANONYM),
            _ => continue,
        };
        *vantat.entry(cell).or_default() += 1;
    }
    lika(fel, "räknade besök", &fil.raknade, &vantat);
    lika(fel, "summor", &fil.summor, &fil.raknade);
}
