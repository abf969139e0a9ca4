//! The rows of the waiting list on the screen. A slip stands for a person; no row has a name.

use chrono::NaiveDateTime;

use super::ko::{dag, handelse, langd, overhopp, slag_i_ord, status, tid, vantetid};
use crate::domain::ko::plats::Pott;
use crate::store::ko::{
    Bevis, Insatsrattvisa, Kohandelse, Kopostbild, Korad, Kosida, Koversikt, Pottbild, Rattvisa,
};

/// Heading of the queues at a glance.
pub const KOER: &str = "Köer";
/// No queue.
pub const INGEN_KO: &str = "Ingen väntar.";
/// Before those who have said yes.
pub const HAR_TACKAT_JA: &str = "Har tackat ja";
/// Heading of the fairness report.
pub const RATTVISA: &str = "Rättvisa i köerna, de senaste tolv månaderna";
/// Before the history.
pub const HISTORIA: &str = "Historia (platsen i kön efter varje händelse)";
/// Of a called off group start.
pub const INSTALLD: &str = "inställd";

fn naiv(tid: NaiveDateTime) -> String {
    tid.format("%Y-%m-%d %H:%M").to_string()
}

/// One queue at a glance. What is most pressing stands first: a narrow window cuts the end.
pub fn oversikt(rad: &Koversikt) -> String {
    let mut delar = vec![langd(rad.langd, rad.vilande)];
    if rad.forsenad {
        delar.push("granska: försenad".to_owned());
    }
    if let Some(lediga) = rad.lediga {
        delar.push(format!("lediga: {lediga}"));
    }
    if rad.erbjudna > 0 {
        delar.push(format!("erbjudna: {}", rad.erbjudna));
    }
    if rad.accepterade > 0 {
        delar.push(format!("tackat ja: {}", rad.accepterade));
    }
    if let Some(aldst) = &rad.aldst {
        delar.push(format!("äldst {}", dag(*aldst)));
    }
    if let Some((start, lediga)) = rad.nasta_omgang {
        delar.push(format!("omgång {start}, lediga: {lediga}"));
    }
    delar.join(" · ")
}

/// A place in line, as a sentence.
pub fn plats(plats: u64) -> String {
    match plats {
        1 => "Först i kön.".to_owned(),
        plats => format!("Plats {plats} i kön."),
    }
}

/// A place in line, and how many are before it.
fn plats_och_fore(plats: u64, vilande: u64) -> String {
    let ord = self::plats(plats);
    match (plats.saturating_sub(1), vilande) {
        (0, _) => ord,
        (fore, 0) => format!("{ord} Före: {fore}."),
        (fore, vilande) => format!("{ord} Före: {fore}, varav {vilande} vilande."),
    }
}

/// Heading of one queue.
pub fn sidrubrik(sida: Option<&Kosida>) -> String {
    sida.map_or_else(String::new, |sida| langd(sida.langd, sida.vilande))
}

/// One entry in its queue.
pub fn korad(rad: &Korad) -> String {
    let plats = rad
        .plats
        .map_or_else(|| "   –".to_owned(), |plats| format!("{plats:>4}"));
    // Marks in letters, explained in the heading: colour alone says nothing.
    let rattad = if rad.rattad { 'R' } else { ' ' };
    let importerad = if rad.importerad { 'I' } else { ' ' };
    let sedan = dag(rad.sedan);
    let senast = rad
        .svar_senast
        .map_or_else(String::new, |dag| format!(", svar senast {dag}"));
    let parti = match rad.uppgifter.parti {
        0 | 1 => String::new(),
        parti => format!(" · {parti} tillsammans"),
    };
    let tidigast = rad
        .uppgifter
        .tidigast
        .map_or_else(String::new, |dag| format!(" · tidigast {dag}"));
    let status = status(rad.status);
    format!(
        "{plats}  {}  {sedan}  {rattad}{importerad}  {status}{senast}{parti}{tidigast}",
        rad.kod
    )
}

/// What the columns of a queue are.
pub const KOLUMNER: &str = "plats kölapp    ködatum     R=rättad I=importerad";

