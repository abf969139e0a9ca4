//! From a key to the list that it leads to, on the screen: P6 by size of catalogue, P20 for six letters at once, and P11
//! for the bytes that it costs. What a terminal cannot be asked for stands in `sok.rs`.

use std::path::Path;
use std::time::Duration;

use crate::minsta::SLUTA;
use crate::tavla::{Matt, Tavla, median};
use crate::{Sida, underlag};

/// Sizes of catalogue, and the most that a key may cost there, against a picker that scores every line.
const KATALOGER: [(u32, f64); 3] = [(25, 1.6), (1_000, 1.2), (10_000, 0.6)];
/// Turns of every query of [`underlag::FRAGOR`].
const OMGANGAR: usize = 4;
/// How long nobody touches anything.
const VILA: Duration = Duration::from_secs(10);
/// What six letters at once may cost, against one.
const SEX: f64 = 2.5;

/// Measures, as far as the goals are asked for.
pub fn mat(tavla: &mut Tavla, mapp: &Path) {
    let databas = mapp.join("sokning.db");
    let databas = databas.to_str().unwrap();
    for (antal, grans) in KATALOGER {
        if !tavla.matas(&["P6", "P20"]) {
            break;
        }
        let (toml, rader) = underlag::katalog(antal);
        let (katalog, lista) = (mapp.join("k.toml"), mapp.join("k.txt"));
        std::fs::write(&katalog, toml).unwrap();
        std::fs::write(&lista, rader).unwrap();
        let vart = || {
            let katalog = katalog.to_str().unwrap();
            Sida::troskel(&["--prov", "--databas", databas, "--katalog", katalog])
        };
        if tavla.matas(&["P6"]) {
            let plock = Sida::minsta(&["plock", lista.to_str().unwrap()]);
            let [vart, plock, eko] = skriv_fragor([vart(), plock, Sida::minsta(&["eko"])]);
            rad(tavla, (antal, "naiv plockare"), Some(grans), vart, plock);
            rad(tavla, (antal, "bara eko"), None, vart, eko);
        }
        if tavla.matas(&["P20"]) && antal == KATALOGER[2].0 {
            sex_pa_en_gang(tavla, &vart(), antal);
        }
    }
    if tavla.matas(&["P11"]) {
        byte(tavla, databas);
    }
}

/// The middle key of all, and the middle of the keys each by its fastest turn, in ms.
type Tid = (f64, f64);

fn rad(tavla: &mut Tavla, (antal, mot): (u32, &str), grans: Option<f64>, a: Tid, b: Tid) {
    let vad = format!("tangent till färdig lista, {antal} insatser / {mot}");
    let matt = Matt::ny(a.0 / b.0, a.1 / b.1).pa_basta();
    tavla.rad(
        "P6",
        &vad,
        grans,
        matt,
        &format!("bäst {:.2} / {:.2} ms", a.1, b.1),
    );
}

/// Types every query in each program in turn.
fn skriv_fragor(sidor: [Sida; 3]) -> [Tid; 3] {
    let mut program = sidor.map(|sida| sida.starta().0);
    let mut alla = [const { Vec::new() }; 3];
    let mut basta = [const { Vec::new() }; 3];
    for omgang in 0..OMGANGAR {
        let mut plats = 0;
        for fraga in underlag::FRAGOR {
            for (pty, (basta, alla)) in program.iter_mut().zip(basta.iter_mut().zip(&mut alla)) {
                for (i, c) in fraga.chars().enumerate() {
                    let tid = pty.tangent(&c.to_string()).tid.as_secs_f64() * 1e3;
                    alla.push(tid);
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
    let tider: Vec<Tid> = alla
        .into_iter()
        .zip(basta)
        .map(|(alla, basta)| (median(alla.into_iter()), median(basta.into_iter())))
        .collect();
    [tider[0], tider[1], tider[2]]
}

/// P20: a whole word in one write, as when somebody pastes it or types while the program is busy, against its first letter.
fn sex_pa_en_gang(tavla: &mut Tavla, vart: &Sida, antal: u32) {
    let (mut pty, _) = vart.starta();
    let mut par = Vec::new();
    for _ in 0..4 * OMGANGAR {
        for fraga in underlag::FRAGOR {
            let sex: String = fraga.chars().take(6).collect();
            let mut tid = |text: &str| {
                let tid = pty.tangent(text).tid.as_secs_f64() * 1e3;
                pty.tangent("\x1b");
                tid
            };
            par.push((tid(&sex), tid(&sex[..1])));
        }
    }
    pty.stang(SLUTA);
    let om = format!(
        "{:.2} / {:.2} ms",
        median(par.iter().map(|par| par.0)),
        median(par.iter().map(|par| par.1))
    );
    let vad = format!("sex bokstäver på en gång / en, {antal} insatser");
    tavla.rad("P20", &vad, Some(SEX), Matt::kvot(&par), &om);
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
        Matt::ett(mest),
        &om,
    );
    let om = format!("byte, av {} tangenter", andrade.len());
    tavla.rad(
        "P11",
        "bokstav som ändrar listan",
        None,
        Matt::av(&andrade),
        &om,
    );
    let bytes = f64::from(u32::try_from(pty.i_vila(VILA)).unwrap());
    tavla.rad(
        "P11",
        "ingen gör något i 10 s",
        Some(0.0),
        Matt::ett(bytes),
        "byte",
    );
    pty.stang(SLUTA);
}
