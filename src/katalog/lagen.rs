//! What the law never allows without individual assessment (11 kap. 5 § andra stycket and 12 kap. `SoL`).
//!
//! The rule works on names, so it must not catch support *about* such things: "Rådgivning till familjehemsföräldrar" is
//! an ordinary insats. A name is refused only where the listed thing is what is given, that is when the name begins with
//! it, after words such as "Vård i", "Placering i" or "Akut" at most. The listed word may be inflected
//! ("Kontaktfamiljen", "Jourhemmet") and may be followed by a word for the stay itself ("Familjehemsplacering"), but not
//! by any other word in the same compound ("Familjehemsträff").

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::tabell::Tabell;
use super::tecken::citat;
use crate::domain::villkor::{Krav, Part, Villkor};

/// Where the law excludes it.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Lagrum {
    /// A point of 11 kap. 5 § andra stycket (IUB-02).
    Punkt(u8),
    /// Skyddat boende: point 5, which is about those under 21 and children who come along (IUB-03).
    SkyddatBoende,
    /// 12 kap. (IUB-04).
    Ekonomiskt,
}

const UTESLUTET: &[(&str, Lagrum)] = &[
    ("kontaktperson", Lagrum::Punkt(1)),
    ("kontaktfamilj", Lagrum::Punkt(1)),
    ("kvalificerad kontaktperson", Lagrum::Punkt(1)),
    ("familjehem", Lagrum::Punkt(2)),
    ("lvm-hem", Lagrum::Punkt(3)),
    ("särskilt ungdomshem", Lagrum::Punkt(4)),
    ("särskilda ungdomshem", Lagrum::Punkt(4)),
    ("jourhem", Lagrum::Punkt(5)),
    ("stödboende", Lagrum::Punkt(5)),
    ("hvb", Lagrum::Punkt(5)),
    ("hem för vård eller boende", Lagrum::Punkt(5)),
    ("skyddat boende", Lagrum::SkyddatBoende),
    ("särskilt boende", Lagrum::Punkt(6)),
    ("äldreboende", Lagrum::Punkt(6)),
    ("bostad med särskilt stöd", Lagrum::Punkt(6)),
    ("bostad med särskild service", Lagrum::Punkt(6)),
    ("gruppbostad", Lagrum::Punkt(6)),
    ("heldygnsvård", Lagrum::Punkt(7)),
    ("hem för heldygnsvård", Lagrum::Punkt(7)),
    ("hem för viss annan heldygnsvård", Lagrum::Punkt(7)),
    ("ekonomiskt bistånd", Lagrum::Ekonomiskt),
    ("försörjningsstöd", Lagrum::Ekonomiskt),
];

/// Words that may come before the listed one without changing what is given.
const FORE: &[&str] = &[
    "vård i ",
    "vård på ",
    "placering i ",
    "placering på ",
    "placering hos ",
    "plats i ",
    "plats på ",
    "boende i ",
    "boende på ",
    "bostad i ",
    "bostad på ",
    "vistelse i ",
    "vistelse på ",
    "stöd av ",
    "stöd genom ",
    "hjälp av ",
    "insatsen ",
    "en ",
    "ett ",
    "akut ",
    "tillfällig ",
    "tillfälligt ",
    "förstärkt ",
    "kvalificerad ",
    "kvalificerat ",
];

/// What may follow in the same word: endings, and words for the stay itself.
const EFTER: &[&str] = &[
    "",
    "n",
    "en",
    "er",
    "erna",
    "s",
    "ens",
    "ar",
    "et",
    "ets",
    "met",
    "mets",
    "men",
    "hem",
    "plats",
    "splats",
    "platser",
    "splatser",
    "vård",
    "svård",
    "placering",
    "splacering",
];

fn uteslutet(text: &str) -> Option<Lagrum> {
    let text = if is_nfc(text) {
        text.to_lowercase()
    } else {
        text.nfc().collect::<String>().to_lowercase()
    };
    let mut huvud = text.trim();
    while let Some(rest) = FORE.iter().find_map(|ord| huvud.strip_prefix(ord)) {
        huvud = rest.trim_start();
    }
    let traff = |ord: &str| {
        huvud.strip_prefix(ord).is_some_and(|rest| {
            let ordslut = rest
                .find(|c: char| !c.is_alphanumeric() && c != '-')
                .unwrap_or(rest.len());
            let slut = rest.get(..ordslut).unwrap_or(rest);
            EFTER.contains(&slut.trim_start_matches('-'))
        })
    };
    UTESLUTET
        .iter()
        .find(|(ord, _)| traff(ord))
        .map(|(_, lagrum)| *lagrum)
}

