//! `troskel ko`: the waiting list from the command line, with the screen's rules and words.

mod akt;
mod fil;
pub(super) mod flaggor;
mod kontakt;
mod platser;
mod rattvisa;
mod som_json;
mod visa;

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveDateTime};

use super::{CliFel, Kor, Svar, las_indata};
use crate::domain::insats::{Insats, InsatsNr};
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::kontakt::Kontaktsatt;
use crate::domain::ko::plats::{OmgangId, Pott};
use crate::domain::ko::rattelse::Mening;
use crate::domain::kolapp::Kolappskod;
use crate::start::ny_op;
use crate::store::ko::{Koakt, Kofraga, Kokvitto, Kopostbild, Korad, Kosvar, Pottbild};
use crate::store::sqlite::SqliteStore;
use crate::store::{Change, Query, Reply, Store, StoreError};
use crate::text;
use flaggor::KoKommando;

/// Runs one command of the waiting list; what is as long as the queue is put together only as it is wanted.
pub(super) fn kor(kor: &Kor, kommando: &KoKommando, vill_json: bool) -> Result<Svar, CliFel> {
    match kommando {
        KoKommando::Lista {
            insats,
            fran,
            antal,
        } => visa::lista(kor, insats.as_deref(), (*fran, *antal), vill_json),
        KoKommando::Koer { insats } => visa::koer(kor, insats.as_deref()),
        KoKommando::Visa { kod } => visa::visa(kor, kod),
        KoKommando::Bevis { kod } => visa::bevis(kor, kod),
        KoKommando::Attgora { insats } => visa::attgora(kor, insats.as_deref()),
        KoKommando::Kontakt {
            kod,
            fran,
            visa,
            glom: _,
        } => match (fran, visa) {
            (Some(fil), _) => kontakt::spara(kor, kod, fil),
            (None, true) => kontakt::oppna(kor, kod),
            (None, false) => kontakt::glom(kor, kod),
        },
        KoKommando::Granska { nr } => platser::granska(kor, nr),
        KoKommando::Platser { nr, antal: None } => platser::visa(kor, nr),
        KoKommando::Platser {
            nr,
            antal: Some(antal),
        } => platser::ange(kor, nr, *antal),
        KoKommando::LamnaPlats { pott, nummer } => platser::lamna(kor, pott, *nummer),
        KoKommando::Omgang(flaggor) => platser::omgang(kor, flaggor),
        KoKommando::Rattvisa {
            fran,
            till,
            insats,
            csv,
        } => rattvisa::kor(kor, (*fran, *till), insats.as_deref(), *csv),
        KoKommando::Importera {
            fil,
            insats,
            genomfor,
        } => fil::importera(kor, fil, insats.as_deref(), *genomfor),
        KoKommando::Exportera { insats, format, ut } => {
            fil::exportera(kor, insats.as_deref(), format, ut.as_deref(), vill_json)
        }
        KoKommando::Erbjud(flaggor) => akt::erbjud(kor, flaggor),
        KoKommando::Uppgifter(flaggor) => akt::uppgifter(kor, flaggor),
        KoKommando::Svara { .. }
        | KoKommando::Forlang { .. }
        | KoKommando::Paminn { .. }
        | KoKommando::Vila { .. }
        | KoKommando::Aktivera { .. }
        | KoKommando::Avsluta { .. }
        | KoKommando::Felregistrera { .. }
        | KoKommando::Ateroppna { .. }
        | KoKommando::Forsok { .. }
        | KoKommando::Bekrafta { .. }
        | KoKommando::Ratta { .. }
        | KoKommando::Angra => akt::kor(kor, kommando),
    }
}

/// The entry of a slip, for somebody who still waits: a slip of a queue that was left would promise what is not there.
pub(super) fn levande(kor: &Kor, kod: &str) -> Result<Korad, CliFel> {
    let kod = kolapp(kod)?;
    let bild = Lager::svept(kor)?.post(kod)?;
    if bild.rad.status.levande() {
        Ok(bild.rad)
    } else {
        Err(nej(KanInteIKon::Slutgiltig(bild.rad.status)))
    }
}

/// When the next group of a queue begins, where one is planned.
pub(super) fn nasta_start(kor: &Kor, insats: InsatsNr) -> Result<Option<NaiveDate>, CliFel> {
    match Lager::oppna(kor)?.fraga(Kofraga::Platser(insats))? {
        Kosvar::Platser(potter) => Ok(Pottbild::nasta_start(&potter, kor.idag)),
        _ => Err(CliFel::programfel()),
    }
}

/// The file, open, for questions and acts of one command.
struct Lager<'a> {
    kor: &'a Kor,
    store: SqliteStore,
}

impl<'a> Lager<'a> {
    fn oppna(kor: &'a Kor) -> Result<Self, CliFel> {
        Ok(Self {
            kor,
            store: kor.oppna()?,
        })
    }

    /// Opens the file, and lets what time has done be done first: nothing else in the program does it.
    ///
    /// A question is answered also while another desk is saving.
    fn svept(kor: &'a Kor) -> Result<Self, CliFel> {
        let mut lager = Self::oppna(kor)?;
        match lager.spara(Koakt::Svep) {
            Ok(_) | Err(StoreError::Upptagen) => Ok(lager),
            Err(fel) => Err(fel.into()),
        }
    }

