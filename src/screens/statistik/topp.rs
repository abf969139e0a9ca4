//! What stands above the rows: the period and what it is compared with, the divisions, and the numbers that come first.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use crate::app::statistik::Statistikvy;
use crate::domain::statistik::period::Period;
use crate::screens::topp;
use crate::statistikblad::{Blad, Djup, Indelning};
use crate::text;
use crate::text::statistik as ord;
use crate::ui::rader::korta;
use crate::ui::tema::{Roll, Tema};

/// Draws it; gives back what is left below, and the row in which it is said that there is more.
pub(super) fn draw(
    vy: &Statistikvy,
    period: Period,
    tema: &Tema,
    frame: &mut Frame,
    yta: Rect,
) -> (Rect, Rect) {
    let mut rader = rubrik(vy, period, tema, yta.width);
    rader.push(indelningar(vy, tema, yta.width));
    if let Some(blad) = vy.blad.as_ref().filter(|blad| !blad.nyckeltal.is_empty()) {
        rader.push(Line::default());
        rader.extend(nyckeltal(blad, tema, yta.width));
    }
    rader.push(Line::default());
    let hojd = u16::try_from(rader.len()).unwrap_or(1);
    let (huvud, rest) = topp(yta, hojd);
    frame.render_widget(Paragraph::new(rader), huvud);
    let mer = Rect {
        y: (huvud.y + huvud.height).saturating_sub(1),
        height: 1,
        ..huvud
    };
    (rest, mer)
}

/// The period, what it is compared with or that it is not over, and what has been opened.
fn rubrik(vy: &Statistikvy, period: Period, tema: &Tema, bredd: u16) -> Vec<Line<'static>> {
    let text = korta(
        &format!(" {} · {}", ord::RUBRIK, ord::period(period)),
        bredd,
    );
    let stil = tema.stil(Roll::Rubrik);
    let Some(blad) = &vy.blad else {
        return vec![Line::styled(text, stil)];
    };
    let roll = if vy.pagar() {
        Roll::Varning
    } else {
        Roll::Dampad
    };
    let rum = usize::from(bredd).saturating_sub(text.width() + 1);
    let mot = &blad.jamforelse;
    let mut rader = if mot.width() < rum {
        let luft = " ".repeat(rum - mot.width());
        vec![Line::from(vec![
            Span::styled(text, stil),
            Span::raw(luft),
            Span::styled(mot.clone(), tema.stil(roll)),
        ])]
    } else {
        let mot = korta(&format!(" {mot}"), bredd);
        vec![Line::styled(text, stil), Line::styled(mot, tema.stil(roll))]
    };
    if !blad.om.is_empty() {
        let om = korta(&format!(" {}", blad.om), bredd);
        rader.push(Line::styled(om, stil));
    }
    rader
}

/// The row of divisions, the one that is shown in brackets. Where there is no room for all, those around it.
fn indelningar(vy: &Statistikvy, tema: &Tema, bredd: u16) -> Line<'static> {
    let ord: Vec<(String, bool)> = Indelning::ALLA
        .into_iter()
        .map(|indelning| {
            let namn = match indelning {
                Indelning::Insatser if matches!(vy.djup.last(), Some(Djup::Insats(_))) => ord::ALLT,
                annan => annan.namn(),
            };
            let har = indelning == vy.indelning;
            (
                if har {
                    format!("[{namn}]")
                } else {
                    namn.to_owned()
                },
                har,
            )
        })
        .collect();
    let vald = ord.iter().position(|(_, har)| *har).unwrap_or(0);
    let langd = |fran: usize| -> usize {
        let delar = ord.iter().skip(fran).map(|(text, _)| text.width() + 1);
        delar.sum::<usize>() + 1
    };
    let mut fran = 0;
    while langd(fran) > usize::from(bredd) && fran + 1 < vald {
        fran += 1;
    }
    let mut spann = Vec::new();
    let mut skrivet = if fran > 0 { 2 } else { 0 };
    if fran > 0 {
        spann.push(Span::styled(
            format!(" {}", text::skarm::MER),
            tema.stil(Roll::Dampad),
        ));
    }
    for (text, har) in ord.into_iter().skip(fran) {
        skrivet += text.width() + 1;
        if skrivet > usize::from(bredd) {
            break;
        }
        let roll = if har { Roll::Tangent } else { Roll::Dampad };
        spann.push(Span::raw(" "));
        spann.push(Span::styled(text, tema.stil(roll)));
    }
    Line::from(spann)
}

/// The numbers that come first: names above, numbers and changes below; the visits stand out.
fn nyckeltal(blad: &Blad, tema: &Tema, bredd: u16) -> [Line<'static>; 2] {
    let antal = u16::try_from(blad.nyckeltal.len()).unwrap_or(1).max(1);
    let kolumn = usize::from((bredd.saturating_sub(1) / antal).min(18));
    let mut rader = [vec![Span::raw(" ")], vec![Span::raw(" ")]];
    for (plats, tal) in blad.nyckeltal.iter().enumerate() {
        let namn = korta(&tal.namn, u16::try_from(kolumn).unwrap_or(18));
        rader[0].push(Span::styled(
            format!("{namn:<kolumn$}"),
            tema.stil(Roll::Dampad),
        ));
        let roll = if plats == 0 {
            Roll::Rubrik
        } else {
            Roll::Grund
        };
        let varde = tal.varde.to_string();
        let luft = kolumn.saturating_sub(varde.width() + 1);
        let andring = korta(&tal.andring, u16::try_from(luft).unwrap_or(0));
        rader[1].push(Span::styled(varde, tema.stil(roll)));
        rader[1].push(Span::styled(
            format!(" {andring:<luft$}"),
            tema.stil(Roll::Dampad),
        ));
    }
    rader.map(Line::from)
}
