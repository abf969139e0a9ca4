//! The store's answers about handovers and akter.

use super::super::svar::{Vantar, forsok_igen};
use super::super::{App, Effect, Vy};
use super::{Aktvantan, Aktvy, dialoger};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::store::akt::{Aktakt, Aktsvar};
use crate::store::{Change, OpId, Query, RadId, Reply, StoreError};
use crate::text::aktskarm as ord;

impl App {
    /// An answer to a question.
    pub(in super::super) fn aktsvar(&mut self, vantan: Aktvantan, svar: Aktsvar) {
        if let (Aktvantan::Attgora, Aktsvar::Attgora(arenden, overlamningar)) = (&vantan, &svar) {
            self.attgora_i_akterna(arenden.clone(), overlamningar.clone());
            return;
        }
        // What was asked for may have been left since.
        if self.vy != Vy::Akt {
            return;
        }
        match (vantan, svar) {
            (Aktvantan::Inkorg, Aktsvar::Inkorg(rader)) => {
                self.akt.inkorg.byt(rader, |a, b| a.id == b.id);
            }
            (Aktvantan::Aterlamnade, Aktsvar::Inkorg(rader)) => {
                self.akt.aterlamnade.byt(rader, |a, b| a.id == b.id);
            }
            (Aktvantan::Arenden, Aktsvar::Arenden(rader)) if !self.akt.sokta => {
                self.akt.arenden.byt(rader, |a, b| a.id == b.id);
            }
            (Aktvantan::Arende(id), Aktsvar::Arende(bild)) if bild.rad.id == id => {
                if let Some(visad) = self.akt.bild().filter(|visad| visad.rad.id == id) {
                    let planer = visad.planer.len();
                    self.akt.ta_in(bild);
                    self.planen_last_igen(planer);
                }
            }
            // An answer of another kind than asked for cannot come from our own store.
            (
                Aktvantan::Inkorg
                | Aktvantan::Aterlamnade
                | Aktvantan::Arenden
                | Aktvantan::Arende(_)
                | Aktvantan::Attgora,
                _,
            ) => {}
        }
    }

    /// A question was not answered. An ärende that is no longer there for whoever reads it is left for the list.
    pub(in super::super) fn aktfraga_gick_inte(
        &mut self,
        vantan: &Aktvantan,
        fel: &StoreError,
        text: String,
        effekter: &mut Vec<Effect>,
    ) {
        let borta = matches!(
            fel,
            StoreError::EjBehorig(_) | StoreError::Akt(KanInteIAkten::Saknas)
        );
        let visas = |id: &RadId| self.akt.bild().is_some_and(|bild| bild.rad.id == *id);
        if matches!(vantan, Aktvantan::Arende(id) if borta && visas(id)) {
            self.lamna_arendet(effekter);
        }
        self.notis = Some(text);
    }

    /// Leaves the ärende and all that was opened from it; nothing of it stays on the screen.
    fn lamna_arendet(&mut self, effekter: &mut Vec<Effect>) {
        self.till_det_som_ligger_under();
        self.dialog.take_if(|dialog| !dialog.ar_osparad());
        let akt = &mut self.akt;
        let plats = akt.stig.iter().position(|vy| *vy == Aktvy::Arende);
        akt.stig.truncate(plats.unwrap_or(0));
        (akt.arende, akt.aldre, akt.valt_samtycke) = (None, None, None);
        (akt.blad, akt.bro) = (None, None);
        (akt.blankett, akt.utkast) = (None, None);
        akt.rulle.nolla();
        if self.vy == Vy::Akt && self.akt.stig.is_empty() {
            self.lamna_akterna(effekter);
        } else if self.vy == Vy::Akt {
            self.ladda_akt(effekter);
        }
    }

