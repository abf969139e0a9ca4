//! Skydd, which cells must be hidden so that no hidden one can be computed (DOK-07). Pure numbers: what a cell stands for is
//! not known here.
//!
//! A cell of one to four is hidden and marked as small, or stands in a row that is not divided. What else is hidden is chosen
//! so that every cell of one to four, and every one that is hidden for its sake, stands in a *flytt* (shift): a change of
//! hidden cells only, after which every relation still holds, a cell marked as small is still one to four, and any other is
//! still zero or more; or one or more where it stands there only because something was counted, as a row, a column and an hour
//! do. Whoever sees only what is shown cannot tell the table from the shifted one, so no algebra and no bounds give a single
//! value. A shift is the proof, and it is kept: a longer period that takes this one in must leave it possible (`publicering`).
//!
//! `Dold` says nothing about the number, and it must not come to do so: a shift first keeps a cell of five or more at five
//! or more, for whoever has noticed that small ones have their own mark. Where there is no such shift, a small cell is marked
//! as `Dold` too, and then that guess is wrong.
//!
//! Relations that share no cell are never looked at together. Most cells stand in two relations (their row and their column),
//! so that a shift is a cycle in a graph and the cheapest one is found by the shortest path; a cell in more (the visits of an
//! insats, which every way to divide them shares) is tried only where no cycle is enough. It always ends: twice as much in
//! every cell of what hangs together is a shift too, where all of it is hidden.

mod sokning;

use std::collections::BTreeSet;

use super::Cell;
pub use sokning::Sokning;

/// The price of hiding one cell more; what is hidden already costs less than this altogether.
pub(super) const DOLJA: u64 = 1 << 24;
/// The price of a small cell marked as no more than hidden, or of a shift that takes a hidden one of more below five.
const OSAKER: u64 = DOLJA * 6;
/// The price of the last resort: a zero hidden.
pub(super) const SISTA: u64 = 1 << 40;

/// Läge, how a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lage {
    /// Shown as it is.
    Oppen,
    /// Hidden, and said to be one to four.
    Liten,
    /// Hidden.
    Dold,
    /// Hidden, as all that it is beside: a row that is not divided, or what no table has and the relations need.
    Utanfor,
}

impl Lage {
    /// How a number is shown.
    pub fn cell(self, antal: u64) -> Cell {
        match self {
            Self::Oppen => Cell::Antal(antal),
            Self::Liten => Cell::FarreAn5,
            Self::Dold => Cell::Dold,
            Self::Utanfor => Cell::Odelad,
        }
    }
}

/// Flytt, changes that leave every relation as it was.
pub type Flytt = Vec<(u32, i64)>;

/// System of cells, and of relations that everybody knows.
#[derive(Clone, Debug, Default)]
pub struct System {
    antal: Vec<u64>,
    tyngd: Vec<u64>,
    /// Whether everybody knows that the cell is not 0.
    minst_en: Vec<bool>,
    villkor: Vec<Vec<(u32, i64)>>,
    i_villkor: Vec<Vec<(u32, i64)>>,
    sedda: BTreeSet<Vec<(u32, i64)>>,
}

/// Skyddat, what was decided.
#[derive(Clone, Debug, Default)]
pub struct Skyddat {
    /// How each cell stands.
    pub lagen: Vec<Lage>,
    /// Shifts that hold every hidden cell together.
    pub flyttar: Vec<Flytt>,
    /// How many cells were looked at on the way: the cost.
    pub steg: u64,
}

impl System {
    /// A cell of a table. A heavier one, `tyngd` from 1, is hidden rather later than a lighter one.
    pub fn cell(&mut self, antal: u64, tyngd: u64) -> u32 {
        let nr = u32::try_from(self.antal.len()).unwrap_or(u32::MAX);
        self.antal.push(antal);
        self.tyngd.push(tyngd);
        self.minst_en.push(false);
        self.i_villkor.push(Vec::new());
        nr
    }

    /// A number that is not told.
    pub fn utanfor(&mut self, antal: u64) -> u32 {
        self.cell(antal, 0)
    }

