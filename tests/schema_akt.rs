//! What the file refuses about handovers and akter, whoever writes to it and however.
//!
//! The limit: whoever owns the file and means to can rewrite it. `DROP TRIGGER`, `PRAGMA writable_schema`,
//! `ignore_check_constraints` or a connection with its triggers switched off cannot be refused by a file, and it has no
//! clock: a program that writes to the tables past the views states its own times. The last test shows what is then seen.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/aktfil.rs"]
mod aktfil;
#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/motor.rs"]
mod motor;

use std::collections::BTreeSet;

use aktfil::{
    ANTECKNING, ARENDE, BRO, FASTA, KOPIA, LOGG, MALEN, OPPNA, PLAN, SAMTYCKE, UPPFOLJNING, VYER,
    aktfil, byt,
};
use gemensamt::{PROV, dumpa, kolumner, mapp};
use rusqlite::Connection;
use troskel::store::sqlite::oppna;

/// What another program says of itself in each connection; none of it lets anything through.
const LAGEN: [&str; 5] = [
    "PRAGMA recursive_triggers = OFF; PRAGMA foreign_keys = OFF;",
    "PRAGMA recursive_triggers = ON; PRAGMA foreign_keys = OFF;",
    "PRAGMA recursive_triggers = ON; PRAGMA foreign_keys = ON;",
    "PRAGMA foreign_keys = ON; PRAGMA defer_foreign_keys = ON;",
    "ATTACH ':memory:' AS bredvid; CREATE TABLE bredvid.arende(id, avslutad, overlamning);
     CREATE TEMP TABLE overlamning(id, status); CREATE TEMP TABLE arendeperson(arende);",
];

#[test]
fn tabellerna_har_de_kolumner_de_ska() {
    let (_mapp, fil) = mapp();
    drop(oppna(&fil, PROV).unwrap());
    let conn = Connection::open(&fil).unwrap();
    let underlag = "id insats_nr katalog insats_namn system dag skapad enhet desk anvandare info_satt info_sprak \
        info_text info_version dok_satt dok_sprak dok_text dok_version samtycke vardnadshavare";
    let person = "namn personnummer telefon epost adress sekretess";
    let arende = "id nummer enhet overlamning insats_nr katalog insats_namn system aktslag stegantal steg samtycke \
        samtycke_dag vardnadshavare oppnad oppnad_av nasta_uppfoljning avslutad avslutsorsak avslutad_av";
    let anteckning = "id arende nr slag galler kopia_av samtycke vad dag klockslag kalla deltog text skrivare titel \
        anvandare skriven";
    let plan = "arende version bygger_pa forenar gjord_med personuppgifter tidplan insatsen varfor mal utformning \
        uppfoljning orsak_till_avslut skrivare titel anvandare skriven";
    let samtycke = "id arende med mottagare annan_akt vad lamnat till satt anvandare skriven aterkallat aterkallat_av";
    let uppfoljning = "id arende nr dag text nasta skrivare titel anvandare skriven";
    let lage = "status hamtad_tid hamtad_av kvitterad_tid kvitterad_av";
    let tillbaka = "orsak aterlamnad_tid aterlamnad_av";
    let alla = [
        ("overlamning", format!("{underlag} till_enhet {lage} {tillbaka}")),
        ("overlamningsperson", format!("overlamning {person}")),
        ("arende", arende.to_owned()),
        ("arendeperson", format!("arende {person}")),
        ("anteckning", anteckning.to_owned()),
        ("aktutkast", "id arende slag falt version anvandare desk andrad".to_owned()),
        ("insatsplan", plan.to_owned()),
        ("delningssamtycke", samtycke.to_owned()),
        ("uppfoljning", uppfoljning.to_owned()),
        ("malutfall", "arende uppfoljning nr mal utfall".to_owned()),
        (
            "bro",
            "id arende oppnad till med samtycke uppdrag beslut start senast_uppfoljd avslutad anvandare".to_owned(),
        ),
        ("brobock", "bro lista punkt gjord av".to_owned()),
        (
            "akthandelse",
            "seq tid anvandare desk enhet op_id slag arende objekt".to_owned(),
        ),
        ("akthandelse_ny", "anvandare desk slag arende objekt".to_owned()),
        ("behorighet", "anvandare ratt".to_owned()),
        (
            "v1_overlamning",
            format!("{underlag} {person} {lage} till_enhet {tillbaka}"),
        ),
        ("v1_arende", format!("{arende} {person} av")),
        ("v1_anteckning", anteckning.to_owned()),
        ("v1_insatsplan", plan.to_owned()),
        ("v1_delningssamtycke", samtycke.to_owned()),
        ("v1_uppfoljning", format!("{uppfoljning} mal")),
    ];
    for (tabell, vantat) in &alla {
        assert_eq!(kolumner(&conn, tabell), *vantat, "{tabell}");
    }
    // No table of the akt has a hidden number but the log, whose number is its own.
    let fraga = "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND name = ?1 AND type = 'table' AND wr AND strict";
    for (tabell, _) in alla {
        let utan: i64 = conn.query_row(fraga, [tabell], |rad| rad.get(0)).unwrap();
        let log_eller_vy =
            tabell == "akthandelse" || tabell == "akthandelse_ny" || VYER.contains(&tabell);
        assert_eq!(utan == 1, !log_eller_vy, "{tabell}");
    }
}

