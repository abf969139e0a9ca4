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
    /// One to four.
    FarreAn5,
    /// Left out, for it would give away another.
    Dold,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Antal(antal) => f.pad(&antal.to_string()),
            Self::FarreAn5 => f.pad("<5"),
            Self::Dold => f.pad("dold"),
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
/// What is hidden in a division could be had back from the total where it is one cell, or where its sum leaves only
/// one possibility (all ones, all fours). Then the smallest of the other cells is hidden with it, and where there is
/// no other, the total.
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
            let mut besok = dolj(alla);
            let [utfall, resultat, band, kon] = delar.map(|del| {
                let (celler, avslojar) = uppdelning(&del);
                if avslojar && besok != Cell::FarreAn5 {
                    besok = Cell::Dold;
                }
                celler
            });
            Insatsstatistik {
                nr,
                besok,
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

/// The cells of one division, and whether the total would give away what is hidden in it.
fn uppdelning(del: &BTreeMap<String, u64>) -> (Vec<(String, Cell)>, bool) {
    let sma: Vec<u64> = del
        .values()
        .copied()
        .filter(|antal| (1..5).contains(antal))
        .collect();
    let alla_lika = |varde: u64| sma.iter().all(|antal| *antal == varde);
    let avslojar = sma.len() == 1 || !sma.is_empty() && (alla_lika(1) || alla_lika(4));
    let stora = del.iter().filter(|(_, antal)| **antal >= 5);
    let med = stora
        .min_by_key(|(_, antal)| **antal)
        .map(|(kod, _)| kod)
        .filter(|_| avslojar);
    let celler = del
        .iter()
        .map(|(kod, antal)| {
            (
                kod.clone(),
                if med == Some(kod) {
                    Cell::Dold
                } else {
                    dolj(*antal)
                },
            )
        })
        .collect();
    (celler, avslojar && med.is_none())
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
                ("i_ko", "dold".into()),
                ("mottagen", "20".into())
            ]
        );
    }

    #[test]
    fn tva_ettor_eller_tva_fyror_gar_inte_att_rakna_fram() {
        let stat = sammanstall(&[R("mottagen", 10), R("hanvisad", 1), R("i_ko", 1)]);
        assert_eq!(
            (stat[0].besok, stat[0].resultat[2].1),
            (Cell::Antal(12), Cell::Dold)
        );
        let stat = sammanstall(&[R("hanvisad", 4), R("i_ko", 4)]);
        assert_eq!(stat[0].besok, Cell::Dold);
        let stat = sammanstall(&[R("hanvisad", 2), R("i_ko", 4)]);
        assert_eq!(stat[0].besok, Cell::Antal(6));
    }

    #[test]
    fn fem_visas_och_fyra_inte() {
        assert_eq!(sammanstall(&[R("mottagen", 5)])[0].besok, Cell::Antal(5));
        assert_eq!(sammanstall(&[R("mottagen", 4)])[0].besok, Cell::FarreAn5);
    }
}
