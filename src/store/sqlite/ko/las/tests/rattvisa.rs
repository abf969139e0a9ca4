//! The fairness report.

use super::*;
use crate::domain::ko::plats::Overhopp;
use crate::store::ko::{Insatsrattvisa, Rattvisa};

fn november(fil: &Fil) -> Rattvisa {
    svar!(
        fil,
        Rattvisa,
        Kofraga::Rattvisa(d("2026-11-01"), d("2026-11-30"))
    )
}

fn om(fil: &Fil, insats: &str) -> Insatsrattvisa {
    let insatser = november(fil).insatser;
    let insats = nr(insats);
    let mut egna = insatser.into_iter().filter(|rad| rad.insats == insats);
    egna.next().unwrap()
}

/// Five who came on the first and began on five days after.
fn fem_starter(fil: &mut Fil, insats: &'static str) {
    for dag in ["03", "05", "06", "11", "21"] {
        let kod = fil.stall_med(insats, t("2026-11-01"), t("2026-11-01"), VERSION);
        fil.blir(
            kod,
            &format!("2026-11-{dag}"),
            "inkallad",
            Kostatus::Paborjad,
        );
    }
}

#[test]
fn en_tom_fil_har_ingen_rad() {
    assert_eq!(november(&Fil::ny()), Rattvisa::default());
}

#[test]
fn en_silo_star_inte_i_rapporten_och_en_insats_som_ar_borta_gor_det() {
    let mut fil = Fil::ny();
    fem_starter(&mut fil, SILO);
    assert_eq!(november(&fil), Rattvisa::default());
    fem_starter(&mut fil, BORTA);
    let rapport = november(&fil);
    assert_eq!(rapport.insatser.len(), 1);
    assert_eq!(rapport.insatser[0].insats, nr(BORTA));
    assert_eq!(rapport.per_desk.len(), 1);
}

#[test]
fn erbjudanden_raknas_med_dem_som_inte_gick_till_den_forsta() {
    let mut fil = Fil::ny();
    let koder: Vec<_> = (1..=4)
        .map(|dag| {
            fil.stall_med(
                PLATSER,
                t(&format!("2026-10-0{dag}")),
                t("2026-10-05"),
                VERSION,
            )
        })
        .collect();
    fil.erbjud(koder[0], (PLATSER, 1), "2026-10-31T23:59:59Z", "2026-12-01");
    fil.erbjud_forbi(
        koder[2],
        (PLATSER, 2),
        "2026-11-10",
        "2026-12-01",
        &[(koder[1], "sprak")],
    );
    fil.erbjud(koder[3], (PLATSER, 3), "2026-11-30T23:59:59Z", "2026-12-01");
    let rad = om(&fil, PLATSER);
    assert_eq!((rad.erbjudanden, rad.inte_till_forsta), (2, 1));
    assert_eq!(rad.overhopp, [(Overhopp::Sprak, 1)]);
}

#[test]
fn ett_angrat_erbjudande_har_inte_hopat_over_nagon() {
    let mut fil = Fil::ny();
    let forst = fil.stall(PLATSER, "2026-10-01");
    let kod = fil.stall(PLATSER, "2026-10-02");
    fil.erbjud_forbi(
        kod,
        (PLATSER, 1),
        "2026-11-24",
        "2026-12-01",
        &[(forst, "inte_nabar")],
    );
    assert_eq!(om(&fil, PLATSER).overhopp, [(Overhopp::InteNabar, 1)]);
    let historia = svar!(fil, Post, Kofraga::Post(kod)).historia;
    let angrar = historia.last().map(|handelse| handelse.seq);
    fil.kor(
        "UPDATE erbjudande SET utfall = 'angrat', svarat = '2026-11-24'",
        [],
    );
    let handelse = Handelse {
        angrar,
        ..Handelse::ny("angrad").orsak("erbjuden")
    };
    fil.andra(kod, "2026-11-24", &handelse, |lage| {
        lage.status = Kostatus::IKo;
    });
    // What remains is that nobody has gone through the queue.
    let rad = om(&fil, PLATSER);
    assert_eq!((rad.erbjudanden, rad.overhopp.len()), (0, 0));
    assert_eq!(rad.ej_granskade, 2);
}

