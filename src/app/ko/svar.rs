//! The store's answers about the waiting list.

use super::super::svar::{Vantar, forsok_igen};
use super::super::{App, Effect, Env, Vy};
use super::{Kovantan, Kovy, Platsrad, Underlagsfraga, dialoger};
use crate::domain::insats::InsatsNr;
use crate::domain::ko::hinder::KanInteIKon;
use crate::store::ko::{Koakt, Kokvitto, Kosvar, Pottbild};
use crate::store::{Change, OpId, Query, StoreError};
use crate::text;

impl App {
    /// An answer to a question.
    pub(in super::super) fn kosvar(
        &mut self,
        vantan: Kovantan,
        svar: Kosvar,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        // What was asked for may have been left since.
        if self.vy != Vy::Ko {
            return;
        }
        match (vantan, svar) {
            (Kovantan::Koer, Kosvar::Koer(rader)) => {
                let sokt = self.ko.sokt.take();
                let plats = rader.iter().position(|rad| Some(rad.insats) == sokt);
                self.ko.koer.byt(rader, |a, b| a.insats == b.insats);
                self.ko.koer.vald = plats.unwrap_or(self.ko.koer.vald);
            }
            (Kovantan::Sida(insats, fran), Kosvar::Sida(sida)) => {
                let Some(vy) = self.ko.sida.as_mut().filter(|vy| vy.insats == insats) else {
                    return;
                };
                if vy.ta_in(fran, sida) {
                    self.ladda_ko(effekter);
                } else if vy.forfallet(env.idag) {
                    self.svep(env, effekter);
                }
            }
            (Kovantan::Post(kod), Kosvar::Post(bild)) => {
                if let Some(post) = self.ko.post.as_mut().filter(|post| post.kod == kod) {
                    post.bild = Some(bild);
                }
            }
            (Kovantan::Attgora, Kosvar::Attgora(rader)) => {
                self.ko.attgora.fran_kon(rader);
            }
            (Kovantan::Platser(insats), Kosvar::Platser(potter)) => {
                if let Some(vy) = self.ko.platser.as_mut().filter(|vy| vy.insats == insats) {
                    vy.rader.byt(platsrader(&potter), PartialEq::eq);
                    vy.potter = Some(potter);
                }
            }
            (Kovantan::Rattvisa, Kosvar::Rattvisa(rattvisa)) => {
                self.ko.rattvisa = Some(rattvisa);
            }
            (Kovantan::Bevis(kod), Kosvar::Bevis(bevis)) if bevis.rad.kod == kod => {
                self.ko.bevis = Some(bevis);
            }
            (Kovantan::Underlag(fraga), Kosvar::Underlag(underlag)) => {
                // Asked from a view that has been left, an offer must not stand ready under Enter.
                if self.dialog.is_none() && self.ko.insats() == Some(fraga.insats) {
                    self.dialog = Some(dialoger::underlag(&underlag, &fraga));
                }
            }
            (Kovantan::KallaIn(insats, kod, _), Kosvar::Underlag(_)) => {
                if self.visar_post(kod) {
                    self.dialog = Some(dialoger::kalla_in(insats, kod));
                }
            }
            (Kovantan::Lapp(kod), Kosvar::Platser(potter)) => {
                if self.visar_post(kod)
                    && let Some(rad) = self.ko.post.as_ref().and_then(|post| post.bild.as_ref())
                {
                    let start = Pottbild::nasta_start(&potter, env.idag);
                    let rad = rad.rad.clone();
                    self.fraga_kolapp(&rad, start);
                }
            }
            (Kovantan::Senaste, Kosvar::Senaste(senaste)) => {
                if self.dialog.is_none() && self.ko.vy() != Kovy::Blankett {
                    match senaste {
                        Some(senaste) => self.dialog = Some(dialoger::angra(&senaste)),
                        None => self.neka(&KanInteIKon::IngetAttAngra),
                    }
                }
            }
            (Kovantan::Avsluta(kod), Kosvar::Post(bild)) if bild.rad.kod == kod => {
                if self.dialog.is_none() && self.ko.insats() == Some(bild.rad.insats) {
                    self.fraga_avsluta(&bild);
                }
            }
            // An answer of another kind than asked for cannot come from our own store.
            (
                Kovantan::Koer
                | Kovantan::Sida(..)
                | Kovantan::Post(_)
                | Kovantan::Attgora
                | Kovantan::Platser(_)
                | Kovantan::Rattvisa
                | Kovantan::Bevis(_)
                | Kovantan::Underlag(_)
                | Kovantan::KallaIn(..)
                | Kovantan::Avsluta(_)
                | Kovantan::Lapp(_)
                | Kovantan::Senaste,
                _,
            ) => {}
        }
    }

    fn visar_post(&self, kod: crate::domain::kolapp::Kolappskod) -> bool {
        let post = self.ko.post.as_ref().filter(|post| post.kod == kod);
        self.vy == Vy::Ko && self.ko.vy() == Kovy::Post && post.is_some() && self.dialog.is_none()
    }

    fn visar_tom_post(&self, kod: crate::domain::kolapp::Kolappskod) -> bool {
        let post = self.ko.post.as_ref().filter(|post| post.kod == kod);
        self.vy == Vy::Ko
            && self.ko.vy() == Kovy::Post
            && post.is_some_and(|post| post.bild.is_none())
    }

