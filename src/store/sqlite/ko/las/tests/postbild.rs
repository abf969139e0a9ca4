//! One entry whole, the places, and what an offer would do.

use rusqlite::params;

use super::*;
use crate::domain::arbetsdag::efter_arbetsdagar;
use crate::domain::ko::KoOrsak;
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::plats::{Overhopp, Pott};
use crate::domain::ko::rattelse::Rattelseorsak;
use crate::domain::ko::vantetid::Vantetid;
use crate::store::ko::{Erbjudandebild, Kopostbild, Rattelsebild, Underlag};

fn bild(fil: &Fil, kod: Kolappskod) -> Kopostbild {
    *svar!(fil, Post, Kofraga::Post(kod))
}

fn underlag(fil: &Fil, insats: &str, kod: Option<Kolappskod>) -> Result<Underlag, KanInteIKon> {
    underlag_i(fil, insats, None, kod)
}

fn underlag_i(
    fil: &Fil,
    insats: &str,
    pott: Option<&str>,
    kod: Option<Kolappskod>,
) -> Result<Underlag, KanInteIKon> {
    let fraga = Kofraga::Underlag {
        insats: nr(insats),
        pott: pott.map(|pott| pott.parse().unwrap()),
        kod,
        hoppa: Vec::new(),
    };
    match fil.fraga(&fraga) {
        Ok(Kosvar::Underlag(underlag)) => Ok(*underlag),
        Err(StoreError::Ko { hinder, .. }) => Err(hinder),
        annat => panic!("{annat:?}"),
    }
}

#[test]
fn en_okand_kolapp_finns_inte() {
    let mut fil = Fil::ny();
    let (okand, _) = fil.nasta();
    for fraga in [Kofraga::Post(okand), Kofraga::Bevis(okand)] {
        let Err(StoreError::Ko { hinder, .. }) = fil.fraga(&fraga) else {
            panic!("{fraga:?}")
        };
        assert_eq!(hinder, KanInteIKon::OkandKolapp);
    }
}

#[test]
fn en_post_visar_plats_vilande_fore_och_hela_sin_historia() {
    let mut fil = Fil::ny();
    let forst = fil.stall(SILO, "2026-11-01");
    let kod = fil.stall(SILO, "2026-11-02");
    fil.vilar(forst, "2026-11-24", "2026-12-24");
    let handelse = Handelse::ny("kontaktforsok")
        .orsak("inte_nadd")
        .om(&"telefon 2026-11-24");
    fil.andra(kod, "2026-11-24", &handelse, |lage| lage.forsok = 1);
    let bild = bild(&fil, kod);
    assert_eq!((bild.rad.plats, bild.vilande_fore), (Some(2), 1));
    assert_eq!((bild.lage.forsok, bild.rad.importerad), (1, true));
    assert_eq!(bild.forsta_kodatum, t("2026-11-02"));
    assert_eq!(bild.rad.katalog, VERSION);
    let slag: Vec<_> = bild.historia.iter().map(|h| h.slag.as_str()).collect();
    assert_eq!(slag, ["importerad", "kontaktforsok"]);
    assert_eq!(bild.historia[1].om.as_deref(), Some("telefon 2026-11-24"));
    assert_eq!(bild.historia[1].plats, Some(2));
    assert_eq!(
        (bild.har_kontakt, bild.rattelse, bild.erbjudande),
        (false, None, None)
    );
}

#[test]
fn det_som_foreslagits_och_kontakt_och_mening_visas() {
    let mut fil = Fil::ny();
    let kod = fil.stall(PLATSER, "2026-11-02");
    let fore = t("2026-11-01").timestamp_millis();
    let handelse = Handelse::ny("rattelse_foreslagen")
        .orsak("begard_tidigare")
        .om(&fore);
    fil.andra(kod, "2026-11-25", &handelse, |_| {});
    let bild_nu = bild(&fil, kod);
    let seq = bild_nu.historia[1].seq;
    fil.kor(
        "INSERT INTO komening(seq, text) VALUES (?1, 'Stod på en lapp i lådan')",
        [seq],
    );
    fil.kor(
        "INSERT INTO korattelse(id, kopost_id, fran_ms, till_ms, orsak, foreslagen_av, foreslagen_tid, status)
         SELECT id, id, kotid_ms, ?2, 'begard_tidigare', 'anna', '2026-11-25T10:00:00.000Z', 'foreslagen'
         FROM kopost WHERE kod = ?1",
        params![kod.to_string(), fore],
    );
    fil.kor(
        "INSERT INTO kokontakt(kopost_id, insats_nr, kannetecken, namn, satt, varde, sjalv)
         SELECT id, insats_nr, id || id, 'Prov', 'telefon', '0700000000', 1 FROM kopost WHERE kod = ?1",
        [kod.to_string()],
    );
    let bild = bild(&fil, kod);
    let vantat = Rattelsebild {
        till: t("2026-11-01"),
        av: "anna".to_owned(),
        orsak: Rattelseorsak::BegardTidigare,
        mening: "Stod på en lapp i lådan".to_owned(),
        plats: 1,
    };
    assert_eq!(bild.rattelse, Some(vantat));
    assert!(bild.har_kontakt);
    assert_eq!(
        bild.historia[1].mening.as_deref(),
        Some("Stod på en lapp i lådan")
    );
}

