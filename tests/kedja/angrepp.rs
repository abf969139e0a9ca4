//! A thousand manipulations by somebody who can write everything in the file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use troskel::store::logg::{Kedjefel, Toppmarke};
use troskel::store::sqlite::oppna;

use super::gemensamt::{PROV, mapp};
use super::{LOGGAR, hel_fil, kontrollera, langd, lankar, ratt_in, topp};

/// The triggers by name.
pub fn vakter(conn: &Connection) -> BTreeMap<String, String> {
    let mut fraga = conn
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap();
    let alla = fraga
        .query_map([], |rad| Ok((rad.get(0)?, rad.get(1)?)))
        .unwrap();
    alla.map(Result::unwrap).collect()
}

/// xorshift64, so that a run that fails can be made again.
struct Slump(u64);

impl Slump {
    fn tal(&mut self, under: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % under as u64).unwrap()
    }

    fn av<'a, T>(&mut self, lista: &'a [T]) -> &'a T {
        &lista[self.tal(lista.len())]
    }
}

/// What a row of a log or a link is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Namn {
    Rad(String, i64),
    Lank(i64),
}

/// What was done: at least one of these must be named, and no more of others than `grannar`; of many changes only the first
/// are named.
struct Gjort {
    hur: String,
    mal: BTreeSet<Namn>,
    grannar: usize,
}

const KOLUMNER: [(&str, &[&str]); 5] = [
    (
        "handelse",
        &[
            "tid",
            "anvandare",
            "desk",
            "enhet",
            "op_id",
            "slag",
            "objekt",
        ],
    ),
    (
        "akthandelse",
        &[
            "tid",
            "anvandare",
            "desk",
            "enhet",
            "op_id",
            "slag",
            "arende",
            "objekt",
        ],
    ),
    (
        "kohandelse",
        &[
            "tid",
            "anvandare",
            "desk",
            "enhet",
            "op_id",
            "slag",
            "kopost_id",
            "insats_nr",
            "ver",
            "orsak",
            "om",
            "fore",
            "plats",
            "angrar",
        ],
    ),
    (
        "atkomst",
        &[
            "tid",
            "anvandare",
            "desk",
            "enhet",
            "op_id",
            "slag",
            "objekt",
            "om",
        ],
    ),
    (
        "gallring",
        &[
            "tid",
            "anvandare",
            "desk",
            "enhet",
            "op_id",
            "antal",
            "grunder",
            "bevarade",
            "lankar",
        ],
    ),
];

