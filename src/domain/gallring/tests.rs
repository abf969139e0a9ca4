//! The clocks of gallring, as a table: one row for each rule and each edge of it.
#![allow(clippy::unwrap_used)]

use super::*;
use Bevarandegrund as B;
use Pagar as P;

fn dag(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn akt(sista: &str, utforare: Utforarslag, undantag: Option<Undantag>) -> Akttid {
    Akttid {
        sista: dag(sista),
        avslutad: true,
        utforare,
        undantag,
    }
}

/// Alingsås: persons born on certain days are kept.
const ALINGSAS: &str = "1489";
/// Born on 11 May.
const ELFTE: &str = "199005110017";
/// On the fifth day of its month.
const FEMTE: &str = "199005050017";

fn fran(text: &str, senast: &str) -> Dom {
    Dom::Gallras {
        fran: dag(text),
        senast: Some(dag(senast)),
    }
}

/// Rule, kommun, number of the person, utförare, last note, what else, today, verdict.
type Rad = (
    &'static str,
    &'static str,
    &'static str,
    Utforarslag,
    &'static str,
    Option<Undantag>,
    &'static str,
    Dom,
);

fn rader() -> Vec<Rad> {
    use Undantag as U;
    use Utforarslag::{Kommunal, Oklart, Privat, Samverkan};
    let senare = |text| Dom::Senare(dag(text));
    let bevaras = |grund, text| Dom::Bevaras {
        grund,
        fran: dag(text),
    };
    vec![
        // Five whole years after the last note, and done by the end of the year after.
        (
            "GAL-01",
            ALINGSAS,
            ELFTE,
            Kommunal,
            "2026-11-25",
            None,
            "2031-11-25",
            senare("2031-11-26"),
        ),
        (
            "GAL-01",
            ALINGSAS,
            ELFTE,
            Kommunal,
            "2026-11-25",
            None,
            "2031-11-26",
            fran("2031-11-26", "2032-12-31"),
        ),
        (
            "GAL-01",
            ALINGSAS,
            ELFTE,
            Kommunal,
            "2026-11-25",
            None,
            "2040-01-01",
            fran("2031-11-26", "2032-12-31"),
        ),
        (
            "GAL-01",
            ALINGSAS,
            ELFTE,
            Oklart,
            "2026-11-25",
            None,
            "2031-11-25",
            senare("2031-11-26"),
        ),
        (
            "GAL-01",
            ALINGSAS,
            ELFTE,
            Samverkan,
            "2026-11-25",
            None,
            "2031-11-25",
            senare("2031-11-26"),
        ),
        // The duty arises on the last day of the year, and the year after is the next one.
        (
            "GAL-03",
            ALINGSAS,
            ELFTE,
            Kommunal,
            "2026-12-31",
            None,
            "2032-01-01",
            fran("2032-01-01", "2032-12-31"),
        ),
        (
            "GAL-03",
            ALINGSAS,
            ELFTE,
            Kommunal,
            "2027-01-01",
            None,
            "2032-01-02",
            fran("2032-01-02", "2033-12-31"),
        ),
        // 29 February: to a year without one, and to one with it.
        (
            "GAL-01",
            ALINGSAS,
            ELFTE,
            Kommunal,
            "2028-02-29",
            None,
            "2033-02-28",
            senare("2033-03-01"),
        ),
        (
            "GAL-01",
            ALINGSAS,
            ELFTE,
            Kommunal,
            "2028-02-29",
            None,
            "2033-03-01",
            fran("2033-03-01", "2034-12-31"),
        ),
        (
            "GAL-01",
            ALINGSAS,
            ELFTE,
            Kommunal,
            "2027-02-28",
            None,
            "2032-02-28",
            senare("2032-02-29"),
        ),
        (
            "GAL-07",
            ALINGSAS,
            ELFTE,
            Privat,
            "2028-02-29",
            None,
            "2030-02-28",
            senare("2030-03-01"),
        ),
        // Two years where a private utförare keeps the akt.
        (
            "GAL-07",
            ALINGSAS,
            ELFTE,
            Privat,
            "2026-11-25",
            None,
            "2028-11-25",
            senare("2028-11-26"),
        ),
        (
            "GAL-07",
            ALINGSAS,
            ELFTE,
            Privat,
            "2026-11-25",
            None,
            "2028-11-26",
            fran("2028-11-26", "2029-12-31"),
        ),
        (
            "GAL-07",
            "1480",
            ELFTE,
            Privat,
            "2026-11-25",
            None,
            "2040-01-01",
            bevaras(B::Kommunen, "2028-11-26"),
        ),
        // Nothing is destroyed in Göteborg and three counties, and just there.
        (
            "GAL-05",
            "1480",
            ELFTE,
            Kommunal,
            "2026-11-25",
            None,
            "2040-01-01",
            bevaras(B::Kommunen, "2031-11-26"),
        ),
        (
            "GAL-05",
            "0580",
            ELFTE,
            Kommunal,
            "2026-11-25",
            None,
            "2040-01-01",
            bevaras(B::Kommunen, "2031-11-26"),
        ),
        (
            "GAL-05",
            "0980",
            ELFTE,
            Kommunal,
            "2026-11-25",
            None,
            "2040-01-01",
            bevaras(B::Kommunen, "2031-11-26"),
        ),
        (
            "GAL-05",
            "2281",
            ELFTE,
            Kommunal,
            "2026-11-25",
            None,
            "2040-01-01",
            bevaras(B::Kommunen, "2031-11-26"),
        ),
        (
            "GAL-05",
            "1481",
            ELFTE,
            Kommunal,
            "2026-11-25",
            None,
            "2031-11-26",
            fran("2031-11-26", "2032-12-31"),
        ),
        (
            "GAL-05",
            "0680",
            ELFTE,
            Kommunal,
            "2026-11-25",
            None,
            "2031-11-26",
            fran("2031-11-26", "2032-12-31"),
        ),
        (
            "GAL-05",
            "2180",
            ELFTE,
            Kommunal,
            "2026-11-25",
            None,
            "2031-11-26",
            fran("2031-11-26", "2032-12-31"),
        ),
        // Days 5, 15 and 25 are kept, also with the 60 of a samordningsnummer; their neighbours are not.
        (
            "GAL-05",
            ALINGSAS,
            FEMTE,
            Kommunal,
            "2026-11-25",
            None,
            "2040-01-01",
            bevaras(B::FoddDag, "2031-11-26"),
        ),
        (
            "GAL-05",
            ALINGSAS,
            "199005150017",
            Kommunal,
            "2026-11-25",
            None,
            "2040-01-01",
            bevaras(B::FoddDag, "2031-11-26"),
        ),
        (
            "GAL-05",
            ALINGSAS,
            "199005250017",
            Kommunal,
            "2026-11-25",
            None,
            "2040-01-01",
            bevaras(B::FoddDag, "2031-11-26"),
        ),
        (
            "GAL-05",
            ALINGSAS,
            "199005750017",
            Kommunal,
            "2026-11-25",
            None,
            "2040-01-01",
            bevaras(B::FoddDag, "2031-11-26"),
        ),
        (
            "GAL-05",
            ALINGSAS,
            "199005040017",
            Kommunal,
            "2026-11-25",
            None,
            "2031-11-26",
            fran("2031-11-26", "2032-12-31"),
        ),
        (
            "GAL-05",
            ALINGSAS,
            "199005260017",
            Kommunal,
            "2026-11-25",
            None,
            "2031-11-26",
            fran("2031-11-26", "2032-12-31"),
        ),
        (
            "GAL-05",
            ALINGSAS,
            "199005660017",
            Kommunal,
            "2026-11-25",
            None,
            "2031-11-26",
            fran("2031-11-26", "2032-12-31"),
        ),
        // Nobody knows the day: perhaps one of those.
        (
            "GAL-05",
            ALINGSAS,
            "",
            Kommunal,
            "2026-11-25",
            None,
            "2040-01-01",
            bevaras(B::OkandFodelsedag, "2031-11-26"),
        ),
        (
            "GAL-05",
            ALINGSAS,
            "199005600017",
            Kommunal,
            "2026-11-25",
            None,
            "2040-01-01",
            bevaras(B::OkandFodelsedag, "2031-11-26"),
        ),
        (
            "GAL-05",
            "",
            ELFTE,
            Kommunal,
            "2026-11-25",
            None,
            "2040-01-01",
            Dom::Oppet(Oppet::Kommunkod),
        ),
        // What has another clock.
        (
            "GAL-04",
            ALINGSAS,
            ELFTE,
            Kommunal,
            "2026-11-25",
            Some(U::Faderskap),
            "2099-01-01",
            bevaras(B::Handlingar(U::Faderskap), "2031-11-26"),
        ),
        (
            "GAL-04",
            ALINGSAS,
            ELFTE,
            Kommunal,
            "2026-11-25",
            Some(U::Adoption),
            "2099-01-01",
            bevaras(B::Handlingar(U::Adoption), "2031-11-26"),
        ),
        (
            "GAL-04",
            ALINGSAS,
            "",
            Kommunal,
            "2026-11-25",
            Some(U::Placering),
            "2099-01-01",
            bevaras(B::Handlingar(U::Placering), "2031-11-26"),
        ),
        (
            "GAL-04",
            ALINGSAS,
            "202005110017",
            Kommunal,
            "2026-11-25",
            Some(U::Avtal),
            "2038-05-10",
            senare("2038-05-11"),
        ),
        (
            "GAL-04",
            ALINGSAS,
            "202005110017",
            Kommunal,
            "2026-11-25",
            Some(U::Avtal),
            "2038-05-11",
            fran("2038-05-11", "2039-12-31"),
        ),
        (
            "GAL-04",
            ALINGSAS,
            ELFTE,
            Kommunal,
            "2026-11-25",
            Some(U::Avtal),
            "2031-11-26",
            fran("2031-11-26", "2032-12-31"),
        ),
        (
            "GAL-04",
            ALINGSAS,
            "202005110017",
            Kommunal,
            "2026-11-25",
            Some(U::Barnutredning),
            "2050-05-10",
            senare("2050-05-11"),
        ),
        (
            "GAL-04",
            ALINGSAS,
            "202002290017",
            Kommunal,
            "2026-11-25",
            Some(U::Avtal),
            "2038-02-28",
            senare("2038-03-01"),
        ),
        (
            "GAL-04",
            ALINGSAS,
            "202000110017",
            Kommunal,
            "2026-11-25",
            Some(U::Avtal),
            "2099-01-01",
            bevaras(B::OkandFodelsedag, "2031-11-26"),
        ),
    ]
}

#[test]
fn klockorna() {
    for (regel, kommun, nummer, utforare, sista, undantag, idag, vantat) in rader() {
        let person = Personens {
            fodelse: Fodelse::av_nummer(nummer),
            ..Personens::default()
        };
        let svar = bedom(
            akt(sista, utforare, undantag),
            person,
            kommun.parse().ok(),
            dag(idag),
        );
        assert_eq!(
            svar, vantat,
            "{regel} {kommun} {nummer} {sista} {undantag:?} {idag}"
        );
    }
}

#[test]
fn en_pagaende_akt_och_allt_annat_om_samma_person_haller_kvar() {
    let min = akt("2026-11-25", Utforarslag::Kommunal, None);
    let oppen = Akttid {
        avslutad: false,
        ..min
    };
    let kod = ALINGSAS.parse().ok();
    let bedomd = |akt, andra: &[Akttid], pa_vag, idag: &str| {
        let person = Personens {
            fodelse: Fodelse::av_nummer(ELFTE),
            andra,
            pa_vag,
        };
        bedom(akt, person, kod, dag(idag))
    };
    // GAL-01: not closed, whatever day it is; also where the kommun keeps everything.
    assert_eq!(
        bedomd(oppen, &[], false, "2099-01-01"),
        Dom::Vantar(P::Arendet)
    );
    assert_eq!(
        bedomd(min, &[oppen], false, "2099-01-01"),
        Dom::Vantar(P::Annat)
    );
    assert_eq!(bedomd(min, &[], true, "2099-01-01"), Dom::Vantar(P::Annat));
    // A later one holds an earlier one back until both are due; the other way about it does not.
    let senare = akt("2029-03-01", Utforarslag::Kommunal, None);
    assert_eq!(
        bedomd(min, &[senare], false, "2033-01-01"),
        Dom::Senare(dag("2034-03-02"))
    );
    assert_eq!(
        bedomd(min, &[senare], false, "2034-03-02"),
        fran("2034-03-02", "2035-12-31")
    );
    assert_eq!(
        bedomd(senare, &[min], false, "2034-03-02"),
        fran("2034-03-02", "2035-12-31")
    );
    // A private one with two years beside the nämnd's with five.
    let privat = akt("2027-01-10", Utforarslag::Privat, None);
    assert_eq!(
        bedomd(privat, &[min], false, "2030-01-01"),
        Dom::Senare(dag("2031-11-26"))
    );
    // What is kept for good is never erased, and holds nobody else's up.
    let evig = akt(
        "2026-11-25",
        Utforarslag::Kommunal,
        Some(Undantag::Adoption),
    );
    assert_eq!(
        bedomd(min, &[evig], false, "2031-11-26"),
        fran("2031-11-26", "2032-12-31")
    );
}

#[test]
fn en_overlamning_gallras_nar_kommunen_har_sagt_nar() {
    let mut regler = Gallringsregler::default();
    let bedomd = |regler: &Gallringsregler, idag: &str| {
        bedom_overlamning(dag("2026-08-31"), regler, dag(idag))
    };
    // GAL-08: no law names a day.
    assert_eq!(
        bedomd(&regler, "2099-01-01"),
        Dom::Oppet(Oppet::Dokumenthanteringsplan)
    );
    regler.overlamning_manader = Some(6);
    assert_eq!(
        bedomd(&regler, "2027-02-28"),
        Dom::Senare(dag("2027-03-01"))
    );
    let gallras = Dom::Gallras {
        fran: dag("2027-03-01"),
        senast: None,
    };
    assert_eq!(bedomd(&regler, "2027-03-01"), gallras);
}

#[test]
fn en_kommunkod_ar_fyra_siffror() {
    for fel in ["", "148", "14800", "148a", "１４８０", "-148"] {
        assert_eq!(fel.parse::<Kommunkod>(), Err(()), "{fel}");
    }
    assert!("1480".parse::<Kommunkod>().unwrap().bevarar_allt());
    assert!(!"1489".parse::<Kommunkod>().unwrap().bevarar_allt());
}
