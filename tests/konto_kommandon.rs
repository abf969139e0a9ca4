//! Accounts and signing in from the command line, on a file for real persons that the program has made.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod gemensamt;

use chrono::{DateTime, Utc};
use gemensamt::hem::{Ut, boendecoachning, innehaller, nekas};
use gemensamt::skarpthem::{ANNA, BO, ENHET, SkarptHem};
use serde_json::{Value, json};
use troskel::domain::behorighet::Roll;
use troskel::domain::tid::svensk;
use troskel::text::konto::OKAND_ROLL;

const LISTA: [&str; 3] = ["konto", "lista", "--json"];
const FEL: &str = "Användarnamnet eller lösenordet stämmer inte.";

fn konton(hem: &SkarptHem) -> Vec<Value> {
    let ut = hem.som(ANNA, &LISTA);
    assert_eq!(ut.kod, 0, "{ut:?}");
    ut.json()["konton"].as_array().unwrap().clone()
}

/// Failed sign-ins as the report has them.
fn misslyckade(hem: &SkarptHem) -> Value {
    let granska = [
        "logg",
        "granska",
        "--fran",
        "2020-01-01",
        "--till",
        "2090-01-01",
        "--json",
    ];
    let ut = hem.som(ANNA, &granska);
    assert_eq!(ut.kod, 0, "{ut:?}");
    ut.json()["misslyckade"]["rader"].clone()
}

fn gjort(ut: &Ut, anvandare: &str, vad: &str) {
    assert_eq!(ut.kod, 0, "{ut:?}");
    assert_eq!(ut.json(), json!({"anvandare": anvandare, "gjort": vad}));
}

#[test]
fn ett_konto_fran_det_laggs_tills_det_stangs() {
    let hem = SkarptHem::nytt();
    let forsta = hem.hemlig_fil("forsta", "ett första lösenord\n");
    let lagg = [
        "konto",
        "lagg",
        "bo",
        "--namn",
        "Bo Övning",
        "--roll",
        "mottagare",
        "--roll",
        "chef",
        "--vid",
        "Väst",
        "--nytt-losenord",
        &forsta,
        "--json",
    ];
    gjort(&hem.som(ANNA, &lagg), "bo", "lagt");
    assert_eq!(
        konton(&hem)[1],
        json!({
            "anvandare": "bo", "namn": "Bo Övning", "stangt": false, "last": false, "misslyckade": 0,
            "losenord": true, "nyckelfil": false,
            "roller": [{"roll": "chef", "enhet": "Väst"}, {"roll": "mottagare", "enhet": "Väst"}],
        })
    );
    let ut = hem.som(ANNA, &["konto", "lista"]);
    assert!(
        ut.ut
            .contains("Bo Övning: chef vid Väst, mottagare vid Väst"),
        "{ut:?}"
    );
    // Bo changes it, and the first one opens nothing any more.
    let bo = ("bo", "ett första lösenord");
    let eget = hem.hemlig_fil("eget", "ett helt eget ord");
    let byt = ["konto", "losenord", "--nytt-losenord", &eget, "--json"];
    gjort(&hem.som(bo, &byt), "bo", "losenord_bytt");
    nekas(&hem.som(bo, &byt), 2, FEL);
    let bo = ("bo", "ett helt eget ord");
    let statistik = ["statistik", "--json"];
    assert_eq!(hem.som(bo, &statistik).kod, 0);
    let roll = ["konto", "roll", "bo", "utforare", "--vid", "Öst", "--json"];
    gjort(&hem.som(ANNA, &roll), "bo", "roll_given");
    // Two enheter: one has to be named, and one of them.
    nekas(&hem.som(bo, &statistik), 2, "Väst, Öst");
    assert_eq!(
        hem.som(bo, &["statistik", "--json", "--enhet", "Väst"]).kod,
        0
    );
    nekas(
        &hem.som(bo, &["statistik", "--json", "--enhet", ENHET]),
        2,
        "ingen roll vid enheten",
    );
    let ta = [
        "konto", "ta-roll", "bo", "utforare", "--vid", "Öst", "--json",
    ];
    gjort(&hem.som(ANNA, &ta), "bo", "roll_tagen");
    nekas(&hem.som(ANNA, &ta), 1, "Det är redan så");
    gjort(
        &hem.som(ANNA, &["konto", "stang", "bo", "--json"]),
        "bo",
        "stangt",
    );
    let rad = &konton(&hem)[1];
    assert_eq!(
        (&rad["stangt"], &rad["losenord"]),
        (&json!(true), &json!(false))
    );
    nekas(&hem.som(bo, &statistik), 2, FEL);
    let igen = hem.hemlig_fil("igen", "tillbaka efter ledighet");
    let oppna = ["konto", "oppna", "bo", "--nytt-losenord", &igen, "--json"];
    gjort(&hem.som(ANNA, &oppna), "bo", "oppnat");
    assert_eq!(
        hem.som(("bo", "tillbaka efter ledighet"), &statistik).kod,
        0
    );
    // Nobody's password lies in the file or the cabinet.
    for fil in ["troskel.db", "troskel.db.nycklar"] {
        let bytes = std::fs::read(hem.mapp().join(fil)).unwrap();
        for ord in [ANNA.1, "ett första lösenord", "ett helt eget ord"] {
            assert!(!innehaller(&bytes, ord), "{fil}: {ord}");
        }
    }
}

