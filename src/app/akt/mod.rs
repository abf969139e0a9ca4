//! Handovers and akter on the screen: which view is open, what it holds, and the way back. Lists show no names.

mod arende;
mod avslut;
pub mod blad;
mod blanketter;
pub mod blankettslag;
pub mod bro;
mod dialoger;
mod inkorg;
pub mod plan;
pub mod samtycken;
mod svar;
pub mod utkast;

use super::blankett::Blankett;
use super::kommando::{Kommando, Kontext};
use super::rader::Rader;
use super::svar::Vantar;
use super::{App, Effect, Env, Vy, rullning};
use crate::domain::akt::Skrivare;
use crate::domain::behorighet::Garning;
use crate::domain::insats::InsatsNr;
use crate::store::akt::{Aktakt, Aktfraga, Arendebild, Arenderad, Inkorgsrad};
use crate::store::{Change, HamtadOverlamning, Query, RadId};
use crate::ui::inmatning::Tangent;
use crate::ui::rader::Rulle;

use blankettslag::Aktblankett;
use utkast::Skrivet;

/// Aktvy, which view is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aktvy {
    /// The inbox of the own enhet.
    Inkorg,
    /// What has come back to the own desk.
    Aterlamnade,
    /// A fetched handover.
    Overlamning,
    /// The ärenden of the own enhet, or those that a search has found.
    Arenden,
    /// One ärende.
    Arende,
    /// The plan of the ärende.
    Plan,
    /// The consents to tell of the ärende.
    Samtycken,
    /// The sheet for the case system.
    Blad,
    /// The bridge to needs-assessed help.
    Bro,
    /// A form to be filled in.
    Blankett,
}

/// Ärendevy, one ärende on the screen.
#[derive(Debug)]
pub struct Arendevy {
    /// The ärende with its akt.
    pub bild: Box<Arendebild>,
    /// The chosen note, by its place.
    pub vald: usize,
    /// How far the chosen note is scrolled.
    pub rulle: Rulle,
}

/// Akten, all that the views of handovers and akter hold. Forgotten as a whole when they are left.
#[derive(Debug, Default)]
pub struct Akten {
    /// The way from the lookup to what is shown; never empty while the akter are open.
    stig: Vec<Aktvy>,
    /// The inbox.
    pub inkorg: Rader<Inkorgsrad>,
    /// What has come back.
    pub aterlamnade: Rader<Inkorgsrad>,
    /// The handover that is read.
    pub overlamning: Option<Box<HamtadOverlamning>>,
    /// The ärenden.
    pub arenden: Rader<Arenderad>,
    /// The closed ones are shown instead of those under way.
    pub avslutade: bool,
    /// The ärenden are what a search has found.
    pub sokta: bool,
    /// The ärende that is read.
    pub arende: Option<Arendevy>,
    /// The older version of the plan that is looked at, instead of those that are open.
    pub aldre: Option<u32>,
    /// The consent that is chosen.
    valt_samtycke: Option<RadId>,
    /// The sheet for the case system.
    pub blad: Option<blad::Bladvy>,
    /// The bridge to needs-assessed help.
    pub bro: Option<bro::Brovy>,
    /// How far a text is scrolled.
    pub rulle: Rulle,
    /// The form that is being filled in.
    pub blankett: Option<Blankett<Aktblankett>>,
    /// The draft of what is being written in it.
    pub utkast: Option<Skrivet>,
    /// Who writes: asked once, and proposed from then on.
    skrivare: Option<Skrivare>,
    /// An act has been sent and not answered: a key that is held down makes no second one.
    sparar: bool,
    /// The screen that they were opened from, where that is not the lookup.
    fran: Option<Vy>,
}

impl Akten {
    /// The view that is shown.
    pub fn vy(&self) -> Aktvy {
        self.stig.last().copied().unwrap_or(Aktvy::Inkorg)
    }

    /// Whether an act has been sent and not answered.
    pub(super) fn signeras(&self) -> bool {
        self.sparar
    }

