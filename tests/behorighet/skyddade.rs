//! Persons with sekretessmarkering, and what belongs to a silo, with the roles that there are for them.

use std::sync::Arc;

use troskel::blad::{Bladval, Malsystem, av_arende, som_json, som_text};
use troskel::domain::akt::hinder::KanInteIAkten;
use troskel::domain::akt::{Aktslag, Stegantal};
use troskel::domain::behorighet::{Garning, Roll};
use troskel::domain::identitet::{Identitet, Kontaktuppgift};
use troskel::domain::ko::hinder::KanInteIKon;
use troskel::store::akt::{Aktakt, Aktfraga, Aktsvar, NyttArende, Sokt};
use troskel::store::ko::{Koakt, Kofraga, Kosvar};
use troskel::store::sqlite::SqliteStore;
use troskel::store::{Change, Query, RadId, Reply, Store, StoreError};

use super::fil::{EGEN, Fil, SILO, nummer, vid};
use super::insats::i_ko;
use super::lager::slut;
use super::skarp::{nar, op};

fn akt(fil: &Fil, store: &mut SqliteStore, akt: Aktakt) -> Result<Aktsvar, StoreError> {
    let change = Change::Akt(Box::new(akt), fil.s.clone());
    match store.save(&vid(EGEN), op(), nar(), &change)? {
        Reply::Akt(svar) => Ok(*svar),
        annat => panic!("{annat:?}"),
    }
}

fn las(fil: &Fil, store: &mut SqliteStore, arende: &RadId) -> Result<Aktsvar, StoreError> {
    let arende = arende.clone();
    akt(fil, store, Aktakt::Las { arende })
}

fn antal(svar: Result<Aktsvar, StoreError>) -> usize {
    match svar {
        Ok(Aktsvar::Arenden(rader)) => rader.len(),
        Ok(Aktsvar::Forekomst(rader)) => rader.len(),
        annat => panic!("{annat:?}"),
    }
}

#[test]
fn en_skyddad_person_finns_bara_for_den_som_far_mota_henne() {
    let fil = Fil::ny();
    let mut store = fil.vid(EGEN);
    let sokta = || {
        [
            Sokt::Namn(fil.skyddad.namn.clone()),
            Sokt::Nummer(fil.skyddad.personnummer.clone()),
            Sokt::Arende(fil.skyddad.nummer.clone()),
        ]
    };
    fil.roller(&[Roll::Utforare]);
    for sokt in sokta() {
        assert_eq!(antal(akt(&fil, &mut store, Aktakt::Sok(sokt))), 0);
    }
    let svar = las(&fil, &mut store, &fil.skyddad.arende);
    assert!(matches!(svar, Err(StoreError::Akt(KanInteIAkten::Saknas))));
    // In a list, which names nobody, the ärende stands like the others: somebody has to see that it is there.
    let lista = Query::Akt(Aktfraga::Arenden {
        enhet: EGEN.to_owned(),
        avslutade: false,
    });
    let Ok(Reply::Akt(svar)) = store.load(&lista) else {
        panic!("lista")
    };
    assert_eq!(antal(Ok(*svar)), 2);
    fil.roller(&[Roll::Utforare, Roll::Skyddade]);
    for sokt in sokta() {
        assert_eq!(antal(akt(&fil, &mut store, Aktakt::Sok(sokt))), 1);
    }
    // On screen and on the sheet: a name, and no way to find her, whatever is asked for.
    let Ok(Aktsvar::Arende(bild)) = las(&fil, &mut store, &fil.skyddad.arende) else {
        panic!("ärende")
    };
    assert!(
        bild.sekretessmarkering
            && bild.namn == fil.skyddad.namn
            && bild.kontakt == Kontaktuppgift::default()
    );
    for system in Malsystem::ALLA {
        let blad = av_arende(&bild, system, Bladval { kontakt: true });
        let ut = format!("{} {}", som_json(&blad), som_text(&blad).join("\n"));
        for falt in ["telefon\"", "epost\"", "adress\"", "plan_personuppgifter\""] {
            let tomt = ut.contains(&format!("{falt}: \"\"")) || !ut.contains(&format!("\"{falt}"));
            assert!(tomt, "{system:?} {falt}\n{ut}");
        }
    }
    // The role by itself opens nothing.
    fil.roller(&[Roll::Skyddade]);
    let svar = las(&fil, &mut store, &fil.skyddad.arende);
    assert!(matches!(svar, Err(StoreError::EjBehorig(Garning::LasaAkt))));
}

