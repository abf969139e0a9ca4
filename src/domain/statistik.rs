//! Statistik, counts of visits; a cell under five is never shown as it is (DOK-07, PUL-07).

use std::collections::BTreeMap;
use std::fmt;

use super::insats::InsatsNr;

/// One counted group, as it is read.
pub trait Raknad {
    /// The insats.
    fn insats(&self) -> InsatsNr;
    /// Codes of outcome, result, age band and sex; the last two `None` where not known.
    fn koder(&self) -> [Option<&str>; 4];
    /// Number of visits.
    fn antal(&self) -> u64;
}

/// A cell as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Five or more, or none.
    Antal(u64),
    /// One to four, or hidden because it would give away another.
    FarreAn5,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Antal(antal) => f.pad(&antal.to_string()),
            Self::FarreAn5 => f.pad("<5"),
        }
    }
}

/// The counts of one insats: all visits, and divided in four ways. Each division stands alone; they are not crossed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insatsstatistik {
    /// The insats.
    pub nr: InsatsNr,
    /// All visits.
    pub besok: Cell,
    /// By outcome.
    pub utfall: Vec<(String, Cell)>,
    /// By result.
    pub resultat: Vec<(String, Cell)>,
    /// By age band.
    pub band: Vec<(String, Cell)>,
    /// By sex.
    pub kon: Vec<(String, Cell)>,
}

/// Adds up and hides what is small.
///
/// Where one cell of a division is hidden it could be had back from the total, so the smallest of the others is
/// left out too. Where there is no other, the cell is the total, and hidden as such.
pub fn sammanstall<R: Raknad>(raknade: &[R]) -> Vec<Insatsstatistik> {
    let mut summor: BTreeMap<InsatsNr, (u64, [BTreeMap<String, u64>; 4])> = BTreeMap::new();
    for rad in raknade {
        let (alla, delar) = summor.entry(rad.insats()).or_default();
        *alla += rad.antal();
        for (del, kod) in delar.iter_mut().zip(rad.koder()) {
            *del.entry(kod.unwrap_or("ej-sagt").to_owned()).or_default() += rad.antal();
        }
    }
    summor
        .into_iter()
        .map(|(nr, (alla, delar))| {
            let [utfall, resultat, band, kon] = delar.map(|del| uppdelning(&del));
            Insatsstatistik {
                nr,
                besok: dolj(alla),
                utfall,
                resultat,
                band,
                kon,
            }
        })
        .collect()
}

fn dolj(antal: u64) -> Cell {
    if (1..5).contains(&antal) {
        Cell::FarreAn5
    } else {
        Cell::Antal(antal)
    }
}

/// The cells of one division.
fn uppdelning(del: &BTreeMap<String, u64>) -> Vec<(String, Cell)> {
    let sma = del.values().filter(|antal| (1..5).contains(*antal)).count();
    let minst_av_de_stora = del
        .iter()
        .filter(|(_, antal)| **antal >= 5)
        .min_by_key(|(_, antal)| **antal);
    let doljs_med = if sma == 1 {
        minst_av_de_stora.map(|(kod, _)| kod)
    } else {
        None
    };
    del.iter()
        .map(|(kod, antal)| {
            let cell = if doljs_med == Some(kod) {
                Cell::FarreAn5
            } else {
                dolj(*antal)
            };
            (kod.clone(), cell)
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    struct R(&'static str, u64);
    impl Raknad for R {
        fn insats(&self) -> InsatsNr {
            "3.1.4".parse().unwrap()
        }
        fn koder(&self) -> [Option<&str>; 4] {
            [Some("uppfyllt"), Some(self.0), None, None]
        }
        fn antal(&self) -> u64 {
            self.1
        }
    }

    #[test]
    fn en_liten_cell_gar_inte_att_rakna_fram() {
        let stat = sammanstall(&[R("mottagen", 20), R("hanvisad", 3), R("i_ko", 9)]);
        assert_eq!(stat[0].besok, Cell::Antal(32));
        let visat: Vec<_> = stat[0]
            .resultat
            .iter()
            .map(|(kod, cell)| (kod.as_str(), cell.to_string()))
            .collect();
        assert_eq!(
            visat,
            [
                ("hanvisad", "<5".into()),
                ("i_ko", "<5".into()),
                ("mottagen", "20".into())
            ]
        );
    }

    #[test]
    fn fem_visas_och_fyra_inte() {
        assert_eq!(sammanstall(&[R("mottagen", 5)])[0].besok, Cell::Antal(5));
        assert_eq!(sammanstall(&[R("mottagen", 4)])[0].besok, Cell::FarreAn5);
    }
}
