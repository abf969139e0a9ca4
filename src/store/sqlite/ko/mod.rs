//! The queue and the places. In order of arrival and in no other (KO-01): one act, one transaction, and an event on
//! the history of each entry that it touches.

pub(super) mod angra;
mod erbjud;
mod foljd;
mod import;
mod kontakt;
pub(super) mod las;
pub(super) mod las_igen;
mod liv;
pub(super) mod platser;
pub(super) mod post;
pub(super) mod rang;
mod rattelse;
pub(super) mod svep;
pub(super) mod urval;
pub(super) mod vid_besok;

use chrono::NaiveDate;
use rusqlite::params;

use super::Akt;
use super::rad::{en_rad, nytt_id, rader, slump};
use crate::domain::insats::{Insats, InsatsNr};
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::plats::Pott;
use crate::domain::ko::policy::{Kopolicy, Koslag};
use crate::domain::ko::{Overgang, efter};
use crate::domain::kolapp::Kolappskod;
use crate::store::ko::{Koakt, Kokvitto, Kosvar, Sammanhang};
use crate::store::{Reply, StoreError};
use post::{Handelse, Post, andra, nekad, skriv_handelse};
use urval::{Overhoppade, Potten, forsta_som_passar, potter};

/// How many slips are drawn before giving up; that one is taken is rare, twenty in a row are a fault.
const DRAGNINGAR: usize = 20;

/// Does an act on the waiting list.
pub(super) fn utfor(akt: &Akt<'_>, koakt: &Koakt, s: &Sammanhang) -> Result<Reply, StoreError> {
    // What time has done is done first. Only an answer and an undo come before: somebody who answers late still has
    // the place until another desk has looked, and nothing may come between an act and its undo.
    let s = &Ram::hel(s);
    let forst = matches!(
        koakt,
        Koakt::Svara { .. } | Koakt::Forlang { .. } | Koakt::Angra | Koakt::Svep
    );
    if !forst {
        svep::svep(akt, s)?;
    }
    let svar = match koakt {
        Koakt::Erbjud(erbjud) => Kosvar::Gjort(erbjud::erbjud(akt, erbjud, s)?),
        Koakt::Forlang { kod, till } => Kosvar::Gjort(erbjud::forlang(akt, *kod, *till, s)?),
        Koakt::Svara { kod, svar } => Kosvar::Gjort(erbjud::svara(akt, *kod, *svar, s)?),
        Koakt::Paminn { kod } => Kosvar::Gjort(erbjud::paminn(akt, *kod, s)?),
        Koakt::Vila { kod, fran, till } => Kosvar::Gjort(liv::vila(akt, *kod, (*fran, *till), s)?),
        Koakt::Aktivera { kod } => Kosvar::Gjort(liv::aktivera(akt, *kod, s)?),
        Koakt::Avsluta {
            kod,
            orsak,
            villkor,
        } => Kosvar::Gjort(liv::avsluta(akt, *kod, (*orsak, villkor.as_deref()), s)?),
        Koakt::Felregistrera { kod } => Kosvar::Gjort(liv::felregistrera(akt, *kod, s)?),
        Koakt::Ateroppna { kod, mening } => Kosvar::Gjort(liv::ateroppna(akt, *kod, mening, s)?),
        Koakt::Forsok { kod, kanal, nadd } => {
            Kosvar::Gjort(liv::forsok(akt, *kod, *kanal, *nadd, s)?)
        }
        Koakt::Bekrafta { kod } => Kosvar::Gjort(liv::enkel(akt, *kod, Overgang::Bekrafta, s)?),
        Koakt::Bekraftelsesteg { kod } => Kosvar::Gjort(liv::bekraftelsesteg(akt, *kod, s)?),
        Koakt::Uppgifter { kod, uppgifter } => {
            Kosvar::Gjort(liv::uppgifter(akt, *kod, uppgifter, s)?)
        }
        Koakt::Kontakt { kod, kontakt } => Kosvar::Gjort(kontakt::spara(akt, *kod, kontakt, s)?),
        Koakt::OppnaKontakt { kod } => Kosvar::Kontakt(kontakt::oppna(akt, *kod, s)?),
        Koakt::GlomKontakt { kod } => Kosvar::Gjort(kontakt::glom(akt, *kod)?),
        Koakt::ForeslaRattelse {
            kod,
            till,
            orsak,
            mening,
        } => Kosvar::Gjort(rattelse::foresla(akt, *kod, *till, *orsak, mening)?),
        Koakt::SvaraRattelse { kod, godkand } => {
            Kosvar::Gjort(rattelse::svara(akt, *kod, *godkand)?)
        }
        Koakt::Granska { insats } => Kosvar::Gjort(platser::granska(akt, *insats, s)?),
        Koakt::Platser { insats, antal } => Kosvar::Gjort(platser::satt(akt, *insats, *antal, s)?),
        Koakt::LamnaPlats { pott, nummer } => Kosvar::Gjort(platser::lamna(akt, pott, *nummer, s)?),
        Koakt::NyOmgang { insats, omgang } => {
            Kosvar::Gjort(platser::ny_omgang(akt, *insats, omgang, s)?)
        }
        Koakt::StallInOmgang { omgang } => Kosvar::Gjort(platser::stall_in(akt, omgang, s)?),
        Koakt::Angra => Kosvar::Gjort(angra::angra(akt, s)?),
        Koakt::Svep => Kosvar::Gjort(Kokvitto {
            svepta: svep::svep(akt, s)?,
            ..Kokvitto::default()
        }),
        Koakt::Importera(rader) => Kosvar::Importerat(import::importera(akt, rader, s)?),
    };
    Ok(Reply::Ko(Box::new(svar)))
}

