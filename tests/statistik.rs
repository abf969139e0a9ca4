//! The statistics are read from counts that the file keeps; here they are held against a count of every row.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/langd.rs"]
#[allow(dead_code)]
mod langd;
#[path = "gemensamt/omraknat.rs"]
mod omraknat;
#[path = "gemensamt/scheman.rs"]
mod scheman;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use gemensamt::{PROV, kvitto, mapp, op, sammanhang, slut, spara, vid};
use insats::{avstar, i_ko, insats, mottagen, mottagen_dag};
use omraknat::{Antal, hallet, omraknat, raknat_ratt};
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, params};
use scheman::SCHEMAN;
use troskel::domain::besok::Onskan;
use troskel::domain::insats::Insats;
use troskel::domain::ko::KoOrsak;
use troskel::domain::ko::plats::Pott;
use troskel::domain::ko::policy::VidNej;
use troskel::domain::ko::rattelse::Mening;
use troskel::domain::kolapp::Kolappskod;
use troskel::domain::raknat::Raknas;
use troskel::domain::statistik::period::Period;
use troskel::domain::statistik::underlag::{Avsnitt, Underlag};
use troskel::domain::tid::svenskt_moment;
use troskel::store::ko::{Erbjud, Erbjudandesvar, Koakt};
use troskel::store::sqlite::{SCHEMA, SqliteStore, oppna};
use troskel::store::{Change, Query, Reply, Store};

/// xorshift64.
struct Slump(u64);

