//! Blankett, a small form as data: fields, what is typed in them, and which has the focus.
//!
//! What is typed lives here and nowhere else, and goes with the form. `Debug` shows none of it.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveTime;

use crate::form::datumfalt::Datumfalt;
use crate::form::textfalt::Textfalt;
use crate::ui::inmatning::Tangent;
use crate::ui::rader::Rulle;
use crate::ui::redigerare::Redigerare;

/// Namn on a field, by which its value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Faltnamn {
    /// What to call the person.
    Namn,
    /// The way to reach them.
    Satt,
    /// Number or address.
    Varde,
    /// Whether the person is 15–17 years.
    Ung,
    /// Whether the person has chosen the way.
    Sjalv,
    /// A day.
    Dag,
    /// A time of day.
    Klockslag,
    /// A coded reason.
    Orsak,
    /// A sentence.
    Mening,
    /// How many need places together.
    Parti,
    /// A language.
    Sprak,
    /// Days of the week.
    Veckodagar,
    /// A number of sessions or places.
    Antal,
    /// Days between sessions.
    Mellan,
    /// Minutes.
    Minuter,
    /// Smallest number.
    Minst,
    /// Largest number.
    Hogst,
    /// Whose akt.
    Aktslag,
    /// Steps of the chain.
    Steg,
    /// Personnummer or samordningsnummer.
    Nummer,
    /// The next follow-up.
    Uppfoljning,
    /// What a note is about.
    Vad,
    /// Where it comes from.
    Kalla,
    /// Who took part.
    Deltog,
    /// A long text.
    Text,
    /// Who writes.
    Skrivare,
    /// With what title.
    Titel,
    /// A heading of the plan, by its place.
    Rubrik(u8),
    /// With whom the plan was made.
    GjordMed,
    /// What kind of receiver.
    Med,
    /// To whom.
    Mottagare,
    /// A last day.
    Till,
    /// A goal, by its place.
    Mal(u8),
    /// A consent.
    Samtycke,
    /// What is taken along.
    Tarmed,
    /// A day of the bridge, by its place.
    Brodag(u8),
    /// What is searched for.
    Sokt,
}

impl Faltnamn {
    /// The code under which a draft keeps the field; `None` for what is in no draft.
    pub(super) fn kod(self) -> Option<String> {
        let kod = match self {
            Self::Vad => "vad",
            Self::Dag => "dag",
            Self::Klockslag => "klockslag",
            Self::Kalla => "kalla",
            Self::Deltog => "deltog",
            Self::Text => "text",
            Self::Skrivare => "skrivare",
            Self::Titel => "titel",
            Self::GjordMed => "gjord_med",
            Self::Rubrik(plats) => return Some(format!("rubrik_{plats}")),
            _ => return None,
        };
        Some(kod.to_owned())
    }
}

/// A time of day as people write it: `17:30`, `17.30` or `1730`.
pub(super) fn klockslag(text: &str) -> Option<NaiveTime> {
    let siffror: String = text.chars().filter(char::is_ascii_digit).collect();
    let annat = text
        .trim()
        .chars()
        .any(|c| !c.is_ascii_digit() && !matches!(c, ':' | '.'));
    if annat || siffror.len() != 4 {
        return None;
    }
    let (timme, minut) = siffror.split_at(2);
    NaiveTime::from_hms_opt(timme.parse().ok()?, minut.parse().ok()?, 0)
}

/// One alternative of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Valrad {
    /// The key that chooses it.
    pub tangent: char,
    /// Code.
    pub kod: &'static str,
    /// In words.
    pub text: String,
    /// Chosen.
    pub vald: bool,
}

/// Fältslag, what a field takes.
#[derive(Clone, Debug)]
pub enum Faltslag {
    /// One line of text.
    Text(Textfalt),
    /// A text of many lines.
    Lang(Box<Redigerare>),
    /// A day.
    Datum(Datumfalt),
    /// One of several, or several of them.
    Val {
        /// The alternatives.
        rader: Vec<Valrad>,
        /// More than one may be chosen.
        flera: bool,
    },
}

