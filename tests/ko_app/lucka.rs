//! A desk without a store: keys in, effects out, and answers fed by hand.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;
use troskel::app::ko::Kovy;
use troskel::app::{App, Effect, Env, Msg};
use troskel::domain::behorighet::Behorighet;
use troskel::domain::insats::{InsatsNr, Katalog};
use troskel::domain::ko::hinder::KanInteIKon;
use troskel::domain::ko::kontakt::{Kokontakt, Kontaktratt, Kontaktsatt};
use troskel::domain::ko::plats::{Kouppgifter, OmgangId, Overhopp, Platskrav, Pott};
use troskel::domain::ko::rattelse::Rattelseorsak;
use troskel::domain::ko::vantetid::Vantetid;
use troskel::domain::ko::{Kolage, Kostatus};
use troskel::domain::kolapp::Kolappskod;
use troskel::information::Informationstexter;
use troskel::katalog;
use troskel::screens;
use troskel::store::ko::{
    Attgora, Bevis, Erbjudandebild, Insatsrattvisa, Koakt, Kofraga, Kohandelse, Kokvitto,
    Kopostbild, Korad, Kosida, Kosvar, Koversikt, Omgangsbild, Pottbild, Rattelsebild, Rattvisa,
    Senaste, Underlag, Uppgift,
};
use troskel::store::worker::StoreMsg;
use troskel::store::{
    Aktor, Change, Kvitto, Lage, OpId, Platslage, Query, RadId, Reply, StoreError,
};
use troskel::ui::inmatning::{Inmatning, tangenter};
use troskel::ui::tema::Tema;

pub fn idag() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
}

pub fn nr(text: &str) -> InsatsNr {
    text.parse().unwrap()
}

pub fn tid() -> DateTime<Utc> {
    "2026-09-01T09:00:00Z".parse().unwrap()
}

/// A slip of a number; the same number gives the same slip.
pub fn kod(n: u64) -> Kolappskod {
    let siffror: Vec<u8> = (0..6)
        .map(|i| u8::try_from(n / 17_u64.pow(i) % 17).unwrap())
        .collect();
    Kolappskod::av_slump(&siffror).unwrap()
}

pub fn korad(plats: u64, status: Kostatus) -> Korad {
    Korad {
        kod: kod(plats),
        insats: nr("3.4.3"),
        plats: status.har_plats_i_ko().then_some(plats),
        sedan: tid(),
        status,
        katalog: "2026-11-22".to_owned(),
        uppgifter: Kouppgifter::default(),
        svar_senast: None,
        rattad: plats == 2,
        importerad: plats == 3,
    }
}

/// A desk whose store says what the test has put in it.
pub struct Lucka {
    pub app: App,
    /// How many wait in the queue.
    pub langd: u64,
    /// The entry that is shown.
    pub status: Kostatus,
    pub har_kontakt: bool,
    pub rattelse: bool,
    /// There is no entry with the slip.
    pub ingen_post: bool,
    /// Place in line of the entry that is shown.
    pub plats: u64,
    pub insats: InsatsNr,
    /// What the next act is refused with.
    pub nekas: Vec<StoreError>,
    /// What the next question about an offer is refused with.
    pub inget_underlag: Option<KanInteIKon>,
    pub nasta: Option<(Pott, Option<Kolappskod>)>,
    /// What an undo would undo.
    pub senaste: Option<Senaste>,
    pub fragor: Vec<Kofraga>,
    pub akter: Vec<Koakt>,
    pub op: Vec<OpId>,
    pub raknare: u64,
}

impl Lucka {
    pub fn ny() -> Self {
        Self::med_katalog(katalog::las(katalog::inbyggd()).katalog.unwrap())
    }

