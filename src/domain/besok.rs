//! Besök, the way from a person at the desk to a lawful ending: one type for each step.
//!
//! What cannot be written down cannot be done. Every end is reachable only through [`Besok::kvittera`], for the
//! information on the right to apply is owed in every outcome (INF-01, INF-02). A name has exactly one way in,
//! [`Dok::overlamna`], and a `Dok` exists only for an insats that is documented (14 kap. 3 §).
//!
//! A visit cannot end before the receipt:
//! ```compile_fail
//! # use troskel::domain::{besok::*, raknat::*}; use troskel::domain::fakta::Fakta;
//! # fn f(b: Besok<Villkorssteg>, fakta: &Fakta, idag: chrono::NaiveDate, k: Underrattad<'_>) {
//! let besok = b.provat(fakta, idag);
//! let _ = besok.avsluta(Onskan::BaraFraga, Raknas::default(), idag);
//! # }
//! ```
//! With it, it can:
//! ```
//! # use troskel::domain::{besok::*, raknat::*}; use troskel::domain::fakta::Fakta;
//! # fn f(b: Besok<Villkorssteg>, fakta: &Fakta, idag: chrono::NaiveDate, k: Underrattad<'_>) {
//! let besok = b.provat(fakta, idag).kvittera(k);
//! let _ = besok.avsluta(Onskan::BaraFraga, Raknas::default(), idag);
//! # }
//! ```
//! Nobody is received, and nobody is put in the queue, without the samtycke that the rules require:
//! ```compile_fail
//! # use troskel::domain::{besok::*, raknat::*}; use troskel::domain::fakta::Fakta;
//! # fn f(b: Besok<Informerad>, fakta: &Fakta, idag: chrono::NaiveDate) {
//! let _ = b.ta_emot(Raknas::default(), idag);
//! # }
//! ```
//! With it, somebody can be:
//! ```
//! # use troskel::domain::{besok::*, raknat::*}; use troskel::domain::fakta::Fakta;
//! # fn f(b: Besok<Informerad>, fakta: &Fakta, idag: chrono::NaiveDate) {
//! let _ = b.samtycker(fakta, idag).map(|b| b.ta_emot(Raknas::default(), idag));
//! # }
//! ```
//! No handover without the information that records are kept:
//! ```compile_fail
//! # use troskel::domain::besok::*; use troskel::domain::identitet::Identitet;
//! # fn f(d: Dok<InformeraOmDokumentation>, k: Underrattad<'_>, i: Identitet) {
//! let _ = d.overlamna(i);
//! # }
//! ```
//! With it, there is:
//! ```
//! # use troskel::domain::besok::*; use troskel::domain::identitet::Identitet;
//! # fn f(d: Dok<InformeraOmDokumentation>, k: Underrattad<'_>, i: Identitet) {
//! let _ = d.kvittera(k).overlamna(i);
//! # }
//! ```
//! Somebody received on an exempt insats is a count, and nothing there can take an identity:
//! ```compile_fail
//! # use troskel::domain::besok::*; use troskel::domain::identitet::Identitet;
//! # fn f(m: Mottagen, k: Underrattad<'_>, i: Identitet) {
//! if let Mottagen::Anonymt(m) = m { let _ = m.kvittera(k).overlamna(i); }
//! # }
//! ```
//! On a documented insats it can be given:
//! ```
//! # use troskel::domain::besok::*; use troskel::domain::identitet::Identitet;
//! # fn f(m: Mottagen, k: Underrattad<'_>, i: Identitet) {
//! if let Mottagen::Dokumentera(m) = m { let _ = m.kvittera(k).overlamna(i); }
//! # }
//! ```

use std::sync::Arc;

use chrono::NaiveDate;

use super::fakta::Fakta;
use super::identitet::Identitet;
use super::information::{InfoText, Kvittens, Kvittensrad, Satt, Sprak};
use super::insats::{Dokumentation, Insats};
use super::kontroll::Utfall;
use super::provning::prova;
use super::raknat::{Raknas, RaknatBesok, Resultat};
use super::samtycke::{IngetSamtycke, Samtycke, prova_samtycke};
use super::villkor::{Provning, Status};

/// Besök at the desk, in one of its steps.
#[derive(Clone, Debug)]
pub struct Besok<S> {
    insats: Arc<Insats>,
    steg: S,
}

