//! The words of the sheets for a case system: each field with its label and what it is, which the README prints too.

use chrono::NaiveDate;

use crate::domain::akt::anteckning::Galler;
use crate::domain::akt::avslut::{Avslutsorsak, Malutfall};
use crate::domain::akt::plan::GjordMed;
use crate::domain::akt::samtycke::Delasmed;
use crate::domain::akt::{Aktslag, Arendesteg};

/// Each field: key, label, what it is. In the order of the table in the room of the sheets.
pub const FALT: [(&str, &str, &str); 52] = [
    ("namn", "Namn", "Personens namn."),
    (
        "personnummer",
        "Personnummer",
        "Tolv siffror, om numret är känt.",
    ),
    (
        "mottagen",
        "Datum",
        "Dagen då personen togs emot i mottagningen.",
    ),
    (
        "typ",
        "Typ",
        "Att det gäller en insats utan individuell behovsprövning.",
    ),
    (
        "fran",
        "Från vem",
        "Varifrån det kommer och vem som tog emot.",
    ),
    (
        "orsak",
        "Orsak",
        "Vilken insats personen bad om, aldrig ett behov.",
    ),
    (
        "samtycke",
        "Samtycke till insatsen",
        "Hur personen samtyckte, och när om det är känt.",
    ),
    (
        "vardnadshavare",
        "Vårdnadshavare",
        "Hur många vårdnadshavare som samtyckte.",
    ),
    (
        "information_ansoka",
        "Information om rätten att ansöka",
        "Hur personen fick veta att det går att ansöka.",
    ),
    (
        "information_dokumentation",
        "Information om dokumentationen",
        "Hur personen fick veta att insatsen dokumenteras.",
    ),
    ("arendenummer", "Ärendenummer", "Ärendets nummer i Tröskel."),
    (
        "akt_pa",
        "Akten förs på",
        "Mottagaren, barnet eller varje förälder för sig.",
    ),
    ("oppnad", "Ärendet öppnat", "Dagen då ärendet öppnades."),
    (
        "enhet",
        "Enhet",
        "Den enda enhet som ser ärendet medan det pågår.",
    ),
    (
        "status",
        "Arbetsläge",
        "Om ärendet pågår, är avslutat eller är på väg från mottagningen.",
    ),
    (
        "bilaga",
        "Bilaga",
        "Hur många planer, anteckningar och uppföljningar som följer med.",
    ),
    (
        "registrering",
        "Registrering",
        "Att insatsen gäller tills vidare, och från när.",
    ),
    ("insats", "Insats", "Insatsens nummer och namn i katalogen."),
    (
        "nasta_uppfoljning",
        "Nästa uppföljning",
        "Dagen för nästa uppföljning, om den är bestämd.",
    ),
    (
        "plan_gjord_med",
        "Gjord tillsammans med",
        "Vem planen är gjord med.",
    ),
    (
        "plan_tidplan",
        "Tidplan",
        "Rubrik 2: start, uppföljning och tidsram.",
    ),
    (
        "plan_insatsen",
        "Insatsen",
        "Rubrik 3: vad insatsen är och vem som ansvarar.",
    ),
    (
        "plan_varfor",
        "Varför personen söker stödet",
        "Rubrik 4: varför, med personens egna ord.",
    ),
    (
        "plan_mal",
        "Mål och syfte",
        "Rubrik 5: vad personen själv vill nå.",
    ),
    (
        "plan_utformning",
        "Utformning och omfattning",
        "Rubrik 6: hur stödet ges, och hur ofta.",
    ),
    (
        "plan_uppfoljning",
        "Uppföljning av insatsen",
        "Rubrik 7: hur personen tyckte att det gick.",
    ),
    (
        "plan_orsak_till_avslut",
        "Orsak till avslut i planen",
        "Rubrik 8: varför det tog slut.",
    ),
    (
        "plan_skriven",
        "Skriven av",
        "Namn, titel och när planen skrevs.",
    ),
    (
        "anteckning_slag",
        "Slag",
        "Händelse, rättelse, invändning eller kopia.",
    ),
    ("anteckning_vad", "Vad det gäller", "Saken, på en rad."),
    (
        "anteckning_dag",
        "När det hände",
        "Dag, och klockslag där det spelar roll.",
    ),
    (
        "anteckning_kalla",
        "Varifrån uppgiften kommer",
        "Vem eller vad som är källan.",
    ),
    (
        "anteckning_deltog",
        "Vilka som var med",
        "De som deltog utöver den som skrev.",
    ),
    (
        "anteckning_text",
        "Anteckning",
        "Det som hände eller gjordes.",
    ),
    (
        "anteckning_skriven",
        "Skriven av",
        "Namn, titel och när den skrevs under.",
    ),
    (
        "delning_mottagare",
        "Vem som får veta",
        "Mottagaren som samtycket gäller.",
    ),
    (
        "delning_vad",
        "Vad som får lämnas",
        "De uppgifter som samtycket gäller.",
    ),
    (
        "delning_lamnat",
        "Lämnat",
        "När och hur samtycket lämnades.",
    ),
    (
        "delning_till",
        "Gäller till",
        "Sista dagen, eller dagen då det togs tillbaka.",
    ),
    ("uppfoljning_dag", "Uppföljning", "Dagen för uppföljningen."),
    ("uppfoljning_text", "Vad som sades", "Uppföljningen i ord."),
    (
        "uppfoljning_mal",
        "Målen",
        "Varje eget mål, och hur personen säger att det har gått.",
    ),
    (
        "uppfoljning_skriven",
        "Skriven av",
        "Namn, titel och när den skrevs.",
    ),
    ("avslut_dag", "Avslutat", "Dagen då insatsen avslutades."),
    (
        "avslut_orsak",
        "Orsak till avslut",
        "Orsaken, också när personen slutar i förtid.",
    ),
    ("avslut_text", "Avslutet i ord", "Hur det gick."),
    (
        "avslut_mal",
        "Målen vid avslut",
        "Varje eget mål, och hur personen säger att det har gått.",
    ),
    (
        "avslut_skriven",
        "Skriven av",
        "Namn, titel och när avslutet skrevs.",
    ),
    (
        "telefon",
        "Telefon",
        "Personens telefon. Bara om du väljer det.",
    ),
    (
        "epost",
        "E-post",
        "Personens e-post. Bara om du väljer det.",
    ),
    (
        "adress",
        "Adress",
        "Personens adress. Bara om du väljer det.",
    ),
    (
        "plan_personuppgifter",
        "Personuppgifter i planen",
        "Rubrik 1, som kan rymma adress. Bara om du väljer det.",
    ),
];

