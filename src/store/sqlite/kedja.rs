//! Kedja, the chain over every log: one link for each row, made in the transaction that writes the row.
//!
//! A link is SHA-256 over `troskel-kedja-1`, the hash of the link before, its number, the table and number of its row, what
//! the row keeps for good (when, who, where, which act, codes) and a value. The value is SHA-256 over sixteen random bytes,
//! the salt, and what gallring may take: which record the row is about, and the signed text that it speaks of. Each part is
//! written with its type and its length, so nothing can be moved from one into the next.
//!
//! Gallring takes the salt, and the record out of the row; the row itself stays. Then nobody can try out which record it
//! was, and the link still holds. It is believed only where the protocol, which is chained itself, names the link in
//! `gallring.lankar`: numbers and stretches of numbers with commas between, as `3-7,12`.
//!
//! Rows that other programs have written through the views are linked by the next save.

mod innehall;
mod kontroll;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, Transaction, params};
use sha2::{Digest, Sha256};

use super::rad::slump;
use crate::store::StoreError;
use crate::store::logg::Kedjetopp;

pub(super) use kontroll::kontrollera;

/// Sets the links of this program apart from every other use of the hash.
const DOMAN: &str = "troskel-kedja-1";

/// The same of their values.
const DOMAN_VARDE: &str = "troskel-kedja-1-varde";

/// How many salts are drawn at a time; a save needs a few, an old file a million.
const SALTER: usize = 256;

type Hash = [u8; 32];

/// A log: a table, its rows, and how many of their columns they keep for good. The other columns are what gallring may take.
struct Logg {
    tabell: &'static str,
    /// The row with a number.
    en: &'static str,
    /// The rows after a number.
    efter: &'static str,
    /// All rows: number and desk.
    alla: &'static str,
    /// The first number after one that stands in the table.
    kvar: usize,
}

macro_rules! logg {
    ($tabell:literal, $kvar:literal, $kolumner:literal) => {
        Logg {
            tabell: $tabell,
            en: concat!(
                "SELECT seq, ",
                $kolumner,
                " FROM ",
                $tabell,
                " AS h WHERE seq = ?1"
            ),
            efter: concat!(
                "SELECT seq, ",
                $kolumner,
                " FROM ",
                $tabell,
                " AS h WHERE seq > ?1 ORDER BY seq"
            ),
            alla: concat!("SELECT seq, desk FROM ", $tabell, " ORDER BY seq"),
            kvar: $kvar,
        }
    };
}

/// In the order in which they are linked. The first six columns are the same in all: [`TID`] and so on.
static LOGGAR: [Logg; 5] = [
    logg!("handelse", 6, "tid, anvandare, desk, enhet, op_id, slag, objekt"),
    logg!("akthandelse", 6, "tid, anvandare, desk, enhet, op_id, slag, arende, objekt"),
    logg!(
        "kohandelse",
        14,
        "tid, anvandare, desk, enhet, op_id, slag, kopost_id, insats_nr, ver, orsak, om, fore, plats, angrar,
         CASE WHEN slag IN ('rattelse_foreslagen', 'ateroppnad')
           THEN (SELECT text FROM komening m WHERE m.seq = h.seq) END"
    ),
    logg!("atkomst", 7, "tid, anvandare, desk, enhet, op_id, slag, om, objekt"),
    logg!("gallring", 9, "tid, anvandare, desk, enhet, op_id, antal, grunder, bevarade, lankar"),
];

/// Columns of a row of a log, after its number.
const TID: usize = 1;
const ANVANDARE: usize = 2;
const SLAG: usize = 6;

/// How far each log and the chain have come, in the order of [`LOGGAR`]: one look at the end of each.
const LAGE: &str = "SELECT
    (SELECT coalesce(max(seq), 0) FROM handelse),
    (SELECT coalesce(max(seq), 0) FROM kedja WHERE tabell = 'handelse'),
    (SELECT coalesce(max(seq), 0) FROM akthandelse),
    (SELECT coalesce(max(seq), 0) FROM kedja WHERE tabell = 'akthandelse'),
    (SELECT coalesce(max(seq), 0) FROM kohandelse),
    (SELECT coalesce(max(seq), 0) FROM kedja WHERE tabell = 'kohandelse'),
    (SELECT coalesce(max(seq), 0) FROM atkomst),
    (SELECT coalesce(max(seq), 0) FROM kedja WHERE tabell = 'atkomst'),
    (SELECT coalesce(max(seq), 0) FROM gallring),
    (SELECT coalesce(max(seq), 0) FROM kedja WHERE tabell = 'gallring')";

const SISTA: &str = "SELECT nr, hash FROM kedja ORDER BY nr DESC LIMIT 1";

