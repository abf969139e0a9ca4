//! Who may do what: the table in the README is the code's, and a file for real persons keeps to it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/lager.rs"]
mod lager;
#[path = "gemensamt/skarp.rs"]
mod skarp;

#[path = "behorighet/fil.rs"]
mod fil;
#[path = "behorighet/handlingar.rs"]
mod handlingar;
#[path = "behorighet/skarm.rs"]
mod skarm;
#[path = "behorighet/skyddade.rs"]
mod skyddade;
#[path = "behorighet/spar.rs"]
mod spar;

use std::ops::Range;
use std::path::Path;

use fil::{ANNAN, EGEN, Fil, vid};
use handlingar::{Annans, Fall, Vad};
use skarp::{ANNA, nar, op};
use spar::Fore;
use troskel::domain::behorighet::{Garning, Roll};
use troskel::store::akt::Aktfraga;
use troskel::store::sqlite::SqliteStore;
use troskel::store::{Query, Reply, Store, StoreError};
use troskel::text::behorighet as ord;

/// The table as Markdown.
fn tabell() -> String {
    let rad = |celler: Vec<&str>| format!("| {} |\n", celler.join(" | "));
    let mut ut = rad([&["Gärning"][..], &Roll::ALLA.map(ord::roll)].concat());
    ut += &rad(vec!["---"; Roll::ALLA.len() + 1]);
    for garning in Garning::ALLA {
        let celler = Roll::ALLA.map(|roll| ord::omfang(roll.omfang(garning)));
        ut += &rad([&[ord::garning(garning)][..], &celler].concat());
    }
    ut
}

#[test]
fn tabellen_i_readme_ar_programmets_egen() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let (_, efter) = readme.split_once("<!-- behorighet -->\n").unwrap();
    let (har, _) = efter.split_once("<!-- /behorighet -->").unwrap();
    assert_eq!(har, tabell(), "\n{}", tabell());
}

#[test]
fn ingen_roll_har_allt_och_den_som_ger_roller_ser_ingen() {
    for roll in Roll::ALLA {
        let allt = Garning::ALLA.iter().all(|g| roll.omfang(*g).is_some());
        assert!(!allt, "{roll:?}");
    }
    for garning in [
        Garning::TaEmot,
        Garning::SeKo,
        Garning::LasaKontakt,
        Garning::TaOver,
        Garning::LasaAkt,
        Garning::SkyddadPerson,
        Garning::Forekomst,
        Garning::SeLogg,
    ] {
        assert_eq!(Roll::Systemforvaltare.omfang(garning), None, "{garning:?}");
    }
    // Whoever reads akter does not give roles, and whoever may erase does not write in what is erased.
    for (en, annan) in [
        (Garning::LasaAkt, Garning::SkotaKonton),
        (Garning::Gallra, Garning::SkrivaIAkt),
        (Garning::Gallra, Garning::SkotaFil),
    ] {
        for roll in Roll::ALLA {
            assert!(
                roll.omfang(en).is_none() || roll.omfang(annan).is_none(),
                "{roll:?}"
            );
        }
    }
}

/// The roles of a number, a bit each.
fn roller(bitar: u8) -> Vec<Roll> {
    let finns = |(n, _): &(usize, Roll)| bitar & (1 << n) != 0;
    Roll::ALLA
        .into_iter()
        .enumerate()
        .filter(finns)
        .map(|(_, roll)| roll)
        .collect()
}

fn kor(store: &mut SqliteStore, vad: &Vad) -> Result<Reply, StoreError> {
    match vad {
        Vad::Gor(change) => store.save(&vid(EGEN), op(), nar(), change),
        Vad::Fraga(query) => store.load(query),
    }
}

/// What the table says of a case.
fn ska_nekas(fall: &Fall, roller: &[Roll], annans: bool) -> bool {
    let har = |garning| roller.iter().any(|roll| roll.omfang(garning).is_some());
    !fall.garning.is_none_or(har) || (annans && fall.annans == Annans::Nekas)
}