/// Label and explanation of a field.
pub fn falt(nyckel: &str) -> (&'static str, &'static str) {
    FALT.iter()
        .find(|(kand, ..)| *kand == nyckel)
        .map_or(("", ""), |(_, etikett, forklaring)| (*etikett, *forklaring))
}

/// A step in Treserva, with its number there.
pub fn steg(steg: Arendesteg) -> &'static str {
    match steg {
        Arendesteg::Aktualisering => "1 Aktualisering",
        Arendesteg::Arende => "2 Ärende och ärendedokumentation",
        Arendesteg::Registrering => "3 IUB-registrering",
        Arendesteg::Insats => "4 Insats",
        Arendesteg::Genomforande => "5 Genomföra och dokumentera insats",
    }
}

/// The part that is an aktualisering.
pub const AKTUALISERING: &str = "Aktualisering";
/// The part that is attached to it.
pub const BILAGA: &str = "Bilaga";
/// The part of UNGDOK.
pub const REGISTRERING: &str = "Registrering";
/// The part that stands last, on choice only.
pub const KONTAKT: &str = "Kontaktuppgifter";
/// A version of the plan.
pub const PLAN: &str = "Insatsplan, version";
/// A note.
pub const ANTECKNING: &str = "Anteckning";
/// A consent to tell.
pub const DELNING: &str = "Samtycke att lämna uppgifter";
/// A follow-up.
pub const UPPFOLJNING: &str = "Uppföljning";
/// The end.
pub const AVSLUT: &str = "Avslut";
/// A step where there is nothing to put.
pub const INGET: &str = "Inget att föra in än.";
/// The kind of every sheet.
pub const TYP: &str = "Insats utan individuell behovsprövning";
/// The name of a sheet for no system in particular.
pub const ANNAT: &str = "annat system";

/// First line: what the sheet is for.
pub fn rubrik(system: &str) -> String {
    format!("Blad för {system}")
}

/// From whom: the desk, which may say of which enhet it is, and who received the person.
pub fn fran(enhet: Option<&str>, vem: &str) -> String {
    let enhet = enhet.map(|enhet| format!(" ({enhet})"));
    let enhet = enhet.unwrap_or_default();
    format!("Besök i mottagningen{enhet}, mottagen av {vem}")
}

/// How information was given: manner, language, and the text with its version.
pub fn information(satt: &str, sprak: &str, text: &str, version: &str) -> String {
    format!("{satt}, {sprak}, {text}, version {version}")
}

/// Until further notice, from a day.
pub fn tills_vidare(fran: NaiveDate) -> String {
    format!("Tills vidare, från {fran}")
}

/// Where an ärende stands.
pub fn status(avslutad: Option<NaiveDate>) -> String {
    avslutad.map_or_else(|| "Pågår".to_owned(), |dag| format!("Avslutat {dag}"))
}

/// Whose akt.
pub fn aktslag(slag: Aktslag) -> &'static str {
    match slag {
        Aktslag::Mottagaren => "den som får insatsen",
        Aktslag::Barnet => "barnet",
        Aktslag::VarjeForalder => "varje förälder som deltar, en akt var",
    }
}

