//! Made-up ärenden and handovers, with something in every field that a sheet may hold.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use troskel::domain::akt::anteckning::{Anteckningsslag, Galler};
use troskel::domain::akt::avslut::{Avslutsorsak, Malutfall};
use troskel::domain::akt::overlamning::Overlamningslage;
use troskel::domain::akt::plan::{GjordMed, Led, Plantext};
use troskel::domain::akt::samtycke::Delasmed;
use troskel::domain::akt::{Aktslag, Arendenummer, Arendesteg, Stegantal};
use troskel::domain::fakta::SamtyckeSatt;
use troskel::domain::identitet::Kontaktuppgift;
use troskel::store::akt::{
    Anteckningsrad, Arendebild, Arenderad, Malutfallsrad, Planversion, Samtyckesrad,
    Uppfoljningsrad,
};
use troskel::store::{HamtadOverlamning, OverlamningRad, RadId};

/// Telephone, e-mail and address.
pub const KONTAKT: [&str; 3] = ["070-111 22 33", "ovning@exempel.se", "Exempelgatan 1"];
/// What stands under the first heading of the plan.
pub const PLANKONTAKT: &str = "bor hos en vän på Provvägen";
/// What is written by hand in the akt, each in one place.
pub const EN_GANG: [&str; 9] = [
    "text i anteckning ett",
    "text i anteckning två",
    "text i anteckning tre",
    "eget mål i planen",
    "Vårdcentralen i Exempelby",
    "tidpunkter för möten",
    "den första uppföljningen",
    "den sista uppföljningen",
    "hålla tiden",
];

fn dag(manad: u32, dag: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, manad, dag).unwrap()
}

/// A moment of that day.
pub fn tid(manad: u32, d: u32) -> DateTime<Utc> {
    dag(manad, d).and_hms_opt(11, 30, 0).unwrap().and_utc()
}

fn skrivare() -> [String; 2] {
    ["Bo Prov".to_owned(), "boendecoach".to_owned()]
}

/// A plan with something under the first and the fifth heading.
pub fn plantext(personuppgifter: &str, mal: &str) -> Plantext {
    let mut texter: [String; 8] = std::array::from_fn(|_| String::new());
    personuppgifter.clone_into(&mut texter[0]);
    mal.clone_into(&mut texter[4]);
    Plantext::ny(texter).unwrap()
}

fn plan(version: u32, bygger_pa: Option<u32>, text: Plantext) -> Planversion {
    Planversion {
        led: Led {
            version,
            bygger_pa,
            forenar: None,
        },
        text,
        gjord_med: GjordMed::Personen,
        skrivare: skrivare(),
        skriven: tid(11, 5),
    }
}

fn anteckning(nr: u32, galler: Galler, text: &str) -> Anteckningsrad {
    Anteckningsrad {
        id: RadId(format!("{nr:032x}")),
        nr,
        slag: galler.slag(),
        galler,
        kopia_av: None,
        vad: format!("sak nummer {nr}"),
        dag: dag(11, 10),
        klockslag: NaiveTime::from_hms_opt(9, 15, 0),
        kalla: "personen".to_owned(),
        deltog: String::new(),
        text: text.to_owned(),
        skrivare: skrivare(),
        skriven: tid(11, 10),
    }
}

fn uppfoljning(text: &str, mal: &str) -> Uppfoljningsrad {
    Uppfoljningsrad {
        dag: dag(11, 20),
        text: text.to_owned(),
        mal: vec![Malutfallsrad {
            mal: mal.to_owned(),
            utfall: Malutfall::Battre,
        }],
        nasta: None,
        skrivare: skrivare(),
        skriven: tid(11, 20),
    }
}

fn kontakt() -> Kontaktuppgift {
    let [telefon, epost, adress] = KONTAKT.map(str::to_owned);
    Kontaktuppgift {
        telefon,
        epost,
        adress,
    }
}

fn kvittens() -> [String; 4] {
    ["muntligt", "sv", "standard", "3"].map(str::to_owned)
}

