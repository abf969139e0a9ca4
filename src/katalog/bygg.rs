//! The whole catalogue: from the file's top level to the domain's [`Katalog`].

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::fil::Fil;
use super::gallring;
use super::insats::{self, Sammanhang};
use super::ko;
use super::rad::Felsamling;
use super::tabell::Tabell;
use super::villkor::{Delade, EGEN_UPPGIFT};
use crate::domain::insats::{Beslut, Hanvisning, InsatsNr, Katalog, Kontakt, Sokord};
use crate::domain::villkor::EgenUppgift;

/// The only format there is.
const FORMAT: &str = "1";

const NYCKLAR: &[&str] = &[
    "format",
    "kommun",
    "kommunkod",
    "version",
    "oppet",
    "stangda-dagar",
    "kontakter",
    "beslut",
    "egen-uppgift",
    "villkor",
    "insats",
    "hanvisning",
    "gallring",
];

/// Reads everything; `None` only after a fault has been added.
pub(super) fn katalog(rot: &DeTable<'_>, text: &str, fel: &Felsamling) -> Option<Katalog> {
    let fil = Fil { text, fel };
    if let Some(varde) = rot.get("format")
        && let DeValue::Integer(format) = varde.get_ref()
        && format.to_string() != FORMAT
    {
        // The keys of another format are not known: nothing more can be said of the file.
        fel.fel(
            varde.span().start,
            format!("Katalogen har format {format}, men programmet läser bara format {FORMAT}."),
            "Skriv format = 1, eller använd en version av programmet som läser formatet.",
        );
        return None;
    }
    let rot = Tabell::ny(fil, "katalogen", rot, 0, NYCKLAR);
    rot.maste("format", |rot, nyckel| rot.tal(nyckel, 1, 1));
    let kommun = rot.maste("kommun", Tabell::text);
    let version = rot
        .maste("version", Tabell::datum)
        .map(|datum| datum.format("%Y-%m-%d").to_string());
    let mut oppet = rot.texter("oppet");
    let stangda_dagar = ko::stangda_dagar(&rot);

    let kontakter = kontakter(&rot);
    let (standard, fraga) = egen_uppgift(&rot);
    oppet.extend(fraga);
    let sammanhang = Sammanhang {
        beslut: beslut(&rot),
        delade: Delade::las(&rot, standard),
    };
    let (tabeller, nummer) = insats::tabeller(&rot);
    let insatser: Option<Vec<_>> =
        // Collected in two steps: the first fault must not hide the insatser after it.
        tabeller.iter().map(|tabell| insats::insats(tabell, &sammanhang, &nummer)).collect::<Vec<_>>().into_iter().collect();
    let hanvisningar: Option<Vec<_>> = rot
        .tabeller("hanvisning", "[[hanvisning]]", HANVISNING)
        .iter()
        .map(|tabell| hanvisning(tabell, &kontakter, &nummer))
        .collect::<Vec<_>>()
        .into_iter()
        .collect();

    let gallring = gallring::regler(&rot, &nummer);
    let kontakt = |namn: &str| kontakter.get(namn).cloned().flatten();
    Some(Katalog {
        kommun: kommun?,
        version: version?,
        insatser: insatser?,
        hanvisningar: hanvisningar?,
        namnd: kontakt("namnd")?,
        ansokan: kontakt("ansokan")?,
        barn_och_unga: kontakt("barn-och-unga")?,
        oppet,
        stangda_dagar,
        gallring,
    })
}

/// Whether the own word is enough, and what is open about it.
fn egen_uppgift(rot: &Tabell<'_>) -> (EgenUppgift, Option<String>) {
    let tabell = rot.tabell("egen-uppgift", "[egen-uppgift]", &["standard", "oppet"]);
    let standard = tabell.and_then(|tabell| tabell.val("standard", EGEN_UPPGIFT));
    (
        standard.unwrap_or(EgenUppgift::Markeras),
        tabell.and_then(|tabell| tabell.text("oppet")),
    )
}

