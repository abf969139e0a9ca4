//! A copy takes the place of the file.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use rusqlite::Connection;
use serde_json::json;
use troskel::store::{Store, StoreError};

use super::gemensamt::hem::{TROSKEL, nekas};
use super::gemensamt::skarpthem::{ANNA, BO, SkarptHem};
use super::insats::{i_ko, insats};
use super::lager::{self, fylld};
use super::{egen_mapp, ett_besok_till, ja, namn, oppnad, troskel};

/// A file with a copy beside it that has one visit less; how many visits each has.
fn med_kopia(mapp: &Path) -> (PathBuf, PathBuf) {
    let (fil, kopia) = (mapp.join("troskel.db"), mapp.join("kopia.db"));
    let (mut store, ..) = fylld(&fil);
    let kopiera = ["databas", "kopiera", kopia.to_str().unwrap(), "--json"];
    ja(&troskel(&fil, &kopiera));
    ett_besok_till(&mut store);
    drop(store);
    (fil, kopia)
}

fn besok(fil: &Path) -> i64 {
    let conn = Connection::open(fil).unwrap();
    conn.query_row("SELECT count(*) FROM raknat_besok", [], |rad| rad.get(0))
        .unwrap()
}

fn undan(mapp: &Path) -> Vec<PathBuf> {
    let alla = namn(mapp).into_iter();
    alla.filter(|namn| namn.contains(".db.fore-"))
        .map(|namn| mapp.join(namn))
        .collect()
}

#[test]
fn en_kopia_laggs_i_filens_stalle_och_det_som_lag_dar_ar_kvar() {
    let hem = egen_mapp();
    let (fil, kopia) = med_kopia(hem.path());
    let (kopian, hel) = (kopia.to_str().unwrap(), std::fs::read(&kopia).unwrap());
    let (da, nu) = (besok(&kopia), besok(&fil));
    assert!(da < nu);
    // Without --ja nothing is done; and a file is no copy of itself.
    let visa = troskel(&fil, &["databas", "aterstall", kopian]);
    assert!(visa.kod == 1 && visa.ut.contains("--ja"), "{visa:?}");
    nekas(
        &troskel(
            &fil,
            &["databas", "aterstall", fil.to_str().unwrap(), "--ja"],
        ),
        2,
        "samma fil",
    );
    assert_eq!(besok(&fil), nu);
    let gor = ["databas", "aterstall", kopian, "--ja", "--json"];
    let svar = ja(&troskel(&fil, &gor));
    assert_eq!(
        (svar["gjort"].clone(), svar["overfort"]["gallrade"].clone()),
        (json!(true), json!(0))
    );
    assert_eq!(besok(&fil), da);
    let aside = PathBuf::from(svar["undan"].as_str().unwrap());
    assert_eq!(undan(hem.path()), [aside.canonicalize().unwrap()]);
    assert_eq!(besok(&aside), nu);
    assert_eq!(std::fs::read(&kopia).unwrap(), hel, "kopian är orörd");
    assert!(
        !namn(hem.path())
            .iter()
            .any(|namn| namn.contains("aterstalls"))
    );
    // It is in the log, and the file knows of the copy and of what was moved aside.
    let conn = Connection::open(&fil).unwrap();
    let slag: String = conn
        .query_row("SELECT group_concat(slag, ' ') FROM kopia", [], |rad| {
            rad.get(0)
        })
        .unwrap();
    assert_eq!(slag, "kopia fore_aterstallning");
    let loggat: i64 = conn
        .query_row(
            "SELECT count(*) FROM atkomst WHERE slag = 'fil_aterstalld'",
            [],
            |rad| rad.get(0),
        )
        .unwrap();
    assert_eq!(loggat, 1);
    drop(conn);
    ja(&troskel(&fil, &["databas", "kontrollera", "--json"]));
    // Where there is nothing, nothing is moved aside.
    let tom = hem.path().join("tom.db");
    let svar = ja(&troskel(&tom, &gor));
    assert_eq!((svar["undan"].clone(), besok(&tom)), (json!(null), da));
}

