//! `troskel overlamning`, `arende`, `forekomst` and `behorighet`: what follows a handover, from the command line, with
//! the store's rules and the screen's words. Facts about a person come by file or standard input only.

mod arende;
pub(super) mod attgora;
pub(super) mod blad;
mod bro;
pub(super) mod flaggor;
mod indata;
mod journal;
mod overlamning;
mod person;
mod plan;
mod samtycke;
mod som_json;
mod uppfoljning;

use std::path::Path;

use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::text::Faltnamn;
use crate::domain::akt::{Arendenummer, Skrivare};
use crate::start::ny_op;
use crate::store::akt::{Aktakt, Aktfraga, Aktsvar, Arendebild, Arenderad, Inkorgsrad};
use crate::store::sqlite::SqliteStore;
use crate::store::{Change, HamtadOverlamning, Query, RadId, Reply, Store, StoreError};
use crate::text;

use super::fakta::las_json;
use super::{CliFel, Kor, Svar, las_indata};
use flaggor::ArendeKommando;

pub(super) use overlamning::kor as overlamning;
pub(super) use person::{behorighet, forekomst};

/// Runs one command of the akt.
pub(super) fn arende(kor: &Kor, kommando: &ArendeKommando) -> Result<Svar, CliFel> {
    match kommando {
        ArendeKommando::Lista { avslutade } => arende::lista(kor, *avslutade),
        ArendeKommando::Oppna(flaggor) => arende::oppna(kor, flaggor),
        ArendeKommando::AndraForaldern { nummer, person } => {
            arende::andra_foraldern(kor, nummer, person)
        }
        ArendeKommando::Visa { nummer } => arende::visa(kor, nummer),
        ArendeKommando::Sok { fran } => person::sok(kor, fran),
        ArendeKommando::Steg { nummer } => arende::steg(kor, nummer),
        ArendeKommando::Anteckna { nummer, fran } => journal::anteckna(kor, nummer, fran),
        ArendeKommando::Kopiera {
            nummer,
            anteckning,
            samtycke,
            fran,
        } => journal::kopiera(kor, nummer, (*anteckning, samtycke), fran.as_deref()),
        ArendeKommando::Plan { nummer, fran: None } => plan::visa(kor, nummer),
        ArendeKommando::Plan {
            nummer,
            fran: Some(fil),
        } => plan::skriv(kor, nummer, fil),
        ArendeKommando::Samtycken { nummer } => samtycke::visa(kor, nummer),
        ArendeKommando::Samtyck { nummer, fran } => samtycke::ge(kor, nummer, fran),
        ArendeKommando::Aterkalla { nummer, samtycke } => {
            samtycke::aterkalla(kor, nummer, samtycke)
        }
        ArendeKommando::Uppfoljning {
            nummer,
            nasta: None,
            ingen: false,
        } => uppfoljning::visa(kor, nummer),
        ArendeKommando::Uppfoljning { nummer, nasta, .. } => uppfoljning::satt(kor, nummer, *nasta),
        ArendeKommando::FoljUpp { nummer, fran } => uppfoljning::folj_upp(kor, nummer, fran),
        ArendeKommando::Avsluta { nummer, fran } => uppfoljning::avsluta(kor, nummer, fran),
        ArendeKommando::Bro { nummer, fran: None } => bro::visa(kor, nummer),
        ArendeKommando::Bro {
            nummer,
            fran: Some(fil),
        } => bro::andra(kor, nummer, fil),
        ArendeKommando::AttGora => attgora::kor(kor),
    }
}

/// The file, open, for the questions and the act of one command.
struct Lager<'a> {
    kor: &'a Kor,
    store: SqliteStore,
}

impl<'a> Lager<'a> {
    fn oppna(kor: &'a Kor) -> Result<Self, CliFel> {
        Ok(Self {
            kor,
            store: kor.oppna()?,
        })
    }

    fn enhet(&self) -> String {
        self.kor.aktor.enhet.clone()
    }

    fn fraga(&mut self, fraga: Aktfraga) -> Result<Aktsvar, CliFel> {
        match self.store.load(&Query::Akt(fraga))? {
            Reply::Akt(svar) => Ok(*svar),
            _ => Err(CliFel::programfel()),
        }
    }

    fn spara(&mut self, change: &Change) -> Result<Reply, CliFel> {
        let Kor { aktor, nu, .. } = self.kor;
        Ok(self.store.save(aktor, ny_op(), *nu, change)?)
    }

    fn akt(&mut self, akt: Aktakt) -> Result<Aktsvar, CliFel> {
        match self.spara(&Change::Akt(Box::new(akt), self.kor.sammanhang()))? {
            Reply::Akt(svar) => Ok(*svar),
            _ => Err(CliFel::programfel()),
        }
    }

    /// Fetches a handover.
    fn hamta(&mut self, id: RadId) -> Result<Box<HamtadOverlamning>, CliFel> {
        match self.spara(&Change::HamtaOverlamning { id })? {
            Reply::Overlamning(hel) => Ok(hel),
            _ => Err(CliFel::programfel()),
        }
    }

