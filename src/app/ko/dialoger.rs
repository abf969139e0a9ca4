//! The questions of the waiting list, as data.

use chrono::{Months, NaiveDate};

use super::super::{Dialog, Dialogsvar, dialogval};
use super::blankettslag::Blankettslag;
use super::kommandon::akt;
use super::{Koval, Underlagsfraga, avslut};
use crate::domain::arbetsdag::efter_arbetsdagar;
use crate::domain::insats::InsatsNr;
use crate::domain::ko::kontakt::{Kokontakt, Kontaktsatt};
use crate::domain::ko::plats::{OmgangId, Overhopp, Pott};
use crate::domain::ko::policy::Kopolicy;
use crate::domain::ko::{BEKRAFTELSESTEG, Kostatus};
use crate::domain::kolapp::Kolappskod;
use crate::store::ko::{Erbjud, Erbjudandesvar, Koakt, Kopostbild, Senaste, Underlag};
use crate::text;
use crate::text::koskarm as ord;
use crate::ui::inmatning::Tangent;

/// Working days by which an offer is extended.
const FORLANGS: u8 = 3;

pub(super) type Val = (Tangent, String, Dialogsvar);

pub(super) fn val(tangent: char, ord: &str, svar: Dialogsvar) -> Val {
    dialogval(Tangent::tecken(tangent), ord, svar)
}

fn tillbaka() -> Val {
    dialogval(Tangent::ESC, text::skarm::TILLBAKA, Dialogsvar::Stang)
}

pub(super) fn ko(val: Koval) -> Dialogsvar {
    Dialogsvar::Ko(Box::new(val))
}

pub(super) fn dialog(rubrik: &str, text: Vec<String>, mut val: Vec<Val>) -> Dialog {
    val.push(tillbaka());
    Dialog {
        rubrik: rubrik.to_owned(),
        text,
        val,
    }
}

/// What an offer would do, before it is made.
pub(super) fn underlag(underlag: &Underlag, fraga: &Underlagsfraga) -> Dialog {
    let erbjud = Erbjud {
        pott: underlag.pott.clone(),
        kod: Some(underlag.kod),
        svar_senast: Some(underlag.svar_senast),
        kanal: None,
        hoppa: fraga.hoppa.clone(),
    };
    // Not Enter: held down from the row before it would make the offer.
    let mut val = vec![val('j', ord::ERBJUD, akt(Koakt::Erbjud(erbjud)))];
    if fraga.kod.is_none() {
        let mut hoppa = fraga.hoppa.clone();
        hoppa.push((underlag.kod, Overhopp::InteNabar));
        let nasta = Underlagsfraga {
            pott: Some(underlag.pott.clone()),
            hoppa,
            ..fraga.clone()
        };
        let ord = ord::hoppa(underlag.har_kontakt);
        val.push(self::val('h', ord, ko(Koval::Underlag(nasta))));
    }
    dialog(ord::ERBJUD_RUBRIK, ord::underlag(underlag), val)
}

/// The answer to an open offer.
pub(super) fn svar(
    bild: &Kopostbild,
    policy: &Kopolicy,
    idag: NaiveDate,
    stangt: &[NaiveDate],
) -> Dialog {
    let kod = bild.rad.kod;
    let svara = |svar| akt(Koakt::Svara { kod, svar });
    let mut rader = Vec::new();
    let mut alternativ = vec![
        val('j', ord::SVAR_JA, svara(Erbjudandesvar::Ja)),
        val('n', ord::SVAR_NEJ, ko(avslut::nej(kod, policy))),
        val('s', ord::SVAR_KVAR, svara(Erbjudandesvar::StarKvar)),
    ];
    if let Some(erbjudande) = &bild.erbjudande {
        rader.push(ord::svar_senast(erbjudande.svar_senast, erbjudande.utgatt));
        let till = efter_arbetsdagar(erbjudande.svar_senast.max(idag), FORLANGS, stangt);
        alternativ.push(val(
            'f',
            &ord::forlang(till),
            akt(Koakt::Forlang { kod, till }),
        ));
    }
    alternativ.push(val('p', ord::PAMINN, akt(Koakt::Paminn { kod })));
    dialog(&ord::svar_rubrik(kod), rader, alternativ)
}

