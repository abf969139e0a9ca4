//! One seat: the real desk on the real file, with a store whose answers may be late, lost or a refusal.

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use troskel::app::las::{Inloggningssvar, Nekad};
use troskel::app::skrivbord::{Grund, Handelse, Skrivbord, Verkan};
use troskel::app::{App, Effect, Env, Msg};
use troskel::start::Installningar;
use troskel::start::inloggning::{Inloggningsfel, Inne, Legitimation, Session, UpplastFil};
use troskel::store::akt::Aktakt;
use troskel::store::ko::Koakt;
use troskel::store::nyckelskap::NyckelFel;
use troskel::store::sqlite::{SqliteStore, oppna};
use troskel::store::worker::StoreMsg;
use troskel::store::{Aktor, Change, OpId, Query, RadId, Reply, Store, StoreError};

use crate::bord::grund;
use crate::skarp::PROV;
use crate::slump::Slump;

/// What has been saved, as the seats were told or could have been.
#[derive(Debug, Default)]
pub struct Sparat {
    /// Operations that the store has done, told or not.
    pub gjorda: BTreeSet<[u8; 16]>,
    /// Those of them that end a visit.
    pub avslutade: BTreeSet<[u8; 16]>,
    /// Those that were told to the desk as done, and which the file remembers.
    pub minns: BTreeSet<[u8; 16]>,
}

enum Fil {
    Ovning(Box<SqliteStore>),
    Inne(Box<Session>),
}

/// One answer out of so many goes wrong.
#[derive(Clone, Copy)]
pub struct Fel(pub usize);

#[allow(clippy::struct_excessive_bools)] // what may go wrong just now, each by itself
pub struct Plats {
    pub bord: Skrivbord,
    pub terminal: Terminal<TestBackend>,
    pub nu: DateTime<Utc>,
    pub namn: &'static str,
    pub avslutad: bool,
    /// The store answers only when it is let.
    pub drojer: bool,
    pub skarp: bool,
    /// Nobody can sign in any more: too many wrong passwords.
    pub sparrad: bool,
    /// Something was written since the other desk last asked.
    pub skrev: bool,
    /// How many effects have been asked for.
    pub effekter: usize,
    databas: PathBuf,
    fil: Option<Fil>,
    vald: Option<UpplastFil>,
    kvar: VecDeque<Effect>,
    raknare: u64,
    fel: Fel,
    slump: Slump,
    sparat: Rc<RefCell<Sparat>>,
}

fn delad_grund() -> Grund {
    thread_local!(static GRUND: Grund = grund());
    GRUND.with(|grund| Grund {
        katalog: Arc::clone(&grund.katalog),
        texter: Arc::clone(&grund.texter),
        checklistor: grund.checklistor.clone(),
    })
}

/// Whether the file remembers the act: not a draft, and not what time has done when there was nothing.
fn minns(change: &Change) -> bool {
    match change {
        Change::Ko(akt, _) => !matches!(akt, Koakt::Svep),
        Change::Akt(akt, _) => !matches!(**akt, Aktakt::SparaUtkast { .. }),
        _ => true,
    }
}

impl Plats {
    pub fn ny(
        databas: &Path,
        namn: &'static str,
        skarp: bool,
        nu: DateTime<Utc>,
        (fel, slump): (Fel, Slump),
        sparat: Rc<RefCell<Sparat>>,
    ) -> Self {
        let mut plats = Self {
            bord: Skrivbord::last(delad_grund(), "anna", nu),
            terminal: Terminal::new(TestBackend::new(80, 24)).unwrap(),
            nu,
            namn,
            avslutad: false,
            drojer: false,
            skarp,
            sparrad: false,
            skrev: false,
            effekter: 0,
            databas: databas.to_owned(),
            fil: None,
            vald: None,
            kvar: VecDeque::new(),
            raknare: 0,
            fel,
            slump,
            sparat,
        };
        plats.starta();
        plats
    }

    /// The program is started, or started again.
    pub fn starta(&mut self) {
        (self.vald, self.fil, self.avslutad) = (None, None, false);
        self.kvar.clear();
        self.drojer = false;
        if self.skarp {
            self.bord = Skrivbord::last(delad_grund(), "anna", self.nu);
            return;
        }
        let mut store = oppna(&self.databas, PROV).unwrap();
        let Ok(Reply::Lage(lage)) = store.load(&Query::Lage) else {
            panic!("läge")
        };
        let aktor = Aktor {
            anvandare: if self.namn == "disk1" { "anna" } else { "bo" }.to_owned(),
            desk: self.namn.to_owned(),
            enhet: "Receptionen".to_owned(),
        };
        self.bord = Skrivbord::ovning(delad_grund(), aktor, lage, self.nu);
        self.fil = Some(Fil::Ovning(Box::new(store)));
    }

