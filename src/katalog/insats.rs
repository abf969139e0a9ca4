//! One insats: every key of `[[insats]]`, with what the law refuses.

use std::collections::BTreeMap;

use super::ko;
use super::lagen;
use super::tabell::Tabell;
use super::tecken::citat;
use super::villkor::{ALDER, Delade, PARTER, aldersgrans};
use crate::domain::akt::{Aktslag, Stegantal};
use crate::domain::insats::{
    BarnDeltar, Barnregler, Beslut, Dokumentation, Genomforande, Insats, InsatsNr, Lamplig,
    Malgrupp, Sokord,
};

const NYCKLAR: &[&str] = &[
    "nr",
    "namn",
    "grupp",
    "ksi",
    "beslut",
    "galler-fran",
    "galler-till",
    "stadsomraden",
    "innehall",
    "malgrupp",
    "villkor",
    "form",
    "gruppstorlek",
    "omfattning",
    "metoder",
    "utforare",
    "avgift",
    "behandling",
    "ledtid",
    "bradskande",
    "oppettider",
    "platser",
    "uppfoljning",
    "barn",
    "narliggande",
    "sokord",
    "situationer",
    "oppet",
    "silo",
    "viktigt",
    "dokumentation",
    "ko",
];

/// What an insats may refer to.
pub(super) struct Sammanhang<'t> {
    /// The decisions by key; one that is at fault is there without a value.
    pub(super) beslut: BTreeMap<&'t str, Option<Beslut>>,
    /// The shared villkor.
    pub(super) delade: Delade<'t>,
}

/// The tables of all insatser, and their numbers: each number once, rising.
pub(super) fn tabeller<'t>(rot: &Tabell<'t>) -> (Vec<Tabell<'t>>, Vec<InsatsNr>) {
    if rot.varde("insats").is_none() {
        rot.saknas(
            "[[insats",
            "Katalogen har inga insatser.".to_owned(),
            "Lägg till minst en [[insats]].".to_owned(),
        );
    }
    let tabeller = rot.tabeller("insats", "[[insats]]", NYCKLAR);
    let mut nummer: Vec<InsatsNr> = Vec::with_capacity(tabeller.len());
    for tabell in &tabeller {
        let Some(nr) = tabell.maste("nr", Tabell::text) else {
            continue;
        };
        let Ok(nr) = nr.parse::<InsatsNr>() else {
            tabell.fel(
                "nr",
                format!("Numret {} är inget insatsnummer.", citat(&nr)),
                "Skriv ett till fyra heltal från 1 till 255 med punkt emellan, till exempel \"3.1.2\".",
            );
            continue;
        };
        match nummer.binary_search(&nr) {
            Ok(_) => tabell.fel(
                "nr",
                format!("Numret {nr} används redan av en annan insats."),
                "Ge insatsen ett eget nummer.",
            ),
            Err(plats) => nummer.insert(plats, nr),
        }
    }
    (tabeller, nummer)
}

/// References to other insatser; one that leads nowhere is a fault.
pub(super) fn nummerlista(tabell: &Tabell<'_>, nyckel: &str, nummer: &[InsatsNr]) -> Vec<InsatsNr> {
    let mut lista = Vec::new();
    for varde in tabell.lista(nyckel) {
        let Some(text) = tabell.fil().text_av(varde, nyckel) else {
            continue;
        };
        match text.parse::<InsatsNr>() {
            Ok(nr) if nummer.binary_search(&nr).is_ok() => lista.push(nr),
            _ => {
                let finns: Vec<String> = nummer.iter().map(InsatsNr::to_string).collect();
                let finns = finns.iter().map(String::as_str);
                tabell
                    .fil()
                    .fel_hanvisning(varde.span().start, "Insatsen", text, finns);
            }
        }
    }
    lista
}

