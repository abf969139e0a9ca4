//! Why a file was not opened, in words for whoever wanted to open it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::store::StoreError;

/// What to do instead, wherever the file lies where it may not.
const VAD_I_STALLET: &str = "Filen ska ligga på en lokal disk i en enda dator. Sitter du vid en annan dator: logga in med \
    SSH på den som äger filen och starta Tröskel där.";

/// Why a file was not opened: what is wrong, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum OppnaFel {
    /// On a network file system.
    #[error(
        "Databasen ligger på ett nätverksfilsystem ({typ}). Där kan det som är sparat försvinna, så den öppnas inte. {}",
        VAD_I_STALLET
    )]
    Natverk {
        /// Which.
        typ: &'static str,
    },
    /// On a file system that a program drives: a share, a service, or a disk of another system.
    #[error(
        "Databasen ligger på ett filsystem som ett program sköter ({typ}). Låsen går inte att lita på där, och det som är \
         sparat kan försvinna, så den öppnas inte. {}",
        VAD_I_STALLET
    )]
    Fuse {
        /// The type of the mount, as the system says it.
        typ: String,
    },
    /// In a synchronised folder.
    #[error(
        "Databasen ligger i en mapp som synkas med {tjanst}. Synkningen kan förstöra den, så den öppnas inte. {}",
        VAD_I_STALLET
    )]
    Synkad {
        /// By what.
        tjanst: &'static str,
    },
    /// On a file system that has not been judged.
    #[error(
        "Databasen ligger på ett okänt filsystem (nummer {nummer:#x}), så den öppnas inte. Lägg filen på en lokal disk \
         med till exempel ext4, xfs eller btrfs. {}",
        VAD_I_STALLET
    )]
    OkantFilsystem {
        /// The number that the system gives.
        nummer: u64,
    },
    /// In memory.
    #[error(
        "Databasen ligger i datorns minne (tmpfs) och försvinner när datorn stängs av, så den öppnas inte. \
         Lägg filen på en lokal disk; för att bara prova finns --prov."
    )]
    Minne,
    /// The folder is missing and could not be created.
    #[error("Mappen {} finns inte och kunde inte skapas ({skal}). Skapa mappen eller välj en annan.", path.display())]
    Mapp {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        skal: String,
    },
    /// The folder cannot be written to; the journal beside the file needs it.
    #[error("Mappen {} går inte att skriva i. Be den som sköter datorn om skrivrätt till mappen.", path.display())]
    MappSkrivskyddad {
        /// The folder.
        path: PathBuf,
    },
    /// The file cannot be written to.
    #[error("Filen {} är skrivskyddad. Be den som sköter datorn om skrivrätt till filen.", path.display())]
    Skrivskyddad {
        /// The file.
        path: PathBuf,
    },
    /// No right to read.
    #[error("Du saknar behörighet till {}. Be den som sköter datorn om läs- och skrivrätt.", path.display())]
    Behorighet {
        /// The file or folder.
        path: PathBuf,
    },
    /// A symbolic link, or a file with two names.
    #[error("{} är en länk eller har flera namn. Ange filens egen sökväg och ta bort de andra namnen.", path.display())]
    Lank {
        /// The path.
        path: PathBuf,
    },
    /// Other users of the machine may reach it.
    #[error("Andra användare på datorn kan komma åt {}. Ta bort deras rättigheter (chmod o-rwx) och försök igen.", path.display())]
    Oppen {
        /// The file.
        path: PathBuf,
    },
    /// Other users of the machine may look into its folder.
    #[error(
        "Andra användare på datorn kan titta i mappen {}. Lägg filen i en egen mapp, eller ta bort deras rättigheter \
         (chmod o-rwx).",
        path.display()
    )]
    OppenMapp {
        /// The folder.
        path: PathBuf,
    },
    /// There is a cabinet beside the file: somebody has to sign in.
    #[error("Databasen är till för riktiga uppgifter. Logga in för att öppna den.")]
    Inloggning,
    /// A file for real persons without a cabinet: nobody can sign in.
    #[error(
        "Nyckelskåpet bredvid databasen {} saknas. Lägg tillbaka det från säkerhetskopian; utan det kan ingen logga in.",
        path.display()
    )]
    UtanSkap {
        /// The file.
        path: PathBuf,
    },
    /// A cabinet without its file.
    #[error(
        "Databasen {} saknas, men dess nyckelskåp finns. Lägg tillbaka filen från säkerhetskopian, eller flytta \
         undan nyckelskåpet.",
        path.display()
    )]
    BaraSkap {
        /// The file.
        path: PathBuf,
    },
    /// The keys of the cabinet do not open the file.
    #[error(
        "Nyckeln i nyckelskåpet passar inte till databasen {}: skåpet hör till en annan fil eller en annan \
         säkerhetskopia, eller så är databasen skadad. Lägg tillbaka de två filer som hör ihop.",
        path.display()
    )]
    FelNyckel {
        /// The file.
        path: PathBuf,
    },
    /// The cabinet says that the file is encrypted, and it is not.
    #[error(
        "Databasen {} är inte krypterad, men enligt nyckelskåpet ska den vara det. Någon har bytt ut filen. Lägg \
         tillbaka säkerhetskopian.",
        path.display()
    )]
    InteKrypterad {
        /// The file.
        path: PathBuf,
    },
    /// A backup was being put in its place when the machine stopped.
    #[error(
        "En återställning av {} avbröts innan den var klar. Kör samma kommando igen, troskel databas aterstall KOPIA --ja, \
         så fullbordas den. Inget är borttaget: det som låg där förut är, eller blir då, {undan} i samma mapp.",
        path.display()
    )]
    Aterstalls {
        /// The file.
        path: PathBuf,
        /// The name that what was there gets, or has got.
        undan: String,
    },
    /// The tables are to be made anew, and the copy that is taken first could not be.
    #[error(
        "Databasen {} ska uppgraderas för den här versionen av Tröskel, men kopian som tas först gick inte att göra ({skal}). \
         Databasen är orörd och inte uppgraderad. Kontrollera att disken har plats för en kopia och försök igen.",
        path.display()
    )]
    UtanKopia {
        /// The file.
        path: PathBuf,
        /// Why.
        skal: String,
    },
    /// There is a file already.
    #[error("{} finns redan. Ange en annan fil; den här är orörd.", path.display())]
    Finns {
        /// The path.
        path: PathBuf,
    },
    /// A folder, a device, or no name at all.
    #[error("{} är ingen vanlig fil. Ange sökvägen till en databasfil.", path.display())]
    InteFil {
        /// The path.
        path: PathBuf,
    },
    /// Anything else that the system says about the path.
    #[error("Filen {} går inte att använda ({skal}). Kontrollera sökvägen och disken.", path.display())]
    Fil {
        /// The path.
        path: PathBuf,
        /// What the system said.
        skal: String,
    },
    /// Not a database at all.
    #[error(
        "{} är ingen databas, eller krypterad utan sitt nyckelskåp bredvid. Ange en annan fil, eller lägg tillbaka \
         nyckelskåpet (samma namn och .nycklar); filen är orörd.",
        path.display()
    )]
    InteDatabas {
        /// The path.
        path: PathBuf,
    },
    /// The database of another program.
    #[error("{} är ett annat programs databas. Ange en annan fil; den här är orörd.", path.display())]
    Frammande {
        /// The path.
        path: PathBuf,
    },
    /// Written by a newer version of this program.
    #[error(
        "Databasen är skriven av en nyare version av Tröskel ({}schema {fil}). Det här programmet är version {} och kan \
         schema {program}. Uppdatera programmet; filen är orörd.",
        skriven_av.as_ref().map_or_else(String::new, |version| format!("{version}, ")),
        env!("CARGO_PKG_VERSION")
    )]
    Nyare {
        /// Schema of the file.
        fil: i64,
        /// Schema of this program.
        program: i64,
        /// The version of the program that moved it there, where the file tells.
        skriven_av: Option<String>,
    },
    /// The disk is full; the journal beside the file needs room.
    #[error("Disken är full, så databasen {} kan inte öppnas. Frigör plats och försök igen.", path.display())]
    Full {
        /// The path.
        path: PathBuf,
    },
    /// Damaged.
    #[error("Databasen {} är skadad. Sluta använda den och återställ den senaste säkerhetskopian.", path.display())]
    Skadad {
        /// The path.
        path: PathBuf,
    },
    /// Another desk holds it.
    #[error(
        "Databasen är upptagen av en annan reception eller ett annat program. Vänta en stund och försök igen."
    )]
    Upptagen,
    /// The engine did not take a setting that safety rests on.
    #[error("Databasmotorn godtog inte inställningen {0}. Installera om programmet.")]
    Installning(&'static str),
    /// Anything else that the engine says.
    #[error("Databasen kunde inte öppnas ({0}). Kontrollera disken och försök igen.")]
    Motor(String),
}