#[test]
fn en_chef_far_veta_var_nagon_finns_men_inte_skyddade_vid_en_annan_enhet() {
    let fil = Fil::ny();
    let mut har = fil.vid(EGEN);
    fil.roller(&[Roll::Chef]);
    let forekomst =
        |store: &mut SqliteStore, sokt| antal(akt(&fil, store, Aktakt::Forekomst(sokt)));
    let namn = |namn: &str| Sokt::Namn(namn.to_owned());
    // An ärende and three handovers on their way.
    assert_eq!(forekomst(&mut har, namn(&fil.egen.namn)), 4);
    assert_eq!(forekomst(&mut har, namn(&fil.annan.namn)), 4);
    assert_eq!(forekomst(&mut har, namn(&fil.skyddad.namn)), 0);
    assert_eq!(
        forekomst(&mut har, Sokt::Nummer(fil.skyddad.personnummer.clone())),
        0
    );
    fil.roller(&[Roll::Chef, Roll::Skyddade]);
    assert_eq!(forekomst(&mut har, namn(&fil.skyddad.namn)), 4);
    // The same roles at another enhet do not reach this one's.
    let mut dar = fil.vid(SILO);
    let change = |sokt| Change::Akt(Box::new(Aktakt::Forekomst(sokt)), fil.s.clone());
    for (vem, vantat) in [(&fil.skyddad.namn, 0), (&fil.egen.namn, 4)] {
        match dar.save(&vid(SILO), op(), nar(), &change(namn(vem))) {
            Ok(Reply::Akt(svar)) => assert_eq!(antal(Ok(*svar)), vantat),
            annat => panic!("{annat:?}"),
        }
    }
}

#[test]
fn ingen_oppnar_en_akt_om_en_skyddad_person_utan_att_fa_mota_henne() {
    let fil = Fil::ny();
    let mut store = fil.vid(EGEN);
    let hon = || {
        Identitet::ny(
            "Eva Skydd",
            Some(nummer(3)),
            Kontaktuppgift::default(),
            true,
        )
        .unwrap()
    };
    let oppna = || {
        Aktakt::Oppna(NyttArende {
            overlamning: fil.egen.hamtad.clone(),
            aktslag: Aktslag::Barnet,
            steg: Stegantal::Tre,
            person: Some(hon()),
            uppfoljning: None,
        })
    };
    fil.roller(&[Roll::Utforare]);
    let svar = akt(&fil, &mut store, oppna());
    assert!(matches!(
        svar,
        Err(StoreError::EjBehorig(Garning::SkyddadPerson))
    ));
    fil.roller(&[Roll::Utforare, Roll::Skyddade]);
    let svar = akt(&fil, &mut store, oppna());
    assert!(
        matches!(svar, Ok(Aktsvar::Arende(bild)) if bild.sekretessmarkering && bild.namn == "Eva Skydd")
    );
}

#[test]
fn familjeradgivningens_ko_ar_bara_dess_egen_och_andra_far_ta_emot_dit() {
    let fil = Fil::ny();
    let (mut har, mut dar) = (fil.vid(EGEN), fil.vid(SILO));
    let (nr, kod) = (fil.annan.nr, fil.annan.kod);
    let fraga = |store: &mut SqliteStore, fraga| store.load(&Query::Ko(fraga, fil.s.clone()));
    let akt = |store: &mut SqliteStore, enhet: &str, akt| {
        store.save(&vid(enhet), op(), nar(), &Change::Ko(akt, fil.s.clone()))
    };
    assert!(matches!(
        fraga(&mut har, Kofraga::Koer(Some(nr))),
        Err(StoreError::EjBehorig(Garning::SeKo))
    ));
    let svar = akt(&mut har, EGEN, Koakt::OppnaKontakt { kod });
    assert!(matches!(
        svar,
        Err(StoreError::Ko {
            hinder: KanInteIKon::OkandKolapp,
            ..
        })
    ));
    let Ok(Reply::Ko(svar)) = fraga(&mut dar, Kofraga::Koer(Some(nr))) else {
        panic!("kö")
    };
    assert!(matches!(*svar, Kosvar::Koer(koer) if koer.len() == 1 && koer[0].langd == 1));
    let Ok(Reply::Ko(svar)) = akt(&mut dar, SILO, Koakt::OppnaKontakt { kod }) else {
        panic!("kontakt")
    };
    assert!(matches!(*svar, Kosvar::Kontakt(kontakt) if kontakt.avsloja_namn() == "Siv Silo"));
    // Somebody at the reception of another enhet gets a slip for it.
    fil.roller(&[Roll::Mottagare]);
    let silo = Arc::new(fil.s.katalog.insats(nr).unwrap().clone());
    let besok = slut(&silo, i_ko(&silo), None);
    let svar = har.save(&vid(EGEN), op(), nar(), &besok);
    assert!(matches!(svar, Ok(Reply::Avslutat(kvitto)) if kvitto.kolapp.is_some()));
    // What was done there is not undone from here.
    fil.roller(&[Roll::Koansvarig]);
    let bekrafta = Koakt::Bekrafta { kod };
    assert!(akt(&mut dar, SILO, bekrafta).is_ok());
    let svar = akt(&mut har, EGEN, Koakt::Angra);
    assert!(matches!(
        svar,
        Err(StoreError::Ko {
            hinder: KanInteIKon::IngetAttAngra,
            ..
        })
    ));
}
