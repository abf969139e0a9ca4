//! `troskel databas`: the file is made, checked, copied and given keys.

mod aterstall;
pub(super) mod flaggor;
mod forlopp;
mod kopior;
mod program;

use std::path::Path;

use chrono::Utc;
use serde_json::json;

use super::inloggning::{self, logga_in};
use super::{CliFel, Svar};
use crate::domain::behorighet::{Garning, Roll};
use crate::domain::konto::{Anvandarnamn, Konto, prova_losenord};
use crate::rena::rena_rad;
use crate::start::{Installningar, StartFel, ny_op};
use crate::store::Aktor;
use crate::store::nyckelskap::{Aterstallningsnyckel, Losenord, NyckelFel, Nyckelskap};
use crate::store::sqlite::{
    self, NyFil, Nyckelakt, OppnaFel, Oppning, Rotation, SkapaFel, SqliteStore, Vem,
};
use crate::text;
use flaggor::DatabasKommando;

impl From<SkapaFel> for CliFel {
    fn from(fel: SkapaFel) -> Self {
        match fel {
            SkapaFel::Oppna(OppnaFel::Finns { path }) => {
                Self::indata(&OppnaFel::Finns { path }.to_string())
            }
            SkapaFel::Oppna(fel) => StartFel::Databas(fel).into(),
            SkapaFel::Nyckel(fel) => fel.into(),
            SkapaFel::Store(fel) => fel.into(),
            SkapaFel::Prov(prov) => Self {
                kod: 3,
                text: text::databas::kopian_har_fel(&prov),
            },
            SkapaFel::Avbruten => Self {
                kod: 3,
                text: text::databas::AVBRUTET.to_owned(),
            },
        }
    }
}

/// Runs one command of the care of the file.
pub(super) fn kor(
    installningar: &Installningar,
    kommando: &DatabasKommando,
) -> Result<Svar, CliFel> {
    match kommando {
        DatabasKommando::Skapa {
            namn,
            roll,
            okrypterad,
        } => skapa(installningar, namn, roll, !okrypterad),
        DatabasKommando::Kontrollera => kopior::kontrollera(installningar),
        DatabasKommando::Kopiera { fil } => kopior::kopiera(installningar, fil),
        DatabasKommando::Sakerhetskopiera {
            mapp,
            dagar,
            veckor,
        } => {
            let rotation = Rotation {
                dagar: usize::from(*dagar),
                veckor: usize::from(*veckor),
            };
            kopior::sakerhetskopiera(installningar, mapp, rotation)
        }
        DatabasKommando::Aterstall { kopia, ja, med_fel } => {
            aterstall::kor(installningar, kopia, (*ja, *med_fel))
        }
        DatabasKommando::Program => program::visa(installningar),
        DatabasKommando::Katalog => ge_katalog(installningar),
        DatabasKommando::BytNyckel => byt_nyckel(installningar),
        DatabasKommando::Aterfa {
            aterstallning_fil,
            nytt_losenord,
            ny,
        } => aterfa(
            installningar,
            aterstallning_fil.as_deref(),
            nytt_losenord.as_deref(),
            ny.as_deref(),
        ),
        DatabasKommando::Aterstallningsnyckel => ny_aterstallning(installningar),
        DatabasKommando::Maskinnyckel { anvandare, fil } => {
            maskinnyckel(installningar, anvandare, fil)
        }
    }
}

fn oppning(installningar: &Installningar) -> Oppning {
    Oppning {
        prov: installningar.prov,
        ..Oppning::default()
    }
}

fn vem(aktor: &Aktor) -> Vem<'_> {
    Vem {
        aktor,
        op: ny_op(),
        nar: Utc::now(),
    }
}

fn las_anvandare(text: &str) -> Result<Anvandarnamn, CliFel> {
    Anvandarnamn::las(text).ok_or_else(|| CliFel::indata(text::konto::ANVANDARNAMN))
}

