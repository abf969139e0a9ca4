//! What the codes of the akt are called, in the middle of a sentence unless it says otherwise.

use crate::domain::akt::anteckning::Anteckningsslag;
use crate::domain::akt::avslut::Malutfall;
use crate::domain::akt::plan::{GjordMed, Planrubrik};
use crate::domain::akt::samtycke::Delasmed;
use crate::domain::akt::{Aktslag, Arendesteg};
use crate::domain::fakta::SamtyckeSatt;
use crate::store::akt::Tarmed;

/// Whose akt.
pub fn aktslag(slag: Aktslag) -> &'static str {
    match slag {
        Aktslag::Mottagaren => "mottagarens akt",
        Aktslag::Barnet => "barnets akt",
        Aktslag::VarjeForalder => "varje förälder har sin egen akt",
    }
}

/// A step of the chain.
pub fn steg(steg: Arendesteg) -> &'static str {
    match steg {
        Arendesteg::Aktualisering => "aktualisering",
        Arendesteg::Arende => "ärende",
        Arendesteg::Registrering => "registrering",
        Arendesteg::Insats => "insats",
        Arendesteg::Genomforande => "genomförande",
    }
}

/// What kind of note.
pub fn anteckningsslag(slag: Anteckningsslag) -> &'static str {
    match slag {
        Anteckningsslag::Handelse => "händelse",
        Anteckningsslag::Rattelse => "rättelse",
        Anteckningsslag::Invandning => "personen anser att uppgiften är fel",
        Anteckningsslag::Kopia => "kopia",
    }
}

/// How a goal stands.
pub fn malutfall(utfall: Malutfall) -> &'static str {
    match utfall {
        Malutfall::Uppfyllt => "bättre, och målet är nått",
        Malutfall::Battre => "bättre, men målet är inte nått",
        Malutfall::Oforandrat => "som förut",
        Malutfall::Samre => "sämre",
    }
}

/// What kind of receiver.
pub fn delasmed(med: Delasmed) -> &'static str {
    match med {
        Delasmed::Forvaltning => "annan förvaltning eller nämnd",
        Delasmed::Myndighet => "myndighet",
        Delasmed::Vard => "vården",
        Delasmed::Skola => "skola eller förskola",
        Delasmed::Person => "en person",
        Delasmed::Utforare => "annan utförare",
        Delasmed::AnnanAkt => "den andra förälderns akt",
    }
}

/// How a consent was given.
pub fn samtyckessatt(satt: SamtyckeSatt) -> &'static str {
    match satt {
        SamtyckeSatt::Muntligt => "muntligt",
        SamtyckeSatt::Skriftligt => "skriftligt",
    }
}

/// With whom the plan was made.
pub fn gjord_med(med: GjordMed) -> &'static str {
    match med {
        GjordMed::Personen => "personen",
        GjordMed::BarnetOchVardnadshavare => "barnet och vårdnadshavarna",
        GjordMed::Vardnadshavare => "vårdnadshavarna",
        GjordMed::Foretradare => "personens företrädare",
    }
}

/// A heading of the plan, as it stands by itself.
pub fn planrubrik(rubrik: Planrubrik) -> &'static str {
    match rubrik {
        Planrubrik::Personuppgifter => "Personuppgifter",
        Planrubrik::Tidplan => "Tidplan",
        Planrubrik::Insatsen => "Insatsen och vem som ansvarar",
        Planrubrik::Varfor => "Varför personen vill ha stödet",
        Planrubrik::Mal => "Vad personen vill nå",
        Planrubrik::Utformning => "Hur stödet ges",
        Planrubrik::Uppfoljning => "Uppföljning",
        Planrubrik::OrsakTillAvslut => "Varför insatsen avslutas",
    }
}

/// What is taken along over the bridge.
pub fn tarmed(vad: Tarmed) -> &'static str {
    match vad {
        Tarmed::Personuppgifter => "personuppgifter",
        Tarmed::Insatsplan => "insatsplanen",
        Tarmed::Journal => "journalen",
        Tarmed::Uppfoljningar => "uppföljningarna",
    }
}
