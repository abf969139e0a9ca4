//! The pages of advice: from everywhere, over everything, and everything is as it was afterwards.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod gemensamt;

use std::collections::BTreeSet;
use std::sync::Arc;

use gemensamt::desk::Desk;
use tempfile::{TempDir, tempdir};
use troskel::app::kommando::Kontext;
use troskel::app::{App, Vy};
use troskel::domain::insats::Uppgift;

const ORO: &str = "Är det fara nu?";
const FOREKOMST: &str = "Svara varken ja eller nej";
const SNAVARE: &str = "snävare skyldighet (19 kap. 2 § socialtjänstlagen)";
const TILL_PLATS: &str = "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>";
const TILL_NAMN: &str = "t<Enter>m<Enter>n<Enter>Åsa Övning";

/// Somebody waits for boendecoachning.
const NAGON_VANTAR: &str = "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>k<Enter>j";

/// Where one can be: what it is, and the keys that lead there.
fn platser() -> Vec<(&'static str, String)> {
    let besok = |mer: &str| format!("{TILL_PLATS}{mer}");
    let ko = |mer: &str| format!("boendecoachning<F4><Enter>{mer}");
    let overlamning = |mer: &str| format!("{TILL_PLATS}{TILL_NAMN}<F2><Enter><F5><Enter>{mer}");
    let arende = |mer: &str| overlamning(&format!("<F2>m<Enter>5<F2><Home>{mer}"));
    let barnets = |mer: &str| overlamning(&format!("<F2>b<Enter>5<F2><Home>{mer}"));
    vec![
        ("Sok", String::new()),
        ("Sok", "skilsm".into()),
        ("Sok", "försörjningsstöd".into()),
        ("Val", "boendecoachning<Enter>1".into()),
        ("Falt", "mini maria<Enter>2007".into()),
        ("Val", "boendecoachning<Enter>n<Enter>m<Enter>".into()),
        ("Val", "boendecoachning<Enter>1<Enter>m".into()),
        ("Val", "boendecoachning<Enter>1<Enter>m<Enter>1".into()),
        ("Val", besok("k")),
        ("Val", besok("t<Enter>m")),
        ("Identitet", besok(TILL_NAMN)),
        ("Identitet", besok(&format!("{TILL_NAMN}<Enter>9001"))),
        ("Identitet", besok(&format!("{TILL_NAMN}<F8>"))),
        ("Sok", besok("a<Enter>")),
        ("Sok", besok("k<Enter>")),
        ("Parkerade", "<F3>".into()),
        ("Parkerade", "<F3><F8>".into()),
        ("Inkorg", "<F5>".into()),
        ("Aterlamnade", "<F5><F7>".into()),
        ("Arenden", "<F5><F6>".into()),
        ("Overlamning", overlamning("")),
        ("Overlamning", overlamning("<F8>")),
        ("Arende", arende("")),
        ("Arende", arende("<F9>")),
        ("Utkast", arende("<F2>")),
        ("Utkastval", arende("<F3><F2>")),
        ("Langtext", arende("<F3><F2>p<Tab>")),
        ("Langblankett", arende("<F6><Tab><Tab>")),
        ("Plan", arende("<F3>")),
        ("Samtycken", arende("<F4>")),
        ("Aktblad", arende("<F5>")),
        ("Brotider", arende("<F7><F2><Home>")),
        ("Bro", barnets("<F7><F2><Home>")),
        ("Statistik", "<F6>".into()),
        ("Koer", "<F4>".into()),
        ("Kosida", ko("")),
        ("Kosida", ko("<F8>")),
        ("Kopost", ko("<Enter>")),
        ("Kotext", ko("<Enter><F7>")),
        ("Kotext", "<F4><F7>".into()),
        ("Attgora", "<F4><F6>".into()),
        ("Koplatser", ko("<F5>")),
        ("Blankett", ko("<F5><F3>12")),
        ("Blankettval", ko("<Enter><F4>x<Tab><Tab><Tab>")),
        ("Hjalp", "<F1>".into()),
        ("Hjalp", "boendecoachning<Enter>1<F1>".into()),
    ]
}

/// A desk at which a visit is parked.
fn desk() -> (TempDir, Desk) {
    let mapp = tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    desk.tryck("boendecoachning<Enter>1<F3><Esc>");
    assert_eq!(desk.app.lage.parkerade, 1);
    (mapp, desk)
}

