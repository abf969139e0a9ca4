//! What is measured on: files with years of rows, and catalogues of any size, the same in every run.

use std::fmt::Write as _;
use std::path::Path;

use rusqlite::{Connection, Transaction, params};
use troskel::domain::insats::InsatsNr;
use troskel::domain::kolapp::Kolappskod;
use troskel::katalog;
use troskel::store::sqlite::{self, Oppning};

/// The slip with this number; all below 17⁶ are different.
pub fn kolapp(nummer: u32) -> Kolappskod {
    let siffror: Vec<u8> = (0..6)
        .map(|i| u8::try_from(nummer / 17_u32.pow(i) % 17).unwrap())
        .collect();
    Kolappskod::av_slump(&siffror).unwrap()
}

/// Opens a new file of the program's, fills it and puts its guards back.
fn gor(fil: &Path, fyll: impl FnOnce(&Transaction<'_>)) {
    let val = Oppning {
        prov: true,
        ..Oppning::default()
    };
    drop(sqlite::oppna(fil, val).unwrap());
    let mut conn = Connection::open(fil).unwrap();
    conn.execute_batch(
        "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;
         PRAGMA cache_size = -200000;",
    )
    .unwrap();
    let tx = conn.transaction().unwrap();
    // They guard single acts and would be asked millions of times here; the last thing done is to put them back.
    let vakter: Vec<(String, String)> = tx
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name NOT LIKE 'v1%'")
        .unwrap()
        .query_map([], |rad| Ok((rad.get(0)?, rad.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for (namn, _) in &vakter {
        tx.execute_batch(&format!("DROP TRIGGER {namn}")).unwrap();
    }
    fyll(&tx);
    summera(&tx);
    for (_, sql) in &vakter {
        tx.execute_batch(sql).unwrap();
    }
    tx.commit().unwrap();
    conn.execute_batch("PRAGMA journal_mode = WAL;").unwrap();
}

/// Puts `antal` entries in the queues of `insatser` in turn, `mellan` milliseconds apart, each with its first event, and
/// counts them.
fn fyll_kon(tx: &Transaction<'_>, antal: u32, mellan: i64, insatser: &[String]) {
    let mut kopost = tx
        .prepare(
            "INSERT INTO kopost(id, kod, insats_nr, katalog, kotid_ms, status, bekraftad, desk, ver)
             VALUES (printf('%032x', ?1), ?2, ?3, '2026-11-22', 1751328000000 + ?1 * ?4, 'i_ko', '2026-11-22', 'disken',
               1)",
        )
        .unwrap();
    for (nummer, insats) in (0..antal).zip(insatser.iter().cycle()) {
        let kod = kolapp(nummer).to_string();
        kopost
            .execute(params![nummer, kod, insats, mellan])
            .unwrap();
    }
    tx.execute_batch(
        "INSERT INTO kohandelse(seq, kopost_id, insats_nr, ver, tid, anvandare, desk, enhet, op_id, slag)
         SELECT row_number() OVER (ORDER BY id), id, insats_nr, 1,
           strftime('%Y-%m-%dT%H:%M:%S.000Z', kotid_ms / 1000, 'unixepoch'), 'reception1', 'disken', 'mottagningen', id,
           'stalld_i_ko' FROM kopost;
         INSERT INTO koantal(niva, insats_nr, block, antal, vilande)
         SELECT column1, insats_nr, ordning >> column1, count(*), 0
         FROM kopost CROSS JOIN (VALUES (12), (16), (20), (24), (28), (32), (36), (40)) GROUP BY 1, 2, 3;",
    )
    .unwrap();
}

/// Makes a file with one queue, of `antal` entries over a year, which somebody has just gone through, and free places.
pub fn ko(fil: &Path, insats: &str, antal: u32) {
    gor(fil, |tx| {
        tx.execute(
            "INSERT INTO insatsversion(nr, katalog, namn, paragraf) VALUES (?1, '2026-11-22', 'Insatsen', '14:3')",
            [insats],
        )
        .unwrap();
        tx.execute(
            "INSERT INTO pott(id, insats_nr, slag, antal) VALUES (?1, ?1, 'lopande', 5)",
            [insats],
        )
        .unwrap();
        tx.execute("INSERT INTO kogranskad VALUES (?1, '2026-11-25')", [insats])
            .unwrap();
        let mellan = 365 * 24 * 3600 * 1000 / i64::from(antal);
        fyll_kon(tx, antal, mellan, &[insats.to_owned()]);
    });
}

/// Makes a database of about `mb` megabytes: 75 000 waiting for each hundred, and the visits,
/// handovers and log lines of the years behind them.
pub fn databas(fil: &Path, mb: u32) {
    gor(fil, |tx| rader(tx, mb));
}

fn rader(tx: &Transaction<'_>, mb: u32) {
    let n = mb * 750;
    tx.execute_batch(&format!(
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 20)
         INSERT INTO insatsversion(nr, katalog, namn, paragraf, system, platser)
         SELECT '3.1.' || n, '2026-11-22', 'Insats nummer ' || n, '14:3', NULL, NULL FROM t;
         WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < {n})
         INSERT INTO raknat_besok(id, dag, insats_nr, katalog, utfall, resultat, samtycke, band, kon, info_satt,
           info_sprak, info_text, info_version, enhet)
         SELECT printf('%032x', n), date('2025-07-01', (n % 500) || ' days'), '3.1.' || (1 + n % 20), '2026-11-22',
           'uppfyllt', 'mottagen', 1, '25-44', 'kvinna', 'muntligt', 'sv', 'standard', '2026-11-22', 'mottagningen'
         FROM t;
         WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < {n} / 2)
         INSERT INTO overlamning
         SELECT printf('%032x', n), '3.1.' || (1 + n % 20), '2026-11-22', 'Insats nummer ' || (1 + n % 20),
           'Verksamhetssystemet', date('2025-07-01', (n % 500) || ' days'),
           strftime('%Y-%m-%dT%H:%M:%SZ', '2025-07-01', n || ' minutes'), 'mottagningen', 'disken', 'reception1',
           'muntligt', 'sv', 'standard', '2026-11-22', 'muntligt', 'sv', 'standard', '2026-11-22', 'muntligt', NULL,
           NULL, iif(n % 1000 = 0, 'ny', 'kvitterad'),
           iif(n % 1000 = 0, NULL, '2026-11-22T10:00:00Z'), iif(n % 1000 = 0, NULL, 'Verksamhetssystemet'),
           iif(n % 1000 = 0, NULL, '2026-11-22T10:05:00Z'), iif(n % 1000 = 0, NULL, 'Verksamhetssystemet'),
           NULL, NULL, NULL
         FROM t;
         INSERT INTO overlamningsperson
         SELECT id, 'Övning Övningsson ' || id, NULL, '', '', '', 0 FROM overlamning WHERE status = 'ny';
         WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < {n} * 5 / 4)
         INSERT INTO handelse(seq, tid, anvandare, desk, enhet, op_id, slag, objekt)
         SELECT n, strftime('%Y-%m-%dT%H:%M:%SZ', '2025-07-01', n || ' minutes'), 'reception1', 'disken',
           'mottagningen', printf('%032x', n), 'besok_avslutat', NULL FROM t;"
    ))
    .unwrap();
    let insatser: Vec<String> = (1..=20).map(|n| format!("3.1.{n}")).collect();
    fyll_kon(tx, n, 1000, &insatser);
}

