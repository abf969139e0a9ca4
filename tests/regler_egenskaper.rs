//! What must hold of the villkorskontroll for any facts at all, against the real catalogue.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use troskel::domain::fakta::{
    BarnFakta, EgetSamtycke, Fakta, PersonFakta, SamtyckeFakta, SamtyckeSatt, Svar, Vardnadshavare,
};
use troskel::domain::insats::{BarnDeltar, Insats, Katalog};
use troskel::domain::kontroll::{Utfall, alternativ, kontrollera};
use troskel::domain::provning::prova;
use troskel::domain::tid::Fodd;
use troskel::domain::villkor::{ArMed, Krav, Part, Rad, Skal, Status};

fn katalog() -> &'static Katalog {
    static KATALOG: OnceLock<Katalog> = OnceLock::new();
    KATALOG.get_or_init(|| {
        troskel::katalog::las(troskel::katalog::inbyggd())
            .katalog
            .unwrap()
    })
}

fn insats() -> impl Strategy<Value = &'static Insats> {
    (0..katalog().insatser.len()).prop_map(|plats| &katalog().insatser[plats])
}

/// Days 2024–2032, the days around 29 February more often than others.
fn idag() -> impl Strategy<Value = NaiveDate> {
    let dag = |ar, m, d| NaiveDate::from_ymd_opt(ar, m, d).unwrap();
    prop_oneof![
        3 => (0..3000_i64).prop_map(move |n| dag(2024, 1, 1) + chrono::Duration::days(n)),
        1 => (2024..2032, 0..4_i64).prop_map(move |(ar, n)| dag(ar, 2, 27) + chrono::Duration::days(n)),
    ]
}

/// A birth date on or near the birthday at which something changes, or anywhere.
fn fodd(idag: NaiveDate) -> impl Strategy<Value = Fodd> {
    let nara = (
        prop::sample::select(vec![0, 3, 6, 7, 15, 18, 21, 22, 65, 66]),
        -2..=2_i64,
    )
        .prop_map(move |(ar, dagar)| {
            let dag = NaiveDate::from_ymd_opt(idag.year() - ar, idag.month(), idag.day());
            let dag = dag.or(NaiveDate::from_ymd_opt(idag.year() - ar, 2, 28));
            dag.unwrap() + chrono::Duration::days(dagar)
        });
    let var_som_helst = (0..36_000_i64).prop_map(move |n| idag - chrono::Duration::days(n));
    prop_oneof![nara, var_som_helst].prop_map(move |dag| Fodd::ny(dag.min(idag), idag).unwrap())
}

fn ort() -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(
        0.8,
        prop::sample::select(vec!["Alingsås", "alingsås kommun", "Borås", "Lerum"]),
    )
    .prop_map(|ort| ort.map(str::to_owned))
}

fn barn(idag: NaiveDate) -> impl Strategy<Value = BarnFakta> {
    let ja_nej = || prop::option::of(any::<bool>());
    (
        prop::option::weighted(0.8, fodd(idag)),
        ort(),
        ort(),
        ja_nej(),
        ja_nej(),
    )
        .prop_map(
            |(fodd, folkbokford, skola_i, deltar, samtycker)| BarnFakta {
                fodd,
                folkbokford,
                skola_i,
                deltar,
                samtycker,
                ..BarnFakta::default()
            },
        )
}

fn samtycke() -> impl Strategy<Value = SamtyckeFakta> {
    let eget = prop::option::weighted(
        0.8,
        prop_oneof![
            4 => Just(EgetSamtycke::Ja(SamtyckeSatt::Muntligt)),
            1 => Just(EgetSamtycke::Nej),
        ],
    );
    let vardnadshavare = prop::option::weighted(0.8, (0..4_u8, 0..4_u8, any::<bool>()));
    (eget, vardnadshavare).prop_map(|(eget, vardnadshavare)| SamtyckeFakta {
        eget,
        vardnadshavare: vardnadshavare.map(|(antal, samtycker, hindrad)| Vardnadshavare {
            antal,
            samtycker: samtycker.min(antal),
            hindrad,
        }),
        foretradare: false,
    })
}

