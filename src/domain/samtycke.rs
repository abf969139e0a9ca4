//! Samtycke, who must say yes before an insats may begin (SAM-01 to SAM-14).

use chrono::NaiveDate;

use super::fakta::{EgetSamtycke, Fakta, SamtyckeSatt, Vardnadshavare};
use super::insats::{BarnDeltar, Insats, Lamplig};
use super::provning::berorda_barn;
use super::tid::{Aldersklass, Fodd};

/// Samtycke, the evidence that everybody who must has consented.
///
/// Only [`prova_samtycke`] makes one; it has no other constructor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Samtycke {
    satt: SamtyckeSatt,
    vardnadshavare: Option<u8>,
}

impl Samtycke {
    /// How the own samtycke was given.
    pub fn satt(self) -> SamtyckeSatt {
        self.satt
    }

    /// How many guardians consented, where their samtycke was needed or given.
    pub fn vardnadshavare(self) -> Option<u8> {
        self.vardnadshavare
    }
}

/// Why there is no samtycke (yet): each has a text and a way on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IngetSamtycke {
    /// Whoever takes part has said no, or a child has not been asked.
    KraverEget,
    /// The own samtycke has not been asked for.
    EgetEjBesvarat,
    /// The guardians must consent, all of them (SAM-02, SAM-05).
    KraverVardnadshavare,
    /// Whether the child takes part has not been asked (SAM-12).
    DeltarEjBesvarat,
    /// A child takes part, and nobody has asked how old it is: it may need its guardians (SAM-02).
    BarnetsAlderEjBesvarad,
    /// The nämnd has not said whether it is suitable for 15 to 17 (SAM-03).
    LamplighetEjBeslutad,
    /// A guardian is hindered: not for the desk to judge (SAM-06).
    VardnadshavareHindrad,
    /// The number of guardians is nought: somebody else decides, not the desk.
    IngenVardnadshavare,
    /// Somebody represents the person, or the person cannot consent (SAM-14).
    Foretradare,
    /// 29 February leaves the class open (VIL-10).
    Skottdag,
}

/// Those who take part, in one reading of 29 February (VIL-10).
fn deltagare(
    insats: &Insats,
    fakta: &Fakta,
    idag: NaiveDate,
    oppen_dag: bool,
) -> Result<Vec<Deltagare>, IngetSamtycke> {
    let klass = |fodd: Option<Fodd>, klass: Option<Aldersklass>| {
        fodd.map(|fodd| Aldersklass::lasning(fodd, idag, oppen_dag))
            .or(klass)
    };
    let person = Deltagare {
        klass: klass(fakta.person.fodd, fakta.person.klass),
        eget: fakta.samtycke.eget.map(|eget| eget != EgetSamtycke::Nej),
        barn: false,
    };
    let mut alla = vec![person];
    if insats.barn.deltar == BarnDeltar::Nej {
        return Ok(alla);
    }
    for barn in berorda_barn(fakta) {
        match (insats.barn.deltar, barn.deltar) {
            (_, Some(false)) => continue,
            (BarnDeltar::Kan, None) => return Err(IngetSamtycke::DeltarEjBesvarat),
            (BarnDeltar::Kan, Some(true)) | (BarnDeltar::Ja | BarnDeltar::Nej, _) => {}
        }
        alla.push(Deltagare {
            klass: klass(barn.fodd, barn.klass),
            eget: barn.samtycker.or(person.eget),
            barn: true,
        });
    }
    let barnet_sjalvt = person
        .klass
        .is_some_and(|klass| klass != Aldersklass::Vuxen);
    let inget_barn = alla.len() == 1 && !barnet_sjalvt;
    match insats.barn.deltar {
        BarnDeltar::Kan if inget_barn && fakta.barn.is_empty() => {
            Err(IngetSamtycke::DeltarEjBesvarat)
        }
        // The catalogue says that a child always takes part: one that nobody has named takes part too.
        BarnDeltar::Ja if inget_barn => {
            alla.push(Deltagare {
                klass: None,
                eget: person.eget,
                barn: true,
            });
            Ok(alla)
        }
        BarnDeltar::Nej | BarnDeltar::Kan | BarnDeltar::Ja => Ok(alla),
    }
}

