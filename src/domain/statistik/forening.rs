//! Förening, a period decided with the shorter ones in it, whose figures stand ([`super::publicering`]).

use std::collections::BTreeMap;

use super::nod::{Nod, Vittne};
use super::skydd::{DOLJA, Flytt, Lage, Sokning};

/// A search for another shift stops after so many cells: then more is hidden than is needed, never less.
const HOGST: u64 = 1_000;
/// And all of them together after so many, in one period.
const BUDGET: u64 = 4_000_000;
/// With so many other months at most.
const ANDRA: usize = 2;

/// Hides what is small in a period, and what would give away that or anything hidden in its parts. Returns how many cells
/// were looked at.
pub(super) fn forena(noder: &mut [Nod], nr: usize) -> u64 {
    let vagar = |barn: &usize| vagar(noder, *barn);
    let mut forening = Forening {
        nr,
        vagar: noder[nr].barn.iter().map(vagar).collect(),
        tackt: vec![false; noder[nr].system.celler()],
        sokningar: BTreeMap::new(),
        noder,
    };
    forening.ensamma();
    forening.egna();
    forening.delarna();
    forening.steg()
}

/// The months in a node, each with what it lies in, up to the node itself.
fn vagar(noder: &[Nod], nod: usize) -> Vec<Vec<usize>> {
    if noder[nod].barn.is_empty() {
        return vec![vec![nod]];
    }
    let barn = noder[nod].barn.iter();
    barn.flat_map(|barn| vagar(noder, *barn))
        .map(|mut vag| {
            vag.push(nod);
            vag
        })
        .collect()
}

/// How a shift in one month is to be made good.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Satt {
    /// Another month shifts just the other way: the whole period stays as it is.
    Motvagt,
    /// The period shifts too, where it is hidden already; another month may help.
    Gratis,
    /// The period shifts too, and what must be is hidden.
    Dolj,
}

/// A shift of a month and perhaps of another one.
struct Funnen {
    /// What the period itself shifts.
    flytt: Flytt,
    pris: u64,
}

struct Forening<'n> {
    noder: &'n mut [Nod],
    nr: usize,
    /// By part: its months, each with what it lies in.
    vagar: Vec<Vec<Vec<usize>>>,
    /// By cell of the period: whether a shift that is kept moves it.
    tackt: Vec<bool>,
    /// By month.
    sokningar: BTreeMap<usize, Sokning>,
}

