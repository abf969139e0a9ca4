//! The rows of a file, one figure a row: what all three kinds of file hold.

use super::Filunderlag;
use super::ord::{BADA, DAGAR, FAMILJERADGIVNING, INSATSER, MANAD, VECKOTIMME};
use crate::domain::insats::InsatsNr;
use crate::domain::statistik::Cell;
use crate::domain::statistik::tabell::{Del, Tabell};
use crate::domain::statistik::underlag::{Avsnitt, Veckotimme};
use crate::text;

/// Hur a row came about: whoever adds up a column takes one kind only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hur {
    /// One insats and one code.
    Uppgift,
    /// All codes of one insats.
    Insatssumma,
    /// All insatser of one code.
    Kodsumma,
    /// Everything.
    Totalsumma,
}

impl Hur {
    /// The word of the file.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Uppgift => "uppgift",
            Self::Insatssumma => "insatssumma",
            Self::Kodsumma => "kodsumma",
            Self::Totalsumma => "totalsumma",
        }
    }
}

/// Filrad, one figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filrad {
    /// `insatser`, `familjeradgivning`, or `bada` where the two are counted together.
    pub del: &'static str,
    /// The code of an avsnitt, `manad` or `veckotimme`.
    pub avsnitt: &'static str,
    /// The insats; none in a sum of all.
    pub insats: Option<InsatsNr>,
    /// Name of the insats; empty without one, and where the catalogue no longer has it.
    pub namn: String,
    /// Code in KSI; empty where the catalogue has none.
    pub ksi: String,
    /// The part of the avsnitt; empty in a sum of all.
    pub kod: String,
    /// The part in words.
    pub text: String,
    /// How it came about.
    pub hur: Hur,
    /// The figure; none in a month that is to come.
    pub antal: Option<Cell>,
}

/// All rows: the insatser table by table, then familjerådgivning, then the hours of the week.
pub fn rader(fil: &Filunderlag<'_>) -> Vec<Filrad> {
    let statistik = fil.statistik;
    let mut ut = Vec::new();
    for (namn, del) in [
        (INSATSER, &statistik.insatser),
        (FAMILJERADGIVNING, &statistik.familjeradgivning),
    ] {
        for tabell in &del.tabeller {
            en_tabell(&mut ut, fil, namn, tabell);
        }
        manader(&mut ut, fil, namn, del);
    }
    ut.extend(statistik.timmar.iter().map(|(timme, antal)| Filrad {
        kod: timkod(*timme),
        text: text::rapport::veckotimme(*timme),
        ..rad(fil, BADA, VECKOTIMME, None, Hur::Kodsumma, *antal)
    }));
    ut
}

/// The code of an hour: `man-08`.
fn timkod(timme: Veckotimme) -> String {
    let dag = DAGAR.get(usize::from(timme.dag)).copied();
    format!("{}-{:02}", dag.unwrap_or_default(), timme.timme)
}

fn rad(
    fil: &Filunderlag<'_>,
    del: &'static str,
    avsnitt: &'static str,
    nr: Option<InsatsNr>,
    hur: Hur,
    antal: Cell,
) -> Filrad {
    let insats = nr.and_then(|nr| fil.katalog.insats(nr));
    Filrad {
        del,
        avsnitt,
        insats: nr,
        namn: insats.map_or_else(String::new, |insats| insats.namn.clone()),
        ksi: insats
            .and_then(|insats| insats.ksi.clone())
            .unwrap_or_default(),
        kod: String::new(),
        text: String::new(),
        hur,
        antal: Some(antal),
    }
}

fn en_tabell(ut: &mut Vec<Filrad>, fil: &Filunderlag<'_>, del: &'static str, tabell: &Tabell) {
    let avsnitt: Avsnitt = tabell.avsnitt;
    let med_kod = |nr, hur, kod: &String, antal: &Cell| Filrad {
        kod: kod.clone(),
        text: text::rapport::kod(avsnitt, kod),
        ..rad(fil, del, avsnitt.kod(), nr, hur, *antal)
    };
    for en in &tabell.rader {
        let celler = tabell.koder.iter().zip(&en.celler);
        ut.extend(celler.map(|(kod, antal)| med_kod(Some(en.insats), Hur::Uppgift, kod, antal)));
        let hur = Hur::Insatssumma;
        ut.extend(
            en.alla
                .map(|antal| rad(fil, del, avsnitt.kod(), Some(en.insats), hur, antal)),
        );
    }
    let summor = tabell.koder.iter().zip(&tabell.summor);
    ut.extend(summor.map(|(kod, antal)| med_kod(None, Hur::Kodsumma, kod, antal)));
    ut.extend(
        tabell
            .alla
            .map(|antal| rad(fil, del, avsnitt.kod(), None, Hur::Totalsumma, antal)),
    );
}

fn manader(ut: &mut Vec<Filrad>, fil: &Filunderlag<'_>, del: &'static str, innehall: &Del) {
    let mut lagg = |nr, hur, celler: &[Cell]| {
        let manader = fil.statistik.manader().zip(celler);
        ut.extend(manader.map(|(manad, antal)| Filrad {
            kod: manad.to_string(),
            text: text::rapport::manad(manad),
            antal: antal.i_manaden(manad, fil.gjord),
            ..rad(fil, del, MANAD, nr, hur, *antal)
        }));
    };
    for (nr, celler) in &innehall.manader {
        lagg(Some(*nr), Hur::Uppgift, celler);
    }
    if !innehall.manader.is_empty() {
        lagg(None, Hur::Kodsumma, &innehall.manader_alla);
    }
}
