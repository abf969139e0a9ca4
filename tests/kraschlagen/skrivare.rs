//! Skrivare that are no part of the program: a plain connection with the settings that other programs use. What is lost with
//! them shows that the model and the judge can tell.

use std::path::Path;

use rusqlite::Connection;

use super::kvittera;
use super::provning::{Brott, Fall};

/// A name, the journal, and how it is synced.
pub const SATT: [(&str, &str, &str); 6] = [
    ("wal_full", "WAL", "FULL"),
    ("wal_normal", "WAL", "NORMAL"),
    ("wal_off", "WAL", "OFF"),
    ("delete_full", "DELETE", "FULL"),
    ("delete_extra", "DELETE", "EXTRA"),
    ("truncate_full", "TRUNCATE", "FULL"),
];

const ANTAL: i64 = 60;

/// A file with its tables, before the recording.
pub fn gor(fil: &Path, satt: &str) {
    let (_, journal, _) = hitta(satt);
    let conn = Connection::open(fil).unwrap();
    conn.execute_batch(&format!(
        "PRAGMA journal_mode = {journal};
         CREATE TABLE ett(n INTEGER PRIMARY KEY, text TEXT NOT NULL);
         CREATE TABLE tva(n INTEGER PRIMARY KEY, text TEXT NOT NULL);
         CREATE INDEX tva_text ON tva(text);"
    ))
    .unwrap();
}

fn hitta(satt: &str) -> (&'static str, &'static str, &'static str) {
    *SATT.iter().find(|(namn, ..)| *namn == satt).unwrap()
}

/// The acts: a row in each of two tables, and the change of an old one.
pub fn arbeta(fil: &Path, satt: &str) {
    let (_, journal, synk) = hitta(satt);
    let conn = Connection::open(fil).unwrap();
    conn.execute_batch(&format!(
        "PRAGMA journal_mode = {journal}; PRAGMA synchronous = {synk}; PRAGMA wal_autocheckpoint = 40"
    ))
    .unwrap();
    for n in 1..=ANTAL {
        let text = "x".repeat(usize::try_from(n * 37 % 700).unwrap());
        let tx = conn.unchecked_transaction().unwrap();
        for sql in [
            "INSERT INTO ett VALUES (?1, ?2)",
            "INSERT INTO tva VALUES (?1, ?2)",
        ] {
            tx.execute(sql, (n, &text)).unwrap();
        }
        tx.execute("UPDATE tva SET text = text || 'y' WHERE n = ?1", [n / 2])
            .unwrap();
        tx.commit().unwrap();
        kvittera(&n.to_string());
    }
}

fn motor(fel: &rusqlite::Error) -> Brott {
    Brott::Skadad(fel.to_string())
}

/// The rows are those of the acts, whole and in order, and none that was acknowledged is missing.
pub fn dom(fall: &Fall<'_>) -> Result<(), Brott> {
    let oppna = |fel: rusqlite::Error| Brott::Oppnas(fel.to_string());
    let conn = Connection::open(fall.rot.join("troskel.db")).map_err(oppna)?;
    let text = |sql: &str| conn.query_row(sql, [], |rad| rad.get::<_, String>(0));
    let svar = text("PRAGMA integrity_check").map_err(|fel| motor(&fel))?;
    if svar != "ok" {
        return Err(Brott::Skadad(svar));
    }
    let rader = "SELECT coalesce(group_concat(n, ' '), '') FROM";
    let (ett, tva) = text(&format!("{rader} ett"))
        .and_then(|ett| Ok((ett, text(&format!("{rader} tva"))?)))
        .map_err(|fel| motor(&fel))?;
    if ett != tva {
        return Err(Brott::Halvt(format!("{ett} / {tva}")));
    }
    let antal = ett.split_whitespace().count();
    let hela: Vec<String> = (1..=antal).map(|n| n.to_string()).collect();
    let andrade = "SELECT CAST(count(*) AS TEXT) FROM tva WHERE text LIKE '%y%'";
    let andrade = text(andrade).map_err(|fel| motor(&fel))?;
    if ett != hela.join(" ") || andrade != (antal / 2).to_string() {
        return Err(Brott::Halvt(format!("{ett}, {andrade}")));
    }
    if antal < fall.kvitton.len() {
        return Err(Brott::Forlorat(format!(
            "{antal} of {}",
            fall.kvitton.len()
        )));
    }
    Ok(())
}
