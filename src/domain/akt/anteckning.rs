//! Anteckning, a note of the journal (DOK-02): what, when it happened, where it comes from, who took part, by whom.

use chrono::{NaiveDate, NaiveTime};

use super::hinder::KanInteIAkten;
use super::text::{Faltnamn, KORT, Kort, Lang};
use super::{Skrivare, har_hant};

/// Anteckningsslag, what kind of note it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anteckningsslag {
    /// Something of importance that has happened or been done.
    Handelse,
    /// Corrects an earlier note, which stays as it is.
    Rattelse,
    /// The person thinks that an earlier note is wrong (14 kap. 6 § `SoL`, DOK-09).
    Invandning,
    /// A family note of the other parent's akt, copied under a valid consent.
    Kopia,
}

impl Anteckningsslag {
    /// All kinds.
    pub const ALLA: [Self; 4] = [
        Self::Handelse,
        Self::Rattelse,
        Self::Invandning,
        Self::Kopia,
    ];

    /// The code that is stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Handelse => "handelse",
            Self::Rattelse => "rattelse",
            Self::Invandning => "invandning",
            Self::Kopia => "kopia",
        }
    }

    /// The kind with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|slag| slag.kod() == kod)
    }
}

/// Gäller, which earlier note a new one is about, by its number in the akt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Galler {
    /// None: something has happened.
    Handelse,
    /// It corrects this one.
    Rattar(u32),
    /// The person thinks that this one is wrong.
    Invander(u32),
}

impl Galler {
    /// What kind of note it makes.
    pub fn slag(self) -> Anteckningsslag {
        match self {
            Self::Handelse => Anteckningsslag::Handelse,
            Self::Rattar(_) => Anteckningsslag::Rattelse,
            Self::Invander(_) => Anteckningsslag::Invandning,
        }
    }

    /// The note that it is about.
    pub fn nr(self) -> Option<u32> {
        match self {
            Self::Handelse => None,
            Self::Rattar(nr) | Self::Invander(nr) => Some(nr),
        }
    }
}

/// Ny anteckning, a whole note that can be signed: without one of its parts there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NyAnteckning {
    galler: Galler,
    vad: Kort,
    dag: NaiveDate,
    klockslag: Option<NaiveTime>,
    kalla: Kort,
    deltog: String,
    text: Lang,
    skrivare: Skrivare,
}

/// Anteckningsdelar, what a form holds before it is a note.
#[derive(Clone, Debug)]
pub struct Anteckningsdelar<'a> {
    /// Which earlier note it is about.
    pub galler: Galler,
    /// What it is about, a line.
    pub vad: &'a str,
    /// When it happened.
    pub dag: NaiveDate,
    /// At what time, where that matters.
    pub klockslag: Option<NaiveTime>,
    /// Where it comes from.
    pub kalla: &'a str,
    /// Who took part besides the writer; may be empty.
    pub deltog: &'a str,
    /// What it says.
    pub text: &'a str,
}

impl NyAnteckning {
    /// Takes the parts of a note.
    ///
    /// # Errors
    /// [`KanInteIAkten`]: a part that is missing or too long, or a day after `idag`.
    pub fn ny(
        delar: &Anteckningsdelar<'_>,
        skrivare: Skrivare,
        idag: NaiveDate,
    ) -> Result<Self, KanInteIAkten> {
        let deltog = delar.deltog.trim();
        if deltog.chars().count() > KORT {
            return Err(KanInteIAkten::ForLang(Faltnamn::Deltog, KORT));
        }
        Ok(Self {
            galler: delar.galler,
            vad: Kort::ny(Faltnamn::Vad, delar.vad)?,
            dag: har_hant(delar.dag, idag)?,
            klockslag: delar.klockslag,
            kalla: Kort::ny(Faltnamn::Kalla, delar.kalla)?,
            deltog: deltog.to_owned(),
            text: Lang::ny(Faltnamn::Text, delar.text)?,
            skrivare,
        })
    }

    /// Which earlier note it is about.
    pub fn galler(&self) -> Galler {
        self.galler
    }

    /// What it is about.
    pub fn vad(&self) -> &str {
        self.vad.text()
    }

    /// When it happened.
    pub fn dag(&self) -> NaiveDate {
        self.dag
    }

    /// At what time.
    pub fn klockslag(&self) -> Option<NaiveTime> {
        self.klockslag
    }

    /// Where it comes from.
    pub fn kalla(&self) -> &str {
        self.kalla.text()
    }

    /// Who took part.
    pub fn deltog(&self) -> &str {
        &self.deltog
    }

    /// What it says.
    pub fn text(&self) -> &str {
        self.text.text()
    }

    /// Who signs it.
    pub fn skrivare(&self) -> &Skrivare {
        &self.skrivare
    }
}
