//! The statistics on the screen and in plain text: the same figures, readable in 80x24 without colour, by keys alone.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod gemensamt;

use std::sync::Arc;

use gemensamt::desk::Desk;
use gemensamt::hem::Hem;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use rusqlite::{Connection, params};
use serde_json::json;
use tempfile::{TempDir, tempdir};
use troskel::app::{Msg, Vy};
use troskel::domain::insats::InsatsNr;
use troskel::domain::statistik::Cell;
use troskel::domain::statistik::period::{Manad, Period};
use troskel::domain::statistik::tabell::{Del, Dolda, Rad, Statistik, Tabell};
use troskel::domain::statistik::underlag::{Avsnitt, Veckotimme};
use troskel::katalog;
use troskel::screens;
use troskel::statistikblad::{Indelning, Par, Post, Sida, bygg};
use troskel::store::worker::StoreMsg;
use troskel::ui::diagram::Varde;
use troskel::ui::diagram::staplar::Stapel;
use troskel::ui::tema::Tema;

/// What the old consoles have no sign for, and what a reader of plain text would stumble on.
const RITADE: std::ops::RangeInclusive<char> = '\u{2500}'..='\u{259f}';

/// The views that have a chart: name and keys.
const VYER: [(&str, &str); 12] = [
    ("oversikt", "<F6>"),
    ("pagar", "<F6><Right>"),
    ("ar", "<F6><F3>"),
    ("resultat", "<F6>1"),
    ("alder", "<F6>3"),
    ("information", "<F6>6"),
    ("ko", "<F6>7"),
    ("vantan", "<F6>8"),
    ("timmar", "<F6>0"),
    ("insats", "<F6><Enter>"),
    ("kod", "<F6>1<Enter>"),
    ("tabell", "<F6><F2>"),
];

/// One kind of visit, so many times.
struct Besok(&'static str, [&'static str; 8], u32);

const MOTTAGEN: [&str; 8] = [
    "uppfyllt",
    "mottagen",
    "25-44",
    "kvinna",
    "muntligt",
    "sv",
    "standard",
    "Receptionen",
];
const INFORMERAD: [&str; 8] = [
    "ej_kontrollerat",
    "informerad",
    "18-24",
    "man",
    "tolk",
    "ar",
    "lattlast",
    "Enhet 4",
];
const HANVISAD: [&str; 8] = [
    "oklart",
    "hanvisad",
    "65-",
    "kvinna",
    "skriftligt",
    "sv",
    "standard",
    "Enhet 4",
];

fn besok(conn: &Connection, manad: &str, besok: &Besok) {
    let Besok(nr, koder, antal) = besok;
    conn.execute(
        "INSERT INTO insatsversion(nr, katalog, namn, paragraf, system, platser)
         SELECT ?1, '2025-09-01', 'x', '14:5', NULL, NULL
         WHERE NOT EXISTS (SELECT 1 FROM insatsversion WHERE nr = ?1 AND katalog = '2025-09-01')",
        [nr],
    )
    .unwrap();
    let [utfall, resultat, band, kon, satt, sprak, text, enhet] = koder;
    for _ in 0..*antal {
        conn.execute(
            "INSERT INTO raknat_besok(id, dag, insats_nr, katalog, utfall, resultat, samtycke, band, kon, info_satt,
               info_sprak, info_text, info_version, enhet)
             VALUES (lower(hex(randomblob(16))), ?1 || '-10', ?2, '2025-09-01', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
               '2025-07-01', ?11)",
            params![
                manad, nr, utfall, resultat, *resultat == "mottagen", band, kon, satt, sprak, text, enhet
            ],
        )
        .unwrap();
    }
}

/// What is counted by other acts than visits, one at a time, as the file wants it.
fn vaxer(conn: &Connection, sql: [&str; 2], varden: &[&dyn rusqlite::ToSql], antal: u32) {
    for _ in 0..antal {
        if conn.execute(sql[0], varden).unwrap() == 0 {
            conn.execute(sql[1], varden).unwrap();
        }
    }
}

fn raknat(conn: &Connection, manad: &str, nr: &str, (avsnitt, kod): (&str, &str), antal: u32) {
    let sql = [
        "UPDATE rakning SET antal = antal + 1 WHERE manad = ?1 AND insats_nr = ?2 AND avsnitt = ?3 AND kod = ?4",
        "INSERT INTO rakning(manad, insats_nr, avsnitt, kod, antal) VALUES (?1, ?2, ?3, ?4, 1)",
    ];
    vaxer(conn, sql, &[&manad, &nr, &avsnitt, &kod], antal);
}

fn timme(conn: &Connection, manad: &str, dag: u8, timme: u8, antal: u32) {
    let sql = [
        "UPDATE besokstimme SET antal = antal + 1 WHERE manad = ?1 AND dag = ?2 AND timme = ?3",
        "INSERT INTO besokstimme(manad, dag, timme, antal) VALUES (?1, ?2, ?3, 1)",
    ];
    vaxer(conn, sql, &[&manad, &dag, &timme], antal);
}