/// Every way to write over or away a row that is there, made for each table and view.
fn alla_satt(conn: &Connection) -> Vec<String> {
    let mut alla = Vec::new();
    // The days of the bridge are stated anew; the rest of it, and of the other tables, is not.
    let fria = "uppdrag beslut start senast_uppfoljd avslutad";
    // Of the file itself, also where a table of the same name lies nearer.
    for tabell in FASTA {
        alla.push(format!("DELETE FROM main.{tabell}"));
        alla.push(format!(
            "INSERT OR REPLACE INTO main.{tabell} SELECT * FROM main.{tabell}"
        ));
        alla.push(format!(
            "REPLACE INTO main.{tabell} SELECT * FROM main.{tabell} ORDER BY 1 DESC"
        ));
        for kolumn in kolumner(conn, tabell).split(' ') {
            if tabell == "bro" && fria.split(' ').any(|fri| fri == kolumn) {
                continue;
            }
            for hur in ["", "OR REPLACE ", "OR FAIL ", "OR ROLLBACK "] {
                alla.push(format!("UPDATE {hur}main.{tabell} SET {kolumn} = {kolumn}"));
            }
            alla.push(format!(
                "INSERT INTO main.{tabell} SELECT * FROM main.{tabell} WHERE true ON CONFLICT DO UPDATE SET {kolumn} = excluded.{kolumn}"
            ));
        }
        if tabell == "akthandelse" {
            alla.push("UPDATE OR REPLACE main.akthandelse SET rowid = 1".to_owned());
        } else {
            alla.push(format!("UPDATE OR REPLACE main.{tabell} SET rowid = 1"));
        }
    }
    for vy in VYER {
        alla.push(format!("DELETE FROM {vy}"));
        // What is written again becomes a row of its own, where a row may come at all; see below.
        if ["v1_overlamning", "v1_arende"].contains(&vy) {
            alla.push(format!("INSERT OR REPLACE INTO {vy} SELECT * FROM {vy}"));
        }
        for kolumn in kolumner(conn, vy).split(' ') {
            for hur in ["", "OR IGNORE ", "OR REPLACE ", "OR FAIL "] {
                alla.push(format!("UPDATE {hur}{vy} SET {kolumn} = {kolumn}"));
            }
            alla.push(format!("UPDATE {vy} SET {kolumn} = NULL"));
        }
    }
    alla
}

#[test]
fn inget_som_ar_skrivet_skrivs_over_eller_raderas_pa_nagot_satt() {
    let (_mapp, fil) = mapp();
    let akt = aktfil(&fil);
    let alla = alla_satt(&akt.conn);
    assert!(alla.len() > 900, "{}", alla.len());
    for lage in LAGEN {
        let conn = Connection::open(&fil).unwrap();
        conn.execute_batch(lage).unwrap();
        let fore = dumpa(&akt.conn);
        assert!(fore.len() > 60, "{}", fore.len());
        for sql in &alla {
            let svar = conn.execute_batch(sql);
            assert!(svar.is_err(), "gick igenom: {sql} ({lage})");
        }
        assert_eq!(fore, dumpa(&akt.conn), "{lage}");
    }
}

