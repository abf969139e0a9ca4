//! Drafts: one writer, one version after another.

use super::*;
use troskel::store::akt::{Arendeutkast, Utkastrad};

fn utkast(arende: &Arendebild, n: u8, text: &str) -> Arendeutkast {
    Arendeutkast {
        id: gemensamt::rad(n),
        arende: arende.rad.id.clone(),
        slag: "anteckning".to_owned(),
        falt: vec![
            ("vad".to_owned(), "Samtal \"ett\"".to_owned()),
            ("text".to_owned(), text.to_owned()),
        ],
    }
}

fn spara_utkast(utkast: &Arendeutkast, version: Option<i64>) -> Aktakt {
    Aktakt::SparaUtkast {
        utkast: utkast.clone(),
        version,
    }
}

fn version(svar: Result<Aktsvar, KanInteIAkten>) -> i64 {
    match svar {
        Ok(Aktsvar::Utkastversion(version)) => version,
        annat => panic!("{annat:?}"),
    }
}

fn egna(
    prov: &mut Prov,
    arende: &Arendebild,
    anvandare: &str,
    enhet: &str,
) -> Result<Vec<Utkastrad>, KanInteIAkten> {
    let fraga = Aktfraga::Arende {
        arende: arende.rad.id.clone(),
        enhet: enhet.to_owned(),
        anvandare: anvandare.to_owned(),
    };
    match prov.fraga(fraga)? {
        Aktsvar::Arende(bild) => Ok(bild.utkast),
        annat => panic!("{annat:?}"),
    }
}

#[test]
fn ett_utkast_sparas_over_det_som_lastes_och_bara_av_den_som_skriver() {
    let mut prov = Prov::ny();
    let (karin, lena) = (vem("karin", FAMILJ), vem("lena", FAMILJ));
    let ett = prov.mottagarens(&karin);
    let a = utkast(&ett, 1, "Rad ett\nrad två");
    let b = utkast(&ett, 1, "Annat");
    assert_eq!(
        nej(prov.akt(&karin, spara_utkast(&a, Some(1)))),
        KanInteIAkten::UtkastBorta
    );
    // Each twice, as after a lost answer.
    for _ in 0..2 {
        assert_eq!(version(prov.akt(&karin, spara_utkast(&a, None))), 1);
    }
    for _ in 0..2 {
        assert_eq!(version(prov.akt(&karin, spara_utkast(&b, Some(1)))), 2);
    }
    let c = utkast(&ett, 1, "Från en annan dator");
    for last in [None, Some(1), Some(0), Some(3)] {
        assert_eq!(
            nej(prov.akt(&karin, spara_utkast(&c, last))),
            KanInteIAkten::UtkastAndrat
        );
    }
    for akt in [
        spara_utkast(&c, Some(2)),
        Aktakt::KastaUtkast { id: a.id.clone() },
    ] {
        assert_eq!(nej(prov.akt(&lena, akt)), KanInteIAkten::Saknas);
    }
    let rader = egna(&mut prov, &ett, "karin", FAMILJ).unwrap();
    assert_eq!((rader[0].version, &rader[0].utkast), (2, &b));
    // What nobody has opened is not read again.
    assert_eq!(
        egna(&mut prov, &ett, "lena", FAMILJ),
        Err(KanInteIAkten::Saknas)
    );
    assert_eq!(
        egna(&mut prov, &ett, "karin", EKONOMI),
        Err(KanInteIAkten::Saknas)
    );
    let las = Aktakt::Las {
        arende: ett.rad.id.clone(),
    };
    let for_karin = bild(prov.akt(&karin, las.clone()));
    assert!(for_karin.utkast[0].utkast == b && for_karin.rad.utkast == 1);
    let for_lena = bild(prov.akt(&lena, las));
    assert!(for_lena.utkast.is_empty() && for_lena.rad.utkast == 1);
    assert!(egna(&mut prov, &ett, "lena", FAMILJ).unwrap().is_empty());
    let logg = prov.logg();
    assert_eq!(logg.iter().filter(|rad| *rad == "utkast a o").count(), 1);
    assert_eq!(prov.tal("SELECT count(*) FROM gjord"), 5, "none for drafts");
}