#[derive(Clone, Copy)]
struct Deltagare {
    klass: Option<Aldersklass>,
    eget: Option<bool>,
    /// Beside the visitor; a visitor of unknown age is not asked for it.
    barn: bool,
}

/// Makes the evidence, or says what is missing.
///
/// A child under 15 needs all its guardians; from 15 its own word is enough where the nämnd has found the insats
/// suitable, and is always needed. What the desk may not judge is returned as such.
///
/// # Errors
/// [`IngetSamtycke`] with the first thing that stands in the way.
pub fn prova_samtycke(
    insats: &Insats,
    fakta: &Fakta,
    idag: NaiveDate,
) -> Result<Samtycke, IngetSamtycke> {
    // Both readings of 29 February; only where they differ is anything unclear (VIL-10).
    let lasningar = [true, false].map(|oppen_dag| prova_lasning(insats, fakta, idag, oppen_dag));
    match lasningar {
        [en, annan] if en == annan => en,
        // The own will can be asked for here and now, and one of the readings needs it.
        [Err(IngetSamtycke::KraverEget), _] | [_, Err(IngetSamtycke::KraverEget)] => {
            Err(IngetSamtycke::KraverEget)
        }
        _ => Err(IngetSamtycke::Skottdag),
    }
}

fn prova_lasning(
    insats: &Insats,
    fakta: &Fakta,
    idag: NaiveDate,
    oppen_dag: bool,
) -> Result<Samtycke, IngetSamtycke> {
    if fakta.samtycke.foretradare {
        return Err(IngetSamtycke::Foretradare);
    }
    let alla_vardnadshavare = match fakta.samtycke.vardnadshavare {
        Some(Vardnadshavare {
            antal, samtycker, ..
        }) => antal > 0 && samtycker >= antal,
        None => false,
    };
    let deltagare = deltagare(insats, fakta, idag, oppen_dag)?;
    if deltagare.iter().any(|d| d.eget == Some(false))
        || fakta.samtycke.eget == Some(EgetSamtycke::Nej)
    {
        return Err(IngetSamtycke::KraverEget);
    }
    for del in &deltagare {
        match (del.klass, insats.barn.lamplig_15_17) {
            (None, _) if del.barn && !alla_vardnadshavare => {
                return Err(IngetSamtycke::BarnetsAlderEjBesvarad);
            }
            (None | Some(Aldersklass::Vuxen), _) => {}
            (Some(Aldersklass::Fran15Till17), _) if del.eget.is_none() => {
                return Err(IngetSamtycke::KraverEget);
            }
            (Some(Aldersklass::Fran15Till17), Lamplig::Ja) => {}
            (Some(Aldersklass::Fran15Till17), Lamplig::EjBeslutat) if !alla_vardnadshavare => {
                return Err(IngetSamtycke::LamplighetEjBeslutad);
            }
            (Some(Aldersklass::Under15), _)
            | (Some(Aldersklass::Fran15Till17), Lamplig::EjBeslutat | Lamplig::Nej) => {
                vardnadshavare_eller(fakta, alla_vardnadshavare)?;
            }
        }
    }
    match fakta.samtycke.eget {
        Some(EgetSamtycke::Ja(satt)) => Ok(Samtycke {
            satt,
            vardnadshavare: fakta.samtycke.vardnadshavare.map(|v| v.samtycker),
        }),
        Some(EgetSamtycke::Nej) => Err(IngetSamtycke::KraverEget),
        None => Err(IngetSamtycke::EgetEjBesvarat),
    }
}

fn vardnadshavare_eller(fakta: &Fakta, alla: bool) -> Result<(), IngetSamtycke> {
    match fakta.samtycke.vardnadshavare {
        _ if alla => Ok(()),
        Some(Vardnadshavare { antal: 0, .. }) => Err(IngetSamtycke::IngenVardnadshavare),
        Some(Vardnadshavare { hindrad: true, .. }) => Err(IngetSamtycke::VardnadshavareHindrad),
        Some(_) | None => Err(IngetSamtycke::KraverVardnadshavare),
    }
}
