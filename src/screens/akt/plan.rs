//! The plan: what is open of it under its headings, where versions differ beside each other, and how it has gone.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::super::rader::{rubrik, tomt};
use super::super::{bredd, mer, stycke};
use crate::app::App;
use crate::app::akt::plan::visade;
use crate::domain::akt::plan::{Planrubrik, Plantext};
use crate::rena::rena_text;
use crate::text::aktvyer as ord;
use crate::ui::rader::bryt;
use crate::ui::tema::{Roll, Tema};

/// From this width versions that differ stand side by side.
const BREDVID: u16 = 100;

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let Some(vy) = &app.akt.arende else { return };
    let bild = &vy.bild;
    let kropp = rubrik(&ord::plan_rubrik(&bild.rad.nummer), tema, frame, yta);
    let planer = visade(bild, app.akt.aldre);
    if planer.is_empty() && bild.uppfoljningar.is_empty() {
        tomt(ord::INGEN_PLAN, tema, frame, kropp);
        return;
    }
    let rum = kropp.width.saturating_sub(1);
    let mut rader = Vec::new();
    if planer.is_empty() {
        rader.extend(stycke(" ", ord::INGEN_PLAN, rum, tema.stil(Roll::Dampad)));
    } else {
        let antal = bild.planer.len();
        let att_saga = match (planer.len(), app.akt.aldre) {
            (1, None) => None,
            (1, Some(_)) => Some(ord::aldre_version(antal)),
            (_, _) => Some(ord::flera_oppna(&planer)),
        };
        if let Some(mening) = att_saga {
            rader.extend(stycke(" ! ", &mening, rum, tema.stil(Roll::Varning)));
        }
        for plan in &planer {
            let text = ord::versionshuvud(plan, antal, bild.aktslag);
            rader.extend(stycke(" ", &text, rum, tema.stil(Roll::Dampad)));
        }
        let versioner: Vec<Version> = planer
            .iter()
            .map(|plan| (ord::versionsled(plan), &plan.text))
            .collect();
        for del in Planrubrik::ALLA {
            rader.push(Line::default());
            rader.push(ledrad(ord::planrubrik(del), tema));
            rader.extend(under(&versioner, del, tema, rum));
        }
    }
    if !bild.uppfoljningar.is_empty() && app.akt.aldre.is_none() {
        rader.push(Line::default());
        rader.push(ledrad(ord::UPPFOLJNINGAR, tema));
        for (plats, rad) in bild.uppfoljningar.iter().rev().enumerate() {
            let avslut = plats == 0 && bild.rad.avslutad.is_some();
            let huvud = ord::uppfoljningshuvud(rad, avslut);
            rader.extend(stycke(" ", &huvud, rum, tema.stil(Roll::Dampad)));
            for mal in &rad.mal {
                let text = ord::malrad(&mal.mal, mal.utfall);
                rader.extend(stycke("   · ", &text, rum, tema.stil(Roll::Grund)));
            }
            for del in rena_text(&rad.text).lines() {
                rader.extend(stycke("   ", del, rum, tema.stil(Roll::Grund)));
            }
        }
    }
    let rulle = &app.akt.rulle;
    let forsta = rulle.forsta(rader.len(), kropp.height);
    frame.render_widget(Paragraph::new(rader).scroll((forsta, 0)), kropp);
    // On the empty row below the heading.
    let mellan = Rect {
        y: kropp.y.saturating_sub(1),
        height: 1,
        ..kropp
    };
    mer(rulle, tema, frame, mellan);
    frame.set_cursor_position(Position::new(kropp.x, kropp.y));
}

fn ledrad(text: &str, tema: &Tema) -> Line<'static> {
    Line::styled(format!(" {text}"), tema.stil(Roll::Rubrik))
}

/// A version: what it is called, and what it says.
type Version<'a> = (String, &'a Plantext);

/// What stands under a heading: once where all versions agree, otherwise each with its version and who wrote it.
fn under(planer: &[Version<'_>], del: Planrubrik, tema: &Tema, rum: u16) -> Vec<Line<'static>> {
    let Some((forsta, andra)) = planer.split_first() else {
        return Vec::new();
    };
    let lika = andra
        .iter()
        .all(|(_, text)| text.under(del) == forsta.1.under(del));
    if lika {
        return brodtext(forsta.1.under(del), rum.saturating_sub(1))
            .into_iter()
            .map(|(rad, roll)| Line::styled(format!(" {rad}"), tema.stil(roll)))
            .collect();
    }
    let antal = u16::try_from(planer.len()).unwrap_or(u16::MAX);
    if rum < BREDVID || antal > 3 {
        planer
            .iter()
            .flat_map(|plan| en_version(plan, del, rum.saturating_sub(3)))
            .map(|(rad, roll)| Line::styled(format!("   {rad}"), tema.stil(roll)))
            .collect()
    } else {
        sida_vid_sida(planer, del, tema, rum / antal)
    }
}

type Rad = (String, Roll);

/// A text with its own line breaks, broken to fit.
fn brodtext(text: &str, rum: u16) -> Vec<Rad> {
    if text.is_empty() {
        return vec![(ord::INGET_SKRIVET.to_owned(), Roll::Dampad)];
    }
    rena_text(text)
        .lines()
        .flat_map(|rad| bryt(rad, rum))
        .map(|rad| (rad, Roll::Grund))
        .collect()
}

fn en_version((led, text): &Version<'_>, del: Planrubrik, rum: u16) -> Vec<Rad> {
    let mut rader: Vec<Rad> = bryt(led, rum)
        .into_iter()
        .map(|rad| (rad, Roll::Varning))
        .collect();
    rader.extend(brodtext(text.under(del), rum));
    rader
}

fn sida_vid_sida(
    planer: &[Version<'_>],
    del: Planrubrik,
    tema: &Tema,
    spalt: u16,
) -> Vec<Line<'static>> {
    let spalter: Vec<Vec<Rad>> = planer
        .iter()
        .map(|plan| en_version(plan, del, spalt.saturating_sub(4)))
        .collect();
    let hojd = spalter.iter().map(Vec::len).max().unwrap_or(0);
    (0..hojd)
        .map(|i| {
            let spann: Vec<Span> = spalter
                .iter()
                .flat_map(|rader| {
                    let (text, roll) = rader
                        .get(i)
                        .cloned()
                        .unwrap_or((String::new(), Roll::Grund));
                    let rest = usize::from(spalt.saturating_sub(3 + bredd(&text)));
                    [
                        Span::raw("   "),
                        Span::styled(text, tema.stil(roll)),
                        Span::raw(" ".repeat(rest)),
                    ]
                })
                .collect();
            Line::from(spann)
        })
        .collect()
}
