//! P12: what the queue costs in a queue of a hundred and of a million, through the store; P13: the same on the screen.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate, Utc};
use troskel::domain::insats::{InsatsNr, Katalog};
use troskel::katalog;
use troskel::store::ko::{Koakt, Kofraga, Sammanhang};
use troskel::store::sqlite::{self, Oppning, SqliteStore};
use troskel::store::{Aktor, Change, OpId, Query, Reply, Store, StoreError};

use crate::minsta::SLUTA;
use crate::{Sida, Tavla, gor, median, underlag};

/// Entries of the short queue.
const KORT: u32 = 100;
/// Turns, and how many questions are asked in each: a single one is too short to be measured.
const VARV: u32 = 61;
const FRAGOR: u32 = 20;
/// Rows of a page.
const SIDA: u16 = 40;
/// Turns on the screen.
const SKARMAR: usize = 11;
/// How long a key may take on the screen, in milliseconds.
const TANGENT: f64 = 50.0;
/// How much more memory the program may take with the queue open, in megabytes.
const MINNE: f64 = 20.0;
/// The day of every act.
const IDAG: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 11, 25);

/// Measures, as far as the goals are asked for.
pub fn mat(tavla: &mut Tavla, mapp: &Path) {
    if !tavla.matas("P12") && !tavla.matas("P13") {
        return;
    }
    let antal: u32 = std::env::var("TROSKEL_FART_KO").map_or(1_000_000, |n| n.parse().unwrap());
    if antal == 0 {
        return;
    }
    let katalog = katalog::las(katalog::inbyggd()).katalog.unwrap();
    let insats = katalog
        .insatser
        .iter()
        .find(|insats| !insats.silo)
        .unwrap()
        .nr;
    let katalog = Arc::new(katalog);
    let filer = [("lang.db", antal), ("kort.db", KORT)].map(|(namn, antal)| {
        let fil = mapp.join(namn);
        gor("ko", &fil, &[&insats.to_string(), &antal.to_string()]);
        (fil, antal)
    });
    if tavla.matas("P12") {
        lagret(tavla, filer.clone(), insats, &katalog);
    }
    if tavla.matas("P13") {
        skarmen(tavla, &filer, insats);
    }
    for (fil, _) in filer {
        std::fs::remove_file(fil).unwrap();
    }
}

/// One of the two queues, open.
struct Ko {
    store: SqliteStore,
    s: Sammanhang,
    insats: InsatsNr,
    antal: u32,
    /// Which entry comes next: a walk that meets all of them, far from each other.
    nummer: u32,
    op: u64,
}

impl Ko {
    fn ny((fil, antal): (PathBuf, u32), insats: InsatsNr, katalog: &Arc<Katalog>) -> Self {
        let val = Oppning {
            prov: true,
            ..Oppning::default()
        };
        Self {
            store: sqlite::oppna(&fil, val).unwrap(),
            s: Sammanhang {
                katalog: Arc::clone(katalog),
                idag: IDAG.unwrap(),
            },
            insats,
            antal,
            nummer: 0,
            op: 0,
        }
    }

    fn nasta(&mut self) -> u32 {
        let steg = u64::from(self.antal) * 618 / 1000;
        let nasta = (u64::from(self.nummer) + steg + 1) % u64::from(self.antal);
        self.nummer = u32::try_from(nasta).unwrap();
        self.nummer
    }

    fn ko(&mut self, fraga: Kofraga) -> Result<Reply, StoreError> {
        self.store.load(&Query::Ko(fraga, self.s.clone()))
    }

    /// The rank of some entry, with all that stands on it.
    fn rang(&mut self) -> Result<(), StoreError> {
        let kod = underlag::kolapp(self.nasta());
        self.ko(Kofraga::Post(kod)).map(drop)
    }

    fn platslage(&mut self) -> Result<(), StoreError> {
        let fraga = Query::Platslage {
            insats: self.insats,
            platser: None,
            idag: self.s.idag,
        };
        self.store.load(&fraga).map(drop)
    }

    fn koer(&mut self) -> Result<(), StoreError> {
        self.ko(Kofraga::Koer(None)).map(drop)
    }

    fn sida(&mut self) -> Result<(), StoreError> {
        let fraga = Kofraga::Sida {
            insats: self.insats,
            fran: u64::from(self.antal) / 2,
            antal: SIDA,
        };
        self.ko(fraga).map(drop)
    }

    /// Everything that is to be done, which is to fill the free places.
    fn attgora(&mut self) -> Result<(), StoreError> {
        self.ko(Kofraga::Attgora(None)).map(drop)
    }

    /// Whom a free place is to be offered to.
    fn ledig(&mut self) -> Result<(), StoreError> {
        let fraga = Kofraga::Underlag {
            insats: self.insats,
            pott: None,
            kod: None,
            hoppa: Vec::new(),
        };
        self.ko(fraga).map(drop)
    }

