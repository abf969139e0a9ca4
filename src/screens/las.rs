//! The cover: who may lift it. It is given nothing of what lies under it, so it can show nothing of it.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::{botten, bredd, stycke, topp};
use crate::app::las::{Fas, Las, Meddelande, Nekad, Ruta, Varfor};
use crate::text;
use crate::ui::rader::korta;
use crate::ui::tema::{Roll, Tema};

/// Columns of a field's name, with what stands before it.
const ETIKETT: u16 = 13;
/// Widest field.
const FALT: u16 = 44;

pub(super) fn draw(kommun: &str, las: &Las, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let (huvud, rest) = topp(yta, 1);
    let (rest, fot) = botten(rest, 1);
    let (kropp, notis) = botten(rest, 2);
    let rad = korta(&format!(" {} · {kommun}", text::skarm::NAMN), huvud.width);
    frame.render_widget(Paragraph::new(rad).style(tema.stil(Roll::Sidhuvud)), huvud);
    let inre = kropp.width.saturating_sub(1);
    let mut rader = vec![
        Line::default(),
        Line::styled(format!(" {}", rubrik(las)), tema.stil(Roll::Rubrik)),
        Line::default(),
    ];
    for mening in meningar(las) {
        rader.extend(stycke(" ", &mening, inre, tema.stil(Roll::Grund)));
    }
    rader.push(Line::default());
    let forsta = u16::try_from(rader.len()).unwrap_or(u16::MAX);
    let (nya, markor) = match &las.fas {
        Fas::Tackt => (Vec::new(), (0, 0)),
        Fas::Valjer { enheter, vald } => enhetsval(enheter, *vald, tema, kropp),
        Fas::Fragar | Fas::Sparar | Fas::Kontrollerar => rutor(las, tema, kropp.width),
    };
    rader.extend(nya);
    frame.render_widget(Paragraph::new(rader), kropp);
    if let Some((text, roll)) = besked(las) {
        let rader = stycke(" ", &text, notis.width.saturating_sub(1), tema.stil(roll));
        frame.render_widget(Paragraph::new(rader), notis);
    }
    tangenter(las, tema, frame, fot);
    let sista = (kropp.y + kropp.height).saturating_sub(1);
    frame.set_cursor_position(Position::new(
        kropp.x + markor.0,
        (kropp.y + forsta + markor.1).min(sista),
    ));
}

fn rubrik(las: &Las) -> &'static str {
    match las.varfor {
        Varfor::Start => text::las::LOGGA_IN,
        Varfor::Vila | Varfor::Tangent => text::las::LAST,
        Varfor::Byte => text::las::BYT,
        Varfor::Utloggad => text::las::UTLOGGAD,
    }
}

/// Why it is covered, whose it is, and what becomes of what was begun.
fn meningar(las: &Las) -> Vec<String> {
    let mut meningar = Vec::new();
    match las.varfor {
        Varfor::Vila => meningar.push(text::las::VILA.to_owned()),
        Varfor::Utloggad => meningar.push(text::las::KONTOT_ANDRAT.to_owned()),
        Varfor::Start | Varfor::Tangent | Varfor::Byte => {}
    }
    if let Some((anvandare, enhet)) = &las.vem {
        if las.varfor == Varfor::Byte {
            meningar.push(text::las::senast(anvandare));
            meningar.push(text::las::FINNS_KVAR_ANDRA.to_owned());
        } else {
            meningar.push(text::las::vem(anvandare, enhet));
            meningar.push(text::las::FINNS_KVAR.to_owned());
        }
    }
    match las.fas {
        Fas::Tackt => meningar.push(text::las::OVNING.to_owned()),
        Fas::Valjer { .. } => meningar.push(text::las::VALJ_ENHET.to_owned()),
        Fas::Fragar | Fas::Sparar | Fas::Kontrollerar => {}
    }
    meningar
}

