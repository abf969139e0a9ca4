//! A desk in a test: the real app on a real file, driven by keys, with a fixed clock and counted ids.

use std::collections::VecDeque;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, NaiveDate, Utc};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;
use ratatui::style::Style;
use troskel::app::{App, Effect, Env, Msg};
use troskel::domain::insats::Katalog;
use troskel::information::Informationstexter;
use troskel::katalog;
use troskel::screens;
use troskel::store::sqlite::{Oppning, SqliteStore, oppna};
use troskel::store::worker::StoreMsg;
use troskel::store::{Aktor, OpId, Query, RadId, Reply, Store};
use troskel::ui::inmatning::{Inmatning, tangenter};
use troskel::ui::tema::Tema;

/// The catalogue of the program, read once.
static KATALOG: OnceLock<Arc<Katalog>> = OnceLock::new();

pub struct Desk {
    pub app: App,
    pub store: SqliteStore,
    pub idag: NaiveDate,
    /// Says that the file is busy this many times before it answers.
    pub upptagen: u32,
    pub avslutad: bool,
    /// The store answers only when [`Desk::svara`] says so; what waits stands here.
    pub drojer: bool,
    /// What has been copied to the clipboard.
    pub kopierat: Vec<String>,
    /// What has been sent to the printer.
    pub utskrivet: Vec<String>,
    /// How many times something has been added up aside.
    pub raknat: u32,
    /// What lies in it now, and how many times it has been emptied.
    pub urklipp: Option<String>,
    pub tomt: u32,
    /// Seconds that the clock has been moved on.
    pub fram: i64,
    vantar: VecDeque<Effect>,
    fil: PathBuf,
    namn: String,
    raknare: u64,
}

impl Desk {
    pub fn ny(mapp: &Path) -> Self {
        Self::med_namn(mapp, "desk1")
    }

    pub fn med_namn(mapp: &Path, namn: &str) -> Self {
        let fil = mapp.join("troskel.db");
        let mut store = oppna(
            &fil,
            Oppning {
                prov: true,
                ..Oppning::default()
            },
        )
        .unwrap();
        let Reply::Lage(lage) = store.load(&Query::Lage).unwrap() else {
            panic!("läge")
        };
        let katalog = Arc::clone(
            KATALOG.get_or_init(|| Arc::new(katalog::las(katalog::inbyggd()).katalog.unwrap())),
        );
        let aktor = Aktor {
            anvandare: "anna".into(),
            desk: namn.into(),
            enhet: "mottagningen".into(),
        };
        let app = App::ny(
            katalog,
            Arc::new(Informationstexter::inbyggda()),
            aktor,
            lage,
        );
        let idag = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        Self {
            app,
            store,
            idag,
            upptagen: 0,
            avslutad: false,
            drojer: false,
            kopierat: Vec::new(),
            utskrivet: Vec::new(),
            raknat: 0,
            urklipp: None,
            tomt: 0,
            fram: 0,
            vantar: VecDeque::new(),
            fil,
            namn: namn.into(),
            raknare: 0,
        }
    }

    fn env(&mut self) -> Env {
        self.raknare += 1;
        let mut op = [0; 16];
        op[..8].copy_from_slice(&self.raknare.to_be_bytes());
        op[8..8 + self.namn.len().min(8)]
            .copy_from_slice(&self.namn.as_bytes()[..self.namn.len().min(8)]);
        let nu: DateTime<Utc> = "2026-11-22T09:00:00Z".parse().unwrap();
        let nu = nu + chrono::Duration::seconds(i64::try_from(self.raknare).unwrap() + self.fram);
        let rad = format!("{:032x}", u128::from_be_bytes(op));
        Env {
            nu,
            idag: self.idag,
            op: OpId(op),
            rad: RadId(rad),
        }
    }

    /// Presses keys: `boende<Enter>1`.
    pub fn tryck(&mut self, text: &str) -> &mut Self {
        for tangent in tangenter(text) {
            self.hander(Msg::Inmatning(Inmatning::Tangent(tangent)));
        }
        self
    }

    pub fn klistra(&mut self, text: &str) -> &mut Self {
        self.hander(Msg::Inmatning(Inmatning::Klistrat(text.into())));
        self
    }

    pub fn hander(&mut self, msg: Msg) {
        let env = self.env();
        for effekt in self.app.update(msg, &env) {
            match effekt {
                Effect::Avsluta => self.avslutad = true,
                Effect::Pausa => {}
                Effect::Kopiera(text) => {
                    self.urklipp = Some(text.clone());
                    self.kopierat.push(text);
                }
                Effect::SkrivUt(text) => self.utskrivet.push(text),
                Effect::TomUrklipp => {
                    self.urklipp = None;
                    self.tomt += 1;
                }
                effekt => self.vantar.push_back(effekt),
            }
        }
        while !self.drojer && self.svara() {}
    }