/// The account that `--konto` names, for an act without a session: who does it, and at which enhet.
fn kontot(installningar: &Installningar) -> Result<(Anvandarnamn, Aktor), CliFel> {
    let Some(konto) = &installningar.konto else {
        return Err(CliFel::indata(text::databas::ANGE_KONTO));
    };
    let konto = las_anvandare(konto)?;
    let mut aktor = installningar.aktor()?;
    konto.som_text().clone_into(&mut aktor.anvandare);
    Ok((konto, aktor))
}

/// The enhet that `--enhet` names.
fn enheten(installningar: &Installningar) -> Result<String, CliFel> {
    let enhet = installningar.enhet.as_deref().map(rena_rad);
    let enhet = enhet.ok_or_else(|| CliFel::indata(text::databas::ANGE_ENHET))?;
    Ok(enhet.trim().to_owned())
}

fn nytt_losenord(fil: Option<&Path>, konto: &Anvandarnamn) -> Result<Losenord, CliFel> {
    let losenord = inloggning::nytt(fil)?;
    prova_losenord(losenord.text(), konto).map_err(NyckelFel::Losenord)?;
    Ok(losenord)
}

fn skapa(
    installningar: &Installningar,
    namn: &str,
    roller: &[Roll],
    krypterad: bool,
) -> Result<Svar, CliFel> {
    let (anvandare, aktor) = kontot(installningar)?;
    let enhet = enheten(installningar)?;
    let fil = installningar.databasfil()?;
    if fil.symlink_metadata().is_ok() {
        // Before a password is asked for.
        return Err(SkapaFel::Oppna(OppnaFel::Finns { path: fil }).into());
    }
    let mut alla = vec![Roll::Systemforvaltare];
    alla.extend(roller);
    alla.sort_unstable();
    alla.dedup();
    let konto = Konto {
        namn: rena_rad(namn).trim().to_owned(),
        stangt: false,
        roller: alla.into_iter().map(|roll| (roll, enhet.clone())).collect(),
        anvandare,
    };
    let marke = installningar.katalogmarke()?;
    let losenord = nytt_losenord(installningar.losenordsfil.as_deref(), &konto.anvandare)?;
    let ny = NyFil {
        krypterad,
        konto: &konto,
        losenord: &losenord,
        katalog: &marke,
    };
    let papper = sqlite::skapa(&fil, oppning(installningar), &ny, &vem(&aktor))?;
    super::varna_for_container(&fil);
    let papper = papper.som_text();
    let fil = fil.display().to_string();
    Ok(Svar {
        ja: true,
        json: json!({
            "databas": fil,
            "krypterad": krypterad,
            "konto": konto.anvandare.som_text(),
            "aterstallningsnyckel": papper.as_str(),
        }),
        text: text::databas::skapad(&fil, krypterad, konto.anvandare.som_text(), &papper),
    })
}

/// The open file and who asks; signed in where it demands that.
fn oppna(installningar: &Installningar) -> Result<(SqliteStore, Aktor), CliFel> {
    if installningar.kraver_inloggning()? {
        let inne = logga_in(installningar)?;
        return Ok((inne.store, inne.aktor));
    }
    Ok((installningar.oppna()?, installningar.aktor()?))
}

fn ge_katalog(installningar: &Installningar) -> Result<Svar, CliFel> {
    // Read and judged whole before it is anybody's.
    let katalog = installningar.las_katalog()?;
    let marke = installningar.katalogmarke()?;
    let (mut store, aktor) = oppna(installningar)?;
    store.ge_katalog(&marke, &katalog.version, &vem(&aktor))?;
    Ok(Svar {
        ja: true,
        json: json!({ "gjort": true, "katalog": katalog.version }),
        text: text::databas::katalog_given(&katalog.kommun, &katalog.version),
    })
}

/// What only a file for real persons has.
fn bara_skarp(installningar: &Installningar) -> Result<(), CliFel> {
    if installningar.kraver_inloggning()? {
        Ok(())
    } else {
        Err(CliFel::indata(text::databas::OVNING))
    }
}