#[test]
fn ingen_tar_sin_egen_roll_och_nagon_systemforvaltare_finns_alltid() {
    let hem = SkarptHem::med_bo();
    let ta = ["konto", "ta-roll", "anna", "chef", "--vid", ENHET];
    nekas(&hem.som(ANNA, &ta), 1, "Ingen ändrar sina egna roller");
    nekas(
        &hem.som(ANNA, &["konto", "stang", "anna"]),
        1,
        "Ingen ändrar sina egna roller",
    );
    let roll = ["konto", "roll", "bo", "systemforvaltare", "--vid", "IT"];
    assert_eq!(hem.som(ANNA, &roll).kod, 0);
    let stang = ["konto", "stang", "anna", "--enhet", "IT"];
    assert_eq!(hem.som(BO, &stang).kod, 0);
    nekas(&hem.som(ANNA, &LISTA), 2, FEL);
    let sist = ["konto", "lista", "--enhet", "IT"];
    let ut = hem.som(BO, &sist);
    assert!(ut.ut.contains("stängt"), "{ut:?}");
}

#[test]
fn fel_i_det_som_anges_sags_innan_nagot_ar_gjort() {
    let hem = SkarptHem::med_bo();
    let fore = konton(&hem);
    let kort = hem.hemlig_fil("kort", "för kort");
    let med_namnet = hem.hemlig_fil("namnet", "cia har ett långt ord");
    let tom = hem.hemlig_fil("tom", "\nandra raden");
    let lagg = |fil: &str, namn: &str, person: &str| {
        hem.som(
            ANNA,
            &[
                "konto",
                "lagg",
                namn,
                "--namn",
                person,
                "--roll",
                "chef",
                "--vid",
                "Väst",
                "--nytt-losenord",
                fil,
            ],
        )
    };
    nekas(&lagg(&kort, "cia", "Cia"), 2, "minst 12 tecken");
    nekas(&lagg(&med_namnet, "cia", "Cia"), 2, "användarnamnet");
    nekas(&lagg(&tom, "cia", "Cia"), 2, "första raden är tom");
    nekas(&lagg("finns-inte", "cia", "Cia"), 2, "finns-inte");
    let duger = hem.hemlig_fil("duger", "ett långt och bra ord");
    nekas(
        &lagg(&duger, "Cia Övning", "Cia"),
        2,
        "Ett användarnamn har 2 till 40 tecken",
    );
    nekas(
        &lagg(&duger, "c19900101", "Cia"),
        2,
        "Ett användarnamn har 2 till 40 tecken",
    );
    nekas(
        &lagg(&duger, "cia", "Cia 19900101"),
        1,
        "aldrig sex siffror",
    );
    nekas(&lagg(&duger, "bo", "En annan Bo"), 1, "finns redan");
    nekas(
        &hem.som(ANNA, &["konto", "roll", "bo", "kung", "--vid", "Väst"]),
        2,
        "värdet för <ROLL>",
    );
    nekas(
        &hem.som(ANNA, &["konto", "stang", "ingen"]),
        1,
        "inget sådant konto",
    );
    assert_eq!(konton(&hem), fore);
    // The one who was there has the password that was there.
    assert_eq!(hem.som(BO, &["ko", "lista", "--json"]).kod, 0);
}