    pub fn med_katalog(katalog: Katalog) -> Self {
        let aktor = Aktor {
            anvandare: "anna".into(),
            desk: "desk1".into(),
            enhet: "mottagningen".into(),
        };
        let app = App::ny(
            Arc::new(katalog),
            Arc::new(Informationstexter::inbyggda()),
            aktor,
            Lage {
                behorighet: Behorighet::ovning(),
                ..Lage::default()
            },
        );
        Self {
            app,
            langd: 3,
            status: Kostatus::IKo,
            har_kontakt: false,
            rattelse: false,
            ingen_post: false,
            plats: 2,
            insats: nr("3.4.3"),
            nekas: Vec::new(),
            inget_underlag: None,
            nasta: None,
            senaste: None,
            fragor: Vec::new(),
            akter: Vec::new(),
            op: Vec::new(),
            raknare: 0,
        }
    }

    pub fn tryck(&mut self, text: &str) -> &mut Self {
        for tangent in tangenter(text) {
            self.hander(Msg::Inmatning(Inmatning::Tangent(tangent)));
        }
        self
    }

    pub fn hander(&mut self, msg: Msg) {
        self.raknare += 1;
        let mut op = [0; 16];
        op[..8].copy_from_slice(&self.raknare.to_be_bytes());
        let env = Env {
            nu: tid(),
            idag: idag(),
            op: OpId(op),
            rad: RadId(format!("{:032x}", self.raknare)),
        };
        for effekt in self.app.update(msg, &env) {
            let (biljett, svar) = match effekt {
                Effect::Load(biljett, query) => (biljett, self.las(&query)),
                Effect::Save(biljett, op, change) => (biljett, self.spara(op, &change)),
                Effect::Pausa
                | Effect::Rakna(..)
                | Effect::Avsluta
                | Effect::Kopiera(_)
                | Effect::TomUrklipp
                | Effect::SkrivUt(_) => {
                    continue;
                }
            };
            self.hander(Msg::Store(StoreMsg::Svar(biljett, svar)));
        }
    }

    pub fn las(&mut self, query: &Query) -> Result<Reply, StoreError> {
        let Query::Ko(fraga, _) = query else {
            return Ok(match query {
                Query::Platslage { .. } => Reply::Platslage(Platslage::default()),
                Query::Parkerade => Reply::Parkerade(Vec::new()),
                _ => Reply::Lage(self.app.lage.clone()),
            });
        };
        self.fragor.push(fraga.clone());
        Ok(Reply::Ko(Box::new(match fraga {
            Kofraga::Koer(_) => Kosvar::Koer(vec![self.oversikt("3.4.3"), self.oversikt("3.4.4")]),
            Kofraga::Sida {
                insats,
                fran,
                antal,
            } => {
                let sist = (fran + u64::from(*antal)).min(self.langd + 1);
                Kosvar::Sida(Kosida {
                    insats: *insats,
                    langd: self.langd,
                    vilande: 2,
                    rader: (*fran..sist).map(|p| korad(p, Kostatus::IKo)).collect(),
                    accepterade: vec![korad(90_000, Kostatus::Accepterad)],
                })
            }
            Kofraga::Post(_) if self.ingen_post => return Err(KanInteIKon::OkandKolapp.into()),
            Kofraga::Post(kod) => Kosvar::Post(Box::new(self.bild(*kod))),
            Kofraga::Underlag {
                pott,
                kod: vem,
                hoppa,
                ..
            } => {
                if let Some(hinder) = self.inget_underlag.clone() {
                    return Err(hinder.into());
                }
                Kosvar::Underlag(Box::new(Underlag {
                    pott: pott.clone().unwrap_or(Pott::Lopande(nr("3.4.3"))),
                    lediga: 2,
                    krav: Platskrav::default(),
                    kod: vem.unwrap_or(kod(1 + u64::try_from(hoppa.len()).unwrap())),
                    plats: 1,
                    parti: 1,
                    svar_senast: NaiveDate::from_ymd_opt(2026, 12, 2).unwrap(),
                    overhoppade: hoppa.iter().map(|(kod, skal)| (*kod, 1, *skal)).collect(),
                    har_kontakt: true,
                }))
            }
            Kofraga::Attgora(_) => Kosvar::Attgora(vec![
                Uppgift {
                    vad: Attgora::SvarstidUte,
                    insats: nr("3.4.3"),
                    kod: Some(kod(2)),
                    dag: Some(idag()),
                    pott: None,
                    antal: None,
                },
                Uppgift {
                    vad: Attgora::Granska,
                    insats: nr("3.4.4"),
                    kod: None,
                    dag: None,
                    pott: None,
                    antal: None,
                },
                Uppgift {
                    vad: Attgora::LedigPlats,
                    insats: nr("3.4.3"),
                    kod: Some(kod(1)),
                    dag: None,
                    pott: Some(Pott::Omgang(omgang())),
                    antal: Some(2),
                },
            ]),
            Kofraga::Rattvisa(..) => Kosvar::Rattvisa(rattvisa()),
            Kofraga::Bevis(kod) => Kosvar::Bevis(Box::new(bevis(*kod))),
            Kofraga::Platser(_) => Kosvar::Platser(potter()),
            Kofraga::Alla(_) => Kosvar::Alla(Vec::new()),
            Kofraga::ProvaImport(_) => Kosvar::Provat(Vec::new()),
            Kofraga::Senaste { .. } => Kosvar::Senaste(self.senaste.clone()),
        })))
    }

