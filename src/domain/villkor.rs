//! Villkor, what the nämnd has decided that must be seen; and what the check of it can say (VIL-01, VIL-02).

use super::fakta::Underlag;

/// Whom a villkor is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The visitor.
    Person,
    /// The child.
    Barn,
    /// The visitor's partner.
    Partner,
}

impl Part {
    /// The code that stands in catalogues.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Barn => "barn",
            Self::Partner => "partner",
        }
    }
}

/// Whether the year after turning the upper age belongs to the range (VIL-11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArMed {
    /// "Till och med": in until the next birthday.
    Ja,
    /// Ends on the birthday.
    Nej,
    /// The source does not say: the whole year is unclear.
    Oklart,
}

/// Åldersgräns, an age range in whole years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aldersgrans {
    /// Lowest age, turned.
    pub fran: Option<u8>,
    /// Highest age, and whether its year belongs.
    pub till: Option<(u8, ArMed)>,
}

/// Krav, what a villkor requires, as a fact that can be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Krav {
    /// An age, computed from a birth date.
    Alder {
        /// Whose.
        avser: Part,
        /// The range.
        grans: Aldersgrans,
    },
    /// Folkbokföring in one of several kommuner.
    Folkbokford {
        /// Whose; more than one where the source leaves it open.
        avser: Vec<Part>,
        /// The kommuner.
        kommuner: Vec<String>,
    },
    /// The child is enrolled in a school in one of several kommuner.
    Skola {
        /// The kommuner.
        kommuner: Vec<String>,
    },
    /// An event's place instead of residence.
    HandelsePlats {
        /// The kommuner.
        kommuner: Vec<String>,
    },
    /// A fact about another person.
    AnnanPerson {
        /// Accepted relations; empty means any.
        relationer: Vec<String>,
        /// That person's age.
        grans: Option<Aldersgrans>,
        /// Must live together with the visitor.
        sammanboende: Option<bool>,
        /// Must not have another insats.
        utan_annan_insats: bool,
    },
    /// Both or all parties ask together.
    GemensamBegaran,
    /// A plain fact, answered yes or no.
    Faktum,
    /// Would need a judgement: kept and shown, never a gate (VIL-02).
    Bedomning,
}

impl Krav {
    /// The code that stands in catalogues and answers.
    pub fn typ(&self) -> &'static str {
        match self {
            Self::Alder { .. } => "alder",
            Self::Folkbokford { .. } => "folkbokford",
            Self::Skola { .. } => "skola",
            Self::HandelsePlats { .. } => "handelse-plats",
            Self::AnnanPerson { .. } => "annan-person",
            Self::GemensamBegaran => "gemensam-begaran",
            Self::Faktum => "faktum",
            Self::Bedomning => "bedomning",
        }
    }

    /// Whom it is about.
    pub fn avser(&self) -> Vec<Part> {
        match self {
            Self::Alder { avser, .. } => vec![*avser],
            Self::Folkbokford { avser, .. } => avser.clone(),
            Self::Skola { .. } => vec![Part::Barn],
            Self::HandelsePlats { .. }
            | Self::AnnanPerson { .. }
            | Self::GemensamBegaran
            | Self::Faktum
            | Self::Bedomning => vec![Part::Person],
        }
    }
}

/// Whether the person's own word is enough; the nämnd's to say (VIL-08).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EgenUppgift {
    /// The nämnd has said that it is enough.
    Racker,
    /// Not decided: never enough by itself, but the desk may mark that this is how it was shown.
    Markeras,
    /// The nämnd has said that it is not enough.
    RackerInte,
}

/// Villkor, one decided condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Villkor {
    /// Id within the insats, lower case with hyphens.
    pub id: String,
    /// In words, to be read aloud.
    pub text: String,
    /// What it requires.
    pub krav: Krav,
    /// How it may be shown.
    pub underlag: Vec<Underlag>,
    /// Whether the own word is enough.
    pub egen_uppgift: EgenUppgift,
    /// What the source leaves open about it.
    pub oppet: Option<String>,
}

/// Status of one villkor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Met.
    Uppfyllt,
    /// Not met.
    EjUppfyllt,
    /// Unclear: referred to the nämnd.
    Oklart,
    /// Not answered yet.
    EjKontrollerat,
}

impl Status {
    /// The code of the command line contract.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Uppfyllt => "uppfyllt",
            Self::EjUppfyllt => "ej_uppfyllt",
            Self::Oklart => "oklart",
            Self::EjKontrollerat => "ej_kontrollerat",
        }
    }
}

/// Skäl, why a villkor has its status; words in `text::skal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Skal {
    /// Has not turned the lowest age.
    ForUng(u8),
    /// Is past the highest age.
    ForGammal(u8),
    /// In the year that the source leaves open (VIL-11).
    GransaretOppet(u8),
    /// Born 29 February and today is the day the law leaves open (VIL-10).
    Skottdag(u8),
    /// Folkbokförd in another kommun.
    AnnanKommun,
    /// Some are in the kommun and some are not, and the source does not say who counts.
    OlikaKommuner,
    /// The children differ in age, and the source does not say which one counts.
    OlikaAldrar,
    /// Skyddad folkbokföring (SKY-02).
    SkyddadFolkbokforing,
    /// Rests on the own word (VIL-08).
    EgenUppgift,
    /// The own word is not enough, by the nämnd's decision.
    EgenUppgiftRackerInte,
    /// The answer contradicts the facts.
    Motsager,
    /// Answered no.
    SvaratNej,
    /// Answered unclear.
    SvaratOklart,
    /// Needs a judgement that the desk may not make.
    KraverBedomning,
    /// Relation, household or other insats of another person does not match.
    AnnanPersonPassarInte,
    /// Outside the part of town where it is offered.
    UtanforStadsomrade,
}

/// The status of one villkor, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rad {
    /// The villkor's id.
    pub id: String,
    /// Its status.
    pub status: Status,
    /// Why.
    pub skal: Option<Skal>,
}

/// Why everything is unclear although no single villkor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oklarhet {
    /// Doubt about a paper or the person (VIL-05).
    Tveksamhet,
    /// Meets the villkor but is plainly outside the målgrupp (VIL-03).
    UtanforMalgrupp,
    /// Not offered on this day.
    ErbjudsInte,
}

/// Prövning of villkor, the outcome of the summary check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provning {
    /// One row for each villkor, in the catalogue's order.
    pub rader: Vec<Rad>,
    /// The whole.
    pub status: Status,
    /// What makes the whole unclear beyond the rows.
    pub oklarhet: Option<Oklarhet>,
}
