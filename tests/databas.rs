//! The care of the file from the command line: made, checked, copied, given keys, and opened again by whoever has the
//! envelope; and a machine that stops in the middle of any of it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod gemensamt;

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use gemensamt::hem::{Ut, nekas};
use gemensamt::skarpthem::{ANNA, BO, ENHET, SkarptHem};
use serde_json::{Value, json};

const KONTROLL: [&str; 3] = ["databas", "kontrollera", "--json"];

fn ja(ut: &Ut) -> Value {
    assert_eq!((ut.kod, ut.fel.as_str()), (0, ""), "{ut:?}");
    ut.json()
}

fn namn(mapp: &Path) -> Vec<String> {
    let mut alla: Vec<String> = std::fs::read_dir(mapp)
        .unwrap()
        .map(|fil| fil.unwrap().file_name().into_string().unwrap())
        .filter(|namn| namn.contains(".db"))
        .collect();
    alla.sort();
    alla
}

#[test]
fn en_fil_kontrolleras_kopieras_och_far_en_ny_nyckel() {
    let hem = SkarptHem::med_bo();
    let svar = ja(&hem.som(ANNA, &KONTROLL));
    assert_eq!(
        (&svar["hel"], &svar["krypterad"], &svar["fel"]),
        (&json!(true), &json!(true), &json!([]))
    );
    let kopia = hem.mapp().join("kopia.db");
    let kopia = kopia.to_str().unwrap();
    let kopiera = ["databas", "kopiera", kopia, "--json"];
    // Whoever receives at the desk has no business with the file, and leaves nothing behind.
    nekas(&hem.som(BO, &kopiera), 1, "behörighet");
    assert_eq!(namn(hem.mapp()), ["troskel.db", "troskel.db.nycklar"]);
    let svar = ja(&hem.som(ANNA, &kopiera));
    assert_eq!((&svar["kopia"], &svar["fel"]), (&json!(kopia), &json!([])));
    nekas(&hem.som(ANNA, &kopiera), 2, "finns redan");
    let av_kopian = [&["--databas", kopia], &KONTROLL[..]].concat();
    assert_eq!(ja(&hem.som(ANNA, &av_kopian))["hel"], true);
    let byt = ["databas", "byt-nyckel", "--json"];
    nekas(&hem.som(BO, &byt), 1, "behörighet");
    assert_eq!(ja(&hem.som(ANNA, &byt)), json!({"gjort": "nyckel_bytt"}));
    // The passwords are the same, in the file and in the copy, which has the key before.
    assert_eq!(ja(&hem.som(ANNA, &KONTROLL))["hel"], true);
    assert_eq!(ja(&hem.som(ANNA, &av_kopian))["hel"], true);
    assert_eq!(hem.som(BO, &["ko", "lista", "--json"]).kod, 0);
    let andra_skapa = ["databas", "skapa", "--namn", "Anna", "--enhet", ENHET];
    nekas(&hem.som(ANNA, &andra_skapa), 2, "finns redan");
}

#[test]
fn en_okrypterad_fil_ar_ett_uttryckligt_val() {
    let hem = SkarptHem::nytt();
    let fil = hem.mapp().join("klar.db");
    let fil = fil.to_str().unwrap();
    let skapa = [
        "--databas",
        fil,
        "databas",
        "skapa",
        "--okrypterad",
        "--namn",
        "Anna",
        "--enhet",
        ENHET,
        "--json",
    ];
    let svar = ja(&hem.som(ANNA, &skapa));
    assert_eq!(svar["krypterad"], false);
    let svar = ja(&hem.som(ANNA, &[&["--databas", fil], &KONTROLL[..]].concat()));
    assert_eq!(
        (&svar["hel"], &svar["krypterad"]),
        (&json!(true), &json!(false))
    );
    let las = |fil: &str| {
        let conn = rusqlite::Connection::open(fil).unwrap();
        conn.query_row("SELECT count(*) FROM konto", [], |rad| rad.get::<_, i64>(0))
    };
    assert_eq!(las(fil).unwrap(), 1);
    assert!(las(hem.databas().to_str().unwrap()).is_err());
    // Without signing in neither is read.
    nekas(&hem.kor(&["--databas", fil, "statistik"]), 2, "--konto");
}

