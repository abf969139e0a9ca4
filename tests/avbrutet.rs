//! Long work that is broken off leaves nothing half done: the real program is killed at random moments, and under the name of
//! a file there is nothing, or the whole file; of an old list all rows are in, or none. What it said of it is true.
//! `TROSKEL_LANG=1` kills many more.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "gemensamt/hem.rs"]
mod hem;
#[path = "gemensamt/langd.rs"]
#[allow(missing_docs)]
mod langd;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use hem::{Hem, boendecoachning};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// What breaks it off, and what ends it without asking.
const SIGNALER: [Signal; 4] = [
    Signal::SIGINT,
    Signal::SIGTERM,
    Signal::SIGKILL,
    Signal::SIGHUP,
];

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
    let i_lugn_och_ro = || {
        let borjade = Instant::now();
        assert_eq!(hem.kor(&argument).kod, 0, "{argument:?}");
        let tog = u64::try_from(borjade.elapsed().as_micros()).unwrap();
        let hel = std::fs::read(&fil).unwrap();
        std::fs::remove_file(&fil).unwrap();
        (tog, hel)
    };
    // The quickest of some: one that was held up by something else would put every signal after the end.
    let (tog, hel) = [(); 3].map(|()| i_lugn_och_ro()).into_iter().min().unwrap();
    assert!(namn(&mapp).is_empty());

    let mut slump = Slump(0x9E37_79B9_7F4A_7C15 ^ u64::from(ganger) ^ slut.len() as u64);
    let mut utfall = Utfall::default();
    for n in 0..ganger {
        let signal = SIGNALER[n as usize % SIGNALER.len()];
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
        sand(&barn, signal);
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

/// Sends a signal; it may be done already.
fn sand(barn: &Child, signal: Signal) {
    let _ = kill(Pid::from_raw(i32::try_from(barn.id()).unwrap()), signal);
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
        (&["katalog", "ut", "--format", "hsds"], "json"),
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

/// A home with an old list of so many rows beside an empty file.
fn med_lista(rader: u64) -> Hem {
    let hem = Hem::nytt();
    assert_eq!(hem.kor(&["ko", "lista"]).kod, 0);
    let mut lista = "insats;kodatum;namn;kontaktsatt;kontakt;valt_av\r\n".to_owned();
    for n in 0..rader {
        let dag = 1 + n % 28;
        write!(
            lista,
            "3.4.3;2025-03-{dag:02};Övning Almqvist;telefon;07{n:08};personen\r\n"
        )
        .unwrap();
    }
    hem.fil("lista.csv", lista);
    hem
}

const IMPORTERA: [&str; 4] = ["ko", "importera", "lista.csv", "--genomfor"];

/// Another home with the same file and list; nobody has the file open.
fn likadant(hem: &Hem) -> Hem {
    let nytt = Hem::nytt();
    for namn in ["troskel.db", "lista.csv"] {
        std::fs::copy(hem.mapp().join(namn), nytt.mapp().join(namn)).unwrap();
    }
    nytt
}

/// Starts a command whose answer goes to a file.
fn starta(hem: &Hem, argument: &[&str]) -> Child {
    hem.kommando(argument)
        .stdin(Stdio::null())
        .stdout(std::fs::File::create(hem.mapp().join("svar")).unwrap())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn svaret(hem: &Hem) -> String {
    std::fs::read_to_string(hem.mapp().join("svar")).unwrap()
}

#[test]
fn en_import_som_avbryts_tar_in_alla_rader_eller_ingen_och_sager_vilket() {
    let rader = langd::antal(100, 600);
    let ganger = langd::antal(16, 200);
    let hem = med_lista(rader);
    let fore = hem.rader();
    let borjade = Instant::now();
    let hel = likadant(&hem);
    assert_eq!(hel.kor(&IMPORTERA).kod, 0);
    let tog = u64::try_from(borjade.elapsed().as_micros()).unwrap();
    let efter = hel.rader();
    assert_eq!(
        efter["kopost"] - fore["kopost"],
        i64::try_from(rader).unwrap()
    );
    let inlasta = format!("{rader} rader är intagna");

    let mut slump = Slump(0x9E37_79B9_7F4A_7C15 ^ langd::fro());
    let mut antal: BTreeMap<&str, u32> = BTreeMap::new();
    for n in 0..ganger {
        let signal = SIGNALER[usize::try_from(n).unwrap() % SIGNALER.len()];
        let hem = likadant(&hem);
        let mut barn = starta(&hem, &IMPORTERA);
        thread::sleep(Duration::from_micros(slump.under(tog + tog / 8)));
        sand(&barn, signal);
        let (status, fel) = vanta(&mut barn);
        let nu = hem.rader();
        assert!(nu == fore || nu == efter, "{signal}: {nu:?}");
        let inne = nu == efter;
        let slut = match status.code() {
            Some(3) => {
                assert!(fel.contains("Avbrutet. Inget skrevs."), "{fel}");
                assert!(!inne && svaret(&hem).is_empty(), "{signal}: {fel}");
                "avbruten"
            }
            Some(kod) => {
                assert_eq!(kod, 0, "{signal}: {fel}");
                assert!(inne && svaret(&hem).contains(&inlasta), "{}", svaret(&hem));
                "hel"
            }
            None => {
                assert_eq!(status.signal(), Some(signal as i32), "{fel}");
                // Whatever can be answered is answered: before it listens nothing has begun.
                assert!(signal == Signal::SIGKILL || !inne, "{signal}: {fel}");
                "dödad"
            }
        };
        *antal.entry(slut).or_default() += 1;
        let ut = hem.kor(&["databas", "kontrollera"]);
        assert_eq!(ut.kod, 0, "{signal}: {ut:?}");
        // What was broken off can be done: not each time, for it takes as long as all the rest.
        if !inne && n % 3 == 0 {
            let ut = hem.kor(&IMPORTERA);
            assert_eq!(ut.kod, 0, "{signal}: {ut:?}");
            assert_eq!(hem.antal("kopost"), efter["kopost"]);
        }
    }
    println!("{antal:?}");
    assert!(antal.contains_key("avbruten") && antal.contains_key("dödad"));
}

/// Waits for another desk that saves, with no end in sight: so it is known where the signal comes.
#[test]
fn en_import_som_vantar_pa_en_annan_disk_berattar_och_kan_avbrytas() {
    let hem = med_lista(3);
    let fore = hem.rader();
    let annan = hem.sql();
    annan.execute_batch("BEGIN IMMEDIATE").unwrap();
    for signal in [Signal::SIGINT, Signal::SIGHUP] {
        let mut barn = starta(&hem, &IMPORTERA);
        let mut fel = BufReader::new(barn.stderr.take().unwrap());
        let mut sagt = String::new();
        while !sagt.contains("Sparar … 0 av 3 rader, ") {
            assert!(fel.read_line(&mut sagt).unwrap() > 0, "sade bara: {sagt}");
        }
        sand(&barn, signal);
        fel.read_to_string(&mut sagt).unwrap();
        assert_eq!(barn.wait().unwrap().code(), Some(3), "{signal}: {sagt}");
        assert!(sagt.ends_with("Avbrutet. Inget skrevs.\n"), "{sagt}");
        assert_eq!(svaret(&hem), "");
    }
    annan.execute_batch("ROLLBACK").unwrap();
    assert_eq!(hem.rader(), fore);
    assert_eq!(hem.kor(&IMPORTERA).kod, 0);
    assert_eq!(hem.antal("kopost"), 3);
}

/// Starts a command, reads the beginning of its answer, sends a signal, and reads the rest: more than a pipe holds, so the
/// work was done and the writing was not when the signal came.
fn mitt_i_svaret(hem: &Hem, argument: &[&str], signal: Signal) -> (ExitStatus, String) {
    let mut barn = hem
        .kommando(argument)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut ut = barn.stdout.take().unwrap();
    let mut svar = vec![0; 10];
    ut.read_exact(&mut svar).unwrap();
    sand(&barn, signal);
    // Time to end, where it does: it cannot go on before it is read.
    for _ in 0..50 {
        if barn.try_wait().unwrap().is_some() {
            break;
        }
        thread::sleep(Duration::from_millis(10));
    }
    ut.read_to_end(&mut svar).unwrap();
    (barn.wait().unwrap(), String::from_utf8(svar).unwrap())
}

/// Whoever reads the answer is slow: what is saved is told to its end, and what was only read ends as any other program.
#[test]
fn ett_langt_svar_pa_det_som_ar_sparat_skrivs_klart_och_en_lista_kan_brytas() {
    let hem = med_lista(1_000);
    let importera = [&IMPORTERA[..], &["--json"]].concat();
    let (status, svar) = mitt_i_svaret(&hem, &importera, Signal::SIGINT);
    assert!(svar.len() > 1 << 16, "hela svaret fick plats");
    assert_eq!(status.code(), Some(0), "{status}");
    let svar: serde_json::Value = serde_json::from_str(&svar).unwrap();
    assert_eq!(svar["importerade"].as_array().unwrap().len(), 1_000);
    assert_eq!(hem.antal("kopost"), 1_000);
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let (status, svar) = mitt_i_svaret(&hem, &["ko", "lista", "--json"], signal);
        assert_eq!(status.signal(), Some(signal as i32));
        assert!(!svar.ends_with("}\n"), "hela svaret fick plats");
    }
}
