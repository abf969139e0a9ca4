//! The key cabinet as a file: a small database of its own, so that several desks, counters and crashes are the engine's
//! matter. What lies in it is wrapped in `store::nyckelskap`; here are only rows, each with a checksum that finds damage.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Transaction, params};

use super::fil;
use super::oppna::{borja_skriva, vanta_rattvist};
use super::oppnafel::OppnaFel;
use super::vard::kopiering::kopiera_sidor;
use crate::store::nyckelskap::{Forsok, summa};

/// Marks the cabinet as this program's: `TRNY`.
const APPLICATION_ID: i64 = 0x5452_4E59;

/// The only version there is.
const VERSION: i64 = 1;

/// How long another desk that writes in the cabinet is waited for.
const VANTAN: Duration = Duration::from_secs(10);

const SCHEMA: &str = "
    CREATE TABLE skap(
      ett INTEGER PRIMARY KEY CHECK (ett = 1),
      fil BLOB NOT NULL CHECK (length(fil) = 16),
      krypterad INTEGER NOT NULL CHECK (krypterad IN (0, 1)),
      summa BLOB NOT NULL CHECK (length(summa) = 32)
    ) STRICT;
    CREATE TABLE datanyckel(
      nr INTEGER PRIMARY KEY CHECK (nr > 0),
      nyckel BLOB NOT NULL CHECK (length(nyckel) = 72),
      summa BLOB NOT NULL CHECK (length(summa) = 32)
    ) STRICT;
    CREATE TABLE vag(
      anvandare TEXT NOT NULL,
      slag TEXT NOT NULL CHECK (slag IN ('losenord', 'nyckelfil', 'aterstallning')),
      salt BLOB NOT NULL CHECK (length(salt) = 16),
      nyckel BLOB NOT NULL CHECK (length(nyckel) = 72),
      summa BLOB NOT NULL CHECK (length(summa) = 32),
      PRIMARY KEY (anvandare, slag)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE forsok(
      vem TEXT PRIMARY KEY,
      antal INTEGER NOT NULL CHECK (antal >= 0),
      senast INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last IN (0, 1)),
      summa BLOB NOT NULL CHECK (length(summa) = 32)
    ) STRICT, WITHOUT ROWID;";

/// Why the file of the cabinet cannot be used.
#[derive(Debug)]
pub(in crate::store) enum Skapfel {
    /// It is not there.
    Saknas,
    /// Its content is not what was written.
    Skadat,
    /// Another program's file.
    Frammande,
    /// Another desk holds it.
    Upptaget,
    /// Where it lies, its rights, or what the engine says.
    Fil(OppnaFel),
}

impl From<OppnaFel> for Skapfel {
    fn from(fel: OppnaFel) -> Self {
        Self::Fil(fel)
    }
}

impl From<rusqlite::Error> for Skapfel {
    fn from(fel: rusqlite::Error) -> Self {
        match fel.sqlite_error_code() {
            Some(
                ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
                | ErrorCode::ConstraintViolation,
            ) => Self::Skadat,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Upptaget,
            Some(_) => Self::Fil(OppnaFel::Motor(fel.to_string())),
            // A column of another type, or a statement that the tables do not have.
            None => Self::Skadat,
        }
    }
}

type Svar<T> = Result<T, Skapfel>;

/// A way to the key of the cabinet, as it is stored.
#[derive(Debug)]
pub(in crate::store) struct Vag {
    pub(in crate::store) salt: [u8; 16],
    pub(in crate::store) nyckel: Vec<u8>,
}

/// What the cabinet says of itself.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct Huvud {
    /// Which file it belongs to.
    pub(in crate::store) fil: [u8; 16],
    /// Whether the pages of that file are encrypted.
    pub(in crate::store) krypterad: bool,
}

/// The open file of a cabinet.
#[derive(Debug)]
pub(in crate::store) struct Skapfil {
    conn: Connection,
}

