//! Datumfält, a field for a date. It holds eight digits and nothing else.

use std::fmt;

use chrono::NaiveDate;

use crate::ui::inmatning::{KeyCode, Tangent};

/// What is still to be typed; the label says how a date is written.
const MONSTER: &str = "____-__-__";

/// Digits in a date: four, two and two.
const SIFFROR: usize = 8;

/// Datumfält, a date being typed, shown as `ÅÅÅÅ-MM-DD`.
///
/// There is no room in it for more than eight digits, so it can never hold a personnummer, whatever is typed or
/// pasted. Its `Debug` shows only how much is typed: a date of birth is personal data.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Datumfalt {
    /// ASCII digits, the first `antal` in use.
    siffror: [u8; SIFFROR],
    antal: usize,
}

impl fmt::Debug for Datumfalt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Datumfalt({} siffror)", self.antal)
    }
}

impl Datumfalt {
    /// An empty field.
    pub const fn ny() -> Self {
        Self {
            siffror: [0; SIFFROR],
            antal: 0,
        }
    }

    /// A field with `datum` in it. Years outside 0–9999 leave it empty.
    pub fn med(datum: NaiveDate) -> Self {
        let mut falt = Self::ny();
        falt.klistra(&datum.format("%Y-%m-%d").to_string());
        falt
    }

    /// Says whether nothing is typed.
    pub const fn ar_tomt(&self) -> bool {
        self.antal == 0
    }

    /// Says whether all eight digits are typed; the date may still not exist.
    pub const fn ar_fullt(&self) -> bool {
        self.antal == SIFFROR
    }

    /// The date, when all eight digits are typed and there is such a day.
    pub fn datum(&self) -> Option<NaiveDate> {
        let tal = |fran: usize, till: usize| {
            self.siffror[fran..till]
                .iter()
                .fold(0_u32, |tal, siffra| tal * 10 + u32::from(siffra - b'0'))
        };
        if !self.ar_fullt() {
            return None;
        }
        NaiveDate::from_ymd_opt(i32::try_from(tal(0, 4)).ok()?, tal(4, 6), tal(6, 8))
    }

    /// Types a character. Returns `false` if it was refused: not a digit or `-`, or the field is full. The hyphen
    /// is accepted and means nothing, since it stands in its place already.
    pub fn skriv(&mut self, c: char) -> bool {
        match u8::try_from(c) {
            Ok(b'-') => !self.ar_fullt(),
            Ok(siffra @ b'0'..=b'9') if !self.ar_fullt() => {
                self.siffror[self.antal] = siffra;
                self.antal += 1;
                true
            }
            _ => false,
        }
    }

    /// Exchanges the content for a pasted date, with or without hyphens and with blanks around. Anything else,
    /// such as a longer run of digits, is refused as a whole: half of it would be some other date.
    pub fn klistra(&mut self, text: &str) -> bool {
        let mut nytt = Self::ny();
        let text = text.trim();
        let ratt_form = match text.len() {
            8 => text.bytes().all(|b| b.is_ascii_digit()),
            10 => text.bytes().enumerate().all(|(i, b)| {
                if matches!(i, 4 | 7) {
                    b == b'-'
                } else {
                    b.is_ascii_digit()
                }
            }),
            _ => false,
        };
        if !ratt_form {
            return false;
        }
        for c in text.chars() {
            nytt.skriv(c);
        }
        *self = nytt;
        true
    }

    /// Backsteg: removes the last digit. Returns `false` when there is none.
    pub const fn backsteg(&mut self) -> bool {
        if self.antal == 0 {
            return false;
        }
        self.antal -= 1;
        // A removed digit shall not stay behind in memory, nor make two alike fields unequal.
        self.siffror[self.antal] = 0;
        true
    }

    /// Empties the field.
    pub const fn tom(&mut self) {
        *self = Self::ny();
    }

    /// Lets the field act on a key. Returns `false` when the key is not for it. A refused character counts as acted
    /// on, so that a letter typed in the field never becomes a command.
    pub fn hantera(&mut self, tangent: &Tangent) -> bool {
        if let Some(c) = tangent.skrivet() {
            self.skriv(c);
            return true;
        }
        match tangent.kod {
            KeyCode::Backspace | KeyCode::Delete
                if !tangent.ctrl && !tangent.alt && !tangent.skift =>
            {
                self.backsteg();
                true
            }
            _ => false,
        }
    }

