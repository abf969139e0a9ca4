//! Encryption at rest: what lies on the disk says nothing without the key, a changed byte is refused, and a new key never
//! shuts anybody out.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/lager.rs"]
mod lager;
#[path = "gemensamt/langd.rs"]
#[allow(dead_code)]
mod langd;
#[path = "gemensamt/skarp.rs"]
mod skarp;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use insats::{idag, insats, overlamnad};
use lager::{kvitto, lage, mapp, sammanhang, slut};
use rusqlite::Connection;
use skarp::{ENHET, PROV, gor, hon, las_upp, nar, op};
use troskel::domain::akt::anteckning::{Anteckningsdelar, Galler, NyAnteckning};
use troskel::domain::akt::{Aktslag, Skrivare, Stegantal};
use troskel::domain::identitet::{Identitet, Kontaktuppgift, Nummer};
use troskel::domain::insats::{Dokumentation, Insats};
use troskel::store::akt::{Aktakt, Aktsvar, NyttArende};
use troskel::store::nyckelskap::Nyckelskap;
use troskel::store::sqlite::{
    Filkontroll, OppnaFel, SkapaFel, SqliteStore, Vem, oppna, oppna_med_nyckel,
};
use troskel::store::{Change, Query, Reply, Store, StoreError};

/// What a reception leaves in the file, and must not be read out of it.
const HEMLIGT: [&str; 6] = [
    "Övning Almqvist",
    "199001010017",
    "070-111 22 33",
    "almqvist@example.com",
    "Samtal om hyran",
    "Hon berättar att hyran inte är betald.",
];

fn vem() -> Vem<'static> {
    let aktor = Box::leak(Box::new(hon()));
    Vem {
        aktor,
        op: op(),
        nar: nar(),
    }
}

fn dokumenterad() -> Arc<Insats> {
    let mut ny = insats("1.1", "14:3", None);
    if let Dokumentation::Dokumenteras { enhet, .. } = &mut Arc::make_mut(&mut ny).dokumentation {
        *enhet = Some(ENHET.to_owned());
    }
    ny
}

/// A whole reception of a named person: handed over, taken over, and a note signed.
fn mottagning(store: &mut SqliteStore) {
    let insats = dokumenterad();
    let kontakt = Kontaktuppgift {
        telefon: HEMLIGT[2].to_owned(),
        epost: HEMLIGT[3].to_owned(),
        ..Kontaktuppgift::default()
    };
    let nummer = Nummer::las(HEMLIGT[1], idag()).unwrap();
    let person = Identitet::ny(HEMLIGT[0], Some(nummer), kontakt, false).unwrap();
    let mut spara = |change: &Change| store.save(&hon(), op(), nar(), change).unwrap();
    let besok = slut(&insats, overlamnad(&insats, person), None);
    let id = kvitto(Ok(spara(&besok))).overlamning.unwrap();
    spara(&Change::HamtaOverlamning { id: id.clone() });
    let akt = |akt| Change::Akt(Box::new(akt), sammanhang(&[&insats]));
    let svar = spara(&akt(Aktakt::Oppna(NyttArende {
        overlamning: id,
        aktslag: Aktslag::Mottagaren,
        steg: Stegantal::Tre,
        person: None,
        uppfoljning: None,
    })));
    let Reply::Akt(svar) = svar else {
        panic!("{svar:?}")
    };
    let Aktsvar::Arende(bild) = *svar else {
        panic!("inget ärende")
    };
    let delar = Anteckningsdelar {
        galler: Galler::Handelse,
        vad: HEMLIGT[4],
        dag: idag(),
        klockslag: None,
        kalla: "Personen",
        deltog: "",
        text: HEMLIGT[5],
    };
    let skrivare = Skrivare::ny("Karin Berg", "socionom").unwrap();
    spara(&akt(Aktakt::Signera {
        arende: bild.rad.id,
        anteckning: NyAnteckning::ny(&delar, skrivare, idag()).unwrap(),
        utkast: None,
    }));
}

