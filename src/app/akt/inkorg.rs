//! The inbox, the fetched handover, and what has come back to the desk.

use super::super::kommando::Kommando;
use super::super::{App, Effect, Env, rulla};
use super::blankettslag::Aktblankett;
use super::{Aktval, Aktvy, dialoger, steg};
use crate::domain::akt::overlamning::Overlamningslage;
use crate::text::aktskarm as ord;

impl App {
    pub(super) fn inkorgskommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        if let Some(steg) = steg(kommando) {
            self.akt.inkorg.flytta(steg);
            return;
        }
        match kommando {
            Kommando::VisaArenden => self.oppna_aktvy(Aktvy::Arenden, effekter),
            Kommando::VisaAterlamnade => self.oppna_aktvy(Aktvy::Aterlamnade, effekter),
            Kommando::Vidare => {
                let Some(rad) = self.akt.inkorg.vald_rad() else {
                    return;
                };
                let id = rad.id.clone();
                match &rad.hamtad {
                    Some((vem, _)) if *vem != self.aktor.anvandare => {
                        self.dialog = Some(dialoger::ta_over(id, vem));
                    }
                    Some(_) | None => self.aktval(Aktval::Hamta(id), env, effekter),
                }
            }
            _ => {}
        }
    }

    pub(super) fn aterlamnadkommando(&mut self, kommando: Kommando) {
        if let Some(steg) = steg(kommando) {
            self.akt.aterlamnade.flytta(steg);
            return;
        }
        if let (Kommando::Vidare, Some(rad)) = (kommando, self.akt.aterlamnade.vald_rad()) {
            self.dialog = Some(dialoger::aterlamnad(rad));
        }
    }

    pub(super) fn overlamningskommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let Some(hel) = &self.akt.overlamning else {
            return;
        };
        let id = hel.rad.id.clone();
        match kommando {
            Kommando::OppnaArende => {
                self.oppna_aktblankett(Aktblankett::Oppna(id), env, effekter);
            }
            Kommando::Aterlamna => self.dialog = Some(dialoger::aterlamna(&id)),
            Kommando::VisaBlad => self.visa_blad(effekter),
            Kommando::MottagetDar => self.dialog = Some(dialoger::mottaget_dar(id)),
            annat => rulla(&self.akt.rulle, annat),
        }
    }

    /// A handover has been fetched, and is shown.
    pub(super) fn visa_overlamning(
        &mut self,
        hel: Box<crate::store::HamtadOverlamning>,
        effekter: &mut Vec<Effect>,
    ) {
        if hel.rad.status != Overlamningslage::Hamtad {
            self.notis = Some(ord::REDAN_MOTTAGEN.to_owned());
            return;
        }
        self.akt.overlamning = Some(hel);
        if self.akt.vy() != Aktvy::Overlamning {
            self.oppna_aktvy(Aktvy::Overlamning, effekter);
        }
    }
}
