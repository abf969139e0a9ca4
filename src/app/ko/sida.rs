//! One queue: only the rows around the chosen one are loaded, however many wait.

use super::super::kommando::Kommando;
use super::super::{App, Effect};
use crate::domain::insats::InsatsNr;
use crate::domain::ko::Kostatus;
use crate::domain::kolapp::Kolappskod;
use crate::store::ko::{Kofraga, Korad, Kosida};

/// Rows that are asked for at a time; more than any window that a reception has.
pub const SIDA: u16 = 60;

/// Sidvy, one queue as it is shown.
#[derive(Debug)]
pub struct Sidvy {
    /// The insats.
    pub insats: InsatsNr,
    /// The rows that are loaded; `None` while the store has not answered.
    pub sida: Option<Kosida>,
    /// The chosen slip.
    pub vald: Option<Kolappskod>,
    /// First place in line of the loaded rows, from 1.
    fran: u64,
    /// The place in line that is on its way: first place of its page, and the place itself.
    onskad: Option<(u64, u64)>,
}

impl Sidvy {
    pub(super) fn ny(insats: InsatsNr) -> Self {
        Self {
            insats,
            sida: None,
            vald: None,
            fran: 1,
            onskad: None,
        }
    }

    /// First place in line of the page that is asked for.
    pub(super) fn onskad_fran(&self) -> u64 {
        self.onskad.map_or(self.fran, |(fran, _)| fran)
    }

    pub(super) fn fraga(&self) -> Kofraga {
        Kofraga::Sida {
            insats: self.insats,
            fran: self.onskad_fran(),
            antal: SIDA,
        }
    }

    /// The rows as they stand on the screen: those who have said yes, then the queue.
    pub fn rader(&self) -> impl Iterator<Item = &Korad> {
        self.sida
            .iter()
            .flat_map(|sida| sida.accepterade.iter().chain(&sida.rader))
    }

    /// The chosen row.
    pub fn vald_rad(&self) -> Option<&Korad> {
        self.rader().find(|rad| Some(rad.kod) == self.vald)
    }

    /// Which of the loaded rows is chosen.
    pub fn vald_plats(&self) -> Option<usize> {
        self.rader().position(|rad| Some(rad.kod) == self.vald)
    }

    /// Place of a loaded row among all of the queue, those who have said yes first.
    fn nummer(&self, sida: &Kosida, plats: usize) -> u64 {
        let accepterade = sida.accepterade.len();
        match plats.checked_sub(accepterade) {
            None => antal(plats),
            Some(i) => antal(accepterade) + self.fran - 1 + antal(i),
        }
    }

    /// Takes a page in; the same slip stays chosen, wherever it stands now. Says whether another page is needed.
    pub(super) fn ta_in(&mut self, fran: u64, sida: Kosida) -> bool {
        if fran != self.onskad_fran() || sida.insats != self.insats {
            return false;
        }
        let fore = self.vald_plats().unwrap_or(0);
        self.fran = fran;
        // Those at the end have left, and the page is empty: the last one that there is.
        if sida.rader.is_empty() && sida.langd > 0 && fran > 1 {
            self.satt_mal(sida.langd);
            return self.onskad_fran() != fran;
        }
        let onskad = self.onskad.take().map(|(_, plats)| plats);
        let i_ko = onskad.and_then(|plats| {
            let i = usize::try_from(plats.saturating_sub(fran)).unwrap_or(usize::MAX);
            sida.rader.get(i).or(sida.rader.last()).map(|rad| rad.kod)
        });
        self.sida = Some(sida);
        let kvar = self.vald.filter(|kod| self.rader().any(|r| r.kod == *kod));
        let sist = self.rader().count().saturating_sub(1);
        let intill = self.rader().nth(fore.min(sist)).map(|rad| rad.kod);
        self.vald = i_ko.or(kvar).or(intill);
        false
    }

    fn satt_mal(&mut self, plats: u64) {
        let fran = plats.saturating_sub(u64::from(SIDA) / 2).max(1);
        self.onskad = Some((fran, plats));
    }

    /// Moves the choice; says whether another page has to be asked for.
    fn flytta(&mut self, kommando: Kommando) -> bool {
        let Some(sida) = &self.sida else { return false };
        let accepterade = antal(sida.accepterade.len());
        let sist = (accepterade + sida.langd).saturating_sub(1);
        let nu = match self.onskad {
            Some((_, plats)) => accepterade + plats - 1,
            None => self
                .vald_plats()
                .map_or(0, |plats| self.nummer(sida, plats)),
        };
        let mal = match kommando {
            Kommando::Upp => nu.saturating_sub(1),
            Kommando::Ner => nu + 1,
            Kommando::SidaUpp => nu.saturating_sub(10),
            Kommando::SidaNer => nu + 10,
            Kommando::Forst => 0,
            Kommando::Sist => sist,
            _ => return false,
        };
        let mal = mal.min(sist);
        if mal < accepterade {
            let plats = usize::try_from(mal).unwrap_or(0);
            self.vald = sida.accepterade.get(plats).map(|rad| rad.kod);
            self.onskad = None;
            return false;
        }
        let plats = mal - accepterade + 1;
        let laddad = plats
            .checked_sub(self.fran)
            .and_then(|i| usize::try_from(i).ok())
            .and_then(|i| sida.rader.get(i));
        if let Some(rad) = laddad {
            self.vald = Some(rad.kod);
            self.onskad = None;
            return false;
        }
        let tom = sida.langd == 0;
        if !tom {
            self.satt_mal(plats);
        }
        !tom
    }

    /// Whether time has done something that nobody has written down yet.
    pub(super) fn forfallet(&self, idag: chrono::NaiveDate) -> bool {
        self.rader().any(|rad| match rad.status {
            Kostatus::Erbjuden => rad.svar_senast.is_some_and(|dag| dag < idag),
            Kostatus::Vilande { till, .. } => till < idag,
            Kostatus::IKo
            | Kostatus::Accepterad
            | Kostatus::Paborjad
            | Kostatus::Avslutad(_)
            | Kostatus::Felregistrerad => false,
        })
    }
}

fn antal(antal: usize) -> u64 {
    u64::try_from(antal).unwrap_or(u64::MAX)
}

impl App {
    pub(super) fn flytta_i_sida(&mut self, kommando: Kommando, effekter: &mut Vec<Effect>) {
        if self
            .ko
            .sida
            .as_mut()
            .is_some_and(|sida| sida.flytta(kommando))
        {
            self.ladda_ko(effekter);
        }
    }
}
