//! Backups and their restoration: taken while desks save, rotated without touching what is somebody else's, and put in place
//! so that whatever moment the machine stops at, the old pair or the new one stands there or it is said what to do.
//! Promise 13: a backup that is reported good can be restored.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::missing_panics_doc,
    missing_docs
)]

#[path = "sakerhetskopia/aterstall.rs"]
mod aterstall;
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/lager.rs"]
mod lager;
#[path = "sakerhetskopia/last.rs"]
mod last;
#[path = "gemensamt/skarp.rs"]
mod skarp;

use gemensamt::langd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use chrono::{DateTime, Days, Utc};
use gemensamt::hem::{TROSKEL, Ut, nekas};
use gemensamt::skarpthem::{ANNA, BO, SkarptHem};
use insats::{i_ko, insats};
use lager::{PROV, fylld, kvitto, slut, spara};
use rusqlite::Connection;
use serde_json::Value;
use troskel::start::ny_op;
use troskel::store::sqlite::{
    Avbrott, Gang, Rotation, Sakerhetskopia, SkapaFel, Skede, SqliteStore, Vem, oppna,
};

pub fn ja(ut: &Ut) -> Value {
    assert_eq!((ut.kod, ut.fel.as_str()), (0, ""), "{ut:?}");
    ut.json()
}

