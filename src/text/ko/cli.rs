//! The words of `troskel ko`.

use chrono::NaiveDate;

use crate::domain::ko::KoOrsak;
use crate::domain::ko::plats::{Platskrav, Pott};
use crate::domain::kolapp::Kolappskod;
use crate::store::ko::{Kokvitto, Korad, Koversikt, Omgangsbild, Pottbild, Underlag};

/// An unknown answer to an offer.
pub const SVAR: &str = "Svaret ska vara ja, nej eller star_kvar.";
/// An unknown answer to whether somebody was reached.
pub const NADD: &str = "--nadd ska vara ja eller nej.";
/// An unknown way to reach somebody.
pub const KANAL: &str = "Kanalen ska vara telefon, sms, epost eller brev.";
/// An unknown reason for a corrected ködatum.
pub const RATTELSEORSAK: &str =
    "Orsaken till rättelsen ska vara begard_tidigare, fel_i_listan eller fel_klocka.";
/// A time that is none.
pub const TID: &str =
    "Tiden ska skrivas ÅÅÅÅ-MM-DD TT:MM, till exempel \"2027-01-12 17:00\", och finnas på klockan.";
/// Unknown days of the week.
pub const VECKODAGAR: &str =
    "Veckodagarna ska vara en eller flera av ma,ti,on,to,fr,lo,so, eller ordet inget.";
/// An unknown age band.
pub const BAND: &str = "En ålder ska vara 0-14, 15-17, 18-24, 25-44, 45-64 eller 65-.";
/// No id of a group start.
pub const OMGANG_ID: &str =
    "Omgångens id har 32 tecken. Kommandot troskel ko platser NR visar alla id.";
/// Neither a number of an insats nor an id of a group start.
pub const POTT: &str = "Ange insatsens nummer, till exempel 3.1.4, eller omgångens id.";
/// Who has chosen the way.
pub const VALT_AV: &str = "valt_av ska vara personen eller vardnadshavare.";
/// Nothing to change.
pub const INGET_ATT_ANDRA: &str =
    "Ange vad som ska ändras: --parti, --sprak, --tidigast eller --veckodagar.";
/// What takes a fact away.
pub const INGET: &str = "inget";
/// A range the wrong way round.
pub const FRAN_TILL: &str = "Den första dagen ligger efter den sista.";
/// An unknown format.
pub const FORMAT: &str = "Formatet ska vara csv eller ical.";
/// An old list that cannot be taken in as it is.
pub fn listan_har_fel(antal: usize) -> String {
    match antal {
        1 => "Listan har ett fel. Inget är sparat. Rätta det och försök igen.".to_owned(),
        antal => format!("Listan har {antal} fel. Inget är sparat. Rätta dem och försök igen."),
    }
}

/// Why a row of an old list cannot be taken in.
pub fn radhinder(rad: usize, hinder: &crate::domain::ko::hinder::KanInteIKon) -> String {
    format!("Rad {rad}: {}", super::hinder(hinder, None))
}

/// A file that is to be written, and cannot be.
pub const KAN_INTE_SKRIVA: &str =
    "Filen går inte att skriva, eller finns redan. Välj ett annat namn. Inget skrevs.";
/// A list larger than any.
pub const FOR_STOR_LISTA: &str = "Listan är större än 32 MB. Dela upp den.";
/// Nothing was stored.
pub const INGET_SPARADES: &str = "Inget är sparat. Kör igen med --genomfor för att ta in listan.";
/// Nothing was changed by the preview.
pub const BARA_VISAT: &str = "Inget är ändrat. Kör igen utan --forhandsvisa för att erbjuda.";
/// To a person of 15 to 17 years (SAM-10).
pub const UNG: &str = "Personen är 15–17 år: lämna inte ut det här till vårdnadshavare.";
/// Contact data are gone.
pub const KONTAKT_BORTA: &str = "Kontaktuppgifterna är borttagna.";
/// Contact data are kept.
pub const KONTAKT_SPARAD: &str = "Kontaktuppgifterna är sparade. De visas bara med --visa.";
/// Contact data are kept, in a view.
pub const HAR_KONTAKT: &str = "Kontaktuppgifter finns.";
/// No contact data are kept, in a view.
pub const INGEN_KONTAKT: &str = "Inga kontaktuppgifter finns. Personen hör av sig med sin kölapp.";
/// A proposed ködatum.
pub const FORESLAGET: &str = "Rättelsen är föreslagen. En kollega ska godkänna eller avvisa den. Till dess gäller det gamla ködatumet.";
/// An approved ködatum.
pub const GODKAND: &str = "Rättelsen är godkänd. Båda ködatumen finns kvar i historien.";
/// A proposed ködatum that was turned down.
pub const AVVISAD: &str = "Förslaget är avvisat. Ködatumet är som förut.";
/// The last thing is undone.
pub const ANGRAT: &str = "Ångrat";
/// Before those who have said yes.
pub const HAR_TACKAT_JA: &str = "Har tackat ja och inte börjat:";
/// The queue should have been gone through.
pub const FORSENAD: &str = "ska gås igenom";
/// Nobody has a free place to get.
pub const INGA_PLATSER: &str =
    "Inga platser och inga omgångar är angivna. Ange antalet med --antal, eller planera en omgång.";
