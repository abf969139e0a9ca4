//! The minimal programs that the real one is measured against: what the terminal, the library and the database cost
//! when nothing else is done.

use std::io::{BufWriter, Stdout, stdout};
use std::path::Path;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyModifiers};
use crossterm::execute;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Cell, Paragraph, Row, Table};
use ratatui::{Frame, Terminal};
use rusqlite::Connection;

/// What stands last on the screen of each minimal program.
pub const FOT: &str = "minsta";

/// Ends every program here, and the real one.
pub const SLUTA: &str = "\x11";

/// A terminal that sends each frame in one write.
type Skarm = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

fn pa_skarmen(kor: impl FnOnce(&mut Skarm)) {
    enable_raw_mode().unwrap();
    execute!(stdout(), EnterAlternateScreen).unwrap();
    let ut = BufWriter::with_capacity(1 << 16, stdout());
    kor(&mut Terminal::new(CrosstermBackend::new(ut)).unwrap());
    execute!(stdout(), LeaveAlternateScreen).unwrap();
    disable_raw_mode().unwrap();
}

fn delar(frame: &mut Frame) -> [Rect; 3] {
    let [huvud, kropp, fot] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Min(1),
        Constraint::Length(1),
    ])
    .areas(frame.area());
    frame.render_widget(Paragraph::new(FOT), fot);
    [huvud, kropp, fot]
}

/// Opens the file, asks one question, draws one full table, waits for the key that ends it.
pub fn tom(databas: &Path) {
    pa_skarmen(|skarm| {
        let conn = Connection::open(databas).unwrap();
        let mut fraga = conn
            .prepare(
                "SELECT kod, insats_nr, CAST(ordning AS TEXT), katalog, id FROM kopost WHERE status = 'i_ko'
                 ORDER BY insats_nr, ordning, id LIMIT 60",
            )
            .unwrap();
        let poster: Vec<[String; 5]> = fraga
            .query_map([], |rad| {
                Ok([
                    rad.get(0)?,
                    rad.get(1)?,
                    rad.get(2)?,
                    rad.get(3)?,
                    rad.get(4)?,
                ])
            })
            .unwrap()
            .map(Result::unwrap)
            .collect();
        skarm
            .draw(|frame| {
                let [_, kropp, _] = delar(frame);
                frame.render_widget(tabell(&poster), kropp);
            })
            .unwrap();
        while las().is_some() {}
    });
}

/// A full table of texts.
pub fn tabell(poster: &[[String; 5]]) -> Table<'_> {
    let rader = poster
        .iter()
        .map(|post| Row::new(post.iter().map(|text| Cell::new(text.as_str()))));
    Table::new(rader, [Constraint::Fill(1); 5])
}

/// Echoes what is typed; Esc empties it.
pub fn eko() {
    skriv(|_| Vec::new());
}

/// A picker without a thought in it: every key scores every line with fuzzy-matcher and sorts them all.
pub fn plock(fil: &Path) {
    let text = std::fs::read_to_string(fil).unwrap();
    let rader: Vec<&str> = text.lines().collect();
    let skim = SkimMatcherV2::default().ignore_case();
    skriv(|fraga| plocka(&skim, &rader, fraga));
}

/// The same on top of a file, as far as the real one is: opens it and asks one question, loads all lines before its first
/// frame, and searches once for all that has been typed meanwhile.
pub fn plock_allt(fil: &Path, databas: &Path) {
    let conn = Connection::open(databas).unwrap();
    let _: i64 = conn
        .query_row("SELECT count(*) FROM fil", [], |rad| rad.get(0))
        .unwrap();
    let text = std::fs::read_to_string(fil).unwrap();
    let rader: Vec<&str> = text.lines().collect();
    let skim = SkimMatcherV2::default().ignore_case();
    skriv(|fraga| {
        // The next key comes at once where it is here already.
        if !fraga.is_empty() && event::poll(Duration::ZERO).unwrap() {
            return Vec::new();
        }
        plocka(&skim, &rader, fraga)
    });
}

