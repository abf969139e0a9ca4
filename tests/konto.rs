//! Accounts in the store: what may be done with them, and that each change is logged.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/lager.rs"]
mod lager;

use lager::{PROV, mapp, nar, op, vid};
use proptest::prelude::*;
use rusqlite::Connection;
use std::path::Path;
use troskel::domain::behorighet::Roll;
use troskel::domain::konto::{Anvandarnamn, Konto};
use troskel::store::konto::{KanInteIKontot, Kontoakt, Kontofraga, Kontosvar};
use troskel::store::sqlite::{SqliteStore, oppna};
use troskel::store::{Aktor, Change, OpId, Query, Reply, Store, StoreError};

fn namn(text: &str) -> Anvandarnamn {
    Anvandarnamn::las(text).unwrap()
}

fn konto(anvandare: &str, person: &str, roller: &[(Roll, &str)]) -> Konto {
    Konto {
        anvandare: namn(anvandare),
        namn: person.to_owned(),
        stangt: false,
        roller: roller
            .iter()
            .map(|(roll, enhet)| (*roll, (*enhet).to_owned()))
            .collect(),
    }
}

fn gor(store: &mut SqliteStore, akt: Kontoakt) -> Result<(), KanInteIKontot> {
    som(store, "anv-ett", akt)
}

/// Does it as somebody.
fn som(store: &mut SqliteStore, anvandare: &str, akt: Kontoakt) -> Result<(), KanInteIKontot> {
    let aktor = Aktor {
        anvandare: anvandare.to_owned(),
        ..vid("ett")
    };
    match store.save(&aktor, op(), nar(), &Change::Konto(akt)) {
        Ok(Reply::Konto(Kontosvar::Gjort)) => Ok(()),
        Err(StoreError::Konto(hinder)) => Err(hinder),
        annat => panic!("{annat:?}"),
    }
}

fn alla(store: &mut SqliteStore) -> Vec<Konto> {
    match store.load(&Query::Konto(Kontofraga::Alla)) {
        Ok(Reply::Konto(Kontosvar::Konton(konton))) => konton,
        annat => panic!("{annat:?}"),
    }
}

/// The log of accounts: code and what it was about, in order.
fn logg(fil: &Path) -> Vec<(String, Option<String>)> {
    let conn = Connection::open(fil).unwrap();
    let mut fraga = conn
        .prepare("SELECT slag, om FROM atkomst ORDER BY seq")
        .unwrap();
    let rader = fraga.query_map([], |rad| Ok((rad.get(0)?, rad.get(1)?)));
    rader.unwrap().map(Result::unwrap).collect()
}

fn ge(anvandare: &str, roll: Roll, enhet: &str) -> Kontoakt {
    Kontoakt::GeRoll {
        anvandare: namn(anvandare),
        roll,
        enhet: enhet.to_owned(),
    }
}

fn ta(anvandare: &str, roll: Roll, enhet: &str) -> Kontoakt {
    Kontoakt::TaRoll {
        anvandare: namn(anvandare),
        roll,
        enhet: enhet.to_owned(),
    }
}

fn stang(anvandare: &str) -> Kontoakt {
    Kontoakt::Stang {
        misslyckade: 0,
        anvandare: namn(anvandare),
    }
}

/// A file with a systemförvaltare and a mottagare.
fn fylld(fil: &Path) -> SqliteStore {
    let mut store = oppna(fil, PROV).unwrap();
    let admin = konto("siv", "Siv Ek", &[(Roll::Systemforvaltare, "IT")]);
    let anna = konto("anna", "Anna Öst", &[(Roll::Mottagare, "Receptionen")]);
    gor(&mut store, Kontoakt::Lagg(admin)).unwrap();
    gor(&mut store, Kontoakt::Lagg(anna)).unwrap();
    store
}

