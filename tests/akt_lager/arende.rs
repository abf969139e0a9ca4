//! Opening an ärende, the other parent's, the steps, and who may see it.

use super::*;
use std::sync::Barrier;
use std::thread;
use troskel::domain::akt::Arendesteg;
use troskel::domain::akt::overlamning::Overlamningslage;
use troskel::store::OpId;

#[test]
fn ett_arende_tar_over_allt_och_overlamningens_kopia_raderas() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let id = prov.overlamna(person("Åsa Ek", Some(NUMMER[0])));
    assert_eq!(
        nej(prov.akt(&karin, oppna_arende(&id, Aktslag::Mottagaren))),
        KanInteIAkten::FelLage(Overlamningslage::Ny)
    );
    prov.hamta(&karin, &id).unwrap();
    let nytt = |uppfoljning| {
        Aktakt::Oppna(NyttArende {
            overlamning: id.clone(),
            aktslag: Aktslag::Mottagaren,
            steg: Stegantal::Fem,
            person: None,
            uppfoljning,
        })
    };
    assert_eq!(
        nej(prov.akt(&karin, nytt(Some(idag())))),
        KanInteIAkten::Forfluten
    );
    let (change, op) = (prov.change(nytt(Some(dag(30)))), op());
    let ett = bild(svar(prov.store.save(&karin, op, nar(), &change)));
    // Its answer lost, it is sent again.
    let igen = bild(svar(prov.store.save(&karin, op, nar(), &change)));
    assert_eq!(ett.rad, igen.rad);
    assert_eq!(ett.rad.nummer.text(), "2025-00001");
    assert_eq!(ett.rad.steg, (Arendesteg::Aktualisering, Stegantal::Fem));
    assert_eq!(ett.rad.nasta_uppfoljning, Some(dag(30)));
    assert_eq!((ett.namn.as_str(), ett.enhet.as_str()), ("Åsa Ek", FAMILJ));
    assert_eq!(ett.personnummer.as_deref(), Some("199001010017"));
    assert_eq!(ett.kontakt.telefon, "070-111 22 33");
    assert_eq!(ett.samtycke, (SamtyckeSatt::Muntligt, idag()));
    assert_eq!(ett.system.as_deref(), Some("Fallsystemet"));
    assert_eq!(ett.mottagen, ("anv-ett".to_owned(), nar()));
    assert_eq!(ett.information[0], "muntligt");
    assert_eq!(ett.dokumentation[2], "standard");
    assert_eq!(ett.overlamning, id);
    assert!(ett.journal.is_empty() && ett.annan_akt.is_none() && ett.bro.is_none());
    assert_eq!(prov.tal("SELECT count(*) FROM overlamningsperson"), 0);
    assert_eq!(prov.tal("SELECT count(*) FROM arende"), 1);
    assert_eq!(prov.logg(), ["oppnad a o"]);
    assert!(prov.inkorg(FAMILJ, false).is_empty());
    assert_eq!(
        prov.inkorg(FAMILJ, true)[0].lage,
        Overlamningslage::Kvitterad
    );
    for akt in [
        oppna_arende(&id, Aktslag::Mottagaren),
        Aktakt::TaOver { id: id.clone() },
    ] {
        assert_eq!(
            nej(prov.akt(&karin, akt)),
            KanInteIAkten::FelLage(Overlamningslage::Kvitterad)
        );
    }
    let nasta = prov.arende(&karin, person("Bo Al", None), Aktslag::Mottagaren);
    assert_eq!(nasta.rad.nummer.text(), "2025-00002");
}

#[test]
fn ett_nytt_ar_borjar_om_och_ett_fullt_ar_sager_ifran() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let ett = prov.mottagarens(&karin);
    let conn = prov.sql();
    conn.execute_batch("DROP TRIGGER arende_fast; UPDATE arende SET nummer = '2025-99999'")
        .unwrap();
    drop(conn);
    let id = prov.overlamna(person("Bo Al", None));
    prov.hamta(&karin, &id).unwrap();
    let change = prov.change(oppna_arende(&id, Aktslag::Mottagaren));
    match prov.store.save(&karin, op(), nar(), &change) {
        Err(StoreError::Stopp(text)) => assert!(text.contains("2025"), "{text}"),
        annat => panic!("{annat:?}"),
    }
    prov.idag = dag(60);
    let nytt = bild(prov.akt(&karin, oppna_arende(&id, Aktslag::Mottagaren)));
    assert_eq!(nytt.rad.nummer.text(), "2026-00001");
    assert_ne!(nytt.rad.id, ett.rad.id);
}

