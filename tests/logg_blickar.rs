//! Every look at a person is a row in the log: who, at which desk, when, and which record; one for each look.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/aktfil.rs"]
mod aktfil;
#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;

use std::path::PathBuf;

use chrono::NaiveDate;
use gemensamt::{PROV, kvitto, mapp, nar, op, sammanhang, slut, spara};
use insats::{i_ko, insats};
use rusqlite::Connection;
use tempfile::TempDir;
use troskel::domain::akt::Arendenummer;
use troskel::domain::akt::hinder::KanInteIAkten;
use troskel::domain::identitet::Nummer;
use troskel::domain::ko::kontakt::{Kokontakt, Kontaktratt, Kontaktsatt};
use troskel::domain::kolapp::Kolappskod;
use troskel::store::akt::{Aktakt, Aktfraga, Sokt};
use troskel::store::ko::{Koakt, Sammanhang};
use troskel::store::logg::{Loggakt, Loggfraga, Loggsvar, Loggurval};
use troskel::store::sqlite::{SqliteStore, oppna};
use troskel::store::{Aktor, Change, OpId, Query, RadId, Reply, Store, StoreError};

/// A file with akter and with somebody in a queue who can be reached.
struct Prov {
    _mapp: TempDir,
    fil: PathBuf,
    store: SqliteStore,
    s: Sammanhang,
    lappar: [Kolappskod; 2],
}

/// Somebody of the enhet that the akter belong to.
fn vem(namn: &str) -> Aktor {
    Aktor {
        anvandare: namn.to_owned(),
        desk: format!("dator-{namn}"),
        enhet: "Stödet".to_owned(),
    }
}

impl Prov {
    fn ny() -> Self {
        let (mapp, fil) = mapp();
        drop(aktfil::aktfil(&fil));
        let mut store = oppna(&fil, PROV).unwrap();
        let dok = insats("1.1", "14:3", Some(2));
        let s = sammanhang(&[&dok]);
        let lappar = ["070-111 11 11", "070-222 22 22"].map(|telefon| {
            let svar = spara(&mut store, "ett", &slut(&dok, i_ko(&dok), None));
            let kod = kvitto(svar).kolapp.unwrap().0;
            let ratt = Kontaktratt::av(&dok).unwrap();
            let kontakt = Kokontakt::ny(
                ratt,
                "Övning Köande",
                Kontaktsatt::Telefon,
                telefon,
                (false, true),
            );
            let akt = Koakt::Kontakt {
                kod,
                kontakt: kontakt.unwrap(),
            };
            spara(&mut store, "ett", &Change::Ko(akt, s.clone())).unwrap();
            kod
        });
        Self {
            _mapp: mapp,
            fil,
            store,
            s,
            lappar,
        }
    }

    fn text(&self, sql: &str) -> String {
        let conn = Connection::open(&self.fil).unwrap();
        conn.query_row(sql, [], |rad| rad.get(0)).unwrap()
    }

    /// The rows of the logs after the first so many: log, act, who, at which desk, under which operation, about what.
    fn logg(&self) -> Vec<String> {
        let conn = Connection::open(&self.fil).unwrap();
        let mut fraga = conn
            .prepare(
                "SELECT k.nr, 'handelse ' || slag, anvandare, desk, op_id, coalesce(objekt, '-') FROM handelse h
                   JOIN kedja k ON k.tabell = 'handelse' AND k.seq = h.seq
                 UNION ALL SELECT k.nr, 'akthandelse ' || slag, anvandare, desk, op_id, coalesce(arende, objekt, '-')
                 FROM akthandelse h JOIN kedja k ON k.tabell = 'akthandelse' AND k.seq = h.seq
                 UNION ALL SELECT k.nr, 'kohandelse ' || slag, anvandare, desk, op_id, (SELECT kod FROM kopost p
                   WHERE p.id = h.kopost_id)
                 FROM kohandelse h JOIN kedja k ON k.tabell = 'kohandelse' AND k.seq = h.seq
                 UNION ALL SELECT k.nr, 'atkomst ' || slag, anvandare, desk, op_id, coalesce(om, '-') FROM atkomst h
                   JOIN kedja k ON k.tabell = 'atkomst' AND k.seq = h.seq ORDER BY 1",
            )
            .unwrap();
        let alla = fraga
            .query_map([], |rad| {
                let delar: Vec<String> = (1..6).map(|n| rad.get(n)).collect::<Result<_, _>>()?;
                Ok(delar.join(" "))
            })
            .unwrap();
        alla.map(Result::unwrap).collect()
    }

