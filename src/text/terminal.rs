//! Sentences about the terminal itself.

/// Input or output is no terminal; and what to do instead.
pub const INGEN_TERMINAL: &str = "Tröskel behöver ett terminalfönster både för att visa text och för att ta emot \
     tangenter. Starta programmet direkt i ett terminalfönster, utan att leda om in- eller utmatningen.";

/// The terminal refused.
pub fn svarade_inte(fel: &std::io::Error) -> String {
    format!("Terminalen svarade inte som väntat: {fel}")
}

/// The screen is given back, and the last save waits for another desk.
pub const SPARAR_SIST: &str = "Den sista sparningen väntar på en annan mottagning eller ett annat program. \
     Programmet avslutas när det är sparat, eller när det säger att det inte gick.";
/// It did not have to wait in vain.
pub const SPARAT_SIST: &str = "Det är sparat.";

/// The last save was refused. Each answer before it was saved when it was given.
pub fn inte_sparat_sist(varfor: &str) -> String {
    format!("Det sista blev inte sparat. {varfor}")
}

/// What is said when the program has stopped by a fault of its own. `plats` is a file and a line, never any
/// content: what the fault says in words may hold personal data.
pub fn panik(plats: &str) -> String {
    format!(
        "Tröskel stannade på grund av ett fel i programmet. Det som hann sparas finns kvar. \
         Uppge detta när du anmäler felet: {plats}"
    )
}