/// The answer to an act that was done before: the same as then, of what it was about as that stands now.
pub(super) fn las_igen(akt: &Akt<'_>, koakt: &Koakt, s: &Sammanhang) -> Result<Reply, StoreError> {
    let s = &Ram::hel(s);
    let kod = match koakt {
        Koakt::OppnaKontakt { kod } => {
            let kontakt = kontakt::visa_igen(akt, *kod, s)?;
            return Ok(Reply::Ko(Box::new(Kosvar::Kontakt(kontakt))));
        }
        Koakt::Importera(rader) => {
            let intagna = import::las_igen(akt, rader)?;
            return Ok(Reply::Ko(Box::new(Kosvar::Importerat(intagna))));
        }
        Koakt::Erbjud(_) | Koakt::Angra => las_igen::post(akt)?,
        Koakt::Forlang { kod, .. }
        | Koakt::Svara { kod, .. }
        | Koakt::Paminn { kod }
        | Koakt::Vila { kod, .. }
        | Koakt::Aktivera { kod }
        | Koakt::Avsluta { kod, .. }
        | Koakt::Felregistrera { kod }
        | Koakt::Ateroppna { kod, .. }
        | Koakt::Forsok { kod, .. }
        | Koakt::Bekrafta { kod }
        | Koakt::Bekraftelsesteg { kod }
        | Koakt::Uppgifter { kod, .. }
        | Koakt::Kontakt { kod, .. }
        | Koakt::GlomKontakt { kod }
        | Koakt::ForeslaRattelse { kod, .. }
        | Koakt::SvaraRattelse { kod, .. } => Some(*kod),
        Koakt::Granska { .. }
        | Koakt::Platser { .. }
        | Koakt::LamnaPlats { .. }
        | Koakt::NyOmgang { .. }
        | Koakt::StallInOmgang { .. }
        | Koakt::Svep => None,
    };
    let mut svar = match kod {
        Some(kod) => kvitto(akt, &post::med_kod(akt.tx, kod)?)?,
        None => Kokvitto::default(),
    };
    las_igen::fyll(akt, koakt, &mut svar)?;
    Ok(Reply::Ko(Box::new(Kosvar::Gjort(svar))))
}

