//! The lists.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::app::{App, Innehall, Lista};
use crate::domain::insats::InsatsNr;
use crate::text;
use crate::ui::rader::korta;
use crate::ui::tema::{Roll, Tema};

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let [rubrik, _, kropp] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(1),
    ])
    .areas(yta);
    let namn = match app.lista.lista {
        Lista::Parkerade => text::skarm::PARKERADE,
    };
    frame.render_widget(
        Paragraph::new(format!(" {namn}")).style(tema.stil(Roll::Rubrik)),
        rubrik,
    );
    let hojd = usize::from(kropp.height).max(1);
    let forsta = (app.lista.vald + 1).saturating_sub(hojd);
    let synliga = rader(app, forsta, hojd);
    let Some(synliga) = synliga.filter(|synliga| !synliga.is_empty()) else {
        let text = if matches!(app.lista.innehall, Innehall::Hamtar) {
            text::skarm::HAMTAR
        } else {
            text::skarm::TOMT
        };
        frame.render_widget(
            Paragraph::new(format!(" {text}")).style(tema.stil(Roll::Dampad)),
            kropp,
        );
        frame.set_cursor_position(Position::new(kropp.x, kropp.y));
        return;
    };
    let vald = app.lista.vald - forsta;
    let rader: Vec<Line> = synliga
        .into_iter()
        .enumerate()
        .map(|(plats, rad)| {
            let (marke, roll) = if plats == vald {
                (">", Roll::Vald)
            } else {
                (" ", Roll::Grund)
            };
            Line::styled(
                korta(&format!("{marke}{rad}"), kropp.width.saturating_sub(1)),
                tema.stil(roll),
            )
        })
        .collect();
    frame.render_widget(Paragraph::new(rader), kropp);
    let rad = u16::try_from(vald)
        .unwrap_or(0)
        .min(kropp.height.saturating_sub(1));
    frame.set_cursor_position(Position::new(kropp.x, kropp.y + rad));
}

/// The rows that are seen, in words; `None` while the store has not answered.
fn rader(app: &App, forsta: usize, antal: usize) -> Option<Vec<String>> {
    let namn = |nr: InsatsNr| {
        app.katalog
            .insats(nr)
            .map_or("", |insats| insats.namn.as_str())
    };
    let rena = |text: &str| crate::rena::rena_rad(text);
    Some(match &app.lista.innehall {
        Innehall::Hamtar => return None,
        Innehall::Parkerade(rader) => rader
            .iter()
            .skip(forsta)
            .take(antal)
            .map(|rad| {
                let steg = text::steg(rad.steg);
                format!(
                    "{}  {:<12} {} {} · {steg}",
                    text::ko::tid(rad.andrad),
                    korta(&rena(&rad.desk), 12),
                    rad.insats,
                    namn(rad.insats)
                )
            })
            .collect(),
    })
}
