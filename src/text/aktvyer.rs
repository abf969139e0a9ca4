//! The words of the plan, the consents to tell, the follow-up and the closing.

use chrono::NaiveDate;

use super::akt::koder::samtyckessatt;
use super::aktskarm::samtycke;
use super::ko::tid;
use crate::domain::akt::avslut::{Avslutsorsak, Malutfall};
use crate::domain::akt::plan::{GjordMed, Planrubrik};
use crate::domain::akt::samtycke::{Delasmed, LANGST};
use crate::domain::akt::{Aktslag, Arendenummer};
use crate::rena::rena_rad;
use crate::store::akt::{Arendebild, Planversion, Samtyckesrad, Uppfoljningsrad, Utkastrad};

type Ord = (&'static str, &'static str);

/// Heading of the plan.
pub fn plan_rubrik(nummer: &Arendenummer) -> String {
    format!("Plan i ärende {nummer}")
}
/// No plan yet.
pub const INGEN_PLAN: &str = "Ingen plan är skriven än. F2 skriver den första.";
/// Nothing under a heading.
pub const INGET_SKRIVET: &str = "inget skrivet";
/// There is no version before the one that is shown.
pub const INGEN_ALDRE: &str = "Det finns ingen äldre version.";
/// There is no version behind the one that is shown.
pub const INGEN_NYARE: &str = "Det finns ingen nyare version.";

/// A heading of the plan, with its number.
pub fn planrubrik(rubrik: Planrubrik) -> &'static str {
    planfalt(rubrik).0
}

/// A heading of the plan as a field: the heading, and what belongs under it.
pub fn planfalt(rubrik: Planrubrik) -> Ord {
    match rubrik {
        Planrubrik::Personuppgifter => (
            "1 Om personen",
            "Namn och nummer står redan i akten. Skriv bara det som behövs här, till exempel närstående. Tab går vidare.",
        ),
        Planrubrik::Tidplan => (
            "2 Tider",
            "När det börjar, när det följs upp, och hur länge det är tänkt att vara om det är sagt.",
        ),
        Planrubrik::Insatsen => (
            "3 Insatsen",
            "Vad insatsen är, och vem hos er som är personens kontakt.",
        ),
        Planrubrik::Varfor => (
            "4 Varför personen vill ha insatsen",
            "Med personens egna ord.",
        ),
        Planrubrik::Mal => (
            "5 Personens mål",
            "Vad personen vill nå. Ett mål på varje rad: vid uppföljningen frågas om vart och ett.",
        ),
        Planrubrik::Utformning => (
            "6 Hur stödet ges",
            "Vad ni gör tillsammans, hur ofta, och på vilka dagar om det är bestämt.",
        ),
        Planrubrik::Uppfoljning => (
            "7 Hur det har gått",
            "Vad personen tycker om stödet, och om det har blivit som personen ville.",
        ),
        Planrubrik::OrsakTillAvslut => (
            "8 Varför stödet slutar",
            "Skrivs när det slutar, också om det slutar tidigare än tänkt.",
        ),
    }
}

/// With whom a plan was made, in the middle of a sentence; of a child only where the akt is a child's.
pub fn gjord_med(val: GjordMed, akt: Aktslag) -> &'static str {
    match (val, akt) {
        (GjordMed::Personen, Aktslag::Barnet) => "barnet",
        (GjordMed::Personen, _) => "personen",
        (GjordMed::BarnetOchVardnadshavare, Aktslag::Barnet) => "barnet och vårdnadshavarna",
        (GjordMed::BarnetOchVardnadshavare, _) => "personen och vårdnadshavarna",
        (GjordMed::Vardnadshavare, _) => "vårdnadshavarna",
        (GjordMed::Foretradare, _) => "den som företräder personen",
    }
}

/// The key of a choice of with whom.
pub fn gjord_med_tangent(val: GjordMed) -> char {
    match val {
        GjordMed::Personen => 'p',
        GjordMed::BarnetOchVardnadshavare => 'b',
        GjordMed::Vardnadshavare => 'v',
        GjordMed::Foretradare => 'f',
    }
}