    fn gor(&mut self, akt: Koakt) -> Result<(), StoreError> {
        self.op += 1;
        let aktor = Aktor {
            anvandare: "reception1".to_owned(),
            desk: "disken".to_owned(),
            enhet: "mottagningen".to_owned(),
        };
        let mut op = [0; 16];
        op[..8].copy_from_slice(&self.op.to_be_bytes());
        let change = Change::Ko(akt, self.s.clone());
        self.store
            .save(&aktor, OpId(op), Utc::now(), &change)
            .map(drop)
    }

    /// Two acts that change the counts, and leave them as they were.
    fn vila(&mut self) -> Result<(), StoreError> {
        let kod = underlag::kolapp(self.nasta());
        let fran = self.s.idag;
        let till = fran.checked_add_days(Days::new(30)).unwrap();
        self.gor(Koakt::Vila { kod, fran, till })?;
        self.gor(Koakt::Aktivera { kod })
    }
}

type Fraga = fn(&mut Ko) -> Result<(), StoreError>;

/// P12: what is measured, each in both queues in turn. The acts come last: whoever has been on pause is to be told of.
const MATS: [(&str, Fraga); 7] = [
    ("en kölapps plats och historik", Ko::rang),
    ("näst på tur och köns längd", Ko::platslage),
    ("alla köer i en blick", Ko::koer),
    ("en sida mitt i kön", Ko::sida),
    ("att göra i dag", Ko::attgora),
    ("ledig plats, näst i tur", Ko::ledig),
    ("vila och aktivera", Ko::vila),
];

fn lagret(tavla: &mut Tavla, filer: [(PathBuf, u32); 2], insats: InsatsNr, katalog: &Arc<Katalog>) {
    let [mut lang, mut kort] = filer.map(|fil| Ko::ny(fil, insats, katalog));
    for (vad, fraga) in MATS {
        let vad = format!("{vad}, {} i kö / {KORT}", lang.antal);
        // Also the first time, for nothing, so that both are in memory.
        if let Err(fel) = en(&mut lang, fraga).and_then(|_| en(&mut kort, fraga)) {
            println!("P12  {vad}: mäts inte, {fel}");
            continue;
        }
        let par: Vec<(f64, f64)> = (0..VARV)
            .map(|_| (en(&mut lang, fraga).unwrap(), en(&mut kort, fraga).unwrap()))
            .collect();
        let (a, b) = (
            median(par.iter().map(|(a, _)| *a)),
            median(par.iter().map(|(_, b)| *b)),
        );
        tavla.rad(
            "P12",
            &vad,
            Some(2.0),
            a / b,
            &format!("{a:.1} / {b:.1} µs"),
        );
    }
}

/// Asks a number of times, and says what one took, in microseconds.
fn en(ko: &mut Ko, fraga: Fraga) -> Result<f64, StoreError> {
    let start = Instant::now();
    for _ in 0..FRAGOR {
        fraga(ko)?;
    }
    Ok(start.elapsed().as_secs_f64() * 1e6 / f64::from(FRAGOR))
}

/// P13: F4 to the queues, Enter to the rows of the one that is there; and the memory that it took.
fn skarmen(tavla: &mut Tavla, filer: &[(PathBuf, u32); 2], insats: InsatsNr) {
    let [lang, kort] = filer.each_ref().map(|(fil, antal)| {
        let fil = fil.to_str().unwrap().to_owned();
        (Sida::troskel(&["--prov", "--databas", &fil]), *antal)
    });
    let ms = |tid: Duration| tid.as_secs_f64() * 1e3;
    let oppna = |(sida, antal): &(Sida, u32)| {
        let (mut pty, _) = sida.starta();
        let fore = pty.minne();
        // The length stands in the row of the queue, with or without spaces in it, and the slip of the first in line in the queue.
        let koer = ms(pty.tangent_tills("\x1bOS", &format!("{:03} i kö", antal % 1000)));
        let sida = ms(pty.tangent_tills("\r", &underlag::kolapp(0).to_string()));
        let minne = pty.minne().saturating_sub(fore);
        pty.stang(SLUTA);
        [
            koer,
            sida,
            f64::from(u32::try_from(minne).unwrap()) / 1024.0,
        ]
    };
    oppna(&lang);
    oppna(&kort);
    let par: Vec<_> = (0..SKARMAR).map(|_| (oppna(&lang), oppna(&kort))).collect();
    for (n, vad, grans) in [
        (0, "F4 till alla köer, ms", TANGENT),
        (1, "Enter till köns rader, ms", TANGENT),
        (2, "mer minne med kön öppen, MB", MINNE),
    ] {
        let a = median(par.iter().map(|(a, _)| a[n]));
        let b = median(par.iter().map(|(_, b)| b[n]));
        let om = format!("{:.2} gånger kön med {KORT}", a / b);
        tavla.rad(
            "P13",
            &format!("{vad}, insats {insats}, {} i kö", lang.1),
            Some(grans),
            a,
            &om,
        );
    }
}
