//! The inbox and the way back to the desk.

use super::*;
use troskel::domain::akt::overlamning::{Aterlamningsorsak, Overlamningslage};

fn aterlamna(id: &RadId) -> Aktakt {
    Aktakt::Aterlamna {
        id: id.clone(),
        orsak: Aterlamningsorsak::FelEnhet,
    }
}

fn skicka(id: &RadId, till: Option<&str>) -> Aktakt {
    Aktakt::SkickaIgen {
        id: id.clone(),
        till: till.map(str::to_owned),
    }
}

#[test]
fn en_inkorg_visar_det_egna_och_det_som_ar_till_alla() {
    let mut prov = Prov::ny();
    let egen = prov.overlamna(person("Åsa Ek", None));
    let alla = insats_till("1.2", None, None);
    let till_alla = prov.overlamna_i(&alla, person("Bo Al", None));
    let mut silo = insats_till("1.3", None, None);
    Arc::make_mut(&mut silo).silo = true;
    let tyst = prov.overlamna_i(&silo, person("Cia Lind", None));

    let ids = |rader: Vec<Inkorgsrad>| rader.into_iter().map(|rad| rad.id).collect::<Vec<_>>();
    let mut vantat = vec![egen.clone(), till_alla.clone()];
    vantat.sort();
    assert_eq!(ids(prov.inkorg(FAMILJ, false)), vantat);
    assert_eq!(
        ids(prov.inkorg(EKONOMI, false)),
        std::slice::from_ref(&till_alla)
    );
    // The silo only where it was made, and not to be reached by its id either.
    let mut har = vec![till_alla, tyst.clone()];
    har.sort();
    assert_eq!(ids(prov.inkorg("Receptionen", false)), har);
    // And in no list that every enhet reads.
    for alla in [false, true] {
        let Ok(Reply::Overlamningar(lista)) = prov.store.load(&Query::Overlamningar(alla)) else {
            panic!("lista")
        };
        let ids: Vec<_> = lista.into_iter().map(|rad| rad.id).collect();
        assert!(ids.contains(&egen) && !ids.contains(&tyst), "{ids:?}");
    }
    let karin = vem("karin", FAMILJ);
    for akt in [
        Aktakt::TaOver { id: tyst.clone() },
        aterlamna(&tyst),
        oppna_arende(&tyst, Aktslag::Mottagaren),
    ] {
        assert_eq!(nej(prov.akt(&karin, akt)), KanInteIAkten::Saknas);
    }
    assert!(matches!(
        prov.hamta(&karin, &tyst),
        Err(StoreError::Akt(KanInteIAkten::Saknas))
    ));
    // Nor what is for another enhet, nor what does not exist.
    let ulf = vem("ulf", EKONOMI);
    for id in [egen, gemensamt::rad(99)] {
        assert_eq!(
            nej(prov.akt(&ulf, Aktakt::TaOver { id: id.clone() })),
            KanInteIAkten::Saknas
        );
        assert_eq!(
            nej(prov.akt(&ulf, Aktakt::Utlamnat { id })),
            KanInteIAkten::Saknas
        );
    }
}

#[test]
fn en_hamtad_overlamning_ar_den_som_hamtade_tills_nagon_tar_over() {
    let mut prov = Prov::ny();
    let (karin, lena) = (vem("karin", FAMILJ), vem("lena", FAMILJ));
    let id = prov.overlamna(person("Åsa Ek", None));
    let ta_over = || Aktakt::TaOver { id: id.clone() };
    assert_eq!(
        nej(prov.akt(&lena, ta_over())),
        KanInteIAkten::FelLage(Overlamningslage::Ny)
    );
    prov.hamta(&karin, &id).unwrap();
    let rad = prov.inkorg(FAMILJ, false).remove(0);
    assert_eq!(rad.lage, Overlamningslage::Hamtad);
    assert_eq!(rad.hamtad.unwrap().0, "karin");
    // It was for whoever came first; from now on nobody at another enhet sees it or reads who it is about.
    assert!(prov.inkorg(EKONOMI, true).is_empty());
    let ulf = vem("ulf", EKONOMI);
    assert_eq!(nej(prov.akt(&ulf, ta_over())), KanInteIAkten::Saknas);
    for vem in [&ulf, &vem("karin", EKONOMI)] {
        let svar = prov.hamta(vem, &id);
        assert!(
            matches!(svar, Err(StoreError::Akt(KanInteIAkten::Saknas))),
            "{svar:?}"
        );
    }
    for akt in [aterlamna(&id), oppna_arende(&id, Aktslag::Mottagaren)] {
        assert_eq!(
            nej(prov.akt(&lena, akt)),
            KanInteIAkten::HamtadAv("karin".to_owned())
        );
    }
    for _ in 0..2 {
        match prov.akt(&lena, ta_over()) {
            Ok(Aktsvar::Overlamning(hel)) => assert_eq!(hel.namn, "Åsa Ek"),
            annat => panic!("{annat:?}"),
        }
    }
    assert_eq!(prov.logg(), ["tagen_over o"]);
    assert_eq!(
        nej(prov.akt(&karin, aterlamna(&id))),
        KanInteIAkten::HamtadAv("lena".to_owned())
    );
    assert!(prov.akt(&lena, aterlamna(&id)).is_ok());
}

