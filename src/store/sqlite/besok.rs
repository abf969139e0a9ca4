//! The end of a visit: counted, queued, received or handed over, and its parked answers erased, all at once.

use rusqlite::params;

use super::ko::vid_besok;
use super::rad::{en_rad, nytt_id};
use super::{Akt, overlamning, statistik, utkast};
use crate::domain::besok::Slut;
use crate::domain::insats::{Dokumentation, Insats};
use crate::domain::ko::KoOrsak;
use crate::domain::kolapp::Kolappskod;
use crate::domain::kontroll::Utfall;
use crate::domain::raknat::{RaknatBesok, Resultat};
use crate::store::{Kvitto, RadId, Reply, StoreError};

/// Ends a visit.
pub(super) fn avsluta(
    akt: &Akt<'_>,
    slut: &Slut,
    insats: &Insats,
    katalog: &str,
    utkast: Option<&RadId>,
    kolapp: Option<Kolappskod>,
) -> Result<Reply, StoreError> {
    let raknat = slut.raknat();
    if raknat.insats() != insats.nr {
        return Err(StoreError::Stopp(
            "Besöket hör till en annan insats än den som visades. Inget är sparat.".to_owned(),
        ));
    }
    if let Some(id) = utkast {
        utkast::avsluta(akt, id)?;
    }
    insatsversion(akt, insats, katalog)?;
    rakna(akt, raknat, katalog)?;
    // Without an object: nothing leads from the log to the row in the counts.
    akt.handelse("besok_avslutat", None)?;
    statistik::rakna_timme(akt)?;
    let kvitto = match slut {
        Slut::Avslutat(_) => {
            // Only the own wish to apply instead leaves the queue by itself; everything else is for the desk to say.
            let ansoker =
                raknat.resultat() == Resultat::Hanvisad && raknat.utfall() == Utfall::Uppfyllt;
            if let Some(kod) = kolapp.filter(|_| ansoker) {
                vid_besok::avsluta_med_kolapp(
                    akt,
                    insats,
                    raknat.dag(),
                    kod,
                    KoOrsak::AnsoktIStallet,
                )?;
            }
            Kvitto::default()
        }
        Slut::IKo(_) => Kvitto {
            kolapp: Some(vid_besok::stall(
                akt,
                insats,
                katalog,
                raknat.raknas().band,
                kolapp,
            )?),
            overlamning: None,
        },
        Slut::Mottagen(_) => {
            let fram = vid_besok::slapp_fram(akt, insats, raknat.dag(), kolapp)?;
            vid_besok::ge_plats(akt, insats, raknat.dag(), &fram, fram.kopost.as_deref())?;
            Kvitto::default()
        }
        Slut::Overlamnad(overlamning) => {
            let fram = vid_besok::slapp_fram(akt, insats, raknat.dag(), kolapp)?;
            let id = overlamning::skapa(akt, overlamning, katalog)?;
            vid_besok::ge_plats(akt, insats, raknat.dag(), &fram, Some(&id))?;
            Kvitto {
                kolapp: None,
                overlamning: Some(RadId(id)),
            }
        }
    };
    Ok(Reply::Avslutat(kvitto))
}

/// Keeps the insats as it was shown, the first time that it is used; later uses must agree with it.
pub(super) fn insatsversion(
    akt: &Akt<'_>,
    insats: &Insats,
    katalog: &str,
) -> Result<(), StoreError> {
    type Innehall = (String, String, Option<String>, Option<u16>, bool);
    let nr = insats.nr.to_string();
    let nu: Innehall = (
        insats.namn.clone(),
        insats.dokumentation.paragraf().to_owned(),
        system(insats),
        insats.genomforande.platser,
        insats.silo,
    );
    let sparad = en_rad(
        akt.tx,
        "insatsversion",
        "SELECT namn, paragraf, system, platser, silo FROM insatsversion WHERE nr = ?1 AND katalog = ?2",
        params![nr, katalog],
        |rad| -> Result<Innehall, StoreError> {
            Ok((
                rad.text("namn")?,
                rad.text("paragraf")?,
                rad.text_om("system")?,
                rad.tal_om("platser")?,
                rad.tal_om::<u8>("silo")?
                    .map_or(insats.silo, |silo| silo == 1),
            ))
        },
    )?;
    match sparad {
        Some(sparad) if sparad == nu => Ok(()),
        Some(_) => Err(StoreError::Stopp(format!(
            "Katalogen {katalog} har här en annan beskrivning av insats {nr} än den som redan har använts. \
             Inget är sparat. En ändrad katalog ska ha en ny version."
        ))),
        None => {
            akt.kor(
                "INSERT INTO insatsversion(nr, katalog, namn, paragraf, system, platser, silo)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![nr, katalog, nu.0, nu.1, nu.2, nu.3, nu.4],
            )?;
            Ok(())
        }
    }
}

/// The case system that the insats goes to, where its source states one.
pub(super) fn system(insats: &Insats) -> Option<String> {
    match &insats.dokumentation {
        Dokumentation::Dokumenteras { system, .. } => system.kand().cloned(),
        Dokumentation::Radgivning | Dokumentation::Undantagen { .. } => None,
    }
}

fn rakna(akt: &Akt<'_>, besok: RaknatBesok, katalog: &str) -> Result<(), StoreError> {
    let kvittens = besok.kvittens().rad();
    let raknas = besok.raknas();
    akt.kor(
        "INSERT INTO raknat_besok(id, dag, insats_nr, katalog, utfall, resultat, samtycke, band, kon, info_satt,
           info_sprak, info_text, info_version, enhet)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        params![
            nytt_id()?,
            besok.dag().to_string(),
            besok.insats().to_string(),
            katalog,
            besok.utfall().kod(),
            besok.resultat().kod(),
            besok.samtycke(),
            raknas.band.map(crate::domain::tid::Aldersband::kod),
            raknas.kon.map(crate::domain::raknat::Kon::kod),
            kvittens.satt.kod(),
            kvittens.sprak.kod(),
            kvittens.text.kod(),
            kvittens.version.to_string(),
            akt.aktor.enhet,
        ],
    )?;
    Ok(())
}
