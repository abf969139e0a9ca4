//! What the command line answers somebody without the role: exit code 1, and which role does it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use gemensamt::skarpthem::{ANNA, BO, SkarptHem};

#[test]
fn varje_kommando_som_rollen_saknar_avslutas_med_1_och_sager_vem_som_gor_det() {
    let hem = SkarptHem::med_bo();
    for (argument, indata, vem) in [
        (&["arende", "lista"][..], "", "utförare eller chef"),
        (
            &["arende", "sok", "--fran", "-"],
            r#"{"namn": "Åsa Ek"}"#,
            "utförare eller chef",
        ),
        (&["arende", "att-gora"], "", "utförare eller chef"),
        (&["overlamning", "lista", "--inkorg"], "", "utförare"),
        (&["statistik"], "", "köansvarig eller chef"),
        (
            &["forekomst", "--fran", "-"],
            r#"{"namn": "Åsa Ek"}"#,
            "chef",
        ),
        (&["ko", "rattvisa"], "", "köansvarig eller chef"),
        (&["ko", "granska", "3.2.1"], "", "köansvarig"),
        (&["konto", "lista"], "", "systemförvaltare"),
        (&["logg", "visa"], "", "chef"),
        (&["logg", "topp"], "", "chef eller systemförvaltare"),
        (&["databas", "kontrollera"], "", "systemförvaltare"),
        (&["behorighet", "lista"], "", "systemförvaltare"),
    ] {
        let ut = hem.som_med(BO, argument, indata);
        assert_eq!(ut.kod, 1, "{argument:?} {ut:?}");
        let ord = format!("Det gör {vem}.");
        assert!(ut.fel.contains(&ord), "{argument:?} {ut:?}");
        assert!(!ut.fel.contains("Åsa") && ut.ut.is_empty(), "{ut:?}");
    }
    // What he is there for goes, and the lookup needs nobody.
    for argument in [&["ko", "lista"][..], &["overlamning", "aterlamnade"]] {
        let ut = hem.som(BO, argument);
        assert!(!ut.fel.contains("Det gör"), "{argument:?} {ut:?}");
    }
    assert_eq!(hem.kor(&["sok", "familj"]).kod, 0);
    // Anna, who has the role, is not refused.
    let ut = hem.som(ANNA, &["statistik"]);
    assert!(!ut.fel.contains("Det gör"), "{ut:?}");
}
