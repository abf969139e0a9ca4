//! The summary check of villkor: facts in, status out; never an assessment (VIL-01, VIL-02).

use chrono::NaiveDate;

use super::fakta::{AnnanFakta, BarnFakta, Fakta, Svar, Underlag};
use super::insats::Insats;
use super::tid::{Fodd, Fyllt, fyllt};
use super::villkor::{
    Aldersgrans, ArMed, EgenUppgift, Krav, Oklarhet, Part, Provning, Rad, Skal, Status, Villkor,
};

/// Checks the villkor of `insats` against `fakta` on the day `idag`.
///
/// Not met beats unanswered, unanswered beats unclear; doubt about the person beats everything.
pub fn prova(insats: &Insats, fakta: &Fakta, idag: NaiveDate) -> Provning {
    let rader: Vec<Rad> = insats
        .villkor
        .iter()
        .map(|villkor| {
            let (status, skal) = prova_villkor(villkor, fakta, idag);
            Rad {
                id: villkor.id.clone(),
                status,
                skal,
            }
        })
        .chain(stadsomrade(insats, fakta))
        .collect();
    let grindar: Vec<Status> = rader
        .iter()
        .filter(|rad| rad.skal != Some(Skal::KraverBedomning))
        .map(|rad| rad.status)
        .collect();
    let nagon = |status| grindar.contains(&status);
    let (status, oklarhet) = if fakta.tveksamhet {
        (Status::Oklart, Some(Oklarhet::Tveksamhet))
    } else if !insats.erbjuds(idag) {
        (Status::Oklart, Some(Oklarhet::ErbjudsInte))
    } else if nagon(Status::EjUppfyllt) {
        (Status::EjUppfyllt, None)
    } else if nagon(Status::EjKontrollerat) {
        (Status::EjKontrollerat, None)
    } else if nagon(Status::Oklart) {
        (Status::Oklart, None)
    } else if utanfor_malgrupp(insats, fakta, idag) {
        (Status::Oklart, Some(Oklarhet::UtanforMalgrupp))
    } else {
        (Status::Uppfyllt, None)
    };
    Provning {
        rader,
        status,
        oklarhet,
    }
}

/// The id of the row that checks the part of town; not a villkor of the list, but where the insats is offered.
pub const STADSOMRADE: &str = "stadsomrade";

fn stadsomrade(insats: &Insats, fakta: &Fakta) -> Option<Rad> {
    if insats.stadsomraden.is_empty() {
        return None;
    }
    let (status, skal) = match (fakta.svar.get(STADSOMRADE), &fakta.stadsomrade) {
        (Some(svar), _) => besvarat(*svar),
        (None, Some(omrade)) if insats.stadsomraden.iter().any(|o| samma_ort(o, omrade)) => {
            (Status::Uppfyllt, None)
        }
        (None, Some(_)) => (Status::EjUppfyllt, Some(Skal::UtanforStadsomrade)),
        (None, None) => (Status::EjKontrollerat, None),
    };
    Some(Rad {
        id: STADSOMRADE.to_owned(),
        status,
        skal,
    })
}

type Svarat = (Status, Option<Skal>);

fn besvarat(svar: Svar) -> Svarat {
    match svar {
        Svar::Ja => (Status::Uppfyllt, None),
        Svar::Nej => (Status::EjUppfyllt, Some(Skal::SvaratNej)),
        Svar::Oklart => (Status::Oklart, Some(Skal::SvaratOklart)),
    }
}

fn prova_villkor(villkor: &Villkor, fakta: &Fakta, idag: NaiveDate) -> Svarat {
    if villkor.krav == Krav::Bedomning {
        return (Status::EjKontrollerat, Some(Skal::KraverBedomning));
    }
    let svar = fakta.svar.get(&villkor.id).copied();
    let ur_fakta = match &villkor.krav {
        Krav::Alder { avser, grans } => ihop(
            parter(*avser, fakta)
                .filter_map(|p| p.fodd)
                .map(|f| alder(f, *grans, idag)),
            &Skal::OlikaAldrar,
        ),
        Krav::Folkbokford { avser, kommuner } => folkbokford(villkor, avser, kommuner, fakta),
        Krav::Skola { kommuner } => {
            let skolor = berorda_barn(fakta).filter_map(|b| namnd(b.skola_i.as_deref()));
            ihop(skolor.map(|s| i_kommun(s, kommuner)), &Skal::OlikaKommuner)
                .map(|svar| pa_eget_ord(svar, villkor, fakta))
        }
        Krav::HandelsePlats { kommuner } => {
            namnd(fakta.handelse_i.as_deref()).map(|ort| i_kommun(ort, kommuner))
        }
        Krav::AnnanPerson {
            relationer,
            grans,
            sammanboende,
            utan_annan_insats,
        } => ihop(
            fakta.andra.iter().map(|annan| {
                annan_person(
                    annan,
                    relationer,
                    *grans,
                    *sammanboende,
                    *utan_annan_insats,
                    idag,
                )
            }),
            &Skal::AnnanPersonPassarInte,
        ),
        Krav::GemensamBegaran | Krav::Faktum | Krav::Bedomning => None,
    };
    let resultat = match (ur_fakta, svar) {
        (None, None) => (Status::EjKontrollerat, None),
        (None, Some(svar)) => besvarat(svar),
        // Somebody who counts has not been asked about, and could change the answer.
        (Some((Status::Uppfyllt | Status::EjUppfyllt, _)), None)
            if nagon_utan_uppgift(&villkor.krav, fakta) =>
        {
            (Status::EjKontrollerat, None)
        }
        (Some(fakta), None) => fakta,
        // The desk has looked and marked it: that is how an own word is taken (VIL-08). A no contradicts the word.
        (Some((Status::Oklart, Some(Skal::EgenUppgift))), Some(svar)) => match svar {
            Svar::Ja | Svar::Oklart => besvarat(svar),
            Svar::Nej => (Status::Oklart, Some(Skal::Motsager)),
        },
        (Some(fakta), Some(svar)) if fakta.0 == Status::Oklart || fakta.0 == besvarat(svar).0 => {
            fakta
        }
        (Some(_), Some(_)) => (Status::Oklart, Some(Skal::Motsager)),
    };
    let visat_med_ord = fakta.underlag.get(&villkor.id) == Some(&Underlag::EgenUppgift);
    if resultat.0 == Status::Uppfyllt
        && visat_med_ord
        && villkor.egen_uppgift == EgenUppgift::RackerInte
    {
        return (Status::Oklart, Some(Skal::EgenUppgiftRackerInte));
    }
    resultat
}

