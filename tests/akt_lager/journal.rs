//! Notes, copies, plans and consents.

use super::*;
use std::thread;
use troskel::domain::akt::anteckning::Anteckningsslag;
use troskel::domain::akt::plan::{Led, oppna_versioner};
use troskel::store::OpId;

#[test]
fn anteckningar_signeras_i_foljd_och_rattas_bredvid() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let ett = prov.mottagarens(&karin);
    let forst = Anteckningsdelar {
        klockslag: "13:45"
            .parse()
            .ok()
            .or(chrono::NaiveTime::from_hms_opt(13, 45, 0)),
        deltog: "Åsas syster",
        dag: dag(-4),
        ..delar("Första samtalet.\nÅsa vill börja.")
    };
    prov.akt(&karin, signera(&ett, &forst)).unwrap();
    for galler in [Galler::Rattar(2), Galler::Invander(0)] {
        let okand = Anteckningsdelar {
            galler,
            ..delar("fel")
        };
        assert_eq!(
            nej(prov.akt(&karin, signera(&ett, &okand))),
            KanInteIAkten::OkandAnteckning
        );
    }
    // The clock of the second desk is an hour late.
    let rattelse = Anteckningsdelar {
        galler: Galler::Rattar(1),
        ..delar("Det var i onsdags.")
    };
    let change = prov.change(signera(&ett, &rattelse));
    let tidigare = nar() - chrono::TimeDelta::hours(1);
    let lena = vem("lena", FAMILJ);
    let hel = bild(svar(prov.store.save(&lena, op(), tidigare, &change)));
    let [ett_nr, tva_nr] = hel.journal.as_slice() else {
        panic!("{}", hel.journal.len())
    };
    assert_eq!((ett_nr.nr, tva_nr.nr), (1, 2));
    assert_eq!(ett_nr.text, "Första samtalet.\nÅsa vill börja.");
    assert_eq!(ett_nr.klockslag, chrono::NaiveTime::from_hms_opt(13, 45, 0));
    assert_eq!(
        (ett_nr.dag, ett_nr.deltog.as_str()),
        (dag(-4), "Åsas syster")
    );
    assert_eq!(ett_nr.skrivare, ["Karin Berg", "socionom"]);
    assert_eq!(tva_nr.galler, Galler::Rattar(1));
    assert_eq!(tva_nr.slag, Anteckningsslag::Rattelse);
    assert_eq!((ett_nr.skriven, tva_nr.skriven), (nar(), nar()));
    assert_eq!(hel.rad.anteckningar, 2);
    let forr = Anteckningsdelar {
        dag: NaiveDate::from_ymd_opt(1025, 1, 1).unwrap(),
        ..delar("fel år")
    };
    assert_eq!(
        nej(prov.akt(&karin, signera(&ett, &forr))),
        KanInteIAkten::Dagordning
    );
    assert_eq!(prov.logg(), ["oppnad a o", "signerad a o", "signerad a o"]);
}

#[test]
fn i_ett_avslutat_arende_antecknas_bara_det_som_hande_innan_och_rattelser() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let ett = prov.mottagarens(&karin);
    prov.akt(&karin, signera(&ett, &delar("Start"))).unwrap();
    prov.akt(&karin, avsluta(&ett, idag())).unwrap();
    prov.idag = dag(5);
    let ny = |galler, dag: NaiveDate| {
        let delar = Anteckningsdelar {
            galler,
            dag,
            ..delar("Efteråt")
        };
        Aktakt::Signera {
            arende: ett.rad.id.clone(),
            anteckning: NyAnteckning::ny(&delar, skrivare(), dag).unwrap(),
            utkast: None,
        }
    };
    assert_eq!(
        nej(prov.akt(&karin, ny(Galler::Handelse, dag(1)))),
        KanInteIAkten::Avslutat(idag())
    );
    for akt in [
        ny(Galler::Handelse, idag()),
        ny(Galler::Invander(1), dag(1)),
    ] {
        assert!(prov.akt(&karin, akt).is_ok());
    }
    for akt in [
        plan(&ett, "x", None, None),
        samtyck(&ett, Delasmed::Skola, "Skolan", dag(9)),
        Aktakt::SattUppfoljning {
            arende: ett.rad.id.clone(),
            dag: Some(dag(9)),
        },
        Aktakt::FoljUpp {
            arende: ett.rad.id.clone(),
            uppfoljning: uppfoljning(dag(3), None),
        },
        avsluta(&ett, dag(5)),
    ] {
        assert_eq!(nej(prov.akt(&karin, akt)), KanInteIAkten::Avslutat(idag()));
    }
}

