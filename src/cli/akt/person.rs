//! A person from a file: who an akt is about, and whom somebody looks for. Never as an argument.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use super::flaggor::BehorighetKommando;
use super::indata::Person;
use super::{Lager, arende, las, som_json};
use crate::cli::lista::rader;
use crate::cli::{CliFel, Kor, Svar};
use crate::domain::akt::Arendenummer;
use crate::domain::identitet::{Identitet, KanInteIdentifiera, Kontaktuppgift, Nummer};
use crate::form::Hinder;
use crate::rena::rena_rad;
use crate::store::akt::{Aktakt, Aktfraga, Aktsvar, Sokt};
use crate::text;

/// Longest field of a person, in signs; as on the screen.
const LANGST: usize = 200;

/// Longest name of a user, in signs; as the file keeps it.
const ANVANDARE: usize = 60;

/// The identity, checked as in the reception.
pub(super) fn identitet(kor: &Kor, kalla: &str, indata: &Person) -> Result<Identitet, CliFel> {
    let falt = |text: &str| {
        let text = rena_rad(text);
        if text.chars().count() > LANGST {
            return Err(CliFel::indata(&text::akt::cli::i_fil(
                kalla,
                text::cli::FOR_LANGT,
            )));
        }
        Ok(text.trim().to_owned())
    };
    let nummer = match indata.personnummer.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(text) => Some(nummer(kor, kalla, text)?),
    };
    let kontakt = Kontaktuppgift {
        telefon: falt(&indata.telefon)?,
        epost: falt(&indata.epost)?,
        adress: falt(&indata.adress)?,
    };
    let namn = falt(&indata.namn)?;
    Identitet::ny(&namn, nummer, kontakt, indata.sekretessmarkering).map_err(|fel| {
        let nyckel = match fel {
            KanInteIdentifiera::NamnSaknas => "namn",
            KanInteIdentifiera::SkyddadKontakt => "sekretessmarkering",
        };
        let vad = text::hinder::hinder(&Hinder::Identitet(fel));
        CliFel::indata(&text::akt::cli::i_falt(kalla, nyckel, &vad))
    })
}

fn nummer(kor: &Kor, kalla: &str, text: &str) -> Result<Nummer, CliFel> {
    Nummer::las(text, kor.idag).map_err(|fel| {
        let vad = text::hinder::nummer(fel);
        CliFel::indata(&text::akt::cli::i_falt(kalla, "personnummer", vad))
    })
}

/// What a person may be searched by: one of them.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Sokning {
    namn: Option<String>,
    personnummer: Option<String>,
    arende: Option<String>,
}

fn sokt(kor: &Kor, fil: &Path) -> Result<Sokt, CliFel> {
    let (kalla, indata) = las::<Sokning>(fil)?;
    let i_falt = |nyckel, vad| CliFel::indata(&text::akt::cli::i_falt(&kalla, nyckel, vad));
    match (indata.namn, indata.personnummer, indata.arende) {
        (Some(namn), None, None) => {
            let namn = rena_rad(&namn).trim().to_owned();
            if namn.is_empty() {
                return Err(i_falt("namn", text::akt::cli::SOK_NAMN));
            }
            Ok(Sokt::Namn(namn))
        }
        (None, Some(text), None) => nummer(kor, &kalla, &text).map(Sokt::Nummer),
        (None, None, Some(text)) => Arendenummer::las(&text)
            .map(Sokt::Arende)
            .ok_or_else(|| i_falt("arende", text::akt::cli::NUMMER)),
        _ => Err(CliFel::indata(&text::akt::cli::i_fil(
            &kalla,
            text::akt::cli::SOK_ETT,
        ))),
    }
}

pub(super) fn sok(kor: &Kor, fil: &Path) -> Result<Svar, CliFel> {
    let sokt = sokt(kor, fil)?;
    match Lager::oppna(kor)?.akt(Aktakt::Sok(sokt))? {
        Aktsvar::Arenden(lista) => Ok(arende::svar_lista(&lista, !lista.is_empty())),
        _ => Err(CliFel::programfel()),
    }
}

/// What exists on one person in the whole file, for whoever has that right.
pub(in crate::cli) fn forekomst(kor: &Kor, fil: &Path) -> Result<Svar, CliFel> {
    let sokt = sokt(kor, fil)?;
    let Aktsvar::Forekomst(lista) = Lager::oppna(kor)?.akt(Aktakt::Forekomst(sokt))? else {
        return Err(CliFel::programfel());
    };
    let json: Vec<Value> = lista.iter().map(som_json::forekomst).collect();
    let text = if lista.is_empty() {
        text::akt::cli::INGEN_FOREKOMST.to_owned()
    } else {
        let rader: Vec<String> = lista.iter().map(text::akt::lista::forekomst).collect();
        rader.join("\n")
    };
    Ok(Svar {
        ja: !lista.is_empty(),
        json: json!({"forekomst": json}),
        text,
    })
}

/// Who may look in the whole file: given, taken and listed. Only whoever owns the file gives and takes.
pub(in crate::cli) fn behorighet(kor: &Kor, vad: &BehorighetKommando) -> Result<Svar, CliFel> {
    let mut lager = Lager::oppna(kor)?;
    let andra = |lager: &mut Lager<'_>, anvandare: &str, har: bool| {
        let namn = rena_rad(anvandare).trim().to_owned();
        if namn.is_empty() || namn.chars().count() > ANVANDARE {
            return Err(CliFel::indata(text::akt::cli::ANVANDARE));
        }
        let anvandare = namn.clone();
        lager.gjort(if har {
            Aktakt::GeRatt { anvandare }
        } else {
            Aktakt::TaRatt { anvandare }
        })?;
        let ord = if har {
            text::akt::cli::RATT_GIVEN
        } else {
            text::akt::cli::RATT_TAGEN
        };
        Ok(Svar {
            ja: true,
            json: json!({"anvandare": namn, "forekomst": har}),
            text: ord.to_owned(),
        })
    };
    match vad {
        BehorighetKommando::Ge { anvandare } => andra(&mut lager, anvandare, true),
        BehorighetKommando::Ta { anvandare } => andra(&mut lager, anvandare, false),
        BehorighetKommando::Lista => {
            let Aktsvar::Ratter(alla) = lager.fraga(Aktfraga::Ratter)? else {
                return Err(CliFel::programfel());
            };
            let text: Vec<String> = alla.iter().map(|namn| rena_rad(namn)).collect();
            Ok(rader(alla.is_empty(), json!({"forekomst": alla}), &text))
        }
    }
}
