//! Regler, what must hold between the rows of a file, as named questions: each counts the rows that break it. The triggers
//! of the tables refuse what would; these see what has got past them, by another program or by damage.
//!
//! A rule asks only for what holds in every file that this program has written, also in one that an older version began.

use rusqlite::Connection;

use super::granska::ar_skada;
use super::skede::{Gang, Skede};
use crate::store::StoreError;

/// Regel, one question.
struct Regel {
    kod: &'static str,
    /// How many rows break it.
    sql: &'static str,
}

macro_rules! regler {
    ($($kod:literal: $sql:expr;)*) => {
        &[$(Regel { kod: $kod, sql: $sql }),*]
    };
}

/// What the counts are to be, beside what they are.
macro_rules! raknat {
    ($av:literal, $fraga:literal) => {
        concat!(
            "WITH raknat(manad, insats_nr, avsnitt, kod, antal) AS (",
            include_str!($av),
            "),\n",
            $fraga
        )
    };
}

/// Those who have a place in line.
macro_rules! i_linje {
    () => {
        "('i_ko', 'vilande', 'erbjuden')"
    };
}

/// In line, or promised a place.
macro_rules! levande {
    () => {
        "('i_ko', 'vilande', 'erbjuden', 'accepterad')"
    };
}

static REGLER: &[Regel] = regler! {
    // The counts of the queue, by stretch of time, are those of the entries: each place in line is a sum of them.
    "koantal": concat!(
        "WITH raknat AS (SELECT column1 AS niva, insats_nr, ordning >> column1 AS block, count(*) AS antal,
             sum(status = 'vilande') AS vilande
           FROM kopost CROSS JOIN (VALUES (12), (16), (20), (24), (28), (32), (36), (40))
           WHERE status IN ", i_linje!(), " GROUP BY column1, insats_nr, ordning >> column1),
         hallet AS (SELECT niva, insats_nr, block, antal, vilande FROM koantal)
         SELECT (SELECT count(*) FROM (SELECT * FROM raknat EXCEPT SELECT * FROM hallet))
           + (SELECT count(*) FROM (SELECT * FROM hallet EXCEPT SELECT * FROM raknat))"
    );
    // The counts of the statistics are those of what they count. Visits are never erased.
    "rakning_besok": raknat!(
        "../schema/6_av_besok.sql",
        "hallet AS (SELECT * FROM rakning WHERE avsnitt NOT IN ('ko', 'koavslut', 'vantan', 'arende', 'avslut'))
         SELECT (SELECT count(*) FROM (SELECT * FROM raknat EXCEPT SELECT * FROM hallet))
           + (SELECT count(*) FROM (SELECT * FROM hallet EXCEPT SELECT * FROM raknat))"
    );
    // Nor is the history of the queue. What has been undone is not counted, and may have left a nought.
    "rakning_ko": raknat!(
        "../schema/6_av_ko.sql",
        "hallet AS (SELECT * FROM rakning WHERE avsnitt IN ('ko', 'koavslut', 'vantan') AND antal > 0)
         SELECT (SELECT count(*) FROM (SELECT * FROM raknat EXCEPT SELECT * FROM hallet))
           + (SELECT count(*) FROM (SELECT * FROM hallet EXCEPT SELECT * FROM raknat))"
    );
    // Ärenden are erased and stay counted: there may be fewer of them than the counts say, and never more.
    "rakning_arende": raknat!(
        "../schema/6_av_arende.sql",
        "hallet AS (SELECT * FROM rakning WHERE avsnitt IN ('arende', 'avslut'))
         SELECT (SELECT count(*) FROM raknat r LEFT JOIN hallet h USING (manad, insats_nr, avsnitt, kod)
             WHERE coalesce(h.antal, 0) < r.antal)
           + (SELECT count(*) FROM hallet h LEFT JOIN raknat r USING (manad, insats_nr, avsnitt, kod)
             WHERE h.antal > coalesce(r.antal, 0) AND NOT EXISTS (SELECT 1 FROM gallring))"
    );
    // Visits end in the log, with the hour.
    "besokstimme":
        "SELECT abs((SELECT coalesce(sum(antal), 0) FROM besokstimme)
           - (SELECT count(*) FROM handelse WHERE slag = 'besok_avslutat'))";
    // The history of an entry has each number once, and the entry the last of them.
    "ko_historik":
        "SELECT count(*) FROM kopost p LEFT JOIN
           (SELECT kopost_id, count(*) AS antal, min(ver) AS forst, max(ver) AS sist FROM kohandelse
            WHERE kopost_id IS NOT NULL GROUP BY kopost_id) h ON h.kopost_id = p.id
         WHERE h.antal IS NOT p.ver OR h.forst <> 1 OR h.sist <> p.ver";
    "ko_handelse_utan_post":
        "SELECT count(*) FROM kohandelse h
         WHERE h.kopost_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM kopost WHERE id = h.kopost_id)";
    // An entry stands where the last of its acts that moves anybody has put it. An undo may put it anywhere it has been.
    "ko_status":
        "WITH flyttar(slag, status) AS (VALUES ('stalld_i_ko', 'i_ko'), ('importerad', 'i_ko'), ('vila', 'vilande'),
           ('ater_aktiv', 'i_ko'), ('erbjuden', 'erbjuden'), ('accepterad', 'accepterad'), ('star_kvar', 'i_ko'),
           ('avbojt', 'i_ko'), ('avbojt', 'avslutad'), ('inget_svar', 'i_ko'), ('erbjudande_aterkallat', 'i_ko'),
           ('inkallad', 'paborjad'), ('paborjad', 'paborjad'), ('avslutad', 'avslutad'),
           ('felregistrerad', 'felregistrerad'), ('ateroppnad', 'i_ko'))
         SELECT count(*) FROM kopost p JOIN kohandelse h ON h.kopost_id = p.id AND h.ver =
           (SELECT max(ver) FROM kohandelse WHERE kopost_id = p.id
              AND (slag = 'angrad' OR slag IN (SELECT slag FROM flyttar)))
         WHERE h.slag <> 'angrad' AND (h.slag, p.status) NOT IN (SELECT slag, status FROM flyttar)";
    // Nobody has another time in line than the one they came with, but by two persons together (KO-01).
    "ko_ordning":
        "SELECT count(*) FROM kopost p WHERE (p.rattad_ms IS NOT NULL) <> EXISTS
           (SELECT 1 FROM korattelse r WHERE r.kopost_id = p.id AND r.status = 'godkand'
              AND r.till_ms = coalesce(p.rattad_ms, r.till_ms) AND r.andra_av <> r.foreslagen_av)";
    // Those who wait stand in the order in which they came, as their first events tell it, but for lists from before this
    // file and for slips that have been taken up again.
    "ko_foljd": concat!(
        "SELECT count(*) FROM (SELECT h.seq < lag(h.seq) OVER (PARTITION BY p.insats_nr ORDER BY p.kotid_ms, h.seq) AS fel
           FROM kopost p JOIN kohandelse h ON h.kopost_id = p.id AND h.ver = 1
           WHERE p.status IN ", levande!(), " AND p.import_id IS NULL AND NOT EXISTS (SELECT 1 FROM kohandelse a
             WHERE a.kopost_id = p.id AND a.slag IN ('ateroppnad', 'angrad'))) WHERE fel"
    );
    "kolapp":
        "SELECT count(*) - count(DISTINCT kod) FROM kopost NOT INDEXED";
    // Whoever is offered has one open offer, and nobody else has one.
    "erbjuden_utan_erbjudande":
        "SELECT count(*) FROM kopost p WHERE p.status = 'erbjuden'
           AND (SELECT count(*) FROM erbjudande e NOT INDEXED WHERE e.kopost_id = p.id AND e.utfall IS NULL) <> 1";
    "erbjudande_utan_erbjuden":
        "SELECT count(*) FROM erbjudande e LEFT JOIN kopost p ON p.id = e.kopost_id
         WHERE e.utfall IS NULL AND (p.status IS NOT 'erbjuden' OR p.insats_nr <> e.insats_nr)";
    // Whoever has been promised a place holds as many as they are, and whoever has not, none.
    "plats_saknas":
        "SELECT count(*) FROM kopost p WHERE p.status IN ('erbjuden', 'accepterad')
           AND (SELECT count(*) FROM plats WHERE upptagen_av = p.id AND till IS NULL) <> p.parti";
    "plats_utan_ratt":
        "SELECT count(*) FROM plats JOIN kopost p ON p.id = plats.upptagen_av WHERE plats.till IS NULL
           AND (p.status IN ('i_ko', 'vilande', 'avslutad', 'felregistrerad') OR p.insats_nr <> plats.insats_nr)";
    "plats_flera":
        "SELECT count(*) FROM kopost p WHERE p.status = 'paborjad'
           AND (SELECT count(*) FROM plats WHERE upptagen_av = p.id AND till IS NULL) > p.parti";
    "plats_dubbel":
        "SELECT count(*) FROM (SELECT 1 FROM plats NOT INDEXED WHERE till IS NULL GROUP BY pott, nummer
           HAVING count(*) > 1)";
    // No more places are taken than the nämnd or the file has stated, in whatever version of the catalogue.
    "plats_over_antalet":
        "SELECT count(*) FROM (SELECT pott, insats_nr, count(*) AS tagna FROM plats NOT INDEXED WHERE till IS NULL
           GROUP BY pott, insats_nr) t
         WHERE t.tagna > (SELECT coalesce(max(antal), 0) FROM (
           SELECT antal FROM pott WHERE id = t.pott AND insats_nr = t.insats_nr
           UNION ALL SELECT platser FROM insatsversion WHERE nr = t.insats_nr AND t.pott = t.insats_nr))";
    // On an insats that is exempt by 14:5 there is nowhere to put anybody.
    "undantagen_kontakt":
        "SELECT count(*) FROM kokontakt k JOIN kopost p ON p.id = k.kopost_id
           JOIN insatsversion v ON v.nr = p.insats_nr AND v.katalog = p.katalog WHERE v.paragraf = '14:5'";
    "undantagen_alder":
        "SELECT count(*) FROM kopost p JOIN insatsversion v ON v.nr = p.insats_nr AND v.katalog = p.katalog
         WHERE v.paragraf = '14:5' AND p.band IS NOT NULL";
    "overlamning_paragraf":
        "SELECT count(*) FROM overlamning o
         WHERE NOT EXISTS (SELECT 1 FROM insatsversion v
           WHERE v.nr = o.insats_nr AND v.katalog = o.katalog AND v.paragraf = '14:3')";
    "arende_paragraf":
        "SELECT count(*) FROM arende a
         WHERE NOT EXISTS (SELECT 1 FROM insatsversion v
           WHERE v.nr = a.insats_nr AND v.katalog = a.katalog AND v.paragraf = '14:3')";
    // A handover has its person for as long as somebody is to take it over, and no longer.
    "overlamning_person":
        "SELECT (SELECT count(*) FROM overlamning o WHERE (o.status IN ('ny', 'hamtad', 'aterlamnad'))
             <> EXISTS (SELECT 1 FROM overlamningsperson WHERE overlamning = o.id))
           + (SELECT count(*) FROM overlamningsperson p
              WHERE NOT EXISTS (SELECT 1 FROM overlamning WHERE id = p.overlamning))";
    // Contact data go when the entry has ended: it has its day then, and none before.
    "kontakt_slut": concat!(
        "SELECT count(*) FROM kokontakt k LEFT JOIN kopost p ON p.id = k.kopost_id
         WHERE p.id IS NULL OR (p.status IN ", levande!(), ") <> (k.raderas IS NULL) OR p.insats_nr <> k.insats_nr"
    );
    "kontakt_dubbel": concat!(
        "SELECT count(*) FROM (SELECT 1 FROM kokontakt k NOT INDEXED JOIN kopost p ON p.id = k.kopost_id
           WHERE p.status IN ", levande!(), " GROUP BY k.insats_nr, k.kannetecken HAVING count(*) > 1)"
    );
    // Identity is asked for last, and only where records are kept: no parked visit elsewhere has come to it.
    "utkast_identitet":
        "SELECT count(*) FROM utkast u JOIN insatsversion v ON v.nr = u.insats_nr AND v.katalog = u.katalog
         WHERE v.paragraf <> '14:3' AND u.steg IN ('dokumentation', 'identitet')";
    "rattelse_mening":
        "SELECT count(*) FROM komening m WHERE NOT EXISTS (SELECT 1 FROM kohandelse h
           WHERE h.seq = m.seq AND h.slag IN ('rattelse_foreslagen', 'ateroppnad'))";
    // Acts that there were none of before each act kept its answer: without it, a resend would do them twice.
    "gjord":
        "SELECT count(DISTINCT op_id) FROM kohandelse h WHERE slag IN ('erbjuden', 'accepterad', 'star_kvar', 'avbojt',
             'vila', 'ateroppnad', 'forlangt', 'rattelse_foreslagen', 'rattelse_godkand', 'angrad', 'omgang_ny', 'import')
           AND NOT EXISTS (SELECT 1 FROM gjord NOT INDEXED WHERE op_id = h.op_id)";
    "gjord_dubbel":
        "SELECT count(*) FROM (SELECT 1 FROM gjord NOT INDEXED GROUP BY op_id HAVING count(*) > 1)";
    // Each year's numbers begin with 1 and have no gap, but for what has been erased.
    "arendenummer":
        "SELECT count(*) FROM (SELECT count(*) AS antal, count(DISTINCT nummer) AS olika,
             max(CAST(substr(nummer, 6) AS INTEGER)) AS sist FROM arende NOT INDEXED GROUP BY substr(nummer, 1, 4))
         WHERE olika <> antal OR antal > sist OR (antal < sist AND NOT EXISTS (SELECT 1 FROM gallring))";
    "arende_person":
        "SELECT (SELECT count(*) FROM arende a WHERE NOT EXISTS (SELECT 1 FROM arendeperson WHERE arende = a.id))
           + (SELECT count(*) FROM arendeperson p WHERE NOT EXISTS (SELECT 1 FROM arende WHERE id = p.arende))";
    "arende_overlamning":
        "SELECT count(*) FROM arende a WHERE NOT EXISTS (SELECT 1 FROM overlamning o WHERE o.id = a.overlamning
           AND o.status IN ('hamtad', 'kvitterad') AND o.insats_nr = a.insats_nr AND o.katalog = a.katalog)";
    "arende_avslut":
        "SELECT count(*) FROM arende a WHERE a.avslutad IS NOT NULL
           AND (SELECT u.dag FROM uppfoljning u WHERE u.arende = a.id ORDER BY u.nr DESC LIMIT 1) IS NOT a.avslutad";
    "akt_foljd":
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM anteckning GROUP BY arende HAVING count(*) <> max(nr) OR min(nr) <> 1))
           + (SELECT count(*) FROM (SELECT 1 FROM insatsplan GROUP BY arende
              HAVING count(*) <> max(version) OR min(version) <> 1))
           + (SELECT count(*) FROM (SELECT 1 FROM uppfoljning GROUP BY arende HAVING count(*) <> max(nr) OR min(nr) <> 1))";
    "akt_utan_arende":
        "SELECT (SELECT count(*) FROM anteckning t WHERE NOT EXISTS (SELECT 1 FROM arende WHERE id = t.arende))
           + (SELECT count(*) FROM insatsplan t WHERE NOT EXISTS (SELECT 1 FROM arende WHERE id = t.arende))
           + (SELECT count(*) FROM uppfoljning t WHERE NOT EXISTS (SELECT 1 FROM arende WHERE id = t.arende))
           + (SELECT count(*) FROM delningssamtycke t WHERE NOT EXISTS (SELECT 1 FROM arende WHERE id = t.arende))
           + (SELECT count(*) FROM bro t WHERE NOT EXISTS (SELECT 1 FROM arende WHERE id = t.arende))";
    "anteckning_galler":
        "SELECT count(*) FROM anteckning t WHERE t.galler IS NOT NULL AND NOT EXISTS
           (SELECT 1 FROM anteckning f WHERE f.arende = t.arende AND f.nr = t.galler AND f.nr < t.nr)";
    "gallras_tom":
        "SELECT count(*) FROM gallras";
};

/// The codes of all rules, in the order in which they are asked.
pub fn regelkoder() -> impl Iterator<Item = &'static str> {
    REGLER.iter().map(|regel| regel.kod)
}

/// Asks every rule, at one moment of the file; how many rows break each.
pub(super) fn prova(
    conn: &Connection,
    gang: &mut Gang<'_>,
) -> Result<Vec<(&'static str, u64)>, StoreError> {
    let conn = &*conn.unchecked_transaction()?;
    let mut svar = Vec::with_capacity(REGLER.len());
    for (nr, regel) in REGLER.iter().enumerate() {
        gang.visa(Skede::Regler {
            gjort: nr,
            av: REGLER.len(),
        });
        let brott = match conn.query_row(regel.sql, [], |rad| rad.get::<_, i64>(0)) {
            Ok(antal) => antal.unsigned_abs(),
            // What cannot be read breaks the rule; the check of the pages says more.
            Err(fel) if ar_skada(&fel) => 1,
            Err(fel) => return Err(fel.into()),
        };
        svar.push((regel.kod, brott));
        if gang.brutet() {
            break;
        }
    }
    Ok(svar)
}
