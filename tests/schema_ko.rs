//! What the file itself refuses about the waiting list from another program: every word.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/kofil.rs"]
mod kofil;

use std::io::Write as _;
use std::process::{Command, Stdio};

use gemensamt::{dumpa, kolumner, mapp};
use kofil::{
    Lappar, TABELLER, andra, erbjudande, forslag, fyll, godkann, handelse, handelse_om, invigd,
    kontakt, ny_post, plats, prova,
};
use rusqlite::Connection;

/// What the program itself could do: each is a whole act, and good. At least one of each kind of writing in each table
/// where that kind is ever done.
fn goda(l: &Lappar) -> Vec<Vec<String>> {
    let s = |text: &str| text.to_owned();
    vec![
        ny_post(&l.ny, "2.1", "4000000000000", "NULL", "stalld_i_ko", "NULL").to_vec(),
        ny_post(
            &l.ny,
            "2.1",
            "1000",
            "printf('%032x', 1)",
            "importerad",
            "'15-17'",
        )
        .to_vec(),
        vec![
            handelse(&l.andra, "bekraftad"),
            andra(&l.andra, "forsok = 0"),
        ],
        vec![
            handelse(&l.andra, "avslutad"),
            andra(
                &l.andra,
                "status = 'avslutad', orsak = 'dubblett', slut_ms = 1",
            ),
        ],
        vec![
            erbjudande(&l.forst),
            plats(&l.forst, 3),
            handelse(&l.forst, "erbjuden"),
            andra(&l.forst, "status = 'erbjuden'"),
        ],
        // Past the first, who has it on their own history.
        vec![
            handelse_om(&l.forst, "overhoppad", &format!("'{}'", l.andra)),
            andra(&l.forst, "kvar = kvar"),
            erbjudande(&l.andra),
        ],
        vec![
            handelse(&l.forst, "inkallad"),
            andra(&l.forst, "status = 'paborjad', slut_ms = 1"),
            plats(&l.forst, 3),
        ],
        vec![s("UPDATE erbjudande SET utfall = 'nej', svarat = 'x'")],
        vec![s("UPDATE erbjudande SET svar_senast = '2025-12-24'")],
        vec![s("UPDATE plats SET till = '2025-12-24'")],
        vec![s(
            "INSERT INTO pott(id, insats_nr, slag, antal) VALUES ('3.1', '3.1', 'lopande', 4)",
        )],
        vec![s("UPDATE pott SET antal = 4 WHERE id = '2.1'")],
        vec![s("UPDATE pott SET installd = 1 WHERE slag = 'omgang'")],
        vec![s(
            "INSERT INTO omgangstillfalle SELECT id, '2025-12-30T08:00', 60 FROM pott WHERE slag = 'omgang'",
        )],
        vec![
            s("UPDATE koantal SET antal = antal + 1"),
            s("INSERT INTO koantal VALUES (12, '3.1', 1, 1, 0)"),
        ],
        vec![s("DELETE FROM koantal")],
        vec![kontakt(&l.andra, "brev", 0)],
        vec![s("UPDATE kokontakt SET raderas = '2025-12-24'")],
        vec![s("DELETE FROM kokontakt")],
        vec![
            forslag(&l.andra, 5000),
            godkann("b"),
            handelse(&l.andra, "rattelse_godkand"),
            andra(&l.andra, "rattad_ms = 5000"),
        ],
        vec![
            handelse(&l.andra, "ateroppnad"),
            s("INSERT INTO komening SELECT max(seq), 'En mening om varför.' FROM kohandelse"),
        ],
        vec![s("INSERT INTO kogranskad VALUES ('3.1', '2025-11-22')")],
        vec![s(
            "INSERT INTO kogranskad VALUES ('2.1', '2025-11-23') ON CONFLICT DO UPDATE SET dag = excluded.dag",
        )],
    ]
}