/// A version in short: its number and who wrote it.
fn version_av(plan: &Planversion) -> String {
    format!(
        "version {} av {}",
        plan.led.version,
        rena_rad(&plan.skrivare[0])
    )
}

/// All about a version: number of how many, with whom, by whom, when, and on what it builds.
pub fn versionshuvud(plan: &Planversion, antal: usize, akt: Aktslag) -> String {
    let grund = match (plan.led.bygger_pa, plan.led.forenar) {
        (Some(ena), Some(andra)) => {
            format!(
                " Förenar version {} och {}.",
                ena.min(andra),
                ena.max(andra)
            )
        }
        (Some(ena), None) if ena + 1 != plan.led.version => format!(" Bygger på version {ena}."),
        (_, _) => String::new(),
    };
    format!(
        "Version {} av {antal}. Gjord med {}. Signerad {} av {}, {}.{grund}",
        plan.led.version,
        gjord_med(plan.gjord_med, akt),
        tid(plan.skriven),
        rena_rad(&plan.skrivare[0]),
        rena_rad(&plan.skrivare[1])
    )
}

/// That another version than the latest is read.
pub fn aldre_version(senaste: usize) -> String {
    format!("Det här är en äldre version. Den senaste är version {senaste}.")
}

/// Names in a row.
fn upprakning(delar: &[String]) -> String {
    match delar {
        [] => String::new(),
        [en] => en.clone(),
        [borjan @ .., sist] => format!("{} och {sist}", borjan.join(", ")),
    }
}

/// Several versions are open.
pub fn flera_oppna(planer: &[&Planversion]) -> String {
    let alla: Vec<String> = planer.iter().map(|plan| version_av(plan)).collect();
    let antal = match planer.len() {
        2 => "Två".to_owned(),
        3 => "Tre".to_owned(),
        antal => antal.to_string(),
    };
    let samma = planer
        .windows(2)
        .all(|par| matches!(par, [a, b] if a.skrivare[0] == b.skrivare[0]));
    let vad = if samma {
        "versioner bygger inte på varandra"
    } else {
        "har skrivit samtidigt"
    };
    let gor = if planer.len() == 2 {
        "F2 gör en gemensam av dem."
    } else {
        "F2 gör en gemensam av de två första."
    };
    format!(
        "{antal} {vad}: {}. Där de skiljer sig står varje text med version och namn. {gor}",
        upprakning(&alla)
    )
}

/// Before the text of one of several versions under a heading.
pub fn versionsled(plan: &Planversion) -> String {
    format!(
        "Version {}, {}",
        plan.led.version,
        rena_rad(&plan.skrivare[0])
    )
}

/// Heading of the form: a version of the plan.
pub fn planform(bygger_pa: Option<u32>, forenar: Option<u32>) -> String {
    match (bygger_pa, forenar) {
        (Some(ena), Some(andra)) => format!("En gemensam plan av version {ena} och {andra}"),
        (Some(ena), None) => format!("Ny version av planen, från version {ena}"),
        (None, _) => "Den första planen".to_owned(),
    }
}

/// Before a plan is written.
pub fn plan_sag(bygger_pa: Option<u32>, forenar: Option<u32>) -> Vec<String> {
    let mut sag = vec![
        "Planen görs tillsammans med personen. En rubrik får stå tom.".to_owned(),
        "Namn och nummer står redan i akten och behöver inte skrivas här.".to_owned(),
    ];
    match (bygger_pa, forenar) {
        (Some(ena), Some(andra)) => sag.push(format!(
            "Där version {ena} och {andra} skiljer sig står båda texterna, var och en under en rad med version och namn. Skriv ihop dem till en, helst tillsammans."
        )),
        (Some(ena), None) => sag.push(format!(
            "Texten från version {ena} står ifylld. Ändra det som är nytt; version {ena} finns kvar."
        )),
        (None, _) => {}
    }
    sag
}

