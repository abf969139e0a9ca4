//! What the desk says when somebody asks about somebody else: never yes or no, and where to turn (SEK-01, SEK-04).

use super::{Avsnitt, kontakt};
use crate::domain::insats::{Insats, Kontakt, Uppgift};

/// Name of the page.
pub const RUBRIK: &str = "Frågor om någon";

/// What stands before everything else.
pub const FRAN_VEM: &str = "En förälder, en partner, en arbetsgivare, polisen, en annan myndighet eller en journalist frågar om någon är känd här.";

const SVARA: &str = "Svara varken ja eller nej";
const SVARA_TEXT: [&str; 3] = [
    "Säg aldrig om någon finns hos oss, står i kö eller har varit här. Ett nej är också ett svar.",
    "Redan att någon besöker oss omfattas av sekretess (26 kap. 1 § offentlighets- och sekretesslagen).",
    "Sök inte efter personen, och vänd bort skärmen.",
];

const SAG: &str = "Säg";
const SAG_TEXT: &str = "Jag kan aldrig svara på om någon har kontakt med oss, vem det än gäller. Jag kan visa vart du vänder dig med din fråga.";

const VART: &str = "Vart frågan hör";
const HANDLING: [&str; 2] = [
    "Den som vill ha ut en allmän handling vänder sig dit. Fråga inte vem som frågar eller varför. Den som ansvarar för handlingen prövar om den kan lämnas ut, aldrig receptionen.",
    "Blir det nej kan man be om ett skriftligt svar som går att få prövat.",
];

const SJALV: &str = "Personen frågar om sig själv";
const SJALV_TEXT: &str = "Den som vill läsa sina egna handlingar får hjälp av den som dokumenterar insatsen. Säg inte själv om något finns.";

const POLISEN: &str = "Polisen";
const ANDRA: &str = "En annan nämnd frågar";
const ANDRA_TEXT: &str = "En nämnd kan ha rätt att få veta om någon har ett ärende hos en annan nämnd i kommunen (15 kap. 8 § socialtjänstlagen). Sådana frågor besvaras inte i receptionen.";

fn registrator(namnd: &Kontakt) -> String {
    let vart = format!("{}. Be om registratorn.", kontakt(namnd));
    match &namnd.telefon {
        Uppgift::Kand(_) => vart,
        Uppgift::Oklar(skal) => format!("{vart} Telefonnummer saknas i katalogen: {skal}"),
    }
}

fn polisen(namnd: &Kontakt) -> String {
    format!(
        "Polisen kan ha rätt att få kontaktuppgifter (4 § lagen 2025:170). Det sköts aldrig i receptionen. Hänvisa till {}.",
        namnd.namn
    )
}

/// Where only private utförare carry the insats out, what they hold is not the kommun's (SEK-09).
fn privat(insats: &Insats) -> Avsnitt {
    let utforare: Vec<&str> = insats
        .genomforande
        .utforare
        .iter()
        .map(|(namn, _)| namn.as_str())
        .collect();
    let paragraf = if insats.silo { "12" } else { "11" };
    Avsnitt::ny(
        &format!("{} ges av en privat utförare", insats.namn),
        [
            format!("Utförare: {}.", utforare.join(", ")),
            format!(
                "Den som arbetar där har tystnadsplikt (17 kap. {paragraf} § socialtjänstlagen). Svaret är detsamma: varken ja eller nej."
            ),
            "Hos en privat utförare finns inga allmänna handlingar. En begäran om handlingar gäller det som nämnden har."
                .to_owned(),
            "Den som vill läsa sina egna handlingar hos utföraren vänder sig dit."
                .to_owned(),
        ],
    )
}

/// Whether everybody who carries it out is private; where nobody is named, nothing is known.
fn bara_privata(insats: &Insats) -> bool {
    let utforare = &insats.genomforande.utforare;
    !utforare.is_empty() && utforare.iter().all(|(_, slag)| slag == "privat")
}

/// The page, for the insats that has been asked for, if any.
pub fn sida(namnd: &Kontakt, insats: Option<&Insats>) -> Vec<Avsnitt> {
    let vart = std::iter::once(registrator(namnd)).chain(HANDLING.map(str::to_owned));
    let mut sida = vec![
        Avsnitt::ny(SVARA, SVARA_TEXT),
        Avsnitt::ny(SAG, [SAG_TEXT]),
        Avsnitt::ny(VART, vart),
        Avsnitt::ny(POLISEN, [polisen(namnd)]),
        Avsnitt::ny(ANDRA, [ANDRA_TEXT]),
        Avsnitt::ny(SJALV, [SJALV_TEXT]),
    ];
    if let Some(insats) = insats.filter(|insats| bara_privata(insats)) {
        sida.insert(2, privat(insats));
    }
    sida
}
