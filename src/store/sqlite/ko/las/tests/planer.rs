//! What is asked at every turn goes by an index, however long the queue is.

use rusqlite::types::Value;

use super::super::attgora::{AKTIVA, BORJA, OPPNA, RATTELSER, poster};
use super::super::{FORST, bevis, oversikt, postbild, rattvisa};
use super::*;
use crate::store::sqlite::ko::urval::FORSTA;

/// The plan of the engine, one step a line.
fn plan(fil: &Fil, sql: &str) -> Vec<String> {
    let mut forklara = String::from("EXPLAIN QUERY PLAN ");
    forklara.push_str(sql);
    let mut fraga = fil.lager.conn.prepare(&forklara).unwrap();
    let tomma = vec![Value::Null; fraga.parameter_count()];
    let steg = fraga.query_map(rusqlite::params_from_iter(tomma), |rad| rad.get(3));
    steg.unwrap().map(Result::unwrap).collect()
}

#[test]
fn varje_fraga_gar_pa_det_index_som_ar_gjort_for_den() {
    let fil = Fil::ny();
    for (sql, index) in [
        (FORST, &["kopost_i_linje"][..]),
        (oversikt::I_LINJE, &["kopost_i_linje", "ett_oppet_per_post"]),
        (oversikt::ACCEPTERAD, &["kopost_accepterad"]),
        (
            oversikt::ANTAL,
            &["erbjudande_oppet_insats", "kopost_accepterad"],
        ),
        (postbild::STARTER, &["kopost_start"]),
        (OPPNA, &["erbjudande_oppet"]),
        (BORJA, &["kopost_accepterad", "erbjudande_post"]),
        (AKTIVA, &["kohandelse_slag"]),
        (
            poster::AVSLUT,
            &["kopost_forsok", "kopost_steg", "kopost_tyst"],
        ),
        (poster::BEKRAFTAS, &["kopost_bekraftas"]),
        (poster::FOR_STORA, &["kopost_parti"]),
        (poster::FOR_SENA, &["kopost_tidigast"]),
        (poster::ANNAN, &["kopost_katalog"]),
        (rattvisa::ERBJUDNA, &["erbjudande_skapat"]),
        (rattvisa::INKALLADE, &["kohandelse_slag"]),
        (
            rattvisa::OVERHOPPADE,
            &["kohandelse_slag", "kohandelse_angras"],
        ),
        (
            rattvisa::HANDELSER,
            &["kohandelse_slag", "kohandelse_angras"],
        ),
        (rattvisa::VILANDE, &["kopost_vilande"]),
        (rattvisa::STARTER, &["kopost_start"]),
        (bevis::FORE, &["kopost_i_linje"]),
        (bevis::LAMNADE, &["kopost_slut"]),
        (bevis::HANDELSER, &["kohandelse_insats"]),
        (
            FORSTA,
            &["kopost_klass", "erbjudande_post", "ett_oppet_per_post"],
        ),
    ] {
        let plan = plan(&fil, sql);
        for namn in index {
            assert!(
                plan.iter().any(|steg| steg.contains(namn)),
                "{sql}\n{plan:#?}"
            );
        }
        assert!(
            plan.iter().all(|steg| {
                !steg.starts_with("SCAN")
                    || steg.contains("(subquery")
                    || steg.contains("CONSTANT ROW")
                    // What stands before in the same question: a row for each day at most.
                    || ["SCAN storlek", "SCAN dag", "SCAN forst"].contains(&steg.as_str())
            }),
            "{sql}\n{plan:#?}"
        );
    }
}

#[test]
fn en_sida_borjar_vid_sin_nyckel() {
    let fil = Fil::ny();
    for sql in [oversikt::I_LINJE, bevis::FORE] {
        let plan = plan(&fil, sql);
        let vid_nyckeln = |steg: &String| steg.contains("insats_nr=? AND (ordning,id)");
        assert!(plan.iter().any(vid_nyckeln), "{plan:#?}");
    }
}

#[test]
fn det_som_lases_i_ordning_sorteras_inte_efterat() {
    let fil = Fil::ny();
    for sql in [
        FORST,
        oversikt::I_LINJE,
        oversikt::ACCEPTERAD,
        poster::BEKRAFTAS,
        poster::FOR_STORA,
        poster::FOR_SENA,
        bevis::FORE,
        bevis::LAMNADE,
        bevis::HANDELSER,
    ] {
        let plan = plan(&fil, sql);
        assert!(
            plan.iter().all(|steg| !steg.contains("TEMP B-TREE")),
            "{sql}\n{plan:#?}"
        );
    }
}

#[test]
fn den_forsta_som_passar_soks_med_storlek_och_dag() {
    let plan = plan(&Fil::ny(), FORSTA);
    for villkor in [
        "kopost_klass (insats_nr=? AND parti=? AND tidigast=?)",
        "kopost_klass (insats_nr=? AND parti=? AND tidigast>?)",
        "kopost_klass (insats_nr=? AND parti>?)",
    ] {
        assert!(
            plan.iter().any(|steg| steg.contains(villkor)),
            "{villkor}\n{plan:#?}"
        );
    }
    // Only the best of each is sorted.
    let sorterat = plan.iter().filter(|steg| steg.contains("TEMP B-TREE"));
    assert_eq!(sorterat.count(), 1, "{plan:#?}");
}

#[test]
fn oppna_forslag_hittas_utan_att_lasa_de_besvarade() {
    let plan = plan(&Fil::ny(), RATTELSER);
    assert!(
        plan.iter()
            .any(|steg| steg.contains("korattelse_en_i_taget")),
        "{plan:#?}"
    );
}
