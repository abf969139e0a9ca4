//! What a form of the akt is about.

use crate::domain::akt::anteckning::Galler;
use crate::store::RadId;
use crate::store::akt::Arendeutkast;

/// Aktblankett, what a form is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aktblankett {
    /// An ärende is to be opened from this handover.
    Oppna(RadId),
    /// The akt of the other parent is to be opened beside this ärende.
    AndraForaldern(RadId),
    /// A person or an ärende is searched for.
    Sok,
    /// A note in this ärende.
    Anteckning(RadId, Galler),
    /// A note of this ärende is copied into the other parent's akt, under this consent.
    Kopiera(RadId, u32, RadId),
    /// The day of the next follow-up of this ärende.
    Uppfoljningsdag(RadId),
    /// The bridge of this ärende is to be opened, under one of these consents where anything is taken along.
    Bro(RadId, Vec<RadId>),
    /// The days of this bridge.
    Brodagar(RadId),
    /// A version of the plan of this ärende.
    Plan {
        /// The ärende.
        arende: RadId,
        /// The version that it builds on.
        bygger_pa: Option<u32>,
        /// The other open version that it joins with that one.
        forenar: Option<u32>,
    },
    /// A consent of the person in this ärende.
    Samtycke(RadId),
    /// A follow-up of this ärende.
    FoljUpp(RadId),
    /// The closing of this ärende.
    Avsluta(RadId),
}

impl Aktblankett {
    /// The ärende and the kind of draft that is kept while it is filled in, where one is.
    pub(super) fn utkast(&self) -> Option<(&RadId, &'static str)> {
        match self {
            Self::Anteckning(arende, _) => Some((arende, "anteckning")),
            Self::Plan { arende, .. } => Some((arende, "plan")),
            Self::Oppna(_)
            | Self::AndraForaldern(_)
            | Self::Sok
            | Self::Kopiera(..)
            | Self::Uppfoljningsdag(_)
            | Self::Bro(..)
            | Self::Brodagar(_)
            | Self::Samtycke(_)
            | Self::FoljUpp(_)
            | Self::Avsluta(_) => None,
        }
    }

    /// What a draft has to keep besides its fields.
    pub(super) fn utkastdelar(&self) -> Vec<(String, String)> {
        let del = |namn: &str, varde: u32| (namn.to_owned(), varde.to_string());
        match self {
            Self::Anteckning(_, Galler::Rattar(nr)) => vec![del("rattar", *nr)],
            Self::Anteckning(_, Galler::Invander(nr)) => vec![del("invander", *nr)],
            Self::Plan {
                bygger_pa, forenar, ..
            } => [("bygger_pa", bygger_pa), ("forenar", forenar)]
                .into_iter()
                .filter_map(|(namn, version)| Some(del(namn, (*version)?)))
                .collect(),
            Self::Anteckning(_, Galler::Handelse)
            | Self::Oppna(_)
            | Self::AndraForaldern(_)
            | Self::Sok
            | Self::Kopiera(..)
            | Self::Uppfoljningsdag(_)
            | Self::Bro(..)
            | Self::Brodagar(_)
            | Self::Samtycke(_)
            | Self::FoljUpp(_)
            | Self::Avsluta(_) => Vec::new(),
        }
    }

    /// What a draft was the form of.
    pub(super) fn av_utkast(utkast: &Arendeutkast) -> Option<Self> {
        let del = |namn: &str| {
            let (_, varde) = utkast.falt.iter().find(|(falt, _)| falt == namn)?;
            varde.parse().ok()
        };
        let arende = utkast.arende.clone();
        match utkast.slag.as_str() {
            "anteckning" => {
                let galler = del("rattar")
                    .map(Galler::Rattar)
                    .or_else(|| del("invander").map(Galler::Invander));
                Some(Self::Anteckning(arende, galler.unwrap_or(Galler::Handelse)))
            }
            "plan" => Some(Self::Plan {
                arende,
                bygger_pa: del("bygger_pa"),
                forenar: del("forenar"),
            }),
            _ => None,
        }
    }
}