#[test]
fn det_som_skrivs_igen_genom_en_vy_blir_en_egen_rad_sist() {
    let (_mapp, fil) = mapp();
    let akt = aktfil(&fil);
    let fore = dumpa(&akt.conn);
    for hur in ["REPLACE INTO", "INSERT OR IGNORE INTO"] {
        akt.kor(&format!(
            "{hur} v1_anteckning SELECT * FROM v1_anteckning WHERE arende = :ett LIMIT 1"
        ));
        akt.kor(&format!(
            "{hur} v1_insatsplan SELECT * FROM v1_insatsplan WHERE arende = :ett LIMIT 1"
        ));
        akt.kor(&format!(
            "{hur} v1_delningssamtycke SELECT * FROM v1_delningssamtycke WHERE arende = :ett LIMIT 1"
        ));
        akt.kor(&format!(
            "{hur} v1_uppfoljning SELECT * FROM v1_uppfoljning WHERE arende = :ett LIMIT 1"
        ));
    }
    let efter = dumpa(&akt.conn);
    for rad in &fore {
        assert!(efter.contains(rad), "borta: {rad}");
    }
    // Four acts twice, each with its line in the log; a follow-up also has a goal.
    assert_eq!(efter.len(), fore.len() + 8 + 8 + 2);
}

type Nekad = (&'static str, &'static str);

/// Good statements, what is changed in them, and the words of the refusal.
const VARIANTER: [(&str, &str, &str, &str); 52] = [
    // A second ärende, one of an insats without records, or of a handover that is not to be opened.
    (
        ARENDE,
        "WHERE id = :o12",
        "WHERE id = :o21",
        "öppnas ur en hämtad",
    ),
    (
        ARENDE,
        "WHERE id = :o12",
        "WHERE id = :o11",
        "öppnas ur en hämtad",
    ),
    (
        ARENDE,
        "WHERE id = :o12",
        "WHERE id = :o13",
        "öppnas ur en hämtad",
    ),
    (
        ARENDE,
        "WHERE id = :o12",
        "WHERE id = :o14",
        "öppnas ur en hämtad",
    ),
    (
        ARENDE,
        "WHERE id = :o12",
        "WHERE id = :o15",
        "öppnas ur en hämtad",
    ),
    (ARENDE, ":r11", ":ett", "öppnas ur en hämtad"),
    (
        ARENDE,
        "'2025-00009'",
        "'2025-00001'",
        "öppnas ur en hämtad",
    ),
    (ARENDE, "3, 1", "3, 2", "öppnas ur en hämtad"),
    (
        ARENDE,
        "dag, 'h1', NULL, NULL, NULL, NULL",
        "dag, 'h1', NULL, dag, 'malet_natt', 'h1'",
        "öppnas ur en hämtad",
    ),
    (
        ARENDE,
        "samtycke, dag, vard",
        "'skriftligt', dag, vard",
        "öppnas ur en hämtad",
    ),
    (
        ARENDE,
        "insats_namn",
        "'Något annat'",
        "öppnas ur en hämtad",
    ),
    (ARENDE, "insats_nr", "'1.2'", "14 kap. 3 §"),
    (ARENDE, "insats_nr", "'1.3'", "14 kap. 3 §"),
    (OPPNA, ":o12", ":o11", "inte hämtad"),
    (OPPNA, ":o12", ":o21", "inte hämtad"),
    (OPPNA, ":o12", "'finns inte'", "inte hämtad"),
    (OPPNA, ", 3, 'h1')", ", 4, 'h1')", "CHECK"),
    (
        OPPNA,
        "stegantal, oppnad_av) VALUES (:o12,",
        "stegantal, oppnad_av, namn) VALUES (:o12,",
        "values for",
    ),
    // A note out of turn, of what has not happened, of nothing, or copied without a consent that holds.
    (ANTECKNING, ":r11", ":annans", "skrivs sist"),
    (ANTECKNING, "2, 'handelse'", "1, 'handelse'", "skrivs sist"),
    (ANTECKNING, "2, 'handelse'", "3, 'handelse'", "skrivs sist"),
    (ANTECKNING, ":ett", ":r29", "skrivs sist"),
    (ANTECKNING, ":idag", "date(:idag, '+2 days')", "har hänt"),
    (
        ANTECKNING,
        ":ett, 2, 'handelse', NULL, NULL, NULL, 'Möte', :idag",
        ":stangt, 2, 'handelse', NULL, NULL, NULL, 'Möte', date(:idag, '+1 day')",
        "har hänt",
    ),
    (
        ANTECKNING,
        "'handelse', NULL",
        "'rattelse', 9",
        "inte finns i akten",
    ),
    (KOPIA, ":giltigt", ":utgatt", "samtycke som gäller"),
    (KOPIA, ":giltigt", ":taget", "samtycke som gäller"),
    (
        KOPIA,
        ":giltigt",
        "(SELECT id FROM delningssamtycke WHERE arende = :ett)",
        "samtycke som gäller",
    ),
    (KOPIA, ":giltigt", ":r29", "samtycke som gäller"),
    (KOPIA, "text", "text || '!'", "samtycke som gäller"),
    (KOPIA, "vad", "'Annat'", "samtycke som gäller"),
    (KOPIA, "kalla", "'Annat'", "samtycke som gäller"),
    (KOPIA, "deltog", "'Någon'", "samtycke som gäller"),
    (KOPIA, "dag, NULL", "dag, '13:30'", "samtycke som gäller"),
    (KOPIA, ":far, 1", ":ett, 2", "samtycke som gäller"),
    (
        KOPIA,
        ":nu",
        "strftime('%Y-%m-%dT%H:%M:%fZ', :nu, '+13 months')",
        "samtycke som gäller",
    ),
    // Versions, consents, follow-ups and bridges.
    (PLAN, ":ett, 2", ":ett, 1", "efter de andra"),
    (PLAN, ":ett", ":stangt", "efter de andra"),
    (PLAN, "1, NULL", "0, NULL", "efter de andra"),
    (PLAN, "1, NULL", "1, -1", "efter de andra"),
    (SAMTYCKE, ":r11", ":giltigt", "pågående ärende"),
    (SAMTYCKE, ":far", ":ett", "andra förälderns"),
    (SAMTYCKE, ":far", ":mor", "andra förälderns"),
    (
        UPPFOLJNING,
        ":idag",
        "date(:idag, '+2 days')",
        "som har varit",
    ),
    (
        UPPFOLJNING,
        ":idag",
        "date(:idag, '-2 days')",
        "som har varit",
    ),
    (UPPFOLJNING, ":ett", ":stangt", "som har varit"),
    // Expired, for the other parent's akt, or given later.
    (BRO, ":dit", ":utgatt", "samtycke som gäller"),
    (BRO, ":dit", ":giltigt", "samtycke som gäller"),
    (BRO, ":idag", "date(:idag, '-1 day')", "samtycke som gäller"),
    (BRO, ":mor", ":ett", "samtycke som gäller"),
    (LOGG, "max(seq) + 1", "max(seq)", "skrivs i följd"),
    (MALEN, "\"battre\"", "\"bra\"", "fyra utfall"),
];