/// A version that is open and not a part of what is written.
pub fn ligger_bredvid(plan: &Planversion) -> String {
    let mut vad = version_av(plan);
    if let Some(forsta) = vad.get_mut(..1) {
        forsta.make_ascii_uppercase();
    }
    format!("{vad} finns också, och är inte med här. Din version sparas bredvid.")
}

/// Somebody has signed a version while one is being written.
pub fn sparat_medan(plan: &Planversion) -> String {
    format!(
        "{} har sparat version {} medan du skriver. Din version sparas bredvid.",
        rena_rad(&plan.skrivare[0]),
        plan.led.version
    )
}

/// A text of one of two versions that are to be joined, with where it comes from.
pub fn att_forena(plan: &Planversion, text: &str) -> String {
    let text = if text.is_empty() { INGET_SKRIVET } else { text };
    format!("[{}]\n{text}", versionsled(plan))
}

/// The times of a first plan.
pub fn tider(start: NaiveDate, uppfoljning: Option<NaiveDate>) -> String {
    let uppfoljning = uppfoljning.map_or_else(String::new, |dag| dag.to_string());
    format!("Börjar: {start}\nFöljs upp: {uppfoljning}")
}

/// Field: with whom.
pub const GJORD_MED: Ord = ("Vem har ni gjort planen med?", "");
/// Nobody chosen.
pub const VALJ_GJORD_MED: &str = "Välj vem ni har gjort planen med.";
/// A draft of a plan: when it was saved and where.
pub fn planutkast(rad: &Utkastrad) -> String {
    format!(
        "Planen, sparad {} vid {}.",
        tid(rad.andrad),
        rena_rad(&rad.desk)
    )
}
/// Another version than the draft.
pub const NY_PLAN: &str = "ny version; utkastet ligger kvar";

/// Before the follow-ups, below the plan.
pub const UPPFOLJNINGAR: &str = "Uppföljningar";

/// A follow-up: when and by whom; the last one of a closed ärende is its end.
pub fn uppfoljningshuvud(rad: &Uppfoljningsrad, avslut: bool) -> String {
    let nasta = rad
        .nasta
        .map_or_else(String::new, |dag| format!(" Nästa: {dag}."));
    let vad = if avslut {
        "avslutet, antecknat"
    } else {
        "antecknad"
    };
    format!(
        "{}, {vad} av {}, {}.{nasta}",
        rad.dag,
        rena_rad(&rad.skrivare[0]),
        rena_rad(&rad.skrivare[1])
    )
}

/// A goal and how it stands.
pub fn malrad(mal: &str, utfall: Malutfall) -> String {
    format!("{}: {}", rena_rad(mal), malutfall(utfall))
}

/// How a goal stands.
pub fn malutfall(utfall: Malutfall) -> &'static str {
    match utfall {
        Malutfall::Uppfyllt => "det är bättre, och målet är nått",
        Malutfall::Battre => "det är bättre, men målet är inte nått",
        Malutfall::Oforandrat => "det är som förut",
        Malutfall::Samre => "det är sämre",
    }
}

/// Its key.
pub fn malutfall_tangent(utfall: Malutfall) -> char {
    match utfall {
        Malutfall::Uppfyllt => 'n',
        Malutfall::Battre => 'b',
        Malutfall::Oforandrat => 'f',
        Malutfall::Samre => 's',
    }
}

/// Heading of the consents.
pub fn samtycken_rubrik(nummer: &Arendenummer) -> String {
    format!("Samtycken i ärende {nummer}")
}
/// The consent to the insats itself.
pub fn till_insatsen(bild: &Arendebild) -> String {
    let (satt, dag) = bild.samtycke;
    format!(
        "Till insatsen: {}, {dag}. Tar personen tillbaka det avslutas ärendet.",
        samtycke(satt, bild.vardnadshavare)
    )
}
/// No consents.
pub const INGA_SAMTYCKEN: &str =
    "Inget samtycke att lämna uppgifter till någon. F2 skriver ett nytt.";

