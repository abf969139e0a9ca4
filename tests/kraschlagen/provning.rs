//! Prövningen: so many different disks of a recording are laid out in a folder, and each is judged.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::inspelning::{Handelse, Inspelning};
use super::modell::{Disk, Slump, Tillstand};

/// What is wrong with a disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Brott {
    /// The file cannot be opened.
    Oppnas(String),
    /// It does not hold together.
    Skadad(String),
    /// Something that was acknowledged is not there.
    Forlorat(String),
    /// Something is there in part.
    Halvt(String),
}

impl Brott {
    fn slag(&self) -> &'static str {
        match self {
            Self::Oppnas(_) => "öppnas inte",
            Self::Skadad(_) => "skadad",
            Self::Forlorat(_) => "förlorat",
            Self::Halvt(_) => "halvt",
        }
    }
}

/// What a judge is told of a disk.
#[derive(Debug)]
pub struct Fall<'a> {
    /// Where it is laid out.
    pub rot: &'a Path,
    /// What had been acknowledged.
    pub kvitton: &'a [&'a str],
    /// Which of the disks of this recording.
    pub nr: u64,
}

/// How it went.
#[derive(Debug, Default)]
pub struct Utfall {
    pub anrop: usize,
    pub kvitton: usize,
    pub lagen: u64,
    pub brott: BTreeMap<&'static str, u64>,
    /// The first of each kind, with where it was.
    pub forsta: BTreeMap<&'static str, String>,
}

impl Utfall {
    pub fn daliga(&self) -> u64 {
        self.brott.values().sum()
    }

    pub fn antal(&self, slag: &str) -> u64 {
        self.brott.get(slag).copied().unwrap_or(0)
    }

    fn lagg(&mut self, brott: &Brott, punkt: usize, tillstand: &Tillstand) {
        *self.brott.entry(brott.slag()).or_default() += 1;
        let filer = tillstand
            .filer
            .iter()
            .map(|(namn, bytes)| (namn, bytes.len()));
        let filer: Vec<_> = filer.collect();
        let var = format!("{brott:?} after event {punkt} of {}: {filer:?}", self.anrop);
        self.forsta.entry(brott.slag()).or_insert(var);
    }

    /// Says how it went.
    pub fn skriv(&self, namn: &str, fro: u64) {
        println!(
            "kraschlägen {namn}: {} händelser, {} kvitton, {} lägen (frö {fro}), {} dåliga {:?}",
            self.anrop,
            self.kvitton,
            self.lagen,
            self.daliga(),
            self.brott
        );
    }

    /// Not one of the disks was bad.
    pub fn ar_rent(&self, namn: &str) {
        assert_eq!(self.daliga(), 0, "{namn}: {:#?}", self.forsta);
    }
}

/// How many disks are built at one place, at most: how a file stood after an act is then read once for several.
pub const TATT: usize = 4;
/// One at each place, where nothing has to be read for it.
pub const GLEST: usize = 1;

/// A folder in memory where there is one: nothing here has to outlive the machine.
pub fn snabb_mapp() -> TempDir {
    let minne = Path::new("/dev/shm");
    let mapp = tempfile::Builder::new();
    let mapp = if minne.is_dir() {
        mapp.tempdir_in(minne).or_else(|_| mapp.tempdir())
    } else {
        mapp.tempdir()
    };
    mapp.unwrap()
}

/// Folders and files that nobody else may read.
pub fn lagg_ut(rot: &Path, tillstand: &Tillstand) {
    let bygg = |mapp: &Path| DirBuilder::new().mode(0o700).create(mapp).unwrap();
    bygg(rot);
    for mapp in &tillstand.mappar {
        bygg(&rot.join(mapp));
    }
    for (namn, bytes) in &tillstand.filer {
        let mut val = OpenOptions::new();
        val.write(true).create_new(true).mode(0o600);
        let mut fil = val.open(rot.join(namn)).unwrap();
        fil.write_all(bytes).unwrap();
    }
}

/// Where disks are laid out, one after another.
pub struct Bord {
    mapp: TempDir,
    nr: u64,
}

impl Bord {
    pub fn nytt() -> Self {
        Self {
            mapp: snabb_mapp(),
            nr: 0,
        }
    }

    /// Lays out a disk for as long as it is looked at.
    pub fn visa<T>(&mut self, tillstand: &Tillstand, titta: impl FnOnce(&Path) -> T) -> T {
        self.nr += 1;
        let rot: PathBuf = self
            .mapp
            .path()
            .canonicalize()
            .unwrap()
            .join(self.nr.to_string());
        lagg_ut(&rot, tillstand);
        let svar = titta(&rot);
        fs::remove_dir_all(&rot).unwrap();
        svar
    }
}

/// Judges `antal` different disks of a recording, from all parts of it. There may be fewer: where everything has been synced
/// there is but one.
pub fn prova(
    inspelning: &Inspelning,
    (antal, per_plats): (u64, usize),
    fro: u64,
    mut dom: impl FnMut(&Fall<'_>) -> Result<(), Brott>,
) -> Utfall {
    let kvitton = inspelning.kvitton();
    let mut utfall = Utfall {
        anrop: inspelning.handelser.len(),
        kvitton: kvitton.len(),
        ..Utfall::default()
    };
    let mut bord = Bord::nytt();
    let mut sedda = BTreeSet::new();
    let mut slump = Slump::ny(fro);
    let mut utan_nytt = 0;
    while utfall.lagen < antal && utan_nytt < 12 {
        let fore = utfall.lagen;
        // Each round goes through the whole, and stops at as many places as are needed to find the disks that are left.
        let platser = usize::try_from(antal - utfall.lagen)
            .unwrap()
            .div_ceil(per_plats);
        let var = (inspelning.handelser.len() / platser).max(1);
        let mut disk = Disk::ny(inspelning);
        let mut kvitterade = 0;
        for (punkt, handelse) in inspelning.handelser.iter().enumerate() {
            disk.steg(handelse);
            kvitterade += usize::from(matches!(handelse, Handelse::Kvitto(_)));
            if !slump.en_av(var) {
                continue;
            }
            for _ in 0..per_plats {
                let tillstand = disk.stromlos(&mut slump);
                if utfall.lagen >= antal || !sedda.insert((tillstand.marke(), kvitterade)) {
                    continue;
                }
                utfall.lagen += 1;
                let kvitton = &kvitton[..kvitterade];
                let nr = utfall.lagen;
                let domen = bord.visa(&tillstand, |rot| dom(&Fall { rot, kvitton, nr }));
                if let Err(brott) = domen {
                    utfall.lagg(&brott, punkt, &tillstand);
                }
            }
        }
        utan_nytt = if utfall.lagen == fore {
            utan_nytt + 1
        } else {
            0
        };
    }
    utfall
}