/// What went wrong: already in words, or as the engine says it.
#[derive(Debug)]
pub(super) enum Fel {
    Klart(OppnaFel),
    Motor(rusqlite::Error),
}

impl From<OppnaFel> for Fel {
    fn from(fel: OppnaFel) -> Self {
        Self::Klart(fel)
    }
}

impl From<StoreError> for Fel {
    fn from(fel: StoreError) -> Self {
        Self::Klart(match fel {
            StoreError::Upptagen => OppnaFel::Upptagen,
            annat => OppnaFel::Motor(annat.to_string()),
        })
    }
}

impl From<rusqlite::Error> for Fel {
    fn from(fel: rusqlite::Error) -> Self {
        Self::Motor(fel)
    }
}

impl Fel {
    /// In words.
    pub(super) fn oversatt(self, path: &Path) -> OppnaFel {
        let fel = match self {
            Self::Klart(fel) => return fel,
            Self::Motor(fel) => fel,
        };
        let path = path.to_owned();
        match fel.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => OppnaFel::InteDatabas { path },
            Some(ErrorCode::DatabaseCorrupt) => OppnaFel::Skadad { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OppnaFel::Upptagen,
            Some(ErrorCode::DiskFull) => OppnaFel::Full { path },
            Some(ErrorCode::ReadOnly) => OppnaFel::Skrivskyddad { path },
            Some(ErrorCode::PermissionDenied) => OppnaFel::Behorighet { path },
            Some(_) | None => OppnaFel::Motor(fel.to_string()),
        }
    }
}
