//! The plan on the screen: its open versions, the older ones, and a new one.

use super::super::blankett::{Blankettfalt, Faltnamn, langfalt, valfalt};
use super::super::kommando::Kommando;
use super::super::{App, Effect, Env, rulla};
use super::blanketter::{Fel, Form, hinder, skrivare, valrad};
use super::blankettslag::Aktblankett;
use super::{Akten, dialoger};
use crate::domain::akt::Aktslag;
use crate::domain::akt::plan::{GjordMed, Planrubrik, Plantext};
use crate::domain::akt::text::LANG;
use crate::store::RadId;
use crate::store::akt::{Aktakt, Arendebild, Planversion};
use crate::text::aktvyer as ord;

/// The versions that are shown: the older one that is looked at, or those that are open.
pub fn visade(bild: &Arendebild, aldre: Option<u32>) -> Vec<&Planversion> {
    let en = bild
        .planer
        .iter()
        .find(|plan| Some(plan.led.version) == aldre);
    en.map_or_else(|| bild.oppna_planer(), |plan| vec![plan])
}

impl Akten {
    /// Whether a plan is being written.
    pub(super) fn skriver_plan(&self) -> bool {
        let slag = self.blankett.as_ref().map(|blankett| &blankett.slag);
        matches!(slag, Some(Aktblankett::Plan { .. }))
    }
}

impl App {
    pub(super) fn plankommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        match kommando {
            Kommando::AldreVersion => self.bladdra_i_planen(false),
            Kommando::NyareVersion => self.bladdra_i_planen(true),
            Kommando::NyVersion => self.vill_skriva_plan(env, effekter),
            annat => rulla(&self.akt.rulle, annat),
        }
    }

    /// Looks at the version before, or after; after the last older one come those that are open.
    fn bladdra_i_planen(&mut self, framat: bool) {
        let Some(bild) = self.akt.bild() else { return };
        let oppna: Vec<u32> = bild
            .oppna_planer()
            .iter()
            .map(|plan| plan.led.version)
            .collect();
        let aldre: Vec<u32> = bild
            .planer
            .iter()
            .map(|plan| plan.led.version)
            .filter(|version| !oppna.contains(version))
            .collect();
        let nu = self
            .akt
            .aldre
            .and_then(|visad| aldre.iter().position(|version| *version == visad))
            .unwrap_or(aldre.len());
        if !framat && nu == 0 {
            self.notis = Some(ord::INGEN_ALDRE.to_owned());
            return;
        }
        if framat && nu == aldre.len() {
            self.notis = Some(ord::INGEN_NYARE.to_owned());
            return;
        }
        let ny = if framat { nu + 1 } else { nu - 1 };
        self.akt.aldre = aldre.get(ny).copied();
        self.akt.rulle.nolla();
    }

    /// A new version, or the joint one; where a draft lies, that is asked about first.
    fn vill_skriva_plan(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(arende) = self.pagaende() else {
            return;
        };
        let Some(bild) = self.akt.bild() else { return };
        let version = |plan: &&Planversion| plan.led.version;
        let oppna = bild.oppna_planer();
        let ny = Aktblankett::Plan {
            arende,
            bygger_pa: oppna.first().map(version),
            forenar: oppna.get(1).map(version),
        };
        let utkast = bild.utkast.iter().find(|rad| rad.utkast.slag == "plan");
        match utkast {
            Some(rad) => {
                let text = ord::planutkast(rad);
                self.dialog = Some(dialoger::utkast(rad, text, ny, ord::NY_PLAN));
            }
            None => self.oppna_aktblankett(ny, env, effekter),
        }
    }

    /// What a version of the plan asks, filled in from the one or the two that it goes on from.
    pub(super) fn planfalt(
        &self,
        bygger_pa: Option<u32>,
        forenar: Option<u32>,
    ) -> Option<(Vec<String>, Vec<Blankettfalt>)> {
        let bild = self.akt.bild()?;
        let version =
            |nr: Option<u32>| bild.planer.iter().find(|plan| Some(plan.led.version) == nr);
        let (ena, andra) = (version(bygger_pa), version(forenar));
        let mut sag = ord::plan_sag(bygger_pa, forenar);
        sag.extend(
            bild.oppna_planer()
                .into_iter()
                .filter(|plan| {
                    let nr = Some(plan.led.version);
                    nr != bygger_pa && nr != forenar
                })
                .map(ord::ligger_bredvid),
        );
        let mut falt = vec![valfalt(Faltnamn::GjordMed, ord::GJORD_MED, gjord_med(bild))];
        for (plats, rubrik) in (0_u8..).zip(Planrubrik::ALLA) {
            let text = match (ena, andra) {
                (Some(ena), Some(andra)) => tillsammans(ena, andra, rubrik),
                (Some(en), None) | (None, Some(en)) => en.text.under(rubrik).to_owned(),
                (None, None) => fran_borjan(bild, rubrik),
            };
            // Two long texts may be longer than one may be: none of it is lost before they are made one.
            let hogst = LANG.max(text.chars().count());
            falt.push(langfalt(
                Faltnamn::Rubrik(plats),
                ord::planfalt(rubrik),
                hogst,
                &text,
            ));
        }
        falt.extend(self.skrivarfalt());
        Some((sag, falt))
    }

    /// The ärende has been read again, and had so many versions before: says which have come while one is written.
    pub(super) fn planen_last_igen(&mut self, fore: usize) {
        let skriver = self.akt.skriver_plan();
        let Some(bild) = self.akt.bild().filter(|_| skriver) else {
            return;
        };
        let nya: Vec<String> = bild
            .planer
            .iter()
            .skip(fore)
            .map(ord::sparat_medan)
            .collect();
        if nya.is_empty() {
            return;
        }
        self.notis = Some(nya.join(" "));
        if let Some(blankett) = &mut self.akt.blankett {
            blankett.att_saga.extend(nya);
        }
    }
}

