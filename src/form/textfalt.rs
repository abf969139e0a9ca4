//! Textfält, a text field of one line, counted in graphemes (what a reader calls a character) and never in bytes.

use std::fmt;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::rena::{LANGSTA_GRAFEM, rena_rad, rena_rad_med_hopar};
use crate::ui::inmatning::{KeyCode, Tangent};

/// Textfält, a text field of one line. The text in it is always clean ([`rena_rad`]).
///
/// Its `Debug` shows only the length: what is typed at the desk may be personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Textfalt {
    text: String,
    /// Graphemes before the cursor, 0 to `langd()`.
    markor: usize,
    /// Most graphemes.
    max: usize,
}

impl fmt::Debug for Textfalt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Textfalt({} tecken)", self.langd())
    }
}

impl Textfalt {
    /// An empty field for at most `max` graphemes.
    pub const fn ny(max: usize) -> Self {
        Self {
            text: String::new(),
            markor: 0,
            max,
        }
    }

    /// The text as it stands.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Says whether nothing is written.
    pub fn ar_tomt(&self) -> bool {
        self.text.is_empty()
    }

    /// The number of graphemes.
    pub fn langd(&self) -> usize {
        self.text.graphemes(true).count()
    }

    /// The number of graphemes before the cursor.
    pub const fn markor(&self) -> usize {
        self.markor
    }

    /// Exchanges the text and puts the cursor at the end. Returns `false` if not all of it had room.
    pub fn satt(&mut self, text: &str) -> bool {
        self.tom();
        self.infoga(text)
    }

    /// Empties the field.
    pub fn tom(&mut self) {
        self.text.clear();
        self.markor = 0;
    }

    /// Writes `text` (one character or a paste) at the cursor, cleaned. Returns `false` if not all of it had room;
    /// what had room is then written, so that nothing already in the field is lost.
    pub fn infoga(&mut self, text: &str) -> bool {
        let plats = self.byte(self.markor);
        let (fore, efter) = self.text.split_at(plats);
        // Cleaned together with what stands before, since a mark typed after its letter belongs to that letter.
        let mut vanster = rena_rad_med_hopar(&format!("{fore}{text}"));
        let mut fick_plats = begransa_hopar(&mut vanster);
        let mut helt = rena_rad_med_hopar(&format!("{vanster}{efter}"));
        while helt.graphemes(true).count() > self.max {
            // Only what was added is shortened: `fore` had room before.
            fick_plats = false;
            let over = helt.graphemes(true).count() - self.max;
            let fanns = fore.graphemes(true).count();
            let kvar = vanster
                .graphemes(true)
                .count()
                .saturating_sub(over)
                .max(fanns);
            let slut = byte_av(&vanster, kvar);
            if slut == vanster.len() {
                return false;
            }
            vanster.truncate(slut);
            helt = rena_rad_med_hopar(&format!("{vanster}{efter}"));
        }
        self.markor = grafem_fore(&helt, vanster.len());
        self.text = helt;
        fick_plats
    }

    /// Backsteg: removes the grapheme before the cursor. Returns `false` at the beginning.
    pub fn backsteg(&mut self) -> bool {
        self.vanster() && self.radera()
    }

    /// Delete: removes the grapheme after the cursor. Returns `false` at the end.
    pub fn radera(&mut self) -> bool {
        let (fran, till) = (self.byte(self.markor), self.byte(self.markor + 1));
        if fran == till {
            return false;
        }
        self.text.replace_range(fran..till, "");
        // What met over the gap may have joined to one grapheme.
        let renad = rena_rad(&self.text);
        self.markor = grafem_fore(&renad, fran);
        self.text = renad;
        true
    }

    /// One grapheme to the left. Returns `false` at the beginning.
    pub const fn vanster(&mut self) -> bool {
        if self.markor == 0 {
            return false;
        }
        self.markor -= 1;
        true
    }

    /// One grapheme to the right. Returns `false` at the end.
    pub fn hoger(&mut self) -> bool {
        if self.markor >= self.langd() {
            return false;
        }
        self.markor += 1;
        true
    }

    /// To the beginning.
    pub const fn hem(&mut self) {
        self.markor = 0;
    }

    /// To the end.
    pub fn slut(&mut self) {
        self.markor = self.langd();
    }

    /// To the beginning of the word, or of the one before.
    pub fn ord_vanster(&mut self) {
        let grafem: Vec<&str> = self.text.graphemes(true).collect();
        while self.markor > 0 && !ar_ord(grafem[self.markor - 1]) {
            self.markor -= 1;
        }
        while self.markor > 0 && ar_ord(grafem[self.markor - 1]) {
            self.markor -= 1;
        }
    }

