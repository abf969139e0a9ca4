//! Katalog reading: a TOML file of format 1 in, the domain's [`Katalog`] out, or every fault of the file at once.
//!
//! Whoever writes a catalogue is not a programmer, so a fault says what is wrong and what to do, in Swedish, with its place.

mod bygg;
mod fil;
mod gallring;
mod granska;
pub mod hsds;
mod insats;
mod ko;
mod lagen;
mod rad;
mod syntax;
mod tabell;
mod tecken;
mod villkor;

use std::fmt;

use toml::de::DeTable;

use crate::domain::insats::Katalog;

/// Grad, how grave a remark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grad {
    /// The catalogue is refused.
    Fel,
    /// The catalogue can be used, but somebody should look.
    Varning,
}

/// Anmärkning, one remark on a catalogue file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anmarkning {
    /// How grave.
    pub grad: Grad,
    /// Row, from 1.
    pub rad: usize,
    /// Column in characters, from 1.
    pub kolumn: usize,
    /// What is wrong; a whole sentence, safe to print in a terminal.
    pub vad: String,
    /// What to do about it; a whole sentence, safe to print in a terminal.
    pub gor_sa_har: String,
}

impl fmt::Display for Anmarkning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grad = match self.grad {
            Grad::Fel => "fel",
            Grad::Varning => "varning",
        };
        write!(
            f,
            "rad {} kolumn {} {grad}: {} {}",
            self.rad, self.kolumn, self.vad, self.gor_sa_har
        )
    }
}

/// Läst, the outcome of reading a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Last {
    /// The catalogue; only when no remark is a [`Grad::Fel`].
    pub katalog: Option<Katalog>,
    /// The remarks, in the order of the file.
    pub anmarkningar: Vec<Anmarkning>,
}

/// Reads a catalogue: everything that must hold for it to be safe to use, nothing that is only worth a look.
///
/// Runs at every start, before the first frame, and therefore leaves the warnings to [`granska`].
pub fn las(text: &str) -> Last {
    las_med(text, false)
}

/// Reads a catalogue and adds the warnings, for whoever edits or adopts it.
pub fn granska(text: &str) -> Last {
    las_med(text, true)
}

/// The catalogue that is built into the program.
pub fn inbyggd() -> &'static str {
    include_str!("../../data/kataloger/alingsas.toml")
}

/// The built-in catalogue without what the lookup alone needs, which is most of the file: search words and what can
/// only be applied for. Knows how that one file is laid out, which a test below holds; any other file is read whole.
pub fn inbyggd_for_forsta_bilden() -> String {
    let mut kort = String::with_capacity(inbyggd().len() / 2);
    let mut i_lista = false;
    for rad in inbyggd().lines().take_while(|rad| *rad != "[[hanvisning]]") {
        let borjar = rad.starts_with("sokord = [") || rad.starts_with("situationer = [");
        if !borjar && !i_lista && !rad.starts_with('#') {
            kort.push_str(rad);
            kort.push('\n');
        }
        i_lista = (borjar || i_lista) && !rad.ends_with(']');
    }
    kort
}

fn las_med(text: &str, med_varningar: bool) -> Last {
    // Editors on Windows put a byte order mark first; it is no part of the text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let fel = rad::Felsamling::default();
    tecken::granska_ratext(text, &fel);
    let (mut rot, syntaxfel) = DeTable::parse_recoverable(text);
    let lagad = if syntaxfel.is_empty() {
        syntax::hel(text)
    } else {
        syntax::laga(text)
    };
    if !syntaxfel.is_empty() {
        rot = DeTable::parse_recoverable(lagad.text()).0;
    }
    let katalog = bygg::katalog(rot.get_ref(), lagad.text(), &fel);
    if med_varningar {
        granska::varningar(rot.get_ref(), &fel);
    }
    let anmarkningar = fel.ordna(text, &lagad);
    let nagot_fel = anmarkningar
        .iter()
        .any(|anmarkning| anmarkning.grad == Grad::Fel);
    Last {
        katalog: katalog.filter(|_| !nagot_fel),
        anmarkningar,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::insats::Sokord;

    #[test]
    fn den_korta_katalogen_saknar_bara_det_som_uppslaget_behover() {
        let mut hel = las(inbyggd()).katalog.unwrap();
        let kort = las(&inbyggd_for_forsta_bilden()).katalog.unwrap();
        assert_ne!(hel, kort);
        for insats in &mut hel.insatser {
            insats.sok = Sokord::default();
        }
        hel.hanvisningar.clear();
        assert_eq!(hel, kort);
    }
}
