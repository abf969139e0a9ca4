//! Diagram, charts of plain data: bars, columns with a spark, and a map of hours.
//!
//! A chart is given words, and numbers that may be shown. What is hidden comes as its mark and never as a number, so it has
//! no bar, no height and no density that could give it away (DOK-07). Only box drawing and block elements are used, for old
//! consoles have little else; nothing is told by colour alone, and each chart has a twin in plain rows.

pub mod karta;
pub mod kolumner;
pub mod staplar;
pub mod tabell;

use std::fmt;

/// Värde, what a mark in a chart stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Varde {
    /// A number that may be shown.
    Tal(u64),
    /// Märke, the word that stands where a number is hidden.
    Marke(String),
    /// Inget, no number yet: nothing stands there.
    Inget,
}

impl Varde {
    /// The number, where it may be shown.
    pub fn tal(&self) -> Option<u64> {
        match self {
            Self::Tal(tal) => Some(*tal),
            Self::Marke(_) | Self::Inget => None,
        }
    }
}

impl fmt::Display for Varde {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tal(tal) => f.pad(&tal.to_string()),
            Self::Marke(marke) => f.pad(marke),
            Self::Inget => f.pad(""),
        }
    }
}

/// The largest of the numbers that are shown; 0 where none is.
pub fn storst<'a>(varden: impl IntoIterator<Item = &'a Varde>) -> u64 {
    varden.into_iter().filter_map(Varde::tal).max().unwrap_or(0)
}

/// How many of `steg` steps a number fills, where `storst` fills them all: none for 0, otherwise at least one.
fn steg(tal: u64, storst: u64, steg: u16) -> u16 {
    if tal == 0 || storst == 0 {
        return 0;
    }
    let (tal, storst) = (u128::from(tal.min(storst)), u128::from(storst));
    let fyllda = (tal * u128::from(steg) * 2 + storst) / (storst * 2);
    u16::try_from(fyllda).unwrap_or(steg).clamp(1, steg.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noll_fyller_inget_och_minsta_tal_ett_steg() {
        assert_eq!(steg(0, 90, 40), 0);
        assert_eq!(steg(1, 1_000_000, 40), 1);
        assert_eq!(steg(45, 90, 40), 20);
        assert_eq!(steg(90, 90, 40), 40);
        assert_eq!(steg(u64::MAX, u64::MAX, 40), 40);
        assert_eq!(steg(7, 0, 40), 0);
    }

    #[test]
    fn det_dolda_ar_aldrig_storst() {
        let varden = [
            Varde::Tal(7),
            Varde::Marke("dold".to_owned()),
            Varde::Tal(9),
        ];
        assert_eq!(storst(&varden), 9);
        assert_eq!(storst(&varden[1..2]), 0);
    }
}
