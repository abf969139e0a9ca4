//! What a key costs in a catalogue of up to 100 000 insatser, in the process itself: the program's own `update` and `draw`,
//! against scoring and drawing every line. A file of so many is longer than the program takes, so P4, P5, P7 and P9 are
//! measured here and not in a terminal. P8: that nothing else is found than where every row is given its points.

use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use fuzzy_matcher::skim::SkimMatcherV2;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::widgets::Paragraph;
use troskel::app::{App, Msg};
use troskel::domain::insats::Katalog;
use troskel::katalog;
use troskel::screens;
use troskel::sok::Index;
use troskel::ui::inmatning::{Inmatning, tangenter};
use troskel::ui::tema::Tema;

use crate::tavla::{Matt, Tavla, andel, median};
use crate::{bild, minsta, pty, underlag};

/// Sizes of catalogue.
const STORLEKAR: [u32; 3] = [1_000, 10_000, 100_000];
/// Turns of every query of [`underlag::FRAGOR`].
const OMGANGAR: usize = 3;
/// Queries that are asked in two ways, at each size, and how many hits of them are held against each other.
const PROV: usize = 40;
const FORST: usize = 40;
/// Size of the screen.
const SKARM: (u16, u16) = (120, 40);
/// The most that a key may cost against a picker that scores every line: the middle key, and the slowest in a hundred. A
/// quarter of what a finished picker takes, where the one here takes 1.32 times as much as that.
const P4: f64 = 0.19;
const P5: f64 = 0.2;
/// The slowest key in a hundred, in milliseconds: one frame of the screen.
const BILD: f64 = 16.0;
/// Growth from the shortest catalogue to the longest.
const P7: f64 = 5.0;
/// Processor time, against the same picker.
const P9: f64 = 0.2;

/// One side at one size: the middle key of all, then the keys each by its fastest turn: the middle one and the slowest in a
/// hundred; and processor time a key. In milliseconds.
#[derive(Clone, Copy)]
struct Tid {
    mitt: f64,
    bast: f64,
    sist: f64,
    processor: f64,
}

/// Measures, as far as the goals are asked for. In a process of its own: the memory that it takes would make every later
/// start of a program slower.
pub fn mat(tavla: &mut Tavla) {
    if !tavla.matas(&["P4", "P5", "P7", "P8", "P9"]) {
        return;
    }
    let ut = Command::new(std::env::current_exe().unwrap())
        .arg("sok")
        .output()
        .unwrap();
    assert!(
        ut.status.success(),
        "{}",
        String::from_utf8_lossy(&ut.stderr)
    );
    let text = String::from_utf8(ut.stdout).unwrap();
    let rader: Vec<([Tid; 2], f64)> = text.lines().map(las).collect();
    let [kort, .., lang] = rader.as_slice() else {
        panic!("{text}")
    };
    let antal = STORLEKAR[2];
    let ([vart, naiv], _) = *lang;
    let mot = format!("{antal} insatser / naiv plockare");
    if tavla.matas(&["P4"]) {
        let om = format!("bäst {:.2} / {:.2} ms, utan terminal", vart.bast, naiv.bast);
        let matt = Matt::ny(vart.mitt / naiv.mitt, vart.bast / naiv.bast).pa_basta();
        tavla.rad(
            "P4",
            &format!("tangent till ritad lista, {mot}"),
            Some(P4),
            matt,
            &om,
        );
    }
    if tavla.matas(&["P5"]) {
        let om = format!("{:.2} / {:.2} ms", vart.sist, naiv.sist);
        let vad = format!("den långsammaste tangenten av hundra, {mot}");
        tavla.rad(
            "P5",
            &vad,
            Some(P5),
            Matt::ett(vart.sist / naiv.sist).pa_basta(),
            &om,
        );
        let vad = format!("den långsammaste tangenten av hundra, {antal} insatser, ms");
        tavla.rad("P5", &vad, Some(BILD), Matt::ett(vart.sist).pa_basta(), "");
    }
    if tavla.matas(&["P7"]) {
        let ([fore, naiv_fore], _) = *kort;
        let vad = format!(
            "tangent till ritad lista, {antal} insatser / {}",
            STORLEKAR[0]
        );
        let matt = Matt::ny(vart.mitt / fore.mitt, vart.bast / fore.bast).pa_basta();
        let om = format!(
            "bäst {:.2} / {:.2} ms; den naiva {:.0} gånger",
            vart.bast,
            fore.bast,
            naiv.bast / naiv_fore.bast
        );
        tavla.rad("P7", &vad, Some(P7), matt, &om);
    }
    if tavla.matas(&["P8"]) {
        let fel = rader.iter().map(|(_, fel)| fel).sum();
        let om = format!(
            "av {} frågor i kataloger på upp till {antal}",
            PROV * STORLEKAR.len()
        );
        let vad = format!("andra träffar bland de {FORST} första än när varje rad får sina poäng");
        tavla.rad("P8", &vad, Some(0.0), Matt::ett(fel), &om);
    }
    if tavla.matas(&["P9"]) {
        let om = format!("{:.2} / {:.2} ms", vart.processor, naiv.processor);
        let matt = Matt::ett(vart.processor / naiv.processor);
        tavla.rad(
            "P9",
            &format!("processortid per tangent, {mot}"),
            Some(P9),
            matt,
            &om,
        );
    }
}

