//! Checking the chain: every link in its order, then every row for its link. Nothing but the last link is kept in mind.
//!
//! Each link is checked against the stored hash of the one before, so one that is wrong does not make all after it wrong.
//! Which one is wrong, where a link and the next do not agree, is told from what else holds: the value, the order of the
//! rows in their table, and whether the next link follows on the hash as it should be.

use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, Rows};

use super::super::{oppna, rad, schema};
use super::{Hash, LOGGAR, Logg, topp, varde};
use crate::store::logg::{Kedjefel, Kedjekontroll, Toppmarke};
use crate::store::{Framsteg, StoreError};

/// So many faults are named in each of the parts of a check; the others are counted.
const NAMNGES: usize = 20;

/// How far a number is looked for that a link may have had before it was changed.
const FLYTT: i64 = 200;

/// How often that is done in one check.
const FLYTTAR: u8 = 20;

/// Faults, the first ones by name.
#[derive(Default)]
struct Fel {
    alla: Vec<Kedjefel>,
    antal: u64,
    /// How many there is room for in this part.
    rum: usize,
}

impl Fel {
    fn ny_del(&mut self) {
        self.rum = self.alla.len() + NAMNGES;
    }

    fn lagg(&mut self, fel: Kedjefel) {
        if self.alla.contains(&fel) {
            return;
        }
        self.antal += 1;
        if self.alla.len() < self.rum {
            self.alla.push(fel);
        }
    }
}

/// Checks the chain, at one moment of the file.
pub(in crate::store::sqlite) fn kontrollera(
    conn: &Connection,
    mot: Option<Toppmarke>,
    framsteg: &Framsteg,
) -> Result<Kedjekontroll, StoreError> {
    let _ogonblick = rad::ogonblick(conn)?;
    let hogst = topp(conn)?.map_or(0, |topp| topp.nr);
    framsteg.av(usize::try_from(hogst).unwrap_or(0));
    let mut fel = Fel::default();
    fel.ny_del();
    vakter(conn, &mut fel)?;
    if let Some(mot) = mot {
        toppen(conn, mot, &mut fel)?;
    }
    fel.ny_del();
    let mut gang = Gang::ny(conn)?;
    gang.ga(&mut fel, framsteg)?;
    fel.ny_del();
    let mut vantar = 0;
    for logg in &LOGGAR {
        vantar += olankade(conn, logg, &mut fel)?;
    }
    Ok(Kedjekontroll {
        lankar: gang.lankar,
        gallrade: gang.gallrade,
        vantar,
        topp: topp(conn)?,
        antal_fel: fel.antal,
        fel: fel.alla,
    })
}

/// Whether a head that was kept is still there, and the same.
fn toppen(conn: &Connection, mot: Toppmarke, fel: &mut Fel) -> Result<(), StoreError> {
    let nr = mot.nr();
    let mut fraga = conn.prepare_cached("SELECT hash FROM kedja WHERE nr = ?1")?;
    let mut rader = fraga.query([nr])?;
    match rader.next()?.map(|rad| bytes(rad, 0)).transpose()? {
        None => fel.lagg(Kedjefel::ToppBorta { nr }),
        Some(hash) if hash.is_some_and(|hash| mot.ar(&hash)) => {}
        Some(_) => fel.lagg(Kedjefel::ToppAnnan { nr }),
    }
    Ok(())
}

/// The triggers of a file, by name: the table and the words. No file has more than the program gives it, but for those
/// that somebody puts on a view or a table of their own.
fn triggrar(conn: &Connection) -> rusqlite::Result<BTreeMap<String, (String, String)>> {
    let mut fraga =
        conn.prepare("SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger'")?;
    fraga
        .query_map([], |rad| Ok((rad.get(0)?, (rad.get(1)?, rad.get(2)?))))?
        .collect()
}

/// Whether what keeps the file from changing its log is there, in the words of this program.
fn vakter(conn: &Connection, fel: &mut Fel) -> Result<(), StoreError> {
    let mut minne = Connection::open_in_memory()?;
    oppna::bara_vi(&minne)?;
    let version = |minne: &Connection| -> Result<i64, StoreError> {
        Ok(minne.query_row("PRAGMA user_version", [], |rad| rad.get(0))?)
    };
    schema::migrera(&mut minne, version, |_| Ok(()), |_| Ok(()))?;
    let (ska, ar) = (triggrar(&minne)?, triggrar(conn)?);
    for (namn, hur) in &ska {
        if ar.get(namn) != Some(hur) {
            fel.lagg(Kedjefel::Vakt { namn: namn.clone() });
        }
    }
    for (namn, (tabell, _)) in &ar {
        let egen = ska.contains_key(namn) || !ska.values().any(|(annan, _)| annan == tabell);
        if !egen {
            fel.lagg(Kedjefel::Vakt { namn: namn.clone() });
        }
    }
    Ok(())
}

