//! What of another version cannot harm the file: engines that are too old, files and programs that are newer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/hem.rs"]
mod hem;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/kofil.rs"]
mod kofil;
#[path = "gemensamt/motor.rs"]
mod motor;

use std::path::Path;
use std::process::Command;

use gemensamt::{PROV, dumpa, fylld, mapp, slut, spara};
use hem::{Hem, boendecoachning, nekas};
use insats::{i_ko, insats};
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use troskel::store::sqlite::{SCHEMA, oppna};
use troskel::store::{Query, Reply, Store, StoreError};

#[test]
fn lofte_14_varje_version_av_sqlite_bedoms_som_ett_tal() {
    let (_mapp, fil) = mapp();
    drop(oppna(&fil, PROV).unwrap());
    let conn = Connection::open(&fil).unwrap();
    let duger = |version: &'static str| -> bool {
        motor::motor(&conn, version);
        let svar = conn.query_row("SELECT version, duger FROM v1_motor", [], |rad| {
            Ok((rad.get::<_, String>(0)?, rad.get(1)?))
        });
        let (namn, duger) = svar.unwrap();
        assert_eq!(namn, version);
        duger
    };
    for version in [
        "3.44.6", "3.44.10", "3.50.7", "3.50.10", "3.51.3", "3.51.10", "3.52.0", "3.53.4",
        "3.100.0", "3.440.1", "4.0.0", "10.1.0",
    ] {
        assert!(duger(version), "{version}");
    }
    for version in [
        "2.8.17", "3.4.1", "3.5.9", "3.7.0", "3.8.10.2", "3.9.3", "3.15.2", "3.38.0", "3.40.1",
        "3.43.9", "3.44.0", "3.44.5", "3.45.0", "3.45.6", "3.46.1", "3.49.9", "3.50.0", "3.50.6",
        "3.51.0", "3.51.2", "3.51", "", "okänd",
    ] {
        assert!(!duger(version), "{version}");
    }
    motor::sin_egen(&conn);
    assert!(duger(rusqlite::version()));
}

/// Every log that an act is written in, what a program registers with, and the way back.
const SKRIVER: [&str; 7] = [
    "INSERT INTO handelse(seq, tid, anvandare, desk, enhet, op_id, slag)
     SELECT coalesce(max(seq), 0) + 1, '2026-01-01T00:00:00.000Z', 'x', 'x', 'x', printf('%032x', 9), 'besok_avslutat' FROM handelse",
    "INSERT INTO akthandelse(seq, tid, anvandare, desk, enhet, op_id, slag)
     SELECT coalesce(max(seq), 0) + 1, '2026-01-01T00:00:00.000Z', 'x', 'x', 'x', printf('%032x', 9), 'sokt' FROM akthandelse",
    "INSERT INTO kohandelse(seq, kopost_id, insats_nr, ver, tid, anvandare, desk, enhet, op_id, slag)
     SELECT (SELECT max(seq) + 1 FROM kohandelse), id, insats_nr, ver + 1, '2026-01-01T00:00:00.000Z', 'x', 'x', 'x',
       printf('%032x', 9), 'bekraftad' FROM kopost WHERE status = 'i_ko' LIMIT 1",
    "INSERT INTO atkomst(seq, tid, anvandare, desk, enhet, op_id, slag)
     SELECT coalesce(max(seq), 0) + 1, '2026-01-01T00:00:00.000Z', 'x', 'x', 'x', printf('%032x', 9), 'inloggad' FROM atkomst",
    "INSERT INTO gallring(seq, tid, anvandare, desk, enhet, op_id, antal, grunder, bevarade, lankar)
     SELECT coalesce(max(seq), 0) + 1, '2026-01-01T00:00:00.000Z', 'x', 'x', 'x', printf('%032x', 9), '', '', 0, '' FROM gallring",
    "INSERT INTO v1_program(namn, version) VALUES ('Ett annat', '1')",
    "DELETE FROM v1_program WHERE namn = 'Fallsystemet'",
];

#[test]
fn lofte_14_en_for_gammal_sqlite_nekas_i_varje_logg() {
    let (_mapp, fil) = mapp();
    let (_store, _, _) = fylld(&fil);
    let conn = kofil::invigd(&fil);
    let gallrar = |_: &rusqlite::functions::Context<'_>| Ok(true);
    let flaggor = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function("bara_troskel_gallrar", 0, flaggor, gallrar)
        .unwrap();
    conn.execute_batch(
        "INSERT INTO gallras VALUES (printf('%032d', 1));
         INSERT INTO v1_program(namn, version) VALUES ('Fallsystemet', '1')",
    )
    .unwrap();
    let fore = dumpa(&conn);
    for sql in SKRIVER {
        motor::motor(&conn, "3.40.1");
        let fel = conn.execute(sql, []).expect_err(sql).to_string();
        assert!(
            fel.contains(motor::FOR_GAMMAL) && fel.contains("Uppdatera"),
            "{sql}: {fel}"
        );
        assert_eq!(fore, dumpa(&conn), "{sql}");
        // The same from an engine that is new enough, or the refusal would prove nothing.
        motor::sin_egen(&conn);
        conn.execute_batch("BEGIN").unwrap();
        let svar = conn.execute(sql, []);
        assert!(svar.is_ok() && fore != dumpa(&conn), "{sql}: {svar:?}");
        conn.execute_batch("ROLLBACK").unwrap();
    }
}

/// Runs statements in another program; what it says.
fn i_sqlite3(fil: &Path, sql: &str) -> (String, String) {
    let ut = Command::new("sqlite3")
        .args(["-bail", "-batch"])
        .arg(fil)
        .arg(sql)
        .output()
        .unwrap();
    (
        String::from_utf8(ut.stdout).unwrap(),
        String::from_utf8(ut.stderr).unwrap(),
    )
}

