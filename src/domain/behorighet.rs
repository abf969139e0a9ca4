//! Behörighet, what a person at work may do, by roll and enhet (`SoLPuL` 10 §; PUL-04, SEK-01, SEK-02).
//!
//! One table, [`Roll::omfang`]: everything that asks whether somebody may do something ends there, and the table in the
//! README is made from it.

/// Roll, what somebody is there to do. One person may have several, each at an enhet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Roll {
    /// Mottagare, receives at the desk.
    Mottagare,
    /// Köansvarig, tends the waiting list.
    Koansvarig,
    /// Utförare, takes over and documents.
    Utforare,
    /// Chef, answers for an enhet: reads, checks the log, decides on gallring.
    Chef,
    /// Systemförvaltare, tends accounts and the file, and sees nobody.
    Systemforvaltare,
    /// Skyddade, meets persons with sekretessmarkering. Held beside another role and worth nothing without one: a chosen
    /// few of an enhet have it, and everybody else meets such a person as somebody who is not there (SKY-01, SKY-05).
    Skyddade,
}

impl Roll {
    /// All roles.
    pub const ALLA: [Self; 6] = [
        Self::Mottagare,
        Self::Koansvarig,
        Self::Utforare,
        Self::Chef,
        Self::Systemforvaltare,
        Self::Skyddade,
    ];

    /// The code that is read and stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Mottagare => "mottagare",
            Self::Koansvarig => "koansvarig",
            Self::Utforare => "utforare",
            Self::Chef => "chef",
            Self::Systemforvaltare => "systemforvaltare",
            Self::Skyddade => "skyddade",
        }
    }

    /// The role with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|roll| roll.kod() == kod)
    }

    /// How far the role reaches in an act; none where it may not do it.
    ///
    /// Whoever receives writes down how somebody is reached, and does not read it again. A queue is the whole file's, for
    /// it holds slips and no names; the names beside it are opened by whoever tends it. A chef reads and checks, and
    /// writes in nobody's akt. Nobody has everything, and whoever gives roles sees nobody (`SoLPuL` 10 §).
    pub fn omfang(self, garning: Garning) -> Option<Omfang> {
        use Garning as G;
        use Omfang::{EgenEnhet, HelaFilen};
        let (egen, hela): (&[G], &[G]) = match self {
            Self::Mottagare => (
                &[G::TaEmot, G::SkickaOverlamning],
                &[G::SeKo, G::SkrivaKontakt],
            ),
            Self::Koansvarig => (
                &[G::TaEmot, G::SkickaOverlamning],
                &[
                    G::SeKo,
                    G::SkotaKo,
                    G::StyraPlatser,
                    G::SkrivaKontakt,
                    G::LasaKontakt,
                    G::FlyttaKo,
                    G::Statistik,
                ],
            ),
            Self::Utforare => (
                &[G::TaOver, G::LasaAkt, G::SkrivaIAkt, G::LamnaUt],
                &[G::SeKo],
            ),
            Self::Chef => (
                &[G::LasaAkt, G::SeLogg, G::Gallra],
                &[G::SeKo, G::Statistik, G::Forekomst, G::KontrolleraLogg],
            ),
            Self::Systemforvaltare => (&[], &[G::KontrolleraLogg, G::SkotaKonton, G::SkotaFil]),
            Self::Skyddade => (&[G::SkyddadPerson], &[]),
        };
        if egen.contains(&garning) {
            Some(EgenEnhet)
        } else if hela.contains(&garning) {
            Some(HelaFilen)
        } else {
            None
        }
    }
}

