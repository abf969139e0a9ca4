//! What stands in the file when all is over, read with plain SQL: the logs in the order of the chain, and the tables.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use rusqlite::{Connection, Row};

use super::logg::Op;

/// One row of a log.
#[derive(Clone, Debug, Default)]
pub struct Rad {
    pub tabell: &'static str,
    pub seq: i64,
    /// Number of its link; none where it is not linked.
    pub lank: Option<i64>,
    pub op: u128,
    pub slag: String,
    pub desk: String,
    pub objekt: Option<String>,
    pub arende: Option<String>,
    pub kod: Option<String>,
    pub insats: Option<String>,
    pub orsak: Option<String>,
    pub om: Option<String>,
    pub plats: Option<usize>,
    pub angrar: Option<i64>,
}

impl Rad {
    pub fn op(&self) -> Op {
        Op(self.op)
    }
}

/// An entry as its row says.
#[derive(Clone, Debug)]
pub struct Postrad {
    pub id: String,
    pub kotid: i64,
    pub status: String,
}

#[derive(Default)]
pub struct Filen {
    /// In the order of the chain.
    pub rader: Vec<Rad>,
    pub poster: HashMap<String, Postrad>,
    /// Slips in line, by insats.
    pub linjer: BTreeMap<String, Vec<String>>,
    /// Taken places: insats, number, and who has it: a slip, an id, or nobody known.
    pub platser: BTreeMap<(String, u16), Option<String>>,
    /// Slips with an open offer.
    pub erbjudna: BTreeSet<String>,
    /// Parked visits: version and desk.
    pub utkast: BTreeMap<String, (i64, String)>,
    pub overlamningar: BTreeMap<String, String>,
    /// Ärenden: number, number of notes, closed.
    pub arenden: BTreeMap<String, (String, usize, bool)>,
    /// Counted visits by insats and result; and the same as the file keeps them summed.
    pub raknade: BTreeMap<String, i64>,
    pub summor: BTreeMap<String, i64>,
    /// Remembered answers.
    pub gjorda: BTreeSet<u128>,
    /// What the engine says, and the counts that do not agree with the rows.
    pub fel: Vec<String>,
}

type Svar<T> = rusqlite::Result<T>;

