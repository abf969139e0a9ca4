//! The keys of the statistics.

use super::super::kommando::Kommando;
use super::super::svar::Vantar;
use super::super::{App, Effect, Vy, rullning};
use crate::domain::statistik::period::{Manad, Period, Periodslag};
use crate::statistikblad::{Djup, Indelning, Nyckel};
use crate::store::Query;
use crate::text;

impl App {
    pub(in crate::app) fn statistikkommando(
        &mut self,
        kommando: Kommando,
        effekter: &mut Vec<Effect>,
    ) {
        match kommando {
            Kommando::Tillbaka => self.bakat_i_statistiken(effekter),
            Kommando::Vidare => self.oppna_raden(),
            Kommando::PeriodFore => self.byt_period(Period::fore, effekter),
            Kommando::PeriodEfter => self.byt_period(Period::efter, effekter),
            Kommando::NastaPeriodslag => self.byt_periodslag(effekter),
            Kommando::NastaIndelning => self.byt_indelning(self.statistik.indelning.flytta(1)),
            Kommando::ForraIndelning => {
                let sist = Indelning::ALLA.len() - 1;
                self.byt_indelning(self.statistik.indelning.flytta(sist));
            }
            Kommando::Indelning(indelning) => self.byt_indelning(indelning),
            Kommando::SomTabell => {
                self.statistik.tabell = !self.statistik.tabell;
                self.statistik.rulle.nolla();
                let ord = if self.statistik.tabell {
                    text::statistik::SOM_TABELL
                } else {
                    text::statistik::SOM_DIAGRAM
                };
                self.notis = Some(ord.to_owned());
                self.gor_blad();
            }
            Kommando::Forst => self.statistik.vald = 0,
            Kommando::Sist => self.flytta_i_statistiken(isize::MAX),
            annat => {
                if let Some(rader) = rullning(annat) {
                    self.flytta_i_statistiken(isize::from(rader));
                }
            }
        }
    }

    fn flytta_i_statistiken(&mut self, steg: isize) {
        let sist = self.statistik.nycklar().len().saturating_sub(1);
        let vald = self.statistik.vald.saturating_add_signed(steg);
        self.statistik.vald = vald.min(sist);
    }

    /// One step back: out of what was opened, to the insatser, to the lookup.
    fn bakat_i_statistiken(&mut self, effekter: &mut Vec<Effect>) {
        let vy = &mut self.statistik;
        if vy.djup.pop().is_some() {
            (vy.indelning, vy.vald) = vy.ovan.pop().unwrap_or_default();
            // The row is found again by its place: what is shown now is about something else.
            vy.blad = None;
            self.gor_blad();
        } else if vy.indelning == Indelning::Insatser {
            self.vy = Vy::Sok;
            self.load(Query::Lage, Vantar::Lage, effekter);
        } else {
            self.byt_indelning(Indelning::Insatser);
        }
    }

    fn oppna_raden(&mut self) {
        let vy = &mut self.statistik;
        let djup = match vy.vald_nyckel() {
            Some(Nyckel::Insats(nr)) => Djup::Insats(nr),
            // The parts of one insats are the last there is to open.
            Some(Nyckel::Kod(avsnitt, kod, apart)) if vy.djup.is_empty() => {
                Djup::Kod(avsnitt, kod, apart)
            }
            _ => {
                self.notis = Some(text::statistik::OPPNAR_INGET.to_owned());
                return;
            }
        };
        vy.ovan.push((vy.indelning, vy.vald));
        if let Djup::Insats(_) = djup {
            vy.indelning = Indelning::Insatser;
        }
        vy.djup.push(djup);
        self.pa_ny_sida();
    }

    /// Another division of what is shown. A part that was opened belongs to the one that is left.
    fn byt_indelning(&mut self, indelning: Indelning) {
        let vy = &mut self.statistik;
        while let Some(Djup::Kod(..)) = vy.djup.last() {
            vy.djup.pop();
            vy.ovan.pop();
        }
        vy.indelning = indelning;
        self.pa_ny_sida();
    }

    fn pa_ny_sida(&mut self) {
        self.statistik.blad = None;
        self.statistik.vald = 0;
        self.statistik.rulle.nolla();
        self.gor_blad();
    }

    fn byt_period(&mut self, annan: fn(Period) -> Period, effekter: &mut Vec<Effect>) {
        let (Some(period), Some(nu)) = (self.statistik.period, Manad::av(self.idag)) else {
            return;
        };
        self.statistik.foreslagen = false;
        let ny = annan(period);
        if ny.forsta() > nu {
            self.notis = Some(text::statistik::INGEN_SENARE.to_owned());
        } else if ny.langd() != period.langd() || ny == period {
            self.notis = Some(text::statistik::INGEN_TIDIGARE.to_owned());
        } else {
            self.till_period(ny, effekter);
        }
    }

    /// Month, quarter, year: the one that holds the end of what is shown, or goes on now.
    fn byt_periodslag(&mut self, effekter: &mut Vec<Effect>) {
        let (Some(period), Some(nu)) = (self.statistik.period, Manad::av(self.idag)) else {
            return;
        };
        let slag = match self.statistik.slag {
            Periodslag::Manad => Periodslag::Kvartal,
            Periodslag::Kvartal => Periodslag::Ar,
            Periodslag::Ar | Periodslag::Annan => Periodslag::Manad,
        };
        (self.statistik.slag, self.statistik.foreslagen) = (slag, false);
        self.till_period(Period::kring(slag, period.sista().min(nu)), effekter);
    }
}