/// Before the entries in an offer that are passed over.
pub const HOPPAS_OVER: &str = "Hoppas över:";
/// Heading of the fairness report.
pub const RATTVISA: &str = "Så har köerna skötts";
/// Heading of the median by desk.
pub const PER_DESK: &str = "Väntetid till start, efter mottagningen där kölappen gavs:";
/// A number that is too small to be told from.
pub const FARRE_AN_FEM: &str = "färre än fem har börjat";
/// Mark of a corrected ködatum.
pub const RATTAD: &str = "rättat ködatum";
/// Mark of an entry of an old list.
pub const IMPORTERAD: &str = "från äldre lista";

/// An unknown reason; says which there are.
pub fn okand_orsak() -> String {
    let koder: Vec<&str> = KoOrsak::ALLA
        .into_iter()
        .filter(|orsak| orsak.valjs_av_personal())
        .map(KoOrsak::kod)
        .collect();
    format!("Orsaken ska vara en av {}.", koder.join(", "))
}

/// What an act led to, a row each.
pub fn kvitto(kvitto: &Kokvitto) -> Vec<String> {
    let mut rader = Vec::new();
    if let Some((kod, status)) = kvitto.post {
        let plats = kvitto
            .plats
            .map(|plats| format!(", plats {plats}"))
            .unwrap_or_default();
        rader.push(format!("Kölapp {kod}: {}{plats}.", super::status(status)));
    }
    if let Some(dag) = kvitto.svar_senast {
        rader.push(format!("Svar senast {dag}."));
    }
    match &kvitto.nasta {
        None => {}
        Some((pott, Some(kod))) => {
            rader.push(format!(
                "En plats är ledig ({}). Näst i tur: kölapp {kod}.",
                self::pott(pott)
            ));
        }
        Some((pott, None)) => {
            rader.push(format!(
                "En plats är ledig ({}). Ingen som väntar passar den nu.",
                self::pott(pott)
            ));
        }
    }
    if let Some(id) = &kvitto.omgang {
        rader.push(format!("Omgång {}.", id.text()));
    }
    rader
}

/// A number of places, by what they are.
pub fn pott(pott: &Pott) -> String {
    match pott {
        Pott::Lopande(nr) => format!("löpande plats i {nr}"),
        Pott::Omgang(id) => format!("omgång {}", id.text()),
    }
}

/// A slip in a list.
pub fn korad(rad: &Korad) -> String {
    let plats = rad
        .plats
        .map_or_else(|| "–".to_owned(), |plats| plats.to_string());
    let mut mer = vec![super::status(rad.status)];
    if let Some(dag) = rad.svar_senast {
        mer.push(format!("svar senast {dag}"));
    }
    let uppgifter = super::uppgifter(&rad.uppgifter);
    if !uppgifter.is_empty() {
        mer.push(uppgifter);
    }
    if rad.rattad {
        mer.push(RATTAD.to_owned());
    }
    if rad.importerad {
        mer.push(IMPORTERAD.to_owned());
    }
    format!(
        "{:<7} {plats:>3}  {}  {}  {}",
        rad.insats,
        rad.kod,
        super::dag(rad.sedan),
        mer.join(", ")
    )
}

