//! The words of the forms of the akt.

use crate::domain::akt::Aktslag;
use crate::domain::akt::anteckning::Galler;
use crate::rena::rena_rad;
use crate::store::HamtadOverlamning;
use crate::store::akt::Samtyckesrad;

type Ord = (&'static str, &'static str);

/// Before an ärende is opened.
pub fn oppna_sag(hel: &HamtadOverlamning) -> Vec<String> {
    vec![format!(
        "Ärende för {} {}, tills vidare. Överlämningen blir mottagen, och det som står där om personen flyttas hit.",
        hel.rad.insats,
        rena_rad(&hel.rad.insats_namn)
    )]
}
/// Before the other parent's akt.
pub const ANDRA_FORALDERN_SAG: &str = "Den andra föräldern får en egen akt. Informera om dokumentationen först, som mottagningen gör.";
/// Before a search.
pub const SOK_SAG: &str = "Sökningen loggas. Sök bara den du har ärende med.";
/// Before a copy.
pub const KOPIERA_SAG: &str = "Anteckningen kopieras ordagrant med stöd av samtycket.";
/// What the consent lets be told.
pub fn kopieras_med(rad: &Samtyckesrad) -> String {
    format!(
        "Samtycket gäller: {}, till och med {}. Kopiera bara om anteckningen ryms i det.",
        rena_rad(&rad.vad),
        rad.till
    )
}
/// Before the day of a follow-up.
pub const UPPFOLJNING_SAG: &str = "Töm rutan om ingen uppföljning ska planeras.";
/// Before a note.
pub fn anteckning_sag(galler: Galler) -> Vec<String> {
    match galler {
        Galler::Handelse => Vec::new(),
        Galler::Rattar(nr) => vec![format!(
            "Rättar anteckning {nr}, som står kvar. Skriv vad som är rätt, och varför."
        )],
        Galler::Invander(nr) => vec![format!(
            "Den enskilde anser att något i anteckning {nr} är fel. Skriv vad, med personens ord."
        )],
    }
}
/// What a note is about, as a proposal.
pub fn vad_forslag(galler: Galler) -> &'static str {
    match galler {
        Galler::Handelse => "",
        Galler::Rattar(_) => "Rättelse",
        Galler::Invander(_) => "Den enskilde anser uppgiften felaktig",
    }
}

/// Field: name.
pub const NAMN: Ord = ("Namn", "");
/// Field: number.
pub const NUMMER: Ord = (
    "Personnummer",
    "Tio eller tolv siffror. Lämna tomt om numret saknas.",
);
/// Field: how samtycke was given.
pub const SAMTYCKESSATT: Ord = ("Hur lämnades samtycket?", "");
/// Field: what is searched for.
pub const SOKT: Ord = (
    "Namn, personnummer, samordningsnummer eller ärendenummer",
    "Hela namnet. Bara ärenden hos er enhet söks.",
);
/// Field: the next follow-up.
pub const NASTA_UPPFOLJNING: Ord = ("Nästa uppföljning", "");
/// Field: whose akt.
pub const VEMS_AKT: Ord = (
    "Vems akt blir det?",
    "Nämnden har inte sagt det för den här insatsen.",
);
/// Field: how many steps.
pub const HUR_MANGA_STEG: Ord = (
    "Hur många steg använder er förvaltning?",
    "Två, tre eller alla fem stegen i kedjan.",
);
/// Field: the child's name.
pub const BARNETS_NAMN: Ord = (
    "Barnets namn",
    "Bara om akten är barnets och överlämningen gäller den vuxna. Annars tomt.",
);
/// Field: the child's number.
pub const BARNETS_NUMMER: Ord = ("Barnets personnummer", "Lämna tomt om numret saknas.");
/// Field: the first follow-up.
pub const FORSTA_UPPFOLJNING: Ord = ("Första uppföljningen", "Får lämnas tom.");
/// Field: what a note is about.
pub const VAD: Ord = ("Vad gäller det?", "En rad, till exempel: samtal om planen.");
/// Field: when.
pub const NAR: Ord = ("När hände det?", "");
/// Field: at what time.
pub const KLOCKSLAG: Ord = ("Klockan", "Om det har betydelse: 13.30.");
/// Field: from where.
pub const KALLA: Ord = (
    "Varifrån kommer uppgiften?",
    "Till exempel: personen själv, egen iakttagelse.",
);
/// Field: who took part.
pub const DELTOG: Ord = ("Vilka var med?", "");
/// Field: the text.
pub const TEXT: Ord = (
    "Text",
    "Kort och sakligt. Sparas som utkast medan du skriver. Tab lämnar rutan.",
);
/// Field: who writes.
pub const SKRIVARE: Ord = ("Ditt namn", "");
/// Field: with what title.
pub const TITEL: Ord = ("Din titel", "");
/// No number of steps chosen.
pub const VALJ_STEG: &str = "Välj hur många steg ni använder: 2, 3 eller 5.";
/// No name.
pub const SKRIV_NAMN: &str = "Skriv namnet.";
/// Nobody has consented.
pub const FRAGA_SAMTYCKE: &str = "Fråga om den andra föräldern samtycker, och hur.";
/// Nothing to search for.
pub const SKRIV_SOKT: &str = "Skriv ett namn eller ett nummer.";

/// Whose akt, in words.
pub fn aktslag(slag: Aktslag) -> &'static str {
    match slag {
        Aktslag::Mottagaren => "den som får insatsen",
        Aktslag::Barnet => "barnets",
        Aktslag::VarjeForalder => "varje förälders egen",
    }
}
/// How many steps, in words.
pub fn stegantal(kod: &str) -> &'static str {
    match kod {
        "2" => "två: aktualisering och ärende",
        "3" => "tre: och registrering av insatsen",
        _ => "alla fem",
    }
}

/// Heading of a form: opening an ärende.
pub const OPPNA_RUBRIK: &str = "Öppna ärende";
/// Heading of a form: the other parent.
pub const ANDRA_FORALDERN_RUBRIK: &str = "Akt för den andra föräldern";
/// Heading of a form: a search.
pub const SOK_RUBRIK: &str = "Sök ärende";
/// Heading of a form: the day of a follow-up.
pub const UPPFOLJNING_RUBRIK: &str = "Nästa uppföljning";
/// Heading of a form: a note.
pub fn anteckningsform(galler: Galler) -> String {
    match galler {
        Galler::Handelse => "Ny anteckning".to_owned(),
        Galler::Rattar(nr) => format!("Rätta anteckning {nr}"),
        Galler::Invander(nr) => format!("Invändning mot anteckning {nr}"),
    }
}
/// Heading of a form: a copy.
pub fn kopia_rubrik(nr: u32) -> String {
    format!("Kopiera anteckning {nr}")
}