/// Step 1: the villkor are gone through.
#[derive(Clone, Copy, Debug)]
pub struct Villkorssteg;

/// Step 2: the information is owed; the check is done, whatever it said.
#[derive(Clone, Debug)]
pub struct Informera {
    provning: Provning,
}

/// Step 3: informed; from here the visit may end, or samtycke is taken.
#[derive(Clone, Debug)]
pub struct Informerad {
    provning: Provning,
    kvittens: Kvittens,
}

/// Step 4: everything met and consented: receive, or queue.
#[derive(Clone, Copy, Debug)]
pub struct Placera {
    kvittens: Kvittens,
    samtycke: Samtycke,
}

/// How somebody was told, with the text that was shown.
#[derive(Clone, Copy, Debug)]
pub struct Underrattad<'t> {
    /// The text on the screen.
    pub text: &'t InfoText,
    /// How it was told.
    pub satt: Satt,
    /// In which language.
    pub sprak: Sprak,
}

impl Underrattad<'_> {
    fn kvittens(self) -> Kvittens {
        Kvittens(Kvittensrad {
            satt: self.satt,
            sprak: self.sprak,
            text: self.text.id,
            version: self.text.version,
        })
    }
}

/// How an informed visit ends without a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onskan {
    /// Wants to apply for needs-assessed help (INF-05).
    Ansoka,
    /// Only asked.
    BaraFraga,
    /// Wanted to take part, but the villkor or the samtycke sends them on.
    TaEmot,
}

impl Onskan {
    fn resultat(self) -> Resultat {
        match self {
            Self::Ansoka | Self::TaEmot => Resultat::Hanvisad,
            Self::BaraFraga => Resultat::Informerad,
        }
    }
}

/// Slut, a lawful ending. Its parts have no other makers than the steps, so there is none without a receipt.
#[derive(Clone, Debug)]
pub enum Slut {
    /// Informed or sent on.
    Avslutat(Avslutat),
    /// Joined the queue.
    IKo(TillKo),
    /// Received on an exempt insats.
    Mottagen(MottagenAnonymt),
    /// Received on a documented insats.
    Overlamnad(Box<Overlamning>),
}

impl Slut {
    /// What is counted of it.
    pub fn raknat(&self) -> RaknatBesok {
        match self {
            Self::Avslutat(Avslutat(besok))
            | Self::IKo(TillKo(besok))
            | Self::Mottagen(MottagenAnonymt(besok)) => *besok,
            Self::Overlamnad(overlamning) => overlamning.besok,
        }
    }
}

/// A visit that ended with information or a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Avslutat(RaknatBesok);

/// A visit that ended in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TillKo(RaknatBesok);

/// A visit received without identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MottagenAnonymt(RaknatBesok);

impl<S> Besok<S> {
    /// The insats that the visit is about.
    pub fn insats(&self) -> &Arc<Insats> {
        &self.insats
    }

    /// Back to the first step; later evidence is dropped.
    pub fn om_fran_borjan(self) -> Besok<Villkorssteg> {
        Besok {
            insats: self.insats,
            steg: Villkorssteg,
        }
    }

    fn rakna(
        &self,
        utfall: Utfall,
        resultat: Resultat,
        kvittens: Kvittens,
        samtycke: bool,
        tid: (Raknas, NaiveDate),
    ) -> RaknatBesok {
        RaknatBesok {
            insats: self.insats.nr,
            dag: tid.1,
            utfall,
            resultat,
            kvittens,
            samtycke,
            raknas: tid.0,
        }
    }
}

impl Besok<Villkorssteg> {
    /// Begins a visit.
    pub fn ny(insats: Arc<Insats>) -> Self {
        Self {
            insats,
            steg: Villkorssteg,
        }
    }

    /// Checks the villkor; whatever the outcome, the information comes next.
    pub fn provat(self, fakta: &Fakta, idag: NaiveDate) -> Besok<Informera> {
        let provning = prova(&self.insats, fakta, idag);
        Besok {
            insats: self.insats,
            steg: Informera { provning },
        }
    }
}

impl Besok<Informera> {
    /// The check.
    pub fn provning(&self) -> &Provning {
        &self.steg.provning
    }