/// The contacts by key; one that is at fault is there without a value, so that references to it hold.
fn kontakter<'t>(rot: &Tabell<'t>) -> BTreeMap<&'t str, Option<Kontakt>> {
    let las = |tabell: Tabell<'t>| {
        let namn = tabell.maste("namn", Tabell::text);
        let telefon = tabell.maste("telefon", Tabell::uppgift);
        let adress = tabell.text("adress");
        Some(Kontakt {
            namn: namn?,
            telefon: telefon?,
            adress,
        })
    };
    let kontakter: BTreeMap<_, _> = rot
        .namngivna("kontakter", "[kontakter.…]", &["namn", "telefon", "adress"])
        .into_iter()
        .map(|(namn, tabell)| (namn, las(tabell)))
        .collect();
    for (namn, till) in [
        ("namnd", "dit oklara fall hänvisas"),
        (
            "ansokan",
            "där man ansöker om insatser enligt 11 kap. 1 § SoL",
        ),
        ("barn-och-unga", "för barn som kommer ensamma"),
    ] {
        if !kontakter.contains_key(namn) {
            let vad = format!("Kontakten [kontakter.{namn}] saknas, {till}.");
            rot.saknas(
                "kontakter",
                vad,
                format!("Lägg till [kontakter.{namn}] med namn och telefon."),
            );
        }
    }
    kontakter
}

fn beslut<'t>(rot: &Tabell<'t>) -> BTreeMap<&'t str, Option<Beslut>> {
    let las = |tabell: Tabell<'t>| {
        let namnd = tabell.maste("namnd", Tabell::text);
        let titel = tabell.maste("titel", Tabell::text);
        let datum = tabell.maste("datum", Tabell::uppgift_datum);
        let referens = tabell.maste("referens", Tabell::uppgift);
        let (fran, till) = tabell.period("fran", "till");
        Some(Beslut {
            namnd: namnd?,
            titel: titel?,
            datum: datum?,
            referens: referens?,
            fran,
            till,
        })
    };
    let nycklar = ["namnd", "titel", "datum", "referens", "fran", "till"];
    let beslut: BTreeMap<_, _> = rot
        .namngivna("beslut", "[beslut.…]", &nycklar)
        .into_iter()
        .map(|(namn, tabell)| (namn, las(tabell)))
        .collect();
    if beslut.is_empty() {
        rot.saknas(
            "beslut",
            "Katalogen saknar beslut: en insats utan behovsprövning måste vara beslutad av nämnden (11 kap. 5 § SoL)."
                .to_owned(),
            "Lägg till ett [beslut.…] med nämnd, titel, datum och referens.".to_owned(),
        );
    }
    beslut
}

const HANVISNING: &[&str] = &[
    "rubrik",
    "text",
    "kontakt",
    "sokord",
    "situationer",
    "sidoforslag",
];

fn hanvisning(
    tabell: &Tabell<'_>,
    kontakter: &BTreeMap<&str, Option<Kontakt>>,
    nummer: &[InsatsNr],
) -> Option<Hanvisning> {
    let rubrik = tabell.maste("rubrik", Tabell::text);
    let text = tabell.maste("text", Tabell::text);
    let kontakt = tabell.maste("kontakt", Tabell::text).and_then(|namn| {
        let kontakt = kontakter.get(namn.as_str());
        if kontakt.is_none() {
            tabell.fil().fel_hanvisning(
                tabell.plats("kontakt"),
                "Kontakten",
                &namn,
                kontakter.keys().copied(),
            );
        }
        kontakt.cloned().flatten()
    });
    let sok = Sokord {
        ord: tabell.texter("sokord"),
        situationer: tabell.texter("situationer"),
    };
    let sidoforslag = insats::nummerlista(tabell, "sidoforslag", nummer);
    Some(Hanvisning {
        rubrik: rubrik?,
        text: text?,
        kontakt: kontakt?,
        sok,
        sidoforslag,
    })
}
