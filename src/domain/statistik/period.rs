//! Period, the stretch of whole months that statistics are about: two stretches that differ by a day would tell of the one
//! person who came on it (DOK-07).

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

/// Månad, one month of one year; 2000 to 2999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Manad {
    /// Months since the year 0.
    nummer: u16,
}

impl Manad {
    /// The month `manad`, 1 to 12, of the year `ar`, 2000 to 2999; otherwise none.
    pub fn ny(ar: i32, manad: u32) -> Option<Self> {
        let ar = u16::try_from(ar)
            .ok()
            .filter(|ar| (2000..3000).contains(ar))?;
        let manad = u16::try_from(manad)
            .ok()
            .filter(|manad| (1..=12).contains(manad))?;
        Some(Self {
            nummer: ar * 12 + manad - 1,
        })
    }

    /// The month of a day.
    pub fn av(dag: NaiveDate) -> Option<Self> {
        Self::ny(dag.year(), dag.month())
    }

    /// The year.
    pub fn ar(self) -> i32 {
        i32::from(self.nummer / 12)
    }

    /// The month, 1 to 12.
    pub fn manad(self) -> u32 {
        u32::from(self.nummer % 12) + 1
    }

    /// So many months later, or earlier where negative; stops at the first and the last month there is.
    #[must_use]
    pub fn plus(self, manader: i32) -> Self {
        let nummer = i32::from(self.nummer) + manader;
        Self {
            nummer: u16::try_from(nummer.clamp(24_000, 35_999)).unwrap_or(24_000),
        }
    }

    /// Whether it has begun on the day `idag`, so that something can have been counted in it.
    pub fn har_borjat(self, idag: NaiveDate) -> bool {
        Self::av(idag).is_some_and(|nu| self <= nu)
    }

    /// The last day.
    pub fn sista_dag(self) -> Option<NaiveDate> {
        let nasta = self.plus(1);
        NaiveDate::from_ymd_opt(nasta.ar(), nasta.manad(), 1)?.pred_opt()
    }
}

impl fmt::Display for Manad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}", self.ar(), self.manad()))
    }
}

impl FromStr for Manad {
    type Err = ();

    /// `2026-11`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (ar, manad) = text.split_once('-').ok_or(())?;
        if ar.len() != 4 || manad.len() != 2 {
            return Err(());
        }
        Self::ny(ar.parse().map_err(|_| ())?, manad.parse().map_err(|_| ())?).ok_or(())
    }
}

/// Periodslag, what a period is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Periodslag {
    /// A month.
    Manad,
    /// A quarter of a calendar year.
    Kvartal,
    /// A calendar year.
    Ar,
    /// Any other stretch of whole months.
    Annan,
}

/// Period, whole months from the first to the last, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    forsta: Manad,
    sista: Manad,
}

impl Period {
    /// From and to; none where the last lies before the first.
    pub fn ny(forsta: Manad, sista: Manad) -> Option<Self> {
        (forsta <= sista).then_some(Self { forsta, sista })
    }

    /// The month, quarter or year that a month lies in; the month itself for any other kind.
    pub fn kring(slag: Periodslag, manad: Manad) -> Self {
        let i_aret = i32::try_from(manad.manad() - 1).unwrap_or(0);
        let (bort, langd) = match slag {
            Periodslag::Manad | Periodslag::Annan => (0, 1),
            Periodslag::Kvartal => (i_aret % 3, 3),
            Periodslag::Ar => (i_aret, 12),
        };
        let forsta = manad.plus(-bort);
        Self {
            forsta,
            sista: forsta.plus(langd - 1),
        }
    }

    /// The first month.
    pub fn forsta(self) -> Manad {
        self.forsta
    }

    /// The last month.
    pub fn sista(self) -> Manad {
        self.sista
    }

    /// How many months.
    pub fn langd(self) -> i32 {
        i32::from(self.sista.nummer - self.forsta.nummer) + 1
    }

    /// Every month in order.
    pub fn manader(self) -> impl DoubleEndedIterator<Item = Manad> {
        (self.forsta.nummer..=self.sista.nummer).map(|nummer| Manad { nummer })
    }

    /// Whether a month lies in it.
    pub fn har(self, manad: Manad) -> bool {
        (self.forsta..=self.sista).contains(&manad)
    }

