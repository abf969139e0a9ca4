//! Spärr, what wrong tries cost: after five a growing pause, after ten the account is locked. A clock that is moved wins nobody
//! more than the tries before the lock, and makes nobody wait longer than the pause.

use chrono::{DateTime, Duration, Utc};

use super::NyckelFel;

/// Wrong tries before the first pause.
const FRIA: u32 = 5;

/// Wrong tries until a systemförvaltare has to open the account.
pub const TAK: u32 = 10;

/// The longest pause.
const LANGST: i64 = 15 * 60;

/// What the cabinet remembers of tries with one name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::store) struct Forsok {
    /// Wrong tries since one that went well.
    pub(in crate::store) antal: u32,
    /// When the last was, in milliseconds since 1970.
    pub(in crate::store) senast: i64,
    /// Locked by somebody.
    pub(in crate::store) last: bool,
}

/// Whether a try is made.
#[derive(Debug)]
pub(in crate::store) enum Provning {
    /// It is, and is counted before it is known how it goes.
    Gor(Forsok),
    /// It is not; the clock has been set back, so the pause is counted from now.
    Flytta(Forsok, NyckelFel),
    /// It is not.
    Nej(NyckelFel),
}

/// The pause after so many wrong tries: 30 s after five, then a minute, two, four and eight.
fn paus(antal: u32) -> Duration {
    if antal < FRIA {
        return Duration::zero();
    }
    let dubblad = 30_i64 << (antal - FRIA).min(10);
    Duration::seconds(dubblad.min(LANGST))
}

impl Forsok {
    /// Whether no try will be made until somebody opens the account.
    pub(in crate::store) fn sparrat(&self) -> bool {
        self.last || self.antal >= TAK
    }

    /// When the next try can be made, where that is after `nu`.
    pub(in crate::store) fn vantar(&self, nu: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let senast = DateTime::from_timestamp_millis(self.senast).map_or(nu, |tid| tid.min(nu));
        let efter = senast + paus(self.antal);
        (efter > nu).then_some(efter)
    }

    /// Judges a try at `nu`.
    pub(in crate::store) fn prova(self, nu: DateTime<Utc>) -> Provning {
        if self.sparrat() {
            return Provning::Nej(NyckelFel::Last);
        }
        if let Some(efter) = self.vantar(nu) {
            let fel = NyckelFel::Vanta(efter);
            if self.senast > nu.timestamp_millis() {
                let senast = nu.timestamp_millis();
                return Provning::Flytta(Self { senast, ..self }, fel);
            }
            return Provning::Nej(fel);
        }
        Provning::Gor(Self {
            antal: self.antal + 1,
            senast: nu.timestamp_millis(),
            last: false,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn vid(sekund: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + sekund, 0).unwrap()
    }

    #[test]
    fn pausen_vaxer_och_tar_slut_vid_taket() {
        let sekunder: Vec<i64> = (0..14).map(|n| paus(n).num_seconds()).collect();
        assert_eq!(
            sekunder,
            [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900, 900]
        );
    }

    #[test]
    fn en_klocka_som_flyttas_fram_ger_inte_fler_forsok_an_taket() {
        let mut forsok = Forsok::default();
        let mut gjorda = 0;
        for ar in 0..40 {
            if let Provning::Gor(nytt) = forsok.prova(vid(ar * 31_536_000)) {
                forsok = nytt;
                gjorda += 1;
            }
        }
        assert_eq!(gjorda, TAK);
        assert!(matches!(
            forsok.prova(vid(0)),
            Provning::Nej(NyckelFel::Last)
        ));
    }

    #[test]
    fn en_klocka_som_flyttas_bak_gor_inte_pausen_langre() {
        let forsok = Forsok {
            antal: 5,
            senast: vid(1_000_000).timestamp_millis(),
            last: false,
        };
        let Provning::Flytta(flyttat, NyckelFel::Vanta(efter)) = forsok.prova(vid(0)) else {
            panic!("pausen gäller också då");
        };
        assert_eq!(efter, vid(30));
        assert!(matches!(
            flyttat.prova(vid(29)),
            Provning::Nej(NyckelFel::Vanta(_))
        ));
        assert!(matches!(flyttat.prova(vid(30)), Provning::Gor(_)));
    }
}