/// Stretches of links that the protocols of gallring name, each after the links that it names.
fn gallrade(conn: &Connection) -> Result<Vec<(i64, i64)>, StoreError> {
    let mut fraga = conn.prepare(
        "SELECT g.lankar, k.nr FROM gallring g JOIN kedja k ON k.tabell = 'gallring' AND k.seq = g.seq",
    )?;
    let mut rader = fraga.query([])?;
    let mut alla = Vec::new();
    while let Some(rad) = rader.next()? {
        let (ValueRef::Text(lankar), nr) = (rad.get_ref(0)?, rad.get::<_, i64>(1)?) else {
            continue;
        };
        for strecka in std::str::from_utf8(lankar).unwrap_or_default().split(',') {
            let (fran, till) = strecka.split_once('-').unwrap_or((strecka, strecka));
            if let (Ok(fran), Ok(till)) = (fran.parse(), till.parse::<i64>())
                && till < nr
            {
                alla.push((fran, till));
            }
        }
    }
    alla.sort_unstable();
    Ok(alla)
}

/// A column of exactly so many bytes.
fn bytes<const N: usize>(rad: &Row<'_>, kolumn: usize) -> rusqlite::Result<Option<[u8; N]>> {
    Ok(match rad.get_ref(kolumn)? {
        ValueRef::Blob(bytes) => bytes.try_into().ok(),
        _ => None,
    })
}

fn tal(rad: &Row<'_>, kolumn: usize) -> rusqlite::Result<Option<i64>> {
    Ok(match rad.get_ref(kolumn)? {
        ValueRef::Integer(tal) => Some(tal),
        _ => None,
    })
}

/// A link as it stands.
struct Lank {
    nr: i64,
    /// Which log, where it is one.
    logg: Option<usize>,
    seq: i64,
    salt: Option<[u8; 16]>,
    varde: Option<Hash>,
    hash: Option<Hash>,
}

impl Lank {
    fn las(rad: &Row<'_>) -> rusqlite::Result<Self> {
        let tabell = match rad.get_ref(1)? {
            ValueRef::Text(tabell) => LOGGAR
                .iter()
                .position(|logg| logg.tabell.as_bytes() == tabell),
            _ => None,
        };
        Ok(Self {
            nr: rad.get(0)?,
            logg: tabell,
            seq: tal(rad, 2)?.unwrap_or(0),
            salt: bytes(rad, 3)?,
            varde: bytes(rad, 4)?,
            hash: bytes(rad, 5)?,
        })
    }
}

/// How the row of a link bears out its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bild {
    Samma,
    Annan,
    /// It cannot be told: the salt is gone, and no protocol names the link.
    Saltlos,
}

/// What is known of the link before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Forra {
    /// Its hash is what it was.
    Hel,
    /// Something is wrong there or missing; its hash may be what it was.
    Oviss,
    /// Its hash says nothing about this one.
    Okand,
}

/// A link whose hash and row do not agree. Which of them is wrong is seen from the next link.
struct Misstanke {
    nr: i64,
    /// The hash that it should have, by its row.
    borde: Hash,
    tabell: &'static str,
    seq: i64,
}

impl Misstanke {
    fn raden(&self) -> Kedjefel {
        Kedjefel::Andrad {
            tabell: self.tabell.to_owned(),
            seq: self.seq,
        }
    }
}

/// A walk along the chain.
struct Gang<'c> {
    conn: &'c Connection,
    listade: Vec<(i64, i64)>,
    nr: i64,
    /// The hash of the link before, and of the one before that.
    hash: [Hash; 2],
    forra: Forra,
    misstanke: Option<Misstanke>,
    /// How much lower the numbers are than they were.
    flytt: i64,
    flyttar: u8,
    /// The last row of each log whose link is what it was.
    sist: [i64; LOGGAR.len()],
    lankar: u64,
    gallrade: u64,
}

impl<'c> Gang<'c> {
    fn ny(conn: &'c Connection) -> Result<Self, StoreError> {
        Ok(Self {
            conn,
            listade: gallrade(conn)?,
            nr: 0,
            hash: [[0; 32]; 2],
            forra: Forra::Hel,
            misstanke: None,
            flytt: 0,
            flyttar: 0,
            sist: [0; LOGGAR.len()],
            lankar: 0,
            gallrade: 0,
        })
    }