    fn spara(&mut self, akt: Koakt) -> Result<Reply, StoreError> {
        let change = Change::Ko(akt, self.kor.sammanhang());
        self.store
            .save(&self.kor.aktor, ny_op(), self.kor.nu, &change)
    }

    fn fraga(&mut self, fraga: Kofraga) -> Result<Kosvar, CliFel> {
        match self.store.load(&Query::Ko(fraga, self.kor.sammanhang()))? {
            Reply::Ko(svar) => Ok(*svar),
            _ => Err(CliFel::programfel()),
        }
    }

    fn akt(&mut self, akt: Koakt) -> Result<Kosvar, CliFel> {
        match self.spara(akt)? {
            Reply::Ko(svar) => Ok(*svar),
            _ => Err(CliFel::programfel()),
        }
    }

    fn gor(&mut self, akt: Koakt) -> Result<Kokvitto, CliFel> {
        match self.akt(akt)? {
            Kosvar::Gjort(kvitto) => Ok(kvitto),
            _ => Err(CliFel::programfel()),
        }
    }

    fn post(&mut self, kod: Kolappskod) -> Result<Box<Kopostbild>, CliFel> {
        match self.fraga(Kofraga::Post(kod))? {
            Kosvar::Post(bild) => Ok(bild),
            _ => Err(CliFel::programfel()),
        }
    }
}

/// The queue says no before the file was asked: 2 for what was typed, 1 for all else.
fn nej(hinder: KanInteIKon) -> CliFel {
    match hinder {
        KanInteIKon::Mening | KanInteIKon::KontaktEjHel | KanInteIKon::Omgang => {
            CliFel::indata(&text::ko::hinder(&hinder, None))
        }
        hinder => StoreError::from(hinder).into(),
    }
}

fn kolapp(kod: &str) -> Result<Kolappskod, CliFel> {
    Kolappskod::las(kod).ok_or_else(|| CliFel::indata(text::cli::KOLAPP_FEL))
}

fn kanal(kod: &str) -> Result<Kontaktsatt, CliFel> {
    Kontaktsatt::fran_kod(kod).ok_or_else(|| CliFel::indata(text::ko::cli::KANAL))
}

fn omgangs_id(id: &str) -> Result<OmgangId, CliFel> {
    OmgangId::ny(id).ok_or_else(|| CliFel::indata(text::ko::cli::OMGANG_ID))
}

fn pott(text: &str) -> Result<Pott, CliFel> {
    text.parse()
        .map_err(|()| CliFel::indata(text::ko::cli::POTT))
}

/// The insats that is named, if any; it must be in the catalogue.
fn bara(kor: &Kor, nr: Option<&str>) -> Result<Option<InsatsNr>, CliFel> {
    let insats = nr.map(|nr| kor.insats(nr)).transpose()?;
    Ok(insats.map(|insats| insats.nr))
}

/// The insats of an entry; a slip may outlive its insats.
fn insats(kor: &Kor, nr: InsatsNr) -> Result<&Insats, CliFel> {
    kor.katalog
        .insats(nr)
        .ok_or_else(|| nej(KanInteIKon::OkandInsats))
}

fn namn(kor: &Kor, nr: InsatsNr) -> &str {
    kor.katalog
        .insats(nr)
        .map_or("", |insats| insats.namn.as_str())
}

/// A time as it is typed, on the clock of the desk.
fn klockslag(text: &str) -> Result<NaiveDateTime, CliFel> {
    let tid = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M");
    tid.or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M"))
        .map_err(|_| CliFel::indata(text::ko::cli::TID))
}

/// A sentence from a file.
fn mening(fil: &PathBuf) -> Result<Mening, CliFel> {
    let (_, text) = las_indata(fil)?;
    Mening::ny(&text).map_err(nej)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::tid::{svensk, svenskt_moment};

    #[test]
    fn en_tid_lases_som_den_skrivs_pa_klockan() {
        let tid = klockslag("2025-03-04 09:15").unwrap();
        assert_eq!(tid, klockslag("2025-03-04T09:15").unwrap());
        assert_eq!(svensk(svenskt_moment(tid).unwrap()), tid);
        for fel in [
            "2025-03-04",
            "2025-02-30 09:15",
            "2025-03-04 25:00",
            "kl 9",
            "",
        ] {
            assert!(klockslag(fel).is_err(), "{fel}");
        }
    }

    #[test]
    fn det_som_ar_felskrivet_ar_2_och_det_som_kon_nekar_ar_1() {
        for (hinder, kod) in [
            (KanInteIKon::Mening, 2),
            (KanInteIKon::KontaktEjHel, 2),
            (KanInteIKon::Omgang, 2),
            (KanInteIKon::IngenKontakt, 1),
            (KanInteIKon::UngValjerSjalv, 1),
            (KanInteIKon::OkandInsats, 1),
        ] {
            let ord = text::ko::hinder(&hinder, None);
            let fel = nej(hinder);
            assert_eq!((fel.kod, fel.text), (kod, ord));
        }
    }
}
