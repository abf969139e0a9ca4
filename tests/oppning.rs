//! Opening the file, refusing it, and what happens when it is pulled away.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use gemensamt::{PROV, fylld, i_kon, kvitto, mapp, nar, op, slut, spara, vid};
use insats::{i_ko, insats, mottagen};
use rusqlite::Connection;
use troskel::store::sqlite::{OppnaFel, Oppning, SCHEMA, oppna};
use troskel::store::{Query, Reply, Store, StoreError};

fn oppnafel(fil: &Path) -> OppnaFel {
    oppna(fil, PROV).map(|_| ()).expect_err("öppnades")
}

#[test]
fn filer_som_inte_ar_vara_avvisas_och_ar_ororda() {
    let (mapp, fil) = mapp();
    drop(oppna(&fil, PROV).unwrap());
    let ny = |namn: &str, sql: &str| {
        let vag = mapp.path().join(namn);
        let conn = Connection::open(&vag).unwrap();
        conn.execute_batch(sql).unwrap();
        vag
    };
    let annat_id = ny("a.db", "PRAGMA application_id = 7; CREATE TABLE t(x)");
    let utan_id = ny("b.db", "CREATE TABLE t(x)");
    let numrerad = ny("c.db", "PRAGMA user_version = 1");
    let nyare = mapp.path().join("d.db");
    fs::copy(&fil, &nyare).unwrap();
    ny("d.db", "PRAGMA user_version = 99");
    let text = mapp.path().join("e.db");
    fs::write(&text, "namn;telefon\n".repeat(100)).unwrap();
    let kort = mapp.path().join("f.db");
    fs::write(&kort, "hej").unwrap();
    for (vag, vantat) in [
        (&annat_id, "Frammande"),
        (&utan_id, "Frammande"),
        (&numrerad, "Frammande"),
        (&nyare, "Nyare"),
        (&text, "InteDatabas"),
        (&kort, "InteDatabas"),
    ] {
        let fore = fs::read(vag).unwrap();
        let fel = oppnafel(vag);
        assert!(format!("{fel:?}").starts_with(vantat), "{vag:?}: {fel:?}");
        assert_eq!(fore, fs::read(vag).unwrap(), "{vag:?}");
    }
    match oppnafel(&nyare) {
        OppnaFel::Nyare {
            fil: 99,
            program: SCHEMA,
        } => {}
        annat => panic!("{annat:?}"),
    }
}

#[test]
fn en_skadad_fil_ger_fel_och_inget_falskt_sparat() {
    let (_mapp, fil) = mapp();
    drop(fylld(&fil));
    let hel = fs::read(&fil).unwrap();
    // Half the file gone, and the pages after the first overwritten.
    let mut overskriven = hel.clone();
    overskriven[4096..].fill(0x5A);
    for trasig in [&hel[..hel.len() / 2 / 4096 * 4096], &overskriven] {
        fs::write(&fil, trasig).unwrap();
        match oppna(&fil, PROV) {
            Err(OppnaFel::Skadad { .. }) => {}
            Err(annat) => panic!("{annat:?}"),
            Ok(mut store) => {
                let dok = insats("1.1", "14:3", Some(2));
                let svar = spara(&mut store, "ett", &slut(&dok, mottagen(&dok), None));
                match svar {
                    Err(StoreError::Stopp(text)) => assert!(text.contains("skadad"), "{text}"),
                    annat => panic!("{annat:?}"),
                }
            }
        }
    }
}

#[test]
fn vagar_som_inte_gar_avvisas_med_vad_som_ar_fel() {
    let (mapp, fil) = mapp();
    drop(oppna(&fil, PROV).unwrap());
    assert!(matches!(oppnafel(mapp.path()), OppnaFel::InteFil { .. }));
    let lank = mapp.path().join("lank.db");
    symlink(&fil, &lank).unwrap();
    assert!(matches!(oppnafel(&lank), OppnaFel::Lank { .. }));
    let under_fil = fil.join("x").join("t.db");
    let fel = oppnafel(&under_fil);
    assert!(fel.to_string().contains("kunde inte skapas"), "{fel}");
    let hard = mapp.path().join("hard.db");
    fs::hard_link(&fil, &hard).unwrap();
    assert!(matches!(oppnafel(&fil), OppnaFel::Lank { .. }));
    let synkad = mapp.path().join("OneDrive - Kommunen").join("t.db");
    assert!(matches!(
        oppnafel(&synkad),
        OppnaFel::Synkad { tjanst: "OneDrive" }
    ));
    assert!(!synkad.parent().unwrap().exists());
    let fel = oppnafel(Path::new("/proc/finns-inte/t.db"));
    assert!(
        matches!(fel, OppnaFel::OkantFilsystem { nummer: 0x9fa0 }),
        "{fel:?}"
    );
    assert!(fel.to_string().contains("0x9fa0"), "{fel}");
}

