//! Signaler, what the operating system tells the process on unix.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::{self, JoinHandle};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
use signal_hook::iterator::{Handle, Signals};

/// A signal that the loop has to act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// SIGTERM, or SIGQUIT, which would leave the names on the screen: end in good order.
    Avsluta,
    /// SIGHUP: the window or the connection is gone; end in good order without waiting for answers.
    Bortkopplad,
    /// SIGINT from outside (the key Ctrl+C comes as a key in raw mode).
    Avbryt,
    /// SIGCONT: the process was stopped and goes on; the screen has to be taken again and redrawn.
    Fortsatt,
}

/// Listens until dropped.
#[derive(Debug)]
pub struct Signalvakt {
    handtag: Handle,
    trad: Option<JoinHandle<()>>,
}

/// Starts a thread that calls `rapportera` for each signal, outside any signal handler, so it may do anything.
///
/// # Errors
/// When the handlers cannot be registered or the thread not started.
pub fn starta(mut rapportera: impl FnMut(Signal) + Send + 'static) -> io::Result<Signalvakt> {
    let mut signaler = Signals::new([SIGTERM, SIGQUIT, SIGHUP, SIGINT, SIGCONT])?;
    let handtag = signaler.handle();
    let trad = thread::Builder::new()
        .name("signaler".to_owned())
        .spawn(move || {
            for nummer in signaler.forever() {
                match nummer {
                    SIGTERM | SIGQUIT => rapportera(Signal::Avsluta),
                    SIGHUP => rapportera(Signal::Bortkopplad),
                    SIGINT => rapportera(Signal::Avbryt),
                    SIGCONT => rapportera(Signal::Fortsatt),
                    _ => {}
                }
            }
        })?;
    Ok(Signalvakt {
        handtag,
        trad: Some(trad),
    })
}

impl Drop for Signalvakt {
    fn drop(&mut self) {
        self.handtag.close();
        if let Some(trad) = self.trad.take() {
            let _ = trad.join();
        }
    }
}

/// Calls `stangd` once when nobody can press a key any more: the window is closed, or the line is broken, and no signal
/// says so. Without it the thread that reads the keys would read in vain, and in haste, for ever.
///
/// # Errors
/// When the thread cannot be started.
pub fn vid_stangd_terminal(stangd: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new()
        .name("tangentbordslut".to_owned())
        .spawn(move || {
            let in_ = io::stdin();
            loop {
                // Nothing is asked for, so nothing but the end is told.
                let mut fd = [PollFd::new(&in_, PollFlags::empty())];
                match poll(&mut fd, None) {
                    Ok(_) if fd[0].revents().is_empty() => {}
                    Ok(_) => return stangd(),
                    Err(Errno::INTR | Errno::AGAIN) => {}
                    // Where it cannot be asked, the signals are left.
                    Err(_) => return,
                }
            }
        })?;
    Ok(())
}

/// Lets the signals end the process at once again, as before anybody listened.
///
/// # Errors
/// When the handlers cannot be registered.
pub fn slapp() -> io::Result<()> {
    for nummer in [SIGTERM, SIGQUIT, SIGHUP, SIGINT] {
        signal_hook::flag::register_conditional_default(nummer, Arc::new(AtomicBool::new(true)))?;
    }
    Ok(())
}

/// Keeps the process alive when a file grows past the allowed size (SIGXFSZ): the write then fails with an error
/// that can be told to the user. The flag becomes true when it has happened.
///
/// # Errors
/// When the handler cannot be registered.
pub fn skydda_mot_filgrans() -> io::Result<Arc<AtomicBool>> {
    let flagga = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(SIGXFSZ, Arc::clone(&flagga))?;
    Ok(flagga)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::atomic::Ordering;
    use std::sync::mpsc;
    use std::time::Duration;

    use signal_hook::low_level::raise;

    use super::*;

    #[test]
    fn signaler_rapporteras_och_processen_lever() {
        let (till, fran) = mpsc::channel();
        let vakt = starta(move |s| till.send(s).unwrap()).unwrap();
        for (nummer, vantad) in [
            (SIGTERM, Signal::Avsluta),
            (SIGQUIT, Signal::Avsluta),
            (SIGHUP, Signal::Bortkopplad),
            (SIGINT, Signal::Avbryt),
            (SIGCONT, Signal::Fortsatt),
        ] {
            raise(nummer).unwrap();
            assert_eq!(fran.recv_timeout(Duration::from_secs(10)), Ok(vantad));
        }
        drop(vakt);
        // The thread is joined, so its sender is gone.
        assert_eq!(fran.try_recv(), Err(mpsc::TryRecvError::Disconnected));
    }

    #[test]
    fn filgransen_dodar_inte_processen() {
        let flagga = skydda_mot_filgrans().unwrap();
        assert!(!flagga.load(Ordering::SeqCst));
        raise(SIGXFSZ).unwrap();
        assert!(flagga.load(Ordering::SeqCst));
    }
}
