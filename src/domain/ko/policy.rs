//! Köpolicy, what the nämnd has decided about one queue. What it has not decided costs nobody a place.

use chrono::NaiveDate;

/// Köslag, what kind of queue an insats has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Koslag {
    /// No queue: received directly, such as krisstöd "helst samma dag" (TID-06).
    IngenKo,
    /// Running places (löpande platser).
    Lopande,
    /// Group starts (omgångar).
    Omgang,
}

impl Koslag {
    /// All kinds.
    pub const ALLA: [Self; 3] = [Self::IngenKo, Self::Lopande, Self::Omgang];

    /// The code of the catalogue.
    pub fn kod(self) -> &'static str {
        match self {
            Self::IngenKo => "ingen",
            Self::Lopande => "lopande",
            Self::Omgang => "omgang",
        }
    }
}

/// What a no to an offered place means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VidNej {
    /// The person stays, with the place in line.
    StaKvar,
    /// The entry ends.
    Avsluta,
}

/// What silence means, after an offer or when somebody is asked whether they still wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VidTystnad {
    /// The person stays, with the place in line.
    StaKvar,
    /// Staff may end the entry.
    Avsluta,
}

/// Köpolicy of one insats. [`Kopolicy::default`] is what holds where the nämnd has said nothing: a no and silence
/// cost nothing, and nobody is sent away for either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kopolicy {
    /// Kind of queue.
    pub slag: Koslag,
    /// Time to answer an offer, in working days, 1–30.
    pub svarstid: u8,
    /// Whether the nämnd has decided the time to answer; otherwise it is a proposal of the program.
    pub svarstid_beslutad: bool,
    /// What a no means.
    pub nej: VidNej,
    /// What silence means.
    pub tyst: VidTystnad,
    /// How many times one may say no and stay; `None` without limit.
    pub sta_kvar_hogst: Option<u8>,
    /// Longest pause, in months, 1–24.
    pub vila_manader: u8,
    /// Days with an attempt to reach somebody after which the entry may end for that; `None` where the nämnd has not
    /// decided that it may.
    pub kontaktforsok: Option<u16>,
    /// Reminders of an offer that the ladder holds, 0–5.
    pub paminnelser: u8,
    /// How often, in months, the person is asked whether they still wait, 1–24.
    pub bekraftas_manader: u8,
    /// What it leads to when nobody confirms an entry through the whole ladder.
    pub bekraftelse: VidTystnad,
    /// Whether contact data may be kept on a rådgivning (14:4); always on 14:3, never on 14:5.
    pub kontakt: bool,
    /// Days that contact data are kept after the entry has ended, 0–365 (GAL-08).
    pub kontakt_gallras_dagar: u16,
    /// Whether somebody who comes back gets a new ködatum; otherwise the old one.
    pub nytt_kodatum_vid_aterkomst: bool,
    /// Largest party that can be given places together, 1–20.
    pub parti_hogst: u8,
}

impl Default for Kopolicy {
    fn default() -> Self {
        Self {
            slag: Koslag::Lopande,
            svarstid: 5,
            svarstid_beslutad: false,
            nej: VidNej::StaKvar,
            tyst: VidTystnad::StaKvar,
            sta_kvar_hogst: None,
            vila_manader: 6,
            kontaktforsok: None,
            paminnelser: 1,
            bekraftas_manader: 6,
            bekraftelse: VidTystnad::StaKvar,
            kontakt: false,
            kontakt_gallras_dagar: 30,
            nytt_kodatum_vid_aterkomst: false,
            parti_hogst: 20,
        }
    }
}

/// How often a queue is to be gone through, in days.
const GRANSKAS_VAR: i64 = 7;

/// Whether a queue should have been gone through, when nobody has since `sedan`.
pub fn forsenad(sedan: NaiveDate, idag: NaiveDate) -> bool {
    (idag - sedan).num_days() > GRANSKAS_VAR
}
