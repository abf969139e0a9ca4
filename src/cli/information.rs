//! `troskel information`: the texts that are told, as sheets, in the version in use or one that was used before.

use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::json;

use super::flaggor::{DAG, datum};
use super::lapp::{Form, text_id};
use super::lista::rader;
use super::{CliFel, Kor, Svar};
use crate::domain::information::{TextId, Texter};
use crate::lapp::informationsblad;
use crate::start::Installningar;
use crate::text;

#[derive(Subcommand)]
pub(super) enum InformationKommando {
    /// Visa en text som ett blad att läsa eller skriva ut
    Visa {
        /// standard, lattlast, barn eller engelska
        #[arg(
            long,
            value_name = "TEXT",
            default_value = "standard",
            hide_default_value = true
        )]
        text: String,
        /// Versionen, om inte den som används: så som den stod när den lämnades
        #[arg(long, value_name = DAG, value_parser = datum)]
        version: Option<NaiveDate>,
        #[command(flatten)]
        form: Form,
    },
    /// Vilka texter och versioner som finns
    Lista,
}

pub(super) fn kor(vad: &InformationKommando, installningar: Installningar) -> Result<Svar, CliFel> {
    match vad {
        InformationKommando::Visa {
            text,
            version,
            form,
        } => visa(installningar, text, *version, form),
        InformationKommando::Lista => Ok(lista(&Kor::utan_fil(installningar)?)),
    }
}

fn visa(
    installningar: Installningar,
    kod: &str,
    version: Option<NaiveDate>,
    form: &Form,
) -> Result<Svar, CliFel> {
    let id = text_id(kod)?;
    form.prova()?;
    let kor = Kor::utan_fil(installningar)?;
    let texter = kor.texter();
    let given = match version {
        None => texter.text(id).clone(),
        Some(version) => texter
            .i_version(id, version)
            .ok_or_else(|| CliFel::nej(&text::lapp::cli::ingen_version(&texter.versioner(id))))?,
    };
    let json = json!({
        "text": id.kod(),
        "version": given.version.to_string(),
        "sprak": given.sprak.kod(),
        "i_bruk": given.version == texter.text(id).version,
    });
    form.svara(
        &kor.installningar,
        &informationsblad(&given, &kor.katalog),
        json,
    )
}

fn lista(kor: &Kor) -> Svar {
    let texter = kor.texter();
    let (mut json, mut text) = (Vec::new(), Vec::new());
    for id in TextId::ALLA {
        let nu = texter.text(id).version;
        for version in texter.versioner(id) {
            json.push(
                json!({"text": id.kod(), "version": version.to_string(), "i_bruk": version == nu}),
            );
            text.push(text::lapp::cli::version(id.kod(), version, version == nu));
        }
    }
    rader(false, json!({"texter": json}), &text)
}
