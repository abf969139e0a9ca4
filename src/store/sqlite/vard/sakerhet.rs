//! Säkerhetskopior, a folder of backups: each named by its day, the old ones removed when the new one is whole.
//!
//! Kept are the newest of each of the newest days that have one, and of each of the newest weeks that have one: by what
//! there is and not by the calendar, so a machine that has stood still for a month loses nothing when it starts again.
//! Removed is only what the file has written down as made by this program in this folder, and that is still the same
//! file; whatever else lies there is somebody else's.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, Utc};

use super::super::oppna::Oppning;
use super::super::rad::rader;
use super::super::skapa::{self, SkapaFel};
use super::super::{SqliteStore, fil};
use super::Vem;
use super::kopiering::{Kopiekvitto, Kopieslag, Krav};
use super::skede::Gang;
use crate::domain::tid::svensk;
use crate::store::StoreError;
use crate::store::nyckelskap::Nyckelskap;

/// Rotation, how many backups a folder keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// The newest of each of so many days; one at least.
    pub dagar: usize,
    /// And of each of so many weeks.
    pub veckor: usize,
}

/// Säkerhetskopia, a backup that has been made, and what became of the older ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sakerhetskopia {
    /// The new one.
    pub kvitto: Kopiekvitto,
    /// What was removed.
    pub borttagna: Vec<PathBuf>,
    /// What was to be removed and is not the file that was made, or could not be; left as it is.
    pub lamnade: Vec<PathBuf>,
}

/// A backup that the file knows of.
struct Gammal {
    vag: PathBuf,
    tid: DateTime<Utc>,
    inod: Option<u64>,
}

impl SqliteStore {
    /// Makes a backup in a folder, and removes those that are older than what is to be kept.
    ///
    /// The name is that of the file with the day behind it. A second one on the same day has the time too: the first is
    /// removed when the second is whole, never before.
    ///
    /// # Errors
    /// [`SkapaFel`]; then there is no new one, and the old ones are all there.
    pub fn sakerhetskopiera(
        &mut self,
        mapp: &Path,
        rotation: Rotation,
        val: Oppning,
        vem: &Vem<'_>,
        gang: &mut Gang<'_>,
    ) -> Result<Sakerhetskopia, SkapaFel> {
        self.skoter_filen(vem)?;
        let stam = self.fil.vag().file_stem();
        let stam = stam.map_or_else(|| "troskel".into(), std::ffi::OsStr::to_string_lossy);
        let nu = svensk(vem.nar);
        let dagens = mapp.join(format!("{stam}-{}.db", nu.format("%Y-%m-%d")));
        let stunden = mapp.join(format!("{stam}-{}.db", nu.format("%Y-%m-%d-%H%M%S")));
        let dagens = fil::bered(&dagens, val.prov)?;
        let till = match skapa::ledig(&dagens) {
            Ok(()) => dagens,
            Err(_) => fil::bered(&stunden, val.prov)?,
        };
        let hur = (Kopieslag::Sakerhet, Krav::Hel);
        let kvitto = self.kopiera_till(&till, hur, val, vem, gang)?;
        // The new one stands, whatever becomes of the older ones: where they cannot be gone through, the folder is named.
        let roterat = self.rotera(&kvitto.vag, rotation, vem);
        let (borttagna, lamnade) = roterat.unwrap_or_else(|_| (Vec::new(), vec![mapp.to_owned()]));
        Ok(Sakerhetskopia {
            kvitto,
            borttagna,
            lamnade,
        })
    }

