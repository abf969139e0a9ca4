//! Contact data of those who wait, and an old list taken in: what is kept, who may see it, and when it is gone.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;

use std::path::Path;
use std::sync::Arc;

use chrono::{Days, TimeDelta};
use gemensamt::{PROV, dumpa, kolista, kvitto, mapp, nar, op, sammanhang, slut, spara, vid};
use insats::{i_ko, insats, mottagen};
use rusqlite::Connection;
use troskel::domain::insats::Insats;
use troskel::domain::ko::KoOrsak;
use troskel::domain::ko::fil::Importrad;
use troskel::domain::ko::hinder::KanInteIKon;
use troskel::domain::ko::kontakt::{Kokontakt, Kontaktratt, Kontaktsatt};
use troskel::domain::ko::plats::Kouppgifter;
use troskel::domain::kolapp::Kolappskod;
use troskel::domain::tid::Aldersband;
use troskel::store::ko::{Koakt, Kosvar, Sammanhang};
use troskel::store::sqlite::{SqliteStore, oppna};
use troskel::store::{Change, Framsteg, Reply, Store, StoreError};

const NAMN: &str = "Prov Provsson";

fn kontakt(insats: &Insats, namn: &str, varde: &str) -> Kokontakt {
    let ratt = Kontaktratt::av(insats).unwrap();
    Kokontakt::ny(ratt, namn, Kontaktsatt::Telefon, varde, (false, true)).unwrap()
}

fn lapp(store: &mut SqliteStore, insats: &Arc<Insats>) -> Kolappskod {
    let svar = spara(store, "ett", &slut(insats, i_ko(insats), None));
    kvitto(svar).kolapp.unwrap().0
}

fn akt(store: &mut SqliteStore, akt: Koakt, s: &Sammanhang) -> Result<Kosvar, KanInteIKon> {
    match spara(store, "ett", &Change::Ko(akt, s.clone())) {
        Ok(Reply::Ko(svar)) => Ok(*svar),
        Err(StoreError::Ko { hinder, .. }) => Err(hinder),
        annat => panic!("{annat:?}"),
    }
}

fn akt_vid(store: &mut SqliteStore, desk: &str, akt: Koakt, s: &Sammanhang) {
    let svar = spara(store, desk, &Change::Ko(akt, s.clone()));
    assert!(svar.is_ok(), "{svar:?}");
}

fn rader_med(fil: &Path, text: &str) -> Vec<String> {
    let conn = Connection::open(fil).unwrap();
    dumpa(&conn)
        .into_iter()
        .filter(|rad| rad.contains(text))
        .collect()
}

fn handelser(fil: &Path, slag: &str) -> Vec<String> {
    let conn = Connection::open(fil).unwrap();
    let mut fraga = conn
        .prepare("SELECT desk || ' ' || anvandare || ' ' || coalesce(orsak, '-') FROM kohandelse WHERE slag = ?1")
        .unwrap();
    let rader = fraga.query_map([slag], |rad| rad.get(0)).unwrap();
    rader.map(Result::unwrap).collect()
}

#[test]
fn kontaktuppgiften_star_for_sig_och_varje_oppning_loggas() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let dok = insats("1.1", "14:3", None);
    let s = sammanhang(&[&dok]);
    let kod = lapp(&mut store, &dok);
    let uppgift = kontakt(&dok, NAMN, "070-123 45 67");
    assert!(!format!("{uppgift:?}").contains("Prov"));
    akt(
        &mut store,
        Koakt::Kontakt {
            kod,
            kontakt: uppgift.clone(),
        },
        &s,
    )
    .unwrap();
    // In one row of one table, and nowhere else.
    let rader = rader_med(&fil, NAMN);
    assert_eq!(rader.len(), 1);
    assert!(rader[0].starts_with("kokontakt: "));
    assert_eq!(handelser(&fil, "kontakt_last"), [""; 0]);
    let Ok(Kosvar::Kontakt(last)) = akt(&mut store, Koakt::OppnaKontakt { kod }, &s) else {
        panic!("kontaktuppgiften kom inte")
    };
    assert_eq!(last, uppgift);
    assert_eq!(handelser(&fil, "kontakt_last"), ["ett anv-ett -"]);
    akt(&mut store, Koakt::GlomKontakt { kod }, &s).unwrap();
    assert_eq!(rader_med(&fil, NAMN), [""; 0]);
    assert_eq!(
        akt(&mut store, Koakt::OppnaKontakt { kod }, &s).unwrap_err(),
        KanInteIKon::KontaktSaknas
    );
}

