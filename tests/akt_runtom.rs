//! Around the akt on the command line: a child's akt, who writes, the bridge, förekomst, and today's list.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use gemensamt::akthem::{
    ANNAN, HEMLIGT, anteckning, gor, hamtad, med, oppnat, samtycke, som, utan_uppgifter,
};
use gemensamt::hem::{Hem, IDAG, NAMN, NUMMER, nekas};
use serde_json::{Value, json};

const SAKNAS: &str = "Det finns inget sådant hos er enhet.";

#[test]
fn barnets_akt_galler_barnet() {
    let hem = Hem::nytt();
    let id = hamtad(&hem);
    let barnet = json!({"namn": "Övning Barnet"}).to_string();
    let oppna = |akt: &str| {
        let argument = [
            "arende", "oppna", &id, "--akt", akt, "--steg", "3", "--person", "-", "--json",
        ];
        hem.kor_med(&argument, barnet.as_bytes())
    };
    nekas(
        &oppna("mottagaren"),
        2,
        "--person anges bara när akten är barnets.",
    );
    let ut = oppna("barnet");
    assert_eq!(ut.kod, 0, "{ut:?}");
    assert_eq!(ut.json()["aktslag"], "barnet");
    let akt = hem.json(&["arende", "visa", "2026-00001"]);
    assert_eq!(
        (&akt["person"]["namn"], &akt["person"]["personnummer"]),
        (&json!("Övning Barnet"), &Value::Null)
    );
}

#[test]
fn vem_som_skriver_star_i_filen_eller_i_miljon() {
    let hem = Hem::nytt();
    let nr = oppnat(&hem, false);
    let mut indata = anteckning("Mötet");
    indata.as_object_mut().unwrap().remove("skrivare");
    indata.as_object_mut().unwrap().remove("titel");
    nekas(
        &med(&hem, &["arende", "anteckna", &nr], &indata),
        2,
        "fältet skrivare: Skriv ditt namn.",
    );
    let fil = hem.fil("anteckning.json", indata.to_string());
    let ut = hem
        .kommando(&["arende", "anteckna", &nr, "--fran", &fil])
        .env("TROSKEL_SKRIVARE", "Övning Miljö")
        .env("TROSKEL_TITEL", "samordnare")
        .output()
        .unwrap();
    assert!(ut.status.success(), "{ut:?}");
    let akt = hem.json(&["arende", "visa", &nr]);
    assert_eq!(
        (&akt["journal"][0]["skrivare"], &akt["journal"][0]["titel"]),
        (&json!("Övning Miljö"), &json!("samordnare"))
    );
}

#[test]
fn en_egen_mapp_med_checklistor_tar_de_inbyggdas_plats() {
    let hem = Hem::nytt();
    let nr = oppnat(&hem, false);
    let bro = ["arende", "bro", &nr];
    gor(
        &hem,
        &bro,
        &json!({"oppna": {"till": "socialsekreteraren"}}),
    );
    let mapp = hem.mapp().join("listor");
    std::fs::create_dir(&mapp).unwrap();
    let inbyggd = include_str!("../data/checklistor/formote.toml");
    let egen = inbyggd.replace("\"kalla_till_formote\"", "\"ring_forst\"");
    std::fs::write(mapp.join("formote.toml"), &egen).unwrap();
    let bocka = |punkt: &str| json!({"bocka": {"lista": "formote", "punkt": punkt, "gjord": IDAG}});
    let med_mapp = |punkt: &str| {
        let argument = [&bro[..], &["--checklistor", "listor"]].concat();
        med(&hem, &argument, &bocka(punkt))
    };
    assert_eq!(med_mapp("ring_forst").kod, 0);
    assert_eq!(med_mapp("kalla_till_formote").kod, 1);
    assert_eq!(med(&hem, &bro, &bocka("ring_forst")).kod, 1);
    std::fs::write(
        mapp.join("formote.toml"),
        egen.replace("format = 1", "format = 9"),
    )
    .unwrap();
    let ut = med_mapp("ring_forst");
    assert_eq!(ut.kod, 2);
    assert!(ut.fel.contains("formote.toml"), "{}", ut.fel);
}

