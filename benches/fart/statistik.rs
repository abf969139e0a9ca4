//! P17: the statistics of a million counted visits, read from the sums that the file keeps, against counting the rows.

use std::path::Path;
use std::time::Instant;

use chrono::NaiveDate;
use rusqlite::Connection;
use troskel::store::sqlite::{self, Oppning};
use troskel::store::{Query, Reply, Store};

use crate::gor;
use crate::tavla::{Matt, Tavla, median};

/// Visits.
const BESOK: u32 = 1_000_000;
/// Turns.
const VARV: usize = 7;
/// The most that the sums may cost, against the rows.
const GRANS: f64 = 0.1;

/// The question as it is put to the rows.
const RADER: &str = "SELECT insats_nr, utfall, resultat, band, kon, count(*) FROM raknat_besok
    WHERE dag >= ?1 AND dag <= ?2 GROUP BY insats_nr, utfall, resultat, band, kon";

/// Measures, if the goal is asked for.
pub fn mat(tavla: &mut Tavla, mapp: &Path) {
    if !tavla.matas(&["P17"]) {
        return;
    }
    let fil = mapp.join("statistik.db");
    gor("besok", &fil, &[&BESOK.to_string()]);
    let val = Oppning {
        prov: true,
        ..Oppning::default()
    };
    let mut store = sqlite::oppna(&fil, val).unwrap();
    let conn = Connection::open(&fil).unwrap();
    let dag = |manad, dag| NaiveDate::from_ymd_opt(2026, manad, dag);
    for (vad, grans, fran, till) in [
        ("hela filen", Some(GRANS), None, None),
        // Of a third of the visits only, and with the days of two months: told, and not the goal.
        ("ett halvår, dag till dag", None, dag(2, 10), dag(8, 20)),
    ] {
        let mut summor = || {
            let start = Instant::now();
            let Ok(Reply::Statistik(rader)) = store.load(&Query::Statistik(fran, till)) else {
                panic!("ingen statistik")
            };
            let tid = start.elapsed().as_secs_f64() * 1e3;
            (tid, rader.iter().map(|rad| rad.antal).sum::<u64>())
        };
        let rader = || {
            let start = Instant::now();
            let text = |dag: Option<NaiveDate>, annars: &str| {
                dag.map_or_else(|| annars.to_owned(), |dag| dag.to_string())
            };
            let mut fraga = conn.prepare_cached(RADER).unwrap();
            let antal = fraga
                .query_map([text(fran, "0000"), text(till, "9999")], |rad| {
                    rad.get::<_, i64>(5)
                })
                .unwrap()
                .map(Result::unwrap)
                .sum::<i64>();
            let tid = start.elapsed().as_secs_f64() * 1e3;
            (tid, u64::try_from(antal).unwrap())
        };
        assert_eq!(summor().1, rader().1);
        let par: Vec<(f64, f64)> = (0..VARV).map(|_| (summor().0, rader().0)).collect();
        let om = format!(
            "{:.1} / {:.0} ms",
            median(par.iter().map(|par| par.0)),
            median(par.iter().map(|par| par.1))
        );
        let vad = format!("statistik över {BESOK} besök / rad för rad, {vad}");
        tavla.rad("P17", &vad, grans, Matt::kvot(&par), &om);
    }
    std::fs::remove_file(fil).unwrap();
}
