//! A file of the first version, with a queue in it, opened by this one: nobody is moved and nothing is lost.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "flytt/fjarde.rs"]
mod fjarde;
#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/motor.rs"]
mod motor;

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Barrier;
use std::thread;

use gemensamt::{PROV, dumpa, kvitto, mapp, platslage, slut, spara};
use insats::{i_ko, insats, mottagen};
use rusqlite::{Connection, params};
use troskel::domain::kolapp::Kolappskod;
use troskel::store::sqlite::{SCHEMA, oppna};

const FORSTA: [&str; 4] = [
    include_str!("../src/store/sqlite/schema/1_grund.sql"),
    include_str!("../src/store/sqlite/schema/1_besok.sql"),
    include_str!("../src/store/sqlite/schema/1_ko.sql"),
    include_str!("../src/store/sqlite/schema/1_overlamning.sql"),
];

const ANDRA: [&str; 3] = [
    include_str!("../src/store/sqlite/schema/2_ko.sql"),
    include_str!("../src/store/sqlite/schema/2_ko_fore.sql"),
    include_str!("../src/store/sqlite/schema/2_ko_vakter.sql"),
];

/// One entry of the old queue: insats, its time, and how it left the queue.
type Gammal = (
    &'static str,
    &'static str,
    Option<(&'static str, Option<&'static str>)>,
);

/// In the order in which they came. Ids are drawn at random, so they say nothing of the order.
const POSTER: [Gammal; 9] = [
    ("1.2", "2025-09-29T23:59:59.999Z", Some(("paborjad", None))),
    (
        "1.2",
        "2025-09-30T00:00:00.000Z",
        Some(("avslutad", Some("atertagen"))),
    ),
    ("1.2", "2025-10-26T00:59:59.001Z", None),
    (
        "1.1",
        "2025-10-26T01:00:00.000Z",
        Some(("avslutad", Some("dubblett"))),
    ),
    ("1.1", "2025-10-26T01:00:00.000Z", None),
    (
        "1.2",
        "2025-10-26T01:00:00.000Z",
        Some(("avslutad", Some("ansokt_i_stallet"))),
    ),
    ("1.2", "2025-11-01T08:00:00.120Z", None),
    (
        "1.2",
        "2025-11-01T08:00:00.121Z",
        Some(("avslutad", Some("ej_nabar"))),
    ),
    ("1.2", "2025-11-22T08:26:40.122Z", None),
];

fn kod(n: usize) -> String {
    let kod = Kolappskod::av_slump(&[u8::try_from(n).unwrap(); 32]).unwrap();
    kod.to_string()
}

fn id(n: usize) -> String {
    // Backwards, so that an order by id would be seen.
    format!("{:032x}", 0xff_usize - n)
}

fn handelse(conn: &Connection, tid: &str, slag: &str, objekt: &str) {
    conn.execute(
        "INSERT INTO handelse(seq, tid, anvandare, desk, enhet, op_id, slag, objekt)
         SELECT coalesce(max(seq), 0) + 1, ?1, 'anv-disken', 'disken', 'Receptionen', printf('%032x', count(*) + 1), ?2, ?3
         FROM handelse",
        [tid, slag, objekt],
    )
    .unwrap();
}

