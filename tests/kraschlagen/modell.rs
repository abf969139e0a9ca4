//! Modellen: the disks that a power cut could leave, at any point of a recording.
//!
//! What was synced is there. Each write and each change of length that was not may be there, be missing, or, a write, be torn
//! in pieces of 512 bytes, whatever came before or after it. Names are made, changed and removed in their order, and those
//! after the last sync of their folder may be missing, from some point on: to sync a file does not sync its name.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::inspelning::{Handelse, Inod, Inspelning};

/// The piece that a disk writes whole.
const BIT: usize = 512;

/// Chance from a seed.
#[derive(Clone, Debug)]
pub struct Slump(u64);

impl Slump {
    pub fn ny(fro: u64) -> Self {
        Self(fro)
    }

    /// splitmix64.
    pub fn tal(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `tak`.
    pub fn under(&mut self, tak: usize) -> usize {
        usize::try_from(self.tal() % tak as u64).unwrap()
    }

    /// Once in `av`.
    pub fn en_av(&mut self, av: usize) -> bool {
        self.under(av) == 0
    }
}

/// What a power cut left.
#[derive(Debug, Default)]
pub struct Tillstand {
    pub mappar: Vec<String>,
    pub filer: BTreeMap<String, Vec<u8>>,
}

impl Tillstand {
    /// A mark of it.
    pub fn marke(&self) -> u64 {
        let mut h = DefaultHasher::new();
        self.mappar.hash(&mut h);
        self.filer.hash(&mut h);
        h.finish()
    }
}

#[derive(Clone, Copy, Debug)]
enum Osynkat<'a> {
    Skriv(usize, &'a [u8]),
    Langd(usize),
}

#[derive(Debug, Default)]
struct Fil<'a> {
    synkad: Vec<u8>,
    sedan: Vec<Osynkat<'a>>,
}

#[derive(Clone, Copy, Debug)]
enum Post {
    Fil(Inod),
    Mapp(usize),
}

#[derive(Debug)]
enum Namnbyte<'a> {
    Satt(&'a str, Post),
    Bort(&'a str),
    Byt(&'a str, &'a str),
}

#[derive(Debug, Default)]
struct Mapp<'a> {
    synkad: BTreeMap<&'a str, Post>,
    sedan: Vec<Namnbyte<'a>>,
}

/// A disk in the middle of a recording: what is on it for certain, and what is only on its way.
#[derive(Debug)]
pub struct Disk<'a> {
    filer: Vec<Fil<'a>>,
    mappar: Vec<Mapp<'a>>,
    /// Folders by their path; the first is the whole.
    vagar: BTreeMap<&'a str, usize>,
}

/// How much of what is on its way comes through.
#[derive(Clone, Copy, Debug)]
enum Hur {
    Allt,
    Inget,
    Hela,
    Rivna,
    Borjan,
    Sista,
    UtomEtt,
}

impl<'a> Disk<'a> {
    /// As it was when the recording began.
    pub fn ny(inspelning: &'a Inspelning) -> Self {
        let mut rot = Mapp::default();
        let mut filer = Vec::new();
        for (inod, (namn, bytes)) in inspelning.start.iter().enumerate() {
            rot.synkad.insert(namn, Post::Fil(inod));
            filer.push(Fil {
                synkad: bytes.clone(),
                sedan: Vec::new(),
            });
        }
        Self {
            filer,
            mappar: vec![rot],
            vagar: BTreeMap::from([("", 0)]),
        }
    }

    /// The folder of a path, and the name in it.
    fn hitta(&self, vag: &'a str) -> (usize, &'a str) {
        let (mapp, namn) = vag.rsplit_once('/').unwrap_or(("", vag));
        (self.vagar[mapp], namn)
    }

    fn pa_vag(&mut self, mapp: usize, byte: Namnbyte<'a>) {
        self.mappar[mapp].sedan.push(byte);
    }

    /// One step on.
    pub fn steg(&mut self, handelse: &'a Handelse) {
        match handelse {
            Handelse::NyMapp(vag) => {
                let (mapp, namn) = self.hitta(vag);
                let ny = self.mappar.len();
                self.mappar.push(Mapp::default());
                self.vagar.insert(vag, ny);
                self.pa_vag(mapp, Namnbyte::Satt(namn, Post::Mapp(ny)));
            }
            Handelse::Namnlos(inod) => {
                assert_eq!(*inod, self.filer.len());
                self.filer.push(Fil::default());
            }
            Handelse::Ny(vag, inod) => {
                let (mapp, namn) = self.hitta(vag);
                // One without a name has been there before it got it.
                if *inod == self.filer.len() {
                    self.filer.push(Fil::default());
                }
                self.pa_vag(mapp, Namnbyte::Satt(namn, Post::Fil(*inod)));
            }
            Handelse::Bort(vag) => {
                let (mapp, namn) = self.hitta(vag);
                self.pa_vag(mapp, Namnbyte::Bort(namn));
            }
            Handelse::Byt(fran, till) => {
                let ((mapp, fran), (dit, till)) = (self.hitta(fran), self.hitta(till));
                assert_eq!(mapp, dit, "from one folder into another");
                self.pa_vag(mapp, Namnbyte::Byt(fran, till));
            }
            Handelse::Skriv(inod, plats, bytes) => {
                let osynkat = Osynkat::Skriv(*plats, bytes);
                self.filer[*inod].sedan.push(osynkat);
            }
            Handelse::Langd(inod, langd) => {
                self.filer[*inod].sedan.push(Osynkat::Langd(*langd));
            }
            Handelse::Synka(inod) => {
                let fil = &mut self.filer[*inod];
                for osynkat in std::mem::take(&mut fil.sedan) {
                    skriv(&mut fil.synkad, osynkat);
                }
            }
            Handelse::SynkaMapp(vag) => {
                let mapp = self.vagar[vag.as_str()];
                let mapp = &mut self.mappar[mapp];
                for byte in std::mem::take(&mut mapp.sedan) {
                    byt(&mut mapp.synkad, &byte);
                }
            }
            Handelse::Kvitto(_) => {}
        }
    }

