//! The waiting list on the screen: which view is open, what it holds, and the way back. None of it shows a name.

pub mod attgora;
pub mod avslut;
mod blanketter;
pub mod blankettslag;
mod dialoger;
mod kommandon;
mod post;
mod sida;
mod svar;

use std::sync::Arc;

use chrono::{Months, NaiveDate};

use super::blankett::Blankett;
use super::kommando::Kontext;
use super::rader::Rader;
use super::svar::Vantar;
use super::{App, Effect, Env, Vy};
use crate::domain::behorighet::Garning;
use crate::domain::insats::InsatsNr;
use crate::domain::ko::plats::{Overhopp, Pott};
use crate::domain::ko::policy::forsenad;
use crate::domain::kolapp::Kolappskod;
use crate::store::ko::{
    Bevis, Koakt, Kofraga, Kopostbild, Koversikt, Pottbild, Rattvisa, Sammanhang,
};
use crate::store::{Change, Query};
use crate::ui::rader::Rulle;

use attgora::Attgoravy;
use avslut::Avslut;
use blankettslag::Blankettslag;

pub use sida::Sidvy;

/// Kövy, which view of the waiting list is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kovy {
    /// The queues at a glance.
    Koer,
    /// One queue.
    Sida,
    /// One entry.
    Post,
    /// What is to be done today.
    Attgora,
    /// Places and group starts of a queue.
    Platser,
    /// The fairness report.
    Rattvisa,
    /// Why an entry has its rank.
    Bevis,
    /// A form to be filled in.
    Blankett,
}

/// Postvy, one entry.
#[derive(Debug)]
pub struct Postvy {
    /// The slip.
    pub kod: Kolappskod,
    /// The entry, once the store has answered.
    pub bild: Option<Box<Kopostbild>>,
    /// How far it is scrolled.
    pub rulle: Rulle,
}

/// Platsvy, the places of one queue.
#[derive(Debug)]
pub struct Platsvy {
    /// The insats.
    pub insats: InsatsNr,
    /// The places as the store gave them.
    pub potter: Option<Vec<Pottbild>>,
    /// The rows: a row for each kind, and one for each taken place of it.
    pub rader: Rader<Platsrad>,
}

/// Platsrad, a row of the places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Platsrad {
    /// A kind of places, or a group start.
    Pott(Pott),
    /// A taken place: its number.
    Tagen(Pott, u16),
}

/// Kö, all that the views of the waiting list hold. Forgotten as a whole when they are left.
#[derive(Debug, Default)]
pub struct Ko {
    /// The way from the lookup to what is shown; never empty while the waiting list is open.
    stig: Vec<Kovy>,
    /// Only this insats: the queue of a silo is in no common list (SEK-02).
    pub bara: Option<InsatsNr>,
    /// The insats that somebody has searched for: its queue is chosen when the queues come.
    sokt: Option<InsatsNr>,
    /// The queues at a glance.
    pub koer: Rader<Koversikt>,
    /// One queue.
    pub sida: Option<Sidvy>,
    /// One entry.
    pub post: Option<Postvy>,
    /// What is to be done today.
    pub attgora: Attgoravy,
    /// The places of a queue.
    pub platser: Option<Platsvy>,
    /// The fairness report.
    pub rattvisa: Option<Rattvisa>,
    /// Why an entry has its rank.
    pub bevis: Option<Box<Bevis>>,
    /// How far the report or the proof is scrolled.
    pub rulle: Rulle,
    /// The form that is being filled in.
    pub blankett: Option<Blankett<Blankettslag>>,
    /// The day for which the store has been asked, in this opening, to do what time has done.
    svept: Option<NaiveDate>,
    /// An act has been sent and not answered: a key that is held down makes no second one.
    sparar: bool,
}

impl Ko {
    /// The view that is shown.
    pub fn vy(&self) -> Kovy {
        self.stig.last().copied().unwrap_or(Kovy::Koer)
    }

    /// Where keys land.
    pub fn kontext(&self) -> Kontext {
        match self.vy() {
            Kovy::Koer => Kontext::Koer,
            Kovy::Sida => Kontext::Kosida,
            Kovy::Post => Kontext::Kopost,
            Kovy::Attgora => Kontext::Attgora,
            Kovy::Platser => Kontext::Koplatser,
            Kovy::Rattvisa | Kovy::Bevis => Kontext::Kotext,
            Kovy::Blankett => match &self.blankett {
                Some(blankett) if blankett.skriver() => Kontext::Blankett,
                Some(_) | None => Kontext::Blankettval,
            },
        }
    }

    /// The insats that the view is about, where it is about one.
    pub(super) fn insats(&self) -> Option<InsatsNr> {
        let post = || Some(self.post.as_ref()?.bild.as_ref()?.rad.insats);
        match self.vy() {
            Kovy::Sida => self.sida.as_ref().map(|sida| sida.insats),
            Kovy::Platser => self.platser.as_ref().map(|platser| platser.insats),
            Kovy::Post | Kovy::Bevis => post(),
            Kovy::Blankett => self.blankett.as_ref().map(|b| b.slag.insats()),
            Kovy::Attgora => self.attgora.insats(),
            Kovy::Koer | Kovy::Rattvisa => None,
        }
    }
}

