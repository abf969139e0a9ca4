//! What gallring goes by: every akt of the file with its last note, and whose it is, so that nothing is erased while
//! something about the same person stays (GAL-01). Read whole: it is asked for a few times a year.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::super::Akt;
use super::super::akt::vik;
use super::super::rad::{Rad, rader};
use crate::domain::gallring::{self, Akttid, Dom, Fodelse, Personens, Utforarslag};
use crate::domain::insats::InsatsNr;
use crate::store::gallring::Gallringsrad;
use crate::store::ko::Sammanhang;
use crate::store::{RadId, StoreError};

/// Every ärende with the day of the last that was written in its akt: notes, plans, consents, follow-ups, and what was
/// done on its bridge. A time is counted two hours on, for it is kept in UTC: no day is then too early in Sweden.
pub(in crate::store::sqlite) const ARENDEN: &str = "
    SELECT a.id, a.nummer, a.enhet, a.insats_nr, a.insats_namn, a.overlamning, a.avslutad IS NOT NULL AS slut,
      p.namn, p.personnummer,
      EXISTS (SELECT 1 FROM insatsversion v WHERE v.nr = a.insats_nr AND v.silo = 1) AS silo,
      max(a.oppnad,
        coalesce((SELECT date(max(skriven), '+2 hours') FROM anteckning WHERE arende = a.id), ''),
        coalesce((SELECT date(max(skriven), '+2 hours') FROM insatsplan WHERE arende = a.id), ''),
        coalesce((SELECT date(max(skriven), '+2 hours') FROM uppfoljning WHERE arende = a.id), ''),
        coalesce((SELECT max(date(skriven, '+2 hours'), coalesce(aterkallat, '')) FROM delningssamtycke
          WHERE arende = a.id ORDER BY 1 DESC LIMIT 1), ''),
        coalesce((SELECT max(b.oppnad, coalesce(b.senast_uppfoljd, ''), coalesce(b.avslutad, ''),
            coalesce((SELECT max(gjord) FROM brobock WHERE bro = b.id), ''))
          FROM bro b WHERE b.arende = a.id), '')) AS sista
    FROM arende a LEFT JOIN arendeperson p ON p.arende = a.id
    ORDER BY a.nummer";

/// Every handover that still has its person: it has not become an ärende, and nobody has received it elsewhere.
pub(in crate::store::sqlite) const PA_VAG: &str = "
    SELECT o.id, o.insats_nr, o.insats_namn, substr(o.skapad, 1, 10) AS dag, p.namn, p.personnummer,
      CASE WHEN o.status = 'aterlamnad' THEN o.enhet ELSE coalesce(o.till_enhet, o.enhet) END AS enhet,
      EXISTS (SELECT 1 FROM insatsversion v WHERE v.nr = o.insats_nr AND v.silo = 1) AS silo
    FROM overlamningsperson p JOIN overlamning o ON o.id = p.overlamning
    ORDER BY o.skapad, o.id";

/// The same person, by number, or by name where there is none. A silo knows nobody outside it (SEK-02).
type Person = (bool, String);

struct Arende {
    rad: Gallringsrad,
    enhet: String,
    overlamning: String,
    tid: Akttid,
    person: Person,
    fodelse: Fodelse,
}

struct PaVag {
    rad: Gallringsrad,
    enhet: String,
    person: Person,
}

/// What gallring says of something, and which rule says it.
pub(super) struct Bedomd {
    pub(super) rad: Gallringsrad,
    /// The handover that an ärende came from.
    pub(super) overlamning: Option<String>,
    /// The rule by which it is erased.
    pub(super) grund: &'static str,
}

fn person(rad: &Rad<'_>) -> Result<(Person, Fodelse), StoreError> {
    let silo = rad.tal::<u8>("silo")? == 1;
    let nummer = rad.text_om("personnummer")?;
    let fodelse = nummer.as_deref().map(Fodelse::av_nummer);
    let namn = rad.text_om("namn")?.unwrap_or_default();
    let vem = nummer.unwrap_or_else(|| vik(&namn));
    Ok(((silo, vem), fodelse.unwrap_or_default()))
}

/// The row without its verdict, which is read when everything has been.
fn olast(rad: &Rad<'_>, nummer: Option<String>) -> Result<(Gallringsrad, InsatsNr), StoreError> {
    let insats = rad.tolka("insats_nr", |nr| nr.parse().ok())?;
    let rad = Gallringsrad {
        id: rad.id("id")?,
        nummer,
        insats,
        insats_namn: rad.text("insats_namn")?,
        dom: Dom::Vantar(gallring::Pagar::Arendet),
    };
    Ok((rad, insats))
}