#[test]
fn bron_oppnas_med_samtycke_bockas_och_dateras() {
    let hem = Hem::nytt();
    let nr = oppnat(&hem, false);
    let bro = ["arende", "bro", nr.as_str()];
    nekas(&hem.kor(&bro), 1, SAKNAS);
    let lamnat = samtycke("forvaltning", "Socialnämnden", "2027-05-22");
    let lamnat = gor(&hem, &["arende", "samtyck", &nr], &lamnat)["samtycke"].take();
    let oppna = json!({"oppna": {"till": "Socialnämnden", "med": ["journal", "insatsplan"], "samtycke": lamnat}});
    let svar = gor(&hem, &bro, &oppna);
    assert_eq!(
        svar,
        json!({"arende": nr, "oppnad": IDAG, "till": "Socialnämnden", "med": ["insatsplan", "journal"],
            "dagar": {"uppdrag": null, "beslut": null, "start": null, "senast_uppfoljd": null, "avslutad": null},
            "bockar": []})
    );
    let bocka = |gjord: Value| json!({"bocka": {"lista": "planering", "punkt": "boka_uppfoljning", "gjord": gjord}});
    let svar = gor(&hem, &bro, &bocka(IDAG.into()));
    assert_eq!(svar["bockar"][0]["gjord"], IDAG);
    let i_ord = svar["bockar"][0]["i_ord"].as_str().unwrap();
    let text = hem.kor(&bro).ut;
    assert!(text.lines().any(|rad| rad.ends_with(i_ord)), "{text}");
    nekas(
        &med(&hem, &bro, &bocka("2026-11-23".into())),
        1,
        "Dagen har inte varit än.",
    );
    let okand = json!({"bocka": {"lista": NAMN, "punkt": "boka_uppfoljning", "gjord": IDAG}});
    nekas(
        &med(&hem, &bro, &okand),
        1,
        "Punkten finns inte i checklistan.",
    );
    assert_eq!(gor(&hem, &bro, &bocka(Value::Null))["bockar"], json!([]));
    let svar = gor(
        &hem,
        &bro,
        &json!({"dagar": {"uppdrag": "2026-11-02", "beslut": "2026-11-20"}}),
    );
    assert_eq!(svar["dagar"]["beslut"], "2026-11-20");
    // A day that is not named stays, and one that is null goes.
    let svar = gor(&hem, &bro, &json!({"dagar": {"beslut": null}}));
    assert_eq!(
        (&svar["dagar"]["uppdrag"], &svar["dagar"]["beslut"]),
        (&json!("2026-11-02"), &Value::Null)
    );
    let fel = json!({"dagar": {"start": "2026-11-01"}});
    nekas(&med(&hem, &bro, &fel), 1, "Dagarna kommer i fel ordning.");
    let text = hem.kor(&bro).ut;
    assert!(
        text.contains("Tas med: insatsplanen, journalen\nUppdraget kom: 2026-11-02\n"),
        "{text}"
    );
    assert_eq!(hem.json(&["arende", "visa", &nr])["har_bro"], json!(true));
}

#[test]
fn forekomst_soks_bara_av_den_som_har_fatt_ratten_och_varje_gang_antecknas() {
    let hem = Hem::nytt();
    let nr = oppnat(&hem, false);
    let sokt = json!({"personnummer": NUMMER.0}).to_string();
    let sok = |enhet: &str| som(&hem, enhet, &["forekomst", "--fran", "-", "--json"], &sokt);
    let ut = sok(ANNAN);
    nekas(&ut, 1, "Du har inte fått rätt att söka i hela filen.");
    utan_uppgifter(&ut);
    let antal = |slag: &str| -> i64 {
        let sql = "SELECT count(*) FROM akthandelse WHERE slag = ?1";
        hem.sql().query_row(sql, [slag], |rad| rad.get(0)).unwrap()
    };
    assert_eq!((antal("forekomst_nekad"), antal("forekomst")), (1, 0));
    assert_eq!(hem.json(&["behorighet", "lista"]), json!({"forekomst": []}));
    let jag: String = hem
        .sql()
        .query_row("SELECT oppnad_av FROM arende", [], |rad| rad.get(0))
        .unwrap();
    let svar = hem.json(&["behorighet", "ge", &jag]);
    assert_eq!(svar, json!({"anvandare": jag, "forekomst": true}));
    assert_eq!(
        hem.json(&["behorighet", "lista"]),
        json!({"forekomst": [jag]})
    );
    let ut = sok(ANNAN);
    assert_eq!(ut.kod, 0, "{ut:?}");
    assert_eq!(
        ut.json(),
        json!({"forekomst": [{"enhet": "mottagningen", "arende": nr, "namn": NAMN,
            "personnummer": NUMMER.1, "fran": IDAG, "till": null}]})
    );
    assert_eq!(antal("forekomst"), 1);
    let ingen = json!({"namn": "Övning Ingen"}).to_string();
    let ut = som(&hem, ANNAN, &["forekomst", "--fran", "-"], &ingen);
    assert_eq!(
        (ut.kod, ut.ut.as_str()),
        (
            1,
            "Ingen förekomst av det som får sökas i den här filen. Familjerådgivningens ärenden söks aldrig här.\n"
        )
    );
    hem.json(&["behorighet", "ta", &jag]);
    nekas(&hem.kor(&["behorighet", "ta", &jag]), 1, SAKNAS);
    nekas(&hem.kor(&["behorighet", "ge", " "]), 2, "1 till 60 tecken");
    nekas(&sok(ANNAN), 1, "Du har inte fått rätt");
}