/// What rows of the logs speak of: the log, which of its rows, and a change of what never changes. `?1` is the row.
const INNEHALL: [(&str, &str, &str); 19] = [
    (
        "akthandelse",
        "slag = 'signerad'",
        "UPDATE anteckning SET text = text || ' Inte.' WHERE id = :objekt",
    ),
    (
        "akthandelse",
        "slag = 'signerad'",
        "UPDATE anteckning SET skriven = '2020-01-01T00:00:00.000Z' WHERE id = :objekt",
    ),
    (
        "akthandelse",
        "slag = 'signerad'",
        "UPDATE anteckning SET klockslag = '23:59' WHERE id = :objekt",
    ),
    (
        "akthandelse",
        "slag = 'signerad'",
        "UPDATE anteckning SET arende = 'x' WHERE id = :objekt",
    ),
    (
        "akthandelse",
        "slag = 'signerad'",
        "DELETE FROM anteckning WHERE id = :objekt",
    ),
    (
        "akthandelse",
        "slag = 'plan'",
        "UPDATE insatsplan SET mal = 'Annat' WHERE arende = :arende",
    ),
    (
        "akthandelse",
        "slag = 'plan'",
        "UPDATE insatsplan SET gjord_med = 'foretradare' WHERE arende = :arende",
    ),
    (
        "akthandelse",
        "slag = 'uppfoljd'",
        "UPDATE uppfoljning SET text = 'Dåligt.' WHERE id = :objekt",
    ),
    (
        "akthandelse",
        "slag = 'uppfoljd'",
        "UPDATE malutfall SET utfall = 'samre' WHERE arende = :arende",
    ),
    (
        "akthandelse",
        "slag = 'uppfoljd'",
        "DELETE FROM malutfall WHERE arende = :arende",
    ),
    (
        "akthandelse",
        "slag = 'uppfoljd'",
        "INSERT INTO malutfall SELECT arende, uppfoljning, nr + 1, mal, utfall FROM malutfall WHERE arende = :arende",
    ),
    (
        "akthandelse",
        "slag = 'samtycke'",
        "UPDATE delningssamtycke SET vad = 'Allt' WHERE arende = :arende AND mottagare = 'Skolan'",
    ),
    (
        "akthandelse",
        "slag = 'samtycke_aterkallat'",
        "UPDATE delningssamtycke SET aterkallat = NULL, aterkallat_av = NULL WHERE id = :objekt",
    ),
    (
        "akthandelse",
        "slag = 'oppnad'",
        "UPDATE arendeperson SET namn = 'Övning Någon' WHERE arende = :arende",
    ),
    (
        "akthandelse",
        "slag = 'oppnad'",
        "UPDATE arende SET samtycke = 'skriftligt' WHERE id = :arende",
    ),
    (
        "akthandelse",
        "slag = 'avslutad'",
        "UPDATE arende SET avslutsorsak = 'flyttat' WHERE id = :arende",
    ),
    (
        "akthandelse",
        "slag = 'bro_oppnad'",
        "UPDATE bro SET med = 'journal' WHERE id = :objekt",
    ),
    (
        "handelse",
        "slag = 'overlamnad'",
        "UPDATE overlamning SET dok_satt = 'skriftligt' WHERE id = :objekt",
    ),
    (
        "kohandelse",
        "slag = 'ateroppnad'",
        "UPDATE komening SET text = 'En helt annan mening.' WHERE seq = ?1",
    ),
];

/// The rows of a log that fit.
fn rader(conn: &Connection, tabell: &str, villkor: &str) -> Vec<i64> {
    let mut fraga = conn
        .prepare(&format!(
            "SELECT seq FROM {tabell} WHERE {villkor} ORDER BY seq"
        ))
        .unwrap();
    let alla = fraga.query_map([], |rad| rad.get(0)).unwrap();
    alla.map(Result::unwrap).collect()
}

/// The whole file for the one who attacks it.
struct Angrepp<'a> {
    conn: &'a Connection,
    lankar: &'a BTreeMap<i64, (String, i64)>,
    slump: &'a mut Slump,
}

