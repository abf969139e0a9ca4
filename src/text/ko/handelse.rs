//! The history of an entry, in words.

use chrono::{DateTime, NaiveDate};

use crate::domain::ko::KoOrsak;
use crate::domain::ko::kontakt::Kontaktsatt;
use crate::domain::ko::plats::{Overhopp, Pott};
use crate::domain::ko::rattelse::Rattelseorsak;
use crate::rena::rena_rad;
use crate::store::ko::Kohandelse;

/// Köhändelse: one event in words, without who and when.
pub fn handelse(handelse: &Kohandelse) -> String {
    let orsak = handelse.orsak.as_deref().unwrap_or_default();
    let om = handelse.om.as_deref().unwrap_or_default();
    let med = |vad: &str, mer: Option<String>| match mer {
        Some(mer) => format!("{vad}: {mer}"),
        None => vad.to_owned(),
    };
    let koorsak = || KoOrsak::fran_kod(orsak).map(|orsak| super::orsak(orsak).to_owned());
    let rattelse =
        || Rattelseorsak::fran_kod(orsak).map(|orsak| super::rattelseorsak(orsak).to_owned());
    match handelse.slag.as_str() {
        "stalld_i_ko" => "ställdes i kö".to_owned(),
        "importerad" => "kom med en äldre lista, med sitt ködatum".to_owned(),
        "vila" => med("vilar på egen begäran", period(om)),
        "ater_aktiv" if orsak == "tiden_ute" => "med i kön igen: vilan är slut".to_owned(),
        "ater_aktiv" => "med i kön igen på egen begäran".to_owned(),
        "erbjuden" => med("erbjuden en plats", erbjudande(om)),
        "forlangt" => med("längre tid att svara, till", dag(om)),
        "paminnelse" => "påmind om erbjudandet".to_owned(),
        "accepterad" => "tackade ja".to_owned(),
        "star_kvar" => "tackade nej till platsen och står kvar".to_owned(),
        "avbojt" => "tackade nej till erbjudandet".to_owned(),
        "inget_svar" => "svarade inte på erbjudandet i tid".to_owned(),
        "erbjudande_aterkallat" => "erbjudandet togs tillbaka".to_owned(),
        "overhoppad" => {
            let skal = Overhopp::fran_kod(orsak).map(|skal| super::overhopp(skal).to_owned());
            let vem = kolapp(om).map(|kod| format!("för kölapp {kod} "));
            med(
                format!("hoppades över {}", vem.unwrap_or_default()).trim_end(),
                skal,
            )
        }
        "inkallad" => "kallades in direkt, och insatsen började".to_owned(),
        "paborjad" => "insatsen började".to_owned(),
        "avslutad" => med("avslutades", koorsak()),
        "felregistrerad" => "märktes som felregistrerad".to_owned(),
        "ateroppnad" => "togs upp igen med sitt gamla ködatum".to_owned(),
        "kontaktforsok" => forsok(orsak, om),
        "bekraftad" => "sade att hen fortfarande väntar".to_owned(),
        "bekraftelse_begard" => match om {
            "1" => "tillfrågad om hen fortfarande väntar".to_owned(),
            "2" => "påmind om frågan om hen fortfarande väntar".to_owned(),
            "3" => "fick sista besked om frågan om hen fortfarande väntar".to_owned(),
            _ => "fick frågan om hen fortfarande väntar".to_owned(),
        },
        "uppgifter" => "uppgifterna om antal, språk eller dagar ändrades".to_owned(),
        "kontakt_sparad" => "kontaktuppgifter sparades".to_owned(),
        "kontakt_last" => "kontaktuppgifterna öppnades".to_owned(),
        "kontakt_raderad" => "kontaktuppgifterna togs bort".to_owned(),
        "rattelse_foreslagen" => {
            let vad = tidpunkt(om).map_or_else(
                || "ett annat ködatum föreslogs".to_owned(),
                |tid| format!("ködatum {tid} föreslogs"),
            );
            med(&vad, rattelse())
        }
        "rattelse_godkand" => med("rättat ködatum godkändes", tidpunkt(om)),
        "rattelse_avvisad" => "förslaget till rättat ködatum avvisades".to_owned(),
        "angrad" => med(
            "ångrades",
            (!orsak.is_empty() && orsak != "angrad").then(|| slag_i_ord(orsak)),
        ),
        "granskad" => "kön gicks igenom".to_owned(),
        "platser" => med("antal platser angavs", tal(om)),
        "plats_lamnad" => med(
            "en plats lämnades, nummer",
            om.split(' ').nth(1).and_then(tal),
        ),
        "nasta_i_tur" => med(
            "en plats blev ledig, näst i tur",
            om.split(' ')
                .nth(1)
                .map(|kod| if kod == "-" { "ingen som passar" } else { kod }.to_owned()),
        ),
        "omgang_ny" => "en omgång planerades".to_owned(),
        "omgang_installd" => "en omgång ställdes in".to_owned(),
        "import" => med("en äldre lista togs in, antal rader", tal(om)),
        _ => "okänd händelse".to_owned(),
    }
}