#[test]
fn det_som_kommer_tillbaka_skickas_igen_eller_makuleras_av_den_som_lamnade_over() {
    let mut prov = Prov::med(insats_till("1.1", Some(FAMILJ), Some(1)));
    let karin = vem("karin", FAMILJ);
    let mottagning = vem("rut", "Receptionen");
    let id = prov.overlamna(person("Åsa Ek", Some(NUMMER[0])));
    prov.hamta(&karin, &id).unwrap();
    assert_eq!(
        nej(prov.akt(&mottagning, skicka(&id, None))),
        KanInteIAkten::FelLage(Overlamningslage::Hamtad)
    );
    assert!(prov.akt(&karin, aterlamna(&id)).is_ok());
    assert!(prov.inkorg(FAMILJ, false).is_empty());
    let hos = |prov: &mut Prov, enhet: &str| {
        let enhet = enhet.to_owned();
        match prov.fraga(Aktfraga::Aterlamnade { enhet }) {
            Ok(Aktsvar::Inkorg(rader)) => rader,
            annat => panic!("{annat:?}"),
        }
    };
    assert!(hos(&mut prov, FAMILJ).is_empty());
    let rad = hos(&mut prov, "Receptionen").remove(0);
    assert_eq!(rad.aterlamnad.unwrap().0, Aterlamningsorsak::FelEnhet);
    assert_eq!(
        nej(prov.akt(&karin, skicka(&id, None))),
        KanInteIAkten::Saknas
    );
    // Out again, to another enhet, and back from there.
    assert!(
        prov.akt(&mottagning, skicka(&id, Some(" Budgetgruppen ")))
            .is_ok()
    );
    assert!(prov.inkorg(FAMILJ, true).is_empty());
    assert_eq!(prov.inkorg(EKONOMI, false)[0].lage, Overlamningslage::Ny);
    let ulf = vem("ulf", EKONOMI);
    prov.hamta(&ulf, &id).unwrap();
    assert!(prov.akt(&ulf, aterlamna(&id)).is_ok());
    assert_eq!(
        prov.tal("SELECT count(*) FROM overlamningsperson"),
        1,
        "the copy follows until the end"
    );
    let makulera = || Aktakt::Makulera { id: id.clone() };
    assert_eq!(nej(prov.akt(&ulf, makulera())), KanInteIAkten::Saknas);
    assert_eq!(prov.tal("SELECT count(*) FROM plats WHERE till IS NULL"), 1);
    assert!(prov.akt(&mottagning, makulera()).is_ok());
    assert_eq!(prov.tal("SELECT count(*) FROM overlamningsperson"), 0);
    assert_eq!(prov.tal("SELECT count(*) FROM plats WHERE till IS NULL"), 0);
    assert_eq!(
        nej(prov.akt(&mottagning, makulera())),
        KanInteIAkten::FelLage(Overlamningslage::Makulerad)
    );
    assert_eq!(
        prov.inkorg(EKONOMI, true)[0].lage,
        Overlamningslage::Makulerad
    );
    assert_eq!(
        prov.logg(),
        [
            "aterlamnad o",
            "skickad_igen o",
            "aterlamnad o",
            "makulerad o"
        ]
    );
    let bytes = std::fs::read(&prov.fil).unwrap();
    let finns = |text: &str| bytes.windows(text.len()).any(|del| del == text.as_bytes());
    assert!(finns("Budgetgruppen") && !finns("Åsa Ek") && !finns("199001010017"));
}
