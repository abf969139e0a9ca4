//! Insats and what the nämnd has decided about it: the catalogue as the rest of the program sees it.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::akt::{Aktslag, Stegantal};
use super::gallring::Gallringsregler;
use super::ko::policy::{Kopolicy, Koslag};
use super::villkor::{Aldersgrans, Krav, Part, Villkor};

/// Insatsnummer, the number of an insats in its catalogue: one to four whole numbers, such as 3.1.4.
///
/// Four bytes on purpose: an anonymous visit holds it, and it must not be able to hold anything else (DOK-05).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InsatsNr([u8; 4]);

impl FromStr for InsatsNr {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut delar = [0; 4];
        for (plats, del) in text.split('.').enumerate() {
            let plats = delar.get_mut(plats).ok_or(())?;
            let kanonisk =
                !del.is_empty() && del.bytes().all(|b| b.is_ascii_digit()) && !del.starts_with('0');
            *plats = if kanonisk {
                del.parse().map_err(|_| ())?
            } else {
                return Err(());
            };
        }
        Ok(Self(delar))
    }
}

impl fmt::Display for InsatsNr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: Vec<String> = self
            .0
            .iter()
            .take_while(|del| **del != 0)
            .map(u8::to_string)
            .collect();
        f.pad(&text.join("."))
    }
}

/// A value that the source states, or the reason why it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Uppgift<T> {
    /// Stated by the source.
    Kand(T),
    /// Left open by the source; the text says why and is shown at the desk.
    Oklar(String),
}

impl<T> Uppgift<T> {
    /// The value, where there is one.
    pub fn kand(&self) -> Option<&T> {
        match self {
            Self::Kand(varde) => Some(varde),
            Self::Oklar(_) => None,
        }
    }
}

/// Beslut, the general decision of a nämnd that an insats may be given this way (IUB-01).
///
/// It is a decision about an insats for everybody, never about one person (IUB-05).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beslut {
    /// The nämnd that decided.
    pub namnd: String,
    /// What the decision or its list is called.
    pub titel: String,
    /// The day of the decision.
    pub datum: Uppgift<NaiveDate>,
    /// Diarienummer or paragraph.
    pub referens: Uppgift<String>,
    /// First day it holds.
    pub fran: Option<NaiveDate>,
    /// Last day it holds.
    pub till: Option<NaiveDate>,
}

/// Dokumentation, what may be written about the person (DOK-01, DOK-03, DOK-05).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dokumentation {
    /// 14 kap. 3 §: the insats is documented with identity.
    Dokumenteras {
        /// The case system that takes over, such as Lifecare IFO.
        system: Uppgift<String>,
        /// Whose akt it goes into; none where the source does not say (DOK-11: the sources contradict each other).
        akt: Option<Aktslag>,
        /// The enhet that takes over; none where every enhet may.
        enhet: Option<String>,
        /// How many steps in the case system the förvaltning uses (TRE-02); none where that is not said.
        steg: Option<Stegantal>,
    },
    /// 14 kap. 4 §: rådgivning, no duty to write down personal circumstances.
    Radgivning,
    /// 14 kap. 5 §: the nämnd has decided that nothing which can reveal the identity is written down.
    Undantagen {
        /// The särskilda skäl that the nämnd has stated.
        skal: String,
    },
}

impl Dokumentation {
    /// Whether the person is documented with identity (14 kap. 3 §); an exempt insats has nowhere to put a name.
    pub fn dokumenteras(&self) -> bool {
        match self {
            Self::Dokumenteras { .. } => true,
            Self::Radgivning | Self::Undantagen { .. } => false,
        }
    }

    /// Whose akt an ärende is, and in how many steps; none where it is left open, which the enhet then answers.
    pub fn akt_och_steg(&self) -> (Option<Aktslag>, Option<Stegantal>) {
        match self {
            Self::Dokumenteras { akt, steg, .. } => (*akt, *steg),
            Self::Radgivning | Self::Undantagen { .. } => (None, None),
        }
    }

    /// The section of 14 kap., as `14:3`.
    pub fn paragraf(&self) -> &'static str {
        match self {
            Self::Dokumenteras { .. } => "14:3",
            Self::Radgivning => "14:4",
            Self::Undantagen { .. } => "14:5",
        }
    }
}

