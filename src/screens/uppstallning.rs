//! A form laid out: its rows, and which of them are seen.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::ui::rader::Rulle;
use crate::ui::tema::{Roll, Tema};

/// Uppställning, the rows of a form, from and to which the field in focus stands, and where in it the cursor is.
#[derive(Default)]
pub(super) struct Uppstallning {
    pub(super) rader: Vec<Line<'static>>,
    pub(super) fokus: (usize, usize),
    pub(super) markor: (usize, u16),
}

impl Uppstallning {
    /// Adds a box that is written in, with the cursor in it.
    pub(super) fn skrivrad(&mut self, text: String, markor: u16, tema: &Tema) {
        self.markor = (self.rader.len(), 5 + markor);
        self.rader.push(Line::from(vec![
            Span::raw("    ["),
            Span::styled(text, tema.stil(Roll::Fokus)),
            Span::raw("]"),
        ]));
    }

    /// Draws as much as there is room for, with the field in focus and the cursor in view.
    pub(super) fn rita(self, rulle: &Rulle, forst: bool, frame: &mut Frame, yta: Rect) {
        let (fran, till) = self.fokus;
        // With the first field in focus what is to be said stands before it, and is seen as well where there is room.
        let fran = if forst && till < usize::from(yta.height) {
            0
        } else {
            fran
        };
        let forsta = rulle.visa(self.rader.len(), yta.height, fran, till);
        let (rad, kolumn) = self.markor;
        let rad = u16::try_from(rad)
            .unwrap_or(u16::MAX)
            .saturating_sub(forsta)
            .min(yta.height.saturating_sub(1));
        frame.render_widget(Paragraph::new(self.rader).scroll((forsta, 0)), yta);
        frame.set_cursor_position(Position::new(
            yta.x + kolumn.min(yta.width.saturating_sub(1)),
            yta.y + rad,
        ));
    }
}
