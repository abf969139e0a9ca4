//! Akten, what follows a handover: the ärende, its journal, plan, samtycken, follow-up and closing (DOK-01, DOK-02).
//!
//! An ärende is about one person and belongs to one enhet. What has been signed is never changed or removed: a
//! correction is a new note beside the old one.

pub mod anteckning;
pub mod avslut;
pub mod hinder;
pub mod overlamning;
pub mod plan;
pub mod samtycke;
pub mod text;

use std::fmt;

use chrono::NaiveDate;

/// Aktslag, whose akt an ärende is (DOK-11). One person for each akt, always.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aktslag {
    /// Of whoever receives the insats.
    Mottagaren,
    /// Of the child, for an insats to parents with children.
    Barnet,
    /// Of each parent who takes part: an akt of their own for both.
    VarjeForalder,
}

impl Aktslag {
    /// All kinds.
    pub const ALLA: [Self; 3] = [Self::Mottagaren, Self::Barnet, Self::VarjeForalder];

    /// The code that is stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Mottagaren => "mottagaren",
            Self::Barnet => "barnet",
            Self::VarjeForalder => "varje_foralder",
        }
    }

    /// The kind with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|slag| slag.kod() == kod)
    }
}

/// Stegantal, how many of the five steps in Treserva the förvaltning uses (TRE-01, TRE-02): 2, 3 or 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stegantal {
    /// Aktualisering and ärende.
    Tva,
    /// And the registration.
    Tre,
    /// And insats and genomförande.
    Fem,
}

impl Stegantal {
    /// All choices.
    pub const ALLA: [Self; 3] = [Self::Tva, Self::Tre, Self::Fem];

    /// As a number.
    pub fn antal(self) -> u8 {
        match self {
            Self::Tva => 2,
            Self::Tre => 3,
            Self::Fem => 5,
        }
    }

    /// The choice with this number of steps.
    pub fn av_antal(antal: u8) -> Option<Self> {
        Self::ALLA.into_iter().find(|val| val.antal() == antal)
    }

    /// The steps, in order.
    pub fn steg(self) -> impl Iterator<Item = Arendesteg> {
        Arendesteg::ALLA.into_iter().take(usize::from(self.antal()))
    }
}

/// Ärendesteg, a step of the chain in Treserva (TRE-01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arendesteg {
    /// 1.
    Aktualisering,
    /// 2: ärende and its documentation.
    Arende,
    /// 3: the insats is registered, until further notice. No decision about a person is made.
    Registrering,
    /// 4.
    Insats,
    /// 5: carried out and documented.
    Genomforande,
}

impl Arendesteg {
    /// All five, in order.
    pub const ALLA: [Self; 5] = [
        Self::Aktualisering,
        Self::Arende,
        Self::Registrering,
        Self::Insats,
        Self::Genomforande,
    ];

    /// 1 to 5.
    pub fn nummer(self) -> u8 {
        match self {
            Self::Aktualisering => 1,
            Self::Arende => 2,
            Self::Registrering => 3,
            Self::Insats => 4,
            Self::Genomforande => 5,
        }
    }

    /// The step with this number.
    pub fn av_nummer(nummer: u8) -> Option<Self> {
        Self::ALLA.into_iter().find(|steg| steg.nummer() == nummer)
    }

    /// The step after this one, of those that the förvaltning uses.
    pub fn nasta(self, av: Stegantal) -> Option<Self> {
        av.steg().find(|steg| *steg > self)
    }
}

/// Ärendenummer, the name of an ärende: its year and five digits, as `2026-00017`. Says nothing about the person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arendenummer(String);

impl Arendenummer {
    /// Reads a number.
    pub fn las(text: &str) -> Option<Self> {
        let text = text.trim();
        let (ar, lopande) = text.split_once('-')?;
        let siffror = |del: &str, antal| {
            del.len() == antal && del.bytes().all(|tecken| tecken.is_ascii_digit())
        };
        (siffror(ar, 4) && ar.starts_with("20") && siffror(lopande, 5))
            .then(|| Self(text.to_owned()))
    }

    /// The number as it is written.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Arendenummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Skrivare, who writes in the akt: name and title, beside the signed-in user (DOK-02).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skrivare {
    namn: text::Kort,
    titel: text::Kort,
}

impl Skrivare {
    /// Takes a name and a title.
    ///
    /// # Errors
    /// [`hinder::KanInteIAkten::Falt`] when one is missing or too long.
    pub fn ny(namn: &str, titel: &str) -> Result<Self, hinder::KanInteIAkten> {
        Ok(Self {
            namn: text::Kort::ny(text::Faltnamn::Forfattare, namn)?,
            titel: text::Kort::ny(text::Faltnamn::Titel, titel)?,
        })
    }

    /// The name.
    pub fn namn(&self) -> &str {
        self.namn.text()
    }

    /// The title.
    pub fn titel(&self) -> &str {
        self.titel.text()
    }
}

/// A day of something that has happened: not after `idag`.
///
/// # Errors
/// [`hinder::KanInteIAkten::Framtida`].
pub fn har_hant(dag: NaiveDate, idag: NaiveDate) -> Result<NaiveDate, hinder::KanInteIAkten> {
    if dag > idag {
        Err(hinder::KanInteIAkten::Framtida)
    } else {
        Ok(dag)
    }
}