#[test]
fn ett_konto_laggs_far_roller_stangs_och_oppnas_och_allt_loggas() {
    let (_mapp, fil) = mapp();
    let mut store = fylld(&fil);
    gor(&mut store, ge("anna", Roll::Koansvarig, "Väst")).unwrap();
    gor(&mut store, ta("anna", Roll::Mottagare, "Receptionen")).unwrap();
    gor(&mut store, stang("anna")).unwrap();
    let stangt = alla(&mut store);
    assert_eq!(stangt[0].anvandare.som_text(), "anna");
    assert!(stangt[0].stangt && !stangt[1].stangt);
    gor(
        &mut store,
        Kontoakt::Oppna {
            anvandare: namn("anna"),
        },
    )
    .unwrap();
    gor(
        &mut store,
        Kontoakt::LosenordBytt {
            misslyckade: 3,
            anvandare: namn("anna"),
        },
    )
    .unwrap();
    gor(
        &mut store,
        Kontoakt::LastUpp {
            misslyckade: 10,
            anvandare: namn("anna"),
        },
    )
    .unwrap();
    assert_eq!(
        alla(&mut store),
        [
            konto("anna", "Anna Öst", &[(Roll::Koansvarig, "Väst")]),
            konto("siv", "Siv Ek", &[(Roll::Systemforvaltare, "IT")]),
        ]
    );
    let om = |slag: &str, om: &str| (slag.to_owned(), Some(om.to_owned()));
    assert_eq!(
        logg(&fil),
        [
            om("konto_lagt", "siv"),
            om("roll_given", "siv systemforvaltare IT"),
            om("konto_lagt", "anna"),
            om("roll_given", "anna mottagare Receptionen"),
            om("roll_given", "anna koansvarig Väst"),
            om("roll_tagen", "anna mottagare Receptionen"),
            om("konto_stangt", "anna"),
            om("konto_oppnat", "anna"),
            om("misslyckad_inloggning", "3 anna"),
            om("losenord_bytt", "anna"),
            om("misslyckad_inloggning", "10 anna"),
            om("konto_last_upp", "anna"),
        ]
    );
}

#[test]
fn ingen_andrar_sina_egna_roller_eller_stanger_sig_sjalv() {
    let (_mapp, fil) = mapp();
    let mut store = fylld(&fil);
    let fore = (alla(&mut store), logg(&fil));
    for akt in [
        ge("siv", Roll::Chef, "IT"),
        ta("siv", Roll::Systemforvaltare, "IT"),
        stang("siv"),
    ] {
        assert_eq!(som(&mut store, "siv", akt), Err(KanInteIKontot::EgetKonto));
    }
    assert_eq!((alla(&mut store), logg(&fil)), fore);
    // The own password is one's own.
    som(
        &mut store,
        "siv",
        Kontoakt::LosenordBytt {
            misslyckade: 0,
            anvandare: namn("siv"),
        },
    )
    .unwrap();
}

#[test]
fn nagon_som_kan_skota_konton_finns_alltid_kvar() {
    let (_mapp, fil) = mapp();
    let mut store = fylld(&fil);
    let sist = Err(KanInteIKontot::SistaSystemforvaltaren);
    let fore = (alla(&mut store), logg(&fil));
    assert_eq!(
        gor(&mut store, ta("siv", Roll::Systemforvaltare, "IT")),
        sist
    );
    assert_eq!(gor(&mut store, stang("siv")), sist);
    assert_eq!((alla(&mut store), logg(&fil)), fore);
    // A closed one is none.
    gor(&mut store, ge("anna", Roll::Systemforvaltare, "IT")).unwrap();
    gor(&mut store, stang("anna")).unwrap();
    assert_eq!(gor(&mut store, stang("siv")), sist);
    gor(
        &mut store,
        Kontoakt::Oppna {
            anvandare: namn("anna"),
        },
    )
    .unwrap();
    gor(&mut store, stang("siv")).unwrap();
    assert_eq!(
        gor(&mut store, ta("anna", Roll::Systemforvaltare, "IT")),
        sist
    );
}

#[test]
fn det_som_redan_ar_sa_ar_ingen_andring() {
    let (_mapp, fil) = mapp();
    let mut store = fylld(&fil);
    let fore = logg(&fil);
    let samma = Err(KanInteIKontot::Oforandrat);
    assert_eq!(
        gor(&mut store, ge("anna", Roll::Mottagare, "Receptionen")),
        samma
    );
    assert_eq!(
        gor(&mut store, ta("anna", Roll::Chef, "Receptionen")),
        samma
    );
    assert_eq!(
        gor(
            &mut store,
            Kontoakt::Oppna {
                anvandare: namn("anna")
            }
        ),
        samma
    );
    let igen = konto("anna", "En annan", &[]);
    assert_eq!(
        gor(&mut store, Kontoakt::Lagg(igen)),
        Err(KanInteIKontot::Finns)
    );
    for akt in [
        ge("ingen", Roll::Chef, "IT"),
        ta("ingen", Roll::Chef, "IT"),
        stang("ingen"),
        Kontoakt::Oppna {
            anvandare: namn("ingen"),
        },
        Kontoakt::LosenordBytt {
            misslyckade: 0,
            anvandare: namn("ingen"),
        },
        Kontoakt::LastUpp {
            misslyckade: 0,
            anvandare: namn("ingen"),
        },
    ] {
        assert_eq!(gor(&mut store, akt), Err(KanInteIKontot::Saknas));
    }
    assert_eq!(logg(&fil), fore);
}