    /// Lets the store answer the oldest request; says whether there was one.
    pub fn svara(&mut self) -> bool {
        let nu = self.env().nu;
        let (biljett, svar) = match self.vantar.pop_front() {
            None
            | Some(
                Effect::Avsluta
                | Effect::Pausa
                | Effect::Kopiera(_)
                | Effect::TomUrklipp
                | Effect::SkrivUt(_),
            ) => {
                return false;
            }
            Some(Effect::Rakna(arbete)) => {
                self.raknat += 1;
                self.hander(Msg::Raknat(Box::new(arbete.utfor())));
                return true;
            }
            Some(Effect::Load(biljett, query)) => (biljett, self.store.load(&query)),
            Some(Effect::Save(biljett, ..)) if self.upptagen > 0 => {
                self.upptagen -= 1;
                (biljett, Err(troskel::store::StoreError::Upptagen))
            }
            Some(Effect::Save(biljett, op, change)) => {
                (biljett, self.store.save(&self.app.aktor, op, nu, &change))
            }
        };
        self.hander(Msg::Store(StoreMsg::Svar(biljett, svar)));
        true
    }

    /// Lets the store answer everything.
    pub fn svara_allt(&mut self) {
        while self.svara() {}
    }

    /// What the screen shows, with the cursor's place.
    pub fn skarm(&self, bredd: u16, hojd: u16) -> (String, Position) {
        let terminal = self.rita(&Tema::terminal(), bredd, hojd);
        (rader(&terminal), terminal.backend().cursor_position())
    }

    pub fn text(&self) -> String {
        self.skarm(80, 24).0
    }

    pub fn rita(&self, tema: &Tema, bredd: u16, hojd: u16) -> Terminal<TestBackend> {
        let mut terminal = Terminal::new(TestBackend::new(bredd, hojd)).unwrap();
        terminal
            .draw(|frame| screens::draw(&self.app, tema, frame))
            .unwrap();
        terminal
    }

    /// The frame as text, and below it each style that differs from the ground, with the cells that have it.
    pub fn bild(&self, bredd: u16, hojd: u16) -> String {
        let terminal = self.rita(&Tema::terminal(), bredd, hojd);
        let buffert = terminal.backend().buffer();
        let mut stilar: Vec<(Style, Vec<String>)> = Vec::new();
        for y in 0..hojd {
            let mut x = 0;
            while x < bredd {
                let stil = buffert[(x, y)].style();
                let fran = x;
                while x < bredd && buffert[(x, y)].style() == stil {
                    x += 1;
                }
                if stil.add_modifier.is_empty() {
                    continue;
                }
                let var = format!("{y}:{fran}-{}", x - 1);
                match stilar.iter_mut().find(|(annan, _)| *annan == stil) {
                    Some((_, platser)) => platser.push(var),
                    None => stilar.push((stil, vec![var])),
                }
            }
        }
        let mut ut = rader(&terminal);
        for (stil, platser) in stilar {
            write!(ut, "\n{:?}: {}", stil.add_modifier, platser.join(" ")).unwrap();
        }
        let markor = terminal.backend().cursor_position();
        write!(ut, "\nmarkör {}:{}", markor.y, markor.x).unwrap();
        ut
    }

    /// All bytes of the database with its journal.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for slut in ["", "-wal"] {
            let fil = PathBuf::from(format!("{}{slut}", self.fil.display()));
            bytes.extend(std::fs::read(fil).unwrap_or_default());
        }
        bytes
    }

    /// One number out of the database, asked by another connection.
    pub fn text_ur(&self, sql: &str) -> String {
        let conn = rusqlite::Connection::open(&self.fil).unwrap();
        conn.query_row(sql, [], |rad| rad.get(0)).unwrap()
    }

    pub fn tal(&self, sql: &str) -> i64 {
        let conn = rusqlite::Connection::open(&self.fil).unwrap();
        conn.query_row(sql, [], |rad| rad.get(0)).unwrap()
    }
}

fn rader(terminal: &Terminal<TestBackend>) -> String {
    let buffert = terminal.backend().buffer();
    let yta = buffert.area;
    (0..yta.height)
        .map(|y| {
            let rad: String = (0..yta.width).map(|x| buffert[(x, y)].symbol()).collect();
            rad.trim_end().to_owned()
        })
        .collect::<Vec<_>>()
        .join("\n")
}
