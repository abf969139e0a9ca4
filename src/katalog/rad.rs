//! Places in a file: faults are collected by byte offset and given row and column once, at the end.

use std::cell::RefCell;

use super::syntax::Lagad;
use super::{Anmarkning, Grad};

/// One fault, at a byte offset.
pub(super) struct Fynd {
    grad: Grad,
    plats: usize,
    vad: String,
    gor_sa_har: String,
    /// The key that is missing, where that is the fault: a syntax fault on its row explains it better.
    saknad: Option<&'static str>,
}

/// Collects faults; shared by all readers of one file.
#[derive(Default)]
pub(super) struct Felsamling(RefCell<Vec<Fynd>>);

impl Felsamling {
    /// Adds something that makes the catalogue unusable.
    pub(super) fn fel(&self, plats: usize, vad: impl Into<String>, gor_sa_har: impl Into<String>) {
        self.lagg(Grad::Fel, plats, vad.into(), gor_sa_har.into(), None);
    }

    /// Adds a missing key.
    pub(super) fn saknas(
        &self,
        plats: usize,
        nyckel: &'static str,
        vad: String,
        gor_sa_har: String,
    ) {
        self.lagg(Grad::Fel, plats, vad, gor_sa_har, Some(nyckel));
    }

    /// Adds something worth a look.
    pub(super) fn varning(
        &self,
        plats: usize,
        vad: impl Into<String>,
        gor_sa_har: impl Into<String>,
    ) {
        self.lagg(Grad::Varning, plats, vad.into(), gor_sa_har.into(), None);
    }

    /// Adds a missing key that is only worth a look.
    pub(super) fn varning_saknas(
        &self,
        plats: usize,
        nyckel: &'static str,
        vad: String,
        gor_sa_har: &str,
    ) {
        self.lagg(
            Grad::Varning,
            plats,
            vad,
            gor_sa_har.to_owned(),
            Some(nyckel),
        );
    }

    fn lagg(
        &self,
        grad: Grad,
        plats: usize,
        vad: String,
        gor_sa_har: String,
        saknad: Option<&'static str>,
    ) {
        self.0.borrow_mut().push(Fynd {
            grad,
            plats,
            vad,
            gor_sa_har,
            saknad,
        });
    }

    /// The remarks in the order of the file, each once: a shared villkor is read where it stands and where it is used.
    pub(super) fn ordna(self, text: &str, lagad: &Lagad<'_>) -> Vec<Anmarkning> {
        let fynd = self.0.into_inner();
        if fynd.is_empty() && lagad.fel.is_empty() {
            return Vec::new();
        }
        let karta = Radkarta::ny(text);
        let mut alla: Vec<Anmarkning> = lagad
            .fel
            .iter()
            .map(|fel| {
                karta.anmarkning(
                    Grad::Fel,
                    fel.plats,
                    fel.vad.to_owned(),
                    fel.gor_sa_har.to_owned(),
                )
            })
            .collect();
        let trasiga: Vec<usize> = alla.iter().map(|anmarkning| anmarkning.rad).collect();
        for fynd in fynd {
            let plats = lagad.ursprung(fynd.plats);
            let ny = karta.anmarkning(fynd.grad, plats, fynd.vad, fynd.gor_sa_har);
            // What the parser made up to get past a syntax fault is not the author's fault.
            let foljdfel = trasiga.contains(&ny.rad)
                || fynd.saknad.is_some_and(|nyckel| {
                    trasiga.iter().any(|rad| {
                        *rad >= ny.rad
                            && karta.rad(text, *rad).trim_start().starts_with(nyckel)
                            && karta.samma_tabell(text, ny.rad, *rad)
                    })
                });
            if !foljdfel {
                alla.push(ny);
            }
        }
        alla.sort_by(|a, b| {
            (a.rad, a.kolumn, a.grad, &a.vad, &a.gor_sa_har).cmp(&(
                b.rad,
                b.kolumn,
                b.grad,
                &b.vad,
                &b.gor_sa_har,
            ))
        });
        alla.dedup();
        alla
    }
}

/// Where each row begins.
struct Radkarta<'t> {
    text: &'t str,
    borjan: Vec<usize>,
}

impl<'t> Radkarta<'t> {
    fn ny(text: &'t str) -> Self {
        let borjan = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(plats, _)| plats + 1))
            .collect();
        Self { text, borjan }
    }

    fn anmarkning(&self, grad: Grad, plats: usize, vad: String, gor_sa_har: String) -> Anmarkning {
        let plats = self.text.floor_char_boundary(plats);
        let rad = self.borjan.partition_point(|borjan| *borjan <= plats);
        let borjan = self.borjan.get(rad.saturating_sub(1)).copied().unwrap_or(0);
        let kolumn = self
            .text
            .get(borjan..plats)
            .map_or(0, |fore| fore.chars().count())
            + 1;
        Anmarkning {
            grad,
            rad,
            kolumn,
            vad,
            gor_sa_har,
        }
    }

    /// The text of row `rad`, from 1.
    fn rad<'a>(&self, text: &'a str, rad: usize) -> &'a str {
        let borjan = self
            .borjan
            .get(rad.saturating_sub(1))
            .copied()
            .unwrap_or(text.len());
        text.get(borjan..)
            .and_then(|rest| rest.lines().next())
            .unwrap_or("")
    }

    /// Whether no table heading stands between the two rows.
    fn samma_tabell(&self, text: &str, fran: usize, till: usize) -> bool {
        (fran + 1..till).all(|rad| !self.rad(text, rad).starts_with('['))
    }
}
