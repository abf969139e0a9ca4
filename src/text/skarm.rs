//! The words of the screens.

use super::sprak;
use crate::rena::rena_rad;
use crate::store::{Langlasare, Lasare};

/// Name of the program.
pub const NAMN: &str = "Tröskel";
/// Mark of a rehearsal in the header.
pub const OVNING: &str = "ÖVNING";
/// Before the search field.
pub const SOK: &str = "Sök: ";
/// In the empty search field.
pub const SOK_HJALP: &str = "skriv vad personen säger, eller koden på en kölapp";
/// Nothing found.
pub const INGET: &str = "Inget passar. Pröva ett annat ord. Ansöka går alltid.";
/// Heading of what can only be applied for.
pub const ANSOKS: &str = "Ges inte här – ansök";
/// Before what may still be of use.
pub const SIDOFORSLAG: &str = "Kan passa ändå";
/// Before where to turn.
pub const KONTAKT: &str = "Vänd dig till";
/// Before what is to be said.
pub const SAG: &str = "Säg: ";
/// Unanswered.
pub const OBESVARAT: &str = "(inte besvarat)";
/// An optional question without an answer.
pub const INGET_SVAR: &str = "–";
/// Before the outcome.
pub const UTFALL: &str = "Utfall: ";
/// The window is too small.
pub const FOR_LITET: &str = "Fönstret är för litet. Gör det minst 60 × 20 tecken.";
/// Heading of the parked visits.
pub const PARKERADE: &str = "Parkerade besök";
/// Heading of the help.
pub const HJALP: &str = "Hjälp";
/// What the help says besides keys.
pub const HJALP_TEXT: [&str; 6] = [
    "F12: Orolig för ett barn? Sidan säger när, hur och till vem du anmäler.",
    "Sök: skriv med personens egna ord. Prickar och stavfel gör inget.",
    "Svara: tryck siffran eller bokstaven som står före svaret.",
    "Oklart är ett bra svar: då svarar nämnden. Du bedömer aldrig behov.",
    "Alla ska få veta att de kan ansöka, hur besöket än slutar.",
    "Inget om personen sparas förrän en insats som dokumenteras börjar.",
];
/// An empty list.
pub const TOMT: &str = "Listan är tom.";
/// While the store has not answered.
pub const HAMTAR: &str = "Hämtar …";
/// Before where one applies.
pub const ANSOKAN: &str = "Ansökan: ";
/// A text that was cut.
pub const MER: &str = "…";
/// There is more below.
pub const MER_NER: &str = "↓ PgDn visar mer";
/// There is more above.
pub const MER_UPP: &str = "↑ PgUp visar mer";
/// There is more both ways.
pub const MER_BADA: &str = "↑↓ PgUp och PgDn visar mer";
/// The same key once more.
pub const REDAN_RAKNAT: &str =
    "Besöket är räknat. Nästa person: sök igen, eller tryck en pil, och sedan F2.";
/// Nothing has been searched for or chosen.
pub const SOK_FORST: &str = "Sök först, eller välj en insats med pilarna.";
/// The answer is where to apply.
pub const BARA_ANSOKAN: &str =
    "Det ges inte här. Säg var man ansöker. Pil ner väljer det som kan passa ändå.";
/// Nothing is chosen.
pub const INGEN_INSATS: &str = "Välj en insats först.";
/// Asked to end while something is being saved.
pub const SPARAR: &str =
    "Sparar … Programmet avslutas när det är klart. Ctrl+Q igen avslutar genast.";
/// A parked visit.
pub const PARKERAT: &str = "Besöket är parkerat. F3 visar parkerade besök.";
/// Something was left begun at this desk when the program ended.
pub const PABORJAD: &str = "En påbörjad mottagning väntar: F3 tar upp den.";
/// More than one was.
pub fn paborjade_har(antal: usize) -> String {
    format!("{antal} påbörjade mottagningar väntar här: F3 visar dem.")
}
/// Whoever begins here has one at another desk, where it may also be going on.
pub fn paborjad_vid(desk: &str) -> String {
    format!("Du har en påbörjad mottagning vid {desk}: F3 visar den.")
}
/// The same, more than one.
pub fn paborjade_av_dig(antal: usize) -> String {
    format!("Du har {antal} påbörjade mottagningar vid andra luckor: F3 visar dem.")
}
/// A parked visit whose insats is gone.
pub const INSATS_SAKNAS: &str = "Insatsen finns inte i katalogen längre.";
/// A key needs what is on its way from the file.
pub const HAMTAS_ANNU: &str = "Det hämtas ännu. Tryck igen när det visas.";
/// A key needs a row, and the list has none.
pub const INGEN_RAD: &str = "Det finns ingen rad att välja här.";
/// Heading of the end of a visit.
pub const KLART: &str = "Klart";
/// A visit that left nothing but a count.
pub const BESOKET_RAKNAT: &str = "Besöket är räknat. Inget om personen är sparat.";
/// Who goes on with somebody who has been handed over.
pub fn tar_over(insats: &str) -> String {
    format!("Säg: {insats} tar över härifrån och hör av sig.")
}

