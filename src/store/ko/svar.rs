//! Answers about the waiting list: slips, codes and days; never a name, but for contact data that has been opened.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use crate::domain::insats::InsatsNr;
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::kontakt::Kokontakt;
use crate::domain::ko::plats::{Kouppgifter, OmgangId, Overhopp, Platskrav, Pott};
use crate::domain::ko::rattelse::Rattelseorsak;
use crate::domain::ko::vantetid::Vantetid;
use crate::domain::ko::{Kolage, Kostatus};
use crate::domain::kolapp::Kolappskod;

/// Kösvar, an answer about the waiting list.
#[derive(Clone, Debug)]
pub enum Kosvar {
    /// To [`Kofraga::Koer`], in the order of the catalogue.
    Koer(Vec<Koversikt>),
    /// To [`Kofraga::Sida`].
    Sida(Kosida),
    /// To [`Kofraga::Post`].
    Post(Box<Kopostbild>),
    /// To [`Kofraga::Underlag`].
    Underlag(Box<Underlag>),
    /// To [`Kofraga::Attgora`], the most pressing first.
    Attgora(Vec<Uppgift>),
    /// To [`Kofraga::Rattvisa`].
    Rattvisa(Rattvisa),
    /// To [`Kofraga::Bevis`].
    Bevis(Box<Bevis>),
    /// To [`Kofraga::Platser`].
    Platser(Vec<Pottbild>),
    /// To [`Kofraga::Alla`].
    Alla(Vec<Korad>),
    /// To [`Kofraga::Senaste`]; none where nothing was done within ten minutes.
    Senaste(Option<Senaste>),
    /// To [`Kofraga::ProvaImport`]: the rows that cannot be taken in, and why.
    Provat(Vec<(usize, KanInteIKon)>),
    /// To [`Koakt::OppnaKontakt`].
    Kontakt(Kokontakt),
    /// To [`Koakt::Importera`]: the rows in the order of the file, with slip and place in line.
    Importerat(Vec<(usize, Kolappskod, u64)>),
    /// To every other act.
    Gjort(Kokvitto),
}

/// Kökvitto, what an act on the queue led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kokvitto {
    /// The entry that it was about, and where it stands now.
    pub post: Option<(Kolappskod, Kostatus)>,
    /// Its place in line, where it has one.
    pub plats: Option<u64>,
    /// Last day to answer, where an offer was made or extended.
    pub svar_senast: Option<NaiveDate>,
    /// A place became free: which, and who is next in turn for it, if anybody.
    pub nasta: Option<(Pott, Option<Kolappskod>)>,
    /// The group start that was planned.
    pub omgang: Option<OmgangId>,
    /// The act that was undone, by its word in the history.
    pub angrat: Option<String>,
    /// How many entries time has done something with.
    pub svepta: u64,
}

/// Köversikt, one queue at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Koversikt {
    /// The insats.
    pub insats: InsatsNr,
    /// Entries with a place in line.
    pub langd: u64,
    /// Of these on pause.
    pub vilande: u64,
    /// Of these with an open offer.
    pub erbjudna: u64,
    /// Have said yes and not begun.
    pub accepterade: u64,
    /// Since when the first in line waits.
    pub aldst: Option<DateTime<Utc>>,
    /// Free running places, where the number of places is stated.
    pub lediga: Option<u16>,
    /// The next group start, with its free places.
    pub nasta_omgang: Option<(NaiveDate, u16)>,
    /// When the queue was last gone through.
    pub granskad: Option<NaiveDate>,
    /// It should have been gone through by now.
    pub forsenad: bool,
}

/// Kösida, the rows of a queue that are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kosida {
    /// The insats.
    pub insats: InsatsNr,
    /// Entries with a place in line.
    pub langd: u64,
    /// Of these on pause.
    pub vilande: u64,
    /// The rows, in order.
    pub rader: Vec<Korad>,
    /// Entries that have said yes and not begun, oldest first; they have no place in line any more.
    pub accepterade: Vec<Korad>,
}

/// Körad, an entry in a list: a slip, never a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Korad {
    /// Slip.
    pub kod: Kolappskod,
    /// Insats.
    pub insats: InsatsNr,
    /// Version of the catalogue with which the villkor were checked.
    pub katalog: String,
    /// Place in line, from 1; none once the person has said yes.
    pub plats: Option<u64>,
    /// Ködatum that counts.
    pub sedan: DateTime<Utc>,
    /// Where it stands.
    pub status: Kostatus,
    /// Objective facts.
    pub uppgifter: Kouppgifter,
    /// Last day to answer an open offer.
    pub svar_senast: Option<NaiveDate>,
    /// Ködatum was corrected by two persons.
    pub rattad: bool,
    /// Came with an old list.
    pub importerad: bool,
}

