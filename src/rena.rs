//! Rena, cleaning of text at the door: every text that comes from outside (keys, paste, import, rows written by
//! other programs) goes through here once.
//!
//! A control character could steer the terminal, and an invisible or direction-changing one could make two
//! different names look alike. They are made visible as U+FFFD instead of being dropped, so that nobody is led to
//! believe that the text was whole.

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

/// Most code points in one grapheme. Marks can be heaped without end on a single letter, and such a heap makes the
/// screen stall: what has been signed with one in it could never be read again.
pub const LANGSTA_GRAFEM: usize = 8;

/// Below this every character stands for itself.
const ENKELT: char = '\u{300}';

/// What a refused character becomes.
const ERSATTNING: char = '\u{FFFD}';

/// Says whether `c` may not stand in a cleaned text.
///
/// True for C0, DEL and C1 (newline and tab too), for the controls of writing direction, for line and paragraph
/// separators, and for everything that is invisible by default: zero-width signs, soft hyphen, fillers, tag
/// characters and variation selectors. [`rena_text`] keeps the newline; nothing else makes an exception.
pub const fn otillaten(c: char) -> bool {
    matches!(c,
        '\u{0000}'..='\u{001F}'
        | '\u{007F}'..='\u{009F}'
        | '\u{00AD}'
        | '\u{034F}'
        | '\u{061C}'
        | '\u{115F}'..='\u{1160}'
        | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Cleans a text of one line: NFC, every line break and tab one space, everything [`otillaten`] U+FFFD.
///
/// More than [`LANGSTA_GRAFEM`] code points on one place are cut there, with U+FFFD after them.
///
/// CR LF counts as one line break, and so does a lone CR: terminals send pasted line breaks as CR.
pub fn rena_rad(text: &str) -> String {
    kapade_hopar(rena_rad_med_hopar(text))
}

/// [`rena_rad`] with the heaps left, for a field that cuts them itself and says so.
pub fn rena_rad_med_hopar(text: &str) -> String {
    rena(text, ' ')
}

/// Cleans a text of several lines: as [`rena_rad`], but a line break becomes `\n`.
pub fn rena_text(text: &str) -> String {
    kapade_hopar(rena_text_med_hopar(text))
}

/// [`rena_text`] with the heaps left, for an editor that cuts them itself and says so.
pub fn rena_text_med_hopar(text: &str) -> String {
    rena(text, '\n')
}

/// Says whether [`rena_text`] would leave `text` as it is.
pub fn ar_ren(text: &str) -> bool {
    is_nfc(text) && text.chars().all(|c| c == '\n' || !otillaten(c)) && !har_hop(text)
}

/// Whether more than [`LANGSTA_GRAFEM`] are heaped on one place.
fn har_hop(text: &str) -> bool {
    let for_lang = |grafem: &str| grafem.chars().nth(LANGSTA_GRAFEM).is_some();
    text.chars().any(|c| c >= ENKELT) && text.graphemes(true).any(for_lang)
}

/// Cuts every heap, and shows that it was cut.
fn kapade_hopar(text: String) -> String {
    if !har_hop(&text) {
        return text;
    }
    let mut ut = String::with_capacity(text.len());
    for grafem in text.graphemes(true) {
        match grafem.char_indices().nth(LANGSTA_GRAFEM) {
            Some((byte, _)) => {
                ut.push_str(&grafem[..byte]);
                ut.push(ERSATTNING);
            }
            None => ut.push_str(grafem),
        }
    }
    ut
}

fn rena(text: &str, radbrott: char) -> String {
    let mut ut = String::with_capacity(text.len());
    let mut efter_cr = false;
    for c in text.nfc() {
        let cr_nyss = std::mem::replace(&mut efter_cr, c == '\r');
        match c {
            '\n' if cr_nyss => {}
            '\n' | '\r' => ut.push(radbrott),
            '\t' => ut.push(' '),
            c if otillaten(c) => ut.push(ERSATTNING),
            c => ut.push(c),
        }
    }
    ut
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn vanlig_svensk_text_lamnas_som_den_ar() {
        for text in ["Åsa Öberg-Ängström", "”Hej” – 25 % é ü ø æ", "", "日本 🙂"]
        {
            assert_eq!(rena_rad(text), text);
            assert_eq!(rena_text(text), text);
            assert!(ar_ren(text));
        }
    }

    #[test]
    fn delade_tecken_satts_ihop() {
        assert_eq!(rena_rad("A\u{30A}sa O\u{308}"), "Åsa Ö");
        assert!(!ar_ren("A\u{30A}sa"));
    }

    #[test]
    fn styrtecken_blir_synliga() {
        assert_eq!(rena_rad("a\u{1b}[2Jb"), "a\u{FFFD}[2Jb");
        assert_eq!(rena_rad("\u{9b}\u{7}\u{7f}"), "\u{FFFD}\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn varje_namnd_grupp_ar_otillaten() {
        let grupper: [std::ops::RangeInclusive<u32>; 14] = [
            0x00..=0x1F,
            0x7F..=0x9F,
            0x061C..=0x061C,
            0x200B..=0x200F,
            0x202A..=0x202E,
            0x2066..=0x2069,
            0x2060..=0x2064,
            0xFEFF..=0xFEFF,
            0x00AD..=0x00AD,
            0x180E..=0x180E,
            0xFFF9..=0xFFFB,
            0xE0000..=0xE007F,
            0xFE00..=0xFE0F,
            0x2028..=0x2029,
        ];
        for c in grupper
            .into_iter()
            .flatten()
            .chain(0xE0100..=0xE01EF)
            .filter_map(char::from_u32)
        {
            assert!(otillaten(c), "U+{:04X}", u32::from(c));
        }
        for c in ' '..='~' {
            assert!(!otillaten(c), "{c}");
        }
        assert!("åäöÅÄÖéü–”…§€\u{A0}\u{FFFD}".chars().all(|c| !otillaten(c)));
    }

    #[test]
    fn radbrott_och_tabb() {
        assert_eq!(rena_rad("a\r\nb\nc\rd\te"), "a b c d e");
        assert_eq!(rena_text("a\r\nb\nc\rd\te"), "a\nb\nc\nd e");
        assert_eq!(rena_text("a\n\n\r\r\nb"), "a\n\n\n\nb");
        assert!(ar_ren("a\nb") && !ar_ren("a\tb") && !ar_ren("a\r\nb"));
    }

    #[test]
    fn en_hop_av_marken_kapas_synligt() {
        for (borjan, hop) in [("a", '\u{308}'), ("x", '\u{301}'), ("\u{1100}", '\u{1100}')] {
            let text = format!("{borjan}{}b", hop.to_string().repeat(100_000));
            let rad = rena_rad(&text);
            assert!(rad.chars().count() <= LANGSTA_GRAFEM + 2, "{}", rad.len());
            assert!(rad.ends_with("\u{FFFD}b") && ar_ren(&rad) && !ar_ren(&text));
        }
        let atta = format!("x{}", "\u{301}".repeat(LANGSTA_GRAFEM - 1));
        assert_eq!(rena_rad(&atta), atta);
    }

    /// Text thick with the characters that matter, beside ordinary ones.
    fn brokig() -> impl Strategy<Value = String> {
        let tecken = prop_oneof![
            any::<char>(),
            proptest::char::range('\u{0}', '\u{A0}'),
            proptest::char::range('\u{300}', '\u{36F}'),
            proptest::char::range('\u{300}', '\u{303}'),
            proptest::char::range('\u{1100}', '\u{11FF}'),
            proptest::char::range('\u{1FF0}', '\u{2070}'),
            proptest::char::range('\u{E0000}', '\u{E0200}'),
            proptest::sample::select(vec!['\r', '\n', '\t', 'å', 'A', 'o', '\u{FEFF}']),
        ];
        proptest::collection::vec(tecken, 0..40).prop_map(|v| v.into_iter().collect())
    }

    proptest! {
        #[test]
        fn ingenting_otillatet_kommer_ut(text in brokig()) {
            let rad = rena_rad(&text);
            prop_assert!(!rad.chars().any(otillaten));
            prop_assert!(ar_ren(&rad));
            let flera = rena_text(&text);
            prop_assert!(!flera.chars().any(|c| c != '\n' && otillaten(c)));
            prop_assert!(ar_ren(&flera));
        }

        #[test]
        fn att_rena_tva_ganger_andrar_inget(text in brokig()) {
            prop_assert_eq!(rena_rad(&rena_rad(&text)), rena_rad(&text));
            prop_assert_eq!(rena_text(&rena_text(&text)), rena_text(&text));
        }

        #[test]
        fn ar_ren_sager_samma_sak_som_rena_text(text in brokig()) {
            prop_assert_eq!(ar_ren(&text), rena_text(&text) == text);
        }

        #[test]
        fn svenska_ord_ar_orords(text in "[a-zåäöA-ZÅÄÖéü0-9 ,.:;!?§%()-]{0,60}") {
            prop_assert_eq!(rena_rad(&text), text);
        }
    }
}
