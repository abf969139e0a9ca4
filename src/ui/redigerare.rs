//! Redigerare, the editor for a text of many lines, with the keys people know from every other program.
//!
//! A place in the text always stands between two graphemes, and the text is always clean
//! ([`rena_text`](crate::rena::rena_text)), also where two pieces meet. Every change goes through one function and is one
//! step of the history, so that what is taken back is exactly what stood there.

use std::cell::{Cell, RefCell};
use std::fmt;

use unicode_segmentation::UnicodeSegmentation;

use crate::rena::rena_text_med_hopar;
use crate::ui::inmatning::{KeyCode, Tangent};

mod brytning;
mod historik;
mod ritning;
mod skarv;

use brytning::{efter, fore, grans, ord_efter, ord_fore};
use historik::{Historik, Slag, Steg};
use ritning::Fonster;
use skarv::{ENKELT, ar_fast, begransa_hopar, skarv_fore};

/// Plats, a place in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Plats {
    /// The line, from 0.
    rad: usize,
    /// Bytes before it in the line.
    byte: usize,
}

impl Plats {
    /// The place after `text` when it is written here.
    fn efter(self, text: &str) -> Self {
        match text.rfind('\n') {
            None => Self {
                byte: self.byte + text.len(),
                ..self
            },
            Some(sist) => Self {
                rad: self.rad + text.matches('\n').count(),
                byte: text.len() - sist - 1,
            },
        }
    }
}

/// Redigerare, a text of many lines with a cursor, a selection, a history and a clipboard of its own.
///
/// Its `Debug` shows only the length: what is written in a note is personal data.
#[derive(Clone)]
pub struct Redigerare {
    /// The lines, at least one.
    rader: Vec<String>,
    /// Characters in all, line breaks counted.
    langd: usize,
    /// Most characters.
    max: usize,
    markor: Plats,
    /// Where the selection began; the cursor is its other end.
    ankare: Option<Plats>,
    /// The column that up and down strive for.
    onskad: Option<usize>,
    historik: Historik,
    urklipp: String,
    andringar: u64,
    fick_plats: bool,
    /// What the drawing knows: the window, and how the lines are broken in it.
    fonster: RefCell<Fonster>,
    mer: Cell<(bool, bool)>,
}

impl fmt::Debug for Redigerare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redigerare({} tecken)", self.langd)
    }
}

impl Redigerare {
    /// An empty editor for at most `max` characters (code points, line breaks counted).
    pub fn ny(max: usize) -> Self {
        Self {
            rader: vec![String::new()],
            langd: 0,
            max,
            markor: Plats::default(),
            ankare: None,
            onskad: None,
            historik: Historik::default(),
            urklipp: String::new(),
            andringar: 0,
            fick_plats: true,
            fonster: RefCell::default(),
            mer: Cell::default(),
        }
    }

    /// Exchanges the text, puts the cursor at the end and forgets the history. Returns `false` if not all of it had
    /// room; what had room then stands there.
    pub fn satt(&mut self, text: &str) -> bool {
        self.rader = vec![String::new()];
        self.langd = 0;
        self.markor = Plats::default();
        self.ankare = None;
        self.andringar += 1;
        self.fick_plats = self.byt(Slag::Annat, self.markor, self.markor, text);
        self.historik = Historik::default();
        self.fick_plats
    }

    /// The text, its lines joined with `\n`.
    pub fn text(&self) -> String {
        self.rader.join("\n")
    }

    /// Says whether nothing is written.
    pub const fn ar_tom(&self) -> bool {
        self.langd == 0
    }

    /// The number of characters, line breaks counted.
    pub const fn langd(&self) -> usize {
        self.langd
    }

    /// A number that grows at every change of the text, so that one can see whether there is something to save.
    pub const fn andringar(&self) -> u64 {
        self.andringar
    }

    /// Whether the last key or paste had room in full.
    pub const fn fick_plats(&self) -> bool {
        self.fick_plats
    }

