//! The contract of the store, told once for every engine, and its thread.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;

use std::collections::BTreeSet;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use chrono::TimeDelta;
use gemensamt::{
    PROV, dumpa, hinder, i_kon, kvitto, lage, mapp, nar, op, platslage, rad, sammanhang, slut,
    spara, utkast, vid,
};
use insats::{KATALOG, avstar, i_ko, idag, insats, mottagen};
use rusqlite::Connection;
use troskel::domain::akt::hinder::KanInteIAkten;
use troskel::domain::akt::overlamning::Overlamningslage;
use troskel::domain::behorighet::Behorighet;
use troskel::domain::besok::Onskan;
use troskel::domain::insats::Insats;
use troskel::domain::ko::hinder::KanInteIKon;
use troskel::domain::ko::plats::Pott;
use troskel::domain::ko::{KoOrsak, Kostatus};
use troskel::domain::kolapp::Kolappskod;
use troskel::domain::raknat::{Kon, Raknas};
use troskel::domain::statistik::period::{Manad, Period, Periodslag};
use troskel::domain::statistik::underlag::{Avsnitt, Underlag};
use troskel::domain::tid::Aldersband;
use troskel::domain::utkast::{Steg, Utkast};
use troskel::store::ko::Koakt;
use troskel::store::sqlite::oppna;
use troskel::store::worker::{Request, StoreMsg, Ticket, Worker};
use troskel::store::{
    Change, HamtadOverlamning, Kvitto, Lage, PlatsHinder, Platslage, Query, RadId, Reply, Store,
    StoreError,
};

/// A day at two desks, for any engine.
fn kontrakt<S: Store>(mut nytt: impl FnMut() -> S) {
    let (mut a, mut b) = (nytt(), nytt());
    assert_eq!(
        lage(&mut a),
        Lage {
            ovning: true,
            behorighet: Behorighet::ovning(),
            ..Lage::default()
        }
    );
    let dok = insats("3.1.4", "14:3", Some(2));
    let anonym = insats("3.1.10", "14:5", None);

    parkering(&mut a, &mut b, &anonym);
    let id = kon(&mut a, &mut b, &dok, &anonym);
    overlamning(&mut a, &mut b, &id);
    statistik(&mut a);
}

fn parkering<S: Store>(a: &mut S, b: &mut S, anonym: &Arc<Insats>) {
    // Parked at one desk, taken up at another, whose version then is the one that counts.
    let arbete = utkast(anonym, Steg::Plats);
    let parkera = |version, utkast: &Utkast| Change::Parkera {
        besok: rad(1),
        utkast: utkast.clone(),
        version,
    };
    let svar = spara(a, "ett", &parkera(None, &arbete));
    assert!(matches!(svar, Ok(Reply::Parkerad(1))), "{svar:?}");
    assert!(!a.changed_elsewhere().unwrap());
    assert!(b.changed_elsewhere().unwrap());
    assert!(!b.changed_elsewhere().unwrap());
    let Ok(Reply::Parkerade(lista)) = b.load(&Query::Parkerade) else {
        panic!("ingen lista")
    };
    assert_eq!((lista.len(), lista[0].desk.as_str()), (1, "ett"));
    assert_eq!(
        (lista[0].andrad, lista[0].steg, lista[0].insats),
        (nar(), Steg::Plats, anonym.nr)
    );
    match spara(b, "två", &Change::TaUpp { besok: rad(1) }) {
        Ok(Reply::Upptagen { utkast, version: 2 }) => assert_eq!(utkast, arbete),
        annat => panic!("{annat:?}"),
    }
    let konflikt = |svar: Result<Reply, StoreError>| match svar {
        Err(StoreError::Konflikt { desk }) => desk,
        annat => panic!("väntade en konflikt, fick {annat:?}"),
    };
    assert_eq!(konflikt(spara(a, "ett", &parkera(Some(1), &arbete))), "två");
    assert_eq!(konflikt(spara(a, "ett", &parkera(None, &arbete))), "två");
    // What has been told cannot be forgotten, only ended.
    let svar = spara(b, "två", &Change::Glom { besok: rad(1) });
    assert!(matches!(svar, Err(StoreError::Saknas)), "{svar:?}");
    let avsluta = Change::Avsluta {
        slut: avstar(
            anonym,
            Onskan::Ansoka,
            Raknas {
                band: Some(Aldersband::Fran18Till24),
                kon: Some(Kon::Kvinna),
            },
        ),
        insats: Arc::clone(anonym),
        katalog: KATALOG.to_owned(),
        utkast: Some(rad(1)),
        kolapp: None,
    };
    assert_eq!(konflikt(spara(a, "ett", &avsluta)), "två");
    assert_eq!(kvitto(spara(b, "två", &avsluta)), Kvitto::default());
    let svar = spara(b, "två", &avsluta);
    assert!(matches!(svar, Err(StoreError::Saknas)), "{svar:?}");
    assert_eq!(lage(a).parkerade, 0);
    let tidigt = utkast(anonym, Steg::Villkor);
    assert!(spara(a, "ett", &parkera(None, &tidigt)).is_ok());
    let svar = spara(a, "ett", &Change::Glom { besok: rad(1) });
    assert!(matches!(svar, Ok(Reply::Klart)), "{svar:?}");
}