/// A file as the first version left it: in WAL, with its number.
fn gammal_fil(fil: &Path) -> Connection {
    let conn = Connection::open(fil).unwrap();
    conn.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    for sql in FORSTA {
        conn.execute_batch(sql).unwrap();
    }
    conn.execute_batch(
        "PRAGMA application_id = 0x54524F53; PRAGMA user_version = 1;
         INSERT INTO insatsversion VALUES ('1.1', '2025-09-01', 'Insats 1.1', '14:3', 'Fallsystemet', 2),
           ('1.2', '2025-09-01', 'Insats 1.2', '14:5', NULL, 3);",
    )
    .unwrap();
    for (n, (nr, kotid, slutade)) in POSTER.into_iter().enumerate() {
        let id = id(n);
        conn.execute(
            "INSERT INTO kopost(id, kod, insats_nr, katalog, kotid, status) VALUES (?1, ?2, ?3, '2025-09-01', ?4, 'i_ko')",
            [id.as_str(), &kod(n), nr, kotid],
        )
        .unwrap();
        // The first entry came from a version that wrote no log of it.
        if n > 0 {
            handelse(&conn, kotid, "stalld_i_ko", &id);
        }
        if let Some((status, orsak)) = slutade {
            conn.execute(
                "UPDATE kopost SET status = ?2, orsak = ?3, ver = ver + 1 WHERE id = ?1",
                params![id, status, orsak],
            )
            .unwrap();
            let slag = format!("kopost_{status}");
            handelse(&conn, "2025-11-22T08:00:00.000Z", &slag, &id);
        }
    }
    conn.execute(
        "INSERT INTO plats(id, insats_nr, nummer, upptagen_av, fran, till) VALUES
           (printf('%032x', 1), '1.2', 1, ?1, '2025-10-01', NULL),
           (printf('%032x', 2), '1.2', 2, NULL, '2025-10-01', '2025-11-01'),
           (printf('%032x', 3), '1.2', 2, NULL, '2025-11-01', NULL)",
        [id(0)],
    )
    .unwrap();
    conn
}

fn rader(conn: &Connection, sql: &str) -> Vec<String> {
    let mut fraga = conn.prepare(sql).unwrap();
    let rader = fraga.query_map([], |rad| rad.get(0)).unwrap();
    rader.map(Result::unwrap).collect()
}

const KOLISTA: &str = "SELECT kod || ' ' || insats_nr || ' ' || kotid || ' ' || plats FROM v1_kolista ORDER BY insats_nr, plats";
const PLATSER: &str = "SELECT id || ' ' || insats_nr || ' ' || nummer || ' ' || coalesce(upptagen_av, '-') || ' ' || fran
    || ' ' || coalesce(till, '-') FROM plats ORDER BY id";
const LOGG: &str = "SELECT seq || tid || anvandare || desk || enhet || op_id || slag || objekt FROM handelse ORDER BY seq";

/// Counted anew from the rows, level by level, against what is kept.
fn antalen_stammer(conn: &Connection) {
    let kept = "SELECT niva || ' ' || insats_nr || ' ' || block || ' ' || antal || ' ' || vilande FROM koantal
        ORDER BY niva, insats_nr, block";
    let raknat = "SELECT column1 || ' ' || insats_nr || ' ' || (ordning >> column1) || ' ' || count(*) || ' '
          || sum(status = 'vilande')
        FROM kopost CROSS JOIN (VALUES (12), (16), (20), (24), (28), (32), (36), (40))
        WHERE status IN ('i_ko', 'vilande', 'erbjuden')
        GROUP BY column1, insats_nr, ordning >> column1 ORDER BY column1, insats_nr, ordning >> column1";
    let kept = rader(conn, kept);
    assert!(!kept.is_empty());
    assert_eq!(kept, rader(conn, raknat));
}

