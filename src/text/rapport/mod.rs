//! The words of the follow-up for the nämnd. It tells figures; what they mean is for the nämnd to say.

mod koder;

use chrono::NaiveDate;

use crate::domain::statistik::Cell;
use crate::domain::statistik::period::Period;
use crate::domain::statistik::underlag::Avsnitt;
use crate::rena::rena_rad;

pub use super::statistik::{kod, manad, ordning};
pub use koder::{avsnitt, avsnitt_kort, dag, period, timme, veckotimme};

/// Heading of the visits.
pub const BESOK: &str = "Besök";
/// Heading of who came.
pub const VEM: &str = "Vilka som kom";
/// Heading of the places and the hours.
pub const NAR_OCH_VAR: &str = "Var och när";
/// Heading of the information.
pub const INFORMATION: &str = "Information som lämnades";
/// Heading of the queue.
pub const KO: &str = "Kö och väntan";
/// Heading of the ärenden.
pub const ARENDEN: &str = "Insatser som började och avslutades";
/// Heading of the part that is counted apart.
pub const FAMILJERADGIVNING: &str = "Familjerådgivning";
/// Heading of what the figures are.
pub const OM_SIFFRORNA: &str = "Vad som räknats och vad som dolts";

/// A chapter of which nothing was counted.
pub const INGET: &str = "Inget är räknat, vare sig i perioden eller i den före.";
/// What the ages and sexes are of.
pub const OM_VEM: &str = "Ålder anges i grupper. Ålder och kön räknas bara där besökaren har sagt något om dem, och delas aldrig upp efter varandra.";
/// What the enheter are of.
pub const OM_ENHET: &str =
    "Besöken efter den enhet som tog emot besökaren, utan familjerådgivningen.";
/// What the hours are of.
pub const OM_TIMMAR: &str = "Veckans timmar gäller alla besök tillsammans, också familjerådgivningens. De är aldrig uppdelade på insats, ålder eller kön.";
/// What the information is of.
pub const OM_INFORMATION: &str = "Varje besök slutar med information om rätten att ansöka om insatser och få sina behov prövade (11 kap. 6 § socialtjänstlagen). Här är hur den lämnades.";
/// What the queue is of.
pub const OM_KO: &str = "Det som hänt i kön räknas den månad då det hände. En och samma person kan ha flera händelser. Väntan räknas för dem som började under perioden.";
/// What the ärenden are of.
pub const OM_ARENDEN: &str =
    "Ärenden som öppnades och avslutades under perioden, och varför de avslutades.";
/// What familjerådgivning is counted by.
pub const OM_FAMILJERADGIVNING: &str = "Familjerådgivningen räknas för sig, för dess sekretess är starkare än den övriga socialtjänstens (26 kap. 3 § offentlighets- och sekretesslagen). Siffrorna här ingår inte i några andra.";

/// All codes together.
pub const ALLA: &str = "Alla";
/// All insatser together.
pub const ALLA_INSATSER: &str = "Alla insatser";
/// Heading of names of insatser.
pub const INSATS: &str = "Insats";
/// Heading of months.
pub const MANAD: &str = "Månad";
/// Heading of hours.
pub const TIMME: &str = "Timme";
/// Heading of a figure.
pub const ANTAL: &str = "Antal besök";
/// Heading of why a figure is hidden.
pub const VARFOR_DOLD: &str = "Varför";
/// Caption of the visits of each insats.
pub const PER_INSATS: &str = "Besök per insats";
/// Caption of how they ended.
pub const PER_INSATS_OCH_RESULTAT: &str = "Besök per insats efter hur de slutade";
/// Caption of the months.
pub const MANAD_FOR_MANAD: &str = "Besök månad för månad";
/// Caption of the hours.
pub const TIMMAR: &str = "Besök efter veckans timmar";
/// Caption of how much is hidden.
pub const DOLDA: &str = "Hur många siffror som är dolda";
/// A figure that is small.
pub const DOLD_LITEN: &str = "Ett till fyra, skrivs <5";
/// A figure that protects another.
pub const DOLD_SKYDD: &str = "Skyddar en annan siffra, skrivs dold";
/// No figure: the month is to come.
pub const UTAN: &str = "–";

/// Title.
pub fn titel(period: Period) -> String {
    format!(
        "Insatser utan behovsprövning: uppföljning av {}",
        self::period(period)
    )
}

/// What stands first: whose it is, of what, compared with what, when it was made, and whether it is preliminary.
pub fn inledning(
    kommun: &str,
    period: Period,
    fore: Period,
    gjord: NaiveDate,
    preliminar: bool,
) -> Vec<String> {
    let mut ut = vec![format!(
        "{}. Uppföljningen gäller {} och jämförs med {}. Den gjordes {gjord}.",
        rena_rad(kommun),
        self::period(period),
        self::period(fore)
    )];
    if preliminar {
        ut.push(PRELIMINAR.to_owned());
    }
    ut
}