/// What kind of receiver.
pub fn delasmed(med: Delasmed) -> &'static str {
    match med {
        Delasmed::Forvaltning => "en annan förvaltning",
        Delasmed::Myndighet => "en myndighet",
        Delasmed::Vard => "vården",
        Delasmed::Skola => "skola eller förskola",
        Delasmed::Person => "en närstående, eller den som företräder personen",
        Delasmed::Utforare => "en annan som ger stöd",
        Delasmed::AnnanAkt => "den andra förälderns akt",
    }
}
/// Its key.
pub fn delasmed_tangent(med: Delasmed) -> char {
    match med {
        Delasmed::Forvaltning => 'f',
        Delasmed::Myndighet => 'm',
        Delasmed::Vard => 'v',
        Delasmed::Skola => 's',
        Delasmed::Person => 'n',
        Delasmed::Utforare => 'u',
        Delasmed::AnnanAkt => 'a',
    }
}

/// Whether a consent holds.
fn samtyckeslage(rad: &Samtyckesrad, idag: NaiveDate) -> String {
    match rad.aterkallat {
        Some(dag) => format!("återkallat {dag}"),
        None if idag > rad.till => format!("gick ut {}", rad.till),
        None => format!("gäller till {}", rad.till),
    }
}

/// A consent in a row.
pub fn samtyckesrad(rad: &Samtyckesrad, idag: NaiveDate) -> String {
    format!(
        "{:<23} {} · {}",
        samtyckeslage(rad, idag),
        rena_rad(&rad.mottagare),
        rena_rad(&rad.vad)
    )
}

/// The whole of a consent.
pub fn samtyckesdetalj(rad: &Samtyckesrad, idag: NaiveDate) -> String {
    format!(
        "Till {} ({}): {}. Lämnat {} {}, {}.",
        rena_rad(&rad.mottagare),
        delasmed(rad.med),
        rena_rad(&rad.vad),
        samtyckessatt(rad.satt),
        rad.lamnat,
        samtyckeslage(rad, idag)
    )
}

/// Heading of the form: a consent.
pub const SAMTYCKE_RUBRIK: &str = "Nytt samtycke";
/// Before a consent.
pub fn samtycke_sag() -> Vec<String> {
    vec![
        "Säg först: du kan ta tillbaka samtycket när du vill. Insatsen påverkas inte, vare sig du säger ja eller nej.".to_owned(),
        format!("Det gäller bara det som står här, till den som står här, i högst {LANGST} månader."),
    ]
}
/// Field: what kind of receiver.
pub const MED: Ord = ("Vem får veta?", "");
/// Field: to whom.
pub const MOTTAGARE: Ord = (
    "Namnge mottagaren",
    "Till exempel: Angereds vårdcentral. För den andra förälderns akt: ärendets nummer.",
);
/// Field: what.
pub const DELAS: Ord = (
    "Vad får lämnas?",
    "Bara det som behövs, till exempel: att insatsen pågår.",
);
/// Field: when it was given.
pub const LAMNAT: Ord = ("När lämnades samtycket?", "");
/// Field: its last day.
pub const TILL: Ord = (
    "Till och med vilken dag gäller det?",
    "Högst tolv månader från den dag det lämnades. Sedan frågar ni på nytt.",
);
/// No kind of receiver.
pub const VALJ_MED: &str = "Välj vem som får veta.";
/// Not how.
pub const VALJ_SATT: &str = "Välj hur samtycket lämnades.";
/// Heading of the question.
pub const ATERKALLA_RUBRIK: &str = "Ta tillbaka samtycket";
/// What it means.
pub fn aterkalla_text(rad: &Samtyckesrad) -> Vec<String> {
    vec![
        format!("Till {}: {}.", rena_rad(&rad.mottagare), rena_rad(&rad.vad)),
        "Från och med nu lämnas inget mer ut med stöd av det. Insatsen påverkas inte.".to_owned(),
    ]
}
/// Yes.
pub const JA_ATERKALLA: &str = "ja, personen tar tillbaka samtycket";

