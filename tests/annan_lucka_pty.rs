//! Two desks on one file, each a process in a terminal of its own: what one does stands on the other's screen by itself,
//! and to a screen that it does not change nothing is sent. Bytes are counted, never time.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod gemensamt;

use std::fs;
use std::thread::yield_now;
use std::time::Instant;

use gemensamt::desk::Desk;
use gemensamt::hem::Hem;
use gemensamt::lucka::{ENTER, ESC, F1, F2, F3, Lucka, NER, UPP};
use gemensamt::pty::{GRANS, Pty};
use troskel::app::{Effect, Env, Msg, Vy};
use troskel::domain::behorighet::Behorighet;
use troskel::store::worker::StoreMsg;
use troskel::store::{OpId, Query, RadId};

/// How many times the thread that owns the file has gone to sleep: once each time it has asked for changes, and once for
/// each thing that it was asked.
fn vilat(pty: &Pty) -> u64 {
    let mapp = format!("/proc/{}/task", pty.pid());
    let mut antal = 0;
    for trad in fs::read_dir(mapp).unwrap().flatten() {
        let las = |fil| fs::read_to_string(trad.path().join(fil)).unwrap_or_default();
        if las("comm").trim() == "lager" {
            let status = las("status");
            let rad = status
                .lines()
                .find_map(|rad| rad.strip_prefix("voluntary_ctxt_switches:"));
            antal += rad.map_or(0, |n| n.trim().parse::<u64>().unwrap());
        }
    }
    antal
}

/// Waits until the desk has asked the file at least `antal` times more.
fn fragar(pty: &Pty, antal: u64) {
    let (fore, sist) = (vilat(pty), Instant::now() + GRANS);
    assert!(fore > 0, "tråden som äger filen finns");
    while vilat(pty) < fore + antal {
        assert!(Instant::now() < sist, "luckan frågar inte filen");
        yield_now();
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

/// Enough times for a change to have been seen, asked for, answered and drawn.
const NOG: u64 = 8;

#[test]
fn lofte_04_det_en_annan_lucka_gor_syns_av_sig_sjalvt_och_inget_annat_sands() {
    let hem = Hem::nytt();
    let mut ett_ = Lucka::ny(&hem, "lucka 1");
    let mut tva = Lucka::ny(&hem, "lucka 2");
    // In the header, without a key at the first desk.
    tva.valj("boende", "3.4.3 Boendecoachning").steg(&[
        (ENTER, "[1 Villkor]"),
        ("1", "Villkoren är uppfyllda"),
        (F3, "Besöket är parkerat."),
    ]);
    ett_.ser("parkerade: 1");
    // In the list that is open.
    ett_.steg(&[(F3, "3.4.3 Boendecoachning · Villkor")])
        .ser("lucka 2");
    fragar(&ett_.pty, NOG);
    let fore = ett_.pty.bytes();
    tva.valj("skuld", "3.1.3 Budget- och skuldrådgivning")
        .steg(&[
            (ENTER, "[1 Villkor]"),
            ("1", "Villkoren är uppfyllda"),
            (F3, "Besöket är parkerat."),
        ]);
    ett_.ser("3.1.3 Budget- och skuldrådgivning")
        .ser("parkerade: 2");
    fragar(&ett_.pty, NOG);
    let syns = ett_.pty.bytes() - fore;
    // What is counted is on no such screen. Each of the five is a change of the file that the first desk is told of.
    let fore = ett_.pty.bytes();
    for _ in 0..5 {
        tva.steg(&[(NER, "3.1"), (UPP, "3.1"), (F2, "Räknat: ")]);
        fragar(&ett_.pty, NOG);
    }
    let syns_inte = ett_.pty.bytes() - fore;
    println!("det som syns: {syns} byte; fem handlingar som inte syns: {syns_inte} byte");
    assert_eq!(hem.antal("raknat_besok"), 5);
    assert!(syns > 0);
    assert_eq!(syns_inte, 0);
    // And it is still told of what does.
    tva.steg(&[
        (F3, "Budget- och skuldrådgivning · Villkor"),
        (ENTER, "[1 Villkor]"),
    ]);
    tva.stang();
    ett_.stang();
}

#[test]
fn lofte_04_det_som_ligger_under_hjalpen_ar_som_det_ar_nar_hjalpen_stangs() {
    let hem = Hem::nytt();
    let mut ett_ = Lucka::ny(&hem, "lucka 1");
    let mut tva = Lucka::ny(&hem, "lucka 2");
    ett_.steg(&[(F3, "Listan är tom."), (F1, "Hjälp")]);
    tva.valj("boende", "3.4.3 Boendecoachning").steg(&[
        (ENTER, "[1 Villkor]"),
        ("1", "Villkoren är uppfyllda"),
        (F3, "Besöket är parkerat."),
    ]);
    ett_.ser("parkerade: 1");
    fragar(&ett_.pty, NOG);
    ett_.steg(&[(ESC, "3.4.3 Boendecoachning · Villkor")]);
}

#[test]
fn lofte_04_i_vila_sands_ingenting_hur_ofta_filen_an_fragas() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka
        .valj("boendecoac", "3.4.3 Boendecoachning")
        .ser("F1 hjälp");
    fragar(&lucka.pty, NOG);
    let fore = lucka.pty.bytes();
    fragar(&lucka.pty, 25);
    assert_eq!(lucka.pty.bytes() - fore, 0);
}

#[test]
fn lofte_04_skarmen_svarar_medan_ett_annat_program_haller_filen() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka.valj("skilsm", "3.1.2 Samarbetssamtal");
    let annat = hem.sql();
    annat.execute_batch("BEGIN IMMEDIATE").unwrap();
    // Sent and not answered: nothing is said to be counted, and the keys are drawn all the same.
    lucka.tryck(F2);
    lucka.skriv("ä").ser("Sök: skilsmä");
    lucka.steg(&[(F1, "Hjälp"), (ESC, "Sök: skilsmä")]);
    assert!(!lucka.pty.skarm().contains("Räknat"));
    annat.execute_batch("ROLLBACK").unwrap();
    lucka.ser("Räknat: Samarbetssamtal.");
    assert_eq!(hem.antal("raknat_besok"), 1);
    lucka.stang();
}

