//! Handovers and akter in a real file: two enheter and several people, each act with its log.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;

#[path = "gemensamt/lager.rs"]
mod gemensamt;

#[path = "akt_lager/arende.rs"]
mod arende;
#[path = "akt_lager/avslut.rs"]
mod avslut;
#[path = "akt_lager/bro.rs"]
mod bro;
#[path = "akt_lager/inkorg.rs"]
mod inkorg;
#[path = "akt_lager/journal.rs"]
mod journal;
#[path = "akt_lager/sok.rs"]
mod sok;
#[path = "akt_lager/utkast.rs"]
mod utkast;

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};
use gemensamt::{PROV, kvitto, mapp, nar, op, sammanhang, slut, spara};
use insats::{idag, insats, overlamnad};
use rusqlite::Connection;
use tempfile::TempDir;
use troskel::domain::akt::anteckning::{Anteckningsdelar, Galler, NyAnteckning};
use troskel::domain::akt::avslut::{Avslutsorsak, Malrad, Malutfall, NyUppfoljning, NyttAvslut};
use troskel::domain::akt::hinder::KanInteIAkten;
use troskel::domain::akt::plan::{GjordMed, Planrubrik, Plantext};
use troskel::domain::akt::samtycke::{Delasmed, NyttSamtycke, Samtyckesdelar};
use troskel::domain::akt::text::{Faltnamn, Kort};
use troskel::domain::akt::{Aktslag, Skrivare, Stegantal};
use troskel::domain::fakta::SamtyckeSatt;
use troskel::domain::identitet::{Identitet, Kontaktuppgift, Nummer};
use troskel::domain::insats::{Dokumentation, Insats};
use troskel::store::akt::{
    Aktakt, Aktfraga, Aktsvar, Arendebild, Arenderad, Inkorgsrad, NyttArende,
};
use troskel::store::sqlite::{SqliteStore, oppna};
use troskel::store::{Aktor, Change, Query, RadId, Reply, Store, StoreError};

const FAMILJ: &str = "Familjecentrum";
const EKONOMI: &str = "Budgetgruppen";

/// Numbers with the right check digit.
const NUMMER: [&str; 2] = ["19900101-0017", "20000101-0107"];

fn vem(namn: &str, enhet: &str) -> Aktor {
    Aktor {
        anvandare: namn.to_owned(),
        desk: format!("dator-{namn}"),
        enhet: enhet.to_owned(),
    }
}

fn dag(fram: i64) -> NaiveDate {
    let antal = Days::new(fram.unsigned_abs());
    if fram < 0 {
        idag().checked_sub_days(antal).unwrap()
    } else {
        idag().checked_add_days(antal).unwrap()
    }
}

fn person(namn: &str, nummer: Option<&str>) -> Identitet {
    let kontakt = Kontaktuppgift {
        telefon: "070-111 22 33".to_owned(),
        ..Kontaktuppgift::default()
    };
    let nummer = nummer.map(|nummer| Nummer::las(nummer, idag()).unwrap());
    Identitet::ny(namn, nummer, kontakt, false).unwrap()
}

fn skrivare() -> Skrivare {
    Skrivare::ny("Karin Berg", "socionom").unwrap()
}

/// A documented insats for an enhet, or for every one.
fn insats_till(nr: &str, enhet: Option<&str>, platser: Option<u16>) -> Arc<Insats> {
    let mut ny = insats(nr, "14:3", platser);
    if let Dokumentation::Dokumenteras { enhet: till, .. } =
        &mut Arc::make_mut(&mut ny).dokumentation
    {
        *till = enhet.map(str::to_owned);
    }
    ny
}

/// A file, with an insats for the familjecentrum.
struct Prov {
    _mapp: TempDir,
    fil: PathBuf,
    store: SqliteStore,
    insats: Arc<Insats>,
    idag: NaiveDate,
}

impl Prov {
    fn ny() -> Self {
        Self::med(insats_till("1.1", Some(FAMILJ), None))
    }

    fn med(insats: Arc<Insats>) -> Self {
        let (mapp, fil) = mapp();
        let store = oppna(&fil, PROV).unwrap();
        Self {
            _mapp: mapp,
            fil,
            store,
            insats,
            idag: idag(),
        }
    }

