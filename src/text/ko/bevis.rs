//! Köbevis, what goes with a slip; and bevis, why an entry has its rank.

use chrono::{DateTime, Utc};

use crate::domain::ko::KoOrsak;
use crate::domain::kolapp::Kolappskod;

/// Köbevis: what the slip says, to be written down or printed for the person. No name stands on it.
pub fn kobevis(
    kod: Kolappskod,
    insats: &str,
    kodatum: DateTime<Utc>,
    plats: Option<u64>,
    ansokan: &str,
) -> Vec<String> {
    let plats = plats.map_or_else(
        || format!("Du står inte längre i kön till DEN HÄR insatsen: {insats}."),
        |plats| format!("Din plats i kön till DEN HÄR insatsen, {insats}: {plats}."),
    );
    vec![
        format!("Kölapp {kod}"),
        plats,
        format!("Du bad att få stå i kö {}.", super::dag(kodatum)),
        "Kön går efter ködatum. Ingen kan flyttas före någon annan.".to_owned(),
        "Vill du lämna kön: visa eller läs upp koden. Du behöver inte säga varför.".to_owned(),
        format!(
            "Du får alltid ansöka om insatser under tiden, och få dina behov prövade. Vänd dig till {ansokan}."
        ),
    ]
}

/// How somebody with an earlier ködatum left: an event or a coded reason.
pub fn hur(kod: &str) -> &'static str {
    if let Some(orsak) = KoOrsak::fran_kod(kod) {
        return super::orsak(orsak);
    }
    match kod {
        "paborjad" => "insatsen började",
        "accepterad" => "tackade ja",
        "felregistrerad" => "felregistrerad",
        _ => "lämnade kön",
    }
}

/// The counts, the rows and the events give the same rank.
pub const STAMMER: &str =
    "Räknat på tre sätt blir platsen densamma: räknare, rader och händelser stämmer.";
/// They do not.
pub const STAMMER_INTE: &str =
    "Platsen blir inte densamma räknad på tre sätt. Visa det här för systemförvaltaren.";
/// Before those who are nearest before.
pub const NARMAST_FORE: &str = "Närmast före:";
/// Before those who have left.
pub const LAMNADE: &str = "Stod före och har lämnat kön:";
/// Before those with a later ködatum who were offered a place.
pub const GICK_FORE: &str = "Fick ett erbjudande fast de kom senare:";
/// Nobody with a later ködatum was offered a place.
pub const INGEN_GICK_FORE: &str = "Ingen som kom senare har fått ett erbjudande före.";
/// No reason is known.
pub const UTAN_SKAL: &str = "skäl saknas";
/// Before the history.
pub const HISTORIA: &str = "Händelser:";
