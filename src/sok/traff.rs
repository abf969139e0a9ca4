//! Hits by number, hits by abbreviation, and what to highlight.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use rust_stemmers::Stemmer;

use crate::domain::insats::InsatsNr;

use super::ord::{Ord, felstavning, likhet};
use super::poang::Fraga;
use super::vik::{vik, vik_med_plats};
use super::{Traff, TraffI};

/// Insatser whose number the query is, or is the beginning of; empty when the query is no number of theirs.
///
/// `3.1.4`, `3.1`, `3.1.`, `314` and `nr 3.1.4` are numbers. The whole number comes first (1), then the group (0.9),
/// then numbers that only begin with the same digits (0.8), then digits without dots.
pub(super) fn nummer(insatser: &[(InsatsNr, String)], fraga: &str, antal: usize) -> Vec<Traff> {
    let utan_ord = fraga.trim().trim_end_matches('.');
    let sist = utan_ord
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    let fore = vik(utan_ord.strip_suffix(sist).unwrap_or_default());
    let fore = fore.trim().trim_end_matches(['.', ':']);
    let bara_nummer = !sist.is_empty() && sist.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !bara_nummer
        || !matches!(
            fore,
            "" | "nr" | "nummer" | "insats" | "insatsen" | "insats nr" | "insats nummer"
        )
    {
        return Vec::new();
    }
    let poang = |nr: &InsatsNr| {
        let text = nr.to_string();
        let slut = text.strip_prefix(sist);
        let siffror = text.replace('.', "");
        match slut {
            Some("") => Some(1.0),
            Some(rest) if rest.starts_with('.') => Some(0.9),
            Some(_) => Some(0.8),
            None if siffror == sist => Some(0.95),
            None if siffror.starts_with(sist) => Some(0.7),
            None => None,
        }
    };
    let mut ut: Vec<Traff> = insatser
        .iter()
        .enumerate()
        .filter_map(|(rad, (nr, _))| {
            poang(nr).map(|poang| Traff {
                nr: *nr,
                rad,
                poang,
                traff_i: TraffI::Nummer,
            })
        })
        .collect();
    ut.sort_by(|a, b| b.poang.total_cmp(&a.poang));
    ut.truncate(antal);
    ut
}

/// The letters of a query that may be an abbreviation, folded; none where there are too few or too many.
pub(super) fn bokstaver(fraga: &str) -> Option<String> {
    let fraga: String = vik(fraga).chars().filter(|c| c.is_alphanumeric()).collect();
    (3..=20).contains(&fraga.chars().count()).then_some(fraga)
}

/// Points for a query that leaves letters of the name out: `bdcoach` for Boendecoach.
///
/// Skim finds the letters in order; what it finds counts only when it begins where a word begins and lies close, since
/// nearly any letters can be found in order somewhere in a long name.
///
/// `namn` is folded, and `fraga` is what [`bokstaver`] gives.
pub(super) fn forkortning(skim: &SkimMatcherV2, namn: &str, fraga: &str) -> Option<f32> {
    let langd = fraga.chars().count();
    // What Skim asks first itself, but after it has made room for the whole comparison.
    let mut tecken = namn.chars();
    if !fraga
        .chars()
        .all(|c| tecken.any(|t| t.eq_ignore_ascii_case(&c)))
    {
        return None;
    }
    let (poang, platser) = skim.fuzzy_indices(namn, fraga)?;
    let (forst, sist) = (*platser.first()?, *platser.last()?);
    let fore = forst.checked_sub(1).and_then(|fore| namn.chars().nth(fore));
    let spann = sist - forst + 1;
    // 16 points a letter and bonuses for neighbours and first letters; gaps cost.
    let per_bokstav = i32::try_from(langd)
        .ok()
        .and_then(|langd| i32::try_from(poang).ok().map(|p| p / langd))?;
    let nara = spann <= langd * 2 && per_bokstav >= 15;
    (fore.is_none_or(|c| !c.is_alphanumeric()) && nara).then_some(if spann == langd {
        0.6
    } else {
        0.45
    })
}

/// The characters of `namn` that the query found.
///
/// Each query word lights up in the word of the name that it agrees with best: letter by letter where Skim finds all
/// its letters there, else the whole word (another inflection, a misspelling).
pub(super) fn markering(
    stammare: &Stemmer,
    skim: &SkimMatcherV2,
    namn: &str,
    ord: &Fraga,
    fraga: &str,
) -> Vec<usize> {
    let vikt = vik_med_plats(namn);
    let tecken: Vec<char> = vikt.text.chars().collect();
    let mut ut: Vec<usize> = Vec::new();
    let mut fran = 0;
    while fran < tecken.len() {
        let till = tecken[fran..]
            .iter()
            .position(|c| !c.is_alphanumeric())
            .map_or(tecken.len(), |l| fran + l);
        let namnord: String = tecken[fran..till].iter().collect();
        let term = Ord::ny(stammare, &namnord);
        for ett in ord.ord.iter().chain(ord.par.iter().map(|(_, par)| par)) {
            if likhet(ett, &term, true).max(felstavning(ett, &term, true)) < 0.5 {
                continue;
            }
            match skim.fuzzy_indices(&namnord, &ett.vikt) {
                Some((_, platser)) => ut.extend(platser.into_iter().map(|plats| fran + plats)),
                None => ut.extend(fran..till),
            }
        }
        fran = till + 1;
    }
    if ut.is_empty()
        && let Some(fraga) = bokstaver(fraga)
        && forkortning(skim, &vikt.text, &fraga).is_some()
    {
        ut = skim
            .fuzzy_indices(&vikt.text, &fraga)
            .map(|(_, platser)| platser)
            .unwrap_or_default();
    }
    let mut ut: Vec<usize> = ut
        .into_iter()
        .filter_map(|plats| vikt.plats.get(plats).copied())
        .collect();
    ut.sort_unstable();
    ut.dedup();
    ut
}
