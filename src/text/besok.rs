//! The words of a visit: labels, alternatives and what to say in each step.

use chrono::NaiveDate;

/// Label of the visitor's birth date.
pub const FODD: &str = "Född (ÅÅÅÅ-MM-DD), om det behövs";
/// Label of the child's birth date.
pub const BARN_FODD: &str = "Barnet fött (ÅÅÅÅ-MM-DD), om det behövs";
/// Help for a birth date.
pub const FODD_HJALP: &str = "Åldern räknas ut. Datumet sparas inte. Lämna tomt och svara på villkoret i stället om du vill.";
/// Label of doubt.
pub const TVEKSAMHET: &str = "Är det något oklart med handlingen, eller med vems den är?";
/// Help for doubt.
pub const TVEKSAMHET_HJALP: &str =
    "Ja betyder att nämnden svarar på hur det blir. Inget antecknas om personen.";
/// Label of how the information was given.
pub const SATT: &str = "Informationen är lämnad";
/// Label of the language.
pub const SPRAK: &str = "På språket";
/// Label of the visitor's age class.
pub const KLASS: &str = "Personen är";
/// Label of whether the child takes part.
pub const BARN_DELTAR: &str = "Ska barnet självt delta?";
/// Label of the child's age class.
pub const BARN_KLASS: &str = "Barnet är";
/// Label of the guardians' samtycke.
pub const VARDNADSHAVARE: &str = "Vårdnadshavarnas samtycke";
/// Help for the guardians' samtycke.
pub const VARDNADSHAVARE_HJALP: &str =
    "Fråga aldrig varför någon inte samtycker, och anteckna det inte.";
/// Label of the own samtycke.
pub const EGET: &str = "Eget samtycke från den som ska delta";
/// Label of the child's own samtycke.
pub const BARN_EGET: &str = "Vill barnet självt?";
/// Label of what the person wants.
pub const VILL: &str = "Så här blir det";
/// Label of the age band.
pub const BAND: &str = "Ålder för statistiken";
/// Label of the sex.
pub const KON: &str = "Kön, om personen har sagt det";
/// Label of how the information on records was given.
pub const DOK_SATT: &str = "Informationen om dokumentation är lämnad";
/// Label of sekretessmarkering.
pub const SEKRETESS: &str = "Har personen skyddade personuppgifter?";
/// Help for sekretessmarkering.
pub const SEKRETESS_HJALP: &str =
    "Vid ja antecknas inga kontaktuppgifter här. Följ rutinen för skyddade personuppgifter.";
/// Label of the name.
pub const NAMN: &str = "Namn";
/// Label of the number.
pub const NUMMER: &str = "Personnummer eller samordningsnummer";
/// Help for the number.
pub const NUMMER_HJALP: &str = "Får vara tomt om personen saknar nummer.";
/// Label of the telephone.
pub const TELEFON: &str = "Telefon (får vara tomt)";
/// Help for contact data (SKY-04, PUL-06).
pub const KONTAKT_HJALP: &str =
    "Fråga om det är säkert att ringa eller skicka. Uppgiften kan synas för andra enheter.";
/// Label of the e-mail.
pub const EPOST: &str = "E-post (får vara tomt)";
/// Label of the address.
pub const ADRESS: &str = "Adress (får vara tomt)";
/// Yes.
pub const JA: &str = "Ja";
/// No.
pub const NEJ: &str = "Nej";
/// Unclear.
pub const OKLART: &str = "Oklart";
/// Not said.
pub const EJ_SAGT: &str = "Inte sagt";

/// How the guardians can have answered: code, words, key.
pub const VARDNADSHAVARE_VAL: [(&str, &str, char); 6] = [
    ("2/2", "Två vårdnadshavare – båda samtycker", '2'),
    ("1/1", "En ensam vårdnadshavare – samtycker", '1'),
    ("1/2", "Två vårdnadshavare – bara en samtycker", 'b'),
    (
        "0/2",
        "Två vårdnadshavare – ingen har samtyckt eller är tillfrågad",
        'i',
    ),
    ("0/1", "En ensam vårdnadshavare – samtycker inte", 'e'),
    ("hindrad", "En vårdnadshavare kan inte tillfrågas", 'k'),
];

/// How the own samtycke can be given: code, words, key.
pub const EGET_VAL: [(&str, &str, char); 4] = [
    ("muntligt", "Ja, muntligt", 'm'),
    ("skriftligt", "Ja, skriftligt", 's'),
    ("nej", "Nej, vill inte", 'n'),
    ("foretradare", "Någon annan företräder personen", 'f'),
];

