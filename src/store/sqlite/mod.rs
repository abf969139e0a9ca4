//! The store in one `SQLite` file, shared by the desks of one machine.

mod akt;
mod besok;
mod fil;
mod filsystem;
mod gallring;
mod kedja;
mod ko;
mod konto;
mod lage;
mod lasare;
mod logg;
mod oppna;
mod oppnafel;
mod overlamning;
mod program;
mod rad;
mod schema;
mod sedd;
mod session;
mod silo;
pub(super) mod skap;
mod skapa;
mod startkontroll;
mod statistik;
mod svar;
mod uppgradering;
mod utkast;
mod vard;

use std::cell::Cell;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, ErrorCode, Transaction, params};

use crate::domain::akt::hinder::KanInteIAkten;

use super::ko::{Koakt, Kokvitto, Kosvar};
use super::nyckelskap::Datanyckel;
use super::{Aktor, Change, Framsteg, Lage, OpId, Query, Reply, Store, StoreError};
use fil::Fil;
use session::Sikt;

pub use filsystem::{FsDom, bedom, i_container, synkad_mapp};
pub use lasare::Process;
pub use oppna::{APPLICATION_ID, Oppning, oppna, oppna_med_nyckel};
pub use oppnafel::OppnaFel;
pub use program::{Anvandning, Program};
pub use schema::SCHEMA;
pub use skapa::{NyFil, SkapaFel, skapa};
pub use startkontroll::{Startfynd, Startkontroll};
pub use vard::{
    Aterstallfel, Aterstallning, Avbrott, Filfel, Filkontroll, Gang, Hamtad, Hindrad, Kopiekvitto,
    Nyckelakt, Overfort, Prov, Rotation, Sakerhetskopia, Skede, Vem, avbruten_aterstallning,
    fullborda_aterstallning, hamta_kopia, regelkoder,
};

/// An open file.
#[derive(Debug)]
pub struct SqliteStore {
    conn: Connection,
    fil: Fil,
    ny: bool,
    version: i64,
    session: session::Session,
    /// The key of its pages.
    nyckel: Option<Datanyckel>,
    /// How long a save waits for another desk.
    vantan: Duration,
    anmalan: program::Anmalan,
    loggvakt: program::Loggvakt,
    /// Who is told how far long work has come.
    framsteg: Framsteg,
}

impl SqliteStore {
    /// Where another file lies under the name, as when somebody has laid a copy over it: the journal beside it is that
    /// of the old one, and whoever opens the new one would lay it over that. All of it goes into the old file, wherever
    /// that is now, and what was beside it is taken away.
    fn lamna_den_nya_i_fred(&self) {
        if self.fil.ar_ersatt() && oppna::tom_loggen(&self.conn) {
            self.fil.ta_bort_bredvid();
        }
    }

    /// Tells `framsteg` how far what is asked from now on has come, and saves what is saved so that it counts for it, too.
    pub fn folj(&mut self, framsteg: &Framsteg) {
        self.framsteg = framsteg.clone();
    }

    /// Whether the file was empty or missing and got its tables now; to be said aloud.
    pub fn ny(&self) -> bool {
        self.ny
    }
}

/// One act inside its transaction: who does it, under which operation id, and when.
struct Akt<'a> {
    tx: &'a Transaction<'a>,
    aktor: &'a Aktor,
    op: &'a str,
    nar: DateTime<Utc>,
    sikt: Sikt<'a>,
    /// Contact data have been erased: what the log of the file remembers of them goes too.
    raderat: Cell<bool>,
    /// How many rows of an act with many of them are done.
    framsteg: Framsteg,
}

impl<'a> Akt<'a> {
    fn ny(tx: &'a Transaction<'a>, aktor: &'a Aktor, op: &'a str, nar: DateTime<Utc>) -> Self {
        Self {
            tx,
            aktor,
            op,
            nar,
            sikt: Sikt::ALLT,
            raderat: Cell::new(false),
            framsteg: Framsteg::default(),
        }
    }

    /// The same act, seeing so far.
    fn med_sikt(self, sikt: Sikt<'a>) -> Self {
        Self { sikt, ..self }
    }

    /// Runs one statement and says how many rows it changed.
    fn kor(
        &self,
        sql: &'static str,
        varden: impl rusqlite::Params,
    ) -> Result<usize, rusqlite::Error> {
        self.tx.prepare_cached(sql)?.execute(varden)
    }

