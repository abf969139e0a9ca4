//! Follow-up and closing on the screen. Neither is kept as a draft: what is written is saved as a whole.

use chrono::NaiveDate;

use super::super::blankett::{
    Blankettfalt, Faltnamn, Faltslag, datumfalt, langfalt, valfalt, valfalt_om,
};
use super::super::{App, Effect, Env};
use super::Akten;
use super::blanketter::{Fel, Form, dag, dag_om, pa_falt, skrivare, valrad};
use super::blankettslag::Aktblankett;
use crate::domain::akt::avslut::{Avslutsorsak, Malrad, Malutfall, NyUppfoljning, NyttAvslut};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::text::{Faltnamn as Aktfalt, KORT, Kort, LANG};
use crate::rena::rena_rad;
use crate::store::RadId;
use crate::store::akt::{Aktakt, Arendebild};
use crate::text;
use crate::text::aktvyer as ord;
use crate::ui::rader::korta;

/// Most goals that a form asks about.
const MAL: u8 = 8;

impl Akten {
    /// Whether a text is written in a form that is not kept.
    pub(super) fn skriver_utan_utkast(&self) -> bool {
        let lang = |falt: &Blankettfalt| match &falt.slag {
            Faltslag::Lang(text) => !text.text().trim().is_empty(),
            Faltslag::Text(_) | Faltslag::Datum(_) | Faltslag::Val { .. } => false,
        };
        let mut falt = self.blankett.iter().flat_map(|blankett| &blankett.falt);
        self.utkast.is_none() && falt.any(lang)
    }
}

impl App {
    /// The ärende that is read, where it is under way; otherwise says that it is closed.
    pub(super) fn pagaende(&mut self) -> Option<RadId> {
        let rad = &self.akt.bild()?.rad;
        match rad.avslutad {
            None => Some(rad.id.clone()),
            Some((dag, _)) => {
                self.notis = Some(text::akt::hinder(&KanInteIAkten::Avslutat(dag)));
                None
            }
        }
    }

    pub(super) fn vill_folja_upp(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        if let Some(arende) = self.pagaende() {
            self.oppna_aktblankett(Aktblankett::FoljUpp(arende), env, effekter);
        }
    }

    /// Closes the ärende; with a draft left that is said before anything is filled in.
    pub(super) fn vill_avsluta(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(arende) = self.pagaende() else {
            return;
        };
        let utkast = self.akt.bild().map_or(0, |bild| bild.utkast.len());
        match u64::try_from(utkast) {
            Ok(0) => self.oppna_aktblankett(Aktblankett::Avsluta(arende), env, effekter),
            Ok(kvar) => {
                self.notis = Some(text::akt::hinder(&KanInteIAkten::UtkastKvar(kvar)));
            }
            Err(_) => {}
        }
    }

    pub(super) fn uppfoljningsfalt(
        &self,
        idag: NaiveDate,
    ) -> Option<(Vec<String>, Vec<Blankettfalt>)> {
        let mut sag = vec![ord::FOLJ_UPP_SAG.to_owned()];
        let mal = malfalt(self.akt.bild()?, ord::MAL_HJALP, &mut sag);
        let mut falt = vec![datumfalt(Faltnamn::Dag, ord::UPPFOLJD, Some(idag))];
        falt.extend(mal);
        falt.push(langfalt(Faltnamn::Text, ord::HUR_GAR_DET, LANG, ""));
        falt.push(datumfalt(Faltnamn::Uppfoljning, ord::NASTA, None));
        falt.extend(self.skrivarfalt());
        Some((sag, falt))
    }

    pub(super) fn avslutsfalt(&self, idag: NaiveDate) -> Option<(Vec<String>, Vec<Blankettfalt>)> {
        let mut sag = vec![ord::AVSLUTA_SAG.to_owned()];
        // Said to whoever is there to hear it (11 kap. 6 §).
        let ansokan = text::kontakt(&self.katalog.ansokan);
        sag.extend(text::akt::cli::sag_vid_avslut(
            Avslutsorsak::PersonenVillSluta,
            &ansokan,
        ));
        let mal = malfalt(self.akt.bild()?, ord::MAL_HJALP_AVSLUT, &mut sag);
        let orsaker = Avslutsorsak::ALLA
            .into_iter()
            .map(|orsak| {
                let text = text::akt::avslutsorsak(orsak);
                valrad(ord::avslutsorsak_tangent(orsak), orsak.kod(), text)
            })
            .collect();
        let mut falt = vec![
            valfalt(Faltnamn::Orsak, ord::ORSAK, orsaker),
            datumfalt(Faltnamn::Dag, ord::SISTA_DAG, Some(idag)),
        ];
        falt.extend(mal);
        falt.push(langfalt(Faltnamn::Text, ord::SLUT_TEXT, LANG, ""));
        falt.extend(self.skrivarfalt());
        Some((sag, falt))
    }

