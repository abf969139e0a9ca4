//! Platser: what can be given, what a place needs, and who is passed over and why. Filters only, never an order.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};

use super::hinder::KanInteIKon;
use crate::domain::insats::InsatsNr;
use crate::domain::tid::Aldersband;

/// Omgångs-id, the id of a group start: 32 hexadecimal signs, drawn at random.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OmgangId(String);

impl OmgangId {
    /// Takes an id, or `None` when it is none.
    pub fn ny(text: &str) -> Option<Self> {
        let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (text.len() == 32 && text.bytes().all(hex)).then(|| Self(text.to_owned()))
    }

    /// The id.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Pott, a number of places of one kind: the running ones of an insats, or those of one group start.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pott {
    /// The running places of an insats.
    Lopande(InsatsNr),
    /// Those of a group start.
    Omgang(OmgangId),
}

impl FromStr for Pott {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        OmgangId::ny(text).map_or_else(
            || text.parse().map(Self::Lopande),
            |id| Ok(Self::Omgang(id)),
        )
    }
}

impl fmt::Display for Pott {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lopande(nr) => nr.fmt(f),
            Self::Omgang(id) => f.pad(id.text()),
        }
    }
}

/// Veckodagar on which somebody can come, Monday first; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Veckodagar(u8);

impl Veckodagar {
    /// Takes a mask of seven bits, Monday lowest; `None` for no day at all.
    pub fn ny(mask: u8) -> Option<Self> {
        (1..=127).contains(&mask).then_some(Self(mask))
    }

    /// The mask.
    pub fn mask(self) -> u8 {
        self.0
    }

    /// Whether the day is one of them.
    pub fn har(self, dag: NaiveDate) -> bool {
        self.0 & (1 << dag.weekday().num_days_from_monday()) != 0
    }
}

/// Köuppgifter, the objective facts that may keep a person from one place and never from the queue. Codes only: no
/// identity, no free text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kouppgifter {
    /// How many need places together, 1–20.
    pub parti: u8,
    /// Age band when the entry was made, where said; never kept on an insats exempt by 14:5.
    pub band: Option<Aldersband>,
    /// Language of the group, a code of two or three letters.
    pub sprak: Option<String>,
    /// Earliest day that suits the person.
    pub tidigast: Option<NaiveDate>,
    /// Days of the week that suit the person.
    pub veckodagar: Option<Veckodagar>,
}

impl Default for Kouppgifter {
    fn default() -> Self {
        Self {
            parti: 1,
            band: None,
            sprak: None,
            tidigast: None,
            veckodagar: None,
        }
    }
}

/// What a place needs of whoever gets it: decided, objective facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Platskrav {
    /// Language of the group.
    pub sprak: Option<String>,
    /// Age bands; empty means all.
    pub band: Vec<Aldersband>,
    /// The day on which it begins; running places begin at once.
    pub start: Option<NaiveDate>,
}

/// Tillfälle of a group start, in local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tillfalle {
    /// When it begins.
    pub start: NaiveDateTime,
    /// How long, in minutes, 1–1440.
    pub minuter: u16,
}

/// Omgång, a group start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omgang {
    /// The sessions, in order; never empty.
    pub tillfallen: Vec<Tillfalle>,
    /// Smallest number of persons with which it begins.
    pub minst: u16,
    /// Largest number.
    pub hogst: u16,
    /// What its places need.
    pub krav: Platskrav,
}

