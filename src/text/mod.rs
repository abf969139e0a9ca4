//! Every Swedish sentence of the program, in one place. Information texts and catalogues are data, not here.
//!
//! The words of an exercise of authority do not occur: a desk without needs assessment has none to exercise (IUB-05).

pub mod akt;
pub mod aktblanketter;
pub mod aktskarm;
pub mod aktvyer;
pub mod arbetsdag;
pub mod attgora;
pub mod behorighet;
pub mod besok;
pub mod blad;
pub mod bladskarm;
pub mod bro;
pub mod broskarm;
pub mod cli;
pub mod databas;
pub mod forekomst;
pub mod gallring;
pub mod hinder;
pub mod hsds;
pub mod insats;
pub mod katalogbyte;
pub mod ko;
pub mod koblankett;
pub mod kofil;
pub mod konto;
pub mod koskarm;
pub mod kovyer;
pub mod lapp;
pub mod las;
pub mod logg;
pub mod oro;
pub mod rapport;
pub mod skal;
pub mod skarm;
pub mod statistik;
pub mod statistikfil;
pub mod tangenter;
pub mod tema;
pub mod terminal;

use crate::domain::akt::overlamning::Overlamningslage;
use crate::domain::fakta::Underlag;
use crate::domain::information::{Satt, TextId};
use crate::domain::insats::{Beslut, Dokumentation, Kontakt, Uppgift};
use crate::domain::kontroll::Utfall;
use crate::domain::raknat::{Kon, Resultat};
use crate::domain::tid::{Aldersband, Aldersklass};
use crate::domain::utkast::Steg;
use crate::domain::villkor::Status;

/// Avsnitt, a part of a page that is read: a heading, and its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Avsnitt {
    /// Heading.
    pub rubrik: String,
    /// The sentences, a point each.
    pub text: Vec<String>,
}

impl Avsnitt {
    fn ny<T: Into<String>>(rubrik: &str, text: impl IntoIterator<Item = T>) -> Self {
        Self {
            rubrik: rubrik.to_owned(),
            text: text.into_iter().map(Into::into).collect(),
        }
    }
}

/// The status of one villkor.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Uppfyllt => "Uppfyllt",
        Status::EjUppfyllt => "Inte uppfyllt",
        Status::Oklart => "Oklart",
        Status::EjKontrollerat => "Inte kontrollerat",
    }
}

/// The outcome of a check.
pub fn utfall(utfall: Utfall) -> &'static str {
    match utfall {
        Utfall::Uppfyllt => "Villkoren är uppfyllda",
        Utfall::EjUppfyllt => "Villkoren är inte uppfyllda",
        Utfall::Oklart => "Oklart – nämnden svarar",
        Utfall::KraverVardnadshavaresSamtycke => "Kräver vårdnadshavares samtycke",
        Utfall::KraverEgetSamtycke => "Kräver eget samtycke",
        Utfall::EjKontrollerat => "Inte kontrollerat",
    }
}

/// The result of a visit.
pub fn resultat(resultat: Resultat) -> &'static str {
    match resultat {
        Resultat::Mottagen => "Mottagen",
        Resultat::IKo => "I kö",
        Resultat::Hanvisad => "Hänvisad",
        Resultat::Informerad => "Informerad",
    }
}

/// The result with this code, in words.
pub fn resultat_av_kod(kod: &str) -> String {
    let kant = Resultat::ALLA
        .into_iter()
        .find(|resultat| resultat.kod() == kod);
    kant.map_or_else(
        || kod.to_owned(),
        |kant| self::resultat(kant).to_lowercase(),
    )
}

/// How something was shown.
pub fn underlag(underlag: Underlag) -> &'static str {
    match underlag {
        Underlag::Legitimation => "legitimation",
        Underlag::Personbevis => "personbevis",
        Underlag::Registeruppslag => "registeruppslag",
        Underlag::Intyg => "intyg eller annan handling",
        Underlag::EgenUppgift => "egen uppgift",
    }
}

/// How information was given.
pub fn satt(satt: Satt) -> &'static str {
    match satt {
        Satt::Muntligt => "Muntligt",
        Satt::Skriftligt => "Skriftligt",
        Satt::Lattlast => "Lättläst text",
        Satt::Tolk => "Genom tolk",
    }
}

/// The languages that are offered, as code and name.
pub const SPRAK: [(&str, &str); 9] = [
    ("sv", "svenska"),
    ("en", "engelska"),
    ("ar", "arabiska"),
    ("so", "somaliska"),
    ("fa", "persiska"),
    ("uk", "ukrainska"),
    ("ti", "tigrinska"),
    ("fi", "finska"),
    ("und", "annat språk"),
];