    /// An act has been done.
    pub(in super::super) fn aktakt_gjord(
        &mut self,
        change: &Change,
        svar: Reply,
        effekter: &mut Vec<Effect>,
    ) {
        // Logged beside what is done on the screen: it neither closes a form nor ends another act.
        if let Some(id) = utlamnande(change) {
            self.utlamnat(id, true);
            return;
        }
        self.akt.sparar = false;
        self.load(Query::Lage, Vantar::Lage, effekter);
        if self.vy != Vy::Akt {
            return;
        }
        let ur_blankett = self.akt.vy() == Aktvy::Blankett;
        if ur_blankett {
            self.akt.stig.pop();
            self.akt.blankett = None;
            self.akt.utkast = None;
        }
        let Change::Akt(akt, _) = change else {
            if let Reply::Overlamning(hel) = svar {
                self.visa_overlamning(hel, effekter);
            } else {
                self.notis = Some(ord::MOTTAGET_DAR_GJORT.to_owned());
                self.lamna_overlamningen(effekter);
            }
            return;
        };
        if let Some(gjort) = ord::gjort(akt) {
            self.notis = Some(gjort.to_owned());
        }
        let Reply::Akt(svar) = svar else { return };
        match *svar {
            Aktsvar::Overlamning(hel) => self.visa_overlamning(hel, effekter),
            Aktsvar::Arende(bild) => {
                let nasta = bild.nasta_i_tur;
                self.visa_arende(bild, effekter);
                if let (Aktakt::Avsluta { .. }, Some(kod)) = (&**akt, nasta) {
                    self.dialog = Some(dialoger::nasta_i_tur(kod));
                }
            }
            Aktsvar::Arenden(rader) => {
                self.akt.sokta = true;
                self.akt.arenden = super::Rader::default();
                if rader.is_empty() {
                    self.notis = Some(ord::INGEN_TRAFF.to_owned());
                }
                self.akt.arenden.byt(rader, |a, b| a.id == b.id);
            }
            Aktsvar::Gjort => match &**akt {
                Aktakt::Aterlamna { .. } => self.lamna_overlamningen(effekter),
                _ => self.ladda_akt(effekter),
            },
            Aktsvar::Bro(bild) => self.visa_bro(bild, effekter),
            Aktsvar::Inkorg(_)
            | Aktsvar::Utkastversion(_)
            | Aktsvar::Forekomst(_)
            | Aktsvar::Ratter(_)
            | Aktsvar::Attgora(..) => {}
        }
    }

    /// The handover is no longer here: back to the inbox.
    fn lamna_overlamningen(&mut self, effekter: &mut Vec<Effect>) {
        if self.akt.vy() == Aktvy::Overlamning {
            self.akt.stig.pop();
            self.akt.overlamning = None;
        }
        self.ladda_akt(effekter);
    }

    /// An act was not done: why, and what instead. What is typed in a form stays.
    pub(in super::super) fn aktakt_gick_inte(
        &mut self,
        change: Box<Change>,
        op: OpId,
        fel: &StoreError,
        text: String,
        effekter: &mut Vec<Effect>,
    ) {
        if let Some(id) = utlamnande(&change) {
            self.utlamnat(id, false);
        } else {
            self.akt.sparar = false;
        }
        if matches!(fel, StoreError::Upptagen) {
            let vantar = Vantar::Aktakt {
                change: change.clone(),
                op,
            };
            self.dialog = Some(forsok_igen(text, op, change, vantar));
            return;
        }
        self.notis = Some(text);
        if self.vy == Vy::Akt && self.akt.stig.is_empty() {
            // What was to be opened from elsewhere is not there.
            self.lamna_akterna(effekter);
        } else if self.vy == Vy::Akt {
            self.ladda_akt(effekter);
        }
    }
}

/// Of what it is logged that something has left the program, where that is the act.
fn utlamnande(change: &Change) -> Option<&RadId> {
    let Change::Akt(akt, _) = change else {
        return None;
    };
    match &**akt {
        Aktakt::Utlamnat { id } => Some(id),
        _ => None,
    }
}
