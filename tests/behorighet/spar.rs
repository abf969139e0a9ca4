//! What an answer gives away, and what has been written.

use std::fmt::Write;

use rusqlite::Connection;
use troskel::domain::insats::InsatsNr;
use troskel::store::akt::Aktsvar;
use troskel::store::ko::Kosvar;
use troskel::store::{HamtadOverlamning, Reply, StoreError};

use super::fil::Mal;
use super::lager::cell;

/// What nobody at another enhet may read in an answer.
pub fn marken(m: &Mal) -> Vec<String> {
    [
        &m.besok.0,
        &m.ny.0,
        &m.hamtad.0,
        &m.tillbaka.0,
        &m.arende.0,
        &m.bro.0,
        &m.samtycke.0,
        &m.utkast.0,
        &m.namn,
    ]
    .into_iter()
    .cloned()
    .chain([
        m.nummer.text().to_owned(),
        m.personnummer.avsloja().to_owned(),
        m.kod.to_string(),
        m.omgang.text().to_owned(),
    ])
    .collect()
}

fn overlamning(hel: &HamtadOverlamning) -> String {
    format!("{} {} {:?}", hel.rad.id.0, hel.namn, hel.personnummer)
}

/// Everything in an answer that says what or whom it is about; `nej …` where it is a refusal.
pub fn av(svar: &Result<Reply, StoreError>) -> String {
    match svar {
        Err(fel) => format!("nej {fel:?}"),
        Ok(Reply::Overlamning(hel)) => overlamning(hel),
        Ok(Reply::Akt(svar)) => aktsvar(svar),
        Ok(Reply::Ko(svar)) => match &**svar {
            Kosvar::Kontakt(kontakt) => {
                format!("{} {}", kontakt.avsloja_namn(), kontakt.avsloja_varde())
            }
            annat => format!("{annat:?}"),
        },
        Ok(
            annat @ (Reply::Lage(_)
            | Reply::Parkerade(_)
            | Reply::Konto(_)
            | Reply::Logg(_)
            | Reply::Gallring(_)
            | Reply::Platslage(_)
            | Reply::Overlamningar(_)
            | Reply::Statistik(_)
            | Reply::Parkerad(_)
            | Reply::Upptagen { .. }
            | Reply::Avslutat(_)
            | Reply::Klart),
        ) => format!("{annat:?}"),
    }
}

fn aktsvar(svar: &Aktsvar) -> String {
    match svar {
        Aktsvar::Overlamning(hel) => overlamning(hel),
        Aktsvar::Arende(bild) => {
            let mut ut = format!(
                "{} {} {} {} {:?} {:?} {:?} {:?}",
                bild.rad.id.0,
                bild.rad.nummer.text(),
                bild.overlamning.0,
                bild.namn,
                bild.personnummer,
                bild.annan_akt,
                bild.bro,
                bild.kontakt.telefon,
            );
            for rad in &bild.samtycken {
                write!(ut, " {}", rad.id.0).unwrap();
            }
            for rad in &bild.utkast {
                write!(ut, " {}", rad.utkast.id.0).unwrap();
            }
            ut
        }
        Aktsvar::Bro(bro) => format!("{} {} {}", bro.id.0, bro.arende.0, bro.nummer.text()),
        Aktsvar::Forekomst(alla) => {
            let mut ut = String::from("förekomst");
            for rad in alla {
                write!(ut, " {} {} {:?}", rad.enhet, rad.namn, rad.personnummer).unwrap();
            }
            ut
        }
        annat @ (Aktsvar::Inkorg(_)
        | Aktsvar::Arenden(_)
        | Aktsvar::Utkastversion(_)
        | Aktsvar::Attgora(..)
        | Aktsvar::Ratter(_)
        | Aktsvar::Gjort) => format!("{annat:?}"),
    }
}

/// How the file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fore {
    /// Moves when another connection has written.
    version: i64,
    /// Refusals in the log.
    pub nekade: u64,
    /// The last row of that log.
    pub sista: String,
    /// How much stands in every other log, and all that stands in the other tables.
    pub annat: Vec<String>,
}

