//! Akter from the command line: a case from the reception to its end, over a real file.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use gemensamt::akthem::{
    HEMLIGT, SKRIVARE, anteckning, avslut, gor, oppnat, plan, samtycke, tva_foraldrar, uppfoljning,
    utan_uppgifter,
};
use gemensamt::hem::{Hem, IDAG, NAMN, NUMMER, nekas, nycklar};
use serde_json::{Value, json};

const I_MORGON: &str = "2026-11-23";

fn visa(hem: &Hem, nummer: &str) -> Value {
    hem.json(&["arende", "visa", nummer])
}

#[test]
fn ett_arende_fran_mottagningen_till_avslutet() {
    let hem = Hem::nytt();
    let nr = oppnat(&hem, false);
    assert_eq!(nr, "2026-00001");
    let lista = hem.json(&["arende", "lista"]);
    assert_eq!(lista["arenden"][0]["arende"], json!(nr));
    assert!(!lista.to_string().contains("Almqvist"));
    for steg in [2, 3] {
        assert_eq!(hem.json(&["arende", "steg", &nr])["steg"], json!(steg));
    }
    nekas(&hem.kor(&["arende", "steg", &nr]), 1, "vid det sista");

    let svar = gor(
        &hem,
        &["arende", "anteckna", &nr],
        &anteckning("Första mötet"),
    );
    assert_eq!(
        svar,
        json!({"arende": nr, "anteckning": 1, "slag": "handelse", "galler": null})
    );
    let mut rattelse = anteckning("Rätt dag");
    rattelse["rattar"] = 1.into();
    let svar = gor(&hem, &["arende", "anteckna", &nr], &rattelse);
    assert_eq!(
        (&svar["slag"], &svar["galler"]),
        (&json!("rattelse"), &json!(1))
    );
    let mut invandning = anteckning("Så var det inte");
    invandning["invander"] = 1.into();
    let svar = gor(&hem, &["arende", "anteckna", &nr], &invandning);
    assert_eq!(
        (&svar["slag"], &svar["anteckning"]),
        (&json!("invandning"), &json!(3))
    );

    let svar = gor(
        &hem,
        &["arende", "folj-upp", &nr],
        &uppfoljning(Some("2027-02-01")),
    );
    assert_eq!(
        svar,
        json!({"arende": nr, "uppfoljningar": 1, "nasta_uppfoljning": "2027-02-01"})
    );
    let svar = hem.json(&["arende", "uppfoljning", &nr, "--nasta", "2027-03-01"]);
    assert_eq!(
        svar,
        json!({"arende": nr, "nasta_uppfoljning": "2027-03-01"})
    );
    let svar = hem.json(&["arende", "uppfoljning", &nr]);
    assert_eq!(
        svar["uppfoljningar"][0]["mal"],
        json!([{"mal": "Sova bättre", "utfall": "battre"}])
    );
    let svar = hem.json(&["arende", "uppfoljning", &nr, "--ingen"]);
    assert_eq!(svar["nasta_uppfoljning"], Value::Null);

    let akt = visa(&hem, &nr);
    assert_eq!(
        (
            &akt["person"]["namn"],
            &akt["person"]["personnummer"],
            &akt["aktslag"],
            &akt["steg"]
        ),
        (
            &json!(NAMN),
            &json!(NUMMER.1),
            &json!("mottagaren"),
            &json!(3)
        )
    );
    assert_eq!(
        nycklar(&akt["journal"][0]),
        [
            "nr",
            "slag",
            "galler",
            "kopia_av",
            "vad",
            "dag",
            "klockslag",
            "kalla",
            "deltog",
            "text",
            "skrivare",
            "titel",
            "skriven"
        ]
    );
    // What is corrected stands as it stood.
    assert_eq!(
        akt["journal"][0]["text"],
        json!(format!("{HEMLIGT}.\nAndra raden."))
    );
    assert_eq!(
        (
            &akt["journal"][0]["skrivare"],
            &akt["journal"][0]["klockslag"]
        ),
        (&json!(SKRIVARE.0), &json!("10:15"))
    );
    assert_eq!(akt["samtycke"]["eget"], "muntligt");
    assert_eq!(akt["information"]["ratt_att_ansoka"]["satt"], "muntligt");
    let text = hem.kor(&["arende", "visa", &nr]).ut;
    for rad in [
        format!("Namn: {NAMN}"),
        format!("Anteckning 2, {IDAG} 10:15, rättar anteckning 1: Rätt dag"),
        format!(
            "Anteckning 3, {IDAG} 10:15, personen anser att anteckning 1 är fel: Så var det inte"
        ),
        format!("  {HEMLIGT}."),
        "  Andra raden.".to_owned(),
        "Mål: Sova bättre: bättre, men målet är inte nått".to_owned(),
    ] {
        assert!(text.lines().any(|annan| annan == rad), "{rad}: {text}");
    }

    let svar = gor(&hem, &["arende", "avsluta", &nr], &avslut("malet_natt"));
    assert_eq!(
        (
            &svar["arende"],
            &svar["avslutad"],
            &svar["orsak"],
            &svar["nasta_i_tur"]
        ),
        (&json!(nr), &json!(IDAG), &json!("malet_natt"), &Value::Null)
    );
    assert!(
        svar["sag"].as_str().unwrap().contains("rätt att ansöka"),
        "{svar}"
    );
    assert_eq!(hem.json(&["arende", "lista"])["arenden"], json!([]));
    let avslutade = hem.json(&["arende", "lista", "--avslutade"]);
    assert_eq!(avslutade["arenden"][0]["orsak"], "malet_natt");
    // A closed akt is read and corrected, and nothing new is begun in it.
    gor(&hem, &["arende", "anteckna", &nr], &rattelse);
    assert_eq!(visa(&hem, &nr)["journal"].as_array().unwrap().len(), 4);
    let fore = hem.rader();
    for (kommando, indata) in [
        ("plan", plan("Nytt", None)),
        ("folj-upp", uppfoljning(None)),
        ("avsluta", avslut("flyttat")),
    ] {
        let ut = gemensamt::akthem::med(&hem, &["arende", kommando, &nr], &indata);
        nekas(&ut, 1, "Ärendet avslutades 2026-11-22.");
        utan_uppgifter(&ut);
    }
    assert_eq!(hem.rader(), fore);
}

