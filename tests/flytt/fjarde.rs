//! A file of the fourth version, and a desk of that version that has it open.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use troskel::store::sqlite::{SCHEMA, oppna};

use super::gemensamt::{self, PROV, dumpa, kvitto, mapp, slut, spara};
use super::insats::{insats, mottagen};
use super::{ANDRA, FORSTA, motor, rader};

const TREDJE: [&str; 4] = [
    include_str!("../../src/store/sqlite/schema/3_akt.sql"),
    include_str!("../../src/store/sqlite/schema/3_akt_vakter.sql"),
    include_str!("../../src/store/sqlite/schema/3_overlamning.sql"),
    include_str!("../../src/store/sqlite/schema/3_akt_vyer.sql"),
];

const FJARDE: [&str; 4] = [
    include_str!("../../src/store/sqlite/schema/4_konto.sql"),
    include_str!("../../src/store/sqlite/schema/4_gallring.sql"),
    include_str!("../../src/store/sqlite/schema/4_kedja.sql"),
    include_str!("../../src/store/sqlite/schema/4_kopia.sql"),
];

/// What the fourth version answers when the file asks who writes.
fn som_fjarde(conn: &Connection) {
    let flaggor = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    for namn in ["bara_troskel_skriver_i_kon", "bara_troskel_gallrar"] {
        conn.create_scalar_function(namn, 0, flaggor, |_| Ok(true))
            .unwrap();
    }
}

/// A file of the fourth version: counted visits, handovers, somebody in line, what has been answered; and a desk of that
/// version that has it open.
fn fjarde_filen(fil: &Path) -> Connection {
    let conn = Connection::open(fil).unwrap();
    som_fjarde(&conn);
    conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON")
        .unwrap();
    for sql in FORSTA.iter().chain(&ANDRA).chain(&TREDJE).chain(&FJARDE) {
        conn.execute_batch(sql).unwrap();
    }
    conn.execute_batch(
        "PRAGMA application_id = 0x54524F53; PRAGMA user_version = 4;
         INSERT INTO insatsversion VALUES ('1.1', '2025-09-01', 'Insats 1.1', '14:3', 'Fallsystemet', 2, 0),
           ('1.2', '2025-09-01', 'Insats 1.2', '14:5', NULL, 3, 0);
         WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 40)
         INSERT INTO raknat_besok SELECT printf('%032x', n), date('2025-10-01', (n % 7) || ' days'), '1.2', '2025-09-01', 'uppfyllt',
           iif(n % 3, 'mottagen', 'hanvisad'), n % 3 > 0, iif(n % 5, '25-44', NULL), NULL, 'tolk', 'sv', 'barn', '2025-01-01',
           'Enhet ' || (n % 2) FROM t;
         INSERT INTO handelse SELECT row_number() OVER (ORDER BY id), '2025-10-01T08:00:00.000Z', 'anv', 'disken', 'Enhet 1', id,
           'besok_avslutat', NULL FROM raknat_besok;
         INSERT INTO gjord SELECT id, 'x' FROM raknat_besok;",
    )
    .unwrap();
    conn
}

/// Every row of the tables that there were, with its table.
fn fore_fem(conn: &Connection) -> Vec<String> {
    // The copy that was taken before the move is written down too.
    let nya = ["rakning", "besokstimme", "kopia", "program", "sqlite_"];
    let mut alla = Vec::new();
    let tabeller = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    for tabell in rader(conn, tabeller) {
        if nya.iter().any(|ny| tabell.starts_with(ny)) {
            continue;
        }
        let kolumner = gemensamt::kolumner(conn, &tabell).replace(' ', ", ");
        let villkor = if tabell == "fil" {
            "WHERE egenskap <> 'program'"
        } else {
            ""
        };
        let sql = format!(
            "SELECT '{tabell} ' || json_array({kolumner}) FROM {tabell} {villkor} ORDER BY 1"
        );
        alla.extend(rader(
            conn,
            &sql.replace("hash", "hex(hash)")
                .replace("salt", "hex(salt)")
                .replace(", varde, hex", ", hex(varde), hex"),
        ));
    }
    alla
}

