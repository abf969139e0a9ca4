//! Katalogbyte: what a new catalogue means for those who already wait.
//!
//! A villkor that is written as before is met as before. Of the age is known only what the old villkor and the age
//! band imply; where that settles a new age villkor it is said, and where it does not somebody has to look again.
//! Nothing here ends an entry: it says where staff must look, and where the new villkor provably cannot be met.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use super::kontakt::Kontaktratt;
use crate::domain::insats::{Insats, InsatsNr, Katalog};
use crate::domain::kolapp::Kolappskod;
use crate::domain::provning::STADSOMRADE;
use crate::domain::tid::{Aldersband, senast_fodd, tidigast_fodd_efter};
use crate::domain::villkor::{Aldersgrans, ArMed, Krav, Part, Villkor};

/// Väntande, what is known of one entry: a slip, never a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vantande {
    /// Slip.
    pub kod: Kolappskod,
    /// Insats.
    pub insats: InsatsNr,
    /// Version of the catalogue with which its villkor were checked.
    pub katalog: String,
    /// Ködatum.
    pub kodatum: NaiveDate,
    /// Last day on which the villkor may have been checked: the ködatum itself, or later where that has been corrected.
    /// `None` where nobody is known to have checked them, as in an old list that was taken in.
    pub provad: Option<NaiveDate>,
    /// Age band where said, with the last day on which it may have been written down, the first being the ködatum.
    pub band: Option<(Aldersband, NaiveDate)>,
}

/// Byte, what the new catalogue means for one entry. The ids are those of the new catalogue, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Byte {
    /// Nothing.
    Oforandrat,
    /// The insats is no longer in the catalogue, or not offered on the day.
    Borta,
    /// These villkor are provably not met any more, whatever the person's age may be.
    InteLangre {
        /// Their ids; never empty.
        villkor: Vec<String>,
    },
    /// These villkor must be checked again.
    KontrollerasIgen {
        /// Their ids; never empty.
        villkor: Vec<String>,
    },
}

impl Byte {
    /// The code of the command line contract.
    pub fn kod(&self) -> &'static str {
        match self {
            Self::Oforandrat => "oforandrat",
            Self::Borta => "borta",
            Self::InteLangre { .. } => "inte_langre",
            Self::KontrollerasIgen { .. } => "kontrolleras_igen",
        }
    }

    /// The ids of the villkor that it is about; empty where it is about none.
    pub fn villkor(&self) -> &[String] {
        match self {
            Self::Oforandrat | Self::Borta => &[],
            Self::InteLangre { villkor } | Self::KontrollerasIgen { villkor } => villkor,
        }
    }
}

/// Dokumentationsbyte, that the insats is documented in another way than when the person was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dokumentationsbyte {
    /// The section of 14 kap. before, as `14:3`.
    pub fran: &'static str,
    /// The section after.
    pub till: &'static str,
}

/// Besked, what the new catalogue means for one entry, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Besked {
    /// For its villkor.
    pub byte: Byte,
    /// For what the person has been told of documentation.
    pub dokumentation: Option<Dokumentationsbyte>,
    /// Contact data that may be kept today may not be kept any more (DOK-05, PUL-02).
    pub kontakt_bort: bool,
}

impl Besked {
    /// Whether anything has to be done about the entry.
    pub fn berord(&self) -> bool {
        self.byte != Byte::Oforandrat || self.dokumentation.is_some() || self.kontakt_bort
    }
}

/// Insatsbyte, what the new catalogue means for one queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insatsbyte {
    /// The insats.
    pub insats: InsatsNr,
    /// Entries for which nothing changes.
    pub oforandrade: u64,
    /// Entries whose insats is gone.
    pub borta: u64,
    /// Entries that provably do not meet a villkor any more.
    pub inte_langre: u64,
    /// Entries with a villkor to be checked again.
    pub kontrolleras_igen: u64,
    /// Entries whose contact data must go; counted beside the others.
    pub kontakt_bort: u64,
    /// The change of documentation, the same for everybody who was told of the old one.
    pub dokumentation: Option<Dokumentationsbyte>,
    /// The entries about which something has to be done, in the order in which they came.
    pub berorda: Vec<(Kolappskod, Besked)>,
}

