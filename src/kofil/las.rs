//! Reads an old list: the queue as it was kept in a spreadsheet, taken in whole with its own dates.
//!
//! One row is one person in one queue, the cells parted by `;`, the first row with headings. Headings are read without
//! regard to capitals, and with or without å, ä and ö; the columns are those of [`Importkolumn`] in any order, and only
//! `kodatum` must be there (and `insats`, where it is not said for the whole file). Empty rows are passed over.
//!
//! | Column | Written as |
//! |---|---|
//! | insats | `3.1.4` |
//! | kodatum | `2025-03-04`, `20250304`, `04/03/2025`; a time after it as `09:15`, else midnight |
//! | namn, kontaktsatt, kontakt | all three or none; `telefon`, `sms`, `epost`, `brev` |
//! | valt_av | `personen`, `vardnadshavare` |
//! | parti | `1` and up; empty is one |
//! | band | `0-14`, `15-17`, `18-24`, `25-44`, `45-64`, `65-` |
//! | sprak | `sv`, `ar`, `und` |
//! | tidigast | as kodatum, without a time |
//! | veckodagar | `mån,tis`, `ma ti`, `måndag/tisdag` |

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{DateTime, Datelike, Duration, NaiveDateTime, Utc};

use super::cell::{band, dag, sprak, tid, veckodagar, vik};
use super::formel::utan_skydd;
use super::kontakt::kontakt;
use super::rader::{rader, text};
use crate::domain::insats::{Dokumentation, Insats, InsatsNr, Katalog};
use crate::domain::ko::fil::{Importfel, Importhinder, Importkolumn, Importrad};
use crate::domain::ko::plats::Kouppgifter;
use crate::domain::ko::policy::{Kopolicy, Koslag};
use crate::domain::tid::Aldersband;
use crate::rena::{otillaten, rena_rad};

/// Most rows that are taken at one time, the heading not counted.
pub const HOGST: usize = 100_000;
/// The first year of a ködatum that can be right.
const FORSTA_AR: i32 = 1990;
/// What some programs write first to tell a spreadsheet how the cells are parted.
const AVSKILJARRAD: &str = "sep=";

/// Läsning, what the reading of an old list needs to know of the world.
#[derive(Clone, Copy)]
pub struct Lasning<'a> {
    /// The catalogue in use.
    pub katalog: &'a Katalog,
    /// The insats of every row that does not say its own.
    pub insats: Option<InsatsNr>,
    /// Now; no ködatum lies after it.
    pub nu: DateTime<Utc>,
    /// Local time to UTC; `None` for a time that the clock jumped over.
    pub till_utc: &'a dyn Fn(NaiveDateTime) -> Option<DateTime<Utc>>,
}

/// Reads an old list.
///
/// Rows of the same time keep the order of the file: each gets a millisecond more than the one before it, but never so
/// much that it passes a later time in the file, or now.
///
/// # Errors
/// Every fault of the file, in the order of rows and columns. A row with the wrong number of cells is not read further,
/// for nobody knows which cell is which; nor is a file in which no heading is known.
pub fn las(fil: &[u8], lasning: &Lasning<'_>) -> Result<Vec<Importrad>, Vec<Importfel>> {
    let fel_i_filen = |rad, vad| Importfel {
        rad,
        kolumn: None,
        namn: None,
        vad,
    };
    let Some(text) = text(fil) else {
        return Err(vec![fel_i_filen(1, Importhinder::InteText)]);
    };
    let mut rader = rader(&text).peekable();
    let ar_avskiljarrad = |rad: &csv::StringRecord| {
        rad.get(0) == Some(AVSKILJARRAD) && rad.iter().skip(1).all(str::is_empty)
    };
    if let Some(Ok((_, rad))) = rader.peek()
        && ar_avskiljarrad(rad)
    {
        rader.next();
    }
    let (rubrikrad, rubriker) = match rader.next() {
        Some(Ok(rad)) => rad,
        Some(Err(rad)) => return Err(vec![fel_i_filen(rad, Importhinder::InteText)]),
        None => return Err(vec![fel_i_filen(1, Importhinder::Tom)]),
    };
    let mut fel = Vec::new();
    let huvud = Huvud::las(rubrikrad, &rubriker, lasning, &mut fel);
    let Some(huvud) = huvud else {
        return Err(fel);
    };

    let (mut lasta, mut sedda) = (Vec::new(), HashMap::new());
    for (antal, rad) in rader.enumerate() {
        match rad {
            Ok((nummer, _)) if antal == HOGST => {
                fel.push(fel_i_filen(nummer, Importhinder::ForManga(HOGST)));
                break;
            }
            Ok((nummer, celler)) if celler.len() != huvud.antal => {
                let vad = Importhinder::AntalCeller {
                    har: celler.len(),
                    ska_ha: huvud.antal,
                };
                fel.push(fel_i_filen(nummer, vad));
            }
            Ok((nummer, celler)) => {
                let celler: Vec<Cow<'_, str>> = celler.iter().map(stadad).collect();
                let mut rad = Rad::ny(nummer, &celler, &huvud);
                let last = rad.las(lasning, &mut sedda);
                fel.append(&mut rad.fel);
                lasta.extend(last);
            }
            Err(nummer) => fel.push(fel_i_filen(nummer, Importhinder::InteText)),
        }
    }
    if lasta.is_empty() && fel.is_empty() {
        fel.push(fel_i_filen(rubrikrad, Importhinder::Tom));
    }
    if fel.is_empty() {
        i_filens_ordning(&mut lasta, lasning.nu);
        Ok(lasta)
    } else {
        fel.sort_by_key(|fel| (fel.rad, fel.kolumn.unwrap_or(0)));
        Err(fel)
    }
}

