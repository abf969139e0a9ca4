//! The words of the command line.

/// Before every error.
pub const FEL: &str = "fel";
/// A date that is no date.
pub const DATUM: &str = "Datum ska skrivas ÅÅÅÅ-MM-DD och finnas i almanackan.";
/// An answer that is none.
pub const SVAR: &str = "Ett svar ska vara ja, nej eller oklart.";
/// A samtycke that is none.
pub const EGET: &str = "Eget samtycke ska vara muntligt, skriftligt eller nej.";
/// A birth date outside reason.
pub const FODD_ORIMLIG: &str = "Ett födelsedatum ligger i framtiden eller mer än 130 år tillbaka.";
/// More consents than guardians.
pub const FLER_SAMTYCKER: &str = "Fler vårdnadshavare samtycker än det finns.";
/// Not JSON.
pub const INTE_JSON: &str =
    "Indata är inte JSON. Kontrollera citattecken, kommatecken och klamrar.";
/// A value of the wrong kind.
pub const FEL_SLAG: &str = "Värdet är av fel slag. Se README.";
/// Not text.
pub const INTE_TEXT: &str = "Indata är inte text i UTF-8.";
/// More than anybody would type.
pub const FOR_STORT: &str = "Indata är större än 1 MB.";
/// A field of the person longer than on the screen.
pub const FOR_LANGT: &str = "Ett fält i person är för långt. Inget sparades.";
/// `mottag` without what was told.
pub const INFORMATION_SAKNAS: &str =
    "Informationen om rätten att ansöka saknas (information.ratt_att_ansoka). Inget sparades.";
/// `mottag` without what was told of records.
pub const DOKUMENTATION_SAKNAS: &str = "Informationen om att insatsen dokumenteras saknas (information.dokumentation). Inget sparades.";
/// `mottag` without a name.
pub const PERSON_SAKNAS: &str = "Insatsen dokumenteras: person.namn saknas. Inget sparades.";
/// `mottag` with a name where there is no place for it.
pub const INGEN_IDENTITET: &str =
    "Här får ingen identitet antecknas: insatsen är undantagen. Ta bort person. Inget sparades.";
/// `mottag` without samtycke.
pub const SAMTYCKE_SAKNAS: &str = "Samtycke saknas. Inget sparades.";
/// `mottag` with something unanswered.
pub const EJ_KONTROLLERAT: &str = "Alla villkor är inte besvarade. Inget sparades.";
/// `mottag` with an unknown slip.
pub const KOLAPP_FEL: &str = "Kölappens kod stämmer inte. Läs av den igen.";
/// The answer could not be written out.
pub const SVARET_SKREVS_INTE: &str =
    "Svaret gick inte att skriva ut, men det som begärdes är gjort. Gör inte om det.";
/// A range that is not whole months.
pub const HELA_MANADER: &str =
    "Statistik ges för hela månader: från den första och till den sista i en månad.";
/// An unknown manner.
pub const SATT: &str = "Information ska vara lämnad muntligt, skriftligt, lattlast eller tolk.";
/// An unknown language.
pub const SPRAK: &str = "Språk ska vara en kod på två eller tre små bokstäver, till exempel sv.";
/// An unknown wish.
pub const VILL: &str = "vill ska vara ta_emot, ko, ansoka eller bara_fraga.";
/// An unknown age band or sex.
pub const RAKNAS: &str = "alder eller kon har ett okänt värde.";
/// A new file in the layers of a container.
pub const I_CONTAINER: &str = "varning: databasen ligger i en container (overlay) och försvinner när den tas bort. Lägg \
    den i en mapp som är monterad från datorn.";
/// A new file was made.
pub const NY_DATABAS: &str = "Ny databas för övning skapad";
/// Broken off by whoever waits for it.
pub const AVBRUTET: &str = "Avbrutet. Inget skrevs.";
/// What takes long, before it has said what it does.
pub const BORJAR: &str = "Börjar";
/// What takes long: the file is read.
pub const LASER: &str = "Läser databasen";
/// What takes long: a file is read.
pub const LASER_FIL: &str = "Läser filen";
/// What takes long: figures are put together.
pub const RAKNAR: &str = "Ställer samman";
/// What takes long: a file is written.
pub const SKRIVER: &str = "Skriver filen";

/// What takes long: rows are tried.
pub const PROVAR: &str = "Prövar raderna";
/// What takes long: rows are saved.
pub const SPARAR: &str = "Sparar";

/// What goes on, how many rows of it are done where that is known, and for how long.
pub fn pagar(vad: &str, andel: Option<(usize, usize)>, sekunder: u64) -> String {
    let andel = andel
        .map(|(gjort, av)| format!("{} av {} rader, ", tusental(gjort), tusental(av)))
        .unwrap_or_default();
    format!("{vad} … {andel}{sekunder} s (Ctrl+C avbryter)")
}

