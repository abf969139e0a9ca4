//! Catalogues out to HSDS 3 and in again: what came out is what went in, a file of somebody else says nothing of villkor, and
//! whatever is in a file it is taken whole or refused by name.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/hem.rs"]
mod hem;

use chrono::NaiveDate;
use hem::{Hem, nekas};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use troskel::domain::fakta::{Fakta, Svar};
use troskel::domain::insats::{Katalog, Uppgift};
use troskel::domain::kontroll::{Utfall, kontrollera};
use troskel::domain::villkor::Krav;
use troskel::katalog;
use troskel::katalog::hsds::las::las;
use troskel::katalog::hsds::ut::ut;

const ALINGSAS: &str = include_str!("../data/kataloger/alingsas.toml");
const GOTEBORG: &str = include_str!("../data/kataloger/goteborg.toml");

fn idag() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

fn katalogen(text: &str) -> Katalog {
    katalog::las(text).katalog.unwrap()
}

fn som_hsds(text: &str) -> Value {
    ut(text, &katalogen(text), idag()).unwrap()
}

/// With a KSI code and one more thing in each field that the two shipped catalogues leave out.
fn med_ksi() -> String {
    ALINGSAS
        .replacen(
            "nr = \"3.1.2\"\n",
            "nr = \"3.1.2\"\nksi = \"SIB RC ZZ\"\nviktigt = \"Ring 112.\"\n",
            1,
        )
        .replacen("stadsomraden = []", "", 1)
}

#[test]
fn kataloger_ut_och_in_ar_samma_katalog() {
    for text in [ALINGSAS.to_owned(), GOTEBORG.to_owned(), med_ksi()] {
        let fore = katalogen(&text);
        let sida = som_hsds(&text);
        // As text, as another program would keep it.
        let last = las(&sida.to_string(), idag()).unwrap();
        assert!(last.egen);
        let efter = &last.katalog;
        assert_eq!(efter.kommun, fore.kommun);
        assert_eq!(efter.version, fore.version);
        assert_eq!(efter.namnd, fore.namnd);
        assert_eq!(efter.ansokan, fore.ansokan);
        assert_eq!(efter.barn_och_unga, fore.barn_och_unga);
        assert_eq!(efter.oppet, fore.oppet);
        assert_eq!(efter.stangda_dagar, fore.stangda_dagar);
        assert_eq!(efter.gallring, fore.gallring);
        assert_eq!(efter.hanvisningar, fore.hanvisningar);
        assert_eq!(efter.insatser.len(), fore.insatser.len());
        for (efter, fore) in efter.insatser.iter().zip(&fore.insatser) {
            assert_eq!(efter, fore, "{}", fore.nr);
        }
        assert_eq!(*efter, fore);
        // What was read is a file of its own, with the same remarks as the first.
        let fel = |text: &str| -> Vec<String> {
            let mut fel: Vec<String> = katalog::granska(text)
                .anmarkningar
                .into_iter()
                .map(|a| a.vad)
                .collect();
            fel.sort();
            fel
        };
        assert_eq!(fel(&last.toml), fel(&text));
        assert_eq!(katalogen(&last.toml), fore);
        // Once more gives the same.
        assert_eq!(som_hsds(&last.toml)["contents"], sida["contents"]);
    }
    assert_eq!(
        katalogen(&med_ksi()).insatser[1].ksi.as_deref(),
        Some("SIB RC ZZ")
    );
}

#[test]
fn en_ksi_kod_har_en_form_och_bara_den() {
    let med = |kod: &str| {
        let rad = format!("nr = \"3.1.2\"\nksi = \"{kod}\"\n");
        katalog::las(&ALINGSAS.replacen("nr = \"3.1.2\"\n", &rad, 1))
    };
    for kod in ["SIB RC ZZ", "SMB", "A1", "BB1 AU"] {
        assert!(med(kod).katalog.is_some(), "{kod}");
    }
    for kod in [
        "sib",
        "SIB-RC",
        "SIB  RC",
        " SIB",
        "701063-2391",
        "1AB",
        "A B C D",
        "ABCDE",
        "Å",
    ] {
        let last = med(kod);
        assert!(last.katalog.is_none(), "{kod}");
        assert!(
            last.anmarkningar[0].vad.contains("KSI"),
            "{:?}",
            last.anmarkningar
        );
    }
    // No source states any, so the shipped catalogues have none.
    for text in [ALINGSAS, GOTEBORG] {
        assert!(
            katalogen(text)
                .insatser
                .iter()
                .all(|insats| insats.ksi.is_none())
        );
    }
}

