//! Statistikbladet, a page of the statistics as plain data: what the screen draws as charts and as a table, and what
//! `--klartext` prints. All three are made from it, so a number that stands in one stands in the others.
//!
//! It sees cells that may be shown, never what lies behind them.

mod bygg;
mod klartext;

use chrono::NaiveDate;

use crate::domain::insats::InsatsNr;
use crate::domain::statistik::period::{Manad, Period};
use crate::domain::statistik::tabell::Statistik;
use crate::domain::statistik::underlag::{Avsnitt, Underlag};
use crate::ui::diagram::Varde;
use crate::ui::diagram::karta::Karta;
use crate::ui::diagram::kolumner::Kolumn;
use crate::ui::diagram::staplar::Stapel;

pub use bygg::bygg;
pub use klartext::klartext;

/// Indelning, what the numbers are divided by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Indelning {
    /// Insatser; of one insats, everything there is.
    #[default]
    Insatser,
    /// How the visits ended.
    Resultat,
    /// Outcome of the check.
    Utfall,
    /// Age bands.
    Alder,
    /// Sex, where said.
    Kon,
    /// The enhet that met the person.
    Enhet,
    /// How information was given, in which language, and which text.
    Information,
    /// What has happened in the queue, and why places in it ended.
    Ko,
    /// How long those who began had waited.
    Vantan,
    /// Ärenden, and why they were closed.
    Avslut,
    /// The hours of the week.
    Timmar,
}

impl Indelning {
    /// All, in the order of their row on the screen.
    pub const ALLA: [Self; 11] = [
        Self::Insatser,
        Self::Resultat,
        Self::Utfall,
        Self::Alder,
        Self::Kon,
        Self::Enhet,
        Self::Information,
        Self::Ko,
        Self::Vantan,
        Self::Avslut,
        Self::Timmar,
    ];

    /// The one so many places further on, round and round.
    #[must_use]
    pub fn flytta(self, steg: usize) -> Self {
        let plats = Self::ALLA.iter().position(|annan| *annan == self);
        Self::ALLA[(plats.unwrap_or(0) + steg) % Self::ALLA.len()]
    }

    /// What it is called in the row above the numbers.
    pub fn namn(self) -> &'static str {
        crate::text::statistik::INDELNINGAR[self as usize]
    }

    /// The avsnitt that it is made of.
    fn avsnitt(self) -> &'static [Avsnitt] {
        match self {
            Self::Insatser | Self::Timmar => &[],
            Self::Resultat => &[Avsnitt::Resultat],
            Self::Utfall => &[Avsnitt::Utfall],
            Self::Alder => &[Avsnitt::Alder],
            Self::Kon => &[Avsnitt::Kon],
            Self::Enhet => &[Avsnitt::Enhet],
            Self::Information => &[Avsnitt::Satt, Avsnitt::Sprak, Avsnitt::Text],
            Self::Ko => &[Avsnitt::Ko, Avsnitt::Koavslut],
            Self::Vantan => &[Avsnitt::Vantan],
            Self::Avslut => &[Avsnitt::Arende, Avsnitt::Avslut],
        }
    }
}

/// Djup, what has been opened from a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Djup {
    /// One insats.
    Insats(InsatsNr),
    /// One part of a division, by insats: the avsnitt, its code, and whether of familjerådgivning.
    Kod(Avsnitt, String, bool),
}

/// Nyckel, what a row is about, wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nyckel {
    /// An insats.
    Insats(InsatsNr),
    /// A part of a division: the avsnitt, its code, and whether of familjerådgivning.
    Kod(Avsnitt, String, bool),
    /// A month.
    Manad(Manad),
    /// A weekday, 0 is Monday.
    Dag(usize),
    /// An hour of a weekday.
    Timme(usize, u8),
}

/// Post, a row of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Post {
    /// A heading; what follows belongs to it.
    Rubrik(String),
    /// A sentence.
    Mening(String),
    /// A number with its name: a bar in a chart.
    Stapel(Nyckel, Stapel),
    /// A part of the map of the week.
    Kartans(Kartdel),
}

/// Kartdel, a row of the map of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kartdel {
    /// The hours.
    Huvud,
    /// A day.
    Dag(usize),
}

impl Post {
    /// What the row is about, where it can be chosen.
    pub fn nyckel(&self) -> Option<Nyckel> {
        match self {
            Self::Rubrik(_) | Self::Mening(_) | Self::Kartans(Kartdel::Huvud) => None,
            Self::Stapel(nyckel, _) => Some(nyckel.clone()),
            Self::Kartans(Kartdel::Dag(dag)) => Some(Nyckel::Dag(*dag)),
        }
    }
}

/// Nyckeltal, one of the few numbers that come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nyckeltal {
    /// What it is of.
    pub namn: String,
    /// How many.
    pub varde: Varde,
    /// The change; empty where nothing is compared.
    pub andring: String,
}

/// Blad, a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blad {
    /// What it is about, below the heading of the statistics; empty for all insatser.
    pub om: String,
    /// What it is compared with, or why not.
    pub jamforelse: String,
    /// The numbers that come first.
    pub nyckeltal: Vec<Nyckeltal>,
    /// The rows.
    pub poster: Vec<Post>,
    /// The months, where the page has them beside its rows.
    pub manader: Vec<Kolumn>,
    /// The map of the week, where the page has one.
    pub karta: Option<Karta>,
}

impl Blad {
    /// The bars, in order.
    pub fn staplar(&self) -> impl Iterator<Item = &Stapel> + Clone {
        self.poster.iter().filter_map(|post| match post {
            Post::Stapel(_, stapel) => Some(stapel),
            Post::Rubrik(_) | Post::Mening(_) | Post::Kartans(_) => None,
        })
    }
}

/// Sida, which page is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Sida<'a> {
    /// Divided by.
    pub indelning: Indelning,
    /// What has been opened, where anything has.
    pub djup: Option<&'a Djup>,
    /// As a table, without charts.
    pub tabell: bool,
}

/// Par, the statistics of a period and of the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Par {
    /// The period.
    pub nu: Statistik,
    /// The one before.
    pub fore: Statistik,
    /// The period is not over.
    pub pagar: bool,
    /// Today: the months that are to come have no numbers.
    pub idag: NaiveDate,
}

impl Par {
    /// Adds up both periods.
    pub fn av(underlag: &Underlag, period: Period, idag: NaiveDate) -> Self {
        let rakna = |period| crate::domain::statistik::statistik(underlag, period);
        Self {
            nu: rakna(period),
            fore: rakna(period.fore()),
            pagar: !period.ar_slut(idag),
            idag,
        }
    }

    /// The stretch that has to be asked for.
    pub fn stracka(period: Period) -> Period {
        Period::ny(period.fore().forsta(), period.sista()).unwrap_or(period)
    }

    /// Whether nothing was counted in the period.
    pub fn tomt(&self) -> bool {
        ar_tom(&self.nu)
    }

    /// Whether the two can be compared: the period is over, and something was counted in the one before.
    fn jamfors(&self) -> bool {
        !self.pagar && !ar_tom(&self.fore)
    }
}

fn ar_tom(statistik: &Statistik) -> bool {
    let delar = [&statistik.insatser, &statistik.familjeradgivning];
    delar.iter().all(|del| del.tabeller.is_empty()) && statistik.timmar.is_empty()
}
