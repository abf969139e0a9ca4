//! A file for real persons has one catalogue, the one that was decided: whoever sits at the desk cannot bring another, in
//! which an insats is documented otherwise, belongs to another enhet, or is kept for a shorter time.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod gemensamt;

use gemensamt::hem::nekas;
use gemensamt::skarpthem::{ANNA, BO, SkarptHem};
use serde_json::json;

/// The catalogue of the program with one thing in it that somebody would rather have otherwise.
fn med(hem: &SkarptHem, namn: &str, fran: &str, till: &str) -> String {
    let katalog = troskel::katalog::inbyggd();
    assert!(katalog.contains(fran), "{fran}");
    hem.hemlig_fil(namn, &katalog.replacen(fran, till, 1))
}

#[test]
fn en_egen_katalog_oppnar_inget() {
    let hem = SkarptHem::med_bo();
    for (namn, fran, till) in [
        ("silo.toml", "silo = true", "silo = false"),
        (
            "silo-enhet.toml",
            "namn = \"Familjerådgivning\"",
            "namn = \"Receptionen\"",
        ),
        (
            "kommun.toml",
            "kommunkod = \"1489\"",
            "kommunkod = \"1480\"",
        ),
        ("blank.toml", "\n", "\n\n"),
    ] {
        let fil = med(&hem, namn, fran, till);
        for kommando in [
            &["ko", "lista"][..],
            &["ko", "attgora"],
            &["mottag", "--fran", "-"],
        ] {
            let med_flagga = [&["--katalog", &fil], kommando].concat();
            nekas(
                &hem.som_med(BO, &med_flagga, "{}"),
                2,
                "Katalogen är inte den",
            );
        }
        // The catalogue alone is anybody's to read, and so is the program's own in the file.
        assert_eq!(
            hem.kor(&["--katalog", &fil, "katalog", "granska", &fil])
                .kod,
            0,
            "{namn}"
        );
    }
    assert_eq!(hem.som(BO, &["ko", "lista"]).kod, 0);
}

#[test]
fn en_ny_katalog_ges_av_systemforvaltaren_och_star_i_loggen() {
    let hem = SkarptHem::med_bo();
    let fil = med(&hem, "ny.toml", "\n", "\n# beslutad\n");
    let ge = ["--katalog", &fil, "databas", "katalog", "--json"];
    nekas(&hem.som(BO, &ge), 1, "behörighet");
    let trasig = hem.hemlig_fil("trasig.toml", "kommun = 1\n");
    assert_eq!(
        hem.som(ANNA, &["--katalog", &trasig, "databas", "katalog"])
            .kod,
        2
    );
    assert_eq!(hem.som(BO, &["ko", "koer"]).kod, 0);
    let ut = hem.som(ANNA, &ge);
    assert_eq!((ut.kod, &ut.json()["gjort"]), (0, &json!(true)), "{ut:?}");
    nekas(&hem.som(BO, &["ko", "koer"]), 2, "Katalogen är inte den");
    assert_eq!(hem.som(BO, &["--katalog", &fil, "ko", "koer"]).kod, 0);
    let kontroll = hem.som(ANNA, &["databas", "kontrollera", "--json"]);
    assert_eq!((kontroll.kod, &kontroll.json()["hel"]), (0, &json!(true)));
}

#[test]
fn skarmen_tar_inte_heller_en_annan_katalog() {
    let hem = SkarptHem::nytt();
    let fil = med(&hem, "egen.toml", "silo = true", "silo = false");
    let mut skarm = hem.start().miljo("TROSKEL_KATALOG", &fil).kor();
    skarm.vanta_pa("Lösenord");
    skarm.skriv(&format!("{}\r{}\r", ANNA.0, ANNA.1));
    skarm.vanta_pa("Katalogen är inte den");
}
