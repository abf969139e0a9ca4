//! Reading an ärende with all that stands in its akt, and the list of ärenden.

use rusqlite::{Connection, params};

use super::super::rad::{Rad, en_rad, rader};
use super::{delar, utkast};
use crate::domain::akt::avslut::Avslutsorsak;
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::{Aktslag, Arendenummer, Arendesteg, Stegantal};
use crate::domain::fakta::SamtyckeSatt;
use crate::store::akt::{Arendebild, Arenderad};
use crate::store::{RadId, StoreError};

const TABELL: &str = "arende";

/// A question for rows of the list: the same columns, `$mer` columns after them, then the rest of the question. The drafts
/// of the file are few, for they go when they are signed: they are counted once for the whole list.
macro_rules! arenderad {
    ($mer:literal, $rest:literal) => {
        concat!(
            "SELECT a.id, a.nummer, a.insats_nr, a.insats_namn, a.oppnad, a.steg, a.stegantal, a.nasta_uppfoljning,
               a.avslutad, a.avslutsorsak,
               (SELECT count(*) FROM anteckning n WHERE n.arende = a.id) AS anteckningar,
               coalesce(u.antal, 0) AS antal_utkast ",
            $mer,
            " FROM arende a LEFT JOIN (SELECT arende, count(*) AS antal FROM aktutkast GROUP BY arende) u ON u.arende = a.id ",
            $rest
        )
    };
}
pub(super) use arenderad;

/// The ärenden under way of an enhet, by number.
pub(super) const PAGAENDE: &str = arenderad!(
    "",
    "WHERE a.enhet = ?1 AND a.avslutad IS NULL ORDER BY a.nummer"
);

/// The closed ones, the latest first.
pub(super) const AVSLUTADE: &str = arenderad!(
    "",
    "WHERE a.enhet = ?1 AND a.avslutad IS NOT NULL ORDER BY a.avslutad DESC, a.nummer DESC"
);

const EN: &str = arenderad!("", "WHERE a.id = ?1 AND a.enhet = ?2");

/// An ärende with its person, the evidence of its handover, the other parent's akt and the bridge.
pub(super) const HEL: &str = arenderad!(
    ", a.enhet AS arendets_enhet, a.system, a.aktslag, a.overlamning, a.katalog, a.samtycke, a.samtycke_dag,
       a.vardnadshavare, p.namn, p.personnummer, p.telefon, p.epost, p.adress, p.sekretess,
       o.info_satt, o.info_sprak, o.info_text, o.info_version, o.dok_satt, o.dok_sprak, o.dok_text, o.dok_version,
       o.anvandare AS mottagen_av, o.skapad AS mottagen_tid, t.id AS annan_id, t.nummer AS annan_nummer, b.id AS bro",
    "JOIN arendeperson p ON p.arende = a.id
     JOIN overlamning o ON o.id = a.overlamning
     LEFT JOIN arende t ON t.overlamning = a.overlamning AND t.id <> a.id
     LEFT JOIN bro b ON b.arende = a.id
     WHERE a.id = ?1 AND a.enhet = ?2 AND (p.sekretess = 0 OR ?3)"
);

/// A row of the list.
pub(super) fn las_rad(rad: &Rad<'_>) -> Result<Arenderad, StoreError> {
    let avslutad = rad.dag_om("avslutad")?;
    let orsak = rad.tolka_om("avslutsorsak", Avslutsorsak::fran_kod)?;
    let steg = rad.tolka_tal("steg", Arendesteg::av_nummer)?;
    let av = rad.tolka_tal("stegantal", Stegantal::av_antal)?;
    Ok(Arenderad {
        id: rad.id("id")?,
        nummer: rad.tolka("nummer", Arendenummer::las)?,
        insats: rad.tolka("insats_nr", |nr| nr.parse().ok())?,
        insats_namn: rad.text("insats_namn")?,
        oppnad: rad.dag("oppnad")?,
        steg: (steg, av),
        nasta_uppfoljning: rad.dag_om("nasta_uppfoljning")?,
        avslutad: avslutad.zip(orsak),
        anteckningar: rad.tal("anteckningar")?,
        utkast: rad.tal("antal_utkast")?,
    })
}

