//! Files that are written for the user: new, whole or not at all, and for nobody else to read.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::avbrott::Vakt;
use crate::start::Installningar;
use crate::store::synk;

/// How much is written at a time; between two, whoever has broken it off is heard.
const BIT: usize = 1 << 20;

/// Writes a new file, readable by its owner alone. What stands there already is never written over, nor followed where
/// it is a link. The file gets its name when all of it is on the disk: a process or a machine that stops leaves no half
/// file under the name, and where the system can, no other either.
///
/// # Errors
/// What the system says; [`io::ErrorKind::AlreadyExists`] where something has that name, and
/// [`io::ErrorKind::InvalidInput`] where the name is one that the database engine uses beside the database: it would be
/// taken for a journal of it, and a program with more rights than its user could be made to leave one there.
pub(crate) fn skriv_ny(
    installningar: &Installningar,
    fil: &Path,
    innehall: &[u8],
) -> io::Result<()> {
    skriv_ny_bevakad(installningar, fil, innehall, &Vakt::default())
}

/// [`skriv_ny`] that can be broken off until the file has its name.
///
/// # Errors
/// As [`skriv_ny`].
pub(crate) fn skriv_ny_bevakad(
    installningar: &Installningar,
    fil: &Path,
    innehall: &[u8],
    vakt: &Vakt,
) -> io::Result<()> {
    if hor_till_databasen(installningar, fil) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    // Asked before the work; what counts is that the name is given only where nothing has it.
    if std::fs::symlink_metadata(fil).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    if !namnlos(fil, innehall, vakt)? {
        vid_sidan(fil, innehall, vakt)?;
    }
    let synkat = synk::namnet(fil);
    if synkat.is_err() {
        // Made by us just now, so it is ours to take away.
        let _ = std::fs::remove_file(fil);
    }
    synkat
}

fn mappen(fil: &Path) -> &Path {
    let mapp = fil.parent().filter(|mapp| !mapp.as_os_str().is_empty());
    mapp.unwrap_or(Path::new("."))
}

fn skriv(till: &mut File, innehall: &[u8]) -> io::Result<()> {
    for bit in innehall.chunks(BIT) {
        till.write_all(bit)?;
    }
    till.sync_all()
}

/// Writes to a file without a name and gives it one at the end; whether the system could. Whatever stops it, there is
/// nothing left to take away.
#[cfg(target_os = "linux")]
fn namnlos(fil: &Path, innehall: &[u8], vakt: &Vakt) -> io::Result<bool> {
    use std::os::fd::AsRawFd;

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, openat};

    let flaggor = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    let Ok(fd) = openat(CWD, mappen(fil), flaggor, Mode::RUSR | Mode::WUSR) else {
        return Ok(false);
    };
    let mut ny = File::from(fd);
    skriv(&mut ny, innehall)?;
    let har = format!("/proc/self/fd/{}", ny.as_raw_fd());
    let namngiven = vakt.slutfor(|| linkat(CWD, har.as_str(), CWD, fil, AtFlags::SYMLINK_FOLLOW));
    match namngiven {
        Ok(()) => Ok(true),
        Err(fel) if io::Error::from(fel).kind() == io::ErrorKind::AlreadyExists => {
            Err(io::ErrorKind::AlreadyExists.into())
        }
        // No /proc, or a file system without links.
        Err(_) => Ok(false),
    }
}

#[cfg(not(target_os = "linux"))]
fn namnlos(_fil: &Path, _innehall: &[u8], _vakt: &Vakt) -> io::Result<bool> {
    Ok(false)
}

/// Writes to a file beside, and moves it to its name at the end. The file beside is taken away when it fails or is broken
/// off; only a process that is killed can leave it, and its name tells what it is.
fn vid_sidan(fil: &Path, innehall: &[u8], vakt: &Vakt) -> io::Result<()> {
    let vid_sidan = mappen(fil).join(format!(".troskel-{}.halv", crate::start::ny_rad().0));
    let mut val = OpenOptions::new();
    val.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        val.mode(0o600);
    }
    let mut ny = vakt.borja(&vid_sidan, || val.open(&vid_sidan))?;
    let skrivet = skriv(&mut ny, innehall);
    drop(ny);
    let klar = skrivet.and_then(|()| vakt.slutfor(|| namnge(&vid_sidan, fil)));
    // Its name is gone where it was moved; where it was linked or failed, this takes it away.
    let _ = std::fs::remove_file(&vid_sidan);
    klar
}

