//! How fast the program is, against minimal programs that do nothing else: `cargo bench`, or `cargo bench -- P1 P10`
//! for some of the goals.
//!
//! Milliseconds say more about the machine and the moment than about the program, so every figure is a ratio of two
//! programs that took turns in the same run. The real program is the release binary, seen from outside in a
//! pseudo-terminal; the minimal ones are this file's own executable, started again with the name of one of them.
//! Ends with 1 when a goal is missed.
//!
//! `TROSKEL_FART_KO` sets the number of entries of the long queue (1 000 000); 0 leaves P12 and P13 out.
//! `TROSKEL_FART_STOR` sets the size of the large file in megabytes (1000); 0 leaves P2 out.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

#[path = "fart/bild.rs"]
mod bild;
#[path = "../tests/gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "fart/ko.rs"]
mod ko;
#[path = "fart/kryptering.rs"]
mod kryptering;
#[path = "fart/minsta.rs"]
mod minsta;
#[path = "fart/pty.rs"]
mod pty;
#[path = "../tests/gemensamt/skarp.rs"]
mod skarp;
#[path = "fart/underlag.rs"]
mod underlag;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use minsta::{FOT, SLUTA};
use pty::Pty;

/// Turns of each pair.
const VARV: usize = 21;
/// Turns of two starts, which take milliseconds and vary with whatever else the machine does.
const STARTER: usize = 101;
/// Size of the ordinary file, in megabytes.
const FIL: u32 = 100;
/// Sizes of catalogue, and the most that a key may cost there, against a picker that scores every line.
const KATALOGER: [(u32, f64); 3] = [(25, 1.6), (1_000, 1.2), (10_000, 0.6)];
/// Turns of every query of [`underlag::FRAGOR`].
const OMGANGAR: usize = 4;
/// How long nobody touches anything.
const VILA: Duration = Duration::from_secs(10);

/// The table that is printed, a row at a time as it is measured.
struct Tavla {
    valda: Vec<String>,
    missade: usize,
}

impl Tavla {
    /// Whether the goal is to be measured in this run.
    fn matas(&self, mal: &str) -> bool {
        self.valda.is_empty() || self.valda.iter().any(|valt| valt == mal)
    }

    /// Prints a row. `grans` is the highest that will do; without one the figure is only told.
    fn rad(&mut self, mal: &str, vad: &str, grans: Option<f64>, matt: f64, om: &str) {
        let ok = grans.map(|grans| matt <= grans);
        self.missade += usize::from(ok == Some(false));
        let dom = match ok {
            Some(true) => "ok",
            Some(false) => "INTE",
            None => "",
        };
        let grans = grans.map_or_else(String::new, |grans| format!("{grans}"));
        println!("{mal:<4} {vad:<62} {grans:>6} {matt:>8.2}  {dom:<5}{om}");
    }
}

fn main() -> ExitCode {
    let argument: Vec<String> = std::env::args().skip(1).collect();
    let ord: Vec<&str> = argument.iter().map(String::as_str).collect();
    match ord.as_slice() {
        ["tom", fil] => minsta::tom(Path::new(fil)),
        ["databas", fil, mb] => underlag::databas(Path::new(fil), mb.parse().unwrap()),
        ["ko", fil, insats, antal] => {
            underlag::ko(Path::new(fil), insats, antal.parse().unwrap());
        }
        ["eko"] => minsta::eko(),
        ["plock", fil] => minsta::plock(Path::new(fil)),
        _ if ord.contains(&"--bench") => return mat(&ord),
        // Debug builds come here, as when all targets are tested; their figures would say nothing.
        _ => println!("Mäts med cargo bench."),
    }
    ExitCode::SUCCESS
}

fn mat(ord: &[&str]) -> ExitCode {
    let valda = ord.iter().filter(|ord| !ord.starts_with('-'));
    let mut tavla = Tavla {
        valda: valda.map(ToString::to_string).collect(),
        missade: 0,
    };
    println!("{:<4} {:<62} {:>6} {:>8}", "mål", "vad", "gräns", "mätt");
    let mapp = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    start(&mut tavla, mapp.path());
    tangenter(&mut tavla, mapp.path());
    if tavla.matas("P10") {
        for (vad, grans, kvot, om) in bild::mat(VARV) {
            tavla.rad("P10", vad, Some(grans), kvot, &om);
        }
    }
    ko::mat(&mut tavla, mapp.path());
    kryptering::mat(&mut tavla, mapp.path());
    println!("{} mål missade.", tavla.missade);
    ExitCode::from(u8::from(tavla.missade > 0))
}