impl Angrepp<'_> {
    fn sista(&self) -> i64 {
        *self.lankar.keys().last().unwrap()
    }

    fn nagon_lank(&mut self, under: i64) -> i64 {
        i64::try_from(self.slump.tal(usize::try_from(under).unwrap())).unwrap() + 1
    }

    fn nagon_logg(&mut self) -> &'static str {
        LOGGAR[self.slump.tal(LOGGAR.len())]
    }

    /// A link, by its number and by its row.
    fn lanken(&self, nr: i64) -> BTreeSet<Namn> {
        let mut namn = BTreeSet::from([Namn::Lank(nr)]);
        if let Some((tabell, seq)) = self.lankar.get(&nr) {
            namn.insert(Namn::Rad(tabell.clone(), *seq));
        }
        namn
    }

    fn raden(&self, tabell: &str, seq: i64) -> BTreeSet<Namn> {
        let nr = self
            .lankar
            .iter()
            .find(|(_, (t, s))| t == tabell && *s == seq);
        let mut namn = nr.map_or_else(BTreeSet::new, |(nr, _)| self.lanken(*nr));
        namn.insert(Namn::Rad(tabell.to_owned(), seq));
        namn
    }

    /// Numbers from one on are moved, in an order in which none meets another.
    fn flytta(&self, tabell: &str, kolumn: &str, fran: i64, steg: i64, villkor: &str) {
        for led in [1_000_000, steg - 1_000_000] {
            let grans = if led > 0 { fran } else { fran + 1_000_000 };
            self.conn
                .execute(&format!("UPDATE {tabell} SET {kolumn} = {kolumn} + ?1 WHERE {kolumn} >= ?2 AND {villkor}"), [led, grans])
                .unwrap();
        }
    }

    /// Does one thing; nothing where it would change nothing, or cannot be written.
    fn gor(&mut self, slag: usize) -> Option<Gjort> {
        let conn = self.conn;
        let (hur, mal, grannar) = match slag {
            0 => {
                let (tabell, kolumner) = *self.slump.av(&KOLUMNER);
                let seq = *self.slump.av(&rader(conn, tabell, "true"));
                let kolumn = *self.slump.av(kolumner);
                let nu: Value = conn
                    .query_row(
                        &format!("SELECT {kolumn} FROM {tabell} WHERE seq = ?1"),
                        [seq],
                        |rad| rad.get(0),
                    )
                    .unwrap();
                let nytt = match (nu, kolumn) {
                    (Value::Integer(tal), _) => {
                        Value::Integer(tal + 1 + i64::try_from(self.slump.tal(3)).unwrap())
                    }
                    (Value::Null, "ver" | "plats" | "angrar") => Value::Integer(1),
                    (Value::Text(text), _) => match self.slump.tal(4) {
                        0 => Value::Text(format!("{text} ")),
                        1 => Value::Text(text[..text.len().saturating_sub(1)].to_owned()),
                        2 => Value::Text(String::new()),
                        _ => Value::Null,
                    },
                    _ => Value::Text("a".repeat(32)),
                };
                let antal = conn.execute(
                    &format!(
                        "UPDATE {tabell} SET {kolumn} = ?2 WHERE seq = ?1 AND {kolumn} IS NOT ?2"
                    ),
                    params![seq, nytt],
                );
                if antal != Ok(1) {
                    return None;
                }
                (
                    format!("{tabell}.{kolumn} {seq} = {nytt:?}"),
                    self.raden(tabell, seq),
                    0,
                )
            }
            1 => {
                let tabell = self.nagon_logg();
                let seq = *self.slump.av(&rader(conn, tabell, "true"));
                conn.execute(&format!("DELETE FROM {tabell} WHERE seq = ?1"), [seq])
                    .unwrap();
                (format!("{tabell} {seq} bort"), self.raden(tabell, seq), 0)
            }
            2 => {
                let tabell = self.nagon_logg();
                let alla = rader(conn, tabell, "true");
                let (a, b) = (*self.slump.av(&alla), *self.slump.av(&alla));
                if a == b {
                    return None;
                }
                for (fran, till) in [(a, -1), (b, a), (-1, b)] {
                    conn.execute(
                        &format!("UPDATE {tabell} SET seq = ?2 WHERE seq = ?1"),
                        [fran, till],
                    )
                    .unwrap();
                }
                let mal = &self.raden(tabell, a) | &self.raden(tabell, b);
                (format!("{tabell} {a} och {b} byter plats"), mal, 0)
            }
            3 => {
                let tabell = ["handelse", "akthandelse", "atkomst", "gallring"][self.slump.tal(4)];
                let seq = *self.slump.av(&rader(conn, tabell, "true"));
                self.flytta(tabell, "seq", seq, 1, "true");
                let kolumner = KOLUMNER
                    .iter()
                    .find(|(t, _)| *t == tabell)
                    .unwrap()
                    .1
                    .join(", ");
                conn.execute(
                    &format!("INSERT INTO {tabell}(seq, {kolumner}) SELECT ?1, {kolumner} FROM {tabell} WHERE seq = ?1 + 1"),
                    [seq],
                )
                .unwrap();
                conn.execute(
                    &format!("UPDATE {tabell} SET anvandare = 'annan' WHERE seq = ?1"),
                    [seq],
                )
                .unwrap();
                (
                    format!("{tabell} {seq} inskjuten"),
                    self.raden(tabell, seq),
                    usize::MAX,
                )
            }
            4 => {
                let sista = self.sista();
                let (a, b) = (self.nagon_lank(sista), self.nagon_lank(sista));
                if a == b {
                    return None;
                }
                for (fran, till) in [(a, -1), (b, a), (-1, b)] {
                    conn.execute("UPDATE kedja SET nr = ?2 WHERE nr = ?1", [fran, till])
                        .unwrap();
                }
                (
                    format!("länk {a} och {b} byter plats"),
                    &self.lanken(a) | &self.lanken(b),
                    2,
                )
            }
            5 | 6 => {
                let nr = self.nagon_lank(self.sista());
                conn.execute("DELETE FROM kedja WHERE nr = ?1", [nr])
                    .unwrap();
                if slag == 6 {
                    self.flytta("kedja", "nr", nr, -1, "true");
                }
                (
                    format!("länk {nr} bort, {slag}"),
                    self.lanken(nr),
                    if slag == 6 { 2 } else { 0 },
                )
            }
            7 => {
                let antal = 2 + i64::try_from(self.slump.tal(8)).unwrap();
                let nr = self.nagon_lank(self.sista() - antal);
                conn.execute(
                    "DELETE FROM kedja WHERE nr >= ?1 AND nr < ?2",
                    [nr, nr + antal],
                )
                .unwrap();
                self.flytta("kedja", "nr", nr, -antal, "true");
                (
                    format!("länk {nr} och {antal} till bort"),
                    self.lanken(nr),
                    usize::try_from(antal).unwrap() + 2,
                )
            }
            8 => {
                let nr = self.nagon_lank(self.sista());
                let kolumn =
                    ["tabell", "seq", "salt", "varde", "hash", "varde", "hash"][self.slump.tal(7)];
                let nytt = match kolumn {
                    "tabell" => "'atkomst'".to_owned(),
                    "seq" => format!("seq + {}", 1 + self.slump.tal(400)),
                    "salt" => "randomblob(16)".to_owned(),
                    _ => "randomblob(32)".to_owned(),
                };
                let antal = conn.execute(
                    &format!(
                        "UPDATE kedja SET {kolumn} = {nytt} WHERE nr = ?1 AND {kolumn} <> {nytt}"
                    ),
                    [nr],
                );
                if antal != Ok(1) {
                    return None;
                }
                (format!("länk {nr}: {kolumn}"), self.lanken(nr), 1)
            }
            9 => {
                let nr = self.nagon_lank(self.sista());
                conn.execute("UPDATE kedja SET salt = NULL WHERE nr = ?1", [nr])
                    .unwrap();
                (format!("länk {nr} utan salt"), self.lanken(nr), 0)
            }
            10..=12 => {
                let (tabell, villkor, sql) = *self.slump.av(&INNEHALL);
                let seq = *self.slump.av(&rader(conn, tabell, villkor));
                let sql = sql
                    .replace(
                        ":objekt",
                        &format!("(SELECT objekt FROM {tabell} WHERE seq = ?1)"),
                    )
                    .replace(
                        ":arende",
                        &format!("(SELECT arende FROM {tabell} WHERE seq = ?1)"),
                    );
                let antal = conn.execute(&sql, [seq]).unwrap();
                assert!(antal > 0, "{sql}");
                (sql, self.raden(tabell, seq), 0)
            }
            13 => {
                let nr = self.nagon_lank(self.sista() - 1);
                let (tabell, seq) = self.lankar[&nr].clone();
                conn.execute("DELETE FROM kedja WHERE nr = ?1", [nr])
                    .unwrap();
                conn.execute(&format!("DELETE FROM {tabell} WHERE seq = ?1"), [seq])
                    .unwrap();
                self.flytta("kedja", "nr", nr, -1, "true");
                (
                    format!("{tabell} {seq} med länk {nr} bort"),
                    &self.lanken(nr) | &self.lanken(nr + 1),
                    2,
                )
            }
            14 => {
                // The same, with every number made good again: where it was is still named.
                let nr = self.nagon_lank(self.sista() - 1);
                let (tabell, seq) = self.lankar[&nr].clone();
                conn.execute("DELETE FROM kedja WHERE nr = ?1", [nr])
                    .unwrap();
                conn.execute(&format!("DELETE FROM {tabell} WHERE seq = ?1"), [seq])
                    .unwrap();
                self.flytta("kedja", "nr", nr, -1, "true");
                self.flytta("kedja", "seq", seq, -1, &format!("tabell = '{tabell}'"));
                self.flytta(&tabell, "seq", seq, -1, "true");
                let mal = &self.lanken(nr) | &self.lanken(nr + 1);
                (
                    format!("{tabell} {seq} med länk {nr} bort, omnumrerat"),
                    mal,
                    usize::MAX,
                )
            }
            15 => {
                let nr = self.nagon_lank(self.sista());
                let (tabell, seq) = self.lankar[&nr].clone();
                self.flytta("kedja", "nr", nr, 1, "true");
                conn.execute(
                    "INSERT INTO kedja VALUES (?1, ?2, ?3, randomblob(16), randomblob(32), randomblob(32))",
                    params![nr, tabell, seq + 5_000],
                )
                .unwrap();
                let mut mal = &self.lanken(nr) | &self.lanken(nr + 1);
                mal.insert(Namn::Rad(tabell.clone(), seq + 5_000));
                (format!("länk {nr} inskjuten"), mal, 2)
            }
            16 => {
                // A protocol that nobody has chained, or that says more than it said.
                let nr = self.nagon_lank(self.sista() - 2);
                conn.execute("UPDATE kedja SET salt = NULL WHERE nr = ?1", [nr])
                    .unwrap();
                let mut mal = self.lanken(nr);
                if self.slump.tal(2) == 0 {
                    conn.execute(
                        "INSERT INTO gallring SELECT seq + 1, tid, anvandare, desk, enhet, op_id, antal, grunder, bevarade, ?1 FROM gallring
                         ORDER BY seq DESC LIMIT 1",
                        [nr.to_string()],
                    )
                    .unwrap();
                } else {
                    conn.execute(
                        "UPDATE gallring SET lankar = ?1 WHERE seq = 2",
                        [nr.to_string()],
                    )
                    .unwrap();
                    mal = self.raden("gallring", 2);
                }
                (
                    format!("länk {nr} utan salt, med ett påhittat protokoll"),
                    mal,
                    2,
                )
            }
            _ => {
                // Everything is unchained: the program does not leave its own rows so.
                conn.execute_batch("DELETE FROM kedja").unwrap();
                let mal = LOGGAR.iter().flat_map(|logg| {
                    let egna = rader(conn, logg, "desk NOT LIKE 'v1~_%' ESCAPE '~'");
                    egna.into_iter()
                        .map(|seq| Namn::Rad((*logg).to_owned(), seq))
                });
                ("kedjan tömd".to_owned(), mal.collect(), 0)
            }
        };
        Some(Gjort { hur, mal, grannar })
    }
}

