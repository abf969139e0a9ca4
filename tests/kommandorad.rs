//! The command line contract: shapes, exit codes, Swedish.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use std::process::Stdio;

use gemensamt::hem::{Hem, NAMN, boendecoachning, har_nycklar, nekas, nycklar};
use serde_json::{Value, json};

#[test]
fn uppslaget_har_avtalets_form() {
    let hem = Hem::nytt();
    let svar = hem.json(&["sok", "skilsmässa"]);
    assert_eq!(nycklar(&svar)[..3], ["fraga", "traffar", "hanvisning"]);
    assert_eq!(
        (&svar["fraga"], &svar["hanvisning"]),
        (&json!("skilsmässa"), &Value::Null)
    );
    let forst = &svar["traffar"][0];
    assert_eq!(nycklar(forst), ["nr", "namn", "poang", "traff_i"]);
    assert_eq!(
        (&forst["nr"], &forst["namn"]),
        (&json!("3.1.2"), &json!("Samarbetssamtal"))
    );
    let poang: Vec<f64> = hem.json(&["sok", "barn"])["traffar"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["poang"].as_f64().unwrap())
        .collect();
    assert!(
        poang.len() > 2 && poang.is_sorted_by(|a, b| a >= b),
        "{poang:?}"
    );
    assert_eq!(
        hem.json(&["sok", "barn", "--antal", "2"])["traffar"]
            .as_array()
            .unwrap()
            .len(),
        2
    );

    for ord in ["försörjningsstöd", "kontaktfamilj", "familjehem"] {
        let svar = hem.json(&["sok", ord]);
        assert_eq!(svar["traffar"], json!([]), "{ord}");
        assert_eq!(
            nycklar(&svar["hanvisning"]),
            ["rubrik", "text", "kontakt"],
            "{ord}"
        );
        assert!(svar["sidoforslag"].is_array());
    }
    let ut = hem.kor(&["sok", "zzqxzzqx", "--json"]);
    assert_eq!((ut.kod, &ut.json()["traffar"]), (1, &json!([])));
    assert!(!hem.databas().exists(), "ett uppslag gör ingen databas");
}

#[test]
fn insatsen_har_avtalets_form() {
    let hem = Hem::nytt();
    let vantat = [
        ("3.1.4", "14:4", "behovs_inte"),
        ("3.2.1", "14:5", "forbjuden"),
        ("3.4.3", "14:3", "tillaten"),
    ];
    for (nr, paragraf, identitet) in vantat {
        let svar = hem.json(&["insats", nr]);
        har_nycklar(
            &svar,
            &[
                "nr",
                "namn",
                "villkor",
                "malgrupp",
                "dokumentation",
                "beslut",
            ],
        );
        for villkor in svar["villkor"].as_array().unwrap() {
            har_nycklar(villkor, &["id", "text", "typ", "avser", "underlag"]);
        }
        har_nycklar(&svar["dokumentation"], &["paragraf", "identitet", "system"]);
        assert_eq!(svar["dokumentation"]["paragraf"], paragraf);
        assert_eq!(svar["dokumentation"]["identitet"], identitet);
        har_nycklar(
            &svar["beslut"],
            &["namnd", "datum", "referens", "fran", "till"],
        );
        assert_eq!(
            nycklar(&svar["ko"]),
            [
                "slag",
                "svarstid_arbetsdagar",
                "svarstid_beslutad",
                "nej",
                "tystnad",
                "sta_kvar_hogst",
                "vila_manader",
                "kontaktforsok",
                "bekraftelse_avslutar",
                "paminnelser",
                "bekraftas_manader",
                "kontakt",
                "kontakt_gallras_dagar",
                "aterkomst",
                "parti_hogst",
            ]
        );
        // What the nämnd has not said costs nobody a place; contact data follow from the paragraph.
        assert_eq!(svar["ko"]["svarstid_beslutad"], false);
        assert_eq!(svar["ko"]["nej"], "sta-kvar");
        assert_eq!(svar["ko"]["kontakt"], paragraf == "14:3");
    }
    for (nr, slag) in [
        ("3.4.1", "ingen"),
        ("3.1.10", "omgang"),
        ("3.1.4", "lopande"),
    ] {
        assert_eq!(hem.json(&["insats", nr])["ko"]["slag"], slag, "{nr}");
    }
    assert!(
        hem.kor(&["insats", "3.4.1"])
            .ut
            .contains("Kö: ingen, personen tas emot direkt.")
    );
    nekas(
        &hem.kor(&["insats", "9.9.9"]),
        1,
        "Insatsen 9.9.9 finns inte",
    );
    nekas(&hem.kor(&["insats", NAMN]), 1, "siffror och punkter");
}

