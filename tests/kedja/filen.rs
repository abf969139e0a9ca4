//! What the file itself refuses about the chain and the log of access, and an old file that gets its chain.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, params};
use troskel::store::Change;
use troskel::store::logg::Kedjefel;
use troskel::store::sqlite::oppna;

use super::gemensamt::{PROV, fylld, kolumner, mapp, nar, op, rad, spara, vid};
use super::scheman::SCHEMAN;
use super::{hel_fil, kontroll, kontrollera};

/// A file as the third version left it, with so many rows in each of its logs.
fn tredje(fil: &Path, antal: i64) {
    let conn = Connection::open(fil).unwrap();
    conn.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    for sql in SCHEMAN[..3].concat() {
        conn.execute_batch(sql).unwrap();
    }
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)
        .unwrap();
    conn.execute_batch("PRAGMA application_id = 0x54524F53; PRAGMA user_version = 3")
        .unwrap();
    let raknat = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < ?1)";
    for sql in [
        "INSERT INTO handelse SELECT n, '2026-03-01T08:00:00Z', 'h1', 'v1_overlamning', 'Stödet', printf('%032x', n), 'hamtad',
           printf('%032x', n % 1000) FROM t",
        "INSERT INTO akthandelse SELECT n, '2026-03-01T08:00:00.000Z', 'h1', 'disken', 'Stödet', printf('%032x', n), 'last',
           printf('%032x', n % 1000), NULL FROM t",
        "INSERT INTO kohandelse(seq, insats_nr, tid, anvandare, desk, enhet, op_id, slag) SELECT n, '1.1',
           '2026-03-01T08:00:00.000Z', 'h1', 'disken', 'Stödet', printf('%032x', n), 'granskad' FROM t",
    ] {
        conn.execute(&format!("{raknat} {sql}"), [antal]).unwrap();
    }
}

#[test]
fn en_aldre_fil_far_sin_kedja_nar_den_oppnas_och_den_ar_hel() {
    let (_mapp, fil) = mapp();
    tredje(&fil, 700);
    let mut store = oppna(&fil, PROV).unwrap();
    assert!(!store.ny());
    let svar = kontrollera(&mut store, None);
    assert_eq!(svar.fel, []);
    assert_eq!(
        (svar.lankar, svar.vantar, svar.topp.unwrap().nr),
        (2_100, 0, 2_100)
    );
    drop(store);
    let conn = Connection::open(&fil).unwrap();
    let olika: i64 = conn
        .query_row("SELECT count(DISTINCT salt) FROM kedja", [], |rad| {
            rad.get(0)
        })
        .unwrap();
    assert_eq!(olika, 2_100, "one salt for each");
    // Opened again it is not chained again.
    assert_eq!(kontroll(&fil).lankar, 2_100);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)
        .unwrap();
    conn.execute("UPDATE handelse SET anvandare = 'h2' WHERE seq = 300", [])
        .unwrap();
    let andrad = Kedjefel::Andrad {
        tabell: "handelse".to_owned(),
        seq: 300,
    };
    assert_eq!(kontroll(&fil).fel, [andrad]);
}

#[test]
fn ett_fel_hindrar_inte_att_nasta_hittas_och_inte_att_nagon_sparar() {
    let (_mapp, fil) = mapp();
    tredje(&fil, 200);
    let mut store = oppna(&fil, PROV).unwrap();
    let conn = Connection::open(&fil).unwrap();
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)
        .unwrap();
    conn.execute_batch(
        "UPDATE handelse SET enhet = 'x' WHERE seq % 5 = 0; DELETE FROM akthandelse WHERE seq = 150;
         UPDATE kedja SET hash = zeroblob(32) WHERE nr = 500",
    )
    .unwrap();
    let svar = kontrollera(&mut store, None);
    // Forty, one and one; the first twenty by name.
    assert_eq!(svar.antal_fel, 42);
    assert_eq!(svar.fel.len(), 20);
    assert!(svar.fel.iter().zip(1..).all(|(fel, n)| *fel
        == Kedjefel::Andrad {
            tabell: "handelse".to_owned(),
            seq: n * 5,
        }));
    conn.execute_batch("UPDATE handelse SET enhet = 'Stödet'")
        .unwrap();
    let borta = Kedjefel::Borta {
        tabell: "akthandelse".to_owned(),
        seq: 150,
    };
    assert_eq!(
        kontrollera(&mut store, None).fel,
        [borta, Kedjefel::Lank { nr: 500 }]
    );
    // The end of a log is gone: what is saved then is saved all the same, and the check tells.
    conn.execute_batch("DELETE FROM handelse WHERE seq > 190")
        .unwrap();
    store.logga_ut(&vid("ett"), op(), nar()).unwrap();
    assert!(!kontrollera(&mut store, None).hel());
}

fn vagrat(conn: &Connection, sql: &str) -> String {
    let fore = super::gemensamt::dumpa(conn);
    let fel = conn.execute_batch(sql).expect_err(sql).to_string();
    assert_eq!(super::gemensamt::dumpa(conn), fore, "{sql}");
    fel
}

