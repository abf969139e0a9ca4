//! Every act and every question there is, about something of an enhet, with the right that it is to need. Written out here
//! once more, so that the program's own map is held against something.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Days;
use troskel::domain::akt::avslut::{Avslutsorsak, Malrad, Malutfall, NyUppfoljning, NyttAvslut};
use troskel::domain::akt::overlamning::Aterlamningsorsak;
use troskel::domain::akt::plan::{GjordMed, Planrubrik, Plantext};
use troskel::domain::akt::text::{Faltnamn, Kort};
use troskel::domain::akt::{Aktslag, Arendesteg, Stegantal};
use troskel::domain::behorighet::{Garning, Roll};
use troskel::domain::bro::Brodagar;
use troskel::domain::fakta::SamtyckeSatt;
use troskel::domain::identitet::{Identitet, Kontaktuppgift};
use troskel::domain::ko::KoOrsak;
use troskel::domain::ko::fil::Importrad;
use troskel::domain::ko::kontakt::Kontaktsatt;
use troskel::domain::ko::plats::{Kouppgifter, Pott};
use troskel::domain::ko::rattelse::{Mening, Rattelseorsak};
use troskel::domain::konto::Konto;
use troskel::domain::utkast::Steg;
use troskel::store::akt::{Aktakt, Aktfraga, NyttArende, Sokt};
use troskel::store::gallring::{Gallringsakt, Gallringsfraga};
use troskel::store::ko::{Erbjud, Erbjudandesvar, Koakt, Kofraga, Sammanhang};
use troskel::store::konto::{Kontoakt, Kontofraga};
use troskel::store::logg::{Loggakt, Loggfraga, Loggurval};
use troskel::store::{Change, Query};

use super::fil::{self, EGEN, Mal};
use super::insats::{i_ko, idag};
use super::lager::{slut, utkast};
use super::skarp::{ANNA, namn, nar};

/// What is done.
pub enum Vad {
    Gor(Change),
    Fraga(Query),
}

/// How another enhet's thing is answered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Annans {
    /// As one that is not there.
    SomIngen,
    /// Refused: it is named by its enhet or its insats, which are no secret.
    Nekas,
    /// It belongs to no enhet.
    Ingens,
}

pub struct Fall {
    pub namn: &'static str,
    pub garning: Option<Garning>,
    pub annans: Annans,
    /// About a person, so that sekretessmarkering matters.
    pub person: bool,
    pub vad: Vad,
}

