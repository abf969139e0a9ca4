//! The words of the screens of handovers and akter.

use chrono::NaiveDate;

use super::akt::koder::samtyckessatt;
use super::akt::{aterlamningsorsak as orsak_i_ord, avslutsorsak};
use super::ko::tid;
use super::overlamningsstatus;
use crate::domain::akt::anteckning::{Anteckningsslag, Galler};
use crate::domain::akt::overlamning::Aterlamningsorsak;
use crate::domain::akt::plan::{Led, oppna_versioner};
use crate::domain::akt::samtycke::galler;
use crate::domain::akt::{Arendenummer, Arendesteg};
use crate::domain::fakta::SamtyckeSatt;
use crate::domain::kolapp::Kolappskod;
use crate::rena::rena_rad;
use crate::store::HamtadOverlamning;
use crate::store::akt::{Aktakt, Anteckningsrad, Arendebild, Arenderad, Inkorgsrad, Utkastrad};

/// Heading of the inbox.
pub fn inkorg(enhet: &str) -> String {
    format!("Inkorg för {enhet}")
}
/// An empty inbox.
pub const TOM_INKORG: &str = "Inget väntar. Nya överlämningar från mottagningen kommer hit.";
/// Heading of what has come back.
pub const ATERLAMNADE: &str = "Återlämnade överlämningar";
/// Nothing has come back.
pub const INGA_ATERLAMNADE: &str = "Inget har kommit tillbaka.";
/// Heading of the handover.
pub const OVERLAMNING: &str = "Hämtad överlämning";
/// Heading of the ärenden.
pub fn arenden(enhet: &str, avslutade: bool, sokta: bool) -> String {
    match (sokta, avslutade) {
        (true, _) => format!("Ärenden hos {enhet} som stämmer med sökningen"),
        (false, true) => format!("Avslutade ärenden hos {enhet}"),
        (false, false) => format!("Pågående ärenden hos {enhet}"),
    }
}
/// No ärenden.
pub const INGA_ARENDEN: &str =
    "Inga ärenden här. F2 söker på namn, personnummer eller ärendenummer.";
/// A search has found nothing.
pub const INGEN_TRAFF: &str =
    "Inget ärende hos er enhet stämmer. Kontrollera stavningen eller numret.";
/// The handover has been received meanwhile.
pub const REDAN_MOTTAGEN: &str = "Överlämningen är redan mottagen.";
/// A draft stays.
pub const UTKASTET_KVAR: &str = "Utkastet ligger kvar i ärendet. F2 tar upp det igen.";
/// A draft waits for another desk.
pub const UTKASTET_VANTAR: &str =
    "Utkastet är inte sparat än: en annan dator sparar. Skriv vidare, det försöks igen.";
/// Another system has the handover.
pub const MOTTAGET_DAR_GJORT: &str = "Noterat. Personuppgifterna är raderade här.";

/// How long somebody has waited.
pub fn vantat(dagar: i64) -> String {
    match dagar {
        0 => "i dag".to_owned(),
        1 => "1 dag".to_owned(),
        dagar => format!("{dagar} dagar"),
    }
}

/// A row of the inbox: how long, what, and where it is.
pub fn inkorgsrad(rad: &Inkorgsrad, dagar: i64) -> String {
    let lage = match &rad.hamtad {
        Some((vem, _)) => format!("hämtad av {}", rena_rad(vem)),
        None => overlamningsstatus(rad.lage).to_owned(),
    };
    format!(
        "{:<9} {lage:<20} {} {}",
        vantat(dagar),
        rad.insats,
        rena_rad(&rad.insats_namn)
    )
}

/// The whole of a row of the inbox.
pub fn inkorgsdetalj(rad: &Inkorgsrad) -> String {
    let till = match &rad.till {
        Some(enhet) => format!("till {}", rena_rad(enhet)),
        None => "till den enhet som hämtar först".to_owned(),
    };
    format!(
        "{} {}, lämnad {} av {}, {till}.",
        rad.insats,
        rena_rad(&rad.insats_namn),
        tid(rad.skapad),
        rena_rad(&rad.fran)
    )
}

