//! Bad input: refused with what is wrong and where, never with what stood there, and with the file untouched.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use gemensamt::hem::{Hem, IDAG, NAMN, NUMMER, TROSKEL, Ut, boendecoachning, nekas};
use rusqlite::Connection;

/// What must not be said again, whatever is wrong with where it stands.
const HEMLIGT: [&str; 5] = [NAMN, "Almqvist", "almqvist", NUMMER.0, NUMMER.1];

fn sager_inget_om_nagon(ut: &Ut) {
    for hemligt in HEMLIGT {
        assert!(
            !ut.fel.contains(hemligt) && !ut.ut.contains(hemligt),
            "{hemligt}: {ut:?}"
        );
    }
}

#[test]
fn felet_har_rad_och_kolumn_men_aldrig_det_som_stod_dar() {
    let hem = Hem::nytt();
    let (namn, nummer) = (NAMN, NUMMER.0);
    let fall = [
        (String::new(), "Indata är inte JSON."),
        (namn.to_owned(), "Indata är inte JSON."),
        (format!("{{\"nr\": \"3.4.3\",\n \"{namn}"), "rad 2"),
        (format!("{{\"nr\": \"3.4.3\", \"vill\": \"{namn}\"}}"), "vill ska vara"),
        (format!("{{\"nr\": \"3.4.3\", \"{namn}\": 1}}"), "Ett fält är okänt. Här kan stå: nr,"),
        ("{\"nr\": \"3.4.3\", \"almqvist\": 1}".to_owned(), "Ett fält är okänt."),
        (format!("{{\"nr\": \"3.4.3\", \"a`, expected `{namn}\": 1}}"), "Ett fält är okänt."),
        (format!("{{\"nr\": \"{namn}\", \"vill\": \"ko\"}}"), "siffror och punkter"),
        (format!("{{\"nr\": \"{nummer}\", \"vill\": \"ko\"}}"), "siffror och punkter"),
        (format!("{{\"nr\": [\"{namn}\"], \"vill\": \"ko\"}}"), "fel slag"),
        (format!("{{\"nr\": \"3.4.3\", \"vill\": \"ko\", \"fakta\": \"{namn}\"}}"), "fel slag"),
        // The mark of our own texts, in what is read.
        (format!("{{\"nr\": \"3.4.3\", \"vill\": \"ko\", \"fakta\": \"14 § {namn} §\"}}"), "fel slag"),
        (format!("{{\"nr\": \"3.4.3\", \"vill\": \"ko\", \"fakta\": {{\"person\": {{\"fodd\": \"{nummer}\"}}}}}}"), "ÅÅÅÅ-MM-DD"),
        (format!("{{\"nr\": \"3.4.3\", \"vill\": \"ko\", \"fakta\": {{\"tveksamhet\": \"§{namn}§\"}}}}"), "fel slag"),
        (format!("{{\"nr\": \"3.4.3\", \"vill\": \"ko\", \"fakta\": {{\"svar\": {{\"folkbokford\": \"{namn}\"}}}}}}"), "ja, nej eller oklart"),
        (format!("{{\"nr\": \"3.4.3\", \"vill\": \"ko\", \"kolapp\": \"{nummer}\"}}"), "Kölappens kod"),
        (format!("{{\"nr\": \"3.4.3\", \"vill\": \"ko\", \"information\": {{\"sprak\": \"{namn}\"}}}}"), "Språk ska vara"),
        (format!("{{\"nr\": \"3.4.3\", \"vill\": \"ko\", \"kon\": \"{namn}\"}}"), "okänt värde"),
        ("{\"nr\": \"3.4.3\", \"vill\": \"ko\", \"fakta\": {\"person\": {\"fodd\": \"2030-01-01\"}}}".to_owned(), "i framtiden"),
        ("[".repeat(100_000), "fel slag"),
        (format!("{{\"nr\": \"{}\"}}", "9".repeat(2_000_000)), "större än 1 MB"),
    ];
    for (indata, mening) in fall {
        let ut = hem.kor_med(&["mottag", "--fran", "-"], indata.as_bytes());
        let kod = if mening.starts_with("siffror") { 1 } else { 2 };
        nekas(&ut, kod, mening);
        sager_inget_om_nagon(&ut);
        assert!(ut.fel.lines().count() == 1 && ut.fel.len() < 400, "{ut:?}");
    }
    nekas(
        &hem.kor_med(&["mottag", "--fran", "-"], b"{\"nr\": \"\xff\xfe\"}"),
        2,
        "inte text i UTF-8",
    );
    nekas(
        &hem.kor(&["mottag", "--fran", "finns-inte.json"]),
        2,
        "finns-inte.json går inte att läsa",
    );
    nekas(&hem.kor(&["mottag", "--fran", "."]), 2, "går inte att läsa");
    assert!(!hem.databas().exists());
}

