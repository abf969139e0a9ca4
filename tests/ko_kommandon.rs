//! The waiting list from the command line: offers, answers, refusals with a way out, and nobody by name.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use gemensamt::hem::{Hem, IDAG, NAMN, har_nycklar, innehaller, nekas, nycklar, utan_identitet};
use serde_json::{Value, json};

/// A slip that nobody has: its check sign is right.
const INGENS: &str = "2222-222";
/// Rådgivning (14:4), exempt (14:5), documented (14:3), and the silo.
const RADGIVNING: &str = "3.1.3";
const UNDANTAGEN: &str = "3.2.1";
const DOKUMENTERAS: &str = "3.4.3";
const SILO: &str = "3.1.1";

/// Stands in the queue, and gets a slip.
fn stall(hem: &Hem, nr: &str) -> String {
    let mut indata = utan_identitet(nr);
    indata["vill"] = "ko".into();
    indata["fakta"]["andra"] = json!([{"relation": "partner", "folkbokford": "Alingsås"}]);
    let ut = hem.mottag(&indata);
    assert_eq!(ut.kod, 0, "{nr}: {ut:?}");
    ut.json()["kolapp"].as_str().unwrap().to_owned()
}

fn med_ko(nr: &str, antal: usize) -> (Hem, Vec<String>) {
    let hem = Hem::nytt();
    let koder = (0..antal).map(|_| stall(&hem, nr)).collect();
    (hem, koder)
}

/// The same with so many running places.
fn med_platser(nr: &str, antal: usize, platser: &str) -> (Hem, Vec<String>) {
    let (hem, koder) = med_ko(nr, antal);
    let svar = hem.json(&["ko", "platser", nr, "--antal", platser]);
    assert_eq!(svar["antal"], json!(platser.parse::<u16>().unwrap()));
    (hem, koder)
}

fn visa(hem: &Hem, kod: &str) -> Value {
    hem.json(&["ko", "visa", kod])
}

/// Status and place in line.
fn lage(hem: &Hem, kod: &str) -> (String, Value) {
    let mut post = visa(hem, kod);
    let status = post["status"].as_str().unwrap().to_owned();
    (status, post["plats"].take())
}

fn slag(hem: &Hem, kod: &str) -> Vec<String> {
    let post = visa(hem, kod);
    let historia = post["historia"].as_array().unwrap();
    historia
        .iter()
        .map(|h| h["slag"].as_str().unwrap().to_owned())
        .collect()
}

/// Keeps contact data that the person has chosen.
fn spara_kontakt(hem: &Hem, kod: &str, nummer: &str) {
    let uppgift = kontakt(NAMN, "telefon", nummer, "personen");
    let ut = hem.kor_med(&["ko", "kontakt", kod, "--fran", "-"], &uppgift);
    assert_eq!(ut.kod, 0, "{ut:?}");
}

#[test]
fn listan_har_kvar_sin_form_och_sager_mer() {
    let (hem, koder) = med_ko(RADGIVNING, 3);
    let lista = hem.json(&["ko", "lista"]);
    assert_eq!(nycklar(&lista), ["ko", "accepterade"]);
    let forst = &lista["ko"][0];
    assert_eq!(nycklar(forst)[..4], ["insats", "plats", "kolapp", "sedan"]);
    har_nycklar(
        forst,
        &[
            "status",
            "parti",
            "tidigast",
            "svar_senast",
            "rattad",
            "importerad",
        ],
    );
    for (i, kod) in koder.iter().enumerate() {
        let rad = &lista["ko"][i];
        assert_eq!(
            (&rad["plats"], &rad["kolapp"], &rad["status"]),
            (&json!(i + 1), &json!(kod), &json!("i_ko"))
        );
    }
    let sida = hem.json(&[
        "ko", "lista", "--insats", RADGIVNING, "--fran", "2", "--antal", "1",
    ]);
    assert_eq!(sida["ko"].as_array().unwrap().len(), 1, "{sida}");
    assert_eq!(
        (&sida["ko"][0]["plats"], &sida["ko"][0]["kolapp"]),
        (&json!(2), &json!(koder[1]))
    );
    let text = hem.kor(&["ko", "lista"]).ut;
    assert!(text.contains(&koder[0]) && text.contains("i kö"), "{text}");
}

#[test]
fn familjeradgivning_syns_bara_nar_den_namns() {
    let (hem, oppna) = med_ko(RADGIVNING, 1);
    let dold = stall(&hem, SILO);
    for kommando in ["lista", "koer", "attgora"] {
        let alla = hem.json(&["ko", kommando]).to_string();
        assert!(!alla.contains(&dold), "{kommando}: {alla}");
        assert!(!alla.contains("3.1.1\""), "{kommando}: {alla}");
    }
    let egen = hem.json(&["ko", "lista", "--insats", SILO]);
    assert_eq!(egen["ko"][0]["kolapp"], json!(dold));
    let koer = hem.json(&["ko", "koer"]);
    assert_eq!(koer["koer"][0]["insats"], json!(RADGIVNING));
    assert_eq!(koer["koer"][0]["langd"], json!(1));
    assert_eq!(
        hem.json(&["ko", "koer", "--insats", SILO])["koer"][0]["langd"],
        1
    );
    let rapport = hem.json(&["ko", "rattvisa"]).to_string();
    assert!(!rapport.contains("3.1.1\""), "{rapport}");
    assert_eq!(visa(&hem, &oppna[0])["insats"], json!(RADGIVNING));
}