#[test]
fn en_anteckning_kopieras_bara_till_den_akt_som_samtycket_galler() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let (ett, tva) = prov.foraldrar(&karin);
    prov.akt(&karin, signera(&ett, &delar("Om barnen")))
        .unwrap();
    let kopiera = |arende: &Arendebild, nr, samtycke: &RadId| Aktakt::Kopiera {
        arende: arende.rad.id.clone(),
        nr,
        samtycke: samtycke.clone(),
        skrivare: skrivare(),
    };
    let ge = |prov: &mut Prov, arende: &Arendebild, med, mottagare: &str| {
        let hel = bild(prov.akt(&karin, samtyck(arende, med, mottagare, dag(10))));
        hel.samtycken.last().unwrap().id.clone()
    };
    // Neither an akt of somebody else's nor the own one.
    let tredje = prov.arende(&karin, person("Cia Lind", None), Aktslag::Mottagaren);
    for fel in [&tredje, &ett] {
        let akt = samtyck(&ett, Delasmed::AnnanAkt, fel.rad.nummer.text(), dag(9));
        assert_eq!(nej(prov.akt(&karin, akt)), KanInteIAkten::SamtyckeAnnat);
    }
    let till_skolan = ge(&mut prov, &ett, Delasmed::Skola, "Skolan");
    let fran_tva = ge(&mut prov, &tva, Delasmed::AnnanAkt, ett.rad.nummer.text());
    for samtycke in [&till_skolan, &fran_tva, &gemensamt::rad(7)] {
        assert_eq!(
            nej(prov.akt(&karin, kopiera(&ett, 1, samtycke))),
            KanInteIAkten::SamtyckeAnnat
        );
    }
    let hel = bild(prov.akt(
        &karin,
        samtyck(&ett, Delasmed::AnnanAkt, tva.rad.nummer.text(), dag(10)),
    ));
    let samtycke = hel
        .samtycken
        .iter()
        .find(|rad| rad.med == Delasmed::AnnanAkt)
        .map(|rad| rad.id.clone())
        .unwrap();
    assert_eq!(
        nej(prov.akt(&karin, kopiera(&ett, 2, &samtycke))),
        KanInteIAkten::OkandAnteckning
    );
    let svar = bild(prov.akt(&karin, kopiera(&ett, 1, &samtycke)));
    assert_eq!(svar.rad.id, ett.rad.id);
    let las = Aktakt::Las {
        arende: tva.rad.id.clone(),
    };
    let hos_tva = bild(prov.akt(&karin, las));
    let kopia = &hos_tva.journal[0];
    assert_eq!(kopia.kopia_av, Some((ett.rad.nummer.clone(), 1)));
    assert_eq!(
        (kopia.slag, kopia.text.as_str()),
        (Anteckningsslag::Kopia, "Om barnen")
    );
    assert_eq!(
        nej(prov.akt(&karin, kopiera(&tva, 1, &fran_tva))),
        KanInteIAkten::OkandAnteckning
    );
    // The last day holds, the day after does not; taken back is taken back at once.
    prov.idag = dag(10);
    assert!(prov.akt(&karin, kopiera(&ett, 1, &samtycke)).is_ok());
    prov.idag = dag(11);
    assert_eq!(
        nej(prov.akt(&karin, kopiera(&ett, 1, &samtycke))),
        KanInteIAkten::SamtyckeUtgatt(dag(10))
    );
    prov.idag = dag(2);
    let aterkalla = || Aktakt::Aterkalla {
        arende: ett.rad.id.clone(),
        samtycke: samtycke.clone(),
    };
    prov.akt(&karin, aterkalla()).unwrap();
    for akt in [kopiera(&ett, 1, &samtycke), aterkalla()] {
        assert_eq!(
            nej(prov.akt(&karin, akt)),
            KanInteIAkten::SamtyckeAterkallat(dag(2))
        );
    }
    let logg = prov.logg();
    assert_eq!(logg.iter().filter(|rad| *rad == "kopierad a o").count(), 4);
    assert_eq!(logg.last().unwrap(), "samtycke_aterkallat a o");
}

#[test]
fn tva_som_skriver_planen_samtidigt_far_bada_sin_version() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let ett = prov.mottagarens(&karin);
    prov.akt(&karin, plan(&ett, "Sova bättre", None, None))
        .unwrap();
    let tradar: Vec<_> = ["karin", "lena"]
        .into_iter()
        .map(|namn| {
            let mut store = prov.oppna_till();
            let (namn, change) = (
                vem(namn, FAMILJ),
                prov.change(plan(&ett, namn, Some(1), None)),
            );
            let op = OpId([namn.anvandare.as_bytes()[0]; 16]);
            thread::spawn(move || svar(store.save(&namn, op, nar(), &change)).is_ok())
        })
        .collect();
    for trad in tradar {
        assert!(trad.join().unwrap());
    }
    for (bygger_pa, forenar) in [
        (Some(4), None),
        (Some(2), Some(2)),
        (None, Some(2)),
        (Some(0), None),
    ] {
        assert_eq!(
            nej(prov.akt(&karin, plan(&ett, "x", bygger_pa, forenar))),
            KanInteIAkten::OkandVersion
        );
    }
    let led = |hel: &Arendebild| hel.planer.iter().map(|plan| plan.led).collect::<Vec<Led>>();
    let fraga = Aktfraga::Arende {
        arende: ett.rad.id.clone(),
        enhet: FAMILJ.to_owned(),
        anvandare: "karin".to_owned(),
    };
    assert_eq!(oppna_versioner(&led(&bild(prov.fraga(fraga)))), [2, 3]);
    let hel = bild(prov.akt(&karin, plan(&ett, "Allt", Some(3), Some(2))));
    assert_eq!(oppna_versioner(&led(&hel)), [4]);
    assert_eq!(hel.planer[3].text.mal().collect::<Vec<_>>(), ["Allt"]);
    let fler = bild(prov.akt(&karin, plan(&ett, "En till", Some(2), None)));
    assert_eq!(oppna_versioner(&led(&fler)), [4, 5]);
}
