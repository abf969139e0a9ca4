//! Opening the file: what it may be, which settings it gets, and why it is refused.

use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::fil::{self, Fil};
use super::{SqliteStore, schema};

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

/// Why a file was not opened: what is wrong, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum OppnaFel {
    /// On a network file system.
    #[error(
        "Databasen ligger på ett nätverksfilsystem ({typ}). Där kan det som är sparat försvinna. \
         Lägg filen på en lokal disk och låt alla receptioner logga in på den datorn."
    )]
    Natverk {
        /// Which.
        typ: &'static str,
    },
    /// In a synchronised folder.
    #[error(
        "Databasen ligger i en mapp som synkas med {tjanst}. Synkningen kan förstöra den. \
         Lägg filen i en vanlig mapp på en lokal disk."
    )]
    Synkad {
        /// By what.
        tjanst: &'static str,
    },
    /// On a file system that has not been judged.
    #[error(
        "Databasen ligger på ett okänt filsystem (nummer {nummer:#x}). Lägg filen på en lokal disk \
         med till exempel ext4, xfs eller btrfs."
    )]
    OkantFilsystem {
        /// The number that the system gives.
        nummer: u64,
    },
    /// In memory.
    #[error(
        "Databasen ligger i datorns minne (tmpfs) och försvinner när datorn stängs av. \
         Lägg filen på en lokal disk."
    )]
    Minne,
    /// The folder is missing and could not be created.
    #[error("Mappen {} finns inte och kunde inte skapas ({skal}). Skapa mappen eller välj en annan.", path.display())]
    Mapp {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        skal: String,
    },
    /// The folder cannot be written to; the journal beside the file needs it.
    #[error("Mappen {} går inte att skriva i. Be den som sköter datorn om skrivrätt till mappen.", path.display())]
    MappSkrivskyddad {
        /// The folder.
        path: PathBuf,
    },
    /// The file cannot be written to.
    #[error("Filen {} är skrivskyddad. Be den som sköter datorn om skrivrätt till filen.", path.display())]
    Skrivskyddad {
        /// The file.
        path: PathBuf,
    },
    /// No right to read.
    #[error("Du saknar behörighet till {}. Be den som sköter datorn om läs- och skrivrätt.", path.display())]
    Behorighet {
        /// The file or folder.
        path: PathBuf,
    },
    /// A symbolic link, or a file with two names.
    #[error("{} är en länk eller har flera namn. Ange filens egen sökväg och ta bort de andra namnen.", path.display())]
    Lank {
        /// The path.
        path: PathBuf,
    },
    /// A folder, a device, or no name at all.
    #[error("{} är ingen vanlig fil. Ange sökvägen till en databasfil.", path.display())]
    InteFil {
        /// The path.
        path: PathBuf,
    },
    /// Anything else that the system says about the path.
    #[error("Filen {} går inte att använda ({skal}). Kontrollera sökvägen och disken.", path.display())]
    Fil {
        /// The path.
        path: PathBuf,
        /// What the system said.
        skal: String,
    },
    /// Not a database at all.
    #[error("{} är ingen databas. Ange en annan fil; den här är orörd.", path.display())]
    InteDatabas {
        /// The path.
        path: PathBuf,
    },
    /// The database of another program.
    #[error("{} är ett annat programs databas. Ange en annan fil; den här är orörd.", path.display())]
    Frammande {
        /// The path.
        path: PathBuf,
    },
    /// Written by a newer version of this program.
    #[error(
        "Databasen är skriven av en nyare version av Tröskel (schema {fil}, det här programmet kan {program}). \
         Uppdatera programmet; filen är orörd."
    )]
    Nyare {
        /// Schema of the file.
        fil: i64,
        /// Schema of this program.
        program: i64,
    },
    /// Damaged.
    #[error("Databasen {} är skadad. Sluta använda den och återställ den senaste säkerhetskopian.", path.display())]
    Skadad {
        /// The path.
        path: PathBuf,
    },
    /// Another desk holds it.
    #[error(
        "Databasen är upptagen av en annan reception eller ett annat program. Vänta en stund och försök igen."
    )]
    Upptagen,
    /// The engine did not take a setting that safety rests on.
    #[error("Databasmotorn godtog inte inställningen {0}. Installera om programmet.")]
    Installning(&'static str),
    /// Anything else that the engine says.
    #[error("Databasen kunde inte öppnas ({0}). Kontrollera disken och försök igen.")]
    Motor(String),
}

