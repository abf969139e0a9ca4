//! The words of accounts. Who may do what is the table in `domain::behorighet`; the passwords are in the key cabinet.

use crate::domain::behorighet::Roll;
use crate::domain::konto::{Anvandarnamn, Konto};

/// Kontoakt, one act on an account; by a systemförvaltare, never on oneself, and always logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kontoakt {
    /// Opens a new account; its key is put into the cabinet when the file has said yes.
    Lagg(Konto),
    /// Gives a role at an enhet.
    GeRoll {
        /// To whom.
        anvandare: Anvandarnamn,
        /// The role.
        roll: Roll,
        /// The enhet.
        enhet: String,
    },
    /// Takes a role at an enhet away.
    TaRoll {
        /// From whom.
        anvandare: Anvandarnamn,
        /// The role.
        roll: Roll,
        /// The enhet.
        enhet: String,
    },
    /// Closes an account.
    Stang {
        /// Whose.
        anvandare: Anvandarnamn,
        /// Wrong tries that the cabinet forgets with it.
        misslyckade: u32,
    },
    /// Opens a closed account again.
    Oppna {
        /// Whose.
        anvandare: Anvandarnamn,
    },
    /// Writes down that a password has been changed, by the user or for the user.
    LosenordBytt {
        /// Whose.
        anvandare: Anvandarnamn,
        /// Wrong tries that the cabinet forgets with it.
        misslyckade: u32,
    },
    /// Writes down that an account which too many wrong tries had locked has been unlocked in the cabinet.
    LastUpp {
        /// Whose.
        anvandare: Anvandarnamn,
        /// Wrong tries that the cabinet forgets with it.
        misslyckade: u32,
    },
}

/// Kontofråga, a question about accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kontofraga {
    /// All accounts; for a systemförvaltare.
    Alla,
    /// The own account.
    Eget,
}

/// Kontosvar, an answer about accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kontosvar {
    /// Accounts, by user name.
    Konton(Vec<Konto>),
    /// Done.
    Gjort,
}

/// Why an act on an account was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KanInteIKontot {
    /// There is no such account.
    Saknas,
    /// There is one with that name.
    Finns,
    /// Nobody gives or takes roles of their own, or closes the own account.
    EgetKonto,
    /// The file would be left without anybody who can tend its accounts.
    SistaSystemforvaltaren,
    /// The role is held already, or not held.
    Oforandrat,
    /// A name of a person or enhet that the file does not keep.
    Namn,
}