    /// The selected text.
    pub fn markerat(&self) -> Option<String> {
        self.markering().map(|(fran, till)| self.utdrag(fran, till))
    }

    /// What Ctrl+C or Ctrl+X last took.
    pub fn kopierat(&self) -> &str {
        &self.urklipp
    }

    /// Pastes `text` over the selection or at the cursor, cleaned; a tab becomes a space. Returns `false` if not all
    /// of it had room; what had room then stands there, and nothing already written is lost.
    pub fn klistra(&mut self, text: &str) -> bool {
        self.fick_plats = text.is_empty() || self.infoga(Slag::Annat, text);
        self.fick_plats
    }

    /// Lets the editor act on a key. Returns `false` when the key is not the editor's, so that the form can use it:
    /// Tab, Esc, function keys, Ctrl+Enter and everything with Alt.
    ///
    /// Ctrl+C and Ctrl+Z are the editor's also when there is nothing to copy or take back: the hand that strikes them
    /// does not mean to leave the program.
    pub fn hantera(&mut self, tangent: &Tangent) -> bool {
        if let Some(c) = tangent.skrivet() {
            self.fick_plats = self.infoga(Slag::Skrivet, c.encode_utf8(&mut [0; 4]));
            return true;
        }
        if tangent.alt {
            return false;
        }
        let mut fick_plats = true;
        match (tangent.kod, tangent.ctrl, tangent.skift) {
            (KeyCode::Enter, false, _) => fick_plats = self.infoga(Slag::Skrivet, "\n"),
            (KeyCode::Char('a'), true, _) => self.markera_allt(),
            (KeyCode::Char('c'), true, _) | (KeyCode::Insert, true, false) => {
                self.kopiera();
            }
            (KeyCode::Char('x'), true, _) | (KeyCode::Delete, false, true) => self.klipp_ut(),
            (KeyCode::Char('v'), true, _) | (KeyCode::Insert, false, true) => {
                let text = self.urklipp.clone();
                fick_plats = self.klistra(&text);
            }
            (KeyCode::Char('z'), true, _) => self.angra(),
            (KeyCode::Char('y'), true, _) => self.gor_om(),
            // Most terminals on Linux send Ctrl+Backspace as Ctrl+H.
            (KeyCode::Backspace | KeyCode::Char('h'), true, _) => {
                self.radera_till(Slag::Annat, self.vanster(true));
            }
            (KeyCode::Backspace, false, _) => {
                self.radera_till(Slag::Backsteg, self.vanster(false));
            }
            (KeyCode::Delete, true, _) => self.radera_till(Slag::Annat, self.hoger(true)),
            (KeyCode::Delete, false, false) => self.radera_till(Slag::Annat, self.hoger(false)),
            (kod, ctrl, skift) => {
                if !self.flytta(kod, ctrl, skift) {
                    return false;
                }
            }
        }
        self.fick_plats = fick_plats;
        true
    }

    fn flytta(&mut self, kod: KeyCode, ctrl: bool, skift: bool) -> bool {
        let markering = self.markering().filter(|_| !skift && !ctrl);
        let sida = self.sidhojd();
        let mut onskad = None;
        let mal = match (kod, ctrl) {
            // Without shift the selection is left at the end one moves towards.
            (KeyCode::Left, _) => markering.map_or_else(|| self.vanster(ctrl), |(fran, _)| fran),
            (KeyCode::Right, _) => markering.map_or_else(|| self.hoger(ctrl), |(_, till)| till),
            (KeyCode::Home, true) => Plats::default(),
            (KeyCode::End, true) => self.slut(),
            (KeyCode::Home, false) => self.radens_borjan(),
            (KeyCode::End, false) => self.radens_slut(),
            (KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown, false) => {
                let kolumn = self.onskad.unwrap_or_else(|| self.markorkolumn());
                onskad = Some(kolumn);
                let rader = match kod {
                    KeyCode::PageUp | KeyCode::PageDown => sida,
                    _ => 1,
                };
                self.lodratt(matches!(kod, KeyCode::Up | KeyCode::PageUp), rader, kolumn)
            }
            _ => return false,
        };
        self.ankare = skift.then(|| self.ankare.unwrap_or(self.markor));
        self.markor = mal;
        self.onskad = onskad;
        self.historik.bryt();
        true
    }

