//! Gallring: when an akt may be erased, when it has to be, and what is kept for good (16 and 17 kap. `SoL`, 13 kap. `SoF`).
//!
//! The clock runs from the last note and not from the closing (GAL-01). What the law or the kommun has not settled is not
//! guessed: it is answered as open, and nothing is erased on it.

use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};

use super::insats::{Insats, InsatsNr, Katalog};

/// Kommunkod, the four digits of a kommun, of which the first two are its county.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kommunkod([u8; 4]);

impl FromStr for Kommunkod {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let kod: [u8; 4] = text.as_bytes().try_into().map_err(|_| ())?;
        if kod.iter().all(u8::is_ascii_digit) {
            Ok(Self(kod))
        } else {
            Err(())
        }
    }
}

impl Kommunkod {
    /// Whether nothing at all is destroyed, for research (GAL-05): Göteborg, and the kommuner of Östergötland, Gotland and
    /// Västernorrland. Elsewhere the persons born on certain days are kept.
    pub fn bevarar_allt(self) -> bool {
        &self.0 == b"1480" || [b"05", b"09", b"22"].contains(&&[self.0[0], self.0[1]])
    }
}

/// Utförarslag, who keeps the akt, which decides its clock (IUB-06, GAL-07).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Utforarslag {
    /// The nämnd's own.
    Kommunal,
    /// A private utförare alone.
    Privat,
    /// Several together, or a region.
    Samverkan,
    /// The catalogue does not say.
    Oklart,
}

impl Utforarslag {
    /// Of an insats. Two years are for what only private utförare carry out: where anybody else takes part the longer
    /// time holds, for what is erased too early does not come back.
    pub fn av(insats: Option<&Insats>) -> Self {
        let slag = insats.map_or(&[][..], |insats| &insats.genomforande.utforare);
        let slag = || slag.iter().map(|(_, slag)| slag.as_str());
        if slag().next().is_none() {
            Self::Oklart
        } else if slag().all(|slag| slag == "privat") {
            Self::Privat
        } else if slag().all(|slag| slag == "kommunal") {
            Self::Kommunal
        } else {
            Self::Samverkan
        }
    }

    /// How many years the akt is kept after its last note (16 kap. 1 §, 17 kap. 2 §).
    pub fn ar(self) -> u32 {
        match self {
            Self::Privat => 2,
            Self::Kommunal | Self::Samverkan | Self::Oklart => 5,
        }
    }
}

/// Undantag, handlingar that are not erased by the ordinary clock (GAL-04). An insats without assessment holds none of them
/// unless its catalogue says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undantag {
    /// Faderskap eller föräldraskap: never (16 kap. 2 §).
    Faderskap,
    /// Adoption: never (16 kap. 2 §).
    Adoption,
    /// A child that has been placed: never (16 kap. 2 §).
    Placering,
    /// An approved avtal om vårdnad, boende eller umgänge: not before the child is 18 (16 kap. 3 §).
    Avtal,
    /// An utredning of a child's need of protection: not before the child is 30 (16 kap. 2 a §).
    Barnutredning,
}

impl Undantag {
    /// All of them, with the word that the catalogue has for each.
    pub const ALLA: [(&'static str, Self); 5] = [
        ("faderskap", Self::Faderskap),
        ("adoption", Self::Adoption),
        ("placering", Self::Placering),
        ("avtal", Self::Avtal),
        ("barnutredning", Self::Barnutredning),
    ];

    /// The age of the child up to which it is kept; none where it is for good.
    fn till_alder(self) -> Option<u32> {
        match self {
            Self::Faderskap | Self::Adoption | Self::Placering => None,
            Self::Avtal => Some(18),
            Self::Barnutredning => Some(30),
        }
    }
}

/// Days after the end of a queue entry on which its sentences go, where the catalogue says nothing (GAL-08).
const MENING_DAGAR: u16 = 30;

/// Gallringsregler, what a catalogue says about gallring: `kommunkod` and `[gallring]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gallringsregler {
    /// Which kommun it is; without it nothing is erased (GAL-05).
    pub kommunkod: Option<Kommunkod>,
    /// Months after which a handover that never became an ärende may be erased (GAL-08, `overlamning-manader`); none
    /// where the kommun's dokumenthanteringsplan has not been put in: then it is shown as open.
    pub overlamning_manader: Option<u16>,
    /// Days after the end of a queue entry on which the sentences written about it go (GAL-08, `komening-dagar`).
    pub komening_dagar: u16,
    /// Insatser whose akter hold what is not erased by the ordinary clock (GAL-04, `undantag`).
    pub undantag: Vec<(InsatsNr, Undantag)>,
}

