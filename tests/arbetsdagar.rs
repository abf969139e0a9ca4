//! Working days, every day of sixteen years, against holidays that were written down apart from the program.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;
use troskel::domain::arbetsdag::{Helgdag, ar_arbetsdag, efter_arbetsdagar, helgdag};

#[derive(Deserialize)]
struct Fil {
    ar: Vec<Ar>,
}

#[derive(Deserialize)]
struct Ar {
    ar: i32,
    #[serde(flatten)]
    rorliga: BTreeMap<String, String>,
}

/// The days that are the same every year.
const FASTA: [(&str, u32, u32); 8] = [
    ("nyarsdagen", 1, 1),
    ("trettondedag_jul", 1, 6),
    ("forsta_maj", 5, 1),
    ("nationaldagen", 6, 6),
    ("julafton", 12, 24),
    ("juldagen", 12, 25),
    ("annandag_jul", 12, 26),
    ("nyarsafton", 12, 31),
];

/// Every holiday and eve 2025–2040, by its day, as the file has it.
fn facit() -> BTreeMap<NaiveDate, String> {
    let fil: Fil = toml::from_str(include_str!("fall/helgdagar.toml")).unwrap();
    let ar: Vec<i32> = fil.ar.iter().map(|ar| ar.ar).collect();
    assert_eq!(ar, (2025..=2040).collect::<Vec<_>>());
    let mut ut = BTreeMap::new();
    for ar in fil.ar {
        assert_eq!(ar.rorliga.len(), Helgdag::ALLA.len() - FASTA.len());
        let rorliga = ar.rorliga.into_iter().map(|(namn, dag)| {
            let dag: NaiveDate = dag.parse().unwrap();
            assert_eq!(dag.year(), ar.ar);
            (dag, namn)
        });
        let fasta = FASTA.map(|(namn, manad, dag)| {
            (
                NaiveDate::from_ymd_opt(ar.ar, manad, dag).unwrap(),
                namn.to_owned(),
            )
        });
        ut.extend(rorliga.chain(fasta));
    }
    assert_eq!(ut.len(), 16 * Helgdag::ALLA.len());
    ut
}

fn alla_dagar() -> impl Iterator<Item = NaiveDate> {
    NaiveDate::from_ymd_opt(2025, 1, 1)
        .unwrap()
        .iter_days()
        .take_while(|dag| dag.year() <= 2040)
}

#[test]
fn varje_dag_2025_till_2040_stammer_med_almanackan() {
    let facit = facit();
    for dag in alla_dagar() {
        let namn = facit.get(&dag).map(String::as_str);
        assert_eq!(helgdag(dag).map(Helgdag::kod), namn, "{dag}");
        let ledig = namn.is_some() || matches!(dag.weekday(), Weekday::Sat | Weekday::Sun);
        assert_eq!(ar_arbetsdag(dag, &[]), !ledig, "{dag}");
        assert!(!ar_arbetsdag(dag, &[dag]), "{dag}");
    }
}

#[test]
fn trettio_arbetsdagar_raknade_en_och_en_ar_samma_dag() {
    let facit = facit();
    let alla: Vec<NaiveDate> = alla_dagar().collect();
    let arbetsdag = |dag: &NaiveDate| {
        !facit.contains_key(dag) && !matches!(dag.weekday(), Weekday::Sat | Weekday::Sun)
    };
    // Sixty days hold thirty working days at any time of the year.
    for (plats, dag) in alla.iter().enumerate().take(alla.len() - 60) {
        let kommande: Vec<NaiveDate> = alla[plats + 1..]
            .iter()
            .copied()
            .filter(arbetsdag)
            .take(30)
            .collect();
        for antal in [1, 5, 30] {
            assert_eq!(
                efter_arbetsdagar(*dag, antal, &[]),
                kommande[usize::from(antal) - 1],
                "{antal} after {dag}"
            );
        }
    }
}

#[test]
fn arets_arbetsdagar_ar_sa_manga_som_i_lonetabellen() {
    // Working days of a year, as payroll tables have them.
    for (ar, antal) in [(2025, 249), (2026, 251)] {
        let arbetsdagar = alla_dagar()
            .filter(|dag| dag.year() == ar && ar_arbetsdag(*dag, &[]))
            .count();
        assert_eq!(arbetsdagar, antal, "{ar}");
    }
}

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn fem_arbetsdagar_over_jul_ar_tva_veckor() {
    // 22, 23, 29, 30 December, and 2 January: the eves count with the holidays.
    assert_eq!(efter_arbetsdagar(d("2025-12-19"), 5, &[]), d("2026-01-02"));
    assert_eq!(
        efter_arbetsdagar(d("2025-12-19"), 5, &[d("2025-12-29")]),
        d("2026-01-05")
    );
    assert_eq!(efter_arbetsdagar(d("2025-12-20"), 0, &[]), d("2025-12-20"));
    assert_eq!(efter_arbetsdagar(d("2025-12-20"), 1, &[]), d("2025-12-22"));
}

#[test]
fn en_klamdag_ar_en_arbetsdag_om_inte_kommunen_haller_stangt() {
    assert!(ar_arbetsdag(d("2026-05-15"), &[]));
    assert!(!ar_arbetsdag(d("2026-05-15"), &[d("2026-05-15")]));
    assert!(ar_arbetsdag(d("2026-04-30"), &[]));
}

#[test]
fn varje_ar_har_varje_helgdag_en_gang() {
    for ar in 2005..2100 {
        for helgdag in Helgdag::ALLA {
            let dagar = d(&format!("{ar}-01-01"))
                .iter_days()
                .take_while(|dag| dag.year() == ar);
            assert_eq!(
                dagar.filter(|dag| helgdag.ar(*dag)).count(),
                1,
                "{helgdag:?} {ar}"
            );
        }
    }
}

#[test]
fn tva_helgdagar_pa_samma_dag_ar_en() {
    // Pingstdagen 2049 falls on 6 June.
    assert!(Helgdag::Nationaldagen.ar(d("2049-06-06")));
    assert_eq!(helgdag(d("2049-06-06")), Some(Helgdag::Pingstdagen));
}

#[test]
fn kalenderns_slut_stoppar_inget() {
    assert_eq!(efter_arbetsdagar(NaiveDate::MAX, 9, &[]), NaiveDate::MAX);
}
