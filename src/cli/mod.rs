//! The command line: the program's second front end, over the same flow, rules and store as the screen.

mod akt;
mod avbrott;
mod databas;
mod fakta;
mod flaggor;
mod gallra;
mod hsds;
mod information;
mod inloggning;
mod katalogbyte;
mod ko;
mod konto;
mod lapp;
mod lista;
mod logg;
mod mottag;
mod statistik;
mod statistikfil;
pub(crate) mod utfil;
mod visa;

use std::cell::Cell;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

use crate::domain::insats::{InsatsNr, Katalog};
use crate::information::Informationstexter;
use crate::rena::{rena_rad, rena_text};
use crate::start::{Installningar, StartFel};
use crate::store::ko::Sammanhang;
use crate::store::sqlite::SqliteStore;
use crate::store::{Aktor, StoreError};
use crate::text;
use flaggor::Kommando;

/// Largest input that is read, in bytes.
const STORST: u64 = 1 << 20;

/// An error of the command line: what to say, and the exit code of the contract.
#[derive(Debug)]
pub(crate) struct CliFel {
    kod: u8,
    text: String,
}

impl CliFel {
    /// Unreadable input or wrong use: 2.
    fn indata(text: &str) -> Self {
        Self {
            kod: 2,
            text: text.to_owned(),
        }
    }

    /// Done, but the answer is no: 1.
    fn nej(text: &str) -> Self {
        Self {
            kod: 1,
            text: text.to_owned(),
        }
    }

    /// Only what is written as a number of an insats is repeated: anything else may be about a person.
    fn okand_insats(nr: &str) -> Self {
        nr.parse::<InsatsNr>().map_or_else(
            |()| Self::nej(text::cli::INTE_NUMMER),
            |nr| Self::nej(&text::cli::okand_insats(nr)),
        )
    }

    fn programfel() -> Self {
        Self {
            kod: 3,
            text: text::hinder::store(&StoreError::Saknas),
        }
    }
}

impl From<StoreError> for CliFel {
    fn from(fel: StoreError) -> Self {
        let kod = match fel {
            StoreError::IngenPlats(_)
            | StoreError::Ko { .. }
            | StoreError::Akt(_)
            | StoreError::Konto(_)
            | StoreError::Gallring(_)
            | StoreError::EjBehorig(_)
            | StoreError::Utloggad
            | StoreError::Saknas
            | StoreError::Konflikt { .. } => 1,
            StoreError::Upptagen | StoreError::Stopp(_) | StoreError::TrasigRad { .. } => 3,
        };
        Self {
            kod,
            text: text::hinder::store(&fel),
        }
    }
}

impl From<StartFel> for CliFel {
    fn from(fel: StartFel) -> Self {
        match fel {
            StartFel::Indata(text) => Self { kod: 2, text },
            StartFel::Databas(fel) => Self {
                kod: 3,
                text: fel.to_string(),
            },
            StartFel::Katalog(namn, anmarkningar) => {
                let rader: Vec<String> = anmarkningar
                    .iter()
                    .map(|a| format!("{namn}: {a}"))
                    .collect();
                Self {
                    kod: 2,
                    text: rader.join("\n"),
                }
            }
        }
    }
}

/// What a command answers: whether the answer is yes, as JSON, and as text.
struct Svar {
    ja: bool,
    json: Value,
    text: String,
}

/// What a command needs.
struct Kor {
    installningar: Installningar,
    katalog: Arc<Katalog>,
    information: Informationstexter,
    aktor: Aktor,
    idag: NaiveDate,
    nu: DateTime<Utc>,
    /// The file, where it is open and nobody is asking it.
    inne: Cell<Option<SqliteStore>>,
}

impl Kor {
    /// For a command that asks the file: signs in where the file demands it.
    fn ny(installningar: Installningar) -> Result<Self, CliFel> {
        let mut kor = Self::utan_fil(installningar)?;
        if kor.installningar.kraver_inloggning()? {
            let inne = inloggning::logga_in(&kor.installningar)?;
            kor.installningar.prova_katalog(&inne.store)?;
            kor.aktor = inne.aktor;
            // Whoever is asked for a password may be long about it: what is done begins when they are in.
            (kor.nu, kor.idag) = (Utc::now(), kor.installningar.idag());
            kor.inne = Cell::new(Some(inne.store));
        }
        Ok(kor)
    }

    /// For a command that leaves the file alone.
    fn utan_fil(installningar: Installningar) -> Result<Self, CliFel> {
        Ok(Self {
            katalog: installningar.las_katalog()?,
            information: installningar.las_information()?,
            aktor: installningar.aktor()?,
            idag: installningar.idag(),
            nu: Utc::now(),
            inne: Cell::new(None),
            installningar,
        })
    }