fn koakter(m: &Mal, s: &Sammanhang) -> Vec<(&'static str, Garning, Annans, Koakt)> {
    use Annans::{Nekas, SomIngen};
    use Garning as G;
    let kod = m.kod;
    let insats = m.nr;
    let imorgon = idag().checked_add_days(Days::new(5)).unwrap();
    let mening = Mening::ny("Det blev fel från början.").unwrap();
    let kontakt = fil::kontakt(&s.katalog.insatser[2], "Kim Kö");
    let erbjud = |pott| {
        Koakt::Erbjud(Erbjud {
            pott,
            kod: None,
            svar_senast: None,
            kanal: None,
            hoppa: Vec::new(),
        })
    };
    let importrad = Importrad {
        rad: 1,
        insats,
        kodatum: nar(),
        uppgifter: Kouppgifter::default(),
        kontakt: None,
    };
    vec![
        ("granska", G::SkotaKo, Nekas, Koakt::Granska { insats }),
        (
            "platser",
            G::StyraPlatser,
            Nekas,
            Koakt::Platser { insats, antal: 3 },
        ),
        ("erbjud", G::SkotaKo, Nekas, erbjud(Pott::Lopande(insats))),
        (
            "erbjud i omgång",
            G::SkotaKo,
            SomIngen,
            erbjud(Pott::Omgang(m.omgang.clone())),
        ),
        (
            "förläng",
            G::SkotaKo,
            SomIngen,
            Koakt::Forlang { kod, till: imorgon },
        ),
        ("påminn", G::SkotaKo, SomIngen, Koakt::Paminn { kod }),
        (
            "svara",
            G::SkotaKo,
            SomIngen,
            Koakt::Svara {
                kod,
                svar: Erbjudandesvar::StarKvar,
            },
        ),
        (
            "vila",
            G::SkotaKo,
            SomIngen,
            Koakt::Vila {
                kod,
                fran: idag(),
                till: imorgon,
            },
        ),
        ("aktivera", G::SkotaKo, SomIngen, Koakt::Aktivera { kod }),
        (
            "försök",
            G::SkotaKo,
            SomIngen,
            Koakt::Forsok {
                kod,
                kanal: Kontaktsatt::Telefon,
                nadd: false,
            },
        ),
        ("bekräfta", G::SkotaKo, SomIngen, Koakt::Bekrafta { kod }),
        (
            "bekräftelsesteg",
            G::SkotaKo,
            SomIngen,
            Koakt::Bekraftelsesteg { kod },
        ),
        (
            "uppgifter",
            G::SkotaKo,
            SomIngen,
            Koakt::Uppgifter {
                kod,
                uppgifter: Kouppgifter::default(),
            },
        ),
        (
            "kontakt",
            G::SkrivaKontakt,
            SomIngen,
            Koakt::Kontakt { kod, kontakt },
        ),
        (
            "öppna kontakt",
            G::LasaKontakt,
            SomIngen,
            Koakt::OppnaKontakt { kod },
        ),
        (
            "glöm kontakt",
            G::SkrivaKontakt,
            SomIngen,
            Koakt::GlomKontakt { kod },
        ),
        (
            "föreslå rättelse",
            G::SkotaKo,
            SomIngen,
            Koakt::ForeslaRattelse {
                kod,
                till: nar() - chrono::TimeDelta::days(3),
                orsak: Rattelseorsak::FelKlocka,
                mening: mening.clone(),
            },
        ),
        (
            "svara rättelse",
            G::SkotaKo,
            SomIngen,
            Koakt::SvaraRattelse {
                kod,
                godkand: false,
            },
        ),
        (
            "avsluta kö",
            G::SkotaKo,
            SomIngen,
            Koakt::Avsluta {
                kod,
                orsak: KoOrsak::Atertagen,
                villkor: None,
            },
        ),
        (
            "återöppna",
            G::SkotaKo,
            SomIngen,
            Koakt::Ateroppna { kod, mening },
        ),
        (
            "felregistrera",
            G::SkotaKo,
            SomIngen,
            Koakt::Felregistrera { kod },
        ),
        (
            "lämna plats",
            G::StyraPlatser,
            Nekas,
            Koakt::LamnaPlats {
                pott: Pott::Lopande(insats),
                nummer: 1,
            },
        ),
        (
            "lämna plats i omgång",
            G::StyraPlatser,
            SomIngen,
            Koakt::LamnaPlats {
                pott: Pott::Omgang(m.omgang.clone()),
                nummer: 1,
            },
        ),
        (
            "ny omgång",
            G::StyraPlatser,
            Nekas,
            Koakt::NyOmgang {
                insats,
                omgang: fil::omgang(),
            },
        ),
        (
            "ställ in omgång",
            G::StyraPlatser,
            SomIngen,
            Koakt::StallInOmgang {
                omgang: m.omgang.clone(),
            },
        ),
        ("ångra", G::SkotaKo, Annans::Ingens, Koakt::Angra),
        ("svep", G::SeKo, Annans::Ingens, Koakt::Svep),
        (
            "importera",
            G::FlyttaKo,
            Nekas,
            Koakt::Importera(Arc::new(vec![importrad])),
        ),
    ]
}