#[test]
fn dagens_lista_sager_vad_som_ska_foljas_upp_och_hamtas() {
    let hem = Hem::nytt();
    let nr = oppnat(&hem, false);
    hem.json(&["arende", "uppfoljning", &nr, "--nasta", "2026-11-24"]);
    // The same insats and person would be one akt too many; what waits is about somebody else.
    let mut annan = gemensamt::hem::boendecoachning();
    annan["person"] = json!({"namn": "Övning Bergqvist"});
    let ny = hem.mottag(&annan).json()["overlamning"].take();
    for (kommando, tomt) in [
        (
            ["arende", "att-gora"],
            "Inget att göra i akterna just nu.\n",
        ),
        (["ko", "attgora"], "Inget att göra i köerna just nu.\n"),
    ] {
        let svar = hem.json(&kommando);
        assert_eq!(svar["akt"], json!([]), "{svar}");
        assert_eq!(hem.kor(&kommando).ut, tomt);
        let ut = hem.den("2026-11-24", &[&kommando[..], &["--json"]].concat());
        let akt = ut.json()["akt"].take();
        assert_eq!(
            (
                &akt[0]["vad"],
                &akt[0]["arende"],
                &akt[0]["dag"],
                &akt[0]["overlamning"]
            ),
            (
                &json!("uppfoljning"),
                &json!(nr),
                &json!("2026-11-24"),
                &Value::Null
            )
        );
        assert_eq!(
            (&akt[1]["vad"], &akt[1]["overlamning"], &akt[1]["arende"]),
            (&json!("ej_hamtad"), &ny, &Value::Null)
        );
        let text = hem.den("2026-11-24", &kommando).ut;
        for rad in akt.as_array().unwrap() {
            assert!(text.contains(rad["i_ord"].as_str().unwrap()), "{text}");
        }
        assert!(
            !text.contains("Övning") && !text.contains(HEMLIGT),
            "{text}"
        );
    }
    let bara = |insats: &str| {
        let ut = hem.den(
            "2026-11-24",
            &["ko", "attgora", "--insats", insats, "--json"],
        );
        ut.json()["akt"].as_array().unwrap().len()
    };
    assert_eq!((bara("3.4.3"), bara("3.1.3")), (2, 0));
    let ut = som(&hem, ANNAN, &["arende", "att-gora", "--json"], "");
    assert_eq!(ut.json(), json!({"akt": []}));
}

#[test]
fn hjalpen_namner_varje_kod() {
    let hem = Hem::nytt();
    for (kommando, koder) in [
        (
            "overlamning aterlamna",
            "fel_enhet uppgifter_saknas dubblett personen_har_angrat_sig villkor_oklara skyddade_personuppgifter",
        ),
        (
            "arende avsluta",
            "malet_natt tiden_slut personen_vill_sluta samtycke_aterkallat ansoker_i_stallet annan_insats \
             hors_inte_av flyttat avliden insatsen_upphort",
        ),
        ("arende oppna", "mottagaren barnet varje-foralder"),
        ("arende folj-upp", "uppfyllt battre oforandrat samre"),
        (
            "arende samtyck",
            "forvaltning myndighet vard skola person utforare annan_akt muntligt skriftligt",
        ),
        (
            "arende plan",
            "personen barnet_och_vardnadshavare vardnadshavare foretradare bygger_pa forenar",
        ),
        (
            "arende bro",
            "oppna bocka dagar personuppgifter insatsplan journal uppfoljningar",
        ),
    ] {
        let argument: Vec<&str> = kommando.split(' ').chain(["--help"]).collect();
        let ut = hem.kor(&argument).ut;
        for kod in koder.split_whitespace() {
            assert!(ut.contains(kod), "{kommando}: {kod}\n{ut}");
        }
    }
}
