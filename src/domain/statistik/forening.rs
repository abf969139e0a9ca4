//! Förening, a period decided with the shorter ones in it, whose figures stand ([`super::publicering`]).

mod plan;

use std::collections::BTreeMap;

use super::nod::{Nod, Vittne};
use super::skydd::{Flytt, Lage, Sokning};
use plan::{Mojliga, Satt};

/// Hides what is small in a period, and what would give away that or anything hidden in its parts. Returns how many cells
/// were looked at.
pub(super) fn forena(noder: &mut [Nod], nr: usize) -> u64 {
    let vagar = vagar(noder, nr);
    let mut forening = Forening {
        nr,
        mojliga: Mojliga::ny(noder, &vagar),
        vagar,
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

struct Forening<'n> {
    noder: &'n mut [Nod],
    nr: usize,
    /// The months, each with what it lies in.
    vagar: Vec<Vec<usize>>,
    mojliga: Mojliga,
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
        for barn in self.noder[self.nr].barn.clone() {
            for plats in 0..self.noder[barn].vittnen.len() {
                let vittne = &self.noder[barn].vittnen[plats];
                if vittne.ansvar.is_empty() || self.har_motvikt(barn, &vittne.flytt) {
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
            let nod = &self.noder[self.nr];
            let liten = nod.lagen[cell as usize] != Lage::Oppen && nod.ar_liten(cell);
            if self.tackt[cell as usize] || !liten {
                continue;
            }
            let mut funnen = self.billigast(self.nr, cell, Satt::Gratis);
            if funnen.is_none() {
                funnen = self.billigast(self.nr, cell, Satt::Dolj);
            }
            let flytt = funnen.map(|funnen| funnen.flytt).or_else(|| {
                let nod = &self.noder[self.nr];
                let nyckel = nod.nycklar[cell as usize][0];
                let vittnen = nod.barn.iter().flat_map(|barn| {
                    let del = &self.noder[*barn];
                    let har = del.hitta(nyckel);
                    let vittnen = del.vittnen.iter().filter(move |vittne| {
                        let mut rorda = vittne.flytt.iter();
                        rorda.any(|(annan, _)| Some(*annan) == har)
                    });
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
    fn har_motvikt(&self, barn: usize, flytt: &[(u32, i64)]) -> bool {
        let mut andra = self.vagar.iter().filter(|vag| !vag.contains(&barn));
        andra.any(|vag| {
            vag.iter()
                .filter(|nod| **nod != self.nr)
                .all(|nod| self.noder[*nod].kan_mota(&self.noder[barn], flytt))
        })
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
}
