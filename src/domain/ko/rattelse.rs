//! Rättelse of a ködatum: proposed by one with a coded reason and a sentence, approved by another. Both dates stay.

use super::hinder::KanInteIKon;

/// Rättelseorsak, why a ködatum was wrong (closed list).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rattelseorsak {
    /// Written down later than the person asked.
    BegardTidigare,
    /// A slip of the pen in an imported list.
    FelIListan,
    /// The clock of the machine was wrong.
    FelKlocka,
}

impl Rattelseorsak {
    /// All reasons.
    pub const ALLA: [Self; 3] = [Self::BegardTidigare, Self::FelIListan, Self::FelKlocka];

    /// The code that is stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::BegardTidigare => "begard_tidigare",
            Self::FelIListan => "fel_i_listan",
            Self::FelKlocka => "fel_klocka",
        }
    }

    /// The reason with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|orsak| orsak.kod() == kod)
    }
}

/// Mening, a sentence of 10 to 200 characters that says why, in which no number of a person can stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mening(String);

impl Mening {
    /// Takes a sentence.
    ///
    /// # Errors
    /// [`KanInteIKon::Mening`].
    pub fn ny(text: &str) -> Result<Self, KanInteIKon> {
        let text = text.trim();
        // Six digits are the shortest that a number of a person or of a telephone can be given away by.
        let siffror = text.chars().filter(|c| c.is_numeric()).count();
        let gar = (10..=200).contains(&text.chars().count())
            && siffror < 6
            && !text.chars().any(char::is_control);
        gar.then(|| Self(text.to_owned()))
            .ok_or(KanInteIKon::Mening)
    }

    /// The sentence.
    pub fn text(&self) -> &str {
        &self.0
    }
}
