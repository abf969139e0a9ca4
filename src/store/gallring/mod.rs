//! The words of gallring: what is due, what is not and when it will be, and the protocol of what has been erased.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::{RadId, StoreError};
use crate::domain::gallring::{Dom, KanInteGallra};
use crate::domain::insats::InsatsNr;

/// Gallringsakt, a list of what is due, or its erasure; both are logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gallringsakt {
    /// What is due today and what is not, at the own enhet.
    Lista,
    /// Erases these ärenden and handovers, if each of them is due; none of them otherwise.
    Gallra(Vec<RadId>),
    /// Empties the log of the file and takes up again what was left of an erasure: a desk that read just then kept it from
    /// that, or a copy could not be reached.
    Stada,
}

/// Gallringsfråga, a question about gallring that has been done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gallringsfraga {
    /// The protocols, the latest first.
    Protokoll,
}

/// Gallringssvar, an answer about gallring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gallringssvar {
    /// What is due and what is not; and whether an earlier erasure is still to be cleaned up after.
    Lista(Vec<Gallringsrad>, bool),
    /// What was erased; none where it was only cleaned up after.
    Gallrat(Option<Gallringsprotokoll>, Stadning),
    /// Protocols.
    Protokoll(Vec<Gallringsprotokoll>),
}

/// An ärende or handover in the list, without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gallringsrad {
    /// Id.
    pub id: RadId,
    /// Its number, where it is an ärende.
    pub nummer: Option<String>,
    /// What it is about.
    pub insats: InsatsNr,
    /// The same, by name.
    pub insats_namn: String,
    /// What gallring says of it.
    pub dom: Dom,
}

impl Gallringsrad {
    /// What it is called: its number, or its id.
    pub fn namn(&self) -> &str {
        self.nummer.as_deref().unwrap_or(&self.id.0)
    }
}

/// Gallringsprotokoll, what was erased: counts, never whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gallringsprotokoll {
    /// Its number.
    pub nr: i64,
    /// When.
    pub tid: DateTime<Utc>,
    /// Who.
    pub anvandare: String,
    /// At which desk.
    pub desk: String,
    /// In which enhet.
    pub enhet: String,
    /// How many rows of each kind: table, rows.
    pub antal: Vec<(String, u64)>,
    /// How many ärenden and handovers by each rule: `gal01` five years, `gal07` two, `gal08` the kommun's own.
    pub grunder: Vec<(String, u64)>,
    /// Closed ärenden of the enhet that were kept for the archive although their time was out.
    pub bevarade: u64,
    /// The links of the chain that lost what they were about, as ranges.
    pub lankar: String,
}

/// Städning, what is known of the file and its copies after an erasure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stadning {
    /// The file holds nothing of what was erased, in no free page and not in its log.
    pub fil_ren: bool,
    /// The copies that the program has made, and how it went with each.
    pub kopior: Vec<(PathBuf, Kopialage)>,
}

impl Stadning {
    /// Whether nothing is left to do.
    pub fn klar(&self) -> bool {
        let kopior = &self.kopior;
        self.fil_ren && kopior.iter().all(|(_, lage)| *lage != Kopialage::EjNadd)
    }
}

/// Kopialäge, how it went with a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kopialage {
    /// The same has been erased in it.
    Rensad,
    /// It is no longer where it was put.
    Borta,
    /// It is there, or its disk is not, and nothing could be erased in it.
    EjNadd,
}

impl From<KanInteGallra> for StoreError {
    fn from(hinder: KanInteGallra) -> Self {
        Self::Gallring(hinder)
    }
}
