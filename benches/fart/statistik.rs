//! P17: the statistics of a million counted visits, read from the counts that the file keeps, against counting the rows; and
//! what a new visit costs in such a file, and for being counted.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rusqlite::Connection;
use troskel::domain::statistik::period::Period;
use troskel::domain::statistik::underlag::Avsnitt;
use troskel::store::sqlite::{self, Oppning};
use troskel::store::{Query, Reply, Store};

use crate::minsta::SLUTA;
use crate::skriv::{Disk, tur};
use crate::tavla::{Matt, Tavla, median};
use crate::{Sida, gor};

/// Visits.
const BESOK: u32 = 1_000_000;
/// Visits of the file that a new one is compared in.
const FA: u32 = 100;
/// Turns.
const VARV: usize = 7;
/// The most that the counts may cost, against the rows; and in all, in ms.
const GRANS: f64 = 0.1;
const MS: f64 = 200.0;
/// The most that a new visit may cost more in a large file, or for being counted.
const DYRARE: f64 = 1.1;

/// A question that is put to the rows: one of many that the counts answer at once.
const RADER: &str = "SELECT insats_nr, utfall, resultat, band, kon, count(*) FROM raknat_besok
    WHERE dag >= ?1 AND dag <= ?2 GROUP BY insats_nr, utfall, resultat, band, kon";

/// Measures, if the goal is asked for.
pub fn mat(tavla: &mut Tavla, mapp: &Path) {
    if !tavla.matas(&["P17"]) {
        return;
    }
    let fil = mapp.join("statistik.db");
    gor("besok", &fil, &[&BESOK.to_string()]);
    las(tavla, &fil);
    skarmen(tavla, &fil);
    nytt_besok(tavla, mapp, &fil);
    std::fs::remove_file(fil).unwrap();
}

fn las(tavla: &mut Tavla, fil: &Path) {
    let val = Oppning {
        prov: true,
        ..Oppning::default()
    };
    let mut store = sqlite::oppna(fil, val).unwrap();
    let conn = Connection::open(fil).unwrap();
    let halvar: Period = "2026-02..2026-07".parse().unwrap();
    let delar = [
        ("hela filen", Some(GRANS), Some(MS), None, ["0000", "9999"]),
        // Of a third of the visits only: told, and not the goal.
        (
            "ett halvår",
            None,
            None,
            Some(halvar),
            ["2026-02-01", "2026-07-31"],
        ),
    ];
    let mut raknat = |period| {
        let start = Instant::now();
        let Ok(Reply::Statistik(underlag)) = store.load(&Query::Statistik(period, BTreeSet::new()))
        else {
            panic!("ingen statistik")
        };
        let tid = start.elapsed().as_secs_f64() * 1e3;
        let rader = underlag.rader.iter();
        let besok = rader.filter(|rad| rad.avsnitt == Avsnitt::Resultat);
        (tid, besok.map(|rad| rad.antal).sum::<u64>())
    };
    let rader = |dagar: [&str; 2]| {
        let start = Instant::now();
        let mut fraga = conn.prepare_cached(RADER).unwrap();
        let antal = fraga
            .query_map(dagar, |rad| rad.get::<_, i64>(5))
            .unwrap()
            .map(Result::unwrap)
            .sum::<i64>();
        let tid = start.elapsed().as_secs_f64() * 1e3;
        (tid, u64::try_from(antal).unwrap())
    };
    // All of the counts before any of the rows: a scan leaves the memory of the process in small pieces, and whatever is read
    // after it in the same process is seventy times slower.
    let raknade = delar.map(|(.., period, _)| [(); VARV].map(|()| raknat(period)));
    for ((vad, grans, ms, _, dagar), raknade) in delar.into_iter().zip(raknade) {
        let skannade = [(); VARV].map(|()| rader(dagar));
        assert_eq!(raknade[0].1, skannade[0].1);
        let tider = raknade.map(|(tid, _)| tid);
        let par: Vec<(f64, f64)> = tider
            .into_iter()
            .zip(skannade.map(|(tid, _)| tid))
            .collect();
        let om = format!(
            "{:.1} / {:.0} ms",
            median(tider.into_iter()),
            median(par.iter().map(|par| par.1))
        );
        let rubrik = format!("statistik över {BESOK} besök / rad för rad, {vad}");
        tavla.rad("P17", &rubrik, grans, Matt::kvot(&par), &om);
        let rubrik = format!("statistik över {BESOK} besök, {vad}, ms");
        tavla.rad("P17", &rubrik, ms, Matt::av(&tider), "");
    }
}

