//! The way of a handover from the desk to the akt: in one place at a time, and never lost between two.

/// Överlämningsläge, where a handover is; never in two places at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlamningslage {
    /// In the inbox, not yet fetched.
    Ny,
    /// Fetched: somebody is at work with it.
    Hamtad,
    /// Received: an ärende has been opened, or another system has taken over. The desk's copy is erased.
    Kvitterad,
    /// Given back to the desk, with a reason.
    Aterlamnad,
    /// Ended by the desk after it came back. The copy is erased.
    Makulerad,
}

impl Overlamningslage {
    /// All of them.
    pub const ALLA: [Self; 5] = [
        Self::Ny,
        Self::Hamtad,
        Self::Kvitterad,
        Self::Aterlamnad,
        Self::Makulerad,
    ];

    /// The code that is stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Ny => "ny",
            Self::Hamtad => "hamtad",
            Self::Kvitterad => "kvitterad",
            Self::Aterlamnad => "aterlamnad",
            Self::Makulerad => "makulerad",
        }
    }

    /// The place with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|lage| lage.kod() == kod)
    }

    /// Whether nothing more is done with it.
    pub fn slut(self) -> bool {
        matches!(self, Self::Kvitterad | Self::Makulerad)
    }
}

/// Återlämningsorsak, why a handover is given back. Never about need: whoever meets the villkor is received (VIL-04).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aterlamningsorsak {
    /// Meant for another enhet.
    FelEnhet,
    /// A name or number is wrong or missing.
    UppgifterSaknas,
    /// The same person has been handed over twice.
    Dubblett,
    /// The person has changed their mind.
    PersonenHarAngratSig,
    /// A paper shown at the desk does not hold: the nämnd says (VIL-05).
    VillkorOklara,
    /// The person has protected data, and the enhet has its own way for that (SKY-05).
    SkyddadePersonuppgifter,
}

impl Aterlamningsorsak {
    /// All reasons.
    pub const ALLA: [Self; 6] = [
        Self::FelEnhet,
        Self::UppgifterSaknas,
        Self::Dubblett,
        Self::PersonenHarAngratSig,
        Self::VillkorOklara,
        Self::SkyddadePersonuppgifter,
    ];

    /// The code that is stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::FelEnhet => "fel_enhet",
            Self::UppgifterSaknas => "uppgifter_saknas",
            Self::Dubblett => "dubblett",
            Self::PersonenHarAngratSig => "personen_har_angrat_sig",
            Self::VillkorOklara => "villkor_oklara",
            Self::SkyddadePersonuppgifter => "skyddade_personuppgifter",
        }
    }

    /// The reason with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|orsak| orsak.kod() == kod)
    }
}
