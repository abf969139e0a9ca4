//! Nyckelskåp, the key cabinet beside the file (`<fil>.nycklar`): the key of the file, wrapped once for each user under the
//! user's password, and once under a recovery key that is on paper.
//!
//! Two levels. The cabinet has a key of its own, and each way to it is one row: a password, a key file of a machine, the
//! recovery key. Under the cabinet's key lie the keys of the file. So a new password is one row, a user who leaves is a row
//! less, and a new key of the file touches no user.
//!
//! Where a password has leaked, a new one is enough. Where the cabinet has been copied and a password of it is known, the
//! cabinet's key is known too: then the file is copied over into a new one with a new cabinet, and everybody gets a new
//! password and the envelope a new recovery key; a new key of the file (`databas byt-nyckel`) is not enough.
//!
//! A cabinet lies also beside a sharp file that is not encrypted: there it is the proof of who signs in, and nothing more.

mod aterstallning;
mod krypto;
mod nyckelfil;
mod sparr;
mod vagar;

use std::fmt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

use crate::domain::konto::{Anvandarnamn, Losenordsbrist, prova_losenord};
use crate::store::sqlite::skap::{self, Huvud, Skapfel, Skapfil};
use krypto::Nyckel;
use sparr::Provning;

pub use aterstallning::Aterstallningsnyckel;
pub(in crate::store) use krypto::{marke, summa};
pub(in crate::store) use sparr::Forsok;
pub use sparr::TAK;

/// Datanyckel, a key of the file: 32 random bytes, wiped when they are no longer held.
#[derive(Clone)]
pub struct Datanyckel(Nyckel);

impl Datanyckel {
    pub(in crate::store) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Datanyckel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Datanyckel(…)")
    }
}

/// Lösenord, a password as it was typed, wiped when it is no longer held.
#[derive(Clone)]
pub struct Losenord(Zeroizing<String>);

impl Losenord {
    /// Takes a typed password over.
    pub fn ny(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Losenord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Losenord(…)")
    }
}

/// Upplåst, the proof that somebody has opened the cabinet as this user; made nowhere else.
#[derive(Clone)]
pub struct Upplast {
    anvandare: Anvandarnamn,
    fil: [u8; 16],
    krypterad: bool,
    kek: Nyckel,
    /// The newest first. There are two while the key of the file is being changed, and after a change that did not end.
    nycklar: Vec<(i64, Datanyckel)>,
    misslyckade: u32,
    papper: bool,
}

impl fmt::Debug for Upplast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upplast")
            .field("anvandare", &self.anvandare)
            .field("krypterad", &self.krypterad)
            .finish_non_exhaustive()
    }
}

impl Upplast {
    /// As whom.
    pub fn anvandare(&self) -> &Anvandarnamn {
        &self.anvandare
    }

    /// How many tries failed since the one before that went well.
    pub fn misslyckade(&self) -> u32 {
        self.misslyckade
    }

    /// Whether the pages of the file are encrypted.
    pub fn krypterad(&self) -> bool {
        self.krypterad
    }

    /// Opened with the recovery key.
    pub(in crate::store) fn med_papper(&self) -> bool {
        self.papper
    }

    /// Which file the cabinet belongs to.
    pub(in crate::store) fn fil(&self) -> &[u8; 16] {
        &self.fil
    }

    /// The keys that the file may have, the newest first.
    pub(in crate::store) fn nycklar(&self) -> &[(i64, Datanyckel)] {
        &self.nycklar
    }
}

/// Why the cabinet stays closed, or cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NyckelFel {
    /// User or password is wrong; which of them is not told.
    #[error("fel användarnamn eller lösenord")]
    Fel,
    /// Too many wrong tries: nothing is tried before this time.
    #[error("för många försök")]
    Vanta(DateTime<Utc>),
    /// Too many wrong tries, or locked by somebody: a systemförvaltare has to open it.
    #[error("kontot är låst")]
    Last,
    /// The new password will not do.
    #[error("lösenordet duger inte")]
    Losenord(Losenordsbrist),
    /// No key file for an account that somebody has a password to.
    #[error("kontot har ett lösenord")]
    HarLosenord,
    /// No password for an account that has a key file.
    #[error("kontot har en nyckelfil")]
    HarNyckelfil,
    /// The cabinet is missing, damaged, another file's, or somebody else has it; or a key file cannot be used.
    #[error("{0}")]
    Skap(String),
}

