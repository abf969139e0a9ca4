//! What came first, an offer or a place that somebody left: whoever declined before that has a new chance. It is told by
//! their times, so these follow the order in which they were saved. Two desks take the time before they wait for each
//! other, and the one that saves last may bring the earlier time.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use rusqlite::params;

use super::super::Akt;
use super::super::rad::{Rad, en_rad};
use super::post::Post;
use crate::store::StoreError;

/// How far a time is moved at most: longer than a desk waits for another. Where a clock has been set back further than that
/// the log says what the clock said, and a chance is new once the clock has caught up.
const HOGST: TimeDelta = TimeDelta::seconds(15);

/// The time of an act, moved after what was saved before it.
fn efter(nar: DateTime<Utc>, sist: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let nar = nar.trunc_subsecs(3);
    match sist {
        Some(sist) if sist >= nar && sist - nar <= HOGST => sist + TimeDelta::milliseconds(1),
        Some(_) | None => nar,
    }
}

fn las(rad: &Rad<'_>) -> Result<Option<DateTime<Utc>>, StoreError> {
    rad.tolka_om("sist", |tid| {
        let tid = DateTime::parse_from_rfc3339(tid).ok()?;
        Some(tid.with_timezone(&Utc))
    })
}

/// When an offer is made: after the last one to the same entry, and after the last new chance.
pub(super) fn erbjudandets_tid(akt: &Akt<'_>, post: &Post) -> Result<DateTime<Utc>, StoreError> {
    let sist = en_rad(
        akt.tx,
        "erbjudande",
        "SELECT max(coalesce((SELECT max(skapat) FROM erbjudande WHERE kopost_id = ?1), ''),
           coalesce((SELECT max(tid) FROM kohandelse
             WHERE insats_nr = ?2 AND slag IN ('plats_lamnad', 'platser')), '')) AS sist
         WHERE EXISTS (SELECT 1 FROM erbjudande WHERE kopost_id = ?1)
           OR EXISTS (SELECT 1 FROM kohandelse WHERE insats_nr = ?2 AND slag IN ('plats_lamnad', 'platser'))",
        params![post.nyckel.id, post.insats.to_string()],
        las,
    )?;
    Ok(efter(akt.nar, sist.flatten()))
}

/// When there is a new chance: after every offer that has been made.
pub(super) fn ny_chans_tid(akt: &Akt<'_>) -> Result<DateTime<Utc>, StoreError> {
    let sist = en_rad(
        akt.tx,
        "erbjudande",
        "SELECT max(skapat) AS sist FROM erbjudande",
        [],
        las,
    )?;
    Ok(efter(akt.nar, sist.flatten()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn en_tid_flyttas_efter_det_som_sparats_fore_men_inte_langre_an_nagon_vantar() {
        let ms = |ms: i64| DateTime::from_timestamp_millis(1_763_800_000_000 + ms).unwrap();
        assert_eq!(efter(ms(0), None), ms(0));
        assert_eq!(efter(ms(5), Some(ms(4))), ms(5));
        assert_eq!(efter(ms(5), Some(ms(5))), ms(6));
        assert_eq!(efter(ms(5), Some(ms(9_000))), ms(9_001));
        assert_eq!(efter(ms(0), Some(ms(15_000))), ms(15_001));
        assert_eq!(efter(ms(0), Some(ms(15_001))), ms(0));
        // What lies between two milliseconds is not kept, and must not count.
        assert_eq!(
            efter(ms(5) + TimeDelta::microseconds(700), Some(ms(5))),
            ms(6)
        );
    }
}
