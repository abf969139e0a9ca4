//! What the file itself refuses, whoever writes to it, and what other programs may do.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/motor.rs"]
mod motor;

use std::collections::BTreeSet;

use chrono::DateTime;
use gemensamt::{PROV, dumpa, fylld, kolumner, kvitto, mapp, slut, spara};
use insats::{insats, mottagen};
use rusqlite::Connection;
use troskel::domain::akt::hinder::KanInteIAkten;
use troskel::store::sqlite::oppna;
use troskel::store::{Change, Store, StoreError};

#[test]
fn ingen_anonym_tabell_har_plats_for_en_identitet() {
    let (_mapp, fil) = mapp();
    drop(oppna(&fil, PROV).unwrap());
    let conn = Connection::open(&fil).unwrap();
    for (tabell, vantat) in [
        (
            "raknat_besok",
            "id dag insats_nr katalog utfall resultat samtycke band kon info_satt info_sprak info_text \
             info_version enhet",
        ),
        ("rakning", "manad insats_nr avsnitt kod antal"),
        ("besokstimme", "manad dag timme antal"),
        (
            "utkast",
            "id insats_nr katalog steg svar info_satt info_sprak info_text info_version version anvandare desk \
             enhet andrad",
        ),
        (
            "kopost",
            "id kod insats_nr katalog kotid_ms rattad_ms status orsak vilande_fran vilande_till parti band sprak \
             tidigast veckodagar kvar tyst forsok forsokt bekraftad bekraftelsesteg stegat slut_ms desk import_id ver",
        ),
        ("koantal", "niva insats_nr block antal vilande"),
        (
            "kohandelse",
            "seq kopost_id insats_nr ver tid anvandare desk enhet op_id slag orsak om fore plats angrar",
        ),
        (
            "erbjudande",
            "id kopost_id insats_nr pott parti skapat svar_senast kanal forsta_i_linje paminnelser atertar utfall svarat",
        ),
        (
            "pott",
            "id insats_nr slag antal minst start krav_sprak krav_band installd",
        ),
        ("omgangstillfalle", "pott start minuter"),
        ("plats", "id pott insats_nr nummer upptagen_av fran till"),
        (
            "korattelse",
            "id kopost_id fran_ms till_ms orsak foreslagen_av foreslagen_tid status andra_av",
        ),
        ("komening", "seq text"),
        ("kogranskad", "insats_nr dag"),
        ("gjord", "op_id svar"),
        ("handelse", "seq tid anvandare desk enhet op_id slag objekt"),
        (
            "insatsversion",
            "nr katalog namn paragraf system platser silo",
        ),
        ("fil", "egenskap varde"),
        ("kopia", "vag tid slag inod"),
        ("konto", "anvandare namn stangt"),
        ("kontoroll", "anvandare roll enhet"),
        (
            "atkomst",
            "seq tid anvandare desk enhet op_id slag objekt om",
        ),
        ("kedja", "nr tabell seq salt varde hash"),
        ("gallras", "id"),
        (
            "gallring",
            "seq tid anvandare desk enhet op_id antal grunder bevarade lankar",
        ),
        (
            "program",
            "id namn version motor desk pid maskin start sedan",
        ),
        ("v1_program", "namn version motor desk pid sedan"),
        ("v1_motor", "version duger"),
        ("v1_besok", "dag insats_nr utfall resultat antal"),
        ("v1_kolista", "kod insats_nr kotid plats"),
    ] {
        assert_eq!(kolumner(&conn, tabell), vantat, "{tabell}");
    }
    let mut fraga = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
        .unwrap();
    let alla = fraga.query_map([], |rad| rad.get(0)).unwrap();
    let alla: BTreeSet<String> = alla.map(Result::unwrap).collect();
    let med_namn: Vec<&String> = alla
        .iter()
        .filter(|tabell| {
            let kolumner = kolumner(&conn, tabell);
            kolumner
                .split(' ')
                .any(|kolumn| ["personnummer", "telefon", "namn", "varde"].contains(&kolumn))
        })
        // The name of an insats, facts about the file itself, who works here, a hash, and the name of a program.
        .filter(|tabell| {
            ![
                "insatsversion",
                "fil",
                "konto",
                "kedja",
                "program",
                "v1_program",
            ]
            .contains(&tabell.as_str())
        })
        .collect();
    assert_eq!(
        med_namn,
        [
            "arendeperson",
            "kokontakt",
            "overlamningsperson",
            "v1_arende",
            "v1_overlamning"
        ]
    );
    // The other nineteen are those of the handovers and the akter, in tests/schema_akt.rs.
    assert_eq!(alla.len(), 52, "en ny tabell ska in i listan här ovanför");
    // Nothing in the counts lies in the order of time.
    let sql: String = conn
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'raknat_besok'",
            [],
            |rad| rad.get(0),
        )
        .unwrap();
    assert!(sql.ends_with("WITHOUT ROWID"));
}