    /// To the beginning of the next word, or to the end.
    pub fn ord_hoger(&mut self) {
        let grafem: Vec<&str> = self.text.graphemes(true).collect();
        while grafem.get(self.markor).is_some_and(|g| ar_ord(g)) {
            self.markor += 1;
        }
        while grafem.get(self.markor).is_some_and(|g| !ar_ord(g)) {
            self.markor += 1;
        }
    }

    /// Lets the field act on an editing key. Returns `false` when the key is not for a text field, so that the form
    /// can use it; Enter and Tab never are.
    pub fn hantera(&mut self, tangent: &Tangent) -> bool {
        if let Some(c) = tangent.skrivet() {
            self.infoga(c.encode_utf8(&mut [0; 4]));
            return true;
        }
        if tangent.alt || tangent.skift {
            return false;
        }
        match (tangent.kod, tangent.ctrl) {
            (KeyCode::Backspace, false) => {
                self.backsteg();
            }
            (KeyCode::Delete, false) => {
                self.radera();
            }
            (KeyCode::Left, false) => {
                self.vanster();
            }
            (KeyCode::Right, false) => {
                self.hoger();
            }
            (KeyCode::Home, false) => self.hem(),
            (KeyCode::End, false) => self.slut(),
            (KeyCode::Left, true) => self.ord_vanster(),
            (KeyCode::Right, true) => self.ord_hoger(),
            _ => return false,
        }
        true
    }

    /// The part that is seen in `bredd` columns, and the column of the cursor in it (0 to `bredd` - 1).
    ///
    /// The cursor takes a column also at the end of the text, so the last column is kept for it. The text is scrolled
    /// as little as is needed for the cursor to be seen.
    pub fn synlig(&self, bredd: u16) -> (String, u16) {
        let Some(rum) = bredd.checked_sub(1).map(usize::from) else {
            return (String::new(), 0);
        };
        let grafem: Vec<&str> = self.text.graphemes(true).collect();
        let markor = self.markor.min(grafem.len());
        let mut fran = markor;
        let mut kolumn = 0;
        while fran > 0 && kolumn + grafem[fran - 1].width() <= rum {
            fran -= 1;
            kolumn += grafem[fran].width();
        }
        let mut till = markor;
        let mut vidd = kolumn;
        while till < grafem.len() && vidd + grafem[till].width() <= rum + 1 {
            vidd += grafem[till].width();
            till += 1;
        }
        // `kolumn` is at most `rum`, which came from a u16.
        (
            grafem[fran..till].concat(),
            u16::try_from(kolumn).unwrap_or(bredd - 1),
        )
    }

    fn byte(&self, grafem: usize) -> usize {
        byte_av(&self.text, grafem)
    }
}

/// The byte where grapheme number `grafem` begins, or the end.
fn byte_av(text: &str, grafem: usize) -> usize {
    text.grapheme_indices(true)
        .nth(grafem)
        .map_or(text.len(), |(i, _)| i)
}

/// The number of graphemes that begin before byte `byte`.
fn grafem_fore(text: &str, byte: usize) -> usize {
    text.grapheme_indices(true)
        .take_while(|(i, _)| *i < byte)
        .count()
}

/// Cuts every heap of marks to [`LANGSTA_GRAFEM`]. Returns `false` if something was cut.
fn begransa_hopar(text: &mut String) -> bool {
    if text
        .graphemes(true)
        .all(|g| g.chars().nth(LANGSTA_GRAFEM).is_none())
    {
        return true;
    }
    *text = text
        .graphemes(true)
        .flat_map(|g| g.chars().take(LANGSTA_GRAFEM))
        .collect();
    false
}

