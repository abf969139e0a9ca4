//! The searchable vocabulary: every word of the catalogue once, with the phrases in which it stands.
//!
//! A query word is compared with each different word once, however many insatser there are: that is what keeps a
//! keystroke cheap in a catalogue of thousands.

use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};

use super::ord::{Ord, Skugga};
use super::poang::STOPPVIKT;
use super::vik::ord;
use super::{Text, TraffI};

/// One phrase: a name, a sökord, a situation or a longer text.
pub(super) struct Fras {
    /// The row it belongs to.
    pub rad: u32,
    /// The field it stands in.
    pub falt: TraffI,
    /// The summed rarity of its words.
    pub tyngd: f32,
}

/// The vocabulary.
pub(super) struct Rik {
    /// Stems query words.
    pub stammare: Stemmer,
    /// Every different word.
    pub termer: Vec<Ord>,
    /// The shadow of each word.
    pub skuggor: Vec<Skugga>,
    /// How rare each word is: 1 in one row only, towards 0 in all.
    pub vikt: Vec<f32>,
    /// For each word: the phrases that hold it.
    pub poster: Vec<Vec<u32>>,
    /// Every phrase.
    pub fraser: Vec<Fras>,
}

/// Rarity of a word that `traffade` of `alla` rows hold: the inverse document frequency, scaled so that one row gives 1.
pub(super) fn sallsynthet(traffade: f32, alla: f32) -> f32 {
    (1.0 + alla / traffade.max(1.0)).ln() / (1.0 + alla).ln()
}

impl Rik {
    /// Cuts, folds and stems the texts. `rader` is the number of rows, insatser and hänvisningar together.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // counts far below 2^24
    pub fn ny(texter: &[Text], rader: usize) -> Self {
        let stammare = Stemmer::create(Algorithm::Swedish);
        let mut nummer: HashMap<String, u32> = HashMap::new();
        let (mut termer, mut poster): (Vec<Ord>, Vec<Vec<u32>>) = (Vec::new(), Vec::new());
        let mut fraser = Vec::with_capacity(texter.len());
        let mut innehall: Vec<Vec<u32>> = Vec::with_capacity(texter.len());
        for (fras, text) in (0_u32..).zip(texter) {
            let mut egna: Vec<u32> = ord(&text.ord)
                .into_iter()
                .map(|ratt| {
                    nummer.get(&ratt).copied().unwrap_or_else(|| {
                        let term = termer.len() as u32;
                        termer.push(Ord::ny(&stammare, &ratt));
                        poster.push(Vec::new());
                        nummer.insert(ratt, term);
                        term
                    })
                })
                .collect();
            egna.sort_unstable();
            egna.dedup();
            for term in &egna {
                poster[*term as usize].push(fras);
            }
            innehall.push(egna);
            fraser.push(Fras {
                rad: text.rad,
                falt: text.falt,
                tyngd: 0.0,
            });
        }
        let vikt = Self::vikter(&termer, &poster, &fraser, rader);
        for (fras, egna) in fraser.iter_mut().zip(&innehall) {
            fras.tyngd = egna
                .iter()
                .map(|t| *t as usize)
                .map(|t| if termer[t].stopp { STOPPVIKT } else { vikt[t] })
                .sum();
        }
        Self {
            stammare,
            skuggor: termer.iter().map(Ord::skugga).collect(),
            termer,
            vikt,
            poster,
            fraser,
        }
    }

    /// Rarity by stem, so that the inflected forms of a common word do not look rare one by one.
    #[allow(clippy::cast_precision_loss)] // row counts
    fn vikter(termer: &[Ord], poster: &[Vec<u32>], fraser: &[Fras], rader: usize) -> Vec<f32> {
        let mut per_stam: HashMap<&str, Vec<u32>> = HashMap::new();
        for (term, egna) in termer.iter().zip(poster) {
            per_stam
                .entry(&term.stam)
                .or_default()
                .extend(egna.iter().map(|fras| fraser[*fras as usize].rad));
        }
        let antal: HashMap<&str, f32> = per_stam
            .into_iter()
            .map(|(stam, mut i)| {
                i.sort_unstable();
                i.dedup();
                (stam, i.len() as f32)
            })
            .collect();
        termer
            .iter()
            .map(|term| sallsynthet(antal[term.stam.as_str()], rader as f32))
            .collect()
    }
}
