//! What is read and scrolled: an entry, the fairness report, a proof.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::super::rader::{rubrik, tomt};
use super::super::{mer, stycke};
use super::namn;
use crate::app::App;
use crate::rena::rena_rad;
use crate::text;
use crate::ui::rader::Rulle;
use crate::ui::tema::{Roll, Tema};

pub(super) fn post(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let Some(vy) = &app.ko.post else { return };
    let Some(bild) = &vy.bild else {
        let kropp = rubrik(&text::skarm::med_kolapp(vy.kod), tema, frame, yta);
        tomt(text::skarm::HAMTAR, tema, frame, kropp);
        return;
    };
    let nr = bild.rad.insats;
    let huvud = format!(
        "{} · {nr} {}",
        text::koskarm::postrubrik(vy.kod),
        namn(app, nr)
    );
    let kropp = rubrik(&huvud, tema, frame, yta);
    let bredd = kropp.width.saturating_sub(1);
    let mut rader: Vec<Line> = text::kovyer::postrader(bild)
        .iter()
        .flat_map(|rad| stycke(" ", rad, bredd, tema.stil(Roll::Grund)))
        .collect();
    rader.push(Line::default());
    rader.push(Line::styled(
        format!(" {}", text::kovyer::HISTORIA),
        tema.stil(Roll::Rubrik),
    ));
    for handelse in &bild.historia {
        let rad = text::kovyer::historierad(handelse, rena_rad);
        rader.extend(indragen(&rad, bredd, tema));
    }
    rulla(rader, &vy.rulle, (tema, frame, kropp));
}

pub(super) fn rattvisa(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let kropp = rubrik(text::kovyer::RATTVISA, tema, frame, yta);
    let Some(rattvisa) = &app.ko.rattvisa else {
        tomt(text::skarm::HAMTAR, tema, frame, kropp);
        return;
    };
    let bredd = kropp.width.saturating_sub(1);
    let rader = text::kovyer::rattvisa(rattvisa, |rad| namn(app, rad.insats))
        .iter()
        .flat_map(|rad| indragen(&rena_rad(rad), bredd, tema))
        .collect();
    rulla(rader, &app.ko.rulle, (tema, frame, kropp));
}

pub(super) fn bevis(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let kod = app.ko.post.as_ref().map(|post| post.kod);
    let huvud = kod.map_or_else(String::new, text::kovyer::bevisrubrik);
    let kropp = rubrik(&huvud, tema, frame, yta);
    let Some(bevis) = &app.ko.bevis else {
        tomt(text::skarm::HAMTAR, tema, frame, kropp);
        return;
    };
    let bredd = kropp.width.saturating_sub(1);
    let rader = text::kovyer::bevis(bevis, rena_rad)
        .iter()
        .flat_map(|rad| indragen(rad, bredd, tema))
        .collect();
    rulla(rader, &app.ko.rulle, (tema, frame, kropp));
}

/// A row that keeps the blanks it begins with, also where it is broken.
fn indragen(rad: &str, bredd: u16, tema: &Tema) -> Vec<Line<'static>> {
    let text = rad.trim_start();
    let indrag = format!(" {}", " ".repeat(rad.len() - text.len()));
    stycke(&indrag, text, bredd, tema.stil(Roll::Grund))
}

fn rulla(rader: Vec<Line<'static>>, rulle: &Rulle, (tema, frame, yta): (&Tema, &mut Frame, Rect)) {
    let forsta = rulle.forsta(rader.len(), yta.height);
    frame.render_widget(Paragraph::new(rader).scroll((forsta, 0)), yta);
    // On the empty row below the heading.
    let mellan = Rect {
        y: yta.y.saturating_sub(1),
        height: 1,
        ..yta
    };
    mer(rulle, tema, frame, mellan);
    frame.set_cursor_position(Position::new(yta.x, yta.y));
}
