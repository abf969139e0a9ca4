//! The screens: they read the state and draw it, and decide nothing. Each puts the hardware cursor on what has the
//! focus, in every frame: screen readers and magnifiers follow it.

mod akt;
mod besok;
mod blankett;
mod hjalp;
mod ko;
mod las;
mod parkerade;
mod rad;
mod rader;
mod sok;
mod statistik;
mod uppstallning;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};
use unicode_width::UnicodeWidthStr;

use crate::app::kommando::TABELL;
use crate::app::skrivbord::Skrivbord;
use crate::app::{App, Dialog, Dialogsvar, Vy};
use crate::text;
use crate::ui::inmatning::Tangent;
use crate::ui::rader::{Rulle, bryt, korta};
use crate::ui::tema::{Roll, Tema};

/// Smallest window in which everything can be reached.
const MINST: (u16, u16) = (60, 20);

/// Draws one frame of a desk: what whoever sits there sees, or the cover over it.
pub fn draw_bord(bord: &Skrivbord, tema: &Tema, frame: &mut Frame) {
    if let Some(app) = bord.synlig() {
        draw(app, tema, frame);
    } else if let Some(las) = bord.las()
        && let Some(yta) = grund(tema, frame)
    {
        las::draw(bord.kommun(), las, tema, frame, yta);
    }
}

/// The ground that everything is drawn on; none where the window is too small for anything else.
fn grund(tema: &Tema, frame: &mut Frame) -> Option<Rect> {
    let yta = frame.area();
    frame.render_widget(Block::new().style(tema.stil(Roll::Grund)), yta);
    if yta.width >= MINST.0 && yta.height >= MINST.1 {
        return Some(yta);
    }
    let rader: Vec<Line> = bryt(text::skarm::FOR_LITET, yta.width)
        .into_iter()
        .map(Line::from)
        .collect();
    frame.render_widget(Paragraph::new(rader).style(tema.stil(Roll::Varning)), yta);
    frame.set_cursor_position(Position::new(0, 0));
    None
}

/// Draws one frame.
pub fn draw(app: &App, tema: &Tema, frame: &mut Frame) {
    let Some(yta) = grund(tema, frame) else {
        return;
    };
    let notisrader = notisrader(app, tema, yta.width);
    let notishojd = u16::try_from(notisrader.len()).unwrap_or(1).max(1);
    let (huvud, rest) = topp(yta, 1);
    let (rest, fot) = botten(rest, 1);
    let (kropp, notis) = botten(rest, notishojd);
    sidhuvud(app, tema, frame, huvud);
    match app.vy {
        Vy::Sok => sok::draw(app, tema, frame, kropp),
        Vy::Besok => besok::draw(app, tema, frame, kropp),
        Vy::Parkerade => parkerade::draw(app, tema, frame, kropp),
        Vy::Statistik => statistik::draw(app, tema, frame, kropp),
        Vy::Ko => ko::draw(app, tema, frame, kropp),
        Vy::Akt => akt::draw(app, tema, frame, kropp),
        Vy::Hjalp => hjalp::draw(app, tema, frame, kropp),
        Vy::Rad => rad::draw(app, tema, frame, kropp),
    }
    frame.render_widget(Paragraph::new(notisrader), notis);
    sidfot(app, tema, frame, fot);
    if let Some(dialog) = &app.dialog {
        dialogruta(dialog, tema, frame, yta);
    }
}

fn sidhuvud(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let stil = tema.stil(Roll::Sidhuvud);
    frame.render_widget(Block::new().style(stil), yta);
    let vanster = format!(" {} · {}", text::skarm::NAMN, app.katalog.kommun);
    let mut hoger = Vec::new();
    if app.lage.parkerade > 0 {
        hoger.push(text::skarm::antal_parkerade(app.lage.parkerade));
    }
    if app.lage.ej_hamtade > 0 {
        hoger.push(text::skarm::antal_ej_hamtade(app.lage.ej_hamtade));
    }
    let att_granska = app.att_granska();
    if att_granska > 0 {
        hoger.push(text::koskarm::att_granska(att_granska));
    }
    hoger.push(text::skarm::aktor(&app.aktor.anvandare, &app.aktor.desk));
    let ovning = if app.lage.ovning {
        format!(" {} ", text::skarm::OVNING)
    } else {
        String::new()
    };
    let rum = yta
        .width
        .saturating_sub(bredd(&vanster) + bredd(&ovning) + 3);
    let hoger = format!("{} ", korta(&hoger.join(" · "), rum.saturating_sub(1)));
    let mellan = yta
        .width
        .saturating_sub(bredd(&vanster) + bredd(&ovning) + bredd(&hoger) + 1);
    let rad = Line::from(vec![
        Span::raw(vanster),
        Span::raw(" "),
        Span::styled(ovning, tema.stil(Roll::Ovning)),
        Span::raw(" ".repeat(usize::from(mellan))),
        Span::raw(hoger),
    ]);
    frame.render_widget(Paragraph::new(rad).style(stil), yta);
}

