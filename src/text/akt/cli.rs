//! What `troskel overlamning`, `arende`, `forekomst` and `behorighet` say.

use chrono::NaiveDate;

use super::koder;
use crate::domain::akt::anteckning::Galler;
use crate::domain::akt::avslut::Avslutsorsak;
use crate::domain::akt::{Aktslag, Arendenummer};
use crate::store::akt::Arenderad;

/// No number of an ärende; never said again, for it may be anything.
pub const NUMMER: &str = "Ärendets nummer skrivs med år och fem siffror, till exempel 2026-00017.";
/// No number of steps.
pub const STEG: &str = "--steg ska vara 2, 3 eller 5.";
/// The number of steps is left open.
pub const STEG_KRAVS: &str =
    "Katalogen säger inte hur många steg ni använder. Ange --steg 2, 3 eller 5.";
/// A child is named, and the akt is not a child's.
pub const PERSON_BARA_BARNET: &str =
    "--person anges bara när akten är barnets. Annars gäller akten den som överlämningen gäller.";
/// No name of a user.
pub const ANVANDARE: &str = "Användarens inloggningsnamn ska ha 1 till 60 tecken.";
/// No time of day.
pub const KLOCKSLAG: &str = "Ett klockslag ska skrivas TT:MM, till exempel 14:30.";
/// A note that is two things.
pub const RATTAR_ELLER_INVANDER: &str = "En anteckning rättar en annan eller återger en invändning: ange rattar eller invander, inte båda.";
/// A version that joins nothing.
pub const FORENAR: &str =
    "En version förenar två öppna versioner: ange den ena i bygger_pa och den andra i forenar.";
/// Nothing, or too much, to look for.
pub const SOK_ETT: &str = "Sök på en sak: namn, personnummer eller arende.";
/// No name to look for.
pub const SOK_NAMN: &str = "Skriv hela namnet.";
/// Nothing, or too much, to do on the bridge.
pub const BRO_ETT: &str = "Gör en sak i taget: oppna, bocka eller dagar.";
/// To whom one applies.
pub const BRO_TILL: &str = "Skriv vart ansökan ska, högst 120 tecken.";
/// Where a default comes from, in place of a file.
pub const MILJON: &str = "TROSKEL_SKRIVARE och TROSKEL_TITEL";
/// Received elsewhere.
pub const KVITTERAD: &str = "Kvitterad. Kopian här är raderad.";
/// Given back.
pub const ATERLAMNAD: &str = "Överlämningen är återlämnad till mottagningen.";
/// Ended.
pub const MAKULERAD: &str = "Överlämningen är makulerad. Det som stod om personen är raderat.";
/// Taken back.
pub const ATERKALLAT: &str =
    "Samtycket är återkallat. Inget mer lämnas ut med stöd av det. Insatsen påverkas inte.";
/// A follow-up is written down.
pub const UPPFOLJD: &str = "Uppföljningen är sparad.";
/// Nothing is to be done.
pub const INGET_ATT_GORA: &str = "Inget att göra i akterna just nu.";
/// Nothing exists on the person.
pub const INGEN_FOREKOMST: &str = "Ingen förekomst av det som får sökas i den här filen. Familjerådgivningens ärenden söks aldrig här.";

/// A value that is none of its codes; says which there are, never what stood there.
pub fn okand_kod(nyckel: &str, koder: &[&str]) -> String {
    format!("{nyckel} ska vara en av {}.", koder.join(", "))
}

/// Something is wrong under one key of a file.
pub fn i_falt(kalla: &str, nyckel: &str, vad: &str) -> String {
    format!("{kalla}, fältet {nyckel}: {vad}")
}

/// Something is wrong with a file as a whole.
pub fn i_fil(kalla: &str, vad: &str) -> String {
    format!("{kalla}: {vad}")
}

/// A choice that the catalogue has made already.
pub fn katalogen_sager_annat(flagga: &str) -> String {
    format!("Katalogen säger något annat än {flagga}. Ta bort {flagga}, så gäller katalogen.")
}