#[test]
fn den_som_har_filen_oppen_namns_och_hindrar() {
    let hem = egen_mapp();
    let (fil, kopia) = med_kopia(hem.path());
    let gor = [
        "databas",
        "aterstall",
        kopia.to_str().unwrap(),
        "--ja",
        "--json",
    ];
    let mut store = oppnad(&fil);
    let nu = besok(&fil);
    let ut = troskel(&fil, &gor);
    nekas(&ut, 3, &format!("process {}", std::process::id()));
    assert!(undan(hem.path()).is_empty());
    // A desk that has it open when somebody replaces it all the same is never told that it has saved.
    std::fs::rename(&fil, hem.path().join("flyttad.db")).unwrap();
    std::fs::copy(&kopia, &fil).unwrap();
    let anonym = insats("1.2", "14:5", Some(1));
    let svar = lager::spara(
        &mut store,
        "ett",
        &lager::slut(&anonym, i_ko(&anonym), None),
    );
    assert!(matches!(svar, Err(StoreError::Stopp(_))), "{svar:?}");
    assert!(store.changed_elsewhere().is_err());
    drop(store);
    ja(&troskel(&fil, &gor));
    assert!(besok(&fil) < nu);
}

#[test]
fn en_skadad_fil_hindrar_inte_aterstallningen_och_en_skadad_kopia_aterstalls_inte() {
    let hem = egen_mapp();
    let (fil, kopia) = med_kopia(hem.path());
    let gor = [
        "databas",
        "aterstall",
        kopia.to_str().unwrap(),
        "--ja",
        "--json",
    ];
    let da = besok(&kopia);
    let hel = std::fs::read(&fil).unwrap();
    for skada in 0..4 {
        let trasig: Vec<u8> = match skada {
            0 => b"inte en databas".to_vec(),
            1 => Vec::new(),
            2 => hel[..hel.len() / 2].to_vec(),
            _ => hel
                .iter()
                .enumerate()
                .map(|(n, b)| if n > 200 { b ^ 0x55 } else { *b })
                .collect(),
        };
        std::fs::write(&fil, &trasig).unwrap();
        // A log that belongs to it, and that nothing can be read out of.
        std::fs::write(hem.path().join("troskel.db-wal"), "skräp").unwrap();
        let svar = ja(&troskel(&fil, &gor));
        assert_eq!(besok(&fil), da, "{skada}");
        ja(&troskel(&fil, &["databas", "kontrollera", "--json"]));
        assert!(Path::new(svar["undan"].as_str().unwrap()).is_file());
    }
    let nu = std::fs::read(&fil).unwrap();
    let mut trasig = std::fs::read(&kopia).unwrap();
    // Some of every page but the first.
    for sida in trasig.chunks_mut(4096).skip(1) {
        sida[..600].fill(0x5A);
    }
    std::fs::write(&kopia, trasig).unwrap();
    let ut = troskel(&fil, &gor);
    assert_eq!(ut.kod, 3, "{ut:?}");
    assert_eq!(std::fs::read(&fil).unwrap(), nu, "filen är orörd");
}

/// What is to be done, as the program writes it down before it changes any name.
fn plan(fil: &Path, undan: &str, skap: bool) {
    let inod = |slut: &str| {
        std::fs::metadata(format!("{}{slut}", fil.display()))
            .unwrap()
            .ino()
    };
    let skap = if skap {
        inod(".aterstalls.nycklar").to_string()
    } else {
        "-".to_owned()
    };
    let text = format!("{undan}\n{}\n{skap}\nslut\n", inod(".aterstalls"));
    std::fs::write(format!("{}.aterstalls-plan", fil.display()), text).unwrap();
}

