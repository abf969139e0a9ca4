//! The naive model: a plain list of entries, sorted each time somebody asks, and the rules written out a second time.

mod erbjud;
mod liv;
mod platser;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, Months, NaiveDate, TimeDelta, Utc};
use troskel::domain::arbetsdag::ar_arbetsdag;
use troskel::domain::ko::hinder::KanInteIKon;
use troskel::domain::ko::plats::{Overhopp, Pott};
use troskel::domain::ko::policy::{Kopolicy, VidNej, VidTystnad};
use troskel::domain::ko::{KoOrsak, Kostatus};
use troskel::domain::kolapp::Kolappskod;
use troskel::store::PlatsHinder;
use troskel::store::ko::Erbjudandesvar;

/// Why something was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nej {
    Ko(KanInteIKon),
    Plats(PlatsHinder),
}

impl From<KanInteIKon> for Nej {
    fn from(hinder: KanInteIKon) -> Self {
        Self::Ko(hinder)
    }
}

/// An event on an entry.
#[derive(Clone, Debug)]
pub struct Handelse {
    pub desk: usize,
    pub slag: &'static str,
    pub tid: DateTime<Utc>,
    pub dag: NaiveDate,
    pub fore: Box<Lage>,
    pub angrad: bool,
    pub ordning: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lage {
    pub status: Kostatus,
    pub kvar: u8,
    /// Offers that were left without an answer although the person had been reminded.
    pub tyst: u8,
    /// Days on which somebody tried in vain, since the person was last reached, and the last of them.
    pub forsok: u16,
    pub forsokt: Option<NaiveDate>,
    pub bekraftad: NaiveDate,
    pub steg: u8,
    pub stegat: Option<NaiveDate>,
}

/// Acts that can be undone.
const GAR_ATT_ANGRA: [&str; 12] = [
    "vila",
    "ater_aktiv",
    "erbjuden",
    "accepterad",
    "star_kvar",
    "avbojt",
    "avslutad",
    "ateroppnad",
    "nadd",
    "inte_nadd",
    "bekraftad",
    "bekraftelse_begard",
];

/// How an offer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Utfall {
    /// The person said no, or nothing.
    Nej,
    /// It was a slip of the hand.
    Angrat,
    Annat,
}

#[derive(Clone, Debug)]
pub struct Post {
    pub kod: Kolappskod,
    pub insats: usize,
    pub kodatum: DateTime<Utc>,
    pub lage: Lage,
    pub parti: u8,
    pub tidigast: Option<NaiveDate>,
    /// The newest offer: places and last day; open while the entry is offered a place.
    pub erbjudande: Option<(Pott, NaiveDate)>,
    /// Reminders of the open offer.
    pub paminnelser: u8,
    /// The closed offers in the order that they were made: when, of which places, and how each ended.
    pub stangda: Vec<(DateTime<Utc>, Pott, Utfall)>,
    /// When the newest offer was made.
    pub erbjuden_vid: DateTime<Utc>,
    /// Whose contact data are kept, and from which day they are to be erased.
    pub kontakt: Option<u32>,
    pub raderas: Option<NaiveDate>,
    pub haller: BTreeSet<(Pott, u16)>,
    pub forslag: Option<(DateTime<Utc>, usize)>,
    pub handelser: Vec<Handelse>,
}

#[derive(Clone, Debug)]
pub struct Potten {
    pub insats: usize,
    pub antal: u16,
    pub tagna: BTreeSet<u16>,
    pub start: Option<NaiveDate>,
    pub installd: bool,
    /// When somebody last left a place, or the number of them was stated.
    pub ny_chans: Option<DateTime<Utc>>,
}

impl Potten {
    pub fn lediga(&self) -> u16 {
        self.antal - u16::try_from(self.tagna.len()).unwrap()
    }
}

#[derive(Clone)]
pub struct Modell {
    pub poster: Vec<Post>,
    pub potter: BTreeMap<Pott, Potten>,
    pub idag: NaiveDate,
    pub nu: DateTime<Utc>,
    pub policy: [Kopolicy; 2],
    pub raknare: u64,
    /// The last act at each desk that was about a queue and not about an entry.
    pub om_kon: [Option<(DateTime<Utc>, u64)>; 3],
}