/// Reads one insats; `None` only after a fault has been added.
pub(super) fn insats(
    tabell: &Tabell<'_>,
    sammanhang: &Sammanhang<'_>,
    nummer: &[InsatsNr],
) -> Option<Insats> {
    let nr = tabell.text("nr").and_then(|nr| nr.parse().ok());
    let namn = tabell.maste("namn", Tabell::text);
    let grupp = tabell.maste("grupp", Tabell::text);
    let ksi = ksi(tabell);
    let beslut = beslut(tabell, namn.as_deref(), sammanhang);
    let giltig = tabell.period("galler-fran", "galler-till");
    let innehall = tabell.maste("innehall", Tabell::text);
    let malgrupp = malgrupp(tabell);
    let villkor = sammanhang.delade.i_insats(tabell);
    let dokumentation = dokumentation(tabell, sammanhang);
    let genomforande = genomforande(tabell);
    let ko = ko::policy(tabell, sammanhang, &genomforande, dokumentation.as_ref());
    let barn = barn(tabell);
    let stadsomraden = tabell.texter("stadsomraden");
    let sok = Sokord {
        ord: tabell.texter("sokord"),
        situationer: tabell.texter("situationer"),
    };
    let narliggande = nummerlista(tabell, "narliggande", nummer);
    if nr.is_some_and(|nr| narliggande.contains(&nr)) {
        tabell.fel(
            "narliggande",
            "Insatsen anger sig själv som närliggande.",
            "Ta bort numret ur listan.",
        );
    }
    let oppet = tabell.texter("oppet");
    let viktigt = tabell.text("viktigt");
    let silo = tabell.sant("silo").unwrap_or(false);
    for (nyckel, text) in [("namn", &namn), ("grupp", &grupp)] {
        if let Some(text) = text {
            lagen::granska_namn(tabell, nyckel, text, villkor.as_deref());
        }
    }
    Some(Insats {
        nr: nr?,
        namn: namn?,
        grupp: grupp?,
        ksi,
        beslut: beslut?,
        giltig,
        innehall: innehall?,
        malgrupp: malgrupp?,
        villkor: villkor?,
        dokumentation: dokumentation?,
        genomforande,
        barn,
        stadsomraden,
        sok,
        narliggande,
        oppet,
        viktigt,
        silo,
        ko,
    })
}