impl Default for Gallringsregler {
    fn default() -> Self {
        Self {
            kommunkod: None,
            overlamning_manader: None,
            komening_dagar: MENING_DAGAR,
            undantag: Vec::new(),
        }
    }
}

/// Födelse, what is known of when somebody was born. Of a number, and not of the person: the number is what the persons
/// who are kept are chosen by, also where its day lies beside the real one (VIL-09).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Fodelse {
    dag: Option<u32>,
    datum: Option<NaiveDate>,
}

impl std::fmt::Debug for Fodelse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fodelse(…)")
    }
}

impl Fodelse {
    /// Out of twelve digits: a samordningsnummer has its day plus 60, and 60 where nobody knows the day.
    pub fn av_nummer(nummer: &str) -> Self {
        let del = |fran: usize, till: usize| nummer.get(fran..till)?.parse::<u32>().ok();
        let dag = del(6, 8).map(|dag| if dag >= 60 { dag - 60 } else { dag });
        let dag = dag.filter(|dag| (1..=31).contains(dag));
        let ar = del(0, 4).and_then(|ar| i32::try_from(ar).ok());
        let datum = || NaiveDate::from_ymd_opt(ar?, del(4, 6)?, dag?);
        Self {
            dag,
            datum: datum(),
        }
    }
}

/// Why something is kept, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bevarandegrund {
    /// The whole kommun is kept for research (GAL-05).
    Kommunen,
    /// Born on day 5, 15 or 25 (GAL-05).
    FoddDag,
    /// Nobody knows on which day the person was born: perhaps one of those that are kept. What is destroyed for want of a
    /// number does not come back; what is kept can still be erased when the day is known.
    OkandFodelsedag,
    /// Handlingar that are never erased by the ordinary clock (GAL-04).
    Handlingar(Undantag),
}

/// What somebody has to settle before anything can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oppet {
    /// The catalogue does not say which kommun it is for.
    Kommunkod,
    /// The kommun's dokumenthanteringsplan decides, and the catalogue does not say what stands there (GAL-08).
    Dokumenthanteringsplan,
}

/// What is still under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pagar {
    /// The ärende itself has not been closed.
    Arendet,
    /// Something else about the same person, in an ärende or a handover (GAL-01).
    Annat,
}

/// Dom, what gallring says of one akt or handover on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dom {
    /// It is to be erased.
    Gallras {
        /// The first day on which it could be.
        fran: NaiveDate,
        /// The last day on which it may still be there (GAL-03); none where no law says.
        senast: Option<NaiveDate>,
    },
    /// Not yet: the first day on which it becomes possible.
    Senare(NaiveDate),
    /// No day can be named before something has ended.
    Vantar(Pagar),
    /// Kept for good; handed to the archive, by a private utförare to the nämnd (16 kap. 4 §, 17 kap. 5 §).
    Bevaras {
        /// Why.
        grund: Bevarandegrund,
        /// From when the archive may have it: the day on which it would otherwise have been erased.
        fran: NaiveDate,
    },
    /// Somebody has to settle something first.
    Oppet(Oppet),
}

impl Dom {
    /// The order of a list: what is to be done first, by its day.
    pub fn ordning(self) -> (u8, Option<NaiveDate>) {
        match self {
            Self::Gallras { fran, senast } => (0, senast.or(Some(fran))),
            Self::Bevaras { fran, .. } => (1, Some(fran)),
            Self::Oppet(_) => (2, None),
            Self::Senare(dag) => (3, Some(dag)),
            Self::Vantar(_) => (4, None),
        }
    }
}

/// Why nothing was erased: what was asked for, by number or id, and what gallring says of each that is not due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KanInteGallra {
    /// There is no such ärende or handover at this enhet.
    Saknas,
    /// Nothing was asked for.
    Inget,
    /// These are not due; the others that were asked for wait with them.
    InteAn(Vec<(String, Dom)>),
}

/// An akt as far as its clock goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Akttid {
    /// Day of the last note: everything that is written in the akt counts, also after it was closed.
    pub sista: NaiveDate,
    /// Whether it has been closed.
    pub avslutad: bool,
    /// Who keeps it.
    pub utforare: Utforarslag,
    /// What it holds that has another clock.
    pub undantag: Option<Undantag>,
}

impl Akttid {
    /// The clock of an ärende of an insats, by the catalogue in use.
    pub fn ny(katalog: &Katalog, insats: InsatsNr, sista: NaiveDate, avslutad: bool) -> Self {
        let undantag = katalog.gallring.undantag.iter();
        Self {
            sista,
            avslutad,
            utforare: Utforarslag::av(katalog.insats(insats)),
            undantag: undantag
                .into_iter()
                .find_map(|(nr, undantag)| (*nr == insats).then_some(*undantag)),
        }
    }

