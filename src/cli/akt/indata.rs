//! What stands in the files of the akt. No `Debug`: nothing may print it.

use chrono::NaiveTime;
use serde::{Deserialize, Deserializer};

use super::super::CliFel;
use super::super::fakta::{Datum, eget};
use crate::domain::akt::Aktslag;
use crate::domain::akt::avslut::{Avslutsorsak, Malrad, Malutfall};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::overlamning::Aterlamningsorsak;
use crate::domain::akt::plan::GjordMed;
use crate::domain::akt::samtycke::Delasmed;
use crate::domain::akt::text::{Faltnamn, Kort};
use crate::domain::fakta::SamtyckeSatt;
use crate::rena::rena_rad;
use crate::store::akt::Tarmed;
use crate::text;

/// A value that is one of a few codes.
pub(super) trait Kodad: Sized {
    /// The key or option where it stands.
    const NYCKEL: &'static str;
    /// The value with this code.
    fn av_kod(kod: &str) -> Option<Self>;
    /// All codes.
    fn koder() -> Vec<&'static str>;
}

macro_rules! kodade {
    ($($slag:ty => $nyckel:literal),* $(,)?) => {$(
        impl Kodad for $slag {
            const NYCKEL: &'static str = $nyckel;

            fn av_kod(kod: &str) -> Option<Self> {
                <$slag>::fran_kod(kod)
            }

            fn koder() -> Vec<&'static str> {
                <$slag>::ALLA.into_iter().map(<$slag>::kod).collect()
            }
        }
    )*};
}

kodade! {
    Aktslag => "--akt",
    Aterlamningsorsak => "--orsak",
    Avslutsorsak => "orsak",
    Malutfall => "utfall",
    GjordMed => "gjord_med",
    Delasmed => "med",
    SamtyckeSatt => "satt",
    Tarmed => "med",
}

/// A coded value in a file.
#[derive(Clone, Copy)]
pub(super) struct Kod<T>(pub(super) T);

impl<'de, T: Kodad> Deserialize<'de> for Kod<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let kod = String::deserialize(deserializer)?;
        T::av_kod(&kod)
            .map(Self)
            .ok_or_else(|| eget::<D>(text::akt::cli::okand_kod(T::NYCKEL, &T::koder())))
    }
}

/// A coded value of an option.
pub(super) fn val<T: Kodad>(kod: &str) -> Result<T, CliFel> {
    T::av_kod(kod).ok_or_else(|| CliFel::indata(&text::akt::cli::okand_kod(T::NYCKEL, &T::koder())))
}

/// A time of day, as `14:30`.
pub(super) struct Klockslag(pub(super) NaiveTime);

impl<'de> Deserialize<'de> for Klockslag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        NaiveTime::parse_from_str(&text, "%H:%M")
            .map(Self)
            .map_err(|_| eget::<D>(text::akt::cli::KLOCKSLAG))
    }
}

/// A goal and how it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mal {
    mal: String,
    utfall: Kod<Malutfall>,
}

/// The goals of a follow-up.
pub(super) fn mal(mal: Vec<Mal>) -> Result<Vec<Malrad>, KanInteIAkten> {
    mal.into_iter()
        .map(|rad| {
            Ok(Malrad {
                mal: Kort::ny(Faltnamn::Mal, &rena_rad(&rad.mal))?,
                utfall: rad.utfall.0,
            })
        })
        .collect()
}

/// A person, as in `mottag`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    pub(super) namn: String,
    pub(super) personnummer: Option<String>,
    #[serde(default)]
    pub(super) telefon: String,
    #[serde(default)]
    pub(super) epost: String,
    #[serde(default)]
    pub(super) adress: String,
    #[serde(default)]
    pub(super) sekretessmarkering: bool,
}

/// The other parent, with how and when that parent consented.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AndraForaldern {
    pub(super) person: Person,
    pub(super) samtycke: Samtycke,
}

/// How somebody has consented to the insats, and when.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Samtycke {
    pub(super) satt: Kod<SamtyckeSatt>,
    pub(super) dag: Datum,
}
