//! The words of the waiting list on the screen: questions, forms and what has been done. Rows stand in
//! [`super::kovyer`].

use chrono::NaiveDate;

use super::ko::{overhopp, slag_i_ord};
use super::kovyer;
use crate::domain::ko::KoOrsak;
use crate::domain::ko::kontakt::{Kokontakt, Kontaktsatt};
use crate::domain::kolapp::Kolappskod;
use crate::domain::tid::svensk;
use crate::rena::rena_rad;
use crate::store::ko::{Erbjudandesvar, Koakt, Kokvitto, Senaste, Underlag};

pub use super::koblankett::*;

/// Offers the place.
pub const ERBJUD: &str = "erbjud platsen";
/// Heading before an offer.
pub const ERBJUD_RUBRIK: &str = "Erbjud plats";
/// Yes to an offer.
pub const SVAR_JA: &str = "ja, tackar ja";
/// No to an offer.
pub const SVAR_NEJ: &str = "nej, tackar nej";
/// No to this place.
pub const SVAR_KVAR: &str = "inte den här platsen, står kvar i kön";
/// A reminder.
pub const PAMINN: &str = "påminnelse är gjord";
/// What a pause means.
pub const VILA_TEXT: &str =
    "Bara om personen själv vill. Platsen i kön är kvar. Inga erbjudanden under tiden.";
/// Ends a pause.
pub const AKTIVERA: &str = "avsluta vilan nu";
/// A pause stands in the way.
pub const AVSLUTA_VILAN_FORST: &str = "Kölappen vilar. Avsluta vilan först: F3.";
/// The queue has been gone through today.
pub const REDAN_GENOMGANGEN: &str = "Kön är redan genomgången i dag.";
/// Others are before.
pub const INTE_FORST: &str = "Andra i kön står före. Den som är först kallas in först.";
/// Opens contact data.
pub const OPPNA_KONTAKT: &str = "visa hur personen nås (noteras i loggen)";
/// Reached.
pub const NADD: &str = "fick tag på personen";
/// Not reached.
pub const EJ_NADD: &str = "försökte, fick inte tag på personen";
/// Still waits.
pub const VANTAR_AN: &str = "personen har sagt att den väntar än";
/// Keeps contact data.
pub const ANTECKNA_KONTAKT: &str = "anteckna hur personen kan nås";
/// Erases contact data.
pub const GLOM_KONTAKT: &str = "ta bort kontaktuppgifterna, personen vill det";
/// Heading before a proposed ködatum is answered.
pub const RATTELSE_RUBRIK: &str = "Förslag till annat ködatum";
/// Approves it.
pub const GODKANN: &str = "godkänn förslaget";
/// Turns it down.
pub const GODKANN_INTE: &str = "godkänn inte, ködatum står kvar";
/// Entered in error.
pub const FELREGISTRERAD: &str = "kölappen är ett misstag";
/// What that means.
pub const FELREG_TEXT: &str =
    "Kölappen skulle aldrig ha funnits. Den kan inte öppnas igen. Historiken är kvar.";
/// Does it.
pub const JA_FELREG: &str = "ja, den är ett misstag";
/// Heading before undoing.
pub const ANGRA_RUBRIK: &str = "Ångra";
/// Undoes.
pub const ANGRA: &str = "ja, ångra det";
/// Heading before an entry is ended, once more.
pub const AVSLUTA_RUBRIK: &str = "Avsluta kölappen?";
/// Ends it.
pub const JA_AVSLUTA: &str = "ja, avsluta";
/// Begins the insats for somebody who has said yes.
pub const BORJA_INSATSEN: &str = "börja insatsen";
/// Has changed their mind.
pub const ANDRAT_SIG: &str = "har ändrat sig, tackar nej";
/// Has changed their mind, and waits.
pub const ANDRAT_SIG_KVAR: &str = "har ändrat sig, står kvar i kön";
/// What calling in means.
pub const KALLA_IN_TEXT: &str = "Personen är här. Ett besök börjar med kölappen.";
/// Does it.
pub const JA_KALLA_IN: &str = "ja, börja besöket";
/// What freeing a place means.
pub const PLATS_TEXT: &str = "Platsen blir ledig, och nästa i tur visas.";
/// Frees it.
pub const JA_LEDIG: &str = "ja, platsen är ledig";
/// A place of a group start is not freed by itself.
pub const OMGANGSPLATS: &str =
    "En plats i en omgång blir ledig när personen tackar nej eller kölappen avslutas.";