    /// As it is for whoever reads it while the machine goes on.
    pub fn levande(&self) -> Tillstand {
        self.bygg(Hur::Allt, &mut Slump::ny(0))
    }

    /// One of the disks that a power cut could leave now.
    pub fn stromlos(&self, slump: &mut Slump) -> Tillstand {
        let hur = match slump.under(10) {
            0 => Hur::Allt,
            1 => Hur::Inget,
            2 | 3 => Hur::Hela,
            4..=6 => Hur::Rivna,
            7 => Hur::Borjan,
            8 => Hur::Sista,
            _ => Hur::UtomEtt,
        };
        let mut ut = self.bygg(hur, slump);
        // The index of the log lies in memory; what of it has reached the disk is anybody's guess.
        if slump.en_av(4) {
            let loggar: Vec<String> = ut
                .filer
                .keys()
                .filter_map(|namn| namn.strip_suffix("-wal"))
                .map(str::to_owned)
                .collect();
            for fil in loggar {
                let skrap = (0..4096).flat_map(|_| slump.tal().to_le_bytes()).collect();
                ut.filer.insert(format!("{fil}-shm"), skrap);
            }
        }
        ut
    }

    fn bygg(&self, hur: Hur, slump: &mut Slump) -> Tillstand {
        let mut ut = Tillstand::default();
        self.bygg_mapp(0, "", hur, slump, &mut ut);
        ut
    }

    fn bygg_mapp(&self, nr: usize, vag: &str, hur: Hur, slump: &mut Slump, ut: &mut Tillstand) {
        let mapp = &self.mappar[nr];
        let sista = mapp.sedan.len();
        let antal = match hur {
            Hur::Allt => sista,
            Hur::Inget => 0,
            _ if slump.en_av(2) => sista,
            _ => slump.under(sista + 1),
        };
        let mut namn = mapp.synkad.clone();
        for ett in &mapp.sedan[..antal] {
            byt(&mut namn, ett);
        }
        for (namn, post) in namn {
            let hela = if vag.is_empty() {
                namn.to_owned()
            } else {
                format!("{vag}/{namn}")
            };
            match post {
                Post::Fil(inod) => {
                    let bytes = self.filer[inod].bygg(hur, slump);
                    ut.filer.insert(hela, bytes);
                }
                Post::Mapp(nr) => {
                    ut.mappar.push(hela.clone());
                    self.bygg_mapp(nr, &hela, hur, slump, ut);
                }
            }
        }
    }
}

impl Fil<'_> {
    fn bygg(&self, hur: Hur, slump: &mut Slump) -> Vec<u8> {
        let mut bytes = self.synkad.clone();
        let antal = self.sedan.len();
        // The last that comes through, the first, or the one that does not.
        let grans = if antal == 0 { 0 } else { slump.under(antal) };
        for (n, osynkat) in self.sedan.iter().enumerate() {
            let rivs = match hur {
                Hur::Allt => false,
                Hur::Inget => break,
                Hur::Hela if slump.en_av(2) => continue,
                Hur::Hela => false,
                Hur::Rivna if slump.en_av(3) => continue,
                Hur::Rivna => slump.en_av(2),
                Hur::Borjan if n > grans => break,
                Hur::Borjan => n == grans,
                Hur::Sista if n < grans => continue,
                Hur::Sista => false,
                Hur::UtomEtt if n == grans => continue,
                Hur::UtomEtt => false,
            };
            match osynkat {
                Osynkat::Skriv(plats, nytt) if rivs => riv(&mut bytes, *plats, nytt, slump),
                helt => skriv(&mut bytes, *helt),
            }
        }
        bytes
    }
}

fn skriv(bytes: &mut Vec<u8>, osynkat: Osynkat<'_>) {
    match osynkat {
        Osynkat::Skriv(plats, nytt) => {
            let slut = plats + nytt.len();
            if bytes.len() < slut {
                bytes.resize(slut, 0);
            }
            bytes[plats..slut].copy_from_slice(nytt);
        }
        Osynkat::Langd(langd) => bytes.resize(langd, 0),
    }
}

/// Half of the pieces of a write come through.
fn riv(bytes: &mut Vec<u8>, plats: usize, nytt: &[u8], slump: &mut Slump) {
    let mut fran = 0;
    while fran < nytt.len() {
        let kvar = BIT - (plats + fran) % BIT;
        let till = (fran + kvar).min(nytt.len());
        if slump.en_av(2) {
            skriv(bytes, Osynkat::Skriv(plats + fran, &nytt[fran..till]));
        }
        fran = till;
    }
}

fn byt<'a>(namn: &mut BTreeMap<&'a str, Post>, ett: &Namnbyte<'a>) {
    match ett {
        Namnbyte::Satt(ny, post) => {
            namn.insert(ny, *post);
        }
        Namnbyte::Bort(gammalt) => {
            namn.remove(gammalt);
        }
        Namnbyte::Byt(fran, till) => {
            if let Some(post) = namn.remove(fran) {
                namn.insert(till, post);
            }
        }
    }
}
