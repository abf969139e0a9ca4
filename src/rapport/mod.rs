//! Rapport, the follow-up for the nämnd: what was counted in a year, a quarter or any other period, what it was before, and
//! what is hidden and why.
//!
//! Takes [`Statistik`] alone, in which what is small is hidden already (DOK-07). The two forms, HTML and text, are made of the
//! same chapters, so that they say the same.

pub mod html;
mod kapitel;
mod staplar;
pub mod text;

use chrono::NaiveDate;

use crate::domain::insats::Katalog;
use crate::domain::statistik::Cell;
use crate::domain::statistik::tabell::Statistik;

pub use kapitel::kapitel;

/// Rapportunderlag, what a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Rapportunderlag<'a> {
    /// The statistics of the period.
    pub statistik: &'a Statistik,
    /// Of as many months just before.
    pub fore: &'a Statistik,
    /// Names of the insatser.
    pub katalog: &'a Katalog,
    /// The day on which the report is made.
    pub gjord: NaiveDate,
}

impl Rapportunderlag<'_> {
    /// Whether more can still be counted in the period.
    pub fn preliminar(&self) -> bool {
        !self.statistik.period.ar_slut(self.gjord)
    }
}

/// Kapitel, a part of the report under a heading of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kapitel {
    /// Heading.
    pub rubrik: String,
    /// Sentences, a paragraph each.
    pub stycken: Vec<String>,
    /// Tables, in the order they are told.
    pub tabeller: Vec<Rapporttabell>,
}

/// Rapporttabell, a table under its own heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rapporttabell {
    /// What it is of.
    pub rubrik: String,
    /// Headings of the columns, the first that of the names.
    pub kolumner: Vec<String>,
    /// Each row: its name, its figures, and whether it is the sum of those above.
    pub rader: Vec<Rapportrad>,
    /// Whether its first column of figures is drawn as bars beside it.
    pub staplar: bool,
}

/// Rapportrad, a row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rapportrad {
    /// Its name.
    pub namn: String,
    /// Its figures; none in a month that is to come.
    pub celler: Vec<Option<Cell>>,
    /// Whether it is the sum of those above.
    pub summa: bool,
}