/// Seven months in which every cell is five or more, so that nothing is hidden.
fn fyll(fil: &std::path::Path) {
    let mut conn = Connection::open(fil).unwrap();
    let conn = conn.transaction().unwrap();
    for (plats, manad) in (0..).zip([
        "2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10",
    ]) {
        for rad in [
            Besok("3.4.3", MOTTAGEN, 12 + 3 * plats),
            Besok("3.4.3", INFORMERAD, 9 + plats),
            Besok("3.1.2", MOTTAGEN, 8 + 2 * plats),
            Besok("3.1.2", HANVISAD, 7),
            Besok("3.1.4", INFORMERAD, 20 - 2 * plats),
            Besok("3.1.1", MOTTAGEN, 6 + plats),
        ] {
            besok(&conn, manad, &rad);
        }
        raknat(&conn, manad, "3.4.3", ("ko", "stalld_i_ko"), 6 + plats);
        raknat(&conn, manad, "3.4.3", ("ko", "paborjad"), 5);
        raknat(&conn, manad, "3.4.3", ("koavslut", "atertagen"), 5);
        raknat(&conn, manad, "3.4.3", ("vantan", "8-30"), 5);
        raknat(&conn, manad, "3.4.3", ("vantan", "91-180"), 7);
        raknat(&conn, manad, "3.4.3", ("avslut", "malet_natt"), 5);
        for dag in 0..5 {
            for klockan in 8..17 {
                let antal = 5 + u32::from(4 - dag) * (8 - u32::from(klockan - 8)) / 2;
                timme(&conn, manad, dag, klockan, antal);
            }
        }
    }
    conn.commit().unwrap();
}

fn desk() -> (TempDir, Desk) {
    let mapp = tempdir().unwrap();
    let desk = Desk::ny(mapp.path());
    fyll(&mapp.path().join("troskel.db"));
    (mapp, desk)
}

fn har(desk: &Desk, texter: &[&str]) {
    let skarm = desk.text();
    for text in texter {
        assert!(skarm.contains(text), "{text} saknas:\n{skarm}");
    }
}

fn vald(desk: &Desk) -> String {
    let text = desk.text();
    let rad = text.lines().find(|rad| rad.starts_with('>'));
    rad.unwrap_or_default().to_owned()
}

#[test]
fn varje_diagram_gar_att_lasa_i_80_ganger_24_utan_farg() {
    let (_mapp, mut desk) = desk();
    for (namn, tangenter) in VYER {
        desk.tryck(tangenter);
        insta::assert_snapshot!(namn, desk.bild(80, 24));
        desk.tryck("<Esc><Esc><Esc><Esc>");
        assert_eq!(desk.app.vy, Vy::Sok, "{namn}");
        if desk.app.statistik.tabell {
            desk.tryck("<F6><F2><Esc>");
        }
        desk.tryck("<Esc>");
    }
}

#[test]
fn stora_och_sma_fonster_visar_detsamma_i_sitt_rum() {
    let (_mapp, mut desk) = desk();
    for (namn, tangenter) in VYER {
        desk.tryck(tangenter);
        for (bredd, hojd) in [(120, 40), (60, 20)] {
            let (text, markor) = desk.skarm(bredd, hojd);
            let vald = text.lines().nth(usize::from(markor.y)).unwrap();
            assert!(
                vald.starts_with('>'),
                "{namn} {bredd}x{hojd}: {vald:?}\n{text}"
            );
            for rad in text.lines() {
                assert!(rad.chars().count() <= usize::from(bredd), "{rad}");
            }
        }
        assert!(desk.skarm(40, 10).0.contains("för litet"), "{namn}");
        desk.tryck("<Esc><Esc><Esc><Esc>");
    }
    desk.tryck("<F6><F2><Down>");
    insta::assert_snapshot!("oversikt_120x40", desk.bild(120, 40));
    desk.tryck("0");
    insta::assert_snapshot!("timmar_60x20", desk.bild(60, 20));
}

#[test]
fn temat_andrar_farger_och_aldrig_text() {
    let (_mapp, mut desk) = desk();
    for (namn, tangenter) in VYER {
        desk.tryck(tangenter);
        let utan = desk.text();
        for tema in ["ljus", "mork", "hogkontrast"] {
            let terminal = desk.rita(&Tema::hitta(tema, None).unwrap().0, 80, 24);
            assert_eq!(text(&terminal), utan, "{namn} {tema}");
        }
        desk.tryck("<Esc><Esc><Esc><Esc>");
    }
}

