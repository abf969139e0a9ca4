//! Follow-ups, the end, and the place that goes back to the queue.

use super::*;
use gemensamt::{kolista, nar};
use insats::i_ko;
use troskel::domain::ko::plats::Pott;
use troskel::store::ko::{Erbjud, Erbjudandesvar, Koakt, Kosvar};

fn ko(prov: &mut Prov, akt: Koakt) -> Kosvar {
    let mut s = sammanhang(&[&prov.insats]);
    s.idag = prov.idag;
    let rut = vem("rut", "Receptionen");
    match prov.store.save(&rut, op(), nar(), &Change::Ko(akt, s)) {
        Ok(Reply::Ko(svar)) => *svar,
        annat => panic!("{annat:?}"),
    }
}

fn stall_i_ko(prov: &mut Prov) -> troskel::domain::kolapp::Kolappskod {
    let insats = Arc::clone(&prov.insats);
    let besok = slut(&insats, i_ko(&insats), None);
    kvitto(spara(&mut prov.store, "ett", &besok))
        .kolapp
        .unwrap()
        .0
}

fn tagna(prov: &Prov) -> i64 {
    prov.tal("SELECT count(*) FROM plats WHERE till IS NULL")
}

#[test]
fn uppfoljningar_och_slutet_star_med_sina_mal() {
    let mut prov = Prov::ny();
    let karin = vem("karin", FAMILJ);
    let ett = prov.mottagarens(&karin);
    let satt = |dag| Aktakt::SattUppfoljning {
        arende: ett.rad.id.clone(),
        dag,
    };
    assert_eq!(
        nej(prov.akt(&karin, satt(Some(idag())))),
        KanInteIAkten::Forfluten
    );
    let hel = bild(prov.akt(&karin, satt(Some(dag(7)))));
    assert_eq!(hel.rad.nasta_uppfoljning, Some(dag(7)));
    let folj_upp = |nar, nasta| Aktakt::FoljUpp {
        arende: ett.rad.id.clone(),
        uppfoljning: uppfoljning(nar, nasta),
    };
    // Before it was opened there is nothing to follow up, or to end.
    for akt in [folj_upp(dag(-1), None), avsluta(&ett, dag(-1))] {
        assert_eq!(nej(prov.akt(&karin, akt)), KanInteIAkten::Dagordning);
    }
    let hel = bild(prov.akt(&karin, folj_upp(idag(), Some(dag(14)))));
    assert_eq!(hel.rad.nasta_uppfoljning, Some(dag(14)));
    let hel = bild(prov.akt(&karin, avsluta(&ett, idag())));
    assert_eq!(hel.rad.avslutad, Some((idag(), Avslutsorsak::MaletNatt)));
    assert_eq!((hel.rad.nasta_uppfoljning, hel.nasta_i_tur), (None, None));
    let [forsta, sista] = hel.uppfoljningar.as_slice() else {
        panic!("{}", hel.uppfoljningar.len())
    };
    assert_eq!((forsta.nasta, sista.nasta), (Some(dag(14)), None));
    assert_eq!(sista.text, "Målet är nått");
    for rad in [forsta, sista] {
        let mal: Vec<_> = rad
            .mal
            .iter()
            .map(|rad| (rad.mal.as_str(), rad.utfall))
            .collect();
        assert_eq!(
            mal,
            [
                ("Sova bättre", Malutfall::Uppfyllt),
                ("Ordning på pengarna", Malutfall::Oforandrat)
            ]
        );
    }
    assert!(prov.arenden(FAMILJ, false).is_empty());
    // The latest closed first.
    let tva = prov.arende(&karin, person("Bo Al", None), Aktslag::Mottagaren);
    prov.akt(&karin, avsluta(&tva, dag(0))).unwrap();
    let ids: Vec<_> = prov
        .arenden(FAMILJ, true)
        .into_iter()
        .map(|rad| rad.id)
        .collect();
    assert_eq!(ids, [tva.rad.id, ett.rad.id]);
    assert_eq!(
        prov.logg()[..4],
        [
            "oppnad a o",
            "uppfoljning_satt a",
            "uppfoljd a o",
            "avslutad a o"
        ]
    );
}

