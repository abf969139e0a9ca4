//! Underlag, what has been counted, month by month, before anything small is hidden. Nothing of it is shown but what
//! [`super::statistik`] lets through.

use std::collections::BTreeSet;

use super::period::{Manad, Period};
use crate::domain::insats::InsatsNr;

/// Avsnitt, one way to divide what is counted. Each stands alone: no two of them are crossed, for a person who is few in one
/// and few in another would be alone in both (DOK-07).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Avsnitt {
    /// Visits by result: received, in the queue, referred, informed.
    Resultat,
    /// Visits by outcome of the check of villkor.
    Utfall,
    /// Visits by age band.
    Alder,
    /// Visits by sex, where said.
    Kon,
    /// Visits by the enhet that met the person.
    Enhet,
    /// Visits by the manner in which the information was given.
    Satt,
    /// Visits by its language.
    Sprak,
    /// Visits by its text and version, `lattlast 2026-11-22`.
    Text,
    /// What has happened in the queue.
    Ko,
    /// Why places in the queue ended without a start.
    Koavslut,
    /// Those who began from the queue, by how long they had waited.
    Vantan,
    /// Ärenden opened and closed.
    Arende,
    /// Why ärenden were closed.
    Avslut,
}

impl Avsnitt {
    /// All, in the order they are told.
    pub const ALLA: [Self; 13] = [
        Self::Resultat,
        Self::Utfall,
        Self::Alder,
        Self::Kon,
        Self::Enhet,
        Self::Satt,
        Self::Sprak,
        Self::Text,
        Self::Ko,
        Self::Koavslut,
        Self::Vantan,
        Self::Arende,
        Self::Avslut,
    ];

    /// The code that is stored and exported.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Resultat => "resultat",
            Self::Utfall => "utfall",
            Self::Alder => "alder",
            Self::Kon => "kon",
            Self::Enhet => "enhet",
            Self::Satt => "satt",
            Self::Sprak => "sprak",
            Self::Text => "text",
            Self::Ko => "ko",
            Self::Koavslut => "koavslut",
            Self::Vantan => "vantan",
            Self::Arende => "arende",
            Self::Avslut => "avslut",
        }
    }

    /// The one with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|avsnitt| avsnitt.kod() == kod)
    }

    /// Whether it divides the visits, so that its rows add up to the visits of each insats.
    pub fn delar_besoken(self) -> bool {
        self <= Self::Text
    }

    /// Whether an insats with few visits is left whole: whom it was for and how they were met says nothing of so few. What
    /// came of the visits is always divided.
    pub fn delar_inte_fa(self) -> bool {
        self.delar_besoken() && self != Self::Resultat
    }

    /// Whether the parts of a row add up to something that is told: what happens in a queue or an ärende is of several kinds.
    pub fn har_summa(self) -> bool {
        !matches!(self, Self::Ko | Self::Arende)
    }
}

/// Räkning, one count: so many, in one month, of one insats.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rakning {
    /// The month.
    pub manad: Manad,
    /// The insats.
    pub insats: InsatsNr,
    /// How it is divided.
    pub avsnitt: Avsnitt,
    /// The part: a code, or the name of an enhet; `ej-sagt` where not known.
    pub kod: String,
    /// How many; never 0.
    pub antal: u64,
}

/// Veckotimme, an hour of the week on the clock in Sweden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Veckotimme {
    /// Weekday, 0 is Monday, at most 6.
    pub dag: u8,
    /// Hour, 0 to 23.
    pub timme: u8,
}

/// Underlag of statistics. The hours are of all visits together, never of one insats, age or sex.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Underlag {
    /// The counts.
    pub rader: Vec<Rakning>,
    /// Visits by hour of the week.
    pub timmar: Vec<(Manad, Veckotimme, u64)>,
    /// The insatser that are familjerådgivning, also those that have left the catalogue: counted apart from the rest.
    pub apart: BTreeSet<InsatsNr>,
}

impl Underlag {
    /// Whether an insats is counted apart from the rest.
    pub fn ar_apart(&self, nr: InsatsNr) -> bool {
        self.apart.contains(&nr)
    }

    /// From the first month in which anything was counted to the last; none where nothing was.
    pub fn period(&self) -> Option<Period> {
        let rader = self.rader.iter().map(|rad| rad.manad);
        let timmar = self.timmar.iter().map(|(manad, ..)| *manad);
        let forsta = rader.clone().chain(timmar.clone()).min()?;
        Period::ny(forsta, rader.chain(timmar).max()?)
    }
}
