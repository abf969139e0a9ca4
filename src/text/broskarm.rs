//! The words of the bridge on the screen: a person may always apply, and the insats here goes on meanwhile.

use chrono::NaiveDate;

use super::bro::{ansvariga, fristslag, skede};
use crate::domain::akt::Arendenummer;
use crate::domain::bro::{Checklista, Checkpunkt};
use crate::rena::rena_rad;
use crate::store::akt::{Brobild, Samtyckesrad, Tarmed};

type Ord = (&'static str, &'static str);

/// Heading of the form.
pub const FORM_RUBRIK: &str = "Personen vill ansöka";
/// Before anything is written.
pub const SAG: [&str; 3] = [
    "Säg: Du får alltid ansöka, också mitt i en insats. Den du har här fortsätter om du inte vill något annat.",
    "Inget följer med utan samtycke. Personen kan alltid lämna uppgifterna själv.",
    "Här antecknas bara vart personen vänder sig. Tröskel skickar ingen ansökan.",
];
/// No consent holds, so nothing can be taken along.
pub const INGET_SAMTYCKE: &str =
    "Inget samtycke gäller nu, så inget följer med. F4 i ärendet antecknar ett samtycke.";
/// Field: to whom.
pub const TILL: Ord = (
    "Vart vänder sig personen?",
    "Förslaget är kommunens. Skriv om det är någon annanstans.",
);
/// Field: what is taken along.
pub const TARMED: Ord = (
    "Vad följer med?",
    "Flera kan väljas. Välj inget om inget ska följa med.",
);
/// Field: under which consent.
pub const SAMTYCKE: Ord = (
    "Med vilket samtycke?",
    "Behövs om något följer med. Det ska gälla just den mottagaren och de uppgifterna.",
);
/// Something is taken along, and no consent is chosen.
pub const VALJ_SAMTYCKE: &str = "Välj ett samtycke, eller välj bort det som skulle följa med.";
/// Nobody to apply to.
pub const SKRIV_VART: &str = "Skriv vart personen vänder sig.";

/// What may be taken along, with its key.
pub fn tarmed(vad: Tarmed) -> (char, &'static str) {
    match vad {
        Tarmed::Personuppgifter => ('p', "personuppgifter"),
        Tarmed::Insatsplan => ('i', "insatsplanen"),
        Tarmed::Journal => ('j', "journalen"),
        Tarmed::Uppfoljningar => ('u', "uppföljningarna"),
    }
}

/// A consent in a row: to whom, what, until when.
pub fn samtycke(rad: &Samtyckesrad) -> String {
    format!(
        "{}: {}, till och med {}",
        rena_rad(&rad.mottagare),
        rena_rad(&rad.vad),
        rad.till
    )
}

/// Heading of the view.
pub fn rubrik(nummer: &Arendenummer) -> String {
    format!("Ansökan vid sidan av ärende {nummer}")
}

/// To whom, since when, and what was taken along.
pub fn till(bild: &Brobild) -> String {
    let med: Vec<&str> = bild.med.iter().map(|vad| tarmed(*vad).1).collect();
    let med = match med.as_slice() {
        [] => "Inget följer med.".to_owned(),
        [ett] => format!("Det här följer med: {ett}."),
        [fore @ .., sist] => format!("Det här följer med: {} och {sist}.", fore.join(", ")),
    };
    format!(
        "Till {}, antecknat {}. {med} Insatsen här fortsätter.",
        rena_rad(&bild.till),
        bild.oppnad
    )
}

/// Heading of the clocks: they are none of the insats here.
pub const TIDER: &str = "Tider som hör till behovsprövad hjälp, inte till insatsen här";
/// No day is stated.
pub const INGA_DAGAR: &str = "Inga dagar är ifyllda. F2 fyller i dem.";
/// Days are stated, and no clock runs.
pub const INGEN_TID: &str = "Ingen tid löper nu.";
/// The checklists are about children.
pub const VUXEN: &str =
    "Checklistorna visas när akten eller numret säger att personen är under 21.";

/// Heading of a checklist: its stage and name, how much is done, and which of the lists it is.
pub fn lista(lista: &Checklista, gjorda: usize, (nr, antal): (usize, usize)) -> String {
    format!(
        "Lista {nr} av {antal}. {}: {} ({gjorda} av {} klara)",
        skede(lista.galler),
        lista.namn,
        lista.punkter.len()
    )
}

/// A point in one row.
pub fn punktrad(punkt: &Checkpunkt, gjord: bool) -> String {
    let kryss = if gjord { "[x]" } else { "[ ]" };
    format!("{kryss} {}", punkt.aktivitet)
}

/// Who a point is for, and the time that it names.
pub fn ansvar(punkt: &Checkpunkt) -> String {
    let frist = punkt
        .frist
        .map_or_else(String::new, |frist| format!(" Tid: {}.", fristslag(frist)));
    format!("Ansvarig: {}.{frist}", ansvariga(&punkt.ansvarig))
}

/// When a point was ticked, and by whom.
pub fn bockad(dag: NaiveDate, av: &str) -> String {
    format!("Avbockad {dag} av {}.", rena_rad(av))
}

/// Heading of the question about a tick of another day or of somebody else.
pub const TA_BORT_RUBRIK: &str = "Ta bort bocken?";
/// Take it away.
pub const TA_BORT: &str = "ta bort bocken";

/// Heading of the form for the days.
pub const DAGAR_RUBRIK: &str = "Dagar för den behovsprövade hjälpen";
/// Before the days.
pub const DAGAR_SAG: &str =
    "Fyll i de dagar ni känner till och lämna resten tomt. Insatsen här berörs inte.";
/// Fields: the days, in their order.
pub const DAGAR: [Ord; 5] = [
    ("Uppdraget skickades till utföraren", ""),
    ("Beslut om den behovsprövade insatsen", ""),
    ("Den började, eller ska börja", ""),
    ("Senaste uppföljningsmötet", ""),
    ("Den avslutades", ""),
];
