//! Every screen as frames, at 80x24 and 120x40: the text, where a style differs from the ground, and the cursor.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod gemensamt;

use gemensamt::desk::Desk;
use ratatui::layout::Position;
use tempfile::tempdir;
use troskel::ui::tema::Tema;

/// Each screen, with the keys that lead to it.
const SKARMAR: [(&str, &str); 20] = [
    ("sok_tom", ""),
    ("sok_traff", "skilsm"),
    ("sok_hanvisning", "försörjningsstöd"),
    ("sok_inget", "qwrtzx"),
    ("besok_villkor", "boendecoachning<Enter>1"),
    ("besok_alder", "mini maria<Enter>20070314<Enter>"),
    ("besok_information", "boendecoachning<Enter>1<Enter>m"),
    (
        "besok_samtycke",
        "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>",
    ),
    (
        "besok_barn",
        "3.4.4<Enter>20160101<Enter>1<Enter>1<Enter>m<Enter>1<Enter>j<Enter>",
    ),
    (
        "besok_plats",
        "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>",
    ),
    ("besok_utgang", "boendecoachning<Enter>n<Enter>m<Enter>"),
    (
        "besok_dokumentation",
        "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>t<Enter>",
    ),
    (
        "besok_identitet",
        "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>t<Enter>m<Enter>n<Enter>Åsa Övning<Enter>90",
    ),
    (
        "besok_klart",
        "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>a<Enter>",
    ),
    ("lista_tom", "<F3>"),
    ("inkorg_tom", "<F5>"),
    ("hjalp", "<F1>"),
    ("oro", "<F12>"),
    ("oro_familjeradgivning", "3.1.1<F12>"),
    ("forekomst", "<F8>"),
];

fn desk_med(tangenter: &str) -> (tempfile::TempDir, Desk) {
    let mapp = tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    desk.tryck(tangenter);
    (mapp, desk)
}

#[test]
fn skarmarna_ser_ut_som_de_ska() {
    for (namn, tangenter) in SKARMAR {
        let (_mapp, desk) = desk_med(tangenter);
        for (bredd, hojd) in [(80, 24), (120, 40)] {
            insta::assert_snapshot!(format!("{namn}_{bredd}x{hojd}"), desk.bild(bredd, hojd));
        }
    }
}

#[test]
fn markoren_star_i_det_som_har_fokus_pa_varje_skarm() {
    for (namn, tangenter) in SKARMAR {
        let (_mapp, desk) = desk_med(tangenter);
        for (bredd, hojd) in [(80, 24), (120, 40), (60, 20)] {
            let mut terminal = desk.rita(&Tema::terminal(), bredd, hojd);
            let markor =
                ratatui::backend::Backend::get_cursor_position(terminal.backend_mut()).unwrap();
            assert_ne!(
                markor,
                Position::new(0, 0),
                "{namn} {bredd}x{hojd}: the cursor was never placed"
            );
            let text = desk.skarm(bredd, hojd).0;
            let rad = text.lines().nth(usize::from(markor.y)).unwrap_or_default();
            let i_fokus = match (desk.app.dialog.is_some(), &desk.app.besok) {
                (true, _) => rad.contains("Enter"),
                (false, Some(besok)) => {
                    rad.contains("[ ]")
                        || rad.contains("[x]")
                        || rad.contains('[') && besok.falt().is_some()
                }
                (false, None) => true,
            };
            assert!(
                i_fokus,
                "{namn} {bredd}x{hojd}: the cursor stands at {markor:?}, in {rad:?}"
            );
        }
    }
}

#[test]
fn tillstand_syns_utan_farg_och_texten_ar_densamma_i_alla_teman() {
    for (namn, tangenter) in SKARMAR {
        let (_mapp, desk) = desk_med(tangenter);
        let utan_farg = desk.skarm(80, 24).0;
        for tema in ["ljus", "mork", "hogkontrast"] {
            let tema = Tema::hitta(tema, None).unwrap().0;
            let terminal = desk.rita(&tema, 80, 24);
            let buffert = terminal.backend().buffer();
            let text: Vec<String> = (0..24)
                .map(|y| {
                    (0..80)
                        .map(|x| buffert[(x, y)].symbol())
                        .collect::<String>()
                        .trim_end()
                        .to_owned()
                })
                .collect();
            assert_eq!(text.join("\n"), utan_farg, "{namn}");
        }
    }
}

#[test]
fn valt_och_ovalt_skiljer_sig_i_texten_inte_bara_i_stilen() {
    let (_mapp, mut desk) = desk_med("boendecoachning<Enter>");
    let fore = desk.text();
    desk.tryck("2");
    let efter = desk.text();
    assert!(
        !fore.contains("[x]") && efter.contains("[x] 2 Ja – registeruppslag"),
        "{efter}"
    );
}

#[test]
fn sextio_ganger_tjugo_rullar_och_mindre_sager_till() {
    for (namn, tangenter) in SKARMAR {
        let (_mapp, desk) = desk_med(tangenter);
        let (text, _) = desk.skarm(60, 20);
        assert!(
            text.contains("Tröskel") && text.contains("F1") || desk.app.dialog.is_some(),
            "{namn}\n{text}"
        );
        for (bredd, hojd) in [(59, 20), (60, 19), (20, 5), (1, 1)] {
            let (text, _) = desk.skarm(bredd, hojd);
            assert!(!text.contains("Tröskel"), "{namn} {bredd}x{hojd}\n{text}");
        }
    }
    let (_mapp, desk) = desk_med("");
    assert!(desk.skarm(59, 20).0.contains("för litet"));
}

#[test]
fn hela_insatsen_gar_att_lasa_ocksa_i_det_minsta_fonstret() {
    let (_mapp, mut desk) = desk_med("3.1.10");
    let mut sett = desk.skarm(60, 20).0;
    for _ in 0..12 {
        desk.tryck("<PgDn>");
        sett.push_str(&desk.skarm(60, 20).0);
    }
    let insats = desk.app.vald_insats().unwrap();
    for villkor in &insats.villkor {
        for ord in villkor.text.split_whitespace() {
            assert!(sett.contains(ord), "{ord}");
        }
    }
    for fraga in &insats.oppet {
        let sista = fraga.split_whitespace().last().unwrap();
        assert!(sett.contains(sista), "{sista}");
    }
}
