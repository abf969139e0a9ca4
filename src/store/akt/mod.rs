//! The words of the akt: acts and questions here, answers beside. Every act and every look is by somebody of one enhet,
//! and meets only what is that enhet's own; what another enhet has is answered as what does not exist (SEK-01).

mod svar;

use chrono::NaiveDate;

use super::{RadId, StoreError};
use crate::domain::akt::anteckning::NyAnteckning;
use crate::domain::akt::avslut::{NyUppfoljning, NyttAvslut};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::overlamning::Aterlamningsorsak;
use crate::domain::akt::plan::{GjordMed, Plantext};
use crate::domain::akt::samtycke::NyttSamtycke;
use crate::domain::akt::{Aktslag, Arendenummer, Arendesteg, Skrivare, Stegantal};
use crate::domain::bro::Brodagar;
use crate::domain::identitet::{Identitet, Nummer};

pub use svar::{
    Aktsvar, Anteckningsrad, Arendebild, Arenderad, Arendeutkast, Brobild, Forekomst, Inkorgsrad,
    Malutfallsrad, Planversion, Samtyckesrad, Uppfoljningsrad, Utkastrad,
};

/// Aktakt, one whole act on a handover or in an akt. Answered with [`Aktsvar`].
#[derive(Clone, Debug)]
pub enum Aktakt {
    /// Takes over a handover that a colleague of the same enhet has fetched; answered with the handover.
    TaOver {
        /// The handover.
        id: RadId,
    },
    /// Gives a fetched handover back to the desk.
    Aterlamna {
        /// The handover.
        id: RadId,
        /// Why.
        orsak: Aterlamningsorsak,
    },
    /// Sends a returned handover out again.
    SkickaIgen {
        /// The handover.
        id: RadId,
        /// For which enhet; none for every enhet.
        till: Option<String>,
    },
    /// Ends a returned handover; what it holds of the person is erased.
    Makulera {
        /// The handover.
        id: RadId,
    },
    /// Opens an ärende from a fetched handover, which is received thereby; answered with the ärende.
    Oppna(NyttArende),
    /// Opens the akt of the other parent beside an ärende; answered with the new one.
    OppnaForAndraForaldern {
        /// The first parent's ärende.
        arende: RadId,
        /// The other parent.
        person: Identitet,
        /// How the other parent has consented, and when.
        samtycke: (crate::domain::fakta::SamtyckeSatt, NaiveDate),
    },
    /// Opens an ärende to be read; the look is logged. Answered with the ärende.
    Las {
        /// The ärende.
        arende: RadId,
    },
    /// Looks for the ärenden of one person, or one by its number, at the own enhet; logged.
    Sok(Sokt),
    /// Takes an ärende to the next step of the chain.
    TaSteg {
        /// The ärende.
        arende: RadId,
        /// The step that it stands at.
        fran: Arendesteg,
    },
    /// Keeps a draft; answered with its new version. Not logged, and nothing of it is signed.
    SparaUtkast {
        /// The draft.
        utkast: Arendeutkast,
        /// The version that was read or saved last; none the first time.
        version: Option<i64>,
    },
    /// Throws a draft away.
    KastaUtkast {
        /// The draft.
        id: RadId,
    },
    /// Signs a note: from then on it is fixed. The draft that it was written as goes.
    Signera {
        /// The ärende.
        arende: RadId,
        /// The note.
        anteckning: NyAnteckning,
        /// The draft.
        utkast: Option<RadId>,
    },
    /// Copies a family note into the other parent's akt, under a consent that holds.
    Kopiera {
        /// The ärende that the note stands in.
        arende: RadId,
        /// The number of the note.
        nr: u32,
        /// The consent, of the same ärende, that names the other akt.
        samtycke: RadId,
        /// Who copies.
        skrivare: Skrivare,
    },
    /// Keeps a version of the plan. It is kept also when somebody else has written one meanwhile.
    SparaPlan {
        /// The ärende.
        arende: RadId,
        /// What it says.
        plan: Plantext,
        /// With whom it was made.
        gjord_med: GjordMed,
        /// The version that it builds on.
        bygger_pa: Option<u32>,
        /// The other open version that it joins with that one.
        forenar: Option<u32>,
        /// Who writes it.
        skrivare: Skrivare,
        /// The draft.
        utkast: Option<RadId>,
    },
    /// Writes down a consent to tell.
    Samtyck {
        /// The ärende.
        arende: RadId,
        /// The consent.
        samtycke: NyttSamtycke,
    },
    /// Takes a consent back, from today.
    Aterkalla {
        /// The ärende.
        arende: RadId,
        /// The consent.
        samtycke: RadId,
    },
    /// Sets or removes the day of the next follow-up.
    SattUppfoljning {
        /// The ärende.
        arende: RadId,
        /// The day.
        dag: Option<NaiveDate>,
    },
    /// Writes down a follow-up.
    FoljUpp {
        /// The ärende.
        arende: RadId,
        /// The follow-up.
        uppfoljning: NyUppfoljning,
    },
    /// Closes an ärende, and gives back the place that the person had.
    Avsluta {
        /// The ärende.
        arende: RadId,
        /// Why, and how it went.
        avslut: NyttAvslut,
    },
    /// Opens the bridge to needs-assessed help; answered with the bridge.
    OppnaBro {
        /// The ärende.
        arende: RadId,
        /// To whom one applies.
        till: String,
        /// What is taken along.
        med: Vec<Tarmed>,
        /// The consent that lets it; needed where anything is taken along.
        samtycke: Option<RadId>,
    },
    /// Ticks a point of a checklist, or takes the tick away; answered with the bridge.
    Bocka {
        /// The bridge.
        bro: RadId,
        /// The list, by its id.
        lista: String,
        /// The point, by its id.
        punkt: String,
        /// When it was done; none takes the tick away.
        gjord: Option<NaiveDate>,
    },
    /// States the days of the bridge; answered with the bridge.
    SattBrodagar {
        /// The bridge.
        bro: RadId,
        /// Them.
        dagar: Brodagar,
    },
    /// Opens a bridge to be read; logged. Answered with the bridge.
    LasBro {
        /// The ärende.
        arende: RadId,
    },
    /// Lists what exists on one person in the whole file, for whoever has been given that right; logged (SEK-04).
    Forekomst(Sokt),
    /// A sheet of the ärende or handover has been taken out of the program; logged.
    Utlamnat {
        /// The ärende or handover.
        id: RadId,
    },
    /// Gives a user the right to ask of the whole file; only by whoever owns it.
    GeRatt {
        /// The user.
        anvandare: String,
    },
    /// Takes that right away.
    TaRatt {
        /// The user.
        anvandare: String,
    },
}