#[test]
fn varje_kommando_mot_en_skarp_fil_kraver_inloggning() {
    let hem = SkarptHem::nytt();
    for argument in [
        vec!["statistik"],
        vec!["ko", "lista"],
        vec!["ko", "attgora"],
        vec!["overlamning", "lista"],
        vec!["arende", "lista"],
        vec!["konto", "lista"],
    ] {
        nekas(&hem.kor(&argument), 2, "Ange kontot med --konto");
        // The keyboard is no terminal here, so it cannot be asked for.
        let utan = [argument.as_slice(), &["--konto", "anna"]].concat();
        nekas(&hem.kor(&utan), 2, "--losenord-fil");
        nekas(&hem.som(("anna", "fel lösenord"), &argument), 2, FEL);
        let ut = hem.som(ANNA, &argument);
        assert_eq!(ut.kod, 0, "{argument:?}: {ut:?}");
    }
    // Somebody who does not exist is told the same.
    nekas(
        &hem.som(("finns-inte", "fel lösenord"), &["ko", "lista"]),
        2,
        FEL,
    );
    // What asks no file asks nobody.
    for argument in [
        vec!["sok", "skilsmässa"],
        vec!["insats", "3.4.3"],
        vec!["oro"],
    ] {
        assert_eq!(hem.kor(&argument).kod, 0, "{argument:?}");
    }
    // Another day than today is for a rehearsal.
    nekas(
        &hem.som(ANNA, &["statistik", "--datum", "2026-11-22"]),
        2,
        "övningsfil",
    );
}

#[test]
fn losenordet_ar_forsta_raden_och_resten_ar_kommandots() {
    let hem = SkarptHem::nytt();
    let ut = hem.som_med(
        ANNA,
        &["mottag", "--fran", "-", "--json"],
        &boendecoachning().to_string(),
    );
    assert_eq!(ut.kod, 0, "{ut:?}");
    assert_eq!(ut.json()["resultat"], "mottagen");
    // The act is Anna's, at her enhet.
    let ut = hem.som(ANNA, &["overlamning", "lista", "--json"]);
    assert!(ut.ut.contains(ENHET), "{ut:?}");
    // From a file, with and without the end of its row, and as Windows writes it.
    for slut in ["", "\n", "\r\n", "\nannat"] {
        let fil = hem.hemlig_fil("losenord", &format!("{}{slut}", ANNA.1));
        let ut = hem.kor(&["ko", "lista", "--konto", "ANNA", "--losenord-fil", &fil]);
        assert_eq!(ut.kod, 0, "{slut:?} {ut:?}");
    }
    let env = hem
        .kommando(&["ko", "lista", "--losenord-fil", "losenord"])
        .env("TROSKEL_KONTO", "anna")
        .output()
        .unwrap();
    assert!(env.status.success());
}

#[test]
fn det_som_gors_har_tiden_efter_inloggningen() {
    let hem = SkarptHem::nytt();
    let ut = hem.som_med(
        ANNA,
        &["mottag", "--fran", "-", "--json"],
        &boendecoachning().to_string(),
    );
    assert_eq!(ut.kod, 0, "{ut:?}");
    let ut = hem.som(ANNA, &["logg", "visa", "--json"]);
    let logg = ut.json()["logg"].clone();
    let tider = |slag: &str| {
        let rader = logg.as_array().unwrap().iter();
        let mut tider: Vec<String> = rader
            .filter(|rad| rad["slag"] == slag)
            .map(|rad| rad["tid"].as_str().unwrap().to_owned())
            .collect();
        tider.sort();
        tider
    };
    let (inne, gjort) = (tider("inloggad"), tider("overlamnad"));
    // The last one is of whoever reads the log.
    let vid_mottagningen = &inne[inne.len() - 2];
    assert_eq!(gjort.len(), 1, "{logg}");
    assert!(gjort[0] >= *vid_mottagningen, "{logg:#}");
}

