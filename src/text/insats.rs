//! The words around an insats.

/// Heading of the villkor.
pub const VILLKOR: &str = "Villkor";
/// An insats without villkor.
pub const INGA_VILLKOR: &str = "Inga villkor: öppen för alla.";
/// Heading of the målgrupp.
pub const MALGRUPP: &str = "För";
/// Before an open question.
pub const OPPET: &str = "Inte avgjort";
/// Heading of where and how.
pub const FORM: &str = "Ges";
/// Heading of the extent.
pub const OMFATTNING: &str = "Omfattning";
/// Heading of methods.
pub const METOD: &str = "Metod";
/// Heading of who carries it out.
pub const UTFORARE: &str = "Utförs av";
/// Heading of the follow-up.
pub const UPPFOLJNING: &str = "Uppföljning";
/// Heading of the fee.
pub const AVGIFT: &str = "Avgift";
/// Heading of lead time.
pub const LEDTID: &str = "Start";
/// Mark of what should begin at once.
pub const BRADSKANDE: &str = "Brådskande: ska börja så snart det går.";
/// Heading of the general decision.
pub const BESLUT: &str = "Nämndens beslut";
/// A group size.
pub fn gruppstorlek(minst: u16, hogst: u16) -> String {
    format!("grupp om {minst}–{hogst}")
}
/// A villkor that is only shown.
pub const BEDOMNING: &str = "(prövas inte här)";
