//! Handovers: the list and the inbox, fetched, received, given back and sent on.

use serde_json::{Value, json};

use super::flaggor::OverlamningKommando;
use super::indata::val;
use super::{Lager, id, nej, som_json};
use crate::cli::lista::rader;
use crate::cli::{CliFel, Kor, Svar};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::overlamning::{Aterlamningsorsak, Overlamningslage};
use crate::rena::rena_rad;
use crate::start::gar_som_namn;
use crate::store::akt::{Aktakt, Aktfraga, Aktsvar};
use crate::store::{Change, HamtadOverlamning, OverlamningRad, Query, Reply, Store};
use crate::text;

/// Runs one command on handovers.
pub(in crate::cli) fn kor(kor: &Kor, vad: &OverlamningKommando) -> Result<Svar, CliFel> {
    match vad {
        OverlamningKommando::Lista {
            alla,
            inkorg: false,
        } => lista(kor, *alla),
        OverlamningKommando::Lista { alla, inkorg: true } => {
            let mut lager = Lager::oppna(kor)?;
            let (enhet, alla) = (lager.enhet(), *alla);
            inkorg(&mut lager, Aktfraga::Inkorg { enhet, alla }, "inkorg")
        }
        OverlamningKommando::Aterlamnade => {
            let mut lager = Lager::oppna(kor)?;
            let enhet = lager.enhet();
            inkorg(&mut lager, Aktfraga::Aterlamnade { enhet }, "aterlamnade")
        }
        OverlamningKommando::Hamta { id: text } => {
            let mut lager = Lager::oppna(kor)?;
            let rad = lager.i_inkorgen(&id(text))?;
            if !matches!(rad.lage, Overlamningslage::Ny | Overlamningslage::Hamtad) {
                return Err(nej(KanInteIAkten::FelLage(rad.lage)));
            }
            Ok(hamtad(&*lager.hamta(rad.id)?))
        }
        OverlamningKommando::TaOver { id: text } => {
            match Lager::oppna(kor)?.akt(Aktakt::TaOver { id: id(text) })? {
                Aktsvar::Overlamning(hel) => Ok(hamtad(&hel)),
                _ => Err(CliFel::programfel()),
            }
        }
        OverlamningKommando::Kvittera { id: text } => {
            let mut lager = Lager::oppna(kor)?;
            let rad = lager.i_inkorgen(&id(text))?;
            if rad.lage != Overlamningslage::Hamtad {
                return Err(nej(KanInteIAkten::FelLage(rad.lage)));
            }
            lager.spara(&Change::KvitteraOverlamning { id: rad.id })?;
            Ok(gjort(text, "kvitterad", text::akt::cli::KVITTERAD))
        }
        OverlamningKommando::Aterlamna { id: text, orsak } => {
            let orsak: Aterlamningsorsak = val(orsak)?;
            let id = id(text);
            Lager::oppna(kor)?.gjort(Aktakt::Aterlamna { id, orsak })?;
            let mut svar = gjort(text, "aterlamnad", text::akt::cli::ATERLAMNAD);
            svar.json["orsak"] = json!(orsak.kod());
            Ok(svar)
        }
        OverlamningKommando::SkickaIgen { id: text, till } => {
            let till = till.as_deref().map(rena_rad);
            if till.as_deref().is_some_and(|namn| !gar_som_namn(namn)) {
                return Err(CliFel::indata(&text::cli::namn_duger_inte("--till")));
            }
            let akt = Aktakt::SkickaIgen {
                id: id(text),
                till: till.clone(),
            };
            Lager::oppna(kor)?.gjort(akt)?;
            let mut svar = gjort(text, "ny", &text::akt::cli::skickad_igen(till.as_deref()));
            svar.json["till"] = json!(till);
            Ok(svar)
        }
        OverlamningKommando::Makulera { id: text } => {
            Lager::oppna(kor)?.gjort(Aktakt::Makulera { id: id(text) })?;
            Ok(gjort(text, "makulerad", text::akt::cli::MAKULERAD))
        }
    }
}

fn gjort(text: &str, status: &str, ord: &str) -> Svar {
    Svar {
        ja: true,
        json: json!({"id": id(text).0, "status": status}),
        text: ord.to_owned(),
    }
}

fn overlamning_json(rad: &OverlamningRad) -> Value {
    json!({
        "id": rad.id.0,
        "insats": rad.insats.to_string(),
        "insats_namn": rad.insats_namn,
        "system": rad.system,
        "skapad": rad.skapad.to_rfc3339(),
        "enhet": rad.enhet,
        "status": rad.status.kod(),
    })
}

/// One line, also when another program has written several into the name.
fn overlamning_text(rad: &OverlamningRad) -> String {
    format!(
        "{}  {}  {} {}",
        rena_rad(&rad.id.0),
        text::overlamningsstatus(rad.status),
        rad.insats,
        rena_rad(&rad.insats_namn)
    )
}

fn lista(kor: &Kor, alla: bool) -> Result<Svar, CliFel> {
    let Reply::Overlamningar(lista) = kor.oppna()?.load(&Query::Overlamningar(alla))? else {
        return Err(CliFel::programfel());
    };
    let json: Vec<Value> = lista.iter().map(overlamning_json).collect();
    let text: Vec<String> = lista.iter().map(overlamning_text).collect();
    let json = json!({"overlamningar": json});
    Ok(rader(lista.is_empty(), json, &text))
}

fn inkorg(lager: &mut Lager<'_>, fraga: Aktfraga, nyckel: &str) -> Result<Svar, CliFel> {
    let Aktsvar::Inkorg(lista) = lager.fraga(fraga)? else {
        return Err(CliFel::programfel());
    };
    let idag = lager.kor.idag;
    let json: Vec<Value> = lista
        .iter()
        .map(|rad| som_json::inkorgsrad(rad, idag))
        .collect();
    let text: Vec<String> = lista
        .iter()
        .map(|rad| text::akt::lista::inkorgsrad(rad, text::akt::dagar(rad, idag)))
        .collect();
    Ok(rader(lista.is_empty(), json!({nyckel: json}), &text))
}

fn hamtad(hamtad: &HamtadOverlamning) -> Svar {
    let mut json = overlamning_json(&hamtad.rad);
    json["person"] = som_json::person(
        (&hamtad.namn, hamtad.personnummer.as_deref()),
        &hamtad.kontakt,
        hamtad.sekretessmarkering,
    );
    let [anvandare, desk] = &hamtad.mottagen_av;
    json["katalog"] = json!(hamtad.katalog);
    json["mottagen_av"] = json!({"anvandare": anvandare, "desk": desk});
    json["samtycke"] =
        json!({"eget": hamtad.samtycke.kod(), "vardnadshavare": hamtad.vardnadshavare});
    json["information"] = som_json::information(&hamtad.information, &hamtad.dokumentation);
    let mut rader = vec![overlamning_text(&hamtad.rad)];
    rader.extend(text::akt::lista::person(
        &hamtad.namn,
        hamtad.personnummer.as_deref(),
        &hamtad.kontakt,
        hamtad.sekretessmarkering,
    ));
    Svar {
        ja: true,
        json,
        text: rader.join("\n"),
    }
}
