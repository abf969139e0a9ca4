//! What a catalogue says about gallring: which kommun it is for, and what stands in its dokumenthanteringsplan.
//!
//! The clocks of the law stand in the domain. Here are only those that the kommun sets itself (GAL-08), and which insatser
//! have akter with handlingar of another clock (GAL-04).

use super::insats::nummerlista;
use super::tabell::Tabell;
use crate::domain::gallring::{Gallringsregler, Kommunkod, Undantag};
use crate::domain::insats::InsatsNr;

const NYCKLAR: &[&str] = &["overlamning-manader", "komening-dagar", "undantag"];

/// Reads `kommunkod` and `[gallring]`; what is not stated stays as where the kommun has said nothing.
pub(super) fn regler(rot: &Tabell<'_>, nummer: &[InsatsNr]) -> Gallringsregler {
    let mut regler = Gallringsregler {
        kommunkod: kommunkod(rot),
        ..Gallringsregler::default()
    };
    let Some(gallring) = rot.tabell("gallring", "[gallring]", NYCKLAR) else {
        return regler;
    };
    regler.overlamning_manader = gallring.tal("overlamning-manader", 1, 120);
    regler.komening_dagar = gallring
        .tal("komening-dagar", 0, 3650)
        .unwrap_or(regler.komening_dagar);
    for undantag in gallring.tabeller("undantag", "undantag", &["slag", "insatser", "tidigare"]) {
        let slag = undantag.maste("slag", |undantag, nyckel| {
            undantag.val(nyckel, &Undantag::ALLA)
        });
        let mut insatser = nummerlista(&undantag, "insatser", nummer);
        insatser.extend(tidigare(&undantag));
        if let Some(slag) = slag {
            regler
                .undantag
                .extend(insatser.into_iter().map(|nr| (nr, slag)));
        }
    }
    regler
}

/// The numbers of insatser that have left the catalogue: their akter keep the clock that they had.
fn tidigare(undantag: &Tabell<'_>) -> Vec<InsatsNr> {
    let mut lista = Vec::new();
    for varde in undantag.lista("tidigare") {
        let Some(text) = undantag.fil().text_av(varde, "tidigare") else {
            continue;
        };
        match text.parse() {
            Ok(nr) => lista.push(nr),
            Err(()) => undantag.fil().fel.fel(
                varde.span().start,
                "Numret i ”tidigare” är inget nummer på en insats.",
                "Skriv det som det stod i förteckningen, till exempel \"3.1.2\".",
            ),
        }
    }
    lista
}

fn kommunkod(rot: &Tabell<'_>) -> Option<Kommunkod> {
    let kod = rot.text("kommunkod")?;
    let last = kod.parse().ok();
    if last.is_none() {
        rot.fel(
            "kommunkod",
            "Kommunkoden är inte fyra siffror.",
            "Skriv koden som text, till exempel \"1489\".",
        );
    }
    last
}