/// The name of a language.
pub fn sprak(kod: &str) -> &str {
    SPRAK
        .iter()
        .find(|(k, _)| *k == kod)
        .map_or(kod, |(_, namn)| namn)
}

/// The name of an information text.
pub fn infotext(id: TextId) -> &'static str {
    match id {
        TextId::Standard => "vanlig text",
        TextId::Lattlast => "lättläst text",
        TextId::Barn => "text för barn",
        TextId::Engelska => "text på engelska",
    }
}

/// The name of a step.
pub fn steg(steg: Steg) -> &'static str {
    match steg {
        Steg::Villkor => "Villkor",
        Steg::Information => "Information",
        Steg::Samtycke => "Samtycke",
        Steg::Plats => "Plats",
        Steg::Dokumentation => "Om dokumentation",
        Steg::Identitet => "Överlämning",
    }
}

/// An age class.
pub fn aldersklass(klass: Aldersklass) -> &'static str {
    match klass {
        Aldersklass::Under15 => "Under 15 år",
        Aldersklass::Fran15Till17 => "15–17 år",
        Aldersklass::Vuxen => "18 år eller äldre",
    }
}

/// An age band.
pub fn aldersband(band: Aldersband) -> &'static str {
    match band {
        Aldersband::Till14 => "0–14 år",
        Aldersband::Fran15Till17 => "15–17 år",
        Aldersband::Fran18Till24 => "18–24 år",
        Aldersband::Fran25Till44 => "25–44 år",
        Aldersband::Fran45Till64 => "45–64 år",
        Aldersband::Fran65 => "65 år eller äldre",
    }
}

/// A sex, as the person has said it.
pub fn kon(kon: Kon) -> &'static str {
    match kon {
        Kon::Kvinna => "kvinna",
        Kon::Man => "man",
        Kon::Annat => "annat",
    }
}

/// Where the open value is shown, the reason stands; where it is known, the value.
pub fn uppgift<T: ToString>(uppgift: &Uppgift<T>) -> String {
    match uppgift {
        Uppgift::Kand(varde) => varde.to_string(),
        Uppgift::Oklar(skal) => format!("oklart ({skal})"),
    }
}

/// A contact in one line.
pub fn kontakt(kontakt: &Kontakt) -> String {
    let mut text = kontakt.namn.clone();
    if let Some(telefon) = kontakt.telefon.kand() {
        text.push_str(", telefon ");
        text.push_str(telefon);
    }
    if let Some(adress) = &kontakt.adress {
        text.push_str(", ");
        text.push_str(adress);
    }
    text
}

/// What may be written about the person, in one sentence to read aloud.
pub fn dokumentation(dokumentation: &Dokumentation) -> String {
    match dokumentation {
        Dokumentation::Dokumenteras { system, .. } => match system.kand() {
            Some(system) => format!("Dokumenteras med namn i {system} (14 kap. 3 §)."),
            None => "Dokumenteras med namn (14 kap. 3 §).".to_owned(),
        },
        Dokumentation::Radgivning => {
            "Rådgivning: vi antecknar inte vem du är (14 kap. 4 §).".to_owned()
        }
        Dokumentation::Undantagen { .. } => {
            "Nämnden har bestämt att vi inte får anteckna vem du är (14 kap. 5 §).".to_owned()
        }
    }
}

/// The general decision in one line.
pub fn beslut(beslut: &Beslut) -> String {
    let datum = beslut
        .datum
        .kand()
        .map_or_else(|| "datum oklart".to_owned(), ToString::to_string);
    format!("{}: {}, {datum}", beslut.namnd, beslut.titel)
}

/// A slip, to be read aloud.
pub fn kolapp(kod: impl std::fmt::Display, plats: u64) -> String {
    match plats {
        1 => format!("Kölapp {kod}, först i kön."),
        plats => format!("Kölapp {kod}, plats {plats} i kön."),
    }
}

/// A handover that has been made.
pub fn overlamnad(id: &str) -> String {
    format!(
        "Överlämnad till dokumentationen. Överlämning {}.",
        id.get(..8).unwrap_or(id)
    )
}

/// The status of a handover.
pub fn overlamningsstatus(status: Overlamningslage) -> &'static str {
    match status {
        Overlamningslage::Ny => "ny",
        Overlamningslage::Hamtad => "hämtad",
        Overlamningslage::Kvitterad => "kvitterad",
        Overlamningslage::Aterlamnad => "återlämnad",
        Overlamningslage::Makulerad => "makulerad",
    }
}

/// A slip that has left the queue.
pub fn ko_avslutad(kod: impl std::fmt::Display) -> String {
    format!("Kölapp {kod} är avslutad.")
}
