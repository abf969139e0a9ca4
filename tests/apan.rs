//! The monkey: it presses keys, pastes, resizes, waits and loses answers, over every screen of two desks on one file,
//! and whatever it does the program stands. The long form, a million events:
//! `TROSKEL_LANG=1 cargo test --release --test apan -- --nocapture`; a failure prints the seed and the last keys.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs
)]

#[path = "apan/blankett.rs"]
mod blankett;
#[path = "gemensamt/bord.rs"]
mod bord;
mod gemensamt;
#[path = "apan/handling.rs"]
mod handling;
#[path = "apan/krav.rs"]
mod krav;
#[path = "apan/plats.rs"]
mod plats;
#[path = "apan/provade.rs"]
mod provade;
#[path = "gemensamt/skarp.rs"]
mod skarp;
#[path = "apan/slump.rs"]
mod slump;
#[path = "apan/tackning.rs"]
mod tackning;
#[path = "apan/vagar.rs"]
mod vagar;

use gemensamt::langd;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};
use crossterm::event::Event;
use handling::{Handling, Plan};
use plats::{Fel, Plats, Sparat};
use provade::Provade;
use slump::Slump;
use tackning::Tackning;
use troskel::app::skrivbord::Handelse;
use troskel::app::{Msg, Vy};
use troskel::store::worker::StoreMsg;
use troskel::text::aktvyer;
use troskel::ui::inmatning::{Inmatning, normalisera, tangenter};

/// Events of one life: then the desks go home, and the next monkey has a new file.
const LIV: u64 = 4_000;
/// Events between two looks at the file.
const FILEN: u64 = 1_000;

/// One monkey at two desks.
struct Apa {
    slump: Slump,
    platser: [Plats; 2],
    planer: [Plan; 2],
    /// The keys that have been pressed in this life.
    provade: Provade,
    storlekar: [(u16, u16); 2],
    sparat: Rc<RefCell<Sparat>>,
    tackning: Rc<RefCell<Tackning>>,
    /// The last events of both, and the last keys of each.
    senast: Rc<RefCell<Senast>>,
    med_fel: bool,
    mapp: tempfile::TempDir,
    oppnade: u64,
}

#[derive(Default)]
struct Senast {
    allt: VecDeque<String>,
    tangenter: [VecDeque<String>; 2],
}

impl Senast {
    fn hande(&mut self, vem: usize, handling: &Handling) {
        if self.allt.len() >= 80 {
            self.allt.pop_front();
        }
        self.allt.push_back(format!("{vem}:{handling:?}"));
        if let Handling::Tangent(tangent) = handling {
            if self.tangenter[vem].len() >= 50 {
                self.tangenter[vem].pop_front();
            }
            self.tangenter[vem].push_back(tangent.clone());
        }
    }
}

impl Apa {
    fn ny(
        fro: u64,
        liv: u64,
        tackning: &Rc<RefCell<Tackning>>,
        senast: &Rc<RefCell<Senast>>,
    ) -> Self {
        let mut slump = Slump(fro.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(liv));
        let mapp = tempfile::tempdir().unwrap();
        let databas = mapp.path().join("troskel.db");
        let skarp = liv % 7 == 3;
        let med_fel = liv / 2 % 2 == 1;
        let nu: DateTime<Utc> = if skarp {
            drop(bord::Bord::skarpt_som(mapp.path(), false));
            skarp::nar()
        } else {
            "2026-11-22T09:00:00Z".parse().unwrap()
        };
        let sparat = Rc::default();
        let fel = Fel(if med_fel { 60 } else { 0 });
        let platser = ["disk1", "disk2"].map(|namn| {
            let slump = Slump(slump.nasta());
            Plats::ny(&databas, namn, skarp, nu, (fel, slump), Rc::clone(&sparat))
        });
        let mut planer = [Plan::default(), Plan::default()];
        // By chance alone there would be no ärende in most files, and nothing of all that is behind one.
        if liv.is_multiple_of(3) && !skarp {
            planer[0].lagg_sallan(usize::try_from(liv / 3).unwrap(), &mut slump);
        }
        Self {
            slump,
            platser,
            planer,
            provade: Provade::default(),
            storlekar: [(80, 24); 2],
            sparat,
            tackning: Rc::clone(tackning),
            senast: Rc::clone(senast),
            med_fel,
            mapp,
            oppnade: 0,
        }
    }

