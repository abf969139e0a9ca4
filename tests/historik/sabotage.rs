//! What the checker must find: guards that are taken away, one at a time, each as it could happen.

use std::fs::File;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, params};

use super::akter::{ANONYM, akt};
use super::desk::{databas, stoppfil};
use super::insats::KATALOG;
use super::logg::{Op, Skrivare, vag};

type Sabotage = fn(&Path, u64, &mut Skrivare);

/// The sabotage that a process is told to do.
pub fn med_namn(roll: &str) -> Option<Sabotage> {
    match roll {
        "utan_koll" => Some(utan_koll),
        "fore_sin_tur" => Some(fore_sin_tur),
        _ => None,
    }
}

/// The classic trap: a process that opens and closes the files beside the engine loses all its locks on them, for a lock of
/// POSIX belongs to the process and not to the handle.
pub fn tappa_las(mapp: &Path) {
    let fil = databas(mapp);
    let delat = mapp.join("troskel.db-shm");
    let stopp = stoppfil(mapp);
    thread::spawn(move || {
        while !stopp.exists() {
            drop(File::open(&fil));
            drop(File::open(&delat));
        }
    });
}

/// The file as somebody opens it who knows how the program makes itself known.
fn invigd(mapp: &Path) -> Connection {
    let conn = Connection::open(databas(mapp)).unwrap();
    conn.busy_timeout(Duration::from_mins(1)).unwrap();
    let flaggor = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    for namn in [
        "bara_troskel_skriver_i_kon",
        "databasen_ar_uppgraderad_starta_om_troskel",
    ] {
        conn.create_scalar_function(namn, 0, flaggor, |_| Ok(true))
            .unwrap();
    }
    conn
}

/// Takes triggers out of the file.
pub fn ta_bort_vakter(mapp: &Path, vakter: &[&str]) {
    let conn = invigd(mapp);
    for vakt in vakter {
        conn.execute_batch(&format!("DROP TRIGGER {vakt}")).unwrap();
    }
}

/// The rows of an act that are there whatever it is about: the log, the memory, and for a visit the count.
fn besoksrader(conn: &Connection, nr: u64, op: Op) {
    let (disk, op) = (format!("disk-{nr}"), op.to_string());
    conn.execute(
        "INSERT INTO handelse(seq, tid, anvandare, desk, enhet, op_id, slag)
         SELECT coalesce(max(seq), 0) + 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'anv', ?1, 'Receptionen', ?2,
           'besok_avslutat' FROM handelse",
        params![disk, op],
    )
    .unwrap();
    conn.execute(
        "INSERT INTO raknat_besok(id, dag, insats_nr, katalog, utfall, resultat, samtycke, info_satt, info_sprak, info_text,
           info_version, enhet)
         VALUES (lower(hex(randomblob(16))), '2025-11-22', ?1, ?2, 'uppfyllt', 'mottagen', 1, 'muntligt', 'sv', 'standard',
           '2025-11-22', 'Receptionen')",
        params![ANONYM, KATALOG],
    )
    .unwrap();
    conn.execute(
        "INSERT INTO gjord(op_id, svar) VALUES (?1, 'avsluta - - -')",
        [op],
    )
    .unwrap();
}

/// Begins a transaction in which this is so: others work, and sooner or later it is. Gives what the question answers.
fn nar_det_ar_sa(conn: &Connection, fraga: &str) -> String {
    for _ in 0..60_000 {
        conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        if let Ok(svar) = conn.query_row(fraga, [], |rad| rad.get(0)) {
            return svar;
        }
        conn.execute_batch("ROLLBACK").unwrap();
        thread::sleep(Duration::from_millis(1));
    }
    panic!("det blev aldrig så: {fraga}");
}