    /// Everybody knows that a cell is at least one, for what nothing was counted of does not stand there.
    pub fn minst_en(&mut self, cell: u32) {
        self.minst_en[cell as usize] = self.antal(cell) > 0;
    }

    /// The parts add up to the total.
    pub fn summa(&mut self, alla: u32, delar: impl IntoIterator<Item = u32>) {
        self.villkor(
            delar
                .into_iter()
                .map(|del| (del, 1))
                .chain([(alla, -1)])
                .collect(),
        );
    }

    /// The cells times their signs add up to nothing. One that is there already is not taken twice.
    pub fn villkor(&mut self, mut led: Vec<(u32, i64)>) {
        led.sort_unstable();
        led.dedup_by(|b, a| {
            let samma = a.0 == b.0;
            if samma {
                a.1 += b.1;
            }
            samma
        });
        led.retain(|(_, tecken)| *tecken != 0);
        if led.is_empty() || !self.sedda.insert(led.clone()) {
            return;
        }
        let nr = u32::try_from(self.villkor.len()).unwrap_or(u32::MAX);
        for (cell, tecken) in &led {
            self.i_villkor[*cell as usize].push((nr, *tecken));
        }
        self.villkor.push(led);
    }

    /// How many cells.
    pub fn celler(&self) -> usize {
        self.antal.len()
    }

    /// The value of a cell.
    pub fn antal(&self, cell: u32) -> u64 {
        self.antal[cell as usize]
    }

    /// Where only what is small is hidden.
    pub fn forst(&self) -> Vec<Lage> {
        self.antal
            .iter()
            .zip(&self.tyngd)
            .map(|(antal, tyngd)| match (*antal, *tyngd) {
                (_, 0) => Lage::Utanfor,
                (1..=4, _) => Lage::Liten,
                _ => Lage::Oppen,
            })
            .collect()
    }

    /// What it costs to change a cell by so much, as it stands; none where it cannot be.
    pub fn pris(&self, lagen: &[Lage], cell: u32, andring: i64) -> Option<u64> {
        let antal = self.antal[cell as usize];
        let nytt = antal.checked_add_signed(andring)?;
        if nytt == 0 && self.minst_en[cell as usize] {
            return None;
        }
        let liten = (1..5).contains(&antal);
        let tyngd = self.tyngd[cell as usize];
        let osaker = if nytt < 5 { OSAKER } else { 0 };
        Some(match lagen[cell as usize] {
            Lage::Utanfor => 1,
            Lage::Liten if (1..5).contains(&nytt) => 1,
            Lage::Liten => OSAKER,
            Lage::Dold if liten => 1,
            Lage::Dold => 1 + osaker,
            Lage::Oppen if tyngd == 0 => return None,
            Lage::Oppen if antal == 0 => SISTA,
            Lage::Oppen => (DOLJA + antal.min(1 << 20)) * tyngd + osaker,
        })
    }

    /// Whether a cell is one to four.
    pub fn ar_liten(&self, cell: u32) -> bool {
        (1..5).contains(&self.antal[cell as usize])
    }

    /// Hides what a shift needs hidden.
    pub fn dolj(&self, lagen: &mut [Lage], flytt: &[(u32, i64)]) {
        for (cell, andring) in flytt {
            let nytt = self.antal[*cell as usize].checked_add_signed(*andring);
            let lage = &mut lagen[*cell as usize];
            match lage {
                Lage::Oppen => *lage = Lage::Dold,
                Lage::Liten if nytt.is_none_or(|nytt| !(1..5).contains(&nytt)) => {
                    *lage = Lage::Dold;
                }
                Lage::Liten | Lage::Dold | Lage::Utanfor => {}
            }
        }
    }