    fn texter(&self) -> &Informationstexter {
        &self.information
    }

    /// What the store has to know of the catalogue and the day.
    fn sammanhang(&self) -> Sammanhang {
        Sammanhang {
            katalog: self.katalog.clone(),
            idag: self.idag,
        }
    }

    fn oppna(&self) -> Result<SqliteStore, CliFel> {
        if let Some(inne) = self.inne.take() {
            return Ok(inne);
        }
        let store = self.installningar.oppna()?;
        if store.ny() {
            let fil = self.installningar.databasfil()?;
            let namn = rena_rad(&fil.display().to_string());
            // A closed standard error is no reason not to go on.
            let _ = writeln!(io::stderr(), "{}: {namn}", text::cli::NY_DATABAS);
            varna_for_container(&fil);
        }
        Ok(store)
    }

    /// Leaves the open file for the next one who asks in the same command: nobody signs in twice.
    fn lamna(&self, store: SqliteStore) {
        self.inne.set(Some(store));
    }

    fn insats(&self, nr: &str) -> Result<&crate::domain::insats::Insats, CliFel> {
        let hittad = nr
            .parse::<InsatsNr>()
            .ok()
            .and_then(|nr| self.katalog.insats(nr));
        hittad.ok_or_else(|| CliFel::okand_insats(nr))
    }
}

/// Says where a new file lies in the layers of a container: it goes when the container does.
fn varna_for_container(fil: &std::path::Path) {
    if crate::store::sqlite::i_container(fil) {
        // As above.
        let _ = writeln!(io::stderr(), "{}", text::cli::I_CONTAINER);
    }
}

/// Runs the program with these arguments; without a command the desk opens.
pub fn kor<A: Into<std::ffi::OsString> + Clone>(argument: impl IntoIterator<Item = A>) -> ExitCode {
    // First of all: from here on nothing that is read can end in a core dump or in the words of a panic.
    crate::runtime::harda::processen();
    crate::runtime::terminal::satt_panikhake();
    let flaggor = match flaggor::las(argument) {
        Ok(flaggor) => flaggor,
        Err(fel) => return flaggor::svara(&fel),
    };
    let (json, tema) = (flaggor.json, flaggor.tema.clone());
    let installningar = flaggor.installningar();
    // Before the file is opened: a limit on file size is then an error in words, and not the end of the process.
    #[cfg(unix)]
    let _ = crate::runtime::signaler::skydda_mot_filgrans();
    let svar = match flaggor.kommando {
        None => return desken(&installningar, tema.as_deref()),
        Some(kommando) => utfor(kommando, installningar, json),
    };
    match svar {
        Ok(svar) => {
            let skrivet = if json {
                skriv_json(svar.json)
            } else {
                skriv(&svar.text)
            };
            if let Err(fel) = skrivet
                && fel.kind() != io::ErrorKind::BrokenPipe
            {
                // The act is done: 3 would say that nothing was changed. With standard error closed, nobody is told.
                let _ = writeln!(io::stderr(), "{}", text::cli::SVARET_SKREVS_INTE);
            }
            ExitCode::from(u8::from(!svar.ja))
        }
        Err(fel) => stanna(&fel),
    }
}

fn stanna(fel: &CliFel) -> ExitCode {
    // With standard error closed, the exit code still tells.
    let _ = writeln!(io::stderr(), "{}: {}", text::cli::FEL, rena_text(&fel.text));
    ExitCode::from(fel.kod)
}

fn desken(installningar: &Installningar, tema: Option<&str>) -> ExitCode {
    match crate::runtime::run::kor(installningar, tema) {
        Ok(()) => ExitCode::SUCCESS,
        Err(crate::runtime::run::KorFel::Start(fel)) => stanna(&CliFel::from(fel)),
        Err(crate::runtime::run::KorFel::InteSparat(text)) => stanna(&CliFel { kod: 3, text }),
        Err(crate::runtime::run::KorFel::Terminal(text)) => stanna(&CliFel { kod: 2, text }),
    }
}