fn aktakter(m: &Mal) -> Vec<(&'static str, Garning, bool, Aktakt)> {
    use Garning as G;
    let arende = || m.arende.clone();
    let mal = || {
        vec![Malrad {
            mal: Kort::ny(Faltnamn::Mal, "Sova bättre").unwrap(),
            utfall: Malutfall::Oforandrat,
        }]
    };
    let mut texter: [String; 8] = Default::default();
    "Sova bättre".clone_into(&mut texter[Planrubrik::Mal.plats()]);
    let avslut = NyttAvslut::ny(
        Avslutsorsak::MaletNatt,
        idag(),
        "Klart.",
        mal(),
        fil::skrivare(),
        idag(),
    );
    let uppfoljning =
        NyUppfoljning::ny(idag(), "Bra.", mal(), None, fil::skrivare(), idag()).unwrap();
    vec![
        ("läs", G::LasaAkt, true, Aktakt::Las { arende: arende() }),
        (
            "sök namn",
            G::LasaAkt,
            true,
            Aktakt::Sok(Sokt::Namn(m.namn.clone())),
        ),
        (
            "sök nummer",
            G::LasaAkt,
            true,
            Aktakt::Sok(Sokt::Nummer(m.personnummer.clone())),
        ),
        (
            "sök ärende",
            G::LasaAkt,
            true,
            Aktakt::Sok(Sokt::Arende(m.nummer.clone())),
        ),
        (
            "läs bron",
            G::LasaAkt,
            true,
            Aktakt::LasBro { arende: arende() },
        ),
        (
            "steg",
            G::SkrivaIAkt,
            true,
            Aktakt::TaSteg {
                arende: arende(),
                fran: Arendesteg::av_nummer(1).unwrap(),
            },
        ),
        (
            "spara utkast",
            G::SkrivaIAkt,
            true,
            Aktakt::SparaUtkast {
                utkast: fil::utkastet(m),
                version: Some(1),
            },
        ),
        (
            "signera",
            G::SkrivaIAkt,
            true,
            Aktakt::Signera {
                arende: arende(),
                anteckning: fil::anteckning(),
                utkast: None,
            },
        ),
        (
            "kopiera",
            G::SkrivaIAkt,
            true,
            Aktakt::Kopiera {
                arende: arende(),
                nr: 1,
                samtycke: m.samtycke.clone(),
                skrivare: fil::skrivare(),
            },
        ),
        (
            "plan",
            G::SkrivaIAkt,
            true,
            Aktakt::SparaPlan {
                arende: arende(),
                plan: Plantext::ny(texter).unwrap(),
                gjord_med: GjordMed::Personen,
                bygger_pa: None,
                forenar: None,
                skrivare: fil::skrivare(),
                utkast: None,
            },
        ),
        (
            "samtyck",
            G::SkrivaIAkt,
            true,
            Aktakt::Samtyck {
                arende: arende(),
                samtycke: fil::samtycke(),
            },
        ),
        (
            "återkalla",
            G::SkrivaIAkt,
            true,
            Aktakt::Aterkalla {
                arende: arende(),
                samtycke: m.samtycke.clone(),
            },
        ),
        (
            "sätt uppföljning",
            G::SkrivaIAkt,
            true,
            Aktakt::SattUppfoljning {
                arende: arende(),
                dag: None,
            },
        ),
        (
            "följ upp",
            G::SkrivaIAkt,
            true,
            Aktakt::FoljUpp {
                arende: arende(),
                uppfoljning,
            },
        ),
        (
            "andra föräldern",
            G::SkrivaIAkt,
            true,
            Aktakt::OppnaForAndraForaldern {
                arende: arende(),
                person: Identitet::ny("Bo Al", None, Kontaktuppgift::default(), false).unwrap(),
                samtycke: (SamtyckeSatt::Muntligt, idag()),
            },
        ),
        (
            "öppna bron",
            G::SkrivaIAkt,
            true,
            Aktakt::OppnaBro {
                arende: arende(),
                till: "Socialnämnden".to_owned(),
                med: Vec::new(),
                samtycke: None,
            },
        ),
        (
            "bocka",
            G::SkrivaIAkt,
            true,
            Aktakt::Bocka {
                bro: m.bro.clone(),
                lista: "planering".to_owned(),
                punkt: "tid".to_owned(),
                gjord: Some(idag()),
            },
        ),
        (
            "brodagar",
            G::SkrivaIAkt,
            true,
            Aktakt::SattBrodagar {
                bro: m.bro.clone(),
                dagar: Brodagar::default(),
            },
        ),
        (
            "lämna ut ärende",
            G::LamnaUt,
            true,
            Aktakt::Utlamnat { id: arende() },
        ),
        (
            "lämna ut överlämning",
            G::LamnaUt,
            true,
            Aktakt::Utlamnat {
                id: m.hamtad.clone(),
            },
        ),
        (
            "kasta utkast",
            G::SkrivaIAkt,
            false,
            Aktakt::KastaUtkast {
                id: m.utkast.clone(),
            },
        ),
        (
            "avsluta ärende",
            G::SkrivaIAkt,
            true,
            Aktakt::Avsluta {
                arende: arende(),
                avslut: avslut.unwrap(),
            },
        ),
        (
            "ta över",
            G::TaOver,
            true,
            Aktakt::TaOver {
                id: m.hamtad.clone(),
            },
        ),
        (
            "öppna",
            G::SkrivaIAkt,
            true,
            Aktakt::Oppna(NyttArende {
                overlamning: m.hamtad.clone(),
                aktslag: Aktslag::Mottagaren,
                steg: Stegantal::Tre,
                person: None,
                uppfoljning: None,
            }),
        ),
        (
            "återlämna",
            G::TaOver,
            true,
            Aktakt::Aterlamna {
                id: m.hamtad.clone(),
                orsak: Aterlamningsorsak::FelEnhet,
            },
        ),
        (
            "skicka igen",
            G::SkickaOverlamning,
            false,
            Aktakt::SkickaIgen {
                id: m.tillbaka.clone(),
                till: None,
            },
        ),
        (
            "makulera",
            G::SkickaOverlamning,
            false,
            Aktakt::Makulera {
                id: m.tillbaka.clone(),
            },
        ),
    ]
}

