//! Inspelning, what a process did to the files in a folder, in the order in which it did it.

/// A file, whatever name it has.
pub type Inod = usize;

/// One system call that came through, as far as a disk can tell; names are relative to the folder.
#[derive(Debug)]
pub enum Handelse {
    /// A folder was made.
    NyMapp(String),
    /// A new file without a name.
    Namnlos(Inod),
    /// A file was made.
    Ny(String, Inod),
    /// A name was removed.
    Bort(String),
    /// A name was changed.
    Byt(String, String),
    /// Bytes were written.
    Skriv(Inod, usize, Vec<u8>),
    /// A length was set.
    Langd(Inod, usize),
    /// A file was synced.
    Synka(Inod),
    /// A folder was synced.
    SynkaMapp(String),
    /// Somebody was told something.
    Kvitto(String),
}

/// A recording.
#[derive(Debug)]
pub struct Inspelning {
    /// The files as they lay on the disk when it began.
    pub start: Vec<(String, Vec<u8>)>,
    /// What was done.
    pub handelser: Vec<Handelse>,
}

impl Inspelning {
    /// How often the file that had this name first was synced.
    pub fn synkningar(&self, namn: &str) -> usize {
        let fran_start = self.start.iter().position(|(annat, _)| annat == namn);
        let ny = || {
            self.handelser.iter().find_map(|handelse| match handelse {
                Handelse::Ny(annat, inod) if annat == namn => Some(*inod),
                _ => None,
            })
        };
        let inod = fran_start.or_else(ny).unwrap();
        let synk = |handelse: &&Handelse| matches!(handelse, Handelse::Synka(den) if *den == inod);
        self.handelser.iter().filter(synk).count()
    }

    /// Everything that was acknowledged.
    pub fn kvitton(&self) -> Vec<&str> {
        self.handelser
            .iter()
            .filter_map(|handelse| match handelse {
                Handelse::Kvitto(kvitto) => Some(kvitto.as_str()),
                _ => None,
            })
            .collect()
    }
}
