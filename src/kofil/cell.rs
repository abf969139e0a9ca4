//! One cell of an old list: what people write in them, and what it means.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::ko::plats::Veckodagar;
use crate::domain::tid::Aldersband;

/// Folds a word: small letters, `å ä ö` without their marks, and one sign between words.
pub(super) fn vik(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            ' ' | '-' => '_',
            annat => annat,
        })
        .collect()
}

/// A day as Swedish spreadsheets write it: `2025-03-04`, `20250304` or `04/03/2025`, day before month.
pub(super) fn dag(text: &str) -> Option<NaiveDate> {
    // The reader of dates takes signs and spaces that nobody writes.
    let rent = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/');
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.chars().all(rent) {
        return None;
    }
    let form = match text {
        _ if text.contains('/') => "%d/%m/%Y",
        _ if text.contains('-') => "%Y-%m-%d",
        _ if text.len() == 8 => "%Y%m%d",
        _ => return None,
    };
    NaiveDate::parse_from_str(text, form)
        .ok()
        // Four signs of a year: `25-03-04` is not the year 25.
        .filter(|dag| text.contains(&dag.format("%Y").to_string()))
}

/// A day, with or without a time of day after a space or a `T`; without one it is midnight.
pub(super) fn tid(text: &str) -> Option<NaiveDateTime> {
    let (datum, klocka) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
    let klocka = klocka.trim_start();
    if !klocka.chars().all(|c| c.is_ascii_digit() || c == ':') {
        return None;
    }
    let klockan = NaiveTime::parse_from_str(klocka, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(klocka, "%H:%M:%S"))
        .ok()?;
    Some(dag(datum)?.and_time(klockan))
}

/// Days of the week: `mån,tis`, `ma ti`, `måndag/tisdag`; whole names or their first three or two letters.
pub(super) fn veckodagar(text: &str) -> Option<Veckodagar> {
    const NAMN: [&str; 7] = [
        "mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag",
    ];
    let mut mask = 0;
    for ord in text.split([',', '/', ' ', '+', '.', '\u{a0}']) {
        let ord = vik(ord);
        if ord.is_empty() {
            continue;
        }
        let plats = NAMN.iter().position(|namn| {
            ord == *namn || matches!(ord.len(), 2 | 3) && namn.starts_with(&ord)
        })?;
        mask |= 1 << plats;
    }
    Veckodagar::ny(mask)
}

/// An age band, with a hyphen or a dash; the oldest also as `65+`.
pub(super) fn band(text: &str) -> Option<Aldersband> {
    let kod: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if matches!(c, '–' | '+') { '-' } else { c })
        .collect();
    Aldersband::fran_kod(&kod)
}

/// A code of a language, two or three letters.
pub(super) fn sprak(text: &str) -> Option<String> {
    let kod = text.to_ascii_lowercase();
    (matches!(kod.len(), 2 | 3) && kod.bytes().all(|b| b.is_ascii_lowercase())).then_some(kod)
}
