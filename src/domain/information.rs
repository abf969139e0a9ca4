//! Information that is owed: the right to apply, in every outcome, and that records are kept (INF-01 to INF-06).

use chrono::NaiveDate;

/// Sätt, the manner in which information was given (INF-03).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Satt {
    /// Orally.
    Muntligt,
    /// In writing.
    Skriftligt,
    /// In the easy-to-read text.
    Lattlast,
    /// Through an interpreter.
    Tolk,
}

impl Satt {
    /// All manners, in the order they are offered.
    pub const ALLA: [Self; 4] = [Self::Muntligt, Self::Skriftligt, Self::Lattlast, Self::Tolk];

    /// The code that is read and stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Muntligt => "muntligt",
            Self::Skriftligt => "skriftligt",
            Self::Lattlast => "lattlast",
            Self::Tolk => "tolk",
        }
    }

    /// The manner with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|satt| satt.kod() == kod)
    }
}

/// Språk, the language it was given in: a code of two or three letters, such as `sv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sprak([u8; 3]);

impl Sprak {
    /// Swedish.
    pub const SVENSKA: Self = Self(*b"sv\0");

    /// The language with this code, or `None` when it is not two or three small letters.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        let bytes = kod.as_bytes();
        let mut plats = [0; 3];
        if !(2..=3).contains(&bytes.len()) || !bytes.iter().all(u8::is_ascii_lowercase) {
            return None;
        }
        plats[..bytes.len()].copy_from_slice(bytes);
        Some(Self(plats))
    }

    /// The code.
    pub fn kod(&self) -> &str {
        let slut = self.0.iter().position(|b| *b == 0).unwrap_or(self.0.len());
        std::str::from_utf8(&self.0[..slut]).unwrap_or("sv")
    }
}

/// Which of the texts was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextId {
    /// The ordinary text.
    Standard,
    /// Easy to read.
    Lattlast,
    /// For a child (INF-04).
    Barn,
    /// In English.
    Engelska,
}

impl TextId {
    /// All texts.
    pub const ALLA: [Self; 4] = [Self::Standard, Self::Lattlast, Self::Barn, Self::Engelska];

    /// The code that stands in the file and is stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Lattlast => "lattlast",
            Self::Barn => "barn",
            Self::Engelska => "engelska",
        }
    }

    /// The text with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|id| id.kod() == kod)
    }
}

/// Punkter, points to be told; never empty, or "all told" would be true of nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Punkter {
    lista: Vec<String>,
    rubrik: Option<String>,
    kalla: Option<String>,
}

impl Punkter {
    /// Takes at least one point, none of them blank.
    pub fn ny(punkter: Vec<String>) -> Option<Self> {
        let alla_sager_nagot = punkter.iter().all(|punkt| !punkt.trim().is_empty());
        (!punkter.is_empty() && alla_sager_nagot).then_some(Self {
            lista: punkter,
            rubrik: None,
            kalla: None,
        })
    }

    /// The same points, with their heading on a sheet and the section of law behind them.
    #[must_use]
    pub fn med_huvud(self, rubrik: Option<String>, kalla: String) -> Self {
        Self {
            rubrik,
            kalla: Some(kalla),
            ..self
        }
    }

    /// The points in order.
    pub fn lista(&self) -> &[String] {
        &self.lista
    }

    /// Heading on a sheet; the first versions had none.
    pub fn rubrik(&self) -> Option<&str> {
        self.rubrik.as_deref()
    }

    /// The section of law behind them.
    pub fn kalla(&self) -> Option<&str> {
        self.kalla.as_deref()
    }
}

/// Informationstext in one version; never edited after use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InfoText {
    /// Which text.
    pub id: TextId,
    /// Its language.
    pub sprak: Sprak,
    /// Its version, a date.
    pub version: NaiveDate,
    /// Its heading on a sheet.
    pub rubrik: String,
    /// The right to apply (11 kap. 6 §): owed to everybody.
    pub ratt_att_ansoka: Punkter,
    /// Said besides only to somebody who can take part.
    pub vid_uppfyllt: Vec<String>,
    /// That records are kept: before identity, on 14:3 insatser only (INF-06).
    pub dokumentation: Punkter,
    /// That nothing is written about who the person is: 14:4 and 14:5.
    pub ingen_dokumentation: Punkter,
    /// The same at familjerådgivning, whose duty to report is narrower (19 kap. 2 §).
    pub familjeradgivning: Punkter,
    /// What a yes means and that it can be taken back, for children and guardians too (SAM-01 to SAM-05, SAM-11); the
    /// first versions did not have it.
    pub samtycke: Option<Punkter>,
    /// Who may be anonymous, who has to and who cannot, and that nobody at the desk can change it (DOK-03, DOK-06); the
    /// first versions did not have it.
    pub anonymitet: Option<Punkter>,
}

/// The information texts, by id, wherever they are kept.
pub trait Texter {
    /// The text with this id.
    fn text(&self, id: TextId) -> &InfoText;
}

/// What a receipt says: how, in which language, which text, in which version. Only words; see [`Kvittens`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kvittensrad {
    /// How.
    pub satt: Satt,
    /// In which language.
    pub sprak: Sprak,
    /// Which text.
    pub text: TextId,
    /// In which version.
    pub version: NaiveDate,
}

impl Kvittensrad {
    /// Whether it was given on the text as it stands now: another version is another thing told.
    pub(super) fn galler(self, nu: &InfoText) -> bool {
        nu.id == self.text && nu.version == self.version
    }
}

/// Kvittens, the evidence that information was given, how, and in which version of the text.
///
/// Made only by the steps of [`super::besok`]: `kvittera`, and `ateruppta` for a parked visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kvittens(pub(super) Kvittensrad);

impl Kvittens {
    /// What it says.
    pub fn rad(self) -> Kvittensrad {
        self.0
    }
}
