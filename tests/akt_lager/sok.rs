//! Searching, the whole file for whoever may, and what is to be done.

use super::*;
use troskel::domain::akt::Arendenummer;
use troskel::store::akt::{Forekomst, Sokt};

fn sok(prov: &mut Prov, aktor: &Aktor, sokt: Sokt) -> Vec<String> {
    rader(prov.akt(aktor, Aktakt::Sok(sokt)))
        .into_iter()
        .map(|rad| rad.nummer.text().to_owned())
        .collect()
}

fn namn(text: &str) -> Sokt {
    Sokt::Namn(text.to_owned())
}

fn nummer(text: &str) -> Sokt {
    Sokt::Nummer(Nummer::las(text, idag()).unwrap())
}

#[test]
fn ett_arende_soks_pa_helt_namn_nummer_eller_arendenummer_hos_den_egna_enheten() {
    let mut prov = Prov::ny();
    let (karin, ulf) = (vem("karin", FAMILJ), vem("ulf", EKONOMI));
    let asa = prov.mottagarens(&karin);
    prov.arende(&karin, person("Bo Al", None), Aktslag::Mottagaren);
    prov.akt(&karin, avsluta(&asa, idag())).unwrap();
    let fore = prov.logg().len();
    let arende = Sokt::Arende(Arendenummer::las("2025-00001").unwrap());
    for sokt in [namn("  åsa   EK "), nummer(NUMMER[0]), arende.clone()] {
        assert_eq!(sok(&mut prov, &karin, sokt.clone()), ["2025-00001"]);
        assert!(sok(&mut prov, &ulf, sokt).is_empty());
    }
    for sokt in [
        namn("Åsa"),
        namn("sa Ek"),
        namn("Asa Ek"),
        namn(""),
        nummer(NUMMER[1]),
    ] {
        assert!(sok(&mut prov, &karin, sokt).is_empty());
    }
    let logg = prov.logg();
    assert_eq!(logg[fore..fore + 2], ["sokt a", "sokt"]);
    assert_eq!(logg.len() - fore, 11);
    assert!(logg[fore + 6..].iter().all(|rad| rad == "sokt"));
}

fn forekomst(svar: Result<Aktsvar, KanInteIAkten>) -> Vec<Forekomst> {
    match svar {
        Ok(Aktsvar::Forekomst(traffar)) => traffar,
        annat => panic!("{annat:?}"),
    }
}

#[test]
fn hela_filen_soks_bara_av_den_som_har_fatt_ratt_och_nekad_antecknas() {
    let mut prov = Prov::ny();
    let (karin, ulf) = (vem("karin", FAMILJ), vem("ulf", EKONOMI));
    let asa = prov.mottagarens(&karin);
    prov.akt(&karin, avsluta(&asa, dag(1))).unwrap();
    let ekonomi = insats_till("1.2", Some(EKONOMI), None);
    prov.overlamna_i(&ekonomi, person("ÅSA EK", Some(NUMMER[0])));
    let mut silo = insats_till("1.3", Some(FAMILJ), None);
    Arc::make_mut(&mut silo).silo = true;
    prov.overlamna_i(&silo, person("Åsa Ek", Some(NUMMER[0])));
    let tyst = prov.overlamna_i(&silo, person("Bo Al", None));
    prov.hamta(&karin, &tyst).unwrap();
    let tyst = bild(prov.akt(&karin, oppna_arende(&tyst, Aktslag::Mottagaren)));
    let skyddad = Identitet::ny("Cia Lind", None, Kontaktuppgift::default(), true).unwrap();
    prov.overlamna(skyddad);

    let fraga = |sokt| Aktakt::Forekomst(sokt);
    let fore = prov.logg().len();
    let (change, op) = (prov.change(fraga(nummer(NUMMER[0]))), op());
    assert_eq!(
        nej(svar(prov.store.save(&ulf, op, nar(), &change))),
        KanInteIAkten::EjBehorig
    );
    assert_eq!(prov.logg()[fore..], ["forekomst_nekad"]);
    let ratter = |prov: &mut Prov| match prov.fraga(Aktfraga::Ratter) {
        Ok(Aktsvar::Ratter(vilka)) => vilka,
        annat => panic!("{annat:?}"),
    };
    let ge = |vem: &str| Aktakt::GeRatt {
        anvandare: vem.to_owned(),
    };
    for (vem, vantat) in [
        (" ", KanInteIAkten::Falt(Faltnamn::Anvandare)),
        (
            &*"x".repeat(61),
            KanInteIAkten::ForLang(Faltnamn::Anvandare, 60),
        ),
    ] {
        assert_eq!(nej(prov.akt(&karin, ge(vem))), vantat);
    }
    for _ in 0..2 {
        prov.akt(&karin, ge("ulf")).unwrap();
    }
    assert_eq!(ratter(&mut prov), ["ulf"]);
    // The refused act was not done: sent again it is now.
    for sokt in [nummer(NUMMER[0]), namn("åsa ek")] {
        let change = prov.change(fraga(sokt));
        let traffar = forekomst(svar(prov.store.save(&ulf, gemensamt::op(), nar(), &change)));
        let var: Vec<_> = traffar
            .iter()
            .map(|traff| {
                let nummer = traff.nummer.as_ref().map(Arendenummer::text);
                (traff.enhet.as_str(), nummer, traff.fran, traff.till)
            })
            .collect();
        assert_eq!(
            var,
            [
                (EKONOMI, None, idag(), None),
                (FAMILJ, Some("2025-00001"), idag(), Some(dag(1)))
            ]
        );
    }
    assert!(svar(prov.store.save(&ulf, op, nar(), &change)).is_ok());
    let skyddade = forekomst(prov.akt(&ulf, fraga(namn("cia lind"))));
    assert_eq!(skyddade.len(), 1);
    for sokt in [namn("bo al"), Sokt::Arende(tyst.rad.nummer)] {
        assert!(forekomst(prov.akt(&ulf, fraga(sokt))).is_empty());
    }
    let en = forekomst(prov.akt(&ulf, fraga(Sokt::Arende(asa.rad.nummer))));
    assert_eq!(en[0].namn, "Åsa Ek");
    prov.akt(
        &karin,
        Aktakt::TaRatt {
            anvandare: "ulf".to_owned(),
        },
    )
    .unwrap();
    assert_eq!(
        nej(prov.akt(&ulf, fraga(namn("Åsa Ek")))),
        KanInteIAkten::EjBehorig
    );
    let logg = prov.logg();
    assert_eq!(logg[fore + 1], "ratt_given o");
    assert_eq!(
        logg[logg.len() - 4..],
        [
            "forekomst",
            "forekomst a",
            "ratt_tagen o",
            "forekomst_nekad"
        ]
    );
    assert_eq!(
        prov.tal("SELECT count(*) FROM akthandelse WHERE slag = 'ratt_given'"),
        1
    );
}

