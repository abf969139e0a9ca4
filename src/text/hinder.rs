//! What stands in the way of the next step, and what to do about it.

use crate::domain::identitet::{KanInteIdentifiera, KanInteVaraNummer};
use crate::form::{FaltId, Hinder};
use crate::store::{PlatsHinder, StoreError};

/// The hinder in one sentence with the way out.
pub fn hinder(hinder: &Hinder) -> String {
    match hinder {
        Hinder::Obesvarat(falt) => obesvarat(falt),
        Hinder::Nummer(fel) => nummer(*fel).to_owned(),
        Hinder::NummerOchAlder => {
            "Numret säger en annan ålder än svaren. Läs av numret igen, eller gå tillbaka och ändra åldern."
                .to_owned()
        }
        Hinder::Identitet(KanInteIdentifiera::NamnSaknas) => "Namnet saknas. Skriv namnet.".to_owned(),
        Hinder::Identitet(KanInteIdentifiera::SkyddadKontakt) => {
            "Vid skyddade personuppgifter antecknas inga kontaktuppgifter här. Töm telefon, e-post och adress.".to_owned()
        }
    }
}

/// A date that is no birth date.
pub const DATUM: &str = "Datumet finns inte, eller ligger i framtiden.";

fn obesvarat(falt: &FaltId) -> String {
    match falt {
        FaltId::Villkor(_) => {
            "Villkoret är inte besvarat. Välj hur det visades, eller n nej, o oklart."
        }
        FaltId::Satt => "Ge informationen först, och välj hur. Ingen går härifrån utan den.",
        FaltId::DokSatt => "Berätta att insatsen dokumenteras, och välj hur.",
        FaltId::Eget => "Fråga om personen själv samtycker.",
        FaltId::Vardnadshavare => {
            "Fråga hur många vårdnadshavare barnet har, och hur många som samtycker."
        }
        FaltId::BarnDeltar => "Fråga om barnet självt ska delta.",
        FaltId::Klass | FaltId::BarnKlass => "Välj ålder.",
        FaltId::Vill => "Välj vad personen vill.",
        FaltId::Sekretess => {
            "Fråga om personen har skyddade personuppgifter. Är det osäkert: svara ja."
        }
        FaltId::Fodd
        | FaltId::BarnFodd
        | FaltId::Tveksamhet
        | FaltId::Sprak
        | FaltId::BarnEget
        | FaltId::Band
        | FaltId::Kon
        | FaltId::Namn
        | FaltId::Nummer
        | FaltId::Telefon
        | FaltId::Epost
        | FaltId::Adress => "Uppgiften saknas.",
    }
    .to_owned()
}

/// What is wrong with a number; never the number itself.
pub fn nummer(fel: KanInteVaraNummer) -> &'static str {
    match fel {
        KanInteVaraNummer::Form => {
            "Numret ska ha tio eller tolv siffror. Lämna tomt om personen saknar nummer."
        }
        KanInteVaraNummer::Datum => "Det finns inget sådant datum i numret. Läs av det igen.",
        KanInteVaraNummer::Kontrollsiffra => "Sista siffran stämmer inte. Läs av numret igen.",
        KanInteVaraNummer::IFramtiden => {
            "Numret säger ett datum som inte har varit. Läs av det igen."
        }
    }
}

/// Why there is no place just now.
pub fn plats(hinder: PlatsHinder) -> String {
    match hinder {
        PlatsHinder::Fullt => "Alla platser är upptagna. Ge en kölapp i stället.".to_owned(),
        PlatsHinder::AndraVantar(1) => {
            "En person väntar redan och har rätt till platsen först. Ge en kölapp i stället."
                .to_owned()
        }
        PlatsHinder::AndraVantar(antal) => {
            format!(
                "{antal} personer väntar redan och har rätt till platsen först. Ge en kölapp i stället."
            )
        }
        PlatsHinder::InteForst(plats) => {
            format!("Kölappen är nummer {plats} i kön. Den som är först kommer först.")
        }
        PlatsHinder::OkandKolapp => {
            "Kölappen finns inte i den här kön. Läs av koden igen.".to_owned()
        }
        PlatsHinder::IngenKo => {
            "Den här insatsen har ingen kö. Ta emot direkt, eller säg hur man ansöker.".to_owned()
        }
    }
}

/// What went wrong in the store, and what it means for the work just done.
pub fn store(fel: &StoreError) -> String {
    match fel {
        StoreError::Upptagen => {
            "En annan mottagning sparar just nu. Inget sparades. Försök igen.".to_owned()
        }
        StoreError::Konflikt { desk } => {
            format!("Besöket har tagits upp vid {desk}. Inget sparades här.")
        }
        StoreError::IngenPlats(hinder) => plats(*hinder),
        StoreError::Ko { hinder, av } => super::ko::hinder(hinder, av.as_ref()),
        StoreError::Akt(hinder) => super::akt::hinder(hinder),
        StoreError::EjBehorig(garning) => super::behorighet::nekad(*garning),
        StoreError::Utloggad => {
            "Ingen är inloggad, eller så har kontot ändrats. Logga in igen. Inget sparades."
                .to_owned()
        }
        StoreError::Gallring(hinder) => super::gallring::hinder(hinder),
        StoreError::Konto(hinder) => super::konto::hinder(*hinder).to_owned(),
        StoreError::Saknas => "Raden finns inte längre eller är redan behandlad.".to_owned(),
        StoreError::Stopp(text) => text.clone(),
        StoreError::TrasigRad { tabell, kolumn } => {
            format!(
                "En rad i databasen går inte att läsa ({tabell}, {kolumn}). Kontakta systemförvaltaren."
            )
        }
    }
}
