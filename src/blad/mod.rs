//! Bladen, sheets that go out to a case system: what stands in an ärende or a handover, in the order in which the other
//! system asks for it.
//!
//! Nothing here decides or guesses: a field that is not known is left out. Contact data stand last and only on choice,
//! for in Treserva they show for every unit that has the person (seeds 000, 001); of a person with sekretessmarkering
//! there are none.

mod bygg;
mod poster;
mod tabell;
mod ut;

use std::fmt;

pub use bygg::{av_arende, av_overlamning};
pub use tabell::{FALT, Faltrad, ILifecare, ITreserva};
pub use ut::{som_json, som_text};

use crate::domain::akt::Arendesteg;
use crate::text;

/// Most bytes of a field that can be copied to the clipboard: terminals take about as much.
pub const URKLIPP_HOGST: usize = 100_000;

/// Målsystem, the system that a sheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malsystem {
    /// Steps 1 to 5 (seed 001).
    Treserva,
    /// An aktualisering with an attachment (seed 004).
    Lifecare,
    /// Mini Maria's (seed 004, 3.4.5).
    Ungdok,
    /// No system in particular: as an aktualisering.
    Annat,
}

impl Malsystem {
    /// All of them.
    pub const ALLA: [Self; 4] = [Self::Treserva, Self::Lifecare, Self::Ungdok, Self::Annat];

    /// The system that the catalogue names, whatever stands around its name: `Lifecare IFO`.
    pub fn av_katalogen(system: Option<&str>) -> Self {
        let system = system.unwrap_or_default().to_lowercase();
        Self::ALLA
            .into_iter()
            .find(|kant| system.split_whitespace().any(|ord| ord == kant.kod()))
            .unwrap_or(Self::Annat)
    }

    /// The code in JSON and on the command line.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Treserva => "treserva",
            Self::Lifecare => "lifecare",
            Self::Ungdok => "ungdok",
            Self::Annat => "annat",
        }
    }

    /// The system with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|system| system.kod() == kod)
    }

    /// Its name.
    pub fn namn(self) -> &'static str {
        match self {
            Self::Treserva => "Treserva",
            Self::Lifecare => "Lifecare",
            Self::Ungdok => "UNGDOK",
            Self::Annat => text::blad::ANNAT,
        }
    }
}

/// Bladval, what somebody has chosen for a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bladval {
    /// Contact data too.
    pub kontakt: bool,
}

/// Blad, a sheet. Its `Debug` shows nothing of a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Blad {
    /// For which system.
    pub system: Malsystem,
    /// What holds for the whole sheet, to be read first.
    pub varningar: Vec<Bladvarning>,
    /// The parts, in the order of the system.
    pub delar: Vec<Del>,
}

impl Blad {
    /// All fields, in order.
    pub fn falt(&self) -> impl Iterator<Item = &Bladfalt> {
        self.delar.iter().flat_map(|del| &del.falt)
    }
}

impl fmt::Debug for Blad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Blad({}, {:?})", self.system.kod(), self.delar)
    }
}

/// Plats, the place in the other system that a part is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plats {
    /// A step of Treserva.
    Steg(Arendesteg),
    /// An aktualisering.
    Aktualisering,
    /// What is attached to it.
    Bilaga,
    /// A registration in UNGDOK.
    Registrering,
    /// Contact data, wherever they are put.
    Kontakt,
}

impl Plats {
    /// The code in JSON.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Steg(Arendesteg::Aktualisering) => "steg_1",
            Self::Steg(Arendesteg::Arende) => "steg_2",
            Self::Steg(Arendesteg::Registrering) => "steg_3",
            Self::Steg(Arendesteg::Insats) => "steg_4",
            Self::Steg(Arendesteg::Genomforande) => "steg_5",
            Self::Aktualisering => "aktualisering",
            Self::Bilaga => "bilaga",
            Self::Registrering => "registrering",
            Self::Kontakt => "kontakt",
        }
    }

    /// The heading of one thing in it: a note stands under its step, and the long name of that is said once.
    fn rubrik_for(self, slag: Postslag, nr: u32) -> String {
        match self {
            Self::Steg(steg) => format!("{} · {}", steg.nummer(), slag.rubrik(nr)),
            annan => format!("{} · {}", annan.rubrik(), slag.rubrik(nr)),
        }
    }

    /// Its heading.
    pub fn rubrik(self) -> &'static str {
        match self {
            Self::Steg(steg) => text::blad::steg(steg),
            Self::Aktualisering => text::blad::AKTUALISERING,
            Self::Bilaga => text::blad::BILAGA,
            Self::Registrering => text::blad::REGISTRERING,
            Self::Kontakt => text::blad::KONTAKT,
        }
    }
}

