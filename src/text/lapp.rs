//! The words of a slip. They are easy to read for everybody, whichever information text was given: whoever carries a slip
//! may be a child, tired or new to the language.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use super::statistik::MANADSNAMN;
use crate::domain::information::TextId;

/// Lappens ord, the words of a slip in one language.
#[derive(Debug)]
pub struct Lappord {
    /// Code of the language.
    pub sprak: &'static str,
    /// Heading of a queue slip.
    pub kolapp: &'static str,
    /// Heading for somebody who has been received.
    pub mottagen: &'static str,
    /// Heading for somebody who is referred.
    pub hanvisad: &'static str,
    /// Heading where the nämnd answers.
    pub namnden: &'static str,
    /// Heading for somebody who has been informed.
    pub informerad: &'static str,
    /// Label of the code.
    pub kod: &'static str,
    /// Label of the kommun.
    pub kommun: &'static str,
    /// Label of the day.
    pub datum: &'static str,
    /// Label of the ködatum.
    pub i_ko_sedan: &'static str,
    /// Label of the next time.
    pub nasta_gang: &'static str,
    /// Label of the insats, where the person wants it.
    pub galler: &'static str,
    /// Label of the place in line, where the insats is named.
    pub plats: &'static str,
    /// Label of the next group start, likewise.
    pub start: &'static str,
    /// Label of who carries it out.
    pub utforare: &'static str,
    /// Label of the opening hours.
    pub oppet: &'static str,
    /// Heading of what a slip means.
    pub betyder: &'static str,
    /// What a queue slip means.
    pub kolapp_betyder: &'static [&'static str],
    /// What a slip means to somebody who has been received.
    pub mottagen_betyder: &'static [&'static str],
    /// The same, referred to where one applies.
    pub hanvisad_betyder: &'static [&'static str],
    /// The same, where the nämnd answers.
    pub namnd_betyder: &'static [&'static str],
    /// The same, informed.
    pub informerad_betyder: &'static [&'static str],
    /// Heading of what to do next.
    pub gor: &'static str,
    /// What to do with a queue slip.
    pub kolapp_gor: &'static [&'static str],
    /// What to do when received.
    pub mottagen_gor: &'static [&'static str],
    /// The same, without a next time.
    pub mottagen_fraga: &'static str,
    /// What to do when referred.
    pub hanvisad_gor: &'static [&'static str],
    /// The same, where the nämnd answers.
    pub namnd_gor: &'static [&'static str],
    /// What to do when informed.
    pub informerad_gor: &'static [&'static str],
    /// Heading of where to turn.
    pub kontakt: &'static str,
    /// Before a telephone number.
    pub telefon: &'static str,
    /// Where the catalogue has no number.
    pub inget_nummer: &'static str,
    /// Heading of the right to apply.
    pub ratt: &'static str,
    /// Before the name of the text and its version.
    pub text: &'static str,
    /// Headings of the parts of an information text that has none of its own: the right to apply, consent, anonymity,
    /// records, no records, familjerådgivning.
    pub delar: [&'static str; 6],
}

