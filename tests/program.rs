//! Which programs use the file: they register, and one that reads without end is named.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/hem.rs"]
mod hem;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/pty.rs"]
mod pty;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use gemensamt::{PROV, dumpa, mapp};
use hem::{Hem, TROSKEL, boendecoachning};
use pty::{Pty, Start};
use rusqlite::{Connection, params};
use serde_json::Value;
use troskel::store::sqlite::oppna;
use troskel::store::{Query, Reply, Store};

/// As long as anything may take on a machine with much else to do.
const GRANS: Duration = Duration::from_mins(1);
const LASARE: &str = "TROSKEL_PROV_LASARE";

fn vanta(vad: &str, mut villkor: impl FnMut() -> bool) {
    let sist = Instant::now() + GRANS;
    while !villkor() {
        assert!(Instant::now() < sist, "väntade på {vad}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn bord(hem: &Hem) -> Pty {
    Start::ny(
        TROSKEL,
        &["--prov", "--databas", hem.databas().to_str().unwrap()],
    )
    .hem(hem.mapp())
    .kor()
}

/// What `databas program --json` answers.
fn anvandning(hem: &Hem) -> Value {
    hem.json(&["databas", "program"])
}

fn med<'a>(lista: &'a Value, falt: &str, varde: u32) -> Option<&'a Value> {
    lista
        .as_array()
        .unwrap()
        .iter()
        .find(|rad| rad[falt] == varde)
}

