//! Framsteg, a long piece of work seen from another thread: how much of it is done, and the moment from which it counts.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Framsteg: told by whoever does the work, watched and broken off by somebody else.
#[derive(Clone, Debug, Default)]
pub struct Framsteg(Arc<Inre>);

#[derive(Debug, Default)]
struct Inre {
    gjort: AtomicUsize,
    av: AtomicUsize,
    /// Held while it is made to count, and by whoever breaks it off.
    raknas: Mutex<bool>,
}

impl Framsteg {
    /// Something new begins, of so many rows; 0 where nobody knows.
    pub fn av(&self, antal: usize) {
        // In this order: a share is never told of the wrong whole.
        self.0.av.store(0, Ordering::SeqCst);
        self.0.gjort.store(0, Ordering::SeqCst);
        self.0.av.store(antal, Ordering::SeqCst);
    }

    /// So many more rows are done.
    pub fn steg(&self, antal: usize) {
        self.0.gjort.fetch_add(antal, Ordering::Relaxed);
    }

    /// How many rows are done, of how many; nothing where that is not known.
    pub fn nu(&self) -> Option<(usize, usize)> {
        let av = self.0.av.load(Ordering::SeqCst);
        (av > 0).then(|| (self.0.gjort.load(Ordering::SeqCst).min(av), av))
    }

    /// Does the one thing that makes it count. Whoever breaks it off comes before it or after it.
    ///
    /// # Errors
    /// What `gor` says; then it does not count.
    pub fn slutfor<T, E>(&self, gor: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let mut raknas = self.hall();
        let svar = gor()?;
        *raknas = true;
        Ok(svar)
    }

    /// Whether it counts. As long as this is held, that stays as it is.
    pub fn hall(&self) -> MutexGuard<'_, bool> {
        self.0.raknas.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn det_som_borjar_om_borjar_fran_noll_och_ingen_del_ar_storre_an_det_hela() {
        let framsteg = Framsteg::default();
        framsteg.steg(1);
        assert_eq!(framsteg.nu(), None);
        framsteg.av(2);
        assert_eq!(framsteg.nu(), Some((0, 2)));
        framsteg.steg(1);
        assert_eq!(framsteg.nu(), Some((1, 2)));
        framsteg.steg(2);
        assert_eq!(framsteg.nu(), Some((2, 2)));
        framsteg.av(0);
        assert_eq!(framsteg.nu(), None);
    }

    #[test]
    fn det_som_inte_gick_raknas_inte() {
        let framsteg = Framsteg::default();
        assert_eq!(framsteg.slutfor(|| Err::<(), _>(1)), Err(1));
        assert!(!*framsteg.hall());
        let ensam = || Ok::<_, ()>(framsteg.0.raknas.try_lock().is_err());
        assert_eq!(framsteg.slutfor(ensam), Ok(true), "ingen kommer emellan");
        assert!(*framsteg.hall());
    }
}