const RAKNAT: &str = "INSERT OR REPLACE INTO raknat_besok SELECT id, dag, insats_nr, katalog, utfall, resultat, \
    samtycke, band, kon, info_satt, info_sprak, info_text, info_version, enhet FROM \
    (SELECT lower(hex(randomblob(16))) AS id, '2025-11-22' AS dag, '1.2' AS insats_nr, '2025-09-01' AS katalog, \
    'uppfyllt' AS utfall, 'mottagen' AS resultat, 1 AS samtycke, NULL AS band, NULL AS kon, 'tolk' AS info_satt, \
    'sv' AS info_sprak, 'barn' AS info_text, '2025-01-01' AS info_version, 'Enhet 4' AS enhet)";
const OVERLAMNING: &str = "INSERT OR REPLACE INTO overlamning SELECT lower(hex(randomblob(16))), insats_nr, katalog, \
    insats_namn, system, dag, skapad, enhet, desk, anvandare, info_satt, info_sprak, info_text, info_version, \
    dok_satt, dok_sprak, dok_text, dok_version, samtycke, vardnadshavare, till_enhet, status, hamtad_tid, hamtad_av, \
    kvitterad_tid, kvitterad_av, orsak, aterlamnad_tid, aterlamnad_av FROM overlamning LIMIT 1";
/// For a handover that has no person yet.
const PERSON: &str = "INSERT OR REPLACE INTO overlamningsperson SELECT printf('%032d', 0), namn, personnummer, \
    telefon, epost, adress, sekretess FROM overlamningsperson";

fn byt(sql: &str, fran: &str, till: &str) -> String {
    assert!(sql.contains(fran), "{fran}");
    sql.replacen(fran, till, 1)
}

