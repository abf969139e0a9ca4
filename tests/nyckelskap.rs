//! The key cabinet: who gets in, what wrong tries cost, and that a cabinet which is not as it was written is refused.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/skarp.rs"]
mod skarp;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Barrier;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;
use skarp::{ANNA, ORDET, namn, nar, ord};
use tempfile::TempDir;
use troskel::domain::konto::Losenordsbrist;
use troskel::store::nyckelskap::{
    Aterstallningsnyckel, Losenord, NyckelFel, Nyckelskap, TAK, Upplast,
};
use troskel::store::sqlite::oppna_med_nyckel;

const NYTT: &str = "sju gröna hattar på hyllan";

/// A file with its cabinet, and the recovery key.
fn fil() -> (TempDir, PathBuf, Aterstallningsnyckel) {
    let mapp = TempDir::new().unwrap();
    let fil = mapp.path().join("troskel.db");
    let papper = skarp::gor(&fil, true);
    (mapp, fil, papper)
}

fn oppna(fil: &Path) -> Nyckelskap {
    Nyckelskap::oppna(fil).unwrap()
}

/// Whether what the cabinet gave opens the file.
fn duger(fil: &Path, upplast: &Upplast) -> bool {
    oppna_med_nyckel(fil, skarp::PROV, upplast).is_ok()
}

fn fel(svar: Result<Upplast, NyckelFel>) -> NyckelFel {
    svar.map(|_| ()).expect_err("släpptes in")
}

fn minuter(antal: i64) -> TimeDelta {
    TimeDelta::minutes(antal)
}

/// Tries that have been made, without the work of making them.
fn satt_forsok(fil: &Path, vem: &str, antal: u32, senast: DateTime<Utc>) {
    let mut skap = oppna(fil);
    let conn = Connection::open(Nyckelskap::vag(fil)).unwrap();
    conn.execute("DELETE FROM forsok WHERE vem = ?1", [vem])
        .unwrap();
    drop(conn);
    for n in 0..antal {
        // Far enough from each other for no pause to stand in the way.
        let da = senast - minuter(20 * i64::from(antal - 1 - n));
        let _ = skap.las_upp(vem, &ord("x"), da);
    }
}

#[test]
fn ratt_losenord_oppnar_och_ett_nytt_ersatter_det() {
    let (_mapp, fil, papper) = fil();
    let mut skap = oppna(&fil);
    assert!(skap.krypterad());
    let upplast = skap.las_upp(" Anna ", &ord(ORDET), nar()).unwrap();
    assert!(duger(&fil, &upplast));
    assert_eq!(
        (upplast.anvandare().som_text(), upplast.misslyckade()),
        (ANNA, 0)
    );

    let kort = skap.satt_losenord(&upplast, &namn("bo"), &ord("för kort"));
    assert!(matches!(
        kort,
        Err(NyckelFel::Losenord(Losenordsbrist::ForKort))
    ));
    skap.satt_losenord(&upplast, &namn("bo"), &ord(NYTT))
        .unwrap();
    assert!(duger(&fil, &skap.las_upp("bo", &ord(NYTT), nar()).unwrap()));
    // One row: Anna's own is as it was, and nobody has the other's.
    assert!(matches!(
        fel(skap.las_upp(ANNA, &ord(NYTT), nar())),
        NyckelFel::Fel
    ));
    assert!(skap.ta_bort(&namn("bo")).unwrap());
    assert!(!skap.ta_bort(&namn("bo")).unwrap());
    assert!(matches!(
        fel(skap.las_upp("bo", &ord(NYTT), nar())),
        NyckelFel::Fel
    ));
    // The paper lets in whoever is to get a new password, and takes nobody's away.
    let med_papper = skap
        .las_upp_med_aterstallning(&namn(ANNA), &papper)
        .unwrap();
    assert!(duger(&fil, &med_papper));
    skap.satt_losenord(&med_papper, &namn(ANNA), &ord(NYTT))
        .unwrap();
    let upplast = skap.las_upp(ANNA, &ord(NYTT), nar()).unwrap();
    let nytt = skap.ny_aterstallning(&upplast).unwrap();
    assert!(matches!(
        fel(skap.las_upp_med_aterstallning(&namn(ANNA), &papper)),
        NyckelFel::Fel
    ));
    let nytt = Aterstallningsnyckel::las(&nytt.som_text()).unwrap();
    assert!(skap.las_upp_med_aterstallning(&namn(ANNA), &nytt).is_ok());
}

