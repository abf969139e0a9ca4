//! Looking for a person: by name or number only, and always logged (PUL-03, PUL-04).

use rusqlite::{Connection, params};
use unicode_normalization::UnicodeNormalization;

use super::super::Akt;
use super::super::rad::{Rad, en_rad, rader, varje_rad};
use super::{bild, logga, ratt};
use crate::domain::akt::Arendenummer;
use crate::domain::akt::hinder::KanInteIAkten;
use crate::store::akt::{Aktsvar, Forekomst, Sokt};
use crate::store::{RadId, StoreError};

/// The names of an enhet: an index for the ärenden under way and one for the closed, and none for both.
pub(super) const NAMN: &str =
    "SELECT a.id, p.namn FROM arende a JOIN arendeperson p ON p.arende = a.id
     WHERE a.enhet = ?1 AND a.avslutad IS NULL
     UNION ALL
     SELECT a.id, p.namn FROM arende a JOIN arendeperson p ON p.arende = a.id
     WHERE a.enhet = ?1 AND a.avslutad IS NOT NULL";

pub(super) const NUMMER: &str = "SELECT a.id FROM arendeperson p JOIN arende a ON a.id = p.arende
     WHERE p.personnummer = ?2 AND a.enhet = ?1";

pub(super) const ARENDE: &str = "SELECT id FROM arende WHERE nummer = ?2 AND enhet = ?1";

/// All persons of an enhet but those with sekretessmarkering: what whoever may not meet them searches, whatever is searched
/// for. The same rows are read for somebody protected, for somebody unknown and for anybody else, so neither the answer
/// nor the work for it tells them apart (SKY-01).
pub(super) const UTAN_SKYDDADE: &str =
    "SELECT a.id, a.nummer, p.namn, p.personnummer FROM arende a JOIN arendeperson p ON p.arende = a.id
     WHERE a.enhet = ?1 AND a.avslutad IS NULL AND p.sekretess = 0
     UNION ALL
     SELECT a.id, a.nummer, p.namn, p.personnummer FROM arende a JOIN arendeperson p ON p.arende = a.id
     WHERE a.enhet = ?1 AND a.avslutad IS NOT NULL AND p.sekretess = 0";

/// What exists in the whole file of persons in akter; never of a silo, whichever version of the catalogue says so
/// (SEK-02).
macro_rules! i_akter {
    ($villkor:literal) => {
        concat!(
            "SELECT a.id, a.enhet, a.nummer, p.namn, p.personnummer, a.oppnad AS fran, a.avslutad AS till
             FROM arendeperson p JOIN arende a ON a.id = p.arende
             WHERE NOT EXISTS (SELECT 1 FROM insatsversion v WHERE v.nr = a.insats_nr AND v.silo = 1) AND ",
            $villkor
        )
    };
}

/// And of those on their way there.
macro_rules! pa_vag {
    ($villkor:literal) => {
        concat!(
            "SELECT o.id, CASE WHEN o.status = 'aterlamnad' THEN o.enhet ELSE coalesce(o.till_enhet, o.enhet) END AS enhet,
               NULL AS nummer, p.namn, p.personnummer, o.dag AS fran, NULL AS till
             FROM overlamningsperson p JOIN overlamning o ON o.id = p.overlamning
             WHERE NOT EXISTS (SELECT 1 FROM insatsversion v WHERE v.nr = o.insats_nr AND v.silo = 1)
               AND o.status IN ('ny', 'hamtad', 'aterlamnad') AND ",
            $villkor
        )
    };
}

const ALLA_AKTER: &str = i_akter!("?1 IS NULL");
const ALLA_PA_VAG: &str = pa_vag!("?1 IS NULL");
pub(super) const AKTER_MED_NUMMER: &str = i_akter!("p.personnummer = ?1");
pub(super) const PA_VAG_MED_NUMMER: &str = pa_vag!("p.personnummer = ?1");
pub(super) const AKTEN: &str = i_akter!("a.nummer = ?1");