type Svar<T> = Result<T, Nej>;
/// Those passed over, in order, with the reason of each.
pub type Hoppade = Vec<(usize, Overhopp)>;
pub type Nasta = Option<(Pott, Option<Kolappskod>)>;

impl Modell {
    /// The entries of a queue with a place in line, in order: by ködatum, and nothing else.
    pub fn linje(&self, insats: usize) -> Vec<usize> {
        let mut alla: Vec<usize> = (0..self.poster.len())
            .filter(|i| self.poster[*i].insats == insats)
            .filter(|i| {
                matches!(
                    self.poster[*i].lage.status,
                    Kostatus::IKo | Kostatus::Vilande { .. } | Kostatus::Erbjuden
                )
            })
            .collect();
        alla.sort_by_key(|i| self.poster[*i].kodatum);
        alla
    }

    pub fn plats(&self, i: usize) -> Option<u64> {
        let linje = self.linje(self.poster[i].insats);
        linje.iter().position(|j| *j == i).map(|n| n as u64 + 1)
    }

    fn vantar(&self, insats: usize) -> Vec<usize> {
        let mut linje = self.linje(insats);
        linje.retain(|i| self.poster[*i].lage.status == Kostatus::IKo);
        linje
    }

    fn passar_inte(&self, i: usize, start: Option<NaiveDate>, lediga: u16) -> Option<Overhopp> {
        let post = &self.poster[i];
        if post
            .tidigast
            .is_some_and(|dag| dag > start.unwrap_or(self.idag))
        {
            Some(Overhopp::OnskatDatum)
        } else if u16::from(post.parti) > lediga {
            Some(Overhopp::PartiStorre)
        } else {
            None
        }
    }

    /// Whether the person has said no, or nothing, to this very chance: a group start is one, and running places are
    /// until somebody leaves one or their number is stated anew.
    fn tackat_nej(&self, i: usize, pott: &Pott) -> bool {
        let ny_chans = match pott {
            Pott::Omgang(_) => None,
            Pott::Lopande(_) => self.potter.get(pott).and_then(|p| p.ny_chans),
        };
        let sist = self.poster[i]
            .stangda
            .iter()
            .rfind(|(_, annan, utfall)| annan == pott && *utfall != Utfall::Angrat);
        sist.is_some_and(|(vid, _, utfall)| {
            *utfall == Utfall::Nej && ny_chans.is_none_or(|ny| *vid >= ny)
        })
    }

    /// Whether the last that was tried today to reach the person was in vain, or there is no way to try.
    fn far_hoppas(&self, i: usize) -> Svar<Overhopp> {
        let post = &self.poster[i];
        if post.kontakt.is_none() {
            return Ok(Overhopp::EjHordAv);
        }
        let sist = post
            .handelser
            .iter()
            .rfind(|h| ["nadd", "inte_nadd"].contains(&h.slag) && h.dag == self.idag && !h.angrad);
        if sist.is_some_and(|h| h.slag == "inte_nadd") {
            Ok(Overhopp::InteNabar)
        } else {
            Err(KanInteIKon::IngetForsokIdag(post.kod).into())
        }
    }

    /// The first who fits, and those passed over.
    fn forst(
        &self,
        insats: usize,
        (pott, start, lediga): (&Pott, Option<NaiveDate>, u16),
        hoppa: &[usize],
        mal: Option<usize>,
    ) -> Svar<(Option<usize>, Hoppade)> {
        let mut hoppade = Vec::new();
        for i in self.vantar(insats) {
            let egen = mal == Some(i);
            if let Some(skal) = self.passar_inte(i, start, lediga) {
                hoppade.push((i, skal));
            } else if !egen && self.tackat_nej(i, pott) {
                hoppade.push((i, Overhopp::TackatNej));
            } else if !egen && hoppa.contains(&i) {
                hoppade.push((i, self.far_hoppas(i)?));
            } else {
                return Ok((Some(i), hoppade));
            }
        }
        Ok((None, hoppade))
    }

