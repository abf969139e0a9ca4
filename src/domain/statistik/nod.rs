//! Nod, the cells of one period with the relations that everybody who reads the tables knows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::skydd::{Flytt, Lage, SISTA, System};
use super::underlag::{Avsnitt, Veckotimme};
use super::{Cell, ODELADE};
use crate::domain::insats::InsatsNr;

/// The weight of a sum of a row or a column, and of all: they are wanted more than one part.
const SUMMA: u64 = 60;
const ALLT: u64 = 400;

/// Nyckel, what a cell stands for. The first is whether it is of familjerådgivning, which is counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Nyckel<'a> {
    /// One insats and one code.
    Inre(bool, Avsnitt, InsatsNr, &'a str),
    /// All of an insats.
    Rad(bool, Avsnitt, InsatsNr),
    /// All of a code.
    Kolumn(bool, Avsnitt, &'a str),
    /// All.
    Allt(bool, Avsnitt),
    /// An hour of the week.
    Timme(u8, u8),
    /// The visits whose hour is not known; not told.
    UtanTimme,
}

impl Nyckel<'_> {
    /// What is the same number by what the words mean, where it has been counted the same.
    fn samma_som(self) -> Option<Self> {
        use Avsnitt::{Arende, Avslut, Ko, Koavslut, Resultat, Vantan};
        Some(match self {
            Self::Rad(del, Vantan, nr) => Self::Inre(del, Ko, nr, "paborjad"),
            Self::Rad(del, Koavslut, nr) => Self::Inre(del, Ko, nr, "avslutad"),
            Self::Rad(del, Avslut, nr) => Self::Inre(del, Arende, nr, "avslutat"),
            Self::Rad(del, avsnitt, nr) if avsnitt.delar_besoken() => Self::Rad(del, Resultat, nr),
            Self::Allt(del, Vantan) => Self::Kolumn(del, Ko, "paborjad"),
            Self::Allt(del, Koavslut) => Self::Kolumn(del, Ko, "avslutad"),
            Self::Allt(del, Avslut) => Self::Kolumn(del, Arende, "avslutat"),
            Self::Allt(del, avsnitt) if avsnitt.delar_besoken() => Self::Allt(del, Resultat),
            Self::Inre(del, Ko, nr, "stalld_i_ko") => Self::Inre(del, Resultat, nr, "i_ko"),
            Self::Kolumn(del, Ko, "stalld_i_ko") => Self::Kolumn(del, Resultat, "i_ko"),
            Self::Inre(..)
            | Self::Rad(..)
            | Self::Kolumn(..)
            | Self::Allt(..)
            | Self::Timme(..)
            | Self::UtanTimme => return None,
        })
        .filter(|annan| *annan != self)
    }
}

/// Register, a number for each nyckel, the same in all periods.
#[derive(Debug, Default)]
pub(super) struct Register<'a>(HashMap<Nyckel<'a>, u32>);

impl<'a> Register<'a> {
    fn nr(&mut self, nyckel: Nyckel<'a>) -> u32 {
        let nasta = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(nyckel).or_insert(nasta)
    }

    /// The number, where the nyckel has one.
    pub(super) fn har(&self, nyckel: Nyckel<'a>) -> Option<u32> {
        self.0.get(&nyckel).copied()
    }
}

/// Mått, what was counted in one period.
#[derive(Clone, Debug, Default)]
pub(super) struct Matt<'a> {
    /// By part, avsnitt, insats and code.
    pub(super) celler: BTreeMap<(bool, Avsnitt, InsatsNr, &'a str), u64>,
    /// By hour of the week.
    pub(super) timmar: BTreeMap<Veckotimme, u64>,
}

impl Matt<'_> {
    /// Adds another period to this.
    pub(super) fn lagg_till(&mut self, annat: &Self) {
        for (vad, antal) in &annat.celler {
            *self.celler.entry(*vad).or_default() += antal;
        }
        for (timme, antal) in &annat.timmar {
            *self.timmar.entry(*timme).or_default() += antal;
        }
    }
}

