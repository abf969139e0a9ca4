//! Nyckelfil, the key of a machine: 32 random bytes in a file that only its owner may read.

use std::io::{Read, Write};
use std::path::Path;

use zeroize::Zeroizing;

use super::NyckelFel;
use super::krypto::Nyckel;
use crate::store::synk;

fn fel(fil: &Path, vad: &str) -> NyckelFel {
    NyckelFel::Skap(format!("Nyckelfilen {} {vad}.", fil.display()))
}

/// Makes the file; nothing may lie there before.
pub(super) fn skapa(fil: &Path, nyckel: &Nyckel) -> Result<(), NyckelFel> {
    let mut val = std::fs::OpenOptions::new();
    val.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut val, 0o400);
    let mut skriv = val.open(fil).map_err(|_| {
        fel(
            fil,
            "kan inte skapas; finns den redan, så ta bort den först",
        )
    })?;
    skriv
        .write_all(nyckel.as_slice())
        .and_then(|()| skriv.sync_all())
        .and_then(|()| synk::namnet(fil))
        .map_err(|_| fel(fil, "kunde inte skrivas"))
}

/// Reads the file, and refuses one that others may read.
pub(super) fn las(fil: &Path) -> Result<Nyckel, NyckelFel> {
    let om = std::fs::symlink_metadata(fil).map_err(|_| fel(fil, "finns inte"))?;
    if !om.is_file() || om.len() != 32 {
        return Err(fel(fil, "är ingen nyckelfil"));
    }
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&om.permissions()) & 0o077 != 0 {
        return Err(fel(
            fil,
            "kan läsas av andra än sin ägare; ändra rättigheterna till 0400",
        ));
    }
    let mut nyckel = Zeroizing::new([0; 32]);
    std::fs::File::open(fil)
        .and_then(|mut las| las.read_exact(nyckel.as_mut_slice()))
        .map_err(|_| fel(fil, "kan inte läsas"))?;
    Ok(nyckel)
}
