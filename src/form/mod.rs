//! Forms as data: what a step asks, apart from who draws it. The screen shows a [`Formular`] all at once,
//! `troskel mottag` answers it from a file, and a line mode can ask one field at a time.

pub mod datumfalt;
pub mod losenordsfalt;
pub mod textfalt;

use crate::domain::identitet::{KanInteIdentifiera, KanInteVaraNummer};
use crate::domain::utkast::Kod;

/// Fält-id, which question a field asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaltId {
    /// Birth date of the visitor; documented insatser only.
    Fodd,
    /// Birth date of the child; documented insatser only.
    BarnFodd,
    /// A villkor, by its id: the answer and how it was shown.
    Villkor(String),
    /// Doubt about a paper or the person.
    Tveksamhet,
    /// How the information was given.
    Satt,
    /// In which language.
    Sprak,
    /// Age class of the visitor.
    Klass,
    /// Whether the child takes part.
    BarnDeltar,
    /// Age class of the child.
    BarnKlass,
    /// The guardians' samtycke.
    Vardnadshavare,
    /// The own samtycke.
    Eget,
    /// The child's own samtycke.
    BarnEget,
    /// What the person wants.
    Vill,
    /// Age band, counted.
    Band,
    /// Sex, counted where said.
    Kon,
    /// How the information on records was given.
    DokSatt,
    /// Sekretessmarkering.
    Sekretess,
    /// Name.
    Namn,
    /// Personnummer or samordningsnummer.
    Nummer,
    /// Telephone.
    Telefon,
    /// E-mail.
    Epost,
    /// Postal address.
    Adress,
}

impl FaltId {
    /// The code under which a choice is parked; `None` for what is never parked (dates and text).
    pub fn kod(&self) -> Option<Kod> {
        let text = match self {
            Self::Villkor(id) => return Kod::ny(&format!("v/{id}")),
            Self::Tveksamhet => "tveksamhet",
            Self::Satt => "satt",
            Self::Sprak => "sprak",
            Self::Klass => "klass",
            Self::BarnDeltar => "barn-deltar",
            Self::BarnKlass => "barn-klass",
            Self::Vardnadshavare => "vardnadshavare",
            Self::Eget => "eget",
            Self::BarnEget => "barn-eget",
            Self::Vill => "vill",
            Self::Band => "band",
            Self::Kon => "kon",
            Self::DokSatt => "dok-satt",
            Self::Fodd
            | Self::BarnFodd
            | Self::Sekretess
            | Self::Namn
            | Self::Nummer
            | Self::Telefon
            | Self::Epost
            | Self::Adress => return None,
        };
        Kod::ny(text)
    }

    /// The field with this code.
    pub fn fran_kod(kod: &Kod) -> Option<Self> {
        if let Some(id) = kod.text().strip_prefix("v/") {
            return Some(Self::Villkor(id.to_owned()));
        }
        [
            Self::Tveksamhet,
            Self::Satt,
            Self::Sprak,
            Self::Klass,
            Self::BarnDeltar,
            Self::BarnKlass,
            Self::Vardnadshavare,
            Self::Eget,
            Self::BarnEget,
            Self::Vill,
            Self::Band,
            Self::Kon,
            Self::DokSatt,
        ]
        .into_iter()
        .find(|id| id.kod().as_ref() == Some(kod))
    }
}

/// One alternative of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternativ {
    /// Code.
    pub kod: Kod,
    /// In words.
    pub text: String,
    /// The key that chooses it.
    pub tangent: char,
}

/// What kind of answer a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slag {
    /// One of several alternatives.
    Val(Vec<Alternativ>),
    /// A date; holds nothing but a date.
    Datum,
    /// One line of text, at most so many signs.
    Text(usize),
}

/// Fält, one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Falt {
    /// Which.
    pub id: FaltId,
    /// Label.
    pub etikett: String,
    /// A sentence of help, shown while the field has the focus.
    pub hjalp: Option<String>,
    /// Kind.
    pub slag: Slag,
    /// Whether the step can be left forwards without it.
    pub kravs: bool,
}

/// Formulär, the questions of one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formular {
    /// What is to be read aloud or known before the questions.
    pub att_saga: Vec<String>,
    /// The questions.
    pub falt: Vec<Falt>,
}

/// Hinder, why a form cannot be left forwards; each has words in `text::hinder`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hinder {
    /// A question is unanswered.
    Obesvarat(FaltId),
    /// A number is not a number of a person.
    Nummer(KanInteVaraNummer),
    /// The number says another age than the answers (VIL-09).
    NummerOchAlder,
    /// The identity cannot be taken.
    Identitet(KanInteIdentifiera),
}

impl Hinder {
    /// The field that it is about.
    pub fn falt(&self) -> FaltId {
        match self {
            Self::Obesvarat(falt) => falt.clone(),
            Self::Nummer(_) | Self::NummerOchAlder => FaltId::Nummer,
            Self::Identitet(KanInteIdentifiera::NamnSaknas) => FaltId::Namn,
            Self::Identitet(KanInteIdentifiera::SkyddadKontakt) => FaltId::Telefon,
        }
    }
}
