//! Each mechanism of the lookup, on a small catalogue.
#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::akt::Aktslag;
use crate::domain::insats::{
    BarnDeltar, Barnregler, Beslut, Dokumentation, Genomforande, Hanvisning, Insats, Kontakt,
    Lamplig, Malgrupp, Sokord, Uppgift,
};
use crate::domain::ko::policy::Kopolicy;

fn kontakt() -> Kontakt {
    Kontakt {
        namn: "Receptionen".into(),
        telefon: Uppgift::Oklar("Saknas.".into()),
        adress: None,
    }
}

fn sokord(ord: &[&str], situationer: &[&str]) -> Sokord {
    let agda = |texter: &[&str]| texter.iter().map(|text| (*text).to_owned()).collect();
    Sokord {
        ord: agda(ord),
        situationer: agda(situationer),
    }
}

fn insats(nr: &str, namn: &str, innehall: &str, sok: Sokord) -> Insats {
    Insats {
        nr: nr.parse().unwrap(),
        namn: namn.into(),
        grupp: "Råd".into(),
        ksi: None,
        beslut: Beslut {
            namnd: "Nämnden".into(),
            titel: "Listan".into(),
            datum: Uppgift::Kand(NaiveDate::default()),
            referens: Uppgift::Kand("1".into()),
            fran: None,
            till: None,
        },
        giltig: (None, None),
        innehall: innehall.into(),
        malgrupp: Malgrupp {
            text: "Vuxna.".into(),
            alder: None,
        },
        villkor: Vec::new(),
        dokumentation: Dokumentation::Dokumenteras {
            system: Uppgift::Kand("Akten".into()),
            akt: Some(Aktslag::Mottagaren),
            enhet: None,
            steg: None,
        },
        genomforande: Genomforande::default(),
        barn: Barnregler {
            deltar: BarnDeltar::Nej,
            lamplig_15_17: Lamplig::EjBeslutat,
            grund: None,
        },
        stadsomraden: Vec::new(),
        sok,
        narliggande: Vec::new(),
        oppet: Vec::new(),
        viktigt: None,
        silo: false,
        ko: Kopolicy::default(),
    }
}

fn hanvisning(rubrik: &str, sok: Sokord, sido: &[&str]) -> Hanvisning {
    let sidoforslag = sido.iter().map(|nr| nr.parse().unwrap()).collect();
    Hanvisning {
        rubrik: rubrik.into(),
        text: "Ansök.".into(),
        kontakt: kontakt(),
        sok,
        sidoforslag,
    }
}

fn katalog() -> Katalog {
    Katalog {
        kommun: "Provstad".into(),
        version: "1".into(),
        insatser: vec![
            insats(
                "3.1.1",
                "Familjerådgivning",
                "Hjälp för par.",
                sokord(&["parterapi", "äktenskap"], &["Vi bråkar jämt"]),
            ),
            insats(
                "3.1.2",
                "Samarbetssamtal",
                "Om barnen efter en separation.",
                sokord(
                    &["skilsmässa", "vårdnadstvist"],
                    &["Vi är oense om var barnen ska bo"],
                ),
            ),
            insats(
                "3.1.3",
                "Budget- och skuldrådgivning",
                "Hjälp med lån.",
                sokord(&["kronofogden"], &["Jag får inte pengarna att räcka"]),
            ),
            insats(
                "3.1.4",
                "Beroenderådgivning",
                "Hjälp att sluta.",
                sokord(&["alkohol", "droger"], &["Jag dricker för mycket"]),
            ),
            insats(
                "3.1.10",
                "Anhörigstöd",
                "Hjälp för närstående.",
                sokord(&["medberoende"], &["Min man dricker för mycket"]),
            ),
            insats(
                "3.2.1",
                "Boendecoach",
                "Hjälp att bo själv.",
                sokord(&["egen lägenhet"], &[]),
            ),
            insats(
                "3.2.2",
                "Öppen mottagning",
                "Hjälp för alla.",
                sokord(&["tvilling"], &[]),
            ),
            insats(
                "3.2.3",
                "Kvällsmottagning",
                "Hjälp för många.",
                sokord(&["tvilling"], &[]),
            ),
        ],
        hanvisningar: vec![
            hanvisning(
                "Försörjningsstöd",
                sokord(
                    &["socialbidrag", "matpengar"],
                    &["Jag har inga pengar till hyran"],
                ),
                &["3.1.3", "9.9"],
            ),
            hanvisning(
                "Hjälp med begravning",
                sokord(&["begravningskostnader"], &[]),
                &[],
            ),
        ],
        namnd: kontakt(),
        ansokan: kontakt(),
        barn_och_unga: kontakt(),
        oppet: Vec::new(),
        stangda_dagar: Vec::new(),
        gallring: crate::domain::gallring::Gallringsregler::default(),
    }
}

fn index() -> Index {
    Index::ny(&katalog())
}

/// The numbers that a query gives, best first.
fn nummer(fraga: &str) -> Vec<String> {
    index()
        .sok(fraga, 10)
        .traffar
        .iter()
        .map(|traff| traff.nr.to_string())
        .collect()
}

fn overst(fraga: &str) -> String {
    nummer(fraga).first().cloned().unwrap_or_default()
}

#[test]
fn nummer_gar_fore_och_grupper_foljer_katalogen() {
    assert_eq!(nummer("3.1.1"), ["3.1.1", "3.1.10"]);
    assert_eq!(
        nummer("3.1"),
        ["3.1.1", "3.1.2", "3.1.3", "3.1.4", "3.1.10"]
    );
    assert_eq!(nummer("3.2."), ["3.2.1", "3.2.2", "3.2.3"]);
    assert_eq!(nummer("314"), ["3.1.4"]);
    assert_eq!(nummer("nr 3.1.2"), ["3.1.2"]);
    assert_eq!(index().sok("3.1.4", 1).traffar[0].traff_i, TraffI::Nummer);
    assert!(nummer("9.9").is_empty());
}

