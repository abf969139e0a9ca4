//! Opening an ärende, reading it, and taking it along the chain.

use chrono::{Datelike, NaiveDate};
use rusqlite::params;

use super::super::Akt;
use super::super::rad::{en_rad, nytt_id, rader};
use super::{bild, eget, inkorg, logga, sok, visa};
use crate::domain::akt::avslut::ligger_framat;
use crate::domain::akt::har_hant;
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::{Aktslag, Arendesteg, Stegantal};
use crate::domain::fakta::SamtyckeSatt;
use crate::domain::identitet::{Identitet, Kontaktuppgift, Nummer};
use crate::domain::insats::Dokumentation;
use crate::store::akt::{Aktsvar, NyttArende};
use crate::store::ko::Sammanhang;
use crate::store::{RadId, StoreError};

const TABELL: &str = "arende";

/// The last number of a year.
const SISTA: u32 = 99_999;

/// Whom an akt is to be about.
struct Aktperson {
    namn: String,
    nummer: Option<String>,
    kontakt: Kontaktuppgift,
    sekretess: bool,
}

impl Aktperson {
    fn av(identitet: &Identitet) -> Self {
        Self {
            namn: identitet.avsloja_namn().to_owned(),
            nummer: identitet
                .avsloja_nummer()
                .map(|nummer| Nummer::avsloja(nummer).to_owned()),
            kontakt: identitet.avsloja_kontakt().clone(),
            sekretess: identitet.sekretessmarkering(),
        }
    }

    /// The child whom a handover about an adult is to be the akt of: reached as the adult is where nothing else is said,
    /// and protected where the adult is, for they may live together.
    fn av_barnet(barnet: &Identitet, vuxen: &Self) -> Self {
        let eget = Self::av(barnet);
        let sekretess = eget.sekretess || vuxen.sekretess;
        let kontakt = if sekretess {
            Kontaktuppgift::default()
        } else if eget.kontakt == Kontaktuppgift::default() {
            vuxen.kontakt.clone()
        } else {
            eget.kontakt
        };
        Self {
            kontakt,
            sekretess,
            ..eget
        }
    }
}

/// What an ärende is opened with, and what never changes.
struct Grund {
    overlamning: RadId,
    insats: String,
    katalog: String,
    insats_namn: String,
    system: Option<String>,
    samtycke: String,
    samtycke_dag: String,
    vardnadshavare: Option<u8>,
}

/// The number after the last one of the year.
fn nytt_nummer(akt: &Akt<'_>, idag: NaiveDate) -> Result<String, StoreError> {
    let ar = idag.year();
    let sista = en_rad(
        akt.tx,
        TABELL,
        "SELECT max(nummer) AS nummer FROM arende WHERE nummer BETWEEN ?1 AND ?2",
        params![format!("{ar}-00000"), format!("{ar}-{SISTA}")],
        |rad| {
            rad.tolka_om("nummer", |nummer| {
                nummer.split_once('-')?.1.parse::<u32>().ok()
            })
        },
    )?;
    let nasta = sista.flatten().unwrap_or(0) + 1;
    if nasta > SISTA {
        return Err(StoreError::Stopp(format!(
            "Alla ärendenummer för {ar} är använda. Inget är sparat. Be den som sköter datorn om hjälp."
        )));
    }
    Ok(format!("{ar}-{nasta:05}"))
}

/// Whether the insats is still documented with identity: a decision of the nämnd may have come since the handover
/// (DOK-05). What the catalogue has no longer is what the handover says.
fn med_identitet(insats: &str, s: &Sammanhang) -> Result<(), StoreError> {
    let nu = insats.parse().ok().and_then(|nr| s.katalog.insats(nr));
    match nu.map(|insats| &insats.dokumentation) {
        Some(Dokumentation::Radgivning | Dokumentation::Undantagen { .. }) => {
            Err(KanInteIAkten::UtanIdentitet.into())
        }
        Some(Dokumentation::Dokumenteras { .. }) | None => Ok(()),
    }
}