/// Spaces around it away, the guard that [`super::skriv`] puts before a formula too, and marks joined to their letters.
fn stadad(cell: &str) -> Cow<'_, str> {
    let cell = utan_skydd(cell.trim());
    if cell.is_ascii() || trasig(cell) {
        Cow::Borrowed(cell)
    } else {
        Cow::Owned(rena_rad(cell))
    }
}

/// Whether something stands in it that steers, cannot be seen, or has been lost before it came here.
fn trasig(cell: &str) -> bool {
    cell.chars()
        .any(|c| otillaten(c) || c == char::REPLACEMENT_CHARACTER)
}

/// Puts a millisecond between rows of the same time, in the order of the file. Where there is no room for that the
/// order of the rows still decides, for whoever is written down first has the lower id.
fn i_filens_ordning(rader: &mut [Importrad], nu: DateTime<Utc>) {
    let mut ordning: Vec<usize> = (0..rader.len()).collect();
    ordning.sort_by_key(|plats| rader[*plats].kodatum);
    let tider: Vec<DateTime<Utc>> = ordning.iter().map(|plats| rader[*plats].kodatum).collect();
    let mut grupp = 0;
    while grupp < tider.len() {
        let tid = tider[grupp];
        let slut = grupp
            + tider[grupp..]
                .iter()
                .take_while(|annan| **annan == tid)
                .count();
        let hogst = tider
            .get(slut)
            .map_or(nu, |nasta| *nasta - Duration::milliseconds(1));
        for (steg, plats) in (0..).zip(&ordning[grupp..slut]) {
            rader[*plats].kodatum = (tid + Duration::milliseconds(steg)).min(hogst);
        }
        grupp = slut;
    }
}

/// The headings: where each column stands.
struct Huvud {
    antal: usize,
    kolumner: Vec<Option<Importkolumn>>,
}

