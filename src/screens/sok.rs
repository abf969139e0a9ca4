//! The lookup: results to the left, the chosen one to the right, complete and readable aloud.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Paragraph};

use super::{botten, bredd, mer, stycke, topp};
use crate::app::App;
use crate::domain::information::{TextId, Texter};
use crate::domain::insats::{Hanvisning, Insats};
use crate::domain::villkor::Krav;
use crate::text;
use crate::ui::rader::korta;
use crate::ui::tema::{Roll, Tema};

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let (falt, rest) = topp(yta, 1);
    let (_, kropp) = topp(rest, 1);
    let lista = Rect {
        width: (yta.width * 9 / 20).clamp(24, 56),
        ..kropp
    };
    let detalj = Rect {
        x: kropp.x + lista.width,
        width: kropp.width.saturating_sub(lista.width),
        ..kropp
    };
    draw_lista(app, tema, frame, lista);
    let block = Block::new()
        .borders(Borders::LEFT)
        .border_style(tema.stil(Roll::Ram));
    let inre = block.inner(detalj);
    frame.render_widget(block, detalj);
    draw_detalj(
        app,
        tema,
        frame,
        Rect {
            x: inre.x + 1,
            width: inre.width.saturating_sub(2),
            ..inre
        },
    );
    draw_falt(app, tema, frame, falt);
}

fn draw_falt(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let fore = format!(" {}", text::skarm::SOK);
    let rum = yta.width.saturating_sub(bredd(&fore) + 1);
    let (synlig, markor) = app.sok.falt.synlig(rum);
    let innehall = if app.sok.falt.ar_tomt() {
        Span::styled(text::skarm::SOK_HJALP, tema.stil(Roll::Dampad))
    } else {
        Span::styled(synlig, tema.stil(Roll::Inmatning))
    };
    let x = yta.x + bredd(&fore) + markor;
    frame.render_widget(
        Paragraph::new(Line::from(vec![
            Span::styled(fore, tema.stil(Roll::Rubrik)),
            innehall,
        ])),
        yta,
    );
    frame.set_cursor_position(Position::new(x, yta.y));
}

fn draw_lista(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let mut rader: Vec<Line> = Vec::new();
    if app.sok.svar.hanvisning.is_some() {
        let (marke, roll) = if app.sok.vald().is_none() {
            (">", Roll::Vald)
        } else {
            (" ", Roll::Rubrik)
        };
        rader.push(Line::styled(
            format!("{marke}{}", text::skarm::ANSOKS),
            tema.stil(roll),
        ));
        if !app.sok.svar.sidoforslag.is_empty() {
            rader.push(Line::default());
            rader.push(Line::styled(
                format!(" {}:", text::skarm::SIDOFORSLAG),
                tema.stil(Roll::Dampad),
            ));
        }
    }
    let fore = rader.len();
    let rum = usize::from(yta.height).saturating_sub(fore).max(1);
    // Only the rows that are seen are made, however long the catalogue.
    let forsta = app
        .sok
        .vald()
        .map_or(0, |vald| (vald + 1).saturating_sub(rum));
    for (plats, traff) in app.sok.traffar().enumerate().skip(forsta).take(rum) {
        let Some(insats) = app.funnen(traff) else {
            continue;
        };
        let vald = Some(plats) == app.sok.vald();
        let marke = if vald { ">" } else { " " };
        let text = format!("{marke}{:<7}{}", insats.nr, insats.namn);
        let text = korta(&text, yta.width.saturating_sub(1));
        let roll = if vald { Roll::Vald } else { Roll::Grund };
        rader.push(Line::styled(text, tema.stil(roll)));
    }
    if rader.is_empty() {
        let kolapp = app.sok.kolapp().map(text::koskarm::kolapp_hittad);
        rader.extend(stycke(
            " ",
            kolapp.as_deref().unwrap_or(text::skarm::INGET),
            yta.width.saturating_sub(1),
            tema.stil(Roll::Grund),
        ));
    }
    frame.render_widget(Paragraph::new(rader), yta);
}

fn draw_detalj(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let hanvisning = app
        .sok
        .svar
        .hanvisning
        .and_then(|plats| app.katalog.hanvisningar.get(plats));
    let sag = app
        .texter
        .text(TextId::Standard)
        .ratt_att_ansoka
        .lista()
        .first()
        .cloned()
        .unwrap_or_default();
    let mut sag = stycke(text::skarm::SAG, &sag, yta.width, tema.stil(Roll::Grund));
    let ansokan = text::kontakt(&app.katalog.ansokan);
    sag.extend(stycke(
        text::skarm::ANSOKAN,
        &ansokan,
        yta.width,
        tema.stil(Roll::Grund),
    ));
    let (rest, fast) = botten(yta, u16::try_from(sag.len()).unwrap_or(3));
    let (detalj, mellan) = botten(rest, 1);
    let rader = match (hanvisning, app.vald_insats()) {
        (_, Some(insats)) => insatsrader(insats, tema, detalj.width),
        (Some(hanvisning), None) => hanvisningsrader(hanvisning, tema, detalj.width),
        (None, None) => Vec::new(),
    };
    let forsta = app.sok.rulle.forsta(rader.len(), detalj.height);
    mer(&app.sok.rulle, tema, frame, mellan);
    frame.render_widget(Paragraph::new(rader).scroll((forsta, 0)), detalj);
    frame.render_widget(Paragraph::new(sag), fast);
}

