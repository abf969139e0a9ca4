//! Counts of visits, read from the sums that the file keeps: whole months as one row for each kind of visit, and the days
//! of the months that the stretch begins or ends in.

use chrono::{Datelike, Months, NaiveDate};
use rusqlite::{Connection, params};

use super::rad::rader;
use crate::domain::kontroll::Utfall;
use crate::domain::raknat::{Kon, Resultat};
use crate::domain::tid::Aldersband;
use crate::store::{StatistikRad, StoreError};

/// Counts from and to a day, inclusive, in the order of the catalogue's numbers.
pub(super) fn rakna(
    conn: &Connection,
    fran: Option<NaiveDate>,
    till: Option<NaiveDate>,
) -> Result<Vec<StatistikRad>, StoreError> {
    let [forsta, sista, dag, fore, efter, senast] = delar(fran, till);
    let mut alla = rader(
        conn,
        "besoksmanad",
        "SELECT insats_nr, utfall, resultat, nullif(band, '') AS band, nullif(kon, '') AS kon, sum(antal) AS antal FROM (
           SELECT insats_nr, utfall, resultat, band, kon, antal FROM besoksmanad WHERE manad BETWEEN ?1 AND ?2
           UNION ALL SELECT insats_nr, utfall, resultat, band, kon, antal FROM besokssumma WHERE dag >= ?3 AND dag < ?4
           UNION ALL SELECT insats_nr, utfall, resultat, band, kon, antal FROM besokssumma WHERE dag > ?5 AND dag <= ?6)
         GROUP BY insats_nr, utfall, resultat, band, kon",
        params![forsta, sista, dag, fore, efter, senast],
        |rad| {
            Ok(StatistikRad {
                insats: rad.tolka("insats_nr", |nr| nr.parse().ok())?,
                utfall: rad.tolka("utfall", Utfall::fran_kod)?,
                resultat: rad.tolka("resultat", Resultat::fran_kod)?,
                band: rad.tolka_om("band", |kod| {
                    Aldersband::fran_kod(kod).map(|band| band.kod().to_owned())
                })?,
                kon: rad.tolka_om("kon", |kod| {
                    Kon::fran_kod(kod).map(|kon| kon.kod().to_owned())
                })?,
                antal: rad.tal("antal")?,
            })
        },
    )?;
    alla.sort_by(|a, b| {
        (a.insats, a.utfall, a.resultat, &a.band, &a.kon)
            .cmp(&(b.insats, b.utfall, b.resultat, &b.band, &b.kon))
    });
    Ok(alla)
}

/// The stretch in three parts, as the texts that it is asked for with: the first and the last whole month; the first day,
/// and the day that the days before the months end before; the day that the days behind them begin after, and the last.
fn delar(fran: Option<NaiveDate>, till: Option<NaiveDate>) -> [String; 6] {
    // Before and behind every date that the file takes.
    let (borjan, slutet) = ("0000-00-00".to_owned(), "9999-99-99".to_owned());
    let manad = |dag: NaiveDate| format!("{:04}-{:02}", dag.year(), dag.month());
    let nasta = |dag: NaiveDate| dag.checked_add_months(Months::new(1));
    let forsta = match fran {
        Some(fran) if fran.day() > 1 => nasta(fran).map_or_else(|| slutet.clone(), manad),
        Some(fran) => manad(fran),
        None => borjan.clone(),
    };
    let sista = match till {
        // The month is whole where the next day is another one.
        Some(till) if till.succ_opt().is_none_or(|dag| dag.day() == 1) => manad(till),
        Some(till) => till
            .checked_sub_months(Months::new(1))
            .map_or_else(|| borjan.clone(), manad),
        None => slutet.clone(),
    };
    let dag = fran.map_or_else(|| borjan.clone(), |dag| dag.to_string());
    let senast = till.map_or_else(|| slutet.clone(), |dag| dag.to_string());
    // Within a month, or over the end of one and no more: days only, in one stretch.
    let (fore, efter) = if forsta > sista {
        (format!("{senast}~"), slutet)
    } else {
        (format!("{forsta}-00"), format!("{sista}-99"))
    };
    [forsta, sista, dag, fore, efter, senast]
}
