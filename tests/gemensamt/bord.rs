//! A desk that several people share, on a real file for real persons: keys in, screen out, under a clock that the test
//! moves. The cabinet and the file are the real ones; what the program does in threads is done here one after the other.
#![allow(dead_code)]

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;
use tempfile::TempDir;
use troskel::app::las::{Inloggningssvar, Nekad};
use troskel::app::skrivbord::{Grund, Handelse, Skrivbord, Verkan};
use troskel::app::{Effect, Env, Msg};
use troskel::checklistor::Checklistor;
use troskel::domain::behorighet::Roll;
use troskel::domain::konto::Konto;
use troskel::information::Informationstexter;
use troskel::katalog;
use troskel::screens;
use troskel::start::inloggning::{Inloggningsfel, Inne, Legitimation, Session, UpplastFil};
use troskel::start::{Installningar, ny_op, ny_rad};
use troskel::store::konto::Kontoakt;
use troskel::store::nyckelskap::{Losenord, NyckelFel, Nyckelskap};
use troskel::store::sqlite::{SqliteStore, oppna};
use troskel::store::worker::StoreMsg;
use troskel::store::{Aktor, Change, Query, Reply, Store, StoreError};
use troskel::text;
use troskel::ui::inmatning::{Inmatning, tangenter};
use troskel::ui::tema::Tema;

use super::skarp::{self, ANNA, ENHET, ORDET, PROV};

/// Another user, and the password.
pub const BO: (&str, &str) = ("bo", "sju gula cyklar i regn");
/// Bo's second enhet.
pub const VAST: &str = "Väst";

/// What is open.
enum Fil {
    Ovning(SqliteStore),
    Inne(Session),
}

#[allow(clippy::struct_field_names)]
pub struct Bord {
    pub bord: Skrivbord,
    pub nu: DateTime<Utc>,
    pub avslutad: bool,
    /// The store answers only when [`Bord::svara`] says so.
    pub drojer: bool,
    /// How many passwords have been tried.
    pub provade: usize,
    /// What lies in the clipboard, and how many times it has been emptied.
    pub urklipp: Option<String>,
    pub tomt: u32,
    pub databas: PathBuf,
    fil: Option<Fil>,
    vald: Option<UpplastFil>,
    installningar: Installningar,
    kvar: VecDeque<Effect>,
}

impl Bord {
    /// A desk on a new file for real persons, with Anna at [`ENHET`] and Bo there and at [`VAST`].
    pub fn skarpt(mapp: &Path) -> Self {
        Self::skarpt_som(mapp, true)
    }

    /// The same, where another program can read it unless it is encrypted.
    pub fn skarpt_som(mapp: &Path, krypterad: bool) -> Self {
        // Made once and copied from then on: its passwords are much work on purpose.
        static MALLAR: [OnceLock<TempDir>; 2] = [OnceLock::new(), OnceLock::new()];
        let mall = MALLAR[usize::from(krypterad)].get_or_init(|| {
            let mall = tempfile::tempdir().unwrap();
            let databas = mall.path().join("troskel.db");
            skarp::gor(&databas, krypterad);
            lagg_bo(&databas);
            mall
        });
        let databas = mapp.join("troskel.db");
        skarp::stang_mappen(&databas);
        for fil in std::fs::read_dir(mall.path()).unwrap() {
            let fil = fil.unwrap();
            std::fs::copy(fil.path(), mapp.join(fil.file_name())).unwrap();
        }
        Self::vid(&databas, "disken")
    }

    /// A desk at a file that is there.
    pub fn vid(databas: &Path, desk: &str) -> Self {
        let nu = skarp::nar();
        Self::med(Skrivbord::last(grund(), "", nu), None, databas, desk)
    }

    /// A desk on a rehearsal.
    pub fn ovning(mapp: &Path) -> Self {
        let databas = mapp.join("troskel.db");
        let mut store = oppna(&databas, PROV).unwrap();
        let Ok(Reply::Lage(lage)) = store.load(&Query::Lage) else {
            panic!("läge")
        };
        let aktor = Aktor {
            anvandare: ANNA.to_owned(),
            ..skarp::hon()
        };
        let bord = Skrivbord::ovning(grund(), aktor, lage, skarp::nar());
        Self::med(bord, Some(Fil::Ovning(store)), &databas, "disken")
    }