#[test]
fn namn_som_filen_inte_tar_nekas_innan_nagot_ar_skrivet() {
    let (_mapp, fil) = mapp();
    let mut store = fylld(&fil);
    let fore = (alla(&mut store), logg(&fil));
    let langt = "å".repeat(61);
    for fel in [
        "",
        " ",
        " Väst",
        "Väst ",
        "Enhet 123456",
        "Väst\u{0}",
        "a\nb",
        &langt,
    ] {
        let person = Kontoakt::Lagg(konto("bo", fel, &[]));
        assert_eq!(
            gor(&mut store, person),
            Err(KanInteIKontot::Namn),
            "{fel:?}"
        );
        let enhet = Kontoakt::Lagg(konto("bo", "Bo", &[(Roll::Chef, fel)]));
        assert_eq!(gor(&mut store, enhet), Err(KanInteIKontot::Namn), "{fel:?}");
        let roll = ge("anna", Roll::Chef, fel);
        assert_eq!(gor(&mut store, roll), Err(KanInteIKontot::Namn), "{fel:?}");
    }
    // Sixty signs of four bytes have room in the table and not in the log.
    let brett = "𝄞".repeat(60);
    assert_eq!(
        gor(&mut store, ge("anna", Roll::Chef, &brett)),
        Err(KanInteIKontot::Namn)
    );
    assert_eq!((alla(&mut store), logg(&fil)), fore);
    let hogst = "å".repeat(60);
    gor(
        &mut store,
        Kontoakt::Lagg(konto("bo", &hogst, &[(Roll::Chef, "Enhet 12345")])),
    )
    .unwrap();
}

#[test]
fn samma_handling_en_gang_till_gors_en_gang() {
    let (_mapp, fil) = mapp();
    let mut store = fylld(&fil);
    let akt = Change::Konto(ge("anna", Roll::Chef, "IT"));
    for _ in 0..2 {
        let svar = store.save(&vid("ett"), OpId([7; 16]), nar(), &akt);
        assert!(
            matches!(svar, Ok(Reply::Konto(Kontosvar::Gjort))),
            "{svar:?}"
        );
    }
    let antal = logg(&fil)
        .iter()
        .filter(|(slag, _)| slag == "roll_given")
        .count();
    assert_eq!(antal, 3);
}

#[test]
fn i_en_ovning_ar_inget_konto_ens_eget() {
    let (_mapp, fil) = mapp();
    let mut store = fylld(&fil);
    let svar = store.load(&Query::Konto(Kontofraga::Eget));
    assert!(
        matches!(&svar, Ok(Reply::Konto(Kontosvar::Konton(konton))) if konton.is_empty()),
        "{svar:?}"
    );
}

fn handling() -> impl Strategy<Value = Kontoakt> {
    let vem = || prop_oneof![Just("siv"), Just("anna"), Just("bo"), Just("cia")];
    let roll = || prop::sample::select(Roll::ALLA.to_vec());
    let enhet = || prop_oneof![Just("IT"), Just("Väst")];
    prop_oneof![
        (vem(), roll(), enhet()).prop_map(|(v, r, e)| Kontoakt::Lagg(konto(v, v, &[(r, e)]))),
        (vem(), roll(), enhet()).prop_map(|(v, r, e)| ge(v, r, e)),
        (vem(), roll(), enhet()).prop_map(|(v, r, e)| ta(v, r, e)),
        vem().prop_map(stang),
        vem().prop_map(|v| Kontoakt::Oppna { anvandare: namn(v) }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is done in whatever order: somebody is left, and a refusal changes nothing.
    #[test]
    fn vad_som_an_gors_finns_nagon_kvar(
        handlingar in prop::collection::vec((handling(), prop_oneof![Just("siv"), Just("anna")]), 1..30)
    ) {
        let (_mapp, fil) = mapp();
        let mut store = fylld(&fil);
        for (akt, av) in handlingar {
            let fore = (alla(&mut store), logg(&fil).len());
            let om_sig = match &akt {
                Kontoakt::GeRoll { anvandare, .. }
                | Kontoakt::TaRoll { anvandare, .. }
                | Kontoakt::Stang { anvandare, .. } => anvandare.som_text() == av,
                _ => false,
            };
            let svar = som(&mut store, av, akt);
            let efter = (alla(&mut store), logg(&fil).len());
            if svar.is_err() {
                prop_assert_eq!(&fore, &efter);
            } else {
                prop_assert!(!om_sig && efter.1 > fore.1);
            }
            let kvar = efter.0.iter().any(|konto| {
                !konto.stangt && konto.roller.iter().any(|(roll, _)| *roll == Roll::Systemforvaltare)
            });
            prop_assert!(kvar);
        }
    }
}
