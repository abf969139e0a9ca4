//! The chain over the logs, attacked with SQL in the real file: what is changed, removed, moved or put in is found and named.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/aktfil.rs"]
mod aktfil;
#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/langd.rs"]
#[allow(dead_code)]
mod langd;
#[path = "gemensamt/scheman.rs"]
mod scheman;

#[path = "kedja/angrepp.rs"]
mod angrepp;
#[path = "kedja/filen.rs"]
mod filen;

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;

use gemensamt::{PROV, fylld, mapp, nar, op, rad, sammanhang, spara, vid};
use insats::insats;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, params};
use troskel::domain::ko::KoOrsak;
use troskel::domain::ko::rattelse::Mening;
use troskel::store::akt::Aktakt;
use troskel::store::ko::Koakt;
use troskel::store::logg::{Kedjefel, Kedjekontroll, Kedjetopp, Loggfraga, Loggsvar, Toppmarke};
use troskel::store::sqlite::oppna;
use troskel::store::{Aktor, Change, Query, RadId, Reply, Store};

/// The logs.
const LOGGAR: [&str; 5] = [
    "handelse",
    "akthandelse",
    "kohandelse",
    "atkomst",
    "gallring",
];

fn kontrollera(store: &mut impl Store, mot: Option<Toppmarke>) -> Kedjekontroll {
    match store.load(&Query::Logg(Loggfraga::Kontrollera(mot))) {
        Ok(Reply::Logg(svar)) => match *svar {
            Loggsvar::Kontroll(kontroll) => kontroll,
            annat => panic!("{annat:?}"),
        },
        annat => panic!("{annat:?}"),
    }
}

fn kontroll(fil: &Path) -> Kedjekontroll {
    kontrollera(&mut oppna(fil, PROV).unwrap(), None)
}

fn topp(store: &mut impl Store) -> Option<Kedjetopp> {
    match store.load(&Query::Logg(Loggfraga::Topp)) {
        Ok(Reply::Logg(svar)) => match *svar {
            Loggsvar::Topp(topp) => topp,
            annat => panic!("{annat:?}"),
        },
        annat => panic!("{annat:?}"),
    }
}

/// A connection that no trigger stops: anybody can turn them off.
fn ratt_in(fil: &Path) -> Connection {
    let conn = Connection::open(fil).unwrap();
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)
        .unwrap();
    conn.execute_batch(
        "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF",
    )
    .unwrap();
    conn
}

/// A file in which every kind of row is logged, by the program and by others.
fn hel_fil(fil: &Path) {
    let akter = aktfil::aktfil(fil);
    let ett = akter.ut(":ett").trim_matches('\'').to_owned();
    let stangt = akter.ut(":stangt").trim_matches('\'').to_owned();
    akter.kor("INSERT INTO akthandelse_ny VALUES ('h1', 'v1_bro', 'bro_oppnad', :ett, :bro)");
    drop(akter);
    let (mut store, _, lapp) = fylld(fil);
    let (dok, anonym) = (
        insats("1.1", "14:3", Some(2)),
        insats("1.2", "14:5", Some(1)),
    );
    let s = sammanhang(&[&dok, &anonym]);
    let mening = Mening::ny("Fel lapp avslutades i morse.").unwrap();
    for akt in [
        Koakt::Avsluta {
            kod: lapp,
            orsak: KoOrsak::Atertagen,
            villkor: None,
        },
        Koakt::Ateroppna { kod: lapp, mening },
    ] {
        spara(&mut store, "ett", &Change::Ko(akt, s.clone())).unwrap();
    }
    let handlaggare = Aktor {
        enhet: "Stödet".to_owned(),
        ..vid("h1")
    };
    for arende in [ett, stangt] {
        let akt = Aktakt::Las {
            arende: RadId(arende),
        };
        let las = Change::Akt(Box::new(akt), s.clone());
        for _ in 0..3 {
            store.save(&handlaggare, op(), nar(), &las).unwrap();
        }
    }
    // Two of each of the logs that the acts above do not write in.
    store.logga_ut(&vid("ett"), op(), nar()).unwrap();
    store.logga_ut(&vid("ett"), op(), nar()).unwrap();
    let conn = ratt_in(fil);
    for seq in 1..=2 {
        conn.execute(
            "INSERT INTO gallring VALUES (?1, '2026-01-02T03:04:05.678Z', 'chef', 'disken', 'Stödet',
               lower(hex(randomblob(16))), 'arende=1', '', 0, '')",
            [seq],
        )
        .unwrap();
    }
    drop(conn);
    spara(&mut store, "ett", &Change::TaUpp { besok: rad(3) }).unwrap();
}