#[test]
fn aterstallningsnyckeln_slapper_in_den_som_inget_losenord_har() {
    let hem = SkarptHem::nytt();
    let ny = ja(&hem.som(ANNA, &["databas", "aterstallningsnyckel", "--json"]));
    let papper = ny["aterstallningsnyckel"].as_str().unwrap();
    assert_eq!(papper.split('-').map(str::len).collect::<Vec<_>>(), [4; 9]);
    let aterfa = |konto: &str, nyckel: &str, mer: &[&str]| {
        let nyckel = hem.hemlig_fil("kuvertet", nyckel);
        let losenord = hem.hemlig_fil("nytt", "tre gula lampor i taket");
        let fast = ["--konto", konto, "databas", "aterfa", "--aterstallning-fil"];
        let sist = ["--nytt-losenord", &losenord, "--json"];
        hem.kor(&[&fast[..], &[&nyckel], &sist, mer].concat())
    };
    nekas(&aterfa("anna", "1234-5678", &[]), 2, "felskriven");
    let annat = "0000-0000-0000-0000-0000-0000-0000-0000-YYYY";
    nekas(&aterfa("anna", annat, &[]), 2, "felskriven");
    nekas(&aterfa("cecilia", papper, &[]), 1, "inget sådant konto");
    assert_eq!(
        ja(&aterfa("anna", papper, &[])),
        json!({"gjort": "aterfatt", "konto": "anna"})
    );
    let med_nytt = ("anna", "tre gula lampor i taket");
    assert_eq!(ja(&hem.som(med_nytt, &KONTROLL))["hel"], true);
    nekas(&hem.som(ANNA, &KONTROLL), 2, "stämmer inte");
    // And as a new systemförvaltare, where nobody is left.
    let som_ny = ["--ny", "Cecilia Övning", "--enhet", ENHET];
    ja(&aterfa("cecilia", &papper.to_lowercase(), &som_ny));
    let cecilia = ("cecilia", "tre gula lampor i taket");
    assert_eq!(hem.som(cecilia, &["konto", "lista"]).kod, 0);
    // A newer one takes its place.
    ja(&hem.som(cecilia, &["databas", "aterstallningsnyckel", "--json"]));
    nekas(&aterfa("anna", papper, &[]), 2, "hör inte till");
}

#[test]
fn ett_jobb_pa_natten_loggar_in_med_sin_nyckelfil() {
    let hem = SkarptHem::med_bo();
    hem.lagg_natten();
    let fil = |namn: &str| hem.mapp().join(namn).to_str().unwrap().to_owned();
    let (nyckel, nasta) = (fil("natten.nyckel"), fil("natten-2.nyckel"));
    let ge = |vem: &str, fil: &str| hem.som(ANNA, &["databas", "maskinnyckel", vem, "--fil", fil]);
    nekas(&ge("ingen", &nyckel), 1, "inget sådant konto");
    // A key to somebody's account would be a way to act in their name.
    let givna = || {
        let svar = ja(&hem.som(ANNA, &["logg", "visa", "--json"]));
        let rader = svar["logg"].as_array().unwrap().clone();
        let givna = rader.iter().filter(|rad| rad["slag"] == "nyckelfil_given");
        givna.count()
    };
    for person in ["bo", "anna"] {
        nekas(&ge(person, &nyckel), 1, "Kontot har ett lösenord.");
    }
    nekas(
        &hem.som(BO, &["databas", "maskinnyckel", "bo", "--fil", &nyckel]),
        1,
        "behörighet",
    );
    assert_eq!((givna(), Path::new(&nyckel).exists()), (0, false));
    assert_eq!(ge("natten", &nyckel).kod, 0);
    let natten = |fil: &str| {
        let som = ["--konto", "natten", "--nyckelfil", fil];
        hem.kor(&[&som[..], &["ko", "lista", "--json"]].concat())
    };
    assert_eq!(natten(&nyckel).kod, 0);
    // Nobody reads it out of the arguments or the answer.
    nekas(&ge("natten", &nyckel), 3, "finns den redan");
    // A new one takes its place, and nobody gets a password to it.
    assert_eq!(ge("natten", &nasta).kod, 0);
    nekas(&natten(&nyckel), 2, "stämmer inte");
    assert_eq!(natten(&nasta).kod, 0);
    let ord = hem.hemlig_fil("nytt", "tre gula lampor i taket");
    let losenord = ["konto", "losenord", "natten", "--nytt-losenord", &ord];
    nekas(&hem.som(ANNA, &losenord), 1, "Kontot har en nyckelfil");
    assert_eq!(natten(&nasta).kod, 0);
}

