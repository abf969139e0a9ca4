//! What the command line of the akt refuses: with its exit code, in words, with nothing changed and nobody named.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use gemensamt::akthem::{
    ANNAN, andra_foraldern, anteckning, avslut, gor, med, mottagen, oppnat, plan, samtycke,
    skrivet, som, tva_foraldrar, uppfoljning, utan_uppgifter,
};
use gemensamt::hem::{Hem, IDAG, NAMN, NUMMER, nekas};
use serde_json::{Value, json};

const INGENS: &str = "2026-00099";
const SAKNAS: &str = "Det finns inget sådant hos er enhet.";

#[test]
fn en_annan_enhet_ser_inget_och_far_samma_ord_som_for_det_som_inte_finns() {
    let hem = Hem::nytt();
    let (nr, andra) = tva_foraldrar(&hem);
    let lamnat = samtycke("annan_akt", &andra, "2027-05-22");
    let lamnat = gor(&hem, &["arende", "samtyck", &nr], &lamnat)["samtycke"].take();
    let lamnat = lamnat.as_str().unwrap();
    gor(&hem, &["arende", "anteckna", &nr], &anteckning("Mötet"));
    gor(
        &hem,
        &["arende", "bro", &nr],
        &json!({"oppna": {"till": "Socialnämnden"}}),
    );
    for argument in [
        &["arende", "lista"][..],
        &["arende", "lista", "--avslutade"],
    ] {
        let ut = som(&hem, ANNAN, &[argument, &["--json"]].concat(), "");
        assert_eq!(ut.json(), json!({"arenden": []}));
    }
    for sokt in [
        json!({"namn": NAMN}),
        json!({"personnummer": NUMMER.0}),
        json!({"arende": nr}),
    ] {
        let argument = ["arende", "sok", "--fran", "-", "--json"];
        assert_eq!(
            gor(&hem, &argument[..2], &sokt)["arenden"][0]["arende"],
            json!(nr)
        );
        let ut = som(&hem, ANNAN, &argument, &sokt.to_string());
        assert_eq!((ut.kod, ut.json()), (1, json!({"arenden": []})));
    }
    let indata = [
        ("anteckna", anteckning("Mötet")),
        ("plan", plan("Sova", None)),
        ("samtyck", samtycke("skola", "Skolan", "2027-05-22")),
        ("folj-upp", uppfoljning(None)),
        ("avsluta", avslut("flyttat")),
        ("bro", json!({"oppna": {"till": "Socialnämnden"}})),
        (
            "bro",
            json!({"bocka": {"lista": "planering", "punkt": "boka_uppfoljning", "gjord": IDAG}}),
        ),
        ("bro", json!({"dagar": {"uppdrag": IDAG}})),
    ];
    let fore = hem.rader();
    for nummer in [nr.as_str(), INGENS] {
        for kommando in ["visa", "plan", "samtycken", "uppfoljning", "bro", "steg"] {
            let ut = som(&hem, ANNAN, &["arende", kommando, nummer], "");
            nekas(&ut, 1, SAKNAS);
            utan_uppgifter(&ut);
        }
        for (kommando, indata) in &indata {
            let argument = ["arende", kommando, nummer, "--fran", "-"];
            let ut = som(&hem, ANNAN, &argument, &indata.to_string());
            nekas(&ut, 1, SAKNAS);
            utan_uppgifter(&ut);
        }
        let person = ["arende", "andra-foraldern", nummer, "--person", "-"];
        nekas(
            &som(&hem, ANNAN, &person, &andra_foraldern().to_string()),
            1,
            SAKNAS,
        );
        let kopiera = [
            "arende",
            "kopiera",
            nummer,
            "--anteckning",
            "1",
            "--samtycke",
            lamnat,
            "--fran",
            "-",
        ];
        nekas(
            &som(&hem, ANNAN, &kopiera, &skrivet(json!({})).to_string()),
            1,
            SAKNAS,
        );
        for mer in [
            &["aterkalla", nummer, "--samtycke", lamnat][..],
            &["uppfoljning", nummer, "--ingen"],
        ] {
            nekas(
                &som(&hem, ANNAN, &[&["arende"], mer].concat(), ""),
                1,
                SAKNAS,
            );
        }
    }
    assert_eq!(hem.rader(), fore);
    // The ärende does not say from where it came: its handover is as if it were not.
    let overlamning = hem.json(&["arende", "visa", &nr])["overlamning"].take();
    let overlamning = overlamning.as_str().unwrap();
    let argument = ["overlamning", "makulera", overlamning];
    nekas(&som(&hem, ANNAN, &argument, ""), 1, SAKNAS);
}

