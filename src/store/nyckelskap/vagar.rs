//! The ways into the cabinet. A person has a password and a machine a key file, never one account both: a key file given to
//! a person's account would let whoever holds it act in the name of that person.

use crate::domain::konto::Anvandarnamn;
use crate::store::sqlite::skap::{self, Vag};

use super::krypto::{self, Nyckel};
use super::{LOSENORD, NYCKELFIL, NyckelFel, Nyckelskap, Upplast};

/// The other kind, which an account must not have besides, and what is said where it has.
fn den_andra(slag: &str) -> Option<(&'static str, NyckelFel)> {
    match slag {
        LOSENORD => Some((NYCKELFIL, NyckelFel::HarNyckelfil)),
        NYCKELFIL => Some((LOSENORD, NyckelFel::HarLosenord)),
        _ => None,
    }
}

impl Nyckelskap {
    /// Whether a user can be given a password: asked before the file writes it down, and held by
    /// [`Self::satt_losenord`] too.
    ///
    /// # Errors
    /// [`NyckelFel::HarNyckelfil`].
    pub fn kan_fa_losenord(&self, anvandare: &Anvandarnamn) -> Result<(), NyckelFel> {
        self.utan_den_andra(anvandare, LOSENORD)
    }

    /// Whether a user can be given a key file: asked before the file writes it down, and held by
    /// [`Self::satt_nyckelfil`] too.
    ///
    /// # Errors
    /// [`NyckelFel::HarLosenord`].
    pub fn kan_fa_nyckelfil(&self, anvandare: &Anvandarnamn) -> Result<(), NyckelFel> {
        self.utan_den_andra(anvandare, NYCKELFIL)
    }

    /// Wrong tries with this account since one that went well: written down before an act that forgets them.
    ///
    /// # Errors
    /// [`NyckelFel::Skap`].
    pub fn misslyckade(&self, anvandare: &Anvandarnamn) -> Result<u32, NyckelFel> {
        Ok(self.skap.forsok(anvandare.som_text())?.antal)
    }

    fn utan_den_andra(&self, anvandare: &Anvandarnamn, slag: &str) -> Result<(), NyckelFel> {
        match den_andra(slag) {
            Some((andra, fel)) if self.skap.vag(anvandare.som_text(), andra)?.is_some() => Err(fel),
            _ => Ok(()),
        }
    }

    pub(super) fn satt_vag(
        &mut self,
        upplast: &Upplast,
        vem: &str,
        slag: &str,
        (salt, nyckel): ([u8; 16], &Nyckel),
    ) -> Result<(), NyckelFel> {
        self.samma(upplast)?;
        let nyckel = krypto::omslut(nyckel, &upplast.kek, &self.vad(slag, vem))?;
        let vag = Vag { salt, nyckel };
        self.skap
            .skriv(|tx| {
                if let Some((andra, fel)) = den_andra(slag)
                    && skap::vag(tx, vem, andra)?.is_some()
                {
                    return Ok(Some(fel));
                }
                skap::satt_vag(tx, vem, slag, &vag)?;
                skap::glom_forsok(tx, vem)?;
                Ok(None)
            })?
            .map_or(Ok(()), Err)
    }
}
