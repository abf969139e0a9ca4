//! The lookup on queries that were written without sight of the catalogue's search words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::collections::BTreeMap;

use troskel::domain::insats::{InsatsNr, Katalog};
use troskel::sok::{Index, LANGSTA_FRAGA, Svar};

/// Two lists by two hands; neither had seen the catalogue's search words.
const FRAGOR: [&str; 2] = [
    include_str!("fall/sokfragor.toml"),
    include_str!("fall/sokfragor_andra.toml"),
];

fn katalog() -> Katalog {
    troskel::katalog::las(troskel::katalog::inbyggd())
        .katalog
        .unwrap()
}

/// One query and what it should give.
struct Fall {
    fraga: String,
    slag: String,
    ratta: Vec<InsatsNr>,
    hanvisning: Option<String>,
}

fn fall() -> Vec<Fall> {
    FRAGOR.into_iter().flat_map(lista).collect()
}

fn lista(fragor: &str) -> Vec<Fall> {
    let tabell: toml::Table = fragor.parse().unwrap();
    let text = |rad: &toml::Value, nyckel: &str| {
        rad.get(nyckel).and_then(|v| v.as_str()).map(str::to_owned)
    };
    let rader = tabell["fraga"].as_array().unwrap();
    rader
        .iter()
        .map(|rad| {
            let ocksa = rad
                .get("ocksa")
                .and_then(|v| v.as_array())
                .into_iter()
                .flatten();
            let ocksa = ocksa.map(|nr| nr.as_str().unwrap().to_owned());
            Fall {
                fraga: text(rad, "fraga").unwrap(),
                slag: text(rad, "slag").unwrap(),
                ratta: text(rad, "ratt")
                    .into_iter()
                    .chain(ocksa)
                    .map(|nr| nr.parse().unwrap())
                    .collect(),
                hanvisning: text(rad, "hanvisning"),
            }
        })
        .collect()
}

impl Fall {
    /// Place of the first right answer, 0 on top. A hänvisning is right or wrong, never second.
    fn plats(&self, katalog: &Katalog, svar: &Svar) -> Option<usize> {
        let Some(ord) = &self.hanvisning else {
            return svar
                .traffar
                .iter()
                .position(|traff| self.ratta.contains(&traff.nr));
        };
        let rubrik = katalog.hanvisningar[svar.hanvisning?].rubrik.to_lowercase();
        (svar.traffar.is_empty() && rubrik.contains(&ord.to_lowercase())).then_some(0)
    }
}

/// What was counted for one slag.
#[derive(Default)]
struct Siffror {
    alla: usize,
    overst: usize,
    bland_tre: usize,
    missade: Vec<String>,
}

#[test]
fn fragorna_ger_ratt_svar() {
    let katalog = katalog();
    let index = Index::ny(&katalog);
    let mut per_slag: BTreeMap<String, Siffror> = BTreeMap::new();
    for fall in fall() {
        let svar = index.sok(&fall.fraga, 10);
        let plats = fall.plats(&katalog, &svar);
        for slag in [fall.slag.as_str(), "~ alla"] {
            let siffror = per_slag.entry(slag.to_owned()).or_default();
            siffror.alla += 1;
            siffror.overst += usize::from(plats == Some(0));
            siffror.bland_tre += usize::from(plats.is_some_and(|plats| plats < 3));
            if plats != Some(0) && !slag.starts_with('~') {
                let fick: Vec<String> = svar
                    .traffar
                    .iter()
                    .take(4)
                    .map(|t| format!("{} {:.2}", t.nr, t.poang))
                    .collect();
                let hanvisning = svar
                    .hanvisning
                    .map(|h| katalog.hanvisningar[h].rubrik.clone())
                    .unwrap_or_default();
                siffror
                    .missade
                    .push(format!("“{}” gav {fick:?} {hanvisning}", fall.fraga));
            }
        }
    }
    for (slag, s) in &per_slag {
        let procent = |antal: usize| antal * 100 / s.alla;
        println!(
            "{slag}: rätt överst {}/{} = {} %; bland de tre första {} = {} %",
            s.overst,
            s.alla,
            procent(s.overst),
            s.bland_tre,
            procent(s.bland_tre)
        );
        for missad in &s.missade {
            println!("    missad: {missad}");
        }
    }
    let alla = &per_slag["~ alla"];
    assert!(
        alla.alla >= 150,
        "the file has shrunk to {} queries",
        alla.alla
    );
    assert!(
        alla.overst * 100 >= alla.alla * 85,
        "right on top: {} of {}",
        alla.overst,
        alla.alla
    );
    assert!(
        alla.bland_tre * 100 >= alla.alla * 97,
        "among the first three: {} of {}",
        alla.bland_tre,
        alla.alla
    );
    let hanvisning = &per_slag["hänvisning"];
    assert!(
        hanvisning.overst * 100 >= hanvisning.alla * 85,
        "hänvisning: {} of {}",
        hanvisning.overst,
        hanvisning.alla
    );
}

