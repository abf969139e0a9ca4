//! What each process writes down: its intent before an act, and the answer after it, one `write(2)` a line on a file of its
//! own that is only ever added to. What has been written is in the kernel, so a process that is killed loses nothing of it.
//!
//! A line: time in nanoseconds of `CLOCK_MONOTONIC` (the same clock for all processes of a machine), what kind of line, op
//! id, words, and a full stop that tells a whole line from a cut one:
//!
//! ```text
//! 81234567890123 A 00000000000000030000000000000001 3 in 3.1.5 AAAA-222 .     intent: desk, act
//! 81234568890123 S 00000000000000030000000000000001 ok besok - - - .          answer
//! 81234569890123 O 00000000000000030000000000000001 3 in 3.1.5 AAAA-222 .     the same act sent again
//! 81234569890123 N 00000000000000000000000000000000 ny .                      a word on the process itself
//! ```

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use rustix::time::{ClockId, clock_gettime};
use troskel::store::OpId;

use super::akter::Akt;

/// Nanoseconds of the clock that all processes of the machine share.
pub fn nu() -> u64 {
    let tid = clock_gettime(ClockId::Monotonic);
    let delar = [tid.tv_sec, tid.tv_nsec].map(|del| u64::try_from(del).unwrap_or(0));
    delar[0] * 1_000_000_000 + delar[1]
}

/// Op id: desk and number. A desk that is started again goes on where its log ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Op(pub u128);

impl Op {
    pub fn ny(desk: u64, nummer: u64) -> Self {
        Self((u128::from(desk) << 64) | u128::from(nummer))
    }

    pub fn desk(self) -> u64 {
        u64::try_from(self.0 >> 64).unwrap_or(0)
    }

    pub fn nummer(self) -> u64 {
        u64::try_from(self.0 & u128::from(u64::MAX)).unwrap_or(0)
    }

    pub fn id(self) -> OpId {
        OpId(self.0.to_be_bytes())
    }

    pub fn las(text: &str) -> Option<Self> {
        u128::from_str_radix(text, 16).ok().map(Self)
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// What kind of line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The first time that this process sends the act: at which desk, and which.
    Avsikt(u64, Akt),
    /// The act is sent again.
    Omsandning(u64, Akt),
    /// The answer to the attempt before.
    Svar(String),
    /// About the process itself.
    Not(String),
}

/// One line.
#[derive(Clone, Debug)]
pub struct Rad {
    pub tid: u64,
    pub op: Op,
    pub sort: Sort,
}

/// The log of one process, open for adding to.
pub struct Skrivare(File);

pub fn vag(mapp: &Path, desk: u64) -> PathBuf {
    mapp.join(format!("historik.{desk:03}"))
}

impl Skrivare {
    pub fn oppna(mapp: &Path, desk: u64) -> Self {
        let fil = OpenOptions::new()
            .append(true)
            .create(true)
            .open(vag(mapp, desk))
            .unwrap();
        let mut skrivare = Self(fil);
        // A line that a kill has cut is closed, so that the next one stands for itself.
        skrivare.not("start");
        skrivare
    }

    fn rad(&mut self, slag: char, op: Op, ord: &dyn fmt::Display) {
        let rad = format!("\n{} {slag} {op} {ord} .\n", nu());
        let skrivet = self.0.write(rad.as_bytes()).unwrap();
        assert_eq!(skrivet, rad.len(), "en rad skrivs i ett");
    }

    pub fn avsikt(&mut self, op: Op, desk: u64, akt: &Akt) {
        self.rad('A', op, &format_args!("{desk} {akt}"));
    }

    pub fn omsandning(&mut self, op: Op, desk: u64, akt: &Akt) {
        self.rad('O', op, &format_args!("{desk} {akt}"));
    }

    pub fn svar(&mut self, op: Op, svar: &str) {
        self.rad('S', op, &svar.replace('\n', " "));
    }

    pub fn not(&mut self, text: &str) {
        self.rad('N', Op(0), &text.replace('\n', " "));
    }
}

/// Reads lines; gives how many were cut.
pub fn las(text: &str) -> (Vec<Rad>, usize) {
    let (mut rader, mut avklippta) = (Vec::new(), 0);
    for rad in text.lines().filter(|rad| !rad.is_empty()) {
        match las_rad(rad) {
            Some(rad) => rader.push(rad),
            None => avklippta += 1,
        }
    }
    (rader, avklippta)
}

fn las_rad(rad: &str) -> Option<Rad> {
    let rad = rad.strip_suffix(" .")?;
    let mut delar = rad.splitn(4, ' ');
    let tid = delar.next()?.parse().ok()?;
    let slag = delar.next()?;
    let op = Op::las(delar.next()?)?;
    let ord = delar.next()?;
    let akt = || {
        let (desk, akt) = ord.split_once(' ')?;
        Some((desk.parse().ok()?, Akt::las(akt)))
    };
    let sort = match slag {
        "A" => akt().map(|(desk, akt)| Sort::Avsikt(desk, akt))?,
        "O" => akt().map(|(desk, akt)| Sort::Omsandning(desk, akt))?,
        "S" => Sort::Svar(ord.to_owned()),
        "N" => Sort::Not(ord.to_owned()),
        _ => return None,
    };
    Some(Rad { tid, op, sort })
}

/// The lines of one process.
pub fn las_fil(vag: &Path) -> (Vec<Rad>, usize) {
    // What is written while it is read may end in the middle of a letter.
    let bytes = std::fs::read(vag).unwrap_or_default();
    las(&String::from_utf8_lossy(&bytes))
}

/// The last lines of one process; the first of them may be cut.
pub fn las_svans(vag: &Path) -> Vec<Rad> {
    use std::io::{Read, Seek, SeekFrom};
    let Ok(mut fil) = File::open(vag) else {
        return Vec::new();
    };
    let langd = fil.metadata().map_or(0, |meta| meta.len());
    let mut bytes = Vec::new();
    let last = fil
        .seek(SeekFrom::Start(langd.saturating_sub(8192)))
        .and_then(|_| fil.read_to_end(&mut bytes));
    last.map_or_else(|_| Vec::new(), |_| las(&String::from_utf8_lossy(&bytes)).0)
}
