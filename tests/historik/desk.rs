//! A desk in a process of its own: it opens the real store, sends again what it got no answer to, and works at random until
//! it is told to stop or is killed.

#[path = "val.rs"]
mod val;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use chrono::Utc;
use troskel::store::akt::Aktsvar;
use troskel::store::nyckelskap::{NyckelFel, Nyckelskap, Upplast};
use troskel::store::sqlite::{OppnaFel, SqliteStore, oppna, oppna_med_nyckel};
use troskel::store::{Aktor, Change, OpId, Query, Reply, Store, StoreError};

use super::akter::{Akt, Varld};
use super::gemensamt::PROV;
use super::logg::{self, Op, Skrivare, Sort, las_fil, las_svans};
use super::sabotage;
use super::skarp;
use super::svar::svar;

/// What a process is told in its environment.
pub const MAPP: &str = "TROSKEL_HISTORIK_MAPP";
pub const DESK: &str = "TROSKEL_HISTORIK_DESK";
pub const ANTAL: &str = "TROSKEL_HISTORIK_ANTAL";
pub const FRO: &str = "TROSKEL_HISTORIK_FRO";
/// Milliseconds from one act to the next; 0 for as fast as it goes.
pub const TAKT: &str = "TROSKEL_HISTORIK_TAKT";
/// `desk`, or the name of a sabotage.
pub const ROLL: &str = "TROSKEL_HISTORIK_ROLL";
/// One act in so many is sent again.
pub const IGEN: &str = "TROSKEL_HISTORIK_IGEN";

/// The file of a play, in its folder.
pub fn databas(mapp: &Path) -> PathBuf {
    mapp.join("troskel.db")
}

/// While this lies in the folder, everybody stops after the act at hand.
pub fn stoppfil(mapp: &Path) -> PathBuf {
    mapp.join("stopp")
}

fn miljo(namn: &str) -> Option<u64> {
    std::env::var(namn).ok()?.parse().ok()
}