impl Slump {
    fn under(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn en<T: Copy>(&mut self, av: &[T]) -> T {
        av[usize::try_from(self.under(av.len() as u64)).unwrap()]
    }
}

fn dag(slump: &mut Slump) -> NaiveDate {
    let borjan = NaiveDate::from_ymd_opt(2025, 11, 20).unwrap();
    borjan + Days::new(slump.under(150))
}

/// Two insatser and so many visits of every kind, written as the program writes them.
fn fyll(conn: &Connection, slump: &mut Slump, antal: u64) {
    conn.execute_batch(
        "INSERT INTO insatsversion(nr, katalog, namn, paragraf, system, platser)
         SELECT * FROM (VALUES ('1.2', '2025-09-01', 'Ett', '14:3', NULL, NULL),
           ('10.1', '2025-09-01', 'Två', '14:5', NULL, NULL))
         WHERE NOT EXISTS (SELECT 1 FROM insatsversion WHERE nr = '10.1')",
    )
    .unwrap();
    for _ in 0..antal {
        let (utfall, resultat, samtycke) = slump.en(&[
            ("uppfyllt", "mottagen", 1),
            ("uppfyllt", "i_ko", 1),
            ("uppfyllt", "hanvisad", 0),
            ("oklart", "hanvisad", 0),
            ("ej_kontrollerat", "informerad", 0),
        ]);
        conn.execute(
            "INSERT INTO raknat_besok(id, dag, insats_nr, katalog, utfall, resultat, samtycke, band, kon, info_satt,
               info_sprak, info_text, info_version, enhet)
             VALUES (lower(hex(randomblob(16))), ?1, ?2, '2025-09-01', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            params![
                dag(slump).to_string(),
                slump.en(&["1.2", "10.1"]),
                utfall,
                resultat,
                samtycke,
                slump.en(&[None, Some("0-14"), Some("65-")]),
                slump.en(&[None, None, Some("kvinna"), Some("man")]),
                slump.en(&["muntligt", "tolk"]),
                slump.en(&["sv", "so", "en"]),
                slump.en(&["standard", "barn"]),
                slump.en(&["2025-01-01", "2025-09-30"]),
                slump.en(&["Receptionen", "Enhet 4"]),
            ],
        )
        .unwrap();
    }
}

fn underlag(store: &mut SqliteStore, period: Option<Period>) -> Underlag {
    let Ok(Reply::Statistik(underlag)) = store.load(&Query::Statistik(period, BTreeSet::new()))
    else {
        panic!("ingen statistik")
    };
    underlag
}

/// What the store answers, in the words of the recount.
fn fraga(store: &mut SqliteStore, period: Option<Period>) -> Antal {
    let underlag = underlag(store, period);
    let rader = underlag.rader.into_iter().map(|rad| {
        let nyckel = (
            rad.manad.to_string(),
            rad.insats.to_string(),
            rad.avsnitt.kod().to_owned(),
            rad.kod,
        );
        (nyckel, i64::try_from(rad.antal).unwrap())
    });
    let timmar = underlag.timmar.into_iter().map(|(manad, timme, antal)| {
        let kod = format!("{}-{}", timme.dag, timme.timme);
        (
            (manad.to_string(), String::new(), "timme".to_owned(), kod),
            i64::try_from(antal).unwrap(),
        )
    });
    rader.chain(timmar).collect()
}

fn samma(store: &mut SqliteStore, fil: &Path, slump: &mut Slump, ganger: u64) {
    let alla = omraknat(&Connection::open(fil).unwrap());
    assert_eq!(fraga(store, None), alla);
    let manader = [
        "2025-10", "2025-11", "2025-12", "2026-02", "2026-04", "2026-07",
    ];
    for _ in 0..ganger {
        let (fran, till) = (slump.en(&manader), slump.en(&manader));
        let Some(period) = Period::ny(fran.parse().unwrap(), till.parse().unwrap()) else {
            continue;
        };
        let i_perioden = alla
            .iter()
            .filter(|((manad, ..), _)| (fran..=till).contains(&manad.as_str()))
            .map(|(nyckel, antal)| (nyckel.clone(), *antal));
        assert_eq!(fraga(store, Some(period)), i_perioden.collect(), "{period}");
    }
}

#[test]
fn statistiken_ar_den_som_rader_for_rad_ger() {
    let fro = langd::fro();
    println!("TROSKEL_FRO={fro}");
    let mut slump = Slump(fro.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    assert_eq!(underlag(&mut store, None).period(), None);
    let mut conn = Connection::open(&fil).unwrap();
    let varv = langd::antal(3, 30);
    for _ in 0..varv {
        let tx = conn.transaction().unwrap();
        fyll(&tx, &mut slump, 400);
        tx.commit().unwrap();
        samma(&mut store, &fil, &mut slump, langd::antal(20, 200));
    }
    // Every division of the visits is of all of them.
    let underlag = underlag(&mut store, None);
    for avsnitt in Avsnitt::ALLA
        .into_iter()
        .filter(|avsnitt| avsnitt.delar_besoken())
    {
        let rader = underlag.rader.iter().filter(|rad| rad.avsnitt == avsnitt);
        let summa: u64 = rader.map(|rad| rad.antal).sum();
        assert_eq!(summa, varv * 400, "{}", avsnitt.kod());
    }
    let period = underlag.period().map(|period| period.to_string());
    assert_eq!(period.as_deref(), Some("2025-11..2026-04"));
}

/// A time on the clock in Sweden.
fn klockan(text: &str) -> DateTime<Utc> {
    svenskt_moment(text.parse().unwrap()).unwrap()
}

#[test]
fn ett_besok_i_programmet_raknas_med_en_gang_och_med_sin_timme_i_sverige() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let (dok, anonym) = (
        insats("1.1", "14:3", Some(1)),
        insats("1.2", "14:5", Some(1)),
    );
    // A Friday in summer time and a Saturday in winter time; the second is another day and month in Sweden than in UTC.
    let mut vid_tid = |nar: DateTime<Utc>, change: &Change| {
        store.save(&vid("ett"), op(), nar, change).map(|_| ())
    };
    let i_gar = NaiveDate::from_ymd_opt(2025, 10, 24).unwrap();
    let change = slut(&dok, mottagen_dag(&dok, i_gar), None);
    vid_tid(klockan("2025-10-24T13:59:59"), &change).unwrap();
    let nar = klockan("2025-11-01T00:30:00");
    assert_eq!(nar.to_rfc3339(), "2025-10-31T23:30:00+00:00");
    let dagen = NaiveDate::from_ymd_opt(2025, 11, 1).unwrap();
    vid_tid(nar, &slut(&anonym, mottagen_dag(&anonym, dagen), None)).unwrap();
    // The places are taken: nothing is saved, and nothing is counted.
    assert!(vid_tid(nar, &slut(&anonym, mottagen(&anonym), None)).is_err());
    vid_tid(nar, &slut(&anonym, i_ko(&anonym), None)).unwrap();
    let raknat = fraga(&mut store, None);
    let timmar: Vec<_> = raknat
        .iter()
        .filter(|((_, _, avsnitt, _), _)| avsnitt == "timme")
        .map(|((manad, _, _, kod), antal)| format!("{manad} {kod} {antal}"))
        .collect();
    assert_eq!(timmar, ["2025-10 4-13 1", "2025-11 5-0 2"]);
    let visat: Vec<_> = raknat
        .iter()
        .filter(|((_, _, avsnitt, _), _)| ["resultat", "ko", "text"].contains(&avsnitt.as_str()))
        .map(|((manad, nr, avsnitt, kod), antal)| format!("{manad} {nr} {avsnitt} {kod} {antal}"))
        .collect();
    assert_eq!(
        visat,
        [
            "2025-10 1.1 resultat mottagen 1",
            "2025-10 1.1 text standard 2025-11-22 1",
            "2025-11 1.2 ko stalld_i_ko 1",
            "2025-11 1.2 resultat i_ko 1",
            "2025-11 1.2 resultat mottagen 1",
            "2025-11 1.2 text standard 2025-11-22 2",
        ]
    );
    raknat_ratt(&Connection::open(&fil).unwrap());
}

/// A desk that does one act after another in a queue.
struct Kon {
    store: SqliteStore,
    insats: Arc<Insats>,
    fil: std::path::PathBuf,
    nu: DateTime<Utc>,
}

impl Kon {
    fn gor(&mut self, akt: Koakt) {
        let mut s = sammanhang(&[&self.insats]);
        s.idag = self.nu.date_naive();
        let change = Change::Ko(akt, s);
        let svar = self.store.save(&vid("ett"), op(), self.nu, &change);
        svar.unwrap_or_else(|fel| panic!("{change:?}: {fel:?}"));
        self.nu += TimeDelta::seconds(1);
        raknat_ratt(&Connection::open(&self.fil).unwrap());
    }

