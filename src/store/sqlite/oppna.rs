//! Opening the file: what it may be, which settings it gets, and why it is refused.

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, TransactionBehavior};

use zeroize::Zeroizing;

use super::fil::{self, Fil};
use super::oppnafel::{Fel, OppnaFel};
use super::program::{Anmalan, Loggvakt};
use super::session::Session;
use super::vard::avbruten_aterstallning;
use super::{SqliteStore, rad, schema, uppgradering};
use crate::store::Framsteg;
use crate::store::nyckelskap::{Datanyckel, Nyckelskap, Upplast, marke};

/// Marks the file as this program's: `TROS`.
pub const APPLICATION_ID: i64 = 0x5452_4F53;

/// The oldest `SQLite` without the fault that can lose work when a checkpoint meets a commit.
const SQLITE_MINST: i32 = 3_051_003;

/// How a file is to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Oppning {
    /// A rehearsal (prov): also a file system in memory will do.
    pub prov: bool,
    /// How long a save waits for another desk before it gives up with nothing saved.
    pub vantan: Duration,
}

impl Default for Oppning {
    fn default() -> Self {
        Self {
            prov: false,
            vantan: Duration::from_secs(10),
        }
    }
}

/// Opens the file, and creates it with its folders where there is none.
///
/// A new file is a rehearsal (`ovning`); a file for real persons is made by [`super::skapa`] and opened with
/// [`oppna_med_nyckel`]. Two desks may open at the same time; the second waits and finds the tables there.
///
/// # Errors
/// [`OppnaFel`]; then nothing was written to a file that was there before.
pub fn oppna(path: &Path, val: Oppning) -> Result<SqliteStore, OppnaFel> {
    duger_motorn()?;
    let path = fil::bered(path, val.prov)?;
    avbruten_aterstallning(&path)?;
    if Nyckelskap::finns(&path) {
        return Err(OppnaFel::Inloggning);
    }
    fil::skapa(&path)?;
    let store = oppna_originalet(&path, val, None).map_err(|fel| fel.oversatt(&path))?;
    if store.behover_inloggning() {
        return Err(OppnaFel::UtanSkap { path });
    }
    Ok(store)
}

/// Opens a file for real persons, for somebody who has opened the cabinet beside it. The store answers nothing until
/// [`SqliteStore::logga_in`].
///
/// # Errors
/// [`OppnaFel`]; then nothing was written.
pub fn oppna_med_nyckel(
    path: &Path,
    val: Oppning,
    upplast: &Upplast,
) -> Result<SqliteStore, OppnaFel> {
    oppna_med_nr(path, val, upplast).map(|(store, _)| store)
}

/// The same, and the number of the key that the file has.
pub(super) fn oppna_med_nr(
    path: &Path,
    val: Oppning,
    upplast: &Upplast,
) -> Result<(SqliteStore, i64), OppnaFel> {
    duger_motorn()?;
    let path = fil::bered(path, val.prov)?;
    avbruten_aterstallning(&path)?;
    if std::fs::symlink_metadata(&path).is_err() {
        return Err(OppnaFel::BaraSkap { path });
    }
    fil::granska_skarp(&path)?;
    for (nr, nyckel) in upplast.nycklar() {
        let oppnad = oppna_originalet(&path, val, upplast.krypterad().then_some(nyckel));
        match oppnad.map_err(|fel| fel.oversatt(&path)) {
            Ok(store) => {
                let hor_till = store.hor_till(upplast, nyckel);
                if hor_till.map_err(|fel| Fel::from(fel).oversatt(&path))? {
                    return Ok((store, *nr));
                }
            }
            Err(OppnaFel::InteDatabas { .. }) => {}
            Err(fel) => return Err(fel),
        }
    }
    if upplast.krypterad() && ar_okrypterad(&path) {
        return Err(OppnaFel::InteKrypterad { path });
    }
    Err(OppnaFel::FelNyckel { path })
}

fn duger_motorn() -> Result<(), OppnaFel> {
    if rusqlite::version_number() < SQLITE_MINST {
        return Err(OppnaFel::Installning("sqlite_version"));
    }
    Ok(())
}