#[test]
fn den_senaste_hela_perioden_visas_forst_och_pilarna_byter() {
    let (_mapp, mut desk) = desk();
    desk.tryck("<F6>");
    har(
        &desk,
        &["juli–september 2026 (kvartal 3)", "mot april–juni 2026"],
    );
    desk.tryck("<Left>");
    har(
        &desk,
        &[
            "april–juni 2026 (kvartal 2)",
            "inget räknat i perioden före",
        ],
    );
    desk.tryck("<Right><Right>");
    har(
        &desk,
        &["oktober–december 2026", "pågår, siffrorna är preliminära"],
    );
    desk.tryck("<Right>");
    har(
        &desk,
        &["oktober–december 2026", "Någon senare finns inte."],
    );
    // The year that the quarter lies in, the running month of it, and back to its quarter.
    desk.tryck("<F3>");
    har(&desk, &["Statistik · 2026 ", "pågår"]);
    desk.tryck("<F3>");
    har(
        &desk,
        &["november 2026", "Inget är räknat ännu för november 2026."],
    );
    desk.tryck("<Left>");
    har(&desk, &["oktober 2026", "mot september 2026"]);
    desk.tryck("<F3>");
    har(&desk, &["oktober–december 2026 (kvartal 4)"]);
}

#[test]
fn nyckeltalen_jamfors_bara_nar_bada_finns_och_perioden_ar_slut() {
    let (_mapp, mut desk) = desk();
    desk.tryck("<F6>");
    // 3.4.3, 3.1.2 and 3.1.4 in three months; 3.1.1 is counted apart.
    har(
        &desk,
        &["216 +36", "Mottagna", "Familjerådgivning (räknas för sig)"],
    );
    desk.tryck("<Right>");
    let text = desk.text();
    let rad = text
        .lines()
        .skip_while(|rad| !rad.contains("Mottagna"))
        .nth(1);
    assert!(!rad.unwrap().contains(['+', '−', '±']), "{text}");
}

#[test]
fn enter_oppnar_det_valda_och_esc_gar_tillbaka_steg_for_steg() {
    let (_mapp, mut desk) = desk();
    desk.tryck("<F6><Down>");
    assert!(
        vald(&desk).contains("3.1.2 Samarbetssamtal"),
        "{}",
        desk.text()
    );
    desk.tryck("<Enter>");
    har(
        &desk,
        &[
            "3.1.2 Samarbetssamtal",
            "[Allt]",
            "Hur besöken slutade",
            "Hänvisad",
        ],
    );
    desk.tryck("3");
    har(&desk, &["3.1.2 Samarbetssamtal", "[Ålder]", "25–44 år"]);
    desk.tryck("<Enter>");
    har(&desk, &["Den raden har inget mer att visa."]);
    desk.tryck("0");
    har(&desk, &["bara för alla besök tillsammans"]);
    desk.tryck("<Esc>");
    har(&desk, &["[Insatser]"]);
    assert!(
        vald(&desk).contains("3.1.2 Samarbetssamtal"),
        "{}",
        desk.text()
    );
    // A part of a division, then the insats in it, and back the same way.
    desk.tryck("1<Enter>");
    har(&desk, &["Hur besöken slutade: Mottagen", "[Resultat]"]);
    desk.tryck("<Down><Enter>");
    har(&desk, &["3.1.2 Samarbetssamtal", "[Allt]"]);
    desk.tryck("<Esc>");
    har(&desk, &["Hur besöken slutade: Mottagen", "[Resultat]"]);
    assert!(vald(&desk).contains("3.1.2"), "{}", desk.text());
    desk.tryck("<Esc>");
    har(&desk, &["[Resultat]", "Informerad"]);
    desk.tryck("<Esc>");
    har(&desk, &["[Insatser]"]);
    desk.tryck("<Esc>");
    assert_eq!(desk.app.vy, Vy::Sok);
}

#[test]
fn tabb_och_siffror_byter_indelning_och_fel_tangent_gor_inget() {
    let (_mapp, mut desk) = desk();
    desk.tryck("<F6>");
    let mut sedda = vec![desk.app.statistik.indelning];
    for _ in 1..Indelning::ALLA.len() {
        desk.tryck("<Tab>");
        sedda.push(desk.app.statistik.indelning);
    }
    assert_eq!(sedda, Indelning::ALLA);
    desk.tryck("<Tab><S-Tab>");
    assert_eq!(desk.app.statistik.indelning, Indelning::Timmar);
    for (plats, siffra) in "1234567890".chars().enumerate() {
        desk.tryck(&siffra.to_string());
        assert_eq!(desk.app.statistik.indelning, Indelning::ALLA[plats + 1]);
    }
    desk.tryck("3");
    let fore = desk.text();
    desk.tryck("x<F7><F9>å<Space>");
    assert_eq!(desk.text(), fore);
}