#[test]
fn ett_erbjudande_gar_till_den_som_ar_nast_i_tur_och_besvaras() {
    let (hem, koder) = med_platser(RADGIVNING, 3, "1");
    let fore = hem.rader();
    let visat = hem.json(&["ko", "erbjud", RADGIVNING, "--forhandsvisa"]);
    assert_eq!(
        (&visat["kolapp"], &visat["plats"], &visat["lediga"]),
        (&json!(koder[0]), &json!(1), &json!(1))
    );
    assert_eq!(visat["overhoppade"], json!([]));
    assert_eq!(hem.rader(), fore, "en förhandsvisning sparar inget");

    let svar = hem.json(&["ko", "erbjud", RADGIVNING, "--kanal", "telefon"]);
    assert_eq!(
        (&svar["kolapp"], &svar["status"]),
        (&json!(koder[0]), &json!("erbjuden"))
    );
    assert_eq!(svar["svar_senast"], visat["svar_senast"]);
    assert_eq!(lage(&hem, &koder[0]), ("erbjuden".to_owned(), json!(1)));
    nekas(
        &hem.kor(&["ko", "erbjud", RADGIVNING]),
        1,
        "Ingen plats är ledig",
    );

    // No to this place: the place in line is kept, and the place goes to whoever is next in turn for it.
    let svar = hem.json(&["ko", "svara", &koder[0], "--svar", "star_kvar"]);
    assert_eq!(
        (&svar["status"], &svar["plats"]),
        (&json!("i_ko"), &json!(1))
    );
    assert!(svar["nasta"].is_object(), "{svar}");
    assert_eq!(svar["sag"], Value::Null);

    let svar = hem.json(&["ko", "erbjud", RADGIVNING]);
    let kod = svar["kolapp"].as_str().unwrap().to_owned();
    hem.json(&["ko", "paminn", &kod]);
    let senare = "2026-12-18";
    let svar = hem.json(&["ko", "forlang", &kod, "--till", senare]);
    assert_eq!(svar["svar_senast"], json!(senare));
    nekas(
        &hem.kor(&["ko", "forlang", &kod, "--till", "2026-12-01"]),
        1,
        "Välj en senare dag.",
    );
    let svar = hem.json(&["ko", "svara", &kod, "--svar", "ja"]);
    assert_eq!(
        (&svar["status"], &svar["plats"]),
        (&json!("accepterad"), &Value::Null)
    );
    let lista = hem.json(&["ko", "lista"]);
    assert_eq!(lista["ko"].as_array().unwrap().len(), 2, "{lista}");
    assert_eq!(lista["accepterade"][0]["kolapp"], json!(kod));
    let platser = hem.json(&["ko", "platser", RADGIVNING]);
    assert_eq!(platser["platser"][0]["tagna"][0]["kolapp"], json!(kod));
    nekas(
        &hem.kor(&["ko", "svara", &koder[2], "--svar", "ja"]),
        1,
        "Erbjud en plats först",
    );
}

#[test]
fn ingen_erbjuds_en_plats_fore_sin_tur() {
    let (hem, koder) = med_platser(DOKUMENTERAS, 3, "1");
    let till = |kod: &str, hoppa: &[&str]| {
        let mut argument = vec!["ko", "erbjud", DOKUMENTERAS, "--kolapp", kod];
        for kod in hoppa {
            argument.extend(["--hoppa", *kod]);
        }
        hem.kor(&argument)
    };
    spara_kontakt(&hem, &koder[0], "070-000 11 22");
    nekas(&till(&koder[2], &[]), 1, "2 kölappar står före");
    nekas(&till(&koder[1], &[]), 1, "en kölapp före den passar");
    nekas(
        &till(&koder[1], &[&koder[0]]),
        1,
        &format!("Ingen har försökt nå kölapp {} i dag", koder[0]),
    );
    hem.json(&[
        "ko", "forsok", &koder[0], "--kanal", "telefon", "--nadd", "nej",
    ]);
    let ut = till(&koder[1], &[&koder[0]]);
    assert_eq!(ut.kod, 0, "{ut:?}");
    assert!(slag(&hem, &koder[0]).contains(&"overhoppad".to_owned()));
    assert_eq!(lage(&hem, &koder[0]), ("i_ko".to_owned(), json!(1)));
    assert_eq!(lage(&hem, &koder[1]).0, "erbjuden");
    let rapport = hem.json(&["ko", "rattvisa"]);
    let rad = &rapport["insatser"][0];
    assert_eq!(
        (
            &rad["insats"],
            &rad["erbjudanden"],
            &rad["inte_till_forsta"]
        ),
        (&json!(DOKUMENTERAS), &json!(1), &json!(1))
    );
    assert_eq!(rad["overhopp"], json!({"inte_nabar": 1}));
}