/// Opens the file and nothing else of it: a connection that has not read anything.
pub(super) fn anslut(path: &Path, nyckel: Option<&Datanyckel>) -> Result<Connection, Fel> {
    let flaggor = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let conn = Connection::open_with_flags(path, flaggor)?;
    if let Some(nyckel) = nyckel {
        ge_nyckel(&conn, "PRAGMA key", nyckel)?;
    }
    Ok(conn)
}

/// Gives a connection the key of the file, or the file a new one. The engine writes to standard error, across the screen,
/// until it is told not to; and what it says of a failure holds the statement, so it is not repeated.
pub(super) fn ge_nyckel(
    conn: &Connection,
    vad: &'static str,
    nyckel: &Datanyckel,
) -> Result<(), OppnaFel> {
    const SIFFROR: &[u8; 16] = b"0123456789abcdef";
    let mut sql = Zeroizing::new(String::with_capacity(100));
    sql.push_str(vad);
    sql.push_str(" = \"x'");
    for byte in nyckel.bytes() {
        sql.push(char::from(SIFFROR[usize::from(byte >> 4)]));
        sql.push(char::from(SIFFROR[usize::from(byte & 15)]));
    }
    sql.push_str("'\"");
    conn.query_row("PRAGMA cipher_log = off", [], |_| Ok(()))
        .and_then(|()| conn.query_row("PRAGMA cipher_log_level = none", [], |_| Ok(())))
        .map_err(|_| OppnaFel::Installning("cipher_log"))?;
    let svar = conn.query_row(&sql, [], |_| Ok(()));
    match svar {
        Ok(()) | Err(rusqlite::Error::QueryReturnedNoRows) => Ok(()),
        Err(_) => Err(OppnaFel::Installning("key")),
    }
}

/// Whether the file can be read without a key, so that it is not the one that the cabinet belongs to.
fn ar_okrypterad(path: &Path) -> bool {
    anslut(path, None)
        .and_then(|conn| Ok(tal(&conn, "PRAGMA application_id")?))
        .is_ok()
}

/// The key of a file as a file that is not encrypted remembers it: enough to know it again.
pub(super) fn nyckelmarke(upplast: &Upplast, nyckel: &Datanyckel) -> String {
    rad::hex(&marke(nyckel.bytes(), upplast.fil()))
}

impl SqliteStore {
    /// Whether the file is for real persons and belongs to this cabinet, with this key.
    pub(super) fn hor_till(
        &self,
        upplast: &Upplast,
        nyckel: &Datanyckel,
    ) -> rusqlite::Result<bool> {
        let egenskap = |namn: &str| {
            self.conn
                .query_row("SELECT varde FROM fil WHERE egenskap = ?1", [namn], |rad| {
                    rad.get::<_, String>(0)
                })
                .optional()
        };
        if self.session != Session::Ingen
            || egenskap("nyckelskap")? != Some(rad::hex(upplast.fil()))
        {
            return Ok(false);
        }
        Ok(upplast.krypterad() || egenskap("nyckelmarke")? == Some(nyckelmarke(upplast, nyckel)))
    }
}

/// Opens the file itself: where its tables have to be made anew, a copy is taken first.
fn oppna_originalet(
    path: &Path,
    val: Oppning,
    nyckel: Option<&Datanyckel>,
) -> Result<SqliteStore, Fel> {
    oppna_som(path, val, nyckel, true)
}

/// Opens a copy, or a file that is being made: of those there is no copy to be taken.
pub(super) fn oppna_fil(
    path: &Path,
    val: Oppning,
    nyckel: Option<&Datanyckel>,
) -> Result<SqliteStore, Fel> {
    oppna_som(path, val, nyckel, false)
}