/// A period that is not over.
pub const PRELIMINAR: &str = "Preliminär: perioden är inte slut. Jämför inte siffrorna med en annan dags siffror, och lämna dem inte vidare som slutliga.";

/// The headings of the names in a table of an avsnitt.
pub fn vad(avsnitt: Avsnitt) -> &'static str {
    match avsnitt {
        Avsnitt::Resultat => "Resultat",
        Avsnitt::Utfall => "Kontroll",
        Avsnitt::Alder => "Ålder",
        Avsnitt::Kon => "Kön",
        Avsnitt::Enhet => "Enhet",
        Avsnitt::Satt => "Sätt",
        Avsnitt::Sprak => "Språk",
        Avsnitt::Text => "Text och version",
        Avsnitt::Ko => "Händelse",
        Avsnitt::Koavslut | Avsnitt::Avslut => "Orsak",
        Avsnitt::Vantan => "Väntan",
        Avsnitt::Arende => "Ärenden",
    }
}

fn antal_besok(antal: Cell) -> String {
    match antal {
        Cell::Antal(0) => "inga besök".to_owned(),
        Cell::Antal(antal) => format!("{antal} besök"),
        Cell::FarreAn5 => "färre än fem besök".to_owned(),
        Cell::Dold | Cell::Odelad => "ett antal besök som inte visas".to_owned(),
    }
}

/// The visits in sentences, and how they compare.
pub fn besok(
    period: Period,
    nu: Cell,
    fore_period: Period,
    fore: Cell,
    preliminar: bool,
) -> String {
    let mening = format!(
        "Under {} räknades {}.",
        self::period(period),
        antal_besok(nu)
    );
    // Part of a period is not compared with the whole of another.
    if preliminar {
        return mening;
    }
    let fore_period = self::period(fore_period);
    let jamfort = match (nu, fore) {
        (Cell::Antal(nu), Cell::Antal(fore)) if nu == fore => {
            format!("Det är lika många som under {fore_period}.")
        }
        (Cell::Antal(nu), Cell::Antal(fore)) => {
            let hur = if nu > fore { "fler" } else { "färre" };
            format!(
                "Det är {} {hur} än under {fore_period}, då det var {}.",
                nu.abs_diff(fore),
                antal_besok(Cell::Antal(fore))
            )
        }
        _ => format!(
            "Under {fore_period} räknades {}. Ändringen går inte att ange.",
            antal_besok(fore)
        ),
    };
    format!("{mening} {jamfort}")
}

/// How the visits ended, in one sentence.
pub fn hur_de_slutade(delar: &[(String, Cell)]) -> String {
    let delar: Vec<String> = delar
        .iter()
        .map(|(namn, antal)| format!("{} {antal}", namn.to_lowercase()))
        .collect();
    format!("Så slutade besöken: {}.", delar.join(", "))
}

/// The caption of a table in the chapter of familjerådgivning: two captions are never the same.
pub fn i_familjeradgivningen(rubrik: &str) -> String {
    format!("Familjerådgivning: {rubrik}")
}

/// The title of a drawing.
pub fn diagram(rubrik: &str) -> String {
    format!("Stapeldiagram: {rubrik}. Samma siffror står i tabellen före.")
}

/// What was counted, what is hidden, and why.
pub fn om_siffrorna(preliminar: bool, katalog: &str) -> Vec<String> {
    let mut ut = vec![
        "Besök, händelser i kön och ärenden är räknade. Personer är det inte: den som har kommit två gånger är två besök.".to_owned(),
        "Alla besök räknas, också de där besökaren var anonym, bara fick information eller hänvisades vidare. Tillsammans med räkningen sparas inget om vem besökaren var. Räkningen är underlag för nämndens uppföljning (5 kap. 2 § och 15 kap. 2 § socialtjänstlagen).".to_owned(),
        "Vid rådgivning antecknas inga personliga förhållanden (14 kap. 4 § socialtjänstlagen), och för vissa insatser har nämnden bestämt att inget som kan röja identiteten får antecknas (14 kap. 5 §). Antal, ålder och kön räknas även då.".to_owned(),
        "Flera oskyldiga uppgifter om få personer kan tillsammans peka ut någon. Därför skrivs ett antal från ett till fyra som <5, och varje indelning står för sig.".to_owned(),
        "Där det dolda antalet hade gått att räkna fram ur en summa eller ur de andra siffrorna är också en större siffra dold. Den skrivs dold och säger inget om hur stor den är.".to_owned(),
        "Noll skrivs ut: där finns ingen att peka ut.".to_owned(),
        format!("Insatsernas namn följer katalogen, version {}. En insats som inte längre finns där står med sitt nummer.", rena_rad(katalog)),
    ];
    if preliminar {
        ut.insert(0, PRELIMINAR.to_owned());
        ut.push("En månad som inte har börjat har ingen siffra.".to_owned());
    }
    ut
}

/// A format that is none.
pub const FORMAT: &str = "Formatet ska vara html eller text.";

/// A report that was written.
pub fn skriven(fil: &str) -> String {
    format!("Uppföljningen skrevs till {fil}.")
}