/// Where an entry stands, a paragraph each.
pub fn postrader(bild: &Kopostbild) -> Vec<String> {
    let rad = &bild.rad;
    let mut rader = vec![format!("Status: {}", status(bild.lage.status))];
    if let Some(plats) = rad.plats {
        rader.push(plats_och_fore(plats, bild.vilande_fore));
        rader.push(format!("Väntetid: {}", vantetid(bild.vantetid)));
    }
    let sedan = dag(rad.sedan);
    rader.push(if rad.rattad {
        format!(
            "Ködatum: {sedan} (rättat, först {})",
            dag(bild.forsta_kodatum)
        )
    } else {
        format!("Ködatum: {sedan}")
    });
    if rad.importerad {
        rader.push("Hämtad från en gammal lista.".to_owned());
    }
    if let Some(rattelse) = &bild.rattelse {
        rader.push(format!(
            "Förslag till annat ködatum: {}. F6 svarar.",
            dag(rattelse.till)
        ));
    }
    if let Some(erbjudande) = &bild.erbjudande {
        let vad = match erbjudande.start {
            Some(start) => format!("omgången som börjar {start}"),
            None => "löpande plats".to_owned(),
        };
        let slut = if erbjudande.utgatt {
            "svarstiden är ute"
        } else {
            "svar senast"
        };
        rader.push(format!(
            "Erbjudande: {vad}, {slut} {}.",
            erbjudande.svar_senast
        ));
    }
    rader.push(onskemal(rad));
    rader.push(
        if bild.har_kontakt {
            "Kontaktuppgifter finns (F5)."
        } else {
            "Inga kontaktuppgifter finns."
        }
        .to_owned(),
    );
    if let Some(akt) = &bild.angras {
        rader.push(format!("Kan ångras: {} (F9).", slag_i_ord(akt)));
    }
    rader
}

fn onskemal(rad: &Korad) -> String {
    let uppgifter = &rad.uppgifter;
    let mut delar = vec![format!("antal {}", uppgifter.parti)];
    if let Some(sprak) = &uppgifter.sprak {
        delar.push(super::sprak(sprak).to_owned());
    }
    if let Some(tidigast) = uppgifter.tidigast {
        delar.push(format!("tidigast {tidigast}"));
    }
    if let Some(dagar) = uppgifter.veckodagar {
        let mask = dagar.mask();
        let namn: Vec<&str> = super::koskarm::VECKODAGAR
            .iter()
            .enumerate()
            .filter(|(i, _)| mask & (1 << i) != 0)
            .map(|(_, (_, namn))| *namn)
            .collect();
        delar.push(namn.join(", "));
    }
    format!("Önskemål: {}", delar.join(" · "))
}

/// One event of a history, with the place in line after it. `rena` cleans what another program may have written.
pub fn historierad(rad: &Kohandelse, rena: impl Fn(&str) -> String) -> String {
    let plats = rad
        .plats
        .map_or_else(|| "   –".to_owned(), |plats| format!("{plats:>4}"));
    format!(
        "{plats}  {}  {} · {} vid {}",
        tid(rad.tid),
        rena(&handelse(rad)),
        rena(&rad.anvandare),
        rena(&rad.desk)
    )
}

/// Places of one kind.
pub fn pott(pott: &Pottbild) -> String {
    let tagna = pott.tagna.len();
    let lediga = usize::from(pott.antal).saturating_sub(tagna);
    match (&pott.omgang, &pott.pott) {
        (Some(omgang), _) => {
            let start = omgang
                .tillfallen
                .first()
                .map_or_else(String::new, |(start, _)| naiv(*start));
            let lage = if omgang.installd {
                INSTALLD.to_owned()
            } else {
                format!("lediga: {lediga} av {}", pott.antal)
            };
            format!(
                "Omgång {start} · {lage} · minst {} · träffar: {}",
                omgang.minst,
                omgang.tillfallen.len()
            )
        }
        (None, Pott::Lopande(_) | Pott::Omgang(_)) => {
            format!("Löpande platser · lediga: {lediga} av {}", pott.antal)
        }
    }
}

