//! Backups while several processes save: nothing that was acknowledged before one began is missing from it.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use rusqlite::Connection;
use serde_json::Value;
use troskel::store::{Change, Query, Reply, Store};

use super::gemensamt::hem::{TROSKEL, Ut};
use super::insats::{KATALOG, i_ko, insats};
use super::lager::{self, PROV};
use super::{egen_mapp, ja, langd, skarp, troskel};

const FIL: &str = "TROSKEL_PROV_FIL";
const SKARP: &str = "TROSKEL_PROV_SKARP";

/// A desk in a process of its own: saves until it is killed, and tells of each save when it has been answered.
#[test]
fn skrivare() {
    let Some(fil) = std::env::var_os(FIL) else {
        return;
    };
    let fil = Path::new(&fil);
    let (mut store, aktor) = if std::env::var_os(SKARP).is_some() {
        (skarp::oppna(fil, &skarp::las_upp(fil)), skarp::hon())
    } else {
        let store = troskel::store::sqlite::oppna(fil, PROV).unwrap();
        (store, lager::vid(&std::process::id().to_string()))
    };
    let anonym = insats("1.2", "14:5", Some(1));
    loop {
        let op = troskel::start::ny_op();
        let change = Change::Avsluta {
            slut: i_ko(&anonym),
            insats: Arc::clone(&anonym),
            katalog: KATALOG.to_owned(),
            utkast: None,
            kolapp: None,
        };
        store.save(&aktor, op, chrono::Utc::now(), &change).unwrap();
        let hex: Vec<String> = op.0.iter().map(|b| format!("{b:02x}")).collect();
        let hex = hex.concat();
        let mut ut = std::io::stdout().lock();
        if writeln!(ut, "\nACK {hex}")
            .and_then(|()| ut.flush())
            .is_err()
        {
            return;
        }
        // A busy reception, and not a machine that does nothing else: other tests run beside this one.
        thread::sleep(std::time::Duration::from_millis(2));
    }
}

/// The processes, ended with the test.
struct Skrivare(Vec<Child>);

impl Drop for Skrivare {
    fn drop(&mut self) {
        for barn in &mut self.0 {
            let _ = barn.kill();
            let _ = barn.wait();
        }
    }
}