fn oppna_som(
    path: &Path,
    val: Oppning,
    nyckel: Option<&Datanyckel>,
    original: bool,
) -> Result<SqliteStore, Fel> {
    // Before it is opened: a file that is replaced in between is not the one that the name stands for.
    let mut fil = Fil::minns(path.to_owned())?;
    let mut conn = anslut(path, nyckel)?;
    vanta_rattvist(&mut conn, val.vantan)?;
    // Judged before anything is set: a foreign file must stay as it was.
    let fardig = igenkand(&conn, path)? == schema::SCHEMA;
    stall_in(&conn, val.vantan)?;
    bara_vi(&conn)?;
    // A file that is as it should be is not asked twice: it is opened at every start.
    let ny = !fardig
        && schema::migrera(
            &mut conn,
            |tx| igenkand(tx, path),
            |_| {
                if original {
                    uppgradering::kopiera_fore(path, nyckel)?;
                }
                Ok(())
            },
            |tx| Ok(uppgradering::minns(tx, path)?),
        )?;
    let lage = conn.query_row("SELECT varde FROM fil WHERE egenskap = 'lage'", [], |rad| {
        rad.get::<_, String>(0)
    });
    let session = match lage.as_deref() {
        Ok("ovning") => Session::Ovning,
        Ok("skarpt") => Session::Ingen,
        Ok(_) | Err(_) => {
            return Err(Fel::Klart(OppnaFel::Skadad {
                path: path.to_owned(),
            }));
        }
    };
    let version = tal(&conn, "PRAGMA data_version")?;
    fil.minns_skrivlogg()?;
    Ok(SqliteStore {
        conn,
        fil,
        ny,
        version,
        session,
        nyckel: nyckel.cloned(),
        vantan: val.vantan,
        anmalan: Anmalan::Ingen,
        loggvakt: Loggvakt::default(),
        framsteg: Framsteg::default(),
    })
}

fn tal(conn: &Connection, sql: &'static str) -> rusqlite::Result<i64> {
    conn.query_row(sql, [], |rad| rad.get(0))
}

/// Whose file it is: its schema number, 0 where it is empty.
///
/// The three readings must be of one moment: another desk may be making the tables right now.
fn igenkand(conn: &Connection, path: &Path) -> Result<i64, Fel> {
    let ogonblick = rad::ogonblick(conn)?;
    let id = tal(conn, "PRAGMA application_id")?;
    let version = tal(conn, "PRAGMA user_version")?;
    let tabeller = tal(conn, "SELECT count(*) FROM sqlite_schema")?;
    drop(ogonblick);
    if id == APPLICATION_ID && version > schema::SCHEMA {
        // A newer file may hold anything: what it does not tell is left out.
        let skriven_av = conn.query_row(
            "SELECT varde FROM fil WHERE egenskap = 'program'",
            [],
            |rad| rad.get(0),
        );
        Err(Fel::Klart(OppnaFel::Nyare {
            fil: version,
            program: schema::SCHEMA,
            skriven_av: skriven_av
                .ok()
                .filter(|version: &String| version.len() <= 40),
        }))
    } else if (id == APPLICATION_ID && version > 0) || (id == 0 && version == 0 && tabeller == 0) {
        Ok(version)
    } else {
        Err(Fel::Klart(OppnaFel::Frammande {
            path: path.to_owned(),
        }))
    }
}

/// Empties the log of the file into the file itself. A desk that reads just now may keep it from that: then the next
/// such act does it, or the last desk to close. Whether it was done.
pub(super) fn tom_loggen(conn: &Connection) -> bool {
    let upptagen = tal(conn, "PRAGMA wal_checkpoint(TRUNCATE)");
    upptagen.is_ok_and(|upptagen| upptagen == 0)
}

/// Settings of every connection; `page_size` and the like only take hold in an empty file.
const INSTALLNINGAR: &str = "
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA secure_delete = ON;
    PRAGMA mmap_size = 0;
    PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = 1000;
    PRAGMA journal_size_limit = 67108864;";

fn stall_in(conn: &Connection, vantan: Duration) -> Result<(), Fel> {
    if tal(conn, "PRAGMA user_version")? == 0 {
        conn.execute_batch(
            "PRAGMA page_size = 4096; PRAGMA auto_vacuum = NONE; PRAGMA encoding = 'UTF-8';",
        )?;
    }
    skrivlogg(conn, vantan)?;
    conn.execute_batch(INSTALLNINGAR)?;
    // What is to be done today asks some twenty questions of each queue.
    conn.set_prepared_statement_cache_capacity(64);
    for (sak, pa) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
    ] {
        if conn.set_db_config(sak, pa)? != pa {
            return Err(Fel::Klart(OppnaFel::Installning("db_config")));
        }
    }
    for (namn, sql, vantat) in [
        ("synchronous", "PRAGMA synchronous", 2),
        ("foreign_keys", "PRAGMA foreign_keys", 1),
        ("trusted_schema", "PRAGMA trusted_schema", 0),
        ("secure_delete", "PRAGMA secure_delete", 1),
    ] {
        if tal(conn, sql)? != vantat {
            return Err(Fel::Klart(OppnaFel::Installning(namn)));
        }
    }
    Ok(())
}

