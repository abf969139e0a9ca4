//! The clipboard: what is copied lies there a minute, and is taken away once.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "gemensamt/bord.rs"]
mod bord;
mod gemensamt;
#[path = "gemensamt/skarp.rs"]
mod skarp;

use bord::Bord;
use chrono::TimeDelta;
use gemensamt::akthem::oppnat;
use gemensamt::desk::Desk;
use gemensamt::hem::{Hem, NAMN};
use tempfile::tempdir;
use troskel::app::Msg;

/// A desk with the sheet of an ärende in view.
fn vid_bladet() -> (Hem, Desk) {
    let hem = Hem::nytt();
    oppnat(&hem, false);
    let mut desk = Desk::ny(hem.mapp());
    desk.tryck("<F5><F6><Enter><F5>");
    assert!(desk.text().contains("Blad för"), "{}", desk.text());
    (hem, desk)
}

/// Lets so many seconds pass, in which nothing happens.
fn vanta(desk: &mut Desk, sekunder: i64) {
    desk.fram += sekunder;
    desk.hander(Msg::Tid);
}

#[test]
fn urklippet_toms_efter_en_minut_och_bara_en_gang() {
    let (_hem, mut desk) = vid_bladet();
    assert!(desk.app.vacks().is_none());
    desk.tryck("<Enter>");
    assert_eq!(desk.urklipp.as_deref(), Some(NAMN));
    assert!(
        desk.text().contains("Urklippet töms om en minut."),
        "{}",
        desk.text()
    );
    let nar = desk.app.vacks().expect("somebody waits for the clipboard");
    vanta(&mut desk, 50);
    assert_eq!((desk.urklipp.as_deref(), desk.tomt), (Some(NAMN), 0));
    assert_eq!(desk.app.vacks(), Some(nar));
    vanta(&mut desk, 10);
    assert_eq!((desk.urklipp.as_deref(), desk.tomt), (None, 1));
    // What somebody copies in another program after that is theirs.
    desk.urklipp = Some("annat".to_owned());
    for _ in 0..3 {
        vanta(&mut desk, 3_600);
        desk.tryck("<Down>");
    }
    assert_eq!((desk.urklipp.as_deref(), desk.tomt), (Some("annat"), 1));
    assert!(desk.app.vacks().is_none());
}

#[test]
fn varje_kopia_far_sin_egen_minut() {
    let (_hem, mut desk) = vid_bladet();
    desk.tryck("<Enter>");
    vanta(&mut desk, 40);
    desk.tryck("<Enter>");
    vanta(&mut desk, 40);
    assert!(
        desk.urklipp.is_some(),
        "the second has lain there 40 s only"
    );
    vanta(&mut desk, 20);
    assert_eq!((desk.urklipp.as_deref(), desk.tomt), (None, 1));
}

#[test]
fn den_som_trycker_hela_tiden_far_det_ocksa_tomt() {
    let (_hem, mut desk) = vid_bladet();
    desk.tryck("<Enter>");
    for _ in 0..100 {
        desk.tryck("<Up>");
    }
    assert_eq!((desk.urklipp.as_deref(), desk.tomt), (None, 1));
}

#[test]
fn en_klocka_som_stalls_tillbaka_later_inget_ligga_kvar() {
    let (_hem, mut desk) = vid_bladet();
    desk.tryck("<Enter>");
    vanta(&mut desk, -86_400);
    assert_eq!((desk.urklipp.as_deref(), desk.tomt), (None, 1));
}

/// A documented insats, to the receipt of the handover, and from there to its sheet.
const TILL_BLADET: &str = "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>t<Enter>m<Enter>n<Enter>Övning Ek<F2><Enter><Esc><F5><Enter><F5>";

#[test]
fn laset_tommer_urklippet_och_bara_det_egna() {
    // By the key, by the change of person, and by nobody being there.
    for hur in ["<C-l>", "<F10>", ""] {
        let mapp = tempdir().unwrap();
        let mut bord = Bord::skarpt(mapp.path());
        bord.anna().tryck(TILL_BLADET).tryck("<Enter>");
        assert_eq!(
            bord.urklipp.as_deref(),
            Some("Övning Ek"),
            "{}",
            bord.text()
        );
        if hur.is_empty() {
            // A machine that slept: the minute and the five have gone at once.
            bord.ga(TimeDelta::minutes(6));
        } else {
            bord.ga(TimeDelta::seconds(5)).tryck(hur);
        }
        assert!(!bord.ar_oppen());
        assert_eq!((bord.urklipp.as_deref(), bord.tomt), (None, 1), "{hur}");
        bord.urklipp = Some("annat".to_owned());
        bord.ga(TimeDelta::minutes(2)).anna();
        bord.ga(TimeDelta::minutes(2));
        assert_eq!(
            (bord.urklipp.as_deref(), bord.tomt),
            (Some("annat"), 1),
            "{hur}"
        );
    }
    let mapp = tempdir().unwrap();
    let mut bord = Bord::ovning(mapp.path());
    bord.tryck(TILL_BLADET).tryck("<Enter><C-l>");
    assert_eq!((bord.urklipp.as_deref(), bord.tomt), (None, 1));
}

#[test]
fn utan_kopia_toms_inget() {
    let (_hem, mut desk) = vid_bladet();
    for _ in 0..5 {
        vanta(&mut desk, 120);
        desk.tryck("<Down>");
    }
    desk.tryck("<C-q>");
    assert!(desk.avslutad);
    assert_eq!(desk.tomt, 0);
}