/// Every file in the folder of `fil`, by name.
fn filer(fil: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(fil.parent().unwrap())
        .unwrap()
        .map(|fil| {
            let vag = fil.unwrap().path();
            let namn = vag.file_name().unwrap().to_str().unwrap().to_owned();
            (namn, fs::read(vag).unwrap())
        })
        .collect()
}

/// Where a secret stands, in any of the ways that a text can be written: as it is, in two bytes a sign, as digits in hex.
fn lackor(filer: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut ut = Vec::new();
    for (namn, bytes) in filer {
        for hemligt in HEMLIGT {
            let hex: Vec<String> = hemligt.bytes().map(|b| format!("{b:02x}")).collect();
            let hex = hex.concat();
            let bred: Vec<u8> = hemligt.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for del in [
                hemligt.as_bytes(),
                hex.as_bytes(),
                hex.to_uppercase().as_bytes(),
                &bred,
            ] {
                if bytes.windows(del.len()).any(|fonster| fonster == del) {
                    ut.push(format!("{namn}: {hemligt}"));
                }
            }
        }
    }
    ut
}

#[test]
fn en_krypterad_fil_skapas_hel_och_oppnas_bara_av_den_som_loggar_in() {
    for krypterad in [true, false] {
        let (_mapp, fil) = mapp();
        gor(&fil, krypterad);
        let upplast = las_upp(&fil);
        let mut store = skarp::oppna(&fil, &upplast);
        assert!(!lage(&mut store).ovning);
        drop(store);
        assert_eq!(skarp::utifran(&fil).is_err(), krypterad);
        let namn: Vec<String> = filer(&fil).into_keys().collect();
        assert_eq!(namn, ["troskel.db", "troskel.db.nycklar"]);
    }
}

#[test]
fn utan_inloggning_oppnas_och_rors_ingenting() {
    for krypterad in [true, false] {
        let (_mapp, fil) = mapp();
        gor(&fil, krypterad);
        let fore = filer(&fil);
        assert!(matches!(oppna(&fil, PROV), Err(OppnaFel::Inloggning)));
        assert_eq!(filer(&fil), fore);
        // Without its cabinet it is no way around.
        let skap = Nyckelskap::vag(&fil);
        let undan = fil.with_file_name("undan");
        fs::rename(&skap, &undan).unwrap();
        let utan = oppna(&fil, PROV).map(|_| ());
        match utan {
            Err(OppnaFel::InteDatabas { .. }) => assert!(krypterad),
            Err(OppnaFel::UtanSkap { .. }) => assert!(!krypterad),
            annat => panic!("{annat:?}"),
        }
        fs::rename(&undan, &skap).unwrap();
        // Nor does a cabinet whose file is gone make a new one.
        fs::rename(&fil, &undan).unwrap();
        assert!(matches!(oppna(&fil, PROV), Err(OppnaFel::Inloggning)));
        assert!(!fil.exists());
    }
}

#[test]
fn nycklar_av_en_annan_fil_och_utbytta_filer_sags_var_for_sig() {
    let (_mapp, fil) = mapp();
    let (_annan, annan) = mapp();
    let (_klar, klar) = mapp();
    gor(&fil, true);
    gor(&annan, true);
    gor(&klar, false);
    let [upplast, frammande, oppen] = [&fil, &annan, &klar].map(|fil| las_upp(fil));
    let fel = |fil: &Path, upplast| {
        let fel = oppna_med_nyckel(fil, PROV, upplast).map(|_| ());
        fel.expect_err("öppnades")
    };
    assert!(matches!(fel(&fil, &frammande), OppnaFel::FelNyckel { .. }));
    assert!(matches!(fel(&fil, &oppen), OppnaFel::FelNyckel { .. }));
    assert!(matches!(
        fel(&klar, &upplast),
        OppnaFel::InteKrypterad { .. }
    ));
    // A file without encryption knows its cabinet too: another one lets nobody in.
    let (_till, till) = mapp();
    gor(&till, false);
    assert!(matches!(fel(&till, &oppen), OppnaFel::FelNyckel { .. }));
    fs::write(&fil, "Det här är en dagbok. ".repeat(400)).unwrap();
    assert!(matches!(fel(&fil, &upplast), OppnaFel::FelNyckel { .. }));
    fs::remove_file(&fil).unwrap();
    assert!(matches!(fel(&fil, &upplast), OppnaFel::BaraSkap { .. }));
    for sagt in [
        fel(&fil, &upplast),
        fel(&klar, &upplast),
        fel(&till, &oppen),
    ] {
        let sagt = format!("{sagt} {sagt:?}");
        assert!(!sagt.contains("x'") && !sagt.contains("PRAGMA"), "{sagt}");
    }
}

