//! Skede, how far an act of care has come that takes time; and breaking it off.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, InterruptHandle};

/// Skede, how far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skede {
    /// Pages are copied.
    Kopierar {
        /// Pages that are done.
        sidor: u64,
        /// Pages in all.
        av: u64,
    },
    /// Every page is read.
    Sidor,
    /// What must hold between the rows is asked.
    Regler {
        /// Questions that have been answered.
        gjort: usize,
        /// Questions in all.
        av: usize,
    },
    /// The chain over the log is followed.
    Loggen,
}

#[derive(Default)]
struct Inre {
    brutet: AtomicBool,
    pagar: Mutex<Option<InterruptHandle>>,
}

/// Avbrott, with which another thread breaks an act off: also in the middle of a statement that takes long.
#[derive(Clone, Default)]
pub struct Avbrott(Arc<Inre>);

impl fmt::Debug for Avbrott {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Avbrott").field(&self.brutet()).finish()
    }
}

impl Avbrott {
    /// Breaks it off. An act that has come so far that it counts is not undone.
    pub fn bryt(&self) {
        self.0.brutet.store(true, Ordering::SeqCst);
        let pagar = self.0.pagar.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pagar) = pagar.as_ref() {
            pagar.interrupt();
        }
    }

    /// Whether it has been broken off.
    pub fn brutet(&self) -> bool {
        self.0.brutet.load(Ordering::SeqCst)
    }

    fn satt(&self, pagar: Option<InterruptHandle>) {
        *self.0.pagar.lock().unwrap_or_else(PoisonError::into_inner) = pagar;
    }
}

/// Gång, where an act tells how far it has come, and asks whether to go on.
pub struct Gang<'g> {
    avbrott: Avbrott,
    visa: Box<dyn FnMut(Skede) + 'g>,
}

impl fmt::Debug for Gang<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gang")
            .field("avbrott", &self.avbrott)
            .finish_non_exhaustive()
    }
}

impl Default for Gang<'_> {
    fn default() -> Self {
        Self::ny(Avbrott::default(), |_| {})
    }
}

impl<'g> Gang<'g> {
    /// Tells `visa`, until `avbrott` breaks it off.
    pub fn ny(avbrott: Avbrott, visa: impl FnMut(Skede) + 'g) -> Self {
        Self {
            avbrott,
            visa: Box::new(visa),
        }
    }

    pub(super) fn visa(&mut self, skede: Skede) {
        (self.visa)(skede);
    }

    pub(super) fn brutet(&self) -> bool {
        self.avbrott.brutet()
    }

    /// Does something with a connection that may be broken off in the middle of a statement.
    pub(in super::super) fn med<T>(
        &mut self,
        conn: &Connection,
        gor: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.avbrott.satt(Some(conn.get_interrupt_handle()));
        let svar = gor(self);
        self.avbrott.satt(None);
        svar
    }
}
