//! Silo: what belongs to an insats under absolute secrecy is met at one enhet only (SEK-02; OSL 26 kap. 3 §). Which enhet
//! the catalogue says; that it is a silo also the file, whichever catalogue is shown to it.
//!
//! Somebody may still be received there at every desk: a visit is no look into the queue.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::{Connection, params};

use super::rad::{en_rad, rader};
use crate::domain::insats::InsatsNr;
use crate::domain::ko::fil::Importrad;
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::plats::{OmgangId, Pott};
use crate::domain::kolapp::Kolappskod;
use crate::store::StoreError;
use crate::store::ko::{Koakt, Kofraga, Sammanhang};

/// What is asked about a silo: at which enhet, by which catalogue.
struct Dorr<'d> {
    conn: &'d Connection,
    s: &'d Sammanhang,
    enhet: &'d str,
}

impl Dorr<'_> {
    /// Whether the queue of an insats is another enhet's alone.
    fn stangd(&self, nr: InsatsNr) -> Result<bool, StoreError> {
        let insats = self.s.katalog.insats(nr);
        let silo = insats.is_some_and(|insats| insats.silo) || i_filen(self.conn, nr)?;
        Ok(silo && insats.is_none_or(|insats| insats.siloenhet() != self.enhet))
    }

    /// Whether one of these is.
    fn nagon_stangd(&self, rader: &[Importrad]) -> Result<bool, StoreError> {
        let nummer: BTreeSet<InsatsNr> = rader.iter().map(|rad| rad.insats).collect();
        for nr in nummer {
            if self.stangd(nr)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A slip of such a queue is answered as one that nobody has.
    fn lapp(&self, kod: Kolappskod) -> Result<(), StoreError> {
        let insats = en_rad(
            self.conn,
            "kopost",
            "SELECT insats_nr FROM kopost WHERE kod = ?1",
            params![kod.to_string()],
            |rad| rad.tolka("insats_nr", |nr| nr.parse().ok()),
        )?;
        match insats {
            Some(nr) if self.stangd(nr)? => Err(KanInteIKon::OkandKolapp.into()),
            Some(_) | None => Ok(()),
        }
    }

    /// And a group start of one as one that is not planned; `okand` is what is said of those.
    fn omgang(&self, omgang: &OmgangId, okand: KanInteIKon) -> Result<(), StoreError> {
        let insats = en_rad(
            self.conn,
            "pott",
            "SELECT insats_nr FROM pott WHERE id = ?1",
            params![omgang.text()],
            |rad| rad.tolka("insats_nr", |nr| nr.parse().ok()),
        )?;
        match insats {
            Some(nr) if self.stangd(nr)? => Err(okand.into()),
            Some(_) | None => Ok(()),
        }
    }
}

/// Whether the file has the insats as a silo, in any version of the catalogue.
pub(super) fn i_filen(conn: &Connection, nr: InsatsNr) -> Result<bool, StoreError> {
    let silo = en_rad(
        conn,
        "insatsversion",
        "SELECT max(coalesce(silo, 0)) AS silo FROM insatsversion WHERE nr = ?1",
        params![nr.to_string()],
        |rad| rad.tal_om::<u8>("silo"),
    )?;
    Ok(silo.flatten() == Some(1))
}

/// Every insats that the file has as a silo, in any version of the catalogue.
pub(super) fn filens(conn: &Connection) -> Result<Vec<InsatsNr>, StoreError> {
    rader(
        conn,
        "insatsversion",
        "SELECT DISTINCT nr FROM insatsversion WHERE silo = 1",
        [],
        |rad| rad.tolka("nr", |nr| nr.parse().ok()),
    )
}

/// The context with every silo of the file as one, also where the catalogue that is shown says nothing of it.
pub(super) fn med_filens<'s>(
    conn: &Connection,
    s: &'s Sammanhang,
) -> Result<Cow<'s, Sammanhang>, StoreError> {
    let silor = filens(conn)?;
    let stammer = |nr: &InsatsNr| s.katalog.insats(*nr).is_none_or(|insats| insats.silo);
    if silor.iter().all(stammer) {
        return Ok(Cow::Borrowed(s));
    }
    let mut katalog = (*s.katalog).clone();
    for insats in &mut katalog.insatser {
        insats.silo |= silor.contains(&insats.nr);
    }
    Ok(Cow::Owned(Sammanhang {
        katalog: Arc::new(katalog),
        idag: s.idag,
    }))
}

