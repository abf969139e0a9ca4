//! Reading the log, and the report for the systematic check. Both are written down in it, with what was asked for.
//!
//! The logs are kept by number, which is nearly the order of time, and have no index on time or user: a reading without
//! limits takes its rows from the end, and one with limits goes through the log once. Rows are never sorted in the file.

/// What is done with accounts, roles, passwords, keys and the file itself, as it stands in the log of signing in. It is the
/// whole file's: every chef sees it, for whoever does it may sit at an enhet that has none.
macro_rules! forvaltning {
    () => {
        "('konto_lagt', 'konto_stangt', 'konto_oppnat', 'konto_last_upp', 'losenord_bytt', 'roll_given', 'roll_tagen',
          'nyckelfil_given', 'aterstallning_ny', 'aterstallning_anvand', 'nyckelbyte_paborjat', 'nyckel_bytt',
          'katalog_given', 'fil_skapad', 'fil_kontrollerad', 'kopia_tagen', 'sakerhetskopia_tagen', 'kopia_borttagen',
          'fil_aterstalld')"
    };
}

mod granskning;

use chrono::{NaiveDate, NaiveTime};
use rusqlite::{Connection, params};

use super::rad::{self, Rad, en_rad, varje_rad};
use super::{Akt, kedja};
use crate::domain::akt::Arendenummer;
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::tid::svenskt_moment;
use crate::store::logg::{LAS_MEST, Loggakt, Loggfraga, Loggrad, Loggsvar, Loggurval};
use crate::store::{Framsteg, RadId, Reply, StoreError};