#[test]
fn en_ko_fran_forsta_versionen_star_som_den_stod() {
    let (_mapp, fil) = mapp();
    let gammal = gammal_fil(&fil);
    let fore = [KOLISTA, PLATSER, LOGG].map(|sql| rader(&gammal, sql));
    assert_eq!(fore[0].len(), 4);
    drop(gammal);
    let mut store = oppna(&fil, PROV).unwrap();
    assert!(!store.ny(), "filen fanns");
    let conn = Connection::open(&fil).unwrap();
    assert_eq!(fore, [KOLISTA, PLATSER, LOGG].map(|sql| rader(&conn, sql)));
    assert_eq!(
        rader(
            &conn,
            "SELECT CAST(user_version AS TEXT) FROM pragma_user_version"
        ),
        [SCHEMA.to_string()]
    );
    assert_eq!(rader(&conn, "PRAGMA integrity_check"), ["ok"]);
    assert!(rader(&conn, "SELECT 'x' FROM pragma_foreign_key_check").is_empty());
    antalen_stammer(&conn);
    for (n, (nr, kotid, slutade)) in POSTER.into_iter().enumerate() {
        let ms = chrono::DateTime::parse_from_rfc3339(kotid)
            .unwrap()
            .timestamp_millis();
        let (status, orsak) = slutade.unwrap_or(("i_ko", None));
        let antal = 1 + usize::from(slutade.is_some());
        let post = format!(
            "SELECT kod || ' ' || insats_nr || ' ' || kotid_ms || ' ' || ordning || ' ' || status || ' '
               || coalesce(orsak, '-') || ' ' || ver || ' ' || desk FROM kopost WHERE id = '{}'",
            id(n)
        );
        let desk = if n == 0 { "-" } else { "disken" };
        let orsak = orsak.unwrap_or("-");
        assert_eq!(
            rader(&conn, &post),
            [format!(
                "{} {nr} {ms} {ms} {status} {orsak} {antal} {desk}",
                kod(n)
            )]
        );
        let historia = format!(
            "SELECT ver || ' ' || slag || ' ' || tid || ' ' || coalesce(orsak, '-') FROM kohandelse
             WHERE kopost_id = '{}' ORDER BY ver",
            id(n)
        );
        let mut vantat = vec![format!("1 stalld_i_ko {kotid} -")];
        if slutade.is_some() {
            vantat.push(format!("2 {status} 2025-11-22T08:00:00.000Z {orsak}"));
        }
        assert_eq!(rader(&conn, &historia), vantat, "{n}");
    }
    // Work goes on where it stood: two of three places are taken, the first in line gets the third, and whoever comes
    // stands last.
    let anonym = insats("1.2", "14:5", Some(3));
    let lage = platslage(&mut store, &anonym);
    assert_eq!((lage.lediga, lage.vantar, lage.i_tur), (Some(1), 3, 3));
    assert_eq!(lage.forst.unwrap().to_string(), kod(2));
    let sist = kvitto(spara(
        &mut store,
        "ett",
        &slut(&anonym, i_ko(&anonym), None),
    ));
    assert_eq!(sist.kolapp.unwrap().1, 4);
    kvitto(spara(
        &mut store,
        "ett",
        &slut(&anonym, mottagen(&anonym), lage.forst),
    ));
    let lage = platslage(&mut store, &anonym);
    assert_eq!((lage.lediga, lage.vantar), (Some(0), 3));
    assert_eq!(lage.forst.unwrap().to_string(), kod(6));
    antalen_stammer(&conn);
}

#[test]
fn en_flyttad_fil_flyttas_inte_en_gang_till() {
    let (_mapp, fil) = mapp();
    drop(gammal_fil(&fil));
    drop(oppna(&fil, PROV).unwrap());
    let conn = Connection::open(&fil).unwrap();
    let fore = dumpa(&conn);
    let store = oppna(&fil, PROV).unwrap();
    assert!(!store.ny());
    assert_eq!(fore, dumpa(&conn));
    // A new file gets the same tables as a moved one.
    let schema = "SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY type, name";
    let (_mapp, ny) = mapp();
    drop(oppna(&ny, PROV).unwrap());
    assert_eq!(
        rader(&conn, schema),
        rader(&Connection::open(&ny).unwrap(), schema)
    );
}

#[test]
fn tva_som_oppnar_en_gammal_fil_samtidigt_flyttar_den_en_gang() {
    for varv in 0..20 {
        let (_mapp, fil) = mapp();
        let gammal = gammal_fil(&fil);
        let fore = rader(&gammal, KOLISTA);
        drop(gammal);
        let grind = Barrier::new(2);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    grind.wait();
                    assert!(!oppna(&fil, PROV).unwrap().ny());
                });
            }
        });
        let conn = Connection::open(&fil).unwrap();
        assert_eq!(fore, rader(&conn, KOLISTA), "varv {varv}");
        let antal = "SELECT CAST(count(*) AS TEXT) FROM kohandelse";
        assert_eq!(rader(&conn, antal), ["14"], "varv {varv}");
        antalen_stammer(&conn);
    }
}

#[test]
fn en_flytt_som_inte_gar_igenom_lamnar_filen_som_den_var() {
    let (_mapp, fil) = mapp();
    let gammal = gammal_fil(&fil);
    // A table with a name that the new version needs: the last steps fail, long after the first are done.
    gammal.execute_batch("CREATE TABLE kogranskad(x)").unwrap();
    let fore = dumpa(&gammal);
    let kolista = rader(&gammal, KOLISTA);
    assert!(oppna(&fil, PROV).is_err());
    assert_eq!(fore, dumpa(&gammal));
    assert_eq!(kolista, rader(&gammal, KOLISTA));
    assert_eq!(
        rader(
            &gammal,
            "SELECT CAST(user_version AS TEXT) FROM pragma_user_version"
        ),
        ["1"]
    );
}

