//! Opening the file, refusing it, and what happens when it is pulled away.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;

use std::fs;
use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use gemensamt::{PROV, fylld, i_kon, kvitto, mapp, nar, op, slut, spara, vid};
use insats::{i_ko, insats, mottagen};
use nix::mount::{MntFlags, MsFlags, mount, umount2};
use nix::sched::{CloneFlags, unshare};
use rusqlite::Connection;
use tempfile::TempDir;
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
            skriven_av: Some(_),
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

/// The program, with a file there; what it says and how it ends.
fn programmet(fil: &Path, flaggor: &[&str]) -> (Option<i32>, String) {
    let ut = Command::new(env!("CARGO_BIN_EXE_troskel"))
        .args(flaggor)
        .args(["overlamning", "lista", "--databas"])
        .arg(fil)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", "/nonexistent")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(ut.stdout.is_empty() || ut.status.success(), "{ut:?}");
    (ut.status.code(), String::from_utf8(ut.stderr).unwrap())
}

/// Refused: with its exit code, the type named, what to do, and nothing made.
fn avvisas(fil: &Path, flaggor: &[&str], vantat: &[&str]) {
    let (kod, text) = programmet(fil, flaggor);
    let namn = fil.display();
    assert_eq!(kod, Some(3), "{namn}: {text}");
    for del in vantat.iter().chain(&["så den öppnas inte"]) {
        assert!(text.contains(del), "{namn}: {del}: {text}");
    }
    assert!(
        !fil.exists() && !fil.with_extension("db-wal").exists(),
        "{namn}"
    );
}

#[test]
fn lofte_05_programmet_avvisar_filsystem_som_inte_duger() {
    // The words of the shell are shorter where the folder is not there: nothing is made before it is judged.
    avvisas(
        Path::new("/proc/troskel.db"),
        &["--prov"],
        &["0x9fa0", "SSH"],
    );
    avvisas(
        Path::new("/proc/sys/kernel/a/b/troskel.db"),
        &[],
        &["0x9fa0", "lokal disk"],
    );
    if Path::new("/sys/kernel").exists() {
        avvisas(
            Path::new("/sys/kernel/troskel.db"),
            &["--prov"],
            &["0x62656572", "SSH"],
        );
    }
    let hem = TempDir::new().unwrap();
    let synkad = hem.path().join("OneDrive - Kommunen/troskel.db");
    avvisas(&synkad, &["--prov"], &["OneDrive", "SSH"]);
    match tempfile::tempdir_in("/dev/shm") {
        Ok(minne) => avvisas(
            &minne.path().join("troskel.db"),
            &[],
            &["tmpfs", "lokal disk"],
        ),
        Err(fel) => println!("UTELÄMNAT: /dev/shm går inte att skriva i ({fel})"),
    }
}

/// Answers what the kernel asks of a program that drives a file system with an empty folder in it, until it is unmounted.
/// The numbers are those of the kernel's `fuse.h`.
fn driv(mut kanal: fs::File) {
    let mut fraga = vec![0; 1 << 17];
    loop {
        let Ok(langd @ 40..) = kanal.read(&mut fraga) else {
            return;
        };
        let tal = |fran: usize| u32::from_le_bytes(fraga[fran..fran + 4].try_into().unwrap());
        let (vad, unik) = (tal(4), &fraga[8..16]);
        let mut svar = Vec::new();
        let mut fel = 0_i32;
        match vad {
            // INIT: the same version, nothing more.
            26 => {
                assert!(langd >= 56);
                svar = vec![0; 64];
                svar[..4].copy_from_slice(&7_u32.to_le_bytes());
                svar[4..8].copy_from_slice(&31_u32.to_le_bytes());
                svar[20..24].copy_from_slice(&4096_u32.to_le_bytes());
            }
            // GETATTR: a folder that anybody may write in.
            3 => {
                svar = vec![0; 104];
                svar[16..24].copy_from_slice(&1_u64.to_le_bytes());
                svar[76..80].copy_from_slice(&0o40777_u32.to_le_bytes());
                svar[80..84].copy_from_slice(&2_u32.to_le_bytes());
            }
            // STATFS.
            17 => svar = vec![0; 80],
            // FORGET and BATCH_FORGET want no answer.
            2 | 42 => continue,
            // LOOKUP: there is nothing.
            1 => fel = -2,
            // Whatever else: not done here.
            _ => fel = -38,
        }
        let mut huvud = u32::try_from(16 + svar.len())
            .unwrap()
            .to_le_bytes()
            .to_vec();
        huvud.extend(fel.to_le_bytes());
        huvud.extend(unik);
        huvud.extend(svar);
        if kanal.write_all(&huvud).is_err() {
            return;
        }
    }
}

