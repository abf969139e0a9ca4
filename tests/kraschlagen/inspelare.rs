//! Inspelaren: the test traces a process of its own and writes down what it does to the files of a folder. It needs no other
//! program: the kernel stops the process at each system call, and its memory is read.
//!
//! A call that could change a file in a way that is not written down stops the test: a disk that the recording does not
//! explain would be worth nothing.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use nix::errno::Errno;
use nix::sys::ptrace::{self, Options};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;

use super::inspelning::{Handelse, Inod, Inspelning};
use super::{ARBETE, KVITTON, MAPP, REDO, nr};

/// What a program that acknowledges nothing has acknowledged when it has ended and said that all went well.
pub const SLUT: &str = "slut";

const O_CREAT: u64 = 0o100;
const O_TMPFILE: u64 = 0o20_200_000;
const O_TRUNC: u64 = 0o1000;
const AT_FDCWD: i32 = -100;
const AT_REMOVEDIR: u64 = 0x200;
const F_DUPFD: u64 = 0;
const F_DUPFD_CLOEXEC: u64 = 1030;
/// Shared and writable.
const MAP_SHARED: u64 = 1;
const PROT_WRITE: u64 = 2;

/// What lies behind a number of an open file.
#[derive(Clone, Debug)]
enum Oppen {
    Fil(Inod),
    Mapp(String),
    Kvitton,
}

/// A system call that has come back.
struct Anrop {
    nr: u64,
    a: [u64; 6],
    svar: i64,
}

/// What is known of the process.
struct Spelare {
    pid: Pid,
    rot: PathBuf,
    kvitton: PathBuf,
    minne: File,
    namn: BTreeMap<String, Inod>,
    langd: Vec<usize>,
    oppna: BTreeMap<u64, Oppen>,
    annat_program: bool,
    ut: Vec<Handelse>,
}

/// Lets a process of this program do `arbete` in the folder and records it. None, and aloud, where that is not allowed here.
pub fn spela_in(arbete: &str, rot: &Path) -> Option<Inspelning> {
    let rot = rot.canonicalize().unwrap();
    let utanfor = tempfile::tempdir().unwrap();
    let kvitton = utanfor.path().canonicalize().unwrap().join("kvitton");
    let start = filer(&rot);
    let mut barn = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "prov::barnet_som_spelas_in",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(ARBETE, arbete)
        .env(MAPP, &rot)
        .env(KVITTON, &kvitton)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let pid = Pid::from_raw(i32::try_from(barn.id()).unwrap());
    vanta_tills_redo(&mut barn);
    let mut spelare = Spelare {
        pid,
        minne: File::open(format!("/proc/{pid}/mem")).unwrap(),
        namn: start
            .iter()
            .enumerate()
            .map(|(inod, (namn, _))| (namn.clone(), inod))
            .collect(),
        langd: start.iter().map(|(_, bytes)| bytes.len()).collect(),
        rot,
        kvitton,
        oppna: BTreeMap::new(),
        annat_program: false,
        ut: Vec::new(),
    };
    if let Err(fel) = ta(pid) {
        println!(
            "UTELÄMNAT: systemanrop får inte följas här (ptrace: {fel}), så inga kraschlägen byggs."
        );
        let _ = barn.kill();
        let _ = barn.wait();
        return None;
    }
    barn.stdin.take().unwrap().write_all(b"\n").unwrap();
    let kod = spelare.folj();
    assert_eq!(kod, 0, "{arbete}: the process failed");
    if spelare.annat_program {
        spelare.ut.push(Handelse::Kvitto(SLUT.to_owned()));
    }
    Some(Inspelning {
        start,
        handelser: spelare.ut,
    })
}

/// The files below a folder.
fn filer(rot: &Path) -> Vec<(String, Vec<u8>)> {
    let mut ut = Vec::new();
    for fil in std::fs::read_dir(rot).unwrap() {
        let vag = fil.unwrap().path();
        assert!(vag.is_file(), "{} is no file", vag.display());
        let namn = vag.file_name().unwrap().to_str().unwrap().to_owned();
        if !namn.ends_with("-shm") {
            ut.push((namn, std::fs::read(&vag).unwrap()));
        }
    }
    ut.sort();
    ut
}