    /// One grapheme or word to the left.
    fn vanster(&self, ord: bool) -> Plats {
        let Plats { rad, byte } = self.markor;
        let text = &self.rader[rad];
        match (byte, rad.checked_sub(1)) {
            (0, None) => self.markor,
            (0, Some(rad)) => Plats {
                rad,
                byte: self.rader[rad].len(),
            },
            (_, _) if ord => Plats {
                rad,
                byte: ord_fore(text, byte),
            },
            (_, _) => Plats {
                rad,
                byte: fore(text, byte).unwrap_or(0),
            },
        }
    }

    /// One grapheme or word to the right.
    fn hoger(&self, ord: bool) -> Plats {
        let Plats { rad, byte } = self.markor;
        let text = &self.rader[rad];
        match efter(text, byte) {
            None if rad + 1 < self.rader.len() => Plats {
                rad: rad + 1,
                byte: 0,
            },
            None => self.markor,
            Some(_) if ord => Plats {
                rad,
                byte: ord_efter(text, byte),
            },
            Some(byte) => Plats { rad, byte },
        }
    }

    fn slut(&self) -> Plats {
        let rad = self.rader.len() - 1;
        Plats {
            rad,
            byte: self.rader[rad].len(),
        }
    }

    /// From where and to where the selection goes, if it holds anything.
    fn markering(&self) -> Option<(Plats, Plats)> {
        let ankare = self.ankare.filter(|ankare| *ankare != self.markor)?;
        Some((ankare.min(self.markor), ankare.max(self.markor)))
    }

    fn markera_allt(&mut self) {
        self.ankare = Some(Plats::default());
        self.markor = self.slut();
        self.onskad = None;
        self.historik.bryt();
    }

    fn kopiera(&mut self) -> bool {
        let Some(text) = self.markerat() else {
            return false;
        };
        self.urklipp = text;
        true
    }

    fn klipp_ut(&mut self) {
        if self.kopiera() {
            self.radera_till(Slag::Annat, self.markor);
        }
    }

    fn infoga(&mut self, slag: Slag, text: &str) -> bool {
        let (fran, till) = self.markering().unwrap_or((self.markor, self.markor));
        self.byt(slag, fran, till, text)
    }

    /// Removes the selection, or else what stands between the cursor and `mal`.
    fn radera_till(&mut self, slag: Slag, mal: Plats) {
        let (slag, (fran, till)) = match self.markering() {
            Some(markering) => (Slag::Annat, markering),
            None => (slag, (mal.min(self.markor), mal.max(self.markor))),
        };
        if fran != till {
            self.byt(slag, fran, till, "");
        }
    }

    fn angra(&mut self) {
        if let Some(steg) = self.historik.angra() {
            self.ersatt(steg.plats, steg.plats.efter(&steg.nytt), &steg.bort);
            (self.markor, self.ankare) = steg.fore;
        }
    }

    fn gor_om(&mut self) {
        if let Some(steg) = self.historik.gor_om() {
            self.ersatt(steg.plats, steg.plats.efter(&steg.bort), &steg.nytt);
            (self.markor, self.ankare) = (steg.efter, None);
        }
    }