    fn stall(&mut self) -> Kolappskod {
        let change = slut(&self.insats, i_ko(&self.insats), None);
        let kvitto = kvitto(self.store.save(&vid("ett"), op(), self.nu, &change));
        self.nu += TimeDelta::seconds(1);
        kvitto.kolapp.unwrap().0
    }

    fn erbjud(&mut self, kod: Kolappskod) {
        self.gor(Koakt::Erbjud(Erbjud {
            pott: Pott::Lopande(self.insats.nr),
            kod: Some(kod),
            hoppa: Vec::new(),
            svar_senast: None,
            kanal: None,
        }));
    }

    fn slapp_in(&mut self, kod: Kolappskod) {
        let idag = self.nu.date_naive();
        let change = slut(&self.insats, mottagen_dag(&self.insats, idag), Some(kod));
        kvitto(self.store.save(&vid("ett"), op(), self.nu, &change));
        self.nu += TimeDelta::seconds(1);
        raknat_ratt(&Connection::open(&self.fil).unwrap());
    }

    /// The counts of an avsnitt, but for those that are nought.
    fn raknat(&mut self, avsnitt: &str) -> Vec<String> {
        fraga(&mut self.store, None)
            .into_iter()
            .filter(|((_, _, vilket, _), _)| vilket == avsnitt)
            .map(|((manad, _, _, kod), antal)| format!("{manad} {kod} {antal}"))
            .collect()
    }
}

fn kon(fran: &str, nej: VidNej) -> (tempfile::TempDir, Kon) {
    let (mapp, fil) = mapp();
    let mut insats = insats("1.2", "14:4", Some(3)).as_ref().clone();
    insats.ko.nej = nej;
    let kon = Kon {
        store: oppna(&fil, PROV).unwrap(),
        insats: Arc::new(insats),
        fil,
        nu: klockan(fran),
    };
    (mapp, kon)
}

#[test]
fn det_som_angras_i_kon_raknas_bort_dar_det_raknades() {
    // Two minutes before a month is over in Sweden.
    let (_mapp, mut kon) = kon("2026-03-31T23:58:00", VidNej::StaKvar);
    let (forst, sist) = (kon.stall(), kon.stall());
    kon.erbjud(forst);
    kon.nu = klockan("2026-04-01T00:01:00");
    // Made in March, and undone in April: never meant, so not counted in either.
    kon.gor(Koakt::Angra);
    assert_eq!(kon.raknat("ko"), ["2026-03 stalld_i_ko 2"]);
    let bort = |orsak| Koakt::Avsluta {
        kod: sist,
        orsak,
        villkor: None,
    };
    kon.gor(bort(KoOrsak::Atertagen));
    assert_eq!(kon.raknat("koavslut"), ["2026-04 atertagen 1"]);
    kon.gor(Koakt::Angra);
    assert_eq!(kon.raknat("koavslut"), [""; 0]);
    // Ended, taken up again: both are acts, and what was counted stays. The taking up undone: as it was.
    kon.gor(bort(KoOrsak::FlyttatFranKommunen));
    kon.nu = klockan("2026-05-02T09:00:00");
    kon.gor(Koakt::Ateroppna {
        kod: sist,
        mening: Mening::ny("Personen bor kvar i kommunen.").unwrap(),
    });
    assert_eq!(
        kon.raknat("ko"),
        [
            "2026-03 stalld_i_ko 2",
            "2026-04 avslutad 1",
            "2026-05 ateroppnad 1"
        ]
    );
    kon.gor(Koakt::Angra);
    assert_eq!(
        kon.raknat("ko"),
        ["2026-03 stalld_i_ko 2", "2026-04 avslutad 1"]
    );
    assert_eq!(kon.raknat("koavslut"), ["2026-04 flyttat_fran_kommunen 1"]);
    // The last act of the queue is an undo just now: by it nothing else can be taken back, and itself not twice.
    let conn = Connection::open(&kon.fil).unwrap();
    for sql in [
        "UPDATE rakning SET antal = antal - 1 WHERE kod = 'stalld_i_ko'",
        "UPDATE rakning SET antal = antal - 1 WHERE kod = 'avslutad'",
        "UPDATE rakning SET antal = antal - 1 WHERE avsnitt = 'koavslut'",
        "UPDATE rakning SET antal = antal - 1 WHERE kod = 'ateroppnad'",
        "UPDATE rakning SET antal = antal - 1 WHERE avsnitt = 'resultat'",
    ] {
        assert!(conn.execute(sql, []).is_err(), "{sql}");
    }
    // Entered in error: an act of its own, months afterwards.
    kon.gor(Koakt::Felregistrera { kod: sist });
    assert_eq!(
        kon.raknat("ko"),
        [
            "2026-03 stalld_i_ko 2",
            "2026-04 avslutad 1",
            "2026-05 felregistrerad 1"
        ]
    );
    gemensamt::reglerna_haller(&kon.fil);
}

#[test]
fn ett_nej_som_avslutar_raknas_som_ett_slut_och_den_som_borjar_med_sin_vantan() {
    let (_mapp, mut kon) = kon("2025-11-22T09:00:00", VidNej::Avsluta);
    let [a, b, c, d] = [0; 4].map(|_| kon.stall());
    // A no that ends, as the nämnd has decided here; undone, and said once more.
    let nej = Koakt::Svara {
        kod: a,
        svar: Erbjudandesvar::Nej,
    };
    kon.erbjud(a);
    kon.gor(nej.clone());
    assert_eq!(kon.raknat("koavslut"), ["2025-11 avbojt 1"]);
    kon.gor(Koakt::Angra);
    assert_eq!(kon.raknat("koavslut"), [""; 0]);
    kon.erbjud(a);
    kon.gor(nej);
    kon.erbjud(b);
    kon.gor(Koakt::Svara {
        kod: b,
        svar: Erbjudandesvar::StarKvar,
    });
    kon.gor(Koakt::Angra);
    kon.gor(Koakt::Svara {
        kod: b,
        svar: Erbjudandesvar::Ja,
    });
    // Seven days and the rest of an eighth; then eight whole ones.
    kon.nu = klockan("2025-11-30T08:59:00");
    kon.slapp_in(b);
    kon.nu = klockan("2025-11-30T09:01:00");
    kon.slapp_in(c);
    kon.nu = klockan("2026-11-24T09:00:00");
    kon.slapp_in(d);
    assert_eq!(
        kon.raknat("vantan"),
        ["2025-11 0-7 1", "2025-11 8-30 1", "2026-11 366- 1"]
    );
    let ko = kon.raknat("ko");
    for vantat in [
        "2025-11 avbojt 1",
        "2025-11 paborjad 2",
        "2026-11 paborjad 1",
        "2025-11 accepterad 1",
    ] {
        assert!(ko.iter().any(|rad| rad == vantat), "{vantat}: {ko:?}");
    }
    assert!(
        !ko.iter()
            .any(|rad| rad.contains("star_kvar") || rad.contains("inkallad")),
        "{ko:?}"
    );
    // The reasons add up to those who left without a start.
    assert!(ko.iter().any(|rad| rad == "2025-11 avslutad 1"), "{ko:?}");
    assert_eq!(kon.raknat("koavslut"), ["2025-11 avbojt 1"]);
    gemensamt::reglerna_haller(&kon.fil);
}

#[test]
fn familjeradgivning_raknas_i_timmen_med_alla_andra() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let vanlig = insats("1.2", "14:5", None);
    let mut silo = insats("9.1", "14:4", None).as_ref().clone();
    silo.silo = true;
    let silo = Arc::new(silo);
    for insats in [&vanlig, &silo] {
        let change = slut(
            insats,
            avstar(insats, Onskan::Ansoka, Raknas::default()),
            None,
        );
        kvitto(spara(&mut store, "ett", &change));
    }
    let underlag = underlag(&mut store, None);
    let timmar: Vec<u64> = underlag.timmar.iter().map(|(.., antal)| *antal).collect();
    assert_eq!(timmar, [2]);
    raknat_ratt(&Connection::open(&fil).unwrap());
}

