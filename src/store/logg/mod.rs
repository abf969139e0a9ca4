//! The words of the log: what somebody who checks it asks for. Each reading of it is an act, and stands in it.

mod topp;

use chrono::{DateTime, NaiveDate, Utc};

use super::RadId;
use crate::domain::akt::Arendenummer;

pub use topp::Toppmarke;

/// Loggakt, a reading of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loggakt {
    /// The rows that fit, the latest first.
    Las(Loggurval),
    /// The report for the systematic check (PUL-04).
    Granska {
        /// From this day.
        fran: NaiveDate,
        /// To this day, inclusive.
        till: NaiveDate,
        /// The days on which this kommun keeps closed.
        stangda_dagar: Vec<NaiveDate>,
    },
}

/// The most rows that one reading shows: a list that somebody reads, not a copy of the log.
pub const LAS_MEST: u32 = 1_000;

/// Loggurval, which rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loggurval {
    /// By this user.
    pub anvandare: Option<String>,
    /// About this ärende, and the handover that it came of.
    pub arende: Option<Arendenummer>,
    /// About this row: a handover, a slip, a note.
    pub objekt: Option<RadId>,
    /// From this day.
    pub fran: Option<NaiveDate>,
    /// To this day.
    pub till: Option<NaiveDate>,
    /// At most so many, and never more than [`LAS_MEST`].
    pub antal: u32,
}

/// Loggfråga, a question about the log as a whole; shows none of its rows but one that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loggfraga {
    /// Whether the chain is whole, row by row; and whether a head that was kept is still in it.
    Kontrollera(Option<Toppmarke>),
    /// The head of the chain.
    Topp,
}

/// Loggsvar, an answer about the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loggsvar {
    /// Rows.
    Rader(Vec<Loggrad>),
    /// The report.
    Granskning(Loggranskning),
    /// How the chain stands.
    Kontroll(Kedjekontroll),
    /// The head of the chain; none where nothing has been logged.
    Topp(Option<Kedjetopp>),
}

/// A row of the log, from whichever of its tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loggrad {
    /// The table.
    pub tabell: &'static str,
    /// Its number there.
    pub seq: i64,
    /// When.
    pub tid: DateTime<Utc>,
    /// Who.
    pub anvandare: String,
    /// At which desk.
    pub desk: String,
    /// In which enhet.
    pub enhet: String,
    /// What: a code.
    pub slag: String,
    /// Which record.
    pub objekt: Option<RadId>,
    /// The ärende, where it is about one that there is.
    pub arende: Option<Arendenummer>,
    /// Why it was refused, or what else a code says of it.
    pub skal: Option<String>,
}

/// Kedjetopp, the head of the chain: kept outside the file, it shows a cut tail and a chain that was made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kedjetopp {
    /// Its number.
    pub nr: i64,
    /// Its hash.
    pub hash: [u8; 32],
}

/// Kedjekontroll, what a check of the chain has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kedjekontroll {
    /// Links that were checked.
    pub lankar: u64,
    /// Of these whose row gallring has taken the record from.
    pub gallrade: u64,
    /// Rows that other programs have written since the last save; the next one links them.
    pub vantar: u64,
    /// The head.
    pub topp: Option<Kedjetopp>,
    /// How much is wrong.
    pub antal_fel: u64,
    /// What is wrong, the first ones; empty where the chain is whole.
    pub fel: Vec<Kedjefel>,
}

impl Kedjekontroll {
    /// Whether nothing is wrong.
    pub fn hel(&self) -> bool {
        self.antal_fel == 0
    }
}

/// Kedjefel, something wrong with the log, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kedjefel {
    /// A row, or the signed text that it is about, does not say what it said when it was chained.
    Andrad {
        /// Its table.
        tabell: String,
        /// Its number.
        seq: i64,
    },
    /// A row is gone, or what shows which record it was about, and no gallring has taken it.
    Borta {
        /// Its table.
        tabell: String,
        /// Its number.
        seq: i64,
    },
    /// A link does not follow on the one before it: changed, moved, removed or put in.
    Lank {
        /// Number of the link.
        nr: i64,
    },
    /// A row has no link although the program has written it, or later rows have one.
    Okedjad {
        /// Its table.
        tabell: String,
        /// Its number.
        seq: i64,
    },
    /// What keeps the file from changing its log is gone, changed or put in: a trigger.
    Vakt {
        /// Its name.
        namn: String,
    },
    /// The link of the head that was kept is gone: the end of the log has been cut off.
    ToppBorta {
        /// Its number.
        nr: i64,
    },
    /// The link of the head that was kept is another one: the chain has been made anew.
    ToppAnnan {
        /// Its number.
        nr: i64,
    },
}

/// The most rows of each part of the report; how many there are besides is said.
pub const GRANSKA_MEST: usize = 100;

/// From so many users an ärende is looked at by many: an ärende has a handläggare, a stand-in, a chef, and one more.
pub const MANGA: u64 = 5;

/// The hours outside which a look is out of the ordinary, by the clock of the machine: before the first, and from the
/// second.
pub const ARBETSTID: (u32, u32) = (6, 20);

/// Granskningsdel, a part of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granskningsdel<T> {
    /// Its rows: the most first, at most [`GRANSKA_MEST`].
    pub rader: Vec<T>,
    /// How many there are besides.
    pub fler: u64,
}

impl<T> Default for Granskningsdel<T> {
    fn default() -> Self {
        Self {
            rader: Vec::new(),
            fler: 0,
        }
    }
}

/// A look at a time of day or on a day when few work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Udda {
    /// Who.
    pub anvandare: String,
    /// When.
    pub tid: DateTime<Utc>,
    /// What: a code.
    pub slag: String,
    /// The ärende, where it is about one.
    pub arende: Option<Arendenummer>,
}

/// Förvaltat, what somebody has done with accounts, keys or the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forvaltat {
    /// Who.
    pub anvandare: String,
    /// What: a code.
    pub slag: String,
    /// The account, with role and enhet where it is about one.
    pub om: Option<String>,
    /// How many times.
    pub antal: u64,
}

/// Loggranskning, the report for the systematic check; users, counts and numbers, nobody's name who is in an akt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loggranskning {
    /// Looks at ärenden that the user has never opened or written in: user, ärende, how many.
    pub utan_egen_handling: Granskningsdel<(String, Arendenummer, u64)>,
    /// Looks outside [`ARBETSTID`] or on days off, the latest first.
    pub utanfor_arbetstid: Granskningsdel<Udda>,
    /// Ärenden looked at by [`MANGA`] users or more: ärende, how many users.
    pub av_manga: Granskningsdel<(Arendenummer, u64)>,
    /// Contact data of the queue that were opened: user, how many times.
    pub kontakt: Granskningsdel<(String, u64)>,
    /// Refusals: user, what, how many.
    pub nekade: Granskningsdel<(String, String, u64)>,
    /// Failed sign-ins: user, how many.
    pub misslyckade: Granskningsdel<(String, u64)>,
    /// What was done with accounts, keys and the file, at every enhet.
    pub forvaltning: Granskningsdel<Forvaltat>,
}
