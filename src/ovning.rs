//! Övning, a rehearsal: made-up persons, on request and nowhere else.

use serde::Deserialize;

/// A made-up person.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Name; begins with Övning, so that nobody takes it for somebody.
    pub namn: String,
    /// Number, or nothing.
    pub nummer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fil {
    #[serde(rename = "format")]
    _format: u32,
    personer: Vec<Person>,
}

/// The made-up persons.
pub fn personer() -> Vec<Person> {
    let last: Result<Fil, _> = toml::from_str(include_str!("../data/ovning/personer.toml"));
    last.map(|fil| fil.personer).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::identitet::Nummer;

    #[test]
    fn pahittade_personer_gar_att_skilja_fran_riktiga() {
        let idag = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        assert!(personer().len() >= 5);
        for person in personer() {
            assert!(person.namn.starts_with("Övning "));
            assert!(person.nummer.is_empty() || Nummer::las(&person.nummer, idag).is_ok());
        }
    }
}