    fn nasta(&self, pott: Option<Pott>) -> Svar<Nasta> {
        let Some(pott) = pott else { return Ok(None) };
        let Some(p) = self.potter.get(&pott) else {
            return Ok(None);
        };
        if !self.oppen(p) || p.lediga() == 0 {
            return Ok(None);
        }
        let (forst, _) = self.forst(p.insats, (&pott, p.start, p.lediga()), &[], None)?;
        Ok(Some((pott, forst.map(|i| self.poster[i].kod))))
    }

    fn oppen(&self, p: &Potten) -> bool {
        !p.installd && p.start.is_none_or(|start| start >= self.idag)
    }

    pub fn skriv(&mut self, i: usize, desk: usize, slag: &'static str, efter: Lage) {
        self.raknare += 1;
        let fore = Box::new(std::mem::replace(&mut self.poster[i].lage, efter));
        let handelse = Handelse {
            desk,
            slag,
            tid: self.nu,
            dag: self.idag,
            fore,
            angrad: false,
            ordning: self.raknare,
        };
        self.poster[i].handelser.push(handelse);
    }

    fn anteckna(&mut self, i: usize, desk: usize, slag: &'static str) {
        let lage = self.poster[i].lage.clone();
        self.skriv(i, desk, slag, lage);
    }

    fn nadd(&self, i: usize, status: Kostatus) -> Lage {
        Lage {
            status,
            kvar: self.poster[i].lage.kvar,
            tyst: 0,
            forsok: 0,
            forsokt: None,
            bekraftad: self.idag,
            steg: 0,
            stegat: None,
        }
    }

    fn med(&self, i: usize, status: Kostatus) -> Lage {
        Lage {
            status,
            ..self.poster[i].lage.clone()
        }
    }

    fn slapp(&mut self, i: usize) -> Option<Pott> {
        let haller = std::mem::take(&mut self.poster[i].haller);
        let pott = haller.first().map(|(pott, _)| pott.clone());
        for (pott, nummer) in haller {
            self.potter.get_mut(&pott).unwrap().tagna.remove(&nummer);
        }
        pott
    }

    fn ta(&mut self, pott: &Pott, antal: u8) -> Option<BTreeSet<(Pott, u16)>> {
        let p = self.potter.get_mut(pott).unwrap();
        if p.lediga() < u16::from(antal) {
            return None;
        }
        let lediga: Vec<u16> = (1..=p.antal)
            .filter(|n| !p.tagna.contains(n))
            .take(usize::from(antal))
            .collect();
        p.tagna.extend(&lediga);
        Some(lediga.into_iter().map(|n| (pott.clone(), n)).collect())
    }

    /// What time has done.
    pub fn svep(&mut self, desk: usize) {
        for insats in 0..2 {
            self.forfaller(desk, insats, None);
        }
        self.vakna(desk);
        for i in 0..self.poster.len() {
            let dags = self.poster[i].raderas.is_some_and(|dag| dag <= self.idag);
            if dags && !self.poster[i].lage.status.levande() {
                self.poster[i].kontakt = None;
                self.poster[i].raderas = None;
                self.anteckna(i, desk, "gallring");
            }
        }
    }

    /// Offers whose last day has passed, but for somebody who stands at the desk with the slip.
    fn forfaller(&mut self, desk: usize, insats: usize, utom: Option<usize>) {
        let policy = self.policy[insats];
        for i in 0..self.poster.len() {
            let post = &self.poster[i];
            let ute = matches!(&post.erbjudande, Some((_, dag)) if *dag < self.idag);
            let oppet = post.insats == insats && post.lage.status == Kostatus::Erbjuden;
            if !oppet || !ute || utom == Some(i) {
                continue;
            }
            let mut lage = self.med(i, Kostatus::IKo);
            lage.kvar += u8::from(policy.tyst == VidTystnad::Avsluta);
            lage.tyst += u8::from(self.poster[i].paminnelser >= policy.paminnelser);
            self.skriv(i, desk, "inget_svar", lage);
            self.stang(i, Utfall::Nej);
            self.slapp(i);
        }
    }

