//! A file with handovers and akter in every state, written by another program with plain SQL alone.
#![allow(dead_code)]

use std::path::Path;

use rusqlite::Connection;
use troskel::store::sqlite::oppna;

use super::gemensamt::PROV;

/// The tables whose rows stay as they are, or go forward one way.
pub const FASTA: [&str; 11] = [
    "overlamning",
    "overlamningsperson",
    "akthandelse",
    "arende",
    "arendeperson",
    "anteckning",
    "insatsplan",
    "delningssamtycke",
    "uppfoljning",
    "malutfall",
    "bro",
];
/// The views that another program writes through.
pub const VYER: [&str; 6] = [
    "v1_overlamning",
    "v1_arende",
    "v1_anteckning",
    "v1_insatsplan",
    "v1_delningssamtycke",
    "v1_uppfoljning",
];

// One good statement for each table, to be changed.
pub const ANTECKNING: &str = "INSERT INTO anteckning VALUES (:r11, :ett, 2, 'handelse', NULL, NULL, NULL, 'Möte', :idag, \
    NULL, 'Personen', '', 'Det som sades.', 'Eva Ek', 'Handläggare', 'h1', :nu)";
pub const KOPIA: &str = "INSERT INTO anteckning SELECT :r11, :far, 1, 'kopia', NULL, id, :giltigt, vad, dag, NULL, kalla, \
    deltog, text, skrivare, titel, anvandare, :nu FROM anteckning WHERE id = :annans";
pub const ARENDE: &str = "INSERT INTO arende SELECT :r11, '2025-00009', 'Stödet', id, insats_nr, katalog, insats_namn, \
    system, 'mottagaren', 3, 1, samtycke, dag, vardnadshavare, dag, 'h1', NULL, NULL, NULL, NULL \
    FROM overlamning WHERE id = :o12";
pub const PLAN: &str = "INSERT INTO insatsplan(arende, version, bygger_pa, forenar, gjord_med, mal, skrivare, titel, \
    anvandare, skriven) VALUES (:ett, 2, 1, NULL, 'personen', 'Sova', 'Eva Ek', 'Handläggare', 'h1', :nu)";
pub const SAMTYCKE: &str = "INSERT INTO delningssamtycke VALUES (:r11, :mor, 'annan_akt', 'Den andra', :far, 'Planen', \
    :idag, date(:idag, '+12 months'), 'muntligt', 'h1', :nu, NULL, NULL)";
pub const UPPFOLJNING: &str = "INSERT INTO uppfoljning VALUES (:r11, :ett, 2, :idag, 'Bra.', date(:idag, '+1 day'), \
    'Eva Ek', 'Handläggare', 'h1', :nu)";
pub const BRO: &str = "INSERT INTO bro VALUES (:r11, :mor, :idag, 'Socialtjänsten', 'journal', :dit, NULL, NULL, NULL, \
    NULL, NULL, 'h1')";
pub const LOGG: &str = "INSERT INTO akthandelse SELECT max(seq) + 1, :nu, 'h1', 'disken', 'Stödet', :r11, 'last', :ett, \
    :o21 FROM akthandelse";
pub const OPPNA: &str = "INSERT INTO v1_arende(overlamning, enhet, aktslag, stegantal, oppnad_av) VALUES \
    (:o12, 'Stödet', 'mottagaren', 3, 'h1')";
pub const MALEN: &str = "INSERT INTO v1_uppfoljning(arende, dag, text, skrivare, titel, anvandare, mal) VALUES (:ett, \
    :idag, 'Bra.', 'Eva Ek', 'Handläggare', 'h1', '[{\"mal\": \"Sova\", \"utfall\": \"battre\"}]')";

/// The same with one thing changed.
pub fn byt(sql: &str, fran: &str, till: &str) -> String {
    assert!(sql.contains(fran), "{fran}: {sql}");
    sql.replacen(fran, till, 1)
}

/// Words of a statement that stand for what is in the file: `:ett` an ärende under way, `:stangt` a closed one, `:mor` and
/// `:far` those of two parents, `:annans` the mother's note, `:giltigt`, `:utgatt` and `:taget` her consents to copy it,
/// `:dit` the one to take something along, `:bro` the bridge, `:utkast` a draft, `:idag` today, `:nu` the time, `:oN` handover N, `:rN` any other id.
pub struct Aktfil {
    pub conn: Connection,
    ord: Vec<(String, String)>,
}

