//! The follow-up for the nämnd: both forms say the same, familjerådgivning is in no sum of others, what is small is nowhere,
//! and the page is one that a screen reader can follow.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/statistiken.rs"]
#[allow(dead_code)]
mod statistiken;

use statistiken::{FORMEL, dag, katalogen, statistiken};
use troskel::domain::insats::Katalog;
use troskel::domain::statistik::Cell;
use troskel::domain::statistik::tabell::Statistik;
use troskel::rapport::html::html;
use troskel::rapport::text::{BREDD, text};
use troskel::rapport::{Rapportunderlag, kapitel};
use troskel::text::rapport as ord;
use unicode_width::UnicodeWidthStr;

fn rapport<'a>(
    statistik: &'a Statistik,
    fore: &'a Statistik,
    katalog: &'a Katalog,
) -> Rapportunderlag<'a> {
    Rapportunderlag {
        statistik,
        fore,
        katalog,
        gjord: dag("2026-11-22"),
    }
}

/// The text of every element of this kind, without what marks it up.
fn element(sida: &str, namn: &str) -> Vec<String> {
    let borjan = format!("<{namn}");
    let mut ut = Vec::new();
    for del in sida.split(&borjan).skip(1) {
        if !del.starts_with(['>', ' ']) {
            continue;
        }
        let innehall = del.split_once('>').unwrap().1;
        let innehall = innehall.split(&format!("</{namn}>")).next().unwrap();
        let mut text = String::new();
        let mut inne = false;
        for c in innehall.chars() {
            match c {
                '<' => inne = true,
                '>' => inne = false,
                c if !inne => text.push(c),
                _ => {}
            }
        }
        ut.push(text);
    }
    ut
}

#[test]
fn sidan_gar_att_folja_med_skarmlasare_och_hamtar_inget() {
    let (nu, fore, katalog) = (statistiken("2026-K3"), statistiken("2026-K2"), katalogen());
    let sida = html(&rapport(&nu, &fore, &katalog));
    assert!(sida.starts_with("<!DOCTYPE html><html lang=\"sv\">"));
    assert_eq!(element(&sida, "title").len(), 1);
    assert_eq!(element(&sida, "h1").len(), 1);
    assert_eq!(element(&sida, "main").len(), 1);
    assert_eq!(
        element(&sida, "h2").len(),
        kapitel(&rapport(&nu, &fore, &katalog)).len()
    );
    for rubrik in [
        "<h3", "<h4", "<script", "<img", "<link", "<iframe", "http", "onclick", "@import", "url(",
    ] {
        assert!(!sida.contains(rubrik), "{rubrik}");
    }
    // Every table is one of figures: a caption of its own, and a heading for each row and column.
    let rubriker = element(&sida, "caption");
    assert_eq!(rubriker.len(), sida.matches("<table").count());
    assert!(rubriker.len() > 10);
    let mut olika = rubriker.clone();
    olika.sort();
    olika.dedup();
    assert_eq!(
        olika.len(),
        rubriker.len(),
        "two tables have the same caption"
    );
    assert_eq!(
        sida.matches("<th ").count(),
        sida.matches("<th scope=").count()
    );
    for rad in sida.split("<tr").skip(1) {
        assert!(
            rad.contains("<th scope=\"row\"") || rad.contains("<th scope=\"col\""),
            "{rad}"
        );
    }
    // A drawing has a name, and its figures stand in a table before it.
    let diagram = "<div class=\"staplar\" role=\"img\" aria-label=\"Stapeldiagram: ";
    assert!(sida.matches(diagram).count() > 3);
    assert_eq!(sida.matches("role=").count(), sida.matches(diagram).count());
    for (plats, _) in sida.match_indices(diagram) {
        assert!(sida[..plats].ends_with("</table>"));
    }
    assert_eq!(
        sida.matches("<svg").count(),
        sida.matches("aria-hidden=\"true\"").count()
    );
    // A name is a text, whatever it is called.
    assert!(!sida.contains("<råd>") && sida.contains("&lt;råd&gt;"));
}