#[test]
fn varje_tjanst_har_det_som_hsds_kraver() {
    let mut alla = std::collections::BTreeSet::new();
    for text in [ALINGSAS.to_owned(), GOTEBORG.to_owned(), med_ksi()] {
        let katalog = katalogen(&text);
        let sida = som_hsds(&text);
        assert_eq!(sida["total_items"], katalog.insatser.len());
        for (tjanst, insats) in sida["contents"]
            .as_array()
            .unwrap()
            .iter()
            .zip(&katalog.insatser)
        {
            assert_eq!(tjanst["name"], insats.namn);
            assert_eq!(tjanst["description"], insats.innehall);
            assert_eq!(tjanst["status"], "active");
            assert_eq!(tjanst["assured_date"], katalog.version);
            assert_eq!(tjanst["organization_id"], tjanst["organization"]["id"]);
            for falt in ["name", "description"] {
                assert!(
                    tjanst["organization"][falt]
                        .as_str()
                        .is_some_and(|text| !text.is_empty())
                );
            }
            let id = tjanst["id"].as_str().unwrap();
            assert_eq!(id.len(), 36);
            alla.insert(id.to_owned());
            for omrade in tjanst["service_areas"].as_array().unwrap() {
                assert!(omrade["name"].as_str().unwrap().contains(&katalog.kommun));
            }
            for villkor in &insats.villkor {
                assert!(
                    tjanst["eligibility_description"]
                        .as_str()
                        .unwrap()
                        .contains(&villkor.text)
                );
            }
            for falt in ["minimum_age", "maximum_age"] {
                assert!(tjanst.get(falt).is_none_or(Value::is_u64), "{tjanst}");
            }
            // Nothing is known of interpreters, and nothing is said.
            assert!(tjanst.get("interpretation_services").is_none());
            match &insats.ksi {
                None => assert!(tjanst.get("attributes").is_none()),
                Some(kod) => {
                    let attribut = &tjanst["attributes"][0];
                    assert_eq!(attribut["value"], *kod);
                    assert_eq!(attribut["link_id"], *id);
                    assert_eq!(attribut["taxonomy_term"]["taxonomy"], "KSI");
                    assert_eq!(
                        attribut["taxonomy_term_id"],
                        attribut["taxonomy_term"]["id"]
                    );
                }
            }
        }
    }
    // The ids of Alingsås are the same with and without a code: one each, and Göteborg's besides.
    let vantade = katalogen(ALINGSAS).insatser.len() + katalogen(GOTEBORG).insatser.len();
    assert_eq!(alla.len(), vantade);
    // An adult insats is from 18 years; where the last year is open no highest age is told.
    let sida = som_hsds(ALINGSAS);
    let med = |text: &str| {
        let mut tjanster = sida["contents"].as_array().unwrap().iter();
        tjanster
            .find(|t| {
                t["eligibility_description"]
                    .as_str()
                    .unwrap()
                    .contains(text)
            })
            .unwrap()
    };
    assert_eq!(med("Vuxen, från 18 år.")["minimum_age"], 18);
    let oppen = med("Vuxen, mellan 18 och 65 år.");
    assert_eq!(oppen["minimum_age"], 18);
    assert!(oppen.get("maximum_age").is_none());
}