#[test]
fn det_som_inte_gar_att_lasa_sags_med_fil_rad_kolumn_och_nyckel() {
    let hem = Hem::nytt();
    let nr = oppnat(&hem, false);
    let fore = hem.rader();
    let prova = |argument: &[&str], indata: &str, meningar: &[&str]| {
        let fil = hem.fil("indata.json", indata);
        let argument = [&["arende"], argument, &[fil.as_str()]].concat();
        let ut = hem.kor(&argument);
        for mening in meningar {
            nekas(&ut, 2, mening);
        }
        assert!(ut.fel.contains("indata.json"), "{ut:?}");
        utan_uppgifter(&ut);
        assert_eq!(hem.rader(), fore, "{meningar:?}");
    };
    let anteckna = &["anteckna", &nr, "--fran"][..];
    prova(
        anteckna,
        "{\n \"vad\": \"x\",\n \"Övning Almqvist\": 1}",
        &[
            "rad 3, kolumn ",
            "Ett fält är okänt. Här kan stå: vad, dag,",
        ],
    );
    prova(
        anteckna,
        "{\n \"vad\": \"x\"}",
        &["rad 2, kolumn ", "Fältet dag saknas."],
    );
    prova(
        anteckna,
        "{\"vad\": \"x\", \"dag\": \"Almqvist\"}",
        &["rad 1, kolumn ", "Datum ska skrivas"],
    );
    prova(
        anteckna,
        "{\"klockslag\": \"halv tio\"}",
        &["rad 1, kolumn ", "Ett klockslag ska skrivas TT:MM"],
    );
    prova(anteckna, "{\"vad\": ", &["rad 1, kolumn ", "inte JSON"]);
    let fel = |nyckel: &str, varde: Value| {
        let mut indata = anteckning("Mötet");
        indata[nyckel] = varde;
        indata.to_string()
    };
    for (nyckel, varde, mening) in [
        ("vad", json!(" "), "fältet vad: Skriv vad det gäller."),
        (
            "kalla",
            json!(""),
            "fältet kalla: Skriv varifrån uppgiften kommer.",
        ),
        ("text", json!("\n"), "fältet text: Skriv texten."),
        (
            "deltog",
            json!("x".repeat(121)),
            "fältet deltog: Korta vilka som var med: högst 120 tecken.",
        ),
        ("skrivare", json!(""), "fältet skrivare: Skriv ditt namn."),
        ("titel", Value::Null, "fältet titel: Skriv din titel."),
    ] {
        prova(anteckna, &fel(nyckel, varde), &[mening]);
    }
    let mut bada = anteckning("Mötet");
    (bada["rattar"], bada["invander"]) = (json!(1), json!(1));
    prova(
        anteckna,
        &bada.to_string(),
        &["ange rattar eller invander, inte båda"],
    );
    prova(
        &["plan", &nr, "--fran"],
        &skrivet(json!({"mal": "x", "gjord_med": "grannen"})).to_string(),
        &[
            "rad 1, kolumn ",
            "gjord_med ska vara en av personen, barnet_och_vardnadshavare,",
        ],
    );
    prova(
        &["plan", &nr, "--fran"],
        &skrivet(json!({"gjord_med": "personen"})).to_string(),
        &["Planen är tom."],
    );
    prova(
        &["samtyck", &nr, "--fran"],
        &samtycke("granne", "x", IDAG).to_string(),
        &["med ska vara en av forvaltning,"],
    );
    prova(
        &["samtyck", &nr, "--fran"],
        &samtycke("annan_akt", NAMN, IDAG).to_string(),
        &["fältet mottagare"],
    );
    let mut orsak = avslut("malet_natt");
    orsak["orsak"] = "behövs inte".into();
    prova(
        &["avsluta", &nr, "--fran"],
        &orsak.to_string(),
        &["orsak ska vara en av malet_natt, tiden_slut,"],
    );
    orsak["orsak"] = "flyttat".into();
    orsak["text"] = "".into();
    prova(
        &["avsluta", &nr, "--fran"],
        &orsak.to_string(),
        &["fältet text: Skriv orsaken i ord."],
    );
    let mut mal = uppfoljning(None);
    mal["mal"] = json!([]);
    prova(
        &["folj-upp", &nr, "--fran"],
        &mal.to_string(),
        &["fältet mal: Skriv målet."],
    );
    prova(
        &["bro", &nr, "--fran"],
        "{}",
        &["Gör en sak i taget: oppna, bocka eller dagar."],
    );
    prova(
        &["bro", &nr, "--fran"],
        "{\"bocka\": {\"lista\": \"a\", \"punkt\": \"b\"}}",
        &["Fältet gjord saknas."],
    );
    prova(
        &["bro", &nr, "--fran"],
        "{\"oppna\": {\"till\": \"\"}}",
        &["fältet till"],
    );
    prova(
        &["sok", "--fran"],
        "{}",
        &["Sök på en sak: namn, personnummer eller arende."],
    );
    prova(
        &["sok", "--fran"],
        "{\"namn\": \"Almqvist\", \"arende\": \"2026-00001\"}",
        &["Sök på en sak"],
    );
    prova(
        &["sok", "--fran"],
        "{\"personnummer\": \"701063-2392\"}",
        &["fältet personnummer: Sista siffran stämmer inte."],
    );
    prova(
        &["sok", "--fran"],
        "{\"arende\": \"701063-2391\"}",
        &["fältet arende: Ärendets nummer skrivs"],
    );
    let mut person = andra_foraldern();
    person["person"]["sekretessmarkering"] = true.into();
    prova(
        &["andra-foraldern", &nr, "--person"],
        &person.to_string(),
        &["fältet sekretessmarkering: Vid skyddade"],
    );
    for argument in [
        &["arende", "visa", "701063-2391"][..],
        &["arende", "steg", NAMN],
    ] {
        let ut = hem.kor(argument);
        nekas(&ut, 2, "Ärendets nummer skrivs med år och fem siffror");
        utan_uppgifter(&ut);
    }
    let ut = hem.kor(&["overlamning", "aterlamna", "x", "--orsak", "behov"]);
    nekas(
        &ut,
        2,
        "--orsak ska vara en av fel_enhet, uppgifter_saknas, dubblett,",
    );
    nekas(
        &hem.kor(&["overlamning", "skicka-igen", "x", "--till", "701063"]),
        2,
        "--till",
    );
    assert_eq!(hem.rader(), fore);
}