#[test]
fn dagen_och_klockan_ar_sveriges_var_datorn_an_tror_sig_vara() {
    let hem = SkarptHem::nytt();
    let ord = hem.hemlig_fil("ord", ANNA.1);
    let kor = |zon: &str, argument: &[&str]| {
        let mut kommando = hem.kommando(argument);
        kommando.args(["--konto", "anna", "--losenord-fil", &ord]);
        let ut: Ut = kommando.env("TZ", zon).output().unwrap().into();
        assert_eq!(ut.kod, 0, "{ut:?}");
        ut
    };
    let idag = || svensk(Utc::now()).date().to_string();
    // Whatever the hour is, it is another day in one of them.
    for zon in ["Pacific/Kiritimati", "<+14>-14", "<-12>12"] {
        let fore = idag();
        let till = kor(zon, &["logg", "granska", "--json"]).json()["till"].clone();
        assert!(till == fore || till == idag(), "{zon} {till}");
        let rader = kor(zon, &["logg", "visa", "--json"]).json()["logg"].clone();
        let tid = rader.as_array().unwrap().last().unwrap()["tid"].clone();
        let tid: DateTime<Utc> = tid.as_str().unwrap().parse().unwrap();
        let klockan = svensk(tid).format("%Y-%m-%d %H:%M:%S").to_string();
        let ut = kor(zon, &["logg", "visa"]).ut;
        assert!(ut.lines().last().unwrap().contains(&klockan), "{zon} {ut}");
    }
}

#[test]
fn ingen_disk_heter_som_ett_annat_program() {
    let hem = SkarptHem::nytt();
    for namn in ["v1_arende", " v1_overlamning", "V1_x"] {
        let ut = hem.som(ANNA, &["ko", "lista", "--desk", namn]);
        nekas(&ut, 2, "får inte börja på v1_");
    }
    let ut = hem.som(ANNA, &["ko", "lista", "--desk", "disk v1_1"]);
    assert_eq!(ut.kod, 0, "{ut:?}");
}

#[test]
fn for_manga_fel_ger_paus_och_las_och_nagon_laser_upp() {
    let hem = SkarptHem::med_bo();
    let fel = ("bo", "inte rätt lösenord");
    let mut svar: Vec<String> = Vec::new();
    for _ in 0..6 {
        let ut = hem.som(fel, &["ko", "lista"]);
        assert_eq!(ut.kod, 2, "{ut:?}");
        svar.push(ut.fel);
    }
    assert!(svar[..5].iter().all(|fel| fel.contains(FEL)), "{svar:?}");
    assert!(svar[5].contains("Försök igen efter klockan"), "{svar:?}");
    // The right one waits too, and nobody else does.
    nekas(
        &hem.som(BO, &["ko", "lista"]),
        2,
        "Försök igen efter klockan",
    );
    assert_eq!(konton(&hem)[1]["misslyckade"], 5);
    let las_upp = ["konto", "las-upp", "bo", "--json"];
    gjort(&hem.som(ANNA, &las_upp), "bo", "last_upp");
    // What the cabinet forgets stands in the log, and against Bo's account, not Anna's.
    assert_eq!(misslyckade(&hem), json!([{"anvandare": "bo", "antal": 5}]));
    let ut = hem.som(ANNA, &["logg", "visa"]);
    assert!(
        ut.ut
            .contains("nollställde ett kontos misslyckade inloggningar (5 bo)"),
        "{ut:?}"
    );
    assert_eq!(hem.som(BO, &["ko", "lista"]).kod, 0);
    assert_eq!(konton(&hem)[1]["misslyckade"], 0);
}

#[test]
fn nagon_som_glomt_far_ett_nytt_losenord() {
    let hem = SkarptHem::med_bo();
    let nytt = hem.hemlig_fil("nytt", "någonting helt annat");
    let byt = [
        "konto",
        "losenord",
        "bo",
        "--nytt-losenord",
        &nytt,
        "--json",
    ];
    for _ in 0..2 {
        nekas(&hem.som(("bo", "har glömt det"), &LISTA), 2, FEL);
    }
    gjort(&hem.som(ANNA, &byt), "bo", "losenord_bytt");
    assert_eq!(misslyckade(&hem), json!([{"anvandare": "bo", "antal": 2}]));
    nekas(&hem.som(BO, &["ko", "lista"]), 2, FEL);
    assert_eq!(
        hem.som(("bo", "någonting helt annat"), &["ko", "lista"])
            .kod,
        0
    );
    // Bo is no systemförvaltare: Anna's stays what it was.
    let annat = hem.hemlig_fil("annat", "ingen av dem två har det");
    let for_anna = ["konto", "losenord", "anna", "--nytt-losenord", &annat];
    let ut = hem.som(("bo", "någonting helt annat"), &for_anna);
    assert_eq!((ut.kod, ut.ut.as_str()), (1, ""), "{ut:?}");
    assert_eq!(hem.som(ANNA, &["ko", "lista"]).kod, 0);
    // One more that the own sign-in has logged, and one that goes with the account.
    nekas(&hem.som(("bo", "har glömt det"), &LISTA), 2, FEL);
    let stang = ["konto", "stang", "bo", "--json"];
    gjort(&hem.som(ANNA, &stang), "bo", "stangt");
    assert_eq!(misslyckade(&hem), json!([{"anvandare": "bo", "antal": 4}]));
}