/// A file as a version left it, with visits, and ends of visits in the log at every hour of the days when the clocks change.
fn gammal(fil: &Path, version: usize, slump: &mut Slump) {
    let conn = Connection::open(fil).unwrap();
    let flaggor = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    for namn in [
        "bara_troskel_skriver_i_kon",
        "databasen_ar_uppgraderad_starta_om_troskel",
    ] {
        conn.create_scalar_function(namn, 0, flaggor, |_| Ok(true))
            .unwrap();
    }
    conn.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    for sql in SCHEMAN[..version].iter().copied().flatten() {
        conn.execute_batch(sql).unwrap();
    }
    conn.execute_batch("BEGIN").unwrap();
    fyll(&conn, slump, 600);
    let mut handelse = conn
        .prepare(
            "INSERT INTO handelse(seq, tid, anvandare, desk, enhet, op_id, slag)
             SELECT coalesce(max(seq), 0) + 1, ?1, 'anv', 'disken', 'Receptionen', printf('%032x', 1), ?2 FROM handelse",
        )
        .unwrap();
    for dag in [
        "2024-03-30",
        "2024-10-26",
        "2025-03-29",
        "2025-10-25",
        "2026-03-28",
        "2027-03-27",
        "2027-12-31",
    ] {
        let borjan = dag
            .parse::<NaiveDate>()
            .unwrap()
            .and_hms_milli_opt(0, 29, 59, 7)
            .unwrap();
        for timme in 0..48 {
            let tid = (borjan + TimeDelta::hours(timme))
                .format("%Y-%m-%dT%H:%M:%S%.3fZ")
                .to_string();
            handelse.execute([tid.as_str(), "besok_avslutat"]).unwrap();
            handelse.execute([tid.as_str(), "parkerat"]).unwrap();
        }
    }
    drop(handelse);
    conn.execute_batch(&format!(
        "COMMIT; PRAGMA application_id = 0x54524F53; PRAGMA user_version = {version};"
    ))
    .unwrap();
}