    /// Whether every relation holds after a shift as before it.
    pub fn haller(&self, flytt: &[(u32, i64)]) -> bool {
        let mut rorda: Vec<(u32, i64)> = flytt
            .iter()
            .flat_map(|(cell, andring)| {
                self.i_villkor[*cell as usize]
                    .iter()
                    .map(move |(villkor, tecken)| (*villkor, tecken * andring))
            })
            .collect();
        rorda.sort_unstable();
        rorda
            .chunk_by(|a, b| a.0 == b.0)
            .all(|del| del.iter().map(|(_, andring)| andring).sum::<i64>() == 0)
    }

    /// Decides what is hidden.
    pub fn skydda(&self) -> Skyddat {
        let mut lagen = self.forst();
        let mut sok = Sokning::ny(self, u64::MAX);
        let mut tackt = vec![false; self.celler()];
        let mut flyttar = Vec::new();
        // What hangs in most relations is hardest to hold, and what it takes with it helps the others.
        let mut ordning: Vec<u32> = (0..)
            .zip(&lagen)
            .filter(|(cell, lage)| **lage != Lage::Oppen && self.ar_liten(*cell))
            .map(|(cell, _)| cell)
            .collect();
        ordning.sort_by_key(|cell| (self.i_villkor[*cell as usize].len() <= 2, *cell));
        for cell in ordning {
            if tackt[cell as usize] {
                continue;
            }
            let flytt = self
                .billigaste(&mut sok, &lagen, cell)
                .unwrap_or_else(|| self.allt_som_hanger_ihop(cell));
            self.dolj(&mut lagen, &flytt);
            for (cell, _) in &flytt {
                tackt[*cell as usize] = true;
            }
            flyttar.push(flytt);
        }
        Skyddat {
            lagen,
            flyttar,
            steg: sok.steg,
        }
    }

    /// The shift of a cell that needs least hidden: first what is hidden already, then what is five or more, then anything.
    fn billigaste(&self, sok: &mut Sokning, lagen: &[Lage], cell: u32) -> Option<Flytt> {
        let mut finn = |tak: u64, osaker: bool, djup| {
            let pris = |cell, andring| {
                self.pris(lagen, cell, andring)
                    .filter(|pris| *pris < tak && (osaker || !self.ar_osaker(lagen, cell, andring)))
            };
            self.finn(sok, cell, djup, &pris)
        };
        if let Some((flytt, _)) = finn(DOLJA, false, 3) {
            return Some(flytt);
        }
        for (tak, osaker) in [(SISTA, false), (SISTA, true), (u64::MAX, true)] {
            let natet = finn(tak, osaker, 0);
            if let Some((flytt, _)) = natet.as_ref().filter(|(_, pris)| *pris < DOLJA * 6) {
                return Some(flytt.clone());
            }
            let alla = natet.into_iter().chain(finn(tak, osaker, 4));
            if let Some((flytt, _)) = alla.min_by_key(|(_, pris)| *pris) {
                return Some(flytt);
            }
        }
        None
    }

    /// Whether the mark of a cell would tell that it cannot have changed so.
    fn ar_osaker(&self, lagen: &[Lage], cell: u32, andring: i64) -> bool {
        let antal = self.antal[cell as usize];
        let liten = |antal: u64| (1..5).contains(&antal);
        let nytt = antal.saturating_add_signed(andring);
        match lagen[cell as usize] {
            Lage::Utanfor => false,
            Lage::Dold => !liten(antal) && nytt < 5,
            Lage::Liten | Lage::Oppen => liten(antal) != liten(nytt),
        }
    }

    /// Everything in the relations of a cell, and in theirs, as much again.
    fn allt_som_hanger_ihop(&self, cell: u32) -> Flytt {
        let mut med = BTreeSet::from([cell]);
        let mut kvar = vec![cell];
        while let Some(cell) = kvar.pop() {
            for (villkor, _) in &self.i_villkor[cell as usize] {
                for (annan, _) in &self.villkor[*villkor as usize] {
                    if med.insert(*annan) {
                        kvar.push(*annan);
                    }
                }
            }
        }
        med.into_iter()
            .map(|cell| (cell, i64::try_from(self.antal(cell)).unwrap_or(i64::MAX)))
            .filter(|(_, antal)| *antal > 0)
            .collect()
    }
}