#[test]
fn en_orord_fil_ar_hel_och_varje_rad_har_en_lank() {
    let (_mapp, fil) = mapp();
    hel_fil(&fil);
    let svar = kontroll(&fil);
    assert_eq!(svar.fel, []);
    assert!(
        svar.hel() && svar.vantar == 0 && svar.gallrade == 0,
        "{svar:?}"
    );
    let conn = Connection::open(&fil).unwrap();
    let mut rader = 0;
    for tabell in LOGGAR {
        let antal: i64 = conn
            .query_row(&format!("SELECT count(*) FROM {tabell}"), [], |rad| {
                rad.get(0)
            })
            .unwrap();
        assert!(antal > 1, "{tabell}");
        rader += antal;
    }
    assert_eq!(i64::try_from(svar.lankar), Ok(rader));
    assert_eq!(svar.topp.unwrap().nr, rader);
}

#[test]
fn en_ny_fil_ar_hel_och_har_ingen_topp() {
    let (_mapp, fil) = mapp();
    let svar = kontroll(&fil);
    assert_eq!(svar, Kedjekontroll::default());
}

#[test]
fn rader_fran_andra_program_vantar_pa_nasta_sparning() {
    let (_mapp, fil) = mapp();
    let akter = aktfil::aktfil(&fil);
    let mut store = oppna(&fil, PROV).unwrap();
    let fore = kontrollera(&mut store, None);
    assert_eq!(fore.fel, []);
    let okedjade = u64::try_from(
        akter.tal("SELECT (SELECT count(*) FROM akthandelse) + (SELECT count(*) FROM handelse)"),
    );
    assert_eq!(Ok(fore.vantar), okedjade);
    assert_eq!(fore.lankar, 0);
    let change = Change::HamtaOverlamning {
        id: RadId(format!("{:032x}", 11)),
    };
    // printf('%032x', 11) is the handover that waits.
    spara(&mut store, "ett", &change).unwrap();
    let efter = kontrollera(&mut store, None);
    assert_eq!((efter.vantar, efter.lankar), (0, fore.vantar + 1));
    assert_eq!(efter.fel, []);
    // A row that other programs have written before the links of later ones is no longer one that waits.
    akter.kor(
        "DROP TRIGGER kedja_kvar; DELETE FROM kedja WHERE nr = 3; UPDATE kedja SET nr = nr WHERE 0",
    );
    let hal = kontrollera(&mut store, None);
    assert!(hal.fel.contains(&Kedjefel::Lank { nr: 3 }), "{hal:?}");
    assert!(
        hal.fel
            .iter()
            .any(|fel| matches!(fel, Kedjefel::Okedjad { .. })),
        "{hal:?}"
    );
}

#[test]
fn skrivbord_som_sparar_samtidigt_far_en_enda_hel_kedja() {
    let (_mapp, fil) = mapp();
    drop(fylld(&fil));
    let fore = kontroll(&fil).lankar;
    thread::scope(|scope| {
        for desk in 0..4_u8 {
            let fil = &fil;
            scope.spawn(move || {
                let mut store = oppna(fil, PROV).unwrap();
                for n in 0..25_u8 {
                    let mut op = [desk; 16];
                    op[0] = n;
                    let svar = store.save(
                        &vid(&format!("desk-{desk}")),
                        troskel::store::OpId(op),
                        nar(),
                        &Change::Parkera {
                            besok: rad(100 + desk * 30 + n),
                            utkast: gemensamt::utkast(
                                &insats("1.2", "14:5", Some(1)),
                                troskel::domain::utkast::Steg::Plats,
                            ),
                            version: None,
                        },
                    );
                    assert!(svar.is_ok(), "{svar:?}");
                }
            });
        }
    });
    let efter = kontroll(&fil);
    assert_eq!(efter.fel, []);
    assert_eq!(efter.lankar, fore + 100);
}

