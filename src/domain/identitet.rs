//! Identitet, who somebody is: typed once, at the handover of a 14:3 insats, and nowhere else (DOK-05, DOK-13).

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::tid::Fodd;

/// Why a number is not a personnummer or samordningsnummer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KanInteVaraNummer {
    /// Not ten or twelve digits.
    Form,
    /// No such day.
    Datum,
    /// The check digit is wrong.
    Kontrollsiffra,
    /// Born after today.
    IFramtiden,
}

/// Personnummer or samordningsnummer, twelve digits (VIL-09). Masked in `Debug`, no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Nummer(String);

impl fmt::Debug for Nummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nummer(…)")
    }
}

impl Nummer {
    /// Reads ten or twelve digits, with `-` or `+` before the last four; spaces do not matter.
    ///
    /// # Errors
    /// [`KanInteVaraNummer`]; the reason never holds the number.
    pub fn las(text: &str, idag: NaiveDate) -> Result<Self, KanInteVaraNummer> {
        let tat: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (siffror, plus) = dela(&tat)?;
        let tal: Vec<u32> = siffror.chars().filter_map(|c| c.to_digit(10)).collect();
        let (sekel, rest) = if tal.len() == 12 {
            (Some(tal[0] * 10 + tal[1]), &tal[2..])
        } else {
            (None, &tal[..])
        };
        if rest[6] == 0 && rest[7] == 0 && rest[8] == 0 {
            return Err(KanInteVaraNummer::Form);
        }
        if luhn(rest) != 0 {
            return Err(KanInteVaraNummer::Kontrollsiffra);
        }
        let year2 = i32::try_from(rest[0] * 10 + rest[1]).unwrap_or(0);
        let year = match sekel {
            Some(sekel) => i32::try_from(sekel).unwrap_or(0) * 100 + year2,
            None => arhundrade(year2, rest, plus, idag),
        };
        let (manad, dag) = (rest[2] * 10 + rest[3], rest[4] * 10 + rest[5]);
        match fodelsedag(year, manad, dag) {
            Dag::Finns(datum) if datum > idag => Err(KanInteVaraNummer::IFramtiden),
            Dag::Okand if year > idag.year() => Err(KanInteVaraNummer::IFramtiden),
            Dag::Finns(_) | Dag::Okand => {
                let fyra = &siffror[siffror.len() - 8..];
                Ok(Self(format!("{year:04}{fyra}")))
            }
            Dag::FinnsInte => Err(KanInteVaraNummer::Datum),
        }
    }

    /// Whether it is a samordningsnummer (day plus 60).
    pub fn ar_samordningsnummer(&self) -> bool {
        self.0.as_bytes().get(6).is_some_and(|b| *b >= b'6')
    }

    /// The birth date that the number proposes; only a proposal, for the day may have been moved (FOL 18 §).
    pub fn foreslagen_fodd(&self, idag: NaiveDate) -> Option<Fodd> {
        let del = |fran: usize, till: usize| self.0.get(fran..till)?.parse::<u32>().ok();
        let year = i32::try_from(del(0, 4)?).ok()?;
        match fodelsedag(year, del(4, 6)?, del(6, 8)?) {
            Dag::Finns(datum) => Fodd::ny(datum, idag).ok(),
            Dag::Okand | Dag::FinnsInte => None,
        }
    }

    /// The twelve digits; named so that each use shows in review.
    pub fn avsloja(&self) -> &str {
        &self.0
    }
}

/// Splits into digits and whether a plus stood before the last four.
fn dela(text: &str) -> Result<(String, bool), KanInteVaraNummer> {
    let mut siffror = String::new();
    let mut plus = false;
    let antal = text.chars().filter(char::is_ascii_digit).count();
    for c in text.chars() {
        match c {
            '0'..='9' => siffror.push(c),
            '-' | '\u{2013}' | '\u{2212}' | '+' if siffror.len() + 4 == antal => plus = c == '+',
            _ => return Err(KanInteVaraNummer::Form),
        }
    }
    if matches!(siffror.len(), 10 | 12) {
        Ok((siffror, plus))
    } else {
        Err(KanInteVaraNummer::Form)
    }
}

fn luhn(siffror: &[u32]) -> u32 {
    let vikt = |(i, siffra): (usize, &u32)| {
        let produkt = siffra * if i % 2 == 0 { 2 } else { 1 };
        produkt / 10 + produkt % 10
    };
    siffror.iter().enumerate().map(vikt).sum::<u32>() % 10
}

/// The latest century that is not in the future; a plus takes a hundred years more.
fn arhundrade(year2: i32, rest: &[u32], plus: bool, idag: NaiveDate) -> i32 {
    let mut year = idag.year() / 100 * 100 + year2;
    let (manad, dag) = (rest[2] * 10 + rest[3], rest[4] * 10 + rest[5]);
    let i_framtiden = match fodelsedag(year, manad, dag) {
        Dag::Finns(datum) => datum > idag,
        Dag::Okand | Dag::FinnsInte => year > idag.year(),
    };
    if i_framtiden {
        year -= 100;
    }
    if plus { year - 100 } else { year }
}

enum Dag {
    Finns(NaiveDate),
    Okand,
    FinnsInte,
}

