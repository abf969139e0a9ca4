//! Where the file lies, and whether it is still the same file. Looks with `stat` only: to open and close the file
//! beside `SQLite` would drop `SQLite`'s locks in this process.

use std::fs::{DirBuilder, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::filsystem;
use super::oppnafel::OppnaFel;
use super::sedd::Sedd;
use crate::store::{StoreError, synk};

/// The file as it was when it was opened: path, device and inode.
#[derive(Debug)]
pub(super) struct Fil {
    path: PathBuf,
    marke: (u64, u64),
    /// The journal beside it: while we have the file open it is neither made anew nor removed by `SQLite`.
    skrivlogg: Option<(PathBuf, (u64, u64))>,
    /// The memory beside it, where the desks see each other's locks: without it each has locks of its own.
    delat: Option<(PathBuf, (u64, u64))>,
    /// What it was like at the last save.
    pub(super) sedd: Sedd,
}

const BORTA: &str = "Databasfilen har flyttats, tagits bort eller bytts ut. Inget är sparat. Avsluta programmet och \
    starta det igen när filen ligger rätt.";
const BORTA_EFTERAT: &str = "Databasfilen flyttades, togs bort eller byttes ut medan det sparades. Räkna inte med att det är \
    sparat. Avsluta programmet, starta det igen när filen ligger rätt, och se efter.";
const FLERA_NAMN: &str = "Databasfilen har fått ett namn till (en hård länk). Genom det kan ett annat program skada den. \
    Inget är sparat. Ta bort det andra namnet och försök igen.";

impl Fil {
    /// Remembers what lies at `path` now.
    pub(super) fn minns(path: PathBuf) -> Result<Self, OppnaFel> {
        let meta = std::fs::symlink_metadata(&path).map_err(|fel| filfel(&path, &fel))?;
        let marke = plattform::marke(&meta);
        Ok(Self {
            path,
            marke,
            skrivlogg: None,
            delat: None,
            sedd: Sedd::default(),
        })
    }

    /// Remembers the journal too, once there is one.
    pub(super) fn minns_skrivlogg(&mut self) -> Result<(), OppnaFel> {
        let minns = |slut| {
            let path = med_slut(&self.path, slut);
            let meta = std::fs::symlink_metadata(&path).map_err(|fel| filfel(&path, &fel))?;
            Ok::<_, OppnaFel>(Some((path, plattform::marke(&meta))))
        };
        (self.skrivlogg, self.delat) = (minns("-wal")?, minns("-shm")?);
        Ok(())
    }

    /// Whether the same file still lies there under this name alone, with the same journal and the same locks. In WAL
    /// mode a save into a deleted one would be answered as done; and a desk that comes when the locks have been deleted
    /// gets new ones, so both would write over each other.
    pub(super) fn kontrollera(&self) -> Result<(), StoreError> {
        let samma = |path: &Path, marke: (u64, u64)| {
            std::fs::symlink_metadata(path).is_ok_and(|meta| plattform::marke(&meta) == marke)
        };
        let meta = std::fs::symlink_metadata(&self.path).ok();
        let bredvid = [&self.skrivlogg, &self.delat];
        match meta.filter(|meta| plattform::marke(meta) == self.marke) {
            Some(meta) if plattform::lankar(&meta) > 1 => {
                Err(StoreError::Stopp(FLERA_NAMN.to_owned()))
            }
            Some(_)
                if bredvid
                    .into_iter()
                    .flatten()
                    .all(|(path, marke)| samma(path, *marke)) =>
            {
                Ok(())
            }
            Some(_) | None => Err(StoreError::Stopp(BORTA.to_owned())),
        }
    }

    /// The same, when it has been saved: a file that was taken away meanwhile may have taken what was saved with it.
    pub(super) fn kvar(&self) -> Result<(), StoreError> {
        self.kontrollera()
            .map_err(|_| StoreError::Stopp(BORTA_EFTERAT.to_owned()))
    }
}

impl Fil {
    /// Whether another file has the name now, beside the journal of this one.
    pub(super) fn ar_ersatt(&self) -> bool {
        let marke = |path: &Path| {
            std::fs::symlink_metadata(path)
                .ok()
                .map(|m| plattform::marke(&m))
        };
        marke(&self.path).is_some_and(|ny| ny != self.marke)
            && (self.skrivlogg.iter()).any(|(path, var)| marke(path) == Some(*var))
    }

    /// Takes away the journal, which is empty, and the locks, where they are still those of this file.
    pub(super) fn ta_bort_bredvid(&self) {
        for (path, var) in [&self.skrivlogg, &self.delat].into_iter().flatten() {
            let har = std::fs::symlink_metadata(path);
            if har.is_ok_and(|har| plattform::marke(&har) == *var) {
                // One that stays is empty, and the next desk makes it anew.
                let _ = std::fs::remove_file(path);
            }
        }
    }

    /// Where it lies.
    pub(super) fn vag(&self) -> &Path {
        &self.path
    }

    /// The size of the journal, in bytes; 0 where there is none.
    pub(super) fn loggstorlek(&self) -> u64 {
        let logg = self.skrivlogg.as_ref();
        logg.and_then(|(path, _)| std::fs::symlink_metadata(path).ok())
            .map_or(0, |meta| meta.len())
    }

    /// Whether the process acts as the user who owns the file.
    pub(super) fn ags_av_processen(&self) -> bool {
        std::fs::symlink_metadata(&self.path).is_ok_and(|meta| plattform::ags(&meta))
    }
}

/// Makes the path absolute, with its folders there and judged; the file itself may be missing.
pub(super) fn bered(path: &Path, prov: bool) -> Result<PathBuf, OppnaFel> {
    let namn = path.file_name().ok_or_else(|| OppnaFel::InteFil {
        path: path.to_owned(),
    })?;
    let mapp = match path.parent() {
        Some(mapp) if !mapp.as_os_str().is_empty() => mapp,
        Some(_) | None => Path::new("."),
    };
    filsystem::prova_vag(path)?;
    // Judged before a folder is made: nothing is left behind where the file may not lie.
    let finns = mapp
        .ancestors()
        .map(|del| {
            if del.as_os_str().is_empty() {
                Path::new(".")
            } else {
                del
            }
        })
        .find(|del| del.exists())
        .unwrap_or(mapp);
    let finns = finns.canonicalize().map_err(|fel| filfel(finns, &fel))?;
    filsystem::prova_vag(&finns)?;
    filsystem::prova(&finns, prov).map_err(|fel| fel.unwrap_or_else(|fel| filfel(&finns, &fel)))?;
    let nya: Vec<&Path> = mapp.ancestors().take_while(|del| saknas(del)).collect();
    plattform::mappbyggare()
        .recursive(true)
        .create(mapp)
        .map_err(|fel| OppnaFel::Mapp {
            path: mapp.to_owned(),
            skal: fel.to_string(),
        })?;
    // The engine syncs the folder that its files lie in, and nobody the folders above.
    for ny in nya {
        synk::namnet(ny).map_err(|fel| filfel(ny, &fel))?;
    }
    let mapp = mapp.canonicalize().map_err(|fel| filfel(mapp, &fel))?;
    if !plattform::far_skriva_i(&mapp) {
        return Err(OppnaFel::MappSkrivskyddad { path: mapp });
    }
    Ok(mapp.join(namn))
}

/// Whether there is no folder of this name, which would be the working folder without one.
fn saknas(mapp: &Path) -> bool {
    !mapp.as_os_str().is_empty() && !mapp.exists()
}

/// Creates the file, empty, with the rights that its folder asks for; leaves one that is there alone.
pub(super) fn skapa(path: &Path) -> Result<(), OppnaFel> {
    match std::fs::symlink_metadata(path) {
        Ok(meta) => return granska(path, &meta),
        Err(fel) if fel.kind() == io::ErrorKind::NotFound => {}
        Err(fel) => return Err(filfel(path, &fel)),
    }
    match skapa_ny(path) {
        Err(OppnaFel::Finns { .. }) => {
            let meta = std::fs::symlink_metadata(path).map_err(|fel| filfel(path, &fel))?;
            granska(path, &meta)
        }
        svar => svar,
    }
}

/// Gives a file of ours the rights that its folder asks for.
pub(super) fn som_mappen(path: &Path, fil: &std::fs::File) -> io::Result<()> {
    plattform::ratta_rattigheter(path, fil)
}

/// Creates the file, empty, with the rights that its folder asks for, where there is none.
pub(super) fn skapa_ny(path: &Path) -> Result<(), OppnaFel> {
    // Nobody can have SQLite open on a file that did not exist, so the handle harms no lock.
    match plattform::skapare().write(true).create_new(true).open(path) {
        Ok(fil) => plattform::ratta_rattigheter(path, &fil).map_err(|fel| filfel(path, &fel)),
        Err(fel) if fel.kind() == io::ErrorKind::AlreadyExists => Err(OppnaFel::Finns {
            path: path.to_owned(),
        }),
        Err(fel) => Err(filfel(path, &fel)),
    }
}

/// Judges a file with real persons in it, or its cabinet: no other user of the machine may reach it, nor its folder.
pub(super) fn granska_skarp(path: &Path) -> Result<(), OppnaFel> {
    let meta = std::fs::symlink_metadata(path).map_err(|fel| filfel(path, &fel))?;
    granska(path, &meta)?;
    granska_mapp(path)?;
    if plattform::oppen_for_andra(&meta) {
        return Err(OppnaFel::Oppen {
            path: path.to_owned(),
        });
    }
    Ok(())
}

/// Judges the folder that such a file is to lie in.
pub(super) fn granska_mapp(path: &Path) -> Result<(), OppnaFel> {
    let mapp = path.parent().unwrap_or(Path::new("/"));
    let meta = std::fs::metadata(mapp).map_err(|fel| filfel(mapp, &fel))?;
    if plattform::oppen_for_andra(&meta) {
        return Err(OppnaFel::OppenMapp {
            path: mapp.to_owned(),
        });
    }
    Ok(())
}

/// The number by which the file system knows what lies there, whatever it is called.
pub(super) fn inod(path: &Path) -> Option<u64> {
    let meta = std::fs::symlink_metadata(path).ok()?;
    Some(plattform::marke(&meta).1)
}

/// The name that a file has while it is being made.
pub(super) fn under_arbete(path: &Path) -> PathBuf {
    med_slut(path, ".skapas")
}

fn med_slut(path: &Path, slut: &str) -> PathBuf {
    let mut namn = path.as_os_str().to_owned();
    namn.push(slut);
    PathBuf::from(namn)
}

/// Gives a finished file its own name, where nothing else has it.
pub(super) fn dop(fran: &Path, till: &Path) -> Result<(), OppnaFel> {
    plattform::byt_namn(fran, till).map_err(|fel| match fel.kind() {
        io::ErrorKind::AlreadyExists => OppnaFel::Finns {
            path: till.to_owned(),
        },
        _ => filfel(till, &fel),
    })?;
    synk::namnet(till).map_err(|fel| filfel(till, &fel))
}

/// Removes a file of ours that nobody has open, with its journals; one that is not there is no error.
pub(super) fn ta_bort(path: &Path) -> Result<(), OppnaFel> {
    for slut in ["-journal", "-wal", "-shm", ""] {
        let path = med_slut(path, slut);
        match std::fs::remove_file(&path) {
            Ok(()) => {}
            Err(fel) if fel.kind() == io::ErrorKind::NotFound => {}
            Err(fel) => return Err(filfel(&path, &fel)),
        }
    }
    Ok(())
}

/// Ensam, the right to be the only one who makes a file of this name. A process that dies gives it back.
#[derive(Debug)]
pub(super) struct Ensam {
    path: PathBuf,
    _fil: std::fs::File,
}

impl Ensam {
    pub(super) fn tag(path: &Path) -> Result<Self, OppnaFel> {
        let path = med_slut(path, ".skapas-las");
        let fil = plattform::skapare()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|fel| filfel(&path, &fel))?;
        // What a killed one leaves shall not keep the next administrator out. Where it is somebody else's it is right already.
        let _ = plattform::ratta_rattigheter(&path, &fil);
        match fil.try_lock() {
            // Removed by the one who had it, between our opening and our locking: then ours is not the one that counts.
            Ok(()) if fil.metadata().ok().map(|meta| plattform::marke(&meta).1) != inod(&path) => {
                Err(OppnaFel::Upptagen)
            }
            Ok(()) => Ok(Self { path, _fil: fil }),
            Err(std::fs::TryLockError::WouldBlock) => Err(OppnaFel::Upptagen),
            Err(std::fs::TryLockError::Error(fel)) => Err(filfel(&path, &fel)),
        }
    }
}