/// Handovers of an old version, so many that they fill pages: each third new, fetched and received. As that version wrote
/// them, through its own tables and view, and with what it freed overwritten.
fn gamla_overlamningar(fil: &Path, version: u8) -> Connection {
    let conn = Connection::open(fil).unwrap();
    conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON")
        .unwrap();
    let andra: &[&str] = if version == 2 { &ANDRA } else { &[] };
    for sql in FORSTA.iter().chain(andra) {
        conn.execute_batch(sql).unwrap();
    }
    conn.execute_batch(&format!(
        "PRAGMA application_id = 0x54524F53; PRAGMA user_version = {version};
         INSERT INTO insatsversion(nr, katalog, namn, paragraf, system, platser)
           VALUES ('1.1', '2025-09-01', 'Insats 1.1', '14:3', 'Fallsystemet', 2);"
    ))
    .unwrap();
    conn.execute_batch(
        "BEGIN;
         WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 120)
         INSERT INTO overlamning SELECT printf('%032x', n * 7919 % 1009), '1.1', '2025-09-01', 'Insats 1.1', 'Fallsystemet',
           date('2025-09-01', n || ' days'), strftime('%Y-%m-%dT%H:%M:%fZ', '2025-09-01', n || ' hours'), 'Receptionen',
           'disken', 'anv-disken', 'muntligt', 'sv', 'standard', '2025-01-01', 'tolk', 'ar', 'lattlast', '2025-02-01',
           iif(n % 2, 'muntligt', 'skriftligt'), iif(n % 5 = 0, 2, NULL), iif(n % 3 = 2, 'Kvittqvist ', 'Finnsson ') || n,
           iif(n % 4, printf('19900101%04d', n), NULL), iif(n % 7, '070-' || n, ''), iif(n % 7, 'post' || n || '@example.se', ''),
           iif(n % 7, 'Gata ' || n, ''), n % 7 = 0, 'ny', NULL, NULL, NULL, NULL FROM t;
         UPDATE v1_overlamning SET status = 'hamtad', hamtad_av = 'Fallsystemet', hamtad_tid = '2025-11-01T08:00:00Z'
           WHERE substr(namn, instr(namn, ' ') + 1) % 3 > 0;
         UPDATE v1_overlamning SET status = 'kvitterad', kvitterad_av = 'Fallsystemet'
           WHERE substr(namn, instr(namn, ' ') + 1) % 3 = 2;
         COMMIT;",
    )
    .unwrap();
    conn
}

/// What stood in the view before, row by row: what was told and agreed to, whom it is about, and where it is.
const UNDERLAG: &str = "SELECT json_array(id, insats_nr, katalog, insats_namn, system, dag, skapad, enhet, desk, anvandare,
    info_satt, info_sprak, info_text, info_version, dok_satt, dok_sprak, dok_text, dok_version, samtycke, vardnadshavare,
    status, hamtad_tid, hamtad_av, kvitterad_tid, kvitterad_av) FROM v1_overlamning ORDER BY id";
const IDENTITET: &str = "SELECT json_array(id, namn, personnummer, telefon, epost, adress, sekretess) FROM v1_overlamning
    WHERE status <> 'kvitterad' ORDER BY id";

/// Every byte of the file and of what lies beside it, as text; but for the copy that was taken of it as it was, which
/// gallring reaches like every other copy.
fn bytes(fil: &Path) -> String {
    let namn = fil.file_name().unwrap().to_string_lossy().into_owned();
    let mut alla = String::new();
    for annan in std::fs::read_dir(fil.parent().unwrap()).unwrap() {
        let annan = annan.unwrap().path();
        let lika = annan.to_string_lossy().into_owned();
        if lika.contains(&namn) && !lika.contains(".fore-schema-") {
            alla.push_str(&String::from_utf8_lossy(&std::fs::read(annan).unwrap()));
        }
    }
    alla
}

