//! The store: the only room with a database in it, behind three methods and two lists of words.
//!
//! A [`Change`] is one whole act of a person at a desk, saved in one transaction or not at all, and safe to send
//! again. A [`Query`] never writes. Nothing outside this room knows which engine answers.

pub mod akt;
mod behorighet;
mod framsteg;
pub mod gallring;
pub mod ko;
pub mod konto;
pub mod logg;
pub mod nyckelskap;
pub mod sqlite;
pub(crate) mod synk;
pub mod worker;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use framsteg::Framsteg;

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::overlamning::Overlamningslage;
use crate::domain::behorighet::{Behorighet, Garning};
use crate::domain::besok::Slut;
use crate::domain::fakta::SamtyckeSatt;
use crate::domain::gallring::KanInteGallra;
use crate::domain::identitet::Kontaktuppgift;
use crate::domain::insats::{Insats, InsatsNr};
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::kolapp::Kolappskod;
use crate::domain::statistik::period::Period;
use crate::domain::statistik::underlag::Underlag;
use crate::domain::utkast::Utkast;

/// Aktör, who does an act, at which desk and in which enhet; every act carries it (PUL-04).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aktor {
    /// The signed-in user.
    pub anvandare: String,
    /// The desk: the name of the machine or terminal, unless set.
    pub desk: String,
    /// The enhet.
    pub enhet: String,
}

/// Operation id, drawn once for each act: a resend of the same act changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpId(pub [u8; 16]);

/// Id of a row, drawn at random so that it says nothing about time or order: 32 hexadecimal signs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RadId(pub String);

/// Something to be written.
#[derive(Clone, Debug)]
pub enum Change {
    /// Parks a visit, or saves a parked one again; `version` is the one that was read, `None` the first time.
    Parkera {
        /// Id of the visit.
        besok: RadId,
        /// What is kept.
        utkast: Utkast,
        /// Version that was read.
        version: Option<i64>,
    },
    /// Takes up a parked visit at this desk.
    TaUpp {
        /// Id of the visit.
        besok: RadId,
    },
    /// Forgets a parked visit that never got as far as an end (nothing had been told).
    Glom {
        /// Id of the visit.
        besok: RadId,
    },
    /// Ends a visit: counts it, and in the same transaction queues or hands over, and erases the parked answers.
    Avsluta {
        /// The ending; its types hold the evidence.
        slut: Slut,
        /// The insats as it was shown.
        insats: Arc<Insats>,
        /// Version of the catalogue that was shown.
        katalog: String,
        /// The parked visit to erase.
        utkast: Option<RadId>,
        /// The slip that the person came with; must be the first in line.
        kolapp: Option<Kolappskod>,
    },
    /// An act on the waiting list.
    Ko(ko::Koakt, ko::Sammanhang),
    /// An act on a handover or in an akt.
    Akt(Box<akt::Aktakt>, ko::Sammanhang),
    /// An act on an account.
    Konto(konto::Kontoakt),
    /// A reading of the log.
    Logg(logg::Loggakt),
    /// A list of what is due for gallring, or its erasure.
    Gallring(gallring::Gallringsakt, ko::Sammanhang),
    /// Marks a handover as fetched by the case documentation.
    HamtaOverlamning {
        /// Id of the handover.
        id: RadId,
    },
    /// Marks a fetched handover as received there.
    KvitteraOverlamning {
        /// Id of the handover.
        id: RadId,
    },
}

/// Something to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// What the header shows, and the state of the file.
    Lage,
    /// The parked visits, latest first.
    Parkerade,
    /// A question about the waiting list.
    Ko(ko::Kofraga, ko::Sammanhang),
    /// A question about handovers and akter.
    Akt(akt::Aktfraga),
    /// A question about accounts.
    Konto(konto::Kontofraga),
    /// A question about the log as a whole.
    Logg(logg::Loggfraga),
    /// A question about gallring that has been done.
    Gallring(gallring::Gallringsfraga),
    /// Places and queue of one insats.
    Platslage {
        /// The insats.
        insats: InsatsNr,
        /// Its number of places, where the nämnd has stated one.
        platser: Option<u16>,
        /// Today: a group start that has begun gives no places.
        idag: NaiveDate,
    },
    /// The handovers, oldest first, without identity; `true` also those already received.
    Overlamningar(bool),
    /// What has been counted in a period; in all months where there is none. And the insatser that the catalogue says are
    /// silos: they are counted apart, and with them those that the file has ever had as one.
    Statistik(Option<Period>, BTreeSet<InsatsNr>),
}