struct Desk {
    mapp: PathBuf,
    nr: u64,
    antal: u64,
    store: SqliteStore,
    logg: Skrivare,
    varld: Varld,
    aktor: Aktor,
    n: u64,
    slump: u64,
    takt: Duration,
    igen: u64,
    /// Slips as the file had them a moment ago: insats, slip, status.
    lappar: Vec<(String, String, &'static str)>,
    arenden: Vec<String>,
    ratta: Option<String>,
    /// Faults in a row: a desk that gets nothing else gives up, as a person would.
    fel_i_rad: u32,
}

/// How many of them.
const GER_UPP: u32 = 20;

/// Runs a desk if this process is one.
pub fn ar_en_desk() -> bool {
    let Some(mapp) = std::env::var_os(MAPP).map(PathBuf::from) else {
        return false;
    };
    let nr = miljo(DESK).unwrap();
    let mut logg = Skrivare::oppna(&mapp, nr);
    let roll = std::env::var(ROLL).unwrap_or_default();
    if let Some(sabotage) = sabotage::med_namn(&roll) {
        sabotage(&mapp, nr, &mut logg);
        return true;
    }
    if roll == "utan_las" {
        sabotage::tappa_las(&mapp);
    }
    let Some(store) = oppna_filen(&mapp, nr, &mut logg) else {
        return true;
    };
    let mut desk = Desk {
        aktor: aktor(&mapp, nr),
        nr,
        antal: miljo(ANTAL).unwrap(),
        store,
        logg,
        varld: Varld::ny(),
        n: 0,
        // Another course of events after each start.
        slump: (miljo(FRO).unwrap() ^ (nr << 32) ^ logg::nu()) | 1,
        takt: Duration::from_millis(miljo(TAKT).unwrap_or(0)),
        igen: miljo(IGEN).unwrap_or(3),
        mapp,
        lappar: Vec::new(),
        arenden: Vec::new(),
        ratta: None,
        fel_i_rad: 0,
    };
    desk.borja_om(roll == "omsandare");
    if roll != "omsandare" {
        desk.arbeta();
    }
    true
}

/// Who sits there; on a file for real persons everybody is Anna, at a desk of her own.
pub fn aktor(mapp: &Path, nr: u64) -> Aktor {
    let skarp = mapp.join("troskel.db.nycklar").exists();
    Aktor {
        anvandare: if skarp {
            skarp::ANNA.to_owned()
        } else {
            format!("anv-{nr}")
        },
        desk: format!("disk-{nr}"),
        enhet: skarp::ENHET.to_owned(),
    }
}

fn oppna_filen(mapp: &Path, nr: u64, logg: &mut Skrivare) -> Option<SqliteStore> {
    let fil = databas(mapp);
    if !mapp.join("troskel.db.nycklar").exists() {
        return match oppna(&fil, PROV) {
            Ok(store) => {
                logg.not(if store.ny() { "ny" } else { "öppnad" });
                Some(store)
            }
            Err(OppnaFel::Upptagen) => {
                logg.not("upptagen vid öppningen");
                None
            }
            Err(fel) => {
                logg.not(&format!("fel vid öppningen: {fel}"));
                None
            }
        };
    }
    let upplast = las_upp(mapp, &fil);
    let mut store = oppna_med_nyckel(&fil, PROV, &upplast).unwrap();
    let inloggad = store.logga_in(&upplast, &aktor(mapp, nr), skarp::op(), Utc::now());
    match inloggad {
        Ok(_) => Some(store),
        Err(fel) => {
            logg.not(&format!("fel vid inloggningen: {fel}"));
            None
        }
    }
}

/// Opens the cabinet, one desk at a time and with all the time it wants: a sign-in that is killed counts as a guess.
pub fn las_upp(mapp: &Path, fil: &Path) -> Upplast {
    let las = File::create(mapp.join("inloggning")).unwrap();
    las.lock().unwrap();
    let mut nar = skarp::nar();
    loop {
        let mut skap = Nyckelskap::oppna(fil).unwrap();
        match skap.las_upp(skarp::ANNA, &skarp::ord(skarp::ORDET), nar) {
            Ok(upplast) => return upplast,
            Err(NyckelFel::Vanta(efter)) => nar = efter,
            Err(fel) => panic!("{fel:?}"),
        }
    }
}

impl Desk {
    fn tarning(&mut self, sidor: u64) -> u64 {
        self.slump ^= self.slump << 13;
        self.slump ^= self.slump >> 7;
        self.slump ^= self.slump << 17;
        self.slump % sidor
    }

    fn nagon<T: Clone>(&mut self, av: &[T]) -> Option<T> {
        let n = self.tarning(av.len().max(1) as u64);
        av.get(usize::try_from(n).ok()?).cloned()
    }

    fn spara(&mut self, op: OpId, aktor: &Aktor, change: &Change) -> Result<Reply, StoreError> {
        self.store.save(aktor, op, Utc::now(), change)
    }

    /// Sends an act again, also somebody else's, under the id and the name that it was sent with.
    fn sand_igen(&mut self, op: Op, desk: u64, akt: &Akt) -> String {
        self.logg.omsandning(op, desk, akt);
        let aktor = aktor(&self.mapp, desk);
        let change = akt.change(&self.varld, op);
        let svar = svar(&self.spara(op.id(), &aktor, &change));
        self.logg.svar(op, &svar);
        svar
    }

