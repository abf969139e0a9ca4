//! Old lists in, and lists, tables and calendars out.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{Lager, bara};
use crate::cli::avbrott::{self, Gang};
use crate::cli::{CliFel, Kor, Svar, utfil};
use crate::domain::insats::InsatsNr;
use crate::domain::ko::fil::Importrad;
use crate::domain::tid::{svensk, svenskt_moment};
use crate::kofil;
use crate::kofil::kalender::Gruppstart;
use crate::kofil::las::Lasning;
use crate::rena::rena_rad;
use crate::store::ko::{Koakt, Kofraga, Korad, Kosvar, Pottbild, Rattvisa};
use crate::text;

/// Largest list that is read, in bytes: a hundred thousand rows of a reasonable length.
const STORST: u64 = 32 << 20;

/// The rows of an old list, or all its faults. Nothing is stored.
fn las(kor: &Kor, bytes: &[u8], insats: Option<InsatsNr>) -> Result<Vec<Importrad>, CliFel> {
    let lasning = Lasning {
        katalog: &kor.katalog,
        insats,
        nu: kor.nu,
        till_utc: &svenskt_moment,
    };
    kofil::las::las(bytes, &lasning).map_err(|fel| {
        let mut rader: Vec<String> = fel.iter().map(text::kofil::importfel).collect();
        rader.insert(0, text::ko::cli::listan_har_fel(fel.len()));
        CliFel::indata(&rader.join("\n"))
    })
}

/// Group starts and last days to answer as a calendar.
fn kalender(kor: &Kor, potter: &[(InsatsNr, Vec<Pottbild>)], rader: &[Korad]) -> String {
    let mut starter = Vec::new();
    for (nr, bilder) in potter {
        let namn = kor.katalog.insats(*nr).map_or("", |insats| &insats.namn);
        starter.extend(bilder.iter().map(|bild| Gruppstart { insats: namn, bild }));
    }
    kofil::kalender::kalender(&starter, rader, kor.nu)
}

/// The fairness report as two tables, with an empty line between.
pub(super) fn rattvisa(rapport: &Rattvisa) -> Svar {
    let per_insats = kofil::skriv::rattvisa(rapport);
    let per_desk = kofil::skriv::rattvisa_per_desk(rapport);
    let text = format!("{}\n{}", utan_marke(&per_insats), utan_marke(&per_desk));
    Svar {
        ja: true,
        json: json!({"format": "csv", "innehall": text}),
        text,
    }
}

/// What is written out and not to a file: the mark that tells a spreadsheet of the encoding is no text.
fn utan_marke(text: &str) -> String {
    // The last line end is put there when it is written.
    text.trim_start_matches('\u{feff}').trim_end().to_owned()
}

fn las_bytes(fil: &Path) -> Result<Vec<u8>, CliFel> {
    let namn = rena_rad(&fil.display().to_string());
    let mut bytes = Vec::new();
    let last = if fil.as_os_str() == "-" {
        std::io::stdin()
            .lock()
            .take(STORST + 1)
            .read_to_end(&mut bytes)
    } else {
        File::open(fil).and_then(|f| f.take(STORST + 1).read_to_end(&mut bytes))
    };
    last.map_err(|_| CliFel::indata(&text::cli::kan_inte_lasa(&namn)))?;
    if bytes.len() as u64 > STORST {
        return Err(CliFel::indata(text::ko::cli::FOR_STOR_LISTA));
    }
    Ok(bytes)
}

pub(super) fn importera(
    kor: &Kor,
    fil: &Path,
    insats: Option<&str>,
    genomfor: bool,
) -> Result<Svar, CliFel> {
    let insats = bara(kor, insats)?;
    let lager = Lager::svept(kor)?;
    avbrott::med(|gang| importera_nu(kor, lager, gang, fil, insats, genomfor))
}