/// Sent out again.
pub fn skickad_igen(till: Option<&str>) -> String {
    match till {
        Some(enhet) => format!("Överlämningen är skickad igen, till {enhet}."),
        None => "Överlämningen är skickad igen. Alla enheter kan hämta den.".to_owned(),
    }
}

/// An ärende has been opened.
pub fn oppnad(rad: &Arenderad, slag: Aktslag) -> String {
    let uppfoljning = rad
        .nasta_uppfoljning
        .map(|dag| format!(" Uppföljning {dag}."))
        .unwrap_or_default();
    format!(
        "Ärende {} är öppnat: {}. {}{uppfoljning}",
        rad.nummer,
        koder::aktslag(slag),
        steg_av(rad)
    )
}

fn steg_av(rad: &Arenderad) -> String {
    let (steg, av) = rad.steg;
    format!(
        "Steg {} av {}: {}.",
        steg.nummer(),
        av.antal(),
        koder::steg(steg)
    )
}

/// An ärende stands at its next step.
pub fn nytt_steg(rad: &Arenderad) -> String {
    format!("Ärende {}. {}", rad.nummer, steg_av(rad))
}

/// A note is signed.
pub fn signerad(nummer: &Arendenummer, nr: u32, galler: Galler) -> String {
    match galler {
        Galler::Handelse => format!("Anteckning {nr} är signerad i {nummer}."),
        Galler::Rattar(tidigare) => format!(
            "Anteckning {nr} är signerad i {nummer} och rättar anteckning {tidigare}. Båda står kvar."
        ),
        Galler::Invander(tidigare) => format!(
            "Anteckning {nr} är signerad i {nummer}: personen anser att anteckning {tidigare} är fel."
        ),
    }
}

/// A note is copied.
pub fn kopierad(nummer: &Arendenummer, nr: u32) -> String {
    format!("Anteckning {nr} i {nummer} är kopierad till den andra förälderns akt.")
}

/// A version of the plan is kept.
pub fn ny_version(nummer: &Arendenummer, version: u32, oppna: &[u32]) -> String {
    let sparad = format!("Version {version} av planen i {nummer} är sparad.");
    if oppna.len() < 2 {
        return sparad;
    }
    let alla: Vec<String> = oppna.iter().map(u32::to_string).collect();
    format!(
        "{sparad} Flera versioner är öppna: {}. Läs dem bredvid varandra och förena dem.",
        alla.join(", ")
    )
}

/// A consent is written down.
pub fn samtyckt(id: &str, till: NaiveDate) -> String {
    format!("Samtycke {id} är sparat och gäller till och med {till}.")
}

/// The next follow-up.
pub fn nasta(dag: Option<NaiveDate>) -> String {
    dag.map_or_else(
        || "Ingen uppföljning är planerad.".to_owned(),
        |dag| format!("Nästa uppföljning {dag}."),
    )
}

/// An ärende is closed.
pub fn avslutat(nummer: &Arendenummer, dag: NaiveDate, orsak: Avslutsorsak) -> String {
    format!(
        "Ärende {nummer} är avslutat {dag}: {}.",
        super::avslutsorsak(orsak)
    )
}

/// Who is next in turn for the place that became free.
pub fn nasta_i_tur(kolapp: &str) -> String {
    format!("En plats är ledig. Näst i tur: kölapp {kolapp}.")
}

/// What is said when an insats ends, and where one applies (11:6); nothing when nobody is there to hear it.
pub fn sag_vid_avslut(orsak: Avslutsorsak, ansokan: &str) -> Option<String> {
    (orsak != Avslutsorsak::Avliden).then(|| {
        format!("Säg: Du har alltid rätt att ansöka om insatser hos socialnämnden och få dina behov prövade. Vill du ansöka vänder du dig till {ansokan}.")
    })
}

/// A right has been given.
pub const RATT_GIVEN: &str = "Användaren får söka förekomst i hela filen. Varje sökning antecknas.";
/// A right has been taken.
pub const RATT_TAGEN: &str = "Användaren får inte längre söka i hela filen.";
