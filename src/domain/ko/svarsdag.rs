//! The last day to answer an offer.

use chrono::{Days, NaiveDate};

use super::hinder::KanInteIKon;
use super::policy::Kopolicy;
use crate::domain::arbetsdag::{ar_arbetsdag, efter_arbetsdagar};

/// Longest time to answer, in working days.
const LANGST: u8 = 30;

/// The last working day before a group begins; today where there is none left.
fn fore_start(start: NaiveDate, idag: NaiveDate, stangt: &[NaiveDate]) -> NaiveDate {
    let mut dag = start - Days::new(1);
    while dag > idag && !ar_arbetsdag(dag, stangt) {
        dag = dag - Days::new(1);
    }
    dag.max(idag)
}

/// The last day to answer that the policy gives; earlier where the group begins before.
pub fn svarsdag(
    policy: &Kopolicy,
    start: Option<NaiveDate>,
    idag: NaiveDate,
    stangt: &[NaiveDate],
) -> NaiveDate {
    let dag = efter_arbetsdagar(idag, policy.svarstid, stangt);
    start.map_or(dag, |start| dag.min(fore_start(start, idag, stangt)))
}

/// Whether a day that was chosen will do: a working day within six weeks, before the group begins, and no earlier than
/// the time that the nämnd has decided.
///
/// # Errors
/// [`KanInteIKon`].
pub fn prova(
    dag: NaiveDate,
    policy: &Kopolicy,
    start: Option<NaiveDate>,
    idag: NaiveDate,
    stangt: &[NaiveDate],
) -> Result<(), KanInteIKon> {
    let fore = svarsdag(policy, start, idag, stangt);
    if dag == fore {
        return Ok(());
    }
    if let Some(start) = start.filter(|start| dag >= *start) {
        return Err(KanInteIKon::SvarsdagEfterStart(start));
    }
    let langst = efter_arbetsdagar(idag, LANGST, stangt);
    if dag <= idag || dag > langst || !ar_arbetsdag(dag, stangt) {
        return Err(KanInteIKon::SvarsdagGarInte);
    }
    if policy.svarstid_beslutad && dag < fore {
        return Err(KanInteIKon::SvarstidForKort(policy.svarstid));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A Wednesday; five working days on is the Wednesday after.
    fn onsdag() -> NaiveDate {
        d("2026-11-25")
    }

    #[test]
    fn dagen_foljer_policyn_och_ligger_fore_gruppens_start() {
        let policy = Kopolicy::default();
        let dag = |start: Option<&str>, stangt: &[NaiveDate]| {
            svarsdag(&policy, start.map(d), onsdag(), stangt)
        };
        assert_eq!(dag(None, &[]), d("2026-12-02"));
        assert_eq!(dag(None, &[d("2026-11-30")]), d("2026-12-03"));
        assert_eq!(dag(Some("2027-02-01"), &[]), d("2026-12-02"));
        // The Monday's group is answered on the Friday before, or earlier where that day is closed.
        assert_eq!(dag(Some("2026-11-30"), &[]), d("2026-11-27"));
        assert_eq!(dag(Some("2026-11-30"), &[d("2026-11-27")]), d("2026-11-26"));
        // No working day is left before: today.
        for start in ["2026-11-26", "2026-11-25"] {
            assert_eq!(dag(Some(start), &[]), onsdag());
        }
    }

    #[test]
    fn en_vald_dag_far_vara_langre_men_inte_efter_start_och_inte_kortare_an_namnden_beslutat() {
        let forslag = Kopolicy::default();
        let beslutad = Kopolicy {
            svarstid_beslutad: true,
            ..forslag
        };
        let prov = |dag, policy: &Kopolicy, start: Option<&str>| {
            prova(d(dag), policy, start.map(d), onsdag(), &[])
        };
        let gar_inte = Err(KanInteIKon::SvarsdagGarInte);
        for policy in [&forslag, &beslutad] {
            assert_eq!(prov("2026-12-02", policy, None), Ok(()));
            assert_eq!(prov("2027-01-13", policy, None), Ok(()));
            // Thirty working days over Christmas and Epiphany end here.
            assert_eq!(prov("2027-01-14", policy, None), gar_inte);
            assert_eq!(prov("2026-11-28", policy, None), gar_inte, "en lördag");
            assert_eq!(prov("2026-11-25", policy, None), gar_inte, "i dag");
            assert_eq!(
                prov("2026-12-10", policy, Some("2026-12-10")),
                Err(KanInteIKon::SvarsdagEfterStart(d("2026-12-10")))
            );
            assert_eq!(prov("2026-12-09", policy, Some("2026-12-10")), Ok(()));
            // The group begins too soon for the time that was decided: what is left of it will do.
            assert_eq!(prov("2026-11-27", policy, Some("2026-11-30")), Ok(()));
            assert_eq!(prov("2026-11-25", policy, Some("2026-11-26")), Ok(()));
        }
        assert_eq!(prov("2026-12-01", &forslag, None), Ok(()));
        assert_eq!(
            prov("2026-12-01", &beslutad, None),
            Err(KanInteIKon::SvarstidForKort(5))
        );
        assert_eq!(
            prov("2026-11-26", &beslutad, Some("2026-11-30")),
            Err(KanInteIKon::SvarstidForKort(5))
        );
    }
}
