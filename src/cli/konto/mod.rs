//! `troskel konto`: who may sign in. The file holds the accounts and their roles, the cabinet their passwords.
//!
//! The file says first whether it may be done, and logs it; then the cabinet is changed.

pub(super) mod flaggor;

use std::path::Path;

use chrono::Utc;
use serde_json::{Value, json};

use super::inloggning::{self, logga_in};
use super::{CliFel, Svar};
use crate::domain::behorighet::{Garning, Roll};
use crate::domain::konto::{Anvandarnamn, Konto, prova_losenord};
use crate::rena::rena_rad;
use crate::start::inloggning::Inne;
use crate::start::{Installningar, ny_op};
use crate::store::konto::{KanInteIKontot, Kontoakt, Kontofraga, Kontosvar};
use crate::store::nyckelskap::{Losenord, NyckelFel, Nyckelskap, Skapanvandare};
use crate::store::{Change, Query, Reply, Store, StoreError};
use crate::text;
use flaggor::{KontoKommando, Rollflaggor};

/// Somebody who is signed in, and the cabinet.
struct Skott {
    inne: Inne,
    skap: Nyckelskap,
}

impl Skott {
    fn ny(installningar: &Installningar) -> Result<Self, CliFel> {
        if !installningar.kraver_inloggning()? {
            return Err(CliFel::indata(text::konto::INGA_KONTON));
        }
        let inne = logga_in(installningar)?;
        let skap = Nyckelskap::oppna(&installningar.databasfil()?)?;
        Ok(Self { inne, skap })
    }

    fn spara(&mut self, akt: Kontoakt) -> Result<(), StoreError> {
        let change = Change::Konto(akt);
        self.inne
            .store
            .save(&self.inne.aktor, ny_op(), Utc::now(), &change)?;
        Ok(())
    }

    /// The same for what only a systemförvaltare does; nothing in the cabinet is touched without that right.
    fn skota(&mut self, akt: Kontoakt) -> Result<(), StoreError> {
        let gjort = self.spara(akt);
        if gjort.is_err() || self.inne.lage.behorighet.far(Garning::SkotaKonton) {
            gjort
        } else {
            Err(StoreError::EjBehorig(Garning::SkotaKonton))
        }
    }

    fn satt_losenord(
        &mut self,
        anvandare: &Anvandarnamn,
        losenord: &Losenord,
    ) -> Result<(), CliFel> {
        Ok(self
            .skap
            .satt_losenord(&self.inne.upplast, anvandare, losenord)?)
    }
}

/// Runs one command of the accounts.
pub(super) fn kor(installningar: &Installningar, kommando: &KontoKommando) -> Result<Svar, CliFel> {
    match kommando {
        KontoKommando::Lista => lista(installningar),
        KontoKommando::Lagg {
            anvandare,
            namn,
            roll,
            vid,
            nytt_losenord,
            utan_losenord,
        } => {
            let vid = rena_rad(vid).trim().to_owned();
            let konto = Konto {
                anvandare: las_anvandare(anvandare)?,
                namn: rena_rad(namn).trim().to_owned(),
                stangt: false,
                roller: roll.iter().map(|roll| (*roll, vid.clone())).collect(),
            };
            if *utan_losenord {
                lagg_utan_losenord(installningar, konto)
            } else {
                lagg(installningar, konto, nytt_losenord.as_deref())
            }
        }
        KontoKommando::Roll(flaggor) => andra_roll(installningar, flaggor, true),
        KontoKommando::TaRoll(flaggor) => andra_roll(installningar, flaggor, false),
        KontoKommando::Stang { anvandare } => {
            let anvandare = las_anvandare(anvandare)?;
            let mut skott = Skott::ny(installningar)?;
            let redan = match skott.skota(Kontoakt::Stang {
                misslyckade: skott.skap.misslyckade(&anvandare)?,
                anvandare: anvandare.clone(),
            }) {
                Err(fel) if redan_sa(&fel) => Err(fel),
                svar => Ok(svar?),
            };
            // Whoever leaves has no way to the key of the file either; a closing that stopped before this is ended here.
            if !skott.skap.ta_bort(&anvandare)? {
                redan?;
            }
            Ok(gjort(&anvandare, "stangt", text::konto::STANGT))
        }
        KontoKommando::Oppna {
            anvandare,
            nytt_losenord,
        } => {
            let anvandare = las_anvandare(anvandare)?;
            let mut skott = Skott::ny(installningar)?;
            let losenord = nytt(nytt_losenord.as_deref(), &anvandare)?;
            skott.skota(Kontoakt::Oppna {
                anvandare: anvandare.clone(),
            })?;
            skott.satt_losenord(&anvandare, &losenord)?;
            Ok(gjort(&anvandare, "oppnat", text::konto::OPPNAT))
        }
        KontoKommando::Losenord {
            anvandare,
            nytt_losenord,
        } => byt_losenord(
            installningar,
            anvandare.as_deref(),
            nytt_losenord.as_deref(),
        ),
        KontoKommando::LasUpp { anvandare } => {
            let anvandare = las_anvandare(anvandare)?;
            let mut skott = Skott::ny(installningar)?;
            skott.skota(Kontoakt::LastUpp {
                misslyckade: skott.skap.misslyckade(&anvandare)?,
                anvandare: anvandare.clone(),
            })?;
            skott.skap.las_upp_konto(&anvandare)?;
            Ok(gjort(&anvandare, "last_upp", text::konto::LAST_UPP))
        }
    }
}

