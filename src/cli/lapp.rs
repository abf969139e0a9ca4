//! `troskel lapp`: the slip that the person takes along, as text or as a page.

use std::path::PathBuf;

use chrono::NaiveDateTime;
use clap::Args;
use serde_json::json;

use super::{CliFel, Kor, Svar, ko, utfil};
use crate::domain::information::{TextId, Texter};
use crate::domain::tid::svensk;
use crate::lapp::sida::Sida;
use crate::lapp::{Lapp, Lappslag, Vart, Visa, som_html, som_text};
use crate::rena::rena_rad;
use crate::runtime::utskrift::skriv_ut;
use crate::start::Installningar;
use crate::text;

/// What stands on the command line.
#[derive(Args)]
pub(super) struct Flaggor {
    /// Kölappens kod: en lapp för den som står i kö
    #[arg(long, value_name = "KOD", required_unless_present = "slag")]
    kod: Option<String>,
    /// En annan lapp: mottagen, hanvisad eller informerad
    #[arg(long, value_name = "SLAG", conflicts_with = "kod")]
    slag: Option<String>,
    /// Insatsens nummer; behövs bara när insatsen ska synas
    #[arg(long, value_name = "NR", conflicts_with = "kod")]
    nr: Option<String>,
    /// Vart en hänvisad ska: ansokan eller namnd
    #[arg(long, value_name = "VART", requires = "slag")]
    till: Option<String>,
    /// När en mottagen ska komma nästa gång, om personen vill ha det på lappen: "ÅÅÅÅ-MM-DD TT:MM"
    #[arg(long, value_name = "TID", requires = "slag")]
    nasta: Option<String>,
    /// Låt lappen säga vilken insats den gäller: bara när personen vill
    #[arg(long)]
    visa_insats: bool,
    /// Texten om rätten att ansöka: standard, lattlast, barn eller engelska
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "standard",
        hide_default_value = true
    )]
    text: String,
    #[command(flatten)]
    form: Form,
}

/// How a page is written, and where to.
#[derive(Args)]
pub(super) struct Form {
    /// text eller html
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        hide_default_value = true
    )]
    format: String,
    /// Rita också QR-koden i texten, där katalogen har ett nummer eller en webbplats
    #[arg(long)]
    qr: bool,
    /// Ny fil att skriva till, i stället för till skärmen
    #[arg(long, value_name = "FIL")]
    ut: Option<PathBuf>,
    /// Skriv ut texten med kommandot i --skrivare, utan att någon fil blir kvar
    #[arg(long, conflicts_with = "ut")]
    skriv_ut: bool,
}

pub(super) fn kor(installningar: Installningar, flaggor: &Flaggor) -> Result<Svar, CliFel> {
    // What is typed wrong is told before anybody signs in.
    let id = text_id(&flaggor.text)?;
    flaggor.form.prova()?;
    let (kor, slag, nr, (plats, start)) = match (&flaggor.kod, &flaggor.slag) {
        (Some(kod), _) => {
            let kor = Kor::ny(installningar)?;
            let rad = ko::levande(&kor, kod)?;
            let slag = Lappslag::Kolapp(rad.kod, svensk(rad.sedan).date());
            // It differs between the queues: only where the slip may tell which.
            let start = if flaggor.visa_insats {
                ko::nasta_start(&kor, rad.insats)?
            } else {
                None
            };
            (kor, slag, Some(rad.insats.to_string()), (rad.plats, start))
        }
        (None, slag) => {
            let slag = annat_slag(slag.as_deref().unwrap_or_default(), flaggor)?;
            let kor = Kor::utan_fil(installningar)?;
            (kor, slag, flaggor.nr.clone(), (None, None))
        }
    };
    let insats = match (&nr, flaggor.visa_insats) {
        (Some(nr), true) => Some(kor.insats(nr)?),
        (None, true) => return Err(CliFel::indata(text::lapp::cli::VILKEN_INSATS)),
        // Named for nothing: it says so rather than being passed over.
        (Some(nr), false) if flaggor.nr.is_some() => Some(kor.insats(nr)?),
        (_, false) => None,
    };
    let visa = if flaggor.visa_insats {
        Visa::Insatsen { plats, start }
    } else {
        Visa::Inget
    };
    let given = kor.texter().text(id);
    let lapp = Lapp::ny(slag, &kor.katalog, (insats, visa), given, kor.idag);
    let json = json!({
        "slag": slagkod(slag),
        "visar_insats": insats.filter(|_| flaggor.visa_insats).map(|insats| insats.nr.to_string()),
        "information": {"text": given.id.kod(), "version": given.version.to_string()},
    });
    flaggor.form.svara(&kor.installningar, &lapp.sida(), json)
}

