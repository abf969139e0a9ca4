//! A file of the first version, with a queue in it, opened by this one: nobody is moved and nothing is lost.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;

use std::path::Path;
use std::sync::Barrier;
use std::thread;

use gemensamt::{PROV, dumpa, kvitto, mapp, platslage, slut, spara};
use insats::{i_ko, insats, mottagen};
use rusqlite::{Connection, params};
use troskel::domain::kolapp::Kolappskod;
use troskel::store::sqlite::oppna;

const FORSTA: [&str; 4] = [
    include_str!("../src/store/sqlite/schema/1_grund.sql"),
    include_str!("../src/store/sqlite/schema/1_besok.sql"),
    include_str!("../src/store/sqlite/schema/1_ko.sql"),
    include_str!("../src/store/sqlite/schema/1_overlamning.sql"),
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
        ["2"]
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
