//! Bro, the bridge to an insats that is given after an assessment of need: its checklists, and the clocks that run
//! on that side alone (TID-01, TID-02, TID-03).

use chrono::{Days, Months, NaiveDate};

use super::akt::Aktslag;
use super::tid::{Fodd, Fyllt, fyllt};

/// Ansvarig, who a point of a checklist is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ansvarig {
    /// The socialsekreterare who is responsible for the ärende and gave the uppdrag.
    Socialsekreterare,
    /// The utförare who has been given the uppdrag.
    AnsvarigUtforare,
    /// Who receives an uppdrag at the utförarenhet; the nearest chef when absent.
    Metodhandledare,
    /// Whichever utförare is concerned for a child (ORO-01): the duty is personal.
    UtforareMedOro,
    /// The child, its guardians and others who take part.
    Familjen,
}

impl Ansvarig {
    /// All, in the order in which they are named.
    pub const ALLA: [Self; 5] = [
        Self::Socialsekreterare,
        Self::AnsvarigUtforare,
        Self::Metodhandledare,
        Self::UtforareMedOro,
        Self::Familjen,
    ];

    /// The code that is read and stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Socialsekreterare => "socialsekreterare",
            Self::AnsvarigUtforare => "ansvarig_utforare",
            Self::Metodhandledare => "metodhandledare",
            Self::UtforareMedOro => "utforare_med_oro",
            Self::Familjen => "familjen",
        }
    }

    /// Who has this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|vem| vem.kod() == kod)
    }
}

/// Fristslag, the time that a point of a checklist names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fristslag {
    /// Begin within 14 days of the decision (TID-02).
    Verkstallighet14Dagar,
    /// Meet within 6–8 weeks of the start, or of the last meeting (TID-01).
    Uppfoljning6Till8Veckor,
    /// While the utredning lasts.
    InomUtredningstiden,
    /// At once.
    Genast,
    /// In good time.
    IGodTid,
    /// As soon as can be.
    Skyndsamt,
}

impl Fristslag {
    /// All, those with a clock of their own first.
    pub const ALLA: [Self; 6] = [
        Self::Verkstallighet14Dagar,
        Self::Uppfoljning6Till8Veckor,
        Self::InomUtredningstiden,
        Self::Genast,
        Self::IGodTid,
        Self::Skyndsamt,
    ];

    /// The code that is read and stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Verkstallighet14Dagar => "verkstallighet_14_dagar",
            Self::Uppfoljning6Till8Veckor => "uppfoljning_6_8_veckor",
            Self::InomUtredningstiden => "inom_utredningstiden",
            Self::Genast => "genast",
            Self::IGodTid => "i_god_tid",
            Self::Skyndsamt => "skyndsamt",
        }
    }

    /// The time with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|slag| slag.kod() == kod)
    }
}

/// Skede, the stage of an ärende that a checklist is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skede {
    /// The utredning goes on.
    UnderUtredning,
    /// The utredning ends, or has ended, in an insats.
    EfterUtredning,
    /// The utförarenhet has been sent an uppdrag.
    Mottagande,
    /// The insats is planned with the family.
    Planering,
    /// The insats goes on.
    Genomforande,
    /// The insats is followed up.
    Uppfoljning,
    /// The insats ends.
    Avslut,
}

impl Skede {
    /// All, in the order in which they come.
    pub const ALLA: [Self; 7] = [
        Self::UnderUtredning,
        Self::EfterUtredning,
        Self::Mottagande,
        Self::Planering,
        Self::Genomforande,
        Self::Uppfoljning,
        Self::Avslut,
    ];

    /// The code that is read.
    pub fn kod(self) -> &'static str {
        match self {
            Self::UnderUtredning => "under_utredning",
            Self::EfterUtredning => "efter_utredning",
            Self::Mottagande => "mottagande",
            Self::Planering => "planering",
            Self::Genomforande => "genomforande",
            Self::Uppfoljning => "uppfoljning",
            Self::Avslut => "avslut",
        }
    }

    /// The stage with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|skede| skede.kod() == kod)
    }
}

/// Checkpunkt, one thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpunkt {
    /// Its code, unique within its list.
    pub id: String,
    /// What is to be done.
    pub aktivitet: String,
    /// Who does it; never empty, nobody twice.
    pub ansvarig: Vec<Ansvarig>,
    /// What to know when doing it.
    pub anmarkning: Option<String>,
    /// The time that the source names.
    pub frist: Option<Fristslag>,
}

/// Källa, where a checklist comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kalla {
    /// The document.
    pub dokument: String,
    /// The headings in it.
    pub rubriker: Vec<String>,
}