    /// One event at one of the desks.
    fn steg(&mut self) {
        // The first desk is the one that is looked at; the other one is there to get in its way.
        let vem = usize::from(self.slump.under(6) == 0 && self.planer[0].ar_tom());
        let handling = self.valj(vem);
        self.gor(vem, &handling);
    }

    fn valj(&mut self, vem: usize) -> Handling {
        let Self {
            slump,
            platser,
            planer,
            provade,
            ..
        } = self;
        let (plats, plan) = (&platser[vem], &mut planer[vem]);
        let har = (&plats.bord, plats.nu.date_naive());
        if let Some(handling) = plan.nasta(har, slump) {
            return handling;
        }
        let last = plats.skarp && plats.app().is_none();
        match slump.under(100) {
            0..2 => {
                let (bredd, hojd) = handling::storlek(slump);
                Handling::Storlek(bredd, hojd)
            }
            2..4 => Handling::Klistra(handling::klistrat(slump)),
            4 => Handling::Tid(match slump.under(40) {
                0 => 86_400 * i64::try_from(1 + slump.under(40)).unwrap(),
                1 => -3_600,
                2..4 => 301,
                _ => i64::try_from(slump.under(40)).unwrap(),
            }),
            5 if self.med_fel => Handling::Droj,
            6..9 if plats.drojer => Handling::Svara(slump.under(3) == 0),
            9..11 => Handling::Annan,
            // Each password that is tried is work, and wrong ones lock the account: mostly the right one.
            _ if last && slump.under(8) > 0 => handling::med_vett(har, provade, plan, slump),
            _ if last => Handling::Tangent(
                slump
                    .av(&["a", "ö", "<Tab>", "<Esc>", "<BS>", "<F10>", "<Down>"])
                    .to_owned(),
            ),
            11..50 => handling::med_vett(har, provade, plan, slump),
            _ => Handling::Tangent(handling::tangent(slump)),
        }
    }

    fn gor(&mut self, vem: usize, handling: &Handling) {
        self.senast.borrow_mut().hande(vem, handling);
        let annan = 1 - vem;
        match handling {
            Handling::Tangent(tangent) => self.tryck(vem, tangent),
            Handling::Klistra(text) => {
                if let Some(inmatning) = normalisera(Event::Paste(text.clone())) {
                    self.platser[vem].hander(Handelse::App(Msg::Inmatning(inmatning)));
                }
            }
            Handling::Storlek(bredd, hojd) => {
                self.storlekar[vem] = (*bredd, *hojd);
                let msg = Msg::Inmatning(Inmatning::Storlek(*bredd, *hojd));
                self.platser[vem].hander(Handelse::App(msg));
            }
            Handling::Tid(sekunder) => {
                for plats in &mut self.platser {
                    plats.ga(TimeDelta::seconds(*sekunder));
                }
            }
            Handling::Droj => self.platser[vem].drojer = true,
            Handling::Svara(true) => self.platser[vem].svara_allt(),
            Handling::Svara(false) => {
                self.platser[vem].svara();
            }
            Handling::Annan => {
                if self.platser[annan].skrev || self.slump.under(4) == 0 {
                    self.platser[annan].skrev = false;
                    let msg = Msg::Store(StoreMsg::AndratAvAnnan);
                    self.platser[vem].hander(Handelse::App(msg));
                }
            }
        }
        self.oppna_igen();
        krav::bilden(&mut self.platser[vem], self.storlekar[vem]);
        self.tackning.borrow_mut().se(&self.platser[vem]);
    }

