//! Hinder, every reason for which the queue says no to an act. Each has words in `text::ko`: why, and what instead.

use chrono::NaiveDate;

use super::Kostatus;
use crate::domain::kolapp::Kolappskod;

/// Kan inte i kön, why an act on the queue was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KanInteIKon {
    /// There is no such slip.
    OkandKolapp,
    /// The act does not belong to where the entry stands.
    FelStatus(Kostatus),
    /// The entry has come to an end that is never left.
    Slutgiltig(Kostatus),
    /// The insats has no queue: it is given directly.
    IngenKo,
    /// The insats is not in the catalogue.
    OkandInsats,
    /// Nobody who waits fits the place.
    IngenPassar,
    /// The slip is not the next in turn; so many before it fit the place.
    InteITur(u64),
    /// A reason to pass somebody over that does not hold, or that is not for staff to state.
    OverhoppGallerInte(Kolappskod),
    /// Nobody has logged an attempt to reach the person today.
    IngetForsokIdag(Kolappskod),
    /// The person does not fit the place.
    PassarInte(super::plats::Overhopp),
    /// The number of places has not been stated.
    PlatserOkanda,
    /// No place is free.
    IngenLedigPlats,
    /// The group start is unknown, has begun, or has been called off.
    OkandOmgang,
    /// The numbers or days of a group start do not go together.
    Omgang,
    /// The nämnd has stated so many places; the number is changed with a new catalogue.
    NamndenHarAngett(u16),
    /// Places that are taken cannot be made fewer than they are.
    FlerTagna(u16),
    /// The place is not taken.
    PlatsenArLedig,
    /// The last day to answer is not a working day between tomorrow and 30 working days ahead.
    SvarsdagGarInte,
    /// The group begins on this day; the answer is needed before.
    SvarsdagEfterStart(NaiveDate),
    /// The nämnd has decided so many working days to answer; a desk gives more, never less.
    SvarstidForKort(u8),
    /// An open offer has its time until this day.
    SvarstidPagar(NaiveDate),
    /// An extension must lie after the day that was set.
    ForlangningBakat,
    /// The person has said no and stayed as often as the nämnd allows.
    StaKvarSlut(u8),
    /// A pause begins today, and has a last day after that.
    VilaBakvand,
    /// A pause may be so many months.
    VilaForLang(u8),
    /// The reason follows from an answer and cannot be chosen.
    OrsakAvSvar,
    /// Too few attempts to reach the person.
    ForFaForsok {
        /// Made.
        gjorda: u16,
        /// Asked for.
        kravs: u16,
    },
    /// The nämnd has not decided that this ends an entry.
    NamndenHarInteBeslutat,
    /// A villkor of the insats must be named.
    VilketVillkor,
    /// The next step of the ladder is taken on this day at the earliest.
    StegForTidigt(NaiveDate),
    /// No offer has been left without an answer after its reminders.
    TystnadAvslutarInte,
    /// The ladder of the confirmation has not been gone through; so many steps of three.
    StegenInteKlar(u8),
    /// The last step of the ladder has been taken.
    StegenSlut,
    /// The insats is still in the catalogue.
    InsatsenFinns,
    /// Somebody who comes back is to have a new ködatum: a new entry is made.
    NyttKodatum,
    /// A sentence of at least ten characters, without a number of a person, is needed.
    Mening,
    /// Two persons are needed: the one who proposed cannot approve.
    SammaPerson,
    /// There is a proposal that waits for an answer already.
    ForslagFinns,
    /// There is no proposal.
    IngetForslag,
    /// A ködatum lies in the future, or is the one that stands.
    KodatumGarInte,
    /// No contact data may be kept on this insats.
    IngenKontakt,
    /// The contact data are not whole.
    KontaktEjHel,
    /// A young person chooses the way, and letters are not sent (SAM-10).
    UngValjerSjalv,
    /// There are no contact data.
    KontaktSaknas,
    /// The same person waits already, with this slip.
    StarRedan(Kolappskod),
    /// A party of this size is never given places together.
    PartiForStort(u8),
    /// Nothing done at this desk within ten minutes can be undone.
    IngetAttAngra,
    /// Something has happened on the entry since.
    AndratSedan,
    /// What the act had taken has been given to somebody else.
    PlatsenBorta,
    /// The queue cannot be imported into.
    ImportTom,
}
