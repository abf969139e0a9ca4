//! Brytning, how one line of text becomes rows on the screen, and how wide what stands in it is drawn.
//!
//! Rows are broken after a space. The space stays at the end of its row, so that no row begins with one, and a full
//! stop never leaves its word.

use ratatui::buffer::CellWidth;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::skarv::ENKELT;

/// What a mark without a letter is drawn on.
pub(super) const BARARE: char = '\u{25CC}';

/// The grapheme that begins at byte `fran`, and the cells it takes; `None` at the end.
pub(super) fn grafem(rad: &str, fran: usize) -> Option<(&str, usize)> {
    let rest = &rad[fran..];
    let mut tecken = rest.chars();
    let forst = tecken.next()?;
    // Nearly every letter is its own grapheme of one cell, and is found so without the tables.
    if forst < ENKELT && tecken.next().is_none_or(|c| c < ENKELT) {
        return Some((&rest[..forst.len_utf8()], 1));
    }
    let grafem = rest.graphemes(true).next()?;
    Some((grafem, usize::from(grafem.cell_width()).max(1)))
}

/// Whether the grapheme is drawn in no cell of its own, so that it needs something to stand on.
pub(super) fn ar_los(grafem: &str) -> bool {
    grafem.cell_width() == 0
}

/// The byte where the grapheme before byte `fran` begins; `None` at the beginning.
pub(super) fn fore(rad: &str, fran: usize) -> Option<usize> {
    let (i, _) = rad[..fran].grapheme_indices(true).next_back()?;
    Some(i)
}

/// The byte after the grapheme that begins at byte `fran`; `None` at the end.
pub(super) fn efter(rad: &str, fran: usize) -> Option<usize> {
    grafem(rad, fran).map(|(g, _)| fran + g.len())
}

/// The first byte from `byte` on that stands between two graphemes.
pub(super) fn grans(rad: &str, byte: usize) -> usize {
    let mut byte = byte.min(rad.len());
    while !rad.is_char_boundary(byte) {
        byte += 1;
    }
    let mut markor = GraphemeCursor::new(byte, rad.len(), true);
    match markor.is_boundary(rad, 0) {
        Ok(true) => byte,
        _ => markor
            .next_boundary(rad, 0)
            .ok()
            .flatten()
            .unwrap_or(rad.len()),
    }
}

/// The byte where the word at or after `fran` ends and the next one begins, or the end of the line.
pub(super) fn ord_efter(rad: &str, fran: usize) -> usize {
    let mut i = fran;
    for i_ord in [true, false] {
        while let Some((g, _)) = grafem(rad, i).filter(|(g, _)| ar_ord(g) == i_ord) {
            i += g.len();
        }
    }
    i
}

/// The byte where the word at or before `fran` begins, or the beginning of the line.
pub(super) fn ord_fore(rad: &str, fran: usize) -> usize {
    let mut i = fran;
    for i_ord in [false, true] {
        for (plats, g) in rad[..i].grapheme_indices(true).rev() {
            if ar_ord(g) != i_ord {
                break;
            }
            i = plats;
        }
    }
    i
}

fn ar_ord(grafem: &str) -> bool {
    grafem.chars().any(char::is_alphanumeric)
}

/// The bytes where the rows of a line begin in a window of `bredd` columns; the first is 0.
///
/// The last column is kept for the cursor after a full row, and for the space after its last word.
pub(super) fn radstarter(rad: &str, bredd: u16) -> Vec<usize> {
    let rum = usize::from(bredd.saturating_sub(1).max(1));
    let mut starter = vec![0];
    let (mut start, mut kolumn, mut i) = (0, 0, 0);
    // Where the row may be broken: after its last space, and the column there.
    let mut brott = None;
    while let Some((g, vidd)) = grafem(rad, i) {
        let nasta = i + g.len();
        if g == " " {
            if kolumn >= rum {
                starter.push(nasta);
                (start, kolumn, brott) = (nasta, 0, None);
            } else {
                kolumn += 1;
                brott = Some((nasta, kolumn));
            }
        } else {
            while kolumn + vidd > rum && start < i {
                let (ny, fore) = brott.take().unwrap_or((i, kolumn));
                starter.push(ny);
                start = ny;
                kolumn -= fore;
            }
            kolumn += vidd;
        }
        i = nasta;
    }
    starter
}

