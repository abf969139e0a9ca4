//! Session, for whom the store works: what may be done is asked of the file at each act, so a role that is taken away is
//! gone at once. This is the one place where a right is tried (PUL-04, SEK-01).

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::rad::{self, rader};
use super::{Akt, SqliteStore, kedja, oppna, silo};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::behorighet::{Behorighet, Garning, Roll};
use crate::store::akt::{Aktakt, Aktfraga};
use crate::store::ko::Kofraga;
use crate::store::nyckelskap::Upplast;
use crate::store::{Aktor, Change, OpId, Query, StoreError};

/// Session, whom a file answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Session {
    /// A rehearsal: anybody.
    Ovning,
    /// Nobody has signed in.
    Ingen,
    /// Somebody has, at a desk and an enhet.
    Konto {
        /// The user name.
        anvandare: String,
        /// The desk.
        desk: String,
        /// The enhet.
        enhet: String,
    },
}

/// Sikt, how far an act or a question that is allowed sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sikt<'s> {
    /// What belongs to an enhet is seen where it is this one; none in a rehearsal.
    pub(super) enhet: Option<&'s str>,
    /// Also persons with sekretessmarkering.
    pub(super) skyddade: bool,
}

impl Sikt<'_> {
    /// All of the file, as in a rehearsal.
    pub(super) const ALLT: Sikt<'static> = Sikt {
        enhet: None,
        skyddade: true,
    };
}

impl Session {
    /// What may be done in the session, as the file says now.
    pub(super) fn behorighet(&self, conn: &Connection) -> Result<Behorighet, StoreError> {
        match self {
            Self::Ovning => Ok(Behorighet::ovning()),
            Self::Ingen => Err(StoreError::Utloggad),
            Self::Konto {
                anvandare, enhet, ..
            } => {
                let roller = roller(conn, anvandare, enhet)?;
                if roller.is_empty() {
                    return Err(StoreError::Utloggad);
                }
                Ok(Behorighet::av(roller))
            }
        }
    }

    /// How far somebody who has this sees.
    pub(super) fn sikt(&self, behorighet: Behorighet) -> Sikt<'_> {
        match self {
            Self::Ovning => Sikt::ALLT,
            Self::Ingen => Sikt {
                enhet: Some(""),
                skyddade: false,
            },
            Self::Konto { enhet, .. } => Sikt {
                enhet: Some(enhet),
                skyddade: behorighet.far(Garning::SkyddadPerson),
            },
        }
    }

    /// Tries an act; answers how far it sees.
    pub(super) fn prova(
        &self,
        conn: &Connection,
        aktor: &Aktor,
        change: &Change,
    ) -> Result<Sikt<'_>, StoreError> {
        let behorighet = self.behorighet(conn)?;
        if let Self::Konto {
            anvandare, enhet, ..
        } = self
        {
            if *anvandare != aktor.anvandare || *enhet != aktor.enhet {
                return Err(StoreError::Utloggad);
            }
            for garning in change
                .garning(anvandare)
                .into_iter()
                .chain(om_skyddad(change))
            {
                far(behorighet, garning)?;
            }
            match change {
                Change::Ko(koakt, s) => silo::prova(conn, koakt, s, enhet)?,
                Change::Akt(akt, _) => med_roll(akt)?,
                Change::Parkera { .. }
                | Change::TaUpp { .. }
                | Change::Glom { .. }
                | Change::Avsluta { .. }
                | Change::Konto(_)
                | Change::Logg(_)
                | Change::Gallring(..)
                | Change::HamtaOverlamning { .. }
                | Change::KvitteraOverlamning { .. } => {}
            }
        }
        Ok(self.sikt(behorighet))
    }

    /// Tries a question; answers what may be done.
    pub(super) fn prova_fraga(
        &self,
        conn: &Connection,
        query: &Query,
    ) -> Result<Behorighet, StoreError> {
        let behorighet = self.behorighet(conn)?;
        if let Self::Konto {
            anvandare, enhet, ..
        } = self
            && let Some(garning) = query.garning()
        {
            far(behorighet, garning)?;
            let fragar_for = match query {
                Query::Akt(fraga) => [fraga.enhet(), utkast_av(fraga)],
                Query::Ko(fraga, _) => [None, senaste_av(fraga)],
                Query::Lage
                | Query::Parkerade
                | Query::Konto(_)
                | Query::Logg(_)
                | Query::Gallring(_)
                | Query::Platslage { .. }
                | Query::Overlamningar(_)
                | Query::Statistik(..) => [None, None],
            };
            let egna = [enhet, anvandare];
            if fragar_for
                .iter()
                .zip(egna)
                .any(|(vems, egen)| vems.is_some_and(|vems| vems != egen))
            {
                return Err(StoreError::EjBehorig(garning));
            }
            if let Query::Ko(fraga, s) = query {
                silo::prova_fraga(conn, fraga, s, enhet)?;
            }
        }
        Ok(behorighet)
    }

    /// Who asks, for the log: a question carries nobody.
    fn aktor(&self) -> Option<Aktor> {
        match self {
            Self::Konto {
                anvandare,
                desk,
                enhet,
            } => Some(Aktor {
                anvandare: anvandare.clone(),
                desk: desk.clone(),
                enhet: enhet.clone(),
            }),
            Self::Ovning | Self::Ingen => None,
        }
    }
}