    /// Where keys land.
    pub fn kontext(&self) -> Kontext {
        match self.vy() {
            Aktvy::Inkorg => Kontext::Inkorg,
            Aktvy::Aterlamnade => Kontext::Aterlamnade,
            Aktvy::Overlamning => Kontext::Overlamning,
            Aktvy::Arenden => Kontext::Arenden,
            Aktvy::Arende => Kontext::Arende,
            Aktvy::Plan => Kontext::Plan,
            Aktvy::Samtycken => Kontext::Samtycken,
            Aktvy::Blad => Kontext::Aktblad,
            Aktvy::Bro if self.bro.as_ref().is_some_and(|vy| vy.listor) => Kontext::Bro,
            Aktvy::Bro => Kontext::Brotider,
            Aktvy::Blankett => match (&self.blankett, &self.utkast) {
                (Some(blankett), utkast) if blankett.skriver_langt() => match utkast {
                    Some(_) => Kontext::Langtext,
                    None => Kontext::Langblankett,
                },
                (Some(blankett), None) if blankett.skriver() => Kontext::Blankett,
                (Some(blankett), Some(_)) if blankett.skriver() => Kontext::Utkast,
                (_, Some(_)) => Kontext::Utkastval,
                (_, None) => Kontext::Blankettval,
            },
        }
    }

    /// The insats that the view is about, where it is about one.
    pub(super) fn insats(&self) -> Option<InsatsNr> {
        let arende = self.bild().map(|bild| bild.rad.insats);
        arende.or_else(|| self.overlamning.as_ref().map(|hel| hel.rad.insats))
    }

    /// The ärende that is read.
    fn bild(&self) -> Option<&Arendebild> {
        self.arende.as_ref().map(|vy| vy.bild.as_ref())
    }

    /// Takes in an ärende as it stands now; the same note stays chosen.
    fn ta_in(&mut self, bild: Box<Arendebild>) {
        match &mut self.arende {
            Some(vy) if vy.bild.rad.id == bild.rad.id => {
                if bild.journal.len() > vy.bild.journal.len() {
                    vy.vald = bild.journal.len() - 1;
                    vy.rulle.nolla();
                }
                vy.bild = bild;
            }
            Some(_) | None => {
                self.arende = Some(Arendevy {
                    vald: bild.journal.len().saturating_sub(1),
                    bild,
                    rulle: Rulle::default(),
                });
            }
        }
    }
}

/// Aktväntan, which answer about handovers and akter is awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aktvantan {
    /// The inbox.
    Inkorg,
    /// What has come back.
    Aterlamnade,
    /// The ärenden.
    Arenden,
    /// The ärende that is open, read again.
    Arende(RadId),
    /// What is to be done today, shown beside what is to be done in the queues.
    Attgora,
}

/// Aktval, what an answer to a question about handovers and akter does.
#[derive(Clone, Debug)]
pub enum Aktval {
    /// Does an act.
    Akt(Box<Aktakt>),
    /// Fetches a handover to read it.
    Hamta(RadId),
    /// Another system has the handover.
    MottagetDar(RadId),
    /// Opens a form.
    Blankett(Aktblankett),
    /// Goes on with a draft.
    Fortsatt(RadId),
    /// Leaves a form that is not kept.
    Lamna,
}

impl App {
    /// Opens the inbox of the own enhet.
    pub(super) fn oppna_inkorg(&mut self, effekter: &mut Vec<Effect>) {
        self.ny_akt();
        // Whoever has no inbox, and one of the lists behind it, begins there.
        let vy = match [
            Garning::TaOver,
            Garning::LasaAkt,
            Garning::SkickaOverlamning,
        ]
        .map(|garning| self.far(garning))
        {
            [false, true, false] => Aktvy::Arenden,
            [false, false, true] => Aktvy::Aterlamnade,
            [true, _, _] | [false, true, true] | [false, false, false] => Aktvy::Inkorg,
        };
        self.oppna_aktvy(vy, effekter);
    }

    /// Begins with nothing but who writes.
    pub(super) fn ny_akt(&mut self) {
        self.akt = Akten {
            skrivare: self.akt.skrivare.take(),
            ..Akten::default()
        };
        self.vy = Vy::Akt;
    }

