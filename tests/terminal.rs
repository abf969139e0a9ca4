//! The terminal guard in a real pseudo-terminal: every way out gives the screen back and leaves no names on it.
//!
//! The program under test is this test file itself, started anew with one task: see `barn`.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::sync::mpsc;

use gemensamt::pty::{Pty, Start};
use ratatui::widgets::Paragraph;
use troskel::runtime::signaler::{self, Signal};
use troskel::runtime::terminal::{Terminalvakt, har_panikat};
use troskel::ui::inmatning::{Inmatning, normalisera};
use troskel::ui::tema::{Roll, Tema, slapp_fram_attribut};

const NAMN: &str = "Anna Andersson";
const SKRAP: &str = "ERROR CORE page 1";

enum Handelse {
    Inmatning(Inmatning),
    Signal(Signal),
}

/// A small loop of the kind the program has. Draws a name, and does what the keys say.
fn slinga() -> std::io::Result<()> {
    let mut vakt = Terminalvakt::ny().map_err(std::io::Error::other)?;
    slapp_fram_attribut();
    let namn = std::env::var("PROV_TEMA").unwrap_or_else(|_| "terminal".to_owned());
    let tema = Tema::hitta(&namn, None).unwrap().0;
    let (till, fran) = mpsc::channel();
    let till_signal = till.clone();
    let _signaler = signaler::starta(move |s| drop(till_signal.send(Handelse::Signal(s))))?;
    std::thread::spawn(move || {
        while let Ok(handelse) = crossterm::event::read() {
            let Some(i) = normalisera(handelse) else {
                continue;
            };
            if till.send(Handelse::Inmatning(i)).is_err() {
                break;
            }
        }
    });
    let mut rad = String::new();
    loop {
        vakt.rita(|bild| {
            let yta = bild.area();
            let text = format!("{NAMN}\n{rad}\n{}x{}", yta.width, yta.height);
            bild.render_widget(Paragraph::new(text), yta);
            bild.buffer_mut().set_style(
                ratatui::layout::Rect::new(0, 0, 4, 1),
                tema.stil(Roll::Vald),
            );
            bild.set_cursor_position((2, 1));
        })?;
        match fran.recv().map_err(std::io::Error::other)? {
            Handelse::Signal(Signal::Fortsatt) => vakt.aterta()?,
            Handelse::Signal(Signal::Avsluta | Signal::Bortkopplad | Signal::Avbryt) => {
                return Ok(());
            }
            Handelse::Inmatning(Inmatning::Storlek(..)) => {}
            Handelse::Inmatning(Inmatning::Klistrat(text)) => {
                rad = format!("klistrat:{}", text.replace('\n', "/"));
            }
            Handelse::Inmatning(Inmatning::Tangent(t)) => match t.etikett().as_str() {
                "q" => return Ok(()),
                "p" => panic!("{NAMN} i en panik"),
                "i" => vakt.rita(|_| panic!("{NAMN} mitt i en bild"))?,
                "t" => {
                    // A panic in another thread: the loop must notice and end.
                    let _ = std::thread::spawn(|| panic!("{NAMN} i en tråd")).join();
                    assert!(har_panikat());
                }
                "r" => vakt.rita(|bild| {
                    let _ = std::thread::spawn(|| panic!("{NAMN} i en tråd")).join();
                    bild.render_widget(Paragraph::new(format!("ny bild {NAMN}")), bild.area());
                })?,
                "e" => {
                    // As a library does that knows nothing of the screen.
                    let _ = writeln!(std::io::stderr(), "{SKRAP}");
                    "skrivet".clone_into(&mut rad);
                }
                "Ctrl+Z" => vakt.pausa()?,
                annan => rad = format!("tangent:{annan}"),
            },
        }
    }
}

/// The program that the other tests start; by itself it has nothing to do.
#[test]
fn barn() {
    if std::env::var_os("PROV_BARN").is_none() {
        return;
    }
    match slinga() {
        Ok(()) => std::process::exit(0),
        Err(fel) => {
            let _ = writeln!(std::io::stderr(), "FEL: {fel}");
            std::process::exit(4);
        }
    }
}

const ARGUMENT: [&str; 3] = ["--exact", "barn", "--nocapture"];

fn start() -> Start {
    Start::ny(std::env::current_exe().unwrap(), &ARGUMENT).miljo("PROV_BARN", "1")
}

fn startad() -> Pty {
    let pty = start().kor();
    pty.vanta_pa(NAMN);
    assert!(pty.alternativ_skarm() && pty.skarmbild().bracketed_paste() && pty.ar_ra());
    pty
}

fn ar_aterstalld(pty: &Pty) {
    let bild = pty.skarmbild();
    assert!(!bild.alternate_screen() && !bild.bracketed_paste() && !bild.hide_cursor());
    assert!(!pty.skarm().contains(NAMN), "{}", pty.skarm());
    // Nothing may be drawn after the screen was given back.
    let bytes = pty.rabytes();
    let lamnad = hitta_sist(&bytes, b"\x1b[?1049l").unwrap();
    assert_eq!(hitta_sist(&bytes[lamnad..], NAMN.as_bytes()), None);
}

fn hitta_sist(bytes: &[u8], sekvens: &[u8]) -> Option<usize> {
    bytes.windows(sekvens.len()).rposition(|f| f == sekvens)
}

#[test]
fn vanligt_slut() {
    let mut pty = startad();
    assert_eq!(pty.markor(), (1, 2));
    assert!(!pty.markor_dold());
    pty.skriv("q");
    assert_eq!(pty.vanta_slut(), 0);
    ar_aterstalld(&pty);
}