/// One queue at a glance.
pub fn oversikt(ko: &Koversikt, namn: &str) -> String {
    let mut delar = vec![super::langd(ko.langd, ko.vilande)];
    if ko.erbjudna > 0 {
        delar.push(format!("{} har ett erbjudande", ko.erbjudna));
    }
    if ko.accepterade > 0 {
        delar.push(format!("{} har tackat ja", ko.accepterade));
    }
    if let Some(aldst) = ko.aldst {
        delar.push(format!("äldst {}", super::dag(aldst)));
    }
    if let Some(lediga) = ko.lediga {
        delar.push(format!("lediga platser: {lediga}"));
    }
    if let Some((dag, lediga)) = ko.nasta_omgang {
        delar.push(format!("omgång {dag} (lediga: {lediga})"));
    }
    if ko.forsenad {
        delar.push(FORSENAD.to_owned());
    } else if let Some(dag) = ko.granskad {
        delar.push(format!("genomgången {dag}"));
    }
    format!("{:<7} {namn}: {}", ko.insats, delar.join(", "))
}

/// How long the wait may be, with who stands before.
pub fn plats_och_vantan(plats: u64, vilande_fore: u64, vantetid: &str) -> String {
    format!(
        "Plats {plats} ({}). Väntetid: {vantetid}.",
        super::fore(plats.saturating_sub(1), vilande_fore)
    )
}

/// Ködatum, and the one that was first written down where it has been corrected.
pub fn kodatum(kodatum: &str, forsta: Option<&str>) -> String {
    match forsta {
        None => format!("Ködatum {kodatum}."),
        Some(forsta) => format!("Ködatum {kodatum}, rättat. Först uppskrivet {forsta}."),
    }
}

/// An open offer, or places that are held.
pub fn erbjudande(
    pott: &Pott,
    nummer: &[u16],
    svar_senast: NaiveDate,
    utgatt: bool,
    tackat_ja: bool,
) -> String {
    let nummer: Vec<String> = nummer.iter().map(u16::to_string).collect();
    let plats = format!("{}, nummer {}", self::pott(pott), nummer.join(", "));
    if tackat_ja {
        format!("Plats: {plats}.")
    } else if utgatt {
        format!("Erbjudande: {plats}. Svarstiden gick ut {svar_senast}.")
    } else {
        format!("Erbjudande: {plats}. Svar senast {svar_senast}.")
    }
}

/// What can be undone.
pub fn kan_angras(vad: &str) -> String {
    format!("Kan ångras: {vad}.")
}

/// What an offer would do.
pub fn underlag(underlag: &Underlag) -> Vec<String> {
    let mut rader = vec![
        format!(
            "Till kölapp {}, plats {} i kön: {} ({}).",
            underlag.kod,
            underlag.plats,
            match underlag.parti {
                1 => "en plats".to_owned(),
                parti => format!("{parti} platser"),
            },
            pott(&underlag.pott),
        ),
        format!(
            "Lediga platser: {}. Svar senast {}.",
            underlag.lediga, underlag.svar_senast
        ),
    ];
    let krav = krav(&underlag.krav);
    if !krav.is_empty() {
        rader.push(format!("Platsen: {krav}."));
    }
    if !underlag.overhoppade.is_empty() {
        rader.push(HOPPAS_OVER.to_owned());
    }
    for (kod, plats, skal) in &underlag.overhoppade {
        rader.push(format!(
            "  {plats:>3}  {kod}  {}; behåller sin plats",
            super::overhopp(*skal)
        ));
    }
    rader.push(
        if underlag.har_kontakt {
            HAR_KONTAKT
        } else {
            INGEN_KONTAKT
        }
        .to_owned(),
    );
    rader
}

/// What a place needs.
pub fn krav(krav: &Platskrav) -> String {
    let mut delar = Vec::new();
    if let Some(dag) = krav.start {
        delar.push(format!("börjar {dag}"));
    }
    if let Some(kod) = &krav.sprak {
        delar.push(crate::text::sprak(kod).to_owned());
    }
    let band: Vec<&str> = krav
        .band
        .iter()
        .map(|b| crate::text::aldersband(*b))
        .collect();
    if !band.is_empty() {
        delar.push(band.join(" eller "));
    }
    delar.join(", ")
}