    pub fn spara(&mut self, op: OpId, change: &Change) -> Result<Reply, StoreError> {
        let Change::Ko(akt, _) = change else {
            return Ok(match change {
                Change::Parkera { .. } => Reply::Parkerad(1),
                _ => Reply::Avslutat(Kvitto {
                    kolapp: Some((kod(7), 4)),
                    overlamning: None,
                }),
            });
        };
        self.akter.push(akt.clone());
        self.op.push(op);
        if !matches!(akt, Koakt::Svep)
            && let Some(fel) = self.nekas.pop()
        {
            return Err(fel);
        }
        Ok(Reply::Ko(Box::new(match akt {
            Koakt::OppnaKontakt { .. } => Kosvar::Kontakt(self.kontakt()),
            _ => Kosvar::Gjort(Kokvitto {
                nasta: self.nasta.take(),
                ..Kokvitto::default()
            }),
        })))
    }

    pub fn kontakt(&self) -> Kokontakt {
        let insats = self.app.katalog.insats(nr("3.4.3")).unwrap();
        let ratt = Kontaktratt::av(insats).unwrap();
        let varde = "070-000 00 00";
        Kokontakt::ny(
            ratt,
            "Xyzzyqvist",
            Kontaktsatt::Telefon,
            varde,
            (false, true),
        )
        .unwrap()
    }

    pub fn oversikt(&self, insats: &str) -> Koversikt {
        Koversikt {
            insats: nr(insats),
            langd: self.langd,
            vilande: 2,
            erbjudna: 1,
            accepterade: 1,
            aldst: Some(tid()),
            lediga: Some(1),
            nasta_omgang: None,
            granskad: None,
            forsenad: true,
        }
    }

    pub fn bild(&self, kod: Kolappskod) -> Kopostbild {
        let erbjuden = matches!(self.status, Kostatus::Erbjuden | Kostatus::Accepterad);
        Kopostbild {
            rad: Korad {
                kod,
                insats: self.insats,
                ..korad(self.plats, self.status)
            },
            lage: Kolage {
                status: self.status,
                kvar: 0,
                tyst: 0,
                forsok: 1,
                forsokt: None,
                bekraftad: idag(),
                bekraftelsesteg: 0,
                stegat: None,
                paminnelser: 0,
            },
            forsta_kodatum: tid(),
            vilande_fore: u64::from(self.plats > 1),
            vantetid: Vantetid::Veckor(2, 5),
            har_kontakt: self.har_kontakt,
            erbjudande: erbjuden.then(|| Erbjudandebild {
                pott: Pott::Lopande(nr("3.4.3")),
                nummer: vec![1],
                start: None,
                svar_senast: NaiveDate::from_ymd_opt(2026, 12, 2).unwrap(),
                utgatt: false,
            }),
            rattelse: self.rattelse.then(|| Rattelsebild {
                till: tid(),
                av: "bertil".to_owned(),
                orsak: Rattelseorsak::FelIListan,
                mening: "Listan hade fel dag".to_owned(),
                plats: 1,
            }),
            historia: historia(),
            angras: None,
        }
    }

