//! Rows of text: breaking them where people would, and remembering how far they are scrolled.

use std::cell::Cell;

use unicode_width::UnicodeWidthStr;

/// Breaks `text` into rows of at most `bredd` columns, at spaces where it can.
pub fn bryt(text: &str, bredd: u16) -> Vec<String> {
    let bredd = usize::from(bredd.max(1));
    let mut rader = Vec::new();
    let mut rad = String::new();
    for ord in text.split_whitespace() {
        if !rad.is_empty() && rad.width() + 1 + ord.width() > bredd {
            rader.push(std::mem::take(&mut rad));
        }
        if !rad.is_empty() {
            rad.push(' ');
        }
        for tecken in ord.chars() {
            if rad.width() + tecken.to_string().width() > bredd {
                rader.push(std::mem::take(&mut rad));
            }
            rad.push(tecken);
        }
    }
    if !rad.is_empty() || rader.is_empty() {
        rader.push(rad);
    }
    rader
}

/// Cuts `text` to at most `bredd` columns, with a mark where something was left out.
pub fn korta(text: &str, bredd: u16) -> String {
    if text.width() <= usize::from(bredd) {
        return text.to_owned();
    }
    let mut kort = String::new();
    for tecken in text.chars() {
        if kort.width() + tecken.to_string().width() + 1 > usize::from(bredd) {
            break;
        }
        kort.push(tecken);
    }
    kort.push('…');
    kort
}

/// Rulle, how far something is scrolled. Drawing tells how far it can go; nothing else is written while drawing.
#[derive(Debug, Default)]
pub struct Rulle {
    pos: Cell<u16>,
    max: Cell<u16>,
}

impl Rulle {
    /// Scrolls by so many rows.
    pub fn flytta(&self, rader: i16) {
        self.pos.set(
            self.pos
                .get()
                .min(self.max.get())
                .saturating_add_signed(rader)
                .min(self.max.get()),
        );
    }

    /// Back to the top.
    pub fn nolla(&self) {
        self.pos.set(0);
    }

    /// Whether there is something above and below what was shown last.
    pub fn mer(&self) -> (bool, bool) {
        (self.pos.get() > 0, self.pos.get() < self.max.get())
    }

    /// The first row to show of `rader`, in a window of `hojd` rows.
    pub fn forsta(&self, rader: usize, hojd: u16) -> u16 {
        let max = u16::try_from(rader)
            .unwrap_or(u16::MAX)
            .saturating_sub(hojd);
        self.max.set(max);
        self.pos.set(self.pos.get().min(max));
        self.pos.get()
    }

    /// The first row to show so that the rows `fran` to `till` are seen, as far as the window allows.
    pub fn visa(&self, rader: usize, hojd: u16, fran: usize, till: usize) -> u16 {
        let (fran, till) = (
            u16::try_from(fran).unwrap_or(u16::MAX),
            u16::try_from(till).unwrap_or(u16::MAX),
        );
        let pos = self.forsta(rader, hojd);
        let pos = pos
            .max((till + 1).saturating_sub(hojd))
            .min(fran.max((till + 1).saturating_sub(hojd)));
        self.pos.set(pos.min(self.max.get()));
        self.pos.get()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn rader_bryts_vid_ord_och_langa_ord_mitt_i() {
        assert_eq!(bryt("två små ord", 7), ["två små", "ord"]);
        assert_eq!(bryt("åååååå", 4), ["åååå", "åå"]);
        assert_eq!(bryt("", 4), [""]);
        assert_eq!(korta("boendecoachning", 6), "boend…");
    }

    #[test]
    fn rullen_visar_alltid_raden_i_fokus() {
        let rulle = Rulle::default();
        assert_eq!(rulle.visa(100, 10, 50, 52), 43);
        assert_eq!(rulle.visa(100, 10, 3, 3), 3);
        assert_eq!(rulle.visa(100, 10, 5, 5), 3);
        rulle.flytta(500);
        assert_eq!(rulle.forsta(100, 10), 90);
    }
}