/// An ärende under way.
pub fn bild(antal: Stegantal) -> Arendebild {
    let mut kopia = anteckning(3, Galler::Handelse, EN_GANG[2]);
    kopia.slag = Anteckningsslag::Kopia;
    kopia.kopia_av = Some((Arendenummer::las("2026-00099").unwrap(), 4));
    let samtycke = |med, mottagare: &str, vad: &str| Samtyckesrad {
        id: RadId("a".repeat(32)),
        med,
        mottagare: mottagare.to_owned(),
        vad: vad.to_owned(),
        lamnat: dag(11, 4),
        till: dag(12, 31),
        satt: SamtyckeSatt::Skriftligt,
        aterkallat: None,
    };
    Arendebild {
        rad: Arenderad {
            id: RadId("b".repeat(32)),
            nummer: Arendenummer::las("2026-00017").unwrap(),
            insats: "3.4.3".parse().unwrap(),
            insats_namn: "Boendecoachning".to_owned(),
            oppnad: dag(11, 3),
            steg: (Arendesteg::Arende, antal),
            nasta_uppfoljning: Some(dag(12, 1)),
            avslutad: None,
            anteckningar: 3,
            utkast: 0,
        },
        enhet: "Stödenheten".to_owned(),
        system: Some("Treserva".to_owned()),
        aktslag: Aktslag::Mottagaren,
        overlamning: RadId("c".repeat(32)),
        katalog: "2026-1".to_owned(),
        namn: "Övning Almqvist".to_owned(),
        personnummer: Some("197010632391".to_owned()),
        kontakt: kontakt(),
        sekretessmarkering: false,
        samtycke: (SamtyckeSatt::Muntligt, dag(11, 2)),
        vardnadshavare: None,
        information: kvittens(),
        dokumentation: kvittens(),
        mottagen: ("anna".to_owned(), tid(11, 2)),
        journal: vec![
            anteckning(1, Galler::Handelse, EN_GANG[0]),
            anteckning(2, Galler::Rattar(1), EN_GANG[1]),
            kopia,
        ],
        planer: vec![
            plan(1, None, plantext("", "ett äldre mål")),
            plan(2, Some(1), plantext(PLANKONTAKT, EN_GANG[3])),
        ],
        samtycken: vec![
            samtycke(Delasmed::AnnanAkt, "2026-00099", "familjens anteckningar"),
            samtycke(Delasmed::Vard, EN_GANG[4], EN_GANG[5]),
        ],
        uppfoljningar: vec![
            uppfoljning(EN_GANG[6], EN_GANG[8]),
            uppfoljning(EN_GANG[7], "komma i tid"),
        ],
        annan_akt: Some((
            RadId("d".repeat(32)),
            Arendenummer::las("2026-00099").unwrap(),
        )),
        bro: None,
        utkast: Vec::new(),
        nasta_i_tur: None,
    }
}

/// The same, closed.
pub fn avslutat(orsak: Avslutsorsak) -> Arendebild {
    let mut bild = bild(Stegantal::Fem);
    bild.rad.avslutad = Some((dag(11, 20), orsak));
    bild.rad.nasta_uppfoljning = None;
    bild
}

/// A fetched handover.
pub fn overlamning() -> HamtadOverlamning {
    HamtadOverlamning {
        rad: OverlamningRad {
            id: RadId("c".repeat(32)),
            insats: "3.4.3".parse().unwrap(),
            insats_namn: "Boendecoachning".to_owned(),
            system: Some("Lifecare IFO".to_owned()),
            skapad: tid(11, 2),
            enhet: "Receptionen".to_owned(),
            status: Overlamningslage::Hamtad,
        },
        katalog: "2026-1".to_owned(),
        mottagen_av: ["anna".to_owned(), "desk1".to_owned()],
        namn: "Övning Almqvist".to_owned(),
        personnummer: Some("197010632391".to_owned()),
        kontakt: kontakt(),
        sekretessmarkering: false,
        samtycke: SamtyckeSatt::Muntligt,
        vardnadshavare: None,
        information: kvittens(),
        dokumentation: kvittens(),
    }
}
