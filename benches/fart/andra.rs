//! P18: what another desk has done, until it stands on the screen of this one; and what it costs to keep an eye on it.

use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use chrono::Utc;
use troskel::store::sqlite::{self, Oppning};
use troskel::store::{Aktor, Change, OpId, Store};

use super::insats::{KATALOG, i_ko, insats};
use crate::minsta::SLUTA;
use crate::tavla::{Matt, Tavla, andel, median, minst};
use crate::{Sida, gor, underlag};

/// How many wait to begin with.
const VANTAR: u32 = 100;
/// Acts of the other desk.
const HANDLINGAR: u32 = 100;
/// The longest until ninety-nine in a hundred are seen, in milliseconds.
const SYNS: f64 = 250.0;
/// How long nobody does anything, and the share of one processor that may cost, in per cent.
const VILA: Duration = Duration::from_secs(10);
const ANDEL: f64 = 0.2;

/// Measures, if the goal is asked for.
pub fn mat(tavla: &mut Tavla, mapp: &Path) {
    if !tavla.matas(&["P18"]) {
        return;
    }
    let fil = mapp.join("andra.db");
    let nr = underlag::forsta_insats();
    gor("ko", &fil, &[&nr.to_string(), &VANTAR.to_string()]);
    let (mut pty, _) = Sida::troskel(&["--prov", "--databas", fil.to_str().unwrap()]).starta();
    pty.tangent_tills("\x1bOS", &format!("{VANTAR} i kö"));
    let val = Oppning {
        prov: true,
        ..Oppning::default()
    };
    let mut store = sqlite::oppna(&fil, val).unwrap();
    let aktor = Aktor {
        anvandare: "reception2".to_owned(),
        desk: "den andra disken".to_owned(),
        enhet: "mottagningen".to_owned(),
    };
    let insats = insats(&nr.to_string(), "14:5", Some(5));
    let tider: Vec<f64> = (1..=HANDLINGAR)
        .map(|n| {
            // At any moment between two looks of the other desk.
            sleep(Duration::from_millis(u64::from(n * 37 % 113)));
            let change = Change::Avsluta {
                slut: i_ko(&insats),
                insats: Arc::clone(&insats),
                katalog: KATALOG.to_owned(),
                utkast: None,
                kolapp: None,
            };
            let mut op = [0; 16];
            op[..4].copy_from_slice(&n.to_be_bytes());
            let start = Instant::now();
            store.save(&aktor, OpId(op), Utc::now(), &change).unwrap();
            let syntes = pty.vanta(&format!("{} i kö", VANTAR + n));
            (syntes - start).as_secs_f64() * 1e3
        })
        .collect();
    let om = format!("medianen {:.0} ms", median(tider.iter().copied()));
    let vad = "en annan disks handling, tills den syns, 99 av 100 inom, ms";
    let matt = Matt::ny(andel(tider.iter().copied(), 0.99), minst(&tider));
    tavla.rad("P18", vad, Some(SYNS), matt, &om);
    let fore = pty.processortid();
    sleep(VILA);
    let procent =
        pty.processortid().saturating_sub(fore).as_secs_f64() / VILA.as_secs_f64() * 100.0;
    let vad = "ingen gör något: procent av en kärna";
    tavla.rad("P18", vad, Some(ANDEL), Matt::ett(procent), "");
    pty.stang(SLUTA);
}
