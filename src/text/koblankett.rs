//! The words of the forms of the waiting list. A label and its sentence of help stand together.

/// Yes and no: key, code, words.
pub const JA_NEJ: [(char, &str, &str); 2] = [('j', "ja", "ja"), ('n', "nej", "nej")];
/// Days of the week, Monday first: key and name.
pub const VECKODAGAR: [(char, &str); 7] = [
    ('1', "måndag"),
    ('2', "tisdag"),
    ('3', "onsdag"),
    ('4', "torsdag"),
    ('5', "fredag"),
    ('6', "lördag"),
    ('7', "söndag"),
];
/// No language has been said.
pub const INGET_SPRAK: &str = "inget sagt";

/// What to call the person.
pub const KALLAS: (&str, &str) = (
    "Vad ska vi kalla personen?",
    "Ett förnamn räcker. Aldrig personnummer.",
);
/// The way.
pub const SATT: (&str, &str) = ("Hur vill personen bli nådd?", "");
/// Number or address.
pub const VARDE: (&str, &str) = ("Nummer eller adress", "Bara det som sättet kräver.");
/// Age.
pub const UNG: (&str, &str) = (
    "Är personen 15–17 år?",
    "Då väljer den unga själv, och brev skickas inte.",
);
/// Who has chosen.
pub const SJALV: (&str, &str) = ("Har personen själv valt sättet?", "");
/// The right day.
pub const RATT_DAG: (&str, &str) = ("Rätt ködatum (ÅÅÅÅ-MM-DD)", "");
/// Why it was wrong.
pub const RATT_ORSAK: (&str, &str) = ("Varför är det fel?", "");
/// A sentence.
pub const MENING: (&str, &str) = (
    "Skriv en mening om varför",
    "Minst tio tecken. Inget namn och inget nummer.",
);
/// How many places together.
pub const PARTI: (&str, &str) = ("Hur många behöver plats tillsammans?", "1 till 20.");
/// Language of the group.
pub const SPRAK: (&str, &str) = ("Vilket språk ska gruppen ha?", "");
/// Earliest day.
pub const TIDIGAST: (&str, &str) = (
    "Tidigaste dag som passar (ÅÅÅÅ-MM-DD)",
    "Tomt: vilken dag som helst.",
);
/// Days that suit.
pub const DAGAR: (&str, &str) = (
    "Vilka veckodagar passar?",
    "Tryck siffran för varje dag. Ingen vald: alla passar.",
);
/// First day of a group.
pub const FORSTA_DAG: (&str, &str) = ("Första dag (ÅÅÅÅ-MM-DD)", "");
/// Time of day.
pub const KLOCKSLAG: (&str, &str) = ("Klockslag", "Som 17:30.");
/// Number of sessions.
pub const TRAFFAR: (&str, &str) = ("Antal träffar", "");
/// Days between sessions.
pub const MELLAN: (&str, &str) = ("Dagar mellan träffarna", "7 är en gång i veckan.");
/// Minutes.
pub const MINUTER: (&str, &str) = ("Minuter per träff", "");
/// Smallest number.
pub const MINST: (&str, &str) = ("Minsta antal personer", "");
/// Largest number.
pub const HOGST: (&str, &str) = ("Högsta antal personer", "");
/// Number of running places.
pub const ANTAL_PLATSER: (&str, &str) = ("Antal löpande platser", "Alla, både lediga och tagna.");

/// Before the number of places is stated.
pub const ANTAL_SAG: &str = "Antalet bestäms av verksamheten. Färre än de tagna går inte.";
/// Before another ködatum is proposed.
pub const RATTELSE_SAG: &str =
    "Förslaget gäller först när en annan person har godkänt det. Båda datumen står kvar.";
/// Before an ended entry is taken up again.
pub const ATEROPPNA_SAG: &str = "Kölappen får tillbaka sitt gamla ködatum.";
/// Before wishes are written down.
pub const ONSKEMAL_SAG: &str =
    "Önskemålen ändrar aldrig platsen i kön. De avgör bara vilka erbjudanden som passar.";

/// A way is missing.
pub const VALJ_SATT: &str = "Välj hur personen vill bli nådd.";
/// The age is missing.
pub const SVARA_UNG: &str = "Svara om personen är 15–17 år.";
/// Who has chosen is missing.
pub const SVARA_SJALV: &str = "Svara om personen själv har valt sättet.";
/// A reason is missing.
pub const VALJ_ORSAK: &str = "Välj varför det är fel.";
/// A date is missing or is none.
pub const DATUM_FINNS_INTE: &str = "Skriv ett datum som finns, med åtta siffror.";
/// A number is missing.
pub const SKRIV_TAL: &str = "Skriv ett heltal.";
/// The party is not between 1 and 20.
pub const SKRIV_PARTI: &str = "Skriv ett tal från 1 till 20.";
/// A time of day is missing.
pub const SKRIV_KLOCKSLAG: &str = "Skriv ett klockslag, som 17:30.";

/// What is to be said before contact data are written down.
pub fn kontakt_sag(dagar: u16) -> Vec<String> {
    let kvar = match dagar {
        0 => "Vi tar bort uppgifterna samma dag som personen lämnar kön.".to_owned(),
        dagar => format!("Vi tar bort uppgifterna {dagar} dagar efter att personen lämnat kön."),
    };
    vec![
        format!("Säg: {kvar}"),
        "Säg: Du får stå i kön utan att lämna några uppgifter.".to_owned(),
        "Är personen 15–17 år väljer den unga själv. Inga brev skickas.".to_owned(),
        "Fråga: Är det tryggt att vi hör av oss? Har personen skyddade uppgifter: skriv inget som röjer var den finns.".to_owned(),
    ]
}

/// Heading of the form for contact data.
pub const KONTAKT_RUBRIK: &str = "Hur personen kan nås";
/// Heading of the form for another ködatum.
pub const RATTELSE_BLANKETT: &str = "Föreslå annat ködatum";
/// Heading of the form that takes an entry up again.
pub const ATEROPPNA_RUBRIK: &str = "Öppna kölappen igen";
/// Heading of the form for wishes.
pub const ONSKEMAL_RUBRIK: &str = "Önskemål";
/// Heading of the form for a group start.
pub const OMGANG_RUBRIK: &str = "Ny omgång";
/// Heading of the form for the number of places.
pub const ANTAL_RUBRIK: &str = "Antal löpande platser";