prop_compose! {
    /// An insats, a day, and facts that may contradict each other.
    fn fall()(insats in insats(), idag in idag())
        (insats in Just(insats), idag in Just(idag), person_fodd in prop::option::weighted(0.7, fodd(idag)),
         folkbokford in ort(), egen_uppgift in prop::bool::weighted(0.2),
         barn in prop::collection::vec(barn(idag), 0..3), samtycke in samtycke(),
         svaren in prop::collection::vec(prop::option::weighted(0.4, prop::sample::select(Svar::ALLA.to_vec())), 3))
        -> (&'static Insats, NaiveDate, Fakta) {
        let svar = insats.villkor.iter().zip(svaren);
        let svar = svar.filter_map(|(villkor, svar)| Some((villkor.id.clone(), svar?))).collect();
        let person = PersonFakta { fodd: person_fodd, folkbokford, egen_uppgift, ..PersonFakta::default() };
        (insats, idag, Fakta { person, barn, svar, samtycke, ..Fakta::default() })
    }
}

/// The rows whose villkor is of the kind that `om` accepts.
fn rader(insats: &Insats, rader: Vec<Rad>, om: impl Fn(&Krav) -> bool) -> Vec<Rad> {
    let ratt = |rad: &Rad| insats.villkor(&rad.id).is_some_and(|v| om(&v.krav));
    rader.into_iter().filter(ratt).collect()
}

/// Where on the way from too young to too old an age stands; it may only grow.
fn vag(rad: &Rad, fran: Option<u8>) -> u8 {
    match (&rad.status, &rad.skal) {
        (_, Some(Skal::ForUng(_))) => 0,
        (_, Some(Skal::Skottdag(ar))) if Some(*ar) == fran => 1,
        (Status::Uppfyllt, _) => 2,
        (_, Some(Skal::Skottdag(_) | Skal::GransaretOppet(_))) => 3,
        (_, Some(Skal::ForGammal(_))) => 4,
        annat => panic!("en ålder kan inte ge {annat:?}"),
    }
}

