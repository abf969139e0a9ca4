//! The program at a desk, run by its keys alone. Keys are counted; typing in a field is not.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use super::hem::{Hem, NUMMER, TROSKEL, innehaller};
use super::pty::{Pty, Start};

pub const ENTER: &str = "\r";
pub const ESC: &str = "\x1b";
pub const UPP: &str = "\x1b[A";
pub const NER: &str = "\x1b[B";
pub const HOGER: &str = "\x1b[C";
pub const TABB: &str = "\t";
pub const F1: &str = "\x1bOP";
pub const F2: &str = "\x1bOQ";
pub const F3: &str = "\x1bOR";
pub const F4: &str = "\x1bOS";
pub const F5: &str = "\x1b[15~";
pub const F6: &str = "\x1b[17~";
pub const F8: &str = "\x1b[19~";
pub const F12: &str = "\x1b[24~";
pub const CTRL_Q: &str = "\x11";

/// From a 14:3 insats that is found to the field for the name, each key with what then stands on the screen.
pub const TILL_NAMNET: [(&str, &str); 15] = [
    (ENTER, "[1 Villkor]"),
    ("1", "Villkoren är uppfyllda"),
    (ENTER, "[2 Information]"),
    ("m", "[x] m Muntligt"),
    (ENTER, "[3 Samtycke]"),
    ("1", "[x] 1 18 år"),
    (ENTER, "> Eget samtycke"),
    ("m", "[x] m Ja, muntligt"),
    (ENTER, "[4 Plats]"),
    ("t", "[x] t Ta emot nu"),
    (ENTER, "Informationen om dokumentation är lämnad"),
    ("m", "[x] m Muntligt"),
    (ENTER, "> Har personen skyddade"),
    ("n", "[x] n Nej"),
    (ENTER, "> Namn"),
];

/// A desk.
pub struct Lucka {
    pub pty: Pty,
    pub tryck: usize,
}

impl Lucka {
    /// Opens the desk with this name.
    pub fn ny(hem: &Hem, desk: &str) -> Self {
        Self::kor(start(hem).miljo("TROSKEL_DESK", desk))
    }

    pub fn kor(start: Start) -> Self {
        let pty = start.kor();
        pty.vanta_pa("Sök:");
        Self { pty, tryck: 0 }
    }

    /// A desk in the middle of a reception: all that is asked has been answered, name and number are typed, and nothing
    /// has been handed over.
    pub fn mitt_i_en_mottagning(start: Start, namn: &str) -> Self {
        let mut lucka = Self::kor(start);
        lucka.till_namnet(namn);
        lucka
    }

    /// From the search to the field for the name, for 3.4.3.
    pub fn till_namnfaltet(&mut self) -> &mut Self {
        self.valj("boende", "3.4.3 Boendecoachning")
            .steg(&TILL_NAMNET)
    }

    /// From the search to where name and number of a 14:3 insats are typed.
    pub fn till_namnet(&mut self, namn: &str) -> &mut Self {
        self.till_namnfaltet();
        self.skriv(namn).ser(namn);
        self.steg(&[(ENTER, "> Personnummer")]);
        self.skriv(NUMMER.0).ser(NUMMER.0)
    }

    /// One key.
    pub fn tryck(&mut self, tangent: &str) -> &mut Self {
        self.tryck += 1;
        self.pty.skriv(tangent);
        self
    }

    /// Typing in a field.
    pub fn skriv(&mut self, text: &str) -> &mut Self {
        self.pty.skriv(text);
        self
    }

    /// Waits until `text` stands on the screen.
    pub fn ser(&mut self, text: &str) -> &mut Self {
        self.pty.vanta_pa(text);
        self
    }

    /// Waits until `text` no longer stands there.
    pub fn ser_inte(&mut self, text: &str) -> &mut Self {
        self.pty.vanta_bort(text);
        self
    }

    /// Keys, each with what must stand on the screen before the next one is pressed.
    pub fn steg(&mut self, steg: &[(&str, &str)]) -> &mut Self {
        for (tangent, sedan) in steg {
            self.tryck(tangent).ser(sedan);
        }
        self
    }

    /// Searches and waits until the insats with this number and name is the chosen one.
    pub fn valj(&mut self, sokord: &str, nr_namn: &str) -> &mut Self {
        self.skriv(sokord).ser(&format!("│ {nr_namn}"))
    }

    /// Closes the program and sees that it ended in good order, with a clean terminal.
    pub fn stang(mut self) {
        self.skriv(CTRL_Q);
        assert_eq!(self.pty.vanta_slut(), 0);
        ar_ren(&self.pty, &[]);
    }
}

/// The program in a terminal of 80x24, not yet started.
pub fn start(hem: &Hem) -> Start {
    Start::ny(TROSKEL, &Hem::flaggor(&[]))
        .hem(hem.mapp())
        .miljo("TROSKEL_DATABAS", hem.databas().to_str().unwrap())
}

/// The terminal has been given back: ordinary screen, visible cursor, ordinary mode, and none of `hemligt` on it.
pub fn ar_ren(pty: &Pty, hemligt: &[&str]) {
    let bild = pty.skarmbild();
    assert!(!bild.alternate_screen() && !bild.bracketed_paste() && !bild.hide_cursor());
    let bytes = pty.rabytes();
    let lamnad = bytes
        .windows(8)
        .rposition(|f| f == b"\x1b[?1049l")
        .expect("den andra skärmen lämnas");
    for text in hemligt {
        assert!(!pty.skarm().contains(text), "{}", pty.skarm());
        assert!(!innehaller(&bytes[lamnad..], text), "{text}");
    }
    assert_eq!(pty.skarm().trim(), "");
}

/// The screen in one line, without frames and runs of spaces: text that was broken over rows is whole again.
pub fn hogra_halvan(skarm: &str) -> String {
    let rader = skarm.lines().filter_map(|rad| rad.split_once('│'));
    rader
        .flat_map(|(_, hoger)| hoger.split_whitespace())
        .collect::<Vec<_>>()
        .join(" ")
}
