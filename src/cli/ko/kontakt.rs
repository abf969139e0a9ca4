//! How somebody who waits can be reached: kept from a file, opened one at a time, taken away.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::json;

use super::{Lager, insats, kanal, kolapp, nej};
use crate::cli::fakta::las_json;
use crate::cli::{CliFel, Kor, Svar, las_indata};
use crate::domain::ko::kontakt::{Kokontakt, Kontaktratt};
use crate::domain::ko::plats::Kouppgifter;
use crate::domain::tid::Aldersband;
use crate::rena::rena_rad;
use crate::store::ko::{Koakt, Kosvar};
use crate::text;

/// Contact data in a file. No `Debug`: nothing may print it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Indata {
    namn: String,
    satt: String,
    varde: String,
    valt_av: Option<String>,
}

fn ung(uppgifter: &Kouppgifter) -> bool {
    uppgifter.band == Some(Aldersband::Fran15Till17)
}

pub(super) fn spara(kor: &Kor, kod: &str, fil: &PathBuf) -> Result<Svar, CliFel> {
    let kod = kolapp(kod)?;
    let (kalla, text) = las_indata(fil)?;
    let indata: Indata = las_json(&kalla, &text)?;
    let satt = kanal(&indata.satt)?;
    let sjalv = match indata.valt_av.as_deref() {
        None | Some("personen") => true,
        Some("vardnadshavare") => false,
        Some(_) => return Err(CliFel::indata(text::ko::cli::VALT_AV)),
    };
    let mut lager = Lager::svept(kor)?;
    let rad = lager.post(kod)?.rad;
    let ung = ung(&rad.uppgifter);
    // Somebody young must have said so, and not only been said nothing of (SAM-10).
    let sjalv = sjalv && (indata.valt_av.is_some() || !ung);
    let ratt = Kontaktratt::av(insats(kor, rad.insats)?).map_err(nej)?;
    let (namn, varde) = (rena_rad(&indata.namn), rena_rad(&indata.varde));
    let kontakt = Kokontakt::ny(ratt, &namn, satt, &varde, (ung, sjalv)).map_err(nej)?;
    lager.gor(Koakt::Kontakt { kod, kontakt })?;
    Ok(Svar {
        ja: true,
        json: json!({"kolapp": kod.to_string(), "har_kontakt": true, "satt": satt.kod()}),
        text: text::ko::cli::KONTAKT_SPARAD.to_owned(),
    })
}

pub(super) fn oppna(kor: &Kor, kod: &str) -> Result<Svar, CliFel> {
    let kod = kolapp(kod)?;
    let mut lager = Lager::svept(kor)?;
    let ung = ung(&lager.post(kod)?.rad.uppgifter);
    let Kosvar::Kontakt(kontakt) = lager.akt(Koakt::OppnaKontakt { kod })? else {
        return Err(CliFel::programfel());
    };
    let valt_av = if kontakt.sjalv() {
        "personen"
    } else {
        "vardnadshavare"
    };
    let mut rader = vec![
        rena_rad(kontakt.avsloja_namn()),
        format!(
            "{}: {}",
            text::ko::kontaktsatt(kontakt.satt()),
            rena_rad(kontakt.avsloja_varde())
        ),
    ];
    if ung {
        rader.push(text::ko::cli::UNG.to_owned());
    }
    Ok(Svar {
        ja: true,
        json: json!({
            "kolapp": kod.to_string(),
            "namn": kontakt.avsloja_namn(),
            "satt": kontakt.satt().kod(),
            "varde": kontakt.avsloja_varde(),
            "valt_av": valt_av,
            "lamnas_inte_till_vardnadshavare": ung,
        }),
        text: rader.join("\n"),
    })
}

pub(super) fn glom(kor: &Kor, kod: &str) -> Result<Svar, CliFel> {
    let kod = kolapp(kod)?;
    Lager::svept(kor)?.gor(Koakt::GlomKontakt { kod })?;
    Ok(Svar {
        ja: true,
        json: json!({"kolapp": kod.to_string(), "har_kontakt": false}),
        text: text::ko::cli::KONTAKT_BORTA.to_owned(),
    })
}
