//! Follow-ups against the person's own goals, and the end of an ärende.

use std::path::Path;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::indata::{Kod, Mal, mal};
use super::{Lager, las, nej_till, skrivare, som_json};
use crate::cli::fakta::Datum;
use crate::cli::{CliFel, Kor, Svar};
use crate::domain::akt::avslut::{Avslutsorsak, NyUppfoljning, NyttAvslut, ligger_framat};
use crate::rena::rena_text;
use crate::store::akt::Aktakt;
use crate::text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Uppfoljning {
    dag: Datum,
    text: String,
    mal: Vec<Mal>,
    nasta: Option<Datum>,
    skrivare: Option<String>,
    titel: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Avslut {
    orsak: Kod<Avslutsorsak>,
    dag: Datum,
    text: String,
    mal: Vec<Mal>,
    skrivare: Option<String>,
    titel: Option<String>,
}

pub(super) fn visa(kor: &Kor, nummer: &str) -> Result<Svar, CliFel> {
    let bild = Lager::oppna(kor)?.las(nummer)?;
    let json: Vec<Value> = bild
        .uppfoljningar
        .iter()
        .map(som_json::uppfoljning)
        .collect();
    let mut text = vec![text::akt::cli::nasta(bild.rad.nasta_uppfoljning)];
    text.extend(
        bild.uppfoljningar
            .iter()
            .flat_map(text::akt::visa::uppfoljning),
    );
    Ok(Svar {
        ja: true,
        json: json!({"arende": bild.rad.nummer.text(),
            "nasta_uppfoljning": som_json::dag(bild.rad.nasta_uppfoljning), "uppfoljningar": json}),
        text: text.join("\n"),
    })
}

pub(super) fn satt(kor: &Kor, nummer: &str, dag: Option<NaiveDate>) -> Result<Svar, CliFel> {
    let dag = dag.map(|dag| ligger_framat(dag, kor.idag)).transpose();
    let dag = dag.map_err(super::nej)?;
    let mut lager = Lager::oppna(kor)?;
    let arende = lager.arende(nummer)?.id;
    let bild = lager.bild(Aktakt::SattUppfoljning { arende, dag })?;
    let nasta = bild.rad.nasta_uppfoljning;
    Ok(Svar {
        ja: true,
        json: json!({"arende": bild.rad.nummer.text(), "nasta_uppfoljning": som_json::dag(nasta)}),
        text: text::akt::cli::nasta(nasta),
    })
}

pub(super) fn folj_upp(kor: &Kor, nummer: &str, fil: &Path) -> Result<Svar, CliFel> {
    let (kalla, indata) = las::<Uppfoljning>(fil)?;
    let nej = nej_till(&kalla);
    let skrivare = skrivare(&kalla, indata.skrivare, indata.titel)?;
    let mal = mal(indata.mal).map_err(&nej)?;
    let text = rena_text(&indata.text);
    let nasta = indata.nasta.map(|dag| dag.0);
    let uppfoljning = NyUppfoljning::ny(indata.dag.0, &text, mal, nasta, skrivare, kor.idag);
    let uppfoljning = uppfoljning.map_err(&nej)?;
    let mut lager = Lager::oppna(kor)?;
    let arende = lager.arende(nummer)?.id;
    let bild = lager.bild(Aktakt::FoljUpp {
        arende,
        uppfoljning,
    })?;
    let nasta = bild.rad.nasta_uppfoljning;
    Ok(Svar {
        ja: true,
        json: json!({"arende": bild.rad.nummer.text(), "uppfoljningar": bild.uppfoljningar.len(),
            "nasta_uppfoljning": som_json::dag(nasta)}),
        text: [
            text::akt::cli::UPPFOLJD.to_owned(),
            text::akt::cli::nasta(nasta),
        ]
        .join("\n"),
    })
}

pub(super) fn avsluta(kor: &Kor, nummer: &str, fil: &Path) -> Result<Svar, CliFel> {
    let (kalla, indata) = las::<Avslut>(fil)?;
    let nej = nej_till(&kalla);
    let skrivare = skrivare(&kalla, indata.skrivare, indata.titel)?;
    let mal = mal(indata.mal).map_err(&nej)?;
    let (orsak, text) = (indata.orsak.0, rena_text(&indata.text));
    let avslut = NyttAvslut::ny(orsak, indata.dag.0, &text, mal, skrivare, kor.idag);
    let avslut = avslut.map_err(&nej)?;
    let mut lager = Lager::oppna(kor)?;
    let arende = lager.arende(nummer)?.id;
    let bild = lager.bild(Aktakt::Avsluta { arende, avslut })?;
    let sag = text::akt::cli::sag_vid_avslut(orsak, &text::kontakt(&kor.katalog.ansokan));
    let nasta = bild.nasta_i_tur.map(|kod| kod.to_string());
    let mut rader = vec![text::akt::cli::avslutat(
        &bild.rad.nummer,
        indata.dag.0,
        orsak,
    )];
    rader.extend(nasta.as_deref().map(text::akt::cli::nasta_i_tur));
    rader.extend(sag.clone());
    Ok(Svar {
        ja: true,
        json: json!({"arende": bild.rad.nummer.text(), "avslutad": indata.dag.0.to_string(),
            "orsak": orsak.kod(), "nasta_i_tur": nasta, "sag": sag}),
        text: rader.join("\n"),
    })
}