fn byt_nyckel(installningar: &Installningar) -> Result<Svar, CliFel> {
    bara_skarp(installningar)?;
    let inne = logga_in(installningar)?;
    let mut skap = Nyckelskap::oppna(&installningar.databasfil()?)?;
    let oppning = oppning(installningar);
    let vem = vem(&inne.aktor);
    inne.store
        .byt_nyckel(&mut skap, &inne.upplast, oppning, &vem)?;
    Ok(Svar {
        ja: true,
        json: json!({"gjort": "nyckel_bytt"}),
        text: text::databas::NYCKEL_BYTT.to_owned(),
    })
}

fn aterfa(
    installningar: &Installningar,
    papper: Option<&Path>,
    losenord: Option<&Path>,
    ny: Option<&str>,
) -> Result<Svar, CliFel> {
    bara_skarp(installningar)?;
    let (anvandare, aktor) = kontot(installningar)?;
    let ny = match ny {
        None => None,
        Some(namn) => Some(Konto {
            anvandare: anvandare.clone(),
            namn: rena_rad(namn).trim().to_owned(),
            stangt: false,
            roller: vec![(Roll::Systemforvaltare, enheten(installningar)?)],
        }),
    };
    let papper = match papper {
        Some(fil) => inloggning::las_losenord(fil)?,
        None => inloggning::fraga(text::databas::ATERSTALLNINGSNYCKEL)?,
    };
    let papper = Aterstallningsnyckel::las(papper.text())
        .ok_or_else(|| CliFel::indata(text::databas::FELSKRIVEN))?;
    let fil = installningar.databasfil()?;
    let mut skap = Nyckelskap::oppna(&fil)?;
    let upplast = skap
        .las_upp_med_aterstallning(&anvandare, &papper)
        .map_err(|fel| match fel {
            NyckelFel::Fel => CliFel::indata(text::databas::FEL_NYCKEL),
            annat => annat.into(),
        })?;
    skap.kan_fa_losenord(&anvandare)?;
    let losenord = nytt_losenord(losenord, &anvandare)?;
    let mut store = sqlite::oppna_med_nyckel(&fil, oppning(installningar), &upplast)
        .map_err(StartFel::Databas)?;
    store.aterfa(&upplast, ny.as_ref(), &vem(&aktor))?;
    skap.satt_losenord(&upplast, &anvandare, &losenord)?;
    Ok(Svar {
        ja: true,
        json: json!({"gjort": "aterfatt", "konto": anvandare.som_text()}),
        text: text::databas::aterfatt(anvandare.som_text()),
    })
}

fn ny_aterstallning(installningar: &Installningar) -> Result<Svar, CliFel> {
    bara_skarp(installningar)?;
    let mut inne = logga_in(installningar)?;
    let mut skap = Nyckelskap::oppna(&installningar.databasfil()?)?;
    let eget = inne.upplast.anvandare().clone();
    inne.store
        .anteckna_nyckel(Nyckelakt::Aterstallning, &eget, &vem(&inne.aktor))?;
    let papper = skap.ny_aterstallning(&inne.upplast)?.som_text();
    Ok(Svar {
        ja: true,
        json: json!({"aterstallningsnyckel": papper.as_str()}),
        text: text::databas::ny_aterstallning(&papper),
    })
}

fn maskinnyckel(
    installningar: &Installningar,
    anvandare: &str,
    fil: &Path,
) -> Result<Svar, CliFel> {
    bara_skarp(installningar)?;
    let anvandare = las_anvandare(anvandare)?;
    let mut inne = logga_in(installningar)?;
    let mut skap = Nyckelskap::oppna(&installningar.databasfil()?)?;
    if inne.lage.behorighet.far(Garning::SkotaFil) {
        // Before it is written down; whoever may not is refused below, and that is.
        skap.kan_fa_nyckelfil(&anvandare)?;
    }
    let given = Nyckelakt::Nyckelfil {
        misslyckade: skap.misslyckade(&anvandare)?,
    };
    inne.store
        .anteckna_nyckel(given, &anvandare, &vem(&inne.aktor))?;
    skap.satt_nyckelfil(&inne.upplast, &anvandare, fil)?;
    let fil = fil.display().to_string();
    Ok(Svar {
        ja: true,
        json: json!({"konto": anvandare.som_text(), "nyckelfil": fil}),
        text: text::databas::maskinnyckel(anvandare.som_text(), &fil),
    })
}
