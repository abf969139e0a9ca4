//! Ending an entry: why, which villkor where that is why, and once more before it is done.

use chrono::NaiveDate;

use super::super::Dialog;
use super::Koval;
use super::dialoger::{Val, dialog, ko, val};
use super::kommandon::akt;
use crate::domain::insats::{Insats, InsatsNr};
use crate::domain::ko::policy::{Kopolicy, VidNej};
use crate::domain::ko::{KoOrsak, kan_avslutas};
use crate::domain::kolapp::Kolappskod;
use crate::store::ko::{Erbjudandesvar, Koakt, Kopostbild};
use crate::text;
use crate::text::koskarm as ord;

/// Avslut, an end that has been chosen and not yet confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Avslut {
    /// The insats.
    pub insats: InsatsNr,
    /// The slip.
    pub kod: Kolappskod,
    /// Why.
    pub orsak: KoOrsak,
    /// Which villkor is no longer met, by id and in words, where that is why.
    pub villkor: Option<(String, String)>,
}

/// Why an entry is ended: the reasons that staff may choose, and that can hold just now. `insats`: as the catalogue
/// has it, where it has it.
pub(super) fn orsak(bild: &Kopostbild, insats: Option<&Insats>, idag: NaiveDate) -> Dialog {
    let kod = bild.rad.kod;
    let policy = insats.map_or_else(Kopolicy::default, |insats| insats.ko);
    let kan_valjas = |orsak: &KoOrsak| {
        let finns = match orsak {
            KoOrsak::Avbojt => false,
            KoOrsak::InsatsenUpphort => insats.is_none_or(|insats| !insats.erbjuds(idag)),
            // Without a villkor that the nämnd has decided nobody leaves for one.
            KoOrsak::VillkorEjUppfyllda => insats.is_some_and(|insats| !insats.villkor.is_empty()),
            KoOrsak::Atertagen
            | KoOrsak::AnsoktIStallet
            | KoOrsak::EjNabar
            | KoOrsak::Dubblett
            | KoOrsak::AnnanInsats
            | KoOrsak::FlyttatFranKommunen
            | KoOrsak::Avliden
            | KoOrsak::EjSvar
            | KoOrsak::BekraftelseUteblev => true,
        };
        finns && kan_avslutas(bild.lage, *orsak, &policy, idag).is_ok()
    };
    let mut alternativ: Vec<Val> = KoOrsak::ALLA
        .into_iter()
        .filter(kan_valjas)
        .map(|orsak| {
            let (tangent, text) = (ord::orsakstangent(orsak), text::ko::orsak_lang(orsak));
            let avslut = Avslut {
                insats: bild.rad.insats,
                kod,
                orsak,
                villkor: None,
            };
            val(tangent, text, ko(Koval::Avsluta(avslut)))
        })
        .collect();
    alternativ.push(val('x', ord::FELREGISTRERAD, ko(Koval::Felregistrera(kod))));
    dialog(&ord::avsluta_rubrik(kod), Vec::new(), alternativ)
}

/// Which villkor is no longer met.
pub(super) fn villkor(kod: Kolappskod, insats: &Insats) -> Dialog {
    let alternativ = ('a'..='z')
        .zip(&insats.villkor)
        .map(|(tangent, villkor)| {
            let avslut = Avslut {
                insats: insats.nr,
                kod,
                orsak: KoOrsak::VillkorEjUppfyllda,
                villkor: Some((villkor.id.clone(), villkor.text.clone())),
            };
            val(tangent, &villkor.text, ko(Koval::Avsluta(avslut)))
        })
        .collect();
    dialog(&ord::villkor_rubrik(kod), Vec::new(), alternativ)
}

/// Once more before an entry is ended. The right to apply is said first, but to nobody where the person is dead.
pub(super) fn bekrafta(avslut: Avslut, ratt: &str) -> Dialog {
    let Avslut {
        kod,
        orsak,
        villkor,
        ..
    } = avslut;
    let (id, villkorstext) = villkor.unzip();
    let mut rader = vec![ord::avsluta_fraga(kod, text::ko::orsak_lang(orsak))];
    rader.extend(villkorstext.map(|text| ord::villkoret(&text)));
    if orsak != KoOrsak::Avliden {
        rader.push(ord::sag(ratt));
    }
    let avsluta = akt(Koakt::Avsluta {
        kod,
        orsak,
        villkor: id,
    });
    dialog(
        ord::AVSLUTA_RUBRIK,
        rader,
        vec![val('j', ord::JA_AVSLUTA, avsluta)],
    )
}

/// What a no does: answered at once where the person stays in the queue, once more where it ends the entry.
pub(super) fn nej(kod: Kolappskod, policy: &Kopolicy) -> Koval {
    match policy.nej {
        VidNej::StaKvar => Koval::Akt(Box::new(Koakt::Svara {
            kod,
            svar: Erbjudandesvar::Nej,
        })),
        VidNej::Avsluta => Koval::Nej(kod),
    }
}

/// Once more before a no ends the entry.
pub(super) fn bekrafta_nej(kod: Kolappskod, ratt: &str) -> Dialog {
    let orsak = text::ko::orsak_lang(KoOrsak::Avbojt);
    let svar = akt(Koakt::Svara {
        kod,
        svar: Erbjudandesvar::Nej,
    });
    dialog(
        ord::AVSLUTA_RUBRIK,
        vec![ord::avsluta_fraga(kod, orsak), ord::sag(ratt)],
        vec![val('j', ord::JA_AVSLUTA, svar)],
    )
}