/// Heading of the form: a follow-up.
pub const FOLJ_UPP_RUBRIK: &str = "Följ upp";
/// Before a follow-up.
pub const FOLJ_UPP_SAG: &str =
    "Fråga personen hur det går. Det är personens egen bild som skrivs ner.";
/// What the goals are when the plan has none.
pub const SOM_HELHET: &str = "Insatsen som helhet";
/// Help at a goal.
pub const MAL_HJALP: &str =
    "Personen svarar. Talade ni inte om det, hoppa över det. Backsteg tar bort ett svar.";
/// Help at a goal, at the end.
pub const MAL_HJALP_AVSLUT: &str = "Personen svarar, eller det personen sade senast. Vet ni inte, hoppa över det. Backsteg tar bort ett svar.";
/// More goals than the form takes.
pub fn fler_mal(antal: usize, hogst: usize) -> String {
    format!("Planen har {antal} mål. Här frågas om de {hogst} första; skriv om de andra i texten.")
}
/// No goal answered.
pub const SVARA_PA_ETT_MAL: &str = "Välj hur det går med minst ett av målen.";
/// Field: the day of a follow-up.
pub const UPPFOLJD: Ord = ("Vilken dag följde ni upp?", "");
/// Field: what was said.
pub const HUR_GAR_DET: Ord = (
    "Vad sade personen om hur det går?",
    "Med personens egna ord, om det går. Sparas först med F2. Tab lämnar rutan.",
);
/// Field: the next one.
pub const NASTA: Ord = (
    "När följer ni upp nästa gång?",
    "Kom överens om en dag. Får lämnas tom.",
);

/// Heading of the form: closing.
pub const AVSLUTA_RUBRIK: &str = "Avsluta ärendet";
/// Before the closing.
pub const AVSLUTA_SAG: &str = "När du sparar är ärendet avslutat, och platsen blir ledig. Det går inte att öppna igen; vill personen komma tillbaka tar mottagningen emot på nytt.";
/// Field: why.
pub const ORSAK: Ord = ("Varför slutar insatsen?", "");
/// Field: the last day.
pub const SISTA_DAG: Ord = ("Vilken dag slutade den?", "");
/// Field: in words.
pub const SLUT_TEXT: Ord = (
    "Hur gick det, och varför slutar insatsen?",
    "Med egna ord, och personens om det går. Sparas först med F2. Tab lämnar rutan.",
);
/// The same when it ended before its time.
pub const SLUT_TEXT_I_FORTID: &str =
    "Insatsen slutar tidigare än tänkt. Vad hände, och hur gick det så långt?";
/// No reason.
pub const VALJ_ORSAK: &str = "Välj varför insatsen slutar.";
/// The key of a reason.
pub fn avslutsorsak_tangent(orsak: Avslutsorsak) -> char {
    match orsak {
        Avslutsorsak::MaletNatt => 'm',
        Avslutsorsak::TidenSlut => 't',
        Avslutsorsak::PersonenVillSluta => 'v',
        Avslutsorsak::SamtyckeAterkallat => 's',
        Avslutsorsak::AnsokerIStallet => 'a',
        Avslutsorsak::AnnanInsats => 'i',
        Avslutsorsak::HorsInteAv => 'k',
        Avslutsorsak::Flyttat => 'f',
        Avslutsorsak::Avliden => 'd',
        Avslutsorsak::InsatsenUpphort => 'u',
    }
}

/// Heading of the question whether a form that is not kept is left.
pub const LAMNA_RUBRIK: &str = "Texten är inte sparad";
/// What it means.
pub const LAMNA_TEXT: &str =
    "Det du har skrivit här ligger inte som utkast. Går du nu försvinner det.";
/// Leave it.
pub const KASTA_TEXTEN: &str = "kasta det jag har skrivit";

/// What was written or pasted was longer than the field takes.
pub const FICK_INTE_PLATS: &str =
    "Allt fick inte plats i rutan. Slutet av det du lade in är inte med.";
