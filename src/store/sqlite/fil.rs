//! Where the file lies, and whether it is still the same file. Looks with `stat` only: to open and close the file
//! beside `SQLite` would drop `SQLite`'s locks in this process.

use std::fs::{DirBuilder, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::oppnafel::OppnaFel;
use crate::store::StoreError;

/// What a file system is worth for a file that several desks write to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FsDom {
    /// Locks and syncing work.
    Lokalt(&'static str),
    /// In memory: gone when the machine stops, so for rehearsals only.
    Minne,
    /// Locks cannot be trusted; acknowledged work is lost there.
    Natverk(&'static str),
    /// Not on the list.
    Okant,
}

/// Judges the number that `statfs` gives for a file system. An allow list: what is unknown is refused.
pub fn bedom(f_type: u64) -> FsDom {
    match f_type {
        0xEF53 => FsDom::Lokalt("ext"),
        0x5846_5342 => FsDom::Lokalt("xfs"),
        0x9123_683E => FsDom::Lokalt("btrfs"),
        0x2FC1_2FC1 => FsDom::Lokalt("zfs"),
        0xF2F5_2010 => FsDom::Lokalt("f2fs"),
        0xCA45_1A4E => FsDom::Lokalt("bcachefs"),
        0x794C_7630 => FsDom::Lokalt("overlay"),
        0x0102_1994 => FsDom::Minne,
        0xFE53_4D42 => FsDom::Natverk("SMB2"),
        0xFF53_4D42 => FsDom::Natverk("CIFS"),
        0x517B => FsDom::Natverk("SMB"),
        0x6969 => FsDom::Natverk("NFS"),
        0x6573_5546 => FsDom::Natverk("FUSE"),
        0x0102_1997 => FsDom::Natverk("9p"),
        0x00C3_6400 => FsDom::Natverk("Ceph"),
        0x5346_414F => FsDom::Natverk("AFS"),
        0x0BD0_0BD0 => FsDom::Natverk("Lustre"),
        0x786F_4256 => FsDom::Natverk("vboxsf"),
        _ => FsDom::Okant,
    }
}

/// Folders that programs copy to other machines behind our back: how a part of the path begins, and the name.
const SYNKADE: [(&str, &str); 9] = [
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
];

/// The synchronised folder that a path leads through, if any.
pub fn synkad_mapp(path: &Path) -> Option<&'static str> {
    path.components().find_map(|del| {
        let del = del.as_os_str().to_string_lossy().to_lowercase();
        let traff = SYNKADE.iter().find(|(borjan, _)| del.starts_with(borjan));
        traff.map(|(_, namn)| *namn)
    })
}

/// The file as it was when it was opened: path, device and inode.
#[derive(Debug)]
pub(super) struct Fil {
    path: PathBuf,
    marke: (u64, u64),
    /// The journal beside it: while we have the file open it is neither made anew nor removed by `SQLite`.
    skrivlogg: Option<(PathBuf, (u64, u64))>,
}

impl Fil {
    /// Remembers what lies at `path` now.
    pub(super) fn minns(path: PathBuf) -> Result<Self, OppnaFel> {
        let meta = std::fs::symlink_metadata(&path).map_err(|fel| filfel(&path, &fel))?;
        let marke = plattform::marke(&meta);
        Ok(Self {
            path,
            marke,
            skrivlogg: None,
        })
    }

    /// Remembers the journal too, once there is one.
    pub(super) fn minns_skrivlogg(&mut self) -> Result<(), OppnaFel> {
        let mut path = self.path.clone().into_os_string();
        path.push("-wal");
        let path = PathBuf::from(path);
        let meta = std::fs::symlink_metadata(&path).map_err(|fel| filfel(&path, &fel))?;
        self.skrivlogg = Some((path, plattform::marke(&meta)));
        Ok(())
    }

    /// Whether the same file still lies there, with the same journal. In WAL mode a save into a deleted one would be
    /// answered as done.
    pub(super) fn kontrollera(&self) -> Result<(), StoreError> {
        let samma = |path: &Path, marke: (u64, u64)| {
            std::fs::symlink_metadata(path).is_ok_and(|meta| plattform::marke(&meta) == marke)
        };
        let logg = self.skrivlogg.as_ref();
        if samma(&self.path, self.marke) && logg.is_none_or(|(path, marke)| samma(path, *marke)) {
            return Ok(());
        }
        Err(StoreError::Stopp(
            "Databasfilen har flyttats, tagits bort eller bytts ut. Inget är sparat. Avsluta programmet och \
             starta det igen när filen ligger rätt."
                .to_owned(),
        ))
    }
}

impl Fil {
    /// Where it lies.
    pub(super) fn vag(&self) -> &Path {
        &self.path
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
    if let Some(tjanst) = synkad_mapp(path) {
        return Err(OppnaFel::Synkad { tjanst });
    }
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
    if let Some(tjanst) = synkad_mapp(&finns) {
        return Err(OppnaFel::Synkad { tjanst });
    }
    let nummer = plattform::filsystem(&finns).map_err(|fel| filfel(&finns, &fel))?;
    match bedom(nummer) {
        FsDom::Lokalt(_) => {}
        FsDom::Minne if prov => {}
        FsDom::Minne => return Err(OppnaFel::Minne),
        FsDom::Natverk(typ) => return Err(OppnaFel::Natverk { typ }),
        FsDom::Okant => return Err(OppnaFel::OkantFilsystem { nummer }),
    }
    plattform::mappbyggare()
        .recursive(true)
        .create(mapp)
        .map_err(|fel| OppnaFel::Mapp {
            path: mapp.to_owned(),
            skal: fel.to_string(),
        })?;
    let mapp = mapp.canonicalize().map_err(|fel| filfel(mapp, &fel))?;
    if !plattform::far_skriva_i(&mapp) {
        return Err(OppnaFel::MappSkrivskyddad { path: mapp });
    }
    Ok(mapp.join(namn))
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
    let mapp = till.parent().unwrap_or(Path::new("/"));
    // Without this a power cut could take the name back.
    std::fs::File::open(mapp)
        .and_then(|mapp| mapp.sync_all())
        .map_err(|fel| filfel(mapp, &fel))
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
        match fil.try_lock() {
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

    #[cfg(target_os = "linux")]
    pub(super) fn filsystem(mapp: &Path) -> io::Result<u64> {
        // The field is as wide as the machine; all the numbers are 32 bits.
        #[allow(clippy::useless_conversion)]
        let nummer = i64::from(rustix::fs::statfs(mapp)?.f_type) & 0xFFFF_FFFF;
        Ok(nummer.unsigned_abs())
    }

    /// Other systems have other numbers, and none of them has been tried: 0 is refused as unknown.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn filsystem(_mapp: &Path) -> io::Result<u64> {
        Ok(0)
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

    pub(super) fn filsystem(_mapp: &Path) -> io::Result<u64> {
        Ok(0)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hela_tabellen_over_filsystem() {
        for nummer in [
            0xEF53,
            0x5846_5342,
            0x9123_683E,
            0x2FC1_2FC1,
            0xF2F5_2010,
            0xCA45_1A4E,
            0x794C_7630,
        ] {
            assert!(
                matches!(bedom(nummer), FsDom::Lokalt(_)),
                "{nummer:#x} ska godtas"
            );
        }
        for nummer in [
            0xFE53_4D42,
            0xFF53_4D42,
            0x517B,
            0x6969,
            0x6573_5546,
            0x0102_1997,
            0x00C3_6400,
            0x5346_414F,
            0x0BD0_0BD0,
            0x786F_4256,
        ] {
            assert!(
                matches!(bedom(nummer), FsDom::Natverk(_)),
                "{nummer:#x} ska avvisas"
            );
        }
        assert_eq!(bedom(0x0102_1994), FsDom::Minne);
        for nummer in [0, 1, 0x4D44, 0x5346_544E, u64::MAX] {
            assert_eq!(bedom(nummer), FsDom::Okant, "{nummer:#x}");
        }
    }

    #[test]
    fn synkade_mappar_kanns_igen_var_som_helst_i_vagen() {
        for (path, tjanst) in [
            ("/home/a/OneDrive - Kommunen/t.db", "OneDrive"),
            ("/home/a/Dropbox/t.db", "Dropbox"),
            ("/home/a/Dropbox (privat)/x/t.db", "Dropbox"),
            ("/home/a/nextcloud/t.db", "Nextcloud"),
            ("/home/a/Google Drive/t.db", "Google Drive"),
            ("/home/a/GoogleDrive/t.db", "Google Drive"),
            ("/home/a/iCloud Drive/t.db", "iCloud"),
            ("/Users/a/Library/Mobile Documents/t.db", "iCloud"),
        ] {
            assert_eq!(synkad_mapp(Path::new(path)), Some(tjanst), "{path}");
        }
        for path in ["/srv/troskel/t.db", "t.db", "/home/drop/box/one/drive.db"] {
            assert_eq!(synkad_mapp(Path::new(path)), None, "{path}");
        }
    }
}
