//! The bridge: to whom, its clocks under a heading of their own, and for children its checklists.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::super::rader::{lista, rubrik};
use super::super::{botten, mer, stycke, topp};
use crate::app::App;
use crate::app::akt::bro::Brovy;
use crate::domain::bro::{Brodagar, Checklista, Fristlage, frister};
use crate::text;
use crate::text::broskarm as ord;
use crate::ui::tema::{Roll, Tema};

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let Some(vy) = &app.akt.bro else { return };
    let kropp = rubrik(&ord::rubrik(&vy.bild.nummer), tema, frame, yta);
    // The heading's empty row is given to the bridge: there is little room.
    let kropp = Rect {
        y: kropp.y.saturating_sub(1),
        height: kropp.height + 1,
        ..kropp
    };
    let mut huvud = huvud(vy, app, tema, kropp.width.saturating_sub(1));
    if vy.listor {
        let (ovan, rest) = topp(kropp, u16::try_from(huvud.len()).unwrap_or(1));
        frame.render_widget(Paragraph::new(huvud), ovan);
        if let Some(vald) = app.checklistor.alla().get(vy.lista) {
            let antal = app.checklistor.alla().len();
            checklistan(vy, (vald, antal), tema, frame, rest);
        }
        return;
    }
    huvud.push(Line::default());
    let bredd = kropp.width.saturating_sub(1);
    huvud.extend(stycke(" ", ord::VUXEN, bredd, tema.stil(Roll::Dampad)));
    let forsta = vy.rulle.forsta(huvud.len(), kropp.height);
    frame.render_widget(Paragraph::new(huvud).scroll((forsta, 0)), kropp);
    frame.set_cursor_position(Position::new(kropp.x, kropp.y));
}

/// To whom, and the clocks.
fn huvud(vy: &Brovy, app: &App, tema: &Tema, bredd: u16) -> Vec<Line<'static>> {
    let mut rader = stycke(" ", &ord::till(&vy.bild), bredd, tema.stil(Roll::Grund));
    rader.extend(stycke(" ", ord::TIDER, bredd, tema.stil(Roll::Rubrik)));
    let dagar = &vy.bild.dagar;
    let klockor = frister(dagar, app.idag(), vy.listor);
    let inga = if *dagar == Brodagar::default() {
        ord::INGA_DAGAR
    } else {
        ord::INGEN_TID
    };
    if klockor.is_empty() {
        rader.extend(stycke("   ", inga, bredd, tema.stil(Roll::Dampad)));
    }
    for frist in klockor {
        let (fore, roll) = match frist.lage() {
            Fristlage::Kommande => ("   ", Roll::Grund),
            Fristlage::Nu => (" • ", Roll::Grund),
            Fristlage::Passerad => (" ! ", Roll::Varning),
        };
        rader.extend(stycke(
            fore,
            &text::bro::frist(frist),
            bredd,
            tema.stil(roll),
        ));
    }
    rader
}

fn checklistan(
    vy: &Brovy,
    (vald, antal): (&Checklista, usize),
    tema: &Tema,
    frame: &mut Frame,
    yta: Rect,
) {
    let bredd = yta.width.saturating_sub(1);
    let gjord = |id: &str| vy.bock(&vald.id, id).is_some();
    let gjorda = vald.punkter.iter().filter(|p| gjord(&p.id)).count();
    let huvud = stycke(
        " ",
        &ord::lista(vald, gjorda, (vy.lista + 1, antal)),
        bredd,
        tema.stil(Roll::Rubrik),
    );
    let (ovan, rest) = topp(yta, u16::try_from(huvud.len()).unwrap_or(1));
    frame.render_widget(Paragraph::new(huvud), ovan);

    let mut text = Vec::new();
    if let Some(punkt) = vald.punkter.get(vy.punkt) {
        text.extend(stycke(" ", &punkt.aktivitet, bredd, tema.stil(Roll::Grund)));
        text.extend(stycke(
            " ",
            &ord::ansvar(punkt),
            bredd,
            tema.stil(Roll::Dampad),
        ));
        if let Some((dag, av)) = vy.bock(&vald.id, &punkt.id) {
            let bockad = ord::bockad(dag, av);
            text.extend(stycke(" ", &bockad, bredd, tema.stil(Roll::Grund)));
        }
        if let Some(anmarkning) = &punkt.anmarkning {
            text.extend(stycke(" ", anmarkning, bredd, tema.stil(Roll::Dampad)));
        }
    }
    // At least three points are seen, and the chosen one whole where there is room.
    let hojd = u16::try_from(text.len())
        .unwrap_or(u16::MAX)
        .min(rest.height.saturating_sub(4))
        .max(1);
    let (ovre, nedre) = botten(rest, hojd);
    let (ovre, mellan) = botten(ovre, 1);
    let forsta = vy.rulle.forsta(text.len(), nedre.height);
    frame.render_widget(Paragraph::new(text).scroll((forsta, 0)), nedre);
    mer(&vy.rulle, tema, frame, mellan);
    let rad = |plats: usize| {
        vald.punkter
            .get(plats)
            .map_or_else(String::new, |punkt| ord::punktrad(punkt, gjord(&punkt.id)))
    };
    lista(vald.punkter.len(), vy.punkt, rad, (tema, frame, ovre));
}
