//! For any birth date: what is said of somebody who waits holds for the person who stands there.

use proptest::prelude::*;

use super::*;
use crate::domain::fakta::{Fakta, PersonFakta};
use crate::domain::provning::prova;
use crate::domain::tid::Fodd;
use crate::domain::villkor::Status;

/// Days around which something can change, 29 February more often than others.
fn dag() -> impl Strategy<Value = NaiveDate> {
    let nara = |ar, n: i64| d(&format!("{ar}-02-27")) + chrono::Duration::days(n);
    prop_oneof![
        1 => (0..4000_i64).prop_map(|n| d("2016-01-01") + chrono::Duration::days(n)),
        1 => (2016..2027, 0..4_i64).prop_map(move |(ar, n)| nara(ar, n)),
    ]
}

fn grans() -> impl Strategy<Value = Aldersgrans> {
    let ar_med = prop::sample::select(vec![ArMed::Ja, ArMed::Nej, ArMed::Oklart]);
    (
        prop::option::of(0..70_u8),
        prop::option::of((0..70_u8, ar_med)),
    )
        .prop_map(|(fran, till)| Aldersgrans { fran, till })
}

/// Somebody's age against a range, by the same check as at the desk.
fn status(fodd: NaiveDate, grans: Aldersgrans, dag: NaiveDate) -> Status {
    let insats = insats("1.1", vec![alder("alder", grans.fran, grans.till)]);
    let fakta = Fakta {
        person: PersonFakta {
            fodd: Some(Fodd::ny(fodd, dag).unwrap()),
            ..PersonFakta::default()
        },
        ..Fakta::default()
    };
    prova(&insats, &fakta, dag).rader[0].status
}

/// A part of a number of days.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]
fn del(av: f64, dagar: u64) -> Days {
    Days::new((av * dagar as f64).round() as u64)
}

/// A birth date near the birthday that somebody has on the day, or on 29 February.
fn fodd() -> impl Strategy<Value = (u64, i64)> {
    prop_oneof![3 => (0..70_u64, -2..=2_i64), 1 => (0..17_u64).prop_map(|n| (n * 4, i64::MAX))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6000,
        max_global_rejects: 60_000,
        failure_persistence: None, ..ProptestConfig::default() })]

    // Whoever waits has a birth date; whatever is said of them must hold for it.
    #[test]
    fn ingen_som_kan_uppfylla_det_nya_villkoret_far_hora_att_det_inte_gar(
        kodatum in dag(),
        vantat in prop_oneof![2 => 0..1500_u64, 1 => Just(365), 1 => Just(366), 2 => Just(0)],
        (provad, senast, skriven) in (0.0..1.0_f64, prop_oneof![Just(0.0), 0.0..1.0_f64], 0.0..1.0_f64),
        (ar, dagar) in fodd(),
        gammal in grans(),
        ny in grans(),
        // Bounds at the own age are those at which something can go wrong.
        vid_egen in (any::<bool>(), any::<bool>()),
        med_band in any::<bool>(),
    ) {
        let idag = kodatum + Days::new(vantat);
        let fodd = if dagar == i64::MAX {
            let skottar = (kodatum.year() - 1) / 4 * 4;
            NaiveDate::from_ymd_opt(skottar - i32::try_from(ar).unwrap(), 2, 29).unwrap_or(d("1996-02-29"))
        } else {
            let dag = kodatum.checked_sub_months(chrono::Months::new(u32::try_from(ar * 12).unwrap()));
            (dag.unwrap() + chrono::Duration::days(dagar)).min(kodatum)
        };
        let alder_pa = |dag: NaiveDate| u8::try_from(dag.year() - fodd.year()).unwrap();
        let flytta = |grans: Aldersgrans, ar: u8, ja: bool| Aldersgrans {
            fran: grans.fran.map(|fran| if ja { ar } else { fran }),
            till: grans.till.map(|(till, ar_med)| (if ja { ar } else { till }, ar_med)),
        };
        let gammal = flytta(gammal, alder_pa(kodatum), vid_egen.0);
        let ny = flytta(ny, alder_pa(idag), vid_egen.1);
        // A range that nobody can be within is refused in the catalogue.
        let rimlig = |grans: Aldersgrans| grans.fran.zip(grans.till).is_none_or(|(fran, (till, _))| fran <= till);
        prop_assume!(rimlig(gammal) && rimlig(ny));
        // The day on which the villkor were checked, and the last on which that is possible as far as is known.
        let sedd = kodatum + del(provad, vantat);
        let hogst = sedd + del(senast, (idag - sedd).num_days().unsigned_abs());
        let skriven = kodatum + del(skriven, vantat);
        let en = Vantande {
            kodatum,
            // Whoever did not meet the old villkor does not wait for having met it.
            provad: (status(fodd, gammal, sedd) != Status::EjUppfyllt).then_some(hogst),
            band: med_band.then(|| (Aldersband::for_fodd(Fodd::ny(fodd, skriven).unwrap(), skriven), idag)),
            ..vantande("2025-01-01")
        };
        let fore = insats("1.1", vec![alder("gammal", gammal.fran, gammal.till)]);
        let efter = insats("1.1", vec![alder("ny", ny.fran, ny.till)]);
        let sagt = besked(fore, efter, &en, &idag.to_string()).byte;
        let galler = status(fodd, ny, idag);
        match &sagt {
            Byte::InteLangre { .. } => prop_assert_eq!(galler, Status::EjUppfyllt),
            Byte::Oforandrat => prop_assert_eq!(galler, Status::Uppfyllt),
            Byte::KontrollerasIgen { villkor } => prop_assert_eq!(villkor, &["ny".to_owned()]),
            Byte::Borta => prop_assert!(false, "insatsen finns"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    // And the other way round: where every birth date that is possible gives the same answer, it is said.
    #[test]
    fn det_som_alla_mojliga_fodelsedagar_svarar_lika_pa_sags(
        kodatum in dag(),
        vantat in prop_oneof![1 => 0..800_u64, 1 => Just(365)],
        gammal in (0..20_u8, 0..5_u8).prop_map(|(fran, mer)| Aldersgrans { fran: Some(fran), till: Some((fran + mer, ArMed::Ja)) }),
        ny in grans(),
    ) {
        let idag = kodatum + Days::new(vantat);
        let en = Vantande { kodatum, provad: Some(kodatum), ..vantande("2025-01-01") };
        let fore = insats("1.1", vec![alder("gammal", gammal.fran, gammal.till)]);
        let efter = insats("1.1", vec![alder("ny", ny.fran, ny.till)]);
        let sagt = besked(fore, efter, &en, &idag.to_string()).byte;
        // Every day on which somebody who may have met the old villkor can be born.
        let alla: Vec<Status> = (0..=26 * 366_u64)
            .map(|n| kodatum - Days::new(n))
            .filter(|fodd| status(*fodd, gammal, kodatum) != Status::EjUppfyllt)
            .map(|fodd| status(fodd, ny, idag))
            .collect();
        prop_assert!(!alla.is_empty());
        let vantat = if alla.iter().all(|s| *s == Status::EjUppfyllt) {
            inte(&["ny"])
        } else if alla.iter().all(|s| *s == Status::Uppfyllt) {
            Byte::Oforandrat
        } else {
            igen(&["ny"])
        };
        prop_assert_eq!(sagt, vantat);
    }
}
