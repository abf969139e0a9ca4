//! A file that is being written has no name until all of it is there: the real program is killed at random moments, and under
//! the name there is nothing, or the whole file.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "gemensamt/hem.rs"]
mod hem;

use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use hem::{Hem, boendecoachning};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// xorshift64.
struct Slump(u64);

impl Slump {
    fn under(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

/// The names in a folder.
fn namn(mapp: &Path) -> Vec<String> {
    let filer = std::fs::read_dir(mapp).unwrap();
    filer
        .map(|fil| fil.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// What a killed command left: how many times nothing and how many times a whole file.
#[derive(Default)]
struct Utfall {
    ingen: u32,
    hel: u32,
    brutna: u32,
}

/// Runs a command that writes `ut` in a folder of its own, once in peace and then so many times with a signal in it.
fn doda(hem: &Hem, argument: &[&str], slut: &str, ganger: u32) -> Utfall {
    let mapp = hem.mapp().join(format!("ut_{slut}"));
    std::fs::create_dir(&mapp).unwrap();
    let fil = mapp.join(format!("ut.{slut}"));
    let till = fil.to_str().unwrap();
    let argument = [argument, &["--ut", till]].concat();
    let borjade = Instant::now();
    assert_eq!(hem.kor(&argument).kod, 0, "{argument:?}");
    let tog = u64::try_from(borjade.elapsed().as_micros()).unwrap();
    let hel = std::fs::read(&fil).unwrap();
    std::fs::remove_file(&fil).unwrap();
    assert!(namn(&mapp).is_empty());

    let mut slump = Slump(0x9E37_79B9_7F4A_7C15 ^ u64::from(ganger) ^ slut.len() as u64);
    let mut utfall = Utfall::default();
    for n in 0..ganger {
        let signal = [Signal::SIGINT, Signal::SIGTERM, Signal::SIGKILL][n as usize % 3];
        let mut barn = hem
            .kommando(&argument)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The last part of the time is when it writes: two in three are there.
        let nar = if n % 9 < 3 {
            slump.under(tog)
        } else {
            tog / 2 + slump.under(tog)
        };
        thread::sleep(Duration::from_micros(nar));
        // It may be done already.
        let _ = kill(Pid::from_raw(i32::try_from(barn.id()).unwrap()), signal);
        let (status, fel) = vanta(&mut barn);
        let finns = namn(&mapp);
        let halva: Vec<&String> = finns
            .iter()
            .filter(|namn| **namn != format!("ut.{slut}"))
            .collect();
        if signal == Signal::SIGKILL {
            // Only where the system has no files without a name, and then it says what it is.
            assert!(
                halva.iter().all(|namn| namn.starts_with(".troskel-")),
                "{finns:?}"
            );
        } else {
            assert!(halva.is_empty(), "{signal}: {finns:?}");
        }
        if fil.exists() {
            assert!(std::fs::read(&fil).unwrap() == hel, "{signal}: half a file");
            utfall.hel += 1;
        } else {
            // What was done is not said to be broken off, nor the other way round.
            assert_ne!(status.code(), Some(0), "{fel}");
            utfall.ingen += 1;
        }
        match status.code() {
            Some(3) => {
                assert!(fel.contains("Avbrutet. Inget skrevs."), "{fel}");
                assert!(
                    !fil.exists(),
                    "{signal}: broken off, and there all the same"
                );
                utfall.brutna += 1;
            }
            Some(kod) => assert_eq!(kod, 0, "{fel}"),
            None => assert!(status.signal().is_some()),
        }
        for namn in finns {
            std::fs::remove_file(mapp.join(namn)).unwrap();
        }
    }
    utfall
}

/// How it ended, and what it said of it.
fn vanta(barn: &mut Child) -> (ExitStatus, String) {
    let mut fel = String::new();
    barn.stderr
        .take()
        .unwrap()
        .read_to_string(&mut fel)
        .unwrap();
    (barn.wait().unwrap(), fel)
}

/// A home with something counted in it.
fn hemmet() -> Hem {
    let hem = Hem::nytt();
    for _ in 0..6 {
        assert_eq!(hem.mottag(&boendecoachning()).kod, 0);
    }
    hem
}

#[test]
fn statistik_som_avbryts_lamnar_ingen_halv_fil() {
    let hem = hemmet();
    for (slut, ganger) in [("xlsx", 30), ("csv", 18), ("json", 18)] {
        let utfall = doda(&hem, &["statistik", "ut", "--period", "2026"], slut, ganger);
        println!("{slut}: {} utan fil, {} hela", utfall.ingen, utfall.hel);
        assert_eq!(utfall.ingen + utfall.hel, ganger);
        // Where nothing was ever broken off, nothing was tried.
        assert!(utfall.ingen > 0);
    }
}

#[test]
fn en_rapport_och_en_kolista_som_avbryts_lamnar_ingen_halv_fil() {
    let hem = hemmet();
    for (argument, slut) in [
        (&["rapport", "--period", "2026"][..], "html"),
        (&["ko", "exportera", "--format", "csv"], "csv"),
    ] {
        let utfall = doda(&hem, argument, slut, 18);
        println!("{slut}: {} utan fil, {} hela", utfall.ingen, utfall.hel);
        assert!(utfall.ingen > 0);
    }
}

/// A large catalogue takes a while to read, and the signal comes in the middle of the work: it is said that it was broken off.
#[test]
fn en_stor_inlasning_som_avbryts_lamnar_inget_och_sager_det() {
    let hem = Hem::nytt();
    let tjanster: Vec<serde_json::Value> = (0..400)
        .map(|n| serde_json::json!({"name": format!("Tjänst {n}"), "description": "Text. ".repeat(60)}))
        .collect();
    hem.fil("stor.json", serde_json::to_vec(&tjanster).unwrap());
    let utfall = doda(&hem, &["katalog", "in", "--fran", "stor.json"], "toml", 30);
    println!(
        "{} utan fil, {} hela, {} sade att det avbröts",
        utfall.ingen, utfall.hel, utfall.brutna
    );
    assert!(utfall.ingen > 0 && utfall.brutna > 0);
}
