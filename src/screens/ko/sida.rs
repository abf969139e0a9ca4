//! One queue: those who have said yes, and then the queue in its order.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::super::rader::{detalj, markt, rubrik, tomt};
use super::super::topp;
use super::namn;
use crate::app::App;
use crate::text;
use crate::ui::rader::korta;
use crate::ui::tema::{Roll, Tema};

/// What a row is.
enum Slag<R> {
    /// Heading of those who have said yes.
    HarTackatJa,
    /// Heading of the queue.
    Langd,
    /// An entry.
    Post(R),
}

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let Some(vy) = &app.ko.sida else { return };
    let huvud = format!(
        "{} {} · {}",
        vy.insats,
        namn(app, vy.insats),
        text::kovyer::sidrubrik(vy.sida.as_ref())
    );
    let kropp = rubrik(&huvud, tema, frame, yta);
    let Some(sida) = &vy.sida else {
        tomt(text::skarm::HAMTAR, tema, frame, kropp);
        return;
    };
    if vy.rader().next().is_none() {
        tomt(text::kovyer::INGEN_KO, tema, frame, kropp);
        return;
    }
    let (kolumner, kropp) = topp(kropp, 1);
    frame.render_widget(
        Paragraph::new(korta(
            &format!(" {}", text::kovyer::KOLUMNER),
            kolumner.width,
        ))
        .style(tema.stil(Roll::Dampad)),
        kolumner,
    );
    let hel = vy.vald_rad().map(text::kovyer::korad).unwrap_or_default();
    let kropp = detalj(&hel, (tema, frame, kropp));
    let accepterade = sida.accepterade.len();
    let mut rader: Vec<Slag<_>> = Vec::with_capacity(accepterade + sida.rader.len() + 2);
    let mut vald = 0;
    if accepterade > 0 {
        rader.push(Slag::HarTackatJa);
    }
    for (plats, rad) in vy.rader().enumerate() {
        if plats == accepterade && plats > 0 {
            rader.push(Slag::Langd);
        }
        if Some(rad.kod) == vy.vald {
            vald = rader.len();
        }
        rader.push(Slag::Post(rad));
    }
    let hojd = usize::from(kropp.height).max(1);
    // The chosen row in the middle: the rows around it are loaded on both sides.
    let forsta = vald
        .saturating_sub(hojd / 2)
        .min(rader.len().saturating_sub(hojd));
    let y = u16::try_from(vald - forsta).unwrap_or(0);
    let ledtext = |text: &str| Line::styled(format!(" {text}"), tema.stil(Roll::Rubrik));
    // Only the rows that are seen are put into words.
    let rader: Vec<Line> = rader
        .iter()
        .skip(forsta)
        .take(hojd)
        .map(|slag| match slag {
            Slag::HarTackatJa => ledtext(text::kovyer::HAR_TACKAT_JA),
            Slag::Langd => ledtext(&text::ko::langd(sida.langd, sida.vilande)),
            Slag::Post(rad) => markt(
                &text::kovyer::korad(rad),
                Some(rad.kod) == vy.vald,
                tema,
                kropp.width,
            ),
        })
        .collect();
    frame.render_widget(Paragraph::new(rader), kropp);
    frame.set_cursor_position(Position::new(
        kropp.x,
        kropp.y + y.min(kropp.height.saturating_sub(1)),
    ));
}