fn kofragor(m: &Mal) -> Vec<(&'static str, Garning, Annans, Kofraga)> {
    use Annans::{Nekas, SomIngen};
    use Garning as G;
    let insats = m.nr;
    let importrad = Importrad {
        rad: 1,
        insats,
        kodatum: nar(),
        uppgifter: Kouppgifter::default(),
        kontakt: None,
    };
    vec![
        ("kön", G::SeKo, Nekas, Kofraga::Koer(Some(insats))),
        (
            "sida",
            G::SeKo,
            Nekas,
            Kofraga::Sida {
                insats,
                fran: 1,
                antal: 20,
            },
        ),
        ("post", G::SeKo, SomIngen, Kofraga::Post(m.kod)),
        (
            "underlag",
            G::SeKo,
            Nekas,
            Kofraga::Underlag {
                insats,
                pott: None,
                kod: None,
                hoppa: Vec::new(),
            },
        ),
        (
            "att göra i kön",
            G::SeKo,
            Nekas,
            Kofraga::Attgora(Some(insats)),
        ),
        ("bevis", G::SeKo, SomIngen, Kofraga::Bevis(m.kod)),
        ("platserna", G::SeKo, Nekas, Kofraga::Platser(insats)),
        ("kön ut", G::FlyttaKo, Nekas, Kofraga::Alla(Some(insats))),
        (
            "pröva import",
            G::FlyttaKo,
            Nekas,
            Kofraga::ProvaImport(Arc::new(vec![importrad])),
        ),
    ]
}

fn aktfragor(m: &Mal) -> Vec<(&'static str, Garning, Aktfraga)> {
    use Garning as G;
    let enhet = || m.enhet.clone();
    vec![
        (
            "inkorg",
            G::TaOver,
            Aktfraga::Inkorg {
                enhet: enhet(),
                alla: true,
            },
        ),
        (
            "återlämnade",
            G::SkickaOverlamning,
            Aktfraga::Aterlamnade { enhet: enhet() },
        ),
        (
            "ärenden",
            G::LasaAkt,
            Aktfraga::Arenden {
                enhet: enhet(),
                avslutade: false,
            },
        ),
        (
            "ärende hos enheten",
            G::LasaAkt,
            Aktfraga::Arende {
                arende: m.arende.clone(),
                enhet: enhet(),
                anvandare: ANNA.to_owned(),
            },
        ),
        (
            "att göra",
            G::LasaAkt,
            Aktfraga::Attgora {
                enhet: enhet(),
                idag: idag(),
            },
        ),
    ]
}