#[test]
fn en_hel_mottagning_syns_inte_i_nagon_av_filerna() {
    for krypterad in [true, false] {
        let (_mapp, fil) = mapp();
        gor(&fil, krypterad);
        let mut store = skarp::oppna(&fil, &las_upp(&fil));
        mottagning(&mut store);
        let kopia = fil.with_file_name("kopia.db");
        store.kopiera(&kopia, PROV, &vem()).unwrap();
        let medan = filer(&fil);
        let namn: Vec<&str> = medan.keys().map(String::as_str).collect();
        assert_eq!(
            namn,
            [
                "kopia.db",
                "kopia.db.nycklar",
                "troskel.db",
                "troskel.db-shm",
                "troskel.db-wal",
                "troskel.db.nycklar",
            ]
        );
        let funna = [lackor(&medan), {
            drop(store);
            lackor(&filer(&fil))
        }];
        if krypterad {
            assert_eq!(funna.concat(), Vec::<String>::new());
        } else {
            // The search bites: in a plain file each of them is found, in the file, its journal and the copy.
            let wal = format!("troskel.db-wal: {}", HEMLIGT[5]);
            assert!(funna[0].contains(&wal), "{funna:?}");
            for (fil, medan) in [("kopia.db", 0), ("troskel.db", 1)] {
                for hemligt in HEMLIGT {
                    let plats = format!("{fil}: {hemligt}");
                    assert!(funna[medan].contains(&plats), "{plats}");
                }
            }
        }
    }
}

/// Opens a file and looks at all of it; what it found, or why it was refused.
fn granskad(fil: &Path, upplast: &troskel::store::nyckelskap::Upplast) -> Option<Filkontroll> {
    let mut store = oppna_med_nyckel(fil, PROV, upplast).ok()?;
    store.logga_in(upplast, &hon(), op(), nar()).ok()?;
    store.kontrollera(&vem()).ok()
}

#[test]
fn lofte_07_varje_andrad_byte_i_en_krypterad_fil_avvisas() {
    let (_mapp, fil) = mapp();
    gor(&fil, true);
    let upplast = las_upp(&fil);
    let mut store = skarp::oppna(&fil, &upplast);
    mottagning(&mut store);
    drop(store);
    let hel = fs::read(&fil).unwrap();
    let funnet = granskad(&fil, &upplast).unwrap();
    assert_eq!(
        funnet,
        Filkontroll {
            krypterad: true,
            fel: Vec::new()
        }
    );
    let mut sagda = 0;
    let mut slump = 0x9e37_79b9_7f4a_7c15_u64;
    for varv in 0..langd::antal(300, 1_000) {
        slump ^= slump << 13;
        slump ^= slump >> 7;
        slump ^= slump << 17;
        let plats = usize::try_from(slump % hel.len() as u64).unwrap();
        let mut trasig = hel.clone();
        trasig[plats] ^= 1 << (varv % 8);
        for slut in ["-wal", "-shm"] {
            let _ = fs::remove_file(fil.with_file_name(format!("troskel.db{slut}")));
        }
        fs::write(&fil, &trasig).unwrap();
        match granskad(&fil, &upplast) {
            None => sagda += 1,
            Some(funnet) => assert!(!funnet.fel.is_empty(), "byte {plats} godtogs"),
        }
    }
    assert!(sagda > 0, "en del skador ska märkas redan vid öppningen");
}

