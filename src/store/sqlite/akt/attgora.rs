//! What is to be done in the akter of an enhet.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::super::rad::rader;
use super::bild::{self, arenderad};
use super::inkorg::{self, i_inkorgen};
use crate::store::StoreError;
use crate::store::akt::Aktsvar;

/// The ärenden whose follow-up day has come, the longest waiting first.
pub(super) const FOLJ_UPP: &str = arenderad!(
    "",
    "WHERE a.enhet = ?1 AND a.nasta_uppfoljning IS NOT NULL AND a.nasta_uppfoljning <= ?2
     ORDER BY a.nasta_uppfoljning, a.id LIMIT 200"
);

/// The handovers in the inbox that nobody has fetched since the day before at least.
pub(super) const OHAMTADE: &str = i_inkorgen!(
    "o.*",
    "AND o.status <> 'kvitterad' AND o.status <> 'makulerad' AND o.status = 'ny' AND o.dag < ?2
     ORDER BY o.skapad, o.id"
);

pub(super) fn attgora(
    conn: &Connection,
    enhet: &str,
    idag: NaiveDate,
) -> Result<Aktsvar, StoreError> {
    let dag = idag.to_string();
    Ok(Aktsvar::Attgora(
        rader(conn, "arende", FOLJ_UPP, params![enhet, dag], bild::las_rad)?,
        rader(
            conn,
            "overlamning",
            OHAMTADE,
            params![enhet, dag],
            inkorg::las_rad,
        )?,
    ))
}