/// Vittne, a shift of this period's cells (of none, where it is within the parts) that every period in it can follow.
#[derive(Clone, Debug)]
pub(super) struct Vittne {
    /// The shift.
    pub(super) flytt: Flytt,
    /// The hidden cells that no other shift has been kept for: node and cell.
    pub(super) ansvar: Vec<(usize, u32)>,
}

/// Nod, one period.
#[derive(Debug)]
pub(super) struct Nod {
    pub(super) system: System,
    pub(super) lagen: Vec<Lage>,
    /// The parts: three months, or four quarters.
    pub(super) barn: Vec<usize>,
    pub(super) vittnen: Vec<Vittne>,
    /// By cell: what it stands for, several where they are the same number.
    pub(super) nycklar: Vec<Vec<u32>>,
    /// By number of nyckel: the cell, or none.
    lokal: Vec<Option<u32>>,
    /// Rows that are divided only where everybody sees that there are visits enough: all of the row, and its parts.
    delade: Vec<(u32, Vec<u32>)>,
    timmarna_gar_ihop: bool,
}

impl Nod {
    pub(super) fn ny<'a>(
        register: &mut Register<'a>,
        matt: &Matt<'a>,
        barn: (&[usize], &[Nod]),
    ) -> Self {
        let (barn, noder) = barn;
        let mut nod = Self {
            system: System::default(),
            lagen: Vec::new(),
            barn: barn.to_vec(),
            vittnen: Vec::new(),
            nycklar: Vec::new(),
            lokal: Vec::new(),
            delade: Vec::new(),
            timmarna_gar_ihop: barn.iter().all(|nr| noder[*nr].timmarna_gar_ihop),
        };
        let delar: Vec<&Self> = barn.iter().map(|nr| &noder[*nr]).collect();
        let mut koder = BTreeMap::<(bool, Avsnitt), BTreeSet<&'a str>>::new();
        let mut insatser = BTreeMap::<(bool, Avsnitt), BTreeSet<InsatsNr>>::new();
        for (del, avsnitt, nr, kod) in matt.celler.keys() {
            koder.entry((*del, *avsnitt)).or_default().insert(kod);
            insatser.entry((*del, *avsnitt)).or_default().insert(*nr);
        }
        for ((del, avsnitt), koder) in &koder {
            let insatser = &insatser[&(*del, *avsnitt)];
            nod.tabell(register, matt, (*del, *avsnitt), (insatser, koder), &delar);
        }
        nod.timmar(register, matt);
        nod.lagen = nod.system.forst();
        nod
    }

    fn tabell<'a>(
        &mut self,
        register: &mut Register<'a>,
        matt: &Matt<'a>,
        (del, avsnitt): (bool, Avsnitt),
        (insatser, koder): (&BTreeSet<InsatsNr>, &BTreeSet<&'a str>),
        delar: &[&Self],
    ) {
        let mut rader = Vec::new();
        let mut kolumner = vec![Vec::new(); koder.len()];
        let mut summor = vec![0; koder.len()];
        for nr in insatser {
            let antal = |kod: &&'a str| {
                let hittad = matt.celler.get(&(del, avsnitt, *nr, *kod));
                hittad.copied().unwrap_or(0)
            };
            let summa: u64 = koder.iter().map(antal).sum();
            let odelad = avsnitt.delar_inte_fa() && summa < ODELADE;
            let mut rad = Vec::new();
            for (plats, kod) in koder.iter().enumerate() {
                let nyckel = Nyckel::Inre(del, avsnitt, *nr, kod);
                let antal = antal(kod);
                let cell = self.cell(register, nyckel, (antal, u64::from(!odelad)), delar);
                rad.push(cell);
                kolumner[plats].push(cell);
                summor[plats] += antal;
            }
            if avsnitt.har_summa() {
                let nyckel = Nyckel::Rad(del, avsnitt, *nr);
                let alla = self.cell(register, nyckel, (summa, SUMMA), delar);
                if avsnitt.delar_inte_fa() {
                    self.delade.push((alla, rad.clone()));
                }
                self.system.summa(alla, rad);
                rader.push(alla);
            }
        }
        let mut alla_koder = Vec::new();
        for ((kod, kolumn), antal) in koder.iter().zip(kolumner).zip(&summor) {
            let nyckel = Nyckel::Kolumn(del, avsnitt, kod);
            let alla = self.cell(register, nyckel, (*antal, SUMMA), delar);
            self.system.summa(alla, kolumn);
            alla_koder.push(alla);
        }
        if avsnitt.har_summa() {
            let nyckel = Nyckel::Allt(del, avsnitt);
            let allt = self.cell(register, nyckel, (summor.iter().sum(), ALLT), delar);
            self.system.summa(allt, rader);
            self.system.summa(allt, alla_koder);
        }
    }

    /// The hours are of both parts, and of no more visits than there are.
    fn timmar<'a>(&mut self, register: &mut Register<'a>, matt: &Matt<'a>) {
        let alla: Vec<u32> = [false, true]
            .into_iter()
            .filter_map(|del| self.hitta(register.har(Nyckel::Allt(del, Avsnitt::Resultat))?))
            .collect();
        let besok: u64 = alla.iter().map(|cell| self.system.antal(*cell)).sum();
        let kanda: u64 = matt.timmar.values().sum();
        let mut led: Vec<(u32, i64)> = alla.into_iter().map(|cell| (cell, -1)).collect();
        for (timme, antal) in &matt.timmar {
            let nyckel = Nyckel::Timme(timme.dag, timme.timme);
            led.push((self.cell(register, nyckel, (*antal, 1), &[]), 1));
        }
        self.timmarna_gar_ihop &= kanda <= besok;
        if self.timmarna_gar_ihop {
            if kanda < besok {
                let nyckel = Nyckel::UtanTimme;
                led.push((self.cell(register, nyckel, (besok - kanda, 0), &[]), 1));
            }
            self.system.villkor(led);
        }
    }

    fn cell<'a>(
        &mut self,
        register: &mut Register<'a>,
        nyckel: Nyckel<'a>,
        (antal, tyngd): (u64, u64),
        delar: &[&Self],
    ) -> u32 {
        let nr = register.nr(nyckel);
        let annan = nyckel.samma_som().and_then(|annan| {
            let annan = register.har(annan)?;
            let cell = self.hitta(annan)?;
            // What is the same by chance in a quarter and not in its months is not the same.
            let i_delarna = delar.iter().all(|del| del.samma(nr, annan));
            (self.system.antal(cell) == antal && i_delarna).then_some(cell)
        });
        let cell = annan.unwrap_or_else(|| {
            self.nycklar.push(Vec::new());
            if tyngd == 0 {
                self.system.utanfor(antal)
            } else {
                self.system.cell(antal, tyngd)
            }
        });
        self.nycklar[cell as usize].push(nr);
        if !matches!(nyckel, Nyckel::Inre(..) | Nyckel::UtanTimme) {
            self.system.minst_en(cell);
        }
        if self.lokal.len() <= nr as usize {
            self.lokal.resize(nr as usize + 1, None);
        }
        self.lokal[nr as usize] = Some(cell);
        cell
    }

    fn samma(&self, ett: u32, annat: u32) -> bool {
        let noll = |cell: Option<u32>| cell.is_none_or(|cell| self.system.antal(cell) == 0);
        let (ett, annat) = (self.hitta(ett), self.hitta(annat));
        ett == annat || noll(ett) && noll(annat)
    }

    /// The cell of a nyckel, where the period has it.
    pub(super) fn hitta(&self, nyckel: u32) -> Option<u32> {
        self.lokal.get(nyckel as usize).copied().flatten()
    }

    /// How a nyckel is shown; one that nothing was counted of is 0.
    pub(super) fn visad(&self, nyckel: Option<u32>) -> Cell {
        let Some(cell) = nyckel.and_then(|nyckel| self.hitta(nyckel)) else {
            return Cell::Antal(0);
        };
        self.lagen[cell as usize].cell(self.system.antal(cell))
    }

    /// Another period's shift, forwards or backwards, as one of this period; none where it is not one here.
    pub(super) fn oversatt(&self, fran: &Self, flytt: &[(u32, i64)], tecken: i64) -> Option<Flytt> {
        let mut har = Vec::new();
        for (cell, andring) in flytt {
            for nyckel in &fran.nycklar[*cell as usize] {
                har.push((self.hitta(*nyckel)?, andring * tecken));
            }
        }
        har.sort_unstable();
        // What is the same number here must have moved as one.
        let hela = har.chunk_by(|a, b| a.0 == b.0).all(|del| {
            del.len() == self.nycklar[del[0].0 as usize].len()
                && del.iter().all(|(_, andring)| *andring == del[0].1)
        });
        har.dedup();
        (hela && self.system.haller(&har)).then_some(har)
    }

    /// When all is decided: a row whose visits are hidden is not divided either. Else that it is would tell that they are
    /// [`ODELADE`] or more.
    pub(super) fn hall_ihop(&mut self) {
        for (alla, delar) in std::mem::take(&mut self.delade) {
            if self.lagen[alla as usize] != Lage::Oppen {
                for del in delar {
                    self.lagen[del as usize] = Lage::Utanfor;
                }
            }
        }
    }

    /// Whether another period's shift can be made the other way here, with nothing more hidden.
    pub(super) fn kan_mota(&self, fran: &Self, flytt: &[(u32, i64)]) -> bool {
        // Nearly always one of the first cells tells that it cannot.
        let kan = |(cell, andring): &(u32, i64)| {
            let har = self.hitta(fran.nycklar[*cell as usize][0]);
            har.is_some_and(|cell| self.ar_dold_och_kan(cell, -andring))
        };
        flytt.iter().all(kan)
            && self
                .oversatt(fran, flytt, -1)
                .is_some_and(|flytt| self.ryms(&flytt))
    }

    /// Whether a cell is one to four.
    pub(super) fn ar_liten(&self, cell: u32) -> bool {
        self.system.ar_liten(cell)
    }

    /// The small cells of a shift that none before it has moved.
    pub(super) fn nya(&self, tackt: &mut [bool], flytt: &[(u32, i64)]) -> Vec<u32> {
        let mut nya = Vec::new();
        for (cell, _) in flytt {
            if self.ar_liten(*cell) && !std::mem::replace(&mut tackt[*cell as usize], true) {
                nya.push(*cell);
            }
        }
        nya
    }

    /// What a shift costs here.
    pub(super) fn kostar(&self, flytt: &[(u32, i64)]) -> u64 {
        let pris = flytt.iter().map(|(cell, andring)| {
            let pris = self.system.pris(&self.lagen, *cell, *andring);
            pris.unwrap_or(SISTA * 4)
        });
        pris.fold(0, u64::saturating_add)
    }

    /// Whether nothing more must be hidden for a shift.
    pub(super) fn ryms(&self, flytt: &[(u32, i64)]) -> bool {
        flytt
            .iter()
            .all(|(cell, andring)| self.ar_dold_och_kan(*cell, *andring))
    }

    /// Whether the cell of a nyckel is hidden.
    pub(super) fn ar_dold(&self, nyckel: u32) -> bool {
        self.hitta(nyckel)
            .is_some_and(|cell| self.lagen[cell as usize] != Lage::Oppen)
    }

    /// Whether a cell is hidden and can be so much more.
    pub(super) fn ar_dold_och_kan(&self, cell: u32, andring: i64) -> bool {
        self.system
            .pris(&self.lagen, cell, andring)
            .is_some_and(|pris| pris == 1)
    }
}
