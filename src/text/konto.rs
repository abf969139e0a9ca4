//! The words of accounts.

use chrono::{DateTime, Utc};

use crate::domain::behorighet::Roll;
use crate::domain::konto::{LOSENORD_HOGST, LOSENORD_MINST, Losenordsbrist};
use crate::domain::tid::svensk;
use crate::store::konto::KanInteIKontot;

/// User or password is wrong; which of them is not told.
pub const FEL: &str = "Användarnamnet eller lösenordet stämmer inte.";
/// Locked.
pub const LAST: &str = "Kontot är låst efter för många försök. En systemförvaltare låser upp det (troskel konto las-upp).";
/// Closed, or without a role.
pub const UTAN_ROLL: &str =
    "Kontot är stängt eller har ingen roll vid enheten. Fråga systemförvaltaren.";
/// No account was named.
pub const ANGE_KONTO: &str =
    "Databasen kräver inloggning. Ange kontot med --konto NAMN eller TROSKEL_KONTO.";
/// Nothing to type the password on.
pub const INGEN_TERMINAL: &str = "Lösenordet går inte att fråga efter här. Ange det med --losenord-fil FIL, eller - för standard in.";
/// Asks for the password.
pub const LOSENORD: &str = "Lösenord";
/// Asks for a new password.
pub const NYTT_LOSENORD: &str = "Nytt lösenord";
/// Asks for it again.
pub const NYTT_IGEN: &str = "Nytt lösenord igen";
/// Not the same twice.
pub const OLIKA: &str = "Lösenorden var olika. Inget är ändrat.";
/// A rehearsal has no accounts.
pub const INGA_KONTON: &str = "Databasen är en övning och har inga konton. En skarp databas skapas med troskel databas skapa.";
/// What a user name is.
pub const ANVANDARNAMN: &str = "Ett användarnamn har 2 till 40 tecken: små bokstäver a–z, siffror, punkt och bindestreck. Det börjar med en \
     bokstav och har aldrig sex siffror i följd.";
/// Not a role.
pub const OKAND_ROLL: &str =
    "Rollen ska vara mottagare, koansvarig, utforare, chef, systemforvaltare eller skyddade.";
/// A new account.
pub const LAGT: &str = "Kontot är upplagt. Personen byter lösenord med troskel konto losenord.";
/// A new account of a machine.
pub const LAGT_UTAN: &str =
    "Kontot är upplagt utan lösenord. Datorn får en nyckelfil med troskel databas maskinnyckel.";
/// No key file for a person.
pub const HAR_LOSENORD: &str = "Kontot har ett lösenord. En nyckelfil är för ett konto som en dator har: skapa ett eget konto utan \
     lösenord (troskel konto lagg … --utan-losenord).";
/// No password for a machine.
pub const HAR_NYCKELFIL: &str = "Kontot har en nyckelfil och får inget lösenord: det är en dators konto. Stäng det först, eller skapa ett \
     eget konto för personen.";
/// A role was given.
pub const ROLL_GIVEN: &str = "Rollen är given.";
/// A role was taken.
pub const ROLL_TAGEN: &str = "Rollen är borttagen.";
/// Closed.
pub const STANGT: &str = "Kontot är stängt.";
/// Open again.
pub const OPPNAT: &str = "Kontot är öppet igen, med det nya lösenordet.";
/// Another password.
pub const LOSENORD_BYTT: &str = "Lösenordet är bytt.";
/// Unlocked.
pub const LAST_UPP: &str = "Kontot är upplåst.";
/// Without a role.
pub const INGEN_ROLL: &str = "ingen roll";
/// Closed, in the list.
pub const AR_STANGT: &str = "stängt";
/// Locked, in the list.
pub const AR_LAST: &str = "låst";
/// Nothing to sign in with, in the list.
pub const UTAN_LOSENORD: &str = "saknar lösenord";

/// When the next try can be made.
pub fn vanta(till: DateTime<Utc>) -> String {
    let till = svensk(till).format("%H:%M:%S");
    format!("För många försök. Försök igen efter klockan {till}.")
}

/// The account has several enheter.
pub fn flera_enheter(enheter: &[String]) -> String {
    format!(
        "Kontot har flera enheter. Ange en med --enhet: {}.",
        enheter.join(", ")
    )
}

/// A file without a password.
pub fn tom_fil(namn: &str) -> String {
    format!("{namn}: första raden är tom. Den ska vara lösenordet.")
}

/// A role at an enhet.
pub fn roll_vid(roll: Roll, enhet: &str) -> String {
    format!("{} vid {enhet}", super::behorighet::roll(roll))
}

/// Why a password will not do.
pub fn losenordsbrist(brist: Losenordsbrist) -> String {
    match brist {
        Losenordsbrist::ForKort => {
            format!(
                "Lösenordet ska ha minst {LOSENORD_MINST} tecken. Flera ord efter varandra går bra."
            )
        }
        Losenordsbrist::ForLangt => {
            format!("Lösenordet får ta högst {LOSENORD_HOGST} byte.")
        }
        Losenordsbrist::HarNamnet => "Lösenordet får inte innehålla användarnamnet.".to_owned(),
        Losenordsbrist::ForEnformigt => "Lösenordet ska ha minst fem olika tecken.".to_owned(),
    }
}

/// Why an act on an account was refused.
pub fn hinder(hinder: KanInteIKontot) -> &'static str {
    match hinder {
        KanInteIKontot::Saknas => "Det finns inget sådant konto.",
        KanInteIKontot::Finns => "Det finns redan ett konto med det användarnamnet.",
        KanInteIKontot::EgetKonto => {
            "Ingen ändrar sina egna roller eller stänger sitt eget konto. Be en annan systemförvaltare."
        }
        KanInteIKontot::SistaSystemforvaltaren => {
            "Det går inte: ingen systemförvaltare skulle finnas kvar. Ge en annan person rollen först."
        }
        KanInteIKontot::Oforandrat => "Det är redan så. Inget är ändrat.",
        KanInteIKontot::Namn => "Namnet ska ha 1 till 60 tecken och aldrig sex siffror i följd.",
    }
}