fn kon<S: Store>(a: &mut S, b: &mut S, dok: &Arc<Insats>, anonym: &Arc<Insats>) -> RadId {
    // The queue: in order of arrival, also when the clock goes backwards.
    let stall = slut(dok, i_ko(dok), None);
    let lapp = |svar| kvitto(svar).kolapp.unwrap();
    let forsta = lapp(spara(a, "ett", &stall));
    let igar = nar() - TimeDelta::days(1);
    let andra = lapp(b.save(&vid("två"), op(), igar, &stall));
    let tredje = lapp(spara(b, "två", &stall));
    assert_eq!([forsta.1, andra.1, tredje.1], [1, 2, 3]);
    assert_eq!(
        platslage(a, dok),
        Platslage {
            lediga: Some(2),
            vantar: 3,
            i_tur: 3,
            forst: Some(forsta.0)
        }
    );
    let ta_emot = |kolapp| slut(dok, mottagen(dok), kolapp);
    assert_eq!(
        hinder(spara(a, "ett", &ta_emot(None))),
        PlatsHinder::AndraVantar(3)
    );
    assert_eq!(
        hinder(spara(a, "ett", &ta_emot(Some(andra.0)))),
        PlatsHinder::InteForst(2)
    );
    let okand = Kolappskod::av_slump(&[7, 7, 7, 7, 7, 8]).unwrap();
    assert_eq!(
        hinder(spara(a, "ett", &ta_emot(Some(okand)))),
        PlatsHinder::OkandKolapp
    );
    // A slip of another queue is unknown in this one.
    let fel_ko = slut(anonym, mottagen(anonym), Some(forsta.0));
    assert_eq!(hinder(spara(a, "ett", &fel_ko)), PlatsHinder::OkandKolapp);
    let overlamnad = kvitto(spara(a, "ett", &ta_emot(Some(forsta.0))));
    let id = overlamnad.overlamning.unwrap();
    // Once more in line with a slip: the same slip, and one step further.
    let igen = slut(dok, i_ko(dok), Some(tredje.0));
    assert_eq!(lapp(spara(b, "två", &igen)), (tredje.0, 2));
    let ansoker = slut(
        dok,
        avstar(dok, Onskan::Ansoka, Raknas::default()),
        Some(andra.0),
    );
    assert_eq!(kvitto(spara(b, "två", &ansoker)), Kvitto::default());
    assert_eq!(
        kvitto(spara(b, "två", &ta_emot(Some(tredje.0)))).kolapp,
        None
    );
    assert_eq!(hinder(spara(b, "två", &ta_emot(None))), PlatsHinder::Fullt);
    let fjarde = lapp(spara(b, "två", &stall));
    assert_eq!(fjarde.1, 1);
    assert_eq!(
        hinder(spara(a, "ett", &ta_emot(Some(fjarde.0)))),
        PlatsHinder::Fullt
    );
    assert_eq!(
        platslage(a, dok),
        Platslage {
            lediga: Some(0),
            vantar: 1,
            i_tur: 1,
            forst: Some(fjarde.0)
        }
    );
    let ar_kvar = lapp(spara(a, "ett", &slut(anonym, i_ko(anonym), None)));
    let bort = Change::Ko(
        Koakt::Avsluta {
            kod: ar_kvar.0,
            orsak: KoOrsak::Atertagen,
            villkor: None,
        },
        sammanhang(&[dok, anonym]),
    );
    assert!(matches!(spara(a, "ett", &bort), Ok(Reply::Ko(_))));
    match spara(a, "ett", &bort) {
        Err(StoreError::Ko { hinder, av }) => {
            let status = Kostatus::Avslutad(KoOrsak::Atertagen);
            assert_eq!(hinder, KanInteIKon::FelStatus(status));
            assert_eq!(av, Some(("ett".to_owned(), nar())));
        }
        annat => panic!("{annat:?}"),
    }
    id
}