    fn med(bord: Skrivbord, fil: Option<Fil>, databas: &Path, desk: &str) -> Self {
        Self {
            bord,
            nu: skarp::nar(),
            avslutad: false,
            drojer: false,
            provade: 0,
            urklipp: None,
            tomt: 0,
            databas: databas.to_owned(),
            fil,
            vald: None,
            installningar: Installningar {
                databas: Some(databas.to_owned()),
                desk: Some(desk.to_owned()),
                prov: true,
                ..Installningar::default()
            },
            kvar: VecDeque::new(),
        }
    }

    /// Lets time pass, and the desk be called when it has asked for it.
    pub fn ga(&mut self, tid: TimeDelta) -> &mut Self {
        self.nu += tid;
        if self.bord.vacks().is_some_and(|nar| nar <= self.nu) {
            self.hander(Handelse::App(Msg::Tid));
        }
        self
    }

    pub fn tryck(&mut self, text: &str) -> &mut Self {
        for tangent in tangenter(text) {
            self.hander(Handelse::App(Msg::Inmatning(Inmatning::Tangent(tangent))));
        }
        self
    }

    pub fn klistra(&mut self, text: &str) -> &mut Self {
        self.hander(Handelse::App(Msg::Inmatning(Inmatning::Klistrat(
            text.to_owned(),
        ))));
        self
    }

    /// User, Enter, password, Enter.
    pub fn logga_in(&mut self, (anvandare, losenord): (&str, &str)) -> &mut Self {
        self.tryck(anvandare).tryck("<Enter>");
        self.tryck(losenord).tryck("<Enter>")
    }

    pub fn anna(&mut self) -> &mut Self {
        self.logga_in((ANNA, ORDET));
        assert!(self.ar_oppen(), "{}", self.text());
        self
    }

    /// Another person sits down at the desk.
    pub fn byt_till_anna(&mut self) -> &mut Self {
        self.tryck("<F10>").anna()
    }

    pub fn byt_till_bo(&mut self) -> &mut Self {
        self.tryck("<F10>").logga_in(BO).tryck("<Enter>");
        assert!(self.ar_oppen(), "{}", self.text());
        self
    }

    pub fn ar_oppen(&self) -> bool {
        self.bord.synlig().is_some()
    }

    /// Whether the file is open, and its key in memory.
    pub fn har_filen(&self) -> bool {
        self.fil.is_some() || self.vald.is_some()
    }

    fn env(&self) -> Env {
        Env {
            nu: self.nu,
            idag: self.nu.date_naive(),
            op: ny_op(),
            rad: ny_rad(),
        }
    }

