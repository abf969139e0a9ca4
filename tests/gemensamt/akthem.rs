//! Ärenden from the command line: what stands in the files, and how a case gets as far as an akt.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use super::hem::{Hem, IDAG, NAMN, Ut, boendecoachning};

/// Another enhet than the one that the program is set up with.
pub const ANNAN: &str = "Utförare Väst";
/// Somebody who writes, and a text that must never come back in an error.
pub const SKRIVARE: (&str, &str) = ("Övning Skrivare", "behandlare");
pub const HEMLIGT: &str = "Hemlighet om sömnen";

/// Runs a command as another enhet, with this on standard input.
pub fn som(hem: &Hem, enhet: &str, argument: &[&str], indata: &str) -> Ut {
    let mut barn = hem
        .kommando(argument)
        .env("TROSKEL_ENHET", enhet)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut in_ = barn.stdin.take().unwrap();
    let indata = indata.to_owned();
    let skriver = std::thread::spawn(move || drop(in_.write_all(indata.as_bytes())));
    let ut = barn.wait_with_output().unwrap();
    skriver.join().unwrap();
    ut.into()
}

/// Runs a command that reads JSON.
pub fn med(hem: &Hem, argument: &[&str], indata: &Value) -> Ut {
    let argument = [argument, &["--fran", "-", "--json"]].concat();
    hem.kor_med(&argument, indata.to_string().as_bytes())
}

/// The same, which must be a yes.
pub fn gor(hem: &Hem, argument: &[&str], indata: &Value) -> Value {
    let ut = med(hem, argument, indata);
    assert_eq!(ut.kod, 0, "{argument:?}: {ut:?}");
    ut.json()
}

/// A reception of a documented insats; gives the id of the handover.
pub fn mottagen(hem: &Hem) -> String {
    let ut = hem.mottag(&boendecoachning());
    assert_eq!(ut.kod, 0, "{ut:?}");
    ut.json()["overlamning"].as_str().unwrap().to_owned()
}

/// The same, fetched.
pub fn hamtad(hem: &Hem) -> String {
    let id = mottagen(hem);
    hem.json(&["overlamning", "hamta", &id]);
    id
}

/// An ärende, by number; each parent has an akt of their own where `bada`.
pub fn oppnat(hem: &Hem, bada: bool) -> String {
    let id = hamtad(hem);
    let akt = if bada { "varje-foralder" } else { "mottagaren" };
    let arende = hem.json(&["arende", "oppna", &id, "--akt", akt, "--steg", "3"]);
    arende["arende"].as_str().unwrap().to_owned()
}

/// Two parents' ärenden.
pub fn tva_foraldrar(hem: &Hem) -> (String, String) {
    let ena = oppnat(hem, true);
    let argument = ["arende", "andra-foraldern", &ena, "--person", "-", "--json"];
    let ut = hem.kor_med(&argument, andra_foraldern().to_string().as_bytes());
    assert_eq!(ut.kod, 0, "{ut:?}");
    let andra = ut.json()["arende"].as_str().unwrap().to_owned();
    (ena, andra)
}

pub fn andra_foraldern() -> Value {
    json!({"person": {"namn": "Övning Bergqvist", "telefon": "070-000 00 00"},
        "samtycke": {"satt": "muntligt", "dag": IDAG}})
}

/// Who writes, laid into a file.
pub fn skrivet(mut indata: Value) -> Value {
    indata["skrivare"] = SKRIVARE.0.into();
    indata["titel"] = SKRIVARE.1.into();
    indata
}

pub fn anteckning(vad: &str) -> Value {
    skrivet(
        json!({"vad": vad, "dag": IDAG, "klockslag": "10:15", "kalla": "personen",
        "deltog": NAMN, "text": format!("{HEMLIGT}.\nAndra raden.")}),
    )
}

pub fn plan(mal: &str, bygger_pa: Option<u32>) -> Value {
    skrivet(json!({"varfor": HEMLIGT, "mal": mal, "gjord_med": "personen", "bygger_pa": bygger_pa}))
}

pub fn samtycke(med: &str, mottagare: &str, till: &str) -> Value {
    json!({"med": med, "mottagare": mottagare, "vad": "anteckningar om familjen", "lamnat": IDAG,
        "till": till, "satt": "skriftligt"})
}

pub fn uppfoljning(nasta: Option<&str>) -> Value {
    skrivet(
        json!({"dag": IDAG, "text": HEMLIGT, "mal": [{"mal": "Sova bättre", "utfall": "battre"}],
        "nasta": nasta}),
    )
}

pub fn avslut(orsak: &str) -> Value {
    let mut avslut = uppfoljning(None);
    avslut.as_object_mut().unwrap().remove("nasta");
    avslut["orsak"] = orsak.into();
    avslut
}

/// No error says anything of what was typed about somebody.
pub fn utan_uppgifter(ut: &Ut) {
    let allt = format!("{}{}", ut.ut, ut.fel);
    for hemligt in [
        NAMN,
        "Almqvist",
        "Bergqvist",
        "701063",
        "070-000",
        HEMLIGT,
        "Hemlighet",
        "Skrivare",
    ] {
        assert!(!allt.contains(hemligt), "{hemligt}: {ut:?}");
    }
}