impl Huvud {
    /// Reads the headings; `None` when the rows below cannot be read by them.
    fn las(
        rad: usize,
        rubriker: &csv::StringRecord,
        lasning: &Lasning<'_>,
        fel: &mut Vec<Importfel>,
    ) -> Option<Self> {
        let ett = |kolumn, namn, vad| Importfel {
            rad,
            kolumn,
            namn,
            vad,
        };
        let lasta: Vec<Option<Importkolumn>> = rubriker
            .iter()
            .map(|rubrik| Importkolumn::fran_kod(&vik(&stadad(rubrik))))
            .collect();
        let avskild_annars = |rubrik: &str| {
            rubrik
                .split([',', '\t'])
                .any(|del| Importkolumn::fran_kod(&vik(&stadad(del))).is_some())
        };
        if let (Some(rubrik), [None]) = (rubriker.get(0), lasta.as_slice())
            && avskild_annars(rubrik)
        {
            fel.push(ett(None, None, Importhinder::Avskiljare));
            return None;
        }
        if lasta.iter().all(Option::is_none) {
            fel.push(ett(None, None, Importhinder::RubrikerSaknas));
            return None;
        }
        let mut huvud = Self {
            antal: lasta.len(),
            kolumner: Vec::new(),
        };
        for (plats, kolumn) in lasta.into_iter().enumerate() {
            let vad = match kolumn.map(|kolumn| huvud.plats(kolumn)) {
                None => Some(Importhinder::OkandKolumn),
                Some(Some(forsta)) => Some(Importhinder::DubbelKolumn(forsta)),
                Some(None) => None,
            };
            if let Some(vad) = vad {
                fel.push(ett(Some(plats + 1), kolumn, vad));
            }
            huvud.kolumner.push(kolumn.filter(|_| vad.is_none()));
        }
        let saknas = |kolumn| ett(None, Some(kolumn), Importhinder::KolumnSaknas);
        if huvud.plats(Importkolumn::Kodatum).is_none() {
            fel.push(saknas(Importkolumn::Kodatum));
        }
        match lasning.insats {
            None if huvud.plats(Importkolumn::Insats).is_none() => {
                fel.push(saknas(Importkolumn::Insats));
            }
            None => {}
            Some(nr) => {
                if let Err(vad) = insats_med_ko(lasning.katalog, nr) {
                    fel.push(ett(None, Some(Importkolumn::Insats), vad));
                }
            }
        }
        Some(huvud)
    }

    /// The number of a column, from 1.
    fn plats(&self, kolumn: Importkolumn) -> Option<usize> {
        let plats = self.kolumner.iter().position(|har| *har == Some(kolumn));
        plats.map(|plats| plats + 1)
    }
}

fn insats_med_ko(katalog: &Katalog, nr: InsatsNr) -> Result<&Insats, Importhinder> {
    match katalog.insats(nr) {
        None => Err(Importhinder::OkandInsats),
        Some(insats) if insats.ko.slag == Koslag::IngenKo => Err(Importhinder::IngenKo),
        Some(insats) => Ok(insats),
    }
}

/// What stands in a cell. A column that the file does not have is empty in every row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    /// Nothing.
    Tom,
    /// Something that has been reported already.
    Trasig,
    /// A text.
    Text(&'a str),
}

/// One row while it is read.
pub(super) struct Rad<'a> {
    nummer: usize,
    celler: &'a [Cow<'a, str>],
    huvud: &'a Huvud,
    fel: Vec<Importfel>,
}

