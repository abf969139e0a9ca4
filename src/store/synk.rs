//! Synk, the last step of making a file or a folder: to sync a file does not sync its name, so a power cut could take away what
//! somebody has been told is there.

use std::fs::File;
use std::io;
use std::path::Path;

/// Syncs the folder that something lies in, so that its name outlives a power cut.
///
/// # Errors
/// What the system says. None where a folder cannot be synced at all: it may not be read, or the file system has no such
/// thing; then no more can be done.
pub(crate) fn namnet(path: &Path) -> io::Result<()> {
    let mapp = match path.parent() {
        Some(mapp) if !mapp.as_os_str().is_empty() => mapp,
        Some(_) | None => Path::new("."),
    };
    match File::open(mapp).and_then(|mapp| mapp.sync_all()) {
        Err(fel)
            if matches!(
                fel.kind(),
                io::ErrorKind::PermissionDenied
                    | io::ErrorKind::InvalidInput
                    | io::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        svar => svar,
    }
}
