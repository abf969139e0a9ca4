//! The help, made from the key table.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::{mer, stycke};
use crate::app::kommando::{Kontext, TABELL};
use crate::app::{App, Vy};
use crate::text;
use crate::ui::tema::{Roll, Tema};

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let (ko, akt) = ([app.ko.kontext()], [app.akt.kontext()]);
    let kontexter: &[Kontext] = match app.hjalp.1 {
        Vy::Sok | Vy::Hjalp => &[Kontext::Sok],
        Vy::Besok => &[Kontext::Val, Kontext::Falt, Kontext::Identitet],
        Vy::Parkerade => &[Kontext::Parkerade],
        Vy::Statistik => &[Kontext::Statistik],
        Vy::Ko => &ko,
        Vy::Akt => &akt,
        Vy::Rad => &[Kontext::Rad],
    };
    let mut rader = vec![
        Line::styled(format!(" {}", text::skarm::HJALP), tema.stil(Roll::Rubrik)),
        Line::default(),
    ];
    for mening in text::skarm::HJALP_TEXT {
        rader.extend(stycke(
            " ",
            mening,
            yta.width.saturating_sub(1),
            tema.stil(Roll::Grund),
        ));
    }
    rader.push(Line::default());
    for rad in TABELL.iter().filter(|rad| {
        kontexter
            .iter()
            .any(|kontext| app.har_tangenten(rad, *kontext))
    }) {
        rader.push(Line::from(vec![
            Span::styled(format!(" {:<12}", rad.etikett()), tema.stil(Roll::Tangent)),
            Span::raw(format!(" {}", rad.text)),
        ]));
    }
    if !app.katalog.oppet.is_empty() {
        rader.push(Line::default());
        rader.push(Line::styled(
            format!(" {}:", text::skarm::KATALOGENS_FRAGOR),
            tema.stil(Roll::Rubrik),
        ));
        for fraga in &app.katalog.oppet {
            rader.extend(stycke(
                " ? ",
                fraga,
                yta.width.saturating_sub(1),
                tema.stil(Roll::Dampad),
            ));
        }
    }
    let forsta = app.hjalp.0.forsta(rader.len(), yta.height);
    frame.render_widget(Paragraph::new(rader).scroll((forsta, 0)), yta);
    mer(&app.hjalp.0, tema, frame, Rect { height: 1, ..yta });
    frame.set_cursor_position(Position::new(yta.x, yta.y));
}