#[test]
fn tabellen_valjs_en_gang_och_ligger_kvar() {
    let (_mapp, mut desk) = desk();
    desk.tryck("<F6><F2>");
    har(&desk, &["antal", "före", "ändring", "Visas som tabell."]);
    desk.tryck("<Down>");
    assert!(!desk.text().contains(|tecken| RITADE.contains(&tecken)));
    desk.tryck("0");
    har(&desk, &["Måndag", "kl. 08–09"]);
    desk.tryck("<Esc><Esc><F6>");
    har(&desk, &["antal", "före", "ändring"]);
    desk.tryck("<F2><Down>");
    assert!(desk.text().contains('█'));
}

#[test]
fn tomt_sager_varfor_och_vantan_syns() {
    let mapp = tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    desk.drojer = true;
    desk.tryck("<F6>");
    har(&desk, &["Hämtar"]);
    // Nothing in the quarter that nobody asked for: the one that goes on is shown.
    desk.drojer = false;
    desk.svara_allt();
    har(
        &desk,
        &["Inget är räknat ännu för oktober–december 2026 (kvartal 4). Vänsterpil visar"],
    );
    desk.tryck("<Enter>");
    har(&desk, &["Det finns ingen rad att välja här."]);
    desk.tryck("<Left>");
    har(
        &desk,
        &["Inget är räknat för juli–september 2026 (kvartal 3)."],
    );
}

#[test]
fn vad_en_annan_lucka_raknar_syns_utan_att_det_valda_flyttas() {
    let (mapp, mut desk) = desk();
    desk.tryck("<F6><End>");
    let fore = vald(&desk);
    assert!(fore.contains("3.1.1 Familjerådgivning"), "{fore}");
    let conn = Connection::open(mapp.path().join("troskel.db")).unwrap();
    besok(&conn, "2026-09", &Besok("3.2.1", INFORMERAD, 50));
    desk.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    har(&desk, &["3.2.1 Anhörigstöd vid beroende", "266 +86"]);
    assert!(
        vald(&desk).contains("3.1.1 Familjerådgivning"),
        "{}",
        desk.text()
    );
    // An answer for a period that has been left is let go.
    desk.drojer = true;
    desk.tryck("<Left>");
    desk.tryck("<Right>");
    desk.svara();
    har(&desk, &["juli–september 2026", "Hämtar"]);
    desk.svara_allt();
    har(&desk, &["juli–september 2026", "266 +86"]);
}

/// A year may take seconds to hide: it is done aside, one at a time, and only where something was counted.
#[test]
fn det_raknas_vid_sidan_om_ett_i_taget_och_bara_nar_nagot_ar_nytt() {
    let (mapp, mut desk) = desk();
    desk.tryck("<F6>");
    assert_eq!(desk.raknat, 1);
    // Others write, but nothing that is counted here.
    desk.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    desk.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    assert_eq!(desk.raknat, 1);
    let conn = Connection::open(mapp.path().join("troskel.db")).unwrap();
    besok(&conn, "2026-09", &Besok("3.2.1", INFORMERAD, 50));
    desk.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    assert_eq!(desk.raknat, 2);
    har(&desk, &["266 +86"]);

    // Back through five quarters before the first of them is done: only that and the last are added up.
    desk.drojer = true;
    desk.tryck("<Left><Left><Left><Left><Left>");
    har(&desk, &["april–juni 2025", "Hämtar"]);
    desk.svara_allt();
    assert!(desk.raknat <= 4, "{}", desk.raknat);
    har(&desk, &["april–juni 2025", "Inget är räknat"]);
    // While it is done the keys answer.
    desk.tryck("<Right>");
    desk.svara();
    desk.tryck("<Esc>");
    har(&desk, &["Sök"]);
    desk.svara_allt();
    har(&desk, &["Sök"]);
}

fn text(terminal: &Terminal<TestBackend>) -> String {
    let buffert = terminal.backend().buffer();
    let rader = (0..buffert.area.height).map(|y| {
        let rad: String = (0..buffert.area.width)
            .map(|x| buffert[(x, y)].symbol())
            .collect();
        rad.trim_end().to_owned()
    });
    rader.collect::<Vec<_>>().join("\n")
}

fn nr(plats: usize) -> InsatsNr {
    format!("3.1.{}", plats + 1).parse().unwrap()
}

/// Statistics of one quarter with these visits, hours and months.
fn statistik(period: Period, celler: &[Cell], timmar: &[Cell]) -> Statistik {
    let rader: Vec<Rad> = celler
        .iter()
        .enumerate()
        .map(|(plats, cell)| Rad {
            insats: nr(plats),
            celler: vec![*cell],
            alla: Some(*cell),
        })
        .collect();
    let manader = rader.iter().map(|rad| (rad.insats, vec![rad.celler[0]; 3]));
    let del = Del {
        manader: manader.collect(),
        manader_alla: celler.iter().copied().cycle().take(3).collect(),
        tabeller: vec![Tabell {
            avsnitt: Avsnitt::Resultat,
            koder: vec!["mottagen".to_owned()],
            rader,
            summor: vec![celler[0]],
            alla: Some(celler[0]),
        }],
    };
    let timmar = (8..)
        .zip(timmar)
        .map(|(timme, cell)| (Veckotimme { dag: 0, timme }, *cell));
    Statistik {
        period,
        insatser: del,
        familjeradgivning: Del::default(),
        timmar: timmar.collect(),
        dolda: Dolda::default(),
    }
}

