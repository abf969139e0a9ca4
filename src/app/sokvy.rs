//! The lookup: what its keys do, and the visitor who only asks.

use std::cell::LazyCell;
use std::sync::Arc;

use super::kommando::Kommando;
use super::svar::Vantar;
use super::{App, Effect, Env};
use crate::domain::besok::{Besok, Onskan, Underrattad};
use crate::domain::fakta::Fakta;
use crate::domain::information::{Satt, Sprak, TextId, Texter};
use crate::domain::kolapp::Kolappskod;
use crate::domain::raknat::Raknas;
use crate::form::textfalt::Textfalt;
use crate::sok::{Index, Svar, Traff};
use crate::store::Change;
use crate::text;
use crate::ui::rader::Rulle;

/// The lookup: what is typed, what was found, what is chosen.
#[derive(Debug)]
pub struct Sokvy {
    /// The search field.
    pub falt: Textfalt,
    /// What was found. Searched for when somebody looks: of letters that come many at a time only the last is.
    pub svar: Sent,
    /// The row that somebody has moved to; `None` where it is the one that is chosen at first.
    pub(super) valt: Option<usize>,
    /// How far the text to the right is scrolled.
    pub rulle: Rulle,
    /// What is typed was said by somebody who has been seen to: the next letter begins anew.
    pub(super) inaktuell: bool,
}

/// Sent, an answer that is worked out when it is asked for.
pub type Sent = LazyCell<Svar, Box<dyn FnOnce() -> Svar + Send>>;

/// The answer to what is typed, once somebody wants it.
pub(super) fn sent(index: &Arc<Index>, fraga: &str) -> Sent {
    let (index, fraga) = (Arc::clone(index), fraga.to_owned());
    LazyCell::new(Box::new(move || index.sok(&fraga, usize::MAX)))
}

impl Sokvy {
    /// Which row is chosen; none where the answer is where to apply.
    pub fn vald(&self) -> Option<usize> {
        self.valt.or_else(|| self.forst())
    }

    /// Empties the field where what stands there belongs to the person before.
    pub(super) fn borja_om(&mut self) {
        if std::mem::take(&mut self.inaktuell) {
            self.falt.tom();
        }
    }

    /// The insatser in the list, best first; after a hänvisning those that may still be of use.
    pub fn traffar(&self) -> impl Iterator<Item = &Traff> {
        self.svar.traffar.iter().chain(&self.svar.sidoforslag)
    }

    /// The row that is chosen at first: the best insats, or none where the answer is where to apply.
    pub(super) fn forst(&self) -> Option<usize> {
        self.svar.hanvisning.is_none().then_some(0)
    }

    /// The slip whose code is typed, where what is typed is one.
    pub fn kolapp(&self) -> Option<Kolappskod> {
        Kolappskod::las(self.falt.text())
    }

    pub(super) fn valj(&mut self, rad: Option<usize>) {
        if self.vald() != rad {
            self.valt = rad;
            self.rulle.nolla();
        }
    }
}

impl App {
    pub(super) fn sok_igen(&mut self) {
        self.sok.svar = sent(&self.index, self.sok.falt.text());
        self.sok.valt = None;
        self.raknad_nyss = None;
        self.sok.rulle.nolla();
        if let Some(kod) = self.sok.kolapp() {
            self.notis = Some(text::koskarm::kolapp_hittad(kod));
        }
    }

    pub(super) fn sokkommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let antal = self.sok.traffar().count();
        if matches!(kommando, Kommando::Upp | Kommando::Ner) {
            self.raknad_nyss = None;
        }
        match kommando {
            Kommando::Upp => {
                let uppat = self.sok.vald().and_then(|vald| vald.checked_sub(1));
                self.sok.valj(uppat.or(self.sok.forst()));
            }
            Kommando::Ner if antal > 0 => {
                let nerat = self.sok.vald().map_or(0, |vald| vald + 1);
                self.sok.valj(Some(nerat.min(antal - 1)));
            }
            Kommando::SidaUpp => self.sok.rulle.flytta(-10),
            Kommando::SidaNer => self.sok.rulle.flytta(10),
            Kommando::Tillbaka => {
                self.sok.falt.tom();
                self.sok_igen();
            }
            Kommando::Vidare => match (self.sok.kolapp(), self.vald_insats().cloned()) {
                (Some(kod), _) => self.oppna_kolapp(kod, env, effekter),
                (None, Some(insats)) => self.borja(Arc::new(insats), None, env, effekter),
                (None, None) => self.notis = Some(self.ingen_insats()),
            },
            _ => {}
        }
    }

    fn ingen_insats(&self) -> String {
        let hanvisas = self.sok.svar.hanvisning.is_some();
        let text = if hanvisas {
            text::skarm::BARA_ANSOKAN
        } else {
            text::skarm::INGEN_INSATS
        };
        text.to_owned()
    }

    /// One key for the visitor who only asked: counted, with the information that stands on the screen.
    pub(super) fn informerad(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        if self.raknad_nyss.is_some() {
            self.notis = Some(text::skarm::REDAN_RAKNAT.to_owned());
            return;
        }
        // A slip is nobody who has asked.
        if let Some(kod) = self.sok.kolapp() {
            self.notis = Some(text::koskarm::kolapp_hittad(kod));
            return;
        }
        // The first of all insatser is nobody's choice.
        if self.sok.falt.ar_tomt() && self.sok.valt.is_none() {
            self.notis = Some(text::skarm::SOK_FORST.to_owned());
            return;
        }
        let Some(insats) = self.vald_insats().cloned().map(Arc::new) else {
            self.notis = Some(self.ingen_insats());
            return;
        };
        let underrattad = Underrattad {
            text: self.texter.text(TextId::Standard),
            satt: Satt::Muntligt,
            sprak: Sprak::SVENSKA,
        };
        let slut = Besok::ny(Arc::clone(&insats))
            .provat(&Fakta::default(), env.idag)
            .kvittera(underrattad)
            .avsluta(Onskan::BaraFraga, Raknas::default(), env.idag);
        let namn = insats.namn.clone();
        self.raknad_nyss = Some(insats.nr);
        let change = Change::Avsluta {
            slut,
            insats,
            katalog: self.katalog.version.clone(),
            utkast: None,
            kolapp: None,
        };
        self.save(
            env.op,
            change.clone(),
            Vantar::Informerad {
                namn,
                change: Box::new(change),
                op: env.op,
            },
            effekter,
        );
    }
}
