//! What an impatient hand, a busy file and a torn-away journal must not be able to do.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod gemensamt;

use gemensamt::desk::Desk;
use tempfile::{TempDir, tempdir};

/// A desk with a visit open, whose store takes its time.
fn trog_desk() -> (TempDir, Desk) {
    let mapp = tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    desk.tryck("boendecoachning<Enter>");
    desk.drojer = true;
    (mapp, desk)
}

fn parkerade_svar(desk: &Desk) -> i64 {
    desk.tal("SELECT count(*) FROM utkast WHERE svar LIKE '%registeruppslag%'")
}

#[test]
fn det_sista_svaret_parkeras_ocksa_om_det_forsta_annu_sparas() {
    let (_mapp, mut desk) = trog_desk();
    desk.tryck("12<F3>");
    assert!(
        desk.app.notis.is_none(),
        "parked is what the store has answered"
    );
    desk.svara_allt();
    assert_eq!(parkerade_svar(&desk), 1);
    assert!(desk.app.notis.as_ref().unwrap().contains("parkerat"));
}

#[test]
fn att_avsluta_programmet_vantar_in_det_som_sparas() {
    let (_mapp, mut desk) = trog_desk();
    desk.upptagen = 1;
    desk.tryck("12<C-q>");
    assert!(!desk.avslutad);
    desk.svara();
    assert!(!desk.avslutad, "what was not saved is to be read first");
    desk.svara_allt();
    desk.tryck("2<C-q>");
    desk.svara_allt();
    assert!(desk.avslutad);
    assert_eq!(parkerade_svar(&desk), 1);
}

#[test]
fn ett_besok_som_slutar_medan_parkeringen_misslyckas_raknas() {
    let (_mapp, mut desk) = trog_desk();
    desk.upptagen = 1;
    desk.tryck("1<F8>m<Enter>");
    assert!(desk.app.besok.as_ref().unwrap().avslutas);
    desk.svara_allt();
    assert_eq!(desk.tal("SELECT count(*) FROM raknat_besok"), 1);
}

#[test]
fn ett_lamnat_besok_som_inte_gick_att_parkera_gar_att_parkera_igen() {
    let (_mapp, mut desk) = trog_desk();
    desk.upptagen = 1;
    desk.tryck("1<F3>");
    desk.svara_allt();
    assert!(desk.app.dialog.is_some());
    desk.tryck("<Enter>");
    desk.svara_allt();
    assert_eq!(desk.tal("SELECT count(*) FROM utkast"), 1);
}

#[test]
fn kolappen_foljer_med_ett_parkerat_besok() {
    let mapp = tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    desk.tryck("boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>k<Enter>j");
    desk.tryck("boendecoachning<F4><Enter><Enter><Enter>j1<F3>");
    let mut annan = Desk::med_namn(mapp.path(), "desk2");
    annan.tryck("<F3><Enter>");
    let kolapp = annan.app.besok.as_ref().unwrap().flode.kolapp();
    let kod = kolapp.expect("the slip came with the visit").to_string();
    assert_eq!(
        annan.tal(&format!("SELECT count(*) FROM kopost WHERE kod = '{kod}'")),
        1
    );
}

#[test]
fn inget_sparas_nar_skrivloggen_har_tagits_bort() {
    let mapp = tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    desk.tryck("boendecoachning<F2>");
    std::fs::remove_file(mapp.path().join("troskel.db-wal")).unwrap();
    desk.tryck("<Down><F2>");
    assert!(desk.app.dialog.is_some(), "{:?}", desk.app.notis);
}
