//! The queue as it must be: a model that knows nothing of how the program keeps it. It is told of one done act at a time,
//! in the order of the log, with the rows that the log has of it, and says what does not go together.
//!
//! The rules: in order of ködatum, which never lies before that of anybody who waits; a place goes to the first who waits
//! and has not declined this chance; a place that somebody leaves is a new chance; as many places as the nämnd has stated,
//! the lowest free number first; one slip holds one place; one person has one live slip.

#[path = "modell_turen.rs"]
mod turen;

use std::collections::{BTreeMap, HashMap};

use super::akter::{Akt, INSATSER};
use super::fil::{Filen, Rad};

/// Ködatum in milliseconds, and id.
type Nyckel = (i64, String);

/// Whom a place is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Haller {
    Lapp(String),
    Overlamning(String),
    /// Somebody who came without a slip, and stays unknown.
    Okand,
}

#[derive(Default)]
pub struct Kon {
    platser: Option<u16>,
    linje: BTreeMap<Nyckel, String>,
    pub tagna: BTreeMap<u16, Haller>,
    /// The event by which there last was a new chance.
    ny_chans: i64,
}

pub struct Post {
    pub insats: String,
    nyckel: Nyckel,
    pub status: String,
    /// Its offers: by which event, and how each was answered.
    erbjudanden: Vec<(i64, Option<&'static str>)>,
    person: Option<String>,
    /// From where in the log it is known who that is.
    personer: Vec<(usize, Option<String>)>,
    /// From where in the log it has stood so.
    pub statusar: Vec<(usize, String)>,
}

/// What was done to an entry, for an undo.
struct Gjort {
    kod: String,
    fore: String,
    desk: String,
    slag: String,
    angrad: bool,
}

/// What an act came to, as far as it was about the queue.
#[derive(Clone, Debug, Default)]
pub struct Utfall {
    pub kod: Option<String>,
    pub status: Option<String>,
    pub plats: Option<usize>,
    pub nasta: Option<String>,
    pub angrat: Option<String>,
}

#[derive(Default)]
pub struct Komodell {
    pub koer: BTreeMap<String, Kon>,
    pub poster: HashMap<String, Post>,
    gjort: HashMap<i64, Gjort>,
    pub brott: Vec<String>,
    pub antal: BTreeMap<String, usize>,
    lage: usize,
}

const I_LINJEN: [&str; 3] = ["i_ko", "vilande", "erbjuden"];
const LEVANDE: [&str; 4] = ["i_ko", "vilande", "erbjuden", "accepterad"];

impl Komodell {
    pub fn ny() -> Self {
        let ko = |platser| Kon {
            platser,
            ..Kon::default()
        };
        Self {
            koer: INSATSER
                .iter()
                .map(|(nr, _, platser)| ((*nr).to_owned(), ko(*platser)))
                .collect(),
            ..Self::default()
        }
    }

    /// Plays the rows of one act; `lage` is where in the log it stands.
    pub fn spela(&mut self, lage: usize, akt: &Akt, rader: &[&Rad], fil: &Filen) -> Utfall {
        self.lage = lage;
        let fore: Vec<usize> = self.koer.values().map(|ko| ko.tagna.len()).collect();
        let mut utfall = Utfall::default();
        for rad in rader.iter().filter(|rad| rad.tabell == "kohandelse") {
            *self.antal.entry(rad.slag.clone()).or_default() += 1;
            match &rad.kod {
                Some(kod) => {
                    self.om_posten(rad, kod, akt, fil);
                    if !["overhoppad"].contains(&rad.slag.as_str()) {
                        utfall.kod = Some(kod.clone());
                    }
                }
                None => self.om_kon(rad, &mut utfall),
            }
            if rad.slag == "angrad" {
                utfall.angrat.clone_from(&rad.orsak);
            }
        }
        if let Some((nr, kod)) = akt.in_med()
            && rader.iter().any(|rad| rad.slag == "besok_avslutat")
        {
            let overlamning = rader.iter().find(|rad| rad.slag == "overlamnad");
            self.kom_in(
                nr,
                kod,
                overlamning.and_then(|rad| rad.objekt.clone()),
                utfall.kod.is_some(),
            );
        }
        if let Some(post) = utfall.kod.as_ref().and_then(|kod| self.poster.get(kod)) {
            utfall.status = Some(post.status.clone());
        }
        utfall.plats = utfall.kod.as_ref().and_then(|kod| self.plats(kod));
        self.ryms(&fore);
        utfall
    }

