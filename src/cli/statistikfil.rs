//! The statistics of a period out to a file, and the follow-up for the nämnd.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::avbrott::{self, Gang};
use super::statistik::period;
use super::{CliFel, Kor, Svar, utfil};
use crate::domain::statistik::period::{Manad, Period};
use crate::domain::statistik::statistik;
use crate::domain::statistik::tabell::Statistik;
use crate::rapport::{self, Rapportunderlag};
use crate::rena::rena_rad;
use crate::statistikfil::{self, Filunderlag};
use crate::store::{Query, Reply, Store};
use crate::text;

#[derive(Subcommand)]
pub(super) enum StatistikKommando {
    /// Skriv ut en periods statistik för kalkylblad eller andra program; det som är litet är dolt
    Ut(Utflaggor),
}

/// Options of `statistik ut`.
#[derive(Args)]
pub(super) struct Utflaggor {
    /// Perioden: 2026, 2026-K3, 2026-11 eller 2026-01..2026-05
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    period: Period,
    /// csv, xlsx eller json; annars som filens namn slutar, eller csv
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Fil att skriva, som inte finns; annars skrivs det ut här
    #[arg(long, value_name = "FIL")]
    ut: Option<PathBuf>,
}

/// Options of `rapport`.
#[derive(Args)]
pub(super) struct Rapportflaggor {
    /// Perioden: 2026, 2026-K3, 2026-11 eller 2026-01..2026-05
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    period: Period,
    /// html eller text; annars som filens namn slutar, eller text
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Fil att skriva, som inte finns; annars skrivs det ut här
    #[arg(long, value_name = "FIL")]
    ut: Option<PathBuf>,
}

/// The format that is asked for: by name, by how the file is called, or the first of them.
fn valt<'a>(
    format: Option<&str>,
    ut: Option<&Path>,
    finns: &[&'a str],
    fel: &str,
) -> Result<&'a str, CliFel> {
    let hitta = |namn: &str| finns.iter().copied().find(|finns| *finns == namn);
    if let Some(format) = format {
        return hitta(format).ok_or_else(|| CliFel::indata(fel));
    }
    let slut = ut
        .and_then(Path::extension)
        .and_then(|slut| slut.to_str())
        .map(|slut| match slut.to_ascii_lowercase().as_str() {
            "txt" => "text".to_owned(),
            "htm" => "html".to_owned(),
            slut => slut.to_owned(),
        });
    match slut {
        // A file with another ending than those would hold something else than its name says.
        Some(slut) => hitta(&slut).ok_or_else(|| CliFel::indata(fel)),
        None => finns.first().copied().ok_or_else(|| CliFel::indata(fel)),
    }
}

/// The statistics of some periods, all of one moment of the file, with what is small hidden.
fn las<const N: usize>(
    kor: &Kor,
    gang: &Gang,
    perioder: [Period; N],
) -> Result<[Statistik; N], CliFel> {
    let nu = Manad::av(kor.idag).ok_or_else(CliFel::programfel)?;
    if perioder.iter().all(|period| period.forsta() > nu) {
        return Err(CliFel::indata(text::statistik::EJ_BORJAT));
    }
    gang.nu(text::cli::LASER);
    let forsta = perioder.iter().map(|period| period.forsta()).min();
    let sista = perioder.iter().map(|period| period.sista()).max();
    let hela = forsta
        .zip(sista)
        .and_then(|(forsta, sista)| Period::ny(forsta, sista));
    let fraga = Query::Statistik(hela, kor.katalog.silor());
    let Reply::Statistik(underlag) = kor.oppna()?.load(&fraga)? else {
        return Err(CliFel::programfel());
    };
    gang.nu(text::cli::RAKNAR);
    Ok(perioder.map(|period| statistik(&underlag, period)))
}

/// Writes the file that was asked for, or none.
pub(super) fn skriv_fil(
    kor: &Kor,
    gang: &Gang,
    fil: &Path,
    innehall: &[u8],
) -> Result<String, CliFel> {
    gang.nu(text::cli::SKRIVER);
    utfil::skriv_ny_bevakad(&kor.installningar, fil, innehall, &gang.vakt)
        .map_err(|_| CliFel::indata(text::ko::cli::KAN_INTE_SKRIVA))?;
    Ok(rena_rad(&fil.display().to_string()))
}

