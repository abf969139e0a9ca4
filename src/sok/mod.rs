//! Lookup: from what somebody says at the desk to the insats that is meant.
//!
//! Pure and deterministic. Text is folded (å, ä and ö may be left out), words are compared by letters, stem, beginning,
//! compound parts and spelling, and rows are ranked by how rare the words are and by the field that holds them.
//! What can only be applied for competes on the same terms; when it wins, no insats is answered (IUB-02, IUB-04).

mod ord;
mod poang;
mod rakt;
mod rik;
mod traff;
mod vik;

use std::sync::OnceLock;

use fuzzy_matcher::skim::SkimMatcherV2;

use crate::domain::insats::{InsatsNr, Katalog};

use poang::{Fraga, LAGST, Rad, poangsatt};
use rik::Rik;
pub use vik::vik;

/// Longest query, in characters; the rest is cut off.
pub const LANGSTA_FRAGA: usize = 200;

/// A row with less than this share of the best row's points is left out.
const ANDEL_AV_BASTA: f32 = 0.4;

/// A hänvisning takes the answer over only on evidence at least this rare: `hjälp` alone is in half the catalogue.
const RAR_NOG: f32 = 0.5;

/// The field that gave the hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraffI {
    /// The insatsnummer.
    Nummer,
    /// The name.
    Namn,
    /// The catalogue's search words and names of methods.
    Sokord,
    /// An everyday situation.
    Situation,
    /// A villkor, or the målgrupp.
    Villkor,
    /// What it contains.
    Innehall,
}

impl TraffI {
    /// Every field, in the order of the enum.
    const ALLA: [Self; 6] = [
        Self::Nummer,
        Self::Namn,
        Self::Sokord,
        Self::Situation,
        Self::Villkor,
        Self::Innehall,
    ];

    /// The word for it, as the command line contract has it.
    pub fn text(self) -> &'static str {
        match self {
            Self::Nummer => "nummer",
            Self::Namn => "namn",
            Self::Sokord => "sökord",
            Self::Situation => "situation",
            Self::Villkor => "villkor",
            Self::Innehall => "innehåll",
        }
    }
}

/// Träff, one insats that answers the query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traff {
    /// Its number.
    pub nr: InsatsNr,
    /// Its place in [`Katalog::insatser`].
    pub rad: usize,
    /// Points, 0 to 1 in hundredths; 0 where nothing was asked.
    pub poang: f32,
    /// What it was found by.
    pub traff_i: TraffI,
}

/// Svar, the answer to a query: insatser, or one hänvisning, or nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Svar {
    /// Insatser, best first; equal ones in the order of the catalogue. Empty when there is a hänvisning.
    pub traffar: Vec<Traff>,
    /// Place in [`Katalog::hanvisningar`] of what can only be applied for.
    pub hanvisning: Option<usize>,
    /// With a hänvisning: insatser that may still be of use, in its order.
    pub sidoforslag: Vec<Traff>,
}

/// A text to search, with the row and the field that it belongs to.
struct Text {
    rad: u32,
    falt: TraffI,
    ord: String,
}

/// Index, the searchable form of one catalogue.
///
/// Making it copies the texts and nothing more, so it costs nothing at start; words are folded and stemmed at the
/// first query, or when [`Index::varm`] is called.
pub struct Index {
    /// Number and name of every insats, in catalogue order.
    insatser: Vec<(InsatsNr, String)>,
    /// Heading and side proposals of every hänvisning.
    hanvisningar: Vec<(String, Vec<InsatsNr>)>,
    texter: Vec<Text>,
    rik: OnceLock<Rik>,
    /// The names and headings, folded.
    vikta: OnceLock<Vec<String>>,
    skim: SkimMatcherV2,
}

