//! The look through the file once the first picture stands, in a thread of its own.

use std::io;
use std::thread::{Builder, JoinHandle, sleep};
use std::time::Duration;

use chrono::NaiveDate;

use crate::store::sqlite::{Avbrott, Startfynd, Startkontroll};

/// How long the desk is left alone first: whoever has opened it has something to do.
const VANTAN: Duration = Duration::from_secs(2);

/// How often a thread that is to end is told so again.
const SNART: Duration = Duration::from_millis(5);

/// Startvakt, the thread that looks; dropped, it is broken off.
pub(super) struct Startvakt {
    avbrott: Avbrott,
    trad: Option<JoinHandle<()>>,
}

impl Startvakt {
    /// Begins; `skadad` is called in the thread where the file is damaged.
    pub(super) fn starta(
        kontroll: Startkontroll,
        idag: NaiveDate,
        skadad: impl FnOnce() + Send + 'static,
    ) -> io::Result<Self> {
        let avbrott = Avbrott::default();
        let slutar = avbrott.clone();
        let trad = Builder::new()
            .name("startkontroll".to_owned())
            .spawn(move || {
                let mut kvar = VANTAN;
                while !kvar.is_zero() && !slutar.brutet() {
                    sleep(SNART);
                    kvar = kvar.saturating_sub(SNART);
                }
                if kontroll.kor(idag, &slutar) == Startfynd::Skadad {
                    skadad();
                }
            })?;
        Ok(Self {
            avbrott,
            trad: Some(trad),
        })
    }
}

impl Drop for Startvakt {
    fn drop(&mut self) {
        let Some(trad) = self.trad.take() else {
            return;
        };
        // A statement that begins just after it was told does not hear it, so it is told until it has ended.
        while !trad.is_finished() {
            self.avbrott.bryt();
            sleep(SNART);
        }
        let _ = trad.join();
    }
}