#[test]
fn inget_hemligt_syns_i_det_som_skrivs_ut() {
    let (_mapp, fil, papper) = fil();
    let upplast = skarp::las_upp(&fil);
    let losenord: Losenord = ord(ORDET);
    let skrivet = format!("{upplast:?} {losenord:?} {papper:?}");
    assert!(skrivet.contains("anna"), "{skrivet}");
    for hemligt in ["fyra", "kek", "0x", "[", &papper.som_text()] {
        assert!(!skrivet.contains(hemligt), "{skrivet}");
    }
    // Nor in the cabinet: neither password nor recovery key, in any case.
    let skap = fs::read(Nyckelskap::vag(&fil)).unwrap();
    for hemligt in [
        ORDET,
        &papper.som_text(),
        &papper.som_text().replace('-', ""),
    ] {
        let traff = skap
            .windows(hemligt.len())
            .any(|del| del == hemligt.as_bytes());
        assert!(!traff);
    }
}

#[test]
fn en_nyckelfil_oppnar_for_en_maskin_och_bara_med_ratta_rattigheter() {
    let (mapp, fil, _papper) = fil();
    let mut skap = oppna(&fil);
    let upplast = skarp::las_upp(&fil);
    let nyckel = mapp.path().join("natten.nyckel");
    let natten = namn("natten");
    skap.satt_nyckelfil(&upplast, &natten, &nyckel).unwrap();
    let mode = |mode| fs::set_permissions(&nyckel, fs::Permissions::from_mode(mode)).unwrap();
    let om = fs::metadata(&nyckel).unwrap();
    assert_eq!((om.len(), om.permissions().mode() & 0o777), (32, 0o400));
    assert!(duger(
        &fil,
        &skap.las_upp_med_fil(&natten, &nyckel).unwrap()
    ));
    for oppet in [0o440, 0o404, 0o640] {
        mode(oppet);
        assert!(matches!(
            fel(skap.las_upp_med_fil(&natten, &nyckel)),
            NyckelFel::Skap(_)
        ));
    }
    mode(0o600);
    // It is one account's, and wrong passwords do not keep the nightly job out; a lock by hand does.
    assert!(matches!(
        fel(skap.las_upp_med_fil(&namn(ANNA), &nyckel)),
        NyckelFel::Fel
    ));
    satt_forsok(&fil, "natten", TAK, nar());
    assert!(matches!(
        fel(skap.las_upp("natten", &ord("x"), nar() + minuter(600))),
        NyckelFel::Last
    ));
    assert!(skap.las_upp_med_fil(&natten, &nyckel).is_ok());
    skap.las(&natten).unwrap();
    assert!(matches!(
        fel(skap.las_upp_med_fil(&natten, &nyckel)),
        NyckelFel::Last
    ));
    skap.las_upp_konto(&natten).unwrap();
    assert!(skap.las_upp_med_fil(&natten, &nyckel).is_ok());
    // It is never written over, and another 32 bytes are no key.
    assert!(skap.satt_nyckelfil(&upplast, &natten, &nyckel).is_err());
    fs::write(&nyckel, [7; 32]).unwrap();
    assert!(matches!(
        fel(skap.las_upp_med_fil(&natten, &nyckel)),
        NyckelFel::Fel
    ));
    let vagar: Vec<_> = skap
        .anvandare()
        .unwrap()
        .into_iter()
        .map(|vag| {
            (
                vag.anvandare.som_text().to_owned(),
                vag.losenord,
                vag.nyckelfil,
            )
        })
        .collect();
    assert_eq!(
        vagar,
        [
            ("anna".to_owned(), true, false),
            ("natten".to_owned(), false, true)
        ]
    );
}

