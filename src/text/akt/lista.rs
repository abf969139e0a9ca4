//! A line for each handover, ärende and place where somebody exists; each says all by itself when it is read aloud.

use super::koder;
use crate::domain::identitet::Kontaktuppgift;
use crate::rena::rena_rad;
use crate::store::akt::{Arenderad, Forekomst, Inkorgsrad};
use crate::text;

fn dagar(antal: i64) -> String {
    match antal {
        0 => "sedan i dag".to_owned(),
        1 => "en dag".to_owned(),
        antal => format!("{antal} dagar"),
    }
}

/// A handover in an inbox, with how long the person has waited and who has it.
pub fn inkorgsrad(rad: &Inkorgsrad, vantat: i64) -> String {
    let mut mer = vec![text::overlamningsstatus(rad.lage).to_owned()];
    if !rad.lage.slut() {
        mer.push(format!("väntat {}", dagar(vantat)));
    }
    if let Some((av, tid)) = &rad.hamtad {
        mer.push(format!(
            "{} har den sedan {}",
            rena_rad(av),
            text::ko::tid(*tid)
        ));
    }
    if let Some((orsak, tid)) = rad.aterlamnad {
        mer.push(format!(
            "kom tillbaka {}: {}",
            text::ko::tid(tid),
            super::aterlamningsorsak(orsak)
        ));
    }
    mer.push(format!("från {}", rena_rad(&rad.fran)));
    if let Some(till) = &rad.till {
        mer.push(format!("till {}", rena_rad(till)));
    }
    format!(
        "{}  {} {}: {}",
        rena_rad(&rad.id.0),
        rad.insats,
        rena_rad(&rad.insats_namn),
        mer.join(", ")
    )
}

/// An ärende in a list.
pub fn arenderad(rad: &Arenderad) -> String {
    let (steg, av) = rad.steg;
    let mut mer = vec![format!("öppnat {}", rad.oppnad)];
    match rad.avslutad {
        Some((dag, orsak)) => mer.push(format!("avslutat {dag}, {}", super::avslutsorsak(orsak))),
        None => mer.push(format!(
            "steg {} av {}, {}",
            steg.nummer(),
            av.antal(),
            koder::steg(steg)
        )),
    }
    if let Some(dag) = rad.nasta_uppfoljning {
        mer.push(format!("uppföljning {dag}"));
    }
    mer.push(match rad.anteckningar {
        0 => "inga anteckningar".to_owned(),
        1 => "en anteckning".to_owned(),
        antal => format!("{antal} anteckningar"),
    });
    if rad.utkast > 0 {
        mer.push(format!("utkast: {}", rad.utkast));
    }
    format!(
        "{}  {} {}: {}",
        rad.nummer,
        rad.insats,
        rena_rad(&rad.insats_namn),
        mer.join(", ")
    )
}

/// Who somebody is, a line for each fact that there is.
pub fn person(
    namn: &str,
    personnummer: Option<&str>,
    kontakt: &Kontaktuppgift,
    sekretessmarkering: bool,
) -> Vec<String> {
    let mut rader = vec![format!("Namn: {}", rena_rad(namn))];
    for (rubrik, varde) in [
        ("Personnummer", personnummer.unwrap_or_default()),
        ("Telefon", &kontakt.telefon),
        ("E-post", &kontakt.epost),
        ("Adress", &kontakt.adress),
    ] {
        if !varde.is_empty() {
            rader.push(format!("{rubrik}: {}", rena_rad(varde)));
        }
    }
    if sekretessmarkering {
        rader.push("Personen har skyddade personuppgifter.".to_owned());
    }
    rader
}

/// That something exists on a person.
pub fn forekomst(rad: &Forekomst) -> String {
    let vad = rad.nummer.as_ref().map_or_else(
        || "överlämning på väg".to_owned(),
        |nummer| format!("ärende {nummer}"),
    );
    let till = rad
        .till
        .map_or_else(|| "pågår".to_owned(), |dag| format!("till {dag}"));
    let nummer = rad
        .personnummer
        .as_deref()
        .map(|nummer| format!(", {}", rena_rad(nummer)))
        .unwrap_or_default();
    format!(
        "{}: {vad}, från {}, {till}. Skrivet där: {}{nummer}.",
        rena_rad(&rad.enhet),
        rad.fran,
        rena_rad(&rad.namn)
    )
}

/// A follow-up whose day has come.
pub fn folj_upp(rad: &Arenderad) -> String {
    let dag = rad
        .nasta_uppfoljning
        .map_or_else(|| "en okänd dag".to_owned(), |dag| dag.to_string());
    format!(
        "Ärende {} ({} {}): uppföljningen var planerad till {dag}. Följ upp, eller planera om.",
        rad.nummer,
        rad.insats,
        rena_rad(&rad.insats_namn)
    )
}

/// A handover that nobody has fetched.
pub fn ohamtad(rad: &Inkorgsrad, vantat: i64) -> String {
    format!(
        "Överlämning {} ({} {}) är inte hämtad. Personen har väntat {}. Hämta den.",
        rena_rad(&rad.id.0),
        rad.insats,
        rena_rad(&rad.insats_namn),
        dagar(vantat)
    )
}
