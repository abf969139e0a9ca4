//! Work on single entries that wait: those that may end, those to be asked, and those that no place will ever fit.

use chrono::{Days, Months, NaiveDate};
use rusqlite::{Connection, Params, params};

use super::{HOGST, Lista, om};
use crate::domain::insats::{Insats, InsatsNr};
use crate::domain::ko::policy::VidTystnad;
use crate::domain::ko::{BEKRAFTELSESTEG, STEG_DAGAR};
use crate::domain::kolapp::Kolappskod;
use crate::store::StoreError;
use crate::store::ko::{Attgora, RAKNAS_TILL, Uppgift};
use crate::store::sqlite::ko::las::Ko;
use crate::store::sqlite::ko::post::dag;
use crate::store::sqlite::ko::rang;
use crate::store::sqlite::rad::{en_rad, rader};

/// Entries that staff may end: those who were tried in vain, had the last notice and their time, or let an offer run
/// out. The conditions are those of one index each, and none reads more than it can tell.
pub(in crate::store::sqlite::ko::las) const AVSLUT: &str = "SELECT kod, dag FROM (
   SELECT * FROM (SELECT kod, bekraftad AS dag, ordning, id FROM kopost
     WHERE insats_nr = ?1 AND status = 'i_ko' AND forsok > 0 AND forsok >= ?2
     ORDER BY forsok, ordning, id LIMIT ?6)
   UNION
   SELECT * FROM (SELECT kod, bekraftad AS dag, ordning, id FROM kopost
     WHERE insats_nr = ?1 AND status = 'i_ko' AND bekraftelsesteg = 3 AND ?4 AND stegat <= ?5
     ORDER BY stegat, ordning, id LIMIT ?6)
   UNION
   SELECT * FROM (SELECT kod, bekraftad AS dag, ordning, id FROM kopost
     WHERE insats_nr = ?1 AND status = 'i_ko' AND tyst > 0 AND ?3
     ORDER BY tyst, ordning, id LIMIT ?6))
   ORDER BY ordning, id LIMIT ?6";

/// Those who last said on a day or before that they wait; whoever has had the last notice is in the list above.
pub(in crate::store::sqlite::ko::las) const BEKRAFTAS: &str =
    "SELECT kod, bekraftad AS dag FROM kopost
   WHERE insats_nr = ?1 AND status = 'i_ko' AND bekraftad <= ?2 AND bekraftelsesteg < 3
   ORDER BY bekraftad LIMIT ?3";

// Stands in the two questions above, and in the indexes, where a value that is put in later would not be seen.
const _: () = assert!(BEKRAFTELSESTEG == 3);

/// Parties larger than any place.
pub(in crate::store::sqlite::ko::las) const FOR_STORA: &str = "SELECT kod FROM kopost
   WHERE insats_nr = ?1 AND status = 'i_ko' AND parti > 1 AND parti > ?2 ORDER BY parti DESC, ordning LIMIT ?3";

/// Those who can come after a day at the earliest.
pub(in crate::store::sqlite::ko::las) const FOR_SENA: &str =
    "SELECT kod, tidigast AS dag FROM kopost
   WHERE insats_nr = ?1 AND status = 'i_ko' AND tidigast > ?2 ORDER BY tidigast LIMIT ?3";

/// Those whose villkor were checked with another version of the catalogue, as far as it is worth counting.
pub(in crate::store::sqlite::ko::las) const ANNAN: &str = "SELECT count(*) AS antal FROM (
   SELECT 1 FROM kopost WHERE insats_nr = ?1 AND status IN ('i_ko', 'vilande', 'erbjuden') AND katalog < ?2
   UNION ALL
   SELECT 1 FROM kopost WHERE insats_nr = ?1 AND status IN ('i_ko', 'vilande', 'erbjuden') AND katalog > ?2
   LIMIT ?3)";

/// Slips with a day.
fn med_dag(
    conn: &Connection,
    sql: &'static str,
    varden: impl Params,
) -> Result<Vec<(Kolappskod, NaiveDate)>, StoreError> {
    rader(conn, "kopost", sql, varden, |rad| {
        Ok((rad.tolka("kod", Kolappskod::las)?, dag(rad, "dag")?))
    })
}

