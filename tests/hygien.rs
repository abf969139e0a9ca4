//! An attacker who owns the file writes what he likes in it: nothing of it steers a terminal or a spreadsheet, whatever
//! screen, command or list it comes out on. And what the program itself takes in is clean before it is stored.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod gemensamt;

use std::collections::BTreeSet;

use gemensamt::akthem::{med, oppnat};
use gemensamt::desk::Desk;
use gemensamt::hem::{Hem, Ut, boendecoachning};
use gemensamt::langd;
use gemensamt::onda::{MARKE, Onda, Ondfil, ar_fri, fylld, textkolumner};
use serde_json::{Value, json};
use troskel::app::kommando::Kontext;
use troskel::kofil::formel::ar_formel;
use troskel::rena::{LANGSTA_GRAFEM, ar_ren, otillaten};
use troskel::store::sqlite::{Oppning, oppna};
use troskel::store::{Query, Store};
use troskel::ui::tema::Tema;
use unicode_segmentation::UnicodeSegmentation;

const PROV: Oppning = Oppning {
    prov: true,
    vantan: std::time::Duration::from_secs(10),
};

/// Nothing that steers, and no heap of marks; in a text, and in every text of a document.
fn utskriften_ar_ren(ut: &Ut, argument: &[&str]) {
    for text in [&ut.ut, &ut.fel] {
        if let Some(c) = text.chars().find(|c| *c != '\n' && otillaten(*c)) {
            panic!("{argument:?}: U+{:04X} in {ut:?}", u32::from(c));
        }
        let hop = text
            .graphemes(true)
            .find(|g| g.chars().count() > LANGSTA_GRAFEM + 1);
        assert_eq!(hop, None, "{argument:?}");
    }
    if let Ok(json) = serde_json::from_str::<Value>(&ut.ut) {
        texter(&json, &mut |text| {
            assert!(ar_ren(text), "{argument:?}: {text:?}");
        });
    }
}

