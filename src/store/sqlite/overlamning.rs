//! Handovers to case documentation: written once with their evidence, fetched once, acknowledged once.

use rusqlite::{Connection, params};

use super::Akt;
use super::besok::system;
use super::rad::{self, Rad, en_rad, nytt_id, rader};
use crate::domain::besok::Overlamning;
use crate::domain::identitet::{Kontaktuppgift, Nummer};
use crate::store::{
    HamtadOverlamning, OverlamningRad, OverlamningStatus, RadId, Reply, StoreError,
};

const TABELL: &str = "overlamning";

/// Writes a handover; gives its id.
pub(super) fn skapa(
    akt: &Akt<'_>,
    overlamning: &Overlamning,
    katalog: &str,
) -> Result<String, StoreError> {
    let id = nytt_id()?;
    let insats = overlamning.insats();
    let (info, dok) = (
        overlamning.information().rad(),
        overlamning.dokumentation().rad(),
    );
    let identitet = overlamning.identitet();
    let kontakt = identitet.avsloja_kontakt();
    akt.kor(
        "INSERT INTO overlamning(id, insats_nr, katalog, insats_namn, system, dag, skapad, enhet, desk, anvandare,
           info_satt, info_sprak, info_text, info_version, dok_satt, dok_sprak, dok_text, dok_version,
           samtycke, vardnadshavare, namn, personnummer, telefon, epost, adress, sekretess, status)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
           ?22, ?23, ?24, ?25, ?26, 'ny')",
        params![
            id,
            insats.nr.to_string(),
            katalog,
            insats.namn,
            system(insats),
            overlamning.dag().to_string(),
            rad::tid(akt.nar),
            akt.aktor.enhet,
            akt.aktor.desk,
            akt.aktor.anvandare,
            info.satt.kod(),
            info.sprak.kod(),
            info.text.kod(),
            info.version.to_string(),
            dok.satt.kod(),
            dok.sprak.kod(),
            dok.text.kod(),
            dok.version.to_string(),
            overlamning.samtycke().satt().kod(),
            overlamning.samtycke().vardnadshavare(),
            identitet.avsloja_namn(),
            identitet.avsloja_nummer().map(Nummer::avsloja),
            kontakt.telefon,
            kontakt.epost,
            kontakt.adress,
            identitet.sekretessmarkering(),
        ],
    )?;
    akt.handelse("overlamnad", Some(&id))?;
    Ok(id)
}

fn las_rad(rad: &Rad<'_>) -> Result<OverlamningRad, StoreError> {
    Ok(OverlamningRad {
        id: rad.id("id")?,
        insats: rad.tolka("insats_nr", |nr| nr.parse().ok())?,
        insats_namn: rad.text("insats_namn")?,
        system: rad.text_om("system")?,
        skapad: rad.tid("skapad")?,
        enhet: rad.text("enhet")?,
        status: rad.tolka("status", OverlamningStatus::fran_kod)?,
    })
}

/// The handovers, oldest first; those received only when asked for.
pub(super) fn lista(conn: &Connection, alla: bool) -> Result<Vec<OverlamningRad>, StoreError> {
    let sql = if alla {
        "SELECT id, insats_nr, insats_namn, system, skapad, enhet, status FROM overlamning ORDER BY skapad, id"
    } else {
        "SELECT id, insats_nr, insats_namn, system, skapad, enhet, status FROM overlamning
         WHERE status <> 'kvitterad' ORDER BY skapad, id"
    };
    rader(conn, TABELL, sql, [], las_rad)
}

/// A handover with its identity, and who has fetched it.
fn las_hel(akt: &Akt<'_>, id: &RadId) -> Result<(HamtadOverlamning, Option<String>), StoreError> {
    en_rad(
        akt.tx,
        TABELL,
        "SELECT * FROM overlamning WHERE id = ?1",
        params![id.0],
        |rad| {
            let hel = HamtadOverlamning {
                rad: las_rad(rad)?,
                katalog: rad.text("katalog")?,
                mottagen_av: [rad.text("anvandare")?, rad.text("desk")?],
                namn: rad.text("namn")?,
                personnummer: rad.text_om("personnummer")?,
                kontakt: Kontaktuppgift {
                    telefon: rad.text("telefon")?,
                    epost: rad.text("epost")?,
                    adress: rad.text("adress")?,
                },
                sekretessmarkering: rad.tal::<u8>("sekretess")? == 1,
                samtycke: rad.text("samtycke")?,
                vardnadshavare: rad.tal_om("vardnadshavare")?,
                information: [
                    rad.text("info_satt")?,
                    rad.text("info_sprak")?,
                    rad.text("info_text")?,
                    rad.text("info_version")?,
                ],
                dokumentation: [
                    rad.text("dok_satt")?,
                    rad.text("dok_sprak")?,
                    rad.text("dok_text")?,
                    rad.text("dok_version")?,
                ],
            };
            Ok((hel, rad.text_om("hamtad_av")?))
        },
    )?
    .ok_or(StoreError::Saknas)
}

/// Fetches a handover. Whoever has fetched it may read it again until it is acknowledged, and that is logged too;
/// another is told who has it, so that nobody is registered twice.
pub(super) fn hamta(akt: &Akt<'_>, id: &RadId) -> Result<Reply, StoreError> {
    let (mut hel, hamtad_av) = las_hel(akt, id)?;
    match (hel.rad.status, hamtad_av) {
        (OverlamningStatus::Ny, _) => {
            akt.kor(
                "UPDATE overlamning SET status = 'hamtad', hamtad_tid = ?2, hamtad_av = ?3
                 WHERE id = ?1 AND status = 'ny'",
                params![id.0, rad::tid(akt.nar), akt.aktor.anvandare],
            )?;
            akt.handelse("hamtad", Some(&id.0))?;
            hel.rad.status = OverlamningStatus::Hamtad;
        }
        (OverlamningStatus::Hamtad, Some(av)) if av == akt.aktor.anvandare => {
            akt.handelse("last_igen", Some(&id.0))?;
        }
        (OverlamningStatus::Hamtad, Some(av)) => return Err(StoreError::Konflikt { desk: av }),
        (OverlamningStatus::Hamtad, None) | (OverlamningStatus::Kvitterad, _) => {
            return Err(StoreError::Saknas);
        }
    }
    Ok(Reply::Overlamning(Box::new(hel)))
}

/// The answer to a fetch that was done before.
pub(super) fn las_igen(akt: &Akt<'_>, id: &RadId) -> Result<Reply, StoreError> {
    let (hel, _) = las_hel(akt, id)?;
    Ok(Reply::Overlamning(Box::new(hel)))
}

/// Acknowledges a fetched handover.
pub(super) fn kvittera(akt: &Akt<'_>, id: &RadId) -> Result<Reply, StoreError> {
    let andrade = akt.kor(
        "UPDATE overlamning SET status = 'kvitterad', kvitterad_tid = ?2, kvitterad_av = ?3
         WHERE id = ?1 AND status = 'hamtad'",
        params![id.0, rad::tid(akt.nar), akt.aktor.anvandare],
    )?;
    if andrade == 0 {
        return Err(StoreError::Saknas);
    }
    akt.handelse("kvitterad", Some(&id.0))?;
    Ok(Reply::Klart)
}
