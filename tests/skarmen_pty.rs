//! The screen itself: keys that mean nothing, help, sizes, colours, the cursor, paste, signals, and what is sent.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod gemensamt;

use std::time::Duration;

use gemensamt::hem::{Hem, NAMN, NUMMER, innehaller};
use gemensamt::lucka::{
    CTRL_Q, ENTER, ESC, F1, F2, F3, F4, F5, F6, F8, F12, HOGER, Lucka, NER, TABB, TILL_NAMNET, UPP,
    ar_ren, start,
};

/// A desk with the name and number typed and not yet handed over.
fn med_namnet_skrivet(hem: &Hem) -> Lucka {
    let mut lucka = Lucka::ny(hem, "lucka 1");
    lucka.till_namnet(NAMN);
    lucka
}

#[test]
fn esc_gar_ett_steg_bakat_och_aldrig_ut_ur_programmet() {
    let hem = Hem::nytt();
    let mut lucka = med_namnet_skrivet(&hem);
    lucka.steg(&[
        (ESC, "Informationen om dokumentation är lämnad"),
        (ESC, "[4 Plats]"),
        (ESC, "[3 Samtycke]"),
        (ESC, "[2 Information]"),
        (ESC, "[1 Villkor]"),
        (ESC, "Besöket är parkerat."),
        (ESC, "skriv vad personen säger"),
    ]);
    // Back from the identity it is forgotten, also in what is parked.
    assert!(!innehaller(&hem.databasbytes(), "Almqvist"));
    lucka.stang();
}

#[test]
fn fel_tangenter_gor_ingenting() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka
        .valj("boende", "3.4.3 Boendecoachning")
        .steg(&[(ENTER, "[1 Villkor]")]);
    // The cursor is set last in a frame.
    lucka.pty.vanta_markor(5, 6);
    let fore = rader(&lucka);
    for tangent in [
        "x", "9", "å", "\x1b[23~", "\x1bx", "\x01", "\x7f", "\x1b[H", "\x1b[2~", F2, F6, F5,
    ] {
        lucka.skriv(tangent);
    }
    // A key that does show follows the others through the same queue.
    lucka.steg(&[(NER, "> Är det något oklart"), (UPP, "> Folkbokförd")]);
    lucka.pty.vanta_markor(5, 6);
    assert_eq!(rader(&lucka), fore);
    assert_eq!(hem.antal("utkast"), 0);
    lucka.steg(&[(ENTER, "Villkoret är inte besvarat.")]);
    lucka.ser("[1 Villkor]");
    lucka.stang();
}

#[test]
fn f12_oppnar_oro_for_barn_mitt_i_ett_namn_och_lamnar_det_som_det_var() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka.ser("F12 oro barn");
    lucka.steg(&[(F12, "Är det fara nu?"), (F12, "skriv vad personen säger")]);
    lucka.till_namnfaltet();
    lucka.skriv(NAMN).ser(NAMN);
    let fore = rader(&lucka);
    let som_fore = |lucka: &Lucka| {
        // A frame may come in parts.
        lucka.pty.vanta_skarm("skärmen som den var", |skarm| {
            let text = skarm.contents();
            text.lines().map(str::trim_end).eq(&fore)
        });
    };
    lucka.steg(&[(F12, "Är det fara nu?")]).ser_inte(NAMN);
    lucka.skriv("x").steg(&[(ESC, NAMN)]);
    som_fore(&lucka);
    // Over a question as well, which is still there afterwards.
    lucka.steg(&[
        (F8, "Avsluta utan att överlämna?"),
        (F12, "Är det fara nu?"),
        (ESC, "Avsluta utan att överlämna?"),
    ]);
    lucka.steg(&[(ESC, NAMN)]).ser_inte("Avsluta utan");
    som_fore(&lucka);
    assert_eq!(
        (hem.antal("overlamning"), hem.antal("raknat_besok")),
        (0, 0)
    );
    lucka.stang();
}

#[test]
fn hjalpen_oppnas_med_f1_och_fragetecken_och_lamnar_allt_som_det_var() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    for oppna in [F1, "?"] {
        lucka.steg(&[
            (oppna, "Orolig för ett barn?"),
            (ESC, "skriv vad personen säger"),
        ]);
    }
    lucka.valj("boende", "3.4.3 Boendecoachning");
    // In a text a question mark is a sign like others.
    lucka.steg(&[("?", "Sök: boende?"), ("\x7f", "│ 3.4.3 Boendecoachning")]);
    lucka.steg(&[(ENTER, "[1 Villkor]"), ("1", "Villkoren är uppfyllda")]);
    for oppna in [F1, "?"] {
        lucka.steg(&[
            (oppna, "Orolig för ett barn?"),
            (F1, "[x] 1 Ja – personbevis"),
        ]);
    }
    for (lista, rubrik) in [(F4, "Köer"), (F5, "Inkorg för"), (F3, "Parkerade besök")] {
        lucka.steg(&[(F3, "Sök:"), (lista, rubrik), ("?", "Orolig för ett barn?")]);
        lucka
            .steg(&[("q", rubrik)])
            .ser_inte("Orolig för ett barn?");
        lucka.steg(&[
            (ESC, "Sök:"),
            (F3, "Parkerade besök"),
            (NER, ">20"),
            (ENTER, "[1 Villkor]"),
        ]);
    }
    lucka.stang();
}

