//! Places and group starts, and the weekly going through of a queue.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::flaggor::Omgangsflaggor;
use super::{Lager, klockslag, nej, omgangs_id, som_json};
use crate::cli::{CliFel, Kor, Svar};
use crate::domain::arbetsdag::ar_arbetsdag;
use crate::domain::information::Sprak;
use crate::domain::ko::plats::Omgang;
use crate::domain::tid::Aldersband;
use crate::store::ko::{Koakt, Kofraga, Kosvar};
use crate::text;

pub(super) fn granska(kor: &Kor, nr: &str) -> Result<Svar, CliFel> {
    let insats = kor.insats(nr)?.nr;
    Lager::svept(kor)?.gor(Koakt::Granska { insats })?;
    Ok(Svar {
        ja: true,
        json: json!({"insats": insats.to_string(), "granskad": kor.idag.to_string()}),
        text: text::ko::cli::granskad(insats),
    })
}

pub(super) fn visa(kor: &Kor, nr: &str) -> Result<Svar, CliFel> {
    let insats = kor.insats(nr)?.nr;
    let Kosvar::Platser(potter) = Lager::svept(kor)?.fraga(Kofraga::Platser(insats))? else {
        return Err(CliFel::programfel());
    };
    let json: Vec<Value> = potter.iter().map(som_json::pottbild).collect();
    let mut rader: Vec<String> = potter.iter().flat_map(text::ko::cli::pottbild).collect();
    if rader.is_empty() {
        rader.push(text::ko::cli::INGA_PLATSER.to_owned());
    }
    Ok(Svar {
        ja: true,
        json: json!({"insats": insats.to_string(), "platser": json}),
        text: rader.join("\n"),
    })
}

pub(super) fn ange(kor: &Kor, nr: &str, antal: u16) -> Result<Svar, CliFel> {
    let insats = kor.insats(nr)?.nr;
    let kvitto = Lager::svept(kor)?.gor(Koakt::Platser { insats, antal })?;
    let mut rader = vec![text::ko::cli::platser(insats, antal)];
    rader.extend(text::ko::cli::kvitto(&kvitto));
    Ok(Svar {
        ja: true,
        json: json!({"insats": insats.to_string(), "antal": antal, "nasta": som_json::nasta(&kvitto)}),
        text: rader.join("\n"),
    })
}

pub(super) fn lamna(kor: &Kor, pott: &str, nummer: u16) -> Result<Svar, CliFel> {
    let pott = super::pott(pott)?;
    let akt = Koakt::LamnaPlats {
        pott: pott.clone(),
        nummer,
    };
    let kvitto = Lager::svept(kor)?.gor(akt)?;
    let mut rader = vec![text::ko::cli::lamnad(&pott, nummer)];
    rader.extend(text::ko::cli::kvitto(&kvitto));
    Ok(Svar {
        ja: true,
        json: json!({"pott": som_json::pott(&pott), "nummer": nummer, "nasta": som_json::nasta(&kvitto)}),
        text: rader.join("\n"),
    })
}

pub(super) fn omgang(kor: &Kor, flaggor: &Omgangsflaggor) -> Result<Svar, CliFel> {
    if let Some(id) = &flaggor.stall_in {
        return stall_in(kor, id);
    }
    let insats = kor.insats(flaggor.nr.as_deref().unwrap_or_default())?.nr;
    let start = klockslag(flaggor.start.as_deref().unwrap_or_default())?;
    let storlek = (flaggor.minst, flaggor.hogst.unwrap_or_default());
    let mut omgang = Omgang::ny(
        start,
        flaggor.antal,
        flaggor.dagar,
        flaggor.minuter,
        storlek,
        kor.idag,
    )
    .map_err(nej)?;
    if let Some(kod) = &flaggor.sprak {
        let sprak = Sprak::fran_kod(kod).ok_or_else(|| CliFel::indata(text::cli::SPRAK))?;
        omgang.krav.sprak = Some(sprak.kod().to_owned());
    }
    for kod in &flaggor.band {
        let band = Aldersband::fran_kod(kod).ok_or_else(|| CliFel::indata(text::ko::cli::BAND))?;
        omgang.krav.band.push(band);
    }
    omgang.krav.band.sort_unstable();
    omgang.krav.band.dedup();
    let lediga_dagar: Vec<NaiveDate> = omgang
        .tillfallen
        .iter()
        .map(|tillfalle| tillfalle.start.date())
        .filter(|dag| !ar_arbetsdag(*dag, &kor.katalog.stangda_dagar))
        .collect();
    let kvitto = Lager::svept(kor)?.gor(Koakt::NyOmgang { insats, omgang })?;
    let json = json!({
        "insats": insats.to_string(),
        "omgang": kvitto.omgang.as_ref().map(|id| id.text().to_owned()),
        "start": start.format("%Y-%m-%d %H:%M").to_string(),
        "ej_arbetsdag": lediga_dagar.iter().map(NaiveDate::to_string).collect::<Vec<_>>(),
        "nasta": som_json::nasta(&kvitto),
    });
    let mut rader = text::ko::cli::kvitto(&kvitto);
    rader.extend(lediga_dagar.into_iter().map(text::ko::cli::ej_arbetsdag));
    Ok(Svar {
        ja: true,
        json,
        text: rader.join("\n"),
    })
}

fn stall_in(kor: &Kor, id: &str) -> Result<Svar, CliFel> {
    let omgang = omgangs_id(id)?;
    let akt = Koakt::StallInOmgang {
        omgang: omgang.clone(),
    };
    let kvitto = Lager::svept(kor)?.gor(akt)?;
    let mut rader = vec![text::ko::cli::installd(&omgang)];
    rader.extend(text::ko::cli::kvitto(&kvitto));
    Ok(Svar {
        ja: true,
        json: json!({"omgang": omgang.text(), "installd": true}),
        text: rader.join("\n"),
    })
}
