//! The protocol of gallring: written while something is being erased, and read for good.

use rusqlite::{Connection, params};

use super::super::Akt;
use super::super::rad::{self, Rad, en_rad, rader};
use crate::store::StoreError;
use crate::store::gallring::Gallringsprotokoll;

const TABELL: &str = "gallring";

/// What a protocol says of what was erased.
pub(super) struct Innehall {
    pub(super) antal: Vec<(&'static str, u64)>,
    pub(super) grunder: Vec<(&'static str, u64)>,
    pub(super) bevarade: u64,
    pub(super) lankar: String,
}

fn skriv_tal(tal: &[(&'static str, u64)]) -> String {
    let par: Vec<String> = tal
        .iter()
        .filter(|(_, antal)| *antal > 0)
        .map(|(namn, antal)| format!("{namn}={antal}"))
        .collect();
    par.join(";")
}

fn las_tal(text: &str) -> Option<Vec<(String, u64)>> {
    let par = |par: &str| {
        let (namn, antal) = par.split_once('=')?;
        Some((namn.to_owned(), antal.parse().ok()?))
    };
    text.split(';')
        .filter(|del| !del.is_empty())
        .map(par)
        .collect()
}

/// Numbers in order as ranges: 3, 4, 5 and 9 are `3-5,9`.
pub(super) fn som_spann(nummer: &[i64]) -> String {
    let mut spann: Vec<(i64, i64)> = Vec::new();
    for nr in nummer {
        match spann.last_mut() {
            Some((_, till)) if *till + 1 == *nr => *till = *nr,
            _ => spann.push((*nr, *nr)),
        }
    }
    let spann: Vec<String> = spann
        .into_iter()
        .map(|(fran, till)| {
            if fran == till {
                fran.to_string()
            } else {
                format!("{fran}-{till}")
            }
        })
        .collect();
    spann.join(",")
}

/// Writes the protocol of the act.
pub(super) fn skriv(akt: &Akt<'_>, innehall: &Innehall) -> Result<(), StoreError> {
    akt.kor(
        "INSERT INTO gallring(seq, tid, anvandare, desk, enhet, op_id, antal, grunder, bevarade, lankar)
         SELECT coalesce(max(seq), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM gallring",
        params![
            rad::tid(akt.nar),
            akt.aktor.anvandare,
            akt.aktor.desk,
            akt.aktor.enhet,
            akt.op,
            skriv_tal(&innehall.antal),
            skriv_tal(&innehall.grunder),
            i64::try_from(innehall.bevarade).unwrap_or(i64::MAX),
            innehall.lankar,
        ],
    )?;
    Ok(())
}

fn las(rad: &Rad<'_>) -> Result<Gallringsprotokoll, StoreError> {
    Ok(Gallringsprotokoll {
        nr: rad.tal("seq")?,
        tid: rad.tid("tid")?,
        anvandare: rad.text("anvandare")?,
        desk: rad.text("desk")?,
        enhet: rad.text("enhet")?,
        antal: rad.tolka("antal", las_tal)?,
        grunder: rad.tolka("grunder", las_tal)?,
        bevarade: rad.tal("bevarade")?,
        lankar: rad.text("lankar")?,
    })
}

/// The protocol of the act that is being done, or was.
pub(super) fn av(akt: &Akt<'_>) -> Result<Option<Gallringsprotokoll>, StoreError> {
    en_rad(
        akt.tx,
        TABELL,
        "SELECT * FROM gallring WHERE op_id = ?1",
        params![akt.op],
        las,
    )
}

/// All of them, the latest first.
pub(super) fn alla(conn: &Connection) -> Result<Vec<Gallringsprotokoll>, StoreError> {
    rader(
        conn,
        TABELL,
        "SELECT * FROM gallring ORDER BY seq DESC",
        [],
        las,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nummer_i_foljd_skrivs_som_spann() {
        for (nummer, vantat) in [
            (&[][..], ""),
            (&[7], "7"),
            (&[3, 4, 5, 9], "3-5,9"),
            (&[1, 3, 4], "1,3-4"),
        ] {
            assert_eq!(som_spann(nummer), vantat);
        }
        let tal = [("arende", 2), ("bro", 0), ("anteckning", 11)];
        assert_eq!(skriv_tal(&tal), "arende=2;anteckning=11");
        let last = las_tal("arende=2;anteckning=11");
        assert_eq!(last.map(|tal| tal.len()), Some(2));
        assert_eq!(las_tal(""), Some(Vec::new()));
        assert_eq!(las_tal("arende"), None);
    }
}
