//! The list of parked visits. It shows no name.

use super::kommando::Kommando;
use super::rader::Rader;
use super::svar::Vantar;
use super::{App, Dialog, Dialogsvar, Effect, Env, Vy, dialogval, rullning};
use crate::domain::utkast::Steg;
use crate::store::{Change, ParkeradRad, Query};
use crate::text;
use crate::ui::inmatning::Tangent;

impl App {
    pub(super) fn oppna_parkerade(&mut self, effekter: &mut Vec<Effect>) {
        self.parkerade = Rader::default();
        self.vy = Vy::Parkerade;
        self.ladda_parkerade(effekter);
    }

    pub(super) fn ladda_parkerade(&mut self, effekter: &mut Vec<Effect>) {
        self.load(Query::Parkerade, Vantar::Parkerade, effekter);
    }

    /// Another desk may have put a row above: the same visit stays chosen, not the same place.
    pub(super) fn visa_parkerade(&mut self, rader: Vec<ParkeradRad>) {
        self.parkerade.byt(rader, |vald, ny| vald.besok == ny.besok);
    }

    pub(super) fn parkeradkommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        if kommando == Kommando::Tillbaka {
            self.vy = Vy::Sok;
            self.load(Query::Lage, Vantar::Lage, effekter);
            return;
        }
        if let Some(rader) = rullning(kommando) {
            self.parkerade.flytta(isize::from(rader));
            return;
        }
        match (kommando, self.parkerade.vald_rad()) {
            (Kommando::Vidare, Some(rad)) => {
                let besok = rad.besok.clone();
                self.ta_upp(besok, env, effekter);
            }
            (Kommando::TaBort, Some(rad)) if rad.steg > Steg::Information => {
                self.notis = Some(text::skarm::GAR_INTE_TA_BORT.to_owned());
            }
            (Kommando::TaBort, Some(rad)) => self.dialog = Some(ta_bort(rad)),
            _ => {}
        }
    }
}

fn ta_bort(rad: &ParkeradRad) -> Dialog {
    let change = Change::Glom {
        besok: rad.besok.clone(),
    };
    Dialog {
        rubrik: text::skarm::TA_BORT.to_owned(),
        text: vec![text::skarm::TA_BORT_TEXT.to_owned()],
        val: vec![
            dialogval(
                Tangent::tecken('j'),
                text::skarm::JA_TA_BORT,
                Dialogsvar::Spara(Box::new(change)),
            ),
            dialogval(Tangent::ESC, text::skarm::TILLBAKA, Dialogsvar::Stang),
        ],
    }
}