fn las_hel(rad: &Rad<'_>) -> Result<Arendebild, StoreError> {
    let annan = rad.text_om("annan_id")?.map(RadId);
    Ok(Arendebild {
        rad: las_rad(rad)?,
        enhet: rad.text("arendets_enhet")?,
        system: rad.text_om("system")?,
        aktslag: rad.tolka("aktslag", Aktslag::fran_kod)?,
        overlamning: rad.id("overlamning")?,
        katalog: rad.text("katalog")?,
        namn: rad.text("namn")?,
        personnummer: rad.text_om("personnummer")?,
        kontakt: rad.kontakt()?,
        sekretessmarkering: rad.tal::<u8>("sekretess")? == 1,
        samtycke: (
            rad.tolka("samtycke", SamtyckeSatt::fran_kod)?,
            rad.dag("samtycke_dag")?,
        ),
        vardnadshavare: rad.tal_om("vardnadshavare")?,
        information: rad.information()?,
        dokumentation: rad.dokumentation()?,
        mottagen: (rad.text("mottagen_av")?, rad.tid("mottagen_tid")?),
        journal: Vec::new(),
        planer: Vec::new(),
        samtycken: Vec::new(),
        uppfoljningar: Vec::new(),
        annan_akt: annan.zip(rad.tolka_om("annan_nummer", Arendenummer::las)?),
        bro: rad.text_om("bro")?.map(RadId),
        utkast: Vec::new(),
        nasta_i_tur: None,
    })
}

/// An ärende of the enhet, whole; drafts only those of `utkast_av`. `skyddade`: also of somebody with sekretessmarkering.
pub(super) fn arende(
    conn: &Connection,
    arende: &RadId,
    enhet: &str,
    skyddade: bool,
    utkast_av: &str,
) -> Result<Arendebild, StoreError> {
    let hel = en_rad(
        conn,
        TABELL,
        HEL,
        params![arende.0, enhet, skyddade],
        las_hel,
    )?;
    let hel = hel.ok_or(KanInteIAkten::Saknas)?;
    Ok(Arendebild {
        journal: delar::journal(conn, arende)?,
        planer: delar::planer(conn, arende)?,
        samtycken: delar::samtycken(conn, arende)?,
        uppfoljningar: delar::uppfoljningar(conn, arende)?,
        utkast: utkast::i_arendet(conn, arende, utkast_av)?,
        ..hel
    })
}

/// Whether the user has opened the ärende: what is read again stands in the log already (PUL-04). Whoever has only found it
/// has not.
pub(super) fn ar_oppen(
    conn: &Connection,
    arende: &RadId,
    anvandare: &str,
) -> Result<(), StoreError> {
    let oppnat = en_rad(
        conn,
        "akthandelse",
        "SELECT seq FROM akthandelse WHERE arende = ?1 AND anvandare = ?2
           AND slag NOT IN ('sokt', 'forekomst', 'utlamnat', 'bro_last') LIMIT 1",
        params![arende.0, anvandare],
        |rad| rad.tal::<i64>("seq"),
    )?;
    oppnat
        .map(|_| ())
        .ok_or_else(|| KanInteIAkten::Saknas.into())
}

/// One row of the list.
pub(super) fn en(conn: &Connection, arende: &str, enhet: &str) -> Result<Arenderad, StoreError> {
    let en = en_rad(conn, TABELL, EN, params![arende, enhet], las_rad)?;
    en.ok_or_else(|| KanInteIAkten::Saknas.into())
}

/// The ärenden of an enhet: those under way, or the closed ones.
pub(super) fn arenden(
    conn: &Connection,
    enhet: &str,
    avslutade: bool,
) -> Result<Vec<Arenderad>, StoreError> {
    let sql = if avslutade { AVSLUTADE } else { PAGAENDE };
    rader(conn, TABELL, sql, params![enhet], las_rad)
}