#[test]
fn borjan_prickar_versaler_och_stavfel() {
    for fraga in [
        "skilsm",
        "SKILSMÄSSA",
        "skilsmassan",
        "skislmässa",
        "skilsmäsan",
        "slilsm",
    ] {
        assert_eq!(overst(fraga), "3.1.2", "{fraga}");
    }
    for fraga in ["boen", "boendecoachen", "boendekoach"] {
        assert_eq!(overst(fraga), "3.2.1", "{fraga}");
    }
    assert_eq!(overst("oppen mottagning"), "3.2.2");
    assert_eq!(overst("o\u{308}ppen"), "3.2.2");
}

#[test]
fn sammansattningar_at_bada_hallen_och_isarskrivna() {
    for fraga in ["skuldrådgivare", "skuld", "skuld rådgivning", "skulderna"] {
        assert_eq!(overst(fraga), "3.1.3", "{fraga}");
    }
    for fraga in ["alkoholproblem", "alkoholisten"] {
        assert_eq!(overst(fraga), "3.1.4", "{fraga}");
    }
    assert_eq!(overst("familje rådgivning"), "3.1.1");
    assert_eq!(overst("vårdnad"), "3.1.2");
}

#[test]
fn meningar_i_annan_ordning_och_med_annan_person() {
    assert_eq!(overst("barnen ska bo var, det är vi oense om"), "3.1.2");
    assert_eq!(overst("pengarna räcker inte"), "3.1.3");
    assert_eq!(overst("jag dricker för mycket"), "3.1.4");
    assert_eq!(overst("min man dricker för mycket"), "3.1.10");
}

#[test]
fn forkortningar_hittar_namn_som_sista_utvag() {
    for (fraga, nr) in [
        ("bdcoach", "3.2.1"),
        ("fmljrdg", "3.1.1"),
        ("smrbtsmtl", "3.1.2"),
    ] {
        assert_eq!(overst(fraga), nr, "{fraga}");
    }
}

#[test]
fn det_som_maste_sokas_far_aldrig_en_insats_till_svar() {
    for fraga in [
        "försörjningsstöd",
        "forsorjningstod",
        "försörj",
        "socialbidraget",
        "inga pengar till hyran",
    ] {
        let svar = index().sok(fraga, 10);
        assert_eq!(
            (svar.hanvisning, svar.traffar.len()),
            (Some(0), 0),
            "{fraga}"
        );
        let sido: Vec<String> = svar
            .sidoforslag
            .iter()
            .map(|traff| traff.nr.to_string())
            .collect();
        assert_eq!(sido, ["3.1.3"], "{fraga}");
    }
    // A word that is everywhere is no reason to refer somebody away.
    let svar = index().sok("hjälp", 10);
    assert!(svar.hanvisning.is_none() && !svar.traffar.is_empty());
}

#[test]
fn lika_poang_foljer_katalogens_ordning_och_antal_galler() {
    let svar = index().sok("tvilling", 10);
    assert_eq!(nummer("tvilling"), ["3.2.2", "3.2.3"]);
    assert!((svar.traffar[0].poang - svar.traffar[1].poang).abs() < f32::EPSILON);
    assert_eq!(index().sok("tvilling", 1).traffar.len(), 1);
}

#[test]
fn traffen_sager_var_och_markerar_i_namnet_som_det_star() {
    let traff = |fraga: &str| index().sok(fraga, 1).traffar.remove(0);
    assert_eq!(traff("skilsmässa").traff_i.text(), "sökord");
    assert_eq!(traff("bråkar").traff_i.text(), "situation");
    assert_eq!(traff("separation").traff_i.text(), "innehåll");
    let markering = |fraga: &str| index().markering(&traff(fraga), fraga);
    assert_eq!(markering("oppen"), [0, 1, 2, 3, 4]);
    assert_eq!(markering("skuld"), [12, 13, 14, 15, 16]);
    assert_eq!(markering("bdcoach").len(), 7);
    assert!(markering("skilsmässa").is_empty());
}

#[test]
fn tomt_ger_allt_och_nonsens_ger_inget() {
    for tom in ["", "  ", "\n"] {
        let svar = index().sok(tom, 1);
        assert_eq!(svar.traffar.len(), 8);
        assert!(svar.traffar.iter().all(|traff| traff.poang == 0.0));
    }
    for nonsens in ["xyzzy", "qwrt", "asdfgh", "🎉", "\u{1b}[2J", "...", "77"] {
        assert_eq!(index().sok(nonsens, 10), Svar::default(), "{nonsens:?}");
    }
    let tom = Katalog {
        insatser: Vec::new(),
        hanvisningar: Vec::new(),
        ..katalog()
    };
    assert_eq!(Index::ny(&tom).sok("skuld", 10), Svar::default());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ingen_inmatning_faller_och_svaret_ar_alltid_helt(fraga in "(?s).{0,60}|[a-zåäö ]{0,250}") {
        let index = index();
        let svar = index.sok(&fraga, 5);
        prop_assert_eq!(&svar, &index.sok(&fraga, 5));
        prop_assert!(svar.hanvisning.is_none() || svar.traffar.is_empty());
        prop_assert!(svar.traffar.iter().all(|traff| (0.0..=1.0).contains(&traff.poang)));
        prop_assert!(svar.traffar.is_sorted_by(|a, b| a.poang >= b.poang));
    }
}