    /// The open offer is answered, in one way or another.
    fn stang(&mut self, i: usize, utfall: Utfall) {
        let post = &mut self.poster[i];
        let (pott, _) = post.erbjudande.clone().unwrap();
        post.stangda.push((post.erbjuden_vid, pott, utfall));
        post.paminnelser = 0;
    }

    /// An open offer is written down.
    fn oppna(&mut self, i: usize, pott: &Pott, svar_senast: NaiveDate) {
        let post = &mut self.poster[i];
        post.erbjudande = Some((pott.clone(), svar_senast));
        post.erbjuden_vid = self.nu;
        post.paminnelser = 0;
    }

    /// The entry has ended: a proposal that nobody has answered falls, and the contact data have their day.
    fn slutar(&mut self, i: usize) {
        self.poster[i].forslag = None;
        self.ska_raderas(i);
    }

    fn ska_raderas(&mut self, i: usize) {
        let dagar = self.policy[self.poster[i].insats].kontakt_gallras_dagar;
        let post = &mut self.poster[i];
        post.raderas = post
            .kontakt
            .map(|_| self.idag + Days::new(u64::from(dagar)));
    }

    /// That the same person does not wait with another slip.
    fn ingen_annan(&self, i: usize, person: Option<u32>) -> Svar<()> {
        let samma = |post: &&Post| {
            post.kod != self.poster[i].kod
                && post.insats == self.poster[i].insats
                && post.lage.status.levande()
                && post.kontakt == person
        };
        match self.poster.iter().find(samma) {
            Some(annan) if person.is_some() => Err(KanInteIKon::StarRedan(annan.kod).into()),
            _ => Ok(()),
        }
    }

    /// So many working days from today.
    fn om_arbetsdagar(&self, antal: u8) -> NaiveDate {
        let mut dagar = self.idag.iter_days().skip(1);
        (0..antal).fold(self.idag, |_, _| {
            dagar.find(|dag| ar_arbetsdag(*dag, &[])).unwrap()
        })
    }

    /// The last day to answer that holds where none is chosen: the time of the policy, but before the group begins.
    pub fn svarsdag(&self, insats: usize, start: Option<NaiveDate>) -> NaiveDate {
        let dag = self.om_arbetsdagar(self.policy[insats].svarstid);
        let Some(start) = start.filter(|start| *start <= dag) else {
            return dag;
        };
        let fore = self.idag.iter_days().skip(1).take_while(|d| *d < start);
        fore.filter(|dag| ar_arbetsdag(*dag, &[]))
            .last()
            .unwrap_or(self.idag)
    }

    fn svarsdag_gar(&self, dag: NaiveDate, insats: usize, start: Option<NaiveDate>) -> Svar<()> {
        let policy = self.policy[insats];
        let vanlig = self.svarsdag(insats, start);
        if dag == vanlig {
            return Ok(());
        }
        let hinder = if let Some(start) = start.filter(|start| *start <= dag) {
            KanInteIKon::SvarsdagEfterStart(start)
        } else if dag <= self.idag || !ar_arbetsdag(dag, &[]) || dag > self.om_arbetsdagar(30) {
            KanInteIKon::SvarsdagGarInte
        } else if policy.svarstid_beslutad && dag < vanlig {
            KanInteIKon::SvarstidForKort(policy.svarstid)
        } else {
            return Ok(());
        };
        Err(hinder.into())
    }

    /// An act about a queue, which an undo never goes behind.
    pub fn om_kon(&mut self, desk: usize) {
        self.raknare += 1;
        self.om_kon[desk] = Some((self.nu, self.raknare));
    }

    pub fn vakna(&mut self, desk: usize) {
        for i in 0..self.poster.len() {
            if matches!(self.poster[i].lage.status, Kostatus::Vilande { till, .. } if till < self.idag)
            {
                let lage = self.med(i, Kostatus::IKo);
                self.skriv(i, desk, "tiden_ute", lage);
            }
        }
    }

    /// Refused because of where the entry stands.
    fn fel(&self, i: usize) -> Nej {
        let status = self.poster[i].lage.status;
        if status == Kostatus::Felregistrerad {
            KanInteIKon::Slutgiltig(status).into()
        } else {
            KanInteIKon::FelStatus(status).into()
        }
    }
}