/// In Swedish.
pub const SVENSKA: Lappord = Lappord {
    sprak: "sv",
    kolapp: "Din kölapp",
    mottagen: "Du är mottagen",
    hanvisad: "Här kan du ansöka",
    namnden: "Fråga nämnden",
    informerad: "Bra att veta",
    kod: "Kod",
    kommun: "Kommun",
    datum: "Datum",
    i_ko_sedan: "I kö sedan",
    nasta_gang: "Nästa gång",
    galler: "Lappen gäller",
    plats: "Plats i kön den dagen",
    start: "Nästa grupp börjar",
    utforare: "Du möter",
    oppet: "Öppet",
    betyder: "Vad lappen betyder",
    kolapp_betyder: &[
        "Koden är din plats i kön.",
        "Du har kvar din plats utan att visa legitimation.",
        "Kön går efter dag och tid. Ingen kan flyttas före dig.",
    ],
    mottagen_betyder: &[
        "Vi har tagit emot dig.",
        "Hjälpen är frivillig. Du kan sluta när du vill.",
    ],
    hanvisad_betyder: &[
        "Här står var du kan ansöka om hjälp.",
        "Vi har inte skrivit upp vem du är.",
    ],
    namnd_betyder: &[
        "Det är nämnden som kan svara på din fråga.",
        "Du får också ansöka om hjälp.",
        "Vi har inte skrivit upp vem du är.",
    ],
    informerad_betyder: &[
        "Du har frågat om hjälp.",
        "Vi har inte skrivit upp vem du är.",
    ],
    gor: "Gör så här",
    kolapp_gor: &[
        "Spara lappen. Visa koden bara för den du litar på.",
        "Skriv gärna upp koden. Utan den är det svårt att se vilken plats som är din.",
        "Fråga när du ska höra av dig nästa gång. Säg koden då.",
        "När det blir din tur ser vi om villkoren stämmer.",
        "Vill du lämna kön? Säg koden. Du behöver inte säga varför.",
    ],
    mottagen_gor: &[
        "Kan du inte komma? Hör av dig.",
        "Behöver du tolk? Säg till.",
    ],
    mottagen_fraga: "Fråga när du ska komma nästa gång, om du inte vet.",
    hanvisad_gor: &[
        "Säg att du vill ansöka om hjälp.",
        "Är det svårt att ringa? Vi hjälper dig.",
        "Behöver du tolk? Säg till.",
    ],
    namnd_gor: &[
        "Ställ frågan till nämnden.",
        "Är det svårt att ringa? Vi hjälper dig.",
        "Behöver du tolk? Säg till.",
    ],
    informerad_gor: &["Kom tillbaka när du vill.", "Behöver du tolk? Säg till."],
    kontakt: "Hit kan du vända dig",
    telefon: "Telefon",
    inget_nummer: "Fråga i receptionen efter numret.",
    ratt: "Du får ansöka",
    text: "Information",
    delar: [
        "Rätten att ansöka",
        "Samtycke",
        "Anonymitet",
        "När vi för anteckningar",
        "När vi inte antecknar vem du är",
        "Familjerådgivning",
    ],
};

