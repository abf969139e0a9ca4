//! Återställningsnyckel, the recovery key: what is on paper in a sealed envelope. It is written in groups that can be read
//! aloud, and a slip of the pen is told apart from a wrong key.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::NyckelFel;
use super::krypto;

/// Signs that are not taken for each other (Crockford's base 32).
const TECKEN: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Signs of the key, of its check, and of a group.
const LANGD: (usize, usize, usize) = (32, 4, 4);

/// Återställningsnyckel, 160 random bits.
#[derive(Clone)]
pub struct Aterstallningsnyckel(Zeroizing<[u8; 20]>);

impl fmt::Debug for Aterstallningsnyckel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Aterstallningsnyckel(…)")
    }
}

impl Aterstallningsnyckel {
    pub(super) fn ny() -> Result<Self, NyckelFel> {
        krypto::slump().map(|bytes| Self(Zeroizing::new(bytes)))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// As it is printed: nine groups of four signs, of which the last is a check.
    pub fn som_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(64));
        for (plats, tecken) in koda(self.bytes()).chain(kontroll(self.bytes())).enumerate() {
            if plats > 0 && plats % LANGD.2 == 0 {
                text.push('-');
            }
            text.push(char::from(tecken));
        }
        text
    }

    /// Reads a key as somebody has typed it, in any case, with or without the hyphens, with O for 0 and I or L for 1.
    /// Nothing where it has been mistyped.
    pub fn las(text: &str) -> Option<Self> {
        let mut varden = Zeroizing::new(Vec::with_capacity(LANGD.0 + LANGD.1));
        for tecken in text.chars() {
            let tecken = match tecken.to_ascii_uppercase() {
                '-' | ' ' | '\t' | '\r' | '\n' | '\u{2013}' => continue,
                'O' => '0',
                'I' | 'L' => '1',
                annat => annat,
            };
            let varde = TECKEN.iter().position(|t| char::from(*t) == tecken)?;
            varden.push(u8::try_from(varde).ok()?);
        }
        if varden.len() != LANGD.0 + LANGD.1 {
            return None;
        }
        let mut nyckel = Zeroizing::new([0; 20]);
        for (grupp, bytes) in varden.chunks(8).zip(nyckel.chunks_mut(5)) {
            let tal = grupp.iter().fold(0_u64, |tal, v| tal << 5 | u64::from(*v));
            bytes.copy_from_slice(&tal.to_be_bytes()[3..]);
        }
        let ratt = kontroll(nyckel.as_slice())
            .zip(&varden[LANGD.0..])
            .all(|(tecken, varde)| TECKEN.get(usize::from(*varde)) == Some(&tecken));
        ratt.then_some(Self(nyckel))
    }
}

/// The signs of bytes, eight for each five.
fn koda(bytes: &[u8]) -> impl Iterator<Item = u8> {
    bytes.chunks(5).flat_map(|fem| {
        let tal = fem.iter().fold(0_u64, |tal, b| tal << 8 | u64::from(*b));
        (0..8).rev().map(move |n| tecken(tal >> (5 * n)))
    })
}

fn kontroll(bytes: &[u8]) -> impl Iterator<Item = u8> + use<> {
    let summa: [u8; 32] = Sha256::digest(bytes).into();
    (0..LANGD.1).map(move |n| tecken(u64::from(summa[n])))
}

fn tecken(varde: u64) -> u8 {
    TECKEN[usize::from(varde.to_be_bytes()[7] & 31)]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn nyckeln_kan_skrivas_av_och_lasas() {
        for _ in 0..50 {
            let nyckel = Aterstallningsnyckel::ny().unwrap();
            let text = nyckel.som_text();
            assert_eq!(text.split('-').map(str::len).collect::<Vec<_>>(), [4; 9]);
            for skriven in [
                text.to_string(),
                text.to_lowercase().replace('-', " "),
                text.replace('-', "").replace('0', "O").replace('1', "l"),
            ] {
                let last = Aterstallningsnyckel::las(&skriven).unwrap();
                assert_eq!(last.bytes(), nyckel.bytes(), "{skriven}");
            }
        }
    }

    #[test]
    fn en_felskrivning_marks() {
        let text = Aterstallningsnyckel(Zeroizing::new([0x5a; 20])).som_text();
        assert!(Aterstallningsnyckel::las(&text).is_some());
        assert!(Aterstallningsnyckel::las(&text[..39]).is_none());
        assert!(Aterstallningsnyckel::las("").is_none());
        assert!(Aterstallningsnyckel::las(&text.replace('-', "å")).is_none());
        let mut marks = 0;
        let rena = text.replace('-', "");
        for plats in 0..rena.len() {
            for nytt in ['7', 'Q'] {
                let mut fel: Vec<char> = rena.chars().collect();
                if fel[plats] != nytt {
                    fel[plats] = nytt;
                    let fel: String = fel.iter().collect();
                    assert!(Aterstallningsnyckel::las(&fel).is_none(), "{fel}");
                    marks += 1;
                }
            }
        }
        assert!(marks > 60);
    }
}