#[test]
fn vad_ett_annat_program_inte_far_gora_vagras_av_filen() {
    let (_mapp, fil) = mapp();
    let (_store, _, _) = fylld(&fil);
    let conn = Connection::open(&fil).unwrap();
    conn.execute_batch(
        "PRAGMA foreign_keys = OFF; INSERT INTO fil(egenskap, varde) VALUES ('konyckel', 'ab')",
    )
    .unwrap();
    motor::reception(&conn, true);
    let utan_person = byt(
        OVERLAMNING,
        "lower(hex(randomblob(16)))",
        "printf('%032d', 0)",
    );
    assert_eq!(conn.execute(&utan_person, []), Ok(1));
    conn.execute(
        "INSERT INTO program VALUES ('ett', 'Tröskel', '0.1.0', '3.53.4', 'disken', 1, NULL, NULL, 'x')",
        [],
    )
    .unwrap();
    let fore = dumpa(&conn);
    // The base statements are good as they stand, or the refusals below would prove nothing.
    for god in [RAKNAT, OVERLAMNING, PERSON] {
        conn.execute_batch("BEGIN").unwrap();
        assert_eq!(conn.execute(god, []), Ok(1), "{god}");
        conn.execute_batch("ROLLBACK").unwrap();
    }
    let mut vagras: Vec<String> = [
        "DELETE FROM fil",
        "DELETE FROM fil WHERE egenskap = 'lage'",
        "UPDATE fil SET varde = 'kanske'",
        "UPDATE fil SET varde = 'cd' WHERE egenskap = 'konyckel'",
        "DELETE FROM fil WHERE egenskap = 'konyckel'",
        "INSERT OR REPLACE INTO fil VALUES ('konyckel', 'cd')",
        "DELETE FROM gjord",
        "UPDATE gjord SET svar = 'x'",
        "INSERT OR REPLACE INTO gjord SELECT op_id, 'x' FROM gjord",
        "UPDATE handelse SET anvandare = 'x'",
        "DELETE FROM handelse",
        "INSERT OR REPLACE INTO handelse SELECT seq, tid, 'x', desk, enhet, op_id, slag, objekt FROM handelse",
        "INSERT INTO handelse SELECT max(seq) + 2, tid, 'x', desk, enhet, op_id, slag, objekt FROM handelse",
        "INSERT INTO handelse SELECT max(seq) + 1, tid, 'x', desk, enhet, op_id, 'annat', NULL FROM handelse",
        "INSERT INTO handelse SELECT max(seq) + 1, tid, 'x', desk, enhet, op_id, 'besok_avslutat', \
         lower(hex(randomblob(16))) FROM handelse",
        "UPDATE insatsversion SET paragraf = '14:3'",
        "DELETE FROM insatsversion",
        "INSERT OR REPLACE INTO insatsversion SELECT nr, katalog, namn, '14:3', system, platser, silo FROM insatsversion",
        "INSERT INTO insatsversion VALUES ('1.9', '2025-09-01', 'x', '14:6', NULL, NULL, 0)",
        "INSERT INTO insatsversion VALUES ('Åsa', '2025-09-01', 'x', '14:3', NULL, NULL, 0)",
        "UPDATE raknat_besok SET band = '65-'",
        "DELETE FROM raknat_besok",
        "INSERT OR REPLACE INTO raknat_besok SELECT * FROM raknat_besok",
        "UPDATE rakning SET antal = antal + 2",
        "UPDATE rakning SET antal = antal - 1",
        "UPDATE rakning SET antal = antal - 1 WHERE avsnitt = 'ko'",
        "UPDATE rakning SET kod = 'annat', antal = antal + 1 WHERE avsnitt = 'kon'",
        "UPDATE OR REPLACE rakning SET insats_nr = '1.2'",
        "DELETE FROM rakning",
        "INSERT OR REPLACE INTO rakning SELECT manad, insats_nr, avsnitt, kod, 1 FROM rakning",
        "INSERT INTO rakning SELECT manad, insats_nr, 'kon', 'annat', 2 FROM rakning",
        "INSERT INTO rakning SELECT manad, insats_nr, 'kon', 'annat', 0 FROM rakning",
        "INSERT INTO rakning SELECT manad, insats_nr, 'namn', 'Eva Ek', 1 FROM rakning",
        "INSERT INTO rakning SELECT manad, insats_nr, 'kon', 'Eva Ek', 1 FROM rakning",
        "INSERT INTO rakning SELECT manad, insats_nr, 'ko', 'Eva Ek', 1 FROM rakning",
        "INSERT INTO rakning SELECT manad, insats_nr, 'sprak', 'Eva', 1 FROM rakning",
        "INSERT INTO rakning SELECT manad, insats_nr, 'sprak', 'so' || char(0) || 'Eva', 1 FROM rakning",
        "INSERT INTO rakning SELECT manad, insats_nr, 'text', 'Eva Ek 2025-01-01', 1 FROM rakning",
        "INSERT INTO rakning SELECT manad, insats_nr, 'text', 'barn 2025-01-01' || char(0) || 'Eva', 1 FROM rakning",
        "INSERT INTO rakning SELECT manad, insats_nr, 'text', 'barn', 1 FROM rakning",
        "INSERT INTO rakning SELECT manad, insats_nr, 'enhet', '19900101', 1 FROM rakning",
        "INSERT INTO rakning SELECT manad, insats_nr, 'enhet', 'Stödet' || char(0) || 'Eva', 1 FROM rakning",
        "INSERT INTO rakning SELECT manad, 'Eva Ek', 'kon', 'annat', 1 FROM rakning",
        "INSERT INTO rakning SELECT 'Eva Ek', insats_nr, 'kon', 'annat', 1 FROM rakning",
        "UPDATE besokstimme SET antal = antal + 2",
        "UPDATE besokstimme SET antal = antal - 1",
        "UPDATE besokstimme SET timme = 3, antal = antal + 1",
        "DELETE FROM besokstimme",
        "INSERT OR REPLACE INTO besokstimme SELECT manad, dag, timme, 1 FROM besokstimme",
        "INSERT INTO besokstimme SELECT manad, dag, 1, 2 FROM besokstimme",
        "INSERT INTO besokstimme SELECT manad, 7, 1, 1 FROM besokstimme",
        "INSERT INTO besokstimme SELECT manad, dag, 24, 1 FROM besokstimme",
        "INSERT INTO besokstimme SELECT 'Eva Ek', dag, 1, 1 FROM besokstimme",
        "UPDATE utkast SET svar = 'namn=Åsa Ek'",
        "UPDATE utkast SET svar = 'pnr=199001010017'",
        "UPDATE utkast SET svar = 'a=b' || char(0) || 'Eva Ek'",
        "UPDATE utkast SET steg = 'Eva Ek'",
        "UPDATE utkast SET info_satt = NULL",
        "UPDATE utkast SET info_text = 'Eva Ek'",
        "DELETE FROM overlamning",
        "UPDATE overlamning SET insats_namn = 'x'",
        "UPDATE overlamningsperson SET namn = 'x'",
        "UPDATE OR REPLACE overlamningsperson SET overlamning = printf('%032d', 0)",
        "DELETE FROM overlamningsperson",
        "INSERT OR REPLACE INTO overlamningsperson SELECT overlamning, 'x', NULL, '', '', '', 0 FROM overlamningsperson",
        "INSERT INTO overlamningsperson VALUES (printf('%032x', 1), 'x', NULL, '', '', '', 0)",
        "UPDATE overlamning SET status = 'kvitterad', hamtad_tid = 'x', hamtad_av = 'x', kvitterad_tid = 'x', \
         kvitterad_av = 'x'",
        "UPDATE overlamning SET status = 'hamtad', hamtad_tid = 'x'",
        "UPDATE overlamning SET hamtad_av = 'x'",
        "INSERT OR REPLACE INTO overlamning SELECT * FROM overlamning",
        "UPDATE v1_overlamning SET namn = 'x', status = 'hamtad', hamtad_av = 'x'",
        "UPDATE v1_overlamning SET status = 'kvitterad', kvitterad_av = 'x'",
        "UPDATE v1_overlamning SET status = 'hamtad'",
        "UPDATE OR IGNORE v1_overlamning SET status = 'hamtad'",
        "UPDATE OR IGNORE v1_overlamning SET status = 'hamtad', hamtad_av = '  '",
        "UPDATE v1_overlamning SET status = 'ny'",
        "UPDATE v1_overlamning SET status = 'makulerad', orsak = 'dubblett', aterlamnad_av = 'x'",
        "UPDATE overlamning SET till_enhet = 'En annan'",
        "DELETE FROM v1_overlamning",
        "INSERT INTO gallras VALUES (printf('%032d', 0))",
        "INSERT INTO gallring SELECT 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'x', 'x', 'x', op_id, '', '', 0, '' FROM handelse LIMIT 1",
        "UPDATE v1_kolista SET plats = 1",
        "INSERT INTO v1_program(namn, version, motor) VALUES ('Fallsystemet', '1', '3.99.9')",
        "INSERT INTO v1_program(namn, version, desk) VALUES ('Fallsystemet', '1', 'disken')",
        "INSERT INTO v1_program(namn, version, sedan) VALUES ('Fallsystemet', '1', 'x')",
        "INSERT INTO v1_program(namn, version, pid) VALUES ('Fallsystemet', '1', 0)",
        "INSERT INTO v1_program(namn, version) VALUES (' ', '1')",
        "INSERT INTO v1_program(namn, version) VALUES ('A' || char(0) || 'B', '1')",
        "INSERT INTO v1_program(namn, version) VALUES (printf('%061d', 0), '1')",
        "INSERT INTO v1_program(namn, version) VALUES ('Fallsystemet', '')",
        "UPDATE v1_program SET version = '2'",
        "DELETE FROM v1_program",
        "UPDATE program SET namn = 'x'",
        "UPDATE program SET version = '9'",
    ]
    .map(str::to_owned)
    .into();
    for (fran, till) in [
        ("'2025-11-22'", "'1990-01-01-0017'"),
        ("'1.2'", "'Eva'"),
        ("'1.2'", "'1.3'"),
        ("'2025-09-01'", "'2025-09-02'"),
        ("'uppfyllt'", "'oklart'"),
        ("'uppfyllt'", "'Eva Ek'"),
        ("'mottagen'", "'Eva Ek'"),
        ("1 AS samtycke", "0 AS samtycke"),
        ("NULL AS band", "'19900101'"),
        ("NULL AS kon", "'Eva Ek'"),
        ("'tolk'", "'Eva Ek'"),
        ("'tolk'", "NULL"),
        ("'sv'", "'Eva'"),
        ("'sv'", "''"),
        ("'barn'", "'Eva Ek'"),
        ("'2025-01-01'", "''"),
        ("'Enhet 4'", "'900101-0017'"),
        ("'Enhet 4'", "'A' || char(0) || 'Eva Ek'"),
        ("lower(hex(randomblob(16)))", "'Eva Ek'"),
    ] {
        vagras.push(byt(RAKNAT, fran, till));
    }
    for (fran, till) in [
        ("insats_nr,", "'1.2',"),
        ("katalog,", "'2024-01-01',"),
        ("info_satt,", "NULL,"),
        ("dok_satt,", "NULL,"),
        ("dok_version,", "'',"),
        ("samtycke,", "'ja',"),
        ("status, hamtad_tid, hamtad_av", "'hamtad', 'x', 'x'"),
        (
            "orsak, aterlamnad_tid, aterlamnad_av",
            "'dubblett', 'x', 'x'",
        ),
    ] {
        vagras.push(byt(OVERLAMNING, fran, till));
    }
    for (fran, till) in [
        ("namn, personnummer", "' ', personnummer"),
        ("namn, personnummer", "'A' || char(0) || 'B', personnummer"),
        ("personnummer,", "'900101-0017',"),
        ("personnummer,", "'19900101' || char(0) || 'Eva',"),
        ("sekretess FROM", "1 FROM"),
    ] {
        vagras.push(byt(PERSON, fran, till));
    }
    vagras.push("UPDATE fil SET egenskap = 'x' WHERE egenskap = 'lage'".to_owned());
    // A hidden number would be one more key, and `OR REPLACE` on it would delete another row.
    for tabell in [
        "fil",
        "gjord",
        "insatsversion",
        "raknat_besok",
        "rakning",
        "besokstimme",
        "utkast",
        "overlamning",
        "overlamningsperson",
    ] {
        vagras.push(format!("UPDATE OR REPLACE {tabell} SET rowid = 1"));
    }
    let mut skal = BTreeSet::new();
    // What an engine that is too old may not, and a desk of another version.
    let logg = "INSERT INTO handelse SELECT max(seq) + 1, tid, 'x', desk, enhet, op_id, slag, objekt FROM handelse";
    let anmalan = "INSERT INTO v1_program(namn, version) VALUES ('Fallsystemet', '1')";
    let minnet = "INSERT INTO gjord VALUES (printf('%032x', 7), 'x')";
    for god in [logg, anmalan, minnet] {
        conn.execute_batch("BEGIN").unwrap();
        assert!(conn.execute(god, []).is_ok(), "{god}");
        conn.execute_batch("ROLLBACK").unwrap();
    }
    motor::motor(&conn, "3.40.1");
    for sql in [logg, anmalan] {
        skal.insert(conn.execute(sql, []).expect_err(sql).to_string());
    }
    motor::sin_egen(&conn);
    motor::reception(&conn, false);
    skal.insert(conn.execute(minnet, []).expect_err(minnet).to_string());
    motor::reception(&conn, true);
    for sql in &vagras {
        match conn.execute(sql, []) {
            Err(fel) => skal.insert(fel.to_string()),
            Ok(antal) => panic!("gick igenom ({antal} rader): {sql}"),
        };
    }
    assert_eq!(fore, dumpa(&conn));
    // And of one that has been fetched.
    let hamta =
        "UPDATE v1_overlamning SET status = 'hamtad', hamtad_av = 'Ett' WHERE namn IS NOT NULL";
    conn.execute(hamta, []).unwrap();
    let fore = dumpa(&conn);
    for sql in [
        "UPDATE v1_overlamning SET hamtad_av = 'Annat' WHERE status = 'hamtad'",
        "UPDATE v1_overlamning SET status = 'kvitterad' WHERE status = 'hamtad'",
        "UPDATE OR IGNORE v1_overlamning SET status = 'kvitterad', kvitterad_av = ' ' WHERE status = 'hamtad'",
        "UPDATE OR FAIL v1_overlamning SET status = 'aterlamnad', orsak = 'x', aterlamnad_av = 'x' WHERE status = 'hamtad'",
        "UPDATE v1_overlamning SET status = 'ny' WHERE status = 'hamtad'",
        "UPDATE overlamning SET status = 'ny', hamtad_tid = NULL, hamtad_av = NULL WHERE status = 'hamtad'",
        "DELETE FROM overlamningsperson",
    ] {
        let fel = conn.execute(sql, []).expect_err(sql);
        skal.insert(fel.to_string());
        assert_eq!(fore, dumpa(&conn), "{sql}");
    }
    // Each trigger that refuses has been met; those of the waiting list in tests/schema_ko.rs, those of the akt in
    // tests/schema_akt.rs.
    let mut fraga = conn
        .prepare(
            "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('fil', 'gjord', 'handelse', \
             'insatsversion', 'raknat_besok', 'rakning', 'besokstimme', 'utkast', 'overlamning', 'overlamningsperson', 'v1_overlamning', \
             'program', 'v1_program')",
        )
        .unwrap();
    let regler = fraga.query_map([], |rad| rad.get(0)).unwrap();
    let regler: Vec<String> = regler.map(Result::unwrap).collect();
    assert!(regler.len() > 15, "{}", regler.len());
    for regel in regler {
        for rest in regel.split("RAISE(ABORT, '").skip(1) {
            let text = rest.split('\'').next().unwrap();
            assert!(skal.iter().any(|fel| fel.contains(text)), "omött: {text}");
        }
    }
}