/// Refuses a name or heading of what the law excludes.
pub(super) fn granska_namn(
    insats: &Tabell<'_>,
    nyckel: &str,
    text: &str,
    villkor: Option<&[Villkor]>,
) {
    const UT: &str = "Ta bort den ur katalogen och lägg den som [[hanvisning]].";
    let vilken = if nyckel == "namn" {
        "Insatsen"
    } else {
        "En insats under rubriken"
    };
    let namn = citat(text);
    match uteslutet(text) {
        None => {}
        Some(Lagrum::Punkt(punkt)) => insats.fel(
            nyckel,
            format!("{vilken} {namn} får inte ges utan individuell behovsprövning (11 kap. 5 § andra stycket {punkt} SoL)."),
            UT,
        ),
        Some(Lagrum::Ekonomiskt) => insats.fel(
            nyckel,
            format!("{vilken} {namn} är ekonomiskt bistånd, som alltid kräver ansökan och beslut (12 kap. SoL)."),
            UT,
        ),
        // A villkor that could not be read has left its own fault.
        Some(Lagrum::SkyddatBoende) if villkor.is_none_or(vuxen_utan_barn) => {}
        Some(Lagrum::SkyddatBoende) => insats.fel(
            nyckel,
            format!("{vilken} {namn} får utan individuell behovsprövning bara ges till den som har fyllt 21 år och inte har barn med sig (11 kap. 5 § andra stycket 5 SoL)."),
            "Lägg till ett villkor av typ alder för person med fran = 21 och ett av typ faktum med id utan-medfoljande-barn, eller lägg den som [[hanvisning]].",
        ),
    }
}

/// IUB-03: has turned 21, and no accompanying child.
fn vuxen_utan_barn(villkor: &[Villkor]) -> bool {
    let vuxen = villkor.iter().any(|villkor| {
        matches!(villkor.krav, Krav::Alder { avser: Part::Person, grans } if grans.fran.is_some_and(|fran| fran >= 21))
    });
    let utan_barn = villkor.iter().any(|villkor| {
        villkor.krav == Krav::Faktum && villkor.id.contains("utan-medfoljande-barn")
    });
    vuxen && utan_barn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn det_som_lagen_utesluter_kanns_igen_pa_sitt_namn() {
        for (namn, lagrum) in [
            ("Kontaktfamilj", Lagrum::Punkt(1)),
            ("Kontaktpersoner för vuxna", Lagrum::Punkt(1)),
            ("Kvalificerad kontaktperson", Lagrum::Punkt(1)),
            ("Vård i familjehem", Lagrum::Punkt(2)),
            ("Familjehemsplacering", Lagrum::Punkt(2)),
            ("Plats på LVM-hem", Lagrum::Punkt(3)),
            ("Särskilt ungdomshem", Lagrum::Punkt(4)),
            ("Akut placering i jourhem", Lagrum::Punkt(5)),
            ("Jourhemmet", Lagrum::Punkt(5)),
            ("Sto\u{308}dboende", Lagrum::Punkt(5)),
            ("HVB-placering", Lagrum::Punkt(5)),
            ("Hem för vård eller boende", Lagrum::Punkt(5)),
            ("Bostad i särskilt boende för äldre", Lagrum::Punkt(6)),
            ("ÄLDREBOENDE", Lagrum::Punkt(6)),
            ("Gruppbostad", Lagrum::Punkt(6)),
            ("Hem för viss annan heldygnsvård", Lagrum::Punkt(7)),
            ("Skyddat boende", Lagrum::SkyddatBoende),
            ("Försörjningsstöd", Lagrum::Ekonomiskt),
            ("Akut ekonomiskt bistånd", Lagrum::Ekonomiskt),
        ] {
            assert_eq!(uteslutet(namn), Some(lagrum), "{namn}");
        }
    }

    #[test]
    fn stod_kring_det_uteslutna_ar_tillatet() {
        for namn in [
            "Rådgivning till familjehemsföräldrar",
            "Stöd till familjehem",
            "Familjehemsträff",
            "Familjerådgivning",
            "Utbildning för kontaktpersoner",
            "Kontaktpersonsutbildning",
            "Anhörigstöd vid särskilt boende",
            "Rådgivning om ekonomiskt bistånd",
            "Budget- och skuldrådgivning",
            "Samtal för den som har bott i skyddat boende",
            "Särskilt stöd",
        ] {
            assert_eq!(uteslutet(namn), None, "{namn}");
        }
    }
}
