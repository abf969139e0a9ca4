//! What a form of the waiting list is about.

use crate::domain::insats::InsatsNr;
use crate::domain::kolapp::Kolappskod;

/// Blankettslag, what a form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blankettslag {
    /// How a person can be reached; `true` when it is known that the person is 15–17 years.
    Kontakt(InsatsNr, Kolappskod, Option<bool>),
    /// Another ködatum.
    Rattelse(InsatsNr, Kolappskod),
    /// An ended entry is taken up again.
    Ateroppna(InsatsNr, Kolappskod),
    /// What suits the person.
    Onskemal(InsatsNr, Kolappskod),
    /// A group start.
    Omgang(InsatsNr),
    /// The number of running places.
    Antal(InsatsNr),
}

impl Blankettslag {
    /// The insats that it is about.
    pub(super) fn insats(self) -> InsatsNr {
        match self {
            Self::Kontakt(nr, ..)
            | Self::Rattelse(nr, _)
            | Self::Ateroppna(nr, _)
            | Self::Onskemal(nr, _)
            | Self::Omgang(nr)
            | Self::Antal(nr) => nr,
        }
    }
}