#[test]
fn ett_forslag_sager_vilken_plats_det_ger_framat_och_bakat() {
    let mut fil = Fil::ny();
    let koder: Vec<_> = (1..=4)
        .map(|dag| fil.stall(PLATSER, &format!("2026-11-0{dag}")))
        .collect();
    for (kod, till, plats) in [
        (koder[1], "2026-10-01", 1),
        (koder[1], "2026-11-02T11:00:00.000Z", 2),
        (koder[1], "2026-11-03T12:00:00.000Z", 3),
        (koder[0], "2026-11-20", 4),
    ] {
        fil.kor(
            "INSERT INTO korattelse(id, kopost_id, fran_ms, till_ms, orsak, foreslagen_av, foreslagen_tid, status)
             SELECT lower(hex(randomblob(16))), id, kotid_ms, ?2, 'fel_klocka', 'anna', '2026-11-25T10:00:00.000Z', 'foreslagen'
             FROM kopost WHERE kod = ?1",
            params![kod.to_string(), t(till).timestamp_millis()],
        );
        assert_eq!(
            bild(&fil, kod).rattelse.map(|r| r.plats),
            Some(plats),
            "{till}"
        );
        fil.kor(
            "UPDATE korattelse SET status = 'avvisad', andra_av = 'bo' WHERE status = 'foreslagen'",
            [],
        );
    }
}

#[test]
fn ett_erbjudande_visas_medan_det_ar_oppet_och_medan_platsen_halls() {
    let mut fil = Fil::ny();
    let kod = fil.stall(PLATSER, "2026-11-02");
    fil.erbjud(kod, (PLATSER, 2), "2026-11-20", "2026-11-24");
    let vantat = Erbjudandebild {
        pott: Pott::Lopande(nr(PLATSER)),
        nummer: vec![2],
        start: None,
        svar_senast: d("2026-11-24"),
        utgatt: true,
    };
    assert_eq!(bild(&fil, kod).erbjudande, Some(vantat.clone()));
    fil.svarar(
        kod,
        "2026-11-24",
        "ja",
        ("accepterad", Kostatus::Accepterad),
    );
    let accepterad = bild(&fil, kod);
    let halls = Erbjudandebild {
        utgatt: false,
        ..vantat
    };
    assert_eq!(accepterad.erbjudande, Some(halls));
    assert_eq!(accepterad.rad.plats, None);
    assert_eq!(accepterad.vantetid, Vantetid::KanInteBeraknas);
    // A change of mind: the place goes back.
    fil.kor(
        "UPDATE plats SET till = '2026-11-24' WHERE till IS NULL",
        [],
    );
    fil.blir(kod, "2026-11-24", "star_kvar", Kostatus::IKo);
    assert_eq!(bild(&fil, kod).erbjudande, None);
}

#[test]
fn det_sista_pa_en_post_gar_att_angra_tills_nagot_kommer_efter() {
    let mut fil = Fil::ny();
    let kod = fil.stall(PLATSER, "2026-11-02");
    assert_eq!(bild(&fil, kod).angras, None);
    let avslutad = Kostatus::Avslutad(KoOrsak::Atertagen);
    fil.blir(kod, "2026-11-20", "avslutad", avslutad);
    assert_eq!(bild(&fil, kod).angras, None, "för länge sedan");
    fil.blir(kod, "2026-11-25", "ateroppnad", Kostatus::IKo);
    assert_eq!(bild(&fil, kod).angras.as_deref(), Some("ateroppnad"));
    fil.blir(kod, "2026-11-25", "kontakt_last", Kostatus::IKo);
    assert_eq!(bild(&fil, kod).angras.as_deref(), Some("ateroppnad"));
    let seq = bild(&fil, kod).historia[2].seq;
    let angrad = Handelse {
        angrar: Some(seq),
        ..Handelse::ny("angrad").orsak("ateroppnad")
    };
    fil.andra(kod, "2026-11-25", &angrad, |lage| lage.status = avslutad);
    assert_eq!(bild(&fil, kod).angras, None);
}