/// Ram, what an act knows of the catalogue and the day: a whole catalogue, or the one insats that a visit is about.
#[derive(Clone, Copy)]
struct Ram<'k> {
    insatser: &'k [Insats],
    stangda_dagar: &'k [NaiveDate],
    version: &'k str,
    idag: NaiveDate,
}

impl<'k> Ram<'k> {
    fn hel(s: &'k Sammanhang) -> Self {
        Self {
            insatser: &s.katalog.insatser,
            stangda_dagar: &s.katalog.stangda_dagar,
            version: &s.katalog.version,
            idag: s.idag,
        }
    }

    fn en(insats: &'k Insats, version: &'k str, idag: NaiveDate) -> Self {
        Self {
            insatser: std::slice::from_ref(insats),
            stangda_dagar: &[],
            version,
            idag,
        }
    }

    fn insats(&self, nr: InsatsNr) -> Option<&'k Insats> {
        self.insatser.iter().find(|insats| insats.nr == nr)
    }

    /// The policy of an insats; one that has left the catalogue is kept by the rules that cost nobody anything.
    fn policy(&self, nr: InsatsNr) -> Kopolicy {
        self.insats(nr).map(|insats| insats.ko).unwrap_or_default()
    }
}

/// The insats in the catalogue, where it has a queue.
fn med_ko<'k>(s: &Ram<'k>, insats: InsatsNr) -> Result<&'k Insats, StoreError> {
    let insats = s.insats(insats).ok_or(KanInteIKon::OkandInsats)?;
    if insats.ko.slag == Koslag::IngenKo {
        return Err(KanInteIKon::IngenKo.into());
    }
    Ok(insats)
}

/// All places of an insats.
fn insatsens_potter(
    akt: &Akt<'_>,
    s: &Ram<'_>,
    insats: InsatsNr,
) -> Result<Vec<Potten>, StoreError> {
    let av_namnden = s.insats(insats).and_then(Insats::lopande_platser);
    potter(akt.tx, insats, av_namnden)
}