/// Köhändelse as a row of a history: when, what, place in line after it, by whom and at which desk, and the sentence.
pub fn historierad(handelse: &Kohandelse) -> String {
    let plats = handelse
        .plats
        .map(|plats| format!(" (plats {plats})"))
        .unwrap_or_default();
    let mening = handelse
        .mening
        .as_deref()
        .map(|mening| format!(" – {}", rena_rad(mening)))
        .unwrap_or_default();
    format!(
        "{}  {}{plats}{mening}  [{} vid {}]",
        super::tid(handelse.tid),
        self::handelse(handelse),
        rena_rad(&handelse.anvandare),
        rena_rad(&handelse.desk),
    )
}

/// The kind of an event in words, where no more than its word is known.
pub fn slag_i_ord(slag: &str) -> String {
    handelse(&Kohandelse {
        seq: 0,
        tid: DateTime::default(),
        anvandare: String::new(),
        desk: String::new(),
        slag: slag.to_owned(),
        orsak: None,
        om: None,
        plats: None,
        angrar: None,
        mening: None,
    })
}

fn forsok(orsak: &str, om: &str) -> String {
    let mut delar = om.split(' ');
    let satt = delar.next().and_then(Kontaktsatt::fran_kod);
    let med = satt.map_or_else(String::new, |satt| {
        format!(" ({})", super::kontaktsatt(satt))
    });
    if orsak == "nadd" {
        format!("personen nåddes{med}")
    } else {
        format!("ett försök att nå personen, utan svar{med}")
    }
}

fn erbjudande(om: &str) -> Option<String> {
    let (pott, svar) = om.split_once(' ')?;
    let svar = dag(svar)?;
    let var = match pott.parse().ok()? {
        Pott::Lopande(_) => "löpande",
        Pott::Omgang(_) => "i en omgång",
    };
    Some(format!("{var}, svar senast {svar}"))
}

fn period(om: &str) -> Option<String> {
    let (fran, till) = om.split_once('/')?;
    Some(format!("{} till {}", dag(fran)?, dag(till)?))
}

fn dag(om: &str) -> Option<String> {
    om.parse::<NaiveDate>().ok().map(|dag| dag.to_string())
}

fn tidpunkt(om: &str) -> Option<String> {
    let tid = om.parse().ok().and_then(DateTime::from_timestamp_millis)?;
    Some(super::tid(tid))
}

fn tal(om: &str) -> Option<String> {
    om.parse::<u64>().ok().map(|tal| tal.to_string())
}

fn kolapp(om: &str) -> Option<String> {
    crate::domain::kolapp::Kolappskod::las(om).map(|kod| kod.to_string())
}
