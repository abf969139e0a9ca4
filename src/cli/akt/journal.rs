//! The journal: notes that are signed once, corrections and objections beside them, and copies under a consent.

use std::path::Path;

use serde::Deserialize;
use serde_json::json;

use super::indata::Klockslag;
use super::{Lager, id, las, nej_till, skrivare};
use crate::cli::fakta::Datum;
use crate::cli::{CliFel, Kor, Svar};
use crate::domain::akt::Arendenummer;
use crate::domain::akt::anteckning::{Anteckningsdelar, Anteckningsslag, Galler, NyAnteckning};
use crate::rena::{rena_rad, rena_text};
use crate::store::akt::Aktakt;
use crate::text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Indata {
    vad: String,
    dag: Datum,
    klockslag: Option<Klockslag>,
    kalla: String,
    #[serde(default)]
    deltog: String,
    text: String,
    skrivare: Option<String>,
    titel: Option<String>,
    rattar: Option<u32>,
    invander: Option<u32>,
}

pub(super) fn anteckna(kor: &Kor, nummer: &str, fil: &Path) -> Result<Svar, CliFel> {
    let (kalla, indata) = las::<Indata>(fil)?;
    let galler = match (indata.rattar, indata.invander) {
        (None, None) => Galler::Handelse,
        (Some(nr), None) => Galler::Rattar(nr),
        (None, Some(nr)) => Galler::Invander(nr),
        (Some(_), Some(_)) => {
            let vad = text::akt::cli::RATTAR_ELLER_INVANDER;
            return Err(CliFel::indata(&text::akt::cli::i_fil(&kalla, vad)));
        }
    };
    let skrivare = skrivare(&kalla, indata.skrivare, indata.titel)?;
    let (vad, ursprung, deltog, text) = (
        rena_rad(&indata.vad),
        rena_rad(&indata.kalla),
        rena_rad(&indata.deltog),
        rena_text(&indata.text),
    );
    let delar = Anteckningsdelar {
        galler,
        vad: &vad,
        dag: indata.dag.0,
        klockslag: indata.klockslag.map(|tid| tid.0),
        kalla: &ursprung,
        deltog: &deltog,
        text: &text,
    };
    let anteckning = NyAnteckning::ny(&delar, skrivare, kor.idag).map_err(nej_till(&kalla))?;
    let mut lager = Lager::oppna(kor)?;
    let arende = lager.arende(nummer)?.id;
    let bild = lager.bild(Aktakt::Signera {
        arende,
        anteckning,
        utkast: None,
    })?;
    let nr = bild.journal.last().map(|rad| rad.nr);
    Ok(Svar {
        ja: true,
        json: json!({"arende": bild.rad.nummer.text(), "anteckning": nr, "slag": galler.slag().kod(),
            "galler": galler.nr()}),
        text: text::akt::cli::signerad(&bild.rad.nummer, nr.unwrap_or_default(), galler),
    })
}

/// Who copies.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Kopierare {
    skrivare: Option<String>,
    titel: Option<String>,
}

pub(super) fn kopiera(
    kor: &Kor,
    nummer: &str,
    (nr, samtycke): (u32, &str),
    fil: Option<&Path>,
) -> Result<Svar, CliFel> {
    let (kalla, indata) = match fil {
        Some(fil) => las::<Kopierare>(fil)?,
        None => (text::akt::cli::MILJON.to_owned(), Kopierare::default()),
    };
    let skrivare = skrivare(&kalla, indata.skrivare, indata.titel)?;
    let mut lager = Lager::oppna(kor)?;
    let rad = lager.arende(nummer)?;
    let bild = lager.bild(Aktakt::Kopiera {
        arende: rad.id,
        nr,
        samtycke: id(samtycke),
        skrivare,
    })?;
    let till = bild.annan_akt.map(|(_, nummer)| nummer);
    Ok(Svar {
        ja: true,
        json: json!({"arende": rad.nummer.text(), "anteckning": nr, "slag": Anteckningsslag::Kopia.kod(),
            "till": till.as_ref().map(Arendenummer::text)}),
        text: text::akt::cli::kopierad(&rad.nummer, nr),
    })
}
