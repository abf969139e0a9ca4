//! The real program at a desk with a file for real persons: signing in, locking, and another person at the same desk.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod gemensamt;

use gemensamt::lucka::{CTRL_Q, ENTER, ESC, F1, F3, ar_ren};
use gemensamt::pty::Pty;
use gemensamt::skarpthem::{ANNA, BO, SkarptHem};

const CTRL_L: &str = "\x0c";
const F10: &str = "\x1b[21~";

/// Signs in from an empty cover; says how many keys it took besides the typing.
fn logga_in(pty: &mut Pty, (anvandare, losenord): (&str, &str)) -> usize {
    pty.vanta_pa("Användare");
    let tangenter = [ENTER, ENTER];
    pty.skriv(anvandare);
    pty.skriv(tangenter[0]);
    pty.skriv(losenord);
    pty.vanta_pa("••••••••");
    pty.skriv(tangenter[1]);
    pty.vanta_pa("Sök:");
    tangenter.len()
}

/// The cover is all that is seen. A frame may be half read, so each text is waited out.
fn ar_tackt(pty: &Pty, hemligt: &[&str]) {
    pty.vanta_pa("Lösenord");
    pty.vanta_pa("Tröskel · Alingsås");
    for text in ["Sök:"].iter().chain(hemligt) {
        pty.vanta_bort(text);
    }
}

/// The visit is on the screen, whole.
const BESOKET: &str = "[1 Villkor]";

#[test]
fn logga_in_borja_ett_besok_las_och_kom_tillbaka() {
    let hem = SkarptHem::nytt();
    let mut pty = hem.start().kor();
    pty.vanta_pa("Logga in");
    ar_tackt(&pty, &["Boendecoachning"]);
    assert_eq!(logga_in(&mut pty, ANNA), 2);
    pty.vanta_pa("anna vid disken");
    pty.skriv("boendecoachning");
    pty.skriv(ENTER);
    pty.vanta_pa(BESOKET);
    pty.skriv("1");
    pty.vanta_pa("Utfall: Villkoren är uppfyllda");
    pty.vanta_pa("F8 avsluta");
    let fore = under_huvudet(&pty.skarm());
    pty.skriv(CTRL_L);
    pty.vanta_pa("Skärmen är låst");
    ar_tackt(&pty, &["Boendecoachning", "3.4.3", BESOKET, "folkbokförd"]);
    // The cursor is in the field, for whoever follows it.
    let (rad, _) = pty.markor();
    let skarm = pty.skarm();
    assert!(
        skarm
            .lines()
            .nth(usize::from(rad))
            .unwrap()
            .starts_with("> Lösenord"),
        "{skarm}"
    );
    pty.skriv("fel lösenord");
    pty.skriv(ENTER);
    pty.vanta_pa("stämmer inte");
    ar_tackt(&pty, &["Boendecoachning", "fel lösenord"]);
    // Password, Enter.
    pty.skriv(ANNA.1);
    pty.skriv(ENTER);
    pty.vanta_skarm("samma besök", |skarm| {
        under_huvudet(&skarm.contents()) == fore
    });
    let sett = String::from_utf8_lossy(&pty.rabytes()).into_owned();
    assert!(!sett.contains("stolar"), "lösenordet har synts");
    pty.skriv(CTRL_Q);
    assert_eq!(pty.vanta_slut(), 0);
    ar_ren(&pty, &["Boendecoachning"]);
}

/// The screen below its header, without the spaces that a terminal may or may not have been sent.
fn under_huvudet(skarm: &str) -> Vec<String> {
    let rader = skarm.lines().skip(1).map(|rad| rad.trim_end().to_owned());
    rader.filter(|rad| !rad.is_empty()).collect()
}

#[test]
fn byt_person_vid_samma_disk() {
    let hem = SkarptHem::med_bo();
    let mut pty = hem.start().kor();
    logga_in(&mut pty, ANNA);
    pty.skriv("boendecoachning");
    pty.skriv(ENTER);
    pty.vanta_pa(BESOKET);
    pty.vanta_pa("F8 avsluta");
    let annas = under_huvudet(&pty.skarm());
    pty.skriv(F10);
    pty.vanta_pa("Byt person");
    ar_tackt(&pty, &["Boendecoachning", BESOKET]);
    logga_in(&mut pty, BO);
    pty.vanta_pa("bo vid disken");
    pty.vanta_bort(BESOKET);
    pty.skriv("skilsm");
    pty.vanta_pa("Sök: skilsm");
    pty.skriv(F10);
    pty.vanta_pa("Byt person");
    pty.skriv(&format!("{}\r{}\r", ANNA.0, ANNA.1));
    pty.vanta_pa("anna vid disken");
    pty.vanta_skarm("Annas besök", |skarm| {
        under_huvudet(&skarm.contents()) == annas
    });
    pty.skriv(CTRL_Q);
    assert_eq!(pty.vanta_slut(), 0);
    ar_ren(&pty, &[]);
    // The file says who was here, and that they left.
    let ut = hem.som(ANNA, &["konto", "lista"]);
    assert_eq!(ut.kod, 0, "{ut:?}");
}