/// Blankettfält, one field. Its `Debug` shows only which: a label may be what a person has said.
#[derive(Clone)]
pub struct Blankettfalt {
    /// Which.
    pub namn: Faltnamn,
    /// Label.
    pub etikett: Cow<'static, str>,
    /// A sentence of help, shown while the field has the focus; may be empty.
    pub hjalp: &'static str,
    /// What it takes, and what stands in it.
    pub slag: Faltslag,
    /// A proposal stands in it that nobody has touched: the first digit typed takes its place.
    forslag: bool,
}

impl fmt::Debug for Blankettfalt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Blankettfalt({:?})", self.namn)
    }
}

/// Blankett, a form about `S`.
#[derive(Debug)]
pub struct Blankett<S> {
    /// What it is about.
    pub slag: S,
    /// Heading.
    pub rubrik: String,
    /// What is to be said before anything is written.
    pub att_saga: Vec<String>,
    /// The fields.
    pub falt: Vec<Blankettfalt>,
    /// Which has the focus.
    pub fokus: usize,
    /// How far it is scrolled.
    pub rulle: Rulle,
}

impl<S> Blankett<S> {
    /// A form with the focus on its first field.
    pub(super) fn ny(
        slag: S,
        rubrik: String,
        att_saga: Vec<String>,
        falt: Vec<Blankettfalt>,
    ) -> Self {
        Self {
            slag,
            rubrik,
            att_saga,
            falt,
            fokus: 0,
            rulle: Rulle::default(),
        }
    }

    /// Whether a text of many lines is written in the field in focus.
    pub(super) fn skriver_langt(&self) -> bool {
        matches!(
            self.falt.get(self.fokus).map(|falt| &falt.slag),
            Some(Faltslag::Lang(_))
        )
    }

    /// Whether letters are written in the field in focus.
    pub(super) fn skriver(&self) -> bool {
        match self.falt.get(self.fokus).map(|falt| &falt.slag) {
            Some(Faltslag::Text(_) | Faltslag::Lang(_) | Faltslag::Datum(_)) => true,
            Some(Faltslag::Val { .. }) | None => false,
        }
    }

    pub(super) fn flytta(&mut self, framat: bool) {
        let sist = self.falt.len().saturating_sub(1);
        self.fokus = if framat {
            (self.fokus + 1).min(sist)
        } else {
            self.fokus.saturating_sub(1)
        };
    }

    /// Whether the last field has the focus.
    pub(super) fn sist(&self) -> bool {
        self.fokus + 1 >= self.falt.len()
    }

    /// Puts the focus on a field that has to be filled in otherwise.
    pub(super) fn fokusera(&mut self, namn: Faltnamn) {
        let plats = self.falt.iter().position(|falt| falt.namn == namn);
        self.fokus = plats.unwrap_or(self.fokus);
    }

    /// Takes a key that is no command.
    pub(super) fn skriv(&mut self, tangent: &Tangent) {
        let Some(falt) = self.falt.get_mut(self.fokus) else {
            return;
        };
        let forslag = std::mem::take(&mut falt.forslag);
        match &mut falt.slag {
            Faltslag::Text(text) => {
                if forslag && tangent.skrivet().is_some_and(|c| c.is_ascii_digit()) {
                    text.tom();
                }
                text.hantera(tangent);
            }
            Faltslag::Lang(text) => {
                text.hantera(tangent);
            }
            Faltslag::Datum(datum) => {
                datum.hantera(tangent);
            }
            Faltslag::Val { rader, flera } => {
                if Tangent::fran_text("<BS>").as_ref() == Some(tangent) {
                    for rad in rader {
                        rad.vald = false;
                    }
                    return;
                }
                let tecken = tangent.skrivet().and_then(|c| c.to_lowercase().next());
                if let Some(plats) = rader.iter().position(|rad| Some(rad.tangent) == tecken) {
                    valj(rader, plats, *flera);
                }
            }
        }
    }

