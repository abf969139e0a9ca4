//! Återställning, a copy takes the place of the file: fetched beside it, looked through, brought up to what the file that
//! is there knows better, and put in its place.
//!
//! What the file that is there knows better: what has been erased since the copy was taken, whose accounts have been closed
//! and whose roles taken away, and where the copies lie. A damaged one hinders nothing; then it is told that none of this
//! could be read.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::super::gallring::{kopior, stada};
use super::super::oppna::{self, Oppning};
use super::super::oppnafel::OppnaFel;
use super::super::rad::{self, rader};
use super::super::skap::Skapfil;
use super::super::skapa::SkapaFel;
use super::super::{Akt, SqliteStore, fil, kedja, konto};
use super::Vem;
use super::granska::{self, Prov};
use super::kopiering::{self, Kopieslag, inte_avbruten, kopiera_ogonblick, om_avbruten};
use super::platsbyte::{self, Hindrad, tills};
use super::skede::Gang;
use crate::domain::behorighet::Roll;
use crate::domain::konto::Anvandarnamn;
use crate::domain::tid::svensk;
use crate::store::konto::Kontoakt;
use crate::store::logg::Kedjetopp;
use crate::store::nyckelskap::{Datanyckel, NyckelFel, Nyckelskap, Upplast};
use crate::store::{Aktor, OpId, StoreError};

/// Why a copy was not restored; the file is as it was.
#[derive(Debug)]
pub enum Aterstallfel {
    /// The copy, its cabinet or its rows; or it is not whole, or the work was broken off.
    Skapa(SkapaFel),
    /// Somebody has the file open.
    Oppen(Hindrad),
    /// The copy and the file are the same.
    Samma,
    /// A rehearsal was to take the place of a file for real persons.
    Ovning,
    /// The account that restores has been closed, or is no systemförvaltare any more, in the file that is there.
    Stangt,
}

impl<F: Into<SkapaFel>> From<F> for Aterstallfel {
    fn from(fel: F) -> Self {
        Self::Skapa(fel.into())
    }
}

/// Återställning, what has been done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aterstallning {
    /// The name that what was there has got; none where nothing was.
    pub undan: Option<PathBuf>,
    /// The head of the chain of the restored file.
    pub topp: Option<Kedjetopp>,
    /// What was brought over from the file that was there; none where it could not be read.
    pub overfort: Option<Overfort>,
    /// What the check of the copy found; faults only where a copy with faults was asked for.
    pub prov: Prov,
}

/// Överfört, what the file that was there knew better than the copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overfort {
    /// Records that had been erased since, and now are in the restored file too.
    pub gallrade: u64,
    /// Accounts that had been closed since, and now are there too.
    pub stangda: Vec<String>,
    /// Roles that had been taken away since, and now are there too: user, role, enhet.
    pub roller: Vec<(String, Roll, String)>,
    /// What of that could not be: the restored file would have nobody left to tend it.
    pub kvar: Vec<String>,
    /// Accounts that had been opened since, and that the restored file does not have.
    pub nya: Vec<String>,
}

/// Hämtad, a copy that lies whole beside the file, and is not yet in its place.
#[derive(Debug)]
pub struct Hamtad {
    store: SqliteStore,
    prov: Prov,
    fil: PathBuf,
    kopia: PathBuf,
    /// The keys that the copy may have had.
    nycklar: Vec<Datanyckel>,
    skarp: bool,
    _ensam: fil::Ensam,
}