/// In English.
pub const ENGELSKA: Lappord = Lappord {
    sprak: "en",
    kolapp: "Your queue slip",
    mottagen: "You are welcome here",
    hanvisad: "Where you can apply",
    namnden: "Ask the board",
    informerad: "Good to know",
    kod: "Code",
    kommun: "Municipality",
    datum: "Date",
    i_ko_sedan: "In the queue since",
    nasta_gang: "Next time",
    galler: "This slip is about",
    plats: "Place in the queue on that day",
    start: "The next group starts",
    utforare: "You will meet",
    oppet: "Open",
    betyder: "What this slip means",
    kolapp_betyder: &[
        "The code is your place in the queue.",
        "You keep your place without showing any ID.",
        "The queue goes by day and time. Nobody can be moved ahead of you.",
    ],
    mottagen_betyder: &[
        "We have received you.",
        "The help is voluntary. You can stop when you want.",
    ],
    hanvisad_betyder: &[
        "This says where you can apply for help.",
        "We have not written down who you are.",
    ],
    namnd_betyder: &[
        "The social welfare board can answer your question.",
        "You may also apply for help.",
        "We have not written down who you are.",
    ],
    informerad_betyder: &[
        "You have asked us about help.",
        "We have not written down who you are.",
    ],
    gor: "What to do now",
    kolapp_gor: &[
        "Keep this slip. Show the code only to people you trust.",
        "Write the code down too. Without it, it is hard to tell which place is yours.",
        "Ask when you should contact us again. Say the code when you do.",
        "When it is your turn we check that the conditions are met.",
        "Do you want to leave the queue? Say the code. You do not have to say why.",
    ],
    mottagen_gor: &[
        "If you cannot come, let us know.",
        "Do you need an interpreter? Tell us.",
    ],
    mottagen_fraga: "If you do not know when to come next time, ask us.",
    hanvisad_gor: &[
        "Say that you want to apply for help.",
        "Is it hard to call? We will help you.",
        "Do you need an interpreter? Tell us.",
    ],
    namnd_gor: &[
        "Put your question to the board.",
        "Is it hard to call? We will help you.",
        "Do you need an interpreter? Tell us.",
    ],
    informerad_gor: &[
        "Come back whenever you want.",
        "Do you need an interpreter? Tell us.",
    ],
    kontakt: "Where you can turn",
    telefon: "Phone",
    inget_nummer: "Ask at the reception for the number.",
    ratt: "You may apply",
    text: "Information",
    delar: [
        "Your right to apply",
        "Consent",
        "Anonymity",
        "When we keep records",
        "When we do not write down who you are",
        "Family counselling",
    ],
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Lappord {
    /// A day in words, such as 26 november 2026.
    pub fn dag(&self, dag: NaiveDate) -> String {
        let manader = if self.sprak == "en" {
            MONTHS
        } else {
            MANADSNAMN
        };
        let manad = manader.get(dag.month0() as usize).copied().unwrap_or("");
        format!("{} {manad} {}", dag.day(), dag.year())
    }

    /// A time in words.
    pub fn tid(&self, tid: NaiveDateTime) -> String {
        let (ord, mellan) = if self.sprak == "en" {
            ("at", ':')
        } else {
            ("klockan", '.')
        };
        let (timme, minut) = (tid.hour(), tid.minute());
        format!("{} {ord} {timme}{mellan}{minut:02}", self.dag(tid.date()))
    }

    /// Which text was given, and its version.
    pub fn fot(&self, text: TextId, version: NaiveDate) -> String {
        let namn = if self.sprak == "en" {
            "text in English"
        } else {
            super::infotext(text)
        };
        format!("{}: {namn}, version {version}", self.text)
    }
}

/// What the command line says.
pub mod cli {
    /// An unknown kind.
    pub const SLAG: &str =
        "Slaget ska vara mottagen, hanvisad eller informerad. En kölapp ges med --kod.";
    /// An unknown place to turn.
    pub const VART: &str = "--till ska vara ansokan eller namnd.";
    /// An option of another kind.
    pub const HOR_INTE_DIT: &str = "--till hör till en hänvisad och --nasta till en mottagen. Ta bort den som inte hör till slaget.";
    /// An unknown text.
    pub const TEXT: &str = "Texten ska vara standard, lattlast, barn eller engelska.";
    /// An unknown format.
    pub const FORMAT: &str = "Formatet ska vara text eller html.";
    /// What is printed is text.
    pub const BARA_TEXT: &str = "Bara text skrivs ut med --skriv-ut. Skriv HTML till en fil med --ut och skriv ut den från webbläsaren.";
    /// There is no printer.
    pub const INGEN_SKRIVARE: &str =
        "Ingen skrivare är vald. Ange kommandot med --skrivare, till exempel --skrivare lpr.";
    /// A version that there is not.
    pub fn ingen_version(finns: &[chrono::NaiveDate]) -> String {
        let finns: Vec<String> = finns.iter().map(ToString::to_string).collect();
        format!(
            "Texten finns inte i den versionen. Den finns i: {}.",
            finns.join(", ")
        )
    }

    /// A version in a list, and whether it is in use.
    pub fn version(text: &str, version: chrono::NaiveDate, i_bruk: bool) -> String {
        let ord = if i_bruk { "i bruk" } else { "tidigare" };
        format!("{text:<10} {version}  {ord}")
    }

    /// The insats is to be shown, and is not named.
    pub const VILKEN_INSATS: &str = "Säg med --nr vilken insats lappen ska visa.";
}

/// What the screen says.
pub mod skarm {
    /// Opens the slip.
    pub const LAPPEN: &str = "lapp till personen";
    /// Opens the slip that names the insats.
    pub const MED_INSATS: &str = "lapp som säger vilken insats, om personen vill";
    /// What the question of the slip says.
    pub const OM_LAPPEN: &str =
        "Lappen säger inte vilken insats den gäller. Fråga personen innan du tar den som gör det.";
    /// Nobody has been counted just now who could have a slip.
    pub const RAKNA_FORST: &str =
        "Lappen är till den som just har räknats. Tryck F2 först, och sedan F9.";
    /// Heading of the page.
    pub const RUBRIK: &str = "Lapp till personen";
    /// What the page is.
    pub const INGRESS: &str =
        "Läs upp den eller skriv av den, om den inte kommer ur skrivaren. Inget sparas.";
    /// It was printed.
    pub const UTSKRIVEN: &str = "Lappen är skickad till skrivaren.";
    /// It was not.
    pub const EJ_UTSKRIVEN: &str =
        "Skrivaren tog inte emot lappen. Läs upp den eller skriv av den.";
}
