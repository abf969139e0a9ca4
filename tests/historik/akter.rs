//! The acts of a desk as words: one line says all that an act needs, so that another process can send the same one again.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Days};
use troskel::domain::akt::anteckning::{Anteckningsdelar, Galler, NyAnteckning};
use troskel::domain::akt::avslut::{Avslutsorsak, Malrad, Malutfall, NyttAvslut};
use troskel::domain::akt::overlamning::Aterlamningsorsak;
use troskel::domain::akt::text::{Faltnamn, Kort};
use troskel::domain::akt::{Aktslag, Skrivare, Stegantal};
use troskel::domain::besok::Onskan;
use troskel::domain::identitet::{Identitet, Kontaktuppgift};
use troskel::domain::insats::Insats;
use troskel::domain::ko::KoOrsak;
use troskel::domain::ko::kontakt::{Kokontakt, Kontaktratt, Kontaktsatt};
use troskel::domain::ko::plats::Pott;
use troskel::domain::ko::rattelse::{Mening, Rattelseorsak};
use troskel::domain::kolapp::Kolappskod;
use troskel::domain::raknat::Raknas;
use troskel::domain::utkast::Steg;
use troskel::store::akt::{Aktakt, NyttArende};
use troskel::store::ko::{Erbjud, Erbjudandesvar, Koakt, Sammanhang};
use troskel::store::{Change, RadId};

use super::gemensamt::{sammanhang, slut, utkast};
use super::insats::{self, KATALOG, i_ko, idag, mottagen, overlamnad};
use super::logg::Op;

/// Anonymous, with three places; documented, with two; advice, of which nobody has said how many there are.
pub const ANONYM: &str = "3.1.5";
pub const DOKUMENTERAD: &str = "1.1";
pub const RADGIVNING: &str = "2.1";

/// The insatser of the play, with their places.
pub const INSATSER: [(&str, &str, Option<u16>); 3] = [
    (ANONYM, "14:5", Some(3)),
    (DOKUMENTERAD, "14:3", Some(2)),
    (RADGIVNING, "14:4", None),
];

/// How many different persons leave contact data: so few that the same one comes again.
pub const PERSONER: u64 = 12;

/// What every act is sent with.
pub struct Varld {
    pub insatser: Vec<Arc<Insats>>,
    pub s: Sammanhang,
}

impl Varld {
    pub fn ny() -> Self {
        let insatser: Vec<Arc<Insats>> = INSATSER
            .iter()
            .map(|(nr, paragraf, platser)| insats::insats(nr, paragraf, *platser))
            .collect();
        let s = sammanhang(&insatser.iter().collect::<Vec<_>>());
        Self { insatser, s }
    }

    pub fn insats(&self, nr: &str) -> &Arc<Insats> {
        let finns = self
            .insatser
            .iter()
            .find(|insats| insats.nr.to_string() == nr);
        finns.expect("an insats of the play")
    }
}

/// One act: its word, and what it is about. Each word is a code, a slip, an id or a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Akt(pub Vec<String>);

impl fmt::Display for Akt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

/// An act of these words.
pub fn akt(ord: &[&dyn fmt::Display]) -> Akt {
    Akt(ord.iter().map(ToString::to_string).collect())
}

impl Akt {
    pub fn las(text: &str) -> Self {
        Self(text.split(' ').map(str::to_owned).collect())
    }

    pub fn slag(&self) -> &str {
        &self.0[0]
    }

    /// Word number `n` after the first; `-` is none.
    pub fn ord(&self, n: usize) -> Option<&str> {
        let ord = self.0.get(n).map(String::as_str);
        ord.filter(|ord| *ord != "-")
    }

    fn maste(&self, n: usize) -> &str {
        self.ord(n).unwrap_or_else(|| panic!("ord {n} i {self}"))
    }

    fn kod(&self) -> Kolappskod {
        Kolappskod::las(self.maste(1)).expect("a slip")
    }

    fn id(&self, n: usize) -> RadId {
        RadId(self.maste(n).to_owned())
    }

    /// Whether it is about a place for somebody who comes in: the insats, and the slip where there is one.
    pub fn in_med(&self) -> Option<(&str, Option<&str>)> {
        (self.slag() == "in").then(|| (self.maste(1), self.ord(2)))
    }

