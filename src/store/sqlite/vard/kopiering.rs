//! Copying the file while desks work in it: as it is at one moment, with its cabinet, made under another name, and looked
//! through before it counts.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::super::oppna::{self, Oppning};
use super::super::oppnafel::OppnaFel;
use super::super::skap::Skapfil;
use super::super::skapa::{self, SkapaFel};
use super::super::{Akt, SqliteStore, fil, kedja, rad};
use super::Vem;
use super::granska::{self, Prov};
use super::skede::{Gang, Skede};
use crate::store::StoreError;
use crate::store::logg::Kedjetopp;
use crate::store::nyckelskap::{NyckelFel, Nyckelskap};

/// How many pages are copied between two looks at whether it is to go on: a few milliseconds' work, also encrypted.
const SIDOR: i32 = 256;

/// Kopiekvitto, what is known of a copy that has been made and looked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kopiekvitto {
    /// Where it lies.
    pub vag: PathBuf,
    /// Pages, of 4 096 bytes.
    pub sidor: u64,
    /// The head of the chain of the copy.
    pub topp: Option<Kedjetopp>,
    /// When it was begun; everything saved before that is in it.
    pub tid: DateTime<Utc>,
    /// What it holds that is wrong: the file holds it too.
    pub prov: Prov,
}

/// Slag, why a copy was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Kopieslag {
    /// By hand, to a place of its own; stays until somebody removes it.
    Kopia,
    /// A backup, which the rotation removes.
    Sakerhet,
    /// Before the tables were made anew by a newer version of the program.
    ForeSchema,
    /// What was there before a backup was put in its place.
    ForeAterstallning,
}

impl Kopieslag {
    /// The word of the table.
    pub(in super::super) fn kod(self) -> &'static str {
        match self {
            Self::Kopia => "kopia",
            Self::Sakerhet => "sakerhet",
            Self::ForeSchema => "fore_schema",
            Self::ForeAterstallning => "fore_aterstallning",
        }
    }
}

/// Writes down that there is a copy: what is erased in the file has to be erased there too.
pub(in super::super) fn minns(
    akt: &Akt<'_>,
    vag: &Path,
    slag: Kopieslag,
    inod: Option<u64>,
) -> Result<(), StoreError> {
    akt.kor(
        "INSERT INTO kopia(vag, tid, slag, inod) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (vag) DO UPDATE SET tid = ?2, slag = ?3, inod = ?4",
        rusqlite::params![
            vag.to_string_lossy(),
            rad::tid(akt.nar),
            slag.kod(),
            inod.map(u64::cast_signed)
        ],
    )?;
    Ok(())
}

/// What a copy has to be before it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Krav {
    /// Every page and table can be read: also what is wrong with a file may have to be shown to somebody.
    Lasbar,
    /// Nothing is wrong with it.
    Hel,
}

impl SqliteStore {
    /// Copies the file to another place, with its cabinet: the same key, the same passwords. The copy has been looked
    /// through when it gets its name, and the file knows where it lies.
    ///
    /// # Errors
    /// [`SkapaFel`]; then there is no copy.
    pub fn kopiera(
        &mut self,
        till: &Path,
        val: Oppning,
        vem: &Vem<'_>,
    ) -> Result<Kopiekvitto, SkapaFel> {
        self.kopiera_med(till, val, vem, &mut Gang::default())
    }

    /// As [`Self::kopiera`], telling how far it has come.
    ///
    /// # Errors
    /// As there.
    pub fn kopiera_med(
        &mut self,
        till: &Path,
        val: Oppning,
        vem: &Vem<'_>,
        gang: &mut Gang<'_>,
    ) -> Result<Kopiekvitto, SkapaFel> {
        self.skoter_filen(vem)?;
        let till = fil::bered(till, val.prov)?;
        self.kopiera_till(&till, (Kopieslag::Kopia, Krav::Lasbar), val, vem, gang)
    }

    /// Copies it to a path that has been made ready.
    pub(super) fn kopiera_till(
        &mut self,
        till: &Path,
        (slag, krav): (Kopieslag, Krav),
        val: Oppning,
        vem: &Vem<'_>,
        gang: &mut Gang<'_>,
    ) -> Result<Kopiekvitto, SkapaFel> {
        let skarp = Nyckelskap::finns(self.fil.vag());
        if skarp {
            fil::granska_mapp(till)?;
        }
        let ensam = fil::Ensam::tag(till)?;
        skapa::stada(till)?;
        skapa::ledig(till)?;
        let tills = fil::under_arbete(till);
        fil::skapa_ny(&tills)?;
        let logg = match slag {
            Kopieslag::Sakerhet => "sakerhetskopia_tagen",
            Kopieslag::Kopia | Kopieslag::ForeSchema | Kopieslag::ForeAterstallning => {
                "kopia_tagen"
            }
        };
        // Before it is made, so that gallring reaches it whenever the machine stops; and so the copy knows of itself.
        let gjord = self
            .logga(vem, logg, None, |akt| {
                minns(akt, till, slag, fil::inod(&tills))
            })
            .map_err(SkapaFel::from)
            .and_then(|()| self.skriv_kopia(till, skarp, krav, val, vem.nar, gang))
            .and_then(|kvitto| {
                // From here on it counts, and is not broken off.
                skapa::dop(till, skarp)?;
                Ok(kvitto)
            });
        if gjord.is_err() {
            skapa::stada(till)?;
            self.glom_kopia(vem, till);
        }
        drop(ensam);
        gjord.map_err(|fel| om_avbruten(fel, gang))
    }

