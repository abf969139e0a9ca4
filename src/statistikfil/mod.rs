//! Statistikfil: the statistics in files for a spreadsheet or another program; nothing here touches a disk.
//!
//! Takes [`Statistik`] alone, in which what is small is hidden already, so that nothing small can leave (DOK-07). All files
//! hold the same rows in the same order, and the same input gives the same bytes.

pub mod csv;
pub mod json;
mod ord;
mod rader;
pub mod xlsx;

use chrono::NaiveDate;

use crate::domain::insats::Katalog;
use crate::domain::statistik::tabell::Statistik;

pub use rader::{Filrad, Hur, rader};

/// Filunderlag, what a file is made of.
#[derive(Clone, Copy, Debug)]
pub struct Filunderlag<'a> {
    /// The statistics.
    pub statistik: &'a Statistik,
    /// Names and codes of the insatser.
    pub katalog: &'a Katalog,
    /// The day on which the file is made.
    pub gjord: NaiveDate,
}

impl Filunderlag<'_> {
    /// Whether more can still be counted in the period.
    pub fn preliminar(&self) -> bool {
        !self.statistik.period.ar_slut(self.gjord)
    }
}