/// Underlagsfråga, what an offer is asked about before it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Underlagsfraga {
    /// The insats.
    pub insats: InsatsNr,
    /// Which places; the first with a free one where none is named.
    pub pott: Option<Pott>,
    /// To whom; the next in turn where no slip is named.
    pub kod: Option<Kolappskod>,
    /// Whom staff passes over.
    pub hoppa: Vec<(Kolappskod, Overhopp)>,
}

/// Köväntan, which answer about the waiting list is awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kovantan {
    /// The queues at a glance.
    Koer,
    /// A page of a queue, from a place in line.
    Sida(InsatsNr, u64),
    /// An entry.
    Post(Kolappskod),
    /// What is to be done today.
    Attgora,
    /// The places of a queue.
    Platser(InsatsNr),
    /// The fairness report.
    Rattvisa,
    /// A proof.
    Bevis(Kolappskod),
    /// What an offer would do.
    Underlag(Underlagsfraga),
    /// Whether whoever stands at the desk may be called in.
    KallaIn(InsatsNr, Kolappskod, bool),
    /// The entry that is to be ended.
    Avsluta(Kolappskod),
    /// The groups of the queue, for the slip of an entry.
    Lapp(Kolappskod),
    /// What an undo would undo.
    Senaste,
}

/// Köval, what an answer to a question about the waiting list does.
#[derive(Clone, Debug)]
pub enum Koval {
    /// Does an act.
    Akt(Box<Koakt>),
    /// Asks what an offer would do.
    Underlag(Underlagsfraga),
    /// Opens a form.
    Blankett(Blankettslag),
    /// Asks how somebody was, or was not, reached.
    Kanal(Kolappskod, bool),
    /// Asks once more before an entry is said to be a mistake.
    Felregistrera(Kolappskod),
    /// Asks once more before an entry is ended, or first for which villkor.
    Avsluta(Avslut),
    /// Asks once more before a no ends the entry.
    Nej(Kolappskod),
    /// Begins a visit with the slip.
    Borja(InsatsNr, Kolappskod),
}

impl App {
    /// What the rules of the queue need to know of the world.
    pub(super) fn sammanhang(&self) -> Sammanhang {
        Sammanhang {
            katalog: Arc::clone(&self.katalog),
            idag: self.idag,
        }
    }

    /// How many queues have waited too long to be gone through, for the header.
    pub fn att_granska(&self) -> usize {
        let sena = |(_, sedan): &&(InsatsNr, NaiveDate)| forsenad(*sedan, self.idag);
        self.lage.ogranskade.iter().filter(sena).count()
    }

    /// Opens the queues; where somebody has asked for the insats of a silo, only that one.
    pub(super) fn oppna_koer(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        self.borja_ko(Kovy::Koer, env, effekter);
    }

    /// Opens the entry of a slip that is typed in the lookup; the way back is to the lookup.
    pub(super) fn oppna_kolapp(&mut self, kod: Kolappskod, env: &Env, effekter: &mut Vec<Effect>) {
        self.ko = Ko::default();
        self.vy = Vy::Ko;
        self.oppna_post(kod, env, effekter);
    }

    /// Opens what is to be done today.
    pub(super) fn oppna_attgora(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        if self.vy == Vy::Ko {
            self.oppna_kovy(Kovy::Attgora, env, effekter);
        } else {
            self.borja_ko(Kovy::Attgora, env, effekter);
        }
    }

    fn borja_ko(&mut self, vy: Kovy, env: &Env, effekter: &mut Vec<Effect>) {
        // With nothing typed nobody has asked for that queue: the row at the top is only where the cursor stands.
        let sokt = self.vald_insats().filter(|_| !self.sok.falt.ar_tomt());
        self.ko = Ko {
            bara: sokt.filter(|insats| insats.silo).map(|insats| insats.nr),
            sokt: sokt.map(|insats| insats.nr),
            ..Ko::default()
        };
        self.vy = Vy::Ko;
        self.oppna_kovy(vy, env, effekter);
    }

    /// Shows a view above the one that is shown.
    fn oppna_kovy(&mut self, vy: Kovy, env: &Env, effekter: &mut Vec<Effect>) {
        self.ko.stig.push(vy);
        self.ko.rulle.nolla();
        self.ladda_ko(effekter);
        match vy {
            Kovy::Koer | Kovy::Sida | Kovy::Attgora => {
                self.ko.svept = None;
                self.svep(env, effekter);
            }
            Kovy::Post | Kovy::Platser | Kovy::Rattvisa | Kovy::Bevis | Kovy::Blankett => {}
        }
    }

    fn oppna_sida(&mut self, insats: InsatsNr, env: &Env, effekter: &mut Vec<Effect>) {
        self.ko.sida = Some(Sidvy::ny(insats));
        self.oppna_kovy(Kovy::Sida, env, effekter);
    }