/// An answer of the store.
#[derive(Clone, Debug)]
pub enum Reply {
    /// To [`Query::Lage`].
    Lage(Lage),
    /// To [`Query::Parkerade`].
    Parkerade(Vec<ParkeradRad>),
    /// To [`Query::Ko`] and [`Change::Ko`].
    Ko(Box<ko::Kosvar>),
    /// To [`Query::Akt`] and [`Change::Akt`].
    Akt(Box<akt::Aktsvar>),
    /// To [`Query::Konto`] and [`Change::Konto`].
    Konto(konto::Kontosvar),
    /// To [`Query::Logg`] and [`Change::Logg`].
    Logg(Box<logg::Loggsvar>),
    /// To [`Query::Gallring`] and [`Change::Gallring`].
    Gallring(Box<gallring::Gallringssvar>),
    /// To [`Query::Platslage`].
    Platslage(Platslage),
    /// To [`Query::Overlamningar`].
    Overlamningar(Vec<OverlamningRad>),
    /// To [`Query::Statistik`].
    Statistik(Underlag),
    /// To [`Change::Parkera`]: the new version.
    Parkerad(i64),
    /// To [`Change::TaUpp`].
    Upptagen {
        /// What was kept.
        utkast: Utkast,
        /// Its version.
        version: i64,
    },
    /// To [`Change::Avsluta`].
    Avslutat(Kvitto),
    /// To [`Change::HamtaOverlamning`]: the whole, with identity.
    Overlamning(Box<HamtadOverlamning>),
    /// To a change that has nothing more to tell.
    Klart,
}

/// Läge, the state of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lage {
    /// The file is a rehearsal (övning).
    pub ovning: bool,
    /// What whoever is signed in may do here; everything in a rehearsal.
    pub behorighet: Behorighet,
    /// Parked visits.
    pub parkerade: u64,
    /// Handovers not yet fetched.
    pub ej_hamtade: u64,
    /// The queues where somebody waits, with the day since which nobody has gone through each.
    pub ogranskade: Vec<(InsatsNr, NaiveDate)>,
    /// Somebody reads without end, so that the journal of the file grows.
    pub lasare: Option<Langlasare>,
}

/// Långläsare, whoever keeps the journal of the file from being emptied: a program that has begun to read and never ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Langlasare {
    /// Who; never empty.
    pub vem: Vec<Lasare>,
    /// How large the journal has become, in MB, told in even steps.
    pub mb: u64,
}

/// Läsare, a process that reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lasare {
    /// Its number in the machine.
    pub pid: u32,
    /// The program: as it has registered, or what the system calls it; none where neither tells.
    pub program: Option<String>,
    /// The desk, where it is one of our own.
    pub desk: Option<String>,
}

impl Lage {
    /// Of a file that cannot be read just now: nothing in it is taken for real, and what may be done is for the store to say.
    pub fn okant() -> Self {
        Self {
            ovning: true,
            behorighet: Behorighet::ovning(),
            ..Self::default()
        }
    }
}

/// A parked visit in the list: nothing about the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkeradRad {
    /// Id.
    pub besok: RadId,
    /// Insats.
    pub insats: InsatsNr,
    /// Where it stands.
    pub steg: crate::domain::utkast::Steg,
    /// Which desk parked it.
    pub desk: String,
    /// Who.
    pub anvandare: String,
    /// When.
    pub andrad: DateTime<Utc>,
}

/// Places and queue of one insats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Platslage {
    /// Free places, where the number of places is stated.
    pub lediga: Option<u16>,
    /// Entries with a place in line.
    pub vantar: u64,
    /// Of these neither on pause nor with an open offer: they come before whoever walks in.
    pub i_tur: u64,
    /// The first in line.
    pub forst: Option<Kolappskod>,
}

/// A handover in the list, without identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlamningRad {
    /// Id.
    pub id: RadId,
    /// Insats.
    pub insats: InsatsNr,
    /// Its name when it was handed over.
    pub insats_namn: String,
    /// The case system that it goes to, where stated.
    pub system: Option<String>,
    /// When.
    pub skapad: DateTime<Utc>,
    /// Enhet that handed over.
    pub enhet: String,
    /// Status.
    pub status: Overlamningslage,
}