/// The file has it already; the right was tried before that was found.
fn redan_sa(fel: &StoreError) -> bool {
    matches!(fel, StoreError::Konto(KanInteIKontot::Oforandrat))
}

fn las_anvandare(text: &str) -> Result<Anvandarnamn, CliFel> {
    Anvandarnamn::las(text).ok_or_else(|| CliFel::indata(text::konto::ANVANDARNAMN))
}

/// A new password that will do.
fn nytt(fil: Option<&Path>, anvandare: &Anvandarnamn) -> Result<Losenord, CliFel> {
    let losenord = inloggning::nytt(fil)?;
    prova_losenord(losenord.text(), anvandare).map_err(NyckelFel::Losenord)?;
    Ok(losenord)
}

fn lagg(
    installningar: &Installningar,
    konto: Konto,
    nytt_losenord: Option<&Path>,
) -> Result<Svar, CliFel> {
    let mut skott = Skott::ny(installningar)?;
    let anvandare = konto.anvandare.clone();
    let losenord = nytt(nytt_losenord, &anvandare)?;
    skott.skota(Kontoakt::Lagg(konto))?;
    skott.satt_losenord(&anvandare, &losenord)?;
    Ok(gjort(&anvandare, "lagt", text::konto::LAGT))
}

/// An account of a machine: it has no way in until it has got a key file.
fn lagg_utan_losenord(installningar: &Installningar, konto: Konto) -> Result<Svar, CliFel> {
    let anvandare = konto.anvandare.clone();
    Skott::ny(installningar)?.skota(Kontoakt::Lagg(konto))?;
    Ok(gjort(&anvandare, "lagt", text::konto::LAGT_UTAN))
}

fn andra_roll(
    installningar: &Installningar,
    flaggor: &Rollflaggor,
    ge: bool,
) -> Result<Svar, CliFel> {
    let anvandare = las_anvandare(&flaggor.anvandare)?;
    let (roll, enhet) = (flaggor.roll, rena_rad(&flaggor.vid).trim().to_owned());
    let mut skott = Skott::ny(installningar)?;
    let (akt, kod, ord) = if ge {
        let akt = Kontoakt::GeRoll {
            anvandare: anvandare.clone(),
            roll,
            enhet,
        };
        (akt, "roll_given", text::konto::ROLL_GIVEN)
    } else {
        let akt = Kontoakt::TaRoll {
            anvandare: anvandare.clone(),
            roll,
            enhet,
        };
        (akt, "roll_tagen", text::konto::ROLL_TAGEN)
    };
    skott.skota(akt)?;
    Ok(gjort(&anvandare, kod, ord))
}