/// Heading before a group start is called off.
pub const STALL_IN_RUBRIK: &str = "Ställ in omgången?";
/// What that means.
pub const STALL_IN_TEXT: &str =
    "Öppna erbjudanden återkallas. De som har tackat ja står åter i kön, på samma plats som förut.";
/// Calls it off.
pub const JA_STALL_IN: &str = "ja, ställ in";
/// No group start is chosen.
pub const VALJ_OMGANG: &str = "Välj en omgång först.";
/// Whoever wants to make a place free has chosen none that is taken.
pub const VALJ_TAGEN: &str =
    "Välj en upptagen plats först. De står under sin rad, och pil ned går till dem.";
/// Heading when a place became free.
pub const LEDIG_RUBRIK: &str = "Platsen är ledig";
/// Shows the offer.
pub const VISA_ERBJUDANDE: &str = "visa erbjudandet";
/// How a form is saved.
pub const TRYCK_F2: &str = "Tryck F2 för att spara.";

/// How many of those passed over are named before an offer; all stand in their own histories.
const OVERHOPPADE: usize = 4;

/// The number of queues that nobody has gone through for too long, for the header.
pub fn att_granska(antal: usize) -> String {
    format!("granska: {antal}")
}

/// What an offer would do, a paragraph each.
pub fn underlag(underlag: &Underlag) -> Vec<String> {
    let mut rader = vec![format!(
        "Till kölapp {}, {}{}.",
        underlag.kod,
        match underlag.plats {
            1 => "först i kön".to_owned(),
            plats => format!("plats {plats} i kön"),
        },
        match underlag.parti {
            1 => String::new(),
            parti => format!(", {parti} platser tillsammans"),
        }
    )];
    let lediga = format!("Lediga platser: {}.", underlag.lediga);
    rader.push(match underlag.krav.start {
        Some(start) => format!("Omgången som börjar {start}. {lediga}"),
        None => format!("Löpande plats. {lediga}"),
    });
    if underlag.overhoppade.is_empty() {
        rader.push("Ingen hoppas över.".to_owned());
    } else {
        let delar: Vec<String> = underlag
            .overhoppade
            .iter()
            .take(OVERHOPPADE)
            .map(|(kod, plats, skal)| format!("{kod} (plats {plats}): {}", overhopp(*skal)))
            .collect();
        let fler = match underlag.overhoppade.len().saturating_sub(OVERHOPPADE) {
            0 => String::new(),
            antal => format!(" · och {antal} till"),
        };
        rader.push(format!("Hoppas över: {}{fler}.", delar.join(" · ")));
    }
    rader.push(format!(
        "Sista dag att svara: {}. Platsen hålls till dess.",
        underlag.svar_senast
    ));
    if !underlag.har_kontakt {
        rader.push("Inga kontaktuppgifter finns. Personen hör av sig med sin kölapp.".to_owned());
    }
    rader
}

/// Passes somebody over whom we have tried to reach, or cannot reach.
pub fn hoppa(har_kontakt: bool) -> &'static str {
    if har_kontakt {
        "går inte att nå i dag, visa nästa"
    } else {
        "har inte hört av sig, visa nästa"
    }
}

/// Heading before an offer is answered.
pub fn svar_rubrik(kod: Kolappskod) -> String {
    format!("Svar på erbjudandet, kölapp {kod}")
}

/// Last day to answer.
pub fn svar_senast(senast: NaiveDate, utgatt: bool) -> String {
    if utgatt {
        format!("Svarstiden gick ut {senast}.")
    } else {
        format!("Sista dag att svara: {senast}.")
    }
}

/// Extends the time to answer.
pub fn forlang(till: NaiveDate) -> String {
    format!("förläng tre arbetsdagar, till {till}")
}

/// Heading of a pause.
pub fn vila_rubrik(kod: Kolappskod) -> String {
    format!("Vila, kölapp {kod}")
}

/// A pause of so many months.
pub fn vila(manader: u32, till: NaiveDate) -> String {
    match manader {
        1 => format!("en månad, till {till}"),
        antal => format!("{antal} månader, till {till}"),
    }
}

/// Until when somebody pauses.
pub fn vilar_till(till: NaiveDate) -> String {
    format!("Vilar till och med {till}.")
}

/// Heading of what is about contact.
pub fn kontakt_rubrik(kod: Kolappskod) -> String {
    format!("Kontakt, kölapp {kod}")
}

