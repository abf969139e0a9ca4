//! Handovers and akter as JSON. Keys are Swedish without å ä ö, and the same wherever the same thing stands.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use crate::domain::akt::plan::Planrubrik;
use crate::domain::akt::samtycke::galler;
use crate::domain::identitet::Kontaktuppgift;
use crate::store::akt::{
    Anteckningsrad, Arendebild, Arenderad, Brobild, Forekomst, Inkorgsrad, Planversion,
    Samtyckesrad, Uppfoljningsrad,
};
use crate::text;

pub(super) fn dag(dag: Option<NaiveDate>) -> Option<String> {
    dag.map(|dag| dag.to_string())
}

pub(super) fn inkorgsrad(rad: &Inkorgsrad, idag: NaiveDate) -> Value {
    let hamtad = rad
        .hamtad
        .as_ref()
        .map(|(av, tid)| json!({"av": av, "tid": tid.to_rfc3339()}));
    let aterlamnad = rad
        .aterlamnad
        .map(|(orsak, tid)| json!({"orsak": orsak.kod(), "tid": tid.to_rfc3339()}));
    json!({
        "id": rad.id.0,
        "insats": rad.insats.to_string(),
        "insats_namn": rad.insats_namn,
        "system": rad.system,
        "skapad": rad.skapad.to_rfc3339(),
        "vantat_dagar": text::akt::dagar(rad, idag),
        "fran": rad.fran,
        "till": rad.till,
        "status": rad.lage.kod(),
        "hamtad": hamtad,
        "aterlamnad": aterlamnad,
    })
}

pub(super) fn person(
    (namn, personnummer): (&str, Option<&str>),
    kontakt: &Kontaktuppgift,
    sekretessmarkering: bool,
) -> Value {
    json!({
        "namn": namn,
        "personnummer": personnummer,
        "telefon": kontakt.telefon,
        "epost": kontakt.epost,
        "adress": kontakt.adress,
        "sekretessmarkering": sekretessmarkering,
    })
}

pub(super) fn information(ratt_att_ansoka: &[String; 4], dokumentation: &[String; 4]) -> Value {
    let kvittens = |[satt, sprak, text, version]: &[String; 4]| json!({"satt": satt, "sprak": sprak, "text": text, "version": version});
    json!({
        "ratt_att_ansoka": kvittens(ratt_att_ansoka),
        "dokumentation": kvittens(dokumentation),
    })
}

pub(super) fn arenderad(rad: &Arenderad) -> Value {
    let (steg, av) = rad.steg;
    json!({
        "arende": rad.nummer.text(),
        "insats": rad.insats.to_string(),
        "insats_namn": rad.insats_namn,
        "oppnad": rad.oppnad.to_string(),
        "steg": steg.nummer(),
        "stegantal": av.antal(),
        "nasta_uppfoljning": dag(rad.nasta_uppfoljning),
        "avslutad": dag(rad.avslutad.map(|(dag, _)| dag)),
        "orsak": rad.avslutad.map(|(_, orsak)| orsak.kod()),
        "anteckningar": rad.anteckningar,
        "utkast": rad.utkast,
    })
}

pub(super) fn anteckning(rad: &Anteckningsrad) -> Value {
    let kopia_av = rad
        .kopia_av
        .as_ref()
        .map(|(arende, nr)| json!({"arende": arende.text(), "nr": nr}));
    let [skrivare, titel] = &rad.skrivare;
    json!({
        "nr": rad.nr,
        "slag": rad.slag.kod(),
        "galler": rad.galler.nr(),
        "kopia_av": kopia_av,
        "vad": rad.vad,
        "dag": rad.dag.to_string(),
        "klockslag": rad.klockslag.map(|tid| tid.format("%H:%M").to_string()),
        "kalla": rad.kalla,
        "deltog": rad.deltog,
        "text": rad.text,
        "skrivare": skrivare,
        "titel": titel,
        "skriven": rad.skriven.to_rfc3339(),
    })
}

/// The versions that nobody has gone on from.
pub(super) fn oppna(bild: &Arendebild) -> Vec<u32> {
    let oppna = bild.oppna_planer();
    oppna.into_iter().map(|plan| plan.led.version).collect()
}

fn planversion(plan: &Planversion, oppen: bool) -> Value {
    let mut karta = Map::new();
    karta.insert("version".to_owned(), json!(plan.led.version));
    karta.insert("bygger_pa".to_owned(), json!(plan.led.bygger_pa));
    karta.insert("forenar".to_owned(), json!(plan.led.forenar));
    karta.insert("oppen".to_owned(), json!(oppen));
    karta.insert("gjord_med".to_owned(), json!(plan.gjord_med.kod()));
    for rubrik in Planrubrik::ALLA {
        karta.insert(rubrik.kod().to_owned(), json!(plan.text.under(rubrik)));
    }
    let [skrivare, titel] = &plan.skrivare;
    karta.insert("skrivare".to_owned(), json!(skrivare));
    karta.insert("titel".to_owned(), json!(titel));
    karta.insert("skriven".to_owned(), json!(plan.skriven.to_rfc3339()));
    Value::Object(karta)
}

