//! CSV for a Swedish spreadsheet: UTF-8 with a byte order mark, `;` between cells, each in quotes, CR LF after each row.

use super::ord::dold;
use super::{Filunderlag, rader};
use crate::kofil::skriv::{rad, tabell};

/// The columns, in order. `preliminar` is `ja` or `nej`; `antal` a whole number, `<5`, `dold` or `odelat`, and
/// empty in a month that is to come; `varfor_dold` empty, `liten`, `skydd` or `odelad`.
pub const KOLUMNER: [&str; 12] = [
    "period",
    "preliminar",
    "del",
    "avsnitt",
    "insats",
    "namn",
    "ksi",
    "kod",
    "text",
    "rad",
    "antal",
    "varfor_dold",
];

/// The file.
pub fn csv(fil: &Filunderlag<'_>) -> String {
    let mut ut = tabell(&KOLUMNER);
    let period = fil.statistik.period.to_string();
    let preliminar = if fil.preliminar() { "ja" } else { "nej" };
    for en in rader(fil) {
        let insats = en.insats.map(|nr| nr.to_string()).unwrap_or_default();
        rad(
            &mut ut,
            &[
                period.as_str(),
                preliminar,
                en.del,
                en.avsnitt,
                &insats,
                &en.namn,
                &en.ksi,
                &en.kod,
                &en.text,
                en.hur.kod(),
                &en.antal.map_or_else(String::new, |antal| antal.to_string()),
                dold(en.antal),
            ],
        );
    }
    ut
}