/// Whole statements, and the words of the refusal.
const NEKADE: [Nekad; 46] = [
    (
        "INSERT INTO overlamning SELECT :r11, '1.2', katalog, insats_namn, system, dag, skapad, enhet, desk, anvandare, info_satt, info_sprak, info_text, info_version, dok_satt, dok_sprak, dok_text, dok_version, samtycke, vardnadshavare, NULL, 'ny', NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM overlamning WHERE id = :o11",
        "kan överlämnas",
    ),
    // In two states, or past one.
    (
        "UPDATE overlamning SET status = 'kvitterad', hamtad_tid = 'x', hamtad_av = 'x', kvitterad_tid = 'x', kvitterad_av = 'x' WHERE id = :o11",
        "från ny till hämtad",
    ),
    (
        "UPDATE overlamning SET status = 'ny', hamtad_tid = NULL, hamtad_av = NULL WHERE id = :o12",
        "från ny till hämtad",
    ),
    (
        "UPDATE overlamning SET status = 'makulerad', hamtad_tid = NULL, hamtad_av = NULL, orsak = 'dubblett', aterlamnad_tid = '2026-01-01T08:00:00Z', aterlamnad_av = 'x' WHERE id = :o12",
        "från ny till hämtad",
    ),
    (
        "UPDATE overlamning SET status = 'hamtad', hamtad_tid = 'x', hamtad_av = 'x', orsak = NULL, aterlamnad_tid = NULL, aterlamnad_av = NULL WHERE id = :o14",
        "från ny till hämtad",
    ),
    (
        "UPDATE overlamning SET status = 'ny', hamtad_tid = NULL, hamtad_av = NULL, kvitterad_tid = NULL, kvitterad_av = NULL WHERE id = :o13",
        "från ny till hämtad",
    ),
    (
        "UPDATE overlamning SET status = 'ny', orsak = NULL, aterlamnad_tid = NULL, aterlamnad_av = NULL WHERE id = :o15",
        "från ny till hämtad",
    ),
    (
        "UPDATE overlamning SET kvitterad_av = 'x' WHERE id = :o13",
        "från ny till hämtad",
    ),
    (
        "UPDATE overlamning SET hamtad_tid = 'x' WHERE id = :o12",
        "från ny till hämtad",
    ),
    (
        "UPDATE overlamning SET orsak = 'fel_enhet' WHERE id = :o14",
        "från ny till hämtad",
    ),
    (
        "UPDATE overlamning SET till_enhet = 'x' WHERE id = :o12",
        "bara mottagningen skickar",
    ),
    (
        "UPDATE overlamning SET status = 'hamtad' WHERE id = :o11",
        "CHECK",
    ),
    (
        "UPDATE overlamning SET status = 'aterlamnad', hamtad_tid = NULL, hamtad_av = NULL WHERE id = :o12",
        "CHECK",
    ),
    (
        "UPDATE overlamning SET status = 'kvitterad', kvitterad_tid = NULL, kvitterad_av = 'x' WHERE id = :o12",
        "CHECK",
    ),
    (
        "UPDATE v1_overlamning SET status = 'hamtad', hamtad_av = 'x' WHERE id = :o12",
        "redan hämtad",
    ),
    (
        "UPDATE v1_overlamning SET status = 'ny' WHERE id = :o14",
        "bara mottagningen",
    ),
    (
        "UPDATE v1_overlamning SET status = 'makulerad' WHERE id = :o14",
        "bara mottagningen",
    ),
    (
        "UPDATE OR IGNORE v1_overlamning SET status = 'aterlamnad', orsak = 'inget av dem', aterlamnad_av = 'x' WHERE id = :o12",
        "godtas inte",
    ),
    // Whom it is about.
    (
        "INSERT OR REPLACE INTO overlamningsperson VALUES (:o11, 'Annan', NULL, '', '', '', 0)",
        "gäller en person",
    ),
    (
        "INSERT INTO overlamningsperson VALUES (:o13, 'Annan', NULL, '', '', '', 0)",
        "gäller en person",
    ),
    (
        "INSERT INTO overlamningsperson VALUES (:o15, 'Annan', NULL, '', '', '', 0)",
        "gäller en person",
    ),
    (
        "DELETE FROM overlamningsperson WHERE overlamning = :o14",
        "raderas när",
    ),
    (
        "UPDATE overlamningsperson SET sekretess = 1 WHERE overlamning = :o11",
        "identiteten i en överlämning",
    ),
    (
        "INSERT OR REPLACE INTO arendeperson VALUES (:ett, 'Annan', NULL, '', '', '', 0)",
        "gäller en person",
    ),
    (
        "INSERT INTO arendeperson VALUES (:r29, 'Annan', NULL, '', '', '', 0)",
        "gäller en person",
    ),
    (
        "UPDATE arendeperson SET namn = 'Annan' WHERE arende = :ett",
        "person ändras inte",
    ),
    (
        "DELETE FROM arendeperson WHERE arende = :far",
        "person raderas inte",
    ),
    // The ärende.
    (
        "UPDATE arende SET enhet = 'En annan' WHERE id = :ett",
        "öppnades med",
    ),
    (
        "UPDATE arende SET steg = 3 WHERE id = :ett",
        "ett steg i taget",
    ),
    (
        "UPDATE arende SET steg = 0 WHERE id = :ett",
        "ett steg i taget",
    ),
    ("UPDATE arende SET steg = NULL WHERE id = :ett", "NOT NULL"),
    (
        "UPDATE arende SET steg = 2 WHERE id = :stangt",
        "avslutat ärende",
    ),
    (
        "UPDATE arende SET nasta_uppfoljning = '2030-01-01' WHERE id = :stangt",
        "avslutat ärende",
    ),
    (
        "UPDATE arende SET avslutad = NULL, avslutsorsak = NULL, avslutad_av = NULL WHERE id = :stangt",
        "avslutat ärende",
    ),
    (
        "UPDATE arende SET avslutad = '2099-01-01', avslutsorsak = 'malet_natt', avslutad_av = 'x', nasta_uppfoljning = NULL WHERE id = :ett",
        "orsaken i ord",
    ),
    ("UPDATE v1_arende SET steg = 2 WHERE id = :ett", "skriv vem"),
    (
        "UPDATE v1_arende SET steg = 2, nasta_uppfoljning = '2030-01-01', av = 'x' WHERE id = :ett",
        "en sak i taget",
    ),
    (
        "UPDATE OR IGNORE v1_arende SET nasta_uppfoljning = '2026-02-31', av = 'x' WHERE id = :ett",
        "godtas inte",
    ),
    (
        "UPDATE v1_arende SET namn = 'Annan' WHERE id = :ett",
        "öppnades med",
    ),
    // A draft over one that has come further, or of somebody else.
    (
        "UPDATE aktutkast SET falt = '[0]', version = 2",
        "den version som lästes",
    ),
    (
        "UPDATE aktutkast SET anvandare = 'x', version = 3",
        "den version som lästes",
    ),
    (
        "INSERT OR REPLACE INTO aktutkast SELECT id, arende, slag, '[0]', 1, anvandare, desk, andrad FROM aktutkast",
        "börjar som version 1",
    ),
    (
        "INSERT INTO brobock SELECT * FROM brobock",
        "bockas av en gång",
    ),
    ("UPDATE brobock SET av = 'x'", "avbockad punkt"),
    (
        "INSERT INTO v1_uppfoljning(arende, dag, text, skrivare, titel, anvandare, mal) VALUES (:ett, :idag, 'Bra.', 'E', 'H', 'h1', '[]')",
        "minst ett mål",
    ),
    // A follow-up that is written gets no more goals.
    (
        "INSERT INTO malutfall VALUES (:ett, 1, 2, 'Ett mål till', 'uppfyllt')",
        "i den senaste uppföljningen",
    ),
];

