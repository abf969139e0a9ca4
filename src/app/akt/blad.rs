//! The sheet for the case system on the screen, a field at a time: Enter copies one and moves on to the next.

use super::super::kommando::Kommando;
use super::super::svar::Vantar;
use super::super::{App, Effect, Env, rullning};
use super::{Aktvy, steg};
use crate::blad::{Blad, Bladval, Bladvarning, Malsystem, av_arende, av_overlamning};
use crate::domain::akt::Arendenummer;
use crate::store::akt::Aktakt;
use crate::store::{Change, RadId};
use crate::text::bladskarm as ord;
use crate::ui::rader::Rulle;

/// Bladvy, the sheet that is shown.
#[derive(Debug)]
pub struct Bladvy {
    /// The sheet.
    pub blad: Blad,
    /// The ärende that it is of; none of a handover.
    pub nummer: Option<Arendenummer>,
    /// Contact data are asked for.
    pub kontakt: bool,
    /// The chosen field, by its place among all.
    pub vald: usize,
    /// How far the chosen field is scrolled.
    pub rulle: Rulle,
    /// What the sheet is of.
    id: RadId,
    /// That something has left the program is logged in this opening, or being logged.
    loggat: bool,
}

impl Bladvy {
    fn flytta(&mut self, steg: isize) {
        let sist = self.blad.falt().count().saturating_sub(1);
        self.vald = self.vald.saturating_add_signed(steg).min(sist);
        self.rulle.nolla();
    }
}

impl App {
    pub(super) fn visa_blad(&mut self, effekter: &mut Vec<Effect>) {
        let (id, nummer, system) = match (self.akt.bild(), &self.akt.overlamning) {
            (Some(bild), _) => {
                let system = Malsystem::av_katalogen(bild.system.as_deref());
                (bild.rad.id.clone(), Some(bild.rad.nummer.clone()), system)
            }
            (None, Some(hel)) => {
                let system = Malsystem::av_katalogen(hel.rad.system.as_deref());
                (hel.rad.id.clone(), None, system)
            }
            (None, None) => return,
        };
        let Some(blad) = self.bladet(system, false) else {
            return;
        };
        self.akt.blad = Some(Bladvy {
            blad,
            nummer,
            kontakt: false,
            vald: 0,
            rulle: Rulle::default(),
            id,
            loggat: false,
        });
        self.oppna_aktvy(Aktvy::Blad, effekter);
    }

    /// The sheet of what is open, for a system.
    fn bladet(&self, system: Malsystem, kontakt: bool) -> Option<Blad> {
        let val = Bladval { kontakt };
        match (self.akt.bild(), &self.akt.overlamning) {
            (Some(bild), _) => Some(av_arende(bild, system, val)),
            (None, Some(hel)) => Some(av_overlamning(hel, system, val)),
            (None, None) => None,
        }
    }

    pub(super) fn bladkommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let Some(vy) = &mut self.akt.blad else {
            return;
        };
        match kommando {
            Kommando::Upp | Kommando::Ner | Kommando::Forst | Kommando::Sist => {
                vy.flytta(steg(kommando).unwrap_or(0));
            }
            Kommando::SidaUpp | Kommando::SidaNer => {
                vy.rulle.flytta(rullning(kommando).unwrap_or(0));
            }
            Kommando::KopieraFalt => self.kopiera_falt(env, effekter),
            Kommando::MedKontakt => self.valj_kontakt(),
            Kommando::AnnatSystem => self.nasta_system(),
            _ => {}
        }
    }

    /// Copies the chosen field and goes to the next. The first time it is logged that something has left the program.
    fn kopiera_falt(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(vy) = &mut self.akt.blad else {
            return;
        };
        let Some(falt) = vy.blad.falt().nth(vy.vald) else {
            return;
        };
        let etikett = falt.etikett();
        if !falt.ryms_i_urklipp() {
            self.notis = Some(ord::for_langt(etikett));
            return;
        }
        let varde = falt.varde.clone();
        let fore = vy.vald;
        vy.flytta(1);
        self.notis = Some(ord::kopierat(etikett, vy.vald == fore));
        let loggat = std::mem::replace(&mut vy.loggat, true);
        let id = vy.id.clone();
        self.kopiera(varde, env, effekter);
        if !loggat {
            let akt = Aktakt::Utlamnat { id };
            let change = Change::Akt(Box::new(akt), self.sammanhang());
            let vantar = Vantar::Aktakt {
                change: Box::new(change.clone()),
                op: env.op,
            };
            // Not as other acts: what is written meanwhile must not wait for the log.
            self.save(env.op, change, vantar, effekter);
        }
    }

    /// Whether it was logged that something of this has left the program; if not, the next copy is logged.
    pub(super) fn utlamnat(&mut self, id: &RadId, loggat: bool) {
        if let Some(vy) = self.akt.blad.as_mut().filter(|vy| vy.id == *id) {
            vy.loggat = loggat;
        }
    }

    /// With or without contact data; of a person with sekretessmarkering never with.
    fn valj_kontakt(&mut self) {
        let Some(vy) = &self.akt.blad else {
            return;
        };
        let varnat = |varning| vy.blad.varningar.contains(&varning);
        let (kontakt, notis) = if varnat(Bladvarning::Sekretess) {
            (false, ord::ALDRIG_KONTAKT)
        } else if vy.kontakt {
            (false, ord::KONTAKT_UTE)
        } else if varnat(Bladvarning::KontaktUtelamnad) {
            (true, ord::KONTAKT_MED)
        } else {
            (false, ord::INGEN_KONTAKT)
        };
        let system = vy.blad.system;
        self.nytt_blad(system, kontakt);
        self.notis = Some(notis.to_owned());
    }

    fn nasta_system(&mut self) {
        let Some(vy) = &self.akt.blad else {
            return;
        };
        let (system, kontakt) = (vy.blad.system, vy.kontakt);
        let mut varv = Malsystem::ALLA.into_iter().cycle();
        if let Some(nasta) = varv.by_ref().skip_while(|annat| *annat != system).nth(1) {
            self.nytt_blad(nasta, kontakt);
        }
    }

    /// Makes the sheet anew. The same field stays chosen where it stands at the same place; in another system begins anew.
    fn nytt_blad(&mut self, system: Malsystem, kontakt: bool) {
        let nytt = self.bladet(system, kontakt);
        let (Some(blad), Some(vy)) = (nytt, &mut self.akt.blad) else {
            return;
        };
        if blad.system != vy.blad.system {
            vy.vald = 0;
        }
        (vy.blad, vy.kontakt) = (blad, kontakt);
        vy.flytta(0);
    }
}