const SLAG: usize = 18;

/// How many attacks; a thousand in the long form.
fn antal() -> usize {
    usize::try_from(langd::antal(400, 1_000)).unwrap()
}

/// Everything that is attacked, as it was.
fn ater(conn: &Connection) {
    let innehall = [
        "anteckning",
        "insatsplan",
        "uppfoljning",
        "malutfall",
        "delningssamtycke",
        "arendeperson",
        "arende",
        "bro",
        "overlamning",
        "komening",
        "kedja",
    ];
    let satser = LOGGAR.iter().chain(&innehall).map(|tabell| {
        format!(
            "DELETE FROM main.{tabell}; INSERT INTO main.{tabell} SELECT * FROM orord.{tabell};"
        )
    });
    let satser: String = satser.collect();
    conn.execute_batch(&format!("BEGIN; {satser} COMMIT"))
        .unwrap();
}

#[test]
fn lofte_08_varje_ingrepp_hittas_och_raden_namns() {
    // Two at a time: each has a file of its own, and all the attacks there are.
    let forsta = mapp();
    hel_fil(&forsta.1);
    drop(ratt_in(&forsta.1));
    let delar: Vec<[usize; SLAG]> = std::thread::scope(|alla| {
        let fran = &forsta.1;
        let delar: Vec<_> = [0x7265_6c73_6b6f_7274, 0x7265_6c73_6b6f_7275]
            .map(|fro| alla.spawn(move || ingrepp(fran, fro)))
            .into_iter()
            .collect();
        delar.into_iter().map(|del| del.join().unwrap()).collect()
    });
    for slag in 0..SLAG {
        let antal: usize = delar.iter().map(|del| del[slag]).sum();
        assert!(antal > self::antal() / 100, "{delar:?}");
    }
}