#[test]
fn filen_bygger_kedjan_i_foljd_och_andrar_den_aldrig() {
    let (_mapp, fil) = mapp();
    hel_fil(&fil);
    let conn = Connection::open(&fil).unwrap();
    assert_eq!(kolumner(&conn, "kedja"), "nr tabell seq salt varde hash");
    let ny = |nr: &str, tabell: &str, seq: &str, salt: &str| {
        format!(
            "INSERT INTO kedja VALUES ({nr}, '{tabell}', {seq}, {salt}, zeroblob(32), zeroblob(32))"
        )
    };
    let (nasta, salt) = ("(SELECT max(nr) + 1 FROM kedja)", "zeroblob(16)");
    for sql in [
        ny("(SELECT max(nr) + 2 FROM kedja)", "handelse", "999", salt),
        ny("(SELECT max(nr) FROM kedja)", "handelse", "999", salt),
        ny("NULL", "handelse", "1", salt),
        ny(nasta, "handelse", "1", salt),
        ny(nasta, "handelse", "999", "NULL"),
        ny("1", "handelse", "999", salt).replacen("INSERT", "INSERT OR REPLACE", 1),
        ny(nasta, "handelse", "1", salt).replacen("INSERT", "INSERT OR REPLACE", 1),
    ] {
        assert!(
            vagrat(&conn, &sql).contains("kedjan byggs i följd"),
            "{sql}"
        );
    }
    for sql in [
        ny(nasta, "annan", "1", salt),
        ny(nasta, "handelse", "999", "zeroblob(15)"),
        ny(nasta, "handelse", "999", "'0123456789abcdef'"),
        ny(nasta, "handelse", "999", salt).replacen("zeroblob(32)", "zeroblob(31)", 1),
        ny(nasta, "handelse", "999", salt).replacen("zeroblob(32))", "zeroblob(33))", 1),
        ny(nasta, "handelse", "NULL", salt),
    ] {
        vagrat(&conn, &sql);
    }
    for kolumn in [
        "nr = nr + 1000",
        "tabell = 'gallring'",
        "seq = seq + 1000",
        "salt = zeroblob(16)",
        "salt = NULL",
        "varde = zeroblob(32)",
        "hash = zeroblob(32)",
        "salt = NULL, hash = zeroblob(32)",
    ] {
        let sql = format!("UPDATE kedja SET {kolumn} WHERE nr = 2");
        assert!(vagrat(&conn, &sql).contains("kedjan ändras inte"), "{sql}");
    }
    assert!(vagrat(&conn, "DELETE FROM kedja WHERE nr = 2").contains("kedjan raderas inte"));
    assert!(vagrat(&conn, "DELETE FROM kedja").contains("kedjan raderas inte"));
    // The one way out is the program's own.
    assert!(
        vagrat(&conn, "INSERT INTO gallras VALUES (printf('%032x', 1))")
            .contains("bara_troskel_gallrar")
    );
}

#[test]
fn atkomstloggen_skrivs_i_foljd_och_rymmer_inget_om_en_person() {
    let (_mapp, fil) = mapp();
    let (mut store, ..) = fylld(&fil);
    store.logga_ut(&vid("ett"), op(), nar()).unwrap();
    let conn = Connection::open(&fil).unwrap();
    assert_eq!(
        kolumner(&conn, "atkomst"),
        "seq tid anvandare desk enhet op_id slag objekt om"
    );
    let god = [
        "2",
        "'2026-03-01T08:00:00.000Z'",
        "'h1'",
        "'disken'",
        "'Stödet'",
        "printf('%032x', 1)",
        "'nekad'",
        "printf('%032x', 2)",
        "'gallra'",
    ];
    let sql = |plats: usize, varde: &str| {
        let mut alla = god;
        alla[plats] = varde;
        format!("INSERT INTO atkomst VALUES ({})", alla.join(", "))
    };
    for (plats, varde) in [
        (0, "1"),
        (0, "3"),
        (0, "NULL"),
        (1, "'2026-03-01T08:00:00Z'"),
        (1, "'2026-02-30T08:00:00.000Z'"),
        (1, "NULL"),
        (2, "' '"),
        (2, "'h' || char(0)"),
        (3, "NULL"),
        (5, "'x'"),
        (6, "'Nekad'"),
        (6, "''"),
        (6, "'19900101'"),
        (7, "'Övning Ett'"),
        (7, "''"),
        (8, "''"),
        (8, "'199001010017'"),
        (8, "hex(zeroblob(100))"),
    ] {
        let fel = vagrat(&conn, &sql(plats, varde));
        // A number that is given is given in order; none at all is the next one.
        if plats == 0 {
            assert!(fel.contains("loggen skrivs i följd"), "{varde}: {fel}");
        }
    }
    let igen = sql(0, "1").replacen("INSERT", "INSERT OR REPLACE", 1);
    assert!(vagrat(&conn, &igen).contains("loggen skrivs i följd"));
    assert!(vagrat(&conn, "UPDATE atkomst SET slag = 'inloggad'").contains("loggen ändras inte"));
    assert!(vagrat(&conn, "DELETE FROM atkomst").contains("loggen raderas inte"));
    conn.execute_batch(&sql(0, "2")).unwrap();
    // Whatever is written there is linked by the next save.
    spara(&mut store, "ett", &Change::TaUpp { besok: rad(3) }).unwrap();
    let svar = kontroll(&fil);
    assert_eq!((svar.fel, svar.vantar), (vec![], 0));
    let lank: i64 = conn
        .query_row(
            "SELECT count(*) FROM kedja WHERE tabell = ?1 AND seq = 2",
            params!["atkomst"],
            |rad| rad.get(0),
        )
        .unwrap();
    assert_eq!(lank, 1);
}
