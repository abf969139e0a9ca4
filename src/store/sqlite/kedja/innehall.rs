//! What a row of a log speaks of and what never changes: the signed text of an akt, the grounds of a handover. It is part of
//! the value of the row's link, so a changed text is found as a changed row.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Row};
use sha2::Sha256;

use super::{ANVANDARE, Logg, SLAG, TID, del, text};

/// Questions for what the rows of a kind speak of. `?1` is the ärende, `?2` the object, `?3` the number of the row, `?4`
/// its time, `?5` its user; each question names them all, so that they can be given in one way.
const ARENDE: &str = "SELECT nummer, enhet, overlamning, insats_nr, katalog, insats_namn, system, aktslag, stegantal,
    samtycke, samtycke_dag, vardnadshavare, oppnad, oppnad_av
  FROM arende WHERE id = ?1";
const PERSON: &str = "SELECT namn, personnummer, telefon, epost, adress, sekretess FROM arendeperson WHERE arende = ?1";
const ANTECKNING: &str =
    "SELECT arende, nr, slag, galler, kopia_av, samtycke, vad, dag, klockslag, kalla, deltog, text,
    skrivare, titel, anvandare, skriven
  FROM anteckning WHERE id = ?2";
/// The versions are numbered without a gap, each with its row in the log: the third row is about the third one.
const PLAN: &str = "SELECT version, bygger_pa, forenar, gjord_med, personuppgifter, tidplan, insatsen, varfor, mal,
    utformning, uppfoljning, orsak_till_avslut, skrivare, titel, anvandare, skriven
  FROM insatsplan WHERE arende = ?1
    AND version = (SELECT count(*) FROM akthandelse WHERE arende = ?1 AND slag = 'plan' AND seq <= ?3)";
/// Other programs name no id: theirs is the consent that was written in the same moment by the same user.
const SAMTYCKE: &str = "SELECT id, med, mottagare, annan_akt, vad, lamnat, till, satt, anvandare, skriven
  FROM delningssamtycke WHERE arende = ?1 AND (id = ?2 OR (?2 IS NULL AND skriven = ?4 AND anvandare = ?5)) ORDER BY id";
const ATERKALLAT: &str = "SELECT aterkallat, aterkallat_av FROM delningssamtycke WHERE id = ?2";
const UPPFOLJNING: &str = "SELECT arende, nr, dag, text, nasta, skrivare, titel, anvandare, skriven
  FROM uppfoljning WHERE id = ?2";
const MAL: &str = "SELECT m.nr, m.mal, m.utfall FROM uppfoljning u
    JOIN malutfall m ON m.arende = u.arende AND m.uppfoljning = u.nr
  WHERE u.id = ?2 ORDER BY m.nr";
const AVSLUT: &str = "SELECT avslutad, avslutsorsak, avslutad_av FROM arende WHERE id = ?1";
const BRO: &str = "SELECT arende, oppnad, till, med, samtycke, anvandare FROM bro WHERE id = ?2";
const OVERLAMNING: &str = "SELECT insats_nr, katalog, insats_namn, system, dag, skapad, enhet, desk, anvandare, info_satt,
    info_sprak, info_text, info_version, dok_satt, dok_sprak, dok_text, dok_version, samtycke, vardnadshavare
  FROM overlamning WHERE id = ?2";

fn fragor(tabell: &str, slag: &[u8]) -> &'static [&'static str] {
    match (tabell, slag) {
        ("handelse", b"overlamnad") => &[OVERLAMNING],
        ("akthandelse", b"oppnad") => &[ARENDE, PERSON],
        ("akthandelse", b"signerad" | b"kopierad") => &[ANTECKNING],
        ("akthandelse", b"plan") => &[PLAN],
        ("akthandelse", b"samtycke") => &[SAMTYCKE],
        ("akthandelse", b"samtycke_aterkallat") => &[ATERKALLAT],
        ("akthandelse", b"uppfoljd") => &[UPPFOLJNING, MAL],
        ("akthandelse", b"avslutad") => &[AVSLUT, UPPFOLJNING, MAL],
        ("akthandelse", b"bro_oppnad") => &[BRO],
        _ => &[],
    }
}

/// Hashes what the row speaks of: each question, and each row of its answer with its length.
pub(super) fn lagg_till(
    h: &mut Sha256,
    conn: &Connection,
    logg: &Logg,
    rad: &Row<'_>,
) -> rusqlite::Result<()> {
    let ValueRef::Text(slag) = rad.get_ref(SLAG)? else {
        return Ok(());
    };
    let objekt = rad.as_ref().column_count() - 1;
    for sql in fragor(logg.tabell, slag) {
        let mut fraga = conn.prepare_cached(sql)?;
        // A handover has its object where the akt has its ärende.
        let varden = [logg.kvar + 1, objekt, 0, TID, ANVANDARE];
        for (plats, kolumn) in varden.into_iter().enumerate().take(fraga.parameter_count()) {
            fraga.raw_bind_parameter(plats + 1, ToSqlOutput::Borrowed(rad.get_ref(kolumn)?))?;
        }
        let kolumner = fraga.column_count();
        text(h, "rader");
        let mut rader = fraga.raw_query();
        while let Some(rad) = rader.next()? {
            text(h, "rad");
            for kolumn in 0..kolumner {
                del(h, rad.get_ref(kolumn)?);
            }
        }
    }
    Ok(())
}
