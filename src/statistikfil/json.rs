//! The statistics as JSON, for another program.

use serde_json::{Value, json};

use super::ord::dold;
use super::{Filunderlag, rader};
use crate::domain::statistik::Cell;
use crate::domain::statistik::period::Periodslag;
use crate::text;

/// The name and version of the form.
pub const FORMAT: &str = "troskel-statistik-1";

/// The document: `format`, `kommun`, `katalog` (its version), `gjord` (a day), `period` (`kod`, `slag` = `manad | kvartal | ar |
/// annan`, `fran` and `till` as months, `preliminar`), `dolda` (how many figures are hidden, `liten` and `skydd`),
/// `anmarkningar` (what must be known of the figures, in sentences), and `rader`: one figure each, with `del`, `avsnitt`,
/// `insats`, `namn`, `ksi`, `kod`, `text`, `rad`, `antal` (a whole number, or `"<5"`, `"dold"` or `"odelat"`) and
/// `varfor_dold`; what a row has not is null, and so is `antal` in a month that is to come.
pub fn json(fil: &Filunderlag<'_>) -> Value {
    let statistik = fil.statistik;
    let slag = match statistik.period.slag() {
        Periodslag::Manad => "manad",
        Periodslag::Kvartal => "kvartal",
        Periodslag::Ar => "ar",
        Periodslag::Annan => "annan",
    };
    let eller_null = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let rader: Vec<Value> = rader(fil)
        .iter()
        .map(|en| {
            json!({
                "del": en.del,
                "avsnitt": en.avsnitt,
                "insats": en.insats.map(|nr| nr.to_string()),
                "namn": eller_null(&en.namn),
                "ksi": eller_null(&en.ksi),
                "kod": eller_null(&en.kod),
                "text": eller_null(&en.text),
                "rad": en.hur.kod(),
                "antal": en.antal.map(|antal| match antal {
                    Cell::Antal(antal) => json!(antal),
                    Cell::FarreAn5 | Cell::Dold | Cell::Odelad => json!(antal.to_string()),
                }),
                "varfor_dold": eller_null(dold(en.antal)),
            })
        })
        .collect();
    json!({
        "format": FORMAT,
        "kommun": fil.katalog.kommun,
        "katalog": fil.katalog.version,
        "gjord": fil.gjord.to_string(),
        "period": {
            "kod": statistik.period.to_string(),
            "slag": slag,
            "fran": statistik.period.forsta().to_string(),
            "till": statistik.period.sista().to_string(),
            "preliminar": fil.preliminar(),
        },
        "dolda": {"liten": statistik.dolda.sma, "skydd": statistik.dolda.foljd},
        "anmarkningar": text::statistikfil::anmarkningar(statistik, fil.preliminar()),
        "rader": rader,
    })
}