#[test]
fn varje_vakt_mots_och_inget_andras() {
    let (_mapp, fil) = mapp();
    let akt = aktfil(&fil);
    let goda = [
        ANTECKNING,
        KOPIA,
        ARENDE,
        PLAN,
        SAMTYCKE,
        UPPFOLJNING,
        BRO,
        LOGG,
        OPPNA,
        MALEN,
    ];
    for god in goda {
        assert_eq!(akt.gar(god), Ok(()), "{god}");
    }
    let mut alla: Vec<(String, &str)> = NEKADE.map(|(sql, vantat)| (sql.to_owned(), vantat)).into();
    for (god, fran, till, vantat) in VARIANTER {
        alla.push((byt(god, fran, till), vantat));
    }
    // In two acts: the person of an akt just opened, and a handover that has an ärende but is not yet received.
    let sedan = |sql: &str| format!("{ARENDE}; {sql}");
    let person =
        "INSERT INTO arendeperson VALUES (:r11, 'Övning 12', '199001010120', '', '', '', 0)";
    assert_eq!(akt.gar(&sedan(person)), Ok(()));
    for (fran, till) in [
        ("'Övning 12'", "'Annan'"),
        ("'199001010120'", "NULL"),
        ("'199001010120'", "'199001010121'"),
    ] {
        alla.push((sedan(&byt(person, fran, till)), "överlämningen gäller"));
    }
    for (fran, till) in [
        ("'Övning 12'", "' '"),
        ("'Övning 12'", "'A' || char(0) || 'B'"),
        ("'199001010120'", "'199001' || char(0) || '01012'"),
        ("'199001010120'", "'1990-01-0101'"),
    ] {
        alla.push((sedan(&byt(person, fran, till)), "godtas inte"));
    }
    let andra = "DELETE FROM overlamningsperson WHERE 0; \
        INSERT INTO arende SELECT :r12, '2025-00010', enhet, overlamning, insats_nr, katalog, insats_namn, system, aktslag, \
        5, 1, samtycke, :idag, NULL, oppnad, oppnad_av, NULL, NULL, NULL, NULL FROM arende WHERE id = :mor";
    alla.push((andra.to_owned(), "öppnas ur en hämtad"));
    alla.push((
        sedan("UPDATE v1_overlamning SET status = 'kvitterad', kvitterad_av = 'x' WHERE id = :o12"),
        "från ny till hämtad",
    ));
    alla.push((
        sedan("UPDATE v1_overlamning SET status = 'aterlamnad', orsak = 'dubblett', aterlamnad_av = 'x' WHERE id = :o12"),
        "från ny till hämtad",
    ));
    alla.push((
        byt(
            OPPNA,
            "oppnad_av) VALUES (:o12, 'Stödet', 'mottagaren', 3, 'h1')",
            "oppnad_av, namn) VALUES (:o12, 'Stödet', 'mottagaren', 3, 'h1', 'Annan')",
        ),
        "bara barnets akt",
    ));
    alla.push((
        format!(
            "UPDATE v1_overlamning SET status = 'aterlamnad', orsak = 'fel_enhet', aterlamnad_av = 'x' WHERE id = :o12;
             UPDATE overlamning SET status = 'ny', orsak = NULL, aterlamnad_tid = NULL, aterlamnad_av = NULL,
               till_enhet = 'En annan' WHERE id = :o12;
             UPDATE v1_overlamning SET status = 'hamtad', hamtad_av = 'x' WHERE id = :o12; {OPPNA}"
        ),
        "till en annan enhet",
    ));
    // The two parents are two persons.
    alla.push((
        "INSERT INTO arende SELECT :r12, '2025-00010', 'Stödet', id, insats_nr, katalog, insats_namn, system, 'varje_foralder',
           3, 1, samtycke, dag, NULL, dag, 'h1', NULL, NULL, NULL, NULL FROM overlamning WHERE id = :o12;
         INSERT INTO arendeperson VALUES (:r12, 'Övning 12', '199001010120', '', '', '', 0);
         UPDATE overlamning SET status = 'kvitterad', kvitterad_tid = 'x', kvitterad_av = 'x' WHERE id = :o12;
         INSERT INTO arende SELECT :r13, '2025-00011', 'Stödet', id, insats_nr, katalog, insats_namn, system, 'varje_foralder',
           3, 1, samtycke, dag, NULL, dag, 'h1', NULL, NULL, NULL, NULL FROM overlamning WHERE id = :o12;
         INSERT INTO arendeperson VALUES (:r13, 'Övning Tolv', '199001010120', '', '', '', 0);"
            .to_owned(),
        "en annan person",
    ));
    let mut skal = BTreeSet::new();
    for lage in LAGEN {
        if !lage.starts_with("ATTACH") {
            akt.conn.execute_batch(lage).unwrap();
        }
        let fore = dumpa(&akt.conn);
        for (sql, vantat) in &alla {
            let fel = akt.gar(sql).expect_err(sql);
            assert!(fel.contains(vantat), "{fel}: {sql}");
            skal.insert(fel);
        }
        assert_eq!(fore, dumpa(&akt.conn), "{lage}");
    }
    // The same words in a good act, from an engine that is too old.
    motor::motor(&akt.conn, "3.40.1");
    let fel = akt.gar(OPPNA).expect_err(OPPNA);
    assert!(fel.contains(motor::FOR_GAMMAL), "{fel}");
    skal.insert(fel);
    motor::sin_egen(&akt.conn);
    // What has no words of its own among these is met where every row is written over.
    for sql in alla_satt(&akt.conn) {
        skal.extend(akt.gar(&sql).err());
    }
    // The programs are in tests/schema.rs.
    let mut fraga = akt
        .conn
        .prepare(
            "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND (tbl_name IN ('overlamning', 'overlamningsperson',
               'arende', 'arendeperson', 'anteckning', 'aktutkast', 'insatsplan', 'delningssamtycke', 'uppfoljning',
               'malutfall', 'bro', 'brobock', 'akthandelse', 'akthandelse_ny') OR (tbl_name LIKE 'v1%' AND tbl_name <> 'v1_program'))",
        )
        .unwrap();
    let regler = fraga.query_map([], |rad| rad.get(0)).unwrap();
    let regler: Vec<String> = regler.map(Result::unwrap).collect();
    assert!(regler.len() > 40, "{}", regler.len());
    for regel in regler {
        for rest in regel.split("RAISE(ABORT, '").skip(1) {
            let text = rest.split('\'').next().unwrap();
            assert!(skal.iter().any(|fel| fel.contains(text)), "omött: {text}");
        }
    }
}