#[test]
fn fel_forsok_kostar_paus_och_till_sist_kontot_for_den_som_finns_och_den_som_inte_finns() {
    let (_mapp, fil, papper) = fil();
    for vem in [ANNA, "finns.inte"] {
        let mut skap = oppna(&fil);
        let mut nu = nar();
        for pauser in [0, 0, 0, 0, 30, 60, 120, 240, 480] {
            assert!(matches!(
                fel(skap.las_upp(vem, &ord("fel"), nu)),
                NyckelFel::Fel
            ));
            if pauser > 0 {
                let efter = nu + TimeDelta::seconds(pauser);
                let just = efter - TimeDelta::milliseconds(1);
                // The right password is not tried either.
                match fel(skap.las_upp(vem, &ord(ORDET), just)) {
                    NyckelFel::Vanta(sagt) => assert_eq!(sagt, efter),
                    annat => panic!("{annat:?}"),
                }
                nu = efter;
            }
        }
        assert!(matches!(
            fel(skap.las_upp(vem, &ord("fel"), nu)),
            NyckelFel::Fel
        ));
        for langt in [minuter(1), minuter(60 * 24 * 365 * 10), minuter(-600)] {
            assert!(matches!(
                fel(skap.las_upp(vem, &ord(ORDET), nu + langt)),
                NyckelFel::Last
            ));
        }
    }
    let mut skap = oppna(&fil);
    let anna = &skap.anvandare().unwrap()[0];
    assert_eq!((anna.last, anna.misslyckade), (true, TAK));
    // Both ways back: by a systemförvaltare, and with the paper.
    skap.las_upp_konto(&namn(ANNA)).unwrap();
    let upplast = skap.las_upp(ANNA, &ord(ORDET), nar()).unwrap();
    assert_eq!(upplast.misslyckade(), 0);
    skap.las(&namn(ANNA)).unwrap();
    let upplast = skap
        .las_upp_med_aterstallning(&namn(ANNA), &papper)
        .unwrap();
    skap.satt_losenord(&upplast, &namn(ANNA), &ord(NYTT))
        .unwrap();
    assert!(skap.las_upp(ANNA, &ord(NYTT), nar()).is_ok());
}

#[test]
fn ett_ratt_losenord_nollar_och_berattar_hur_manga_som_var_fel() {
    let (_mapp, fil, _papper) = fil();
    satt_forsok(&fil, ANNA, 3, nar());
    let mut skap = oppna(&fil);
    let upplast = skap.las_upp(ANNA, &ord(ORDET), nar()).unwrap();
    assert_eq!(upplast.misslyckade(), 3);
    let upplast = skap.las_upp(ANNA, &ord(ORDET), nar()).unwrap();
    assert_eq!(upplast.misslyckade(), 0);
}

#[test]
fn en_klocka_som_flyttas_ger_varken_fler_forsok_eller_langre_vantan() {
    let (_mapp, fil, _papper) = fil();
    let mut skap = oppna(&fil);
    satt_forsok(&fil, ANNA, 5, nar());
    // Back: the pause begins anew, once, and is no longer than it was.
    let tidigare = nar() - minuter(60 * 24 * 30);
    let efter = tidigare + TimeDelta::seconds(30);
    for _ in 0..2 {
        match fel(skap.las_upp(ANNA, &ord(ORDET), tidigare)) {
            NyckelFel::Vanta(sagt) => assert_eq!(sagt, efter),
            annat => panic!("{annat:?}"),
        }
    }
    assert!(skap.las_upp(ANNA, &ord(ORDET), efter).is_ok());
    // Forward: each try still counts.
    let mut gjorda = 0;
    for ar in 0..i64::from(TAK) + 3 {
        let nu = nar() + minuter(60 * 24 * 365 * ar);
        gjorda += u32::from(matches!(
            fel(skap.las_upp(ANNA, &ord("fel"), nu)),
            NyckelFel::Fel
        ));
    }
    assert_eq!(gjorda, TAK);
}