/// Only a test that may give its file away can see this.
#[cfg(unix)]
#[test]
fn den_som_inte_ager_filen_ger_och_tar_inga_ratter() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let anvandare = || "ulf".to_owned();
    let ge = || Aktakt::GeRatt {
        anvandare: anvandare(),
    };
    assert!(prov.akt(&karin, ge()).is_ok());
    if std::os::unix::fs::chown(&prov.fil, Some(65_534), None).is_err() {
        return;
    }
    let ta = Aktakt::TaRatt {
        anvandare: anvandare(),
    };
    for akt in [ge(), ta] {
        assert_eq!(nej(prov.akt(&karin, akt)), KanInteIAkten::InteAgare);
    }
    assert_eq!(prov.logg(), ["ratt_given o"]);
}

#[test]
fn loggen_bar_inga_namn_och_inga_nummer() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    prov.mottagarens(&karin);
    sok(&mut prov, &karin, namn("Åsa Ek"));
    let conn = prov.sql();
    let dump = gemensamt::dumpa(&conn).join("\n");
    for rad in dump.lines().filter(|rad| {
        ["akthandelse", "handelse", "gjord"]
            .iter()
            .any(|tabell| rad.starts_with(&format!("{tabell}:")))
    }) {
        assert!(!rad.contains("Åsa") && !rad.contains("19900101"), "{rad}");
    }
}

#[test]
fn att_gora_ar_uppfoljningar_vars_dag_ar_kommen_och_det_ingen_har_hamtat() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let ett = prov.mottagarens(&karin);
    let tva = prov.arende(&karin, person("Bo Al", None), Aktslag::Mottagaren);
    for (arende, fram) in [(&ett, 8), (&tva, 5)] {
        let satt = Aktakt::SattUppfoljning {
            arende: arende.rad.id.clone(),
            dag: Some(dag(fram)),
        };
        prov.akt(&karin, satt).unwrap();
    }
    let vantar = prov.overlamna(person("Cia Lind", None));
    let fraga = |prov: &mut Prov, enhet: &str, idag| {
        let enhet = enhet.to_owned();
        match prov.fraga(Aktfraga::Attgora { enhet, idag }) {
            Ok(Aktsvar::Attgora(arenden, inkorg)) => (
                arenden.into_iter().map(|rad| rad.id).collect::<Vec<_>>(),
                inkorg.into_iter().map(|rad| rad.id).collect::<Vec<_>>(),
            ),
            annat => panic!("{annat:?}"),
        }
    };
    assert_eq!(fraga(&mut prov, FAMILJ, idag()), (vec![], vec![]));
    let (ett, tva) = (ett.rad.id, tva.rad.id);
    assert_eq!(
        fraga(&mut prov, FAMILJ, dag(5)),
        (vec![tva.clone()], vec![vantar.clone()])
    );
    assert_eq!(
        fraga(&mut prov, FAMILJ, dag(8)),
        (vec![tva, ett], vec![vantar])
    );
    assert_eq!(fraga(&mut prov, EKONOMI, dag(8)), (vec![], vec![]));
}