#[test]
fn en_gammal_fils_besok_och_timmar_ar_raknade_nar_den_har_flyttats() {
    assert_eq!(SCHEMA, 6);
    let mut slump = Slump(7);
    for version in [1, 4, 5] {
        let (_mapp, fil) = mapp();
        gammal(&fil, version, &mut slump);
        let mut store = oppna(&fil, PROV).unwrap();
        samma(&mut store, &fil, &mut slump, 20);
        let conn = Connection::open(&fil).unwrap();
        let timmar: i64 = hallet(&conn)
            .iter()
            .filter(|((_, _, avsnitt, _), _)| avsnitt == "timme")
            .map(|(_, antal)| antal)
            .sum();
        assert_eq!(timmar, 7 * 48, "version {version}");
        let kvar: i64 = conn
            .query_row(
                "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'besokssumma%' OR name LIKE 'besoksmanad%'",
                [],
                |rad| rad.get(0),
            )
            .unwrap();
        assert_eq!(kvar, 0, "de gamla summorna");
        // And what comes after the move is added to what was there.
        fyll(&conn, &mut slump, 200);
        samma(&mut store, &fil, &mut slump, 20);
        gemensamt::reglerna_haller(&fil);
    }
}

#[test]
fn en_gammal_fils_ko_raknas_som_den_har_raknats_hela_tiden() {
    // A queue in the tables of today, moved back to those of before: what the move counts is what was counted all along.
    let (_mapp, mut kon) = kon("2026-03-31T23:58:00", VidNej::StaKvar);
    let [a, b, c] = [0; 3].map(|_| kon.stall());
    kon.erbjud(a);
    kon.gor(Koakt::Angra);
    kon.erbjud(a);
    kon.gor(Koakt::Svara {
        kod: a,
        svar: Erbjudandesvar::Nej,
    });
    kon.gor(Koakt::Avsluta {
        kod: c,
        orsak: KoOrsak::AnnanInsats,
        villkor: None,
    });
    kon.gor(Koakt::Angra);
    kon.erbjud(b);
    kon.gor(Koakt::Svara {
        kod: b,
        svar: Erbjudandesvar::Ja,
    });
    kon.nu = klockan("2026-04-20T10:00:00");
    kon.slapp_in(b);
    let (fil, fore) = (kon.fil.clone(), fraga(&mut kon.store, None));
    assert!(fore.len() > 15, "{fore:?}");
    drop(kon);
    let conn = Connection::open(&fil).unwrap();
    let flaggor = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    for namn in [
        "bara_troskel_skriver_i_kon",
        "bara_troskel_gallrar",
        "databasen_ar_uppgraderad_starta_om_troskel",
    ] {
        conn.create_scalar_function(namn, 0, flaggor, |_| Ok(true))
            .unwrap();
    }
    let vakter: Vec<String> = {
        let mut fraga = conn
            .prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%rakning%'",
            )
            .unwrap();
        fraga
            .query_map([], |rad| rad.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    };
    assert!(vakter.len() > 10, "{vakter:?}");
    for vakt in vakter {
        conn.execute_batch(&format!("DROP TRIGGER {vakt}")).unwrap();
    }
    conn.execute_batch("DROP TABLE rakning; DROP TABLE besokstimme; CREATE INDEX raknat_besok_dag ON raknat_besok(dag)")
        .unwrap();
    conn.execute_batch(SCHEMAN[4][0]).unwrap();
    conn.execute_batch("PRAGMA user_version = 5").unwrap();
    drop(conn);
    assert_eq!(fraga(&mut oppna(&fil, PROV).unwrap(), None), fore);
}
