//! Bars beside a table: one image for whoever hears the page, with a name that says where the figures stand.

use maud::{Markup, html};

use super::Rapporttabell;
use crate::domain::statistik::Cell;
use crate::text::rapport as ord;

/// The longest bar, in parts of the room for it.
const LANGST: u64 = 1000;

/// The first figures of a table as bars; a hidden one has its word and no bar.
pub(super) fn staplar(tabell: &Rapporttabell) -> Markup {
    let rader: Vec<(&str, Cell)> = tabell
        .rader
        .iter()
        .filter(|rad| !rad.summa)
        .filter_map(|rad| Some((rad.namn.as_str(), rad.celler.first().copied().flatten()?)))
        .collect();
    let visat = |cell: &Cell| match cell {
        Cell::Antal(antal) => *antal,
        Cell::FarreAn5 | Cell::Dold | Cell::Odelad => 0,
    };
    let storst = rader.iter().map(|(_, cell)| visat(cell)).max().unwrap_or(0);
    html! {
        div class="staplar" role="img" aria-label=(ord::diagram(&tabell.rubrik)) {
            @for (namn, cell) in &rader {
                div {
                    span { (namn) }
                    svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true" {
                        rect width=(langd(visat(cell), storst)) height="16" {}
                    }
                    span { (cell) }
                }
            }
        }
    }
}

fn langd(antal: u64, storst: u64) -> u64 {
    let langd = u128::from(antal) * u128::from(LANGST) / u128::from(storst.max(1));
    u64::try_from(langd).unwrap_or(LANGST)
}
