//! The sheet for the case system: a field a row under its headings, the chosen one whole below.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::super::rader::{markt, rubrik};
use super::super::{botten, mer, stycke, topp};
use crate::app::App;
use crate::app::akt::blad::Bladvy;
use crate::blad::{Bladfalt, Bladvarning};
use crate::text;
use crate::text::bladskarm as ord;
use crate::ui::rader::korta;
use crate::ui::tema::{Roll, Tema};

/// A row of the list.
enum Rad<'a> {
    Rubrik(&'a str),
    Inget,
    Falt(usize, &'a Bladfalt),
}

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let Some(vy) = &app.akt.blad else { return };
    let huvud = ord::rubrik(vy.blad.system.namn(), vy.nummer.as_ref());
    let kropp = rubrik(&huvud, tema, frame, yta);
    // The heading's empty row is given to the sheet: there is little room.
    let kropp = Rect {
        y: kropp.y.saturating_sub(1),
        height: kropp.height + 1,
        ..kropp
    };
    let bredd = kropp.width.saturating_sub(1);
    let varningar = varningar(vy, tema, bredd);
    let (ovan, rest) = topp(kropp, u16::try_from(varningar.len()).unwrap_or(1));
    frame.render_widget(Paragraph::new(varningar), ovan);

    let vald = vy.blad.falt().nth(vy.vald);
    let text = vald.map_or_else(Vec::new, |falt| helt(falt, tema, bredd));
    let hojd = u16::try_from(text.len())
        .unwrap_or(u16::MAX)
        .min(rest.height / 2)
        .max(1);
    let (ovre, nedre) = botten(rest, hojd);
    let (ovre, mellan) = botten(ovre, 1);
    let forsta = vy.rulle.forsta(text.len(), nedre.height);
    frame.render_widget(Paragraph::new(text).scroll((forsta, 0)), nedre);
    mer(&vy.rulle, tema, frame, mellan);
    falten(vy, tema, frame, ovre);
}

/// What is to be thought of, in the order in which it is said: also that others would see the contact data.
fn varningar(vy: &Bladvy, tema: &Tema, bredd: u16) -> Vec<Line<'static>> {
    let mut rader = Vec::new();
    for varning in &vy.blad.varningar {
        let roll = match varning {
            Bladvarning::KontaktUtelamnad => Roll::Dampad,
            _ => Roll::Varning,
        };
        rader.extend(stycke(" ! ", varning.text(), bredd, tema.stil(roll)));
    }
    if vy.kontakt {
        let stil = tema.stil(Roll::Varning);
        rader.extend(stycke(" ! ", ord::KONTAKT_SYNS, bredd, stil));
    }
    rader
}

/// The chosen field, whole.
fn helt(falt: &Bladfalt, tema: &Tema, bredd: u16) -> Vec<Line<'static>> {
    let mut rader = stycke(" ", falt.etikett(), bredd, tema.stil(Roll::Rubrik));
    for rad in falt.varde.lines() {
        rader.extend(stycke(" ", rad, bredd, tema.stil(Roll::Grund)));
    }
    rader
}

fn falten(vy: &Bladvy, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let rader = rader(vy);
    let vald = rader
        .iter()
        .position(|rad| matches!(rad, Rad::Falt(plats, _) if *plats == vy.vald))
        .unwrap_or(0);
    // What comes next is seen below the chosen one, for it is copied next.
    let hojd = usize::from(yta.height).max(1);
    let forsta = vald
        .saturating_sub(hojd / 2)
        .min(rader.len().saturating_sub(hojd));
    let etiketter = vy.blad.falt().map(|falt| falt.etikett().chars().count());
    let etikett = etiketter.max().unwrap_or(0);
    let synliga: Vec<Line> = rader
        .iter()
        .skip(forsta)
        .take(hojd)
        .map(|rad| match rad {
            Rad::Rubrik(text) => {
                let text = korta(&format!(" {text}"), yta.width.saturating_sub(1));
                Line::styled(text, tema.stil(Roll::Rubrik))
            }
            Rad::Inget => {
                Line::styled(format!("   {}", text::blad::INGET), tema.stil(Roll::Dampad))
            }
            Rad::Falt(plats, falt) => {
                let text = format!("  {:<etikett$}  {}", falt.etikett(), en_rad(&falt.varde));
                markt(&text, *plats == vy.vald, tema, yta.width)
            }
        })
        .collect();
    frame.render_widget(Paragraph::new(synliga), yta);
    let y = u16::try_from(vald - forsta).unwrap_or(0);
    let y = yta.y + y.min(yta.height.saturating_sub(1));
    frame.set_cursor_position(Position::new(yta.x, y));
}

/// The rows: each part under its heading. That a step is empty is said only where nothing of it comes later.
fn rader(vy: &Bladvy) -> Vec<Rad<'_>> {
    let mut rader = Vec::new();
    let mut plats = 0;
    for del in &vy.blad.delar {
        rader.push(Rad::Rubrik(&del.rubrik));
        let tomt = |annan: &&crate::blad::Del| annan.plats == del.plats && !annan.falt.is_empty();
        if !vy.blad.delar.iter().any(|annan| tomt(&annan)) {
            rader.push(Rad::Inget);
        }
        for falt in &del.falt {
            rader.push(Rad::Falt(plats, falt));
            plats += 1;
        }
    }
    rader
}

/// The first row of a text, and that there is more.
fn en_rad(varde: &str) -> String {
    match varde.split_once('\n') {
        Some((forst, _)) => format!("{forst} …"),
        None => varde.to_owned(),
    }
}