#[test]
fn den_som_inte_gar_att_na_och_inte_kommit_haller_ingen_plats_tom() {
    let (hem, koder) = med_platser(RADGIVNING, 2, "1");
    let argument = ["ko", "erbjud", RADGIVNING, "--hoppa", &koder[0]];
    assert_eq!(hem.json(&argument)["kolapp"], json!(koder[1]));
    assert_eq!(lage(&hem, &koder[0]), ("i_ko".to_owned(), json!(1)));
    let rapport = hem.json(&["ko", "rattvisa"]);
    assert_eq!(rapport["insatser"][0]["overhopp"], json!({"ej_hord_av": 1}));
}

#[test]
fn den_som_tackat_nej_far_nasta_plats_och_inte_samma_igen() {
    let (hem, koder) = med_platser(RADGIVNING, 2, "1");
    let erbjud = |till: usize| {
        let svar = hem.json(&["ko", "erbjud", RADGIVNING]);
        assert_eq!(svar["kolapp"], json!(koder[till]));
    };
    erbjud(0);
    hem.json(&["ko", "svara", &koder[0], "--svar", "star_kvar"]);
    erbjud(1);
    hem.json(&["ko", "svara", &koder[1], "--svar", "star_kvar"]);
    let ingen = hem.kor(&["ko", "erbjud", RADGIVNING]);
    nekas(&ingen, 1, "Ingen som väntar passar platsen nu");
    // Whoever asks for it may have changed their mind, and a new number of places is a new chance.
    let egen = ["ko", "erbjud", RADGIVNING, "--kolapp", &koder[1]];
    assert_eq!(hem.json(&egen)["kolapp"], json!(koder[1]));
    hem.json(&["ko", "svara", &koder[1], "--svar", "star_kvar"]);
    hem.json(&["ko", "platser", RADGIVNING, "--antal", "2"]);
    erbjud(0);
    assert_eq!(lage(&hem, &koder[0]), ("erbjuden".to_owned(), json!(1)));
}

#[test]
fn utan_platser_finns_inget_att_erbjuda() {
    let (hem, _) = med_ko(RADGIVNING, 1);
    let ut = hem.kor(&["ko", "erbjud", RADGIVNING]);
    nekas(&ut, 1, "plats");
    nekas(
        &hem.kor(&["ko", "erbjud", "9.9.9"]),
        1,
        "finns inte i katalogen",
    );
}

#[test]
fn den_som_vilar_behaller_sin_plats() {
    let (hem, koder) = med_platser(RADGIVNING, 2, "1");
    let vila = |fran: &str, till: &str| {
        hem.kor(&[
            "ko", "vila", &koder[0], "--fran", fran, "--till", till, "--json",
        ])
    };
    nekas(&vila("2026-12-24", "2026-12-01"), 1, "En vila börjar i dag");
    nekas(&vila(IDAG, "2028-01-01"), 1, "högst 6 månader");
    let svar = vila(IDAG, "2027-01-31").json();
    assert_eq!(
        (&svar["status"], &svar["vilar_till"], &svar["plats"]),
        (&json!("vilande"), &json!("2027-01-31"), &json!(1))
    );
    let visat = hem.json(&["ko", "erbjud", RADGIVNING, "--forhandsvisa"]);
    assert_eq!(visat["kolapp"], json!(koder[1]));
    let tvaan = hem.kor(&["ko", "visa", &koder[1]]).ut;
    assert!(tvaan.contains("före dig: 1, varav 1 vilande"), "{tvaan}");
    nekas(
        &hem.kor(&["ko", "erbjud", RADGIVNING, "--kolapp", &koder[0]]),
        1,
        "vil",
    );
    hem.json(&["ko", "aktivera", &koder[0]]);
    assert_eq!(lage(&hem, &koder[0]), ("i_ko".to_owned(), json!(1)));
    nekas(
        &hem.kor(&["ko", "aktivera", &koder[0]]),
        1,
        "Kölappen väntar i kön",
    );
}