/// Fetches a copy to beside the file, and looks through it. `upplast` is the opened cabinet of the copy, where it has one.
/// `med_fel` takes one whose pages are whole and whose rows or log are not: it may be the best there is.
///
/// # Errors
/// [`Aterstallfel`]; then nothing has been touched.
pub fn hamta_kopia(
    kopia: &Path,
    path: &Path,
    val: Oppning,
    upplast: Option<&Upplast>,
    med_fel: bool,
    gang: &mut Gang<'_>,
) -> Result<Hamtad, Aterstallfel> {
    let kopia = std::fs::canonicalize(kopia).map_err(|fel| platsbyte::filfel(kopia, &fel))?;
    let path = fil::bered(path, val.prov)?;
    if fil::inod(&path).is_some_and(|nr| fil::inod(&kopia) == Some(nr)) {
        return Err(Aterstallfel::Samma);
    }
    if upplast.is_none() && Nyckelskap::finns(&path) {
        return Err(Aterstallfel::Ovning);
    }
    ingen_annan(&path)?;
    let ny = tills(&path);
    let ensam = fil::Ensam::tag(&ny)?;
    glom(&ny)?;
    let hamtat = hamta(&kopia, &ny, val, upplast, gang).and_then(|(store, prov)| {
        if prov.hel() || med_fel && prov.lasbar() {
            Ok((store, prov))
        } else {
            Err(SkapaFel::Prov(Box::new(prov)))
        }
    });
    match hamtat {
        Ok((store, prov)) => Ok(Hamtad {
            store,
            prov,
            fil: path,
            kopia,
            nycklar: upplast.map_or_else(Vec::new, |upplast| {
                upplast
                    .nycklar()
                    .iter()
                    .map(|(_, nyckel)| nyckel.clone())
                    .collect()
            }),
            skarp: upplast.is_some(),
            _ensam: ensam,
        }),
        Err(fel) => {
            glom(&ny)?;
            Err(om_avbruten(fel, gang).into())
        }
    }
}

/// Finishes a restoration that was cut short in the middle of the names; the name that what was there has got.
///
/// # Errors
/// [`Aterstallfel`]; it can be tried again.
pub fn fullborda_aterstallning(path: &Path) -> Result<Option<PathBuf>, Aterstallfel> {
    let path = fil::bered(path, true)?;
    // As when a copy is fetched; and the lock that the one who was cut short left behind goes with ours.
    let _fardig = fil::Ensam::tag(&tills(&path))?;
    match platsbyte::ensam_om(&path) {
        Ok(_ensam) => Ok(platsbyte::fullborda(&path)?),
        Err(Ok(hindrad)) => Err(Aterstallfel::Oppen(hindrad)),
        Err(Err(fel)) => Err(fel.into()),
    }
}

/// Removes what was fetched and not put in place.
fn glom(ny: &Path) -> Result<(), OppnaFel> {
    fil::ta_bort(&Nyckelskap::vag(ny))?;
    fil::ta_bort(ny)
}

/// Whether nobody has the file open. This process must not have it open through the engine.
fn ingen_annan(path: &Path) -> Result<(), Aterstallfel> {
    match platsbyte::ensam_om(path) {
        Ok(_) => Ok(()),
        Err(Ok(hindrad)) => Err(Aterstallfel::Oppen(hindrad)),
        Err(Err(fel)) => Err(fel.into()),
    }
}

fn hamta(
    kopia: &Path,
    ny: &Path,
    val: Oppning,
    upplast: Option<&Upplast>,
    gang: &mut Gang<'_>,
) -> Result<(SqliteStore, Prov), SkapaFel> {
    let sagt = |vag: &Path| {
        let vag = vag.to_owned();
        move |fel: super::super::oppnafel::Fel| fel.oversatt(&vag)
    };
    let nyckel = match upplast.filter(|upplast| upplast.krypterad()) {
        Some(upplast) => Some(ratt_nyckel(kopia, upplast)?),
        None => None,
    };
    if upplast.is_some() {
        fil::granska_mapp(ny)?;
        let (forlaga, _) = Skapfil::oppna(&Nyckelskap::vag(kopia)).map_err(NyckelFel::from)?;
        forlaga
            .kopiera(&Nyckelskap::vag(ny))
            .map_err(NyckelFel::from)?;
    }
    fil::skapa_ny(ny)?;
    let fran = oppna::anslut(kopia, nyckel).map_err(sagt(kopia))?;
    let mut till = oppna::anslut(ny, nyckel).map_err(sagt(ny))?;
    kopiera_ogonblick(&fran, &mut till, gang, |_| Ok(()))?;
    drop((fran, till));
    let store = oppna::oppna_fil(ny, val, nyckel).map_err(sagt(kopia))?;
    let hor_till = match upplast {
        Some(upplast) => store.hor_till_nagon(upplast)?,
        None => true,
    };
    if !hor_till {
        return Err(OppnaFel::FelNyckel {
            path: kopia.to_owned(),
        }
        .into());
    }
    if upplast.is_none() && store.behover_inloggning() {
        return Err(OppnaFel::UtanSkap {
            path: kopia.to_owned(),
        }
        .into());
    }
    let prov = granska::prova(&store.conn, nyckel.is_some(), gang)?;
    inte_avbruten(gang)?;
    Ok((store, prov))
}

