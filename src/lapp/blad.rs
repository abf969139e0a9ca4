//! Informationsblad, a whole information text on paper: the right to apply, consent, anonymity and what is written down.

use super::ord;
use super::qr::Rutor;
use super::sida::{Avsnitt, Mening, Sida, Uppgift};
use crate::domain::information::{InfoText, Punkter};
use crate::domain::insats::Katalog;
use crate::text;

/// The sheet of a text in its version, with the kommun's contact where it names one.
pub fn informationsblad(given: &InfoText, katalog: &Katalog) -> Sida {
    let ord = ord(given);
    let sprak = given.sprak.kod();
    let svenska = (sprak != "sv").then_some("sv");
    let kontakt = text::kontakt(&katalog.ansokan);
    let delar: [(Option<&Punkter>, &str); 6] = [
        (Some(&given.ratt_att_ansoka), ord.delar[0]),
        (given.samtycke.as_ref(), ord.delar[1]),
        (given.anonymitet.as_ref(), ord.delar[2]),
        (Some(&given.dokumentation), ord.delar[3]),
        (Some(&given.ingen_dokumentation), ord.delar[4]),
        (Some(&given.familjeradgivning), ord.delar[5]),
    ];
    let mut avsnitt = Vec::new();
    for (plats, (punkter, annars)) in delar.into_iter().enumerate() {
        let Some(punkter) = punkter else { continue };
        let mut alla: Vec<&String> = punkter.lista().iter().collect();
        let forst = plats == 0;
        if forst {
            alla.extend(&given.vid_uppfyllt);
        }
        avsnitt.push(Avsnitt {
            rubrik: Mening::ny(punkter.rubrik().unwrap_or(annars)),
            punkter: alla
                .into_iter()
                .map(|punkt| Mening::med(punkt, "ansokan", &kontakt, [None, svenska]))
                .collect(),
            rutor: forst.then(|| Rutor::av(&katalog.ansokan)).flatten(),
        });
    }
    Sida {
        sprak: sprak.to_owned(),
        rubrik: given.rubrik.clone(),
        kod: None,
        uppgifter: vec![Uppgift {
            etikett: ord.kommun.to_owned(),
            varde: Mening::pa(&katalog.kommun, svenska),
        }],
        avsnitt,
        fot: ord.fot(given.id, given.version),
    }
}