#[test]
fn den_som_lamnar_kon_far_hora_att_den_kan_ansoka_och_kan_komma_tillbaka() {
    let (hem, koder) = med_ko(RADGIVNING, 2);
    let svar = hem.json(&["ko", "avsluta", &koder[0], "--orsak", "atertagen"]);
    assert_eq!(nycklar(&svar)[..3], ["kolapp", "avslutad", "sag"]);
    assert_eq!(
        (&svar["kolapp"], &svar["avslutad"]),
        (&json!(koder[0]), &json!("atertagen"))
    );
    assert!(svar["sag"].as_str().unwrap().contains("rätt att ansöka"));
    nekas(
        &hem.kor(&["ko", "avsluta", &koder[0], "--orsak", "atertagen"]),
        1,
        "Kölappen är avslutad (återtagen). Återuppta den först",
    );
    for (orsak, kod, mening) in [
        ("for_gammal", 2, "Orsaken ska vara en av atertagen"),
        ("avbojt", 1, "följer av ett svar"),
        ("ej_nabar", 1, "Nämnden har inte beslutat"),
        ("bekraftelse_uteblev", 1, "Nämnden har inte beslutat"),
        ("ej_svar", 1, "Nämnden har inte beslutat"),
        (
            "villkor_ej_uppfyllda",
            1,
            "vilket villkor som inte är uppfyllt",
        ),
        ("insatsen_upphort", 1, "Insatsen finns kvar i katalogen"),
    ] {
        nekas(
            &hem.kor(&["ko", "avsluta", &koder[1], "--orsak", orsak]),
            kod,
            mening,
        );
    }

    let ateroppna = |mening: &str| {
        hem.kor_med(
            &["ko", "ateroppna", &koder[0], "--mening", "-", "--json"],
            mening.as_bytes(),
        )
    };
    nekas(&ateroppna("kort"), 2, "10 till 200 tecken");
    let ut = ateroppna("ringde 0701234567 och ville tillbaka");
    nekas(&ut, 2, "högst fem siffror");
    assert!(!ut.fel.contains("0701234567"));
    let ut = ateroppna("Personen ångrade sig samma dag.\n");
    assert_eq!(ut.kod, 0, "{ut:?}");
    assert_eq!(lage(&hem, &koder[0]), ("i_ko".to_owned(), json!(1)));
    let historia = hem.kor(&["ko", "visa", &koder[0]]).ut;
    assert!(historia.contains("Personen ångrade sig samma dag."));

    let svar = hem.json(&["ko", "felregistrera", &koder[0]]);
    assert_eq!(svar["status"], "felregistrerad");
    assert!(svar["sag"].is_string());
    nekas(
        &ateroppna("Personen ångrade sig en gång till."),
        1,
        "En felregistrerad kölapp tas aldrig upp igen",
    );
    assert_eq!(lage(&hem, &koder[1]), ("i_ko".to_owned(), json!(1)));
    let villkor = |id: &str| {
        let orsak = ["--orsak", "villkor_ej_uppfyllda", "--villkor", id, "--json"];
        hem.kor(&[&["ko", "avsluta", &koder[1]][..], &orsak].concat())
    };
    nekas(
        &villkor("bor-pa-manen"),
        1,
        "vilket villkor som inte är uppfyllt",
    );
    assert_eq!(
        villkor("folkbokford").json()["avslutad"],
        "villkor_ej_uppfyllda"
    );
}

#[test]
fn det_senaste_kan_angras() {
    let (hem, koder) = med_ko(RADGIVNING, 2);
    hem.json(&["ko", "avsluta", &koder[0], "--orsak", "dubblett"]);
    assert_eq!(visa(&hem, &koder[0])["orsak"], "dubblett");
    assert_eq!(lage(&hem, &koder[1]).1, json!(1));
    let svar = hem.json(&["ko", "angra"]);
    assert_eq!(
        (&svar["kolapp"], &svar["angrat"], &svar["status"]),
        (&json!(koder[0]), &json!("avslutad"), &json!("i_ko"))
    );
    assert_eq!(lage(&hem, &koder[0]), ("i_ko".to_owned(), json!(1)));
    assert_eq!(lage(&hem, &koder[1]).1, json!(2));
    let historia = slag(&hem, &koder[0]);
    assert_eq!(historia, ["stalld_i_ko", "avslutad", "angrad"]);

    nekas(
        &hem.kor(&["--desk", "en annan", "ko", "angra"]),
        1,
        "de senaste tio minuterna",
    );
    nekas(
        &Hem::nytt().kor(&["ko", "angra"]),
        1,
        "Rätta med en ny åtgärd",
    );
}

