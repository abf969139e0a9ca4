//! The store in one `SQLite` file, shared by the desks of one machine.

mod akt;
mod besok;
mod fil;
mod ko;
mod oppna;
mod overlamning;
mod rad;
mod schema;
mod statistik;
mod svar;
mod utkast;

use std::cell::Cell;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, ErrorCode, Transaction, params};

use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::insats::InsatsNr;

use super::ko::{Koakt, Kokvitto, Kosvar};
use super::{Aktor, Change, Lage, OpId, Query, Reply, Store, StoreError};
use fil::Fil;

pub use fil::{FsDom, bedom, synkad_mapp};
pub use oppna::{APPLICATION_ID, OppnaFel, Oppning, oppna};
pub use schema::SCHEMA;

/// An open file.
#[derive(Debug)]
pub struct SqliteStore {
    conn: Connection,
    fil: Fil,
    ny: bool,
    version: i64,
}

impl SqliteStore {
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
    /// Contact data have been erased: what the log of the file remembers of them goes too.
    raderat: Cell<bool>,
}

impl Akt<'_> {
    /// Runs one statement and says how many rows it changed.
    fn kor(
        &self,
        sql: &'static str,
        varden: impl rusqlite::Params,
    ) -> Result<usize, rusqlite::Error> {
        self.tx.prepare_cached(sql)?.execute(varden)
    }

    /// Adds to the log.
    fn handelse(&self, slag: &'static str, objekt: Option<&str>) -> Result<(), StoreError> {
        self.kor(
            "INSERT INTO handelse(seq, tid, anvandare, desk, enhet, op_id, slag, objekt)
             SELECT coalesce(max(seq), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6, ?7 FROM handelse",
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
            Change::HamtaOverlamning { id } => overlamning::hamta(self, id),
            Change::KvitteraOverlamning { id } => overlamning::kvittera(self, id),
        }
    }
}

impl Store for SqliteStore {
    fn load(&mut self, query: &Query) -> Result<Reply, StoreError> {
        self.fil.kontrollera()?;
        let conn = &self.conn;
        match query {
            Query::Lage => lage(conn),
            Query::Parkerade => utkast::parkerade(conn).map(Reply::Parkerade),
            Query::Ko(fraga, sammanhang) => {
                ko::las::fraga(conn, fraga, sammanhang).map(|svar| Reply::Ko(Box::new(svar)))
            }
            Query::Akt(fraga) => akt::fraga(conn, fraga).map(|svar| Reply::Akt(Box::new(svar))),
            Query::Platslage {
                insats,
                platser,
                idag,
            } => ko::vid_besok::platslage(conn, *insats, *platser, *idag).map(Reply::Platslage),
            Query::Overlamningar(alla) => overlamning::lista(conn, *alla).map(Reply::Overlamningar),
            Query::Statistik(fran, till) => {
                statistik::rakna(conn, *fran, *till).map(Reply::Statistik)
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
            && !ko::svep::finns(&self.conn, s)?
        {
            self.fil.kontrollera()?;
            return Ok(Reply::Ko(Box::new(Kosvar::Gjort(Kokvitto::default()))));
        }
        if akt::kraver_agare(change) && !self.fil.ags_av_processen() {
            return Err(KanInteIAkten::InteAgare.into());
        }
        let op = rad::hex(&op.0);
        // Dropped without a commit, the transaction is rolled back: that is what every `?` below does.
        let tx = oppna::borja_skriva(&mut self.conn)?;
        let akt = Akt {
            tx: &tx,
            aktor,
            op: &op,
            nar,
            raderat: Cell::new(false),
        };
        // A draft is saved every moment, over the version that was read: a resend is told so, and nothing is kept of it.
        let minns = !akt::ar_utkast(change);
        if minns && let Some(svar) = svar::gjord(&akt, change)? {
            self.fil.kontrollera()?;
            return Ok(svar);
        }
        let svar = akt.utfor(change);
        if akt::ar_antecknad(&svar) {
            self.fil.kontrollera()?;
            tx.commit()?;
            return svar;
        }
        let svar = svar?;
        if minns {
            svar::minns(&akt, change, &svar)?;
        }
        self.fil.kontrollera()?;
        let raderat = akt.raderat.get();
        tx.commit()?;
        if raderat {
            oppna::tom_loggen(&self.conn);
        }
        Ok(svar)
    }

    fn changed_elsewhere(&mut self) -> Result<bool, StoreError> {
        self.fil.kontrollera()?;
        let nu = self
            .conn
            .query_row("PRAGMA data_version", [], |rad| rad.get(0))?;
        let andrat = nu != self.version;
        self.version = nu;
        Ok(andrat)
    }
}

/// The queues where somebody waits, and since when nobody has gone through each. One row for each queue.
fn ogranskade(conn: &Connection) -> Result<Vec<(InsatsNr, NaiveDate)>, StoreError> {
    rad::rader(
        conn,
        "koantal",
        "SELECT k.insats_nr, max(coalesce(g.dag, ''), (SELECT date(ordning / 1000, 'unixepoch') FROM kopost
             WHERE insats_nr = k.insats_nr AND status IN ('i_ko', 'vilande', 'erbjuden')
             ORDER BY ordning, id LIMIT 1)) AS dag
         FROM (SELECT DISTINCT insats_nr FROM koantal WHERE niva = 40) k
         LEFT JOIN kogranskad g ON g.insats_nr = k.insats_nr",
        [],
        |rad| {
            Ok((
                rad.tolka("insats_nr", |nr| nr.parse().ok())?,
                rad.tolka("dag", |dag| dag.parse().ok())?,
            ))
        },
    )
}

fn lage(conn: &Connection) -> Result<Reply, StoreError> {
    let lage = rad::en_rad(
        conn,
        "fil",
        // The first half of the second condition is what lets the index of open handovers answer; asked at every
        // start, so nothing here may take longer the more years a file holds.
        "SELECT varde AS lage,
           (SELECT count(*) FROM utkast) AS parkerade,
           (SELECT count(*) FROM overlamning
             WHERE status <> 'kvitterad' AND status <> 'makulerad' AND status = 'ny') AS ej_hamtade
         FROM fil WHERE egenskap = 'lage'",
        [],
        |rad| {
            Ok(Lage {
                ovning: rad.tolka("lage", |lage| match lage {
                    "ovning" => Some(true),
                    "skarpt" => Some(false),
                    _ => None,
                })?,
                parkerade: rad.tal("parkerade")?,
                ej_hamtade: rad.tal("ej_hamtade")?,
                ogranskade: Vec::new(),
            })
        },
    )?;
    let ogranskade = ogranskade(conn)?;
    lage.map(|lage| Reply::Lage(Lage { ogranskade, ..lage }))
        .ok_or(StoreError::TrasigRad {
            tabell: "fil",
            kolumn: "lage",
        })
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
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                "Databasen är skadad. Inget är sparat. Sluta använda den och återställ säkerhetskopian."
            }
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => {
                "Disken svarar med fel. Inget är sparat. Kontrollera disken innan du fortsätter."
            }
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
