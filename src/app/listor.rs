//! The list of parked visits. It shows no name.

use super::kommando::{Kommando, Kontext};
use super::svar::Vantar;
use super::{App, Dialog, Dialogsvar, Effect, Env, Vy, dialogval, rullning};
use crate::domain::utkast::Steg;
use crate::store::{Change, ParkeradRad, Query};
use crate::text;
use crate::ui::inmatning::Tangent;
use crate::ui::rader::Rulle;

/// Which list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lista {
    /// The parked visits.
    #[default]
    Parkerade,
}

/// What a list holds.
#[derive(Debug, Default)]
pub enum Innehall {
    /// The store has not answered yet.
    #[default]
    Hamtar,
    /// Parked visits.
    Parkerade(Vec<ParkeradRad>),
}

impl Innehall {
    fn antal(&self) -> usize {
        match self {
            Self::Hamtar => 0,
            Self::Parkerade(rader) => rader.len(),
        }
    }

    /// What a row is about, whichever place it has.
    fn nyckel(&self, plats: usize) -> Option<String> {
        match self {
            Self::Hamtar => None,
            Self::Parkerade(rader) => rader.get(plats).map(|rad| rad.besok.0.clone()),
        }
    }
}

/// The list that is shown.
#[derive(Debug, Default)]
pub struct Listvy {
    /// Which.
    pub lista: Lista,
    /// What it holds.
    pub innehall: Innehall,
    /// The chosen row.
    pub vald: usize,
    /// How far it is scrolled.
    pub rulle: Rulle,
}

impl Listvy {
    /// Where keys land.
    pub fn kontext(&self) -> Kontext {
        match self.lista {
            Lista::Parkerade => Kontext::Parkerade,
        }
    }
}

impl App {
    pub(super) fn oppna_lista(&mut self, lista: Lista, effekter: &mut Vec<Effect>) {
        self.lista = Listvy {
            lista,
            ..Listvy::default()
        };
        self.vy = Vy::Lista;
        self.ladda_lista(lista, effekter);
    }

    pub(super) fn ladda_lista(&mut self, lista: Lista, effekter: &mut Vec<Effect>) {
        let query = match lista {
            Lista::Parkerade => Query::Parkerade,
        };
        self.load(query, Vantar::Lista(lista), effekter);
    }

    pub(super) fn visa_lista(&mut self, lista: Lista, innehall: Innehall) {
        if self.lista.lista == lista {
            // Another desk may have put a row above: the same visit stays chosen, not the same place.
            let vald = self.lista.innehall.nyckel(self.lista.vald);
            let samma = vald.and_then(|vald| {
                (0..innehall.antal()).find(|plats| innehall.nyckel(*plats).as_ref() == Some(&vald))
            });
            let sist = innehall.antal().saturating_sub(1);
            self.lista.vald = samma.unwrap_or(self.lista.vald.min(sist));
            self.lista.innehall = innehall;
        }
    }

    pub(super) fn listkommando(
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
            let sist = self.lista.innehall.antal().saturating_sub(1);
            self.lista.vald = self
                .lista
                .vald
                .saturating_add_signed(isize::from(rader))
                .min(sist);
            return;
        }
        match (&self.lista.innehall, kommando) {
            (Innehall::Parkerade(rader), Kommando::Vidare) => {
                if let Some(rad) = rader.get(self.lista.vald) {
                    self.ta_upp(rad.besok.clone(), env, effekter);
                }
            }
            (Innehall::Parkerade(rader), Kommando::TaBort) => match rader.get(self.lista.vald) {
                Some(rad) if rad.steg > Steg::Information => {
                    self.notis = Some(text::skarm::GAR_INTE_TA_BORT.to_owned());
                }
                Some(rad) => self.dialog = Some(ta_bort(rad)),
                None => {}
            },
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