    fn fel(&mut self, text: String) {
        self.brott.push(text);
    }

    /// No place beyond the number; said once, by the act that took it.
    fn ryms(&mut self, fore: &[usize]) {
        let mut fel = Vec::new();
        for ((nr, ko), fore) in self.koer.iter().zip(fore) {
            let tagna = ko.tagna.len();
            if tagna > *fore
                && ko
                    .platser
                    .is_some_and(|platser| tagna > usize::from(platser))
            {
                fel.push(format!(
                    "insats {nr}: {} platser är tagna, det finns {:?}",
                    ko.tagna.len(),
                    ko.platser
                ));
            }
        }
        self.brott.append(&mut fel);
    }

    /// Place in line, from 1.
    pub fn plats(&self, kod: &str) -> Option<usize> {
        let post = self.poster.get(kod)?;
        let linje = &self.koer.get(&post.insats)?.linje;
        let plats = linje.values().position(|annan| annan == kod)?;
        Some(plats + 1)
    }

    /// Whether an entry has stood so at some time from this point of the log on.
    pub fn har_statt(&self, kod: &str, status: &str, fran: usize) -> bool {
        let Some(post) = self.poster.get(kod) else {
            return false;
        };
        let da = post.statusar.iter().rposition(|(lage, _)| *lage <= fran);
        let fran = da.unwrap_or(0);
        post.statusar[fran..].iter().any(|(_, har)| har == status)
    }

    /// Whose contact data stood on an entry at this point of the log.
    pub fn sagd_person(&self, kod: &str, da: usize) -> Option<String> {
        let post = self.poster.get(kod)?;
        let sist = post.personer.iter().rfind(|(lage, _)| *lage <= da)?;
        sist.1.clone()
    }

    /// The slips of a queue in order.
    pub fn linje(&self, nr: &str) -> Vec<String> {
        self.koer
            .get(nr)
            .map(|ko| ko.linje.values().cloned().collect())
            .unwrap_or_default()
    }

    /// Moves an entry on, in the line and out of it.
    fn satt(&mut self, kod: &str, fran: &[&str], till: &str, vad: &str) {
        let Some(post) = self.poster.get_mut(kod) else {
            return;
        };
        let fore = std::mem::replace(&mut post.status, till.to_owned());
        post.statusar.push((self.lage, till.to_owned()));
        if let Some(ko) = self.koer.get_mut(&post.insats) {
            if I_LINJEN.contains(&till) {
                ko.linje.insert(post.nyckel.clone(), kod.to_owned());
            } else {
                ko.linje.remove(&post.nyckel);
            }
        }
        if !fran.contains(&fore.as_str()) {
            self.fel(format!("{kod} är {fore} och kan inte bli {till} ({vad})"));
        }
    }

    fn stang(&mut self, kod: &str, utfall: &'static str) {
        if let Some(post) = self.poster.get_mut(kod) {
            for (_, svar) in &mut post.erbjudanden {
                svar.get_or_insert(utfall);
            }
        }
    }

    fn erbjud(&mut self, kod: &str, seq: i64) {
        if let Some(post) = self.poster.get_mut(kod) {
            post.erbjudanden.push((seq, None));
        }
        let nr = self.poster[kod].insats.clone();
        self.ta_plats(&nr, &Haller::Lapp(kod.to_owned()));
    }

