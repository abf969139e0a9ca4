//! The words of catalogues out to HSDS and in from it.

/// A form that is none.
pub const FORMAT: &str = "Formatet ska vara hsds.";

/// A catalogue that was written.
pub fn skriven(antal: usize, fil: &str) -> String {
    format!("{} skrevs till {fil} som HSDS 3.", insatser(antal))
}

/// A catalogue that came in.
pub fn inlast(antal: usize, fil: &str, egen: bool, varningar: usize) -> String {
    let om = if egen {
        "Villkoren följde med."
    } else {
        "Filen säger inget om nämndens beslut och villkor. De står som öppna: fråga nämnden och skriv in dem innan katalogen används."
    };
    let granska = match varningar {
        0 => String::new(),
        antal => format!(" {antal} att se över: troskel katalog granska {fil}."),
    };
    format!("{} lästes in till {fil}. {om}{granska}", insatser(antal))
}

fn insatser(antal: usize) -> String {
    match antal {
        1 => "1 insats".to_owned(),
        antal => format!("{antal} insatser"),
    }
}