/// WAL stays in the file. It is asked for first: to set it needs the file alone, and `SQLite` does not wait for that.
fn skrivlogg(conn: &Connection, vantan: Duration) -> Result<(), Fel> {
    let start = Instant::now();
    loop {
        let nu: String = conn.query_row("PRAGMA journal_mode", [], |rad| rad.get(0))?;
        if nu == "wal" {
            return Ok(());
        }
        let satt: rusqlite::Result<String> =
            conn.query_row("PRAGMA journal_mode = WAL", [], |rad| rad.get(0));
        match satt {
            Ok(lage) if lage == "wal" => return Ok(()),
            Ok(_) => return Err(Fel::Klart(OppnaFel::Installning("journal_mode"))),
            Err(fel) if upptagen(&fel) && start.elapsed() < vantan => {
                sleep(Duration::from_millis(5));
            }
            Err(fel) => return Err(Fel::Motor(fel)),
        }
    }
}

fn upptagen(fel: &rusqlite::Error) -> bool {
    matches!(
        fel.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

/// What the triggers of the waiting list and of gallring ask for: only this program has it, so no other one writes there;
/// and what they ask for of its version.
pub(super) fn bara_vi(conn: &Connection) -> rusqlite::Result<()> {
    let flaggor = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    for namn in [
        "bara_troskel_skriver_i_kon",
        "bara_troskel_gallrar",
        "databasen_ar_uppgraderad_starta_om_troskel",
    ] {
        conn.create_scalar_function(namn, 0, flaggor, |_| Ok(true))?;
    }
    Ok(())
}

/// Begins to write, with the wait of [`vanta_rattvist`].
pub(super) fn borja_skriva(conn: &mut Connection) -> rusqlite::Result<rusqlite::Transaction<'_>> {
    conn.transaction_with_behavior(TransactionBehavior::Immediate)
}

/// The wait for another desk: whoever has waited long asks more often, so nobody waits without end. `SQLite`'s own
/// wait does the opposite, and a desk can starve for as long as the others are busy.
pub(super) fn vanta_rattvist(conn: &mut Connection, grans: Duration) -> Result<(), OppnaFel> {
    let mut fro = [0; 8];
    getrandom::fill(&mut fro).map_err(|fel| OppnaFel::Motor(fel.to_string()))?;
    let mut slump = u64::from_le_bytes(fro) | 1;
    let mut borjan = Instant::now();
    conn.busy_handler(Some(move |antal: i32| {
        if antal == 0 {
            borjan = Instant::now();
        }
        let alder = borjan.elapsed();
        if alder >= grans {
            return false;
        }
        // xorshift64: only so that waiting desks do not ask in step.
        slump ^= slump << 13;
        slump ^= slump >> 7;
        slump ^= slump << 17;
        sleep(Duration::from_micros(300 + slump % tak(alder)));
        true
    }))
    .map_err(|fel| OppnaFel::Motor(fel.to_string()))
}

/// The longest random part of one sleep, in microseconds: 6 ms at first, 0.4 ms after a quarter of a second.
fn tak(alder: Duration) -> u64 {
    let alder = u64::try_from(alder.as_micros()).unwrap_or(u64::MAX);
    6000_u64.saturating_sub(alder / 40).max(400)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn den_som_vantat_lange_fragar_oftare() {
        let ms = Duration::from_millis;
        assert_eq!(tak(ms(0)), 6000);
        assert_eq!(tak(ms(100)), 3500);
        assert_eq!(tak(ms(224)), 400);
        assert_eq!(tak(ms(9_000)), 400);
    }
}
