//! The words of the waiting list: acts and questions here, answers beside.

mod svar;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::StoreError;
use crate::domain::insats::{InsatsNr, Katalog};
use crate::domain::ko::KoOrsak;
use crate::domain::ko::fil::Importrad;
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::kontakt::{Kokontakt, Kontaktsatt};
use crate::domain::ko::plats::{Kouppgifter, Omgang, OmgangId, Overhopp, Pott};
use crate::domain::ko::rattelse::{Mening, Rattelseorsak};
use crate::domain::kolapp::Kolappskod;

pub use svar::{
    Attgora, Bevis, Erbjudandebild, Insatsrattvisa, Kohandelse, Kokvitto, Kopostbild, Korad,
    Kosida, Kosvar, Koversikt, Omgangsbild, Pottbild, RAKNAS_TILL, Rattelsebild, Rattvisa, Senaste,
    Underlag, Uppgift,
};

/// Sammanhang, what the rules of the queue need to know of the world: the catalogue in use, and the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sammanhang {
    /// The catalogue in use; its policies decide.
    pub katalog: Arc<Katalog>,
    /// Today, as the rules see it.
    pub idag: NaiveDate,
}

/// Köakt, one whole act on the waiting list.
#[derive(Clone, Debug)]
pub enum Koakt {
    /// Offers a place to the next in turn, or to a named slip when everybody before it is passed over for a reason.
    Erbjud(Erbjud),
    /// A later last day to answer an open offer.
    Forlang {
        /// The slip.
        kod: Kolappskod,
        /// The new last day.
        till: NaiveDate,
    },
    /// The answer to an open offer, or a change of mind before the insats begins.
    Svara {
        /// The slip.
        kod: Kolappskod,
        /// The answer.
        svar: Erbjudandesvar,
    },
    /// A reminder of an open offer.
    Paminn {
        /// The slip.
        kod: Kolappskod,
    },
    /// A pause by the person's own wish.
    Vila {
        /// The slip.
        kod: Kolappskod,
        /// First day.
        fran: NaiveDate,
        /// Last day.
        till: NaiveDate,
    },
    /// Ends a pause early.
    Aktivera {
        /// The slip.
        kod: Kolappskod,
    },
    /// Leaves the queue without an insats. An open offer is recalled in the same transaction.
    Avsluta {
        /// The slip.
        kod: Kolappskod,
        /// Why.
        orsak: KoOrsak,
        /// Which villkor is no longer met, where that is why.
        villkor: Option<String>,
    },
    /// Was entered in error; final.
    Felregistrera {
        /// The slip.
        kod: Kolappskod,
    },
    /// Takes an ended entry up again.
    Ateroppna {
        /// The slip.
        kod: Kolappskod,
        /// Why.
        mening: Mening,
    },
    /// An attempt to reach the person.
    Forsok {
        /// The slip.
        kod: Kolappskod,
        /// How.
        kanal: Kontaktsatt,
        /// Whether the person was reached.
        nadd: bool,
    },
    /// The person still waits.
    Bekrafta {
        /// The slip.
        kod: Kolappskod,
    },
    /// One step up the ladder of the confirmation.
    Bekraftelsesteg {
        /// The slip.
        kod: Kolappskod,
    },
    /// Changes the objective facts.
    Uppgifter {
        /// The slip.
        kod: Kolappskod,
        /// The facts.
        uppgifter: Kouppgifter,
    },
    /// Keeps how the person can be reached, in place of what was kept.
    Kontakt {
        /// The slip.
        kod: Kolappskod,
        /// How.
        kontakt: Kokontakt,
    },
    /// Opens the contact data of one entry; logged.
    OppnaKontakt {
        /// The slip.
        kod: Kolappskod,
    },
    /// Erases the contact data, by the person's own wish.
    GlomKontakt {
        /// The slip.
        kod: Kolappskod,
    },
    /// Proposes another ködatum.
    ForeslaRattelse {
        /// The slip.
        kod: Kolappskod,
        /// The right ködatum.
        till: DateTime<Utc>,
        /// Why it was wrong.
        orsak: Rattelseorsak,
        /// In words.
        mening: Mening,
    },
    /// Approves, or turns down, what somebody else has proposed.
    SvaraRattelse {
        /// The slip.
        kod: Kolappskod,
        /// Approved.
        godkand: bool,
    },
    /// The queue has been gone through.
    Granska {
        /// The insats.
        insats: InsatsNr,
    },
    /// States the number of running places.
    Platser {
        /// The insats.
        insats: InsatsNr,
        /// How many.
        antal: u16,
    },
    /// A taken place becomes free; the next in turn is named in the same transaction.
    LamnaPlats {
        /// Which places.
        pott: Pott,
        /// Number of the place.
        nummer: u16,
    },
    /// Plans a group start.
    NyOmgang {
        /// The insats.
        insats: InsatsNr,
        /// The start.
        omgang: Omgang,
    },
    /// Calls a group start off: open offers are recalled, and whoever had said yes waits again with the old rank.
    StallInOmgang {
        /// Which.
        omgang: OmgangId,
    },
    /// Undoes the last own act at this desk, within ten minutes, by a compensating event.
    Angra,
    /// Does what time has done: offers without an answer, pauses that are over, contact data to be erased.
    Svep,
    /// Takes the rows of an old list in, whole.
    Importera(Arc<Vec<Importrad>>),
}

