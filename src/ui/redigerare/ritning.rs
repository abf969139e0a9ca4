//! Ritning, the editor as it is seen: how its lines lie in the window, and the movements that depend on it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::brytning::{BARARE, ar_los, byte_vid, grafem, kolumn, radstarter};
use super::skarv::ENKELT;
use super::{Plats, Redigerare};
use crate::ui::tema::{Roll, Tema};

/// A row on the screen: the line, and which of its rows.
type Skarmrad = (usize, usize);

/// Fönster, what was shown last, and how the lines are broken there. A cache: nothing of the text is in it.
#[derive(Clone)]
pub(super) struct Fonster {
    bredd: u16,
    hojd: u16,
    /// Where the first row that is seen begins.
    topp: Plats,
    /// Which state of the text `starter` is for.
    andringar: u64,
    /// The bytes where the rows of a line begin, for the lines that have been asked for.
    starter: BTreeMap<usize, Arc<[usize]>>,
}

impl Default for Fonster {
    /// What is assumed until something has been drawn.
    fn default() -> Self {
        Self {
            bredd: 80,
            hojd: 20,
            topp: Plats::default(),
            andringar: 0,
            starter: BTreeMap::new(),
        }
    }
}

#[cfg(test)]
impl Fonster {
    /// The number of lines that have been broken.
    pub(super) fn brutna(&self) -> usize {
        self.starter.len()
    }
}

impl Redigerare {
    /// Draws the text in `yta`, with the cursor in view; the hardware cursor is put there when the editor has the
    /// focus. The text is not changed, only how far it is scrolled.
    pub fn rita(&self, i_fokus: bool, tema: &Tema, frame: &mut Frame, yta: Rect) {
        let yta = yta.intersection(frame.area());
        if yta.is_empty() {
            return;
        }
        self.anpassa(yta.width, yta.height);
        let topp = self.topp_med_markor(yta.height);
        let grund = tema.stil(Roll::Grund);
        frame.render_widget(Clear, yta);
        let buf = frame.buffer_mut();
        buf.set_style(yta, grund);
        let mut rad = Some(topp);
        let mut y = yta.y;
        while let Some(denna) = rad.filter(|_| y < yta.bottom()) {
            buf.set_line(yta.x, y, &self.ritad_rad(denna, tema), yta.width);
            rad = self.nasta(denna);
            y += 1;
        }
        self.mer.set((topp > (0, 0), rad.is_some()));
        if i_fokus {
            let (_, rader) = self.ned(topp, self.skarmrad(self.markor));
            let rad = u16::try_from(rader).unwrap_or(u16::MAX).min(yta.height - 1);
            let kolumn = u16::try_from(self.markorkolumn()).unwrap_or(u16::MAX);
            frame.set_cursor_position(Position::new(
                yta.x + kolumn.min(yta.width - 1),
                yta.y + rad,
            ));
        }
    }

    /// Whether there is more above and below what was drawn last.
    pub const fn mer(&self) -> (bool, bool) {
        self.mer.get()
    }