#[test]
fn det_som_nagon_annan_har_andrat_tas_in_eller_namns() {
    type Andra = fn(&mut Value);
    let sida = som_hsds(ALINGSAS);
    // What HSDS holds may be changed there.
    let mut andrad = sida.clone();
    andrad["contents"][0]["name"] = json!("Samtal om familjen");
    andrad["contents"][0]["description"] = json!("Annat.");
    andrad["contents"][0]["id"] = json!("x");
    andrad["contents"][0]["extra"] = json!({"a": [1, null]});
    let last = las(&andrad.to_string(), idag()).unwrap();
    assert_eq!(last.katalog.insatser[0].namn, "Samtal om familjen");
    assert_eq!(last.katalog.insatser[0].innehall, "Annat.");
    // What says something else than the villkor of the profile is refused, with its place.
    for (falt, varde) in [
        ("minimum_age", json!(16)),
        ("maximum_age", json!(99)),
        ("eligibility_description", json!("Alla.")),
        ("fees_description", json!("100 kr")),
        ("service_areas", json!([{"name": "Borås"}])),
        ("required_documents", json!([{"document": "Pass"}])),
    ] {
        let mut andrad = sida.clone();
        andrad["contents"][3][falt] = varde;
        let fel = las(&andrad.to_string(), idag()).unwrap_err();
        assert!(
            fel[0].starts_with(&format!("contents[3].{falt}: ")),
            "{fel:?}"
        );
        assert_eq!(fel.len(), 1, "{fel:?}");
    }
    // A profile that is half there, or another.
    let fall: [(&str, Andra); 7] = [
        ("profil: Saknas", |s| {
            drop(s.as_object_mut().unwrap().remove("profil"));
        }),
        ("contents[1].profil: Saknas", |s| {
            drop(s["contents"][1].as_object_mut().unwrap().remove("profil"));
        }),
        ("profil.id: ", |s| s["profil"]["id"] = json!("annan-2")),
        ("contents[2].profil.insats: ", |s| {
            s["contents"][2]["profil"]["insats"] = json!([]);
        }),
        ("profil.katalog.insats: ", |s| {
            s["profil"]["katalog"]["insats"] = json!([]);
        }),
        ("contents[0].profil.insats.namn: ", |s| {
            s["contents"][0]["profil"]["insats"]["namn"] = json!("Annat");
        }),
        ("contents[4]: ", |s| {
            s["contents"][4]["profil"]["insats"]["villkor"] = json!(["finns-inte"]);
        }),
    ];
    for (vantat, andra) in fall {
        let mut andrad = sida.clone();
        andra(&mut andrad);
        let fel = las(&andrad.to_string(), idag()).unwrap_err();
        assert!(
            fel.iter().any(|vad| vad.starts_with(vantat)),
            "{vantat}: {fel:?}"
        );
    }
}

#[test]
fn en_frammande_fil_blir_insatser_vars_villkor_ar_oppna() {
    let frammande = json!({"contents": [
        {"id": "a", "name": "Budget Advice", "status": "active", "description": "Line one.\nLine two.",
         "minimum_age": 16, "eligibility_description": "Anyone aged 16 or over", "fees_description": "Free",
         "alert": "Closed on\u{202e} Friday", "organization": {"id": "o", "name": "Citizens’ Help", "description": "x"}},
        {"id": "b", "name": "Drop-in", "status": "temporarily closed", "schedules": [{"freq": "WEEKLY"}]},
    ]});
    let former = [
        frammande.clone(),
        frammande["contents"].clone(),
        json!({"id": "o", "name": "Citizens’ Help", "services": frammande["contents"]}),
        frammande["contents"][0].clone(),
    ];
    for fil in former {
        let last = las(&fil.to_string(), idag()).unwrap();
        assert!(!last.egen);
        assert_eq!(last.katalog.namnd.namn, "Citizens’ Help");
        assert!(matches!(last.katalog.namnd.telefon, Uppgift::Oklar(_)));
        for insats in &last.katalog.insatser {
            // Nothing is known of the villkor: one that nobody can answer, and no age that was only said.
            assert_eq!(insats.villkor.len(), 1);
            assert_eq!(insats.villkor[0].krav, Krav::Faktum);
            assert!(insats.villkor[0].oppet.is_some());
            assert!(matches!(insats.beslut.datum, Uppgift::Oklar(_)));
            assert!(matches!(insats.beslut.referens, Uppgift::Oklar(_)));
            assert!(insats.oppet[0].contains("Nämnden behöver säga"));
            let mut fakta = Fakta::default();
            let utfall = |fakta: &Fakta| kontrollera(insats, fakta, idag()).utfall;
            assert_eq!(utfall(&fakta), Utfall::EjKontrollerat);
            fakta
                .svar
                .insert(insats.villkor[0].id.clone(), Svar::Oklart);
            assert_eq!(utfall(&fakta), Utfall::Oklart);
        }
        let ett = &last.katalog.insatser[0];
        assert_eq!(ett.namn, "Budget Advice");
        assert_eq!(ett.innehall, "Line one. Line two.");
        assert_eq!(ett.genomforande.avgift.as_deref(), Some("Free"));
        assert_eq!(ett.viktigt.as_deref(), Some("Closed on\u{fffd} Friday"));
        assert!(ett.oppet.iter().any(|vad| vad.contains("16")));
        if let Some(tva) = last.katalog.insatser.get(1) {
            assert!(
                tva.oppet
                    .iter()
                    .any(|vad| vad.contains("temporarily closed"))
            );
        }
    }
}

