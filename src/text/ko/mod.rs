//! The words of the waiting list. A slip is spoken of by its code, a person never by name.

pub mod attgora;
pub mod bevis;
pub mod cli;
mod handelse;
mod hinder;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

use crate::domain::ko::kontakt::Kontaktsatt;
use crate::domain::ko::plats::{Kouppgifter, Overhopp, Veckodagar};
use crate::domain::ko::policy::Koslag;
use crate::domain::ko::rattelse::Rattelseorsak;
use crate::domain::ko::vantetid::{MINST, Vantetid};
use crate::domain::ko::{KoOrsak, Kostatus};
use crate::domain::tid::svensk;
use crate::rena::rena_rad;
use crate::store::ko::Rattelsebild;

pub use attgora::{attgora, attgora_rad};
pub use handelse::{handelse, historierad, slag_i_ord};
pub use hinder::hinder;

/// Väntetid above which no number of weeks is told: it would look like a promise.
const FLEST_VECKOR: u32 = 260;

/// Days of the week, Monday first: code of the command line, short word.
pub const VECKODAGAR: [(&str, &str); 7] = [
    ("ma", "mån"),
    ("ti", "tis"),
    ("on", "ons"),
    ("to", "tors"),
    ("fr", "fre"),
    ("lo", "lör"),
    ("so", "sön"),
];

/// The right to apply, told again whenever an entry ends (11:6).
pub const SAG_VID_AVSLUT: &str = "Säg: Du har alltid rätt att ansöka om insatser hos socialnämnden och få dina behov prövade, också nu när du inte står i kön.";

/// A moment on the clock of the desk, to the minute.
pub fn tid(tid: DateTime<Utc>) -> String {
    svensk(tid).format("%Y-%m-%d %H:%M").to_string()
}

/// The day of a moment on the clock of the desk.
pub fn dag(tid: DateTime<Utc>) -> String {
    svensk(tid).date().to_string()
}

/// Köstatus: where an entry stands, with its days or reason.
pub fn status(status: Kostatus) -> String {
    match status {
        Kostatus::IKo => "i kö".to_owned(),
        Kostatus::Vilande { till, .. } => format!("vilar till {till}"),
        Kostatus::Erbjuden => "har ett erbjudande".to_owned(),
        Kostatus::Accepterad => "har tackat ja".to_owned(),
        Kostatus::Paborjad => "insatsen har börjat".to_owned(),
        Kostatus::Avslutad(orsak) => format!("avslutad: {}", self::orsak(orsak)),
        Kostatus::Felregistrerad => "felregistrerad".to_owned(),
    }
}

/// Köorsak: why an entry ended, in a few words.
pub fn orsak(orsak: KoOrsak) -> &'static str {
    match orsak {
        KoOrsak::Atertagen => "återtagen",
        KoOrsak::AnsoktIStallet => "ansökt i stället",
        KoOrsak::EjNabar => "gick inte att nå",
        KoOrsak::Dubblett => "dubblett",
        KoOrsak::VillkorEjUppfyllda => "villkoren inte uppfyllda",
        KoOrsak::AnnanInsats => "annan insats",
        KoOrsak::FlyttatFranKommunen => "flyttat från kommunen",
        KoOrsak::Avliden => "avliden",
        KoOrsak::Avbojt => "tackade nej",
        KoOrsak::EjSvar => "svarade inte",
        KoOrsak::BekraftelseUteblev => "bekräftelsen uteblev",
        KoOrsak::InsatsenUpphort => "insatsen har upphört",
    }
}

/// Köorsak: why an entry ends, as a sentence to choose.
pub fn orsak_lang(orsak: KoOrsak) -> &'static str {
    match orsak {
        KoOrsak::Atertagen => "personen vill inte stå kvar",
        KoOrsak::AnsoktIStallet => "personen har själv valt att ansöka i stället",
        KoOrsak::EjNabar => "personen går inte att nå efter alla försök",
        KoOrsak::Dubblett => "samma person hade två kölappar",
        KoOrsak::VillkorEjUppfyllda => "villkoren för insatsen är inte längre uppfyllda",
        KoOrsak::AnnanInsats => "personen vill hellre stå i kö till en annan insats",
        KoOrsak::FlyttatFranKommunen => "personen har flyttat från kommunen",
        KoOrsak::Avliden => "personen har avlidit",
        KoOrsak::Avbojt => "personen har tackat nej till ett erbjudande",
        KoOrsak::EjSvar => "personen har inte svarat på ett erbjudande",
        KoOrsak::BekraftelseUteblev => "personen har inte svarat på frågan om hen väntar",
        KoOrsak::InsatsenUpphort => "insatsen ges inte längre",
    }
}

/// The right to apply, told again when an entry ends, with where one applies. Nobody is there to be told of a death.
pub fn sag_vid_avslut(orsak: Option<KoOrsak>, ansokan: &str) -> Option<String> {
    (orsak != Some(KoOrsak::Avliden))
        .then(|| format!("{SAG_VID_AVSLUT} Vill du ansöka vänder du dig till {ansokan}."))
}

