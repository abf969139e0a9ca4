//! What may stand where the file should, or be wrong with the terminal, when the program is started.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Stdio;

use rusqlite::Connection;
use troskel::store::sqlite::{APPLICATION_ID, oppna};

use crate::gemensamt::hem::Hem;
use crate::gemensamt::lucka::{CTRL_Q, ENTER, Lucka, ar_ren, start};
use crate::redskap::{KORT, Prov, Rad, Utfall, oppnas_inte, rad};

pub const RADER: &[Rad] = &[
    rad("en textfil", &["är ingen databas", "orörd"], textfil),
    rad(
        "ett annat programs databas",
        &["ett annat programs databas", "orörd"],
        || annan("CREATE TABLE t(x)"),
    ),
    rad(
        "fel application_id",
        &["ett annat programs databas", "orörd"],
        || annan("PRAGMA application_id = 7; PRAGMA user_version = 4; CREATE TABLE fil(x)"),
    ),
    rad("ett nyare schema", &["nyare version", "orörd"], || {
        annan(&format!(
            "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 99; CREATE TABLE fil(x)"
        ))
    }),
    rad("en tom fil", &["blev en ny databas"], tom_fil),
    rad("en mapp i filens ställe", &["är ingen vanlig fil"], mapp),
    rad("en symbolisk länk", &["är en länk"], lank),
    rad("en avkortad databas", &["är skadad"], avkortad),
    rad(
        "LC_ALL=C, LANG=C",
        &["å, ä och ö visas", "avslutat rent"],
        utan_utf8,
    ),
    rad(
        "fönstret 1x1 och tillbaka",
        &["allt står där igen", "avslutat rent"],
        ett_gang_ett,
    ),
    rad(
        "inmatningen är ingen terminal",
        &["behöver ett terminalfönster"],
        utan_terminal,
    ),
];

/// Refused, and left as it was.
fn orord(fil: &std::path::Path) -> Utfall {
    let fore = fs::read(fil).unwrap();
    let svar = oppnas_inte(fil);
    assert_eq!(fs::read(fil).unwrap(), fore, "filen är orörd");
    svar.into()
}

fn textfil() -> Utfall {
    let mapp = tempfile::tempdir().unwrap();
    let fil = mapp.path().join("troskel.db");
    fs::write(&fil, "namn;telefon\n".repeat(500)).unwrap();
    orord(&fil)
}

fn annan(sql: &str) -> Utfall {
    let mapp = tempfile::tempdir().unwrap();
    let fil = mapp.path().join("troskel.db");
    Connection::open(&fil).unwrap().execute_batch(sql).unwrap();
    orord(&fil)
}

fn tom_fil() -> Utfall {
    let mapp = tempfile::tempdir().unwrap();
    let fil = mapp.path().join("troskel.db");
    fs::write(&fil, "").unwrap();
    assert!(oppna(&fil, KORT).unwrap().ny());
    let mut prov = Prov::tom(mapp, &fil);
    prov.sparar();
    prov.stammer_stangd();
    "blev en ny databas".to_owned().into()
}

fn mapp() -> Utfall {
    let mapp = tempfile::tempdir().unwrap();
    let fil = mapp.path().join("troskel.db");
    fs::create_dir(&fil).unwrap();
    oppnas_inte(&fil).into()
}

fn lank() -> Utfall {
    let prov = Prov::nytt();
    let lank = prov.mapp().join("lank.db");
    symlink(&prov.fil, &lank).unwrap();
    let svar = oppnas_inte(&lank);
    prov.stammer();
    svar.into()
}

fn avkortad() -> Utfall {
    let prov = Prov::nytt();
    prov.tom_loggen();
    let fil = prov.mapp().join("kort.db");
    let bytes = fs::read(&prov.fil).unwrap();
    fs::write(&fil, &bytes[..bytes.len() / 2 / 4096 * 4096]).unwrap();
    match oppna(&fil, KORT) {
        Err(fel) => fel.to_string().into(),
        // What is missing is found when it is asked for.
        Ok(store) => {
            let mut kort = Prov::nytt();
            kort.store = store;
            kort.nekas().into()
        }
    }
}

fn utan_utf8() -> Utfall {
    let hem = Hem::nytt();
    let mut lucka = Lucka::kor(start(&hem).miljo("LC_ALL", "C").miljo("LANG", "C"));
    lucka
        .valj("boende", "3.4.3 Boendecoachning")
        .ser("Säg: ")
        .ser("ÖVNING");
    lucka.steg(&[(ENTER, "[1 Villkor]")]);
    lucka.stang();
    "å, ä och ö visas; avslutat rent".to_owned().into()
}

fn ett_gang_ett() -> Utfall {
    let hem = Hem::nytt();
    let mut lucka = Lucka::kor(start(&hem));
    lucka
        .valj("boende", "3.4.3 Boendecoachning")
        .steg(&[(ENTER, "[1 Villkor]")]);
    for (rader, kolumner) in [(1, 1), (1, 80), (24, 1), (1, 1)] {
        lucka.pty.andra_storlek(rader, kolumner);
    }
    lucka.pty.andra_storlek(24, 80);
    lucka.ser("[1 Villkor]");
    lucka.steg(&[("1", "Villkoren är uppfyllda")]);
    lucka.skriv(CTRL_Q);
    assert_eq!(lucka.pty.vanta_slut(), 0);
    ar_ren(&lucka.pty, &["Boendecoachning"]);
    assert_eq!(hem.antal("utkast"), 1);
    "allt står där igen; avslutat rent".to_owned().into()
}

fn utan_terminal() -> Utfall {
    let hem = Hem::nytt();
    let ut = hem.kommando(&[]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(ut.status.code(), Some(2));
    assert!(!hem.databas().exists(), "inget har skapats");
    let fel = String::from_utf8(ut.stderr).unwrap();
    assert!(!fel.contains('\u{1b}') && ut.stdout.is_empty());
    fel.trim().to_owned().into()
}