fn starta(fil: &Path, skarp: bool, kvitterade: &Arc<Mutex<Vec<String>>>) -> Skrivare {
    let barn = (0..4).map(|_| {
        let mut kommando = Command::new(std::env::current_exe().unwrap());
        kommando
            .args([
                "--exact",
                "last::skrivare",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(FIL, fil)
            .stdout(Stdio::piped());
        if skarp {
            kommando.env(SKARP, "1");
        }
        let mut barn = kommando.spawn().unwrap();
        let ut = BufReader::new(barn.stdout.take().unwrap());
        let kvitterade = Arc::clone(kvitterade);
        thread::spawn(move || {
            for rad in ut.lines().map_while(Result::ok) {
                if let Some(op) = rad.strip_prefix("ACK ") {
                    kvitterade.lock().unwrap().push(op.to_owned());
                }
            }
        });
        barn
    });
    Skrivare(barn.collect())
}

/// The program on a file for real persons, as Anna.
fn som_anna(fil: &Path, argument: &[&str]) -> Ut {
    let mut barn = Command::new(TROSKEL)
        .args(["--prov", "--konto", skarp::ANNA, "--losenord-fil", "-"])
        .args(argument)
        .env("TROSKEL_DATABAS", fil)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut in_ = barn.stdin.take().unwrap();
    let _ = in_.write_all(format!("{}\n", skarp::ORDET).as_bytes());
    drop(in_);
    barn.wait_with_output().unwrap().into()
}

/// How many visits a file has counted.
fn besok(fil: &Path, skarp: bool) -> u64 {
    let mut store = if skarp {
        skarp::oppna(fil, &skarp::las_upp(fil))
    } else {
        troskel::store::sqlite::oppna(fil, PROV).unwrap()
    };
    match store.load(&Query::Statistik(None, BTreeSet::new())) {
        Ok(Reply::Statistik(underlag)) => underlag.timmar.iter().map(|(.., antal)| antal).sum(),
        annat => panic!("{annat:?}"),
    }
}

fn ops(fil: &Path) -> Vec<String> {
    let conn = Connection::open(fil).unwrap();
    let mut fraga = conn
        .prepare("SELECT op_id FROM gjord ORDER BY op_id")
        .unwrap();
    let ops = fraga.query_map([], |rad| rad.get(0)).unwrap();
    ops.map(Result::unwrap).collect()
}

fn under_last(krypterad: bool, antal: u64) {
    let hem = egen_mapp();
    let fil = hem.path().join("troskel.db");
    if krypterad {
        skarp::gor(&fil, true);
    } else {
        drop(troskel::store::sqlite::oppna(&fil, PROV).unwrap());
    }
    let kor = |fil: &Path, argument: &[&str]| -> Ut {
        if krypterad {
            som_anna(fil, argument)
        } else {
            troskel(fil, argument)
        }
    };
    let mapp = hem.path().join("kopior");
    let mapp = mapp.to_str().unwrap();
    let kvitterade = Arc::new(Mutex::new(Vec::new()));
    let skrivare = starta(&fil, krypterad, &kvitterade);
    let mut forra = 0;
    for n in 0..antal {
        // Something new has been saved since the last one.
        let slut = std::time::Instant::now() + std::time::Duration::from_mins(2);
        while kvitterade.lock().unwrap().len() < forra + 10 {
            assert!(std::time::Instant::now() < slut, "ingen sparar");
            thread::sleep(std::time::Duration::from_millis(5));
        }
        let fore: Vec<String> = kvitterade.lock().unwrap().clone();
        forra = fore.len();
        let dagar = [
            "databas",
            "sakerhetskopiera",
            mapp,
            "--dagar",
            "2",
            "--json",
        ];
        let kvitto: Value = ja(&kor(&fil, &dagar));
        let under = kvitterade.lock().unwrap().len() - forra;
        let kopia = kvitto["kopia"].as_str().unwrap();
        let ny = hem.path().join(format!("ny-{n}.db"));
        let svar = ja(&kor(
            &ny,
            &["databas", "aterstall", kopia, "--ja", "--json"],
        ));
        assert_eq!(svar["gjort"], true, "{svar}");
        let kontroll = ja(&kor(&ny, &["databas", "kontrollera", "--json"]));
        assert_eq!(kontroll["hel"], true, "{kontroll}");
        // The head of the receipt is a link of what was restored, and the last one of the copy.
        let topp = kvitto["topp"]["hel"].as_str().unwrap();
        ja(&kor(&ny, &["logg", "kontrollera", "--mot", topp, "--json"]));
        if !krypterad {
            let sist: (i64, String) = Connection::open(kopia)
                .unwrap()
                .query_row(
                    "SELECT nr, lower(hex(hash)) FROM kedja ORDER BY nr DESC LIMIT 1",
                    [],
                    |rad| Ok((rad.get(0)?, rad.get(1)?)),
                )
                .unwrap();
            assert_eq!(format!("{}:{}", sist.0, sist.1), topp);
            let gjorda = ops(&ny);
            let saknas = fore.iter().filter(|op| gjorda.binary_search(op).is_err());
            assert_eq!(saknas.count(), 0, "kopia {n}");
        }
        let raknade = usize::try_from(besok(&ny, krypterad)).unwrap();
        assert!(raknade >= forra, "kopia {n}: {raknade} av {forra}");
        println!(
            "kopia {n}: {forra} kvitterade före, {under} under tiden, {raknade} i den, krypterad: {krypterad}"
        );
    }
    drop(skrivare);
}

#[test]
fn lofte_13_en_kopia_som_sags_vara_hel_gar_att_aterstalla() {
    under_last(false, langd::antal(2, 12));
    under_last(true, langd::antal(1, 8));
}
