//! The visit: where one is, what to say, what to ask.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::uppstallning::Uppstallning;
use super::{bredd, mer, stycke};
use crate::app::App;
use crate::app::besok::Besoksvy;
use crate::domain::kontroll::Utfall;
use crate::domain::utkast::Steg;
use crate::domain::villkor::Status;
use crate::form::{Falt, FaltId, Slag};
use crate::text;
use crate::ui::rader::korta;
use crate::ui::tema::{Roll, Tema};

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let Some(besok) = &app.besok else { return };
    let [rubrik, steg, mellan, kropp, fot] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(1),
        Constraint::Length(u16::from(besok.flode.steg() == Steg::Villkor)),
    ])
    .areas(yta);
    draw_rubrik(besok, tema, frame, rubrik);
    draw_steg(besok, tema, frame, steg);
    draw_formular(
        besok,
        tema,
        frame,
        Rect {
            x: kropp.x + 1,
            width: kropp.width.saturating_sub(2),
            ..kropp
        },
    );
    mer(&besok.rulle, tema, frame, mellan);
    draw_utfall(besok, tema, frame, fot);
}

fn draw_rubrik(besok: &Besoksvy, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let insats = besok.flode.insats();
    let mut text = format!(" {} {}", insats.nr, insats.namn);
    if let Some(kod) = besok.flode.kolapp() {
        text = format!("{text} · {}", text::skarm::med_kolapp(kod));
    }
    frame.render_widget(
        Paragraph::new(korta(&text, yta.width)).style(tema.stil(Roll::Rubrik)),
        yta,
    );
}

/// The row of steps; documentation and identity are one step to the person at the desk, and only where there is one.
fn draw_steg(besok: &Besoksvy, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let nu = besok.flode.steg();
    let dokumenteras = besok.flode.insats().dokumentation.dokumenteras();
    let steg = [
        Steg::Villkor,
        Steg::Information,
        Steg::Samtycke,
        Steg::Plats,
        Steg::Identitet,
    ];
    let antal = if dokumenteras { 5 } else { 4 };
    let spann: Vec<Span> = steg
        .into_iter()
        .take(antal)
        .enumerate()
        .map(|(plats, steg)| {
            let har = steg == nu || (steg == Steg::Identitet && nu == Steg::Dokumentation);
            let roll = if har { Roll::Vald } else { Roll::Dampad };
            Span::styled(
                text::skarm::steg(plats + 1, text::steg(steg), har),
                tema.stil(roll),
            )
        })
        .collect();
    frame.render_widget(Paragraph::new(Line::from(spann)), yta);
}

fn draw_formular(besok: &Besoksvy, tema: &Tema, frame: &mut Frame, yta: Rect) {
    stall_upp(besok, tema, yta.width).rita(&besok.rulle, besok.fokus == 0, frame, yta);
}

fn stall_upp(besok: &Besoksvy, tema: &Tema, bredd: u16) -> Uppstallning {
    let mut upp = Uppstallning::default();
    for mening in &besok.formular.att_saga {
        upp.rader
            .extend(stycke("• ", mening, bredd, tema.stil(Roll::Grund)));
    }
    if !upp.rader.is_empty() {
        upp.rader.push(Line::default());
    }
    for (plats, falt) in besok.formular.falt.iter().enumerate() {
        let fokus = plats == besok.fokus;
        let fran = upp.rader.len();
        if fokus {
            upp.rader.extend(stycke(
                "> ",
                &etikett(besok, falt),
                bredd,
                tema.stil(Roll::Rubrik),
            ));
            upp.markor = (fran, 0);
            i_fokus(&mut upp, besok, falt, tema, bredd);
            upp.fokus = (fran, upp.rader.len().saturating_sub(1));
        } else {
            let (svar, roll) = svar(besok, falt);
            let rad = format!(
                "{}: {svar}",
                etikett(besok, falt).trim_end_matches(['.', '?'])
            );
            upp.rader.extend(stycke("  ", &rad, bredd, tema.stil(roll)));
        }
    }
    upp
}