#[test]
fn lofte_14_ett_program_med_gammal_sqlite_laser_och_skriver_inte() {
    let version = Command::new("sqlite3").arg("--version").output();
    let version = version.map_or_else(
        |_| String::new(),
        |ut| String::from_utf8(ut.stdout).unwrap(),
    );
    let version = version.split(' ').next().unwrap_or_default().to_owned();
    let (_mapp, fil) = mapp();
    let (store, id, _) = fylld(&fil);
    let duger = || -> bool {
        let (ut, _) = i_sqlite3(&fil, "SELECT duger FROM v1_motor");
        ut.trim() == "1"
    };
    if version.is_empty() || duger() {
        println!(
            "UTELÄMNAT: inget sqlite3 äldre än 3.51.3 på datorn ({version}); filens nej prövas bara härifrån"
        );
        return;
    }
    println!("sqlite3 {version}");
    let conn = Connection::open(&fil).unwrap();
    let fore = dumpa(&conn);
    // Read by another process: to open and close the file here would drop the locks that the engine has on it.
    let bytes = || {
        [fil.clone(), fil.with_extension("db-wal")]
            .map(|fil| Command::new("cat").arg(fil).output().unwrap().stdout)
    };
    let filen = bytes();
    // It reads.
    let (ut, fel) = i_sqlite3(
        &fil,
        "SELECT version FROM v1_motor; SELECT count(*) FROM v1_overlamning",
    );
    assert_eq!(
        (ut.trim(), fel.as_str()),
        (format!("{version}\n1").as_str(), "")
    );
    // And writes nothing, whether it says who it is or not.
    for sql in [
        "INSERT INTO v1_program(namn, version) VALUES ('sqlite3', '1')".to_owned(),
        format!(
            "UPDATE v1_overlamning SET status = 'hamtad', hamtad_av = 'x' WHERE id = '{}' AND status = 'ny'",
            id.0
        ),
        format!(
            "BEGIN IMMEDIATE; UPDATE v1_overlamning SET status = 'hamtad', hamtad_av = 'x' WHERE id = '{}'; COMMIT",
            id.0
        ),
    ] {
        let (ut, fel) = i_sqlite3(&fil, &sql);
        assert!(fel.contains(motor::FOR_GAMMAL), "{sql}: {ut} {fel}");
        assert_eq!(fore, dumpa(&conn), "{sql}");
    }
    assert!(
        filen[1].len() > 4096 && filen == bytes(),
        "filen eller dess logg har ändrats"
    );
    drop(store);
}

#[test]
fn lofte_14_en_nyare_eller_frammande_fil_avvisas_med_namn_och_ar_orord() {
    for (sql, vantat) in [
        (
            format!("PRAGMA user_version = {}", SCHEMA + 1),
            vec![
                format!("{}, schema {}", env!("CARGO_PKG_VERSION"), SCHEMA + 1),
                format!(
                    "version {} och kan schema {SCHEMA}",
                    env!("CARGO_PKG_VERSION")
                ),
                "Uppdatera programmet; filen är orörd".to_owned(),
            ],
        ),
        (
            format!(
                "PRAGMA user_version = {}; UPDATE fil SET varde = '9.8.7' WHERE egenskap = 'program'",
                SCHEMA + 7
            ),
            vec!["9.8.7".to_owned()],
        ),
        (
            format!("PRAGMA user_version = {}; DROP TABLE fil", SCHEMA + 1),
            vec![format!("(schema {})", SCHEMA + 1)],
        ),
        (
            "PRAGMA application_id = 1".to_owned(),
            vec!["ett annat programs databas".to_owned(), "orörd".to_owned()],
        ),
        (
            "PRAGMA application_id = 0".to_owned(),
            vec!["ett annat programs databas".to_owned()],
        ),
    ] {
        let hem = Hem::nytt();
        hem.json(&["overlamning", "lista"]);
        let conn = hem.sql();
        conn.execute_batch(&sql).unwrap();
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .unwrap();
        drop(conn);
        let fore = std::fs::read(hem.databas()).unwrap();
        for argument in [
            &["overlamning", "lista"][..],
            &["mottag", "--fran", "-"],
            &["databas", "program"],
        ] {
            let ut = hem.kor_med(argument, boendecoachning().to_string().as_bytes());
            for mening in &vantat {
                nekas(&ut, 3, mening);
            }
            assert!(
                fore == std::fs::read(hem.databas()).unwrap(),
                "{sql}: filen har ändrats"
            );
        }
    }
}

#[test]
fn lofte_14_en_oppen_reception_sparar_inget_i_en_fil_som_blivit_nyare() {
    let (_mapp, fil) = mapp();
    let (mut store, _, _) = fylld(&fil);
    let anonym = insats("1.3", "14:5", None);
    let akt = slut(&anonym, i_ko(&anonym), None);
    let conn = Connection::open(&fil).unwrap();
    conn.pragma_update(None, "user_version", SCHEMA + 1)
        .unwrap();
    let fore = dumpa(&conn);
    match spara(&mut store, "ett", &akt) {
        Err(StoreError::Stopp(text)) => {
            let vantat = format!("nyare version av Tröskel (schema {}", SCHEMA + 1);
            assert!(
                text.contains(&vantat) && text.contains("Inget är sparat"),
                "{text}"
            );
        }
        annat => panic!("{annat:?}"),
    }
    // What is there can be read still.
    assert!(matches!(store.load(&Query::Lage), Ok(Reply::Lage(_))));
    assert_eq!(fore, dumpa(&conn));
    conn.pragma_update(None, "user_version", SCHEMA).unwrap();
    assert!(spara(&mut store, "ett", &akt).is_ok());
}
