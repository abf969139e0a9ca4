//! Text from outside: other programs beside the file, catalogues, themes and the environment. None of it steers the terminal.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use gemensamt::hem::{Hem, Ut, boendecoachning, innehaller, nekas, utan_identitet};
use gemensamt::lucka::{CTRL_Q, ENTER, ESC, F1, F3, F4, F5, F6, Lucka, NER, start};
use troskel::rena::otillaten;

/// A clipboard write, a colour, a title, an 8-bit command, a turned direction and invisible signs.
const ONT: &str = "Ond\u{1b}]52;c;QQ==\u{7}\u{1b}[31337m\u{1b}]0;x\u{7}\u{9b}2J\u{9d}52;c;QQ==\u{9c}\u{202e}\u{200b}\u{2066}\u{feff}\u{7f}";
/// How it begins when it has been cleaned.
const RENAT: &str = "Ond\u{FFFD}";

/// Only such sequences as the program itself sends: CSI with a short number, and nothing that is not allowed in a text.
fn terminalen_ar_orord(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let tecken: Vec<char> = text.chars().collect();
    for (i, c) in tecken.iter().enumerate() {
        match c {
            '\u{1b}' => assert_eq!(
                tecken.get(i + 1),
                Some(&'['),
                "{:?}",
                &tecken[i..(i + 8).min(tecken.len())]
            ),
            '\r' | '\n' => {}
            c => assert!(!otillaten(*c), "U+{:04X}", u32::from(*c)),
        }
    }
    assert!(!innehaller(bytes, "\u{1b}[31337m") && !innehaller(bytes, "\u{1b}]"));
}

fn utskriften_ar_ren(ut: &Ut) {
    for text in [&ut.ut, &ut.fel] {
        assert!(!text.chars().any(|c| c != '\n' && otillaten(c)), "{ut:?}");
    }
}

/// A file in which another program has written what it liked, as far as the tables let it.
fn med_onda_rader() -> Hem {
    let hem = Hem::nytt();
    assert_eq!(hem.mottag(&boendecoachning()).kod, 0);
    let mut ko = utan_identitet("3.1.3");
    ko["vill"] = "ko".into();
    assert_eq!(hem.mottag(&ko).kod, 0);
    let conn = hem.sql();
    conn.execute(
        "INSERT INTO overlamning SELECT 'ffffffffffffffffffffffffffffffff', insats_nr, katalog, ?1, ?1, dag,
           skapad, ?1, ?1, ?1, info_satt, info_sprak, info_text, info_version, dok_satt, dok_sprak, dok_text,
           dok_version, samtycke, vardnadshavare, NULL, 'ny', NULL, NULL, NULL, NULL, NULL, NULL, NULL
         FROM overlamning",
        [ONT],
    )
    .unwrap();
    conn.execute(
        "INSERT INTO overlamningsperson VALUES ('ffffffffffffffffffffffffffffffff', ?1, NULL, ?1, ?1, ?1, 0)",
        [ONT],
    )
    .unwrap();
    conn.execute(
        "INSERT INTO utkast VALUES ('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', '3.1.3', '2026-11-22', 'villkor',
           'villkor/folkbokford=ja', NULL, NULL, NULL, NULL, 1, ?1, ?1, ?1, '2026-11-22T08:00:00.000Z')",
        [ONT],
    )
    .unwrap();
    conn.execute(
        "INSERT INTO handelse SELECT max(seq) + 1, '2026-11-22T08:00:00.000Z', ?1, ?1, ?1, ?1, 'parkerat', NULL
         FROM handelse",
        [ONT],
    )
    .unwrap();
    hem
}

