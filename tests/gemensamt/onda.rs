//! An attacker beside the file: seeded texts that would steer a terminal or a spreadsheet, in every column that holds text.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use serde_json::json;

use super::akthem::{
    andra_foraldern, anteckning, avslut, gor, med, oppnat, plan, samtycke, uppfoljning,
};
use super::hem::{Hem, boendecoachning, utan_identitet};

/// A word that every text holds: where it stands a text of the attacker has come out.
pub const MARKE: &str = "Ond";

/// Whole sequences, each of which does something to some terminal or spreadsheet.
const DELAR: [&str; 40] = [
    "\u{1b}]52;c;QQ==\u{7}",
    "\u{1b}]52;c;?\u{7}",
    "\u{1b}]0;titel\u{7}",
    "\u{1b}]2;titel\u{1b}\\",
    "\u{1b}]8;;http://x\u{1b}\\",
    "\u{1b}]1337;File=:AA\u{7}",
    "\u{1b}[31337m",
    "\u{1b}[2J\u{1b}[H",
    "\u{1b}[6n",
    "\u{1b}[c",
    "\u{1b}[?1049l",
    "\u{1b}[?2004l",
    "\u{1b}[21t",
    "\u{1b}c",
    "\u{1b}P$q\"p\u{1b}\\",
    "\u{1b}P+q544e\u{1b}\\",
    "\u{1b}_Gq\u{1b}\\",
    "\u{1b}^x\u{1b}\\",
    "\u{1b}Xx\u{1b}\\",
    "\u{1b}(0",
    "\u{9b}2J",
    "\u{9d}52;c;QQ==\u{9c}",
    "\u{90}q\u{9c}",
    "\u{9f}x\u{9c}",
    "\u{85}",
    "\r\n=1",
    "\n+1",
    "\t@1",
    "\u{7f}\u{7f}",
    "\u{8}\u{8}\u{8}",
    "\u{202e}fel\u{202c}",
    "\u{2066}a\u{2069}",
    "\u{200b}\u{200d}\u{2060}",
    "\u{feff}",
    "\u{ad}\u{34f}\u{61c}",
    "\u{fe0f}\u{e0100}",
    "\u{e0041}\u{e007f}",
    "\u{2028}\u{2029}",
    "\u{1160}\u{3164}\u{ffa0}",
    "\";=1;\"",
];
/// Beginnings of formulas.
const FORMLER: [&str; 14] = [
    "=cmd|' /C calc'!A0",
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "\"=1",
    " =1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
];

/// A row of texts; the same seed gives the same ones.
pub struct Onda(u64);

impl Onda {
    pub const fn nya(fro: u64) -> Self {
        Self(fro)
    }

    fn slump(&mut self, under: usize) -> usize {
        // splitmix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % under as u64).unwrap()
    }

    fn tecken(&mut self, fran: u32, till: u32) -> char {
        let n = u32::try_from(self.slump((till - fran) as usize)).unwrap();
        char::from_u32(fran + n).unwrap_or('\u{202e}')
    }

    /// The next one.
    pub fn nasta(&mut self) -> String {
        let mut ut = String::new();
        if self.slump(3) == 0 {
            let plats = self.slump(FORMLER.len());
            ut.push_str(FORMLER[plats]);
        }
        let fore = self.slump(3) == 0;
        if !fore {
            ut.push_str(MARKE);
        }
        for _ in 0..=self.slump(5) {
            match self.slump(6) {
                0 => ut.push(self.tecken(1, 0x20)),
                1 => ut.push(self.tecken(0x7F, 0xA0)),
                2 => {
                    let c = self.tecken(0x300, 0x370);
                    ut.push('a');
                    let antal = self.slump(60);
                    ut.extend(std::iter::repeat_n(c, antal));
                }
                _ => {
                    let plats = self.slump(DELAR.len());
                    ut.push_str(DELAR[plats]);
                }
            }
        }
        if fore {
            ut.push_str(MARKE);
        }
        ut
    }
}

/// Columns that are ids, times, days, codes and links: another text there is a broken row, tried by itself.
const STRUKTUR: &str = " id nr insats_nr katalog utfall resultat band kon info_satt info_sprak info_text info_version \
    dok_satt dok_sprak dok_text dok_version steg svar andrad egenskap op_id tid slag objekt paragraf kod status orsak \
    fran kopost_id om fore vilande_fran vilande_till sprak tidigast forsokt bekraftad stegat import_id pott skapat \
    svar_senast kanal atertar svarat start krav_sprak krav_band upptagen_av kannetecken satt raderas foreslagen_tid \
    ratt nummer overlamning aktslag samtycke samtycke_dag oppnad nasta_uppfoljning avslutad avslutsorsak arende \
    personnummer kopia_av klockslag skriven gjord_med annan_akt lamnat aterkallat med lista punkt gjord skapad \
    hamtad_tid kvitterad_tid aterlamnad_tid dag nasta uppdrag beslut senast_uppfoljd roll antal lankar tabell till \
    till_enhet falt kotid ";