/// A row of what has come back.
pub fn aterlamnadrad(rad: &Inkorgsrad) -> String {
    let (nar, varfor) = rad.aterlamnad.as_ref().map_or_else(
        || (String::new(), ""),
        |(orsak, nar)| (tid(*nar), orsak_i_ord(*orsak)),
    );
    format!(
        "{nar}  {varfor:<34} {} {}",
        rad.insats,
        rena_rad(&rad.insats_namn)
    )
}

/// A row of the ärenden.
pub fn arenderad(rad: &Arenderad, idag: NaiveDate) -> String {
    let lage = match (rad.avslutad, rad.nasta_uppfoljning) {
        (Some((dag, orsak)), _) => format!("avslutat {dag}: {}", avslutsorsak(orsak)),
        (None, Some(dag)) if dag <= idag => format!("följ upp nu (sedan {dag})"),
        (None, Some(dag)) => format!("följs upp {dag}"),
        (None, None) => format!("sedan {}", rad.oppnad),
    };
    let utkast = match rad.utkast {
        0 => "",
        _ => " · utkast",
    };
    format!(
        "{}  {lage}{utkast} · {} {}",
        rad.nummer,
        rad.insats,
        rena_rad(&rad.insats_namn)
    )
}

/// What stands in a fetched handover, a row each: word and value.
pub fn overlamningsrader(hel: &HamtadOverlamning) -> Vec<(&'static str, String)> {
    let kvittens = |[satt, sprak, _, version]: &[String; 4]| {
        format!(
            "{} ({}, text {})",
            kvittenssatt(satt),
            rena_rad(sprak),
            rena_rad(version)
        )
    };
    let mut rader = vec![
        (
            "Insats",
            format!("{} {}", hel.rad.insats, rena_rad(&hel.rad.insats_namn)),
        ),
        ("Namn", rena_rad(&hel.namn)),
        (
            "Nummer",
            hel.personnummer
                .as_deref()
                .map_or_else(|| "saknas".to_owned(), nummer),
        ),
    ];
    if hel.sekretessmarkering {
        rader.push((
            "Obs",
            "Skyddade personuppgifter. Följ er rutin. Skriv inga kontaktuppgifter här.".to_owned(),
        ));
    }
    for (ord, varde) in [
        ("Telefon", &hel.kontakt.telefon),
        ("E-post", &hel.kontakt.epost),
        ("Adress", &hel.kontakt.adress),
    ] {
        if !varde.is_empty() {
            rader.push((ord, rena_rad(varde)));
        }
    }
    rader.push(("Samtycke", samtycke(hel.samtycke, hel.vardnadshavare)));
    rader.push(("Rätt att ansöka", kvittens(&hel.information)));
    rader.push(("Dokumentation", kvittens(&hel.dokumentation)));
    let [vem, desk] = &hel.mottagen_av;
    rader.push((
        "Mottagen",
        format!(
            "{} av {} vid {}",
            tid(hel.rad.skapad),
            rena_rad(vem),
            rena_rad(desk)
        ),
    ));
    if let Some(system) = &hel.rad.system {
        rader.push(("Förs i", rena_rad(system)));
    }
    rader
}

fn kvittenssatt(kod: &str) -> &str {
    match kod {
        "muntligt" => "sagt muntligt",
        "skriftligt" => "lämnat skriftligt",
        "lattlast" => "på lättläst",
        "tolk" => "via tolk",
        annat => annat,
    }
}

pub(super) fn samtycke(satt: SamtyckeSatt, vardnadshavare: Option<u8>) -> String {
    let satt = samtyckessatt(satt);
    match vardnadshavare {
        None | Some(0) => format!("personens eget, {satt}"),
        Some(1) => format!("{satt}, och en vårdnadshavares"),
        Some(antal) => format!("{satt}, och {antal} vårdnadshavares"),
    }
}

/// A number of a person as it is written: twelve digits with a dash before the last four.
pub fn nummer(nummer: &str) -> String {
    match (nummer.get(..8), nummer.get(8..)) {
        (Some(dag), Some(fyra)) if !fyra.is_empty() => format!("{dag}-{fyra}"),
        _ => rena_rad(nummer),
    }
}

