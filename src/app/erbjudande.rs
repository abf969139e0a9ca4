//! What was left begun, offered when the desk opens again: a program that was ended in the middle of a reception says so
//! itself, and one key goes on where it stopped.

use super::kommando::{Kommando, tolka};
use super::svar::Vantar;
use super::{App, Effect, Env, Vy};
use crate::domain::behorighet::Garning;
use crate::rena::rena_rad;
use crate::store::{Change, ParkeradRad, Query, RadId};
use crate::text;
use crate::ui::inmatning::Tangent;

impl App {
    /// Asks, when somebody begins at the desk, what has been left begun; nothing where nothing has.
    pub fn vid_start(&mut self) -> Vec<Effect> {
        let mut effekter = Vec::new();
        if self.lage.parkerade > 0 && self.far(Garning::TaEmot) {
            self.load(Query::Parkerade, Vantar::Paborjade, &mut effekter);
        }
        effekter
    }

    /// Says what was left begun at this very desk, or else by this very user, unless something new has been begun.
    pub(super) fn erbjud_paborjade(&mut self, rader: &[ParkeradRad]) {
        if self.vy != Vy::Sok || self.besok.is_some() || self.dialog.is_some() {
            return;
        }
        let (har, andra): (Vec<_>, Vec<_>) =
            rader.iter().partition(|rad| rad.desk == self.aktor.desk);
        let mina: Vec<_> = andra
            .into_iter()
            .filter(|rad| rad.anvandare == self.aktor.anvandare)
            .collect();
        let sagt = match (har.as_slice(), mina.as_slice()) {
            ([], []) => return,
            ([en], _) => {
                self.erbjudet = Some(en.besok.clone());
                text::skarm::PABORJAD.to_owned()
            }
            ([], [en]) => text::skarm::paborjad_vid(&rena_rad(&en.desk)),
            ([], mina) => text::skarm::paborjade_av_dig(mina.len()),
            (har, _) => text::skarm::paborjade_har(har.len()),
        };
        // A warning that stands there already is not lost.
        self.notis = Some(match self.notis.take() {
            Some(notis) => format!("{notis} {sagt}"),
            None => sagt,
        });
    }

    /// The visit that was offered, where the key is the one that the offer names. It is offered for one key: later the
    /// same key shows the list, as always.
    pub(super) fn antar(&mut self, tangent: &Tangent) -> Option<RadId> {
        let erbjudet = self.erbjudet.take()?;
        let tar = self.vy == Vy::Sok
            && self.dialog.is_none()
            && tolka(self.kontext(), tangent) == Some(Kommando::VisaParkerade);
        tar.then_some(erbjudet)
    }

    pub(super) fn ta_upp(&mut self, besok: RadId, env: &Env, effekter: &mut Vec<Effect>) {
        let change = Change::TaUpp {
            besok: besok.clone(),
        };
        self.save(env.op, change, Vantar::TaUpp(besok), effekter);
    }
}
