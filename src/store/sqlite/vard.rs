//! Care of the file: it is checked, copied, restored and given a new key. Each is an act of a systemförvaltare and stands in
//! the log.

pub(super) mod aterstall;
pub(super) mod granska;
pub(super) mod kopiering;
mod platsbyte;
mod regler;
mod sakerhet;
mod skede;

use chrono::{DateTime, Utc};

use super::oppna::{self, Oppning};
use super::oppnafel::OppnaFel;
use super::rad;
use super::skapa::SkapaFel;
use super::{Akt, SqliteStore, kedja, konto};
use crate::domain::behorighet::Garning;
use crate::domain::konto::{Anvandarnamn, Konto};
use crate::store::konto::{KanInteIKontot, Kontoakt};
use crate::store::nyckelskap::{Datanyckel, Nyckelskap, Upplast};
use crate::store::{Aktor, OpId, StoreError};

pub use aterstall::{
    Aterstallfel, Aterstallning, Hamtad, Overfort, fullborda_aterstallning, hamta_kopia,
};
pub use granska::{Filfel, Filkontroll, Prov};
pub use kopiering::Kopiekvitto;
pub use platsbyte::{Hindrad, avbruten_aterstallning};
pub use regler::regelkoder;
pub use sakerhet::{Rotation, Sakerhetskopia};
pub use skede::{Avbrott, Gang, Skede};

/// Who does it, under which operation id, and when.
#[derive(Clone, Copy, Debug)]
pub struct Vem<'a> {
    /// Who.
    pub aktor: &'a Aktor,
    /// Operation id.
    pub op: OpId,
    /// When.
    pub nar: DateTime<Utc>,
}

/// Nyckelakt, a key that is given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nyckelakt {
    /// A key file for an account of a machine.
    Nyckelfil {
        /// Wrong tries that the cabinet forgets with it.
        misslyckade: u32,
    },
    /// A new recovery key.
    Aterstallning,
}

/// Writes down which catalogue is the file's.
pub(super) fn minns_katalog(akt: &Akt<'_>, marke: &str) -> Result<(), StoreError> {
    akt.kor(
        "INSERT INTO fil(egenskap, varde) VALUES ('katalog', ?1)
         ON CONFLICT (egenskap) DO UPDATE SET varde = ?1",
        [marke],
    )?;
    Ok(())
}

impl SqliteStore {
    /// Tries the right to care for the file, and logs a refusal.
    pub(super) fn skoter_filen(&mut self, vem: &Vem<'_>) -> Result<(), StoreError> {
        if self.session.behorighet(&self.conn)?.far(Garning::SkotaFil) {
            return Ok(());
        }
        self.anteckna(vem.aktor, vem.op, vem.nar, |akt| {
            akt.nekad(Garning::SkotaFil)
        })?;
        Err(StoreError::EjBehorig(Garning::SkotaFil))
    }

    fn logga(
        &mut self,
        vem: &Vem<'_>,
        slag: &'static str,
        om: Option<&str>,
        mer: impl FnOnce(&Akt<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let op = rad::hex(&vem.op.0);
        let tx = oppna::borja_skriva(&mut self.conn)?;
        let akt = Akt::ny(&tx, vem.aktor, &op, vem.nar);
        akt.atkomst(slag, om)?;
        mer(&akt)?;
        kedja::ikapp(&tx)?;
        self.fil.kontrollera()?;
        tx.commit()?;
        Ok(())
    }

    /// Reads every page, and looks whether all holds together: pages, tables, the rules between the rows, the chain. Takes
    /// as long as reading the file; other desks can work meanwhile.
    ///
    /// # Errors
    /// [`StoreError`]; what is wrong with the file is no error but the answer.
    pub fn kontrollera(&mut self, vem: &Vem<'_>) -> Result<Filkontroll, StoreError> {
        self.prova_filen(vem, &mut Gang::default())
            .map(|prov| prov.filen)
    }

    /// As [`Self::kontrollera`], with all that was asked, telling how far it has come.
    ///
    /// # Errors
    /// As there.
    pub fn prova_filen(&mut self, vem: &Vem<'_>, gang: &mut Gang<'_>) -> Result<Prov, StoreError> {
        self.skoter_filen(vem)?;
        let funnet = granska::prova(&self.conn, self.nyckel.is_some(), gang)?;
        self.logga(vem, "fil_kontrollerad", None, |_| Ok(()))?;
        Ok(funnet)
    }

    /// The mark of the catalogue that the file was given; none in a rehearsal.
    pub fn katalogmarke(&self) -> Option<String> {
        let sql = "SELECT varde FROM fil WHERE egenskap = 'katalog'";
        self.conn.query_row(sql, [], |rad| rad.get(0)).ok()
    }

    /// Gives the file the catalogue that has been decided; logged with its version.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn ge_katalog(
        &mut self,
        marke: &str,
        version: &str,
        vem: &Vem<'_>,
    ) -> Result<(), StoreError> {
        self.skoter_filen(vem)?;
        self.logga(vem, "katalog_given", Some(version), |akt| {
            minns_katalog(akt, marke)
        })
    }