/// Free texts with the name of something else.
const ANDA_FRIA: [(&str, &str); 2] = [("kokontakt", "varde"), ("bro", "till")];
/// What decides who sees the row, and tables that hold no text for anybody to see.
const ORORDA: [(&str, &str); 5] = [
    ("arende", "enhet"),
    ("aktutkast", "anvandare"),
    ("fil", "*"),
    ("gjord", "*"),
    ("kedja", "*"),
];

/// Every column of text in the file: table and column.
pub fn textkolumner(conn: &Connection) -> Vec<(String, String)> {
    let sql = "SELECT t.name, k.name FROM sqlite_schema t, pragma_table_info(t.name) k
               WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND k.type = 'TEXT' ORDER BY 1, k.cid";
    let mut fraga = conn.prepare(sql).unwrap();
    let alla = fraga.query_map([], |rad| Ok((rad.get(0)?, rad.get(1)?)));
    alla.unwrap().map(Result::unwrap).collect()
}

/// Whether a column holds a text that somebody has written.
pub fn ar_fri(tabell: &str, kolumn: &str) -> bool {
    let star = |lista: &[(&str, &str)]| {
        lista
            .iter()
            .any(|(t, k)| *t == tabell && (*k == kolumn || *k == "*"))
    };
    !star(&ORORDA) && (star(&ANDA_FRIA) || !STRUKTUR.contains(&format!(" {kolumn} ")))
}

/// A file with a row of nearly everything, and what it is called.
pub struct Ondfil {
    pub hem: Hem,
    /// Ärenden: under way with everything on it, closed, and two parents'.
    pub arenden: Vec<String>,
    /// Handovers: new, fetched.
    pub ny: String,
    pub hamtad: String,
    /// Slips: documented with contact data, and another.
    pub lappar: Vec<String>,
    skrivna: Arc<AtomicU64>,
}

/// A reception of somebody with this name; gives the id of the handover.
fn overlamnad(hem: &Hem, namn: &str) -> String {
    let mut indata = boendecoachning();
    indata["person"] =
        json!({"namn": namn, "telefon": "070", "epost": "a@b.se", "adress": "Gatan 1"});
    let ut = hem.mottag(&indata);
    assert_eq!(ut.kod, 0, "{ut:?}");
    ut.json()["overlamning"].as_str().unwrap().to_owned()
}

/// An ärende about somebody with this name.
fn oppna(hem: &Hem, namn: &str, akt: &str) -> String {
    let id = overlamnad(hem, namn);
    hem.json(&["overlamning", "hamta", &id]);
    let arende = hem.json(&["arende", "oppna", &id, "--akt", akt, "--steg", "3"]);
    arende["arende"].as_str().unwrap().to_owned()
}

/// A file of one's own, filled by the program alone.
pub fn fylld() -> Ondfil {
    // Filled once: each test has a copy, taken when nobody has it open.
    static FORSTA: OnceLock<Ondfil> = OnceLock::new();
    let forsta = FORSTA.get_or_init(fyll);
    let hem = Hem::nytt();
    assert!(!forsta.hem.databas().with_extension("db-wal").exists());
    std::fs::copy(forsta.hem.databas(), hem.databas()).unwrap();
    Ondfil {
        hem,
        arenden: forsta.arenden.clone(),
        ny: forsta.ny.clone(),
        hamtad: forsta.hamtad.clone(),
        lappar: forsta.lappar.clone(),
        skrivna: Arc::default(),
    }
}