/// With whom a plan may have been made: with guardians only where the akt is a child's or they have consented.
fn gjord_med(bild: &Arendebild) -> Vec<super::super::blankett::Valrad> {
    let vardnadshavare =
        bild.aktslag == Aktslag::Barnet || bild.vardnadshavare.is_some_and(|antal| antal > 0);
    GjordMed::ALLA
        .into_iter()
        .filter(|val| vardnadshavare || matches!(val, GjordMed::Personen | GjordMed::Foretradare))
        .map(|val| {
            let text = ord::gjord_med(val, bild.aktslag);
            valrad(ord::gjord_med_tangent(val), val.kod(), text)
        })
        .collect()
}

/// What is known already when the first plan is written.
fn fran_borjan(bild: &Arendebild, rubrik: Planrubrik) -> String {
    match rubrik {
        Planrubrik::Tidplan => ord::tider(bild.rad.oppnad, bild.rad.nasta_uppfoljning),
        Planrubrik::Insatsen => bild.rad.insats_namn.clone(),
        Planrubrik::Personuppgifter
        | Planrubrik::Varfor
        | Planrubrik::Mal
        | Planrubrik::Utformning
        | Planrubrik::Uppfoljning
        | Planrubrik::OrsakTillAvslut => String::new(),
    }
}

/// What two versions say: once where they agree, otherwise both, each with its version and who wrote it.
fn tillsammans(ena: &Planversion, andra: &Planversion, rubrik: Planrubrik) -> String {
    let (a, b) = (ena.text.under(rubrik), andra.text.under(rubrik));
    if a == b {
        a.to_owned()
    } else {
        format!(
            "{}\n\n{}",
            ord::att_forena(ena, a),
            ord::att_forena(andra, b)
        )
    }
}

/// A version of the plan, as the form has it.
pub(super) fn ny_version(
    blankett: &Form,
    (arende, bygger_pa, forenar): (&RadId, Option<u32>, Option<u32>),
    utkast: Option<RadId>,
) -> Result<Aktakt, Fel> {
    let gjord_med = blankett
        .vald(Faltnamn::GjordMed)
        .and_then(GjordMed::fran_kod)
        .ok_or_else(|| (Faltnamn::GjordMed, ord::VALJ_GJORD_MED.to_owned()))?;
    let texter: [String; 8] =
        [0, 1, 2, 3, 4, 5, 6, 7].map(|plats| blankett.lang_text(Faltnamn::Rubrik(plats)));
    let for_lang = (0_u8..)
        .zip(&texter)
        .find(|(_, text)| text.trim().chars().count() > LANG)
        .map_or(0, |(plats, _)| plats);
    let plan = Plantext::ny(texter).map_err(|fel| hinder(Faltnamn::Rubrik(for_lang), &fel))?;
    Ok(Aktakt::SparaPlan {
        arende: arende.clone(),
        plan,
        gjord_med,
        bygger_pa,
        forenar,
        skrivare: skrivare(blankett)?,
        utkast,
    })
}
