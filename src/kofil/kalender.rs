//! Writes calendars (iCalendar, RFC 5545): the sessions of group starts, and the last days to answer an offer.
//!
//! Slips and names of insatser only, never the name of a person. Sessions stand in floating time: ten o'clock is ten
//! o'clock where the group meets. The same session has the same UID every time, so a newer file replaces an older.

use chrono::{DateTime, Duration, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property, Todo, TodoStatus};

use crate::domain::ko::plats::Pott;
use crate::rena::rena_rad;
use crate::store::ko::{Korad, Pottbild};
use crate::text::kofil as ord;

/// Who made the file.
const PRODID: &str = "-//Troskel//troskel//SV";
/// Longest line in octets, its end not counted (RFC 5545 3.1).
const LANGST: usize = 75;

/// Gruppstart, a group start with the name of its insats.
#[derive(Clone, Copy, Debug)]
pub struct Gruppstart<'a> {
    /// The name of the insats.
    pub insats: &'a str,
    /// The places; running ones have no sessions and are left out.
    pub bild: &'a Pottbild,
}

/// A calendar of group starts and of open offers. Entries without a last day to answer are left out.
///
/// `skriven` is when the file was made. Lines end in CR LF and are folded at 75 octets.
pub fn kalender(starter: &[Gruppstart<'_>], erbjudna: &[Korad], skriven: DateTime<Utc>) -> String {
    let mut kalender = Calendar::empty();
    for (namn, varde) in [
        ("VERSION", "2.0"),
        ("PRODID", PRODID),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        kalender.append_property(Property::new(namn, varde));
    }
    for start in starter {
        kalender.extend(tillfallen(start, skriven));
    }
    kalender.extend(erbjudna.iter().filter_map(|rad| svar_senast(rad, skriven)));
    vik_rader(&kalender.to_string())
}

/// Folds lines anew: `icalendar` 0.17 folds the last part of a line one octet too late, so that it has 76 of them.
fn vik_rader(text: &str) -> String {
    let mut ut = String::with_capacity(text.len());
    for rad in text.replace("\r\n ", "").split_terminator("\r\n") {
        let mut langd = 0;
        for tecken in rad.chars() {
            if langd + tecken.len_utf8() > LANGST {
                ut.push_str("\r\n ");
                langd = 1;
            }
            ut.push(tecken);
            langd += tecken.len_utf8();
        }
        ut.push_str("\r\n");
    }
    ut
}

fn tillfallen(start: &Gruppstart<'_>, skriven: DateTime<Utc>) -> Vec<Event> {
    let (Pott::Omgang(id), Some(omgang)) = (&start.bild.pott, &start.bild.omgang) else {
        return Vec::new();
    };
    let antal = omgang.tillfallen.len();
    let ett = |(nummer, (borjar, minuter)): (usize, &(chrono::NaiveDateTime, u16))| {
        let (status, andring) = if omgang.installd {
            (EventStatus::Cancelled, 1)
        } else {
            (EventStatus::Confirmed, 0)
        };
        Event::new()
            .uid(&format!("{}-{nummer}@troskel", id.text()))
            .timestamp(skriven)
            .summary(&rena_rad(&ord::tillfalle(start.insats, nummer, antal)))
            .starts(*borjar)
            .ends(*borjar + Duration::minutes(i64::from(*minuter)))
            // A calendar takes a session away only when the change is newer than what it has.
            .sequence(andring)
            .status(status)
            .done()
    };
    (1..).zip(&omgang.tillfallen).map(ett).collect()
}

fn svar_senast(rad: &Korad, skriven: DateTime<Utc>) -> Option<Todo> {
    let dag = rad.svar_senast?;
    Some(
        Todo::new()
            .uid(&format!("{}@troskel", rad.kod))
            .timestamp(skriven)
            .summary(&ord::svar_senast(rad.kod))
            .due(dag)
            .status(TodoStatus::NeedsAction)
            .done(),
    )
}
