//! Facit: how a file stood after each act, read from the recording played through without a power cut. After one, it must
//! stand as it stood after the last act that was acknowledged, or after the next one: every row of every table, told by a
//! mark.

use std::collections::BTreeMap;
use std::path::Path;

use super::inspelning::{Handelse, Inspelning};
use super::modell::Disk;
use super::provning::{Bord, Brott};

pub struct Facit<'a> {
    inspelning: &'a Inspelning,
    /// The recording played through, as far as it has been needed: how many events, and how many acknowledgements.
    disk: Disk<'a>,
    steg: usize,
    kvitton: usize,
    bord: Bord,
    /// The mark of what lies in a folder.
    las: Box<dyn Fn(&Path) -> u64 + 'a>,
    /// The mark after so many acts.
    efter: BTreeMap<usize, u64>,
}

impl<'a> Facit<'a> {
    pub fn ny(inspelning: &'a Inspelning, las: impl Fn(&Path) -> u64 + 'a) -> Self {
        Self {
            inspelning,
            disk: Disk::ny(inspelning),
            steg: 0,
            kvitton: 0,
            bord: Bord::nytt(),
            las: Box::new(las),
            efter: BTreeMap::new(),
        }
    }

    /// How it stood when so many acts had been acknowledged, or at the end.
    pub fn efter(&mut self, antal: usize) -> u64 {
        if let Some(mark) = self.efter.get(&antal) {
            return *mark;
        }
        if self.kvitton > antal {
            self.disk = Disk::ny(self.inspelning);
            (self.steg, self.kvitton) = (0, 0);
        }
        while self.kvitton < antal && self.steg < self.inspelning.handelser.len() {
            let handelse = &self.inspelning.handelser[self.steg];
            self.disk.steg(handelse);
            self.steg += 1;
            self.kvitton += usize::from(matches!(handelse, Handelse::Kvitto(_)));
        }
        let mark = self.bord.visa(&self.disk.levande(), &self.las);
        self.efter.insert(antal, mark);
        mark
    }

    /// Whether this is how it may stand when so many have been acknowledged.
    pub fn dom(&mut self, mark: u64, antal: usize) -> Result<(), Brott> {
        if mark == self.efter(antal) || mark == self.efter(antal + 1) {
            return Ok(());
        }
        match self.efter.iter().find(|(_, annat)| **annat == mark) {
            Some((efter, _)) if *efter < antal => {
                Err(Brott::Forlorat(format!("{efter} acts of {antal}")))
            }
            _ => Err(Brott::Halvt(format!(
                "neither {antal} acts nor {}",
                antal + 1
            ))),
        }
    }
}
