//! Räknat besök, what is counted of every visit in every outcome, without identity (DOK-07, PUL-07).

use chrono::NaiveDate;

use super::information::Kvittens;
use super::insats::InsatsNr;
use super::kontroll::Utfall;
use super::tid::Aldersband;

/// Kön, where the person has said it (DOK-07, PUL-07).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kon {
    /// Woman.
    Kvinna,
    /// Man.
    Man,
    /// Something else.
    Annat,
}

impl Kon {
    /// All that can be said.
    pub const ALLA: [Self; 3] = [Self::Kvinna, Self::Man, Self::Annat];

    /// The code that is read and stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Kvinna => "kvinna",
            Self::Man => "man",
            Self::Annat => "annat",
        }
    }

    /// The one with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|kon| kon.kod() == kod)
    }
}

/// What may be counted of a visitor, where it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Raknas {
    /// Age band.
    pub band: Option<Aldersband>,
    /// Sex, where said.
    pub kon: Option<Kon>,
}

/// Resultat of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resultat {
    /// Received.
    Mottagen,
    /// In the queue.
    IKo,
    /// Sent on: to apply, or to the nämnd.
    Hanvisad,
    /// Informed, and that was all.
    Informerad,
}

impl Resultat {
    /// All results.
    pub const ALLA: [Self; 4] = [Self::Mottagen, Self::IKo, Self::Hanvisad, Self::Informerad];

    /// The code of the command line contract.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Mottagen => "mottagen",
            Self::IKo => "i_ko",
            Self::Hanvisad => "hanvisad",
            Self::Informerad => "informerad",
        }
    }

    /// The result with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA
            .into_iter()
            .find(|resultat| resultat.kod() == kod)
    }
}

/// Räknat besök, all that is kept of a visit: counts, without identity (DOK-07, PUL-07).
///
/// `Copy` on purpose, and of ids, enums and dates only: no text can be added later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RaknatBesok {
    pub(super) insats: InsatsNr,
    pub(super) dag: NaiveDate,
    pub(super) utfall: Utfall,
    pub(super) resultat: Resultat,
    pub(super) kvittens: Kvittens,
    pub(super) samtycke: bool,
    pub(super) raknas: Raknas,
}

const _: fn() = || {
    fn kraver_copy<T: Copy>() {}
    kraver_copy::<RaknatBesok>();
};

impl RaknatBesok {
    /// The insats.
    pub fn insats(self) -> InsatsNr {
        self.insats
    }

    /// The day; no time of day, which together with other facts could point someone out.
    pub fn dag(self) -> NaiveDate {
        self.dag
    }

    /// Outcome of the check.
    pub fn utfall(self) -> Utfall {
        self.utfall
    }

    /// How it ended.
    pub fn resultat(self) -> Resultat {
        self.resultat
    }

    /// The receipt of the information.
    pub fn kvittens(self) -> Kvittens {
        self.kvittens
    }

    /// Whether samtycke was given; who gave it is not kept (SAM-01).
    pub fn samtycke(self) -> bool {
        self.samtycke
    }

    /// Age band and sex.
    pub fn raknas(self) -> Raknas {
        self.raknas
    }
}