/// Receives somebody without looking whether a place is free, once all are taken. The others work until it is done.
fn utan_koll(mapp: &Path, nr: u64, logg: &mut Skrivare) {
    let conn = invigd(mapp);
    let fullt = "SELECT pott FROM plats WHERE pott = '3.1.5' AND till IS NULL GROUP BY pott HAVING count(*) >= 3";
    let op = Op::ny(nr, 1);
    logg.avsikt(op, nr, &akt(&[&"in", &ANONYM, &"-"]));
    nar_det_ar_sa(&conn, fullt);
    besoksrader(&conn, nr, op);
    conn.execute(
        "INSERT INTO plats(id, pott, insats_nr, nummer, upptagen_av, fran)
         SELECT lower(hex(randomblob(16))), ?1, ?1, coalesce(max(nummer), 0) + 1, NULL, '2025-11-22' FROM plats
         WHERE pott = ?1 AND till IS NULL",
        [ANONYM],
    )
    .unwrap();
    conn.execute_batch("COMMIT").unwrap();
    logg.svar(op, "ok besok - - -");
    File::create(stoppfil(mapp)).unwrap();
}

/// Lets in whoever stands second in line.
fn fore_sin_tur(mapp: &Path, nr: u64, logg: &mut Skrivare) {
    let conn = invigd(mapp);
    let valj = "SELECT andra.kod FROM kopost andra, kopost forst
         WHERE andra.insats_nr = '3.1.5' AND forst.insats_nr = '3.1.5' AND andra.status = 'i_ko' AND forst.status = 'i_ko'
           AND forst.ordning < andra.ordning
           AND NOT EXISTS (SELECT 1 FROM erbjudande WHERE kopost_id = forst.id)
           AND (SELECT count(*) FROM plats WHERE pott = '3.1.5' AND till IS NULL) < 3
         ORDER BY andra.ordning DESC LIMIT 1";
    let op = Op::ny(nr, 1);
    let kod = nar_det_ar_sa(&conn, valj);
    logg.avsikt(op, nr, &akt(&[&"in", &ANONYM, &kod]));
    besoksrader(&conn, nr, op);
    conn.execute(
        "INSERT INTO kohandelse(seq, kopost_id, insats_nr, ver, tid, anvandare, desk, enhet, op_id, slag, fore)
         SELECT (SELECT max(seq) + 1 FROM kohandelse), id, insats_nr, ver + 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
           'anv', ?2, 'Receptionen', ?3, 'inkallad', 'i_ko' FROM kopost WHERE kod = ?1",
        params![kod, format!("disk-{nr}"), op.to_string()],
    )
    .unwrap();
    conn.execute(
        "UPDATE kopost SET status = 'paborjad', ver = ver + 1, slut_ms = 1 WHERE kod = ?1",
        [&kod],
    )
    .unwrap();
    conn.execute(
        "INSERT INTO plats(id, pott, insats_nr, nummer, upptagen_av, fran)
         SELECT lower(hex(randomblob(16))), ?1, ?1, (SELECT min(column1) FROM (VALUES (1), (2), (3)) WHERE column1
           NOT IN (SELECT nummer FROM plats WHERE pott = ?1 AND till IS NULL)), id, '2025-11-22'
         FROM kopost WHERE kod = ?2",
        params![ANONYM, kod],
    )
    .unwrap();
    conn.execute_batch("COMMIT").unwrap();
    logg.svar(op, "ok besok - - -");
    File::create(stoppfil(mapp)).unwrap();
}

/// Forgets what has been answered, so that an act that is sent again is not known again.
pub fn glom_svaren(mapp: &Path) {
    ta_bort_vakter(mapp, &["gjord_kvar"]);
    let conn = invigd(mapp);
    conn.execute("DELETE FROM gjord", []).unwrap();
}

/// Copies the file while nobody has it open.
pub fn kopiera(fran: &Path, till: &Path) {
    assert!(
        !fran.with_extension("db-wal").exists(),
        "någon har filen öppen"
    );
    std::fs::copy(fran, till).unwrap();
}

/// Changes one line of what a process has written down, the last one that it can be done with.
pub fn forfalska(mapp: &Path, nr: u64, andra: impl Fn(&str) -> Option<String>) {
    let vag = vag(mapp, nr);
    let text = std::fs::read_to_string(&vag).unwrap();
    let mut rader: Vec<String> = text.lines().map(str::to_owned).collect();
    let (n, ny) = rader
        .iter()
        .enumerate()
        .rev()
        .find_map(|(n, rad)| Some((n, andra(rad)?)))
        .expect("a line to change");
    rader[n] = ny;
    std::fs::write(vag, rader.join("\n")).unwrap();
}
