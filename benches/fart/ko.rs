//! P15: what the queue costs in a queue of a hundred, a thousand and a million, through the store; P16: a page of it; K2: the
//! same on the screen, and the memory that it takes.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate, Utc};
use troskel::domain::insats::{InsatsNr, Katalog};
use troskel::domain::ko::KoOrsak;
use troskel::katalog;
use troskel::store::ko::{Koakt, Kofraga, Sammanhang};
use troskel::store::sqlite::{self, Oppning, SqliteStore};
use troskel::store::{Aktor, Change, OpId, Query, Reply, Store, StoreError};

use crate::minsta::SLUTA;
use crate::pty::Pty;
use crate::tavla::{Matt, Tavla, median};
use crate::{Sida, gor, underlag};

/// Entries of the short queues: all that is asked is held against the first, and a place and who leaves against the second.
const KORT: u32 = 100;
const TUSEN: u32 = 1_000;
/// Entries of the queue that is turned page by page.
const BLADDRAS: u32 = 100_000;
/// Turns, and how long one of them is at least: a single question is too short to be measured.
const VARV: u32 = 31;
const TUR: Duration = Duration::from_millis(2);
/// The most that a rank may take, in µs.
const PLATS: f64 = 50.0;
/// The most that a page may cost, against a program that shows nothing but pages.
const BLAD: f64 = 1.3;
/// Pages that are turned, of each.
const BLADER: usize = 40;
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
    let katalog = Arc::new(katalog::las(katalog::inbyggd()).katalog.unwrap());
    let insats = underlag::forsta_insats();
    let gor_kon = |namn: &str, antal: u32| {
        let fil = mapp.join(namn);
        gor("ko", &fil, &[&insats.to_string(), &antal.to_string()]);
        (fil, antal)
    };
    if tavla.matas(&["P16"]) {
        let (fil, _) = gor_kon("bladdras.db", BLADDRAS);
        bladdra(tavla, &fil, insats);
        std::fs::remove_file(fil).unwrap();
    }
    let antal: u32 = std::env::var("TROSKEL_FART_KO").map_or(1_000_000, |n| n.parse().unwrap());
    if antal == 0 || !tavla.matas(&["P15", "P16", "K2"]) {
        return;
    }
    let filer = [("lang.db", antal), ("kort.db", KORT), ("tusen.db", TUSEN)]
        .map(|(namn, antal)| gor_kon(namn, antal));
    if tavla.matas(&["K2"]) {
        skarmen(tavla, &filer, insats);
    }
    if tavla.matas(&["P15", "P16"]) {
        lagret(tavla, filer.clone(), insats, &katalog);
    }
    for (fil, _) in filer {
        std::fs::remove_file(fil).unwrap();
    }
}