#[test]
fn en_fil_fran_fjarde_versionen_flyttas_och_behaller_allt() {
    let (_mapp, fil) = mapp();
    let gammal = fjarde_filen(&fil);
    let fore = fore_fem(&gammal);
    assert!(fore.len() > 120, "{}", fore.len());
    drop(gammal);
    let mut store = oppna(&fil, PROV).unwrap();
    assert!(!store.ny(), "filen fanns");
    let conn = Connection::open(&fil).unwrap();
    assert_eq!(fore, fore_fem(&conn));
    let version = "SELECT CAST(user_version AS TEXT) FROM pragma_user_version";
    assert_eq!(rader(&conn, version), [SCHEMA.to_string()]);
    assert_eq!(rader(&conn, "PRAGMA integrity_check"), ["ok"]);
    assert!(rader(&conn, "SELECT 'x' FROM pragma_foreign_key_check").is_empty());
    let vem = "SELECT varde FROM fil WHERE egenskap = 'program'";
    assert_eq!(rader(&conn, vem), [env!("CARGO_PKG_VERSION")]);
    assert!(rader(&conn, "SELECT namn FROM program").is_empty());
    // The sums are those of the visits that were counted before.
    let summor = "SELECT manad || insats_nr || kod || antal FROM rakning WHERE avsnitt = 'alder'
        UNION ALL SELECT manad || insats_nr || kod || antal FROM rakning WHERE avsnitt = 'enhet' ORDER BY 1";
    let raknat = "SELECT substr(dag, 1, 7) || insats_nr || coalesce(band, 'ej-sagt') || count(*) FROM raknat_besok
        GROUP BY substr(dag, 1, 7), insats_nr, band
        UNION ALL SELECT substr(dag, 1, 7) || insats_nr || enhet || count(*) FROM raknat_besok
        GROUP BY substr(dag, 1, 7), insats_nr, enhet ORDER BY 1";
    assert_eq!(rader(&conn, summor), rader(&conn, raknat));
    // The same tables as in a new file, and work goes on.
    let (_mapp, ny) = mapp();
    drop(oppna(&ny, PROV).unwrap());
    let schema = "SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY type, name";
    assert_eq!(
        rader(&conn, schema),
        rader(&Connection::open(&ny).unwrap(), schema)
    );
    let anonym = insats("1.2", "14:5", Some(3));
    kvitto(spara(
        &mut store,
        "ett",
        &slut(&anonym, mottagen(&anonym), None),
    ));
    assert_eq!(rader(&conn, summor), rader(&conn, raknat));
}

/// What the fourth version does with every answered act, in its own words.
const SOM_FJARDE: &str = "INSERT INTO gjord(op_id, svar) VALUES (?1, ?2)";

#[test]
fn lofte_14_en_reception_av_aldre_version_sparar_inget_i_en_fil_som_flyttats() {
    let (_mapp, fil) = mapp();
    let gammal = fjarde_filen(&fil);
    let op = |n: u8| format!("{:032x}", 0xabc0 + u32::from(n));
    let besok = "INSERT INTO raknat_besok SELECT ?1, '2025-11-22', insats_nr, katalog, utfall, resultat, samtycke, band, kon,
        info_satt, info_sprak, info_text, info_version, enhet FROM raknat_besok LIMIT 1";
    // Prepared before the file is moved, as a desk that stands open has them.
    let mut minns = gammal.prepare(SOM_FJARDE).unwrap();
    let mut rakna = gammal.prepare(besok).unwrap();
    gammal.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(
        (rakna.execute([op(1)]), minns.execute([&op(1), "x"])),
        (Ok(1), Ok(1))
    );
    gammal.execute_batch("COMMIT").unwrap();
    let store = oppna(&fil, PROV).unwrap();
    let conn = Connection::open(&fil).unwrap();
    let fore = dumpa(&conn);
    // The act of a desk of the fourth version: all in one transaction, and the answer last.
    gammal.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(rakna.execute([op(2)]), Ok(1));
    let fel = minns
        .execute([&op(2), "x"])
        .expect_err("sparade")
        .to_string();
    gammal.execute_batch("ROLLBACK").unwrap();
    assert!(
        fel.contains("databasen_ar_uppgraderad_starta_om_troskel"),
        "{fel}"
    );
    assert_eq!(fore, dumpa(&conn));
    // It may read what it read before.
    assert_eq!(
        rader(&gammal, "SELECT CAST(count(*) AS TEXT) FROM raknat_besok"),
        ["41"]
    );
    // Nobody who is not a desk of this version remembers acts either.
    motor::reception(&gammal, false);
    let fel = minns
        .execute([&op(2), "x"])
        .expect_err("sparade")
        .to_string();
    assert!(fel.contains("bara Tröskel"), "{fel}");
    drop(store);
}
