//! The table of faults: what can happen to the file, to its disk and to the machine while somebody works, and what is
//! answered. After each of them the file is read by another connection: it holds exactly what was answered as saved.
//!
//! `cargo test --test felstallen -- --nocapture` shows the table. A row that needs what the machine does not give (a
//! space of mounts of its own, another user) is said to be left out, and why.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/lager.rs"]
mod lager;
#[path = "gemensamt/skarp.rs"]
mod skarp;

#[path = "felstallen/andra.rs"]
mod andra;
#[path = "felstallen/disken.rs"]
mod disken;
#[path = "felstallen/filen.rs"]
mod filen;
#[path = "felstallen/redskap.rs"]
mod redskap;
#[path = "felstallen/starten.rs"]
mod starten;

use redskap::{Rad, prova};

#[test]
fn lofte_06_det_som_gors_med_filen() {
    prova("filen", filen::RADER);
}

#[test]
fn lofte_06_det_som_hander_disken() {
    prova("disken", disken::RADER);
}

#[test]
fn lofte_06_det_som_andra_program_och_klockan_gor() {
    prova("andra program och klockan", andra::RADER);
}

#[test]
fn lofte_06_det_som_star_dar_vid_start() {
    prova("vid start", starten::RADER);
}

/// The rows that are run in a process of their own, by name; by itself there is nothing to do.
#[test]
fn barn() {
    let Ok(namn) = std::env::var("PROV_RAD") else {
        return;
    };
    let alla = [disken::I_BARN, filen::I_BARN].concat();
    let (_, gor) = alla
        .iter()
        .find(|(rad, _)| *rad == namn)
        .expect("raden finns");
    println!("SVAR={}", gor().replace('\n', " "));
}

#[test]
fn tabellen_har_alla_sina_rader() {
    let antal: usize = [filen::RADER, disken::RADER, andra::RADER, starten::RADER]
        .iter()
        .map(|rader: &&[Rad]| rader.len())
        .sum();
    assert!(antal >= 30, "{antal}");
}