#[test]
fn en_stangning_som_stannade_pa_halva_vagen_gors_fardig() {
    let hem = SkarptHem::med_bo();
    let skap = hem.mapp().join("troskel.db.nycklar");
    let fore = std::fs::read(&skap).unwrap();
    let stang = ["konto", "stang", "bo", "--json"];
    gjort(&hem.som(ANNA, &stang), "bo", "stangt");
    // As it is where the file has got it and the cabinet has not.
    std::fs::write(&skap, fore).unwrap();
    let bo = |hem: &SkarptHem| {
        let rad = &konton(hem)[1];
        (rad["stangt"].clone(), rad["losenord"].clone())
    };
    assert_eq!(bo(&hem), (json!(true), json!(true)));
    nekas(&hem.som(BO, &stang), 2, "stängt");
    assert_eq!(bo(&hem), (json!(true), json!(true)));
    gjort(&hem.som(ANNA, &stang), "bo", "stangt");
    assert_eq!(bo(&hem), (json!(true), json!(false)));
    nekas(&hem.som(ANNA, &stang), 1, "Det är redan så");
}

#[test]
fn vad_en_systemforvaltare_gor_ser_varje_chef() {
    let hem = SkarptHem::med_bo();
    let cia = ("cia", "ett eget ord för en chef");
    let ord = hem.hemlig_fil("cia", cia.1);
    let lagg = [
        "konto",
        "lagg",
        "cia",
        "--namn",
        "Cia Övning",
        "--roll",
        "chef",
        "--vid",
        "Väst",
        "--nytt-losenord",
        &ord,
    ];
    assert_eq!(hem.som(ANNA, &lagg).kod, 0);
    nekas(&hem.som(("bo", "har glömt det"), &LISTA), 2, FEL);
    assert_eq!(hem.som(ANNA, &["konto", "las-upp", "bo"]).kod, 0);
    assert_eq!(hem.som(ANNA, &["databas", "aterstallningsnyckel"]).kod, 0);
    // Nobody else is at Väst, and of the reception only this is hers to see.
    let ut = hem.som(cia, &["logg", "visa", "--json"]);
    assert_eq!(ut.kod, 0, "{ut:?}");
    let rader = ut.json()["logg"].as_array().unwrap().clone();
    let av_anna = rader.iter().filter(|rad| rad["enhet"] == ENHET);
    let mut sett: Vec<_> = av_anna
        .map(|rad| (rad["slag"].as_str().unwrap(), rad["skal"].as_str()))
        .collect();
    sett.sort_unstable();
    let mut alla = vec![
        ("aterstallning_ny", Some("anna")),
        ("fil_skapad", None),
        ("konto_lagt", Some("anna")),
        ("konto_lagt", Some("bo")),
        ("konto_lagt", Some("cia")),
        ("konto_last_upp", Some("bo")),
        ("misslyckad_inloggning", Some("1 bo")),
        ("roll_given", Some("anna chef Receptionen")),
        ("roll_given", Some("anna koansvarig Receptionen")),
        ("roll_given", Some("anna mottagare Receptionen")),
        ("roll_given", Some("anna systemforvaltare Receptionen")),
        ("roll_given", Some("anna utforare Receptionen")),
        ("roll_given", Some("bo mottagare Receptionen")),
        ("roll_given", Some("cia chef Väst")),
    ];
    assert_eq!(sett, alla);
    let granska = [
        "logg",
        "granska",
        "--fran",
        "2020-01-01",
        "--till",
        "2090-01-01",
    ];
    let svar = hem.som(cia, &[&granska[..], &["--json"]].concat()).json();
    assert_eq!(
        svar["misslyckade"]["rader"],
        json!([{"anvandare": "bo", "antal": 1}])
    );
    alla.retain(|(slag, _)| *slag != "misslyckad_inloggning");
    let rader: Vec<_> = alla
        .iter()
        .map(|(slag, om)| json!({"anvandare": "anna", "slag": slag, "om": om, "antal": 1}))
        .collect();
    assert_eq!(svar["konton_och_nycklar"]["rader"], json!(rader));
    let ut = hem.som(cia, &granska);
    for ord in [
        "Konton och nycklar, vid alla enheter:",
        "anna: gav en roll (cia chef Väst), 1 gång",
        "anna: tog fram en ny återställningsnyckel (anna), 1 gång",
    ] {
        assert!(ut.ut.contains(ord), "{ord}: {ut:?}");
    }
}