/// Everything that is written on the open page, in any window.
fn sida(app: &App) -> String {
    let blad = app.rad.as_ref().and_then(|rad| rad.blad()).unwrap();
    let delar: Vec<&str> = blad
        .avsnitt
        .iter()
        .flat_map(|avsnitt| {
            std::iter::once(&avsnitt.rubrik)
                .chain(&avsnitt.text)
                .map(String::as_str)
        })
        .collect();
    delar.join("\n")
}

#[test]
fn f12_oppnar_oro_for_barn_overallt_skriver_inget_och_lamnar_allt_som_det_var() {
    let mut sedda = BTreeSet::new();
    for (kontext, tangenter) in platser() {
        let (_mapp, mut desk) = desk();
        if tangenter.starts_with("<F4>") || tangenter.starts_with("boendecoachning<F4>") {
            desk.tryck(NAGON_VANTAR);
        }
        desk.tryck(&tangenter);
        assert_eq!(format!("{:?}", desk.app.kontext()), kontext, "{tangenter}");
        sedda.insert(kontext);
        let dialog = desk.app.dialog.is_some();
        let (bild, bytes) = (desk.bild(80, 24), desk.bytes());
        for (ater, namn) in [("<Esc>", "Esc"), ("<F12>", "F12"), ("q", "q")] {
            desk.tryck("<F12>");
            assert_eq!(desk.app.kontext(), Kontext::Rad, "{tangenter}");
            assert!(desk.text().contains(ORO), "{tangenter}\n{}", desk.text());
            desk.tryck("x<Enter>j1<PgDn><Down><PgUp>").klistra("Åsa");
            assert!(desk.app.dialog.is_none(), "{tangenter}");
            assert_eq!(desk.app.vy, Vy::Rad, "{tangenter}");
            desk.tryck(ater);
            assert_eq!(desk.bild(80, 24), bild, "{tangenter} {namn}");
            assert_eq!(desk.app.dialog.is_some(), dialog, "{tangenter} {namn}");
        }
        assert!(desk.bytes() == bytes, "{tangenter}: something was written");
    }
    let alla: BTreeSet<String> = Kontext::ALLA
        .into_iter()
        .filter(|kontext| *kontext != Kontext::Rad)
        .map(|kontext| format!("{kontext:?}"))
        .collect();
    let sedda: BTreeSet<String> = sedda.into_iter().map(str::to_owned).collect();
    assert_eq!(sedda, alla);
}

#[test]
fn en_dialog_under_sidan_gar_att_besvara_efterat() {
    let (_mapp, mut desk) = desk();
    desk.tryck(&format!("{TILL_PLATS}{TILL_NAMN}<F8><F12><Esc>j"));
    let klart = desk.text();
    assert!(klart.contains("Besöket är räknat."), "{klart}");
    desk.tryck("<F12><F12><Enter>");
    assert!(desk.app.dialog.is_none() && desk.app.vy == Vy::Sok);
}

#[test]
fn svar_som_kommer_medan_sidan_lases_gar_inte_forlorade_och_tar_den_inte_bort() {
    let (_mapp, mut desk) = desk();
    desk.drojer = true;
    desk.tryck("<F4><F12>");
    desk.svara_allt();
    assert!(desk.text().contains(ORO));
    desk.tryck("<Esc>");
    assert!(
        desk.text().contains(">3.1.10 Föräldraträffar"),
        "{}",
        desk.text()
    );
    desk.drojer = false;

    // A visit that ends under the page: the receipt is there when the page is closed, not before.
    desk.tryck(&format!(
        "<Esc>{TILL_PLATS}t<Enter>m<Enter>n<Enter>Åsa Övning"
    ));
    desk.drojer = true;
    desk.tryck("<F2><F12>");
    desk.svara_allt();
    let text = desk.text();
    assert!(text.contains(ORO) && !text.contains("Klart"), "{text}");
    desk.tryck("<Esc>");
    let text = desk.text();
    assert!(text.contains("Överlämnad till dokumentationen"), "{text}");
    assert_eq!(desk.app.vy, Vy::Sok);
}

