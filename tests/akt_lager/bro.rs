//! The bridge to needs-assessed help.

use super::*;
use troskel::domain::bro::Brodagar;
use troskel::store::akt::{Brobild, Tarmed};

fn bron(svar: Result<Aktsvar, KanInteIAkten>) -> Brobild {
    match svar {
        Ok(Aktsvar::Bro(bro)) => *bro,
        annat => panic!("{annat:?}"),
    }
}

fn oppna_bro(arende: &Arendebild, med: &[Tarmed], samtycke: Option<&RadId>) -> Aktakt {
    Aktakt::OppnaBro {
        arende: arende.rad.id.clone(),
        till: "Socialkontoret".to_owned(),
        med: med.to_vec(),
        samtycke: samtycke.cloned(),
    }
}

#[test]
fn nagot_tas_med_bara_med_ett_samtycke_som_galler() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let (ett, tva) = prov.foraldrar(&karin);
    let med = [Tarmed::Journal, Tarmed::Personuppgifter];
    assert_eq!(
        nej(prov.akt(&karin, oppna_bro(&ett, &med, None))),
        KanInteIAkten::SamtyckeKravs
    );
    let ge = |prov: &mut Prov, arende, med, mottagare| {
        let hel = bild(prov.akt(&karin, samtyck(arende, med, mottagare, dag(10))));
        hel.samtycken
            .iter()
            .find(|rad| rad.med == med)
            .unwrap()
            .id
            .clone()
    };
    let annans = ge(&mut prov, &tva, Delasmed::Forvaltning, "Socialkontoret");
    let akten = ge(&mut prov, &ett, Delasmed::AnnanAkt, tva.rad.nummer.text());
    for samtycke in [&annans, &akten] {
        assert_eq!(
            nej(prov.akt(&karin, oppna_bro(&ett, &med, Some(samtycke)))),
            KanInteIAkten::SamtyckeAnnat
        );
    }
    let eget = ge(&mut prov, &ett, Delasmed::Forvaltning, "Socialkontoret");
    prov.idag = dag(11);
    assert_eq!(
        nej(prov.akt(&karin, oppna_bro(&ett, &med, Some(&eget)))),
        KanInteIAkten::SamtyckeUtgatt(dag(10))
    );
    prov.idag = dag(1);
    let bro = bron(prov.akt(&karin, oppna_bro(&ett, &med, Some(&eget))));
    assert_eq!(bro.med, [Tarmed::Personuppgifter, Tarmed::Journal]);
    assert_eq!((bro.oppnad, bro.till.as_str()), (dag(1), "Socialkontoret"));
    // The same again is the same; something else is another matter, and the consent is not asked twice.
    prov.idag = dag(20);
    let igen = bron(prov.akt(&karin, oppna_bro(&ett, &med, Some(&eget))));
    assert_eq!(igen.id, bro.id);
    assert_eq!(
        nej(prov.akt(&karin, oppna_bro(&ett, &[], None))),
        KanInteIAkten::BroFinns
    );
    assert_eq!(prov.tal("SELECT count(*) FROM bro"), 1);
    let logg = prov.logg();
    assert_eq!(
        logg.iter().filter(|rad| *rad == "bro_oppnad a o").count(),
        1
    );
}

#[test]
fn bron_lever_vidare_efter_avslutet_med_bockar_och_dagar() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let ett = prov.mottagarens(&karin);
    let las = || Aktakt::LasBro {
        arende: ett.rad.id.clone(),
    };
    assert_eq!(nej(prov.akt(&karin, las())), KanInteIAkten::Saknas);
    prov.akt(&karin, avsluta(&ett, idag())).unwrap();
    let bro = bron(prov.akt(&karin, oppna_bro(&ett, &[], None))).id;
    let bocka = |lista: &str, punkt: &str, gjord| Aktakt::Bocka {
        bro: bro.clone(),
        lista: lista.to_owned(),
        punkt: punkt.to_owned(),
        gjord,
    };
    for (lista, punkt) in [
        ("", "a"),
        ("start", "Å"),
        ("start", "a b"),
        (&"a".repeat(41), "a"),
    ] {
        assert_eq!(
            nej(prov.akt(&karin, bocka(lista, punkt, Some(idag())))),
            KanInteIAkten::OkandPunkt
        );
    }
    assert_eq!(
        nej(prov.akt(&karin, bocka("start", "besked", Some(dag(1))))),
        KanInteIAkten::Framtida
    );
    prov.akt(&karin, bocka("start", "besked", Some(dag(-1))))
        .unwrap();
    let hel = bron(prov.akt(&vem("lena", FAMILJ), bocka("start", "besked", Some(idag()))));
    let vantat = (
        "start".to_owned(),
        "besked".to_owned(),
        idag(),
        "lena".to_owned(),
    );
    assert_eq!(hel.bockar, [vantat]);
    assert!(
        bron(prov.akt(&karin, bocka("start", "besked", None)))
            .bockar
            .is_empty()
    );

    let satt = |dagar| Aktakt::SattBrodagar {
        bro: bro.clone(),
        dagar,
    };
    let dagar = Brodagar {
        uppdrag: Some(dag(2)),
        start: Some(dag(2)),
        avslutad: Some(dag(9)),
        ..Brodagar::default()
    };
    assert_eq!(bron(prov.akt(&karin, satt(dagar))).dagar, dagar);
    for fel in [
        Brodagar {
            beslut: Some(dag(3)),
            ..dagar
        },
        Brodagar {
            senast_uppfoljd: Some(dag(10)),
            ..dagar
        },
        Brodagar {
            uppdrag: NaiveDate::from_ymd_opt(1999, 12, 31),
            ..dagar
        },
    ] {
        assert_eq!(nej(prov.akt(&karin, satt(fel))), KanInteIAkten::Dagordning);
    }
    assert_eq!(bron(prov.akt(&karin, las())).dagar, dagar);
    for akt in [las(), satt(dagar), bocka("start", "besked", None)] {
        assert_eq!(
            nej(prov.akt(&vem("ulf", EKONOMI), akt)),
            KanInteIAkten::Saknas
        );
    }
    let hel = bild(prov.akt(
        &karin,
        Aktakt::Las {
            arende: ett.rad.id.clone(),
        },
    ));
    assert_eq!(hel.bro, Some(bro.clone()));
    let logg = prov.logg();
    assert_eq!(logg[2], "bro_oppnad a o");
    assert_eq!(logg[logg.len() - 2..], ["bro_last a o", "last a"]);
}
