//! A place in line, counted when it is asked for: sums over `koantal`, at the same cost in a queue of a hundred and of
//! a million.

use rusqlite::{Connection, params};

use super::super::rad::en_rad;
use crate::domain::insats::InsatsNr;
use crate::store::StoreError;

const TABELL: &str = "koantal";

/// The key of the order: ködatum that counts, in milliseconds, and id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store::sqlite) struct Nyckel {
    pub(in crate::store::sqlite) ordning: i64,
    pub(in crate::store::sqlite) id: String,
}

/// How many stand in line before this key, and how many of them are on pause.
pub(in crate::store::sqlite) fn fore(
    conn: &Connection,
    insats: InsatsNr,
    nyckel: &Nyckel,
) -> Result<(u64, u64), StoreError> {
    let nr = insats.to_string();
    // In each level the blocks before the own one, beneath the same block of the level above; then single entries.
    let block = en_rad(
        conn,
        TABELL,
        "SELECT coalesce(sum(antal), 0) AS antal, coalesce(sum(vilande), 0) AS vilande FROM (
           SELECT antal, vilande FROM koantal WHERE niva = 40 AND insats_nr = ?1 AND block < ?2 >> 40
           UNION ALL SELECT antal, vilande FROM koantal WHERE niva = 36 AND insats_nr = ?1
             AND block >= (?2 >> 40) << 4 AND block < ?2 >> 36
           UNION ALL SELECT antal, vilande FROM koantal WHERE niva = 32 AND insats_nr = ?1
             AND block >= (?2 >> 36) << 4 AND block < ?2 >> 32
           UNION ALL SELECT antal, vilande FROM koantal WHERE niva = 28 AND insats_nr = ?1
             AND block >= (?2 >> 32) << 4 AND block < ?2 >> 28
           UNION ALL SELECT antal, vilande FROM koantal WHERE niva = 24 AND insats_nr = ?1
             AND block >= (?2 >> 28) << 4 AND block < ?2 >> 24
           UNION ALL SELECT antal, vilande FROM koantal WHERE niva = 20 AND insats_nr = ?1
             AND block >= (?2 >> 24) << 4 AND block < ?2 >> 20
           UNION ALL SELECT antal, vilande FROM koantal WHERE niva = 16 AND insats_nr = ?1
             AND block >= (?2 >> 20) << 4 AND block < ?2 >> 16
           UNION ALL SELECT antal, vilande FROM koantal WHERE niva = 12 AND insats_nr = ?1
             AND block >= (?2 >> 16) << 4 AND block < ?2 >> 12
           UNION ALL SELECT 1, status = 'vilande' FROM kopost WHERE insats_nr = ?1
             AND status IN ('i_ko', 'vilande', 'erbjuden') AND ordning >= (?2 >> 12) << 12
             AND (ordning, id) < (?2, ?3))",
        params![nr, nyckel.ordning, nyckel.id],
        |rad| Ok((rad.tal("antal")?, rad.tal("vilande")?)),
    )?;
    Ok(block.unwrap_or_default())
}

/// How many stand in line, and how many of them are on pause.
pub(in crate::store::sqlite) fn langd(
    conn: &Connection,
    insats: InsatsNr,
) -> Result<(u64, u64), StoreError> {
    let langd = en_rad(
        conn,
        TABELL,
        "SELECT coalesce(sum(antal), 0) AS antal, coalesce(sum(vilande), 0) AS vilande
         FROM koantal WHERE niva = 40 AND insats_nr = ?1",
        params![insats.to_string()],
        |rad| Ok((rad.tal("antal")?, rad.tal("vilande")?)),
    )?;
    Ok(langd.unwrap_or_default())
}

/// The key of whoever stands at a place in line, from 1: down the levels, at most sixteen rows in each.
pub(in crate::store::sqlite) fn vid_plats(
    conn: &Connection,
    insats: InsatsNr,
    plats: u64,
) -> Result<Option<Nyckel>, StoreError> {
    let nr = insats.to_string();
    let Some(mut kvar) = plats.checked_sub(1) else {
        return Ok(None);
    };
    let (mut fran, mut till) = (0_i64, i64::MAX);
    for niva in [40, 36, 32, 28, 24, 20, 16, 12] {
        let rader = super::super::rad::rader(
            conn,
            TABELL,
            "SELECT block, antal FROM koantal WHERE niva = ?1 AND insats_nr = ?2 AND block BETWEEN ?3 AND ?4
             ORDER BY block",
            params![niva, nr, fran, till],
            |rad| Ok((rad.tal::<i64>("block")?, rad.tal::<u64>("antal")?)),
        )?;
        let mut har = None;
        for (block, antal) in rader {
            if kvar < antal {
                har = Some(block);
                break;
            }
            kvar -= antal;
        }
        let Some(block) = har else {
            return Ok(None);
        };
        (fran, till) = (block << 4, (block << 4) + 15);
        if niva == 12 {
            (fran, till) = (block << 12, ((block + 1) << 12) - 1);
        }
    }
    en_rad(
        conn,
        "kopost",
        "SELECT id, ordning FROM kopost WHERE insats_nr = ?1 AND status IN ('i_ko', 'vilande', 'erbjuden')
           AND ordning BETWEEN ?2 AND ?3 ORDER BY ordning, id LIMIT 1 OFFSET ?4",
        params![nr, fran, till, i64::try_from(kvar).unwrap_or(i64::MAX)],
        |rad| {
            Ok(Nyckel {
                ordning: rad.tal("ordning")?,
                id: rad.text("id")?,
            })
        },
    )
}
