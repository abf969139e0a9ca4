//! A form: what to say first, then all fields, the one in focus with its help.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::uppstallning::Uppstallning;
use super::super::{bredd, mer, stycke};
use super::rubrik;
use crate::app::App;
use crate::app::ko::blankett::{Blankett, Blankettfalt, Faltslag};
use crate::text;
use crate::ui::tema::{Roll, Tema};

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let Some(blankett) = &app.ko.blankett else {
        return;
    };
    let kropp = rubrik(&blankett.rubrik, tema, frame, yta);
    let kropp = Rect {
        x: kropp.x + 1,
        width: kropp.width.saturating_sub(2),
        ..kropp
    };
    stall_upp(blankett, tema, kropp.width).rita(&blankett.rulle, blankett.fokus == 0, frame, kropp);
    let mellan = Rect {
        y: kropp.y.saturating_sub(1),
        height: 1,
        ..kropp
    };
    mer(&blankett.rulle, tema, frame, mellan);
}

fn stall_upp(blankett: &Blankett, tema: &Tema, bredd: u16) -> Uppstallning {
    let mut upp = Uppstallning::default();
    for mening in &blankett.att_saga {
        upp.rader
            .extend(stycke("• ", mening, bredd, tema.stil(Roll::Grund)));
    }
    if !upp.rader.is_empty() {
        upp.rader.push(Line::default());
    }
    for (plats, falt) in blankett.falt.iter().enumerate() {
        let fran = upp.rader.len();
        if plats == blankett.fokus {
            upp.rader
                .extend(stycke("> ", falt.etikett, bredd, tema.stil(Roll::Rubrik)));
            i_fokus(&mut upp, falt, tema, bredd);
            upp.fokus = (fran, upp.rader.len().saturating_sub(1));
        } else {
            let etikett = falt.etikett.trim_end_matches('?');
            let rad = format!("{etikett}: {}", varde(falt));
            upp.rader
                .extend(stycke("  ", &rad, bredd, tema.stil(Roll::Grund)));
        }
    }
    upp
}

/// What stands in a field that has not the focus.
fn varde(falt: &Blankettfalt) -> String {
    let text = match &falt.slag {
        Faltslag::Text(text) => text.text().to_owned(),
        Faltslag::Datum(datum) if datum.ar_tomt() => String::new(),
        Faltslag::Datum(datum) => datum.synlig().0,
        Faltslag::Val { rader, .. } => {
            let valda: Vec<&str> = rader
                .iter()
                .filter(|rad| rad.vald)
                .map(|rad| rad.text.as_str())
                .collect();
            valda.join(", ")
        }
    };
    if text.is_empty() {
        text::skarm::INGET_SVAR.to_owned()
    } else {
        text
    }
}

fn i_fokus(upp: &mut Uppstallning, falt: &Blankettfalt, tema: &Tema, bredd_i: u16) {
    match &falt.slag {
        Faltslag::Val { rader, .. } => {
            let nagot_valt = rader.iter().any(|rad| rad.vald);
            let mut satt = false;
            for (i, rad) in rader.iter().enumerate() {
                let kryss = if rad.vald { "[x]" } else { "[ ]" };
                if !satt && (rad.vald || (i == 0 && !nagot_valt)) {
                    upp.markor = (upp.rader.len(), 5);
                    satt = true;
                }
                let roll = if rad.vald { Roll::Vald } else { Roll::Grund };
                let fore = format!("    {kryss} {} ", rad.tangent);
                upp.rader
                    .extend(stycke(&fore, &rad.text, bredd_i, tema.stil(roll)));
            }
        }
        Faltslag::Datum(datum) => {
            let (text, markor) = datum.synlig();
            skrivrad(upp, text, markor, tema);
        }
        Faltslag::Text(text) => {
            let rum = bredd_i.saturating_sub(6);
            let (text, markor) = text.synlig(rum);
            let fyllnad = usize::from(rum.min(40).saturating_sub(bredd(&text)));
            skrivrad(upp, format!("{text}{}", " ".repeat(fyllnad)), markor, tema);
        }
    }
    if !falt.hjalp.is_empty() {
        upp.rader
            .extend(stycke("    ", falt.hjalp, bredd_i, tema.stil(Roll::Dampad)));
    }
}

fn skrivrad(upp: &mut Uppstallning, text: String, markor: u16, tema: &Tema) {
    upp.markor = (upp.rader.len(), 5 + markor);
    upp.rader.push(Line::from(vec![
        Span::raw("    ["),
        Span::styled(text, tema.stil(Roll::Fokus)),
        Span::raw("]"),
    ]));
}