/// Överhopp: why somebody is passed over for one place.
pub fn overhopp(skal: Overhopp) -> &'static str {
    match skal {
        Overhopp::OnskatDatum => "platsen börjar före personens tidigaste dag",
        Overhopp::Veckodag => "personen kan inte den veckodagen",
        Overhopp::Sprak => "gruppen är på ett annat språk",
        Overhopp::Alder => "gruppen är för en annan ålder",
        Overhopp::PartiStorre => "sällskapet är större än antalet lediga platser",
        Overhopp::InteNabar => "går inte att nå i dag",
        Overhopp::EjHordAv => "vi kan inte nå personen, som inte har hört av sig",
        Overhopp::TackatNej => "har tackat nej till platsen, eller inte svarat",
        Overhopp::OppetErbjudande => "har redan ett erbjudande",
        Overhopp::Vilande => "vilar på egen begäran",
    }
}

/// Rättelseorsak: why a ködatum was wrong.
pub fn rattelseorsak(orsak: Rattelseorsak) -> &'static str {
    match orsak {
        Rattelseorsak::BegardTidigare => "personen bad att få stå i kö tidigare än det skrevs upp",
        Rattelseorsak::FelIListan => "skrivfel i den gamla listan",
        Rattelseorsak::FelKlocka => "datorns klocka gick fel",
    }
}

/// A proposed ködatum: what, who, why, and the place in line that it would give.
pub fn rattelse_vantar(rattelse: &Rattelsebild) -> String {
    format!(
        "Föreslaget ködatum: {}, plats {} i kön. Av {}: {}. ”{}” En kollega godkänner eller avvisar.",
        tid(rattelse.till),
        rattelse.plats,
        rena_rad(&rattelse.av),
        rattelseorsak(rattelse.orsak),
        rena_rad(&rattelse.mening)
    )
}

/// Kontaktsätt: how the person wants to be reached.
pub fn kontaktsatt(satt: Kontaktsatt) -> &'static str {
    match satt {
        Kontaktsatt::Telefon => "telefon",
        Kontaktsatt::Sms => "sms",
        Kontaktsatt::Epost => "e-post",
        Kontaktsatt::Brev => "brev",
    }
}

/// Köslag: what kind of queue an insats has.
pub fn koslag(slag: Koslag) -> &'static str {
    match slag {
        Koslag::IngenKo => "ingen kö, ges direkt",
        Koslag::Lopande => "löpande platser",
        Koslag::Omgang => "omgångar",
    }
}

/// Väntetid: always a range, the day of a group start, or why nothing can be told.
pub fn vantetid(vantetid: Vantetid) -> String {
    match vantetid {
        Vantetid::KanInteBeraknas => {
            format!("kan inte beräknas: färre än {} har börjat", tal(MINST))
        }
        Vantetid::Veckor(fran, _) if fran >= FLEST_VECKOR => "flera år".to_owned(),
        Vantetid::Veckor(fran, till) if till > FLEST_VECKOR => {
            format!("ungefär {fran} veckor till flera år")
        }
        Vantetid::Veckor(fran, till) => format!("ungefär {fran}–{till} veckor"),
        Vantetid::Omgang(dag) => format!("omgången {dag}"),
        Vantetid::IngenOmgangPlanerad => "kan inte beräknas: ingen omgång är planerad".to_owned(),
        Vantetid::UtanforPlaneradeOmgangar => {
            "kan inte beräknas: alla planerade omgångar fylls av dem som står före".to_owned()
        }
    }
}

fn tal(antal: usize) -> String {
    match antal {
        5 => "fem".to_owned(),
        antal => antal.to_string(),
    }
}

/// Days of the week on which somebody can come.
pub fn veckodagar(dagar: Veckodagar) -> String {
    let namn: Vec<&str> = VECKODAGAR
        .iter()
        .enumerate()
        .filter(|(plats, _)| dagar.mask() & (1 << plats) != 0)
        .map(|(_, (_, namn))| *namn)
        .collect();
    namn.join(", ")
}

/// How many stand before somebody, and how many of them are on pause.
pub fn fore(antal: u64, vilande: u64) -> String {
    match (antal, vilande) {
        (0, _) => "före dig: ingen".to_owned(),
        (antal, 0) => format!("före dig: {antal}"),
        (antal, vilande) => format!("före dig: {antal}, varav {vilande} vilande"),
    }
}

/// How many stand in a queue, and how many of them are on pause.
pub fn langd(antal: u64, vilande: u64) -> String {
    match vilande {
        0 => format!("{antal} i kö"),
        vilande => format!("{antal} i kö, varav {vilande} vilande"),
    }
}

/// Köuppgifter in one line; empty when nothing is said and one person waits.
pub fn uppgifter(uppgifter: &Kouppgifter) -> String {
    let mut delar = Vec::new();
    if uppgifter.parti > 1 {
        delar.push(format!("{} personer", uppgifter.parti));
    }
    if let Some(band) = uppgifter.band {
        delar.push(super::aldersband(band).to_owned());
    }
    if let Some(kod) = &uppgifter.sprak {
        delar.push(super::sprak(kod).to_owned());
    }
    if let Some(dag) = uppgifter.tidigast {
        delar.push(format!("tidigast {dag}"));
    }
    if let Some(dagar) = uppgifter.veckodagar {
        delar.push(veckodagar(dagar));
    }
    delar.join(", ")
}