    /// Acknowledges that the person has been told of the right to apply (11 kap. 6 §).
    pub fn kvittera(self, underrattad: Underrattad<'_>) -> Besok<Informerad> {
        self.med_kvittens(underrattad.kvittens())
    }

    /// Takes up the receipt of a parked visit as it was given, whatever has been answered since.
    ///
    /// # Errors
    /// The visit back untouched, when `nu` is not the text that was told: then it has to be told again.
    pub fn ateruppta(self, rad: Kvittensrad, nu: &InfoText) -> Result<Besok<Informerad>, Self> {
        if rad.galler(nu) {
            Ok(self.med_kvittens(Kvittens(rad)))
        } else {
            Err(self)
        }
    }

    fn med_kvittens(self, kvittens: Kvittens) -> Besok<Informerad> {
        Besok {
            insats: self.insats,
            steg: Informerad {
                provning: self.steg.provning,
                kvittens,
            },
        }
    }
}

/// Why somebody cannot be given a place or stand in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KanInteTasEmot {
    /// The villkor are not all met.
    Villkor(Status),
    /// There is no samtycke.
    Samtycke(IngetSamtycke),
}

impl KanInteTasEmot {
    /// The outcome that this gives the visit.
    pub fn utfall(self) -> Utfall {
        match self {
            Self::Villkor(status) => Utfall::av_villkor(status),
            Self::Samtycke(inget) => Utfall::utan_samtycke(inget),
        }
    }
}

impl Besok<Informerad> {
    /// The check.
    pub fn provning(&self) -> &Provning {
        &self.steg.provning
    }

    /// The receipt.
    pub fn kvittens(&self) -> Kvittens {
        self.steg.kvittens
    }

    /// Takes the samtycke that the rules require.
    ///
    /// # Errors
    /// [`KanInteTasEmot`], with the visit back untouched.
    pub fn samtycker(
        self,
        fakta: &Fakta,
        idag: NaiveDate,
    ) -> Result<Besok<Placera>, (Self, KanInteTasEmot)> {
        if self.steg.provning.status != Status::Uppfyllt {
            let status = self.steg.provning.status;
            return Err((self, KanInteTasEmot::Villkor(status)));
        }
        match prova_samtycke(&self.insats, fakta, idag) {
            Ok(samtycke) => {
                let kvittens = self.steg.kvittens;
                Ok(Besok {
                    insats: self.insats,
                    steg: Placera { kvittens, samtycke },
                })
            }
            Err(inget) => Err((self, KanInteTasEmot::Samtycke(inget))),
        }
    }

    /// Ends the visit without a place, in any outcome.
    pub fn avsluta(self, onskan: Onskan, raknas: Raknas, idag: NaiveDate) -> Slut {
        let utfall = Utfall::av_villkor(self.steg.provning.status);
        self.avsluta_med(utfall, onskan, (raknas, idag))
    }

    /// Ends the visit because the samtycke that the rules require is not there.
    pub fn avsluta_utan_samtycke(
        self,
        inget: IngetSamtycke,
        onskan: Onskan,
        raknas: Raknas,
        idag: NaiveDate,
    ) -> Slut {
        let utfall = match self.steg.provning.status {
            Status::Uppfyllt => Utfall::utan_samtycke(inget),
            status @ (Status::EjUppfyllt | Status::Oklart | Status::EjKontrollerat) => {
                Utfall::av_villkor(status)
            }
        };
        self.avsluta_med(utfall, onskan, (raknas, idag))
    }

    fn avsluta_med(self, utfall: Utfall, onskan: Onskan, tid: (Raknas, NaiveDate)) -> Slut {
        Slut::Avslutat(Avslutat(self.rakna(
            utfall,
            onskan.resultat(),
            self.steg.kvittens,
            false,
            tid,
        )))
    }
}

impl Besok<Placera> {
    /// One step back: the samtycke is dropped and the villkor are checked again; what has been told is still told.
    pub fn tillbaka(self, fakta: &Fakta, idag: NaiveDate) -> Besok<Informerad> {
        let kvittens = self.steg.kvittens;
        self.om_fran_borjan()
            .provat(fakta, idag)
            .med_kvittens(kvittens)
    }

    /// Gives a place in the queue: a slip, no name.
    pub fn stall_i_ko(self, raknas: Raknas, idag: NaiveDate) -> Slut {
        let kvittens = self.steg.kvittens;
        Slut::IKo(TillKo(self.rakna(
            Utfall::Uppfyllt,
            Resultat::IKo,
            kvittens,
            true,
            (raknas, idag),
        )))
    }