    /// A row with what is selected in it in reverse video; a selected line break shows as one cell.
    fn ritad_rad(&self, (rad, nr): Skarmrad, tema: &Tema) -> Line<'_> {
        let starter = self.starter(rad);
        let text = &self.rader[rad];
        let fran = starter[nr];
        let till = starter.get(nr + 1).copied().unwrap_or(text.len());
        let grund = tema.stil(Roll::Grund);
        let markerad = grund.add_modifier(Modifier::REVERSED);
        let Some((borjan, slut)) = self.markering() else {
            return Line::styled(synlig(&text[fran..till]), grund);
        };
        let inom = |plats: Plats| match plats.rad.cmp(&rad) {
            std::cmp::Ordering::Less => fran,
            std::cmp::Ordering::Equal => plats.byte.clamp(fran, till),
            std::cmp::Ordering::Greater => till,
        };
        let (a, b) = (inom(borjan), inom(slut));
        let mut delar = vec![
            Span::styled(synlig(&text[fran..a]), grund),
            Span::styled(synlig(&text[a..b]), markerad),
            Span::styled(synlig(&text[b..till]), grund),
        ];
        let radbrott = Plats {
            rad,
            byte: text.len(),
        };
        if nr + 1 == starter.len() && borjan <= radbrott && slut.rad > rad {
            delar.push(Span::styled(" ", markerad));
        }
        Line::from(delar)
    }

    fn anpassa(&self, bredd: u16, hojd: u16) {
        let mut fonster = self.fonster.borrow_mut();
        if fonster.bredd != bredd {
            fonster.starter.clear();
        }
        (fonster.bredd, fonster.hojd) = (bredd, hojd);
    }

    /// The first row to show: scrolled as little as brings the cursor in view, and no further than to the last row.
    fn topp_med_markor(&self, hojd: u16) -> Skarmrad {
        let hojd = usize::from(hojd) - 1;
        let sista = self.rader.len() - 1;
        let fanns = self.fonster.borrow().topp;
        let mut topp = self.skarmrad(Plats {
            rad: fanns.rad.min(sista),
            ..fanns
        });
        let markor = self.skarmrad(self.markor);
        if markor < topp {
            topp = markor;
        } else if self.ned(topp, markor).1 > hojd {
            topp = self.stega(true, markor, hojd).0;
        }
        let (slut, rader) = self.stega(false, topp, hojd);
        if rader < hojd {
            topp = self.stega(true, slut, hojd).0;
        }
        let byte = self.starter(topp.0)[topp.1];
        self.fonster.borrow_mut().topp = Plats { rad: topp.0, byte };
        topp
    }

    /// The bytes where the rows of a line begin.
    fn starter(&self, rad: usize) -> Arc<[usize]> {
        let mut fonster = self.fonster.borrow_mut();
        if fonster.andringar != self.andringar {
            fonster.andringar = self.andringar;
            fonster.starter.clear();
        }
        let bredd = fonster.bredd;
        let starter = fonster
            .starter
            .entry(rad)
            .or_insert_with(|| radstarter(&self.rader[rad], bredd).into());
        Arc::clone(starter)
    }

    /// The row on which a place is.
    fn skarmrad(&self, plats: Plats) -> Skarmrad {
        let nr = self
            .starter(plats.rad)
            .partition_point(|start| *start <= plats.byte);
        (plats.rad, nr - 1)
    }

    fn nasta(&self, (rad, nr): Skarmrad) -> Option<Skarmrad> {
        if nr + 1 < self.starter(rad).len() {
            Some((rad, nr + 1))
        } else {
            (rad + 1 < self.rader.len()).then_some((rad + 1, 0))
        }
    }

    fn forra(&self, (rad, nr): Skarmrad) -> Option<Skarmrad> {
        if nr > 0 {
            return Some((rad, nr - 1));
        }
        let rad = rad.checked_sub(1)?;
        Some((rad, self.starter(rad).len() - 1))
    }

    /// So many rows up or down, or as many as there are; and how many that was.
    fn stega(&self, upp: bool, fran: Skarmrad, rader: usize) -> (Skarmrad, usize) {
        let mut har = fran;
        for gjort in 0..rader {
            let nasta = if upp {
                self.forra(har)
            } else {
                self.nasta(har)
            };
            let Some(nasta) = nasta else {
                return (har, gjort);
            };
            har = nasta;
        }
        (har, rader)
    }

    /// Down to `till`, but not further than one window; and how many rows that was.
    fn ned(&self, fran: Skarmrad, till: Skarmrad) -> (Skarmrad, usize) {
        let mut har = fran;
        let mut rader = 0;
        while har < till && rader <= usize::from(self.fonster.borrow().hojd) {
            let Some(nasta) = self.nasta(har) else { break };
            har = nasta;
            rader += 1;
        }
        (har, rader)
    }

    /// Rows that one page up or down moves.
    pub(super) fn sidhojd(&self) -> usize {
        usize::from(self.fonster.borrow().hojd.saturating_sub(1)).max(1)
    }

    /// The column of the cursor on its row.
    pub(super) fn markorkolumn(&self) -> usize {
        let (rad, nr) = self.skarmrad(self.markor);
        kolumn(&self.rader[rad], self.starter(rad)[nr], self.markor.byte)
    }

    /// So many rows up or down, as near `kolumn` as that row goes.
    pub(super) fn lodratt(&self, upp: bool, rader: usize, kolumn: usize) -> Plats {
        let ((rad, nr), _) = self.stega(upp, self.skarmrad(self.markor), rader);
        Plats {
            rad,
            byte: byte_vid(&self.rader[rad], &self.starter(rad), nr, kolumn),
        }
    }

    /// The beginning of the row on which the cursor is seen.
    pub(super) fn radens_borjan(&self) -> Plats {
        let (rad, nr) = self.skarmrad(self.markor);
        Plats {
            rad,
            byte: self.starter(rad)[nr],
        }
    }

    /// The end of the row on which the cursor is seen.
    pub(super) fn radens_slut(&self) -> Plats {
        self.lodratt(false, 0, usize::MAX)
    }
}

/// The text with something for marks without a letter to stand on: the terminal would put them on the cell before.
fn synlig(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c < ENKELT) {
        return Cow::Borrowed(text);
    }
    let mut ut = String::with_capacity(text.len());
    let mut i = 0;
    while let Some((g, _)) = grafem(text, i) {
        if ar_los(g) {
            ut.push(BARARE);
        }
        ut.push_str(g);
        i += g.len();
    }
    Cow::Owned(ut)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests;
