//! The app: what happens in it is a [`Msg`], what it wants done outside is an [`Effect`]. `update` performs nothing.

pub mod akt;
mod andrat;
pub mod behorighet;
pub mod besok;
pub mod blankett;
mod erbjudande;
mod handlingar;
pub mod ko;
pub mod kommando;
mod lapp;
pub mod las;
mod parkerade;
mod parkering;
pub mod rad;
pub mod rader;
pub mod skrivbord;
mod sokvy;
pub mod statistik;
mod svar;
mod tomt;
mod urklipp;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::checklistor::Checklistor;
use crate::domain::behorighet::Behorighet;
use crate::domain::besok::Onskan;
use crate::domain::insats::{Insats, InsatsNr, Katalog};
use crate::form::textfalt::Textfalt;
use crate::information::Informationstexter;
use crate::lapp::Lapp;
use crate::sok::{Index, Traff};
use crate::store::worker::{StoreMsg, Ticket};
use crate::store::{Aktor, Change, Lage, OpId, ParkeradRad, Query, RadId};
use crate::text;
use crate::ui::inmatning::{Inmatning, Tangent};
use crate::ui::rader::Rulle;
use akt::{Akten, Aktval};
use besok::Besoksvy;
use ko::{Ko, Koval};
use kommando::{Kommando, Kontext, tolka};
use rad::{Radsida, Radvy};
use rader::Rader;
use statistik::Statistikvy;
use statistik::rakna::{Raknat, Raknearbete};
use svar::Vantar;

use sokvy::sent;
pub use sokvy::{Sent, Sokvy};

/// Something happened.
#[derive(Debug)]
pub enum Msg {
    /// At the keyboard.
    Inmatning(Inmatning),
    /// In the store.
    Store(StoreMsg),
    /// Something was added up aside.
    Raknat(Box<Raknat>),
    /// Nothing, for as long as [`App::vacks`] asked.
    Tid,
}

/// Something to be done outside.
#[derive(Debug)]
pub enum Effect {
    /// Read.
    Load(Ticket, Query),
    /// Write; sent again with the same id until it is done or given up.
    Save(Ticket, OpId, Change),
    /// Add up aside: the screen goes on meanwhile.
    Rakna(Box<Raknearbete>),
    /// Copy to the clipboard of the terminal, which is somebody's own machine; done only where a key asked for it.
    Kopiera(String),
    /// Empty the clipboard of what was last copied to it.
    TomUrklipp,
    /// Hand a text to the printer, where the desk has one; done only where a key asked for it, and through no file.
    SkrivUt(String),
    /// Stop for the shell.
    Pausa,
    /// End the program.
    Avsluta,
}

/// What `update` may know of the world, made anew for each message.
#[derive(Clone, Debug)]
pub struct Env {
    /// Now.
    pub nu: DateTime<Utc>,
    /// Today, as the rules see it.
    pub idag: NaiveDate,
    /// An unused operation id.
    pub op: OpId,
    /// An unused row id.
    pub rad: RadId,
}

/// Which screen is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vy {
    /// The lookup.
    Sok,
    /// The visit.
    Besok,
    /// The parked visits.
    Parkerade,
    /// The statistics.
    Statistik,
    /// The waiting list.
    Ko,
    /// Handovers and akter.
    Akt,
    /// The help.
    Hjalp,
    /// A page of advice.
    Rad,
}

/// Dialog, a question with answers that are data.
///
/// Its `Debug` shows only the heading: opened contact data are shown in one.
pub struct Dialog {
    /// Heading.
    pub rubrik: String,
    /// What it says, a paragraph each.
    pub text: Vec<String>,
    /// The answers: key, words, what it does.
    pub val: Vec<(Tangent, String, Dialogsvar)>,
}

impl fmt::Debug for Dialog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dialog({})", self.rubrik)
    }
}

impl Dialog {
    /// Whether it asks for an act to be sent again: until then the act is nowhere but here.
    fn ar_osparad(&self) -> bool {
        let igen = |(_, _, svar): &(Tangent, String, Dialogsvar)| {
            matches!(svar, Dialogsvar::ForsokIgen(..))
        };
        self.val.iter().any(igen)
    }
}

