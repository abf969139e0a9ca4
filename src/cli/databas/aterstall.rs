//! A copy takes the place of the file. Whoever does it signs in against the copy: the file that is there may be damaged.

use std::path::Path;

use chrono::Utc;
use serde_json::json;

use super::super::inloggning::legitimation;
use super::super::{CliFel, Svar};
use super::{forlopp, oppning, vem};
use crate::rena::rena_rad;
use crate::start::inloggning::{Inloggningsfel, Legitimation};
use crate::start::{Installningar, ny_op};
use crate::store::Aktor;
use crate::store::nyckelskap::{NyckelFel, Nyckelskap, Upplast};
use crate::store::sqlite::{
    self, Aterstallfel, Aterstallning, Hamtad, SkapaFel, avbruten_aterstallning,
};
use crate::text;

impl From<Aterstallfel> for CliFel {
    fn from(fel: Aterstallfel) -> Self {
        let (kod, text) = match fel {
            Aterstallfel::Skapa(SkapaFel::Prov(prov)) => {
                (3, text::databas::kopian_ar_skadad(&prov))
            }
            Aterstallfel::Skapa(SkapaFel::Avbruten) => {
                (3, text::databas::ATERSTALLNING_AVBRUTEN.to_owned())
            }
            Aterstallfel::Skapa(fel) => return fel.into(),
            Aterstallfel::Oppen(vem) => (3, text::databas::nagon_har_filen(&vem)),
            Aterstallfel::Samma => (2, text::databas::SAMMA_FIL.to_owned()),
            Aterstallfel::Ovning => (2, text::databas::OVNING_I_STALLET.to_owned()),
            Aterstallfel::Stangt => (1, text::databas::STANGT_SEDAN.to_owned()),
        };
        Self { kod, text }
    }
}

pub(super) fn kor(
    installningar: &Installningar,
    kopia: &Path,
    (ja, med_fel): (bool, bool),
) -> Result<Svar, CliFel> {
    let fil = installningar.databasfil()?;
    if kopia.symlink_metadata().is_err() {
        let namn = rena_rad(&kopia.display().to_string());
        return Err(CliFel::indata(&text::cli::kan_inte_lasa(&namn)));
    }
    let inlasning = if Nyckelskap::finns(kopia) {
        let legitimation = legitimation(installningar)?;
        let upplast = las_upp(kopia, &legitimation)?;
        Some((legitimation, upplast))
    } else {
        None
    };
    let namn = fil.display().to_string();
    if !ja {
        let kopia = kopia.display().to_string();
        let finns = fil.symlink_metadata().is_ok();
        return Ok(Svar {
            ja: false,
            json: json!({"gjort": false, "kopia": kopia, "databas": namn}),
            text: text::databas::ska_aterstallas(&kopia, &namn, finns),
        });
    }
    if avbruten_aterstallning(&fil).is_err() {
        let undan = sqlite::fullborda_aterstallning(&fil)?;
        let undan = undan.map(|undan| undan.display().to_string());
        return Ok(Svar {
            ja: true,
            json: json!({"gjort": true, "fullbordad": true, "databas": namn, "undan": undan}),
            text: text::databas::fullbordad(&namn, &undan.unwrap_or_default()),
        });
    }
    let upplast = inlasning.as_ref().map(|(_, upplast)| upplast);
    let oppning = oppning(installningar);
    let mut hamtad =
        forlopp::med(|gang| sqlite::hamta_kopia(kopia, &fil, oppning, upplast, med_fel, gang))?;
    let aktor = logga_in(installningar, &mut hamtad, upplast)?;
    // With the same password, where there is another cabinet by now; where it does not open it, what is there is not read.
    let nuvarande = inlasning
        .as_ref()
        .filter(|_| Nyckelskap::finns(&fil))
        .and_then(|(legitimation, _)| las_upp(&fil, legitimation).ok());
    let svar = hamtad.satt_pa_plats(nuvarande.as_ref(), &vem(&aktor))?;
    Ok(klart(&namn, &svar))
}

fn klart(namn: &str, svar: &Aterstallning) -> Svar {
    let overfort = svar.overfort.as_ref().map(|overfort| {
        let roller = overfort
            .roller
            .iter()
            .map(|(namn, roll, enhet)| json!({"konto": namn, "roll": roll.kod(), "enhet": enhet}));
        json!({
            "gallrade": overfort.gallrade,
            "stangda": overfort.stangda,
            "roller": roller.collect::<Vec<_>>(),
            "kvar": overfort.kvar,
            "nya": overfort.nya,
        })
    });
    let topp = svar
        .topp
        .map(|topp| json!({"nr": topp.nr, "kort": topp.kort(), "hel": topp.hel()}));
    Svar {
        ja: true,
        json: json!({
            "gjort": true,
            "fullbordad": false,
            "databas": namn,
            "undan": svar.undan.as_ref().map(|undan| undan.display().to_string()),
            "topp": topp,
            "overfort": overfort,
            "fel": text::databas::fel(&svar.prov),
        }),
        text: text::databas::aterstalld(namn, svar),
    }
}

fn las_upp(fil: &Path, legitimation: &Legitimation) -> Result<Upplast, NyckelFel> {
    let mut skap = Nyckelskap::oppna(fil)?;
    match legitimation {
        Legitimation::Losenord(anvandare, losenord) => {
            skap.las_upp(anvandare, losenord, Utc::now())
        }
        Legitimation::Nyckelfil(anvandare, nyckelfil) => skap.las_upp_med_fil(anvandare, nyckelfil),
    }
}

/// Signs in to the copy where it demands that; who does what follows.
fn logga_in(
    installningar: &Installningar,
    hamtad: &mut Hamtad,
    upplast: Option<&Upplast>,
) -> Result<Aktor, CliFel> {
    let mut aktor = installningar.aktor()?;
    let Some(upplast) = upplast else {
        return Ok(aktor);
    };
    upplast
        .anvandare()
        .som_text()
        .clone_into(&mut aktor.anvandare);
    let enheter = hamtad.enheter(upplast)?;
    let onskad = installningar.enhet.as_deref().map(rena_rad);
    aktor.enhet = match (onskad, enheter.as_slice()) {
        (Some(onskad), _) if enheter.contains(&onskad) => onskad,
        (Some(_), _) | (None, []) => return Err(Inloggningsfel::UtanRoll.into()),
        (None, [enda]) => enda.clone(),
        (None, _) => return Err(Inloggningsfel::Flera(enheter).into()),
    };
    hamtad.logga_in(upplast, &aktor, ny_op(), Utc::now())?;
    Ok(aktor)
}