    /// What is seen, always ten characters (`2026-1_-__` after five digits), and the column of the cursor in it.
    pub fn synlig(&self) -> (String, u16) {
        let mut text = String::with_capacity(MONSTER.len());
        let mut skrivna = self.siffror[..self.antal].iter();
        let mut kolumn = 0;
        for (i, monster) in (0_u16..).zip(MONSTER.chars()) {
            if monster == '-' {
                text.push('-');
            } else if let Some(siffra) = skrivna.next() {
                text.push(char::from(*siffra));
                // After the digit, and past the hyphen when one follows.
                kolumn = if matches!(i, 3 | 6) { i + 2 } else { i + 1 };
            } else {
                text.push(monster);
            }
        }
        (text, kolumn)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ui::inmatning::tangenter;

    fn falt(tangentrad: &str) -> Datumfalt {
        let mut falt = Datumfalt::ny();
        for tangent in tangenter(tangentrad) {
            assert!(falt.hantera(&tangent));
        }
        falt
    }

    #[test]
    fn det_skrivna_laggs_i_monstret() {
        for (skrivet, visat, kolumn) in [
            ("", "____-__-__", 0),
            ("202", "202_-__-__", 3),
            ("2026", "2026-__-__", 5),
            ("2026-", "2026-__-__", 5),
            ("20261", "2026-1_-__", 6),
            ("202611", "2026-11-__", 8),
            ("2026-11-22", "2026-11-22", 10),
            ("2026-11-22<BS>", "2026-11-2_", 9),
            ("20x2 6", "2026-__-__", 5),
        ] {
            assert_eq!(
                falt(skrivet).synlig(),
                (visat.to_owned(), kolumn),
                "{skrivet}"
            );
        }
    }

    #[test]
    fn bara_dagar_som_finns_blir_datum() {
        let dag = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        assert_eq!(falt("20240229").datum(), Some(dag));
        assert_eq!(Datumfalt::med(dag), falt("20240229"));
        for skrivet in ["20230229", "20241301", "20240100", "2024022", ""] {
            assert_eq!(falt(skrivet).datum(), None, "{skrivet}");
        }
    }

    #[test]
    fn ett_personnummer_far_inte_plats() {
        let mut f = falt("19900101");
        for c in "-0017+A".chars() {
            assert!(!f.skriv(c), "{c}");
        }
        assert_eq!(f.synlig().0, "1990-01-01");
        let mut f = falt("2026");
        for klistrat in [
            "19900101-0017",
            "199001010017",
            "900101-0017",
            "9001010017",
            "1990-01-010",
            "hej",
            "1990_01_01",
        ] {
            assert!(!f.klistra(klistrat), "{klistrat}");
            assert_eq!(f, falt("2026"));
        }
        assert!(f.klistra(" 1990-01-01\n") && f.klistra("19900101"));
        assert_eq!(f, falt("19900101"));
    }

    #[test]
    fn att_sudda_lamnar_inget_kvar() {
        let mut f = falt("2026<BS><BS><BS><BS><BS>");
        assert_eq!(f, Datumfalt::ny());
        assert!(f.ar_tomt() && !f.backsteg());
        f = falt("2026");
        f.tom();
        assert_eq!(f, Datumfalt::default());
        assert_eq!(format!("{:?}", falt("1990")), "Datumfalt(4 siffror)");
    }

    #[test]
    fn andra_tangenter_lamnas_at_formularet() {
        for text in ["<Enter>", "<Tab>", "<Esc>", "<C-s>", "<Left>", "<C-BS>"] {
            assert!(
                !Datumfalt::ny().hantera(&Tangent::fran_text(text).unwrap()),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn aldrig_mer_an_atta_siffror(skrivet in ".{0,30}") {
            let mut f = Datumfalt::ny();
            for c in skrivet.chars() {
                f.skriv(c);
            }
            f.klistra(&skrivet);
            let (syns, kolumn) = f.synlig();
            prop_assert_eq!(syns.chars().count(), 10);
            prop_assert!(syns.chars().filter(char::is_ascii_digit).count() <= SIFFROR);
            prop_assert!(kolumn <= 10);
        }

        #[test]
        fn ett_datum_kommer_ut_som_det_gick_in(dagar in 0_u64..3_000_000) {
            let dag = NaiveDate::from_ymd_opt(1, 1, 1).unwrap() + chrono::Days::new(dagar);
            prop_assert_eq!(Datumfalt::med(dag).datum(), Some(dag));
        }
    }
}