#[test]
fn styrtecken_i_ett_namn_blir_synliga_och_styr_ingenting() {
    let hem = Hem::nytt();
    let mut indata = boendecoachning();
    indata["person"]["namn"] =
        "Övning\u{1b}]52;c;QQ==\u{7}\u{202e}tsivqmlA\u{200b}\u{9b}2J\r\nny rad".into();
    let id = hem.mottag(&indata).json()["overlamning"]
        .as_str()
        .unwrap()
        .to_owned();
    for json in [&["--json"][..], &[]] {
        let ut = hem.kor(&[&["overlamning", "hamta", &id], json].concat());
        assert_eq!(ut.kod, 0);
        assert!(ut.ut.contains("Övning\u{FFFD}]52;c;QQ=="), "{ut:?}");
        assert!(
            !ut.ut
                .chars()
                .any(|c| c != '\n' && troskel::rena::otillaten(c)),
            "{ut:?}"
        );
        assert!(!ut.ut.contains("\nny rad"), "{ut:?}");
    }
    // An option that is not there is said again, so it is cleaned as well.
    let ut = hem.kor(&["--\u{1b}[2J\u{202e}"]);
    assert_eq!(ut.kod, 2);
    assert!(
        !ut.fel
            .chars()
            .any(|c| c != '\n' && troskel::rena::otillaten(c)),
        "{ut:?}"
    );
}

#[test]
fn en_fil_fran_nagon_annanstans_nekas_och_ar_orord() {
    let skaldjur: Vec<u8> = (0..8192_u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0])
        .collect();
    let hem = Hem::nytt();
    std::fs::write(hem.databas(), &skaldjur).unwrap();
    orord(&hem, "är ingen databas");

    let hem = Hem::nytt();
    hem.sql()
        .execute_batch("CREATE TABLE frammande(x); INSERT INTO frammande VALUES (1)")
        .unwrap();
    orord(&hem, "är ett annat programs databas");

    let hem = Hem::nytt();
    assert_eq!(hem.kor(&["ko", "lista"]).kod, 0);
    hem.sql().pragma_update(None, "user_version", 999).unwrap();
    orord(&hem, "nyare version av Tröskel");

    let hem = Hem::nytt();
    std::fs::create_dir(hem.databas()).unwrap();
    nekas(&hem.kor(&["ko", "lista"]), 3, "ingen vanlig fil");

    let hem = Hem::nytt();
    std::os::unix::fs::symlink("/etc/passwd", hem.databas()).unwrap();
    nekas(&hem.kor(&["ko", "lista"]), 3, "är en länk");
}

fn orord(hem: &Hem, mening: &str) {
    let fore = std::fs::read(hem.databas()).unwrap();
    let indata = boendecoachning().to_string();
    for argument in [&["ko", "lista"][..], &["mottag", "--fran", "-"]] {
        let ut = hem.kor_med(argument, indata.as_bytes());
        nekas(&ut, 3, mening);
        sager_inget_om_nagon(&ut);
    }
    assert!(
        std::fs::read(hem.databas()).unwrap() == fore,
        "{mening}: filen är ändrad"
    );
}