impl Skapfil {
    /// Makes it; there must be nothing at `vag`.
    pub(in crate::store) fn skapa(vag: &Path, huvud: Huvud) -> Svar<Self> {
        let vag = fil::bered(vag, true)?;
        fil::skapa_ny(&vag)?;
        let mut skap = Self {
            conn: anslut(&vag)?,
        };
        let tx = borja_skriva(&mut skap.conn)?;
        tx.execute_batch(SCHEMA)?;
        let krypterad = i64::from(huvud.krypterad);
        let summa = huvudsumma(&huvud.fil, krypterad);
        tx.execute(
            "INSERT INTO skap(ett, fil, krypterad, summa) VALUES (1, ?1, ?2, ?3)",
            params![huvud.fil, krypterad, summa],
        )?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", VERSION)?;
        tx.commit()?;
        Ok(skap)
    }

    /// Opens it, and looks at every row.
    pub(in crate::store) fn oppna(vag: &Path) -> Svar<(Self, Huvud)> {
        if !vag.try_exists().unwrap_or(true) && std::fs::symlink_metadata(vag).is_err() {
            return Err(Skapfel::Saknas);
        }
        // Where the file may lie is the database's matter, which is opened after this and lies beside it.
        let vag = fil::bered(vag, true)?;
        fil::granska_skarp(&vag)?;
        let skap = Self {
            conn: anslut(&vag)?,
        };
        let tal = |sql| skap.conn.query_row(sql, [], |rad| rad.get::<_, i64>(0));
        if tal("PRAGMA application_id")? != APPLICATION_ID || tal("PRAGMA user_version")? != VERSION
        {
            return Err(Skapfel::Frammande);
        }
        let huvud = skap.granska()?;
        Ok((skap, huvud))
    }

    /// Copies it to another place, where there must be nothing, and looks at the copy.
    pub(in crate::store) fn kopiera(&self, till: &Path) -> Svar<()> {
        fil::skapa_ny(till)?;
        let mut ut = anslut(till)?;
        kopiera_sidor(&self.conn, &mut ut)?;
        drop(ut);
        Self::oppna(till).map(drop)
    }

    /// Whether all is as it was written.
    fn granska(&self) -> Svar<Huvud> {
        let tx = self.conn.unchecked_transaction()?;
        let svar: String = tx.query_row("PRAGMA integrity_check(1)", [], |rad| rad.get(0))?;
        if svar != "ok" {
            return Err(Skapfel::Skadat);
        }
        let (fil, krypterad, sum): ([u8; 16], i64, [u8; 32]) = tx
            .query_row("SELECT fil, krypterad, summa FROM skap", [], |rad| {
                Ok((rad.get(0)?, rad.get(1)?, rad.get(2)?))
            })
            .optional()?
            .ok_or(Skapfel::Skadat)?;
        if sum != huvudsumma(&fil, krypterad) {
            return Err(Skapfel::Skadat);
        }
        datanycklar(&tx)?;
        alla(&tx, "SELECT anvandare, slag FROM vag", |rad| {
            Ok((rad.get::<_, String>(0)?, rad.get::<_, String>(1)?))
        })?
        .iter()
        .try_for_each(|(vem, slag)| vag(&tx, vem, slag).map(drop))?;
        alla(&tx, "SELECT vem FROM forsok", |rad| rad.get::<_, String>(0))?
            .iter()
            .try_for_each(|vem| forsok(&tx, vem).map(drop))?;
        Ok(Huvud {
            fil,
            krypterad: krypterad == 1,
        })
    }