#[test]
fn bada_formerna_har_samma_siffror() {
    let (nu, fore, katalog) = (statistiken("2026-K3"), statistiken("2026-K2"), katalogen());
    let rapport = rapport(&nu, &fore, &katalog);
    let kapitel = kapitel(&rapport);
    let vantade: Vec<String> = kapitel
        .iter()
        .flat_map(|kapitel| &kapitel.tabeller)
        .flat_map(|tabell| &tabell.rader)
        .flat_map(|rad| &rad.celler)
        .map(|cell| cell.unwrap().to_string())
        .collect();
    assert!(vantade.len() > 150);
    let i_html: Vec<String> = element(&html(&rapport), "td")
        .iter()
        .map(|cell| cell.replace("&lt;", "<"))
        .collect();
    assert_eq!(i_html, vantade);

    let som_text = text(&rapport);
    for rad in som_text.lines() {
        assert!(rad.width() <= BREDD, "{rad}");
        assert!(!rad.chars().any(char::is_control), "{rad:?}");
        assert_eq!(rad, rad.trim_end());
    }
    let hopp: String = som_text.split_whitespace().collect::<Vec<_>>().join(" ");
    for kapitel in &kapitel {
        assert!(hopp.contains(&kapitel.rubrik), "{}", kapitel.rubrik);
        for stycke in &kapitel.stycken {
            assert!(hopp.contains(stycke.as_str()), "{stycke}");
        }
        for tabell in &kapitel.tabeller {
            for rad in &tabell.rader {
                let varden: Vec<String> = rad
                    .celler
                    .iter()
                    .map(|cell| cell.unwrap().to_string())
                    .collect();
                let som_rad = format!("{} {}", rad.namn, varden.join(" "));
                let kolumner = tabell.kolumner.iter().skip(1).zip(&varden);
                let som_lista = format!(
                    "{} {}",
                    rad.namn,
                    kolumner
                        .map(|(kolumn, varde)| format!("{kolumn}: {varde}"))
                        .collect::<Vec<_>>()
                        .join(", ")
                );
                assert!(
                    hopp.contains(&som_rad) || hopp.contains(&som_lista),
                    "{som_rad}\n{som_text}"
                );
            }
        }
    }
    assert!(som_text.contains(FORMEL));
}

#[test]
fn familjeradgivning_ingar_inte_i_nagon_annan_siffra() {
    let (nu, fore, katalog) = (statistiken("2026-K3"), statistiken("2026-K2"), katalogen());
    let silo = katalog.insatser.iter().find(|insats| insats.silo).unwrap();
    let rapport = rapport(&nu, &fore, &katalog);
    let alla = kapitel(&rapport);
    let med_namnet: Vec<&str> = alla
        .iter()
        .filter(|kapitel| {
            let mut rader = kapitel.tabeller.iter().flat_map(|tabell| &tabell.rader);
            rader.any(|rad| rad.namn.contains(&silo.namn))
        })
        .map(|kapitel| kapitel.rubrik.as_str())
        .collect();
    assert_eq!(med_namnet, [ord::FAMILJERADGIVNING]);
    // The silo has 7+8+9 + 5+6+7 visits; the five others of the program's first six have the rest.
    let grund = |plats: u64| 3 * (7 + 13 * plats) + 3 + 18;
    let andra: u64 = (1..6).map(grund).sum();
    assert!(
        alla[0].stycken[0].contains(&format!("räknades {andra} besök")),
        "{}",
        alla[0].stycken[0]
    );
    let egen = alla
        .iter()
        .find(|kapitel| kapitel.rubrik == ord::FAMILJERADGIVNING)
        .unwrap();
    assert!(
        egen.stycken[1].contains(&format!("räknades {} besök", grund(0))),
        "{}",
        egen.stycken[1]
    );
    let summa = andra + grund(0);
    for form in [html(&rapport), text(&rapport)] {
        assert!(
            !form.contains(&summa.to_string()),
            "{summa} is a sum of both parts"
        );
    }
}