#[test]
fn ett_kodatum_rattas_av_tva_personer() {
    let (hem, koder) = med_ko(RADGIVNING, 2);
    let fil = hem.fil(
        "mening.txt",
        "Personen ringde redan i mars och bad om plats.",
    );
    let ratta = |till: &str, orsak: &str| {
        hem.kor(&[
            "ko", "ratta", &koder[1], "--till", till, "--orsak", orsak, "--mening", &fil,
        ])
    };
    nekas(
        &ratta("2025-03-04", "begard_tidigare"),
        2,
        "Tiden ska skrivas",
    );
    nekas(
        &ratta("2025-03-04 09:15", "snall"),
        2,
        "Orsaken till rättelsen",
    );
    nekas(
        &ratta("2099-03-04 09:15", "begard_tidigare"),
        1,
        "Ange dagen då",
    );
    let svara = |svar: &str| hem.kor(&["ko", "ratta", &koder[1], svar]);
    nekas(&svara("--godkann"), 1, "inget förslag");

    let ut = ratta("2025-03-04 09:15", "begard_tidigare");
    assert_eq!(ut.kod, 0, "{ut:?}");
    assert!(ut.ut.contains("En kollega ska godkänna"), "{ut:?}");
    nekas(
        &ratta("2025-03-05 09:15", "begard_tidigare"),
        1,
        "väntar redan",
    );
    // Both are signed in to the machine as the same user here.
    nekas(
        &svara("--godkann"),
        1,
        "Två personer behövs: den som föreslog rättelsen kan inte själv",
    );
    let post = visa(&hem, &koder[1]);
    assert_eq!(
        (&post["plats"], &post["rattad"]),
        (&json!(2), &json!(false))
    );
    assert!(post["rattelse"]["till"].is_string(), "{post}");
}

#[test]
fn uppgifter_som_inte_namns_behalls() {
    let (hem, koder) = med_ko(RADGIVNING, 1);
    let andra =
        |flaggor: &[&str]| hem.kor(&[&["ko", "uppgifter", &koder[0], "--json"], flaggor].concat());
    assert_eq!(
        andra(&["--parti", "2", "--sprak", "ar", "--veckodagar", "ti,to"]).kod,
        0
    );
    assert_eq!(andra(&["--tidigast", "2027-02-01"]).kod, 0);
    let post = visa(&hem, &koder[0]);
    assert_eq!(
        (
            &post["parti"],
            &post["sprak"],
            &post["tidigast"],
            &post["veckodagar"]
        ),
        (
            &json!(2),
            &json!("ar"),
            &json!("2027-02-01"),
            &json!(["ti", "to"])
        )
    );
    let svar = andra(&["--sprak", "inget"]).json();
    assert_eq!(
        (&svar["parti"], &svar["sprak"], &svar["tidigast"]),
        (&json!(2), &Value::Null, &json!("2027-02-01"))
    );
    assert_eq!(visa(&hem, &koder[0])["plats"], 1, "turordningen är orörd");
}

fn kontakt(namn: &str, satt: &str, varde: &str, valt_av: &str) -> Vec<u8> {
    json!({"namn": namn, "satt": satt, "varde": varde, "valt_av": valt_av})
        .to_string()
        .into_bytes()
}

#[test]
fn kontaktuppgifter_sparas_bara_dar_de_far_och_oppnas_en_i_taget() {
    let hem = Hem::nytt();
    let (undantagen, dokumenteras) = (stall(&hem, UNDANTAGEN), stall(&hem, DOKUMENTERAS));
    let spara =
        |kod: &str, indata: &[u8]| hem.kor_med(&["ko", "kontakt", kod, "--fran", "-"], indata);
    let hel = kontakt(NAMN, "telefon", "070-000 11 22", "personen");
    let ut = spara(&undantagen, &hel);
    nekas(&ut, 1, "får inga kontaktuppgifter sparas");
    assert!(!innehaller(&hem.databasbytes(), NAMN));

    for (indata, mening) in [
        (
            kontakt("", "telefon", "070-000 11 22", "personen"),
            "inte hela",
        ),
        (
            kontakt(
                "Sonja 19701063-2391",
                "telefon",
                "070-000 11 22",
                "personen",
            ),
            "aldrig personnummer",
        ),
        (
            kontakt(NAMN, "telefon", "Storgatan", "personen"),
            "inte hela",
        ),
        (
            kontakt(NAMN, "fax", "070-000 11 22", "personen"),
            "Kanalen ska vara",
        ),
        (
            kontakt(NAMN, "sms", "070-000 11 22", "mamma"),
            "valt_av ska vara",
        ),
        (b"{\"namn\": 1}".to_vec(), "rad 1"),
    ] {
        let ut = spara(&dokumenteras, &indata);
        nekas(&ut, 2, mening);
        assert!(
            !ut.fel.contains("Sonja") && !ut.fel.contains("000 11 22"),
            "{ut:?}"
        );
    }
    let ut = spara(&dokumenteras, &hel);
    assert_eq!(ut.kod, 0, "{ut:?}");
    assert!(!ut.ut.contains(NAMN));
    for kommando in [
        &["ko", "lista"][..],
        &["ko", "visa", &dokumenteras],
        &["ko", "koer"],
    ] {
        for json in [&[][..], &["--json"]] {
            let ut = hem.kor(&[kommando, json].concat());
            assert_eq!(ut.kod, 0, "{ut:?}");
            assert!(
                !ut.ut.contains(NAMN) && !ut.ut.contains("000 11 22"),
                "{ut:?}"
            );
        }
    }
    assert_eq!(visa(&hem, &dokumenteras)["har_kontakt"], true);
    let svar = hem.json(&["ko", "kontakt", &dokumenteras, "--visa"]);
    assert_eq!(
        (
            &svar["namn"],
            &svar["satt"],
            &svar["varde"],
            &svar["valt_av"]
        ),
        (
            &json!(NAMN),
            &json!("telefon"),
            &json!("070-000 11 22"),
            &json!("personen")
        )
    );
    assert!(slag(&hem, &dokumenteras).contains(&"kontakt_last".to_owned()));
    hem.json(&["ko", "kontakt", &dokumenteras, "--glom"]);
    nekas(
        &hem.kor(&["ko", "kontakt", &dokumenteras, "--visa"]),
        1,
        "Inga kontaktuppgifter är sparade",
    );
}