/// What is kept of contact, and how many attempts have been made.
pub fn kontaktlage(far_sparas: bool, finns: bool, forsok: u16) -> String {
    let uppgifter = match (far_sparas, finns) {
        (_, true) => "Kontaktuppgifter finns.",
        (true, false) => "Inga kontaktuppgifter finns.",
        (false, false) => "På den här insatsen får inga kontaktuppgifter finnas.",
    };
    // Where nobody can be reached nobody has tried to.
    match (far_sparas && finns, forsok) {
        (false, 0) => uppgifter.to_owned(),
        (true | false, _) => {
            format!("{uppgifter} Försök sedan personen nåddes senast: {forsok}.")
        }
    }
}

/// A step of the ladder of the confirmation.
pub fn bekraftelsesteg(steg: u8) -> String {
    match steg {
        1 => "har frågat om personen väntar än",
        2 => "har påmint om frågan",
        _ => "har gett sista påminnelsen om frågan",
    }
    .to_owned()
}

/// A way to be reached, with its key.
pub fn kontaktsatt(satt: Kontaktsatt) -> (char, &'static str) {
    match satt {
        Kontaktsatt::Telefon => ('t', "telefon"),
        Kontaktsatt::Sms => ('s', "sms"),
        Kontaktsatt::Epost => ('e', "e-post"),
        Kontaktsatt::Brev => ('b', "brev"),
    }
}

/// Opened contact data, a paragraph each.
pub fn oppnad_kontakt(kontakt: &Kokontakt) -> Vec<String> {
    let vald = if kontakt.sjalv() {
        "Personen har själv valt sättet."
    } else {
        "En vårdnadshavare har valt sättet."
    };
    vec![
        rena_rad(kontakt.avsloja_namn()),
        format!(
            "{}: {}",
            kontaktsatt(kontakt.satt()).1,
            rena_rad(kontakt.avsloja_varde())
        ),
        vald.to_owned(),
        "Visningen är noterad i loggen.".to_owned(),
    ]
}

/// Heading before an entry is ended.
pub fn avsluta_rubrik(kod: Kolappskod) -> String {
    format!("Varför lämnar kölapp {kod} kön?")
}

/// Heading before an entry is said to be a mistake.
pub fn felreg_rubrik(kod: Kolappskod) -> String {
    format!("Är kölapp {kod} ett misstag?")
}

/// What is to be said aloud.
pub fn sag(mening: &str) -> String {
    format!("Säg först: {mening}")
}

/// Once more before an entry is ended.
pub fn avsluta_fraga(kod: Kolappskod, orsak: &str) -> String {
    format!("Avsluta kölapp {kod}: {orsak}? Det går att ångra i tio minuter.")
}

/// Heading before a villkor is chosen.
pub fn villkor_rubrik(kod: Kolappskod) -> String {
    format!("Vilket villkor är inte uppfyllt? Kölapp {kod}")
}

/// The villkor that is no longer met.
pub fn villkoret(villkor: &str) -> String {
    format!("Inte uppfyllt: {villkor}")
}

/// What an undo would undo, or that it cannot be undone.
pub fn senaste(senaste: &Senaste) -> Vec<String> {
    let vem = senaste
        .kod
        .map_or_else(String::new, |kod| format!("kölapp {kod}, "));
    let vad = slag_i_ord(&senaste.slag);
    let kl = svensk(senaste.tid).format("%H:%M");
    let sedan = if senaste.gar_att_angra {
        "Det tas tillbaka. Båda händelserna står kvar i historiken."
    } else {
        "Det går inte att ångra. Rätta med en ny åtgärd i stället."
    };
    vec![
        format!("Det senaste du gjorde här: {vem}{vad}, kl {kl}."),
        sedan.to_owned(),
    ]
}

/// Heading of what may be done for somebody who has said yes.
pub fn tackat_ja_rubrik(kod: Kolappskod) -> String {
    format!("Kölapp {kod} har tackat ja")
}

/// Heading before somebody is called in.
pub fn kalla_in_rubrik(kod: Kolappskod) -> String {
    format!("Kalla in kölapp {kod}?")
}

/// The code of a slip is typed in the lookup.
pub fn kolapp_hittad(kod: Kolappskod) -> String {
    format!("Kölapp {kod}. Enter öppnar den.")
}

