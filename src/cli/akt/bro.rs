//! The bridge to needs-assessed help: shown, opened, ticked and dated.

use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};

use super::indata::Kod;
use super::{Lager, id, las, nej, som_json};
use crate::checklistor::Checklistor;
use crate::cli::fakta::Datum;
use crate::cli::{CliFel, Kor, Svar};
use crate::domain::akt::har_hant;
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::text::KORT;
use crate::domain::bro::Brodagar;
use crate::rena::rena_rad;
use crate::store::RadId;
use crate::store::akt::{Aktakt, Aktsvar, Brobild, Tarmed};
use crate::text;

/// One act on the bridge: just one of the keys.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Indata {
    oppna: Option<Oppna>,
    bocka: Option<Bocka>,
    dagar: Option<Dagar>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Oppna {
    till: String,
    #[serde(default)]
    med: Vec<Kod<Tarmed>>,
    samtycke: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bocka {
    lista: String,
    punkt: String,
    /// None takes the tick away, and has to be said.
    #[serde(deserialize_with = "kanske")]
    gjord: Option<Datum>,
}

/// Days that are named are changed, and `null` takes one away; the others stay.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Dagar {
    uppdrag: Andring,
    beslut: Andring,
    start: Andring,
    senast_uppfoljd: Andring,
    avslutad: Andring,
}

/// What is to become of a day.
#[derive(Default)]
enum Andring {
    /// It is not named, and stays.
    #[default]
    Orord,
    /// It becomes this, or goes.
    Blir(Option<NaiveDate>),
}

impl<'de> Deserialize<'de> for Andring {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let dag = Option::<Datum>::deserialize(deserializer)?;
        Ok(Self::Blir(dag.map(|dag| dag.0)))
    }
}

fn kanske<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Datum>, D::Error> {
    Option::deserialize(deserializer)
}

impl Dagar {
    fn efter(self, fore: Brodagar) -> Brodagar {
        let dag = |andring: Andring, fore| match andring {
            Andring::Orord => fore,
            Andring::Blir(dag) => dag,
        };
        Brodagar {
            uppdrag: dag(self.uppdrag, fore.uppdrag),
            beslut: dag(self.beslut, fore.beslut),
            start: dag(self.start, fore.start),
            senast_uppfoljd: dag(self.senast_uppfoljd, fore.senast_uppfoljd),
            avslutad: dag(self.avslutad, fore.avslutad),
        }
    }
}

fn bro(svar: Aktsvar) -> Result<Box<Brobild>, CliFel> {
    match svar {
        Aktsvar::Bro(bild) => Ok(bild),
        _ => Err(CliFel::programfel()),
    }
}

fn svar(kor: &Kor, svar: Aktsvar) -> Result<Svar, CliFel> {
    let bild = bro(svar)?;
    let listor = kor.installningar.las_checklistor()?;
    let ord = |lista: &str, vad: &str| punkt(&listor, lista, vad);
    Ok(Svar {
        ja: true,
        json: som_json::bro(&bild, ord),
        text: text::akt::visa::bro(&bild, ord).join("\n"),
    })
}

pub(super) fn visa(kor: &Kor, nummer: &str) -> Result<Svar, CliFel> {
    let mut lager = Lager::oppna(kor)?;
    let arende = lager.arende(nummer)?.id;
    svar(kor, lager.akt(Aktakt::LasBro { arende })?)
}

/// The id of the bridge of an ärende; to ask for it is a look at it, and logged.
fn brons_id(lager: &mut Lager<'_>, arende: RadId) -> Result<RadId, CliFel> {
    match lager.akt(Aktakt::LasBro { arende })? {
        Aktsvar::Bro(bro) => Ok(bro.id),
        _ => Err(CliFel::programfel()),
    }
}

/// The name of a list and what a point in it says; a list may have been replaced since it was ticked.
fn punkt(listor: &Checklistor, lista: &str, punkt: &str) -> Option<(String, String)> {
    let lista = listor.lista(lista)?;
    let punkt = lista.punkter.iter().find(|annan| annan.id == punkt)?;
    Some((lista.namn.clone(), punkt.aktivitet.clone()))
}

pub(super) fn andra(kor: &Kor, nummer: &str, fil: &Path) -> Result<Svar, CliFel> {
    let (kalla, indata) = las::<Indata>(fil)?;
    let mut lager = Lager::oppna(kor)?;
    let arende = lager.arende(nummer)?.id;
    let akt = match (indata.oppna, indata.bocka, indata.dagar) {
        (Some(oppna), None, None) => {
            let till = rena_rad(&oppna.till).trim().to_owned();
            if till.is_empty() || till.chars().count() > KORT {
                let vad = text::akt::cli::BRO_TILL;
                return Err(CliFel::indata(&text::akt::cli::i_falt(&kalla, "till", vad)));
            }
            let mut med: Vec<Tarmed> = oppna.med.into_iter().map(|vad| vad.0).collect();
            med.sort_unstable();
            med.dedup();
            Aktakt::OppnaBro {
                arende,
                till,
                med,
                samtycke: oppna.samtycke.as_deref().map(id),
            }
        }
        (None, Some(bocka), None) => {
            let listor = kor.installningar.las_checklistor()?;
            if punkt(&listor, &bocka.lista, &bocka.punkt).is_none() {
                return Err(nej(KanInteIAkten::OkandPunkt));
            }
            let gjord = bocka.gjord.map(|dag| har_hant(dag.0, kor.idag));
            let gjord = gjord.transpose().map_err(nej)?;
            let bro = brons_id(&mut lager, arende)?;
            Aktakt::Bocka {
                bro,
                lista: bocka.lista,
                punkt: bocka.punkt,
                gjord,
            }
        }
        (None, None, Some(dagar)) => {
            let fore = bro(lager.akt(Aktakt::LasBro { arende })?)?;
            Aktakt::SattBrodagar {
                bro: fore.id.clone(),
                dagar: dagar.efter(fore.dagar),
            }
        }
        _ => {
            let vad = text::akt::cli::BRO_ETT;
            return Err(CliFel::indata(&text::akt::cli::i_fil(&kalla, vad)));
        }
    };
    svar(kor, lager.akt(akt)?)
}
