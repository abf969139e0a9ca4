//! The questions about handovers and akter, as data.

use chrono::NaiveDate;

use super::super::{Dialog, Dialogsvar, dialogval};
use super::Aktval;
use super::blankettslag::Aktblankett;
use crate::domain::akt::Aktslag;
use crate::domain::akt::anteckning::{Anteckningsslag, Galler};
use crate::domain::akt::overlamning::Aterlamningsorsak;
use crate::domain::kolapp::Kolappskod;
use crate::store::RadId;
use crate::store::akt::{Aktakt, Anteckningsrad, Arendebild, Inkorgsrad, Samtyckesrad, Utkastrad};
use crate::text;
use crate::text::aktskarm as ord;
use crate::text::aktvyer as vyord;
use crate::ui::inmatning::Tangent;

type Val = (Tangent, String, Dialogsvar);

pub(super) fn val(tangent: char, ord: &str, val: Aktval) -> Val {
    dialogval(
        Tangent::tecken(tangent),
        ord,
        Dialogsvar::Akt(Box::new(val)),
    )
}

/// Throws something written away. No letter: the question may come up while somebody is typing.
fn kasta(ord: &str, val: Aktval) -> Val {
    dialogval(Tangent::F8, ord, Dialogsvar::Akt(Box::new(val)))
}

pub(super) fn akt(akt: Aktakt) -> Aktval {
    Aktval::Akt(Box::new(akt))
}

pub(super) fn dialog(rubrik: &str, text: Vec<String>, mut val: Vec<Val>) -> Dialog {
    val.push(dialogval(
        Tangent::ESC,
        text::skarm::TILLBAKA,
        Dialogsvar::Stang,
    ));
    Dialog {
        rubrik: rubrik.to_owned(),
        text,
        val,
    }
}

/// A colleague has fetched it.
pub(super) fn ta_over(id: RadId, vem: &str) -> Dialog {
    dialog(
        ord::TA_OVER_RUBRIK,
        vec![ord::hamtad_av(vem)],
        vec![val('t', ord::TA_OVER, akt(Aktakt::TaOver { id }))],
    )
}

/// Why it is given back.
pub(super) fn aterlamna(id: &RadId) -> Dialog {
    let alternativ = Aterlamningsorsak::ALLA
        .into_iter()
        .map(|orsak| {
            let (tangent, ord) = ord::aterlamningsorsak(orsak);
            let id = id.clone();
            val(tangent, ord, akt(Aktakt::Aterlamna { id, orsak }))
        })
        .collect();
    dialog(
        ord::ATERLAMNA_RUBRIK,
        vec![ord::ATERLAMNA_TEXT.to_owned()],
        alternativ,
    )
}

/// Another system has it.
pub(super) fn mottaget_dar(id: RadId) -> Dialog {
    dialog(
        ord::MOTTAGET_DAR_RUBRIK,
        vec![ord::MOTTAGET_DAR_TEXT.to_owned()],
        vec![val('j', ord::JA_MOTTAGET_DAR, Aktval::MottagetDar(id))],
    )
}

/// What the desk does with what has come back.
pub(super) fn aterlamnad(rad: &Inkorgsrad) -> Dialog {
    let (id, till) = (rad.id.clone(), rad.till.clone());
    let mut alternativ = vec![val(
        's',
        ord::SKICKA_IGEN,
        akt(Aktakt::SkickaIgen {
            id: id.clone(),
            till,
        }),
    )];
    if rad.till.is_some() {
        let alla = Aktakt::SkickaIgen {
            id: id.clone(),
            till: None,
        };
        alternativ.push(val('a', ord::SKICKA_TILL_ALLA, akt(alla)));
    }
    alternativ.push(val('m', ord::MAKULERA, akt(Aktakt::Makulera { id })));
    dialog(
        ord::ATERLAMNAD_RUBRIK,
        ord::aterlamnad_text(rad),
        alternativ,
    )
}