#[test]
fn den_som_kallas_in_forbi_nagon_raknas_som_inte_forst() {
    let mut fil = Fil::ny();
    let forst = fil.stall(PLATSER, "2026-11-20");
    let annan = fil.stall(PLATSER, "2026-11-21");
    let kod = fil.stall(PLATSER, "2026-11-22");
    fil.akt(t("2026-11-24"), |akt| {
        let mut forbi = post::med_kod(akt.tx, forst).unwrap();
        let handelse = Handelse::ny("overhoppad").orsak("onskat_datum").om(&annan);
        post::anteckna(akt, &mut forbi, &handelse).unwrap();
        let mut post = post::med_kod(akt.tx, annan).unwrap();
        let lage = Kolage {
            status: Kostatus::Paborjad,
            ..post.lage
        };
        post::andra(akt, &mut post, lage, &Handelse::ny("inkallad")).unwrap();
    });
    // At the same moment, at another desk.
    fil.blir(kod, "2026-11-24", "inkallad", Kostatus::Paborjad);
    let rad = om(&fil, PLATSER);
    assert_eq!((rad.erbjudanden, rad.inte_till_forsta), (2, 1));
    assert_eq!(rad.overhopp, [(Overhopp::OnskatDatum, 1)]);
    assert_eq!((rad.starter, rad.median_dagar), (2, None));
}

#[test]
fn vilor_raknas_utom_den_som_angrats_och_de_for_langa_for_sig() {
    let mut fil = Fil::ny();
    let lang = fil.stall(PLATSER, "2026-11-20");
    let kort = fil.stall(PLATSER, "2026-11-21");
    let angrad = fil.stall(PLATSER, "2026-11-22");
    for kod in [lang, kort, angrad] {
        let till = if kod == lang {
            "2027-05-25"
        } else {
            "2027-05-24"
        };
        fil.vilar(kod, "2026-11-24", till);
    }
    let historia = svar!(fil, Post, Kofraga::Post(angrad)).historia;
    let handelse = Handelse {
        angrar: historia.last().map(|handelse| handelse.seq),
        ..Handelse::ny("angrad")
    };
    fil.andra(angrad, "2026-11-24", &handelse, |lage| {
        lage.status = Kostatus::IKo;
    });
    let rad = om(&fil, PLATSER);
    assert_eq!((rad.vilor, rad.vilor_over_tid), (2, 1));
    fil.blir(kort, "2026-11-25", "rattelse_godkand", Kostatus::IKo);
    assert_eq!(om(&fil, PLATSER).rattelser, 1);
}

#[test]
fn medianen_sags_forst_vid_fem_starter_och_per_reception() {
    let mut fil = Fil::ny();
    fem_starter(&mut fil, PLATSER);
    let rad = om(&fil, PLATSER);
    assert_eq!((rad.starter, rad.median_dagar), (5, Some(5)));
    assert_eq!(
        november(&fil).per_desk,
        [("lucka".to_owned(), nr(PLATSER), 5, Some(5))]
    );
    let rapport = svar!(
        fil,
        Rattvisa,
        Kofraga::Rattvisa(d("2026-11-04"), d("2026-11-21"))
    );
    assert_eq!(
        rapport.per_desk,
        [("lucka".to_owned(), nr(PLATSER), 4, None)]
    );
    assert_eq!(rapport.insatser[0].median_dagar, None);
}

#[test]
fn medianen_av_ett_jamnt_antal_ligger_mitt_emellan() {
    let mut fil = Fil::ny();
    fem_starter(&mut fil, PLATSER);
    let kod = fil.stall_med(PLATSER, t("2026-11-01"), t("2026-11-01"), VERSION);
    fil.blir(kod, "2026-11-29", "inkallad", Kostatus::Paborjad);
    // 2, 4, 5, 10, 20 and 28 days.
    assert_eq!(om(&fil, PLATSER).median_dagar, Some(7));
}

#[test]
fn de_som_star_i_en_ogranskad_ko_raknas() {
    let mut fil = Fil::ny();
    fil.stall(PLATSER, "2026-10-20");
    fil.stall(PLATSER, "2026-11-20");
    assert_eq!(om(&fil, PLATSER).ej_granskade, 2);
    fil.granskad(PLATSER, "2026-11-25");
    assert_eq!(november(&fil), Rattvisa::default());
}
