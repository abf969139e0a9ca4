//! The consents to tell, those that hold first, below the one to the insats itself.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;

use super::super::rader::{detalj, lista, rubrik, tomt};
use super::super::{stycke, topp};
use crate::app::App;
use crate::app::akt::samtycken::i_ordning;
use crate::text::aktvyer as ord;
use crate::ui::tema::{Roll, Tema};

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let Some(vy) = &app.akt.arende else { return };
    let bild = &vy.bild;
    let kropp = rubrik(&ord::samtycken_rubrik(&bild.rad.nummer), tema, frame, yta);
    let rum = kropp.width.saturating_sub(1);
    let eget = stycke(" ", &ord::till_insatsen(bild), rum, tema.stil(Roll::Grund));
    let (ovre, rest) = topp(kropp, u16::try_from(eget.len()).unwrap_or(1));
    frame.render_widget(Paragraph::new(eget), ovre);
    let (_, rest) = topp(rest, 1);
    let rader = i_ordning(bild, app.idag());
    let plats = app.akt.samtyckesplats(&rader);
    let Some(vald) = rader.get(plats) else {
        tomt(ord::INGA_SAMTYCKEN, tema, frame, rest);
        return;
    };
    let hel = ord::samtyckesdetalj(vald, app.idag());
    let rest = detalj(&hel, (tema, frame, rest));
    let rad = |plats: usize| {
        rader
            .get(plats)
            .map_or_else(String::new, |rad| ord::samtyckesrad(rad, app.idag()))
    };
    lista(rader.len(), plats, rad, (tema, frame, rest));
}
