//! Reading of single values, whatever table they stand in.

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::DeValue;

use super::rad::Felsamling;
use super::tabell::Tabell;
use super::tecken::{citat, granska_varde};

/// A value with its place.
pub(super) type Varde<'t> = Spanned<DeValue<'t>>;

/// What every reader of one file shares.
#[derive(Clone, Copy)]
pub(super) struct Fil<'t> {
    pub(super) text: &'t str,
    pub(super) fel: &'t Felsamling,
}

impl<'t> Fil<'t> {
    /// The text of a value, checked.
    pub(super) fn text_av(&self, varde: &'t Varde<'t>, nyckel: &str) -> Option<&'t str> {
        let DeValue::String(text) = varde.get_ref() else {
            return self.fel_typ(varde, nyckel, "text");
        };
        let plats = varde.span().start;
        granska_varde(
            text,
            self.text.get(varde.span()).unwrap_or(""),
            plats,
            self.fel,
        );
        if text.trim().is_empty() {
            self.fel.fel(
                plats,
                format!("Texten i ”{}” är tom.", ren(nyckel)),
                "Skriv en text eller ta bort nyckeln.",
            );
            return None;
        }
        Some(text)
    }

    /// A word that must be one of `tillatna`.
    pub(super) fn val_av<T: Copy>(
        &self,
        varde: &Varde<'_>,
        ord: &str,
        nyckel: &str,
        tillatna: &[(&str, T)],
    ) -> Option<T> {
        let val = tillatna.iter().find(|(namn, _)| *namn == ord);
        if val.is_none() {
            let namn: Vec<&str> = tillatna.iter().map(|(namn, _)| *namn).collect();
            let mut gor = format!("Tillåtna värden är {}.", namn.join(", "));
            if let Some(menade) = menade(ord, namn.iter().copied()) {
                gor = format!("{menade} {gor}");
            }
            self.fel.fel(
                varde.span().start,
                format!("Värdet {} går inte i ”{nyckel}”.", citat(ord)),
                gor,
            );
        }
        val.map(|(_, val)| *val)
    }

    /// A date: a TOML date, or ÅÅÅÅ-MM-DD in quotation marks.
    pub(super) fn datum_av(&self, varde: &'t Varde<'t>, nyckel: &str) -> Option<NaiveDate> {
        let datum = match varde.get_ref() {
            DeValue::Datetime(tid) if tid.time.is_none() => tid.date.and_then(|datum| {
                NaiveDate::from_ymd_opt(
                    i32::from(datum.year),
                    u32::from(datum.month),
                    u32::from(datum.day),
                )
            }),
            // The length keeps out 2026-1-2, which chrono would take.
            DeValue::String(text) if text.len() == 10 => {
                NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
            }
            _ => None,
        };
        if datum.is_none() {
            self.fel.fel(
                varde.span().start,
                format!("Värdet i ”{nyckel}” är inget datum."),
                "Skriv en dag som finns, som ÅÅÅÅ-MM-DD.",
            );
        }
        datum
    }

    /// A table whose keys are among `nycklar`.
    pub(super) fn tabell_av(
        self,
        varde: &'t Varde<'t>,
        nyckel: &str,
        rubrik: &'static str,
        nycklar: &[&str],
    ) -> Option<Tabell<'t>> {
        match varde.get_ref() {
            DeValue::Table(tabell) => Some(Tabell::ny(
                self,
                rubrik,
                tabell,
                varde.span().start,
                nycklar,
            )),
            _ => self.fel_typ(varde, nyckel, "en tabell"),
        }
    }

    /// Whether `id` can be referred to; if not, adds a fault.
    pub(super) fn id_av(&self, id: &str, plats: usize) -> bool {
        // A parked answer keeps the id of its villkor in a code, which is short and can hold no number of a person.
        let siffror = id.bytes().filter(u8::is_ascii_digit).count();
        let ratt = (1..=38).contains(&id.len())
            && siffror < 8
            && id
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !ratt {
            self.fel.fel(
                plats,
                format!("Namnet {} går inte att hänvisa till.", citat(id)),
                "Använd bara små bokstäver a–z, högst sju siffror och bindestreck, och högst 38 tecken.",
            );
        }
        ratt
    }

    /// Adds a fault about the type of a value.
    pub(super) fn fel_typ<T>(&self, varde: &Varde<'_>, nyckel: &str, ska_vara: &str) -> Option<T> {
        let ar = match varde.get_ref() {
            DeValue::String(_) => "text",
            DeValue::Integer(_) => "ett heltal",
            DeValue::Float(_) => "ett decimaltal",
            DeValue::Boolean(_) => "true eller false",
            DeValue::Datetime(_) => "ett datum",
            DeValue::Array(_) => "en lista",
            DeValue::Table(_) => "en tabell",
        };
        self.fel.fel(
            varde.span().start,
            format!(
                "Värdet i ”{}” ska vara {ska_vara} men är {ar}.",
                ren(nyckel)
            ),
            format!("Skriv {ska_vara}."),
        );
        None
    }

    /// Adds a fault about a reference that leads nowhere.
    pub(super) fn fel_hanvisning<'a>(
        &self,
        plats: usize,
        vad: &str,
        namn: &str,
        finns: impl Iterator<Item = &'a str> + Clone,
    ) {
        let gor_sa_har = menade(namn, finns.clone()).unwrap_or_else(|| {
            let finns: Vec<String> = finns.map(citat).collect();
            if finns.is_empty() {
                "Det finns inget att hänvisa till; lägg till det.".to_owned()
            } else {
                format!("Det som finns är {}.", finns.join(", "))
            }
        });
        self.fel.fel(
            plats,
            format!("{vad} {} finns inte i katalogen.", citat(namn)),
            gor_sa_har,
        );
    }
}

fn ren(nyckel: &str) -> String {
    citat(nyckel).trim_matches(['”']).to_owned()
}

/// "Menade du …?", where one of the names is close enough.
pub(super) fn menade<'a>(skrivet: &str, namn: impl Iterator<Item = &'a str>) -> Option<String> {
    // Keys are ASCII, and people write them with dots and rings.
    let enkelt = |text: &str| {
        text.to_lowercase()
            .replace(['å', 'ä'], "a")
            .replace('ö', "o")
            .replace('_', "-")
    };
    let skrivet = enkelt(skrivet);
    // One number is as near as another.
    if skrivet.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let langst = (skrivet.chars().count() / 3).clamp(1, 3);
    namn.map(|namn| (strsim::damerau_levenshtein(&skrivet, &enkelt(namn)), namn))
        .filter(|(avstand, _)| *avstand <= langst)
        .min_by_key(|(avstand, _)| *avstand)
        .map(|(_, namn)| format!("Menade du {}?", citat(namn)))
}
