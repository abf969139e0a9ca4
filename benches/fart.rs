//! How fast the program is, against minimal programs that do nothing else: `cargo bench`, or `cargo bench -- P1 P10`
//! for some of the goals.
//!
//! Milliseconds say more about the machine and the moment than about the program, so every figure that can be is a ratio of
//! two programs that took turns in the same run. The real program is the release binary, seen from outside in a
//! pseudo-terminal, or its store; the minimal ones are this file's own executable, started again with the name of one of
//! them. A row says what it is compared with. Ends with 1 when a goal is missed.
//!
//! `TROSKEL_FART_KO` sets the number of entries of the long queue (1 000 000); 0 leaves P15, K2 and a part of P16 out.
//! `TROSKEL_FART_STOR` sets the size of the large file in megabytes (1000); 0 leaves P2 out.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

#[path = "fart/andra.rs"]
mod andra;
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
#[path = "fart/plats.rs"]
mod plats;
#[path = "fart/pty.rs"]
mod pty;
#[path = "../tests/gemensamt/skarp.rs"]
mod skarp;
#[path = "fart/skriv.rs"]
mod skriv;
#[path = "fart/sok.rs"]
mod sok;
#[path = "fart/start.rs"]
mod start;
#[path = "fart/statistik.rs"]
mod statistik;
#[path = "fart/tangent.rs"]
mod tangent;
#[path = "fart/tavla.rs"]
mod tavla;
#[path = "fart/underlag.rs"]
mod underlag;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use minsta::FOT;
use pty::Pty;
use tavla::Tavla;

/// Turns of each pair of frames.
const VARV: usize = 21;

fn main() -> ExitCode {
    let argument: Vec<String> = std::env::args().skip(1).collect();
    let ord: Vec<&str> = argument.iter().map(String::as_str).collect();
    match ord.as_slice() {
        ["tom", fil] => minsta::tom(Path::new(fil)),
        ["eko"] => minsta::eko(),
        ["plock", fil] => minsta::plock(Path::new(fil)),
        ["plock-allt", fil, databas] => minsta::plock_allt(Path::new(fil), Path::new(databas)),
        ["sida", databas, insats] => minsta::sida(Path::new(databas), insats),
        ["databas", fil, mb] => underlag::databas(Path::new(fil), mb.parse().unwrap()),
        ["besok", fil, antal] => underlag::besok(Path::new(fil), antal.parse().unwrap()),
        ["ko", fil, insats, antal] => {
            underlag::ko(Path::new(fil), insats, antal.parse().unwrap());
        }
        ["disk", fil, nummer, takt, start] => {
            let (nummer, takt) = (nummer.parse().unwrap(), takt.parse().unwrap());
            skriv::disk(Path::new(fil), nummer, takt, start.parse().unwrap());
        }
        ["sok"] => sok::kor(),
        _ if ord.contains(&"--bench") => return mat(&ord),
        // Debug builds come here, as when all targets are tested; their figures would say nothing.
        _ => println!("Mäts med cargo bench."),
    }
    ExitCode::SUCCESS
}

fn mat(ord: &[&str]) -> ExitCode {
    let valda = ord.iter().filter(|ord| !ord.starts_with('-'));
    let mut tavla = Tavla::ny(valda.map(ToString::to_string).collect());
    let mapp = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    start::mat(&mut tavla, mapp.path());
    tangent::mat(&mut tavla, mapp.path());
    sok::mat(&mut tavla);
    if tavla.matas(&["P10"]) {
        for (vad, grans, matt, om) in bild::mat(VARV) {
            tavla.rad("P10", vad, Some(grans), matt, &om);
        }
    }
    skriv::mat(&mut tavla, mapp.path());
    ko::mat(&mut tavla, mapp.path());
    statistik::mat(&mut tavla, mapp.path());
    andra::mat(&mut tavla, mapp.path());
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

    /// What stands last on its screen.
    fn fot(&self) -> &'static str {
        self.fot
    }

    /// Starts it.
    fn pty(&self) -> Pty {
        let argument: Vec<&str> = self.argument.iter().map(String::as_str).collect();
        Pty::starta(&self.program, &argument)
    }

    /// Starts it and waits for its first complete frame.
    fn starta(&self) -> (Pty, Duration) {
        let mut pty = self.pty();
        let tid = pty.forsta_bild(self.fot);
        (pty, tid)
    }
}

/// Makes a file, in a process of its own: the memory that it takes would make every later start of a program slower.
fn gor(vad: &str, fil: &Path, mer: &[&str]) {
    let gjord = Command::new(std::env::current_exe().unwrap())
        .arg(vad)
        .arg(fil)
        .args(mer)
        .status()
        .unwrap();
    assert!(gjord.success(), "filen blev inte till: {gjord}");
}