    pub fn hander(&mut self, handelse: Handelse) {
        let env = self.env();
        for verkan in self.bord.update(handelse, &env) {
            match verkan {
                Verkan::App(Effect::Avsluta) => self.avslutad = true,
                Verkan::App(Effect::Pausa | Effect::SkrivUt(_)) => {}
                Verkan::App(Effect::Kopiera(text)) => self.urklipp = Some(text),
                Verkan::App(Effect::TomUrklipp) => {
                    self.urklipp = None;
                    self.tomt += 1;
                }
                Verkan::App(effekt) => self.kvar.push_back(effekt),
                Verkan::LoggaIn(inloggning) => {
                    assert!(!self.har_filen() && !self.vantar_filen());
                    self.provade += 1;
                    let legitimation =
                        Legitimation::Losenord(inloggning.anvandare, inloggning.losenord);
                    let svar = match self.installningar.las_upp(&legitimation, self.nu) {
                        Ok(fil) => self.upplast(fil, inloggning.enhet.as_deref()),
                        Err(fel) => nekad(fel),
                    };
                    self.hander(Handelse::Inloggning(svar));
                }
                Verkan::Enhet(enhet) => {
                    let fil = self.vald.take().expect("en upplåst fil");
                    let svar = self.inne(fil.logga_in(&enhet, self.nu));
                    self.hander(Handelse::Inloggning(svar));
                }
                Verkan::Avbryt => self.vald = None,
                Verkan::Slapp => {
                    assert!(!self.vantar_filen(), "något var inte besvarat");
                    assert!(self.fil.take().is_some());
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
            Err(fel) => nekad(fel),
        }
    }

    fn inne(&mut self, inne: Result<Inne, Inloggningsfel>) -> Inloggningssvar {
        match inne {
            Ok(inne) => {
                let (aktor, lage) = (inne.aktor.clone(), inne.lage.clone());
                self.fil = Some(Fil::Inne(inne.into()));
                Inloggningssvar::Inloggad { aktor, lage }
            }
            Err(fel) => nekad(fel),
        }
    }

    /// Whether something waits for the file: what is added up aside needs none.
    fn vantar_filen(&self) -> bool {
        !self
            .kvar
            .iter()
            .all(|effekt| matches!(effekt, Effect::Rakna(_)))
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
        let store: &mut dyn Store = match self.fil.as_mut().expect("en öppen fil") {
            Fil::Ovning(store) => store,
            Fil::Inne(session) => session,
        };
        let (biljett, svar) = match effekt {
            Effect::Load(biljett, query) => (biljett, store.load(&query)),
            Effect::Save(biljett, op, change) => {
                (biljett, store.save(&aktor, op, self.nu, &change))
            }
            annan => panic!("{annan:?}"),
        };
        self.hander(Handelse::App(Msg::Store(StoreMsg::Svar(biljett, svar))));
        true
    }

    pub fn svara_allt(&mut self) {
        while self.svara() {}
    }

    pub fn skarm(&self, tema: &Tema, bredd: u16, hojd: u16) -> (String, Position) {
        let mut terminal = Terminal::new(TestBackend::new(bredd, hojd)).unwrap();
        terminal
            .draw(|frame| screens::draw_bord(&self.bord, tema, frame))
            .unwrap();
        let buffert = terminal.backend().buffer();
        let rader: Vec<String> = (0..hojd)
            .map(|y| {
                let rad: String = (0..bredd).map(|x| buffert[(x, y)].symbol()).collect();
                rad.trim_end().to_owned()
            })
            .collect();
        (rader.join("\n"), terminal.backend().cursor_position())
    }

    pub fn text(&self) -> String {
        self.skarm(&Tema::terminal(), 80, 24).0
    }

    /// Anna, as another program that signs in beside the desk.
    pub fn bredvid(&self) -> Inne {
        bredvid(&self.databas, self.nu)
    }
}

fn nekad(fel: Inloggningsfel) -> Inloggningssvar {
    Inloggningssvar::Nekad(match fel {
        Inloggningsfel::Nyckel(NyckelFel::Fel) => Nekad::Fel,
        Inloggningsfel::Nyckel(NyckelFel::Vanta(till)) => Nekad::Vanta(till),
        Inloggningsfel::Nyckel(NyckelFel::Last) => Nekad::Last,
        Inloggningsfel::UtanRoll => Nekad::UtanRoll,
        annat => panic!("{annat:?}"),
    })
}

pub fn grund() -> Grund {
    Grund {
        katalog: Arc::new(katalog::las(katalog::inbyggd()).katalog.unwrap()),
        texter: Arc::new(Informationstexter::inbyggda()),
        checklistor: Checklistor::inbyggda(),
    }
}

/// Anna signs in.
pub fn bredvid(databas: &Path, nu: DateTime<Utc>) -> Inne {
    let installningar = Installningar {
        databas: Some(databas.to_owned()),
        prov: true,
        ..Installningar::default()
    };
    let legitimation = Legitimation::Losenord(ANNA.to_owned(), skarp::ord(ORDET));
    let fil = installningar.las_upp(&legitimation, nu).unwrap();
    fil.logga_in(ENHET, nu).unwrap()
}

fn lagg_bo(databas: &Path) {
    let mut anna = bredvid(databas, skarp::nar());
    let bo = skarp::namn(BO.0);
    let roller = [ENHET, VAST].map(|enhet| {
        [Roll::Mottagare, Roll::Koansvarig, Roll::Utforare].map(|roll| (roll, enhet.to_owned()))
    });
    let konto = Konto {
        anvandare: bo.clone(),
        namn: "Bo Övning".to_owned(),
        stangt: false,
        roller: roller.concat(),
    };
    konto_akt(&mut anna, Kontoakt::Lagg(konto)).unwrap();
    let mut skap = Nyckelskap::oppna(databas).unwrap();
    let losenord = Losenord::ny(BO.1.to_owned());
    skap.satt_losenord(&anna.upplast, &bo, &losenord).unwrap();
}

/// An act on an account by somebody who is signed in.
pub fn konto_akt(inne: &mut Inne, akt: Kontoakt) -> Result<Reply, StoreError> {
    let aktor = inne.aktor.clone();
    let change = Change::Konto(akt);
    inne.store.save(&aktor, ny_op(), skarp::nar(), &change)
}

/// What a refusal is called on the screen.
pub fn fel() -> &'static str {
    text::las::FEL
}