/// The code in KSI. Only its shape is looked at: which codes there are is for Socialstyrelsen to say.
fn ksi(tabell: &Tabell<'_>) -> Option<String> {
    let kod = tabell.text("ksi")?;
    let grupp = |grupp: &str| {
        (1..=4).contains(&grupp.len())
            && grupp
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    // A letter first: a number that has slipped in there is no code.
    let ratt = kod.len() <= 12
        && kod.starts_with(|c: char| c.is_ascii_uppercase())
        && kod.split(' ').count() <= 3
        && kod.split(' ').all(grupp);
    if !ratt {
        tabell.fel(
            "ksi",
            format!("{} är ingen KSI-kod.", citat(&kod)),
            "Skriv koden som Socialstyrelsen skriver den, med stora bokstäver och ett mellanslag mellan delarna, eller ta bort raden.",
        );
    }
    ratt.then_some(kod)
}

/// IUB-01: only what the nämnd has decided.
fn beslut(tabell: &Tabell<'_>, namn: Option<&str>, sammanhang: &Sammanhang<'_>) -> Option<Beslut> {
    if tabell.varde("beslut").is_none() {
        let vilken = namn.map_or_else(
            || "Insatsen".to_owned(),
            |namn| format!("Insatsen {}", citat(namn)),
        );
        tabell.saknas(
            "beslut",
            format!("{vilken} saknar beslut: bara det som nämnden har beslutat får ges utan behovsprövning (11 kap. 5 § första stycket SoL)."),
            "Skriv beslut = och namnet på ett [beslut.…].".to_owned(),
        );
    }
    beslutshanvisning(tabell, sammanhang)
}

/// The decision that the key `beslut` refers to.
pub(super) fn beslutshanvisning(
    tabell: &Tabell<'_>,
    sammanhang: &Sammanhang<'_>,
) -> Option<Beslut> {
    let namn = tabell.text("beslut")?;
    let beslut = sammanhang.beslut.get(namn.as_str());
    if beslut.is_none() {
        let finns = sammanhang.beslut.keys().copied();
        tabell
            .fil()
            .fel_hanvisning(tabell.plats("beslut"), "Beslutet", &namn, finns);
    }
    beslut.cloned().flatten()
}

fn malgrupp(tabell: &Tabell<'_>) -> Option<Malgrupp> {
    let malgrupp = tabell.maste("malgrupp", |tabell, nyckel| {
        tabell.tabell(nyckel, "malgrupp", &["text", "avser", "alder"])
    })?;
    let text = malgrupp.maste("text", Tabell::text);
    let avser = malgrupp.val("avser", PARTER);
    let grans = malgrupp
        .tabell("alder", "alder", ALDER)
        .map(|alder| aldersgrans(&alder));
    let finns = |nyckel| malgrupp.varde(nyckel).is_some();
    if finns("avser") != finns("alder") {
        malgrupp.fel(
            if finns("avser") { "avser" } else { "alder" },
            "Målgruppen har bara den ena av ”avser” och ”alder”.",
            "Skriv båda eller ingen av dem.",
        );
    }
    Some(Malgrupp {
        text: text?,
        alder: avser.zip(grans),
    })
}

/// 14 kap. `SoL`: what may be written about the person (DOK-01, DOK-03, DOK-05).
fn dokumentation(tabell: &Tabell<'_>, sammanhang: &Sammanhang<'_>) -> Option<Dokumentation> {
    const AKTER: &[(&str, Option<Aktslag>)] = &[
        ("barnet", Some(Aktslag::Barnet)),
        ("mottagaren", Some(Aktslag::Mottagaren)),
        ("varje-foralder", Some(Aktslag::VarjeForalder)),
        ("oklart", None),
    ];
    let dokumentation = tabell.maste("dokumentation", |tabell, nyckel| {
        tabell.tabell(
            nyckel,
            "[insats.dokumentation]",
            &[
                "paragraf", "system", "akt", "enhet", "steg", "beslut", "skal",
            ],
        )
    })?;
    let paragraf = dokumentation.maste("paragraf", |d, nyckel| {
        d.val(
            nyckel,
            &[("14:3", "14:3"), ("14:4", "14:4"), ("14:5", "14:5")],
        )
    });
    let system = dokumentation.uppgift("system");
    let akt = dokumentation.val("akt", AKTER);
    let enhet = dokumentation.text("enhet");
    let antal = dokumentation.tal("steg", 2, 5);
    let steg = antal.and_then(|antal| Stegantal::av_antal(u8::try_from(antal).ok()?));
    if antal.is_some() && steg.is_none() {
        dokumentation.fel(
            "steg",
            "Ärendet förs i två, tre eller fem steg.".to_owned(),
            "Skriv 2, 3 eller 5, eller ta bort raden om nämnden inte har sagt det.".to_owned(),
        );
    }
    let beslut = beslutshanvisning(&dokumentation, sammanhang);
    let skal = dokumentation.text("skal");
    let paragraf = paragraf?;
    let frammande: &[&str] = match paragraf {
        "14:3" => &["beslut", "skal"],
        "14:4" => &["system", "akt", "enhet", "steg", "beslut", "skal"],
        _ => &["system", "akt", "enhet", "steg"],
    };
    for nyckel in frammande
        .iter()
        .filter(|nyckel| dokumentation.varde(nyckel).is_some())
    {
        dokumentation.fel(
            nyckel,
            format!("Nyckeln ”{nyckel}” hör inte till dokumentation enligt {paragraf}."),
            "Ta bort den eller byt paragraf.",
        );
    }
    match paragraf {
        "14:3" => {
            let system = dokumentation.maste("system", |_, _| system);
            let akt = dokumentation.maste("akt", |_, _| akt);
            Some(Dokumentation::Dokumenteras {
                system: system?,
                akt: akt?,
                enhet,
                steg,
            })
        }
        "14:4" => Some(Dokumentation::Radgivning),
        _ => {
            if dokumentation.varde("beslut").is_none() {
                dokumentation.saknas(
                    "beslut",
                    "Undantaget enligt 14 kap. 5 § SoL saknar beslut: bara nämnden får besluta att identiteten inte dokumenteras.".to_owned(),
                    "Skriv beslut = och namnet på ett [beslut.…], eller byt till paragraf = \"14:3\".".to_owned(),
                );
            }
            if dokumentation.varde("skal").is_none() {
                dokumentation.saknas(
                    "skal",
                    "Undantaget enligt 14 kap. 5 § SoL saknar nämndens särskilda skäl för just den här insatsen.".to_owned(),
                    "Skriv skal = och de särskilda skäl som nämnden har angett.".to_owned(),
                );
            }
            beslut?;
            Some(Dokumentation::Undantagen { skal: skal? })
        }
    }
}

fn genomforande(tabell: &Tabell<'_>) -> Genomforande {
    Genomforande {
        form: tabell.texter("form"),
        gruppstorlek: gruppstorlek(tabell),
        omfattning: tabell.text("omfattning"),
        metoder: metoder(tabell),
        utforare: utforare(tabell),
        avgift: avgift(tabell),
        ledtid: tabell.text("ledtid"),
        bradskande: tabell.sant("bradskande").unwrap_or(false),
        oppettider: tabell.texter("oppettider"),
        platser: tabell.tal("platser", 1, u16::MAX),
        uppfoljning: tabell.text("uppfoljning"),
    }
}

fn gruppstorlek(tabell: &Tabell<'_>) -> Option<(u16, u16)> {
    let storlek = tabell.tabell("gruppstorlek", "gruppstorlek", &["minst", "hogst"])?;
    let minst = storlek.maste("minst", |storlek, nyckel| storlek.tal(nyckel, 1, 1000));
    let hogst = storlek.maste("hogst", |storlek, nyckel| storlek.tal(nyckel, 1, 1000));
    let (minst, hogst) = minst.zip(hogst)?;
    if minst > hogst {
        storlek.fel(
            "minst",
            "Gruppens minsta storlek är större än den största.",
            "Byt plats på ”minst” och ”hogst”.",
        );
    }
    Some((minst, hogst))
}

fn metoder(tabell: &Tabell<'_>) -> Vec<(String, String)> {
    let metoder = tabell.tabeller("metoder", "metoder", &["namn", "text"]);
    let metod = |metod: Tabell<'_>| {
        // A method may be known by its name alone.
        let text = metod.text("text").unwrap_or_default();
        metod.maste("namn", Tabell::text).map(|namn| (namn, text))
    };
    metoder.into_iter().filter_map(metod).collect()
}