/// One of the two sides of a comparison.
struct Sida {
    program: PathBuf,
    argument: Vec<String>,
    fot: &'static str,
}

impl Sida {
    fn troskel(argument: &[&str]) -> Self {
        Self {
            program: env!("CARGO_BIN_EXE_troskel").into(),
            argument: argument.iter().map(ToString::to_string).collect(),
            fot: troskel::text::tangenter::HJALP,
        }
    }

    fn minsta(argument: &[&str]) -> Self {
        Self {
            program: std::env::current_exe().unwrap(),
            argument: argument.iter().map(ToString::to_string).collect(),
            fot: FOT,
        }
    }

    /// Starts it and waits for its first complete frame.
    fn starta(&self) -> (Pty, Duration) {
        let argument: Vec<&str> = self.argument.iter().map(String::as_str).collect();
        let mut pty = Pty::starta(&self.program, &argument);
        let tid = pty.forsta_bild(self.fot);
        (pty, tid)
    }
}

/// P1 and P2: from exec to the first complete frame.
fn start(tavla: &mut Tavla, mapp: &Path) {
    if !tavla.matas("P1") && !tavla.matas("P2") {
        return;
    }
    let liten = mapp.join("liten.db");
    gor_databas(&liten, FIL);
    let liten = liten.to_str().unwrap();
    let pa = |fil| Sida::troskel(&["--prov", "--databas", fil]);
    if tavla.matas("P1") {
        let (kvot, om) = turas_om(&pa(liten), &Sida::minsta(&["tom", liten]));
        tavla.rad(
            "P1",
            "kall start till hel bild / tom på samma fil",
            Some(1.3),
            kvot,
            &om,
        );
    }
    let mb: u32 = std::env::var("TROSKEL_FART_STOR").map_or(1000, |mb| mb.parse().unwrap());
    if !tavla.matas("P2") || mb == 0 {
        return;
    }
    let disk = rustix::fs::statvfs(mapp).unwrap();
    if disk.f_bavail * disk.f_frsize < 3 * u64::from(mb) * 1_000_000 {
        println!("P2   mäts inte: för lite plats på disken");
        return;
    }
    let stor = mapp.join("stor.db");
    gor_databas(&stor, mb);
    let namn = stor.to_str().unwrap();
    let (kvot, om) = turas_om(&pa(namn), &pa(liten));
    let vad = format!("start på {} MB / på {} MB", storlek(namn), storlek(liten));
    tavla.rad("P2", &vad, Some(1.15), kvot, &om);
    let (kvot, om) = turas_om(&pa(namn), &Sida::minsta(&["tom", namn]));
    let vad = format!("kall start till hel bild / tom på {} MB", storlek(namn));
    tavla.rad("P1", &vad, Some(1.3), kvot, &om);
    std::fs::remove_file(stor).unwrap();
}

/// In a process of its own: the memory that it takes would make every later start of a program slower.
fn gor_databas(fil: &Path, mb: u32) {
    gor("databas", fil, &[&mb.to_string()]);
}

fn gor(vad: &str, fil: &Path, mer: &[&str]) {
    let gjord = Command::new(std::env::current_exe().unwrap())
        .arg(vad)
        .arg(fil)
        .args(mer)
        .status()
        .unwrap();
    assert!(gjord.success(), "databasen blev inte till: {gjord}");
}

fn storlek(fil: &str) -> u64 {
    std::fs::metadata(fil).unwrap().len() / 1_000_000
}

/// Starts both in turn, and gives the median ratio of a turn, with the medians themselves in words.
fn turas_om(a: &Sida, b: &Sida) -> (f64, String) {
    let en = |sida: &Sida| {
        let (pty, tid) = sida.starta();
        pty.stang(SLUTA);
        tid.as_secs_f64() * 1e3
    };
    // Once for nothing, so that both are in memory.
    en(a);
    en(b);
    let par: Vec<(f64, f64)> = (0..STARTER).map(|_| (en(a), en(b))).collect();
    let kvot = median(par.iter().map(|(a, b)| a / b));
    let om = format!(
        "{:.2} / {:.2} ms",
        median(par.iter().map(|(a, _)| *a)),
        median(par.iter().map(|(_, b)| *b))
    );
    (kvot, om)
}

