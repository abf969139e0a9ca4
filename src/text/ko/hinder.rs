//! Why the queue says no to an act, and what can be done instead.

use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::{KoOrsak, Kostatus};
use crate::domain::tid::svensk;
use crate::rena::rena_rad;
use crate::store::ko::SistAndrad;

/// Why the queue says no, and what can be done instead. `av`: who changed the entry last, where that is why.
pub fn hinder(hinder: &KanInteIKon, av: Option<&SistAndrad>) -> String {
    let text = varfor(hinder);
    match av {
        None => text,
        Some((desk, tid)) => format!(
            "{text} Senast ändrad vid {} kl {}.",
            rena_rad(desk),
            svensk(*tid).format("%H:%M")
        ),
    }
}

fn varfor(hinder: &KanInteIKon) -> String {
    let text = match hinder {
        KanInteIKon::OkandKolapp => {
            "Kölappen finns inte. Läs av koden igen: fyra tecken, streck och tre tecken."
        }
        KanInteIKon::FelStatus(status) => return fel_status(*status),
        KanInteIKon::Slutgiltig(status) => return slutgiltig(*status),
        KanInteIKon::IngenKo => {
            "Insatsen har ingen kö: den ges direkt. Ta emot personen nu, eller säg hur man ansöker."
        }
        KanInteIKon::OkandInsats => {
            "Insatsen finns inte i katalogen som används. Välj en annan insats, eller fråga den som sköter katalogen."
        }
        KanInteIKon::IngenPassar => {
            "Ingen som väntar passar platsen nu. Låt platsen stå ledig, och se om någons uppgifter (datum, veckodagar, språk, antal) har ändrats."
        }
        KanInteIKon::InteITur(1) => {
            "Kölappen är inte näst i tur: en kölapp före den passar platsen. Erbjud den först. Går den personen inte att nå: anteckna ett försök i dag och hoppa över kölappen."
        }
        KanInteIKon::InteITur(antal) => {
            return format!(
                "Kölappen är inte näst i tur: {antal} kölappar står före, och minst en av dem passar platsen. Erbjud den första som passar. Går personen inte att nå: anteckna ett försök i dag och hoppa över kölappen."
            );
        }
        KanInteIKon::OverhoppGallerInte(kod) => {
            return format!(
                "Kölapp {kod} kan inte hoppas över av det skälet. Bara att personen inte går att nå i dag anges för hand, och bara en gång. Erbjud {kod} platsen i stället."
            );
        }
        KanInteIKon::IngetForsokIdag(kod) => {
            return format!(
                "Ingen har försökt nå kölapp {kod} i dag. Försök först, och anteckna försöket. Går personen inte att nå kan kölappen hoppas över."
            );
        }
        KanInteIKon::PassarInte(skal) => {
            return format!(
                "Kölappen passar inte platsen: {}. Personen behåller sin plats i kön. Erbjud en annan plats, eller ändra uppgifterna om personen vill det.",
                super::overhopp(*skal)
            );
        }
        KanInteIKon::PlatserOkanda => {
            "Antalet platser är inte angivet. Ange hur många platser insatsen har, och försök igen."
        }
        KanInteIKon::IngenLedigPlats => {
            "Ingen plats är ledig. Vänta tills någon lämnar sin plats, eller ange fler platser om det har blivit fler."
        }
        KanInteIKon::OkandOmgang => {
            "Omgången finns inte, har redan börjat eller är inställd. Välj en annan omgång bland insatsens platser."
        }
        KanInteIKon::Omgang => {
            "Omgången går inte ihop. Starten ska vara i dag eller senare och högst tre år fram, det ska finnas minst ett tillfälle, och det minsta antalet får inte vara större än det största. Ändra och försök igen."
        }
        KanInteIKon::NamndenHarAngett(antal) => {
            return format!(
                "Nämnden har angett {antal} platser. Antalet ändras med en ny katalog, inte här. Be den som sköter katalogen."
            );
        }
        KanInteIKon::FlerTagna(1) => {
            "En plats är tagen, så antalet kan inte bli lägre än så. Ange minst 1, eller vänta tills den har lämnats."
        }
        KanInteIKon::FlerTagna(antal) => {
            return format!(
                "{antal} platser är tagna, så antalet kan inte bli lägre än så. Ange minst {antal}, eller vänta tills fler har lämnat sina platser."
            );
        }
        KanInteIKon::PlatsenArLedig => {
            "Platsen är redan ledig. Se vilka nummer som är tagna, och försök igen."
        }
        KanInteIKon::SvarsdagGarInte => {
            "Sista svarsdag ska vara en arbetsdag, tidigast i morgon och högst 30 arbetsdagar fram. Välj en annan dag."
        }
        KanInteIKon::SvarsdagEfterStart(start) => {
            return format!(
                "Omgången börjar {start}, och svaret behövs dessförinnan. Välj en tidigare svarsdag, eller erbjud en senare omgång."
            );
        }
        KanInteIKon::SvarstidForKort(dagar) => {
            return format!(
                "Nämnden ger {} att svara, och du får ge mer men aldrig mindre. Välj en senare svarsdag.",
                antal_av(*dagar, "arbetsdag", "arbetsdagar")
            );
        }
        KanInteIKon::SvarstidPagar(dag) => {
            return format!(
                "Personen har svarstid till och med {dag}. Vänta dess, eller skriv in svaret om personen hör av sig."
            );
        }
        KanInteIKon::ForlangningBakat => {
            "Den nya svarsdagen ska ligga efter den som gäller. Välj en senare dag."
        }
        KanInteIKon::StaKvarSlut(antal) => {
            return format!(
                "Personen har redan stått kvar {} utan att ta en plats, så många som nämnden tillåter. Låt personen välja: ta platsen, få längre tid att svara, eller lämna kön.",
                antal_av(*antal, "gång", "gånger")
            );
        }
        KanInteIKon::VilaBakvand => {
            "En vila börjar i dag och slutar en senare dag. Ska den börja längre fram: ange tidigast dag under önskemål, eller lägg in vilan den dagen."
        }
        KanInteIKon::VilaForLang(manader) => {
            return format!(
                "Vilan får vara högst {}. Välj en tidigare sista dag. Personen kan be om en ny vila sedan.",
                antal_av(*manader, "månad", "månader")
            );
        }
        KanInteIKon::OrsakAvSvar => {
            "Att personen tackade nej följer av ett svar och kan inte väljas. Skriv in svaret på erbjudandet, eller välj en annan orsak."
        }
        KanInteIKon::ForFaForsok { gjorda, kravs } => {
            return format!(
                "{gjorda} av {kravs} försök att nå personen är antecknade. Försök igen, och anteckna varje försök. Sedan kan kölappen avslutas."
            );
        }
        KanInteIKon::NamndenHarInteBeslutat => {
            "Nämnden har inte beslutat att någon förlorar sin plats för det. Låt kölappen stå kvar. Vill personen själv lämna kön: välj den orsaken."
        }
        KanInteIKon::VilketVillkor => {
            "Det måste stå vilket villkor som inte är uppfyllt. Ange ett av insatsens villkor, eller välj en annan orsak."
        }
        KanInteIKon::StegForTidigt(dag) => {
            return format!(
                "Personen ska få tid att svara. Nästa steg tas tidigast {dag}. Hör personen av sig innan dess: anteckna att hen väntar."
            );
        }
        KanInteIKon::TystnadAvslutarInte => {
            "Inget erbjudande har blivit utan svar efter sina påminnelser. Försök nå personen, eller välj en annan orsak."
        }
        KanInteIKon::StegenInteKlar(steg) => {
            return format!(
                "Personen har inte fått chansen att svara: {steg} av 3 steg är tagna (fråga, påminnelse, sista besked). Ta nästa steg först."
            );
        }
        KanInteIKon::StegenSlut => {
            "Alla tre stegen är redan tagna. Anteckna att personen väntar, eller avsluta kölappen för att bekräftelsen uteblev."
        }
        KanInteIKon::InsatsenFinns => {
            "Insatsen finns kvar i katalogen, så den orsaken stämmer inte. Välj en annan orsak."
        }
        KanInteIKon::NyttKodatum => {
            "Den som kommer tillbaka till den här kön får ett nytt ködatum. Ge personen en ny kölapp."
        }
        KanInteIKon::Mening => {
            "Skriv en mening på 10 till 200 tecken som säger varför. Skriv inga personnummer eller telefonnummer: högst fem siffror får stå där."
        }
        KanInteIKon::SammaPerson => {
            "Två personer behövs: den som föreslog rättelsen kan inte själv svara på den. Be en kollega som är inloggad som sig själv."
        }
        KanInteIKon::ForslagFinns => {
            "Ett förslag till rättat ködatum väntar redan. Be en kollega godkänna eller avvisa det först."
        }
        KanInteIKon::IngetForslag => {
            "Det finns inget förslag att svara på. Föreslå en rättelse först."
        }
        KanInteIKon::KodatumGarInte => {
            "Ködatumet ligger i framtiden, eller är det som redan gäller. Ange dagen då personen bad att få stå i kö."
        }
        KanInteIKon::IngenKontakt => {
            "På den här insatsen får inga kontaktuppgifter sparas. Personen hör av sig med sin kölapp i stället."
        }
        KanInteIKon::KontaktEjHel => {
            "Kontaktuppgifterna är inte hela. Ange vad personen ska kallas och ett sätt att nå personen: telefon, sms, e-post eller brev. Skriv aldrig personnummer."
        }
        KanInteIKon::UngValjerSjalv => {
            "Den som är 15–17 år väljer själv hur vi hör av oss, och får inga brev. Fråga personen själv: telefon, sms eller e-post."
        }
        KanInteIKon::KontaktSaknas => {
            "Inga kontaktuppgifter är sparade. Vänta tills personen hör av sig med sin kölapp, och fråga då om hen vill lämna några."
        }
        KanInteIKon::StarRedan(kod) => {
            return format!(
                "Personen står redan i den här kön med kölapp {kod}. Använd den kölappen; ingen ny behövs."
            );
        }
        KanInteIKon::PartiForStort(antal) => {
            return format!(
                "{antal} personer kan aldrig få plats tillsammans här. Dela upp sällskapet på flera kölappar om personerna vill det, eller ange ett mindre antal."
            );
        }
        KanInteIKon::IngetAttAngra => {
            "Du har inte gjort något här de senaste tio minuterna som kan ångras. Rätta med en ny åtgärd i stället, eller be den som gjorde det."
        }
        KanInteIKon::AndratSedan => {
            "Något mer har hänt med kölappen sedan dess. Öppna den igen, se vad som gäller nu, och gör det som behövs."
        }
        KanInteIKon::PlatsenBorta => {
            "Platsen har gått till någon annan sedan dess och kan inte tas tillbaka. Erbjud nästa lediga plats; platsen i kön gäller."
        }
        KanInteIKon::ImportTom => {
            "Listan kan inte tas in: den är tom, eller gäller en insats som inte har någon kö. Kontrollera filen och insatsens nummer."
        }
    };
    text.to_owned()
}