/// What of another enhet may not stand in an answer. A chef is told where in the whole file something exists, and of whom;
/// and the log of the own enhet says which ärenden somebody there has met in that way.
fn hemligt(fil: &Fil, fall: &Fall) -> Vec<String> {
    match fall.garning {
        Some(Garning::Forekomst) => Vec::new(),
        Some(Garning::SeLogg) => vec![
            fil.annan.namn.clone(),
            fil.annan.personnummer.avsloja().to_owned(),
        ],
        Some(_) | None => spar::marken(&fil.annan),
    }
}

/// One case: refused exactly when it should be, in one row of the log and nothing else.
fn prova(
    fil: &Fil,
    (store, sist): (&mut SqliteStore, &mut Fore),
    fall: &Fall,
    roller: &[Roll],
    annans: bool,
) -> String {
    let svar = kor(store, &fall.vad);
    let namn = (fall.namn, roller, annans);
    let efter = spar::efter(&fil.conn, sist);
    let fore = std::mem::replace(sist, efter.clone());
    if roller.is_empty() {
        assert!(
            matches!(svar, Err(StoreError::Utloggad)),
            "{namn:?} {svar:?}"
        );
        assert_eq!(fore, efter, "{namn:?}");
        return String::new();
    }
    let nekad = match &svar {
        Err(StoreError::EjBehorig(garning)) => {
            assert_eq!(Some(*garning), fall.garning, "{namn:?}");
            true
        }
        Ok(_) | Err(_) => false,
    };
    assert_eq!(nekad, ska_nekas(fall, roller, annans), "{namn:?} {svar:?}");
    assert_eq!(efter.nekade - fore.nekade, u64::from(nekad), "{namn:?}");
    if nekad {
        assert_eq!(
            efter.sista,
            format!("{ANNA} disken {EGEN} nekad {}", fall.garning.unwrap().kod()),
            "{namn:?}"
        );
        assert_eq!(fore.annat, efter.annat, "{namn:?}");
    }
    if matches!(fall.vad, Vad::Fraga(_)) {
        assert_eq!(fore.annat, efter.annat, "{namn:?}");
    }
    let sagt = spar::av(&svar);
    let skyddade = roller.contains(&Roll::Skyddade);
    for annat in hemligt(fil, fall) {
        assert!(!sagt.contains(&annat), "{namn:?} {annat}\n{sagt}");
    }
    if !skyddade {
        for annat in [&fil.skyddad.namn, fil.skyddad.personnummer.avsloja()] {
            assert!(!sagt.contains(annat), "{namn:?} {annat}\n{sagt}");
        }
    }
    sagt
}

#[test]
fn varje_handling_nekas_nar_tabellen_sager_det_och_annars_inte_och_inget_annat_syns() {
    // Two halves at a time, each on a file of its own.
    let halvor = std::thread::scope(|alla| {
        let halvor = [32..64, 0..32].map(|bitar| alla.spawn(|| varje_handling(bitar)));
        halvor.map(|halva| halva.join().unwrap())
    });
    let antal: u32 = halvor.iter().map(|(antal, _)| antal).sum();
    assert!(antal >= 10_000, "{antal}");
    assert!(halvor[0].1 >= 80, "{halvor:?}");
}