    pub fn rita(&self, bredd: u16, hojd: u16) -> (String, Position) {
        let mut terminal = Terminal::new(TestBackend::new(bredd, hojd)).unwrap();
        terminal
            .draw(|frame| screens::draw(&self.app, &Tema::terminal(), frame))
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
        self.rita(80, 24).0
    }

    pub fn sist(&self) -> &Koakt {
        self.akter.last().expect("an act was sent")
    }

    /// Acts besides doing what time has done.
    pub fn antal_akter(&self) -> usize {
        self.akter
            .iter()
            .filter(|akt| !matches!(akt, Koakt::Svep))
            .count()
    }
}

pub fn historia() -> Vec<Kohandelse> {
    ["stalld_i_ko", "erbjuden", "star_kvar"]
        .into_iter()
        .zip(1..)
        .map(|(slag, seq)| Kohandelse {
            seq,
            tid: tid(),
            anvandare: "anna".into(),
            desk: "desk1".into(),
            slag: slag.into(),
            orsak: None,
            om: None,
            plats: Some(5),
            angrar: None,
            mening: None,
        })
        .collect()
}

pub fn rattvisa() -> Rattvisa {
    Rattvisa {
        insatser: vec![Insatsrattvisa {
            insats: nr("3.4.3"),
            erbjudanden: 9,
            inte_till_forsta: 2,
            overhopp: vec![(Overhopp::InteNabar, 2)],
            rattelser: 1,
            vilor: 3,
            vilor_over_tid: 0,
            starter: 4,
            median_dagar: None,
            ej_granskade: 0,
        }],
        per_desk: vec![("desk1".into(), nr("3.4.3"), 4, None)],
    }
}

pub fn bevis(vem: Kolappskod) -> Bevis {
    Bevis {
        rad: Korad {
            kod: vem,
            ..korad(2, Kostatus::IKo)
        },
        fore: (1, 0),
        narmast_fore: vec![(kod(1), tid(), Kostatus::IKo)],
        lamnade: vec![(kod(8), tid(), "paborjad".into())],
        gick_fore: vec![(kod(9), tid(), Some(Overhopp::Sprak))],
        plats_av_handelser: Some(2),
        stammer: true,
        historia: historia(),
    }
}

pub fn omgang() -> OmgangId {
    OmgangId::ny(&"a".repeat(32)).unwrap()
}

pub fn potter() -> Vec<Pottbild> {
    vec![
        Pottbild {
            pott: Pott::Lopande(nr("3.4.3")),
            antal: 3,
            tagna: vec![(1, Some(kod(5)), false)],
            omgang: None,
        },
        Pottbild {
            pott: Pott::Omgang(omgang()),
            antal: 10,
            tagna: Vec::new(),
            omgang: Some(Omgangsbild {
                tillfallen: vec![(idag().and_hms_opt(17, 0, 0).unwrap(), 90)],
                minst: 4,
                installd: false,
                krav: Platskrav::default(),
            }),
        },
    ]
}

/// To the queue, and to the second entry of it.
pub const TILL_KO: &str = "<F4><Enter>";
pub const TILL_POST: &str = "<F4><Enter><Down><Down><Enter>";

pub fn vid_post(status: Kostatus) -> Lucka {
    let mut lucka = Lucka::ny();
    lucka.status = status;
    lucka.tryck(TILL_POST);
    assert_eq!(lucka.app.ko.vy(), Kovy::Post, "{}", lucka.text());
    lucka
}