/// Checklista, what is to be done in one stage, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklista {
    /// Its code, unique among the lists.
    pub id: String,
    /// Its name.
    pub namn: String,
    /// The day of this wording; a list that has been used is never edited.
    pub version: NaiveDate,
    /// Where it comes from.
    pub kalla: Kalla,
    /// The stage it is for.
    pub galler: Skede,
    /// The points; never empty.
    pub punkter: Vec<Checkpunkt>,
}

/// What is wrong with a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Listbrist {
    /// The file or the folder cannot be read, or is too large to be a list.
    GarInteAttLasa,
    /// The folder has no list.
    IngaListor,
    /// It is not TOML, or has an unknown key, lacks one, or has a value of the wrong sort; `rad` is counted from 1.
    Trasig { rad: usize, text: String },
    /// Written in a form that this program does not read.
    FelFormat(u32),
    /// The id is not that of the file.
    AnnatNamn { id: String },
    /// An id that is no code.
    FelId { id: String },
    /// Two points with one id.
    SammaId { id: String },
    /// There is nothing to do.
    IngaPunkter,
    /// A code that means nothing; `punkt` is empty where it is about the whole list.
    OkandKod {
        nyckel: &'static str,
        kod: String,
        punkt: String,
    },
    /// A point that is for nobody.
    IngenAnsvarig { punkt: String },
    /// Somebody stands twice at one point.
    SammaAnsvarig { punkt: String },
    /// A text that says nothing.
    TomText { nyckel: &'static str, punkt: String },
    /// A text of more than one row, or with a character that could steer the screen.
    Styrtecken { nyckel: &'static str, punkt: String },
}

/// Which file cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listfel {
    /// The name of the file, or of the folder.
    pub fil: String,
    /// What is wrong.
    pub brist: Listbrist,
}

/// Brodagar, the days of one insats that was decided after an assessment of need.
///
/// A day after today is a plan: nothing has happened on it yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brodagar {
    /// The uppdrag was sent to the utförarenhet; no clock counts from it.
    pub uppdrag: Option<NaiveDate>,
    /// The decision on the insats.
    pub beslut: Option<NaiveDate>,
    /// The insats really began, or is to begin.
    pub start: Option<NaiveDate>,
    /// The last follow-up meeting that was held.
    pub senast_uppfoljd: Option<NaiveDate>,
    /// The insats ended.
    pub avslutad: Option<NaiveDate>,
}

impl Brodagar {
    /// All of them, in the order in which they come.
    pub fn alla(&self) -> [Option<NaiveDate>; 5] {
        [
            self.uppdrag,
            self.beslut,
            self.start,
            self.senast_uppfoljd,
            self.avslutad,
        ]
    }
}

/// Broklocka, what a [`Frist`] waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Broklocka {
    /// That the insats begins: at once, and at the latest within 14 days of the decision (TID-02).
    Verkstallighet,
    /// A follow-up meeting, 6–8 weeks after the start or after the last one (TID-01).
    Uppfoljning,
    /// That the insats begins, or else is reported to IVO: three months from the decision (34 kap. 1 §, TID-03).
    Ivo,
}

/// Where a day stands against a [`Frist`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fristlage {
    /// Not yet time.
    Kommande,
    /// It is time; the last day counts.
    Nu,
    /// The last day has passed.
    Passerad,
}

/// Frist, one clock of an insats that was decided after an assessment of need.
///
/// It is a type of its own, and only [`frister`] makes one, because no such clock runs for an insats without needs
/// assessment: TID-01 and TID-02 stand in a routine for needs-assessed insatser to children, and TID-03 is about
/// favourable decisions under 11 kap. 1 § and 12 kap. 1 §, while nothing is decided about the person at the desk. A
/// queue has no time by law, and a day of the queue (`domain::ko`) shown as one of these would say that it had.
///
/// ```compile_fail
/// use troskel::domain::bro::{Broklocka, Frist, Fristlage};
/// let dag = "2026-12-01".parse().unwrap();
/// let frist = Frist { slag: Broklocka::Ivo, fran: None, senast: dag, lage: Fristlage::Nu };
/// ```
///
/// ```
/// use troskel::domain::bro::{Brodagar, Broklocka, frister};
/// let dag = "2026-11-17".parse().unwrap();
/// let dagar = Brodagar { beslut: Some(dag), ..Brodagar::default() };
/// assert_eq!(frister(&dagar, dag, true)[0].slag(), Broklocka::Verkstallighet);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frist {
    slag: Broklocka,
    fran: Option<NaiveDate>,
    senast: NaiveDate,
    lage: Fristlage,
}

impl Frist {
    fn ny(slag: Broklocka, fran: Option<NaiveDate>, senast: NaiveDate, idag: NaiveDate) -> Self {
        let lage = if idag > senast {
            Fristlage::Passerad
        } else if idag >= fran.unwrap_or(senast) {
            Fristlage::Nu
        } else {
            Fristlage::Kommande
        };
        Self {
            slag,
            fran,
            senast,
            lage,
        }
    }

