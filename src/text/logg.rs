//! The words of the log: its rows, the chain over them, and the report for whoever checks.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::behorighet::Garning;
use crate::domain::tid::svensk;
use crate::store::logg::{
    ARBETSTID, Granskningsdel, Kedjefel, Kedjekontroll, Kedjetopp, Loggrad, Loggranskning, MANGA,
};

/// A head that cannot be read.
pub const TOPP_LASES_INTE: &str = "Toppen gick inte att läsa. Skriv den som den står på utskriften, \
    till exempel 128-7KQ3-VX2M-9ADT-CF5H.";
/// Nothing has been logged.
pub const TOM: &str = "Loggen är tom.";
/// No row fits.
pub const INGA_RADER: &str = "Inga rader i loggen stämmer med det.";
/// No number or id of a record.
pub const ARENDE: &str =
    "--arende ska vara ett ärendenummer, till exempel 2026-00017, eller ett id med 32 tecken.";
/// Days in the wrong order.
pub const DAGORDNING: &str = "--fran ska vara samma dag som --till eller tidigare.";

/// The name of a log, as it is said.
fn logg(tabell: &str) -> &str {
    match tabell {
        "handelse" => "mottagningens logg",
        "akthandelse" => "akternas logg",
        "kohandelse" => "köernas logg",
        "atkomst" => "åtkomstloggen",
        "gallring" => "gallringsprotokollen",
        annat => annat,
    }
}

/// What a row says was done, in words; what has none is its code.
pub fn slag(slag: &str) -> String {
    let ord = match slag {
        "parkerat" => "parkerade ett besök",
        "upptaget" => "tog upp ett parkerat besök",
        "glomt" => "glömde ett parkerat besök",
        "besok_avslutat" => "avslutade ett besök",
        "overlamnad" => "överlämnade",
        "hamtad" => "hämtade en överlämning",
        "last_igen" => "läste en överlämning igen",
        "kvitterad" => "kvitterade en överlämning",
        "tagen_over" => "tog över en överlämning",
        "aterlamnad" => "lämnade åter en överlämning",
        "skickad_igen" => "skickade en överlämning igen",
        "makulerad" => "makulerade en överlämning",
        "oppnad" => "öppnade ärendet",
        "last" => "läste akten",
        "sokt" => "sökte",
        "steg" => "tog ett steg",
        "utkast" => "började skriva",
        "utkast_kastat" => "kastade ett utkast",
        "signerad" => "signerade en anteckning",
        "kopierad" => "kopierade en anteckning",
        "plan" => "sparade planen",
        "samtycke" => "antecknade ett samtycke",
        "samtycke_aterkallat" => "återkallade ett samtycke",
        "uppfoljning_satt" => "satte dag för uppföljning",
        "uppfoljd" => "följde upp",
        "avslutad" => "avslutade",
        "bro_oppnad" => "började en ansökan i stället",
        "bro_last" => "läste ansökan i stället",
        "bro" => "ändrade i ansökan i stället",
        "forekomst" => "sökte förekomst",
        "forekomst_nekad" => "nekades att söka förekomst",
        "utlamnat" => "tog ut ett blad",
        "ratt_given" => "gav rätten att söka förekomst",
        "ratt_tagen" => "tog bort rätten att söka förekomst",
        "inloggad" => "loggade in",
        "utloggad" => "loggade ut",
        "misslyckad_inloggning" => "misslyckades att logga in",
        "nekad" => "nekades",
        "konto_lagt" => "lade upp ett konto",
        "konto_stangt" => "stängde ett konto",
        "konto_oppnat" => "öppnade ett konto",
        "konto_last_upp" => "låste upp ett konto",
        "losenord_bytt" => "bytte lösenord",
        "roll_given" => "gav en roll",
        "roll_tagen" => "tog bort en roll",
        "nyckelfil_given" => "gav ett konto en nyckelfil",
        "aterstallning_ny" => "tog fram en ny återställningsnyckel",
        "aterstallning_anvand" => "kom in med återställningsnyckeln",
        "nyckelbyte_paborjat" => "började byta databasens nyckel",
        "katalog_given" => "gav databasen en katalog",
        "nyckel_bytt" => "bytte databasens nyckel",
        "fil_skapad" => "skapade databasen",
        "fil_kontrollerad" => "kontrollerade databasen",
        "kopia_tagen" => "började kopiera databasen",
        "sakerhetskopia_tagen" => "började ta en säkerhetskopia av databasen",
        "kopia_borttagen" => "tog bort äldre säkerhetskopior",
        "fil_aterstalld" => "återställde databasen från en kopia",
        "logg_last" => "läste loggen",
        "logg_granskad" => "granskade loggen",
        "gallringslista" => "läste gallringslistan",
        "gallring_stadad" => "städade efter gallring",
        "gallring" => "gallrade",
        annat => return super::ko::slag_i_ord(annat),
    };
    ord.to_owned()
}