#[test]
fn tva_planer_fran_samma_version_visas_bada_tills_nagon_har_forenat_dem() {
    let hem = Hem::nytt();
    let nr = oppnat(&hem, false);
    let kommando = ["arende", "plan", nr.as_str()];
    let ut = hem.kor(&kommando);
    assert_eq!((ut.kod, ut.ut.as_str()), (1, "Ingen plan är skriven.\n"));
    for (mal, bygger_pa, version, oppna) in [
        ("Sova", None, 1, json!([1])),
        ("Sova bättre", Some(1), 2, json!([2])),
        ("Sova längre", Some(1), 3, json!([2, 3])),
    ] {
        let svar = gor(&hem, &kommando, &plan(mal, bygger_pa));
        assert_eq!(
            svar,
            json!({"arende": nr, "version": version, "oppna": oppna})
        );
    }
    let planer = hem.json(&kommando);
    assert_eq!(planer["oppna"], json!([2, 3]));
    assert_eq!(
        nycklar(&planer["planer"][0]),
        [
            "version",
            "bygger_pa",
            "forenar",
            "oppen",
            "gjord_med",
            "personuppgifter",
            "tidplan",
            "insatsen",
            "varfor",
            "mal",
            "utformning",
            "uppfoljning",
            "orsak_till_avslut",
            "skrivare",
            "titel",
            "skriven"
        ]
    );
    let text = hem.kor(&kommando).ut;
    let rader: Vec<&str> = text.lines().collect();
    let plats = rader.iter().position(|rad| rad.starts_with("5. ")).unwrap();
    assert_eq!(
        rader[plats..plats + 5],
        [
            "5. Vad personen vill nå (versionerna skiljer sig)",
            "Version 2:",
            "  Sova bättre",
            "Version 3:",
            "  Sova längre"
        ]
    );
    // What is the same in both is read once.
    assert_eq!(text.matches(HEMLIGT).count(), 1, "{text}");
    let fore = hem.rader();
    let mut okand = plan("Sova", Some(9));
    nekas(
        &gemensamt::akthem::med(&hem, &kommando, &okand),
        1,
        "Den versionen av planen finns inte.",
    );
    okand["bygger_pa"] = Value::Null;
    okand["forenar"] = 2.into();
    nekas(
        &gemensamt::akthem::med(&hem, &kommando, &okand),
        2,
        "fältet forenar",
    );
    assert_eq!(hem.rader(), fore);
    let mut forenad = plan("Sova bättre och längre", Some(3));
    forenad["forenar"] = 2.into();
    assert_eq!(gor(&hem, &kommando, &forenad)["oppna"], json!([4]));
    let text = hem.kor(&kommando).ut;
    assert!(
        !text.contains("skiljer sig") && text.contains("Version 4"),
        "{text}"
    );
}