/// The same for a chef: everybody but persons with sekretessmarkering, and of those the ones of the own enhet (`?1`) for
/// whoever may meet them (`?2`). At another enhet somebody there has to be asked.
pub(super) const AKTER_FOR_CHEF: &str = i_akter!("(p.sekretess = 0 OR (?2 AND a.enhet = ?1))");
pub(super) const PA_VAG_FOR_CHEF: &str =
    pa_vag!("(p.sekretess = 0 OR (?2 AND coalesce(o.till_enhet, ?1) = ?1))");

/// A name as it is compared: composed, in lower case, with one space between its parts.
pub(in crate::store::sqlite) fn vik(namn: &str) -> String {
    let smatt: String = namn.nfc().flat_map(char::to_lowercase).collect();
    smatt.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The ärenden of one person at the own enhet, or one by its number; also closed ones. That one has looked is logged,
/// also when nothing was found.
pub(super) fn sok(akt: &Akt<'_>, sokt: &Sokt) -> Result<Aktsvar, StoreError> {
    let enhet = &akt.aktor.enhet;
    let id = |rad: &Rad<'_>| rad.text("id");
    let traffar = match sokt {
        _ if !akt.sikt.skyddade => utan_skyddade(akt, sokt)?,
        Sokt::Namn(namn) => {
            let namn = vik(namn);
            let mut traffar = Vec::new();
            varje_rad(akt.tx, "arendeperson", NAMN, params![enhet], |rad| {
                if rad.tolka("namn", |annat| Some(vik(annat) == namn))? {
                    traffar.push(rad.text("id")?);
                }
                Ok(())
            })?;
            traffar
        }
        Sokt::Nummer(nummer) => rader(
            akt.tx,
            "arendeperson",
            NUMMER,
            params![enhet, nummer.avsloja()],
            id,
        )?,
        Sokt::Arende(nummer) => rader(akt.tx, "arende", ARENDE, params![enhet, nummer.text()], id)?,
    };
    let mut arenden = traffar
        .iter()
        .map(|id| bild::en(akt.tx, id, enhet))
        .collect::<Result<Vec<_>, _>>()?;
    arenden.sort_by(|a, b| a.nummer.cmp(&b.nummer));
    for arende in &arenden {
        logga(akt, "sokt", Some(&arende.id), None)?;
    }
    if arenden.is_empty() {
        logga(akt, "sokt", None, None)?;
    }
    Ok(Aktsvar::Arenden(arenden))
}

/// What is searched for, ready to be held against a row.
enum Jamfor {
    Namn(String),
    Nummer(String),
    Arende(String),
}

impl Jamfor {
    fn ny(sokt: &Sokt) -> Self {
        match sokt {
            Sokt::Namn(namn) => Self::Namn(vik(namn)),
            Sokt::Nummer(nummer) => Self::Nummer(nummer.avsloja().to_owned()),
            Sokt::Arende(nummer) => Self::Arende(nummer.text().to_owned()),
        }
    }

    fn ar(&self, rad: &Rad<'_>) -> Result<bool, StoreError> {
        match self {
            Self::Namn(namn) => rad.tolka("namn", |annat| Some(vik(annat) == *namn)),
            Self::Nummer(nummer) => Ok(rad.text_om("personnummer")?.as_ref() == Some(nummer)),
            Self::Arende(nummer) => Ok(rad.text_om("nummer")?.as_ref() == Some(nummer)),
        }
    }
}

/// The ids of those found by whoever may not meet persons with sekretessmarkering.
fn utan_skyddade(akt: &Akt<'_>, sokt: &Sokt) -> Result<Vec<String>, StoreError> {
    let jamfor = Jamfor::ny(sokt);
    let mut traffar = Vec::new();
    let enhet = params![akt.aktor.enhet];
    varje_rad(akt.tx, "arendeperson", UTAN_SKYDDADE, enhet, |rad| {
        if jamfor.ar(rad)? {
            traffar.push(rad.text("id")?);
        }
        Ok(())
    })?;
    Ok(traffar)
}

fn las_forekomst(rad: &Rad<'_>) -> Result<(RadId, Forekomst), StoreError> {
    let forekomst = Forekomst {
        enhet: rad.text("enhet")?,
        nummer: rad.tolka_om("nummer", Arendenummer::las)?,
        namn: rad.text("namn")?,
        personnummer: rad.text_om("personnummer")?,
        fran: rad.dag("fran")?,
        till: rad.dag_om("till")?,
    };
    Ok((rad.id("id")?, forekomst))
}

/// Those of a list that have the name.
fn med_namn(
    conn: &Connection,
    sql: &'static str,
    namn: &str,
) -> Result<Vec<(RadId, Forekomst)>, StoreError> {
    let mut traffar = Vec::new();
    varje_rad(conn, "arendeperson", sql, params![None::<&str>], |rad| {
        if rad.tolka("namn", |annat| Some(vik(annat) == namn))? {
            traffar.push(las_forekomst(rad)?);
        }
        Ok(())
    })?;
    Ok(traffar)
}

/// What a chef finds; the same rows are read whatever is searched for.
fn for_chef(
    akt: &Akt<'_>,
    enhet: &str,
    sokt: &Sokt,
) -> Result<Vec<(RadId, Forekomst)>, StoreError> {
    let jamfor = Jamfor::ny(sokt);
    let mut traffar = Vec::new();
    for sql in [AKTER_FOR_CHEF, PA_VAG_FOR_CHEF] {
        let vems = params![enhet, akt.sikt.skyddade];
        varje_rad(akt.tx, "arendeperson", sql, vems, |rad| {
            if jamfor.ar(rad)? {
                traffar.push(las_forekomst(rad)?);
            }
            Ok(())
        })?;
    }
    Ok(traffar)
}

/// Where something exists on one person in the whole file. In a sharp file for a chef, who has been tried; in a rehearsal,
/// protected persons too, for whoever has been given that right. That somebody without it has asked is logged as well,
/// and kept though the act is refused.
pub(super) fn forekomst(akt: &Akt<'_>, sokt: &Sokt) -> Result<Aktsvar, StoreError> {
    if akt.sikt.enhet.is_none() && !ratt::har(akt.tx, &akt.aktor.anvandare)? {
        logga(akt, "forekomst_nekad", None, None)?;
        return Err(KanInteIAkten::EjBehorig.into());
    }
    let conn = akt.tx;
    let mut traffar = match (akt.sikt.enhet, sokt) {
        (Some(enhet), _) => for_chef(akt, enhet, sokt)?,
        (None, Sokt::Namn(namn)) => {
            let namn = vik(namn);
            let mut alla = med_namn(conn, ALLA_AKTER, &namn)?;
            alla.extend(med_namn(conn, ALLA_PA_VAG, &namn)?);
            alla
        }
        (None, Sokt::Nummer(nummer)) => {
            let nummer = params![nummer.avsloja()];
            let mut alla = rader(conn, "arende", AKTER_MED_NUMMER, nummer, las_forekomst)?;
            alla.extend(rader(
                conn,
                "overlamning",
                PA_VAG_MED_NUMMER,
                nummer,
                las_forekomst,
            )?);
            alla
        }
        (None, Sokt::Arende(nummer)) => {
            let en = en_rad(conn, "arende", AKTEN, params![nummer.text()], las_forekomst)?;
            en.into_iter().collect()
        }
    };
    traffar.sort_by(|(_, a), (_, b)| {
        (&a.enhet, a.fran, &a.nummer).cmp(&(&b.enhet, b.fran, &b.nummer))
    });
    for (id, traff) in &traffar {
        match traff.nummer {
            Some(_) => logga(akt, "forekomst", Some(id), None)?,
            None => logga(akt, "forekomst", None, Some(id))?,
        }
    }
    if traffar.is_empty() {
        logga(akt, "forekomst", None, None)?;
    }
    let traffar = traffar.into_iter().map(|(_, traff)| traff).collect();
    Ok(Aktsvar::Forekomst(traffar))
}

#[cfg(test)]
mod tests {
    use super::vik;

    #[test]
    fn ett_namn_ar_sig_likt_med_andra_versaler_och_mellanrum() {
        assert_eq!(vik("  ÅSA   Ek-Öberg "), vik("åsa ek-öberg"));
        // Composed and not.
        assert_eq!(vik("A\u{30a}sa"), vik("Åsa"));
        for annat in ["Åsa Ek", "Åsa Eköberg", "Asa Ek-Öberg"] {
            assert_ne!(vik(annat), vik("Åsa Ek-Öberg"), "{annat}");
        }
    }
}