#[test]
fn hjalpen_namner_varje_roll() {
    let hem = SkarptHem::nytt();
    for kommando in ["lagg", "roll", "ta-roll"] {
        let ut = hem.kor(&["konto", kommando, "--help"]);
        for roll in Roll::ALLA {
            assert!(ut.ut.contains(roll.kod()), "{kommando} {roll:?}: {ut:?}");
        }
    }
    for roll in Roll::ALLA {
        assert!(OKAND_ROLL.contains(roll.kod()), "{roll:?}");
    }
}

#[test]
fn losenordet_fragas_efter_utan_att_synas() {
    let hem = SkarptHem::nytt();
    let mut pty = hem
        .start_kommando(&["konto", "lista", "--konto", "anna"])
        .kor();
    pty.vanta_pa("Lösenord:");
    pty.vanta_utan_eko();
    pty.skriv(ANNA.1);
    pty.skriv("\r");
    assert_eq!(pty.vanta_slut(), 0);
    let sett = String::from_utf8_lossy(&pty.rabytes()).into_owned();
    assert!(
        sett.contains("Anna Övning") && !sett.contains("stolar"),
        "{sett}"
    );
    // A new one is asked for twice.
    let mut pty = hem
        .start_kommando(&["konto", "losenord", "--konto", "anna"])
        .kor();
    pty.vanta_pa("Lösenord:");
    pty.vanta_utan_eko();
    pty.skriv(&format!("{}\r", ANNA.1));
    pty.vanta_pa("Nytt lösenord:");
    pty.vanta_utan_eko();
    pty.skriv("ett nytt långt ord\r");
    pty.vanta_pa("Nytt lösenord igen:");
    pty.vanta_utan_eko();
    pty.skriv("ett annat långt ord\r");
    assert_eq!(pty.vanta_slut(), 2);
    assert!(
        pty.skarm().contains("Lösenorden var olika"),
        "{}",
        pty.skarm()
    );
    assert_eq!(hem.som(ANNA, &["ko", "lista"]).kod, 0);
}

#[test]
fn en_dators_konto_loggar_in_med_nyckelfil() {
    let hem = SkarptHem::nytt();
    hem.lagg_natten();
    let fil = hem.mapp().join("natten.nyckel");
    let fil = fil.to_str().unwrap();
    let ut = hem.som(ANNA, &["databas", "maskinnyckel", "natten", "--fil", fil]);
    assert_eq!(ut.kod, 0, "{ut:?}");
    let med =
        |konto: &str, fil: &str| hem.kor(&["ko", "lista", "--konto", konto, "--nyckelfil", fil]);
    let ut = med("natten", fil);
    assert_eq!(ut.kod, 0, "{ut:?}");
    nekas(&med("anna", fil), 2, FEL);
    let falsk = hem.hemlig_fil("falsk", &"0".repeat(64));
    assert_ne!(med("natten", &falsk).kod, 0);
    let bada = [
        "ko",
        "lista",
        "--konto",
        "natten",
        "--nyckelfil",
        fil,
        "--losenord-fil",
        "-",
    ];
    assert_eq!(hem.kor(&bada).kod, 2);
}

#[test]
fn en_ovning_har_inga_konton_och_fragar_ingen() {
    let hem = gemensamt::hem::Hem::nytt();
    assert_eq!(hem.kor(&["ko", "lista"]).kod, 0);
    nekas(&hem.kor(&["konto", "lista"]), 2, "troskel databas skapa");
    assert_eq!(hem.antal("konto"), 0);
}
