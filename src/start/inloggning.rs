//! Inloggning, signing in to a file for real persons: the cabinet beside it, the file with the key, the enhet.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{Installningar, StartFel, ny_op};
use crate::domain::konto::Anvandarnamn;
use crate::store::nyckelskap::{Losenord, NyckelFel, Nyckelskap, Upplast};
use crate::store::sqlite::{self, Oppning, SqliteStore};
use crate::store::{Aktor, Change, Lage, OpId, Query, Reply, Store, StoreError};
use crate::text;

/// Legitimation, with what somebody signs in.
#[derive(Debug)]
pub enum Legitimation {
    /// Somebody who types.
    Losenord(String, Losenord),
    /// An account of a machine, with the key file that it has for that.
    Nyckelfil(Anvandarnamn, PathBuf),
}

/// Why somebody was not signed in.
#[derive(Debug)]
pub enum Inloggningsfel {
    /// The cabinet says no.
    Nyckel(NyckelFel),
    /// The file cannot be used.
    Start(StartFel),
    /// The file says no, or does not answer.
    Fil(StoreError),
    /// The account is closed, or has no role at the enhet.
    UtanRoll,
    /// The account has several enheter, and none was chosen.
    Flera(Vec<String>),
}

impl From<StartFel> for Inloggningsfel {
    fn from(fel: StartFel) -> Self {
        Self::Start(fel)
    }
}

impl From<NyckelFel> for Inloggningsfel {
    fn from(fel: NyckelFel) -> Self {
        Self::Nyckel(fel)
    }
}

impl From<StoreError> for Inloggningsfel {
    fn from(fel: StoreError) -> Self {
        match fel {
            StoreError::Utloggad => Self::UtanRoll,
            annat => Self::Fil(annat),
        }
    }
}

/// Upplåst fil, a file that is open with its key, before it is known at which enhet.
#[derive(Debug)]
pub struct UpplastFil {
    store: SqliteStore,
    upplast: Upplast,
    enheter: Vec<String>,
    desk: String,
}

/// Inne, somebody who is signed in.
#[derive(Debug)]
pub struct Inne {
    /// The file.
    pub store: SqliteStore,
    /// Who, at which desk and enhet.
    pub aktor: Aktor,
    /// The state of the file.
    pub lage: Lage,
    /// The opened cabinet, for whoever is to change something in it.
    pub upplast: Upplast,
}

impl Installningar {
    /// Whether one has to sign in to use the file: there is a cabinet beside it.
    ///
    /// # Errors
    /// [`StartFel::Indata`] when there is no home folder, or when another day than today was asked for: it would end
    /// offers and pauses of real persons before their time.
    pub fn kraver_inloggning(&self) -> Result<bool, StartFel> {
        let fil = self.databasfil()?;
        sqlite::avbruten_aterstallning(&fil).map_err(StartFel::Databas)?;
        let skarp = Nyckelskap::finns(&fil);
        if skarp && self.datum.is_some() {
            return Err(StartFel::Indata(text::cli::DATUM_BARA_OVNING.to_owned()));
        }
        Ok(skarp)
    }

    /// Opens the cabinet, and the file with the key in it. Takes a moment, on purpose.
    ///
    /// # Errors
    /// [`Inloggningsfel`].
    pub fn las_upp(
        &self,
        legitimation: &Legitimation,
        nu: DateTime<Utc>,
    ) -> Result<UpplastFil, Inloggningsfel> {
        let fil = self.databasfil().map_err(Inloggningsfel::Start)?;
        let desk = self.aktor().map_err(Inloggningsfel::Start)?.desk;
        let mut skap = Nyckelskap::oppna(&fil)?;
        let upplast = match legitimation {
            Legitimation::Losenord(anvandare, losenord) => skap.las_upp(anvandare, losenord, nu)?,
            Legitimation::Nyckelfil(anvandare, nyckelfil) => {
                skap.las_upp_med_fil(anvandare, nyckelfil)?
            }
        };
        let store = self.oppna_med_nyckel(&fil, &upplast)?;
        let enheter = store.enheter(&upplast)?;
        Ok(UpplastFil {
            store,
            upplast,
            enheter,
            desk,
        })
    }

    fn oppna_med_nyckel(
        &self,
        fil: &Path,
        upplast: &Upplast,
    ) -> Result<SqliteStore, Inloggningsfel> {
        let val = Oppning {
            prov: self.prov,
            ..Oppning::default()
        };
        sqlite::oppna_med_nyckel(fil, val, upplast)
            .map_err(|fel| Inloggningsfel::Start(StartFel::Databas(fel)))
    }
}

impl UpplastFil {
    /// The enheter that the account has a role at, by name.
    pub fn enheter(&self) -> &[String] {
        &self.enheter
    }

    /// As [`Installningar::prova_katalog`].
    ///
    /// # Errors
    /// As there.
    pub fn prova_katalog(&self, installningar: &Installningar) -> Result<(), StartFel> {
        installningar.prova_katalog(&self.store)
    }

    /// The enhet to begin at: the first of these wishes that the account has, or the only one it has.
    ///
    /// # Errors
    /// [`Inloggningsfel::UtanRoll`] where it has none, [`Inloggningsfel::Flera`] where it has to be chosen.
    pub fn enhet(&self, onskade: &[&str]) -> Result<String, Inloggningsfel> {
        let onskad = onskade
            .iter()
            .find(|onskad| self.enheter.iter().any(|enhet| enhet == *onskad));
        match (onskad, self.enheter.as_slice()) {
            (_, []) => Err(Inloggningsfel::UtanRoll),
            (Some(enhet), _) => Ok((*enhet).to_owned()),
            (None, [enda]) => Ok(enda.clone()),
            (None, flera) => Err(Inloggningsfel::Flera(flera.to_vec())),
        }
    }

    /// Signs in at an enhet; logged.
    ///
    /// # Errors
    /// [`Inloggningsfel`].
    pub fn logga_in(mut self, enhet: &str, nu: DateTime<Utc>) -> Result<Inne, Inloggningsfel> {
        let aktor = Aktor {
            anvandare: self.upplast.anvandare().som_text().to_owned(),
            desk: self.desk,
            enhet: enhet.to_owned(),
        };
        self.store.logga_in(&self.upplast, &aktor, ny_op(), nu)?;
        let Reply::Lage(lage) = self.store.load(&Query::Lage)? else {
            return Err(Inloggningsfel::Fil(StoreError::Saknas));
        };
        Ok(Inne {
            store: self.store,
            aktor,
            lage,
            upplast: self.upplast,
        })
    }
}

/// Session, the file of somebody who is signed in at the screen: signed out when it is let go.
#[derive(Debug)]
pub struct Session {
    store: SqliteStore,
    aktor: Aktor,
}

impl From<Inne> for Session {
    fn from(inne: Inne) -> Self {
        Self {
            store: inne.store,
            aktor: inne.aktor,
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The key goes with the file in any case; where it cannot be written down, nobody is left to tell.
        let _ = self.store.logga_ut(&self.aktor, ny_op(), Utc::now());
    }
}

impl Store for Session {
    fn load(&mut self, query: &Query) -> Result<Reply, StoreError> {
        self.store.load(query)
    }

    fn save(
        &mut self,
        aktor: &Aktor,
        op: OpId,
        nar: DateTime<Utc>,
        change: &Change,
    ) -> Result<Reply, StoreError> {
        self.store.save(aktor, op, nar, change)
    }

    fn changed_elsewhere(&mut self) -> Result<bool, StoreError> {
        self.store.changed_elsewhere()
    }
}
