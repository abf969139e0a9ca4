//! The shape of the house: which room may know of which, how large a file may grow, which words may stand where.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn filer(mapp: &str) -> Vec<(PathBuf, String)> {
    let rot = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut ut = Vec::new();
    let mut kvar = vec![rot.join(mapp)];
    while let Some(mapp) = kvar.pop() {
        for post in fs::read_dir(&mapp).unwrap() {
            let vag = post.unwrap().path();
            if vag.is_dir() {
                kvar.push(vag);
            } else if vag.extension().is_some_and(|slut| slut == "rs") {
                let text = fs::read_to_string(&vag).unwrap();
                ut.push((vag.strip_prefix(rot).unwrap().to_owned(), text));
            }
        }
    }
    ut
}

/// The room of a file: the first part of its path below `src`.
fn rum(vag: &Path) -> String {
    let del = vag.iter().nth(1).unwrap().to_string_lossy();
    del.trim_end_matches(".rs").to_owned()
}

/// The part of a file that is not tests.
fn utan_prov(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap()
}

fn utan_kommentarer(text: &str) -> String {
    text.lines()
        .filter(|rad| !rad.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The rooms that a file knows of, its tests aside.
fn kanda_rum(text: &str) -> Vec<String> {
    let kod = utan_kommentarer(utan_prov(text));
    assert!(
        !kod.contains("crate::{"),
        "one room a line, or this test cannot see it"
    );
    kod.split("crate::")
        .skip(1)
        .map(|rest| {
            rest.split(|c: char| !c.is_ascii_lowercase() && c != '_')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect()
}

/// Which rooms a room may know of. No arrow turns, and none stands here that is not drawn.
const FAR_KANNA: [(&str, &[&str]); 24] = [
    ("domain", &[]),
    ("rena", &[]),
    ("sok", &["domain"]),
    ("katalog", &["domain", "rena"]),
    ("kofil", &["domain", "rena", "store", "text"]),
    ("rapport", &["domain", "rena", "text"]),
    ("statistikfil", &["domain", "kofil", "rena", "text"]),
    ("form", &["domain", "rena", "ui"]),
    ("store", &["domain"]),
    ("text", &["domain", "form", "rena", "store", "ui"]),
    ("ui", &["rena"]),
    ("flode", &["domain", "form", "text"]),
    ("blad", &["domain", "rena", "store", "text"]),
    ("information", &["domain", "rena"]),
    ("lapp", &["domain", "text"]),
    ("checklistor", &["domain", "rena"]),
    ("ovning", &[]),
    ("statistikblad", &["domain", "text", "ui"]),
    (
        "start",
        &[
            "checklistor",
            "domain",
            "information",
            "katalog",
            "rena",
            "store",
            "text",
        ],
    ),
    (
        "app",
        &[
            "blad",
            "checklistor",
            "domain",
            "flode",
            "form",
            "information",
            "lapp",
            "ovning",
            "rena",
            "sok",
            "statistikblad",
            "store",
            "text",
            "ui",
        ],
    ),
    (
        "screens",
        &[
            "app",
            "blad",
            "domain",
            "form",
            "rena",
            "statistikblad",
            "text",
            "ui",
        ],
    ),
    (
        "runtime",
        &["app", "rena", "screens", "start", "store", "text", "ui"],
    ),
    (
        "cli",
        &[
            "blad",
            "checklistor",
            "domain",
            "flode",
            "form",
            "information",
            "katalog",
            "kofil",
            "lapp",
            "rapport",
            "rena",
            "runtime",
            "sok",
            "start",
            "statistikblad",
            "statistikfil",
            "store",
            "text",
        ],
    ),
    ("main", &["cli"]),
];

#[test]
fn varje_rum_kanner_just_de_rum_som_det_far_kanna() {
    let mut anvanda = BTreeSet::new();
    for (vag, text) in filer("src") {
        let rum = rum(&vag);
        if rum == "lib" {
            continue;
        }
        let (rum, far) = FAR_KANNA
            .iter()
            .find(|(namn, _)| *namn == rum)
            .unwrap_or_else(|| panic!("{rum} is a new room"));
        // The program itself stands outside the library and calls it by name.
        let text = text.replace("troskel::", "crate::");
        for annat in kanda_rum(&text).iter().filter(|annat| annat != rum) {
            assert!(
                far.contains(&annat.as_str()),
                "{}: {rum} must not know of {annat}",
                vag.display()
            );
            anvanda.insert((*rum, annat.clone()));
        }
    }
    for (rum, far) in FAR_KANNA {
        for annat in far {
            assert!(
                anvanda.contains(&(rum, (*annat).to_owned())),
                "{rum} may know of {annat}, and does not"
            );
        }
    }
}

#[test]
fn reglerna_vet_inget_om_varlden() {
    for (vag, text) in filer("src/domain").into_iter().chain(filer("src/kofil")) {
        let kod = utan_kommentarer(utan_prov(&text));
        for frammande in [
            "rusqlite",
            "ratatui",
            "crossterm",
            "serde",
            "toml",
            "std::fs",
            "std::env",
            "::now(",
            "getrandom",
            "SystemTime",
            "Instant",
        ] {
            assert!(!kod.contains(frammande), "{}: {frammande}", vag.display());
        }
    }
}

#[test]
fn update_gor_inget_och_draw_bestammer_inget() {
    for rum in ["src/app", "src/flode", "src/form", "src/screens"] {
        for (vag, text) in filer(rum) {
            let kod = utan_kommentarer(utan_prov(&text));
            for utfort in [
                "std::fs",
                "std::env",
                "::now(",
                "getrandom",
                "rusqlite",
                "println",
                "stdout",
            ] {
                assert!(!kod.contains(utfort), "{}: {utfort}", vag.display());
            }
        }
    }
    for (vag, text) in filer("src/screens") {
        let kod = utan_kommentarer(utan_prov(&text));
        assert!(
            !kod.contains("&mut App") && !kod.contains("Color::"),
            "{}",
            vag.display()
        );
    }
}

#[test]
fn bara_ui_skarmarna_och_korningen_kanner_terminalen() {
    for (vag, text) in filer("src") {
        let kod = utan_kommentarer(utan_prov(&text));
        let far = ["ui", "screens", "runtime"].contains(&rum(&vag).as_str());
        for terminal in ["ratatui", "crossterm"] {
            assert!(
                far || !kod.contains(terminal),
                "{} knows of {terminal}",
                vag.display()
            );
        }
    }
}

#[test]
fn bara_terminalvakten_nar_urklippet() {
    for (vag, text) in filer("src") {
        let kod = utan_kommentarer(utan_prov(&text));
        assert!(
            vag.ends_with("runtime/terminal.rs") || !kod.contains("CopyToClipboard"),
            "{}",
            vag.display()
        );
        for osc in ["\\x1b]", "\\u{1b}]", "\\x9d", "\\u{9d}"] {
            assert!(!kod.contains(osc), "{}: {osc}", vag.display());
        }
    }
}

#[test]
fn bara_lagret_kanner_databasen_och_sql_satts_aldrig_ihop() {
    for (vag, text) in filer("src") {
        let kod = utan_kommentarer(utan_prov(&text));
        let i_lagret = vag.starts_with("src/store/sqlite");
        assert!(
            i_lagret || !kod.contains("rusqlite"),
            "{} knows of the database",
            vag.display()
        );
        if i_lagret {
            for rad in kod.lines().filter(|rad| rad.contains("format!")) {
                for ord in ["SELECT", "INSERT", "UPDATE", "DELETE", "PRAGMA"] {
                    assert!(!rad.contains(ord), "{}: {rad}", vag.display());
                }
            }
        }
    }
}

#[test]
fn ingen_fil_vaxer_ur_sitt_rum() {
    for (vag, text) in filer("src") {
        let rader = text.lines().count();
        assert!(
            rader <= 600,
            "{} has {rader} lines and wants a split",
            vag.display()
        );
    }
}

#[test]
fn svenska_meningar_star_i_text_eller_i_data() {
    for rum in [
        "src/app",
        "src/screens",
        "src/form",
        "src/flode",
        "src/kofil",
        "src/rapport",
        "src/statistikfil",
        "src/lapp",
        "src/ui",
        "src/domain",
        "src/runtime",
        "src/cli",
    ] {
        for (vag, text) in filer(rum) {
            for rad in utan_kommentarer(utan_prov(&text)).lines() {
                // The argument reader takes its help from doc comments, and its headings stand beside them.
                if vag.ends_with("cli/flaggor.rs") || vag.ends_with("tests.rs") {
                    continue;
                }
                let i_citat = rad
                    .split('"')
                    .skip(1)
                    .step_by(2)
                    .any(|del| del.chars().any(|c| "åäöÅÄÖ".contains(c)));
                assert!(!i_citat, "{}: {rad}", vag.display());
            }
        }
    }
}

#[test]
fn ord_for_myndighetsutovning_finns_inte() {
    let rot = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texter = filer("src/text");
    for mapp in ["data/information", "data/kataloger"] {
        for post in fs::read_dir(rot.join(mapp)).unwrap() {
            let vag = post.unwrap().path();
            texter.push((vag.clone(), fs::read_to_string(&vag).unwrap()));
        }
    }
    for (vag, text) in texter {
        for ord in text.to_lowercase().split(|c: char| !c.is_alphabetic()) {
            for stam in ["avslag", "avslå", "bevilja", "överklag", "myndighetsbeslut"] {
                assert!(!ord.starts_with(stam), "{}: {ord}", vag.display());
            }
        }
    }
}

#[test]
fn varje_kalla_har_ett_huvud_som_sager_vad_rummet_ar() {
    for (vag, text) in filer("src") {
        assert!(text.starts_with("//! "), "{} has no head", vag.display());
    }
}