/// The head of an ärende, a row each.
pub fn arendehuvud(bild: &Arendebild, idag: NaiveDate) -> Vec<(&'static str, String)> {
    let vem = match &bild.personnummer {
        Some(nr) => format!("{}  {}", rena_rad(&bild.namn), nummer(nr)),
        None => format!("{}  (nummer saknas)", rena_rad(&bild.namn)),
    };
    let (steg, antal) = bild.rad.steg;
    let mut rader = vec![
        ("Person", vem),
        (
            "Insats",
            format!(
                "{} {}, tills vidare",
                bild.rad.insats,
                rena_rad(&bild.rad.insats_namn)
            ),
        ),
    ];
    if bild.sekretessmarkering {
        rader.push(("Obs", "Skyddade personuppgifter. Följ er rutin.".to_owned()));
    }
    let (satt, dag) = bild.samtycke;
    rader.push((
        "Samtycke",
        format!("{}, {dag}", samtycke(satt, bild.vardnadshavare)),
    ));
    rader.push((
        "Steg",
        format!(
            "{} av {}: {}",
            steg.nummer(),
            antal.antal(),
            arendesteg(steg)
        ),
    ));
    rader.push((
        "Läge",
        match (bild.rad.avslutad, bild.rad.nasta_uppfoljning) {
            (Some((dag, orsak)), _) => format!("avslutat {dag}, {}", avslutsorsak(orsak)),
            (None, Some(dag)) if dag <= idag => format!("pågår, följ upp nu (sedan {dag})"),
            (None, Some(dag)) => format!("pågår, följs upp {dag}"),
            (None, None) => "pågår, ingen uppföljning planerad".to_owned(),
        },
    ));
    let led: Vec<Led> = bild.planer.iter().map(|plan| plan.led).collect();
    match oppna_versioner(&led).as_slice() {
        [] => {}
        [version] => rader.push(("Plan", format!("version {version}"))),
        flera => rader.push((
            "Plan",
            format!("{} versioner att förena: F3 visar dem", flera.len()),
        )),
    }
    let far_veta: Vec<String> = bild
        .samtycken
        .iter()
        .filter(|rad| galler(rad.till, rad.aterkallat, idag).is_ok())
        .map(|rad| format!("{} till {}", rena_rad(&rad.mottagare), rad.till))
        .collect();
    if !far_veta.is_empty() {
        rader.push(("Får veta", far_veta.join("; ")));
    }
    let utkast = bild.utkast.len();
    if utkast > 0 {
        rader.push(("Utkast", format!("{utkast} egna, inte signerade")));
    }
    rader
}

/// The name of a step.
fn arendesteg(steg: Arendesteg) -> &'static str {
    match steg {
        Arendesteg::Aktualisering => "aktualisering",
        Arendesteg::Arende => "ärende och dokumentation",
        Arendesteg::Registrering => "registrering av insatsen",
        Arendesteg::Insats => "insats",
        Arendesteg::Genomforande => "genomföra och dokumentera",
    }
}

/// Before the journal.
pub const JOURNAL: &str = "Journal";
/// An empty journal.
pub const TOM_JOURNAL: &str = "Inget är antecknat än. F2 skriver en anteckning.";

/// A note in one row.
pub fn anteckningsrad(rad: &Anteckningsrad) -> String {
    let slag = match (rad.slag, rad.galler) {
        (_, Galler::Rattar(nr)) => format!(" (rättar {nr})"),
        (_, Galler::Invander(nr)) => format!(" (invändning mot {nr})"),
        (Anteckningsslag::Kopia, Galler::Handelse) => " (kopia)".to_owned(),
        (_, Galler::Handelse) => String::new(),
    };
    format!(
        "{:>3}  {}  {}{slag} · {}",
        rad.nr,
        rad.dag,
        rena_rad(&rad.vad),
        rena_rad(&rad.skrivare[0])
    )
}

/// What of later notes is to be read beside this one: corrections, and what the person thinks is wrong.
pub fn bredvid(bild: &Arendebild, rad: &Anteckningsrad) -> Vec<String> {
    bild.journal
        .iter()
        .filter_map(|annan| match annan.galler {
            Galler::Rattar(nr) if nr == rad.nr => Some(format!(
                "Rättad i anteckning {}: {}",
                annan.nr,
                rena_rad(&annan.vad)
            )),
            Galler::Invander(nr) if nr == rad.nr => Some(format!(
                "Den enskilde anser uppgiften felaktig, anteckning {}: {}",
                annan.nr,
                forsta_raden(&annan.text)
            )),
            Galler::Handelse | Galler::Rattar(_) | Galler::Invander(_) => None,
        })
        .collect()
}

