//! A file of an older version is copied whole before its tables are made anew: once, also where several open it at the same
//! time, and so that a machine that stops in the middle leaves the old file or the new one, and the copy.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs
)]

#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;

#[path = "gemensamt/scheman.rs"]
mod scheman;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use gemensamt::{PROV, dumpa, mapp};
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use scheman::SCHEMAN;
use troskel::store::sqlite::{SCHEMA, oppna};

/// A file as a version left it, with so many rows in its log.
fn gammal(fil: &Path, version: usize, rader: u32) -> Vec<String> {
    let conn = Connection::open(fil).unwrap();
    conn.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    for sql in SCHEMAN[..version].iter().copied().flatten() {
        conn.execute_batch(sql).unwrap();
    }
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)
        .unwrap();
    conn.execute_batch(&format!(
        "PRAGMA application_id = 0x54524F53; PRAGMA user_version = {version};
         INSERT INTO insatsversion(nr, katalog, namn, paragraf) VALUES ('1.1', '2025-09-01', 'Insats 1.1', '14:3');
         WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < {rader})
         INSERT INTO handelse SELECT n, '2026-03-01T08:00:00.000Z', 'h1', 'disken', 'Stödet', printf('%032x', n), 'parkerat',
           NULL FROM t"
    ))
    .unwrap();
    dumpa(&conn)
}

fn kopian(fil: &Path) -> PathBuf {
    let mut namn = fil.as_os_str().to_owned();
    namn.push(format!(".fore-schema-{SCHEMA}"));
    namn.into()
}

/// The names beside the file, but for the journals of whoever has it open.
fn namn(fil: &Path) -> Vec<String> {
    let alla = std::fs::read_dir(fil.parent().unwrap()).unwrap();
    let mut alla: Vec<String> = alla
        .map(|post| post.unwrap().file_name().into_string().unwrap())
        .filter(|namn| !namn.ends_with("-wal") && !namn.ends_with("-shm"))
        .collect();
    alla.sort();
    alla
}

fn version(fil: &Path) -> i64 {
    let conn = Connection::open(fil).unwrap();
    conn.query_row("PRAGMA user_version", [], |rad| rad.get(0))
        .unwrap()
}

fn ar_hel_kopia(fil: &Path, fore: &[String]) {
    let conn = Connection::open(kopian(fil)).unwrap();
    let hel: String = conn
        .query_row("PRAGMA integrity_check", [], |rad| rad.get(0))
        .unwrap();
    assert_eq!(hel, "ok");
    assert!(dumpa(&conn) == fore, "kopian är filen som den var");
}

const NAMNEN: [&str; 2] = ["troskel.db", "troskel.db.fore-schema-6"];

#[test]
fn varje_aldre_version_kopieras_innan_den_uppgraderas_och_kopian_ar_kand() {
    assert_eq!(SCHEMA, 6);
    for v in 1..=5 {
        let (_mapp, fil) = mapp();
        let fore = gammal(&fil, v, 50);
        drop(oppna(&fil, PROV).unwrap());
        assert_eq!(version(&fil), SCHEMA);
        assert_eq!(namn(&fil), NAMNEN, "version {v}");
        ar_hel_kopia(&fil, &fore);
        let rad: (String, String) = Connection::open(&fil)
            .unwrap()
            .query_row("SELECT vag, slag FROM kopia", [], |rad| {
                Ok((rad.get(0)?, rad.get(1)?))
            })
            .unwrap();
        let vag = kopian(&fil).canonicalize().unwrap();
        assert_eq!(
            rad,
            (vag.to_str().unwrap().to_owned(), "fore_schema".to_owned())
        );
        // Once is enough; and a copy that is opened, as gallring does, gets no copy of its own.
        drop(oppna(&fil, PROV).unwrap());
        assert_eq!(namn(&fil), NAMNEN);
    }
    // A new file is not an old one.
    let (_mapp, fil) = mapp();
    drop(oppna(&fil, PROV).unwrap());
    assert_eq!(namn(&fil), ["troskel.db"]);
}

