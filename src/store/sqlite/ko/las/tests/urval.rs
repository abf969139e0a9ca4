//! The first who fits, as the engine finds it and as the rule says it.

use proptest::prelude::*;

use super::*;
use crate::domain::ko::plats::{Platskrav, Pott};
use crate::domain::tid::Aldersband;
use crate::store::sqlite::ko::urval::{Potten, forsta_som_passar, ga_igenom};

/// Party, band, language, earliest day and weekdays, as they stand in the row.
type Fakta = (
    u8,
    Option<&'static str>,
    Option<&'static str>,
    Option<&'static str>,
    Option<u8>,
);

fn fakta() -> impl Strategy<Value = Fakta> {
    let om = prop::option::of::<prop::sample::Select<&str>>;
    (
        1..=4_u8,
        om(prop::sample::select(vec!["0-14", "15-17", "25-44", "65-"])),
        om(prop::sample::select(vec!["sv", "ar", "so"])),
        om(prop::sample::select(vec![
            "2026-11-24",
            "2026-11-25",
            "2026-11-26",
            "2026-12-09",
            "2027-06-01",
        ])),
        prop::option::of(1..=127_u8),
    )
}

fn stall_med_fakta(fil: &mut Fil, (parti, band, sprak, tidigast, dagar): Fakta) {
    let kod = fil.stall(GRUPP, "2026-11-01");
    fil.akt(t("2026-11-24"), |akt| {
        let post = post::med_kod(akt.tx, kod).unwrap();
        let nasta = Some((post.nyckel.id.as_str(), post.ver + 1, None, None));
        post::skriv_handelse(akt, post.insats, nasta, &Handelse::ny("uppgifter")).unwrap();
        akt.kor(
            "UPDATE kopost SET parti = ?2, band = ?3, sprak = ?4, tidigast = ?5, veckodagar = ?6, ver = ver + 1
             WHERE id = ?1",
            params![post.nyckel.id, parti, band, sprak, tidigast, dagar],
        )
        .unwrap();
    });
}

/// All kinds of places with so many free.
fn potter(lediga: u16) -> Vec<Potten> {
    let mut alla = Vec::new();
    for start in [
        None,
        Some("2026-11-25"),
        Some("2026-11-28"),
        Some("2027-01-11"),
    ] {
        for sprak in [None, Some("sv"), Some("fi")] {
            for band in [&[][..], &["15-17"], &["0-14", "65-"]] {
                let band = band.iter().map(|kod| Aldersband::fran_kod(kod).unwrap());
                alla.push(Potten {
                    pott: Pott::Lopande(nr(GRUPP)),
                    antal: lediga + 1,
                    tagna: 1,
                    krav: Platskrav {
                        sprak: sprak.map(str::to_owned),
                        band: band.collect(),
                        start: start.map(d),
                    },
                    ..Potten::okand(nr(GRUPP))
                });
            }
        }
    }
    alla
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn den_forsta_som_passar_ar_densamma_som_nar_var_och_en_provas(
        ko in prop::collection::vec(fakta(), 0..12)
    ) {
        let mut fil = Fil::ny();
        // The age band is set once and for all, when the entry is made.
        fil.kor("DROP TRIGGER kopost_fast", []);
        for fakta in ko {
            stall_med_fakta(&mut fil, fakta);
        }
        let (conn, idag) = (&fil.lager.conn, d("2026-11-25"));
        for potten in [0, 1, 2, 25].into_iter().flat_map(potter) {
            let (provad, _) = ga_igenom(conn, &potten, &[], None, idag).unwrap();
            let funnen = forsta_som_passar(conn, &potten, None, idag).unwrap();
            prop_assert_eq!(
                funnen.map(|post| (post.nyckel.id, post.uppgifter)),
                provad.map(|post| (post.nyckel.id, post.uppgifter)),
                "{:?}", potten
            );
        }
    }
}

#[test]
fn den_som_inget_sagt_passar_overallt_dar_en_plats_ar_ledig() {
    let mut fil = Fil::ny();
    let kod = fil.stall(GRUPP, "2026-11-01");
    for (lediga, passar) in [(0, None), (1, Some(kod))] {
        for potten in potter(lediga) {
            let forst = forsta_som_passar(&fil.lager.conn, &potten, None, d("2026-11-25")).unwrap();
            assert_eq!(forst.map(|post| post.kod), passar, "{potten:?}");
        }
    }
}