/// Skatteverket's samordningsnummer have day plus 60, and month 00 or day 60 where the birth date is not settled.
fn fodelsedag(year: i32, manad: u32, dag: u32) -> Dag {
    let samordning = dag >= 60;
    let dag = if samordning { dag - 60 } else { dag };
    if samordning && manad <= 12 && dag <= 31 && (manad == 0 || dag == 0) {
        return Dag::Okand;
    }
    NaiveDate::from_ymd_opt(year, manad, dag).map_or(Dag::FinnsInte, Dag::Finns)
}

/// Kontaktuppgift, how somebody can be reached.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Kontaktuppgift {
    /// Telephone.
    pub telefon: String,
    /// E-mail.
    pub epost: String,
    /// Postal address.
    pub adress: String,
}

impl Kontaktuppgift {
    fn ar_tom(&self) -> bool {
        self.telefon.is_empty() && self.epost.is_empty() && self.adress.is_empty()
    }
}

/// Why an identity was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KanInteIdentifiera {
    /// No name.
    NamnSaknas,
    /// Contact data of a person with sekretessmarkering do not belong here (SKY-01, SKY-04).
    SkyddadKontakt,
}

/// Identitet of the person whom a 14:3 insats is documented for.
///
/// Not `Copy`, not `Default`, masked in `Debug`, no `Display`: logs, panics and titles cannot carry it (DOK-10).
#[derive(Clone, PartialEq, Eq)]
pub struct Identitet {
    namn: String,
    nummer: Option<Nummer>,
    kontakt: Kontaktuppgift,
    sekretessmarkering: bool,
}

impl fmt::Debug for Identitet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identitet(…)")
    }
}

impl Identitet {
    /// Takes a name and, where there is one, a number; a person may lack both number and address (VIL-09).
    ///
    /// # Errors
    /// [`KanInteIdentifiera`].
    pub fn ny(
        namn: &str,
        nummer: Option<Nummer>,
        kontakt: Kontaktuppgift,
        sekretessmarkering: bool,
    ) -> Result<Self, KanInteIdentifiera> {
        if namn.trim().is_empty() {
            Err(KanInteIdentifiera::NamnSaknas)
        } else if sekretessmarkering && !kontakt.ar_tom() {
            Err(KanInteIdentifiera::SkyddadKontakt)
        } else {
            Ok(Self {
                namn: namn.trim().to_owned(),
                nummer,
                kontakt,
                sekretessmarkering,
            })
        }
    }

    /// The name; named so that each use shows in review.
    pub fn avsloja_namn(&self) -> &str {
        &self.namn
    }

    /// The number.
    pub fn avsloja_nummer(&self) -> Option<&Nummer> {
        self.nummer.as_ref()
    }

    /// The contact data.
    pub fn avsloja_kontakt(&self) -> &Kontaktuppgift {
        &self.kontakt
    }

    /// Sekretessmarkering (SKY-01).
    pub fn sekretessmarkering(&self) -> bool {
        self.sekretessmarkering
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn las(text: &str) -> Result<Nummer, KanInteVaraNummer> {
        Nummer::las(text, NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
    }

    #[test]
    fn giltiga_nummer_far_ratt_arhundrade() {
        for (text, vantat) in [
            ("19900101-0017", "199001010017"),
            ("9001010017", "199001010017"),
            ("000101-0107", "200001010107"),
            ("130401+2931", "191304012931"),
            ("130401-2931", "201304012931"),
            ("701063-2391", "197010632391"),
            ("800161-3291", "198001613291"),
            ("000229-0013", "200002290013"),
            ("191503882399", "191503882399"),
            ("191500882392", "191500882392"),
            ("191500722390", "191500722390"),
            ("900101 0017", "199001010017"),
            ("900101\u{2013}0017", "199001010017"),
        ] {
            assert_eq!(
                las(text).map(|n| n.avsloja().to_owned()),
                Ok(vantat.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn ogiltiga_nummer_far_sitt_skal() {
        use KanInteVaraNummer::{Datum, Form, IFramtiden, Kontrollsiffra};
        for (text, vantat) in [
            ("701063-2394", Kontrollsiffra),
            ("800161-3294", Kontrollsiffra),
            ("19900101-001", Form),
            ("19900101-0018", Kontrollsiffra),
            ("1990-0101-0017", Form),
            ("٩٠٠١٠١٠٠١٧", Form),
            ("", Form),
        ] {
            assert_eq!(las(text), Err(vantat), "{text}");
        }
        // The check digit is right in each; the day is what is wrong.
        for (bas, vantat) in [
            ("199002300", Datum),
            ("201702290", Datum),
            ("299901010", IFramtiden),
        ] {
            let ratt = (0..1000).find_map(|n| {
                let text = format!("{}{:03}", &bas[..9], n);
                (luhn(
                    &text
                        .chars()
                        .filter_map(|c| c.to_digit(10))
                        .collect::<Vec<_>>()[2..],
                ) == 0
                    && &text[8..11] != "000")
                    .then_some(text)
            });
            assert_eq!(las(&ratt.unwrap()), Err(vantat), "{bas}");
        }
    }

    #[test]
    fn samordningsnummer_kanns_igen_och_inget_skrivs_ut() {
        let nummer = las("701063-2391").unwrap();
        assert!(nummer.ar_samordningsnummer());
        assert!(!las("9001010017").unwrap().ar_samordningsnummer());
        let identitet =
            Identitet::ny("Åsa Ek", Some(nummer), Kontaktuppgift::default(), false).unwrap();
        assert_eq!(format!("{identitet:?}"), "Identitet(…)");
    }
}