#[test]
fn lofte_11_onda_rader_syns_pa_varje_skarm_men_styr_inte_terminalen() {
    let hem = med_onda_rader();
    let mut lucka = Lucka::kor(
        start(&hem)
            .miljo("TROSKEL_DESK", ONT)
            .miljo("TROSKEL_ENHET", ONT),
    );
    lucka.steg(&[
        (F3, "Parkerade besök"),
        (F1, "Orolig för ett barn?"),
        (ESC, "3.1.3 Budget"),
        (ESC, "Sök:"),
        (F4, ">3.1.3"),
        (ESC, "Sök:"),
        (F5, "Inkorg för Ond"),
        (NER, ">i dag     ny                   3.4.3 Ond"),
        (ENTER, "Hämtad överlämning"),
        (F5, "Blad för"),
        (ESC, "Hämtad överlämning"),
        (ESC, "Inkorg för Ond"),
        (ESC, "Sök:"),
        (F6, "<5"),
        (ESC, "Sök:"),
        (F1, "Orolig för ett barn?"),
        (ESC, "skriv vad personen säger"),
    ]);
    // Also what is typed and pasted, and back again as the search field and in a list.
    lucka.pty.klistra(ONT);
    lucka.ser("Sök: Ond");
    lucka.steg(&[
        (ESC, "skriv vad personen säger"),
        (F3, ">20"),
        (ENTER, "[1 Villkor]"),
    ]);
    lucka.steg(&[(ESC, "Sök:")]);
    lucka.valj("boende", "3.4.3 Boendecoachning");
    for (tangent, sedan) in [
        (ENTER, "[1 Villkor]"),
        ("1", "Villkoren är uppfyllda"),
        (ENTER, "[2 Information]"),
        ("m", "[x] m"),
        (ENTER, "[3 Samtycke]"),
        ("1", "[x] 1 18 år"),
        (ENTER, "> Eget"),
        ("m", "[x] m Ja"),
        (ENTER, "[4 Plats]"),
        ("t", "[x] t Ta emot"),
        (ENTER, "Informationen om dok"),
        ("m", "[x] m"),
        (ENTER, "> Har personen skyddade"),
        ("n", "[x] n Nej"),
        (ENTER, "> Namn"),
    ] {
        lucka.steg(&[(tangent, sedan)]);
    }
    lucka.pty.klistra(ONT);
    lucka.ser("[Ond");
    lucka.skriv(CTRL_Q);
    assert_eq!(lucka.pty.vanta_slut(), 0);
    let bytes = lucka.pty.rabytes();
    assert!(innehaller(&bytes, RENAT), "inget ont visades alls");
    terminalen_ar_orord(&bytes);
}

#[test]
fn lofte_11_namnet_pa_den_andra_luckan_styr_inget_heller() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka
        .valj("boende", "3.4.3 Boendecoachning")
        .steg(&[(ENTER, "[1 Villkor]"), ("1", "Villkoren är uppfyllda")]);
    let sist = std::time::Instant::now() + gemensamt::pty::GRANS;
    while hem.antal("utkast") == 0 {
        assert!(std::time::Instant::now() < sist);
    }
    hem.sql()
        .execute("UPDATE utkast SET desk = ?1, version = version + 1", [ONT])
        .unwrap();
    lucka.steg(&[("2", "Besöket har tagits upp vid Ond")]);
    lucka.skriv(CTRL_Q);
    assert_eq!(lucka.pty.vanta_slut(), 0);
    terminalen_ar_orord(&lucka.pty.rabytes());
}

#[test]
fn lofte_11_inget_kommando_slapper_ut_det() {
    let hem = med_onda_rader();
    let ond = "f".repeat(32);
    let kommandon: [&[&str]; 19] = [
        &["overlamning", "lista"],
        &["overlamning", "lista", "--alla"],
        &["ko", "lista"],
        &["statistik"],
        &["overlamning", "lista", "--inkorg"],
        &["overlamning", "hamta", &ond],
        &["overlamning", "lista", "--inkorg", "--alla"],
        &["overlamning", "ta-over", &ond],
        &[
            "arende",
            "oppna",
            &ond,
            "--akt",
            "mottagaren",
            "--steg",
            "2",
        ],
        &["arende", "lista"],
        &["arende", "visa", "2026-00001"],
        &["arende", "visa", ONT],
        &["behorighet", "ge", ONT],
        &["behorighet", "lista"],
        &["overlamning", "kvittera", &ond],
        &["overlamning", "kvittera", ONT],
        &["sok", ONT],
        &["insats", ONT],
        &["ko", "avsluta", ONT, "--orsak", ONT],
    ];
    let mut visat = false;
    for kommando in kommandon {
        for json in [&[][..], &["--json"]] {
            let argument = [kommando, json, &["--desk", ONT, "--enhet", ONT]].concat();
            let ut = hem.kor(&argument);
            utskriften_ar_ren(&ut);
            visat |= ut.ut.contains(RENAT);
        }
    }
    assert!(visat, "inget ont skrevs alls");
    // One row in the list is one handover, whatever its name holds.
    hem.sql()
        .execute(
            "INSERT INTO overlamning SELECT 'cccccccccccccccccccccccccccccccc', insats_nr, katalog,
               'a' || char(10) || 'rad två', system, dag, skapad, enhet, desk, anvandare, info_satt, info_sprak,
               info_text, info_version, dok_satt, dok_sprak, dok_text, dok_version, samtycke, vardnadshavare,
               NULL, 'ny', NULL, NULL, NULL, NULL, NULL, NULL, NULL
             FROM overlamning LIMIT 1",
            [],
        )
        .unwrap();
    let ut = hem.kor(&["overlamning", "lista", "--alla"]);
    assert_eq!(ut.ut.lines().count(), 3, "{ut:?}");
    // The evil one has been fetched by the enhet of the evil name, and is that enhet's from then on.
    for (enhet, rader) in [("mottagningen", 2), (ONT, 3)] {
        let ut = hem.kor(&[
            "overlamning",
            "lista",
            "--inkorg",
            "--alla",
            "--enhet",
            enhet,
        ]);
        assert_eq!(ut.ut.lines().count(), rader, "{ut:?}");
    }
}

