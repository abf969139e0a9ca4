//! The fairness report: how the queues have been kept between two days. Days are those of UTC, in which the log is
//! kept. Silos stand in no common list (SEK-02), and so not here.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use rusqlite::{Connection, Params, params};

use super::{Genomgang, koer as valda};
use crate::domain::insats::InsatsNr;
use crate::domain::ko::plats::Overhopp;
use crate::domain::ko::vantetid::MINST;
use crate::store::StoreError;
use crate::store::ko::{Insatsrattvisa, Rattvisa, Sammanhang};
use crate::store::sqlite::ko::post::dag;
use crate::store::sqlite::ko::rang;
use crate::store::sqlite::rad::{Rad, rader};

const DYGN_MS: i64 = 24 * 60 * 60 * 1000;

/// Offers made. One that was undone within its ten minutes was never made, and one that an undo opens again is the same.
pub(super) const ERBJUDNA: &str =
    "SELECT insats_nr, count(*) AS antal, sum(forsta_i_linje = 0) AS inte_forsta
   FROM erbjudande WHERE skapat >= ?1 AND skapat < ?2 AND utfall IS NOT 'angrat'
     AND atertar IS NULL GROUP BY insats_nr";

/// People called in directly. Not the first in line when somebody was passed over in the same act, and the acts of one
/// moment are found by their time.
pub(super) const INKALLADE: &str = "SELECT h.insats_nr, count(*) AS antal,
     sum(EXISTS (SELECT 1 FROM kohandelse o WHERE o.slag = 'overhoppad' AND o.tid = h.tid AND o.op_id = h.op_id))
     AS inte_forsta
   FROM kohandelse h WHERE h.slag = 'inkallad' AND h.tid >= ?1 AND h.tid < ?2 GROUP BY h.insats_nr";

/// Passings-over by reason, without those of an offer that was undone.
pub(super) const OVERHOPPADE: &str = "SELECT h.insats_nr, h.orsak, count(*) AS antal
   FROM kohandelse h WHERE h.slag = 'overhoppad' AND h.tid >= ?1 AND h.tid < ?2
     AND NOT EXISTS (SELECT 1 FROM kohandelse e JOIN kohandelse a ON a.angrar = e.seq
       WHERE e.slag = 'erbjuden' AND e.tid = h.tid AND e.op_id = h.op_id)
   GROUP BY h.insats_nr, h.orsak";

/// Events of one kind that were not undone.
pub(super) const HANDELSER: &str = "SELECT h.insats_nr, count(*) AS antal FROM kohandelse h
   WHERE h.slag = ?3 AND h.tid >= ?1 AND h.tid < ?2
     AND NOT EXISTS (SELECT 1 FROM kohandelse a WHERE a.angrar = h.seq) GROUP BY h.insats_nr";

/// Pauses as they lie now.
pub(super) const VILANDE: &str = "SELECT insats_nr, vilande_fran, vilande_till FROM kopost WHERE status = 'vilande' AND vilande_till >= ''";

/// Starts of an insats: desk that gave the slip, and how long it took.
pub(super) const STARTER: &str = "SELECT desk, slut_ms - ordning AS ms FROM kopost
   WHERE status = 'paborjad' AND insats_nr = ?1 AND slut_ms >= ?2 AND slut_ms < ?3";

/// The report, from and to a day, both inclusive.
pub(super) fn rattvisa(
    conn: &Connection,
    s: &Sammanhang,
    fran: NaiveDate,
    till: NaiveDate,
) -> Result<Rattvisa, StoreError> {
    let efter = till.succ_opt().unwrap_or(till);
    let tider = [fran.to_string(), efter.to_string()];
    let ms = |dag: NaiveDate| {
        dag.and_time(chrono::NaiveTime::MIN)
            .and_utc()
            .timestamp_millis()
    };
    let mut rapport = Rapport::default();
    rapport.tillsagda(conn, ERBJUDNA, &tider)?;
    rapport.tillsagda(conn, INKALLADE, &tider)?;
    rapport.overhoppade(conn, &tider)?;
    for (nr, antal) in handelser(conn, &tider, "rattelse_godkand")? {
        rapport.rad(nr).rattelser = antal;
    }
    for (nr, antal) in handelser(conn, &tider, "vila")? {
        rapport.rad(nr).vilor = antal;
    }
    rapport.vilande(conn, s)?;
    let mut svar = Rattvisa::default();
    for ko in valda(conn, s, None)? {
        let starter = rader(
            conn,
            "kopost",
            STARTER,
            params![ko.nr.to_string(), ms(fran), ms(efter)],
            |rad| Ok((rad.text("desk")?, rad.tal::<i64>("ms")?)),
        )?;
        let mut per_desk: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        let mut alla = Vec::with_capacity(starter.len());
        for (desk, ms) in starter {
            let dagar = u64::try_from(ms / DYGN_MS).unwrap_or(0);
            alla.push(dagar);
            per_desk.entry(desk).or_default().push(dagar);
        }
        let rad = rapport.rad(ko.nr);
        rad.starter = antal(&alla);
        rad.median_dagar = median(alla);
        if Genomgang::las(conn, ko.nr)?.forsenad(s.idag) {
            rad.ej_granskade = rang::langd(conn, ko.nr)?.0;
        }
        if *rad != tom(ko.nr) {
            svar.insatser.push(rad.clone());
        }
        for (desk, dagar) in per_desk {
            svar.per_desk
                .push((desk, ko.nr, antal(&dagar), median(dagar)));
        }
    }
    svar.per_desk.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    Ok(svar)
}

