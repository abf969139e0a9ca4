//! One ärende: its head, the journal, and the chosen note whole.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::super::rader::{lista, rubrik, tomt};
use super::super::{mer, stycke, topp};
use super::uppgift;
use crate::app::App;
use crate::app::akt::Arendevy;
use crate::rena::rena_text;
use crate::text::aktskarm as ord;
use crate::ui::tema::{Roll, Tema};

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let Some(vy) = &app.akt.arende else { return };
    let kropp = rubrik(&ord::mer_rubrik(&vy.bild.rad.nummer), tema, frame, yta);
    // The heading's empty row is given to the head: there is little room.
    let kropp = Rect {
        y: kropp.y.saturating_sub(1),
        height: kropp.height + 1,
        ..kropp
    };
    let huvud: Vec<Line> = ord::arendehuvud(&vy.bild, app.idag())
        .into_iter()
        .flat_map(|(ledtext, varde)| uppgift(ledtext, &varde, tema, kropp.width))
        .collect();
    let (topprader, rest) = topp(kropp, u16::try_from(huvud.len()).unwrap_or(u16::MAX));
    frame.render_widget(Paragraph::new(huvud), topprader);
    let (ledrad, rest) = topp(rest, 1);
    frame.render_widget(
        Paragraph::new(format!(" {}", ord::JOURNAL)).style(tema.stil(Roll::Rubrik)),
        ledrad,
    );
    journal(vy, tema, frame, rest);
}

fn journal(vy: &Arendevy, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let rader = &vy.bild.journal;
    let Some(vald) = rader.get(vy.vald) else {
        tomt(ord::TOM_JOURNAL, tema, frame, yta);
        return;
    };
    let bredd = yta.width.saturating_sub(1);
    let mut text = stycke(
        " ",
        &ord::anteckningshuvud(vald),
        bredd,
        tema.stil(Roll::Dampad),
    );
    for mening in ord::bredvid(&vy.bild, vald) {
        text.extend(stycke(" ! ", &mening, bredd, tema.stil(Roll::Varning)));
    }
    for rad in rena_text(&vald.text).lines() {
        text.extend(stycke(" ", rad, bredd, tema.stil(Roll::Grund)));
    }
    let listhojd = u16::try_from(rader.len())
        .unwrap_or(u16::MAX)
        .min(yta.height / 2)
        .max(1);
    let (ovre, nedre) = topp(yta, listhojd);
    let (_, nedre) = topp(nedre, 1);
    let forsta = vy.rulle.forsta(text.len(), nedre.height);
    frame.render_widget(Paragraph::new(text).scroll((forsta, 0)), nedre);
    let mellan = Rect {
        y: nedre.y.saturating_sub(1),
        height: 1,
        ..nedre
    };
    mer(&vy.rulle, tema, frame, mellan);
    let rad = |plats: usize| {
        rader
            .get(plats)
            .map_or_else(String::new, ord::anteckningsrad)
    };
    lista(rader.len(), vy.vald, rad, (tema, frame, ovre));
}
