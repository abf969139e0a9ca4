//! Laying out a sheet: which field goes in which part of which system.

use super::poster::{self, Underlag};
use super::tabell::{FALT, Faltrad, ILifecare};
use super::{Blad, Bladfalt, Bladval, Bladvarning, Del, Malsystem, Plats};
use crate::domain::akt::{Arendesteg, Stegantal};
use crate::rena::rena_text;
use crate::store::HamtadOverlamning;
use crate::store::akt::Arendebild;

/// The sheet of an ärende; in Treserva only the steps that it uses.
pub fn av_arende(bild: &Arendebild, system: Malsystem, val: Bladval) -> Blad {
    let (_, antal) = bild.rad.steg;
    lagg_ut(
        &poster::av_arende(bild),
        system,
        val,
        &platser(system, antal),
        antal,
    )
}

/// The sheet of a handover: the aktualisering, for there is no ärende yet.
pub fn av_overlamning(hel: &HamtadOverlamning, system: Malsystem, val: Bladval) -> Blad {
    let platser = match system {
        Malsystem::Treserva => vec![Plats::Steg(Arendesteg::Aktualisering)],
        Malsystem::Lifecare | Malsystem::Annat | Malsystem::Ungdok => {
            platser(system, Stegantal::Fem)
        }
    };
    lagg_ut(
        &poster::av_overlamning(hel),
        system,
        val,
        &platser,
        Stegantal::Fem,
    )
}

/// The places of a system, in its order.
fn platser(system: Malsystem, antal: Stegantal) -> Vec<Plats> {
    match system {
        Malsystem::Treserva => antal.steg().map(Plats::Steg).collect(),
        Malsystem::Lifecare | Malsystem::Annat => vec![Plats::Aktualisering, Plats::Bilaga],
        Malsystem::Ungdok => vec![Plats::Registrering],
    }
}

/// Where a field goes in a system; none where it does not.
fn plats(rad: &Faltrad, system: Malsystem, antal: Stegantal) -> Option<Plats> {
    match system {
        Malsystem::Ungdok if !rad.ungdok => None,
        _ if rad.kontakt => Some(Plats::Kontakt),
        Malsystem::Treserva => rad.treserva?.steg(antal).map(Plats::Steg),
        Malsystem::Lifecare | Malsystem::Annat => Some(match rad.lifecare? {
            ILifecare::Aktualisering => Plats::Aktualisering,
            ILifecare::Bilaga => Plats::Bilaga,
        }),
        Malsystem::Ungdok => Some(Plats::Registrering),
    }
}

fn lagg_ut(
    underlag: &Underlag,
    system: Malsystem,
    val: Bladval,
    platser: &[Plats],
    antal: Stegantal,
) -> Blad {
    let falt = |varden: &[(&'static str, String)], har: Plats| -> Vec<Bladfalt> {
        FALT.iter()
            .filter(|rad| plats(rad, system, antal) == Some(har))
            .filter_map(|rad| {
                let (_, varde) = varden.iter().find(|(nyckel, _)| *nyckel == rad.nyckel)?;
                // Rows may have been written by other programs.
                let varde = rena_text(varde.trim());
                (!varde.is_empty()).then_some(Bladfalt {
                    nyckel: rad.nyckel,
                    kalla: rad.kalla,
                    varde,
                    varning: rad.kontakt.then_some(Bladvarning::SynsForAndra),
                })
            })
            .collect()
    };
    let mut delar = Vec::new();
    for har in platser.iter().copied() {
        let egna = falt(&underlag.enkla, har);
        // A step of the chain is shown also when there is nothing to put in it yet.
        if !egna.is_empty() || matches!(har, Plats::Steg(_)) {
            delar.push(Del {
                plats: har,
                post: None,
                rubrik: har.rubrik().to_owned(),
                falt: egna,
            });
        }
        for (slag, nr, varden) in &underlag.poster {
            let falt = falt(varden, har);
            if !falt.is_empty() {
                delar.push(Del {
                    plats: har,
                    post: Some((*slag, *nr)),
                    rubrik: har.rubrik_for(*slag, *nr),
                    falt,
                });
            }
        }
    }
    let kontakt = falt(&underlag.kontakt, Plats::Kontakt);
    let mut varningar = Vec::new();
    if underlag.sekretess {
        varningar.push(Bladvarning::Sekretess);
        if !underlag.poster.is_empty() && system != Malsystem::Ungdok {
            varningar.push(Bladvarning::Fritext);
        }
    }
    if underlag.flera_planer && system != Malsystem::Ungdok {
        varningar.push(Bladvarning::FleraPlaner);
    }
    if kontakt.is_empty() || underlag.sekretess {
        // Nothing to tell of, or nothing that may be told of.
    } else if val.kontakt {
        delar.push(Del {
            plats: Plats::Kontakt,
            post: None,
            rubrik: Plats::Kontakt.rubrik().to_owned(),
            falt: kontakt,
        });
    } else {
        varningar.push(Bladvarning::KontaktUtelamnad);
    }
    Blad {
        system,
        varningar,
        delar,
    }
}
