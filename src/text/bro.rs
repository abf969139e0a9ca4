//! The words of the bridge to an insats that is given after an assessment of need.

use std::fmt;

use crate::domain::bro::{
    Ansvarig, Broklocka, Frist, Fristlage, Fristslag, Listbrist, Listfel, Skede,
};

/// Who a point is for.
pub fn ansvarig(ansvarig: Ansvarig) -> &'static str {
    match ansvarig {
        Ansvarig::Socialsekreterare => "socialsekreterare",
        Ansvarig::AnsvarigUtforare => "ansvarig utförare",
        Ansvarig::Metodhandledare => "metodhandledare",
        Ansvarig::UtforareMedOro => "utförare med oro",
        Ansvarig::Familjen => "familjen",
    }
}

/// Those whom a point is for.
pub fn ansvariga(alla: &[Ansvarig]) -> String {
    let ord: Vec<&str> = alla.iter().copied().map(ansvarig).collect();
    match ord.split_last() {
        Some((sist, fore)) if !fore.is_empty() => format!("{} och {sist}", fore.join(", ")),
        _ => ord.concat(),
    }
}

/// The time that a point names.
pub fn fristslag(slag: Fristslag) -> &'static str {
    match slag {
        Fristslag::Verkstallighet14Dagar => "senast 14 dagar efter beslutet",
        Fristslag::Uppfoljning6Till8Veckor => "senast inom 6–8 veckor",
        Fristslag::InomUtredningstiden => "inom utredningstiden",
        Fristslag::Genast => "genast",
        Fristslag::IGodTid => "i god tid",
        Fristslag::Skyndsamt => "så snart det går",
    }
}

/// The stage that a list is for.
pub fn skede(skede: Skede) -> &'static str {
    match skede {
        Skede::UnderUtredning => "Under utredningen",
        Skede::EfterUtredning => "Efter utredningen",
        Skede::Mottagande => "Mottagande av uppdraget",
        Skede::Planering => "Planering",
        Skede::Genomforande => "Genomförande",
        Skede::Uppfoljning => "Uppföljning",
        Skede::Avslut => "Avslut",
    }
}

/// That three months is not a time to wait in: said with every line about IVO (TID-03).
const TRE_MANADER_AR_INGEN_TID: &str =
    "Tre månader är ingen tid att vänta i: beslutet ska verkställas genast.";

/// A clock in one sentence; two about IVO.
pub fn frist(frist: Frist) -> String {
    let senast = frist.senast();
    match (frist.slag(), frist.lage()) {
        (Broklocka::Verkstallighet, Fristlage::Kommande | Fristlage::Nu) => {
            format!("Insatsen bör börja senast {senast}, 14 dagar efter beslutet.")
        }
        (Broklocka::Verkstallighet, Fristlage::Passerad) => {
            format!(
                "14 dagar efter beslutet har gått ut: insatsen borde ha börjat senast {senast}."
            )
        }
        (Broklocka::Uppfoljning, Fristlage::Kommande) => {
            let fran = frist.fran().unwrap_or(senast);
            format!(
                "Uppföljningsmöte {fran} till {senast}, 6–8 veckor efter starten eller det förra mötet."
            )
        }
        (Broklocka::Uppfoljning, Fristlage::Nu) => {
            format!("Det är dags för uppföljningsmöte, senast {senast}.")
        }
        (Broklocka::Uppfoljning, Fristlage::Passerad) => {
            format!(
                "Tiden för uppföljningsmöte har gått ut: det skulle ha hållits senast {senast}."
            )
        }
        (Broklocka::Ivo, Fristlage::Kommande | Fristlage::Nu) => format!(
            "Har insatsen inte börjat {senast}, tre månader från beslutet, ska beslutet rapporteras till IVO. \
             {TRE_MANADER_AR_INGEN_TID}"
        ),
        (Broklocka::Ivo, Fristlage::Passerad) => format!(
            "Insatsen har inte börjat inom tre månader från beslutet ({senast}): beslutet ska med i kvartalets rapport \
             till IVO. {TRE_MANADER_AR_INGEN_TID}"
        ),
    }
}

/// Which file cannot be used as a checklist, and why.
impl fmt::Display for Listfel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.fil, listbrist(&self.brist))
    }
}

impl std::error::Error for Listfel {}