    fn ga(&mut self, fel: &mut Fel, framsteg: &Framsteg) -> Result<(), StoreError> {
        let mut fraga = self
            .conn
            .prepare("SELECT nr, tabell, seq, salt, varde, hash FROM kedja ORDER BY nr")?;
        let mut rader = fraga.query([])?;
        while let Some(rad) = rader.next()? {
            self.lankar += 1;
            framsteg.steg(1);
            let lank = Lank::las(rad)?;
            if self.i_nummerfoljd(lank.nr, fel) {
                self.prova(&lank, fel)?;
            }
        }
        if let Some(misstanke) = self.misstanke.take() {
            fel.lagg(misstanke.raden());
        }
        Ok(())
    }

    /// Whether the number follows; numbers that are missing before it are faults.
    fn i_nummerfoljd(&mut self, nr: i64, fel: &mut Fel) -> bool {
        if nr <= self.nr {
            fel.lagg(Kedjefel::Lank { nr });
            return false;
        }
        for saknad in (self.nr + 1..nr).take(NAMNGES) {
            fel.lagg(Kedjefel::Lank { nr: saknad });
            self.forra = Forra::Okand;
        }
        true
    }

    /// The next link is this one.
    fn vidare(&mut self, nr: i64, hash: Option<Hash>, forra: Forra) {
        self.nr = nr;
        self.hash = [hash.unwrap_or([0; 32]), self.hash[0]];
        self.forra = forra;
    }

    /// Names the link before where it is under suspicion: its hash, or else its row.
    fn namnge(&mut self, hashen: bool, fel: &mut Fel) {
        if let Some(misstanke) = self.misstanke.take() {
            fel.lagg(if hashen {
                Kedjefel::Lank { nr: misstanke.nr }
            } else {
                misstanke.raden()
            });
        }
    }

    fn prova(&mut self, lank: &Lank, fel: &mut Fel) -> Result<(), StoreError> {
        let nr = lank.nr;
        let (Some(plats), Some(varde_nu), Some(hash)) = (lank.logg, lank.varde, lank.hash) else {
            self.namnge(false, fel);
            fel.lagg(Kedjefel::Lank { nr });
            self.vidare(nr, lank.hash, Forra::Oviss);
            return Ok(());
        };
        let (logg, conn) = (&LOGGAR[plats], self.conn);
        let (tabell, seq) = (logg.tabell, lank.seq);
        let mut fraga = conn.prepare_cached(logg.en)?;
        let mut rader = fraga.query([seq])?;
        let Some(rad) = rader.next()? else {
            self.namnge(false, fel);
            fel.lagg(Kedjefel::Borta {
                tabell: tabell.to_owned(),
                seq,
            });
            self.vidare(nr, Some(hash), Forra::Oviss);
            return Ok(());
        };
        let borde_varde = match lank.salt {
            Some(salt) => Some(varde(conn, logg, rad, &salt)?),
            None => None,
        };
        let bild = self.bild(lank, borde_varde, tagen(logg, rad)?);
        let med = |forra: &Hash, flytt: i64, varde: &Hash| {
            super::lank(forra, nr.saturating_add(flytt), logg, rad, varde)
        };
        let borde = med(&self.hash[0], self.flytt, &varde_nu)?;
        let foljer = borde == hash || self.foljer_anda(lank, &med, fel)?;
        let i_ordning = seq == self.sist[plats] + 1;
        if foljer {
            self.namnge(false, fel);
            self.sist[plats] = seq;
            match bild {
                Bild::Samma => {}
                Bild::Annan => fel.lagg(Kedjefel::Andrad {
                    tabell: tabell.to_owned(),
                    seq,
                }),
                Bild::Saltlos => fel.lagg(Kedjefel::Borta {
                    tabell: tabell.to_owned(),
                    seq,
                }),
            }
            self.vidare(nr, Some(hash), Forra::Hel);
            return Ok(());
        }
        self.namnge(false, fel);
        if let Some(varde) = borde_varde
            && bild == Bild::Annan
            && med(&self.hash[0], self.flytt, &varde)? == hash
        {
            // Only what stands in the link as its value is wrong.
            fel.lagg(Kedjefel::Lank { nr });
            self.sist[plats] = seq;
            self.vidare(nr, Some(hash), Forra::Hel);
        } else if bild == Bild::Samma && self.forra == Forra::Okand {
            // It cannot be told whether it follows; that something is missing before it has been said.
            self.sist[plats] = seq;
            self.vidare(nr, Some(hash), Forra::Oviss);
        } else if !i_ordning {
            fel.lagg(Kedjefel::Lank { nr });
            self.vidare(nr, Some(hash), Forra::Okand);
        } else {
            self.sist[plats] = seq;
            self.misstanke = Some(Misstanke {
                nr,
                borde,
                tabell,
                seq,
            });
            self.vidare(nr, Some(hash), Forra::Oviss);
        }
        Ok(())
    }