/// The facts of one person that a villkor can be about.
struct PartFakta<'a> {
    fodd: Option<Fodd>,
    folkbokford: Option<&'a str>,
    skyddad: bool,
}

fn parter<'a>(part: Part, fakta: &'a Fakta) -> Box<dyn Iterator<Item = PartFakta<'a>> + 'a> {
    match part {
        Part::Person => Box::new(std::iter::once(PartFakta {
            fodd: fakta.person.fodd,
            folkbokford: namnd(fakta.person.folkbokford.as_deref()),
            skyddad: fakta.person.skyddad_folkbokforing,
        })),
        Part::Barn => Box::new(berorda_barn(fakta).map(|barn| PartFakta {
            fodd: barn.fodd,
            folkbokford: namnd(barn.folkbokford.as_deref()),
            skyddad: barn.skyddad_folkbokforing,
        })),
        Part::Partner => Box::new(
            fakta
                .andra
                .iter()
                .filter(|annan| annan.relation.as_deref() == Some("partner"))
                .map(|annan| PartFakta {
                    fodd: annan.fodd,
                    folkbokford: namnd(annan.folkbokford.as_deref()),
                    skyddad: annan.skyddad_folkbokforing,
                }),
        ),
    }
}

/// The children that count: those who take part where anybody is marked so, otherwise all.
pub(super) fn berorda_barn(fakta: &Fakta) -> impl Iterator<Item = &BarnFakta> {
    let nagon_deltar = fakta.barn.iter().any(|barn| barn.deltar == Some(true));
    fakta
        .barn
        .iter()
        .filter(move |barn| !nagon_deltar || barn.deltar == Some(true))
}

/// Several answers to one question: the same answer stands; different ones are unclear.
fn ihop(svar: impl Iterator<Item = Svarat>, olika: &Skal) -> Option<Svarat> {
    svar.reduce(|a, b| {
        if a.0 == b.0 {
            a
        } else {
            (Status::Oklart, Some(olika.clone()))
        }
    })
}

fn alder(fodd: Fodd, grans: Aldersgrans, idag: NaiveDate) -> Svarat {
    if let Some(fran) = grans.fran {
        match fyllt(fodd, fran, idag) {
            Fyllt::Ja => {}
            Fyllt::Nej => return (Status::EjUppfyllt, Some(Skal::ForUng(fran))),
            Fyllt::Oklart => return (Status::Oklart, Some(Skal::Skottdag(fran))),
        }
    }
    let Some((till, ar_med)) = grans.till else {
        return (Status::Uppfyllt, None);
    };
    let over = |ar: u8| match fyllt(fodd, ar, idag) {
        Fyllt::Nej => (Status::Uppfyllt, None),
        Fyllt::Ja => (Status::EjUppfyllt, Some(Skal::ForGammal(till))),
        Fyllt::Oklart => (Status::Oklart, Some(Skal::Skottdag(ar))),
    };
    match ar_med {
        ArMed::Nej => over(till),
        ArMed::Ja => over(till.saturating_add(1)),
        ArMed::Oklart => match (over(till), over(till.saturating_add(1))) {
            (inne @ (Status::Uppfyllt, _), _) => inne,
            (_, ute @ (Status::EjUppfyllt, _)) => ute,
            _ => (Status::Oklart, Some(Skal::GransaretOppet(till))),
        },
    }
}