fn forsta_raden(text: &str) -> String {
    rena_rad(text.lines().next().unwrap_or_default())
}

/// The head of the chosen note: when, from where, who took part, by whom, when signed.
pub fn anteckningshuvud(rad: &Anteckningsrad) -> String {
    let klockslag = rad
        .klockslag
        .map_or_else(String::new, |tid| tid.format(" %H:%M").to_string());
    let deltog = if rad.deltog.is_empty() {
        String::new()
    } else {
        format!(" Med: {}.", rena_rad(&rad.deltog))
    };
    let kopia = rad
        .kopia_av
        .as_ref()
        .map_or_else(String::new, |(nummer, nr)| {
            format!(" Kopia av anteckning {nr} i {nummer}.")
        });
    format!(
        "Hände {}{klockslag}. Källa: {}.{deltog}{kopia} Signerad {} av {}, {}.",
        rad.dag,
        rena_rad(&rad.kalla),
        tid(rad.skriven),
        rena_rad(&rad.skrivare[0]),
        rena_rad(&rad.skrivare[1])
    )
}

/// Heading of the question about a fetched handover.
pub const TA_OVER_RUBRIK: &str = "Hämtad av en kollega";
/// Who has it.
pub fn hamtad_av(vem: &str) -> String {
    format!(
        "{} har hämtat överlämningen. Ta över den bara om ni är överens, eller om kollegan inte är på plats.",
        rena_rad(vem)
    )
}
/// Take it over.
pub const TA_OVER: &str = "ta över";
/// Heading.
pub const ATERLAMNA_RUBRIK: &str = "Återlämna till mottagningen";
/// What it means.
pub const ATERLAMNA_TEXT: &str = "Personen väntar. Välj varför den går tillbaka; mottagningen ser orsaken och kan skicka den igen.";
/// A reason, with its key.
pub fn aterlamningsorsak(orsak: Aterlamningsorsak) -> (char, &'static str) {
    let tangent = match orsak {
        Aterlamningsorsak::FelEnhet => 'e',
        Aterlamningsorsak::UppgifterSaknas => 'u',
        Aterlamningsorsak::Dubblett => 'd',
        Aterlamningsorsak::PersonenHarAngratSig => 'p',
        Aterlamningsorsak::VillkorOklara => 'v',
        Aterlamningsorsak::SkyddadePersonuppgifter => 's',
    };
    (tangent, orsak_i_ord(orsak))
}
/// Heading.
pub const MOTTAGET_DAR_RUBRIK: &str = "Mottaget i annat system";
/// What it means.
pub const MOTTAGET_DAR_TEXT: &str = "När ärendet är fört in i det andra systemet raderas namn, nummer och kontaktuppgifter här. Besöket är räknat och finns kvar utan namn.";
/// Yes.
pub const JA_MOTTAGET_DAR: &str = "ja, det är infört där; radera här";
/// Heading.
pub const ATERLAMNAD_RUBRIK: &str = "Återlämnad överlämning";
/// Why it came back.
pub fn aterlamnad_text(rad: &Inkorgsrad) -> Vec<String> {
    let orsak = rad
        .aterlamnad
        .as_ref()
        .map_or("", |(orsak, _)| orsak_i_ord(*orsak));
    vec![
        format!("{} {}: {orsak}.", rad.insats, rena_rad(&rad.insats_namn)),
        "Makulera om personen har ångrat sig eller redan är mottagen. Då raderas uppgifterna."
            .to_owned(),
    ]
}
/// Send it again.
pub const SKICKA_IGEN: &str = "skicka igen";
/// Send it to every enhet.
pub const SKICKA_TILL_ALLA: &str = "skicka till alla enheter";
/// End it.
pub const MAKULERA: &str = "makulera och radera uppgifterna";