#[test]
fn fragan_om_personen_vantar_har_tre_steg_med_tid_att_svara_efter_varje() {
    let (hem, koder) = med_ko(RADGIVNING, 1);
    let steg = |dag| hem.den(dag, &["ko", "bekrafta", &koder[0], "--steg"]);
    let dagar = ["2026-11-22", "2026-12-06", "2026-12-20", "2027-01-03"];
    for (antal, dag) in (1..=3).zip(dagar) {
        assert_eq!(steg(dag).kod, 0);
        assert_eq!(visa(&hem, &koder[0])["bekraftelsesteg"], antal);
        if antal < 3 {
            let tidigast = format!("Nästa steg tas tidigast {}.", dagar[antal]);
            nekas(&steg(dag), 1, &tidigast);
        }
    }
    nekas(&steg(dagar[3]), 1, "Alla tre stegen är redan tagna");
    // The ladder ends nothing where the nämnd has not said so, and where it has, not before the person has had time.
    let uteblev = ["ko", "avsluta", &koder[0], "--orsak", "bekraftelse_uteblev"];
    nekas(&hem.den(dagar[3], &uteblev), 1, "Nämnden har inte beslutat");
    let katalog = hem.beslutat(RADGIVNING, "bekraftelse-avslutar = true");
    let beslutat = [&["--katalog", &katalog][..], &uteblev].concat();
    nekas(
        &hem.den("2027-01-02", &beslutat),
        1,
        "Nästa steg tas tidigast 2027-01-03.",
    );
    hem.json(&["ko", "bekrafta", &koder[0]]);
    let post = visa(&hem, &koder[0]);
    assert_eq!(
        (&post["bekraftelsesteg"], &post["bekraftad"]),
        (&json!(0), &json!(IDAG))
    );
    nekas(&hem.den(dagar[3], &beslutat), 1, "Ta nästa steg först.");
    for dag in &dagar[..3] {
        assert_eq!(steg(dag).kod, 0);
    }
    let ut = hem.den(dagar[3], &beslutat);
    assert_eq!(ut.kod, 0, "{ut:?}");
    assert_eq!(lage(&hem, &koder[0]), ("avslutad".to_owned(), Value::Null));
}

#[test]
fn forsok_pa_tre_dagar_innan_en_kolapp_avslutas_som_ej_nabar() {
    let (hem, koder) = med_ko(DOKUMENTERAS, 1);
    let katalog = hem.beslutat(DOKUMENTERAS, "kontaktforsok = 3");
    let avsluta = |dag| {
        let argument = ["ko", "avsluta", &koder[0], "--orsak", "ej_nabar"];
        hem.den(dag, &[&["--katalog", &katalog][..], &argument].concat())
    };
    let forsok = |dag| {
        let argument = ["ko", "forsok", &koder[0], "--kanal", "sms", "--nadd", "nej"];
        hem.den(dag, &argument)
    };
    // Nobody can have been tried where there is no way to reach them.
    nekas(&forsok(IDAG), 1, "kontaktuppgift");
    spara_kontakt(&hem, &koder[0], "070-000 11 22");
    for (gjorda, dag) in (0..3).zip(["2026-11-22", "2026-11-24", "2026-11-25"]) {
        nekas(&avsluta(dag), 1, &format!("{gjorda} av 3 försök"));
        // Several on one day are one.
        for _ in 0..3 {
            assert_eq!(forsok(dag).kod, 0);
        }
    }
    let ut = avsluta("2026-11-25");
    assert_eq!(ut.kod, 0, "{ut:?}");
    assert_eq!(visa(&hem, &koder[0])["orsak"], "ej_nabar");
}