#[test]
fn en_anteckning_kopieras_bara_med_ett_samtycke_som_galler() {
    let hem = Hem::nytt();
    let (ena, andra) = tva_foraldrar(&hem);
    assert_eq!(visa(&hem, &ena)["annan_akt"], json!(andra));
    gor(&hem, &["arende", "anteckna", &ena], &anteckning("Mötet"));
    let nytt = |med: &str, mottagare: &str, till: &str| {
        let svar = gor(
            &hem,
            &["arende", "samtyck", &ena],
            &samtycke(med, mottagare, till),
        );
        assert_eq!(svar["till"], json!(till));
        svar["samtycke"].as_str().unwrap().to_owned()
    };
    let (galler, kort) = (
        nytt("annan_akt", &andra, "2027-05-22"),
        nytt("annan_akt", &andra, IDAG),
    );
    let skolan = nytt("skola", "Noltorpsskolan", "2027-05-22");
    let tagna = nytt("annan_akt", &andra, "2027-04-22");
    let svar = hem.json(&["arende", "aterkalla", &ena, "--samtycke", &tagna]);
    assert_eq!(
        svar,
        json!({"arende": ena, "samtycke": tagna, "aterkallat": IDAG})
    );
    let vem = hem.fil(
        "vem.json",
        gemensamt::akthem::skrivet(json!({})).to_string(),
    );
    let fore = hem.rader();
    for (samtycke, dag, mening) in [
        (&kort, I_MORGON, "Samtycket gick ut 2026-11-22."),
        (&tagna, IDAG, "Samtycket återkallades 2026-11-22."),
        (&skolan, IDAG, "Samtycket gäller någon annan"),
        (&"0".repeat(32), IDAG, "Samtycket gäller någon annan"),
    ] {
        let ut = hem.den(
            dag,
            &[
                "arende",
                "kopiera",
                &ena,
                "--anteckning",
                "1",
                "--samtycke",
                samtycke,
                "--fran",
                &vem,
            ],
        );
        nekas(&ut, 1, mening);
        utan_uppgifter(&ut);
        assert_eq!(hem.rader(), fore, "{mening}");
    }
    let kopiera = [
        "arende",
        "kopiera",
        &ena,
        "--samtycke",
        &galler,
        "--fran",
        &vem,
        "--json",
    ];
    nekas(
        &hem.kor(&[&kopiera[..], &["--anteckning", "7"]].concat()),
        1,
        "Anteckningen finns inte i den här akten.",
    );
    let ut = hem.kor(&[&kopiera[..], &["--anteckning", "1"]].concat());
    assert_eq!(ut.kod, 0, "{ut:?}");
    assert_eq!(
        ut.json(),
        json!({"arende": ena, "anteckning": 1, "slag": "kopia", "till": andra})
    );
    let kopia = visa(&hem, &andra)["journal"][0].take();
    assert_eq!(
        (&kopia["slag"], &kopia["kopia_av"], &kopia["text"]),
        (
            &json!("kopia"),
            &json!({"arende": ena, "nr": 1}),
            &json!(format!("{HEMLIGT}.\nAndra raden."))
        )
    );
    let samtycken = hem
        .den(I_MORGON, &["arende", "samtycken", &ena, "--json"])
        .json();
    let galler_nu = |id: &str| {
        let alla = samtycken["samtycken"].as_array().unwrap();
        alla.iter().find(|rad| rad["id"] == json!(id)).unwrap()["galler"].clone()
    };
    assert_eq!(
        [&galler, &kort, &skolan, &tagna].map(|id| galler_nu(id)),
        [json!(true), json!(false), json!(true), json!(false)]
    );
    let text = hem.den(I_MORGON, &["arende", "samtycken", &ena]).ut;
    for mening in [
        "gick ut 2026-11-22",
        "återkallat 2026-11-22",
        "gäller till och med 2027-05-22",
    ] {
        assert!(text.contains(mening), "{mening}: {text}");
    }
    // The other parent's akt knows nothing of this one's consents.
    assert_eq!(visa(&hem, &andra)["samtycken"], json!([]));
}