#[test]
fn samma_person_far_inte_tva_akter_i_en_insats() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    prov.mottagarens(&karin);
    prov.arende(&karin, person("Bo Al", None), Aktslag::Mottagaren);
    let forsok = |prov: &mut Prov, identitet| {
        let id = prov.overlamna(identitet);
        prov.hamta(&karin, &id).unwrap();
        prov.akt(&karin, oppna_arende(&id, Aktslag::Mottagaren))
    };
    // By number, also under another name; by name where neither has one.
    for identitet in [
        person("Åsa Svensson", Some(NUMMER[0])),
        person(" BO  al", None),
    ] {
        assert_eq!(
            nej(forsok(&mut prov, identitet)),
            KanInteIAkten::SammaPerson
        );
    }
    assert!(forsok(&mut prov, person("Åsa Ek", Some(NUMMER[1]))).is_ok());
    // In another insats, and after a closing, it is another matter.
    let annan = insats_till("1.2", Some(FAMILJ), None);
    let id = prov.overlamna_i(&annan, person("Bo Al", None));
    prov.hamta(&karin, &id).unwrap();
    let bo = bild(prov.akt(&karin, oppna_arende(&id, Aktslag::Mottagaren)));
    prov.akt(&karin, avsluta(&bo, idag())).unwrap();
    let id = prov.overlamna_i(&annan, person("Bo Al", None));
    prov.hamta(&karin, &id).unwrap();
    assert!(
        prov.akt(&karin, oppna_arende(&id, Aktslag::Mottagaren))
            .is_ok()
    );
}

#[test]
fn barnets_akt_nas_som_den_vuxna_och_skyddas_som_den() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let barnet = |namn: &str| Identitet::ny(namn, None, Kontaktuppgift::default(), false).unwrap();
    let oppna = |prov: &mut Prov, identitet, barnet: Option<Identitet>| {
        let overlamning = prov.overlamna(identitet);
        prov.hamta(&karin, &overlamning).unwrap();
        bild(prov.akt(
            &karin,
            Aktakt::Oppna(NyttArende {
                overlamning,
                aktslag: Aktslag::Barnet,
                steg: Stegantal::Tva,
                person: barnet,
                uppfoljning: None,
            }),
        ))
    };
    let vuxen = person("Åsa Ek", Some(NUMMER[0]));
    let kim = oppna(&mut prov, vuxen.clone(), Some(barnet("Kim Ek")));
    assert_eq!(
        (kim.namn.as_str(), kim.personnummer.clone()),
        ("Kim Ek", None)
    );
    assert_eq!(kim.kontakt.telefon, "070-111 22 33");
    // The handover may name the child itself.
    let sam = oppna(&mut prov, person("Sam Ek", Some(NUMMER[1])), None);
    assert_eq!(sam.namn, "Sam Ek");
    let skyddad = Identitet::ny("Åsa Ek", None, Kontaktuppgift::default(), true).unwrap();
    let lo = oppna(&mut prov, skyddad, Some(person("Lo Ek", None)));
    assert!(lo.sekretessmarkering && lo.kontakt.telefon.is_empty());
}

#[test]
fn varje_foralder_har_sin_akt_och_en_annan_person() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let andra = |arende: &Arendebild, identitet, samtycke| Aktakt::OppnaForAndraForaldern {
        arende: arende.rad.id.clone(),
        person: identitet,
        samtycke: (SamtyckeSatt::Muntligt, samtycke),
    };
    let ensam = prov.arende(&karin, person("Cia Lind", None), Aktslag::Mottagaren);
    let bo = || person("Bo Al", Some(NUMMER[1]));
    assert_eq!(
        nej(prov.akt(&karin, andra(&ensam, bo(), idag()))),
        KanInteIAkten::InteVarjeForalder
    );
    let ett = prov.arende(
        &karin,
        person("Åsa Ek", Some(NUMMER[0])),
        Aktslag::VarjeForalder,
    );
    assert_eq!(
        nej(prov.akt(
            &karin,
            andra(&ett, person("Annat Namn", Some(NUMMER[0])), idag())
        )),
        KanInteIAkten::SammaPerson
    );
    assert_eq!(
        nej(prov.akt(&karin, andra(&ett, bo(), dag(1)))),
        KanInteIAkten::Framtida
    );
    assert_eq!(
        nej(prov.akt(&vem("ulf", EKONOMI), andra(&ett, bo(), idag()))),
        KanInteIAkten::Saknas
    );
    let tva = bild(prov.akt(&karin, andra(&ett, bo(), dag(-3))));
    assert_eq!(tva.samtycke, (SamtyckeSatt::Muntligt, dag(-3)));
    assert_eq!(tva.rad.steg.1, Stegantal::Tre);
    assert_eq!(
        tva.annan_akt,
        Some((ett.rad.id.clone(), ett.rad.nummer.clone()))
    );
    let las = Aktakt::Las {
        arende: ett.rad.id.clone(),
    };
    let ett = bild(prov.akt(&karin, las));
    assert_eq!(ett.annan_akt.clone().unwrap().0, tva.rad.id);
    assert_eq!(
        nej(prov.akt(&karin, andra(&ett, person("Dag Ro", None), idag()))),
        KanInteIAkten::SammaPerson
    );
}

