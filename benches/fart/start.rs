//! P1 and P2: from exec to the first complete frame; P3: from exec until all that is looked up is there to be found; P19:
//! the memory that this takes.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use crate::minsta::SLUTA;
use crate::pty::Pty;
use crate::tavla::{Matt, Tavla, median};
use crate::{Sida, gor, underlag};

/// Turns of two starts, which take milliseconds and vary with whatever else the machine does.
const STARTER: usize = 101;
/// Turns of two starts with a search after them.
const SOKTA: usize = 31;
/// Size of the ordinary file, in megabytes.
const FIL: u32 = 100;
/// Slips of the file that one of them is looked up in.
const LAPPAR: u32 = 100_000;
/// What is typed as soon as the program is started.
const FRAGA: &str = "familj";
/// The most memory with a catalogue of 25 insatser, and with the long file, in megabytes.
const MINNE: (f64, f64) = (8.0, 30.0);

/// Measures, as far as the goals are asked for.
pub fn mat(tavla: &mut Tavla, mapp: &Path) {
    if tavla.matas(&["P1", "P2"]) {
        start(tavla, mapp);
    }
    if tavla.matas(&["P3", "P19"]) {
        katalog(tavla, mapp);
        kolappar(tavla, mapp);
    }
}

fn start(tavla: &mut Tavla, mapp: &Path) {
    let liten = mapp.join("liten.db");
    gor("databas", &liten, &[&FIL.to_string()]);
    let liten = liten.to_str().unwrap();
    let pa = |fil| Sida::troskel(&["--prov", "--databas", fil]);
    if tavla.matas(&["P1"]) {
        let (matt, om) = turas_om(&pa(liten), &Sida::minsta(&["tom", liten]));
        tavla.rad(
            "P1",
            "kall start till hel bild / tom på samma fil",
            Some(1.3),
            matt,
            &om,
        );
    }
    let mb: u32 = std::env::var("TROSKEL_FART_STOR").map_or(1000, |mb| mb.parse().unwrap());
    if !tavla.matas(&["P2"]) || mb == 0 {
        return;
    }
    let disk = rustix::fs::statvfs(mapp).unwrap();
    if disk.f_bavail * disk.f_frsize < 3 * u64::from(mb) * 1_000_000 {
        println!("P2   mäts inte: för lite plats på disken");
        return;
    }
    let stor = mapp.join("stor.db");
    gor("databas", &stor, &[&mb.to_string()]);
    let namn = stor.to_str().unwrap();
    let (matt, om) = turas_om(&pa(namn), &pa(liten));
    let vad = format!("start på {} MB / på {} MB", storlek(namn), storlek(liten));
    tavla.rad("P2", &vad, Some(1.15), matt, &om);
    let (matt, om) = turas_om(&pa(namn), &Sida::minsta(&["tom", namn]));
    let vad = format!("kall start till hel bild / tom på {} MB", storlek(namn));
    tavla.rad("P1", &vad, Some(1.3), matt, &om);
    std::fs::remove_file(stor).unwrap();
}

fn storlek(fil: &str) -> u64 {
    std::fs::metadata(fil).unwrap().len() / 1_000_000
}

/// Starts both in turn; with the medians themselves in words.
fn turas_om(a: &Sida, b: &Sida) -> (Matt, String) {
    let en = |sida: &Sida| {
        let (pty, tid) = sida.starta();
        pty.stang(SLUTA);
        ms(tid)
    };
    // Once for nothing, so that both are in memory.
    en(a);
    en(b);
    let par: Vec<(f64, f64)> = (0..STARTER).map(|_| (en(a), en(b))).collect();
    (Matt::turvis(&par), medianer(&par))
}

fn ms(tid: Duration) -> f64 {
    tid.as_secs_f64() * 1e3
}

fn medianer(par: &[(f64, f64)]) -> String {
    format!(
        "{:.2} / {:.2} ms",
        median(par.iter().map(|(a, _)| *a)),
        median(par.iter().map(|(_, b)| *b))
    )
}

