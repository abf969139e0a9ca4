//! Statistik, read from the counts that the file keeps: a row for each month, insats and part of a division, so that it costs
//! as much in a large file as in a small one.

use std::collections::BTreeSet;

use chrono::{Datelike, Timelike};
use rusqlite::{Connection, params};

use super::Akt;
use super::rad::rader;
use super::silo;
use crate::domain::insats::InsatsNr;
use crate::domain::statistik::period::{Manad, Period};
use crate::domain::statistik::underlag::{Avsnitt, Rakning, Underlag, Veckotimme};
use crate::domain::tid::svensk;
use crate::store::StoreError;

/// The months that there are: another program may have written a visit of a month that is none, and that is shown nowhere.
macro_rules! i_manaderna {
    () => {
        "manad BETWEEN ?1 AND ?2 AND substr(manad, 6) BETWEEN '01' AND '12'"
    };
}

/// What has been counted in a period, or in all months; in the order of months and insatser as the file has them. Asked
/// within one moment of the file, for it is read from several tables.
///
/// Apart are the silos of the catalogue that is shown, and those that any version of it was when it was used: a count outlives
/// its insats. The file alone would not do. It has the mark of the catalogue and not the catalogue, so it does not know of an
/// insats that has become a silo and that nobody has asked for since; nor did the first files keep what was one.
pub(super) fn las(
    conn: &Connection,
    period: Option<Period>,
    silor: &BTreeSet<InsatsNr>,
) -> Result<Underlag, StoreError> {
    let (forsta, sista) = period.map_or_else(
        || ("2000-01".to_owned(), "2999-12".to_owned()),
        |period| (period.forsta().to_string(), period.sista().to_string()),
    );
    let manad = |kod: &str| kod.parse::<Manad>().ok();
    Ok(Underlag {
        rader: rader(
            conn,
            "rakning",
            // What has been taken back is not there.
            concat!(
                "SELECT manad, insats_nr, avsnitt, kod, antal FROM rakning WHERE ",
                i_manaderna!(),
                " AND antal > 0"
            ),
            params![forsta, sista],
            |rad| {
                Ok(Rakning {
                    manad: rad.tolka("manad", manad)?,
                    insats: rad.tolka("insats_nr", |nr| nr.parse().ok())?,
                    avsnitt: rad.tolka("avsnitt", Avsnitt::fran_kod)?,
                    kod: rad.text("kod")?,
                    antal: rad.tal("antal")?,
                })
            },
        )?,
        timmar: rader(
            conn,
            "besokstimme",
            concat!(
                "SELECT manad, dag, timme, antal FROM besokstimme WHERE ",
                i_manaderna!()
            ),
            params![forsta, sista],
            |rad| {
                let veckotimme = Veckotimme {
                    dag: rad.tal("dag")?,
                    timme: rad.tal("timme")?,
                };
                Ok((
                    rad.tolka("manad", manad)?,
                    veckotimme,
                    rad.tal::<u64>("antal")?,
                ))
            },
        )?,
        apart: silor.iter().copied().chain(silo::filens(conn)?).collect(),
    })
}

/// Counts the hour of the week in which a visit ends, on the clock in Sweden, whatever clock the machine is set to.
pub(super) fn rakna_timme(akt: &Akt<'_>) -> Result<(), StoreError> {
    let nu = svensk(akt.nar);
    let manad = format!("{:04}-{:02}", nu.year(), nu.month());
    let (dag, timme) = (nu.weekday().num_days_from_monday(), nu.hour());
    let fanns = akt.kor(
        "UPDATE besokstimme SET antal = antal + 1 WHERE manad = ?1 AND dag = ?2 AND timme = ?3",
        params![manad, dag, timme],
    )?;
    if fanns == 0 {
        akt.kor(
            "INSERT INTO besokstimme(manad, dag, timme, antal) VALUES (?1, ?2, ?3, 1)",
            params![manad, dag, timme],
        )?;
    }
    Ok(())
}
