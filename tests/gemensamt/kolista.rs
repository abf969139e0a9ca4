//! A catalogue and a clock for lists that are read.

use chrono::{DateTime, Duration, NaiveDateTime, TimeZone, Utc};
use troskel::domain::insats::{Katalog, Kontakt, Uppgift};
use troskel::domain::ko::fil::{Importfel, Importrad};
use troskel::domain::ko::policy::Koslag;
use troskel::kofil::las::{Lasning, las};

/// 1.1 documented, 1.2 rådgivning, 1.3 rådgivning with contact, 1.4 exempt, 1.5 without a queue, 1.6 small parties.
pub fn katalog() -> Katalog {
    let kontakt = || Kontakt {
        namn: "Kontoret".to_owned(),
        telefon: Uppgift::Oklar("prov".to_owned()),
        adress: None,
    };
    let mut insatser: Vec<_> = [
        ("1.1", "14:3"),
        ("1.2", "14:4"),
        ("1.3", "14:4"),
        ("1.4", "14:5"),
        ("1.5", "14:3"),
        ("1.6", "14:3"),
    ]
    .into_iter()
    .map(|(nr, paragraf)| (*super::prov::insats(nr, paragraf, None)).clone())
    .collect();
    insatser[2].ko.kontakt = true;
    insatser[4].ko.slag = Koslag::IngenKo;
    insatser[5].ko.parti_hogst = 4;
    Katalog {
        kommun: "Provköping".to_owned(),
        version: super::prov::KATALOG.to_owned(),
        insatser,
        hanvisningar: Vec::new(),
        namnd: kontakt(),
        ansokan: kontakt(),
        barn_och_unga: kontakt(),
        oppet: Vec::new(),
        stangda_dagar: Vec::new(),
        gallring: troskel::domain::gallring::Gallringsregler::default(),
    }
}

/// Now.
pub fn nu() -> DateTime<Utc> {
    utc("2025-11-22 12:00")
}

/// A time in UTC.
pub fn utc(text: &str) -> DateTime<Utc> {
    Utc.from_utc_datetime(&NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap())
}

/// Two hours before UTC, and a clock that jumps over the hour from two in the night of 30 March 2025.
fn till_utc(lokal: NaiveDateTime) -> Option<DateTime<Utc>> {
    let hoppad = utc("2025-03-30 02:00").naive_utc();
    let i_hoppet = lokal >= hoppad && lokal < hoppad + Duration::hours(1);
    (!i_hoppet).then(|| Utc.from_utc_datetime(&(lokal - Duration::hours(2))))
}

/// Reads a list as the program does.
pub fn las_fil(fil: &[u8], insats: Option<&str>) -> Result<Vec<Importrad>, Vec<Importfel>> {
    let katalog = katalog();
    las(
        fil,
        &Lasning {
            katalog: &katalog,
            insats: insats.map(|nr| nr.parse().unwrap()),
            nu: nu(),
            till_utc: &till_utc,
        },
    )
}
