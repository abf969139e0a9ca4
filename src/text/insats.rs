//! The words around an insats.

use crate::domain::ko::policy::{Kopolicy, Koslag, VidNej, VidTystnad};

/// Heading of the villkor.
pub const VILLKOR: &str = "Villkor";
/// An insats without villkor.
pub const INGA_VILLKOR: &str = "Inga villkor: öppen för alla.";
/// Heading of the målgrupp.
pub const MALGRUPP: &str = "För";
/// Before an open question.
pub const OPPET: &str = "Inte avgjort";
/// Heading of where and how.
pub const FORM: &str = "Ges";
/// Heading of the extent.
pub const OMFATTNING: &str = "Omfattning";
/// Heading of methods.
pub const METOD: &str = "Metod";
/// Heading of who carries it out.
pub const UTFORARE: &str = "Utförs av";
/// Heading of the follow-up.
pub const UPPFOLJNING: &str = "Uppföljning";
/// Heading of the fee.
pub const AVGIFT: &str = "Avgift";
/// Heading of lead time.
pub const LEDTID: &str = "Start";
/// Mark of what should begin at once.
pub const BRADSKANDE: &str = "Brådskande: ska börja så snart det går.";
/// Heading of the general decision.
pub const BESLUT: &str = "Nämndens beslut";
/// A group size.
pub fn gruppstorlek(minst: u16, hogst: u16) -> String {
    format!("grupp om {minst}–{hogst}")
}
/// A villkor that is only shown.
pub const BEDOMNING: &str = "(prövas inte här)";

/// How the queue is kept, in a few sentences.
pub fn ko(ko: &Kopolicy) -> String {
    let slag = match ko.slag {
        Koslag::IngenKo => return "Kö: ingen, personen tas emot direkt.".to_owned(),
        Koslag::Lopande => "löpande platser",
        Koslag::Omgang => "grupper som börjar tillsammans",
    };
    let dagar = if ko.svarstid == 1 {
        "arbetsdag"
    } else {
        "arbetsdagar"
    };
    let beslutad = if ko.svarstid_beslutad {
        ""
    } else {
        " (programmets förslag; nämnden har inte sagt något)"
    };
    let nej = match ko.nej {
        VidNej::StaKvar => "står kvar i kön",
        VidNej::Avsluta => "lämnar kön",
    };
    let tyst = match ko.tyst {
        VidTystnad::StaKvar => "står kvar i kön",
        VidTystnad::Avsluta => "kan få lämna kön",
    };
    format!(
        "Kö: {slag}. Svarstid: {} {dagar}{beslutad}. Den som säger nej {nej}. Den som inte svarar {tyst}.",
        ko.svarstid
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn koreglerna_sags_och_det_som_namnden_inte_har_sagt_sags_med() {
        let standard = Kopolicy::default();
        assert_eq!(
            ko(&standard),
            "Kö: löpande platser. Svarstid: 5 arbetsdagar (programmets förslag; nämnden har inte sagt något). \
             Den som säger nej står kvar i kön. Den som inte svarar står kvar i kön."
        );
        let beslutad = Kopolicy {
            slag: Koslag::Omgang,
            svarstid: 1,
            svarstid_beslutad: true,
            nej: VidNej::Avsluta,
            tyst: VidTystnad::Avsluta,
            ..standard
        };
        assert_eq!(
            ko(&beslutad),
            "Kö: grupper som börjar tillsammans. Svarstid: 1 arbetsdag. Den som säger nej lämnar kön. \
             Den som inte svarar kan få lämna kön."
        );
        let ingen = Kopolicy {
            slag: Koslag::IngenKo,
            ..standard
        };
        assert_eq!(ko(&ingen), "Kö: ingen, personen tas emot direkt.");
    }
}
