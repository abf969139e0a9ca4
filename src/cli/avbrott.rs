//! What takes long: how far it has come is told on standard error, and Ctrl+C or the end of the connection breaks it off.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::store::Framsteg;
use crate::text;

/// How long nobody is told anything: most of what is asked is answered before that.
const TYST: Duration = Duration::from_millis(400);
/// The same where nobody watches a terminal.
const TYST_UTAN_TERMINAL: Duration = Duration::from_secs(3);
/// How often it is told again that the same thing goes on.
const VAR: Duration = Duration::from_secs(5);
/// The same to a terminal, where it is known how much there is left.
const VAR_ANDEL: Duration = Duration::from_secs(1);

/// Vakt over a piece of work: until it counts, whoever breaks it off leaves nothing behind.
#[derive(Clone, Default)]
pub(crate) struct Vakt {
    framsteg: Framsteg,
    /// The name of its own under which a half file lies.
    halv: Arc<Mutex<Option<PathBuf>>>,
}

impl Vakt {
    fn halv(&self) -> MutexGuard<'_, Option<PathBuf>> {
        self.halv.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a half file of that name; from then on it is taken away with the rest.
    pub(super) fn borja(
        &self,
        fil: &Path,
        gor: impl FnOnce() -> io::Result<File>,
    ) -> io::Result<File> {
        let _raknas = self.framsteg.hall();
        let ny = gor()?;
        *self.halv() = Some(fil.to_owned());
        Ok(ny)
    }

    /// Does the one thing that makes it count. Whoever breaks it off comes before it or after it.
    pub(super) fn slutfor<T, E>(&self, gor: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        self.framsteg.slutfor(gor)
    }

    /// Breaks it off, and the program with it; nothing where it is done.
    #[cfg(unix)]
    fn bryt(&self) {
        // Held until the end: nothing can be given its name, and nothing be saved, meanwhile.
        let raknas = self.framsteg.hall();
        if !self.stada(*raknas) {
            return;
        }
        // Nobody may be there to read it.
        let _ = writeln!(io::stderr(), "{}: {}", text::cli::FEL, text::cli::AVBRUTET);
        // At once: the other thread is in the middle of something. What it has begun to save the database engine undoes.
        signal_hook::low_level::exit(3);
    }

    /// Takes away what is half done, and says whether anything was left to break off.
    #[cfg(unix)]
    fn stada(&self, raknas: bool) -> bool {
        if raknas {
            return false;
        }
        if let Some(fil) = self.halv().as_ref() {
            drop(std::fs::remove_file(fil));
        }
        true
    }
}

/// Where a piece of work tells what it does.
#[derive(Default)]
pub(in crate::cli) struct Gang {
    vad: Arc<(Mutex<Option<&'static str>>, Condvar)>,
    /// What breaks it off.
    pub(in crate::cli) vakt: Vakt,
}

impl Gang {
    /// Tells what is done now.
    pub(in crate::cli) fn nu(&self, vad: &'static str) {
        let mut nu = self.vad.0.lock().unwrap_or_else(PoisonError::into_inner);
        self.framsteg().av(0);
        *nu = Some(vad);
    }

    /// How far it has come with that, for whoever knows it; and what makes it count.
    pub(in crate::cli) fn framsteg(&self) -> &Framsteg {
        &self.vakt.framsteg
    }
}

/// Does something that may take long; once in a run.
pub(in crate::cli) fn med<T>(gor: impl FnOnce(&Gang) -> T) -> T {
    let gang = Gang::default();
    let svar = bevakat(&gang, gor);
    #[cfg(unix)]
    if !*gang.framsteg().hall() {
        // The answer may be long, and whoever reads it slow. Where they cannot be let go, it is written to its end.
        drop(crate::runtime::signaler::slapp());
    }
    svar
}

/// Does it, with a thread that tells how far it has come and another that listens.
fn bevakat<T>(gang: &Gang, gor: impl FnOnce(&Gang) -> T) -> T {
    #[cfg(unix)]
    let _signaler = {
        use crate::runtime::signaler::{self, Signal};
        let vakt = gang.vakt.clone();
        // Without the thread a signal ends the process at once, which leaves nothing under the name either.
        signaler::starta(move |signal| match signal {
            Signal::Avsluta | Signal::Bortkopplad | Signal::Avbryt => vakt.bryt(),
            Signal::Fortsatt => {}
        })
    };
    thread::scope(|trad| {
        let vad = Arc::clone(&gang.vad);
        gang.nu(text::cli::BORJAR);
        // Without a thread nobody is told how far it has come, and it is done all the same.
        let framsteg = gang.framsteg();
        let beratta = thread::Builder::new().spawn_scoped(trad, move || beratta(&vad, framsteg));
        let svar = gor(gang);
        *gang.vad.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
        if let Ok(beratta) = beratta {
            gang.vad.1.notify_all();
            drop(beratta.join());
        }
        svar
    })
}

/// Tells what goes on, when it has gone on for a while, until nothing does.
fn beratta(vad: &(Mutex<Option<&'static str>>, Condvar), framsteg: &Framsteg) {
    let terminal = io::stderr().is_terminal();
    let tyst = if terminal { TYST } else { TYST_UTAN_TERMINAL };
    let borjade = Instant::now();
    let mut sagt: Option<(&'static str, Instant)> = None;
    let mut nu = vad.0.lock().unwrap_or_else(PoisonError::into_inner);
    while let Some(gors) = *nu {
        let andel = framsteg.nu();
        let var = if terminal && andel.is_some() {
            VAR_ANDEL
        } else {
            VAR
        };
        let nyss = sagt.is_some_and(|(forra, nar)| forra == gors && nar.elapsed() < var);
        if borjade.elapsed() >= tyst && !nyss {
            sagt = Some((gors, Instant::now()));
            // Nobody may be looking any more.
            let _ = writeln!(
                io::stderr(),
                "{}",
                text::cli::pagar(gors, andel, borjade.elapsed().as_secs())
            );
        }
        nu = vad
            .1
            .wait_timeout(nu, TYST)
            .map_or_else(|fel| fel.into_inner().0, |(nu, _)| nu);
    }
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn det_som_ar_halvt_tas_bort_och_det_som_ar_klart_star_kvar() {
        let mapp = tempfile::tempdir().unwrap();
        let fil = mapp.path().join("halv");
        let vakt = Vakt::default();
        let stada = || vakt.stada(*vakt.framsteg.hall());
        assert!(stada());
        vakt.borja(&fil, || File::create(&fil)).unwrap();
        // What fails counts for nothing.
        assert_eq!(vakt.slutfor(|| Err::<(), _>(1)), Err(1));
        assert!(fil.exists());
        assert!(stada());
        assert!(!fil.exists());
        vakt.borja(&fil, || File::create(&fil)).unwrap();
        assert_eq!(vakt.slutfor(|| Ok::<_, ()>(2)), Ok(2));
        assert!(!stada());
        assert!(fil.exists());
    }

    #[test]
    fn det_som_gors_gors_och_ingen_vantar_pa_den_som_berattar() {
        for _ in 0..50 {
            assert_eq!(
                bevakat(&Gang::default(), |gang| {
                    gang.nu(text::cli::LASER);
                    7
                }),
                7
            );
        }
    }
}