/// The screen with these statistics on it.
fn med(desk: &mut Desk, par: &Par, indelning: Indelning) -> String {
    let sida = Sida {
        indelning,
        djup: None,
        tabell: false,
    };
    let namn = |nr: InsatsNr| format!("insats {nr}");
    desk.app.statistik.indelning = indelning;
    desk.app.statistik.blad = Some(bygg(par, sida, &namn));
    let mut terminal = Terminal::new(TestBackend::new(100, 40)).unwrap();
    let tema = Tema::terminal();
    terminal
        .draw(|frame| screens::draw(&desk.app, &tema, frame))
        .unwrap();
    text(&terminal)
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        4 => (5_u64..5_000).prop_map(Cell::Antal),
        1 => Just(Cell::Antal(0)),
        2 => Just(Cell::FarreAn5),
        2 => Just(Cell::Dold),
    ]
}

fn utan_dolda(celler: &[Cell]) -> Vec<Cell> {
    let noll = |cell: &Cell| match cell {
        Cell::Antal(_) => *cell,
        Cell::FarreAn5 | Cell::Dold | Cell::Odelad => Cell::Antal(0),
    };
    celler.iter().map(noll).collect()
}

fn ar_ritat(tecken: char) -> bool {
    "█▌▄░▒▓▁▂▃▅▆▇".contains(tecken)
}

/// Hidden cells have no bar, height or density, and stretch no one else's: with 0 in their place everything that is drawn is
/// the same.
#[test]
fn det_dolda_syns_bara_som_sitt_ord() {
    let (_mapp, mut desk) = desk();
    desk.tryck("<F6>");
    let desk = std::cell::RefCell::new(desk);
    let period: Period = "2026-K3".parse().unwrap();
    proptest!(
        ProptestConfig::with_cases(64),
        |(celler in prop::collection::vec(cell(), 3..9), timmar in prop::collection::vec(cell(), 9))| {
            let par = |celler: &[Cell], timmar: &[Cell]| Par {
                nu: statistik(period, celler, timmar),
                fore: statistik(period.fore(), celler, timmar),
                // Without changes: the word for one that cannot be told is wider than a number.
                pagar: true,
                idag: "2026-11-22".parse().unwrap(),
            };
            // The widest number is there either way.
            let celler = [celler.as_slice(), &[Cell::Antal(4_999)]].concat();
            let med_dolda = par(&celler, &timmar);
            let utan = par(&utan_dolda(&celler), &utan_dolda(&timmar));
            for indelning in [Indelning::Insatser, Indelning::Timmar] {
                let ritad = med(&mut desk.borrow_mut(), &med_dolda, indelning);
                let slat = med(&mut desk.borrow_mut(), &utan, indelning);
                // Sorted by name where the order of the rows is not what is looked at.
                let streck = |text: &str| {
                    let mut rader: Vec<String> = text
                        .lines()
                        .filter(|rad| rad.contains("insats 3") && !rad.contains("perioden"))
                        .map(|rad| {
                            let namn = rad.trim_start_matches('>').trim_start();
                            let namn = namn.split_whitespace().next().unwrap_or_default();
                            // The spark at the right end marks what is hidden by a sign of its own.
                            let staplar: String = rad.chars().take(80).filter(|t| ar_ritat(*t)).collect();
                            format!("{namn} {staplar}")
                        })
                        .collect();
                    rader.sort();
                    rader
                };
                prop_assert_eq!(streck(&ritad), streck(&slat));
                let tathet = |text: &str| -> String {
                    let rad = text.lines().find(|rad| rad.contains("mån ")).unwrap_or_default();
                    rad.chars().filter(|t| ar_ritat(*t)).collect()
                };
                prop_assert_eq!(tathet(&ritad), tathet(&slat));
            }
            for (plats, cell) in celler.iter().enumerate() {
                let ritad = med(&mut desk.borrow_mut(), &med_dolda, Indelning::Insatser);
                let namn = format!("{} insats", nr(plats));
                let rad = ritad
                    .lines()
                    .find(|rad| rad.contains(&namn) && !rad.contains("perioden"))
                    .unwrap_or_default();
                match cell {
                    Cell::Antal(antal) => prop_assert!(rad.contains(&antal.to_string()), "{}", rad),
                    dolt => {
                        prop_assert!(rad.contains(&dolt.to_string()), "{}", rad);
                        prop_assert!(!rad.contains(ar_ritat), "{}", rad);
                    }
                }
            }
        }
    );
}