    fn oppna_post(&mut self, kod: Kolappskod, env: &Env, effekter: &mut Vec<Effect>) {
        self.ko.post = Some(Postvy {
            kod,
            bild: None,
            rulle: Rulle::default(),
        });
        self.oppna_kovy(Kovy::Post, env, effekter);
    }

    fn oppna_platser(&mut self, insats: InsatsNr, env: &Env, effekter: &mut Vec<Effect>) {
        self.ko.platser = Some(Platsvy {
            insats,
            potter: None,
            rader: Rader::default(),
        });
        self.oppna_kovy(Kovy::Platser, env, effekter);
    }

    /// One step back; from the first view to the lookup.
    fn backa_ko(&mut self, effekter: &mut Vec<Effect>) {
        match self.ko.stig.pop() {
            Some(Kovy::Blankett) => self.ko.blankett = None,
            Some(Kovy::Post) => self.ko.post = None,
            Some(Kovy::Bevis) => self.ko.bevis = None,
            Some(Kovy::Sida) => self.ko.sida = None,
            Some(Kovy::Koer | Kovy::Attgora | Kovy::Platser | Kovy::Rattvisa) | None => {}
        }
        self.ko.rulle.nolla();
        if self.ko.stig.is_empty() {
            self.lamna_ko(effekter);
        } else {
            self.ladda_ko(effekter);
        }
    }

    /// Back to the lookup; nothing of the waiting list is kept.
    pub(super) fn lamna_ko(&mut self, effekter: &mut Vec<Effect>) {
        self.ko = Ko::default();
        self.vy = Vy::Sok;
        self.load(Query::Lage, Vantar::Lage, effekter);
    }

    /// Asks for what is shown, anew.
    pub(super) fn ladda_ko(&mut self, effekter: &mut Vec<Effect>) {
        let (fraga, vantan) = match self.ko.vy() {
            Kovy::Koer => (Kofraga::Koer(self.ko.bara), Kovantan::Koer),
            Kovy::Sida => {
                let Some(sida) = &self.ko.sida else { return };
                (
                    sida.fraga(),
                    Kovantan::Sida(sida.insats, sida.onskad_fran()),
                )
            }
            Kovy::Post => {
                let Some(post) = &self.ko.post else { return };
                (Kofraga::Post(post.kod), Kovantan::Post(post.kod))
            }
            Kovy::Attgora => {
                self.fraga_attgora_i_akterna(effekter);
                (Kofraga::Attgora(self.ko.bara), Kovantan::Attgora)
            }
            Kovy::Platser => {
                let Some(platser) = &self.ko.platser else {
                    return;
                };
                (
                    Kofraga::Platser(platser.insats),
                    Kovantan::Platser(platser.insats),
                )
            }
            Kovy::Rattvisa => {
                let fran = self
                    .idag
                    .checked_sub_months(Months::new(12))
                    .unwrap_or(self.idag);
                (Kofraga::Rattvisa(fran, self.idag), Kovantan::Rattvisa)
            }
            Kovy::Bevis => {
                let Some(post) = &self.ko.post else { return };
                (Kofraga::Bevis(post.kod), Kovantan::Bevis(post.kod))
            }
            Kovy::Blankett => return,
        };
        self.fraga_ko(fraga, vantan, effekter);
    }

    fn fraga_ko(&mut self, fraga: Kofraga, vantan: Kovantan, effekter: &mut Vec<Effect>) {
        let query = Query::Ko(fraga, self.sammanhang());
        self.load(query, Vantar::Ko(vantan), effekter);
    }

    /// Asks what an undo would undo.
    fn fraga_senaste(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        let fraga = Kofraga::Senaste {
            anvandare: self.aktor.anvandare.clone(),
            desk: self.aktor.desk.clone(),
            nu: env.nu,
        };
        self.fraga_ko(fraga, Kovantan::Senaste, effekter);
    }

    fn fraga_underlag(&mut self, fraga: Underlagsfraga, effekter: &mut Vec<Effect>) {
        if !self.provar_nagot(&[Garning::SkotaKo]) {
            return;
        }
        self.fraga_ko(
            Kofraga::Underlag {
                insats: fraga.insats,
                pott: fraga.pott.clone(),
                kod: fraga.kod,
                hoppa: fraga.hoppa.clone(),
            },
            Kovantan::Underlag(fraga),
            effekter,
        );
    }

    /// Sends an act, unless one is under way.
    fn koakt(&mut self, akt: Koakt, env: &Env, effekter: &mut Vec<Effect>) {
        if std::mem::replace(&mut self.ko.sparar, true) {
            return;
        }
        let change = Change::Ko(akt, self.sammanhang());
        let vantar = Vantar::Koakt {
            change: Box::new(change.clone()),
            op: env.op,
            insats: self.ko.insats(),
        };
        self.save(env.op, change, vantar, effekter);
    }

    /// Lets the store do what time has done, once for each opening and day.
    fn svep(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        if self.ko.svept.replace(self.idag) == Some(self.idag) {
            return;
        }
        let change = Change::Ko(Koakt::Svep, self.sammanhang());
        self.save(env.op, change, Vantar::Svep, effekter);
    }
}
