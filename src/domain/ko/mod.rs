//! Kö, the waiting list: in order of arrival, with no priority and no way to move anybody (KO-01).
//!
//! The order is `(ködatum, id)`. Whatever happens to a köpost is one act, checked by one function, [`efter`], and kept
//! as one event on the entry's own history. A place in line is never stored: it is counted when somebody asks.
//!
//! One thing differs from the model that this rests on: an entry whose insats has begun is not marked as entered in
//! error any more. The person has been received, and what came of it stands in the case documentation.

pub mod bevis;
pub mod fil;
pub mod hinder;
pub mod katalogbyte;
pub mod kontakt;
pub mod plats;
pub mod policy;
pub mod rattelse;
pub mod svarsdag;
pub mod vantetid;

use chrono::{Days, Months, NaiveDate};

use hinder::KanInteIKon;
use policy::{Kopolicy, VidNej, VidTystnad};

/// Köorsak, why an entry leaves the queue without an insats (closed list, KO-01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KoOrsak {
    /// The person has taken it back.
    Atertagen,
    /// The person has applied for needs-assessed help instead, by their own wish.
    AnsoktIStallet,
    /// The person could not be reached after the number of attempts that the policy asks for.
    EjNabar,
    /// Entered twice.
    Dubblett,
    /// The villkor are no longer met.
    VillkorEjUppfyllda,
    /// Moved to another insats by their own wish.
    AnnanInsats,
    /// Moved from the kommun.
    FlyttatFranKommunen,
    /// Deceased; the entry is never taken up again.
    Avliden,
    /// Said no, where the nämnd has decided that a no ends the entry.
    Avbojt,
    /// Has not answered an offer, where the nämnd has decided so; staff confirms it.
    EjSvar,
    /// Has not confirmed that they still wait, after the whole ladder; staff confirms it.
    BekraftelseUteblev,
    /// The insats is no longer given.
    InsatsenUpphort,
}

impl KoOrsak {
    /// All reasons.
    pub const ALLA: [Self; 12] = [
        Self::Atertagen,
        Self::AnsoktIStallet,
        Self::EjNabar,
        Self::Dubblett,
        Self::VillkorEjUppfyllda,
        Self::AnnanInsats,
        Self::FlyttatFranKommunen,
        Self::Avliden,
        Self::Avbojt,
        Self::EjSvar,
        Self::BekraftelseUteblev,
        Self::InsatsenUpphort,
    ];

    /// The code that is read and stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Atertagen => "atertagen",
            Self::AnsoktIStallet => "ansokt_i_stallet",
            Self::EjNabar => "ej_nabar",
            Self::Dubblett => "dubblett",
            Self::VillkorEjUppfyllda => "villkor_ej_uppfyllda",
            Self::AnnanInsats => "annan_insats",
            Self::FlyttatFranKommunen => "flyttat_fran_kommunen",
            Self::Avliden => "avliden",
            Self::Avbojt => "avbojt",
            Self::EjSvar => "ej_svar",
            Self::BekraftelseUteblev => "bekraftelse_uteblev",
            Self::InsatsenUpphort => "insatsen_upphort",
        }
    }

    /// The reason with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|orsak| orsak.kod() == kod)
    }

    /// Whether staff may choose it; `avbojt` follows from an answer and is never chosen.
    pub fn valjs_av_personal(self) -> bool {
        self != Self::Avbojt
    }
}

/// Köstatus, where an entry stands. Two of them are ends that are never left: `Paborjad` and `Felregistrerad`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kostatus {
    /// Waits.
    IKo,
    /// On pause by the person's own wish, from and to a day, both inclusive; the place in line is kept.
    Vilande {
        /// First day.
        fran: NaiveDate,
        /// Last day.
        till: NaiveDate,
    },
    /// Has an open offer.
    Erbjuden,
    /// Has said yes; the insats has not begun.
    Accepterad,
    /// The insats has begun.
    Paborjad,
    /// Ended without an insats.
    Avslutad(KoOrsak),
    /// Entered in error; never taken up again.
    Felregistrerad,
}

