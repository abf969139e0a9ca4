//! Väntetid: told as a range from the last starts, exact for groups, and not at all under five. Never one number.

use chrono::NaiveDate;

/// Fewest starts that a range is told from.
pub const MINST: usize = 5;
/// How many of the last starts are looked at.
pub const SENASTE: usize = 20;

/// Väntetid, what can be said of how long somebody waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vantetid {
    /// Fewer than five have begun.
    KanInteBeraknas,
    /// No group start is planned.
    IngenOmgangPlanerad,
    /// Between so many weeks; the second is always larger.
    Veckor(u32, u32),
    /// The group start in which there is room, and the day.
    Omgang(NaiveDate),
    /// All planned group starts are full before it comes to this place in line.
    UtanforPlaneradeOmgangar,
}

/// The range for somebody at `plats` in line (from 1), from the days of the last starts, in any order.
///
/// The time between two starts is taken at its lower and upper quartile, and multiplied by the place in line.
pub fn lopande(starter: &[NaiveDate], plats: u64) -> Vantetid {
    let mut dagar: Vec<NaiveDate> = starter.to_vec();
    dagar.sort_unstable();
    let dagar = dagar
        .get(dagar.len().saturating_sub(SENASTE)..)
        .unwrap_or(&[]);
    if dagar.len() < MINST {
        return Vantetid::KanInteBeraknas;
    }
    let mut mellan: Vec<u64> = dagar
        .windows(2)
        .filter_map(|par| u64::try_from((par[1] - par[0]).num_days()).ok())
        .collect();
    mellan.sort_unstable();
    let kvartil = |del: usize| {
        mellan
            .get((mellan.len() - 1) * del / 4)
            .copied()
            .unwrap_or(0)
    };
    let veckor = |dagar: u64| u32::try_from(dagar.saturating_mul(plats) / 7).unwrap_or(u32::MAX);
    let (fran, till) = (veckor(kvartil(1)), veckor(kvartil(3)));
    Vantetid::Veckor(fran, till.max(fran.saturating_add(1)))
}

/// The group start that has room for somebody at `plats` in line, of those planned: day and free places, in order.
pub fn omgang(planerade: &[(NaiveDate, u16)], plats: u64) -> Vantetid {
    let mut kvar = plats;
    for (dag, lediga) in planerade {
        if kvar <= u64::from(*lediga) {
            return Vantetid::Omgang(*dag);
        }
        kvar -= u64::from(*lediga);
    }
    if planerade.is_empty() {
        Vantetid::IngenOmgangPlanerad
    } else {
        Vantetid::UtanforPlaneradeOmgangar
    }
}
