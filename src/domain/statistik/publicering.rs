//! Publicering, what may be shown of a period that other periods lie in: a month within a quarter within a year (DOK-07).
//!
//! **What is protected.** In one period no hidden cell can be computed, but for what is five or more in a row that is not divided. All figures of the months, their quarters and their
//! year may moreover lie on one table, and still no number of one to four that was hidden in any of them can be computed. A
//! number of five or more that was hidden for the sake of a small one may then become known; the small one is as safe without.
//!
//! - A month is decided alone, and stands: what is said of it is the same wherever it is read.
//! - An insats with few visits, or a hidden number of them, is not divided ([`super::ODELADE`]). Whether it is follows from
//!   what is shown of its visits and tells no more. What is small in such a row is protected like what is hidden; what is
//!   five or more in it may become known.
//! - A quarter is decided with its three months before it. What holds a small number in a month must be possible in the
//!   quarter too: the quarter's cells are hidden as well, or other months shift the other way and the quarter stays as it
//!   is (`forening::plan`). Where neither is so, more is hidden in the quarter; what the months show is not touched.
//! - A year in the same way with its quarters and all their months. Twelve months that are out already leave less to show:
//!   the sums are kept rather than the parts.
//! - Any other stretch of whole months shows a cell only where all of its years, quarters and months show theirs, or all of
//!   the parts of those: it adds nothing that could not be summed before. However many such stretches there are, and however
//!   they overlap, they tell no more. What they hide is `Dold`, or not divided, for "fewer than five" of a sum would say more of its parts.
//! - Two periods side by side, as now and before, have no month in common.
//!
//! **What is not protected.** A period that is not over: the figure of today less the figure of yesterday tells of those who
//! came between, so what is shown of it is preliminary and should not be sent anywhere ([`super::period::Period::ar_slut`]).
//! A sum of several hidden cells: a row tells what its hidden cells are together, and a quarter less a shown month tells what
//! its two hidden ones are. How far a number can be narrowed down short of one value. What somebody knows from elsewhere: who
//! knows two of the three knows the third. What follows from the rules of which result goes with which outcome of the check.
//! What changes when a visit of a month that is out is entered late, or an insats becomes familjerådgivning.

use std::collections::BTreeMap;

use super::Cell;
use super::forening;
use super::nod::{Matt, Nod, Nyckel, Register, Vittne};
use super::period::{Manad, Period, Periodslag};
use super::underlag::Underlag;

/// Publicering, the years, quarters and months of one period.
#[derive(Debug)]
pub(super) struct Publicering<'a> {
    /// The period.
    pub(super) period: Period,
    register: Register<'a>,
    noder: Vec<Nod>,
    manader: BTreeMap<Manad, usize>,
    /// The largest that together are the period.
    delar: Vec<usize>,
    /// How many cells were looked at on the way.
    pub(super) steg: u64,
}

impl<'a> Publicering<'a> {
    pub(super) fn ny(underlag: &'a Underlag, period: Period) -> Self {
        let mut matt = BTreeMap::<Manad, Matt<'a>>::new();
        for rad in underlag.rader.iter().filter(|rad| period.har(rad.manad)) {
            let celler = &mut matt.entry(rad.manad).or_default().celler;
            let familj = underlag.ar_apart(rad.insats);
            let vad = (familj, rad.avsnitt, rad.insats, rad.kod.as_str());
            *celler.entry(vad).or_default() += rad.antal;
        }
        for (manad, timme, antal) in &underlag.timmar {
            if period.har(*manad) {
                let timmar = &mut matt.entry(*manad).or_default().timmar;
                *timmar.entry(*timme).or_default() += antal;
            }
        }
        let mut har = Self {
            period,
            register: Register::default(),
            noder: Vec::new(),
            manader: BTreeMap::new(),
            delar: Vec::new(),
            steg: 0,
        };
        let mut nasta = Some(period.forsta());
        while let Some(manad) = nasta.filter(|manad| *manad <= period.sista()) {
            let storst = [Periodslag::Ar, Periodslag::Kvartal, Periodslag::Manad]
                .into_iter()
                .map(|slag| Period::kring(slag, manad))
                .find(|del| del.forsta() == manad && del.sista() <= period.sista());
            let Some(storst) = storst else { break };
            let (nod, _) = har.bygg(storst, &mut matt);
            har.delar.push(nod);
            // The last month there is has none after it.
            nasta = Some(storst.sista().plus(1)).filter(|efter| *efter > storst.sista());
        }
        har
    }

