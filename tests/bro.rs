//! The clocks of the bridge: as cases that anybody can read (`tests/fall/bro_frister.toml`), and for any days at all.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use serde::Deserialize;
use troskel::domain::bro::{
    Ansvarig, Brodagar, Broklocka, Frist, Fristlage, Fristslag, Skede, frister,
};

#[derive(Deserialize)]
struct Fil {
    fall: Vec<Fall>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fall {
    namn: String,
    uppdrag: Option<String>,
    beslut: Option<String>,
    start: Option<String>,
    uppfoljd: Option<String>,
    avslutad: Option<String>,
    idag: String,
    vantat: Vec<String>,
}

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A clock as the cases write it.
fn skriven(frist: Frist) -> String {
    let slag = match frist.slag() {
        Broklocka::Verkstallighet => "verkstallighet",
        Broklocka::Uppfoljning => "uppfoljning",
        Broklocka::Ivo => "ivo",
    };
    let lage = match frist.lage() {
        Fristlage::Kommande => "kommande",
        Fristlage::Nu => "nu",
        Fristlage::Passerad => "passerad",
    };
    let fran = frist.fran().map(|dag| dag.to_string()).unwrap_or_default();
    format!("{slag} {lage} {fran}..{}", frist.senast())
}

#[test]
fn klockorna_gar_som_fallen_sager() {
    let fil: Fil = toml::from_str(include_str!("fall/bro_frister.toml")).unwrap();
    let mut namn = BTreeSet::new();
    for fall in fil.fall {
        let dag = |text: &Option<String>| text.as_deref().map(d);
        let dagar = Brodagar {
            uppdrag: dag(&fall.uppdrag),
            beslut: dag(&fall.beslut),
            start: dag(&fall.start),
            senast_uppfoljd: dag(&fall.uppfoljd),
            avslutad: dag(&fall.avslutad),
        };
        let alla = frister(&dagar, d(&fall.idag), true);
        let funnet: Vec<String> = alla.into_iter().map(skriven).collect();
        assert_eq!(funnet, fall.vantat, "{}", fall.namn);
        assert!(namn.insert(fall.namn.clone()), "{} twice", fall.namn);
    }
}

/// Three months on, counted month by month and day by day.
fn tre_manader(dag: NaiveDate) -> NaiveDate {
    let (mut ar, mut manad) = (dag.year(), dag.month());
    for _ in 0..3 {
        manad += 1;
        if manad > 12 {
            (ar, manad) = (ar + 1, 1);
        }
    }
    let mut i_manaden = dag.day();
    loop {
        if let Some(dag) = NaiveDate::from_ymd_opt(ar, manad, i_manaden) {
            return dag;
        }
        i_manaden -= 1;
    }
}

#[test]
fn tre_manader_fran_varje_dag_i_atta_ar() {
    let forst = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    for beslut in forst.iter_days().take(8 * 366) {
        let dagar = Brodagar {
            beslut: Some(beslut),
            ..Brodagar::default()
        };
        let alla = frister(&dagar, beslut, true);
        let ivo = alla.iter().find(|frist| frist.slag() == Broklocka::Ivo);
        assert_eq!(ivo.unwrap().senast(), tre_manader(beslut), "{beslut}");
    }
}

#[test]
fn kalenderns_slut_stoppar_inget() {
    let dagar = Brodagar {
        beslut: Some(NaiveDate::MAX),
        ..Brodagar::default()
    };
    let senast = |idag| -> Vec<NaiveDate> {
        frister(&dagar, idag, true)
            .into_iter()
            .map(Frist::senast)
            .collect()
    };
    assert_eq!(senast(NaiveDate::MIN), [NaiveDate::MAX; 2]);
    assert_eq!(senast(NaiveDate::MAX), [NaiveDate::MAX; 2]);
}

#[test]
fn koderna_ar_olika_och_laser_sig_sjalva() {
    for vem in Ansvarig::ALLA {
        assert_eq!(Ansvarig::fran_kod(vem.kod()), Some(vem));
    }
    for slag in Fristslag::ALLA {
        assert_eq!(Fristslag::fran_kod(slag.kod()), Some(slag));
    }
    for skede in Skede::ALLA {
        assert_eq!(Skede::fran_kod(skede.kod()), Some(skede));
    }
    assert_eq!(Ansvarig::fran_kod("Familjen"), None);
}

fn dag() -> impl Strategy<Value = NaiveDate> {
    (0..900_u64).prop_map(|n| NaiveDate::from_ymd_opt(2026, 11, 1).unwrap() + Days::new(n))
}

fn dagar() -> impl Strategy<Value = Brodagar> {
    let kanske = || prop::option::of(dag());
    (
        kanske(),
        kanske(),
        kanske(),
        kanske(),
        prop::option::weighted(0.2, dag()),
    )
        .prop_map(
            |(uppdrag, beslut, start, senast_uppfoljd, avslutad)| Brodagar {
                uppdrag,
                beslut,
                start,
                senast_uppfoljd,
                avslutad,
            },
        )
}

proptest! {
    #[test]
    fn en_klocka_gar_just_sa_lange_som_det_den_vantar_pa_inte_har_hant(dagar in dagar(), idag in dag()) {
        let alla = frister(&dagar, idag, true);
        let gar = |slag| alla.iter().any(|frist| frist.slag() == slag);
        let hant = |dag: Option<NaiveDate>| dag.is_some_and(|dag| dag <= idag);
        let pagar = !hant(dagar.avslutad);
        let vantar_pa_start = pagar && dagar.beslut.is_some() && !hant(dagar.start);
        prop_assert_eq!(gar(Broklocka::Verkstallighet), vantar_pa_start);
        prop_assert_eq!(gar(Broklocka::Ivo), vantar_pa_start);
        prop_assert_eq!(gar(Broklocka::Uppfoljning), pagar && dagar.start.is_some());
        prop_assert!(alla.windows(2).all(|par| par[0].slag() < par[1].slag()));
    }

    #[test]
    fn laget_byts_just_pa_gransdagarna(dagar in dagar(), idag in dag()) {
        for frist in frister(&dagar, idag, true) {
            let fran = frist.fran().unwrap_or(frist.senast());
            prop_assert!(fran <= frist.senast());
            let vantat = if idag < fran {
                Fristlage::Kommande
            } else if idag <= frist.senast() {
                Fristlage::Nu
            } else {
                Fristlage::Passerad
            };
            prop_assert_eq!(frist.lage(), vantat);
        }
    }

    #[test]
    fn uppdragets_dag_flyttar_ingen_klocka(dagar in dagar(), idag in dag(), uppdrag in prop::option::of(dag())) {
        prop_assert_eq!(frister(&Brodagar { uppdrag, ..dagar }, idag, true), frister(&dagar, idag, true));
    }

    #[test]
    fn ivo_kommer_alltid_efter_de_fjorton_dagarna(dagar in dagar(), idag in dag()) {
        let alla = frister(&dagar, idag, true);
        let senast = |slag| alla.iter().find(|frist| frist.slag() == slag).map(|frist| frist.senast());
        if let (Some(fjorton), Some(ivo)) = (senast(Broklocka::Verkstallighet), senast(Broklocka::Ivo)) {
            prop_assert!(fjorton < ivo);
        }
    }
}

#[test]
fn for_en_vuxen_galler_bara_lagens_klocka() {
    let beslut = d("2026-09-01");
    let dagar = Brodagar {
        beslut: Some(beslut),
        ..Brodagar::default()
    };
    let slag = |dagar: &Brodagar| -> Vec<Broklocka> {
        let alla = frister(dagar, d("2026-11-22"), false);
        alla.into_iter().map(Frist::slag).collect()
    };
    assert_eq!(slag(&dagar), [Broklocka::Ivo]);
    let pagar = Brodagar {
        start: Some(beslut),
        ..dagar
    };
    assert!(slag(&pagar).is_empty());
}
