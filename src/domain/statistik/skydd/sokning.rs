//! The cheapest shift of a cell.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{DOLJA, Flytt, System};

/// What a change of a cell costs; none where it cannot be made.
type Pris<'a> = &'a dyn Fn(u32, i64) -> Option<u64>;

/// So many cells that stand in more than two relations are tried at one place.
const BREDD: usize = 6;

/// Sökning, what the search needs from one time to the next.
#[derive(Clone, Debug)]
pub struct Sokning {
    /// How many cells were looked at.
    pub steg: u64,
    /// At most so many for one path.
    hogst: u64,
    /// By relation and sign: the search that saw it, the price to there, and where from.
    platser: Vec<Plats>,
    nu: u32,
    /// How many cells of each relation that stand in at most two.
    kanter: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Plats {
    nu: u32,
    pris: u64,
    fran: u32,
    cell: u32,
    andring: i64,
}

/// A shift that is not done: relations that it leaves untrue, and by how much.
#[derive(Clone, Debug, Default)]
struct Forsok {
    flytt: Flytt,
    obalans: Vec<(u32, i64)>,
    pris: u64,
}

impl Forsok {
    fn rubba(&mut self, villkor: u32, med: i64) {
        match self.obalans.iter().position(|(nr, _)| *nr == villkor) {
            Some(plats) => {
                self.obalans[plats].1 += med;
                if self.obalans[plats].1 == 0 {
                    self.obalans.remove(plats);
                }
            }
            None => self.obalans.push((villkor, med)),
        }
    }

    fn har(&self, cell: u32) -> bool {
        self.flytt.iter().any(|(annan, _)| *annan == cell)
    }
}

impl Sokning {
    /// For one system; a path is given up after so many cells.
    pub fn ny(system: &System, hogst: u64) -> Self {
        let kanter = system.villkor.iter().map(|led| {
            let i_natet = led
                .iter()
                .filter(|(cell, _)| system.i_villkor[*cell as usize].len() <= 2);
            u32::try_from(i_natet.count()).unwrap_or(u32::MAX)
        });
        Self {
            steg: 0,
            hogst,
            platser: vec![Plats::default(); system.villkor.len() * 2 + 2],
            nu: 0,
            kanter: kanter.collect(),
        }
    }
}

/// A relation and the sign of what it lacks.
fn stalle(villkor: u32, tecken: i64) -> u32 {
    villkor * 2 + u32::from(tecken > 0)
}

impl System {
    /// The cheapest shift of a cell, up or down, that `pris` allows, and its price. `djup` cells that stand in more than two
    /// relations may be taken to help.
    pub fn finn(
        &self,
        sok: &mut Sokning,
        cell: u32,
        djup: usize,
        pris: Pris<'_>,
    ) -> Option<(Flytt, u64)> {
        let mut basta: Option<Forsok> = None;
        for andring in [1, -1] {
            let Some(kostar) = pris(cell, andring) else {
                continue;
            };
            let tak = basta.as_ref().map_or(u64::MAX, |forsok| forsok.pris);
            let mut forsok = Forsok::default();
            self.lagg(&mut forsok, cell, andring, kostar);
            if let Some(klart) = self.utjamna(sok, forsok, djup, tak, pris) {
                let gratis = klart.pris < DOLJA;
                basta = Some(klart);
                if gratis {
                    break;
                }
            }
        }
        basta.map(|forsok| (forsok.flytt, forsok.pris))
    }

    /// What must change with changes that are made: the cheapest that keeps every relation, together with them, and its price.
    pub fn fyll(
        &self,
        sok: &mut Sokning,
        gjort: &[(u32, i64)],
        djup: usize,
        pris: Pris<'_>,
    ) -> Option<(Flytt, u64)> {
        let mut forsok = Forsok::default();
        for (cell, andring) in gjort {
            self.lagg(&mut forsok, *cell, *andring, 0);
        }
        self.utjamna(sok, forsok, djup, u64::MAX, pris)
            .map(|forsok| (forsok.flytt, forsok.pris))
    }

    fn lagg(&self, forsok: &mut Forsok, cell: u32, andring: i64, kostar: u64) {
        forsok.flytt.push((cell, andring));
        forsok.pris += kostar;
        for (villkor, tecken) in &self.i_villkor[cell as usize] {
            forsok.rubba(*villkor, tecken * andring);
        }
    }