#[test]
fn en_mapp_som_saknas_skapas_och_en_som_inte_gar_att_skapa_sags() {
    let hem = Hem::nytt();
    let ut = hem.kor(&["--databas", "ny/mapp/t.db", "ko", "lista"]);
    assert_eq!(ut.kod, 0, "{ut:?}");
    assert!(
        ut.fel
            .contains("Ny databas för övning skapad: ny/mapp/t.db"),
        "{ut:?}"
    );
    assert_eq!(
        hem.kor(&["--databas", "ny/mapp/t.db", "ko", "lista"]).fel,
        ""
    );
    hem.fil("fil", "inte en mapp");
    nekas(
        &hem.kor(&["--databas", "fil/t.db", "ko", "lista"]),
        3,
        "fil",
    );
    nekas(
        &hem.kor(&["--databas", "OneDrive - Kommunen/t.db", "ko", "lista"]),
        3,
        "synkas med OneDrive",
    );
}

/// Runs a command as somebody who is not root, for whom rights hold.
fn som_vanlig(hem: &Hem, argument: &[&str]) -> Ut {
    const NOBODY: u32 = 65534;
    let troskel = hem.mapp().join("troskel");
    if !troskel.exists() {
        std::fs::copy(TROSKEL, &troskel).unwrap();
    }
    let mut kommando = Command::new(troskel);
    kommando
        .args(["--prov", "--datum", IDAG])
        .args(argument)
        .env_clear()
        .env("HOME", hem.mapp())
        .env("TROSKEL_DATABAS", hem.mapp().join("data/troskel.db"))
        .stdin(Stdio::null());
    if std::fs::metadata(hem.mapp()).unwrap().uid() == 0 {
        kommando.uid(NOBODY).gid(NOBODY);
    }
    kommando.output().unwrap().into()
}

fn rattigheter(fil: &Path, lage: u32) {
    std::fs::set_permissions(fil, Permissions::from_mode(lage)).unwrap();
}

#[test]
fn skrivskyddat_sags_och_lamnas() {
    let hem = Hem::nytt();
    let mapp = hem.mapp().join("data");
    std::fs::create_dir(&mapp).unwrap();
    if std::fs::metadata(hem.mapp()).unwrap().uid() == 0 {
        rattigheter(hem.mapp(), 0o755);
        chown(&mapp, Some(65534), Some(65534)).unwrap();
    }
    let ut = som_vanlig(&hem, &["ko", "lista"]);
    assert_eq!(ut.kod, 0, "{ut:?}");
    let fil = mapp.join("troskel.db");
    let fore = std::fs::read(&fil).unwrap();
    for (vad, lage, mening) in [
        (&fil, 0o444, "skrivskyddad"),
        (&fil, 0o000, "behörighet"),
        (&mapp, 0o555, "går inte att skriva i"),
    ] {
        let forut = std::fs::metadata(vad).unwrap().permissions().mode();
        rattigheter(vad, lage);
        let ut = som_vanlig(&hem, &["ko", "lista"]);
        rattigheter(vad, forut);
        nekas(&ut, 3, mening);
    }
    assert!(std::fs::read(&fil).unwrap() == fore);
    assert_eq!(som_vanlig(&hem, &["ko", "lista"]).kod, 0);
}

#[test]
fn en_upptagen_databas_svarar_tre_och_inget_ar_andrat() {
    let hem = Hem::nytt();
    assert_eq!(hem.mottag(&boendecoachning()).kod, 0);
    let fore = hem.rader();
    let annan: Connection = hem.sql();
    annan.execute_batch("BEGIN IMMEDIATE").unwrap();
    let ut = hem.mottag(&boendecoachning());
    nekas(&ut, 3, "Inget sparades. Försök igen.");
    sager_inget_om_nagon(&ut);
    annan.execute_batch("ROLLBACK").unwrap();
    assert_eq!(hem.rader(), fore);
}
