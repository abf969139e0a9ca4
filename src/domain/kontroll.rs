//! Villkorskontroll: the villkor and the samtycke as one outcome, nothing stored.

use chrono::NaiveDate;

use super::fakta::Fakta;
use super::insats::{BarnDeltar, Insats, Katalog};
use super::provning::prova;
use super::samtycke::{IngetSamtycke, Samtycke, prova_samtycke};
use super::tid::Aldersklass;
use super::villkor::{Oklarhet, Part, Provning, Status};

/// Utfall, the outcome of a villkorskontroll. There is no "no": who does not meet the villkor may always apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Utfall {
    /// Everything met: whoever carries it out shall receive the person (VIL-04).
    Uppfyllt,
    /// A villkor is not met.
    EjUppfyllt,
    /// Unclear: the nämnd (VIL-05).
    Oklart,
    /// The guardians must consent (SAM-02, SAM-05).
    KraverVardnadshavaresSamtycke,
    /// Whoever takes part must consent (SAM-01, SAM-04).
    KraverEgetSamtycke,
    /// Something is still unanswered.
    EjKontrollerat,
}

impl Utfall {
    /// All outcomes.
    pub const ALLA: [Self; 6] = [
        Self::Uppfyllt,
        Self::EjUppfyllt,
        Self::Oklart,
        Self::KraverVardnadshavaresSamtycke,
        Self::KraverEgetSamtycke,
        Self::EjKontrollerat,
    ];

    /// The code of the command line contract.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Uppfyllt => "uppfyllt",
            Self::EjUppfyllt => "ej_uppfyllt",
            Self::Oklart => "oklart",
            Self::KraverVardnadshavaresSamtycke => "kraver_vardnadshavares_samtycke",
            Self::KraverEgetSamtycke => "kraver_eget_samtycke",
            Self::EjKontrollerat => "ej_kontrollerat",
        }
    }

    /// The outcome with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|utfall| utfall.kod() == kod)
    }

    /// The outcome of the villkor alone.
    pub fn av_villkor(status: Status) -> Self {
        match status {
            Status::Uppfyllt => Self::Uppfyllt,
            Status::EjUppfyllt => Self::EjUppfyllt,
            Status::Oklart => Self::Oklart,
            Status::EjKontrollerat => Self::EjKontrollerat,
        }
    }

    /// The outcome that a missing samtycke gives.
    pub fn utan_samtycke(inget: IngetSamtycke) -> Self {
        match inget {
            IngetSamtycke::KraverEget | IngetSamtycke::EgetEjBesvarat => Self::KraverEgetSamtycke,
            IngetSamtycke::KraverVardnadshavare => Self::KraverVardnadshavaresSamtycke,
            IngetSamtycke::DeltarEjBesvarat | IngetSamtycke::BarnetsAlderEjBesvarad => {
                Self::EjKontrollerat
            }
            IngetSamtycke::LamplighetEjBeslutad
            | IngetSamtycke::VardnadshavareHindrad
            | IngetSamtycke::IngenVardnadshavare
            | IngetSamtycke::Foretradare
            | IngetSamtycke::Skottdag => Self::Oklart,
        }
    }
}

/// Kontroll, the whole check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kontroll {
    /// The outcome.
    pub utfall: Utfall,
    /// The rows behind it.
    pub provning: Provning,
    /// The samtycke, or what is missing of it.
    pub samtycke: Result<Samtycke, IngetSamtycke>,
}

/// Checks villkor first and samtycke after; an adult who has not been asked yet is no obstacle to the villkor.
pub fn kontrollera(insats: &Insats, fakta: &Fakta, idag: NaiveDate) -> Kontroll {
    let provning = prova(insats, fakta, idag);
    let samtycke = prova_samtycke(insats, fakta, idag);
    let utfall = match (Utfall::av_villkor(provning.status), samtycke) {
        (Utfall::Uppfyllt, Err(IngetSamtycke::EgetEjBesvarat)) => Utfall::Uppfyllt,
        (Utfall::Uppfyllt, Err(inget)) => Utfall::utan_samtycke(inget),
        (utfall, _) => utfall,
    };
    Kontroll {
        utfall,
        provning,
        samtycke,
    }
}

/// Other insatser whose villkor may fit when this one does not (VIL-06): those the catalogue names, less those
/// that the same facts already rule out.
pub fn alternativ<'k>(
    katalog: &'k Katalog,
    insats: &Insats,
    fakta: &Fakta,
    idag: NaiveDate,
) -> Vec<(&'k Insats, Utfall)> {
    // Answers and evidence belong to their villkor: they follow only where the other insats has the very same one.
    let fakta_for = |annan: &Insats| {
        let samma = |id: &String| {
            let (har, dar) = (insats.villkor(id), annan.villkor(id));
            har.zip(dar)
                .is_some_and(|(har, dar)| har.krav == dar.krav && har.text == dar.text)
        };
        let mut fakta = fakta.clone();
        fakta.svar.retain(|id, _| samma(id));
        fakta.underlag.retain(|id, _| samma(id));
        fakta
    };
    let klass = fakta
        .person
        .fodd
        .and_then(|fodd| Aldersklass::for_fodd(fodd, idag));
    let ett_barn = klass
        .or(fakta.person.klass)
        .is_some_and(|klass| klass != Aldersklass::Vuxen);
    insats
        .narliggande
        .iter()
        .filter_map(|nr| katalog.insats(*nr))
        .filter(|annan| annan.erbjuds(idag))
        .filter_map(|annan| {
            let provning = prova(annan, &fakta_for(annan), idag);
            let passar = provning.status != Status::EjUppfyllt
                && provning.oklarhet != Some(Oklarhet::UtanforMalgrupp)
                && !(ett_barn && for_vuxna(annan));
            passar.then(|| (annan, Utfall::av_villkor(provning.status)))
        })
        .collect()
}

/// Whether an insats is meant for adults or for parents: not to be named to a child.
fn for_vuxna(insats: &Insats) -> bool {
    insats
        .malgrupp
        .alder
        .is_some_and(|(avser, grans)| match avser {
            Part::Person => grans.fran.is_some_and(|fran| fran >= 18),
            Part::Barn => insats.barn.deltar == BarnDeltar::Nej,
            Part::Partner => false,
        })
}