impl Omgang {
    /// A group start with sessions at even intervals.
    ///
    /// # Errors
    /// [`KanInteIKon::Omgang`] when there is no session, the numbers are the wrong way round, or it has begun.
    pub fn ny(
        forsta: NaiveDateTime,
        antal: u16,
        dagar_emellan: u16,
        minuter: u16,
        storlek: (u16, u16),
        idag: NaiveDate,
    ) -> Result<Self, KanInteIKon> {
        let (minst, hogst) = storlek;
        let rimlig = (1..=200).contains(&antal)
            && (1..=1440).contains(&minuter)
            && (antal == 1 || dagar_emellan > 0)
            && minst >= 1
            && minst <= hogst
            && hogst <= 1000
            && forsta.date() >= idag;
        let tillfalle = |n: u16| {
            let dagar = Days::new(u64::from(n) * u64::from(dagar_emellan));
            Some(Tillfalle {
                start: forsta.checked_add_days(dagar)?,
                minuter,
            })
        };
        let tillfallen: Option<Vec<_>> = (0..antal).map(tillfalle).collect();
        match tillfallen {
            Some(tillfallen) if rimlig => Ok(Self {
                tillfallen,
                minst,
                hogst,
                krav: Platskrav {
                    start: Some(forsta.date()),
                    ..Platskrav::default()
                },
            }),
            Some(_) | None => Err(KanInteIKon::Omgang),
        }
    }

    /// The day on which it begins.
    pub fn start(&self) -> Option<NaiveDate> {
        self.tillfallen
            .first()
            .map(|tillfalle| tillfalle.start.date())
    }
}

/// Överhopp, why somebody who waits is passed over for one place. Kept on their own history; no free text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overhopp {
    /// The place begins before the person's earliest day.
    OnskatDatum,
    /// Not on a day of the week that the person can.
    Veckodag,
    /// Another language than the group's.
    Sprak,
    /// Outside the age bands of the group.
    Alder,
    /// The party is larger than what is free.
    PartiStorre,
    /// Cannot be reached today; an attempt is logged. Counts once.
    InteNabar,
    /// Cannot be reached by us, and has not come with the slip.
    EjHordAv,
    /// Has said no, or nothing, to this place.
    TackatNej,
    /// Has another open offer.
    OppetErbjudande,
    /// On pause by their own wish.
    Vilande,
}

impl Overhopp {
    /// All reasons.
    pub const ALLA: [Self; 10] = [
        Self::OnskatDatum,
        Self::Veckodag,
        Self::Sprak,
        Self::Alder,
        Self::PartiStorre,
        Self::InteNabar,
        Self::EjHordAv,
        Self::TackatNej,
        Self::OppetErbjudande,
        Self::Vilande,
    ];

    /// The code that is stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::OnskatDatum => "onskat_datum",
            Self::Veckodag => "veckodag",
            Self::Sprak => "sprak",
            Self::Alder => "alder",
            Self::PartiStorre => "parti_storre",
            Self::InteNabar => "inte_nabar",
            Self::EjHordAv => "ej_hord_av",
            Self::TackatNej => "tackat_nej",
            Self::OppetErbjudande => "oppet_erbjudande",
            Self::Vilande => "vilande",
        }
    }

    /// The reason with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|skal| skal.kod() == kod)
    }

    /// Whether staff may state it; the others are seen by the program, and are not to be claimed. Of somebody whom we
    /// have no way to reach it is written down as [`Self::EjHordAv`].
    pub fn sags_av_personal(self) -> bool {
        self == Self::InteNabar
    }
}

/// Why the person does not fit a place, or `None`. What is not known keeps nobody from it.
pub fn passar_inte(
    uppgifter: &Kouppgifter,
    krav: &Platskrav,
    lediga: u16,
    idag: NaiveDate,
) -> Option<Overhopp> {
    let start = krav.start.unwrap_or(idag);
    let annat_sprak = match (&krav.sprak, &uppgifter.sprak) {
        (Some(gruppens), Some(eget)) => gruppens != eget,
        _ => false,
    };
    let annan_alder = uppgifter
        .band
        .is_some_and(|band| !krav.band.is_empty() && !krav.band.contains(&band));
    if uppgifter.tidigast.is_some_and(|dag| dag > start) {
        Some(Overhopp::OnskatDatum)
    } else if krav.start.is_some() && uppgifter.veckodagar.is_some_and(|dagar| !dagar.har(start)) {
        Some(Overhopp::Veckodag)
    } else if annat_sprak {
        Some(Overhopp::Sprak)
    } else if annan_alder {
        Some(Overhopp::Alder)
    } else if u16::from(uppgifter.parti) > lediga {
        Some(Overhopp::PartiStorre)
    } else {
        None
    }
}