/// What a row says was done. Whoever unlocks an account writes down how often somebody else has failed.
pub fn gjort(rad: &Loggrad) -> String {
    let om_annan = rad.skal.as_ref().is_some_and(|skal| skal.contains(' '));
    if rad.slag == "misslyckad_inloggning" && om_annan {
        return "nollställde ett kontos misslyckade inloggningar".to_owned();
    }
    slag(&rad.slag)
}

/// A moment, as the rows of the log give it.
pub fn stund(nar: DateTime<Utc>) -> String {
    tid(nar)
}

fn tid(tid: DateTime<Utc>) -> String {
    svensk(tid).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// A row, in one line.
pub fn rad(rad: &Loggrad) -> String {
    let om = match (&rad.arende, &rad.objekt) {
        (Some(nummer), _) => format!(", ärende {nummer}"),
        (None, Some(id)) => format!(", {}", id.0),
        (None, None) => String::new(),
    };
    let skal = match &rad.skal {
        Some(skal) if rad.slag == "nekad" => format!(" ({})", nekat(skal)),
        Some(skal) => format!(" ({skal})"),
        None => String::new(),
    };
    format!(
        "{}  {} vid {} ({}): {}{om}{skal}",
        tid(rad.tid),
        rad.anvandare,
        rad.desk,
        rad.enhet,
        gjort(rad)
    )
}

/// The head of the chain, for print.
pub fn topp(topp: Option<Kedjetopp>) -> Vec<String> {
    match topp {
        None => vec![TOM.to_owned()],
        Some(topp) => vec![
            format!("Loggens topp: {}", topp.kort()),
            "Spara den utanför datorn, till exempel på dagens utskrift. Senare visar \
             troskel logg kontrollera --mot TOPP om något före den har ändrats eller tagits bort."
                .to_owned(),
        ],
    }
}

/// Something wrong with the log, in words.
pub fn fel(fel: &Kedjefel) -> String {
    match fel {
        Kedjefel::Andrad { tabell, seq } => format!(
            "Rad {seq} i {}: raden, eller den text som den handlar om, har ändrats.",
            logg(tabell)
        ),
        Kedjefel::Borta { tabell, seq } => format!(
            "Rad {seq} i {}: raden, eller vad den handlade om, är borta utan att ha gallrats.",
            logg(tabell)
        ),
        Kedjefel::Lank { nr } => {
            format!("Länk {nr} i kedjan: den har ändrats, flyttats, tagits bort eller lagts till.")
        }
        Kedjefel::Okedjad { tabell, seq } => format!(
            "Rad {seq} i {}: raden har ingen länk i kedjan. Länken är borttagen, eller raden inlagd.",
            logg(tabell)
        ),
        Kedjefel::Vakt { namn } => {
            format!("Spärren {namn} i databasen är borttagen, ändrad eller främmande.")
        }
        Kedjefel::ToppBorta { nr } => format!(
            "Toppen {nr} finns inte längre: slutet av loggen är borttaget, eller filen är en äldre kopia."
        ),
        Kedjefel::ToppAnnan { nr } => format!(
            "Länk {nr} är en annan än på utskriften: kedjan är omgjord, eller toppen fel avskriven."
        ),
    }
}

/// What a check has found.
pub fn kontroll(svar: &Kedjekontroll, mot: bool) -> Vec<String> {
    let mut rader = vec![if svar.hel() {
        let mot = if mot {
            " Den topp som angavs står kvar."
        } else {
            ""
        };
        format!("Loggen är hel. {} rader kontrollerade.{mot}", svar.lankar)
    } else {
        format!(
            "Loggen är inte hel. {} rader kontrollerade, {} fel:",
            svar.lankar, svar.antal_fel
        )
    }];
    rader.extend(svar.fel.iter().map(fel));
    let fler = svar.antal_fel.saturating_sub(svar.fel.len() as u64);
    if fler > 0 {
        rader.push(format!("Och {fler} till."));
    }
    if svar.gallrade > 0 {
        rader.push(format!(
            "{} rader har gallrats enligt protokoll: vad de handlade om går inte längre att se.",
            svar.gallrade
        ));
    }
    if svar.vantar > 0 {
        rader.push(format!(
            "{} rader från andra program får sin länk vid nästa sparning.",
            svar.vantar
        ));
    }
    if !svar.hel() {
        rader.push(
            "Sluta inte använda filen, men ta en kopia av den nu och säg till den som ansvarar för systemet."
                .to_owned(),
        );
    }
    rader.extend(topp(svar.topp).into_iter().take(1));
    rader
}

fn del<T>(
    rader: &mut Vec<String>,
    rubrik: &str,
    del: &Granskningsdel<T>,
    rad: impl Fn(&T) -> String,
) {
    rader.push(String::new());
    rader.push(rubrik.to_owned());
    if del.rader.is_empty() {
        rader.push("  inga".to_owned());
    }
    rader.extend(del.rader.iter().map(|post| format!("  {}", rad(post))));
    if del.fler > 0 {
        rader.push(format!("  och {} till", del.fler));
    }
}

fn ganger(antal: u64) -> String {
    match antal {
        1 => "1 gång".to_owned(),
        fler => format!("{fler} gånger"),
    }
}

/// The report, part by part.
pub fn granskning(svar: &Loggranskning, fran: NaiveDate, till: NaiveDate) -> Vec<String> {
    let mut rader = vec![
        format!("Granskning av loggen från {fran} till {till}."),
        "Raderna visar vad som är värt att fråga om, inte att någon har gjort fel.".to_owned(),
    ];
    del(
        &mut rader,
        "Läst i ärenden som användaren aldrig har öppnat eller skrivit i:",
        &svar.utan_egen_handling,
        |(vem, arende, antal)| format!("{vem}: ärende {arende}, {}", ganger(*antal)),
    );
    del(
        &mut rader,
        &format!(
            "Läst före klockan {} eller från klockan {}, eller på en ledig dag:",
            ARBETSTID.0, ARBETSTID.1
        ),
        &svar.utanfor_arbetstid,
        |udda| {
            let arende = udda
                .arende
                .as_ref()
                .map_or_else(String::new, |nummer| format!(", ärende {nummer}"));
            format!(
                "{} {}: {}{arende}",
                tid(udda.tid),
                udda.anvandare,
                slag(&udda.slag)
            )
        },
    );
    del(
        &mut rader,
        &format!("Ärenden som {MANGA} eller fler har läst i:"),
        &svar.av_manga,
        |(arende, antal)| format!("ärende {arende}: {antal} användare"),
    );
    del(
        &mut rader,
        "Öppnade kontaktuppgifter i köerna:",
        &svar.kontakt,
        |(vem, antal)| format!("{vem}: {}", ganger(*antal)),
    );
    del(&mut rader, "Nekade:", &svar.nekade, |(vem, vad, antal)| {
        format!("{vem}: {}, {}", nekat(vad), ganger(*antal))
    });
    del(
        &mut rader,
        "Misslyckade inloggningar:",
        &svar.misslyckade,
        |(vem, antal)| format!("{vem}: {}", ganger(*antal)),
    );
    del(
        &mut rader,
        "Konton och nycklar, vid alla enheter:",
        &svar.forvaltning,
        |gjort| {
            let om = gjort.om.as_ref();
            let om = om.map_or_else(String::new, |om| format!(" ({om})"));
            let (vem, vad) = (&gjort.anvandare, slag(&gjort.slag));
            format!("{vem}: {vad}{om}, {}", ganger(gjort.antal))
        },
    );
    rader
}

/// What was refused; a code that has no words stands as it is.
fn nekat(kod: &str) -> &str {
    match Garning::fran_kod(kod) {
        Some(garning) => super::behorighet::garning(garning),
        None => kod,
    }
}