/// The tables that only grow.
const LOGGAR: [&str; 6] = [
    "handelse",
    "akthandelse",
    "kohandelse",
    "gallring",
    "gjord",
    "raknat_besok",
];

const TABELLER: &str =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
     AND name NOT IN ('atkomst', 'kedja') ORDER BY name";

fn rader(conn: &Connection, sql: &str, varden: impl rusqlite::Params) -> Vec<String> {
    let mut fraga = conn.prepare_cached(sql).unwrap();
    let bredd = fraga.column_count();
    let mut alla = Vec::new();
    let mut rader = fraga.query(varden).unwrap();
    while let Some(rad) = rader.next().unwrap() {
        let celler: Vec<_> = (0..bredd).map(|n| cell(rad.get_ref(n).unwrap())).collect();
        alla.push(celler.join("|"));
    }
    alla
}

/// How it stands after something; it is read again only where something has been written.
pub fn efter(conn: &Connection, fore: &Fore) -> Fore {
    if fore.version == version(conn) {
        fore.clone()
    } else {
        self::fore(conn)
    }
}

fn version(conn: &Connection) -> i64 {
    conn.pragma_query_value(None, "data_version", |rad| rad.get(0))
        .unwrap()
}

pub fn fore(conn: &Connection) -> Fore {
    let nekade = rader(
        conn,
        "SELECT count(*) FROM atkomst WHERE slag = 'nekad'",
        [],
    );
    let sista = rader(
        conn,
        "SELECT concat_ws(' ', anvandare, desk, enhet, slag, om) FROM atkomst ORDER BY seq DESC LIMIT 1",
        [],
    );
    let annat = rader(conn, TABELLER, [])
        .iter()
        .flat_map(|tabell| {
            let vad = if LOGGAR.contains(&tabell.as_str()) {
                "count(*)"
            } else {
                "*"
            };
            let mut alla = rader(conn, &format!("SELECT {vad} FROM {tabell}"), []);
            alla.insert(0, tabell.clone());
            alla
        })
        .collect();
    Fore {
        version: version(conn),
        nekade: nekade[0]
            .trim_start_matches("Integer(")
            .trim_end_matches(')')
            .parse()
            .unwrap(),
        sista: sista[0].clone(),
        annat,
    }
}

/// All rows of an enhet and of the queue of an insats.
pub fn enhetens(conn: &Connection, enhet: &str, nr: InsatsNr) -> Vec<String> {
    let nr = nr.to_string();
    [
        "SELECT * FROM arende WHERE enhet = ?1 AND ?2 IS NOT NULL",
        "SELECT o.* FROM overlamning o WHERE o.enhet = ?1 AND ?2 IS NOT NULL",
        "SELECT * FROM utkast WHERE enhet = ?1 AND ?2 IS NOT NULL",
        "SELECT u.* FROM aktutkast u JOIN arende a ON a.id = u.arende WHERE a.enhet = ?1 AND ?2 IS NOT NULL",
        "SELECT n.* FROM anteckning n JOIN arende a ON a.id = n.arende WHERE a.enhet = ?1 AND ?2 IS NOT NULL",
        "SELECT n.* FROM delningssamtycke n JOIN arende a ON a.id = n.arende WHERE a.enhet = ?1 AND ?2 IS NOT NULL",
        "SELECT b.* FROM bro b JOIN arende a ON a.id = b.arende WHERE a.enhet = ?1 AND ?2 IS NOT NULL",
        "SELECT * FROM kopost WHERE ?1 IS NOT NULL AND insats_nr = ?2",
        "SELECT * FROM pott WHERE ?1 IS NOT NULL AND insats_nr = ?2",
        "SELECT * FROM kokontakt WHERE ?1 IS NOT NULL AND insats_nr = ?2",
        "SELECT * FROM kogranskad WHERE ?1 IS NOT NULL AND insats_nr = ?2",
    ]
    .into_iter()
    .flat_map(|sql| rader(conn, sql, [enhet, nr.as_str()]))
    .collect()
}
