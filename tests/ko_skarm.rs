//! The waiting list by keys, through the real app and a real file.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod gemensamt;

use gemensamt::desk::Desk;
use tempfile::{TempDir, tempdir};
use troskel::app::ko::Kovy;
use troskel::app::{Msg, Vy};
use troskel::store::worker::StoreMsg;

/// A documented insats, up to where the place is chosen.
const TILL_PLATS: &str = "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>";
/// A slip, and back to the lookup.
const KOLAPP: &str = "k<Enter>j";
/// To its queue.
const TILL_KO: &str = "boendecoachning<F4><Enter>";
/// To the first entry of it.
const TILL_POST: &str = "boendecoachning<F4><Enter><Enter>";

/// A desk at whose file so many wait.
fn med_vantande(antal: usize) -> (TempDir, Desk) {
    let mapp = tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    for _ in 0..antal {
        desk.tryck(TILL_PLATS).tryck(KOLAPP);
    }
    assert_eq!(antal_med(&desk, "i_ko"), i64::try_from(antal).unwrap());
    (mapp, desk)
}

fn antal_med(desk: &Desk, status: &str) -> i64 {
    desk.tal(&format!(
        "SELECT count(*) FROM kopost WHERE status = '{status}'"
    ))
}

fn handelser(desk: &Desk, slag: &str) -> i64 {
    desk.tal(&format!(
        "SELECT count(*) FROM kohandelse WHERE slag = '{slag}'"
    ))
}

/// A queue in which so many wait, and there are so many running places.
fn med_platser(antal: usize, platser: u16) -> (TempDir, Desk) {
    let (mapp, mut desk) = med_vantande(antal);
    desk.tryck(TILL_KO)
        // A place that became free is offered to the next in turn: told, and left for now.
        .tryck(&format!("<F5><F3>{platser}<F2><Esc><Esc>"));
    assert_eq!(desk.app.ko.vy(), Kovy::Sida, "{}", desk.text());
    (mapp, desk)
}

#[test]
fn fran_kolapp_till_insats_med_erbjudande_och_svar() {
    let (_mapp, mut desk) = med_platser(2, 2);
    desk.tryck("<F2>");
    assert!(desk.text().contains("först i kön"), "{}", desk.text());
    desk.tryck("<Enter><Enter>");
    assert_eq!(
        antal_med(&desk, "erbjuden"),
        0,
        "Enter held down offers nothing"
    );
    desk.tryck("j");
    assert_eq!(antal_med(&desk, "erbjuden"), 1, "{}", desk.text());
    desk.tryck("<Enter><F2>j");
    assert_eq!(antal_med(&desk, "accepterad"), 1, "{}", desk.text());
    desk.tryck("<Esc>");
    assert!(desk.text().contains("Har tackat ja"), "{}", desk.text());
    desk.tryck("<Home><Enter><F2>b");
    assert_eq!(desk.app.vy, Vy::Besok);
    desk.tryck("1<Enter>m<Enter>1<Enter>m<Enter>t<Enter>m<Enter>n<Enter>Övning Ek<F2><Enter>");
    assert_eq!(antal_med(&desk, "paborjad"), 1, "{}", desk.text());
    assert_eq!(antal_med(&desk, "i_ko"), 1);
}

#[test]
fn ett_erbjudande_som_angras_lamnar_bada_handelserna_kvar() {
    let (_mapp, mut desk) = med_platser(1, 1);
    desk.tryck("<F2>j");
    assert_eq!(antal_med(&desk, "erbjuden"), 1, "{}", desk.text());
    desk.tryck("<F9>");
    assert!(
        desk.text().contains("erbjuden en plats, kl"),
        "{}",
        desk.text()
    );
    desk.tryck("<Enter>");
    assert_eq!(handelser(&desk, "angrad"), 0);
    desk.tryck("j");
    assert_eq!(antal_med(&desk, "i_ko"), 1, "{}", desk.text());
    assert_eq!(
        (handelser(&desk, "erbjuden"), handelser(&desk, "angrad")),
        (1, 1)
    );
}

