//! Arbetet: what the recorded process does with the real store, act by act, each acknowledged with what must be in the file
//! from then on.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::Days;
use troskel::domain::akt::anteckning::{Anteckningsdelar, Galler, NyAnteckning};
use troskel::domain::akt::{Aktslag, Skrivare, Stegantal};
use troskel::domain::identitet::{Identitet, Kontaktuppgift};
use troskel::domain::insats::{Dokumentation, Insats};
use troskel::domain::ko::KoOrsak;
use troskel::domain::ko::plats::Pott;
use troskel::domain::kolapp::Kolappskod;
use troskel::domain::utkast::Steg;
use troskel::store::akt::{Aktakt, Aktsvar, NyttArende};
use troskel::store::ko::{Erbjud, Erbjudandesvar, Koakt};
use troskel::store::nyckelskap::{Nyckelskap, Upplast};
use troskel::store::sqlite::{SqliteStore, oppna};
use troskel::store::{Change, RadId, Reply, Store};

use super::insats::{i_ko, idag, insats, mottagen, overlamnad};
use super::kvittera;
use super::lager::{PROV, nar, sammanhang, slut, utkast};
use super::nyckel::hex;
use super::skarp::{self, ANNA, ENHET, hon};

/// Where the key file of a recorded file lies.
pub fn nyckelfil(fil: &Path) -> PathBuf {
    fil.with_file_name("nyckelfil")
}

/// Anna opens the cabinet with her key file.
pub fn las_upp(fil: &Path) -> Result<Upplast, String> {
    let mut skap = Nyckelskap::oppna(fil).map_err(|fel| fel.to_string())?;
    skap.las_upp_med_fil(&skarp::namn(ANNA), &nyckelfil(fil))
        .map_err(|fel| fel.to_string())
}

/// A file for real persons, whose cabinet Anna opens with a key file.
pub fn gor_skarp(fil: &Path, krypterad: bool) {
    skarp::gor(fil, krypterad);
    let upplast = skarp::las_upp(fil);
    let mut skap = Nyckelskap::oppna(fil).unwrap();
    // A way in that costs no work: it is gone a thousand times.
    assert!(skap.ta_bort(&skarp::namn(ANNA)).unwrap());
    skap.satt_nyckelfil(&upplast, &skarp::namn(ANNA), &nyckelfil(fil))
        .unwrap();
}

/// Opens the file as whoever works there would.
pub fn oppna_alla(fil: &Path) -> SqliteStore {
    if !Nyckelskap::finns(fil) {
        return oppna(fil, PROV).unwrap();
    }
    let upplast = las_upp(fil).unwrap();
    skarp::oppna(fil, &upplast)
}

/// A name of its own for each number, without a digit.
fn namn(n: u32) -> String {
    let bokstav =
        |siffra: char| char::from(b'a' + u8::try_from(siffra.to_digit(10).unwrap()).unwrap());
    format!(
        "Övning {}",
        n.to_string().chars().map(bokstav).collect::<String>()
    )
}

/// A day at the desk.
pub struct Dag {
    store: SqliteStore,
    dok: Arc<Insats>,
    anonym: Arc<Insats>,
    /// Acknowledges before it saves: what the judge must see through.
    for_tidigt: bool,
}

impl Dag {
    /// `nr` is the insats that people wait for: one whose queue nobody else has left anybody in.
    pub fn ny(fil: &Path, nr: &str, for_tidigt: bool) -> Self {
        let mut dok = insats("1.1", "14:3", None);
        if let Dokumentation::Dokumenteras { enhet, .. } =
            &mut Arc::make_mut(&mut dok).dokumentation
        {
            *enhet = Some(ENHET.to_owned());
        }
        let store = oppna_alla(fil);
        kvittera("fil.egenskap=lage");
        Self {
            store,
            dok,
            anonym: insats(nr, "14:5", Some(2)),
            for_tidigt,
        }
    }

    fn gor(&mut self, change: &Change) -> Reply {
        let op = skarp::op();
        let mut kvitto = format!("gjord.op_id={}", hex(&op.0));
        if self.for_tidigt {
            kvittera(&kvitto);
        }
        let svar = self.store.save(&hon(), op, nar(), change).unwrap();
        match &svar {
            Reply::Avslutat(avslutat) => {
                if let Some((kod, _)) = avslutat.kolapp {
                    write!(kvitto, " kopost.kod={kod}").unwrap();
                }
                if let Some(id) = &avslutat.overlamning {
                    write!(kvitto, " overlamning.id={}", id.0).unwrap();
                }
            }
            Reply::Akt(svar) => {
                if let Aktsvar::Arende(bild) = svar.as_ref() {
                    write!(kvitto, " arende.id={}", bild.rad.id.0).unwrap();
                }
            }
            _ => {}
        }
        if !self.for_tidigt {
            kvittera(&kvitto);
        }
        svar
    }

