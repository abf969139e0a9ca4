//! Why an entry has its rank.

use rusqlite::params;

use super::*;
use crate::domain::ko::KoOrsak;
use crate::domain::ko::plats::Overhopp;
use crate::store::ko::Bevis;

fn bevis(fil: &Fil, kod: Kolappskod) -> Bevis {
    *svar!(fil, Bevis, Kofraga::Bevis(kod))
}

/// Six in line since November, all there since the second.
fn sex(insats: &'static str) -> (Fil, Vec<Kolappskod>) {
    let mut fil = Fil::ny();
    // Written down from the last to the first: the order is that of the ködatum.
    let mut koder: Vec<_> = (1..=6)
        .rev()
        .map(|dag| {
            let kodatum = t(&format!("2026-10-0{dag}"));
            fil.stall_med(insats, kodatum, t("2026-11-02"), VERSION)
        })
        .collect();
    koder.reverse();
    (fil, koder)
}

#[test]
fn raknat_pa_tre_satt_blir_platsen_densamma() {
    let (mut fil, koder) = sex(SILO);
    fil.vilar(koder[1], "2026-11-24", "2026-12-24");
    for (kod, plats) in koder.iter().zip(1..) {
        let bevis = bevis(&fil, *kod);
        assert!(bevis.stammer);
        assert_eq!(bevis.rad.plats, Some(plats));
        assert_eq!(bevis.plats_av_handelser, Some(plats));
        assert_eq!(bevis.fore, (plats - 1, u64::from(plats > 2)));
        assert_eq!(bevis.historia[0].slag, "importerad");
    }
    let narmast: Vec<_> = bevis(&fil, koder[3])
        .narmast_fore
        .iter()
        .map(|(kod, ..)| *kod)
        .collect();
    assert_eq!(narmast, [koder[2], koder[1], koder[0]]);
}

#[test]
fn de_som_lamnat_visas_med_hur_och_platsen_foljer_med() {
    let (mut fil, koder) = sex(PLATSER);
    fil.blir(koder[0], "2026-11-03", "inkallad", Kostatus::Paborjad);
    let avslutad = Kostatus::Avslutad(KoOrsak::Atertagen);
    fil.blir(koder[1], "2026-11-04", "avslutad", avslutad);
    fil.blir(
        koder[2],
        "2026-11-05",
        "felregistrerad",
        Kostatus::Felregistrerad,
    );
    fil.blir(
        koder[2],
        "2026-11-25",
        "kontakt_raderad",
        Kostatus::Felregistrerad,
    );
    fil.erbjud(koder[3], (PLATSER, 1), "2026-11-06", "2026-12-01");
    fil.svarar(
        koder[3],
        "2026-11-07",
        "ja",
        ("accepterad", Kostatus::Accepterad),
    );
    // Whoever comes after has nothing to do with it.
    fil.blir(koder[5], "2026-11-08", "avslutad", avslutad);
    let nu = bevis(&fil, koder[4]);
    assert_eq!((nu.rad.plats, nu.stammer), (Some(1), true));
    let lamnade: Vec<_> = nu
        .lamnade
        .iter()
        .map(|(kod, nar, hur)| (*kod, nar.date_naive(), hur.as_str()))
        .collect();
    assert_eq!(
        lamnade,
        [
            (koder[3], d("2026-11-07"), "accepterad"),
            (koder[2], d("2026-11-05"), "felregistrerad"),
            (koder[1], d("2026-11-04"), "atertagen"),
            (koder[0], d("2026-11-03"), "paborjad"),
        ]
    );
}

#[test]
fn den_som_inte_star_i_kon_har_ingen_plats_att_bevisa() {
    let (mut fil, koder) = sex(PLATSER);
    fil.blir(
        koder[2],
        "2026-11-03",
        "felregistrerad",
        Kostatus::Felregistrerad,
    );
    fil.blir(
        koder[2],
        "2026-11-04",
        "kontakt_raderad",
        Kostatus::Felregistrerad,
    );
    let nu = bevis(&fil, koder[2]);
    assert_eq!((nu.rad.plats, nu.plats_av_handelser), (None, None));
    assert!(nu.stammer && nu.narmast_fore.is_empty());
}

#[test]
fn den_som_fatt_ga_fore_visas_med_skalet_till_att_denna_hoppades_over() {
    let (mut fil, koder) = sex(PLATSER);
    // To somebody before: nothing to tell.
    fil.erbjud(koder[0], (PLATSER, 1), "2026-11-03", "2026-12-01");
    fil.erbjud_forbi(
        koder[3],
        (PLATSER, 2),
        "2026-11-04",
        "2026-12-01",
        &[(koder[1], "sprak"), (koder[2], "alder")],
    );
    fil.vilar(koder[1], "2026-11-24", "2026-12-24");
    fil.blir(koder[4], "2026-11-25", "inkallad", Kostatus::Paborjad);
    let gick = |fil: &Fil, kod| -> Vec<_> {
        bevis(fil, kod)
            .gick_fore
            .into_iter()
            .map(|(kod, _, skal)| (kod, skal))
            .collect()
    };
    assert_eq!(
        gick(&fil, koder[1]),
        [
            (koder[4], Some(Overhopp::Vilande)),
            (koder[3], Some(Overhopp::Sprak))
        ]
    );
    // Passed over without a reason: that is what the proof is for.
    assert_eq!(
        gick(&fil, koder[2]),
        [(koder[4], None), (koder[3], Some(Overhopp::Alder))]
    );
    assert_eq!(
        gick(&fil, koder[0]),
        [
            (koder[4], Some(Overhopp::OppetErbjudande)),
            (koder[3], Some(Overhopp::OppetErbjudande))
        ]
    );
    assert!(gick(&fil, koder[5]).is_empty());
}

