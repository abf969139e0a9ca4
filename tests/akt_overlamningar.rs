//! Handovers from the command line: the inbox, fetched, taken over, received, given back, and opened as an ärende.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use gemensamt::akthem::{ANNAN, hamtad, mottagen, som};
use gemensamt::hem::{Hem, IDAG, NAMN, NUMMER, har_nycklar, innehaller, nekas};
use serde_json::{Value, json};

#[test]
fn inkorgen_sager_hur_lange_personen_har_vantat_och_vem_som_har_den() {
    let hem = Hem::nytt();
    let id = mottagen(&hem);
    let inkorg = |hem: &Hem| hem.json(&["overlamning", "lista", "--inkorg"])["inkorg"].take();
    let rad = inkorg(&hem)[0].take();
    har_nycklar(
        &rad,
        &[
            "id",
            "insats",
            "insats_namn",
            "system",
            "skapad",
            "vantat_dagar",
            "fran",
            "till",
            "status",
        ],
    );
    assert_eq!(
        (&rad["id"], &rad["status"], &rad["hamtad"], &rad["fran"]),
        (
            &json!(id),
            &json!("ny"),
            &Value::Null,
            &json!("mottagningen")
        )
    );
    // Days on the calendar of the desk, since the moment that the file knows.
    let skapad: chrono::DateTime<chrono::Utc> = rad["skapad"].as_str().unwrap().parse().unwrap();
    let dag: chrono::NaiveDate = "2090-01-01".parse().unwrap();
    let ut = hem.den(
        "2090-01-01",
        &["overlamning", "lista", "--inkorg", "--json"],
    );
    let vantat = ut.json()["inkorg"][0]["vantat_dagar"].as_i64().unwrap();
    assert!(
        (vantat - (dag - skapad.date_naive()).num_days()).abs() <= 1,
        "{ut:?}"
    );

    let hamtad = hem.json(&["overlamning", "hamta", &id]);
    assert_eq!(
        (&hamtad["person"]["namn"], &hamtad["person"]["personnummer"]),
        (&json!(NAMN), &json!(NUMMER.1))
    );
    let rad = inkorg(&hem)[0].take();
    assert_eq!(rad["status"], "hamtad");
    assert!(
        rad["hamtad"]["av"].is_string() && rad["hamtad"]["tid"].is_string(),
        "{rad}"
    );
    let text = hem.kor(&["overlamning", "lista", "--inkorg"]).ut;
    assert!(
        text.contains("hämtad, väntat ") && text.contains(" har den sedan "),
        "{text}"
    );
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(!text.contains("Almqvist"), "{text}");
}

#[test]
fn en_kollegas_overlamning_tas_over_och_en_mottagen_raderas_har() {
    let hem = Hem::nytt();
    let id = mottagen(&hem);
    hem.sql()
        .execute(
            "UPDATE v1_overlamning SET status = 'hamtad', hamtad_av = 'Kollegan' WHERE id = ?1",
            [&id],
        )
        .unwrap();
    nekas(
        &hem.kor(&["overlamning", "hamta", &id]),
        1,
        "Kollegan har hämtat överlämningen. Ta över den",
    );
    nekas(
        &hem.kor(&["arende", "oppna", &id, "--akt", "mottagaren", "--steg", "2"]),
        1,
        "Kollegan har hämtat överlämningen.",
    );
    let tagen = hem.json(&["overlamning", "ta-over", &id]);
    assert_eq!(tagen["person"]["namn"], NAMN);
    let text = hem.kor(&["overlamning", "ta-over", &id]).ut;
    assert!(text.contains(&format!("Namn: {NAMN}\n")), "{text}");
    let svar = hem.json(&["overlamning", "kvittera", &id]);
    assert_eq!(svar, json!({"id": id, "status": "kvitterad"}));
    assert_eq!(hem.antal("overlamningsperson"), 0);
    assert!(!innehaller(&hem.databasbytes(), NAMN));
    assert_eq!(
        hem.json(&["overlamning", "lista", "--inkorg"])["inkorg"],
        json!([])
    );
    let alla = hem.json(&["overlamning", "lista", "--inkorg", "--alla"]);
    assert_eq!(alla["inkorg"][0]["status"], "kvitterad");
}