/// Postslag, the kind of thing that a part holds one of: of these there may be many in an akt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Postslag {
    /// A version of the plan.
    Plan,
    /// A note.
    Anteckning,
    /// A consent to tell.
    Delning,
    /// A follow-up.
    Uppfoljning,
    /// The end.
    Avslut,
}

impl Postslag {
    /// The code in JSON.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Anteckning => "anteckning",
            Self::Delning => "delning",
            Self::Uppfoljning => "uppfoljning",
            Self::Avslut => "avslut",
        }
    }

    fn rubrik(self, nr: u32) -> String {
        match self {
            Self::Plan => format!("{} {nr}", text::blad::PLAN),
            Self::Anteckning => format!("{} {nr}", text::blad::ANTECKNING),
            Self::Delning => format!("{} {nr}", text::blad::DELNING),
            Self::Uppfoljning => format!("{} {nr}", text::blad::UPPFOLJNING),
            Self::Avslut => text::blad::AVSLUT.to_owned(),
        }
    }
}

/// Del, a part of a sheet: a step, or one note, plan or follow-up in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Del {
    /// Where it goes.
    pub plats: Plats,
    /// What it holds one of, and its number; none for the step's own fields.
    pub post: Option<(Postslag, u32)>,
    /// Its heading.
    pub rubrik: String,
    /// The fields, in order. A step with nothing to put yet has none.
    pub falt: Vec<Bladfalt>,
}

impl fmt::Debug for Del {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:?}", self.plats.kod(), self.falt)
    }
}

/// Bladfält, a field with what goes into it. Its `Debug` shows only the key.
#[derive(Clone, PartialEq, Eq)]
pub struct Bladfalt {
    /// Key, as in [`FALT`].
    pub nyckel: &'static str,
    /// Why it may and should be there: a section of a law, or the number of a seed document.
    pub kalla: &'static str,
    /// What goes into it, cleaned; never empty.
    pub varde: String,
    /// What to think of before it is put in.
    pub varning: Option<Bladvarning>,
}

impl Bladfalt {
    /// Its label.
    pub fn etikett(&self) -> &'static str {
        text::blad::falt(self.nyckel).0
    }

    /// Whether it can be copied whole; a part of it is never copied.
    pub fn ryms_i_urklipp(&self) -> bool {
        self.varde.len() <= URKLIPP_HOGST
    }
}

impl fmt::Debug for Bladfalt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.nyckel)
    }
}

/// Bladvarning, what to think of before a sheet or a field leaves the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bladvarning {
    /// The person has sekretessmarkering.
    Sekretess,
    /// And there is free text, which nobody has looked through.
    Fritext,
    /// More than one version of the plan is open.
    FleraPlaner,
    /// There are contact data, and they are left out.
    KontaktUtelamnad,
    /// Other units would see it.
    SynsForAndra,
}

impl Bladvarning {
    /// The code in JSON.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Sekretess => "sekretess",
            Self::Fritext => "fritext",
            Self::FleraPlaner => "flera_planer",
            Self::KontaktUtelamnad => "kontakt_utelamnad",
            Self::SynsForAndra => "syns_for_andra",
        }
    }

    /// The warning in words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Sekretess => text::blad::SEKRETESS,
            Self::Fritext => text::blad::FRITEXT,
            Self::FleraPlaner => text::blad::FLERA_PLANER,
            Self::KontaktUtelamnad => text::blad::KONTAKT_UTELAMNAD,
            Self::SynsForAndra => text::blad::SYNS_FOR_ANDRA,
        }
    }
}
