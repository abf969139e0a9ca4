//! Utkast, a parked visit: answers in codes, never a name, a date of birth or free text (DOK-13).

use super::information::Kvittensrad;
use super::insats::InsatsNr;

/// Steg of a visit, as the person at the desk sees them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Steg {
    /// 1: the villkor.
    Villkor,
    /// 2: information on the right to apply.
    Information,
    /// 3: samtycke.
    Samtycke,
    /// 4: place, queue, application or only a question.
    Plats,
    /// 5: that records are kept (14:3 only).
    Dokumentation,
    /// 5: identity and handover (14:3 only).
    Identitet,
}

impl Steg {
    /// All steps in order.
    pub const ALLA: [Self; 6] = [
        Self::Villkor,
        Self::Information,
        Self::Samtycke,
        Self::Plats,
        Self::Dokumentation,
        Self::Identitet,
    ];

    /// The code that is stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Villkor => "villkor",
            Self::Information => "information",
            Self::Samtycke => "samtycke",
            Self::Plats => "plats",
            Self::Dokumentation => "dokumentation",
            Self::Identitet => "identitet",
        }
    }

    /// The step with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|steg| steg.kod() == kod)
    }
}

/// Kod, one chosen alternative: small letters, digits, `-`, `_`, `/`, at most 40 signs, and fewer than eight digits.
///
/// So it can hold no name with å ä ö or spaces, no number of a person and no birth date.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kod(String);

impl Kod {
    /// Takes a code, or `None` when the text could be something else.
    pub fn ny(text: &str) -> Option<Self> {
        let tillatet =
            |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'/');
        let siffror = text.bytes().filter(u8::is_ascii_digit).count();
        ((1..=40).contains(&text.len()) && text.bytes().all(tillatet) && siffror < 8)
            .then(|| Self(text.to_owned()))
    }

    /// The code.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Utkast, what is kept of a visit while it is parked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utkast {
    /// The insats.
    pub insats: InsatsNr,
    /// Version of the catalogue that was shown.
    pub katalog: String,
    /// Where the visit stands.
    pub steg: Steg,
    /// Chosen alternatives: field and choice.
    pub svar: Vec<(Kod, Kod)>,
    /// What the receipt says, once the person has been informed.
    pub kvittens: Option<Kvittensrad>,
}
