//! Which programs use the file: our own desks register themselves, others do by the view `v1_program`. And the watch over
//! the journal: a reader that never ends lets it grow, and is named.

use std::time::Duration;

use rusqlite::{Connection, params};

use super::lasare::{self, Process};
use super::rad::{self, Rad, rader};
use super::schema::SCHEMA;
use super::{SqliteStore, Vem, oppna};
use crate::store::{Langlasare, Lasare, StoreError};

/// Our own name among the programs.
const NAMN: &str = "Tröskel";
/// The version of this program.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How long what is not an act of anybody waits for another desk; then it is tried again another time.
const KORT: Duration = Duration::from_millis(200);

/// The size of the journal from which somebody is looked for who keeps it from being emptied, in MB. A journal that nobody
/// keeps is emptied at 4 MB.
const STOR_LOGG: u64 = 64;
const MB: u64 = 1 << 20;

/// How many looks in a row, eight in a second, somebody must be seen reading: a desk reads for milliseconds, and a list, a
/// report or a check of the file for seconds.
const BLICKAR: u8 = 40;

/// A program that has registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Its name.
    pub namn: String,
    /// Its version.
    pub version: String,
    /// The version of its `SQLite`.
    pub motor: String,
    /// The desk, where it is our own.
    pub desk: Option<String>,
    /// Its process, where it has told.
    pub pid: Option<u32>,
    /// Since when, as the file writes times.
    pub sedan: String,
    /// Whether the process is there; none where that cannot be known.
    pub igang: Option<bool>,
}

/// Who uses the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anvandning {
    /// The programs that have registered, by name and desk.
    pub program: Vec<Program>,
    /// The processes that have the file open now, but for this one; none where the system does not tell.
    pub processer: Option<Vec<Process>>,
    /// The size of the journal, in whole MB.
    pub logg_mb: u64,
}

impl Anvandning {
    /// The program that a process has registered as. Where it cannot be known whether the one that registered is there
    /// still, the number is taken for its.
    pub fn anmalt(&self, pid: u32) -> Option<&Program> {
        let mut alla = self.program.iter();
        alla.find(|program| program.pid == Some(pid) && program.igang != Some(false))
    }
}

/// Our own row.
#[derive(Debug)]
pub(super) enum Anmalan {
    /// Nobody has asked for one.
    Ingen,
    /// To be written when there is time, for this desk.
    Vantar(String),
    /// Written, under this id.
    Gjord(String),
}

/// The watch over the journal.
#[derive(Debug, Default)]
pub(super) struct Loggvakt {
    /// Who has been seen reading, and in how many looks in a row.
    sedda: Vec<(u32, u8)>,
    /// What is told of it.
    sagt: Option<Langlasare>,
}

impl Loggvakt {
    pub(super) fn sagt(&self) -> Option<Langlasare> {
        self.sagt.clone()
    }
}

impl SqliteStore {
    /// Lets the file know that a desk uses it, as soon as there is time: with the next question whether somebody has
    /// written, in one small commit. The row goes when the store is dropped; one that a dead process has left is taken away
    /// by the next desk.
    pub fn anmal(&mut self, desk: &str) {
        if matches!(self.anmalan, Anmalan::Ingen) {
            self.anmalan = Anmalan::Vantar(desk.to_owned());
        }
    }

    /// Does what has waited for a quiet moment. A file that is busy is asked again; nothing here is worth an error.
    pub(super) fn i_lugn_stund(&mut self) -> bool {
        if let Anmalan::Vantar(desk) = &self.anmalan {
            let desk = desk.clone();
            let svar = self.kort(|store| store.skriv_rad(&desk));
            if let Ok(id) = svar {
                self.anmalan = Anmalan::Gjord(id);
            }
        }
        self.vaka_over_loggen()
    }