    /// Does something as one whole: all of it is kept, or nothing.
    pub(in crate::store) fn skriv<T>(
        &mut self,
        gor: impl FnOnce(&Transaction<'_>) -> Svar<T>,
    ) -> Svar<T> {
        let tx = borja_skriva(&mut self.conn)?;
        let svar = gor(&tx)?;
        tx.commit()?;
        Ok(svar)
    }

    /// The wrapped keys of the file, the newest first.
    pub(in crate::store) fn datanycklar(&self) -> Svar<Vec<(i64, Vec<u8>)>> {
        datanycklar(&self.conn)
    }

    /// One way to the key of the cabinet.
    pub(in crate::store) fn vag(&self, vem: &str, slag: &str) -> Svar<Option<Vag>> {
        vag(&self.conn, vem, slag)
    }

    /// Who has a way, and of which kinds.
    pub(in crate::store) fn vagar(&self) -> Svar<Vec<(String, String)>> {
        alla(
            &self.conn,
            "SELECT anvandare, slag FROM vag ORDER BY anvandare, slag",
            |rad| Ok((rad.get(0)?, rad.get(1)?)),
        )
    }

    /// The tries with one name.
    pub(in crate::store) fn forsok(&self, vem: &str) -> Svar<Forsok> {
        forsok(&self.conn, vem)
    }
}

fn anslut(vag: &Path) -> Svar<Connection> {
    let flaggor = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let mut conn = Connection::open_with_flags(vag, flaggor)?;
    vanta_rattvist(&mut conn, VANTAN)?;
    // EXTRA also syncs the folder, so that a counted try and a removed user are not undone by a power cut.
    conn.execute_batch(
        "PRAGMA synchronous = EXTRA; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;",
    )?;
    Ok(conn)
}

fn alla<T>(
    conn: &Connection,
    sql: &'static str,
    las: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Svar<Vec<T>> {
    let mut fraga = conn.prepare_cached(sql)?;
    let rader = fraga.query_map([], las)?.collect::<Result<_, _>>()?;
    Ok(rader)
}

fn datanycklar(conn: &Connection) -> Svar<Vec<(i64, Vec<u8>)>> {
    let rader = alla(
        conn,
        "SELECT nr, nyckel, summa FROM datanyckel ORDER BY nr DESC",
        |rad| {
            Ok((
                rad.get::<_, i64>(0)?,
                rad.get::<_, Vec<u8>>(1)?,
                rad.get::<_, [u8; 32]>(2)?,
            ))
        },
    )?;
    if rader.is_empty() {
        return Err(Skapfel::Skadat);
    }
    let hel =
        |nr: i64, nyckel: &[u8], sum| sum == summa("data", &[nr.to_be_bytes().as_slice(), nyckel]);
    rader
        .into_iter()
        .map(|(nr, nyckel, sum)| {
            hel(nr, &nyckel, sum)
                .then_some((nr, nyckel))
                .ok_or(Skapfel::Skadat)
        })
        .collect()
}

/// One way to the key of the cabinet.
pub(in crate::store) fn vag(conn: &Connection, vem: &str, slag: &str) -> Svar<Option<Vag>> {
    let rad = conn
        .prepare_cached("SELECT salt, nyckel, summa FROM vag WHERE anvandare = ?1 AND slag = ?2")?
        .query_row([vem, slag], |rad| {
            let (salt, nyckel) = (rad.get(0)?, rad.get(1)?);
            Ok((Vag { salt, nyckel }, rad.get::<_, [u8; 32]>(2)?))
        })
        .optional()?;
    match rad {
        None => Ok(None),
        Some((vag, sum)) if sum == vagsumma(vem, slag, &vag.salt, &vag.nyckel) => Ok(Some(vag)),
        Some(_) => Err(Skapfel::Skadat),
    }
}

fn huvudsumma(fil: &[u8; 16], krypterad: i64) -> [u8; 32] {
    summa("skap", &[fil.as_slice(), &krypterad.to_be_bytes()])
}

fn vagsumma(vem: &str, slag: &str, salt: &[u8; 16], nyckel: &[u8]) -> [u8; 32] {
    summa("vag", &[vem.as_bytes(), slag.as_bytes(), salt, nyckel])
}

/// The tries with one name; none where it has never been tried.
pub(in crate::store) fn forsok(conn: &Connection, vem: &str) -> Svar<Forsok> {
    let rad = conn
        .prepare_cached("SELECT antal, senast, last, summa FROM forsok WHERE vem = ?1")?
        .query_row([vem], |rad| {
            let forsok = Forsok {
                antal: rad.get(0)?,
                senast: rad.get(1)?,
                last: rad.get(2)?,
            };
            Ok((forsok, rad.get::<_, [u8; 32]>(3)?))
        })
        .optional()?;
    match rad {
        None => Ok(Forsok::default()),
        Some((forsok, sum)) if sum == forsokssumma(vem, forsok) => Ok(forsok),
        Some(_) => Err(Skapfel::Skadat),
    }
}

fn forsokssumma(vem: &str, forsok: Forsok) -> [u8; 32] {
    summa(
        "forsok",
        &[
            vem.as_bytes(),
            &forsok.antal.to_be_bytes(),
            &forsok.senast.to_be_bytes(),
            &[u8::from(forsok.last)],
        ],
    )
}

/// Remembers the tries with one name.
pub(in crate::store) fn satt_forsok(tx: &Transaction<'_>, vem: &str, forsok: Forsok) -> Svar<()> {
    let sum = forsokssumma(vem, forsok);
    tx.execute(
        "INSERT INTO forsok(vem, antal, senast, last, summa) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (vem) DO UPDATE SET antal = ?2, senast = ?3, last = ?4, summa = ?5",
        params![vem, forsok.antal, forsok.senast, forsok.last, sum],
    )?;
    Ok(())
}

/// Forgets the tries with one name.
pub(in crate::store) fn glom_forsok(tx: &Transaction<'_>, vem: &str) -> Svar<()> {
    tx.execute("DELETE FROM forsok WHERE vem = ?1", [vem])?;
    Ok(())
}

/// Puts a way in, in place of one of the same kind.
pub(in crate::store) fn satt_vag(
    tx: &Transaction<'_>,
    vem: &str,
    slag: &str,
    vag: &Vag,
) -> Svar<()> {
    let sum = vagsumma(vem, slag, &vag.salt, &vag.nyckel);
    tx.execute(
        "INSERT INTO vag(anvandare, slag, salt, nyckel, summa) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (anvandare, slag) DO UPDATE SET salt = ?3, nyckel = ?4, summa = ?5",
        params![vem, slag, vag.salt, vag.nyckel, sum],
    )?;
    Ok(())
}

/// Takes all ways of a user out; whether there were any.
pub(in crate::store) fn ta_vagar(tx: &Transaction<'_>, vem: &str) -> Svar<bool> {
    Ok(tx.execute("DELETE FROM vag WHERE anvandare = ?1", [vem])? > 0)
}

/// The number of the next key of the file.
pub(in crate::store) fn nasta_nr(tx: &Transaction<'_>) -> Svar<i64> {
    let sql = "SELECT coalesce(max(nr), 0) + 1 FROM datanyckel";
    Ok(tx.query_row(sql, [], |rad| rad.get(0))?)
}

/// Puts a wrapped key of the file in.
pub(in crate::store) fn satt_datanyckel(tx: &Transaction<'_>, nr: i64, nyckel: &[u8]) -> Svar<()> {
    let sum = summa("data", &[nr.to_be_bytes().as_slice(), nyckel]);
    tx.execute(
        "INSERT INTO datanyckel(nr, nyckel, summa) VALUES (?1, ?2, ?3)",
        params![nr, nyckel, sum],
    )?;
    Ok(())
}

/// Takes the keys before this one out.
pub(in crate::store) fn ta_aldre(tx: &Transaction<'_>, nr: i64) -> Svar<()> {
    tx.execute("DELETE FROM datanyckel WHERE nr < ?1", [nr])?;
    Ok(())
}
