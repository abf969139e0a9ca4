//! The waiting list: each view draws the rows that it has, with the cursor on the chosen one.

mod sida;
mod texter;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::blankett;
use super::rader::{detalj, lista, rubrik, tomt};
use crate::app::App;
use crate::app::ko::attgora::Uppgiftsrad;
use crate::app::ko::{Kovy, Platsrad};
use crate::domain::insats::InsatsNr;
use crate::domain::ko::plats::Pott;
use crate::text;
use crate::ui::rader::korta;
use crate::ui::tema::Tema;

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    match app.ko.vy() {
        Kovy::Koer => koer(app, tema, frame, yta),
        Kovy::Sida => sida::draw(app, tema, frame, yta),
        Kovy::Post => texter::post(app, tema, frame, yta),
        Kovy::Attgora => attgora(app, tema, frame, yta),
        Kovy::Platser => platser(app, tema, frame, yta),
        Kovy::Rattvisa => texter::rattvisa(app, tema, frame, yta),
        Kovy::Bevis => texter::bevis(app, tema, frame, yta),
        Kovy::Blankett => {
            if let Some(form) = &app.ko.blankett {
                blankett::draw(form, tema, frame, yta);
            }
        }
    }
}

/// The name of an insats, or its number where the catalogue has it no more.
fn namn(app: &App, nr: InsatsNr) -> String {
    app.katalog
        .insats(nr)
        .map_or_else(String::new, |insats| insats.namn.clone())
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
    let kropp = rubrik(text::attgora::RUBRIK, tema, frame, yta);
    let Some(rader) = &app.ko.attgora.lista.rader else {
        tomt(text::skarm::HAMTAR, tema, frame, kropp);
        return;
    };
    if rader.is_empty() {
        tomt(text::attgora::INGET, tema, frame, kropp);
        return;
    }
    let rad = |plats: usize| match rader.get(plats) {
        Some(Uppgiftsrad::Ko(rad)) => text::ko::attgora_rad(rad, &namn(app, rad.insats)),
        Some(Uppgiftsrad::Arende(rad)) => text::attgora::arende_rad(rad),
        Some(Uppgiftsrad::Overlamning(rad)) => {
            text::attgora::overlamning_rad(rad, text::akt::dagar(rad, app.idag()))
        }
        None => String::new(),
    };
    let hel = match app.ko.attgora.lista.vald_rad() {
        Some(Uppgiftsrad::Ko(rad)) => text::ko::attgora(rad, &namn(app, rad.insats)),
        Some(Uppgiftsrad::Arende(rad)) => text::attgora::arende(rad),
        Some(Uppgiftsrad::Overlamning(rad)) => text::attgora::overlamning(rad),
        None => String::new(),
    };
    let kropp = detalj(&hel, (tema, frame, kropp));
    let vald = app.ko.attgora.lista.vald;
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