/// Links every row of a log that has no link yet, also those that other programs have written. As many steps as there are
/// such rows.
pub(super) fn ikapp(tx: &Transaction<'_>) -> Result<(), StoreError> {
    let kvar = tx.prepare_cached(LAGE)?.query_row([], |rad| {
        let mut kvar = Vec::new();
        for (plats, logg) in LOGGAR.iter().enumerate() {
            let (sist, kedjad): (i64, i64) = (rad.get(plats * 2)?, rad.get(plats * 2 + 1)?);
            if sist > kedjad {
                kvar.push((logg, kedjad));
            }
        }
        Ok(kvar)
    })?;
    if kvar.is_empty() {
        return Ok(());
    }
    let (mut nr, mut forra) = topp(tx)?.map_or((0, [0; 32]), |topp| (topp.nr, topp.hash));
    let mut salter = Salter::default();
    let mut skriv = tx.prepare_cached(
        "INSERT INTO kedja(nr, tabell, seq, salt, varde, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (logg, kedjad) in kvar {
        let mut fraga = tx.prepare_cached(logg.efter)?;
        let mut rader = fraga.query([kedjad])?;
        while let Some(rad) = rader.next()? {
            nr += 1;
            let salt = salter.nasta()?;
            let varde = varde(tx, logg, rad, &salt)?;
            let seq: i64 = rad.get(0)?;
            forra = lank(&forra, nr, logg, rad, &varde)?;
            skriv.execute(params![nr, logg.tabell, seq, salt, varde, forra])?;
        }
    }
    Ok(())
}

/// The head of the chain; none where nothing has been logged.
pub(super) fn topp(conn: &Connection) -> Result<Option<Kedjetopp>, StoreError> {
    let mut fraga = conn.prepare_cached(SISTA)?;
    let mut rader = fraga.query([])?;
    let Some(rad) = rader.next()? else {
        return Ok(None);
    };
    Ok(Some(Kedjetopp {
        nr: rad.get(0)?,
        hash: rad.get(1)?,
    }))
}

/// Random bytes, drawn many at a time after the first.
#[derive(Default)]
struct Salter {
    kvar: Vec<[u8; 16]>,
    dragna: bool,
}

impl Salter {
    fn nasta(&mut self) -> Result<[u8; 16], StoreError> {
        if let Some(salt) = self.kvar.pop() {
            return Ok(salt);
        }
        if !std::mem::replace(&mut self.dragna, true) {
            return slump();
        }
        let manga: [u8; 16 * SALTER] = slump()?;
        self.kvar.extend(manga.as_chunks().0);
        self.nasta()
    }
}

/// One part of what is hashed: its type, its length, itself.
fn del(h: &mut Sha256, varde: ValueRef<'_>) {
    let mut skriv = |typ: u8, bytes: &[u8]| {
        h.update([typ]);
        h.update((bytes.len() as u64).to_be_bytes());
        h.update(bytes);
    };
    match varde {
        ValueRef::Null => skriv(0, &[]),
        ValueRef::Integer(tal) => skriv(1, &tal.to_be_bytes()),
        ValueRef::Real(tal) => skriv(2, &tal.to_bits().to_be_bytes()),
        ValueRef::Text(text) => skriv(3, text),
        ValueRef::Blob(bytes) => skriv(4, bytes),
    }
}

fn text(h: &mut Sha256, text: &str) {
    del(h, ValueRef::Text(text.as_bytes()));
}

/// The hash of a link, over the hash of the one before, its number, its row and its value.
fn lank(forra: &Hash, nr: i64, logg: &Logg, rad: &Row<'_>, varde: &Hash) -> rusqlite::Result<Hash> {
    let mut h = Sha256::new();
    text(&mut h, DOMAN);
    del(&mut h, ValueRef::Blob(forra));
    del(&mut h, ValueRef::Integer(nr));
    text(&mut h, logg.tabell);
    for kolumn in 0..=logg.kvar {
        del(&mut h, rad.get_ref(kolumn)?);
    }
    del(&mut h, ValueRef::Blob(varde));
    Ok(h.finalize().into())
}

/// The value of a link, over its salt and what gallring may take.
fn varde(conn: &Connection, logg: &Logg, rad: &Row<'_>, salt: &[u8]) -> rusqlite::Result<Hash> {
    let mut h = Sha256::new();
    text(&mut h, DOMAN_VARDE);
    del(&mut h, ValueRef::Blob(salt));
    let kolumner = rad.as_ref().column_count();
    for kolumn in logg.kvar + 1..kolumner {
        del(&mut h, rad.get_ref(kolumn)?);
    }
    innehall::lagg_till(&mut h, conn, logg, rad)?;
    Ok(h.finalize().into())
}