/// Places of one kind.
pub fn pottbild(bild: &Pottbild) -> Vec<String> {
    let tagna = bild.tagna.len();
    let mut forst = format!("{}: {tagna} av {} tagna", pott(&bild.pott), bild.antal);
    if let Some(omgang) = &bild.omgang {
        forst.push_str(", ");
        forst.push_str(&omgangsbild(omgang));
    }
    let mut rader = vec![forst];
    for (nummer, kod, hallen) in &bild.tagna {
        let vem = kod.map_or_else(|| "utan kölapp".to_owned(), |kod| format!("kölapp {kod}"));
        let hallen = if *hallen {
            ", hålls för ett erbjudande"
        } else {
            ""
        };
        rader.push(format!("  nummer {nummer}: {vem}{hallen}"));
    }
    rader
}

fn omgangsbild(omgang: &Omgangsbild) -> String {
    let mut delar = vec![krav(&omgang.krav)];
    delar.push(match omgang.tillfallen.len() {
        1 => "ett tillfälle".to_owned(),
        antal => format!("{antal} tillfällen"),
    });
    delar.push(format!("minst {}", omgang.minst));
    if omgang.installd {
        delar.push("inställd".to_owned());
    }
    delar.retain(|del| !del.is_empty());
    delar.join(", ")
}

/// A session on a day when most are free.
pub fn ej_arbetsdag(dag: NaiveDate) -> String {
    format!("Tillfället {dag} är på en dag som inte är arbetsdag. Stäm av att det stämmer.")
}

/// A queue has been gone through.
pub fn granskad(nr: impl std::fmt::Display) -> String {
    format!("Kön till {nr} är genomgången.")
}

/// The number of running places.
pub fn platser(nr: impl std::fmt::Display, antal: u16) -> String {
    format!("{nr} har {antal} löpande platser.")
}

/// A place has been left.
pub fn lamnad(pott: &Pott, nummer: u16) -> String {
    format!("Plats {nummer} är lämnad ({}).", self::pott(pott))
}

/// Rows of an old list that can be taken in.
pub fn kan_tas_in(antal: usize) -> String {
    format!("{antal} rader kan tas in med sina gamla ködatum.")
}

/// Rows of an old list that were taken in.
pub fn inlasta(antal: usize) -> String {
    format!("{antal} rader är intagna med sina gamla ködatum.")
}

/// A row of an old list, with its slip.
pub fn importrad(rad: usize, kod: Kolappskod, plats: u64) -> String {
    format!("rad {rad}: kölapp {kod}, plats {plats}")
}

/// A file has been written.
pub fn skrivet(fil: &str) -> String {
    format!("Skrivet till {fil}.")
}

/// A median in days, or why there is none.
pub fn median(dagar: Option<u64>) -> String {
    dagar.map_or_else(
        || FARRE_AN_FEM.to_owned(),
        |dagar| format!("{dagar} dagar i mitten"),
    )
}

/// The fairness of one queue, a row each.
pub fn rattvisa(
    nr: impl std::fmt::Display,
    namn: &str,
    rad: &crate::store::ko::Insatsrattvisa,
) -> Vec<String> {
    let mut rader = vec![
        format!("{nr} {namn}"),
        format!(
            "  erbjudanden: {}, varav inte till den första: {}",
            rad.erbjudanden, rad.inte_till_forsta
        ),
    ];
    for (skal, antal) in &rad.overhopp {
        rader.push(format!("    {}: {antal}", super::overhopp(*skal)));
    }
    rader.push(format!(
        "  rättade ködatum: {}, vilor: {} ({} längre än tillåtet)",
        rad.rattelser, rad.vilor, rad.vilor_over_tid
    ));
    rader.push(format!(
        "  började: {}, väntade {}",
        rad.starter,
        median(rad.median_dagar)
    ));
    rader.push(format!(
        "  kölappar som inte gåtts igenom på en vecka: {}",
        rad.ej_granskade
    ));
    rader
}

/// A group start has been called off.
pub fn installd(omgang: &crate::domain::ko::plats::OmgangId) -> String {
    format!(
        "Omgång {} är inställd. De som hade tackat ja väntar igen, på sin gamla plats i kön. Ring dem.",
        omgang.text()
    )
}
