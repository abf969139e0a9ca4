//! Statistik as it may be shown: tables whose small cells are hidden, and those that would give them away (DOK-07).

use super::Cell;
use super::period::{Manad, Period};
use super::underlag::{Avsnitt, Veckotimme};
use crate::domain::insats::InsatsNr;

/// Rad, one insats of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rad {
    /// The insats.
    pub insats: InsatsNr,
    /// One cell for each code of the table.
    pub celler: Vec<Cell>,
    /// All of them together; where [`Avsnitt::har_summa`].
    pub alla: Option<Cell>,
}

/// Tabell, insatser by the codes of one avsnitt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tabell {
    /// How it is divided.
    pub avsnitt: Avsnitt,
    /// The codes, in the order they are told.
    pub koder: Vec<String>,
    /// The insatser, in the order of their numbers.
    pub rader: Vec<Rad>,
    /// All insatser together, one cell for each code.
    pub summor: Vec<Cell>,
    /// Everything together; where [`Avsnitt::har_summa`].
    pub alla: Option<Cell>,
}

/// Del, one half of the statistics: familjerådgivning is counted apart and never summed with the rest (SEK-02).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Del {
    /// The tables that have any row, in the order of [`Avsnitt::ALLA`].
    pub tabeller: Vec<Tabell>,
    /// Visits of each insats, month by month, each row as long as the period.
    pub manader: Vec<(InsatsNr, Vec<Cell>)>,
    /// All visits month by month.
    pub manader_alla: Vec<Cell>,
}

impl Del {
    /// The table of an avsnitt, where anything was counted.
    pub fn tabell(&self, avsnitt: Avsnitt) -> Option<&Tabell> {
        self.tabeller
            .iter()
            .find(|tabell| tabell.avsnitt == avsnitt)
    }
}

/// Statistik of one period, with what is small hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistik {
    /// The period.
    pub period: Period,
    /// All insatser but familjerådgivning.
    pub insatser: Del,
    /// Familjerådgivning.
    pub familjeradgivning: Del,
    /// Visits by hour of the week; only those that have any, both parts together.
    pub timmar: Vec<(Veckotimme, Cell)>,
    /// How many cells are hidden because they are small, and how many to protect those.
    pub dolda: Dolda,
}

/// Dolda, how much is hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dolda {
    /// One to four.
    pub sma: usize,
    /// Left out to protect another.
    pub foljd: usize,
}

impl Dolda {
    /// Counts them in every table, the months and the hours.
    pub(super) fn i(statistik: &Statistik) -> Self {
        let mut dolda = Self::default();
        statistik.celler().for_each(|cell| match cell {
            Cell::FarreAn5 => dolda.sma += 1,
            Cell::Dold => dolda.foljd += 1,
            Cell::Antal(_) | Cell::Odelad => {}
        });
        dolda
    }
}

impl Del {
    /// Every cell that is shown.
    pub fn celler(&self) -> impl Iterator<Item = Cell> {
        let tabeller = self.tabeller.iter().flat_map(|tabell| {
            let rader = tabell.rader.iter();
            rader
                .flat_map(|rad| rad.celler.iter().chain(&rad.alla))
                .chain(&tabell.summor)
                .chain(&tabell.alla)
        });
        let manader = self.manader.iter().flat_map(|(_, rad)| rad);
        tabeller.chain(manader).chain(&self.manader_alla).copied()
    }
}

impl Statistik {
    /// Every cell that is shown.
    pub fn celler(&self) -> impl Iterator<Item = Cell> {
        let timmar = self.timmar.iter().map(|(_, cell)| *cell);
        let delar = [&self.insatser, &self.familjeradgivning];
        delar.into_iter().flat_map(Del::celler).chain(timmar)
    }

    /// The months of the period, as the rows of [`Del::manader`] have them.
    pub fn manader(&self) -> impl Iterator<Item = Manad> {
        self.period.manader()
    }
}