#[test]
fn sidorna_och_hjalpen_ligger_over_varandra_utan_att_ga_runt() {
    let (_mapp, mut desk) = desk();
    desk.tryck("skilsm");
    let fore = desk.text();
    for (tangenter, vyer) in [
        ("<F12>", &[Vy::Rad, Vy::Sok][..]),
        ("<F12><F1>", &[Vy::Hjalp, Vy::Rad, Vy::Sok]),
        ("<F12><F1><F12>", &[Vy::Rad, Vy::Sok]),
        ("<F12><F1><F12><F1>", &[Vy::Hjalp, Vy::Rad, Vy::Sok]),
        ("<F1><F12>", &[Vy::Rad, Vy::Hjalp, Vy::Sok]),
        ("<F1><F12><F1>", &[Vy::Hjalp, Vy::Sok]),
        ("<F8>", &[Vy::Rad, Vy::Sok]),
        ("<F8><F12>", &[Vy::Rad, Vy::Rad, Vy::Sok]),
        ("<F8><F12><F12>", &[Vy::Rad, Vy::Sok]),
        ("<F8><F1><F12>", &[Vy::Rad, Vy::Rad, Vy::Sok]),
    ] {
        desk.tryck(tangenter);
        for vy in vyer {
            assert_eq!(desk.app.vy, *vy, "{tangenter}");
            desk.tryck("<Esc>");
        }
        if *vyer.last().unwrap() == Vy::Sok {
            // The last Esc emptied the search.
            desk.tryck("skilsm");
        }
        assert_eq!(desk.text(), fore, "{tangenter}");
    }
    desk.tryck("<F8><F12><Esc>");
    assert!(desk.text().contains(FOREKOMST), "{}", desk.text());
}

#[test]
fn familjeradgivningens_snavare_skyldighet_star_fore_den_vanliga() {
    let (_mapp, mut desk) = desk();
    let silo = desk.app.katalog.insatser.iter().find(|i| i.silo).unwrap();
    let nr = silo.nr.to_string();
    for tangenter in [
        format!("{nr}<F12>"),
        format!("{nr}<F1><F12>"),
        format!("{nr}<Enter><F12>"),
        format!("{nr}<F4><F12>"),
        format!("{nr}<F4><Enter><F12>"),
        format!("{nr}<F8><F12>"),
    ] {
        desk.tryck(&tangenter);
        let text = sida(&desk.app);
        let plats = |ord: &str| text.find(ord).unwrap_or_else(|| panic!("{ord}\n{text}"));
        assert!(plats(ORO) < plats(SNAVARE), "{tangenter}");
        assert!(plats(SNAVARE) < plats("Alla andra ska anmäla genast"));
        assert!(!text.contains("Du ska anmäla genast"), "{text}");
        desk.tryck("<F12><Esc><Esc><Esc><Esc>");
        assert!(desk.app.vy == Vy::Sok && desk.app.sok.falt.ar_tomt());
    }
    // With nothing typed the row at the top is only where the cursor stands.
    assert!(desk.app.vald_insats().unwrap().silo);
    for tangenter in ["<F12>", "skilsm<F12>", "<F3><F12>", "<F4><F12>"] {
        desk.tryck(tangenter);
        let text = sida(&desk.app);
        assert!(text.contains("Du ska anmäla genast"), "{tangenter}\n{text}");
        assert!(!text.contains(SNAVARE) && text.contains("familjerådgivning"));
        desk.tryck("<F12><Esc>");
    }
}

#[test]
fn vem_man_ringer_kommer_ur_katalogen_och_saknas_numret_star_det() {
    let (_mapp, mut desk) = desk();
    for (tangent, antal) in [("<F12>", 2), ("<F8>", 1)] {
        desk.tryck(tangent);
        let text = sida(&desk.app).to_lowercase();
        let saknas = text.matches("telefonnummer saknas i katalogen").count();
        assert_eq!(saknas, antal, "{text}");
        desk.tryck("<Esc>");
    }
    let katalog = Arc::make_mut(&mut desk.app.katalog);
    katalog.barn_och_unga.telefon = Uppgift::Kand("0322-11 22 33".into());
    katalog.namnd.telefon = Uppgift::Kand("0322-44 55 66".into());
    for (tangent, nummer) in [("<F12>", "0322-11 22 33"), ("<F8>", "0322-44 55 66")] {
        desk.tryck(tangent);
        let text = sida(&desk.app);
        assert!(text.contains(nummer) && !text.contains("saknas"), "{text}");
        desk.tryck("<Esc>");
    }
}

