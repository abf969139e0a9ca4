//! Lappen, the slip that the person takes along: a queue slip, or what it means to be received, referred or informed.
//!
//! A slip gets lost, and is found by somebody at home. So it holds no name, no number and no address of a person: there
//! is nowhere in [`Lapp`] to put one, nor any free text. What it says of the insats is the next question. On most insatser
//! the person is anonymous by law or by decision (14 kap. 4 and 5 §§), and familjerådgivning is a silo of its own; there
//! the insats would tell of violence, of abuse, of debts.
//!
//! **No slip names its insats unless the person wants it** ([`Visa::Insatsen`], chosen each time, off by default): not
//! only the exempt ones. Were it named on all the others, a slip without a name would itself say that the insats is one
//! of the exempt. For the same reason everything else on a slip follows from its kind alone:
//!
//! - the contact is where the kommun takes in applications, never the insats' own place, telephone or group;
//! - a place in line and the next group start differ between queues, so they stand on it only beside the insats;
//! - what the nämnd asks to be said first (`viktigt`), opening hours, ages and fees are left to the talk at the desk;
//! - the words are the same for everybody who is informed in the same text, and so is the layout.
//!
//! Two slips of one kind, one day and one text are therefore the same bytes, but for the code: `tests/lapp.rs` holds that
//! for every insats of every catalogue. A next time can be put on it, for who forgets it gets no help; it is chosen too.
//!
//! The code stands for a place in a queue: whoever has it can give the place away. It is printed large, for it is read
//! aloud over the telephone, and never as squares for a camera ([`qr`]).

mod blad;
pub mod qr;
pub mod sida;
mod som_html;
mod som_text;

use chrono::{NaiveDate, NaiveDateTime};

pub use blad::informationsblad;
pub use som_html::som_html;
pub use som_text::{BREDD, RADER, som_text};

use crate::domain::information::InfoText;
use crate::domain::insats::{Insats, Katalog, Kontakt};
use crate::domain::kolapp::Kolappskod;
use crate::text;
use crate::text::lapp::{ENGELSKA, Lappord, SVENSKA};
use qr::Rutor;
use sida::{Avsnitt, Mening, Sida, Uppgift};

/// Lappslag, the kind of a slip: how a visit can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lappslag {
    /// In the queue: the code, and the day from which the place counts.
    Kolapp(Kolappskod, NaiveDate),
    /// Received; when to come next, where that is known and wanted.
    Mottagen(Option<NaiveDateTime>),
    /// Referred.
    Hanvisad(Vart),
    /// Informed: the person only asked.
    Informerad,
}

/// Vart, where somebody is referred.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vart {
    /// Where one applies for needs-assessed help (11 kap. 1 §).
    #[default]
    Ansokan,
    /// The nämnd, which answers what is unclear (VIL-05).
    Namnden,
}

/// Visa, what a slip says of the insats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visa {
    /// Nothing: the default, for every insats.
    #[default]
    Inget,
    /// Its name, the place in line and the next group start: only where the person wants it.
    Insatsen {
        /// Place in line, on a queue slip.
        plats: Option<u64>,
        /// When the next group of the queue begins, on a queue slip.
        start: Option<NaiveDate>,
    },
}

/// Visad, what is shown of an insats when the person wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Visad {
    namn: String,
    utforare: Vec<String>,
    oppettider: Vec<String>,
    plats: Option<u64>,
    start: Option<NaiveDate>,
}

/// Lapp, a slip. It holds codes, days and words of the catalogue; nothing of it can hold who somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapp {
    slag: Lappslag,
    kommun: String,
    dag: NaiveDate,
    ansokan: Kontakt,
    namnd: Kontakt,
    text: InfoText,
    visad: Option<Visad>,
}

impl Lapp {
    /// A slip of this kind, given on the day `dag` to somebody who has been informed in `text`.
    ///
    /// The insats is looked at only where `visa` says that it is to be shown.
    pub fn ny(
        slag: Lappslag,
        katalog: &Katalog,
        (insats, visa): (Option<&Insats>, Visa),
        text: &InfoText,
        dag: NaiveDate,
    ) -> Self {
        let visad = match (visa, insats) {
            (Visa::Insatsen { plats, start }, Some(insats)) => Some(Visad {
                namn: insats.namn.clone(),
                utforare: insats
                    .genomforande
                    .utforare
                    .iter()
                    .map(|(namn, _)| namn.clone())
                    .collect(),
                oppettider: insats.genomforande.oppettider.clone(),
                plats,
                start,
            }),
            (Visa::Inget, _) | (_, None) => None,
        };
        Self {
            slag,
            kommun: katalog.kommun.clone(),
            dag,
            ansokan: katalog.ansokan.clone(),
            namnd: katalog.namnd.clone(),
            text: text.clone(),
            visad,
        }
    }

