//! Roles and rights in words: who does what.

use crate::domain::behorighet::{Garning, Omfang, Roll};

/// The role as one says it.
pub fn roll(roll: Roll) -> &'static str {
    match roll {
        Roll::Mottagare => "mottagare",
        Roll::Koansvarig => "köansvarig",
        Roll::Utforare => "utförare",
        Roll::Chef => "chef",
        Roll::Systemforvaltare => "systemförvaltare",
        Roll::Skyddade => "den som möter skyddade personer",
    }
}

/// The act as one says it.
pub fn garning(garning: Garning) -> &'static str {
    match garning {
        Garning::TaEmot => "tar emot besök, parkerar och överlämnar",
        Garning::SeKo => "ser köerna, utan namn",
        Garning::SkotaKo => "sköter kön: erbjuder plats, antecknar svar, vilar, avslutar, rättar",
        Garning::StyraPlatser => "anger platser, planerar omgångar",
        Garning::SkrivaKontakt => "antecknar eller glömmer hur någon i kön nås",
        Garning::LasaKontakt => "läser hur någon i kön nås, en i taget",
        Garning::FlyttaKo => "läser in och ut kölistor",
        Garning::SkickaOverlamning => "skickar återlämnade överlämningar igen, eller makulerar dem",
        Garning::TaOver => "hämtar överlämningar, lämnar åter, kvitterar",
        Garning::LasaAkt => "söker och läser ärenden",
        Garning::SkrivaIAkt => "öppnar ärenden och skriver i dem",
        Garning::LamnaUt => "tar ut blad",
        Garning::SkyddadPerson => "möter personer med sekretessmarkering",
        Garning::Statistik => "räknar, utan personer",
        Garning::Forekomst => "söker förekomst av en person",
        Garning::SeLogg => "läser loggen",
        Garning::KontrolleraLogg => "kontrollerar att loggen är hel",
        Garning::Gallra => "gallrar",
        Garning::SkotaKonton => "sköter konton och roller",
        Garning::SkotaFil => "säkerhetskopierar, kontrollerar, byter nyckel och katalog",
    }
}

/// How far a right reaches, as a cell of a table; a dash where there is none.
pub fn omfang(omfang: Option<Omfang>) -> &'static str {
    match omfang {
        Some(Omfang::EgenEnhet) => "egen enhet",
        Some(Omfang::HelaFilen) => "hela filen",
        None => "–",
    }
}

/// Who does what one may not do: the roles that one of the rights comes with.
pub fn det_gor(garningar: &[Garning]) -> String {
    let roller: Vec<&str> = Roll::ALLA
        .into_iter()
        .filter(|roll| garningar.iter().any(|g| roll.omfang(*g).is_some()))
        .map(roll)
        .collect();
    match roller.as_slice() {
        [] => String::new(),
        [en] => format!("Det gör {en}."),
        [flera @ .., sist] => format!("Det gör {} eller {sist}.", flera.join(", ")),
    }
}

/// A refusal by the store. Whose enhet it is, where somebody has the role at another one, is part of it.
pub fn nekad(garning: Garning) -> String {
    format!(
        "Du har inte behörighet till det här. {} Rollen gäller vid den enhet som uppgiften hör till. \
         Försöket är antecknat i loggen.",
        det_gor(&[garning])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn den_som_far_namns_med_sin_roll() {
        assert_eq!(det_gor(&[Garning::SkotaKo]), "Det gör köansvarig.");
        assert_eq!(
            det_gor(&[Garning::TaEmot]),
            "Det gör mottagare eller köansvarig."
        );
        assert_eq!(
            det_gor(&[
                Garning::TaOver,
                Garning::SkickaOverlamning,
                Garning::LasaAkt
            ]),
            "Det gör mottagare, köansvarig, utförare eller chef."
        );
        // Nothing can be done by nobody.
        for garning in Garning::ALLA {
            assert!(det_gor(&[garning]).starts_with("Det gör "), "{garning:?}");
        }
    }
}
