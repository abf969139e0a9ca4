//! An old list as it is read from a file: what a row of it may hold, and what can be wrong with it.

use chrono::{DateTime, Utc};

use super::kontakt::Kokontakt;
use super::plats::Kouppgifter;
use crate::domain::insats::InsatsNr;

/// Importrad, one row of an old list. The original ködatum is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Importrad {
    /// Row in the file, from 1, the heading counted.
    pub rad: usize,
    /// The insats whose queue it is.
    pub insats: InsatsNr,
    /// Original ködatum; rows of the same day keep the order of the file by milliseconds.
    pub kodatum: DateTime<Utc>,
    /// Objective facts.
    pub uppgifter: Kouppgifter,
    /// How the person can be reached, where it may be kept.
    pub kontakt: Option<Kokontakt>,
}

/// Importkolumn, a column that an old list may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Importkolumn {
    /// Number of the insats; may be said once for the whole file instead.
    Insats,
    /// Ködatum; the only one that every list must have.
    Kodatum,
    /// What to call the person.
    Namn,
    /// The way to reach the person.
    Kontaktsatt,
    /// Number or address for that way.
    Kontakt,
    /// Who chose the way: `personen` or `vardnadshavare`.
    ValtAv,
    /// How many need places together.
    Parti,
    /// Age band.
    Band,
    /// Language, a code of two or three letters.
    Sprak,
    /// Earliest day that suits.
    Tidigast,
    /// Days of the week that suit.
    Veckodagar,
}

impl Importkolumn {
    /// All columns.
    pub const ALLA: [Self; 11] = [
        Self::Insats,
        Self::Kodatum,
        Self::Namn,
        Self::Kontaktsatt,
        Self::Kontakt,
        Self::ValtAv,
        Self::Parti,
        Self::Band,
        Self::Sprak,
        Self::Tidigast,
        Self::Veckodagar,
    ];

    /// Its heading in a file, as it is written without å, ä and ö.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Insats => "insats",
            Self::Kodatum => "kodatum",
            Self::Namn => "namn",
            Self::Kontaktsatt => "kontaktsatt",
            Self::Kontakt => "kontakt",
            Self::ValtAv => "valt_av",
            Self::Parti => "parti",
            Self::Band => "band",
            Self::Sprak => "sprak",
            Self::Tidigast => "tidigast",
            Self::Veckodagar => "veckodagar",
        }
    }

    /// The column with this heading.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|kolumn| kolumn.kod() == kod)
    }
}

/// Importfel, one fault of an old list: where, and what. What stands in the cell is never repeated, not even a heading:
/// in a list without headings the first row is a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Importfel {
    /// Row in the file, from 1, the heading and empty rows counted.
    pub rad: usize,
    /// Number of the column, from 1; `None` where the whole row, or a column that is not there, is at fault.
    pub kolumn: Option<usize>,
    /// Which column it is, where it is a known one.
    pub namn: Option<Importkolumn>,
    /// What is wrong.
    pub vad: Importhinder,
}

/// Importhinder, everything that can be wrong with an old list. Each has words in `text::kofil`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Importhinder {
    /// There is no row below the heading, or nothing at all.
    Tom,
    /// The file is a workbook or another binary file, not text.
    InteText,
    /// The cells are not parted by semicolons.
    Avskiljare,
    /// No heading is a known one: the first row is a person, or the headings are in other words.
    RubrikerSaknas,
    /// More rows than are taken at one time; so many are.
    ForManga(usize),
    /// The heading is none that is known.
    OkandKolumn,
    /// A column that must be there is not.
    KolumnSaknas,
    /// The heading has stood before; in this column, from 1.
    DubbelKolumn(usize),
    /// Another number of cells than the heading has.
    AntalCeller {
        /// In the row.
        har: usize,
        /// In the heading.
        ska_ha: usize,
    },
    /// A line break, or a sign that steers or cannot be seen.
    Styrtecken,
    /// The cell must not be empty.
    Tomt,
    /// No date, or no time of day that there is.
    Datum,
    /// After now.
    IFramtiden,
    /// Before 1990.
    ForeNittio,
    /// No number of an insats.
    Insatsnummer,
    /// The insats is not in the catalogue.
    OkandInsats,
    /// The insats has no queue.
    IngenKo,
    /// No whole number from 1 to the largest party of the insats.
    Parti(u8),
    /// No age band.
    Band,
    /// No age band may be kept on this insats.
    BandFarInteSparas,
    /// No code of a language.
    Sprak,
    /// No days of the week.
    Veckodagar,
    /// None of the ways to reach somebody.
    Kontaktsatt,
    /// Neither `personen` nor `vardnadshavare`.
    ValtAv,
    /// No contact data may be kept on this insats.
    IngenKontakt,
    /// A way, but no number or address.
    SattUtanKontakt,
    /// A number or address, but no way.
    KontaktUtanSatt,
    /// Contact data without a name.
    KontaktUtanNamn,
    /// A name that nothing can be done with, for there are no contact data.
    NamnUtanKontakt,
    /// The name is too long, or has digits in it.
    NamnEjHelt,
    /// The number or address is not one for its way.
    KontaktEjHel,
    /// The person is 15 to 17 years, and has not chosen the way (SAM-10).
    UngHarInteValt,
    /// The person is 15 to 17 years, and gets no letters (SAM-10).
    UngFarInteBrev,
    /// The same person has stood in the file before, for the same insats; on this row.
    Dubblett(usize),
}