#[test]
fn en_omgang_planeras_erbjuds_och_stalls_in() {
    let (hem, koder) = med_ko(UNDANTAGEN, 2);
    let svar = hem.json(&[
        "ko",
        "omgang",
        UNDANTAGEN,
        "--start",
        "2027-01-05 17:00",
        "--antal",
        "10",
        "--dagar",
        "1",
        "--minuter",
        "120",
        "--minst",
        "1",
        "--hogst",
        "12",
        "--band",
        "25-44",
    ]);
    let id = svar["omgang"].as_str().unwrap().to_owned();
    // Trettondedagsafton is worked; trettondagen, a Saturday and a Sunday are not.
    let lediga: Vec<&str> = svar["ej_arbetsdag"]
        .as_array()
        .unwrap()
        .iter()
        .map(|dag| dag.as_str().unwrap())
        .collect();
    assert_eq!(lediga, ["2027-01-06", "2027-01-09", "2027-01-10"]);
    let platser = hem.json(&["ko", "platser", UNDANTAGEN]);
    let omgang = platser["platser"]
        .as_array()
        .unwrap()
        .iter()
        .find(|pott| pott["pott"]["omgang"] == json!(id))
        .unwrap();
    assert_eq!(omgang["antal"], 12);
    assert_eq!(omgang["omgang"]["tillfallen"].as_array().unwrap().len(), 10);
    assert_eq!(
        omgang["omgang"]["tillfallen"][0]["start"],
        "2027-01-05 17:00"
    );

    let svar = hem.json(&["ko", "erbjud", UNDANTAGEN, "--omgang", &id]);
    assert_eq!(svar["kolapp"], json!(koder[0]));
    hem.json(&["ko", "svara", &koder[0], "--svar", "ja"]);
    assert_eq!(lage(&hem, &koder[0]).0, "accepterad");
    hem.json(&["ko", "omgang", "--stall-in", &id]);
    assert_eq!(lage(&hem, &koder[0]), ("i_ko".to_owned(), json!(1)));
    assert_eq!(lage(&hem, &koder[1]), ("i_ko".to_owned(), json!(2)));
    nekas(
        &hem.kor(&["ko", "omgang", "--stall-in", &id]),
        1,
        "Välj en annan omgång",
    );
    nekas(
        &hem.kor(&[
            "ko",
            "omgang",
            UNDANTAGEN,
            "--start",
            "2026-01-12 17:00",
            "--hogst",
            "9",
        ]),
        2,
        "Omgången går inte ihop",
    );
}

#[test]
fn en_lamnad_plats_namner_den_som_ar_nast_i_tur() {
    let (hem, koder) = med_platser(RADGIVNING, 2, "1");
    hem.json(&["ko", "erbjud", RADGIVNING]);
    hem.json(&["ko", "svara", &koder[0], "--svar", "ja"]);
    let mut indata = utan_identitet(RADGIVNING);
    indata["kolapp"] = koder[0].clone().into();
    assert_eq!(hem.mottag(&indata).json()["resultat"], "mottagen");
    assert_eq!(lage(&hem, &koder[0]).0, "paborjad");
    nekas(
        &hem.kor(&["ko", "platser", RADGIVNING, "--antal", "0"]),
        1,
        "Ange minst 1",
    );
    let svar = hem.json(&["ko", "lamna-plats", RADGIVNING, "1"]);
    assert_eq!(svar["nasta"]["kolapp"], json!(koder[1]), "{svar}");
    nekas(
        &hem.kor(&["ko", "lamna-plats", RADGIVNING, "1"]),
        1,
        "Platsen är redan ledig",
    );
}

#[test]
fn beviset_sager_varfor_platsen_ar_den_den_ar() {
    let (hem, koder) = med_ko(RADGIVNING, 3);
    hem.json(&["ko", "avsluta", &koder[0], "--orsak", "atertagen"]);
    let bevis = hem.json(&["ko", "bevis", &koder[2]]);
    assert_eq!(
        (
            &bevis["plats"],
            &bevis["plats_av_handelser"],
            &bevis["stammer"]
        ),
        (&json!(2), &json!(2), &json!(true))
    );
    assert_eq!(
        (&bevis["fore"], &bevis["gick_fore"]),
        (&json!(1), &json!([]))
    );
    assert_eq!(bevis["narmast_fore"][0]["kolapp"], json!(koder[1]));
    assert_eq!(
        (&bevis["lamnade"][0]["kolapp"], &bevis["lamnade"][0]["hur"]),
        (&json!(koder[0]), &json!("atertagen"))
    );
    let text = hem.kor(&["ko", "bevis", &koder[2]]).ut;
    for del in [
        koder[2].as_str(),
        "DEN HÄR insatsen",
        "lämna kön",
        "får alltid ansöka",
    ] {
        assert!(text.contains(del), "{del}: {text}");
    }
}

#[test]
fn en_genomgangen_ko_star_som_genomgangen() {
    let (hem, _) = med_ko(RADGIVNING, 1);
    let svar = hem.json(&["ko", "granska", RADGIVNING]);
    assert_eq!(svar, json!({"insats": RADGIVNING, "granskad": IDAG}));
    let koer = hem.json(&["ko", "koer"]);
    assert_eq!(
        (&koer["koer"][0]["granskad"], &koer["koer"][0]["forsenad"]),
        (&json!(IDAG), &json!(false))
    );
}