/// The process has all its threads when it says so, and does nothing before it is told.
fn vanta_tills_redo(barn: &mut Child) {
    let mut ut = BufReader::new(barn.stdout.as_mut().unwrap());
    let mut rad = String::new();
    while !rad.trim_end().ends_with(REDO) {
        rad.clear();
        assert!(
            ut.read_line(&mut rad).unwrap() > 0,
            "the process never began"
        );
    }
}

/// Takes hold of every thread of the process.
fn ta(pid: Pid) -> nix::Result<()> {
    let val =
        Options::PTRACE_O_TRACESYSGOOD | Options::PTRACE_O_TRACECLONE | Options::PTRACE_O_EXITKILL;
    for trad in std::fs::read_dir(format!("/proc/{pid}/task")).unwrap() {
        let namn = trad.unwrap().file_name();
        let tid = Pid::from_raw(namn.to_str().unwrap().parse().unwrap());
        ptrace::seize(tid, val)?;
        ptrace::interrupt(tid)?;
    }
    Ok(())
}

impl Spelare {
    /// Follows the process to its end; its exit code.
    fn folj(&mut self) -> i32 {
        // Of each thread the call that it is in.
        let mut inne: BTreeMap<Pid, u64> = BTreeMap::new();
        let hur = WaitPidFlag::__WALL | WaitPidFlag::__WNOTHREAD;
        loop {
            let (tid, signal) = match waitpid(None, Some(hur)) {
                Ok(WaitStatus::PtraceSyscall(tid)) => {
                    self.stopp(tid, &mut inne);
                    (tid, None)
                }
                Ok(WaitStatus::PtraceEvent(tid, ..)) => (tid, None),
                Ok(WaitStatus::Stopped(tid, signal)) => (tid, Some(signal)),
                Ok(WaitStatus::Exited(tid, kod)) if tid == self.pid => return kod,
                Ok(WaitStatus::Signaled(tid, signal, _)) if tid == self.pid => {
                    panic!("the process was ended by {signal}")
                }
                Ok(_) | Err(Errno::EINTR) => continue,
                Err(fel) => panic!("the process was lost: {fel}"),
            };
            match ptrace::syscall(tid, signal) {
                Ok(()) | Err(Errno::ESRCH) => {}
                Err(fel) => panic!("the process could not go on: {fel}"),
            }
        }
    }

    /// On the way in the number is kept, on the way out the call has been done.
    fn stopp(&mut self, tid: Pid, inne: &mut BTreeMap<Pid, u64>) {
        let Ok(r) = ptrace::getregs(tid) else { return };
        if r.orig_rax == nr::EXECVE && r.rax == 0 {
            // Another program in its place: one thread, and a memory of its own.
            inne.clear();
            self.annat_program = true;
            self.minne = File::open(format!("/proc/{}/mem", self.pid)).unwrap();
            return;
        }
        let Some(nr) = inne.remove(&tid) else {
            inne.insert(tid, r.orig_rax);
            return;
        };
        assert_eq!(nr, r.orig_rax, "lost count of the calls");
        let anrop = Anrop {
            nr,
            a: [r.rdi, r.rsi, r.rdx, r.r10, r.r8, r.r9],
            svar: i64::from_ne_bytes(r.rax.to_ne_bytes()),
        };
        if anrop.svar >= 0 {
            self.gjort(&anrop);
        }
    }