fn arenden(conn: &Connection, s: &Sammanhang) -> Result<Vec<Arende>, StoreError> {
    rader(conn, "arende", ARENDEN, [], |rad| {
        let (person, fodelse) = person(rad)?;
        let (olast, insats) = olast(rad, Some(rad.text("nummer")?))?;
        let slut = rad.tal::<u8>("slut")? == 1;
        Ok(Arende {
            rad: olast,
            enhet: rad.text("enhet")?,
            overlamning: rad.text("overlamning")?,
            tid: Akttid::ny(&s.katalog, insats, rad.dag("sista")?, slut),
            person,
            fodelse,
        })
    })
}

fn pa_vag(conn: &Connection, s: &Sammanhang) -> Result<Vec<PaVag>, StoreError> {
    rader(conn, "overlamning", PA_VAG, [], |rad| {
        let (person, _) = person(rad)?;
        let (mut olast, _) = olast(rad, None)?;
        let skapad: NaiveDate = rad.dag("dag")?;
        olast.dom = gallring::bedom_overlamning(skapad, &s.katalog.gallring, s.idag);
        Ok(PaVag {
            rad: olast,
            enhet: rad.text("enhet")?,
            person,
        })
    })
}

/// Everything of the own enhet that gallring has something to say of, ärenden first.
pub(super) fn bedomda(akt: &Akt<'_>, s: &Sammanhang) -> Result<Vec<Bedomd>, StoreError> {
    let arenden = arenden(akt.tx, s)?;
    let pa_vag = pa_vag(akt.tx, s)?;
    let mut per_person: BTreeMap<&Person, Vec<usize>> = BTreeMap::new();
    for (plats, arende) in arenden.iter().enumerate() {
        per_person.entry(&arende.person).or_default().push(plats);
    }
    let kommunkod = s.katalog.gallring.kommunkod;
    let egna = |enhet: &str| enhet == akt.aktor.enhet;
    let mut alla = Vec::new();
    for (plats, arende) in arenden.iter().enumerate() {
        if !egna(&arende.enhet) {
            continue;
        }
        let samma = per_person.get(&arende.person).into_iter().flatten();
        let andra: Vec<Akttid> = samma
            .filter(|annan| **annan != plats)
            .filter_map(|annan| arenden.get(*annan).map(|annan| annan.tid))
            .collect();
        let person = Personens {
            fodelse: arende.fodelse,
            andra: &andra,
            pa_vag: pa_vag.iter().any(|rad| rad.person == arende.person),
        };
        let dom = gallring::bedom(arende.tid, person, kommunkod, s.idag);
        alla.push(Bedomd {
            rad: Gallringsrad {
                dom,
                ..arende.rad.clone()
            },
            overlamning: Some(arende.overlamning.clone()),
            grund: match arende.tid.utforare {
                Utforarslag::Privat => "gal07",
                Utforarslag::Kommunal | Utforarslag::Samverkan | Utforarslag::Oklart => "gal01",
            },
        });
    }
    let pa_vag = pa_vag.into_iter().filter(|rad| egna(&rad.enhet));
    alla.extend(pa_vag.map(|pa_vag| Bedomd {
        rad: pa_vag.rad,
        overlamning: None,
        grund: "gal08",
    }));
    Ok(alla)
}

/// The list of the own enhet, what is to be done first.
pub(super) fn lista(akt: &Akt<'_>, s: &Sammanhang) -> Result<Vec<Gallringsrad>, StoreError> {
    let bedomda = bedomda(akt, s)?.into_iter();
    let mut lista: Vec<Gallringsrad> = bedomda.map(|bedomd| bedomd.rad).collect();
    lista.sort_by_key(|rad| rad.dom.ordning());
    Ok(lista)
}

/// The queue entries whose sentences have had their time (GAL-08).
pub(super) fn med_mening(akt: &Akt<'_>, s: &Sammanhang) -> Result<Vec<RadId>, StoreError> {
    rader(
        akt.tx,
        "kopost",
        "SELECT DISTINCT p.id FROM komening m JOIN kohandelse h ON h.seq = m.seq JOIN kopost p ON p.id = h.kopost_id
         WHERE p.slut_ms IS NOT NULL AND date(p.slut_ms / 1000, 'unixepoch', '+' || ?2 || ' days') < ?1",
        rusqlite::params![s.idag.to_string(), s.katalog.gallring.komening_dagar],
        |rad| rad.id("id"),
    )
}
