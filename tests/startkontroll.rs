//! A desk that has opened has its file looked through beside it, and says what is wrong in words.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod gemensamt;

use gemensamt::hem::Hem;
use gemensamt::pty::Start;
use rusqlite::Connection;
use troskel::store::sqlite::{Avbrott, Oppning, Startfynd, oppna};

/// Breaks a page that nothing reads at the start.
fn skada(hem: &Hem) {
    hem.json(&["statistik"]);
    let sida: i64 = Connection::open(hem.databas())
        .unwrap()
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'uppfoljning'",
            [],
            |rad| rad.get(0),
        )
        .unwrap();
    let mut bytes = std::fs::read(hem.databas()).unwrap();
    let borjan = usize::try_from((sida - 1) * 4096).unwrap();
    bytes[borjan..borjan + 64].fill(0xFF);
    std::fs::write(hem.databas(), bytes).unwrap();
}

#[test]
fn en_skadad_fil_sags_pa_skarmen_nar_den_har_oppnats() {
    let hem = Hem::nytt();
    skada(&hem);
    let mut pty = Start::ny(
        gemensamt::hem::TROSKEL,
        &["--prov", "--datum", "2026-11-22"],
    )
    .hem(hem.mapp())
    .miljo("TROSKEL_DATABAS", hem.databas().to_str().unwrap())
    .kor();
    pty.vanta_pa("Databasen är skadad");
    // The desk is there all the while.
    pty.skriv("\u{11}");
}

#[test]
fn en_hel_fil_ar_hel_och_ett_avbrott_ar_inget_fynd() {
    let hem = Hem::nytt();
    hem.json(&["statistik"]);
    let val = Oppning {
        prov: true,
        ..Oppning::default()
    };
    let idag = "2026-11-22".parse().unwrap();
    let store = oppna(&hem.databas(), val).unwrap();
    let kontroll = store.startkontroll();
    assert_eq!(kontroll.kor(idag, &Avbrott::default()), Startfynd::Hel);
    let avbrott = Avbrott::default();
    avbrott.bryt();
    assert_eq!(kontroll.kor(idag, &avbrott), Startfynd::EjGjord);
    drop(store);
    skada(&hem);
    let store = oppna(&hem.databas(), val).unwrap();
    assert_eq!(
        store.startkontroll().kor(idag, &Avbrott::default()),
        Startfynd::Skadad
    );
}