    /// Something has been written or chosen in the form: what follows from it, and its draft.
    pub(super) fn blankett_andrad(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        match self.akt.blankett.as_ref().map(|blankett| &blankett.slag) {
            Some(Aktblankett::Samtycke(_)) => self.mottagare_foreslas(),
            Some(Aktblankett::Avsluta(_)) => self.fraga_om_fortid(),
            _ => {}
        }
        self.utkast_andrat(env, effekter);
    }

    /// When the insats ends before its time, the form asks about that (DOK-02).
    fn fraga_om_fortid(&mut self) {
        let Some(blankett) = &mut self.akt.blankett else {
            return;
        };
        let fragan = if orsak(blankett).is_some_and(Avslutsorsak::i_fortid) {
            ord::SLUT_TEXT_I_FORTID
        } else {
            ord::SLUT_TEXT.0
        };
        blankett.etikettera(Faltnamn::Text, fragan);
    }
}

/// The person's own goals, as the latest open version of the plan has them; what the form does not take is said.
fn malfalt(bild: &Arendebild, hjalp: &'static str, sag: &mut Vec<String>) -> Vec<Blankettfalt> {
    let mut mal: Vec<String> = bild
        .oppna_planer()
        .last()
        .map(|plan| plan.text.mal().map(kort_mal).collect())
        .unwrap_or_default();
    if mal.len() > usize::from(MAL) {
        sag.push(ord::fler_mal(mal.len(), usize::from(MAL)));
    }
    if mal.is_empty() {
        mal.push(ord::SOM_HELHET.to_owned());
    }
    (0..MAL)
        .zip(mal)
        .map(|(plats, mal)| valfalt_om(Faltnamn::Mal(plats), mal, hjalp, utfall()))
        .collect()
}

/// A goal in one line; a longer one stands whole in the plan.
fn kort_mal(mal: &str) -> String {
    const HOGST: u16 = 120;
    let mal = korta(&rena_rad(mal), HOGST);
    mal.chars().take(KORT).collect()
}

fn utfall() -> Vec<super::super::blankett::Valrad> {
    Malutfall::ALLA
        .into_iter()
        .map(|utfall| {
            let tangent = ord::malutfall_tangent(utfall);
            valrad(tangent, utfall.kod(), ord::malutfall(utfall))
        })
        .collect()
}

fn orsak(blankett: &Form) -> Option<Avslutsorsak> {
    let kod = blankett.vald(Faltnamn::Orsak)?;
    Avslutsorsak::fran_kod(kod)
}

/// The goals that have been answered, as the form has asked about them; at least one.
fn malen(blankett: &Form) -> Result<Vec<Malrad>, Fel> {
    let mut malen = Vec::new();
    for falt in &blankett.falt {
        let Faltnamn::Mal(_) = falt.namn else {
            continue;
        };
        let Some(utfall) = blankett.vald(falt.namn).and_then(Malutfall::fran_kod) else {
            continue;
        };
        let mal = Kort::ny(Aktfalt::Mal, &falt.etikett).map_err(|fel| pa_falt(&fel))?;
        malen.push(Malrad { mal, utfall });
    }
    if malen.is_empty() {
        Err((Faltnamn::Mal(0), ord::SVARA_PA_ETT_MAL.to_owned()))
    } else {
        Ok(malen)
    }
}

/// A follow-up, as the form has it.
pub(super) fn uppfoljning(blankett: &Form, arende: &RadId, idag: NaiveDate) -> Result<Aktakt, Fel> {
    let uppfoljning = NyUppfoljning::ny(
        dag(blankett, Faltnamn::Dag)?,
        &blankett.lang_text(Faltnamn::Text),
        malen(blankett)?,
        dag_om(blankett, Faltnamn::Uppfoljning)?,
        skrivare(blankett)?,
        idag,
    );
    Ok(Aktakt::FoljUpp {
        arende: arende.clone(),
        uppfoljning: uppfoljning.map_err(|fel| pa_falt(&fel))?,
    })
}

/// The closing, as the form has it.
pub(super) fn avslut(blankett: &Form, arende: &RadId, idag: NaiveDate) -> Result<Aktakt, Fel> {
    let orsak = orsak(blankett).ok_or_else(|| (Faltnamn::Orsak, ord::VALJ_ORSAK.to_owned()))?;
    let avslut = NyttAvslut::ny(
        orsak,
        dag(blankett, Faltnamn::Dag)?,
        &blankett.lang_text(Faltnamn::Text),
        malen(blankett)?,
        skrivare(blankett)?,
        idag,
    );
    Ok(Aktakt::Avsluta {
        arende: arende.clone(),
        avslut: avslut.map_err(|fel| pa_falt(&fel))?,
    })
}
