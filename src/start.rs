//! What both front ends need before they begin: which catalogue, which texts, which file, who, what day.

pub mod inloggning;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::{NaiveDate, Utc};
use etcetera::BaseStrategy;
use sha2::{Digest, Sha256};

use crate::checklistor::Checklistor;
use crate::domain::insats::Katalog;
use crate::domain::tid::svensk;
use crate::information::Informationstexter;
use crate::katalog;
use crate::rena::rena_rad;
use crate::store::sqlite::{self, OppnaFel, Oppning, SqliteStore};
use crate::store::{Aktor, OpId, Query, RadId, Reply, Store};
use crate::text;

/// Inställningar, as given by options and the environment.
#[derive(Clone, Debug, Default)]
pub struct Installningar {
    /// The database file.
    pub databas: Option<PathBuf>,
    /// The catalogue file.
    pub katalog: Option<PathBuf>,
    /// The folder of information texts.
    pub information: Option<PathBuf>,
    /// The folder of checklists.
    pub checklistor: Option<PathBuf>,
    /// Today, as the rules see it.
    pub datum: Option<NaiveDate>,
    /// Name of the desk.
    pub desk: Option<String>,
    /// Name of the enhet.
    pub enhet: Option<String>,
    /// A file on a memory disk is allowed (for tries only).
    pub prov: bool,
    /// Who signs in.
    pub konto: Option<String>,
    /// A file with the password, or `-`; without one it is asked for.
    pub losenordsfil: Option<PathBuf>,
    /// The key file of a machine's account, instead of a password.
    pub nyckelfil: Option<PathBuf>,
    /// The command that takes a text to be printed on its standard input; none where the desk has no printer.
    pub skrivare: Option<String>,
    /// The mark of the catalogue as it was first read: what is compared is what is used.
    pub last_katalog: Arc<OnceLock<String>>,
}

/// Katalogmärke, what a file for real persons knows its catalogue by: the SHA-256 of the whole text, in hexadecimal signs.
pub fn katalogmarke(text: &str) -> String {
    let bytes = Sha256::digest(text.as_bytes());
    bytes
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect::<Vec<_>>()
        .concat()
}

/// Why the program cannot begin.
#[derive(Debug)]
pub enum StartFel {
    /// The catalogue cannot be used: every remark on it, with the name of the file.
    Katalog(String, Vec<katalog::Anmarkning>),
    /// A file or folder cannot be read.
    Indata(String),
    /// The database cannot be used.
    Databas(OppnaFel),
}

impl Installningar {
    /// Today, in Sweden.
    pub fn idag(&self) -> NaiveDate {
        self.datum.unwrap_or_else(|| svensk(Utc::now()).date())
    }

    /// Who acts: the signed-in user of the machine, at this desk.
    ///
    /// # Errors
    /// [`StartFel::Indata`] when a name is empty, long, or has room for a number of a person: it is stored with
    /// every act, and the file would refuse it at the end of the visit. A desk has no name that begins as those do that
    /// the file gives other programs.
    pub fn aktor(&self) -> Result<Aktor, StartFel> {
        let namn =
            |valt: &Option<String>, annars: String| rena_rad(valt.as_ref().unwrap_or(&annars));
        for (valt, flagga) in [(&self.desk, "--desk"), (&self.enhet, "--enhet")] {
            if valt
                .as_deref()
                .is_some_and(|valt| !gar_som_namn(&rena_rad(valt)))
            {
                return Err(StartFel::Indata(text::cli::namn_duger_inte(flagga)));
            }
        }
        let desk = self.desk.as_deref().map(rena_rad).unwrap_or_default();
        if desk.trim_start().to_lowercase().starts_with(ANDRA_PROGRAM) {
            return Err(StartFel::Indata(text::cli::desk_duger_inte(ANDRA_PROGRAM)));
        }
        Ok(Aktor {
            anvandare: rena_rad(&whoami::username()),
            desk: namn(&self.desk, egen_desk()),
            enhet: namn(&self.enhet, "mottagningen".to_owned()),
        })
    }