/// The key that chooses why an entry is ended.
pub fn orsakstangent(orsak: KoOrsak) -> char {
    match orsak {
        KoOrsak::Atertagen => '1',
        KoOrsak::AnsoktIStallet => '2',
        KoOrsak::EjNabar => '3',
        KoOrsak::Dubblett => '4',
        KoOrsak::VillkorEjUppfyllda => '5',
        KoOrsak::AnnanInsats => '6',
        KoOrsak::FlyttatFranKommunen => '7',
        KoOrsak::Avliden => '8',
        KoOrsak::EjSvar => '9',
        KoOrsak::BekraftelseUteblev => 'b',
        KoOrsak::InsatsenUpphort => 'u',
        KoOrsak::Avbojt => 'n',
    }
}

/// Heading before a place is freed.
pub fn plats_rubrik(nummer: u16) -> String {
    format!("Är plats {nummer} ledig?")
}

/// Who is next in turn.
pub fn nasta_i_tur(kod: Kolappskod) -> String {
    format!("Näst i tur är kölapp {kod}.")
}

/// What has been done.
pub fn gjort(akt: &Koakt, kvitto: &Kokvitto) -> String {
    let kod = kvitto
        .post
        .map_or_else(String::new, |(kod, _)| format!(" Kölapp {kod}."));
    let plats = kvitto
        .plats
        .map_or_else(String::new, |plats| format!(" {}", kovyer::plats(plats)));
    let senast = kvitto
        .svar_senast
        .map_or_else(String::new, |dag| format!(" Sista dag att svara: {dag}."));
    let vad = match akt {
        Koakt::Erbjud(_) => "Platsen är erbjuden.",
        Koakt::Forlang { .. } => "Svarstiden är förlängd.",
        Koakt::Svara {
            svar: Erbjudandesvar::Ja,
            ..
        } => "Personen har tackat ja.",
        Koakt::Svara {
            svar: Erbjudandesvar::Nej,
            ..
        } => "Personen har tackat nej.",
        Koakt::Svara {
            svar: Erbjudandesvar::StarKvar,
            ..
        } => "Personen står kvar i kön.",
        Koakt::Paminn { .. } => "Påminnelsen är noterad.",
        Koakt::Vila { .. } => "Kölappen vilar. Platsen i kön är kvar.",
        Koakt::Aktivera { .. } => "Vilan är slut.",
        Koakt::Avsluta { .. } => "Kölappen är avslutad. Personen får alltid ansöka.",
        Koakt::Felregistrera { .. } => "Kölappen är märkt som ett misstag.",
        Koakt::Ateroppna { .. } => "Kölappen står i kön igen, med sitt gamla ködatum.",
        Koakt::Forsok { nadd: true, .. } => "Noterat: personen är nådd.",
        Koakt::Forsok { nadd: false, .. } => "Försöket är noterat.",
        Koakt::Bekrafta { .. } => "Noterat: personen väntar än.",
        Koakt::Bekraftelsesteg { .. } => "Frågan är noterad.",
        Koakt::Uppgifter { .. } => "Önskemålen är sparade.",
        Koakt::Kontakt { .. } => "Kontaktuppgifterna är sparade.",
        Koakt::OppnaKontakt { .. } => "Kontaktuppgifterna är visade.",
        Koakt::GlomKontakt { .. } => "Kontaktuppgifterna är borttagna.",
        Koakt::ForeslaRattelse { .. } => "Förslaget är sparat. En annan person ska godkänna det.",
        Koakt::SvaraRattelse { godkand: true, .. } => "Ködatum är rättat. Båda datumen står kvar.",
        Koakt::SvaraRattelse { godkand: false, .. } => "Ködatum står kvar.",
        Koakt::Granska { .. } => "Kön är genomgången.",
        Koakt::Platser { .. } => "Antalet platser är sparat.",
        Koakt::LamnaPlats { .. } => "Platsen är ledig.",
        Koakt::NyOmgang { .. } => "Omgången är planerad.",
        Koakt::StallInOmgang { .. } => "Omgången är inställd.",
        Koakt::Angra => "Det senaste är ångrat.",
        Koakt::Svep => "Kön är uppdaterad.",
        Koakt::Importera(_) => "Listan är inläst.",
    };
    format!("{vad}{kod}{plats}{senast}")
}

/// Heading of one entry.
pub fn postrubrik(kod: Kolappskod) -> String {
    format!("Kölapp {kod}")
}

/// Heading of the places of a queue.
pub fn platsrubrik(insats: &str) -> String {
    format!("Platser · {insats}")
}

/// No places have been stated.
pub const INGA_PLATSER: &str = "Inga platser är angivna. F2 ny omgång, F3 antal löpande platser.";