#[test]
fn ett_utkast_gar_nar_det_signeras_eller_kastas() {
    let mut prov = Prov::ny();
    let (karin, lena) = (vem("karin", FAMILJ), vem("lena", FAMILJ));
    let ett = prov.mottagarens(&karin);
    let a = utkast(&ett, 1, "Hemligt och kastat");
    let b = utkast(&ett, 2, "Kvar");
    prov.akt(&karin, spara_utkast(&a, None)).unwrap();
    prov.akt(&karin, spara_utkast(&b, None)).unwrap();
    assert_eq!(
        nej(prov.akt(&karin, avsluta(&ett, idag()))),
        KanInteIAkten::UtkastKvar(2)
    );
    let kasta = || Aktakt::KastaUtkast { id: a.id.clone() };
    prov.akt(&karin, kasta()).unwrap();
    assert_eq!(nej(prov.akt(&karin, kasta())), KanInteIAkten::UtkastBorta);
    let med = |utkast: &Arendeutkast| Aktakt::Signera {
        arende: ett.rad.id.clone(),
        anteckning: anteckning(&delar("Klart")),
        utkast: Some(utkast.id.clone()),
    };
    assert_eq!(nej(prov.akt(&karin, med(&a))), KanInteIAkten::UtkastBorta);
    assert_eq!(nej(prov.akt(&lena, med(&b))), KanInteIAkten::Saknas);
    let planen = match plan(&ett, "Mål", None, None) {
        Aktakt::SparaPlan {
            arende,
            plan,
            gjord_med,
            skrivare,
            ..
        } => Aktakt::SparaPlan {
            arende,
            plan,
            gjord_med,
            bygger_pa: None,
            forenar: None,
            skrivare,
            utkast: Some(b.id.clone()),
        },
        annat => panic!("{annat:?}"),
    };
    // A draft of a note is not that of a plan.
    assert_eq!(nej(prov.akt(&karin, planen)), KanInteIAkten::Saknas);
    let hel = bild(prov.akt(&karin, med(&b)));
    assert!(hel.utkast.is_empty() && hel.journal.len() == 1);
    assert_eq!(prov.tal("SELECT count(*) FROM aktutkast"), 0);
    prov.akt(&karin, avsluta(&ett, idag())).unwrap();
    // What is left to write is a note, not a plan.
    let mut c = utkast(&ett, 3, "Efteråt");
    prov.akt(&karin, spara_utkast(&c, None)).unwrap();
    for (slag, vantat) in [
        ("plan", KanInteIAkten::Avslutat(idag())),
        ("brev", KanInteIAkten::Saknas),
    ] {
        c.slag = slag.to_owned();
        c.id = gemensamt::rad(4);
        assert_eq!(nej(prov.akt(&karin, spara_utkast(&c, None))), vantat);
    }
    let stort = utkast(&ett, 5, &"å".repeat(1_000_000));
    assert!(matches!(
        nej(prov.akt(&karin, spara_utkast(&stort, None))),
        KanInteIAkten::ForLang(..)
    ));
    drop(prov.sql());
    let mut bytes = std::fs::read(&prov.fil).unwrap();
    bytes.extend(std::fs::read(prov.fil.with_file_name("troskel.db-wal")).unwrap());
    let finns = |text: &[u8]| bytes.windows(text.len()).any(|del| del == text);
    assert!(finns(b"Klart") && !finns(b"Hemligt och kastat"));
}

#[test]
fn det_som_togs_bort_innan_det_signerades_ligger_inte_kvar_i_loggen() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let ett = prov.mottagarens(&karin);
    let forst = utkast(&ett, 1, "Borttaget ur utkastet");
    prov.akt(&karin, spara_utkast(&forst, None)).unwrap();
    let sedan = utkast(&ett, 1, "Klart");
    prov.akt(&karin, spara_utkast(&sedan, Some(1))).unwrap();
    let signera = Aktakt::Signera {
        arende: ett.rad.id.clone(),
        anteckning: anteckning(&delar("Klart")),
        utkast: Some(sedan.id),
    };
    prov.akt(&karin, signera).unwrap();
    let mut bytes = std::fs::read(&prov.fil).unwrap();
    bytes.extend(std::fs::read(prov.fil.with_file_name("troskel.db-wal")).unwrap());
    let finns = |text: &[u8]| bytes.windows(text.len()).any(|del| del == text);
    assert!(finns(b"Klart") && !finns(b"Borttaget ur utkastet"));
}