#[test]
fn en_sparad_topp_kanns_igen_sa_lange_den_star_kvar() {
    let (_mapp, fil) = mapp();
    let (mut store, ..) = fylld(&fil);
    let forst = topp(&mut store).unwrap();
    spara(&mut store, "ett", &Change::TaUpp { besok: rad(3) }).unwrap();
    for marke in [forst.kort(), forst.hel()] {
        let mot = Toppmarke::las(&marke);
        assert!(mot.is_some());
        assert_eq!(kontrollera(&mut store, mot).fel, []);
    }
    let sist = topp(&mut store).unwrap();
    assert_eq!(sist.nr, forst.nr + 1);
    // The end of the log and of the chain: whole in itself.
    let conn = ratt_in(&fil);
    conn.execute_batch(
        "DELETE FROM kedja WHERE nr = (SELECT max(nr) FROM kedja);
        DELETE FROM handelse WHERE seq = (SELECT max(seq) FROM handelse)",
    )
    .unwrap();
    assert_eq!(kontrollera(&mut store, None).fel, []);
    assert_eq!(
        kontrollera(&mut store, Toppmarke::las(&forst.kort())).fel,
        []
    );
    assert_eq!(
        kontrollera(&mut store, Toppmarke::las(&sist.kort())).fel,
        [Kedjefel::ToppBorta { nr: sist.nr }]
    );
    // All of it made anew, by the program itself: whole in itself too.
    conn.execute_batch("DELETE FROM kedja; UPDATE handelse SET anvandare = 'annan'")
        .unwrap();
    spara(&mut store, "ett", &Change::Glom { besok: rad(3) }).ok();
    store.logga_ut(&vid("ett"), op(), nar()).unwrap();
    assert_eq!(kontrollera(&mut store, None).fel, []);
    for marke in [forst.kort(), forst.hel(), sist.kort()] {
        let svar = kontrollera(&mut store, Toppmarke::las(&marke));
        assert!(
            matches!(svar.fel[..], [Kedjefel::ToppAnnan { .. }]),
            "{marke}: {svar:?}"
        );
    }
}