/// A handover: with its person, and as far as `status`.
fn overlamning(conn: &Connection, n: u8, steg: &[&str]) {
    conn.execute_batch(&format!(
        "INSERT INTO overlamning SELECT printf('%032x', {n}), '1.1', 'k1', 'Insats 1.1', NULL, date('now'),
           strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'Receptionen', 'disken', 'r1', 'muntligt', 'sv', 'standard',
           '2025-01-01', 'muntligt', 'sv', 'standard', '2025-01-01', 'muntligt', NULL, NULL, 'ny', NULL, NULL, NULL,
           NULL, NULL, NULL, NULL;
         INSERT INTO overlamningsperson VALUES (printf('%032x', {n}), 'Övning {n}', '199001010' || {n}0, '070', '', '', 0);"
    ))
    .unwrap();
    for satt in steg {
        let sql = format!("UPDATE overlamning SET {satt} WHERE id = printf('%032x', {n})");
        conn.execute(&sql, []).unwrap();
    }
}

const HAMTAD: &str = "status = 'hamtad', hamtad_tid = '2026-01-01T08:00:00Z', hamtad_av = 'h1'";
const KVITTERAD: &str =
    "status = 'kvitterad', kvitterad_tid = '2026-01-01T09:00:00Z', kvitterad_av = 'h1'";
const TILLBAKA: &str = "status = 'aterlamnad', hamtad_tid = NULL, hamtad_av = NULL, orsak = 'dubblett', \
    aterlamnad_tid = '2026-01-01T09:00:00Z', aterlamnad_av = 'h1'";

/// Handovers 1 to 3 have become ärenden; 11 is new, 12 fetched, 13 received elsewhere, 14 given back, 15 ended.
pub fn aktfil(fil: &Path) -> Aktfil {
    drop(oppna(fil, PROV).unwrap());
    let conn = Connection::open(fil).unwrap();
    conn.execute_batch(
        "INSERT INTO insatsversion(nr, katalog, namn, paragraf) VALUES ('1.1', 'k1', 'Insats 1.1', '14:3'),
           ('1.2', 'k1', 'Insats 1.2', '14:5'), ('1.3', 'k1', 'Insats 1.3', '14:4');",
    )
    .unwrap();
    for n in [21, 22, 23, 12] {
        overlamning(&conn, n, &[HAMTAD]);
    }
    overlamning(&conn, 11, &[]);
    overlamning(&conn, 13, &[HAMTAD, KVITTERAD]);
    overlamning(&conn, 14, &[HAMTAD, TILLBAKA]);
    overlamning(&conn, 15, &[HAMTAD, TILLBAKA, "status = 'makulerad'"]);
    let mut fil = Aktfil {
        conn,
        ord: Vec::new(),
    };
    fil.minns(":idag", "SELECT date('now')");
    fil.minns(":nu", "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')");
    for n in 11..=29 {
        fil.minns(&format!(":o{n}"), &format!("SELECT printf('%032x', {n})"));
        fil.minns(&format!(":r{n}"), &format!("SELECT printf('%032x', {n}00)"));
    }
    for (ord, n, slag) in [
        (":ett", 21, "mottagaren"),
        (":stangt", 22, "barnet"),
        (":mor", 23, "varje_foralder"),
    ] {
        let namn = if slag == "barnet" {
            "'Övning Barnet'"
        } else {
            "NULL"
        };
        fil.kor(&format!(
            "INSERT INTO v1_arende(overlamning, enhet, aktslag, stegantal, oppnad_av, namn)
             VALUES (:o{n}, 'Stödet', '{slag}', 3, 'h1', {namn})"
        ));
        fil.minns(
            ord,
            &format!("SELECT id FROM arende WHERE overlamning = :o{n}"),
        );
        fil.kor(&format!(
            "INSERT INTO v1_anteckning(arende, vad, dag, kalla, deltog, text, skrivare, titel, anvandare)
               VALUES ({ord}, 'Möte', :idag, 'Personen', '', 'Det som sades.', 'Eva Ek', 'Handläggare', 'h1');
             INSERT INTO v1_insatsplan(arende, gjord_med, mal, skrivare, titel, anvandare)
               VALUES ({ord}, 'personen', 'Sova bättre', 'Eva Ek', 'Handläggare', 'h1');
             INSERT INTO v1_delningssamtycke(arende, med, mottagare, vad, lamnat, till, satt, anvandare)
               VALUES ({ord}, 'skola', 'Skolan', 'Planen', :idag, date(:idag, '+1 month'), 'muntligt', 'h1');
             INSERT INTO v1_uppfoljning(arende, dag, text, skrivare, titel, anvandare, mal) VALUES ({ord}, :idag, 'Bra.',
               'Eva Ek', 'Handläggare', 'h1', '[{{\"mal\": \"Sova bättre\", \"utfall\": \"battre\"}}]');"
        ));
    }
    fil.kor("UPDATE v1_arende SET avslutad = :idag, avslutsorsak = 'malet_natt', avslutad_av = 'h1' WHERE id = :stangt");
    fil.minns(":annans", "SELECT id FROM anteckning WHERE arende = :mor");
    fil.kor(
        "INSERT INTO arende SELECT :r23, '2025-00001', enhet, overlamning, insats_nr, katalog, insats_namn, system, aktslag,
           stegantal, 1, 'skriftligt', :idag, NULL, oppnad, oppnad_av, NULL, NULL, NULL, NULL FROM arende WHERE id = :mor;
         INSERT INTO arendeperson VALUES (:r23, 'Övning Far', NULL, '', '', '', 1);",
    );
    fil.minns(":far", "SELECT :r23");
    for (ord, lamnat, till, skriven) in [
        (":giltigt", ":idag", "date(:idag, '+12 months')", ":nu"),
        (
            ":utgatt",
            "'2025-01-10'",
            "'2025-02-10'",
            "'2025-01-10T08:00:00.000Z'",
        ),
        (":taget", ":idag", "date(:idag, '+1 month')", ":nu"),
    ] {
        fil.kor(&format!(
            "INSERT INTO delningssamtycke VALUES (lower(hex(randomblob(16))), :mor, 'annan_akt', 'Den andra', :far,
               '{}', {lamnat}, {till}, 'muntligt', 'h1', {skriven}, NULL, NULL)",
            &ord[1..]
        ));
        fil.minns(
            ord,
            &format!(
                "SELECT id FROM delningssamtycke WHERE vad = '{}'",
                &ord[1..]
            ),
        );
    }
    fil.kor(
        "UPDATE v1_delningssamtycke SET aterkallat = :idag, aterkallat_av = 'h1' WHERE id = :taget",
    );
    fil.kor(
        "INSERT INTO delningssamtycke VALUES (lower(hex(randomblob(16))), :mor, 'forvaltning', 'Socialtjänsten', NULL, 'dit',
           :idag, date(:idag, '+1 month'), 'muntligt', 'h1', :nu, NULL, NULL)",
    );
    fil.minns(":dit", "SELECT id FROM delningssamtycke WHERE vad = 'dit'");
    fil.minns(":bro", "SELECT :r24");
    fil.minns(":utkast", "SELECT :r25");
    fil.kor(
        "INSERT INTO bro VALUES (:bro, :ett, :idag, 'Socialtjänsten', '', NULL, NULL, NULL, NULL, NULL, NULL, 'h1');
         INSERT INTO brobock VALUES (:bro, 'lista', 'punkt', :idag, 'h1');
         INSERT INTO aktutkast VALUES (:utkast, :ett, 'anteckning', '[]', 1, 'h1', 'disken', :nu);
         UPDATE aktutkast SET falt = '[1]', version = 2;
         INSERT INTO behorighet VALUES ('chef', 'forekomst');",
    );
    fil
}

