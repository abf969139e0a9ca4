//! Sedd, the file as it was at the last save: what somebody who is no desk has done to it since is seen before the next
//! one, and not when that has been answered as saved.

use std::cell::Cell;
use std::path::Path;
use std::time::SystemTime;

use rusqlite::Connection;

use crate::store::StoreError;

const BORTA: &str = "Databasfilen har flyttats, tagits bort eller bytts ut. Inget är sparat. Avsluta programmet och \
    starta det igen när filen ligger rätt.";
const KORTAD: &str = "Databasen är skadad: någon har kortat av filen medan den var öppen. Inget är sparat. Sluta använda \
    den och återställ säkerhetskopian.";

/// What was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bild {
    /// What other desks had done.
    version: i64,
    langd: u64,
    andrad: Option<SystemTime>,
}

/// Sedd.
#[derive(Debug, Default)]
pub(super) struct Sedd(Cell<Option<Bild>>);

impl Sedd {
    /// Looks before a save. A file that has been cut is refused; of one that has been written to, nothing that is
    /// remembered is trusted, so that damage is found by whoever reads the pages. What other desks do is known to the
    /// engine: then it remembers nothing by itself, and the file may have been written anew, and shorter. It also grows
    /// shorter when its journal is emptied into it after that; then it has all the pages that the engine counts.
    pub(super) fn prova(&self, path: &Path, conn: &Connection) -> Result<(), StoreError> {
        let Ok(meta) = std::fs::symlink_metadata(path) else {
            return Err(StoreError::Stopp(BORTA.to_owned()));
        };
        let nu = Bild {
            version: conn
                .prepare_cached("PRAGMA data_version")?
                .query_row([], |rad| rad.get(0))?,
            langd: meta.len(),
            andrad: meta.modified().ok(),
        };
        let forr = self.0.get().filter(|forr| forr.version == nu.version);
        if forr.is_some_and(|forr| nu.langd < forr.langd) && nu.langd < raknad_langd(conn)? {
            return Err(StoreError::Stopp(KORTAD.to_owned()));
        }
        self.0.set(Some(nu));
        if forr.is_some_and(|forr| forr != nu) {
            // A desk that closes moves the journal into the file: that is seen here too, and costs a reading.
            conn.execute_batch("PRAGMA shrink_memory")?;
        }
        Ok(())
    }

    /// Looks after a save: what the engine wrote by itself is no news before the next.
    pub(super) fn efter(&self, path: &Path) {
        if let (Some(bild), Ok(meta)) = (self.0.get(), std::fs::symlink_metadata(path)) {
            self.0.set(Some(Bild {
                langd: meta.len(),
                andrad: meta.modified().ok(),
                ..bild
            }));
        }
    }

    /// The file has been written anew by this process: it may be shorter.
    pub(super) fn glom(&self) {
        self.0.set(None);
    }
}

/// How long the file is by what the engine knows, in bytes.
fn raknad_langd(conn: &Connection) -> Result<u64, StoreError> {
    let tal = |sql| conn.query_row(sql, [], |rad| rad.get::<_, i64>(0));
    Ok((tal("PRAGMA page_count")? * tal("PRAGMA page_size")?).unsigned_abs())
}
