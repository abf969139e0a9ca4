//! When the visit is parked, and that nothing of it is forgotten before the store has answered.

use super::besok::Besoksvy;
use super::svar::Vantar;
use super::{App, Effect, Env, Vy};
use crate::domain::utkast::Steg;
use crate::store::{Change, Query, RadId};
use crate::text;

impl Besoksvy {
    /// What is to be saved of it just now, if anything; from then on the answer is awaited.
    fn att_spara(&mut self) -> Option<(RadId, Change)> {
        if self.sparar || self.avslutas {
            return None;
        }
        let utkast = self.flode.utkast();
        let tomt = utkast.svar.is_empty() && utkast.steg == Steg::Villkor;
        if self.sparat.as_ref() == Some(&utkast) || (tomt && self.version.is_none()) {
            return None;
        }
        self.sparat = Some(utkast.clone());
        self.sparar = true;
        let change = Change::Parkera {
            besok: self.id.clone(),
            utkast,
            version: self.version,
        };
        Some((self.id.clone(), change))
    }

    /// Whether no save of it has been answered as done.
    pub(super) fn aldrig_parkerat(&self) -> bool {
        self.version.is_none()
    }
}

impl App {
    /// Puts the visit aside; one in which nothing has been answered is simply closed.
    pub(super) fn parkera(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        self.spara_utkast(env, effekter);
        let Some(besok) = self.besok.take() else {
            return;
        };
        if besok.sparar {
            // Parked is what the store has answered; until then nothing of it may be forgotten.
            self.lagda.push(besok);
        } else if besok.version.is_some() {
            self.notis = Some(text::skarm::PARKERAT.to_owned());
        }
        self.sok.inaktuell = true;
        self.vy = Vy::Sok;
        self.load(Query::Lage, Vantar::Lage, effekter);
    }

    /// Parks what has been answered so far, so that a fault, a call or another desk finds it (codes only).
    pub(super) fn spara_utkast(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        if let Some((id, change)) = self.besok.as_mut().and_then(Besoksvy::att_spara) {
            self.save(env.op, change, Vantar::Parkerad(id), effekter);
        }
    }

    /// Parks what is not yet parked when the program must end at once, also while an earlier save is under way.
    ///
    /// The version that the earlier one will give is known, for the store does one act after the other. Should it
    /// fail, so does this one, and the desk is told.
    pub(super) fn spara_sist(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        self.spara_utkast(env, effekter);
        let Some(besok) = self.besok.as_mut().filter(|b| b.sparar && !b.avslutas) else {
            return;
        };
        let utkast = besok.flode.utkast();
        if besok.sparat.as_ref() == Some(&utkast) {
            return;
        }
        let change = Change::Parkera {
            besok: besok.id.clone(),
            utkast: utkast.clone(),
            version: Some(besok.version.unwrap_or(0) + 1),
        };
        besok.sparat = Some(utkast);
        let id = besok.id.clone();
        self.save(env.op, change, Vantar::Parkerad(id), effekter);
    }

    /// A parked visit has been saved.
    pub(super) fn parkerad(
        &mut self,
        id: &RadId,
        version: i64,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let lagd = self.lagda.iter().position(|besok| besok.id == *id);
        let oppen = self.besok.as_mut().filter(|besok| besok.id == *id);
        let Some(besok) = oppen.or_else(|| lagd.and_then(|plats| self.lagda.get_mut(plats))) else {
            return;
        };
        besok.sparar = false;
        besok.version = Some(version);
        match (besok.att_spara(), lagd) {
            (Some((id, change)), _) => {
                self.save(env.op, change, Vantar::Parkerad(id), effekter);
            }
            (None, Some(plats)) => {
                self.lagda.remove(plats);
                self.notis = Some(text::skarm::PARKERAT.to_owned());
                self.load(Query::Lage, Vantar::Lage, effekter);
            }
            (None, None) => {}
        }
    }

    /// A visit could not be parked. One that is open is tried again at the next key; of one that has been left the
    /// act is given back, to be sent again.
    pub(super) fn ej_parkerad(&mut self, id: &RadId, borta: bool) -> Option<Change> {
        if let Some(besok) = self.besok.as_mut().filter(|besok| besok.id == *id) {
            besok.sparar = false;
            besok.sparat = None;
            if borta {
                // It goes on somewhere else; a second one here would make two of one visit.
                self.besok = None;
                self.vy = Vy::Sok;
            }
            return None;
        }
        let plats = self.lagda.iter().position(|besok| besok.id == *id)?;
        if borta {
            self.lagda.remove(plats);
            return None;
        }
        let besok = self.lagda.get_mut(plats)?;
        besok.sparar = false;
        besok.sparat = None;
        besok.att_spara().map(|(_, change)| change)
    }
}
