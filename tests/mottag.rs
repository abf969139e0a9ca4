//! The reception without a screen: every outcome, what is refused with nothing stored, queue, handover, counts.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use gemensamt::hem::{
    Hem, NAMN, NUMMER, boendecoachning, har_nycklar, nekas, nycklar, utan_identitet,
};
use serde_json::{Value, json};

#[test]
fn mottagen_i_ko_hanvisad_informerad() {
    let hem = Hem::nytt();
    let mottag = |indata: &Value, utfall: &str, resultat: &str| -> Value {
        let ut = hem.mottag(indata);
        let svar = ut.json();
        har_nycklar(&svar, &["utfall", "resultat", "kolapp", "overlamning"]);
        assert_eq!(
            (&svar["utfall"], &svar["resultat"]),
            (&json!(utfall), &json!(resultat)),
            "{ut:?}"
        );
        assert_eq!(
            ut.kod == 0,
            utfall == "uppfyllt" || indata["vill"] == "bara_fraga",
            "{ut:?}"
        );
        svar
    };
    let svar = mottag(&boendecoachning(), "uppfyllt", "mottagen");
    assert!(
        svar["overlamning"].is_string() && svar["kolapp"].is_null(),
        "{svar}"
    );
    for nr in ["3.1.3", "3.2.1"] {
        let svar = mottag(&utan_identitet(nr), "uppfyllt", "mottagen");
        assert!(
            svar["overlamning"].is_null() && svar["kolapp"].is_null(),
            "{svar}"
        );
    }
    let mut ko = utan_identitet("3.1.3");
    ko["vill"] = "ko".into();
    assert!(mottag(&ko, "uppfyllt", "i_ko")["kolapp"].is_string());

    let mut annan_kommun = utan_identitet("3.4.3");
    annan_kommun["fakta"]["person"]["folkbokford"] = "Vårgårda".into();
    annan_kommun["fakta"]
        .as_object_mut()
        .unwrap()
        .remove("svar");
    mottag(&annan_kommun, "ej_uppfyllt", "hanvisad");
    annan_kommun["fakta"]["tveksamhet"] = true.into();
    mottag(&annan_kommun, "oklart", "hanvisad");
    let fraga = json!({"nr": "3.1.2", "information": {"ratt_att_ansoka": "muntligt"}, "vill": "bara_fraga"});
    mottag(&fraga, "ej_kontrollerat", "informerad");
    assert_eq!(
        (
            hem.antal("overlamning"),
            hem.antal("raknat_besok"),
            hem.antal("utkast")
        ),
        (1, 7, 0)
    );
}

#[test]
fn det_som_saknas_eller_inte_far_finnas_stoppar_och_inget_sparas() {
    let hem = Hem::nytt();
    assert_eq!(hem.mottag(&boendecoachning()).kod, 0);
    let fore = hem.rader();
    let utan = |falt: &str, nyckel: &str| {
        let mut indata = boendecoachning();
        indata
            .pointer_mut(falt)
            .unwrap()
            .as_object_mut()
            .unwrap()
            .remove(nyckel)
            .unwrap();
        indata
    };
    let med_person = |nr: &str| {
        let mut indata = utan_identitet(nr);
        indata["person"] = json!({"namn": NAMN});
        indata
    };
    let mut ett_av_tva = boendecoachning();
    ett_av_tva["nr"] = "3.4.4".into();
    ett_av_tva["fakta"] = json!({
        "person": {"fodd": "1994-03-05"},
        "barn": [{"fodd": "2017-09-30", "folkbokford": "Alingsås", "deltar": true, "samtycker": true}],
        "samtycke": {"eget": "muntligt", "vardnadshavare": {"antal": 2, "samtycker": 1}},
    });
    let mut nej = boendecoachning();
    nej["fakta"]["samtycke"]["eget"] = "nej".into();
    let mut fel_siffra = boendecoachning();
    fel_siffra["person"]["personnummer"] = "701063-2392".into();
    let mut inget_namn = boendecoachning();
    inget_namn["person"]["namn"] = " ".into();
    let fall = [
        (
            utan("/information", "ratt_att_ansoka"),
            "rätten att ansöka saknas",
        ),
        (utan("/information", "dokumentation"), "dokumenteras saknas"),
        (utan("", "information"), "rätten att ansöka saknas"),
        (utan("/fakta/samtycke", "eget"), "Samtycke saknas."),
        (nej, "Samtycke saknas."),
        (ett_av_tva, "Samtycke saknas."),
        (utan("", "person"), "person.namn saknas"),
        (inget_namn, "person.namn saknas"),
        (fel_siffra, "Sista siffran stämmer inte."),
        (utan("", "fakta"), "Alla villkor är inte besvarade."),
        (utan("", "vill"), "Fältet vill saknas."),
        (med_person("3.2.1"), "Här får ingen identitet antecknas"),
        (med_person("3.1.3"), "ingen identitet"),
    ];
    for (indata, mening) in fall {
        let ut = hem.mottag(&indata);
        nekas(&ut, 2, mening);
        for hemligt in [NAMN, "Almqvist", "701063", "2017-09-30"] {
            assert!(!ut.fel.contains(hemligt), "{ut:?}");
        }
        assert_eq!(hem.rader(), fore, "{mening}");
    }
}

