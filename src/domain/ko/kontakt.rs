//! Kökontakt, how somebody who waits can be reached. Stands apart from the queue, is opened one at a time, and each
//! opening is logged (PUL-02, PUL-04). Never on an insats exempt by 14:5: there is no [`Kontaktratt`] for one.

use std::fmt;

use chrono::NaiveDate;

use super::hinder::KanInteIKon;
use crate::domain::identitet::Nummer;
use crate::domain::insats::{Dokumentation, Insats};

/// Sätt, the way in which the person wants to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kontaktsatt {
    /// A call.
    Telefon,
    /// A text message.
    Sms,
    /// E-mail.
    Epost,
    /// A letter; never to a young person (SAM-10).
    Brev,
}

impl Kontaktsatt {
    /// All ways.
    pub const ALLA: [Self; 4] = [Self::Telefon, Self::Sms, Self::Epost, Self::Brev];

    /// The code that is stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Telefon => "telefon",
            Self::Sms => "sms",
            Self::Epost => "epost",
            Self::Brev => "brev",
        }
    }

    /// The way with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|satt| satt.kod() == kod)
    }
}

/// Kontakträtt, evidence that contact data may be kept: the insats is documented, or the catalogue allows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kontaktratt(());

impl Kontaktratt {
    /// The right of an insats, or none. A person on an insats exempt by 14:5 stays unknown whatever they wish (DOK-05).
    ///
    /// # Errors
    /// [`KanInteIKon::IngenKontakt`].
    pub fn av(insats: &Insats) -> Result<Self, KanInteIKon> {
        let far = match insats.dokumentation {
            Dokumentation::Dokumenteras { .. } => true,
            Dokumentation::Radgivning => insats.ko.kontakt,
            Dokumentation::Undantagen { .. } => false,
        };
        far.then_some(Self(())).ok_or(KanInteIKon::IngenKontakt)
    }
}

/// What a character that could not be read has become at the door.
const OLASLIGT: char = '\u{FFFD}';

/// Whether a personnummer with its century stands there: without it, a number of a telephone looks the same.
fn personnummer(text: &str) -> bool {
    let inget_senare = NaiveDate::from_ymd_opt(2099, 12, 31).unwrap_or(NaiveDate::MAX);
    text.split(|c: char| !c.is_ascii_digit() && c != '-' && c != '+')
        .filter(|del| del.chars().filter(char::is_ascii_digit).count() == 12)
        .any(|del| Nummer::las(del, inget_senare).is_ok())
}

/// Kökontakt: what to call the person, and the one way to reach them. `Debug` shows neither.
#[derive(Clone, PartialEq, Eq)]
pub struct Kokontakt {
    namn: String,
    satt: Kontaktsatt,
    varde: String,
    sjalv: bool,
}

impl Kokontakt {
    /// Takes contact data that the person wants kept. `sjalv`: the person has chosen the way, and not a guardian.
    ///
    /// # Errors
    /// [`KanInteIKon::KontaktEjHel`] when something is missing or too long, or a personnummer stands in it;
    /// [`KanInteIKon::UngValjerSjalv`] when the person is young and has not chosen, or would get a letter.
    pub fn ny(
        _ratt: Kontaktratt,
        namn: &str,
        satt: Kontaktsatt,
        varde: &str,
        (ung, sjalv): (bool, bool),
    ) -> Result<Self, KanInteIKon> {
        let (namn, varde) = (namn.trim(), varde.trim());
        let hel = |text: &str, langst: usize| {
            (1..=langst).contains(&text.chars().count())
                && !text.chars().any(|c| c.is_control() || c == OLASLIGT)
        };
        let siffror = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        let nummer = match satt {
            Kontaktsatt::Telefon | Kontaktsatt::Sms => (6..=15).contains(&siffror(varde)),
            Kontaktsatt::Epost => varde.contains('@'),
            Kontaktsatt::Brev => true,
        };
        if !hel(namn, 60) || !hel(varde, 120) || siffror(namn) > 3 || !nummer || personnummer(varde)
        {
            return Err(KanInteIKon::KontaktEjHel);
        }
        if ung && (!sjalv || satt == Kontaktsatt::Brev) {
            return Err(KanInteIKon::UngValjerSjalv);
        }
        Ok(Self {
            namn: namn.to_owned(),
            satt,
            varde: varde.to_owned(),
            sjalv,
        })
    }

    /// What to call the person; named so that each use shows in review.
    pub fn avsloja_namn(&self) -> &str {
        &self.namn
    }

    /// Where to reach the person; named so that each use shows in review.
    pub fn avsloja_varde(&self) -> &str {
        &self.varde
    }

    /// The way.
    pub fn satt(&self) -> Kontaktsatt {
        self.satt
    }

    /// Whether the person has chosen the way.
    pub fn sjalv(&self) -> bool {
        self.sjalv
    }

    /// What is the same whenever the same person is written down again: the name in small letters, and the digits of
    /// a number. Kept only as a keyed digest, never as it stands.
    pub fn kannetecken(&self) -> String {
        let varde: String = match self.satt {
            Kontaktsatt::Telefon | Kontaktsatt::Sms => {
                let siffror: String = self.varde.chars().filter(char::is_ascii_digit).collect();
                siffror
                    .strip_prefix("0046")
                    .or_else(|| siffror.strip_prefix("46"))
                    .or_else(|| siffror.strip_prefix('0'))
                    .unwrap_or(&siffror)
                    .to_owned()
            }
            Kontaktsatt::Epost | Kontaktsatt::Brev => self.varde.to_lowercase(),
        };
        let namn: Vec<String> = self
            .namn
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        format!("{}\n{varde}", namn.join(" "))
    }
}

impl fmt::Debug for Kokontakt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kokontakt(…)")
    }
}