#[test]
fn varje_kolumn_i_en_overlamning_utom_statusen_ar_fast() {
    let (_mapp, fil) = mapp();
    let (_store, _, _) = fylld(&fil);
    let conn = Connection::open(&fil).unwrap();
    let rorliga = [
        "status",
        "hamtad_tid",
        "hamtad_av",
        "kvitterad_tid",
        "kvitterad_av",
        "orsak",
        "aterlamnad_tid",
        "aterlamnad_av",
    ];
    for (tabell, vantat) in [
        ("overlamning", 20),
        ("overlamningsperson", 7),
        ("v1_overlamning", 27),
    ] {
        let mut fasta = 0;
        for kolumn in kolumner(&conn, tabell).split(' ') {
            // Where it goes is changed by the desk, when it has come back; through the view by nobody.
            let enheten = tabell == "overlamning" && kolumn == "till_enhet";
            if !rorliga.contains(&kolumn) && !enheten {
                let sql = format!("UPDATE {tabell} SET {kolumn} = {kolumn}");
                let fel = conn.execute(&sql, []).expect_err(&sql);
                assert!(fel.to_string().contains("ändras inte"), "{sql}: {fel}");
                fasta += 1;
            }
        }
        assert_eq!(fasta, vantat, "{tabell}");
    }
}