#[test]
fn samma_person_star_en_gang_i_samma_ko_hur_numret_an_skrivs() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let (en, annan) = (insats("1.1", "14:3", None), insats("1.2", "14:3", None));
    let s = sammanhang(&[&en, &annan]);
    let (forst, andra, tredje) = (
        lapp(&mut store, &en),
        lapp(&mut store, &en),
        lapp(&mut store, &annan),
    );
    let satt = |store: &mut SqliteStore, kod, insats: &Insats, namn: &str, nummer: &str| {
        akt(
            store,
            Koakt::Kontakt {
                kod,
                kontakt: kontakt(insats, namn, nummer),
            },
            &s,
        )
        .map(|_| ())
    };
    assert_eq!(satt(&mut store, forst, &en, NAMN, "070-123 45 67"), Ok(()));
    let igen = satt(&mut store, andra, &en, "prov  PROVSSON", "+46 70 123 45 67");
    assert_eq!(igen, Err(KanInteIKon::StarRedan(forst)));
    // Somebody else who shares the telephone, and the same person in another queue, are no doubles.
    assert_eq!(
        satt(&mut store, andra, &en, "Pia Provsson", "0701234567"),
        Ok(())
    );
    assert_eq!(satt(&mut store, tredje, &annan, NAMN, "0701234567"), Ok(()));
    // Once the first has left, the person may come again; and then the first is not taken up again beside.
    let bort = |kod| Koakt::Avsluta {
        kod,
        orsak: KoOrsak::Atertagen,
        villkor: None,
    };
    akt(&mut store, bort(forst), &s).unwrap();
    // At another desk: an undo goes no further back than to what was done last at its own.
    let svar = spara(&mut store, "två", &slut(&en, i_ko(&en), None));
    let kod = kvitto(svar).kolapp.unwrap().0;
    let kontakt = kontakt(&en, NAMN, "0701234567");
    akt_vid(&mut store, "två", Koakt::Kontakt { kod, kontakt }, &s);
    assert_eq!(
        akt(&mut store, Koakt::Angra, &s).unwrap_err(),
        KanInteIKon::StarRedan(kod)
    );
    let hemligt = rader_med(&fil, "1234567");
    assert!(
        hemligt.iter().all(|rad| rad.starts_with("kokontakt: ")),
        "{hemligt:?}"
    );
}

