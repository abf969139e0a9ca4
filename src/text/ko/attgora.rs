//! What is to be done today, as sentences.

use crate::store::ko::{Attgora, RAKNAS_TILL, Uppgift};

// The number that the sentence below says.
const _: () = assert!(RAKNAS_TILL == 1000);

/// Before the list of what is to be done.
pub const RUBRIK: &str = "Att göra i dag";
/// Nothing is to be done.
pub const INGET: &str = "Inget att göra i köerna just nu.";

/// Att göra: what is to be done, in which queue, with which slip, by which day, and how to do it.
pub fn attgora(uppgift: &Uppgift, insatsnamn: &str) -> String {
    let ko = format!("{} {insatsnamn}", uppgift.insats);
    let kolapp = uppgift
        .kod
        .map_or_else(|| "kölappen".to_owned(), |kod| format!("kölapp {kod}"));
    let dag = uppgift
        .dag
        .map_or_else(|| "en okänd dag".to_owned(), |dag| dag.to_string());
    let antal = uppgift.antal.unwrap_or(0);
    let vad = match uppgift.vad {
        Attgora::SvarstidUte => {
            format!("Svarstiden för {kolapp} gick ut {dag}. Erbjud nästa; personen står kvar.")
        }
        Attgora::SvarstidSnart => {
            format!("Svarstiden för {kolapp} går ut {dag}. Påminn, eller förläng.")
        }
        Attgora::LedigPlats if antal > 1 => {
            format!("{antal} platser är lediga. Erbjud {kolapp}, näst i tur.")
        }
        Attgora::LedigPlats => format!("En plats är ledig. Erbjud {kolapp}, näst i tur."),
        Attgora::OmgangStartar => format!(
            "Omgången börjar {dag} med {}. Förbered starten.",
            platser(antal)
        ),
        Attgora::OmgangForLiten => format!(
            "Omgången {dag} har bara {}, färre än det minsta antalet. Erbjud fler, eller ställ in.",
            platser(antal)
        ),
        Attgora::BorjaInsats => {
            format!("{} har tackat ja. Börja insatsen.", stor(&kolapp))
        }
        Attgora::Rattelse => format!(
            "Ett rättat ködatum för {kolapp} väntar på en andra person. Godkänn eller avvisa."
        ),
        Attgora::BekraftaAvslut => format!(
            "{} har inte gått att nå eller inte svarat. Försök igen, eller avsluta.",
            stor(&kolapp)
        ),
        Attgora::Granska => match uppgift.dag {
            Some(dag) => format!("Kön gicks senast igenom {dag}. Gå igenom den."),
            None => "Kön har inte gåtts igenom den här veckan. Gå igenom den.".to_owned(),
        },
        Attgora::Bekrafta => {
            format!("Fråga om {kolapp} fortfarande väntar. Hen bekräftade senast {dag}.")
        }
        Attgora::AterAktiv => {
            format!(
                "{} är med i kön igen efter sin vila. Inget behöver göras.",
                stor(&kolapp)
            )
        }
        Attgora::GarInteAttFylla => format!(
            "{} kan inte få någon plats som den står. Fråga om önskemålen kan ändras, och säg att personen kan ansöka.",
            stor(&kolapp)
        ),
        Attgora::AnnanKatalog if antal == 1 => {
            "En kölapp kontrollerades med en äldre katalog. Gå igenom villkoren igen vid erbjudandet."
                .to_owned()
        }
        Attgora::AnnanKatalog if antal >= RAKNAS_TILL => {
            "Minst 1 000 kölappar kontrollerades med en äldre katalog. Gå igenom villkoren igen vid erbjudandet."
                .to_owned()
        }
        Attgora::AnnanKatalog if antal > 1 => format!(
            "{antal} kölappar kontrollerades med en äldre katalog. Gå igenom villkoren igen vid erbjudandet."
        ),
        Attgora::AnnanKatalog => format!(
            "Villkoren för {kolapp} kontrollerades med en äldre katalog. Gå igenom dem igen."
        ),
    };
    format!("{ko}: {vad}")
}

/// Att göra in one short row, the act first: a narrow window cuts the end.
pub fn attgora_rad(uppgift: &Uppgift, insatsnamn: &str) -> String {
    let kolapp = uppgift.kod.map(|kod| format!("kölapp {kod}"));
    let dag = uppgift.dag.map(|dag| dag.to_string());
    let antal = uppgift.antal;
    let med = |ord: &str, vad: &Option<String>| vad.as_ref().map(|vad| format!("{ord} {vad}"));
    let (akt, delar) = match uppgift.vad {
        Attgora::SvarstidUte => ("Erbjud nästa", [kolapp, med("svarstiden slut", &dag)]),
        Attgora::SvarstidSnart => ("Påminn", [kolapp, med("svar senast", &dag)]),
        Attgora::LedigPlats => (
            "Erbjud plats",
            [
                med("näst i tur", &kolapp),
                antal.map(|antal| format!("lediga: {antal}")),
            ],
        ),
        Attgora::OmgangStartar => (
            "Förbered omgången",
            [
                med("börjar", &dag),
                antal.map(|antal| format!("tagna: {antal}")),
            ],
        ),
        Attgora::OmgangForLiten => (
            "Fyll eller ställ in omgången",
            [
                med("börjar", &dag),
                antal.map(|antal| format!("tagna: {antal}")),
            ],
        ),
        Attgora::BorjaInsats => ("Börja insatsen", [kolapp, None]),
        Attgora::Rattelse => ("Svara på rättelsen", [kolapp, None]),
        Attgora::BekraftaAvslut => ("Försök nå, eller avsluta", [kolapp, None]),
        Attgora::Granska => ("Gå igenom kön", [med("senast", &dag), None]),
        Attgora::Bekrafta => ("Fråga om hen väntar", [kolapp, med("senast", &dag)]),
        Attgora::AterAktiv => ("Klart, vilan är slut", [kolapp, None]),
        Attgora::GarInteAttFylla => ("Fråga om önskemålen", [kolapp, None]),
        Attgora::AnnanKatalog => (
            "Gå igenom villkoren",
            [
                kolapp,
                antal.map(|antal| match antal {
                    RAKNAS_TILL.. => "kölappar: minst 1 000".to_owned(),
                    antal => format!("kölappar: {antal}"),
                }),
            ],
        ),
    };
    let delar: Vec<String> = std::iter::once(akt.to_owned())
        .chain(delar.into_iter().flatten())
        .chain([format!("{} {insatsnamn}", uppgift.insats)])
        .collect();
    delar.join(" · ")
}

fn platser(antal: u64) -> String {
    match antal {
        1 => "en tagen plats".to_owned(),
        antal => format!("{antal} tagna platser"),
    }
}

/// At the beginning of a sentence.
fn stor(kolapp: &str) -> String {
    let mut tecken = kolapp.chars();
    tecken.next().map_or_else(String::new, |forsta| {
        forsta.to_uppercase().chain(tecken).collect()
    })
}