    /// Does an act by somebody, and says what it has left in the log: the acts and what they were about. Whoever did it is
    /// held against every row.
    fn gor(
        &mut self,
        av: &str,
        op: OpId,
        change: &Change,
    ) -> (Result<Reply, StoreError>, Vec<String>) {
        let fore = self.logg().len();
        let svar = self.store.save(&vem(av), op, nar(), change);
        let hex = format!("{:032x}", u128::from_be_bytes(op.0));
        let vem = format!(" {av} dator-{av} {hex} ");
        let nya = self.logg()[fore..]
            .iter()
            .map(|rad| {
                assert!(rad.contains(&vem), "{rad}: väntade{vem}");
                rad.replace(&vem, " ")
            })
            .collect();
        (svar, nya)
    }

    fn akt(&self, akt: Aktakt) -> Change {
        Change::Akt(Box::new(akt), self.s.clone())
    }
}

#[test]
fn varje_blick_pa_en_person_star_i_loggen_en_gang() {
    let mut prov = Prov::ny();
    let arende = prov.text("SELECT a.id FROM arende a WHERE aktslag = 'mottagaren'");
    let nummer = prov.text("SELECT a.nummer FROM arende a WHERE aktslag = 'mottagaren'");
    let nummer = Arendenummer::las(&nummer).unwrap();
    let namn = prov.text("SELECT p.namn FROM arendeperson p JOIN arende a ON a.id = p.arende WHERE aktslag = 'mottagaren'");
    let (ny, hamtad) = (format!("{:032x}", 11), format!("{:032x}", 12));
    let okand = Nummer::las("19900101-0017", insats::idag()).unwrap();
    let id = |id: &str| RadId(id.to_owned());
    let las = || Aktakt::Las {
        arende: id(&arende),
    };
    let [lapp, annan_lapp] = prov.lappar;
    let s = prov.s.clone();
    let kontakt = |kod| Change::Ko(Koakt::OppnaKontakt { kod }, s.clone());
    let dag = NaiveDate::from_ymd_opt(2025, 11, 1).unwrap();
    // By whom, what, what stands in the log of it, and what stands there of the same act sent again.
    let blickar: Vec<(&str, Change, Vec<String>, Vec<String>)> = vec![
        (
            "h2",
            Change::HamtaOverlamning { id: id(&ny) },
            vec![format!("handelse hamtad {ny}")],
            vec![format!("handelse last_igen {ny}")],
        ),
        (
            "h2",
            Change::HamtaOverlamning { id: id(&ny) },
            vec![format!("handelse last_igen {ny}")],
            vec![format!("handelse last_igen {ny}")],
        ),
        (
            "h2",
            prov.akt(Aktakt::TaOver { id: id(&hamtad) }),
            vec![format!("akthandelse tagen_over {hamtad}")],
            vec![format!("handelse last_igen {hamtad}")],
        ),
        (
            "h2",
            prov.akt(Aktakt::TaOver { id: id(&hamtad) }),
            vec![format!("handelse last_igen {hamtad}")],
            vec![format!("handelse last_igen {hamtad}")],
        ),
        (
            "h2",
            prov.akt(las()),
            vec![format!("akthandelse last {arende}")],
            vec![],
        ),
        (
            "h2",
            prov.akt(Aktakt::Sok(Sokt::Namn(namn.clone()))),
            vec![format!("akthandelse sokt {arende}")],
            vec![format!("akthandelse sokt {arende}")],
        ),
        (
            "h2",
            prov.akt(Aktakt::Sok(Sokt::Arende(nummer.clone()))),
            vec![format!("akthandelse sokt {arende}")],
            vec![format!("akthandelse sokt {arende}")],
        ),
        (
            "h2",
            prov.akt(Aktakt::Sok(Sokt::Nummer(okand.clone()))),
            vec!["akthandelse sokt -".to_owned()],
            vec!["akthandelse sokt -".to_owned()],
        ),
        (
            "h2",
            prov.akt(Aktakt::Forekomst(Sokt::Namn(namn.clone()))),
            vec!["akthandelse forekomst_nekad -".to_owned()],
            vec!["akthandelse forekomst_nekad -".to_owned()],
        ),
        (
            "chef",
            prov.akt(Aktakt::Forekomst(Sokt::Namn(namn))),
            vec![format!("akthandelse forekomst {arende}")],
            vec![format!("akthandelse forekomst {arende}")],
        ),
        (
            "chef",
            prov.akt(Aktakt::Forekomst(Sokt::Nummer(okand))),
            vec!["akthandelse forekomst -".to_owned()],
            vec!["akthandelse forekomst -".to_owned()],
        ),
        (
            "h2",
            prov.akt(Aktakt::LasBro {
                arende: id(&arende),
            }),
            vec![format!("akthandelse bro_last {arende}")],
            vec![],
        ),
        (
            "h2",
            prov.akt(Aktakt::Utlamnat { id: id(&arende) }),
            vec![format!("akthandelse utlamnat {arende}")],
            vec![],
        ),
        (
            "h2",
            kontakt(lapp),
            vec![format!("kohandelse kontakt_last {lapp}")],
            vec![],
        ),
        (
            "h2",
            Change::Logg(Loggakt::Las(Loggurval {
                arende: Some(nummer),
                anvandare: Some("h1".to_owned()),
                antal: 10,
                ..Loggurval::default()
            })),
            vec!["atkomst logg_last anvandare=h1 arende".to_owned()],
            vec!["atkomst logg_last anvandare=h1 arende".to_owned()],
        ),
        (
            "chef",
            Change::Logg(Loggakt::Granska {
                fran: dag,
                till: dag,
                stangda_dagar: Vec::new(),
            }),
            vec!["atkomst logg_granskad 2025-11-01 2025-11-01".to_owned()],
            vec!["atkomst logg_granskad 2025-11-01 2025-11-01".to_owned()],
        ),
    ];
    for (av, change, vantat, igen) in blickar {
        let op = op();
        let (svar, nya) = prov.gor(av, op, &change);
        let nekad = matches!(svar, Err(StoreError::Akt(KanInteIAkten::EjBehorig)));
        assert!(svar.is_ok() || nekad, "{change:?}: {svar:?}");
        assert_eq!(nya, vantat, "{change:?}");
        // The answer was lost, and the same act is sent again.
        let (svar, nya) = prov.gor(av, op, &change);
        assert!(svar.is_ok() || nekad, "{change:?}: {svar:?}");
        assert_eq!(nya, igen, "{change:?} igen");
    }
    // What was sent under the number of another act shows nobody without a row of its own.
    let op = op();
    prov.gor("h2", op, &kontakt(lapp)).0.unwrap();
    let (svar, nya) = prov.gor("h2", op, &kontakt(annan_lapp));
    assert!(svar.is_ok());
    assert_eq!(nya, [format!("kohandelse kontakt_last {annan_lapp}")]);
    assert!(matches!(
        prov.store.load(&Query::Logg(Loggfraga::Kontrollera(None))),
        Ok(Reply::Logg(svar)) if matches!(*svar, Loggsvar::Kontroll(ref kontroll) if kontroll.hel())
    ));
}