/// What the new catalogue means for each entry, by insats; insatser for which nobody waits are not there.
pub fn sammanstall(
    gammal: &Katalog,
    ny: &Katalog,
    vantande: &[Vantande],
    idag: NaiveDate,
) -> Vec<Insatsbyte> {
    let mut alla: BTreeMap<InsatsNr, Insatsbyte> = BTreeMap::new();
    for en in vantande {
        let besked = for_en(gammal, ny, en, idag);
        let insats = alla.entry(en.insats).or_insert_with(|| Insatsbyte {
            insats: en.insats,
            oforandrade: 0,
            borta: 0,
            inte_langre: 0,
            kontrolleras_igen: 0,
            kontakt_bort: 0,
            dokumentation: None,
            berorda: Vec::new(),
        });
        insats.dokumentation = insats.dokumentation.or(besked.dokumentation);
        let antal = match besked.byte {
            Byte::Oforandrat => &mut insats.oforandrade,
            Byte::Borta => &mut insats.borta,
            Byte::InteLangre { .. } => &mut insats.inte_langre,
            Byte::KontrollerasIgen { .. } => &mut insats.kontrolleras_igen,
        };
        *antal += 1;
        insats.kontakt_bort += u64::from(besked.kontakt_bort);
        if besked.berord() {
            insats.berorda.push((en.kod, besked));
        }
    }
    alla.into_values().collect()
}

/// What the new catalogue means for one entry on the day `idag`; `gammal` is the one in use until then.
pub fn for_en(gammal: &Katalog, ny: &Katalog, en: &Vantande, idag: NaiveDate) -> Besked {
    let fore = gammal.insats(en.insats);
    let Some(efter) = ny.insats(en.insats).filter(|insats| insats.erbjuds(idag)) else {
        return Besked {
            byte: Byte::Borta,
            dokumentation: None,
            kontakt_bort: false,
        };
    };
    // Two files may have the same version; then it is the old one with which the entry was checked.
    if en.katalog == ny.version && en.katalog != gammal.version {
        return Besked {
            byte: Byte::Oforandrat,
            dokumentation: None,
            kontakt_bort: false,
        };
    }
    let far_ha_kontakt = |insats: &Insats| Kontaktratt::av(insats).is_ok();
    let dokumentation = fore.and_then(|fore| {
        let (fran, till) = (
            fore.dokumentation.paragraf(),
            efter.dokumentation.paragraf(),
        );
        (fran != till).then_some(Dokumentationsbyte { fran, till })
    });
    Besked {
        byte: villkorsbyte(
            fore.filter(|_| en.katalog == gammal.version),
            efter,
            en,
            idag,
        ),
        dokumentation,
        kontakt_bort: fore.is_some_and(far_ha_kontakt) && !far_ha_kontakt(efter),
    }
}

/// `fore` is `None` where it is not known what was required: of an unknown version nothing can be like the new one.
fn villkorsbyte(fore: Option<&Insats>, efter: &Insats, en: &Vantande, idag: NaiveDate) -> Byte {
    let kand = Fodda::kand(fore, en);
    let (mut inte, mut igen) = (Vec::new(), Vec::new());
    for villkor in &efter.villkor {
        if villkor.krav == Krav::Bedomning || oforandrat(fore, villkor) {
            // A judgement is shown but never a gate (VIL-02), so there is nothing to check again.
            continue;
        }
        match &villkor.krav {
            Krav::Alder {
                avser: Part::Person,
                grans,
            } => match kand.mot(*grans, idag) {
                Aldersvar::Alla => {}
                Aldersvar::Ingen => inte.push(villkor.id.clone()),
                Aldersvar::Nagra => igen.push(villkor.id.clone()),
            },
            Krav::Alder {
                avser: Part::Barn | Part::Partner,
                ..
            }
            | Krav::Folkbokford { .. }
            | Krav::Skola { .. }
            | Krav::HandelsePlats { .. }
            | Krav::AnnanPerson { .. }
            | Krav::GemensamBegaran
            | Krav::Faktum
            | Krav::Bedomning => igen.push(villkor.id.clone()),
        }
    }
    if !samma_stadsomraden(fore, efter) {
        igen.push(STADSOMRADE.to_owned());
    }
    if !inte.is_empty() {
        Byte::InteLangre { villkor: inte }
    } else if !igen.is_empty() {
        Byte::KontrollerasIgen { villkor: igen }
    } else {
        Byte::Oforandrat
    }
}

/// Whether the villkor was there before and required the same.
fn oforandrat(fore: Option<&Insats>, villkor: &Villkor) -> bool {
    fore.and_then(|fore| fore.villkor(&villkor.id))
        .is_some_and(|gammalt| gammalt.krav == villkor.krav)
}

/// Whether everybody who lived where it was offered lives where it is offered now.
fn samma_stadsomraden(fore: Option<&Insats>, efter: &Insats) -> bool {
    let nya = &efter.stadsomraden;
    nya.is_empty()
        || fore.is_some_and(|fore| {
            let gamla = &fore.stadsomraden;
            !gamla.is_empty() && gamla.iter().all(|omrade| nya.contains(omrade))
        })
}