/// Gärning, a kind of act or look that a right is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Garning {
    /// Receives a visitor: check, information, place or slip, handover, a parked visit.
    TaEmot,
    /// Sees the queues: slips and places in line, nobody's name.
    SeKo,
    /// Offers places, writes down answers, pauses, ends and corrects entries.
    SkotaKo,
    /// States the number of places, and plans group starts.
    StyraPlatser,
    /// Writes down how somebody in a queue is reached, or erases it.
    SkrivaKontakt,
    /// Reads how somebody in a queue is reached, one at a time.
    LasaKontakt,
    /// Takes an old list in, or a queue out as a file.
    FlyttaKo,
    /// Sends a returned handover out again, or ends it.
    SkickaOverlamning,
    /// Fetches handovers of the inbox, gives them back, marks them as received.
    TaOver,
    /// Looks for an ärende and reads it.
    LasaAkt,
    /// Opens ärenden and writes in them.
    SkrivaIAkt,
    /// Takes a sheet of an ärende out of the program.
    LamnaUt,
    /// Meets a person with sekretessmarkering as somebody who is there, in what another right lets one do (SKY-01).
    SkyddadPerson,
    /// Counts, without persons.
    Statistik,
    /// Lists what exists on one person in the whole file (SEK-04).
    Forekomst,
    /// Reads the log, and the reports on it.
    SeLogg,
    /// Checks that the log is whole.
    KontrolleraLogg,
    /// Sees what is due for gallring, and erases it.
    Gallra,
    /// Opens and closes accounts, gives and takes roles.
    SkotaKonton,
    /// Copies and checks the file, changes its key.
    SkotaFil,
}

impl Garning {
    /// All acts.
    pub const ALLA: [Self; 20] = [
        Self::TaEmot,
        Self::SeKo,
        Self::SkotaKo,
        Self::StyraPlatser,
        Self::SkrivaKontakt,
        Self::LasaKontakt,
        Self::FlyttaKo,
        Self::SkickaOverlamning,
        Self::TaOver,
        Self::LasaAkt,
        Self::SkrivaIAkt,
        Self::LamnaUt,
        Self::SkyddadPerson,
        Self::Statistik,
        Self::Forekomst,
        Self::SeLogg,
        Self::KontrolleraLogg,
        Self::Gallra,
        Self::SkotaKonton,
        Self::SkotaFil,
    ];

    /// The code that is logged.
    pub fn kod(self) -> &'static str {
        match self {
            Self::TaEmot => "ta_emot",
            Self::SeKo => "se_ko",
            Self::SkotaKo => "skota_ko",
            Self::StyraPlatser => "styra_platser",
            Self::SkrivaKontakt => "skriva_kontakt",
            Self::LasaKontakt => "lasa_kontakt",
            Self::FlyttaKo => "flytta_ko",
            Self::SkickaOverlamning => "skicka_overlamning",
            Self::TaOver => "ta_over",
            Self::LasaAkt => "lasa_akt",
            Self::SkrivaIAkt => "skriva_i_akt",
            Self::LamnaUt => "lamna_ut",
            Self::SkyddadPerson => "skyddad_person",
            Self::Statistik => "statistik",
            Self::Forekomst => "forekomst",
            Self::SeLogg => "se_logg",
            Self::KontrolleraLogg => "kontrollera_logg",
            Self::Gallra => "gallra",
            Self::SkotaKonton => "skota_konton",
            Self::SkotaFil => "skota_fil",
        }
    }

    /// The act with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|garning| garning.kod() == kod)
    }
}

/// Omfång, how far a right reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Omfang {
    /// What belongs to the enhet that the role is held at.
    EgenEnhet,
    /// The whole file, but for what belongs to a silo of another enhet (SEK-02).
    HelaFilen,
}

/// Behörighet, the roles that somebody has at the enhet of the session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Behorighet {
    roller: u8,
}

impl Behorighet {
    /// Every role: a rehearsal asks nobody who they are.
    pub fn ovning() -> Self {
        Self::av(Roll::ALLA)
    }

    /// Of these roles.
    pub fn av(roller: impl IntoIterator<Item = Roll>) -> Self {
        Self {
            roller: roller
                .into_iter()
                .fold(0, |alla, roll| alla | Self::bit(roll)),
        }
    }

    fn bit(roll: Roll) -> u8 {
        1 << roll as u8
    }

    /// The roles.
    pub fn roller(self) -> impl Iterator<Item = Roll> {
        Roll::ALLA
            .into_iter()
            .filter(move |roll| self.roller & Self::bit(*roll) != 0)
    }

    /// How far the act may reach; none where it may not be done.
    pub fn omfang(self, garning: Garning) -> Option<Omfang> {
        self.roller().filter_map(|roll| roll.omfang(garning)).max()
    }

    /// Whether the act may be done at all.
    pub fn far(self, garning: Garning) -> bool {
        self.omfang(garning).is_some()
    }
}