fn alla<T>(conn: &Connection, sql: &str, las: impl FnMut(&Row<'_>) -> Svar<T>) -> Svar<Vec<T>> {
    let mut fraga = conn.prepare(sql)?;
    let rader = fraga.query_map([], las)?;
    rader.collect()
}

fn op(rad: &Row<'_>, kolumn: usize) -> Svar<u128> {
    let text: String = rad.get(kolumn)?;
    Ok(Op::las(&text).map_or(0, |op| op.0))
}

fn loggar(conn: &Connection) -> Svar<Vec<Rad>> {
    let mut rader = alla(
        conn,
        "SELECT seq, op_id, slag, desk, objekt FROM handelse",
        |rad| {
            Ok(Rad {
                tabell: "handelse",
                seq: rad.get(0)?,
                op: op(rad, 1)?,
                slag: rad.get(2)?,
                desk: rad.get(3)?,
                objekt: rad.get(4)?,
                ..Rad::default()
            })
        },
    )?;
    rader.extend(alla(
        conn,
        "SELECT seq, op_id, slag, desk, objekt, arende FROM akthandelse",
        |rad| {
            Ok(Rad {
                tabell: "akthandelse",
                seq: rad.get(0)?,
                op: op(rad, 1)?,
                slag: rad.get(2)?,
                desk: rad.get(3)?,
                objekt: rad.get(4)?,
                arende: rad.get(5)?,
                ..Rad::default()
            })
        },
    )?);
    rader.extend(alla(
        conn,
        "SELECT h.seq, h.op_id, h.slag, h.desk, p.kod, h.insats_nr, h.orsak, h.om, h.plats, h.angrar
         FROM kohandelse h LEFT JOIN kopost p ON p.id = h.kopost_id",
        |rad| {
            Ok(Rad {
                tabell: "kohandelse",
                seq: rad.get(0)?,
                op: op(rad, 1)?,
                slag: rad.get(2)?,
                desk: rad.get(3)?,
                kod: rad.get(4)?,
                insats: rad.get(5)?,
                orsak: rad.get(6)?,
                om: rad.get(7)?,
                plats: rad
                    .get::<_, Option<i64>>(8)?
                    .and_then(|plats| plats.try_into().ok()),
                angrar: rad.get(9)?,
                ..Rad::default()
            })
        },
    )?);
    let lankar: HashMap<(String, i64), i64> =
        alla(conn, "SELECT tabell, seq, nr FROM kedja", |rad| {
            Ok(((rad.get(0)?, rad.get(1)?), rad.get(2)?))
        })?
        .into_iter()
        .collect();
    for rad in &mut rader {
        rad.lank = lankar.get(&(rad.tabell.to_owned(), rad.seq)).copied();
    }
    // What no link tells the place of stands last.
    rader.sort_by_key(|rad| (rad.lank.unwrap_or(i64::MAX), rad.tabell, rad.seq));
    Ok(rader)
}

/// Questions whose answer is empty in a whole file; the first column says what is wrong.
const REGLER: [(&str, &str); 9] = [
    (
        "antalet i kön stämmer inte med raderna",
        "SELECT niva || ' ' || insats_nr || ' ' || block || ' ' || antal || ' ' || vilande FROM koantal
         EXCEPT SELECT column1 || ' ' || insats_nr || ' ' || (ordning >> column1) || ' ' || count(*) || ' '
           || sum(status = 'vilande')
         FROM kopost CROSS JOIN (VALUES (12), (16), (20), (24), (28), (32), (36), (40))
         WHERE status IN ('i_ko', 'vilande', 'erbjuden') GROUP BY column1, insats_nr, ordning >> column1",
    ),
    (
        "rader i kön räknas inte",
        "SELECT column1 || ' ' || insats_nr || ' ' || (ordning >> column1) || ' ' || count(*) || ' '
           || sum(status = 'vilande')
         FROM kopost CROSS JOIN (VALUES (12), (16), (20), (24), (28), (32), (36), (40))
         WHERE status IN ('i_ko', 'vilande', 'erbjuden') GROUP BY column1, insats_nr, ordning >> column1
         EXCEPT SELECT niva || ' ' || insats_nr || ' ' || block || ' ' || antal || ' ' || vilande FROM koantal",
    ),
    (
        "en som har ett öppet erbjudande är inte erbjuden",
        "SELECT kod FROM erbjudande JOIN kopost ON kopost.id = kopost_id WHERE utfall IS NULL AND status <> 'erbjuden'",
    ),
    (
        "en erbjuden har inte ett öppet erbjudande",
        "SELECT kod FROM kopost WHERE status = 'erbjuden'
           AND (SELECT count(*) FROM erbjudande WHERE kopost_id = kopost.id AND utfall IS NULL) <> 1",
    ),
    (
        "en som lovats en plats håller inte en",
        "SELECT kod FROM kopost WHERE status IN ('erbjuden', 'accepterad')
           AND (SELECT count(*) FROM plats WHERE upptagen_av = kopost.id AND till IS NULL) <> 1",
    ),
    (
        "en som inte väntar längre håller en plats utan att ha börjat",
        "SELECT kod FROM kopost JOIN plats ON upptagen_av = kopost.id AND till IS NULL
         WHERE status NOT IN ('erbjuden', 'accepterad', 'paborjad')",
    ),
    (
        "köpostens version är inte antalet händelser",
        "SELECT kod FROM kopost
         WHERE ver <> (SELECT count(*) FROM kohandelse WHERE kopost_id = kopost.id)",
    ),
    (
        "anteckningarna i en akt har inte nummer i följd",
        "SELECT arende FROM anteckning GROUP BY arende HAVING max(nr) <> count(*) OR min(nr) <> 1",
    ),
    (
        "en som hämtats eller kvitterats har fel identitet kvar",
        "SELECT o.id FROM overlamning o WHERE (o.status IN ('kvitterad', 'makulerad'))
           = EXISTS (SELECT 1 FROM overlamningsperson p WHERE p.overlamning = o.id)",
    ),
];

fn granska(conn: &Connection) -> Svar<Vec<String>> {
    let mut fel = alla(conn, "PRAGMA integrity_check", |rad| {
        rad.get::<_, String>(0)
    })?;
    fel.retain(|svar| svar != "ok");
    for rad in &mut fel {
        rad.insert_str(0, "integrity_check: ");
    }
    fel.extend(alla(conn, "PRAGMA foreign_key_check", |rad| {
        Ok(format!("foreign_key_check: {}", rad.get::<_, String>(0)?))
    })?);
    for (vad, sql) in REGLER {
        for rad in alla(conn, sql, |rad| rad.get::<_, String>(0))? {
            fel.push(format!("{vad}: {rad}"));
        }
    }
    Ok(fel)
}

/// Reads all of it.
pub fn las(fil: &Path) -> Svar<Filen> {
    let conn = Connection::open(fil)?;
    let mut linjer: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (nr, kod) in alla(
        &conn,
        "SELECT insats_nr, kod FROM v1_kolista ORDER BY insats_nr, plats",
        |rad| Ok((rad.get(0)?, rad.get(1)?)),
    )? {
        linjer.entry(nr).or_default().push(kod);
    }
    let per_cell = |sql: &str| -> Svar<BTreeMap<String, i64>> {
        Ok(alla(&conn, sql, |rad| Ok((rad.get(0)?, rad.get(1)?)))?
            .into_iter()
            .collect())
    };
    Ok(Filen {
        rader: loggar(&conn)?,
        poster: alla(
            &conn,
            "SELECT kod, id, kotid_ms, status FROM kopost",
            |rad| {
                let post = Postrad {
                    id: rad.get(1)?,
                    kotid: rad.get(2)?,
                    status: rad.get(3)?,
                };
                Ok((rad.get(0)?, post))
            },
        )?
        .into_iter()
        .collect(),
        linjer,
        platser: alla(
            &conn,
            "SELECT pott, nummer, coalesce(kod, upptagen_av) FROM plats LEFT JOIN kopost ON kopost.id = upptagen_av
             WHERE till IS NULL",
            |rad| Ok(((rad.get(0)?, rad.get(1)?), rad.get(2)?)),
        )?
        .into_iter()
        .collect(),
        erbjudna: alla(
            &conn,
            "SELECT kod FROM erbjudande JOIN kopost ON kopost.id = kopost_id WHERE utfall IS NULL",
            |rad| rad.get(0),
        )?
        .into_iter()
        .collect(),
        utkast: alla(&conn, "SELECT id, version, desk FROM utkast", |rad| {
            Ok((rad.get(0)?, (rad.get(1)?, rad.get(2)?)))
        })?
        .into_iter()
        .collect(),
        overlamningar: alla(&conn, "SELECT id, status FROM overlamning", |rad| {
            Ok((rad.get(0)?, rad.get(1)?))
        })?
        .into_iter()
        .collect(),
        arenden: alla(
            &conn,
            "SELECT id, nummer, (SELECT count(*) FROM anteckning WHERE arende = arende.id), avslutad IS NOT NULL
             FROM arende",
            |rad| Ok((rad.get(0)?, (rad.get(1)?, rad.get::<_, u32>(2)? as usize, rad.get(3)?))),
        )?
        .into_iter()
        .collect(),
        raknade: per_cell(
            "SELECT insats_nr || ' ' || resultat, count(*) FROM raknat_besok GROUP BY insats_nr, resultat",
        )?,
        summor: per_cell(
            "SELECT insats_nr || ' ' || kod, sum(antal) FROM rakning WHERE avsnitt = 'resultat' GROUP BY insats_nr, kod",
        )?,
        gjorda: alla(&conn, "SELECT op_id FROM gjord", |rad| op(rad, 0))?
            .into_iter()
            .collect(),
        fel: granska(&conn)?,
    })
}