/// All that is about something of an enhet.
pub fn om(m: &Mal, s: &Sammanhang) -> Vec<Fall> {
    let mut alla = Vec::new();
    let mut fall = |namn, garning, annans, person, vad| {
        alla.push(Fall {
            namn,
            garning: Some(garning),
            annans,
            person,
            vad,
        });
    };
    for (namn, garning, annans, fraga) in kofragor(m) {
        fall(
            namn,
            garning,
            annans,
            false,
            Vad::Fraga(Query::Ko(fraga, s.clone())),
        );
    }
    for (namn, garning, fraga) in aktfragor(m) {
        fall(
            namn,
            garning,
            Annans::Nekas,
            true,
            Vad::Fraga(Query::Akt(fraga)),
        );
    }
    // The same ärende, asked for as the own enhet's.
    let arende = Aktfraga::Arende {
        arende: m.arende.clone(),
        enhet: EGEN.to_owned(),
        anvandare: ANNA.to_owned(),
    };
    fall(
        "ärende",
        Garning::LasaAkt,
        Annans::SomIngen,
        true,
        Vad::Fraga(Query::Akt(arende)),
    );
    for (namn, garning, annans, akt) in koakter(m, s) {
        fall(
            namn,
            garning,
            annans,
            false,
            Vad::Gor(Change::Ko(akt, s.clone())),
        );
    }
    let forekomst = [
        Sokt::Namn(m.namn.clone()),
        Sokt::Nummer(m.personnummer.clone()),
    ];
    for sokt in forekomst {
        let akt = Change::Akt(Box::new(Aktakt::Forekomst(sokt)), s.clone());
        fall(
            "förekomst",
            Garning::Forekomst,
            Annans::Ingens,
            true,
            Vad::Gor(akt),
        );
    }
    for (namn, garning, person, akt) in aktakter(m) {
        let akt = Change::Akt(Box::new(akt), s.clone());
        fall(namn, garning, Annans::SomIngen, person, Vad::Gor(akt));
    }
    let id = m.ny.clone();
    fall(
        "hämta",
        Garning::TaOver,
        Annans::SomIngen,
        true,
        Vad::Gor(Change::HamtaOverlamning { id }),
    );
    let id = m.hamtad.clone();
    fall(
        "kvittera",
        Garning::TaOver,
        Annans::SomIngen,
        true,
        Vad::Gor(Change::KvitteraOverlamning { id }),
    );
    let besok = m.besok.clone();
    let igen = Change::Parkera {
        besok: besok.clone(),
        utkast: utkast(&s.katalog.insatser[0], Steg::Information),
        version: Some(1),
    };
    for (namn, akt) in [
        ("parkera igen", igen),
        (
            "ta upp",
            Change::TaUpp {
                besok: besok.clone(),
            },
        ),
        ("glöm besök", Change::Glom { besok }),
    ] {
        fall(
            namn,
            Garning::TaEmot,
            Annans::SomIngen,
            false,
            Vad::Gor(akt),
        );
    }
    alla
}