#[test]
fn den_som_ar_forst_i_kon_kommer_forst() {
    let hem = Hem::nytt();
    let mut indata = utan_identitet("3.1.3");
    indata["vill"] = "ko".into();
    let kolapp = |_| {
        hem.mottag(&indata).json()["kolapp"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let koder: Vec<String> = (0..3).map(kolapp).collect();
    let lista = hem.json(&["ko", "lista"]);
    assert_eq!(
        nycklar(&lista["ko"][0])[..4],
        ["insats", "plats", "kolapp", "sedan"]
    );
    for (i, kod) in koder.iter().enumerate() {
        assert_eq!(
            (&lista["ko"][i]["plats"], &lista["ko"][i]["kolapp"]),
            (&json!(i + 1), &json!(kod))
        );
    }

    let mut ta_emot = utan_identitet("3.1.3");
    nekas(&hem.mottag(&ta_emot), 1, "3 personer väntar redan och");
    ta_emot["kolapp"] = koder[1].clone().into();
    nekas(&hem.mottag(&ta_emot), 1, "Kölappen är nummer 2 i kön.");
    ta_emot["kolapp"] = "AAAA-AAA".into();
    nekas(&hem.mottag(&ta_emot), 2, "Kölappens kod stämmer inte.");
    assert_eq!(hem.antal("raknat_besok"), 3);
    ta_emot["kolapp"] = koder[0].to_lowercase().into();
    assert_eq!(hem.mottag(&ta_emot).json()["resultat"], "mottagen");

    let svar = hem.json(&["ko", "avsluta", &koder[1], "--orsak", "atertagen"]);
    assert_eq!(
        (&svar["kolapp"], &svar["avslutad"]),
        (&json!(koder[1]), &json!("atertagen"))
    );
    assert!(svar["sag"].is_string(), "{svar}");
    nekas(
        &hem.kor(&["ko", "avsluta", &koder[1], "--orsak", "atertagen"]),
        1,
        "Kölappen är avslutad (återtagen).",
    );
    nekas(
        &hem.kor(&["ko", "avsluta", &koder[2], "--orsak", "for_gammal"]),
        2,
        "Orsaken ska vara",
    );
    let kvar = hem.json(&["ko", "lista", "--insats", "3.1.3"]);
    assert_eq!(kvar["ko"].as_array().unwrap().len(), 1, "{kvar}");
    assert_eq!(
        (&kvar["ko"][0]["kolapp"], &kvar["ko"][0]["plats"]),
        (&json!(koder[2]), &json!(1))
    );
}

#[test]
fn familjeradgivning_star_inte_i_den_gemensamma_listan() {
    let hem = Hem::nytt();
    for nr in ["3.1.1", "3.1.3"] {
        let mut indata = utan_identitet(nr);
        indata["vill"] = "ko".into();
        indata["fakta"]["andra"] = json!([{"relation": "partner", "folkbokford": "Alingsås"}]);
        let ut = hem.mottag(&indata);
        assert_eq!(ut.kod, 0, "{ut:?}");
    }
    let insatser = |argument: &[&str]| -> Vec<String> {
        let lista = hem.json(argument);
        lista["ko"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["insats"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(insatser(&["ko", "lista"]), ["3.1.3"]);
    assert_eq!(insatser(&["ko", "lista", "--insats", "3.1.1"]), ["3.1.1"]);
}

#[test]
fn en_overlamning_hamtas_och_kvitteras_en_gang() {
    let hem = Hem::nytt();
    assert_eq!(
        hem.json(&["overlamning", "lista"]),
        json!({"overlamningar": []})
    );
    let id = hem.mottag(&boendecoachning()).json()["overlamning"]
        .as_str()
        .unwrap()
        .to_owned();
    let lista = hem.kor(&["overlamning", "lista", "--json"]);
    assert!(
        !lista.ut.contains("Almqvist") && !lista.ut.contains(NUMMER.1),
        "{lista:?}"
    );
    nekas(
        &hem.kor(&["overlamning", "kvittera", &id]),
        1,
        "är inte hämtad",
    );
    for _ in 0..2 {
        let hamtad = hem.json(&["overlamning", "hamta", &id]);
        assert_eq!(
            (&hamtad["status"], &hamtad["person"]["namn"]),
            (&json!("hamtad"), &json!(NAMN))
        );
        assert_eq!(hamtad["person"]["personnummer"], NUMMER.1);
        assert_eq!(hamtad["samtycke"]["eget"], "muntligt");
        for vad in ["ratt_att_ansoka", "dokumentation"] {
            assert_eq!(hamtad["information"][vad]["satt"], "muntligt");
        }
    }
    assert_eq!(
        hem.json(&["overlamning", "kvittera", &id])["status"],
        "kvitterad"
    );
    nekas(
        &hem.kor(&["overlamning", "kvittera", &id]),
        1,
        "redan mottagen",
    );
    nekas(
        &hem.kor(&["overlamning", "hamta", &id]),
        1,
        "redan mottagen",
    );
    nekas(
        &hem.kor(&["overlamning", "hamta", "finns-inte"]),
        1,
        "Det finns inget sådant hos er enhet.",
    );
    assert_eq!(
        hem.json(&["overlamning", "lista"]),
        json!({"overlamningar": []})
    );
    assert_eq!(
        hem.json(&["overlamning", "lista", "--alla"])["overlamningar"][0]["status"],
        "kvitterad"
    );
}

#[test]
fn statistiken_visar_inte_farre_an_fem() {
    let hem = Hem::nytt();
    assert_eq!(
        hem.json(&["statistik"]),
        json!({"fran": null, "till": null, "insatser": []})
    );
    let fraga = |nr| json!({"nr": nr, "information": {"ratt_att_ansoka": "muntligt"}, "vill": "bara_fraga"});
    for (nr, antal) in [("3.1.2", 4), ("3.1.3", 5), ("3.1.4", 6)] {
        (0..antal).for_each(|_| assert_eq!(hem.mottag(&fraga(nr)).kod, 0));
    }
    for dagar in [["--fran", "2026-11-22"], ["--till", "2026-11-29"]] {
        let svar = hem.kor(&[&["statistik"], &dagar[..]].concat());
        nekas(&svar, 2, "hela månader");
    }
    let svar = hem.json(&["statistik", "--fran", "2026-11-01", "--till", "2026-11-30"]);
    let rad = |i: usize| &svar["insatser"][i];
    assert_eq!(
        (&rad(0)["nr"], &rad(0)["besok"]),
        (&json!("3.1.2"), &json!("<5")),
        "{svar}"
    );
    // All visits are told too: five less than them, and six less, would be four.
    assert_eq!(
        (&rad(1)["nr"], &rad(1)["besok"]),
        (&json!("3.1.3"), &json!("dold")),
        "{svar}"
    );
    assert_eq!(
        (&rad(2)["nr"], &rad(2)["besok"]),
        (&json!("3.1.4"), &json!(6)),
        "{svar}"
    );
    assert!(!svar["insatser"][0].to_string().contains(":4"), "{svar}");
    assert_eq!(
        hem.json(&["statistik", "--fran", "2026-12-01"])["insatser"],
        json!([])
    );
}
