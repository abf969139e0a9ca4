//! A model of a queue with places, which a log is played back against: it knows nothing of how the program keeps them.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;

use rusqlite::Connection;

/// One event of the log, in its order.
#[derive(Clone, Debug)]
pub struct Rad {
    pub slag: String,
    /// The slip; none where it is about the queue as a whole.
    pub kod: Option<String>,
    pub om: Option<String>,
    pub tid: String,
    /// The place in line that was written down with it.
    pub plats: Option<usize>,
}

/// Reads the log of the queue.
pub fn logg(conn: &Connection) -> Vec<Rad> {
    let mut fraga = conn
        .prepare(
            "SELECT h.slag, p.kod, h.om, h.plats, h.tid FROM kohandelse h LEFT JOIN kopost p ON p.id = h.kopost_id
             ORDER BY h.seq",
        )
        .unwrap();
    let rader = fraga
        .query_map([], |rad| {
            Ok(Rad {
                slag: rad.get(0)?,
                kod: rad.get(1)?,
                om: rad.get(2)?,
                tid: rad.get(4)?,
                plats: rad
                    .get::<_, Option<i64>>(3)?
                    .and_then(|plats| plats.try_into().ok()),
            })
        })
        .unwrap();
    rader.map(Result::unwrap).collect()
}

/// The queue as the log says it must be.
#[derive(Default)]
pub struct Modell {
    /// Everybody who ever came, in order of arrival, and where they stand.
    poster: Vec<(String, String)>,
    /// Who holds a place, for an offer or for good.
    haller: BTreeMap<String, bool>,
    /// When each open offer was made; and of each slip the newest that was closed, and whether it was declined.
    erbjudna: BTreeMap<String, String>,
    besvarade: BTreeMap<String, (String, bool)>,
    /// When somebody last left a place: from then on a place is a new chance for whoever declined one.
    ny_chans: String,
    /// Places taken by somebody who has begun.
    tagna: usize,
    pub antal: BTreeMap<String, usize>,
}

impl Modell {
    /// Plays a log back, with so many places. `sagt` are the places in line that people were told.
    pub fn spela(logg: &[Rad], platser: usize, sagt: &BTreeMap<String, usize>) -> Self {
        let mut modell = Self::default();
        for rad in logg {
            modell.steg(rad, sagt);
            assert!(
                modell.upptagna() <= platser,
                "fler platser än {platser}: {rad:?}"
            );
            *modell.antal.entry(rad.slag.clone()).or_default() += 1;
        }
        modell
    }

    /// Places that are taken or held.
    pub fn upptagna(&self) -> usize {
        self.tagna + self.haller.len()
    }

    /// Slips with a place in line, in order.
    pub fn linje(&self) -> Vec<String> {
        let i_linje = |status: &str| ["i_ko", "vilande", "erbjuden"].contains(&status);
        let linje = self.poster.iter().filter(|(_, status)| i_linje(status));
        linje.map(|(kod, _)| kod.clone()).collect()
    }

    /// Every slip and where it stands.
    pub fn statusar(&self) -> BTreeMap<String, String> {
        self.poster.iter().cloned().collect()
    }

    /// Who gets the next place: the first who waits and has not said no to it. Whoever comes with a slip (`egen`) may
    /// have changed their mind.
    fn forst(&self, egen: Option<&str>) -> Option<&str> {
        let passar = |kod: &str| egen == Some(kod) || !self.tackat_nej(kod);
        let forst = self
            .poster
            .iter()
            .find(|(kod, status)| status == "i_ko" && passar(kod));
        forst.map(|(kod, _)| kod.as_str())
    }

    fn tackat_nej(&self, kod: &str) -> bool {
        let sist = self.besvarade.get(kod);
        sist.is_some_and(|(tid, nej)| *nej && *tid >= self.ny_chans)
    }