#[test]
fn det_som_ar_att_gora_sags_i_ord() {
    let (hem, koder) = med_platser(RADGIVNING, 1, "1");
    let lista = hem.json(&["ko", "attgora"]);
    let ledig = lista["attgora"]
        .as_array()
        .unwrap()
        .iter()
        .find(|uppgift| uppgift["vad"] == "ledig_plats")
        .unwrap();
    assert_eq!(
        (&ledig["insats"], &ledig["kolapp"]),
        (&json!(RADGIVNING), &json!(koder[0]))
    );
    let text = hem.kor(&["ko", "attgora"]).ut;
    assert!(text.contains(ledig["i_ord"].as_str().unwrap()), "{text}");
    let tomt = Hem::nytt().kor(&["ko", "attgora"]);
    assert_eq!(
        (tomt.kod, tomt.ut.trim()),
        (0, "Inget att göra i köerna just nu.")
    );
}

#[test]
fn en_kolapp_som_inte_finns_sags_inte_ha_funnits() {
    let (hem, _) = med_ko(RADGIVNING, 1);
    let fore = hem.rader();
    for argument in [
        &["visa", INGENS][..],
        &["bevis", INGENS],
        &["svara", INGENS, "--svar", "ja"],
        &["paminn", INGENS],
        &["aktivera", INGENS],
        &["avsluta", INGENS, "--orsak", "atertagen"],
        &["felregistrera", INGENS],
        &["bekrafta", INGENS],
        &["uppgifter", INGENS, "--parti", "2"],
        &["kontakt", INGENS, "--visa"],
    ] {
        nekas(
            &hem.kor(&[&["ko"], argument].concat()),
            1,
            "Kölappen finns inte. Läs av koden igen",
        );
    }
    assert_eq!(hem.rader(), fore);
}

#[test]
fn felskrivet_sags_innan_databasen_oppnas() {
    let hem = Hem::nytt();
    let fall: [(&[&str], &str); 25] = [
        (&[], "något saknas: lista, koer, visa"),
        (&["flytta"], "okänt kommando: flytta."),
        (&["visa", NAMN], "Kölappens kod stämmer inte."),
        (&["bekrafta", "AAAA-AAA"], "Kölappens kod stämmer inte."),
        (&["lista", "--antal", "0"], "värdet för --antal"),
        (&["lista", "--fran", "0"], "värdet för --fran"),
        (
            &["svara", INGENS, "--svar", "kanske"],
            "ja, nej eller star_kvar",
        ),
        (&["svara", INGENS], "något saknas: --svar <SVAR>."),
        (
            &["forlang", INGENS, "--till", "2026-02-30"],
            "värdet för --till",
        ),
        (
            &["avsluta", INGENS, "--orsak", "trist"],
            "Orsaken ska vara en av atertagen",
        ),
        (
            &["forsok", INGENS, "--kanal", "fax", "--nadd", "ja"],
            "Kanalen ska vara",
        ),
        (
            &["forsok", INGENS, "--kanal", "sms", "--nadd", "kanske"],
            "--nadd ska vara",
        ),
        (&["uppgifter", INGENS], "Ange vad som ska ändras"),
        (
            &["uppgifter", INGENS, "--parti", "21"],
            "värdet för --parti",
        ),
        (
            &["uppgifter", INGENS, "--sprak", "arabiska"],
            "Språk ska vara en kod",
        ),
        (
            &["uppgifter", INGENS, "--veckodagar", "mandag"],
            "Veckodagarna ska vara",
        ),
        (
            &["uppgifter", INGENS, "--tidigast", "snart"],
            "Datum ska skrivas",
        ),
        (
            &["kontakt", INGENS],
            "något saknas: <--fran <FIL>|--visa|--glom>.",
        ),
        (
            &["ratta", INGENS],
            "något saknas: <--till <TID>|--godkann|--avvisa>.",
        ),
        (
            &["ratta", INGENS, "--till", "2025-03-04 09:15"],
            "något saknas: --orsak",
        ),
        (&["omgang"], "något saknas: <NR|--stall-in <ID>>."),
        (
            &["omgang", "3.2.1"],
            "något saknas: --start <TID>, --hogst <ANTAL>.",
        ),
        (
            &["omgang", "--stall-in", "nu"],
            "Omgångens id har 32 tecken",
        ),
        (&["exportera", "--format", "xlsx"], "csv eller ical"),
        (
            &["rattvisa", "--fran", "2026-02-01", "--till", "2026-01-01"],
            "ligger efter den sista",
        ),
    ];
    for (argument, mening) in fall {
        let ut = hem.kor(&[&["ko"], argument].concat());
        nekas(&ut, 2, mening);
        assert!(!ut.fel.contains(NAMN), "{ut:?}");
    }
    for argument in [
        &["lista", "--insats", "9.9.9"][..],
        &["granska", "9.9.9"],
        &["platser", NAMN],
        &["erbjud", "9.9.9"],
    ] {
        let ut = hem.kor(&[&["ko"], argument].concat());
        nekas(&ut, 1, "finns inte i katalogen");
        assert!(!ut.fel.contains(NAMN), "{ut:?}");
    }
    assert!(!hem.databas().exists());
}
