//! Somebody who has every table that was published, and knows what the words mean: which numbers are sums of which. Nothing
//! here is taken from the program but the shape of its tables.

use std::collections::{BTreeMap, BTreeSet};

use troskel::domain::statistik::Cell;
use troskel::domain::statistik::period::{Period, Periodslag};
use troskel::domain::statistik::tabell::{Del, Statistik};
use troskel::domain::statistik::underlag::{Avsnitt, Underlag};

/// What a number is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vad {
    Inre(&'static str, String, String),
    Rad(&'static str, String),
    Kolumn(&'static str, String),
    Allt(&'static str),
    Timme(u8, u8),
}

/// A number: of a period and of a part.
pub type Tal = (String, bool, Vad);

/// What is known, and what is not.
#[derive(Default)]
pub struct Varld {
    pub tal: Vec<Tal>,
    nr: BTreeMap<Tal, usize>,
    pub visat: Vec<Cell>,
    pub ekvationer: Vec<Vec<(usize, i64)>>,
}

/// Ways to divide that an insats with fewer than this many visits is left out of.
const DELAR_INTE_FA: [&str; 7] = ["utfall", "alder", "kon", "enhet", "satt", "sprak", "text"];
const ODELADE: u64 = 20;

/// Visits are the visits, however they are divided.
fn rad(avsnitt: Avsnitt) -> &'static str {
    if avsnitt.delar_besoken() {
        "besok"
    } else {
        avsnitt.kod()
    }
}

impl Varld {
    /// The published tables, and the periods that are made of others.
    pub fn ny(publicerat: &[Statistik], bestar_av: &[(Period, Vec<Period>)]) -> Self {
        let mut varld = Self::default();
        for statistik in publicerat {
            varld.las(statistik);
        }
        for (hela, delar) in bestar_av {
            let vad: BTreeSet<(bool, Vad)> = varld
                .tal
                .iter()
                .filter(|(period, ..)| {
                    *period == hela.to_string()
                        || delar.iter().any(|del| *period == del.to_string())
                })
                .map(|(_, del, vad)| (*del, vad.clone()))
                .collect();
            for (del, vad) in vad {
                let mut ekvation = vec![(varld.tal(&hela.to_string(), del, vad.clone()), -1)];
                for period in delar {
                    ekvation.push((varld.tal(&period.to_string(), del, vad.clone()), 1));
                }
                varld.ekvationer.push(ekvation);
            }
        }
        varld
    }

    /// What stands in no table of a published period is nothing.
    fn tal(&mut self, period: &str, del: bool, vad: Vad) -> usize {
        let tal = (period.to_owned(), del, vad);
        *self.nr.entry(tal.clone()).or_insert_with(|| {
            self.tal.push(tal);
            self.visat.push(Cell::Antal(0));
            self.tal.len() - 1
        })
    }

    /// A number stands in several places; it is known where one of them shows it.
    fn se(&mut self, period: &str, del: bool, vad: Vad, cell: Cell) -> usize {
        let ny = !self.nr.contains_key(&(period.to_owned(), del, vad.clone()));
        let nr = self.tal(period, del, vad);
        let visat = &mut self.visat[nr];
        match (*visat, cell) {
            _ if ny => *visat = cell,
            (Cell::Antal(ett), Cell::Antal(annat)) => assert_eq!(ett, annat, "{:?}", self.tal[nr]),
            (Cell::Antal(_), _) | (Cell::FarreAn5, Cell::Dold | Cell::Odelad) => {}
            (_, cell) => *visat = cell,
        }
        nr
    }

    fn las(&mut self, statistik: &Statistik) {
        let period = statistik.period.to_string();
        let mut besok = Vec::new();
        for (del, delen) in [
            (false, &statistik.insatser),
            (true, &statistik.familjeradgivning),
        ] {
            self.las_del(&period, del, delen);
            self.las_manader(statistik, del, delen);
            besok.push((self.tal(&period, del, Vad::Allt("besok")), -1));
        }
        // Every visit has its hour, where hours were counted.
        if !statistik.timmar.is_empty() {
            for (timme, cell) in &statistik.timmar {
                let vad = Vad::Timme(timme.dag, timme.timme);
                besok.push((self.se(&period, false, vad, *cell), 1));
            }
            self.ekvationer.push(besok);
        }
    }

    fn las_del(&mut self, period: &str, del: bool, delen: &Del) {
        for tabell in &delen.tabeller {
            let (namn, summa) = (tabell.avsnitt.kod(), rad(tabell.avsnitt));
            let mut kolumner = vec![Vec::new(); tabell.koder.len()];
            let mut alla_rader = Vec::new();
            for rad in &tabell.rader {
                let mut i_raden = Vec::new();
                for (plats, (kod, cell)) in tabell.koder.iter().zip(&rad.celler).enumerate() {
                    let vad = Vad::Inre(namn, rad.insats.to_string(), kod.clone());
                    let nr = self.se(period, del, vad, *cell);
                    i_raden.push((nr, 1));
                    kolumner[plats].push((nr, 1));
                }
                if let Some(alla) = rad.alla {
                    let nr = self.se(period, del, Vad::Rad(summa, rad.insats.to_string()), alla);
                    let odelad = rad.celler.contains(&Cell::Odelad);
                    let hela = rad.celler.iter().all(|cell| *cell == Cell::Odelad);
                    assert_eq!(odelad, hela, "a row that is divided in part");
                    if period.parse::<Period>().unwrap().slag() != Periodslag::Annan {
                        // Whether it is divided tells no more of its visits than what is shown of them.
                        let far = matches!(alla, Cell::Antal(antal) if antal >= ODELADE);
                        assert_eq!(odelad, DELAR_INTE_FA.contains(&namn) && !far, "{namn}");
                    }
                    i_raden.push((nr, -1));
                    self.ekvationer.push(i_raden);
                    alla_rader.push((nr, 1));
                }
            }
            let mut alla_kolumner = Vec::new();
            for ((kod, cell), mut kolumn) in tabell.koder.iter().zip(&tabell.summor).zip(kolumner) {
                let nr = self.se(period, del, Vad::Kolumn(namn, kod.clone()), *cell);
                alla_kolumner.push((nr, 1));
                kolumn.push((nr, -1));
                self.ekvationer.push(kolumn);
            }
            if let Some(alla) = tabell.alla {
                let nr = self.se(period, del, Vad::Allt(summa), alla);
                for mut summa in [alla_rader, alla_kolumner] {
                    summa.push((nr, -1));
                    self.ekvationer.push(summa);
                }
            }
        }
        self.samma(period, del);
    }

    /// Who began from the queue waited so long; who left it did for a reason; who was put in it was put in it at a visit.
    fn samma(&mut self, period: &str, del: bool) {
        let kanda: Vec<Vad> = (self.tal.iter())
            .filter(|tal| tal.0 == period && tal.1 == del)
            .map(|tal| tal.2.clone())
            .collect();
        for (i_kon, kod, annat) in [
            ("ko", "paborjad", "vantan"),
            ("ko", "avslutad", "koavslut"),
            ("arende", "avslutat", "avslut"),
        ] {
            for vad in &kanda {
                let andra = match vad {
                    Vad::Rad(avsnitt, nr) if *avsnitt == annat => {
                        Vad::Inre(i_kon, nr.clone(), kod.to_owned())
                    }
                    Vad::Allt(avsnitt) if *avsnitt == annat => Vad::Kolumn(i_kon, kod.to_owned()),
                    _ => continue,
                };
                let ekvation = vec![
                    (self.tal(period, del, vad.clone()), 1),
                    (self.tal(period, del, andra), -1),
                ];
                self.ekvationer.push(ekvation);
            }
        }
        for vad in &kanda {
            let andra = match vad {
                Vad::Inre("ko", nr, kod) if kod == "stalld_i_ko" => {
                    Vad::Inre("resultat", nr.clone(), "i_ko".to_owned())
                }
                Vad::Kolumn("ko", kod) if kod == "stalld_i_ko" => {
                    Vad::Kolumn("resultat", "i_ko".to_owned())
                }
                _ => continue,
            };
            let ekvation = vec![
                (self.tal(period, del, vad.clone()), 1),
                (self.tal(period, del, andra), -1),
            ];
            self.ekvationer.push(ekvation);
        }
    }

    fn las_manader(&mut self, statistik: &Statistik, del: bool, delen: &Del) {
        let period = statistik.period.to_string();
        let alla = (Vad::Allt("besok"), &delen.manader_alla);
        let rader: Vec<_> = (delen.manader.iter())
            .map(|(nr, rad)| (Vad::Rad("besok", nr.to_string()), rad))
            .chain([alla])
            .collect();
        let mut i_manaden = BTreeMap::<String, Vec<(usize, i64)>>::new();
        for (vad, rad) in rader.into_iter().filter(|(_, rad)| !rad.is_empty()) {
            let mut ekvation = vec![(self.tal(&period, del, vad.clone()), -1)];
            for (manad, cell) in statistik.manader().zip(rad) {
                let nr = self.se(&manad.to_string(), del, vad.clone(), *cell);
                ekvation.push((nr, 1));
                let tecken = if vad == Vad::Allt("besok") { -1 } else { 1 };
                i_manaden
                    .entry(manad.to_string())
                    .or_default()
                    .push((nr, tecken));
            }
            if statistik.period.langd() > 1 {
                self.ekvationer.push(ekvation);
            }
        }
        self.ekvationer.extend(i_manaden.into_values());
    }

    fn dold(&self, nr: usize) -> bool {
        !matches!(self.visat[nr], Cell::Antal(_))
    }

    pub fn dolda(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.tal.len()).filter(|nr| self.dold(*nr))
    }

    /// The true numbers, counted anew.
    pub fn sanning(&self, underlag: &Underlag, apart: &dyn Fn(&str) -> bool) -> Vec<u64> {
        let rakna = |(period, del, vad): &Tal| -> u64 {
            let period: Period = period.parse().unwrap();
            if let Vad::Timme(dag, timme) = vad {
                let timmar = underlag.timmar.iter().filter(|(manad, nar, _)| {
                    period.har(*manad) && (nar.dag, nar.timme) == (*dag, *timme)
                });
                return timmar.map(|(_, _, antal)| antal).sum();
            }
            let rader = underlag.rader.iter().filter(|rad| {
                let (avsnitt, nr) = (rad.avsnitt.kod(), rad.insats.to_string());
                let besok =
                    |annat: &str| annat == avsnitt || annat == "besok" && avsnitt == "resultat";
                period.har(rad.manad)
                    && apart(&nr) == *del
                    && match vad {
                        Vad::Inre(annat, insats, kod) => {
                            *annat == avsnitt && *insats == nr && *kod == rad.kod
                        }
                        Vad::Rad(annat, insats) => besok(annat) && *insats == nr,
                        Vad::Kolumn(annat, kod) => *annat == avsnitt && *kod == rad.kod,
                        Vad::Allt(annat) => besok(annat),
                        Vad::Timme(..) => false,
                    }
            });
            rader.map(|rad| rad.antal).sum()
        };
        self.tal.iter().map(rakna).collect()
    }

    /// The relations are true, or the attack is none.
    pub fn prova(&self, sanning: &[u64]) {
        for ekvation in &self.ekvationer {
            let summa: i64 = (ekvation.iter())
                .map(|(nr, tecken)| i64::try_from(sanning[*nr]).unwrap() * tecken)
                .sum();
            let vad: Vec<_> = ekvation
                .iter()
                .map(|(nr, _)| (&self.tal[*nr], sanning[*nr]))
                .collect();
            assert_eq!(summa, 0, "{vad:?}");
        }
        for (nr, cell) in self.visat.iter().enumerate() {
            match cell {
                Cell::Antal(antal) => assert_eq!(*antal, sanning[nr], "{:?}", self.tal[nr]),
                Cell::FarreAn5 => assert!((1..5).contains(&sanning[nr]), "{:?}", self.tal[nr]),
                Cell::Dold | Cell::Odelad => {}
            }
        }
    }

    /// Linear algebra: the hidden numbers that the relations leave one value. Exact elimination in the field of a prime far
    /// greater than any number here.
    pub fn algebra(&self) -> Vec<usize> {
        let mut rader: Vec<BTreeMap<usize, i128>> = Vec::new();
        let mut leder = BTreeMap::<usize, usize>::new();
        for ekvation in &self.ekvationer {
            let mut rad = BTreeMap::new();
            for (nr, tecken) in ekvation.iter().filter(|(nr, _)| self.dold(*nr)) {
                *rad.entry(*nr).or_insert(0) += i128::from(*tecken);
            }
            for tal in rad.values_mut() {
                *tal = tal.rem_euclid(PRIMTAL);
            }
            rad.retain(|_, tal| *tal != 0);
            // What leads another row goes; what then is first leads this one.
            let mut fran = 0;
            while let Some((nr, tal)) = rad.range(fran..).next().map(|(nr, tal)| (*nr, *tal)) {
                fran = nr + 1;
                if let Some(plats) = leder.get(&nr) {
                    dra_ifran(&mut rad, &rader[*plats], tal);
                }
            }
            let Some((led, tal)) = rad.first_key_value().map(|(nr, tal)| (*nr, *tal)) else {
                continue;
            };
            let invers = upphojt(tal, PRIMTAL - 2);
            for tal in rad.values_mut() {
                *tal = *tal * invers % PRIMTAL;
            }
            for annan in &mut rader {
                if let Some(tal) = annan.get(&led).copied() {
                    dra_ifran(annan, &rad, tal);
                }
            }
            leder.insert(led, rader.len());
            rader.push(rad);
        }
        let ensamma = rader.iter().filter(|rad| rad.len() == 1);
        ensamma
            .map(|rad| *rad.first_key_value().unwrap().0)
            .collect()
    }

    /// What is known of each number at first.
    fn granser(&self, hogst: i64) -> Vec<(i64, i64)> {
        // What nothing was counted of has no row, no column and no hour.
        let minst = |tal: &Tal| i64::from(!matches!(tal.2, Vad::Inre(..)));
        let grans = |(cell, tal): (&Cell, &Tal)| match cell {
            Cell::Antal(antal) => (
                i64::try_from(*antal).unwrap(),
                i64::try_from(*antal).unwrap(),
            ),
            Cell::FarreAn5 => (1, 4),
            Cell::Dold | Cell::Odelad => (minst(tal), hogst),
        };
        self.visat.iter().zip(&self.tal).map(grans).collect()
    }

    /// Narrows until nothing more follows; false where nothing is possible.
    fn snava_in(
        &self,
        granser: &mut [(i64, i64)],
        kvar: &mut Vec<usize>,
        i: &[Vec<usize>],
    ) -> bool {
        while let Some(nr) = kvar.pop() {
            let ekvation = &self.ekvationer[nr];
            let ytter = |(nr, tecken): &(usize, i64), granser: &[(i64, i64)]| {
                let (lagst, hogst) = granser[*nr];
                if *tecken > 0 {
                    (lagst, hogst)
                } else {
                    (-hogst, -lagst)
                }
            };
            let (mut minst, mut mest) = (0, 0);
            for led in ekvation {
                let (lagst, hogst) = ytter(led, granser);
                minst += lagst;
                mest += hogst;
            }
            if minst > 0 || mest < 0 {
                return false;
            }
            for led in ekvation {
                let (lagst, hogst) = ytter(led, granser);
                // The others are at least minst - lagst and at most mest - hogst.
                let (ny_lagst, ny_hogst) = (lagst.max(hogst - mest), hogst.min(lagst - minst));
                if (ny_lagst, ny_hogst) != (lagst, hogst) {
                    if ny_lagst > ny_hogst {
                        return false;
                    }
                    let tal = led.0;
                    granser[tal] = if led.1 > 0 {
                        (ny_lagst, ny_hogst)
                    } else {
                        (-ny_hogst, -ny_lagst)
                    };
                    minst += ny_lagst - lagst;
                    mest += ny_hogst - hogst;
                    for annan in &i[tal] {
                        if !kvar.contains(annan) {
                            kvar.push(*annan);
                        }
                    }
                }
            }
        }
        true
    }

    fn i_ekvationer(&self) -> Vec<Vec<usize>> {
        let mut i = vec![Vec::new(); self.tal.len()];
        for (plats, ekvation) in self.ekvationer.iter().enumerate() {
            for (nr, _) in ekvation {
                i[*nr].push(plats);
            }
        }
        i
    }

    /// Bounds: the small numbers that are left one value when each relation is read with what the others leave.
    pub fn granserna(&self, sanning: &[u64]) -> Vec<usize> {
        let mut granser = self.granser(1 << 40);
        let mut kvar: Vec<usize> = (0..self.ekvationer.len()).collect();
        assert!(self.snava_in(&mut granser, &mut kvar, &self.i_ekvationer()));
        self.dolda()
            .filter(|nr| (1..5).contains(&sanning[*nr]) && granser[*nr].0 == granser[*nr].1)
            .collect()
    }

    /// Every possibility: the small numbers that can have no value but the true one. None where it took too long to say.
    pub fn alla_mojligheter(&self, sanning: &[u64]) -> Option<Vec<usize>> {
        let hogst = i64::try_from(sanning.iter().max().copied().unwrap_or(0)).unwrap() + 8;
        let i = self.i_ekvationer();
        let mut grund = self.granser(hogst);
        let mut kvar: Vec<usize> = (0..self.ekvationer.len()).collect();
        assert!(self.snava_in(&mut grund, &mut kvar, &i));
        let mut rojda = Vec::new();
        for nr in self.dolda().filter(|nr| (1..5).contains(&sanning[*nr])) {
            let sant = i64::try_from(sanning[nr]).unwrap();
            let mut raknat = 200_000;
            let mut andra = false;
            for varde in (0..9).filter(|varde| *varde != sant) {
                let mut granser = grund.clone();
                if varde < granser[nr].0 || granser[nr].1 < varde {
                    continue;
                }
                granser[nr] = (varde, varde);
                let mut kvar = i[nr].clone();
                andra = self.snava_in(&mut granser, &mut kvar, &i)
                    && self.gar(&granser, sanning, &i, &mut raknat)?;
                if andra {
                    break;
                }
            }
            if !andra {
                rojda.push(nr);
            }
        }
        Some(rojda)
    }

    /// Whether some whole numbers within the bounds keep all relations.
    fn gar(
        &self,
        granser: &[(i64, i64)],
        sanning: &[u64],
        i: &[Vec<usize>],
        raknat: &mut u32,
    ) -> Option<bool> {
        let oppna = (0..granser.len()).filter(|nr| granser[*nr].0 < granser[*nr].1);
        let Some(nr) = oppna.min_by_key(|nr| granser[*nr].1 - granser[*nr].0) else {
            return Some(true);
        };
        *raknat = raknat.checked_sub(1)?;
        // What lies nearest the truth is most often possible, and one is enough.
        let sant = i64::try_from(sanning[nr]).unwrap();
        let mut varden: Vec<i64> = (granser[nr].0..=granser[nr].1).collect();
        varden.sort_by_key(|varde| (varde - sant).abs());
        for varde in varden {
            let mut nya = granser.to_vec();
            nya[nr] = (varde, varde);
            let mut kvar = i[nr].clone();
            if self.snava_in(&mut nya, &mut kvar, i) && self.gar(&nya, sanning, i, raknat)? {
                return Some(true);
            }
        }
        Some(false)
    }
}

/// 2^61 - 1.
const PRIMTAL: i128 = (1 << 61) - 1;

fn dra_ifran(fran: &mut BTreeMap<usize, i128>, rad: &BTreeMap<usize, i128>, ganger: i128) {
    for (nr, tal) in rad {
        let har = fran.entry(*nr).or_insert(0);
        *har = (*har - tal * ganger % PRIMTAL).rem_euclid(PRIMTAL);
        if *har == 0 {
            fran.remove(nr);
        }
    }
}

fn upphojt(tal: i128, mut upp: i128) -> i128 {
    let (mut bas, mut svar) = (tal, 1);
    while upp > 0 {
        if upp % 2 == 1 {
            svar = svar * bas % PRIMTAL;
        }
        bas = bas * bas % PRIMTAL;
        upp /= 2;
    }
    svar
}