/// A fetched handover, with identity.
#[derive(Clone)]
pub struct HamtadOverlamning {
    /// As in the list.
    pub rad: OverlamningRad,
    /// Version of the catalogue that was shown.
    pub katalog: String,
    /// Who received the person, and at which desk.
    pub mottagen_av: [String; 2],
    /// Name.
    pub namn: String,
    /// Twelve digits, where there is a number.
    pub personnummer: Option<String>,
    /// Contact data.
    pub kontakt: Kontaktuppgift,
    /// Sekretessmarkering.
    pub sekretessmarkering: bool,
    /// How samtycke was given.
    pub samtycke: SamtyckeSatt,
    /// How many guardians consented.
    pub vardnadshavare: Option<u8>,
    /// How and in which version the right to apply was told: manner, language, text, version.
    pub information: [String; 4],
    /// The same of the information that records are kept.
    pub dokumentation: [String; 4],
}

impl std::fmt::Debug for HamtadOverlamning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HamtadOverlamning")
            .field("rad", &self.rad)
            .finish_non_exhaustive()
    }
}

/// Kvitto, what an ended visit gives back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kvitto {
    /// Slip and place in line.
    pub kolapp: Option<(Kolappskod, u64)>,
    /// Id of the handover.
    pub overlamning: Option<RadId>,
}

/// Why a place cannot be given just now, as the file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlatsHinder {
    /// All places are taken.
    Fullt,
    /// Others wait: the first in line comes first (KO-01).
    AndraVantar(u64),
    /// The slip is not the first in line.
    InteForst(u64),
    /// The slip is not in this queue.
    OkandKolapp,
    /// The insats has no queue.
    IngenKo,
}

/// What can go wrong in the store; four roads, none of them silent.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another desk is saving; nothing was saved, the same act may be sent again.
    #[error("databasen är upptagen")]
    Upptagen,
    /// Somebody else changed the row; says which desk.
    #[error("ändrat av {desk}")]
    Konflikt {
        /// The other desk.
        desk: String,
    },
    /// The file stands in the way of a place.
    #[error("ingen plats: {0:?}")]
    IngenPlats(PlatsHinder),
    /// The waiting list says no; with who changed the entry last, where that is why.
    #[error("kön säger nej: {hinder:?}")]
    Ko {
        /// Why.
        hinder: KanInteIKon,
        /// Who changed it last.
        av: Option<ko::SistAndrad>,
    },
    /// The akt says no.
    #[error("akten säger nej: {0:?}")]
    Akt(KanInteIAkten),
    /// No role of the user's at this enhet allows it; the attempt is logged.
    #[error("behörighet saknas: {}", .0.kod())]
    EjBehorig(Garning),
    /// Nobody is signed in, or the account has been closed or changed since.
    #[error("ingen är inloggad")]
    Utloggad,
    /// The account says no.
    #[error("kontot säger nej: {0:?}")]
    Konto(konto::KanInteIKontot),
    /// Gallring says no.
    #[error("gallring säger nej: {0:?}")]
    Gallring(KanInteGallra),
    /// The row is not there, or not in a status that allows the act.
    #[error("raden finns inte eller är redan behandlad")]
    Saknas,
    /// The file cannot be used, with a Swedish sentence for the user.
    #[error("{0}")]
    Stopp(String),
    /// A row cannot be read back; names the table and the column, never the content.
    #[error("trasig rad i {tabell}, kolumn {kolumn}")]
    TrasigRad {
        /// Table.
        tabell: &'static str,
        /// Column.
        kolumn: &'static str,
    },
}

/// The boundary. A second engine implements the same three.
pub trait Store {
    /// Reads; never writes.
    ///
    /// # Errors
    /// [`StoreError`].
    fn load(&mut self, query: &Query) -> Result<Reply, StoreError>;

    /// Writes one act in one transaction; `nar` is the time of the act.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was written, but for the log of somebody asking for what they have no right to.
    fn save(
        &mut self,
        aktor: &Aktor,
        op: OpId,
        nar: DateTime<Utc>,
        change: &Change,
    ) -> Result<Reply, StoreError>;

    /// Whether somebody else has written since the last time this was asked.
    ///
    /// # Errors
    /// [`StoreError`].
    fn changed_elsewhere(&mut self) -> Result<bool, StoreError>;
}
