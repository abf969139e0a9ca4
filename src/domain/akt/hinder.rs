//! Hinder, every reason for which the akt says no. Each has words in `text::akt`: why, and what instead.

use chrono::NaiveDate;

use super::overlamning::Overlamningslage;
use super::text::Faltnamn;

/// Kan inte i akten, why an act on a handover or an ärende was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KanInteIAkten {
    /// There is no such row at the own enhet; also where there is one at another, which is nobody else's to know.
    Saknas,
    /// The handover stands elsewhere on its way.
    FelLage(Overlamningslage),
    /// A colleague has fetched it.
    HamtadAv(String),
    /// The insats is no longer documented with identity (14 kap. 4 and 5 §§): nothing new is written down about anybody.
    UtanIdentitet,
    /// The catalogue does not say whose akt it is: the enhet has to.
    AktslagKravs,
    /// Only where each parent has an akt of their own is there a second one.
    InteVarjeForalder,
    /// The akt would be about somebody who has one in this insats already.
    SammaPerson,
    /// The ärende is closed since this day; what happened later has no place in it.
    Avslutat(NaiveDate),
    /// The ärende has been taken a step further by somebody else, or there is no further step.
    Steg,
    /// A field that has to be filled in.
    Falt(Faltnamn),
    /// A field with more than so many signs.
    ForLang(Faltnamn, usize),
    /// Something that has happened cannot have a day after today.
    Framtida,
    /// Something that lies ahead cannot have a day before today.
    Forfluten,
    /// The note that is meant is not in this akt.
    OkandAnteckning,
    /// The draft has been saved from another desk since it was read.
    UtkastAndrat,
    /// The draft is gone: signed or thrown away.
    UtkastBorta,
    /// Own drafts are left in the ärende: sign them or throw them away first.
    UtkastKvar(u64),
    /// The version that the plan builds on is not there.
    OkandVersion,
    /// The plan is empty.
    TomPlan,
    /// A consent has to have an end that lies ahead, and at most so many months.
    SamtyckeForLangt(u8),
    /// The consent has run out, on this day.
    SamtyckeUtgatt(NaiveDate),
    /// The consent has been taken back, on this day.
    SamtyckeAterkallat(NaiveDate),
    /// The consent is about somebody or something else.
    SamtyckeAnnat,
    /// Something is to be taken along, and nobody has consented.
    SamtyckeKravs,
    /// There is no such checklist or point.
    OkandPunkt,
    /// The ärende has a bridge already, opened in another way.
    BroFinns,
    /// Days that cannot follow on each other.
    Dagordning,
    /// The user has not been given this right.
    EjBehorig,
    /// Only whoever owns the database file gives rights.
    InteAgare,
    /// In a sharp file the right comes with a role.
    RattMedRoll,
}