    fn skriv_rad(&mut self, desk: &str) -> Result<String, StoreError> {
        let id = rad::hex(&rad::slump::<16>()?);
        let (pid, maskin) = (std::process::id(), lasare::maskin());
        let tx = oppna::borja_skriva(&mut self.conn)?;
        for dod in doda(&tx, &maskin)? {
            tx.execute("DELETE FROM program WHERE id = ?1", [dod])?;
        }
        tx.execute(
            "INSERT INTO program(id, namn, version, motor, desk, pid, maskin, start, sedan)
             VALUES (?1, ?2, ?3, sqlite_version(), ?4, ?5, ?6, ?7, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
            params![id, NAMN, VERSION, desk, pid, maskin, lasare::start(pid)],
        )?;
        self.fil.kontrollera()?;
        tx.commit()?;
        Ok(id)
    }

    /// Takes our own row away. Whoever closes is not held up: a row that stays is taken away by the next desk.
    pub(super) fn avanmal(&mut self) {
        if let Anmalan::Gjord(id) = std::mem::replace(&mut self.anmalan, Anmalan::Ingen) {
            let _ = self.kort(|store| {
                let tx = oppna::borja_skriva(&mut store.conn)?;
                tx.execute("DELETE FROM program WHERE id = ?1", [id])?;
                store.fil.kontrollera()?;
                tx.commit()?;
                Ok(())
            });
        }
    }

    /// Does something that may not wait long for another desk.
    fn kort<T>(
        &mut self,
        vad: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let vanta = |conn: &mut Connection, grans| {
            oppna::vanta_rattvist(conn, grans).map_err(|fel| StoreError::Stopp(fel.to_string()))
        };
        vanta(&mut self.conn, KORT)?;
        let svar = vad(self);
        vanta(&mut self.conn, self.vantan)?;
        svar
    }

    /// Looks at the size of the journal, and finds out who keeps it from being emptied; whether what is to be told has
    /// changed. When nobody does any longer it is emptied.
    fn vaka_over_loggen(&mut self) -> bool {
        let mb = self.fil.loggstorlek() / MB;
        let sagt = if mb < STOR_LOGG {
            self.loggvakt.sedda.clear();
            None
        } else {
            let laser = lasare::som_har_oppet(self.fil.vag()).map(|alla| {
                let alla = alla.into_iter().filter(|process| process.laser);
                alla.collect::<Vec<_>>()
            });
            let kvar = self.loggvakt.kvar(laser.as_deref().unwrap_or_default());
            // Nobody reads, or the system does not tell who: then the engine knows.
            let fri = laser.is_none_or(|laser| laser.is_empty());
            let tomd = fri
                && matches!(
                    self.kort(|store| Ok(oppna::tom_loggen(&store.conn))),
                    Ok(true)
                );
            if tomd || (kvar.is_empty() && self.loggvakt.sagt.is_none()) {
                None
            } else if kvar.is_empty() {
                // Until it is empty, or somebody else is found, what was told stands.
                self.loggvakt.sagt.clone()
            } else {
                Some(Langlasare {
                    mb: mb / STOR_LOGG * STOR_LOGG,
                    vem: self.namnge(&kvar),
                })
            }
        };
        let andrat = sagt != self.loggvakt.sagt;
        self.loggvakt.sagt = sagt;
        andrat
    }

    /// Who these processes are: the desk or the program that has registered, or what the system calls them.
    fn namnge(&self, processer: &[Process]) -> Vec<Lasare> {
        let program = program(&self.conn).unwrap_or_default();
        let namnge = |process: &Process| {
            let anmald = program
                .iter()
                .find(|program| program.pid == Some(process.pid) && program.igang == Some(true));
            Lasare {
                pid: process.pid,
                program: anmald
                    .map(|program| program.namn.clone())
                    .or_else(|| process.namn.clone()),
                desk: anmald.and_then(|program| program.desk.clone()),
            }
        };
        processer.iter().map(namnge).collect()
    }

    /// Who uses the file, for a systemförvaltare. Nothing is written but a refusal.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn anvandning(&mut self, vem: &Vem<'_>) -> Result<Anvandning, StoreError> {
        self.fil.kontrollera()?;
        self.skoter_filen(vem)?;
        let eget = std::process::id();
        let processer = lasare::som_har_oppet(self.fil.vag()).map(|alla| {
            let andra = alla.into_iter().filter(|process| process.pid != eget);
            andra.collect()
        });
        Ok(Anvandning {
            program: program(&self.conn)?,
            processer,
            logg_mb: self.fil.loggstorlek() / MB,
        })
    }
}

/// Whether the file is still of the version that this program knows: a newer one may have moved it while it was open.
pub(super) fn samma_version(conn: &Connection) -> Result<(), StoreError> {
    let mut fraga = conn.prepare_cached("PRAGMA user_version")?;
    let version: i64 = fraga.query_row([], |rad| rad.get(0))?;
    if version == SCHEMA {
        return Ok(());
    }
    Err(StoreError::Stopp(format!(
        "Databasen har uppgraderats av en nyare version av Tröskel (schema {version}, det här programmet kan {SCHEMA}). \
         Inget är sparat. Avsluta, uppdatera programmet och starta det igen."
    )))
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        self.avanmal();
    }
}