    fn ny_post(&mut self, rad: &Rad, kod: &str, fil: &Filen) {
        let Some(rad_i_kon) = fil.poster.get(kod) else {
            return self.fel(format!("{kod} ställdes i kön men finns inte"));
        };
        let insats = rad.insats.clone().unwrap_or_default();
        let nyckel = (rad_i_kon.kotid, rad_i_kon.id.clone());
        let levande = self.levande(&insats);
        let sist = levande.iter().map(|kod| &self.poster[*kod].nyckel).max();
        if sist.is_some_and(|sist| *sist >= nyckel) {
            self.fel(format!("{kod} ställdes i kön före någon som redan väntade"));
        }
        let post = Post {
            insats: insats.clone(),
            nyckel: nyckel.clone(),
            status: "i_ko".to_owned(),
            erbjudanden: Vec::new(),
            person: None,
            personer: Vec::new(),
            statusar: vec![(self.lage, "i_ko".to_owned())],
        };
        if self.poster.insert(kod.to_owned(), post).is_some() {
            self.fel(format!("{kod} ställdes i kön två gånger"));
        }
        if let Some(ko) = self.koer.get_mut(&insats) {
            ko.linje.insert(nyckel, kod.to_owned());
        }
    }

    /// One person has one live slip for an insats.
    fn en_gang(&mut self, kod: &str) {
        let post = &self.poster[kod];
        let Some(person) = &post.person else { return };
        let levande = self.levande(&post.insats);
        let annan = levande
            .into_iter()
            .find(|annan| *annan != kod && self.poster[*annan].person.as_ref() == Some(person));
        if let Some(annan) = annan.filter(|_| LEVANDE.contains(&post.status.as_str())) {
            let fel = format!("person {person} står i kön två gånger: {kod} och {annan}");
            self.fel(fel);
        }
    }

    fn om_posten(&mut self, rad: &Rad, kod: &str, akt: &Akt, fil: &Filen) {
        if rad.slag == "stalld_i_ko" {
            self.ny_post(rad, kod, fil);
        }
        let Some(post) = self.poster.get(kod) else {
            return self.fel(format!("{} om {kod}, som aldrig ställdes i kön", rad.slag));
        };
        let fore = post.status.clone();
        match rad.slag.as_str() {
            "stalld_i_ko" => {}
            "erbjuden" => {
                self.ar_forst(kod, false, "fick ett erbjudande");
                self.satt(kod, &["i_ko"], "erbjuden", "erbjuden");
                self.erbjud(kod, rad.seq);
            }
            "accepterad" => {
                self.satt(kod, &["erbjuden"], "accepterad", "ja");
                self.stang(kod, "ja");
            }
            "avbojt" | "star_kvar" => {
                self.satt(kod, &["erbjuden", "accepterad"], "i_ko", "nej");
                self.stang(kod, "nej");
                self.slapp(kod);
            }
            "inkallad" => {
                self.ar_forst(kod, true, "togs emot");
                self.satt(kod, &["i_ko"], "paborjad", "inkallad");
                let nr = self.poster[kod].insats.clone();
                self.ta_plats(&nr, &Haller::Lapp(kod.to_owned()));
            }
            "paborjad" => {
                if !self.har_plats(kod) {
                    self.fel(format!("{kod} började utan att hålla en plats"));
                }
                self.satt(kod, &["accepterad"], "paborjad", "paborjad");
            }
            "avslutad" | "felregistrerad" => {
                let fran: &[&str] = if rad.slag == "avslutad" {
                    &LEVANDE
                } else {
                    &["i_ko", "vilande", "erbjuden", "accepterad", "avslutad"]
                };
                self.satt(kod, fran, &rad.slag, &rad.slag);
                self.stang(kod, "aterkallat");
                self.slapp(kod);
            }
            "ateroppnad" => {
                self.satt(kod, &["avslutad"], "i_ko", "återöppnad");
                self.en_gang(kod);
            }
            "vila" => self.satt(kod, &["i_ko"], "vilande", "vila"),
            "ater_aktiv" => self.satt(kod, &["vilande"], "i_ko", "åter aktiv"),
            "overhoppad" => {
                if fore != "i_ko" || !self.tackat_nej(&self.poster[kod]) {
                    self.fel(format!("{kod} ({fore}) hoppades över utan skäl"));
                }
            }
            "kontakt_sparad" => {
                if let Some(post) = self.poster.get_mut(kod) {
                    post.person = akt.ord(2).map(str::to_owned);
                    post.personer.push((self.lage, post.person.clone()));
                }
                self.en_gang(kod);
            }
            "kontakt_raderad" => {
                if let Some(post) = self.poster.get_mut(kod) {
                    post.person = None;
                    post.personer.push((self.lage, None));
                }
            }
            "rattelse_godkand" => self.ratta(rad, kod),
            "angrad" => self.angra(rad, kod),
            "kontakt_last"
            | "kontaktforsok"
            | "bekraftad"
            | "paminnelse"
            | "rattelse_foreslagen"
            | "rattelse_avvisad" => {}
            annat => self.fel(format!("oväntad händelse {annat} om {kod}")),
        }
        // What was written down as the place in line is what the order gives.
        let plats = self.plats(kod);
        if rad.plats != plats {
            self.fel(format!(
                "{} om {kod}: loggen säger plats {:?}, ordningen ger {plats:?}",
                rad.slag, rad.plats
            ));
        }
        let gjort = Gjort {
            kod: kod.to_owned(),
            fore,
            desk: rad.desk.clone(),
            slag: rad.slag.clone(),
            angrad: false,
        };
        self.gjort.insert(rad.seq, gjort);
    }

