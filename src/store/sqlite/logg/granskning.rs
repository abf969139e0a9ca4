//! The report for the systematic check (PUL-04): what is worth asking about, never that somebody did wrong.

use chrono::{NaiveDate, Timelike};
use rusqlite::{Connection, Params, params};

use super::super::rad::{Rad, varje_rad};
use crate::domain::akt::Arendenummer;
use crate::domain::arbetsdag::ar_arbetsdag;
use crate::domain::tid::svensk;
use crate::store::StoreError;
use crate::store::logg::{
    ARBETSTID, Forvaltat, GRANSKA_MEST, Granskningsdel, Loggranskning, MANGA, Udda,
};

/// Looks at somebody in an akt, as they stand in the log; all other rows of an ärende are acts in it.
macro_rules! blickar {
    () => {
        "('last', 'sokt', 'bro_last', 'forekomst', 'utlamnat')"
    };
}

/// `?1` and `?2` are the times, `?3` the enhet where one is the limit: that of the ärende.
const UTAN_EGEN_HANDLING: &str = concat!(
    "SELECT g.anvandare, a.nummer, g.antal FROM
       (SELECT anvandare, arende, count(*) AS antal FROM akthandelse
        WHERE tid >= ?1 AND tid < ?2 AND arende IS NOT NULL AND slag IN ",
    blickar!(),
    " GROUP BY anvandare, arende) g JOIN arende a ON a.id = g.arende
     WHERE (?3 IS NULL OR a.enhet = ?3)
       AND NOT EXISTS (SELECT 1 FROM akthandelse egen WHERE egen.arende = g.arende AND egen.anvandare = g.anvandare
         AND egen.slag NOT IN ",
    blickar!(),
    ") ORDER BY g.antal DESC, g.anvandare, a.nummer"
);

const AV_MANGA: &str = concat!(
    "SELECT a.nummer, count(DISTINCT h.anvandare) AS antal FROM akthandelse h JOIN arende a ON a.id = h.arende
     WHERE h.tid >= ?1 AND h.tid < ?2 AND h.slag IN ",
    blickar!(),
    " AND (?3 IS NULL OR a.enhet = ?3) GROUP BY a.nummer HAVING antal >= ?4 ORDER BY antal DESC, a.nummer"
);

const BLICKAR: &str = concat!(
    "SELECT h.anvandare, h.tid, h.slag, a.nummer FROM akthandelse h LEFT JOIN arende a ON a.id = h.arende
     WHERE h.tid >= ?1 AND h.tid < ?2 AND (h.slag = 'tagen_over' OR h.slag IN ",
    blickar!(),
    ") AND (?3 IS NULL OR h.enhet = ?3 OR a.enhet = ?3)
     UNION ALL SELECT anvandare, tid, slag, NULL FROM handelse
     WHERE tid >= ?1 AND tid < ?2 AND slag IN ('hamtad', 'last_igen') AND (?3 IS NULL OR enhet = ?3)
     UNION ALL SELECT anvandare, tid, slag, NULL FROM kohandelse
     WHERE slag = 'kontakt_last' AND tid >= ?1 AND tid < ?2 AND (?3 IS NULL OR enhet = ?3)
     ORDER BY tid DESC"
);

const KONTAKT: &str = "SELECT anvandare, count(*) AS antal FROM kohandelse
     WHERE slag = 'kontakt_last' AND tid >= ?1 AND tid < ?2 AND (?3 IS NULL OR enhet = ?3)
     GROUP BY anvandare ORDER BY antal DESC, anvandare";

const NEKADE: &str = "SELECT anvandare, vad, count(*) AS antal FROM (
       SELECT anvandare, coalesce(om, slag) AS vad FROM atkomst
       WHERE slag = 'nekad' AND tid >= ?1 AND tid < ?2 AND (?3 IS NULL OR enhet = ?3)
       UNION ALL SELECT anvandare, 'forekomst' FROM akthandelse
       WHERE slag = 'forekomst_nekad' AND tid >= ?1 AND tid < ?2 AND (?3 IS NULL OR enhet = ?3))
     GROUP BY anvandare, vad ORDER BY antal DESC, anvandare, vad";

/// How many tries failed stands in the row that the next sign-in writes; or in one by whoever made the cabinet forget them,
/// with the account that was tried after it, for every enhet: whose the account is does not stand there.
const MISSLYCKADE: &str = "SELECT vem AS anvandare, sum(antal) AS antal FROM (
       SELECT anvandare AS vem, max(CAST(om AS INTEGER), 1) AS antal FROM atkomst
       WHERE slag = 'misslyckad_inloggning' AND coalesce(instr(om, ' '), 0) = 0
         AND tid >= ?1 AND tid < ?2 AND (?3 IS NULL OR enhet = ?3)
       UNION ALL SELECT substr(om, instr(om, ' ') + 1), CAST(om AS INTEGER) FROM atkomst
       WHERE slag = 'misslyckad_inloggning' AND instr(om, ' ') > 0 AND tid >= ?1 AND tid < ?2)
     GROUP BY vem ORDER BY antal DESC, vem";

/// Of the whole file, whichever enhet it was done at.
const FORVALTNING: &str = concat!(
    "SELECT anvandare, slag, om, count(*) AS antal FROM atkomst WHERE slag IN ",
    forvaltning!(),
    " AND tid >= ?1 AND tid < ?2 GROUP BY anvandare, slag, om ORDER BY antal DESC, anvandare, slag, om"
);

/// The first rows of a question, and how many there are besides.
fn del<T>(
    conn: &Connection,
    sql: &'static str,
    varden: impl Params,
    las: impl Fn(&Rad<'_>) -> Result<Option<T>, StoreError>,
) -> Result<Granskningsdel<T>, StoreError> {
    let mut del = Granskningsdel::default();
    varje_rad(conn, "akthandelse", sql, varden, |rad| {
        match las(rad)? {
            Some(rad) if del.rader.len() < GRANSKA_MEST => del.rader.push(rad),
            Some(_) => del.fler += 1,
            None => {}
        }
        Ok(())
    })?;
    Ok(del)
}

fn arende(rad: &Rad<'_>) -> Result<Arendenummer, StoreError> {
    rad.tolka("nummer", Arendenummer::las)
}

/// The report, from a moment up to another.
pub(super) fn granska(
    conn: &Connection,
    (fran, till): (&str, &str),
    enhet: Option<&str>,
    stangda_dagar: &[NaiveDate],
) -> Result<Loggranskning, StoreError> {
    let varden = params![fran, till, enhet];
    let anvandare = |rad: &Rad<'_>| rad.text("anvandare");
    Ok(Loggranskning {
        utan_egen_handling: del(conn, UTAN_EGEN_HANDLING, varden, |rad| {
            Ok(Some((anvandare(rad)?, arende(rad)?, rad.tal("antal")?)))
        })?,
        utanfor_arbetstid: del(conn, BLICKAR, varden, |rad| {
            let udda = Udda {
                anvandare: anvandare(rad)?,
                tid: rad.tid("tid").unwrap_or_default(),
                slag: rad.text("slag")?,
                arende: rad.tolka_om("nummer", Arendenummer::las)?,
            };
            let har = svensk(udda.tid);
            let dagtid = (ARBETSTID.0..ARBETSTID.1).contains(&har.hour());
            let vanlig = dagtid && ar_arbetsdag(har.date(), stangda_dagar);
            Ok((!vanlig).then_some(udda))
        })?,
        av_manga: del(
            conn,
            AV_MANGA,
            params![fran, till, enhet, MANGA.cast_signed()],
            |rad| Ok(Some((arende(rad)?, rad.tal("antal")?))),
        )?,
        kontakt: del(conn, KONTAKT, varden, |rad| {
            Ok(Some((anvandare(rad)?, rad.tal("antal")?)))
        })?,
        nekade: del(conn, NEKADE, varden, |rad| {
            Ok(Some((anvandare(rad)?, rad.text("vad")?, rad.tal("antal")?)))
        })?,
        forvaltning: del(conn, FORVALTNING, params![fran, till], |rad| {
            Ok(Some(Forvaltat {
                anvandare: anvandare(rad)?,
                slag: rad.text("slag")?,
                om: rad.text_om("om")?,
                antal: rad.tal("antal")?,
            }))
        })?,
        misslyckade: del(conn, MISSLYCKADE, varden, |rad| {
            Ok(Some((anvandare(rad)?, rad.tal("antal")?)))
        })?,
    })
}