/// The policy of a statement is also that of the triggers it runs: half of an act must not be left, and nothing lost.
#[test]
fn or_ignore_och_or_fail_lamnar_inget_halvt() {
    let (_mapp, fil) = mapp();
    let akt = aktfil(&fil);
    let barnet = byt(
        OPPNA,
        "oppnad_av) VALUES (:o12, 'Stödet', 'mottagaren', 3, 'h1')",
        "oppnad_av, namn) VALUES (:o12, 'Stödet', 'barnet', 3, 'h1', 'Barnet')",
    );
    let tva = r#"[{"mal": "Sova", "utfall": "battre"}, {"mal": "Äta", "utfall": "battre"}]"#;
    let tva = byt(MALEN, r#"[{"mal": "Sova", "utfall": "battre"}]"#, tva);
    let not = "INSERT INTO v1_anteckning(arende, vad, dag, kalla, text, skrivare, titel, anvandare) VALUES (:ett, 'Möte',
        :idag, 'Personen', 'Text.', 'Eva Ek', 'Handläggare', 'h1')";
    let plan = "INSERT INTO v1_insatsplan(arende, gjord_med, mal, skrivare, titel, anvandare) VALUES (:ett, 'personen',
        'Sova', 'Eva Ek', 'Handläggare', 'h1')";
    let samtycke = "INSERT INTO v1_delningssamtycke(arende, med, mottagare, vad, lamnat, till, satt, anvandare) VALUES
        (:ett, 'vard', 'Vården', 'Planen', :idag, :idag, 'muntligt', 'h1')";
    let fore = dumpa(&akt.conn);
    for (god, fran, till) in [
        (OPPNA, ", 3, 'h1'", ", 4, 'h1'"),
        (OPPNA, "'mottagaren'", "'x'"),
        (OPPNA, "'h1'", "' '"),
        (OPPNA, "'h1'", "NULL"),
        (OPPNA, "'Stödet'", "'A' || char(0)"),
        (barnet.as_str(), "'Barnet')", "' ')"),
        (barnet.as_str(), "'Barnet')", "'A' || char(0))"),
        (MALEN, "'Bra.'", "' '"),
        (MALEN, "'h1'", "NULL"),
        (
            tva.as_str(),
            r#""Äta", "utfall": "battre""#,
            r#""Äta", "utfall": "x""#,
        ),
        (tva.as_str(), r#""Äta""#, r#"" ""#),
        (tva.as_str(), r#", "utfall": "battre"}]"#, "}]"),
        (tva.as_str(), r#"{"mal": "Äta", "utfall": "battre"}"#, "7"),
        (not, "'Text.'", "' '"),
        (not, "'h1'", "NULL"),
        (not, ":idag", "'2026-02-31'"),
        (plan, "'personen'", "'x'"),
        (plan, "'h1'", "' '"),
        (samtycke, "'vard'", "'x'"),
        (samtycke, ":idag, :idag", ":idag, NULL"),
    ] {
        assert_eq!(akt.gar(god), Ok(()), "{god}");
        for hur in ["OR IGNORE", "OR FAIL", "OR REPLACE", "OR ABORT"] {
            let sql = byt(god, "INSERT INTO", &format!("INSERT {hur} INTO"));
            let sql = byt(&sql, fran, till);
            assert!(akt.prova(&sql).is_err(), "gick igenom: {sql}");
            assert_eq!(fore, dumpa(&akt.conn), "{sql}");
        }
    }
}

/// A file cannot refuse that somebody rewrites its schema. What it then looks like is not what a new file looks like.
#[test]
fn den_som_tar_bort_en_vakt_lamnar_ett_hal_som_syns() {
    let (_mapp, fil) = mapp();
    let akt = aktfil(&fil);
    let (_ny_mapp, ny) = mapp();
    drop(oppna(&ny, PROV).unwrap());
    let schema = |conn: &Connection| -> BTreeSet<String> {
        let mut fraga = conn
            .prepare("SELECT name || coalesce(sql, '') FROM sqlite_schema")
            .unwrap();
        let rader = fraga.query_map([], |rad| rad.get(0)).unwrap();
        rader.map(Result::unwrap).collect()
    };
    let ny = schema(&Connection::open(&ny).unwrap());
    assert_eq!(schema(&akt.conn), ny);
    akt.kor("DROP TRIGGER anteckning_fast; UPDATE anteckning SET text = 'Något annat.'; ALTER TABLE bro ADD COLUMN x TEXT");
    let efter = schema(&akt.conn);
    let borta: Vec<&String> = ny.difference(&efter).collect();
    assert_eq!(borta.len(), 2, "{borta:?}");
    assert!(borta[0].starts_with("anteckning_fast") && borta[1].starts_with("bro"));
    // Put back, it stands as before: whoever owns the file and means to can do this.
    let (_, sql) = borta[0].split_at("anteckning_fast".len());
    akt.kor(sql);
    assert!(akt.prova("UPDATE anteckning SET text = 'x'").is_err());
}