impl Index {
    /// Makes the index of a catalogue.
    #[allow(clippy::cast_possible_truncation)] // rows of a catalogue
    pub fn ny(katalog: &Katalog) -> Self {
        let mut texter = Vec::new();
        let mut lagg = |rad: usize, falt, text: &str| {
            texter.push(Text {
                rad: rad as u32,
                falt,
                ord: text.to_owned(),
            });
        };
        for (rad, insats) in katalog.insatser.iter().enumerate() {
            lagg(rad, TraffI::Namn, &insats.namn);
            for ett in &insats.sok.ord {
                lagg(rad, TraffI::Sokord, ett);
            }
            for (metod, om) in &insats.genomforande.metoder {
                lagg(rad, TraffI::Sokord, metod);
                lagg(rad, TraffI::Innehall, om);
            }
            for situation in &insats.sok.situationer {
                lagg(rad, TraffI::Situation, situation);
            }
            lagg(rad, TraffI::Innehall, &insats.innehall);
            lagg(rad, TraffI::Innehall, &insats.grupp);
            lagg(rad, TraffI::Villkor, &insats.malgrupp.text);
            for villkor in &insats.villkor {
                lagg(rad, TraffI::Villkor, &villkor.text);
            }
        }
        for (rad, hanvisning) in (katalog.insatser.len()..).zip(&katalog.hanvisningar) {
            lagg(rad, TraffI::Namn, &hanvisning.rubrik);
            for ett in &hanvisning.sok.ord {
                lagg(rad, TraffI::Sokord, ett);
            }
            for situation in &hanvisning.sok.situationer {
                lagg(rad, TraffI::Situation, situation);
            }
            // What is said about a hänvisning names offices and other help: never a reason to answer with it.
        }
        Self {
            insatser: katalog
                .insatser
                .iter()
                .map(|insats| (insats.nr, insats.namn.clone()))
                .collect(),
            hanvisningar: katalog
                .hanvisningar
                .iter()
                .map(|h| (h.rubrik.clone(), h.sidoforslag.clone()))
                .collect(),
            texter,
            rik: OnceLock::new(),
            vikta: OnceLock::new(),
            skim: SkimMatcherV2::default().ignore_case(),
        }
    }

    /// Does the work of the first query in advance, for a moment when nobody waits.
    pub fn varm(&self) {
        self.rik();
    }

    fn rader(&self) -> usize {
        self.insatser.len() + self.hanvisningar.len()
    }

    fn rik(&self) -> &Rik {
        self.rik.get_or_init(|| Rik::ny(&self.texter, self.rader()))
    }

    /// Name of every insats, then heading of every hänvisning.
    fn namn(&self) -> impl Iterator<Item = &String> {
        let namn = self.insatser.iter().map(|(_, namn)| namn);
        namn.chain(self.hanvisningar.iter().map(|(rubrik, _)| rubrik))
    }

    /// Answers a query with at most `antal` insatser.
    ///
    /// An empty query (or only spaces) gives the whole catalogue in its own order with 0 points, whatever `antal` is.
    /// A number gives the insats, then those whose numbers begin so. When a hänvisning answers best, `traffar` is
    /// empty. When nothing answers well enough, all is empty.
    pub fn sok(&self, fraga: &str, antal: usize) -> Svar {
        self.sok_med(fraga, antal, poangsatt)
    }

    /// The same answer the straight way, by comparing with every word and adding up every row: what [`Index::sok`] is held
    /// against, and never used to search with.
    pub fn sok_rakt(&self, fraga: &str, antal: usize) -> Svar {
        self.sok_med(fraga, antal, rakt::poangsatt)
    }

    fn sok_med(
        &self,
        fraga: &str,
        antal: usize,
        poangsatt: fn(&Rik, usize, &Fraga) -> Vec<Rad>,
    ) -> Svar {
        let fraga: String = fraga.chars().take(LANGSTA_FRAGA).collect();
        if fraga.trim().is_empty() {
            let alla = self
                .insatser
                .iter()
                .enumerate()
                .map(|(rad, (nr, _))| Traff {
                    nr: *nr,
                    rad,
                    poang: 0.0,
                    traff_i: TraffI::Namn,
                });
            return Svar {
                traffar: alla.collect(),
                ..Svar::default()
            };
        }
        let nummer = traff::nummer(&self.insatser, &fraga, antal);
        if !nummer.is_empty() {
            return Svar {
                traffar: nummer,
                ..Svar::default()
            };
        }
        let rik = self.rik();
        let ord = Fraga::ny(rik, &fraga);
        if ord.ord.is_empty() {
            return Svar::default();
        }
        let mut rader = poangsatt(rik, self.rader(), &ord);
        if rader.iter().all(|rad| rad.poang < LAGST) {
            self.forkortning(&fraga, &mut rader);
        }
        self.svar(&rader, &ord, antal)
    }

