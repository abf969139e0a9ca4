//! The parts of the statistics in words: avsnitt, periods and hours. Codes and months have the words of the screen.

use crate::domain::statistik::period::{Period, Periodslag};
use crate::domain::statistik::underlag::{Avsnitt, Veckotimme};
use crate::text::statistik::{DAGAR, manad};

/// An avsnitt as a heading.
pub fn avsnitt(avsnitt: Avsnitt) -> &'static str {
    match avsnitt {
        Avsnitt::Resultat => "Besök efter hur de slutade",
        Avsnitt::Utfall => "Besök efter kontrollen av villkoren",
        Avsnitt::Alder => "Besök efter ålder",
        Avsnitt::Kon => "Besök efter kön",
        Avsnitt::Enhet => "Besök efter enhet",
        Avsnitt::Satt => "Hur informationen lämnades",
        Avsnitt::Sprak => "På vilket språk informationen lämnades",
        Avsnitt::Text => "Vilken text som användes",
        Avsnitt::Ko => "Vad som hände i kön",
        Avsnitt::Koavslut => "Varför köplatser avslutades",
        Avsnitt::Vantan => "Hur länge de som började hade väntat",
        Avsnitt::Arende => "Ärenden",
        Avsnitt::Avslut => "Varför insatser avslutades",
    }
}

/// An avsnitt in one short word, for the name of a sheet.
pub fn avsnitt_kort(avsnitt: Avsnitt) -> &'static str {
    match avsnitt {
        Avsnitt::Resultat => "Resultat",
        Avsnitt::Utfall => "Villkor",
        Avsnitt::Alder => "Ålder",
        Avsnitt::Kon => "Kön",
        Avsnitt::Enhet => "Enhet",
        Avsnitt::Satt => "Sätt",
        Avsnitt::Sprak => "Språk",
        Avsnitt::Text => "Text",
        Avsnitt::Ko => "Kö",
        Avsnitt::Koavslut => "Köavslut",
        Avsnitt::Vantan => "Väntan",
        Avsnitt::Arende => "Ärenden",
        Avsnitt::Avslut => "Avslut",
    }
}

/// A period in words: `tredje kvartalet 2026`.
pub fn period(period: Period) -> String {
    let forsta = period.forsta();
    match period.slag() {
        Periodslag::Manad => manad(forsta),
        Periodslag::Kvartal => {
            let vilket = match forsta.manad() {
                1 => "första",
                4 => "andra",
                7 => "tredje",
                _ => "fjärde",
            };
            format!("{vilket} kvartalet {}", forsta.ar())
        }
        Periodslag::Ar => format!("året {}", forsta.ar()),
        Periodslag::Annan => format!("{} till {}", manad(forsta), manad(period.sista())),
    }
}

/// A day of the week, 0 is Monday, in three letters.
pub fn dag(dag: u8) -> &'static str {
    DAGAR.get(usize::from(dag)).map_or("", |(_, kort)| kort)
}

/// An hour of the day: `08–09`.
pub fn timme(timme: u8) -> String {
    format!("{timme:02}–{:02}", timme.saturating_add(1))
}

/// An hour of the week: `Måndag 08–09`.
pub fn veckotimme(plats: Veckotimme) -> String {
    let dag = DAGAR
        .get(usize::from(plats.dag))
        .map_or("", |(namn, _)| namn);
    format!("{dag} {}", timme(plats.timme))
}