impl Lista<'_> {
    pub(super) fn poster(&mut self, ko: Ko<'_>) -> Result<(), StoreError> {
        self.avslut(ko)?;
        self.bekraftas(ko)?;
        match ko.insats.filter(|insats| !ar_slut(insats, self.s.idag)) {
            Some(insats) => {
                self.passar_aldrig(ko, insats)?;
                self.annan_katalog(ko.nr)
            }
            None => self.upphort(ko.nr),
        }
    }

    fn lagg(&mut self, vad: Attgora, nr: InsatsNr, poster: Vec<(Kolappskod, NaiveDate)>) {
        let uppgift = |(kod, dag)| Uppgift {
            kod: Some(kod),
            dag: Some(dag),
            ..om(vad, nr)
        };
        self.ut.extend(poster.into_iter().map(uppgift));
    }

    fn avslut(&mut self, ko: Ko<'_>) -> Result<(), StoreError> {
        let policy = ko.policy();
        let tyst = policy.tyst == VidTystnad::Avsluta;
        // Where the nämnd has not decided that it ends an entry, no number of attempts does.
        let forsok = policy.kontaktforsok.unwrap_or(u16::MAX);
        let stegat = self.s.idag.checked_sub_days(Days::new(STEG_DAGAR));
        let poster = med_dag(
            self.conn,
            AVSLUT,
            params![
                ko.nr.to_string(),
                forsok,
                tyst,
                policy.bekraftelse == VidTystnad::Avsluta,
                stegat.map(|dag| dag.to_string()),
                HOGST
            ],
        )?;
        self.lagg(Attgora::BekraftaAvslut, ko.nr, poster);
        Ok(())
    }

    fn bekraftas(&mut self, ko: Ko<'_>) -> Result<(), StoreError> {
        let manader = Months::new(u32::from(ko.policy().bekraftas_manader));
        let Some(senast) = self.s.idag.checked_sub_months(manader) else {
            return Ok(());
        };
        let poster = med_dag(
            self.conn,
            BEKRAFTAS,
            params![ko.nr.to_string(), senast.to_string(), HOGST],
        )?;
        self.lagg(Attgora::Bekrafta, ko.nr, poster);
        Ok(())
    }

    /// The insats is gone: it is one task for all who wait, not one for each.
    fn upphort(&mut self, nr: InsatsNr) -> Result<(), StoreError> {
        let (langd, _) = rang::langd(self.conn, nr)?;
        if langd > 0 {
            self.ut.push(Uppgift {
                antal: Some(langd),
                ..om(Attgora::GarInteAttFylla, nr)
            });
        }
        Ok(())
    }

    /// Too many together for any place there is, or free only when the insats is over.
    fn passar_aldrig(&mut self, ko: Ko<'_>, insats: &Insats) -> Result<(), StoreError> {
        let nr = ko.nr.to_string();
        let policy = u16::from(insats.ko.parti_hogst);
        let storst = ko
            .potter(self.conn)?
            .iter()
            .filter(|potten| !potten.installd)
            .map(|potten| potten.antal)
            .max();
        let hogst = storst.map_or(policy, |storst| storst.min(policy));
        let stora = rader(
            self.conn,
            "kopost",
            FOR_STORA,
            params![nr, hogst, HOGST],
            |rad| rad.tolka("kod", Kolappskod::las),
        )?;
        self.ut.extend(stora.into_iter().map(|kod| Uppgift {
            kod: Some(kod),
            ..om(Attgora::GarInteAttFylla, ko.nr)
        }));
        if let Some(sista) = sista_dag(insats) {
            let sena = med_dag(self.conn, FOR_SENA, params![nr, sista.to_string(), HOGST])?;
            self.lagg(Attgora::GarInteAttFylla, ko.nr, sena);
        }
        Ok(())
    }

    fn annan_katalog(&mut self, nr: InsatsNr) -> Result<(), StoreError> {
        let antal: Option<u64> = en_rad(
            self.conn,
            "kopost",
            ANNAN,
            params![
                nr.to_string(),
                self.s.katalog.version,
                i64::try_from(RAKNAS_TILL).unwrap_or(i64::MAX)
            ],
            |rad| rad.tal("antal"),
        )?;
        if let Some(antal) = antal.filter(|antal| *antal > 0) {
            self.ut.push(Uppgift {
                antal: Some(antal),
                ..om(Attgora::AnnanKatalog, nr)
            });
        }
        Ok(())
    }
}

/// The last day of the insats or of the decision behind it, whichever comes first.
fn sista_dag(insats: &Insats) -> Option<NaiveDate> {
    [insats.giltig.1, insats.beslut.till]
        .into_iter()
        .flatten()
        .min()
}

/// Whether the last day has passed. An insats that has not begun yet can still be filled.
fn ar_slut(insats: &Insats, idag: NaiveDate) -> bool {
    sista_dag(insats).is_some_and(|sista| sista < idag)
}
