//! A file for real persons is made in one go: under another name, with its cabinet and its first account, and given its
//! own name when it is whole. So what bears the name is never half made.

use std::path::Path;

use super::oppna::{self, Oppning};
use super::oppnafel::{Fel, OppnaFel};
use super::vard::{self, Prov, Vem};
use super::{Akt, fil, kedja, konto, rad};
use crate::domain::konto::Konto;
use crate::store::StoreError;
use crate::store::konto::Kontoakt;
use crate::store::nyckelskap::{Aterstallningsnyckel, Losenord, NyckelFel, Nyckelskap, Upplast};

/// What a new file is to be.
#[derive(Clone, Copy, Debug)]
pub struct NyFil<'a> {
    /// Encrypted; otherwise other programs can read it, and so can whoever gets hold of it.
    pub krypterad: bool,
    /// The first account, a systemförvaltare.
    pub konto: &'a Konto,
    /// Its password.
    pub losenord: &'a Losenord,
    /// The mark of the catalogue that is decided.
    pub katalog: &'a str,
}

/// Why a file was not made, or copied, or given a new key.
#[derive(Debug, thiserror::Error)]
pub enum SkapaFel {
    /// The file, or where it is to lie.
    #[error(transparent)]
    Oppna(#[from] OppnaFel),
    /// The cabinet.
    #[error(transparent)]
    Nyckel(#[from] NyckelFel),
    /// The account, or the rows.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A copy is not to be relied on: this is wrong with it, and so with the file.
    #[error("kopian är inte hel")]
    Prov(Box<Prov>),
    /// It was broken off.
    #[error("arbetet avbröts")]
    Avbruten,
}

impl From<rusqlite::Error> for SkapaFel {
    fn from(fel: rusqlite::Error) -> Self {
        Self::Store(fel.into())
    }
}

/// Makes a file for real persons with its cabinet; gives the recovery key, which is kept nowhere.
///
/// # Errors
/// [`SkapaFel`]; then there is no file.
pub fn skapa(
    path: &Path,
    val: Oppning,
    ny: &NyFil<'_>,
    vem: &Vem<'_>,
) -> Result<Aterstallningsnyckel, SkapaFel> {
    let path = fil::bered(path, val.prov)?;
    fil::granska_mapp(&path)?;
    let ensam = fil::Ensam::tag(&path)?;
    stada(&path)?;
    ledig(&path)?;
    let tills = fil::under_arbete(&path);
    let gjord = gor(&tills, val, ny, vem).and_then(|papper| {
        dop(&path, true)?;
        Ok(papper)
    });
    if gjord.is_err() {
        stada(&path)?;
    }
    drop(ensam);
    gjord
}

/// Whether there is neither a file nor a cabinet there.
pub(super) fn ledig(path: &Path) -> Result<(), OppnaFel> {
    for upptagen in [path, &Nyckelskap::vag(path)] {
        if std::fs::symlink_metadata(upptagen).is_ok() {
            return Err(OppnaFel::Finns {
                path: upptagen.to_owned(),
            });
        }
    }
    Ok(())
}

/// Gives a finished file and its cabinet their own names. The cabinet first: a file without it would be one that nobody can
/// open.
pub(super) fn dop(path: &Path, skap: bool) -> Result<(), OppnaFel> {
    let tills = fil::under_arbete(path);
    if skap {
        fil::dop(&Nyckelskap::vag(&tills), &Nyckelskap::vag(path))?;
    }
    fil::dop(&tills, path)
}

/// Removes what a making that was cut short has left. While the file bears its first name nobody has been told the recovery
/// key, so its cabinet, also where it has got its own name, is nobody's.
pub(super) fn stada(path: &Path) -> Result<(), OppnaFel> {
    let tills = fil::under_arbete(path);
    if std::fs::symlink_metadata(&tills).is_ok() && std::fs::symlink_metadata(path).is_err() {
        fil::ta_bort(&Nyckelskap::vag(path))?;
    }
    // The file last: it is what tells that there is something to remove.
    for fil in [&Nyckelskap::vag(&tills), &tills] {
        fil::ta_bort(fil)?;
    }
    Ok(())
}

fn gor(
    tills: &Path,
    val: Oppning,
    ny: &NyFil<'_>,
    vem: &Vem<'_>,
) -> Result<Aterstallningsnyckel, SkapaFel> {
    fil::skapa_ny(tills)?;
    let konto = ny.konto;
    let (skap, upplast, papper) =
        Nyckelskap::skapa(tills, ny.krypterad, &konto.anvandare, ny.losenord)?;
    drop(skap);
    let nyckel = upplast.nycklar().first().map(|(_, nyckel)| nyckel);
    let mut store = oppna::oppna_fil(tills, val, nyckel.filter(|_| ny.krypterad))
        .map_err(|fel: Fel| fel.oversatt(tills))?;
    let op = rad::hex(&vem.op.0);
    let tx = oppna::borja_skriva(&mut store.conn)?;
    let akt = Akt::ny(&tx, vem.aktor, &op, vem.nar);
    akt.kor(
        "UPDATE fil SET varde = 'skarpt' WHERE egenskap = 'lage'",
        [],
    )?;
    minns_skapet(&akt, &upplast)?;
    vard::minns_katalog(&akt, ny.katalog)?;
    akt.atkomst("fil_skapad", None)?;
    konto::utfor(&akt, &Kontoakt::Lagg(konto.clone()))?;
    kedja::ikapp(&tx)?;
    tx.commit()?;
    oppna::tom_loggen(&store.conn);
    drop(store);
    Ok(papper)
}

/// Writes down which cabinet the file belongs to.
fn minns_skapet(akt: &Akt<'_>, upplast: &Upplast) -> Result<(), StoreError> {
    akt.kor(
        "INSERT INTO fil(egenskap, varde) VALUES ('nyckelskap', ?1)",
        [rad::hex(upplast.fil())],
    )?;
    if let Some((_, nyckel)) = upplast.nycklar().first().filter(|_| !upplast.krypterad()) {
        akt.kor(
            "INSERT INTO fil(egenskap, varde) VALUES ('nyckelmarke', ?1)",
            [oppna::nyckelmarke(upplast, nyckel)],
        )?;
    }
    Ok(())
}
