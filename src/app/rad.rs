//! Råd, pages of advice that open over everything and leave it as it was: nothing is asked for and nothing is saved.

use super::kommando::Kommando;
use super::{App, Dialog, Vy, rullning};
use crate::domain::insats::Insats;
use crate::text::{self, Avsnitt};
use crate::ui::rader::Rulle;

/// Which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Radsida {
    /// Worried about a child (19 kap. `SoL`).
    Oro,
    /// Somebody asks about somebody else (26 kap. OSL).
    Forekomst,
    /// The slip of a visit that has just ended.
    Lapp,
}

/// A page that is open.
#[derive(Debug)]
pub struct Radblad {
    /// Which.
    pub sida: Radsida,
    /// What it says; made when it is opened, so that it does not change while it is read.
    pub avsnitt: Vec<Avsnitt>,
    /// How far it is scrolled.
    pub rulle: Rulle,
}

/// The pages that are open, and what lies under them.
#[derive(Debug)]
pub struct Radvy {
    /// The last one is shown; the other one, if any, is what one comes back to.
    blad: Vec<Radblad>,
    fran: Vy,
    dialog: Option<Dialog>,
}

impl Radvy {
    /// The page that is shown.
    pub fn blad(&self) -> Option<&Radblad> {
        self.blad.last()
    }
}

impl App {
    /// F12 and its like: opens the page over what is shown, or goes back from it.
    pub(super) fn oppna_rad(&mut self, sida: Radsida) {
        let overst = self.rad.as_ref().and_then(Radvy::blad);
        let oppen = overst.is_some_and(|blad| blad.sida == sida);
        if oppen && self.vy == Vy::Rad {
            self.stang_rad();
            return;
        }
        if oppen {
            // The help lies over the page.
            self.vy = Vy::Rad;
            return;
        }
        self.lagg_blad(sida, self.radtext(sida));
    }

    /// Lays a page over what is shown.
    pub(super) fn lagg_blad(&mut self, sida: Radsida, avsnitt: Vec<Avsnitt>) {
        let blad = Radblad {
            sida,
            avsnitt,
            rulle: Rulle::default(),
        };
        match &mut self.rad {
            Some(rad) => rad.blad.push(blad),
            None => {
                self.rad = Some(Radvy {
                    blad: vec![blad],
                    fran: self.vy,
                    dialog: self.dialog.take(),
                });
            }
        }
        self.vy = Vy::Rad;
    }

    pub(super) fn radkommando(&mut self, kommando: Kommando) {
        let blad = self.rad.as_ref().and_then(Radvy::blad);
        match (rullning(kommando), blad) {
            (Some(rader), Some(blad)) => blad.rulle.flytta(rader),
            (Some(_), None) => {}
            (None, _) => self.stang_rad(),
        }
    }

    /// The help from a page; where the page was opened over the help, it goes back there.
    pub(super) fn hjalp_fran_rad(&mut self) {
        if let Some(rad) = self.rad.take_if(|rad| rad.fran == Vy::Hjalp) {
            self.aterstall(rad);
        } else {
            self.hjalp = (Rulle::default(), Vy::Rad);
            self.vy = Vy::Hjalp;
        }
    }

    /// Takes in something from outside as if no page lay over it: a page loses no answer and is not taken away by one.
    pub(super) fn under_rad(&mut self, ta_in: impl FnOnce(&mut Self)) {
        let Some(mut rad) = self.rad.take() else {
            ta_in(self);
            return;
        };
        let visas = std::mem::replace(&mut self.vy, rad.fran);
        self.dialog = rad.dialog.take();
        ta_in(self);
        rad.fran = std::mem::replace(&mut self.vy, visas);
        rad.dialog = self.dialog.take();
        self.rad = Some(rad);
    }

    /// Takes away the help and the pages that lie over what is being done.
    pub(super) fn till_det_som_ligger_under(&mut self) {
        if self.vy == Vy::Hjalp {
            self.vy = self.hjalp.1;
        }
        while self.rad.is_some() {
            self.stang_rad();
        }
        if self.vy == Vy::Hjalp {
            self.vy = self.hjalp.1;
        }
    }

    fn stang_rad(&mut self) {
        let Some(mut rad) = self.rad.take() else {
            return;
        };
        rad.blad.pop();
        if rad.blad.is_empty() {
            self.aterstall(rad);
        } else {
            self.rad = Some(rad);
        }
    }

    fn aterstall(&mut self, rad: Radvy) {
        self.vy = rad.fran;
        self.dialog = rad.dialog;
    }

    fn radtext(&self, sida: Radsida) -> Vec<Avsnitt> {
        let insats = self.fragad_insats();
        match sida {
            Radsida::Oro => {
                let silo = insats.is_some_and(|insats| insats.silo);
                text::oro::sida(&self.katalog.barn_och_unga, silo)
            }
            Radsida::Forekomst => text::forekomst::sida(&self.katalog.namnd, insats),
            // Made of a visit that is no longer here: it is laid by whoever has it.
            Radsida::Lapp => Vec::new(),
        }
    }

    /// The insats that somebody has asked for, where the page is opened. With nothing typed in the lookup, the row at
    /// the top is only where the cursor stands.
    fn fragad_insats(&self) -> Option<&Insats> {
        let under = self.rad.as_ref().map_or(self.vy, |rad| rad.fran);
        let under = if under == Vy::Hjalp {
            self.hjalp.1
        } else {
            under
        };
        match under {
            Vy::Sok => self.vald_insats().filter(|_| !self.sok.falt.ar_tomt()),
            Vy::Besok => self
                .besok
                .as_ref()
                .map(|besok| besok.flode.insats().as_ref()),
            Vy::Ko => self.katalog.insats(self.ko.insats().or(self.ko.bara)?),
            Vy::Akt => self.katalog.insats(self.akt.insats()?),
            Vy::Parkerade | Vy::Statistik | Vy::Hjalp | Vy::Rad => None,
        }
    }
}
