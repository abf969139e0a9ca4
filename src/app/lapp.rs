//! The slip when a visit has ended: which one it is, and how it is shown and printed.

use chrono::NaiveDate;

use super::besok::Besoksvy;
use super::rad::Radsida;
use super::{App, Dialogsvar, Effect, dialogval};
use crate::domain::besok::Slut;
use crate::domain::information::{InfoText, TextId, Texter};
use crate::domain::kontroll::Utfall;
use crate::domain::raknat::Resultat;
use crate::lapp::sida::Sida;
use crate::lapp::{Lapp, Lappslag, Vart, Visa, som_text};
use crate::store::Kvitto;
use crate::text::{self, Avsnitt};
use crate::ui::inmatning::Tangent;

impl App {
    /// The answers that give a slip after a visit: without the insats, and with it where the person wants that.
    pub(super) fn lappval(
        &self,
        besok: &Besoksvy,
        slut: &Slut,
        kvitto: &Kvitto,
    ) -> Vec<(Tangent, String, Dialogsvar)> {
        let Some(slag) = lappslag(slut, kvitto, self.idag) else {
            return Vec::new();
        };
        let given = self.given(besok);
        let lapp = |visa| {
            let insats = Some(besok.flode.insats().as_ref());
            let lapp = Lapp::ny(slag, &self.katalog, (insats, visa), &given, self.idag);
            Dialogsvar::Lapp(Box::new(lapp))
        };
        let plats = kvitto.kolapp.map(|(_, plats)| plats);
        [
            ('l', text::lapp::skarm::LAPPEN, Visa::Inget),
            ('v', text::lapp::skarm::MED_INSATS, Visa::Insatsen { plats }),
        ]
        .map(|(tecken, ord, visa)| dialogval(Tangent::tecken(tecken), ord, lapp(visa)))
        .into()
    }

    /// The text that was given, in the version that was given.
    fn given(&self, besok: &Besoksvy) -> InfoText {
        let rad = besok.flode.kvittensrad();
        let given = rad.and_then(|rad| self.texter.i_version(rad.text, rad.version));
        let id = rad.map_or(TextId::Standard, |rad| rad.text);
        given.unwrap_or_else(|| self.texter.text(id).clone())
    }

    /// Shows a slip over what is shown, and sends it to the printer; without one it is read aloud or written down.
    pub(super) fn oppna_lapp(&mut self, lapp: &Lapp, effekter: &mut Vec<Effect>) {
        let sida = lapp.sida();
        effekter.push(Effect::SkrivUt(som_text(&sida, false)));
        self.lagg_blad(Radsida::Lapp, avsnitt(&sida));
    }
}

fn lappslag(slut: &Slut, kvitto: &Kvitto, idag: NaiveDate) -> Option<Lappslag> {
    if let Some((kod, _)) = kvitto.kolapp {
        return Some(Lappslag::Kolapp(kod, idag));
    }
    let raknat = slut.raknat();
    match raknat.resultat() {
        Resultat::Mottagen => Some(Lappslag::Mottagen(None)),
        Resultat::Hanvisad if raknat.utfall() == Utfall::Oklart => {
            Some(Lappslag::Hanvisad(Vart::Namnden))
        }
        Resultat::Hanvisad => Some(Lappslag::Hanvisad(Vart::Ansokan)),
        Resultat::Informerad => Some(Lappslag::Informerad),
        // Without its code there is no slip.
        Resultat::IKo => None,
    }
}

/// The page in parts, as the screen shows text that is read.
fn avsnitt(sida: &Sida) -> Vec<Avsnitt> {
    let kod = sida
        .kod
        .iter()
        .map(|(etikett, kod)| format!("{etikett}: {kod}"));
    let fakta = sida.uppgifter.iter();
    let mut alla = vec![Avsnitt {
        rubrik: sida.rubrik.clone(),
        text: kod
            .chain(fakta.map(|fakta| format!("{}: {}", fakta.etikett, fakta.varde.text())))
            .collect(),
    }];
    alla.extend(sida.avsnitt.iter().map(|del| {
        Avsnitt {
            rubrik: del.rubrik.text(),
            text: del
                .punkter
                .iter()
                .map(crate::lapp::sida::Mening::text)
                .collect(),
        }
    }));
    alla.push(Avsnitt {
        rubrik: sida.fot.clone(),
        text: Vec::new(),
    });
    alla
}