/// For how long somebody pauses.
pub(super) fn vila(kod: Kolappskod, idag: NaiveDate, hogst: u8) -> Dialog {
    let alternativ = ('1'..='6')
        .zip(1..=u32::from(hogst))
        .filter_map(|(tangent, manader)| {
            let till = idag.checked_add_months(Months::new(manader))?;
            let akt = akt(Koakt::Vila {
                kod,
                fran: idag,
                till,
            });
            Some(val(tangent, &ord::vila(manader, till), akt))
        });
    dialog(
        &ord::vila_rubrik(kod),
        vec![ord::VILA_TEXT.to_owned()],
        alternativ.collect(),
    )
}

/// Whether a pause is to end.
pub(super) fn aktivera(kod: Kolappskod, till: NaiveDate) -> Dialog {
    dialog(
        &ord::vila_rubrik(kod),
        vec![ord::vilar_till(till)],
        vec![val('j', ord::AKTIVERA, akt(Koakt::Aktivera { kod }))],
    )
}

/// Contact: to open, to log, to keep, to erase. `slag` is the form, where something may be kept at all.
pub(super) fn kontakt(bild: &Kopostbild, slag: Option<Blankettslag>) -> Dialog {
    let kod = bild.rad.kod;
    let mut alternativ = Vec::new();
    if bild.har_kontakt {
        alternativ.push(val(
            'o',
            ord::OPPNA_KONTAKT,
            akt(Koakt::OppnaKontakt { kod }),
        ));
    }
    // Without a way to reach somebody nobody has tried to.
    let kan_nas = bild.har_kontakt && slag.is_some();
    if kan_nas && bild.lage.status.levande() {
        alternativ.push(val('n', ord::NADD, ko(Koval::Kanal(kod, true))));
        alternativ.push(val('e', ord::EJ_NADD, ko(Koval::Kanal(kod, false))));
    }
    if bild.lage.status.har_plats_i_ko() {
        alternativ.push(val('v', ord::VANTAR_AN, akt(Koakt::Bekrafta { kod })));
    }
    let steg_kvar = bild.lage.bekraftelsesteg < BEKRAFTELSESTEG;
    if kan_nas && bild.lage.status == Kostatus::IKo && steg_kvar {
        let steg = bild.lage.bekraftelsesteg + 1;
        alternativ.push(val(
            'f',
            &ord::bekraftelsesteg(steg),
            akt(Koakt::Bekraftelsesteg { kod }),
        ));
    }
    if let Some(slag) = slag.filter(|_| bild.lage.status.levande()) {
        alternativ.push(val('k', ord::ANTECKNA_KONTAKT, ko(Koval::Blankett(slag))));
    }
    if bild.har_kontakt {
        alternativ.push(val('g', ord::GLOM_KONTAKT, akt(Koakt::GlomKontakt { kod })));
    }
    let rader = vec![ord::kontaktlage(
        slag.is_some(),
        bild.har_kontakt,
        bild.lage.forsok,
    )];
    dialog(&ord::kontakt_rubrik(kod), rader, alternativ)
}

/// How somebody was, or was not, reached.
pub(super) fn kanal(kod: Kolappskod, nadd: bool) -> Dialog {
    let alternativ = Kontaktsatt::ALLA.map(|kanal| {
        let (tangent, text) = ord::kontaktsatt(kanal);
        val(tangent, text, akt(Koakt::Forsok { kod, kanal, nadd }))
    });
    let rubrik = if nadd { ord::NADD } else { ord::EJ_NADD };
    dialog(rubrik, Vec::new(), alternativ.into())
}

/// The contact data of one entry; they are kept nowhere but in this question, and go with it.
pub(super) fn oppnad_kontakt(kod: Kolappskod, kontakt: &Kokontakt) -> Dialog {
    dialog(
        &ord::kontakt_rubrik(kod),
        ord::oppnad_kontakt(kontakt),
        Vec::new(),
    )
}