/// One of the queues, open.
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

    /// One of those who wait takes the slip back.
    fn lamna(&mut self) -> Result<(), StoreError> {
        let kod = underlag::kolapp(self.nasta());
        self.gor(Koakt::Avsluta {
            kod,
            orsak: KoOrsak::Atertagen,
            villkor: None,
        })
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

/// What is measured, each in both queues in turn. The acts come last: whoever has been on pause is to be told of.
const MATS: [(&str, &str, Fraga); 7] = [
    ("P15", "en kölapps plats och historik", Ko::rang),
    ("P15", "näst på tur och köns längd", Ko::platslage),
    ("P15", "alla köer i en blick", Ko::koer),
    ("P16", "en sida mitt i kön", Ko::sida),
    ("P15", "att göra i dag", Ko::attgora),
    ("P15", "ledig plats, näst i tur", Ko::ledig),
    ("P15", "vila och aktivera", Ko::vila),
];

fn lagret(tavla: &mut Tavla, filer: [(PathBuf, u32); 3], insats: InsatsNr, katalog: &Arc<Katalog>) {
    let [mut lang, mut kort, mut tusen] = filer.map(|fil| Ko::ny(fil, insats, katalog));
    for (mal, vad, fraga) in MATS {
        if !tavla.matas(&[mal]) {
            continue;
        }
        jamfor(tavla, (mal, vad, 2.0), (&mut lang, &mut kort), fraga);
        if vad == MATS[0].1 {
            let matt = jamfor(tavla, (mal, vad, 2.0), (&mut lang, &mut tusen), fraga);
            if let Some(matt) = matt {
                let vad = format!("{vad}, {} i kö, µs", lang.antal);
                tavla.rad(mal, &vad, Some(PLATS), matt, "");
            }
        }
    }
    if tavla.matas(&["P15"]) {
        let vad = "någon lämnar kön, på disken";
        jamfor(tavla, ("P15", vad, 2.5), (&mut lang, &mut tusen), Ko::lamna);
    }
}

/// Asks both in turn; gives what it took in the first, in µs.
fn jamfor(
    tavla: &mut Tavla,
    (mal, vad, grans): (&str, &str, f64),
    (lang, kort): (&mut Ko, &mut Ko),
    fraga: Fraga,
) -> Option<Matt> {
    let vad = format!("{vad}, {} i kö / {}", lang.antal, kort.antal);
    // Also the first time, for nothing, so that both are in memory; and as often as fills a turn.
    let en = |ko: &mut Ko, ganger: u32| -> Result<f64, StoreError> {
        let start = Instant::now();
        for _ in 0..ganger {
            fraga(ko)?;
        }
        Ok(start.elapsed().as_secs_f64() * 1e6 / f64::from(ganger))
    };
    let forsok = en(lang, 3).and_then(|lang| Ok(lang.min(en(kort, 3)?)));
    let ganger = match forsok {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most 20
        Ok(tid) => (TUR.as_secs_f64() * 1e6 / tid).clamp(1.0, 20.0) as u32,
        Err(fel) => {
            println!("{mal}  {vad}: mäts inte, {fel}");
            return None;
        }
    };
    let par: Vec<(f64, f64)> = (0..VARV)
        .map(|_| (en(lang, ganger).unwrap(), en(kort, ganger).unwrap()))
        .collect();
    let om = format!(
        "{:.1} / {:.1} µs",
        median(par.iter().map(|(a, _)| *a)),
        median(par.iter().map(|(_, b)| *b))
    );
    tavla.rad(mal, &vad, Some(grans), Matt::kvot(&par), &om);
    let tider: Vec<f64> = par.iter().map(|par| par.0).collect();
    Some(Matt::av(&tider))
}

/// P16: the last page, the first page, in turn; from the key until the page stands still.
fn bladdra(tavla: &mut Tavla, fil: &Path, insats: InsatsNr) {
    let fil = fil.to_str().unwrap();
    let (mut vart, _) = Sida::troskel(&["--prov", "--databas", fil]).starta();
    vart.tangent_tills("\x1bOS", &format!("{BLADDRAS} i kö"));
    vart.tangent_tills("\r", &underlag::kolapp(0).to_string());
    let (mut sida, _) = Sida::minsta(&["sida", fil, &insats.to_string()]).starta();
    let mut par = Vec::new();
    for blad in 0..BLADER {
        // To the end and to the beginning: never a page that is loaded already.
        let tangent = ["\x1b[F", "\x1b[H"][blad % 2];
        let vand = |pty: &mut Pty| pty.tangent(tangent).tid.as_secs_f64() * 1e3;
        par.push((vand(&mut vart), vand(&mut sida)));
    }
    vart.stang(SLUTA);
    sida.stang(SLUTA);
    let om = format!(
        "{:.2} / {:.2} ms",
        median(par.iter().map(|(a, _)| *a)),
        median(par.iter().map(|(_, b)| *b))
    );
    let vad = format!("till slutet eller början på skärmen, {BLADDRAS} i kö / minsta bläddrare");
    tavla.rad("P16", &vad, Some(BLAD), Matt::kvot(&par), &om);
}

/// K2: F4 to the queues, Enter to the rows of the one that is there; and the memory that it took.
fn skarmen(tavla: &mut Tavla, filer: &[(PathBuf, u32); 3], insats: InsatsNr) {
    let [lang, kort, _] = filer.each_ref().map(|(fil, antal)| {
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
        let a: Vec<f64> = par.iter().map(|(a, _)| a[n]).collect();
        let b = median(par.iter().map(|(_, b)| b[n]));
        let om = format!("{:.2} gånger kön med {KORT}", median(a.iter().copied()) / b);
        let vad = format!("{vad}, insats {insats}, {} i kö", lang.1);
        tavla.rad("K2", &vad, Some(grans), Matt::av(&a), &om);
    }
}