    fn bild(&mut self, lank: &Lank, borde: Option<Hash>, tagen: bool) -> Bild {
        match borde {
            Some(borde) if Some(borde) == lank.varde => Bild::Samma,
            Some(_) => Bild::Annan,
            None if !self.star_i_protokoll(lank.nr) => Bild::Saltlos,
            None if tagen => {
                self.gallrade += 1;
                Bild::Samma
            }
            None => Bild::Annan,
        }
    }

    /// Whether a protocol of gallring names the link.
    fn star_i_protokoll(&self, nr: i64) -> bool {
        let efter = self.listade.partition_point(|(fran, _)| *fran <= nr);
        // Protocols do not name a link twice, so the stretch that begins last before it is the one.
        efter
            .checked_sub(1)
            .is_some_and(|plats| self.listade[plats].1 >= nr)
    }

    /// Whether the link follows all the same: on the hash that the one before should have, on the one before that, or with
    /// the number that it had. What is wrong instead is named.
    fn foljer_anda(
        &mut self,
        lank: &Lank,
        med: &dyn Fn(&Hash, i64, &Hash) -> rusqlite::Result<Hash>,
        fel: &mut Fel,
    ) -> Result<bool, StoreError> {
        let (Some(varde), hash) = (lank.varde, lank.hash) else {
            return Ok(false);
        };
        let blir = |forra: &Hash, flytt| med(forra, flytt, &varde).map(Some);
        if let Some(misstanke) = &self.misstanke
            && blir(&misstanke.borde, self.flytt)? == hash
        {
            self.namnge(true, fel);
            return Ok(true);
        }
        if self.forra == Forra::Hel {
            return Ok(false);
        }
        if blir(&self.hash[1], self.flytt)? == hash {
            self.namnge(true, fel);
            return Ok(true);
        }
        if self.flyttar < FLYTTAR {
            self.flyttar += 1;
            // The number before the gap first: one link may only have got a higher number.
            let lucka = self.nr + 1 - lank.nr;
            let nara = (1..=FLYTT).flat_map(|steg| [steg, -steg]);
            for steg in std::iter::once(lucka).chain(nara).filter(|steg| *steg != 0) {
                if blir(&self.hash[0], self.flytt + steg)? == hash {
                    self.flytt += steg;
                    self.namnge(false, fel);
                    fel.lagg(Kedjefel::Lank { nr: lank.nr });
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}

/// Whether a row has nothing left of what gallring takes.
fn tagen(logg: &Logg, rad: &Row<'_>) -> rusqlite::Result<bool> {
    for kolumn in logg.kvar + 1..rad.as_ref().column_count() {
        if rad.get_ref(kolumn)? != ValueRef::Null {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Rows of a log without a link, and numbers that neither the log nor the chain has. The last rows may wait for the next
/// save where another program has written them: those say through which view. Gives how many do.
fn olankade(conn: &Connection, logg: &Logg, fel: &mut Fel) -> Result<u64, StoreError> {
    let mut lankfraga = conn.prepare("SELECT seq FROM kedja WHERE tabell = ?1 ORDER BY seq")?;
    let mut lankar = lankfraga.query([logg.tabell])?;
    let mut radfraga = conn.prepare(logg.alla)?;
    let mut rader = radfraga.query([])?;
    let mut lank = nasta(&mut lankar)?;
    let (mut ska_komma, mut vantar) = (1, 0);
    while let Some(rad) = rader.next()? {
        let seq: i64 = rad.get(0)?;
        while let Some(utan_rad) = lank.filter(|lank| *lank < seq) {
            // That its row is gone has been said already.
            ska_komma += i64::from(utan_rad == ska_komma);
            lank = nasta(&mut lankar)?;
        }
        for borta in (ska_komma..seq).take(NAMNGES) {
            fel.lagg(Kedjefel::Borta {
                tabell: logg.tabell.to_owned(),
                seq: borta,
            });
        }
        ska_komma = seq.saturating_add(1);
        if lank == Some(seq) {
            lank = nasta(&mut lankar)?;
        } else if lank.is_none() && genom_vy(rad)? {
            vantar += 1;
        } else {
            fel.lagg(Kedjefel::Okedjad {
                tabell: logg.tabell.to_owned(),
                seq,
            });
        }
    }
    Ok(vantar)
}

fn nasta(rader: &mut Rows<'_>) -> rusqlite::Result<Option<i64>> {
    rader.next()?.map_or(Ok(None), |rad| tal(rad, 0))
}

/// Whether another program has written the row: its desk is the name of a view.
fn genom_vy(rad: &Row<'_>) -> rusqlite::Result<bool> {
    Ok(matches!(rad.get_ref(1)?, ValueRef::Text(desk) if desk.starts_with(b"v1_")))
}
