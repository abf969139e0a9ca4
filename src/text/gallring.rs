//! What is said of gallring: the list, the refusals, and the protocol to print. Never a name.

use crate::domain::gallring::{Bevarandegrund, Dom, KanInteGallra, Oppet, Pagar, Undantag};
use crate::store::gallring::{Gallringsprotokoll, Gallringsrad, Kopialage, Stadning};

/// Nothing at the enhet.
pub const TOMT: &str = "Enheten har inga ärenden eller överlämningar som gallring gäller.";
/// Nothing is due.
pub const INGET: &str = "Inget ska gallras i dag.";
/// No protocol yet, or not this one.
pub const INGET_PROTOKOLL: &str = "Det finns inget sådant protokoll.";
/// All that was asked for is due, and nothing has been done.
pub const LAGG_TILL_JA: &str = "Inget är gallrat ännu. Det som gallras går inte att få tillbaka. Lägg till --ja för att gallra.";
/// What is left to do.
pub const STADA: &str = "Stäng Tröskel vid de andra mottagningarna och kör: troskel gallra --stada";
/// An erasure has not been cleaned up after.
pub const OSTADAD: &str = "Det som gallrades senast kan ligga kvar i filens skrivlogg eller i en kopia. Kör: troskel gallra --stada";
/// Cleaned up after.
pub const STADAT: &str = "Filen är städad efter gallringen.";
/// Which things, and not all of them too.
pub const VALJ: &str = "Ange ärendenummer, eller --alla för allt som ska gallras.";

/// Why nothing was erased.
pub fn hinder(hinder: &KanInteGallra) -> String {
    match hinder {
        KanInteGallra::Saknas => {
            "Något av det finns inte vid enheten. Inget är gallrat. Se listan: troskel gallra lista"
                .to_owned()
        }
        KanInteGallra::Inget => VALJ.to_owned(),
        KanInteGallra::InteAn(vilka) => {
            let rader: Vec<String> = vilka
                .iter()
                .map(|(namn, dom)| format!("{namn}: {}", domen(*dom)))
                .collect();
            format!(
                "Inget är gallrat. Det här kan inte gallras i dag:\n{}",
                rader.join("\n")
            )
        }
    }
}

fn undantag(undantag: Undantag) -> &'static str {
    match undantag {
        Undantag::Faderskap => "handlingar om faderskap eller föräldraskap (16 kap. 2 § SoL)",
        Undantag::Adoption => "handlingar om adoption (16 kap. 2 § SoL)",
        Undantag::Placering => "handlingar om ett placerat barn (16 kap. 2 § SoL)",
        Undantag::Avtal => "avtal om vårdnad, boende eller umgänge (16 kap. 3 § SoL)",
        Undantag::Barnutredning => "utredning till ett barns skydd (16 kap. 2 a § SoL)",
    }
}

fn grunden(grund: Bevarandegrund) -> String {
    match grund {
        Bevarandegrund::Kommunen => {
            "i kommunen gallras inga akter, för forskningen (13 kap. 1 § socialtjänstförordningen)"
                .to_owned()
        }
        Bevarandegrund::FoddDag => {
            "född den 5, 15 eller 25, för forskningen (13 kap. 1 § socialtjänstförordningen)"
                .to_owned()
        }
        Bevarandegrund::OkandFodelsedag => {
            "födelsedagen är okänd, och den som är född den 5, 15 eller 25 ska bevaras".to_owned()
        }
        Bevarandegrund::Handlingar(vilka) => undantag(vilka).to_owned(),
    }
}

/// What gallring says of an akt or handover.
pub fn domen(dom: Dom) -> String {
    match dom {
        Dom::Gallras {
            senast: Some(senast), ..
        } => format!("ska gallras, senast {senast}"),
        Dom::Gallras { senast: None, .. } => "kan gallras nu".to_owned(),
        Dom::Senare(dag) => format!("kan gallras tidigast {dag}"),
        Dom::Vantar(Pagar::Arendet) => "ärendet är inte avslutat".to_owned(),
        Dom::Vantar(Pagar::Annat) => {
            "väntar: något annat om samma person är inte avslutat".to_owned()
        }
        Dom::Bevaras { grund, fran } => {
            format!("bevaras, till arkivet från {fran}: {}", grunden(grund))
        }
        Dom::Oppet(Oppet::Kommunkod) => {
            "öppet: katalogen saknar kommunkod, och den avgör vad som ska bevaras".to_owned()
        }
        Dom::Oppet(Oppet::Dokumenthanteringsplan) => {
            "öppet: kommunens dokumenthanteringsplan avgör. Skriv overlamning-manader under [gallring] i katalogen"
                .to_owned()
        }
    }
}

/// The code of it, in JSON.
pub fn kod(dom: Dom) -> &'static str {
    match dom {
        Dom::Gallras { .. } => "gallras",
        Dom::Senare(_) => "senare",
        Dom::Vantar(_) => "vantar",
        Dom::Bevaras { .. } => "bevaras",
        Dom::Oppet(_) => "oppet",
    }
}