/// A folder that nobody else may look in.
pub fn egen_mapp() -> tempfile::TempDir {
    let mapp = tempfile::tempdir().unwrap();
    std::fs::set_permissions(mapp.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    mapp
}

pub fn namn(mapp: &Path) -> Vec<String> {
    let alla = std::fs::read_dir(mapp).unwrap();
    let mut alla: Vec<String> = alla
        .map(|post| post.unwrap().file_name().into_string().unwrap())
        .collect();
    alla.sort();
    alla
}

/// The program on a rehearsal file.
pub fn troskel(fil: &Path, argument: &[&str]) -> Ut {
    let ut = Command::new(TROSKEL)
        .arg("--prov")
        .args(argument)
        .env("TROSKEL_DATABAS", fil)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    ut.into()
}

fn kanda(fil: &Path) -> Vec<String> {
    let conn = Connection::open(fil).unwrap();
    let mut fraga = conn.prepare("SELECT vag FROM kopia ORDER BY vag").unwrap();
    let vagar = fraga.query_map([], |rad| rad.get::<_, String>(0)).unwrap();
    vagar
        .map(|vag| vag.unwrap().rsplit('/').next().unwrap().to_owned())
        .collect()
}

#[test]
fn en_sakerhetskopia_har_dagen_i_namnet_och_toppen_i_kvittot() {
    let hem = SkarptHem::med_bo();
    let mapp = hem.mapp().join("kopior");
    let mapp_text = mapp.to_str().unwrap();
    let ta = ["databas", "sakerhetskopiera", mapp_text, "--json"];
    nekas(&hem.som(BO, &ta), 1, "behörighet");
    assert!(!mapp.exists() || namn(&mapp).is_empty());
    let forsta = ja(&hem.som(ANNA, &ta));
    let vag = forsta["kopia"].as_str().unwrap();
    let idag = troskel::domain::tid::svensk(Utc::now()).format("%Y-%m-%d");
    assert!(vag.ends_with(&format!("/troskel-{idag}.db")), "{vag}");
    assert!(forsta["sidor"].as_u64().unwrap() > 50);
    // The head of the receipt stands in the copy, and in the file.
    let topp = forsta["topp"]["kort"].as_str().unwrap();
    for fil in [vag, hem.databas().to_str().unwrap()] {
        let mot = [
            "--databas",
            fil,
            "logg",
            "kontrollera",
            "--mot",
            topp,
            "--json",
        ];
        ja(&hem.som(ANNA, &mot));
    }
    let klartext = hem.som(ANNA, &ta[..3]);
    assert!(klartext.ut.contains("Loggens topp: "), "{klartext:?}");
    // The second of the day has the time too, and takes the place of the first when it is whole.
    let kvar = namn(&mapp);
    assert_eq!(kvar.len(), 2, "{kvar:?}");
    assert!(kvar[0].starts_with(&format!("troskel-{idag}-")) && kvar[1].ends_with(".db.nycklar"));
    assert!(klartext.ut.contains("Borttagna"), "{klartext:?}");
    // In the log as an act of care; and nothing is told on standard error where nobody looks.
    let visa = ja(&hem.som(ANNA, &["logg", "visa", "--json"]));
    let slag: Vec<&str> = visa["logg"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rad| rad["slag"].as_str().unwrap())
        .collect();
    for vantat in ["sakerhetskopia_tagen", "kopia_borttagen"] {
        assert!(slag.contains(&vantat), "{slag:?}");
    }
}

/// A backup at a moment.
fn ta(
    store: &mut SqliteStore,
    mapp: &Path,
    nar: DateTime<Utc>,
    hogst: (usize, usize),
) -> Sakerhetskopia {
    let aktor = lager::vid("ett");
    let vem = Vem {
        aktor: &aktor,
        op: ny_op(),
        nar,
    };
    let rotation = Rotation {
        dagar: hogst.0,
        veckor: hogst.1,
    };
    store
        .sakerhetskopiera(mapp, rotation, PROV, &vem, &mut Gang::default())
        .unwrap()
}

#[test]
fn rotationen_tar_bara_bort_det_som_programmet_har_gjort() {
    let hem = egen_mapp();
    let fil = hem.path().join("troskel.db");
    let (mut store, ..) = fylld(&fil);
    let mapp = hem.path().join("kopior");
    std::fs::create_dir(&mapp).unwrap();
    // What looks like ours and is not, and a copy that was made by hand.
    let frammande = [
        "troskel-2026-01-01.db",
        "troskel-2026-01-01.db.nycklar",
        "annat.txt",
    ];
    for namn in frammande {
        std::fs::write(mapp.join(namn), "någon annans").unwrap();
    }
    let borjan: DateTime<Utc> = "2026-11-01T20:00:00Z".parse().unwrap();
    let aktor = lager::vid("ett");
    let vem = Vem {
        aktor: &aktor,
        op: ny_op(),
        nar: borjan,
    };
    store.kopiera(&mapp.join("egen.db"), PROV, &vem).unwrap();
    let mut bytt = None;
    for dag in 0..24 {
        let nar = borjan + Days::new(dag);
        let kopia = ta(&mut store, &mapp, nar, (3, 2));
        assert!(kopia.kvitto.vag.is_file());
        // One of them is replaced by somebody, under the same name: it is not ours any more.
        if dag == 10 {
            let vag = kopia.kvitto.vag.clone();
            std::fs::write(mapp.join("ersattning"), "någon annans").unwrap();
            std::fs::rename(mapp.join("ersattning"), &vag).unwrap();
            bytt = Some(vag);
        }
        if dag > 16 {
            assert_eq!(
                kopia.lamnade,
                bytt.iter().cloned().collect::<Vec<PathBuf>>()
            );
        }
    }
    // The three newest days, and the Sunday before them as the newest of its week.
    let vantade = [
        "annat.txt",
        "egen.db",
        "troskel-2026-01-01.db",
        "troskel-2026-01-01.db.nycklar",
        "troskel-2026-11-11.db",
        "troskel-2026-11-22.db",
        "troskel-2026-11-23.db",
        "troskel-2026-11-24.db",
    ];
    assert_eq!(namn(&mapp), vantade);
    for namn in frammande {
        assert_eq!(
            std::fs::read_to_string(mapp.join(namn)).unwrap(),
            "någon annans"
        );
    }
    // The file knows of exactly those that it has made, so gallring reaches them all.
    let vantade = [
        "egen.db",
        "troskel-2026-11-11.db",
        "troskel-2026-11-22.db",
        "troskel-2026-11-23.db",
        "troskel-2026-11-24.db",
    ];
    assert_eq!(kanda(&fil), vantade);
    // A file with a fault gives no backup, and its old ones stay.
    let conn = Connection::open(&fil).unwrap();
    conn.set_db_config(
        rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER,
        false,
    )
    .unwrap();
    conn.execute_batch("UPDATE rakning SET antal = antal + 1")
        .unwrap();
    let vem = Vem {
        aktor: &aktor,
        op: ny_op(),
        nar: borjan + Days::new(30),
    };
    let rotation = Rotation {
        dagar: 1,
        veckor: 0,
    };
    let fel = store.sakerhetskopiera(&mapp, rotation, PROV, &vem, &mut Gang::default());
    assert!(matches!(fel, Err(SkapaFel::Prov(_))), "{fel:?}");
    assert_eq!(namn(&mapp).len(), 8);
    assert_eq!(kanda(&fil), vantade);
    // By hand it can be copied all the same, and it is said what is wrong.
    let som_den_ar = store
        .kopiera(&mapp.join("som-den-ar.db"), PROV, &vem)
        .unwrap();
    assert!(!som_den_ar.prov.hel());
}

/// A file of several megabytes.
fn stor(fil: &Path) -> SqliteStore {
    let (store, ..) = fylld(fil);
    let conn = Connection::open(fil).unwrap();
    conn.execute_batch(
        "BEGIN; WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 12000)
         INSERT INTO handelse SELECT (SELECT max(seq) FROM handelse) + n, '2025-11-22T08:00:00.000Z', 'anv-ett', 'ett',
           'Receptionen', printf('%032x', n), 'parkerat', NULL FROM t; COMMIT",
    )
    .unwrap();
    store
}

#[test]
fn en_kopia_som_bryts_av_lamnar_inget_som_ser_helt_ut() {
    let hem = egen_mapp();
    let fil = hem.path().join("troskel.db");
    let mut store = stor(&fil);
    let mapp = hem.path().join("kopior");
    let aktor = lager::vid("ett");
    let rotation = Rotation {
        dagar: 7,
        veckor: 5,
    };
    // At each of its stages, from the first page to the log.
    for stopp in 0..4 {
        let avbrott = Avbrott::default();
        let bryt = avbrott.clone();
        let mut steg = Vec::new();
        let mut gang = Gang::ny(avbrott, |skede| {
            let slag = match skede {
                Skede::Kopierar { sidor, av } if sidor < av => 0,
                Skede::Kopierar { .. } => 4,
                Skede::Sidor => 1,
                Skede::Regler { .. } => 2,
                Skede::Loggen => 3,
            };
            steg.push(slag);
            if slag == stopp {
                bryt.bryt();
            }
        });
        let vem = Vem {
            aktor: &aktor,
            op: ny_op(),
            nar: Utc::now(),
        };
        let fel = store.sakerhetskopiera(&mapp, rotation, PROV, &vem, &mut gang);
        drop(gang);
        assert!(
            matches!(fel, Err(SkapaFel::Avbruten)),
            "steg {stopp}: {fel:?}"
        );
        assert!(steg.contains(&stopp), "{steg:?}");
        assert_eq!(namn(&mapp), Vec::<String>::new(), "steg {stopp}");
        assert_eq!(kanda(&fil), Vec::<String>::new());
    }
    // And by a signal to the program, whenever it comes: what bears the name is whole.
    drop(store);
    for varv in 0..8_u64 {
        let mut barn = Command::new(TROSKEL)
            .args(["--prov", "databas", "sakerhetskopiera"])
            .arg(&mapp)
            .env("TROSKEL_DATABAS", &fil)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(10 + varv * 25));
        let pid = nix::unistd::Pid::from_raw(i32::try_from(barn.id()).unwrap());
        let signal = if varv % 2 == 0 {
            nix::sys::signal::SIGTERM
        } else {
            nix::sys::signal::SIGINT
        };
        let _ = nix::sys::signal::kill(pid, signal);
        barn.wait().unwrap();
        for namn in namn(&mapp)
            .iter()
            .filter(|namn| Path::new(namn).extension().is_some_and(|slut| slut == "db"))
        {
            let ut = troskel(&mapp.join(namn), &["databas", "kontrollera", "--json"]);
            assert_eq!(ut.json()["hel"], true, "{ut:?}");
        }
    }
}