impl Kostatus {
    /// The code that is stored, without what belongs to it.
    pub fn kod(self) -> &'static str {
        match self {
            Self::IKo => "i_ko",
            Self::Vilande { .. } => "vilande",
            Self::Erbjuden => "erbjuden",
            Self::Accepterad => "accepterad",
            Self::Paborjad => "paborjad",
            Self::Avslutad(_) => "avslutad",
            Self::Felregistrerad => "felregistrerad",
        }
    }

    /// Whether the entry has a place in line.
    pub fn har_plats_i_ko(self) -> bool {
        match self {
            Self::IKo | Self::Vilande { .. } | Self::Erbjuden => true,
            Self::Accepterad | Self::Paborjad | Self::Avslutad(_) | Self::Felregistrerad => false,
        }
    }

    /// Whether the entry is live: the person still waits for the insats to begin.
    pub fn levande(self) -> bool {
        self.har_plats_i_ko() || self == Self::Accepterad
    }
}

/// Köpost as far as its acts need it: status, and what has been counted on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kolage {
    /// Where it stands.
    pub status: Kostatus,
    /// How many times the person has said no or nothing, and stayed.
    pub kvar: u8,
    /// How many offers have been left without an answer, reminders and all, since the person was last reached.
    pub tyst: u8,
    /// Days with an attempt to reach the person since they were last reached.
    pub forsok: u16,
    /// The last of these days.
    pub forsokt: Option<NaiveDate>,
    /// The day on which the person last said that they wait.
    pub bekraftad: NaiveDate,
    /// Steps taken on the ladder of the confirmation: 0 none, 1 asked, 2 reminded, 3 last notice.
    pub bekraftelsesteg: u8,
    /// The day of the last step.
    pub stegat: Option<NaiveDate>,
    /// Reminders of the open offer.
    pub paminnelser: u8,
}

/// Övergång, an act on one entry that may change where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overgang {
    /// A pause, by the person's own wish.
    Vila {
        /// First day.
        fran: NaiveDate,
        /// Last day.
        till: NaiveDate,
    },
    /// The pause ends: its last day has passed, or the person wants to.
    Aktivera,
    /// A place is offered.
    Erbjud,
    /// Yes.
    Ja,
    /// No to this place, and stays in the queue.
    StaKvar,
    /// No.
    Nej,
    /// The time to answer has run out.
    IngetSvar,
    /// The offer is recalled: its group start has been called off.
    Aterkalla,
    /// The insats begins.
    Paborja,
    /// Leaves the queue.
    Avsluta(KoOrsak),
    /// Was never to be there.
    Felregistrera,
    /// An ended entry is taken up again with its old ködatum.
    Ateroppna,
    /// The person has been reached, and still waits.
    Bekrafta,
    /// One step up the ladder of the confirmation.
    Bekraftelsesteg,
    /// A reminder of the open offer.
    Paminn,
    /// An attempt to reach the person; `true` when they were reached.
    Forsok(bool),
}

impl Overgang {
    /// The word of the act in the history.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Vila { .. } => "vila",
            Self::Aktivera => "ater_aktiv",
            Self::Erbjud => "erbjuden",
            Self::Ja => "accepterad",
            Self::StaKvar => "star_kvar",
            Self::Nej => "avbojt",
            Self::IngetSvar => "inget_svar",
            Self::Aterkalla => "erbjudande_aterkallat",
            Self::Paborja => "paborjad",
            Self::Avsluta(_) => "avslutad",
            Self::Felregistrera => "felregistrerad",
            Self::Ateroppna => "ateroppnad",
            Self::Bekrafta => "bekraftad",
            Self::Bekraftelsesteg => "bekraftelse_begard",
            Self::Paminn => "paminnelse",
            Self::Forsok(_) => "kontaktforsok",
        }
    }
}

/// Steps of the ladder before an entry may end because nobody confirmed: asked, reminded, last notice.
pub const BEKRAFTELSESTEG: u8 = 3;

