//! The words of the akt.

pub mod cli;
mod hinder;
pub mod koder;
pub mod lista;
pub mod visa;

pub use hinder::hinder;

use chrono::NaiveDate;

use crate::domain::akt::avslut::Avslutsorsak;
use crate::domain::akt::overlamning::Aterlamningsorsak;
use crate::domain::akt::text::Faltnamn;
use crate::domain::tid::svensk;
use crate::store::akt::Inkorgsrad;

/// What a field of the akt is called, in the middle of a sentence.
pub fn falt(falt: Faltnamn) -> &'static str {
    match falt {
        Faltnamn::Forfattare => "ditt namn",
        Faltnamn::Titel => "din titel",
        Faltnamn::Vad => "vad det gäller",
        Faltnamn::Kalla => "varifrån uppgiften kommer",
        Faltnamn::Deltog => "vilka som var med",
        Faltnamn::Text => "texten",
        Faltnamn::Mottagare => "vem som får veta",
        Faltnamn::Galler => "vad samtycket gäller",
        Faltnamn::Mening => "orsaken i ord",
        Faltnamn::Mal => "målet",
        Faltnamn::Anvandare => "användarnamnet",
    }
}

/// Why a handover came back.
pub fn aterlamningsorsak(orsak: Aterlamningsorsak) -> &'static str {
    match orsak {
        Aterlamningsorsak::FelEnhet => "gäller en annan enhet",
        Aterlamningsorsak::UppgifterSaknas => "namn eller nummer saknas eller är fel",
        Aterlamningsorsak::Dubblett => "personen är överlämnad två gånger",
        Aterlamningsorsak::PersonenHarAngratSig => "personen har ångrat sig",
        Aterlamningsorsak::VillkorOklara => "ett villkor är oklart: nämnden får säga",
        Aterlamningsorsak::SkyddadePersonuppgifter => "skyddade personuppgifter: följ rutinen",
    }
}

/// Why an insats ended.
pub fn avslutsorsak(orsak: Avslutsorsak) -> &'static str {
    match orsak {
        Avslutsorsak::MaletNatt => "personen har nått det hen ville",
        Avslutsorsak::TidenSlut => "den planerade tiden är slut",
        Avslutsorsak::PersonenVillSluta => "personen vill sluta",
        Avslutsorsak::SamtyckeAterkallat => "samtycket är återkallat",
        Avslutsorsak::AnsokerIStallet => "personen ansöker i stället",
        Avslutsorsak::AnnanInsats => "personen får en annan insats",
        Avslutsorsak::HorsInteAv => "personen kommer inte och går inte att nå",
        Avslutsorsak::Flyttat => "personen har flyttat",
        Avslutsorsak::Avliden => "personen har avlidit",
        Avslutsorsak::InsatsenUpphort => "insatsen ges inte längre",
    }
}

/// Whole days that somebody who was handed over has waited, on the calendar of the desk.
pub fn dagar(rad: &Inkorgsrad, idag: NaiveDate) -> i64 {
    let skapad = svensk(rad.skapad).date();
    (idag - skapad).num_days().max(0)
}