    /// Takes a paste; `false` if not all of a text had room.
    pub(super) fn klistra(&mut self, text: &str) -> bool {
        let Some(falt) = self.falt.get_mut(self.fokus) else {
            return true;
        };
        let forslag = std::mem::take(&mut falt.forslag);
        match &mut falt.slag {
            Faltslag::Text(falt) => {
                if forslag {
                    falt.tom();
                }
                falt.infoga(text)
            }
            Faltslag::Lang(falt) => falt.klistra(text),
            Faltslag::Datum(falt) => {
                falt.klistra(text);
                true
            }
            Faltslag::Val { .. } => true,
        }
    }

    /// Whether the long text that is being written had room for the last of it.
    pub(super) fn fick_plats(&self) -> bool {
        match self.falt.get(self.fokus).map(|falt| &falt.slag) {
            Some(Faltslag::Lang(text)) => text.fick_plats(),
            Some(Faltslag::Text(_) | Faltslag::Datum(_) | Faltslag::Val { .. }) | None => true,
        }
    }

    /// The next alternative, or the one before.
    pub(super) fn bladdra(&mut self, framat: bool) {
        let Some(Faltslag::Val { rader, flera }) =
            self.falt.get_mut(self.fokus).map(|falt| &mut falt.slag)
        else {
            return;
        };
        let antal = rader.len();
        if *flera || antal == 0 {
            return;
        }
        let ny = match (rader.iter().position(|rad| rad.vald), framat) {
            (None, true) => 0,
            (None, false) => antal - 1,
            (Some(nu), true) => (nu + 1) % antal,
            (Some(nu), false) => (nu + antal - 1) % antal,
        };
        valj(rader, ny, false);
    }

    /// What is written in a long field; empty where there is no such field.
    pub(super) fn lang_text(&self, namn: Faltnamn) -> String {
        match self.slag(namn) {
            Some(Faltslag::Lang(text)) => text.text(),
            Some(Faltslag::Text(_) | Faltslag::Datum(_) | Faltslag::Val { .. }) | None => {
                String::new()
            }
        }
    }

    /// Puts a line in a field of text.
    pub(super) fn satt(&mut self, namn: Faltnamn, text: &str) {
        let falt = self.falt.iter_mut().find(|falt| falt.namn == namn);
        if let Some(Faltslag::Text(falt)) = falt.map(|falt| &mut falt.slag) {
            falt.satt(text);
        }
    }

    /// Gives a field another label.
    pub(super) fn etikettera(&mut self, namn: Faltnamn, etikett: &'static str) {
        if let Some(falt) = self.falt.iter_mut().find(|falt| falt.namn == namn) {
            falt.etikett = Cow::Borrowed(etikett);
        }
    }

    fn slag(&self, namn: Faltnamn) -> Option<&Faltslag> {
        let falt = self.falt.iter().find(|falt| falt.namn == namn)?;
        Some(&falt.slag)
    }

    /// What is typed in a field; empty where there is no such field.
    pub(super) fn text(&self, namn: Faltnamn) -> &str {
        match self.slag(namn) {
            Some(Faltslag::Text(text)) => text.text(),
            Some(Faltslag::Lang(_) | Faltslag::Datum(_) | Faltslag::Val { .. }) | None => "",
        }
    }

    /// The number that is typed in a field.
    pub(super) fn tal<T: std::str::FromStr>(&self, namn: Faltnamn) -> Option<T> {
        self.text(namn).trim().parse().ok()
    }

    /// The date field of this name.
    pub(super) fn datum(&self, namn: Faltnamn) -> Datumfalt {
        match self.slag(namn) {
            Some(Faltslag::Datum(datum)) => *datum,
            Some(Faltslag::Text(_) | Faltslag::Lang(_) | Faltslag::Val { .. }) | None => {
                Datumfalt::ny()
            }
        }
    }