/// Approves, or turns down, a proposed ködatum.
pub(super) fn rattelse(bild: &Kopostbild) -> Dialog {
    let kod = bild.rad.kod;
    let svara = |godkand| akt(Koakt::SvaraRattelse { kod, godkand });
    let rader = bild.rattelse.as_ref().map(text::ko::rattelse_vantar);
    dialog(
        ord::RATTELSE_RUBRIK,
        rader.into_iter().collect(),
        vec![
            val('g', ord::GODKANN, svara(true)),
            val('n', ord::GODKANN_INTE, svara(false)),
        ],
    )
}

/// Once more before an entry is said to be a mistake.
pub(super) fn felregistrera(kod: Kolappskod) -> Dialog {
    dialog(
        &ord::felreg_rubrik(kod),
        vec![ord::FELREG_TEXT.to_owned()],
        vec![val('j', ord::JA_FELREG, akt(Koakt::Felregistrera { kod }))],
    )
}

/// Whether the last own act is to be undone: what it was, about which slip, and when.
pub(super) fn angra(senaste: &Senaste) -> Dialog {
    let alternativ = if senaste.gar_att_angra {
        vec![val('j', ord::ANGRA, akt(Koakt::Angra))]
    } else {
        Vec::new()
    };
    dialog(ord::ANGRA_RUBRIK, ord::senaste(senaste), alternativ)
}

/// Somebody has said yes: the insats begins, or they have changed their mind.
pub(super) fn tackat_ja(bild: &Kopostbild, policy: &Kopolicy) -> Dialog {
    let (insats, kod) = (bild.rad.insats, bild.rad.kod);
    let kvar = Koakt::Svara {
        kod,
        svar: Erbjudandesvar::StarKvar,
    };
    dialog(
        &ord::tackat_ja_rubrik(kod),
        Vec::new(),
        vec![
            val('b', ord::BORJA_INSATSEN, ko(Koval::Borja(insats, kod))),
            val('n', ord::ANDRAT_SIG, ko(avslut::nej(kod, policy))),
            val('s', ord::ANDRAT_SIG_KVAR, akt(kvar)),
        ],
    )
}

/// Whether a visit is begun with the slip.
pub(super) fn kalla_in(insats: InsatsNr, kod: Kolappskod) -> Dialog {
    dialog(
        &ord::kalla_in_rubrik(kod),
        vec![ord::KALLA_IN_TEXT.to_owned()],
        // Not Enter: held down it would begin a visit.
        vec![val('j', ord::JA_KALLA_IN, ko(Koval::Borja(insats, kod)))],
    )
}

/// Whether a place is free again.
pub(super) fn lamna_plats(pott: Pott, nummer: u16) -> Dialog {
    dialog(
        &ord::plats_rubrik(nummer),
        vec![ord::PLATS_TEXT.to_owned()],
        vec![val(
            'j',
            ord::JA_LEDIG,
            akt(Koakt::LamnaPlats { pott, nummer }),
        )],
    )
}

/// Whether a group start is called off.
pub(super) fn stall_in(omgang: OmgangId) -> Dialog {
    dialog(
        ord::STALL_IN_RUBRIK,
        vec![ord::STALL_IN_TEXT.to_owned()],
        vec![val(
            'j',
            ord::JA_STALL_IN,
            akt(Koakt::StallInOmgang { omgang }),
        )],
    )
}

/// A place became free: who is next in turn.
pub(super) fn nasta_i_tur(kod: Kolappskod, fraga: Underlagsfraga) -> Dialog {
    dialog(
        ord::LEDIG_RUBRIK,
        vec![ord::nasta_i_tur(kod)],
        // Not Enter: held down it would make the offer as well.
        vec![val('v', ord::VISA_ERBJUDANDE, ko(Koval::Underlag(fraga)))],
    )
}

/// Something has been done, and is to be read before anything else.
pub(super) fn klart(text: String) -> Dialog {
    Dialog {
        rubrik: text::skarm::KLART.to_owned(),
        text: vec![text],
        val: vec![val('j', text::skarm::FORTSATT, Dialogsvar::Stang)],
    }
}
