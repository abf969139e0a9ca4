//! Small hand-made insatser and visits, for tests that need an ending without a catalogue.

use std::sync::Arc;

use chrono::NaiveDate;
use troskel::domain::akt::Aktslag;
use troskel::domain::besok::{
    Besok, Informerad, Mottagen, Onskan, Placera, Slut, Underrattad, Villkorssteg,
};
use troskel::domain::fakta::{EgetSamtycke, Fakta, SamtyckeFakta, SamtyckeSatt};
use troskel::domain::identitet::{Identitet, Kontaktuppgift};
use troskel::domain::information::{InfoText, Kvittens, Punkter, Satt, Sprak, TextId};
use troskel::domain::insats::{
    BarnDeltar, Barnregler, Beslut, Dokumentation, Genomforande, Insats, Lamplig, Malgrupp, Sokord,
    Uppgift,
};
use troskel::domain::raknat::Raknas;

/// Version of the made-up catalogue.
pub const KATALOG: &str = "2025-09-01";

/// The day of every visit.
pub fn idag() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 11, 22).unwrap()
}

/// An insats without villkor under `paragraf` of 14 kap.
pub fn insats(nr: &str, paragraf: &str, platser: Option<u16>) -> Arc<Insats> {
    let dokumentation = match paragraf {
        "14:3" => Dokumentation::Dokumenteras {
            system: Uppgift::Kand("Fallsystemet".to_owned()),
            akt: Some(Aktslag::Mottagaren),
            enhet: None,
            steg: None,
        },
        "14:4" => Dokumentation::Radgivning,
        "14:5" => Dokumentation::Undantagen {
            skal: "för att fler ska våga komma".to_owned(),
        },
        annan => panic!("okänd paragraf {annan}"),
    };
    Arc::new(Insats {
        nr: nr.parse().unwrap(),
        namn: format!("Insats {nr}"),
        grupp: "Prov".to_owned(),
        ksi: None,
        beslut: Beslut {
            namnd: "Socialnämnden".to_owned(),
            titel: "Provbeslut".to_owned(),
            datum: Uppgift::Kand(idag()),
            referens: Uppgift::Oklar("prov".to_owned()),
            fran: None,
            till: None,
        },
        giltig: (None, None),
        innehall: "Samtal".to_owned(),
        malgrupp: Malgrupp {
            text: "Alla".to_owned(),
            alder: None,
        },
        villkor: Vec::new(),
        dokumentation,
        genomforande: Genomforande {
            platser,
            ..Genomforande::default()
        },
        barn: Barnregler {
            deltar: BarnDeltar::Nej,
            lamplig_15_17: Lamplig::EjBeslutat,
            grund: None,
        },
        stadsomraden: Vec::new(),
        sok: Sokord::default(),
        narliggande: Vec::new(),
        oppet: Vec::new(),
        viktigt: None,
        silo: false,
        ko: troskel::domain::ko::policy::Kopolicy::default(),
    })
}

fn text() -> InfoText {
    let punkter = || Punkter::ny(vec!["Du kan alltid ansöka.".to_owned()]).unwrap();
    InfoText {
        id: TextId::Standard,
        sprak: Sprak::SVENSKA,
        version: idag(),
        rubrik: "Det här behöver du veta".to_owned(),
        ratt_att_ansoka: punkter(),
        dokumentation: punkter(),
        ingen_dokumentation: punkter(),
        vid_uppfyllt: Vec::new(),
        familjeradgivning: punkter(),
        samtycke: None,
        anonymitet: None,
    }
}

fn underrattad(text: &InfoText) -> Underrattad<'_> {
    Underrattad {
        text,
        satt: Satt::Muntligt,
        sprak: Sprak::SVENSKA,
    }
}

fn fakta() -> Fakta {
    Fakta {
        samtycke: SamtyckeFakta {
            eget: Some(EgetSamtycke::Ja(SamtyckeSatt::Muntligt)),
            ..SamtyckeFakta::default()
        },
        ..Fakta::default()
    }
}

fn informerad(insats: &Arc<Insats>) -> Besok<Informerad> {
    let besok: Besok<Villkorssteg> = Besok::ny(Arc::clone(insats));
    besok
        .provat(&fakta(), idag())
        .kvittera(underrattad(&text()))
}

fn till_plats(insats: &Arc<Insats>) -> Besok<Placera> {
    let Ok(placera) = informerad(insats).samtycker(&fakta(), idag()) else {
        panic!("en insats utan villkor och ett ja räcker")
    };
    placera
}

/// A receipt, as a parked visit has it.
pub fn kvittens() -> Kvittens {
    informerad(&insats("9.9", "14:4", None)).kvittens()
}

/// An ending in the queue.
pub fn i_ko(insats: &Arc<Insats>) -> Slut {
    till_plats(insats).stall_i_ko(Raknas::default(), idag())
}

/// An ending without a place.
pub fn avstar(insats: &Arc<Insats>, onskan: Onskan, raknas: Raknas) -> Slut {
    till_plats(insats).avsta(onskan, raknas, idag())
}

/// A reception: anonymous, or with a made-up identity where the insats is documented.
pub fn mottagen(insats: &Arc<Insats>) -> Slut {
    mottagen_dag(insats, idag())
}

/// The same on another day.
pub fn mottagen_dag(insats: &Arc<Insats>, dag: NaiveDate) -> Slut {
    match till_plats(insats).ta_emot(Raknas::default(), dag) {
        Mottagen::Anonymt(mottagen) => Slut::Mottagen(mottagen),
        Mottagen::Dokumentera(dok) => {
            let kontakt = Kontaktuppgift {
                telefon: "070-000 00 00".to_owned(),
                ..Kontaktuppgift::default()
            };
            let identitet = Identitet::ny("Prov Provsson", None, kontakt, false).unwrap();
            dok.kvittera(underrattad(&text())).overlamna(identitet)
        }
    }
}

/// A handover of somebody named here.
pub fn overlamnad(insats: &Arc<Insats>, identitet: Identitet) -> Slut {
    match till_plats(insats).ta_emot(Raknas::default(), idag()) {
        Mottagen::Anonymt(_) => panic!("{} dokumenteras inte", insats.nr),
        Mottagen::Dokumentera(dok) => dok.kvittera(underrattad(&text())).overlamna(identitet),
    }
}