    /// The slip as a page.
    pub fn sida(&self) -> Sida {
        let ord = ord(&self.text);
        let lista = |rader: &[&str]| rader.iter().map(|rad| Mening::ny(*rad)).collect::<Vec<_>>();
        let (rubrik, betyder, mut gor) = match self.slag {
            Lappslag::Kolapp(..) => (ord.kolapp, ord.kolapp_betyder, lista(ord.kolapp_gor)),
            Lappslag::Mottagen(_) => (ord.mottagen, ord.mottagen_betyder, lista(ord.mottagen_gor)),
            Lappslag::Hanvisad(Vart::Ansokan) => {
                (ord.hanvisad, ord.hanvisad_betyder, lista(ord.hanvisad_gor))
            }
            Lappslag::Hanvisad(Vart::Namnden) => {
                (ord.namnden, ord.namnd_betyder, lista(ord.namnd_gor))
            }
            Lappslag::Informerad => (
                ord.informerad,
                ord.informerad_betyder,
                lista(ord.informerad_gor),
            ),
        };
        if self.slag == Lappslag::Mottagen(None) {
            gor.insert(0, Mening::ny(ord.mottagen_fraga));
        }
        let mut kontakt = self.kontaktrader(&self.ansokan);
        if self.slag == Lappslag::Hanvisad(Vart::Namnden) && self.namnd != self.ansokan {
            kontakt.splice(0..0, self.kontaktrader(&self.namnd));
        }
        let del = |rubrik: &str, punkter| Avsnitt {
            rubrik: Mening::ny(rubrik),
            punkter,
            rutor: None,
        };
        Sida {
            sprak: ord.sprak.to_owned(),
            rubrik: rubrik.to_owned(),
            kod: match self.slag {
                Lappslag::Kolapp(kod, _) => Some((ord.kod.to_owned(), kod.to_string())),
                Lappslag::Mottagen(_) | Lappslag::Hanvisad(_) | Lappslag::Informerad => None,
            },
            uppgifter: self.uppgifter(ord),
            avsnitt: vec![
                del(ord.betyder, lista(betyder)),
                del(ord.gor, gor),
                Avsnitt {
                    rutor: Rutor::av(&self.ansokan),
                    ..del(ord.kontakt, kontakt)
                },
                self.ratten(ord),
            ],
            fot: ord.fot(self.text.id, self.text.version),
        }
    }

    fn uppgifter(&self, ord: &Lappord) -> Vec<Uppgift> {
        let fakta = |etikett: &str, varde: Mening| Uppgift {
            etikett: etikett.to_owned(),
            varde,
        };
        let mut alla = vec![fakta(ord.kommun, self.svenska(&self.kommun))];
        alla.push(match self.slag {
            Lappslag::Kolapp(_, sedan) => fakta(ord.i_ko_sedan, Mening::ny(ord.dag(sedan))),
            Lappslag::Mottagen(_) | Lappslag::Hanvisad(_) | Lappslag::Informerad => {
                fakta(ord.datum, Mening::ny(ord.dag(self.dag)))
            }
        });
        if let Lappslag::Mottagen(Some(tid)) = self.slag {
            alla.push(fakta(ord.nasta_gang, Mening::ny(ord.tid(tid))));
        }
        if let Some(visad) = &self.visad {
            alla.push(fakta(ord.galler, self.svenska(&visad.namn)));
            if let Some(plats) = visad.plats {
                let varde = format!("{plats} ({})", ord.dag(self.dag));
                alla.push(fakta(ord.plats, Mening::ny(varde)));
            }
            if let Some(start) = visad.start {
                alla.push(fakta(ord.start, Mening::ny(ord.dag(start))));
            }
            for (etikett, rader) in [
                (ord.utforare, &visad.utforare),
                (ord.oppet, &visad.oppettider),
            ] {
                if !rader.is_empty() {
                    alla.push(fakta(etikett, self.svenska(&rader.join(", "))));
                }
            }
        }
        alla
    }

    /// A contact in points: who, the telephone, the address.
    fn kontaktrader(&self, kontakt: &Kontakt) -> Vec<Mening> {
        let ord = ord(&self.text);
        let mut rader = vec![self.svenska(&med_versal(&kontakt.namn))];
        rader.push(Mening::ny(match kontakt.telefon.kand() {
            Some(nummer) => format!("{}: {nummer}", ord.telefon),
            None => ord.inget_nummer.to_owned(),
        }));
        rader.extend(kontakt.adress.as_deref().map(|adress| self.svenska(adress)));
        rader
    }

    /// The right to apply, in the words that were given.
    fn ratten(&self, ord: &Lappord) -> Avsnitt {
        let textens = annat_sprak(self.text.sprak.kod(), ord);
        let svenska = annat_sprak("sv", ord);
        let namn = text::kontakt(&self.ansokan);
        let punkter = self.text.ratt_att_ansoka.lista().iter();
        Avsnitt {
            rubrik: Mening::ny(ord.ratt),
            punkter: punkter
                .map(|punkt| Mening::med(punkt, "ansokan", &namn, [textens, svenska]))
                .collect(),
            rutor: None,
        }
    }

    /// Words of the catalogue, which is in Swedish.
    fn svenska(&self, ord_ur_katalogen: &str) -> Mening {
        Mening::pa(ord_ur_katalogen, annat_sprak("sv", ord(&self.text)))
    }
}

/// The words that go with a text: English with the English one, and easy Swedish with all others.
pub fn ord(text: &InfoText) -> &'static Lappord {
    if text.sprak.kod() == ENGELSKA.sprak {
        &ENGELSKA
    } else {
        &SVENSKA
    }
}

/// The language to mark, where it is not that of the page.
fn annat_sprak<'s>(sprak: &'s str, ord: &Lappord) -> Option<&'s str> {
    (sprak != ord.sprak).then_some(sprak)
}

/// The catalogue writes some names as they stand inside a sentence.
fn med_versal(namn: &str) -> String {
    let mut tecken = namn.chars();
    tecken.next().map_or_else(String::new, |forst| {
        forst.to_uppercase().chain(tecken).collect()
    })
}