#[test]
fn det_som_inte_gar_att_ta_in_namns_och_inget_annat() {
    let manga: Vec<Value> = (0..2001)
        .map(|n| json!({"name": format!("T {n}")}))
        .collect();
    let djup = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    for (fil, vantat) in [
        (String::new(), "rad 1 kolumn 0: Filen är inte JSON"),
        (
            "{\"contents\": [".to_owned(),
            "rad 1 kolumn 14: Filen är inte JSON",
        ),
        (djup, "rad 1 kolumn "),
        ("null".to_owned(), "Filen har inga tjänster"),
        ("[]".to_owned(), "Filen har inga tjänster"),
        ("{}".to_owned(), "Filen har inga tjänster"),
        (
            json!({"contents": {}}).to_string(),
            "contents: Ska vara en lista",
        ),
        (
            json!({"contents": [1]}).to_string(),
            "contents[0]: Ska vara en tjänst",
        ),
        (
            json!({"contents": [{}]}).to_string(),
            "contents[0].name: Saknas.",
        ),
        (json!([{"name": 5}]).to_string(), "[0].name: Ska vara text."),
        (
            json!([{"name": "A", "minimum_age": "sexton"}]).to_string(),
            "[0].minimum_age: Ska vara ett tal.",
        ),
        (
            json!([{"name": "x".repeat(10_001)}]).to_string(),
            "[0].name: Texten är längre",
        ),
        (
            json!([{"name": "Kontaktfamilj"}]).to_string(),
            "contents[0]: ",
        ),
        (json!(manga).to_string(), ": Filen har 2001 tjänster."),
    ] {
        let fel = las(&fil, idag()).unwrap_err();
        assert!(fel[0].starts_with(vantat), "{vantat}: {fel:?}");
        assert!(fel.len() <= 40);
    }
}

