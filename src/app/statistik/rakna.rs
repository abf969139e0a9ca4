//! What is being added up aside.

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;

use super::super::{App, Effect};
use crate::domain::statistik::period::Period;
use crate::domain::statistik::underlag::Underlag;
use crate::statistikblad::Par;

/// Räknearbete, a period and the one before, to be added up and hidden: a year with many small numbers takes seconds.
#[derive(Debug)]
pub struct Raknearbete {
    underlag: Underlag,
    period: Period,
    idag: NaiveDate,
    /// The same for the same work: what another desk has written may be about something else.
    avtryck: u64,
}

impl Raknearbete {
    fn ny(underlag: Underlag, period: Period, idag: NaiveDate) -> Self {
        let mut hash = DefaultHasher::new();
        (&underlag, period, idag).hash(&mut hash);
        Self {
            underlag,
            period,
            idag,
            avtryck: hash.finish(),
        }
    }

    /// Does it.
    pub fn utfor(&self) -> Raknat {
        Raknat {
            par: Par::av(&self.underlag, self.period, self.idag),
            avtryck: self.avtryck,
        }
    }
}

/// Räknat, what came of it; the same whoever asked.
#[derive(Debug)]
pub struct Raknat {
    par: Par,
    avtryck: u64,
}

/// Räknare, one thing at a time, and after it the last that was asked for: who walks through ten years waits for the tenth.
/// Numbers that are not hidden yet lie here no longer than that.
#[derive(Debug, Default)]
pub(super) struct Raknare {
    /// The mark of what is being done.
    pagar: Option<u64>,
    nasta: Option<Box<Raknearbete>>,
    /// The mark of what is shown.
    visas: Option<u64>,
}

impl App {
    /// What has been counted, as an answer for one period; one that is no longer shown is let go.
    pub(in crate::app) fn statistiksvar(
        &mut self,
        period: Period,
        underlag: Underlag,
        effekter: &mut Vec<Effect>,
    ) {
        if self.statistik.period != Some(period) {
            return;
        }
        let arbete = Box::new(Raknearbete::ny(underlag, period, self.idag));
        let visas = self
            .statistik
            .par
            .as_ref()
            .and(self.statistik.raknare.visas);
        let raknare = &mut self.statistik.raknare;
        let nasta = raknare.nasta.as_ref().map(|nasta| nasta.avtryck);
        if nasta.or(raknare.pagar).or(visas) == Some(arbete.avtryck) {
            return;
        }
        if raknare.pagar.is_some() {
            raknare.nasta = Some(arbete);
        } else {
            self.rakna(arbete, effekter);
        }
    }

    fn rakna(&mut self, arbete: Box<Raknearbete>, effekter: &mut Vec<Effect>) {
        self.statistik.raknare.pagar = Some(arbete.avtryck);
        effekter.push(Effect::Rakna(arbete));
    }

    /// Nobody sits here now: what is added up comes to nobody, and is asked for anew.
    pub(in crate::app) fn glom_det_raknade(&mut self) {
        self.statistik.raknare = Raknare::default();
    }

    /// Something was added up. What nobody looks at any more is let go.
    pub(in crate::app) fn raknat(&mut self, raknat: Raknat, effekter: &mut Vec<Effect>) {
        let raknare = &mut self.statistik.raknare;
        if raknare.pagar != Some(raknat.avtryck) {
            return;
        }
        raknare.pagar = None;
        let nasta = raknare.nasta.take();
        if self.statistik.period == Some(raknat.par.nu.period) {
            self.visa_raknat(raknat, effekter);
        }
        if let Some(nasta) = nasta.filter(|nasta| self.statistik.period == Some(nasta.period)) {
            self.rakna(nasta, effekter);
        }
    }

    fn visa_raknat(&mut self, raknat: Raknat, effekter: &mut Vec<Effect>) {
        let par = raknat.par;
        let foreslagen = std::mem::take(&mut self.statistik.foreslagen);
        if foreslagen && par.tomt() && !par.pagar {
            self.till_period(par.nu.period.efter(), effekter);
            return;
        }
        self.statistik.raknare.visas = Some(raknat.avtryck);
        self.statistik.par = Some(par);
        self.gor_blad();
    }
}
