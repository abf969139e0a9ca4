//! An act that was done before, read back from its own events.

use rusqlite::params;

use super::super::Akt;
use super::super::rad::{Rad, en_rad};
use crate::domain::ko::plats::{OmgangId, Pott};
use crate::domain::kolapp::Kolappskod;
use crate::store::StoreError;
use crate::store::ko::{Koakt, Kokvitto};

/// The slip of an act that was not sent with one.
pub(super) fn post(akt: &Akt<'_>) -> Result<Option<Kolappskod>, StoreError> {
    en_rad(
        akt.tx,
        "kohandelse",
        "SELECT p.kod FROM kohandelse h JOIN kopost p ON p.id = h.kopost_id
         WHERE h.op_id = ?1 AND h.slag IN ('erbjuden', 'angrad') ORDER BY h.seq DESC LIMIT 1",
        params![akt.op],
        |rad| rad.tolka("kod", Kolappskod::las),
    )
}

/// What the act led to besides where its entry stands.
pub(super) fn fyll(akt: &Akt<'_>, koakt: &Koakt, svar: &mut Kokvitto) -> Result<(), StoreError> {
    if !matches!(koakt, Koakt::Svep) {
        svar.nasta = nasta(akt)?;
    }
    match koakt {
        Koakt::Erbjud(_) => {
            let dag = |rad: &Rad<'_>| rad.tolka("om", |om| om.split_once(' ')?.1.parse().ok());
            svar.svar_senast = handelse(akt, "erbjuden", dag)?;
        }
        Koakt::Forlang { till, .. } => svar.svar_senast = Some(*till),
        Koakt::Angra => svar.angrat = handelse(akt, "angrad", |rad| rad.text("orsak"))?,
        Koakt::NyOmgang { .. } => {
            svar.omgang = handelse(akt, "omgang_ny", |rad| rad.tolka("om", OmgangId::ny))?;
        }
        Koakt::StallInOmgang { omgang } => {
            svar.omgang = Some(omgang.clone());
            svar.svepta = antal(akt, "erbjudande_aterkallat")?;
        }
        _ => {}
    }
    Ok(())
}

/// Who became next in turn by the act itself: said after everything else. What time had done comes before it.
pub(in crate::store::sqlite) fn nasta(
    akt: &Akt<'_>,
) -> Result<Option<(Pott, Option<Kolappskod>)>, StoreError> {
    en_rad(
        akt.tx,
        "kohandelse",
        "SELECT om FROM kohandelse WHERE slag = 'nasta_i_tur'
           AND seq = (SELECT max(seq) FROM kohandelse WHERE op_id = ?1)",
        params![akt.op],
        |rad| {
            rad.tolka("om", |om| {
                let (pott, kod) = om.split_once(' ')?;
                Some((pott.parse().ok()?, Kolappskod::las(kod)))
            })
        },
    )
}

fn handelse<T>(
    akt: &Akt<'_>,
    slag: &str,
    las: impl Fn(&Rad<'_>) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    en_rad(
        akt.tx,
        "kohandelse",
        "SELECT om, orsak FROM kohandelse WHERE op_id = ?1 AND slag = ?2 ORDER BY seq DESC LIMIT 1",
        params![akt.op, slag],
        las,
    )
}

fn antal(akt: &Akt<'_>, slag: &str) -> Result<u64, StoreError> {
    let antal = en_rad(
        akt.tx,
        "kohandelse",
        "SELECT count(*) AS antal FROM kohandelse WHERE op_id = ?1 AND slag = ?2",
        params![akt.op, slag],
        |rad| rad.tal("antal"),
    )?;
    Ok(antal.unwrap_or(0))
}
