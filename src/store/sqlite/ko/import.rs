//! An old list taken in: whole or not at all, with the original ködatum, marked as imported.

use rusqlite::{Connection, params};

use super::super::Akt;
use super::super::besok::insatsversion;
use super::super::rad::{self, nytt_id, rader};
use super::post::{self, Handelse, skriv_handelse};
use super::{Ram, kontakt, med_ko, ny_kolapp};
use crate::domain::insats::Dokumentation;
use crate::domain::ko::fil::Importrad;
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::kontakt::Kontaktratt;
use crate::domain::ko::plats::{Kouppgifter, Veckodagar};
use crate::domain::kolapp::Kolappskod;
use crate::domain::tid::Aldersband;
use crate::store::{Framsteg, StoreError};

/// What is told of a row that has been taken in: its number in the file, its slip, its place in line.
type Intagen = (usize, Kolappskod, u64);

/// What stands in the way of each row, as far as the file and the catalogue say.
pub(in crate::store::sqlite) fn granska(
    conn: &Connection,
    rader: &[Importrad],
    s: &Ram<'_>,
    framsteg: &Framsteg,
) -> Result<Vec<(usize, KanInteIKon)>, StoreError> {
    framsteg.av(rader.len());
    let mut hinder = Vec::new();
    for importrad in rader {
        match en_granskad(conn, importrad, s) {
            Ok(()) => {}
            Err(StoreError::Ko { hinder: vad, .. }) => hinder.push((importrad.rad, vad)),
            Err(fel) => return Err(fel),
        }
        framsteg.steg(1);
    }
    Ok(hinder)
}

fn en_granskad(conn: &Connection, importrad: &Importrad, s: &Ram<'_>) -> Result<(), StoreError> {
    let insats = med_ko(s, importrad.insats)?;
    if importrad.kodatum.timestamp_millis() < 0 {
        return Err(KanInteIKon::KodatumGarInte.into());
    }
    if importrad.uppgifter.parti > insats.ko.parti_hogst {
        return Err(KanInteIKon::PartiForStort(insats.ko.parti_hogst).into());
    }
    if let Some(uppgift) = &importrad.kontakt {
        Kontaktratt::av(insats)?;
        let band = importrad.uppgifter.band;
        kontakt::valt_sjalv(importrad.insats, band, uppgift, s)?;
        if let Some(kod) = kontakt::star_redan(conn, importrad.insats, uppgift)? {
            return Err(KanInteIKon::StarRedan(kod).into());
        }
    }
    Ok(())
}

/// Takes the rows in.
pub(super) fn importera(
    akt: &Akt<'_>,
    rader: &[Importrad],
    s: &Ram<'_>,
) -> Result<Vec<Intagen>, StoreError> {
    if rader.is_empty() {
        return Err(KanInteIKon::ImportTom.into());
    }
    akt.framsteg.av(rader.len());
    let import = nytt_id()?;
    let mut koder = Vec::with_capacity(rader.len());
    for (nummer, importrad) in rader.iter().enumerate() {
        // The time of the import, something drawn, and a number: rows of the same instant keep the order of the file,
        // and those of an earlier list stand before those of a later one.
        let nar = akt.nar.timestamp_millis();
        let id = format!("{nar:012x}{}{nummer:016x}", &import[..4]);
        koder.push((importrad.rad, en(akt, importrad, &id, &import, s)?));
        akt.framsteg.steg(1);
    }
    for insats in koer(rader) {
        let antal = rader.iter().filter(|rad| rad.insats == insats).count();
        skriv_handelse(akt, insats, None, &Handelse::ny("import").om(&antal))?;
    }
    // Only now are the places what they will be: a row further down may have an earlier ködatum.
    koder
        .into_iter()
        .map(|(rad, kod)| plats(akt, rad, kod))
        .collect()
}

fn koer(rader: &[Importrad]) -> Vec<crate::domain::insats::InsatsNr> {
    let mut alla: Vec<_> = rader.iter().map(|rad| rad.insats).collect();
    alla.sort_unstable();
    alla.dedup();
    alla
}

fn plats(akt: &Akt<'_>, rad: usize, kod: Kolappskod) -> Result<Intagen, StoreError> {
    let plats = post::med_kod(akt.tx, kod)?.plats(akt.tx)?;
    Ok((rad, kod, plats.map_or(0, |(plats, _)| plats)))
}

fn en(
    akt: &Akt<'_>,
    importrad: &Importrad,
    id: &str,
    import: &str,
    s: &Ram<'_>,
) -> Result<Kolappskod, StoreError> {
    en_granskad(akt.tx, importrad, s)?;
    if importrad.kodatum > akt.nar {
        return Err(KanInteIKon::KodatumGarInte.into());
    }
    let insats = med_ko(s, importrad.insats)?;
    insatsversion(akt, insats, s.version)?;
    let kod = ny_kolapp(akt)?;
    let exempt = matches!(insats.dokumentation, Dokumentation::Undantagen { .. });
    let handelse = Handelse::ny("importerad");
    skriv_handelse(akt, importrad.insats, Some((id, 1, None, None)), &handelse)?;
    let Kouppgifter {
        parti,
        band,
        sprak,
        tidigast,
        veckodagar,
    } = &importrad.uppgifter;
    akt.kor(
        "INSERT INTO kopost(id, kod, insats_nr, katalog, kotid_ms, status, parti, band, sprak, tidigast, veckodagar,
           bekraftad, desk, import_id, ver)
         VALUES (?1, ?2, ?3, ?4, ?5, 'i_ko', ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 1)",
        params![
            id,
            kod.to_string(),
            importrad.insats.to_string(),
            s.version,
            importrad.kodatum.timestamp_millis(),
            parti,
            // Nobody's age is kept where nobody is known (DOK-05).
            band.filter(|_| !exempt).map(Aldersband::kod),
            sprak,
            tidigast.map(|dag| dag.to_string()),
            veckodagar.map(Veckodagar::mask),
            rad::tid(importrad.kodatum).get(..10),
            akt.aktor.desk,
            import
        ],
    )?;
    if let Some(uppgift) = &importrad.kontakt {
        let mut post = post::med_id(akt.tx, id)?;
        kontakt::satt(akt, &mut post, uppgift, s)?;
    }
    Ok(kod)
}

/// The answer to an import that was done before.
pub(super) fn las_igen(
    akt: &Akt<'_>,
    importrader: &[Importrad],
) -> Result<Vec<Intagen>, StoreError> {
    let koder = rader(
        akt.tx,
        "kopost",
        "SELECT kod FROM kohandelse h JOIN kopost p ON p.id = h.kopost_id
         WHERE h.op_id = ?1 AND h.slag = 'importerad' ORDER BY h.seq",
        params![akt.op],
        |rad| rad.tolka("kod", Kolappskod::las),
    )?;
    importrader
        .iter()
        .zip(koder)
        .map(|(rad, kod)| plats(akt, rad.rad, kod))
        .collect()
}
