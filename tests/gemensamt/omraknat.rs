//! The counts of the statistics made again from the rows that they count, one by one and without the questions of the store.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Timelike, Utc};
use rusqlite::{Connection, Row};
use troskel::domain::tid::svensk;

/// Month, insats, avsnitt, kod; hours have the avsnitt `timme`, no insats, and `dag-timme`.
pub type Nyckel = (String, String, String, String);

/// How many of each.
pub type Antal = BTreeMap<Nyckel, i64>;

fn alla<T>(
    conn: &Connection,
    sql: &str,
    las: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Vec<T> {
    let mut fraga = conn.prepare(sql).unwrap();
    let rader = fraga.query_map([], las).unwrap();
    rader.map(Result::unwrap).collect()
}

/// The month of a moment, in Sweden.
fn manad(tid: &str) -> String {
    let nar = svensk(tid.parse::<DateTime<Utc>>().unwrap());
    format!("{:04}-{:02}", nar.year(), nar.month())
}

/// As the file keeps them; what has been taken back down to nothing is not there.
pub fn hallet(conn: &Connection) -> Antal {
    alla(
        conn,
        "SELECT manad, insats_nr, avsnitt, kod, antal FROM rakning WHERE antal > 0
         UNION ALL SELECT manad, '', 'timme', dag || '-' || timme, antal FROM besokstimme",
        |rad| {
            Ok((
                (rad.get(0)?, rad.get(1)?, rad.get(2)?, rad.get(3)?),
                rad.get(4)?,
            ))
        },
    )
    .into_iter()
    .collect()
}

/// As the rows give them.
pub fn omraknat(conn: &Connection) -> Antal {
    let mut antal = Antal::new();
    let mut lagg = |manad: &str, insats: &str, avsnitt: &str, kod: &str| {
        let nyckel = [manad, insats, avsnitt, kod].map(str::to_owned);
        *antal.entry(nyckel.into()).or_default() += 1;
    };
    for [dag, insats, delar @ ..] in alla(
        conn,
        "SELECT dag, insats_nr, resultat, utfall, band, kon, enhet, info_satt, info_sprak, info_text, info_version
         FROM raknat_besok",
        |rad| {
            let mut celler: [Option<String>; 11] = Default::default();
            for (plats, cell) in celler.iter_mut().enumerate() {
                *cell = rad.get(plats)?;
            }
            Ok(celler)
        },
    ) {
        let (dag, insats) = (dag.unwrap(), insats.unwrap());
        let [resultat, utfall, band, kon, enhet, satt, sprak, text, version] = delar;
        let text = format!("{} {}", text.unwrap(), version.unwrap());
        for (avsnitt, kod) in [
            ("resultat", resultat),
            ("utfall", utfall),
            ("alder", band),
            ("kon", kon),
            ("enhet", enhet),
            ("satt", satt),
            ("sprak", sprak),
            ("text", Some(text)),
        ] {
            let kod = kod.unwrap_or_else(|| "ej-sagt".to_owned());
            lagg(&dag[..7], &insats, avsnitt, &kod);
        }
    }
    for tid in alla(
        conn,
        "SELECT tid FROM handelse WHERE slag = 'besok_avslutat'",
        |rad| rad.get::<_, String>(0),
    ) {
        let nar = svensk(tid.parse::<DateTime<Utc>>().unwrap());
        let timme = format!("{}-{}", nar.weekday().num_days_from_monday(), nar.hour());
        lagg(&manad(&tid), "", "timme", &timme);
    }
    kon(conn, &mut lagg);
    for (insats, oppnad, avslutad, orsak) in alla(
        conn,
        "SELECT insats_nr, oppnad, avslutad, avslutsorsak FROM arende",
        |rad| {
            Ok((
                rad.get::<_, String>(0)?,
                rad.get::<_, String>(1)?,
                rad.get::<_, Option<String>>(2)?,
                rad.get::<_, Option<String>>(3)?,
            ))
        },
    ) {
        lagg(&oppnad[..7], &insats, "arende", "oppnat");
        if let (Some(avslutad), Some(orsak)) = (avslutad, orsak) {
            lagg(&avslutad[..7], &insats, "arende", "avslutat");
            lagg(&avslutad[..7], &insats, "avslut", &orsak);
        }
    }
    antal
}

/// One event of an entry.
struct Handelse {
    post: String,
    insats: String,
    seq: i64,
    slag: String,
    tid: String,
    /// Where the entry stood before it, and why it had ended.
    fore: Option<(String, String)>,
}

fn kon(conn: &Connection, lagg: &mut impl FnMut(&str, &str, &str, &str)) {
    let handelser = alla(
        conn,
        "SELECT kopost_id, insats_nr, seq, slag, tid, fore FROM kohandelse WHERE kopost_id IS NOT NULL ORDER BY kopost_id, ver",
        |rad| {
            let fore: Option<String> = rad.get(5)?;
            Ok(Handelse {
                post: rad.get(0)?,
                insats: rad.get(1)?,
                seq: rad.get(2)?,
                slag: rad.get(3)?,
                tid: rad.get(4)?,
                fore: fore.map(|fore| {
                    let mut delar = fore.split(';').map(str::to_owned);
                    (delar.next().unwrap(), delar.next().unwrap())
                }),
            })
        },
    );
    let angrade: BTreeSet<i64> = alla(
        conn,
        "SELECT angrar FROM kohandelse WHERE angrar IS NOT NULL",
        |rad| rad.get(0),
    )
    .into_iter()
    .collect();
    let poster: BTreeMap<String, (String, String, i64)> = alla(
        conn,
        "SELECT id, status, coalesce(orsak, '-'), ordning FROM kopost",
        |rad| Ok((rad.get(0)?, (rad.get(1)?, rad.get(2)?, rad.get(3)?))),
    )
    .into_iter()
    .collect();
    for (plats, h) in handelser.iter().enumerate() {
        if h.slag == "angrad" || angrade.contains(&h.seq) {
            continue;
        }
        let (manad, (status, orsak, ordning)) = (manad(&h.tid), &poster[&h.post]);
        let nasta = handelser
            .get(plats + 1)
            .filter(|nasta| nasta.post == h.post);
        let (status, orsak) = match nasta.and_then(|nasta| nasta.fore.as_ref()) {
            Some((status, orsak)) => (status, orsak),
            None => (status, orsak),
        };
        match h.slag.as_str() {
            "inkallad" | "paborjad" => {
                lagg(&manad, &h.insats, "ko", "paborjad");
                let nar = h.tid.parse::<DateTime<Utc>>().unwrap().timestamp_millis();
                let band = match (nar - ordning).div_euclid(24 * 3600 * 1000) {
                    ..=7 => "0-7",
                    8..=30 => "8-30",
                    31..=90 => "31-90",
                    91..=180 => "91-180",
                    181..=365 => "181-365",
                    366.. => "366-",
                };
                lagg(&manad, &h.insats, "vantan", band);
            }
            "stalld_i_ko"
            | "importerad"
            | "vila"
            | "erbjuden"
            | "accepterad"
            | "star_kvar"
            | "avbojt"
            | "inget_svar"
            | "erbjudande_aterkallat"
            | "felregistrerad"
            | "ateroppnad" => {
                lagg(&manad, &h.insats, "ko", &h.slag);
            }
            _ => {}
        }
        if matches!(h.slag.as_str(), "avslutad" | "avbojt") && status == "avslutad" {
            lagg(&manad, &h.insats, "ko", "avslutad");
            lagg(&manad, &h.insats, "koavslut", orsak);
        }
    }
}

/// The counts are those of the rows.
pub fn raknat_ratt(conn: &Connection) {
    let (hallet, omraknat) = (hallet(conn), omraknat(conn));
    let skiljer: Vec<_> = hallet
        .iter()
        .filter(|(nyckel, antal)| omraknat.get(*nyckel) != Some(antal))
        .chain(
            omraknat
                .iter()
                .filter(|(nyckel, _)| !hallet.contains_key(*nyckel)),
        )
        .collect();
    assert!(skiljer.is_empty(), "{skiljer:?}");
}