impl Aktfil {
    fn minns(&mut self, ord: &str, sql: &str) {
        let varde: String = self
            .conn
            .query_row(&self.ut(sql), [], |rad| rad.get(0))
            .unwrap();
        self.ord.push((ord.to_owned(), format!("'{varde}'")));
    }

    /// The statement with its words filled in.
    pub fn ut(&self, sql: &str) -> String {
        let mut sql = sql.to_owned();
        for (ord, varde) in &self.ord {
            sql = sql.replace(ord, varde);
        }
        sql
    }

    /// Does what must go.
    pub fn kor(&self, sql: &str) {
        let sql = self.ut(sql);
        self.conn
            .execute_batch(&sql)
            .unwrap_or_else(|fel| panic!("{fel}: {sql}"));
    }

    /// Tries, and keeps what it did; or says why not.
    pub fn prova(&self, sql: &str) -> Result<(), String> {
        let sql = self.ut(sql);
        self.conn.execute_batch(&sql).map_err(|fel| fel.to_string())
    }

    /// Whether it would go: nothing of it is kept.
    pub fn gar(&self, sql: &str) -> Result<(), String> {
        self.conn.execute_batch("SAVEPOINT prov").unwrap();
        let svar = self.prova(sql);
        self.conn
            .execute_batch("ROLLBACK TO prov; RELEASE prov")
            .unwrap();
        svar
    }

    /// One number.
    pub fn tal(&self, sql: &str) -> i64 {
        let sql = self.ut(sql);
        self.conn
            .query_row(&sql, [], |rad| rad.get(0))
            .unwrap_or_else(|fel| panic!("{fel}: {sql}"))
    }
}
