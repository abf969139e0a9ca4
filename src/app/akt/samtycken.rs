//! The consents to tell on the screen.

use chrono::NaiveDate;

use super::super::blankett::{Blankettfalt, Faltnamn, datumfalt, textfalt, valfalt};
use super::super::kommando::Kommando;
use super::super::{App, Effect, Env};
use super::blanketter::{Fel, Form, dag, hinder, pa_falt, samtyckessatt, valrad};
use super::blankettslag::Aktblankett;
use super::{Akten, dialoger, steg};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::samtycke::{Delasmed, NyttSamtycke, Samtyckesdelar, galler};
use crate::domain::akt::text::{Faltnamn as Aktfalt, KORT};
use crate::domain::fakta::SamtyckeSatt;
use crate::store::RadId;
use crate::store::akt::{Aktakt, Arendebild, Samtyckesrad};
use crate::text;
use crate::text::aktblanketter::SAMTYCKESSATT;
use crate::text::aktvyer as ord;

/// The consents, those that hold first.
pub fn i_ordning(bild: &Arendebild, idag: NaiveDate) -> Vec<&Samtyckesrad> {
    let mut alla: Vec<&Samtyckesrad> = bild.samtycken.iter().collect();
    alla.sort_by_key(|rad| galler(rad.till, rad.aterkallat, idag).is_err());
    alla
}

impl Akten {
    /// How many consents there are; none where no ärende is open.
    pub(in super::super) fn antal_samtycken(&self) -> Option<usize> {
        self.bild().map(|bild| bild.samtycken.len())
    }

    /// The place of the chosen consent among them as they are shown.
    pub fn samtyckesplats(&self, rader: &[&Samtyckesrad]) -> usize {
        rader
            .iter()
            .position(|rad| Some(&rad.id) == self.valt_samtycke.as_ref())
            .unwrap_or(0)
    }
}

impl App {
    pub(super) fn samtyckeskommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let Some(bild) = self.akt.bild() else { return };
        let rader = i_ordning(bild, env.idag);
        let plats = self.akt.samtyckesplats(&rader);
        if let Some(steg) = steg(kommando) {
            let plats = plats
                .saturating_add_signed(steg)
                .min(rader.len().saturating_sub(1));
            self.akt.valt_samtycke = rader.get(plats).map(|rad| rad.id.clone());
            return;
        }
        match (kommando, rader.get(plats)) {
            (Kommando::NyttSamtycke, _) => {
                if let Some(arende) = self.pagaende() {
                    self.oppna_aktblankett(Aktblankett::Samtycke(arende), env, effekter);
                }
            }
            (Kommando::Aterkalla, Some(rad)) => match galler(rad.till, rad.aterkallat, env.idag) {
                Ok(()) => {
                    let arende = bild.rad.id.clone();
                    self.dialog = Some(dialoger::aterkalla(arende, rad));
                }
                Err(varfor) => self.notis = Some(text::akt::hinder(&varfor)),
            },
            _ => {}
        }
    }

    /// What a new consent asks.
    pub(super) fn samtyckesfalt(
        &self,
        idag: NaiveDate,
    ) -> Option<(Vec<String>, Vec<Blankettfalt>)> {
        let annan_akt = self.akt.bild()?.annan_akt.is_some();
        let med = Delasmed::ALLA
            .into_iter()
            .filter(|slag| annan_akt || *slag != Delasmed::AnnanAkt)
            .map(|slag| {
                let tangent = ord::delasmed_tangent(slag);
                valrad(tangent, slag.kod(), ord::delasmed(slag))
            })
            .collect();
        let falt = vec![
            valfalt(Faltnamn::Med, ord::MED, med),
            textfalt(Faltnamn::Mottagare, ord::MOTTAGARE, KORT, ""),
            textfalt(Faltnamn::Vad, ord::DELAS, KORT, ""),
            datumfalt(Faltnamn::Dag, ord::LAMNAT, Some(idag)),
            datumfalt(Faltnamn::Till, ord::TILL, None),
            valfalt(Faltnamn::Satt, SAMTYCKESSATT, samtyckessatt()),
        ];
        Some((ord::samtycke_sag(), falt))
    }

    /// The other parent's akt has a number, and no other receiver has that.
    pub(super) fn mottagare_foreslas(&mut self) {
        let Some((_, nummer)) = self.akt.bild().and_then(|bild| bild.annan_akt.clone()) else {
            return;
        };
        let Some(blankett) = &mut self.akt.blankett else {
            return;
        };
        let till_akten = blankett.vald(Faltnamn::Med) == Some(Delasmed::AnnanAkt.kod());
        let skrivet = blankett.text(Faltnamn::Mottagare);
        match (till_akten, skrivet == nummer.text()) {
            (true, _) if skrivet.is_empty() => blankett.satt(Faltnamn::Mottagare, nummer.text()),
            (false, true) => blankett.satt(Faltnamn::Mottagare, ""),
            (_, _) => {}
        }
    }
}

/// A new consent, as the form has it.
pub(super) fn nytt(blankett: &Form, arende: &RadId, idag: NaiveDate) -> Result<Aktakt, Fel> {
    let med = blankett
        .vald(Faltnamn::Med)
        .and_then(Delasmed::fran_kod)
        .ok_or_else(|| (Faltnamn::Med, ord::VALJ_MED.to_owned()))?;
    // In the order of the form, so that the first that is missing is said first.
    for (falt, aktfalt) in [
        (Faltnamn::Mottagare, Aktfalt::Mottagare),
        (Faltnamn::Vad, Aktfalt::Galler),
    ] {
        if blankett.text(falt).trim().is_empty() {
            return Err(hinder(falt, &KanInteIAkten::Falt(aktfalt)));
        }
    }
    let (lamnat, till) = (
        dag(blankett, Faltnamn::Dag)?,
        dag(blankett, Faltnamn::Till)?,
    );
    let satt = blankett
        .vald(Faltnamn::Satt)
        .and_then(SamtyckeSatt::fran_kod)
        .ok_or_else(|| (Faltnamn::Satt, ord::VALJ_SATT.to_owned()))?;
    let delar = Samtyckesdelar {
        med,
        mottagare: blankett.text(Faltnamn::Mottagare),
        vad: blankett.text(Faltnamn::Vad),
        lamnat,
        till,
        satt,
    };
    Ok(Aktakt::Samtyck {
        arende: arende.clone(),
        samtycke: NyttSamtycke::ny(&delar, idag).map_err(|fel| pa_falt(&fel))?,
    })
}
