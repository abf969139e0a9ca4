//! Handovers on their way, and the akt: each act meets only what belongs to the own enhet, and is logged.

mod arende;
mod attgora;
mod bild;
mod bro;
mod delar;
mod inkorg;
mod journal;
mod plan;
mod ratt;
mod samtycke;
mod sok;
#[cfg(test)]
mod tests;
mod uppfoljning;
mod utkast;

use rusqlite::{Connection, params};

use super::rad::{self, en_rad};
use super::session::Sikt;
use super::{Akt, ko};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::store::akt::{Aktakt, Aktfraga, Aktsvar};
use crate::store::ko::Sammanhang;
use crate::store::{Change, RadId, Reply, StoreError};

/// Whether the change only keeps a draft.
pub(super) fn ar_utkast(change: &Change) -> bool {
    matches!(change, Change::Akt(akt, _) if matches!(**akt, Aktakt::SparaUtkast { .. }))
}

pub(super) use inkorg::lage as overlamningslage;
pub(super) use ratt::kraver_agare;
pub(super) use sok::vik;

/// Whether a refusal has been written down, and is all that has: the log of it is kept (SEK-04).
pub(super) fn ar_antecknad(svar: &Result<Reply, StoreError>) -> bool {
    matches!(svar, Err(StoreError::Akt(KanInteIAkten::EjBehorig)))
}

/// Does an act.
pub(super) fn utfor(akt: &Akt<'_>, aktakt: &Aktakt, s: &Sammanhang) -> Result<Reply, StoreError> {
    let svar = match aktakt {
        Aktakt::TaOver { id } => inkorg::ta_over(akt, id)?,
        Aktakt::Aterlamna { id, orsak } => inkorg::aterlamna(akt, id, *orsak)?,
        Aktakt::SkickaIgen { id, till } => inkorg::skicka_igen(akt, id, till.as_deref())?,
        Aktakt::Makulera { id } => inkorg::makulera(akt, id, s)?,
        Aktakt::Oppna(nytt) => arende::oppna(akt, nytt, s)?,
        Aktakt::OppnaForAndraForaldern {
            arende,
            person,
            samtycke,
        } => arende::oppna_for_andra(akt, arende, person, *samtycke, s)?,
        Aktakt::Las { arende } => arende::las(akt, arende)?,
        Aktakt::Sok(sokt) => sok::sok(akt, sokt)?,
        Aktakt::TaSteg { arende, fran } => arende::ta_steg(akt, arende, *fran)?,
        Aktakt::SparaUtkast { utkast, version } => utkast::spara(akt, utkast, *version)?,
        Aktakt::KastaUtkast { id } => utkast::kasta(akt, id)?,
        Aktakt::Signera {
            arende,
            anteckning,
            utkast,
        } => journal::signera(akt, arende, anteckning, utkast.as_ref())?,
        Aktakt::Kopiera {
            arende,
            nr,
            samtycke,
            skrivare,
        } => journal::kopiera(akt, arende, *nr, samtycke, skrivare, s)?,
        Aktakt::SparaPlan {
            arende,
            plan,
            gjord_med,
            bygger_pa,
            forenar,
            skrivare,
            utkast,
        } => {
            let ny = plan::NyVersion {
                plan,
                gjord_med: *gjord_med,
                bygger_pa: *bygger_pa,
                forenar: *forenar,
                skrivare,
            };
            plan::spara(akt, arende, &ny, utkast.as_ref())?
        }
        Aktakt::Samtyck { arende, samtycke } => samtycke::ge(akt, arende, samtycke)?,
        Aktakt::Aterkalla { arende, samtycke } => samtycke::aterkalla(akt, arende, samtycke, s)?,
        Aktakt::SattUppfoljning { arende, dag } => uppfoljning::satt(akt, arende, *dag, s)?,
        Aktakt::FoljUpp {
            arende,
            uppfoljning,
        } => uppfoljning::folj_upp(akt, arende, uppfoljning)?,
        Aktakt::Avsluta { arende, avslut } => uppfoljning::avsluta(akt, arende, avslut, s)?,
        Aktakt::OppnaBro {
            arende,
            till,
            med,
            samtycke,
        } => bro::oppna(akt, arende, till, med, samtycke.as_ref(), s)?,
        Aktakt::Bocka {
            bro,
            lista,
            punkt,
            gjord,
        } => bro::bocka(akt, bro, (lista, punkt), *gjord, s)?,
        Aktakt::SattBrodagar { bro, dagar } => bro::satt_dagar(akt, bro, dagar)?,
        Aktakt::LasBro { arende } => bro::las(akt, arende)?,
        Aktakt::Forekomst(sokt) => sok::forekomst(akt, sokt)?,
        Aktakt::Utlamnat { id } => arende::utlamnat(akt, id)?,
        Aktakt::GeRatt { anvandare } => ratt::ge(akt, anvandare)?,
        Aktakt::TaRatt { anvandare } => ratt::ta(akt, anvandare)?,
    };
    Ok(Reply::Akt(Box::new(svar)))
}

/// Answers a question.
pub(super) fn fraga(
    conn: &Connection,
    fraga: &Aktfraga,
    sikt: Sikt<'_>,
) -> Result<Aktsvar, StoreError> {
    match fraga {
        Aktfraga::Inkorg { enhet, alla } => inkorg::inkorg(conn, enhet, *alla).map(Aktsvar::Inkorg),
        Aktfraga::Aterlamnade { enhet } => inkorg::aterlamnade(conn, enhet).map(Aktsvar::Inkorg),
        Aktfraga::Arenden { enhet, avslutade } => {
            bild::arenden(conn, enhet, *avslutade).map(Aktsvar::Arenden)
        }
        Aktfraga::Arende {
            arende,
            enhet,
            anvandare,
        } => {
            bild::ar_oppen(conn, arende, anvandare)?;
            let bild = bild::arende(conn, arende, enhet, sikt.skyddade, anvandare)?;
            Ok(Aktsvar::Arende(Box::new(bild)))
        }
        Aktfraga::Attgora { enhet, idag } => attgora::attgora(conn, enhet, *idag),
        Aktfraga::Ratter => ratt::alla(conn).map(Aktsvar::Ratter),
    }
}

