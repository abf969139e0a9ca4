//! A file for real persons with the same things at three enheter: the own one, another one, and that of a silo.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::Months;
use rusqlite::{Connection, params};
use tempfile::TempDir;
use troskel::domain::akt::anteckning::{Anteckningsdelar, Galler, NyAnteckning};
use troskel::domain::akt::overlamning::Aterlamningsorsak;
use troskel::domain::akt::samtycke::{Delasmed, NyttSamtycke, Samtyckesdelar};
use troskel::domain::akt::{Aktslag, Arendenummer, Skrivare, Stegantal};
use troskel::domain::behorighet::Roll;
use troskel::domain::fakta::SamtyckeSatt;
use troskel::domain::identitet::{Identitet, Kontaktuppgift, Nummer};
use troskel::domain::insats::{Dokumentation, Insats, InsatsNr};
use troskel::domain::ko::kontakt::{Kokontakt, Kontaktratt, Kontaktsatt};
use troskel::domain::ko::plats::{Omgang, OmgangId};
use troskel::domain::kolapp::Kolappskod;
use troskel::domain::utkast::Steg;
use troskel::store::akt::{Aktakt, Aktsvar, Arendebild, Arendeutkast, NyttArende};
use troskel::store::ko::{Koakt, Kosvar, Sammanhang};
use troskel::store::nyckelskap::Upplast;
use troskel::store::sqlite::{SqliteStore, oppna_med_nyckel};
use troskel::store::{Aktor, Change, RadId, Reply, Store, StoreError};

use super::insats::{i_ko, idag, insats, overlamnad};
use super::lager::{kvitto, sammanhang, slut, utkast};
use super::skarp::{self, ANNA, PROV, nar, op};

pub const EGEN: &str = "Stödet";
pub const ANNAN: &str = "Budgetgruppen";
/// The silo's enhet has the name of its insats.
pub const SILO: &str = "Insats 3.1";

/// Numbers with the right check digit.
pub const NUMMER: [&str; 4] = [
    "19900101-0017",
    "20000101-0107",
    "19850505-0016",
    "19700101-0011",
];

/// What an act can be about; each enhet has one, and there is one of nothing.
#[derive(Clone)]
pub struct Mal {
    pub enhet: String,
    pub besok: RadId,
    /// A handover that nobody has fetched, one that Anna has, and one that has come back.
    pub ny: RadId,
    pub hamtad: RadId,
    pub tillbaka: RadId,
    pub arende: RadId,
    pub nummer: Arendenummer,
    pub bro: RadId,
    pub samtycke: RadId,
    pub utkast: RadId,
    pub namn: String,
    pub personnummer: Nummer,
    pub nr: InsatsNr,
    pub kod: Kolappskod,
    pub omgang: OmgangId,
}

pub struct Fil {
    _mapp: TempDir,
    vag: PathBuf,
    pub conn: Connection,
    pub upplast: Upplast,
    pub s: Sammanhang,
    pub egen: Mal,
    pub annan: Mal,
    /// At the own enhet, about somebody with sekretessmarkering.
    pub skyddad: Mal,
    /// Of nothing that there is.
    pub ingen: Mal,
}

pub fn vid(enhet: &str) -> Aktor {
    Aktor {
        enhet: enhet.to_owned(),
        ..skarp::hon()
    }
}

pub fn nummer(n: usize) -> Nummer {
    Nummer::las(NUMMER[n], idag()).unwrap()
}

pub fn skrivare() -> Skrivare {
    Skrivare::ny("Karin Berg", "socionom").unwrap()
}

pub fn anteckning() -> NyAnteckning {
    let delar = Anteckningsdelar {
        galler: Galler::Handelse,
        vad: "Samtal",
        dag: idag(),
        klockslag: None,
        kalla: "personen",
        deltog: "",
        text: "Det som sades.",
    };
    NyAnteckning::ny(&delar, skrivare(), idag()).unwrap()
}

pub fn samtycke() -> NyttSamtycke {
    let delar = Samtyckesdelar {
        med: Delasmed::Skola,
        mottagare: "Skolan",
        vad: "Planen",
        lamnat: idag(),
        till: idag().checked_add_months(Months::new(1)).unwrap(),
        satt: SamtyckeSatt::Muntligt,
    };
    NyttSamtycke::ny(&delar, idag()).unwrap()
}

pub fn utkastet(m: &Mal) -> Arendeutkast {
    Arendeutkast {
        id: m.utkast.clone(),
        arende: m.arende.clone(),
        slag: "anteckning".to_owned(),
        falt: vec![("text".to_owned(), "Påbörjat".to_owned())],
    }
}

pub fn kontakt(insats: &Insats, namn: &str) -> Kokontakt {
    let ratt = Kontaktratt::av(insats).unwrap();
    Kokontakt::ny(
        ratt,
        namn,
        Kontaktsatt::Telefon,
        "070-111 22 33",
        (false, true),
    )
    .unwrap()
}

