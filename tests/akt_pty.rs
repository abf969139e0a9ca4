//! A case by the keyboard alone, from the handover to the closing, in a real terminal.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod gemensamt;

use gemensamt::hem::{Hem, NAMN, boendecoachning};
use gemensamt::lucka::{ENTER, ESC, F2, F3, F4, F5, F6, F8, F12, Lucka, TABB, ar_ren, start};

/// The same for every form: who writes stands there from the first time on.
fn skriver(lucka: &mut Lucka) {
    lucka
        .ser("> Ditt namn")
        .skriv("Bo Åström")
        .ser("[Bo Åström");
    lucka.steg(&[(ENTER, "> Din titel")]);
    lucka.skriv("boendecoach").ser("[boendecoach");
}

#[test]
fn ett_arende_fran_overlamning_till_avslut() {
    let hem = Hem::nytt();
    assert_eq!(hem.mottag(&boendecoachning()).kod, 0);
    let mut lucka = Lucka::kor(start(&hem));
    // Fetched, read, and received: an ärende is opened.
    lucka.steg(&[
        (F5, ">i dag     ny"),
        (ENTER, NAMN),
        (F2, "> Vems akt blir det?"),
        ("m", "[x] m"),
        (ENTER, "> Hur många steg"),
        ("5", "[x] 5"),
        (F2, "Ärendet är öppnat."),
    ]);
    lucka.ser("Ärende 2026-00001").ser("1 av 5: aktualisering");
    // The plan, with two goals.
    lucka.steg(&[
        (F3, "Ingen plan är skriven än"),
        (F2, "> Vem har ni gjort planen med?"),
        ("p", "[x] p"),
        (TABB, "> 1 "),
        (TABB, "> 2 "),
        (TABB, "> 3 "),
        (TABB, "> 4 "),
        (TABB, "> 5 "),
    ]);
    lucka.skriv("Sova bättre").ser("Sova bättre");
    lucka.tryck(ENTER).skriv("Ha koll på pengarna");
    lucka.ser("Ha koll på pengarna");
    lucka.steg(&[
        (TABB, "> 6 "),
        (TABB, "> 7 "),
        (TABB, "> 8 "),
        (TABB, "> Ditt namn"),
    ]);
    skriver(&mut lucka);
    lucka.steg(&[(F2, "Planen är sparad."), (ESC, "Inget är antecknat än")]);
    // A note, and a correction of it that leaves it as it is. Worry about a child is a key away, and comes back here.
    lucka.steg(&[(F2, "> Vad gäller det?")]);
    lucka.skriv("Hembesök").ser("[Hembesök");
    lucka.steg(&[(F12, "112"), (ESC, "[Hembesök")]);
    lucka.steg(&[
        (ENTER, "> När hände det?"),
        (ENTER, "> Klockan"),
        (ENTER, "> Varifrån kommer"),
    ]);
    lucka.skriv("egen iakttagelse").ser("[egen iakttagelse");
    lucka.steg(&[(ENTER, "> Vilka var med?"), (ENTER, "> Text")]);
    lucka
        .skriv("Vi gick igenom räkningarna. @ € [ ]")
        .ser("räkningarna. @ € [ ]");
    lucka.steg(&[
        (F2, "Signerad."),
        (ENTER, "Anteckning 1"),
        ("r", "Rättar anteckning 1"),
    ]);
    lucka.steg(&[
        (ENTER, "> När hände det?"),
        (ENTER, "> Klockan"),
        (ENTER, "> Varifrån kommer"),
    ]);
    lucka.skriv("personen själv").ser("[personen själv");
    lucka.steg(&[(ENTER, "> Vilka var med?"), (ENTER, "> Text")]);
    lucka
        .skriv("Det var hyran vi gick igenom.")
        .ser("hyran vi gick igenom.");
    lucka.steg(&[(F2, "(rättar 1)"), ("\x1b[A", "Rättad i anteckning 2")]);
    lucka.ser("Vi gick igenom räkningarna. @ € [ ]");
    // Consent to tell, and taken back.
    lucka.steg(&[
        (F4, "Inget samtycke att lämna uppgifter"),
        (F2, "> Vem får veta?"),
        ("v", "[x] v"),
        (ENTER, "> Namnge mottagaren"),
    ]);
    lucka.skriv("vårdcentralen").ser("[vårdcentralen");
    lucka.steg(&[(ENTER, "> Vad får lämnas")]);
    lucka.skriv("att insatsen pågår").ser("[att insatsen");
    lucka.steg(&[(ENTER, "> När lämnades"), (ENTER, "> Till och med")]);
    lucka.skriv("20270101").ser("[2027-01-01");
    lucka.steg(&[
        (ENTER, "> Hur lämnades"),
        ("m", "[x] m"),
        (F2, "Samtycket är antecknat."),
        (F8, "Ta tillbaka samtycket"),
    ]);
    lucka.steg(&[("j", "Samtycket är återkallat.")]);
    lucka.steg(&[(ESC, "Journal")]);
    // Followed up against the person's own goals, and closed with a reason.
    lucka.steg(&[
        (F6, "> Vilken dag följde ni upp?"),
        (ENTER, "> Sova bättre"),
        ("b", "[x] b"),
    ]);
    lucka.steg(&[
        (ENTER, "> Ha koll på pengarna"),
        ("n", "[x] n"),
        (ENTER, "> Vad sade personen"),
    ]);
    lucka.skriv("Det går åt rätt håll.").ser("åt rätt håll.");
    lucka.steg(&[(F2, "Uppföljningen är antecknad.")]);
    lucka.steg(&[
        (F8, "> Varför slutar insatsen?"),
        ("m", "[x] m"),
        (ENTER, "> Vilken dag slutade den?"),
        (ENTER, "> Sova bättre"),
        ("n", "[x] n"),
        (ENTER, "> Ha koll på pengarna"),
        ("n", "[x] n"),
        (ENTER, "> Hur gick det"),
    ]);
    lucka
        .skriv("Personen klarar sig själv nu.")
        .ser("klarar sig själv nu.");
    lucka.steg(&[(F2, "Ärendet är avslutat.")]);
    lucka.ser("avslutat 2026-11-22");
    println!(
        "tangenter från inkorg till avslut, utom text: {}",
        lucka.tryck
    );
    // What the file holds, as another program reads it.
    let conn = hem.sql();
    let en = |sql: &str| -> String { conn.query_row(sql, [], |rad| rad.get(0)).unwrap() };
    assert_eq!(
        en("SELECT nummer || ' ' || avslutsorsak || ' ' || avslutad || ' ' || namn FROM v1_arende"),
        format!("2026-00001 malet_natt 2026-11-22 {NAMN}")
    );
    assert_eq!(
        en("SELECT group_concat(slag) FROM (SELECT slag FROM v1_anteckning ORDER BY nr)"),
        "handelse,rattelse"
    );
    assert_eq!(
        en("SELECT text FROM v1_anteckning WHERE nr = 1"),
        "Vi gick igenom räkningarna. @ € [ ]"
    );
    assert_eq!(
        en("SELECT mal FROM v1_insatsplan"),
        "Sova bättre\nHa koll på pengarna"
    );
    assert_eq!(
        en("SELECT aterkallat FROM v1_delningssamtycke"),
        "2026-11-22"
    );
    assert_eq!(
        en("SELECT mal FROM v1_uppfoljning WHERE nr = 1"),
        r#"[{"mal":"Sova bättre","utfall":"battre"},{"mal":"Ha koll på pengarna","utfall":"uppfyllt"}]"#
    );
    assert_eq!(en("SELECT status FROM v1_overlamning"), "kvitterad");
    assert_eq!(
        hem.antal("overlamningsperson"),
        0,
        "mottagningens kopia är raderad"
    );
    assert_eq!(hem.antal("aktutkast"), 0);
    lucka.skriv(gemensamt::lucka::CTRL_Q);
    assert_eq!(lucka.pty.vanta_slut(), 0);
    ar_ren(&lucka.pty, &[NAMN, "hyran"]);
}

#[test]
fn en_aterlamnad_overlamning_kommer_till_mottagningen_och_gar_ut_igen() {
    let hem = Hem::nytt();
    assert_eq!(hem.mottag(&boendecoachning()).kod, 0);
    let mut lucka = Lucka::kor(start(&hem));
    lucka.steg(&[
        (F5, ">i dag     ny"),
        (ENTER, NAMN),
        (F8, "Återlämna till mottagningen"),
        ("u", "Återlämnad till mottagningen."),
    ]);
    lucka.ser_inte(NAMN);
    lucka.steg(&[
        ("\x1b[18~", "namn eller nummer saknas"),
        (ENTER, "skicka igen"),
        ("s", "Skickad igen."),
        (ESC, ">i dag     ny"),
        (ENTER, NAMN),
        (F6, "Mottaget i annat system"),
        ("j", "Personuppgifterna är raderade här."),
    ]);
    lucka.ser_inte(NAMN);
    assert_eq!(hem.antal("overlamningsperson"), 0);
    assert_eq!(
        hem.antal("raknat_besok"),
        1,
        "besöket är räknat och finns kvar"
    );
    lucka.stang();
}