    /// A question was not answered.
    pub(in super::super) fn kofraga_gick_inte(
        &mut self,
        vantan: &Kovantan,
        fel: &StoreError,
        text: String,
        effekter: &mut Vec<Effect>,
    ) {
        let platser_okanda = matches!(
            fel,
            StoreError::Ko {
                hinder: KanInteIKon::PlatserOkanda,
                ..
            }
        );
        match vantan {
            // Nobody has stated how many places there are: whoever is first is received.
            Kovantan::KallaIn(insats, kod, true) if platser_okanda && self.visar_post(*kod) => {
                self.dialog = Some(dialoger::kalla_in(*insats, *kod));
            }
            Kovantan::KallaIn(_, _, false) if platser_okanda => {
                self.notis = Some(text::koskarm::INTE_FORST.to_owned());
            }
            // There is no such slip: an empty view would say nothing.
            Kovantan::Post(kod) if self.visar_tom_post(*kod) => {
                self.backa_ko(effekter);
                self.notis = Some(text);
            }
            Kovantan::Koer
            | Kovantan::Sida(..)
            | Kovantan::Post(_)
            | Kovantan::Attgora
            | Kovantan::Platser(_)
            | Kovantan::Rattvisa
            | Kovantan::Bevis(_)
            | Kovantan::Underlag(_)
            | Kovantan::KallaIn(..)
            | Kovantan::Avsluta(_)
            | Kovantan::Lapp(_)
            | Kovantan::Senaste => self.notis = Some(text),
        }
    }

    /// An act has been done.
    pub(in super::super) fn koakt_gjord(
        &mut self,
        change: &Change,
        insats: Option<InsatsNr>,
        svar: Kosvar,
        effekter: &mut Vec<Effect>,
    ) {
        self.ko.sparar = false;
        let Change::Ko(akt, _) = change else { return };
        match svar {
            Kosvar::Kontakt(kontakt) => {
                // Opened and logged; shown only to whoever still looks at the entry.
                if let Koakt::OppnaKontakt { kod } = akt
                    && self.visar_post(*kod)
                {
                    self.dialog = Some(dialoger::oppnad_kontakt(*kod, &kontakt));
                }
            }
            Kosvar::Gjort(kvitto) => {
                self.notis = Some(text::koskarm::gjort(akt, &kvitto));
                self.fraga_nasta(insats, &kvitto);
                if let Koakt::Granska { .. } = akt {
                    self.load(Query::Lage, Vantar::Lage, effekter);
                }
            }
            Kosvar::Koer(_)
            | Kosvar::Sida(_)
            | Kosvar::Post(_)
            | Kosvar::Underlag(_)
            | Kosvar::Attgora(_)
            | Kosvar::Rattvisa(_)
            | Kosvar::Bevis(_)
            | Kosvar::Platser(_)
            | Kosvar::Alla(_)
            | Kosvar::Senaste(_)
            | Kosvar::Provat(_)
            | Kosvar::Importerat(_) => {}
        }
        if self.vy != Vy::Ko {
            return;
        }
        if self.ko.vy() == Kovy::Blankett {
            self.backa_ko(effekter);
            if self.vy == Vy::Sok {
                // F2 held down would count a visitor in the lookup: a question stands between.
                self.dialog = self.notis.take().map(dialoger::klart);
            }
        } else {
            self.ladda_ko(effekter);
        }
    }

    fn fraga_nasta(&mut self, insats: Option<InsatsNr>, kvitto: &Kokvitto) {
        let (Some(insats), Some((pott, Some(kod)))) = (insats, kvitto.nasta.clone()) else {
            return;
        };
        if self.vy == Vy::Ko && self.dialog.is_none() {
            let fraga = Underlagsfraga {
                insats,
                pott: Some(pott),
                kod: None,
                hoppa: Vec::new(),
            };
            self.dialog = Some(dialoger::nasta_i_tur(kod, fraga));
        }
    }

    /// An act was not done: why, and what instead. What is typed in a form stays.
    pub(in super::super) fn koakt_gick_inte(
        &mut self,
        change: Box<Change>,
        op: OpId,
        insats: Option<InsatsNr>,
        fel: &StoreError,
        text: String,
        effekter: &mut Vec<Effect>,
    ) {
        self.ko.sparar = false;
        if matches!(fel, StoreError::Upptagen) {
            let vantar = Vantar::Koakt {
                change: change.clone(),
                op,
                insats,
            };
            self.dialog = Some(forsok_igen(text, op, change, vantar));
            return;
        }
        self.notis = Some(text);
        if self.vy == Vy::Ko {
            self.ladda_ko(effekter);
        }
    }

    /// Time has been caught up with.
    pub(in super::super) fn svept(&mut self, svar: &Kosvar, effekter: &mut Vec<Effect>) {
        let andrat = matches!(svar, Kosvar::Gjort(kvitto) if kvitto.svepta > 0);
        if andrat && self.vy == Vy::Ko {
            self.ladda_ko(effekter);
        }
    }
}

/// A row for each kind of places, and one for each taken place of it.
fn platsrader(potter: &[Pottbild]) -> Vec<Platsrad> {
    potter
        .iter()
        .flat_map(|pott| {
            let tagna = pott
                .tagna
                .iter()
                .map(|(nummer, ..)| Platsrad::Tagen(pott.pott.clone(), *nummer));
            std::iter::once(Platsrad::Pott(pott.pott.clone())).chain(tagna)
        })
        .collect()
}