    pub fn app(&self) -> Option<&App> {
        self.bord.synlig()
    }

    fn env(&mut self) -> Env {
        self.raknare += 1;
        let mut op = [0; 16];
        op[..8].copy_from_slice(&self.raknare.to_be_bytes());
        op[8..13].copy_from_slice(self.namn.as_bytes());
        // A made-up person is taken by the first byte.
        op[0] = u8::try_from(self.raknare % 251).unwrap();
        Env {
            nu: self.nu,
            idag: self.nu.date_naive(),
            op: OpId(op),
            rad: RadId(format!("{:032x}", u128::from_be_bytes(op))),
        }
    }

    /// Whether something waits for the store.
    pub fn vantar(&self) -> bool {
        !self.kvar.is_empty()
    }

    /// Whether something waits for the file: what is added up aside needs none.
    fn vantar_filen(&self) -> bool {
        !self
            .kvar
            .iter()
            .all(|effekt| matches!(effekt, Effect::Rakna(_)))
    }

    pub fn hander(&mut self, handelse: Handelse) {
        let env = self.env();
        for verkan in self.bord.update(handelse, &env) {
            self.effekter += 1;
            match verkan {
                Verkan::App(Effect::Avsluta) => self.avslutad = true,
                Verkan::App(
                    Effect::Pausa | Effect::Kopiera(_) | Effect::TomUrklipp | Effect::SkrivUt(_),
                ) => {}
                Verkan::App(effekt) => self.kvar.push_back(effekt),
                Verkan::LoggaIn(inloggning) => {
                    assert!(
                        self.fil.is_none() && self.vald.is_none(),
                        "filen hölls kvar"
                    );
                    assert!(!self.vantar_filen(), "något var inte besvarat");
                    let legitimation =
                        Legitimation::Losenord(inloggning.anvandare, inloggning.losenord);
                    let installningar = Installningar {
                        databas: Some(self.databas.clone()),
                        desk: Some(self.namn.to_owned()),
                        prov: true,
                        ..Installningar::default()
                    };
                    let svar = match installningar.las_upp(&legitimation, self.nu) {
                        Ok(fil) => self.upplast(fil, inloggning.enhet.as_deref()),
                        Err(fel) => self.nekad(fel),
                    };
                    self.hander(Handelse::Inloggning(svar));
                }
                Verkan::Enhet(enhet) => {
                    let fil = self.vald.take().expect("en upplåst fil");
                    let inne = fil.logga_in(&enhet, self.nu);
                    let svar = self.inne(inne);
                    self.hander(Handelse::Inloggning(svar));
                }
                Verkan::Avbryt => self.vald = None,
                Verkan::Slapp => {
                    assert!(!self.vantar_filen(), "något var inte besvarat");
                    assert!(self.fil.take().is_some(), "ingen fil att släppa");
                }
            }
        }
        while !self.drojer && self.svara() {}
    }

    fn upplast(&mut self, fil: UpplastFil, enhet: Option<&str>) -> Inloggningssvar {
        match fil.enhet(enhet.as_slice()) {
            Ok(enhet) => {
                let inne = fil.logga_in(&enhet, self.nu);
                self.inne(inne)
            }
            Err(Inloggningsfel::Flera(enheter)) => {
                self.vald = Some(fil);
                Inloggningssvar::Valj(enheter)
            }
            Err(fel) => self.nekad(fel),
        }
    }

    fn inne(&mut self, inne: Result<Inne, Inloggningsfel>) -> Inloggningssvar {
        match inne {
            Ok(inne) => {
                let (aktor, lage) = (inne.aktor.clone(), inne.lage.clone());
                self.fil = Some(Fil::Inne(Box::new(inne.into())));
                Inloggningssvar::Inloggad { aktor, lage }
            }
            Err(fel) => self.nekad(fel),
        }
    }

    fn nekad(&mut self, fel: Inloggningsfel) -> Inloggningssvar {
        Inloggningssvar::Nekad(match fel {
            Inloggningsfel::Nyckel(NyckelFel::Fel) => Nekad::Fel,
            Inloggningsfel::Nyckel(NyckelFel::Vanta(till)) => Nekad::Vanta(till),
            Inloggningsfel::Nyckel(NyckelFel::Last) => {
                self.sparrad = true;
                Nekad::Last
            }
            Inloggningsfel::UtanRoll => Nekad::UtanRoll,
            annat => panic!("{annat:?}"),
        })
    }

