//! Parked visits, handovers and ärenden as they must be. Each has one way to go, a version that grows by one, or notes with
//! numbers that follow on each other.

use std::collections::{BTreeMap, HashMap};

use super::akter::Akt;
use super::fil::Rad;

/// A handover: where it is, and at which desk somebody has it.
#[derive(Clone, Debug)]
pub struct Overlamning {
    pub status: &'static str,
    av: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Arende {
    pub nummer: usize,
    pub anteckningar: usize,
    pub avslutat: bool,
}

#[derive(Default)]
pub struct Aktmodell {
    /// Parked visits: version and desk.
    pub utkast: BTreeMap<String, (i64, String)>,
    pub overlamningar: HashMap<String, Overlamning>,
    pub arenden: HashMap<String, Arende>,
    pub brott: Vec<String>,
}

/// What an act came to, as its answer says it.
#[derive(Clone, Debug, Default)]
pub struct Utfall {
    pub version: Option<i64>,
    pub overlamning: Option<String>,
    /// Id, number within the year, and how many notes stand there.
    pub arende: Option<(String, usize, usize)>,
}

impl Aktmodell {
    /// Plays the rows of one act of `desk`. In a file for real persons everybody is the same user (`en_enda`), who may read
    /// again at one desk what was fetched at another.
    pub fn spela(&mut self, akt: &Akt, desk: &str, en_enda: bool, rader: &[&Rad]) -> Utfall {
        let mut utfall = Utfall::default();
        let vem = if en_enda { "alla" } else { desk };
        for rad in rader.iter().filter(|rad| rad.tabell != "kohandelse") {
            let objekt = rad.objekt.clone().unwrap_or_default();
            match rad.slag.as_str() {
                "besok_avslutat" if akt.slag() == "avsluta_utkast" => {
                    let id = akt.ord(1).unwrap_or_default();
                    match self.utkast.remove(id) {
                        Some((_, har)) if har == desk => {}
                        Some((_, har)) => {
                            self.fel(format!("besök {id} avslutades av {desk} men var hos {har}"));
                        }
                        None => self.fel(format!("besök {id} avslutades men var inte parkerat")),
                    }
                }
                "besok_avslutat" => {}
                "parkerat" => utfall.version = Some(self.parkera(akt, &objekt, desk)),
                "upptaget" => match self.utkast.get_mut(&objekt) {
                    Some(utkast) => {
                        *utkast = (utkast.0 + 1, desk.to_owned());
                        utfall.version = Some(utkast.0);
                    }
                    None => self.fel(format!("besök {objekt} togs upp men var inte parkerat")),
                },
                "glomt" => {
                    if self.utkast.remove(&objekt).is_none() {
                        self.fel(format!("besök {objekt} glömdes men var inte parkerat"));
                    }
                }
                "oppnad" | "signerad" | "last" => {
                    let id = rad.arende.clone().unwrap_or_default();
                    self.om_arendet(&rad.slag, &id, &objekt, vem);
                    utfall.arende = self.rad(&id);
                }
                "avslutad" => {
                    let id = rad.arende.clone().unwrap_or_default();
                    self.om_arendet(&rad.slag, &id, &objekt, vem);
                    utfall.arende = self.rad(&id);
                }
                slag => {
                    self.om_overlamningen(slag, &objekt, vem);
                    utfall.overlamning = Some(objekt);
                }
            }
        }
        utfall
    }

    fn fel(&mut self, text: String) {
        self.brott.push(text);
    }

    fn rad(&self, id: &str) -> Option<(String, usize, usize)> {
        let arende = self.arenden.get(id)?;
        Some((id.to_owned(), arende.nummer, arende.anteckningar))
    }

    fn parkera(&mut self, akt: &Akt, id: &str, desk: &str) -> i64 {
        let last = akt.ord(2).and_then(|last| last.parse::<i64>().ok());
        let finns = self.utkast.get(id).map(|(version, _)| *version);
        if finns != last {
            self.fel(format!(
                "besök {id} sparades över version {last:?} men hade {finns:?}: någons ändring är borta"
            ));
        }
        let ny = last.unwrap_or(0) + 1;
        self.utkast.insert(id.to_owned(), (ny, desk.to_owned()));
        ny
    }

    /// Moves a handover on.
    fn om_overlamningen(&mut self, slag: &str, id: &str, vem: &str) {
        if slag == "overlamnad" {
            let ny = Overlamning {
                status: "ny",
                av: None,
            };
            if self.overlamningar.insert(id.to_owned(), ny).is_some() {
                self.fel(format!("{id} överlämnades två gånger"));
            }
            return;
        }
        let Some(nu) = self.overlamningar.get(id).cloned() else {
            return self.fel(format!("{slag} om överlämning {id}, som inte finns"));
        };
        let min = nu.av.as_deref() == Some(vem);
        let (gar, till) = match slag {
            "hamtad" => (nu.status == "ny", "hamtad"),
            "last_igen" => (nu.status == "hamtad" && min, "hamtad"),
            "tagen_over" => (nu.status == "hamtad" && !min, "hamtad"),
            "kvitterad" => (nu.status == "hamtad" && min, "kvitterad"),
            "aterlamnad" => (nu.status == "hamtad" && min, "aterlamnad"),
            "skickad_igen" => (nu.status == "aterlamnad", "ny"),
            "makulerad" => (nu.status == "aterlamnad", "makulerad"),
            annat => return self.fel(format!("oväntad händelse {annat} om {id}")),
        };
        if !gar {
            let (status, av) = (nu.status, nu.av);
            self.fel(format!(
                "överlämning {id} var {status} hos {av:?}: {slag} av {vem} går inte"
            ));
        }
        let av = (till == "hamtad").then(|| vem.to_owned());
        self.overlamningar
            .insert(id.to_owned(), Overlamning { status: till, av });
    }

    fn om_arendet(&mut self, slag: &str, id: &str, objekt: &str, vem: &str) {
        if slag == "oppnad" {
            match self.overlamningar.get_mut(objekt) {
                Some(har) if har.status == "hamtad" && har.av.as_deref() == Some(vem) => {
                    har.status = "kvitterad";
                }
                annat => {
                    let fel = format!("ärende {id} öppnades ur {objekt} av {vem}: {annat:?}");
                    self.fel(fel);
                }
            }
            let nytt = Arende {
                nummer: self.arenden.len() + 1,
                ..Arende::default()
            };
            self.arenden.insert(id.to_owned(), nytt);
            return;
        }
        let Some(arende) = self.arenden.get_mut(id) else {
            return self.fel(format!("{slag} i ärende {id}, som inte finns"));
        };
        // What happened until the day of the closing may be signed after it, and all days are the same here.
        arende.anteckningar += usize::from(slag == "signerad");
        if slag == "avslutad" && std::mem::replace(&mut arende.avslutat, true) {
            self.fel(format!("ärende {id} avslutades två gånger"));
        }
    }
}