#[test]
fn ett_avslut_ger_platsen_till_den_som_star_pa_tur_och_sager_vem() {
    let mut prov = Prov::med(insats_till("1.1", Some(FAMILJ), Some(1)));
    let karin = vem("karin", FAMILJ);
    let ett = prov.mottagarens(&karin);
    let forst = stall_i_ko(&mut prov);
    stall_i_ko(&mut prov);
    assert_eq!(tagna(&prov), 1);
    prov.idag = dag(3);
    let (change, op, nu) = (prov.change(avsluta(&ett, dag(2))), op(), prov.nu());
    for _ in 0..2 {
        // Sent again it says the same.
        let hel = bild(svar(prov.store.save(&karin, op, nu, &change)));
        assert_eq!(hel.nasta_i_tur, Some(forst));
    }
    assert_eq!(tagna(&prov), 0);
    let conn = prov.sql();
    let slag: Vec<String> = conn
        .prepare("SELECT slag FROM kohandelse ORDER BY seq DESC LIMIT 2")
        .unwrap()
        .query_map([], |rad| rad.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(slag, ["nasta_i_tur", "plats_lamnad"]);
    assert_eq!(kolista(&prov.fil, "1.1").len(), 2);
    assert_eq!(
        prov.tal("SELECT count(*) FROM plats WHERE till = '2025-11-25'"),
        1
    );
}

#[test]
fn en_erbjuden_plats_foljer_med_och_ges_tillbaka() {
    let mut prov = Prov::med(insats_till("1.1", Some(FAMILJ), Some(1)));
    let karin = vem("karin", FAMILJ);
    let kod = stall_i_ko(&mut prov);
    let pott = Pott::Lopande(prov.insats.nr);
    let erbjud = Erbjud {
        pott,
        kod: None,
        svar_senast: None,
        kanal: None,
        hoppa: Vec::new(),
    };
    ko(&mut prov, Koakt::Erbjud(erbjud));
    let ja = Koakt::Svara {
        kod,
        svar: Erbjudandesvar::Ja,
    };
    ko(&mut prov, ja);
    let insats = Arc::clone(&prov.insats);
    let besok = slut(
        &insats,
        overlamnad(&insats, person("Åsa Ek", None)),
        Some(kod),
    );
    let id = kvitto(spara(&mut prov.store, "ett", &besok))
        .overlamning
        .unwrap();
    assert_eq!(tagna(&prov), 1);
    prov.hamta(&karin, &id).unwrap();
    let ett = bild(prov.akt(&karin, oppna_arende(&id, Aktslag::Mottagaren)));
    assert_eq!(tagna(&prov), 1);
    let hel = bild(prov.akt(&karin, avsluta(&ett, idag())));
    assert_eq!((hel.nasta_i_tur, tagna(&prov)), (None, 0));
}

#[test]
fn platsen_ar_kvar_sa_lange_en_av_foraldrarna_deltar() {
    let mut prov = Prov::med(insats_till("1.1", Some(FAMILJ), Some(1)));
    let karin = vem("karin", FAMILJ);
    let (ett, tva) = prov.foraldrar(&karin);
    prov.akt(&karin, avsluta(&tva, idag())).unwrap();
    assert_eq!(tagna(&prov), 1);
    prov.akt(&karin, avsluta(&ett, idag())).unwrap();
    assert_eq!(tagna(&prov), 0);
}

#[test]
fn nar_ett_annat_program_avslutar_ger_svepet_platsen_tillbaka() {
    let mut prov = Prov::med(insats_till("1.1", Some(FAMILJ), Some(1)));
    let karin = vem("karin", FAMILJ);
    let ett = prov.mottagarens(&karin);
    stall_i_ko(&mut prov);
    let svept = |prov: &mut Prov| match ko(prov, Koakt::Svep) {
        Kosvar::Gjort(kvitto) => kvitto.svepta,
        annat => panic!("{annat:?}"),
    };
    assert_eq!((svept(&mut prov), tagna(&prov)), (0, 1));
    let conn = prov.sql();
    conn.execute(
        "INSERT INTO v1_uppfoljning(arende, dag, text, mal, skrivare, titel, anvandare) VALUES (?1, '2025-11-22', 'Klart',
           '[{\"mal\":\"Sova\",\"utfall\":\"battre\"}]', 'K', 'socionom', 'annat')",
        [&ett.rad.id.0],
    )
    .unwrap();
    conn.execute(
        "UPDATE v1_arende SET avslutad = '2025-11-22', avslutsorsak = 'flyttat', avslutad_av = 'annat' WHERE id = ?1",
        [&ett.rad.id.0],
    )
    .unwrap();
    drop(conn);
    assert_eq!((svept(&mut prov), tagna(&prov)), (1, 0));
    assert_eq!(svept(&mut prov), 0);
}
