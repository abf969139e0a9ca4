//! The words of the care of the file.

use crate::store::logg::Kedjekontroll;
use crate::store::sqlite::{Filfel, Filkontroll};

/// No account was named.
pub const ANGE_KONTO: &str = "Ange kontot med --konto NAMN.";
/// No enhet was named.
pub const ANGE_ENHET: &str = "Ange enheten med --enhet NAMN.";
/// A rehearsal has neither accounts nor keys.
pub const OVNING: &str = "Databasen är en övning och har inga nycklar. En databas för riktiga uppgifter skapas med \
    troskel databas skapa.";
/// Asks for the recovery key.
pub const ATERSTALLNINGSNYCKEL: &str = "Återställningsnyckel";
/// The recovery key was mistyped.
pub const FELSKRIVEN: &str =
    "Återställningsnyckeln är felskriven. Den har nio grupper med fyra tecken i varje.";
/// A recovery key, but not of this file.
pub const FEL_NYCKEL: &str =
    "Återställningsnyckeln hör inte till den här databasen, eller har ersatts av en nyare.";
/// Done.
pub const NYCKEL_BYTT: &str = "Databasen har fått en ny nyckel. Alla som är inloggade får logga in igen. Lösenorden och \
    återställningsnyckeln är desamma. Kopior som togs förut har kvar den gamla nyckeln.";

/// The catalogue that the file has from now on.
pub fn katalog_given(kommun: &str, version: &str) -> String {
    format!(
        "Databasen har katalogen för {kommun}, version {version}. Den går att använda med ingen annan. Den som redan är \
         inloggad har den förra tills skärmen låses."
    )
}

/// A new file, and what is to be written down now.
pub fn skapad(fil: &str, krypterad: bool, konto: &str, papper: &str) -> String {
    let slag = if krypterad {
        "Databasen är krypterad."
    } else {
        "Databasen är inte krypterad: den som kommer över filen kan läsa den."
    };
    format!(
        "{fil} är skapad. {slag}\nFörsta kontot är {konto}, systemförvaltare.\n\n{}\n\nSäkerhetskopiera alltid två filer: \
         {fil} och {fil}.nycklar. Den ena går inte att använda utan den andra.",
        nyckelrad(papper)
    )
}

/// A new recovery key.
pub fn ny_aterstallning(papper: &str) -> String {
    format!("{}\n\nDen förra gäller inte längre.", nyckelrad(papper))
}

fn nyckelrad(papper: &str) -> String {
    format!(
        "Återställningsnyckel:\n\n    {papper}\n\nSkriv av den eller skriv ut den nu: den visas bara en gång. Lägg den i ett \
         förseglat kuvert. Utan den och utan lösenord kan ingen öppna databasen."
    )
}

/// A copy.
pub fn kopierad(till: &str) -> String {
    format!("{till} är en hel kopia. Den är kontrollerad.")
}

/// In again.
pub fn aterfatt(konto: &str) -> String {
    format!(
        "{konto} kan logga in med det nya lösenordet. Ta fram en ny återställningsnyckel om någon annan kan ha sett den \
         gamla (troskel databas aterstallningsnyckel)."
    )
}

/// A key file.
pub fn maskinnyckel(konto: &str, fil: &str) -> String {
    format!(
        "{konto} loggar in med --nyckelfil {fil}. Filen är som ett lösenord: bara den användare som kör jobbet får läsa den."
    )
}

/// What a check has found, a line each.
pub fn fel(filen: &Filkontroll, loggen: &Kedjekontroll) -> Vec<String> {
    let fil = filen.fel.iter().map(|fel| match fel {
        Filfel::Sidor(antal) => format!("{antal} sidor är inte som de skrevs."),
        Filfel::Innehall(antal) => format!("{antal} fel i tabeller eller index."),
        Filfel::Hanvisning(tabell) => {
            format!("En rad i {tabell} hänvisar till en rad som inte finns.")
        }
    });
    let mut alla: Vec<String> = fil.collect();
    if !loggen.hel() {
        alla.push(format!(
            "{} fel i loggen; de visas med troskel logg kontrollera.",
            loggen.antal_fel
        ));
    }
    alla
}

/// The answer of a check.
pub fn kontroll(filen: &Filkontroll, loggen: &Kedjekontroll, fel: &[String]) -> String {
    let slag = if filen.krypterad {
        "Databasen är krypterad."
    } else {
        "Databasen är inte krypterad."
    };
    if fel.is_empty() {
        return format!(
            "Databasen är hel. {slag} Loggens {} länkar stämmer.",
            loggen.lankar
        );
    }
    format!(
        "Databasen är skadad eller ändrad. {slag} Sluta använda den och återställ den senaste säkerhetskopian.\n{}",
        fel.join("\n")
    )
}
