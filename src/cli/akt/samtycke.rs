//! Consents to tell somebody something: shown, written down, taken back.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use super::indata::Kod;
use super::{Lager, id, las, nej_till, som_json};
use crate::cli::fakta::Datum;
use crate::cli::lista::rader;
use crate::cli::{CliFel, Kor, Svar};
use crate::domain::akt::samtycke::{Delasmed, NyttSamtycke, Samtyckesdelar};
use crate::domain::fakta::SamtyckeSatt;
use crate::rena::rena_rad;
use crate::store::akt::Aktakt;
use crate::text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Indata {
    med: Kod<Delasmed>,
    mottagare: String,
    vad: String,
    lamnat: Datum,
    till: Datum,
    satt: Kod<SamtyckeSatt>,
}

pub(super) fn visa(kor: &Kor, nummer: &str) -> Result<Svar, CliFel> {
    let bild = Lager::oppna(kor)?.las(nummer)?;
    let json: Vec<Value> = bild
        .samtycken
        .iter()
        .map(|rad| som_json::samtycke(rad, kor.idag))
        .collect();
    let text: Vec<String> = bild
        .samtycken
        .iter()
        .map(|rad| text::akt::visa::samtycke(rad, kor.idag))
        .collect();
    let json = json!({"arende": bild.rad.nummer.text(), "samtycken": json});
    Ok(rader(text.is_empty(), json, &text))
}

pub(super) fn ge(kor: &Kor, nummer: &str, fil: &Path) -> Result<Svar, CliFel> {
    let (kalla, indata) = las::<Indata>(fil)?;
    let (mottagare, vad) = (rena_rad(&indata.mottagare), rena_rad(&indata.vad));
    let delar = Samtyckesdelar {
        med: indata.med.0,
        mottagare: &mottagare,
        vad: &vad,
        lamnat: indata.lamnat.0,
        till: indata.till.0,
        satt: indata.satt.0,
    };
    let samtycke = NyttSamtycke::ny(&delar, kor.idag).map_err(nej_till(&kalla))?;
    let mut lager = Lager::oppna(kor)?;
    let arende = lager.arende(nummer)?.id;
    let bild = lager.bild(Aktakt::Samtyck {
        arende,
        samtycke: samtycke.clone(),
    })?;
    // Of two that are the same in all, either will do.
    let nytt = bild.samtycken.iter().find(|rad| {
        rad.med == samtycke.med()
            && rad.mottagare == samtycke.mottagare()
            && rad.vad == samtycke.vad()
            && (rad.lamnat, rad.till) == (samtycke.lamnat(), samtycke.till())
            && rad.satt == samtycke.satt()
            && rad.aterkallat.is_none()
    });
    let nytt = nytt.ok_or_else(CliFel::programfel)?;
    Ok(Svar {
        ja: true,
        json: json!({"arende": bild.rad.nummer.text(), "samtycke": nytt.id.0, "till": nytt.till.to_string()}),
        text: text::akt::cli::samtyckt(&nytt.id.0, nytt.till),
    })
}

pub(super) fn aterkalla(kor: &Kor, nummer: &str, samtycke: &str) -> Result<Svar, CliFel> {
    let samtycke = id(samtycke);
    let mut lager = Lager::oppna(kor)?;
    let arende = lager.arende(nummer)?.id;
    let bild = lager.bild(Aktakt::Aterkalla {
        arende,
        samtycke: samtycke.clone(),
    })?;
    Ok(Svar {
        ja: true,
        json: json!({"arende": bild.rad.nummer.text(), "samtycke": samtycke.0,
            "aterkallat": kor.idag.to_string()}),
        text: text::akt::cli::ATERKALLAT.to_owned(),
    })
}
