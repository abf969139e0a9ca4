//! Ages and the days on which they are reached (VIL-09, VIL-10, VIL-11).

use std::fmt;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

/// Sveriges tid, the clock that days and hours are told by, whatever clock the machine is set to.
pub const SVENSK_TID: Tz = chrono_tz::Europe::Stockholm;

/// The clock in Sweden at a moment.
pub fn svensk(tid: DateTime<Utc>) -> NaiveDateTime {
    tid.with_timezone(&SVENSK_TID).naive_local()
}

/// The moment of a time on the clock in Sweden; the first of two when the clocks go back, none when it was skipped.
pub fn svenskt_moment(tid: NaiveDateTime) -> Option<DateTime<Utc>> {
    let moment = SVENSK_TID.from_local_datetime(&tid).earliest()?;
    Some(moment.with_timezone(&Utc))
}

/// Födelsedatum, a birth date.
///
/// Its `Debug` is masked: a birth date is a personal datum and may not reach a log.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fodd(NaiveDate);

/// Why a birth date was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KanInteVaraFodd {
    /// The date lies after today.
    IFramtiden,
    /// More than 130 years ago.
    ForLangeSedan,
}

impl Fodd {
    /// Takes a birth date that lies between 130 years ago and `idag`, inclusive.
    ///
    /// # Errors
    /// [`KanInteVaraFodd`] when the date is in the future or too long ago.
    pub fn ny(datum: NaiveDate, idag: NaiveDate) -> Result<Self, KanInteVaraFodd> {
        if datum > idag {
            Err(KanInteVaraFodd::IFramtiden)
        } else if idag.year() - datum.year() > 130 {
            Err(KanInteVaraFodd::ForLangeSedan)
        } else {
            Ok(Self(datum))
        }
    }

    /// The date itself; named so that each use shows in review.
    pub fn avsloja(self) -> NaiveDate {
        self.0
    }
}

impl fmt::Debug for Fodd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fodd(…)")
    }
}

/// Whether somebody has turned an age: yes, no, or not settled in law (29 February, VIL-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fyllt {
    /// The birthday has come.
    Ja,
    /// The birthday has not come.
    Nej,
    /// Born 29 February, and today is 28 February of a common year: the law is silent.
    Oklart,
}

/// Har fyllt `ar` år on the day `idag`; from the birthday itself (VIL-10).
pub fn fyllt(fodd: Fodd, ar: u8, idag: NaiveDate) -> Fyllt {
    let fodd = fodd.0;
    let year = fodd.year() + i32::from(ar);
    if let Some(dag) = NaiveDate::from_ymd_opt(year, fodd.month(), fodd.day()) {
        return if idag >= dag { Fyllt::Ja } else { Fyllt::Nej };
    }
    // Only 29 February can be missing: cautious practice says 1 March, an old law on periods 28 February.
    let (Some(tidigast), Some(senast)) = (
        NaiveDate::from_ymd_opt(year, 2, 28),
        NaiveDate::from_ymd_opt(year, 3, 1),
    ) else {
        return Fyllt::Oklart;
    };
    if idag >= senast {
        Fyllt::Ja
    } else if idag >= tidigast {
        Fyllt::Oklart
    } else {
        Fyllt::Nej
    }
}

/// The last birth date with which one has turned `ar` on `idag`: what the desk compares a shown document with.
///
/// On 28 February of a common year the date is 28 February; whoever is born the day after is `oklart`.
pub fn senast_fodd(ar: u8, idag: NaiveDate) -> NaiveDate {
    let year = idag.year() - i32::from(ar);
    NaiveDate::from_ymd_opt(year, idag.month(), idag.day())
        .or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
        .unwrap_or(idag)
}

/// The first birth date with which one has *not* turned `ar` on `idag`.
pub fn tidigast_fodd_efter(ar: u8, idag: NaiveDate) -> NaiveDate {
    let dag = senast_fodd(ar, idag) + Days::new(1);
    // Born on a leap day and asked the day before: neither side, see `fyllt`.
    if dag.month() == 2 && dag.day() == 29 && idag.day() == 28 {
        dag + Days::new(1)
    } else {
        dag
    }
}

/// Åldersklass, the three classes the rules on consent know (SAM-02, SAM-03).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aldersklass {
    /// Has not turned 15.
    Under15,
    /// Has turned 15 but not 18.
    Fran15Till17,
    /// Has turned 18.
    Vuxen,
}

impl Aldersklass {
    /// All classes, youngest first.
    pub const ALLA: [Self; 3] = [Self::Under15, Self::Fran15Till17, Self::Vuxen];

    /// The code that is read and stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Under15 => "under-15",
            Self::Fran15Till17 => "15-17",
            Self::Vuxen => "vuxen",
        }
    }

    /// The class with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|klass| klass.kod() == kod)
    }

    /// The class on the day `idag`, or `None` where 29 February leaves it open (VIL-10).
    pub fn for_fodd(fodd: Fodd, idag: NaiveDate) -> Option<Self> {
        let klass = Self::lasning(fodd, idag, true);
        (klass == Self::lasning(fodd, idag, false)).then_some(klass)
    }

    /// The class in one of the two readings of VIL-10: whether a day that the law leaves open counts as the birthday.
    pub(super) fn lasning(fodd: Fodd, idag: NaiveDate, oppen_dag: bool) -> Self {
        let har = |ar| match fyllt(fodd, ar, idag) {
            Fyllt::Ja => true,
            Fyllt::Nej => false,
            Fyllt::Oklart => oppen_dag,
        };
        match (har(15), har(18)) {
            (_, true) => Self::Vuxen,
            (true, false) => Self::Fran15Till17,
            (false, false) => Self::Under15,
        }
    }
}