#[test]
fn ett_annat_program_hamtar_och_kvitterar_med_vanlig_sql() {
    let (_mapp, fil) = mapp();
    let (mut store, id, lapp) = fylld(&fil);
    let conn = Connection::open(&fil).unwrap();
    let hamta = "UPDATE v1_overlamning SET status = 'hamtad', hamtad_av = ?2 WHERE id = ?1 AND status = 'ny'";
    conn.execute(hamta, [&id.0, "Lifecare"]).unwrap();
    conn.execute(hamta, [&id.0, "Annat"]).unwrap();
    let las = |kolumn: &str| -> Option<String> {
        let sql = format!("SELECT {kolumn} FROM v1_overlamning WHERE id = ?1");
        conn.query_row(&sql, [&id.0], |rad| rad.get(0)).unwrap()
    };
    assert_eq!(las("hamtad_av").as_deref(), Some("Lifecare"));
    assert_eq!(las("namn").as_deref(), Some("Prov Provsson"));
    let tid = las("hamtad_tid").unwrap();
    assert!(DateTime::parse_from_rfc3339(&tid).is_ok(), "{tid}");
    assert!(store.changed_elsewhere().unwrap());
    let svar = spara(
        &mut store,
        "ett",
        &Change::HamtaOverlamning { id: id.clone() },
    );
    assert!(
        matches!(&svar, Err(StoreError::Akt(KanInteIAkten::HamtadAv(av))) if av == "Lifecare"),
        "{svar:?}"
    );
    conn.execute(
        "UPDATE v1_overlamning SET status = 'kvitterad', kvitterad_av = 'Lifecare',
           kvitterad_tid = '2025-11-22T11:00:00Z' WHERE id = ?1",
        [&id.0],
    )
    .unwrap();
    assert_eq!(las("status").as_deref(), Some("kvitterad"));
    // Whoever has taken it over has the identity; it is gone from here, and what was told and agreed to is not.
    assert_eq!((las("namn"), las("telefon")), (None, None));
    assert_eq!(las("samtycke").as_deref(), Some("muntligt"));
    assert_eq!(
        las("kvitterad_tid").as_deref(),
        Some("2025-11-22T11:00:00Z")
    );
    let logg: Vec<String> = {
        let mut fraga = conn
            .prepare("SELECT anvandare || ' ' || slag FROM handelse WHERE objekt = ?1 ORDER BY seq")
            .unwrap();
        let rader = fraga.query_map([&id.0], |rad| rad.get(0)).unwrap();
        rader.map(Result::unwrap).collect()
    };
    assert_eq!(
        logg,
        [
            "anv-ett overlamnad",
            "Lifecare hamtad",
            "Lifecare kvitterad"
        ]
    );
    let rad: (String, i64) = conn
        .query_row("SELECT kod, plats FROM v1_kolista", [], |rad| {
            Ok((rad.get(0)?, rad.get(1)?))
        })
        .unwrap();
    assert_eq!(rad, (lapp.to_string(), 1));
    let antal: i64 = conn
        .query_row("SELECT sum(antal) FROM v1_besok", [], |rad| rad.get(0))
        .unwrap();
    assert_eq!(antal, 3);
}

#[test]
fn slutet_pa_ett_anonymt_besok_star_i_loggen_utan_vag_till_raknaren() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let anonym = insats("1.2", "14:5", None);
    kvitto(spara(
        &mut store,
        "ett",
        &slut(&anonym, mottagen(&anonym), None),
    ));
    let conn = Connection::open(&fil).unwrap();
    let rader = dumpa(&conn);
    let id: String = conn
        .query_row("SELECT id FROM raknat_besok", [], |rad| rad.get(0))
        .unwrap();
    assert_eq!(rader.iter().filter(|rad| rad.contains(&id)).count(), 1);
    let logg: (String, Option<String>, String) = conn
        .query_row("SELECT slag, objekt, tid FROM handelse", [], |rad| {
            Ok((rad.get(0)?, rad.get(1)?, rad.get(2)?))
        })
        .unwrap();
    assert_eq!(
        logg,
        (
            "besok_avslutat".to_owned(),
            None,
            "2025-11-22T08:26:40.123Z".to_owned()
        )
    );
}
