//! The list of parked visits.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::rader::{lista, rubrik, tomt};
use crate::app::App;
use crate::text;
use crate::ui::rader::korta;
use crate::ui::tema::Tema;

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let kropp = rubrik(text::skarm::PARKERADE, tema, frame, yta);
    let Some(rader) = &app.parkerade.rader else {
        tomt(text::skarm::HAMTAR, tema, frame, kropp);
        return;
    };
    if rader.is_empty() {
        tomt(text::skarm::TOMT, tema, frame, kropp);
        return;
    }
    let rad = |plats: usize| {
        let rad = &rader[plats];
        let insats = app.katalog.insats(rad.insats);
        format!(
            "{}  {:<12} {} {} · {}",
            text::ko::tid(rad.andrad),
            korta(&crate::rena::rena_rad(&rad.desk), 12),
            rad.insats,
            insats.map_or("", |insats| insats.namn.as_str()),
            text::steg(rad.steg)
        )
    };
    lista(rader.len(), app.parkerade.vald, rad, (tema, frame, kropp));
}