fn antal_av(antal: u8, en: &str, flera: &str) -> String {
    format!("{antal} {}", if antal == 1 { en } else { flera })
}

/// An act that does not belong to where the entry stands: what does.
fn fel_status(status: Kostatus) -> String {
    match status {
        Kostatus::IKo => {
            "Kölappen väntar i kön och har inget öppet erbjudande. Erbjud en plats först, eller läs av koden igen."
        }
        Kostatus::Vilande { till, .. } => {
            return format!(
                "Kölappen vilar till och med {till}. Vill personen vara med igen nu: avsluta vilan först."
            );
        }
        Kostatus::Erbjuden => {
            "Kölappen har ett öppet erbjudande. Skriv in svaret först: ja, nej eller står kvar."
        }
        Kostatus::Accepterad => {
            "Personen har tackat ja till en plats. Börja insatsen, eller skriv in det nya svaret om personen har ändrat sig."
        }
        Kostatus::Paborjad => {
            "Insatsen har börjat, så kölappen är använd. Vill personen stå i kö igen: ge en ny kölapp."
        }
        Kostatus::Avslutad(KoOrsak::Avliden) => {
            "Kölappen är avslutad (avliden) och tas inte upp igen. Gäller det någon annan: läs av koden igen."
        }
        Kostatus::Avslutad(orsak) => {
            return format!(
                "Kölappen är avslutad ({}). Återuppta den först, eller ge personen en ny kölapp.",
                super::orsak(orsak)
            );
        }
        Kostatus::Felregistrerad => {
            "Kölappen är felregistrerad och används inte. Läs av koden igen, eller ge personen en ny kölapp."
        }
    }
    .to_owned()
}

/// An end that is never left: what to do instead.
fn slutgiltig(status: Kostatus) -> String {
    match status {
        Kostatus::Felregistrerad => {
            "En felregistrerad kölapp tas aldrig upp igen. Står personen i kö på riktigt: ge en ny kölapp, och rätta ködatumet."
        }
        Kostatus::Avslutad(KoOrsak::Avliden) => {
            "Kölappen är avslutad för gott. Gäller det någon annan: läs av koden igen."
        }
        Kostatus::IKo
        | Kostatus::Vilande { .. }
        | Kostatus::Erbjuden
        | Kostatus::Accepterad
        | Kostatus::Paborjad
        | Kostatus::Avslutad(_) => {
            "Kölappen är använd och tas inte upp igen. Vill personen stå i kö igen: ge en ny kölapp."
        }
    }
    .to_owned()
}