    /// An act that is answered with the ärende as it stands afterwards.
    fn bild(&mut self, akt: Aktakt) -> Result<Box<Arendebild>, CliFel> {
        match self.akt(akt)? {
            Aktsvar::Arende(bild) => Ok(bild),
            _ => Err(CliFel::programfel()),
        }
    }

    /// An act with nothing to tell.
    fn gjort(&mut self, akt: Aktakt) -> Result<(), CliFel> {
        match self.akt(akt)? {
            Aktsvar::Gjort => Ok(()),
            _ => Err(CliFel::programfel()),
        }
    }

    fn arenden(&mut self, avslutade: bool) -> Result<Vec<Arenderad>, CliFel> {
        let enhet = self.enhet();
        match self.fraga(Aktfraga::Arenden { enhet, avslutade })? {
            Aktsvar::Arenden(lista) => Ok(lista),
            _ => Err(CliFel::programfel()),
        }
    }

    /// The ärende with this number, where it is the own enhet's; what another has is answered as what is not there.
    fn arende(&mut self, nummer: &str) -> Result<Arenderad, CliFel> {
        let sokt =
            Arendenummer::las(nummer).ok_or_else(|| CliFel::indata(text::akt::cli::NUMMER))?;
        for avslutade in [false, true] {
            let lista = self.arenden(avslutade)?;
            if let Some(rad) = lista.into_iter().find(|rad| rad.nummer == sokt) {
                return Ok(rad);
            }
        }
        Err(nej(KanInteIAkten::Saknas))
    }

    /// The handover with this id, where the own enhet meets it.
    fn i_inkorgen(&mut self, id: &RadId) -> Result<Inkorgsrad, CliFel> {
        let enhet = self.enhet();
        let Aktsvar::Inkorg(inkorg) = self.fraga(Aktfraga::Inkorg { enhet, alla: true })? else {
            return Err(CliFel::programfel());
        };
        let rad = inkorg.into_iter().find(|rad| rad.id == *id);
        rad.ok_or_else(|| nej(KanInteIAkten::Saknas))
    }

    /// Opens the akt to be read; the look is logged.
    fn las(&mut self, nummer: &str) -> Result<Box<Arendebild>, CliFel> {
        let arende = self.arende(nummer)?.id;
        self.bild(Aktakt::Las { arende })
    }
}

/// The akt says no before the file was asked.
fn nej(hinder: KanInteIAkten) -> CliFel {
    StoreError::from(hinder).into()
}

/// The akt says no to what stands in a file: a part that is missing or too long is wrong input, and its key is named;
/// all else is an answer.
fn nej_till(kalla: &str) -> impl Fn(KanInteIAkten) -> CliFel + '_ {
    move |hinder| match hinder {
        KanInteIAkten::Falt(falt) | KanInteIAkten::ForLang(falt, _) => CliFel::indata(
            &text::akt::cli::i_falt(kalla, nyckel(falt), &text::akt::hinder(&hinder)),
        ),
        KanInteIAkten::TomPlan => {
            CliFel::indata(&text::akt::cli::i_fil(kalla, &text::akt::hinder(&hinder)))
        }
        annat => nej(annat),
    }
}

/// The keys in a file, by field.
fn nyckel(falt: Faltnamn) -> &'static str {
    match falt {
        Faltnamn::Forfattare => "skrivare",
        Faltnamn::Titel => "titel",
        Faltnamn::Vad | Faltnamn::Galler => "vad",
        Faltnamn::Kalla => "kalla",
        Faltnamn::Deltog => "deltog",
        Faltnamn::Text | Faltnamn::Mening => "text",
        Faltnamn::Mottagare => "mottagare",
        Faltnamn::Mal => "mal",
        Faltnamn::Anvandare => "anvandare",
    }
}

/// Reads a file as JSON; gives its name too.
fn las<T: serde::de::DeserializeOwned>(fil: &Path) -> Result<(String, T), CliFel> {
    let (kalla, text) = las_indata(&fil.to_path_buf())?;
    let last = las_json(&kalla, &text)?;
    Ok((kalla, last))
}

/// Who writes: as the file says, or else the environment.
fn skrivare(kalla: &str, namn: Option<String>, titel: Option<String>) -> Result<Skrivare, CliFel> {
    let annars = |valt: Option<String>, variabel: &str| {
        let valt = valt.or_else(|| std::env::var(variabel).ok());
        crate::rena::rena_rad(&valt.unwrap_or_default())
    };
    let (namn, titel) = (
        annars(namn, "TROSKEL_SKRIVARE"),
        annars(titel, "TROSKEL_TITEL"),
    );
    Skrivare::ny(&namn, &titel).map_err(nej_till(kalla))
}

/// An id as it is typed: lower case, as they are drawn. Whatever else it may be is answered as what is not there.
fn id(text: &str) -> RadId {
    RadId(text.trim().to_ascii_lowercase())
}
