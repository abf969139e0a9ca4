//! Delningssamtycke, the person's consent that something is told to somebody (SAM-11): to whom, what, until when. It
//! lifts secrecy for just that, may be taken back when the person likes, and changes nothing of the insats.

use chrono::{Months, NaiveDate};

use super::hinder::KanInteIAkten;
use super::text::{Faltnamn, Kort};
use super::{Arendenummer, har_hant};
use crate::domain::fakta::SamtyckeSatt;

/// Longest time of a consent, in months: it is asked for anew at least once a year.
pub const LANGST: u8 = 12;

/// Delas med, what kind of receiver it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delasmed {
    /// Another förvaltning or nämnd.
    Forvaltning,
    /// An authority.
    Myndighet,
    /// Health care.
    Vard,
    /// School or preschool.
    Skola,
    /// A person: somebody close, or who represents the person.
    Person,
    /// Another utförare.
    Utforare,
    /// The other parent's akt in the same insats.
    AnnanAkt,
}

impl Delasmed {
    /// All kinds.
    pub const ALLA: [Self; 7] = [
        Self::Forvaltning,
        Self::Myndighet,
        Self::Vard,
        Self::Skola,
        Self::Person,
        Self::Utforare,
        Self::AnnanAkt,
    ];

    /// The code that is stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Forvaltning => "forvaltning",
            Self::Myndighet => "myndighet",
            Self::Vard => "vard",
            Self::Skola => "skola",
            Self::Person => "person",
            Self::Utforare => "utforare",
            Self::AnnanAkt => "annan_akt",
        }
    }

    /// The kind with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|slag| slag.kod() == kod)
    }
}

/// Nytt delningssamtycke, a consent that can be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NyttSamtycke {
    med: Delasmed,
    mottagare: Kort,
    annan_akt: Option<Arendenummer>,
    vad: Kort,
    lamnat: NaiveDate,
    till: NaiveDate,
    satt: SamtyckeSatt,
}

/// Samtyckesdelar, what a form holds before it is a consent.
#[derive(Clone, Debug)]
pub struct Samtyckesdelar<'a> {
    /// What kind of receiver.
    pub med: Delasmed,
    /// To whom; for the other parent's akt its number.
    pub mottagare: &'a str,
    /// What may be told.
    pub vad: &'a str,
    /// When it was given.
    pub lamnat: NaiveDate,
    /// Its last day.
    pub till: NaiveDate,
    /// How it was given.
    pub satt: SamtyckeSatt,
}

impl NyttSamtycke {
    /// Takes the parts of a consent.
    ///
    /// # Errors
    /// [`KanInteIAkten`]: a part that is missing, a day after `idag`, or an end that is past or too far ahead.
    pub fn ny(delar: &Samtyckesdelar<'_>, idag: NaiveDate) -> Result<Self, KanInteIAkten> {
        let mottagare = Kort::ny(Faltnamn::Mottagare, delar.mottagare)?;
        let annan_akt = (delar.med == Delasmed::AnnanAkt)
            .then(|| {
                Arendenummer::las(mottagare.text()).ok_or(KanInteIAkten::Falt(Faltnamn::Mottagare))
            })
            .transpose()?;
        let lamnat = har_hant(delar.lamnat, idag)?;
        let senast = lamnat
            .checked_add_months(Months::new(LANGST.into()))
            .unwrap_or(lamnat);
        if delar.till < idag || delar.till > senast {
            return Err(KanInteIAkten::SamtyckeForLangt(LANGST));
        }
        Ok(Self {
            med: delar.med,
            mottagare,
            annan_akt,
            vad: Kort::ny(Faltnamn::Galler, delar.vad)?,
            lamnat,
            till: delar.till,
            satt: delar.satt,
        })
    }

    /// What kind of receiver.
    pub fn med(&self) -> Delasmed {
        self.med
    }

    /// To whom.
    pub fn mottagare(&self) -> &str {
        self.mottagare.text()
    }

    /// The other parent's akt.
    pub fn annan_akt(&self) -> Option<&Arendenummer> {
        self.annan_akt.as_ref()
    }

    /// What may be told.
    pub fn vad(&self) -> &str {
        self.vad.text()
    }

    /// When it was given.
    pub fn lamnat(&self) -> NaiveDate {
        self.lamnat
    }

    /// Its last day.
    pub fn till(&self) -> NaiveDate {
        self.till
    }

    /// How it was given.
    pub fn satt(&self) -> SamtyckeSatt {
        self.satt
    }
}

/// Whether a consent holds on a day: neither run out nor taken back. Only such a one can be chosen.
///
/// # Errors
/// [`KanInteIAkten::SamtyckeAterkallat`] or [`KanInteIAkten::SamtyckeUtgatt`].
pub fn galler(
    till: NaiveDate,
    aterkallat: Option<NaiveDate>,
    idag: NaiveDate,
) -> Result<(), KanInteIAkten> {
    match aterkallat {
        // Taken back is taken back at once, also on the same day.
        Some(dag) => Err(KanInteIAkten::SamtyckeAterkallat(dag)),
        None if idag > till => Err(KanInteIAkten::SamtyckeUtgatt(till)),
        None => Ok(()),
    }
}