/// Whether the person has an ärende under way in the insats at the own enhet: by number, or by name where neither has one.
fn har_redan(akt: &Akt<'_>, insats: &str, person: &Aktperson) -> Result<bool, StoreError> {
    if let Some(nummer) = &person.nummer {
        let samma = en_rad(
            akt.tx,
            TABELL,
            "SELECT a.id FROM arendeperson p JOIN arende a ON a.id = p.arende
             WHERE p.personnummer = ?1 AND a.enhet = ?2 AND a.insats_nr = ?3 AND a.avslutad IS NULL
               AND (p.sekretess = 0 OR ?4) LIMIT 1",
            params![nummer, akt.aktor.enhet, insats, akt.sikt.skyddade],
            |rad| rad.text("id"),
        )?;
        return Ok(samma.is_some());
    }
    let namn = sok::vik(&person.namn);
    let utan_nummer = rader(
        akt.tx,
        "arendeperson",
        "SELECT p.namn FROM arende a JOIN arendeperson p ON p.arende = a.id
         WHERE a.enhet = ?1 AND a.avslutad IS NULL AND a.insats_nr = ?2 AND p.personnummer IS NULL
           AND (p.sekretess = 0 OR ?3)",
        params![akt.aktor.enhet, insats, akt.sikt.skyddade],
        |rad| rad.text("namn"),
    )?;
    Ok(utan_nummer.iter().any(|annat| sok::vik(annat) == namn))
}

/// Writes the ärende and its person; gives its id.
fn skriv(
    akt: &Akt<'_>,
    grund: &Grund,
    person: &Aktperson,
    (aktslag, stegantal): (Aktslag, Stegantal),
    uppfoljning: Option<NaiveDate>,
    idag: NaiveDate,
) -> Result<RadId, StoreError> {
    let id = nytt_id()?;
    akt.kor(
        "INSERT INTO arende(id, nummer, enhet, overlamning, insats_nr, katalog, insats_namn, system, aktslag, stegantal,
           steg, samtycke, samtycke_dag, vardnadshavare, oppnad, oppnad_av, nasta_uppfoljning)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1, ?11, ?12, ?13, ?14, ?15, ?16)",
        params![
            id,
            nytt_nummer(akt, idag)?,
            akt.aktor.enhet,
            grund.overlamning.0,
            grund.insats,
            grund.katalog,
            grund.insats_namn,
            grund.system,
            aktslag.kod(),
            stegantal.antal(),
            grund.samtycke,
            grund.samtycke_dag,
            grund.vardnadshavare,
            idag.to_string(),
            akt.aktor.anvandare,
            uppfoljning.map(|dag| dag.to_string()),
        ],
    )?;
    akt.kor(
        "INSERT INTO arendeperson(arende, namn, personnummer, telefon, epost, adress, sekretess)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id,
            person.namn,
            person.nummer,
            person.kontakt.telefon,
            person.kontakt.epost,
            person.kontakt.adress,
            person.sekretess,
        ],
    )?;
    Ok(RadId(id))
}

/// Opens an ärende from a fetched handover. It is received thereby, and its copy of the identity goes.
pub(super) fn oppna(
    akt: &Akt<'_>,
    nytt: &NyttArende,
    s: &Sammanhang,
) -> Result<Aktsvar, StoreError> {
    inkorg::ar_hamtad_av_mig(akt, &nytt.overlamning)?;
    let uppfoljning = nytt
        .uppfoljning
        .map(|dag| ligger_framat(dag, s.idag))
        .transpose()?;
    let (grund, namngiven) = en_rad(
        akt.tx,
        "overlamning",
        "SELECT o.*, p.* FROM overlamning o JOIN overlamningsperson p ON p.overlamning = o.id WHERE o.id = ?1",
        params![nytt.overlamning.0],
        |rad| {
            let grund = Grund {
                overlamning: nytt.overlamning.clone(),
                insats: rad.text("insats_nr")?,
                katalog: rad.text("katalog")?,
                insats_namn: rad.text("insats_namn")?,
                system: rad.text_om("system")?,
                samtycke: rad.text("samtycke")?,
                samtycke_dag: rad.text("dag")?,
                vardnadshavare: rad.tal_om("vardnadshavare")?,
            };
            let namngiven = Aktperson {
                namn: rad.text("namn")?,
                nummer: rad.text_om("personnummer")?,
                kontakt: rad.kontakt()?,
                sekretess: rad.tal::<u8>("sekretess")? == 1,
            };
            Ok((grund, namngiven))
        },
    )?
    .ok_or(KanInteIAkten::Saknas)?;
    med_identitet(&grund.insats, s)?;
    let person = match &nytt.person {
        Some(barnet) if nytt.aktslag == Aktslag::Barnet => Aktperson::av_barnet(barnet, &namngiven),
        // An adult's akt is about whom the handover names, and so is the child's where that is the child.
        Some(_) | None => namngiven,
    };
    if har_redan(akt, &grund.insats, &person)? {
        return Err(KanInteIAkten::SammaPerson.into());
    }
    let slag = (nytt.aktslag, nytt.steg);
    let id = skriv(akt, &grund, &person, slag, uppfoljning, s.idag)?;
    akt.kor(
        "UPDATE overlamning SET status = 'kvitterad', kvitterad_tid = ?2, kvitterad_av = ?3 WHERE id = ?1",
        params![
            nytt.overlamning.0,
            super::super::rad::tid(akt.nar),
            akt.aktor.anvandare
        ],
    )?;
    akt.raderat.set(true);
    logga(akt, "oppnad", Some(&id), Some(&nytt.overlamning))?;
    visa(akt, &id)
}

