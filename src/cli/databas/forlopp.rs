//! How far an act has come, told on standard error in a terminal; and breaking it off by a signal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::store::sqlite::{Avbrott, Gang, Skede};
use crate::text;

/// How often a row is written while the same thing goes on.
const VAR: Duration = Duration::from_secs(1);

/// Does something that tells how far it has come, and that Ctrl+C and the end of the connection break off.
pub(super) fn med<T>(gor: impl FnOnce(&mut Gang<'_>) -> T) -> T {
    let avbrott = Avbrott::default();
    #[cfg(unix)]
    let _vakt = {
        use crate::runtime::signaler::{self, Signal};
        let avbrott = avbrott.clone();
        // Without the thread a signal ends the process, and what it leaves bears no name of its own.
        signaler::starta(move |signal| match signal {
            Signal::Avsluta | Signal::Bortkopplad | Signal::Avbryt => avbrott.bryt(),
            Signal::Fortsatt => {}
        })
    };
    if !io::stderr().is_terminal() {
        return gor(&mut Gang::ny(avbrott, |_| {}));
    }
    let mut forra: Option<(std::mem::Discriminant<Skede>, Instant)> = None;
    let visa = |skede| {
        let slag = std::mem::discriminant(&skede);
        let nyss = forra.is_some_and(|(forra, nar)| forra == slag && nar.elapsed() < VAR);
        if !nyss {
            forra = Some((slag, Instant::now()));
            // Nobody may be looking any more.
            let _ = writeln!(io::stderr(), "{}", text::databas::skede(skede));
        }
    };
    gor(&mut Gang::ny(avbrott, visa))
}
