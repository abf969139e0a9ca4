//! The plan: every version is kept.

use rusqlite::params;

use super::super::Akt;
use super::super::rad::{self, en_rad};
use super::{eget, logga, utkast, visa};
use crate::domain::akt::Skrivare;
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::plan::{GjordMed, Planrubrik, Plantext};
use crate::store::akt::Aktsvar;
use crate::store::{RadId, StoreError};

/// A version to be kept, as the act has it.
pub(super) struct NyVersion<'a> {
    pub(super) plan: &'a Plantext,
    pub(super) gjord_med: GjordMed,
    pub(super) bygger_pa: Option<u32>,
    pub(super) forenar: Option<u32>,
    pub(super) skrivare: &'a Skrivare,
}

/// Keeps a version after the others, whichever of them it builds on: nobody's work is lost or refused.
pub(super) fn spara(
    akt: &Akt<'_>,
    arende: &RadId,
    ny: &NyVersion<'_>,
    utkast: Option<&RadId>,
) -> Result<Aktsvar, StoreError> {
    eget(akt, arende)?.pagar()?;
    let sista = en_rad(
        akt.tx,
        "insatsplan",
        "SELECT coalesce(max(version), 0) AS version FROM insatsplan WHERE arende = ?1",
        params![arende.0],
        |rad| rad.tal::<u32>("version"),
    )?
    .unwrap_or(0);
    // The versions are numbered without a gap, so whatever is not after the last one is there.
    let finns = |version: Option<u32>| version.is_none_or(|nr| (1..=sista).contains(&nr));
    let forenar_ratt =
        ny.forenar.is_none() || (ny.bygger_pa.is_some() && ny.forenar != ny.bygger_pa);
    if !finns(ny.bygger_pa) || !finns(ny.forenar) || !forenar_ratt {
        return Err(KanInteIAkten::OkandVersion.into());
    }
    utkast::ta(akt, arende, utkast::PLAN, utkast)?;
    let under = |rubrik| ny.plan.under(rubrik);
    akt.kor(
        "INSERT INTO insatsplan(arende, version, bygger_pa, forenar, gjord_med, personuppgifter, tidplan, insatsen, varfor,
           mal, utformning, uppfoljning, orsak_till_avslut, skrivare, titel, anvandare, skriven)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        params![
            arende.0,
            sista + 1,
            ny.bygger_pa,
            ny.forenar,
            ny.gjord_med.kod(),
            under(Planrubrik::Personuppgifter),
            under(Planrubrik::Tidplan),
            under(Planrubrik::Insatsen),
            under(Planrubrik::Varfor),
            under(Planrubrik::Mal),
            under(Planrubrik::Utformning),
            under(Planrubrik::Uppfoljning),
            under(Planrubrik::OrsakTillAvslut),
            ny.skrivare.namn(),
            ny.skrivare.titel(),
            akt.aktor.anvandare,
            rad::tid(akt.nar),
        ],
    )?;
    logga(akt, "plan", Some(arende), None)?;
    visa(akt, arende)
}