impl<'a> Rad<'a> {
    /// A row; cells that cannot be read are faults at once.
    fn ny(nummer: usize, celler: &'a [Cow<'a, str>], huvud: &'a Huvud) -> Self {
        let fel = celler
            .iter()
            .zip(&huvud.kolumner)
            .enumerate()
            .filter(|(_, (cell, _))| trasig(cell))
            .map(|(plats, (_, namn))| Importfel {
                rad: nummer,
                kolumn: Some(plats + 1),
                namn: *namn,
                vad: Importhinder::Styrtecken,
            })
            .collect();
        Self {
            nummer,
            celler,
            huvud,
            fel,
        }
    }

    /// What stands in a column.
    pub(super) fn cell(&self, kolumn: Importkolumn) -> Cell<'a> {
        let plats = self.huvud.plats(kolumn);
        match plats.and_then(|plats| self.celler.get(plats - 1)) {
            None => Cell::Tom,
            Some(cell) if cell.is_empty() => Cell::Tom,
            Some(cell) if trasig(cell) => Cell::Trasig,
            Some(cell) => Cell::Text(cell),
        }
    }

    /// Adds a fault in a column of this row.
    pub(super) fn fel(&mut self, kolumn: Importkolumn, vad: Importhinder) {
        self.fel.push(Importfel {
            rad: self.nummer,
            kolumn: self.huvud.plats(kolumn),
            namn: Some(kolumn),
            vad,
        });
    }

    /// Reads a cell that may be empty; one that says nothing is a fault.
    fn tolka<T>(
        &mut self,
        kolumn: Importkolumn,
        vad: Importhinder,
        tolka: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        match self.cell(kolumn) {
            Cell::Tom | Cell::Trasig => None,
            Cell::Text(text) => {
                let varde = tolka(text);
                if varde.is_none() {
                    self.fel(kolumn, vad);
                }
                varde
            }
        }
    }

    /// The row, unless something is wrong with it.
    fn las(
        &mut self,
        lasning: &Lasning<'_>,
        sedda: &mut HashMap<(InsatsNr, String), usize>,
    ) -> Option<Importrad> {
        let insats = self.insats(lasning);
        let kodatum = self.kodatum(lasning);
        let band = self.tolka(Importkolumn::Band, Importhinder::Band, band);
        let uppgifter = self.uppgifter(insats, band);
        let kontakt = kontakt(self, insats, band);
        if let (Some(insats), Some(kontakt)) = (insats, &kontakt) {
            match sedda.entry((insats.nr, kontakt.kannetecken())) {
                Entry::Occupied(forsta) => {
                    let vad = Importhinder::Dubblett(*forsta.get());
                    self.fel(Importkolumn::Kontakt, vad);
                }
                Entry::Vacant(plats) => {
                    plats.insert(self.nummer);
                }
            }
        }
        Some(Importrad {
            rad: self.nummer,
            insats: insats?.nr,
            kodatum: kodatum?,
            uppgifter,
            kontakt,
        })
        .filter(|_| self.fel.is_empty())
    }

    fn insats<'k>(&mut self, lasning: &Lasning<'k>) -> Option<&'k Insats> {
        let kolumn = Importkolumn::Insats;
        let nr = match self.cell(kolumn) {
            Cell::Trasig => return None,
            Cell::Tom => {
                if lasning.insats.is_none() && self.huvud.plats(kolumn).is_some() {
                    self.fel(kolumn, Importhinder::Tomt);
                }
                // One that is said for the whole file and cannot be used is a fault of the heading already.
                return insats_med_ko(lasning.katalog, lasning.insats?).ok();
            }
            Cell::Text(_) => self.tolka(kolumn, Importhinder::Insatsnummer, |text| {
                text.parse::<InsatsNr>().ok()
            })?,
        };
        match insats_med_ko(lasning.katalog, nr) {
            Ok(insats) => Some(insats),
            Err(vad) => {
                self.fel(kolumn, vad);
                None
            }
        }
    }

    fn kodatum(&mut self, lasning: &Lasning<'_>) -> Option<DateTime<Utc>> {
        let kolumn = Importkolumn::Kodatum;
        if self.cell(kolumn) == Cell::Tom && self.huvud.plats(kolumn).is_some() {
            self.fel(kolumn, Importhinder::Tomt);
        }
        let (lokal, utc) = self.tolka(kolumn, Importhinder::Datum, |text| {
            let lokal = tid(text)?;
            Some((lokal, (lasning.till_utc)(lokal)?))
        })?;
        let vad = if lokal.year() < FORSTA_AR {
            Importhinder::ForeNittio
        } else if utc > lasning.nu {
            Importhinder::IFramtiden
        } else {
            return Some(utc);
        };
        self.fel(kolumn, vad);
        None
    }

    fn uppgifter(&mut self, insats: Option<&Insats>, band: Option<Aldersband>) -> Kouppgifter {
        let hogst = insats
            .map_or_else(Kopolicy::default, |insats| insats.ko)
            .parti_hogst;
        let undantagen = insats.is_some_and(|insats| match insats.dokumentation {
            Dokumentation::Undantagen { .. } => true,
            Dokumentation::Dokumenteras { .. } | Dokumentation::Radgivning => false,
        });
        if undantagen && band.is_some() {
            self.fel(Importkolumn::Band, Importhinder::BandFarInteSparas);
        }
        Kouppgifter {
            parti: self
                .tolka(Importkolumn::Parti, Importhinder::Parti(hogst), |text| {
                    text.parse()
                        .ok()
                        .filter(|parti| (1..=hogst).contains(parti))
                })
                .unwrap_or(1),
            band,
            sprak: self.tolka(Importkolumn::Sprak, Importhinder::Sprak, sprak),
            tidigast: self.tolka(Importkolumn::Tidigast, Importhinder::Datum, dag),
            veckodagar: self.tolka(
                Importkolumn::Veckodagar,
                Importhinder::Veckodagar,
                veckodagar,
            ),
        }
    }
}
