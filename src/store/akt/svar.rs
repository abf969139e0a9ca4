//! The store's answers about handovers and akter.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::Tarmed;
use crate::domain::akt::anteckning::{Anteckningsslag, Galler};
use crate::domain::akt::avslut::{Avslutsorsak, Malutfall};
use crate::domain::akt::overlamning::{Aterlamningsorsak, Overlamningslage};
use crate::domain::akt::plan::{GjordMed, Led, Plantext, oppna_versioner};
use crate::domain::akt::samtycke::Delasmed;
use crate::domain::akt::{Aktslag, Arendenummer, Arendesteg, Stegantal};
use crate::domain::bro::Brodagar;
use crate::domain::fakta::SamtyckeSatt;
use crate::domain::identitet::Kontaktuppgift;
use crate::domain::insats::InsatsNr;
use crate::domain::kolapp::Kolappskod;
use crate::store::{HamtadOverlamning, RadId};

/// Aktsvar, an answer about handovers and akter.
#[derive(Clone, Debug)]
pub enum Aktsvar {
    /// An inbox, or what has come back.
    Inkorg(Vec<Inkorgsrad>),
    /// Ärenden, without names.
    Arenden(Vec<Arenderad>),
    /// A fetched handover.
    Overlamning(Box<HamtadOverlamning>),
    /// An ärende, whole; after a closing also who is next in turn for the place.
    Arende(Box<Arendebild>),
    /// A bridge.
    Bro(Box<Brobild>),
    /// A draft has this version now.
    Utkastversion(i64),
    /// What exists on one person.
    Forekomst(Vec<Forekomst>),
    /// What is to be done: ärenden whose follow-up day has come, and handovers nobody has fetched.
    Attgora(Vec<Arenderad>, Vec<Inkorgsrad>),
    /// Who may ask of the whole file.
    Ratter(Vec<String>),
    /// Done; nothing more to tell.
    Gjort,
}

/// A handover in an inbox, without identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inkorgsrad {
    /// Id.
    pub id: RadId,
    /// Insats.
    pub insats: InsatsNr,
    /// Its name when it was handed over.
    pub insats_namn: String,
    /// The case system that it goes to, where stated.
    pub system: Option<String>,
    /// When it was handed over: since then the person waits.
    pub skapad: DateTime<Utc>,
    /// Enhet that handed over.
    pub fran: String,
    /// Enhet that it is for; none for every enhet.
    pub till: Option<String>,
    /// Where it is.
    pub lage: Overlamningslage,
    /// Who has fetched it, and when.
    pub hamtad: Option<(String, DateTime<Utc>)>,
    /// Why it came back, and when.
    pub aterlamnad: Option<(Aterlamningsorsak, DateTime<Utc>)>,
}

/// An ärende in a list, without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arenderad {
    /// Id.
    pub id: RadId,
    /// Number.
    pub nummer: Arendenummer,
    /// Insats.
    pub insats: InsatsNr,
    /// Its name.
    pub insats_namn: String,
    /// Opened.
    pub oppnad: NaiveDate,
    /// Step.
    pub steg: (Arendesteg, Stegantal),
    /// The next follow-up.
    pub nasta_uppfoljning: Option<NaiveDate>,
    /// Closed, and why.
    pub avslutad: Option<(NaiveDate, Avslutsorsak)>,
    /// Notes that are signed.
    pub anteckningar: u32,
    /// Drafts, of anybody.
    pub utkast: u32,
}

/// Ärendebild, an ärende with all that stands in its akt.
#[derive(Clone)]
pub struct Arendebild {
    /// As in the list.
    pub rad: Arenderad,
    /// The enhet that it belongs to.
    pub enhet: String,
    /// The case system, where stated.
    pub system: Option<String>,
    /// Whose akt.
    pub aktslag: Aktslag,
    /// The handover that it came from.
    pub overlamning: RadId,
    /// Version of the catalogue at the handover.
    pub katalog: String,
    /// Name.
    pub namn: String,
    /// Twelve digits, where there is a number.
    pub personnummer: Option<String>,
    /// Contact data.
    pub kontakt: Kontaktuppgift,
    /// Sekretessmarkering.
    pub sekretessmarkering: bool,
    /// How samtycke to the insats was given, and when.
    pub samtycke: (SamtyckeSatt, NaiveDate),
    /// How many guardians consented.
    pub vardnadshavare: Option<u8>,
    /// How and in which version the right to apply was told, and that records are kept.
    pub information: [String; 4],
    /// The same of the information that records are kept.
    pub dokumentation: [String; 4],
    /// Who received the person at the desk, and when.
    pub mottagen: (String, DateTime<Utc>),
    /// The journal, in the order in which it was signed.
    pub journal: Vec<Anteckningsrad>,
    /// All versions of the plan, the first first.
    pub planer: Vec<Planversion>,
    /// Consents to tell, the latest first; also those that no longer hold.
    pub samtycken: Vec<Samtyckesrad>,
    /// Follow-ups, the first first; the last one of a closed ärende is its end.
    pub uppfoljningar: Vec<Uppfoljningsrad>,
    /// The other parent's ärende in the same insats.
    pub annan_akt: Option<(RadId, Arendenummer)>,
    /// The bridge, where one is open.
    pub bro: Option<RadId>,
    /// The own drafts in it.
    pub utkast: Vec<Utkastrad>,
    /// After a closing: whose turn it is for the place that became free.
    pub nasta_i_tur: Option<Kolappskod>,
}

