//! What the keys do in each view of the waiting list.

use super::super::kommando::Kommando;
use super::super::{App, Dialogsvar, Effect, Env, rulla, rullning};
use super::blankettslag::Blankettslag;
use super::{Koval, Kovantan, Kovy, Platsrad, Underlagsfraga, avslut, dialoger};
use crate::domain::ko::plats::Pott;
use crate::domain::kolapp::Kolappskod;
use crate::store::ko::{Koakt, Kofraga};
use crate::text;
use crate::ui::inmatning::Tangent;

impl App {
    pub(in super::super) fn kokommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        if kommando == Kommando::Tillbaka {
            self.backa_ko(effekter);
            return;
        }
        if kommando == Kommando::Angra {
            self.fraga_senaste(env, effekter);
            return;
        }
        match self.ko.vy() {
            Kovy::Koer => self.koerkommando(kommando, env, effekter),
            Kovy::Sida => self.sidkommando(kommando, env, effekter),
            Kovy::Post => self.postkommando(kommando, env, effekter),
            Kovy::Attgora => self.attgorakommando(kommando, env, effekter),
            Kovy::Platser => self.platskommando(kommando, env, effekter),
            Kovy::Rattvisa | Kovy::Bevis => rulla(&self.ko.rulle, kommando),
            Kovy::Blankett => self.blankettkommando(kommando, env, effekter),
        }
    }

    /// A key that is no command: an answer in a form.
    pub(in super::super) fn skriv_i_ko(&mut self, tangent: &Tangent) {
        if let (Kovy::Blankett, Some(blankett), false) =
            (self.ko.vy(), &mut self.ko.blankett, self.ko.sparar)
        {
            blankett.skriv(tangent);
        }
    }

    pub(in super::super) fn klistra_i_ko(&mut self, text: &str) {
        if let (Kovy::Blankett, Some(blankett), false) =
            (self.ko.vy(), &mut self.ko.blankett, self.ko.sparar)
        {
            blankett.klistra(text);
        }
    }

    fn koerkommando(&mut self, kommando: Kommando, env: &Env, effekter: &mut Vec<Effect>) {
        if let Some(steg) = steg(kommando) {
            self.ko.koer.flytta(steg);
            return;
        }
        let vald = self.ko.koer.vald_rad().map(|rad| rad.insats);
        let granskad = self.ko.koer.vald_rad().and_then(|rad| rad.granskad);
        match (kommando, vald) {
            (Kommando::VisaAttgora, _) => self.oppna_attgora(env, effekter),
            (Kommando::VisaRattvisa, _) => {
                self.ko.rattvisa = None;
                self.oppna_kovy(Kovy::Rattvisa, env, effekter);
            }
            (Kommando::Vidare, Some(insats)) => self.oppna_sida(insats, env, effekter),
            // Once a day is enough: held down, the key would fill the log.
            (Kommando::Granska, Some(_)) if granskad == Some(env.idag) => {
                self.notis = Some(text::koskarm::REDAN_GENOMGANGEN.to_owned());
            }
            (Kommando::Granska, Some(insats)) => {
                self.koakt(Koakt::Granska { insats }, env, effekter);
            }
            _ => {}
        }
    }

    fn sidkommando(&mut self, kommando: Kommando, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(sida) = &self.ko.sida else { return };
        let insats = sida.insats;
        let vald = sida.vald_rad().map(|rad| rad.kod);
        match (kommando, vald) {
            (Kommando::Erbjud, _) => {
                let fraga = Underlagsfraga {
                    insats,
                    pott: None,
                    kod: None,
                    hoppa: Vec::new(),
                };
                self.fraga_underlag(fraga, effekter);
            }
            (Kommando::VisaPlatser, _) => self.oppna_platser(insats, env, effekter),
            (Kommando::Vidare, Some(kod)) => self.oppna_post(kod, env, effekter),
            (Kommando::AvslutaKopost, Some(kod)) => {
                // Which reasons hold is seen on the entry itself.
                self.fraga_ko(Kofraga::Post(kod), Kovantan::Avsluta(kod), effekter);
            }
            _ => self.flytta_i_sida(kommando, effekter),
        }
    }

    fn attgorakommando(&mut self, kommando: Kommando, env: &Env, effekter: &mut Vec<Effect>) {
        if let Some(steg) = steg(kommando) {
            self.ko.attgora.lista.flytta(steg);
        } else if kommando == Kommando::Vidare {
            self.ga_till_uppgiften(env, effekter);
        }
    }

    fn platskommando(&mut self, kommando: Kommando, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(platser) = &mut self.ko.platser else {
            return;
        };
        if let Some(steg) = steg(kommando) {
            platser.rader.flytta(steg);
            return;
        }
        let insats = platser.insats;
        let vald = platser.rader.vald_rad().cloned();
        match (kommando, vald) {
            (Kommando::NyOmgang, _) => {
                self.oppna_blankett(Blankettslag::Omgang(insats), env, effekter);
            }
            (Kommando::AntalPlatser, _) => {
                self.oppna_blankett(Blankettslag::Antal(insats), env, effekter);
            }
            (
                Kommando::StallIn,
                Some(
                    Platsrad::Pott(Pott::Omgang(omgang)) | Platsrad::Tagen(Pott::Omgang(omgang), _),
                ),
            ) => self.dialog = Some(dialoger::stall_in(omgang)),
            (Kommando::StallIn, _) => {
                self.notis = Some(text::koskarm::VALJ_OMGANG.to_owned());
            }
            (Kommando::Vidare, Some(Platsrad::Tagen(pott @ Pott::Lopande(_), nummer))) => {
                self.dialog = Some(dialoger::lamna_plats(pott, nummer));
            }
            (Kommando::Vidare, Some(Platsrad::Pott(_))) => {
                self.notis = Some(text::koskarm::VALJ_TAGEN.to_owned());
            }
            (Kommando::Vidare, Some(Platsrad::Tagen(Pott::Omgang(_), _))) => {
                self.notis = Some(text::koskarm::OMGANGSPLATS.to_owned());
            }
            (Kommando::Erbjud, Some(Platsrad::Pott(pott) | Platsrad::Tagen(pott, _))) => {
                let fraga = Underlagsfraga {
                    insats,
                    pott: Some(pott),
                    kod: None,
                    hoppa: Vec::new(),
                };
                self.fraga_underlag(fraga, effekter);
            }
            _ => {}
        }
    }

    fn blankettkommando(&mut self, kommando: Kommando, env: &Env, effekter: &mut Vec<Effect>) {
        if self.ko.sparar {
            return;
        }
        let Some(blankett) = &mut self.ko.blankett else {
            return;
        };
        match kommando {
            Kommando::Ner => blankett.flytta(true),
            Kommando::Upp => blankett.flytta(false),
            Kommando::NastaVal => blankett.bladdra(true),
            Kommando::ForraVal => blankett.bladdra(false),
            Kommando::SidaNer => blankett.rulle.flytta(10),
            Kommando::SidaUpp => blankett.rulle.flytta(-10),
            Kommando::Vidare if blankett.sist() => {
                self.notis = Some(text::koskarm::TRYCK_F2.to_owned());
            }
            Kommando::Vidare => blankett.flytta(true),
            Kommando::Spara => self.spara_blankett(env, effekter),
            _ => {}
        }
    }

    /// What an answer to a question does.
    pub(in super::super) fn koval(&mut self, val: Koval, env: &Env, effekter: &mut Vec<Effect>) {
        match val {
            Koval::Akt(akt) => self.koakt(*akt, env, effekter),
            Koval::Underlag(fraga) => self.fraga_underlag(fraga, effekter),
            Koval::Blankett(slag) => {
                // From the receipt of a visit: the way back is to the lookup.
                if self.vy != super::Vy::Ko {
                    self.ko = super::Ko::default();
                    self.vy = super::Vy::Ko;
                }
                self.oppna_blankett(slag, env, effekter);
                if self.ko.stig.is_empty() {
                    self.lamna_ko(effekter);
                }
            }
            Koval::Kanal(kod, nadd) => self.dialog = Some(dialoger::kanal(kod, nadd)),
            Koval::Felregistrera(kod) => self.dialog = Some(dialoger::felregistrera(kod)),
            Koval::Avsluta(val) => self.bekrafta_avslut(val),
            Koval::Nej(kod) => {
                self.dialog = Some(avslut::bekrafta_nej(kod, &self.ratt_att_ansoka()));
            }
            Koval::Borja(insats, kod) => self.borja_med_kolapp(insats, kod, env, effekter),
        }
    }

    /// Begins a visit with the slip of somebody who is called in.
    pub(super) fn borja_med_kolapp(
        &mut self,
        insats: crate::domain::insats::InsatsNr,
        kod: Kolappskod,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        match self.katalog.insats(insats).cloned() {
            Some(insats) => {
                self.ko = super::Ko::default();
                self.borja(std::sync::Arc::new(insats), Some(kod), env, effekter);
            }
            None => self.notis = Some(text::skarm::INSATS_SAKNAS.to_owned()),
        }
    }
}

/// An act as an answer.
pub(super) fn akt(akt: Koakt) -> Dialogsvar {
    Dialogsvar::Ko(Box::new(Koval::Akt(Box::new(akt))))
}

/// How far a command moves the choice in a list.
fn steg(kommando: Kommando) -> Option<isize> {
    match kommando {
        Kommando::Forst => Some(isize::MIN),
        Kommando::Sist => Some(isize::MAX),
        annat => rullning(annat).map(isize::from),
    }
}