/// One step of an entry's life: the rule, the event, the row.
fn overga(
    akt: &Akt<'_>,
    post: &mut Post,
    overgang: Overgang,
    policy: &Kopolicy,
    (idag, handelse): (NaiveDate, Handelse<'_>),
) -> Result<i64, StoreError> {
    match efter(post.lage, overgang, policy, idag) {
        Ok(lage) => andra(akt, post, lage, &handelse),
        Err(hinder) => Err(nekad(akt.tx, post, hinder)),
    }
}

/// What an act led to, for the entry that it was about.
fn kvitto(akt: &Akt<'_>, post: &Post) -> Result<Kokvitto, StoreError> {
    Ok(Kokvitto {
        post: Some((post.kod, post.lage.status)),
        plats: post.plats(akt.tx)?.map(|(plats, _)| plats),
        ..Kokvitto::default()
    })
}

/// Draws a slip that is not in use.
fn ny_kolapp(akt: &Akt<'_>) -> Result<Kolappskod, StoreError> {
    dra(slump::<32>, |kod| {
        let upptagen = en_rad(
            akt.tx,
            "kopost",
            "SELECT id FROM kopost WHERE kod = ?1",
            params![kod.to_string()],
            |rad| rad.text("id"),
        )?;
        Ok(upptagen.is_none())
    })
}

fn dra(
    mut slump: impl FnMut() -> Result<[u8; 32], StoreError>,
    ledig: impl Fn(Kolappskod) -> Result<bool, StoreError>,
) -> Result<Kolappskod, StoreError> {
    for _ in 0..DRAGNINGAR {
        if let Some(kod) = Kolappskod::av_slump(&slump()?)
            && ledig(kod)?
        {
            return Ok(kod);
        }
    }
    Err(StoreError::Stopp(
        "Det gick inte att dra en ledig kölapp. Inget är sparat.".to_owned(),
    ))
}

/// Takes so many free numbers of places for somebody.
fn ta_platser(
    akt: &Akt<'_>,
    potten: &Potten,
    antal: u8,
    dag: NaiveDate,
    av: Option<&str>,
) -> Result<(), StoreError> {
    let tagna = rader(
        akt.tx,
        "plats",
        "SELECT nummer FROM plats WHERE pott = ?1 AND till IS NULL",
        params![potten.pott.to_string()],
        |rad| rad.tal::<u16>("nummer"),
    )?;
    // Counted as well: the number of places may have been lowered since.
    let kvar = usize::from(potten.antal).saturating_sub(tagna.len());
    let lediga: Vec<u16> = (1..=potten.antal)
        .filter(|nummer| !tagna.contains(nummer))
        .take(usize::from(antal).min(kvar))
        .collect();
    if lediga.len() < usize::from(antal) {
        return Err(KanInteIKon::IngenLedigPlats.into());
    }
    for nummer in lediga {
        akt.kor(
            "INSERT INTO plats(id, pott, insats_nr, nummer, upptagen_av, fran, till)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)",
            params![
                nytt_id()?,
                potten.pott.to_string(),
                potten.insats.to_string(),
                nummer,
                av,
                dag.to_string()
            ],
        )?;
    }
    Ok(())
}

/// Gives back whatever places an entry holds, and says of which kind they were.
fn slapp_platser(akt: &Akt<'_>, post: &Post, dag: NaiveDate) -> Result<Option<Pott>, StoreError> {
    let av = en_rad(
        akt.tx,
        "plats",
        "SELECT pott FROM plats WHERE upptagen_av = ?1 AND till IS NULL LIMIT 1",
        params![post.nyckel.id],
        |rad| rad.tolka("pott", |pott| pott.parse().ok()),
    )?;
    if av.is_some() {
        akt.kor(
            "UPDATE plats SET till = max(?2, fran) WHERE upptagen_av = ?1 AND till IS NULL",
            params![post.nyckel.id, dag.to_string()],
        )?;
    }
    Ok(av)
}

/// A place has become free: who is next in turn for it is said, and written down, in the same transaction (KO-01).
fn nasta_i_tur(
    akt: &Akt<'_>,
    s: &Ram<'_>,
    insats: InsatsNr,
    pott: Option<Pott>,
) -> Result<Option<(Pott, Option<Kolappskod>)>, StoreError> {
    let Some(pott) = pott else { return Ok(None) };
    let alla = insatsens_potter(akt, s, insats)?;
    let Some(potten) = alla
        .iter()
        .find(|potten| potten.pott == pott && potten.oppen(s.idag) && potten.lediga() > 0)
    else {
        return Ok(None);
    };
    let kod = forsta_som_passar(akt.tx, potten, None, s.idag)?.map(|post| post.kod);
    let om = match kod {
        Some(kod) => format!("{pott} {kod}"),
        None => format!("{pott} -"),
    };
    skriv_handelse(akt, insats, None, &Handelse::ny("nasta_i_tur").om(&om))?;
    Ok(Some((pott, kod)))
}

/// Writes down on each passed-over person's own history why, and for whom.
fn skriv_overhopp(
    akt: &Akt<'_>,
    overhoppade: Overhoppade,
    for_vem: &str,
) -> Result<(), StoreError> {
    for (mut overhoppad, skal) in overhoppade {
        let handelse = Handelse::ny("overhoppad").orsak(skal.kod()).om(&for_vem);
        post::anteckna(akt, &mut overhoppad, &handelse)?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn en_upptagen_kolapp_dras_om_och_till_slut_ges_det_upp() {
        let dragna = Cell::new(0);
        let slump = || {
            dragna.set(dragna.get() + 1);
            Ok([dragna.get(); 32])
        };
        let kod = dra(slump, |_| Ok(dragna.get() == 4)).unwrap();
        assert_eq!(Some(kod), Kolappskod::av_slump(&[4; 32]));
        dragna.set(0);
        assert!(matches!(
            dra(slump, |_| Ok(false)),
            Err(StoreError::Stopp(_))
        ));
        assert_eq!(usize::from(dragna.get()), DRAGNINGAR);
    }
}
