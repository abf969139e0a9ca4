//! The words of the covered screen.

/// Before the user name.
pub const ANVANDARE: &str = "Användare";
/// Before the password.
pub const LOSENORD: &str = "Lösenord";
/// What a password looks like, however long it is.
pub const PRICKAR: &str = "••••••••";
/// Heading when the program has been started.
pub const LOGGA_IN: &str = "Logga in";
/// Heading of the covered screen.
pub const LAST: &str = "Skärmen är låst";
/// Heading when another person is to sit down.
pub const BYT: &str = "Byt person";
/// Heading where the file knows the account no more.
pub const UTLOGGAD: &str = "Du är utloggad";
/// Why it locked itself.
pub const VILA: &str = "Ingen har tryckt på en tangent på fem minuter.";
/// Why the file has signed somebody out.
pub const KONTOT_ANDRAT: &str = "Kontot är ändrat eller stängt. Fråga systemförvaltaren.";
/// What has been begun by whoever was signed in.
pub const FINNS_KVAR: &str = "Det som är påbörjat finns kvar.";
/// What has been begun, where another person is to sit down.
pub const FINNS_KVAR_ANDRA: &str =
    "Det som är påbörjat är undanlagt och syns inte för någon annan.";
/// How a rehearsal is uncovered.
pub const OVNING: &str = "Det här är en övning: inget lösenord behövs. Tryck på valfri tangent.";
/// While what was begun is saved.
pub const SPARAR: &str = "Sparar det påbörjade …";
/// While the password is tried.
pub const KONTROLLERAR: &str = "Kontrollerar …";
/// Which enhet.
pub const VALJ_ENHET: &str = "Vilken enhet arbetar du vid nu?";
/// The user name is missing.
pub const SKRIV_NAMN: &str = "Skriv ditt användarnamn först.";
/// The password is missing.
pub const SKRIV_LOSENORD: &str = "Skriv ditt lösenord.";
/// User or password is wrong.
pub const FEL: &str = "Användarnamnet eller lösenordet stämmer inte. Försök igen.";
/// Locked.
pub const KONTOT_LAST: &str =
    "Kontot är låst efter för många försök. Be en systemförvaltare låsa upp det.";
/// Closed, or without a role.
pub const UTAN_ROLL: &str =
    "Kontot är stängt eller har ingen roll vid enheten. Fråga systemförvaltaren.";
/// Signed in again with other roles than before.
pub const ROLLER_ANDRADE: &str = "Dina roller är ändrade. Det som var öppet är stängt.";
/// Something begun would go with the program.
pub const BARA_HAR: &str =
    "Något är påbörjat som inte är sparat än. Logga in och spara det, eller tryck Ctrl+Q igen.";
/// The same, begun by others.
pub const ANDRAS_BARA_HAR: &str =
    "Någon annan har påbörjat något här som inte är sparat. Ctrl+Q igen avslutar ändå.";

/// The keys of the fields, and what each does.
pub const TANGENTER: [(&str, &str); 5] = [
    ("Enter", "vidare"),
    ("Tab", "nästa ruta"),
    ("Esc", "töm rutan"),
    ("F10", "byt person"),
    ("Ctrl+Q", "stäng programmet"),
];

/// The keys of the choice of an enhet.
pub const TANGENTER_ENHET: [(&str, &str); 4] = [
    ("Enter", "välj"),
    ("↓", "nästa"),
    ("Esc", "tillbaka"),
    ("Ctrl+Q", "stäng programmet"),
];

/// Who has locked, or was signed in last.
pub fn vem(anvandare: &str, enhet: &str) -> String {
    format!("Inloggad: {anvandare} vid {enhet}.")
}

/// Who was signed in last, where another person is to sit down.
pub fn senast(anvandare: &str) -> String {
    format!("Senast här: {anvandare}.")
}

/// So long until the next try.
pub fn vanta(sekunder: i64) -> String {
    match (sekunder / 60, sekunder % 60) {
        (0, s) => format!("För många försök. Vänta {s} s."),
        (min, s) => format!("För många försök. Vänta {min} min {s} s."),
    }
}