impl Drop for Ensam {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

fn granska(path: &Path, meta: &Metadata) -> Result<(), OppnaFel> {
    let path = path.to_owned();
    if meta.file_type().is_symlink() {
        Err(OppnaFel::Lank { path })
    } else if !meta.is_file() {
        Err(OppnaFel::InteFil { path })
    } else if plattform::lankar(meta) > 1 {
        // Two names for one file mean two journals for one file.
        Err(OppnaFel::Lank { path })
    } else if !plattform::far_lasa(&path) {
        Err(OppnaFel::Behorighet { path })
    } else if !plattform::far_skriva(&path) {
        Err(OppnaFel::Skrivskyddad { path })
    } else {
        Ok(())
    }
}

fn filfel(path: &Path, fel: &io::Error) -> OppnaFel {
    let path = path.to_owned();
    match fel.kind() {
        io::ErrorKind::PermissionDenied => OppnaFel::Behorighet { path },
        io::ErrorKind::ReadOnlyFilesystem => OppnaFel::Skrivskyddad { path },
        _ => OppnaFel::Fil {
            path,
            skal: fel.to_string(),
        },
    }
}

#[cfg(unix)]
mod plattform {
    use super::{DirBuilder, Metadata, OpenOptions, Path, io};
    use rustix::fs::{Access, AtFlags, CWD, accessat};
    use std::fs::{File, Permissions};
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};