    /// Lets the store answer the oldest request; says whether there was one.
    pub fn svara(&mut self) -> bool {
        let Some(effekt) = self.kvar.pop_front() else {
            return false;
        };
        let effekt = match effekt {
            Effect::Rakna(arbete) => {
                let raknat = Box::new(arbete.utfor());
                self.hander(Handelse::App(Msg::Raknat(raknat)));
                return true;
            }
            effekt => effekt,
        };
        let aktor = self.bord.aktor().cloned().expect("någon som handlar");
        let fel = self.fel.0 > 0 && self.slump.under(self.fel.0) == 0;
        let slag = if fel {
            self.slump.under(12)
        } else {
            usize::MAX
        };
        let store: &mut dyn Store = match self.fil.as_mut().expect("en öppen fil") {
            Fil::Ovning(store) => &mut **store,
            Fil::Inne(session) => &mut **session,
        };
        let (biljett, svar) = match effekt {
            Effect::Load(biljett, query) => (
                biljett,
                match slag {
                    0..=5 => Err(StoreError::Upptagen),
                    6..=7 => Err(StoreError::Saknas),
                    8..=9 => Err(StoreError::TrasigRad {
                        tabell: "kopost",
                        kolumn: "status",
                    }),
                    10 => Err(StoreError::Stopp("Filen går inte att läsa.".to_owned())),
                    11 if self.skarp => Err(StoreError::Utloggad),
                    _ => store.load(&query),
                },
            ),
            Effect::Save(biljett, op, change) => {
                let svar = match slag {
                    0..=4 => Err(StoreError::Upptagen),
                    5 => Err(StoreError::Konflikt {
                        desk: "disken bredvid".to_owned(),
                    }),
                    6 => Err(StoreError::Saknas),
                    7 => Err(StoreError::Stopp("Disken är full.".to_owned())),
                    8 if self.skarp => Err(StoreError::Utloggad),
                    _ => {
                        let svar = store.save(&aktor, op, self.nu, &change);
                        if svar.is_ok() {
                            self.skrev = true;
                            let mut sparat = self.sparat.borrow_mut();
                            sparat.gjorda.insert(op.0);
                            if matches!(change, Change::Avsluta { .. }) {
                                sparat.avslutade.insert(op.0);
                            }
                            // The answer is lost on the way: the desk is told that it may try again.
                            if matches!(slag, 9..=11) {
                                Err(StoreError::Upptagen)
                            } else {
                                if minns(&change) {
                                    sparat.minns.insert(op.0);
                                }
                                svar
                            }
                        } else {
                            svar
                        }
                    }
                };
                (biljett, svar)
            }
            annan => panic!("{annan:?}"),
        };
        self.hander(Handelse::App(Msg::Store(StoreMsg::Svar(biljett, svar))));
        true
    }

    pub fn svara_allt(&mut self) {
        self.drojer = false;
        while self.svara() {}
    }

    /// No answer goes wrong any more.
    pub fn utan_fel(&mut self) {
        self.fel = Fel(0);
    }

    /// The program has ended: what was sent is done all the same, and nobody is told.
    pub fn gor_det_som_ar_skickat(&mut self) {
        let Some(aktor) = self.bord.aktor().cloned() else {
            return;
        };
        for effekt in std::mem::take(&mut self.kvar) {
            if let (Effect::Save(_, op, change), Some(fil)) = (effekt, self.fil.as_mut()) {
                let svar = match fil {
                    Fil::Ovning(store) => store.save(&aktor, op, self.nu, &change),
                    Fil::Inne(session) => session.save(&aktor, op, self.nu, &change),
                };
                if svar.is_ok() {
                    let mut sparat = self.sparat.borrow_mut();
                    sparat.gjorda.insert(op.0);
                    if matches!(change, Change::Avsluta { .. }) {
                        sparat.avslutade.insert(op.0);
                    }
                }
            }
        }
    }

    /// Time passes here, and the desk is called when it has asked for it.
    pub fn ga(&mut self, tid: TimeDelta) {
        self.nu += tid;
        if self.bord.vacks().is_some_and(|nar| nar <= self.nu) {
            self.hander(Handelse::App(Msg::Tid));
        }
    }
}
