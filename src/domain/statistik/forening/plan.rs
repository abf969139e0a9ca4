//! Plan, a shift of several months under way: what has moved, and what must still be made good.
//!
//! A month shifts a hidden cell by one. In what the month lies in the same cell moves, or another month moves it back; for that
//! the other month must shift more of its own, and so on from month to month, until nothing is left to make good. The way is
//! guessed at, nearest first; what it ends in is proved by that every relation holds and every cell may move so far.

use std::collections::BTreeMap;

use super::super::nod::Nod;
use super::super::skydd::{DOLJA, Flytt, Sokning};
use super::Forening;

/// A search for another shift stops after so many cells: then more is hidden than is needed, never less.
const HOGST: u64 = 1_000;
/// And all of them together after so many, in one period.
const BUDGET: u64 = 20_000_000;
/// So many other months are tried as the first to move back.
const FORSTA: usize = 3;
/// So many months take part at most.
const MANADER: usize = 9;
/// So many cells in more than two relations help at most in one month.
const DJUP: usize = 2;

/// How a shift is to be made good.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Satt {
    /// Months shift against each other: the whole period stays as it is.
    Motvagt,
    /// The period shifts too, where it is hidden already.
    Gratis,
    /// The period shifts too, and what must be is hidden.
    Dolj,
}

/// A shift that was found.
pub(super) struct Funnen {
    /// What the period itself shifts.
    pub(super) flytt: Flytt,
    pub(super) pris: u64,
}

/// Möjliga, which months can move a nyckel by one, up and down: a bit for each, in their order.
#[derive(Default)]
pub(super) struct Mojliga {
    /// By nyckel and direction, where what lies between the month and the period can move with it.
    hela_vagen: Vec<[u16; 2]>,
    /// The same, the month alone.
    manaden: Vec<[u16; 2]>,
}

impl Mojliga {
    pub(super) fn ny(noder: &[Nod], vagar: &[Vec<usize>]) -> Self {
        let mut mojliga = Self::default();
        for (plats, vag) in vagar.iter().enumerate() {
            let (manad, mellan) = (&noder[vag[0]], &vag[1..vag.len() - 1]);
            for (cell, nycklar) in (0..).zip(&manad.nycklar) {
                for (at, andring) in [1, -1].into_iter().enumerate() {
                    if !manad.ar_dold_och_kan(cell, andring) {
                        continue;
                    }
                    for nyckel in nycklar {
                        let kan = |nod: &usize| {
                            let nod = &noder[*nod];
                            nod.hitta(*nyckel)
                                .is_some_and(|cell| nod.ar_dold_och_kan(cell, andring))
                        };
                        mojliga.satt(*nyckel, at, 1 << plats, mellan.iter().all(kan));
                    }
                }
            }
        }
        mojliga
    }

    fn satt(&mut self, nyckel: u32, at: usize, bit: u16, hela_vagen: bool) {
        let nyckel = nyckel as usize;
        if self.manaden.len() <= nyckel {
            self.manaden.resize(nyckel + 1, [0; 2]);
            self.hela_vagen.resize(nyckel + 1, [0; 2]);
        }
        self.manaden[nyckel][at] |= bit;
        if hela_vagen {
            self.hela_vagen[nyckel][at] |= bit;
        }
    }

    fn har(i: &[[u16; 2]], nyckel: u32, andring: i64) -> u16 {
        i.get(nyckel as usize)
            .map_or(0, |bitar| bitar[usize::from(andring < 0)])
    }
}

/// What is sought: a shift that moves this nyckel in this node.
#[derive(Clone, Copy)]
struct Mal {
    nod: usize,
    nyckel: u32,
    satt: Satt,
    /// The months in the node.
    i_noden: u16,
}

#[derive(Default)]
struct Plan {
    /// By node and cell: how far it has moved.
    netto: BTreeMap<(usize, u32), i64>,
    /// The months that have shifted, or could not.
    anvanda: u16,
    /// The month that is to move back first.
    helst: u16,
}

impl Plan {
    fn netto(&self, nod: usize, cell: u32) -> i64 {
        self.netto.get(&(nod, cell)).copied().unwrap_or(0)
    }
}

