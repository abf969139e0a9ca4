//! The minimal program that gives places: the same plain statements as the real one needs in any case, and nothing else. A
//! place where one is free, else a ticket last in line and the counts that its rank is told from; and one line of a
//! journal. All in one transaction that is on the disk when it has been answered.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior, params};

const TABELLER: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE plats(nr INTEGER PRIMARY KEY, av TEXT) STRICT;
    CREATE INDEX plats_ledig ON plats(nr) WHERE av IS NULL;
    CREATE TABLE lapp(id TEXT PRIMARY KEY, kod TEXT NOT NULL UNIQUE, insats TEXT NOT NULL, ordning INTEGER NOT NULL,
      status TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX lapp_i_ko ON lapp(insats, ordning, id) WHERE status = 'i_ko';
    CREATE TABLE antal(niva INTEGER NOT NULL, insats TEXT NOT NULL, block INTEGER NOT NULL, antal INTEGER NOT NULL,
      PRIMARY KEY (niva, insats, block)) STRICT, WITHOUT ROWID;
    CREATE TABLE journal(seq INTEGER PRIMARY KEY, tid TEXT NOT NULL, anvandare TEXT NOT NULL, slag TEXT NOT NULL,
      objekt TEXT NOT NULL) STRICT;";

/// An open file of that program.
pub struct Minsta {
    conn: Connection,
    nummer: i64,
}

impl Minsta {
    /// Makes a file with so many who wait and so many free places.
    pub fn ny(fil: &Path, vantar: i64, lediga: i64) -> Self {
        let conn = Connection::open(fil).unwrap();
        conn.execute_batch(TABELLER).unwrap();
        let mut detta = Self { conn, nummer: 0 };
        let tx = detta.conn.transaction().unwrap();
        tx.execute_batch(&format!(
            "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < {lediga})
             INSERT INTO plats SELECT n, NULL FROM t WHERE n <= {lediga};
             WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < {vantar})
             INSERT INTO lapp SELECT lower(hex(randomblob(16))), printf('%08x', n), '1.1', n, 'i_ko' FROM t
               WHERE n <= {vantar};
             INSERT INTO antal SELECT column1, insats, ordning >> column1, count(*)
               FROM lapp CROSS JOIN (VALUES (6), (12), (18)) GROUP BY 1, 2, 3;"
        ))
        .unwrap();
        tx.commit().unwrap();
        detta.nummer = vantar;
        detta
    }

    /// One act. Says whether there was a place.
    pub fn gor(&mut self) -> bool {
        self.nummer += 1;
        let (id, nummer) = (format!("{:032x}", self.nummer * 0x9e37_79b9), self.nummer);
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .unwrap();
        let kor = |sql: &str, varden: &[&dyn rusqlite::ToSql]| {
            tx.prepare_cached(sql).unwrap().execute(varden).unwrap()
        };
        let ledig: Option<i64> = tx
            .prepare_cached("SELECT min(nr) FROM plats WHERE av IS NULL")
            .unwrap()
            .query_row([], |rad| rad.get(0))
            .unwrap();
        if let Some(ledig) = ledig {
            kor("UPDATE plats SET av = ?2 WHERE nr = ?1", params![ledig, id]);
        } else {
            kor(
                "INSERT INTO lapp(id, kod, insats, ordning, status) VALUES (?1, ?2, '1.1', ?3, 'i_ko')",
                params![id, format!("{nummer:08x}"), nummer],
            );
            for niva in [6, 12, 18] {
                kor(
                    "INSERT INTO antal(niva, insats, block, antal) VALUES (?1, '1.1', ?2 >> ?1, 1)
                     ON CONFLICT (niva, insats, block) DO UPDATE SET antal = antal + 1",
                    params![niva, nummer],
                );
            }
        }
        kor(
            "INSERT INTO journal(tid, anvandare, slag, objekt) VALUES ('2026-11-25T10:00:00.000Z', 'reception1', ?1, ?2)",
            params![if ledig.is_some() { "plats" } else { "lapp" }, id],
        );
        tx.commit().unwrap();
        ledig.is_some()
    }
}
