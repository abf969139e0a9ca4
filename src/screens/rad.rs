//! The pages of advice.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::{mer, stycke, topp};
use crate::app::App;
use crate::app::rad::{Radsida, Radvy};
use crate::text;
use crate::ui::tema::{Roll, Tema};

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let Some(blad) = app.rad.as_ref().and_then(Radvy::blad) else {
        return;
    };
    let (rubrik, ingress) = match blad.sida {
        Radsida::Oro => (text::oro::RUBRIK, text::oro::INGET_SPARAS),
        Radsida::Forekomst => (text::forekomst::RUBRIK, text::forekomst::FRAN_VEM),
        Radsida::Lapp => (text::lapp::skarm::RUBRIK, text::lapp::skarm::INGRESS),
    };
    // The heading stays, and beside it what says that there is more: nothing that is read lies under it.
    let (huvud, kropp) = topp(yta, 1);
    let bredd = kropp.width.saturating_sub(1);
    let mut rader = stycke(" ", ingress, bredd, tema.stil(Roll::Dampad));
    for avsnitt in &blad.avsnitt {
        rader.push(Line::default());
        rader.extend(stycke(" ", &avsnitt.rubrik, bredd, tema.stil(Roll::Rubrik)));
        for mening in &avsnitt.text {
            rader.extend(stycke(" - ", mening, bredd, tema.stil(Roll::Grund)));
        }
    }
    let forsta = blad.rulle.forsta(rader.len(), kropp.height);
    frame.render_widget(Paragraph::new(rader).scroll((forsta, 0)), kropp);
    let rubrik = Line::styled(format!(" {rubrik}"), tema.stil(Roll::Rubrik));
    frame.render_widget(Paragraph::new(rubrik), huvud);
    mer(&blad.rulle, tema, frame, huvud);
    frame.set_cursor_position(Position::new(kropp.x, kropp.y));
}