#[test]
fn vantetiden_till_en_omgang_raknar_den_som_har_ett_erbjudande_en_gang() {
    let mut fil = Fil::ny();
    let koder: Vec<_> = (1..=5)
        .map(|dag| fil.stall(GRUPP, &format!("2026-11-0{dag}")))
        .collect();
    let tid = |fil: &Fil, n: usize| bild(fil, koder[n]).vantetid;
    assert_eq!(tid(&fil, 0), Vantetid::IngenOmgangPlanerad);
    fil.omgang(VAREN, "2026-12-10", 2, 2);
    fil.omgang(HOSTEN, "2027-01-10", 2, 2);
    fil.erbjud(koder[0], (VAREN, 1), "2026-11-24", "2026-12-01");
    assert_eq!(tid(&fil, 0), Vantetid::Omgang(d("2026-12-10")));
    assert_eq!(tid(&fil, 1), Vantetid::Omgang(d("2026-12-10")));
    assert_eq!(tid(&fil, 2), Vantetid::Omgang(d("2027-01-10")));
    assert_eq!(tid(&fil, 4), Vantetid::UtanforPlaneradeOmgangar);
}

#[test]
fn vantetiden_pa_lopande_platser_foljer_av_de_sista_starterna() {
    let mut fil = Fil::ny();
    for dag in 1..=6 {
        let kod = fil.stall(PLATSER, &format!("2026-01-0{dag}"));
        fil.blir(
            kod,
            &format!("2026-02-0{dag}"),
            "inkallad",
            Kostatus::Paborjad,
        );
        if dag == 4 {
            let kod = fil.stall(PLATSER, "2026-11-01");
            assert_eq!(bild(&fil, kod).vantetid, Vantetid::KanInteBeraknas);
        }
    }
    let kod = fil.stall(PLATSER, "2026-11-02");
    // One start a day, and the second in line.
    assert_eq!(bild(&fil, kod).vantetid, Vantetid::Veckor(0, 1));
}

#[test]
fn underlaget_valjer_den_forsta_som_passar_och_sager_vilka_som_hoppas_over() {
    let mut fil = Fil::ny();
    let koder: Vec<_> = (1..=4)
        .map(|dag| fil.stall(PLATSER, &format!("2026-11-0{dag}")))
        .collect();
    fil.vilar(koder[0], "2026-11-24", "2026-12-24");
    fil.uppgift(
        koder[1],
        "UPDATE kopost SET parti = 9, ver = ver + 1 WHERE id = ?1",
    );
    let underlag_nu = underlag(&fil, PLATSER, None).unwrap();
    assert_eq!((underlag_nu.kod, underlag_nu.plats), (koder[2], 3));
    assert_eq!(
        underlag_nu.overhoppade,
        [(koder[1], 2, Overhopp::PartiStorre)]
    );
    assert_eq!(underlag_nu.pott, Pott::Lopande(nr(PLATSER)));
    assert_eq!((underlag_nu.lediga, underlag_nu.parti), (3, 1));
    assert_eq!(
        underlag_nu.svar_senast,
        efter_arbetsdagar(d("2026-11-25"), 5, &[])
    );
    assert_eq!(
        underlag(&fil, PLATSER, Some(koder[3])),
        Err(KanInteIKon::InteITur(3))
    );
    assert_eq!(
        underlag(&fil, PLATSER, Some(koder[1])),
        Err(KanInteIKon::PassarInte(Overhopp::PartiStorre))
    );
}

