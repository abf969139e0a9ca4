//! Historik, what has been changed in a text, step by step, so that it can be taken back.

use std::collections::VecDeque;

use super::Plats;

/// Most bytes kept; the oldest steps go first.
const STORSTA: usize = 8 * 1024 * 1024;

/// What the memory of a step is counted as beside its texts, in bytes.
const FAST: usize = 128;

/// Where the cursor stands, and where the selection began if there is one.
pub(super) type Markering = (Plats, Option<Plats>);

/// What kind of change a step is. Steps of the same kind that go on from each other are taken back together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Slag {
    /// Typed.
    Skrivet,
    /// Removed backwards, one grapheme at a time.
    Backsteg,
    /// A paste, a word or selection removed: always a step of its own.
    Annat,
}

/// Steg, a change: at `plats` the text `bort` was exchanged for `nytt`.
#[derive(Clone)]
pub(super) struct Steg {
    pub(super) slag: Slag,
    pub(super) plats: Plats,
    pub(super) bort: String,
    pub(super) nytt: String,
    /// Before the change.
    pub(super) fore: Markering,
    /// The cursor after the change.
    pub(super) efter: Plats,
}

impl Steg {
    fn storlek(&self) -> usize {
        self.bort.len() + self.nytt.len() + FAST
    }

    /// Takes in `nasta` if the two are one to the person who typed them.
    fn ta_upp(&mut self, nasta: &Self) -> bool {
        if self.slag != nasta.slag || nasta.fore != (self.efter, None) {
            return false;
        }
        match self.slag {
            Slag::Skrivet => {
                // A word is a step, with the spaces after it.
                let slutade = self.nytt.ends_with(char::is_whitespace);
                if slutade && !nasta.nytt.starts_with(char::is_whitespace) {
                    return false;
                }
                let Some(kvar) = self.nytt.strip_suffix(nasta.bort.as_str()) else {
                    return false;
                };
                if self.plats.efter(kvar) != nasta.plats {
                    return false;
                }
                self.nytt.truncate(kvar.len());
                self.nytt.push_str(&nasta.nytt);
            }
            Slag::Backsteg => {
                if !self.nytt.is_empty()
                    || !nasta.nytt.is_empty()
                    || nasta.plats.efter(&nasta.bort) != self.plats
                {
                    return false;
                }
                self.bort.insert_str(0, &nasta.bort);
                self.plats = nasta.plats;
            }
            Slag::Annat => return false,
        }
        self.efter = nasta.efter;
        true
    }
}

/// Historik, the steps that can be taken back, and those taken back that can be done again.
#[derive(Clone, Default)]
pub(super) struct Historik {
    gjort: VecDeque<Steg>,
    angrat: Vec<Steg>,
    /// Bytes in `gjort`.
    storlek: usize,
    /// The cursor has been moved: the next step stands for itself.
    bruten: bool,
}

impl Historik {
    /// Remembers a change that was made. What had been taken back can then not be done again.
    pub(super) fn lagg(&mut self, steg: Steg) {
        self.angrat.clear();
        if let Some(forra) = self.gjort.back_mut().filter(|_| !self.bruten) {
            let fanns = forra.storlek();
            if forra.ta_upp(&steg) {
                self.storlek = self.storlek + forra.storlek() - fanns;
                return;
            }
        }
        self.bruten = false;
        self.storlek += steg.storlek();
        self.gjort.push_back(steg);
        while self.storlek > STORSTA && self.gjort.len() > 1 {
            let aldst = self.gjort.pop_front();
            self.storlek -= aldst.map_or(0, |steg| steg.storlek());
        }
    }

    /// What is typed from now on is a step of its own.
    pub(super) const fn bryt(&mut self) {
        self.bruten = true;
    }

    /// The step to take back.
    pub(super) fn angra(&mut self) -> Option<Steg> {
        let steg = self.gjort.pop_back()?;
        self.storlek -= steg.storlek();
        self.angrat.push(steg.clone());
        self.bruten = true;
        Some(steg)
    }

    /// The step to do again.
    pub(super) fn gor_om(&mut self) -> Option<Steg> {
        let steg = self.angrat.pop()?;
        self.storlek += steg.storlek();
        self.gjort.push_back(steg.clone());
        self.bruten = true;
        Some(steg)
    }
}