impl Arendebild {
    /// The versions of the plan that nobody has gone on from, in order.
    pub fn oppna_planer(&self) -> Vec<&Planversion> {
        let led: Vec<Led> = self.planer.iter().map(|plan| plan.led).collect();
        let oppna = oppna_versioner(&led);
        self.planer
            .iter()
            .filter(|plan| oppna.contains(&plan.led.version))
            .collect()
    }
}

impl std::fmt::Debug for Arendebild {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Arendebild({})", self.rad.nummer)
    }
}

/// A signed note.
#[derive(Clone, PartialEq, Eq)]
pub struct Anteckningsrad {
    /// Id.
    pub id: RadId,
    /// Its number in the akt, from 1.
    pub nr: u32,
    /// Kind.
    pub slag: Anteckningsslag,
    /// The earlier note that it is about; of a copy [`Galler::Handelse`].
    pub galler: Galler,
    /// Of a copy: the other akt, and the number there.
    pub kopia_av: Option<(Arendenummer, u32)>,
    /// What it is about.
    pub vad: String,
    /// When it happened.
    pub dag: NaiveDate,
    /// At what time.
    pub klockslag: Option<NaiveTime>,
    /// Where it comes from.
    pub kalla: String,
    /// Who took part.
    pub deltog: String,
    /// What it says.
    pub text: String,
    /// Who signed it: name and title.
    pub skrivare: [String; 2],
    /// When it was signed.
    pub skriven: DateTime<Utc>,
}

/// A version of the plan.
#[derive(Clone, PartialEq, Eq)]
pub struct Planversion {
    /// How it hangs together with the others.
    pub led: Led,
    /// What it says.
    pub text: Plantext,
    /// With whom it was made.
    pub gjord_med: GjordMed,
    /// Who wrote it: name and title.
    pub skrivare: [String; 2],
    /// When.
    pub skriven: DateTime<Utc>,
}

/// A consent to tell.
#[derive(Clone, PartialEq, Eq)]
pub struct Samtyckesrad {
    /// Id.
    pub id: RadId,
    /// What kind of receiver.
    pub med: Delasmed,
    /// To whom.
    pub mottagare: String,
    /// What may be told.
    pub vad: String,
    /// When it was given.
    pub lamnat: NaiveDate,
    /// Its last day.
    pub till: NaiveDate,
    /// How it was given.
    pub satt: SamtyckeSatt,
    /// When it was taken back.
    pub aterkallat: Option<NaiveDate>,
}

/// A follow-up.
#[derive(Clone, PartialEq, Eq)]
pub struct Uppfoljningsrad {
    /// When.
    pub dag: NaiveDate,
    /// What was said.
    pub text: String,
    /// Each goal.
    pub mal: Vec<Malutfallsrad>,
    /// The next one.
    pub nasta: Option<NaiveDate>,
    /// Who wrote it: name and title.
    pub skrivare: [String; 2],
    /// When it was written.
    pub skriven: DateTime<Utc>,
}

/// A goal and how it stands.
#[derive(Clone, PartialEq, Eq)]
pub struct Malutfallsrad {
    /// The goal.
    pub mal: String,
    /// How it stands.
    pub utfall: Malutfall,
}

/// A draft in a list, with what is written in it only for whoever writes it.
#[derive(Clone, PartialEq, Eq)]
pub struct Utkastrad {
    /// The draft.
    pub utkast: Arendeutkast,
    /// Its version.
    pub version: i64,
    /// When it was last saved.
    pub andrad: DateTime<Utc>,
    /// At which desk.
    pub desk: String,
}

/// Ärendeutkast, a note or plan that is being written: the fields of its form, by name.
#[derive(Clone, PartialEq, Eq)]
pub struct Arendeutkast {
    /// Id, drawn when it is begun.
    pub id: RadId,
    /// The ärende.
    pub arende: RadId,
    /// What it is to become: `anteckning` or `plan`.
    pub slag: String,
    /// The fields as typed: name and text. Nothing is demanded of them yet.
    pub falt: Vec<(String, String)>,
}

/// Brobild, the bridge to needs-assessed help.
#[derive(Clone)]
pub struct Brobild {
    /// Id.
    pub id: RadId,
    /// The ärende.
    pub arende: RadId,
    /// Its number.
    pub nummer: Arendenummer,
    /// Opened.
    pub oppnad: NaiveDate,
    /// To whom one applies.
    pub till: String,
    /// What is taken along.
    pub med: Vec<Tarmed>,
    /// The days of the other side.
    pub dagar: Brodagar,
    /// Ticked points: list, point, day, by whom.
    pub bockar: Vec<(String, String, NaiveDate, String)>,
}

/// Förekomst, that something exists on a person: where, not what.
#[derive(Clone, PartialEq, Eq)]
pub struct Forekomst {
    /// The enhet that has it.
    pub enhet: String,
    /// The ärende; none for a handover on its way.
    pub nummer: Option<Arendenummer>,
    /// Name as it is written there.
    pub namn: String,
    /// Number as it is written there.
    pub personnummer: Option<String>,
    /// Since when.
    pub fran: NaiveDate,
    /// Until when, where it is closed.
    pub till: Option<NaiveDate>,
}

macro_rules! utan_innehall {
    ($($slag:ident),*) => {$(
        impl std::fmt::Debug for $slag {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($slag), "(…)"))
            }
        }
    )*};
}

utan_innehall!(
    Anteckningsrad,
    Planversion,
    Samtyckesrad,
    Uppfoljningsrad,
    Malutfallsrad,
    Utkastrad,
    Arendeutkast,
    Brobild,
    Forekomst
);
