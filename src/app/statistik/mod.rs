//! The statistics: which period, divided how, how deep, as charts or as a table.

pub mod rakna;
mod rora;

use super::svar::Vantar;
use super::{App, Effect, Vy};
use crate::domain::insats::InsatsNr;
use crate::domain::statistik::period::{Manad, Period, Periodslag};
use crate::statistikblad::{Blad, Djup, Indelning, Nyckel, Par, Sida, bygg};
use crate::store::Query;
use crate::ui::rader::Rulle;
use rakna::Raknare;

/// The statistics as they are shown.
#[derive(Debug)]
pub struct Statistikvy {
    /// The length of the periods.
    pub slag: Periodslag,
    /// The period; none before the first opening.
    pub period: Option<Period>,
    /// Divided by.
    pub indelning: Indelning,
    /// What has been opened, the last on top.
    pub djup: Vec<Djup>,
    /// As a table; kept while the program runs.
    pub tabell: bool,
    /// The page; none while the store has not answered.
    pub blad: Option<Blad>,
    /// The chosen row among those that can be chosen.
    pub vald: usize,
    /// How far the rows are scrolled.
    pub rulle: Rulle,
    par: Option<Par>,
    /// How the pages above were divided, and which row was chosen on each.
    ovan: Vec<(Indelning, usize)>,
    /// Nobody has asked for this period: it gives way to the one that goes on where nothing was counted in it.
    foreslagen: bool,
    raknare: Raknare,
}

impl Default for Statistikvy {
    fn default() -> Self {
        Self {
            slag: Periodslag::Kvartal,
            period: None,
            indelning: Indelning::default(),
            djup: Vec::new(),
            tabell: false,
            blad: None,
            vald: 0,
            rulle: Rulle::default(),
            par: None,
            ovan: Vec::new(),
            foreslagen: false,
            raknare: Raknare::default(),
        }
    }
}

impl Statistikvy {
    /// What the rows are about that can be chosen, in order.
    fn nycklar(&self) -> Vec<Nyckel> {
        let poster = self.blad.iter().flat_map(|blad| &blad.poster);
        poster
            .filter_map(crate::statistikblad::Post::nyckel)
            .collect()
    }

    /// What the chosen row is about.
    pub fn vald_nyckel(&self) -> Option<Nyckel> {
        self.nycklar().into_iter().nth(self.vald)
    }

    /// Whether nothing at all was counted in the period; none while the store has not answered.
    pub fn tomt(&self) -> Option<bool> {
        self.par.as_ref().map(Par::tomt)
    }

    /// Whether the period goes on.
    pub fn pagar(&self) -> bool {
        self.par.as_ref().is_some_and(|par| par.pagar)
    }

    /// How many cells are hidden: because they are small, and to protect those.
    pub fn dolda(&self) -> (usize, usize) {
        self.par
            .as_ref()
            .map_or((0, 0), |par| (par.nu.dolda.sma, par.nu.dolda.foljd))
    }

    /// Forgets what the store has shown, but not how it is wanted.
    pub(super) fn glom(&mut self) {
        *self = Self {
            tabell: self.tabell,
            raknare: std::mem::take(&mut self.raknare),
            ..Self::default()
        };
    }
}

impl App {
    /// Opens the statistics on the latest whole quarter: its numbers do not change any more.
    pub(super) fn oppna_statistik(&mut self, effekter: &mut Vec<Effect>) {
        self.statistik.glom();
        self.vy = Vy::Statistik;
        let Some(manad) = Manad::av(self.idag) else {
            return;
        };
        self.statistik.foreslagen = true;
        let kvartal = Period::kring(Periodslag::Kvartal, manad).fore();
        self.till_period(kvartal, effekter);
    }

    fn till_period(&mut self, period: Period, effekter: &mut Vec<Effect>) {
        self.statistik.period = Some(period);
        (self.statistik.par, self.statistik.blad) = (None, None);
        self.ladda_statistik(effekter);
    }

    pub(super) fn ladda_statistik(&mut self, effekter: &mut Vec<Effect>) {
        if let Some(period) = self.statistik.period {
            let query = Query::Statistik(Some(Par::stracka(period)), self.katalog.silor());
            self.load(query, Vantar::Statistik(period), effekter);
        }
    }

    /// Makes the page anew; the same row stays chosen, wherever it stands now.
    fn gor_blad(&mut self) {
        let vald = self.statistik.vald_nyckel();
        let katalog = self.katalog.clone();
        let namn = |nr: InsatsNr| {
            let insats = katalog.insats(nr);
            insats.map_or_else(String::new, |insats| insats.namn.clone())
        };
        let vy = &mut self.statistik;
        let sida = Sida {
            indelning: vy.indelning,
            djup: vy.djup.last(),
            tabell: vy.tabell,
        };
        vy.blad = vy.par.as_ref().map(|par| bygg(par, sida, &namn));
        let nycklar = vy.nycklar();
        let samma = nycklar
            .iter()
            .position(|nyckel| Some(nyckel) == vald.as_ref());
        vy.vald = samma.unwrap_or(vy.vald.min(nycklar.len().saturating_sub(1)));
    }
}