/// What can be done with a note: never a change of it.
pub(super) fn anteckning(bild: &Arendebild, rad: &Anteckningsrad, idag: NaiveDate) -> Dialog {
    let arende = &bild.rad.id;
    let om = |galler| Aktval::Blankett(Aktblankett::Anteckning(arende.clone(), galler));
    let mut alternativ = vec![
        val('r', ord::RATTA, om(Galler::Rattar(rad.nr))),
        val('i', ord::INVAND, om(Galler::Invander(rad.nr))),
    ];
    let galler = bild.samtycken.iter().find(|samtycke| {
        let till_den_andra = bild
            .annan_akt
            .as_ref()
            .is_some_and(|(_, nummer)| samtycke.mottagare == nummer.text());
        till_den_andra
            && crate::domain::akt::samtycke::galler(samtycke.till, samtycke.aterkallat, idag)
                .is_ok()
    });
    // Only a consent that holds can be chosen.
    if let (Some(samtycke), true) = (galler, rad.slag != Anteckningsslag::Kopia) {
        let kopiera = Aktblankett::Kopiera(arende.clone(), rad.nr, samtycke.id.clone());
        alternativ.push(val('k', ord::KOPIERA, Aktval::Blankett(kopiera)));
    }
    dialog(
        &ord::anteckning_rubrik(rad.nr),
        ord::anteckning_text(bild, rad),
        alternativ,
    )
}

/// A draft lies in the ärende: what it is of, and the form and the words for another beside it.
pub(super) fn utkast(rad: &Utkastrad, text: String, ny: Aktblankett, ny_ord: &str) -> Dialog {
    let id = rad.utkast.id.clone();
    dialog(
        ord::UTKAST_RUBRIK,
        vec![text],
        vec![
            val('f', ord::FORTSATT, Aktval::Fortsatt(id.clone())),
            val('n', ny_ord, Aktval::Blankett(ny)),
            kasta(ord::KASTA, akt(Aktakt::KastaUtkast { id })),
        ],
    )
}

/// A form that is not kept is left with a text in it.
pub(super) fn lamna_blankett() -> Dialog {
    dialog(
        vyord::LAMNA_RUBRIK,
        vec![vyord::LAMNA_TEXT.to_owned()],
        vec![kasta(vyord::KASTA_TEXTEN, Aktval::Lamna)],
    )
}

/// The person takes a consent back.
pub(super) fn aterkalla(arende: RadId, rad: &Samtyckesrad) -> Dialog {
    let samtycke = rad.id.clone();
    dialog(
        vyord::ATERKALLA_RUBRIK,
        vyord::aterkalla_text(rad),
        vec![val(
            'j',
            vyord::JA_ATERKALLA,
            akt(Aktakt::Aterkalla { arende, samtycke }),
        )],
    )
}

/// What is done more seldom with an ärende.
pub(super) fn mer(bild: &Arendebild) -> Dialog {
    let arende = bild.rad.id.clone();
    let mut alternativ = Vec::new();
    let (steg, antal) = bild.rad.steg;
    let pagar = bild.rad.avslutad.is_none();
    if let Some(nasta) = steg.nasta(antal).filter(|_| pagar) {
        let akten = Aktakt::TaSteg {
            arende: arende.clone(),
            fran: steg,
        };
        alternativ.push(val('n', &ord::till_steg(nasta), akt(akten)));
    }
    if pagar {
        alternativ.push(val(
            'u',
            ord::SATT_UPPFOLJNING,
            Aktval::Blankett(Aktblankett::Uppfoljningsdag(arende.clone())),
        ));
    }
    if pagar && bild.aktslag == Aktslag::VarjeForalder && bild.annan_akt.is_none() {
        alternativ.push(val(
            'a',
            ord::ANDRA_FORALDERN,
            Aktval::Blankett(Aktblankett::AndraForaldern(arende.clone())),
        ));
    }
    if let Some((annan, nummer)) = &bild.annan_akt {
        let las = Aktakt::Las {
            arende: annan.clone(),
        };
        alternativ.push(val('o', &ord::oppna_annan(nummer), akt(las)));
    }
    dialog(&ord::mer_rubrik(&bild.rad.nummer), Vec::new(), alternativ)
}

/// A place became free with the closing: whose turn it is.
pub(super) fn nasta_i_tur(kod: Kolappskod) -> Dialog {
    Dialog {
        rubrik: text::skarm::KLART.to_owned(),
        text: vec![ord::nasta_i_tur(kod)],
        val: vec![dialogval(
            Tangent::tecken('j'),
            text::skarm::FORTSATT,
            Dialogsvar::Stang,
        )],
    }
}
