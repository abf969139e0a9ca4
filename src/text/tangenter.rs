//! What the keys do, in two words each.

/// Start a visit.
pub const TA_EMOT: &str = "ta emot";
/// Count an informed visitor.
pub const INFORMERAD: &str = "bara en fråga";
/// The parked visits.
pub const PARKERADE: &str = "parkerade";
/// The queues.
pub const KO: &str = "kö";
/// The handovers.
pub const OVERLAMNINGAR: &str = "överlämningar";
/// The counts.
pub const STATISTIK: &str = "statistik";
/// Empty the search.
pub const TOM_SOKNING: &str = "töm sökningen";
/// Hand over.
pub const OVERLAMNA: &str = "överlämna";
/// A made-up person.
pub const PAHITTAD: &str = "påhittad person (i övning)";
/// Forward.
pub const VIDARE: &str = "vidare";
/// Back.
pub const TILLBAKA: &str = "bakåt";
/// Park.
pub const PARKERA: &str = "parkera";
/// Would rather apply.
pub const ANSOK: &str = "ansök";
/// Leave.
pub const LAMNA: &str = "avsluta";
/// Next field.
pub const NASTA_FALT: &str = "nästa fråga";
/// The field before.
pub const FORRA_FALT: &str = "frågan före";
/// Next alternative.
pub const NASTA_VAL: &str = "nästa svar";
/// The alternative before.
pub const FORRA_VAL: &str = "svaret före";
/// Take up.
pub const TA_UPP: &str = "ta upp";
/// Remove.
pub const TA_BORT: &str = "ta bort";
/// Call in.
pub const KALLA_IN: &str = "kalla in den som är först";
/// End a slip.
pub const AVSLUTA_KOPOST: &str = "avsluta kölapp";
/// Next row.
pub const NASTA_RAD: &str = "nästa rad";
/// The row before.
pub const FORRA_RAD: &str = "raden före";
/// A page down.
pub const SIDA_NER: &str = "bläddra ner";
/// A page up.
pub const SIDA_UPP: &str = "bläddra upp";
/// Help.
pub const HJALP: &str = "hjälp";
/// End the program.
pub const AVSLUTA: &str = "stäng programmet";
/// Stop for the shell.
pub const PAUSA: &str = "pausa programmet";