/// The first insats of the built-in catalogue whose queue everybody sees.
pub fn forsta_insats() -> InsatsNr {
    let katalog = katalog::las(katalog::inbyggd()).katalog.unwrap();
    let oppen = katalog.insatser.iter().find(|insats| !insats.silo);
    oppen.unwrap().nr
}

/// Makes a file with so many counted visits of 500 days: of twenty insatser, some of them much asked for, with the outcomes,
/// ages and sexes of visits, and with the counts that a file of before gets when it is opened.
pub fn besok(fil: &Path, antal: u32) {
    gor(fil, |tx| {
        tx.execute_batch(&format!(
            "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 20)
             INSERT INTO insatsversion(nr, katalog, namn, paragraf, system, platser)
             SELECT '3.1.' || n, '2026-11-22', 'Insats nummer ' || n, '14:3', NULL, NULL FROM t;
             WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < {antal}),
               s(n, a, b, c, d) AS (SELECT n, n * 7919 % 1009, n * 104729 % 1013, n * 1299709 % 1019, n * 15485863 % 1021
                 FROM t)
             INSERT INTO raknat_besok(id, dag, insats_nr, katalog, utfall, resultat, samtycke, band, kon, info_satt,
               info_sprak, info_text, info_version, enhet)
             SELECT printf('%032x', n), date('2025-07-01', (n % 500) || ' days'), '3.1.' || (1 + a * a / 1009 * 20 / 1009),
               '2026-11-22', iif(b % 10 < 7, 'uppfyllt', iif(b % 10 < 9, 'oklart', 'ej_uppfyllt')),
               iif(b % 10 < 4, 'mottagen', iif(b % 10 < 5, 'i_ko', 'hanvisad')), b % 10 < 5,
               CASE c % 8 WHEN 0 THEN '0-14' WHEN 1 THEN '15-17' WHEN 2 THEN '18-24' WHEN 3 THEN '25-44'
                 WHEN 4 THEN '25-44' WHEN 5 THEN '45-64' WHEN 6 THEN '65-' END,
               CASE d % 5 WHEN 0 THEN 'kvinna' WHEN 1 THEN 'kvinna' WHEN 2 THEN 'man' WHEN 3 THEN 'man' END,
               'muntligt', 'sv', 'standard', '2026-11-22', 'mottagningen' FROM s;"
        ))
        .unwrap();
    });
}

