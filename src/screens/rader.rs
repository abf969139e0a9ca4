//! What every list is drawn with: heading, rows, the chosen one whole.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::{botten, stycke, topp};
use crate::ui::rader::korta;
use crate::ui::tema::{Roll, Tema};

/// Draws the heading, and gives back what is left below it and an empty row.
pub(super) fn rubrik(text: &str, tema: &Tema, frame: &mut Frame, yta: Rect) -> Rect {
    let (rad, rest) = topp(yta, 1);
    let text = korta(&format!(" {text}"), rad.width);
    frame.render_widget(Paragraph::new(text).style(tema.stil(Roll::Rubrik)), rad);
    topp(rest, 1).1
}

/// A sentence instead of rows.
pub(super) fn tomt(text: &str, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let rad = format!(" {text}");
    frame.render_widget(Paragraph::new(rad).style(tema.stil(Roll::Dampad)), yta);
    frame.set_cursor_position(Position::new(yta.x, yta.y));
}

/// A list of which only what is seen is made. `rad` makes the row at a place.
pub(super) fn lista(
    antal: usize,
    vald: usize,
    rad: impl Fn(usize) -> String,
    (tema, frame, yta): (&Tema, &mut Frame, Rect),
) {
    let hojd = usize::from(yta.height).max(1);
    let forsta = (vald + 1).saturating_sub(hojd);
    let rader: Vec<Line> = (forsta..antal.min(forsta + hojd))
        .map(|plats| markt(&rad(plats), plats == vald, tema, yta.width))
        .collect();
    frame.render_widget(Paragraph::new(rader), yta);
    let y = u16::try_from(vald - forsta).unwrap_or(0);
    let y = yta.y + y.min(yta.height.saturating_sub(1));
    frame.set_cursor_position(Position::new(yta.x, y));
}

/// Draws the whole of the chosen row lowest, whatever the window cuts from it above, and gives back what is left.
pub(super) fn detalj(text: &str, (tema, frame, yta): (&Tema, &mut Frame, Rect)) -> Rect {
    let bredd = yta.width.saturating_sub(1);
    let rader = stycke(" ", text, bredd, tema.stil(Roll::Dampad));
    let (rest, fot) = botten(yta, u16::try_from(rader.len()).unwrap_or(1));
    frame.render_widget(Paragraph::new(rader), fot);
    rest
}

/// A row, with a mark when it is chosen.
pub(super) fn markt(text: &str, vald: bool, tema: &Tema, bredd: u16) -> Line<'static> {
    let (marke, roll) = if vald {
        (">", Roll::Vald)
    } else {
        (" ", Roll::Grund)
    };
    let text = korta(&format!("{marke}{text}"), bredd.saturating_sub(1));
    Line::styled(text, tema.stil(roll))
}