    /// Forgets a copy that there is none of. Where that cannot be written down, the next look finds it gone.
    pub(super) fn glom_kopia(&mut self, vem: &Vem<'_>, vag: &Path) {
        let _ = self.utan_logg(vem, |akt| {
            akt.kor("DELETE FROM kopia WHERE vag = ?1", [vag.to_string_lossy()])?;
            Ok(())
        });
    }

    /// Writes something that no log has a word for.
    pub(super) fn utan_logg(
        &mut self,
        vem: &Vem<'_>,
        vad: impl FnOnce(&Akt<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let op = rad::hex(&vem.op.0);
        let tx = oppna::borja_skriva(&mut self.conn)?;
        vad(&Akt::ny(&tx, vem.aktor, &op, vem.nar))?;
        self.fil.kontrollera()?;
        tx.commit()?;
        Ok(())
    }

    fn skriv_kopia(
        &self,
        till: &Path,
        skarp: bool,
        krav: Krav,
        val: Oppning,
        nar: DateTime<Utc>,
        gang: &mut Gang<'_>,
    ) -> Result<Kopiekvitto, SkapaFel> {
        let vag = till;
        let till = &fil::under_arbete(till);
        let skadad = || OppnaFel::Skadad {
            path: till.to_owned(),
        };
        if skarp {
            // Before the file: a new key that somebody gives it meanwhile ends the copying, and never parts the two.
            let (forlaga, _) =
                Skapfil::oppna(&Nyckelskap::vag(self.fil.vag())).map_err(NyckelFel::from)?;
            forlaga
                .kopiera(&Nyckelskap::vag(till))
                .map_err(NyckelFel::from)?;
        }
        let nyckel = self.nyckel.as_ref();
        let mut ut = oppna::anslut(till, nyckel).map_err(|fel| fel.oversatt(till))?;
        let topp = kopiera_ogonblick(&self.conn, &mut ut, gang, |conn| Ok(kedja::topp(conn)?))?;
        drop(ut);
        // A file that has been replaced meanwhile is not the one that bears the name.
        self.fil.kontrollera()?;
        let kopia = oppna::oppna_fil(till, val, nyckel).map_err(|fel| fel.oversatt(till))?;
        let prov = granska::prova(&kopia.conn, nyckel.is_some(), gang)?;
        inte_avbruten(gang)?;
        if !prov.lasbar() || prov.loggen.topp != topp {
            return Err(skadad().into());
        }
        if krav == Krav::Hel && !prov.hel() {
            return Err(SkapaFel::Prov(Box::new(prov)));
        }
        let sidor: i64 = kopia
            .conn
            .query_row("PRAGMA page_count", [], |rad| rad.get(0))?;
        oppna::tom_loggen(&kopia.conn);
        Ok(Kopiekvitto {
            vag: vag.to_owned(),
            sidor: sidor.unsigned_abs(),
            topp,
            tid: nar,
            prov,
        })
    }
}

/// Copies all pages as they are at one moment, and asks something of that moment. The reading is begun here and not by the
/// engine's copying, which would begin anew each time another desk saves.
pub(in super::super) fn kopiera_ogonblick<T>(
    fran: &Connection,
    till: &mut Connection,
    gang: &mut Gang<'_>,
    fraga: impl FnOnce(&Connection) -> Result<T, SkapaFel>,
) -> Result<T, SkapaFel> {
    let ogonblick = fran.unchecked_transaction()?;
    ogonblick.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let svar = fraga(&ogonblick)?;
    let kopiering = Backup::new(&ogonblick, till)?;
    loop {
        inte_avbruten(gang)?;
        let steg = kopiering.step(SIDOR)?;
        let nu = kopiering.progress();
        let tal = |sidor: i32| u64::try_from(sidor).unwrap_or(0);
        gang.visa(Skede::Kopierar {
            sidor: tal(nu.pagecount - nu.remaining),
            av: tal(nu.pagecount),
        });
        match steg {
            StepResult::Done => return Ok(svar),
            StepResult::More => {}
            // Nobody else has the new file, and the reading has begun.
            _ => return Err(StoreError::Upptagen.into()),
        }
    }
}

/// Copies all pages of a small file in one go.
pub(in super::super) fn kopiera_sidor(
    fran: &Connection,
    till: &mut Connection,
) -> rusqlite::Result<()> {
    let kopiering = Backup::new(fran, till)?;
    loop {
        match kopiering.step(-1)? {
            StepResult::Done => return Ok(()),
            _ => std::thread::sleep(std::time::Duration::from_millis(20)),
        }
    }
}

/// Whether it is to go on.
pub(super) fn inte_avbruten(gang: &Gang<'_>) -> Result<(), SkapaFel> {
    if gang.brutet() {
        Err(SkapaFel::Avbruten)
    } else {
        Ok(())
    }
}

/// A statement that was broken off says so in the engine's words.
pub(super) fn om_avbruten(fel: SkapaFel, gang: &Gang<'_>) -> SkapaFel {
    match fel {
        SkapaFel::Store(_) | SkapaFel::Oppna(OppnaFel::Motor(_)) if gang.brutet() => {
            SkapaFel::Avbruten
        }
        annat => annat,
    }
}