#[test]
fn det_som_akten_nekar_ar_1_och_andrar_inget() {
    let hem = Hem::nytt();
    let nr = oppnat(&hem, false);
    let fore = hem.rader();
    let prova = |kommando: &str, indata: &Value, mening: &str| {
        let ut = med(&hem, &["arende", kommando, &nr], indata);
        nekas(&ut, 1, mening);
        utan_uppgifter(&ut);
        assert_eq!(hem.rader(), fore, "{mening}");
    };
    let mut indata = anteckning("Mötet");
    indata["dag"] = "2026-11-23".into();
    prova("anteckna", &indata, "Dagen har inte varit än.");
    indata["dag"] = IDAG.into();
    for nyckel in ["rattar", "invander"] {
        let mut indata = indata.clone();
        indata[nyckel] = 7.into();
        prova(
            "anteckna",
            &indata,
            "Anteckningen finns inte i den här akten.",
        );
    }
    for till in ["2026-11-21", "2027-11-23"] {
        prova(
            "samtyck",
            &samtycke("skola", "Skolan", till),
            "högst 12 månader",
        );
    }
    prova(
        "samtyck",
        &samtycke("annan_akt", INGENS, IDAG),
        "Samtycket gäller någon annan",
    );
    prova(
        "folj-upp",
        &uppfoljning(Some(IDAG)),
        "Dagen har redan varit.",
    );
    let mut avslut = avslut("tiden_slut");
    avslut["dag"] = "2026-11-21".into();
    prova("avsluta", &avslut, "Dagarna kommer i fel ordning.");
    avslut["dag"] = "2026-12-21".into();
    prova("avsluta", &avslut, "Dagen har inte varit än.");
    let utan_samtycke = json!({"oppna": {"till": "Socialnämnden", "med": ["insatsplan"]}});
    prova(
        "bro",
        &utan_samtycke,
        "Något tas med bara om personen samtycker.",
    );
    prova(
        "bro",
        &json!({"bocka": {"lista": "planering", "punkt": "boka_uppfoljning", "gjord": IDAG}}),
        SAKNAS,
    );
    let person = ["arende", "andra-foraldern", &nr, "--person", "-"];
    let ut = hem.kor_med(&person, andra_foraldern().to_string().as_bytes());
    nekas(
        &ut,
        1,
        "En akt till öppnas bara där varje förälder har sin egen.",
    );
    utan_uppgifter(&ut);
    let ut = hem.kor(&["arende", "uppfoljning", &nr, "--nasta", IDAG]);
    nekas(&ut, 1, "Dagen har redan varit.");
    let ut = hem.kor(&["arende", "aterkalla", &nr, "--samtycke", &"0".repeat(32)]);
    nekas(&ut, 1, SAKNAS);
    assert_eq!(hem.rader(), fore);

    let ny = mottagen(&hem);
    let fore = hem.rader();
    for argument in [
        &["arende", "oppna", &ny, "--akt", "mottagaren", "--steg", "2"][..],
        &["overlamning", "ta-over", &ny],
        &["overlamning", "aterlamna", &ny, "--orsak", "dubblett"],
    ] {
        nekas(&hem.kor(argument), 1, "Överlämningen är inte hämtad.");
    }
    for argument in [
        &["overlamning", "skicka-igen", &ny][..],
        &["overlamning", "makulera", &ny],
    ] {
        assert_eq!(hem.kor(argument).kod, 1);
    }
    assert_eq!(hem.rader(), fore);
    hem.json(&["overlamning", "hamta", &ny]);
    let fore = hem.rader();
    // The same person twice in the same insats.
    let ut = hem.kor(&["arende", "oppna", &ny, "--akt", "mottagaren", "--steg", "2"]);
    nekas(&ut, 1, "Den personen har redan en akt i den här insatsen.");
    utan_uppgifter(&ut);
    assert_eq!(hem.rader(), fore);
}