fn statistik<S: Store>(a: &mut S) {
    let manad = |dag| Period::kring(Periodslag::Manad, Manad::av(dag).unwrap());
    let mut las = |period| match a.load(&Query::Statistik(period, BTreeSet::new())) {
        Ok(Reply::Statistik(underlag)) => underlag,
        annat => panic!("{annat:?}"),
    };
    let alla = las(Some(manad(idag())));
    let av = |nr: &str, avsnitt: Avsnitt| {
        let rader = alla.rader.iter().filter(|rad| rad.avsnitt == avsnitt);
        let mut rader: Vec<_> = rader
            .filter(|rad| rad.insats.to_string() == nr)
            .map(|rad| format!("{} {}", rad.kod, rad.antal))
            .collect();
        rader.sort();
        rader
    };
    assert_eq!(
        av("3.1.4", Avsnitt::Resultat),
        ["hanvisad 1", "i_ko 5", "mottagen 2"]
    );
    assert_eq!(av("3.1.10", Avsnitt::Resultat), ["hanvisad 1", "i_ko 1"]);
    assert_eq!(av("3.1.10", Avsnitt::Alder), ["18-24 1", "ej-sagt 1"]);
    assert_eq!(av("3.1.10", Avsnitt::Kon), ["ej-sagt 1", "kvinna 1"]);
    let timmar: u64 = alla.timmar.iter().map(|(.., antal)| antal).sum();
    assert_eq!(timmar, 10);
    assert_eq!(las(None), alla);
    assert_eq!(las(Some(manad(idag()).fore())), Underlag::default());
}

fn hamtad(svar: Result<Reply, StoreError>) -> HamtadOverlamning {
    match svar {
        Ok(Reply::Overlamning(hel)) => *hel,
        annat => panic!("väntade en överlämning, fick {annat:?}"),
    }
}

fn nekad(svar: &Result<Reply, StoreError>, varfor: &KanInteIAkten) {
    assert!(
        matches!(svar, Err(StoreError::Akt(hinder)) if hinder == varfor),
        "{svar:?}"
    );
}

fn overlamning<S: Store>(a: &mut S, b: &mut S, id: &RadId) {
    assert_eq!(lage(a).ej_hamtade, 2);
    let hamta = Change::HamtaOverlamning { id: id.clone() };
    let kvittera = Change::KvitteraOverlamning { id: id.clone() };
    nekad(
        &spara(a, "ett", &kvittera),
        &KanInteIAkten::FelLage(Overlamningslage::Ny),
    );
    let forsta_op = op();
    let hel = hamtad(a.save(&vid("ett"), forsta_op, nar(), &hamta));
    assert_eq!(hel.namn, "Prov Provsson");
    assert_eq!(hel.kontakt.telefon, "070-000 00 00");
    assert_eq!(hel.information[0], "muntligt");
    assert_eq!(hel.dokumentation[2], "standard");
    assert_eq!(hel.rad.system.as_deref(), Some("Fallsystemet"));
    assert_eq!(hel.rad.status, Overlamningslage::Hamtad);
    assert!(!format!("{hel:?}").contains("Prov Provsson"));
    // The lost answer, asked for again; another reader is told who has it.
    let igen = hamtad(a.save(&vid("ett"), forsta_op, nar(), &hamta));
    assert_eq!(igen.namn, hel.namn);
    assert_eq!(
        hamtad(spara(a, "ett", &hamta)).rad.status,
        Overlamningslage::Hamtad
    );
    let av_ett = KanInteIAkten::HamtadAv("anv-ett".to_owned());
    nekad(&spara(b, "två", &hamta), &av_ett);
    nekad(&spara(b, "två", &kvittera), &av_ett);
    assert!(matches!(spara(a, "ett", &kvittera), Ok(Reply::Klart)));
    let mottagen = KanInteIAkten::FelLage(Overlamningslage::Kvitterad);
    nekad(&spara(a, "ett", &kvittera), &mottagen);
    // The identity is gone; also for whoever asks again for the answer they once got.
    for svar in [
        spara(b, "två", &hamta),
        a.save(&vid("ett"), forsta_op, nar(), &hamta),
    ] {
        nekad(&svar, &mottagen);
    }
    let antal = |store: &mut S, alla| match store.load(&Query::Overlamningar(alla)) {
        Ok(Reply::Overlamningar(lista)) => lista.len(),
        annat => panic!("{annat:?}"),
    };
    assert_eq!((antal(b, false), antal(b, true)), (1, 2));
}