/// What is wrong with a checklist.
fn listbrist(brist: &Listbrist) -> String {
    match brist {
        Listbrist::GarInteAttLasa => {
            "går inte att läsa, eller är för stor för att vara en checklista.".to_owned()
        }
        Listbrist::IngaListor => "i mappen finns ingen checklista (.toml).".to_owned(),
        Listbrist::Trasig { rad, text } if text.is_empty() => {
            format!(
                "felet finns på rad {rad}. En nyckel saknas, är okänd eller har ett värde av fel sort."
            )
        }
        Listbrist::Trasig { rad, text } => format!(
            "felet finns på rad {rad}, ”{text}”. En nyckel saknas, är okänd eller har ett värde av fel sort."
        ),
        Listbrist::FelFormat(format) => {
            format!("formatet är {format}, men det här programmet läser format 1.")
        }
        Listbrist::AnnatNamn { id } => {
            format!("listans id är ”{id}”. Filen ska heta som listans id, {id}.toml.")
        }
        Listbrist::FelId { id } => format!(
            "”{id}” duger inte som id. Använd högst 40 av a–z, 0–9 och _, först en bokstav, och högst fem siffror."
        ),
        Listbrist::SammaId { id } => format!("två punkter har samma id, ”{id}”."),
        Listbrist::IngaPunkter => "listan har inga punkter.".to_owned(),
        Listbrist::OkandKod { nyckel, kod, punkt } => format!(
            "”{kod}” går inte i ”{nyckel}”{}. Det som går är {}.",
            i_punkt(punkt),
            koder(nyckel).join(", ")
        ),
        Listbrist::IngenAnsvarig { punkt } => format!("ingen är ansvarig{}.", i_punkt(punkt)),
        Listbrist::SammaAnsvarig { punkt } => {
            format!("samma ansvarig står två gånger{}.", i_punkt(punkt))
        }
        Listbrist::TomText { nyckel, punkt } => {
            format!("”{nyckel}” är tom{}.", i_punkt(punkt))
        }
        Listbrist::Styrtecken { nyckel, punkt } => format!(
            "”{nyckel}” har flera rader eller ett tecken som inte syns{}. Skriv texten på en rad.",
            i_punkt(punkt)
        ),
    }
}

fn i_punkt(punkt: &str) -> String {
    if punkt.is_empty() {
        String::new()
    } else {
        format!(" i punkten ”{punkt}”")
    }
}

/// The codes that a key may have.
fn koder(nyckel: &str) -> Vec<&'static str> {
    match nyckel {
        "ansvarig" => Ansvarig::ALLA.map(Ansvarig::kod).to_vec(),
        "frist" => Fristslag::ALLA.map(Fristslag::kod).to_vec(),
        _ => Skede::ALLA.map(Skede::kod).to_vec(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::bro::{Brodagar, frister};

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rader(dagar: &Brodagar, idag: &str) -> Vec<String> {
        frister(dagar, d(idag), true)
            .into_iter()
            .map(frist)
            .collect()
    }

    #[test]
    fn en_klocka_sags_i_en_mening_i_varje_lage() {
        let beslutad = Brodagar {
            beslut: Some(d("2026-11-17")),
            ..Brodagar::default()
        };
        assert_eq!(
            rader(&beslutad, "2026-12-01"),
            [
                "Insatsen bör börja senast 2026-12-01, 14 dagar efter beslutet.",
                "Har insatsen inte börjat 2027-02-17, tre månader från beslutet, ska beslutet rapporteras till IVO. \
                 Tre månader är ingen tid att vänta i: beslutet ska verkställas genast.",
            ]
        );
        assert_eq!(
            rader(&beslutad, "2027-02-18"),
            [
                "14 dagar efter beslutet har gått ut: insatsen borde ha börjat senast 2026-12-01.",
                "Insatsen har inte börjat inom tre månader från beslutet (2027-02-17): beslutet ska med i kvartalets \
                 rapport till IVO. Tre månader är ingen tid att vänta i: beslutet ska verkställas genast.",
            ]
        );
        let pagar = Brodagar {
            start: Some(d("2026-12-01")),
            ..beslutad
        };
        for (idag, vantat) in [
            (
                "2027-01-11",
                "Uppföljningsmöte 2027-01-12 till 2027-01-26, 6–8 veckor efter starten eller det förra mötet.",
            ),
            (
                "2027-01-12",
                "Det är dags för uppföljningsmöte, senast 2027-01-26.",
            ),
            (
                "2027-01-27",
                "Tiden för uppföljningsmöte har gått ut: det skulle ha hållits senast 2027-01-26.",
            ),
        ] {
            assert_eq!(rader(&pagar, idag), [vantat], "{idag}");
        }
    }

    #[test]
    fn flera_ansvariga_raknas_upp() {
        for (alla, vantat) in [
            (&[][..], ""),
            (&[Ansvarig::Familjen], "familjen"),
            (
                &[Ansvarig::Socialsekreterare, Ansvarig::AnsvarigUtforare],
                "socialsekreterare och ansvarig utförare",
            ),
            (
                &[
                    Ansvarig::Socialsekreterare,
                    Ansvarig::Metodhandledare,
                    Ansvarig::Familjen,
                ],
                "socialsekreterare, metodhandledare och familjen",
            ),
        ] {
            assert_eq!(ansvariga(alla), vantat);
        }
    }
}
