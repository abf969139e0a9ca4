//! A list of which one row is chosen.

/// Rader, a list and the row that is chosen in it; `None` while the store has not answered.
#[derive(Debug)]
pub struct Rader<T> {
    /// What it holds.
    pub rader: Option<Vec<T>>,
    /// The chosen row.
    pub vald: usize,
}

impl<T> Default for Rader<T> {
    fn default() -> Self {
        Self {
            rader: None,
            vald: 0,
        }
    }
}

impl<T> Rader<T> {
    /// The chosen row.
    pub fn vald_rad(&self) -> Option<&T> {
        self.rader.as_ref()?.get(self.vald)
    }

    /// Takes a new content; the same row stays chosen, wherever it stands now.
    pub(super) fn byt(&mut self, nya: Vec<T>, samma: impl Fn(&T, &T) -> bool) {
        let plats = self
            .vald_rad()
            .and_then(|vald| nya.iter().position(|ny| samma(vald, ny)));
        let sist = nya.len().saturating_sub(1);
        self.vald = plats.unwrap_or(self.vald.min(sist));
        self.rader = Some(nya);
    }

    pub(super) fn flytta(&mut self, steg: isize) {
        let sist = self
            .rader
            .as_ref()
            .map_or(0, |rader| rader.len().saturating_sub(1));
        self.vald = self.vald.saturating_add_signed(steg).min(sist);
    }
}