    fn gjort(&mut self, anrop: &Anrop) {
        let a = &anrop.a;
        match anrop.nr {
            nr::OPEN => self.oppnad(anrop.svar, a[1]),
            nr::CREAT => self.oppnad(anrop.svar, O_CREAT | O_TRUNC),
            nr::OPENAT => self.oppnad(anrop.svar, a[2]),
            nr::CLOSE => drop(self.oppna.remove(&a[0])),
            nr::DUP | nr::DUP2 | nr::DUP3 => self.dubblad(a[0], anrop.svar),
            nr::FCNTL if a[1] == F_DUPFD || a[1] == F_DUPFD_CLOEXEC => {
                self.dubblad(a[0], anrop.svar);
            }
            nr::WRITE => {
                let bytes = self.bytes(a[1], langd(anrop.svar));
                self.skrivet(a[0], None, bytes);
            }
            nr::PWRITE64 => {
                let bytes = self.bytes(a[1], langd(anrop.svar));
                self.skrivet(a[0], Some(a[3]), bytes);
            }
            nr::WRITEV => {
                let bytes = self.spridda(a[1], a[2], langd(anrop.svar));
                self.skrivet(a[0], None, bytes);
            }
            nr::PWRITEV => {
                let bytes = self.spridda(a[1], a[2], langd(anrop.svar));
                self.skrivet(a[0], Some(a[3]), bytes);
            }
            nr::FTRUNCATE => {
                if let Some(Oppen::Fil(inod)) = self.oppna.get(&a[0]).cloned() {
                    self.satt_langd(inod, langd_u(a[1]));
                }
            }
            nr::FALLOCATE => {
                if let Some(Oppen::Fil(inod)) = self.oppna.get(&a[0]).cloned() {
                    assert_eq!(a[1], 0, "fallocate with a mode");
                    let ny = langd_u(a[2] + a[3]).max(self.langd[inod]);
                    self.satt_langd(inod, ny);
                }
            }
            nr::FSYNC | nr::FDATASYNC => match self.oppna.get(&a[0]) {
                Some(Oppen::Fil(inod)) => self.ut.push(Handelse::Synka(*inod)),
                Some(Oppen::Mapp(mapp)) => self.ut.push(Handelse::SynkaMapp(mapp.clone())),
                Some(Oppen::Kvitton) | None => {}
            },
            nr::UNLINK => self.borttagen(AT_FDCWD, a[0]),
            nr::UNLINKAT => {
                assert_eq!(a[2] & AT_REMOVEDIR, 0, "a folder is removed");
                self.borttagen(dfd(a[0]), a[1]);
            }
            nr::RENAME => self.omdopt((AT_FDCWD, a[0]), (AT_FDCWD, a[1])),
            nr::RENAMEAT | nr::RENAMEAT2 => {
                assert!(anrop.nr == nr::RENAMEAT || a[4] <= 1, "names are exchanged");
                self.omdopt((dfd(a[0]), a[1]), (dfd(a[2]), a[3]));
            }
            nr::MKDIR => self.ny_mapp(AT_FDCWD, a[0]),
            nr::MKDIRAT => self.ny_mapp(dfd(a[0]), a[1]),
            nr::MMAP => {
                let fil = self.oppna.get(&a[4]);
                let delad = a[3] & MAP_SHARED != 0 && a[2] & PROT_WRITE != 0;
                assert!(
                    !delad || !matches!(fil, Some(Oppen::Fil(_))),
                    "a file is written by mmap"
                );
            }
            nr::TRUNCATE | nr::RMDIR => self.frammande(AT_FDCWD, a[0], anrop.nr),
            nr::LINK | nr::SYMLINK => self.frammande(AT_FDCWD, a[1], anrop.nr),
            nr::LINKAT => self.namngiven((dfd(a[0]), a[1]), (dfd(a[2]), a[3])),
            nr::SYMLINKAT => self.frammande(dfd(a[1]), a[2], anrop.nr),
            nr::SENDFILE => self.frammande_fil(a[0], anrop.nr),
            nr::COPY_FILE_RANGE => self.frammande_fil(a[2], anrop.nr),
            nr::PWRITEV2 => self.frammande_fil(a[0], anrop.nr),
            nr::OPENAT2 => panic!("openat2 is not followed"),
            _ => {}
        }
    }

