//! Care of the file: it is checked, copied and given a new key. Each is an act of a systemförvaltare and stands in the log.

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::oppna::{self, Oppning};
use super::oppnafel::OppnaFel;
use super::rad::{self, rader};
use super::skap::Skapfil;
use super::skapa::{self, SkapaFel};
use super::{Akt, SqliteStore, fil, kedja, konto};
use crate::domain::behorighet::Garning;
use crate::domain::konto::{Anvandarnamn, Konto};
use crate::store::konto::{KanInteIKontot, Kontoakt};
use crate::store::nyckelskap::{Datanyckel, NyckelFel, Nyckelskap, Upplast};
use crate::store::{Aktor, OpId, StoreError};

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

/// Filkontroll, what a check of the whole file has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filkontroll {
    /// The pages are encrypted.
    pub krypterad: bool,
    /// What is wrong; empty where the file is whole.
    pub fel: Vec<Filfel>,
}

/// Filfel, something wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filfel {
    /// Pages that are not as they were encrypted.
    Sidor(usize),
    /// Tables, indexes or values that do not hold together.
    Innehall(usize),
    /// A row of this table points at one that is not there.
    Hanvisning(String),
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
    fn skoter_filen(&mut self, vem: &Vem<'_>) -> Result<(), StoreError> {
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

    /// Reads every page and looks whether all holds together. Takes as long as reading the file; other desks can work
    /// meanwhile.
    ///
    /// # Errors
    /// [`StoreError`]; what is wrong with the file is no error but the answer.
    pub fn kontrollera(&mut self, vem: &Vem<'_>) -> Result<Filkontroll, StoreError> {
        self.skoter_filen(vem)?;
        let funnet = granska(&self.conn, self.nyckel.is_some())?;
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

    /// Copies the file to another place, with its cabinet: the same key, the same passwords. The copy has been checked when
    /// it gets its name, and the file knows where it lies.
    ///
    /// # Errors
    /// [`SkapaFel`]; then there is no copy.
    pub fn kopiera(&mut self, till: &Path, val: Oppning, vem: &Vem<'_>) -> Result<(), SkapaFel> {
        self.skoter_filen(vem)?;
        let till = fil::bered(till, val.prov)?;
        let skarp = Nyckelskap::finns(self.fil.vag());
        if skarp {
            fil::granska_mapp(&till)?;
        }
        let ensam = fil::Ensam::tag(&till)?;
        skapa::stada(&till)?;
        skapa::ledig(&till)?;
        self.logga(vem, "kopia_tagen", None, |akt| {
            let vag = till.to_string_lossy().into_owned();
            akt.kor(
                "INSERT INTO kopia(vag, tid) VALUES (?1, ?2) ON CONFLICT (vag) DO UPDATE SET tid = ?2",
                [vag, rad::tid(vem.nar)],
            )?;
            Ok(())
        })?;
        let gjord = self
            .skriv_kopia(&fil::under_arbete(&till), skarp, val)
            .and_then(|()| Ok(skapa::dop(&till, skarp)?));
        if gjord.is_err() {
            skapa::stada(&till)?;
        }
        drop(ensam);
        gjord
    }

    fn skriv_kopia(&self, till: &Path, skarp: bool, val: Oppning) -> Result<(), SkapaFel> {
        let skadad = || OppnaFel::Skadad {
            path: till.to_owned(),
        };
        fil::skapa_ny(till)?;
        if skarp {
            // Before the file: a new key that somebody gives it meanwhile ends the copying, and never parts the two.
            let (forlaga, _) =
                Skapfil::oppna(&Nyckelskap::vag(self.fil.vag())).map_err(NyckelFel::from)?;
            forlaga
                .kopiera(&Nyckelskap::vag(till))
                .map_err(NyckelFel::from)?;
        }
        let nyckel = self.nyckel.as_ref();
        let mut ut = oppna::anslut(till, nyckel).map_err(|fel| fel.oversatt(till))?;
        kopiera_sidor(&self.conn, &mut ut)?;
        drop(ut);
        let kopia = oppna::oppna_fil(till, val, nyckel).map_err(|fel| fel.oversatt(till))?;
        if !granska(&kopia.conn, nyckel.is_some())?.fel.is_empty() {
            return Err(skadad().into());
        }
        oppna::tom_loggen(&kopia.conn);
        Ok(())
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
        if !granska(&ny.conn, sidor.is_some())?.fel.is_empty() {
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

/// Everything that can be checked without knowing what the rows mean.
fn granska(conn: &Connection, krypterad: bool) -> Result<Filkontroll, StoreError> {
    let mut fel = Vec::new();
    // Page by page, also those that nothing points at. The engine looks past the log at the file alone, where pages may
    // still have the key before; a desk that will not stop reading leaves them to the next check.
    if krypterad && oppna::tom_loggen(conn) {
        let sidor = antal(conn, "PRAGMA cipher_integrity_check", |_| true)?;
        if sidor > 0 {
            fel.push(Filfel::Sidor(sidor));
        }
    }
    let innehall = antal(conn, "PRAGMA integrity_check", |svar| svar != "ok")?;
    if innehall > 0 {
        fel.push(Filfel::Innehall(innehall));
    }
    let hanvisningar = rader(
        conn,
        "fil",
        "SELECT DISTINCT \"table\" AS tabell FROM pragma_foreign_key_check",
        [],
        |rad| rad.text("tabell"),
    );
    match hanvisningar {
        Ok(tabeller) => fel.extend(tabeller.into_iter().map(Filfel::Hanvisning)),
        // A page that cannot be read has been found already.
        Err(_) if !fel.is_empty() => {}
        Err(fel) => return Err(fel),
    }
    Ok(Filkontroll { krypterad, fel })
}

/// How many lines of the engine's answer tell of a fault. A page that cannot be read at all is one too.
fn antal(
    conn: &Connection,
    sql: &'static str,
    ar_fel: impl Fn(&str) -> bool,
) -> Result<usize, StoreError> {
    let svar = conn.prepare(sql).and_then(|mut fraga| {
        let rader = fraga.query_map([], |rad| rad.get::<_, String>(0))?;
        rader.collect::<Result<Vec<_>, _>>()
    });
    match svar {
        Ok(rader) => Ok(rader.iter().filter(|rad| ar_fel(rad)).count()),
        Err(fel)
            if matches!(
                fel.sqlite_error_code(),
                Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase)
            ) =>
        {
            Ok(1)
        }
        Err(fel) => Err(fel.into()),
    }
}

/// Copies all pages as they are at one moment.
pub(super) fn kopiera_sidor(fran: &Connection, till: &mut Connection) -> rusqlite::Result<()> {
    let kopiering = Backup::new(fran, till)?;
    loop {
        match kopiering.step(-1)? {
            StepResult::Done => return Ok(()),
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}
