//! What an ärende or a handover holds, as keys and values, whatever the system.

use super::Postslag;
use crate::domain::akt::anteckning::Anteckningsslag;
use crate::domain::akt::plan::Planrubrik;
use crate::domain::akt::samtycke::Delasmed;
use crate::domain::identitet::Kontaktuppgift;
use crate::domain::information::{Satt, TextId};
use crate::store::HamtadOverlamning;
use crate::store::akt::{
    Anteckningsrad, Arendebild, Malutfallsrad, Planversion, Samtyckesrad, Uppfoljningsrad,
};
use crate::text;

/// Values by key; an empty one is not known and is left out later.
type Varden = Vec<(&'static str, String)>;

/// What a sheet is made of.
#[derive(Default)]
pub(super) struct Underlag {
    /// What there is one of.
    pub(super) enkla: Varden,
    /// Notes and the like, in order.
    pub(super) poster: Vec<(Postslag, u32, Varden)>,
    /// Contact data.
    pub(super) kontakt: Varden,
    /// Sekretessmarkering.
    pub(super) sekretess: bool,
    /// More than one open version of the plan.
    pub(super) flera_planer: bool,
}

/// Of a handover: what the desk knows.
pub(super) fn av_overlamning(hel: &HamtadOverlamning) -> Underlag {
    let rad = &hel.rad;
    let insats = insats(rad.insats, &rad.insats_namn);
    Underlag {
        enkla: vec![
            ("namn", hel.namn.clone()),
            ("personnummer", hel.personnummer.clone().unwrap_or_default()),
            ("mottagen", text::ko::dag(rad.skapad)),
            ("typ", text::blad::TYP.to_owned()),
            (
                "fran",
                text::blad::fran(Some(&rad.enhet), &hel.mottagen_av[0]),
            ),
            ("orsak", insats.clone()),
            (
                "samtycke",
                text::akt::koder::samtyckessatt(hel.samtycke).to_owned(),
            ),
            ("vardnadshavare", antal(hel.vardnadshavare)),
            ("information_ansoka", information(&hel.information)),
            ("information_dokumentation", information(&hel.dokumentation)),
            ("status", text::overlamningsstatus(rad.status).to_owned()),
            ("bilaga", text::blad::bilaga(0, 0, 0)),
            ("insats", insats),
        ],
        kontakt: kontakt(&hel.kontakt),
        sekretess: hel.sekretessmarkering,
        ..Underlag::default()
    }
}

/// Of an ärende: all that stands in its akt, except the other parent's number, the drafts and the bridge.
pub(super) fn av_arende(bild: &Arendebild) -> Underlag {
    let rad = &bild.rad;
    let planer = bild.oppna_planer();
    // The last follow-up of a closed ärende is its end, and stands there alone.
    let (avslut, uppfoljningar) = match (rad.avslutad, bild.uppfoljningar.split_last()) {
        (Some((dag, orsak)), delat) => {
            let (sista, resten) = delat.map_or((None, &[][..]), |(sista, r)| (Some(sista), r));
            (Some((dag, orsak, sista)), resten)
        }
        (None, _) => (None, bild.uppfoljningar.as_slice()),
    };
    let insats = insats(rad.insats, &rad.insats_namn);
    let (satt, dag) = bild.samtycke;
    let enkla = vec![
        ("namn", bild.namn.clone()),
        (
            "personnummer",
            bild.personnummer.clone().unwrap_or_default(),
        ),
        ("mottagen", text::ko::dag(bild.mottagen.1)),
        ("typ", text::blad::TYP.to_owned()),
        ("fran", text::blad::fran(None, &bild.mottagen.0)),
        ("orsak", insats.clone()),
        (
            "samtycke",
            format!("{}, {dag}", text::akt::koder::samtyckessatt(satt)),
        ),
        ("vardnadshavare", antal(bild.vardnadshavare)),
        ("information_ansoka", information(&bild.information)),
        (
            "information_dokumentation",
            information(&bild.dokumentation),
        ),
        ("arendenummer", rad.nummer.to_string()),
        ("akt_pa", text::blad::aktslag(bild.aktslag).to_owned()),
        ("oppnad", rad.oppnad.to_string()),
        ("enhet", bild.enhet.clone()),
        (
            "status",
            text::blad::status(rad.avslutad.map(|(dag, _)| dag)),
        ),
        (
            "bilaga",
            text::blad::bilaga(
                planer.len(),
                bild.journal.len(),
                uppfoljningar.len() + usize::from(avslut.is_some()),
            ),
        ),
        ("registrering", text::blad::tills_vidare(rad.oppnad)),
        ("insats", insats),
        (
            "nasta_uppfoljning",
            rad.nasta_uppfoljning
                .map(|dag| dag.to_string())
                .unwrap_or_default(),
        ),
    ];
    let mut poster = Vec::new();
    poster.extend(
        planer
            .iter()
            .map(|p| (Postslag::Plan, p.led.version, plan(p))),
    );
    poster.extend(
        bild.journal
            .iter()
            .map(|a| (Postslag::Anteckning, a.nr, anteckning(a))),
    );
    // The latest stands first in the akt; a sheet is read in the order of time, as the journal.
    poster.extend(
        (1..)
            .zip(bild.samtycken.iter().rev())
            .map(|(nr, s)| (Postslag::Delning, nr, delning(s))),
    );
    poster.extend(
        (1..)
            .zip(uppfoljningar)
            .map(|(nr, u)| (Postslag::Uppfoljning, nr, uppfoljning(u))),
    );
    if let Some((dag, orsak, sista)) = avslut {
        let mut varden = vec![
            ("avslut_dag", dag.to_string()),
            ("avslut_orsak", text::blad::avslutsorsak(orsak)),
        ];
        if let Some(sista) = sista {
            varden.push(("avslut_text", sista.text.clone()));
            varden.push(("avslut_mal", mal(&sista.mal)));
            varden.push(("avslut_skriven", skriven(&sista.skrivare, sista.skriven)));
        }
        poster.push((Postslag::Avslut, 1, varden));
    }
    let mut kontakt = kontakt(&bild.kontakt);
    // Address and telephone stand under the first heading of the plan in the Göteborg form.
    let i_planen: Vec<&str> = planer
        .iter()
        .map(|plan| plan.text.under(Planrubrik::Personuppgifter))
        .filter(|text| !text.is_empty())
        .collect();
    kontakt.push(("plan_personuppgifter", i_planen.join("\n")));
    Underlag {
        enkla,
        poster,
        kontakt,
        sekretess: bild.sekretessmarkering,
        flera_planer: planer.len() > 1,
    }
}

fn insats(nr: impl std::fmt::Display, namn: &str) -> String {
    format!("{nr} {namn}")
}

fn antal(antal: Option<u8>) -> String {
    antal.map(|antal| antal.to_string()).unwrap_or_default()
}

/// The code of the desk in words; what is no code stands as it is.
fn information([satt, sprak, id, version]: &[String; 4]) -> String {
    let ord =
        Satt::fran_kod(satt).map_or_else(|| satt.clone(), |kand| text::satt(kand).to_lowercase());
    let vilken =
        TextId::fran_kod(id).map_or_else(|| id.clone(), |kand| text::infotext(kand).to_owned());
    text::blad::information(&ord, text::sprak(sprak), &vilken, version)
}

fn kontakt(kontakt: &Kontaktuppgift) -> Varden {
    vec![
        ("telefon", kontakt.telefon.clone()),
        ("epost", kontakt.epost.clone()),
        ("adress", kontakt.adress.clone()),
    ]
}

fn skriven([namn, titel]: &[String; 2], tid: chrono::DateTime<chrono::Utc>) -> String {
    text::blad::skriven(namn, titel, &text::ko::tid(tid))
}

/// The headings of the plan but the first, which is contact data.
fn plan(plan: &Planversion) -> Varden {
    let under = |rubrik| plan.text.under(rubrik).to_owned();
    vec![
        (
            "plan_gjord_med",
            text::blad::gjord_med(plan.gjord_med).to_owned(),
        ),
        ("plan_tidplan", under(Planrubrik::Tidplan)),
        ("plan_insatsen", under(Planrubrik::Insatsen)),
        ("plan_varfor", under(Planrubrik::Varfor)),
        ("plan_mal", under(Planrubrik::Mal)),
        ("plan_utformning", under(Planrubrik::Utformning)),
        ("plan_uppfoljning", under(Planrubrik::Uppfoljning)),
        ("plan_orsak_till_avslut", under(Planrubrik::OrsakTillAvslut)),
        ("plan_skriven", skriven(&plan.skrivare, plan.skriven)),
    ]
}

fn anteckning(rad: &Anteckningsrad) -> Varden {
    let klockslag = rad.klockslag.map(|tid| tid.format(" %H:%M").to_string());
    vec![
        (
            "anteckning_slag",
            text::blad::anteckningsslag(rad.galler, rad.slag == Anteckningsslag::Kopia),
        ),
        ("anteckning_vad", rad.vad.clone()),
        (
            "anteckning_dag",
            format!("{}{}", rad.dag, klockslag.unwrap_or_default()),
        ),
        ("anteckning_kalla", rad.kalla.clone()),
        ("anteckning_deltog", rad.deltog.clone()),
        ("anteckning_text", rad.text.clone()),
        ("anteckning_skriven", skriven(&rad.skrivare, rad.skriven)),
    ]
}

fn delning(rad: &Samtyckesrad) -> Varden {
    vec![
        ("delning_mottagare", mottagare(rad)),
        ("delning_vad", rad.vad.clone()),
        (
            "delning_lamnat",
            format!(
                "{}, {}",
                rad.lamnat,
                text::akt::koder::samtyckessatt(rad.satt)
            ),
        ),
        (
            "delning_till",
            text::blad::delning_till(rad.till, rad.aterkallat),
        ),
    ]
}

/// The other parent's akt is not named by its number: it is another person's.
fn mottagare(rad: &Samtyckesrad) -> String {
    let slag = text::blad::delas_med(rad.med);
    if rad.med == Delasmed::AnnanAkt {
        slag.to_owned()
    } else {
        format!("{} ({slag})", rad.mottagare)
    }
}

fn uppfoljning(rad: &Uppfoljningsrad) -> Varden {
    vec![
        ("uppfoljning_dag", rad.dag.to_string()),
        ("uppfoljning_text", rad.text.clone()),
        ("uppfoljning_mal", mal(&rad.mal)),
        ("uppfoljning_skriven", skriven(&rad.skrivare, rad.skriven)),
    ]
}

fn mal(rader: &[Malutfallsrad]) -> String {
    let rader: Vec<String> = rader
        .iter()
        .map(|rad| text::blad::mal(&rad.mal, rad.utfall))
        .collect();
    rader.join("\n")
}