fn starta(fil: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_troskel"))
        .args(["--prov", "--datum", "2026-11-22", "statistik", "--json"])
        .env("TROSKEL_DATABAS", fil)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn flera_som_oppnar_samtidigt_tar_en_enda_kopia() {
    for v in 1..=5 {
        let (_mapp, fil) = mapp();
        let fore = gammal(&fil, v, 500);
        let barn = [starta(&fil), starta(&fil), starta(&fil)];
        for barn in barn {
            let ut = barn.wait_with_output().unwrap();
            assert!(ut.status.success(), "version {v}: {ut:?}");
        }
        assert_eq!(namn(&fil), NAMNEN, "version {v}");
        ar_hel_kopia(&fil, &fore);
    }
}

#[test]
fn en_uppgradering_som_dodas_lamnar_den_gamla_eller_den_nya_filen_och_kopian() {
    // How long one takes here and now, so that the kills are spread over all of it.
    let (_mapp, fil) = mapp();
    gammal(&fil, 1, 3_000);
    let borjan = Instant::now();
    assert!(starta(&fil).wait_with_output().unwrap().status.success());
    let hela = borjan.elapsed();
    let (mut gamla, mut nya) = (0, 0);
    for varv in 1..=12_u32 {
        let v = 1 + usize::try_from(varv % 5).unwrap();
        let (_mapp, fil) = mapp();
        let fore = gammal(&fil, v, 3_000);
        let mut barn = starta(&fil);
        std::thread::sleep(hela / 10 * varv);
        let _ = barn.kill();
        barn.wait().unwrap();
        if version(&fil) == SCHEMA {
            nya += 1;
            ar_hel_kopia(&fil, &fore);
        } else {
            gamla += 1;
            assert!(
                dumpa(&Connection::open(&fil).unwrap()) == fore,
                "varv {varv}"
            );
            if kopian(&fil).exists() {
                ar_hel_kopia(&fil, &fore);
            }
        }
        drop(oppna(&fil, PROV).unwrap());
        assert_eq!(version(&fil), SCHEMA);
        // What was taken before the machine stopped is not taken once more, and what was half made is gone.
        assert_eq!(namn(&fil), NAMNEN, "varv {varv}");
        ar_hel_kopia(&fil, &fore);
    }
    println!("{gamla} gamla, {nya} nya");
}

#[test]
fn en_fil_som_andrats_sedan_kopian_togs_far_en_till() {
    let (_mapp, fil) = mapp();
    let fore = gammal(&fil, 2, 20);
    // As the machine left it: copied, and not yet made anew. Then an older program goes on.
    std::fs::copy(&fil, kopian(&fil)).unwrap();
    Connection::open(&fil)
        .unwrap()
        .execute_batch("INSERT INTO fil(egenskap, varde) VALUES ('prov', '1')")
        .unwrap();
    drop(oppna(&fil, PROV).unwrap());
    assert_eq!(
        namn(&fil),
        [NAMNEN[0], NAMNEN[1], "troskel.db.fore-schema-6-2"]
    );
    ar_hel_kopia(&fil, &fore);
    let antal: i64 = Connection::open(&fil)
        .unwrap()
        .query_row(
            "SELECT count(*) FROM kopia WHERE slag = 'fore_schema'",
            [],
            |rad| rad.get(0),
        )
        .unwrap();
    assert_eq!(antal, 2);
}

#[test]
fn utan_plats_for_en_kopia_uppgraderas_ingenting() {
    let (_mapp, fil) = mapp();
    let fore = gammal(&fil, 3, 20_000);
    let storlek = std::fs::metadata(&fil).unwrap().len();
    // Half of what the copy would need; counted in blocks of 512 or 1 024 bytes, as the shell has it.
    let grans = format!("ulimit -f {}; exec \"$0\" \"$@\"", storlek / 2048);
    let ut = Command::new("sh")
        .args(["-c", &grans, env!("CARGO_BIN_EXE_troskel")])
        .args(["--prov", "--datum", "2026-11-22", "statistik", "--json"])
        .env("TROSKEL_DATABAS", &fil)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let sagt = String::from_utf8(ut.stderr).unwrap();
    assert_eq!(ut.status.code(), Some(3), "{sagt}");
    assert!(sagt.contains("orörd och inte uppgraderad"), "{sagt}");
    assert_eq!(version(&fil), 3);
    assert!(dumpa(&Connection::open(&fil).unwrap()) == fore);
    assert_eq!(namn(&fil), ["troskel.db"]);
    drop(oppna(&fil, PROV).unwrap());
    assert_eq!(namn(&fil), NAMNEN);
}