#[test]
fn lofte_12_panik_ger_en_svensk_mening_utan_personuppgifter() {
    for (tangent, kod) in [("p", 101), ("i", 101), ("t", 4), ("r", 4)] {
        let mut pty = startad();
        pty.skriv(tangent);
        assert_eq!(pty.vanta_slut(), kod, "{tangent}");
        ar_aterstalld(&pty);
        let skarm = pty.skarm().replace('\n', "");
        assert!(
            skarm.contains("Tröskel stannade på grund av ett fel i programmet."),
            "{skarm}"
        );
        assert!(skarm.contains("tests/terminal.rs:"), "{skarm}");
    }
}

#[test]
fn signaler_lamnar_tillbaka_skarmen() {
    for nummer in [1, 2, 15] {
        let pty = startad();
        pty.signal(nummer);
        assert_eq!(pty.vanta_slut(), 0, "signal {nummer}");
        assert_eq!(pty.slutsignal(), None);
        ar_aterstalld(&pty);
    }
}

#[test]
fn klistrat_ar_text_och_aldrig_en_tangent() {
    let mut pty = startad();
    pty.klistra("a\rq\x1b[2J");
    // The emulator shows nothing for U+FFFD, so its bytes are looked for.
    pty.vanta_pa("klistrat:a/q[2J");
    pty.vanta_bytes("q\u{FFFD}[2J".as_bytes());
    pty.skriv("å");
    pty.vanta_pa("tangent:å");
}

#[test]
fn redigeringens_tangenter_kommer_fram() {
    let mut pty = startad();
    for (bytes, etikett) in [
        ("\x1b[1;2D", "Skift+←"),
        ("\x1b[1;5C", "Ctrl+→"),
        ("\x1b[1;6F", "Ctrl+Skift+End"),
        ("\x1b[3;5~", "Ctrl+Delete"),
        ("\x1b[5;2~", "Skift+PgUp"),
        ("\x03", "Ctrl+C"),
        ("\x19", "Ctrl+Y"),
        // Ctrl+Backspace in most terminals.
        ("\x08", "Ctrl+H"),
        ("\x7f", "Backsteg"),
        ("€", "€"),
    ] {
        pty.skriv(bytes);
        pty.vanta_pa(&format!("tangent:{etikett}"));
    }
}

#[test]
fn storleken_foljer_fonstret() {
    let pty = startad();
    pty.vanta_pa("80x24");
    pty.andra_storlek(30, 100);
    pty.vanta_pa("100x30");
    pty.andra_storlek(20, 60);
    pty.vanta_pa("60x20");
}

#[test]
fn no_color_tar_inte_bort_det_markerade() {
    for tema in ["terminal", "mork"] {
        let pty = start()
            .miljo("NO_COLOR", "1")
            .miljo("PROV_TEMA", tema)
            .kor();
        pty.vanta_pa(NAMN);
        let bild = pty.skarmbild();
        let (vald, annan) = (bild.cell(0, 0).unwrap(), bild.cell(0, 5).unwrap());
        assert!(vald.inverse() || vald.bold(), "{tema}");
        assert!(!annan.inverse() && !annan.bold(), "{tema}");
    }
}

#[test]
fn fonstrets_namn_skrivs_aldrig() {
    let mut pty = startad();
    pty.skriv("q");
    pty.vanta_slut();
    let bytes = pty.rabytes();
    assert_eq!(hitta_sist(&bytes, b"\x1b]"), None);
}

#[test]
fn ctrl_z_lamnar_skarmen_och_fg_tar_den_igen() {
    let jag = std::env::current_exe().unwrap();
    let rad = format!(
        "set -m; '{}' {}; echo st\"oppad\"; fg; echo sl\"ut\"",
        jag.display(),
        ARGUMENT.join(" ")
    );
    let mut pty = Start::ny("/bin/bash", &["-c", &rad])
        .miljo("PROV_BARN", "1")
        .kor();
    pty.vanta_pa(NAMN);
    pty.skriv("\x1a");
    // bash goes straight on to `fg`; what it says in between shows that the program had stopped.
    pty.vanta_bytes(b"stoppad");
    pty.vanta_skarm("skärmen igen", vt100::Screen::alternate_screen);
    pty.vanta_pa(NAMN);
    pty.skriv("x");
    pty.vanta_pa("tangent:x");
    pty.skriv("q");
    assert_eq!(pty.vanta_slut(), 0);
    assert!(pty.skarm().contains("slut"));
    ar_aterstalld(&pty);
}

#[test]
fn inget_som_skrivs_till_felut_hamnar_pa_skarmen() {
    let mut pty = startad();
    pty.skriv("e");
    pty.vanta_pa("skrivet");
    pty.skriv("\x1a");
    pty.skriv("e");
    // Given back, standard error is the terminal again: the words of a panic come through.
    pty.skriv("p");
    assert_eq!(pty.vanta_slut(), 101);
    assert_eq!(hitta_sist(&pty.rabytes(), SKRAP.as_bytes()), None);
    assert!(pty.skarm().contains("stannade"), "{}", pty.skarm());
}

#[test]
fn utan_terminal_sags_det_pa_svenska() {
    let ut = Command::new(std::env::current_exe().unwrap())
        .args(ARGUMENT)
        .env("PROV_BARN", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!((ut.status.code(), ut.status.signal()), (Some(4), None));
    let fel = String::from_utf8(ut.stderr).unwrap();
    assert!(
        fel.contains("FEL: Tröskel behöver ett terminalfönster"),
        "{fel}"
    );
    assert!(!ut.stdout.contains(&0x1b));
}
