//! The statistics: the few numbers that matter, the divisions, and the rows of a page as charts or as a table.

mod topp;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::rader::{detalj, markt, tomt};
use super::{botten, mer};
use crate::app::App;
use crate::app::statistik::Statistikvy;
use crate::statistikblad::{Blad, Kartdel, Post};
use crate::text;
use crate::text::statistik as ord;
use crate::ui::diagram::staplar::{self, Matt};
use crate::ui::diagram::tabell::Tabellmatt;
use crate::ui::diagram::{karta, kolumner};
use crate::ui::tema::{Roll, Tema};

/// Fewest rows in which the months have room below the rows of the page.
const MED_MANADER: u16 = 14;
/// Fewest and most rows of a column of the months.
const KOLUMNHOJD: (u16, u16) = (2, 6);

pub(super) fn draw(app: &App, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let vy = &app.statistik;
    let Some(period) = vy.period else {
        tomt(text::skarm::HAMTAR, tema, frame, yta);
        return;
    };
    let (kropp, rubrikrad) = topp::draw(vy, period, tema, frame, yta);
    let Some(blad) = &vy.blad else {
        tomt(text::skarm::HAMTAR, tema, frame, kropp);
        return;
    };
    if vy.tomt() == Some(true) {
        tomt(&ord::tomt(period, vy.pagar()), tema, frame, kropp);
        return;
    }
    let vald = vy.vald_nyckel();
    if vald.is_none() && blad.karta.is_none() {
        let text = match blad.poster.first() {
            Some(Post::Mening(text)) => text.clone(),
            _ => ord::tom_indelning(vy.indelning.namn()),
        };
        tomt(&text, tema, frame, kropp);
        return;
    }
    let kropp = forklaring(vy, blad, tema, frame, kropp);
    let kropp = manader(blad, tema, frame, kropp);
    let rad = vy.vald;
    rader(vy, blad, rad, tema, frame, kropp);
    mer(&vy.rulle, tema, frame, rubrikrad);
}

/// The months as columns below the rows, where there is room for both.
fn manader(blad: &Blad, tema: &Tema, frame: &mut Frame, yta: Rect) -> Rect {
    // One column alone has nothing to stand against.
    if blad.manader.len() < 2 || yta.height < MED_MANADER {
        return yta;
    }
    // What the rows of the page leave.
    let rader = u16::try_from(blad.poster.len()).unwrap_or(u16::MAX);
    let rum = yta.height.saturating_sub(rader).saturating_sub(3);
    let hojd = rum.clamp(KOLUMNHOJD.0, KOLUMNHOJD.1);
    let rader = kolumner::rader(&blad.manader, yta.width, hojd, tema);
    let (rest, fot) = botten(yta, u16::try_from(rader.len()).unwrap_or(0));
    frame.render_widget(Paragraph::new(rader), fot);
    rest
}

/// The whole of the chosen row lowest; below a map what its signs mean.
fn forklaring(vy: &Statistikvy, blad: &Blad, tema: &Tema, frame: &mut Frame, yta: Rect) -> Rect {
    let mening = vald_mening(vy, blad);
    let text = match &blad.karta {
        None => mening,
        Some(karta) => {
            let rest = detalj(&mening, (tema, frame, yta));
            let tecken = if karta.matt(yta.width).med_tal() {
                ord::TECKEN
            } else {
                ord::SIFFROR
            };
            return detalj(tecken, (tema, frame, rest));
        }
    };
    detalj(&text, (tema, frame, yta))
}

/// The chosen row as a sentence.
fn vald_mening(vy: &Statistikvy, blad: &Blad) -> String {
    let valda = blad.poster.iter().filter(|post| post.nyckel().is_some());
    match valda.clone().nth(vy.vald) {
        Some(Post::Stapel(_, stapel)) => ord::mening(
            &stapel.namn,
            &ord::varde(&stapel.varde),
            stapel.fore.as_ref().map(ord::varde).as_deref(),
            &stapel.andring,
        ),
        Some(Post::Kartans(Kartdel::Dag(dag))) => {
            let karta = blad.karta.as_ref();
            let varden = karta.and_then(|karta| Some((karta, karta.dagar.get(*dag)?)));
            varden.map_or_else(String::new, |(karta, varden)| {
                let timmar = karta.timmar.iter().zip(&varden.varden);
                ord::dagens_timmar(*dag, timmar.map(|(timme, varde)| (*timme, varde)))
            })
        }
        _ => String::new(),
    }
}

/// The rows of the page, with the chosen one in view and the cursor on it.
fn rader(vy: &Statistikvy, blad: &Blad, vald: usize, tema: &Tema, frame: &mut Frame, yta: Rect) {
    let matt = Matt::av(blad.staplar(), yta.width);
    let tabell = Tabellmatt::av(blad.staplar(), ord::KOLUMNER, yta.width.saturating_sub(2));
    let kartmatt = blad.karta.as_ref().map(|karta| karta.matt(yta.width));
    let mut rader: Vec<Line> = Vec::new();
    let (mut plats, mut fokus, mut rubrik) = (0, 0, 0);
    for post in &blad.poster {
        let har = post.nyckel().is_some() && plats == vald;
        if post.nyckel().is_some() {
            plats += 1;
        }
        if har {
            fokus = rader.len();
        }
        match post {
            Post::Rubrik(text) => {
                if fokus == 0 || rader.len() < fokus {
                    rubrik = rader.len();
                }
                rader.push(Line::styled(format!(" {text}"), tema.stil(Roll::Rubrik)));
                if vy.tabell {
                    rader.push(Line::styled(
                        format!(" {}", tabell.huvud(ord::KOLUMNER)),
                        tema.stil(Roll::Dampad),
                    ));
                }
            }
            Post::Mening(text) => {
                rader.push(Line::styled(format!(" {text}"), tema.stil(Roll::Dampad)));
            }
            Post::Stapel(_, stapel) if vy.tabell => {
                rader.push(markt(&tabell.av_stapel(stapel), har, tema, yta.width));
            }
            Post::Stapel(_, stapel) => rader.push(staplar::rad(stapel, &matt, har, tema)),
            Post::Kartans(del) => {
                if let (Some(karta), Some(matt)) = (&blad.karta, kartmatt) {
                    match del {
                        Kartdel::Huvud => rader.push(karta::huvud(karta, matt, tema)),
                        Kartdel::Dag(dag) => rader.extend(
                            karta
                                .dagar
                                .get(*dag)
                                .map(|dag| karta::rad(dag, matt, har, tema)),
                        ),
                    }
                }
            }
        }
    }
    // The heading above the first row of its part comes with it.
    let fran = if fokus == rubrik + 1 { rubrik } else { fokus };
    let forsta = vy.rulle.visa(rader.len(), yta.height, fran, fokus);
    frame.render_widget(Paragraph::new(rader).scroll((forsta, 0)), yta);
    let y = u16::try_from(fokus).unwrap_or(0).saturating_sub(forsta);
    let y = y.min(yta.height.saturating_sub(1));
    frame.set_cursor_position(Position::new(yta.x, yta.y + y));
}