impl Forening<'_> {
    /// Where one part is hidden and the others are shown, the sum would tell it.
    fn ensamma(&mut self) {
        let nod = &self.noder[self.nr];
        let ensam = |nyckel: u32| {
            let mut dolda = nod
                .barn
                .iter()
                .map(|barn| &self.noder[*barn])
                .filter_map(|barn| {
                    let cell = barn.hitta(nyckel)?;
                    barn.ar_dold(nyckel).then(|| barn.ar_liten(cell))
                });
            dolda.next() == Some(true) && dolda.next().is_none()
        };
        let ensamma: Vec<usize> = (0..nod.lagen.len())
            .filter(|cell| nod.lagen[*cell] == Lage::Oppen && ensam(nod.nycklar[*cell][0]))
            .collect();
        for cell in ensamma {
            self.noder[self.nr].lagen[cell] = Lage::Dold;
        }
    }

    /// Every shift of a part is kept or replaced.
    fn delarna(&mut self) {
        let mut kvar = Vec::new();
        for (del, barn) in self.noder[self.nr].barn.clone().into_iter().enumerate() {
            for plats in 0..self.noder[barn].vittnen.len() {
                let vittne = &self.noder[barn].vittnen[plats];
                if vittne.ansvar.is_empty() || self.har_motvikt(del, barn, &vittne.flytt) {
                    continue;
                }
                let (flytt, ansvar) = (vittne.flytt.clone(), vittne.ansvar.clone());
                match self.lyft(barn, &flytt) {
                    Some(flytt) if self.noder[self.nr].ryms(&flytt) => self.behall(flytt, ansvar),
                    _ => kvar.push((barn, flytt, ansvar)),
                }
            }
        }
        for (barn, flytt, mut ansvar) in kvar {
            let ryms = |lyft: &Option<Flytt>, noder: &[Nod]| {
                (lyft.as_ref()).is_some_and(|flytt| noder[self.nr].ryms(flytt))
            };
            let lyft = self.lyft(barn, &flytt);
            if ryms(&lyft, self.noder) {
                self.behall_dyrt(lyft, ansvar);
                continue;
            }
            ansvar.retain(|(nod, cell)| {
                !self.annars(*nod, *cell, Satt::Motvagt) && !self.annars(*nod, *cell, Satt::Gratis)
            });
            // What is left costs: one by one, or the old shift for all of them.
            let hela = lyft
                .as_ref()
                .map_or(u64::MAX, |lyft| self.noder[self.nr].kostar(lyft));
            while let Some((nod, cell)) = ansvar.pop() {
                match self.billigast(nod, cell, Satt::Dolj) {
                    Some(funnen) if funnen.pris <= hela => {
                        self.behall(funnen.flytt, vec![(nod, cell)]);
                    }
                    _ => {
                        ansvar.push((nod, cell));
                        self.behall_dyrt(lyft, ansvar);
                        break;
                    }
                }
            }
        }
    }

    /// What is small in the period itself, where no shift that is kept moves it.
    fn egna(&mut self) {
        for cell in 0..u32::try_from(self.tackt.len()).unwrap_or(0) {
            let liten = self.noder[self.nr].lagen[cell as usize] == Lage::Liten;
            if self.tackt[cell as usize] || !liten {
                continue;
            }
            let mut funnen = self.billigast(self.nr, cell, Satt::Gratis);
            if funnen.is_none() {
                funnen = self.billigast(self.nr, cell, Satt::Dolj);
            }
            let flytt = funnen.map(|funnen| funnen.flytt).or_else(|| {
                let nod = &self.noder[self.nr];
                let vittnen = nod.barn.iter().flat_map(|barn| {
                    let vittnen = self.noder[*barn].vittnen.iter();
                    vittnen.filter_map(|vittne| self.lyft(*barn, &vittne.flytt))
                });
                vittnen
                    .filter(|flytt| flytt.iter().any(|(annan, _)| *annan == cell))
                    .min_by_key(|flytt| nod.kostar(flytt))
            });
            self.behall_dyrt(flytt, Vec::new());
        }
    }

    /// A shift of a part as one of the whole.
    fn lyft(&self, barn: usize, flytt: &[(u32, i64)]) -> Option<Flytt> {
        self.noder[self.nr].oversatt(&self.noder[barn], flytt, 1)
    }

    fn behall(&mut self, flytt: Flytt, mut ansvar: Vec<(usize, u32)>) {
        let nod = &mut self.noder[self.nr];
        nod.system.dolj(&mut nod.lagen, &flytt);
        let nya = nod.nya(&mut self.tackt, &flytt);
        ansvar.extend(nya.into_iter().map(|cell| (self.nr, cell)));
        if !flytt.is_empty() {
            nod.vittnen.push(Vittne { flytt, ansvar });
        }
    }

    /// As it must be; where a shift of a part is none here, which the relations leave no room for, everything is hidden.
    fn behall_dyrt(&mut self, lyft: Option<Flytt>, ansvar: Vec<(usize, u32)>) {
        let flytt = lyft.unwrap_or_else(|| {
            let system = &self.noder[self.nr].system;
            (0..)
                .take(system.celler())
                .map(|cell| (cell, i64::try_from(system.antal(cell)).unwrap_or(i64::MAX)))
                .filter(|(_, antal)| *antal > 0)
                .collect()
        });
        self.behall(flytt, ansvar);
    }

    /// Whether a month of another part can shift the other way, as it is.
    fn har_motvikt(&self, del: usize, barn: usize, flytt: &[(u32, i64)]) -> bool {
        self.andra(del).any(|vag| {
            vag.iter().all(|nod| {
                self.noder[*nod]
                    .oversatt(&self.noder[barn], flytt, -1)
                    .is_some_and(|flytt| self.noder[*nod].ryms(&flytt))
            })
        })
    }

    /// The months of the other parts.
    fn andra(&self, del: usize) -> impl Iterator<Item = &Vec<usize>> {
        let delar = self.vagar.iter().enumerate();
        delar
            .filter(move |(annan, _)| *annan != del)
            .flat_map(|(_, vagar)| vagar)
    }

    /// Keeps another shift that holds a hidden cell of a node, where there is one.
    fn annars(&mut self, nod: usize, cell: u32, satt: Satt) -> bool {
        let funnen = self.billigast(nod, cell, satt);
        let fanns = funnen.is_some();
        if let Some(funnen) = funnen.filter(|funnen| !funnen.flytt.is_empty()) {
            self.behall(funnen.flytt, vec![(nod, cell)]);
        }
        fanns
    }

    fn steg(&self) -> u64 {
        self.sokningar.values().map(|sok| sok.steg).sum()
    }

    /// The cheapest shift that moves a cell of a node; the first that costs nothing.
    fn billigast(&mut self, nod: usize, cell: u32, satt: Satt) -> Option<Funnen> {
        let nyckel = *self.noder[nod].nycklar[cell as usize].first()?;
        if self.steg() > BUDGET {
            return None;
        }
        let mut basta: Option<Funnen> = None;
        for (del, vagar) in self.vagar.clone().iter().enumerate() {
            // The cell must move in its own node: that one lies on the way.
            let egen = nod == self.nr;
            for vag in vagar.iter().filter(|vag| egen || vag.contains(&nod)) {
                let Some(start) = self.noder[vag[0]].hitta(nyckel) else {
                    continue;
                };
                let andra: Vec<Vec<usize>> = self
                    .andra(del)
                    .filter(|mot| self.noder[mot[0]].ar_dold(nyckel))
                    .take(ANDRA)
                    .cloned()
                    .collect();
                let ensam = (satt != Satt::Motvagt).then_some(None);
                for mot in ensam.into_iter().chain(andra.iter().map(Some)) {
                    let tak = basta.as_ref().map_or(u64::MAX, |basta| basta.pris);
                    let funnen = self.gemensam(start, vag, mot.map(Vec::as_slice), satt);
                    let funnen =
                        funnen.filter(|funnen| funnen.pris < tak && (!egen || funnen.moter(cell)));
                    if let Some(funnen) = funnen {
                        if funnen.pris < DOLJA {
                            return Some(funnen);
                        }
                        basta = Some(funnen);
                    }
                }
            }
        }
        basta
    }

    /// A shift of a cell of the month `vag[0]` that all of `vag` follow, and perhaps one of `mot[0]` that all of `mot` follow.
    fn gemensam(
        &mut self,
        start: u32,
        vag: &[usize],
        mot: Option<&[usize]>,
        satt: Satt,
    ) -> Option<Funnen> {
        let noder = &*self.noder;
        let (har, hela) = (&noder[vag[0]], &noder[self.nr]);
        let kan = |vag: &[usize], nyckel: u32, andring: i64| {
            vag.iter().all(|nod| {
                let nod = &noder[*nod];
                nod.hitta(nyckel)
                    .is_some_and(|cell| nod.ar_dold_och_kan(cell, andring))
            })
        };
        let kan_mot = |nyckel, andring: i64| mot.is_some_and(|mot| kan(mot, nyckel, -andring));
        // What it costs that the whole period moves with it.
        let i_hela = |nyckel, andring| {
            let cell = hela.hitta(nyckel)?;
            let pris = hela.system.pris(&hela.lagen, cell, andring)?;
            (satt == Satt::Dolj && pris < u64::MAX || satt == Satt::Gratis && pris == 1)
                .then_some(pris)
        };
        let i_ett = |cell: u32, andring: i64| {
            let nyckel = har.nycklar[cell as usize][0];
            if !kan(vag, nyckel, andring) {
                return None;
            }
            match i_hela(nyckel, andring) {
                Some(1) => Some(1),
                _ if kan_mot(nyckel, andring) => Some(2),
                annars => annars,
            }
        };
        let sok = sokning(&mut self.sokningar, vag[0], har);
        let (ett, mut pris) = har.system.finn(sok, start, 2, &i_ett)?;
        let mut netto = self.folj(vag, har, &ett)?;
        if let Some(mot) = mot {
            let annat = &noder[mot[0]];
            // What the period does not move with must move back here.
            let tillbaka = |(cell, andring): &(u32, i64)| {
                let nyckel = har.nycklar[*cell as usize][0];
                let med = i_hela(nyckel, *andring);
                (med != Some(1) && kan_mot(nyckel, *andring))
                    .then(|| annat.hitta(nyckel).map(|cell| (cell, -andring)))
                    .flatten()
            };
            let mut gjort: Flytt = ett.iter().filter_map(tillbaka).collect();
            gjort.sort_unstable();
            gjort.dedup();
            if gjort.is_empty() {
                return None;
            }
            let i_annat = |cell: u32, andring: i64| {
                let nyckel = annat.nycklar[cell as usize][0];
                kan(mot, nyckel, andring)
                    .then(|| i_hela(nyckel, andring))
                    .flatten()
            };
            let sok = sokning(&mut self.sokningar, mot[0], annat);
            let (andra, mer) = annat.system.fyll(sok, &gjort, 2, &i_annat)?;
            pris += mer;
            netto.extend(self.folj(mot, annat, &andra)?);
            netto.sort_unstable();
        }
        let mut flytt: Flytt = Vec::new();
        for (cell, andring) in netto {
            match flytt.last_mut().filter(|(forra, _)| *forra == cell) {
                Some((_, forra)) => *forra += andring,
                None => flytt.push((cell, andring)),
            }
        }
        flytt.retain(|(_, andring)| *andring != 0);
        let hela = &self.noder[self.nr];
        if satt == Satt::Dolj {
            pris = hela.kostar(&flytt);
        } else if !hela.ryms(&flytt) {
            return None;
        }
        Some(Funnen { flytt, pris })
    }

    /// A shift of a month in all that it lies in; as the period itself has it.
    fn folj(&self, vag: &[usize], manad: &Nod, flytt: &[(u32, i64)]) -> Option<Flytt> {
        let alla = vag.iter().all(|nod| {
            let nod = &self.noder[*nod];
            nod.oversatt(manad, flytt, 1)
                .is_some_and(|flytt| nod.ryms(&flytt))
        });
        alla.then(|| self.noder[self.nr].oversatt(manad, flytt, 1))
            .flatten()
    }
}

impl Funnen {
    fn moter(&self, cell: u32) -> bool {
        self.flytt.iter().any(|(annan, _)| *annan == cell)
    }
}

fn sokning<'s>(
    sokningar: &'s mut BTreeMap<usize, Sokning>,
    nr: usize,
    nod: &Nod,
) -> &'s mut Sokning {
    sokningar
        .entry(nr)
        .or_insert_with(|| Sokning::ny(&nod.system, HOGST))
}