/// Half of the attacks, on a copy of the file; how many of each kind there were.
fn ingrepp(fran: &Path, fro: u64) -> [usize; SLAG] {
    let (mapp, fil) = mapp();
    std::fs::copy(fran, &fil).unwrap();
    let conn = ratt_in(&fil);
    let lankar = lankar(&conn);
    let orord = mapp.path().join("orord.db");
    conn.execute("VACUUM INTO ?1", [orord.to_str()]).unwrap();
    conn.execute("ATTACH ?1 AS orord", [orord.to_str()])
        .unwrap();
    let mut store = oppna(&fil, PROV).unwrap();
    let mut slump = Slump(fro);
    let (mut gjorda, mut per_slag) = (0, [0; SLAG]);
    while gjorda < antal() / 2 {
        let slag = slump.tal(SLAG);
        let gjort = {
            let angrepp = conn.unchecked_transaction().unwrap();
            let gjort = Angrepp {
                conn: &angrepp,
                lankar: &lankar,
                slump: &mut slump,
            }
            .gor(slag);
            angrepp.commit().unwrap();
            gjort
        };
        if let Some(gjort) = gjort {
            gjorda += 1;
            per_slag[slag] += 1;
            let svar = kontrollera(&mut store, None);
            assert!(!svar.hel() && svar.antal_fel >= svar.fel.len() as u64);
            let namn: Vec<Namn> = svar
                .fel
                .iter()
                .map(|fel| match fel {
                    Kedjefel::Andrad { tabell, seq }
                    | Kedjefel::Borta { tabell, seq }
                    | Kedjefel::Okedjad { tabell, seq } => Namn::Rad(tabell.clone(), *seq),
                    Kedjefel::Lank { nr } => Namn::Lank(*nr),
                    annat => panic!("{}: {annat:?}", gjort.hur),
                })
                .collect();
            let (ratta, andra): (Vec<_>, Vec<_>) =
                namn.iter().partition(|namn| gjort.mal.contains(namn));
            assert!(
                !ratta.is_empty() && andra.len() <= gjort.grannar,
                "{}: väntade {:?}, fick {svar:?}",
                gjort.hur,
                gjort.mal
            );
        }
        ater(&conn);
    }
    assert_eq!(kontrollera(&mut store, None).fel, []);
    per_slag
}

#[test]
fn lofte_08_en_avhuggen_svans_hittas_mot_en_topp_och_bara_mot_den() {
    let (_mapp, orord) = mapp();
    hel_fil(&orord);
    let sist = topp(&mut oppna(&orord, PROV).unwrap()).unwrap();
    let alla = lankar(&Connection::open(&orord).unwrap());
    for antal in [1, 2, 5, 20, sist.nr] {
        let (_mapp, fil) = mapp();
        std::fs::copy(&orord, &fil).unwrap();
        let conn = ratt_in(&fil);
        for (nr, (tabell, seq)) in alla.range(sist.nr - antal + 1..) {
            conn.execute("DELETE FROM kedja WHERE nr = ?1", [nr])
                .unwrap();
            conn.execute(
                &format!("DELETE FROM {tabell} WHERE seq = ?1"),
                params_from_iter([seq]),
            )
            .unwrap();
        }
        let mut store = oppna(&fil, PROV).unwrap();
        assert_eq!(kontrollera(&mut store, None).fel, [], "{antal}");
        assert_eq!(
            kontrollera(&mut store, Toppmarke::las(&sist.kort())).fel,
            [Kedjefel::ToppBorta { nr: sist.nr }],
            "{antal}"
        );
    }
}