fn folkbokford(
    villkor: &Villkor,
    avser: &[Part],
    kommuner: &[String],
    fakta: &Fakta,
) -> Option<Svarat> {
    let kanda: Vec<PartFakta> = avser.iter().flat_map(|part| parter(*part, fakta)).collect();
    // Where the visitor's does not tell where the family lives, the child's does not either (SKY-02).
    if fakta.person.skyddad_folkbokforing || kanda.iter().any(|part| part.skyddad) {
        return Some((Status::Oklart, Some(Skal::SkyddadFolkbokforing)));
    }
    let orter = kanda.iter().filter_map(|part| part.folkbokford);
    ihop(
        orter.map(|ort| i_kommun(ort, kommuner)),
        &Skal::OlikaKommuner,
    )
    .map(|svar| pa_eget_ord(svar, villkor, fakta))
}

/// What a yes is worth that rests on the visitor's own word: the nämnd's to say (VIL-08).
fn pa_eget_ord(svar: Svarat, villkor: &Villkor, fakta: &Fakta) -> Svarat {
    if svar.0 != Status::Uppfyllt || !fakta.person.egen_uppgift {
        return svar;
    }
    match villkor.egen_uppgift {
        EgenUppgift::Racker => svar,
        EgenUppgift::Markeras => (Status::Oklart, Some(Skal::EgenUppgift)),
        EgenUppgift::RackerInte => (Status::Oklart, Some(Skal::EgenUppgiftRackerInte)),
    }
}

/// A place that was named; an empty box is no answer.
fn namnd(ort: Option<&str>) -> Option<&str> {
    ort.filter(|ort| !ort.trim().is_empty())
}

/// Whether somebody whom the villkor is about, and who is known to be there, lacks the fact that it asks for.
///
/// Knowing less may never make more of it met. A child without a school is no such gap: not every child has one.
fn nagon_utan_uppgift(krav: &Krav, fakta: &Fakta) -> bool {
    match krav {
        Krav::Alder { avser, .. } => parter(*avser, fakta).any(|part| part.fodd.is_none()),
        Krav::Folkbokford { avser, .. } => avser
            .iter()
            .flat_map(|part| parter(*part, fakta))
            .any(|part| part.folkbokford.is_none()),
        Krav::Skola { .. }
        | Krav::HandelsePlats { .. }
        | Krav::AnnanPerson { .. }
        | Krav::GemensamBegaran
        | Krav::Faktum
        | Krav::Bedomning => false,
    }
}

fn i_kommun(ort: &str, kommuner: &[String]) -> Svarat {
    if kommuner.iter().any(|kommun| samma_ort(kommun, ort)) {
        (Status::Uppfyllt, None)
    } else {
        (Status::EjUppfyllt, Some(Skal::AnnanKommun))
    }
}

/// Compares names of places as people write them: case, "kommun", "stad" and the genitive s do not count.
fn samma_ort(a: &str, b: &str) -> bool {
    let enkel = |text: &str| {
        let sma = text.trim().to_lowercase();
        let utan = sma
            .strip_suffix(" kommun")
            .or_else(|| sma.strip_suffix(" stad"))
            .unwrap_or(&sma)
            .trim();
        utan.to_owned()
    };
    let (a, b) = (enkel(a), enkel(b));
    a == b || format!("{a}s") == b || format!("{b}s") == a
}

fn annan_person(
    annan: &AnnanFakta,
    relationer: &[String],
    grans: Option<Aldersgrans>,
    sammanboende: Option<bool>,
    utan_annan_insats: bool,
    idag: NaiveDate,
) -> Svarat {
    let passar = |ja: Option<bool>| match ja {
        Some(true) => (Status::Uppfyllt, None),
        Some(false) => (Status::EjUppfyllt, Some(Skal::AnnanPersonPassarInte)),
        None => (Status::EjKontrollerat, None),
    };
    let mut delar = Vec::new();
    if !relationer.is_empty() {
        delar.push(passar(
            annan.relation.as_ref().map(|r| relationer.contains(r)),
        ));
    }
    if let Some(grans) = grans {
        delar.push(annan.fodd.map_or((Status::EjKontrollerat, None), |fodd| {
            alder(fodd, grans, idag)
        }));
    }
    if let Some(kravs) = sammanboende {
        delar.push(passar(annan.sammanboende.map(|bor| bor == kravs)));
    }
    if utan_annan_insats {
        delar.push(passar(annan.annan_insats.map(|har| !har)));
    }
    let i_ordning = [
        Status::EjUppfyllt,
        Status::EjKontrollerat,
        Status::Oklart,
        Status::Uppfyllt,
    ];
    i_ordning
        .into_iter()
        .find_map(|status| delar.iter().find(|del| del.0 == status).cloned())
        .unwrap_or((Status::Uppfyllt, None))
}

fn utanfor_malgrupp(insats: &Insats, fakta: &Fakta, idag: NaiveDate) -> bool {
    let Some((avser, grans)) = insats.malgrupp.alder else {
        return false;
    };
    let aldrar = parter(avser, fakta).filter_map(|part| part.fodd);
    let mut statusar = aldrar.map(|fodd| alder(fodd, grans, idag).0).peekable();
    // Outside only when nobody known is inside: a parent of three need not have three children of the right age.
    statusar.peek().is_some() && !statusar.any(|status| status == Status::Uppfyllt)
}
