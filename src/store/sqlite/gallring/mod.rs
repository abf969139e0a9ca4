//! Gallring: what is due, its erasure in one transaction, and afterwards the file and its copies without a trace of it.

pub(super) mod kopior;
mod protokoll;
mod radera;
pub(super) mod stada;
mod underlag;

use rusqlite::Connection;

use super::{Akt, SqliteStore, Vem};
use crate::store::gallring::{Gallringsakt, Gallringsfraga, Gallringssvar, Stadning};
use crate::store::ko::Sammanhang;
use crate::store::{Change, Reply, StoreError};

/// Does an act of gallring.
pub(super) fn utfor(
    akt: &Akt<'_>,
    gallring: &Gallringsakt,
    s: &Sammanhang,
) -> Result<Reply, StoreError> {
    let svar = match gallring {
        Gallringsakt::Lista => {
            akt.atkomst("gallringslista", None)?;
            Gallringssvar::Lista(underlag::lista(akt, s)?, stada::kvar(akt)?)
        }
        Gallringsakt::Gallra(idn) => {
            let protokoll = radera::gallra(akt, idn, s)?;
            Gallringssvar::Gallrat(Some(protokoll), Stadning::default())
        }
        Gallringsakt::Stada => {
            akt.atkomst("gallring_stadad", None)?;
            Gallringssvar::Gallrat(None, Stadning::default())
        }
    };
    Ok(Reply::Gallring(Box::new(svar)))
}

/// What follows on an erasure once it stands: done outside every transaction, and told of in the answer. Nothing that goes
/// wrong here undoes it, so nothing here is an error.
pub(super) fn efterat(store: &SqliteStore, vem: &Vem<'_>, change: &Change, svar: Reply) -> Reply {
    let idn = match change {
        Change::Gallring(Gallringsakt::Gallra(idn), _) => idn.as_slice(),
        Change::Gallring(Gallringsakt::Stada, _) => &[],
        _ => return svar,
    };
    let Reply::Gallring(mut svar) = svar else {
        return svar;
    };
    if let Gallringssvar::Gallrat(_, stadning) = svar.as_mut() {
        // The copies first: while they are gone through, a desk that reads has time to finish.
        let kopior = kopior::rensa(store, vem, idn);
        stadning.fil_ren = stada::fil(&store.conn) && kopior.is_ok();
        stadning.kopior = kopior.unwrap_or_default();
        if stadning.klar() {
            stada::klart(&store.conn);
        }
    }
    Reply::Gallring(svar)
}

/// Answers a question about gallring that has been done.
pub(super) fn fraga(conn: &Connection, fraga: Gallringsfraga) -> Result<Gallringssvar, StoreError> {
    match fraga {
        Gallringsfraga::Protokoll => protokoll::alla(conn).map(Gallringssvar::Protokoll),
    }
}

/// The answer to an act that was done before: what it erased. Whether anything of it is left in the file is not known
/// again, and is answered as if it were.
pub(super) fn las_igen(
    akt: &Akt<'_>,
    gallring: &Gallringsakt,
    s: &Sammanhang,
) -> Result<Reply, StoreError> {
    match gallring {
        Gallringsakt::Lista | Gallringsakt::Stada => utfor(akt, gallring, s),
        Gallringsakt::Gallra(_) => {
            let svar = Gallringssvar::Gallrat(protokoll::av(akt)?, Stadning::default());
            Ok(Reply::Gallring(Box::new(svar)))
        }
    }
}