#[test]
fn fonstret_far_andra_storlek() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka
        .valj("boende", "3.4.3 Boendecoachning")
        .steg(&[(ENTER, "[1 Villkor]"), ("2", "[x] 2 Ja")]);
    let fore = rader(&lucka);
    lucka.pty.andra_storlek(20, 60);
    lucka.pty.vanta_skarm("sidfoten på rad 20", |skarm| {
        skarm
            .rows(0, 60)
            .nth(19)
            .is_some_and(|rad| rad.contains("F1 hjälp"))
    });
    lucka.ser("[x] 2 Ja – registeruppslag").ser("[1 Villkor]");
    lucka.pty.andra_storlek(10, 40);
    lucka.ser("Fönstret är för litet.").ser("minst 60");
    assert!(!lucka.pty.skarm().contains("Boendecoachning"));
    // Keys still work meanwhile, and nothing is lost.
    lucka.pty.andra_storlek(24, 80);
    lucka.ser("[x] 2 Ja – registeruppslag");
    lucka.ser_inte("Fönstret är för litet.");
    assert_eq!(rader(&lucka), fore);
    lucka.stang();
}

#[test]
fn utan_farg_syns_den_valda_raden_anda() {
    let hem = Hem::nytt();
    for tema in ["terminal", "mork", "ljus", "hogkontrast"] {
        let mut lucka = Lucka::kor(
            start(&hem)
                .miljo("NO_COLOR", "1")
                .miljo("TROSKEL_TEMA", tema),
        );
        lucka.valj("drog", "3.1.4 Beroenderådgivning");
        lucka.steg(&[(NER, "│ 3.4.5 Beroendestöd")]);
        let bild = lucka.pty.skarmbild();
        let rad = |text: &str| {
            (3..20)
                .find(|rad| bild.contents_between(*rad, 0, *rad, 30).starts_with(text))
                .unwrap_or_else(|| panic!("{text}\n{}", bild.contents()))
        };
        let stil = |rad: u16| {
            let cell = bild.cell(rad, 3).unwrap();
            (cell.inverse(), cell.bold(), cell.underline())
        };
        assert_ne!(stil(rad(">3.4.5")), stil(rad(" 3.1.4")), "{tema}");
        let bytes = lucka.pty.rabytes();
        for farg in ["\x1b[31m", "\x1b[38;", "\x1b[48;", "\x1b[44m"] {
            assert!(!innehaller(&bytes, farg), "{tema}: {farg:?}");
        }
        lucka.stang();
    }
}

#[test]
fn markoren_syns_och_star_i_det_som_har_fokus_i_varje_steg() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    let star_pa = |lucka: &Lucka, villkor: &dyn Fn(&str, u16) -> bool| {
        lucka
            .pty
            .vanta_skarm("markören i det som har fokus", |skarm| {
                let (rad, kolumn) = skarm.cursor_position();
                let text = skarm.contents_between(rad, 0, rad, 80);
                !skarm.hide_cursor() && villkor(&text, kolumn)
            });
    };
    lucka.valj("boende", "3.4.3 Boendecoachning");
    star_pa(&lucka, &|text, kolumn| {
        text.starts_with(" Sök: boende") && kolumn == 12
    });
    for (tangent, sedan) in TILL_NAMNET {
        lucka.steg(&[(tangent, sedan)]);
        if sedan == "> Namn" {
            break;
        }
        // On the answer that is chosen, or the first one: between its brackets.
        star_pa(&lucka, &|text, kolumn| {
            text.starts_with("     [") && kolumn == 6
        });
    }
    star_pa(&lucka, &|text, kolumn| {
        text.starts_with("     [") && kolumn == 6
    });
    lucka.skriv(NAMN).ser(NAMN);
    star_pa(&lucka, &|text, kolumn| {
        text.contains(NAMN) && kolumn == 6 + 15
    });
    lucka.steg(&[(TABB, "> Personnummer"), (F1, "Orolig för ett barn?")]);
    star_pa(&lucka, &|_, kolumn| kolumn == 0);
    lucka.steg(&[
        (ESC, "> Personnummer"),
        (F3, "Sök:"),
        (F3, "Parkerade besök"),
        (NER, ">20"),
    ]);
    star_pa(&lucka, &|text, kolumn| text.starts_with('>') && kolumn == 0);
    lucka.stang();
}