/// What a hidden cell really was does not reach the page: two who differ in it only are drawn alike.
#[test]
fn tva_filer_som_bara_skiljer_sig_i_det_dolda_ser_likadana_ut() {
    let bild = |dolda: u32| {
        let (mapp, mut desk) = desk();
        let conn = Connection::open(mapp.path().join("troskel.db")).unwrap();
        raknat(&conn, "2026-09", "3.4.3", ("ko", "vila"), dolda);
        timme(&conn, "2026-09", 5, 10, dolda);
        desk.tryck("<F6>7");
        let ko = desk.bild(80, 24);
        desk.tryck("0");
        ko + &desk.bild(80, 24)
    };
    let forsta = bild(1);
    assert!(forsta.contains("<5"), "{forsta}");
    for dolda in 2..5 {
        assert_eq!(bild(dolda), forsta, "{dolda}");
    }
}

/// Rows that stand in the text, each with its name, number, the period before and the change.
fn star_i(klartext: &str, stapel: &Stapel) -> bool {
    let fore = stapel
        .fore
        .as_ref()
        .map_or_else(String::new, ToString::to_string);
    let ord = [stapel.varde.to_string(), fore, stapel.andring.clone()];
    klartext.lines().any(|rad| {
        rad.trim_start()
            .strip_prefix(stapel.namn.as_str())
            .is_some_and(|rest| {
                let skrivna: Vec<&str> = rest.split_whitespace().collect();
                let vantade: Vec<&String> = ord.iter().filter(|ord| !ord.is_empty()).collect();
                skrivna == vantade
            })
    })
}

#[test]
fn varje_tal_pa_skarmen_star_i_klartext() {
    let hem = Hem::nytt();
    let mut desk = Desk::ny(hem.mapp());
    fyll(&hem.databas());
    {
        let conn = Connection::open(hem.databas()).unwrap();
        besok(&conn, "2026-09", &Besok("3.1.3", HANVISAD, 3));
    }
    for (tangenter, period) in [
        ("<F6>", None),
        ("<F6><Right>", Some("2026-K4")),
        ("<F6><F3>", Some("2026")),
    ] {
        let mut argument = vec!["statistik", "--klartext"];
        argument.extend(period.iter().flat_map(|period| ["--period", period]));
        let ut = hem.kor(&argument);
        assert_eq!((ut.kod, ut.fel.as_str()), (0, ""), "{ut:?}");
        for rad in ut.ut.lines() {
            assert!(rad.chars().count() <= 100, "{rad}");
            assert!(!rad.contains(|tecken| RITADE.contains(&tecken)), "{rad}");
        }
        desk.tryck(tangenter);
        let mut sidor = Vec::new();
        for _ in Indelning::ALLA {
            sidor.push(desk.app.statistik.blad.clone().unwrap());
            desk.tryck("<Tab>");
        }
        let antal = sidor[0].staplar().count();
        for plats in 0..antal {
            desk.tryck("<Home>");
            for _ in 0..plats {
                desk.tryck("<Down>");
            }
            desk.tryck("<Enter>");
            sidor.push(desk.app.statistik.blad.clone().unwrap());
            desk.tryck("<Esc>");
        }
        let mut talen = 0;
        for blad in &sidor {
            for tal in &blad.nyckeltal {
                let andring = if tal.andring.is_empty() {
                    String::new()
                } else {
                    format!(", ändring {}", tal.andring)
                };
                let rad = format!("{}: {}{andring}", tal.namn, tal.varde);
                assert!(ut.ut.lines().any(|annan| annan == rad), "{rad}\n{}", ut.ut);
            }
            for stapel in blad.staplar() {
                assert!(star_i(&ut.ut, stapel), "{stapel:?}\n{}", ut.ut);
                talen += 1;
            }
            for post in &blad.poster {
                if let Post::Rubrik(rubrik) = post {
                    assert!(ut.ut.contains(&format!("{rubrik}:")), "{rubrik}");
                }
            }
            for kolumn in &blad.manader {
                let manad = format!("{} ", kolumn.namn);
                let rad = |rad: &str| {
                    let delar: Vec<&str> = rad.split_whitespace().collect();
                    rad.trim_start().starts_with(manad.trim_end())
                        && match &kolumn.varde {
                            // Month and year, and nothing after them.
                            Varde::Inget => delar.len() == 2,
                            varde => rad.ends_with(&format!(" {varde}")),
                        }
                };
                assert!(ut.ut.lines().any(rad), "{kolumn:?}\n{}", ut.ut);
            }
            if let Some(karta) = &blad.karta {
                for dag in &karta.dagar {
                    for (timme, varde) in karta.timmar.iter().zip(&dag.varden) {
                        if varde.tal() == Some(0) {
                            continue;
                        }
                        let namn = format!("kl. {timme:02}–{:02}", timme + 1);
                        let rad = |rad: &str| {
                            rad.trim_start()
                                .strip_prefix(namn.as_str())
                                .is_some_and(|rest| {
                                    rest.split_whitespace().next()
                                        == Some(varde.to_string().as_str())
                                })
                        };
                        assert!(ut.ut.lines().any(rad), "{namn} {varde}");
                        talen += 1;
                    }
                }
            }
        }
        assert!(talen > 60, "{talen}");
        desk.tryck("<Esc><Esc><Esc>");
        assert_eq!(desk.app.vy, Vy::Sok);
    }
}

