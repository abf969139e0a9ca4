//! The recordings and what is asked of each. Runs where a process may trace its own child; elsewhere it says that it does not.

#[path = "../gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "../gemensamt/lager.rs"]
mod lager;
#[path = "../gemensamt/langd.rs"]
mod langd;
#[path = "../gemensamt/skarp.rs"]
mod skarp;

#[path = "arbete.rs"]
mod arbete;
#[path = "domare.rs"]
mod domare;
#[path = "facit.rs"]
mod facit;
#[path = "filvard.rs"]
mod filvard;
#[path = "inspelare.rs"]
mod inspelare;
#[path = "inspelning.rs"]
mod inspelning;
#[path = "modell.rs"]
mod modell;
#[path = "nr.rs"]
mod nr;
#[path = "nyckel.rs"]
mod nyckel;
#[path = "provning.rs"]
mod provning;
#[path = "skrivare.rs"]
mod skrivare;

use std::fs::File;
use std::io::{BufRead, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use arbete::{Dag, gor_skarp};
use domare::{Domare, FIL, som_programmet};
use filvard::{Skapad, Skott};
use inspelare::{SLUT, spela_in};
use lager::PROV;
use langd::{antal, ar_lang, fro};
use modell::{Disk, Slump};
use provning::{Brott, GLEST, TATT, Utfall, lagg_ut, prova, snabb_mapp};
use troskel::store::sqlite::oppna;

/// What the recorded process is to do, where, and where it acknowledges.
const ARBETE: &str = "TROSKEL_KRASCH_ARBETE";
const MAPP: &str = "TROSKEL_KRASCH_MAPP";
const KVITTON: &str = "TROSKEL_KRASCH_KVITTON";
/// A file in folders that there are not yet.
const I_NY_MAPP: &str = "data/troskel/troskel.db";
/// The recorded process has begun, and waits.
const REDO: &str = "redo-att-spelas-in";

/// Tells the world, in one call, that something is done.
fn kvittera(text: &str) {
    static UT: OnceLock<Option<File>> = OnceLock::new();
    let ut = UT.get_or_init(|| std::env::var_os(KVITTON).map(|vag| File::create(vag).unwrap()));
    // Nobody listens while a file is made ready to be recorded.
    if let Some(mut ut) = ut.as_ref() {
        ut.write_all(format!("{text}\n").as_bytes()).unwrap();
    }
}

/// Not a test of its own: the process that is recorded is this program again.
#[test]
fn barnet_som_spelas_in() {
    let Ok(arbete) = std::env::var(ARBETE) else {
        return;
    };
    let mapp = PathBuf::from(std::env::var_os(MAPP).unwrap());
    println!("{REDO}");
    std::io::stdin()
        .lock()
        .read_line(&mut String::new())
        .unwrap();
    arbeta(&arbete, &mapp);
}

fn arbeta(arbete: &str, mapp: &Path) {
    let fil = mapp.join(FIL);
    let varv = |varv: &str| varv.parse().unwrap();
    match arbete.split_once(' ') {
        Some(("skrivare", satt)) => skrivare::arbeta(&fil, satt),
        Some(("dag", antal)) => Dag::ny(&fil, "1.2", false).arbeta(varv(antal)),
        Some(("dag_igen", antal)) => Dag::ny(&fil, "1.3", false).arbeta(varv(antal)),
        Some(("dag_i_ny_mapp", antal)) => {
            Dag::ny(&mapp.join(I_NY_MAPP), "1.2", false).arbeta(varv(antal));
        }
        Some(("program", argument)) => program(argument, mapp),
        Some(("for_tidigt", antal)) => Dag::ny(&fil, "1.2", true).arbeta(varv(antal)),
        _ => filvard::arbeta(arbete, &fil),
    }
}

/// The program itself, in the place of this process.
fn program(argument: &str, mapp: &Path) {
    let mut kommando = Command::new(env!("CARGO_BIN_EXE_troskel"));
    kommando
        .args(["--prov", "--databas"])
        .arg(mapp.join(FIL))
        .args(argument.split(' '))
        .env_clear()
        .env("HOME", mapp)
        .env("LANG", "C.UTF-8")
        .current_dir(mapp);
    panic!("{}", kommando.exec());
}

/// A plain writer, recorded and judged.
fn skrivaren(satt: &str, antal: u64) -> Option<Utfall> {
    let mapp = snabb_mapp();
    skrivare::gor(&mapp.path().join(FIL), satt);
    let inspelning = spela_in(&format!("skrivare {satt}"), mapp.path())?;
    let utfall = prova(&inspelning, (antal, GLEST), fro(), skrivare::dom);
    utfall.skriv(satt, fro());
    Some(utfall)
}

#[test]
fn lofte_01_domaren_ser_vad_svagare_installningar_forlorar() {
    let n = antal(160, 1_000);
    for satt in ["wal_full", "delete_extra", "truncate_full"] {
        let Some(utfall) = skrivaren(satt, n) else {
            return;
        };
        utfall.ar_rent(satt);
    }
    for (satt, slag) in [
        ("wal_normal", &["förlorat"][..]),
        ("delete_full", &["förlorat"]),
        ("wal_off", &["förlorat", "skadad"]),
    ] {
        let Some(utfall) = skrivaren(satt, n) else {
            return;
        };
        for slag in slag {
            assert!(utfall.antal(slag) > 0, "{satt} ska vara {slag}: {utfall:?}");
        }
    }
}

/// A day's acts, recorded and judged; the folder as `gor` leaves it.
fn dagen(namn: &str, arbete: &str, antal: u64, gor: impl FnOnce(&Path)) -> Option<Utfall> {
    let mapp = snabb_mapp();
    gor(&mapp.path().join(FIL));
    let inspelning = spela_in(arbete, mapp.path())?;
    let fil = if arbete.starts_with("dag_i_ny_mapp") {
        I_NY_MAPP
    } else {
        FIL
    };
    // The log is emptied into the file when it has got long, and by whoever closes last.
    let synkad = inspelning.synkningar(fil);
    println!("{namn}: filen synkad {synkad} gånger");
    assert!(synkad >= if ar_lang() && antal > 1_000 { 3 } else { 1 });
    let mut domare = Domare::ny(&inspelning, fil);
    let utfall = prova(&inspelning, (antal, TATT), fro(), |fall| domare.dom(fall));
    utfall.skriv(namn, fro());
    Some(utfall)
}

#[test]
fn lofte_01_en_hel_dag_overlever_ett_stromavbrott_nar_som_helst() {
    let arbete = format!("dag {}", antal(2, 40));
    let slag = [
        ("ny övningsfil", None),
        ("okrypterad", Some(false)),
        ("krypterad", Some(true)),
    ];
    for (namn, krypterad) in slag {
        let utfall = dagen(namn, &arbete, antal(12, 3_000), |fil| {
            if let Some(krypterad) = krypterad {
                gor_skarp(fil, krypterad);
            }
        });
        let Some(utfall) = utfall else { return };
        utfall.ar_rent(namn);
    }
}

#[test]
fn lofte_01_en_fil_i_nya_mappar_star_kvar() {
    let Some(utfall) = dagen("i nya mappar", "dag_i_ny_mapp 1", antal(20, 500), |_| ()) else {
        return;
    };
    utfall.ar_rent("i nya mappar");
}

#[test]
fn lofte_01_ett_svar_fore_sparandet_upptacks() {
    let Some(utfall) = dagen("svarar för tidigt", "for_tidigt 1", antal(32, 500), |fil| {
        drop(oppna(fil, PROV).unwrap());
    }) else {
        return;
    };
    assert!(utfall.antal("förlorat") > 0, "{utfall:?}");
}

#[test]
fn lofte_01_en_ny_fil_ar_hel_eller_finns_inte() {
    for (arbete, krypterad) in [("skapa okrypterad", false), ("skapa krypterad", true)] {
        let mapp = snabb_mapp();
        skarp::stang_mappen(&mapp.path().join(FIL));
        let Some(inspelning) = spela_in(arbete, mapp.path()) else {
            return;
        };
        let domare = Skapad::ny(&inspelning, krypterad, antal(8, 8));
        let utfall = prova(&inspelning, (antal(12, 800), TATT), fro(), |fall| {
            domare.dom(fall)
        });
        utfall.skriv(arbete, fro());
        utfall.ar_rent(arbete);
    }
}

#[test]
fn lofte_01_en_kopia_och_ett_nyckelbyte_lamnar_det_som_var_eller_det_som_skulle_bli() {
    for krypterad in [false, true] {
        for arbete in ["kopiera", "byt nyckel"] {
            let namn = format!("{arbete}, krypterad: {krypterad}");
            let mapp = snabb_mapp();
            let fil = mapp.path().join(FIL);
            filvard::gor(&fil, krypterad);
            let domare = Skott::ny(&fil, 4);
            let Some(inspelning) = spela_in(arbete, mapp.path()) else {
                return;
            };
            let utfall = prova(
                &inspelning,
                (antal(8, 600), TATT),
                fro(),
                |fall| match arbete {
                    "kopiera" => domare.dom_kopia(fall),
                    _ => domare.dom_nyckel(fall),
                },
            );
            utfall.skriv(&namn, fro());
            utfall.ar_rent(&namn);
        }
    }
}

#[test]
fn lofte_01_en_gammal_fil_flyttas_hel_eller_inte_alls() {
    let mapp = snabb_mapp();
    filvard::gammal(&mapp.path().join(FIL));
    let Some(inspelning) = spela_in("flytta", mapp.path()) else {
        return;
    };
    let utfall = prova(
        &inspelning,
        (antal(12, 600), TATT),
        fro(),
        filvard::dom_flytt(&inspelning),
    );
    utfall.skriv("flytt", fro());
    utfall.ar_rent("flytt");
}

#[test]
fn lofte_01_nyckelskapet_star_som_det_kvitterades() {
    let mapp = snabb_mapp();
    gor_skarp(&mapp.path().join(FIL), true);
    let Some(inspelning) = spela_in("skapet", mapp.path()) else {
        return;
    };
    let utfall = prova(
        &inspelning,
        (antal(40, 800), TATT),
        fro(),
        filvard::dom_skap(&inspelning),
    );
    utfall.skriv("nyckelskåpet", fro());
    utfall.ar_rent("nyckelskåpet");
}

#[test]
fn lofte_01_en_fil_som_programmet_sager_ar_skriven_finns() {
    let mapp = snabb_mapp();
    Dag::ny(&mapp.path().join(FIL), "1.2", false).arbeta(1);
    let arbete = "program ko exportera --format csv --ut lista.csv";
    let Some(inspelning) = spela_in(arbete, mapp.path()) else {
        return;
    };
    assert_eq!(inspelning.kvitton(), [SLUT]);
    let hel = std::fs::read(mapp.path().join("lista.csv")).unwrap();
    let utfall = prova(&inspelning, (antal(24, 100), TATT), fro(), |fall| {
        som_programmet(&fall.rot.join(FIL))?;
        let skriven = std::fs::read(fall.rot.join("lista.csv")).unwrap_or_default();
        if !fall.kvitton.is_empty() && skriven != hel {
            return Err(Brott::Forlorat("lista.csv".to_owned()));
        }
        Ok(())
    });
    utfall.skriv(arbete, fro());
    utfall.ar_rent(arbete);
}

#[test]
fn lofte_01_ett_avbrott_till_nar_filen_hamtar_sig_forlorar_inget() {
    let mapp = snabb_mapp();
    let forst = mapp.path().join("forst");
    std::fs::create_dir(&forst).unwrap();
    gor_skarp(&forst.join(FIL), false);
    let Some(inspelning) = spela_in("dag 2", &forst) else {
        return;
    };
    let mut slump = Slump::ny(fro());
    for nr in 0..antal(1, 6) {
        // Stopped in the middle of a commit, with a log to go through.
        let punkter = inspelning.handelser.len();
        let punkt = punkter / 3 + slump.under(punkter / 3);
        let mut disk = Disk::ny(&inspelning);
        for handelse in &inspelning.handelser[..punkt] {
            disk.steg(handelse);
        }
        let rot = mapp.path().join(nr.to_string());
        lagg_ut(&rot, &disk.stromlos(&mut slump));
        let Some(andra) = spela_in("dag_igen 1", &rot) else {
            return;
        };
        let mut domare = Domare::ny(&andra, FIL);
        let utfall = prova(&andra, (antal(12, 150), TATT), fro(), |fall| {
            domare.dom(fall)
        });
        utfall.skriv("avbrott två gånger", fro());
        utfall.ar_rent("avbrott två gånger");
    }
}