/// Nytt ärende, what is needed to open one.
#[derive(Clone, Debug)]
pub struct NyttArende {
    /// The handover.
    pub overlamning: RadId,
    /// Whose akt.
    pub aktslag: Aktslag,
    /// How many steps the förvaltning uses.
    pub steg: Stegantal,
    /// The child, where the akt is the child's and the handover names the adult; otherwise whom the handover names.
    pub person: Option<Identitet>,
    /// The first follow-up.
    pub uppfoljning: Option<NaiveDate>,
}

/// Sökt, what a person may be searched by: nothing else (PUL-03).
#[derive(Clone, PartialEq, Eq)]
pub enum Sokt {
    /// The whole name; letters and spaces decide, not their case.
    Namn(String),
    /// Personnummer or samordningsnummer.
    Nummer(Nummer),
    /// Ärendenummer.
    Arende(Arendenummer),
}

impl std::fmt::Debug for Sokt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sokt(…)")
    }
}

/// Tar med, what may be taken along over the bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tarmed {
    /// Name, number and contact data.
    Personuppgifter,
    /// The plan.
    Insatsplan,
    /// The journal.
    Journal,
    /// The follow-ups.
    Uppfoljningar,
}

impl Tarmed {
    /// All kinds.
    pub const ALLA: [Self; 4] = [
        Self::Personuppgifter,
        Self::Insatsplan,
        Self::Journal,
        Self::Uppfoljningar,
    ];

    /// The code that is stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Personuppgifter => "personuppgifter",
            Self::Insatsplan => "insatsplan",
            Self::Journal => "journal",
            Self::Uppfoljningar => "uppfoljningar",
        }
    }

    /// The kind with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|slag| slag.kod() == kod)
    }
}

/// Aktfråga, something to be read about handovers and ärenden; none of the answers holds a name but [`Self::Arende`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aktfraga {
    /// The inbox of an enhet, the longest waiting first; `alla` also what is finished.
    Inkorg {
        /// The enhet.
        enhet: String,
        /// Also what is finished.
        alla: bool,
    },
    /// What has come back to the desk of an enhet.
    Aterlamnade {
        /// The enhet that handed over.
        enhet: String,
    },
    /// The ärenden of an enhet, by number; `avslutade` the closed ones instead of those under way.
    Arenden {
        /// The enhet.
        enhet: String,
        /// The closed ones.
        avslutade: bool,
    },
    /// An ärende that is open on the screen, read again.
    Arende {
        /// The ärende.
        arende: RadId,
        /// The enhet that reads.
        enhet: String,
        /// Whose drafts are shown in it.
        anvandare: String,
    },
    /// What is to be done in the akter of an enhet by today.
    Attgora {
        /// The enhet.
        enhet: String,
        /// Today.
        idag: NaiveDate,
    },
    /// Who may ask of the whole file.
    Ratter,
}

impl From<KanInteIAkten> for StoreError {
    fn from(hinder: KanInteIAkten) -> Self {
        Self::Akt(hinder)
    }
}