/// A question for rows of one log, the latest first: `?1` user, `?2` and `?3` times, `?4` enhet, `?5` and `?6` records, `?7`
/// how many.
macro_rules! urval {
    ($tabell:literal, $objekt:literal, $skal:literal, $enhet:expr, $galler:literal) => {
        (
            $tabell,
            concat!(
                "SELECT seq, tid, anvandare, desk, enhet, slag, ",
                $objekt,
                " AS objekt, ",
                $skal,
                " AS skal FROM ",
                $tabell,
                " h WHERE (?1 IS NULL OR anvandare = ?1) AND (?2 IS NULL OR tid >= ?2) AND (?3 IS NULL OR tid < ?3)
                   AND (?4 IS NULL OR enhet = ?4 ",
                $enhet,
                ") AND (?5 IS NULL OR ",
                $galler,
                ") ORDER BY seq DESC LIMIT ?7"
            ),
        )
    };
}

/// Whoever at another enhet has met an ärende of the own one is seen too (SEK-04).
const URVAL: [(&str, &str); 5] = [
    urval!("handelse", "objekt", "NULL", "", "objekt IN (?5, ?6)"),
    urval!(
        "akthandelse",
        "coalesce(arende, objekt)",
        "NULL",
        "OR arende IN (SELECT id FROM arende WHERE arende.enhet = ?4)",
        "arende = ?5 OR objekt = ?5 OR (arende IS NULL AND objekt = ?6)"
    ),
    urval!(
        "kohandelse",
        "kopost_id",
        "nullif(coalesce(orsak || ' ', '') || coalesce(om, ''), '')",
        "",
        "kopost_id = ?5"
    ),
    urval!(
        "atkomst",
        "objekt",
        "om",
        concat!(
            "OR (slag = 'misslyckad_inloggning' AND instr(om, ' ') > 0) OR slag IN ",
            forvaltning!()
        ),
        "objekt IN (?5, ?6)"
    ),
    (
        "gallring",
        "SELECT seq, tid, anvandare, desk, enhet, 'gallring' AS slag, NULL AS objekt, antal AS skal FROM gallring
         WHERE (?1 IS NULL OR anvandare = ?1) AND (?2 IS NULL OR tid >= ?2) AND (?3 IS NULL OR tid < ?3)
           AND (?4 IS NULL OR enhet = ?4) AND ?5 IS NULL AND ?6 IS NULL ORDER BY seq DESC LIMIT ?7",
    ),
];

/// Does a reading of the log, which is logged.
pub(super) fn utfor(akt: &Akt<'_>, logg: &Loggakt) -> Result<Reply, StoreError> {
    let svar = match logg {
        Loggakt::Las(urval) => Loggsvar::Rader(las(akt, urval)?),
        Loggakt::Granska {
            fran,
            till,
            stangda_dagar,
        } => {
            akt.atkomst("logg_granskad", Some(&format!("{fran} {till}")))?;
            let (fran, till) = (borjan(*fran), borjan_efter(*till));
            let enhet = akt.sikt.enhet;
            let svar = granskning::granska(akt.tx, (&fran, &till), enhet, stangda_dagar)?;
            Loggsvar::Granskning(svar)
        }
    };
    Ok(Reply::Logg(Box::new(svar)))
}

/// Answers a question about the log as a whole.
pub(super) fn fraga(
    conn: &Connection,
    fraga: Loggfraga,
    framsteg: &Framsteg,
) -> Result<Loggsvar, StoreError> {
    match fraga {
        Loggfraga::Kontrollera(mot) => {
            kedja::kontrollera(conn, mot, framsteg).map(Loggsvar::Kontroll)
        }
        Loggfraga::Topp => kedja::topp(conn).map(Loggsvar::Topp),
    }
}

/// The moment at which a day begins here, as it is stored.
fn borjan(dag: NaiveDate) -> String {
    let midnatt = dag.and_time(NaiveTime::MIN);
    // A day that begins with a jump of the clock begins a little later.
    rad::tid(svenskt_moment(midnatt).unwrap_or_else(|| midnatt.and_utc()))
}

fn borjan_efter(dag: NaiveDate) -> String {
    dag.succ_opt().map_or_else(|| "~".to_owned(), borjan)
}

fn las(akt: &Akt<'_>, urval: &Loggurval) -> Result<Vec<Loggrad>, StoreError> {
    // In a rehearsal nobody is anybody, and all is seen.
    let enhet = akt.sikt.enhet;
    akt.atkomst("logg_last", villkor(urval).as_deref())?;
    let objekt = match (&urval.arende, &urval.objekt) {
        (Some(nummer), _) => Some(arendet(akt.tx, nummer, enhet)?),
        (None, Some(id)) => Some([id.0.clone(), id.0.clone()]),
        (None, None) => None,
    };
    let antal = urval.antal.min(LAS_MEST);
    let mut alla = Vec::new();
    for (tabell, sql) in URVAL {
        let varden = params![
            urval.anvandare,
            urval.fran.map(borjan),
            urval.till.map(borjan_efter),
            enhet,
            objekt.as_ref().map(|[id, _]| id),
            objekt.as_ref().map(|[_, fran]| fran),
            antal,
        ];
        varje_rad(akt.tx, tabell, sql, varden, |rad| {
            alla.push(las_rad(tabell, rad)?);
            Ok(())
        })?;
    }
    // Latest first, and what one moment holds in the order of the tables.
    alla.sort_by_key(|rad| std::cmp::Reverse(rad.tid));
    alla.truncate(antal as usize);
    for rad in &mut alla {
        if let Some(id) = &rad.objekt {
            rad.arende = nummer(akt.tx, id)?;
        }
    }
    Ok(alla)
}

fn las_rad(tabell: &'static str, rad: &Rad<'_>) -> Result<Loggrad, StoreError> {
    Ok(Loggrad {
        tabell,
        seq: rad.tal("seq")?,
        // Another program may have written anything there: one such row must not hide the others.
        tid: rad.tid("tid").unwrap_or_default(),
        anvandare: rad.text("anvandare")?,
        desk: rad.text("desk")?,
        enhet: rad.text("enhet")?,
        slag: rad.text("slag")?,
        objekt: rad.text_om("objekt")?.map(RadId),
        arende: None,
        skal: rad.text_om("skal")?,
    })
}

/// What was asked for, as it stands in the log: never about whom.
fn villkor(urval: &Loggurval) -> Option<String> {
    let dag = |namn: &str, dag: Option<NaiveDate>| dag.map(|dag| format!("{namn}={dag}"));
    let delar = [
        urval
            .anvandare
            .as_deref()
            .filter(|namn| ryms_i_loggen(namn))
            .map(|namn| format!("anvandare={namn}")),
        urval.arende.as_ref().map(|_| "arende".to_owned()),
        urval.objekt.as_ref().map(|_| "objekt".to_owned()),
        dag("fran", urval.fran),
        dag("till", urval.till),
    ];
    let delar: Vec<String> = delar.into_iter().flatten().collect();
    (!delar.is_empty()).then(|| delar.join(" "))
}

/// Whether the log takes the name of a user whom nobody may have heard of: short, and with no number of a person in it.
fn ryms_i_loggen(namn: &str) -> bool {
    let siffror = namn.split(|tecken: char| !tecken.is_ascii_digit());
    namn.len() <= 60 && !namn.contains('\0') && siffror.map(str::len).max().unwrap_or(0) < 6
}

/// The id of an ärende, and of the handover that it came of.
fn arendet(
    conn: &Connection,
    nummer: &Arendenummer,
    enhet: Option<&str>,
) -> Result<[String; 2], StoreError> {
    en_rad(
        conn,
        "arende",
        "SELECT id, overlamning FROM arende WHERE nummer = ?1 AND (?2 IS NULL OR enhet = ?2)",
        params![nummer.text(), enhet],
        |rad| Ok([rad.text("id")?, rad.text("overlamning")?]),
    )?
    .ok_or_else(|| KanInteIAkten::Saknas.into())
}

fn nummer(conn: &Connection, id: &RadId) -> Result<Option<Arendenummer>, StoreError> {
    en_rad(
        conn,
        "arende",
        "SELECT nummer FROM arende WHERE id = ?1",
        params![id.0],
        |rad| rad.tolka("nummer", Arendenummer::las),
    )
}
