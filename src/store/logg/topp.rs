//! The head of the chain in the form in which it is kept outside the file: on the day's list, in a backup's receipt.

use super::Kedjetopp;

/// Digits and capitals without 0, O, 1 and I, which look alike on paper.
const TECKEN: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// How much of the hash stands in the short form, in bytes: sixteen signs. Whoever makes the chain anew has to hit them by
/// trying, and 2^80 tries are out of reach also for whoever rents machines for it; 2^64 are not quite.
const KORT: usize = 10;

/// Signs of the short form that stand together.
const GRUPP: usize = 4;

impl Kedjetopp {
    /// For paper: `128-7KQ3-…`, the number and four groups of four signs.
    pub fn kort(&self) -> String {
        let tal = self.hash[..KORT]
            .iter()
            .fold(0_u128, |tal, b| tal << 8 | u128::from(*b));
        let tecken: Vec<char> = (0..KORT * 8 / 5)
            .rev()
            .filter_map(|plats| usize::try_from((tal >> (plats * 5)) & 31).ok())
            .map(|varde| char::from(TECKEN[varde]))
            .collect();
        let grupper: Vec<String> = tecken.chunks(GRUPP).map(String::from_iter).collect();
        format!("{}-{}", self.nr, grupper.join("-"))
    }

    /// For a machine: `128:` and the hash in 64 hexadecimal signs.
    pub fn hel(&self) -> String {
        let hex: Vec<String> = self.hash.iter().map(|b| format!("{b:02x}")).collect();
        format!("{}:{}", self.nr, hex.concat())
    }
}

/// Toppmärke, a head that was kept, in either form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Toppmarke {
    nr: i64,
    hash: [u8; 32],
    /// How much of the hash is known, in bytes.
    kant: usize,
}

impl Toppmarke {
    /// Reads either form; small letters are as good. None where it is neither.
    pub fn las(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        if let Some((nr, hex)) = text.split_once(':') {
            return Self::ny(nr, &las_hex(hex)?, 32);
        }
        let (nr, tecken) = text.split_once('-')?;
        let varden = tecken
            .bytes()
            .filter(|tecken| *tecken != b'-')
            .map(|tecken| TECKEN.iter().position(|annat| *annat == tecken))
            .collect::<Option<Vec<_>>>()?;
        if varden.len() * 5 != KORT * 8 {
            return None;
        }
        let tal = varden
            .iter()
            .fold(0_u128, |tal, varde| tal << 5 | *varde as u128);
        Self::ny(nr, &tal.to_be_bytes()[16 - KORT..], KORT)
    }

    fn ny(nr: &str, bytes: &[u8], kant: usize) -> Option<Self> {
        let nr = nr.parse().ok().filter(|nr: &i64| *nr > 0)?;
        let mut hash = [0; 32];
        hash.get_mut(..kant)?
            .copy_from_slice(bytes.get(..kant).filter(|_| bytes.len() == kant)?);
        Some(Self { nr, hash, kant })
    }

    /// The number of its link.
    pub fn nr(&self) -> i64 {
        self.nr
    }

    /// Whether it is the mark of the link with this hash.
    pub fn ar(&self, hash: &[u8; 32]) -> bool {
        self.hash[..self.kant] == hash[..self.kant]
    }
}

fn las_hex(text: &str) -> Option<Vec<u8>> {
    let siffror = text
        .chars()
        .map(|tecken| tecken.to_digit(16).and_then(|n| u8::try_from(n).ok()))
        .collect::<Option<Vec<_>>>()?;
    let (par, rest) = siffror.as_chunks::<2>();
    rest.is_empty()
        .then(|| par.iter().map(|[hog, lag]| hog << 4 | lag).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn topp(nr: i64, forsta: u8) -> Kedjetopp {
        let mut hash = [0xA5; 32];
        hash[0] = forsta;
        Kedjetopp { nr, hash }
    }

    #[test]
    fn bada_formerna_lases_tillbaka_och_kanner_igen_sin_lank() {
        for nr in [1, 128, i64::MAX] {
            for forsta in [0, 1, 0x7F, 0xFF] {
                let topp = topp(nr, forsta);
                for text in [topp.kort(), topp.hel(), topp.kort().to_lowercase()] {
                    let marke = Toppmarke::las(&format!(" {text}\n")).unwrap();
                    assert_eq!(marke.nr(), nr, "{text}");
                    assert!(marke.ar(&topp.hash), "{text}");
                    let mut annan = topp.hash;
                    annan[KORT - 1] ^= 1;
                    assert!(!marke.ar(&annan), "{text}");
                }
            }
        }
    }

    #[test]
    fn den_korta_formen_har_atton_bitar_i_fyra_grupper() {
        let mut hash = [0; 32];
        assert_eq!(Kedjetopp { nr: 7, hash }.kort(), "7-2222-2222-2222-2222");
        hash[..KORT].fill(0xFF);
        assert_eq!(Kedjetopp { nr: 7, hash }.kort(), "7-ZZZZ-ZZZZ-ZZZZ-ZZZZ");
        hash = [0; 32];
        hash[KORT - 1] = 1;
        assert_eq!(Kedjetopp { nr: 7, hash }.kort(), "7-2222-2222-2222-2223");
        hash = [0; 32];
        hash[KORT] = 0xFF;
        assert_eq!(Kedjetopp { nr: 7, hash }.kort(), "7-2222-2222-2222-2222");
    }

    #[test]
    fn annat_lases_inte() {
        let hel = topp(1, 1).hel();
        for fel in [
            "",
            "7",
            "7-",
            "7:",
            "-2222-2222-2222-2222",
            "0-2222-2222-2222-2222",
            "7-2222-2222-2222-222",
            "7-2222-2222-2222-22222",
            "7-2222-2222-2222-222O",
            "7-2222-2222-2222-2221",
            "x-2222-2222-2222-2222",
            "7-2222-2222-2222-222å",
            "99999999999999999999-2222-2222-2222-2222",
            &hel[..hel.len() - 1],
            &hel[..hel.len() - 2],
            &format!("{hel}0"),
            &format!("{hel}00"),
            &hel.replace(':', ":g"),
        ] {
            assert_eq!(Toppmarke::las(fel), None, "{fel}");
        }
    }
}