    fn oppna_till(&self) -> SqliteStore {
        oppna(&self.fil, PROV).unwrap()
    }

    /// A handover of somebody at the desk.
    fn overlamna(&mut self, identitet: Identitet) -> RadId {
        let insats = Arc::clone(&self.insats);
        self.overlamna_i(&insats, identitet)
    }

    fn overlamna_i(&mut self, insats: &Arc<Insats>, identitet: Identitet) -> RadId {
        let besok = slut(insats, overlamnad(insats, identitet), None);
        kvitto(spara(&mut self.store, "ett", &besok))
            .overlamning
            .unwrap()
    }

    fn change(&self, akt: Aktakt) -> Change {
        let mut s = sammanhang(&[&self.insats]);
        s.idag = self.idag;
        Change::Akt(Box::new(akt), s)
    }

    fn akt(&mut self, aktor: &Aktor, akt: Aktakt) -> Result<Aktsvar, KanInteIAkten> {
        let (change, nu) = (self.change(akt), self.nu());
        svar(self.store.save(aktor, op(), nu, &change))
    }

    /// The time of an act today.
    fn nu(&self) -> DateTime<Utc> {
        nar() + (self.idag - idag())
    }

    fn hamta(&mut self, aktor: &Aktor, id: &RadId) -> Result<Reply, StoreError> {
        let hamta = Change::HamtaOverlamning { id: id.clone() };
        self.store.save(aktor, op(), nar(), &hamta)
    }

    /// An ärende of somebody, opened by `aktor`.
    fn arende(&mut self, aktor: &Aktor, identitet: Identitet, aktslag: Aktslag) -> Arendebild {
        let id = self.overlamna(identitet);
        self.hamta(aktor, &id).unwrap();
        bild(self.akt(aktor, oppna_arende(&id, aktslag)))
    }

    fn mottagarens(&mut self, aktor: &Aktor) -> Arendebild {
        self.arende(
            aktor,
            person("Åsa Ek", Some(NUMMER[0])),
            Aktslag::Mottagaren,
        )
    }

    /// Both parents' ärenden.
    fn foraldrar(&mut self, aktor: &Aktor) -> (Arendebild, Arendebild) {
        let ett = self.arende(
            aktor,
            person("Åsa Ek", Some(NUMMER[0])),
            Aktslag::VarjeForalder,
        );
        let tva = bild(self.akt(
            aktor,
            Aktakt::OppnaForAndraForaldern {
                arende: ett.rad.id.clone(),
                person: person("Bo Al", Some(NUMMER[1])),
                samtycke: (SamtyckeSatt::Skriftligt, dag(-1)),
            },
        ));
        (ett, tva)
    }

    fn fraga(&mut self, fraga: Aktfraga) -> Result<Aktsvar, KanInteIAkten> {
        svar(self.store.load(&Query::Akt(fraga)))
    }

    fn inkorg(&mut self, enhet: &str, alla: bool) -> Vec<Inkorgsrad> {
        let enhet = enhet.to_owned();
        match self.fraga(Aktfraga::Inkorg { enhet, alla }) {
            Ok(Aktsvar::Inkorg(rader)) => rader,
            annat => panic!("{annat:?}"),
        }
    }

    fn arenden(&mut self, enhet: &str, avslutade: bool) -> Vec<Arenderad> {
        let enhet = enhet.to_owned();
        rader(self.fraga(Aktfraga::Arenden { enhet, avslutade }))
    }

    /// The log of the akter: what, and whether it names an ärende and an object.
    fn logg(&self) -> Vec<String> {
        let conn = self.sql();
        let mut fraga = conn
            .prepare(
                "SELECT slag || iif(arende IS NULL, '', ' a') || iif(objekt IS NULL, '', ' o') FROM akthandelse
                 ORDER BY seq",
            )
            .unwrap();
        let rader = fraga.query_map([], |rad| rad.get(0)).unwrap();
        rader.map(Result::unwrap).collect()
    }

    /// The file as another program sees it.
    fn sql(&self) -> Connection {
        Connection::open(&self.fil).unwrap()
    }

    fn tal(&self, sql: &str) -> i64 {
        self.sql().query_row(sql, [], |rad| rad.get(0)).unwrap()
    }
}