#[test]
fn stegen_gar_framat_ett_i_taget() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let ett = prov.mottagarens(&karin);
    let steg = |fran| Aktakt::TaSteg {
        arende: ett.rad.id.clone(),
        fran,
    };
    assert_eq!(
        nej(prov.akt(&karin, steg(Arendesteg::Arende))),
        KanInteIAkten::Steg
    );
    prov.akt(&karin, steg(Arendesteg::Aktualisering)).unwrap();
    assert_eq!(
        nej(prov.akt(&karin, steg(Arendesteg::Aktualisering))),
        KanInteIAkten::Steg
    );
    let sist = bild(prov.akt(&karin, steg(Arendesteg::Arende)));
    assert_eq!(sist.rad.steg.0, Arendesteg::Registrering);
    assert_eq!(
        nej(prov.akt(&karin, steg(Arendesteg::Registrering))),
        KanInteIAkten::Steg
    );
}

#[test]
fn en_annan_enhet_far_samma_svar_som_for_det_som_inte_finns() {
    let mut prov = Prov::ny();
    let (karin, ulf) = (vem("karin", FAMILJ), vem("ulf", EKONOMI));
    let ett = prov.mottagarens(&karin);
    let logg = prov.logg();
    let borta = RadId("f".repeat(32));
    for id in [ett.rad.id.clone(), borta] {
        for akt in [
            Aktakt::Las { arende: id.clone() },
            Aktakt::LasBro { arende: id.clone() },
            Aktakt::Utlamnat { id: id.clone() },
            Aktakt::SattUppfoljning {
                arende: id.clone(),
                dag: None,
            },
            Aktakt::Aterkalla {
                arende: id.clone(),
                samtycke: id.clone(),
            },
        ] {
            assert_eq!(nej(prov.akt(&ulf, akt)), KanInteIAkten::Saknas);
        }
        let fraga = Aktfraga::Arende {
            arende: id,
            enhet: EKONOMI.to_owned(),
            anvandare: "ulf".to_owned(),
        };
        assert_eq!(nej(prov.fraga(fraga)), KanInteIAkten::Saknas);
    }
    for akt in [
        avsluta(&ett, idag()),
        plan(&ett, "x", None, None),
        signera(&ett, &delar("x")),
    ] {
        assert_eq!(nej(prov.akt(&ulf, akt)), KanInteIAkten::Saknas);
    }
    assert_eq!(prov.logg(), logg);
    assert!(prov.arenden(EKONOMI, false).is_empty());
    assert_eq!(prov.arenden(FAMILJ, false), std::slice::from_ref(&ett.rad));
    prov.akt(&karin, Aktakt::Utlamnat { id: ett.rad.id })
        .unwrap();
    assert_eq!(prov.logg().last().unwrap(), "utlamnat a");
}

#[test]
fn tva_som_oppnar_samma_overlamning_far_ett_arende() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let id = prov.overlamna(person("Åsa Ek", None));
    prov.hamta(&karin, &id).unwrap();
    let start = Arc::new(Barrier::new(2));
    // The same person at two desks.
    let tradar: Vec<_> = (0..2_u8)
        .map(|n| {
            let (mut store, karin) = (prov.oppna_till(), karin.clone());
            let change = prov.change(oppna_arende(&id, Aktslag::Mottagaren));
            let start = Arc::clone(&start);
            thread::spawn(move || {
                start.wait();
                svar(store.save(&karin, OpId([200 + n; 16]), nar(), &change))
            })
        })
        .collect();
    let svar: Vec<_> = tradar
        .into_iter()
        .map(|trad| trad.join().unwrap())
        .collect();
    assert_eq!(svar.iter().filter(|svar| svar.is_ok()).count(), 1);
    let nej = svar.into_iter().find_map(Result::err).unwrap();
    assert_eq!(nej, KanInteIAkten::FelLage(Overlamningslage::Kvitterad));
    assert_eq!(prov.tal("SELECT count(*) FROM arende"), 1);
}

#[test]
fn en_insats_som_har_blivit_anonym_far_ingen_akt() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let ett = prov.arende(&karin, person("Åsa Ek", None), Aktslag::VarjeForalder);
    let id = prov.overlamna(person("Bo Al", None));
    prov.hamta(&karin, &id).unwrap();
    for paragraf in ["14:4", "14:5"] {
        // The same insats, as the nämnd has decided since.
        prov.insats = insats("1.1", paragraf, None);
        for akt in [
            oppna_arende(&id, Aktslag::Mottagaren),
            Aktakt::OppnaForAndraForaldern {
                arende: ett.rad.id.clone(),
                person: person("Bo Al", None),
                samtycke: (SamtyckeSatt::Muntligt, idag()),
            },
        ] {
            assert_eq!(nej(prov.akt(&karin, akt)), KanInteIAkten::UtanIdentitet);
        }
    }
    assert_eq!(prov.tal("SELECT count(*) FROM arende"), 1);
    // Removed from the catalogue it is what it was when the person was received.
    prov.insats = insats("1.9", "14:3", None);
    bild(prov.akt(&karin, oppna_arende(&id, Aktslag::Mottagaren)));
}