    /// Adds to the log. The number is a question of its own: a row that is selected from the table that it is written to
    /// goes by way of a table in between, which is made and thrown away for each act.
    fn handelse(&self, slag: &'static str, objekt: Option<&str>) -> Result<(), StoreError> {
        self.kor(
            "INSERT INTO handelse(seq, tid, anvandare, desk, enhet, op_id, slag, objekt)
             VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM handelse), ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                rad::tid(self.nar),
                self.aktor.anvandare,
                self.aktor.desk,
                self.aktor.enhet,
                self.op,
                slag,
                objekt
            ],
        )?;
        Ok(())
    }

    fn utfor(&self, change: &Change) -> Result<Reply, StoreError> {
        match change {
            Change::Parkera {
                besok,
                utkast,
                version,
            } => utkast::parkera(self, besok, utkast, *version),
            Change::TaUpp { besok } => utkast::ta_upp(self, besok),
            Change::Glom { besok } => utkast::glom(self, besok),
            Change::Avsluta {
                slut,
                insats,
                katalog,
                utkast,
                kolapp,
            } => besok::avsluta(self, slut, insats, katalog, utkast.as_ref(), *kolapp),
            Change::Ko(akt, sammanhang) => ko::utfor(self, akt, sammanhang),
            Change::Akt(akt, sammanhang) => akt::utfor(self, akt, sammanhang),
            Change::Konto(akt) => konto::utfor(self, akt),
            Change::Logg(akt) => logg::utfor(self, akt),
            Change::Gallring(akt, sammanhang) => gallring::utfor(self, akt, sammanhang),
            Change::HamtaOverlamning { id } => overlamning::hamta(self, id),
            Change::KvitteraOverlamning { id } => overlamning::kvittera(self, id),
        }
    }
}

/// Ends a transaction so that it may be answered as saved: the logs have their links, and the file still lies where the
/// next desk finds it, both before and after.
fn bekrafta(fil: &Fil, tx: Transaction<'_>, framsteg: &Framsteg) -> Result<(), StoreError> {
    kedja::ikapp(&tx)?;
    fil.kontrollera()?;
    framsteg.slutfor(|| tx.commit())?;
    fil.kvar()
}

impl Store for SqliteStore {
    fn load(&mut self, query: &Query) -> Result<Reply, StoreError> {
        self.fil.kontrollera()?;
        let behorighet = match self.session.prova_fraga(&self.conn, query) {
            Err(StoreError::EjBehorig(garning)) => {
                self.anteckna_nekad_fraga(garning)?;
                return Err(StoreError::EjBehorig(garning));
            }
            provat => provat?,
        };
        let sikt = self.session.sikt(behorighet);
        let conn = &self.conn;
        let _ogonblick = rad::ogonblick(conn)?;
        match query {
            Query::Lage => {
                let lage = match sikt.enhet {
                    None => lage::hela(conn, behorighet),
                    Some(enhet) => lage::enhetens(conn, behorighet, enhet),
                }?;
                let lasare = self.loggvakt.sagt();
                Ok(Reply::Lage(Lage { lasare, ..lage }))
            }
            Query::Parkerade => utkast::parkerade(conn, sikt).map(Reply::Parkerade),
            Query::Ko(fraga, sammanhang) => {
                ko::las::fraga(conn, fraga, sammanhang, (sikt, &self.framsteg))
                    .map(|svar| Reply::Ko(Box::new(svar)))
            }
            Query::Akt(fraga) => {
                akt::fraga(conn, fraga, sikt).map(|svar| Reply::Akt(Box::new(svar)))
            }
            Query::Konto(fraga) => konto::fraga(conn, &self.session, fraga).map(Reply::Konto),
            Query::Logg(fraga) => {
                logg::fraga(conn, *fraga, &self.framsteg).map(|svar| Reply::Logg(Box::new(svar)))
            }
            Query::Gallring(fraga) => {
                gallring::fraga(conn, *fraga).map(|svar| Reply::Gallring(Box::new(svar)))
            }
            Query::Platslage {
                insats,
                platser,
                idag,
            } => ko::vid_besok::platslage(conn, *insats, *platser, *idag).map(Reply::Platslage),
            Query::Overlamningar(alla) => {
                overlamning::lista(conn, *alla, sikt).map(Reply::Overlamningar)
            }
            Query::Statistik(period, silor) => {
                statistik::las(conn, *period, silor).map(Reply::Statistik)
            }
        }
    }