/// Gives a file its name where nothing has that name.
fn namnge(fran: &PathBuf, till: &Path) -> io::Result<()> {
    let lankad = std::fs::hard_link(fran, till);
    let Err(fel) = lankad else { return Ok(()) };
    if fel.kind() == io::ErrorKind::AlreadyExists {
        return Err(fel);
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        renameat_with(CWD, fran, CWD, till, RenameFlags::NOREPLACE)?;
        Ok(())
    }
    #[cfg(not(target_os = "linux"))]
    Err(fel)
}

/// Whether a file would lie beside the database with a name that begins as its own.
fn hor_till_databasen(installningar: &Installningar, fil: &Path) -> bool {
    let Ok(databas) = installningar.databasfil() else {
        return false;
    };
    let mapp = |vag: &Path| mappen(vag).canonicalize().ok();
    let namn = |vag: &Path| vag.file_name().map(OsStr::to_owned);
    let (Some(dess), Some(filens)) = (namn(&databas), namn(fil)) else {
        return false;
    };
    let borjar = filens
        .as_encoded_bytes()
        .starts_with(dess.as_encoded_bytes());
    borjar && mapp(&databas).is_some_and(|dess| mapp(fil) == Some(dess))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn namn(mapp: &Path) -> Vec<String> {
        let filer = std::fs::read_dir(mapp).unwrap();
        let mut ut: Vec<String> = filer
            .map(|fil| fil.unwrap().file_name().into_string().unwrap())
            .collect();
        ut.sort();
        ut
    }

    type Satt = fn(&Path, &[u8], &Vakt) -> io::Result<()>;

    const SATT: [Satt; 2] = [
        |fil, innehall, vakt| vid_sidan(fil, innehall, vakt),
        // Where the system has no files without a name this is the other one once more.
        |fil, innehall, vakt| {
            if namnlos(fil, innehall, vakt)? {
                return Ok(());
            }
            vid_sidan(fil, innehall, vakt)
        },
    ];

    #[test]
    fn en_ny_fil_ar_hel_ensam_och_bara_for_sin_agare() {
        for satt in SATT {
            let mapp = tempfile::tempdir().unwrap();
            let fil = mapp.path().join("ut");
            let innehall = vec![7; 3 * BIT + 5];
            satt(&fil, &innehall, &Vakt::default()).unwrap();
            assert!(std::fs::read(&fil).unwrap() == innehall);
            assert_eq!(namn(mapp.path()), ["ut"]);
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                let mode = std::fs::metadata(&fil).unwrap().permissions().mode();
                assert_eq!(mode & 0o777, 0o600);
            }
        }
    }

    #[test]
    fn det_som_har_namnet_star_kvar_ocksa_en_lank() {
        for satt in SATT {
            let mapp = tempfile::tempdir().unwrap();
            let fil = mapp.path().join("ut");
            std::fs::write(&fil, "fanns").unwrap();
            let fel = satt(&fil, b"ny", &Vakt::default()).unwrap_err();
            assert_eq!(fel.kind(), io::ErrorKind::AlreadyExists);
            assert_eq!(std::fs::read(&fil).unwrap(), b"fanns");
            assert_eq!(namn(mapp.path()), ["ut"]);
            #[cfg(unix)]
            {
                let lank = mapp.path().join("till");
                std::os::unix::fs::symlink("ingenstans", &lank).unwrap();
                let fel = satt(&lank, b"ny", &Vakt::default()).unwrap_err();
                assert_eq!(fel.kind(), io::ErrorKind::AlreadyExists);
                assert_eq!(namn(mapp.path()), ["till", "ut"]);
            }
        }
    }

    #[test]
    fn dar_ingen_mapp_finns_skrivs_inget() {
        for satt in SATT {
            let mapp = tempfile::tempdir().unwrap();
            let fil = mapp.path().join("saknas").join("ut");
            assert!(satt(&fil, b"ny", &Vakt::default()).is_err());
            assert!(namn(mapp.path()).is_empty());
        }
    }
}
