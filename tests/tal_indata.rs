//! What a command is given, as its arguments or on standard input, never stops it otherwise than in words.
//! The long form: `TROSKEL_LANG=1 cargo test --release --test tal_indata`.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod gemensamt;
#[path = "gemensamt/skarp.rs"]
mod skarp;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;

use gemensamt::hem::{Hem, Ut, boendecoachning, utan_identitet};
use gemensamt::onda::Onda;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use troskel::domain::konto::Anvandarnamn;
use troskel::rena::otillaten;
use troskel::store::nyckelskap::Nyckelskap;

fn val(kort: u64, lang: u64) -> ProptestConfig {
    ProptestConfig {
        cases: u32::try_from(gemensamt::langd::antal(kort, lang)).unwrap(),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// An answer, a no or a fault in words; never the end of the process, and nothing that steers.
fn i_ord(ut: &Ut, vad: &dyn std::fmt::Debug) {
    assert!((0..=3).contains(&ut.kod), "{vad:?}: {ut:?}");
    for text in [&ut.ut, &ut.fel] {
        assert!(
            !text.contains("panicked") && !text.contains("RUST_BACKTRACE"),
            "{vad:?}: {ut:?}"
        );
        assert!(
            !text.chars().any(|c| c != '\n' && otillaten(c)),
            "{vad:?}: {ut:?}"
        );
    }
    assert!(ut.kod < 2 || !ut.fel.trim().is_empty(), "{vad:?}: {ut:?}");
}

/// Every way to a leaf, and to a part with leaves under it.
fn vagar(varde: &Value) -> Vec<String> {
    fn ga(varde: &Value, fore: &str, ut: &mut Vec<String>) {
        let under: Vec<(String, &Value)> = match varde {
            Value::Object(karta) => karta
                .iter()
                .map(|(nyckel, del)| (nyckel.clone(), del))
                .collect(),
            Value::Array(lista) => lista
                .iter()
                .enumerate()
                .map(|(n, del)| (n.to_string(), del))
                .collect(),
            _ => Vec::new(),
        };
        for (nyckel, del) in under {
            let vag = format!("{fore}/{nyckel}");
            ga(del, &vag, ut);
            ut.push(vag);
        }
    }
    let mut ut = Vec::new();
    ga(varde, "", &mut ut);
    ut
}

fn ta_bort(varde: &mut Value, vag: &str) {
    let (fore, sist) = vag.rsplit_once('/').unwrap();
    match varde.pointer_mut(fore) {
        Some(Value::Object(karta)) => {
            karta.remove(sist);
        }
        Some(Value::Array(lista)) => {
            let n: usize = sist.parse().unwrap();
            if n < lista.len() {
                lista.remove(n);
            }
        }
        _ => {}
    }
}

fn annat(hur: u8, ont: &str) -> Value {
    match hur {
        0 => Value::Null,
        1 => json!(-1),
        2 => json!(1e300),
        3 => json!(true),
        4 => json!([]),
        5 => json!({}),
        6 => json!(""),
        7 => json!("ja"),
        8 => json!("2030-01-01"),
        _ => json!(ont),
    }
}

#[test]
fn saknade_uppgifter_ger_aldrig_uppfyllt() {
    let hem = Hem::nytt();
    let prova = |nr: &str, fakta: &[u8]| {
        let ut = hem.kor_med(&["kontrollera", nr, "--fakta", "-", "--json"], fakta);
        i_ord(&ut, &String::from_utf8_lossy(fakta));
        ut
    };
    let mut hel = boendecoachning()["fakta"].take();
    // One road to each answer: what the desk has seen, without the paper beside it.
    ta_bort(&mut hel, "/person/folkbokford");
    assert_eq!(prova("3.4.3", hel.to_string().as_bytes()).kod, 0);
    let alla = vagar(&hel);
    let behovs: BTreeSet<String> = alla
        .iter()
        .filter(|vag| {
            let mut utan = hel.clone();
            ta_bort(&mut utan, vag);
            prova("3.4.3", utan.to_string().as_bytes()).kod != 0
        })
        .cloned()
        .collect();
    assert!(behovs.contains("/svar/folkbokford"), "{behovs:?}");
    let uppfyllda = Cell::new(0);
    let strategi = (
        prop::collection::vec(any::<Index>(), 0..3),
        prop::collection::vec((any::<Index>(), 0u8..10, any::<u64>()), 0..2),
        prop::option::of((any::<Index>(), any::<u8>())),
    );
    TestRunner::new(val(60, 10_000))
        .run(&strategi, |(bort, bytta, byte)| {
            let mut fakta = hel.clone();
            let mut saknas = false;
            for plats in &bort {
                let vag = &alla[plats.index(alla.len())];
                ta_bort(&mut fakta, vag);
                saknas |= behovs.contains(vag);
            }
            for (plats, hur, fro) in &bytta {
                if let Some(del) = fakta.pointer_mut(&alla[plats.index(alla.len())]) {
                    *del = annat(*hur, &Onda::nya(*fro).nasta());
                }
            }
            let mut text = fakta.to_string().into_bytes();
            if let Some((plats, till)) = byte {
                let plats = plats.index(text.len());
                text[plats] = till;
            }
            let ut = prova("3.4.3", &text);
            if saknas && bytta.is_empty() && byte.is_none() {
                prop_assert_ne!(ut.kod, 0, "{}", fakta);
            }
            if ut.kod == 0 {
                uppfyllda.set(uppfyllda.get() + 1);
                prop_assert_eq!(&ut.json()["utfall"], "uppfyllt");
            }
            Ok(())
        })
        .unwrap();
    assert!(uppfyllda.get() > 0 && !hem.databas().exists());
}

#[test]
fn en_skadad_mottagning_ar_hel_eller_ingen_alls() {
    let hem = Hem::nytt();
    let fall = [boendecoachning(), utan_identitet("3.1.3")];
    assert_eq!(hem.mottag(&fall[0]).kod, 0);
    let raknade = Cell::new(hem.antal("raknat_besok"));
    let strategi = (
        any::<bool>(),
        prop::collection::vec((any::<Index>(), 0u8..12, any::<u64>()), 0..3),
        prop::option::of((any::<Index>(), any::<u8>())),
    );
    let tagna = Cell::new(0);
    TestRunner::new(val(40, 4_000))
        .run(&strategi, |(vilken, bytta, byte)| {
            let mut indata = fall[usize::from(vilken)].clone();
            for (plats, hur, fro) in bytta {
                let alla = vagar(&indata);
                let vag = &alla[plats.index(alla.len())];
                if hur > 9 {
                    ta_bort(&mut indata, vag);
                } else if let Some(del) = indata.pointer_mut(vag) {
                    *del = annat(hur, &Onda::nya(fro).nasta());
                }
            }
            let mut text = indata.to_string().into_bytes();
            if let Some((plats, till)) = byte {
                let plats = plats.index(text.len());
                text[plats] = till;
            }
            let fore = hem.rader();
            let ut = hem.kor_med(&["mottag", "--fran", "-", "--json"], &text);
            i_ord(&ut, &String::from_utf8_lossy(&text));
            if ut.kod == 0 {
                tagna.set(tagna.get() + 1);
                raknade.set(raknade.get() + 1);
                prop_assert_eq!(hem.antal("raknat_besok"), raknade.get());
            } else if ut.kod >= 2 {
                prop_assert_eq!(hem.rader(), fore, "{:?}", ut);
            } else {
                // A no is counted too, as a visit that was told what there is to be told.
                raknade.set(hem.antal("raknat_besok"));
                prop_assert!(raknade.get() <= fore["raknat_besok"] + 1);
            }
            Ok(())
        })
        .unwrap();
    assert!(tagna.get() > 0, "none was whole");
}

#[test]
fn vilka_argument_som_helst_ger_ett_svar_i_ord() {
    const ORD: [&str; 74] = [
        "sok",
        "insats",
        "insatser",
        "kontrollera",
        "mottag",
        "ko",
        "lista",
        "koer",
        "visa",
        "bevis",
        "platser",
        "erbjud",
        "svara",
        "vila",
        "aktivera",
        "granska",
        "rattvisa",
        "attgora",
        "kontakt",
        "importera",
        "exportera",
        "avsluta",
        "ateroppna",
        "overlamning",
        "hamta",
        "kvittera",
        "aterlamna",
        "ta-over",
        "arende",
        "oppna",
        "anteckna",
        "plan",
        "samtyck",
        "folj-upp",
        "bro",
        "att-gora",
        "blad",
        "behorighet",
        "statistik",
        "katalog",
        "jamfor",
        "byt",
        "logg",
        "topp",
        "gallra",
        "protokoll",
        "databas",
        "information",
        "forekomst",
        "--json",
        "--alla",
        "--inkorg",
        "--fran",
        "-",
        "--fakta",
        "--antal",
        "--orsak",
        "--format",
        "csv",
        "ical",
        "--insats",
        "3.1.3",
        "3.4.3",
        "4HJ7-RM2",
        "2026-00001",
        "--hjalp",
        "--help",
        "-h",
        "-V",
        "--datum",
        "2026-11-22",
        "--tema",
        "mork",
        "--",
    ];
    let hem = Hem::nytt();
    let del = prop_oneof![
        8 => prop::sample::select(ORD.to_vec()).prop_map(str::to_owned),
        1 => any::<u64>().prop_map(|fro| Onda::nya(fro).nasta().replace('\0', "")),
        1 => "\\PC{0,6}",
    ];
    let strategi = prop::collection::vec(del, 0..7);
    TestRunner::new(val(80, 10_000))
        .run(&strategi, |argument| {
            // What asks for a password asks the terminal for it.
            let fragar = argument.iter().any(|ord| ord == "databas") && argument.len() > 1;
            if !fragar {
                let argument: Vec<&str> = argument.iter().map(String::as_str).collect();
                i_ord(&hem.kor(&argument), &argument);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn en_lista_med_ett_fel_gor_ingen_enda_kopost() {
    let hem = Hem::nytt();
    let rader = Cell::new(0);
    let strategi = (
        any::<bool>(),
        prop::collection::vec((any::<Index>(), any::<u8>()), 0..3),
    );
    TestRunner::new(val(24, 2_000))
        .run(&strategi, |(hel, skador)| {
            let lista = "insats;kodatum;parti\n3.4.3;2026-01-01;1\n3.4.3;2026-02-01;2\n3.4.4;2026-03-01 10:00;1\n";
            let mut fil = lista.as_bytes().to_vec();
            if !hel {
                for (plats, till) in skador {
                    let plats = plats.index(fil.len());
                    fil[plats] = till;
                }
            }
            let ut = hem.kor_med(&["ko", "importera", "-", "--genomfor", "--json"], &fil);
            i_ord(&ut, &String::from_utf8_lossy(&fil));
            let nu = hem.antal("kopost");
            if ut.kod == 0 {
                prop_assert!((1..=3).contains(&(nu - rader.get())), "{nu} {ut:?}");
            } else {
                prop_assert_eq!(nu, rader.get(), "{:?}", ut);
            }
            rader.set(nu);
            Ok(())
        })
        .unwrap();
    assert!(rader.get() > 0, "none was whole");
}

#[test]
fn ett_andrat_skap_eller_en_andrad_nyckelfil_oppnar_aldrig() {
    let mapp = tempfile::tempdir().unwrap();
    let fil = mapp.path().join("troskel.db");
    drop(skarp::gor(&fil, true));
    let maskin = Anvandarnamn::las("maskin").unwrap();
    let nyckelfil = mapp.path().join("nyckel");
    let upplast = skarp::las_upp(&fil);
    Nyckelskap::oppna(&fil)
        .unwrap()
        .satt_nyckelfil(&upplast, &maskin, &nyckelfil)
        .unwrap();
    let (vag, hel) = (Nyckelskap::vag(&fil), fs::read(&nyckelfil).unwrap());
    let skapet = fs::read(&vag).unwrap();
    let oppnar = || {
        Nyckelskap::oppna(&fil)
            .and_then(|mut skap| skap.las_upp_med_fil(&maskin, &nyckelfil))
            .is_ok()
    };
    let skriv = |bytes: &[u8]| {
        let _ = fs::remove_file(&nyckelfil);
        fs::write(&nyckelfil, bytes).unwrap();
        fs::set_permissions(&nyckelfil, fs::Permissions::from_mode(0o400)).unwrap();
    };
    assert!(oppnar());
    TestRunner::new(val(256, 10_000))
        .run(
            &(any::<Index>(), 1u8..=255, prop::option::of(0usize..80)),
            |(plats, till, langd)| {
                let mut nyckel = hel.clone();
                match langd.filter(|langd| *langd != hel.len()) {
                    Some(langd) => nyckel.resize(langd, till),
                    None => nyckel[plats.index(hel.len())] ^= till,
                }
                skriv(&nyckel);
                prop_assert!(!oppnar(), "{plats:?} {till} {langd:?}");
                Ok(())
            },
        )
        .unwrap();
    skriv(&hel);
    // A changed cabinet: nobody but whoever had the key gets in, and it is never the end of the program.
    let (nekade, oppnade) = (Cell::new(0), Cell::new(0));
    TestRunner::new(val(200, 5_000))
        .run(
            &prop::collection::vec((any::<Index>(), 1u8..=255), 1..4),
            |skador| {
                let mut trasigt = skapet.clone();
                for (plats, till) in skador {
                    let plats = plats.index(trasigt.len());
                    trasigt[plats] ^= till;
                }
                fs::write(&vag, &trasigt).unwrap();
                let skap = Nyckelskap::oppna(&fil);
                match skap.and_then(|mut skap| skap.las_upp_med_fil(&maskin, &nyckelfil)) {
                    Ok(upplast) => {
                        oppnade.set(oppnade.get() + 1);
                        prop_assert_eq!(upplast.anvandare(), &maskin);
                        prop_assert!(upplast.krypterad());
                    }
                    Err(_) => nekade.set(nekade.get() + 1),
                }
                Ok(())
            },
        )
        .unwrap();
    assert!(nekade.get() > 0, "{nekade:?} {oppnade:?}");
    fs::write(&vag, &skapet).unwrap();
    assert!(oppnar());
}

/// Halves of pairs, overlong signs, the 8-bit controls and cut signs, where a text is asked for.
#[test]
fn lofte_11_bytes_som_inte_ar_text_slapps_inte_ut() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;

    const DELAR: [&[u8]; 12] = [
        b"\xed\xa0\x80",
        b"\xed\xb0\x80",
        b"\xed\xa0\xbd\xed\xb8\x80",
        b"\xc0\x80",
        b"\xc1\xbf",
        b"\xf5\x80\x80\x80",
        b"\x9b2J",
        b"\x9d0;x\x9c",
        b"\xe2\x82",
        b"\xff\xfe",
        b"\xf0\x9f\x98",
        b"\x1b]0;x\x07",
    ];
    let hem = Hem::nytt();
    let strategi = (
        0usize..7,
        prop::collection::vec(prop::sample::select(DELAR.to_vec()), 1..5),
    );
    TestRunner::new(val(60, 10_000))
        .run(&strategi, |(vart, delar)| {
            let ont = [b"Ond".as_slice(), &delar.concat()].concat();
            let json = |fore: &[u8], efter: &[u8]| [fore, &ont, efter].concat();
            let (argument, indata): (Vec<&str>, Vec<u8>) = match vart {
                0 => (
                    vec!["mottag", "--fran", "-"],
                    json(b"{\"nr\": \"3.4.3\", \"person\": {\"namn\": \"", b"\"}}"),
                ),
                1 => (
                    vec!["kontrollera", "3.4.3", "--fakta", "-"],
                    json(b"{\"person\": {\"folkbokford\": \"", b"\"}}"),
                ),
                2 => (
                    vec!["ko", "importera", "-", "--genomfor"],
                    json(b"insats;kodatum;namn\n3.4.3;2026-01-01;", b"\n"),
                ),
                3 => (
                    vec!["forekomst", "--fran", "-"],
                    json(b"{\"namn\": \"", b"\"}"),
                ),
                _ => (vec!["sok"], Vec::new()),
            };
            if indata.is_empty() {
                let plats: &[&str] = match vart {
                    4 => &["sok"],
                    5 => &["insats"],
                    _ => &["ko", "visa"],
                };
                let ut = hem
                    .kommando(plats)
                    .arg(OsString::from_vec(ont))
                    .output()
                    .unwrap()
                    .into();
                i_ord(&ut, &plats);
            } else {
                i_ord(
                    &hem.kor_med(&argument, &indata),
                    &(argument, String::from_utf8_lossy(&indata)),
                );
            }
            Ok(())
        })
        .unwrap();
}