    /// A desk that has ended is opened again. Time goes at both, and what is answered may be what one of them waited for to
    /// end.
    fn oppna_igen(&mut self) {
        for plats in &mut self.platser {
            if plats.avslutad {
                plats.gor_det_som_ar_skickat();
                plats.starta();
                self.oppnade += 1;
            }
        }
    }

    fn tryck(&mut self, vem: usize, tangent: &str) {
        let plats = &mut self.platser[vem];
        let [tangent] = tangenter(tangent)[..] else {
            panic!("{tangent} är inte en tangent")
        };
        self.tackning.borrow_mut().tryckt(plats, &tangent);
        if let Some(app) = plats.app() {
            self.provade.tryckt(app, &tangent);
        }
        // What has been answered in words is answered with the same words the second time.
        let sagt = plats.app().is_some_and(|app| {
            app.notis.is_some()
                || app
                    .besok
                    .as_ref()
                    .is_some_and(|besok| besok.hinder.is_some())
        });
        let fore = fotens_fraga(plats, &tangent).filter(|_| !sagt);
        plats.effekter = 0;
        plats.hander(Handelse::App(Msg::Inmatning(Inmatning::Tangent(tangent))));
        let esc = tangent == troskel::ui::inmatning::Tangent::ESC;
        assert!(!(esc && plats.avslutad), "Esc avslutade programmet");
        assert!(
            !plats.avslutad || tangent.ctrl || !plats.drojer,
            "{} avslutade programmet",
            tangent.etikett()
        );
        if let Some((var, text)) = fore
            && plats.effekter == 0
            && fotens_fraga(plats, &tangent).is_some_and(|(_, efter)| efter == text)
        {
            self.tackning
                .borrow_mut()
                .dova
                .entry(var)
                .or_insert((0, text))
                .0 += 1;
        }
    }

    /// From whatever state: at most twenty Esc and answers lead back to the lookup.
    fn ga_hem(&mut self) {
        for vem in 0..2 {
            self.planer[vem] = Plan::default();
            self.platser[vem].utan_fel();
            self.platser[vem].svara_allt();
            self.oppna_igen();
            if self.platser[vem].app().is_none() {
                continue;
            }
            for _ in 0..20 {
                let hemma = self.platser[vem].app().is_some_and(|app| {
                    app.vy == Vy::Sok
                        && app.dialog.is_none()
                        && app.rad.is_none()
                        && !app.vantar_svar()
                });
                if hemma {
                    break;
                }
                // A text that is kept nowhere is not thrown away by Esc: that has to be said.
                let kastas = self.platser[vem].app().is_some_and(|app| {
                    let dialog = app.dialog.as_ref();
                    dialog.is_some_and(|dialog| dialog.rubrik == aktvyer::LAMNA_RUBRIK)
                });
                let tangent = if kastas { "<F8>" } else { "<Esc>" };
                self.gor(vem, &Handling::Tangent(tangent.to_owned()));
            }
            let app = self.platser[vem].app().expect("en öppen skärm");
            assert!(
                app.vy == Vy::Sok && app.dialog.is_none() && app.rad.is_none(),
                "tjugo Esc ledde till {:?} {:?} {:?}",
                app.vy,
                app.kontext(),
                app.dialog
            );
        }
    }

    fn granska(&self) {
        krav::filen(&self.mapp.path().join("troskel.db"), &self.sparat.borrow());
    }
}

/// Where a key of the footer is about to be pressed: the place and the key, and what is seen there.
fn fotens_fraga(
    plats: &Plats,
    tangent: &troskel::ui::inmatning::Tangent,
) -> Option<(String, String)> {
    let app = plats.app()?;
    if app.dialog.is_some() || plats.vantar() {
        return None;
    }
    let kontext = app.kontext();
    let rad = troskel::app::kommando::TABELL.iter().find(|rad| {
        rad.i_fot
            && app.har_tangenten(rad, kontext)
            && handling::ur_etikett(&rad.etikett()) == handling::skriv_tangent(tangent)
    })?;
    let mut terminal = ratatui::Terminal::new(ratatui::backend::TestBackend::new(100, 60)).unwrap();
    terminal
        .draw(|frame| {
            troskel::screens::draw_bord(&plats.bord, &troskel::ui::tema::Tema::terminal(), frame);
        })
        .unwrap();
    let markor = terminal.backend().cursor_position();
    let text = format!("{}\n{markor}", krav::text(terminal.backend().buffer()));
    Some((format!("{kontext:?} {} {}", rad.etikett(), rad.text), text))
}