#[test]
fn en_omsand_hamtning_visar_ingen_annans_overlamning() {
    let mut prov = Prov::ny();
    let id = |n: u8| RadId(format!("{n:032x}"));
    let op = op();
    prov.gor("h2", op, &Change::HamtaOverlamning { id: id(11) })
        .0
        .unwrap();
    // Fetched by h1, and never asked for by this act.
    for change in [
        Change::HamtaOverlamning { id: id(12) },
        prov.akt(Aktakt::TaOver { id: id(12) }),
    ] {
        let (svar, nya) = prov.gor("h2", op, &change);
        assert!(svar.is_err(), "{svar:?}");
        assert_eq!(nya, Vec::<String>::new());
    }
}

#[test]
fn ett_arende_lases_om_bara_av_den_som_har_oppnat_det() {
    let mut prov = Prov::ny();
    let arende = prov.text("SELECT a.id FROM arende a WHERE aktslag = 'mottagaren'");
    let fraga = |av: &str| {
        Query::Akt(Aktfraga::Arende {
            arende: RadId(arende.clone()),
            enhet: "Stödet".to_owned(),
            anvandare: av.to_owned(),
        })
    };
    let saknas = |svar: Result<Reply, StoreError>| {
        matches!(svar, Err(StoreError::Akt(KanInteIAkten::Saknas)))
    };
    assert!(saknas(prov.store.load(&fraga("h2"))));
    let nummer = prov.text("SELECT a.nummer FROM arende a WHERE aktslag = 'mottagaren'");
    let sok = prov.akt(Aktakt::Sok(Sokt::Arende(
        Arendenummer::las(&nummer).unwrap(),
    )));
    prov.gor("h2", op(), &sok).0.unwrap();
    // To find it is not to open it.
    assert!(saknas(prov.store.load(&fraga("h2"))));
    let las = prov.akt(Aktakt::Las {
        arende: RadId(arende.clone()),
    });
    prov.gor("h2", op(), &las).0.unwrap();
    let fore = prov.logg().len();
    assert!(prov.store.load(&fraga("h2")).is_ok());
    // Who opened it has a draft there that no program can read: that is said, and not that there is no ärende.
    assert!(matches!(
        prov.store.load(&fraga("h1")),
        Err(StoreError::TrasigRad {
            tabell: "aktutkast",
            ..
        })
    ));
    assert!(saknas(prov.store.load(&fraga("h3"))));
    assert_eq!(prov.logg().len(), fore, "the look stands there already");
}
