//! Konto, an account: who somebody is to the program, and what a password has to be.

use super::behorighet::Roll;

/// Användarnamn, the name that one signs in with: 2 to 40 of a–z, 0–9, dot and hyphen, beginning with a letter, and never
/// six digits in a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anvandarnamn(String);

impl Anvandarnamn {
    /// The name in this text, in lower case and without space around it.
    pub fn las(text: &str) -> Option<Self> {
        let namn = text.trim().to_lowercase();
        let siffror = namn
            .split(|c: char| !c.is_ascii_digit())
            .map(str::len)
            .max();
        let gar = (2..=40).contains(&namn.len())
            && namn.starts_with(|c: char| c.is_ascii_lowercase())
            && namn
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-')
            && siffror.unwrap_or(0) < 6;
        gar.then_some(Self(namn))
    }

    /// As text.
    pub fn som_text(&self) -> &str {
        &self.0
    }
}

/// Konto, an account. It is closed and never removed, for the log names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Konto {
    /// What one signs in with.
    pub anvandare: Anvandarnamn,
    /// The person's name, as colleagues know it.
    pub namn: String,
    /// Closed: nobody signs in with it.
    pub stangt: bool,
    /// Roles, each at an enhet.
    pub roller: Vec<(Roll, String)>,
}

/// Fewest signs of a password.
pub const LOSENORD_MINST: usize = 12;

/// Most bytes of a password.
pub const LOSENORD_HOGST: usize = 256;

/// Why a password will not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Losenordsbrist {
    /// Fewer signs than [`LOSENORD_MINST`].
    ForKort,
    /// More bytes than [`LOSENORD_HOGST`].
    ForLangt,
    /// It holds the user's name.
    HarNamnet,
    /// Fewer than five different signs.
    ForEnformigt,
}

/// Whether a password will do for a user. Length decides; no rule asks for signs of a certain kind.
///
/// # Errors
/// [`Losenordsbrist`].
pub fn prova_losenord(losenord: &str, anvandare: &Anvandarnamn) -> Result<(), Losenordsbrist> {
    let mut olika: Vec<char> = losenord.chars().collect();
    let antal = olika.len();
    olika.sort_unstable();
    olika.dedup();
    if antal < LOSENORD_MINST {
        Err(Losenordsbrist::ForKort)
    } else if losenord.len() > LOSENORD_HOGST {
        Err(Losenordsbrist::ForLangt)
    } else if losenord.to_lowercase().contains(anvandare.som_text()) {
        Err(Losenordsbrist::HarNamnet)
    } else if olika.len() < 5 {
        Err(Losenordsbrist::ForEnformigt)
    } else {
        Ok(())
    }
}