fn las(rad: &str) -> ([Tid; 2], f64) {
    let tal: Vec<f64> = rad.split(' ').map(|tal| tal.parse().unwrap()).collect();
    let tid = |tal: &[f64]| Tid {
        mitt: tal[0],
        bast: tal[1],
        sist: tal[2],
        processor: tal[3],
    };
    ([tid(&tal[..4]), tid(&tal[4..8])], tal[8])
}

/// The process of its own: a line for each size.
pub fn kor() {
    for antal in STORLEKAR {
        let (toml, rader) = underlag::katalog(antal);
        let last = katalog::las(&toml);
        drop(toml);
        let mut app = bild::app_med(last.katalog.unwrap());
        let [vart, naiv] = skriv_fragor(&mut app, &rader);
        let tal = [vart, naiv]
            .map(|tid| format!("{} {} {} {}", tid.mitt, tid.bast, tid.sist, tid.processor));
        let fel = skillnader(&app.katalog, antal);
        println!("{} {fel}", tal.join(" "));
    }
}

/// How many queries, drawn from the words of the catalogue, give something else than the straight way.
fn skillnader(katalog: &Katalog, fro: u32) -> usize {
    let index = Index::ny(katalog);
    let mut slump = fro;
    let mut under = |n: usize| {
        slump = slump.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (slump >> 8) as usize % n
    };
    let fel = (0..PROV).filter(|_| {
        let ord = (0..=under(3)).map(|_| {
            let insats = &katalog.insatser[under(katalog.insatser.len())];
            let text = [&insats.namn, &insats.sok.situationer[0]][under(2)];
            let ord: Vec<&str> = text.split_whitespace().collect();
            let ord = ord[under(ord.len())];
            // Whole, cut off, or with a letter left out.
            let (till, utan) = (1 + under(ord.chars().count()), under(12));
            let tecken = ord.chars().take(till).enumerate();
            tecken
                .filter(|(i, _)| *i != utan)
                .map(|(_, c)| c)
                .collect::<String>()
        });
        let fraga = ord.collect::<Vec<String>>().join(" ");
        index.sok(&fraga, FORST) != index.sok_rakt(&fraga, FORST)
    });
    fel.count()
}

fn skriv_fragor(app: &mut App, text: &str) -> [Tid; 2] {
    let rader: Vec<&str> = text.lines().collect();
    let skim = SkimMatcherV2::default().ignore_case();
    let tema = Tema::terminal();
    let env = bild::env();
    let skarm = || Terminal::new(TestBackend::new(SKARM.0, SKARM.1)).unwrap();
    let (mut vart, mut naiv) = (skarm(), skarm());
    let mut matare = [const {
        Matare {
            alla: Vec::new(),
            basta: Vec::new(),
            processor: 0.0,
        }
    }; 2];
    let mut tryck = |app: &mut App, text: &str| {
        for tangent in tangenter(text) {
            app.update(Msg::Inmatning(Inmatning::Tangent(tangent)), &env);
        }
        vart.draw(|frame| screens::draw(app, &tema, frame)).unwrap();
    };
    // The first key of all makes the index.
    tryck(app, "a");
    tryck(app, "<Esc>");
    for omgang in 0..OMGANGAR {
        let mut nummer = 0;
        for fraga in underlag::FRAGOR {
            let mut skrivet = String::new();
            for c in fraga.chars() {
                skrivet.push(c);
                matare[0].ta(nummer, omgang, || tryck(app, &c.to_string()));
                matare[1].ta(nummer, omgang, || {
                    let lista = minsta::plocka(&skim, &rader, &skrivet);
                    naiv.draw(|frame| frame.render_widget(Paragraph::new(lista), frame.area()))
                        .unwrap();
                });
                nummer += 1;
            }
            tryck(app, "<Esc>");
        }
    }
    matare.map(Matare::tid)
}

#[derive(Default)]
struct Matare {
    alla: Vec<f64>,
    basta: Vec<f64>,
    processor: f64,
}

impl Matare {
    fn ta(&mut self, nummer: usize, omgang: usize, gor: impl FnOnce()) {
        let processor = egen_tid();
        let start = Instant::now();
        gor();
        let tid = start.elapsed().as_secs_f64() * 1e3;
        self.processor += egen_tid().saturating_sub(processor).as_secs_f64() * 1e3;
        self.alla.push(tid);
        if omgang == 0 {
            self.basta.push(tid);
        } else {
            self.basta[nummer] = tid.min(self.basta[nummer]);
        }
    }

    #[allow(clippy::cast_precision_loss)] // keys of a run
    fn tid(self) -> Tid {
        Tid {
            processor: self.processor / self.alla.len() as f64,
            mitt: median(self.alla.into_iter()),
            bast: median(self.basta.iter().copied()),
            sist: andel(self.basta.into_iter(), 0.99),
        }
    }
}

fn egen_tid() -> Duration {
    // The figure is brought up to date when the thread gives way.
    thread::yield_now();
    pty::trad_tid(Path::new("/proc/thread-self"))
}