#[test]
fn overlamningar_fran_aldre_versioner_star_kvar_och_de_kvitterades_identitet_raderas() {
    for version in [1, 2] {
        let (_mapp, fil) = mapp();
        let gammal = gamla_overlamningar(&fil, version);
        let fore = [UNDERLAG, IDENTITET, LOGG].map(|sql| rader(&gammal, sql));
        assert_eq!(
            (fore[0].len(), fore[1].len(), fore[2].len()),
            (120, 80, 120)
        );
        assert!(fore[0].iter().any(|rad| rad.contains("kvitterad")));
        drop(gammal);
        assert!(bytes(&fil).contains("Kvittqvist 2") && bytes(&fil).contains("199001010119"));
        let store = oppna(&fil, PROV).unwrap();
        assert!(!store.ny());
        let conn = Connection::open(&fil).unwrap();
        assert_eq!(
            fore,
            [UNDERLAG, IDENTITET, LOGG].map(|sql| rader(&conn, sql)),
            "version {version}"
        );
        let tomma = "SELECT id FROM v1_overlamning WHERE status = 'kvitterad'
            AND coalesce(namn, personnummer, telefon, epost, adress, sekretess) IS NULL";
        assert_eq!(rader(&conn, tomma).len(), 40);
        let orort = "SELECT id FROM v1_overlamning WHERE coalesce(till_enhet, orsak, aterlamnad_tid, aterlamnad_av) IS NULL";
        assert_eq!(rader(&conn, orort).len(), 120);
        assert_eq!(rader(&conn, "PRAGMA integrity_check"), ["ok"]);
        // Once the log has been emptied into the file, what was erased is nowhere.
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |rad| {
            assert_eq!(rad.get(0), Ok(0), "checkpointen kom igenom");
            Ok(())
        })
        .unwrap();
        assert!(bytes(&fil).contains("Finnsson 120") && bytes(&fil).contains("199001010001"));
        let kvar = bytes(&fil);
        for n in (1..=120).filter(|n| n % 3 == 2) {
            for vad in [
                format!("Kvittqvist {n}"),
                format!("19900101{n:04}"),
                format!("post{n}@"),
            ] {
                assert!(!kvar.contains(&vad), "{vad}, version {version}");
            }
        }
        drop(store);
    }
}

#[test]
fn tva_processer_som_oppnar_en_gammal_fil_samtidigt_flyttar_den_en_gang() {
    for varv in 0..4 {
        let (_mapp, fil) = mapp();
        let gammal = gamla_overlamningar(&fil, 1 + varv % 2);
        let fore = [UNDERLAG, IDENTITET, LOGG].map(|sql| rader(&gammal, sql));
        drop(gammal);
        let starta = || {
            Command::new(env!("CARGO_BIN_EXE_troskel"))
                .args([
                    "--prov",
                    "--datum",
                    "2026-11-22",
                    "overlamning",
                    "lista",
                    "--alla",
                    "--json",
                ])
                .env("TROSKEL_DATABAS", &fil)
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        };
        let barn = [starta(), starta(), starta()];
        for barn in barn {
            let ut = barn.wait_with_output().unwrap();
            assert!(ut.status.success(), "varv {varv}: {ut:?}");
            let lista: serde_json::Value = serde_json::from_slice(&ut.stdout).unwrap();
            assert_eq!(lista["overlamningar"].as_array().unwrap().len(), 120);
        }
        let conn = Connection::open(&fil).unwrap();
        assert_eq!(
            fore,
            [UNDERLAG, IDENTITET, LOGG].map(|sql| rader(&conn, sql)),
            "varv {varv}"
        );
        assert_eq!(rader(&conn, "PRAGMA integrity_check"), ["ok"]);
    }
}

#[test]
fn en_flytt_av_overlamningar_som_inte_gar_igenom_lamnar_dem_dar_de_var() {
    let (_mapp, fil) = mapp();
    let gammal = gamla_overlamningar(&fil, 2);
    // A name that the very last step needs.
    gammal
        .execute_batch("CREATE TABLE v1_uppfoljning(x)")
        .unwrap();
    let fore = dumpa(&gammal);
    assert!(oppna(&fil, PROV).is_err());
    assert_eq!(fore, dumpa(&gammal));
    assert_eq!(
        rader(
            &gammal,
            "SELECT CAST(user_version AS TEXT) FROM pragma_user_version"
        ),
        ["2"]
    );
}