    /// The row of the log that there is one of, and one only, for each act that is done.
    pub fn huvudrader(&self) -> &'static [&'static str] {
        match self.slag() {
            "stall" | "in" | "info" | "avsluta_utkast" => &["besok_avslutat"],
            "erbjud" => &["erbjuden"],
            "svara" => &["accepterad", "star_kvar", "avbojt"],
            "vila" => &["vila"],
            "aktivera" => &["ater_aktiv"],
            "avsluta" => &["avslutad"],
            "felregistrera" => &["felregistrerad"],
            "ateroppna" => &["ateroppnad"],
            "lamna" => &["plats_lamnad"],
            "angra" => &["angrad"],
            "kontakt" => &["kontakt_sparad"],
            "las_kontakt" => &["kontakt_last"],
            "glom_kontakt" => &["kontakt_raderad"],
            "forsok" => &["kontaktforsok"],
            "bekrafta" => &["bekraftad"],
            "paminn" => &["paminnelse"],
            "foresla" => &["rattelse_foreslagen"],
            "ratta" => &["rattelse_godkand", "rattelse_avvisad"],
            "parkera" => &["parkerat"],
            "ta_upp" => &["upptaget"],
            "glom" => &["glomt"],
            "hamta" => &["hamtad", "last_igen"],
            "kvittera" => &["kvitterad"],
            "ta_over" => &["tagen_over", "last_igen"],
            "aterlamna" => &["aterlamnad"],
            "skicka" => &["skickad_igen"],
            "makulera" => &["makulerad"],
            "oppna" => &["oppnad"],
            "signera" => &["signerad"],
            "avsluta_arende" => &["avslutad"],
            annat => panic!("okänd akt {annat}"),
        }
    }

    /// Whether it shows somebody once more when it is sent again, which is logged once more and can be refused by then.
    pub fn visar(&self) -> bool {
        ["las_kontakt", "hamta", "ta_over", "ta_upp"].contains(&self.slag())
    }

    /// The same act as the store takes it.
    pub fn change(&self, v: &Varld, op: Op) -> Change {
        let ko = |akt| Change::Ko(akt, v.s.clone());
        let om_akt = |akt| Change::Akt(Box::new(akt), v.s.clone());
        match self.slag() {
            "stall" => {
                let insats = v.insats(self.maste(1));
                slut(insats, i_ko(insats), None)
            }
            "in" => {
                let insats = v.insats(self.maste(1));
                let kod = self.ord(2).map(|kod| Kolappskod::las(kod).expect("a slip"));
                let besok = if self.maste(1) == DOKUMENTERAD {
                    overlamnad(insats, person(op))
                } else {
                    mottagen(insats)
                };
                slut(insats, besok, kod)
            }
            "info" => {
                let insats = v.insats(self.maste(1));
                slut(insats, informerad(insats), None)
            }
            "avsluta_utkast" => {
                let insats = v.insats(ANONYM);
                Change::Avsluta {
                    slut: informerad(insats),
                    insats: Arc::clone(insats),
                    katalog: KATALOG.to_owned(),
                    utkast: Some(self.id(1)),
                    kolapp: None,
                }
            }
            "erbjud" => ko(Koakt::Erbjud(Erbjud {
                pott: Pott::Lopande(v.insats(self.maste(1)).nr),
                kod: None,
                svar_senast: None,
                kanal: None,
                hoppa: Vec::new(),
            })),
            "lamna" => ko(Koakt::LamnaPlats {
                pott: Pott::Lopande(v.insats(self.maste(1)).nr),
                nummer: self.maste(2).parse().expect("a number"),
            }),
            "angra" => ko(Koakt::Angra),
            "parkera" => Change::Parkera {
                besok: self.id(1),
                utkast: utkast(v.insats(ANONYM), Steg::Villkor),
                version: self.ord(2).map(|n| n.parse().expect("a version")),
            },
            "ta_upp" => Change::TaUpp { besok: self.id(1) },
            "glom" => Change::Glom { besok: self.id(1) },
            "hamta" => Change::HamtaOverlamning { id: self.id(1) },
            "kvittera" => Change::KvitteraOverlamning { id: self.id(1) },
            "ta_over" => om_akt(Aktakt::TaOver { id: self.id(1) }),
            "aterlamna" => om_akt(Aktakt::Aterlamna {
                id: self.id(1),
                orsak: Aterlamningsorsak::UppgifterSaknas,
            }),
            "skicka" => om_akt(Aktakt::SkickaIgen {
                id: self.id(1),
                till: None,
            }),
            "makulera" => om_akt(Aktakt::Makulera { id: self.id(1) }),
            "oppna" => om_akt(Aktakt::Oppna(NyttArende {
                overlamning: self.id(1),
                aktslag: Aktslag::Mottagaren,
                steg: Stegantal::Tre,
                person: None,
                uppfoljning: None,
            })),
            "signera" => om_akt(Aktakt::Signera {
                arende: self.id(1),
                anteckning: anteckning(),
                utkast: None,
            }),
            "avsluta_arende" => om_akt(Aktakt::Avsluta {
                arende: self.id(1),
                avslut: avslut(),
            }),
            _ => ko(self.om_lapp(v)),
        }
    }

    /// An act on one slip.
    fn om_lapp(&self, v: &Varld) -> Koakt {
        let kod = self.kod();
        match self.slag() {
            "svara" => Koakt::Svara {
                kod,
                svar: Erbjudandesvar::fran_kod(self.maste(2)).expect("an answer"),
            },
            "vila" => Koakt::Vila {
                kod,
                fran: idag(),
                till: idag().checked_add_days(Days::new(10)).expect("a day"),
            },
            "aktivera" => Koakt::Aktivera { kod },
            "avsluta" => Koakt::Avsluta {
                kod,
                orsak: KoOrsak::Atertagen,
                villkor: None,
            },
            "felregistrera" => Koakt::Felregistrera { kod },
            "ateroppna" => Koakt::Ateroppna {
                kod,
                mening: mening(),
            },
            "kontakt" => Koakt::Kontakt {
                kod,
                kontakt: kontakt(v, self.maste(2).parse().expect("a person")),
            },
            "las_kontakt" => Koakt::OppnaKontakt { kod },
            "glom_kontakt" => Koakt::GlomKontakt { kod },
            "forsok" => Koakt::Forsok {
                kod,
                kanal: Kontaktsatt::Telefon,
                nadd: self.maste(2) == "ja",
            },
            "bekrafta" => Koakt::Bekrafta { kod },
            "paminn" => Koakt::Paminn { kod },
            "foresla" => Koakt::ForeslaRattelse {
                kod,
                till: DateTime::from_timestamp_millis(self.maste(2).parse().expect("a time"))
                    .expect("a time"),
                orsak: Rattelseorsak::BegardTidigare,
                mening: mening(),
            },
            "ratta" => Koakt::SvaraRattelse {
                kod,
                godkand: self.maste(2) == "ja",
            },
            annat => panic!("okänd akt {annat}"),
        }
    }
}

