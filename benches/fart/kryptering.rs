//! K1: what encryption costs, in one run: two files for real persons that differ in nothing else take turns.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use troskel::store::sqlite::SqliteStore;
use troskel::store::{Change, Query, Reply, Store};

use super::insats::{KATALOG, insats, mottagen};
use super::skarp::{self, hon, nar, op};
use super::tavla::{Matt, Tavla, median};

/// Receptions of each file that are not counted: the file grows its first pages.
const FORST: usize = 50;
/// Receptions of each file.
const MOTTAGNINGAR: usize = 1001;
/// Readings of each file.
const LASNINGAR: usize = 4001;

/// Measures both; `grans` says how many times slower will do: 1 / 0.6 for a save, 1 / 0.95 for a reading of what is in
/// memory.
pub fn mat(tavla: &mut Tavla, mapp: &Path) {
    if !tavla.matas(&["K1"]) {
        return;
    }
    let [mut klar, mut dold] = [("klar", false), ("dold", true)].map(|(namn, krypterad)| {
        let mapp = mapp.join(namn);
        std::fs::create_dir(&mapp).unwrap();
        let fil = mapp.join("troskel.db");
        skarp::gor(&fil, krypterad);
        skarp::oppna(&fil, &skarp::las_upp(&fil))
    });
    for _ in 0..FORST {
        mottagning(&mut klar);
        mottagning(&mut dold);
    }
    rad(
        tavla,
        "hel mottagning sparad, krypterad / okrypterad fil",
        1.0 / 0.6,
        (0..MOTTAGNINGAR).map(|n| turas_om(n, &mut klar, &mut dold, mottagning)),
    );
    for (vad, fraga) in [
        (
            "inkorgen läst ur minnet, krypterad / okrypterad fil",
            Query::Overlamningar(false),
        ),
        (
            "läget läst ur minnet, krypterad / okrypterad fil",
            Query::Lage,
        ),
    ] {
        let mut las = |store: &mut SqliteStore| {
            let start = Instant::now();
            let svar = store.load(&fraga).unwrap();
            let tid = start.elapsed().as_secs_f64() * 1e3;
            if let Reply::Overlamningar(rader) = svar {
                assert!(rader.len() > MOTTAGNINGAR);
            }
            tid
        };
        let varv = if fraga == Query::Lage {
            LASNINGAR
        } else {
            LASNINGAR / 10
        };
        let _ = (las(&mut klar), las(&mut dold));
        rad(
            tavla,
            vad,
            1.0 / 0.95,
            (0..varv).map(|n| turas_om(n, &mut klar, &mut dold, &mut las)),
        );
    }
}

/// The plain file and the encrypted one, whichever comes first by turns.
fn turas_om(
    varv: usize,
    klar: &mut SqliteStore,
    dold: &mut SqliteStore,
    mut gor: impl FnMut(&mut SqliteStore) -> f64,
) -> (f64, f64) {
    if varv.is_multiple_of(2) {
        let ett = gor(klar);
        (ett, gor(dold))
    } else {
        let tva = gor(dold);
        (gor(klar), tva)
    }
}

fn rad(tavla: &mut Tavla, vad: &str, grans: f64, par: impl Iterator<Item = (f64, f64)>) {
    let par: Vec<(f64, f64)> = par.map(|(klar, dold)| (dold, klar)).collect();
    let median = |av: fn(&(f64, f64)) -> f64| median(par.iter().map(av));
    let om = format!("{:.3} / {:.3} ms", median(|par| par.0), median(|par| par.1));
    // To the second decimal, as it is printed.
    let grans = (grans * 100.0).round() / 100.0;
    tavla.rad("K1", vad, Some(grans), Matt::kvot(&par), &om);
}

/// One reception with a handover, in ms.
fn mottagning(store: &mut SqliteStore) -> f64 {
    let insats = insats("1.1", "14:3", None);
    let change = Change::Avsluta {
        slut: mottagen(&insats),
        insats: Arc::clone(&insats),
        katalog: KATALOG.to_owned(),
        utkast: None,
        kolapp: None,
    };
    let (op, nar) = (op(), nar());
    let start = Instant::now();
    let svar = store.save(&hon(), op, nar, &change).unwrap();
    let tid = start.elapsed().as_secs_f64() * 1e3;
    assert!(matches!(svar, Reply::Avslutat(kvitto) if kvitto.overlamning.is_some()));
    tid
}
