//! The plan: shown with all open versions side by side, and written as a new version.

use std::path::Path;

use serde::Deserialize;
use serde_json::json;

use super::indata::Kod;
use super::{Lager, las, nej_till, skrivare, som_json};
use crate::cli::{CliFel, Kor, Svar};
use crate::domain::akt::plan::{GjordMed, Plantext};
use crate::rena::rena_text;
use crate::store::akt::Aktakt;
use crate::text;

/// A version in a file; the first eight keys are the headings, in their order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Indata {
    #[serde(default)]
    personuppgifter: String,
    #[serde(default)]
    tidplan: String,
    #[serde(default)]
    insatsen: String,
    #[serde(default)]
    varfor: String,
    #[serde(default)]
    mal: String,
    #[serde(default)]
    utformning: String,
    #[serde(default)]
    uppfoljning: String,
    #[serde(default)]
    orsak_till_avslut: String,
    gjord_med: Kod<GjordMed>,
    bygger_pa: Option<u32>,
    forenar: Option<u32>,
    skrivare: Option<String>,
    titel: Option<String>,
}

pub(super) fn visa(kor: &Kor, nummer: &str) -> Result<Svar, CliFel> {
    let bild = Lager::oppna(kor)?.las(nummer)?;
    let oppna = som_json::oppna(&bild);
    Ok(Svar {
        ja: !bild.planer.is_empty(),
        json: json!({"arende": bild.rad.nummer.text(), "oppna": oppna,
            "planer": som_json::planer(&bild)}),
        text: text::akt::visa::plan(&bild.oppna_planer()).join("\n"),
    })
}

pub(super) fn skriv(kor: &Kor, nummer: &str, fil: &Path) -> Result<Svar, CliFel> {
    let (kalla, indata) = las::<Indata>(fil)?;
    let skrivare = skrivare(&kalla, indata.skrivare, indata.titel)?;
    let texter = [
        indata.personuppgifter,
        indata.tidplan,
        indata.insatsen,
        indata.varfor,
        indata.mal,
        indata.utformning,
        indata.uppfoljning,
        indata.orsak_till_avslut,
    ];
    let plan = Plantext::ny(texter.map(|text| rena_text(&text)));
    let plan = plan.map_err(nej_till(&kalla))?;
    if indata.forenar.is_some()
        && (indata.bygger_pa.is_none() || indata.forenar == indata.bygger_pa)
    {
        let vad = text::akt::cli::FORENAR;
        return Err(CliFel::indata(&text::akt::cli::i_falt(
            &kalla, "forenar", vad,
        )));
    }
    let mut lager = Lager::oppna(kor)?;
    let arende = lager.arende(nummer)?.id;
    let bild = lager.bild(Aktakt::SparaPlan {
        arende,
        plan,
        gjord_med: indata.gjord_med.0,
        bygger_pa: indata.bygger_pa,
        forenar: indata.forenar,
        skrivare,
        utkast: None,
    })?;
    let oppna = som_json::oppna(&bild);
    let version = bild.planer.last().map(|plan| plan.led.version);
    Ok(Svar {
        ja: true,
        json: json!({"arende": bild.rad.nummer.text(), "version": version, "oppna": oppna}),
        text: text::akt::cli::ny_version(&bild.rad.nummer, version.unwrap_or_default(), &oppna),
    })
}