    /// The call must not be about a file in the folder.
    fn frammande(&self, dfd: i32, vag: u64, nr: u64) {
        let vag = self.vag(dfd, vag);
        assert!(self.inom(&vag).is_none(), "call {nr} on {}", vag.display());
    }

    fn frammande_fil(&self, fd: u64, nr: u64) {
        let fil = self.oppna.get(&fd);
        assert!(!matches!(fil, Some(Oppen::Fil(_))), "call {nr} on {fil:?}");
    }

    fn bytes(&self, adress: u64, antal: usize) -> Vec<u8> {
        let mut ut = vec![0; antal];
        self.minne.read_exact_at(&mut ut, adress).unwrap();
        ut
    }

    /// What lies in several places after each other.
    fn spridda(&self, adress: u64, antal: u64, mest: usize) -> Vec<u8> {
        let mut ut = Vec::new();
        for n in 0..antal {
            let post = self.bytes(adress + n * 16, 16);
            let (bas, lang) = post.split_at(8);
            let tal = |del: &[u8]| u64::from_ne_bytes(del.try_into().unwrap());
            ut.extend(self.bytes(tal(bas), langd_u(tal(lang))));
        }
        ut.truncate(mest);
        ut
    }

    /// A text that ends with a zero; read so that no page after it is needed.
    fn text(&self, mut adress: u64) -> String {
        let mut ut = Vec::new();
        loop {
            let kvar = 4096 - langd_u(adress % 4096);
            let bit = self.bytes(adress, kvar.min(256));
            if let Some(slut) = bit.iter().position(|byte| *byte == 0) {
                ut.extend(&bit[..slut]);
                return String::from_utf8(ut).unwrap();
            }
            adress += bit.len() as u64;
            ut.extend(bit);
        }
    }

    /// The whole path that a call names.
    fn vag(&self, dfd: i32, adress: u64) -> PathBuf {
        let vag = PathBuf::from(self.text(adress));
        if vag.is_absolute() {
            return vag;
        }
        let pid = self.pid;
        let fran = if dfd == AT_FDCWD {
            format!("/proc/{pid}/cwd")
        } else {
            format!("/proc/{pid}/fd/{dfd}")
        };
        std::fs::read_link(fran).unwrap().join(vag)
    }

    /// The name in the folder; none of what lies outside, and of the index of the log, which does not outlive the machine.
    fn inom(&self, vag: &Path) -> Option<String> {
        let namn = vag.strip_prefix(&self.rot).ok()?.to_str().unwrap();
        (!namn.ends_with("-shm")).then(|| namn.to_owned())
    }

    fn oppnad(&mut self, fd: i64, hur: u64) {
        let pid = self.pid;
        let vag = std::fs::read_link(format!("/proc/{pid}/fd/{fd}")).unwrap();
        let fd = fd.unsigned_abs();
        self.oppna.remove(&fd);
        if vag == self.kvitton {
            self.oppna.insert(fd, Oppen::Kvitton);
            return;
        }
        let Some(namn) = self.inom(&vag) else { return };
        if hur & O_TMPFILE == O_TMPFILE {
            let inod = self.langd.len();
            self.langd.push(0);
            self.ut.push(Handelse::Namnlos(inod));
            self.oppna.insert(fd, Oppen::Fil(inod));
            return;
        }
        if vag.is_dir() {
            self.oppna.insert(fd, Oppen::Mapp(namn));
            return;
        }
        let inod = if let Some(inod) = self.namn.get(&namn) {
            *inod
        } else {
            assert!(hur & O_CREAT != 0, "{namn} came from nowhere");
            let inod = self.langd.len();
            self.langd.push(0);
            self.namn.insert(namn.clone(), inod);
            self.ut.push(Handelse::Ny(namn, inod));
            inod
        };
        if hur & O_TRUNC != 0 && self.langd[inod] > 0 {
            self.satt_langd(inod, 0);
        }
        self.oppna.insert(fd, Oppen::Fil(inod));
    }