/// What an answer does.
#[derive(Clone, Debug)]
pub enum Dialogsvar {
    /// Nothing more.
    Stang,
    /// Sends the same act again.
    ForsokIgen(OpId, Box<Change>, Box<Vantar>),
    /// Saves a change and comes back to the list.
    Spara(Box<Change>),
    /// Ends the visit without a handover.
    Lamna(Onskan),
    /// Something about the waiting list.
    Ko(Box<Koval>),
    /// Something about handovers and akter.
    Akt(Box<Aktval>),
    /// Shows a slip over the question, which stays, and prints it.
    Lapp(Box<Lapp>),
}

/// The program's state.
pub struct App {
    /// The catalogue.
    pub katalog: Arc<Katalog>,
    /// The information texts.
    pub texter: Arc<Informationstexter>,
    /// Who acts.
    pub aktor: Aktor,
    /// The screen that is shown.
    pub vy: Vy,
    /// The lookup.
    pub sok: Sokvy,
    /// The visit, where one is open.
    pub besok: Option<Besoksvy>,
    /// The parked visits; the list shows no name.
    pub parkerade: Rader<ParkeradRad>,
    /// The statistics.
    pub statistik: Statistikvy,
    /// The waiting list.
    pub ko: Ko,
    /// Handovers and akter.
    pub akt: Akten,
    /// The checklists of the bridge, read when one is first asked for.
    pub checklistor: Checklistor,
    /// The help: how far it is scrolled, and what it was opened over.
    pub hjalp: (Rulle, Vy),
    /// The pages of advice that lie over everything else, where one is open.
    pub rad: Option<Radvy>,
    /// A question that must be answered first.
    pub dialog: Option<Dialog>,
    /// A message in its fixed place; gone at the next key.
    pub notis: Option<String>,
    /// The state of the file.
    pub lage: Lage,
    /// What whoever acts might do when they last signed in.
    inloggad_med: Behorighet,
    /// When the clipboard is to be emptied, where something has been copied to it.
    urklipp: Option<DateTime<Utc>>,
    /// The day of what happened last, as the rules see it.
    idag: NaiveDate,
    index: Arc<Index>,
    /// Visits that have been left while their last answers are being saved.
    lagda: Vec<Besoksvy>,
    /// The visit that was left begun at this desk, until the next key.
    erbjudet: Option<RadId>,
    /// Ends as soon as what was sent is saved.
    slutar: bool,
    /// The last key counted a visitor: held down, it would count one after the other.
    raknad_nyss: Option<InsatsNr>,
    biljett: u64,
    vantar: BTreeMap<u64, Vantar>,
}

impl App {
    /// The app as it is when the program starts, with what it wants to know at once.
    pub fn ny(
        katalog: Arc<Katalog>,
        texter: Arc<Informationstexter>,
        aktor: Aktor,
        lage: Lage,
    ) -> Self {
        let index = Arc::new(Index::ny(&katalog));
        let svar = sent(&index, "");
        Self {
            katalog,
            texter,
            aktor,
            vy: Vy::Sok,
            sok: Sokvy {
                falt: Textfalt::ny(120),
                svar,
                valt: None,
                rulle: Rulle::default(),
                inaktuell: false,
            },
            besok: None,
            parkerade: Rader::default(),
            statistik: Statistikvy::default(),
            ko: Ko::default(),
            akt: Akten::default(),
            checklistor: Checklistor::inbyggda(),
            hjalp: (Rulle::default(), Vy::Sok),
            rad: None,
            dialog: None,
            notis: None,
            inloggad_med: lage.behorighet,
            lage,
            urklipp: None,
            idag: NaiveDate::default(),
            index,
            lagda: Vec::new(),
            erbjudet: None,
            slutar: false,
            raknad_nyss: None,
            biljett: 0,
            vantar: BTreeMap::new(),
        }
    }

    /// Takes the same catalogue with its search words; before any key is taken in.
    pub fn med_sokord(&mut self, katalog: Arc<Katalog>) {
        self.index = Arc::new(Index::ny(&katalog));
        self.katalog = katalog;
        self.sok_igen();
    }

