//! What a field of a handover or an akt may hold: each CHECK of the tables is met by something that it refuses.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/aktfil.rs"]
mod aktfil;
#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;

use std::collections::BTreeSet;

use aktfil::{ANTECKNING, ARENDE, BRO, LOGG, PLAN, SAMTYCKE, UPPFOLJNING, aktfil, byt};
use gemensamt::{dumpa, mapp};

const UTKAST: &str =
    "INSERT INTO aktutkast VALUES (:r11, :ett, 'plan', '[]', 1, 'h1', 'disken', :nu)";
const BOCK: &str = "INSERT INTO brobock VALUES (:bro, 'lista', 'annan', :idag, 'h1')";
const RATT: &str = "INSERT INTO behorighet VALUES ('h2', 'forekomst')";
const OVERLAMNING: &str = "INSERT INTO overlamning SELECT :r11, insats_nr, katalog, insats_namn, system, dag, skapad, \
    enhet, desk, anvandare, info_satt, info_sprak, info_text, info_version, dok_satt, dok_sprak, dok_text, dok_version, \
    samtycke, vardnadshavare, till_enhet, status, hamtad_tid, hamtad_av, kvitterad_tid, kvitterad_av, orsak, \
    aterlamnad_tid, aterlamnad_av FROM overlamning WHERE id = :o11";
const PERSON: &str = "INSERT INTO overlamning SELECT :r11, insats_nr, katalog, insats_namn, system, dag, skapad, \
    enhet, desk, anvandare, info_satt, info_sprak, info_text, info_version, dok_satt, dok_sprak, dok_text, dok_version, \
    samtycke, vardnadshavare, till_enhet, status, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM overlamning WHERE id = \
    :o11; INSERT INTO overlamningsperson VALUES (:r11, 'Övning', '199001010017', '070', 'e', 'a', 0)";
const AKTPERSON: &str = "INSERT INTO arende SELECT :r11, '2025-00009', 'Stödet', id, insats_nr, katalog, insats_namn, \
    system, 'barnet', 3, 1, samtycke, dag, vardnadshavare, dag, 'h1', NULL, NULL, NULL, NULL FROM overlamning \
    WHERE id = :o12; INSERT INTO arendeperson VALUES (:r11, 'Barnet', NULL, '070', 'e', 'a', 0)";
const AVSLUT: &str = "UPDATE arende SET avslutad = :idag, avslutsorsak = 'flyttat', avslutad_av = 'h1', \
    nasta_uppfoljning = NULL WHERE id = :ett";
const TILLBAKA: &str = "UPDATE overlamning SET status = 'aterlamnad', hamtad_tid = NULL, hamtad_av = NULL, \
    orsak = 'dubblett', aterlamnad_tid = '2026-01-01T08:00:00Z', aterlamnad_av = 'h1' WHERE id = :o12";
const HAMTA: &str =
    "UPDATE overlamning SET status = 'hamtad', hamtad_tid = 'x', hamtad_av = 'h1' WHERE id = :o11";
const KVITTERA: &str = "UPDATE overlamning SET status = 'kvitterad', kvitterad_tid = 'x', kvitterad_av = 'h1' WHERE id = :o12";
const ATERKALLA: &str =
    "UPDATE delningssamtycke SET aterkallat = :idag, aterkallat_av = 'h1' WHERE id = :giltigt";
const BRODAG: &str = "UPDATE bro SET uppdrag = :idag, beslut = :idag, start = :idag, senast_uppfoljd = :idag, \
    avslutad = :idag";
const NASTA: &str = "UPDATE arende SET nasta_uppfoljning = '2030-01-01' WHERE id = :ett";