/// Målgrupp, for whom the insats is meant: never a villkor (VIL-03).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malgrupp {
    /// In words.
    pub text: String,
    /// An age range, where the source names one.
    pub alder: Option<(Part, Aldersgrans)>,
}

/// Lämplighet for children of 15 to 17 without guardians (SAM-03): the nämnd's, never the desk's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lamplig {
    /// The nämnd has found it suitable.
    Ja,
    /// The nämnd has found it unsuitable.
    Nej,
    /// The nämnd has not said.
    EjBeslutat,
}

/// Whether a child takes part itself (SAM-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarnDeltar {
    /// Never: the insats is given to the adult.
    Nej,
    /// Sometimes: the desk asks.
    Kan,
    /// Always.
    Ja,
}

/// The rules about children that the catalogue states for one insats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barnregler {
    /// Whether a child takes part beside the visitor.
    pub deltar: BarnDeltar,
    /// Suitability for 15 to 17 without guardians.
    pub lamplig_15_17: Lamplig,
    /// Where the suitability comes from, or why it is open.
    pub grund: Option<String>,
}

/// How the insats is carried out: facts to read aloud, none of them a villkor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Genomforande {
    /// Individually, in group, or both.
    pub form: Vec<String>,
    /// Group size in persons, smallest and largest.
    pub gruppstorlek: Option<(u16, u16)>,
    /// Number of talks or meetings, in words.
    pub omfattning: Option<String>,
    /// Methods with their descriptions.
    pub metoder: Vec<(String, String)>,
    /// Who carries it out: name and kind (kommunal, privat, samverkan).
    pub utforare: Vec<(String, String)>,
    /// Fee in words (VIL-13).
    pub avgift: Option<String>,
    /// When it can begin, in words.
    pub ledtid: Option<String>,
    /// Set where the source wants it to begin at once (TID-06).
    pub bradskande: bool,
    /// Opening hours, in words.
    pub oppettider: Vec<String>,
    /// Number of places at the same time, where the nämnd has stated one.
    pub platser: Option<u16>,
    /// Follow-up.
    pub uppfoljning: Option<String>,
}

/// What the lookup searches besides the name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sokord {
    /// Other words for the same thing.
    pub ord: Vec<String>,
    /// Everyday situations in people's own words.
    pub situationer: Vec<String>,
}

/// Insats utan individuell behovsprövning, as a nämnd has decided it (11 kap. 5 § `SoL`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insats {
    /// Number in the catalogue.
    pub nr: InsatsNr,
    /// Name.
    pub namn: String,
    /// The heading under which the catalogue lists it.
    pub grupp: String,
    /// Its code in KSI, Socialstyrelsen's classification, where the nämnd has stated one.
    pub ksi: Option<String>,
    /// The general decision behind it.
    pub beslut: Beslut,
    /// First and last day of a temporary offer; both inclusive.
    pub giltig: (Option<NaiveDate>, Option<NaiveDate>),
    /// What it contains, in our own words.
    pub innehall: String,
    /// For whom it is meant.
    pub malgrupp: Malgrupp,
    /// The decided villkor.
    pub villkor: Vec<Villkor>,
    /// What may be written about the person.
    pub dokumentation: Dokumentation,
    /// Facts about how it is carried out.
    pub genomforande: Genomforande,
    /// Rules about children.
    pub barn: Barnregler,
    /// Areas of the city in which it is offered; empty means all.
    pub stadsomraden: Vec<String>,
    /// Words for the lookup.
    pub sok: Sokord,
    /// Insatser that may fit when this one does not.
    pub narliggande: Vec<InsatsNr>,
    /// Questions that the source leaves open, shown at the desk.
    pub oppet: Vec<String>,
    /// What must be said at once, such as where to call in danger; shown before everything else.
    pub viktigt: Option<String>,
    /// Familjerådgivning is a silo of its own (SEK-02).
    pub silo: bool,
    /// How its queue is kept.
    pub ko: Kopolicy,
}

impl Insats {
    /// Whether it can be chosen on the day `idag` (IUB-01 and temporary offers).
    pub fn erbjuds(&self, idag: NaiveDate) -> bool {
        let inom = |fran: Option<NaiveDate>, till: Option<NaiveDate>| {
            fran.is_none_or(|d| idag >= d) && till.is_none_or(|d| idag <= d)
        };
        inom(self.giltig.0, self.giltig.1) && inom(self.beslut.fran, self.beslut.till)
    }