#[test]
fn utan_plats_finns_inget_underlag() {
    let mut fil = Fil::ny();
    assert_eq!(underlag(&fil, BORTA, None), Err(KanInteIKon::OkandInsats));
    assert_eq!(
        underlag(&fil, "3.1.4", None),
        Err(KanInteIKon::PlatserOkanda)
    );
    assert_eq!(underlag(&fil, GRUPP, None), Err(KanInteIKon::OkandOmgang));
    assert_eq!(underlag(&fil, PLATSER, None), Err(KanInteIKon::IngenPassar));
    fil.i_katalogen("3.1.4").ko.slag = Koslag::IngenKo;
    assert_eq!(underlag(&fil, "3.1.4", None), Err(KanInteIKon::IngenKo));
    fil.omgang(VAREN, "2026-11-24", 2, 2);
    for pott in [None, Some(VAREN), Some(HOSTEN)] {
        assert_eq!(
            underlag_i(&fil, GRUPP, pott, None),
            Err(KanInteIKon::OkandOmgang)
        );
    }
    for nummer in 1..=3 {
        let kod = fil.stall(PLATSER, "2026-11-02");
        fil.erbjud(kod, (PLATSER, nummer), "2026-11-24", "2026-12-01");
    }
    fil.stall(PLATSER, "2026-11-03");
    assert_eq!(
        underlag(&fil, PLATSER, None),
        Err(KanInteIKon::IngenLedigPlats)
    );
}

#[test]
fn den_namngivna_omgangen_valjs_och_annars_den_forsta_med_plats() {
    let mut fil = Fil::ny();
    fil.omgang(VAREN, "2026-12-10", 1, 1);
    fil.omgang(HOSTEN, "2027-01-10", 2, 1);
    let koder: Vec<_> = (1..=2)
        .map(|dag| fil.stall(GRUPP, &format!("2026-11-0{dag}")))
        .collect();
    let pott = |fil: &Fil, pott| underlag_i(fil, GRUPP, pott, None).unwrap().pott.to_string();
    assert_eq!(pott(&fil, None), VAREN);
    assert_eq!(pott(&fil, Some(HOSTEN)), HOSTEN);
    fil.erbjud(koder[0], (VAREN, 1), "2026-11-24", "2026-12-01");
    assert_eq!(pott(&fil, None), HOSTEN);
    assert_eq!(
        underlag_i(&fil, GRUPP, Some(VAREN), None),
        Err(KanInteIKon::IngenLedigPlats)
    );
}

#[test]
fn platserna_visas_med_vem_som_har_dem_och_vilka_som_bara_halls() {
    let mut fil = Fil::ny();
    fil.omgang(VAREN, "2026-12-10", 4, 2);
    for start in ["2026-12-17T13:00", "2026-12-10T13:00"] {
        fil.kor(
            "INSERT INTO omgangstillfalle(pott, start, minuter) VALUES (?1, ?2, 90)",
            params![VAREN, start],
        );
    }
    let koder: Vec<_> = (1..=2)
        .map(|dag| fil.stall(GRUPP, &format!("2026-11-0{dag}")))
        .collect();
    fil.erbjud(koder[0], (VAREN, 2), "2026-11-24", "2026-12-01");
    fil.erbjud(koder[1], (VAREN, 1), "2026-11-24", "2026-12-01");
    fil.svarar(
        koder[1],
        "2026-11-24T11:00:00Z",
        "ja",
        ("accepterad", Kostatus::Accepterad),
    );
    // Taken by a handover.
    fil.kor(
        "INSERT INTO plats(id, pott, insats_nr, nummer, upptagen_av, fran) VALUES (?1, ?2, '3.1.3', 4, ?1, '2026-11-24')",
        params![HOSTEN, VAREN],
    );
    let potter = svar!(fil, Platser, Kofraga::Platser(nr(GRUPP)));
    assert_eq!((potter.len(), potter[0].antal), (1, 4));
    assert_eq!(
        potter[0].tagna,
        [
            (1, Some(koder[1]), false),
            (2, Some(koder[0]), true),
            (4, None, false)
        ]
    );
    let omgang = potter[0].omgang.as_ref().unwrap();
    assert_eq!((omgang.minst, omgang.installd), (2, false));
    let dagar: Vec<_> = omgang
        .tillfallen
        .iter()
        .map(|(start, _)| start.date())
        .collect();
    assert_eq!(dagar, [d("2026-12-10"), d("2026-12-17")]);
    let lopande = svar!(fil, Platser, Kofraga::Platser(nr(PLATSER)));
    assert_eq!((lopande[0].antal, lopande[0].omgang.is_none()), (3, true));
    assert!(svar!(fil, Platser, Kofraga::Platser(nr("3.1.4"))).is_empty());
}