    /// So many rounds of all kinds of acts, about others than another process has met.
    pub fn arbeta(&mut self, varv: u32) {
        let forst = std::process::id() * 100;
        for n in forst..forst + varv {
            let kod = self.besok(n);
            self.kon(kod, n);
            self.arende(n);
        }
    }

    /// A visit that is parked, parked again and ended in the queue.
    fn besok(&mut self, n: u32) -> Kolappskod {
        let besok = RadId(format!("{n:032x}"));
        let anonym = Arc::clone(&self.anonym);
        for (steg, version) in [(Steg::Villkor, None), (Steg::Plats, Some(1))] {
            self.gor(&Change::Parkera {
                besok: besok.clone(),
                utkast: utkast(&anonym, steg),
                version,
            });
        }
        let mut avsluta = slut(&anonym, i_ko(&anonym), None);
        if let Change::Avsluta { utkast, .. } = &mut avsluta {
            *utkast = Some(besok);
        }
        match self.gor(&avsluta) {
            Reply::Avslutat(kvitto) => kvitto.kolapp.unwrap().0,
            annat => panic!("{annat:?}"),
        }
    }

    fn ko(&mut self, akt: Koakt) {
        let s = sammanhang(&[&self.anonym, &self.dok]);
        self.gor(&Change::Ko(akt, s));
    }

    /// Every other is offered the place and begins, the others rest and leave.
    fn kon(&mut self, kod: Kolappskod, n: u32) {
        let pott = Pott::Lopande(self.anonym.nr);
        if n.is_multiple_of(2) {
            self.ko(Koakt::Erbjud(Erbjud {
                pott: pott.clone(),
                kod: None,
                svar_senast: None,
                kanal: None,
                hoppa: Vec::new(),
            }));
            let svar = Erbjudandesvar::Ja;
            self.ko(Koakt::Svara { kod, svar });
            let anonym = Arc::clone(&self.anonym);
            self.gor(&slut(&anonym, mottagen(&anonym), Some(kod)));
            self.ko(Koakt::LamnaPlats { pott, nummer: 1 });
        } else {
            self.ko(Koakt::Bekrafta { kod });
            let fran = idag();
            let till = fran.checked_add_days(Days::new(9)).unwrap();
            self.ko(Koakt::Vila { kod, fran, till });
            self.ko(Koakt::Aktivera { kod });
            self.ko(Koakt::Avsluta {
                kod,
                orsak: KoOrsak::Atertagen,
                villkor: None,
            });
        }
    }

    /// Somebody is handed over, and the ärende gets two notes.
    fn arende(&mut self, n: u32) {
        let dok = Arc::clone(&self.dok);
        let person = Identitet::ny(&namn(n), None, Kontaktuppgift::default(), false).unwrap();
        let id = match self.gor(&slut(&dok, overlamnad(&dok, person), None)) {
            Reply::Avslutat(kvitto) => kvitto.overlamning.unwrap(),
            annat => panic!("{annat:?}"),
        };
        self.gor(&Change::HamtaOverlamning { id: id.clone() });
        let svar = self.akt(Aktakt::Oppna(NyttArende {
            overlamning: id,
            aktslag: Aktslag::Mottagaren,
            steg: Stegantal::Tre,
            person: None,
            uppfoljning: None,
        }));
        let arende = match svar {
            Reply::Akt(svar) => match *svar {
                Aktsvar::Arende(bild) => bild.rad.id,
                annat => panic!("{annat:?}"),
            },
            annat => panic!("{annat:?}"),
        };
        for rader in [2, 60] {
            let text = "Hon berättar hur det har gått sedan sist.\n".repeat(rader);
            let delar = Anteckningsdelar {
                galler: Galler::Handelse,
                vad: "Möte",
                dag: idag(),
                klockslag: None,
                kalla: "Personen",
                deltog: "",
                text: &text,
            };
            let skrivare = Skrivare::ny("Karin Berg", "socionom").unwrap();
            self.akt(Aktakt::Signera {
                arende: arende.clone(),
                anteckning: NyAnteckning::ny(&delar, skrivare, idag()).unwrap(),
                utkast: None,
            });
        }
    }

    fn akt(&mut self, akt: Aktakt) -> Reply {
        let s = sammanhang(&[&self.anonym, &self.dok]);
        self.gor(&Change::Akt(Box::new(akt), s))
    }
}