#[test]
fn utan_skrivratt_sags_det_innan_nagot_gors() {
    let (mapp, fil) = mapp();
    drop(oppna(&fil, PROV).unwrap());
    let stall = |vag: &Path, rattigheter| {
        fs::set_permissions(vag, fs::Permissions::from_mode(rattigheter)).unwrap();
    };
    stall(&fil, 0o444);
    let rattigheter_galler = fs::OpenOptions::new().append(true).open(&fil).is_err();
    let skrivskyddad = oppna(&fil, PROV).map(|_| ());
    stall(&fil, 0o600);
    stall(mapp.path(), 0o555);
    let mappen = oppna(&fil, PROV).map(|_| ());
    let ny_i_mappen = oppna(&mapp.path().join("ny.db"), PROV).map(|_| ());
    stall(mapp.path(), 0o000);
    let stangd = oppna(&fil, PROV).map(|_| ());
    stall(mapp.path(), 0o700);
    if rattigheter_galler {
        assert!(matches!(skrivskyddad, Err(OppnaFel::Skrivskyddad { .. })));
        assert!(matches!(mappen, Err(OppnaFel::MappSkrivskyddad { .. })));
        assert!(matches!(
            ny_i_mappen,
            Err(OppnaFel::MappSkrivskyddad { .. })
        ));
        assert!(
            matches!(stangd, Err(OppnaFel::MappSkrivskyddad { .. })),
            "{stangd:?}"
        );
    } else {
        // The administrator may do everything: then the store must not refuse what the system allows.
        assert!(skrivskyddad.is_ok() && mappen.is_ok() && ny_i_mappen.is_ok() && stangd.is_ok());
    }
}

#[test]
fn en_ny_fil_ar_bara_agarens_om_inte_mappen_delas() {
    let (mapp, _) = mapp();
    let fil = mapp.path().join("under").join("mapp").join("t.db");
    let store = oppna(&fil, PROV).unwrap();
    assert!(store.ny());
    assert!(!oppna(&fil, PROV).unwrap().ny());
    let rattigheter = |vag: &Path| fs::metadata(vag).unwrap().mode() & 0o7777;
    assert_eq!(rattigheter(&fil), 0o600);
    assert_eq!(rattigheter(fil.parent().unwrap()), 0o700);
    let delad = mapp.path().join("delad");
    fs::create_dir(&delad).unwrap();
    fs::set_permissions(&delad, fs::Permissions::from_mode(0o2770)).unwrap();
    let fil = delad.join("t.db");
    let store = oppna(&fil, PROV).unwrap();
    assert!(store.ny());
    assert_eq!(rattigheter(&fil), 0o660);
    assert_eq!(rattigheter(&delad.join("t.db-wal")), 0o660);
}

#[test]
fn flera_som_oppnar_en_ny_fil_samtidigt_gor_tabellerna_en_gang() {
    let (mapp, _) = mapp();
    for varv in 0..40 {
        let fil = mapp.path().join(format!("{varv}.db"));
        let grind = Barrier::new(6);
        let nya = thread::scope(|scope| {
            let tradar: Vec<_> = (0..6)
                .map(|_| {
                    scope.spawn(|| {
                        grind.wait();
                        oppna(&fil, PROV).unwrap().ny()
                    })
                })
                .collect();
            let svar = tradar.into_iter().map(|trad| trad.join().unwrap());
            svar.filter(|ny| *ny).count()
        });
        assert_eq!(nya, 1, "varv {varv}");
    }
}

#[test]
fn minnet_duger_bara_for_prov() {
    let minne = Path::new("/dev/shm");
    let Ok(mapp) = tempfile::tempdir_in(minne) else {
        return;
    };
    let fil = mapp.path().join("t.db");
    let skarpt = Oppning::default();
    let fel = oppna(&fil, skarpt).map(|_| ()).expect_err("öppnades");
    assert!(matches!(fel, OppnaFel::Minne), "{fel:?}");
    assert!(oppna(&fil, PROV).unwrap().ny());
}

#[test]
fn en_flyttad_eller_utbytt_fil_ger_aldrig_ett_falskt_sparat() {
    let (mapp, fil) = mapp();
    let (mut store, _, _) = fylld(&fil);
    let anonym = insats("1.3", "14:5", None);
    let akt = slut(&anonym, i_ko(&anonym), None);
    let undan = mapp.path().join("undan.db");
    let stopp = |svar: Result<Reply, StoreError>| match svar {
        Err(StoreError::Stopp(text)) => assert!(text.contains("flyttats"), "{text}"),
        annat => panic!("{annat:?}"),
    };
    fs::rename(&fil, &undan).unwrap();
    stopp(spara(&mut store, "ett", &akt));
    stopp(store.load(&Query::Lage));
    fs::copy(&undan, &fil).unwrap();
    stopp(spara(&mut store, "ett", &akt));
    fs::rename(&undan, &fil).unwrap();
    kvitto(spara(&mut store, "ett", &akt));
    assert_eq!(i_kon(&fil), 2);
}

#[test]
fn en_upptagen_fil_sager_det_och_samma_handling_gar_sedan() {
    let (_mapp, fil) = mapp();
    let kort = Oppning {
        prov: true,
        vantan: Duration::from_millis(80),
    };
    let mut store = oppna(&fil, kort).unwrap();
    let conn = Connection::open(&fil).unwrap();
    conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    let anonym = insats("1.3", "14:5", None);
    let (op, akt) = (op(), slut(&anonym, i_ko(&anonym), None));
    let start = Instant::now();
    let svar = store.save(&vid("ett"), op, nar(), &akt);
    assert!(matches!(svar, Err(StoreError::Upptagen)), "{svar:?}");
    assert!(start.elapsed() >= Duration::from_millis(80));
    assert_eq!(i_kon(&fil), 0);
    conn.execute_batch("ROLLBACK").unwrap();
    kvitto(store.save(&vid("ett"), op, nar(), &akt));
}