/// Every act with each of these sets of roles: how many there were, and how many were done by whoever has every role.
fn varje_handling(mangder: Range<u8>) -> (u32, u32) {
    let fil = Fil::ny();
    let mut store = fil.vid(EGEN);
    let annans_fore = spar::enhetens(&fil.conn, ANNAN, fil.annan.nr);
    let (mut antal, mut lyckade) = (0, 0);
    let mut sist;
    // Whoever has every role comes first, while everything is as it was made.
    for bitar in mangder.rev() {
        let roller = roller(bitar);
        fil.roller(&roller);
        sist = spar::fore(&fil.conn);
        let om = |mal| handlingar::om(mal, &fil.s);
        for fall in om(&fil.egen).iter().chain(&handlingar::allmant(&fil.s)) {
            let svar = prova(&fil, (&mut store, &mut sist), fall, &roller, false);
            lyckade += u32::from(bitar == 63 && !svar.starts_with("nej "));
            antal += 1;
        }
        let ingens = om(&fil.ingen);
        let utan_ratt = !roller.contains(&Roll::Skyddade);
        for (n, fall) in om(&fil.annan).iter().enumerate() {
            let svar = prova(&fil, (&mut store, &mut sist), fall, &roller, true);
            antal += 1;
            if fall.annans == Annans::SomIngen {
                let ingen = prova(&fil, (&mut store, &mut sist), &ingens[n], &roller, false);
                assert_eq!(svar, ingen, "{} {roller:?}", fall.namn);
                antal += 1;
            }
        }
        let skyddade = om(&fil.skyddad);
        for (n, fall) in skyddade.iter().enumerate().filter(|(_, fall)| fall.person) {
            let svar = prova(&fil, (&mut store, &mut sist), fall, &roller, false);
            antal += 1;
            // Named by its enhet, which is the own one: a list, without names.
            if utan_ratt && fall.annans != Annans::Nekas {
                let ingen = prova(&fil, (&mut store, &mut sist), &ingens[n], &roller, false);
                assert_eq!(svar, ingen, "{} {roller:?}", fall.namn);
                antal += 1;
            }
        }
        if !roller.is_empty() {
            for query in handlingar::annans_paborjade(&fil.egen, &fil.s) {
                let svar = store.load(&query);
                assert!(matches!(svar, Err(StoreError::EjBehorig(_))), "{query:?}");
                antal += 1;
            }
        }
    }
    assert_eq!(
        annans_fore,
        spar::enhetens(&fil.conn, ANNAN, fil.annan.nr),
        "nothing of another enhet has changed"
    );
    (antal, lyckade)
}

#[test]
fn en_tagen_roll_och_ett_stangt_konto_galler_i_nasta_handling() {
    let fil = Fil::ny();
    let mut store = fil.vid(EGEN);
    let fraga = Query::Akt(Aktfraga::Arenden {
        enhet: EGEN.to_owned(),
        avslutade: false,
    });
    assert!(store.load(&fraga).is_ok());
    fil.roller(&[Roll::Mottagare]);
    assert!(matches!(
        store.load(&fraga),
        Err(StoreError::EjBehorig(Garning::LasaAkt))
    ));
    fil.roller(&[Roll::Utforare]);
    assert!(store.load(&fraga).is_ok());
    fil.conn
        .execute("UPDATE konto SET stangt = 1 WHERE anvandare = 'anna'", [])
        .unwrap();
    assert!(matches!(store.load(&fraga), Err(StoreError::Utloggad)));
    let sok = handlingar::om(&fil.egen, &fil.s);
    for fall in &sok {
        let svar = kor(&mut store, &fall.vad);
        assert!(matches!(svar, Err(StoreError::Utloggad)), "{}", fall.namn);
    }
}

#[test]
fn laget_raknar_bara_det_som_ar_enhetens_och_rollens() {
    let fil = Fil::ny();
    let mut store = fil.vid(EGEN);
    let lage = |store: &mut SqliteStore| match store.load(&Query::Lage) {
        Ok(Reply::Lage(lage)) => (lage.parkerade, lage.ej_hamtade, lage.ogranskade.len()),
        annat => panic!("{annat:?}"),
    };
    // Two visits and two handovers are the own enhet's, and one queue is no silo.
    assert_eq!(lage(&mut store), (2, 2, 1));
    for (roll, vantat) in [
        (Roll::Mottagare, (2, 2, 1)),
        (Roll::Utforare, (0, 2, 1)),
        (Roll::Chef, (0, 0, 1)),
        (Roll::Systemforvaltare, (0, 0, 0)),
        (Roll::Skyddade, (0, 0, 0)),
    ] {
        fil.roller(&[roll]);
        assert_eq!(lage(&mut store), vantat, "{roll:?}");
    }
}

#[test]
fn en_annan_katalog_oppnar_ingen_silo() {
    let fil = Fil::ny();
    let mut store = fil.vid(EGEN);
    let mut s = fil.s.clone();
    let katalog = std::sync::Arc::make_mut(&mut s.katalog);
    for insats in &mut katalog.insatser {
        insats.silo = false;
    }
    for fall in handlingar::om(&fil.annan, &s)
        .iter()
        .chain(&handlingar::allmant(&s))
    {
        let svar = spar::av(&kor(&mut store, &fall.vad));
        for marke in hemligt(&fil, fall) {
            assert!(!svar.contains(&marke), "{}\n{svar}", fall.namn);
        }
    }
}
