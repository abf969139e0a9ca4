//! Kölapp, the slip that stands for a person in a queue without saying who it is (KO-03).

use std::fmt;

/// Signs that cannot be mistaken for each other on paper or over the telephone; seventeen, a prime.
const TECKEN: &[u8; 17] = b"23456789AFHJLMRUY";
/// Drawn signs; 17⁶ is about 24 million codes.
const DRAGNA: usize = 6;

/// Kölappskod, six drawn signs and one check sign, written `4HJ7-RM2`. No code can be guessed from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kolappskod([u8; DRAGNA + 1]);

impl Kolappskod {
    /// Makes a code of random bytes; six numbers below 17 must be drawn, so bytes above 254 are skipped.
    ///
    /// `None` when too few bytes were usable: draw again.
    pub fn av_slump(slump: &[u8]) -> Option<Self> {
        let mut kod = [0; DRAGNA + 1];
        let mut brukbara = slump.iter().filter(|b| **b < 255).map(|b| b % 17);
        for plats in &mut kod[..DRAGNA] {
            *plats = brukbara.next()?;
        }
        kod[DRAGNA] = kontroll(kod);
        Some(Self(kod))
    }

    /// Reads a code as people type it: small letters and separators do not matter.
    pub fn las(text: &str) -> Option<Self> {
        let mut kod = [0; DRAGNA + 1];
        let mut tecken = text.chars().filter(|c| !matches!(c, '-' | ' '));
        for plats in &mut kod {
            let c = u8::try_from(tecken.next()?.to_ascii_uppercase()).ok()?;
            *plats = u8::try_from(TECKEN.iter().position(|t| *t == c)?).ok()?;
        }
        (tecken.next().is_none() && kontroll(kod) == kod[DRAGNA]).then_some(Self(kod))
    }
}

/// Weighted with different numbers modulo a prime: one wrong sign, or two that changed places, always shows.
fn kontroll(kod: [u8; DRAGNA + 1]) -> u8 {
    let summa: u16 = (2u16..)
        .zip(&kod[..DRAGNA])
        .map(|(vikt, varde)| vikt * u16::from(*varde))
        .sum();
    u8::try_from((17 - summa % 17) % 17).unwrap_or(0)
}

impl fmt::Display for Kolappskod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tecken: String = self
            .0
            .iter()
            .map(|v| char::from(TECKEN[usize::from(*v)]))
            .collect();
        f.pad(&format!("{}-{}", &tecken[..4], &tecken[4..]))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn en_kod_lases_som_den_skrevs_och_varje_felskrivning_marks() {
        let kod = Kolappskod::av_slump(&[255, 3, 16, 8, 200, 45, 99]).unwrap();
        let text = kod.to_string();
        assert_eq!(Kolappskod::las(&text.to_lowercase()), Some(kod));
        let rena: Vec<char> = text.chars().filter(|c| *c != '-').collect();
        for plats in 0..rena.len() {
            for nytt in TECKEN
                .iter()
                .map(|b| char::from(*b))
                .filter(|c| *c != rena[plats])
            {
                let mut fel = rena.clone();
                fel[plats] = nytt;
                assert_eq!(Kolappskod::las(&fel.iter().collect::<String>()), None);
            }
            for andra in (plats + 1)..rena.len() {
                let mut fel = rena.clone();
                fel.swap(plats, andra);
                if fel != rena {
                    assert_eq!(Kolappskod::las(&fel.iter().collect::<String>()), None);
                }
            }
        }
    }

    #[test]
    fn for_lite_slump_ger_ingen_kod() {
        assert_eq!(Kolappskod::av_slump(&[255; 20]), None);
    }
}