#[test]
fn den_som_star_kvar_har_samma_plats_och_nasta_i_tur_visas() {
    let (_mapp, mut desk) = med_platser(2, 1);
    desk.tryck("<F2>j<Enter><F2>s");
    assert_eq!(antal_med(&desk, "i_ko"), 2, "{}", desk.text());
    assert!(desk.text().contains("Näst i tur"), "{}", desk.text());
    desk.tryck("<Esc>");
    assert!(desk.text().contains("Först i kön"), "{}", desk.text());
}

#[test]
fn en_annan_mottagnings_vila_syns_och_den_valda_ar_densamma() {
    let (mapp, mut forsta) = med_vantande(3);
    let mut andra = Desk::med_namn(mapp.path(), "desk2");
    andra.tryck(TILL_KO).tryck("<Down>");
    let vald = andra.app.ko.sida.as_ref().unwrap().vald;
    forsta.tryck(TILL_POST).tryck("<F3>2");
    assert_eq!(antal_med(&forsta, "vilande"), 1, "{}", forsta.text());
    andra.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    assert!(andra.text().contains("vilar till"), "{}", andra.text());
    assert!(
        andra.text().contains("3 i kö, varav 1 vilande"),
        "{}",
        andra.text()
    );
    assert_eq!(andra.app.ko.sida.as_ref().unwrap().vald, vald);
    forsta.tryck("<F3>j");
    assert_eq!(antal_med(&forsta, "i_ko"), 3);
}

#[test]
fn kontakt_skrivs_efter_kolappen_visas_en_gang_i_taget_och_varje_gang_loggas() {
    let mapp = tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    desk.tryck(TILL_PLATS).tryck("k<Enter>k");
    assert_eq!(desk.app.ko.vy(), Kovy::Blankett, "{}", desk.text());
    desk.tryck("Xyzzyqvist<Enter>t<Enter>0701234567<Enter>n<Enter>j<F2>");
    assert_eq!(desk.app.vy, Vy::Sok, "{}", desk.text());
    assert_eq!(handelser(&desk, "kontakt_sparad"), 1);
    desk.tryck("<Esc>").tryck(TILL_POST);
    assert!(!desk.text().contains("Xyzzyqvist"), "{}", desk.text());
    assert!(
        desk.text().contains("Kontaktuppgifter finns"),
        "{}",
        desk.text()
    );
    desk.tryck("<F5>o");
    assert!(desk.text().contains("Xyzzyqvist"), "{}", desk.text());
    desk.tryck("<Esc>");
    assert!(!desk.text().contains("Xyzzyqvist"));
    assert_eq!(handelser(&desk, "kontakt_last"), 1);
    desk.tryck("<F5>g");
    assert_eq!(handelser(&desk, "kontakt_raderad"), 1, "{}", desk.text());
}

#[test]
fn ett_annat_kodatum_behover_tva_personer() {
    let (mapp, mut anna) = med_vantande(2);
    anna.tryck(TILL_KO)
        .tryck("<Down><Enter><F6>20261001<Enter>1<Enter>Bad om plats redan i oktober<F2>");
    assert_eq!(
        handelser(&anna, "rattelse_foreslagen"),
        1,
        "{}",
        anna.text()
    );
    anna.tryck("<F6>g");
    assert_eq!(
        handelser(&anna, "rattelse_godkand"),
        0,
        "nobody approves what they have proposed"
    );
    let mut bertil = Desk::med_namn(mapp.path(), "desk2");
    bertil.app.aktor.anvandare = "bertil".into();
    bertil.tryck(TILL_KO).tryck("<Down><Enter><F6>g");
    assert_eq!(
        handelser(&bertil, "rattelse_godkand"),
        1,
        "{}",
        bertil.text()
    );
    assert!(bertil.text().contains("2026-10-01"), "{}", bertil.text());
    assert!(bertil.text().contains("Först i kön"), "{}", bertil.text());
}

#[test]
fn en_avslutad_post_oppnas_igen_pa_sin_gamla_plats() {
    let (_mapp, mut desk) = med_vantande(2);
    desk.tryck(TILL_POST).tryck("<F8>1j");
    assert_eq!(antal_med(&desk, "avslutad"), 1, "{}", desk.text());
    desk.tryck("<F2>Personen ringde och vill stå kvar<F2>");
    assert_eq!(antal_med(&desk, "i_ko"), 2, "{}", desk.text());
    assert!(desk.text().contains("Först i kön"), "{}", desk.text());
}