impl From<Skapfel> for NyckelFel {
    fn from(fel: Skapfel) -> Self {
        Self::Skap(match fel {
            Skapfel::Saknas => "Nyckelskåpet bredvid databasen saknas. Lägg tillbaka det från säkerhetskopian; utan det \
                 kan ingen logga in."
                .to_owned(),
            Skapfel::Skadat => "Nyckelskåpet bredvid databasen är skadat. Lägg tillbaka det från säkerhetskopian."
                .to_owned(),
            Skapfel::Frammande => "Filen bredvid databasen är inget nyckelskåp. Lägg tillbaka nyckelskåpet från \
                 säkerhetskopian."
                .to_owned(),
            Skapfel::Upptaget => "Nyckelskåpet är upptaget av en annan reception. Vänta en stund och försök igen."
                .to_owned(),
            Skapfel::Fil(fel) => fel.to_string(),
        })
    }
}

/// Skåpanvändare, who has a way into the cabinet, and how it stands with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skapanvandare {
    /// Who.
    pub anvandare: Anvandarnamn,
    /// Has a password.
    pub losenord: bool,
    /// Has a key file.
    pub nyckelfil: bool,
    /// Wrong tries since one that went well.
    pub misslyckade: u32,
    /// Locked: until somebody opens it.
    pub last: bool,
}

/// Nyckelskåp, an open cabinet.
#[derive(Debug)]
pub struct Nyckelskap {
    skap: Skapfil,
    huvud: Huvud,
}

/// The kinds of way.
const LOSENORD: &str = "losenord";
const NYCKELFIL: &str = "nyckelfil";
const ATERSTALLNING: &str = "aterstallning";

/// Whose the recovery key is: no user can have such a name.
const PAPPER: &str = "#papper";

impl Nyckelskap {
    /// Where the cabinet of a file lies.
    pub fn vag(databas: &Path) -> PathBuf {
        let mut vag = databas.as_os_str().to_owned();
        vag.push(".nycklar");
        PathBuf::from(vag)
    }

    /// Whether there is a cabinet beside the file, so that one has to sign in.
    pub fn finns(databas: &Path) -> bool {
        std::fs::symlink_metadata(Self::vag(databas)).is_ok()
    }

    /// Makes the cabinet of a new file, with its first user.
    pub(in crate::store) fn skapa(
        databas: &Path,
        krypterad: bool,
        anvandare: &Anvandarnamn,
        losenord: &Losenord,
    ) -> Result<(Self, Upplast, Aterstallningsnyckel), NyckelFel> {
        prova_losenord(losenord.text(), anvandare).map_err(NyckelFel::Losenord)?;
        let huvud = Huvud {
            fil: krypto::slump()?,
            krypterad,
        };
        let skap = Skapfil::skapa(&Self::vag(databas), huvud)?;
        let mut skap = Self { skap, huvud };
        let mut upplast = Upplast {
            anvandare: anvandare.clone(),
            fil: huvud.fil,
            krypterad,
            kek: krypto::ny_nyckel()?,
            nycklar: Vec::new(),
            misslyckade: 0,
            papper: false,
        };
        upplast.nycklar.push(skap.ny_datanyckel(&upplast)?);
        let papper = skap.ny_aterstallning(&upplast)?;
        skap.satt_losenord(&upplast, anvandare, losenord)?;
        Ok((skap, upplast, papper))
    }

    /// Opens the cabinet of a file.
    ///
    /// # Errors
    /// [`NyckelFel::Skap`].
    pub fn oppna(databas: &Path) -> Result<Self, NyckelFel> {
        let (skap, huvud) = Skapfil::oppna(&Self::vag(databas))?;
        Ok(Self { skap, huvud })
    }

    /// Whether the pages of the file are encrypted.
    pub fn krypterad(&self) -> bool {
        self.huvud.krypterad
    }