fn ar_ord(grafem: &str) -> bool {
    grafem.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rena::otillaten;
    use crate::ui::inmatning::tangenter;

    fn falt(max: usize, tangentrad: &str) -> Textfalt {
        let mut falt = Textfalt::ny(max);
        for tangent in tangenter(tangentrad) {
            assert!(falt.hantera(&tangent), "{}", tangent.etikett());
        }
        falt
    }

    #[test]
    fn redigering_raknar_tecken_och_inte_byte() {
        let f = falt(20, "Åsa Öberg<Left><Left><BS>ä<Home><Del>Ä");
        assert_eq!((f.text(), f.markor()), ("Äsa Öbärg", 1));
        let f = falt(20, "åäö<Home><BS><Right><Right><Right><Right><Del>!<End>?");
        assert_eq!(f.text(), "åäö!?");
    }

    #[test]
    fn ordvis_forflyttning() {
        let mut f = falt(40, "Åsa Öberg, tel 08");
        let mut stopp = Vec::new();
        for _ in 0..5 {
            f.ord_vanster();
            stopp.push(f.markor());
        }
        assert_eq!(stopp, [15, 11, 4, 0, 0]);
        stopp.clear();
        for _ in 0..5 {
            f.ord_hoger();
            stopp.push(f.markor());
        }
        assert_eq!(stopp, [4, 11, 15, 17, 17]);
        assert_eq!(falt(9, "ab cd<C-Left>x<C-Right>y").text(), "ab xcdy");
    }

    #[test]
    fn max_galler_och_det_som_fanns_blir_kvar() {
        let mut f = falt(5, "abcd<Home>");
        assert!(!f.infoga("XYZ"));
        assert_eq!((f.text(), f.markor()), ("Xabcd", 1));
        assert!(!f.infoga("Q"));
        assert_eq!((f.text(), f.markor()), ("Xabcd", 1));
        assert!(!f.satt("åäöåäö"));
        assert_eq!(f.text(), "åäöåä");
        f.tom();
        assert!(f.ar_tomt() && f.infoga("x") && !Textfalt::ny(0).infoga("x"));
    }

    #[test]
    fn losa_prickar_satts_pa_sin_bokstav() {
        let mut f = falt(3, "ao");
        assert!(f.infoga("\u{308}"));
        assert_eq!((f.text(), f.langd(), f.markor()), ("aö", 2, 2));
        assert!(f.infoga("A\u{30A}"));
        assert_eq!(f.text(), "aöÅ");
        assert!(f.backsteg());
        assert_eq!(f.text(), "aö");
    }

    #[test]
    fn hopade_tecken_kapas() {
        let mut f = Textfalt::ny(3);
        assert!(!f.infoga(&format!("q{}", "\u{323}\u{307}".repeat(5_000))));
        assert_eq!((f.langd(), f.text().chars().count()), (1, LANGSTA_GRAFEM));
    }

    #[test]
    fn texten_renas_pa_vag_in() {
        let mut f = Textfalt::ny(20);
        f.infoga("a\r\nb\u{1b}[2J\u{202E}");
        assert_eq!(f.text(), "a b\u{FFFD}[2J\u{FFFD}");
    }

    #[test]
    fn det_synliga_foljer_markoren() {
        let mut f = falt(20, "abcdefgh");
        assert_eq!(f.synlig(20), ("abcdefgh".to_owned(), 8));
        assert_eq!(f.synlig(9), ("abcdefgh".to_owned(), 8));
        assert_eq!(f.synlig(5), ("efgh".to_owned(), 4));
        f.hem();
        assert_eq!(f.synlig(5), ("abcde".to_owned(), 0));
        assert_eq!(f.synlig(1), ("a".to_owned(), 0));
        assert_eq!(f.synlig(0), (String::new(), 0));
        f.satt("a日本b");
        assert_eq!(f.synlig(5), ("本b".to_owned(), 3));
        f.vanster();
        assert_eq!(f.synlig(6), ("a日本b".to_owned(), 5));
        f.hem();
        assert_eq!(f.synlig(2), ("a".to_owned(), 0));
    }

    #[test]
    fn andra_tangenter_lamnas_at_formularet() {
        let mut f = falt(9, "x");
        for text in [
            "<Enter>", "<Tab>", "<S-Tab>", "<Esc>", "<F2>", "<C-s>", "<Up>", "<A-x>", "<PgUp>",
        ] {
            assert!(!f.hantera(&Tangent::fran_text(text).unwrap()), "{text}");
        }
        assert_eq!(f.text(), "x");
    }

    #[test]
    fn felsokningstext_visar_bara_langden() {
        assert_eq!(format!("{:?}", falt(20, "Åsa")), "Textfalt(3 tecken)");
    }

    proptest! {
        #[test]
        fn faltet_haller_alltid_ihop(
            max in 0_usize..12,
            steg in proptest::collection::vec((0..9_u8, "[aåö日 \u{308}\u{1b}\u{1100}\u{1161}\u{11A8}🇸🇪]{0,6}"), 0..30),
            bredd in 0_u16..10,
        ) {
            let mut f = Textfalt::ny(max);
            for (val, text) in steg {
                match val {
                    0..=2 => { f.infoga(&text); }
                    3 => { f.backsteg(); }
                    4 => { f.radera(); }
                    5 => { f.vanster(); }
                    6 => { f.hoger(); }
                    7 => f.ord_vanster(),
                    _ => f.ord_hoger(),
                }
                prop_assert!(f.langd() <= max);
                prop_assert!(f.markor() <= f.langd());
                prop_assert!(!f.text().chars().any(otillaten));
                prop_assert_eq!(rena_rad(f.text()), f.text());
                let (syns, kolumn) = f.synlig(bredd);
                prop_assert!(syns.width() <= usize::from(bredd));
                prop_assert!(kolumn < bredd.max(1));
            }
        }
    }
}
