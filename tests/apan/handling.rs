//! What the monkey does: single keys by weight, walks to where it is worth being, and forms filled in with care.

use chrono::NaiveDate;
use troskel::app::App;
use troskel::app::kommando::Kontext;
use troskel::app::las::{Fas, Ruta};
use troskel::app::skrivbord::Skrivbord;
use troskel::form::Slag;
use troskel::ui::inmatning::Tangent;

use crate::blankett;
use crate::gemensamt::onda::Onda;
use crate::provade::Provade;
use crate::slump::Slump;
use crate::vagar::{ARENDEN, ATEROPPNAS, BESOK, FYLL, HELA, OVERLAMNING, SALLAN_ANTAL, VAGAR};

/// A name that the monkey gives; it may stand only where persons stand, as everybody's of that family.
pub const NAMN: &str = "Övning Apqvist";
/// A number of nobody.
pub const NUMMER: &str = "197010632391";
/// A telephone number of nobody.
pub const TELEFON: &str = "0701740605";

/// What the monkey does next.
#[derive(Clone, Debug)]
pub enum Handling {
    /// A key, as `tangenter` reads it.
    Tangent(String),
    /// Text is pasted.
    Klistra(String),
    /// The window gets this size.
    Storlek(u16, u16),
    /// Seconds pass.
    Tid(i64),
    /// The store begins to answer late.
    Droj,
    /// The store answers once, or everything.
    Svara(bool),
    /// The other desk has changed something.
    Annan,
}

/// The plan of one seat: what is still to be done of a walk, the last of it first.
#[derive(Debug, Default)]
pub struct Plan(Vec<Steg>);

#[derive(Debug)]
enum Steg {
    Gor(Handling),
    /// The form that is open then is filled in and saved.
    Fyll,
}

impl Plan {
    pub fn lagg(&mut self, text: &str) {
        self.0.extend(dela(text).into_iter().rev().map(|tangent| {
            if tangent == FYLL {
                Steg::Fyll
            } else {
                Steg::Gor(Handling::Tangent(tangent))
            }
        }));
    }

    /// A whole visit, and one of the things that are seldom done with what it led to.
    pub fn lagg_sallan(&mut self, vad: usize, slump: &mut Slump) {
        let Some(arende) = ARENDEN.get(vad % SALLAN_ANTAL) else {
            return self.lagg(ATEROPPNAS);
        };
        self.lagg(arende);
        // Who has an akt in the insats has no second one.
        let vem = char::from(b'A' + u8::try_from(slump.under(26)).unwrap());
        self.lagg(&format!("{OVERLAMNING}{vem} Apqvist<F2><Enter><Esc>"));
    }

    /// Before all that is in it.
    pub fn forst(&mut self, handlingar: Vec<Handling>) {
        self.0.extend(handlingar.into_iter().rev().map(Steg::Gor));
    }

    /// What is to be done where the desk stands.
    pub fn nasta(
        &mut self,
        (bord, idag): (&Skrivbord, NaiveDate),
        slump: &mut Slump,
    ) -> Option<Handling> {
        loop {
            match self.0.pop()? {
                Steg::Gor(handling) => return Some(handling),
                Steg::Fyll => {
                    let app = bord.synlig();
                    self.forst(
                        app.map_or_else(Vec::new, |app| blankett::hel(app, idag, None, slump)),
                    );
                }
            }
        }
    }

    pub fn ar_tom(&self) -> bool {
        self.0.is_empty()
    }
}

/// The keys of a run, each as a text of its own.
fn dela(text: &str) -> Vec<String> {
    let mut ut = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let slut = rest.find('>').filter(|_| c == '<').map(|slut| slut + 1);
        let slut = slut.filter(|slut| Tangent::fran_text(&rest[..*slut]).is_some());
        let slut = slut.unwrap_or(c.len_utf8());
        ut.push(rest[..slut].to_owned());
        rest = &rest[slut..];
    }
    ut
}

/// How a key is written so that `tryck` presses it.
pub fn som_text(c: char) -> String {
    if c == '<' {
        "<lt>".to_owned()
    } else {
        c.to_string()
    }
}