#[test]
fn en_skadad_fil_sags_i_ord_och_motorn_ar_tyst() {
    let hem = SkarptHem::nytt();
    let hel = std::fs::read(hem.databas()).unwrap();
    for plats in [
        3,
        100,
        4095,
        5000,
        hel.len() / 2,
        hel.len() - 4000,
        hel.len() - 1,
    ] {
        let mut trasig = hel.clone();
        trasig[plats] ^= 0x10;
        std::fs::write(hem.databas(), trasig).unwrap();
        let ut = hem.som(ANNA, &KONTROLL);
        match ut.kod {
            1 => {
                assert_eq!((ut.fel.as_str(), &ut.json()["hel"]), ("", &json!(false)));
            }
            3 => assert!(
                ut.fel.starts_with("fel: ") && ut.fel.lines().count() == 1,
                "{ut:?}"
            ),
            _ => panic!("byte {plats}: {ut:?}"),
        }
        assert!(
            !ut.fel.contains("CORE") && !ut.fel.contains("codec"),
            "{ut:?}"
        );
    }
}

/// Starts a command, and kills it after a while if it has not ended.
fn doda_efter(hem: &SkarptHem, argument: &[&str], tid: Duration) {
    let losenord = hem.hemlig_fil("losenord", ANNA.1);
    let som = ["--konto", ANNA.0, "--losenord-fil", &losenord];
    let mut barn = hem
        .kommando(&[&som, argument].concat())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(tid);
    let _ = barn.kill();
    barn.wait().unwrap();
}

#[test]
fn ett_nyckelbyte_som_dodas_stanger_aldrig_ute_nagon() {
    let hem = SkarptHem::nytt();
    for n in 0..8_u64 {
        let tid = Duration::from_millis(120 + 45 * n);
        doda_efter(&hem, &["databas", "byt-nyckel"], tid);
        assert_eq!(ja(&hem.som(ANNA, &KONTROLL))["hel"], true, "{tid:?}");
    }
    ja(&hem.som(ANNA, &["databas", "byt-nyckel", "--json"]));
    assert_eq!(ja(&hem.som(ANNA, &KONTROLL))["hel"], true);
}

#[test]
fn en_fil_som_inte_blev_till_lamnar_inget_som_ser_helt_ut() {
    let hem = SkarptHem::nytt();
    let fil = hem.mapp().join("ny.db");
    let fil = fil.to_str().unwrap();
    let skapa = [
        "--databas",
        fil,
        "databas",
        "skapa",
        "--namn",
        "Anna",
        "--enhet",
        ENHET,
    ];
    let av_filen = [&["--databas", fil], &KONTROLL[..]].concat();
    for n in 0..6_u64 {
        doda_efter(&hem, &skapa, Duration::from_millis(60 + 60 * n));
        if Path::new(fil).exists() {
            // What bears the name is whole, and the account that was named opens it.
            assert_eq!(ja(&hem.som(ANNA, &av_filen))["hel"], true);
            std::fs::remove_file(fil).unwrap();
            std::fs::remove_file(format!("{fil}.nycklar")).unwrap();
        }
    }
    // What the killed ones have left is in nobody's way.
    assert_eq!(hem.som(ANNA, &skapa).kod, 0);
    assert_eq!(ja(&hem.som(ANNA, &av_filen))["hel"], true);
    let mina: Vec<String> = namn(hem.mapp())
        .into_iter()
        .filter(|namn| namn.starts_with("ny"))
        .collect();
    assert_eq!(mina, ["ny.db", "ny.db.nycklar"]);
}