/// The key of the cabinet that the copy has.
fn ratt_nyckel<'u>(kopia: &Path, upplast: &'u Upplast) -> Result<&'u Datanyckel, OppnaFel> {
    let passar = upplast
        .nycklar()
        .iter()
        .find(|(_, nyckel)| oppna::anslut(kopia, Some(nyckel)).is_ok_and(|conn| lasbar(&conn)));
    let passar = passar.map(|(_, nyckel)| nyckel);
    passar.ok_or_else(|| OppnaFel::FelNyckel {
        path: kopia.to_owned(),
    })
}

/// Whether the first page can be read, so that the key is right.
fn lasbar(conn: &Connection) -> bool {
    conn.query_row("PRAGMA application_id", [], |rad| rad.get::<_, i64>(0))
        .is_ok_and(|id| id == oppna::APPLICATION_ID)
}

impl Hamtad {
    /// The enheter that the account has a role at, in the copy.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn enheter(&self, upplast: &Upplast) -> Result<Vec<String>, StoreError> {
        self.store.enheter(upplast)
    }

    /// Signs in to the copy, where it is for real persons; logged in what is restored.
    ///
    /// # Errors
    /// [`StoreError::Utloggad`] where the account is closed or has no role there.
    pub fn logga_in(
        &mut self,
        upplast: &Upplast,
        aktor: &Aktor,
        op: OpId,
        nar: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.store.logga_in(upplast, aktor, op, nar).map(drop)
    }

    /// Puts the copy in place. `nuvarande` is the opened cabinet of the file that is there, where it has another key than
    /// the copy and could be opened.
    ///
    /// # Errors
    /// [`Aterstallfel`]. Until the names are changed nothing has been touched; after that [`OppnaFel::Aterstalls`] stands
    /// until the same is done once more.
    pub fn satt_pa_plats(
        mut self,
        nuvarande: Option<&Upplast>,
        vem: &Vem<'_>,
    ) -> Result<Aterstallning, Aterstallfel> {
        let gjort = self.gor_klar(nuvarande, vem);
        let (undan, topp, overfort) = match gjort {
            Ok(gjort) => gjort,
            Err(fel) => {
                let ny = tills(&self.fil);
                drop(self.store);
                glom(&ny)?;
                return Err(fel);
            }
        };
        let fanns = std::fs::symlink_metadata(&self.fil).is_ok();
        let (path, skarp) = (self.fil, self.skarp);
        drop(self.store);
        // From here to the end nobody else opens the file.
        let bytt = match platsbyte::ensam_om(&path) {
            Ok(ensam) => {
                let bytt = platsbyte::byt(&path, &undan, skarp);
                drop(ensam);
                bytt.map_err(Aterstallfel::from)
            }
            Err(Ok(hindrad)) => Err(Aterstallfel::Oppen(hindrad)),
            Err(Err(fel)) => Err(fel.into()),
        };
        if bytt.is_err() && platsbyte::avbruten_aterstallning(&path).is_ok() {
            glom(&tills(&path))?;
        }
        bytt?;
        Ok(Aterstallning {
            undan: fanns.then_some(undan),
            topp,
            overfort,
            prov: self.prov,
        })
    }

    /// Brings over what the file that is there knows better, and writes down what is done.
    fn gor_klar(
        &mut self,
        nuvarande: Option<&Upplast>,
        vem: &Vem<'_>,
    ) -> Result<(PathBuf, Option<Kedjetopp>, Option<Overfort>), Aterstallfel> {
        self.store.skoter_filen(vem)?;
        let gammal = self.oppna_gammal(nuvarande);
        let mut overfort = None;
        if let Some(gammal) = &gammal {
            match self.for_over(gammal, vem) {
                Ok(for_over) => overfort = Some(for_over),
                Err(Aterstallfel::Stangt) => return Err(Aterstallfel::Stangt),
                // It can be opened, and not be read to its end: then nothing is known of it.
                Err(_) => {}
            }
        }
        let tid = svensk(vem.nar).format("%Y-%m-%dT%H%M%S");
        let undan = platsbyte::ledigt_namn(&self.fil, &format!(".fore-{tid}"));
        let fanns = fil::inod(&self.fil);
        let (kopia, undan_ref) = (&self.kopia, &undan);
        let kopior = gammal.as_ref().map(kanda_kopior).unwrap_or_default();
        self.store.logga(vem, "fil_aterstalld", None, |akt| {
            for (vag, tid, slag, inod) in &kopior {
                akt.kor(
                    "INSERT INTO kopia(vag, tid, slag, inod) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (vag) DO NOTHING",
                    params![vag, tid, slag, inod],
                )?;
            }
            akt.kor(
                "INSERT INTO kopia(vag, tid) VALUES (?1, ?2) ON CONFLICT (vag) DO NOTHING",
                params![kopia.to_string_lossy(), rad::tid(akt.nar)],
            )?;
            if fanns.is_some() {
                kopiering::minns(akt, undan_ref, Kopieslag::ForeAterstallning, fanns)?;
            }
            Ok(())
        })?;
        if let Some(gammal) = gammal {
            oppna::tom_loggen(&gammal);
        }
        if overfort
            .as_ref()
            .is_some_and(|overfort| overfort.gallrade > 0)
        {
            stada::fil(&self.store.conn);
        } else {
            oppna::tom_loggen(&self.store.conn);
        }
        let topp = kedja::topp(&self.store.conn)?;
        Ok((undan, topp, overfort))
    }

    /// The file that is there, where one of the keys opens it. Nothing of it is changed but that its log is emptied into it.
    fn oppna_gammal(&self, nuvarande: Option<&Upplast>) -> Option<Connection> {
        if std::fs::symlink_metadata(&self.fil).is_err() {
            return None;
        }
        let andra = nuvarande.map(Upplast::nycklar).unwrap_or_default();
        let nycklar = self
            .nycklar
            .iter()
            .chain(andra.iter().map(|(_, nyckel)| nyckel));
        let alla = nycklar.map(Some).chain([None]);
        alla.filter_map(|nyckel| oppna::anslut(&self.fil, nyckel).ok())
            .find(lasbar)
    }

    fn for_over(&mut self, gammal: &Connection, vem: &Vem<'_>) -> Result<Overfort, Aterstallfel> {
        // One moment of it, and all that is asked before anything is written.
        let gammal = &*gammal.unchecked_transaction().map_err(StoreError::from)?;
        let samma = ursprung(gammal)? == ursprung(&self.store.conn)?;
        let mut overfort = Overfort::default();
        if self.skarp && samma {
            let (da, nu) = (konton(&self.store.conn)?, konton(gammal)?);
            let roller = (roller(&self.store.conn)?, roller(gammal)?);
            let eget = vem.aktor.anvandare.as_str();
            let stangt = |namn: &str| nu.iter().any(|(annat, stangt)| annat == namn && *stangt);
            let egen_roll = (eget.to_owned(), Roll::Systemforvaltare);
            let har = |alla: &[(String, Roll, String)]| {
                alla.iter()
                    .any(|(namn, roll, _)| (namn, *roll) == (&egen_roll.0, egen_roll.1))
            };
            if stangt(eget) || !har(&roller.1) {
                return Err(Aterstallfel::Stangt);
            }
            overfort.nya = nu
                .iter()
                .filter(|(namn, stangt)| !stangt && !da.iter().any(|(annat, _)| annat == namn))
                .map(|(namn, _)| namn.clone())
                .collect();
            for (namn, da_stangt) in &da {
                if !da_stangt && stangt(namn) {
                    let akt = |anvandare| Kontoakt::Stang {
                        anvandare,
                        misslyckade: 0,
                    };
                    if self.konto(namn, akt, vem)? {
                        overfort.stangda.push(namn.clone());
                    } else {
                        overfort.kvar.push(namn.clone());
                    }
                }
            }
            for (namn, roll, enhet) in roller.0 {
                let utan_konto = overfort.stangda.contains(&namn)
                    || da.iter().any(|(annat, stangt)| *annat == namn && *stangt);
                if utan_konto || roller.1.contains(&(namn.clone(), roll, enhet.clone())) {
                    continue;
                }
                let akt = |anvandare| Kontoakt::TaRoll {
                    anvandare,
                    roll,
                    enhet: enhet.clone(),
                };
                if self.konto(&namn, akt, vem)? {
                    overfort.roller.push((namn, roll, enhet));
                } else {
                    overfort.kvar.push(namn);
                }
            }
        }
        overfort.gallrade = kopior::rensa_oppnad(gammal, &mut self.store.conn, vem, &[])?;
        Ok(overfort)
    }

    /// Does one act on an account in the copy; whether it could be.
    fn konto(
        &mut self,
        namn: &str,
        akt: impl FnOnce(Anvandarnamn) -> Kontoakt,
        vem: &Vem<'_>,
    ) -> Result<bool, StoreError> {
        let Some(anvandare) = Anvandarnamn::las(namn) else {
            return Ok(false);
        };
        let op = rad::hex(&vem.op.0);
        let tx = oppna::borja_skriva(&mut self.store.conn)?;
        match konto::utfor(&Akt::ny(&tx, vem.aktor, &op, vem.nar), &akt(anvandare)) {
            Ok(_) => {
                kedja::ikapp(&tx)?;
                tx.commit()?;
                Ok(true)
            }
            Err(StoreError::Konto(_)) => Ok(false),
            Err(fel) => Err(fel),
        }
    }
}