/// The label of a field; a villkor also says its status, in words.
fn etikett(besok: &Besoksvy, falt: &Falt) -> String {
    let FaltId::Villkor(id) = &falt.id else {
        return falt.etikett.clone();
    };
    let status = besok
        .provning
        .rader
        .iter()
        .find(|rad| rad.id == *id)
        .map(|rad| rad.status);
    match status {
        None | Some(Status::EjKontrollerat) => falt.etikett.clone(),
        Some(status) => format!(
            "{} – {}",
            falt.etikett.trim_end_matches('.'),
            text::status(status)
        ),
    }
}

fn svar(besok: &Besoksvy, falt: &Falt) -> (String, Roll) {
    match &falt.slag {
        Slag::Val(_) => match besok.valt(falt) {
            Some(valt) => (valt.text.clone(), Roll::Grund),
            None if falt.kravs && !besok.besvarat(falt) => {
                (text::skarm::OBESVARAT.to_owned(), Roll::Dampad)
            }
            None => (text::skarm::INGET_SVAR.to_owned(), Roll::Dampad),
        },
        Slag::Datum => (
            besok
                .datum(&falt.id)
                .map(|datum| datum.synlig().0)
                .unwrap_or_default(),
            Roll::Inmatning,
        ),
        Slag::Text(_) => (
            besok
                .text(&falt.id)
                .map(|text| text.text().to_owned())
                .unwrap_or_default(),
            Roll::Inmatning,
        ),
    }
}

fn i_fokus(upp: &mut Uppstallning, besok: &Besoksvy, falt: &Falt, tema: &Tema, bredd_i: u16) {
    match &falt.slag {
        Slag::Val(alternativ) => {
            let valt = besok.valt(falt).map(|valt| &valt.kod);
            for (i, alternativ) in alternativ.iter().enumerate() {
                let ar_valt = valt == Some(&alternativ.kod);
                // Brackets and words, never colour alone, tell what is chosen.
                let kryss = if ar_valt { "[x]" } else { "[ ]" };
                let fore = format!("    {kryss} {} ", alternativ.tangent);
                if ar_valt || (i == 0 && valt.is_none()) {
                    upp.markor = (upp.rader.len(), 5);
                }
                let roll = if ar_valt { Roll::Vald } else { Roll::Grund };
                upp.rader
                    .extend(stycke(&fore, &alternativ.text, bredd_i, tema.stil(roll)));
            }
        }
        Slag::Datum => {
            let (text, markor) = besok
                .datum(&falt.id)
                .map(crate::form::datumfalt::Datumfalt::synlig)
                .unwrap_or_default();
            upp.skrivrad(text, markor, tema);
        }
        Slag::Text(_) => {
            let rum = bredd_i.saturating_sub(6);
            let (text, markor) = besok
                .text(&falt.id)
                .map(|falt| falt.synlig(rum))
                .unwrap_or_default();
            let fyllnad = usize::from(rum.min(40).saturating_sub(bredd(&text)));
            upp.skrivrad(format!("{text}{}", " ".repeat(fyllnad)), markor, tema);
        }
    }
    if let Some(hjalp) = &falt.hjalp {
        upp.rader
            .extend(stycke("    ", hjalp, bredd_i, tema.stil(Roll::Dampad)));
    }
}

fn draw_utfall(besok: &Besoksvy, tema: &Tema, frame: &mut Frame, yta: Rect) {
    if yta.height == 0 {
        return;
    }
    let status = besok.provning.status;
    let roll = match status {
        Status::Uppfyllt => Roll::Uppfyllt,
        Status::EjUppfyllt => Roll::EjUppfyllt,
        Status::Oklart => Roll::Oklart,
        Status::EjKontrollerat => Roll::Dampad,
    };
    let text = format!(
        " {}{}",
        text::skarm::UTFALL,
        text::utfall(Utfall::av_villkor(status))
    );
    frame.render_widget(Paragraph::new(text).style(tema.stil(roll)), yta);
}