    /// Removes what is not to be kept beside the new one; gives what was removed, and what could not be.
    fn rotera(
        &mut self,
        ny: &Path,
        rotation: Rotation,
        vem: &Vem<'_>,
    ) -> Result<(Vec<PathBuf>, Vec<PathBuf>), StoreError> {
        let mapp = ny.parent();
        let mut alla = rader(
            &self.conn,
            "kopia",
            "SELECT vag, tid, inod FROM kopia WHERE slag = 'sakerhet' ORDER BY tid DESC, vag DESC",
            [],
            |rad| {
                Ok(Gammal {
                    vag: PathBuf::from(rad.text("vag")?),
                    tid: rad.tid("tid")?,
                    inod: rad.tal_om::<i64>("inod")?.map(i64::cast_unsigned),
                })
            },
        )?;
        alla.retain(|gammal| gammal.vag.parent() == mapp);
        let (mut borta, mut borttagna, mut lamnade) = (Vec::new(), Vec::new(), Vec::new());
        for gammal in att_ta_bort(&alla, ny, rotation) {
            let vag = gammal.vag.clone();
            match std::fs::symlink_metadata(&vag) {
                // Never made whole, or removed by somebody: what it may have left under its first name is nobody's.
                Err(fel) if fel.kind() == std::io::ErrorKind::NotFound => {
                    if stada(&vag) {
                        borta.push(vag);
                    }
                }
                Ok(meta) if meta.is_file() && fil::inod(&vag) == gammal.inod => {
                    // The file first: its cabinet alone says nothing of anybody.
                    let gick =
                        fil::ta_bort(&vag).and_then(|()| fil::ta_bort(&Nyckelskap::vag(&vag)));
                    match gick {
                        Ok(()) => borttagna.push(vag),
                        Err(_) => lamnade.push(vag),
                    }
                }
                Ok(_) | Err(_) => lamnade.push(vag),
            }
        }
        if !borta.is_empty() || !borttagna.is_empty() {
            let antal = borttagna.len().to_string();
            let slag = "kopia_borttagen";
            // A row for a copy that is gone does no harm, and goes the next time.
            let _ = self.logga(vem, slag, Some(&antal), |akt| {
                for vag in borta.iter().chain(&borttagna) {
                    akt.kor("DELETE FROM kopia WHERE vag = ?1", [vag.to_string_lossy()])?;
                }
                Ok(())
            });
        }
        Ok((borttagna, lamnade))
    }
}

/// Those that are not kept; `alla` are the newest first. A row whose file is gone takes nobody's day.
fn att_ta_bort<'g>(alla: &'g [Gammal], ny: &Path, rotation: Rotation) -> Vec<&'g Gammal> {
    let (mut dagar, mut veckor) = (BTreeSet::new(), BTreeSet::new());
    let mut bort = Vec::new();
    for gammal in alla {
        let dag = svensk(gammal.tid).date();
        let vecka = (dag.iso_week().year(), dag.iso_week().week());
        let finns = std::fs::symlink_metadata(&gammal.vag).is_ok();
        let dagens = finns && dagar.len() < rotation.dagar.max(1) && dagar.insert(dag);
        let veckans = finns && veckor.len() < rotation.veckor && veckor.insert(vecka);
        if !dagens && !veckans && gammal.vag != ny {
            bort.push(gammal);
        }
    }
    bort
}

/// Removes what a backup that was cut short has left; not while somebody makes it.
fn stada(vag: &Path) -> bool {
    let Ok(_ensam) = fil::Ensam::tag(vag) else {
        return false;
    };
    skapa::stada(vag).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of the copies of these days are kept, with so many days and weeks.
    fn kvar(tider: &[&str], dagar: usize, veckor: usize) -> Vec<String> {
        let har = std::env::temp_dir();
        let alla: Vec<Gammal> = tider
            .iter()
            .map(|tid| Gammal {
                // A folder that is there.
                vag: har.clone(),
                tid: format!("{tid}:00Z").parse().unwrap_or_default(),
                inod: None,
            })
            .collect();
        let bort = att_ta_bort(&alla, Path::new("ny"), Rotation { dagar, veckor });
        let bort: Vec<_> = bort.iter().map(|gammal| gammal.tid).collect();
        let kvar = alla.iter().filter(|gammal| !bort.contains(&gammal.tid));
        kvar.map(|gammal| gammal.tid.format("%m-%d %H").to_string())
            .collect()
    }

    #[test]
    fn de_nyaste_av_varje_dag_och_varje_vecka_ar_kvar() {
        let tider = [
            "2026-11-25T20:00",
            "2026-11-25T08:00",
            "2026-11-24T20:00",
            "2026-11-23T20:00",
            "2026-11-22T20:00",
            "2026-11-17T20:00",
            "2026-11-03T20:00",
            "2025-12-30T20:00",
        ];
        assert_eq!(kvar(&tider, 2, 0), ["11-25 20", "11-24 20"]);
        // Sunday the 22nd is of the week before, and the newest of it.
        assert_eq!(kvar(&tider, 1, 3), ["11-25 20", "11-22 20", "11-03 20"]);
        assert_eq!(kvar(&tider, 0, 0), ["11-25 20"]);
        assert_eq!(kvar(&tider, 9, 9).len(), 7);
        // By Swedish time: this is the 26th.
        let sent = ["2026-11-25T23:30", "2026-11-25T20:00", "2026-11-24T23:30"];
        assert_eq!(kvar(&sent, 2, 0), ["11-25 23", "11-25 20"]);
    }
}
