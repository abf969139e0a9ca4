//! The words for what a new catalogue means to those who wait.

use crate::domain::ko::katalogbyte::{Byte, Dokumentationsbyte};

/// Nobody waits.
pub const INGEN_VANTAR: &str = "Ingen väntar i någon kö.";
/// What staff is to know before it acts on the list.
pub const INGET_ANDRAT: &str =
    "Inget är ändrat. Den som berörs ska få veta det, och att det alltid går att ansöka.";

/// The heading: which versions are compared, and on which day.
pub fn rubrik(gammal: &str, ny: &str, dag: impl std::fmt::Display) -> String {
    format!("Katalogen {ny} i stället för {gammal}, den {dag}.")
}

/// The whole at a glance.
pub fn summa(vantar: u64, berorda: u64) -> String {
    if berorda == 0 {
        format!("{vantar} väntar. Ingen berörs.")
    } else {
        format!("{vantar} väntar. {berorda} berörs.")
    }
}

/// How many are untouched.
pub fn oforandrade(antal: u64) -> String {
    format!("oförändrat för {antal}")
}

/// The documentation changes, and what must go with it.
pub fn dokumentation(byte: Dokumentationsbyte) -> String {
    let Dokumentationsbyte { fran, till } = byte;
    let mer = match till {
        "14:5" => " Kontaktuppgifter och ålder ska bort ur kön.",
        "14:3" => " Den som väntar behöver få veta att identiteten kommer att antecknas.",
        _ => "",
    };
    format!("Dokumentationen ändras från {fran} till {till}.{mer}")
}

/// What it means for one slip; the villkor in their own words.
pub fn kolapp(byte: &Byte, villkor: &[&str], kontakt_bort: bool) -> String {
    let villkor = villkor.join(" ");
    let vad = match byte {
        Byte::Oforandrat => None,
        Byte::Borta => Some("insatsen finns inte kvar, eller erbjuds inte den dagen".to_owned()),
        Byte::InteLangre { .. } => Some(format!("villkoret uppfylls inte längre: {villkor}")),
        Byte::KontrollerasIgen { .. } => Some(format!("kontrollera igen: {villkor}")),
    };
    let kontakt = kontakt_bort.then(|| "kontaktuppgifterna ska bort".to_owned());
    let delar: Vec<String> = vad.into_iter().chain(kontakt).collect();
    if delar.is_empty() {
        "informera om dokumentationen".to_owned()
    } else {
        delar.join("; ")
    }
}

/// The part of town where it is offered, as a villkor.
pub fn stadsomrade(omraden: &[String]) -> String {
    format!("Bor i {}.", omraden.join(" eller "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varje_besked_sags_med_villkorets_egna_ord() {
        let ids = || vec!["a".to_owned()];
        let vuxen = ["Har fyllt 18 år."];
        for (byte, villkor, bort, vantat) in [
            (
                Byte::InteLangre { villkor: ids() },
                &vuxen[..],
                false,
                "villkoret uppfylls inte längre: Har fyllt 18 år.",
            ),
            (
                Byte::KontrollerasIgen { villkor: ids() },
                &vuxen[..],
                true,
                "kontrollera igen: Har fyllt 18 år.; kontaktuppgifterna ska bort",
            ),
            (
                Byte::Borta,
                &[],
                false,
                "insatsen finns inte kvar, eller erbjuds inte den dagen",
            ),
            (Byte::Oforandrat, &[], true, "kontaktuppgifterna ska bort"),
            (Byte::Oforandrat, &[], false, "informera om dokumentationen"),
        ] {
            assert_eq!(kolapp(&byte, villkor, bort), vantat);
        }
    }
}