/// Where an entry stands after an act: the one place where the rules of the queue are decided (KOMODELL 4.3).
///
/// Whether a place is free, and who is before, is not known here: that is for the transaction to see.
///
/// # Errors
/// [`KanInteIKon`], which says why; the entry stays as it was.
pub fn efter(
    fore: Kolage,
    akt: Overgang,
    policy: &Kopolicy,
    idag: NaiveDate,
) -> Result<Kolage, KanInteIKon> {
    let status = match (fore.status, akt) {
        (Kostatus::Felregistrerad, _) => return Err(KanInteIKon::Slutgiltig(fore.status)),
        (Kostatus::IKo, Overgang::Vila { fran, till }) => vila(fran, till, policy, idag)?,
        (Kostatus::Vilande { .. }, Overgang::Aktivera) => Kostatus::IKo,
        (Kostatus::IKo, Overgang::Erbjud) => Kostatus::Erbjuden,
        (Kostatus::Erbjuden, Overgang::Ja) => Kostatus::Accepterad,
        (Kostatus::Erbjuden | Kostatus::Accepterad, Overgang::StaKvar) => {
            far_sta_kvar(fore, policy)?;
            Kostatus::IKo
        }
        (Kostatus::Erbjuden | Kostatus::Accepterad, Overgang::Nej) => match policy.nej {
            VidNej::Avsluta => Kostatus::Avslutad(KoOrsak::Avbojt),
            VidNej::StaKvar => {
                far_sta_kvar(fore, policy)?;
                Kostatus::IKo
            }
        },
        // Silence never ends an entry by itself; where the nämnd has decided that it does, staff confirms (KO-01).
        (Kostatus::Erbjuden, Overgang::IngetSvar) => Kostatus::IKo,
        (Kostatus::Erbjuden | Kostatus::Accepterad, Overgang::Aterkalla) => Kostatus::IKo,
        (Kostatus::IKo | Kostatus::Erbjuden | Kostatus::Accepterad, Overgang::Paborja) => {
            Kostatus::Paborjad
        }
        (status, Overgang::Avsluta(orsak)) if status.levande() => {
            kan_avslutas(fore, orsak, policy, idag)?;
            Kostatus::Avslutad(orsak)
        }
        (status, Overgang::Felregistrera)
            if status.levande() || matches!(status, Kostatus::Avslutad(_)) =>
        {
            Kostatus::Felregistrerad
        }
        (Kostatus::Avslutad(KoOrsak::Avliden), Overgang::Ateroppna) => {
            return Err(KanInteIKon::Slutgiltig(fore.status));
        }
        (Kostatus::Avslutad(_), Overgang::Ateroppna) if policy.nytt_kodatum_vid_aterkomst => {
            return Err(KanInteIKon::NyttKodatum);
        }
        (Kostatus::Avslutad(_), Overgang::Ateroppna) => Kostatus::IKo,
        (
            Kostatus::IKo | Kostatus::Vilande { .. } | Kostatus::Erbjuden,
            Overgang::Bekrafta | Overgang::Forsok(_),
        ) => fore.status,
        (Kostatus::Accepterad, Overgang::Forsok(_)) => fore.status,
        (Kostatus::IKo, Overgang::Bekraftelsesteg) if fore.bekraftelsesteg < BEKRAFTELSESTEG => {
            steg_i_tid(fore, idag)?;
            fore.status
        }
        (Kostatus::IKo, Overgang::Bekraftelsesteg) => return Err(KanInteIKon::StegenSlut),
        (Kostatus::Erbjuden, Overgang::Paminn) => fore.status,
        (status, _) => return Err(KanInteIKon::FelStatus(status)),
    };
    Ok(raknat(fore, akt, status, policy, idag))
}

/// What the act adds to the counts of the entry.
fn raknat(
    fore: Kolage,
    akt: Overgang,
    status: Kostatus,
    policy: &Kopolicy,
    idag: NaiveDate,
) -> Kolage {
    let mut efter = Kolage { status, ..fore };
    match akt {
        Overgang::StaKvar | Overgang::Nej => efter.kvar = fore.kvar.saturating_add(1),
        Overgang::IngetSvar => {
            efter.kvar = fore
                .kvar
                .saturating_add(u8::from(policy.tyst == VidTystnad::Avsluta));
            // Silence is what is left when the reminders have been given, and not before.
            efter.tyst = fore
                .tyst
                .saturating_add(u8::from(fore.paminnelser >= policy.paminnelser));
        }
        Overgang::Paminn => efter.paminnelser = fore.paminnelser.saturating_add(1),
        Overgang::Bekraftelsesteg => {
            efter.bekraftelsesteg = fore.bekraftelsesteg + 1;
            efter.stegat = Some(idag);
        }
        // Several attempts on one day are one.
        Overgang::Forsok(false) => {
            efter.forsok = fore
                .forsok
                .saturating_add(u16::from(fore.forsokt != Some(idag)));
            efter.forsokt = Some(idag);
        }
        Overgang::Erbjud
        | Overgang::Aterkalla
        | Overgang::Vila { .. }
        | Overgang::Aktivera
        | Overgang::Paborja
        | Overgang::Avsluta(_)
        | Overgang::Felregistrera => {}
        Overgang::Ja | Overgang::Ateroppna | Overgang::Bekrafta | Overgang::Forsok(true) => {}
    }
    let nadd = matches!(
        akt,
        Overgang::Ja
            | Overgang::StaKvar
            | Overgang::Nej
            | Overgang::Vila { .. }
            | Overgang::Ateroppna
            | Overgang::Bekrafta
            | Overgang::Forsok(true)
    );
    if nadd {
        efter.tyst = 0;
        (efter.forsok, efter.forsokt) = (0, None);
        (efter.bekraftelsesteg, efter.stegat) = (0, None);
        efter.bekraftad = idag;
    }
    if status != Kostatus::Erbjuden {
        efter.paminnelser = 0;
    }
    efter
}

