//! Sentences about the terminal itself.

use crate::runtime::terminal::TerminalFel;

/// Says why the screen could not be taken over, and what to do instead.
pub fn terminalfel(fel: &TerminalFel) -> String {
    match fel {
        TerminalFel::IngenTerminal => {
            "Tröskel behöver ett terminalfönster både för att visa text och för att ta emot tangenter. \
             Starta programmet direkt i ett terminalfönster, utan att leda om in- eller utmatningen."
                .to_owned()
        }
        TerminalFel::Io(fel) => format!("Terminalen svarade inte som väntat: {fel}"),
    }
}

/// What is said when the program has stopped by a fault of its own. `plats` is a file and a line, never any
/// content: what the fault says in words may hold personal data.
pub fn panik(plats: &str) -> String {
    format!(
        "Tröskel stannade på grund av ett fel i programmet. Det som hann sparas finns kvar. \
         Uppge detta när du anmäler felet: {plats}"
    )
}