/// Every kind of writing in every table, as far as its columns go, and what the program itself could do.
fn forsok(conn: &Connection, l: &Lappar) -> Vec<String> {
    let mut alla: Vec<String> = goda(l).concat();
    for god in goda(l).concat() {
        if let Some(rest) = god.strip_prefix("INSERT INTO") {
            alla.push(format!("INSERT OR REPLACE INTO{rest}"));
            alla.push(format!("INSERT OR IGNORE INTO{rest}"));
        } else if let Some(rest) = god.strip_prefix("UPDATE ") {
            alla.push(format!("UPDATE OR REPLACE {rest}"));
            alla.push(format!("UPDATE OR IGNORE {rest}"));
        }
    }
    for tabell in TABELLER {
        let kolumner = kolumner(conn, tabell).replace(' ', ", ");
        for hur in ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"] {
            alla.push(format!(
                "{hur} INTO {tabell}({kolumner}) SELECT {kolumner} FROM {tabell}"
            ));
        }
        for kolumn in kolumner.split(", ") {
            alla.push(format!("UPDATE {tabell} SET {kolumn} = {kolumn}"));
            alla.push(format!(
                "UPDATE OR REPLACE {tabell} SET {kolumn} = {kolumn}"
            ));
            alla.push(format!(
                "INSERT INTO {tabell}({kolumner}) SELECT {kolumner} FROM {tabell} WHERE true \
                 ON CONFLICT DO UPDATE SET {kolumn} = excluded.{kolumn}"
            ));
        }
        alla.push(format!("DELETE FROM {tabell}"));
    }
    alla.push("UPDATE v1_kolista SET plats = 1".to_owned());
    alla.push("DELETE FROM v1_kolista".to_owned());
    alla
}

#[test]
fn inget_annat_program_skriver_ett_enda_ord_i_kon() {
    let (_mapp, fil) = mapp();
    let (_ko, l) = fyll(&fil);
    // The acts are good as they stand, or the refusals below would prove nothing.
    let kand = invigd(&fil);
    for god in goda(&l) {
        assert_eq!(prova(&kand, &god), Ok(()), "{god:?}");
    }
    let conn = Connection::open(&fil).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    let fore = dumpa(&conn);
    for tabell in TABELLER {
        let borjan = format!("{tabell}: ");
        assert!(
            fore.iter().any(|rad| rad.starts_with(&borjan)),
            "{tabell} är tom"
        );
    }
    for sql in goda(&l).concat() {
        let fel = conn.execute(&sql, []).expect_err(&sql).to_string();
        assert!(
            fel.contains("no such function: bara_troskel_skriver_i_kon"),
            "{sql}: {fel}"
        );
    }
    for sql in forsok(&conn, &l) {
        if let Ok(antal) = conn.execute(&sql, []) {
            panic!("gick igenom ({antal} rader): {sql}");
        }
    }
    assert_eq!(fore, dumpa(&conn));
}

#[test]
fn sqlite3_pa_maskinen_skriver_inte_heller_i_kon() {
    let Ok(version) = Command::new("sqlite3").arg("--version").output() else {
        println!("sqlite3 finns inte på maskinen: provet hoppas över");
        return;
    };
    assert!(version.status.success());
    let (_mapp, fil) = mapp();
    let (_ko, l) = fyll(&fil);
    let conn = Connection::open(&fil).unwrap();
    let fore = dumpa(&conn);
    let alla = forsok(&conn, &l);
    let mut barn = Command::new("sqlite3")
        .arg("-batch")
        .arg(&fil)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut in_till = barn.stdin.take().unwrap();
    let skrivare = std::thread::spawn({
        let manus = alla.join(";\n") + ";\nSELECT count(*) FROM v1_kolista;\n";
        move || in_till.write_all(manus.as_bytes()).unwrap()
    });
    let svar = barn.wait_with_output().unwrap();
    skrivare.join().unwrap();
    // It may read, and each of the statements before was an error.
    let last = String::from_utf8(svar.stdout).unwrap();
    assert_eq!(last.trim().parse(), Ok(7), "{last}");
    let fel = String::from_utf8(svar.stderr).unwrap();
    let antal = fel.lines().filter(|rad| rad.contains("rror")).count();
    assert_eq!(antal, alla.len(), "{fel}");
    assert_eq!(fore, dumpa(&conn));
}