#[test]
fn kontraktet_halls_av_filen() {
    let (_mapp, fil) = mapp();
    kontrakt(|| oppna(&fil, PROV).unwrap());
}

#[test]
fn samma_handling_igen_ger_samma_svar_och_andrar_inget() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let dok = insats("1.1", "14:3", None);
    let alla = [
        slut(&dok, i_ko(&dok), None),
        Change::Parkera {
            besok: rad(9),
            utkast: utkast(&dok, Steg::Plats),
            version: None,
        },
        Change::TaUpp { besok: rad(9) },
        slut(
            &dok,
            avstar(&dok, Onskan::BaraFraga, Raknas::default()),
            None,
        ),
    ];
    let plain = Connection::open(&fil).unwrap();
    for change in &alla {
        let op = op();
        let ett = store.save(&vid("ett"), op, nar(), change).unwrap();
        let fore = dumpa(&plain);
        let tva = store.save(&vid("ett"), op, nar(), change).unwrap();
        assert_eq!(format!("{ett:?}"), format!("{tva:?}"));
        assert_eq!(fore, dumpa(&plain));
        let annan = Change::HamtaOverlamning { id: rad(7) };
        let svar = store.save(&vid("ett"), op, nar(), &annan);
        assert!(matches!(svar, Err(StoreError::Stopp(_))), "{svar:?}");
    }
}

#[test]
fn en_andrad_katalog_under_samma_version_avvisas() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let ett = insats("1.1", "14:4", None);
    kvitto(spara(&mut store, "ett", &slut(&ett, i_ko(&ett), None)));
    let tva = insats("1.1", "14:4", Some(4));
    match spara(&mut store, "ett", &slut(&tva, i_ko(&tva), None)) {
        Err(StoreError::Stopp(text)) => assert!(text.contains("ny version"), "{text}"),
        annat => panic!("{annat:?}"),
    }
    let fel = slut(&insats("1.2", "14:4", None), i_ko(&ett), None);
    let svar = spara(&mut store, "ett", &fel);
    assert!(matches!(svar, Err(StoreError::Stopp(_))), "{svar:?}");
    assert_eq!(i_kon(&fil), 1);
}

#[test]
fn farre_platser_i_en_ny_katalog_ger_ingen_plats_for_mycket() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let tre = insats("1.1", "14:4", Some(3));
    for _ in 0..3 {
        kvitto(spara(&mut store, "ett", &slut(&tre, mottagen(&tre), None)));
    }
    let lamna = Koakt::LamnaPlats {
        pott: Pott::Lopande(tre.nr),
        nummer: 1,
    };
    let lamnad = spara(&mut store, "ett", &Change::Ko(lamna, sammanhang(&[&tre])));
    assert!(matches!(lamnad, Ok(Reply::Ko(_))), "{lamnad:?}");
    let tva = insats("1.1", "14:4", Some(2));
    let ta_emot = Change::Avsluta {
        slut: mottagen(&tva),
        insats: Arc::clone(&tva),
        katalog: "2025-10-01".to_owned(),
        utkast: None,
        kolapp: None,
    };
    assert_eq!(
        hinder(spara(&mut store, "ett", &ta_emot)),
        PlatsHinder::Fullt
    );
    assert_eq!(platslage(&mut store, &tva).lediga, Some(0));
    kvitto(spara(&mut store, "ett", &slut(&tre, mottagen(&tre), None)));
}

