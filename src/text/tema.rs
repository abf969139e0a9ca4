//! Sentences about theme files.

use std::fmt;

use crate::rena::rena_rad;
use crate::ui::tema::{TemaFel, TemaVarning};

impl fmt::Display for TemaFel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&rena_rad(&temafel(self)))
    }
}

impl fmt::Display for TemaVarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&rena_rad(&temavarning(self)))
    }
}

/// Says why a theme could not be used.
fn temafel(fel: &TemaFel) -> String {
    match fel {
        TemaFel::Okant { namn, finns } => {
            format!(
                "Temat ”{namn}” finns inte. Välj bland: {}, eller ange en fil som slutar på .toml.",
                finns.join(", ")
            )
        }
        TemaFel::GarInteAttLasa { kalla, .. } => {
            format!(
                "Temafilen {kalla} går inte att läsa. Kontrollera att den finns och att du får läsa den."
            )
        }
        TemaFel::ForStor { kalla } => {
            format!("Temafilen {kalla} är för stor för att vara ett tema.")
        }
        TemaFel::Trasig { kalla, rad } => {
            format!("Temafilen {kalla} är inte rätt skriven: felet finns på rad {rad}.")
        }
        TemaFel::Cirkel { kedja } => {
            format!("Teman ärver varandra i en cirkel: {}.", kedja.join(" → "))
        }
    }
}

/// Says what was passed over in a theme file; the theme works all the same.
fn temavarning(varning: &TemaVarning) -> String {
    match varning {
        TemaVarning::OkandNyckel { kalla, nyckel } => {
            format!("Tema {kalla}: nyckeln ”{nyckel}” är okänd och används inte.")
        }
        TemaVarning::FelSort { kalla, nyckel } => {
            format!("Tema {kalla}: värdet för ”{nyckel}” är av fel sort och används inte.")
        }
        TemaVarning::OkandRoll { kalla, roll } => {
            format!("Tema {kalla}: rollen ”{roll}” är okänd och används inte.")
        }
        TemaVarning::FelFarg {
            kalla,
            nyckel,
            varde,
        } => format!(
            "Tema {kalla}: ”{varde}” för ”{nyckel}” är ingen färg. Skriv #rrggbb eller ett namn ur paletten."
        ),
        TemaVarning::HalvtPar { kalla, roll } => format!(
            "Tema {kalla}: rollen ”{roll}” ska ha både fg och bg eller ingen av dem. Färgen används inte."
        ),
        TemaVarning::IngenGrund { kalla } => {
            format!("Tema {kalla}: rollen ”grund” saknas. Terminalens egna färger används.")
        }
        TemaVarning::BaraFarg { kalla, roll } => format!(
            "Tema {kalla}: rollen ”{roll}” skiljer sig bara genom färg. Den visas därför också med fet stil."
        ),
        TemaVarning::SvagKontrast {
            kalla,
            roll,
            kontrast,
        } => format!(
            "Tema {kalla}: rollen ”{roll}” har kontrasten {}:1. Minst 4,5:1 behövs.",
            format!("{kontrast:.2}").replace('.', ",")
        ),
    }
}