    /// Shows a view above the one that is shown.
    fn oppna_aktvy(&mut self, vy: Aktvy, effekter: &mut Vec<Effect>) {
        self.akt.stig.push(vy);
        self.akt.rulle.nolla();
        self.ladda_akt(effekter);
    }

    /// One step back; from the first view to the lookup.
    fn backa_akt(&mut self, effekter: &mut Vec<Effect>) {
        match self.akt.stig.pop() {
            Some(Aktvy::Blankett) => {
                self.akt.blankett = None;
                self.akt.utkast = None;
            }
            Some(Aktvy::Overlamning) => self.akt.overlamning = None,
            Some(Aktvy::Arende) => self.akt.arende = None,
            Some(Aktvy::Arenden) => {
                self.akt.arenden = Rader::default();
                (self.akt.sokta, self.akt.avslutade) = (false, false);
            }
            Some(Aktvy::Blad) => self.akt.blad = None,
            Some(Aktvy::Bro) => self.akt.bro = None,
            Some(Aktvy::Plan) => self.akt.aldre = None,
            Some(Aktvy::Samtycken) => self.akt.valt_samtycke = None,
            Some(Aktvy::Inkorg | Aktvy::Aterlamnade) | None => {}
        }
        self.akt.rulle.nolla();
        if self.akt.stig.is_empty() {
            self.lamna_akterna(effekter);
        } else {
            self.ladda_akt(effekter);
        }
    }

    /// Back to where the akter were opened from; nothing of them is kept.
    fn lamna_akterna(&mut self, effekter: &mut Vec<Effect>) {
        let fran = self.akt.fran;
        self.ny_akt();
        self.vy = fran.unwrap_or(Vy::Sok);
        self.load(Query::Lage, Vantar::Lage, effekter);
        if self.vy == Vy::Ko {
            self.ladda_ko(effekter);
        }
    }

    /// Opens an ärende from what is to be done today; the look is logged.
    pub(super) fn oppna_arende_fran_attgora(
        &mut self,
        arende: RadId,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        self.ny_akt();
        self.akt.fran = Some(Vy::Ko);
        self.aktakt(Aktakt::Las { arende }, env, effekter);
    }

    /// Opens the inbox from what is to be done today, with the handover chosen that stands there.
    pub(super) fn oppna_inkorg_vid(&mut self, rad: Inkorgsrad, effekter: &mut Vec<Effect>) {
        self.ny_akt();
        self.akt.fran = Some(Vy::Ko);
        self.akt.inkorg.rader = Some(vec![rad]);
        self.oppna_aktvy(Aktvy::Inkorg, effekter);
    }

    /// Asks for what is shown, anew.
    pub(super) fn ladda_akt(&mut self, effekter: &mut Vec<Effect>) {
        let enhet = self.aktor.enhet.clone();
        let (fraga, vantan) = match self.akt.vy() {
            Aktvy::Inkorg if !self.far(Garning::TaOver) => {
                self.akt.inkorg.rader = Some(Vec::new());
                return;
            }
            Aktvy::Inkorg => (Aktfraga::Inkorg { enhet, alla: false }, Aktvantan::Inkorg),
            Aktvy::Aterlamnade => (Aktfraga::Aterlamnade { enhet }, Aktvantan::Aterlamnade),
            Aktvy::Arenden if !self.akt.sokta => (
                Aktfraga::Arenden {
                    enhet,
                    avslutade: self.akt.avslutade,
                },
                Aktvantan::Arenden,
            ),
            // A plan that is being written: somebody else may have signed one meanwhile.
            Aktvy::Blankett if !self.akt.skriver_plan() => return,
            Aktvy::Arende | Aktvy::Plan | Aktvy::Samtycken | Aktvy::Blankett => {
                let Some(bild) = self.akt.bild() else { return };
                let arende = bild.rad.id.clone();
                (
                    Aktfraga::Arende {
                        arende: arende.clone(),
                        enhet,
                        anvandare: self.aktor.anvandare.clone(),
                    },
                    Aktvantan::Arende(arende),
                )
            }
            Aktvy::Arenden | Aktvy::Overlamning | Aktvy::Blad | Aktvy::Bro => return,
        };
        self.load(Query::Akt(fraga), Vantar::Akt(vantan), effekter);
    }