#[test]
fn den_valda_raden_ar_samma_besok_nar_en_annan_lucka_parkerar() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka.valj("boende", "3.4.3 Boendecoachning").steg(&[
        (ENTER, "[1 Villkor]"),
        ("1", "Villkoren är uppfyllda"),
        (F3, "Besöket är parkerat."),
        (F3, "3.4.3 Boendecoachning · Villkor"),
    ]);
    let vald = |skarm: &vt100::Screen| -> String {
        let rad = skarm
            .contents()
            .lines()
            .find(|rad| rad.starts_with('>'))
            .map(str::to_owned);
        rad.unwrap_or_default()
    };
    lucka
        .pty
        .vanta_skarm("en vald rad", |skarm| vald(skarm).contains("3.4.3"));
    hem.sql()
        .execute(
            "INSERT INTO utkast SELECT 'dddddddddddddddddddddddddddddddd', '3.1.3', katalog, steg, svar, info_satt,
               info_sprak, info_text, info_version, 1, anvandare, 'lucka 2', enhet, '2999-01-01T00:00:00.000Z'
             FROM utkast",
            [],
        )
        .unwrap();
    lucka.ser("lucka 2");
    lucka
        .pty
        .vanta_skarm("samma valda rad", |skarm| vald(skarm).contains("3.4.3"));
    lucka
        .steg(&[(ENTER, "[1 Villkor]")])
        .ser("3.4.3 Boendecoachning");
    lucka.stang();
}

#[test]
fn en_inklistrad_radbrytning_trycker_inte_pa_nagot() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka.pty.klistra("boende\r\n");
    lucka.ser("│ 3.4.3 Boendecoachning").ser("Sök: boende");
    lucka.steg(&[(ENTER, "[1 Villkor]")]);
    lucka.pty.klistra("1\r\r");
    lucka.steg(&[("1", "Villkoren är uppfyllda")]);
    lucka.ser("[1 Villkor]");
    lucka.steg(&TILL_NAMNET[2..]);
    lucka.pty.klistra("Övning\rAlmqvist\n\x1bOQ");
    lucka.ser("Övning Almqvist");
    lucka.ser("> Namn");
    assert_eq!(hem.antal("overlamning"), 0);
    // A dialog hears no paste either.
    lucka.steg(&[(F8, "Avsluta utan att överlämna?"), ("j", "Klart")]);
    lucka.pty.klistra("\r");
    lucka.steg(&[("x", "Klart"), (ENTER, "Sök:")]);
    lucka.stang();
}

#[test]
fn en_signal_lamnar_en_ren_terminal_och_de_parkerade_svaren() {
    const SIGHUP: i32 = 1;
    const SIGTERM: i32 = 15;
    for signal in [SIGTERM, SIGHUP] {
        let hem = Hem::nytt();
        let lucka = med_namnet_skrivet(&hem);
        lucka.pty.signal(signal);
        assert_eq!(lucka.pty.vanta_slut(), 0, "signal {signal}");
        assert_eq!(lucka.pty.slutsignal(), None);
        ar_ren(&lucka.pty, &[NAMN, NUMMER.0, "Boendecoachning"]);
        let steg: String = hem
            .sql()
            .query_row("SELECT steg FROM utkast", [], |rad| rad.get(0))
            .unwrap();
        assert_eq!(steg, "dokumentation");
        assert!(!innehaller(&hem.databasbytes(), "Almqvist"));
    }
}

#[test]
fn en_stangd_lucka_lamnar_inget_namn() {
    let hem = Hem::nytt();
    let mut lucka = med_namnet_skrivet(&hem);
    lucka.skriv(CTRL_Q);
    assert_eq!(lucka.pty.vanta_slut(), 0);
    ar_ren(&lucka.pty, &[NAMN, NUMMER.0]);
    assert_eq!((hem.antal("utkast"), hem.antal("overlamning")), (1, 0));
}

#[test]
fn i_vila_sands_ingenting_och_en_tangent_som_inget_andrar_nastan_inget() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka
        .valj("boendecoac", "3.4.3 Boendecoachning")
        .ser("F1 hjälp");
    lugn(&lucka);
    let fore = lucka.pty.bytes();
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(lucka.pty.bytes() - fore, 0, "bytes i vila");

    lucka.skriv(HOGER);
    lugn(&lucka);
    let hoger = lucka.pty.bytes() - fore;
    let fore = lucka.pty.bytes();
    lucka.skriv("h").ser("Sök: boendecoach");
    lugn(&lucka);
    let bokstav = lucka.pty.bytes() - fore;
    println!("högerpil vid slutet: {hoger} byte, en bokstav till: {bokstav} byte");
    assert!(
        hoger < 100 && (1..100).contains(&bokstav),
        "{hoger}, {bokstav}"
    );
    lucka.stang();
}

/// The rows of the screen, without the room after them.
fn rader(lucka: &Lucka) -> Vec<String> {
    let skarm = lucka.pty.skarm();
    skarm.lines().map(|rad| rad.trim_end().to_owned()).collect()
}

/// Waits until nothing more comes.
fn lugn(lucka: &Lucka) {
    loop {
        let fore = lucka.pty.bytes();
        std::thread::sleep(Duration::from_millis(300));
        if lucka.pty.bytes() == fore {
            return;
        }
    }
}