fn hanvisningsrader(hanvisning: &Hanvisning, tema: &Tema, bredd: u16) -> Vec<Line<'static>> {
    let grund = tema.stil(Roll::Grund);
    let mut rader = stycke("", &hanvisning.rubrik, bredd, tema.stil(Roll::Rubrik));
    rader.extend(stycke("", &hanvisning.text, bredd, grund));
    rader.push(Line::default());
    let kontakt = format!(
        "{}: {}",
        text::skarm::KONTAKT,
        text::kontakt(&hanvisning.kontakt)
    );
    rader.extend(stycke("", &kontakt, bredd, grund));
    rader
}

/// Everything that can be asked about an insats; what decides comes first.
fn insatsrader(insats: &Insats, tema: &Tema, bredd: u16) -> Vec<Line<'static>> {
    let (grund, dampad) = (tema.stil(Roll::Grund), tema.stil(Roll::Dampad));
    let mut rader = stycke(
        "",
        &format!("{} {}", insats.nr, insats.namn),
        bredd,
        tema.stil(Roll::Rubrik),
    );
    if let Some(viktigt) = &insats.viktigt {
        rader.extend(stycke("! ", viktigt, bredd, tema.stil(Roll::Varning)));
    }
    if insats.genomforande.bradskande {
        rader.extend(stycke(
            "",
            text::insats::BRADSKANDE,
            bredd,
            tema.stil(Roll::Varning),
        ));
    }
    rader.push(Line::styled(
        format!("{}:", text::insats::VILLKOR),
        tema.stil(Roll::Rubrik),
    ));
    if insats.villkor.is_empty() {
        rader.extend(stycke("- ", text::insats::INGA_VILLKOR, bredd, grund));
    }
    for villkor in &insats.villkor {
        let text = if villkor.krav == Krav::Bedomning {
            format!("{} {}", villkor.text, text::insats::BEDOMNING)
        } else {
            villkor.text.clone()
        };
        rader.extend(stycke("- ", &text, bredd, grund));
    }
    rader.extend(stycke(
        "",
        &text::dokumentation(&insats.dokumentation),
        bredd,
        grund,
    ));
    rader.push(Line::default());
    rader.extend(stycke("", &insats.innehall, bredd, grund));
    rader.extend(stycke(
        "",
        &format!("{}: {}", text::insats::MALGRUPP, insats.malgrupp.text),
        bredd,
        grund,
    ));
    let g = &insats.genomforande;
    let grupp = g
        .gruppstorlek
        .map(|(minst, hogst)| text::insats::gruppstorlek(minst, hogst));
    let form: Vec<String> = g.form.iter().cloned().chain(grupp).collect();
    let utforare: Vec<String> = g
        .utforare
        .iter()
        .map(|(namn, slag)| format!("{namn} ({slag})"))
        .collect();
    let metoder: Vec<String> = g
        .metoder
        .iter()
        .map(|(namn, text)| format!("{namn}. {text}").trim().to_owned())
        .collect();
    let par = [
        (text::insats::FORM, form.join(", ")),
        (
            text::insats::OMFATTNING,
            g.omfattning.clone().unwrap_or_default(),
        ),
        (text::insats::METOD, metoder.join(" ")),
        (text::insats::UTFORARE, utforare.join(", ")),
        (text::insats::LEDTID, g.ledtid.clone().unwrap_or_default()),
        (text::insats::AVGIFT, g.avgift.clone().unwrap_or_default()),
        (
            text::insats::UPPFOLJNING,
            g.uppfoljning.clone().unwrap_or_default(),
        ),
        (text::insats::BESLUT, text::beslut(&insats.beslut)),
    ];
    for (rubrik, text) in par.into_iter().filter(|(_, text)| !text.is_empty()) {
        rader.extend(stycke("", &format!("{rubrik}: {text}"), bredd, grund));
    }
    rader.extend(
        g.oppettider
            .iter()
            .flat_map(|tid| stycke("- ", tid, bredd, grund)),
    );
    let oppet = insats
        .villkor
        .iter()
        .filter_map(|villkor| villkor.oppet.as_ref())
        .chain(&insats.oppet);
    for fraga in oppet {
        rader.extend(stycke(
            "? ",
            &format!("{}: {fraga}", text::insats::OPPET),
            bredd,
            dampad,
        ));
    }
    rader
}
