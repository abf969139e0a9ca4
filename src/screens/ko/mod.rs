//! The waiting list: each view draws the rows that it has, with the cursor on the chosen one.

mod blankett;
mod sida;
mod texter;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::{botten, stycke, topp};
use crate::app::App;
use crate::app::ko::{Kovy, Platsrad};
use crate::domain::insats::InsatsNr;
use crate::domain::ko::plats::Pott;
use crate::text;
use crate::ui::rader::korta;
use crate::ui::tema::{Roll, Tema};

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    match app.ko.vy() {
        Kovy::Koer => koer(app, tema, frame, yta),
        Kovy::Sida => sida::draw(app, tema, frame, yta),
        Kovy::Post => texter::post(app, tema, frame, yta),
        Kovy::Attgora => attgora(app, tema, frame, yta),
        Kovy::Platser => platser(app, tema, frame, yta),
        Kovy::Rattvisa => texter::rattvisa(app, tema, frame, yta),
        Kovy::Bevis => texter::bevis(app, tema, frame, yta),
        Kovy::Blankett => blankett::draw(app, tema, frame, yta),
    }
}

/// The name of an insats, or its number where the catalogue has it no more.
fn namn(app: &App, nr: InsatsNr) -> String {
    app.katalog
        .insats(nr)
        .map_or_else(String::new, |insats| insats.namn.clone())
}

/// Draws the heading, and gives back what is left below it and an empty row.
fn rubrik(text: &str, tema: &Tema, frame: &mut Frame, yta: Rect) -> Rect {
    let (rad, rest) = topp(yta, 1);
    let text = korta(&format!(" {text}"), rad.width);
    frame.render_widget(Paragraph::new(text).style(tema.stil(Roll::Rubrik)), rad);
    topp(rest, 1).1
}

/// A sentence instead of rows.
fn tomt(text: &str, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let rad = format!(" {text}");
    frame.render_widget(Paragraph::new(rad).style(tema.stil(Roll::Dampad)), yta);
    frame.set_cursor_position(Position::new(yta.x, yta.y));
}

/// A list of which only what is seen is made. `rad` makes the row at a place.
fn lista(
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
fn detalj(text: &str, (tema, frame, yta): (&Tema, &mut Frame, Rect)) -> Rect {
    let bredd = yta.width.saturating_sub(1);
    let rader = stycke(" ", text, bredd, tema.stil(Roll::Dampad));
    let (rest, fot) = botten(yta, u16::try_from(rader.len()).unwrap_or(1));
    frame.render_widget(Paragraph::new(rader), fot);
    rest
}

/// A row, with a mark when it is chosen.
fn markt(text: &str, vald: bool, tema: &Tema, bredd: u16) -> Line<'static> {
    let (marke, roll) = if vald {
        (">", Roll::Vald)
    } else {
        (" ", Roll::Grund)
    };
    let text = korta(&format!("{marke}{text}"), bredd.saturating_sub(1));
    Line::styled(text, tema.stil(roll))
}

fn koer(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let kropp = rubrik(text::kovyer::KOER, tema, frame, yta);
    let Some(rader) = &app.ko.koer.rader else {
        tomt(text::skarm::HAMTAR, tema, frame, kropp);
        return;
    };
    if rader.is_empty() {
        tomt(text::kovyer::INGEN_KO, tema, frame, kropp);
        return;
    }
    let namnbredd = if yta.width >= 100 { 34 } else { 22 };
    let rad = |plats: usize| {
        rader.get(plats).map_or_else(String::new, |rad| {
            format!(
                "{:<7}{:<namnbredd$} {}",
                rad.insats,
                korta(
                    &namn(app, rad.insats),
                    u16::try_from(namnbredd).unwrap_or(22) - 1
                ),
                text::kovyer::oversikt(rad)
            )
        })
    };
    let hel = app.ko.koer.vald_rad().map(text::kovyer::oversikt);
    let kropp = detalj(&hel.unwrap_or_default(), (tema, frame, kropp));
    lista(rader.len(), app.ko.koer.vald, rad, (tema, frame, kropp));
}

fn attgora(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let kropp = rubrik(text::kovyer::ATT_GORA, tema, frame, yta);
    let Some(rader) = &app.ko.attgora.rader else {
        tomt(text::skarm::HAMTAR, tema, frame, kropp);
        return;
    };
    if rader.is_empty() {
        tomt(text::kovyer::INGET_ATT_GORA, tema, frame, kropp);
        return;
    }
    let rad = |plats: usize| {
        rader.get(plats).map_or_else(String::new, |rad| {
            text::ko::attgora_rad(rad, &namn(app, rad.insats))
        })
    };
    let vald = app.ko.attgora.vald;
    let hel = app.ko.attgora.vald_rad().map(|rad| {
        let namn = namn(app, rad.insats);
        text::ko::attgora(rad, &namn)
    });
    let kropp = detalj(&hel.unwrap_or_default(), (tema, frame, kropp));
    lista(rader.len(), vald, rad, (tema, frame, kropp));
}

fn platser(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let Some(vy) = &app.ko.platser else { return };
    let namn = format!("{} {}", vy.insats, namn(app, vy.insats));
    let kropp = rubrik(&text::koskarm::platsrubrik(&namn), tema, frame, yta);
    let (Some(rader), Some(potter)) = (&vy.rader.rader, &vy.potter) else {
        tomt(text::skarm::HAMTAR, tema, frame, kropp);
        return;
    };
    if rader.is_empty() {
        tomt(text::koskarm::INGA_PLATSER, tema, frame, kropp);
        return;
    }
    let bild = |pott: &Pott| potter.iter().find(|bild| bild.pott == *pott);
    let rad = |plats: usize| match rader.get(plats) {
        Some(Platsrad::Pott(pott)) => bild(pott).map_or_else(String::new, text::kovyer::pott),
        Some(Platsrad::Tagen(pott, nummer)) => {
            bild(pott).map_or_else(String::new, |bild| text::kovyer::tagen(bild, *nummer))
        }
        None => String::new(),
    };
    let kropp = detalj(&rad(vy.rader.vald), (tema, frame, kropp));
    lista(rader.len(), vy.rader.vald, rad, (tema, frame, kropp));
}