/// What an ordinary desk looks up: the 25 insatser of a catalogue. The minimal program opens the file too, as in P1.
fn katalog(tavla: &mut Tavla, mapp: &Path) {
    let (toml, rader) = underlag::katalog(25);
    let [toml_fil, lista, databas] = ["p3.toml", "p3.txt", "p3.db"].map(|namn| mapp.join(namn));
    std::fs::write(&toml_fil, toml).unwrap();
    std::fs::write(&lista, rader).unwrap();
    let [toml_fil, lista, databas] = [&toml_fil, &lista, &databas].map(|fil| fil.to_str().unwrap());
    let vart = Sida::troskel(&["--prov", "--databas", databas, "--katalog", toml_fil]);
    // Once, so that the file is there for both.
    vart.starta().0.stang(SLUTA);
    let plock = Sida::minsta(&["plock-allt", lista, databas]);
    let mut minne = Vec::new();
    let en = |sida: &Sida| {
        let mut pty = sida.pty();
        pty.skriv(FRAGA);
        let tid = pty.till_vila(sida.fot());
        assert!(
            pty.skarm()
                .iter()
                .any(|rad| rad.contains("familjerådgivning")),
            "{}",
            pty.skarm().join("\n")
        );
        let mb = megabyte(&pty);
        pty.stang(SLUTA);
        (ms(tid), mb)
    };
    let par: Vec<(f64, f64)> = (0..SOKTA)
        .map(|_| {
            let (a, mb) = en(&vart);
            minne.push(mb);
            (a, en(&plock).0)
        })
        .collect();
    if tavla.matas(&["P3"]) {
        let om = format!("{}; skrivet vid start", medianer(&par));
        let vad = "exec till sökt och funnen, 25 insatser / plockare på samma fil";
        tavla.rad("P3", vad, Some(1.3), Matt::turvis(&par), &om);
    }
    if tavla.matas(&["P19"]) {
        let vad = "minne med 25 insatser, efter en sökning, MB";
        minnesrad(tavla, vad, MINNE.0, &minne);
    }
}

/// The longest list that anything is looked up in: no list of persons is kept, but slips are, and a slip is found by its
/// code. The minimal program loads as many lines, one a slip, and searches once for what was typed meanwhile.
fn kolappar(tavla: &mut Tavla, mapp: &Path) {
    let (databas, lista) = (mapp.join("p3lang.db"), mapp.join("p3lang.txt"));
    let insats = underlag::forsta_insats();
    gor("ko", &databas, &[&insats.to_string(), &LAPPAR.to_string()]);
    let mut rader = String::new();
    for nummer in 0..LAPPAR {
        let kod = underlag::kolapp(nummer);
        writeln!(rader, "{kod} insats {insats}, plats {} i kön", nummer + 1).unwrap();
    }
    std::fs::write(&lista, rader).unwrap();
    let [databas, lista] = [&databas, &lista].map(|fil| fil.to_str().unwrap());
    let vart = Sida::troskel(&["--prov", "--databas", databas]);
    let plock = Sida::minsta(&["plock-allt", lista, databas]);
    let mut minne = Vec::new();
    let par: Vec<(f64, f64)> = (1..=u32::try_from(SOKTA).unwrap())
        .map(|varv| {
            let nummer = varv * 61_803 % LAPPAR;
            let kod = underlag::kolapp(nummer).to_string();
            let mut pty = vart.pty();
            pty.skriv(&kod);
            // The header says so when the code is whole.
            pty.tills(&format!("Kölapp {kod}"));
            pty.skriv("\r");
            let a = pty.tills(&troskel::text::kovyer::plats(u64::from(nummer) + 1));
            // The whole queue, and a page far down in it.
            let _ = pty.tangent("\x1bOS");
            minne.push(megabyte(&pty));
            pty.stang(SLUTA);
            let mut pty = plock.pty();
            pty.skriv(&kod);
            let b = pty.tills(&format!("plats {} i", nummer + 1));
            pty.stang(SLUTA);
            (ms(a), ms(b))
        })
        .collect();
    if tavla.matas(&["P3"]) {
        let vad = format!("exec till kölapp öppnad, {LAPPAR} / plockare med lika många rader");
        tavla.rad("P3", &vad, Some(1.0), Matt::turvis(&par), &medianer(&par));
    }
    if tavla.matas(&["P19"]) {
        let vad = format!("minne med {LAPPAR} kölappar, en av dem öppnad, MB");
        minnesrad(tavla, &vad, MINNE.1, &minne);
    }
}

/// What the program has in memory, and how much of it is its own, in megabytes.
fn megabyte(pty: &Pty) -> (f64, f64) {
    let mb = |kb: u64| f64::from(u32::try_from(kb).unwrap()) / 1024.0;
    (mb(pty.minne()), mb(pty.eget_minne()))
}

fn minnesrad(tavla: &mut Tavla, vad: &str, grans: f64, minne: &[(f64, f64)]) {
    let (alla, eget): (Vec<f64>, Vec<f64>) = minne.iter().copied().unzip();
    let eget = median(eget.into_iter());
    let om = format!("varav {eget:.1} eget, resten är programfilen, som alla diskar delar");
    tavla.rad("P19", vad, Some(grans), Matt::av(&alla), &om);
}