    /// Opens it as a user. Takes as long for a user who does not exist, and counts the tries with that name too.
    ///
    /// The try is counted before it is known how it goes, so that many at once are no more than one after the other.
    ///
    /// # Errors
    /// [`NyckelFel`].
    pub fn las_upp(
        &mut self,
        anvandare: &str,
        losenord: &Losenord,
        nu: DateTime<Utc>,
    ) -> Result<Upplast, NyckelFel> {
        // What can be no user name is never the name of anybody, so there is nothing to find out by it.
        let namn = Anvandarnamn::las(anvandare);
        let vag = match &namn {
            Some(namn) => self.skap.vag(namn.som_text(), LOSENORD)?,
            None => None,
        };
        let vem = namn.as_ref().map(|namn| self.vem(namn)).transpose()?;
        if let Some(vem) = &vem {
            self.rakna(vem, nu)?;
        }
        let salt = vag.as_ref().map_or_else(
            || {
                let mut salt = [0; 16];
                salt.copy_from_slice(&krypto::marke(&self.huvud.fil, anvandare.as_bytes())[..16]);
                salt
            },
            |vag| vag.salt,
        );
        let nyckel = krypto::av_losenord(losenord, &salt)?;
        let (Some(namn), Some(vem), Some(vag)) = (namn, vem, vag) else {
            return Err(NyckelFel::Fel);
        };
        let vad = self.vad(LOSENORD, namn.som_text());
        let kek = krypto::oppna(&nyckel, &vag.nyckel, &vad).ok_or(NyckelFel::Fel)?;
        let misslyckade = self.skap.skriv(|tx| {
            let forsok = skap::forsok(tx, &vem)?;
            skap::glom_forsok(tx, &vem)?;
            Ok(forsok.antal.saturating_sub(1))
        })?;
        self.upplast(namn, kek, misslyckade)
    }

    /// Opens it as a user with a key file, for jobs that nobody sits beside. Wrong passwords do not keep it out, for a key
    /// file cannot be guessed; a lock by hand does.
    ///
    /// # Errors
    /// [`NyckelFel`].
    pub fn las_upp_med_fil(
        &mut self,
        anvandare: &Anvandarnamn,
        fil: &Path,
    ) -> Result<Upplast, NyckelFel> {
        let hemligt = nyckelfil::las(fil)?;
        let vag = self.skap.vag(anvandare.som_text(), NYCKELFIL)?;
        let vag = vag.ok_or(NyckelFel::Fel)?;
        if self.skap.forsok(anvandare.som_text())?.last {
            return Err(NyckelFel::Last);
        }
        let vad = self.vad(NYCKELFIL, anvandare.som_text());
        let nyckel = krypto::av_bytes(hemligt.as_slice(), &vad);
        let kek = krypto::oppna(&nyckel, &vag.nyckel, &vad).ok_or(NyckelFel::Fel)?;
        self.upplast(anvandare.clone(), kek, 0)
    }

    /// Opens it with the recovery key, on behalf of the user who is to get a new password.
    ///
    /// # Errors
    /// [`NyckelFel`].
    pub fn las_upp_med_aterstallning(
        &mut self,
        anvandare: &Anvandarnamn,
        papper: &Aterstallningsnyckel,
    ) -> Result<Upplast, NyckelFel> {
        let vag = self.skap.vag(PAPPER, ATERSTALLNING)?;
        let vag = vag.ok_or(NyckelFel::Fel)?;
        let vad = self.vad(ATERSTALLNING, PAPPER);
        let nyckel = krypto::av_bytes(papper.bytes(), &vad);
        let kek = krypto::oppna(&nyckel, &vag.nyckel, &vad).ok_or(NyckelFel::Fel)?;
        // The password that is set next forgets them.
        let misslyckade = self.misslyckade(anvandare)?;
        let upplast = self.upplast(anvandare.clone(), kek, misslyckade)?;
        Ok(Upplast {
            papper: true,
            ..upplast
        })
    }