impl Loggvakt {
    /// Takes in one look; answers those who have read in enough looks in a row.
    fn kvar(&mut self, laser: &[Process]) -> Vec<Process> {
        let sedda = std::mem::take(&mut self.sedda);
        self.sedda = laser
            .iter()
            .map(|process| {
                let forut = sedda.iter().find(|(pid, _)| *pid == process.pid);
                (
                    process.pid,
                    forut.map_or(1, |(_, antal)| antal.saturating_add(1)),
                )
            })
            .collect();
        let lange = |process: &&Process| {
            let mut sedda = self.sedda.iter();
            sedda.any(|(pid, antal)| *pid == process.pid && *antal >= BLICKAR)
        };
        laser.iter().filter(lange).cloned().collect()
    }
}

/// The rows whose process is surely gone.
fn doda(conn: &Connection, har: &str) -> Result<Vec<String>, StoreError> {
    let alla = rader(
        conn,
        "program",
        "SELECT id, pid, maskin, start FROM program WHERE pid IS NOT NULL",
        [],
        |rad| Ok((rad.text("id")?, radens_igang(har, rad)?)),
    )?;
    let doda = alla.into_iter().filter(|(_, igang)| *igang == Some(false));
    Ok(doda.map(|(id, _)| id).collect())
}

fn radens_igang(har: &str, rad: &Rad<'_>) -> Result<Option<bool>, StoreError> {
    let Some(pid) = rad.tal_om("pid")? else {
        return Ok(None);
    };
    Ok(match rad.text_om("maskin")? {
        Some(maskin) => igang(har, pid, &maskin, rad.tal_om("start")?),
        // Others tell their number alone: where it is nobody's, the process has ended.
        None if har.is_empty() => None,
        None => lasare::start(pid).is_none().then_some(false),
    })
}

/// Whether a process that has registered is there still; none where another space of process numbers has it.
fn igang(har: &str, pid: u32, maskin: &str, sedan: Option<i64>) -> Option<bool> {
    if har.is_empty() || maskin.is_empty() {
        return None;
    }
    if har == maskin {
        let nu = lasare::start(pid);
        return Some(nu.is_some() && nu == sedan);
    }
    let start = |maskin: &str| maskin.split(' ').next().map(str::to_owned);
    // Another start of the machine: whatever ran then has ended.
    (start(har) != start(maskin)).then_some(false)
}

fn program(conn: &Connection) -> Result<Vec<Program>, StoreError> {
    let har = lasare::maskin();
    rader(
        conn,
        "program",
        "SELECT namn, version, motor, desk, pid, maskin, start, sedan FROM program ORDER BY namn, desk, sedan, id",
        [],
        |rad| {
            Ok(Program {
                namn: rad.text("namn")?,
                version: rad.text("version")?,
                motor: rad.text("motor")?,
                desk: rad.text_om("desk")?,
                pid: rad.tal_om("pid")?,
                sedan: rad.text("sedan")?,
                igang: radens_igang(&har, rad)?,
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laser(pid: u32) -> Process {
        Process {
            pid,
            namn: None,
            laser: true,
            skriver: false,
        }
    }

    #[test]
    fn bara_den_som_laser_vid_varje_blick_namns() {
        let mut vakt = Loggvakt::default();
        for n in 1..BLICKAR {
            assert_eq!(vakt.kvar(&[laser(1), laser(u32::from(n) + 10)]), []);
        }
        assert_eq!(vakt.kvar(&[laser(1), laser(2)]), [laser(1)]);
        for _ in 2..BLICKAR {
            assert_eq!(vakt.kvar(&[laser(2)]), []);
        }
        // Whoever has been away for a look begins anew.
        assert_eq!(vakt.kvar(&[laser(1), laser(2)]), [laser(2)]);
    }

    #[test]
    fn en_process_ar_igang_bara_dar_den_startades() {
        let (eget, har) = (std::process::id(), lasare::maskin());
        let Some(start) = lasare::start(eget) else {
            return;
        };
        assert_eq!(igang(&har, eget, &har, Some(start)), Some(true));
        // The number has been given to another since.
        assert_eq!(igang(&har, eget, &har, Some(start - 1)), Some(false));
        assert_eq!(igang(&har, eget, &har, None), Some(false));
        assert_eq!(igang(&har, u32::MAX, &har, Some(start)), Some(false));
        let start_av = har.split(' ').next().unwrap_or_default();
        let annat_rum = format!("{start_av} pid:[1]");
        assert_eq!(igang(&har, eget, &annat_rum, Some(start)), None);
        assert_eq!(
            igang(&har, eget, "en-annan-start pid:[1]", Some(start)),
            Some(false)
        );
        assert_eq!(igang("", eget, &har, Some(start)), None);
    }
}