    fn bygg(&mut self, period: Period, matt: &mut BTreeMap<Manad, Matt<'a>>) -> (usize, Matt<'a>) {
        let slag = match period.slag() {
            Periodslag::Ar => Some(Periodslag::Kvartal),
            Periodslag::Kvartal => Some(Periodslag::Manad),
            Periodslag::Manad | Periodslag::Annan => None,
        };
        let mut allt = Matt::default();
        let mut barn = Vec::new();
        if let Some(slag) = slag {
            let delar = period.manader().map(|manad| Period::kring(slag, manad));
            let forsta = |del: &Period| period.manader().any(|manad| manad == del.forsta());
            let mut forra = None;
            for del in delar.filter(forsta) {
                if forra != Some(del) {
                    let (nod, matt) = self.bygg(del, matt);
                    allt.lagg_till(&matt);
                    barn.push(nod);
                    forra = Some(del);
                }
            }
        } else {
            allt = matt.remove(&period.forsta()).unwrap_or_default();
        }
        let nod = Nod::ny(&mut self.register, &allt, (&barn, &self.noder));
        let nr = self.noder.len();
        self.noder.push(nod);
        if slag.is_some() {
            self.steg += forening::forena(&mut self.noder, nr);
        } else {
            self.manader.insert(period.forsta(), nr);
            self.ensam(nr);
        }
        self.noder[nr].hall_ihop();
        (nr, allt)
    }

    /// A month alone.
    fn ensam(&mut self, nr: usize) {
        let nod = &mut self.noder[nr];
        let skyddat = nod.system.skydda();
        self.steg += skyddat.steg;
        nod.lagen = skyddat.lagen;
        let mut tackt = vec![false; nod.system.celler()];
        for flytt in skyddat.flyttar {
            let nya = nod.nya(&mut tackt, &flytt);
            let ansvar = nya.into_iter().map(|cell| (nr, cell)).collect();
            nod.vittnen.push(Vittne { flytt, ansvar });
        }
    }

    /// How a cell of the whole period is shown.
    pub(super) fn cell(&self, nyckel: Nyckel<'a>) -> Cell {
        let nyckel = self.register.har(nyckel);
        if let [ensam] = self.delar[..] {
            return self.noder[ensam].visad(nyckel);
        }
        let mut delar = self.delar.iter().map(|del| self.kant(*del, nyckel));
        delar
            .try_fold(0, |summa, del| Some(summa + del?))
            .map_or_else(|| self.dold(nyckel), Cell::Antal)
    }

    /// How the visits of a month, of one insats or of all, are shown.
    pub(super) fn manad(&self, manad: Manad, nyckel: Nyckel<'a>) -> Cell {
        let nyckel = self.register.har(nyckel);
        self.manader
            .get(&manad)
            .map_or(Cell::Antal(0), |nod| self.noder[*nod].visad(nyckel))
    }

    /// What everybody can sum up.
    fn kant(&self, nod: usize, nyckel: Option<u32>) -> Option<u64> {
        match self.noder[nod].visad(nyckel) {
            Cell::Antal(antal) => Some(antal),
            Cell::FarreAn5 | Cell::Dold | Cell::Odelad if self.noder[nod].barn.is_empty() => None,
            Cell::FarreAn5 | Cell::Dold | Cell::Odelad => self.noder[nod]
                .barn
                .iter()
                .try_fold(0, |summa, barn| Some(summa + self.kant(*barn, nyckel)?)),
        }
    }

    /// Not divided where a part is not; "fewer than five" may be said where it has been said of the one part that has any.
    fn dold(&self, nyckel: Option<u32>) -> Cell {
        let visade = self.delar.iter().map(|del| self.noder[*del].visad(nyckel));
        if visade.clone().any(|cell| cell == Cell::Odelad) {
            return Cell::Odelad;
        }
        let mut nagra = visade.filter(|cell| *cell != Cell::Antal(0));
        match (nagra.next(), nagra.next()) {
            (Some(ensam), None) => ensam,
            _ => Cell::Dold,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::print_stdout)]
mod tests;
