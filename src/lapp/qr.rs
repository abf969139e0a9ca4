//! QR: squares for a telephone to read. They can be made of a contact of the catalogue and of nothing else: a contact is
//! public. The code of a slip stands for a place in a queue, so whoever reads it has the place; it is never put where a
//! camera across the room can read it.

use qrcode::{Color, EcLevel, QrCode};

use crate::domain::insats::Kontakt;

/// Empty squares that a reader needs on every side.
const TYST: usize = 4;

/// Rutor, a QR code with the same content in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rutor {
    /// What a telephone reads.
    pub adress: String,
    /// The same as people read it.
    pub i_ord: String,
    bredd: usize,
    morka: Vec<bool>,
}

impl Rutor {
    /// The squares of a contact: its telephone, and where none is stated its web page. `None` where the catalogue has
    /// neither.
    pub fn av(kontakt: &Kontakt) -> Option<Self> {
        let telefon = kontakt.telefon.kand();
        let (adress, i_ord) = telefon
            .and_then(|nummer| Some((ring(nummer)?, nummer.clone())))
            .or_else(|| {
                let sida = webb(kontakt.adress.as_deref()?)?;
                Some((sida.clone(), sida))
            })?;
        // A damaged or folded paper is still read at this level.
        let kod = QrCode::with_error_correction_level(adress.as_bytes(), EcLevel::M).ok()?;
        Some(Self {
            bredd: kod.width(),
            morka: kod
                .to_colors()
                .into_iter()
                .map(|c| c == Color::Dark)
                .collect(),
            adress,
            i_ord,
        })
    }

    /// Squares on a side, the quiet ones too.
    pub fn sida(&self) -> usize {
        self.bredd + 2 * TYST
    }

    /// Whether a square is dark, counted from the outermost quiet one.
    pub fn mork(&self, x: usize, y: usize) -> bool {
        let inne = |n: usize| n.checked_sub(TYST).filter(|n| *n < self.bredd);
        match (inne(x), inne(y)) {
            (Some(x), Some(y)) => self.morka[y * self.bredd + x],
            _ => false,
        }
    }

    /// As lines of half blocks, two squares above each other in a sign.
    pub fn som_text(&self) -> Vec<String> {
        (0..self.sida())
            .step_by(2)
            .map(|y| {
                (0..self.sida())
                    .map(|x| match (self.mork(x, y), self.mork(x, y + 1)) {
                        (true, true) => '█',
                        (true, false) => '▀',
                        (false, true) => '▄',
                        (false, false) => ' ',
                    })
                    .collect()
            })
            .collect()
    }

    /// As the path of an SVG, each run of dark squares a strip.
    pub fn som_vag(&self) -> String {
        use std::fmt::Write as _;
        let mut vag = String::new();
        for y in 0..self.sida() {
            let mut x = 0;
            while x < self.sida() {
                let langd = (x..self.sida()).take_while(|x| self.mork(*x, y)).count();
                if langd > 0 {
                    // Writing to a string never fails.
                    let _ = write!(vag, "M{x} {y}h{langd}v1h-{langd}z");
                }
                x += langd.max(1);
            }
        }
        vag
    }
}

/// A telephone number as a telephone dials it; `None` for what is more than a number.
fn ring(nummer: &str) -> Option<String> {
    let siffror: String = nummer.chars().filter(char::is_ascii_digit).collect();
    let bara_nummer = nummer
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '–' | '+' | '(' | ')'));
    if !bara_nummer || !(3..=15).contains(&siffror.len()) {
        return None;
    }
    Some(if nummer.trim_start().starts_with('+') {
        format!("tel:+{siffror}")
    } else if siffror.len() >= 7 && siffror.starts_with('0') && !siffror.starts_with("00") {
        format!("tel:+46{}", &siffror[1..])
    } else {
        format!("tel:{siffror}")
    })
}

/// The web page in an address.
fn webb(adress: &str) -> Option<String> {
    let ord = adress.split([' ', ',']).find(|ord| {
        let ord = ord.to_lowercase();
        ord.starts_with("https://") || ord.starts_with("http://") || ord.starts_with("www.")
    })?;
    let ord = ord.trim_end_matches('.');
    Some(if ord.to_lowercase().starts_with("www.") {
        format!("https://{ord}")
    } else {
        ord.to_owned()
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn ett_nummer_blir_det_som_telefonen_ringer() {
        for (skrivet, ringt) in [
            ("0322-61 60 00", Some("tel:+46322616000")),
            ("+46 322 61 60 00", Some("tel:+46322616000")),
            ("(0322) 61\u{a0}60\u{a0}00", Some("tel:+46322616000")),
            ("112", Some("tel:112")),
            ("114 14", Some("tel:11414")),
            ("0046322616000", Some("tel:0046322616000")),
            ("0322-61 60 00, växeln", None),
            ("12", None),
            ("", None),
        ] {
            assert_eq!(ring(skrivet).as_deref(), ringt, "{skrivet}");
        }
    }

    #[test]
    fn bara_en_webbadress_ar_en_webbadress() {
        for (skrivet, last) in [
            (
                "Storgatan 1, www.exempel.se.",
                Some("https://www.exempel.se"),
            ),
            ("https://exempel.se/stod", Some("https://exempel.se/stod")),
            ("Storgatan 1", None),
        ] {
            assert_eq!(webb(skrivet).as_deref(), last, "{skrivet}");
        }
    }
}
