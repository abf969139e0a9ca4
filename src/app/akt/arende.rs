//! The ärenden, and one of them.

use super::super::kommando::Kommando;
use super::super::{App, Effect, Env, rullning};
use super::blankettslag::Aktblankett;
use super::{Aktvy, dialoger, steg};
use crate::domain::akt::anteckning::Galler;
use crate::store::akt::Aktakt;
use crate::text::aktskarm as ord;

impl App {
    pub(super) fn arendenkommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        if let Some(steg) = steg(kommando) {
            self.akt.arenden.flytta(steg);
            return;
        }
        match kommando {
            Kommando::SokPerson => self.oppna_aktblankett(Aktblankett::Sok, env, effekter),
            Kommando::VisaAvslutade => {
                self.akt.avslutade = !self.akt.avslutade && !self.akt.sokta;
                self.akt.sokta = false;
                self.akt.arenden = super::Rader::default();
                self.ladda_akt(effekter);
            }
            Kommando::Vidare => {
                if let Some(rad) = self.akt.arenden.vald_rad() {
                    let arende = rad.id.clone();
                    self.aktakt(Aktakt::Las { arende }, env, effekter);
                }
            }
            _ => {}
        }
    }

    pub(super) fn arendekommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let Some(vy) = &mut self.akt.arende else {
            return;
        };
        let arende = vy.bild.rad.id.clone();
        let sist = vy.bild.journal.len().saturating_sub(1);
        match kommando {
            Kommando::Upp | Kommando::Ner | Kommando::Forst | Kommando::Sist => {
                let steg = steg(kommando).unwrap_or(0);
                vy.vald = vy.vald.saturating_add_signed(steg).min(sist);
                vy.rulle.nolla();
            }
            Kommando::SidaUpp | Kommando::SidaNer => {
                vy.rulle.flytta(rullning(kommando).unwrap_or(0));
            }
            Kommando::NyAnteckning => self.vill_anteckna(arende, env, effekter),
            Kommando::Vidare => {
                if let Some(rad) = vy.bild.journal.get(vy.vald) {
                    self.dialog = Some(dialoger::anteckning(&vy.bild, rad, env.idag));
                }
            }
            Kommando::VisaPlan => self.oppna_aktvy(Aktvy::Plan, effekter),
            Kommando::VisaSamtycken => self.oppna_aktvy(Aktvy::Samtycken, effekter),
            Kommando::FoljUpp => self.vill_folja_upp(env, effekter),
            Kommando::AvslutaArende => self.vill_avsluta(env, effekter),
            Kommando::VisaBlad => self.visa_blad(effekter),
            Kommando::VisaBro => self.vill_over_bron(env, effekter),
            Kommando::Mer => self.dialog = Some(dialoger::mer(&vy.bild)),
            _ => {}
        }
    }

    /// A new note; where a draft lies, that is asked about first.
    fn vill_anteckna(
        &mut self,
        arende: crate::store::RadId,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let utkast = self.akt.bild().and_then(|bild| {
            let rad = bild
                .utkast
                .iter()
                .find(|rad| rad.utkast.slag == "anteckning")?;
            let ny = Aktblankett::Anteckning(arende.clone(), Galler::Handelse);
            let text = ord::utkast_text(rad);
            Some(dialoger::utkast(rad, text, ny, ord::NY_ANTECKNING))
        });
        if utkast.is_some() {
            self.dialog = utkast;
        } else {
            let slag = Aktblankett::Anteckning(arende, Galler::Handelse);
            self.oppna_aktblankett(slag, env, effekter);
        }
    }

    /// An ärende has been read, and is shown.
    pub(super) fn visa_arende(
        &mut self,
        bild: Box<crate::store::akt::Arendebild>,
        effekter: &mut Vec<Effect>,
    ) {
        self.akt.ta_in(bild);
        match self.akt.vy() {
            Aktvy::Arende | Aktvy::Plan | Aktvy::Samtycken | Aktvy::Blad | Aktvy::Bro => {}
            Aktvy::Overlamning => {
                // Received: the handover is no longer there to go back to.
                self.akt.stig.pop();
                self.akt.overlamning = None;
                self.oppna_aktvy(Aktvy::Arende, effekter);
            }
            Aktvy::Inkorg | Aktvy::Aterlamnade | Aktvy::Arenden | Aktvy::Blankett => {
                self.oppna_aktvy(Aktvy::Arende, effekter);
            }
        }
    }
}
