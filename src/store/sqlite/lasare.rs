//! Who holds the file just now, from the locks that the system knows of. Looks in `/proc` and nowhere else: to open the
//! file, its journal or its index beside `SQLite` and close it again would drop `SQLite`'s locks in this process.
//!
//! In WAL every connection holds a lock on the byte [`KVAR`] of the index (`-shm`) for as long as it is open, and one on a
//! byte of [`LASER`] for as long as it reads. A reader that never ends keeps the journal from being emptied.

use std::path::Path;
#[cfg(target_os = "linux")]
use std::path::PathBuf;

/// The bytes of the index that a connection locks while it reads: the five read marks.
const LASER: std::ops::RangeInclusive<u64> = 123..=127;
/// The byte of the index that every open connection holds.
const KVAR: u64 = 128;
/// The byte of the index that whoever writes holds.
const SKRIVER: u64 = 120;

/// A process that has the file open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its number.
    pub pid: u32,
    /// The name that the system has for its program; none where it has ended or hides it.
    pub namn: Option<String>,
    /// It reads just now.
    pub laser: bool,
    /// It writes just now.
    pub skriver: bool,
}

/// One lock: whose, and which bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Las {
    pid: u32,
    enhet: String,
    fran: u64,
    till: u64,
}

/// The locks on the file with this number, in the words of `/proc/locks`. A lock that is only waited for is none.
fn las_pa(text: &str, inod: u64) -> Vec<Las> {
    text.lines()
        .filter_map(|rad| {
            let mut ord = rad.split_whitespace().skip(1);
            // "->" stands here for somebody who waits.
            ord.next().filter(|slag| *slag == "POSIX")?;
            let pid = ord.nth(2)?.parse().ok()?;
            let (enhet, nummer) = ord.next()?.rsplit_once(':')?;
            (nummer.parse() == Ok(inod)).then_some(())?;
            let fran = ord.next()?.parse().ok()?;
            let till = ord.next().map(|till| till.parse().unwrap_or(u64::MAX))?;
            Some(Las {
                pid,
                enhet: enhet.to_owned(),
                fran,
                till,
            })
        })
        .collect()
}

/// The processes behind the locks on the index, by number, this one too.
fn processer(text: &str, inod: u64) -> Vec<(u32, bool, bool)> {
    let alla = las_pa(text, inod);
    // Two disks may have files with the same number. Which disk this one is, our own lock on it tells.
    let eget = std::process::id();
    let enhet = alla.iter().find(|las| las.pid == eget);
    let enhet = enhet.map(|las| las.enhet.clone());
    let mut ut: Vec<(u32, bool, bool)> = Vec::new();
    for las in &alla {
        if enhet.as_ref().is_some_and(|enhet| *enhet != las.enhet) {
            continue;
        }
        let traffar = |byte: u64| (las.fran..=las.till).contains(&byte);
        let (laser, skriver) = (LASER.clone().any(traffar), traffar(SKRIVER));
        if !laser && !skriver && !traffar(KVAR) {
            continue;
        }
        match ut.iter_mut().find(|(pid, ..)| *pid == las.pid) {
            Some(process) => {
                process.1 |= laser;
                process.2 |= skriver;
            }
            None => ut.push((las.pid, laser, skriver)),
        }
    }
    ut.sort_unstable();
    ut
}

/// The processes that have the file open, by number, this one too; none where the system does not tell.
#[cfg(target_os = "linux")]
pub(super) fn som_har_oppet(databas: &Path) -> Option<Vec<Process>> {
    use std::os::unix::fs::MetadataExt;
    let inod = std::fs::symlink_metadata(index(databas)).ok()?.ino();
    let lasen = std::fs::read_to_string("/proc/locks").ok()?;
    let alla = processer(&lasen, inod).into_iter();
    Some(
        alla.map(|(pid, laser, skriver)| Process {
            pid,
            namn: namn(pid),
            laser,
            skriver,
        })
        .collect(),
    )
}

#[cfg(not(target_os = "linux"))]
pub(super) fn som_har_oppet(_databas: &Path) -> Option<Vec<Process>> {
    None
}

#[cfg(target_os = "linux")]
fn index(databas: &Path) -> PathBuf {
    let mut namn = databas.as_os_str().to_owned();
    namn.push("-shm");
    PathBuf::from(namn)
}

/// What the system calls the program of a process.
fn namn(pid: u32) -> Option<String> {
    let namn = std::fs::read(format!("/proc/{pid}/comm")).ok()?;
    let namn = String::from_utf8_lossy(&namn).trim().to_owned();
    (!namn.is_empty()).then_some(namn)
}

/// The start of the machine and its space of process numbers; empty where the system does not tell.
pub(super) fn maskin() -> String {
    let start = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let rum = std::fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    let start = start.trim();
    if start.is_empty() {
        return String::new();
    }
    format!("{start} {}", rum.display())
}

/// When the system started a process, in its own ticks; none where there is no such process.
pub(super) fn start(pid: u32) -> Option<i64> {
    let rad = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name stands in parentheses and may hold anything, so what comes after the last one is counted.
    let (_, resten) = rad.rsplit_once(')')?;
    resten.split_whitespace().nth(19)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lasen_lases_som_systemet_skriver_dem() {
        let text = "1: POSIX  ADVISORY  READ 41 fe:00:77 128 128\n\
             2: POSIX  ADVISORY  READ 41 fe:00:77 124 124\n\
             3: POSIX  ADVISORY  WRITE 42 fe:00:77 120 120\n\
             3: -> POSIX  ADVISORY  WRITE 43 fe:00:77 120 120\n\
             4: FLOCK  ADVISORY  WRITE 44 fe:00:77 0 EOF\n\
             5: POSIX  ADVISORY  READ 45 fe:00:78 128 128\n\
             6: POSIX  ADVISORY  WRITE 46 fe:00:77 0 EOF\n\
             7: POSIX  ADVISORY  READ 47 fe:00:77 0 7\n\
             trasig rad\n";
        assert_eq!(
            processer(text, 77),
            [(41, true, false), (42, false, true), (46, true, true)]
        );
        assert_eq!(processer(text, 78), [(45, false, false)]);
        assert_eq!(processer("", 77), []);
    }

    #[test]
    fn en_fil_med_samma_nummer_pa_en_annan_disk_ar_en_annan() {
        let eget = std::process::id();
        let text = format!(
            "1: POSIX  ADVISORY  READ {eget} fe:00:77 128 128\n2: POSIX  ADVISORY  READ 4 08:01:77 124 124\n"
        );
        assert_eq!(processer(&text, 77), [(eget, false, false)]);
    }

    #[test]
    fn den_egna_processen_har_en_start_och_ett_namn() {
        let eget = std::process::id();
        if !Path::new("/proc/self/stat").exists() {
            return;
        }
        assert!(start(eget).is_some() && namn(eget).is_some() && !maskin().is_empty());
        assert_eq!(start(u32::MAX), None);
    }
}