#[test]
fn det_lilla_ar_dolt_och_det_sags_varfor() {
    let (nu, fore, katalog) = (statistiken("2026-K3"), statistiken("2026-K2"), katalogen());
    let rapport = rapport(&nu, &fore, &katalog);
    let alla = kapitel(&rapport);
    for kapitel in alla
        .iter()
        .filter(|kapitel| kapitel.rubrik != ord::OM_SIFFRORNA)
    {
        for rad in kapitel.tabeller.iter().flat_map(|tabell| &tabell.rader) {
            for cell in rad.celler.iter().flatten() {
                assert!(!matches!(cell, Cell::Antal(1..=4)), "{rad:?}");
            }
        }
    }
    assert!(html(&rapport).contains("&lt;5"));
    let om = alla.last().unwrap();
    let om_text = om.stycken.join(" ");
    for vad in [
        "<5",
        "dold",
        "14 kap. 4 §",
        "14 kap. 5 §",
        "5 kap. 2 §",
        "Personer är det inte",
    ] {
        assert!(om_text.contains(vad), "{vad}");
    }
    let dolda: Vec<Cell> = om.tabeller[0]
        .rader
        .iter()
        .map(|rad| rad.celler[0].unwrap())
        .collect();
    let antal = |antal: usize| Cell::Antal(antal as u64);
    assert_eq!(dolda, [antal(nu.dolda.sma), antal(nu.dolda.foljd)]);
}

#[test]
fn en_period_som_pagar_ar_preliminar_och_en_tom_ar_hel() {
    let katalog = katalogen();
    let (nu, fore) = (statistiken("2026-K3"), statistiken("2026-K2"));
    for (gjord, preliminar) in [("2026-09-30", true), ("2026-10-01", false)] {
        let rapport = Rapportunderlag {
            gjord: dag(gjord),
            ..rapport(&nu, &fore, &katalog)
        };
        for form in [html(&rapport), text(&rapport)] {
            assert_eq!(form.contains("Preliminär"), preliminar, "{gjord}");
        }
    }
    let (nu, fore) = (statistiken("2024"), statistiken("2023"));
    let tom = text(&rapport(&nu, &fore, &katalog));
    assert!(
        tom.contains("Under året 2024 räknades inga besök."),
        "{tom}"
    );
    assert!(tom.contains("lika många som under året 2023"), "{tom}");
    assert!(tom.contains(ord::INGET));
    assert!(html(&rapport(&nu, &fore, &katalog)).contains("</html>"));
}

#[test]
fn en_manad_som_kommer_har_ingen_siffra() {
    let katalog = katalogen();
    let (nu, fore) = (
        statistiken("2026-07..2026-11"),
        statistiken("2026-02..2026-06"),
    );
    let rapport = Rapportunderlag {
        gjord: dag("2026-10-01"),
        ..rapport(&nu, &fore, &katalog)
    };
    let som_text = text(&rapport);
    let rader = |manad: &str| -> Vec<String> {
        let rader = som_text
            .lines()
            .filter(|rad| rad.trim_start().starts_with(manad));
        rader
            .map(|rad| rad.split_whitespace().last().unwrap().to_owned())
            .collect()
    };
    // Of the insatser together, and of familjerådgivning.
    assert_eq!(rader("oktober 2026"), ["0", "0"]);
    assert_eq!(rader("november 2026"), [ord::UTAN, ord::UTAN]);
    let sida = html(&rapport);
    assert_eq!(sida.matches("november 2026</th><td>–</td>").count(), 2);
    // No bar of nothing, and nothing beside it.
    let staplar = ["oktober 2026", "november 2026"]
        .map(|manad| sida.matches(&format!("<span>{manad}</span>")).count());
    assert_eq!(staplar, [2, 0]);
}

#[test]
fn det_dolda_jamfors_inte() {
    let p = |text: &str| text.parse().unwrap();
    let (nu, fore) = (p("2026"), p("2025"));
    for (a, b) in [
        (Cell::FarreAn5, Cell::Antal(10)),
        (Cell::Antal(10), Cell::FarreAn5),
        (Cell::Dold, Cell::Dold),
    ] {
        let mening = ord::besok(nu, a, fore, b, false);
        assert!(mening.contains("går inte att ange"), "{mening}");
        assert!(
            !mening.contains("fler") && !mening.contains("lika"),
            "{mening}"
        );
    }
    let mening = ord::besok(nu, Cell::Antal(10), fore, Cell::Antal(25), false);
    assert!(
        mening.contains("15 färre än under året 2025, då det var 25 besök"),
        "{mening}"
    );
    // Half a period is not told to be fewer than a whole one.
    let mening = ord::besok(nu, Cell::Antal(10), fore, Cell::Antal(25), true);
    assert!(
        mening.contains("10 besök") && !mening.contains("25"),
        "{mening}"
    );
}