/// The lines that fit, best first, with what was found in them marked.
pub fn plocka(skim: &SkimMatcherV2, rader: &[&str], fraga: &str) -> Vec<Line<'static>> {
    let mut traffar: Vec<(i64, &str)> = rader
        .iter()
        .filter_map(|rad| Some((skim.fuzzy_match(rad, fraga)?, *rad)))
        .collect();
    traffar.sort_by_key(|(poang, _)| -poang);
    traffar
        .into_iter()
        .take(60)
        .map(|(_, rad)| markera(rad, &skim.fuzzy_indices(rad, fraga).unwrap_or_default().1))
        .collect()
}

/// Shows a page of a queue, and another one for each key: Page Down, Page Up, Home and End.
pub fn sida(databas: &Path, insats: &str) {
    const KOLUMNER: &str =
        "SELECT kod, insats_nr, CAST(ordning AS TEXT), katalog, id FROM kopost WHERE insats_nr = ?1
         AND status IN ('i_ko', 'vilande', 'erbjuden') AND (ordning, id)";
    pa_skarmen(|skarm| {
        let conn = Connection::open(databas).unwrap();
        let ner = format!("{KOLUMNER} > (?2, ?3) ORDER BY ordning, id LIMIT 60");
        let upp = format!("{KOLUMNER} < (?2, ?3) ORDER BY ordning DESC, id DESC LIMIT 60");
        let mut fragor = [ner, upp].map(|sql| conn.prepare(&sql).unwrap());
        let mut hamta = |at: usize, (ordning, id): (i64, &str)| {
            let mut poster: Vec<[String; 5]> = fragor[at]
                .query_map((insats, ordning, id), |rad| {
                    Ok([
                        rad.get(0)?,
                        rad.get(1)?,
                        rad.get(2)?,
                        rad.get(3)?,
                        rad.get(4)?,
                    ])
                })
                .unwrap()
                .map(Result::unwrap)
                .collect();
            if at == 1 {
                poster.reverse();
            }
            poster
        };
        let nyckel = |post: &[String; 5]| (post[2].parse::<i64>().unwrap(), post[4].clone());
        let mut poster = hamta(0, (0, ""));
        loop {
            skarm
                .draw(|frame| {
                    let [_, kropp, _] = delar(frame);
                    frame.render_widget(tabell(&poster), kropp);
                })
                .unwrap();
            let (at, (ordning, id)) = match las() {
                Some(KeyCode::PageDown) => (0, nyckel(poster.last().unwrap())),
                Some(KeyCode::PageUp) => (1, nyckel(&poster[0])),
                Some(KeyCode::End) => (1, (i64::MAX, String::new())),
                Some(_) => (0, (0, String::new())),
                None => return,
            };
            poster = hamta(at, (ordning, &id));
        }
    });
}

fn markera(rad: &str, plats: &[usize]) -> Line<'static> {
    let spann = rad.chars().take(160).enumerate().map(|(i, c)| {
        let stil = if plats.binary_search(&i).is_ok() {
            Style::new().add_modifier(Modifier::BOLD)
        } else {
            Style::new()
        };
        Span::styled(c.to_string(), stil)
    });
    spann.collect()
}

fn skriv(mut lista: impl FnMut(&str) -> Vec<Line<'static>>) {
    pa_skarmen(|skarm| {
        let mut fraga = String::new();
        loop {
            let rader = lista(&fraga);
            skarm
                .draw(|frame| {
                    let [huvud, kropp, _] = delar(frame);
                    frame.render_widget(Paragraph::new(format!("> {fraga}")), huvud);
                    frame.render_widget(Paragraph::new(rader), kropp);
                    let x = u16::try_from(fraga.chars().count()).unwrap() + 2;
                    frame.set_cursor_position((x, huvud.y));
                })
                .unwrap();
            match las() {
                Some(KeyCode::Esc) => fraga.clear(),
                Some(KeyCode::Char(c)) => fraga.push(c),
                Some(_) => {}
                None => return,
            }
        }
    });
}

/// The next key; `None` for the one that ends.
fn las() -> Option<KeyCode> {
    loop {
        if let Event::Key(KeyEvent {
            code, modifiers, ..
        }) = event::read().unwrap()
        {
            let slut = modifiers.contains(KeyModifiers::CONTROL) && code == KeyCode::Char('q');
            return (!slut).then_some(code);
        }
    }
}