impl Forening<'_> {
    /// The cheapest shift that moves a cell of a node; the first that costs nothing.
    pub(super) fn billigast(&mut self, nod: usize, cell: u32, satt: Satt) -> Option<Funnen> {
        let nyckel = *self.noder[nod].nycklar[cell as usize].first()?;
        if self.steg() > BUDGET {
            return None;
        }
        let i_noden = self.manader_i(nod);
        let mal = Mal {
            nod,
            nyckel,
            satt,
            i_noden,
        };
        let kan = |andring| Mojliga::har(&self.mojliga.manaden, nyckel, andring);
        let kan = kan(1) | kan(-1);
        let mut basta: Option<Funnen> = None;
        for start in bitar(i_noden & kan) {
            let andra = if nod == self.nr {
                !(1 << start)
            } else {
                kan & !i_noden
            };
            let forsta = bitar(andra & self.manader_i(self.nr)).take(FORSTA);
            for helst in [0].into_iter().chain(forsta.map(|plats| 1 << plats)) {
                let plan = Plan {
                    helst,
                    ..Plan::default()
                };
                let tak = basta.as_ref().map_or(u64::MAX, |basta| basta.pris);
                let funnen = self.planera(plan, start, mal);
                if let Some(funnen) = funnen.filter(|funnen| funnen.pris < tak) {
                    if funnen.pris < DOLJA {
                        return Some(funnen);
                    }
                    basta = Some(funnen);
                }
            }
        }
        basta
    }

    fn manader_i(&self, nod: usize) -> u16 {
        let i = (self.vagar.iter().enumerate()).filter(|(_, vag)| vag.contains(&nod));
        i.map(|(plats, _)| 1 << plats).sum()
    }

    /// A shift that begins in one month.
    fn planera(&mut self, mut plan: Plan, start: usize, mal: Mal) -> Option<Funnen> {
        let mut sokningar = std::mem::take(&mut self.sokningar);
        let gick = self.flytta(&mut plan, &mut sokningar, start, mal);
        self.sokningar = sokningar;
        gick?;
        let hela = &self.noder[self.nr];
        let cell = self.noder[mal.nod].hitta(mal.nyckel)?;
        let flytt: Flytt = plan
            .netto
            .iter()
            .filter(|((nod, _), netto)| *nod == self.nr && **netto != 0)
            .map(|((_, cell), netto)| (*cell, *netto))
            .collect();
        let pris = hela.kostar(&flytt);
        let far = mal.satt == Satt::Dolj || hela.ryms(&flytt);
        (far && plan.netto(mal.nod, cell) != 0).then_some(Funnen { flytt, pris })
    }

    fn flytta(
        &self,
        plan: &mut Plan,
        sokningar: &mut BTreeMap<usize, Sokning>,
        start: usize,
        mal: Mal,
    ) -> Option<()> {
        let mut plats = start;
        let mut gjort: Flytt = Vec::new();
        for _ in 0..MANADER {
            let manad = &self.noder[self.vagar[plats][0]];
            let sok = sokningar
                .entry(plats)
                .or_insert_with(|| Sokning::ny(&manad.system, HOGST));
            let pris = |cell: u32, andring: i64| self.pris(plan, plats, (cell, andring), mal);
            let funnen = if gjort.is_empty() {
                let cell = manad.hitta(mal.nyckel)?;
                manad.system.finn(sok, cell, DJUP, &pris)
            } else {
                manad.system.fyll(sok, &gjort, DJUP, &pris)
            };
            plan.anvanda |= 1 << plats;
            match funnen {
                Some((flytt, _)) => self.lagg(plan, plats, &flytt)?,
                None if gjort.is_empty() => return None,
                // Another month may.
                None => {}
            }
            let kvar = self.kvar(plan, mal.satt);
            if kvar.is_empty() {
                return Some(());
            }
            let Some((nasta, flytt)) = self.nasta(plan, &kvar, mal) else {
                let doljs = kvar.iter().all(|(nod, ..)| *nod == self.nr);
                return (doljs && mal.satt == Satt::Dolj).then_some(());
            };
            (plats, gjort) = (nasta, flytt);
        }
        None
    }

    /// What a change in a month costs, with all that it lies in.
    fn pris(
        &self,
        plan: &Plan,
        plats: usize,
        (cell, andring): (u32, i64),
        mal: Mal,
    ) -> Option<u64> {
        let vag = &self.vagar[plats];
        let manad = &self.noder[vag[0]];
        if !manad.ar_dold_och_kan(cell, andring) {
            return None;
        }
        let nyckel = *manad.nycklar[cell as usize].first()?;
        let mut pris = 1;
        for nr in &vag[1..] {
            let nod = &self.noder[*nr];
            let cell = nod.hitta(nyckel)?;
            let netto = plan.netto(*nr, cell) + andring;
            if (mal.nod, mal.nyckel) == (*nr, nyckel) && netto == 0 {
                return None;
            }
            let kostar = nod.system.pris(&nod.lagen, cell, netto);
            let stannar = *nr == self.nr && mal.satt == Satt::Motvagt;
            if netto == 0 || kostar == Some(1) && !stannar {
                continue;
            }
            // Who moves it back does so in all that is above too.
            let andra = self.motvikter(plan, *nr, (nyckel, -netto), mal) & !(1 << plats);
            if andra & plan.helst != 0 {
                return Some(pris + 1);
            } else if andra != 0 {
                return Some(pris + 4);
            } else if *nr == self.nr && mal.satt == Satt::Dolj {
                pris += kostar?;
            } else {
                return None;
            }
        }
        Some(pris)
    }

    /// The months that can move a nyckel of a node so.
    fn motvikter(&self, plan: &Plan, nod: usize, (nyckel, andring): (u32, i64), mal: Mal) -> u16 {
        let i_noden = if nod == self.nr {
            Mojliga::har(&self.mojliga.hela_vagen, nyckel, andring)
        } else {
            Mojliga::har(&self.mojliga.manaden, nyckel, andring) & self.manader_i(nod)
        };
        // It would move back what is to move.
        let ej = if nyckel == mal.nyckel { mal.i_noden } else { 0 };
        i_noden & !plan.anvanda & !ej
    }

    /// A shift of a month in all that it lies in.
    fn lagg(&self, plan: &mut Plan, plats: usize, flytt: &[(u32, i64)]) -> Option<()> {
        let vag = &self.vagar[plats];
        let manad = &self.noder[vag[0]];
        for nr in vag {
            for (cell, andring) in self.noder[*nr].oversatt(manad, flytt, 1)? {
                *plan.netto.entry((*nr, cell)).or_default() += andring;
            }
        }
        Some(())
    }

    /// What has moved and may not: node, cell, and how far.
    fn kvar(&self, plan: &Plan, satt: Satt) -> Vec<(usize, u32, i64)> {
        let rorda = plan.netto.iter().filter(|(_, netto)| **netto != 0);
        rorda
            .map(|((nod, cell), netto)| (*nod, *cell, *netto))
            .filter(|(nod, cell, netto)| {
                let stannar = *nod == self.nr && satt == Satt::Motvagt;
                stannar || !self.noder[*nod].ar_dold_och_kan(*cell, *netto)
            })
            .collect()
    }

    /// The month that can move most of that back, and what it then moves.
    fn nasta(&self, plan: &Plan, kvar: &[(usize, u32, i64)], mal: Mal) -> Option<(usize, Flytt)> {
        let mut vikter = vec![0; self.vagar.len()];
        let mut kan = Vec::new();
        for (nod, cell, netto) in kvar {
            let nyckel = *self.noder[*nod].nycklar[*cell as usize].first()?;
            let andring = -netto.signum();
            let andra = self.motvikter(plan, *nod, (nyckel, andring), mal);
            for plats in bitar(andra) {
                // Within a part there are fewer to choose from.
                vikter[plats] += if *nod == self.nr { 1 } else { 8 };
            }
            kan.push((andra, nyckel, andring));
        }
        let helst = |plats: usize| u32::from(plan.helst == 1 << plats);
        let (plats, _) = (vikter.iter().enumerate())
            .filter(|(_, vikt)| **vikt > 0)
            .max_by_key(|(plats, vikt)| (**vikt << helst(*plats), std::cmp::Reverse(*plats)))?;
        let manad = &self.noder[self.vagar[plats][0]];
        let mut flytt: Flytt = kan
            .iter()
            .filter(|(andra, ..)| andra & 1 << plats != 0)
            .filter_map(|(_, nyckel, andring)| Some((manad.hitta(*nyckel)?, *andring)))
            .collect();
        flytt.sort_unstable();
        flytt.dedup();
        Some((plats, flytt))
    }
}

/// The places of the bits, the lowest first.
fn bitar(bitar: u16) -> impl Iterator<Item = usize> {
    (0..16).filter(move |plats| bitar & 1 << plats != 0)
}
