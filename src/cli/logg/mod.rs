//! `troskel logg`: whether the log is whole, its head, its rows, and the report for whoever checks (PUL-04).

mod som_json;

use chrono::{Days, NaiveDate};
use clap::Subcommand;
use serde_json::{Value, json};

use super::flaggor::{DAG, datum};
use super::{CliFel, Kor, Svar, avbrott};
use crate::domain::akt::Arendenummer;
use crate::rena::rena_rad;
use crate::start::ny_op;
use crate::store::logg::{Loggakt, Loggfraga, Loggsvar, Loggurval, Toppmarke};
use crate::store::{Change, Query, RadId, Reply, Store};
use crate::text;

/// So many rows are shown where nothing is said.
const ANTAL: u32 = 50;

/// So many days back the report goes where nothing is said.
const GRANSKA_DAGAR: u64 = 30;

#[derive(Subcommand)]
pub(super) enum LoggKommando {
    /// Kontrollera att ingen rad i loggen har ändrats, tagits bort eller flyttats
    Kontrollera {
        /// En topp som sparats på utskrift eller i ett kvitto
        #[arg(long, value_name = "TOPP")]
        mot: Option<String>,
    },
    /// Visa loggens topp, att spara utanför datorn
    Topp,
    /// Visa rader i loggen, de senaste först; läsningen antecknas
    Visa {
        /// Bara den här användarens
        #[arg(long, value_name = "NAMN")]
        anvandare: Option<String>,
        /// Bara om det här ärendet
        #[arg(long, value_name = "NUMMER|ID")]
        arende: Option<String>,
        /// Från och med dagen
        #[arg(long, value_name = DAG, value_parser = datum)]
        fran: Option<NaiveDate>,
        /// Till och med dagen
        #[arg(long, value_name = DAG, value_parser = datum)]
        till: Option<NaiveDate>,
        /// Högst så många rader, upp till 1000
        #[arg(long, value_name = "ANTAL", default_value_t = ANTAL, hide_default_value = true)]
        antal: u32,
    },
    /// Rapport för kontroll av åtkomst: vad som är värt att fråga om; läsningen antecknas
    Granska {
        /// Från och med dagen; annars trettio dagar
        #[arg(long, value_name = DAG, value_parser = datum)]
        fran: Option<NaiveDate>,
        /// Till och med dagen; annars i dag
        #[arg(long, value_name = DAG, value_parser = datum)]
        till: Option<NaiveDate>,
    },
}

pub(super) fn kor(kor: &Kor, kommando: &LoggKommando) -> Result<Svar, CliFel> {
    match kommando {
        LoggKommando::Kontrollera { mot } => kontrollera(kor, mot.as_deref()),
        LoggKommando::Topp => topp(kor),
        LoggKommando::Visa {
            anvandare,
            arende,
            fran,
            till,
            antal,
        } => {
            i_ordning(*fran, *till)?;
            let (arende, objekt) = vilket(arende.as_deref())?;
            visa(
                kor,
                Loggurval {
                    anvandare: anvandare.as_deref().map(rena_rad),
                    arende,
                    objekt,
                    fran: *fran,
                    till: *till,
                    antal: *antal,
                },
            )
        }
        LoggKommando::Granska { fran, till } => {
            let till = till.unwrap_or(kor.idag);
            let fran = fran
                .or_else(|| till.checked_sub_days(Days::new(GRANSKA_DAGAR)))
                .unwrap_or(till);
            i_ordning(Some(fran), Some(till))?;
            granska(kor, fran, till)
        }
    }
}

fn i_ordning(fran: Option<NaiveDate>, till: Option<NaiveDate>) -> Result<(), CliFel> {
    match (fran, till) {
        (Some(fran), Some(till)) if fran > till => Err(CliFel::indata(text::logg::DAGORDNING)),
        _ => Ok(()),
    }
}

/// An ärende by its number, or any record by its id.
fn vilket(text: Option<&str>) -> Result<(Option<Arendenummer>, Option<RadId>), CliFel> {
    let Some(text) = text.map(str::trim) else {
        return Ok((None, None));
    };
    if let Some(nummer) = Arendenummer::las(text) {
        return Ok((Some(nummer), None));
    }
    if text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok((None, Some(RadId(text.to_ascii_lowercase()))));
    }
    // What was typed is not said again: it may be a name.
    Err(CliFel::indata(text::logg::ARENDE))
}

fn fraga(kor: &Kor, fraga: Loggfraga) -> Result<Loggsvar, CliFel> {
    avbrott::med(|gang| {
        gang.nu(text::cli::LASER);
        let mut store = kor.oppna()?;
        store.folj(gang.framsteg());
        match store.load(&Query::Logg(fraga))? {
            Reply::Logg(svar) => Ok(*svar),
            _ => Err(CliFel::programfel()),
        }
    })
}

fn akt(kor: &Kor, akt: Loggakt) -> Result<Loggsvar, CliFel> {
    let change = Change::Logg(akt);
    avbrott::med(|gang| {
        gang.nu(text::cli::LASER);
        let mut store = kor.oppna()?;
        store.folj(gang.framsteg());
        match store.save(&kor.aktor, ny_op(), kor.nu, &change)? {
            Reply::Logg(svar) => Ok(*svar),
            _ => Err(CliFel::programfel()),
        }
    })
}

fn kontrollera(kor: &Kor, mot: Option<&str>) -> Result<Svar, CliFel> {
    let marke = mot
        .map(|mot| Toppmarke::las(mot).ok_or_else(|| CliFel::indata(text::logg::TOPP_LASES_INTE)))
        .transpose()?;
    let Loggsvar::Kontroll(svar) = fraga(kor, Loggfraga::Kontrollera(marke))? else {
        return Err(CliFel::programfel());
    };
    Ok(Svar {
        ja: svar.hel(),
        json: som_json::kontroll(&svar, marke.is_some()),
        text: text::logg::kontroll(&svar, marke.is_some()).join("\n"),
    })
}

fn topp(kor: &Kor) -> Result<Svar, CliFel> {
    let Loggsvar::Topp(topp) = fraga(kor, Loggfraga::Topp)? else {
        return Err(CliFel::programfel());
    };
    Ok(Svar {
        ja: true,
        json: json!({"topp": som_json::topp(topp)}),
        text: text::logg::topp(topp).join("\n"),
    })
}

fn visa(kor: &Kor, urval: Loggurval) -> Result<Svar, CliFel> {
    let Loggsvar::Rader(rader) = akt(kor, Loggakt::Las(urval))? else {
        return Err(CliFel::programfel());
    };
    let i_ord: Vec<String> = rader.iter().map(text::logg::rad).collect();
    Ok(Svar {
        ja: !rader.is_empty(),
        json: json!({"logg": rader.iter().map(som_json::rad).collect::<Vec<Value>>()}),
        text: if i_ord.is_empty() {
            text::logg::INGA_RADER.to_owned()
        } else {
            i_ord.join("\n")
        },
    })
}

fn granska(kor: &Kor, fran: NaiveDate, till: NaiveDate) -> Result<Svar, CliFel> {
    let lasning = Loggakt::Granska {
        fran,
        till,
        stangda_dagar: kor.katalog.stangda_dagar.clone(),
    };
    let Loggsvar::Granskning(svar) = akt(kor, lasning)? else {
        return Err(CliFel::programfel());
    };
    Ok(Svar {
        ja: true,
        json: som_json::granskning(&svar, fran, till),
        text: text::logg::granskning(&svar, fran, till).join("\n"),
    })
}
