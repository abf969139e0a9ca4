//! Handovers and akter.

mod arende;
mod blad;
mod bro;
mod plan;
mod samtycken;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::rader::{detalj, lista, rubrik, tomt};
use super::{blankett, mer};
use crate::app::App;
use crate::app::akt::Aktvy;
use crate::app::rader::Rader;
use crate::text;
use crate::text::aktskarm as ord;
use crate::ui::rader::bryt;
use crate::ui::tema::{Roll, Tema};

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let enhet = crate::rena::rena_rad(&app.aktor.enhet);
    match app.akt.vy() {
        Aktvy::Inkorg => vallista(
            (&ord::inkorg(&enhet), ord::TOM_INKORG),
            &app.akt.inkorg,
            |rad| ord::inkorgsrad(rad, text::akt::dagar(rad, app.idag())),
            ord::inkorgsdetalj,
            (tema, frame, yta),
        ),
        Aktvy::Aterlamnade => vallista(
            (ord::ATERLAMNADE, ord::INGA_ATERLAMNADE),
            &app.akt.aterlamnade,
            ord::aterlamnadrad,
            ord::inkorgsdetalj,
            (tema, frame, yta),
        ),
        Aktvy::Arenden => vallista(
            (
                &ord::arenden(&enhet, app.akt.avslutade, app.akt.sokta),
                ord::INGA_ARENDEN,
            ),
            &app.akt.arenden,
            |rad| ord::arenderad(rad, app.idag()),
            |rad| ord::arenderad(rad, app.idag()),
            (tema, frame, yta),
        ),
        Aktvy::Overlamning => overlamning(app, tema, frame, yta),
        Aktvy::Arende => arende::draw(app, tema, frame, yta),
        Aktvy::Plan => plan::draw(app, tema, frame, yta),
        Aktvy::Samtycken => samtycken::draw(app, tema, frame, yta),
        Aktvy::Blad => blad::draw(app, tema, frame, yta),
        Aktvy::Bro => bro::draw(app, tema, frame, yta),
        Aktvy::Blankett => {
            if let Some(form) = &app.akt.blankett {
                blankett::draw(form, tema, frame, yta);
            }
        }
    }
}

/// A list with the chosen row whole below it.
fn vallista<T>(
    (huvud, tom): (&str, &str),
    rader: &Rader<T>,
    rad: impl Fn(&T) -> String,
    hel: impl Fn(&T) -> String,
    (tema, frame, yta): (&Tema, &mut Frame, Rect),
) {
    let kropp = rubrik(huvud, tema, frame, yta);
    let Some(alla) = &rader.rader else {
        tomt(text::skarm::HAMTAR, tema, frame, kropp);
        return;
    };
    if alla.is_empty() {
        tomt(tom, tema, frame, kropp);
        return;
    }
    let vald = rader.vald_rad().map(hel).unwrap_or_default();
    let kropp = detalj(&vald, (tema, frame, kropp));
    let text = |plats: usize| alla.get(plats).map_or_else(String::new, &rad);
    lista(alla.len(), rader.vald, text, (tema, frame, kropp));
}

fn overlamning(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let kropp = rubrik(ord::OVERLAMNING, tema, frame, yta);
    let Some(hel) = &app.akt.overlamning else {
        tomt(text::skarm::HAMTAR, tema, frame, kropp);
        return;
    };
    let mut rader = Vec::new();
    for (ledtext, varde) in ord::overlamningsrader(hel) {
        rader.extend(uppgift(ledtext, &varde, tema, kropp.width));
    }
    let forsta = app.akt.rulle.forsta(rader.len(), kropp.height);
    frame.render_widget(Paragraph::new(rader).scroll((forsta, 0)), kropp);
    let mellan = Rect {
        y: kropp.y.saturating_sub(1),
        height: 1,
        ..kropp
    };
    mer(&app.akt.rulle, tema, frame, mellan);
    frame.set_cursor_position((kropp.x, kropp.y));
}

/// A word and its value, broken beside it.
fn uppgift(ledtext: &str, varde: &str, tema: &Tema, bredd: u16) -> Vec<Line<'static>> {
    const LED: u16 = 17;
    bryt(varde, bredd.saturating_sub(LED + 1))
        .into_iter()
        .enumerate()
        .map(|(i, rad)| {
            let led = if i == 0 { ledtext } else { "" };
            Line::from(vec![
                Span::styled(
                    format!(" {led:<width$}", width = usize::from(LED) - 1),
                    tema.stil(Roll::Dampad),
                ),
                Span::raw(rad),
            ])
        })
        .collect()
}
