//! A form: what to say first, then all fields, the one in focus with its help.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::rader::rubrik;
use super::uppstallning::Uppstallning;
use super::{botten, bredd, mer, stycke, topp};
use crate::app::blankett::{Blankett, Blankettfalt, Faltslag};
use crate::text;
use crate::ui::rader::korta;
use crate::ui::redigerare::Redigerare;
use crate::ui::tema::{Roll, Tema};

pub(super) fn draw<S>(blankett: &Blankett<S>, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let kropp = rubrik(&blankett.rubrik, tema, frame, yta);
    let kropp = Rect {
        x: kropp.x + 1,
        width: kropp.width.saturating_sub(2),
        ..kropp
    };
    if let Some(falt) = blankett.falt.get(blankett.fokus)
        && let Faltslag::Lang(text) = &falt.slag
    {
        langtext(blankett, (falt, text), tema, frame, kropp);
        return;
    }
    stall_upp(blankett, tema, kropp.width).rita(&blankett.rulle, blankett.fokus == 0, frame, kropp);
    let mellan = Rect {
        y: kropp.y.saturating_sub(1),
        height: 1,
        ..kropp
    };
    mer(&blankett.rulle, tema, frame, mellan);
}

/// A text of many lines has the window; above it stand as many of the fields before it as leave it two thirds.
fn langtext<S>(
    blankett: &Blankett<S>,
    (falt, text): (&Blankettfalt, &Redigerare),
    tema: &Tema,
    frame: &mut Frame,
    yta: Rect,
) {
    let fore = blankett.falt.get(..blankett.fokus).unwrap_or_default();
    let antal = fore.len().min(usize::from(yta.height / 3));
    let mut rader: Vec<Line> = fore
        .iter()
        .skip(fore.len() - antal)
        .map(|falt| Line::from(korta(&falt_i_rad(falt), yta.width)))
        .collect();
    rader.extend(stycke(
        "> ",
        &falt.etikett,
        yta.width,
        tema.stil(Roll::Rubrik),
    ));
    let (ovre, rest) = topp(yta, u16::try_from(rader.len()).unwrap_or(1));
    frame.render_widget(Paragraph::new(rader), ovre);
    let hjalp = stycke("  ", falt.hjalp, yta.width, tema.stil(Roll::Dampad));
    let (mitten, nedre) = botten(rest, u16::try_from(hjalp.len()).unwrap_or(1));
    frame.render_widget(Paragraph::new(hjalp), nedre);
    let ram = Rect {
        x: mitten.x + 2,
        width: mitten.width.saturating_sub(2),
        ..mitten
    };
    text.rita(true, tema, frame, ram);
}

fn falt_i_rad(falt: &Blankettfalt) -> String {
    format!("  {}: {}", falt.etikett.trim_end_matches('?'), varde(falt))
}

fn stall_upp<S>(blankett: &Blankett<S>, tema: &Tema, bredd: u16) -> Uppstallning {
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
                .extend(stycke("> ", &falt.etikett, bredd, tema.stil(Roll::Rubrik)));
            i_fokus(&mut upp, falt, tema, bredd);
            upp.fokus = (fran, upp.rader.len().saturating_sub(1));
        } else {
            let rad = falt_i_rad(falt);
            upp.rader.extend(stycke(
                "  ",
                rad.trim_start(),
                bredd,
                tema.stil(Roll::Grund),
            ));
        }
    }
    upp
}

/// What stands in a field that has not the focus.
fn varde(falt: &Blankettfalt) -> String {
    let text = match &falt.slag {
        Faltslag::Text(text) => text.text().to_owned(),
        Faltslag::Lang(text) => {
            let text = text.text();
            let forsta = text.lines().find(|rad| !rad.trim().is_empty());
            korta(forsta.unwrap_or_default(), 60)
        }
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
        // Has a window of its own.
        Faltslag::Lang(_) => {}
        Faltslag::Datum(datum) => {
            let (text, markor) = datum.synlig();
            upp.skrivrad(text, markor, tema);
        }
        Faltslag::Text(text) => {
            let rum = bredd_i.saturating_sub(6);
            let (text, markor) = text.synlig(rum);
            let fyllnad = usize::from(rum.min(40).saturating_sub(bredd(&text)));
            upp.skrivrad(format!("{text}{}", " ".repeat(fyllnad)), markor, tema);
        }
    }
    if !falt.hjalp.is_empty() {
        upp.rader
            .extend(stycke("    ", falt.hjalp, bredd_i, tema.stil(Roll::Dampad)));
    }
}