/// All that is about nothing in particular.
pub fn allmant(s: &Sammanhang) -> Vec<Fall> {
    use Garning as G;
    let ko = |fraga| Vad::Fraga(Query::Ko(fraga, s.clone()));
    let konto = |akt| Vad::Gor(Change::Konto(akt));
    let bo = || namn("bo");
    let insats = Arc::new(s.katalog.insatser[2].clone());
    let ny = Konto {
        anvandare: namn("cia"),
        namn: "Cia Övning".to_owned(),
        stangt: false,
        roller: Vec::new(),
    };
    let ratt = |akt| Vad::Gor(Change::Akt(Box::new(akt), s.clone()));
    let senaste = |anvandare: &str| Kofraga::Senaste {
        anvandare: anvandare.to_owned(),
        desk: "disken".to_owned(),
        nu: nar(),
    };
    let roll = (Roll::Chef, EGEN.to_owned());
    let fall = |namn, garning, vad| Fall {
        namn,
        garning,
        annans: Annans::Ingens,
        person: false,
        vad,
    };
    vec![
        fall("läge", None, Vad::Fraga(Query::Lage)),
        fall("parkerade", Some(G::TaEmot), Vad::Fraga(Query::Parkerade)),
        fall(
            "platsläge",
            Some(G::TaEmot),
            Vad::Fraga(Query::Platslage {
                insats: insats.nr,
                platser: None,
                idag: idag(),
            }),
        ),
        fall(
            "överlämningar",
            Some(G::SkickaOverlamning),
            Vad::Fraga(Query::Overlamningar(true)),
        ),
        fall(
            "statistik",
            Some(G::Statistik),
            Vad::Fraga(Query::Statistik(None, BTreeSet::new())),
        ),
        fall("köerna", Some(G::SeKo), ko(Kofraga::Koer(None))),
        fall(
            "att göra överallt",
            Some(G::SeKo),
            ko(Kofraga::Attgora(None)),
        ),
        fall("köerna ut", Some(G::FlyttaKo), ko(Kofraga::Alla(None))),
        fall(
            "rättvisa",
            Some(G::Statistik),
            ko(Kofraga::Rattvisa(idag(), idag())),
        ),
        fall("senaste", Some(G::SeKo), ko(senaste(ANNA))),
        fall(
            "rätter",
            Some(G::SkotaKonton),
            Vad::Fraga(Query::Akt(Aktfraga::Ratter)),
        ),
        fall(
            "konton",
            Some(G::SkotaKonton),
            Vad::Fraga(Query::Konto(Kontofraga::Alla)),
        ),
        fall(
            "eget konto",
            None,
            Vad::Fraga(Query::Konto(Kontofraga::Eget)),
        ),
        fall(
            "kontrollera loggen",
            Some(G::KontrolleraLogg),
            Vad::Fraga(Query::Logg(Loggfraga::Kontrollera(None))),
        ),
        fall(
            "loggens topp",
            Some(G::KontrolleraLogg),
            Vad::Fraga(Query::Logg(Loggfraga::Topp)),
        ),
        fall(
            "protokoll",
            Some(G::Gallra),
            Vad::Fraga(Query::Gallring(Gallringsfraga::Protokoll)),
        ),
        fall(
            "läs loggen",
            Some(G::SeLogg),
            Vad::Gor(Change::Logg(Loggakt::Las(Loggurval {
                antal: 10,
                ..Loggurval::default()
            }))),
        ),
        fall(
            "granska loggen",
            Some(G::SeLogg),
            Vad::Gor(Change::Logg(Loggakt::Granska {
                fran: idag(),
                till: idag(),
                stangda_dagar: Vec::new(),
            })),
        ),
        fall(
            "gallringslista",
            Some(G::Gallra),
            Vad::Gor(Change::Gallring(Gallringsakt::Lista, s.clone())),
        ),
        fall(
            "städa",
            Some(G::Gallra),
            Vad::Gor(Change::Gallring(Gallringsakt::Stada, s.clone())),
        ),
        fall(
            "gallra",
            Some(G::Gallra),
            Vad::Gor(Change::Gallring(
                Gallringsakt::Gallra(Vec::new()),
                s.clone(),
            )),
        ),
        fall(
            "ta emot",
            Some(G::TaEmot),
            Vad::Gor(slut(&insats, i_ko(&insats), None)),
        ),
        fall(
            "ge rätt",
            Some(G::SkotaKonton),
            ratt(Aktakt::GeRatt {
                anvandare: "bo".to_owned(),
            }),
        ),
        fall(
            "ta rätt",
            Some(G::SkotaKonton),
            ratt(Aktakt::TaRatt {
                anvandare: "bo".to_owned(),
            }),
        ),
        fall(
            "lägg konto",
            Some(G::SkotaKonton),
            konto(Kontoakt::Lagg(ny)),
        ),
        fall(
            "ge roll",
            Some(G::SkotaKonton),
            konto(Kontoakt::GeRoll {
                anvandare: bo(),
                roll: roll.0,
                enhet: roll.1.clone(),
            }),
        ),
        fall(
            "ta roll",
            Some(G::SkotaKonton),
            konto(Kontoakt::TaRoll {
                anvandare: bo(),
                roll: roll.0,
                enhet: roll.1,
            }),
        ),
        fall(
            "stäng",
            Some(G::SkotaKonton),
            konto(Kontoakt::Stang {
                misslyckade: 0,
                anvandare: bo(),
            }),
        ),
        fall(
            "öppna konto",
            Some(G::SkotaKonton),
            konto(Kontoakt::Oppna { anvandare: bo() }),
        ),
        fall(
            "lås upp",
            Some(G::SkotaKonton),
            konto(Kontoakt::LastUpp {
                misslyckade: 0,
                anvandare: bo(),
            }),
        ),
        fall(
            "annans lösenord",
            Some(G::SkotaKonton),
            konto(Kontoakt::LosenordBytt {
                misslyckade: 0,
                anvandare: bo(),
            }),
        ),
        fall(
            "eget lösenord",
            None,
            konto(Kontoakt::LosenordBytt {
                misslyckade: 0,
                anvandare: namn(ANNA),
            }),
        ),
    ]
}

/// A question about what somebody else has begun: refused whoever asks.
pub fn annans_paborjade(m: &Mal, s: &Sammanhang) -> [Query; 2] {
    [
        Query::Ko(
            Kofraga::Senaste {
                anvandare: "bo".to_owned(),
                desk: "disken".to_owned(),
                nu: nar(),
            },
            s.clone(),
        ),
        Query::Akt(Aktfraga::Arende {
            arende: m.arende.clone(),
            enhet: EGEN.to_owned(),
            anvandare: "bo".to_owned(),
        }),
    ]
}
