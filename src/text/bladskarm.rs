//! The words of the sheet on the screen, besides those of the sheet itself.

use crate::domain::akt::Arendenummer;

/// Heading: what the sheet is for, and what it is about.
pub fn rubrik(system: &str, nummer: Option<&Arendenummer>) -> String {
    match nummer {
        Some(nummer) => format!("{} · ärende {nummer}", super::blad::rubrik(system)),
        None => format!("{} · överlämning", super::blad::rubrik(system)),
    }
}
/// What has been copied: the label, never what stands in the field.
pub fn kopierat(etikett: &str, sist: bool) -> String {
    if sist {
        format!("Kopierat: {etikett}. Det var den sista raden. Urklippet töms om en minut.")
    } else {
        format!("Kopierat: {etikett}. Urklippet töms om en minut.")
    }
}
/// A field that the clipboard cannot take whole.
pub fn for_langt(etikett: &str) -> String {
    format!(
        "{etikett} är för lång för urklipp och är inte kopierad. Kommandot troskel blad skriver ut hela."
    )
}
/// Contact data of a person with sekretessmarkering.
pub const ALDRIG_KONTAKT: &str =
    "Skyddade personuppgifter: kontaktuppgifter kommer aldrig med på bladet.";
/// There are no contact data.
pub const INGEN_KONTAKT: &str = "Det finns inga kontaktuppgifter att ta med.";
/// While contact data are there (PUL-06).
pub const KONTAKT_SYNS: &str = "Kontaktuppgifterna syns för andra enheter om de läggs in på personen. Lägg känsliga uppgifter i ett eget dokument.";
/// Contact data are there now.
pub const KONTAKT_MED: &str = "Kontaktuppgifterna är med, sist på bladet.";
/// Contact data are left out again.
pub const KONTAKT_UTE: &str = "Kontaktuppgifterna är inte med.";
