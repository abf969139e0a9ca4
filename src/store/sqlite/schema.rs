//! The tables, as a list of migrations that is only ever added to.
//!
//! What must hold also for other programs stands in CHECK, UNIQUE and triggers, for foreign keys are off in them by
//! default. Each table that may not change also refuses a row whose key is there already: `INSERT OR REPLACE` would
//! otherwise delete the old row without asking the trigger. `WITHOUT ROWID` for the same reason: a hidden number is
//! one more key, and `OR REPLACE` on it would delete another row.
//!
//! The anonymous tables (`raknat_besok`, `utkast`, `kopost`) have no column that could hold an identity: their texts
//! are codes from closed lists, numbers of insatser and dates (DOK-05, DOK-07, DOK-13).

use rusqlite::{Connection, Transaction};

use super::kedja;
use super::oppna::{APPLICATION_ID, borja_skriva};
use super::program::VERSION;
use crate::store::StoreError;

/// The newest schema that this program knows; kept in the file as `user_version`.
pub const SCHEMA: i64 = 6;

/// The first schema with a chain over the logs.
const MED_KEDJA: i64 = 4;

/// The first schema in which the file tells which program moved it there.
const MED_PROGRAM: i64 = 5;

/// Begins the counts with what the file holds already.
macro_rules! rakna {
    ($av:literal) => {
        concat!(
            "INSERT INTO rakning(manad, insats_nr, avsnitt, kod, antal)\n",
            include_str!($av)
        )
    };
}

/// Each from the schema before it. Never edited once used.
const MIGRERINGAR: [&[&str]; 6] = [
    &[
        include_str!("schema/1_grund.sql"),
        include_str!("schema/1_besok.sql"),
        include_str!("schema/1_ko.sql"),
        include_str!("schema/1_overlamning.sql"),
    ],
    &[
        include_str!("schema/2_ko.sql"),
        include_str!("schema/2_ko_fore.sql"),
        include_str!("schema/2_ko_vakter.sql"),
    ],
    &[
        include_str!("schema/3_akt.sql"),
        include_str!("schema/3_akt_vakter.sql"),
        include_str!("schema/3_overlamning.sql"),
        include_str!("schema/3_akt_vyer.sql"),
    ],
    &[
        include_str!("schema/4_konto.sql"),
        include_str!("schema/4_gallring.sql"),
        include_str!("schema/4_kedja.sql"),
        include_str!("schema/4_kopia.sql"),
    ],
    &[
        include_str!("schema/5_besok.sql"),
        include_str!("schema/5_kopia.sql"),
        include_str!("schema/5_program.sql"),
    ],
    &[
        include_str!("schema/6_rakning.sql"),
        rakna!("schema/6_av_besok.sql"),
        rakna!("schema/6_av_ko.sql"),
        rakna!("schema/6_av_arende.sql"),
        include_str!("schema/6_fyll.sql"),
        include_str!("schema/6_vakter.sql"),
    ],
];

/// Brings the file to [`SCHEMA`]; `true` when it was empty and this call made the tables. All steps are one transaction:
/// wherever the machine stops, the file is as it was or as it is to be.
///
/// `igenkand` is asked again inside the transaction, for another desk may have been first. `fore` is called there before
/// anything is done to a file that has tables, with its version; `sist` when all is done.
pub(super) fn migrera<F>(
    conn: &mut Connection,
    igenkand: impl Fn(&Connection) -> Result<i64, F>,
    fore: impl FnOnce(i64) -> Result<(), F>,
    sist: impl FnOnce(&Transaction<'_>) -> Result<(), F>,
) -> Result<bool, F>
where
    F: From<rusqlite::Error> + From<StoreError>,
{
    if igenkand(conn)? >= SCHEMA {
        return Ok(false);
    }
    let tx = borja_skriva(conn)?;
    let fran = igenkand(&tx)?;
    if fran >= SCHEMA {
        return Ok(false);
    }
    if fran > 0 {
        fore(fran)?;
    }
    let mut version = fran;
    while let Some(steg) = usize::try_from(version)
        .ok()
        .and_then(|n| MIGRERINGAR.get(n))
    {
        for sql in *steg {
            tx.execute_batch(sql)?;
        }
        version += 1;
        if version == MED_KEDJA {
            // What was logged before there was a chain, so that no save has to.
            kedja::ikapp(&tx)?;
        }
    }
    mark(&tx, version)?;
    sist(&tx)?;
    tx.commit()?;
    Ok(fran == 0)
}

fn mark(tx: &Transaction<'_>, version: i64) -> rusqlite::Result<()> {
    if version >= MED_PROGRAM {
        tx.execute(
            "INSERT INTO fil(egenskap, varde) VALUES ('program', ?1)
             ON CONFLICT (egenskap) DO UPDATE SET varde = ?1",
            [VERSION],
        )?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varje_migrering_har_sitt_nummer() {
        assert_eq!(i64::try_from(MIGRERINGAR.len()), Ok(SCHEMA));
    }
}
