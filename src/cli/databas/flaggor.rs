//! Options and commands of the care of the file.

use std::path::PathBuf;

use clap::Subcommand;

use crate::domain::behorighet::Roll;
use crate::text;

#[derive(Subcommand)]
pub(in crate::cli) enum DatabasKommando {
    /// Skapa en databas för riktiga uppgifter, krypterad, med ett första konto (--konto, --enhet)
    Skapa {
        /// Personens namn, som kolleger känner det
        #[arg(long, value_name = "NAMN")]
        namn: String,
        /// Fler roller än systemförvaltare: mottagare, koansvarig, utforare, chef eller skyddade; kan anges flera gånger
        #[arg(long, value_name = "ROLL", value_parser = roll)]
        roll: Vec<Roll>,
        /// Okrypterad: andra program kan läsa filen, och det kan också den som kommer över den
        #[arg(long)]
        okrypterad: bool,
    },
    /// Läs hela databasen och kontrollera att den är hel, att reglerna håller och att loggen stämmer
    Kontrollera,
    /// Visa vilka program som använder databasen, och vem som läser eller skriver i den just nu
    Program,
    /// Kopiera databasen med nyckelskåp till en ny fil; kopian kontrolleras
    Kopiera {
        /// Den nya filen
        fil: PathBuf,
    },
    /// Ta en säkerhetskopia i en mapp, med dagen i namnet, medan andra arbetar; äldre kopior gallras
    Sakerhetskopiera {
        /// Mappen
        mapp: PathBuf,
        /// Behåll den nyaste från så många dagar
        #[arg(long, value_name = "ANTAL", default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..))]
        dagar: u16,
        /// Och den nyaste från så många veckor
        #[arg(long, value_name = "ANTAL", default_value_t = 5)]
        veckor: u16,
    },
    /// Lägg en kopia i databasens ställe; det som ligger där flyttas åt sidan. Utan --ja visas bara vad som ska göras
    Aterstall {
        /// Kopian, med sitt nyckelskåp bredvid
        kopia: PathBuf,
        /// Gör det
        #[arg(long)]
        ja: bool,
        /// Också när reglerna eller loggen i kopian har fel; sidorna måste vara hela
        #[arg(long)]
        med_fel: bool,
    },
    /// Ge databasen katalogen som gäller (--katalog); ingen annan går att använda sedan
    Katalog,
    /// Ge databasen en ny nyckel; alla som är inloggade får logga in igen
    BytNyckel,
    /// Kom in igen med återställningsnyckeln: ett nytt lösenord till --konto
    Aterfa {
        /// Fil med återställningsnyckeln på första raden, eller - för standard in; annars frågas det efter
        #[arg(long, value_name = "FIL")]
        aterstallning_fil: Option<PathBuf>,
        /// Fil med det nya lösenordet på första raden, eller - för standard in; annars frågas det efter
        #[arg(long, value_name = "FIL")]
        nytt_losenord: Option<PathBuf>,
        /// Lägg upp kontot som ny systemförvaltare vid --enhet, för personen med det här namnet
        #[arg(long, value_name = "NAMN")]
        ny: Option<String>,
    },
    /// Ta fram en ny återställningsnyckel; den gamla slutar gälla
    Aterstallningsnyckel,
    /// Ge ett konto utan lösenord en nyckelfil, för jobb som en dator gör på natten; den förra slutar gälla
    Maskinnyckel {
        /// Användarnamnet
        #[arg(value_name = "ANVANDARE")]
        anvandare: String,
        /// Nyckelfilen, som inte får finnas
        #[arg(long, value_name = "FIL")]
        fil: PathBuf,
    },
}

fn roll(kod: &str) -> Result<Roll, String> {
    Roll::fran_kod(kod).ok_or_else(|| text::konto::OKAND_ROLL.to_owned())
}