#[test]
fn ett_undantag_har_ingen_plats_for_kontakt_och_den_unge_valjer_sjalv() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let (anonym, dok) = (insats("1.2", "14:5", None), insats("1.1", "14:3", None));
    assert_eq!(Kontaktratt::av(&anonym), Err(KanInteIKon::IngenKontakt));
    let radgivning = insats("1.3", "14:4", None);
    assert_eq!(Kontaktratt::av(&radgivning), Err(KanInteIKon::IngenKontakt));
    let ratt = Kontaktratt::av(&dok).unwrap();
    let ny = |satt, varde, ung| Kokontakt::ny(ratt, "Kim", satt, varde, ung);
    assert_eq!(
        ny(Kontaktsatt::Brev, "Gatan 1", (true, true)),
        Err(KanInteIKon::UngValjerSjalv)
    );
    assert_eq!(
        ny(Kontaktsatt::Sms, "0701234567", (true, false)),
        Err(KanInteIKon::UngValjerSjalv)
    );
    assert!(ny(Kontaktsatt::Sms, "0701234567", (true, true)).is_ok());
    for (satt, varde) in [
        (Kontaktsatt::Telefon, "ring"),
        (Kontaktsatt::Epost, "kim"),
        (Kontaktsatt::Brev, " "),
    ] {
        assert_eq!(
            ny(satt, varde, (false, true)),
            Err(KanInteIKon::KontaktEjHel),
            "{varde}"
        );
    }
    // Also with evidence from another insats in the hand, the file has no place for it.
    let kod = lapp(&mut store, &anonym);
    let s = sammanhang(&[&anonym, &dok]);
    let fel = Koakt::Kontakt {
        kod,
        kontakt: kontakt(&dok, NAMN, "0701234567"),
    };
    let svar = spara(&mut store, "ett", &Change::Ko(fel, s));
    assert!(matches!(svar, Err(StoreError::Stopp(_))), "{svar:?}");
    assert_eq!(rader_med(&fil, NAMN), [""; 0]);
}

#[test]
fn kontaktuppgiften_gallras_nar_tiden_efter_slutet_har_gatt() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let dok = insats("1.1", "14:3", None);
    let mut s = sammanhang(&[&dok]);
    let (a, b) = (lapp(&mut store, &dok), lapp(&mut store, &dok));
    for (kod, namn) in [(a, "Anna Prov"), (b, "Bo Prov")] {
        let kontakt = kontakt(&dok, namn, "0701234567");
        akt(&mut store, Koakt::Kontakt { kod, kontakt }, &s).unwrap();
    }
    // The insats begins for the one; the other still waits.
    kvitto(spara(
        &mut store,
        "ett",
        &slut(&dok, mottagen(&dok), Some(a)),
    ));
    let svep = |store: &mut SqliteStore, s: &Sammanhang| match akt(store, Koakt::Svep, s) {
        Ok(Kosvar::Gjort(kvitto)) => kvitto.svepta,
        annat => panic!("{annat:?}"),
    };
    s.idag = insats::idag() + Days::new(29);
    assert_eq!(svep(&mut store, &s), 0);
    assert_eq!(rader_med(&fil, "Anna Prov").len(), 1);
    s.idag = insats::idag() + Days::new(30);
    assert_eq!(svep(&mut store, &s), 1);
    assert_eq!(rader_med(&fil, "Anna Prov"), [""; 0]);
    assert_eq!(rader_med(&fil, "Bo Prov").len(), 1);
    assert_eq!(handelser(&fil, "kontakt_raderad"), ["ett anv-ett gallring"]);
    assert_eq!(svep(&mut store, &s), 0);
}

fn rad(n: usize, insats: &Insats, dagar: i64, kontakt: Option<Kokontakt>) -> Importrad {
    Importrad {
        rad: n,
        insats: insats.nr,
        kodatum: nar() - TimeDelta::days(dagar),
        uppgifter: Kouppgifter {
            parti: 2,
            band: Some(Aldersband::Fran25Till44),
            ..Kouppgifter::default()
        },
        kontakt,
    }
}

fn importera(
    store: &mut SqliteStore,
    rader: Vec<Importrad>,
    s: &Sammanhang,
) -> Result<Vec<(usize, Kolappskod, u64)>, KanInteIKon> {
    let antal = rader.len();
    let framsteg = Framsteg::default();
    store.folj(&framsteg);
    match akt(store, Koakt::Importera(Arc::new(rader)), s)? {
        Kosvar::Importerat(intagna) => {
            assert_eq!(framsteg.nu(), Some((antal, antal)));
            assert!(*framsteg.hall(), "det som är sparat räknas");
            Ok(intagna)
        }
        annat => panic!("{annat:?}"),
    }
}