/// Heading.
pub fn anteckning_rubrik(nr: u32) -> String {
    format!("Anteckning {nr}")
}
/// What is said before.
pub fn anteckning_text(bild: &Arendebild, rad: &Anteckningsrad) -> Vec<String> {
    let mut text = bredvid(bild, rad);
    text.push(
        "Det som är signerat står kvar som det är. En rättelse är en ny anteckning.".to_owned(),
    );
    text
}
/// Correct it.
pub const RATTA: &str = "rätta med en ny anteckning";
/// The person thinks it is wrong.
pub const INVAND: &str = "den enskilde anser uppgiften felaktig";
/// Copy it.
pub const KOPIERA: &str = "kopiera till den andra förälderns akt";
/// Heading.
pub const UTKAST_RUBRIK: &str = "Du har ett utkast";
/// When it was saved, and how it begins.
pub fn utkast_text(rad: &Utkastrad) -> String {
    let vad = rad.utkast.falt.iter().find(|(namn, _)| namn == "vad");
    let vad = vad.map_or("", |(_, text)| text.as_str());
    let vad = if vad.is_empty() { "utan rubrik" } else { vad };
    format!(
        "{}, sparat {} vid {}.",
        rena_rad(vad),
        tid(rad.andrad),
        rena_rad(&rad.desk)
    )
}
/// Go on.
pub const FORTSATT: &str = "fortsätt skriva";
/// A new one.
pub const NY_ANTECKNING: &str = "ny anteckning; utkastet ligger kvar";
/// Throw it away.
pub const KASTA: &str = "kasta utkastet";
/// Heading.
pub fn mer_rubrik(nummer: &Arendenummer) -> String {
    format!("Ärende {nummer}")
}
/// The next step.
pub fn till_steg(steg: Arendesteg) -> String {
    format!("nästa steg: {} {}", steg.nummer(), arendesteg(steg))
}
/// The day of the follow-up.
pub const SATT_UPPFOLJNING: &str = "dag för nästa uppföljning";
/// The other parent.
pub const ANDRA_FORALDERN: &str = "öppna en akt för den andra föräldern";
/// The other akt.
pub fn oppna_annan(nummer: &Arendenummer) -> String {
    format!("öppna den andra förälderns ärende {nummer}")
}
/// Whose turn it is.
pub fn nasta_i_tur(kod: Kolappskod) -> String {
    format!("Platsen är ledig. Näst i tur är kölapp {kod}: säg det till den som sköter kön.")
}

/// What an act has done, in words; none where the screen shows it by itself.
pub fn gjort(akt: &Aktakt) -> Option<&'static str> {
    Some(match akt {
        Aktakt::Aterlamna { .. } => "Återlämnad till mottagningen.",
        Aktakt::SkickaIgen { .. } => "Skickad igen.",
        Aktakt::Makulera { .. } => "Makulerad. Uppgifterna är raderade.",
        Aktakt::Oppna(_) | Aktakt::OppnaForAndraForaldern { .. } => {
            "Ärendet är öppnat. Överlämningen är mottagen."
        }
        Aktakt::TaSteg { .. } => "Ärendet står vid nästa steg.",
        Aktakt::KastaUtkast { .. } => "Utkastet är kastat.",
        Aktakt::Signera { .. } => "Signerad. Anteckningen står fast.",
        Aktakt::Kopiera { .. } => "Kopierad till den andra förälderns akt.",
        Aktakt::SparaPlan { .. } => "Planen är sparad.",
        Aktakt::Samtyck { .. } => "Samtycket är antecknat.",
        Aktakt::Aterkalla { .. } => "Samtycket är återkallat.",
        Aktakt::SattUppfoljning { dag: Some(_), .. } => "Uppföljningen är planerad.",
        Aktakt::SattUppfoljning { dag: None, .. } => "Ingen uppföljning är planerad.",
        Aktakt::FoljUpp { .. } => "Uppföljningen är antecknad. Den står efter planen, F3.",
        Aktakt::Avsluta { .. } => "Ärendet är avslutat.",
        Aktakt::OppnaBro { .. } => "Antecknat. Insatsen här fortsätter.",
        Aktakt::SattBrodagar { .. } => "Dagarna är sparade.",
        Aktakt::TaOver { .. }
        | Aktakt::Las { .. }
        | Aktakt::Sok(_)
        | Aktakt::SparaUtkast { .. }
        | Aktakt::LasBro { .. }
        | Aktakt::Bocka { .. }
        | Aktakt::Forekomst(_)
        | Aktakt::GeRatt { .. }
        | Aktakt::TaRatt { .. }
        | Aktakt::Utlamnat { .. } => return None,
    })
}