/// Opens the file, and creates it with its folders where there is none.
///
/// A new file is a rehearsal (`ovning`) until somebody says otherwise. Two desks may open at the same time; the
/// second waits and finds the tables there.
///
/// # Errors
/// [`OppnaFel`]; then nothing was written to a file that was there before.
pub fn oppna(path: &Path, val: Oppning) -> Result<SqliteStore, OppnaFel> {
    if rusqlite::version_number() < SQLITE_MINST {
        return Err(OppnaFel::Installning("sqlite_version"));
    }
    let path = fil::bered(path, val.prov)?;
    fil::skapa(&path)?;
    oppna_fil(&path, val).map_err(|fel| fel.oversatt(&path))
}

/// What went wrong: already in words, or as the engine says it.
enum Fel {
    Klart(OppnaFel),
    Motor(rusqlite::Error),
}

impl From<OppnaFel> for Fel {
    fn from(fel: OppnaFel) -> Self {
        Self::Klart(fel)
    }
}

impl From<rusqlite::Error> for Fel {
    fn from(fel: rusqlite::Error) -> Self {
        Self::Motor(fel)
    }
}

impl Fel {
    fn oversatt(self, path: &Path) -> OppnaFel {
        let fel = match self {
            Self::Klart(fel) => return fel,
            Self::Motor(fel) => fel,
        };
        let path = path.to_owned();
        match fel.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => OppnaFel::InteDatabas { path },
            Some(ErrorCode::DatabaseCorrupt) => OppnaFel::Skadad { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OppnaFel::Upptagen,
            Some(ErrorCode::ReadOnly) => OppnaFel::Skrivskyddad { path },
            Some(ErrorCode::PermissionDenied) => OppnaFel::Behorighet { path },
            Some(_) | None => OppnaFel::Motor(fel.to_string()),
        }
    }
}

fn oppna_fil(path: &Path, val: Oppning) -> Result<SqliteStore, Fel> {
    let flaggor = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let mut conn = Connection::open_with_flags(path, flaggor)?;
    let mut fil = Fil::minns(path.to_owned())?;
    vanta_rattvist(&mut conn, val.vantan)?;
    // Judged before anything is set: a foreign file must stay as it was.
    let fardig = igenkand(&conn, path)? == schema::SCHEMA;
    stall_in(&conn, val.vantan)?;
    skriver_i_kon(&conn)?;
    // A file that is as it should be is not asked twice: it is opened at every start.
    let ny = !fardig && schema::migrera(&mut conn, |tx| igenkand(tx, path))?;
    tal(&conn, "SELECT count(*) FROM fil WHERE egenskap = 'lage'")
        .ok()
        .filter(|antal| *antal == 1)
        .ok_or_else(|| OppnaFel::Skadad {
            path: path.to_owned(),
        })?;
    let version = tal(&conn, "PRAGMA data_version")?;
    fil.minns_skrivlogg()?;
    Ok(SqliteStore {
        conn,
        fil,
        ny,
        version,
    })
}

fn tal(conn: &Connection, sql: &'static str) -> rusqlite::Result<i64> {
    conn.query_row(sql, [], |rad| rad.get(0))
}

/// Whose file it is: its schema number, 0 where it is empty.
///
/// The three readings must be of one moment: another desk may be making the tables right now.
fn igenkand(conn: &Connection, path: &Path) -> Result<i64, Fel> {
    let ogonblick = if conn.is_autocommit() {
        Some(conn.unchecked_transaction()?)
    } else {
        None
    };
    let id = tal(conn, "PRAGMA application_id")?;
    let version = tal(conn, "PRAGMA user_version")?;
    let tabeller = tal(conn, "SELECT count(*) FROM sqlite_schema")?;
    drop(ogonblick);
    if id == APPLICATION_ID && version > schema::SCHEMA {
        Err(Fel::Klart(OppnaFel::Nyare {
            fil: version,
            program: schema::SCHEMA,
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
/// such act does it, or the last desk to close.
pub(super) fn tom_loggen(conn: &Connection) {
    let _ = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
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

/// What the triggers of the waiting list ask for: only this program has it, so no other one writes there.
fn skriver_i_kon(conn: &Connection) -> rusqlite::Result<()> {
    let flaggor = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function("bara_troskel_skriver_i_kon", 0, flaggor, |_| Ok(true))
}

/// Begins to write, with the wait of [`vanta_rattvist`].
pub(super) fn borja_skriva(conn: &mut Connection) -> rusqlite::Result<rusqlite::Transaction<'_>> {
    conn.transaction_with_behavior(TransactionBehavior::Immediate)
}

/// The wait for another desk: whoever has waited long asks more often, so nobody waits without end. `SQLite`'s own
/// wait does the opposite, and a desk can starve for as long as the others are busy.
fn vanta_rattvist(conn: &mut Connection, grans: Duration) -> Result<(), Fel> {
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
    }))?;
    Ok(())
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
