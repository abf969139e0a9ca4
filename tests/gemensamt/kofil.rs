//! A filled waiting list, and the SQL with which somebody else would write in it.
#![allow(dead_code)]

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Days};
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use troskel::domain::insats::Insats;
use troskel::domain::ko::KoOrsak;
use troskel::domain::ko::kontakt::{Kokontakt, Kontaktratt, Kontaktsatt};
use troskel::domain::ko::plats::{Omgang, Pott};
use troskel::domain::ko::rattelse::{Mening, Rattelseorsak};
use troskel::domain::kolapp::Kolappskod;
use troskel::store::ko::{Erbjud, Koakt, Kokvitto, Kosvar, Sammanhang};
use troskel::store::sqlite::{SqliteStore, oppna};
use troskel::store::{Change, Reply, Store};

use super::gemensamt::{PROV, kvitto, nar, op, sammanhang, slut, spara, vid};
use super::insats::{i_ko, idag, insats, mottagen};

/// The tables of the waiting list.
pub const TABELLER: [&str; 11] = [
    "kopost",
    "koantal",
    "erbjudande",
    "pott",
    "omgangstillfalle",
    "plats",
    "kokontakt",
    "korattelse",
    "komening",
    "kohandelse",
    "kogranskad",
];

/// A file with a row in every table of the waiting list, and the slips in it by what stands on them.
pub struct Ko {
    store: SqliteStore,
    s: Sammanhang,
    insats: Arc<Insats>,
    anonym: Arc<Insats>,
}

impl Ko {
    fn akt(&mut self, desk: &str, koakt: Koakt) -> Kokvitto {
        let change = Change::Ko(koakt, self.s.clone());
        match self.store.save(&vid(desk), op(), nar(), &change) {
            Ok(Reply::Ko(svar)) => match *svar {
                Kosvar::Gjort(kvitto) => kvitto,
                annat => panic!("{annat:?}"),
            },
            annat => panic!("{annat:?}"),
        }
    }

    fn lapp(&mut self) -> Kolappskod {
        let insats = Arc::clone(&self.insats);
        self.lapp_till(&insats)
    }

    fn lapp_till(&mut self, insats: &Arc<Insats>) -> Kolappskod {
        let svar = spara(&mut self.store, "ett", &slut(insats, i_ko(insats), None));
        kvitto(svar).kolapp.unwrap().0
    }

    fn erbjud(&mut self) -> Kolappskod {
        let erbjud = Erbjud {
            pott: Pott::Lopande(self.insats.nr),
            kod: None,
            svar_senast: None,
            kanal: None,
            hoppa: Vec::new(),
        };
        self.akt("ett", Koakt::Erbjud(erbjud)).post.unwrap().0
    }

    fn kontakt(&mut self, kod: Kolappskod) {
        let ratt = Kontaktratt::av(&self.insats).unwrap();
        let kontakt = Kokontakt::ny(
            ratt,
            "Prov Provsson",
            Kontaktsatt::Sms,
            "070-000 00 00",
            (false, true),
        )
        .unwrap();
        self.akt("ett", Koakt::Kontakt { kod, kontakt });
    }
}

/// Slips of a filled queue, in order of arrival.
pub struct Lappar {
    pub paborjad: String,
    pub erbjuden: String,
    pub forst: String,
    pub andra: String,
    pub vilande: String,
    pub felregistrerad: String,
    pub avliden: String,
    pub foreslagen: String,
    pub ung: String,
    pub anonym: String,
    pub ny: String,
}

fn mening() -> Mening {
    Mening::ny("Fel dag skrevs upp i receptionen.").unwrap()
}

