//! Skarv, the seam where new text meets what stands there: what may join to one character over it.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

use super::brytning::fore;
use crate::rena::LANGSTA_GRAFEM;

/// Below this every character stands for itself and takes one cell; from here on one may join to those before it.
pub(super) const ENKELT: char = '\u{300}';

/// Says whether `c` never joins to one with what stands before it, whatever that is.
pub(super) fn ar_fast(c: char) -> bool {
    c < ENKELT
        || (canonical_combining_class(c) == 0
            && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes)
}

/// The byte from which `rad` may join to one with what is written at `byte`.
pub(super) fn skarv_fore(rad: &str, byte: usize) -> usize {
    let mut i = byte;
    while let Some(plats) = fore(rad, i) {
        i = plats;
        if rad[i..].chars().next().is_some_and(ar_fast) {
            break;
        }
    }
    i
}

/// Cuts every heap of marks to [`LANGSTA_GRAFEM`], except one that stood in `fanns` before. Returns `false` if
/// something was cut.
pub(super) fn begransa_hopar(text: &mut String, fanns: &str) -> bool {
    let storst = |text: &str| text.graphemes(true).map(|g| g.chars().count()).max();
    let langst = LANGSTA_GRAFEM.max(storst(fanns).unwrap_or(0));
    if storst(text).is_none_or(|storst| storst <= langst) {
        return true;
    }
    *text = text
        .graphemes(true)
        .flat_map(|g| g.chars().take(langst))
        .collect();
    false
}