/// Opens the akt of the other parent beside the first one's.
pub(super) fn oppna_for_andra(
    akt: &Akt<'_>,
    arende: &RadId,
    person: &Identitet,
    (satt, dag): (SamtyckeSatt, NaiveDate),
    s: &Sammanhang,
) -> Result<Aktsvar, StoreError> {
    eget(akt, arende)?.pagar()?;
    let dag = har_hant(dag, s.idag)?;
    let (grund, slag, har_annan) = en_rad(
        akt.tx,
        TABELL,
        "SELECT a.*, EXISTS (SELECT 1 FROM arende t WHERE t.overlamning = a.overlamning AND t.id <> a.id) AS har_annan
         FROM arende a WHERE a.id = ?1",
        params![arende.0],
        |rad| {
            let grund = Grund {
                overlamning: rad.id("overlamning")?,
                insats: rad.text("insats_nr")?,
                katalog: rad.text("katalog")?,
                insats_namn: rad.text("insats_namn")?,
                system: rad.text_om("system")?,
                samtycke: satt.kod().to_owned(),
                samtycke_dag: dag.to_string(),
                vardnadshavare: None,
            };
            let stegantal = rad.tolka_tal("stegantal", Stegantal::av_antal)?;
            let aktslag = rad.tolka("aktslag", Aktslag::fran_kod)?;
            Ok((grund, (aktslag, stegantal), rad.tal::<u8>("har_annan")? == 1))
        },
    )?
    .ok_or(KanInteIAkten::Saknas)?;
    if slag.0 != Aktslag::VarjeForalder {
        return Err(KanInteIAkten::InteVarjeForalder.into());
    }
    med_identitet(&grund.insats, s)?;
    let person = Aktperson::av(person);
    if har_annan || har_redan(akt, &grund.insats, &person)? {
        return Err(KanInteIAkten::SammaPerson.into());
    }
    let id = skriv(akt, &grund, &person, slag, None, s.idag)?;
    logga(akt, "oppnad", Some(&id), Some(&grund.overlamning))?;
    visa(akt, &id)
}

/// Opens an ärende to be read.
pub(super) fn las(akt: &Akt<'_>, arende: &RadId) -> Result<Aktsvar, StoreError> {
    eget(akt, arende)?;
    logga(akt, "last", Some(arende), None)?;
    visa(akt, arende)
}

/// Takes an ärende from the step that it was seen at to the next one.
pub(super) fn ta_steg(
    akt: &Akt<'_>,
    arende: &RadId,
    fran: Arendesteg,
) -> Result<Aktsvar, StoreError> {
    eget(akt, arende)?.pagar()?;
    let (nu, av) = bild::en(akt.tx, &arende.0, &akt.aktor.enhet)?.steg;
    let nasta = fran.nasta(av).filter(|_| nu == fran);
    let nasta = nasta.ok_or(KanInteIAkten::Steg)?;
    akt.kor(
        "UPDATE arende SET steg = ?2 WHERE id = ?1",
        params![arende.0, nasta.nummer()],
    )?;
    logga(akt, "steg", Some(arende), None)?;
    visa(akt, arende)
}

/// A sheet of an ärende or handover has left the program.
pub(super) fn utlamnat(akt: &Akt<'_>, id: &RadId) -> Result<Aktsvar, StoreError> {
    match eget(akt, id) {
        Ok(_) => logga(akt, "utlamnat", Some(id), None)?,
        Err(StoreError::Akt(KanInteIAkten::Saknas)) => {
            if akt.sikt.enhet.is_some() {
                inkorg::ar_hamtad_av_mig(akt, id)?;
            } else {
                inkorg::lage(akt, id)?;
            }
            logga(akt, "utlamnat", None, Some(id))?;
        }
        Err(fel) => return Err(fel),
    }
    Ok(Aktsvar::Gjort)
}