/// Köpostbild, one entry whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kopostbild {
    /// As in the list.
    pub rad: Korad,
    /// Status and counts.
    pub lage: Kolage,
    /// The ködatum that was first written down.
    pub forsta_kodatum: DateTime<Utc>,
    /// Of those before it, on pause.
    pub vilande_fore: u64,
    /// How long the wait may be.
    pub vantetid: Vantetid,
    /// Whether contact data are kept.
    pub har_kontakt: bool,
    /// The open offer, or the places that are held.
    pub erbjudande: Option<Erbjudandebild>,
    /// The proposed ködatum that waits for a second person.
    pub rattelse: Option<Rattelsebild>,
    /// The history, oldest first.
    pub historia: Vec<Kohandelse>,
    /// Whether the last act on it can be undone here and now: its word.
    pub angras: Option<String>,
}

/// Rättelsebild, a proposed ködatum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rattelsebild {
    /// The proposed ködatum.
    pub till: DateTime<Utc>,
    /// Who proposed it.
    pub av: String,
    /// Why the other is wrong.
    pub orsak: Rattelseorsak,
    /// In words.
    pub mening: String,
    /// Place in line that it would give.
    pub plats: u64,
}

/// Senaste, the last own act at a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Senaste {
    /// About which slip; none where it was about a queue.
    pub kod: Option<Kolappskod>,
    /// Its word in the history.
    pub slag: String,
    /// When.
    pub tid: DateTime<Utc>,
    /// Whether it can be undone.
    pub gar_att_angra: bool,
}

/// An offer, open or accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erbjudandebild {
    /// Which places.
    pub pott: Pott,
    /// Their numbers.
    pub nummer: Vec<u16>,
    /// When it begins, for a group start.
    pub start: Option<NaiveDate>,
    /// Last day to answer.
    pub svar_senast: NaiveDate,
    /// The time to answer has run out.
    pub utgatt: bool,
}

/// Köhändelse, one event of a history. Codes, dates and slips only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kohandelse {
    /// Its number in the log.
    pub seq: i64,
    /// When.
    pub tid: DateTime<Utc>,
    /// Who.
    pub anvandare: String,
    /// At which desk.
    pub desk: String,
    /// Its word.
    pub slag: String,
    /// Coded reason.
    pub orsak: Option<String>,
    /// What it was about: a day, a number, a slip, a channel.
    pub om: Option<String>,
    /// Place in line after it.
    pub plats: Option<u64>,
    /// The event that it undoes.
    pub angrar: Option<i64>,
    /// The sentence that goes with it.
    pub mening: Option<String>,
}

/// Underlag for an offer: what it would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Underlag {
    /// Which places.
    pub pott: Pott,
    /// Free places there.
    pub lediga: u16,
    /// What they need.
    pub krav: Platskrav,
    /// To whom, with place in line.
    pub kod: Kolappskod,
    /// Place in line.
    pub plats: u64,
    /// How many places it takes.
    pub parti: u8,
    /// Last day to answer, by the policy.
    pub svar_senast: NaiveDate,
    /// Who is passed over, place in line, and why.
    pub overhoppade: Vec<(Kolappskod, u64, Overhopp)>,
    /// Whether contact data are kept.
    pub har_kontakt: bool,
}

/// Uppgift, something to be done today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uppgift {
    /// What.
    pub vad: Attgora,
    /// In which queue.
    pub insats: InsatsNr,
    /// About which entry.
    pub kod: Option<Kolappskod>,
    /// The day that it is about.
    pub dag: Option<NaiveDate>,
    /// Which places, where it is about some.
    pub pott: Option<Pott>,
    /// How many; of [`Attgora::AnnanKatalog`] at least as many, where it is [`RAKNAS_TILL`].
    pub antal: Option<u64>,
}

/// Räknas till: so many entries of another version of the catalogue are counted, and no more, in each queue.
pub const RAKNAS_TILL: u64 = 1000;

/// Att göra, kinds of work, the most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attgora {
    /// An offer has run out without an answer.
    SvarstidUte,
    /// An offer runs out today or on the next working day.
    SvarstidSnart,
    /// A place is free, and somebody is next in turn.
    LedigPlats,
    /// A group starts within two weeks; `antal` places are taken.
    OmgangStartar,
    /// A group starts within two weeks with fewer than its smallest number.
    OmgangForLiten,
    /// Somebody has said yes and not begun.
    BorjaInsats,
    /// A ködatum waits for a second person.
    Rattelse,
    /// Has not been reached, or not answered; staff may end the entry.
    BekraftaAvslut,
    /// The queue has not been gone through this week.
    Granska,
    /// The person is to be asked whether they still wait.
    Bekrafta,
    /// A pause has ended since yesterday.
    AterAktiv,
    /// The entry can never be filled.
    GarInteAttFylla,
    /// The villkor were checked with another version of the catalogue.
    AnnanKatalog,
}