#[test]
fn en_full_disk_sags_i_ord_och_lamnar_ingenting() {
    let hem = egen_mapp();
    let fil = hem.path().join("troskel.db");
    drop(stor(&fil));
    let mapp = hem.path().join("kopior");
    std::fs::create_dir(&mapp).unwrap();
    let storlek = std::fs::metadata(&fil).unwrap().len();
    let grans = format!("ulimit -f {}; exec \"$0\" \"$@\"", storlek / 2048);
    let ut: Ut = Command::new("sh")
        .args([
            "-c",
            &grans,
            TROSKEL,
            "--prov",
            "databas",
            "sakerhetskopiera",
        ])
        .arg(&mapp)
        .env("TROSKEL_DATABAS", &fil)
        .stdin(Stdio::null())
        .output()
        .unwrap()
        .into();
    assert_eq!((ut.kod, ut.ut.as_str()), (3, ""), "{ut:?}");
    assert!(ut.fel.contains("Kontrollera diskens kvot"), "{ut:?}");
    assert_eq!(namn(&mapp), Vec::<String>::new());
    assert_eq!(kanda(&fil), Vec::<String>::new());
    // With room again it goes.
    let mapp = mapp.to_str().unwrap();
    ja(&troskel(
        &fil,
        &["databas", "sakerhetskopiera", mapp, "--json"],
    ));
}

#[test]
fn en_process_som_dodas_i_en_kopia_lamnar_inget_till_nasta_dag() {
    let hem = egen_mapp();
    let fil = hem.path().join("troskel.db");
    let (mut store, ..) = fylld(&fil);
    let mapp = hem.path().join("kopior");
    let igar: DateTime<Utc> = "2026-11-23T20:00:00Z".parse().unwrap();
    ta(&mut store, &mapp, igar, (7, 5));
    // As a killed one leaves it: known, half made, without its name.
    let vag = mapp.join("troskel-2026-11-23.db");
    std::fs::rename(&vag, mapp.join("troskel-2026-11-23.db.skapas")).unwrap();
    ta(&mut store, &mapp, igar + Days::new(1), (7, 5));
    assert_eq!(namn(&mapp), ["troskel-2026-11-24.db"]);
    assert_eq!(kanda(&fil), ["troskel-2026-11-24.db"]);
}

/// Fills a file a little more; used by the other parts.
pub fn ett_besok_till(store: &mut SqliteStore) {
    let anonym = insats("1.2", "14:5", Some(1));
    kvitto(spara(store, "ett", &slut(&anonym, i_ko(&anonym), None)));
}

pub fn oppnad(fil: &Path) -> SqliteStore {
    oppna(fil, PROV).unwrap()
}