/// The message in its fixed place above the footer, whole: as many rows as it needs.
fn notisrader(app: &App, tema: &Tema, bredd: u16) -> Vec<Line<'static>> {
    let besok = app.besok.as_ref().filter(|_| app.vy == Vy::Besok);
    match (besok.and_then(|besok| besok.hinder.as_ref()), &app.notis) {
        (Some(hinder), _) => stycke(
            " ",
            hinder,
            bredd.saturating_sub(1),
            tema.stil(Roll::Varning),
        ),
        (None, Some(notis)) => stycke(" ", notis, bredd.saturating_sub(1), tema.stil(Roll::Notis)),
        // What concerns the machine and not the person waits while somebody is being received.
        (None, None) if app.vy != Vy::Besok => {
            app.lage.lasare.as_ref().map_or_else(Vec::new, |lange| {
                let text = text::skarm::langlasare(lange);
                stycke(
                    " ",
                    &text,
                    bredd.saturating_sub(1),
                    tema.stil(Roll::Varning),
                )
            })
        }
        (None, None) => Vec::new(),
    }
}

/// The footer: made from the key table, as many as there is room for; the help is always among them.
fn sidfot(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let kontext = app.kontext();
    let i_fot = TABELL
        .iter()
        .filter(|rad| rad.i_fot && app.har_tangenten(rad, kontext));
    let mut poster: Vec<(String, &'static str)> =
        i_fot.map(|rad| (rad.etikett(), rad.text)).collect();
    let hjalp = poster.pop();
    // The way back is never crowded out where it stands next to the help.
    let esc = Tangent::ESC.etikett();
    let bakat = poster.pop_if(|(tangent, _)| *tangent == esc);
    let post_bredd = |(tangent, ord): &(String, &'static str)| bredd(tangent) + bredd(ord) + 3;
    let mut kvar = yta
        .width
        .saturating_sub(1 + bakat.iter().chain(&hjalp).map(post_bredd).sum::<u16>());
    let mut spann = vec![Span::raw(" ")];
    let ryms = |(tangent, ord): (String, &'static str)| {
        let post = [ord, text::tangenter::kort(ord)]
            .into_iter()
            .map(|ord| (tangent.clone(), ord))
            .find(|post| post_bredd(post) <= kvar);
        kvar -= post.as_ref().map_or(kvar, post_bredd);
        post
    };
    for (tangent, ord) in poster
        .into_iter()
        .filter_map(ryms)
        .collect::<Vec<_>>()
        .into_iter()
        .chain(bakat)
        .chain(hjalp)
    {
        spann.push(Span::styled(tangent, tema.stil(Roll::Tangent)));
        spann.push(Span::raw(format!(" {ord}  ")));
    }
    frame.render_widget(
        Paragraph::new(Line::from(spann)).style(tema.stil(Roll::Sidfot)),
        yta,
    );
}

fn dialogruta(dialog: &Dialog, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let inre = yta.width.saturating_sub(8).min(66);
    // The answers are always seen: a long text loses the rows between its paragraphs first, and then its end.
    let val: Vec<Vec<Line>> = dialog
        .val
        .iter()
        .map(|val| dialogval(val, inre, tema))
        .collect();
    let rum = usize::from(yta.height)
        .saturating_sub(val.iter().map(Vec::len).sum::<usize>() + 2)
        .max(1);
    let stycken: Vec<Vec<String>> = dialog.text.iter().map(|s| bryt(s, inre)).collect();
    let hojd: usize = stycken.iter().map(|rader| rader.len() + 1).sum();
    let mut rader: Vec<Line> = Vec::new();
    for stycke in stycken {
        rader.extend(stycke.into_iter().map(Line::from));
        if hojd <= rum {
            rader.push(Line::default());
        }
    }
    if rader.len() > rum {
        rader.truncate(rum - 1);
        rader.push(Line::from(text::skarm::MER));
    }
    let forsta_val = rader.len();
    rader.extend(val.into_iter().flatten());
    let hojd = u16::try_from(rader.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2)
        .min(yta.height);
    let ruta = Rect {
        x: yta.x + (yta.width - inre - 4) / 2,
        y: yta.y + (yta.height - hojd) / 2,
        width: inre + 4,
        height: hojd,
    };
    frame.render_widget(Clear, ruta);
    utan_halva_tecken(frame, ruta);
    let block = Block::bordered()
        .title(Span::styled(
            format!(" {} ", dialog.rubrik),
            tema.stil(Roll::Rubrik),
        ))
        .border_style(tema.stil(Roll::Ram))
        .style(tema.stil(Roll::Grund));
    let inre_yta = block.inner(ruta);
    frame.render_widget(block, ruta);
    let text_yta = Rect {
        x: inre_yta.x + 1,
        width: inre_yta.width.saturating_sub(2),
        ..inre_yta
    };
    frame.render_widget(Paragraph::new(rader), text_yta);
    let rad = u16::try_from(forsta_val)
        .unwrap_or(0)
        .min(text_yta.height.saturating_sub(1));
    frame.set_cursor_position(Position::new(text_yta.x, text_yta.y + rad));
}

/// A sign of two cells whose second one lies under `ruta` is taken away: half of it cannot be drawn.
fn utan_halva_tecken(frame: &mut Frame, ruta: Rect) {
    let Some(x) = ruta.x.checked_sub(1) else {
        return;
    };
    let buf = frame.buffer_mut();
    for y in ruta.y..ruta.bottom() {
        if bredd(buf[(x, y)].symbol()) > 1 {
            buf[(x, y)].set_symbol(" ");
        }
    }
}

/// One answer of a question, broken to `bredd`: the key, and beside it the words.
fn dialogval(
    (tangent, ord, _): &(Tangent, String, Dialogsvar),
    bredd_i: u16,
    tema: &Tema,
) -> Vec<Line<'static>> {
    let tangent = format!(" {} ", tangent.etikett());
    let indrag = bredd(&tangent) + 1;
    bryt(ord, bredd_i.saturating_sub(indrag))
        .into_iter()
        .enumerate()
        .map(|(i, rad)| match i {
            0 => Line::from(vec![
                Span::styled(tangent.clone(), tema.stil(Roll::Tangent)),
                Span::raw(format!(" {rad}")),
            ]),
            _ => Line::from(format!("{}{rad}", " ".repeat(usize::from(indrag)))),
        })
        .collect()
}

/// The first rows, and the rest. Sums: the solver behind `Layout` is a fifth of the work of the first frame.
fn topp(yta: Rect, hojd: u16) -> (Rect, Rect) {
    let hojd = hojd.min(yta.height);
    let forst = Rect {
        height: hojd,
        ..yta
    };
    let rest = Rect {
        y: yta.y + hojd,
        height: yta.height - hojd,
        ..yta
    };
    (forst, rest)
}

/// The rest, and the last rows.
fn botten(yta: Rect, hojd: u16) -> (Rect, Rect) {
    topp(yta, yta.height.saturating_sub(hojd))
}

fn bredd(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// Says that there is more above or below, and with which key it is seen.
fn mer(rulle: &Rulle, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let text = match rulle.mer() {
        (false, false) => return,
        (true, false) => text::skarm::MER_UPP,
        (false, true) => text::skarm::MER_NER,
        (true, true) => text::skarm::MER_BADA,
    };
    let rad = Line::styled(text, tema.stil(Roll::Notis)).right_aligned();
    frame.render_widget(Paragraph::new(rad), yta);
}

/// A paragraph broken to `bredd`, with `forst` before its first row and as much room before the others.
fn stycke(forst: &str, text: &str, bredd_i: u16, stil: Style) -> Vec<Line<'static>> {
    let indrag = bredd(forst);
    bryt(text, bredd_i.saturating_sub(indrag))
        .into_iter()
        .enumerate()
        .map(|(i, rad)| {
            let fore = if i == 0 {
                forst.to_owned()
            } else {
                " ".repeat(usize::from(indrag))
            };
            Line::styled(format!("{fore}{rad}"), stil)
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn ett_brett_tecken_bredvid_en_ruta_ar_helt_eller_borta() {
        let mut terminal = Terminal::new(TestBackend::new(8, 1)).unwrap();
        for (x, vantat) in [(0, "🙂"), (1, " "), (2, " ")] {
            let ritad = terminal.draw(|frame| {
                frame.buffer_mut().set_string(x, 0, "🙂", Style::new());
                let ruta = Rect::new(2, 0, 4, 1);
                frame.render_widget(Clear, ruta);
                utan_halva_tecken(frame, ruta);
            });
            assert_eq!(ritad.unwrap().buffer[(x, 0)].symbol(), vantat);
        }
    }
}