/// With whom a plan was made.
pub fn gjord_med(med: GjordMed) -> &'static str {
    match med {
        GjordMed::Personen => "personen",
        GjordMed::BarnetOchVardnadshavare => "barnet och vårdnadshavare",
        GjordMed::Vardnadshavare => "vårdnadshavare",
        GjordMed::Foretradare => "personens företrädare",
    }
}

/// What kind of note it is, with the number of the note that it is about.
pub fn anteckningsslag(galler: Galler, kopia: bool) -> String {
    match galler {
        // The number of the other parent's ärende stays where it is.
        Galler::Handelse if kopia => "Kopia ur den andra förälderns akt, med samtycke".to_owned(),
        Galler::Handelse => "Händelse".to_owned(),
        Galler::Rattar(nr) => format!("Rättelse av anteckning {nr}"),
        Galler::Invander(nr) => format!("Personen anser att anteckning {nr} är fel"),
    }
}

/// Who wrote something, and when.
pub fn skriven(namn: &str, titel: &str, tid: &str) -> String {
    format!("{namn}, {titel}, {tid}")
}

/// What kind of receiver.
pub fn delas_med(med: Delasmed) -> &'static str {
    match med {
        Delasmed::Forvaltning => "förvaltning eller nämnd",
        Delasmed::Myndighet => "myndighet",
        Delasmed::Vard => "vård",
        Delasmed::Skola => "skola eller förskola",
        Delasmed::Person => "person",
        Delasmed::Utforare => "annan utförare",
        Delasmed::AnnanAkt => "den andra förälderns akt",
    }
}

/// Its last day, or the day when it was taken back.
pub fn delning_till(till: NaiveDate, aterkallat: Option<NaiveDate>) -> String {
    aterkallat.map_or_else(|| till.to_string(), |dag| format!("återkallat {dag}"))
}

/// A goal and how it stands.
pub fn mal(mal: &str, utfall: Malutfall) -> String {
    format!("{mal} – {}", malutfall(utfall))
}

fn malutfall(utfall: Malutfall) -> &'static str {
    match utfall {
        Malutfall::Uppfyllt => "bättre, målet är nått",
        Malutfall::Battre => "bättre, målet är inte nått",
        Malutfall::Oforandrat => "som förut",
        Malutfall::Samre => "sämre",
    }
}

/// Why it ended, and whether that was before its time.
pub fn avslutsorsak(orsak: Avslutsorsak) -> String {
    let ord = super::akt::avslutsorsak(orsak);
    if orsak.i_fortid() && orsak != Avslutsorsak::Avliden {
        format!("{ord} (i förtid)")
    } else {
        ord.to_owned()
    }
}

/// What is attached.
pub fn bilaga(planer: usize, anteckningar: usize, uppfoljningar: usize) -> String {
    let antal = |antal: usize, en: &str, flera: &str| match antal {
        0 => None,
        1 => Some(format!("1 {en}")),
        antal => Some(format!("{antal} {flera}")),
    };
    let delar: Vec<String> = [
        Some("uppgifter från mottagningen".to_owned()),
        antal(planer, "insatsplan", "insatsplaner"),
        antal(anteckningar, "anteckning", "anteckningar"),
        antal(uppfoljningar, "uppföljning", "uppföljningar"),
    ]
    .into_iter()
    .flatten()
    .collect();
    delar.join(", ")
}

/// Sekretessmarkering.
pub const SEKRETESS: &str = "Personen har sekretessmarkering. Inga kontaktuppgifter är med. Följ enhetens rutin för skyddade personuppgifter.";
/// Free text of a person with sekretessmarkering.
pub const FRITEXT: &str =
    "Läs anteckningar och plan innan de lämnas: de kan röja var personen finns.";
/// Contact data that other units would see.
pub const SYNS_FOR_ANDRA: &str = "Syns för andra enheter om det läggs in på personen. Lägg känsliga kontaktuppgifter i ett eget dokument.";
/// Contact data that are there, and left out.
pub const KONTAKT_UTELAMNAD: &str =
    "Kontaktuppgifter är inte med. De tas med bara om du väljer det.";
/// Two plans that nobody has joined.
pub const FLERA_PLANER: &str =
    "Det finns flera versioner av planen som ingen har fört samman. Alla är med.";
/// Before a warning.
pub const OBS: &str = "OBS";
/// Neither a number of an ärende nor an id of a handover.
pub const VILKET: &str =
    "Ange ett ärendenummer, till exempel 2026-00017, eller en överlämnings hela id.";
/// A system that is none.
pub const SYSTEM: &str = "--system ska vara treserva, lifecare, ungdok eller annat.";
/// An ärende that is not there, or not this enhet's.
pub const INGET_ARENDE: &str = "Inget sådant ärende finns vid enheten.";