fn antal(dagar: &[u64]) -> u64 {
    u64::try_from(dagar.len()).unwrap_or(u64::MAX)
}

/// The median, or nothing under five: one person's wait must not be read out of it.
fn median(mut dagar: Vec<u64>) -> Option<u64> {
    if dagar.len() < MINST {
        return None;
    }
    dagar.sort_unstable();
    let mitten = dagar.len() / 2;
    let hog = *dagar.get(mitten)?;
    if dagar.len() % 2 == 1 {
        return Some(hog);
    }
    let lag = *dagar.get(mitten - 1)?;
    Some(u64::midpoint(lag, hog))
}

fn tom(insats: InsatsNr) -> Insatsrattvisa {
    Insatsrattvisa {
        insats,
        erbjudanden: 0,
        inte_till_forsta: 0,
        overhopp: Vec::new(),
        rattelser: 0,
        vilor: 0,
        vilor_over_tid: 0,
        starter: 0,
        median_dagar: None,
        ej_granskade: 0,
    }
}

/// Reads rows that begin with an insats.
fn las<T>(
    conn: &Connection,
    sql: &'static str,
    varden: impl Params,
    las: impl Fn(&Rad<'_>) -> Result<T, StoreError>,
) -> Result<Vec<(InsatsNr, T)>, StoreError> {
    rader(conn, "kohandelse", sql, varden, |rad| {
        Ok((rad.tolka("insats_nr", |nr| nr.parse().ok())?, las(rad)?))
    })
}

fn handelser(
    conn: &Connection,
    [fran, till]: &[String; 2],
    slag: &str,
) -> Result<Vec<(InsatsNr, u64)>, StoreError> {
    las(conn, HANDELSER, params![fran, till, slag], |rad| {
        rad.tal("antal")
    })
}

/// The rows as they fill up.
#[derive(Default)]
struct Rapport {
    rader: BTreeMap<InsatsNr, Insatsrattvisa>,
}

impl Rapport {
    fn rad(&mut self, nr: InsatsNr) -> &mut Insatsrattvisa {
        self.rader.entry(nr).or_insert_with(|| tom(nr))
    }

    fn tillsagda(
        &mut self,
        conn: &Connection,
        sql: &'static str,
        [fran, till]: &[String; 2],
    ) -> Result<(), StoreError> {
        let antal = las(conn, sql, params![fran, till], |rad| {
            Ok((rad.tal::<u64>("antal")?, rad.tal::<u64>("inte_forsta")?))
        })?;
        for (nr, (antal, inte_forsta)) in antal {
            let rad = self.rad(nr);
            rad.erbjudanden += antal;
            rad.inte_till_forsta += inte_forsta;
        }
        Ok(())
    }

    fn overhoppade(
        &mut self,
        conn: &Connection,
        [fran, till]: &[String; 2],
    ) -> Result<(), StoreError> {
        let antal = las(conn, OVERHOPPADE, params![fran, till], |rad| {
            Ok((rad.tolka("orsak", Overhopp::fran_kod)?, rad.tal("antal")?))
        })?;
        for (nr, skal) in antal {
            self.rad(nr).overhopp.push(skal);
        }
        for rad in self.rader.values_mut() {
            rad.overhopp.sort_unstable();
        }
        Ok(())
    }

    /// Pauses that the policy of today would not let be made.
    fn vilande(&mut self, conn: &Connection, s: &Sammanhang) -> Result<(), StoreError> {
        let vilor = las(conn, VILANDE, [], |rad| {
            Ok((dag(rad, "vilande_fran")?, dag(rad, "vilande_till")?))
        })?;
        for (nr, (fran, till)) in vilor {
            let manader = super::Ko::av(s, nr).policy().vila_manader;
            let langst = fran.checked_add_months(Months::new(u32::from(manader)));
            if langst.is_none_or(|langst| till > langst) {
                self.rad(nr).vilor_over_tid += 1;
            }
        }
        Ok(())
    }
}