#[test]
fn manga_gissningar_pa_en_gang_ar_inte_fler_an_en_i_taget() {
    let (_mapp, fil, _papper) = fil();
    let antal = 12;
    let start = Barrier::new(antal);
    let provade: usize = std::thread::scope(|s| {
        let tradar: Vec<_> = (0..antal)
            .map(|_| {
                s.spawn(|| {
                    let mut skap = oppna(&fil);
                    start.wait();
                    match fel(skap.las_upp(ANNA, &ord("gissning"), nar())) {
                        NyckelFel::Fel => 1,
                        NyckelFel::Vanta(_) => 0,
                        annat => panic!("{annat:?}"),
                    }
                })
            })
            .collect();
        tradar.into_iter().map(|trad| trad.join().unwrap()).sum()
    });
    assert_eq!(provade, 5);
}

#[test]
fn forsok_med_namn_som_ingen_har_tar_inte_obegransad_plats_och_sparar_inte_namnet() {
    let (_mapp, fil, _papper) = fil();
    let mut skap = oppna(&fil);
    let skrivet = "hemligtord";
    assert!(matches!(
        fel(skap.las_upp(skrivet, &ord("x"), nar())),
        NyckelFel::Fel
    ));
    // What cannot be a user name at all leaves no trace.
    for omojligt in ["Kål & Co", "", "19900101-0017", "åsa"] {
        assert!(matches!(
            fel(skap.las_upp(omojligt, &ord("x"), nar())),
            NyckelFel::Fel
        ));
    }
    let conn = Connection::open(Nyckelskap::vag(&fil)).unwrap();
    let rader: Vec<String> = conn
        .prepare("SELECT vem FROM forsok")
        .unwrap()
        .query_map([], |rad| rad.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(rader.len(), 1);
    // A place among 65 536.
    assert!(
        rader[0].len() == 5 && rader[0].starts_with('#'),
        "{rader:?}"
    );
    let bytes = fs::read(Nyckelskap::vag(&fil)).unwrap();
    assert!(!bytes.windows(10).any(|del| del == skrivet.as_bytes()));
}

#[test]
fn ett_konto_har_antingen_ett_losenord_eller_en_nyckelfil() {
    let (mapp, fil, papper) = fil();
    let mut skap = oppna(&fil);
    let upplast = skarp::las_upp(&fil);
    let (nyckel, nasta) = (mapp.path().join("ett"), mapp.path().join("tva"));
    let har_losenord = skap.satt_nyckelfil(&upplast, &namn(ANNA), &nyckel);
    assert!(matches!(har_losenord, Err(NyckelFel::HarLosenord)));
    assert!(!nyckel.exists());
    let natten = namn("natten");
    skap.kan_fa_nyckelfil(&natten).unwrap();
    skap.satt_nyckelfil(&upplast, &natten, &nyckel).unwrap();
    // Neither a systemförvaltare nor the recovery key gives it a password.
    let med_papper = skap.las_upp_med_aterstallning(&natten, &papper).unwrap();
    for upplast in [&upplast, &med_papper] {
        let har_nyckelfil = skap.satt_losenord(upplast, &natten, &ord(NYTT));
        assert!(matches!(har_nyckelfil, Err(NyckelFel::HarNyckelfil)));
    }
    assert!(matches!(
        fel(skap.las_upp("natten", &ord(NYTT), nar())),
        NyckelFel::Fel
    ));
    // The next key file takes the place of the one before.
    skap.satt_nyckelfil(&upplast, &natten, &nasta).unwrap();
    assert!(matches!(
        fel(skap.las_upp_med_fil(&natten, &nyckel)),
        NyckelFel::Fel
    ));
    assert!(skap.las_upp_med_fil(&natten, &nasta).is_ok());
    // Without its ways it is free to be either.
    assert!(skap.ta_bort(&natten).unwrap());
    skap.satt_losenord(&upplast, &natten, &ord(NYTT)).unwrap();
    assert!(matches!(
        skap.kan_fa_nyckelfil(&natten),
        Err(NyckelFel::HarLosenord)
    ));
}

#[test]
fn ett_skap_fran_en_annan_fil_slapper_inte_in_nagon() {
    let (_mapp, fil_, _papper) = fil();
    let (_annan_mapp, annan, _annat_papper) = fil();
    let mut skap = oppna(&fil_);
    let upplast = skarp::las_upp(&annan);
    // A key of another cabinet is not put into this one.
    assert!(matches!(
        skap.satt_losenord(&upplast, &namn("bo"), &ord(NYTT)),
        Err(NyckelFel::Skap(_))
    ));
    // A row of another cabinet is not a way into this one, nor is a row of another user.
    let conn = Connection::open(Nyckelskap::vag(&fil_)).unwrap();
    conn.execute(
        "UPDATE vag SET anvandare = 'bo' WHERE anvandare = 'anna'",
        [],
    )
    .unwrap();
    assert!(matches!(Nyckelskap::oppna(&fil_), Err(NyckelFel::Skap(_))));
    drop(conn);
    fs::copy(Nyckelskap::vag(&annan), Nyckelskap::vag(&fil_)).unwrap();
    let upplast = skarp::las_upp(&fil_);
    assert!(!duger(&fil_, &upplast));
}

#[test]
fn ett_skadat_skap_avvisas_med_ord_och_slapper_aldrig_in_nagon_annan() {
    let (_mapp, fil, _papper) = fil();
    let vag = Nyckelskap::vag(&fil);
    let hel = fs::read(&vag).unwrap();
    let sager = |vad: &str| match Nyckelskap::oppna(&fil) {
        Err(NyckelFel::Skap(text)) => assert!(text.contains("skåp"), "{vad}: {text}"),
        annat => panic!("{vad}: {annat:?}"),
    };
    for langd in [0, 1, 15, 99, 4096, hel.len() / 2, hel.len() - 4096] {
        fs::write(&vag, &hel[..langd]).unwrap();
        sager(&format!("{langd} byte"));
    }
    fs::write(&vag, "Inte ett skåp. ".repeat(2000)).unwrap();
    sager("en text");
    let frammande = Connection::open(fil.with_file_name("annan")).unwrap();
    frammande.execute_batch("CREATE TABLE x(y)").unwrap();
    drop(frammande);
    fs::write(&vag, fs::read(fil.with_file_name("annan")).unwrap()).unwrap();
    sager("ett annat programs fil");
    fs::remove_file(&vag).unwrap();
    sager("borta");
    fs::write(&vag, &hel).unwrap();
    fs::set_permissions(&vag, fs::Permissions::from_mode(0o600)).unwrap();
    // Each byte that holds something is missed when it is changed; the others hold nothing.
    let (mut marks, mut utan_betydelse) = (0, 0);
    for (plats, steg) in (0..hel.len()).step_by(7).zip(0_u32..) {
        let mut trasig = hel.clone();
        trasig[plats] ^= 1 << (steg % 8);
        fs::write(&vag, &trasig).unwrap();
        match Nyckelskap::oppna(&fil) {
            Err(NyckelFel::Skap(_)) => marks += 1,
            Err(annat) => panic!("byte {plats}: {annat:?}"),
            Ok(skap) => {
                assert!(skap.krypterad(), "byte {plats}");
                let alla = skap.anvandare().unwrap();
                assert_eq!(alla.len(), 1, "byte {plats}");
                assert_eq!(alla[0].anvandare.som_text(), ANNA, "byte {plats}");
                utan_betydelse += 1;
            }
        }
    }
    assert!(marks > 50 && utan_betydelse > 0, "{marks} {utan_betydelse}");
    fs::write(&vag, &hel).unwrap();
    assert!(duger(&fil, &skarp::las_upp(&fil)));
}