/// The counts that an old file gets when it is opened, by the same statements.
fn summera(tx: &Transaction<'_>) {
    for av in [
        include_str!("../../src/store/sqlite/schema/6_av_besok.sql"),
        include_str!("../../src/store/sqlite/schema/6_av_ko.sql"),
        include_str!("../../src/store/sqlite/schema/6_av_arende.sql"),
    ] {
        tx.execute_batch(&format!(
            "INSERT INTO rakning(manad, insats_nr, avsnitt, kod, antal)\n{av}"
        ))
        .unwrap();
    }
    let sql = include_str!("../../src/store/sqlite/schema/6_fyll.sql");
    let till = sql.find("-- The sums of before").unwrap();
    tx.execute_batch(&sql[..till]).unwrap();
}

/// Words that services are named with; everyday first, so that every query of the run finds something.
const AMNEN: [&str; 16] = [
    "familje",
    "skuld",
    "ungdoms",
    "föräldra",
    "anhörig",
    "vålds",
    "beroende",
    "budget",
    "arbets",
    "fritids",
    "språk",
    "boende",
    "samtals",
    "vardags",
    "demens",
    "rehab",
];
const FORMER: [&str; 8] = [
    "rådgivning",
    "grupp",
    "stöd",
    "kurs",
    "träff",
    "samtal",
    "coachning",
    "mottagning",
];
const FOR_VEM: [&str; 12] = [
    "unga vuxna",
    "nyblivna föräldrar",
    "äldre",
    "anhöriga",
    "ensamstående",
    "arbetssökande",
    "nyanlända",
    "barn",
    "par",
    "studerande",
    "seniorer",
    "personer i kris",
];

/// What is typed at the desk, letter by letter.
pub const FRAGOR: [&str; 4] = ["familj", "skuldr", "ungdom", "anhörig"];

/// A catalogue of `antal` insatser, and the same texts as lines, one insats a line.
pub fn katalog(antal: u32) -> (String, String) {
    let mut toml = String::from(
        r#"format = 1
kommun = "Exempelby"
kommunkod = "1490"
version = 2026-11-22
[kontakter]
namnd = { namn = "Nämnden", telefon = "0100-10 00 00" }
ansokan = { namn = "Mottagningen", telefon = "0100-10 00 01" }
barn-och-unga = { namn = "Barn och unga", telefon = "0100-10 00 02" }
[beslut.forteckning]
namnd = "Nämnden i Exempelby"
titel = "Insatser utan behovsprövning"
datum = 2025-06-17
referens = "N 2025/118"
[villkor.folkbokford]
text = "Folkbokförd i Exempelby."
typ = "folkbokford"
avser = ["person"]
kommuner = ["Exempelby"]
underlag = ["personbevis", "egen-uppgift"]
"#,
    );
    let mut rader = String::new();
    for i in 0..antal {
        let val = |ord: &[&'static str], varv: u32| {
            ord[((i / varv + i) % u32::try_from(ord.len()).unwrap()) as usize]
        };
        let (amne, form, vem) = (val(&AMNEN, 1), val(&FORMER, 16), val(&FOR_VEM, 128));
        let nr = format!("{}.{}.{}", 1 + i / 40_000, 1 + i / 200 % 200, 1 + i % 200);
        let namn = format!("{amne}{form} för {vem}, grupp {i}");
        let sokord = [
            format!("{amne}{}", val(&FORMER, 3)),
            format!("{}{form}", val(&AMNEN, 5)),
            vem.to_owned(),
        ];
        let situationer = [
            format!("Jag behöver {form} med {amne}frågor"),
            format!("Vi är {vem} och vill prata med någon"),
        ];
        writeln!(
            toml,
            "[[insats]]\nnr = \"{nr}\"\nnamn = \"{namn}\"\ngrupp = \"Stöd\"\nbeslut = \"forteckning\"\n\
             innehall = \"Det här är {form} som ges till {vem}.\"\nmalgrupp = {{ text = \"För {vem}.\" }}\n\
             villkor = [\"folkbokford\"]\navgift = {{ slag = \"avgiftsfri\" }}\nsokord = {sokord:?}\n\
             situationer = {situationer:?}\n[insats.dokumentation]\nparagraf = \"14:4\""
        )
        .unwrap();
        writeln!(
            rader,
            "{nr} {namn} {} {}",
            sokord.join(" "),
            situationer.join(" ")
        )
        .unwrap();
    }
    (toml, rader)
}