#[test]
fn kontrollen_svarar_och_sparar_inget() {
    let hem = Hem::nytt();
    let fakta = |fakta: Value| {
        hem.kor_med(
            &["kontrollera", "3.4.3", "--fakta", "-", "--json"],
            fakta.to_string().as_bytes(),
        )
    };
    let indata = boendecoachning()["fakta"].take();
    let ut = fakta(indata.clone());
    let svar = ut.json();
    assert_eq!(ut.kod, 0, "{ut:?}");
    har_nycklar(
        &svar,
        &[
            "nr",
            "datum",
            "utfall",
            "villkor",
            "dokumentation",
            "hanvisning",
            "alternativ",
        ],
    );
    assert_eq!(
        (&svar["utfall"], &svar["datum"]),
        (&json!("uppfyllt"), &json!("2026-11-22"))
    );
    assert_eq!(
        svar["villkor"][0],
        json!({"id": "folkbokford", "status": "uppfyllt", "skal": null})
    );
    assert_eq!(
        (&svar["hanvisning"], &svar["alternativ"]),
        (&Value::Null, &json!([]))
    );

    let byt = |falt: &str, varde: Value| {
        let mut annan = indata.clone();
        *annan.pointer_mut(falt).unwrap() = varde;
        annan
    };
    let fall = [
        (byt("/svar/folkbokford", "nej".into()), "oklart"),
        (byt("/svar/folkbokford", "oklart".into()), "oklart"),
        (byt("/samtycke/eget", "nej".into()), "kraver_eget_samtycke"),
        (
            json!({"person": {"folkbokford": "Vårgårda"}}),
            "ej_uppfyllt",
        ),
        (json!({}), "ej_kontrollerat"),
        (
            json!({"tveksamhet": true, "person": {"folkbokford": "Alingsås"}}),
            "oklart",
        ),
    ];
    for (fakta_, utfall) in fall {
        let ut = fakta(fakta_);
        assert_eq!(
            (ut.kod, &ut.json()["utfall"]),
            (1, &json!(utfall)),
            "{ut:?}"
        );
    }
    let barn = json!({
        "barn": [{"fodd": "2017-09-30", "folkbokford": "Alingsås", "deltar": true}],
        "samtycke": {"eget": "muntligt", "vardnadshavare": {"antal": 2, "samtycker": 1}},
    });
    let ut = hem.kor_med(
        &["kontrollera", "3.4.4", "--fakta", "-", "--json"],
        barn.to_string().as_bytes(),
    );
    assert_eq!(
        (ut.kod, &ut.json()["utfall"]),
        (1, &json!("kraver_vardnadshavares_samtycke")),
        "{ut:?}"
    );
    let fil = hem.fil("fakta.json", format!("\u{feff}{indata}"));
    assert_eq!(hem.kor(&["kontrollera", "3.4.3", "--fakta", &fil]).kod, 0);
    assert!(!hem.databas().exists());
}