#[test]
fn kommandot_tar_hela_perioder_och_json_far_nya_nycklar() {
    let hem = Hem::nytt();
    let _desk = Desk::ny(hem.mapp());
    fyll(&hem.databas());
    let alla = hem.json(&["statistik"]);
    assert_eq!(
        gemensamt::hem::nycklar(&alla)[..3],
        ["fran", "till", "insatser"]
    );
    gemensamt::hem::har_nycklar(
        &alla,
        &["period", "avsnitt", "familjeradgivning", "timmar", "dolda"],
    );
    assert_eq!(alla["period"], "2026-04..2026-10");
    let kvartal = hem.json(&["statistik", "--period", "2026-K3"]);
    assert_eq!(
        (&kvartal["fran"], &kvartal["till"]),
        (&"2026-07-01".into(), &"2026-09-30".into())
    );
    assert_eq!(kvartal["avsnitt"]["resultat"]["alla"], 216);
    assert_eq!(kvartal["fore"]["avsnitt"]["resultat"]["alla"], 180);
    assert_eq!(
        (&kvartal["pagar"], &kvartal["fore"]["period"]),
        (&false.into(), &"2026-K2".into())
    );
    assert_eq!(
        hem.json(&["statistik", "--period", "2026-11"])["pagar"],
        true
    );
    let manader: Vec<Manad> = "2026-K3".parse::<Period>().unwrap().manader().collect();
    for manad in manader {
        assert!(kvartal["manader"][manad.to_string()].is_u64(), "{manad}");
    }
    for fel in ["2026-13", "26", "2026-K5", "kvartal"] {
        let ut = hem.kor(&["statistik", "--period", fel]);
        assert_eq!((ut.kod, ut.ut.as_str()), (2, ""), "{ut:?}");
    }
    let ut = hem.kor(&["statistik", "--klartext", "--period", "2025"]);
    assert_eq!(
        (ut.kod, ut.ut.trim_end().lines().last()),
        (0, Some("Inget är räknat för 2025.")),
        "{ut:?}"
    );
    let ut = hem.kor(&["statistik", "--klartext", "--fran", "2026-07-01"]);
    assert_eq!(ut.kod, 2, "{ut:?}");
}

#[test]
fn en_manad_som_kommer_har_ingen_siffra() {
    let hem = Hem::nytt();
    let mut desk = Desk::ny(hem.mapp());
    fyll(&hem.databas());
    // 22 November: nobody has come yet this month, and nobody can have come in the next.
    desk.tryck("<F6><Right>");
    let blad = desk.app.statistik.blad.clone().unwrap();
    let manader: Vec<_> = blad.manader.iter().map(|manad| &manad.varde).collect();
    assert_eq!(manader, [&Varde::Tal(80), &Varde::Tal(0), &Varde::Inget]);
    let gnista = &blad.staplar().next().unwrap().gnista;
    assert_eq!(gnista[1..], [Varde::Tal(0), Varde::Inget]);
    let rad = |desk: &Desk, manad: &str| {
        let text = desk.text();
        let rad = text.lines().rev().find(|rad| rad.contains(manad));
        rad.unwrap_or_else(|| panic!("{manad}: {text}"))
            .trim()
            .to_owned()
    };
    assert_eq!(rad(&desk, "okt 80"), "okt 80   nov 0    dec");
    desk.tryck("<F2><End>");
    assert_eq!(
        rad(&desk, "december 2026:"),
        "december 2026: har inte börjat"
    );
    assert_eq!(rad(&desk, ">december"), ">december 2026");
    assert_eq!(rad(&desk, "november"), "november 2026                 0");

    let ut = hem.kor(&["statistik", "--klartext", "--period", "2026"]).ut;
    for (manad, vantat) in [
        ("januari", "0"),
        ("oktober", "80"),
        ("november", "0"),
        ("december", ""),
    ] {
        let namn = format!("{manad} 2026");
        let rad = ut
            .lines()
            .find(|rad| rad.trim_start().starts_with(&namn))
            .unwrap();
        assert_eq!(rad.trim_start()[namn.len()..].trim(), vantat, "{ut}");
    }
    // What a period to come is held against.
    let json = hem.json(&["statistik", "--period", "2027-K1"]);
    for del in [&json["fore"], &json["fore"]["familjeradgivning"]] {
        assert_eq!(del["manader"]["2026-11"], 0);
        assert_eq!(del["manader"].get("2026-12"), Some(&json!(null)), "{json}");
    }
}