fn annat_slag(slag: &str, flaggor: &Flaggor) -> Result<Lappslag, CliFel> {
    let till = match flaggor.till.as_deref() {
        None | Some("ansokan") => Vart::Ansokan,
        Some("namnd") => Vart::Namnden,
        Some(_) => return Err(CliFel::indata(text::lapp::cli::VART)),
    };
    let nasta = flaggor.nasta.as_deref().map(klockslag).transpose()?;
    let ratt = match slag {
        "mottagen" => flaggor.till.is_none(),
        "hanvisad" => nasta.is_none(),
        _ => flaggor.till.is_none() && nasta.is_none(),
    };
    if !ratt {
        return Err(CliFel::indata(text::lapp::cli::HOR_INTE_DIT));
    }
    match slag {
        "mottagen" => Ok(Lappslag::Mottagen(nasta)),
        "hanvisad" => Ok(Lappslag::Hanvisad(till)),
        "informerad" => Ok(Lappslag::Informerad),
        _ => Err(CliFel::indata(text::lapp::cli::SLAG)),
    }
}

fn slagkod(slag: Lappslag) -> &'static str {
    match slag {
        Lappslag::Kolapp(..) => "kolapp",
        Lappslag::Mottagen(_) => "mottagen",
        Lappslag::Hanvisad(_) => "hanvisad",
        Lappslag::Informerad => "informerad",
    }
}

fn klockslag(text: &str) -> Result<NaiveDateTime, CliFel> {
    let tid = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M");
    tid.or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M"))
        .map_err(|_| CliFel::indata(text::ko::cli::TID))
}

/// The text that is named.
pub(super) fn text_id(kod: &str) -> Result<TextId, CliFel> {
    TextId::fran_kod(kod).ok_or_else(|| CliFel::indata(text::lapp::cli::TEXT))
}

impl Form {
    /// Whether the format is one that there is.
    pub(super) fn prova(&self) -> Result<(), CliFel> {
        match self.format.as_str() {
            "html" if self.skriv_ut => Err(CliFel::indata(text::lapp::cli::BARA_TEXT)),
            "text" | "html" => Ok(()),
            _ => Err(CliFel::indata(text::lapp::cli::FORMAT)),
        }
    }

    /// The page as it was asked for: on standard output, or in a new file.
    pub(super) fn svara(
        &self,
        installningar: &Installningar,
        sida: &Sida,
        mut json: serde_json::Value,
    ) -> Result<Svar, CliFel> {
        let innehall = if self.format == "html" {
            som_html(sida)
        } else {
            som_text(sida, self.qr)
        };
        json["format"] = json!(self.format);
        let text = match &self.ut {
            None if self.skriv_ut => {
                let skrivare = installningar.skrivare.as_deref();
                let skrivare =
                    skrivare.ok_or_else(|| CliFel::indata(text::lapp::cli::INGEN_SKRIVARE))?;
                skriv_ut(skrivare, &innehall)
                    .map_err(|_| CliFel::nej(text::lapp::skarm::EJ_UTSKRIVEN))?;
                text::lapp::skarm::UTSKRIVEN.to_owned()
            }
            None => {
                json["innehall"] = json!(innehall);
                innehall.trim_end().to_owned()
            }
            Some(fil) => {
                utfil::skriv_ny(installningar, fil, innehall.as_bytes())
                    .map_err(|_| CliFel::indata(text::ko::cli::KAN_INTE_SKRIVA))?;
                let namn = rena_rad(&fil.display().to_string());
                json["fil"] = json!(namn);
                text::ko::cli::skrivet(&namn)
            }
        };
        Ok(Svar {
            ja: true,
            json,
            text,
        })
    }
}
