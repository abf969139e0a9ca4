//! The log from the command line: whether it is whole, its head, its rows, and what is worth asking about.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use gemensamt::akthem::{anteckning, gor, mottagen, oppnat, tva_foraldrar};
use gemensamt::hem::{Hem, IDAG, NAMN, nekas, nycklar};
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use serde_json::{Value, json};

/// From the first day to the last.
const ALLT: [&str; 4] = ["--fran", "2020-01-01", "--till", "2090-01-01"];

fn utan_vakter(hem: &Hem) -> Connection {
    let conn = hem.sql();
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)
        .unwrap();
    conn
}

/// A look by somebody at a time, as another program can write it.
fn blick(conn: &Connection, anvandare: &str, tid: &str, slag: &str, arende: Option<&str>) {
    conn.execute(
        "INSERT INTO akthandelse SELECT max(seq) + 1, ?2, ?1, 'v1_arende', 'mottagningen', lower(hex(randomblob(16))), ?3,
           (SELECT id FROM arende WHERE nummer = ?4), NULL FROM akthandelse",
        (anvandare, tid, slag, arende),
    )
    .unwrap();
}

fn atkomst(conn: &Connection, anvandare: &str, slag: &str, om: &str) {
    conn.execute(
        "INSERT INTO atkomst SELECT coalesce(max(seq), 0) + 1, '2026-03-02T12:00:00.000Z', ?1, 'disken', 'mottagningen',
           lower(hex(randomblob(16))), ?2, NULL, ?3 FROM atkomst",
        [anvandare, slag, om],
    )
    .unwrap();
}

#[test]
fn loggen_ar_hel_tills_nagon_andrar_i_den_och_da_namns_raden() {
    let hem = Hem::nytt();
    let tom = hem.json(&["logg", "topp"]);
    assert_eq!(tom, json!({"topp": null}));
    let nr = oppnat(&hem, false);
    gor(
        &hem,
        &["arende", "anteckna", &nr],
        &anteckning("Första mötet"),
    );

    let topp = hem.json(&["logg", "topp"])["topp"].clone();
    assert_eq!(nycklar(&topp), ["nr", "kort", "hel"]);
    let (kort, hel) = (
        topp["kort"].as_str().unwrap(),
        topp["hel"].as_str().unwrap(),
    );
    assert_eq!(hel.len(), topp["nr"].to_string().len() + 65);
    let ut = hem.kor(&["logg", "topp"]);
    assert!(
        ut.kod == 0 && ut.ut.contains(&format!("Loggens topp: {kort}")),
        "{ut:?}"
    );

    let svar = hem.json(&["logg", "kontrollera"]);
    assert_eq!(
        nycklar(&svar),
        [
            "hel",
            "mot_topp",
            "lankar",
            "gallrade",
            "vantar",
            "antal_fel",
            "fel",
            "topp"
        ]
    );
    assert_eq!(
        (&svar["hel"], &svar["topp"], &svar["fel"]),
        (&json!(true), &topp, &json!([]))
    );
    assert_eq!(svar["lankar"], topp["nr"]);
    hem.json(&["arende", "visa", &nr]);
    for mot in [kort, hel, &kort.to_lowercase()] {
        let ut = hem.kor(&["logg", "kontrollera", "--mot", mot]);
        assert_eq!(ut.kod, 0, "{ut:?}");
        assert!(
            ut.ut.starts_with("Loggen är hel. ")
                && ut.ut.contains("Den topp som angavs står kvar."),
            "{ut:?}"
        );
    }
    nekas(
        &hem.kor(&["logg", "kontrollera", "--mot", "igår"]),
        2,
        "Toppen gick inte att läsa",
    );

    let conn = utan_vakter(&hem);
    let seq: i64 = conn
        .query_row(
            "SELECT seq FROM akthandelse WHERE slag = 'signerad'",
            [],
            |rad| rad.get(0),
        )
        .unwrap();
    conn.execute("UPDATE anteckning SET text = 'Något annat.'", [])
        .unwrap();
    let ut = hem.kor(&["logg", "kontrollera"]);
    assert_eq!(ut.kod, 1, "{ut:?}");
    assert!(
        ut.ut.starts_with("Loggen är inte hel. ") && ut.ut.contains("1 fel:"),
        "{ut:?}"
    );
    let mening = format!(
        "Rad {seq} i akternas logg: raden, eller den text som den handlar om, har ändrats."
    );
    assert!(ut.ut.contains(&mening), "{ut:?}");
    let ut = hem.kor(&["logg", "kontrollera", "--json"]);
    assert_eq!(ut.kod, 1);
    let fel = &ut.json()["fel"];
    assert_eq!(
        *fel,
        json!([{"fel": "andrad", "logg": "akthandelse", "rad": seq, "i_ord": mening}])
    );
    for hemligt in ["Något annat", NAMN, "Första mötet"] {
        assert!(!ut.ut.contains(hemligt));
    }
    // The end cut off, and only somebody who kept the head sees it.
    conn.execute_batch(
        "UPDATE anteckning SET text = 'x' WHERE 0; DELETE FROM kedja; DELETE FROM handelse; DELETE FROM akthandelse;
         DELETE FROM atkomst",
    )
    .unwrap();
    assert_eq!(hem.kor(&["logg", "kontrollera"]).kod, 0);
    let ut = hem.kor(&["logg", "kontrollera", "--mot", kort]);
    assert!(
        ut.kod == 1 && ut.ut.contains("slutet av loggen är borttaget"),
        "{ut:?}"
    );
}

