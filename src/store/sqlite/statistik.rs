//! Counts of visits.

use chrono::NaiveDate;
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
    let mut alla = rader(
        conn,
        "raknat_besok",
        "SELECT insats_nr, utfall, resultat, band, kon, count(*) AS antal FROM raknat_besok
         WHERE dag >= ?1 AND dag <= ?2 GROUP BY insats_nr, utfall, resultat, band, kon",
        params![
            fran.map_or_else(|| "0000-01-01".to_owned(), |dag| dag.to_string()),
            till.map_or_else(|| "9999-12-31".to_owned(), |dag| dag.to_string()),
        ],
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