    /// The characters of the name of a hit that the query found, counted from 0, rising; may be empty. Asked for the rows
    /// that are shown: it looks at each word of the name.
    pub fn markering(&self, traff: &Traff, fraga: &str) -> Vec<usize> {
        let fraga: String = fraga.chars().take(LANGSTA_FRAGA).collect();
        let namn = self.insatser.get(traff.rad).map(|(_, namn)| namn);
        let (Some(namn), false) = (namn, traff.traff_i == TraffI::Nummer) else {
            return Vec::new();
        };
        let ord = Fraga::ny(self.rik(), &fraga);
        traff::markering(&self.rik().stammare, &self.skim, namn, &ord, &fraga)
    }

    /// Last resort: letters of a name in order with others skipped, as in an abbreviation.
    fn forkortning(&self, fraga: &str, rader: &mut [Rad]) {
        let Some(bokstaver) = traff::bokstaver(fraga) else {
            return;
        };
        let vikta = self
            .vikta
            .get_or_init(|| self.namn().map(|namn| vik(namn)).collect());
        for (rad, namn) in rader.iter_mut().zip(vikta) {
            if let Some(poang) = traff::forkortning(&self.skim, namn, &bokstaver) {
                *rad = Rad {
                    poang,
                    falt: TraffI::Namn as usize,
                    skarpast: poang,
                };
            }
        }
    }

    /// Turns points into an answer.
    fn svar(&self, rader: &[Rad], ord: &Fraga, antal: usize) -> Svar {
        let (insatser, hanvisningar) = rader.split_at(self.insatser.len());
        // The first of equals, so that ties fall in the order of the catalogue.
        let basta = |rader: &[Rad]| {
            let mut basta: Option<(usize, Rad)> = None;
            for (nr, rad) in rader
                .iter()
                .enumerate()
                .filter(|(_, rad)| rad.poang >= LAGST)
            {
                if basta.is_none_or(|(_, b)| rad.poang > b.poang) {
                    basta = Some((nr, *rad));
                }
            }
            basta
        };
        let toppen = basta(insatser).map_or(0.0, |(_, rad)| rad.poang);
        let traff = |nr: usize| {
            let rad = &insatser[nr];
            Traff {
                nr: self.insatser[nr].0,
                rad: nr,
                poang: avrunda(rad.poang),
                traff_i: if rad.poang > 0.0 {
                    TraffI::ALLA[rad.falt]
                } else {
                    TraffI::Namn
                },
            }
        };
        if let Some((nr, _)) = basta(hanvisningar).filter(|(_, rad)| {
            !ord.bara_stopp && rad.poang > toppen && (rad.skarpast >= RAR_NOG || toppen < LAGST)
        }) {
            let sido = self.hanvisningar[nr].1.iter();
            let sidoforslag = sido
                .filter_map(|sidonr| self.insatser.iter().position(|(nr, _)| nr == sidonr))
                .map(traff);
            return Svar {
                hanvisning: Some(nr),
                sidoforslag: sidoforslag.collect(),
                ..Svar::default()
            };
        }
        let grans = LAGST.max(toppen * ANDEL_AV_BASTA);
        // Best first, equal ones in the order of the catalogue: points are never below 0, and such numbers order as their bits.
        let mut ordning: Vec<(u32, usize)> = insatser
            .iter()
            .enumerate()
            .filter(|(_, rad)| rad.poang >= grans)
            .map(|(nr, rad)| (!rad.poang.to_bits(), nr))
            .collect();
        if antal < ordning.len() {
            ordning.select_nth_unstable(antal);
            ordning.truncate(antal);
        }
        ordning.sort_unstable();
        Svar {
            traffar: ordning.into_iter().map(|(_, nr)| traff(nr)).collect(),
            ..Svar::default()
        }
    }
}

/// Rounds points to hundredths.
fn avrunda(poang: f32) -> f32 {
    (poang * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests;