#[test]
fn en_omgang_planeras_visas_och_stalls_in() {
    let (_mapp, mut desk) = med_vantande(1);
    desk.tryck(TILL_KO)
        .tryck("<F5><F2>20270112<Enter>1730<Enter>8<Enter><Enter>90<Enter><BS><BS><BS>4<Enter><BS><BS><BS>10<F2>");
    assert_eq!(handelser(&desk, "omgang_ny"), 1, "{}", desk.text());
    assert!(
        desk.text().contains("Omgång 2027-01-12 17:30"),
        "{}",
        desk.text()
    );
    // The first who waits is told as next in turn for a place of it.
    desk.tryck("<Esc><End><F8>j");
    assert_eq!(handelser(&desk, "omgang_installd"), 1, "{}", desk.text());
}

#[test]
fn kon_granskas_och_bevis_och_rattvisa_gar_att_lasa() {
    let (_mapp, mut desk) = med_vantande(2);
    desk.tryck("boendecoachning<F4><F2>");
    assert_eq!(handelser(&desk, "granskad"), 1, "{}", desk.text());
    desk.tryck("<F7>");
    assert!(desk.text().contains("Rättvisa"), "{}", desk.text());
    desk.tryck("<Esc><Enter><Down><Enter><F7>");
    assert!(desk.text().contains("ger samma plats"), "{}", desk.text());
    assert!(desk.text().contains("Plats 2"), "{}", desk.text());
    desk.tryck("<Esc><Esc><Esc><Esc>");
    assert_eq!(desk.app.vy, Vy::Sok);
}

#[test]
fn onskemal_sparas_och_star_i_raden() {
    let (_mapp, mut desk) = med_vantande(1);
    desk.tryck(TILL_POST)
        .tryck("<F4><BS>2<Enter><Enter>20270115<F2><Esc>");
    assert!(
        desk.text().contains("2 tillsammans · tidigast 2027-01-15"),
        "{}",
        desk.text()
    );
}

#[test]
fn ett_villkor_som_inte_ar_uppfyllt_star_i_historien_och_avslutet_angras() {
    let (_mapp, mut desk) = med_vantande(1);
    desk.tryck(TILL_POST).tryck("<F8>5a");
    assert_eq!(antal_med(&desk, "avslutad"), 0);
    desk.tryck("j");
    let om = "SELECT count(*) FROM kohandelse WHERE slag = 'avslutad' AND om IS NOT NULL";
    assert_eq!(
        (antal_med(&desk, "avslutad"), desk.tal(om)),
        (1, 1),
        "{}",
        desk.text()
    );
    desk.tryck("<F9>");
    assert!(desk.text().contains("avslutades, kl"), "{}", desk.text());
    desk.tryck("j");
    assert_eq!(antal_med(&desk, "i_ko"), 1, "{}", desk.text());
    // What was undone is not undone again; before it stands what cannot be undone.
    desk.tryck("<F9>");
    assert!(
        desk.text().contains("går inte att ångra"),
        "{}",
        desk.text()
    );
}

#[test]
fn en_kolapp_oppnas_med_sin_kod_fran_sokningen() {
    let (_mapp, mut desk) = med_vantande(2);
    desk.tryck(TILL_KO);
    let kod = desk.app.ko.sida.as_ref().unwrap().vald.unwrap().to_string();
    desk.tryck("<Esc><Esc><Esc>")
        .tryck(&kod.to_lowercase())
        .tryck("<Enter>");
    assert_eq!(desk.app.ko.vy(), Kovy::Post, "{}", desk.text());
    assert!(
        desk.text().contains(&format!("Kölapp {kod} ·")),
        "{}",
        desk.text()
    );
    desk.tryck("<Esc><Esc>2222-222<Enter>");
    assert_eq!(desk.app.vy, Vy::Sok, "{}", desk.text());
    assert!(desk.text().contains("finns inte"), "{}", desk.text());
}

#[test]
fn att_gora_leder_till_ett_erbjudande_om_den_lediga_platsen() {
    let (_mapp, mut desk) = med_platser(2, 2);
    desk.tryck("<Esc><Esc><Esc><F7>");
    assert!(desk.text().contains(">Erbjud plats"), "{}", desk.text());
    desk.tryck("<Enter><Enter>j");
    assert_eq!(antal_med(&desk, "erbjuden"), 1, "{}", desk.text());
}