#[test]
fn den_som_lamnat_och_kommit_tillbaka_har_samma_plats_av_handelserna() {
    let (mut fil, koder) = sex(PLATSER);
    let avslutad = Kostatus::Avslutad(KoOrsak::Atertagen);
    fil.blir(koder[0], "2026-11-03", "avslutad", avslutad);
    fil.blir(koder[0], "2026-11-04", "ateroppnad", Kostatus::IKo);
    // A no that ends, and one that does not.
    fil.erbjud(koder[1], (PLATSER, 1), "2026-11-03", "2026-12-01");
    fil.svarar(koder[1], "2026-11-04", "nej", ("avbojt", Kostatus::IKo));
    fil.erbjud(koder[2], (PLATSER, 1), "2026-11-05", "2026-12-01");
    let nej = Kostatus::Avslutad(KoOrsak::Avbojt);
    fil.svarar(koder[2], "2026-11-06", "nej", ("avbojt", nej));
    // A yes to a group start that is called off.
    fil.erbjud(koder[3], (PLATSER, 1), "2026-11-07", "2026-12-01");
    fil.svarar(
        koder[3],
        "2026-11-08",
        "ja",
        ("accepterad", Kostatus::Accepterad),
    );
    fil.blir(
        koder[3],
        "2026-11-09",
        "erbjudande_aterkallat",
        Kostatus::IKo,
    );
    // An end by mistake.
    let avslut = Handelse::ny("avslutad").orsak("atertagen");
    fil.andra(koder[4], "2026-11-10", &avslut, |lage| {
        lage.status = avslutad;
    });
    let historia = svar!(fil, Post, Kofraga::Post(koder[4])).historia;
    let angrad = Handelse {
        angrar: historia.last().map(|handelse| handelse.seq),
        ..Handelse::ny("angrad").orsak("avslutad")
    };
    fil.andra(koder[4], "2026-11-10", &angrad, |lage| {
        lage.status = Kostatus::IKo;
    });
    for (nummer, plats) in [(0, 1), (1, 2), (3, 3), (4, 4), (5, 5)] {
        let nu = bevis(&fil, koder[nummer]);
        assert_eq!((nu.rad.plats, nu.stammer), (Some(plats), true));
    }
    assert!(bevis(&fil, koder[2]).stammer);
}

#[test]
fn ett_rattat_kodatum_syns_ocksa_i_handelserna() {
    let (mut fil, koder) = sex(PLATSER);
    let forst = t("2026-09-01").timestamp_millis();
    fil.akt(t("2026-11-25"), |akt| {
        let mut post = post::med_kod(akt.tx, koder[5]).unwrap();
        akt.kor(
            "INSERT INTO korattelse(id, kopost_id, fran_ms, till_ms, orsak, foreslagen_av, foreslagen_tid, status)
             VALUES (?1, ?1, ?3, ?2, 'fel_klocka', 'anna', '2026-11-25', 'foreslagen')",
            params![post.nyckel.id, forst, post.nyckel.ordning],
        )
        .unwrap();
        akt.kor("UPDATE korattelse SET status = 'godkand', andra_av = 'bo'", [])
            .unwrap();
        let godkand = Handelse::ny("rattelse_godkand").om(&forst);
        post::anteckna(akt, &mut post, &godkand).unwrap();
        akt.kor(
            "INSERT INTO kohandelse(seq, kopost_id, insats_nr, ver, tid, anvandare, desk, enhet, op_id, slag)
             SELECT max(seq) + 1, ?1, '3.1.2', ?2, '2026-11-25T10:00:00.000Z', '-', '-', '-', ?1, 'uppgifter'
             FROM kohandelse",
            params![post.nyckel.id, post.ver + 1],
        )
        .unwrap();
        akt.kor(
            "UPDATE kopost SET rattad_ms = ?2, ver = ver + 1 WHERE id = ?1",
            params![post.nyckel.id, forst],
        )
        .unwrap();
    });
    for (nummer, plats) in [(5, 1), (0, 2), (4, 6)] {
        let nu = bevis(&fil, koder[nummer]);
        assert_eq!((nu.rad.plats, nu.stammer), (Some(plats), true));
    }
    let nu = bevis(&fil, koder[5]);
    assert!(nu.rad.rattad);
    assert_eq!(nu.rad.sedan, t("2026-09-01"));
}

#[test]
fn nar_handelserna_sager_nagot_annat_stammer_det_inte() {
    let (mut fil, koder) = sex(PLATSER);
    // A change that no rule would make: back in line by an event that does not bring anybody back.
    fil.blir(
        koder[0],
        "2026-11-03",
        "avslutad",
        Kostatus::Avslutad(KoOrsak::Atertagen),
    );
    fil.blir(koder[0], "2026-11-04", "uppgifter", Kostatus::IKo);
    let nu = bevis(&fil, koder[3]);
    assert_eq!((nu.rad.plats, nu.plats_av_handelser), (Some(4), Some(3)));
    assert!(!nu.stammer);
}