    /// Goes on where the log of this desk ends: what had no answer is sent again first. `alla`: also what had one.
    fn borja_om(&mut self, alla: bool) {
        let (rader, _) = las_fil(&logg::vag(&self.mapp, self.nr));
        let mut avsikter: Vec<(Op, u64, Akt)> = Vec::new();
        let mut besvarade = std::collections::BTreeMap::new();
        for rad in rader {
            match rad.sort {
                Sort::Avsikt(desk, akt) | Sort::Omsandning(desk, akt) => {
                    if rad.op.desk() == self.nr {
                        self.n = self.n.max(rad.op.nummer());
                    }
                    avsikter.push((rad.op, desk, akt));
                }
                Sort::Svar(svar) => {
                    besvarade.insert(rad.op, svar);
                }
                Sort::Not(_) => {}
            }
        }
        avsikter.sort_by_key(|(op, ..)| *op);
        avsikter.dedup_by_key(|(op, ..)| *op);
        for (op, desk, akt) in avsikter {
            let igen = match besvarade.get(&op) {
                None => true,
                Some(svar) => alla && svar.starts_with("ok"),
            };
            if igen {
                self.sand_igen(op, desk, &akt);
            }
        }
    }

    fn arbeta(&mut self) {
        // Nobody begins in step with the others.
        let takt = u64::try_from(self.takt.as_millis()).unwrap_or(0);
        let dit = self.tarning(takt.max(1));
        sleep(Duration::from_millis(dit));
        while self.n < self.antal && self.fel_i_rad < GER_UPP && !stoppfil(&self.mapp).exists() {
            let Some(akt) = self.valj() else { continue };
            self.gor(&akt);
            if self.tarning(40) == 0 {
                self.annans();
            }
            sleep(self.takt);
        }
    }

    fn gor(&mut self, akt: &Akt) {
        self.n += 1;
        let op = Op::ny(self.nr, self.n);
        self.logg.avsikt(op, self.nr, akt);
        let change = akt.change(&self.varld, op);
        let aktor = self.aktor.clone();
        let hela = self.spara(op.id(), &aktor, &change);
        let text = svar(&hela);
        self.logg.svar(op, &text);
        self.raknas(text.starts_with("fel"));
        self.minns(akt, &hela);
        // The answer is lost, and the act is sent again.
        if hela.is_ok() && self.tarning(self.igen) == 0 {
            self.sand_igen(op, self.nr, akt);
        }
    }

    /// What is worth going on with.
    fn minns(&mut self, akt: &Akt, hela: &Result<Reply, StoreError>) {
        let Ok(svar) = hela else {
            // Somebody else was first: what is known of the queue is old.
            self.lappar.clear();
            return;
        };
        if let Reply::Akt(svar) = svar
            && let Aktsvar::Arende(bild) = svar.as_ref()
            && akt.slag() == "oppna"
        {
            self.arenden.push(bild.rad.id.0.clone());
        }
        if let Some(kod) = akt.ord(1) {
            self.lappar.retain(|(_, lapp, _)| lapp != kod);
        }
    }

    /// Sends one of the last acts of another desk again: it may be on its way at this very moment.
    fn annans(&mut self) {
        let andra = self.tarning(64);
        let vag = logg::vag(&self.mapp, andra);
        if andra == self.nr || !vag.exists() {
            return;
        }
        let rader = las_svans(&vag);
        let nekad = |op| {
            let svar = rader.iter().rev().find_map(|rad| match &rad.sort {
                Sort::Svar(svar) if rad.op == op => Some(svar),
                _ => None,
            });
            svar.is_some_and(|svar| !svar.starts_with("ok"))
        };
        let sist = rader.iter().rev().find_map(|rad| match &rad.sort {
            Sort::Avsikt(desk, akt) if !nekad(rad.op) => Some((rad.op, *desk, akt.clone())),
            _ => None,
        });
        if let Some((op, desk, akt)) = sist {
            self.sand_igen(op, desk, &akt);
        }
    }

    fn fraga(&mut self, query: &Query) -> Option<Reply> {
        let svar = self.store.load(query);
        self.raknas(matches!(&svar, Err(fel) if !matches!(fel, StoreError::Upptagen)));
        match svar {
            Ok(svar) => Some(svar),
            Err(StoreError::Upptagen) => None,
            Err(fel) => {
                self.logg.not(&format!("fel vid en fråga: {fel}"));
                None
            }
        }
    }

    fn raknas(&mut self, fel: bool) {
        self.fel_i_rad = if fel { self.fel_i_rad + 1 } else { 0 };
    }
}