#[test]
fn en_reception_anmaler_sig_och_tar_bort_sin_rad() {
    let hem = Hem::nytt();
    hem.json(&["overlamning", "lista"]);
    let antal = || hem.antal("program");
    assert_eq!(antal(), 0, "ett kommando anmäler sig inte");
    let mut pty = bord(&hem);
    pty.vanta_pa("Sök:");
    vanta("raden", || antal() == 1);
    let svar = anvandning(&hem);
    let rad = med(&svar["program"], "process", pty.pid()).expect("raden");
    assert_eq!(rad["namn"], "Tröskel");
    assert_eq!(rad["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(rad["sqlite"], rusqlite::version());
    assert_eq!(rad["igang"], true);
    assert!(rad["desk"].as_str().unwrap().contains("pts/"), "{rad}");
    let process = med(&svar["processer"], "process", pty.pid()).expect("processen");
    assert_eq!(process["namn"], "troskel");
    assert_eq!(process["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(
        (&process["desk"], &process["skriver"]),
        (&rad["desk"], &false.into())
    );
    let text = hem.kor(&["databas", "program"]).ut;
    let vantat = format!(
        "Tröskel {} (process {}): vilar",
        env!("CARGO_PKG_VERSION"),
        pty.pid()
    );
    assert!(
        text.contains(&vantat) && text.contains("Filens logg (-wal) är 0 MB"),
        "{text}"
    );
    pty.skriv("\x11");
    pty.vanta_slut();
    assert_eq!(antal(), 0);
    let svar = anvandning(&hem);
    assert_eq!(
        (&svar["program"], &svar["processer"]),
        (&serde_json::json!([]), &serde_json::json!([]))
    );
}

#[test]
fn raden_efter_en_dod_reception_stadas_av_nasta() {
    let hem = Hem::nytt();
    let pty = bord(&hem);
    pty.vanta_pa("Sök:");
    vanta("raden", || hem.antal("program") == 1);
    pty.signal(9);
    pty.vanta_slut();
    let svar = anvandning(&hem);
    assert_eq!(svar["program"][0]["process"], pty.pid());
    assert_eq!(svar["program"][0]["igang"], false);
    let text = hem.kor(&["databas", "program"]).ut;
    assert!(text.contains("avslutat utan att säga till"), "{text}");
    // One of another program with a number that nobody has, one that has told none, and one in another space of numbers.
    let conn = hem.sql();
    conn.execute_batch(
        "INSERT INTO v1_program(namn, version, pid) VALUES ('Borta', '1', 4194304000);
         INSERT INTO v1_program(namn, version) VALUES ('Fallsystemet', '1');",
    )
    .unwrap();
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap();
    conn.execute(
        "INSERT INTO program VALUES ('i-en-container', 'Tröskel', '1', '3.53.4', 'd', 1, ?1, 1, 'x')",
        [format!("{} pid:[1]", boot.trim())],
    )
    .unwrap();
    let nasta = bord(&hem);
    nasta.vanta_pa("Sök:");
    vanta("den nyas rad", || {
        let svar = anvandning(&hem);
        med(&svar["program"], "process", nasta.pid()).is_some()
    });
    let svar = anvandning(&hem);
    assert!(
        med(&svar["program"], "process", pty.pid()).is_none(),
        "{svar}"
    );
    assert!(!svar.to_string().contains("Borta"), "{svar}");
    assert!(svar.to_string().contains("Fallsystemet"), "{svar}");
    assert_eq!(
        med(&svar["program"], "process", 1).unwrap()["igang"],
        Value::Null
    );
}

#[test]
fn ett_program_har_en_rad_hur_ofta_det_an_anmaler_sig() {
    let (_mapp, fil) = mapp();
    drop(oppna(&fil, PROV).unwrap());
    let conn = Connection::open(&fil).unwrap();
    let anmal = |version: &str, pid: Option<u32>| {
        conn.execute(
            "INSERT INTO v1_program(namn, version, pid) VALUES ('Fallsystemet', ?1, ?2)",
            params![version, pid],
        )
        .unwrap();
    };
    let rader = || -> Vec<String> {
        let sql = "SELECT version || ' ' || motor || ' ' || coalesce(pid, '-') FROM v1_program ORDER BY coalesce(pid, 0)";
        let mut fraga = conn.prepare(sql).unwrap();
        let rader = fraga.query_map([], |rad| rad.get(0)).unwrap();
        rader.map(Result::unwrap).collect()
    };
    let motor = rusqlite::version();
    anmal("1.0", None);
    let fore = dumpa(&conn);
    anmal("1.0", None);
    assert_eq!(fore, dumpa(&conn), "samma program igen ändrar inget");
    anmal("1.1", None);
    assert_eq!(rader(), [format!("1.1 {motor} -")]);
    anmal("1.1", Some(77));
    assert_eq!(
        rader(),
        [format!("1.1 {motor} -"), format!("1.1 {motor} 77")]
    );
    conn.execute(
        "DELETE FROM v1_program WHERE namn = 'Fallsystemet' AND pid = 77",
        [],
    )
    .unwrap();
    assert_eq!(rader(), [format!("1.1 {motor} -")]);
}

/// A process of its own that begins to read and goes on until its input ends. `sqlite3` where there is one, else this one.
struct Lasarprocess {
    barn: Child,
    namn: String,
}

impl Lasarprocess {
    fn starta(fil: &Path, helst_sqlite3: bool) -> Self {
        let med = |mut kommando: Command| {
            kommando
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
        };
        if helst_sqlite3 {
            let mut kommando = Command::new("sqlite3");
            kommando.arg(fil);
            match med(kommando) {
                Ok(mut barn) => {
                    let in_ = barn.stdin.as_mut().unwrap();
                    in_.write_all(b"BEGIN;\nSELECT 'laser', count(*) FROM fil;\n")
                        .unwrap();
                    return Self {
                        barn,
                        namn: "sqlite3".to_owned(),
                    }
                    .som_laser();
                }
                Err(fel) => println!("sqlite3 saknas ({fel}); en egen process läser i stället"),
            }
        }
        let mut kommando = Command::new(std::env::current_exe().unwrap());
        kommando
            .args(["--exact", "lasarprocess", "--nocapture"])
            .env(LASARE, fil);
        let barn = med(kommando).unwrap();
        let namn = std::fs::read_to_string(format!("/proc/{}/comm", barn.id()))
            .unwrap()
            .trim()
            .to_owned();
        Self { barn, namn }.som_laser()
    }

    fn som_laser(mut self) -> Self {
        let rader = BufReader::new(self.barn.stdout.take().unwrap()).lines();
        let laser = rader.map_while(Result::ok).any(|rad| rad.contains("laser"));
        assert!(laser, "läsaren kom inte igång");
        self
    }

    fn sluta(mut self) {
        drop(self.barn.stdin.take());
        self.barn.wait().unwrap();
    }
}

/// Not a test by itself: what the process of [`Lasarprocess`] does.
#[test]
fn lasarprocess() {
    let Some(fil) = std::env::var_os(LASARE) else {
        return;
    };
    let conn = Connection::open(fil).unwrap();
    conn.execute_batch("BEGIN").unwrap();
    let antal: i64 = conn
        .query_row("SELECT count(*) FROM fil", [], |rad| rad.get(0))
        .unwrap();
    println!("\nlaser {antal}");
    let mut slut = String::new();
    while std::io::stdin().read_line(&mut slut).unwrap() > 0 {}
}

/// Lets the journal grow past 64 MB, as a year of work would with nobody to empty it.
fn fyll_loggen(fil: &Path) {
    let conn = Connection::open(fil).unwrap();
    conn.execute(
        "INSERT INTO fil VALUES ('fyllnad', hex(zeroblob(36 << 20)))",
        [],
    )
    .unwrap();
    conn.execute("DELETE FROM fil WHERE egenskap = 'fyllnad'", [])
        .unwrap();
}

fn loggstorlek(fil: &Path) -> u64 {
    std::fs::metadata(fil.with_extension("db-wal")).map_or(0, |meta| meta.len())
}

#[test]
fn den_som_laser_utan_att_sluta_namns_i_receptionen_och_loggen_toms_efterat() {
    let hem = Hem::nytt();
    hem.json(&["overlamning", "lista"]);
    let fil = hem.databas();
    let mut pty = bord(&hem);
    pty.vanta_pa("Sök:");
    vanta("raden", || hem.antal("program") == 1);
    let lasare = Lasarprocess::starta(&fil, true);
    fyll_loggen(&fil);
    assert!(loggstorlek(&fil) > 64 << 20);
    let mening = format!(
        "{} (process {}) har läst i databasen",
        lasare.namn,
        lasare.barn.id()
    );
    pty.vanta_pa(&mening);
    pty.vanta_pa("MB)");
    // The desk works meanwhile, and so do the others.
    pty.skriv("skilsm");
    pty.vanta_pa("3.1.2");
    assert!(pty.skarm().contains("F1 hjälp"), "{}", pty.skarm());
    assert_eq!(hem.mottag(&boendecoachning()).kod, 0);
    let svar = anvandning(&hem);
    assert!(svar["logg_mb"].as_u64().unwrap() >= 64, "{svar}");
    let rad = med(&svar["processer"], "process", lasare.barn.id()).expect("läsaren");
    assert_eq!(
        (&rad["laser"], &rad["namn"], &rad["program"]),
        (&true.into(), &lasare.namn.as_str().into(), &Value::Null)
    );
    let text = hem.kor(&["databas", "program"]).ut;
    let vantat = format!(
        "{} (process {}): läser, har inte anmält sig",
        lasare.namn,
        lasare.barn.id()
    );
    assert!(text.contains(&vantat), "{text}");
    lasare.sluta();
    pty.vanta_bort("har läst i databasen");
    vanta("en tom logg", || loggstorlek(&fil) < 4 << 20);
    pty.skriv("\x11");
    pty.vanta_slut();
}

#[test]
fn en_reception_som_laser_utan_att_sluta_namns_som_reception() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let lasare = Lasarprocess::starta(&fil, false);
    let pid = lasare.barn.id();
    let start = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let start = start
        .rsplit_once(')')
        .unwrap()
        .1
        .split_whitespace()
        .nth(19)
        .unwrap()
        .to_owned();
    let maskin = format!(
        "{} {}",
        std::fs::read_to_string("/proc/sys/kernel/random/boot_id")
            .unwrap()
            .trim(),
        std::fs::read_link("/proc/self/ns/pid").unwrap().display()
    );
    let conn = Connection::open(&fil).unwrap();
    conn.execute(
        "INSERT INTO program VALUES ('den', 'Tröskel', '9', '3.53.4', 'disk 2', ?1, ?2, CAST(?3 AS INTEGER), 'x')",
        params![pid, maskin, start],
    )
    .unwrap();
    let lage = |store: &mut dyn Store| match store.load(&Query::Lage) {
        Ok(Reply::Lage(lage)) => lage.lasare,
        annat => panic!("{annat:?}"),
    };
    // A short journal is nobody's business, however long somebody reads.
    for _ in 0..8 {
        store.changed_elsewhere().unwrap();
    }
    assert_eq!(lage(&mut store), None);
    fyll_loggen(&fil);
    store.changed_elsewhere().unwrap();
    assert_eq!(lage(&mut store), None, "efter en enda blick");
    vanta("den som läser", || {
        store.changed_elsewhere().unwrap() && lage(&mut store).is_some()
    });
    let funnen = lage(&mut store).unwrap();
    assert_eq!(funnen.mb, 64);
    let [den] = &funnen.vem[..] else {
        panic!("{funnen:?}")
    };
    assert_eq!(
        (den.pid, den.program.as_deref(), den.desk.as_deref()),
        (pid, Some("Tröskel"), Some("disk 2"))
    );
    let text = troskel::text::skarm::langlasare(&funnen);
    assert!(
        text.starts_with(&format!(
            "Tröskel vid disk 2 (process {pid}) har läst i databasen utan att sluta"
        )),
        "{text}"
    );
    // Told once, not at every look.
    assert!(!store.changed_elsewhere().unwrap());
    lasare.sluta();
    vanta("att det är över", || store.changed_elsewhere().unwrap());
    assert_eq!(lage(&mut store), None);
    assert_eq!(loggstorlek(&fil), 0);
}