fn byt_losenord(
    installningar: &Installningar,
    anvandare: Option<&str>,
    nytt_losenord: Option<&Path>,
) -> Result<Svar, CliFel> {
    let annan = anvandare.map(las_anvandare).transpose()?;
    let mut skott = Skott::ny(installningar)?;
    let eget = skott.inne.upplast.anvandare().clone();
    let anvandare = annan.unwrap_or_else(|| eget.clone());
    if anvandare == eget || skott.inne.lage.behorighet.far(Garning::SkotaKonton) {
        // Before it is written down; whoever may not is refused below, and that is.
        skott.skap.kan_fa_losenord(&anvandare)?;
    }
    let losenord = nytt(nytt_losenord, &anvandare)?;
    let akt = Kontoakt::LosenordBytt {
        misslyckade: skott.skap.misslyckade(&anvandare)?,
        anvandare: anvandare.clone(),
    };
    if anvandare == eget {
        skott.spara(akt)?;
    } else {
        skott.skota(akt)?;
    }
    skott.satt_losenord(&anvandare, &losenord)?;
    Ok(gjort(
        &anvandare,
        "losenord_bytt",
        text::konto::LOSENORD_BYTT,
    ))
}

fn lista(installningar: &Installningar) -> Result<Svar, CliFel> {
    let mut skott = Skott::ny(installningar)?;
    let svar = skott.inne.store.load(&Query::Konto(Kontofraga::Alla))?;
    let Reply::Konto(Kontosvar::Konton(konton)) = svar else {
        return Err(CliFel::programfel());
    };
    let i_skapet = skott.skap.anvandare()?;
    let vag = |konto: &Konto| i_skapet.iter().find(|vag| vag.anvandare == konto.anvandare);
    Ok(Svar {
        ja: true,
        json: json!({
            "konton": konton.iter().map(|konto| som_json(konto, vag(konto))).collect::<Vec<_>>(),
        }),
        text: konton
            .iter()
            .map(|konto| som_rad(konto, vag(konto)))
            .collect::<Vec<_>>()
            .join("\n"),
    })
}

fn som_json(konto: &Konto, vag: Option<&Skapanvandare>) -> Value {
    let roller = konto.roller.iter();
    json!({
        "anvandare": konto.anvandare.som_text(),
        "namn": konto.namn,
        "stangt": konto.stangt,
        "last": vag.is_some_and(|vag| vag.last),
        "misslyckade": vag.map_or(0, |vag| vag.misslyckade),
        "losenord": vag.is_some_and(|vag| vag.losenord),
        "nyckelfil": vag.is_some_and(|vag| vag.nyckelfil),
        "roller": roller
            .map(|(roll, enhet)| json!({"roll": roll.kod(), "enhet": enhet}))
            .collect::<Vec<_>>(),
    })
}

fn som_rad(konto: &Konto, vag: Option<&Skapanvandare>) -> String {
    let roll = |(roll, enhet): &(Roll, String)| text::konto::roll_vid(*roll, enhet);
    let mut delar: Vec<String> = konto.roller.iter().map(roll).collect();
    if delar.is_empty() {
        delar.push(text::konto::INGEN_ROLL.to_owned());
    }
    if konto.stangt {
        delar.push(text::konto::AR_STANGT.to_owned());
    } else if vag.is_some_and(|vag| vag.last) {
        delar.push(text::konto::AR_LAST.to_owned());
    } else if vag.is_none() {
        delar.push(text::konto::UTAN_LOSENORD.to_owned());
    }
    format!(
        "{:<16} {}: {}",
        konto.anvandare.som_text(),
        konto.namn,
        delar.join(", ")
    )
}

fn gjort(anvandare: &Anvandarnamn, kod: &str, ord: &str) -> Svar {
    Svar {
        ja: true,
        json: json!({"anvandare": anvandare.som_text(), "gjort": kod}),
        text: format!("{}: {ord}", anvandare.som_text()),
    }
}
