//! What is to be done today: tasks of the queues, and beside them what waits in the akter and the inbox.

use super::super::akt::Aktvantan;
use super::super::rader::Rader;
use super::super::svar::Vantar;
use super::super::{App, Effect, Env};
use super::Underlagsfraga;
use crate::domain::behorighet::Garning;
use crate::domain::insats::InsatsNr;
use crate::store::Query;
use crate::store::akt::{Aktfraga, Arenderad, Inkorgsrad};
use crate::store::ko::{Attgora, Uppgift};

/// Uppgiftsrad, a row of what is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Uppgiftsrad {
    /// In a queue.
    Ko(Uppgift),
    /// An ärende to follow up.
    Arende(Arenderad),
    /// A handover that nobody has fetched.
    Overlamning(Inkorgsrad),
}

impl Uppgiftsrad {
    fn insats(&self) -> InsatsNr {
        match self {
            Self::Ko(uppgift) => uppgift.insats,
            Self::Arende(rad) => rad.insats,
            Self::Overlamning(rad) => rad.insats,
        }
    }

    /// Whether it is the same thing to do, however it stands now.
    fn samma(&self, annan: &Self) -> bool {
        match (self, annan) {
            (Self::Ko(a), Self::Ko(b)) => (a.vad, a.insats, a.kod) == (b.vad, b.insats, b.kod),
            (Self::Arende(a), Self::Arende(b)) => a.id == b.id,
            (Self::Overlamning(a), Self::Overlamning(b)) => a.id == b.id,
            _ => false,
        }
    }
}

/// Attgöravy, the list with its two sources. It shows what has come.
#[derive(Debug, Default)]
pub struct Attgoravy {
    /// The list.
    pub lista: Rader<Uppgiftsrad>,
    ko: Option<Vec<Uppgiftsrad>>,
    akter: Option<Vec<Uppgiftsrad>>,
}

impl Attgoravy {
    pub(super) fn insats(&self) -> Option<InsatsNr> {
        self.lista.vald_rad().map(Uppgiftsrad::insats)
    }

    pub(super) fn fran_kon(&mut self, uppgifter: Vec<Uppgift>) {
        self.ko = Some(uppgifter.into_iter().map(Uppgiftsrad::Ko).collect());
        self.stall_samman();
    }

    /// Whoever has waited to be fetched stands first, what is to be followed up next, the queues last.
    fn fran_akter(&mut self, arenden: Vec<Arenderad>, overlamningar: Vec<Inkorgsrad>) {
        let overlamningar = overlamningar.into_iter().map(Uppgiftsrad::Overlamning);
        let arenden = arenden.into_iter().map(Uppgiftsrad::Arende);
        self.akter = Some(overlamningar.chain(arenden).collect());
        self.stall_samman();
    }

    fn stall_samman(&mut self) {
        let delar = [&self.akter, &self.ko];
        let rader: Vec<Uppgiftsrad> = delar.into_iter().flatten().flatten().cloned().collect();
        // Nothing to be done is said only when both have answered.
        if !rader.is_empty() || delar.into_iter().all(Option::is_some) {
            self.lista.byt(rader, Uppgiftsrad::samma);
        }
    }
}

impl App {
    /// Asks for what waits in the akter; not beside the queue of a silo, which is in no common list (SEK-02).
    pub(super) fn fraga_attgora_i_akterna(&mut self, effekter: &mut Vec<Effect>) {
        if self.ko.bara.is_some() || !self.far(Garning::LasaAkt) {
            self.ko.attgora.fran_akter(Vec::new(), Vec::new());
            return;
        }
        let fraga = Aktfraga::Attgora {
            enhet: self.aktor.enhet.clone(),
            idag: self.idag,
        };
        let vantar = Vantar::Akt(Aktvantan::Attgora);
        self.load(Query::Akt(fraga), vantar, effekter);
    }

    /// What waits in the akter has come.
    pub(in super::super) fn attgora_i_akterna(
        &mut self,
        arenden: Vec<Arenderad>,
        overlamningar: Vec<Inkorgsrad>,
    ) {
        self.ko.attgora.fran_akter(arenden, overlamningar);
    }

    /// Goes to where the chosen row is done.
    pub(super) fn ga_till_uppgiften(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        let uppgift = match self.ko.attgora.lista.vald_rad() {
            None => return,
            Some(Uppgiftsrad::Arende(rad)) => {
                let arende = rad.id.clone();
                self.oppna_arende_fran_attgora(arende, env, effekter);
                return;
            }
            Some(Uppgiftsrad::Overlamning(rad)) => {
                let rad = rad.clone();
                if !self.provar_nagot(&[Garning::TaOver]) {
                    return;
                }
                self.oppna_inkorg_vid(rad, effekter);
                return;
            }
            Some(Uppgiftsrad::Ko(uppgift)) => uppgift,
        };
        let (insats, pott) = (uppgift.insats, uppgift.pott.clone());
        match (uppgift.vad, uppgift.kod) {
            // Who is next in turn is seen again: it may be somebody else by now.
            (Attgora::LedigPlats, _) => {
                let fraga = Underlagsfraga {
                    insats,
                    pott,
                    kod: None,
                    hoppa: Vec::new(),
                };
                self.fraga_underlag(fraga, effekter);
            }
            (Attgora::OmgangStartar | Attgora::OmgangForLiten, _) => {
                self.oppna_platser(insats, env, effekter);
            }
            (_, Some(kod)) => self.oppna_post(kod, env, effekter),
            (_, None) => self.oppna_sida(insats, env, effekter),
        }
    }
}
