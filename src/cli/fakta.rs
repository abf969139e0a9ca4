//! Facts about a person from a file or standard input. No error here repeats what stood in it.

use std::collections::BTreeMap;
use std::fmt::Display;

use chrono::NaiveDate;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};

use super::CliFel;
use crate::domain::fakta::{
    AnnanFakta, BarnFakta, EgetSamtycke, Fakta, PersonFakta, SamtyckeFakta, SamtyckeSatt, Svar,
    Vardnadshavare,
};
use crate::domain::tid::Fodd;
use crate::rena::rena_rad;
use crate::text;

/// Marks an error text of ours, which is safe to show; all others may quote the input and are not shown.
const EGEN: char = '§';

#[derive(Clone, Copy)]
pub(super) struct Datum(pub(super) NaiveDate);

impl<'de> Deserialize<'de> for Datum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map(Self)
            .map_err(|_| eget::<D>(text::cli::DATUM))
    }
}

pub(super) fn eget<'de, D: Deserializer<'de>>(text: impl Display) -> D::Error {
    D::Error::custom(format_args!("{EGEN}{text}{EGEN}"))
}

struct SvarText(Svar);

impl<'de> Deserialize<'de> for SvarText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Svar::fran_kod(&text)
            .map(Self)
            .ok_or_else(|| eget::<D>(text::cli::SVAR))
    }
}

struct EgetText(EgetSamtycke);

impl<'de> Deserialize<'de> for EgetText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let satt = SamtyckeSatt::fran_kod(&text).map(EgetSamtycke::Ja);
        satt.or((text == "nej").then_some(EgetSamtycke::Nej))
            .map(Self)
            .ok_or_else(|| eget::<D>(text::cli::EGET))
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RaPerson {
    fodd: Option<Datum>,
    folkbokford: Option<String>,
    legitimation: Option<bool>,
    egen_uppgift: bool,
    skyddad_folkbokforing: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RaBarn {
    fodd: Option<Datum>,
    folkbokford: Option<String>,
    skola_i: Option<String>,
    deltar: Option<bool>,
    samtycker: Option<bool>,
    skyddad_folkbokforing: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RaAnnan {
    relation: Option<String>,
    fodd: Option<Datum>,
    folkbokford: Option<String>,
    skyddad_folkbokforing: bool,
    sammanboende: Option<bool>,
    annan_insats: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RaVardnadshavare {
    antal: u8,
    #[serde(default)]
    samtycker: u8,
    #[serde(default)]
    hindrad: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RaSamtycke {
    eget: Option<EgetText>,
    vardnadshavare: Option<RaVardnadshavare>,
    foretradare: bool,
}

/// The facts of the command line contract, and a few more that a catalogue may ask for.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RaFakta {
    person: RaPerson,
    barn: Vec<RaBarn>,
    andra: Vec<RaAnnan>,
    handelse_i: Option<String>,
    stadsomrade: Option<String>,
    svar: BTreeMap<String, SvarText>,
    samtycke: RaSamtycke,
    tveksamhet: bool,
}

impl RaFakta {
    /// The facts, checked.
    pub(super) fn fakta(self, idag: NaiveDate) -> Result<Fakta, CliFel> {
        let fodd = |datum: Option<Datum>| match datum {
            None => Ok(None),
            Some(Datum(datum)) => Fodd::ny(datum, idag)
                .map(Some)
                .map_err(|_| CliFel::indata(text::cli::FODD_ORIMLIG)),
        };
        let ren = |text: Option<String>| text.map(|text| rena_rad(&text));
        let barn = self
            .barn
            .into_iter()
            .map(|barn| {
                Ok(BarnFakta {
                    fodd: fodd(barn.fodd)?,
                    folkbokford: ren(barn.folkbokford),
                    skola_i: ren(barn.skola_i),
                    deltar: barn.deltar,
                    samtycker: barn.samtycker,
                    skyddad_folkbokforing: barn.skyddad_folkbokforing,
                    klass: None,
                })
            })
            .collect::<Result<_, CliFel>>()?;
        let andra = self
            .andra
            .into_iter()
            .map(|annan| {
                Ok(AnnanFakta {
                    relation: ren(annan.relation),
                    fodd: fodd(annan.fodd)?,
                    folkbokford: ren(annan.folkbokford),
                    skyddad_folkbokforing: annan.skyddad_folkbokforing,
                    sammanboende: annan.sammanboende,
                    annan_insats: annan.annan_insats,
                })
            })
            .collect::<Result<_, CliFel>>()?;
        let vardnadshavare = match self.samtycke.vardnadshavare {
            Some(v) if v.samtycker > v.antal => {
                return Err(CliFel::indata(text::cli::FLER_SAMTYCKER));
            }
            vardnadshavare => vardnadshavare.map(|v| Vardnadshavare {
                antal: v.antal,
                samtycker: v.samtycker,
                hindrad: v.hindrad,
            }),
        };
        Ok(Fakta {
            person: PersonFakta {
                fodd: fodd(self.person.fodd)?,
                klass: None,
                folkbokford: ren(self.person.folkbokford),
                legitimation: self.person.legitimation,
                egen_uppgift: self.person.egen_uppgift,
                skyddad_folkbokforing: self.person.skyddad_folkbokforing,
            },
            barn,
            andra,
            handelse_i: ren(self.handelse_i),
            stadsomrade: ren(self.stadsomrade),
            svar: self
                .svar
                .into_iter()
                .map(|(id, svar)| (id, svar.0))
                .collect(),
            underlag: BTreeMap::new(),
            samtycke: SamtyckeFakta {
                eget: self.samtycke.eget.map(|eget| eget.0),
                vardnadshavare,
                foretradare: self.samtycke.foretradare,
            },
            tveksamhet: self.tveksamhet,
        })
    }
}

/// Reads one JSON document; an error names row and column, and never what stood there.
pub(super) fn las_json<T: DeserializeOwned>(kalla: &str, text: &str) -> Result<T, CliFel> {
    serde_json::from_str(text).map_err(|fel| {
        let hela = fel.to_string();
        // Only a text that begins with the mark is ours: the mark may also stand in what was read.
        let eget = hela
            .strip_prefix(EGEN)
            .and_then(|text| text.split_once(EGEN));
        let vad = match eget {
            Some((eget, _)) => eget.to_owned(),
            None if hela.starts_with("unknown field") => text::cli::okant_falt(&vantade(&hela)),
            None if hela.starts_with("missing field") => text::cli::saknat_falt(&vantade(&hela)),
            None if fel.is_data() => text::cli::FEL_SLAG.to_owned(),
            None => text::cli::INTE_JSON.to_owned(),
        };
        CliFel::indata(&text::cli::pa_rad(kalla, fel.line(), fel.column(), &vad))
    })
}

/// The names of fields that the program itself has in an error text; the unknown one stands before them, and may be
/// anything, a person's name too.
fn vantade(fel: &str) -> String {
    let egna = fel.rsplit_once(", expected ").map_or(fel, |(_, egna)| egna);
    let namn: Vec<&str> = egna.split('`').skip(1).step_by(2).collect();
    namn.join(", ")
}
