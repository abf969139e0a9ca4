//! The slip when a visit has ended, and that of an entry in the queue once more: which one it is, and how it is shown and
//! printed.

use chrono::NaiveDate;

use super::besok::Besoksvy;
use super::rad::Radsida;
use super::{App, Dialog, Dialogsvar, Effect, dialogval};
use crate::domain::besok::Slut;
use crate::domain::information::{InfoText, TextId, Texter};
use crate::domain::insats::Insats;
use crate::domain::kontroll::Utfall;
use crate::domain::raknat::Resultat;
use crate::domain::tid::svensk;
use crate::lapp::sida::Sida;
use crate::lapp::{Lapp, Lappslag, Vart, Visa, som_text};
use crate::store::Kvitto;
use crate::store::ko::Korad;
use crate::text::{self, Avsnitt};
use crate::ui::inmatning::Tangent;

/// An answer: key, words, what it does.
type Val = (Tangent, String, Dialogsvar);

impl App {
    /// The answers that give a slip after a visit: without the insats, and with it where the person wants that.
    pub(super) fn lappval(&self, besok: &Besoksvy, slut: &Slut, kvitto: &Kvitto) -> Vec<Val> {
        let Some(slag) = lappslag(slut, kvitto, self.idag) else {
            return Vec::new();
        };
        let given = self.given(besok);
        let plats = kvitto.kolapp.map(|(_, plats)| plats);
        let insats = Some(besok.flode.insats().as_ref());
        self.val_av(slag, insats, (plats, None), &given)
    }

    fn val_av(
        &self,
        slag: Lappslag,
        insats: Option<&Insats>,
        (plats, start): (Option<u64>, Option<NaiveDate>),
        given: &InfoText,
    ) -> Vec<Val> {
        let utan = ('l', text::lapp::skarm::LAPPEN, Visa::Inget);
        let med = Visa::Insatsen { plats, start };
        // One that has left the catalogue has no name to show.
        let med = insats.map(|_| ('v', text::lapp::skarm::MED_INSATS, med));
        std::iter::once(utan)
            .chain(med)
            .map(|(tecken, ord, visa)| {
                let lapp = Lapp::ny(slag, &self.katalog, (insats, visa), given, self.idag);
                let svar = Dialogsvar::Lapp(Box::new(lapp));
                dialogval(Tangent::tecken(tecken), ord, svar)
            })
            .collect()
    }

    /// The slip of somebody who only asked: of the visit that has just been counted, in the text that was read out.
    pub(super) fn fraga_lapp_efter_fragan(&mut self) {
        let Some(nr) = self.raknad_nyss else {
            self.notis = Some(text::lapp::skarm::RAKNA_FORST.to_owned());
            return;
        };
        let insats = self.katalog.insats(nr);
        let given = self.texter.text(TextId::Standard);
        let val = self.val_av(Lappslag::Informerad, insats, (None, None), given);
        self.dialog = Some(fraga(val));
    }

    /// The slip of an entry, once more; which text was given then is not kept.
    pub(super) fn fraga_kolapp(&mut self, rad: &Korad, start: Option<NaiveDate>) {
        let slag = Lappslag::Kolapp(rad.kod, svensk(rad.sedan).date());
        let insats = self.katalog.insats(rad.insats);
        let given = self.texter.text(TextId::Standard);
        let val = self.val_av(slag, insats, (rad.plats, start), given);
        self.dialog = Some(fraga(val));
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

/// Which slip: nothing tells of the insats unless the person wants it.
fn fraga(mut val: Vec<Val>) -> Dialog {
    val.push(dialogval(
        Tangent::ESC,
        text::skarm::TILLBAKA,
        Dialogsvar::Stang,
    ));
    Dialog {
        rubrik: text::lapp::skarm::RUBRIK.to_owned(),
        text: vec![text::lapp::skarm::OM_LAPPEN.to_owned()],
        val,
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