#[test]
fn loggen_visas_med_de_senaste_raderna_forst_och_att_den_lases_star_dar() {
    let hem = Hem::nytt();
    let (nr, annat) = tva_foraldrar(&hem);
    hem.json(&["arende", "visa", &nr]);
    let jag = hem
        .sql()
        .query_row("SELECT anvandare FROM akthandelse LIMIT 1", [], |rad| {
            rad.get::<_, String>(0)
        })
        .unwrap();
    let rader = |argument: &[&str]| {
        let svar = hem.json(&[&["logg", "visa"], argument].concat());
        svar["logg"].as_array().unwrap().clone()
    };
    let alla = rader(&[]);
    assert_eq!(
        nycklar(&alla[0]),
        [
            "logg",
            "rad",
            "tid",
            "anvandare",
            "desk",
            "enhet",
            "slag",
            "objekt",
            "arende",
            "skal",
            "i_ord"
        ]
    );
    let slag = |rader: &[Value]| -> Vec<String> {
        rader
            .iter()
            .map(|rad| rad["slag"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(slag(&alla)[..3], ["logg_last", "last", "oppnad"]);
    let tider: Vec<&str> = alla
        .iter()
        .map(|rad| rad["tid"].as_str().unwrap())
        .collect();
    assert!(tider.is_sorted_by(|a, b| a >= b), "{tider:?}");
    // The handover that the ärende came of belongs to it.
    let om_ett = rader(&["--arende", &nr]);
    assert_eq!(slag(&om_ett), ["last", "oppnad", "hamtad", "overlamnad"]);
    assert_eq!(om_ett[0]["arende"], json!(nr));
    assert!(om_ett.iter().all(|rad| rad["arende"] != json!(annat)));
    let id = om_ett[2]["objekt"].as_str().unwrap();
    assert_eq!(
        slag(&rader(&["--arende", id])),
        ["oppnad", "oppnad", "hamtad", "overlamnad"]
    );
    assert_eq!(rader(&["--antal", "2"]).len(), 2);
    assert!(!rader(&["--anvandare", &jag]).is_empty());
    assert!(!rader(&ALLT).is_empty());
    for tomt in [
        ["--anvandare", "ingen"],
        ["--till", "2020-01-01"],
        ["--fran", "2090-01-01"],
    ] {
        let ut = hem.kor(&["logg", "visa", tomt[0], tomt[1]]);
        assert!(
            ut.kod == 1 && ut.ut.contains("Inga rader i loggen"),
            "{ut:?}"
        );
    }
    // Each reading stands there, with what was asked for and never about whom.
    let om: Vec<String> = {
        let conn = hem.sql();
        let mut fraga = conn
            .prepare("SELECT coalesce(om, '-') FROM atkomst WHERE slag = 'logg_last' ORDER BY seq")
            .unwrap();
        let om = fraga.query_map([], |rad| rad.get(0)).unwrap();
        om.map(Result::unwrap).collect()
    };
    assert_eq!(om[..4], ["-", "arende", "objekt", "-"]);
    assert_eq!(
        om[5..],
        [
            "fran=2020-01-01 till=2090-01-01",
            "anvandare=ingen",
            "till=2020-01-01",
            "fran=2090-01-01"
        ]
    );

    let ut = hem.kor(&["logg", "visa", "--arende", &nr]);
    assert!(
        ut.ut.contains("läste akten") && ut.ut.contains(&format!("ärende {nr}")),
        "{ut:?}"
    );
    assert!(!ut.ut.contains(NAMN));
    nekas(
        &hem.kor(&["logg", "visa", "--arende", "Övning Almqvist"]),
        2,
        "--arende ska vara",
    );
    nekas(&hem.kor(&["logg", "visa", "--arende", "2026-99999"]), 1, "");
    nekas(
        &hem.kor(&["logg", "visa", "--fran", IDAG, "--till", "2026-01-01"]),
        2,
        "--fran ska vara samma dag",
    );
    let svar = hem.json(&["logg", "kontrollera"]);
    assert_eq!(svar["hel"], json!(true));
}

#[test]
fn granskningen_visar_blickar_utanfor_de_egna_arendena_pa_natten_och_av_manga() {
    let hem = Hem::nytt();
    let (nr, annat) = tva_foraldrar(&hem);
    mottagen(&hem);
    let conn = hem.sql();
    let dag = "2026-03-02T12:00:00.000Z";
    // Six have read the one, two of them have written in it.
    for (vem, antal) in [("a", 1), ("b", 3), ("c", 1), ("d", 2), ("e", 1), ("f", 1)] {
        for _ in 0..antal {
            blick(&conn, vem, dag, "last", Some(&nr));
        }
    }
    blick(&conn, "e", dag, "steg", Some(&nr));
    blick(
        &conn,
        "f",
        "2026-04-02T12:00:00.000Z",
        "signerad",
        Some(&nr),
    );
    for vem in ["a", "b", "c", "d"] {
        blick(&conn, vem, dag, "bro_last", Some(&annat));
    }
    // At night, on a Saturday, on a holiday in the week; an act is no look.
    for (vem, tid, slag) in [
        ("natt", "2026-03-03T01:00:00.000Z", "last"),
        ("lordag", "2026-03-07T12:00:00.000Z", "last"),
        ("helgdag", "2026-05-01T12:00:00.000Z", "tagen_over"),
        ("skriver", "2026-03-03T01:00:00.000Z", "signerad"),
    ] {
        blick(&conn, vem, tid, slag, None);
    }
    atkomst(&conn, "c", "nekad", "gallra");
    atkomst(&conn, "c", "nekad", "gallra");
    atkomst(&conn, "d", "misslyckad_inloggning", "4");
    blick(&conn, "d", dag, "forekomst_nekad", None);

    let varen = [
        "logg",
        "granska",
        "--fran",
        "2026-03-01",
        "--till",
        "2026-05-31",
    ];
    let svar = hem.json(&varen);
    assert_eq!(
        nycklar(&svar),
        [
            "fran",
            "till",
            "utan_egen_handling",
            "utanfor_arbetstid",
            "av_manga",
            "kontakt",
            "nekade",
            "misslyckade",
            "konton_och_nycklar"
        ]
    );
    let del = |svar: &Value, namn: &str| svar[namn]["rader"].clone();
    let rad = |vem: &str, arende: &str, antal: u8| json!({"anvandare": vem, "arende": arende, "antal": antal});
    assert_eq!(
        del(&svar, "utan_egen_handling"),
        json!([
            rad("b", &nr, 3),
            rad("d", &nr, 2),
            rad("a", &nr, 1),
            rad("a", &annat, 1),
            rad("b", &annat, 1),
            rad("c", &nr, 1),
            rad("c", &annat, 1),
            rad("d", &annat, 1)
        ])
    );
    let vilka: Vec<&str> = svar["utanfor_arbetstid"]["rader"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rad| rad["anvandare"].as_str().unwrap())
        .collect();
    assert_eq!(vilka, ["helgdag", "lordag", "natt"]);
    assert_eq!(
        del(&svar, "av_manga"),
        json!([{"arende": nr, "anvandare": 6}])
    );
    assert_eq!(
        del(&svar, "nekade"),
        json!([{"anvandare": "c", "vad": "gallra", "antal": 2}, {"anvandare": "d", "vad": "forekomst", "antal": 1}])
    );
    assert_eq!(
        del(&svar, "misslyckade"),
        json!([{"anvandare": "d", "antal": 4}])
    );
    // Other days, other rows; and the days are whole ones.
    let natten = hem.json(&[
        "logg",
        "granska",
        "--fran",
        "2026-03-07",
        "--till",
        "2026-03-07",
    ]);
    assert_eq!(
        natten["utanfor_arbetstid"]["rader"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(del(&natten, "utan_egen_handling"), json!([]));
    let ut = hem.kor(&varen);
    assert!(
        ut.kod == 0 && ut.ut.contains(&format!("b: ärende {nr}, 3 gånger")),
        "{ut:?}"
    );
    assert!(
        ut.ut.contains("c: gallrar, 2 gånger")
            && ut.ut.contains("Ärenden som 5 eller fler har läst i:"),
        "{ut:?}"
    );
    assert!(!ut.ut.contains(NAMN));
    let last: i64 = conn
        .query_row(
            "SELECT count(*) FROM atkomst WHERE slag = 'logg_granskad'",
            [],
            |rad| rad.get(0),
        )
        .unwrap();
    assert_eq!(last, 3);
}

#[test]
fn rapporten_ar_kort_hur_mycket_som_an_har_hant() {
    let hem = Hem::nytt();
    let nr = oppnat(&hem, false);
    let conn = hem.sql();
    conn.execute_batch("BEGIN").unwrap();
    for n in 0..150 {
        blick(
            &conn,
            &format!("vem-{n}"),
            "2026-03-03T01:00:00.000Z",
            "last",
            Some(&nr),
        );
    }
    conn.execute_batch("COMMIT").unwrap();
    let svar = hem.json(&[&["logg", "granska"][..], &ALLT].concat());
    for del in ["utan_egen_handling", "utanfor_arbetstid"] {
        assert_eq!(svar[del]["rader"].as_array().unwrap().len(), 100, "{del}");
    }
    assert_eq!(svar["utan_egen_handling"]["fler"], json!(50));
    // The looks of the test itself may be at night too.
    assert!(svar["utanfor_arbetstid"]["fler"].as_u64().unwrap() >= 50);
    let alla = hem.json(&["logg", "visa", "--antal", "5000"]);
    assert!(alla["logg"].as_array().unwrap().len() > 150);
}
