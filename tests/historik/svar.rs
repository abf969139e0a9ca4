//! Answers as words: what a desk was told, as far as the checker holds it against the model.

use troskel::domain::ko::plats::Pott;
use troskel::domain::kolapp::Kolappskod;
use troskel::store::akt::Aktsvar;
use troskel::store::ko::{Kokvitto, Kosvar};
use troskel::store::{Reply, StoreError};

use super::akter::kontaktnamn;

fn eller<T: ToString>(nagot: Option<T>) -> String {
    nagot.map_or_else(|| "-".to_owned(), |nagot| nagot.to_string())
}

/// Who is next in turn: `-` where no place became free, `ingen` where nobody is.
fn nasta(nasta: Option<&(Pott, Option<Kolappskod>)>) -> String {
    match nasta {
        None => "-".to_owned(),
        Some((_, None)) => "ingen".to_owned(),
        Some((_, Some(kod))) => kod.to_string(),
    }
}

fn ko(kvitto: &Kokvitto) -> String {
    let (kod, status) = kvitto
        .post
        .map_or((None, "-"), |(kod, status)| (Some(kod), status.kod()));
    let delar = [
        eller(kod),
        status.to_owned(),
        eller(kvitto.plats),
        nasta(kvitto.nasta.as_ref()),
        eller(kvitto.angrat.as_ref()),
    ];
    format!("ko {}", delar.join(" "))
}

fn akt(svar: &Aktsvar) -> String {
    match svar {
        Aktsvar::Arende(bild) => {
            let rad = &bild.rad;
            format!(
                "arende {} {} {}",
                rad.id.0,
                rad.nummer.text(),
                rad.anteckningar
            )
        }
        Aktsvar::Overlamning(hel) => format!("overlamning {}", hel.rad.id.0),
        Aktsvar::Gjort => "gjort".to_owned(),
        annat => format!("fel sorts svar {annat:?}"),
    }
}

fn ok(svar: &Reply) -> String {
    match svar {
        Reply::Avslutat(kvitto) => {
            let (kod, plats) = kvitto
                .kolapp
                .map_or((None, None), |(kod, plats)| (Some(kod), Some(plats)));
            let overlamning = kvitto.overlamning.as_ref().map(|id| id.0.clone());
            format!(
                "besok {} {} {}",
                eller(kod),
                eller(plats),
                eller(overlamning)
            )
        }
        Reply::Ko(svar) => match svar.as_ref() {
            Kosvar::Gjort(kvitto) => ko(kvitto),
            Kosvar::Kontakt(kontakt) => {
                let namn = kontakt.avsloja_namn();
                let n = (0..1000).find(|n| kontaktnamn(*n) == namn);
                format!("kontakt {}", eller(n))
            }
            annat => format!("fel sorts svar {annat:?}"),
        },
        Reply::Akt(svar) => akt(svar),
        Reply::Parkerad(version) | Reply::Upptagen { version, .. } => format!("version {version}"),
        Reply::Overlamning(hel) => format!("overlamning {}", hel.rad.id.0),
        Reply::Klart => "gjort".to_owned(),
        annat => format!("fel sorts svar {annat:?}"),
    }
}

/// A refusal in words is an answer; what the store says of a broken file, or of a rule that only the file knew of, is a
/// fault and begins with `fel`.
fn nej(fel: &StoreError) -> String {
    match fel {
        StoreError::Upptagen => "upptagen".to_owned(),
        StoreError::IngenPlats(_)
        | StoreError::Ko { .. }
        | StoreError::Akt(_)
        | StoreError::Konflikt { .. }
        | StoreError::Saknas => format!("nej {fel}"),
        fel => format!("fel {fel}"),
    }
}

/// The answer in one line.
pub fn svar(svar: &Result<Reply, StoreError>) -> String {
    match svar {
        Ok(svar) => format!("ok {}", ok(svar)),
        Err(fel) => nej(fel),
    }
}
