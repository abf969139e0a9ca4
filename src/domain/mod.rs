//! The rules of the desk. Pure: no files, no clock, no terminal, no database; the day is an argument.
//!
//! | Word | Here | Meaning |
//! |---|---|---|
//! | insats | [`insats::Insats`] | what the nämnd has decided may be given without needs assessment (11 kap. 5 §) |
//! | beslut | [`insats::Beslut`] | the nämnd's general decision; never one about a person |
//! | villkor | [`villkor::Villkor`] | a decided fact to be checked; never an assessment |
//! | målgrupp | [`insats::Malgrupp`] | for whom an insats is meant; never a gate |
//! | underlag | [`fakta::Underlag`] | how a villkor was shown |
//! | prövning | [`villkor::Provning`] | the summary check of all villkor |
//! | utfall | [`kontroll::Utfall`] | what the check says; there is no "no" |
//! | oklart | [`villkor::Status::Oklart`] | for the nämnd to say |
//! | hänvisning | [`insats::Hanvisning`] | what can only be applied for, and where |
//! | samtycke | [`samtycke::Samtycke`] | evidence that everybody who must has consented (21 kap. 2 §) |
//! | kvittens | [`information::Kvittens`] | evidence that information was given (11 kap. 6 §) |
//! | dokumentation | [`insats::Dokumentation`] | 14 kap. 3 § with identity, 4 § and 5 § without |
//! | identitet | [`identitet::Identitet`] | who somebody is; typed once, at the handover |
//! | besök | [`besok::Besok`] | the way from a person at the desk to a lawful ending |
//! | räknat besök | [`raknat::RaknatBesok`] | all that is kept of a visit without a name |
//! | överlämning | [`besok::Overlamning`] | the handover to case documentation |
//! | överlämningsläge | [`akt::overlamning::Overlamningslage`] | where a handover is; never in two places |
//! | ärende | [`akt::Arendenummer`] | one person's case in one insats, at one enhet; registered until further notice |
//! | akt | [`akt::Aktslag`] | what is written in an ärende; whose it is, the catalogue says (DOK-11) |
//! | anteckning | [`akt::anteckning::NyAnteckning`] | a signed note of the journal; corrected by a new one beside it |
//! | invändning | [`akt::anteckning::Anteckningsslag::Invandning`] | the person thinks that a note is wrong (14 kap. 6 §) |
//! | insatsplan | [`akt::plan::Plantext`] | the plan under eight headings, made with the person; versions are kept |
//! | delningssamtycke | [`akt::samtycke::NyttSamtycke`] | consent to tell: to whom, what, until when (SAM-11) |
//! | uppföljning | [`akt::avslut::NyUppfoljning`] | how it goes, against the person's own goals |
//! | avslut | [`akt::avslut::NyttAvslut`] | the end of an ärende, always with a reason |
//! | kölapp | [`kolapp::Kolappskod`] | a slip that stands for a person in a queue |
//! | kö | [`ko`] | the waiting list: in order of ködatum, never by need (KO-01) |
//! | köpost | [`ko::Kolage`] | one slip in one queue |
//! | ködatum | [`ko::rattelse`] | when the person asked to stand in the queue; fixed |
//! | erbjudande | [`ko::Overgang::Erbjud`] | a place offered, with a last day to answer |
//! | överhopp | [`ko::plats::Overhopp`] | why somebody is passed over for one place |
//! | pott | [`ko::plats::Pott`] | places of one kind: running, or of one group start |
//! | omgång | [`ko::plats::Omgang`] | a group start |
//! | gallring | [`gallring::Dom`] | when an akt may be erased, when it has to be, and what is kept (16 kap.) |
//! | bevis | [`ko::bevis`] | why an entry has its rank, from its events alone |
//! | rättelse | [`ko::rattelse::Rattelseorsak`] | a corrected ködatum, by two persons |
//! | importrad | [`ko::fil::Importrad`] | one row of an old list |
//! | katalogbyte | [`ko::katalogbyte`] | what a new catalogue means for those who wait |
//! | arbetsdag | [`arbetsdag`] | neither Saturday, Sunday, holiday nor eve |
//! | bro | [`bro`] | the bridge to an insats that is given after an assessment of need |
//! | checklista | [`bro::Checklista`] | what is to be done in one stage of it, and by whom |
//! | checkpunkt | [`bro::Checkpunkt`] | one thing to do |
//! | ansvarig | [`bro::Ansvarig`] | who does it |
//! | skede | [`bro::Skede`] | the stage that a checklist is for |
//! | frist | [`bro::Frist`] | a clock of such an insats; never of one without assessment (TID-01 to TID-03) |
//! | verkställighet | [`bro::Broklocka::Verkstallighet`] | the insats really begins |
//! | uppföljning | [`bro::Broklocka::Uppfoljning`] | the meeting 6–8 weeks on |
//! | roll | [`behorighet::Roll`] | what somebody is there to do, at an enhet |
//! | gärning | [`behorighet::Garning`] | a kind of act or look that a right is about |
//! | konto | [`konto::Konto`] | an account; closed, never removed |
//! | utkast | [`utkast::Utkast`] | a parked visit: codes only |
//!
//! Comments name the rule behind a line by its law or by the project's own number: IUB what may be given this way, VIL
//! villkor, INF information, SAM samtycke and children, DOK documentation, SEK secrecy, PUL personal data, SKY
//! protected persons, KO the queue, TRE and TID handover and times. `tests/fall/regler` has them as cases.
#![deny(clippy::wildcard_enum_match_arm)]

pub mod akt;
pub mod arbetsdag;
pub mod behorighet;
pub mod besok;
pub mod bro;
pub mod fakta;
pub mod gallring;
pub mod identitet;
pub mod information;
pub mod insats;
pub mod ko;
pub mod kolapp;
pub mod konto;
pub mod kontroll;
pub mod provning;
pub mod raknat;
pub mod samtycke;
pub mod statistik;
pub mod tid;
pub mod utkast;
pub mod villkor;