fn far(behorighet: Behorighet, garning: Garning) -> Result<(), StoreError> {
    if behorighet.far(garning) {
        Ok(())
    } else {
        Err(StoreError::EjBehorig(garning))
    }
}

/// What an act needs besides, where it writes somebody with sekretessmarkering down.
fn om_skyddad(change: &Change) -> Option<Garning> {
    let Change::Akt(akt, _) = change else {
        return None;
    };
    akt.ny_person()
        .filter(|person| person.sekretessmarkering())
        .map(|_| Garning::SkyddadPerson)
}

/// In a sharp file the right to ask of the whole file comes with a role, and is not given beside it.
fn med_roll(akt: &Aktakt) -> Result<(), StoreError> {
    match akt.garning() {
        Garning::SkotaKonton => Err(KanInteIAkten::RattMedRoll.into()),
        _ => Ok(()),
    }
}

/// Whose drafts a question is about.
fn utkast_av(fraga: &Aktfraga) -> Option<&str> {
    match fraga {
        Aktfraga::Arende { anvandare, .. } => Some(anvandare),
        Aktfraga::Inkorg { .. }
        | Aktfraga::Aterlamnade { .. }
        | Aktfraga::Arenden { .. }
        | Aktfraga::Attgora { .. }
        | Aktfraga::Ratter => None,
    }
}

/// Whose last act a question is about.
fn senaste_av(fraga: &Kofraga) -> Option<&str> {
    match fraga {
        Kofraga::Senaste { anvandare, .. } => Some(anvandare),
        Kofraga::Koer(_)
        | Kofraga::Sida { .. }
        | Kofraga::Post(_)
        | Kofraga::Underlag { .. }
        | Kofraga::Attgora(_)
        | Kofraga::Rattvisa(..)
        | Kofraga::Bevis(_)
        | Kofraga::Platser(_)
        | Kofraga::Alla(_)
        | Kofraga::ProvaImport(_) => None,
    }
}

/// The roles of an open account at an enhet.
fn roller(conn: &Connection, anvandare: &str, enhet: &str) -> Result<Vec<Roll>, StoreError> {
    rader(
        conn,
        "kontoroll",
        "SELECT r.roll FROM kontoroll r JOIN konto k ON k.anvandare = r.anvandare
         WHERE r.anvandare = ?1 AND r.enhet = ?2 AND k.stangt = 0",
        params![anvandare, enhet],
        |rad| rad.tolka("roll", Roll::fran_kod),
    )
}