#[test]
fn en_ny_nyckel_tar_over_och_den_gamla_oppnar_inget() {
    for krypterad in [true, false] {
        let (_mapp, fil) = mapp();
        gor(&fil, krypterad);
        let gammal = las_upp(&fil);
        let mut store = skarp::oppna(&fil, &gammal);
        mottagning(&mut store);
        let mut kvar = skarp::oppna(&fil, &gammal);
        let fore = lage(&mut kvar);
        let mut skap = Nyckelskap::oppna(&fil).unwrap();
        store.byt_nyckel(&mut skap, &gammal, PROV, &vem()).unwrap();
        if krypterad {
            // A desk that was open is told, and neither reads nor writes a page under the key before.
            for _ in 0..2 {
                let fel = kvar.load(&Query::Lage).unwrap_err();
                assert!(
                    matches!(&fel, StoreError::Stopp(text) if text.contains("nyckel")),
                    "{fel:?}"
                );
                let besok = slut(&dokumenterad(), lager_mottagen(), None);
                let fel = kvar.save(&hon(), op(), nar(), &besok).unwrap_err();
                assert!(
                    matches!(&fel, StoreError::Stopp(text) if text.contains("nyckel")),
                    "{fel:?}"
                );
            }
        }
        drop(kvar);
        assert!(matches!(
            oppna_med_nyckel(&fil, PROV, &gammal),
            Err(OppnaFel::FelNyckel { .. })
        ));
        let upplast = las_upp(&fil);
        let mut store = skarp::oppna(&fil, &upplast);
        assert_eq!(lage(&mut store), fore);
        assert_eq!(store.kontrollera(&vem()).unwrap().fel, []);
    }
}

fn lager_mottagen() -> troskel::domain::besok::Slut {
    insats::mottagen(&dokumenterad())
}

/// The wrapped keys of the file that lie in a cabinet.
fn datanycklar(fil: &Path) -> Vec<(i64, Vec<u8>, Vec<u8>)> {
    let conn = Connection::open(Nyckelskap::vag(fil)).unwrap();
    let mut fraga = conn
        .prepare("SELECT nr, nyckel, summa FROM datanyckel ORDER BY nr")
        .unwrap();
    let rader = fraga.query_map([], |rad| Ok((rad.get(0)?, rad.get(1)?, rad.get(2)?)));
    rader.unwrap().map(Result::unwrap).collect()
}

fn lagg_tillbaka(fil: &Path, (nr, nyckel, summa): &(i64, Vec<u8>, Vec<u8>)) {
    let conn = Connection::open(Nyckelskap::vag(fil)).unwrap();
    conn.execute(
        "INSERT INTO datanyckel(nr, nyckel, summa) VALUES (?1, ?2, ?3)",
        rusqlite::params![nr, nyckel, summa],
    )
    .unwrap();
}

#[test]
fn var_maskinen_an_stannar_i_ett_nyckelbyte_sa_oppnas_filen() {
    for krypterad in [true, false] {
        let (_mapp, fil) = mapp();
        gor(&fil, krypterad);
        let innan = fs::read(&fil).unwrap();
        let forra = datanycklar(&fil);
        let upplast = las_upp(&fil);
        let store = skarp::oppna(&fil, &upplast);
        let mut skap = Nyckelskap::oppna(&fil).unwrap();
        store.byt_nyckel(&mut skap, &upplast, PROV, &vem()).unwrap();
        drop(skap);
        let nya = datanycklar(&fil);
        assert_eq!((forra.len(), nya.len()), (1, 1));
        assert_ne!(forra, nya);

        // The file has the new key, and the cabinet still both.
        lagg_tillbaka(&fil, &forra[0]);
        let upplast = las_upp(&fil);
        drop(skarp::oppna(&fil, &upplast));

        // The cabinet has both, and the file the old one.
        fs::write(&fil, &innan).unwrap();
        let store = skarp::oppna(&fil, &las_upp(&fil));
        // A new change from there clears up after the one that was cut short.
        let mut skap = Nyckelskap::oppna(&fil).unwrap();
        let upplast = las_upp(&fil);
        store.byt_nyckel(&mut skap, &upplast, PROV, &vem()).unwrap();
        assert_eq!(datanycklar(&fil).len(), 1);
        drop(skarp::oppna(&fil, &las_upp(&fil)));
    }
}