    /// What it waits for.
    pub fn slag(self) -> Broklocka {
        self.slag
    }

    /// The first day on which it is time; `None` where only the last day matters. Nothing forbids to be earlier.
    pub fn fran(self) -> Option<NaiveDate> {
        self.fran
    }

    /// The last day.
    pub fn senast(self) -> NaiveDate {
        self.senast
    }

    /// Where today stands.
    pub fn lage(self) -> Fristlage {
        self.lage
    }
}

/// Days within which an insats should begin (TID-02).
const VERKSTALLIGHET_DAGAR: u64 = 14;
/// Weeks after which a follow-up meeting is due, first and last (TID-01).
const UPPFOLJNING_VECKOR: (u64, u64) = (6, 8);
/// Months after which a decision that is not carried out is reported to IVO (TID-03).
const IVO_MANADER: u32 = 3;

/// The day that lies so many days on; at the end of the calendar, its last day.
fn om_dagar(dag: NaiveDate, antal: u64) -> NaiveDate {
    dag.checked_add_days(Days::new(antal))
        .unwrap_or(NaiveDate::MAX)
}

/// The same day so many months on, or the last of that month where it has no such day (lag 1930:173, 1 §).
fn om_manader(dag: NaiveDate, antal: u32) -> NaiveDate {
    dag.checked_add_months(Months::new(antal))
        .unwrap_or(NaiveDate::MAX)
}

/// The clocks that run on the day `idag`, in the order of [`Broklocka`]. One is gone when what it waits for has
/// happened, and all are when the insats has ended. Those of the routine (TID-01, TID-02) run only where it is about the
/// person, a child or somebody young (`har_listor`); the one of the law (TID-03) whoever it is.
///
/// With a start that is only planned, the follow-up is counted from the plan, for it is booked when the start is; the
/// clocks that wait for the start run on until the day has come.
pub fn frister(dagar: &Brodagar, idag: NaiveDate, av_rutinen: bool) -> Vec<Frist> {
    let har_hant = |dag: Option<NaiveDate>| dag.is_some_and(|dag| dag <= idag);
    if har_hant(dagar.avslutad) {
        return Vec::new();
    }
    let ej_verkstallt = dagar.beslut.filter(|_| !har_hant(dagar.start));
    let verkstallighet = ej_verkstallt.filter(|_| av_rutinen).map(|beslut| {
        // It is to be carried out at once: it is time from the decision itself.
        let senast = om_dagar(beslut, VERKSTALLIGHET_DAGAR);
        Frist::ny(Broklocka::Verkstallighet, Some(beslut), senast, idag)
    });
    let uppfoljning = dagar.start.filter(|_| av_rutinen).map(|start| {
        let uppfoljd = dagar.senast_uppfoljd.filter(|dag| *dag <= idag);
        let raknat = uppfoljd.map_or(start, |uppfoljd| uppfoljd.max(start));
        let (forst, sist) = UPPFOLJNING_VECKOR;
        let fran = om_dagar(raknat, 7 * forst);
        let senast = om_dagar(raknat, 7 * sist);
        Frist::ny(Broklocka::Uppfoljning, Some(fran), senast, idag)
    });
    // Three months is no time allowed: there is no first day on which one may begin to hurry.
    let ivo = ej_verkstallt
        .map(|beslut| Frist::ny(Broklocka::Ivo, None, om_manader(beslut, IVO_MANADER), idag));
    [verkstallighet, uppfoljning, ivo]
        .into_iter()
        .flatten()
        .collect()
}

/// Under this age somebody is a child.
const BARN: u8 = 18;
/// Under this age the routine for children and the young speaks of somebody still (seed 003: over 18 but under 21).
const UNG: u8 = 21;

fn yngre_an(ar: u8, aktslag: Aktslag, fodd: Option<Fodd>, idag: NaiveDate) -> bool {
    let av_numret = fodd.is_some_and(|fodd| fyllt(fodd, ar, idag) != Fyllt::Ja);
    aktslag == Aktslag::Barnet || av_numret
}

/// Whether a child would be the one to apply, with the help that is there for children.
pub fn galler_barn(aktslag: Aktslag, fodd: Option<Fodd>, idag: NaiveDate) -> bool {
    yngre_an(BARN, aktslag, fodd, idag)
}

/// Whether the checklists are about the person: they are for children, and for the young under 21.
pub fn har_listor(aktslag: Aktslag, fodd: Option<Fodd>, idag: NaiveDate) -> bool {
    yngre_an(UNG, aktslag, fodd, idag)
}