fn utforare(tabell: &Tabell<'_>) -> Vec<(String, String)> {
    const SLAG: &[(&str, &str)] = &[
        ("kommunal", "kommunal"),
        ("privat", "privat"),
        ("region", "region"),
        ("samverkan", "samverkan"),
    ];
    let utforare = tabell.tabeller("utforare", "utforare", &["namn", "slag"]);
    let en = |utforare: Tabell<'_>| {
        let namn = utforare.maste("namn", Tabell::text);
        let slag = utforare.maste("slag", |utforare, nyckel| utforare.val(nyckel, SLAG));
        namn.zip(slag.map(str::to_owned))
    };
    utforare.into_iter().filter_map(en).collect()
}

/// The fee in words; VIL-13: treatment is always free of charge.
fn avgift(tabell: &Tabell<'_>) -> Option<String> {
    // The words are what the desk reads where the catalogue gives no text of its own.
    const SLAG: &[(&str, &str)] = &[
        ("avgiftsfri", "Avgiftsfri."),
        ("avgift", "Avgift tas ut."),
        ("oklart", "Oklart om avgift tas ut."),
    ];
    let behandling = tabell.sant("behandling").unwrap_or(false);
    let avgift = tabell.tabell("avgift", "avgift", &["slag", "text"])?;
    let slag = avgift.maste("slag", |avgift, nyckel| avgift.val(nyckel, SLAG));
    let text = avgift.text("text");
    if behandling && slag == Some("Avgift tas ut.") {
        avgift.fel(
            "slag",
            "Insatsen är av behandlingskaraktär och får inte kosta något (32 kap. 2 § SoL).",
            "Skriv slag = \"avgiftsfri\", eller ta bort behandling = true om insatsen inte är behandling.",
        );
    }
    Some(text.unwrap_or_else(|| slag.unwrap_or_default().to_owned()))
}

/// Rules about children; an insats is the visitor's own where nothing else is said (SAM-12), and nothing counts as decided.
fn barn(tabell: &Tabell<'_>) -> Barnregler {
    const DELTAR: &[(&str, BarnDeltar)] = &[
        ("nej", BarnDeltar::Nej),
        ("kan", BarnDeltar::Kan),
        ("ja", BarnDeltar::Ja),
    ];
    const LAMPLIG: &[(&str, Lamplig)] = &[
        ("ja", Lamplig::Ja),
        ("nej", Lamplig::Nej),
        ("ej-beslutat", Lamplig::EjBeslutat),
    ];
    let barn = tabell.tabell("barn", "barn", &["deltar", "lampligt-15-17", "grund"]);
    Barnregler {
        deltar: barn
            .and_then(|barn| barn.val("deltar", DELTAR))
            .unwrap_or(BarnDeltar::Nej),
        lamplig_15_17: barn
            .and_then(|barn| barn.val("lampligt-15-17", LAMPLIG))
            .unwrap_or(Lamplig::EjBeslutat),
        grund: barn.and_then(|barn| barn.text("grund")),
    }
}
