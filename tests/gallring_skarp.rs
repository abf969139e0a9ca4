//! Gallring in an encrypted file for real persons: by whoever has the right, and in its copies with the same key.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/skarp.rs"]
mod skarp;

use std::path::Path;
use std::sync::Arc;

use chrono::Months;
use insats::{KATALOG, idag, insats as ny_insats, mottagen};
use troskel::domain::gallring::{Dom, KanInteGallra, Oppet};
use troskel::domain::insats::Katalog;
use troskel::store::gallring::{Gallringsakt, Gallringssvar, Kopialage};
use troskel::store::ko::Sammanhang;
use troskel::store::sqlite::{SqliteStore, Vem};
use troskel::store::{Change, Query, RadId, Reply, Store, StoreError};

/// The catalogue of the program with its own rules of gallring.
fn sammanhang(manader: Option<u16>) -> Sammanhang {
    let mut katalog: Katalog = troskel::katalog::las(troskel::katalog::inbyggd())
        .katalog
        .unwrap();
    katalog.gallring.overlamning_manader = manader;
    Sammanhang {
        katalog: Arc::new(katalog),
        idag: idag() + Months::new(24),
    }
}

fn spara(store: &mut SqliteStore, change: &Change) -> Result<Reply, StoreError> {
    store.save(&skarp::hon(), skarp::op(), skarp::nar(), change)
}

fn gallring(
    store: &mut SqliteStore,
    akt: Gallringsakt,
    manader: Option<u16>,
) -> Result<Gallringssvar, StoreError> {
    match spara(store, &Change::Gallring(akt, sammanhang(manader)))? {
        Reply::Gallring(svar) => Ok(*svar),
        annat => panic!("{annat:?}"),
    }
}

fn overlamningar(store: &mut SqliteStore) -> usize {
    match store.load(&Query::Overlamningar(true)) {
        Ok(Reply::Overlamningar(alla)) => alla.len(),
        annat => panic!("{annat:?}"),
    }
}

fn kopiera(store: &mut SqliteStore, till: &Path) {
    std::fs::create_dir(till.parent().unwrap()).unwrap();
    skarp::stang_mappen(till);
    let aktor = skarp::hon();
    let vem = Vem {
        aktor: &aktor,
        op: skarp::op(),
        nar: skarp::nar(),
    };
    store.kopiera(till, skarp::PROV, &vem).unwrap();
}

#[test]
fn en_krypterad_fil_och_dess_kopia_gallras_med_samma_nyckel() {
    let mapp = tempfile::tempdir().unwrap();
    let fil = mapp.path().join("troskel.db");
    skarp::gor(&fil, true);
    let upplast = skarp::las_upp(&fil);
    let mut store = skarp::oppna(&fil, &upplast);
    let dokumenterad = ny_insats("1.1", "14:3", None);
    let slut = Change::Avsluta {
        slut: mottagen(&dokumenterad),
        insats: Arc::clone(&dokumenterad),
        katalog: KATALOG.to_owned(),
        utkast: None,
        kolapp: None,
    };
    let Ok(Reply::Avslutat(kvitto)) = spara(&mut store, &slut) else {
        panic!()
    };
    let id: RadId = kvitto.overlamning.unwrap();
    let kopia = mapp.path().join("kopior").join("troskel.db");
    kopiera(&mut store, &kopia);

    // Not before the kommun has said when; then it goes, in both.
    let Ok(Gallringssvar::Lista(lista, false)) = gallring(&mut store, Gallringsakt::Lista, None)
    else {
        panic!()
    };
    assert_eq!(lista.len(), 1);
    assert_eq!(
        (&lista[0].id, lista[0].dom),
        (&id, Dom::Oppet(Oppet::Dokumenthanteringsplan))
    );
    let gallra = || Gallringsakt::Gallra(vec![id.clone()]);
    for (manader, akt) in [(None, gallra()), (Some(36), gallra())] {
        let svar = gallring(&mut store, akt, manader);
        assert!(
            matches!(&svar, Err(StoreError::Gallring(KanInteGallra::InteAn(_)))),
            "{svar:?}"
        );
    }
    assert_eq!(overlamningar(&mut store), 1);
    let svar = gallring(&mut store, gallra(), Some(6));
    let Ok(Gallringssvar::Gallrat(Some(protokoll), stadning)) = svar else {
        panic!("{svar:?}")
    };
    assert_eq!(protokoll.grunder, [("gal08".to_owned(), 1)]);
    assert!(stadning.klar(), "{stadning:?}");
    assert_eq!(stadning.kopior.len(), 1);
    assert_eq!(stadning.kopior[0].1, Kopialage::Rensad);
    assert_eq!(overlamningar(&mut store), 0);
    drop(store);

    let upplast = skarp::las_upp(&kopia);
    let mut kopian = skarp::oppna(&kopia, &upplast);
    assert_eq!(overlamningar(&mut kopian), 0);
    // Both are still encrypted.
    for fil in [&fil, &kopia] {
        assert!(skarp::utifran(fil).is_err(), "{}", fil.display());
    }
}