fn fyll() -> Ondfil {
    let hem = Hem::nytt();
    let nr = oppnat(&hem, false);
    for vad in ["Första", "Andra"] {
        gor(&hem, &["arende", "anteckna", &nr], &anteckning(vad));
    }
    gor(&hem, &["arende", "plan", &nr], &plan("Sova", None));
    let delat = samtycke("skola", "Skolan", "2027-01-01");
    gor(&hem, &["arende", "samtyck", &nr], &delat);
    gor(&hem, &["arende", "folj-upp", &nr], &uppfoljning(None));
    let bro = json!({"oppna": {"till": "Socialtjänsten"}});
    gor(&hem, &["arende", "bro", &nr], &bro);
    let stangt = oppna(&hem, "Övning Ett", "mottagaren");
    gor(&hem, &["arende", "avsluta", &stangt], &avslut("malet_natt"));
    let ena = oppna(&hem, "Övning Två", "varje-foralder");
    let argument = ["arende", "andra-foraldern", &ena, "--person", "-", "--json"];
    let ut = hem.kor_med(&argument, andra_foraldern().to_string().as_bytes());
    assert_eq!(ut.kod, 0, "{ut:?}");
    let andra = ut.json()["arende"].as_str().unwrap().to_owned();
    let tillbaka = overlamnad(&hem, "Övning Tre");
    hem.json(&["overlamning", "hamta", &tillbaka]);
    hem.json(&["overlamning", "aterlamna", &tillbaka, "--orsak", "dubblett"]);
    let hamtad = overlamnad(&hem, "Övning Fyra");
    hem.json(&["overlamning", "hamta", &hamtad]);
    let ny = overlamnad(&hem, "Övning Fem");
    hem.json(&["behorighet", "ge", "chef"]);
    let lapp = |nr: &str| {
        let mut indata = utan_identitet(nr);
        indata["vill"] = "ko".into();
        indata["fakta"]["andra"] = json!([{"relation": "partner", "folkbokford": "Alingsås"}]);
        let ut = hem.mottag(&indata);
        assert_eq!(ut.kod, 0, "{ut:?}");
        ut.json()["kolapp"].as_str().unwrap().to_owned()
    };
    let lappar = vec![lapp("3.4.3"), lapp("3.1.3"), lapp("3.1.3")];
    let kontakt = json!({"namn": "Övning Ek", "satt": "telefon", "varde": "070-000 00 00", "valt_av": "personen"});
    let argument = ["ko", "kontakt", &lappar[0]];
    let ut = med(&hem, &argument, &kontakt);
    assert_eq!(ut.kod, 0, "{ut:?}");
    hem.json(&["ko", "platser", "3.1.3", "--antal", "1"]);
    hem.json(&["ko", "erbjud", "3.1.3"]);
    hem.json(&["ko", "avsluta", &lappar[2], "--orsak", "atertagen"]);
    let mening = hem.fil("mening", "Det blev fel person i luckan.");
    hem.json(&["ko", "ateroppna", &lappar[2], "--mening", &mening]);
    hem.sql()
        .execute(
            "INSERT INTO utkast VALUES ('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', '3.1.3', '2026-11-22', 'villkor',
               'villkor/folkbokford=ja', NULL, NULL, NULL, NULL, 1, 'a', 'b', 'c', '2026-11-22T08:00:00.000Z')",
            [],
        )
        .unwrap();
    Ondfil {
        hem,
        arenden: vec![nr, stangt, ena, andra],
        ny,
        hamtad,
        lappar,
        skrivna: Arc::default(),
    }
}

impl Ondfil {
    /// A connection of somebody who owns the file and minds no rule of it.
    fn conn(&self) -> Connection {
        let conn = self.hem.sql();
        conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
            .unwrap();
        conn
    }

    /// How many texts have been written.
    pub fn skrivna(&self) -> u64 {
        self.skrivna.load(Ordering::SeqCst)
    }

    /// Does something with the rules of the file put aside, and puts them back.
    fn utan_vakter(&self, gor: impl FnOnce(&Connection)) {
        let conn = self.conn();
        let vakter: Vec<(String, String)> = {
            let mut fraga = conn
                .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
                .unwrap();
            let alla = fraga.query_map([], |rad| Ok((rad.get(0)?, rad.get(1)?)));
            alla.unwrap().map(Result::unwrap).collect()
        };
        conn.execute_batch("BEGIN").unwrap();
        for (namn, _) in &vakter {
            conn.execute_batch(&format!("DROP TRIGGER {namn}")).unwrap();
        }
        gor(&conn);
        for (_, sql) in &vakter {
            conn.execute_batch(sql).unwrap();
        }
        conn.execute_batch("COMMIT").unwrap();
    }

