//! What is hidden in the statistics stays hidden: somebody with all tables of all periods, who knows which numbers are sums of
//! which, tries to compute it with linear algebra, with bounds and by trying everything (DOK-07).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "skydd/angripare.rs"]
mod angripare;
#[path = "gemensamt/langd.rs"]
#[allow(dead_code)]
mod langd;

use std::collections::BTreeMap;

use angripare::Varld;
use proptest::prelude::*;
use troskel::domain::insats::InsatsNr;
use troskel::domain::statistik::period::{Manad, Period, Periodslag};
use troskel::domain::statistik::tabell::Statistik;
use troskel::domain::statistik::underlag::{Avsnitt, Rakning, Underlag, Veckotimme};
use troskel::domain::statistik::{Cell, statistik};

/// xorshift64.
struct Slump(u64);

impl Slump {
    fn ny(fro: u64) -> Self {
        let mut slump = Self(fro.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..8 {
            slump.under(2);
        }
        slump
    }

    fn under(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    /// Most often one of the first.
    fn snett(&mut self, n: u64) -> u64 {
        let (ett, annat, tredje) = (self.under(n), self.under(n), self.under(n));
        ett.min(annat).min(tredje)
    }
}

fn plats(nr: u64) -> usize {
    usize::try_from(nr).unwrap()
}

/// How much there is to count.
#[derive(Clone, Copy, Debug)]
struct Storlek {
    insatser: u64,
    koder: u64,
    besok_i_manaden: u64,
    avsnitt: usize,
    jamnt: bool,
    timmar: bool,
    ko: bool,
}

const BESOK: [(Avsnitt, &str); 8] = [
    (Avsnitt::Resultat, "hanvisad i_ko informerad mottagen"),
    (
        Avsnitt::Utfall,
        "ej_uppfyllt oklart uppfyllt ej_kontrollerat kraver_eget_samtycke",
    ),
    (Avsnitt::Alder, "ej-sagt 18-24 25-44 45-64 65- 0-14 15-17"),
    (Avsnitt::Kon, "ej-sagt kvinna man annat"),
    (Avsnitt::Enhet, "Receptionen Enhet-4 Norr Syd"),
    (Avsnitt::Satt, "muntligt skriftligt lattlast tolk"),
    (Avsnitt::Sprak, "sv en ar so fa ti fi uk"),
    (Avsnitt::Text, "standard-a lattlast-a barn-a standard-b"),
];

fn manad(nr: u32) -> Manad {
    Manad::ny(2026, 1).unwrap().plus(i32::try_from(nr).unwrap())
}

fn apart(nr: &str) -> bool {
    nr.starts_with("9.")
}

fn visa(underlag: &Underlag, period: Period) -> Statistik {
    statistik(underlag, period)
}

/// Visits one by one, so that every way to divide them has the same sum.
fn underlag(slump: &mut Slump, manader: std::ops::Range<u32>, storlek: Storlek) -> Underlag {
    let mut rader = BTreeMap::<(Manad, Avsnitt, InsatsNr, String), u64>::new();
    let mut timmar = BTreeMap::<(Manad, Veckotimme), u64>::new();
    for manad in manader.map(manad) {
        let hogst = storlek.besok_i_manaden;
        let antal = if storlek.jamnt {
            hogst * 3 / 4 + slump.under(hogst / 4)
        } else {
            slump.under(hogst + 1)
        };
        for _ in 0..antal {
            let nr = slump.snett(storlek.insatser) + 1;
            let nr = if nr.is_multiple_of(5) {
                format!("9.{nr}")
            } else {
                format!("3.{nr}")
            };
            let nr: InsatsNr = nr.parse().unwrap();
            let mut rakna = |avsnitt: Avsnitt, kod: &str| {
                *rader
                    .entry((manad, avsnitt, nr, kod.to_owned()))
                    .or_default() += 1;
            };
            let mut resultat = "";
            for (avsnitt, koder) in &BESOK[..storlek.avsnitt] {
                let koder: Vec<&str> = koder.split(' ').collect();
                let antal = storlek.koder.min(koder.len() as u64);
                let kod = koder[plats(slump.snett(antal))];
                rakna(*avsnitt, kod);
                if *avsnitt == Avsnitt::Resultat {
                    resultat = kod;
                }
            }
            if storlek.ko && resultat == "i_ko" {
                rakna(Avsnitt::Ko, "stalld_i_ko");
                match slump.under(4) {
                    0 => {
                        rakna(Avsnitt::Ko, "paborjad");
                        rakna(
                            Avsnitt::Vantan,
                            ["0-7", "8-30", "31-90"][plats(slump.snett(3))],
                        );
                    }
                    1 => {
                        rakna(Avsnitt::Ko, "avslutad");
                        rakna(
                            Avsnitt::Koavslut,
                            ["atertagen", "ej_nabar"][plats(slump.snett(2))],
                        );
                    }
                    2 => rakna(Avsnitt::Ko, "erbjuden"),
                    _ => {}
                }
            }
            if storlek.ko && resultat == "mottagen" {
                rakna(Avsnitt::Arende, "oppnat");
                if slump.under(2) == 0 {
                    rakna(Avsnitt::Arende, "avslutat");
                    rakna(
                        Avsnitt::Avslut,
                        ["malet_natt", "flyttat"][plats(slump.snett(2))],
                    );
                }
            }
            if storlek.timmar {
                let timme = Veckotimme {
                    dag: u8::try_from(slump.under(5)).unwrap(),
                    timme: 9 + u8::try_from(slump.snett(6)).unwrap(),
                };
                *timmar.entry((manad, timme)).or_default() += 1;
            }
        }
    }
    let nummer = rader.keys().map(|(_, _, nr, _)| *nr);
    Underlag {
        apart: nummer.filter(|nr| apart(&nr.to_string())).collect(),
        rader: rader
            .into_iter()
            .map(|((manad, avsnitt, insats, kod), antal)| Rakning {
                manad,
                insats,
                avsnitt,
                kod,
                antal,
            })
            .collect(),
        timmar: timmar
            .into_iter()
            .map(|((manad, timme), antal)| (manad, timme, antal))
            .collect(),
    }
}

fn i_perioden(underlag: &Underlag, period: Period) -> Underlag {
    Underlag {
        apart: underlag.apart.clone(),
        rader: underlag
            .rader
            .iter()
            .filter(|rad| period.har(rad.manad))
            .cloned()
            .collect(),
        timmar: underlag
            .timmar
            .iter()
            .filter(|(manad, ..)| period.har(*manad))
            .copied()
            .collect(),
    }
}

fn kvartal(nr: i32) -> Period {
    Period::kring(
        Periodslag::Kvartal,
        Manad::ny(2026, 1).unwrap().plus(nr * 3),
    )
}

fn manaderna(period: Period) -> Vec<Period> {
    period
        .manader()
        .map(|manad| Period::kring(Periodslag::Manad, manad))
        .collect()
}

/// Everything that may lie on the table: each period as the program shows it from what it has read for that period alone.
fn allt(underlag: &Underlag, ar: bool) -> (Vec<Statistik>, Vec<(Period, Vec<Period>)>) {
    let hela: Vec<Period> = if ar {
        (0..4).map(kvartal).collect()
    } else {
        vec![kvartal(0)]
    };
    let mut bestar_av: Vec<_> = hela
        .iter()
        .map(|period| (*period, manaderna(*period)))
        .collect();
    if ar {
        bestar_av.push(("2026".parse().unwrap(), hela.clone()));
    }
    for annan in ["2026-02..2026-03", "2026-01..2026-02"].into_iter().chain(
        ["2026-01..2026-05", "2026-03..2026-10", "2026-04..2026-12"]
            .into_iter()
            .filter(|_| ar),
    ) {
        let annan: Period = annan.parse().unwrap();
        bestar_av.push((annan, manaderna(annan)));
    }
    let manader = hela.iter().flat_map(|period| manaderna(*period));
    let perioder = manader.chain(bestar_av.iter().map(|(period, _)| *period));
    let publicerat = perioder
        .map(|period| visa(&i_perioden(underlag, period), period))
        .collect();
    (publicerat, bestar_av)
}

/// What came out of the attacks on one world.
#[derive(Debug, Default)]
struct Utfall {
    rojda: usize,
    ovissa: usize,
}

fn angrip(varld: &Varld, sanning: &[u64], allt: bool, vad: &str) -> Utfall {
    varld.prova(sanning);
    let mut rojda = varld.algebra();
    rojda.extend(varld.granserna(sanning));
    let mut ovissa = 0;
    if allt {
        match varld.alla_mojligheter(sanning) {
            Some(fler) => rojda.extend(fler),
            None => ovissa = 1,
        }
    }
    rojda.sort_unstable();
    rojda.dedup();
    // A row that is not divided keeps nothing secret but what is small in it.
    rojda.retain(|nr| varld.visat[*nr] != Cell::Odelad || (1..5).contains(&sanning[*nr]));
    // With several periods on the table it is the small numbers that must not be found. One of five or more that was hidden
    // to protect one of them may be, where that one is as safe without it; and a stretch that is no month, quarter or year adds
    // nothing to those: what it hides may be a quarter less a month, which they show.
    let flera = varld.tal.iter().any(|tal| tal.0 != varld.tal[0].0);
    let stracka =
        |nr: usize| varld.tal[nr].0.parse::<Period>().unwrap().slag() == Periodslag::Annan;
    rojda.retain(|nr| {
        let eget = !stracka(*nr) || varld.visat[*nr] == Cell::FarreAn5;
        !flera || eget && (1..5).contains(&sanning[*nr])
    });
    if !vad.is_empty() {
        for nr in &rojda {
            println!(
                "{vad}: {:?} {:?} is {}",
                varld.tal[*nr], varld.visat[*nr], sanning[*nr]
            );
        }
    }
    Utfall {
        rojda: rojda.len(),
        ovissa,
    }
}

fn liten(slump: &mut Slump) -> Storlek {
    Storlek {
        insatser: 1 + slump.under(5),
        koder: 1 + slump.under(4),
        besok_i_manaden: [4, 12, 40, 120][plats(slump.under(4))],
        avsnitt: 1 + plats(slump.under(3)),
        jamnt: false,
        timmar: slump.under(2) == 0,
        ko: slump.under(2) == 0,
    }
}

#[test]
fn en_manad_gar_inte_att_rakna_fram() {
    let fro = langd::fro();
    println!("TROSKEL_FRO={fro}");
    let mut ovissa = 0;
    let varv = langd::antal(120, 20_000);
    for nr in 0..varv {
        let mut slump = Slump::ny(fro * 1_000_003 + nr);
        let storlek = liten(&mut slump);
        let underlag = underlag(&mut slump, 0..1, storlek);
        let period = "2026-01".parse().unwrap();
        let varld = Varld::ny(&[visa(&underlag, period)], &[]);
        let sanning = varld.sanning(&underlag, &apart);
        let utfall = angrip(&varld, &sanning, true, &format!("{nr} {storlek:?}"));
        assert_eq!(utfall.rojda, 0, "{nr} {storlek:?}");
        ovissa += utfall.ovissa;
    }
    println!("{ovissa} of {varv} took too long");
    assert!(ovissa * 20 <= usize::try_from(varv).unwrap());
}

/// A row and a column are there because something was counted in them: four visits in four columns, of which one is hidden and
/// said to be anything, are one in each.
#[test]
fn det_som_har_en_rad_eller_en_kolumn_ar_minst_ett() {
    let period: Period = "2026-01".parse().unwrap();
    for nr in ["3.1", "9.1"] {
        for koder in [1, 2, 3, 4] {
            let resultat = [("mottagen".to_owned(), 4)];
            let alder = (0..4).map(|n| (format!("k{}", n % koder), 1));
            let rad = |avsnitt, (kod, antal)| Rakning {
                manad: manad(0),
                insats: nr.parse().unwrap(),
                avsnitt,
                kod,
                antal,
            };
            let resultat = resultat.into_iter().map(|kod| rad(Avsnitt::Resultat, kod));
            let mut rader: Vec<Rakning> = resultat.collect();
            for ny in alder.map(|kod| rad(Avsnitt::Alder, kod)) {
                match rader
                    .iter_mut()
                    .find(|rad| (rad.avsnitt, &rad.kod) == (ny.avsnitt, &ny.kod))
                {
                    Some(rad) => rad.antal += 1,
                    None => rader.push(ny),
                }
            }
            let nr: InsatsNr = nr.parse().unwrap();
            let underlag = Underlag {
                apart: apart(&nr.to_string()).then_some(nr).into_iter().collect(),
                rader,
                ..Underlag::default()
            };
            let varld = Varld::ny(&[visa(&underlag, period)], &[]);
            let sanning = varld.sanning(&underlag, &apart);
            let utfall = angrip(&varld, &sanning, true, &format!("{nr} {koder}"));
            assert_eq!((utfall.rojda, utfall.ovissa), (0, 0), "{nr} {koder}");
        }
    }
}

#[test]
fn manader_kvartal_och_ar_tillsammans_gar_inte_att_rakna_fram() {
    let fro = langd::fro();
    println!("TROSKEL_FRO={fro}");
    let mut ovissa = 0;
    let varv = langd::antal(16, 2_000);
    for nr in 0..varv {
        let mut slump = Slump::ny(fro * 1_000_003 + nr);
        let storlek = liten(&mut slump);
        let ar = nr % 4 == 0;
        let underlag = underlag(&mut slump, 0..if ar { 12 } else { 3 }, storlek);
        let (publicerat, bestar_av) = allt(&underlag, ar);
        let varld = Varld::ny(&publicerat, &bestar_av);
        let sanning = varld.sanning(&underlag, &apart);
        let utfall = angrip(&varld, &sanning, !ar, &format!("{nr} {storlek:?}"));
        assert_eq!(utfall.rojda, 0, "{nr} {storlek:?}");
        ovissa += utfall.ovissa;
    }
    println!("{ovissa} of {varv} took too long");
    assert!(ovissa * 10 <= usize::try_from(varv).unwrap());
}

/// The share of what is shown that is hidden, of cells that are not zero.
fn andel(statistik: &Statistik) -> (usize, usize, usize) {
    let mut svar = (0, 0, 0);
    for cell in statistik.celler() {
        match cell {
            Cell::Antal(0) => {}
            Cell::Antal(_) => svar.0 += 1,
            Cell::FarreAn5 => svar.1 += 1,
            Cell::Dold => svar.2 += 1,
            Cell::Odelad => {}
        }
    }
    svar
}

/// A reception of an ordinary size, eight ways to divide its visits, the queue and the hours.
fn vanlig(insatser: u64, besok_i_manaden: u64) -> Storlek {
    Storlek {
        insatser,
        koder: 8,
        besok_i_manaden,
        avsnitt: 8,
        jamnt: true,
        timmar: true,
        ko: true,
    }
}

#[test]
fn det_dolda_ar_inte_mycket_mer_an_det_sma() {
    let mut slump = Slump::ny(langd::fro() + 6);
    let underlag = underlag(&mut slump, 0..12, vanlig(25, 1200));
    for (period, hogst) in [("2026-03", 20), ("2026-K1", 35), ("2026", 50)] {
        let period: Period = period.parse().unwrap();
        let visat = visa(&i_perioden(&underlag, period), period);
        let (visade, sma, foljd) = andel(&visat);
        println!("{period}: {visade} shown, {sma} small, {foljd} hidden with them");
        assert!(foljd * 100 <= hogst * (visade + foljd), "{period}");
        assert_eq!((visat.dolda.sma, visat.dolda.foljd), (sma, foljd));
    }
}

#[test]
fn dar_inget_ar_litet_visas_allt() {
    let mut slump = Slump::ny(langd::fro());
    for nr in 0..langd::antal(20, 500) {
        let mut underlag = underlag(&mut slump, 0..3, liten(&mut Slump::ny(nr)));
        // Five of each: the sums still hold.
        for rad in &mut underlag.rader {
            rad.antal *= 5;
        }
        for (_, _, antal) in &mut underlag.timmar {
            *antal *= 5;
        }
        for period in ["2026-01", "2026-02", "2026-K1", "2026-01..2026-02"] {
            let period: Period = period.parse().unwrap();
            let visat = visa(&i_perioden(&underlag, period), period);
            assert_eq!((visat.dolda.sma, visat.dolda.foljd), (0, 0), "{period}");
        }
    }
}

/// Where only what is small is hidden, the same attacks find it: they bite.
#[test]
fn utan_de_foljande_cellerna_hittar_angreppet_de_sma() {
    let (mut rojda, mut tabeller) = (0, 0);
    for nr in 0..langd::antal(50, 1_000) {
        let mut slump = Slump::ny(langd::fro() * 77 + nr);
        let underlag = underlag(&mut slump, 0..1, liten(&mut Slump::ny(nr + 1)));
        let mut varld = Varld::ny(&[visa(&underlag, "2026-01".parse().unwrap())], &[]);
        let sanning = varld.sanning(&underlag, &apart);
        for (visat, antal) in varld.visat.iter_mut().zip(&sanning) {
            if *visat == Cell::Dold {
                *visat = if (1..5).contains(antal) {
                    Cell::FarreAn5
                } else {
                    Cell::Antal(*antal)
                };
            }
        }
        if varld.dolda().count() > 0 {
            tabeller += 1;
            rojda += usize::from(angrip(&varld, &sanning, false, "").rojda > 0);
        }
    }
    println!("{rojda} of {tabeller} months");
    assert!(
        tabeller > 25 && rojda * 2 > tabeller,
        "{rojda} of {tabeller}"
    );
}

/// A quarter with its months, each hidden as if it were alone, gives them away by subtraction.
#[test]
fn utan_manaderna_i_kvartalet_hittar_angreppet_dem() {
    let (mut rojda, mut kvartalen) = (0, 0);
    for nr in 0..langd::antal(20, 500) {
        let mut slump = Slump::ny(langd::fro() * 91 + nr);
        let storlek = Storlek {
            besok_i_manaden: 60,
            jamnt: true,
            ..liten(&mut Slump::ny(nr + 1))
        };
        let underlag = underlag(&mut slump, 0..3, storlek);
        let mut publicerat = allt(&underlag, false).0;
        publicerat.truncate(3);
        // The same visits as if they had all come in one month: what is hidden then knows nothing of other months.
        let mut ihop = underlag.clone();
        ihop.rader.iter_mut().for_each(|rad| rad.manad = manad(0));
        ihop.timmar.iter_mut().for_each(|rad| rad.0 = manad(0));
        let mut ensamt = visa(&ihop, "2026-01".parse().unwrap());
        ensamt.period = kvartal(0);
        for del in [&mut ensamt.insatser, &mut ensamt.familjeradgivning] {
            del.manader.clear();
            del.manader_alla.clear();
        }
        publicerat.push(ensamt);
        let varld = Varld::ny(&publicerat, &[(kvartal(0), manaderna(kvartal(0)))]);
        let sanning = varld.sanning(&underlag, &apart);
        kvartalen += 1;
        rojda += usize::from(angrip(&varld, &sanning, false, "").rojda > 0);
    }
    println!("{rojda} of {kvartalen} quarters");
    assert!(rojda * 2 > kvartalen, "{rojda} of {kvartalen}");
}

fn rader() -> impl Strategy<Value = Vec<(u32, u64, [usize; 3], u64)>> {
    let besok = (
        0..3_u32,
        1..5_u64,
        [0..4_usize, 0..3_usize, 0..3_usize],
        1..9_u64,
    );
    proptest::collection::vec(besok, 0..24)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: u32::try_from(langd::antal(32, 4_000)).unwrap(),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Any few visits, so that a failure is shown as small as it can be.
    #[test]
    fn inga_tabeller_gar_att_rakna_fram(rader in rader()) {
        let avsnitt = [Avsnitt::Resultat, Avsnitt::Alder, Avsnitt::Kon];
        let rader = rader.iter().flat_map(|(nar, nr, koder, antal)| {
            avsnitt.iter().zip(koder).map(move |(avsnitt, kod)| Rakning {
                manad: manad(*nar),
                insats: format!("3.{nr}").parse().unwrap(),
                avsnitt: *avsnitt,
                kod: format!("k{kod}"),
                antal: *antal,
            })
        });
        let underlag = Underlag { rader: rader.collect(), ..Underlag::default() };
        let (publicerat, bestar_av) = allt(&underlag, false);
        let varld = Varld::ny(&publicerat, &bestar_av);
        let sanning = varld.sanning(&underlag, &apart);
        prop_assert_eq!(angrip(&varld, &sanning, true, "proptest").rojda, 0);
    }
}
