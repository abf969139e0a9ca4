//! Folding: the shape in which words are compared, and how a text is cut into words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Folds one character onto `ut`: lower case, without marks.
///
/// A combining mark alone folds to nothing, so that a decomposed `o` + dots and a composed `ö` give the same.
fn vik_tecken(tecken: char, ut: &mut String) {
    if tecken.is_ascii() {
        ut.push(tecken.to_ascii_lowercase());
        return;
    }
    for liten in tecken.to_lowercase() {
        match liten {
            'å' | 'ä' | 'æ' => ut.push('a'),
            'ö' | 'ø' => ut.push('o'),
            'é' => ut.push('e'),
            _ => decompose_canonical(liten, |del| {
                if !is_combining_mark(del) {
                    ut.push(del);
                }
            }),
        }
    }
}

/// Folds a text for comparison: lower case, å and ä to a, ö to o, é to e, other marks dropped.
///
/// One character becomes one where possible. Never for display, never for sorting.
pub fn vik(text: &str) -> String {
    let mut ut = String::with_capacity(text.len());
    for tecken in text.chars() {
        vik_tecken(tecken, &mut ut);
    }
    ut
}

/// A folded text that remembers where each of its characters came from.
pub(super) struct Vikt {
    /// The folded text.
    pub text: String,
    /// For each character of `text`: the position, in characters, of its original.
    pub plats: Vec<usize>,
}

/// Folds and keeps the positions, so that a hit can be highlighted in the text as it was written.
pub(super) fn vik_med_plats(text: &str) -> Vikt {
    let mut vikt = Vikt {
        text: String::with_capacity(text.len()),
        plats: Vec::with_capacity(text.len()),
    };
    for (nr, tecken) in text.chars().enumerate() {
        let fore = vikt.text.len();
        vik_tecken(tecken, &mut vikt.text);
        for _ in vikt.text[fore..].chars() {
            vikt.plats.push(nr);
        }
    }
    vikt
}

/// Cuts a text into words: runs of letters and digits, in lower case and composed, with their own å, ä and ö.
pub(super) fn ord(text: &str) -> Vec<String> {
    let samman: String = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfc().collect::<String>().to_lowercase()
    };
    samman
        .split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|del| del.chars().any(char::is_alphanumeric))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vikning_tar_prickar_ringar_och_versaler() {
        assert_eq!(vik("ÅÄÖ åäö É Ü ñ Ø"), "aao aao e u n o");
        assert_eq!(vik("o\u{308}ppen"), "oppen");
        assert_eq!(vik("\u{308}"), "");
        assert_eq!(vik("日本 🎉"), "日本 🎉");
    }

    #[test]
    fn platserna_pekar_pa_originalet_aven_nar_det_ar_sonderdelat() {
        let vikt = vik_med_plats("O\u{308}ppen dörr");
        assert_eq!(vikt.text, "oppen dorr");
        assert_eq!(vikt.plats, [0, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }

    #[test]
    fn ord_delas_vid_allt_som_inte_ar_bokstav_eller_siffra() {
        assert_eq!(
            ord("ABC-kurs, 15-åring! O\u{308}l"),
            ["abc", "kurs", "15", "åring", "öl"]
        );
        assert!(ord(" \u{7} 🎉 -- ").is_empty());
    }
}