#[test]
fn en_trasig_katalog_far_alla_sina_fel_med_rad_och_kolumn() {
    let hem = Hem::nytt();
    let hel = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/data/kataloger/alingsas.toml"
    ))
    .unwrap();
    let fil = hem.fil("hel.toml", &hel);
    assert_eq!(hem.json(&["katalog", "granska", &fil])["fel"], 0);
    let trasig = hel
        .replacen("paragraf = \"14:4\"", "paragraf = \"14:9\"", 1)
        .replacen("silo = true", "silo = 7", 1);
    let fil = hem.fil("trasig.toml", trasig);
    let ut = hem.kor(&["katalog", "granska", &fil, "--json"]);
    let svar = ut.json();
    assert_eq!(ut.kod, 1, "{ut:?}");
    assert_eq!(nycklar(&svar), ["fil", "fel", "varningar", "anmarkningar"]);
    assert!(svar["fel"].as_u64().unwrap() >= 2, "{svar}");
    let fel: Vec<&Value> = svar["anmarkningar"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|a| a["grad"] == "fel")
        .collect();
    for anmarkning in fel {
        assert!(
            anmarkning["rad"].as_u64().unwrap() > 0 && anmarkning["kolumn"].as_u64().unwrap() > 0
        );
        assert!(!anmarkning["vad"].as_str().unwrap().is_empty());
        assert!(!anmarkning["gor_sa_har"].as_str().unwrap().is_empty());
    }
    nekas(
        &hem.kor(&["--katalog", &fil, "ko", "lista"]),
        2,
        "trasig.toml",
    );
    let ut = hem.kor(&["katalog", "jamfor", &fil]);
    nekas(&ut, 2, "trasig.toml: rad ");
    assert_eq!(ut.fel.matches("trasig.toml: rad ").count(), svar["fel"]);
    assert!(!hem.databas().exists());
    for kommando in ["granska", "jamfor"] {
        nekas(
            &hem.kor(&["katalog", kommando, "finns-inte.toml"]),
            2,
            "går inte att läsa",
        );
    }
}

#[test]
fn oro_for_barn_ar_samma_sida_som_pa_skarmen_och_gor_ingen_databas() {
    let hem = Hem::nytt();
    let svar = hem.json(&["oro"]);
    let sida = svar.as_array().unwrap();
    assert_eq!(sida[0]["text"][0], "Ring 112.");
    let text = hem.kor(&["oro"]);
    assert_eq!((text.kod, text.fel.as_str()), (0, ""));
    let mut rader = text.ut.lines();
    for avsnitt in sida {
        assert_eq!(nycklar(avsnitt), ["rubrik", "text"]);
        assert_eq!(rader.next(), avsnitt["rubrik"].as_str());
        let meningar = avsnitt["text"].as_array().unwrap();
        assert!(!meningar.is_empty(), "{avsnitt}");
        for mening in meningar {
            let rad = rader.next().unwrap();
            assert_eq!(rad.strip_prefix("- "), mening.as_str());
        }
    }
    assert_eq!(rader.next(), None);
    assert!(
        text.ut.contains("barn och unga i Alingsås kommun"),
        "{}",
        text.ut
    );
    assert!(
        !hem.databas().exists(),
        "en sida som läses gör ingen databas"
    );
}