#[test]
fn en_aterstallning_som_avbrots_var_som_helst_sags_och_fullbordas() {
    let hem = SkarptHem::med_bo();
    let fil = hem.databas();
    let kopia = hem.mapp().join("kopia.db");
    ja(&hem.som(
        ANNA,
        &["databas", "kopiera", kopia.to_str().unwrap(), "--json"],
    ));
    // Since then the file has got another key, and so another cabinet.
    ja(&hem.som(ANNA, &["databas", "byt-nyckel", "--json"]));
    let las = |slut: &str| std::fs::read(format!("{}{slut}", fil.display())).unwrap();
    let (gammal, gammalt_skap) = (las(""), las(".nycklar"));
    let (ny, nytt_skap) = (
        std::fs::read(&kopia).unwrap(),
        std::fs::read(kopia.with_extension("db.nycklar")).unwrap(),
    );
    let skriv = |slut: &str, bytes: &[u8]| {
        hem.hemlig_fil(&format!("troskel.db{slut}"), "");
        std::fs::write(format!("{}{slut}", fil.display()), bytes).unwrap();
    };
    let byt = |fran: &str, till: &str| {
        std::fs::rename(
            format!("{}{fran}", fil.display()),
            format!("{}{till}", fil.display()),
        )
        .unwrap();
    };
    for steg in 0..7 {
        skriv("", &gammal);
        skriv(".nycklar", &gammalt_skap);
        skriv(".aterstalls", &ny);
        skriv(".aterstalls.nycklar", &nytt_skap);
        // A killed one lets go of its lock, and leaves the file of it.
        skriv(".aterstalls.skapas-las", b"");
        plan(&fil, "troskel.db.fore-prov", true);
        // Each step of the names, one more each time.
        if steg > 0 {
            byt("", ".x");
            byt(".aterstalls", "");
            byt(".x", ".aterstalls");
        }
        if steg > 1 {
            byt(".aterstalls", ".fore-prov");
        }
        if steg > 2 {
            byt(".nycklar", ".x");
            byt(".aterstalls.nycklar", ".nycklar");
            byt(".x", ".aterstalls.nycklar");
        }
        if steg > 3 {
            byt(".aterstalls.nycklar", ".fore-prov.nycklar");
        }
        if steg == 5 {
            // On a file system that cannot let two names change places: nothing bears the name.
            byt("", ".aterstalls");
        }
        if steg == 6 {
            byt(".nycklar", ".aterstalls.nycklar");
        }
        // Nobody is let in, and it is said what to do.
        let ut = hem.som(ANNA, &["ko", "lista"]);
        nekas(&ut, 3, "databas aterstall");
        assert!(ut.fel.contains("troskel.db.fore-prov"), "{ut:?}");
        let gor = [
            "databas",
            "aterstall",
            kopia.to_str().unwrap(),
            "--ja",
            "--json",
        ];
        let svar = ja(&hem.som(ANNA, &gor));
        assert_eq!(svar["fullbordad"], true, "{svar}");
        assert!(las("") == ny && las(".nycklar") == nytt_skap, "steg {steg}");
        assert!(
            las(".fore-prov") == gammal && las(".fore-prov.nycklar") == gammalt_skap,
            "steg {steg}"
        );
        assert!(
            !namn(hem.mapp())
                .iter()
                .any(|namn| namn.contains("aterstalls")),
            "steg {steg}"
        );
        for slut in ["", ".nycklar", ".fore-prov", ".fore-prov.nycklar"] {
            std::fs::remove_file(format!("{}{slut}", fil.display())).unwrap();
        }
    }
}

#[test]
fn en_aterstallning_som_dodas_lamnar_den_gamla_eller_den_nya_filen() {
    let hem = egen_mapp();
    let (fil, kopia) = med_kopia(hem.path());
    let gor = [
        "databas",
        "aterstall",
        kopia.to_str().unwrap(),
        "--ja",
        "--json",
    ];
    let (da, nu) = (besok(&kopia), besok(&fil));
    let hel = std::fs::read(&fil).unwrap();
    // How long it takes here and now, so that the kills are spread over all of it.
    let borjan = Instant::now();
    ja(&troskel(&fil, &gor));
    let hela = borjan.elapsed();
    for gammal in undan(hem.path()) {
        std::fs::remove_file(gammal).unwrap();
    }
    let (mut gamla, mut nya) = (0, 0);
    for varv in 1..=14_u32 {
        std::fs::write(&fil, &hel).unwrap();
        let mut barn = Command::new(TROSKEL)
            .arg("--prov")
            .args(gor)
            .env("TROSKEL_DATABAS", &fil)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(hela / 12 * varv);
        let _ = barn.kill();
        barn.wait().unwrap();
        let ut = troskel(&fil, &["databas", "kontrollera", "--json"]);
        if ut.kod == 0 {
            assert_eq!(ut.json()["hel"], true);
            let har = besok(&fil);
            assert!(har == da || har == nu, "varv {varv}");
            (gamla, nya) = (gamla + i32::from(har == nu), nya + i32::from(har == da));
        } else {
            nekas(&ut, 3, "databas aterstall");
        }
        ja(&troskel(&fil, &gor));
        assert_eq!(besok(&fil), da, "varv {varv}");
        for gammal in undan(hem.path()) {
            std::fs::remove_file(gammal).unwrap();
        }
        let kvar = namn(hem.path());
        assert!(
            !kvar.iter().any(|namn| namn.contains("aterstalls")),
            "{kvar:?}"
        );
    }
    println!("{gamla} gamla, {nya} nya");
}