/// An offer to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erbjud {
    /// Which places.
    pub pott: Pott,
    /// To whom; the next in turn where no slip is named.
    pub kod: Option<Kolappskod>,
    /// Last day to answer; the policy's where none is named.
    pub svar_senast: Option<NaiveDate>,
    /// How it was told.
    pub kanal: Option<Kontaktsatt>,
    /// Whom staff passes over, and why; what the program itself sees need not be said.
    pub hoppa: Vec<(Kolappskod, Overhopp)>,
}

/// Erbjudandesvar, an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erbjudandesvar {
    /// Yes.
    Ja,
    /// No.
    Nej,
    /// No to this place, and stays in the queue.
    StarKvar,
}

impl Erbjudandesvar {
    /// All answers.
    pub const ALLA: [Self; 3] = [Self::Ja, Self::Nej, Self::StarKvar];

    /// The code that is read and stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::Nej => "nej",
            Self::StarKvar => "star_kvar",
        }
    }

    /// The answer with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|svar| svar.kod() == kod)
    }
}

/// Köfråga, a question about the waiting list; never writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kofraga {
    /// The queues at a glance: all but silo insatser, or one that is named.
    Koer(Option<InsatsNr>),
    /// A page of one queue, from a place in line (from 1).
    Sida {
        /// The insats.
        insats: InsatsNr,
        /// First place shown.
        fran: u64,
        /// How many rows.
        antal: u16,
    },
    /// One entry with its history.
    Post(Kolappskod),
    /// What an offer would do.
    Underlag {
        /// The insats.
        insats: InsatsNr,
        /// Which places; the first with a free one where none is named.
        pott: Option<Pott>,
        /// To whom; the next in turn where no slip is named.
        kod: Option<Kolappskod>,
        /// Whom staff would pass over.
        hoppa: Vec<(Kolappskod, Overhopp)>,
    },
    /// What is to be done today, across the queues: all but silo insatser, or one that is named.
    Attgora(Option<InsatsNr>),
    /// The fairness report, from and to a day, inclusive.
    Rattvisa(NaiveDate, NaiveDate),
    /// Why an entry has its rank.
    Bevis(Kolappskod),
    /// Running places and group starts of one insats.
    Platser(InsatsNr),
    /// Every live entry of one queue or all, for an export; a silo insats only when named.
    Alla(Option<InsatsNr>),
    /// What an undo by this user at this desk would undo.
    Senaste {
        /// The signed-in user.
        anvandare: String,
        /// The desk.
        desk: String,
        /// Now.
        nu: DateTime<Utc>,
    },
    /// Whether an old list can be taken in: what stands in the way of each row.
    ProvaImport(Arc<Vec<Importrad>>),
}

impl From<KanInteIKon> for StoreError {
    fn from(hinder: KanInteIKon) -> Self {
        Self::Ko { hinder, av: None }
    }
}

/// Who changed something last, for a refusal that comes of it: desk and time.
pub type SistAndrad = (String, DateTime<Utc>);
