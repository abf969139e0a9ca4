//! The words of files in and out of the waiting list.

use crate::domain::ko::fil::{Importfel, Importhinder, Importkolumn};
use crate::domain::kolapp::Kolappskod;

/// A fault of an old list in one line: where, what, and how to mend it. Never what stands in the cell.
pub fn importfel(fel: &Importfel) -> String {
    let hinder = importhinder(fel.vad);
    let namn = fel.namn.map(Importkolumn::kod);
    match (fel.kolumn, namn) {
        (Some(nummer), Some(namn)) => {
            format!("Rad {}, kolumn {nummer} ({namn}): {hinder}", fel.rad)
        }
        (Some(nummer), None) => format!("Rad {}, kolumn {nummer}: {hinder}", fel.rad),
        (None, Some(namn)) => format!("Rad {}, kolumnen {namn}: {hinder}", fel.rad),
        (None, None) => format!("Rad {}: {hinder}", fel.rad),
    }
}

/// What is wrong with an old list, and how to mend it.
pub fn importhinder(hinder: Importhinder) -> String {
    match hinder {
        Importhinder::Tom => {
            "Filen har ingen rad under rubrikerna. Kontrollera att det är rätt fil."
        }
        Importhinder::InteText => {
            "Filen är inte en textfil. Öppna listan i kalkylprogrammet och spara den som CSV (UTF-8)."
        }
        Importhinder::Avskiljare => {
            "Cellerna skiljs inte åt med semikolon. Spara listan som CSV med semikolon mellan cellerna."
        }
        Importhinder::RubrikerSaknas => {
            "Ingen rubrik känns igen. Första raden ska ha rubriker, som insats;kodatum;namn;kontaktsatt;kontakt."
        }
        Importhinder::ForManga(hogst) => {
            return format!(
                "Filen har fler än {hogst} rader. Dela den i flera filer, de äldsta ködatumen först."
            );
        }
        Importhinder::OkandKolumn => {
            "Rubriken känns inte igen. Byt till en av rubrikerna som listan kan ha, eller ta bort kolumnen."
        }
        Importhinder::KolumnSaknas => "Kolumnen saknas i filen. Lägg till den, med en rubrik på första raden.",
        Importhinder::DubbelKolumn(forsta) => {
            return format!(
                "Rubriken står redan i kolumn {forsta}. Ta bort den ena av kolumnerna."
            );
        }
        Importhinder::AntalCeller { har, ska_ha } => {
            return format!(
                "Raden har {har} celler, men rubrikraden har {ska_ha}. Lägg till eller ta bort semikolon. Ett semikolon inne i en cell kräver citattecken runt cellen."
            );
        }
        Importhinder::Styrtecken => {
            "Cellen har en radbrytning eller ett tecken som inte syns eller inte går att läsa. Skriv cellen på nytt."
        }
        Importhinder::Tomt => "Cellen är tom och måste fyllas i.",
        Importhinder::Datum => {
            "Det finns inget sådant datum eller klockslag. Skriv som 2025-03-04 eller 2025-03-04 09:15."
        }
        Importhinder::IFramtiden => "Ködatumet har inte varit än. Skriv dagen då personen ställde sig i kön.",
        Importhinder::ForeNittio => "Ködatumet ligger före 1990. Kontrollera året.",
        Importhinder::Insatsnummer => "Numret har inte formen av ett insatsnummer. Skriv som 3.1.4.",
        Importhinder::OkandInsats => {
            "Insatsen finns inte i katalogen. Skriv ett nummer som står i katalogen som används nu."
        }
        Importhinder::IngenKo => {
            "Insatsen har ingen kö, för den ges direkt. Ta bort raden och kontakta personen."
        }
        Importhinder::Parti(hogst) => {
            return format!("Antalet ska vara ett heltal från 1 till {hogst}. Tom cell räknas som 1.");
        }
        Importhinder::Band => {
            "Åldern ska vara 0-14, 15-17, 18-24, 25-44, 45-64 eller 65-. Töm cellen om åldern inte är känd."
        }
        Importhinder::BandFarInteSparas => {
            "För den här insatsen får ålder inte antecknas om den som väntar. Töm cellen."
        }
        Importhinder::Sprak => "Språket ska vara en kod på två eller tre bokstäver, som sv eller ar.",
        Importhinder::Veckodagar => {
            "Veckodagarna ska skrivas som mån,tis,ons. Töm cellen om alla dagar går bra."
        }
        Importhinder::Kontaktsatt => "Sättet ska vara telefon, sms, epost eller brev.",
        Importhinder::ValtAv => "Skriv personen eller vardnadshavare, eller töm cellen.",
        Importhinder::IngenKontakt => {
            "För den här insatsen får namn och kontaktuppgifter inte sparas. Töm cellen. Personen följer sin plats med kölappen."
        }
        Importhinder::SattUtanKontakt => {
            "Sättet är ifyllt men inte numret eller adressen. Fyll i det, eller töm båda."
        }
        Importhinder::KontaktUtanSatt => {
            "Det finns ett nummer eller en adress men inget sätt. Skriv telefon, sms, epost eller brev."
        }
        Importhinder::KontaktUtanNamn => {
            "Kontaktuppgifter finns men inget namn. Skriv vad personen vill kallas."
        }
        Importhinder::NamnUtanKontakt => {
            "Ett namn sparas bara med ett sätt att nå personen. Fyll i sätt och kontakt, eller töm namnet."
        }
        Importhinder::NamnEjHelt => {
            "Namnet är längre än 60 tecken eller har fler än tre siffror. Personnummer skrivs aldrig här."
        }
        Importhinder::KontaktEjHel => {
            "Uppgiften passar inte sättet. Ett telefonnummer har 6 till 15 siffror, en e-postadress har @, och allt ryms på 120 tecken."
        }
        Importhinder::UngHarInteValt => {
            "Den som är 15–17 år väljer själv hur kontakten ska ske. Skriv personen om det är så, annars töm namn, sätt och kontakt."
        }
        Importhinder::UngFarInteBrev => {
            "Den som är 15–17 år får inga brev hem. Skriv ett annat sätt som personen själv har valt, eller töm namn, sätt och kontakt."
        }
        Importhinder::Dubblett(rad) => {
            return format!(
                "Samma person står redan på rad {rad} för samma insats. Behåll raden med det tidigaste ködatumet."
            );
        }
    }
    .to_owned()
}

/// A session of a group start, in a calendar.
pub fn tillfalle(insats: &str, nummer: usize, antal: usize) -> String {
    format!("{insats}, tillfälle {nummer} av {antal}")
}

/// The last day to answer an offer, in a calendar.
pub fn svar_senast(kod: Kolappskod) -> String {
    format!("Svar senast, kölapp {kod}")
}
