//! Fakta, what the desk has seen or heard: everything optional, nothing stored.

use std::collections::BTreeMap;

use super::tid::{Aldersklass, Fodd};

/// Svar, an answer at the desk: met, not met, unclear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Svar {
    /// Yes.
    Ja,
    /// No.
    Nej,
    /// Unclear: the nämnd is to say (VIL-05).
    Oklart,
}

impl Svar {
    /// All answers in the order they are offered.
    pub const ALLA: [Self; 3] = [Self::Ja, Self::Nej, Self::Oklart];

    /// The code that is read and stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::Nej => "nej",
            Self::Oklart => "oklart",
        }
    }

    /// The answer with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|svar| svar.kod() == kod)
    }
}

/// Underlag, how a villkor was shown (VIL-01, VIL-08).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Underlag {
    /// An identity document; it shows name, number and picture, never the kommun.
    Legitimation,
    /// Personbevis from Skatteverket.
    Personbevis,
    /// A register that the desk may lawfully look in.
    Registeruppslag,
    /// A certificate, lease or other paper.
    Intyg,
    /// The person's own word.
    EgenUppgift,
}

impl Underlag {
    /// All kinds, in the order they are offered.
    pub const ALLA: [Self; 5] = [
        Self::Personbevis,
        Self::Registeruppslag,
        Self::Legitimation,
        Self::Intyg,
        Self::EgenUppgift,
    ];

    /// The code that stands in catalogues and rows.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Legitimation => "legitimation",
            Self::Personbevis => "personbevis",
            Self::Registeruppslag => "registeruppslag",
            Self::Intyg => "intyg",
            Self::EgenUppgift => "egen-uppgift",
        }
    }

    /// The kind with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA
            .into_iter()
            .find(|underlag| underlag.kod() == kod)
    }
}

/// What is known of the visitor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonFakta {
    /// Birth date.
    pub fodd: Option<Fodd>,
    /// The class alone, where no birth date was asked for.
    pub klass: Option<Aldersklass>,
    /// Kommun of folkbokföring.
    pub folkbokford: Option<String>,
    /// An identity document has been shown.
    pub legitimation: Option<bool>,
    /// What is said rests on the person's own word.
    pub egen_uppgift: bool,
    /// Skyddad folkbokföring: the register says another place than where the person lives (SKY-02).
    pub skyddad_folkbokforing: bool,
}

/// What is known of one child.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BarnFakta {
    /// Birth date.
    pub fodd: Option<Fodd>,
    /// The class alone.
    pub klass: Option<Aldersklass>,
    /// Kommun of folkbokföring.
    pub folkbokford: Option<String>,
    /// Kommun in which the child goes to school.
    pub skola_i: Option<String>,
    /// Whether the child itself takes part.
    pub deltar: Option<bool>,
    /// The child's own samtycke, where it is told apart from the visitor's.
    pub samtycker: Option<bool>,
    /// Skyddad folkbokföring.
    pub skyddad_folkbokforing: bool,
}

/// What is known of another person that a villkor speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnanFakta {
    /// Relation to the visitor, such as `partner`.
    pub relation: Option<String>,
    /// Birth date.
    pub fodd: Option<Fodd>,
    /// Kommun of folkbokföring.
    pub folkbokford: Option<String>,
    /// Skyddad folkbokföring.
    pub skyddad_folkbokforing: bool,
    /// Lives together with the visitor.
    pub sammanboende: Option<bool>,
    /// Has another insats.
    pub annan_insats: Option<bool>,
}

/// Sätt, how a samtycke was given: to the insats (SAM-01), or to tell somebody (SAM-11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SamtyckeSatt {
    /// Orally.
    Muntligt,
    /// In writing.
    Skriftligt,
}

impl SamtyckeSatt {
    /// Both ways.
    pub const ALLA: [Self; 2] = [Self::Muntligt, Self::Skriftligt];

    /// The code that is read and stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Muntligt => "muntligt",
            Self::Skriftligt => "skriftligt",
        }
    }

    /// The way with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|satt| satt.kod() == kod)
    }
}

/// The own samtycke of whoever is to take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EgetSamtycke {
    /// Given.
    Ja(SamtyckeSatt),
    /// Not given: everything is voluntary.
    Nej,
}

/// The guardians' samtycke (SAM-02, SAM-05). Why somebody refuses is never written down (SAM-07).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vardnadshavare {
    /// How many guardians the child has.
    pub antal: u8,
    /// How many of them consent; at most `antal`.
    pub samtycker: u8,
    /// One of them cannot be asked: not for the desk to judge (SAM-06).
    pub hindrad: bool,
}

/// What is known of samtycke.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SamtyckeFakta {
    /// The own samtycke.
    pub eget: Option<EgetSamtycke>,
    /// The guardians'.
    pub vardnadshavare: Option<Vardnadshavare>,
    /// God man, förvaltare, ombud or somebody who cannot consent: not settled (SAM-14).
    pub foretradare: bool,
}

/// Fakta, everything the desk knows while the person stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fakta {
    /// The visitor.
    pub person: PersonFakta,
    /// Children.
    pub barn: Vec<BarnFakta>,
    /// Other persons.
    pub andra: Vec<AnnanFakta>,
    /// The kommun in which an event took place.
    pub handelse_i: Option<String>,
    /// The part of town where the visitor lives.
    pub stadsomrade: Option<String>,
    /// Answers by villkor id.
    pub svar: BTreeMap<String, Svar>,
    /// How each villkor was shown, by villkor id.
    pub underlag: BTreeMap<String, Underlag>,
    /// Samtycke.
    pub samtycke: SamtyckeFakta,
    /// Doubt about a paper or who the person is (VIL-05).
    pub tveksamhet: bool,
}