/// One life; gives how many events it had.
fn lev(fro: u64, liv: u64, hogst: u64, tackning: &Rc<RefCell<Tackning>>) -> u64 {
    let senast = Rc::new(RefCell::new(Senast::default()));
    let svar = catch_unwind(AssertUnwindSafe(|| {
        let mut apa = Apa::ny(fro, liv, tackning, &senast);
        let mut gjorda = 0;
        while gjorda < hogst {
            apa.steg();
            gjorda += 1;
            if gjorda % FILEN == 0 {
                apa.granska();
            }
            if apa.platser.iter().any(|plats| plats.sparrad) {
                break;
            }
        }
        apa.ga_hem();
        apa.granska();
        krav::filen_ar_hel(&apa.mapp.path().join("troskel.db"));
        let mut tackning = tackning.borrow_mut();
        tackning.sparade += apa.sparat.borrow().gjorda.len();
        tackning.besok += apa.sparat.borrow().avslutade.len();
        tackning.omstarter += apa.oppnade;
        gjorda
    }));
    svar.unwrap_or_else(|fel| {
        let senast = senast.borrow();
        println!("TROSKEL_FRO={fro}, liv {liv}");
        for (vem, tangenter) in senast.tangenter.iter().enumerate() {
            let rad: String = tangenter.iter().map(String::as_str).collect();
            println!("disk {vem}, de sista tangenterna: {rad}");
        }
        println!(
            "allt, sist: {}",
            senast.allt.iter().cloned().collect::<Vec<_>>().join(" ")
        );
        resume_unwind(fel)
    })
}

/// Lives until there have been enough events; gives how many there were and what was seen.
fn nagra_liv(fro: u64, (forst, steg): (u64, u64), langd: u64, mal: u64) -> (u64, Tackning) {
    let tackning = Rc::new(RefCell::new(Tackning::default()));
    let (mut gjorda, mut liv) = (0, forst);
    while gjorda < mal {
        gjorda += lev(fro, liv, langd.min(mal - gjorda), &tackning);
        liv += steg;
    }
    (gjorda, tackning.take())
}

#[test]
fn apan_trycker_pa_allt_och_programmet_star() {
    let (fro, mal) = (langd::fro(), langd::antal(2_400, 1_000_000));
    let langd = langd::antal(600, LIV);
    println!("frö {fro}, {mal} händelser");
    // One life again: TROSKEL_FRO and TROSKEL_LIV as the failure says.
    let bara: Option<u64> = std::env::var("TROSKEL_LIV")
        .ok()
        .map(|liv| liv.parse().expect("a number"));
    let (gjorda, tackning) = if let Some(liv) = bara {
        nagra_liv(fro, (liv, 1), langd, langd)
    } else {
        let delar = std::thread::scope(|alla| {
            [0, 1]
                .map(|forst| alla.spawn(move || nagra_liv(fro, (forst, 2), langd, mal / 2)))
                .map(std::thread::ScopedJoinHandle::join)
        });
        let mut allt = (0, Tackning::default());
        for del in delar {
            let (gjorda, tackning) = del.unwrap_or_else(|fel| resume_unwind(fel));
            allt.0 += gjorda;
            allt.1.lagg_till(tackning);
        }
        allt
    };
    println!("{gjorda} händelser\n{tackning}");
    for (var, (antal, text)) in &tackning.dova {
        println!("gör inget: {var} ({antal} gånger)\n{text}");
    }
    assert!(
        tackning.dova.is_empty(),
        "{:?}",
        tackning.dova.keys().collect::<Vec<_>>()
    );
    if langd::ar_lang() && bara.is_none() {
        tackning.kraver_allt();
    }
}
