//! What is asked in the akter goes by an index, however long the file is.
#![allow(clippy::unwrap_used)]

mod skyddade;

use std::time::Duration;

use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

use super::{attgora, bild, delar, inkorg, sok, utkast};
use crate::store::sqlite::ko::svep;
use crate::store::sqlite::{Oppning, oppna};

/// The plan of the engine, one step a line.
fn plan(conn: &Connection, sql: &str) -> Vec<String> {
    let mut forklara = String::from("EXPLAIN QUERY PLAN ");
    forklara.push_str(sql);
    let mut fraga = conn.prepare(&forklara).unwrap();
    let tomma = vec![Value::Null; fraga.parameter_count()];
    let steg = fraga.query_map(rusqlite::params_from_iter(tomma), |rad| rad.get(3));
    steg.unwrap().map(Result::unwrap).collect()
}

#[test]
fn varje_fraga_om_akterna_gar_pa_ett_index() {
    let mapp = TempDir::new().unwrap();
    let val = Oppning {
        prov: true,
        vantan: Duration::from_secs(1),
    };
    let lager = oppna(&mapp.path().join("troskel.db"), val).unwrap();
    for (sql, index) in [
        (
            bild::PAGAENDE,
            &["arende_enhet", "SEARCH u USING AUTOMATIC"][..],
        ),
        (
            bild::AVSLUTADE,
            &["arende_avslutade", "SEARCH u USING AUTOMATIC"],
        ),
        (bild::HEL, &["arende_overlamning"]),
        (delar::JOURNAL, &[]),
        (delar::PLANER, &[]),
        (delar::SAMTYCKEN, &["delningssamtycke_arende"]),
        (delar::UPPFOLJNINGAR, &[]),
        (delar::MAL, &[]),
        (utkast::I_ARENDET, &["aktutkast_"]),
        (inkorg::VANTAR, &["overlamning_oppen"]),
        (inkorg::ATERLAMNADE, &["overlamning_oppen"]),
        (attgora::FOLJ_UPP, &["arende_uppfoljning"]),
        (attgora::OHAMTADE, &["overlamning_oppen"]),
        (sok::NAMN, &["arende_enhet", "arende_avslutade"]),
        (sok::UTAN_SKYDDADE, &["arende_enhet", "arende_avslutade"]),
        (sok::NUMMER, &["arendeperson_nummer"]),
        (sok::ARENDE, &[]),
        (sok::AKTER_MED_NUMMER, &["arendeperson_nummer"]),
        (sok::PA_VAG_MED_NUMMER, &["overlamningsperson_nummer"]),
        (sok::AKTEN, &[]),
    ] {
        let plan = plan(&lager.conn, sql);
        for namn in index {
            assert!(
                plan.iter().any(|steg| steg.contains(namn)),
                "{namn}\n{sql}\n{plan:#?}"
            );
        }
        assert!(
            plan.iter().all(|steg| {
                !steg.starts_with("SCAN")
                    // The drafts of the file, and what has been counted of them.
                    || steg.starts_with("SCAN aktutkast")
                    || steg.starts_with("SCAN u LEFT-JOIN")
            }),
            "{sql}\n{plan:#?}"
        );
    }
    // What is read of one akt stands in its order already, and so do the ärenden under way: only the drafts are grouped.
    let sorteras = |sql: &str| {
        let plan = plan(&lager.conn, sql);
        plan.iter()
            .filter(|steg| steg.contains("FOR ORDER BY"))
            .count()
    };
    assert_eq!(sorteras(bild::PAGAENDE), 0);
    for sql in [delar::JOURNAL, delar::MAL] {
        let plan = plan(&lager.conn, sql);
        assert!(
            plan.iter().all(|steg| !steg.contains("TEMP B-TREE")),
            "{sql}\n{plan:#?}"
        );
    }
    // The sweep looks through the places that are taken, and at the ärenden of each: nothing of it grows with the years.
    let plan = plan(&lager.conn, svep::SLUTADE);
    for namn in [
        "plats_av (upptagen_av>?)",
        "arende_overlamning (overlamning=?)",
    ] {
        assert!(
            plan.iter().any(|steg| steg.contains(namn)),
            "{namn}\n{plan:#?}"
        );
    }
    assert!(
        plan.iter()
            .all(|steg| !steg.contains("TEMP B-TREE") && !steg.starts_with("SCAN")),
        "{plan:#?}"
    );
}
