//! Options and commands of accounts.

use std::path::PathBuf;

use clap::Subcommand;

use crate::domain::behorighet::Roll;
use crate::text;

#[derive(Subcommand)]
pub(in crate::cli) enum KontoKommando {
    /// Alla konton med roller
    Lista,
    /// Lägg upp ett konto, med ett första lösenord som personen sedan byter
    Lagg {
        /// Användarnamnet
        #[arg(value_name = "ANVANDARE")]
        anvandare: String,
        /// Personens namn, som kolleger känner det
        #[arg(long, value_name = "NAMN")]
        namn: String,
        /// Roll: mottagare, koansvarig, utforare, chef, systemforvaltare eller skyddade; kan anges flera gånger
        #[arg(long, value_name = "ROLL", value_parser = roll, required = true)]
        roll: Vec<Roll>,
        /// Enheten som rollerna gäller vid
        #[arg(long, value_name = "ENHET")]
        vid: String,
        /// Fil med det första lösenordet på första raden, eller - för standard in; annars frågas det efter
        #[arg(long, value_name = "FIL")]
        nytt_losenord: Option<PathBuf>,
        /// Utan lösenord: ett konto som en dator har, och som får en nyckelfil (databas maskinnyckel)
        #[arg(long, conflicts_with = "nytt_losenord")]
        utan_losenord: bool,
    },
    /// Ge ett konto en roll vid en enhet
    Roll(Rollflaggor),
    /// Ta en roll från ett konto
    TaRoll(Rollflaggor),
    /// Stäng ett konto: personen kan inte logga in längre
    Stang {
        /// Användarnamnet
        #[arg(value_name = "ANVANDARE")]
        anvandare: String,
    },
    /// Öppna ett stängt konto igen, med ett nytt lösenord
    Oppna {
        /// Användarnamnet
        #[arg(value_name = "ANVANDARE")]
        anvandare: String,
        /// Fil med det nya lösenordet på första raden, eller - för standard in; annars frågas det efter
        #[arg(long, value_name = "FIL")]
        nytt_losenord: Option<PathBuf>,
    },
    /// Byt lösenord: ditt eget, eller någon annans som har glömt sitt
    Losenord {
        /// Användarnamnet, om det inte är du
        #[arg(value_name = "ANVANDARE")]
        anvandare: Option<String>,
        /// Fil med det nya lösenordet på första raden, eller - för standard in; annars frågas det efter
        #[arg(long, value_name = "FIL")]
        nytt_losenord: Option<PathBuf>,
    },
    /// Lås upp ett konto som är låst efter för många försök
    LasUpp {
        /// Användarnamnet
        #[arg(value_name = "ANVANDARE")]
        anvandare: String,
    },
}

#[derive(clap::Args)]
pub(in crate::cli) struct Rollflaggor {
    /// Användarnamnet
    #[arg(value_name = "ANVANDARE")]
    pub(super) anvandare: String,
    /// Roll: mottagare, koansvarig, utforare, chef, systemforvaltare eller skyddade
    #[arg(value_name = "ROLL", value_parser = roll)]
    pub(super) roll: Roll,
    /// Enheten som rollen gäller vid
    #[arg(long, value_name = "ENHET")]
    pub(super) vid: String,
}

fn roll(kod: &str) -> Result<Roll, String> {
    Roll::fran_kod(kod).ok_or_else(|| text::konto::OKAND_ROLL.to_owned())
}