/// A taken place.
pub fn tagen(pott: &Pottbild, nummer: u16) -> String {
    let tagen = pott.tagna.iter().find(|(n, ..)| *n == nummer);
    let vem = tagen
        .and_then(|(_, kod, _)| *kod)
        .map_or_else(|| "tagen".to_owned(), |kod| format!("tagen, kölapp {kod}"));
    let hallen = match tagen {
        Some((_, _, true)) => " (hålls för ett erbjudande)",
        Some((_, _, false)) | None => "",
    };
    format!("  plats {nummer}: {vem}{hallen}")
}

/// The fairness report, a paragraph each. `namn` gives the name of an insats.
pub fn rattvisa(rattvisa: &Rattvisa, namn: impl Fn(&Insatsrattvisa) -> String) -> Vec<String> {
    let mut rader = Vec::new();
    for rad in &rattvisa.insatser {
        rader.push(format!("{} {}", rad.insats, namn(rad)));
        rader.push(format!(
            "  Erbjudna och inkallade: {}, inte den första i kön: {}",
            rad.erbjudanden, rad.inte_till_forsta
        ));
        for (skal, antal) in &rad.overhopp {
            rader.push(format!("  Överhoppade, {}: {antal}", overhopp(*skal)));
        }
        rader.push(format!(
            "  Rättade ködatum: {} · vilor: {}, för långa: {} · ej genomgångna: {}",
            rad.rattelser, rad.vilor, rad.vilor_over_tid, rad.ej_granskade
        ));
        rader.push(format!(
            "  Började: {} · väntan, median: {}",
            rad.starter,
            median(rad.median_dagar)
        ));
    }
    if !rattvisa.per_desk.is_empty() {
        rader.push("Väntan efter den mottagning som gav kölappen".to_owned());
        for (desk, insats, starter, dagar) in &rattvisa.per_desk {
            rader.push(format!(
                "  {desk} · {insats} · började: {starter} · {}",
                median(*dagar)
            ));
        }
    }
    if rader.is_empty() {
        rader.push("Inget har hänt i köerna.".to_owned());
    }
    rader
}

fn median(dagar: Option<u64>) -> String {
    dagar.map_or_else(
        || "visas inte (färre än fem)".to_owned(),
        |dagar| format!("{dagar} dagar"),
    )
}

/// Heading of a proof.
pub fn bevisrubrik(kod: impl std::fmt::Display) -> String {
    format!("Bevis för platsen, kölapp {kod}")
}

/// Why an entry has its rank, a paragraph each.
pub fn bevis(bevis: &Bevis, rena: impl Fn(&str) -> String + Copy) -> Vec<String> {
    let mut rader = vec![format!(
        "{} · ködatum {}",
        status(bevis.rad.status),
        tid(bevis.rad.sedan)
    )];
    if let Some(plats) = bevis.rad.plats {
        rader.push(plats_och_fore(plats, bevis.fore.1));
    }
    rader.push(
        if bevis.stammer {
            "Räkningen, raderna och händelserna ger samma plats."
        } else {
            "Räkningen, raderna och händelserna ger inte samma plats. Kontakta systemförvaltaren."
        }
        .to_owned(),
    );
    if !bevis.narmast_fore.is_empty() {
        rader.push("Närmast före".to_owned());
        for (kod, sedan, lage) in &bevis.narmast_fore {
            rader.push(format!("  {kod}  {}  {}", tid(*sedan), status(*lage)));
        }
    }
    if !bevis.lamnade.is_empty() {
        rader.push("Stod före och har lämnat kön".to_owned());
        for (kod, nar, hur) in &bevis.lamnade {
            rader.push(format!(
                "  {kod}  {}  {}",
                tid(*nar),
                super::ko::bevis::hur(hur)
            ));
        }
    }
    if !bevis.gick_fore.is_empty() {
        rader.push("Har senare ködatum och fick ett erbjudande under tiden".to_owned());
        for (kod, nar, skal) in &bevis.gick_fore {
            let varfor = skal.map_or("ingen orsak noterad", overhopp);
            rader.push(format!("  {kod}  {}  {varfor}", tid(*nar)));
        }
    }
    rader.push(HISTORIA.to_owned());
    rader.extend(bevis.historia.iter().map(|rad| historierad(rad, rena)));
    rader
}
