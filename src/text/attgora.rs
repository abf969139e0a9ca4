//! What is to be done today besides the queues: ärenden to follow up, and handovers that nobody has fetched.

use crate::domain::tid::svensk;
use crate::rena::rena_rad;
use crate::store::akt::{Arenderad, Inkorgsrad};

/// Heading of the list.
pub const RUBRIK: &str = "Att göra i dag";
/// Nothing is to be done.
pub const INGET: &str = "Inget att göra just nu.";

/// An ärende to follow up, in one short row: the act first.
pub fn arende_rad(rad: &Arenderad) -> String {
    let sedan = rad
        .nasta_uppfoljning
        .map_or_else(String::new, |dag| format!(" · bestämd till {dag}"));
    format!(
        "Följ upp · ärende {}{sedan} · {} {}",
        rad.nummer,
        rad.insats,
        rena_rad(&rad.insats_namn)
    )
}

/// The same as a sentence.
pub fn arende(rad: &Arenderad) -> String {
    let dag = rad
        .nasta_uppfoljning
        .map_or_else(String::new, |dag| format!(" Dagen är {dag}."));
    format!(
        "Följ upp ärende {}, {} {}.{dag} Enter öppnar ärendet, och det loggas.",
        rad.nummer,
        rad.insats,
        rena_rad(&rad.insats_namn)
    )
}

/// A handover that nobody has fetched, in one short row.
pub fn overlamning_rad(rad: &Inkorgsrad, dagar: i64) -> String {
    format!(
        "Hämta överlämningen · väntat {} · {} {}",
        super::aktskarm::vantat(dagar),
        rad.insats,
        rena_rad(&rad.insats_namn)
    )
}

/// The same as a sentence.
pub fn overlamning(rad: &Inkorgsrad) -> String {
    let till = match &rad.till {
        Some(enhet) => format!("för {}", rena_rad(enhet)),
        None => "för den enhet som hämtar först".to_owned(),
    };
    format!(
        "En person väntar sedan {} på {} {}, {till}. Enter öppnar inkorgen.",
        svensk(rad.skapad).date(),
        rad.insats,
        rena_rad(&rad.insats_namn)
    )
}