pub fn omgang() -> Omgang {
    let forsta = idag().checked_add_months(Months::new(1)).unwrap();
    Omgang::ny(
        forsta.and_hms_opt(13, 0, 0).unwrap(),
        3,
        7,
        60,
        (2, 8),
        idag(),
    )
    .unwrap()
}

fn dokumenterad(nr: &str, enhet: &str) -> Arc<Insats> {
    let mut ny = insats(nr, "14:3", None);
    if let Dokumentation::Dokumenteras { enhet: till, .. } =
        &mut Arc::make_mut(&mut ny).dokumentation
    {
        *till = Some(enhet.to_owned());
    }
    ny
}

fn med_ko(nr: &str, silo: bool) -> Arc<Insats> {
    let mut ny = insats(nr, "14:4", None);
    let insats = Arc::make_mut(&mut ny);
    (insats.silo, insats.ko.kontakt) = (silo, true);
    ny
}

/// Somebody at work at an enhet.
struct Hon {
    store: SqliteStore,
    aktor: Aktor,
    s: Sammanhang,
}

impl Hon {
    fn gor(&mut self, change: &Change) -> Result<Reply, StoreError> {
        self.store.save(&self.aktor, op(), nar(), change)
    }

    fn akt(&mut self, akt: Aktakt) -> Aktsvar {
        let change = Change::Akt(Box::new(akt), self.s.clone());
        match self.gor(&change) {
            Ok(Reply::Akt(svar)) => *svar,
            annat => panic!("{annat:?}"),
        }
    }

    fn bild(&mut self, akt: Aktakt) -> Arendebild {
        match self.akt(akt) {
            Aktsvar::Arende(bild) => *bild,
            annat => panic!("{annat:?}"),
        }
    }

    fn ko(&mut self, akt: Koakt) -> Kosvar {
        match self.gor(&Change::Ko(akt, self.s.clone())) {
            Ok(Reply::Ko(svar)) => *svar,
            annat => panic!("{annat:?}"),
        }
    }

    fn overlamna(&mut self, insats: &Arc<Insats>, namn: &str, nr: &Nummer, skyddad: bool) -> RadId {
        let kontakt = Kontaktuppgift::default();
        let identitet = Identitet::ny(namn, Some(nr.clone()), kontakt, skyddad).unwrap();
        let besok = slut(insats, overlamnad(insats, identitet), None);
        kvitto(self.gor(&besok)).overlamning.unwrap()
    }

    fn hamta(&mut self, id: &RadId) {
        self.gor(&Change::HamtaOverlamning { id: id.clone() })
            .unwrap();
    }

    /// A slip in a queue, of somebody who can be reached.
    fn kolapp(&mut self, insats: &Arc<Insats>, namn: &str) -> Kolappskod {
        let (kod, _) = kvitto(self.gor(&slut(insats, i_ko(insats), None)))
            .kolapp
            .unwrap();
        let kontakt = kontakt(insats, namn);
        self.ko(Koakt::Kontakt { kod, kontakt });
        kod
    }

    fn omgang(&mut self, insats: InsatsNr) -> OmgangId {
        match self.ko(Koakt::NyOmgang {
            insats,
            omgang: omgang(),
        }) {
            Kosvar::Gjort(kvitto) => kvitto.omgang.unwrap(),
            annat => panic!("{annat:?}"),
        }
    }

    /// Everything that an act can be about, at the own enhet.
    fn mal(
        &mut self,
        insats: &Arc<Insats>,
        namn: &str,
        personnummer: Nummer,
        skyddad: bool,
        besok: u8,
    ) -> Mal {
        let ny = self.overlamna(insats, namn, &personnummer, skyddad);
        let hamtad = self.overlamna(insats, namn, &personnummer, skyddad);
        let tillbaka = self.overlamna(insats, namn, &personnummer, skyddad);
        let akten = self.overlamna(insats, namn, &personnummer, skyddad);
        for id in [&hamtad, &tillbaka, &akten] {
            self.hamta(id);
        }
        self.akt(Aktakt::Aterlamna {
            id: tillbaka.clone(),
            orsak: Aterlamningsorsak::Dubblett,
        });
        let bild = self.bild(Aktakt::Oppna(NyttArende {
            overlamning: akten,
            aktslag: Aktslag::Mottagaren,
            steg: Stegantal::Tre,
            person: None,
            uppfoljning: None,
        }));
        let arende = bild.rad.id;
        let bild = self.bild(Aktakt::Samtyck {
            arende: arende.clone(),
            samtycke: samtycke(),
        });
        self.bild(Aktakt::Signera {
            arende: arende.clone(),
            anteckning: anteckning(),
            utkast: None,
        });
        let Aktsvar::Bro(bro) = self.akt(Aktakt::OppnaBro {
            arende: arende.clone(),
            till: "Socialnämnden".to_owned(),
            med: Vec::new(),
            samtycke: None,
        }) else {
            panic!("bro")
        };
        let besok = RadId(format!("{besok:032x}"));
        self.gor(&Change::Parkera {
            besok: besok.clone(),
            utkast: utkast(insats, Steg::Information),
            version: None,
        })
        .unwrap();
        let mal = Mal {
            enhet: self.aktor.enhet.clone(),
            utkast: RadId(format!("{}f", &besok.0[1..])),
            besok,
            ny,
            hamtad,
            tillbaka,
            arende,
            nummer: bild.rad.nummer,
            bro: bro.id,
            samtycke: bild.samtycken[0].id.clone(),
            namn: namn.to_owned(),
            personnummer,
            nr: insats.nr,
            kod: Kolappskod::av_slump(&[2; 32]).unwrap(),
            omgang: OmgangId::ny(&"0".repeat(32)).unwrap(),
        };
        self.akt(Aktakt::SparaUtkast {
            utkast: utkastet(&mal),
            version: None,
        });
        mal
    }
}