    /// The code that is chosen in a field.
    pub(super) fn vald(&self, namn: Faltnamn) -> Option<&'static str> {
        match self.slag(namn)? {
            Faltslag::Val { rader, .. } => rader.iter().find(|rad| rad.vald).map(|rad| rad.kod),
            Faltslag::Text(_) | Faltslag::Lang(_) | Faltslag::Datum(_) => None,
        }
    }

    /// The chosen alternatives as bits, the first one lowest.
    pub(super) fn mask(&self, namn: Faltnamn) -> u8 {
        match self.slag(namn) {
            Some(Faltslag::Val { rader, .. }) => rader
                .iter()
                .take(8)
                .enumerate()
                .filter(|(_, rad)| rad.vald)
                .fold(0, |mask, (i, _)| mask | (1 << i)),
            Some(Faltslag::Text(_) | Faltslag::Lang(_) | Faltslag::Datum(_)) | None => 0,
        }
    }
}

fn valj(rader: &mut [Valrad], plats: usize, flera: bool) {
    for (i, rad) in rader.iter_mut().enumerate() {
        rad.vald = if flera {
            rad.vald ^ (i == plats)
        } else {
            i == plats
        };
    }
}

/// A text field with something in it from the start.
pub(super) fn textfalt(
    namn: Faltnamn,
    ord: (&'static str, &'static str),
    langst: usize,
    varde: &str,
) -> Blankettfalt {
    let mut falt = Textfalt::ny(langst);
    falt.satt(varde);
    Blankettfalt {
        namn,
        etikett: Cow::Borrowed(ord.0),
        hjalp: ord.1,
        slag: Faltslag::Text(falt),
        forslag: false,
    }
}

/// A text of many lines.
pub(super) fn langfalt(
    namn: Faltnamn,
    ord: (&'static str, &'static str),
    hogst: usize,
    varde: &str,
) -> Blankettfalt {
    let mut text = Redigerare::ny(hogst);
    text.satt(varde);
    Blankettfalt {
        namn,
        etikett: Cow::Borrowed(ord.0),
        hjalp: ord.1,
        slag: Faltslag::Lang(Box::new(text)),
        forslag: false,
    }
}

/// A number, with a proposal that the first digit typed takes the place of.
pub(super) fn talfalt(
    namn: Faltnamn,
    ord: (&'static str, &'static str),
    langst: usize,
    forslag: &str,
) -> Blankettfalt {
    Blankettfalt {
        forslag: true,
        ..textfalt(namn, ord, langst, forslag)
    }
}

/// A choice of several, as they stand.
pub(super) fn flervalsfalt(
    namn: Faltnamn,
    ord: (&'static str, &'static str),
    rader: Vec<Valrad>,
) -> Blankettfalt {
    let falt = valfalt(namn, ord, Vec::new());
    Blankettfalt {
        slag: Faltslag::Val { rader, flera: true },
        ..falt
    }
}

/// A date field.
pub(super) fn datumfalt(
    namn: Faltnamn,
    ord: (&'static str, &'static str),
    datum: Option<chrono::NaiveDate>,
) -> Blankettfalt {
    Blankettfalt {
        namn,
        etikett: Cow::Borrowed(ord.0),
        hjalp: ord.1,
        slag: Faltslag::Datum(datum.map_or_else(Datumfalt::ny, Datumfalt::med)),
        forslag: false,
    }
}

/// A choice of one.
pub(super) fn valfalt(
    namn: Faltnamn,
    ord: (&'static str, &'static str),
    rader: Vec<Valrad>,
) -> Blankettfalt {
    Blankettfalt {
        namn,
        etikett: Cow::Borrowed(ord.0),
        hjalp: ord.1,
        slag: Faltslag::Val {
            rader,
            flera: false,
        },
        forslag: false,
    }
}

/// A choice of one, with a label that somebody has written.
pub(super) fn valfalt_om(
    namn: Faltnamn,
    etikett: String,
    hjalp: &'static str,
    rader: Vec<Valrad>,
) -> Blankettfalt {
    Blankettfalt {
        etikett: Cow::Owned(etikett),
        ..valfalt(namn, ("", hjalp), rader)
    }
}