/// Days that are none, or have something behind them.
const DAGAR: [&str; 6] = [
    "'2026-02-31'",
    "'2026-13-01'",
    "'1026-01-01'",
    "'2026-01-01' || char(0) || 'Eva Ek'",
    "'2026-1-1'",
    "'Eva Ek'",
];
const TIDER: [&str; 5] = [
    "'2026-02-31T08:00:00.000Z'",
    "'2026-02-01T24:00:00.000Z'",
    "'2026-02-01T08:00:00Z'",
    "'2026-02-01T08:00:00.000Z' || char(0)",
    "'2026-02-01 08:00:00.000Z'",
];
const IDN: [&str; 3] = [
    "'Eva Ek'",
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' || char(0)",
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' || char(0) || 'Eva Ek'",
];
/// For a text that must say something and have no end before its end.
const TOMMA: [&str; 2] = ["'  '", "'A' || char(0) || 'B'"];
const LANGT: &str = "printf('%121d', 1)";
const FOR_LANGT: &str = "printf('%100001d', 1)";

/// Good statements and what is put in the place of something in them.
fn falt() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    let kort = || vec![TOMMA[0], TOMMA[1], LANGT];
    let lang = || vec![TOMMA[0], TOMMA[1], "char(10, 9, 13)", FOR_LANGT];
    vec![
        (OVERLAMNING, "SELECT :r11", IDN.to_vec()),
        (OVERLAMNING, " insats_namn", vec!["' '"]),
        (OVERLAMNING, " dag", vec!["'idag'"]),
        (OVERLAMNING, " enhet", vec!["' '"]),
        (OVERLAMNING, " desk", vec!["' '"]),
        (OVERLAMNING, " anvandare", vec!["' '"]),
        (OVERLAMNING, " info_satt", vec!["'x'"]),
        (OVERLAMNING, " info_sprak", vec!["'SV'"]),
        (OVERLAMNING, " info_text", vec!["'x'"]),
        (OVERLAMNING, " info_version", vec!["'x'"]),
        (OVERLAMNING, " dok_satt", vec!["'x'"]),
        (OVERLAMNING, " dok_sprak", vec!["'svenska'"]),
        (OVERLAMNING, " dok_text", vec!["'x'"]),
        (OVERLAMNING, " dok_version", vec!["'x'"]),
        (OVERLAMNING, " samtycke", vec!["'ja'"]),
        (OVERLAMNING, " vardnadshavare", vec!["256"]),
        (OVERLAMNING, " till_enhet", vec!["' '"]),
        (OVERLAMNING, " orsak", vec!["'dubblett'"]),
        (HAMTA, "'h1'", vec!["' '", "NULL"]),
        (HAMTA, "'hamtad'", vec!["NULL"]),
        (KVITTERA, "'h1'", vec!["' '", "NULL"]),
        (KVITTERA, "'x'", vec!["NULL"]),
        (TILLBAKA, "'dubblett'", vec!["'behovs inte'", "NULL"]),
        (
            TILLBAKA,
            "'2026-01-01T08:00:00Z'",
            vec!["'Eva Ek'", "NULL", TIDER[3]],
        ),
        (TILLBAKA, "'h1'", vec!["' '"]),
        (PERSON, "'Övning'", vec!["' '", TOMMA[1]]),
        (
            PERSON,
            "'199001010017'",
            vec!["'1990'", "'19900101001x'", "'19900101001' || char(0)"],
        ),
        (PERSON, "0)", vec!["1)", "2)"]),
        (AKTPERSON, "0)", vec!["1)", "2)"]),
        (ARENDE, "SELECT :r11", IDN.to_vec()),
        (
            ARENDE,
            "'2025-00009'",
            vec!["'1'", "'2025-0000x'", "'2025-00009' || char(0)"],
        ),
        (ARENDE, "'Stödet'", TOMMA.to_vec()),
        (ARENDE, "'mottagaren'", vec!["'x'"]),
        (ARENDE, "3, 1,", vec!["4, 1,"]),
        (
            ARENDE,
            "dag, 'h1'",
            vec![
                "'2026-02-31', 'h1'",
                "'Eva Ek', 'h1'",
                "dag || char(0), 'h1'",
                "dag, ' '",
                "dag, 'a' || char(0)",
            ],
        ),
        (NASTA, "'2030-01-01'", DAGAR.to_vec()),
        (
            NASTA,
            "nasta_uppfoljning = '2030-01-01'",
            vec![
                "steg = 2 WHERE id = :ett; UPDATE arende SET steg = 3 WHERE id = :ett; UPDATE arende SET steg = 4",
            ],
        ),
        (AVSLUT, "'flyttat'", vec!["'x'", "NULL"]),
        (AVSLUT, "'h1'", vec!["' '", "NULL", TOMMA[1]]),
        (
            AVSLUT,
            "nasta_uppfoljning = NULL",
            vec!["nasta_uppfoljning = '2030-01-01'"],
        ),
        (ANTECKNING, ":r11", IDN.to_vec()),
        (
            ANTECKNING,
            "'handelse'",
            vec!["'x'", "'rattelse'", "'kopia'"],
        ),
        (ANTECKNING, "'Möte'", kort()),
        (
            ANTECKNING,
            ":idag",
            vec![
                "'2026-02-31'",
                "'0999-01-01'",
                "'1899-12-31'",
                DAGAR[3],
                "'Eva Ek'",
            ],
        ),
        (
            ANTECKNING,
            ":idag, NULL",
            vec![
                ":idag, '24:00'",
                ":idag, '9:00'",
                ":idag, '08:60'",
                ":idag, '08:00' || char(0) || 'Eva'",
            ],
        ),
        (ANTECKNING, "'Personen'", kort()),
        (ANTECKNING, "''", vec![LANGT, TOMMA[1]]),
        (ANTECKNING, "'Det som sades.'", lang()),
        (ANTECKNING, "'Eva Ek'", kort()),
        (ANTECKNING, "'Handläggare'", kort()),
        (ANTECKNING, "'h1'", TOMMA.to_vec()),
        (ANTECKNING, ":nu", TIDER.to_vec()),
        (UTKAST, ":r11", IDN.to_vec()),
        (UTKAST, "'plan'", vec!["'x'"]),
        (UTKAST, "'[]'", vec!["printf('%4000001d', 1)"]),
        (PLAN, "'personen'", vec!["'ingen'"]),
        (PLAN, "'Sova'", lang()),
        (
            PLAN,
            "2, 1, NULL",
            vec!["2, 1, 1", "2, NULL, 1", "2, 2, NULL"],
        ),
        (PLAN, "'Eva Ek'", kort()),
        (PLAN, "'Handläggare'", kort()),
        (PLAN, "'h1'", TOMMA.to_vec()),
        (PLAN, ":nu", TIDER.to_vec()),
        (SAMTYCKE, ":r11", IDN.to_vec()),
        (SAMTYCKE, "'annan_akt'", vec!["'x'", "'skola'"]),
        (SAMTYCKE, "'Den andra'", kort()),
        (SAMTYCKE, "'Planen'", kort()),
        (SAMTYCKE, ":idag", DAGAR.to_vec()),
        (
            SAMTYCKE,
            "date(:idag, '+12 months')",
            vec![
                "date(:idag, '+13 months')",
                "date(:idag, '-1 day')",
                DAGAR[0],
                DAGAR[3],
            ],
        ),
        (SAMTYCKE, "'muntligt'", vec!["'x'"]),
        (SAMTYCKE, "'h1'", TOMMA.to_vec()),
        (SAMTYCKE, ":nu", TIDER.to_vec()),
        (
            ATERKALLA,
            ":idag",
            vec![DAGAR[0], DAGAR[3], "date(:idag, '-1 day')", "'9'"],
        ),
        (ATERKALLA, "'h1'", vec!["' '", "NULL", TOMMA[1]]),
        (UPPFOLJNING, ":r11", IDN.to_vec()),
        (
            UPPFOLJNING,
            ":idag",
            vec!["date(:idag) || char(0)", ":idag || ' '"],
        ),
        (UPPFOLJNING, "'Bra.'", lang()),
        (
            UPPFOLJNING,
            "date(:idag, '+1 day')",
            vec![":idag", DAGAR[0], DAGAR[3]],
        ),
        (UPPFOLJNING, "'Eva Ek'", kort()),
        (UPPFOLJNING, "'Handläggare'", kort()),
        (UPPFOLJNING, "'h1'", TOMMA.to_vec()),
        (UPPFOLJNING, ":nu", TIDER.to_vec()),
        (BRO, ":r11", IDN.to_vec()),
        (
            BRO,
            ":idag",
            vec!["'2025-02-31'", "'1999-01-01'", ":idag || char(0)"],
        ),
        (BRO, "'Socialtjänsten'", kort()),
        (
            BRO,
            "'journal'",
            vec!["'Eva Ek'", "'a' || char(0) || 'Eva'"],
        ),
        (BRO, "'journal', :dit", vec!["'', :giltigt, x"]),
        (BRO, "'h1'", TOMMA.to_vec()),
        (
            BRODAG,
            "uppdrag = :idag",
            vec![
                "uppdrag = '2026-02-31'",
                "uppdrag = '2026-01-01' || char(0) || 'Eva'",
            ],
        ),
        (
            BRODAG,
            "beslut = :idag",
            vec!["beslut = '2026-02-31'", "beslut = 'Eva'"],
        ),
        (
            BRODAG,
            "start = :idag",
            vec!["start = '2026-02-31'", "start = ''"],
        ),
        (
            BRODAG,
            "senast_uppfoljd = :idag",
            vec!["senast_uppfoljd = '2026-02-31'"],
        ),
        (BRODAG, "avslutad = :idag", vec!["avslutad = '2026-02-31'"]),
        (
            BOCK,
            "'lista'",
            vec!["''", "'Eva Ek'", "'a' || char(0) || 'Eva'"],
        ),
        (
            BOCK,
            "'annan'",
            vec!["''", "'Eva Ek'", "'a' || char(0) || 'Eva'"],
        ),
        (BOCK, ":idag", DAGAR.to_vec()),
        (BOCK, "'h1'", TOMMA.to_vec()),
        (LOGG, "'last'", vec!["'x'"]),
        (LOGG, ":nu", TIDER.to_vec()),
        (LOGG, "'h1'", TOMMA.to_vec()),
        (LOGG, "'disken'", vec![TOMMA[1]]),
        (LOGG, "'Stödet'", vec![TOMMA[1]]),
        (LOGG, ":r11", IDN.to_vec()),
        (LOGG, ":ett", IDN.to_vec()),
        (LOGG, ":o21", IDN.to_vec()),
        (RATT, "'h2'", vec!["' '"]),
        (RATT, "'forekomst'", vec!["'allt'"]),
    ]
}