/// Any JSON, also with the words of HSDS and the profile in it.
fn nagot_json() -> impl Strategy<Value = Value> {
    let ord = prop::sample::select(vec![
        "contents",
        "services",
        "name",
        "description",
        "profil",
        "id",
        "katalog",
        "insats",
        "troskel-iub-1",
        "villkor",
        "minimum_age",
        "organization",
        "attributes",
        "taxonomy_term",
        "taxonomy",
        "KSI",
        "kontakter",
        "beslut",
        "nr",
    ]);
    let text = prop_oneof![ord.clone().prop_map(str::to_owned), ".{0,12}"];
    let blad = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    blad.prop_recursive(5, 60, 6, move |inre| {
        prop_oneof![
            prop::collection::vec(inre.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((text.clone(), inre), 0..6)
                .prop_map(|par| Value::Object(par.into_iter().collect())),
        ]
    })
}

/// How many values a document has, itself included.
fn antal(varde: &Value) -> usize {
    1 + match varde {
        Value::Array(lista) => lista.iter().map(antal).sum(),
        Value::Object(karta) => karta.values().map(antal).sum(),
        _ => 0,
    }
}

/// The value at a place, counted as [`antal`] counts.
fn plats(varde: &mut Value, n: usize) -> Result<&mut Value, usize> {
    if n == 0 {
        return Ok(varde);
    }
    let mut kvar = n - 1;
    let under: Vec<&mut Value> = match varde {
        Value::Array(lista) => lista.iter_mut().collect(),
        Value::Object(karta) => karta.values_mut().collect(),
        _ => Vec::new(),
    };
    for en in under {
        match plats(en, kvar) {
            Ok(hittad) => return Ok(hittad),
            Err(rest) => kvar = rest,
        }
    }
    Err(kvar)
}

/// What is taken in holds as a catalogue; what is not, says why.
fn helt_eller_inte(fil: &str) -> Result<bool, TestCaseError> {
    match las(fil, idag()) {
        Ok(last) => {
            prop_assert!(katalog::las(&last.toml).katalog.as_ref() == Some(&last.katalog));
            for insats in last.katalog.insatser.iter().filter(|_| !last.egen) {
                prop_assert!(insats.villkor.iter().all(|villkor| villkor.oppet.is_some()));
            }
            Ok(true)
        }
        Err(fel) => {
            prop_assert!(!fel.is_empty() && fel.iter().all(|vad| vad.len() > 10));
            Ok(false)
        }
    }
}

proptest! {
    #![proptest_config(Config::with_cases(400))]

    #[test]
    fn vilket_json_som_helst_tas_in_helt_eller_namns(varde in nagot_json()) {
        helt_eller_inte(&varde.to_string())?;
    }

    #[test]
    fn vilken_text_som_helst_namns(text in ".{0,80}") {
        helt_eller_inte(&text)?;
    }
}

/// A real file in which one value is another: taken in whole or refused, and both happen.
#[test]
fn en_riktig_fil_med_ett_fel_i_tas_in_helt_eller_namns() {
    let sida = som_hsds(GOTEBORG);
    let storlek = antal(&sida);
    let mut runner = TestRunner::new(Config::with_cases(250));
    let (intagna, vagrade) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    runner
        .run(
            &(0..storlek, nagot_json(), any::<bool>()),
            |(var, ny, bort)| {
                let mut andrad = sida.clone();
                let har = plats(&mut andrad, var).unwrap();
                *har = if bort { Value::Null } else { ny };
                let raknare = if helt_eller_inte(&andrad.to_string())? {
                    &intagna
                } else {
                    &vagrade
                };
                raknare.set(raknare.get() + 1);
                Ok(())
            },
        )
        .unwrap();
    assert!(
        intagna.get() > 10 && vagrade.get() > 50,
        "{intagna:?} {vagrade:?}"
    );
}

#[test]
fn fran_kommandoraden_ut_och_in_och_granskad() {
    let hem = Hem::nytt();
    let ut = hem.kor(&["katalog", "ut", "--format", "hsds", "--ut", "ut.json"]);
    assert_eq!(ut.kod, 0, "{ut:?}");
    let sida: Value =
        serde_json::from_str(&std::fs::read_to_string(hem.mapp().join("ut.json")).unwrap())
            .unwrap();
    assert_eq!(sida, som_hsds(ALINGSAS));
    assert_eq!(hem.json(&["katalog", "ut", "--format", "hsds"]), sida);
    let json = hem.json(&["katalog", "in", "--fran", "ut.json", "--ut", "in.toml"]);
    assert_eq!(json["profil"], true);
    assert_eq!(json["insatser"], katalogen(ALINGSAS).insatser.len());
    assert_eq!(hem.kor(&["katalog", "granska", "in.toml"]).kod, 0);
    let text = std::fs::read_to_string(hem.mapp().join("in.toml")).unwrap();
    assert_eq!(katalogen(&text), katalogen(ALINGSAS));
    // Never over what is there; and what cannot be read leaves no file.
    nekas(
        &hem.kor(&["katalog", "in", "--fran", "ut.json", "--ut", "in.toml"]),
        2,
        "finns redan",
    );
    hem.fil("trasig.json", "{\"contents\": [{}]}");
    nekas(
        &hem.kor(&["katalog", "in", "--fran", "trasig.json", "--ut", "ny.toml"]),
        2,
        "trasig.json, contents[0].name: Saknas.",
    );
    assert!(!hem.mapp().join("ny.toml").exists());
    nekas(&hem.kor(&["katalog", "ut", "--format", "xml"]), 2, "hsds");
    // The catalogue is lookup only: no database was made.
    assert!(!hem.databas().exists());
}