#[test]
fn en_insats_utan_dokumentation_kan_inte_overlamnas_ens_av_en_felaktig_anropare() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let slut_dok = mottagen(&insats("1.1", "14:3", None));
    let anonym = insats("1.1", "14:5", None);
    match spara(&mut store, "ett", &slut(&anonym, slut_dok, None)) {
        Err(StoreError::Stopp(text)) => assert!(text.contains("14 kap. 3 §"), "{text}"),
        annat => panic!("{annat:?}"),
    }
    // What the file is, and which program made it.
    assert_eq!(dumpa(&Connection::open(&fil).unwrap()).len(), 2);
}

#[test]
fn arbetstraden_svarar_markerar_andras_skrivningar_och_sparar_klart() {
    let (_mapp, fil) = mapp();
    let store = oppna(&fil, PROV).unwrap();
    let (sand, ta) = mpsc::channel();
    let svara = move |msg| drop(sand.send(msg));
    let worker = Worker::start(Box::new(store), svara).unwrap();
    let anonym = insats("1.3", "14:5", None);
    let spara_nu = || Request::Save {
        aktor: vid("ett"),
        op: op(),
        nar: nar(),
        change: Box::new(slut(&anonym, i_ko(&anonym), None)),
    };
    let grans = Duration::from_secs(20);
    worker.begar(Ticket(1), spara_nu()).unwrap();
    worker.begar(Ticket(2), Request::Load(Query::Lage)).unwrap();
    match ta.recv_timeout(grans).unwrap() {
        StoreMsg::Svar(Ticket(1), Ok(Reply::Avslutat(_))) => {}
        annat => panic!("{annat:?}"),
    }
    match ta.recv_timeout(grans).unwrap() {
        StoreMsg::Svar(Ticket(2), Ok(Reply::Lage(lage))) => {
            assert_eq!(lage.ogranskade, [(anonym.nr, idag())]);
        }
        annat => panic!("{annat:?}"),
    }
    // Its own writing is no news; somebody else's is.
    assert!(ta.recv_timeout(Duration::from_millis(1_200)).is_err());
    let mut annan = oppna(&fil, PROV).unwrap();
    kvitto(spara(
        &mut annan,
        "två",
        &slut(&anonym, i_ko(&anonym), None),
    ));
    let msg = ta.recv_timeout(grans).unwrap();
    assert!(matches!(msg, StoreMsg::AndratAvAnnan), "{msg:?}");
    for n in 0..30 {
        worker.begar(Ticket(10 + n), spara_nu()).unwrap();
    }
    drop(worker);
    assert_eq!(i_kon(&fil), 32);
    let svar = ta
        .iter()
        .filter(|msg| matches!(msg, StoreMsg::Svar(_, Ok(_))));
    assert_eq!(svar.count(), 30);
}

#[test]
fn en_fraga_besvaras_av_ett_ogonblick_medan_andra_sparar() {
    let (_mapp, fil) = mapp();
    let mut laser = oppna(&fil, PROV).unwrap();
    let insats = insats("1.1", "14:4", Some(0));
    let (klar, sparat) = mpsc::channel();
    let skriver = std::thread::spawn({
        let insats = insats.clone();
        move || {
            let mut store = oppna(&fil, PROV).unwrap();
            for _ in 0..80 {
                spara(&mut store, "ett", &slut(&insats, i_ko(&insats), None)).unwrap();
                klar.send(()).unwrap();
            }
        }
    });
    // Nobody pauses: whoever waits is also in turn, at every moment of the file.
    let mut antal = 0;
    while antal < 80 {
        let lage = platslage(&mut laser, &insats);
        assert_eq!(lage.vantar, lage.i_tur);
        antal += sparat.try_iter().count();
    }
    skriver.join().unwrap();
}
