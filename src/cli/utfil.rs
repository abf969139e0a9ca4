//! Files that are written for the user: new, whole or not at all, and for nobody else to read.

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use crate::start::Installningar;
use crate::store::synk;

/// Writes a new file, readable by its owner alone. What stands there already is never written over, nor followed where
/// it is a link; a file that could not be written whole is taken away again. There is no file beside it meanwhile.
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
    if hor_till_databasen(installningar, fil) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut val = OpenOptions::new();
    val.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        val.mode(0o600);
    }
    let mut ny = val.open(fil)?;
    let skrivet = ny
        .write_all(innehall)
        .and_then(|()| ny.sync_all())
        .and_then(|()| synk::namnet(fil));
    if skrivet.is_err() {
        // Made by us just now, so it is ours to take away.
        let _ = std::fs::remove_file(fil);
    }
    skrivet
}

/// Whether a file would lie beside the database with a name that begins as its own.
fn hor_till_databasen(installningar: &Installningar, fil: &Path) -> bool {
    let Ok(databas) = installningar.databasfil() else {
        return false;
    };
    let mapp = |vag: &Path| {
        let mapp = vag.parent().filter(|mapp| !mapp.as_os_str().is_empty());
        mapp.unwrap_or(Path::new(".")).canonicalize().ok()
    };
    let namn = |vag: &Path| vag.file_name().map(OsStr::to_owned);
    let (Some(dess), Some(filens)) = (namn(&databas), namn(fil)) else {
        return false;
    };
    let borjar = filens
        .as_encoded_bytes()
        .starts_with(dess.as_encoded_bytes());
    borjar && mapp(&databas).is_some_and(|dess| mapp(fil) == Some(dess))
}