/// Tries an act on the waiting list. What is named by its insats is refused, for that there is one is no secret.
pub(super) fn prova(
    conn: &Connection,
    akt: &Koakt,
    s: &Sammanhang,
    enhet: &str,
) -> Result<(), StoreError> {
    let dorr = Dorr { conn, s, enhet };
    let nekas = match akt {
        Koakt::Erbjud(erbjud) => match &erbjud.pott {
            Pott::Lopande(nr) => dorr.stangd(*nr)?,
            Pott::Omgang(id) => {
                dorr.omgang(id, KanInteIKon::OkandOmgang)?;
                false
            }
        },
        Koakt::Forlang { kod, .. }
        | Koakt::Svara { kod, .. }
        | Koakt::Paminn { kod }
        | Koakt::Vila { kod, .. }
        | Koakt::Aktivera { kod }
        | Koakt::Avsluta { kod, .. }
        | Koakt::Felregistrera { kod }
        | Koakt::Ateroppna { kod, .. }
        | Koakt::Forsok { kod, .. }
        | Koakt::Bekrafta { kod }
        | Koakt::Bekraftelsesteg { kod }
        | Koakt::Uppgifter { kod, .. }
        | Koakt::Kontakt { kod, .. }
        | Koakt::OppnaKontakt { kod }
        | Koakt::GlomKontakt { kod }
        | Koakt::ForeslaRattelse { kod, .. }
        | Koakt::SvaraRattelse { kod, .. } => {
            dorr.lapp(*kod)?;
            false
        }
        Koakt::Granska { insats }
        | Koakt::Platser { insats, .. }
        | Koakt::NyOmgang { insats, .. } => dorr.stangd(*insats)?,
        Koakt::LamnaPlats { pott, .. } => match pott {
            Pott::Lopande(nr) => dorr.stangd(*nr)?,
            Pott::Omgang(id) => {
                dorr.omgang(id, KanInteIKon::PlatsenArLedig)?;
                false
            }
        },
        Koakt::StallInOmgang { omgang } => {
            dorr.omgang(omgang, KanInteIKon::OkandOmgang)?;
            false
        }
        Koakt::Importera(rader) => dorr.nagon_stangd(rader)?,
        // An undo is of what was done in this session's enhet, and time asks nobody.
        Koakt::Angra | Koakt::Svep => false,
    };
    if nekas {
        return Err(StoreError::EjBehorig(akt.garning()));
    }
    Ok(())
}

/// Tries a question about the waiting list, likewise.
pub(super) fn prova_fraga(
    conn: &Connection,
    fraga: &Kofraga,
    s: &Sammanhang,
    enhet: &str,
) -> Result<(), StoreError> {
    let dorr = Dorr { conn, s, enhet };
    let nekas = match fraga {
        Kofraga::Koer(Some(insats))
        | Kofraga::Attgora(Some(insats))
        | Kofraga::Alla(Some(insats))
        | Kofraga::Sida { insats, .. }
        | Kofraga::Platser(insats)
        | Kofraga::Underlag { insats, .. } => dorr.stangd(*insats)?,
        Kofraga::Post(kod) | Kofraga::Bevis(kod) => {
            dorr.lapp(*kod)?;
            false
        }
        Kofraga::ProvaImport(rader) => dorr.nagon_stangd(rader)?,
        // These leave every silo out.
        Kofraga::Koer(None)
        | Kofraga::Attgora(None)
        | Kofraga::Alla(None)
        | Kofraga::Rattvisa(..) => false,
        // The own last act, in this session's enhet.
        Kofraga::Senaste { .. } => false,
    };
    if nekas {
        return Err(StoreError::EjBehorig(fraga.garning()));
    }
    Ok(())
}
