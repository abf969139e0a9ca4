//! The words of the statistics in files.

use crate::domain::statistik::ODELADE;
use crate::domain::statistik::tabell::Statistik;
use crate::rena::rena_rad;

/// Title of a workbook, and the name of its first sheet.
pub const OM: &str = "Om statistiken";
/// The sheet with every figure, one a row.
pub const ALLA_UPPGIFTER: &str = "Alla uppgifter";
/// The sheet of months.
pub const MANADER: &str = "Månader";
/// The sheet of the hours of the week.
pub const TIMMAR: &str = "Veckans timmar";
/// Before the name of a sheet of familjerådgivning.
pub const FAMILJERADGIVNING: &str = "Fam.rådg.";
/// Headings of the columns before the codes.
pub const NR: &str = "Nr";
/// The name of an insats.
pub const INSATS: &str = "Insats";
/// The code in KSI.
pub const KSI: &str = "KSI-kod";
/// The column of all codes together.
pub const ALLA: &str = "Alla";
/// The row of all insatser together.
pub const ALLA_INSATSER: &str = "Alla insatser";
/// The column of an hour.
pub const TIMME: &str = "Timme";
/// The column of a figure.
pub const ANTAL: &str = "Antal besök";
/// Rows of the first sheet.
pub const KOMMUN: &str = "Kommun";
/// The period.
pub const PERIOD: &str = "Period";
/// The months.
pub const MANADER_FRAN_TILL: &str = "Från och till";
/// The day on which the file was made.
pub const GJORD: &str = "Filen gjordes";
/// The version of the catalogue.
pub const KATALOG: &str = "Katalogens version";
/// Hidden because small.
pub const DOLDA_SMA: &str = "Dolda för att de är små (<5)";
/// Hidden to protect another.
pub const DOLDA_SKYDD: &str = "Dolda för att skydda andra (dold)";

/// What must be known of the figures, in sentences.
pub fn anmarkningar(statistik: &Statistik, preliminar: bool) -> Vec<String> {
    let mut ut = Vec::new();
    if preliminar {
        ut.push("Perioden är inte slut. Siffrorna är preliminära, och en månad som inte har börjat har ingen siffra.".to_owned());
    }
    let dolda = statistik.dolda;
    ut.push(
        "Det som räknas är besök, köhändelser och ärenden, aldrig personer: den som kommer två gånger räknas två gånger."
            .to_owned(),
    );
    ut.push(format!(
        "Ett antal från ett till fyra skrivs <5, så att ingen enskild ska gå att känna igen ({}).",
        uppgifter(dolda.sma)
    ));
    ut.push(format!(
        "Där ett litet antal kunde räknas fram ur de andra är också ett större antal utelämnat och skrivs dold ({}).",
        uppgifter(dolda.foljd)
    ));
    ut.push(format!(
        "En insats med färre än {ODELADE} besök, eller ett dolt antal, i perioden eller i en del av den delas inte upp efter vilka som kom och hur de togs emot. Där står odelat."
    ));
    ut.push(
        "Familjerådgivningen räknas för sig och läggs aldrig ihop med de andra insatserna. Bara veckans timmar gäller alla besök."
            .to_owned(),
    );
    ut
}

fn uppgifter(antal: usize) -> String {
    match antal {
        1 => "1 uppgift".to_owned(),
        antal => format!("{antal} uppgifter"),
    }
}

/// A name that is a sheet's, in a form that a spreadsheet takes: at most 31 signs, and none of `[]:*?/\`.
pub fn bladnamn(namn: &str) -> String {
    rena_rad(namn)
        .chars()
        .filter(|c| !"[]:*?/\\'".contains(*c))
        .take(31)
        .collect()
}

/// A file that was written.
pub fn skriven(fil: &str, rader: usize, preliminar: bool) -> String {
    let slut = if preliminar {
        " Perioden är inte slut: siffrorna är preliminära."
    } else {
        ""
    };
    format!("{} skrevs till {fil}.{slut}", uppgifter(rader))
}

/// A format that is none.
pub const FORMAT: &str = "Formatet ska vara csv, xlsx eller json.";
/// A workbook that is not told where to go.
pub const XLSX_TILL_FIL: &str = "En XLSX-fil skrivs till en fil: ange --ut FIL.xlsx.";
/// A file that cannot be made.
pub const GICK_INTE: &str = "Filen gick inte att göra. Inget skrevs.";
