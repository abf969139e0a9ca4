//! Texts that are written in the akt: never empty where something is demanded, and never longer than the file takes.

use std::fmt;

use super::hinder::KanInteIAkten;

/// Fältnamn, the fields of the akt that are written by hand; each has words in `text::akt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Faltnamn {
    /// Name of whoever writes.
    Forfattare,
    /// Title of whoever writes.
    Titel,
    /// What a note is about.
    Vad,
    /// Where what it says comes from.
    Kalla,
    /// Who took part.
    Deltog,
    /// What a note says.
    Text,
    /// To whom something may be told.
    Mottagare,
    /// What a consent is about.
    Galler,
    /// Why something ended.
    Mening,
    /// A goal.
    Mal,
    /// The name of a user who is given a right.
    Anvandare,
}

/// Most signs of a [`Kort`] text.
pub const KORT: usize = 120;
/// Most signs of a [`Lang`] text: about forty pages.
pub const LANG: usize = 100_000;

fn prova(falt: Faltnamn, text: &str, hogst: usize) -> Result<String, KanInteIAkten> {
    let text = text.trim();
    if text.is_empty() {
        Err(KanInteIAkten::Falt(falt))
    } else if text.chars().count() > hogst {
        Err(KanInteIAkten::ForLang(falt, hogst))
    } else {
        Ok(text.to_owned())
    }
}

/// Kort, a line of 1 to [`KORT`] signs. Its `Debug` shows nothing: it may be about a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Kort(String);

impl Kort {
    /// Takes a line.
    ///
    /// # Errors
    /// [`KanInteIAkten::Falt`] when it is empty, [`KanInteIAkten::ForLang`] when it is too long.
    pub fn ny(falt: Faltnamn, text: &str) -> Result<Self, KanInteIAkten> {
        prova(falt, text, KORT).map(Self)
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Lång, a text of 1 to [`LANG`] signs, in several lines. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Lang(String);

impl Lang {
    /// Takes a text.
    ///
    /// # Errors
    /// As [`Kort::ny`].
    pub fn ny(falt: Faltnamn, text: &str) -> Result<Self, KanInteIAkten> {
        prova(falt, text, LANG).map(Self)
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Kort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kort(…)")
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lang(…)")
    }
}