fn importera_nu(
    kor: &Kor,
    mut lager: Lager<'_>,
    gang: &Gang,
    fil: &Path,
    insats: Option<InsatsNr>,
    genomfor: bool,
) -> Result<Svar, CliFel> {
    gang.nu(text::cli::LASER_FIL);
    let rader = Arc::new(las(kor, &las_bytes(fil)?, insats)?);
    gang.nu(text::cli::PROVAR);
    lager.store.folj(gang.framsteg());
    let Kosvar::Provat(hinder) = lager.fraga(Kofraga::ProvaImport(Arc::clone(&rader)))? else {
        return Err(CliFel::programfel());
    };
    if !hinder.is_empty() {
        let mut ut = vec![text::ko::cli::listan_har_fel(hinder.len())];
        ut.extend(
            hinder
                .iter()
                .map(|(rad, vad)| text::ko::cli::radhinder(*rad, vad)),
        );
        return Err(CliFel::nej(&ut.join("\n")));
    }
    if !genomfor {
        let json = json!({"rader": rader.len(), "genomford": false, "importerade": []});
        return Ok(Svar {
            ja: true,
            json,
            text: format!(
                "{}\n{}",
                text::ko::cli::kan_tas_in(rader.len()),
                text::ko::cli::INGET_SPARADES
            ),
        });
    }
    let antal = rader.len();
    gang.nu(text::cli::SPARAR);
    // Before another desk is waited for, too.
    gang.framsteg().av(antal);
    let Kosvar::Importerat(importerade) = lager.akt(Koakt::Importera(rader))? else {
        return Err(CliFel::programfel());
    };
    let json: Vec<Value> = importerade
        .iter()
        .map(|(rad, kod, plats)| json!({"rad": rad, "kolapp": kod.to_string(), "plats": plats}))
        .collect();
    let mut ut = vec![text::ko::cli::inlasta(antal)];
    ut.extend(
        importerade
            .iter()
            .map(|(rad, kod, plats)| text::ko::cli::importrad(*rad, *kod, *plats)),
    );
    Ok(Svar {
        ja: true,
        json: json!({"rader": antal, "genomford": true, "importerade": json}),
        text: ut.join("\n"),
    })
}

pub(super) fn exportera(
    kor: &Kor,
    insats: Option<&str>,
    format: &str,
    ut: Option<&Path>,
    vill_json: bool,
) -> Result<Svar, CliFel> {
    let insats = bara(kor, insats)?;
    if !["csv", "ical"].contains(&format) {
        return Err(CliFel::indata(text::ko::cli::FORMAT));
    }
    let lager = Lager::svept(kor)?;
    avbrott::med(|gang| exportera_nu(kor, lager, gang, insats, (format, ut), vill_json))
}

fn exportera_nu(
    kor: &Kor,
    mut lager: Lager<'_>,
    gang: &Gang,
    insats: Option<InsatsNr>,
    (format, ut): (&str, Option<&Path>),
    vill_json: bool,
) -> Result<Svar, CliFel> {
    gang.nu(text::cli::LASER);
    lager.store.folj(gang.framsteg());
    let Kosvar::Alla(rader) = lager.fraga(Kofraga::Alla(insats))? else {
        return Err(CliFel::programfel());
    };
    gang.nu(text::cli::RAKNAR);
    let innehall = if format == "csv" {
        gang.framsteg().av(rader.len());
        // Each row has one time in it.
        kofil::skriv::ko(&rader, &|tid| {
            gang.framsteg().steg(1);
            svensk(tid)
        })
    } else {
        kalender(kor, &potter(kor, &mut lager, insats)?, &rader)
    };
    let Some(fil) = ut else {
        let antal = rader.len();
        drop(rader);
        // It is long, and asked for in one of the two.
        let (text, json) = if vill_json {
            let mut json = json!({"format": format, "rader": antal});
            json["innehall"] = utan_marke(&innehall).into();
            (String::new(), json)
        } else {
            (utan_marke(&innehall), Value::Null)
        };
        return Ok(Svar {
            ja: true,
            json,
            text,
        });
    };
    gang.nu(text::cli::SKRIVER);
    utfil::skriv_ny_bevakad(&kor.installningar, fil, innehall.as_bytes(), &gang.vakt)
        .map_err(|_| CliFel::indata(text::ko::cli::KAN_INTE_SKRIVA))?;
    let namn = rena_rad(&fil.display().to_string());
    Ok(Svar {
        ja: true,
        json: json!({"format": format, "rader": rader.len(), "fil": namn}),
        text: text::ko::cli::skrivet(&namn),
    })
}

/// The places of the insats that is named, or of all but silo insatser (SEK-02).
fn potter(
    kor: &Kor,
    lager: &mut Lager<'_>,
    insats: Option<InsatsNr>,
) -> Result<Vec<(InsatsNr, Vec<Pottbild>)>, CliFel> {
    let mut ut = Vec::new();
    for en in &kor.katalog.insatser {
        if insats.map_or(en.silo, |bara| bara != en.nr) {
            continue;
        }
        let Kosvar::Platser(potter) = lager.fraga(Kofraga::Platser(en.nr))? else {
            return Err(CliFel::programfel());
        };
        ut.push((en.nr, potter));
    }
    Ok(ut)
}