    /// Gives a user a password, in place of the one before it, and forgets the wrong tries. Whether the user has an
    /// account is the file's matter.
    ///
    /// # Errors
    /// [`NyckelFel`].
    pub fn satt_losenord(
        &mut self,
        upplast: &Upplast,
        anvandare: &Anvandarnamn,
        losenord: &Losenord,
    ) -> Result<(), NyckelFel> {
        prova_losenord(losenord.text(), anvandare).map_err(NyckelFel::Losenord)?;
        let salt = krypto::slump()?;
        let nyckel = krypto::av_losenord(losenord, &salt)?;
        self.satt_vag(upplast, anvandare.som_text(), LOSENORD, (salt, &nyckel))
    }

    /// Gives a user a key file, which is made here and must not be there before; the key file before it opens nothing any
    /// more.
    ///
    /// # Errors
    /// [`NyckelFel`].
    pub fn satt_nyckelfil(
        &mut self,
        upplast: &Upplast,
        anvandare: &Anvandarnamn,
        fil: &Path,
    ) -> Result<(), NyckelFel> {
        let hemligt = krypto::ny_nyckel()?;
        nyckelfil::skapa(fil, &hemligt)?;
        let vad = self.vad(NYCKELFIL, anvandare.som_text());
        let nyckel = krypto::av_bytes(hemligt.as_slice(), &vad);
        let satt = self.satt_vag(upplast, anvandare.som_text(), NYCKELFIL, ([0; 16], &nyckel));
        if satt.is_err() {
            // A key that opens nothing is best not left lying.
            let _ = std::fs::remove_file(fil);
        }
        satt
    }

    /// Draws a new recovery key; the one before it opens nothing any more.
    ///
    /// # Errors
    /// [`NyckelFel`].
    pub fn ny_aterstallning(
        &mut self,
        upplast: &Upplast,
    ) -> Result<Aterstallningsnyckel, NyckelFel> {
        let papper = Aterstallningsnyckel::ny()?;
        let nyckel = krypto::av_bytes(papper.bytes(), &self.vad(ATERSTALLNING, PAPPER));
        self.satt_vag(upplast, PAPPER, ATERSTALLNING, ([0; 16], &nyckel))?;
        Ok(papper)
    }

    /// Takes a user's ways out; whether there were any.
    ///
    /// # Errors
    /// [`NyckelFel::Skap`].
    pub fn ta_bort(&mut self, anvandare: &Anvandarnamn) -> Result<bool, NyckelFel> {
        let vem = anvandare.som_text();
        Ok(self.skap.skriv(|tx| {
            skap::glom_forsok(tx, vem)?;
            skap::ta_vagar(tx, vem)
        })?)
    }

    /// Locks a user out until [`Self::las_upp_konto`].
    ///
    /// # Errors
    /// [`NyckelFel::Skap`].
    pub fn las(&mut self, anvandare: &Anvandarnamn) -> Result<(), NyckelFel> {
        let vem = anvandare.som_text();
        Ok(self.skap.skriv(|tx| {
            let forsok = skap::forsok(tx, vem)?;
            skap::satt_forsok(
                tx,
                vem,
                Forsok {
                    last: true,
                    ..forsok
                },
            )
        })?)
    }

    /// Opens a locked user, and forgets the wrong tries.
    ///
    /// # Errors
    /// [`NyckelFel::Skap`].
    pub fn las_upp_konto(&mut self, anvandare: &Anvandarnamn) -> Result<(), NyckelFel> {
        Ok(self
            .skap
            .skriv(|tx| skap::glom_forsok(tx, anvandare.som_text()))?)
    }

    /// Everybody who has a way into the cabinet, by name.
    ///
    /// # Errors
    /// [`NyckelFel::Skap`].
    pub fn anvandare(&self) -> Result<Vec<Skapanvandare>, NyckelFel> {
        let mut alla: Vec<Skapanvandare> = Vec::new();
        for (vem, slag) in self.skap.vagar()? {
            let Some(anvandare) = Anvandarnamn::las(&vem) else {
                continue;
            };
            if alla.last().is_none_or(|sist| sist.anvandare != anvandare) {
                let forsok = self.skap.forsok(&vem)?;
                alla.push(Skapanvandare {
                    anvandare,
                    losenord: false,
                    nyckelfil: false,
                    misslyckade: forsok.antal,
                    last: forsok.sparrat(),
                });
            }
            if let Some(sist) = alla.last_mut() {
                sist.losenord |= slag == LOSENORD;
                sist.nyckelfil |= slag == NYCKELFIL;
            }
        }
        Ok(alla)
    }