/// Whole years, counted in another way than the program does; not for those born on 29 February.
fn ar_fyllda(fodd: NaiveDate, idag: NaiveDate) -> i32 {
    let fore = (idag.month(), idag.day()) < (fodd.month(), fodd.day());
    idag.year() - fodd.year() - i32::from(fore)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tveksamhet_gar_alltid_till_namnden((insats, idag, mut fakta) in fall()) {
        fakta.tveksamhet = true;
        prop_assert_eq!(kontrollera(insats, &fakta, idag).utfall, Utfall::Oklart);
    }

    #[test]
    fn skyddad_folkbokforing_ar_varken_ja_eller_nej((insats, idag, mut fakta) in fall()) {
        fakta.person.skyddad_folkbokforing = true;
        let kontroll = kontrollera(insats, &fakta, idag);
        let folkbokforing = |krav: &Krav| matches!(krav, Krav::Folkbokford { .. });
        for rad in rader(insats, kontroll.provning.rader.clone(), folkbokforing) {
            prop_assert_eq!(rad.status, Status::Oklart);
        }
        // Only something else than folkbokföring can make the whole a "not met".
        let annat = rader(insats, kontroll.provning.rader, |krav| !folkbokforing(krav));
        let nagot_annat = annat.iter().any(|rad| rad.status == Status::EjUppfyllt);
        prop_assert!(kontroll.utfall != Utfall::EjUppfyllt || nagot_annat);
    }

    #[test]
    fn en_dag_aldre_gar_aldrig_bakat((insats, idag, mut fakta) in fall()) {
        fakta.svar.clear();
        fakta.barn.truncate(1);
        let i_morgon = idag.succ_opt().unwrap();
        for villkor in &insats.villkor {
            let Krav::Alder { avser, grans } = &villkor.krav else { continue };
            let fodd = match avser {
                Part::Person => fakta.person.fodd,
                _ => fakta.barn.first().and_then(|barn| barn.fodd),
            };
            let rad = |dag| {
                let alla = prova(insats, &fakta, dag).rader;
                alla.into_iter().find(|rad| rad.id == villkor.id).unwrap()
            };
            let (nu, sedan) = (rad(idag), rad(i_morgon));
            if fodd.is_none() {
                prop_assert_eq!((nu.status, sedan.status), (Status::EjKontrollerat, Status::EjKontrollerat));
                continue;
            }
            let (nu, sedan) = (vag(&nu, grans.fran), vag(&sedan, grans.fran));
            prop_assert!(sedan >= nu, "{}: {nu} och nästa dag {sedan}", villkor.id);
        }
    }

    #[test]
    fn aldern_raknas_som_pa_fingrarna((insats, idag, mut fakta) in fall()) {
        fakta.svar.clear();
        let Some(fodd) = fakta.person.fodd.map(Fodd::avsloja) else { return Ok(()) };
        prop_assume!((fodd.month(), fodd.day()) != (2, 29));
        let ar = ar_fyllda(fodd, idag);
        for rad in prova(insats, &fakta, idag).rader {
            let Krav::Alder { avser: Part::Person, grans } = insats.villkor(&rad.id).unwrap().krav else { continue };
            let ska = match (grans.fran.map(i32::from), grans.till.map(|(till, med)| (i32::from(till), med))) {
                (Some(fran), _) if ar < fran => Status::EjUppfyllt,
                (_, Some((till, ArMed::Nej))) if ar >= till => Status::EjUppfyllt,
                (_, Some((till, _))) if ar > till => Status::EjUppfyllt,
                (_, Some((till, ArMed::Oklart))) if ar == till => Status::Oklart,
                _ => Status::Uppfyllt,
            };
            prop_assert_eq!(rad.status, ska, "{} {}", rad.id, ar);
        }
    }

    #[test]
    fn inget_barn_deltar_utan_dem_som_maste_saga_ja((_, idag, mut fakta) in fall(), val in any::<prop::sample::Index>()) {
        let med_barn: Vec<&Insats> = katalog().insatser.iter().filter(|i| i.barn.deltar != BarnDeltar::Nej).collect();
        let insats = *val.get(&med_barn);
        // Nothing but the samtycke is in the way, as far as the ages allow.
        fakta.person.egen_uppgift = false;
        for barn in &mut fakta.barn {
            barn.folkbokford = Some("Alingsås".to_owned());
        }
        fakta.svar = insats.villkor.iter().map(|villkor| (villkor.id.clone(), Svar::Ja)).collect();
        prop_assume!(kontrollera(insats, &fakta, idag).utfall == Utfall::Uppfyllt);

        let alla = fakta.samtycke.vardnadshavare.is_some_and(|v| v.antal > 0 && v.samtycker == v.antal);
        prop_assert!(fakta.samtycke.eget != Some(EgetSamtycke::Nej));
        let nagot_deltar = fakta.barn.iter().any(|barn| barn.deltar == Some(true));
        let deltar: Vec<&BarnFakta> = fakta.barn.iter().filter(|barn| match barn.deltar {
            Some(deltar) => deltar,
            None => !nagot_deltar && insats.barn.deltar == BarnDeltar::Ja,
        }).collect();
        for barn in &deltar {
            prop_assert!(barn.samtycker != Some(false), "barnet har sagt nej");
            let ar = barn.fodd.map(|fodd| ar_fyllda(fodd.avsloja(), idag));
            prop_assert!(ar.is_some_and(|ar| ar >= 15) || alla, "under 15, eller vet inte, utan alla vårdnadshavare");
            let tillfragad = barn.samtycker.is_some() || fakta.samtycke.eget.is_some();
            prop_assert!(tillfragad || ar.is_none_or(|ar| ar < 15), "15 till 17 utan egen vilja");
        }
        if insats.barn.deltar == BarnDeltar::Ja && deltar.is_empty() {
            let barnet_sjalvt = fakta.person.fodd.is_some_and(|fodd| ar_fyllda(fodd.avsloja(), idag) < 18);
            prop_assert!(alla || barnet_sjalvt, "ett barn deltar alltid");
        }
    }

    #[test]
    fn att_veta_mindre_om_ett_barns_folkbokforing_oppnar_inget((insats, idag, fakta) in fall()) {
        prop_assume!(kontrollera(insats, &fakta, idag).utfall != Utfall::Uppfyllt);
        for plats in 0..fakta.barn.len() {
            let mut mindre = fakta.clone();
            // An answer of the desk stands for all: without the fact it has nothing left to contradict.
            mindre.svar.clear();
            let fore = kontrollera(insats, &mindre, idag).utfall;
            mindre.barn[plats].folkbokford = None;
            let efter = kontrollera(insats, &mindre, idag).utfall;
            prop_assert!(efter != Utfall::Uppfyllt || fore == Utfall::Uppfyllt);
        }
        let mut utan = fakta;
        utan.samtycke.vardnadshavare = None;
        prop_assert!(kontrollera(insats, &utan, idag).utfall != Utfall::Uppfyllt);
    }

    #[test]
    fn inget_foreslas_som_uppgifterna_utesluter((insats, idag, mut fakta) in fall()) {
        fakta.svar.clear();
        for (annan, utfall) in alternativ(katalog(), insats, &fakta, idag) {
            prop_assert!(annan.nr != insats.nr);
            prop_assert!(utfall != Utfall::EjUppfyllt);
            prop_assert!(kontrollera(annan, &fakta, idag).utfall != Utfall::EjUppfyllt);
        }
    }
}