    fn ratta(&mut self, rad: &Rad, kod: &str) {
        let till = rad.om.as_deref().and_then(|om| om.parse().ok());
        let Some((till, post)) = till.zip(self.poster.get_mut(kod)) else {
            return;
        };
        if let Some(ko) = self.koer.get_mut(&post.insats) {
            ko.linje.remove(&post.nyckel);
            post.nyckel.0 = till;
            ko.linje.insert(post.nyckel.clone(), kod.to_owned());
        }
    }

    fn angra(&mut self, rad: &Rad, kod: &str) {
        let Some(gjort) = rad.angrar.and_then(|seq| self.gjort.get_mut(&seq)) else {
            return self.fel(format!("{kod}: något okänt ångrades"));
        };
        let redan = std::mem::replace(&mut gjort.angrad, true);
        let (fore, slag) = (gjort.fore.clone(), gjort.slag.clone());
        if redan || gjort.kod != kod || gjort.desk != rad.desk || rad.orsak.as_ref() != Some(&slag)
        {
            self.fel(format!("{kod}: {slag} kan inte ångras av {}", rad.desk));
        }
        let nu = self.poster[kod].status.clone();
        let till = match (nu.as_str(), fore.as_str()) {
            ("erbjuden", "i_ko") => {
                self.stang(kod, "angrat");
                self.slapp(kod);
                "i_ko"
            }
            // The places have been held all along.
            ("accepterad", "erbjuden") => {
                if let Some(post) = self.poster.get_mut(kod) {
                    post.erbjudanden.push((rad.seq, None));
                }
                "erbjuden"
            }
            ("i_ko", "erbjuden" | "accepterad") => {
                self.erbjud(kod, rad.seq);
                "erbjuden"
            }
            ("avslutad", "erbjuden" | "accepterad") => "i_ko",
            (_, fore) => fore,
        }
        .to_owned();
        self.satt(kod, &[&nu], &till, "ångrat");
        self.en_gang(kod);
    }

    fn om_kon(&mut self, rad: &Rad, utfall: &mut Utfall) {
        let nr = rad.insats.clone().unwrap_or_default();
        let om = rad.om.clone().unwrap_or_default();
        let sista = om.split(' ').next_back().unwrap_or("-");
        match rad.slag.as_str() {
            "plats_lamnad" => {
                let tagen = self.koer.get_mut(&nr).and_then(|ko| {
                    ko.ny_chans = rad.seq;
                    ko.tagna.remove(&sista.parse().ok()?)
                });
                match tagen {
                    None => self.fel(format!("plats {om} lämnades men var ledig")),
                    Some(Haller::Lapp(kod))
                        if LEVANDE.contains(&self.poster[&kod].status.as_str()) =>
                    {
                        self.fel(format!("plats {om} lämnades men hålls för {kod}"));
                    }
                    Some(_) => {}
                }
            }
            "nasta_i_tur" => {
                let forst = self.forst(&nr, None).unwrap_or("-");
                if forst != sista {
                    let fel = format!("{sista} sägs stå i tur; i tur står {forst}");
                    self.fel(fel);
                }
                utfall.nasta = Some(if sista == "-" { "ingen" } else { sista }.to_owned());
            }
            annat => self.fel(format!("oväntad händelse {annat} om insats {nr}")),
        }
    }
}