fn svar(svar: Result<Reply, StoreError>) -> Result<Aktsvar, KanInteIAkten> {
    match svar {
        Ok(Reply::Akt(svar)) => Ok(*svar),
        Err(StoreError::Akt(hinder)) => Err(hinder),
        annat => panic!("{annat:?}"),
    }
}

fn bild(svar: Result<Aktsvar, KanInteIAkten>) -> Arendebild {
    match svar {
        Ok(Aktsvar::Arende(bild)) => *bild,
        annat => panic!("väntade ett ärende, fick {annat:?}"),
    }
}

fn rader(svar: Result<Aktsvar, KanInteIAkten>) -> Vec<Arenderad> {
    match svar {
        Ok(Aktsvar::Arenden(rader)) => rader,
        annat => panic!("{annat:?}"),
    }
}

/// Why it was refused.
fn nej(svar: Result<Aktsvar, KanInteIAkten>) -> KanInteIAkten {
    match svar {
        Err(hinder) => hinder,
        annat => panic!("väntade ett nej, fick {annat:?}"),
    }
}

fn oppna_arende(overlamning: &RadId, aktslag: Aktslag) -> Aktakt {
    Aktakt::Oppna(NyttArende {
        overlamning: overlamning.clone(),
        aktslag,
        steg: Stegantal::Tre,
        person: None,
        uppfoljning: None,
    })
}

fn delar(text: &str) -> Anteckningsdelar<'_> {
    Anteckningsdelar {
        galler: Galler::Handelse,
        vad: "Samtal",
        dag: idag(),
        klockslag: None,
        kalla: "personen",
        deltog: "",
        text,
    }
}

fn anteckning(delar: &Anteckningsdelar<'_>) -> NyAnteckning {
    NyAnteckning::ny(delar, skrivare(), idag()).unwrap()
}

fn signera(arende: &Arendebild, delar: &Anteckningsdelar<'_>) -> Aktakt {
    Aktakt::Signera {
        arende: arende.rad.id.clone(),
        anteckning: anteckning(delar),
        utkast: None,
    }
}

fn mal() -> Vec<Malrad> {
    ["Sova bättre", "Ordning på pengarna"]
        .into_iter()
        .zip([Malutfall::Uppfyllt, Malutfall::Oforandrat])
        .map(|(mal, utfall)| Malrad {
            mal: Kort::ny(Faltnamn::Mal, mal).unwrap(),
            utfall,
        })
        .collect()
}

fn uppfoljning(nar: NaiveDate, nasta: Option<NaiveDate>) -> NyUppfoljning {
    NyUppfoljning::ny(nar, "Det går bra", mal(), nasta, skrivare(), nar).unwrap()
}

fn avsluta(arende: &Arendebild, nar: NaiveDate) -> Aktakt {
    let slut = NyttAvslut::ny(
        Avslutsorsak::MaletNatt,
        nar,
        "Målet är nått",
        mal(),
        skrivare(),
        nar,
    );
    Aktakt::Avsluta {
        arende: arende.rad.id.clone(),
        avslut: slut.unwrap(),
    }
}

fn plan(arende: &Arendebild, mal: &str, bygger_pa: Option<u32>, forenar: Option<u32>) -> Aktakt {
    let mut texter: [String; 8] = Default::default();
    mal.clone_into(&mut texter[Planrubrik::Mal.plats()]);
    Aktakt::SparaPlan {
        arende: arende.rad.id.clone(),
        plan: Plantext::ny(texter).unwrap(),
        gjord_med: GjordMed::Personen,
        bygger_pa,
        forenar,
        skrivare: skrivare(),
        utkast: None,
    }
}

fn samtyck(arende: &Arendebild, med: Delasmed, mottagare: &str, till: NaiveDate) -> Aktakt {
    let delar = Samtyckesdelar {
        med,
        mottagare,
        vad: "hur det går",
        lamnat: dag(-2),
        till,
        satt: SamtyckeSatt::Muntligt,
    };
    Aktakt::Samtyck {
        arende: arende.rad.id.clone(),
        samtycke: NyttSamtycke::ny(&delar, idag()).unwrap(),
    }
}