fn mening() -> Mening {
    Mening::ny("Fel dag skrevs upp i receptionen.").expect("a sentence")
}

fn informerad(insats: &Arc<Insats>) -> troskel::domain::besok::Slut {
    insats::avstar(insats, Onskan::BaraFraga, Raknas::default())
}

/// A number as letters: where names stand no digits may.
pub fn bokstaver(mut n: u64) -> String {
    let mut ut = String::new();
    loop {
        ut.insert(0, char::from(b'a' + u8::try_from(n % 26).unwrap_or(0)));
        n /= 26;
        if n == 0 {
            return ut;
        }
    }
}

/// Somebody who has been handed over nowhere else: their name comes of the act.
fn person(op: Op) -> Identitet {
    let kontakt = Kontaktuppgift {
        telefon: "070-000 00 00".to_owned(),
        ..Kontaktuppgift::default()
    };
    let namn = format!("Prov {} {}", bokstaver(op.desk()), bokstaver(op.nummer()));
    Identitet::ny(&namn, None, kontakt, false).expect("an identity")
}

/// One of the few who leave contact data.
pub fn kontaktnamn(n: u64) -> String {
    format!("Prov {}", bokstaver(n + 1000))
}

fn kontakt(v: &Varld, n: u64) -> Kokontakt {
    let ratt = Kontaktratt::av(v.insats(DOKUMENTERAD)).expect("a right");
    let (namn, varde) = (kontaktnamn(n), format!("070-000 00 {n:02}"));
    Kokontakt::ny(ratt, &namn, Kontaktsatt::Sms, &varde, (false, true)).expect("contact data")
}

fn skrivare() -> Skrivare {
    Skrivare::ny("Karin Berg", "socionom").expect("a writer")
}

fn anteckning() -> NyAnteckning {
    let delar = Anteckningsdelar {
        galler: Galler::Handelse,
        vad: "Samtal",
        dag: idag(),
        klockslag: None,
        kalla: "personen",
        deltog: "",
        text: "Det går bra.",
    };
    NyAnteckning::ny(&delar, skrivare(), idag()).expect("a note")
}

fn avslut() -> NyttAvslut {
    let dag = idag();
    let orsak = Avslutsorsak::MaletNatt;
    let mal = Malrad {
        mal: Kort::ny(Faltnamn::Mal, "Sova bättre").expect("a goal"),
        utfall: Malutfall::Uppfyllt,
    };
    NyttAvslut::ny(orsak, dag, "Målet är nått", vec![mal], skrivare(), dag).expect("an end")
}