    /// As many months just before.
    #[must_use]
    pub fn fore(self) -> Self {
        self.flytta(-self.langd())
    }

    /// As many months just after.
    #[must_use]
    pub fn efter(self) -> Self {
        self.flytta(self.langd())
    }

    fn flytta(self, manader: i32) -> Self {
        Self {
            forsta: self.forsta.plus(manader),
            sista: self.sista.plus(manader),
        }
    }

    /// What it is called.
    pub fn slag(self) -> Periodslag {
        [Periodslag::Manad, Periodslag::Kvartal, Periodslag::Ar]
            .into_iter()
            .find(|slag| Self::kring(*slag, self.forsta) == self)
            .unwrap_or(Periodslag::Annan)
    }

    /// Whether it is over on the day `idag`, so that nothing more can be counted in it.
    pub fn ar_slut(self, idag: NaiveDate) -> bool {
        self.sista.sista_dag().is_some_and(|sista| sista < idag)
    }
}

impl fmt::Display for Period {
    /// As it is written: `2026-11`, `2026-K4`, `2026` or `2026-01..2026-05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.slag() {
            Periodslag::Manad => self.forsta.to_string(),
            Periodslag::Kvartal => {
                format!("{}-K{}", self.forsta.ar(), self.forsta.manad().div_ceil(3))
            }
            Periodslag::Ar => self.forsta.ar().to_string(),
            Periodslag::Annan => format!("{}..{}", self.forsta, self.sista),
        };
        f.pad(&text)
    }
}

impl FromStr for Period {
    type Err = ();

    /// As [`Period`] is written.
    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some((forsta, sista)) = text.split_once("..") {
            return Self::ny(forsta.parse()?, sista.parse()?).ok_or(());
        }
        if let Ok(manad) = text.parse() {
            return Ok(Self::kring(Periodslag::Manad, manad));
        }
        let (ar, kvartal) = match text.split_once(['-']) {
            Some((ar, kvartal)) => (ar, Some(kvartal)),
            None => (text, None),
        };
        if ar.len() != 4 {
            return Err(());
        }
        let ar: i32 = ar.parse().map_err(|_| ())?;
        let (slag, manad) = match kvartal {
            None => (Periodslag::Ar, 1),
            Some("K1" | "k1") => (Periodslag::Kvartal, 1),
            Some("K2" | "k2") => (Periodslag::Kvartal, 4),
            Some("K3" | "k3") => (Periodslag::Kvartal, 7),
            Some("K4" | "k4") => (Periodslag::Kvartal, 10),
            Some(_) => return Err(()),
        };
        Manad::ny(ar, manad)
            .map(|manad| Self::kring(slag, manad))
            .ok_or(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn p(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn en_period_skrivs_som_den_lases_och_vet_vad_som_var_fore() {
        for (text, fore) in [
            ("2026-11", "2026-10"),
            ("2026-01", "2025-12"),
            ("2026-K1", "2025-K4"),
            ("2026", "2025"),
            ("2026-02..2026-04", "2025-11..2026-01"),
        ] {
            assert_eq!(p(text).to_string(), text);
            assert_eq!(p(text).fore(), p(fore), "{text}");
            assert_eq!(p(text).fore().efter(), p(text));
        }
        assert_eq!(p("2026-01..2026-12").to_string(), "2026");
        for fel in [
            "",
            "26",
            "2026-13",
            "2026-K5",
            "2026-04..2026-02",
            "2026-1",
            "0026",
            "2026-11-01",
        ] {
            assert!(fel.parse::<Period>().is_err(), "{fel}");
        }
    }

    #[test]
    fn en_manad_borjar_med_sin_forsta_dag() {
        let manad: Manad = "2026-11".parse().unwrap();
        let borjat = |dag: &str| manad.har_borjat(dag.parse().unwrap());
        assert_eq!(
            ["2026-10-31", "2026-11-01", "2027-01-01"].map(borjat),
            [false, true, true]
        );
    }

    #[test]
    fn en_period_ar_slut_dagen_efter_sin_sista() {
        let dag = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(!p("2026-K1").ar_slut(dag("2026-03-31")));
        assert!(p("2026-K1").ar_slut(dag("2026-04-01")));
        assert_eq!(p("2026").manader().count(), 12);
        assert!(p("2026-K1").har("2026-03".parse().unwrap()));
    }
}