/// Any key, by weight.
pub fn tangent(slump: &mut Slump) -> String {
    match slump.under(100) {
        0..18 => "<Enter>".to_owned(),
        18..25 => "<Esc>".to_owned(),
        25..40 => slump
            .av(&[
                "<Down>", "<Down>", "<Up>", "<Left>", "<Right>", "<Tab>", "<Tab>", "<S-Tab>",
                "<PgDn>", "<PgUp>", "<Home>", "<End>",
            ])
            .to_owned(),
        40..55 => format!("<F{}>", 1 + slump.under(12)),
        55..75 => slump
            .av(&[
                "j", "n", "m", "s", "k", "h", "o", "e", "p", "a", "b", "t", "d", "f", "v", "u",
                "1", "2", "3", "4", "q", "?", "<Space>",
            ])
            .to_owned(),
        75..81 => som_text(char::from(b'0' + u8::try_from(slump.under(10)).unwrap())),
        81..88 => slump
            .av(&[
                "å", "ä", "ö", "Å", "Ö", "é", "a", "r", "l", "i", "-", ".", "/", "@", "<lt>", "=",
                "+", "'", "\"", ">", "ß",
            ])
            .to_owned(),
        88..91 => slump.av(&["<BS>", "<BS>", "<Del>", "<Ins>"]).to_owned(),
        91..95 => slump
            .av(&[
                "<C-a>",
                "<C-e>",
                "<C-k>",
                "<C-u>",
                "<C-w>",
                "<C-z>",
                "<C-y>",
                "<C-Left>",
                "<C-Right>",
                "<C-Home>",
                "<C-End>",
                "<C-S-End>",
                "<S-Left>",
                "<S-Down>",
                "<C-x>",
                "<C-v>",
                "<C-BS>",
                "<C-Enter>",
                "<A-x>",
                "<A-F4>",
                "<F13>",
                "<S-F8>",
                "<C-F8>",
            ])
            .to_owned(),
        95..97 => slump
            .av(&[
                "字", "한", "🙂", "\u{301}", "\u{308}", "e\u{301}", "👩", "ｱ", "Ａ", "ﷺ", "ั", "🇸",
            ])
            .chars()
            .last()
            .filter(|c| Tangent::fran_text(&c.to_string()).is_some())
            .map_or_else(|| "x".to_owned(), som_text),
        97..98 => slump.av(&["<C-l>", "<F10>", "<Esc>", "<Esc>"]).to_owned(),
        98..99 if slump.under(40) == 0 => slump.av(&["<C-q>", "<C-c>"]).to_owned(),
        _ => "<Esc>".to_owned(),
    }
}

/// A text that is pasted: of the attacker's kind, wide, long, or what a form asks for.
pub fn klistrat(slump: &mut Slump) -> String {
    match slump.under(8) {
        0 => Onda::nya(slump.nasta()).nasta(),
        1 => "漢字かな交じり文🙂👩‍👩‍👧 ".repeat(1 + slump.under(40)),
        2 => "Ordet är fritt, åäö. ".repeat(1 + slump.under(60)),
        3 => "a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}rad\n\n\tindrag".to_owned(),
        4 => slump
            .av(&[
                "2026-12-24",
                "20261224",
                "2025-11-30",
                "1990-01-01",
                "9999-99-99",
                "24/12",
            ])
            .to_owned(),
        5 => NAMN.to_owned(),
        6 => NUMMER.to_owned(),
        _ => TELEFON.to_owned(),
    }
}

pub fn storlek(slump: &mut Slump) -> (u16, u16) {
    match slump.under(10) {
        0..4 => (80, 24),
        4 => (120, 40),
        5 => (60, 20),
        6 => *slump.av(&[
            &(1, 1),
            &(59, 20),
            &(60, 19),
            &(200, 60),
            &(1, 60),
            &(200, 1),
            &(61, 21),
            &(2, 2),
        ]),
        _ => (
            1 + u16::try_from(slump.under(200)).unwrap(),
            1 + u16::try_from(slump.under(60)).unwrap(),
        ),
    }
}

/// What somebody who knows the program would do where the desk stands.
pub fn med_vett(
    (bord, idag): (&Skrivbord, NaiveDate),
    provade: &Provade,
    plan: &mut Plan,
    slump: &mut Slump,
) -> Handling {
    let Some(app) = bord.synlig() else {
        return vid_las(bord, plan, slump);
    };
    if let Some(dialog) = &app.dialog {
        let val = dialog.val.get(slump.under(dialog.val.len().max(1)));
        let tangent = val.map_or(Tangent::ESC, |(tangent, ..)| *tangent);
        return Handling::Tangent(skriv_tangent(&tangent));
    }
    match app.kontext() {
        Kontext::Val | Kontext::Falt | Kontext::Identitet => i_besok(app, plan, slump),
        Kontext::Blankett
        | Kontext::Blankettval
        | Kontext::Utkast
        | Kontext::Utkastval
        | Kontext::Langtext
        | Kontext::Langblankett => blankett::i_blankett(app, idag, plan, slump),
        Kontext::Sok => {
            match slump.under(10) {
                0..2 => plan.lagg(slump.av(&HELA)),
                2..4 => plan.lagg_sallan(slump.under(SALLAN_ANTAL), slump),
                4..6 => {
                    let ord = slump.av(&BESOK).to_owned();
                    let slut = slump.av(&[
                        "<Enter>",
                        "<Enter>",
                        "<F4>",
                        "<F8>",
                        "<F2>",
                        "<F2><F9>",
                        "<Down><Enter>",
                    ]);
                    plan.lagg(&(ord + slut));
                }
                _ => plan.lagg(slump.av(&VAGAR)),
            }
            Handling::Tangent("<Esc>".to_owned())
        }
        _ => {
            let tangent = provade.nagon(app, slump).filter(|_| slump.under(3) > 0);
            Handling::Tangent(tangent.unwrap_or_else(|| {
                slump
                    .av(&["<Down>", "<Enter>", "<Esc>", "<Esc>", "<F9>", "<Up>"])
                    .to_owned()
            }))
        }
    }
}