    pub(super) fn marke(meta: &Metadata) -> (u64, u64) {
        (meta.dev(), meta.ino())
    }

    pub(super) fn lankar(meta: &Metadata) -> u64 {
        meta.nlink()
    }

    pub(super) fn ags(meta: &Metadata) -> bool {
        meta.uid() == rustix::process::geteuid().as_raw()
    }

    pub(super) fn oppen_for_andra(meta: &Metadata) -> bool {
        meta.mode() & 0o007 != 0
    }

    #[cfg(target_os = "linux")]
    pub(super) fn byt_namn(fran: &Path, till: &Path) -> io::Result<()> {
        use rustix::fs::{RenameFlags, renameat_with};
        match renameat_with(CWD, fran, CWD, till, RenameFlags::NOREPLACE) {
            // Not every file system can look and rename in one.
            Err(rustix::io::Errno::INVAL) if std::fs::symlink_metadata(till).is_err() => {
                std::fs::rename(fran, till)
            }
            svar => Ok(svar?),
        }
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn byt_namn(fran: &Path, till: &Path) -> io::Result<()> {
        std::fs::rename(fran, till)
    }

    /// Asks for the rights that the process acts with: a set-group-id program has more than its user.
    fn far(path: &Path, vad: Access) -> bool {
        accessat(CWD, path, vad, AtFlags::EACCESS).is_ok()
    }

    pub(super) fn far_lasa(path: &Path) -> bool {
        far(path, Access::READ_OK)
    }

    pub(super) fn far_skriva(path: &Path) -> bool {
        far(path, Access::WRITE_OK)
    }

    pub(super) fn far_skriva_i(mapp: &Path) -> bool {
        far(mapp, Access::WRITE_OK | Access::EXEC_OK)
    }

    pub(super) fn mappbyggare() -> DirBuilder {
        let mut byggare = DirBuilder::new();
        byggare.mode(0o700);
        byggare
    }

    pub(super) fn skapare() -> OpenOptions {
        let mut val = OpenOptions::new();
        val.mode(0o600);
        val
    }

    /// A folder with set-group-id is shared by a group on purpose; `SQLite` gives the journal the same rights.
    pub(super) fn ratta_rattigheter(path: &Path, fil: &File) -> io::Result<()> {
        let Some(mapp) = path.parent() else {
            return Ok(());
        };
        if std::fs::metadata(mapp)?.mode() & 0o2000 == 0 {
            return Ok(());
        }
        fil.set_permissions(Permissions::from_mode(0o660))
    }
}

/// No such system has been tried, so every file is refused there.
#[cfg(not(unix))]
mod plattform {
    use super::{DirBuilder, Metadata, OpenOptions, Path, io};
    use std::fs::File;

    pub(super) fn marke(_meta: &Metadata) -> (u64, u64) {
        (0, 0)
    }

    pub(super) fn lankar(_meta: &Metadata) -> u64 {
        1
    }

    pub(super) fn ags(_meta: &Metadata) -> bool {
        false
    }

    pub(super) fn oppen_for_andra(_meta: &Metadata) -> bool {
        true
    }

    pub(super) fn byt_namn(fran: &Path, till: &Path) -> io::Result<()> {
        std::fs::rename(fran, till)
    }

    pub(super) fn far_lasa(_path: &Path) -> bool {
        false
    }

    pub(super) fn far_skriva(_path: &Path) -> bool {
        false
    }

    pub(super) fn far_skriva_i(_mapp: &Path) -> bool {
        false
    }

    pub(super) fn mappbyggare() -> DirBuilder {
        DirBuilder::new()
    }

    pub(super) fn skapare() -> OpenOptions {
        OpenOptions::new()
    }

    pub(super) fn ratta_rattigheter(_path: &Path, _fil: &File) -> io::Result<()> {
        Ok(())
    }
}
