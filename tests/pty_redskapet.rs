//! The pseudo-terminal helper tried on programs that everybody knows.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use gemensamt::pty::Start;

fn sh(rader: &str) -> Start {
    Start::ny("/bin/sh", &["-c", rader])
}

#[test]
fn ett_program_skriver_laser_och_slutar() {
    let mut pty = sh("printf hej; read x; exit 3").kor();
    pty.vanta_pa("hej");
    assert_eq!(pty.skarm(), "hej");
    assert_eq!((pty.markor(), pty.markor_dold()), ((0, 3), false));
    assert_eq!((pty.bytes(), pty.rabytes()), (3, b"hej".to_vec()));
    assert!(!pty.ar_ra());
    pty.skriv("svar\r");
    assert_eq!(pty.vanta_slut(), 3);
    assert_eq!(pty.slutsignal(), None);
}

#[test]
fn text_forsvinner_och_markoren_kan_doljas() {
    let mut pty = sh(r"printf 'forst\033[?25l\033[?1049h'; read x; printf '\033[2J\033[5;7Hsedan\033[?25h'; read x").kor();
    pty.vanta_skarm("den andra skärmen", vt100::Screen::alternate_screen);
    assert!(pty.markor_dold() && pty.alternativ_skarm());
    pty.skriv("\r");
    pty.vanta_pa("sedan");
    pty.vanta_bort("forst");
    pty.vanta_markor(4, 11);
    pty.vanta_bytes(b"\x1b[?25h");
    assert!(!pty.markor_dold());
}

#[test]
fn storlek_miljo_och_hem() {
    let hem = tempfile::tempdir().unwrap();
    let mut pty = sh(
        r#"trap 'stty size' WINCH; stty size; echo "$TERM/$EGEN/$HOME"; while :; do read x; done"#,
    )
    .storlek(20, 90)
    .miljo("EGEN", "åäö")
    .hem(hem.path())
    .kor();
    pty.vanta_pa("20 90");
    pty.vanta_pa(&format!("xterm-256color/åäö/{}", hem.path().display()));
    pty.andra_storlek(30, 100);
    pty.skriv("\r");
    pty.vanta_pa("30 100");
    assert_eq!(pty.skarmbild().size().1.get(), 100);
}

#[test]
fn signaler_nar_fram() {
    let pty = sh("trap 'echo fangad; exit 7' TERM; echo redo; while :; do sleep 0.05; done").kor();
    pty.vanta_pa("redo");
    pty.signal(15);
    assert_eq!(pty.vanta_slut(), 7);
    assert!(pty.skarm().contains("fangad"));

    let pty = sh("echo redo; exec sleep 60").kor();
    pty.vanta_pa("redo");
    pty.signal(9);
    pty.vanta_slut();
    assert_eq!(pty.slutsignal().as_deref(), Some("Killed"));
}

#[test]
fn en_vantan_som_inte_gar_i_uppfyllelse_visar_skarmen() {
    let fel = std::panic::catch_unwind(|| {
        let pty = sh("echo har star det").kor();
        pty.vanta_pa("finns inte");
    })
    .unwrap_err();
    let text = fel.downcast_ref::<String>().unwrap();
    assert!(
        text.contains("finns inte") && text.contains("har star det"),
        "{text}"
    );
    assert!(text.contains("programmet slutade"), "{text}");
}