#[test]
fn tangenten_laser_ocksa_i_en_dialog_och_star_i_hjalpen() {
    let hem = SkarptHem::nytt();
    let mut pty = hem.start().miljo("TROSKEL_KONTO", "anna").kor();
    // Named by whoever set the desk up: only the password is left.
    pty.vanta_pa("Användare  anna");
    pty.skriv(&format!("{}\r", ANNA.1));
    pty.vanta_pa("Sök:");
    pty.skriv(F1);
    pty.vanta_pa("Hjälp");
    pty.skriv("\x1b[6~");
    pty.vanta_pa("lås skärmen");
    pty.skriv(CTRL_L);
    ar_tackt(&pty, &["Hjälp"]);
    // Esc empties; nothing leads back but the password.
    pty.skriv("någonting");
    pty.vanta_pa("••••••••");
    pty.skriv(ESC);
    pty.vanta_bort("••••••••");
    pty.skriv(F3);
    pty.skriv(CTRL_Q);
    assert_eq!(pty.vanta_slut(), 0);
    ar_ren(&pty, &[]);
}

#[test]
fn en_paste_i_losenordsfaltet_trycker_ingenting() {
    let hem = SkarptHem::nytt();
    let mut pty = hem.start().miljo("NO_COLOR", "1").storlek(40, 120).kor();
    pty.vanta_pa("Användare");
    pty.skriv("anna\r");
    pty.klistra(&format!("{}\n", ANNA.1));
    pty.vanta_pa("••••••••");
    ar_tackt(&pty, &[]);
    pty.skriv(ENTER);
    pty.vanta_pa("Sök:");
    pty.skriv(CTRL_Q);
    assert_eq!(pty.vanta_slut(), 0);
}

#[test]
fn avbrott_medan_nagon_sitter_dar_lamnar_en_ren_skarm() {
    let hem = SkarptHem::nytt();
    let mut pty = hem.start().kor();
    logga_in(&mut pty, ANNA);
    pty.skriv("boendecoachning");
    pty.skriv(ENTER);
    pty.vanta_pa(BESOKET);
    pty.skriv("1");
    pty.skriv(CTRL_L);
    pty.vanta_pa("Skärmen är låst");
    pty.signal(15);
    assert_eq!(pty.vanta_slut(), 0);
    ar_ren(&pty, &["Boendecoachning"]);
    // What was begun was saved when the screen was locked.
    let mut pty = hem.start().kor();
    logga_in(&mut pty, ANNA);
    // It is the only one, and from this desk: it is offered, and one key goes into it.
    pty.vanta_pa("En påbörjad mottagning väntar: F3 tar upp den.");
    pty.skriv(F3);
    pty.vanta_skarm("det parkerade", |skarm| {
        let skarm = skarm.contents();
        skarm.contains("[1 Villkor]") && skarm.contains("Boendecoachning")
    });
    pty.skriv(CTRL_Q);
    assert_eq!(pty.vanta_slut(), 0);
}

#[test]
fn en_ovning_tacks_och_lyfts_utan_losenord() {
    let hem = gemensamt::hem::Hem::nytt();
    let mut lucka = gemensamt::lucka::Lucka::ny(&hem, "disken");
    lucka.pty.skriv("boende");
    lucka.pty.vanta_pa("Sök: boende");
    lucka.pty.skriv(CTRL_L);
    lucka.pty.vanta_pa("valfri tangent");
    assert!(
        !lucka.pty.skarm().contains("boende"),
        "{}",
        lucka.pty.skarm()
    );
    lucka.pty.skriv("x");
    lucka.pty.vanta_pa("Sök: boende");
    assert!(
        !lucka.pty.skarm().contains("boendex"),
        "{}",
        lucka.pty.skarm()
    );
    lucka.stang();
}