fn vid_las(bord: &Skrivbord, plan: &mut Plan, slump: &mut Slump) -> Handling {
    let (anvandare, ord) = if slump.under(3) == 0 {
        crate::bord::BO
    } else {
        (crate::skarp::ANNA, crate::skarp::ORDET)
    };
    let Some(las) = bord.las() else {
        return Handling::Tangent("<Esc>".to_owned());
    };
    match &las.fas {
        Fas::Valjer { .. } => Handling::Tangent(
            slump
                .av(&["<Down>", "<Enter>", "1", "2", "<Tab>"])
                .to_owned(),
        ),
        Fas::Fragar => {
            plan.lagg(&format!("<Esc>{anvandare}<Enter><Esc>{ord}<Enter>"));
            let till = if las.fokus == Ruta::Losenord {
                "<Tab>"
            } else {
                "<Esc>"
            };
            Handling::Tangent(till.to_owned())
        }
        _ => Handling::Tangent("<Esc>".to_owned()),
    }
}

fn i_besok(app: &App, plan: &mut Plan, slump: &mut Slump) -> Handling {
    let Some(besok) = &app.besok else {
        return Handling::Tangent("<Esc>".to_owned());
    };
    if besok.kontext() == Kontext::Identitet {
        return match slump.under(8) {
            0 => Handling::Klistra(NAMN.to_owned()),
            1 => Handling::Tangent("<F6>".to_owned()),
            2 => Handling::Klistra(NUMMER.to_owned()),
            3 => Handling::Tangent("<Tab>".to_owned()),
            4 => Handling::Tangent("<Esc>".to_owned()),
            5 => Handling::Tangent("<F8>".to_owned()),
            _ => {
                plan.lagg("<F2>");
                Handling::Tangent("<F6>".to_owned())
            }
        };
    }
    match besok.falt().map(|falt| &falt.slag) {
        Some(Slag::Val(alternativ)) if slump.under(4) > 0 => {
            // The first answer is mostly a yes.
            let nr = if slump.under(3) > 0 {
                0
            } else {
                slump.under(alternativ.len().max(1))
            };
            let tecken = alternativ.get(nr).map_or('1', |a| a.tangent);
            plan.lagg("<Enter>");
            Handling::Tangent(som_text(tecken))
        }
        Some(Slag::Datum) if slump.under(3) > 0 => {
            plan.lagg("<Enter>");
            let dag = slump.av(&[
                "19900101", "20100505", "20080229", "19300101", "20261301", "20200101",
            ]);
            plan.lagg(dag);
            Handling::Tangent("<Home>".to_owned())
        }
        _ => Handling::Tangent(
            slump
                .av(&[
                    "<Enter>", "<Enter>", "<Enter>", "<F3>", "<F4>", "<F8>", "<Tab>", "<Space>",
                    "<Esc>",
                ])
                .to_owned(),
        ),
    }
}

/// A key as `tryck` reads it.
pub fn skriv_tangent(tangent: &Tangent) -> String {
    if let Some(c) = tangent.skrivet() {
        return som_text(c);
    }
    ur_etikett(&tangent.etikett())
}

/// The same from the words on the screen.
pub fn ur_etikett(etikett: &str) -> String {
    match etikett {
        "↑" => "<Up>".to_owned(),
        "↓" => "<Down>".to_owned(),
        "←" => "<Left>".to_owned(),
        "→" => "<Right>".to_owned(),
        "Mellanslag" => "<Space>".to_owned(),
        annan if annan.chars().count() == 1 => som_text(annan.chars().next().unwrap_or(' ')),
        annan => format!("<{}>", annan.replace("Skift+", "S-").replace("Ctrl+", "C-")),
    }
}
