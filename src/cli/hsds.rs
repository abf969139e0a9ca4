//! A catalogue out to the open form of service catalogues, and one in from it.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::avbrott::{self, Gang};
use super::statistikfil::skriv_fil;
use super::{CliFel, Kor, Svar};
use crate::katalog::hsds;
use crate::rena::rena_rad;
use crate::start::{Installningar, las_textfil};
use crate::text;

/// The one form there is.
const HSDS: &str = "hsds";

pub(super) fn ut(
    installningar: Installningar,
    format: &str,
    till: Option<&PathBuf>,
) -> Result<Svar, CliFel> {
    if format != HSDS {
        return Err(CliFel::indata(text::hsds::FORMAT));
    }
    let kor = Kor::utan_fil(installningar)?;
    avbrott::med(|gang| ut_nu(&kor, gang, till))
}

fn ut_nu(kor: &Kor, gang: &Gang, till: Option<&PathBuf>) -> Result<Svar, CliFel> {
    gang.nu(text::cli::RAKNAR);
    let kalla = kor.installningar.katalogtext()?;
    let sida = hsds::ut::ut(&kalla, &kor.katalog, kor.idag).ok_or_else(CliFel::programfel)?;
    let antal = kor.katalog.insatser.len();
    let mut innehall = serde_json::to_string_pretty(&sida).map_err(|_| CliFel::programfel())?;
    let Some(till) = till else {
        return Ok(Svar {
            ja: true,
            json: sida,
            text: innehall,
        });
    };
    innehall.push('\n');
    let namn = skriv_fil(kor, gang, till, innehall.as_bytes())?;
    Ok(Svar {
        ja: true,
        json: json!({"format": HSDS, "insatser": antal, "fil": namn}),
        text: text::hsds::skriven(antal, &namn),
    })
}

pub(super) fn in_(
    installningar: Installningar,
    fran: &Path,
    till: Option<&PathBuf>,
) -> Result<Svar, CliFel> {
    let kor = Kor::utan_fil(installningar)?;
    avbrott::med(|gang| {
        gang.nu(text::cli::LASER_FIL);
        let namn = rena_rad(&fran.display().to_string());
        let kalla =
            las_textfil(fran).map_err(|_| CliFel::indata(&text::cli::kan_inte_lasa(&namn)))?;
        let last = hsds::las::las(&kalla, kor.idag).map_err(|fel| {
            let rader: Vec<String> = fel.iter().map(|vad| format!("{namn}, {vad}")).collect();
            CliFel::indata(&rader.join("\n"))
        })?;
        let antal = last.katalog.insatser.len();
        let varningar: Vec<Value> = last
            .varningar
            .iter()
            .map(|vad| json!({"rad": vad.rad, "vad": vad.vad, "gor_sa_har": vad.gor_sa_har}))
            .collect();
        let mut json = json!({
            "insatser": antal,
            "profil": last.egen,
            "varningar": varningar,
        });
        let Some(till) = till else {
            json["innehall"] = json!(last.toml);
            return Ok(Svar {
                ja: true,
                json,
                text: last.toml,
            });
        };
        let fil = skriv_fil(&kor, gang, till, last.toml.as_bytes())?;
        json["fil"] = json!(fil);
        Ok(Svar {
            ja: true,
            json,
            text: text::hsds::inlast(antal, &fil, last.egen, varningar.len()),
        })
    })
}