    /// Exchanges what stands between two places for `text`, cleaned, and puts the cursor after it. Returns `false`
    /// if not all of it had room.
    fn byt(&mut self, slag: Slag, fran: Plats, till: Plats, text: &str) -> bool {
        let (forst, sist) = (&self.rader[fran.rad], &self.rader[till.rad]);
        // What stands nearest is cleaned together with what is new: a mark belongs to the letter before it.
        let rest = &sist[till.byte..];
        let hoger = &rest[..rest.find(ar_fast).unwrap_or(rest.len())];
        let skarv = text.chars().chain(rest.chars()).next();
        let v = match skarv {
            Some(c) if c >= ENKELT => skarv_fore(forst, fran.byte),
            _ => fran.byte,
        };
        let vanster = &forst[v..fran.byte];
        let mut nytt = rena_text_med_hopar(&format!("{vanster}{text}"));
        let mut fick_plats = begransa_hopar(&mut nytt, vanster);
        let mut helt = rena_text_med_hopar(&format!("{nytt}{hoger}"));
        let runt = vanster.chars().count() + hoger.chars().count();
        let bort = self.antal(fran, till) + runt;
        let rum = self.max + bort - self.langd;
        while let Some(over @ 1..) = helt.chars().count().checked_sub(rum) {
            // Only what is new is shortened.
            fick_plats = false;
            let kvar = nytt.chars().count().saturating_sub(over);
            let slut = nytt.char_indices().nth(kvar).map_or(nytt.len(), |(i, _)| i);
            let slut = nytt
                .grapheme_indices(true)
                .map(|(i, _)| i)
                .take_while(|i| *i <= slut)
                .last()
                .unwrap_or(0);
            if slut <= vanster.len() {
                return false;
            }
            nytt.truncate(slut);
            helt = rena_text_med_hopar(&format!("{nytt}{hoger}"));
        }
        // What came out as it was is no part of the step.
        let mut start = Plats { byte: v, ..fran };
        let mut slut = Plats {
            byte: till.byte + hoger.len(),
            ..till
        };
        let mut fore_markor = nytt.len();
        if helt.len() == nytt.len() + hoger.len() && helt.ends_with(hoger) {
            helt.truncate(nytt.len());
            slut = till;
        }
        if helt.starts_with(vanster) && fore_markor >= vanster.len() {
            helt.drain(..vanster.len());
            fore_markor -= vanster.len();
            start = fran;
        }
        while !helt.is_char_boundary(fore_markor.min(helt.len())) {
            fore_markor += 1;
        }
        let efter = start.efter(&helt[..fore_markor.min(helt.len())]);
        let fore = (self.markor, self.ankare);
        let bort = self.ersatt(start, slut, &helt);
        self.markor = Plats {
            byte: grans(&self.rader[efter.rad], efter.byte),
            ..efter
        };
        self.historik.lagg(Steg {
            slag,
            plats: start,
            bort,
            nytt: helt,
            fore,
            efter: self.markor,
        });
        fick_plats
    }

    /// Exchanges what stands between two places as it is, and returns what stood there.
    fn ersatt(&mut self, fran: Plats, till: Plats, nytt: &str) -> String {
        let bort = self.utdrag(fran, till);
        self.langd = self.langd + nytt.chars().count() - bort.chars().count();
        if fran.rad == till.rad && !nytt.contains('\n') {
            self.rader[fran.rad].replace_range(fran.byte..till.byte, nytt);
        } else {
            let mellan = format!(
                "{}{nytt}{}",
                &self.rader[fran.rad][..fran.byte],
                &self.rader[till.rad][till.byte..]
            );
            self.rader
                .splice(fran.rad..=till.rad, mellan.split('\n').map(str::to_owned));
        }
        self.ankare = None;
        self.onskad = None;
        self.andringar += 1;
        bort
    }

    fn utdrag(&self, fran: Plats, till: Plats) -> String {
        if fran.rad == till.rad {
            return self.rader[fran.rad][fran.byte..till.byte].to_owned();
        }
        let mut ut = self.rader[fran.rad][fran.byte..].to_owned();
        for rad in &self.rader[fran.rad + 1..till.rad] {
            ut.push('\n');
            ut.push_str(rad);
        }
        ut.push('\n');
        ut.push_str(&self.rader[till.rad][..till.byte]);
        ut
    }

    /// Characters between two places.
    fn antal(&self, fran: Plats, till: Plats) -> usize {
        self.utdrag(fran, till).chars().count()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