/// The column of byte `byte` in the row that begins at byte `start`.
pub(super) fn kolumn(rad: &str, start: usize, byte: usize) -> usize {
    let (mut i, mut kolumn) = (start, 0);
    while let Some((g, vidd)) = grafem(rad, i).filter(|_| i < byte) {
        kolumn += vidd;
        i += g.len();
    }
    kolumn
}

/// The last byte not after `kolumn` where a cursor may stand in row `nr` of a line.
pub(super) fn byte_vid(rad: &str, starter: &[usize], nr: usize, kolumn: usize) -> usize {
    let mut i = starter.get(nr).copied().unwrap_or(0);
    // The end of a row that goes on is the beginning of the next row.
    let slut = starter.get(nr + 1).copied();
    let mut vid = 0;
    while let Some((g, vidd)) = grafem(rad, i) {
        vid += vidd;
        if vid > kolumn || slut.is_some_and(|slut| i + g.len() >= slut) {
            break;
        }
        i += g.len();
    }
    i
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rader(rad: &str, bredd: u16) -> Vec<&str> {
        let mut starter = radstarter(rad, bredd);
        starter.push(rad.len());
        starter.windows(2).map(|par| &rad[par[0]..par[1]]).collect()
    }

    #[test]
    fn rader_bryts_efter_mellanslag_och_punkten_foljer_sitt_ord() {
        let text = "Hon sade ja, (nej). Åsa kom.";
        assert_eq!(rader(text, 12), ["Hon sade ", "ja, (nej). ", "Åsa kom."]);
        assert_eq!(rader(text, 13), ["Hon sade ja, ", "(nej). Åsa ", "kom."]);
        assert_eq!(rader("åååååå", 5), ["åååå", "åå"]);
        assert_eq!(rader("å åååååå", 5), ["å ", "åååå", "åå"]);
        assert_eq!(rader("", 5), [""]);
    }

    #[test]
    fn mellanslaget_efter_en_full_rad_star_i_sista_kolumnen() {
        assert_eq!(rader("fyra fyra", 5), ["fyra ", "fyra"]);
        // Only one: the next ones begin a row, where they are seen.
        assert_eq!(rader("fyra  x", 5), ["fyra ", " x"]);
        assert_eq!(rader("fyra ", 5), ["fyra ", ""]);
    }

    #[test]
    fn breda_tecken_far_plats_hela() {
        assert_eq!(rader("日本日本", 6), ["日本", "日本"]);
        assert_eq!(rader(" aaa日", 6), [" ", "aaa日"]);
        assert_eq!(kolumn("a日b", 0, 4), 3);
        let starter = radstarter("a日b", 20);
        assert_eq!(byte_vid("a日b", &starter, 0, 2), 1);
        assert_eq!(byte_vid("a日b", &starter, 0, 3), 4);
    }

    #[test]
    fn ord_soks_at_bada_hallen() {
        let rad = "Åsa Öberg, tel";
        let mut i = 0;
        let mut stopp = Vec::new();
        for _ in 0..4 {
            i = ord_efter(rad, i);
            stopp.push(i);
        }
        assert_eq!(stopp, [5, 13, 16, 16]);
        for _ in 0..4 {
            i = ord_fore(rad, i);
            stopp.push(i);
        }
        assert_eq!(stopp[4..], [13, 5, 0, 0]);
    }

    proptest! {
        #[test]
        fn raderna_ar_hela_texten_och_ryms(
            rad in "[a-cåäö .,日本👋🏽🇸🇪q\u{301}\u{323}]{0,60}",
            bredd in 12_u16..30,
        ) {
            let delar = rader(&rad, bredd);
            prop_assert_eq!(delar.concat(), rad.as_str());
            for (nr, del) in delar.iter().enumerate() {
                prop_assert!(kolumn(del, 0, del.len()) <= usize::from(bredd));
                prop_assert!(nr == 0 || nr + 1 == delar.len() || !del.is_empty());
            }
            for start in radstarter(&rad, bredd) {
                prop_assert_eq!(grans(&rad, start), start);
            }
        }
    }
}