#[test]
fn en_gammal_lista_tas_in_med_sina_kodatum_fore_den_som_kom_i_dag() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let dok = insats("1.1", "14:3", None);
    let s = sammanhang(&[&dok]);
    let nyss = lapp(&mut store, &dok);
    let rader = vec![
        rad(2, &dok, 10, None),
        rad(3, &dok, 300, Some(kontakt(&dok, NAMN, "0701234567"))),
        // The same instant as the row above: in the order of the file.
        rad(4, &dok, 300, None),
    ];
    let intagna = importera(&mut store, rader, &s).unwrap();
    let platser: Vec<_> = intagna
        .iter()
        .map(|(rad, _, plats)| (*rad, *plats))
        .collect();
    assert_eq!(platser, [(2, 3), (3, 1), (4, 2)]);
    let vantat = [intagna[1].1, intagna[2].1, intagna[0].1, nyss].map(|kod| kod.to_string());
    assert_eq!(kolista(&fil, "1.1"), vantat);
    assert_eq!(handelser(&fil, "importerad").len(), 3);
    let conn = Connection::open(&fil).unwrap();
    let marke: i64 = conn
        .query_row(
            "SELECT count(DISTINCT import_id) FROM kopost WHERE import_id IS NOT NULL",
            [],
            |rad| rad.get(0),
        )
        .unwrap();
    assert_eq!(marke, 1);
    // The next who comes to the desk stands last.
    assert_eq!(kolista(&fil, "1.1").len(), 4);
    let sist = lapp(&mut store, &dok);
    assert_eq!(kolista(&fil, "1.1").last(), Some(&sist.to_string()));
}

#[test]
fn en_lista_med_ett_hinder_andrar_inget_alls() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let (dok, anonym) = (insats("1.1", "14:3", None), insats("1.2", "14:5", None));
    let s = sammanhang(&[&dok, &anonym]);
    let star = lapp(&mut store, &dok);
    let uppgift = || Some(kontakt(&dok, NAMN, "0701234567"));
    let satt = Koakt::Kontakt {
        kod: star,
        kontakt: uppgift().unwrap(),
    };
    akt(&mut store, satt, &s).unwrap();
    let fore = dumpa(&Connection::open(&fil).unwrap());
    let okand = insats("1.9", "14:3", None);
    for (sista, hinder) in [
        (rad(9, &dok, 5, uppgift()), KanInteIKon::StarRedan(star)),
        (rad(9, &dok, -1, None), KanInteIKon::KodatumGarInte),
        (rad(9, &okand, 5, None), KanInteIKon::OkandInsats),
        (rad(9, &anonym, 5, uppgift()), KanInteIKon::IngenKontakt),
    ] {
        let rader = vec![rad(2, &dok, 10, None), rad(3, &dok, 9, None), sista];
        assert_eq!(importera(&mut store, rader, &s), Err(hinder));
        assert_eq!(dumpa(&Connection::open(&fil).unwrap()), fore);
    }
    assert_eq!(
        importera(&mut store, Vec::new(), &s),
        Err(KanInteIKon::ImportTom)
    );
}

#[test]
fn ett_forlorat_svar_pa_en_import_ger_samma_lappar_och_ingen_dubblett() {
    let (_mapp, fil) = mapp();
    let mut store = oppna(&fil, PROV).unwrap();
    let dok = insats("1.1", "14:3", None);
    let rader = (0..50).map(|n| rad(n + 2, &dok, 50, None)).collect();
    let importera = Koakt::Importera(Arc::new(rader));
    let change = Change::Ko(importera, sammanhang(&[&dok]));
    let op = op();
    let forsta = store.save(&vid("ett"), op, nar(), &change).unwrap();
    let igen = store.save(&vid("ett"), op, nar(), &change).unwrap();
    assert_eq!(format!("{forsta:?}"), format!("{igen:?}"));
    assert_eq!(kolista(&fil, "1.1").len(), 50);
}