/// Åldersband, the only form in which an age is counted (DOK-07, PUL-07).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aldersband {
    /// 0–14 years.
    Till14,
    /// 15–17 years.
    Fran15Till17,
    /// 18–24 years.
    Fran18Till24,
    /// 25–44 years.
    Fran25Till44,
    /// 45–64 years.
    Fran45Till64,
    /// 65 years or more.
    Fran65,
}

impl Aldersband {
    /// All bands, youngest first.
    pub const ALLA: [Self; 6] = [
        Self::Till14,
        Self::Fran15Till17,
        Self::Fran18Till24,
        Self::Fran25Till44,
        Self::Fran45Till64,
        Self::Fran65,
    ];

    /// The band of somebody born `fodd`; a leap-day doubt counts as not yet turned.
    pub fn for_fodd(fodd: Fodd, idag: NaiveDate) -> Self {
        let har = |ar| fyllt(fodd, ar, idag) == Fyllt::Ja;
        match () {
            () if har(65) => Self::Fran65,
            () if har(45) => Self::Fran45Till64,
            () if har(25) => Self::Fran25Till44,
            () if har(18) => Self::Fran18Till24,
            () if har(15) => Self::Fran15Till17,
            () => Self::Till14,
        }
    }

    /// The code that is stored and printed.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Till14 => "0-14",
            Self::Fran15Till17 => "15-17",
            Self::Fran18Till24 => "18-24",
            Self::Fran25Till44 => "25-44",
            Self::Fran45Till64 => "45-64",
            Self::Fran65 => "65-",
        }
    }

    /// The band with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|band| band.kod() == kod)
    }
}

/// Reads a date as people write it at the desk: `2011-11-22`, `20111122` or `2011 11 22`.
pub fn las_datum(text: &str) -> Option<NaiveDate> {
    let siffror: String = text.chars().filter(char::is_ascii_digit).collect();
    let ovrigt = text
        .chars()
        .any(|c| !c.is_ascii_digit() && !matches!(c, '-' | ' ' | '/' | '.'));
    if siffror.len() != 8 || ovrigt {
        return None;
    }
    NaiveDate::parse_from_str(&siffror, "%Y%m%d").ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn d(text: &str) -> NaiveDate {
        las_datum(text).unwrap()
    }
    fn fodd(text: &str) -> Fodd {
        Fodd::ny(d(text), d("2030-01-01")).unwrap()
    }

    #[test]
    fn klockan_ar_sveriges_sommar_och_vinter() {
        for (tid, har) in [
            ("2026-11-22T22:59:59Z", "2026-11-22 23:59:59"),
            ("2026-11-22T23:00:00Z", "2026-11-23 00:00:00"),
            ("2026-06-21T22:00:00Z", "2026-06-22 00:00:00"),
        ] {
            let tid: DateTime<Utc> = tid.parse().unwrap();
            assert_eq!(svensk(tid).to_string(), har);
            assert_eq!(svenskt_moment(svensk(tid)), Some(tid));
        }
        // Skipped in March; twice in October.
        let natt = |dag: &str| svenskt_moment(d(dag).and_hms_opt(2, 30, 0).unwrap());
        assert_eq!(natt("2026-03-29"), None);
        assert_eq!(
            natt("2026-10-25").unwrap().to_rfc3339(),
            "2026-10-25T00:30:00+00:00"
        );
    }

    #[test]
    fn en_alder_fylls_pa_fodelsedagen() {
        for (dag, vantat) in [
            ("2026-11-21", Fyllt::Nej),
            ("2026-11-22", Fyllt::Ja),
            ("2026-11-23", Fyllt::Ja),
        ] {
            assert_eq!(fyllt(fodd("2008-11-22"), 18, d(dag)), vantat, "{dag}");
        }
    }

    #[test]
    fn skottdagen_ar_oklar_bara_den_28_februari_ett_vanligt_ar() {
        let f = fodd("2008-02-29");
        assert_eq!(fyllt(f, 18, d("2026-02-27")), Fyllt::Nej);
        assert_eq!(fyllt(f, 18, d("2026-02-28")), Fyllt::Oklart);
        assert_eq!(fyllt(f, 18, d("2026-03-01")), Fyllt::Ja);
        assert_eq!(fyllt(f, 20, d("2028-02-28")), Fyllt::Nej);
        assert_eq!(fyllt(f, 20, d("2028-02-29")), Fyllt::Ja);
        assert_eq!(Aldersklass::for_fodd(f, d("2026-02-28")), None);
    }

    #[test]
    fn gransdatum_och_fyllt_sager_samma_sak_varje_dag() {
        let start = d("2023-01-01");
        for n in 0..1500 {
            let idag = start + Days::new(n);
            for ar in [15, 18, 21, 65] {
                let grans = Fodd::ny(senast_fodd(ar, idag), idag).unwrap();
                let efter = Fodd::ny(tidigast_fodd_efter(ar, idag), idag).unwrap();
                assert_eq!(fyllt(grans, ar, idag), Fyllt::Ja, "{idag} {ar}");
                assert_eq!(fyllt(efter, ar, idag), Fyllt::Nej, "{idag} {ar}");
            }
        }
    }

    #[test]
    fn ett_personnummer_ar_inget_datum() {
        assert_eq!(las_datum("199001010017"), None);
        assert_eq!(las_datum("900101-0017"), None);
        assert_eq!(las_datum("9001010017"), None);
        assert_eq!(las_datum("2017-02-29"), None);
        assert!(las_datum("1990-01-01").is_some());
    }
}