/// Does something in a space of mounts of its own, where the test may mount; why not, where it may not.
fn med_egna_montage(gor: impl FnOnce() -> Result<(), String> + Send) -> Result<(), String> {
    thread::scope(|trad| {
        let egen = trad.spawn(|| {
            unshare(CloneFlags::CLONE_NEWNS).map_err(|fel| format!("unshare: {fel}"))?;
            let inget = None::<&str>;
            mount(
                inget,
                "/",
                inget,
                MsFlags::MS_REC | MsFlags::MS_PRIVATE,
                inget,
            )
            .map_err(|fel| format!("mount: {fel}"))?;
            gor()
        });
        egen.join().unwrap()
    })
}

#[test]
fn lofte_05_ett_riktigt_fuse_montage_avvisas_vid_sin_typ() {
    for (typ, vantat) in [
        ("fuse.sshfs", "(fuse.sshfs)"),
        ("fuse.rclone", "synkas med rclone"),
        ("fuse.onedriver", "synkas med OneDrive"),
        ("fuse", "(fuse)"),
    ] {
        let mapp = TempDir::new().unwrap();
        let provat = med_egna_montage(|| {
            let kanal = fs::OpenOptions::new()
                .read(true)
                .write(true)
                .open("/dev/fuse");
            let kanal = kanal.map_err(|fel| format!("/dev/fuse: {fel}"))?;
            let val = format!(
                "fd={},rootmode=40000,user_id=0,group_id=0,allow_other",
                kanal.as_raw_fd()
            );
            mount(
                Some("prov"),
                mapp.path(),
                Some(typ),
                MsFlags::MS_NOSUID,
                Some(val.as_str()),
            )
            .map_err(|fel| format!("mount {typ}: {fel}"))?;
            let drivs = thread::spawn(move || driv(kanal));
            let fil = mapp.path().join("troskel.db");
            for flaggor in [&[][..], &["--prov"]] {
                let (kod, text) = programmet(&fil, flaggor);
                assert_eq!(kod, Some(3), "{typ}: {text}");
                assert!(
                    text.contains(vantat) && text.contains("SSH"),
                    "{typ}: {text}"
                );
            }
            umount2(mapp.path(), MntFlags::MNT_DETACH).unwrap();
            drivs.join().unwrap();
            Ok(())
        });
        if let Err(varfor) = provat {
            println!(
                "UTELÄMNAT: inget FUSE-montage går att göra här ({varfor}); tabellen prövas ändå"
            );
            return;
        }
        println!("{typ}: avvisat");
    }
    println!(
        "UTELÄMNAT: NFS, SMB och 9p kan inte monteras av ett prov; deras nummer står i tabellen"
    );
}

#[test]
fn lofte_05_ett_minne_avvisas_och_en_container_sags_hogt() {
    let mapp = TempDir::new().unwrap();
    let provat = med_egna_montage(|| {
        let [minne, ovan] = ["minne", "ovan"].map(|namn| mapp.path().join(namn));
        for mapp in [&minne, &ovan] {
            fs::create_dir(mapp).unwrap();
        }
        let inget = None::<&str>;
        mount(Some("prov"), &minne, Some("tmpfs"), MsFlags::empty(), inget)
            .map_err(|fel| format!("tmpfs: {fel}"))?;
        avvisas(&minne.join("troskel.db"), &[], &["tmpfs"]);
        // The layers of a container: taken, and told when the file is made.
        let [under, over, arbete] = ["under", "over", "arbete"].map(|namn| minne.join(namn));
        for mapp in [&under, &over, &arbete] {
            fs::create_dir(mapp).unwrap();
        }
        let val = format!(
            "lowerdir={},upperdir={},workdir={}",
            under.display(),
            over.display(),
            arbete.display()
        );
        mount(
            Some("prov"),
            &ovan,
            Some("overlay"),
            MsFlags::empty(),
            Some(val.as_str()),
        )
        .map_err(|fel| format!("overlay: {fel}"))?;
        let fil = ovan.join("troskel.db");
        let (kod, text) = programmet(&fil, &[]);
        assert_eq!(kod, Some(0), "{text}");
        assert!(text.contains("container (overlay)"), "{text}");
        let (kod, text) = programmet(&fil, &[]);
        assert_eq!((kod, text.as_str()), (Some(0), ""), "bara när filen skapas");
        Ok(())
    });
    if let Err(varfor) = provat {
        println!("UTELÄMNAT: provet får inte montera här ({varfor})");
    }
}
