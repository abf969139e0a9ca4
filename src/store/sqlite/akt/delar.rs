//! Reading the parts of an akt: journal, plan, consents, follow-ups.

use rusqlite::{Connection, params};

use super::super::rad::{Rad, rader};
use crate::domain::akt::Arendenummer;
use crate::domain::akt::anteckning::{Anteckningsslag, Galler};
use crate::domain::akt::avslut::Malutfall;
use crate::domain::akt::plan::{GjordMed, Led, Plantext};
use crate::domain::akt::samtycke::Delasmed;
use crate::domain::fakta::SamtyckeSatt;
use crate::store::akt::{
    Anteckningsrad, Malutfallsrad, Planversion, Samtyckesrad, Uppfoljningsrad,
};
use crate::store::{RadId, StoreError};

/// The journal, in the order in which it was signed; of a copy also where the original stands.
pub(super) const JOURNAL: &str =
    "SELECT n.*, a.nummer AS kopia_akt, k.nr AS kopia_nr FROM anteckning n
     LEFT JOIN anteckning k ON k.id = n.kopia_av LEFT JOIN arende a ON a.id = k.arende
     WHERE n.arende = ?1 ORDER BY n.nr";

pub(super) const PLANER: &str = "SELECT * FROM insatsplan WHERE arende = ?1 ORDER BY version";

pub(super) const SAMTYCKEN: &str =
    "SELECT * FROM delningssamtycke WHERE arende = ?1 ORDER BY lamnat DESC, id DESC";

pub(super) const UPPFOLJNINGAR: &str = "SELECT * FROM uppfoljning WHERE arende = ?1 ORDER BY nr";

pub(super) const MAL: &str =
    "SELECT uppfoljning, mal, utfall FROM malutfall WHERE arende = ?1 ORDER BY uppfoljning, nr";

fn skrivare(rad: &Rad<'_>) -> Result<[String; 2], StoreError> {
    Ok([rad.text("skrivare")?, rad.text("titel")?])
}

pub(super) fn journal(
    conn: &Connection,
    arende: &RadId,
) -> Result<Vec<Anteckningsrad>, StoreError> {
    rader(conn, "anteckning", JOURNAL, params![arende.0], |rad| {
        let slag = rad.tolka("slag", Anteckningsslag::fran_kod)?;
        let galler = match slag {
            Anteckningsslag::Handelse | Anteckningsslag::Kopia => Galler::Handelse,
            Anteckningsslag::Rattelse => Galler::Rattar(rad.tal("galler")?),
            Anteckningsslag::Invandning => Galler::Invander(rad.tal("galler")?),
        };
        let kopia_akt = rad.tolka_om("kopia_akt", Arendenummer::las)?;
        Ok(Anteckningsrad {
            id: rad.id("id")?,
            nr: rad.tal("nr")?,
            slag,
            galler,
            kopia_av: kopia_akt.zip(rad.tal_om("kopia_nr")?),
            vad: rad.text("vad")?,
            dag: rad.dag("dag")?,
            klockslag: rad.klockslag_om("klockslag")?,
            kalla: rad.text("kalla")?,
            deltog: rad.text("deltog")?,
            text: rad.text("text")?,
            skrivare: skrivare(rad)?,
            skriven: rad.tid("skriven")?,
        })
    })
}

pub(super) fn planer(conn: &Connection, arende: &RadId) -> Result<Vec<Planversion>, StoreError> {
    rader(conn, "insatsplan", PLANER, params![arende.0], |rad| {
        let texter = [
            rad.text("personuppgifter")?,
            rad.text("tidplan")?,
            rad.text("insatsen")?,
            rad.text("varfor")?,
            rad.text("mal")?,
            rad.text("utformning")?,
            rad.text("uppfoljning")?,
            rad.text("orsak_till_avslut")?,
        ];
        Ok(Planversion {
            led: Led {
                version: rad.tal("version")?,
                bygger_pa: rad.tal_om("bygger_pa")?,
                forenar: rad.tal_om("forenar")?,
            },
            text: Plantext::ny(texter).map_err(|_| StoreError::TrasigRad {
                tabell: "insatsplan",
                kolumn: "mal",
            })?,
            gjord_med: rad.tolka("gjord_med", GjordMed::fran_kod)?,
            skrivare: skrivare(rad)?,
            skriven: rad.tid("skriven")?,
        })
    })
}

pub(super) fn samtycken(
    conn: &Connection,
    arende: &RadId,
) -> Result<Vec<Samtyckesrad>, StoreError> {
    rader(
        conn,
        "delningssamtycke",
        SAMTYCKEN,
        params![arende.0],
        |rad| {
            Ok(Samtyckesrad {
                id: rad.id("id")?,
                med: rad.tolka("med", Delasmed::fran_kod)?,
                mottagare: rad.text("mottagare")?,
                vad: rad.text("vad")?,
                lamnat: rad.dag("lamnat")?,
                till: rad.dag("till")?,
                satt: rad.tolka("satt", SamtyckeSatt::fran_kod)?,
                aterkallat: rad.dag_om("aterkallat")?,
            })
        },
    )
}

pub(super) fn uppfoljningar(
    conn: &Connection,
    arende: &RadId,
) -> Result<Vec<Uppfoljningsrad>, StoreError> {
    let mut alla = rader(
        conn,
        "uppfoljning",
        UPPFOLJNINGAR,
        params![arende.0],
        |rad| {
            let uppfoljning = Uppfoljningsrad {
                dag: rad.dag("dag")?,
                text: rad.text("text")?,
                mal: Vec::new(),
                nasta: rad.dag_om("nasta")?,
                skrivare: skrivare(rad)?,
                skriven: rad.tid("skriven")?,
            };
            Ok((rad.tal::<u32>("nr")?, uppfoljning))
        },
    )?;
    for (nr, mal) in rader(conn, "malutfall", MAL, params![arende.0], |rad| {
        let mal = Malutfallsrad {
            mal: rad.text("mal")?,
            utfall: rad.tolka("utfall", Malutfall::fran_kod)?,
        };
        Ok((rad.tal::<u32>("uppfoljning")?, mal))
    })? {
        if let Some((_, uppfoljning)) = alla.iter_mut().find(|(annat, _)| *annat == nr) {
            uppfoljning.mal.push(mal);
        }
    }
    Ok(alla
        .into_iter()
        .map(|(_, uppfoljning)| uppfoljning)
        .collect())
}