/// What a desk asks for when it is told that another has written.
fn fragor(desk: &mut Desk) -> Vec<Query> {
    let env = Env {
        nu: "2026-11-22T09:00:00Z".parse().unwrap(),
        idag: desk.idag,
        op: OpId([9; 16]),
        rad: RadId("9".repeat(32)),
    };
    let effekter = desk.app.update(Msg::Store(StoreMsg::AndratAvAnnan), &env);
    let fraga = |effekt| match effekt {
        Effect::Load(_, query) => query,
        annat => panic!("{annat:?}"),
    };
    effekter.into_iter().map(fraga).collect()
}

#[test]
fn bara_det_som_star_pa_skarmen_fragas_igen() {
    let mapp = tempfile::tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    assert!(matches!(fragor(&mut desk)[..], [Query::Lage]));
    desk.tryck("boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m");
    assert!(matches!(fragor(&mut desk)[..], [Query::Lage]));
    // How many places are free, and how many wait for them.
    desk.tryck("<Enter>");
    assert!(desk.text().contains("[4 Plats]"), "{}", desk.text());
    assert!(matches!(
        fragor(&mut desk)[..],
        [Query::Lage, Query::Platslage { .. }]
    ));
    desk.tryck("<F3><F3>");
    assert!(matches!(
        fragor(&mut desk)[..],
        [Query::Lage, Query::Parkerade]
    ));
    desk.tryck("<Esc><F4>");
    assert!(matches!(
        fragor(&mut desk)[..],
        [Query::Lage, Query::Ko(..)]
    ));
    desk.tryck("<Esc><F5>");
    assert!(matches!(
        fragor(&mut desk)[..],
        [Query::Lage, Query::Akt(..)]
    ));
}

/// Each refusal is written down, and is a change to the others: two desks that are refused would wake each other.
#[test]
fn det_som_inte_langre_ar_tillatet_fragas_inte_igen() {
    let mapp = tempfile::tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    desk.tryck("<F3>");
    assert_eq!(desk.app.vy, Vy::Parkerade);
    assert_eq!(fragor(&mut desk).len(), 2);
    desk.app.lage.behorighet = Behorighet::av(Vec::new());
    assert!(matches!(fragor(&mut desk)[..], [Query::Lage]));
    assert!(desk.app.vantar_svar());
}