/// What can be wanted when everything is met: code, words, key.
pub const PLATS_VAL: [(&str, &str, char); 4] = [
    ("ta_emot", "Ta emot nu", 't'),
    ("ko", "Ge kölapp och plats i kön", 'k'),
    ("ansoka", "Personen vill hellre ansöka", 'a'),
    ("bara_fraga", "Personen hade bara en fråga", 'b'),
];

/// What can be wanted when it is not: code, words, key.
pub const UTGANG_VAL: [(&str, &str, char); 3] = [
    ("hanvisad", "Klart – personen är hänvisad", 'h'),
    ("ansoka", "Personen vill ansöka", 'a'),
    ("bara_fraga", "Klart – personen hade bara en fråga", 'b'),
];

/// Said before anything is asked on an exempt insats.
pub const ANONYM: &str = "Säg: Vi antecknar inte vem du är.";
/// Skyddad folkbokföring, as an answer (SKY-02).
pub const SKYDDAD_FOLKBOKFORING: &str = "Skyddad folkbokföring – fråga inte var personen bor";
/// Label of the name where the akt is the child's.
pub const BARNETS_NAMN: &str = "Barnets namn";
/// Label of the name where it is not said whose akt it is.
pub const AKTENS_NAMN: &str = "Namn på den som akten gäller";
/// Help where it is not said whose akt it is (DOK-11).
pub const AKT_HJALP: &str =
    "Nämnden har inte sagt om akten är barnets eller den vuxnas. Följ er rutin.";

/// The days between which somebody must be born.
pub fn fodd_mellan(fran: NaiveDate, till: NaiveDate) -> String {
    format!("född {fran} till {till}")
}

/// The same of a child: the word bends.
pub fn om_barn(dagar: &str) -> String {
    dagar.replacen("född", "fött", 1)
}

/// Where an insats is offered.
pub fn stadsomrade(omraden: &str) -> String {
    format!("Bor i området: {omraden}.")
}

/// The day that an age is compared with.
pub fn fodd_senast(grans: NaiveDate) -> String {
    format!("född {grans} eller tidigare")
}

/// The first day that is too young an age.
pub fn fodd_tidigast(grans: NaiveDate) -> String {
    format!("född {grans} eller senare")
}

/// How a villkor was shown, as an alternative.
pub fn ja_visat(underlag: &str) -> String {
    format!("Ja – {underlag}")
}

/// What to say where somebody waits already.
pub fn vantar(antal: u64) -> String {
    match antal {
        0 => "Ingen väntar i kön.".to_owned(),
        1 => "En person väntar i kön.".to_owned(),
        antal => format!("{antal} personer väntar i kön."),
    }
}

/// What to say about free places, and whether the person may be received now.
pub fn lediga(antal: Option<u16>, far_tas_emot: bool) -> String {
    match antal {
        None if far_tas_emot => {
            "Antalet platser är inte angivet. Ta emot om det finns plats.".to_owned()
        }
        None => "Antalet platser är inte angivet. Den som väntar står först.".to_owned(),
        Some(0) => "Ingen plats är ledig.".to_owned(),
        Some(1) => "En plats är ledig.".to_owned(),
        Some(antal) => format!("{antal} platser är lediga."),
    }
}

/// Where to turn when a villkor is not met.
pub fn ej_uppfyllt(ansokan: &str) -> String {
    format!(
        "Säg: Du får alltid ansöka ändå, också om just den här insatsen. Vänd dig till {ansokan}."
    )
}

/// Somebody who is registered elsewhere is not sent away (VIL-12).
pub const ANNAN_KOMMUN: &str =
    "Säg: Du kan lämna en ansökan här ändå. Är det akut får du hjälp här.";

/// Where to turn when something is unclear.
pub fn oklart(namnd: &str) -> String {
    format!(
        "Säg: Det är nämnden som svarar på det här. {namnd} hjälper dig vidare. Du får också ansöka."
    )
}

/// Where a child may turn.
pub fn barn(barn_och_unga: &str) -> String {
    format!(
        "Säg till barnet: Du kan få hjälp ändå. {barn_och_unga} tar emot dig. Har barnet fyllt 12 år kan nämnden ibland ge hjälp efter ansökan utan vårdnadshavarna."
    )
}

/// A villkor and why it has its status.
pub fn villkor_skal(villkor: &str, skal: &str) -> String {
    format!("{villkor} {skal}").trim().to_owned()
}

/// Other insatser that may fit.
pub fn alternativ(namn: &[String]) -> String {
    format!("Kan passa i stället: {}.", namn.join(", "))
}

/// What was heading the identity step.
pub const IDENTITET: &str = "Nu, och först nu, antecknas vem personen är.";
/// A notice for children who decide themselves (SAM-10).
pub const UNG: &str =
    "15–17 år: lämna inte ut något till vårdnadshavare. Barnet väljer självt hur det kan nås.";