/// A queue with something on every entry.
pub fn fyll(fil: &Path) -> (Ko, Lappar) {
    let insats = insats("2.1", "14:3", None);
    let anonym = super::insats::insats("1.2", "14:5", Some(1));
    let mut ko = Ko {
        store: oppna(fil, PROV).unwrap(),
        s: sammanhang(&[&insats, &anonym]),
        insats: Arc::clone(&insats),
        anonym: Arc::clone(&anonym),
    };
    ko.akt(
        "ett",
        Koakt::Platser {
            insats: insats.nr,
            antal: 3,
        },
    );
    let paborjad = ko.lapp();
    let erbjuden = ko.lapp();
    let forst = ko.lapp();
    let andra = ko.lapp();
    let (vilande, felregistrerad, avliden) = (ko.lapp(), ko.lapp(), ko.lapp());
    let foreslagen = ko.lapp();
    let svar = spara(
        &mut ko.store,
        "ett",
        &slut(&insats, mottagen(&insats), Some(paborjad)),
    );
    assert!(kvitto(svar).overlamning.is_some());
    assert_eq!(ko.erbjud(), erbjuden);
    ko.kontakt(forst);
    let till = idag().checked_add_days(Days::new(30)).unwrap();
    ko.akt(
        "ett",
        Koakt::Vila {
            kod: vilande,
            fran: idag(),
            till,
        },
    );
    ko.akt(
        "ett",
        Koakt::Felregistrera {
            kod: felregistrerad,
        },
    );
    ko.akt(
        "ett",
        Koakt::Avsluta {
            kod: avliden,
            orsak: KoOrsak::Avliden,
            villkor: None,
        },
    );
    // One correction that two have agreed on, to the same place in line, and one that waits.
    for (kod, ms) in [(foreslagen, 1_763_800_000_140), (forst, 1_763_700_000_000)] {
        ko.akt(
            "ett",
            Koakt::ForeslaRattelse {
                kod,
                till: DateTime::from_timestamp_millis(ms - 1000).unwrap(),
                orsak: Rattelseorsak::BegardTidigare,
                mening: mening(),
            },
        );
    }
    ko.akt(
        "tva",
        Koakt::SvaraRattelse {
            kod: forst,
            godkand: true,
        },
    );
    ko.akt("ett", Koakt::Granska { insats: insats.nr });
    let start = till.and_hms_opt(13, 0, 0).unwrap();
    let omgang = Omgang::ny(start, 2, 7, 90, (1, 1), idag()).unwrap();
    ko.akt(
        "ett",
        Koakt::NyOmgang {
            insats: insats.nr,
            omgang,
        },
    );
    let ung = ko.lapp();
    let till_anonym = Arc::clone(&ko.anonym);
    let anonym = ko.lapp_till(&till_anonym);
    let ny = (0..17_u8)
        .filter_map(|n| Kolappskod::av_slump(&[n; 32]))
        .find(|kod| ![paborjad, erbjuden, forst, andra, vilande, ung, anonym].contains(kod))
        .unwrap();
    let lappar = Lappar {
        paborjad: paborjad.to_string(),
        erbjuden: erbjuden.to_string(),
        forst: forst.to_string(),
        andra: andra.to_string(),
        vilande: vilande.to_string(),
        felregistrerad: felregistrerad.to_string(),
        avliden: avliden.to_string(),
        foreslagen: foreslagen.to_string(),
        ung: ung.to_string(),
        anonym: anonym.to_string(),
        ny: ny.to_string(),
    };
    (ko, lappar)
}

/// Another program that has found out how the program makes itself known.
pub fn invigd(fil: &Path) -> Connection {
    let conn = Connection::open(fil).unwrap();
    let flaggor = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function("bara_troskel_skriver_i_kon", 0, flaggor, |_| Ok(true))
        .unwrap();
    conn
}

/// The next event on an entry.
pub fn handelse(kod: &str, slag: &str) -> String {
    handelse_om(kod, slag, "NULL")
}

/// The next event on an entry, with what it is about.
pub fn handelse_om(kod: &str, slag: &str, om: &str) -> String {
    format!(
        "INSERT INTO kohandelse(seq, kopost_id, insats_nr, ver, tid, anvandare, desk, enhet, op_id, slag, om) \
         SELECT (SELECT max(seq) + 1 FROM kohandelse), id, insats_nr, ver + 1, '2025-11-22T09:00:00.000Z', 'x', 'x', \
         'x', printf('%032x', 1), '{slag}', {om} FROM kopost WHERE kod = '{kod}'"
    )
}