#[test]
fn det_som_raknats_i_en_manad_som_kommer_visas() {
    let (mapp, mut desk) = desk();
    let conn = Connection::open(mapp.path().join("troskel.db")).unwrap();
    besok(&conn, "2026-12", &Besok("3.4.3", MOTTAGEN, 9));
    desk.tryck("<F6><Right>");
    har(&desk, &["dec 9"]);
}

/// The catalogue of the program without familjerådgivning.
fn utan_familjeradgivning() -> String {
    let (fore, efter) = katalog::inbyggd()
        .split_once("[[insats]]\nnr = \"3.1.1\"\n")
        .unwrap();
    let (_, resten) = efter.split_once("\n[[insats]]\n").unwrap();
    format!("{fore}[[insats]]\n{resten}")
        .replace("\"3.1.1\", ", "")
        .replace(", \"3.1.1\"", "")
}

#[test]
fn familjeradgivning_raknas_for_sig_ocksa_nar_den_har_lamnat_katalogen() {
    let hem = Hem::nytt();
    for (nr, antal) in [("3.1.1", 6), ("3.1.2", 8)] {
        let fraga =
            json!({"nr": nr, "information": {"ratt_att_ansoka": "muntligt"}, "vill": "bara_fraga"});
        for _ in 0..antal {
            let ut = hem.mottag(&fraga);
            assert_eq!(ut.kod, 0, "{ut:?}");
        }
    }
    let utan = utan_familjeradgivning();
    let fil = hem.fil("utan.toml", &utan);
    let last = katalog::las(&utan).katalog.unwrap();
    assert!(last.insats("3.1.1".parse().unwrap()).is_none() && last.silor().is_empty());
    let kor = |argument: &[&str]| {
        let ut = hem.kor(&[&["--katalog", &fil], argument].concat());
        assert_eq!((ut.kod, ut.fel.as_str()), (0, ""), "{ut:?}");
        ut
    };

    let ut = kor(&["statistik", "--period", "2026-11", "--klartext"]).ut;
    let (alla, sin) = ut
        .split_once("Familjerådgivning (räknas för sig):")
        .unwrap();
    assert!(alla.contains("Besök: 8\n"), "{ut}");
    assert!(!alla.contains("3.1.1"), "{ut}");
    let sin = sin.lines().find(|rad| rad.contains("3.1.1")).unwrap();
    assert_eq!(sin.split_whitespace().nth(1), Some("6"), "{ut}");

    let json = kor(&["statistik", "--period", "2026-11", "--json"]).json();
    assert_eq!(json["avsnitt"]["resultat"]["alla"], 8);
    assert_eq!(json["familjeradgivning"]["avsnitt"]["resultat"]["alla"], 6);

    let ut = kor(&["statistik", "ut", "--period", "2026-11", "--format", "json"]).json();
    let rader = ut["rader"].as_array().unwrap();
    let summa = |del: &str| {
        let mut rader = rader.iter().filter(|rad| {
            (&rad["del"], &rad["avsnitt"], &rad["rad"])
                == (&json!(del), &json!("resultat"), &json!("totalsumma"))
        });
        rader.next().unwrap()["antal"].clone()
    };
    assert_eq!(
        (summa("insatser"), summa("familjeradgivning")),
        (json!(8), json!(6))
    );
    for rad in rader.iter().filter(|rad| rad["insats"] == "3.1.1") {
        assert_eq!(rad["del"], "familjeradgivning", "{rad}");
    }

    let mut desk = Desk::ny(hem.mapp());
    desk.app.katalog = Arc::new(last);
    desk.tryck("<F6><F3><F3>");
    let text = desk.text();
    let (alla, sin) = text
        .split_once("Familjerådgivning (räknas för sig)")
        .unwrap();
    assert!(alla.contains("3.1.2") && !alla.contains("3.1.1"), "{text}");
    assert!(sin.contains("3.1.1"), "{text}");
}

#[cfg(unix)]
#[test]
fn statistiken_oppnas_i_det_riktiga_programmet() {
    use gemensamt::lucka::{ENTER, ESC, F2, F6, HOGER, Lucka, TABB, start};
    let hem = Hem::nytt();
    drop(Desk::ny(hem.mapp()));
    fyll(&hem.databas());
    let mut lucka = Lucka::kor(start(&hem).miljo("NO_COLOR", "1"));
    lucka.steg(&[
        (F6, "3.1.2 Samarbetssamtal"),
        (ENTER, "[Allt]"),
        (ESC, "[Insatser]"),
        (TABB, "[Resultat]"),
        (F2, "ändring"),
        (HOGER, "pågår, siffrorna är preliminära"),
        (ESC, "[Insatser]"),
        (ESC, "Sök:"),
    ]);
    lucka.stang();
}