    /// Reads the catalogue.
    ///
    /// # Errors
    /// [`StartFel::Katalog`] with every remark, or [`StartFel::Indata`].
    pub fn las_katalog(&self) -> Result<Arc<Katalog>, StartFel> {
        let (namn, inlast);
        let text = match &self.katalog {
            None => {
                namn = "alingsas.toml".to_owned();
                katalog::inbyggd()
            }
            Some(fil) => {
                namn = rena_rad(&fil.display().to_string());
                inlast = las_textfil(fil)
                    .map_err(|_| StartFel::Indata(text::cli::kan_inte_lasa(&namn)))?;
                &inlast
            }
        };
        if self.katalog.is_some() {
            // Kept before it is used: a file that is written over meanwhile is not the one that was compared.
            let marke = katalogmarke(text);
            if *self.last_katalog.get_or_init(|| marke.clone()) != marke {
                return Err(StartFel::Indata(text::cli::KATALOG_ANDRAD.to_owned()));
            }
        }
        let last = katalog::las(text);
        last.katalog
            .map(Arc::new)
            .ok_or(StartFel::Katalog(namn, last.anmarkningar))
    }

    /// The text of the catalogue.
    ///
    /// # Errors
    /// [`StartFel::Indata`].
    pub fn katalogtext(&self) -> Result<String, StartFel> {
        let Some(fil) = &self.katalog else {
            return Ok(katalog::inbyggd().to_owned());
        };
        let namn = rena_rad(&fil.display().to_string());
        let text =
            las_textfil(fil).map_err(|_| StartFel::Indata(text::cli::kan_inte_lasa(&namn)))?;
        // What is used is what was read first.
        if self
            .last_katalog
            .get()
            .is_some_and(|marke| *marke != katalogmarke(&text))
        {
            return Err(StartFel::Indata(text::cli::KATALOG_ANDRAD.to_owned()));
        }
        Ok(text)
    }

    /// The catalogue as far as the first frame shows it, and whether that is all of it: what only the lookup needs of
    /// the built-in one follows when the frame stands.
    ///
    /// # Errors
    /// As [`Self::las_katalog`].
    pub fn las_katalog_for_forsta_bilden(&self) -> Result<(Arc<Katalog>, bool), StartFel> {
        if self.katalog.is_some() {
            return Ok((self.las_katalog()?, true));
        }
        let kort = katalog::las(&katalog::inbyggd_for_forsta_bilden()).katalog;
        kort.map_or_else(
            || Ok((self.las_katalog()?, true)),
            |kort| Ok((Arc::new(kort), false)),
        )
    }

    /// The mark of the catalogue in use.
    ///
    /// # Errors
    /// As [`Self::las_katalog`].
    pub fn katalogmarke(&self) -> Result<String, StartFel> {
        if self.katalog.is_none() {
            return Ok(katalogmarke(katalog::inbyggd()));
        }
        if self.last_katalog.get().is_none() {
            self.las_katalog()?;
        }
        Ok(self.last_katalog.get().cloned().unwrap_or_default())
    }

    /// Whether a file for real persons was given this catalogue: what the nämnd has decided is no option of whoever sits
    /// at the desk (IUB-07).
    ///
    /// # Errors
    /// [`StartFel::Indata`] where it was given another.
    pub fn prova_katalog(&self, store: &SqliteStore) -> Result<(), StartFel> {
        let marke = self.katalogmarke()?;
        if store.katalogmarke().as_deref() == Some(marke.as_str()) {
            Ok(())
        } else {
            Err(StartFel::Indata(text::cli::ANNAN_KATALOG.to_owned()))
        }
    }

    /// Reads the information texts.
    ///
    /// # Errors
    /// [`StartFel::Indata`].
    pub fn las_information(&self) -> Result<Informationstexter, StartFel> {
        match &self.information {
            None => Ok(Informationstexter::inbyggda()),
            Some(mapp) => Informationstexter::i_mapp(mapp)
                .map_err(|fil| StartFel::Indata(text::cli::informationsmapp(&fil))),
        }
    }