    /// More rows of what there can be many of.
    pub fn flera(&self) {
        let ny = &self.ny;
        self.utan_vakter(|conn| {
            for (tabell, vilka, antal, egna) in [
                ("overlamning", format!("id = '{ny}'"), 150, vec![("id", "printf('%032x', 4096 + n)")]),
                (
                    "overlamningsperson",
                    format!("overlamning = '{ny}'"),
                    150,
                    vec![("overlamning", "printf('%032x', 4096 + n)")],
                ),
                (
                    "anteckning",
                    "nr = 1".to_owned(),
                    100,
                    vec![("id", "lower(hex(randomblob(16)))"), ("nr", "nr + n + 10")],
                ),
                (
                    "delningssamtycke",
                    "vad <> ''".to_owned(),
                    20,
                    vec![("id", "lower(hex(randomblob(16)))")],
                ),
                (
                    "kopost",
                    "status = 'i_ko'".to_owned(),
                    20,
                    vec![
                        ("id", "lower(hex(randomblob(16)))"),
                        ("kod", "substr(lower(hex(randomblob(4))), 1, 8)"),
                        ("status", "'paborjad'"),
                        ("slut_ms", "ordning + 1000"),
                    ],
                ),
                (
                    "kohandelse",
                    "slag = 'stalld_i_ko'".to_owned(),
                    20,
                    vec![("seq", "1000 * seq + n"), ("ver", "1000 + n")],
                ),
            ] {
                let mut fraga = conn
                    .prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")
                    .unwrap();
                let namn: Vec<String> = fraga
                    .query_map([tabell], |rad| rad.get(0))
                    .unwrap()
                    .map(Result::unwrap)
                    .collect();
                let varden: Vec<&str> = namn
                    .iter()
                    .map(|namn| {
                        let egen = egna.iter().find(|(kolumn, _)| kolumn == namn);
                        egen.map_or(namn.as_str(), |(_, varde)| varde)
                    })
                    .collect();
                let sql = format!(
                    "WITH RECURSIVE f(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM f WHERE n < {antal})
                     INSERT INTO {tabell}({}) SELECT {} FROM {tabell}, f WHERE {vilka}",
                    namn.join(","),
                    varden.join(",")
                );
                conn.execute_batch(&sql).unwrap_or_else(|fel| panic!("{fel}: {sql}"));
            }
        });
    }

    /// Writes a new text into each of these columns, in every row.
    pub fn forgifta(&self, fro: u64, vilka: impl Fn(&str, &str) -> bool) {
        let (skrivna, mut onda) = (Arc::clone(&self.skrivna), Onda::nya(fro));
        self.utan_vakter(|conn| {
            let onda = std::sync::Mutex::new(std::mem::replace(&mut onda, Onda::nya(0)));
            conn.create_scalar_function("ont", 0, FunctionFlags::SQLITE_UTF8, move |_| {
                skrivna.fetch_add(1, Ordering::SeqCst);
                Ok(onda.lock().unwrap().nasta())
            })
            .unwrap();
            for (tabell, kolumn) in textkolumner(conn) {
                if vilka(&tabell, &kolumn) {
                    // What is empty says that something has not happened yet; but a system may be named anywhere.
                    let dar = if kolumn == "system" {
                        ""
                    } else {
                        &format!("WHERE {kolumn} IS NOT NULL")
                    };
                    // Contact data are read by the rules that they are written by.
                    let ont = if tabell == "kokontakt" {
                        "substr(ont(), 1, 50)"
                    } else {
                        "ont()"
                    };
                    let sql = format!("UPDATE OR IGNORE {tabell} SET {kolumn} = {ont} {dar}");
                    conn.execute_batch(&sql)
                        .unwrap_or_else(|fel| panic!("{fel}: {sql}"));
                }
            }
        });
    }

    /// Every command that shows something, with what it needs.
    pub fn kommandon(&self) -> Vec<Vec<String>> {
        let mut ut: Vec<Vec<String>> = Vec::new();
        let mut ett = |rad: &str| ut.push(rad.split(' ').map(str::to_owned).collect());
        let (ny, hamtad) = (&self.ny, &self.hamtad);
        for rad in [
            "overlamning lista",
            "overlamning lista --alla",
            "overlamning lista --inkorg",
            "overlamning lista --inkorg --alla",
            "overlamning aterlamnade",
            "arende lista",
            "arende lista --avslutade",
            "arende att-gora",
            "behorighet lista",
            "ko lista",
            "ko koer",
            "ko attgora",
            "ko platser 3.1.3",
            "ko rattvisa",
            "ko rattvisa --csv",
            "ko exportera --format csv",
            "ko exportera --format ical",
            "statistik",
            "gallra lista",
            "gallra protokoll",
            "gallra --alla",
            "konto lista",
            "logg visa",
            "logg granska",
            "logg kontrollera",
            "logg topp",
            "databas kontrollera",
        ] {
            ett(rad);
        }
        ett(&format!("overlamning hamta {ny}"));
        ett(&format!("overlamning ta-over {hamtad}"));
        ett(&format!("blad {hamtad} --kontakt"));
        for nummer in &self.arenden {
            ett(&format!("arende visa {nummer}"));
            ett(&format!("arende uppfoljning {nummer}"));
            ett(&format!("arende samtycken {nummer}"));
        }
        for system in ["treserva", "lifecare", "ungdok", "annat"] {
            ett(&format!(
                "blad {} --kontakt --system {system}",
                self.arenden[0]
            ));
        }
        ett(&format!("arende plan {}", self.arenden[0]));
        ett(&format!("arende bro {}", self.arenden[0]));
        for lapp in &self.lappar {
            ett(&format!("ko visa {lapp}"));
            ett(&format!("ko bevis {lapp}"));
        }
        ett(&format!("ko kontakt {} --visa", self.lappar[0]));
        ut
    }
}