#[test]
fn en_aterlamnad_overlamning_skickas_igen_eller_makuleras() {
    let hem = Hem::nytt();
    let id = hamtad(&hem);
    let svar = hem.json(&["overlamning", "aterlamna", &id, "--orsak", "fel_enhet"]);
    assert_eq!(
        svar,
        json!({"id": id, "status": "aterlamnad", "orsak": "fel_enhet"})
    );
    assert_eq!(
        hem.json(&["overlamning", "lista", "--inkorg"])["inkorg"],
        json!([])
    );
    let tillbaka = hem.json(&["overlamning", "aterlamnade"]);
    assert_eq!(
        (
            &tillbaka["aterlamnade"][0]["id"],
            &tillbaka["aterlamnade"][0]["aterlamnad"]["orsak"]
        ),
        (&json!(id), &json!("fel_enhet"))
    );
    let svar = hem.json(&["overlamning", "skicka-igen", &id, "--till", ANNAN]);
    assert_eq!(svar, json!({"id": id, "status": "ny", "till": ANNAN}));
    nekas(
        &hem.kor(&["overlamning", "kvittera", &id]),
        1,
        "Det finns inget sådant hos er enhet.",
    );
    // Now it is the other enhet's, and here it is as if it were not.
    for argument in [
        &["overlamning", "hamta", &id][..],
        &["overlamning", "ta-over", &id],
    ] {
        nekas(
            &hem.kor(argument),
            1,
            "Det finns inget sådant hos er enhet.",
        );
    }
    for argument in [
        &["overlamning", "hamta", &id][..],
        &["overlamning", "aterlamna", &id, "--orsak", "dubblett"],
    ] {
        assert_eq!(som(&hem, ANNAN, argument, "").kod, 0);
    }
    nekas(
        &som(&hem, ANNAN, &["overlamning", "makulera", &id], ""),
        1,
        "hos er enhet",
    );
    let svar = hem.json(&["overlamning", "makulera", &id]);
    assert_eq!(svar, json!({"id": id, "status": "makulerad"}));
    assert!(!innehaller(&hem.databasbytes(), NAMN));
}

#[test]
fn katalogen_sager_vems_akt_och_hur_manga_steg_eller_sa_kravs_ett_val() {
    let hem = Hem::nytt();
    let id = hamtad(&hem);
    let fore = hem.rader();
    let oppna = ["arende", "oppna", id.as_str()];
    nekas(
        &hem.kor(&oppna),
        1,
        "Katalogen säger inte vems akt det blir.",
    );
    let med_akt = [&oppna[..], &["--akt", "mottagaren"]].concat();
    nekas(&hem.kor(&med_akt), 1, "Ange --steg 2, 3 eller 5.");
    nekas(
        &hem.kor(&[&med_akt[..], &["--steg", "4"]].concat()),
        2,
        "--steg ska vara 2, 3 eller 5.",
    );
    nekas(
        &hem.kor(&[&oppna[..], &["--akt", "mamman", "--steg", "3"]].concat()),
        2,
        "--akt ska vara en av mottagaren, barnet, varje_foralder.",
    );
    assert_eq!(hem.rader(), fore);

    let katalog = concat!(env!("CARGO_MANIFEST_DIR"), "/data/kataloger/alingsas.toml");
    let katalog = std::fs::read_to_string(katalog).unwrap();
    let (borjan, slutet) = katalog.split_once("nr = \"3.4.3\"\n").unwrap();
    let slutet = slutet.replacen("akt = \"oklart\"", "akt = \"mottagaren\"\nsteg = 5", 1);
    let katalog = hem.fil("egen.toml", format!("{borjan}nr = \"3.4.3\"\n{slutet}"));
    let egen = [&oppna[..], &["--katalog", &katalog]].concat();
    nekas(
        &hem.kor(&[&egen[..], &["--akt", "barnet"]].concat()),
        1,
        "Katalogen säger något annat än --akt.",
    );
    nekas(
        &hem.kor(&[&egen[..], &["--steg", "2"]].concat()),
        1,
        "något annat än --steg",
    );
    assert_eq!(hem.rader(), fore);
    let svar = hem.json(&[&egen[..], &["--uppfoljning", "2027-01-15"]].concat());
    assert_eq!(
        svar,
        json!({"arende": "2026-00001", "insats": "3.4.3", "insats_namn": "Boendecoachning",
            "oppnad": IDAG, "steg": 1, "stegantal": 5, "nasta_uppfoljning": "2027-01-15",
            "avslutad": null, "orsak": null, "anteckningar": 0, "utkast": 0,
            "aktslag": "mottagaren", "annan_akt": null})
    );
    // Received thereby: the copy at the desk is gone, and the person stands in the akt.
    assert_eq!(
        (hem.antal("overlamningsperson"), hem.antal("arendeperson")),
        (0, 1)
    );
    nekas(
        &hem.kor(&[&egen[..]].concat()),
        1,
        "Överlämningen är redan mottagen.",
    );
}