    /// Sends an act, unless one is under way.
    fn aktakt(&mut self, akt: Aktakt, env: &Env, effekter: &mut Vec<Effect>) {
        let change = Change::Akt(Box::new(akt), self.sammanhang());
        self.aktandring(change, env, effekter);
    }

    fn aktandring(&mut self, change: Change, env: &Env, effekter: &mut Vec<Effect>) {
        if std::mem::replace(&mut self.akt.sparar, true) {
            return;
        }
        let vantar = Vantar::Aktakt {
            change: Box::new(change.clone()),
            op: env.op,
        };
        self.save(env.op, change, vantar, effekter);
    }

    /// What a key does.
    pub(super) fn aktkommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        if kommando == Kommando::Tillbaka && self.akt.vy() != Aktvy::Blankett {
            self.backa_akt(effekter);
            return;
        }
        match self.akt.vy() {
            Aktvy::Inkorg => self.inkorgskommando(kommando, env, effekter),
            Aktvy::Aterlamnade => self.aterlamnadkommando(kommando),
            Aktvy::Overlamning => self.overlamningskommando(kommando, env, effekter),
            Aktvy::Arenden => self.arendenkommando(kommando, env, effekter),
            Aktvy::Arende => self.arendekommando(kommando, env, effekter),
            Aktvy::Plan => self.plankommando(kommando, env, effekter),
            Aktvy::Samtycken => self.samtyckeskommando(kommando, env, effekter),
            Aktvy::Blad => self.bladkommando(kommando, env, effekter),
            Aktvy::Bro => self.brokommando(kommando, env, effekter),
            Aktvy::Blankett => self.aktblankettkommando(kommando, env, effekter),
        }
    }

    /// What an answer to a question does.
    pub(super) fn aktval(&mut self, val: Aktval, env: &Env, effekter: &mut Vec<Effect>) {
        match val {
            Aktval::Akt(akt) => self.aktakt(*akt, env, effekter),
            Aktval::Hamta(id) => {
                self.aktandring(Change::HamtaOverlamning { id }, env, effekter);
            }
            Aktval::MottagetDar(id) => {
                self.aktandring(Change::KvitteraOverlamning { id }, env, effekter);
            }
            Aktval::Blankett(slag) => self.oppna_aktblankett(slag, env, effekter),
            Aktval::Fortsatt(id) => self.fortsatt_utkast(&id, env, effekter),
            Aktval::Lamna => self.backa_akt(effekter),
        }
    }

    /// A key that is no command: an answer in a form.
    pub(super) fn skriv_i_akt(&mut self, tangent: &Tangent, env: &Env, effekter: &mut Vec<Effect>) {
        if let (Aktvy::Blankett, Some(blankett), false) =
            (self.akt.vy(), &mut self.akt.blankett, self.akt.sparar)
        {
            blankett.skriv(tangent);
            if !blankett.fick_plats() {
                self.notis = Some(crate::text::aktvyer::FICK_INTE_PLATS.to_owned());
            }
            self.blankett_andrad(env, effekter);
        }
    }

    pub(super) fn klistra_i_akt(&mut self, text: &str, env: &Env, effekter: &mut Vec<Effect>) {
        if let (Aktvy::Blankett, Some(blankett), false) =
            (self.akt.vy(), &mut self.akt.blankett, self.akt.sparar)
        {
            if !blankett.klistra(text) {
                self.notis = Some(crate::text::aktvyer::FICK_INTE_PLATS.to_owned());
            }
            self.blankett_andrad(env, effekter);
        }
    }
}

/// How far a command moves the choice in a list.
fn steg(kommando: Kommando) -> Option<isize> {
    match kommando {
        Kommando::Forst => Some(isize::MIN),
        Kommando::Sist => Some(isize::MAX),
        annat => rullning(annat).map(isize::from),
    }
}