impl Attgora {
    /// All kinds, in order.
    pub const ALLA: [Self; 13] = [
        Self::SvarstidUte,
        Self::SvarstidSnart,
        Self::LedigPlats,
        Self::OmgangStartar,
        Self::OmgangForLiten,
        Self::BorjaInsats,
        Self::Rattelse,
        Self::BekraftaAvslut,
        Self::Granska,
        Self::Bekrafta,
        Self::AterAktiv,
        Self::GarInteAttFylla,
        Self::AnnanKatalog,
    ];

    /// The code of the command line.
    pub fn kod(self) -> &'static str {
        match self {
            Self::SvarstidUte => "svarstid_ute",
            Self::SvarstidSnart => "svarstid_snart",
            Self::LedigPlats => "ledig_plats",
            Self::OmgangStartar => "omgang_startar",
            Self::OmgangForLiten => "omgang_for_liten",
            Self::BorjaInsats => "borja_insats",
            Self::Rattelse => "rattelse",
            Self::BekraftaAvslut => "bekrafta_avslut",
            Self::Granska => "granska",
            Self::Bekrafta => "bekrafta",
            Self::AterAktiv => "ater_aktiv",
            Self::GarInteAttFylla => "gar_inte_att_fylla",
            Self::AnnanKatalog => "annan_katalog",
        }
    }
}

/// Rättvisa, the fairness report: how the queues have been kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rattvisa {
    /// For each insats, in order.
    pub insatser: Vec<Insatsrattvisa>,
    /// Days of waiting until the insats began, at the median, by desk that gave the slip: desk, insats, starts, days.
    /// Under five starts the days are not told.
    pub per_desk: Vec<(String, InsatsNr, u64, Option<u64>)>,
}

/// The fairness of one queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insatsrattvisa {
    /// The insats.
    pub insats: InsatsNr,
    /// Offers made, and people called in directly.
    pub erbjudanden: u64,
    /// Of these not to the first in line.
    pub inte_till_forsta: u64,
    /// Passings-over by reason.
    pub overhopp: Vec<(Overhopp, u64)>,
    /// Ködatum corrected.
    pub rattelser: u64,
    /// Pauses made.
    pub vilor: u64,
    /// Pauses that lie there longer than the policy allows now.
    pub vilor_over_tid: u64,
    /// Insatser begun.
    pub starter: u64,
    /// Days of waiting until the insats began, at the median; not told under five.
    pub median_dagar: Option<u64>,
    /// Entries that nobody has gone through for more than a week.
    pub ej_granskade: u64,
}

/// Bevis, why an entry has its rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bevis {
    /// The entry.
    pub rad: Korad,
    /// How many are before it now, and of these on pause.
    pub fore: (u64, u64),
    /// The nearest before it, nearest first, at most fifty.
    pub narmast_fore: Vec<(Kolappskod, DateTime<Utc>, Kostatus)>,
    /// Those with an earlier ködatum who have left since it came: slip, when, how.
    pub lamnade: Vec<(Kolappskod, DateTime<Utc>, String)>,
    /// Offers to somebody with a later ködatum while it waited: slip, when, and why this one was passed over.
    pub gick_fore: Vec<(Kolappskod, DateTime<Utc>, Option<Overhopp>)>,
    /// The rank that follows from the events alone, without the counts.
    pub plats_av_handelser: Option<u64>,
    /// Whether the counts, the rows and the events give the same rank.
    pub stammer: bool,
    /// The history.
    pub historia: Vec<Kohandelse>,
}

/// Pottbild, places of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pottbild {
    /// Which.
    pub pott: Pott,
    /// How many.
    pub antal: u16,
    /// The taken ones: number, by which slip where one is known, and whether it is only held for an open offer.
    pub tagna: Vec<(u16, Option<Kolappskod>, bool)>,
    /// For a group start: sessions, smallest number, and whether it is called off.
    pub omgang: Option<Omgangsbild>,
}

impl Pottbild {
    /// The day on which it begins, where it is a group start that is to come and is not called off.
    fn borjar(&self, idag: NaiveDate) -> Option<NaiveDate> {
        let omgang = self.omgang.as_ref().filter(|omgang| !omgang.installd)?;
        let dagar = omgang.tillfallen.iter().map(|(nar, _)| nar.date());
        dagar.min().filter(|start| *start >= idag)
    }

    /// The day on which the next group of a queue begins, where one is planned.
    pub fn nasta_start(potter: &[Self], idag: NaiveDate) -> Option<NaiveDate> {
        potter.iter().filter_map(|pott| pott.borjar(idag)).min()
    }
}

/// A group start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omgangsbild {
    /// Sessions: when and how many minutes.
    pub tillfallen: Vec<(NaiveDateTime, u16)>,
    /// Smallest number.
    pub minst: u16,
    /// Called off.
    pub installd: bool,
    /// What its places need.
    pub krav: Platskrav,
}