/// A number as it is written: in groups of three.
fn tusental(tal: usize) -> String {
    let siffror = tal.to_string();
    let mut ut = String::new();
    for (plats, siffra) in siffror.chars().enumerate() {
        if plats > 0 && (siffror.len() - plats).is_multiple_of(3) {
            ut.push('\u{a0}');
        }
        ut.push(siffra);
    }
    ut
}

/// Nothing was found.
pub const INGET: &str = "Inget hittades. Pröva ett annat ord.";
/// Nothing to list.
pub const TOMT: &str = "Listan är tom.";
/// A catalogue without faults.
pub const KATALOG_HEL: &str = "Inga fel. Katalogen kan användas.";
/// Another day than today, and a file that is no rehearsal.
pub const DATUM_BARA_OVNING: &str = "Ett annat datum än dagens går bara att ange i en övningsfil. Ta bort --datum, eller använd en annan databas.";
/// A catalogue that a file for real persons was not given.
pub const ANNAN_KATALOG: &str = "Katalogen är inte den som databasen har fått. Ange rätt fil med --katalog. En ny katalog ges databasen av systemförvaltaren: troskel databas katalog --katalog FIL.";
/// The catalogue file is not what it was a moment ago.
pub const KATALOG_ANDRAD: &str =
    "Katalogfilen har ändrats sedan programmet startade. Starta om programmet.";
/// There is no home folder.
pub const INGEN_HEMMAPP: &str = "Hemmappen är inte känd. Ange databasen med --databas FIL.";

/// A field that is not in the contract; says which there are, never what stood there.
pub fn okant_falt(finns: &str) -> String {
    format!("Ett fält är okänt. Här kan stå: {finns}.")
}

/// A field that is missing.
pub fn saknat_falt(namn: &str) -> String {
    format!("Fältet {namn} saknas.")
}

/// Where something is wrong.
pub fn pa_rad(kalla: &str, rad: usize, kolumn: usize, vad: &str) -> String {
    format!("{kalla}, rad {rad}, kolumn {kolumn}: {vad}")
}

/// A name of a desk or an enhet that may not be stored.
pub fn namn_duger_inte(flagga: &str) -> String {
    format!("Namnet i {flagga} ska ha 1 till 60 tecken och aldrig sex siffror i följd.")
}

/// A name of a desk that would stand in the log as another program.
pub fn desk_duger_inte(borjan: &str) -> String {
    format!("Namnet i --desk får inte börja på {borjan}: så står andra program i loggen.")
}

/// An insats that is not in the catalogue.
pub fn okand_insats(nr: impl std::fmt::Display) -> String {
    format!("Insatsen {nr} finns inte i katalogen.")
}

/// Something that is no number of an insats; never said again, for it may be anything.
pub const INTE_NUMMER: &str = "Insatsens nummer skrivs med siffror och punkter, till exempel 3.1.4. Det angivna finns inte i katalogen.";

/// A file that cannot be read.
pub fn kan_inte_lasa(fil: &str) -> String {
    format!("Filen {fil} går inte att läsa. Kontrollera namnet och rättigheterna.")
}

/// An information folder that is not whole.
pub fn informationsmapp(fil: &str) -> String {
    format!("Informationstexten {fil} saknas, är inte hel eller har ändrats sedan den togs i bruk.")
}

/// How many faults a catalogue has.
pub fn katalogfel(fel: usize, varningar: usize) -> String {
    format!("{fel} fel och {varningar} varningar.")
}

/// Swedish for what the argument reader says.
pub mod flaggor {
    /// An unknown option or command, by name where it looks like one.
    pub fn okand(vad: Option<&str>, forslag: Option<&str>) -> String {
        let vad = vad.map(|vad| format!(": {vad}")).unwrap_or_default();
        let fraga = forslag
            .map(|f| format!(" Menade du {f}?"))
            .unwrap_or_default();
        format!("okänd flagga eller okänt kommando{vad}.{fraga}")
    }

    /// A missing argument.
    pub fn saknas(vad: &str) -> String {
        format!("något saknas: {vad}.")
    }

    /// A value that does not fit.
    pub fn varde(flagga: &str) -> String {
        let hur = if flagga.starts_with("--period") {
            format!(" {}", crate::text::statistik::PERIOD)
        } else {
            String::new()
        };
        format!("värdet för {flagga} går inte att använda.{hur}")
    }

    /// Anything else.
    pub const ANNAT: &str = "kommandot är felskrivet.";
    /// Where help is.
    pub const HJALP: &str = "Se troskel --help.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn det_som_pagar_har_sin_andel_nar_den_ar_kand() {
        assert_eq!(
            pagar(LASER, None, 7),
            "Läser databasen … 7 s (Ctrl+C avbryter)"
        );
        assert_eq!(
            pagar(SPARAR, Some((3200, 10_000)), 4),
            "Sparar … 3\u{a0}200 av 10\u{a0}000 rader, 4 s (Ctrl+C avbryter)"
        );
        assert_eq!(
            [0, 999, 1_000_000].map(tusental),
            ["0", "999", "1\u{a0}000\u{a0}000"]
        );
    }
}