fn vila(
    fran: NaiveDate,
    till: NaiveDate,
    policy: &Kopolicy,
    idag: NaiveDate,
) -> Result<Kostatus, KanInteIKon> {
    // A pause that lies ahead would pass the person over before it begins.
    if till <= fran || fran != idag {
        return Err(KanInteIKon::VilaBakvand);
    }
    let langst = fran.checked_add_months(Months::new(u32::from(policy.vila_manader)));
    if langst.is_none_or(|langst| till > langst) {
        return Err(KanInteIKon::VilaForLang(policy.vila_manader));
    }
    Ok(Kostatus::Vilande { fran, till })
}

fn far_sta_kvar(fore: Kolage, policy: &Kopolicy) -> Result<(), KanInteIKon> {
    match policy.sta_kvar_hogst {
        Some(hogst) if fore.kvar >= hogst => Err(KanInteIKon::StaKvarSlut(hogst)),
        Some(_) | None => Ok(()),
    }
}

/// Days between two steps of the ladder of the confirmation, and between the last one and an end: time to answer.
pub const STEG_DAGAR: u64 = 14;

fn steg_i_tid(fore: Kolage, idag: NaiveDate) -> Result<(), KanInteIKon> {
    let tidigast = fore.stegat.map(|dag| dag + Days::new(STEG_DAGAR));
    match tidigast {
        Some(tidigast) if idag < tidigast => Err(KanInteIKon::StegForTidigt(tidigast)),
        Some(_) | None => Ok(()),
    }
}

/// Whether a live entry may end for this reason, by its own history and by what the nämnd has decided.
///
/// # Errors
/// [`KanInteIKon`], which says what is missing.
pub fn kan_avslutas(
    fore: Kolage,
    orsak: KoOrsak,
    policy: &Kopolicy,
    idag: NaiveDate,
) -> Result<(), KanInteIKon> {
    match orsak {
        KoOrsak::Avbojt => Err(KanInteIKon::OrsakAvSvar),
        KoOrsak::EjNabar => match policy.kontaktforsok {
            None => Err(KanInteIKon::NamndenHarInteBeslutat),
            Some(kravs) if fore.forsok < kravs => Err(KanInteIKon::ForFaForsok {
                gjorda: fore.forsok,
                kravs,
            }),
            Some(_) => Ok(()),
        },
        KoOrsak::EjSvar if policy.tyst != VidTystnad::Avsluta => {
            Err(KanInteIKon::NamndenHarInteBeslutat)
        }
        KoOrsak::EjSvar if fore.tyst == 0 => Err(KanInteIKon::TystnadAvslutarInte),
        KoOrsak::BekraftelseUteblev if policy.bekraftelse != VidTystnad::Avsluta => {
            Err(KanInteIKon::NamndenHarInteBeslutat)
        }
        KoOrsak::BekraftelseUteblev if fore.bekraftelsesteg < BEKRAFTELSESTEG => {
            Err(KanInteIKon::StegenInteKlar(fore.bekraftelsesteg))
        }
        KoOrsak::BekraftelseUteblev => steg_i_tid(fore, idag),
        KoOrsak::Atertagen
        | KoOrsak::AnsoktIStallet
        | KoOrsak::Dubblett
        | KoOrsak::VillkorEjUppfyllda
        | KoOrsak::AnnanInsats
        | KoOrsak::FlyttatFranKommunen
        | KoOrsak::Avliden
        | KoOrsak::EjSvar
        | KoOrsak::InsatsenUpphort => Ok(()),
    }
}

/// Acts that can be undone within ten minutes, by their words in the history.
pub const GAR_ATT_ANGRA: [&str; 11] = [
    "vila",
    "ater_aktiv",
    "erbjuden",
    "accepterad",
    "star_kvar",
    "avbojt",
    "avslutad",
    "ateroppnad",
    "kontaktforsok",
    "bekraftad",
    "bekraftelse_begard",
];