/// Goes on.
pub const FORTSATT: &str = "fortsätt";
/// Tries again.
pub const FORSOK_IGEN: &str = "försök igen";
/// Goes back.
pub const TILLBAKA: &str = "tillbaka";
/// Heading before a visit ends at its last step.
pub const UTAN_OVERLAMNING: &str = "Avsluta utan att överlämna?";
/// What that means.
pub const UTAN_OVERLAMNING_TEXT: &str =
    "Besöket räknas. Inget om personen sparas, inte heller namnet.";
/// Ends it.
pub const JA_AVSLUTA: &str = "ja, avsluta";
/// Heading when saving failed.
pub const EJ_SPARAT: &str = "Inte sparat";
/// Heading of the removal of a parked visit.
pub const TA_BORT: &str = "Öppnat av misstag?";
/// What the removal of a parked visit means.
pub const TA_BORT_TEXT: &str = "Bara ett besök som öppnades av misstag tas bort. Är personen kvar: ta upp besöket och ge informationen.";
/// Removes.
pub const JA_TA_BORT: &str = "ja, ta bort";
/// Somebody has been informed in it, so it is a visit.
pub const GAR_INTE_TA_BORT: &str = "Personen är informerad. Ta upp besöket och avsluta det.";
/// What goes with a slip.
pub const KOLAPP: [&str; 3] = [
    "Skriv upp koden åt personen. Inget namn finns i kön.",
    "Personen lämnar kön genom att visa eller läsa upp koden.",
    "Säg: Du får alltid ansöka under tiden.",
];
/// A visitor who left uninformed is not possible.
pub const INFORMERA_FORST: &str = "Först informationen: ingen går härifrån utan den.";
/// How to hand over.
pub const TRYCK_F2: &str = "Tryck F2 för att överlämna.";
/// Made-up persons belong to a rehearsal.
pub const BARA_OVNING: &str = "Påhittade personer finns bara i en övning.";
/// Name of the open questions of the whole catalogue.
pub const KATALOGENS_FRAGOR: &str = "Inte avgjort i katalogen";

/// A visitor who only asked has been counted.
pub fn noterat(insats: &str, satt: &str, kod: &str) -> String {
    format!(
        "Räknat: {insats}. Informerad {satt} på {}. F9 ger en lapp.",
        sprak(kod)
    )
}

/// The number of parked visits, for the header.
pub fn antal_parkerade(antal: u64) -> String {
    format!("parkerade: {antal}")
}

/// The number of handovers that nobody has fetched, for the header.
pub fn antal_ej_hamtade(antal: u64) -> String {
    format!("att hämta: {antal}")
}

/// Who and where, for the header.
pub fn aktor(anvandare: &str, desk: &str) -> String {
    format!("{anvandare} vid {desk}")
}

/// A step in the row of steps.
pub fn steg(nummer: usize, namn: &str, har: bool) -> String {
    if har {
        format!("[{nummer} {namn}]")
    } else {
        format!(" {nummer} {namn} ")
    }
}

/// The slip that somebody came with.
pub fn med_kolapp(kod: impl std::fmt::Display) -> String {
    format!("kölapp {kod}")
}

/// A program as it is known: its name, its desk where it is one of ours, and its number in the machine.
pub fn lasaren(lasare: &Lasare) -> String {
    let program = lasare.program.as_deref().unwrap_or("Ett okänt program");
    // Whoever starts a program chooses what it is called.
    rena_rad(&match &lasare.desk {
        Some(desk) => format!("{program} vid {desk} (process {})", lasare.pid),
        None => format!("{program} (process {})", lasare.pid),
    })
}

/// Somebody reads without end: who, what it leads to, and what to do.
pub fn langlasare(lange: &Langlasare) -> String {
    let vem: Vec<String> = lange.vem.iter().map(lasaren).collect();
    let den = if vem.len() == 1 {
        "det programmet"
    } else {
        "de programmen"
    };
    format!(
        "{} har läst i databasen utan att sluta, så filens logg växer ({} MB). Stäng {den}, eller säg till den som sköter \
         datorn. Allt som sparas är sparat.",
        vem.join(" och "),
        lange.mb
    )
}
