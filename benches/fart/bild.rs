//! P10: what a frame costs, drawn in memory by the program's own `screens::draw`.

use std::sync::Arc;
use std::time::Instant;

use chrono::{NaiveDate, TimeZone, Utc};
use ratatui::Frame;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use troskel::app::{App, Effect, Env, Msg};
use troskel::domain::behorighet::Behorighet;
use troskel::domain::insats::Katalog;
use troskel::domain::ko::Kostatus;
use troskel::domain::ko::plats::Kouppgifter;
use troskel::information::Informationstexter;
use troskel::katalog;
use troskel::screens;
use troskel::start::Installningar;
use troskel::store::ko::{Kofraga, Korad, Kosida, Kosvar, Koversikt};
use troskel::store::worker::StoreMsg;
use troskel::store::{Lage, OpId, Query, RadId, Reply};
use troskel::ui::inmatning::{Inmatning, tangenter};
use troskel::ui::tema::Tema;

use crate::tavla::{Matt, median};
use crate::{minsta, underlag};

/// Frames in each turn.
const BILDER: u32 = 200;
/// The most that a whole frame may take, in milliseconds.
const BILD: f64 = 1.0;

/// Name, bar, ratio and the times in words; the bars are for the middle ratio.
type Rad = (&'static str, f64, Matt, String);

/// Measures in `varv` turns.
pub fn mat(varv: usize) -> [Rad; 3] {
    let tema = Tema::terminal();
    let sok = app();
    let poster: Vec<[String; 5]> = (0..60_u32)
        .map(|i| std::array::from_fn(|kolumn| format!("{:<37}{}", underlag::kolapp(i), kolumn)))
        .collect();
    let hel = turas_om(
        varv,
        (200, 60),
        |frame| screens::draw(&sok, &tema, frame),
        |frame| frame.render_widget(minsta::tabell(&poster), frame.area()),
    );
    // As many rows as there is room for, so that the long list shows as much as the short one.
    let (lang, kort) = (med_ko(100_000), med_ko(25));
    let lista = turas_om(
        varv,
        (200, 30),
        |frame| screens::draw(&lang, &tema, frame),
        |frame| screens::draw(&kort, &tema, frame),
    );
    [
        (
            "bild 200x60 / minsta hela tabell i samma storlek",
            2.0,
            hel.kvot,
            hel.om.clone(),
        ),
        ("bild 200x60, ms", BILD, hel.ms, hel.om),
        (
            "kö med 100 000 rader / med 25, 25 synliga",
            1.1,
            lista.kvot,
            lista.om,
        ),
    ]
}

/// Two that were drawn in turn: the ratio, and what the first of them took.
struct Bilder {
    kvot: Matt,
    ms: Matt,
    om: String,
}

fn app() -> App {
    app_med(katalog::las(katalog::inbyggd()).katalog.unwrap())
}

/// The app as it starts, with this catalogue.
pub fn app_med(katalog: Katalog) -> App {
    let installningar = Installningar::default();
    App::ny(
        Arc::new(katalog),
        Arc::new(Informationstexter::inbyggda()),
        installningar
            .aktor()
            .unwrap_or_else(|_| unreachable!("the desk of the machine has a name")),
        Lage {
            behorighet: Behorighet::ovning(),
            ..Lage::default()
        },
    )
}

/// The moment of every key.
pub fn env() -> Env {
    Env {
        nu: Utc.timestamp_opt(1_780_000_000, 0).unwrap(),
        idag: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
        op: OpId([1; 16]),
        rad: RadId("0".repeat(32)),
    }
}

/// The app with a queue open in which so many wait; what it asks for is answered here.
fn med_ko(antal: u32) -> App {
    let mut app = app();
    let env = env();
    for tangent in tangenter("<F4><Enter>") {
        let effekter = app.update(Msg::Inmatning(Inmatning::Tangent(tangent)), &env);
        for effekt in effekter {
            if let Effect::Load(biljett, Query::Ko(fraga, _)) = effekt {
                let svar = Ok(Reply::Ko(Box::new(svar(&app, &fraga, antal))));
                app.update(Msg::Store(StoreMsg::Svar(biljett, svar)), &env);
            }
        }
    }
    app
}

fn svar(app: &App, fraga: &Kofraga, antal: u32) -> Kosvar {
    let insats = app.katalog.insatser[0].nr;
    let sedan = Utc.timestamp_opt(1_780_000_000, 0).unwrap();
    let Kofraga::Sida {
        fran, antal: sida, ..
    } = fraga
    else {
        return Kosvar::Koer(vec![Koversikt {
            insats,
            langd: antal.into(),
            vilande: 0,
            erbjudna: 0,
            accepterade: 0,
            aldst: Some(sedan),
            lediga: None,
            nasta_omgang: None,
            granskad: None,
            forsenad: false,
        }]);
    };
    let fran = u32::try_from(*fran).unwrap_or(1);
    let rader = (fran..=antal).take(usize::from(*sida)).map(|plats| Korad {
        kod: underlag::kolapp(plats),
        insats,
        plats: Some(plats.into()),
        sedan,
        status: Kostatus::IKo,
        katalog: "2026-11-22".to_owned(),
        uppgifter: Kouppgifter::default(),
        svar_senast: None,
        rattad: false,
        importerad: false,
    });
    Kosvar::Sida(Kosida {
        insats,
        langd: antal.into(),
        vilande: 0,
        rader: rader.collect(),
        accepterade: Vec::new(),
    })
}

fn turas_om(
    varv: usize,
    (bredd, hojd): (u16, u16),
    a: impl Fn(&mut Frame),
    b: impl Fn(&mut Frame),
) -> Bilder {
    let skarm = || Terminal::new(TestBackend::new(bredd, hojd)).unwrap();
    let (mut skarm_a, mut skarm_b) = (skarm(), skarm());
    let en = |skarm: &mut Terminal<TestBackend>, rita: &dyn Fn(&mut Frame)| {
        let start = Instant::now();
        for _ in 0..BILDER {
            skarm.draw(|frame| rita(frame)).unwrap();
        }
        start.elapsed().as_secs_f64() * 1e6 / f64::from(BILDER)
    };
    en(&mut skarm_a, &a);
    en(&mut skarm_b, &b);
    let par: Vec<(f64, f64)> = (0..varv)
        .map(|_| (en(&mut skarm_a, &a), en(&mut skarm_b, &b)))
        .collect();
    let om = format!(
        "{:.0} / {:.0} µs",
        median(par.iter().map(|(a, _)| *a)),
        median(par.iter().map(|(_, b)| *b))
    );
    let ms: Vec<f64> = par.iter().map(|(a, _)| a / 1e3).collect();
    Bilder {
        kvot: Matt::turvis(&par),
        ms: Matt::av(&ms),
        om,
    }
}