    /// The open offer of a slip is closed; one that has said yes has none.
    fn besvarat(&mut self, kod: &str, nej: bool) {
        let Some(tid) = self.erbjudna.remove(kod) else {
            return;
        };
        let sist = self.besvarade.entry(kod.to_owned()).or_default();
        if tid >= sist.0 {
            *sist = (tid, nej);
        }
    }

    fn satt(&mut self, kod: &str, fran: &[&str], till: &str) {
        let (_, status) = self
            .poster
            .iter_mut()
            .find(|(post, _)| post == kod)
            .unwrap();
        assert!(
            fran.contains(&status.as_str()),
            "{kod} gick från {status} till {till}"
        );
        till.clone_into(status);
    }

    fn steg(&mut self, rad: &Rad, sagt: &BTreeMap<String, usize>) {
        let Some(kod) = rad.kod.as_deref() else {
            return self.om_kon(rad);
        };
        match rad.slag.as_str() {
            "stalld_i_ko" => {
                self.poster.push((kod.to_owned(), "i_ko".to_owned()));
                let plats = self.linje().len();
                assert_eq!(rad.plats, Some(plats), "{kod}");
                if let Some(sagd) = sagt.get(kod) {
                    assert_eq!(*sagd, plats, "{kod}");
                }
            }
            "erbjuden" => {
                assert_eq!(self.forst(Some(kod)), Some(kod), "erbjuden före sin tur");
                self.erbjudna.insert(kod.to_owned(), rad.tid.clone());
                self.satt(kod, &["i_ko"], "erbjuden");
                let redan = self.haller.insert(kod.to_owned(), false);
                assert_eq!(redan, None, "{kod} har redan en plats");
            }
            "accepterad" => {
                self.satt(kod, &["erbjuden"], "accepterad");
                self.besvarat(kod, false);
            }
            "overhoppad" => assert!(self.tackat_nej(kod), "{kod} förlorade sin tur"),
            "star_kvar" | "avbojt" => {
                self.satt(kod, &["erbjuden", "accepterad"], "i_ko");
                self.besvarat(kod, true);
                assert!(self.haller.remove(kod).is_some(), "{kod} höll ingen plats");
            }
            "inkallad" => {
                assert_eq!(self.forst(Some(kod)), Some(kod), "inkallad före sin tur");
                self.satt(kod, &["i_ko"], "paborjad");
                self.tagna += 1;
            }
            "paborjad" => {
                self.satt(kod, &["accepterad"], "paborjad");
                assert!(self.haller.remove(kod).is_some(), "{kod} höll ingen plats");
                self.tagna += 1;
            }
            "avslutad" => {
                self.satt(
                    kod,
                    &["i_ko", "vilande", "erbjuden", "accepterad"],
                    "avslutad",
                );
                self.besvarat(kod, false);
                self.haller.remove(kod);
            }
            "vila" => self.satt(kod, &["i_ko"], "vilande"),
            "ater_aktiv" => self.satt(kod, &["vilande"], "i_ko"),
            annat => panic!("oväntad händelse {annat}"),
        }
        // What was written down as the place in line is what the order gives.
        let plats = self.linje().iter().position(|post| post == kod);
        assert_eq!(rad.plats, plats.map(|n| n + 1), "{rad:?}");
    }

    fn om_kon(&mut self, rad: &Rad) {
        match rad.slag.as_str() {
            "plats_lamnad" => {
                self.ny_chans = self.ny_chans.clone().max(rad.tid.clone());
                self.tagna = self.tagna.checked_sub(1).expect("ingen plats var tagen");
            }
            "nasta_i_tur" => {
                let (_, kod) = rad.om.as_deref().unwrap().split_once(' ').unwrap();
                assert_eq!(
                    kod,
                    self.forst(None).unwrap_or("-"),
                    "fel person sägs stå på tur"
                );
            }
            annat => panic!("oväntad händelse {annat}"),
        }
    }
}
