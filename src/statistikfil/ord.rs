//! The few words of the files that are read by programs: they never change, whatever the screens say.

use crate::domain::statistik::Cell;

/// The part with all insatser but familjerådgivning.
pub(super) const INSATSER: &str = "insatser";
/// Familjerådgivning.
pub(super) const FAMILJERADGIVNING: &str = "familjeradgivning";
/// Both parts together: the hours of the week alone.
pub(super) const BADA: &str = "bada";
/// Visits month by month.
pub(super) const MANAD: &str = "manad";
/// Visits by hour of the week.
pub(super) const VECKOTIMME: &str = "veckotimme";
/// Days of the week, Monday first, as the queue lists have them.
pub(super) const DAGAR: [&str; 7] = ["man", "tis", "ons", "tor", "fre", "lor", "son"];

/// Why a cell is hidden: `liten` where it is one to four, `skydd` where it protects another, `odelad` where the insats had
/// too few visits to be divided; empty where it is shown, and where there is none.
pub(super) fn dold(cell: Option<Cell>) -> &'static str {
    match cell {
        None | Some(Cell::Antal(_)) => "",
        Some(Cell::FarreAn5) => "liten",
        Some(Cell::Dold) => "skydd",
        Some(Cell::Odelad) => "odelad",
    }
}
