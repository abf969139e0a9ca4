//! Which keys the monkey has tried in this life, and which it has seldom tried.

use std::collections::BTreeMap;

use troskel::app::App;
use troskel::app::kommando::{Kontext, Rad, TABELL};
use troskel::ui::inmatning::Tangent;

use crate::handling::{skriv_tangent, ur_etikett};
use crate::slump::Slump;

/// How often each row of the table of keys has been used in each place. Of one life, so that a life can be lived again
/// by itself.
#[derive(Debug, Default)]
pub struct Provade(BTreeMap<(usize, usize), u32>);

impl Provade {
    /// A key is about to be pressed.
    pub fn tryckt(&mut self, app: &App, tangent: &Tangent) {
        let kontext = app.kontext();
        let skriven = skriv_tangent(tangent);
        let rad = TABELL
            .iter()
            .position(|rad| rad.galler(kontext) && ur_etikett(&rad.etikett()) == skriven);
        if let Some(rad) = rad.filter(|_| app.dialog.is_none()) {
            *self.0.entry((kontext as usize, rad)).or_default() += 1;
        }
    }

    /// One of the keys that are for this place and few others, shown in the footer or not: of two the one that is less
    /// tried. What holds everywhere comes often enough by chance.
    pub fn nagon(&self, app: &App, slump: &mut Slump) -> Option<String> {
        let kontext = app.kontext();
        let har = |rad: &Rad| {
            let platser = Kontext::ALLA.into_iter().filter(|plats| rad.galler(*plats));
            platser.count() < Kontext::ALLA.len() / 2 && app.har_tangenten(rad, kontext)
        };
        let rader: Vec<usize> = (0..TABELL.len()).filter(|nr| har(&TABELL[*nr])).collect();
        let antal = |rad: usize| self.0.get(&(kontext as usize, rad)).copied();
        let par = [0, 1].map(|_| rader.get(slump.under(rader.len().max(1))).copied());
        let rad = par.into_iter().flatten().min_by_key(|rad| antal(*rad))?;
        Some(ur_etikett(&TABELL[rad].etikett()))
    }
}