/// What is remembered of an answer: an id or a version, never what it says.
pub(super) fn minns(svar: &Aktsvar) -> String {
    match svar {
        Aktsvar::Arende(bild) => bild.rad.id.0.clone(),
        Aktsvar::Bro(bro) => bro.arende.0.clone(),
        Aktsvar::Overlamning(hel) => hel.rad.id.0.clone(),
        Aktsvar::Utkastversion(version) => version.to_string(),
        Aktsvar::Inkorg(_)
        | Aktsvar::Arenden(_)
        | Aktsvar::Forekomst(_)
        | Aktsvar::Attgora(..)
        | Aktsvar::Ratter(_)
        | Aktsvar::Gjort => "-".to_owned(),
    }
}

/// The answer to an act that was done before: of what it was about, as that stands now.
pub(super) fn las_igen(akt: &Akt<'_>, aktakt: &Aktakt, minne: &str) -> Result<Reply, StoreError> {
    let id = || RadId(minne.to_owned());
    let svar = match aktakt {
        Aktakt::TaOver { id } => {
            let hel = super::overlamning::visa_igen(akt, id)?;
            Aktsvar::Overlamning(Box::new(hel))
        }
        Aktakt::Aterlamna { .. }
        | Aktakt::SkickaIgen { .. }
        | Aktakt::Makulera { .. }
        | Aktakt::KastaUtkast { .. }
        | Aktakt::Utlamnat { .. }
        | Aktakt::GeRatt { .. }
        | Aktakt::TaRatt { .. } => Aktsvar::Gjort,
        Aktakt::SparaUtkast { .. } => return Err(StoreError::Saknas),
        Aktakt::Sok(sokt) => sok::sok(akt, sokt)?,
        Aktakt::Forekomst(sokt) => sok::forekomst(akt, sokt)?,
        Aktakt::OppnaBro { .. }
        | Aktakt::Bocka { .. }
        | Aktakt::SattBrodagar { .. }
        | Aktakt::LasBro { .. } => bro::bild(akt, &id())?,
        Aktakt::Oppna(_)
        | Aktakt::OppnaForAndraForaldern { .. }
        | Aktakt::Las { .. }
        | Aktakt::TaSteg { .. }
        | Aktakt::Signera { .. }
        | Aktakt::Kopiera { .. }
        | Aktakt::SparaPlan { .. }
        | Aktakt::Samtyck { .. }
        | Aktakt::Aterkalla { .. }
        | Aktakt::SattUppfoljning { .. }
        | Aktakt::FoljUpp { .. } => visa(akt, &id())?,
        Aktakt::Avsluta { .. } => {
            let nasta = ko::las_igen::nasta(akt)?.and_then(|(_, kod)| kod);
            uppfoljning::visa_med_nasta(akt, &id(), nasta)?
        }
    };
    Ok(Reply::Akt(Box::new(svar)))
}

/// The ärende as it stands after an act, with the own drafts in it.
fn visa(akt: &Akt<'_>, arende: &RadId) -> Result<Aktsvar, StoreError> {
    let (enhet, anvandare) = (&akt.aktor.enhet, &akt.aktor.anvandare);
    let bild = bild::arende(akt.tx, arende, enhet, akt.sikt.skyddade, anvandare)?;
    Ok(Aktsvar::Arende(Box::new(bild)))
}

/// What every act on an ärende has to know of it.
struct Lage {
    avslutad: Option<chrono::NaiveDate>,
    oppnad: chrono::NaiveDate,
}

impl Lage {
    /// Whether it is under way.
    fn pagar(&self) -> Result<(), StoreError> {
        self.avslutad
            .map_or(Ok(()), |dag| Err(KanInteIAkten::Avslutat(dag).into()))
    }
}

/// The ärende, where it is the own enhet's; whether there is one elsewhere is not told, nor that there is one of somebody
/// with sekretessmarkering to whoever may not meet them (SKY-01).
fn eget(akt: &Akt<'_>, arende: &RadId) -> Result<Lage, StoreError> {
    en_rad(
        akt.tx,
        "arende",
        "SELECT a.oppnad, a.avslutad FROM arende a JOIN arendeperson p ON p.arende = a.id
         WHERE a.id = ?1 AND a.enhet = ?2 AND (p.sekretess = 0 OR ?3)",
        params![arende.0, akt.aktor.enhet, akt.sikt.skyddade],
        |rad| {
            Ok(Lage {
                oppnad: rad.dag("oppnad")?,
                avslutad: rad.dag_om("avslutad")?,
            })
        },
    )?
    .ok_or_else(|| KanInteIAkten::Saknas.into())
}

/// Adds to the log of the akter.
fn logga(
    akt: &Akt<'_>,
    slag: &'static str,
    arende: Option<&RadId>,
    objekt: Option<&RadId>,
) -> Result<(), StoreError> {
    akt.kor(
        "INSERT INTO akthandelse(seq, tid, anvandare, desk, enhet, op_id, slag, arende, objekt)
         SELECT coalesce(max(seq), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM akthandelse",
        params![
            rad::tid(akt.nar),
            akt.aktor.anvandare,
            akt.aktor.desk,
            akt.aktor.enhet,
            akt.op,
            slag,
            arende.map(|id| &id.0),
            objekt.map(|id| &id.0),
        ],
    )?;
    Ok(())
}