#[test]
fn den_som_stangdes_ute_sedan_kopian_togs_ar_ute_ocksa_efter() {
    let hem = SkarptHem::med_bo();
    let kopia = hem.mapp().join("kopia.db");
    let kopian = kopia.to_str().unwrap();
    ja(&hem.som(ANNA, &["databas", "kopiera", kopian, "--json"]));
    hem.lagg_natten();
    assert_eq!(hem.som(ANNA, &["konto", "stang", "bo"]).kod, 0);
    let gor = ["databas", "aterstall", kopian, "--ja", "--json"];
    nekas(&hem.som(BO, &gor), 1, "behörighet");
    nekas(&hem.kor(&gor), 2, "--konto");
    nekas(
        &hem.som(("anna", "fel lösenord här"), &gor),
        2,
        "stämmer inte",
    );
    let svar = ja(&hem.som(ANNA, &gor));
    assert_eq!(svar["overfort"]["stangda"], json!(["bo"]), "{svar}");
    assert_eq!(svar["overfort"]["nya"], json!(["natten"]), "{svar}");
    nekas(&hem.som(BO, &["ko", "lista"]), 2, "roll");
    ja(&hem.som(ANNA, &["databas", "kontrollera", "--json"]));
    let undan = svar["undan"].as_str().unwrap();
    assert!(Path::new(&format!("{undan}.nycklar")).is_file());
    // What was moved aside is a file like any other.
    ja(&hem.som(
        ANNA,
        &["--databas", undan, "databas", "kontrollera", "--json"],
    ));
}

#[test]
fn en_kopia_med_fel_i_raderna_tas_bara_nar_det_begars_och_en_trasig_aldrig() {
    let hem = egen_mapp();
    let (fil, kopia) = med_kopia(hem.path());
    let kopian = kopia.to_str().unwrap();
    let conn = Connection::open(&kopia).unwrap();
    conn.set_db_config(
        rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER,
        false,
    )
    .unwrap();
    conn.execute_batch("DELETE FROM raknat_besok WHERE id = (SELECT min(id) FROM raknat_besok)")
        .unwrap();
    drop(conn);
    let nu = besok(&fil);
    let vagrad = troskel(&fil, &["databas", "aterstall", kopian, "--ja"]);
    nekas(&vagrad, 3, "--med-fel");
    assert_eq!(besok(&fil), nu);
    let gor = [
        "databas",
        "aterstall",
        kopian,
        "--ja",
        "--med-fel",
        "--json",
    ];
    let svar = ja(&troskel(&fil, &gor));
    assert_eq!(svar["fel"].as_array().unwrap().len(), 1, "{svar}");
    assert_eq!(besok(&fil), besok(&kopia));
    // Pages that cannot be read are never taken.
    let mut bytes = std::fs::read(&kopia).unwrap();
    let langd = bytes.len();
    bytes[langd / 2..langd / 2 + 8192].fill(0xa5);
    std::fs::write(&kopia, bytes).unwrap();
    let vagrad = troskel(&fil, &["databas", "aterstall", kopian, "--ja", "--med-fel"]);
    assert_eq!(vagrad.kod, 3, "{vagrad:?}");
    assert!(!vagrad.fel.contains("--med-fel"), "{vagrad:?}");
}