#[test]
fn hjalp_och_version_ar_pa_svenska() {
    let hem = Hem::nytt();
    let kommandon = [
        "",
        "sok",
        "insats",
        "kontrollera",
        "mottag",
        "ko",
        "ko lista",
        "ko koer",
        "ko visa",
        "ko bevis",
        "ko attgora",
        "ko erbjud",
        "ko svara",
        "ko forlang",
        "ko paminn",
        "ko vila",
        "ko aktivera",
        "ko avsluta",
        "ko felregistrera",
        "ko ateroppna",
        "ko forsok",
        "ko bekrafta",
        "ko uppgifter",
        "ko kontakt",
        "ko ratta",
        "ko granska",
        "ko platser",
        "ko lamna-plats",
        "ko omgang",
        "ko angra",
        "ko rattvisa",
        "ko importera",
        "ko exportera",
        "overlamning",
        "overlamning lista",
        "overlamning hamta",
        "overlamning ta-over",
        "overlamning kvittera",
        "overlamning aterlamna",
        "overlamning aterlamnade",
        "overlamning skicka-igen",
        "overlamning makulera",
        "arende",
        "arende lista",
        "arende oppna",
        "arende andra-foraldern",
        "arende visa",
        "arende sok",
        "arende steg",
        "arende anteckna",
        "arende kopiera",
        "arende plan",
        "arende samtycken",
        "arende samtyck",
        "arende aterkalla",
        "arende uppfoljning",
        "arende folj-upp",
        "arende avsluta",
        "arende bro",
        "arende att-gora",
        "forekomst",
        "behorighet",
        "behorighet ge",
        "behorighet ta",
        "behorighet lista",
        "katalog",
        "katalog granska",
        "katalog visa",
        "katalog jamfor",
        "blad",
        "statistik",
        "oro",
    ];
    for kommando in kommandon {
        let delar: Vec<&str> = kommando.split(' ').filter(|d| !d.is_empty()).collect();
        for hjalp in ["--help", "-h", "--hjalp"] {
            let ut = hem.kor(&[&delar[..], &[hjalp]].concat());
            assert_eq!((ut.kod, ut.fel.as_str()), (0, ""), "{kommando}");
            assert!(
                ut.ut.contains(
                    &format!("Användning: troskel {kommando}")
                        .trim_end()
                        .to_owned()
                ),
                "{}",
                ut.ut
            );
            for engelska in [
                "Usage",
                "Options",
                "OPTIONS",
                "Arguments",
                "Command",
                "COMMAND",
                "Print",
                "default",
                "possible",
            ] {
                assert!(
                    !ut.ut.contains(engelska),
                    "{kommando}: {engelska}\n{}",
                    ut.ut
                );
            }
        }
    }
    assert_eq!(
        hem.kor(&["--version"]).ut,
        concat!("troskel ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn okanda_kommandon_och_flaggor_sags_pa_svenska() {
    let hem = Hem::nytt();
    let fall: [(&[&str], &str); 9] = [
        (&["sokk", "x"], "okänt kommando: sokk. Menade du sok?"),
        (&["--okand"], "okänd flagga"),
        (&["ko"], "något saknas: lista, koer, visa, "),
        (&["ko", "flytta"], "okänt kommando: flytta."),
        (&["sok"], "något saknas: <ORD>."),
        (&["kontrollera", "3.1.1"], "något saknas: --fakta <FIL>."),
        (&["sok", "x", "--antal", "många"], "värdet för --antal"),
        (&["statistik", "--fran", "2026-02-30"], "värdet för --fran"),
        (&["sok", "x", "--json", "--json"], "felskrivet"),
    ];
    for (argument, mening) in fall {
        let ut = hem.kor(argument);
        nekas(&ut, 2, mening);
        assert!(ut.fel.contains("Se troskel --help."));
        for engelska in ["error", "unexpected", "required", "usage", "For more"] {
            assert!(!ut.fel.contains(engelska), "{ut:?}");
        }
    }
}

#[test]
fn utan_terminal_oppnas_inte_mottagningen() {
    let hem = Hem::nytt();
    nekas(&hem.kor(&[]), 2, "Tröskel behöver ett terminalfönster");
}

#[test]
fn en_lasare_som_slutar_lasa_ar_inget_fel() {
    let hem = Hem::nytt();
    for argument in [
        &["katalog", "visa", "--json"][..],
        &["--help"],
        &["insats", "3.1.1"],
    ] {
        let mut barn = hem
            .kommando(argument)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(barn.stdout.take());
        let ut = barn.wait_with_output().unwrap();
        assert_eq!(
            (ut.status.code(), ut.stderr.as_slice()),
            (Some(0), &b""[..]),
            "{argument:?}"
        );
    }
}