    /// Whether a villkor keeps everybody under 18 from it.
    pub fn bara_vuxna(&self) -> bool {
        self.villkor.iter().any(|villkor| match &villkor.krav {
            Krav::Alder {
                avser: Part::Person,
                grans,
            } => grans.fran.is_some_and(|fran| fran >= 18),
            Krav::Alder { .. }
            | Krav::Folkbokford { .. }
            | Krav::Skola { .. }
            | Krav::HandelsePlats { .. }
            | Krav::AnnanPerson { .. }
            | Krav::GemensamBegaran
            | Krav::Faktum
            | Krav::Bedomning => false,
        })
    }

    /// Number of running places that the nämnd has stated; a number says nothing where people begin in groups.
    pub fn lopande_platser(&self) -> Option<u16> {
        match self.ko.slag {
            Koslag::Omgang => None,
            Koslag::Lopande | Koslag::IngenKo => self.genomforande.platser,
        }
    }

    /// The enhet that alone has the insats where it is a silo: the one that the catalogue names as taking over, and where
    /// it names none an enhet with the name of the insats (SEK-02).
    pub fn siloenhet(&self) -> &str {
        match &self.dokumentation {
            Dokumentation::Dokumenteras {
                enhet: Some(enhet), ..
            } => enhet,
            Dokumentation::Dokumenteras { enhet: None, .. }
            | Dokumentation::Radgivning
            | Dokumentation::Undantagen { .. } => &self.namn,
        }
    }

    /// The villkor with this id.
    pub fn villkor(&self, id: &str) -> Option<&Villkor> {
        self.villkor.iter().find(|villkor| villkor.id == id)
    }
}

/// Kontakt, where somebody may turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kontakt {
    /// Name of the office.
    pub namn: String,
    /// Telephone.
    pub telefon: Uppgift<String>,
    /// Address or web page.
    pub adress: Option<String>,
}

/// Hänvisning, what can only be applied for or lies elsewhere (IUB-02, IUB-04, TID-05).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hanvisning {
    /// Heading, such as Försörjningsstöd.
    pub rubrik: String,
    /// What to say.
    pub text: String,
    /// Where to turn.
    pub kontakt: Kontakt,
    /// Search words.
    pub sok: Sokord,
    /// Insatser that may still be of use.
    pub sidoforslag: Vec<InsatsNr>,
}

/// Katalog, everything one kommun has decided, in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Katalog {
    /// The kommun.
    pub kommun: String,
    /// Version of this file, its date.
    pub version: String,
    /// The decided insatser, in the order of the file.
    pub insatser: Vec<Insats>,
    /// What can only be applied for.
    pub hanvisningar: Vec<Hanvisning>,
    /// The nämnd's reception, where unclear cases go (VIL-05).
    pub namnd: Kontakt,
    /// Where one applies for needs-assessed help (11:1).
    pub ansokan: Kontakt,
    /// Help for children who come alone (SAM-08).
    pub barn_och_unga: Kontakt,
    /// What the sources leave open for the whole catalogue.
    pub oppet: Vec<String>,
    /// Days on which the kommun keeps closed besides the public holidays.
    pub stangda_dagar: Vec<NaiveDate>,
    /// What it says about gallring.
    pub gallring: Gallringsregler,
}

impl Katalog {
    /// The insats with this number.
    pub fn insats(&self, nr: InsatsNr) -> Option<&Insats> {
        self.insatser.iter().find(|insats| insats.nr == nr)
    }

    /// The insatser that are a silo.
    pub fn silor(&self) -> BTreeSet<InsatsNr> {
        let silor = self.insatser.iter().filter(|insats| insats.silo);
        silor.map(|insats| insats.nr).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn nummer_ordnas_som_tal_och_skrivs_som_de_lastes() {
        let nr = |t: &str| t.parse::<InsatsNr>().unwrap();
        assert!(nr("3.1.2") < nr("3.1.10"));
        assert_eq!(nr("3.1.10").to_string(), "3.1.10");
        for fel in ["", "3.", "3..1", "03.1", "a", "1.2.3.4.5", "256", "+3"] {
            assert!(fel.parse::<InsatsNr>().is_err(), "{fel}");
        }
    }
}