/// What all the possible birth dates say of an age villkor.
enum Aldersvar {
    /// All meet it.
    Alla,
    /// None can meet it.
    Ingen,
    /// Some may and some may not, or the law or the source leaves it open.
    Nagra,
}

/// The birth dates that are possible, from and to, inclusive; none where what is known contradicts itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fodda {
    tidigast: NaiveDate,
    senast: NaiveDate,
}

impl Fodda {
    /// What the old villkor and the band imply: as wide as it can be, so that what follows from it is certain.
    fn kand(fore: Option<&Insats>, en: &Vantande) -> Self {
        // Nobody is taken to be older than a birth date can be (`Fodd::ny`), or to be born after they asked.
        let aldst = NaiveDate::from_ymd_opt(en.kodatum.year() - 130, 1, 1);
        let mut kand = Self {
            tidigast: aldst.unwrap_or(NaiveDate::MIN),
            senast: en.kodatum,
        };
        if let (Some(fore), Some(provad)) = (fore, en.provad) {
            for villkor in &fore.villkor {
                if let Krav::Alder {
                    avser: Part::Person,
                    grans,
                } = villkor.krav
                {
                    kand = kand.snitt(Self::kan_uppfylla(grans, en.kodatum, provad));
                }
            }
        }
        if let Some((band, skrivet)) = en.band {
            kand = kand.snitt(Self::kan_uppfylla(
                band_som_grans(band),
                en.kodatum,
                skrivet,
            ));
        }
        kand
    }

    fn snitt(self, annan: Self) -> Self {
        Self {
            tidigast: self.tidigast.max(annan.tidigast),
            senast: self.senast.min(annan.senast),
        }
    }

    fn innehaller(self, annan: Self) -> bool {
        self.tidigast <= annan.tidigast && annan.senast <= self.senast
    }

    fn ar_tom(self) -> bool {
        self.tidigast > self.senast
    }

    /// Those who may be within the range on some day from `forsta` to `sista`; a boundary that the law or the source
    /// leaves open counts as within.
    fn kan_uppfylla(grans: Aldersgrans, forsta: NaiveDate, sista: NaiveDate) -> Self {
        let over = |(till, ar_med): (u8, ArMed)| match ar_med {
            ArMed::Nej => till,
            ArMed::Ja | ArMed::Oklart => till.saturating_add(1),
        };
        Self {
            tidigast: grans.till.map_or(NaiveDate::MIN, |till| {
                senast_fodd(over(till), forsta) + Days::new(1)
            }),
            senast: grans.fran.map_or(NaiveDate::MAX, |fran| {
                tidigast_fodd_efter(fran, sista) - Days::new(1)
            }),
        }
    }

    /// Those who are certainly within the range on the day.
    fn uppfyller(grans: Aldersgrans, dag: NaiveDate) -> Self {
        let over = |(till, ar_med): (u8, ArMed)| match ar_med {
            ArMed::Nej | ArMed::Oklart => till,
            ArMed::Ja => till.saturating_add(1),
        };
        Self {
            tidigast: grans
                .till
                .map_or(NaiveDate::MIN, |till| tidigast_fodd_efter(over(till), dag)),
            senast: grans
                .fran
                .map_or(NaiveDate::MAX, |fran| senast_fodd(fran, dag)),
        }
    }

    /// What the possible birth dates say of an age range on the day.
    fn mot(self, grans: Aldersgrans, idag: NaiveDate) -> Aldersvar {
        // What contradicts itself proves nothing.
        if self.ar_tom() {
            Aldersvar::Nagra
        } else if Self::uppfyller(grans, idag).innehaller(self) {
            Aldersvar::Alla
        } else if Self::kan_uppfylla(grans, idag, idag).snitt(self).ar_tom() {
            Aldersvar::Ingen
        } else {
            Aldersvar::Nagra
        }
    }
}

/// The ages of a band.
fn band_som_grans(band: Aldersband) -> Aldersgrans {
    let (fran, till) = match band {
        Aldersband::Till14 => (None, Some(14)),
        Aldersband::Fran15Till17 => (Some(15), Some(17)),
        Aldersband::Fran18Till24 => (Some(18), Some(24)),
        Aldersband::Fran25Till44 => (Some(25), Some(44)),
        Aldersband::Fran45Till64 => (Some(45), Some(64)),
        Aldersband::Fran65 => (Some(65), None),
    };
    Aldersgrans {
        fran,
        till: till.map(|till| (till, ArMed::Ja)),
    }
}

#[cfg(test)]
mod tests;