    fn save(
        &mut self,
        aktor: &Aktor,
        op: OpId,
        nar: DateTime<Utc>,
        change: &Change,
    ) -> Result<Reply, StoreError> {
        if let Change::Ko(Koakt::Svep, s) = change
            && self.session.prova(&self.conn, aktor, change).is_ok()
            && !ko::svep::finns(&self.conn, s)?
        {
            self.fil.kontrollera()?;
            return Ok(Reply::Ko(Box::new(Kosvar::Gjort(Kokvitto::default()))));
        }
        if akt::kraver_agare(change) && !self.fil.ags_av_processen() {
            return Err(KanInteIAkten::InteAgare.into());
        }
        let vem = Vem { aktor, op, nar };
        let op = rad::hex(&op.0);
        self.fil.kontrollera()?;
        self.fil.sedd.prova(self.fil.vag(), &self.conn)?;
        // Dropped without a commit, the transaction is rolled back: that is what every `?` below does.
        let tx = oppna::borja_skriva(&mut self.conn)?;
        program::samma_version(&tx)?;
        let akt = Akt {
            framsteg: self.framsteg.clone(),
            ..Akt::ny(&tx, aktor, &op, nar)
        };
        // In the transaction of the act: a role that is taken away before it is taken away for it.
        let akt = match self.session.prova(&tx, aktor, change) {
            Err(StoreError::EjBehorig(garning)) => {
                akt.nekad(garning)?;
                bekrafta(&self.fil, tx, &self.framsteg)?;
                return Err(StoreError::EjBehorig(garning));
            }
            sikt => akt.med_sikt(sikt?),
        };
        // A draft is saved every moment, over the version that was read: a resend is told so, and nothing is kept of it.
        let minns = !akt::ar_utkast(change);
        if minns && let Some(svar) = svar::gjord(&akt, change)? {
            // Nothing is done again, but what shows a person once more is logged once more.
            bekrafta(&self.fil, tx, &self.framsteg)?;
            return Ok(svar);
        }
        let svar = akt.utfor(change);
        if akt::ar_antecknad(&svar) {
            bekrafta(&self.fil, tx, &self.framsteg)?;
            return svar;
        }
        let svar = svar?;
        if minns {
            svar::minns(&akt, change, &svar)?;
        }
        let raderat = akt.raderat.get();
        bekrafta(&self.fil, tx, &self.framsteg)?;
        if raderat {
            oppna::tom_loggen(&self.conn);
        }
        self.fil.sedd.efter(self.fil.vag());
        if matches!(change, Change::Gallring(..)) {
            self.fil.sedd.glom();
        }
        Ok(gallring::efterat(self, &vem, change, svar))
    }

    fn changed_elsewhere(&mut self) -> Result<bool, StoreError> {
        if let Err(fel) = self.fil.kontrollera() {
            self.lamna_den_nya_i_fred();
            return Err(fel);
        }
        let nu = self
            .conn
            .prepare_cached("PRAGMA data_version")?
            .query_row([], |rad| rad.get(0))?;
        let andrat = nu != self.version;
        self.version = nu;
        let nytt = self.i_lugn_stund();
        Ok(andrat || nytt)
    }
}

/// The engine's errors on their four roads. The texts say what is known: that nothing was saved.
impl From<rusqlite::Error> for StoreError {
    fn from(fel: rusqlite::Error) -> Self {
        let skal = match fel.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => return Self::Upptagen,
            Some(ErrorCode::DiskFull) => {
                "Disken är full. Inget är sparat. Frigör plats och försök igen."
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                "Databasfilen är skrivskyddad. Inget är sparat. Be den som sköter datorn om skrivrätt."
            }
            // So answers a file whose first page cannot be read: somebody has given it a new key, or written over it.
            Some(ErrorCode::NotADatabase) => {
                "Databasen går inte att läsa. Inget är sparat. Har den fått en ny nyckel, så logga in igen; annars är den \
                 skadad: sluta använda den och återställ säkerhetskopian."
            }
            Some(ErrorCode::DatabaseCorrupt) => {
                "Databasen är skadad. Inget är sparat. Sluta använda den och återställ säkerhetskopian."
            }
            // What the system has against it cannot be asked for; a full disk has a code of its own.
            Some(ErrorCode::SystemIoFailure) if skrivfel(&fel) => {
                "Datorn lät inte programmet skriva till databasen. Inget är sparat. Kontrollera diskens kvot, gränsen för \
                 hur stor en fil får vara, och att disken är hel."
            }
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => {
                "Disken svarar med fel. Inget är sparat. Kontrollera disken innan du fortsätter."
            }
            Some(ErrorCode::OperationInterrupted) => "Arbetet avbröts. Inget är sparat.",
            Some(ErrorCode::ConstraintViolation) => {
                return Self::Stopp(format!(
                    "Databasen vägrade spara: {}. Inget är sparat.",
                    meddelande(&fel)
                ));
            }
            Some(_) | None => {
                return Self::Stopp(format!(
                    "Databasen svarade med ett oväntat fel ({}). Inget är sparat.",
                    meddelande(&fel)
                ));
            }
        };
        Self::Stopp(skal.to_owned())
    }
}

/// Whether it was a writing that failed: over a quota, past the largest size of a file, or a disk that is broken.
fn skrivfel(fel: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE};
    fel.sqlite_error().is_some_and(|fel| {
        [
            SQLITE_IOERR_WRITE,
            SQLITE_IOERR_FSYNC,
            SQLITE_IOERR_TRUNCATE,
        ]
        .contains(&fel.extended_code)
    })
}

/// The engine's own words: names of tables, columns and rules, never the content of a row.
fn meddelande(fel: &rusqlite::Error) -> String {
    match fel {
        rusqlite::Error::SqliteFailure(kod, text) => {
            text.clone().unwrap_or_else(|| kod.to_string())
        }
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        annat => annat.to_string(),
    }
}
