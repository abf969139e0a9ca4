//! Platsbyte, a restored file is put in the place of the one that is there, which is moved aside and never removed.
//!
//! The new file and its cabinet lie whole beside the old ones under a name of their own. What is to be done is then written
//! down in a file beside them, and while that lies there nobody is let in: each step can be seen to be done or not by which
//! file, by its number, bears which name, so the same steps taken again finish what was cut short.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::super::fil;
use super::super::oppnafel::OppnaFel;
use crate::store::nyckelskap::Nyckelskap;

/// Hindrad, who has the file open that is to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hindrad {
    /// The process; none where the system does not say.
    pub pid: Option<i32>,
    /// The name of its program.
    pub program: Option<String>,
}

/// The name of the new file until it has its own.
pub(super) fn tills(path: &Path) -> PathBuf {
    med_slut(path, ".aterstalls")
}

fn lapp(path: &Path) -> PathBuf {
    med_slut(path, ".aterstalls-plan")
}

pub(super) fn med_slut(path: &Path, slut: &str) -> PathBuf {
    let mut namn = path.as_os_str().to_owned();
    namn.push(slut);
    PathBuf::from(namn)
}

fn finns(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

/// Plan, what is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Plan {
    /// The name, in the same folder, that what is there gets.
    undan: OsString,
    /// The number of the new file.
    fil: u64,
    /// That of its cabinet, where it has one.
    skap: Option<u64>,
}

/// There is a plan, and it cannot be read.
struct Olaslig;

impl Plan {
    /// What was written down, where something was. One that cannot be read is there all the same.
    fn las(path: &Path) -> Result<Option<Self>, Olaslig> {
        match std::fs::read_to_string(lapp(path)) {
            Ok(text) => Self::tolka(&text).map(Some).ok_or(Olaslig),
            Err(fel) if fel.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(_) => Err(Olaslig),
        }
    }

    fn tolka(text: &str) -> Option<Self> {
        let mut rader = text.lines();
        let (undan, fil, skap) = (rader.next()?, rader.next()?, rader.next()?);
        // The last row tells that the others were written whole.
        (rader.next() == Some("slut")).then_some(())?;
        Some(Self {
            undan: undan.into(),
            fil: fil.parse().ok()?,
            skap: skap.parse().ok(),
        })
    }

    fn skriv(&self, path: &Path) -> io::Result<()> {
        let text = format!(
            "{}\n{}\n{}\nslut\n",
            self.undan.to_string_lossy(),
            self.fil,
            self.skap.map_or_else(|| "-".to_owned(), |n| n.to_string())
        );
        let tills = med_slut(&lapp(path), ".ny");
        let mut ut = File::create(&tills)?;
        // Whoever may open the file has to see that it is being replaced.
        fil::som_mappen(&tills, &ut)?;
        ut.write_all(text.as_bytes())?;
        ut.sync_all()?;
        std::fs::rename(&tills, lapp(path))?;
        synka_mappen(path)
    }
}

fn synka_mappen(path: &Path) -> io::Result<()> {
    let mapp = path.parent().filter(|mapp| !mapp.as_os_str().is_empty());
    File::open(mapp.unwrap_or(Path::new(".")))?.sync_all()
}

/// Whether a backup was being put in the place of this file when the machine stopped. One look at the folder.
///
/// # Errors
/// [`OppnaFel::Aterstalls`], which says how it is finished.
pub fn avbruten_aterstallning(path: &Path) -> Result<(), OppnaFel> {
    let undan = match Plan::las(path) {
        Ok(None) => return Ok(()),
        Ok(Some(plan)) => plan.undan.to_string_lossy().into_owned(),
        Err(Olaslig) => format!("{}.fore-…", path.display()),
    };
    Err(OppnaFel::Aterstalls {
        path: path.to_owned(),
        undan,
    })
}

/// The right to be alone with the file that is to be replaced, for as long as this is held: whoever opens it meanwhile
/// waits. None where there is no file.
///
/// The process must not have the file open through the engine: to let go of this lets go of the engine's locks too.
pub(super) fn ensam_om(path: &Path) -> Result<Option<File>, Result<Hindrad, OppnaFel>> {
    let oppnad = OpenOptions::new().read(true).write(true).open(path);
    let fil = match oppnad {
        Ok(fil) => fil,
        Err(fel) if fel.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(fel) => return Err(Err(filfel(path, &fel))),
    };
    match plattform::las(&fil) {
        Ok(None) => Ok(Some(fil)),
        Ok(Some(hindrad)) => Err(Ok(hindrad)),
        Err(fel) => Err(Err(filfel(path, &fel))),
    }
}

pub(super) fn filfel(path: &Path, fel: &io::Error) -> OppnaFel {
    OppnaFel::Fil {
        path: path.to_owned(),
        skal: fel.to_string(),
    }
}

/// A name that nothing has, for what is there now; nor has anything that would belong to it.
pub(super) fn ledigt_namn(path: &Path, slut: &str) -> PathBuf {
    let upptaget = |namn: &Path| {
        ["", "-wal", "-shm", "-journal", ".nycklar"]
            .iter()
            .any(|slut| finns(&med_slut(namn, slut)))
    };
    let mut namn = med_slut(path, slut);
    let mut nr = 1;
    while upptaget(&namn) {
        nr += 1;
        namn = med_slut(path, &format!("{slut}-{nr}"));
    }
    namn
}