    /// A file without a name gets one; another link is not followed.
    fn namngiven(&mut self, (fran_dfd, fran): (i32, u64), (till_dfd, till): (i32, u64)) {
        let vag = self.vag(till_dfd, till);
        let Some(namn) = self.inom(&vag) else { return };
        let fran = self.vag(fran_dfd, fran);
        let fd = fran.strip_prefix("/proc/self/fd").ok();
        let fd = fd.and_then(|fd| fd.to_str()?.parse::<u64>().ok());
        let Some(Oppen::Fil(inod)) = fd.and_then(|fd| self.oppna.get(&fd)) else {
            panic!("{} is linked to {namn}", fran.display());
        };
        self.namn.insert(namn.clone(), *inod);
        self.ut.push(Handelse::Ny(namn, *inod));
    }

    fn dubblad(&mut self, fran: u64, till: i64) {
        self.oppna.remove(&till.unsigned_abs());
        if let Some(oppen) = self.oppna.get(&fran).cloned() {
            self.oppna.insert(till.unsigned_abs(), oppen);
        }
    }

    /// Without a place it was written where the file stood, which is now behind it.
    fn skrivet(&mut self, fd: u64, plats: Option<u64>, bytes: Vec<u8>) {
        match self.oppna.get(&fd) {
            Some(Oppen::Fil(inod)) => {
                let plats = match plats {
                    Some(plats) => langd_u(plats),
                    None => self.star(fd) - bytes.len(),
                };
                let slut = &mut self.langd[*inod];
                *slut = (*slut).max(plats + bytes.len());
                self.ut.push(Handelse::Skriv(*inod, plats, bytes));
            }
            Some(Oppen::Kvitton) => {
                let text = String::from_utf8(bytes).unwrap();
                for rad in text.lines() {
                    self.ut.push(Handelse::Kvitto(rad.to_owned()));
                }
            }
            Some(Oppen::Mapp(_)) | None => {}
        }
    }

    fn star(&self, fd: u64) -> usize {
        let pid = self.pid;
        let om = std::fs::read_to_string(format!("/proc/{pid}/fdinfo/{fd}")).unwrap();
        let rad = om.lines().find_map(|rad| rad.strip_prefix("pos:")).unwrap();
        rad.trim().parse().unwrap()
    }

    fn satt_langd(&mut self, inod: Inod, langd: usize) {
        if self.langd[inod] != langd {
            self.langd[inod] = langd;
            self.ut.push(Handelse::Langd(inod, langd));
        }
    }

    fn borttagen(&mut self, dfd: i32, vag: u64) {
        if let Some(namn) = self.inom(&self.vag(dfd, vag)) {
            self.namn.remove(&namn).unwrap();
            self.ut.push(Handelse::Bort(namn));
        }
    }

    fn omdopt(&mut self, fran: (i32, u64), till: (i32, u64)) {
        let namn = [fran, till].map(|(dfd, vag)| self.inom(&self.vag(dfd, vag)));
        match namn {
            [None, None] => {}
            [Some(fran), Some(till)] => {
                let inod = self.namn.remove(&fran).unwrap();
                self.namn.insert(till.clone(), inod);
                self.ut.push(Handelse::Byt(fran, till));
            }
            halv => panic!("a file is moved into or out of the folder: {halv:?}"),
        }
    }

    fn ny_mapp(&mut self, dfd: i32, vag: u64) {
        if let Some(namn) = self.inom(&self.vag(dfd, vag)) {
            self.ut.push(Handelse::NyMapp(namn));
        }
    }
}

fn langd(svar: i64) -> usize {
    usize::try_from(svar).unwrap()
}

fn langd_u(antal: u64) -> usize {
    usize::try_from(antal).unwrap()
}

/// The number of an open folder, or that the working folder is meant.
fn dfd(register: u64) -> i32 {
    let [a, b, c, d, ..] = register.to_le_bytes();
    i32::from_le_bytes([a, b, c, d])
}