    /// Makes every relation true again, for less than `tak`.
    fn utjamna(
        &self,
        sok: &mut Sokning,
        mut forsok: Forsok,
        djup: usize,
        tak: u64,
        pris: Pris<'_>,
    ) -> Option<Forsok> {
        loop {
            if forsok.pris >= tak {
                return None;
            }
            // The one with the fewest ways out first: it may have to choose for the others.
            let forst = forsok
                .obalans
                .iter()
                .min_by_key(|(villkor, _)| (sok.kanter[*villkor as usize], *villkor));
            let Some((villkor, med)) = forst.copied() else {
                return Some(forsok);
            };
            if !self.vag(sok, &mut forsok, villkor, med.signum(), pris) {
                return (djup > 0)
                    .then(|| self.via(sok, &forsok, (villkor, med.signum()), djup, tak, pris))
                    .flatten();
            }
        }
    }

    /// With one of the cells of the relation that stand in more than two.
    fn via(
        &self,
        sok: &mut Sokning,
        forsok: &Forsok,
        (villkor, med): (u32, i64),
        djup: usize,
        mut tak: u64,
        pris: Pris<'_>,
    ) -> Option<Forsok> {
        let mut mojliga: Vec<(u64, u32, i64)> = self.villkor[villkor as usize]
            .iter()
            .filter(|(cell, _)| self.i_villkor[*cell as usize].len() > 2 && !forsok.har(*cell))
            .filter_map(|(cell, tecken)| {
                let andring = -med * tecken;
                Some((pris(*cell, andring)?, *cell, andring))
            })
            .collect();
        sok.steg += self.villkor[villkor as usize].len() as u64;
        mojliga.sort_unstable();
        let mut basta = None;
        for (kostar, cell, andring) in mojliga.into_iter().take(BREDD) {
            let mut med_den = forsok.clone();
            self.lagg(&mut med_den, cell, andring, kostar);
            if let Some(klart) = self.utjamna(sok, med_den, djup - 1, tak, pris) {
                tak = klart.pris;
                basta = Some(klart);
                if tak < DOLJA {
                    break;
                }
            }
        }
        basta
    }

    /// The shortest path from a relation that lacks `med` to one that has it over, or to a cell in no other relation; false
    /// where there is none.
    fn vag(
        &self,
        sok: &mut Sokning,
        forsok: &mut Forsok,
        villkor: u32,
        med: i64,
        pris: Pris<'_>,
    ) -> bool {
        let mark = stalle(u32::try_from(self.villkor.len()).unwrap_or(u32::MAX), 0);
        sok.nu += 1;
        let nu = sok.nu;
        let start = stalle(villkor, med);
        sok.platser[start as usize] = Plats {
            nu,
            ..Plats::default()
        };
        let mut ko = BinaryHeap::from([Reverse((0, start))]);
        let tak = sok.steg.saturating_add(sok.hogst);
        let framme = loop {
            let Some(Reverse((hit, har))) = ko.pop() else {
                return false;
            };
            if hit > sok.platser[har as usize].pris {
                continue;
            }
            let (nr, tecken) = (har / 2, i64::from(har % 2) * 2 - 1);
            let over = |(annat, over): &(u32, i64)| *annat == nr && over.signum() == -tecken;
            if har == mark || nr != villkor && forsok.obalans.iter().any(over) {
                break har;
            }
            if sok.steg > tak {
                return false;
            }
            let led = &self.villkor[nr as usize];
            sok.steg += led.len() as u64;
            for (cell, i_denna) in led {
                let i = &self.i_villkor[*cell as usize];
                if i.len() > 2 {
                    continue;
                }
                let andring = -tecken * i_denna;
                let Some(kostar) = pris(*cell, andring) else {
                    continue;
                };
                let nasta = i
                    .iter()
                    .find(|(annat, _)| *annat != nr)
                    .map_or(mark, |(annat, i_den)| stalle(*annat, i_den * andring));
                let plats = &mut sok.platser[nasta as usize];
                if (plats.nu != nu || hit + kostar < plats.pris) && !forsok.har(*cell) {
                    *plats = Plats {
                        nu,
                        pris: hit + kostar,
                        fran: har,
                        cell: *cell,
                        andring,
                    };
                    ko.push(Reverse((hit + kostar, nasta)));
                }
            }
        };
        let fore = forsok.flytt.len();
        let mut har = framme;
        while har != start {
            let plats = sok.platser[har as usize];
            // There and back over the same cell is no way.
            if forsok.har(plats.cell) {
                forsok.flytt.truncate(fore);
                return false;
            }
            forsok.flytt.push((plats.cell, plats.andring));
            har = plats.fran;
        }
        forsok.pris += sok.platser[framme as usize].pris;
        forsok.rubba(villkor, -med);
        if framme != mark {
            forsok.rubba(framme / 2, i64::from(framme % 2) * 2 - 1);
        }
        true
    }
}