impl SqliteStore {
    /// Whether somebody has to sign in first.
    pub fn behover_inloggning(&self) -> bool {
        self.session == Session::Ingen
    }

    /// The enheter that an account has a role at, by name; empty where there is no such open account.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn enheter(&self, upplast: &Upplast) -> Result<Vec<String>, StoreError> {
        rader(
            &self.conn,
            "kontoroll",
            "SELECT DISTINCT r.enhet FROM kontoroll r JOIN konto k ON k.anvandare = r.anvandare
             WHERE r.anvandare = ?1 AND k.stangt = 0 ORDER BY r.enhet",
            params![upplast.anvandare().som_text()],
            |rad| rad.text("enhet"),
        )
    }

    /// Begins the session of somebody whose key the cabinet has opened, at the enhet of `aktor`; logged, with the tries
    /// that failed before it.
    ///
    /// # Errors
    /// [`StoreError::Utloggad`] where the account is closed or has no role there.
    pub fn logga_in(
        &mut self,
        upplast: &Upplast,
        aktor: &Aktor,
        op: OpId,
        nar: DateTime<Utc>,
    ) -> Result<Behorighet, StoreError> {
        let anvandare = upplast.anvandare().som_text();
        let session = Session::Konto {
            anvandare: anvandare.to_owned(),
            desk: aktor.desk.clone(),
            enhet: aktor.enhet.clone(),
        };
        if anvandare != aktor.anvandare {
            return Err(StoreError::Utloggad);
        }
        let behorighet = session.behorighet(&self.conn)?;
        self.anteckna(aktor, op, nar, |akt| {
            if upplast.misslyckade() > 0 {
                let om = upplast.misslyckade().to_string();
                akt.atkomst("misslyckad_inloggning", Some(&om))?;
            }
            akt.atkomst("inloggad", None)
        })?;
        self.session = session;
        Ok(behorighet)
    }

    /// Ends the session; logged.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn logga_ut(
        &mut self,
        aktor: &Aktor,
        op: OpId,
        nar: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.anteckna(aktor, op, nar, |akt| akt.atkomst("utloggad", None))?;
        if self.session != Session::Ovning {
            self.session = Session::Ingen;
        }
        Ok(())
    }

    /// Writes down that a question was refused; now, for a question carries no time.
    pub(super) fn anteckna_nekad_fraga(&mut self, garning: Garning) -> Result<(), StoreError> {
        let Some(aktor) = self.session.aktor() else {
            return Ok(());
        };
        let op = OpId(rad::slump()?);
        self.anteckna(&aktor, op, Utc::now(), |akt| akt.nekad(garning))
    }

    pub(super) fn anteckna(
        &mut self,
        aktor: &Aktor,
        op: OpId,
        nar: DateTime<Utc>,
        vad: impl FnOnce(&Akt<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let op = rad::hex(&op.0);
        let tx = oppna::borja_skriva(&mut self.conn)?;
        vad(&Akt::ny(&tx, aktor, &op, nar))?;
        kedja::ikapp(&tx)?;
        self.fil.kontrollera()?;
        tx.commit()?;
        Ok(())
    }
}

impl Akt<'_> {
    /// Writes down that something was refused.
    pub(super) fn nekad(&self, garning: Garning) -> Result<(), StoreError> {
        self.atkomst("nekad", Some(garning.kod()))
    }

    /// Adds to the log of signing in, refusals, accounts and the file.
    pub(super) fn atkomst(&self, slag: &'static str, om: Option<&str>) -> Result<(), StoreError> {
        self.kor(
            "INSERT INTO atkomst(seq, tid, anvandare, desk, enhet, op_id, slag, objekt, om)
             VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM atkomst), ?1, ?2, ?3, ?4, ?5, ?6, NULL, ?7)",
            params![
                rad::tid(self.nar),
                self.aktor.anvandare,
                self.aktor.desk,
                self.aktor.enhet,
                self.op,
                slag,
                om
            ],
        )?;
        Ok(())
    }
}
