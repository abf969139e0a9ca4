//! The lists: parked visits, queues, handovers, counts. None of them shows a name.

use std::sync::Arc;

use super::kommando::{Kommando, Kontext};
use super::svar::Vantar;
use super::{App, Dialog, Dialogsvar, Effect, Env, Vy, dialogval, rullning};
use crate::domain::insats::InsatsNr;
use crate::domain::statistik::Insatsstatistik;
use crate::domain::utkast::Steg;
use crate::store::{Change, KoOrsak, KopostRad, OverlamningRad, ParkeradRad, Query};
use crate::text;
use crate::ui::inmatning::Tangent;
use crate::ui::rader::Rulle;

/// Which list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lista {
    /// The parked visits.
    #[default]
    Parkerade,
    /// The queues.
    Ko,
    /// The handovers.
    Overlamningar,
    /// The counts.
    Statistik,
}

/// What a list holds.
#[derive(Debug, Default)]
pub enum Innehall {
    /// The store has not answered yet.
    #[default]
    Hamtar,
    /// Parked visits.
    Parkerade(Vec<ParkeradRad>),
    /// Entries in queues.
    Ko(Vec<KopostRad>),
    /// Handovers.
    Overlamningar(Vec<OverlamningRad>),
    /// Counts.
    Statistik(Vec<Insatsstatistik>),
}

impl Innehall {
    fn antal(&self) -> usize {
        match self {
            Self::Hamtar => 0,
            Self::Parkerade(rader) => rader.len(),
            Self::Ko(rader) => rader.len(),
            Self::Overlamningar(rader) => rader.len(),
            Self::Statistik(rader) => rader.len(),
        }
    }

    /// What a row is about, whichever place it has.
    fn nyckel(&self, plats: usize) -> Option<String> {
        match self {
            Self::Hamtar => None,
            Self::Parkerade(rader) => rader.get(plats).map(|rad| rad.besok.0.clone()),
            Self::Ko(rader) => rader.get(plats).map(|rad| rad.kod.to_string()),
            Self::Overlamningar(rader) => rader.get(plats).map(|rad| rad.id.0.clone()),
            Self::Statistik(rader) => rader.get(plats).map(|rad| rad.nr.to_string()),
        }
    }
}

/// The list that is shown.
#[derive(Debug, Default)]
pub struct Listvy {
    /// Which.
    pub lista: Lista,
    /// Only this insats: the queue of a silo is in no common list (SEK-02).
    pub bara: Option<InsatsNr>,
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
            Lista::Ko => Kontext::Ko,
            Lista::Overlamningar | Lista::Statistik => Kontext::Lista,
        }
    }
}

impl App {
    pub(super) fn oppna_lista(&mut self, lista: Lista, effekter: &mut Vec<Effect>) {
        // With nothing typed nobody has asked for that queue: the row at the top is only where the cursor stands.
        let sokt = lista == Lista::Ko && !self.sok.falt.ar_tomt();
        let silo = self.vald_insats().filter(|insats| insats.silo && sokt);
        self.lista = Listvy {
            lista,
            bara: silo.map(|insats| insats.nr),
            ..Listvy::default()
        };
        self.vy = Vy::Lista;
        self.ladda_lista(lista, effekter);
    }

    pub(super) fn ladda_lista(&mut self, lista: Lista, effekter: &mut Vec<Effect>) {
        let query = match lista {
            Lista::Parkerade => Query::Parkerade,
            Lista::Ko => Query::Kolista(self.lista.bara),
            Lista::Overlamningar => Query::Overlamningar(false),
            Lista::Statistik => Query::Statistik(None, None),
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
                    let id = rad.besok.clone();
                    self.save(
                        env.op,
                        Change::TaUpp { besok: id.clone() },
                        Vantar::TaUpp(id),
                        effekter,
                    );
                }
            }
            (Innehall::Parkerade(rader), Kommando::TaBort) => match rader.get(self.lista.vald) {
                Some(rad) if rad.steg > Steg::Information => {
                    self.notis = Some(text::skarm::GAR_INTE_TA_BORT.to_owned());
                }
                Some(rad) => self.dialog = Some(ta_bort(rad)),
                None => {}
            },
            (Innehall::Ko(rader), Kommando::Vidare) => {
                let Some(post) = rader.get(self.lista.vald) else {
                    return;
                };
                if post.plats > 1 {
                    self.notis = Some(text::skarm::INTE_FORST.to_owned());
                    return;
                }
                let kod = post.kod;
                match self.katalog.insats(post.insats).cloned() {
                    Some(insats) => self.borja(Arc::new(insats), Some(kod), env, effekter),
                    None => self.notis = Some(text::skarm::INSATS_SAKNAS.to_owned()),
                }
            }
            (Innehall::Ko(rader), Kommando::AvslutaKopost) => {
                if let Some(post) = rader.get(self.lista.vald) {
                    self.dialog = Some(varfor(post));
                }
            }
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

fn varfor(post: &KopostRad) -> Dialog {
    let mut val: Vec<_> = text::skarm::KO_ORSAKER
        .iter()
        .filter_map(|(kod, ord, tangent)| {
            let change = Change::AvslutaKopost {
                kod: post.kod,
                orsak: KoOrsak::fran_kod(kod)?,
            };
            let svar = Dialogsvar::Spara(Box::new(change));
            Some(dialogval(Tangent::tecken(*tangent), ord, svar))
        })
        .collect();
    val.push(dialogval(
        Tangent::ESC,
        text::skarm::TILLBAKA,
        Dialogsvar::Stang,
    ));
    Dialog {
        rubrik: text::skarm::VARFOR.to_owned(),
        text: vec![text::skarm::med_kolapp(post.kod)],
        val,
    }
}