    /// Makes the search words ready; called after the first frame, which does not need them.
    pub fn varm(&self) {
        self.index.varm();
    }

    /// Takes in what has happened and says what is to be done.
    pub fn update(&mut self, msg: Msg, env: &Env) -> Vec<Effect> {
        let mut effekter = Vec::new();
        self.idag = env.idag;
        self.tom_urklipp_i_tid(env.nu, &mut effekter);
        match msg {
            Msg::Inmatning(Inmatning::Storlek(..)) => {}
            Msg::Inmatning(Inmatning::Tangent(tangent)) => {
                self.notis = None;
                match self.antar(&tangent) {
                    Some(besok) => self.ta_upp(besok, env, &mut effekter),
                    None => self.tangent(&tangent, env, &mut effekter),
                }
            }
            Msg::Inmatning(Inmatning::Klistrat(text)) => self.klistrat(&text, env, &mut effekter),
            Msg::Tid => self.tiden_gar(env, &mut effekter),
            Msg::Store(StoreMsg::Svar(biljett, svar)) => self.under_rad(|app| {
                app.store_svar(biljett, svar, env, &mut effekter);
                app.sluta_nar_allt_ar_sparat(&mut effekter);
            }),
            Msg::Raknat(raknat) => self.under_rad(|app| app.raknat(*raknat, &mut effekter)),
            Msg::Store(StoreMsg::AndratAvAnnan) => self.under_rad(|app| app.andrat(&mut effekter)),
        }
        self.bara_egna_svar();
        effekter
    }

    /// Ends the program because the system says so; what has been answered is parked first, without an answer.
    pub fn stang(&mut self, env: &Env) -> Vec<Effect> {
        let mut effekter = Vec::new();
        self.spara_sist(env, &mut effekter);
        self.spara_skrivet(env, &mut effekter);
        effekter.push(Effect::Avsluta);
        effekter
    }

    /// Sends what has been begun and lets itself be saved, before the screen is locked. Nothing of it leaves the screen.
    pub fn spara_paborjat(&mut self, env: &Env) -> Vec<Effect> {
        let mut effekter = Vec::new();
        self.raknad_nyss = None;
        self.glom_det_raknade();
        self.spara_sist(env, &mut effekter);
        // While a signature is under way the draft waits: saved after it, it would be left behind.
        if !self.akt.signeras() {
            self.spara_skrivet(env, &mut effekter);
        }
        effekter
    }

    /// Whether the store has not answered everything that was asked of it.
    pub fn vantar_svar(&self) -> bool {
        !self.vantar.is_empty()
    }

    /// Whether what stands on the screen is kept nowhere else: it would go with the program.
    pub fn har_bara_har(&self) -> bool {
        self.har_osparat() || self.dialog.as_ref().is_some_and(Dialog::ar_osparad)
    }

    /// Where keys land just now.
    pub fn kontext(&self) -> Kontext {
        match self.vy {
            Vy::Sok => Kontext::Sok,
            Vy::Besok => self.besok.as_ref().map_or(Kontext::Sok, Besoksvy::kontext),
            Vy::Parkerade => Kontext::Parkerade,
            Vy::Statistik => Kontext::Statistik,
            Vy::Ko => self.ko.kontext(),
            Vy::Akt => self.akt.kontext(),
            Vy::Hjalp => Kontext::Hjalp,
            Vy::Rad => Kontext::Rad,
        }
    }

    /// The day of what happened last, as the rules see it.
    pub fn idag(&self) -> NaiveDate {
        self.idag
    }

    /// The chosen insats of the lookup.
    pub fn vald_insats(&self) -> Option<&Insats> {
        self.funnen(self.sok.traffar().nth(self.sok.vald()?)?)
    }

    /// The insats of a hit, by its place: a list of rows is not looked for one by one in a long catalogue.
    pub fn funnen(&self, traff: &Traff) -> Option<&Insats> {
        let insats = self.katalog.insatser.get(traff.rad);
        insats.filter(|insats| insats.nr == traff.nr)
    }

    fn load(&mut self, query: Query, vantar: Vantar, effekter: &mut Vec<Effect>) {
        self.biljett += 1;
        self.vantar.insert(self.biljett, vantar);
        effekter.push(Effect::Load(Ticket(self.biljett), query));
    }