    /// Ends although everything is met: the person would rather apply, or only asked (INF-05).
    pub fn avsta(self, onskan: Onskan, raknas: Raknas, idag: NaiveDate) -> Slut {
        let kvittens = self.steg.kvittens;
        Slut::Avslutat(Avslutat(self.rakna(
            Utfall::Uppfyllt,
            onskan.resultat(),
            kvittens,
            false,
            (raknas, idag),
        )))
    }

    /// Receives the person. Whether a name may follow is the catalogue's to say, never the desk's (DOK-06).
    pub fn ta_emot(self, raknas: Raknas, idag: NaiveDate) -> Mottagen {
        let Placera { kvittens, samtycke } = self.steg;
        let besok = self.rakna(
            Utfall::Uppfyllt,
            Resultat::Mottagen,
            kvittens,
            true,
            (raknas, idag),
        );
        match &self.insats.dokumentation {
            Dokumentation::Dokumenteras { .. } => Mottagen::Dokumentera(Dok {
                besok,
                samtycke,
                insats: self.insats,
                steg: InformeraOmDokumentation,
            }),
            Dokumentation::Radgivning | Dokumentation::Undantagen { .. } => {
                Mottagen::Anonymt(MottagenAnonymt(besok))
            }
        }
    }
}

/// Mottagen, received: with documentation to follow, or as a count only.
#[derive(Clone, Debug)]
pub enum Mottagen {
    /// 14 kap. 3 §.
    Dokumentera(Dok<InformeraOmDokumentation>),
    /// 14 kap. 4 or 5 §.
    Anonymt(MottagenAnonymt),
}

/// The way from a place to a handover, for a documented insats only.
#[derive(Clone, Debug)]
pub struct Dok<S> {
    besok: RaknatBesok,
    samtycke: Samtycke,
    insats: Arc<Insats>,
    steg: S,
}

/// Step 5a: the person is told that records are kept (INF-06).
#[derive(Clone, Copy, Debug)]
pub struct InformeraOmDokumentation;

/// Step 5b: now, and only now, the identity.
#[derive(Clone, Copy, Debug)]
pub struct Identifiera {
    kvittens: Kvittens,
}

impl<S> Dok<S> {
    /// The insats.
    pub fn insats(&self) -> &Arc<Insats> {
        &self.insats
    }
}

impl Dok<InformeraOmDokumentation> {
    /// Acknowledges that the person has been told that records are kept.
    pub fn kvittera(self, underrattad: Underrattad<'_>) -> Dok<Identifiera> {
        let Self {
            besok,
            samtycke,
            insats,
            ..
        } = self;
        Dok {
            besok,
            samtycke,
            insats,
            steg: Identifiera {
                kvittens: underrattad.kvittens(),
            },
        }
    }
}

impl Dok<Identifiera> {
    /// Hands the person over to case documentation; the only way in for a name.
    pub fn overlamna(self, identitet: Identitet) -> Slut {
        Slut::Overlamnad(Box::new(Overlamning {
            besok: self.besok,
            insats: self.insats,
            samtycke: self.samtycke,
            dokumentation: self.steg.kvittens,
            identitet,
        }))
    }
}

/// Överlämning, the handover with all its evidence.
#[derive(Clone, Debug)]
pub struct Overlamning {
    besok: RaknatBesok,
    insats: Arc<Insats>,
    samtycke: Samtycke,
    dokumentation: Kvittens,
    identitet: Identitet,
}

impl Overlamning {
    /// The insats.
    pub fn insats(&self) -> &Insats {
        &self.insats
    }

    /// The receipt of the information on the right to apply.
    pub fn information(&self) -> Kvittens {
        self.besok.kvittens
    }

    /// The receipt of the information that records are kept.
    pub fn dokumentation(&self) -> Kvittens {
        self.dokumentation
    }

    /// The samtycke.
    pub fn samtycke(&self) -> Samtycke {
        self.samtycke
    }

    /// Who the person is.
    pub fn identitet(&self) -> &Identitet {
        &self.identitet
    }

    /// The day of the visit.
    pub fn dag(&self) -> NaiveDate {
        self.besok.dag
    }
}