    /// Gives the file a new key. The store is closed by it: whatever comes out, the file is opened anew. Desks that have it
    /// open are told to sign in again.
    ///
    /// The new key lies in the cabinet before the file gets it, and the old one stays until the file has been read with
    /// the new one: wherever the machine stops, one of the two opens the file. Two who do this at once cannot lock each
    /// other out either: the second finds a file that its own connection cannot read, and gives up.
    ///
    /// # Errors
    /// [`SkapaFel`]; then the file has the key that it had, or the new one, and opens.
    pub fn byt_nyckel(
        mut self,
        skap: &mut Nyckelskap,
        upplast: &Upplast,
        val: Oppning,
        vem: &Vem<'_>,
    ) -> Result<(), SkapaFel> {
        self.skoter_filen(vem)?;
        self.logga(vem, "nyckelbyte_paborjat", None, |_| Ok(()))?;
        let path = self.fil.vag().to_owned();
        let (nr, nyckel) = skap.ny_datanyckel(upplast)?;
        self.ta_nyckel(upplast, &nyckel)?;
        // The engine answers "done" before it has looked whether the last write went well: only a reading tells.
        let session = self.session.clone();
        drop(self);
        let sidor = upplast.krypterad().then_some(&nyckel);
        let mut ny = oppna::oppna_fil(&path, val, sidor).map_err(|fel| fel.oversatt(&path))?;
        let gang = &mut Gang::default();
        if !granska::sidorna(&ny.conn, sidor.is_some(), gang)?
            .fel
            .is_empty()
        {
            return Err(OppnaFel::Skadad { path }.into());
        }
        ny.session = session;
        ny.logga(vem, "nyckel_bytt", None, |_| Ok(()))?;
        // The log of the file still holds pages under the key before.
        oppna::tom_loggen(&ny.conn);
        skap.fullborda(nr)?;
        Ok(())
    }

    /// Writes down that a key is about to be given out; the cabinet gives it.
    ///
    /// # Errors
    /// [`StoreError`]; then none may be.
    pub fn anteckna_nyckel(
        &mut self,
        nyckel: Nyckelakt,
        anvandare: &Anvandarnamn,
        vem: &Vem<'_>,
    ) -> Result<(), StoreError> {
        self.skoter_filen(vem)?;
        let (slag, misslyckade) = match nyckel {
            Nyckelakt::Nyckelfil { misslyckade } => ("nyckelfil_given", misslyckade),
            Nyckelakt::Aterstallning => ("aterstallning_ny", 0),
        };
        let namn = anvandare.som_text();
        let finns = rad::en_rad(
            &self.conn,
            "konto",
            "SELECT stangt FROM konto WHERE anvandare = ?1 AND stangt = 0",
            [namn],
            |_| Ok(()),
        )?;
        finns.ok_or(StoreError::Konto(KanInteIKontot::Saknas))?;
        self.logga(vem, slag, Some(namn), |akt| {
            konto::anteckna_misslyckade(akt, anvandare, misslyckade)
        })
    }

    /// Lets somebody in again who has the recovery key: as an account that there is, opened where it was closed, or as a
    /// new one.
    ///
    /// # Errors
    /// [`StoreError::Utloggad`] without the recovery key, [`StoreError::Konto`].
    pub fn aterfa(
        &mut self,
        upplast: &Upplast,
        ny: Option<&Konto>,
        vem: &Vem<'_>,
    ) -> Result<(), StoreError> {
        if !upplast.med_papper() {
            return Err(StoreError::Utloggad);
        }
        let namn = upplast.anvandare().som_text();
        self.logga(vem, "aterstallning_anvand", Some(namn), |akt| {
            konto::anteckna_misslyckade(akt, upplast.anvandare(), upplast.misslyckade())?;
            if let Some(konto) = ny {
                return konto::utfor(akt, &Kontoakt::Lagg(konto.clone())).map(drop);
            }
            let sql = "UPDATE konto SET stangt = 0 WHERE anvandare = ?1";
            match akt.kor(sql, [namn])? {
                0 => Err(StoreError::Konto(KanInteIKontot::Saknas)),
                _ => Ok(()),
            }
        })
    }

    /// The step in the middle: the pages, or what a file without encryption remembers of its key.
    fn ta_nyckel(&mut self, upplast: &Upplast, nyckel: &Datanyckel) -> Result<(), SkapaFel> {
        if upplast.krypterad() {
            oppna::ge_nyckel(&self.conn, "PRAGMA rekey", nyckel)?;
            return Ok(());
        }
        let tx = oppna::borja_skriva(&mut self.conn)?;
        tx.execute(
            "UPDATE fil SET varde = ?1 WHERE egenskap = 'nyckelmarke'",
            [oppna::nyckelmarke(upplast, nyckel)],
        )?;
        self.fil.kontrollera()?;
        tx.commit()?;
        Ok(())
    }
}