impl Fil {
    pub fn ny() -> Self {
        // In memory where there is such a folder: thousands of acts are synced to it.
        let minne = Path::new("/dev/shm");
        let mapp = if minne.is_dir() {
            TempDir::new_in(minne)
        } else {
            TempDir::new()
        }
        .unwrap();
        let fil = mapp.path().join("troskel.db");
        skarp::gor(&fil, false);
        let conn = Connection::open(&fil).unwrap();
        conn.set_prepared_statement_cache_capacity(200);
        let upplast = skarp::las_upp(&fil);
        for enhet in [EGEN, ANNAN, SILO] {
            for roll in Roll::ALLA {
                conn.execute(
                    "INSERT INTO kontoroll VALUES (?1, ?2, ?3)",
                    params![ANNA, roll.kod(), enhet],
                )
                .unwrap();
            }
        }
        conn.execute("INSERT INTO konto VALUES ('bo', 'Bo Övning', 0)", [])
            .unwrap();
        let (dok, annans) = (dokumenterad("1.1", EGEN), dokumenterad("1.2", ANNAN));
        let (ko, silo) = (med_ko("2.1", false), med_ko("3.1", true));
        let s = sammanhang(&[&dok, &annans, &ko, &silo]);
        let vid = |enhet| Hon {
            store: logga_in(&fil, &upplast, enhet),
            aktor: vid(enhet),
            s: s.clone(),
        };
        let (mut har, mut dar, mut siloenheten) = (vid(EGEN), vid(ANNAN), vid(SILO));
        let mut egen = har.mal(&dok, "Egon Egen", nummer(0), false, 1);
        let mut skyddad = har.mal(&dok, "Pia Skydd", nummer(1), true, 2);
        let mut annan = dar.mal(&annans, "Anders Annan", nummer(2), false, 3);
        egen.nr = ko.nr;
        egen.kod = har.kolapp(&ko, "Kim Kö");
        egen.omgang = har.omgang(ko.nr);
        skyddad.nr = ko.nr;
        annan.nr = silo.nr;
        annan.kod = siloenheten.kolapp(&silo, "Siv Silo");
        annan.omgang = siloenheten.omgang(silo.nr);
        let id = |n: u8| RadId(format!("{n:02x}").repeat(16));
        let ingen = Mal {
            enhet: "Ingenstans".to_owned(),
            besok: id(0xa1),
            ny: id(0xa2),
            hamtad: id(0xa3),
            tillbaka: id(0xa4),
            arende: id(0xa5),
            nummer: Arendenummer::las("2025-09999").unwrap(),
            bro: id(0xa6),
            samtycke: id(0xa7),
            utkast: id(0xa8),
            namn: "Finns Inte".to_owned(),
            personnummer: nummer(3),
            nr: "9.9".parse().unwrap(),
            kod: Kolappskod::av_slump(&[3; 32]).unwrap(),
            omgang: OmgangId::ny(&"1".repeat(32)).unwrap(),
        };
        Self {
            _mapp: mapp,
            vag: fil,
            conn,
            upplast,
            s,
            egen,
            annan,
            skyddad,
            ingen,
        }
    }

    /// Anna signs in at an enhet.
    pub fn vid(&self, enhet: &str) -> SqliteStore {
        logga_in(&self.vag, &self.upplast, enhet)
    }

    /// Gives Anna these roles at the own enhet, and no others.
    pub fn roller(&self, roller: &[Roll]) {
        self.conn
            .execute(
                "DELETE FROM kontoroll WHERE anvandare = ?1 AND enhet = ?2",
                params![ANNA, EGEN],
            )
            .unwrap();
        for roll in roller {
            self.conn
                .execute(
                    "INSERT INTO kontoroll VALUES (?1, ?2, ?3)",
                    params![ANNA, roll.kod(), EGEN],
                )
                .unwrap();
        }
    }
}

fn logga_in(fil: &Path, upplast: &Upplast, enhet: &str) -> SqliteStore {
    let mut store = oppna_med_nyckel(fil, PROV, upplast).unwrap();
    store.logga_in(upplast, &vid(enhet), op(), nar()).unwrap();
    store
}
