//! Which file systems the file may lie on. Those where locks and syncing have been found to work, and no other: on a network
//! share work that was saved is lost, and what a program copies behind our back it can damage.

use std::io;
use std::path::Path;

use super::oppnafel::OppnaFel;

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

/// How the system numbers file systems that a program drives.
const FUSE: u64 = 0x6573_5546;
/// How it numbers the layers of a container.
const OVERLAY: u64 = 0x794C_7630;

/// Judges the number that `statfs` gives for a file system. An allow list: what is unknown is refused. Sources: statfs(2),
/// the kernel's `magic.h`, and what coreutils counts as remote.
pub fn bedom(f_type: u64) -> FsDom {
    match f_type {
        0xEF53 => FsDom::Lokalt("ext"),
        0x5846_5342 => FsDom::Lokalt("xfs"),
        0x9123_683E => FsDom::Lokalt("btrfs"),
        0x2FC1_2FC1 => FsDom::Lokalt("zfs"),
        0xF2F5_2010 => FsDom::Lokalt("f2fs"),
        0xCA45_1A4E => FsDom::Lokalt("bcachefs"),
        OVERLAY => FsDom::Lokalt("overlay"),
        0x0102_1994 => FsDom::Minne,
        0xFE53_4D42 => FsDom::Natverk("SMB2"),
        0xFF53_4D42 => FsDom::Natverk("CIFS"),
        0x517B => FsDom::Natverk("SMB"),
        0x6969 => FsDom::Natverk("NFS"),
        FUSE => FsDom::Natverk("FUSE"),
        0x0102_1997 => FsDom::Natverk("9p"),
        0x00C3_6400 => FsDom::Natverk("Ceph"),
        0x5346_414F | 0x6B41_4653 => FsDom::Natverk("AFS"),
        0x0BD0_0BD0 => FsDom::Natverk("Lustre"),
        0x786F_4256 => FsDom::Natverk("vboxsf"),
        0x7375_7245 => FsDom::Natverk("Coda"),
        0x564C => FsDom::Natverk("NCP"),
        0x7461_636F => FsDom::Natverk("OCFS2"),
        0x0116_1970 => FsDom::Natverk("GFS2"),
        0x4750_4653 => FsDom::Natverk("GPFS"),
        0x1983_0326 => FsDom::Natverk("BeeGFS"),
        0x2003_0528 => FsDom::Natverk("OrangeFS"),
        0xAAD7_AAEA => FsDom::Natverk("PanFS"),
        0xBEEF_DEAD => FsDom::Natverk("StorNext"),
        0x0131_11A8 => FsDom::Natverk("IBRIX"),
        0x6163_6673 => FsDom::Natverk("ACFS"),
        0xA501_FCF5 => FsDom::Natverk("VxFS"),
        0x7C7C_6673 => FsDom::Natverk("prl_fs"),
        0xBACB_ACBC => FsDom::Natverk("vmhgfs"),
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

/// Programs that show such a service as a disk: how the type of the mount begins, and the name.
const SYNKADE_MONTAGE: [(&str, &str); 9] = [
    ("fuse.onedrive", "OneDrive"),
    ("fuse.rclone", "rclone"),
    ("fuse.google-drive", "Google Drive"),
    ("fuse.gdfuse", "Google Drive"),
    ("fuse.gcsfuse", "Google Cloud Storage"),
    ("fuse.s3fs", "S3"),
    ("fuse.goofys", "S3"),
    ("fuse.dropbox", "Dropbox"),
    ("fuse.seadrive", "Seafile"),
];

/// The synchronised folder that a path leads through, if any.
pub fn synkad_mapp(path: &Path) -> Option<&'static str> {
    path.components().find_map(|del| {
        let del = del.as_os_str().to_string_lossy().to_lowercase();
        let traff = SYNKADE.iter().find(|(borjan, _)| del.starts_with(borjan));
        traff.map(|(_, namn)| *namn)
    })
}

/// Refuses a path through a synchronised folder.
pub(super) fn prova_vag(path: &Path) -> Result<(), OppnaFel> {
    match synkad_mapp(path) {
        Some(tjanst) => Err(OppnaFel::Synkad { tjanst }),
        None => Ok(()),
    }
}

/// Refuses a folder on a file system that the file may not lie on; the inner error is the system's, where it does not say.
pub(super) fn prova(mapp: &Path, prov: bool) -> Result<(), Result<OppnaFel, io::Error>> {
    let nummer = nummer(mapp).map_err(Err)?;
    let fel = match bedom(nummer) {
        FsDom::Lokalt(_) => return Ok(()),
        FsDom::Minne if prov => return Ok(()),
        FsDom::Minne => OppnaFel::Minne,
        FsDom::Natverk(_) if nummer == FUSE => programdrivet(montagets_typ(mapp)),
        FsDom::Natverk(typ) => OppnaFel::Natverk { typ },
        FsDom::Okant => OppnaFel::OkantFilsystem { nummer },
    };
    Err(Ok(fel))
}

/// Whether the file lies in the layers of a container, which go when the container does. It works there for as long as it is
/// there, so it is told and not refused.
pub fn i_container(path: &Path) -> bool {
    let mapp = match path.parent() {
        Some(mapp) if !mapp.as_os_str().is_empty() => mapp,
        Some(_) | None => Path::new("."),
    };
    nummer(mapp).is_ok_and(|nummer| nummer == OVERLAY)
}

/// All file systems that programs drive have one number, whether a disk, a share or a service lies behind. None is taken; the
/// type of the mount tells what to say.
fn programdrivet(typ: Option<String>) -> OppnaFel {
    let typ = typ.unwrap_or_else(|| "FUSE".to_owned());
    let synkat = SYNKADE_MONTAGE
        .iter()
        .find(|(borjan, _)| typ.starts_with(borjan));
    match synkat {
        Some((_, tjanst)) => OppnaFel::Synkad { tjanst },
        None => OppnaFel::Fuse { typ },
    }
}

/// The type of the mount that a device is, out of `/proc/self/mountinfo`: the words after the lone hyphen.
fn typ_av(mountinfo: &str, enhet: &str) -> Option<String> {
    mountinfo.lines().find_map(|rad| {
        let (fore, efter) = rad.split_once(" - ")?;
        (fore.split(' ').nth(2)? == enhet).then(|| efter.split(' ').next().map(str::to_owned))?
    })
}

#[cfg(target_os = "linux")]
fn montagets_typ(mapp: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let enhet = std::fs::metadata(mapp).ok()?.dev();
    let enhet = format!("{}:{}", rustix::fs::major(enhet), rustix::fs::minor(enhet));
    typ_av(
        &std::fs::read_to_string("/proc/self/mountinfo").ok()?,
        &enhet,
    )
}

#[cfg(not(target_os = "linux"))]
fn montagets_typ(_mapp: &Path) -> Option<String> {
    None
}

#[cfg(target_os = "linux")]
fn nummer(mapp: &Path) -> io::Result<u64> {
    // The field is as wide as the machine; all the numbers are 32 bits.
    #[allow(clippy::useless_conversion)]
    let nummer = i64::from(rustix::fs::statfs(mapp)?.f_type) & 0xFFFF_FFFF;
    Ok(nummer.unsigned_abs())
}

/// Other systems have other numbers, and none of them has been tried: 0 is refused as unknown.
#[cfg(not(target_os = "linux"))]
fn nummer(_mapp: &Path) -> io::Result<u64> {
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOKALA: [u64; 7] = [
        0xEF53,
        0x5846_5342,
        0x9123_683E,
        0x2FC1_2FC1,
        0xF2F5_2010,
        0xCA45_1A4E,
        0x794C_7630,
    ];

    #[test]
    fn lofte_05_varje_filsystem_pa_natet_avvisas() {
        for nummer in LOKALA {
            assert!(
                matches!(bedom(nummer), FsDom::Lokalt(_)),
                "{nummer:#x} ska godtas"
            );
        }
        let fjarran = [
            0xFE53_4D42,
            0xFF53_4D42,
            0x517B,
            0x6969,
            0x6573_5546,
            0x0102_1997,
            0x00C3_6400,
            0x5346_414F,
            0x6B41_4653,
            0x0BD0_0BD0,
            0x786F_4256,
            0x7375_7245,
            0x564C,
            0x7461_636F,
            0x0116_1970,
            0x4750_4653,
            0x1983_0326,
            0x2003_0528,
            0xAAD7_AAEA,
            0xBEEF_DEAD,
            0x0131_11A8,
            0x6163_6673,
            0xA501_FCF5,
            0x7C7C_6673,
            0xBACB_ACBC,
        ];
        for nummer in fjarran {
            assert!(
                matches!(bedom(nummer), FsDom::Natverk(_)),
                "{nummer:#x} ska avvisas"
            );
        }
        assert_eq!(bedom(0x0102_1994), FsDom::Minne);
        // Whatever nobody has heard of is refused too, FAT and NTFS among them: nobody has tried locks there.
        for nummer in [0, 1, 0x4D44, 0x5346_544E, 0x858F_458F, u64::MAX] {
            assert_eq!(bedom(nummer), FsDom::Okant, "{nummer:#x}");
        }
        // The list of what is taken is no longer than the one above, in all of 32 bits around each known number.
        for nummer in fjarran.into_iter().chain(LOKALA) {
            for bit in 0..32 {
                let annat = nummer ^ (1 << bit);
                let taget = matches!(bedom(annat), FsDom::Lokalt(_));
                assert_eq!(taget, LOKALA.contains(&annat), "{annat:#x}");
            }
        }
    }

    #[test]
    fn lofte_05_ett_programdrivet_filsystem_namns_vid_sin_typ() {
        let mountinfo = "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n\
            40 27 0:50 / /mnt/a rw,nosuid shared:1 - fuse.sshfs anna@server:/srv rw,user_id=0\n\
            41 27 0:51 / /mnt/b\\040c rw master:2 propagate_from:3 - fuse.rclone moln: rw\n\
            42 27 0:52 / /mnt/d rw - fuse.onedriver onedriver rw\n\
            43 27 8:17 / /mnt/e rw - fuseblk /dev/sdb1 rw\n\
            44 27 0:53 / /mnt/f rw - virtiofs delat rw\n\
            trasig rad\n";
        for (enhet, vantat) in [
            ("0:50", "(fuse.sshfs)"),
            ("0:51", "synkas med rclone"),
            ("0:52", "synkas med OneDrive"),
            ("8:17", "(fuseblk)"),
            ("0:53", "(virtiofs)"),
            ("0:99", "(FUSE)"),
        ] {
            let text = programdrivet(typ_av(mountinfo, enhet)).to_string();
            assert!(text.contains(vantat), "{enhet}: {text}");
            assert!(text.contains("SSH"), "{enhet}: {text}");
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
