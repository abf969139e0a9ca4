//! Handovers to case documentation: written once with their evidence, fetched once, acknowledged once.

use rusqlite::{Connection, params};

use super::Akt;
use super::akt::overlamningslage;
use super::besok::system;
use super::rad::{self, Rad, en_rad, nytt_id, rader};
use super::session::Sikt;
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::overlamning::Overlamningslage;
use crate::domain::besok::Overlamning;
use crate::domain::fakta::SamtyckeSatt;
use crate::domain::identitet::Nummer;
use crate::domain::insats::{Dokumentation, Insats};
use crate::store::{HamtadOverlamning, OverlamningRad, RadId, Reply, StoreError};

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
           samtycke, vardnadshavare, till_enhet, status)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, 'ny')",
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
            till_enhet(insats, akt.sikt),
        ],
    )?;
    akt.kor(
        "INSERT INTO overlamningsperson(overlamning, namn, personnummer, telefon, epost, adress, sekretess)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id,
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

/// The enhet that takes over, where the catalogue names one; a silo in a sharp file always has one.
fn till_enhet<'i>(insats: &'i Insats, sikt: Sikt<'_>) -> Option<&'i str> {
    match &insats.dokumentation {
        Dokumentation::Dokumenteras { .. } if insats.silo && sikt.enhet.is_some() => {
            Some(insats.siloenhet())
        }
        Dokumentation::Dokumenteras { enhet, .. } => enhet.as_deref(),
        Dokumentation::Radgivning | Dokumentation::Undantagen { .. } => None,
    }
}

fn las_rad(rad: &Rad<'_>) -> Result<OverlamningRad, StoreError> {
    Ok(OverlamningRad {
        id: rad.id("id")?,
        insats: rad.tolka("insats_nr", |nr| nr.parse().ok())?,
        insats_namn: rad.text("insats_namn")?,
        system: rad.text_om("system")?,
        skapad: rad.tid("skapad")?,
        enhet: rad.text("enhet")?,
        status: rad.tolka("status", Overlamningslage::fran_kod)?,
    })
}

/// The handovers, oldest first; those received only when asked for. Those of a silo stand in no common list (SEK-02):
/// whoever takes them over sees them in the inbox. An enhet sees those that it handed over, and those for it.
pub(super) fn lista(
    conn: &Connection,
    alla: bool,
    sikt: Sikt<'_>,
) -> Result<Vec<OverlamningRad>, StoreError> {
    let sql = if alla {
        "SELECT id, insats_nr, insats_namn, system, skapad, enhet, status FROM overlamning o
         WHERE (?1 IS NULL OR o.enhet = ?1 OR o.till_enhet = ?1)
           AND NOT EXISTS (SELECT 1 FROM insatsversion v WHERE v.nr = o.insats_nr AND v.silo = 1)
         ORDER BY skapad, id"
    } else {
        "SELECT id, insats_nr, insats_namn, system, skapad, enhet, status FROM overlamning o
         WHERE status <> 'kvitterad' AND status <> 'makulerad' AND (?1 IS NULL OR o.enhet = ?1 OR o.till_enhet = ?1)
           AND NOT EXISTS (SELECT 1 FROM insatsversion v WHERE v.nr = o.insats_nr AND v.silo = 1)
         ORDER BY skapad, id"
    };
    rader(conn, TABELL, sql, params![sikt.enhet], las_rad)
}

/// A handover with its identity, and who has fetched it; of somebody with sekretessmarkering only for whoever may meet
/// them.
pub(super) fn las_hel(
    akt: &Akt<'_>,
    id: &RadId,
) -> Result<(HamtadOverlamning, Option<String>), StoreError> {
    let hel = en_rad(
        akt.tx,
        TABELL,
        "SELECT * FROM overlamning o JOIN overlamningsperson p ON p.overlamning = o.id
         WHERE o.id = ?1 AND (o.till_enhet = ?2 OR (o.till_enhet IS NULL AND (o.enhet = ?2
           OR NOT EXISTS (SELECT 1 FROM insatsversion v WHERE v.nr = o.insats_nr AND v.silo = 1))))
           AND (p.sekretess = 0 OR ?3)",
        params![id.0, akt.aktor.enhet, akt.sikt.skyddade],
        |rad| {
            let hel = HamtadOverlamning {
                rad: las_rad(rad)?,
                katalog: rad.text("katalog")?,
                mottagen_av: [rad.text("anvandare")?, rad.text("desk")?],
                namn: rad.text("namn")?,
                personnummer: rad.text_om("personnummer")?,
                kontakt: rad.kontakt()?,
                sekretessmarkering: rad.tal::<u8>("sekretess")? == 1,
                samtycke: rad.tolka("samtycke", SamtyckeSatt::fran_kod)?,
                vardnadshavare: rad.tal_om("vardnadshavare")?,
                information: rad.information()?,
                dokumentation: rad.dokumentation()?,
            };
            Ok((hel, rad.text_om("hamtad_av")?))
        },
    )?;
    hel.ok_or_else(|| utan_person(akt, id))
}

/// Why there is nobody to read about: the handover has come to its end, or there is none for this enhet.
fn utan_person(akt: &Akt<'_>, id: &RadId) -> StoreError {
    match overlamningslage(akt, id) {
        Ok((lage, _)) if lage.slut() => KanInteIAkten::FelLage(lage).into(),
        Ok(_) => KanInteIAkten::Saknas.into(),
        Err(fel) => fel,
    }
}

/// Fetches a handover. Whoever has fetched it may read it again until it is acknowledged, and that is logged too;
/// another is told who has it, so that nobody is registered twice.
pub(super) fn hamta(akt: &Akt<'_>, id: &RadId) -> Result<Reply, StoreError> {
    let (mut hel, hamtad_av) = las_hel(akt, id)?;
    match (hel.rad.status, hamtad_av) {
        (Overlamningslage::Ny, _) => {
            akt.kor(
                // From now on it is this enhet's: nobody at another one reads who it is about (SEK-01).
                "UPDATE overlamning SET status = 'hamtad', hamtad_tid = ?2, hamtad_av = ?3,
                   till_enhet = coalesce(till_enhet, ?4)
                 WHERE id = ?1 AND status = 'ny'",
                params![
                    id.0,
                    rad::tid(akt.nar),
                    akt.aktor.anvandare,
                    akt.aktor.enhet
                ],
            )?;
            akt.handelse("hamtad", Some(&id.0))?;
            hel.rad.status = Overlamningslage::Hamtad;
        }
        (Overlamningslage::Hamtad, Some(av)) if av == akt.aktor.anvandare => {
            akt.handelse("last_igen", Some(&id.0))?;
        }
        (Overlamningslage::Hamtad, Some(av)) => {
            return Err(KanInteIAkten::HamtadAv(av).into());
        }
        (
            lage @ (Overlamningslage::Hamtad
            | Overlamningslage::Kvitterad
            | Overlamningslage::Aterlamnad
            | Overlamningslage::Makulerad),
            _,
        ) => return Err(KanInteIAkten::FelLage(lage).into()),
    }
    Ok(Reply::Overlamning(Box::new(hel)))
}

/// The answer to a fetch that was done before.
pub(super) fn las_igen(akt: &Akt<'_>, id: &RadId) -> Result<Reply, StoreError> {
    let hel = visa_igen(akt, id)?;
    Ok(Reply::Overlamning(Box::new(hel)))
}

/// A handover once more for whoever has it. It is shown once more, and logged once more: which one it is stands in what was
/// sent, and nobody else's is shown for an act that was about another.
pub(super) fn visa_igen(akt: &Akt<'_>, id: &RadId) -> Result<HamtadOverlamning, StoreError> {
    let (hel, hamtad_av) = las_hel(akt, id)?;
    match (hel.rad.status, hamtad_av) {
        (Overlamningslage::Hamtad, Some(av)) if av == akt.aktor.anvandare => {
            akt.handelse("last_igen", Some(&id.0))?;
            Ok(hel)
        }
        (Overlamningslage::Hamtad, Some(av)) => Err(KanInteIAkten::HamtadAv(av).into()),
        (lage, _) => Err(KanInteIAkten::FelLage(lage).into()),
    }
}

/// Acknowledges a handover that the same person has fetched: another system has it, so the copy here is erased.
pub(super) fn kvittera(akt: &Akt<'_>, id: &RadId) -> Result<Reply, StoreError> {
    let (hel, hamtad_av) = las_hel(akt, id)?;
    match (hel.rad.status, hamtad_av) {
        (Overlamningslage::Hamtad, Some(av)) if av == akt.aktor.anvandare => {}
        (Overlamningslage::Hamtad, Some(av)) => {
            return Err(KanInteIAkten::HamtadAv(av).into());
        }
        (lage, _) => return Err(KanInteIAkten::FelLage(lage).into()),
    }
    akt.kor(
        "UPDATE overlamning SET status = 'kvitterad', kvitterad_tid = ?2, kvitterad_av = ?3
         WHERE id = ?1 AND status = 'hamtad'",
        params![id.0, rad::tid(akt.nar), akt.aktor.anvandare],
    )?;
    akt.raderat.set(true);
    akt.handelse("kvitterad", Some(&id.0))?;
    Ok(Reply::Klart)
}