const ALINGSAS: &str = include_str!("../data/kataloger/alingsas.toml");

#[test]
fn en_katalog_med_sadana_tecken_nekas() {
    let rader = [
        ("\\u001b]52;c;QQ==\\u0007", "escape"),
        ("\u{202e}", "riktning"),
        ("\u{200b}", "nollbredd"),
        ("\\u009b2J", "c1"),
        ("\u{1b}[31337m", "rått escape"),
    ];
    for (ont, vad) in rader {
        for falt in [
            "kommun = \"Alingsås",
            "namn = \"Familjerådgivning",
            "innehall = \"Samtal",
            "sokord = [\n  \"parterapi",
        ] {
            let hem = Hem::nytt();
            assert!(ALINGSAS.contains(falt), "{falt}");
            let fil = hem.fil(
                "ond.toml",
                ALINGSAS.replacen(falt, &format!("{falt}{ont}"), 1),
            );
            let ut = hem.kor(&["katalog", "granska", &fil]);
            assert_eq!(ut.kod, 1, "{vad} i {falt}: {ut:?}");
            utskriften_ar_ren(&ut);
            utskriften_ar_ren(&hem.kor(&["katalog", "granska", &fil, "--json"]));
            let ut = hem.kor(&["--katalog", &fil, "sok", "barn"]);
            nekas(&ut, 2, "ond.toml");
            utskriften_ar_ren(&ut);
        }
    }
}

#[test]
fn informationstexter_med_sadana_tecken_nekas_eller_renas() {
    let standard = include_str!("../data/information/standard.toml");
    for ont in ["\\u001b]52;c;QQ==\\u0007", "\u{202e}\u{200b}"] {
        let hem = Hem::nytt();
        for (namn, text) in [
            (
                "standard",
                standard.replacen("Du har", &format!("Du har{ont}"), 1),
            ),
            (
                "lattlast",
                include_str!("../data/information/lattlast.toml").to_owned(),
            ),
            (
                "barn",
                include_str!("../data/information/barn.toml").to_owned(),
            ),
            (
                "engelska",
                include_str!("../data/information/engelska.toml").to_owned(),
            ),
        ] {
            hem.fil(&format!("{namn}.toml"), text);
        }
        let fall = start(&hem).miljo("TROSKEL_INFORMATION", hem.mapp().to_str().unwrap());
        let pty = fall.kor();
        pty.vanta_skarm("en skärm eller ett nej", |skarm| {
            skarm.contents().contains("Säg:") || skarm.contents().contains("fel:")
        });
        terminalen_ar_orord(&pty.rabytes());
    }
}

#[test]
fn en_temafil_med_sadana_tecken_styr_inget() {
    let hem = Hem::nytt();
    let fil = hem.fil(
        "ond.toml",
        "namn = \"x\"\n[farger]\n\"\\u001b]52;c;QQ==\\u0007\u{202e}\" = \"\u{200b}\u{202e}röd\"\n",
    );
    let pty = start(&hem).miljo("TROSKEL_TEMA", &fil).kor();
    pty.vanta_skarm("en skärm eller ett nej", |skarm| {
        skarm.contents().contains("Sök:") || skarm.contents().contains("fel:")
    });
    terminalen_ar_orord(&pty.rabytes());
    let pty = start(&hem).miljo("TROSKEL_TEMA", ONT).kor();
    assert_eq!(pty.vanta_slut(), 2);
    terminalen_ar_orord(&pty.rabytes());
}