/// From the key until what it asks for stands on the screen, with what is small hidden: the opening, and a year beside the
/// year before.
fn skarmen(tavla: &mut Tavla, fil: &Path) {
    let fil = fil.to_str().unwrap();
    let tider: Vec<[f64; 2]> = (0..VARV)
        .map(|_| {
            let argument = ["--prov", "--databas", fil, "--datum", "2026-11-22"];
            let (mut pty, _) = Sida::troskel(&argument).starta();
            let [kvartal, ar] = [
                ("\x1b[17~", "mot april–juni 2026"),
                ("\x1bOR", "preliminära"),
            ]
            .map(|(tangent, text)| pty.tangent_tills(tangent, text).as_secs_f64() * 1e3);
            pty.stang(SLUTA);
            [kvartal, ar]
        })
        .collect();
    for (n, vad) in [
        "F6 till statistiken av ett kvartal",
        "F3 till ett år bredvid året före",
    ]
    .into_iter()
    .enumerate()
    {
        let tider: Vec<f64> = tider.iter().map(|tider| tider[n]).collect();
        let rubrik = format!("{vad}, {BESOK} besök, ms");
        tavla.rad("P17", &rubrik, Some(MS), Matt::av(&tider), "");
    }
}

/// A new visit in the large file against one in a small one, and against one in the large file with the sums
/// of before, by day and crossed, in place of the counts.
fn nytt_besok(tavla: &mut Tavla, mapp: &Path, fil: &Path) {
    let bredvid = |namn: &str| -> PathBuf { mapp.join(namn) };
    let (liten, forr) = (bredvid("statistik-liten.db"), bredvid("statistik-forr.db"));
    gor("besok", &liten, &[&FA.to_string()]);
    std::fs::copy(fil, &forr).unwrap();
    let conn = Connection::open(&forr).unwrap();
    conn.execute_batch(&format!(
        "DROP TRIGGER raknat_besok_raknas; CREATE INDEX raknat_besok_dag ON raknat_besok(dag); {}",
        include_str!("../../src/store/sqlite/schema/5_besok.sql")
    ))
    .unwrap();
    drop(conn);
    // Each desk with a number of its own: the same act again would not be done again.
    for (vad, mot, nr) in [
        (
            format!("ett nytt besök bland {BESOK} / bland {FA}"),
            &liten,
            1,
        ),
        (
            format!("ett nytt besök bland {BESOK} / med dagssummorna i schema 5"),
            &forr,
            2,
        ),
    ] {
        let (mut vart, mut mot) = (Disk::ny(fil, nr), Disk::ny(mot, nr));
        // The first of all begins the counts of its month, and links what is logged.
        vart.besok();
        mot.besok();
        let mut par = Vec::new();
        for varv in 0..=VARV {
            // Whichever comes first by turns; the first turn is for nothing.
            let ett = if varv % 2 == 0 {
                let vart = tur(|| vart.besok());
                (vart, tur(|| mot.besok()))
            } else {
                let mot = tur(|| mot.besok());
                (tur(|| vart.besok()), mot)
            };
            par.push(ett);
        }
        par.remove(0);
        let om = format!(
            "{:.0} / {:.0} µs, {VARV} par",
            median(par.iter().map(|par| par.0)),
            median(par.iter().map(|par| par.1))
        );
        tavla.rad("P17", &vad, Some(DYRARE), Matt::turvis(&par), &om);
    }
    for fil in [liten, forr] {
        std::fs::remove_file(fil).unwrap();
    }
}