    fn save(&mut self, op: OpId, change: Change, vantar: Vantar, effekter: &mut Vec<Effect>) {
        self.biljett += 1;
        self.vantar.insert(self.biljett, vantar);
        effekter.push(Effect::Save(Ticket(self.biljett), op, change));
    }

    fn tangent(&mut self, tangent: &Tangent, env: &Env, effekter: &mut Vec<Effect>) {
        if self.dialog.is_some() {
            self.dialogtangent(tangent, env, effekter);
            return;
        }
        let kontext = self.kontext();
        // In an empty search field a question mark is a question to the program.
        let fragar =
            kontext == Kontext::Sok && self.sok.falt.ar_tomt() && tangent.skrivet() == Some('?');
        let kommando = tolka(kontext, tangent).or(fragar.then_some(Kommando::Hjalp));
        if let Some(kommando) = kommando {
            if !self.provar(kontext, kommando) {
                return;
            }
            match self.inget_att_gora(kontext, kommando) {
                Some(varfor) => self.notis = Some(varfor.to_owned()),
                None => self.kommando(kommando, env, effekter),
            }
            return;
        }
        match self.vy {
            Vy::Sok => {
                if tangent.skrivet().is_some() {
                    self.sok.borja_om();
                }
                if self.sok.falt.hantera(tangent) {
                    self.sok_igen();
                }
            }
            Vy::Besok => {
                if let Some(besok) = &mut self.besok {
                    besok.skriv(tangent, env.idag);
                    self.spara_utkast(env, effekter);
                }
            }
            Vy::Ko => self.skriv_i_ko(tangent),
            Vy::Akt => self.skriv_i_akt(tangent, env, effekter),
            Vy::Parkerade | Vy::Statistik | Vy::Hjalp | Vy::Rad => {}
        }
    }

    fn dialogtangent(&mut self, tangent: &Tangent, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(dialog) = &self.dialog else { return };
        let esc = *tangent == Tangent::ESC;
        let stanger = |svar: &Dialogsvar| esc && matches!(svar, Dialogsvar::Stang);
        let valt = dialog
            .val
            .iter()
            .find(|(t, _, svar)| t == tangent || stanger(svar))
            .map(|(_, _, svar)| svar.clone());
        match valt {
            None => match tolka(Kontext::Hjalp, tangent) {
                Some(Kommando::Avsluta) => self.sluta(env, effekter),
                Some(Kommando::Oro) => self.oppna_rad(Radsida::Oro),
                _ => {}
            },
            Some(Dialogsvar::Lapp(lapp)) => self.oppna_lapp(&lapp, effekter),
            Some(svar) => {
                self.dialog = None;
                match svar {
                    Dialogsvar::Stang | Dialogsvar::Lapp(_) => {}
                    Dialogsvar::ForsokIgen(op, change, vantar) => {
                        self.save(op, *change, *vantar, effekter);
                    }
                    Dialogsvar::Spara(change) => {
                        self.save(env.op, *change, Vantar::Listandring, effekter);
                    }
                    Dialogsvar::Lamna(onskan) => self.lamna(onskan, env, effekter),
                    Dialogsvar::Ko(val) => self.koval(*val, env, effekter),
                    Dialogsvar::Akt(val) => self.aktval(*val, env, effekter),
                }
            }
        }
    }

    fn klistrat(&mut self, text: &str, env: &Env, effekter: &mut Vec<Effect>) {
        (self.notis, self.erbjudet, self.raknad_nyss) = (None, None, None);
        match self.vy {
            Vy::Sok if self.dialog.is_none() => {
                self.sok.borja_om();
                self.sok.falt.infoga(text);
                self.sok_igen();
            }
            Vy::Besok if self.dialog.is_none() => {
                if let Some(besok) = &mut self.besok {
                    besok.klistra(text);
                }
            }
            Vy::Ko if self.dialog.is_none() => self.klistra_i_ko(text),
            Vy::Akt if self.dialog.is_none() => self.klistra_i_akt(text, env, effekter),
            Vy::Sok
            | Vy::Besok
            | Vy::Parkerade
            | Vy::Statistik
            | Vy::Ko
            | Vy::Akt
            | Vy::Hjalp
            | Vy::Rad => {}
        }
    }