impl SqliteStore {
    /// Whether the file belongs to this cabinet, with one of its keys.
    fn hor_till_nagon(&self, upplast: &Upplast) -> Result<bool, StoreError> {
        for (_, nyckel) in upplast.nycklar() {
            if self.hor_till(upplast, nyckel)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Which cabinet a file was made with: the same in all its copies.
fn ursprung(conn: &Connection) -> Result<Option<String>, StoreError> {
    rad::en_rad(
        conn,
        "fil",
        "SELECT varde FROM fil WHERE egenskap = 'nyckelskap'",
        [],
        |rad| rad.text("varde"),
    )
}

fn konton(conn: &Connection) -> Result<Vec<(String, bool)>, StoreError> {
    rader(
        conn,
        "konto",
        "SELECT anvandare, stangt FROM konto ORDER BY anvandare",
        [],
        |rad| Ok((rad.text("anvandare")?, rad.tal::<u8>("stangt")? != 0)),
    )
}

fn roller(conn: &Connection) -> Result<Vec<(String, Roll, String)>, StoreError> {
    rader(
        conn,
        "kontoroll",
        "SELECT anvandare, roll, enhet FROM kontoroll ORDER BY anvandare, roll, enhet",
        [],
        |rad| {
            let roll = rad.tolka("roll", Roll::fran_kod)?;
            Ok((rad.text("anvandare")?, roll, rad.text("enhet")?))
        },
    )
}

type Kandkopia = (String, String, String, Option<i64>);

/// The copies that the file that was there knew of.
fn kanda_kopior(conn: &Connection) -> Vec<Kandkopia> {
    let sql = "SELECT vag, tid, slag, inod FROM kopia ORDER BY vag";
    let kanda = rader(conn, "kopia", sql, [], |rad| {
        Ok((
            rad.text("vag")?,
            rad.text("tid")?,
            rad.text("slag")?,
            rad.tal_om::<i64>("inod")?,
        ))
    });
    kanda.unwrap_or_default()
}