    /// The checklists: those of the folder, or the built-in ones, which are read when they are asked for.
    ///
    /// # Errors
    /// [`StartFel::Indata`].
    pub fn las_checklistor(&self) -> Result<Checklistor, StartFel> {
        match &self.checklistor {
            None => Ok(Checklistor::inbyggda()),
            Some(mapp) => {
                Checklistor::i_mapp(mapp).map_err(|fel| StartFel::Indata(fel.to_string()))
            }
        }
    }

    /// The database file: the given one, or the one in the user's data folder.
    ///
    /// # Errors
    /// [`StartFel::Indata`] when there is no home folder.
    pub fn databasfil(&self) -> Result<PathBuf, StartFel> {
        if let Some(fil) = &self.databas {
            return Ok(fil.clone());
        }
        let mappar = etcetera::choose_base_strategy()
            .map_err(|_| StartFel::Indata(text::cli::INGEN_HEMMAPP.to_owned()))?;
        Ok(mappar.data_dir().join("troskel").join("troskel.db"))
    }

    /// Opens the database, and makes it where there is none.
    ///
    /// # Errors
    /// [`StartFel`].
    pub fn oppna(&self) -> Result<SqliteStore, StartFel> {
        self.oppna_fil(&self.databasfil()?)
    }

    fn oppna_fil(&self, fil: &Path) -> Result<SqliteStore, StartFel> {
        let mut lager = sqlite::oppna(
            fil,
            Oppning {
                prov: self.prov,
                ..Oppning::default()
            },
        )
        .map_err(StartFel::Databas)?;
        // Another day than today would end offers and pauses of real persons before their time.
        if self.datum.is_some()
            && let Ok(Reply::Lage(lage)) = lager.load(&Query::Lage)
            && !lage.ovning
        {
            return Err(StartFel::Indata(text::cli::DATUM_BARA_OVNING.to_owned()));
        }
        Ok(lager)
    }
}

/// The name of a desk that has none: the machine and the terminal, for several desks may log in to one machine.
fn egen_desk() -> String {
    let dator = whoami::fallible::hostname().unwrap_or_else(|_| "desk".to_owned());
    let terminal = std::fs::read_link("/proc/self/fd/0").ok();
    let terminal = terminal
        .as_deref()
        .and_then(|vag| vag.strip_prefix("/dev").ok())
        .and_then(Path::to_str);
    match terminal.filter(|namn| *namn != "null") {
        Some(namn) => format!("{dator} {namn}"),
        None => dator,
    }
}

/// How the desk begins in the log where another program has acted, through a view of that name.
const ANDRA_PROGRAM: &str = "v1_";

/// A name of a desk or an enhet: short, and never six digits in a row.
pub fn gar_som_namn(namn: &str) -> bool {
    let langst = namn
        .split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .max();
    !namn.trim().is_empty() && namn.chars().count() <= 60 && langst.unwrap_or(0) < 6
}

/// Largest catalogue, in bytes; many times that of the largest kommun.
const STORSTA_FIL: u64 = 16 << 20;

/// Reads a text file of a reasonable size; a device or a pipe is no file and could be read for ever.
///
/// # Errors
/// When it is no such file, or cannot be read.
pub fn las_textfil(fil: &Path) -> std::io::Result<String> {
    let om = std::fs::metadata(fil)?;
    if !om.is_file() || om.len() > STORSTA_FIL {
        return Err(std::io::ErrorKind::InvalidInput.into());
    }
    std::fs::read_to_string(fil)
}

/// Draws an operation id.
///
/// # Panics
/// When the machine has no randomness to give: then nothing can be told apart, and nothing may be written.
pub fn ny_op() -> OpId {
    OpId(slump())
}

/// Draws a row id.
///
/// # Panics
/// As [`ny_op`].
pub fn ny_rad() -> RadId {
    RadId(format!("{:032x}", u128::from_be_bytes(slump())))
}

#[expect(
    clippy::expect_used,
    reason = "without randomness no id is safe, and no act may go on"
)]
fn slump() -> [u8; 16] {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}