    fn kommando(&mut self, kommando: Kommando, env: &Env, effekter: &mut Vec<Effect>) {
        match kommando {
            Kommando::Avsluta => self.sluta(env, effekter),
            Kommando::Pausa => effekter.push(Effect::Pausa),
            Kommando::Oro => self.oppna_rad(Radsida::Oro),
            Kommando::Forekomst => self.oppna_rad(Radsida::Forekomst),
            Kommando::Hjalp if self.vy == Vy::Rad => self.hjalp_fran_rad(),
            Kommando::Hjalp if self.vy != Vy::Hjalp => {
                self.hjalp = (Rulle::default(), self.vy);
                self.vy = Vy::Hjalp;
            }
            Kommando::Hjalp => self.vy = self.hjalp.1,
            Kommando::VisaParkerade => self.oppna_parkerade(effekter),
            Kommando::VisaKo => self.oppna_koer(env, effekter),
            Kommando::VisaAttgora => self.oppna_attgora(env, effekter),
            Kommando::VisaOverlamningar => self.oppna_inkorg(effekter),
            Kommando::VisaStatistik => self.oppna_statistik(effekter),
            Kommando::Informerad => self.informerad(env, effekter),
            Kommando::Lapp => self.fraga_lapp_efter_fragan(),
            annat => match self.vy {
                Vy::Sok => self.sokkommando(annat, env, effekter),
                Vy::Besok => self.besokskommando(annat, env, effekter),
                Vy::Parkerade => self.parkeradkommando(annat, env, effekter),
                Vy::Statistik => self.statistikkommando(annat, effekter),
                Vy::Ko => self.kokommando(annat, env, effekter),
                Vy::Akt => self.aktkommando(annat, env, effekter),
                Vy::Hjalp => self.hjalpkommando(annat),
                Vy::Rad => self.radkommando(annat),
            },
        }
    }

    /// Ends the program, but not before what was sent has been answered: nobody would see that it was not saved. The
    /// second time it ends at once; what was sent is then saved without an answer. A text that nobody has saved is left
    /// first.
    fn sluta(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        self.spara_utkast(env, effekter);
        self.spara_skrivet(env, effekter);
        if self.har_osparat() {
            self.fraga_om_osparat();
            return;
        }
        if self.slutar || !self.sparar() {
            effekter.push(Effect::Avsluta);
        } else {
            self.slutar = true;
            self.notis = Some(text::skarm::SPARAR.to_owned());
        }
    }

    fn sluta_nar_allt_ar_sparat(&mut self, effekter: &mut Vec<Effect>) {
        // A question, a slip or a handover that came of it has to be seen first.
        self.slutar &= self.dialog.is_none() && !self.har_osparat();
        if self.slutar && !self.sparar() {
            effekter.push(Effect::Avsluta);
        }
    }

    fn sparar(&self) -> bool {
        self.vantar.values().any(Vantar::ar_sparning)
    }

    fn hjalpkommando(&mut self, kommando: Kommando) {
        match rullning(kommando) {
            Some(rader) => self.hjalp.0.flytta(rader),
            None => self.vy = self.hjalp.1,
        }
    }
}

fn dialogval(tangent: Tangent, ord: &str, svar: Dialogsvar) -> (Tangent, String, Dialogsvar) {
    (tangent, ord.to_owned(), svar)
}

/// How far a command scrolls, where it scrolls at all.
fn rullning(kommando: Kommando) -> Option<i16> {
    match kommando {
        Kommando::Upp => Some(-1),
        Kommando::Ner => Some(1),
        Kommando::SidaUpp => Some(-10),
        Kommando::SidaNer => Some(10),
        _ => None,
    }
}

/// Scrolls a text.
fn rulla(rulle: &Rulle, kommando: Kommando) {
    match (kommando, rullning(kommando)) {
        (Kommando::Forst, _) => rulle.nolla(),
        (Kommando::Sist, _) => rulle.flytta(i16::MAX),
        (_, Some(rader)) => rulle.flytta(rader),
        _ => {}
    }
}