    /// Draws the next key of the file and puts it in beside the one it has, so that the file opens whichever of them it
    /// has when the machine stops.
    pub(in crate::store) fn ny_datanyckel(
        &mut self,
        upplast: &Upplast,
    ) -> Result<(i64, Datanyckel), NyckelFel> {
        self.samma(upplast)?;
        let nyckel = krypto::ny_nyckel()?;
        let omsluten = krypto::omslut(&upplast.kek, &nyckel, &self.vad("data", ""))?;
        let nr = self.skap.skriv(|tx| {
            let nr = skap::nasta_nr(tx)?;
            skap::satt_datanyckel(tx, nr, &omsluten)?;
            Ok(nr)
        })?;
        Ok((nr, Datanyckel(nyckel)))
    }

    /// The file has this key now: the ones before it go. One that somebody drew later stays, for the file may get it at any
    /// moment.
    pub(in crate::store) fn fullborda(&mut self, nr: i64) -> Result<(), NyckelFel> {
        Ok(self.skap.skriv(|tx| skap::ta_aldre(tx, nr))?)
    }

    /// Counts a try, or says why none is made.
    fn rakna(&mut self, vem: &str, nu: DateTime<Utc>) -> Result<(), NyckelFel> {
        self.skap
            .skriv(|tx| match skap::forsok(tx, vem)?.prova(nu) {
                Provning::Gor(forsok) => {
                    skap::satt_forsok(tx, vem, forsok)?;
                    Ok(None)
                }
                Provning::Flytta(forsok, fel) => {
                    skap::satt_forsok(tx, vem, forsok)?;
                    Ok(Some(fel))
                }
                Provning::Nej(fel) => Ok(Some(fel)),
            })?
            .map_or(Ok(()), Err)
    }

    /// Under which name tries are counted. Names of nobody share 65 536 places: the rows stay bounded, and what was typed
    /// in the wrong field, which may be a password, is not kept.
    fn vem(&self, namn: &Anvandarnamn) -> Result<String, NyckelFel> {
        let text = namn.som_text();
        for slag in [LOSENORD, NYCKELFIL] {
            if self.skap.vag(text, slag)?.is_some() {
                return Ok(text.to_owned());
            }
        }
        let plats = krypto::marke(&self.huvud.fil, text.as_bytes());
        Ok(format!("#{:02x}{:02x}", plats[0], plats[1]))
    }

    /// What a wrapped key is bound to: this file, the kind, the user.
    fn vad(&self, slag: &str, vem: &str) -> Vec<u8> {
        summa(
            "troskel nyckelskap 1",
            &[self.huvud.fil.as_slice(), slag.as_bytes(), vem.as_bytes()],
        )
        .to_vec()
    }

    /// A key of another cabinet must not be put into this one.
    fn samma(&self, upplast: &Upplast) -> Result<(), NyckelFel> {
        if upplast.fil == self.huvud.fil {
            Ok(())
        } else {
            Err(Skapfel::Frammande.into())
        }
    }

    fn upplast(
        &self,
        anvandare: Anvandarnamn,
        kek: Nyckel,
        misslyckade: u32,
    ) -> Result<Upplast, NyckelFel> {
        let vad = self.vad("data", "");
        let nycklar = self
            .skap
            .datanycklar()?
            .into_iter()
            .map(|(nr, omsluten)| {
                let nyckel = krypto::oppna(&kek, &omsluten, &vad).ok_or(Skapfel::Skadat)?;
                Ok((nr, Datanyckel(nyckel)))
            })
            .collect::<Result<_, NyckelFel>>()?;
        Ok(Upplast {
            anvandare,
            fil: self.huvud.fil,
            krypterad: self.huvud.krypterad,
            kek,
            nycklar,
            misslyckade,
            papper: false,
        })
    }
}