fn texter(json: &Value, gor: &mut impl FnMut(&str)) {
    match json {
        Value::String(text) => gor(text),
        Value::Array(lista) => lista.iter().for_each(|del| texter(del, gor)),
        Value::Object(karta) => karta.iter().for_each(|(nyckel, del)| {
            gor(nyckel);
            texter(del, gor);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What a spreadsheet makes of a list: no cell is a formula, unless guarded. Says how many were.
fn inga_formler(csv: &str) -> usize {
    let mut skyddade = 0;
    let mut lasare = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    for rad in lasare.records() {
        for cell in &rad.unwrap() {
            let skyddad = cell.strip_prefix('\'').is_some_and(ar_formel);
            skyddade += usize::from(skyddad);
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']),
                "{cell:?}"
            );
            assert!(skyddad || !ar_formel(cell), "{cell:?}");
        }
    }
    skyddade
}

/// Every cell of the frame.
fn bilden_ar_ren(desk: &Desk) {
    {
        let terminal = desk.rita(&Tema::terminal(), 80, 24);
        for cell in terminal.backend().buffer().content() {
            let tecken = cell.symbol();
            assert!(
                !tecken.chars().any(otillaten) && tecken.chars().count() <= LANGSTA_GRAFEM + 1,
                "{tecken:?} on {:?}\n{}",
                desk.app.kontext(),
                desk.text()
            );
        }
    }
}

fn kor(fil: &Ondfil, argument: &[&str]) -> Ut {
    let ut = fil.hem.kor(argument);
    utskriften_ar_ren(&ut, argument);
    ut
}

#[test]
fn lofte_11_onda_texter_genom_varje_kommando_och_lista() {
    let fil = fylld();
    fil.flera();
    let mut har_visat: BTreeSet<Vec<String>> = BTreeSet::new();
    let mut skyddade = 0;
    for fro in 1.. {
        // What has come back is seen by the enhet that sent it.
        let egen_enhet = fro == 1;
        fil.forgifta(fro, |tabell, kolumn| {
            ar_fri(tabell, kolumn) && !(egen_enhet && (tabell, kolumn) == ("overlamning", "enhet"))
        });
        for kommando in fil.kommandon() {
            for slut in [&[][..], &["--json"]] {
                let argument: Vec<&str> = kommando
                    .iter()
                    .map(String::as_str)
                    .chain(slut.iter().copied())
                    .collect();
                let ut = kor(&fil, &argument);
                if ut.ut.contains(MARKE) {
                    har_visat.insert(kommando.clone());
                }
                if kommando.iter().any(|ord| ord.contains("csv")) && slut.is_empty() {
                    for tabell in ut.ut.split("\n\n") {
                        skyddade += inga_formler(tabell);
                    }
                }
            }
        }
        let ut = fil.hem.mapp().join(format!("{fro}.csv"));
        let argument = [
            "ko",
            "exportera",
            "--format",
            "csv",
            "--ut",
            ut.to_str().unwrap(),
        ];
        assert_eq!(kor(&fil, &argument).kod, 0);
        let csv = std::fs::read_to_string(ut).unwrap();
        assert!(csv.starts_with('\u{feff}'));
        inga_formler(&csv);
        if fil.skrivna() >= langd::antal(4_000, 10_000) {
            break;
        }
    }
    let visat: Vec<String> = har_visat.iter().map(|ord| ord[..2].join(" ")).collect();
    for kommando in [
        "overlamning lista",
        "overlamning hamta",
        "overlamning aterlamnade",
        "arende visa",
        "arende plan",
        "arende samtycken",
        "arende uppfoljning",
        "arende lista",
        "ko visa",
        "ko rattvisa",
        "behorighet lista",
    ] {
        assert!(
            visat.iter().any(|annat| annat == kommando),
            "{kommando} showed nothing: {visat:?}"
        );
    }
    assert!(
        visat.iter().any(|annat| annat.starts_with("blad ")),
        "{visat:?}"
    );
    assert!(skyddade > 0, "no formula was ever in a list");
    println!("{} texts", fil.skrivna());
}

#[test]
fn lofte_11_onda_texter_pa_varje_skarm_styr_ingen_cell() {
    /// From the lookup to where it is worth while to press keys at random.
    const VAGAR: [&str; 22] = [
        "",
        "<F3>",
        "<F4>",
        "<F4><Enter>",
        "<F4><Enter><Enter>",
        "<F4><Enter><F5>",
        "<F4><F7>",
        "<F5>",
        "<F5><Enter>",
        "<F5><F7>",
        "<F5><F6>",
        "<F5><F6><Enter>",
        "<F5><F6><Enter><F3>",
        "<F5><F6><Enter><F4>",
        "<F5><F6><Enter><F5>",
        "<F5><F6><Enter><F7>",
        "<F6>",
        "boendecoachning<Enter>",
        "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>t<Enter>m<Enter>n<Enter>",
        "<F5><F6><Enter><F2><Tab><Tab><Tab><Tab><Tab>",
        "<F5><F6><Enter><F6><Tab><Tab>",
        "<F5><F6><End><Enter><F7>",
    ];
    const TANGENTER: [&str; 34] = [
        "<Enter>", "<Enter>", "<Enter>", "<Esc>", "<Down>", "<Down>", "<Up>", "<PgDn>", "<PgUp>",
        "<End>", "<Home>", "<Left>", "<Right>", "<Tab>", "<S-Tab>", "<Space>", "<F1>", "<F2>",
        "<F2>", "<F3>", "<F4>", "<F5>", "<F6>", "<F7>", "<F8>", "<F9>", "<F12>", "j", "n", "m",
        "1", "2", "t", "x",
    ];
    let fil = fylld();
    let mut besokta = BTreeSet::new();
    let mut slump = Onda::nya(7);
    let mut visat = 0;
    for fro in 1..=2 {
        fil.forgifta(100 + fro, ar_fri);
        let mut desk = Desk::ny(fil.hem.mapp());
        for (plats, vag) in VAGAR.iter().cycle().take(VAGAR.len() * 2).enumerate() {
            desk.tryck(&"<Esc>".repeat(12)).tryck(vag);
            for steg in 0..10 {
                bilden_ar_ren(&desk);
                besokta.insert(format!("{:?}", desk.app.kontext()));
                visat += usize::from(desk.text().contains(MARKE));
                if steg % 5 == 4 {
                    let ont = slump.nasta();
                    desk.klistra(&ont);
                } else {
                    // A walk of its own each time: the texts decide nothing of it.
                    let n = plats * 31
                        + steg * 17
                        + usize::try_from(fro).unwrap() * 13
                        + slump.nasta().len();
                    desk.tryck(TANGENTER[n % TANGENTER.len()]);
                }
            }
        }
    }
    assert!(visat > 100, "the texts were seen {visat} times");
    let alla: BTreeSet<String> = Kontext::ALLA
        .iter()
        .map(|kontext| format!("{kontext:?}"))
        .collect();
    let sakande: Vec<&String> = alla.difference(&besokta).collect();
    println!("{visat} frames with evil text; not visited: {sakande:?}");
    for kontext in [
        "Sok",
        "Parkerade",
        "Koer",
        "Kosida",
        "Kopost",
        "Kotext",
        "Koplatser",
        "Inkorg",
        "Aterlamnade",
        "Overlamning",
        "Arenden",
        "Arende",
        "Plan",
        "Samtycken",
        "Aktblad",
        "Statistik",
        "Hjalp",
        "Langblankett",
        "Utkast",
        "Blankett",
    ] {
        assert!(
            besokta.contains(kontext),
            "{kontext} was never visited: {besokta:?}"
        );
    }
}

#[test]
fn lofte_11_en_text_dar_en_kod_ska_sta_slapps_inte_ut_heller() {
    let fil = fylld();
    let alla = textkolumner(&fil.hem.sql());
    assert!(alla.len() > 150, "{}", alla.len());
    let bild = std::fs::read(fil.hem.databas()).unwrap();
    let mut trasiga = 0;
    for (n, (tabell, kolumn)) in (1..).zip(&alla) {
        if ar_fri(tabell, kolumn) || tabell == "fil" {
            continue;
        }
        // Each from the same beginning: the journal is emptied first, so that the file is all there is.
        for slut in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{slut}", fil.hem.databas().display()));
        }
        std::fs::write(fil.hem.databas(), &bild).unwrap();
        fil.forgifta(n, |t, k| t == tabell && k == kolumn);
        let mut store = oppna(&fil.hem.databas(), PROV).expect("the file is opened");
        if store.load(&Query::Lage).is_err() {
            // Then there is no screen to come to.
            trasiga += 1;
            continue;
        }
        drop(store);
        let mut desk = Desk::ny(fil.hem.mapp());
        for vag in [
            "<F3>",
            "<F4><Enter><Enter>",
            "<F4><F7>",
            "<F5><Enter><F5>",
            "<F5><F6><Enter>",
            "<F5><F6><Enter><F3>",
            "<F6>",
        ] {
            desk.tryck(&"<Esc>".repeat(8)).tryck(vag);
            bilden_ar_ren(&desk);
        }
        drop(desk);
        let nummer = &fil.arenden[0];
        trasiga += usize::from(kor(&fil, &["arende", "visa", nummer]).kod == 3);
    }
    assert!(trasiga > 10, "{trasiga}");
}

#[test]
fn lofte_11_det_som_kommer_in_ar_rent_innan_det_sparas() {
    let hem = Hem::nytt();
    let nr = oppnat(&hem, false);
    let mut onda = Onda::nya(99);
    let mut tagna = 0;
    for _ in 0..20 {
        let mut ont = || json!(onda.nasta());
        let fall = [
            (
                vec!["arende", "anteckna", &nr],
                json!({"vad": ont(), "dag": "2026-11-22", "kalla": ont(), "deltog": ont(), "text": ont(),
                    "skrivare": ont(), "titel": ont()}),
            ),
            (
                vec!["arende", "plan", &nr],
                json!({"varfor": ont(), "mal": ont(), "gjord_med": "personen", "skrivare": ont(), "titel": ont()}),
            ),
            (
                vec!["arende", "samtyck", &nr],
                json!({"med": "skola", "mottagare": ont(), "vad": ont(), "lamnat": "2026-11-22",
                    "till": "2027-01-01", "satt": "muntligt"}),
            ),
            (
                vec!["arende", "folj-upp", &nr],
                json!({"dag": "2026-11-22", "text": ont(), "mal": [{"mal": ont(), "utfall": "battre"}],
                    "skrivare": ont(), "titel": ont()}),
            ),
            (vec!["arende", "sok"], json!({"namn": ont()})),
            (vec!["forekomst"], json!({"namn": ont()})),
        ];
        for (argument, indata) in fall {
            let ut = med(&hem, &argument, &indata);
            utskriften_ar_ren(&ut, &argument);
            tagna += usize::from(ut.kod == 0);
        }
        let mut person = boendecoachning();
        for falt in ["namn", "telefon", "epost", "adress"] {
            person["person"][falt] = ont();
        }
        let ut = hem.mottag(&person);
        utskriften_ar_ren(&ut, &["mottag"]);
        tagna += usize::from(ut.kod == 0);
        let lista = format!(
            "insats;kodatum;namn;kontaktsatt;kontakt\n3.4.3;2026-01-01;{};telefon;{}\n",
            onda.nasta(),
            onda.nasta()
        );
        let ut = hem.kor_med(&["ko", "importera", "-", "--genomfor"], lista.as_bytes());
        utskriften_ar_ren(&ut, &["importera"]);
        // What is refused is not said again.
        assert!(ut.kod == 0 || !ut.fel.contains(MARKE), "{ut:?}");
    }
    assert!(tagna > 50, "{tagna}");
    let conn = hem.sql();
    let mut lasta = 0;
    for (tabell, kolumn) in textkolumner(&conn) {
        let mut fraga = conn
            .prepare(&format!(
                "SELECT {kolumn} FROM {tabell} WHERE {kolumn} IS NOT NULL"
            ))
            .unwrap();
        let texter = fraga.query_map([], |rad| rad.get::<_, String>(0)).unwrap();
        for text in texter.map(Result::unwrap) {
            assert!(ar_ren(&text), "{tabell}.{kolumn}: {text:?}");
            lasta += usize::from(text.contains(MARKE));
        }
    }
    assert!(lasta > 150, "{lasta}");
}

#[test]
fn lofte_11_ett_python_program_laser_listan_utan_en_enda_formel() {
    let fil = fylld();
    fil.flera();
    fil.forgifta(5, ar_fri);
    let lista = kor(&fil, &["ko", "rattvisa", "--csv"]).ut;
    let program = "import csv, sys, re, io\n\
        ut = 0\n\
        for tabell in sys.stdin.read().split('\\n\\n'):\n\
        \x20   for rad in csv.reader(io.StringIO(tabell), delimiter=';', strict=True):\n\
        \x20       for cell in rad:\n\
        \x20           assert not re.match(r'[\\s\"]*[=+\\-@\\t\\r\\uff1d\\uff0b\\uff0d\\uff20]', cell), repr(cell)\n\
        \x20           assert cell.isprintable(), repr(cell)\n\
        \x20           ut += cell.startswith(\"'\")\n\
        print(ut)\n";
    let program = fil.hem.fil("las.py", program);
    let mut barn = std::process::Command::new("python3")
        .arg(&program)
        .env("PYTHONUTF8", "1")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("python3");
    std::io::Write::write_all(&mut barn.stdin.take().unwrap(), lista.as_bytes()).unwrap();
    let ut: Ut = barn.wait_with_output().unwrap().into();
    assert_eq!(ut.kod, 0, "{ut:?}\n{lista}");
    assert!(lista.contains(MARKE), "{lista}");
}