/// A change of an entry.
pub fn andra(kod: &str, satt: &str) -> String {
    format!("UPDATE kopost SET ver = ver + 1, {satt} WHERE kod = '{kod}'")
}

/// A place taken by an entry.
pub fn plats(av: &str, nummer: u8) -> String {
    format!(
        "INSERT INTO plats(id, pott, insats_nr, nummer, upptagen_av, fran) SELECT lower(hex(randomblob(16))), \
         insats_nr, insats_nr, {nummer}, id, '2025-11-22' FROM kopost WHERE kod = '{av}'"
    )
}

/// An open offer to an entry.
pub fn erbjudande(kod: &str) -> String {
    format!(
        "INSERT INTO erbjudande(id, kopost_id, insats_nr, pott, parti, skapat, svar_senast, forsta_i_linje) \
         SELECT lower(hex(randomblob(16))), id, insats_nr, insats_nr, parti, '2025-11-22T09:00:00.000Z', \
         '2025-12-01', 1 FROM kopost WHERE kod = '{kod}'"
    )
}

/// Contact data of an entry.
pub fn kontakt(kod: &str, satt: &str, sjalv: u8) -> String {
    format!(
        "INSERT INTO kokontakt(kopost_id, insats_nr, kannetecken, namn, satt, varde, sjalv) \
         SELECT id, insats_nr, printf('%064x', 7), 'Prov', '{satt}', 'Provgatan', {sjalv} FROM kopost \
         WHERE kod = '{kod}'"
    )
}

/// A new entry with its first event.
pub fn ny_post(
    kod: &str,
    insats: &str,
    ms: &str,
    import: &str,
    slag: &str,
    band: &str,
) -> [String; 2] {
    [
        format!(
            "INSERT INTO kohandelse(seq, kopost_id, insats_nr, ver, tid, anvandare, desk, enhet, op_id, slag) \
             SELECT max(seq) + 1, printf('%032x', 99), '{insats}', 1, '2025-11-22T09:00:00.000Z', 'x', 'x', 'x', \
             printf('%032x', 1), '{slag}' FROM kohandelse"
        ),
        format!(
            "INSERT INTO kopost(id, kod, insats_nr, katalog, kotid_ms, status, band, bekraftad, desk, import_id, ver) \
             VALUES (printf('%032x', 99), '{kod}', '{insats}', '2025-09-01', {ms}, 'i_ko', {band}, '2025-11-22', 'x', \
             {import}, 1)"
        ),
    ]
}

/// Another ködatum, proposed by `a`.
pub fn forslag(kod: &str, till_ms: i64) -> String {
    format!(
        "INSERT INTO korattelse(id, kopost_id, fran_ms, till_ms, orsak, foreslagen_av, foreslagen_tid, status) \
         SELECT printf('%032x', 5), id, ordning, {till_ms}, 'fel_klocka', 'a', 'x', 'foreslagen' FROM kopost \
         WHERE kod = '{kod}'"
    )
}

/// Approves the proposal.
pub fn godkann(av: &str) -> String {
    format!(
        "UPDATE korattelse SET status = 'godkand', andra_av = '{av}' WHERE id = printf('%032x', 5)"
    )
}

/// Tries a whole act and takes it back.
pub fn prova(conn: &Connection, akt: &[String]) -> Result<(), String> {
    conn.execute_batch("SAVEPOINT prov").unwrap();
    let svar = akt.iter().try_for_each(|sql| match conn.execute(sql, []) {
        Ok(0) => panic!("rör ingen rad, och säger inget: {sql}"),
        Ok(_) => Ok(()),
        Err(fel) => Err(fel.to_string()),
    });
    conn.execute_batch("ROLLBACK TO prov; RELEASE prov")
        .unwrap();
    svar
}