#[test]
fn fragor_om_nagon_har_en_egen_del_dar_bara_privata_utforare_ger_insatsen() {
    const PRIVAT: &str = "17 kap. 11 §";
    let (_mapp, mut desk) = desk();
    let nr = desk.app.katalog.insatser[2].nr;
    let satt = |desk: &mut Desk, slag: &[&str]| {
        let katalog = Arc::make_mut(&mut desk.app.katalog);
        katalog.insatser[2].genomforande.utforare = slag
            .iter()
            .map(|slag| ("Omtanke AB".to_owned(), (*slag).to_owned()))
            .collect();
    };
    for (slag, vantat) in [
        (&[][..], false),
        (&["kommunal"], false),
        (&["privat", "kommunal"], false),
        (&["privat"], true),
        (&["privat", "privat"], true),
    ] {
        satt(&mut desk, slag);
        desk.tryck(&format!("{nr}<F8>"));
        let text = sida(&desk.app);
        assert!(text.contains(FOREKOMST), "{text}");
        assert_eq!(text.contains(PRIVAT), vantat, "{slag:?}\n{text}");
        assert_eq!(text.contains("Omtanke AB"), vantat, "{slag:?}\n{text}");
        desk.tryck("<Esc><Esc>");
    }
    // Nobody has asked for the row at the top.
    let katalog = Arc::make_mut(&mut desk.app.katalog);
    katalog.insatser[0].genomforande.utforare = vec![("Omtanke AB".into(), "privat".into())];
    desk.tryck("<F8>");
    assert!(!sida(&desk.app).contains("Omtanke AB"));
}

#[test]
fn fragor_om_nagon_skriver_inget_och_lamnar_sokningen() {
    let (_mapp, mut desk) = desk();
    desk.tryck("skilsm");
    let (bild, bytes) = (desk.bild(80, 24), desk.bytes());
    desk.tryck("<F8>");
    assert!(desk.text().contains(FOREKOMST), "{}", desk.text());
    desk.tryck("x<PgDn><Esc>");
    assert_eq!(desk.bild(80, 24), bild);
    assert!(desk.bytes() == bytes);
}

#[test]
fn hela_sidan_gar_att_lasa_ocksa_i_det_minsta_fonstret() {
    for oppna in ["<F12>", "3.1.1<F12>", "<F8>"] {
        let (_mapp, mut desk) = desk();
        desk.tryck(oppna);
        let mening = sida(&desk.app);
        let rader = |desk: &Desk| {
            let text = desk.skarm(60, 20).0;
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        let mut sett: Vec<String> = rader(&desk)[1..18].to_vec();
        // A row at a time: each new last row is whole, and so is what was seen before.
        for _ in 0..60 {
            let fore = rader(&desk);
            desk.tryck("<Down>");
            let efter = rader(&desk);
            if efter[2..18] == fore[2..18] {
                break;
            }
            assert_eq!(efter[2..17], fore[3..18], "{oppna}");
            assert!(efter[1].contains("PgUp"), "{oppna}");
            sett.push(efter[17].clone());
        }
        let sett = sett.join(" ").replace(" - ", " ");
        let sett: Vec<&str> = sett.split_whitespace().collect();
        let mening = mening.replace('\n', " ");
        let mening: Vec<&str> = mening.split_whitespace().collect();
        assert!(sett.ends_with(&mening), "{oppna}\n{sett:?}\n{mening:?}");
    }
}

#[test]
fn det_som_inte_kan_vanta_syns_utan_att_bladdra() {
    for oppna in ["<F12>", "3.1.1<F12>"] {
        let (_mapp, mut desk) = desk();
        desk.tryck(oppna);
        let text = desk.text();
        for ord in ["Ring 112.", "socialjouren", "säg inget till familjen"] {
            assert!(text.contains(ord), "{ord}\n{text}");
        }
    }
}

#[test]
fn foten_i_uppslaget_visar_f12_utan_att_tranga_ut_nagot() {
    let (_mapp, desk) = desk();
    for (bredd, vantat) in [
        (80, "F4 kö  F12 oro barn  F1 hjälp"),
        (120, "F4 kö  F12 oro för barn  F5 överlämningar  F1 hjälp"),
    ] {
        let text = desk.skarm(bredd, 24).0;
        let fot = text.lines().last().unwrap();
        assert!(fot.starts_with(" Enter ta emot  F2 bara en fråga  F3 parkerade"));
        assert!(fot.ends_with(vantat), "{fot}");
    }
    let text = desk.skarm(60, 20).0;
    assert!(text.lines().last().unwrap().ends_with("F1 hjälp"), "{text}");
}
