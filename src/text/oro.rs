//! What somebody at the desk who is worried about a child needs to know (19 kap. `SoL`, ORO-01 to ORO-05).

use super::{Avsnitt, kontakt};
use crate::domain::insats::{Kontakt, Uppgift};

/// Name of the page.
pub const RUBRIK: &str = "Oro för ett barn";

const FARA: &str = "Är det fara nu?";
const FARA_112: &str = "Ring 112.";
const FARA_STANGT: &str = "Bråttom när kontoret är stängt: ring socialjouren. Har du inte numret, ring 112 och be om socialjouren.";
const FARA_TYST: &str = "Misstänker du våld eller övergrepp i familjen: säg inget till familjen.";

const SILO: &str = "Arbetar du i familjerådgivningen?";
const SILO_TEXT: [&str; 3] = [
    "Då har du en egen, snävare skyldighet (19 kap. 2 § socialtjänstlagen) i stället för den vanliga, som står nedan.",
    "Anmäl genast när du får veta att ett barn utnyttjas sexuellt eller misshandlas fysiskt eller psykiskt i hemmet. En misstanke räcker inte: då gäller tystnadsplikten som vanligt.",
    "Arbetar du i en gemensam reception, och inte i familjerådgivningen, gäller den vanliga skyldigheten.",
];

const PLIKT: &str = "Du ska anmäla genast";
const PLIKT_ANDRA: &str = "Alla andra ska anmäla genast";
/// To whom the exception stands elsewhere on the page, it is named where the duty is said to be everybody's (ORO-02).
const ALLA: &str = "Det gäller alla som är anställda i socialtjänsten och alla som arbetar hos en privat utförare, utom familjerådgivare: deras regel står sist.";
const PLIKT_TEXT: [&str; 6] = [
    "Det räcker att du misstänker att ett barn far illa. Du behöver inte vara säker, och du ska inte utreda (19 kap. 1 § socialtjänstlagen).",
    "Det gäller alla som är anställda i socialtjänsten och alla som arbetar hos en privat utförare.",
    "Anmäl också när det redan finns ett ärende, när någon annan har anmält och när föräldern själv har bett om hjälp.",
    "Rådgör gärna med en kollega eller chef. Ingen av dem får hindra dig.",
    "Inget samtycke behövs. Tystnadsplikten hindrar inte en anmälan som du ska göra.",
    "Det gäller även när besökaren är anonym. Anmäl det du vet. Det du inte vet behöver du inte ta reda på.",
];

const VEM: &str = "Till vem, och hur";
const VEM_TEXT: [&str; 2] = [
    "Är det bråttom berättar du muntligt genast och skriver efteråt. Annars anmäler du skriftligt.",
    "Anmälan är en egen handling och skrivs utanför det här programmet. Det finns inget krav på hur den ska se ut.",
];

const INTE: &str = "Vem du inte berättar för";
const INTE_TEXT: [&str; 3] = [
    "ALDRIG för någon i familjen när du misstänker våld eller övergrepp från en förälder eller någon annan närstående.",
    "Är du osäker på om det är så: anmäl först.",
    "Annars berättar du i regel först för vårdnadshavarna att du anmäler och varför. Berätta också för barnet om det har fyllt 15 år eller är moget att förstå.",
];

const SEDAN: &str = "Det som händer sedan";
const SEDAN_TEXT: [&str; 3] = [
    "Nämnden bedömer genast om barnet behöver skydd direkt (20 kap. 1 §).",
    "Nämnden avgör inom 14 dagar om en utredning ska inledas (20 kap. 2 §).",
    "Ber du om besked får du i regel veta om en utredning har inletts, inte har inletts eller redan pågår, senast en vecka efter att nämnden har avgjort det (19 kap. 6 §).",
];

const ANDRA: &str = "Andra regler";
const FAMILJERADGIVARE: &str =
    "De som arbetar i familjerådgivning har en egen, snävare skyldighet (19 kap. 2 §).";
const LEX_SARAH: &str = "Missförhållanden i den egna verksamheten (lex Sarah, 27 kap. 2 §) rapporterar du till din chef, inte här.";

/// What stands before everything else.
pub const INGET_SPARAS: &str = "Inget skrivs eller sparas här, och inget kopplas till besöket.";

fn bradskar(mottagning: &Kontakt) -> String {
    let saknas = match mottagning.telefon {
        Uppgift::Kand(_) => "",
        Uppgift::Oklar(_) => " (telefonnummer saknas i katalogen)",
    };
    format!(
        "Bråttom på kontorstid: ring {}{saknas}. Berätta genast, skriv efteråt.",
        kontakt(mottagning)
    )
}

fn till_vem(mottagning: &Kontakt) -> String {
    let vem = kontakt(mottagning);
    match &mottagning.telefon {
        Uppgift::Kand(_) => format!("{vem}."),
        Uppgift::Oklar(skal) => format!("{vem}. Telefonnummer saknas i katalogen: {skal}"),
    }
}

/// The page; whoever has asked for an insats in the silo of familjerådgivning reads its narrower duty first (ORO-02).
pub fn sida(mottagning: &Kontakt, silo: bool) -> Vec<Avsnitt> {
    let mut sida = vec![Avsnitt::ny(
        FARA,
        [
            FARA_112.to_owned(),
            bradskar(mottagning),
            FARA_STANGT.to_owned(),
            FARA_TYST.to_owned(),
        ],
    )];
    if silo {
        sida.push(Avsnitt::ny(SILO, SILO_TEXT));
    }
    let mut andra = vec![LEX_SARAH];
    if !silo {
        andra.insert(0, FAMILJERADGIVARE);
    }
    let mut plikt = PLIKT_TEXT;
    if !silo {
        plikt[1] = ALLA;
    }
    let vem = std::iter::once(till_vem(mottagning)).chain(VEM_TEXT.map(str::to_owned));
    sida.extend([
        Avsnitt::ny(if silo { PLIKT_ANDRA } else { PLIKT }, plikt),
        Avsnitt::ny(VEM, vem),
        Avsnitt::ny(INTE, INTE_TEXT),
        Avsnitt::ny(SEDAN, SEDAN_TEXT),
        Avsnitt::ny(ANDRA, andra),
    ]);
    sida
}