/// Puts the new file, and its cabinet, in place; what is there gets the name `undan`.
pub(super) fn byt(path: &Path, undan: &Path, skarp: bool) -> Result<(), OppnaFel> {
    let ny = tills(path);
    let saknas = || filfel(&ny, &io::Error::from(io::ErrorKind::NotFound));
    for ny in [Some(&ny), skarp.then_some(&Nyckelskap::vag(&ny))] {
        let Some(ny) = ny else { continue };
        File::open(ny)
            .and_then(|fil| fil.sync_all())
            .map_err(|fel| filfel(ny, &fel))?;
    }
    let plan = Plan {
        undan: undan.file_name().unwrap_or_default().to_owned(),
        fil: fil::inod(&ny).ok_or_else(saknas)?,
        skap: if skarp {
            Some(fil::inod(&Nyckelskap::vag(&ny)).ok_or_else(saknas)?)
        } else {
            None
        },
    };
    plan.skriv(path).map_err(|fel| filfel(&lapp(path), &fel))?;
    utfor(path, &plan)
}

/// Finishes what was cut short; the name that what was there has got, or none where nothing was.
pub(super) fn fullborda(path: &Path) -> Result<Option<PathBuf>, OppnaFel> {
    // Without reading it nobody knows what was to be done, and nothing is.
    let olaslig = |Olaslig| OppnaFel::Behorighet { path: lapp(path) };
    let Some(plan) = Plan::las(path).map_err(olaslig)? else {
        return Ok(None);
    };
    utfor(path, &plan)?;
    Ok(Some(path.with_file_name(&plan.undan)))
}

fn utfor(path: &Path, plan: &Plan) -> Result<(), OppnaFel> {
    let undan = path.with_file_name(&plan.undan);
    let ny = tills(path);
    if fil::inod(path) != Some(plan.fil) {
        // A log that could not be emptied belongs to the old file: the new one must never meet it.
        for slut in ["-wal", "-shm", "-journal"] {
            let gammal = med_slut(path, slut);
            if finns(&gammal) {
                fil::dop(&gammal, &med_slut(&undan, slut))?;
            }
        }
    }
    stall(path, &ny, &undan, plan.fil)?;
    let skap = Nyckelskap::vag(path);
    match plan.skap {
        Some(nr) => stall(&skap, &Nyckelskap::vag(&ny), &Nyckelskap::vag(&undan), nr)?,
        None if finns(&skap) => fil::dop(&skap, &Nyckelskap::vag(&undan))?,
        None => {}
    }
    std::fs::remove_file(lapp(path))
        .and_then(|()| synka_mappen(path))
        .map_err(|fel| filfel(&lapp(path), &fel))
}

/// One of the two: the new one gets the name, and what has it now is moved aside.
fn stall(namn: &Path, ny: &Path, undan: &Path, nr: u64) -> Result<(), OppnaFel> {
    if fil::inod(namn) != Some(nr) {
        if fil::inod(ny) != Some(nr) {
            return Err(filfel(ny, &io::Error::from(io::ErrorKind::NotFound)));
        }
        if finns(namn) {
            // In one step where the file system can, so the name always stands for one of the two.
            if !plattform::byt_plats(ny, namn).map_err(|fel| filfel(namn, &fel))? {
                fil::dop(namn, undan)?;
                fil::dop(ny, namn)?;
            }
        } else {
            fil::dop(ny, namn)?;
        }
    }
    if finns(ny) {
        fil::dop(ny, undan)?;
    }
    Ok(())
}

#[cfg(unix)]
mod plattform {
    use super::{File, Hindrad, Path, io};
    use rustix::fs::{FlockOperation, fcntl_lock};
    use rustix::io::Errno;
    use rustix::process::{Flock, FlockType, fcntl_getlk};

    /// Takes the whole file for oneself; who has it otherwise. Every connection of the engine holds a lock of the same kind.
    pub(super) fn las(fil: &File) -> io::Result<Option<Hindrad>> {
        match fcntl_lock(fil, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(None),
            Err(Errno::AGAIN | Errno::ACCESS) => {
                let vem = fcntl_getlk(fil, &Flock::from(FlockType::WriteLock))?;
                let pid = vem
                    .and_then(|las| las.pid)
                    .map(rustix::process::Pid::as_raw_nonzero);
                let pid = pid.map(std::num::NonZero::get);
                let program = pid
                    .and_then(|pid| std::fs::read_to_string(format!("/proc/{pid}/comm")).ok())
                    .map(|namn| namn.trim().to_owned());
                Ok(Some(Hindrad { pid, program }))
            }
            Err(fel) => Err(fel.into()),
        }
    }

    /// Lets two names change places; `false` where the file system cannot.
    #[cfg(target_os = "linux")]
    pub(super) fn byt_plats(ett: &Path, annat: &Path) -> io::Result<bool> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, ett, CWD, annat, RenameFlags::EXCHANGE) {
            Ok(()) => super::synka_mappen(annat).map(|()| true),
            Err(Errno::INVAL | Errno::NOSYS) => Ok(false),
            Err(fel) => Err(fel.into()),
        }
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn byt_plats(_ett: &Path, _annat: &Path) -> io::Result<bool> {
        Ok(false)
    }
}

/// No such system has been tried, so no file is opened there at all.
#[cfg(not(unix))]
mod plattform {
    use super::{File, Hindrad, Path, io};

    pub(super) fn las(_fil: &File) -> io::Result<Option<Hindrad>> {
        Ok(None)
    }

    pub(super) fn byt_plats(_ett: &Path, _annat: &Path) -> io::Result<bool> {
        Ok(false)
    }
}
