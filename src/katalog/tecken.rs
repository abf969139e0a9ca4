//! Characters that may not stand in a catalogue: its text is shown in a terminal and may never steer it.

use unicode_normalization::UnicodeNormalization;

use super::rad::Felsamling;
use crate::rena::otillaten;

/// Whether a character that is written with this byte may be dangerous. The plain signs are not, nor is anything that
/// begins with C3 (å, ä, ö, é and their like): whole files are passed over by their bytes, for it is done at each start.
fn misstankt(byte: u8) -> bool {
    !matches!(byte, b' '..=b'~' | 0x80..=0xBF | 0xC3)
}

/// Catalogue text in quotation marks, cleaned and short enough for a message.
pub(super) fn citat(text: &str) -> String {
    const LANGST: usize = 60;
    let mut ut = String::from("”");
    ut.extend(
        text.nfc()
            .take(LANGST)
            .map(|c| if otillaten(c) { '\u{fffd}' } else { c }),
    );
    if text.nfc().nth(LANGST).is_some() {
        ut.push('…');
    }
    ut.push('”');
    ut
}

/// Looks through the whole file, comments and keys included: a reviewer reads those too.
///
/// The plain controls are left to the TOML reader, which refuses them outside line breaks and tabs.
pub(super) fn granska_ratext(text: &str, fel: &Felsamling) {
    let misstankta = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| !byte.is_ascii() && misstankt(*byte));
    for (plats, _) in misstankta {
        let tecken = text.get(plats..).and_then(|rest| rest.chars().next());
        if let Some(c) = tecken.filter(|c| otillaten(*c)) {
            anmark(fel, plats, c);
        }
    }
}

/// Looks through one value; `ratext` is its place in the file, with quotation marks and escapes.
pub(super) fn granska_varde(varde: &str, ratext: &str, plats: usize, fel: &Felsamling) {
    // Every byte is asked, for a loop that may end early is one that the compiler cannot make wide.
    if !varde
        .bytes()
        .fold(false, |nagon, byte| nagon | misstankt(byte))
    {
        return;
    }
    for c in varde.chars().filter(|c| otillaten(*c)) {
        anmark(fel, plats + hitta(ratext, c), c);
    }
}

fn anmark(fel: &Felsamling, plats: usize, c: char) {
    fel.fel(
        plats,
        format!(
            "Texten innehåller ett tecken som inte syns eller som kan styra skärmen (U+{:04X}).",
            u32::from(c)
        ),
        "Ta bort tecknet och skriv texten på en enda rad.",
    );
}

/// The offset of the first place in `ratext` that stands for `c`, as itself or as an escape.
fn hitta(ratext: &str, c: char) -> usize {
    let mut rest = ratext.char_indices();
    while let Some((plats, funnet)) = rest.next() {
        if funnet == c {
            return plats;
        }
        if funnet != '\\' || ratext.starts_with('\'') {
            continue;
        }
        let siffror = |antal: usize| {
            let kod = ratext.get(plats + 2..plats + 2 + antal)?;
            char::from_u32(u32::from_str_radix(kod, 16).ok()?)
        };
        let betyder = match rest.next().map(|(_, tecken)| tecken) {
            Some('b') => Some('\u{8}'),
            Some('t') => Some('\t'),
            Some('n') => Some('\n'),
            Some('f') => Some('\u{c}'),
            Some('r') => Some('\r'),
            Some('e') => Some('\u{1b}'),
            Some('x') => siffror(2),
            Some('u') => siffror(4),
            Some('U') => siffror(8),
            _ => None,
        };
        if betyder == Some(c) {
            return plats;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inget_farligt_tecken_undgar_den_snabba_blicken() {
        for c in (char::MIN..=char::MAX).filter(|c| otillaten(*c)) {
            let forst = c.encode_utf8(&mut [0; 4]).as_bytes()[0];
            assert!(misstankt(forst), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn det_som_citeras_ar_rent_hur_det_an_ar_skrivet() {
        // A sign that is another one when it is normalised; a letter and its ring apart; and one that steers.
        for (text, ska) in [
            ("\u{fa70}2.1", "”\u{4e26}2.1”"),
            ("A\u{30a}", "”Å”"),
            ("\u{1b}[", "”\u{fffd}[”"),
        ] {
            assert_eq!(citat(text), ska);
            assert!(crate::rena::ar_ren(&citat(text)));
        }
    }
}