/// A row of the list.
pub fn rad(rad: &Gallringsrad) -> String {
    let vad = if rad.nummer.is_some() {
        "ärende"
    } else {
        "överlämning"
    };
    format!(
        "{vad} {}  {} {}: {}",
        rad.namn(),
        rad.insats,
        rad.insats_namn,
        domen(rad.dom)
    )
}

/// What would be erased.
pub fn skulle_gallras(antal: usize) -> String {
    match antal {
        1 => "1 ärende eller överlämning skulle gallras:".to_owned(),
        antal => format!("{antal} ärenden och överlämningar skulle gallras:"),
    }
}

/// How the file and its copies stand after it; one line for each thing that somebody has to know.
pub fn stadning(stadning: &Stadning) -> Vec<String> {
    let mut rader = Vec::new();
    if !stadning.fil_ren {
        rader.push(format!(
            "Filens skrivlogg kunde inte tömmas, för någon annan läser i filen. Det som gallrades kan ligga kvar där. {STADA}"
        ));
    }
    for (vag, lage) in &stadning.kopior {
        let vag = vag.display();
        match lage {
            Kopialage::Rensad => rader.push(format!("Kopian {vag} är gallrad.")),
            Kopialage::Borta => rader.push(format!("Kopian {vag} finns inte längre där. Om den har flyttats, eller ligger på en disk som inte är ansluten, ligger det som gallrades kvar i den.")),
            Kopialage::EjNadd => rader.push(format!(
                "Kopian {vag} gick inte att öppna. Det som gallrades ligger kvar i den. Anslut den och kör: troskel gallra --stada"
            )),
        }
    }
    rader
}

fn tabell(namn: &str) -> &str {
    match namn {
        "arende" => "ärenden",
        "arendeperson" => "personuppgifter i ärenden",
        "anteckning" => "anteckningar",
        "aktutkast" => "utkast",
        "insatsplan" => "versioner av insatsplaner",
        "delningssamtycke" => "samtycken att lämna uppgifter",
        "uppfoljning" => "uppföljningar",
        "malutfall" => "uppföljda mål",
        "bro" => "ansökningar i stället",
        "brobock" => "avbockade punkter",
        "overlamning" => "överlämningar",
        "overlamningsperson" => "personuppgifter i överlämningar",
        "komening" => "meningar i köhistoriken",
        annat => annat,
    }
}

fn regel(kod: &str) -> &str {
    match kod {
        "gal01" => "fem år efter sista anteckningen (16 kap. 1 § SoL)",
        "gal07" => "två år efter sista anteckningen, privat utförare (17 kap. 2 § SoL)",
        "kopia" => "det som har gallrats i filen som kopian är tagen av",
        "gal08" => "överlämning som inte blev ärende (kommunens dokumenthanteringsplan)",
        annat => annat,
    }
}

/// One line of a protocol, for the list of them.
pub fn protokollrad(protokoll: &Gallringsprotokoll) -> String {
    let antal: u64 = protokoll.grunder.iter().map(|(_, antal)| antal).sum();
    format!(
        "{}  {}  {}  {}: {antal} gallrade",
        protokoll.nr,
        crate::text::ko::tid(protokoll.tid),
        protokoll.enhet,
        protokoll.anvandare
    )
}

/// The page to print.
pub fn protokoll(protokoll: &Gallringsprotokoll) -> Vec<String> {
    let mut rader = vec![
        format!("GALLRINGSPROTOKOLL {}", protokoll.nr),
        String::new(),
        format!("Gallrat:  {}", crate::text::ko::tid(protokoll.tid)),
        format!("Av:       {}, vid {}", protokoll.anvandare, protokoll.desk),
        format!("Enhet:    {}", protokoll.enhet),
        String::new(),
        "Efter vilken regel".to_owned(),
    ];
    let tal = |antal: &u64, vad: &str| format!("{antal:>6}  {vad}");
    rader.extend(
        protokoll
            .grunder
            .iter()
            .map(|(kod, antal)| tal(antal, regel(kod))),
    );
    rader.push(String::new());
    rader.push("Raderat ur filen".to_owned());
    rader.extend(
        protokoll
            .antal
            .iter()
            .map(|(namn, antal)| tal(antal, tabell(namn))),
    );
    rader.push(String::new());
    rader.push("Bevarat".to_owned());
    rader.push(tal(
        &protokoll.bevarade,
        "avslutade ärenden vid enheten, till arkivet (16 kap. 4 § och 17 kap. 5 § SoL)",
    ));
    rader.push(
        "        Statistiken och loggen är kvar. Loggen säger inte längre vilka akter det gällde."
            .to_owned(),
    );
    if !protokoll.lankar.is_empty() {
        rader.push(String::new());
        rader.push(format!(
            "Loggens kedja är hel. Länkar som har lämnat ifrån sig vad de gällde: {}",
            protokoll.lankar.replace(',', ", ").replace('-', "–")
        ));
    }
    rader.push(String::new());
    rader.push("Underskrift: ______________________________".to_owned());
    rader
}
