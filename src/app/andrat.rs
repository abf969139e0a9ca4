//! Another desk has written: what stands on the screen is asked for again, and nothing else.

use super::ko::Kovy;
use super::svar::Vantar;
use super::{App, Effect, Vy};
use crate::store::Query;

impl App {
    /// Asks again for what is shown. Whether it differs is for the drawing to see: what is the same is not sent.
    ///
    /// Also what the help lies over: it comes back with one key, and an ärende that is no longer there for whoever reads
    /// it may not come back with it.
    pub(super) fn andrat(&mut self, effekter: &mut Vec<Effect>) {
        self.load(Query::Lage, Vantar::Lage, effekter);
        let mut fragor = Vec::new();
        let vy = if self.vy == Vy::Hjalp {
            self.hjalp.1
        } else {
            self.vy
        };
        match vy {
            Vy::Parkerade => self.ladda_parkerade(&mut fragor),
            Vy::Statistik => self.ladda_statistik(&mut fragor),
            // A report of a whole year is read as it was when it was asked for.
            Vy::Ko if self.ko.vy() == Kovy::Rattvisa => {}
            Vy::Ko => self.ladda_ko(&mut fragor),
            Vy::Akt => self.ladda_akt(&mut fragor),
            // How many places are free, and how many wait for them.
            Vy::Besok => self.fraga_plats(&mut fragor),
            Vy::Sok | Vy::Hjalp | Vy::Rad => {}
        }
        self.bara_tillatna(&mut fragor);
        effekter.append(&mut fragor);
    }

    /// What is not allowed any more is not asked for: each refusal is written down, which is a change to all other
    /// desks, and two that are refused would wake each other for ever.
    fn bara_tillatna(&mut self, fragor: &mut Vec<Effect>) {
        let behorighet = self.lage.behorighet;
        fragor.retain(|fraga| {
            let Effect::Load(biljett, query) = fraga else {
                return true;
            };
            let far = query
                .garning()
                .is_none_or(|garning| behorighet.far(garning));
            if !far {
                self.vantar.remove(&biljett.0);
            }
            far
        });
    }
}