fn utfor(
    kommando: Kommando,
    installningar: Installningar,
    vill_json: bool,
) -> Result<Svar, CliFel> {
    match kommando {
        Kommando::Katalog { vad } => lista::katalog(&vad, installningar),
        Kommando::Sok { ord, antal } => Ok(visa::sok(
            &Kor::utan_fil(installningar)?,
            &ord.join(" "),
            antal,
        )),
        Kommando::Insats { nr } => {
            let kor = Kor::utan_fil(installningar)?;
            Ok(visa::insats(kor.insats(&nr)?))
        }
        Kommando::Oro => Ok(visa::oro(&*installningar.las_katalog()?)),
        Kommando::Kontrollera { nr, fakta } => {
            let kor = Kor::utan_fil(installningar)?;
            let insats = kor.insats(&nr)?;
            let (kalla, text) = las_indata(&fakta)?;
            let fakta = fakta::las_json::<fakta::RaFakta>(&kalla, &text)?.fakta(kor.idag)?;
            Ok(visa::kontroll(&kor, insats, &fakta))
        }
        Kommando::Mottag { fran } => {
            let kor = Kor::ny(installningar)?;
            let (kalla, text) = las_indata(&fran)?;
            mottag::kor(&kor, &kalla, &text)
        }
        Kommando::Ko { vad } => ko::kor(&Kor::ny(installningar)?, &vad, vill_json),
        Kommando::Overlamning { vad } => akt::overlamning(&Kor::ny(installningar)?, &vad),
        Kommando::Arende { vad } => akt::arende(&Kor::ny(installningar)?, &vad),
        Kommando::Forekomst { fran } => akt::forekomst(&Kor::ny(installningar)?, &fran),
        Kommando::Databas { vad } => databas::kor(&installningar, &vad),
        Kommando::Konto { vad } => konto::kor(&installningar, &vad),
        Kommando::Behorighet { vad } => akt::behorighet(&Kor::ny(installningar)?, &vad),
        Kommando::Blad {
            vad,
            system,
            kontakt,
        } => {
            let flaggor = akt::blad::Flaggor {
                vad: &vad,
                system: system.as_deref(),
                kontakt,
            };
            akt::blad::kor(&Kor::ny(installningar)?, &flaggor)
        }
        Kommando::Information { vad } => information::kor(&vad, installningar),
        Kommando::Lapp(flaggor) => lapp::kor(installningar, &flaggor),
        Kommando::Logg { vad } => logg::kor(&Kor::ny(installningar)?, &vad),
        Kommando::Gallra(flaggor) => gallra::kor(&Kor::ny(installningar)?, &flaggor),
        Kommando::Statistik {
            vad: Some(statistikfil::StatistikKommando::Ut(flaggor)),
            ..
        } => statistikfil::ut(&Kor::ny(installningar)?, &flaggor),
        Kommando::Statistik {
            vad: None,
            fran,
            till,
            period,
            klartext,
        } => {
            let val = statistik::Val {
                fran,
                till,
                period,
                klartext,
            };
            statistik::kor(&Kor::ny(installningar)?, &val)
        }
        Kommando::Rapport(flaggor) => statistikfil::rapport(&Kor::ny(installningar)?, &flaggor),
    }
}

/// Reads a file, or standard input for `-`.
fn las_indata(fil: &PathBuf) -> Result<(String, String), CliFel> {
    let mut bytes = Vec::new();
    let (namn, last) = if fil.as_os_str() == "-" {
        (
            "-".to_owned(),
            io::stdin().lock().take(STORST + 1).read_to_end(&mut bytes),
        )
    } else {
        let namn = rena_rad(&fil.display().to_string());
        let last =
            std::fs::File::open(fil).and_then(|f| f.take(STORST + 1).read_to_end(&mut bytes));
        (namn, last)
    };
    last.map_err(|_| CliFel::indata(&text::cli::kan_inte_lasa(&namn)))?;
    if bytes.len() as u64 > STORST {
        return Err(CliFel::indata(text::cli::FOR_STORT));
    }
    let text = String::from_utf8(bytes).map_err(|_| CliFel::indata(text::cli::INTE_TEXT))?;
    Ok((namn, text.trim_start_matches('\u{feff}').to_owned()))
}

fn skriv(text: &str) -> io::Result<()> {
    let mut ut = io::stdout().lock();
    writeln!(ut, "{}", rena_text(text))?;
    ut.flush()
}

fn skriv_json(json: Value) -> io::Result<()> {
    // Otherwise each line is a call to the system.
    let mut ut = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    serde_json::to_writer_pretty(&mut ut, &rent(json))?;
    writeln!(ut)?;
    ut.flush()
}

/// The same document with every text cleaned: rows may have been written by other programs.
fn rent(json: Value) -> Value {
    match json {
        Value::String(text) => Value::String(rena_text(&text)),
        Value::Array(lista) => Value::Array(lista.into_iter().map(rent).collect()),
        Value::Object(karta) => Value::Object(
            karta
                .into_iter()
                .map(|(nyckel, v)| (rena_rad(&nyckel), rent(v)))
                .collect(),
        ),
        Value::Null | Value::Bool(_) | Value::Number(_) => json,
    }
}
