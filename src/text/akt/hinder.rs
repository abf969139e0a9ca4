//! Why the akt says no, and what can be done instead.

use super::falt;
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::overlamning::Overlamningslage;

/// The reason in a sentence or two, with the way out.
pub fn hinder(hinder: &KanInteIAkten) -> String {
    match hinder {
        KanInteIAkten::Saknas => {
            "Det finns inget sådant hos er enhet. Kontrollera numret, eller fråga mottagningen.".to_owned()
        }
        KanInteIAkten::FelLage(lage) => match lage {
            Overlamningslage::Ny => "Överlämningen är inte hämtad. Hämta den först.".to_owned(),
            Overlamningslage::Hamtad => {
                "Överlämningen är hämtad och på väg in. Vänta, eller tala med den som hämtade den.".to_owned()
            }
            Overlamningslage::Kvitterad => {
                "Överlämningen är redan mottagen. Leta upp ärendet i stället.".to_owned()
            }
            Overlamningslage::Aterlamnad => {
                "Överlämningen är återlämnad till mottagningen. De kan skicka den igen.".to_owned()
            }
            Overlamningslage::Makulerad => {
                "Mottagningen har makulerat överlämningen. Ta emot personen på nytt om det behövs.".to_owned()
            }
        },
        KanInteIAkten::HamtadAv(vem) => {
            format!("{vem} har hämtat överlämningen. Ta över den om {vem} inte är på plats.")
        }
        KanInteIAkten::UtanIdentitet => {
            "Insatsen dokumenteras inte längre med identitet (14 kap. 4 och 5 §§ socialtjänstlagen), så inget ärende öppnas. Lämna tillbaka överlämningen, så raderar mottagningen uppgifterna.".to_owned()
        }
        KanInteIAkten::AktslagKravs => {
            "Katalogen säger inte vems akt det blir. Välj mottagarens, barnets eller varje förälders egen.".to_owned()
        }
        KanInteIAkten::InteVarjeForalder => {
            "Akten gäller en person. En akt till öppnas bara där varje förälder har sin egen.".to_owned()
        }
        KanInteIAkten::SammaPerson => {
            "Den personen har redan en akt i den här insatsen. Öppna den i stället.".to_owned()
        }
        KanInteIAkten::Avslutat(dag) => {
            format!("Ärendet avslutades {dag}. Anteckna det som hände till och med den dagen, eller rätta med en ny anteckning.")
        }
        KanInteIAkten::Steg => {
            "Ärendet står redan vid ett annat steg, eller vid det sista. Läs om ärendet.".to_owned()
        }
        KanInteIAkten::Falt(saknas) => format!("Skriv {}.", falt(*saknas)),
        KanInteIAkten::ForLang(vad, hogst) => {
            format!("Korta {}: högst {hogst} tecken.", falt(*vad))
        }
        KanInteIAkten::Framtida => {
            "Dagen har inte varit än. Skriv när det hände.".to_owned()
        }
        KanInteIAkten::Forfluten => {
            "Dagen har redan varit. Skriv en dag efter i dag.".to_owned()
        }
        KanInteIAkten::OkandAnteckning => {
            "Anteckningen finns inte i den här akten. Kontrollera numret.".to_owned()
        }
        KanInteIAkten::UtkastAndrat => {
            "Utkastet har sparats från en annan dator sedan du öppnade det. Din text är kvar här: kopiera den och öppna utkastet igen.".to_owned()
        }
        KanInteIAkten::UtkastBorta => {
            "Utkastet är redan signerat eller kastat. Läs journalen.".to_owned()
        }
        KanInteIAkten::UtkastKvar(1) => {
            "Du har ett utkast kvar i ärendet. Signera eller kasta det först.".to_owned()
        }
        KanInteIAkten::UtkastKvar(antal) => {
            format!("Du har {antal} utkast kvar i ärendet. Signera eller kasta dem först.")
        }
        KanInteIAkten::OkandVersion => {
            "Den versionen av planen finns inte. Läs om planen.".to_owned()
        }
        KanInteIAkten::TomPlan => {
            "Planen är tom. Skriv under minst en rubrik.".to_owned()
        }
        KanInteIAkten::SamtyckeForLangt(manader) => {
            format!("Ett samtycke gäller till en dag framåt, högst {manader} månader. Skriv en tidigare dag; det kan förnyas.")
        }
        KanInteIAkten::SamtyckeUtgatt(dag) => {
            format!("Samtycket gick ut {dag}. Fråga personen, och skriv ett nytt.")
        }
        KanInteIAkten::SamtyckeAterkallat(dag) => {
            format!("Samtycket återkallades {dag}. Inget får lämnas ut med stöd av det.")
        }
        KanInteIAkten::SamtyckeAnnat => {
            "Samtycket gäller någon annan eller något annat. Välj ett som gäller just detta.".to_owned()
        }
        KanInteIAkten::SamtyckeKravs => {
            "Något tas med bara om personen samtycker. Skriv samtycket först, eller ta inte med något.".to_owned()
        }
        KanInteIAkten::OkandPunkt => {
            "Punkten finns inte i checklistan. Läs om listan.".to_owned()
        }
        KanInteIAkten::BroFinns => {
            "Här är redan antecknat att personen ansöker, på ett annat sätt. Öppna det och fortsätt där.".to_owned()
        }
        KanInteIAkten::Dagordning => {
            "Dagarna kommer i fel ordning. Kontrollera dem.".to_owned()
        }
        KanInteIAkten::EjBehorig => {
            "Du har inte fått rätt att söka i hela filen. Den som äger databasfilen kan ge den.".to_owned()
        }
        KanInteIAkten::InteAgare => {
            "Bara den som äger databasfilen ger och tar rättigheter. Be systemförvaltaren.".to_owned()
        }
        KanInteIAkten::RattMedRoll => {
            "I en skarp fil följer den rätten med rollen chef. Be systemförvaltaren ge rollen.".to_owned()
        }
    }
}