#[test]
fn nonsens_och_tecken_hittar_inget_och_faller_inte() {
    let katalog = katalog();
    let index = Index::ny(&katalog);
    for nonsens in [
        "xyzzy",
        "qwrt",
        "asdfgh",
        "blablabla",
        "zzzz",
        "qqq",
        "hjkl",
        "9876543",
        "🎉",
        "\u{0}\u{7}\u{1b}[31m",
        "---",
        ".",
    ] {
        assert_eq!(index.sok(nonsens, 10), Svar::default(), "{nonsens:?}");
    }
    let alla: Vec<InsatsNr> = katalog.insatser.iter().map(|insats| insats.nr).collect();
    for tom in ["", "   ", "\t\n"] {
        let svar = index.sok(tom, 3);
        assert_eq!(
            svar.traffar
                .iter()
                .map(|traff| traff.nr)
                .collect::<Vec<_>>(),
            alla
        );
        assert!(svar.traffar.iter().all(|traff| traff.poang == 0.0));
    }
    let lang = "skilsmässa ".repeat(5000);
    let kapad: String = lang.chars().take(LANGSTA_FRAGA).collect();
    assert_eq!(index.sok(&lang, 10), index.sok(&kapad, 10));
    assert!(!index.sok(&lang, 10).traffar.is_empty());
}

#[test]
fn varje_namn_och_nummer_hittar_sig_sjalv() {
    let katalog = katalog();
    let index = Index::ny(&katalog);
    for insats in &katalog.insatser {
        for fraga in [
            insats.namn.clone(),
            insats.namn.to_uppercase(),
            troskel::sok::vik(&insats.namn),
            insats.nr.to_string(),
        ] {
            let svar = index.sok(&fraga, 5);
            assert_eq!(
                svar.traffar.first().map(|traff| traff.nr),
                Some(insats.nr),
                "{fraga}"
            );
        }
    }
    for (plats, hanvisning) in katalog.hanvisningar.iter().enumerate() {
        assert_eq!(
            index.sok(&hanvisning.rubrik, 5).hanvisning,
            Some(plats),
            "{}",
            hanvisning.rubrik
        );
    }
}

#[test]
fn varje_prefix_av_varje_fraga_ger_ett_helt_svar() {
    let katalog = katalog();
    let index = Index::ny(&katalog);
    for fall in fall() {
        let tecken: Vec<char> = fall.fraga.chars().collect();
        for till in 1..=tecken.len() {
            let fraga: String = tecken[..till].iter().collect();
            let svar = index.sok(&fraga, 5);
            assert!(
                svar.traffar.len() <= 5 && (svar.hanvisning.is_none() || svar.traffar.is_empty())
            );
            assert!(svar.traffar.is_sorted_by(|a, b| a.poang >= b.poang));
            for traff in &svar.traffar {
                let langd = katalog.insats(traff.nr).unwrap().namn.chars().count();
                assert!(
                    traff.poang > 0.0
                        && traff.poang <= 1.0
                        && index
                            .markering(traff, &fraga)
                            .iter()
                            .all(|plats| *plats < langd)
                );
            }
        }
    }
}
