//! Statistik, counts of visits; a cell under five is never shown as it is, and cannot be computed from what is shown
//! (DOK-07, PUL-07).

mod forening;
mod nod;
pub mod period;
mod publicering;
pub mod skydd;
pub mod tabell;
pub mod underlag;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::NaiveDate;

use super::insats::InsatsNr;
use nod::Nyckel;
use period::{Manad, Period};
use publicering::Publicering;
use tabell::{Del, Dolda, Rad, Statistik, Tabell};
use underlag::{Avsnitt, Rakning, Underlag, Veckotimme};

/// An insats with fewer visits than this in a period is not divided by who came and how they were met ([`Avsnitt::delar_inte_fa`]):
/// nearly all of it would be hidden, and hidden rows of short periods take shown figures of the long ones with them.
pub const ODELADE: u64 = 20;

/// A cell as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Five or more, or none.
    Antal(u64),
    /// One to four.
    FarreAn5,
    /// Left out, for it would give away another.
    Dold,
    /// Not divided: the insats had fewer than [`ODELADE`] visits, or a number of them that is hidden.
    Odelad,
}

impl Cell {
    /// The cell of a month as it is told on the day `idag`: a month that is to come has none, for 0 would say that nobody
    /// came. What a machine with another date has counted in it is told all the same.
    pub fn i_manaden(self, manad: Manad, idag: NaiveDate) -> Option<Self> {
        (manad.har_borjat(idag) || self != Self::Antal(0)).then_some(self)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Antal(antal) => f.pad(&antal.to_string()),
            Self::FarreAn5 => f.pad("<5"),
            Self::Dold => f.pad("dold"),
            Self::Odelad => f.pad("odelat"),
        }
    }
}

/// Adds up the months of a period and hides what is small, and what would give it away, also with the months, the quarters
/// and the years that the period has in it or lies in (`publicering` tells what is protected, and what is not).
pub fn statistik(underlag: &Underlag, period: Period) -> Statistik {
    let visat = Publicering::ny(underlag, period);
    let timmar: BTreeSet<Veckotimme> = underlag
        .timmar
        .iter()
        .filter(|(manad, ..)| period.har(*manad))
        .map(|(_, timme, _)| *timme)
        .collect();
    let mut statistik = Statistik {
        period,
        insatser: del(&visat, underlag, false),
        familjeradgivning: del(&visat, underlag, true),
        timmar: timmar
            .into_iter()
            .map(|timme| (timme, visat.cell(Nyckel::Timme(timme.dag, timme.timme))))
            .collect(),
        dolda: Dolda::default(),
    };
    statistik.dolda = Dolda::i(&statistik);
    statistik
}

/// A row is divided or not: one that is not in a part of the period is not in the whole of it.
fn hel(mut rad: Vec<Cell>) -> Vec<Cell> {
    if rad.contains(&Cell::Odelad) {
        rad.fill(Cell::Odelad);
    }
    rad
}

/// One half, as it may be shown.
fn del<'a>(visat: &Publicering<'a>, underlag: &'a Underlag, familj: bool) -> Del {
    let mut koder = BTreeMap::<Avsnitt, BTreeSet<&'a str>>::new();
    let mut insatser = BTreeMap::<Avsnitt, BTreeSet<InsatsNr>>::new();
    let i_delen =
        |rad: &&Rakning| visat.period.har(rad.manad) && underlag.ar_apart(rad.insats) == familj;
    for rad in underlag.rader.iter().filter(i_delen) {
        koder.entry(rad.avsnitt).or_default().insert(&rad.kod);
        insatser.entry(rad.avsnitt).or_default().insert(rad.insats);
    }
    let tabeller = koder.into_iter().map(|(avsnitt, koder)| {
        let summa = |nyckel| avsnitt.har_summa().then(|| visat.cell(nyckel));
        Tabell {
            avsnitt,
            rader: insatser[&avsnitt]
                .iter()
                .map(|nr| Rad {
                    insats: *nr,
                    celler: hel(koder
                        .iter()
                        .map(|kod| visat.cell(Nyckel::Inre(familj, avsnitt, *nr, kod)))
                        .collect()),
                    alla: summa(Nyckel::Rad(familj, avsnitt, *nr)),
                })
                .collect(),
            summor: koder
                .iter()
                .map(|kod| visat.cell(Nyckel::Kolumn(familj, avsnitt, kod)))
                .collect(),
            alla: summa(Nyckel::Allt(familj, avsnitt)),
            koder: koder.into_iter().map(str::to_owned).collect(),
        }
    });
    let manadsvis = |nyckel: Nyckel<'a>| -> Vec<Cell> {
        let manader = visat.period.manader();
        manader.map(|manad| visat.manad(manad, nyckel)).collect()
    };
    Del {
        tabeller: tabeller.collect(),
        manader: insatser
            .get(&Avsnitt::Resultat)
            .into_iter()
            .flatten()
            .map(|nr| (*nr, manadsvis(Nyckel::Rad(familj, Avsnitt::Resultat, *nr))))
            .collect(),
        manader_alla: manadsvis(Nyckel::Allt(familj, Avsnitt::Resultat)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The visits of one insats in one month as they may be shown: all, and by result.
    fn visat(delar: &[(&str, u64)]) -> (Cell, Vec<Cell>) {
        let manad: period::Manad = "2026-10".parse().unwrap();
        let rader = delar.iter().map(|(kod, antal)| Rakning {
            manad,
            insats: "3.1.4".parse().unwrap(),
            avsnitt: Avsnitt::Resultat,
            kod: (*kod).to_owned(),
            antal: *antal,
        });
        let underlag = Underlag {
            rader: rader.collect(),
            ..Underlag::default()
        };
        let period = Period::kring(period::Periodslag::Manad, manad);
        let statistik = statistik(&underlag, period);
        let rad = &statistik.insatser.tabeller[0].rader[0];
        (rad.alla.unwrap(), rad.celler.clone())
    }

    #[test]
    fn en_liten_cell_gar_inte_att_rakna_fram() {
        let visat = visat(&[("mottagen", 20), ("hanvisad", 3), ("i_ko", 9)]);
        // In the order of the codes: hanvisad, i_ko, mottagen.
        let delar = vec![Cell::FarreAn5, Cell::Dold, Cell::Antal(20)];
        assert_eq!(visat, (Cell::Antal(32), delar));
    }

    #[test]
    fn tva_ettor_eller_tva_fyror_gar_inte_att_rakna_fram() {
        let (alla, delar) = visat(&[("mottagen", 10), ("hanvisad", 1), ("i_ko", 1)]);
        assert_eq!((alla, delar[2]), (Cell::Antal(12), Cell::Dold));
        // Both told as under five, eight would be four and four.
        let (alla, delar) = visat(&[("hanvisad", 4), ("i_ko", 4)]);
        assert!(alla == Cell::Dold || delar.contains(&Cell::Dold));
        assert_eq!(visat(&[("hanvisad", 2), ("i_ko", 4)]).0, Cell::Antal(6));
    }

    #[test]
    fn fem_visas_och_fyra_inte() {
        assert_eq!(visat(&[("mottagen", 5)]).0, Cell::Antal(5));
        assert_eq!(visat(&[("mottagen", 4)]).0, Cell::FarreAn5);
    }
}