/// All versions, in order.
pub(super) fn planer(bild: &Arendebild) -> Value {
    let oppna = oppna(bild);
    bild.planer
        .iter()
        .map(|plan| planversion(plan, oppna.contains(&plan.led.version)))
        .collect()
}

pub(super) fn samtycke(rad: &Samtyckesrad, idag: NaiveDate) -> Value {
    json!({
        "id": rad.id.0,
        "med": rad.med.kod(),
        "mottagare": rad.mottagare,
        "vad": rad.vad,
        "lamnat": rad.lamnat.to_string(),
        "till": rad.till.to_string(),
        "satt": rad.satt.kod(),
        "aterkallat": dag(rad.aterkallat),
        "galler": galler(rad.till, rad.aterkallat, idag).is_ok(),
    })
}

pub(super) fn uppfoljning(rad: &Uppfoljningsrad) -> Value {
    let mal: Vec<Value> = rad
        .mal
        .iter()
        .map(|mal| json!({"mal": mal.mal, "utfall": mal.utfall.kod()}))
        .collect();
    let [skrivare, titel] = &rad.skrivare;
    json!({
        "dag": rad.dag.to_string(),
        "text": rad.text,
        "mal": mal,
        "nasta": dag(rad.nasta),
        "skrivare": skrivare,
        "titel": titel,
        "skriven": rad.skriven.to_rfc3339(),
    })
}

/// The whole akt.
pub(super) fn arende(bild: &Arendebild, idag: NaiveDate) -> Value {
    let mut json = arenderad(&bild.rad);
    json["enhet"] = json!(bild.enhet);
    json["system"] = json!(bild.system);
    json["aktslag"] = json!(bild.aktslag.kod());
    json["overlamning"] = json!(bild.overlamning.0);
    json["katalog"] = json!(bild.katalog);
    json["person"] = person(
        (&bild.namn, bild.personnummer.as_deref()),
        &bild.kontakt,
        bild.sekretessmarkering,
    );
    let (satt, samtyckt) = bild.samtycke;
    json["samtycke"] = json!({"eget": satt.kod(), "dag": samtyckt.to_string(),
        "vardnadshavare": bild.vardnadshavare});
    json["information"] = information(&bild.information, &bild.dokumentation);
    let (av, tid) = &bild.mottagen;
    json["mottagen"] = json!({"av": av, "tid": tid.to_rfc3339()});
    json["journal"] = bild.journal.iter().map(anteckning).collect();
    json["planer"] = planer(bild);
    json["samtycken"] = bild
        .samtycken
        .iter()
        .map(|rad| samtycke(rad, idag))
        .collect();
    json["uppfoljningar"] = bild.uppfoljningar.iter().map(uppfoljning).collect();
    json["annan_akt"] = json!(bild.annan_akt.as_ref().map(|(_, nummer)| nummer.text()));
    json["har_bro"] = json!(bild.bro.is_some());
    json["egna_utkast"] = json!(bild.utkast.len());
    json
}

/// The bridge; `ord` gives the name of a list and what a point in it says.
pub(super) fn bro(bro: &Brobild, ord: impl Fn(&str, &str) -> Option<(String, String)>) -> Value {
    let med: Vec<&str> = bro.med.iter().map(|vad| vad.kod()).collect();
    let bockar: Vec<Value> = bro
        .bockar
        .iter()
        .map(|(lista, punkt, gjord, av)| {
            let i_ord = ord(lista, punkt).map(|(_, vad)| vad);
            json!({"lista": lista, "punkt": punkt, "gjord": gjord.to_string(), "av": av, "i_ord": i_ord})
        })
        .collect();
    json!({
        "arende": bro.nummer.text(),
        "oppnad": bro.oppnad.to_string(),
        "till": bro.till,
        "med": med,
        "dagar": {
            "uppdrag": dag(bro.dagar.uppdrag),
            "beslut": dag(bro.dagar.beslut),
            "start": dag(bro.dagar.start),
            "senast_uppfoljd": dag(bro.dagar.senast_uppfoljd),
            "avslutad": dag(bro.dagar.avslutad),
        },
        "bockar": bockar,
    })
}

pub(super) fn forekomst(rad: &Forekomst) -> Value {
    json!({
        "enhet": rad.enhet,
        "arende": rad.nummer.as_ref().map(crate::domain::akt::Arendenummer::text),
        "namn": rad.namn,
        "personnummer": rad.personnummer,
        "fran": rad.fran.to_string(),
        "till": dag(rad.till),
    })
}