    /// The last day of the time that it has to be kept; none where that is for good.
    fn sista_dag(self, fodelse: Fodelse) -> Option<NaiveDate> {
        let slut = efter_ar(self.sista, self.utforare.ar());
        match self.undantag.map(Undantag::till_alder) {
            None => Some(slut),
            Some(None) => None,
            // Without a birth day nobody knows when the child is grown.
            Some(Some(alder)) => {
                let fore = fyller(fodelse.datum?, alder).pred_opt()?;
                Some(slut.max(fore))
            }
        }
    }
}

/// The day with the same number so many years later, or the last one of the month (lag 1930:173, 1 §).
fn efter_ar(dag: NaiveDate, ar: u32) -> NaiveDate {
    dag.checked_add_months(Months::new(12 * ar))
        .unwrap_or(NaiveDate::MAX)
}

/// The birthday; of somebody born on 29 February the later one, for what is erased too early does not come back (VIL-10).
fn fyller(fodd: NaiveDate, alder: u32) -> NaiveDate {
    let dag = efter_ar(fodd, alder);
    if dag.day() == fodd.day() {
        dag
    } else {
        dagen_efter(dag)
    }
}

/// Everything about one person that a file holds besides the akt that is asked about.
#[derive(Clone, Copy, Debug, Default)]
pub struct Personens<'a> {
    /// What is known of the birth.
    pub fodelse: Fodelse,
    /// Other akter of the same person.
    pub andra: &'a [Akttid],
    /// Whether a handover about the same person is still on its way.
    pub pa_vag: bool,
}

/// What gallring says of an akt. Not before everything about the same person may go (16 kap. 1 § första stycket): then all
/// of it may, in whatever order. What is kept for good stands in nobody's way.
pub fn bedom(
    akt: Akttid,
    person: Personens<'_>,
    kommunkod: Option<Kommunkod>,
    idag: NaiveDate,
) -> Dom {
    if !akt.avslutad {
        return Dom::Vantar(Pagar::Arendet);
    }
    let Some(kommunkod) = kommunkod else {
        return Dom::Oppet(Oppet::Kommunkod);
    };
    let egen = efter_ar(akt.sista, akt.utforare.ar());
    let bevaras = |grund| Dom::Bevaras {
        grund,
        fran: dagen_efter(egen),
    };
    if kommunkod.bevarar_allt() {
        return bevaras(Bevarandegrund::Kommunen);
    }
    match (akt.undantag, person.fodelse.dag) {
        (Some(undantag), _) if undantag.till_alder().is_none() => {
            return bevaras(Bevarandegrund::Handlingar(undantag));
        }
        (_, None) => return bevaras(Bevarandegrund::OkandFodelsedag),
        (_, Some(5 | 15 | 25)) => return bevaras(Bevarandegrund::FoddDag),
        (_, Some(_)) => {}
    }
    let Some(egen) = akt.sista_dag(person.fodelse) else {
        return bevaras(Bevarandegrund::OkandFodelsedag);
    };
    if person.pa_vag || person.andra.iter().any(|annan| !annan.avslutad) {
        return Dom::Vantar(Pagar::Annat);
    }
    let andra = person.andra.iter();
    let slut = andra
        .filter_map(|annan| annan.sista_dag(person.fodelse))
        .fold(egen, NaiveDate::max);
    let senast = NaiveDate::from_ymd_opt(slut.year().saturating_add(1), 12, 31);
    forfaller(slut, senast, idag)
}

/// What gallring says of a handover that never became an ärende (GAL-08): no law names a day, and a person may still be
/// waiting at the other end of it, so the kommun says.
pub fn bedom_overlamning(skapad: NaiveDate, regler: &Gallringsregler, idag: NaiveDate) -> Dom {
    let Some(manader) = regler.overlamning_manader else {
        return Dom::Oppet(Oppet::Dokumenthanteringsplan);
    };
    let slut = skapad
        .checked_add_months(Months::new(u32::from(manader)))
        .unwrap_or(NaiveDate::MAX);
    forfaller(slut, None, idag)
}

fn forfaller(slut: NaiveDate, senast: Option<NaiveDate>, idag: NaiveDate) -> Dom {
    let fran = dagen_efter(slut);
    if idag >= fran {
        Dom::Gallras { fran, senast }
    } else {
        Dom::Senare(fran)
    }
}

fn dagen_efter(dag: NaiveDate) -> NaiveDate {
    dag.succ_opt().unwrap_or(dag)
}

#[cfg(test)]
mod tests;