/// What stands within the parentheses of each CHECK of a table, as the engine says it when it refuses.
fn krav(sql: &str) -> Vec<String> {
    sql.match_indices("CHECK (")
        .map(|(plats, ord)| {
            let rest = &sql[plats + ord.len()..];
            let mut djup = 1;
            let slut = rest.find(|tecken| {
                djup += i32::from(tecken == '(') - i32::from(tecken == ')');
                djup == 0
            });
            rest[..slut.unwrap()].trim().to_owned()
        })
        .collect()
}

#[test]
fn varje_falt_vagrar_det_som_inte_hor_dit() {
    let (_mapp, fil) = mapp();
    let akt = aktfil(&fil);
    let fore = dumpa(&akt.conn);
    let mut skal = BTreeSet::new();
    for (god, fran, till) in falt() {
        assert_eq!(akt.gar(god), Ok(()), "{god}");
        for till in till {
            // A word before what is changed only says where it stands.
            let plats = fran.strip_prefix("SELECT ").map_or_else(
                || byt(god, fran, &format!(" {till}")),
                |_| byt(god, fran, &format!("SELECT {till}")),
            );
            let fel = akt.gar(&plats).expect_err(&plats);
            skal.insert(fel);
            // Nor does a blob stand for a text.
            if !god.contains(';') && fran.starts_with(|tecken| "':".contains(tecken)) {
                let blob = byt(god, fran, "x'00ff'");
                assert!(akt.gar(&blob).is_err(), "{blob}");
            }
        }
    }
    // Numbers that the guards refuse before the table is asked, so only with the guard away.
    akt.conn.execute_batch("SAVEPOINT utan_vakt").unwrap();
    akt.kor(
        "DROP TRIGGER anteckning_sist; DROP TRIGGER insatsplan_sist; DROP TRIGGER uppfoljning_sist;
         DROP TRIGGER malutfall_ny; DROP TRIGGER aktutkast_ny; DROP TRIGGER arende_vag; DROP TRIGGER arende_ur_hamtad;
         DROP TRIGGER overlamning_borjar_ny; DROP TRIGGER overlamningsperson_en_gang; DROP TRIGGER bro_ny",
    );
    for (god, fran, till) in [
        (ANTECKNING, ":ett, 2", ":ett, 0"),
        (ANTECKNING, "'handelse'", "'kopia'"),
        (PLAN, ":ett, 2, 1", ":ett, 0, NULL"),
        (PLAN, "2, 1, NULL", "2, 2, NULL"),
        (PERSON, "VALUES (:r11", "VALUES ('Eva Ek'"),
        (UPPFOLJNING, ":ett, 2", ":ett, 0"),
        (UPPFOLJNING, ":idag", "'2026-02-31'"),
        (UTKAST, "1, 'h1'", "0, 'h1'"),
        (ARENDE, "samtycke, dag, vard", "'ja', dag, vard"),
        (
            ARENDE,
            "samtycke, dag, vard",
            "samtycke, '2026-02-31', vard",
        ),
        (ARENDE, "vardnadshavare", "256"),
        (ARENDE, "'2025-00009'", "'2025-0000x'"),
        (
            ARENDE,
            "NULL, NULL, NULL, NULL",
            "NULL, '2026-02-31', 'flyttat', 'h1'",
        ),
        (
            ARENDE,
            "NULL, NULL, NULL, NULL",
            "NULL, '2026-02-01', 'x', 'h1'",
        ),
        (
            ARENDE,
            "NULL, NULL, NULL, NULL",
            "NULL, '2001-02-01', 'flyttat', 'h1'",
        ),
        (OVERLAMNING, " status", " 'x'"),
        (PERSON, "'Övning'", "' '"),
        (PERSON, "'199001010017'", "'19900101001x'"),
        (BRO, ":dit", "NULL"),
        (BRO, ":idag", "'2026-02-31'"),
    ] {
        let sql = byt(god, fran, till);
        skal.insert(akt.gar(&sql).expect_err(&sql));
    }
    let sql = "INSERT INTO malutfall VALUES (:ett, 1, 0, 'x', 'battre')";
    skal.insert(akt.gar(sql).expect_err(sql));
    akt.conn
        .execute_batch("ROLLBACK TO utan_vakt; RELEASE utan_vakt")
        .unwrap();
    assert_eq!(fore, dumpa(&akt.conn));
    let mut fraga = akt
        .conn
        .prepare(
            "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name IN ('overlamning', 'overlamningsperson', 'arende',
               'arendeperson', 'anteckning', 'aktutkast', 'insatsplan', 'delningssamtycke', 'uppfoljning', 'malutfall',
               'bro', 'brobock', 'akthandelse', 'behorighet')",
        )
        .unwrap();
    let tabeller = fraga.query_map([], |rad| rad.get(0)).unwrap();
    let mut antal = 0;
    let mut omott = Vec::new();
    for tabell in tabeller {
        let tabell: String = tabell.unwrap();
        assert!(
            !tabell.contains("--"),
            "en kommentar lagras och läses vid varje start: {tabell}"
        );
        for krav in krav(&tabell) {
            antal += 1;
            if !skal.iter().any(|fel| fel.contains(&krav)) {
                omott.push(krav);
            }
        }
    }
    assert!(antal > 90, "{antal}");
    assert!(omott.is_empty(), "{omott:#?}");
}