/// The two fields, and where the cursor is among them.
fn rutor(las: &Las, tema: &Tema, kolumner: u16) -> (Vec<Line<'static>>, (u16, u16)) {
    let rum = kolumner.saturating_sub(ETIKETT + 1).min(FALT);
    let (namn, i_namn) = las.anvandare.synlig(rum);
    let losenord = if las.losenord.ar_tomt() {
        String::new()
    } else {
        text::las::PRICKAR.to_owned()
    };
    let i_losenord = bredd(&losenord);
    let ruta = |ruta: Ruta, etikett: &str, innehall: String| {
        let fokus = ruta == las.fokus;
        let marke = if fokus { ">" } else { " " };
        let roll = if fokus { Roll::Fokus } else { Roll::Inmatning };
        let fyllt = usize::from(rum.saturating_sub(bredd(&innehall)));
        Line::from(vec![
            Span::raw(format!("{marke} {etikett:<10} ")),
            Span::styled(format!("{innehall}{}", " ".repeat(fyllt)), tema.stil(roll)),
        ])
    };
    let rader = vec![
        ruta(Ruta::Anvandare, text::las::ANVANDARE, namn),
        ruta(Ruta::Losenord, text::las::LOSENORD, losenord),
    ];
    let markor = match las.fokus {
        Ruta::Anvandare => (ETIKETT + i_namn, 0),
        Ruta::Losenord => (ETIKETT + i_losenord, 1),
    };
    (rader, markor)
}

/// The enheter, as many as there is room for around the chosen one, and where the cursor is among them.
fn enhetsval(
    enheter: &[String],
    vald: usize,
    tema: &Tema,
    kropp: Rect,
) -> (Vec<Line<'static>>, (u16, u16)) {
    let rum = usize::from(kropp.height.saturating_sub(9)).max(3);
    let fran = (vald + 1).saturating_sub(rum);
    let rader = enheter.iter().enumerate().skip(fran).take(rum);
    let rader = rader.map(|(plats, enhet)| {
        let (marke, roll) = if plats == vald {
            (">", Roll::Vald)
        } else {
            (" ", Roll::Grund)
        };
        let siffra = match plats {
            0..9 => (plats + 1).to_string(),
            _ => String::from(" "),
        };
        let text = korta(
            &format!("{marke} {siffra} {enhet}"),
            kropp.width.saturating_sub(1),
        );
        Line::styled(text, tema.stil(roll))
    });
    let rad = u16::try_from(vald - fran.min(vald)).unwrap_or(0);
    (rader.collect(), (0, rad))
}

/// What stands in the message line.
fn besked(las: &Las) -> Option<(String, Roll)> {
    let varning = |text: &str| Some((text.to_owned(), Roll::Varning));
    match las.fas {
        Fas::Sparar => return Some((text::las::SPARAR.to_owned(), Roll::Notis)),
        Fas::Kontrollerar => return Some((text::las::KONTROLLERAR.to_owned(), Roll::Notis)),
        Fas::Tackt | Fas::Fragar | Fas::Valjer { .. } => {}
    }
    match las.meddelande()? {
        Meddelande::SkrivNamn => varning(text::las::SKRIV_NAMN),
        Meddelande::SkrivLosenord => varning(text::las::SKRIV_LOSENORD),
        Meddelande::BaraHar => varning(text::las::BARA_HAR),
        Meddelande::Vanta(sekunder) => varning(&text::las::vanta(sekunder)),
        Meddelande::Nekad(nekad) => varning(&match nekad {
            Nekad::Fel | Nekad::Vanta(_) => text::las::FEL.to_owned(),
            Nekad::Last => text::las::KONTOT_LAST.to_owned(),
            Nekad::UtanRoll => text::las::UTAN_ROLL.to_owned(),
            Nekad::Annat(text) => text,
        }),
    }
}

fn tangenter(las: &Las, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let poster: &[(&str, &str)] = match las.fas {
        Fas::Tackt => &[],
        Fas::Valjer { .. } => &text::las::TANGENTER_ENHET,
        Fas::Fragar | Fas::Sparar | Fas::Kontrollerar => &text::las::TANGENTER,
    };
    let mut kvar = yta.width.saturating_sub(1);
    let mut spann = vec![Span::raw(" ")];
    for (tangent, ord) in poster {
        let post = bredd(tangent) + bredd(ord) + 3;
        if post > kvar {
            break;
        }
        kvar -= post;
        spann.push(Span::styled(*tangent, tema.stil(Roll::Tangent)));
        spann.push(Span::raw(format!(" {ord}  ")));
    }
    frame.render_widget(
        Paragraph::new(Line::from(spann)).style(tema.stil(Roll::Sidfot)),
        yta,
    );
}
