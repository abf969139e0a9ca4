//! What the hiding of a month, a quarter and a year costs, and that a month is the same everywhere.

use super::*;
use crate::domain::statistik::underlag::{Avsnitt, Rakning, Veckotimme};

/// Visits of `insatser` insatser in the months of 2026, 50 codes in eight avsnitt: few of most, many of some, out of a fixed
/// row of numbers.
fn ar(insatser: u64, i_manaden: u64) -> Underlag {
    let mut rakning = BTreeMap::new();
    let mut timmar = BTreeMap::new();
    let mut fro = 0x9e37_79b9_u64;
    let mut snett = |n: u64| {
        let mut under = || {
            fro = fro.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (fro >> 33) % n
        };
        under().min(under()).min(under())
    };
    for manad in "2026".parse::<Period>().unwrap().manader() {
        for _ in 0..i_manaden {
            let nr = snett(insatser) + 1;
            for (avsnitt, koder) in Avsnitt::ALLA.into_iter().zip([4, 6, 7, 4, 6, 4, 10, 9]) {
                let vad = (manad, nr, avsnitt, snett(koder));
                *rakning.entry(vad).or_insert(0) += 1;
            }
            let timme = Veckotimme {
                dag: u8::try_from(snett(5)).unwrap(),
                timme: 8 + u8::try_from(snett(9)).unwrap(),
            };
            *timmar.entry((manad, timme)).or_insert(0) += 1;
        }
    }
    let rader = rakning
        .into_iter()
        .map(|((manad, nr, avsnitt, kod), antal)| Rakning {
            manad,
            insats: format!("3.{nr}").parse().unwrap(),
            avsnitt,
            kod: format!("k{kod}"),
            antal,
        });
    let timmar = timmar
        .into_iter()
        .map(|((manad, timme), antal)| (manad, timme, antal));
    Underlag {
        rader: rader.collect(),
        timmar: timmar.collect(),
        ..Underlag::default()
    }
}

fn steg(underlag: &Underlag, period: &str) -> u64 {
    let visat = Publicering::ny(underlag, period.parse().unwrap());
    println!("{period}: {} cells looked at", visat.steg);
    visat.steg
}

/// The cost is counted in cells looked at, which is the same on every machine: some ten million a second and more.
#[test]
fn ett_ar_och_en_manad_kostar_inte_for_mycket() {
    let (liten, stor) = (ar(25, 300), ar(100, 1_000));
    assert!(steg(&liten, "2026-03") < 200_000);
    assert!(steg(&liten, "2026-K1") < 5_000_000);
    assert!(steg(&liten, "2026") < 5 * 5_000_000);
    assert!(steg(&stor, "2026-03") < 3_000_000);
}

#[test]
fn en_manad_ar_den_samma_var_den_an_lases() {
    let underlag = ar(9, 60);
    let i = |text: &str| Publicering::ny(&underlag, text.parse().unwrap());
    let (ar, kvartal, manad, annan) =
        (i("2026"), i("2026-K1"), i("2026-02"), i("2026-02..2026-07"));
    let februari = "2026-02".parse().unwrap();
    for nr in 1..10 {
        let nyckel = Nyckel::Rad(false, Avsnitt::Resultat, format!("3.{nr}").parse().unwrap());
        let ensam = manad.cell(nyckel);
        for visat in [&ar, &kvartal, &manad, &annan] {
            assert_eq!(visat.manad(februari, nyckel), ensam);
        }
        assert_eq!(ar.noder.len(), 17);
        assert_eq!(annan.delar.len(), 4);
    }
}