/// P6: from a key to the list that it leads to; P11: the bytes that it costs.
fn tangenter(tavla: &mut Tavla, mapp: &Path) {
    let databas = mapp.join("sokning.db");
    let databas = databas.to_str().unwrap();
    for (antal, grans) in KATALOGER {
        if !tavla.matas("P6") {
            break;
        }
        let (toml, rader) = underlag::katalog(antal);
        let (katalog, lista) = (mapp.join("k.toml"), mapp.join("k.txt"));
        std::fs::write(&katalog, toml).unwrap();
        std::fs::write(&lista, rader).unwrap();
        let sidor = [
            Sida::troskel(&[
                "--prov",
                "--databas",
                databas,
                "--katalog",
                katalog.to_str().unwrap(),
            ]),
            Sida::minsta(&["plock", lista.to_str().unwrap()]),
            Sida::minsta(&["eko"]),
        ];
        let [vart, plock, eko] = skriv_fragor(sidor);
        let om = format!("{vart:.2} / {plock:.2} ms");
        let vad = format!("tangent till färdig lista, {antal} insatser / naiv plockare");
        tavla.rad("P6", &vad, Some(grans), vart / plock, &om);
        let vad = format!("tangent till färdig lista, {antal} insatser / bara eko");
        tavla.rad(
            "P6",
            &vad,
            None,
            vart / eko,
            &format!("{vart:.2} / {eko:.2} ms"),
        );
    }
    if tavla.matas("P11") {
        byte(tavla, databas);
    }
}

/// Types every query in each program in turn. The median over the keystrokes, each by its fastest turn, in ms.
fn skriv_fragor(sidor: [Sida; 3]) -> [f64; 3] {
    let mut program = sidor.map(|sida| sida.starta().0);
    let mut basta = [const { Vec::new() }; 3];
    for omgang in 0..OMGANGAR {
        let mut plats = 0;
        for fraga in underlag::FRAGOR {
            for (pty, basta) in program.iter_mut().zip(&mut basta) {
                for (i, c) in fraga.chars().enumerate() {
                    let tid = pty.tangent(&c.to_string()).tid.as_secs_f64() * 1e3;
                    if omgang == 0 {
                        basta.push(tid);
                    } else {
                        basta[plats + i] = tid.min(basta[plats + i]);
                    }
                }
                pty.tangent("\x1b");
            }
            plats += fraga.chars().count();
        }
    }
    for pty in program {
        pty.stang(SLUTA);
    }
    basta.map(|tider| median(tider.into_iter()))
}

fn byte(tavla: &mut Tavla, databas: &str) {
    let (mut pty, _) = Sida::troskel(&["--prov", "--databas", databas]).starta();
    let (mut samma, mut andrade) = (Vec::new(), Vec::new());
    for fraga in ["skuldsanering", "familjerådgivning", "barnen", "ensam"] {
        for c in fraga.chars() {
            let fore = pty.skarm();
            let bytes = f64::from(u32::try_from(pty.tangent(&c.to_string()).bytes).unwrap());
            // Beneath the search field, which always changes, stands the list.
            if fore[2..] == pty.skarm()[2..] {
                samma.push(bytes);
            } else {
                andrade.push(bytes);
            }
        }
        pty.tangent("\x1b");
    }
    let mest = samma.iter().copied().fold(f64::NAN, f64::max);
    let om = format!("byte, av {} tangenter", samma.len());
    tavla.rad(
        "P11",
        "bokstav som inte ändrar listan, den dyraste",
        Some(100.0),
        mest,
        &om,
    );
    let om = format!("byte, av {} tangenter", andrade.len());
    tavla.rad(
        "P11",
        "bokstav som ändrar listan, median",
        None,
        median(andrade.into_iter()),
        &om,
    );
    let bytes = f64::from(u32::try_from(pty.i_vila(VILA)).unwrap());
    tavla.rad("P11", "ingen gör något i 10 s", Some(0.0), bytes, "byte");
    pty.stang(SLUTA);
}

/// The middle value.
fn median(varden: impl Iterator<Item = f64>) -> f64 {
    let mut varden: Vec<f64> = varden.collect();
    varden.sort_by(f64::total_cmp);
    varden[varden.len() / 2]
}