#[test]
fn tva_som_byter_nyckel_samtidigt_stanger_inte_ute_nagon() {
    let (_mapp, fil) = mapp();
    gor(&fil, true);
    let upplast = las_upp(&fil);
    let (ett, tva) = (skarp::oppna(&fil, &upplast), skarp::oppna(&fil, &upplast));
    let mut skap = Nyckelskap::oppna(&fil).unwrap();
    ett.byt_nyckel(&mut skap, &upplast, PROV, &vem()).unwrap();
    let fel = tva.byt_nyckel(&mut skap, &upplast, PROV, &vem());
    assert!(
        matches!(fel, Err(SkapaFel::Store(StoreError::Stopp(_)))),
        "{fel:?}"
    );
    drop(skarp::oppna(&fil, &las_upp(&fil)));
}

#[test]
fn en_kopia_ar_hel_har_samma_losenord_och_skriver_aldrig_over() {
    for krypterad in [true, false] {
        let (_mapp, fil) = mapp();
        gor(&fil, krypterad);
        let mut store = skarp::oppna(&fil, &las_upp(&fil));
        mottagning(&mut store);
        let (_till, till) = mapp();
        // Nothing for real persons may lie where others can look.
        let fel = store.kopiera(&till, PROV, &vem());
        assert!(
            matches!(fel, Err(SkapaFel::Oppna(OppnaFel::OppenMapp { .. }))),
            "{fel:?}"
        );
        assert!(filer(&till).is_empty());
        skarp::stang_mappen(&till);
        store.kopiera(&till, PROV, &vem()).unwrap();
        let efter = filer(&till);
        assert_eq!(
            efter.keys().collect::<Vec<_>>(),
            ["troskel.db", "troskel.db.nycklar"]
        );
        let fel = store.kopiera(&till, PROV, &vem());
        assert!(
            matches!(fel, Err(SkapaFel::Oppna(OppnaFel::Finns { .. }))),
            "{fel:?}"
        );
        assert_eq!(filer(&till), efter);
        let mut kopia = skarp::oppna(&till, &las_upp(&till));
        assert_eq!(lage(&mut kopia), lage(&mut store));
        assert_eq!(kopia.kontrollera(&vem()).unwrap().fel, []);
    }
}

#[test]
fn en_fil_som_andra_kommer_at_oppnas_inte() {
    use std::os::unix::fs::PermissionsExt;
    let (_mapp, fil) = mapp();
    gor(&fil, true);
    let upplast = las_upp(&fil);
    let satt = |vag: &Path, mode| {
        fs::set_permissions(vag, fs::Permissions::from_mode(mode)).unwrap();
    };
    for (vag, mode) in filer(&fil).keys().map(|namn| {
        let vag = fil.with_file_name(namn);
        let mode = fs::metadata(&vag).unwrap().permissions().mode();
        (vag, mode & 0o777)
    }) {
        assert_eq!(mode, 0o600, "{}", vag.display());
    }
    let sager = |fel: Result<SqliteStore, OppnaFel>| fel.map(|_| ()).unwrap_err();
    for oppet in [0o604, 0o602, 0o601] {
        satt(&fil, oppet);
        assert!(matches!(
            sager(oppna_med_nyckel(&fil, PROV, &upplast)),
            OppnaFel::Oppen { .. }
        ));
    }
    satt(&fil, 0o600);
    let mappen = fil.parent().unwrap();
    for oppet in [0o705, 0o701] {
        satt(mappen, oppet);
        assert!(matches!(
            sager(oppna_med_nyckel(&fil, PROV, &upplast)),
            OppnaFel::OppenMapp { .. }
        ));
        assert!(Nyckelskap::oppna(&fil).is_err());
    }
    satt(mappen, 0o700);
    satt(&Nyckelskap::vag(&fil), 0o604);
    assert!(Nyckelskap::oppna(&fil).is_err());
    satt(&Nyckelskap::vag(&fil), 0o600);
    drop(skarp::oppna(&fil, &upplast));
}