#[test]
fn gallring_tar_saltet_och_arendet_och_kedjan_haller() {
    let (_mapp, fil) = mapp();
    hel_fil(&fil);
    let conn = ratt_in(&fil);
    let arende: String = conn
        .query_row(
            "SELECT id FROM arende WHERE avslutad IS NOT NULL",
            [],
            |rad| rad.get(0),
        )
        .unwrap();
    let nummer: Vec<i64> = {
        let mut fraga = conn
            .prepare(
                "SELECT k.nr FROM kedja k JOIN akthandelse h ON k.tabell = 'akthandelse' AND k.seq = h.seq
                 WHERE h.arende = ?1 ORDER BY k.nr",
            )
            .unwrap();
        let nummer = fraga.query_map([&arende], |rad| rad.get(0)).unwrap();
        nummer.map(Result::unwrap).collect()
    };
    assert!(nummer.len() > 5);
    let gallra = |lankar: &str| {
        for nr in &nummer {
            conn.execute("UPDATE akthandelse SET arende = NULL, objekt = NULL WHERE seq = (SELECT seq FROM kedja WHERE nr = ?1)", [nr]).unwrap();
            conn.execute("UPDATE kedja SET salt = NULL WHERE nr = ?1", [nr])
                .unwrap();
        }
        conn.execute("DELETE FROM anteckning WHERE arende = ?1", [&arende])
            .unwrap();
        conn.execute(
            "INSERT INTO gallring SELECT max(seq) + 1, '2026-01-02T03:04:05.678Z', 'chef', 'disken', 'Stödet',
               lower(hex(randomblob(16))), 'arende=1', '', 0, ?1 FROM gallring",
            params![lankar],
        )
        .unwrap();
        let mut store = oppna(&fil, PROV).unwrap();
        store.logga_ut(&vid("ett"), op(), nar()).unwrap();
        kontrollera(&mut store, None)
    };
    // A protocol that names one too few, and none that comes to its aid.
    let utom: Vec<String> = nummer[1..].iter().map(ToString::to_string).collect();
    let svar = gallra(&utom.join(","));
    let seq: i64 = conn
        .query_row("SELECT seq FROM kedja WHERE nr = ?1", [nummer[0]], |rad| {
            rad.get(0)
        })
        .unwrap();
    let saltlos = Kedjefel::Borta {
        tabell: "akthandelse".to_owned(),
        seq,
    };
    assert_eq!(svar.fel, [saltlos]);
    assert_eq!(svar.gallrade, nummer.len() as u64 - 1);
    // One that names it too, as stretches.
    let svar = gallra(&format!("{}-{},{}", nummer[0], nummer[0], nummer[0]));
    assert_eq!(svar.fel, []);
    assert_eq!(svar.gallrade, nummer.len() as u64);
    // The record cannot come back into a row whose salt is gone.
    conn.execute(
        "UPDATE akthandelse SET arende = ?2 WHERE seq = ?1",
        params![seq, arende],
    )
    .unwrap();
    let andrad = Kedjefel::Andrad {
        tabell: "akthandelse".to_owned(),
        seq,
    };
    assert_eq!(kontroll(&fil).fel, [andrad]);
}

#[test]
fn en_vakt_som_ar_borta_bytt_eller_ditsatt_namns() {
    let (_mapp, fil) = mapp();
    hel_fil(&fil);
    let conn = ratt_in(&fil);
    let alla = angrepp::vakter(&conn);
    assert!(alla.len() > 100, "{}", alla.len());
    let vakt = |namn: &str| {
        [Kedjefel::Vakt {
            namn: namn.to_owned(),
        }]
    };
    for namn in [
        "handelse_kvar",
        "kedja_fast",
        "anteckning_fast",
        "kohandelse_i_foljd",
        "atkomst_fast",
    ] {
        let sql = &alla[namn];
        conn.execute_batch(&format!("DROP TRIGGER {namn}")).unwrap();
        assert_eq!(kontroll(&fil).fel, vakt(namn));
        let tom = sql.replacen("BEGIN", "WHEN 0 BEGIN", 1);
        if conn.execute_batch(&tom).is_ok() {
            assert_eq!(kontroll(&fil).fel, vakt(namn));
            conn.execute_batch(&format!("DROP TRIGGER {namn}")).unwrap();
        }
        conn.execute_batch(sql).unwrap();
        assert_eq!(kontroll(&fil).fel, []);
    }
    conn.execute_batch("CREATE TRIGGER min_egen AFTER INSERT ON atkomst BEGIN SELECT 1; END")
        .unwrap();
    assert_eq!(kontroll(&fil).fel, vakt("min_egen"));
    // Whoever reads along in a table of their own is left in peace.
    conn.execute_batch("DROP TRIGGER min_egen; CREATE TABLE eget(a); CREATE TRIGGER min_egen AFTER INSERT ON eget BEGIN SELECT 1; END").unwrap();
    assert_eq!(kontroll(&fil).fel, []);
}

/// The rows by the number of their link.
fn lankar(conn: &Connection) -> BTreeMap<i64, (String, i64)> {
    let mut fraga = conn.prepare("SELECT nr, tabell, seq FROM kedja").unwrap();
    let alla = fraga
        .query_map([], |rad| Ok((rad.get(0)?, (rad.get(1)?, rad.get(2)?))))
        .unwrap();
    alla.map(Result::unwrap).collect()
}