pub(super) fn ut(kor: &Kor, flaggor: &Utflaggor) -> Result<Svar, CliFel> {
    let format = valt(
        flaggor.format.as_deref(),
        flaggor.ut.as_deref(),
        &["csv", "xlsx", "json"],
        text::statistikfil::FORMAT,
    )?;
    if format == "xlsx" && flaggor.ut.is_none() {
        return Err(CliFel::indata(text::statistikfil::XLSX_TILL_FIL));
    }
    avbrott::med(|gang| {
        let [statistik] = las(kor, gang, [flaggor.period])?;
        let fil = Filunderlag {
            statistik: &statistik,
            katalog: &kor.katalog,
            gjord: kor.idag,
        };
        let rader = statistikfil::rader(&fil).len();
        let om = |mer: Value| {
            let mut json = json!({
                "format": format,
                "period": flaggor.period.to_string(),
                "preliminar": fil.preliminar(),
                "rader": rader,
                "dolda": {"liten": statistik.dolda.sma, "skydd": statistik.dolda.foljd},
            });
            if let (Some(json), Value::Object(mer)) = (json.as_object_mut(), mer) {
                json.extend(mer);
            }
            json
        };
        let som_json = || statistikfil::json::json(&fil);
        let Some(till) = &flaggor.ut else {
            let (json, text) = if format == "json" {
                let json = som_json();
                let text = serde_json::to_string_pretty(&json);
                (json, text.map_err(|_| CliFel::programfel())?)
            } else {
                let csv = statistikfil::csv::csv(&fil);
                let csv = csv.trim_start_matches('\u{feff}').trim_end().to_owned();
                (om(json!({"innehall": csv})), csv)
            };
            return Ok(Svar {
                ja: true,
                json,
                text,
            });
        };
        let innehall = match format {
            "csv" => statistikfil::csv::csv(&fil).into_bytes(),
            "json" => {
                let mut text =
                    serde_json::to_vec_pretty(&som_json()).map_err(|_| CliFel::programfel())?;
                text.push(b'\n');
                text
            }
            _ => statistikfil::xlsx::xlsx(&fil)
                .map_err(|_| CliFel::nej(text::statistikfil::GICK_INTE))?,
        };
        let namn = skriv_fil(kor, gang, till, &innehall)?;
        Ok(Svar {
            ja: true,
            text: text::statistikfil::skriven(&namn, rader, fil.preliminar()),
            json: om(json!({"fil": namn})),
        })
    })
}

pub(super) fn rapport(kor: &Kor, flaggor: &Rapportflaggor) -> Result<Svar, CliFel> {
    let format = valt(
        flaggor.format.as_deref(),
        flaggor.ut.as_deref(),
        &["text", "html"],
        text::rapport::FORMAT,
    )?;
    avbrott::med(|gang| {
        let fore = flaggor.period.fore();
        let [statistik, fore] = las(kor, gang, [flaggor.period, fore])?;
        let rapport = Rapportunderlag {
            statistik: &statistik,
            fore: &fore,
            katalog: &kor.katalog,
            gjord: kor.idag,
        };
        let innehall = if format == "html" {
            rapport::html::html(&rapport)
        } else {
            rapport::text::text(&rapport)
        };
        let mut json = json!({
            "format": format,
            "period": flaggor.period.to_string(),
            "jamford_med": fore.period.to_string(),
            "preliminar": rapport.preliminar(),
        });
        let Some(till) = &flaggor.ut else {
            let text = innehall.trim_end().to_owned();
            json["innehall"] = json!(text);
            return Ok(Svar {
                ja: true,
                json,
                text,
            });
        };
        let namn = skriv_fil(kor, gang, till, innehall.as_bytes())?;
        json["fil"] = json!(namn);
        Ok(Svar {
            ja: true,
            json,
            text: text::rapport::skriven(&namn),
        })
    })
}
