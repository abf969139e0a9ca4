//! Statistics made by hand: a quarter with large, small and hidden figures in both parts, and an enhet that a spreadsheet
//! would take for a formula.

use chrono::NaiveDate;
use troskel::domain::insats::Katalog;
use troskel::domain::statistik::period::Period;
use troskel::domain::statistik::statistik;
use troskel::domain::statistik::tabell::{Dolda, Statistik};
use troskel::domain::statistik::underlag::{Avsnitt, Rakning, Underlag, Veckotimme};
use troskel::katalog;

/// A name that a spreadsheet would run.
pub const FORMEL: &str = "=cmd|' /C calc'!A0";

pub fn katalogen() -> Katalog {
    let mut katalog = katalog::las(katalog::inbyggd()).katalog.unwrap();
    katalog.insatser[1].ksi = Some("SIB RC ZZ".to_owned());
    // As it could stand in a catalogue of somebody else.
    katalog.insatser[2].namn = String::from("+46;\"Stöd\" & <råd>");
    katalog
}

pub fn dag(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The counts: `(month, insats, avsnitt, code, number)`.
pub fn underlag() -> Underlag {
    let katalog = katalogen();
    let mut ut = Underlag {
        apart: katalog.silor(),
        ..Underlag::default()
    };
    let mut lagg = |manad: &str, insats, avsnitt, kod: &str, antal| {
        ut.rader.push(Rakning {
            manad: manad.parse().unwrap(),
            insats,
            avsnitt,
            kod: kod.to_owned(),
            antal,
        });
    };
    for (plats, insats) in katalog.insatser.iter().take(6).enumerate() {
        let grund = 7 + 13 * plats as u64;
        for (i, manad) in ["2026-07", "2026-08", "2026-09"].into_iter().enumerate() {
            let i = i as u64;
            lagg(manad, insats.nr, Avsnitt::Resultat, "mottagen", grund + i);
            lagg(manad, insats.nr, Avsnitt::Resultat, "hanvisad", 5 + i);
            lagg(manad, insats.nr, Avsnitt::Utfall, "uppfyllt", grund + i);
            lagg(manad, insats.nr, Avsnitt::Utfall, "oklart", 5 + i);
            lagg(manad, insats.nr, Avsnitt::Alder, "25-44", grund + i);
            lagg(manad, insats.nr, Avsnitt::Alder, "ej-sagt", 5 + i);
            lagg(manad, insats.nr, Avsnitt::Enhet, FORMEL, grund + 5 + 2 * i);
            lagg(
                manad,
                insats.nr,
                Avsnitt::Satt,
                "muntligt",
                grund + 5 + 2 * i,
            );
            lagg(manad, insats.nr, Avsnitt::Sprak, "sv", grund + 5 + 2 * i);
            lagg(
                manad,
                insats.nr,
                Avsnitt::Text,
                "lattlast 2026-11-22",
                grund + 5 + 2 * i,
            );
        }
        lagg("2026-08", insats.nr, Avsnitt::Kon, "kvinna", 3);
        lagg("2026-08", insats.nr, Avsnitt::Kon, "man", 2);
        lagg(
            "2026-08",
            insats.nr,
            Avsnitt::Kon,
            "ej-sagt",
            40 + 3 * grund,
        );
        lagg("2026-08", insats.nr, Avsnitt::Ko, "stalld_i_ko", 12);
        lagg("2026-08", insats.nr, Avsnitt::Koavslut, "atertagen", 2);
        lagg("2026-08", insats.nr, Avsnitt::Arende, "oppnat", 11);
        lagg("2026-09", insats.nr, Avsnitt::Avslut, "malet_natt", 9);
    }
    for timme in [8, 9, 13] {
        let plats = Veckotimme { dag: 0, timme };
        ut.timmar.push((
            "2026-07".parse().unwrap(),
            plats,
            u64::from(timme) * 10 - 78,
        ));
    }
    ut
}

/// The statistics of a period, with figures hidden as the program hides them, and one besides to protect another.
pub fn statistiken(period: &str) -> Statistik {
    let period: Period = period.parse().unwrap();
    let mut ut = statistik(&underlag(), period);
    if ut.dolda == Dolda::default() {
        ut.dolda = Dolda { sma: 19, foljd: 1 };
    }
    ut
}
