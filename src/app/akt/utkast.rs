//! What is being written is kept while it is written: at most half a second of typing is not yet in the file.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::blankett::{Faltnamn, Faltslag};
use super::super::svar::Vantar;
use super::super::{App, Effect, Env};
use super::blanketter::Form;
use super::{Aktvy, dialoger};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::form::datumfalt::Datumfalt;
use crate::store::akt::{Aktakt, Arendeutkast};
use crate::store::{Change, RadId, StoreError};
use crate::text::aktskarm as ord;

/// The shortest time between two saves of a draft, in milliseconds.
const MELLANRUM: i64 = 500;

/// Sändning, how it stands with what was last sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sandning {
    /// Answered, or nothing has been sent.
    Fri,
    /// Not answered yet.
    Skickad,
    /// It has been saved somewhere else: nothing more is sent over that.
    Annanstans,
}

/// Skrivet, a draft that is open in a form.
#[derive(Debug)]
pub struct Skrivet {
    /// Its id, drawn when the form was opened.
    pub id: RadId,
    /// The version in the file; none while nothing of it is there.
    version: Option<i64>,
    /// Something has been written since it was last sent.
    andrat: bool,
    /// How it stands with what was last sent.
    sandning: Sandning,
    /// When it was last sent.
    senast: Option<DateTime<Utc>>,
    /// The form is left as soon as it is saved.
    lamnar: bool,
}

impl Skrivet {
    pub(super) fn nytt(id: RadId, version: Option<i64>) -> Self {
        Self {
            id,
            version,
            andrat: false,
            sandning: Sandning::Fri,
            senast: None,
            lamnar: false,
        }
    }

    /// The draft that goes when the form is signed; none where nothing of it has been sent, or where what lies in the
    /// file was written somewhere else: that is another text, and stays.
    pub(super) fn i_filen(&self) -> Option<RadId> {
        let var_eget = match self.sandning {
            Sandning::Fri => self.version.is_some(),
            Sandning::Skickad => true,
            Sandning::Annanstans => false,
        };
        var_eget.then(|| self.id.clone())
    }

    /// Whether what stands on the screen is kept nowhere else.
    fn bara_har(&self) -> bool {
        self.andrat && self.sandning == Sandning::Annanstans
    }

    fn vantar(&self) -> bool {
        self.andrat && self.sandning == Sandning::Fri
    }

    /// When it is to be sent, where something waits.
    fn nasta(&self) -> Option<DateTime<Utc>> {
        let senast = self.senast.unwrap_or(DateTime::UNIX_EPOCH);
        self.vantar()
            .then(|| senast + TimeDelta::milliseconds(MELLANRUM))
    }
}

impl App {
    /// When the app wants to be called although nothing happens.
    pub fn vacks(&self) -> Option<DateTime<Utc>> {
        [self.utkast_i_tid(), self.urklipp]
            .into_iter()
            .flatten()
            .min()
    }

    /// When the draft is to be sent.
    fn utkast_i_tid(&self) -> Option<DateTime<Utc>> {
        // While a signature is under way the draft waits: saved after it, it would be left behind.
        let skrivet = self.akt.utkast.as_ref().filter(|_| !self.akt.sparar);
        skrivet.and_then(Skrivet::nasta)
    }

    /// Time has passed.
    pub(in super::super) fn tiden_gar(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        if self.utkast_i_tid().is_some_and(|nar| nar <= env.nu) {
            self.spara_skrivet(env, effekter);
        }
    }

    /// Something has been written.
    pub(super) fn utkast_andrat(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        if let Some(skrivet) = &mut self.akt.utkast {
            skrivet.andrat = true;
            self.tiden_gar(env, effekter);
        }
    }

    /// Sends what has been written, whether it is time or not.
    pub(in super::super) fn spara_skrivet(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(blankett) = &self.akt.blankett else {
            return;
        };
        let (Some((arende, slag)), Some(skrivet)) = (blankett.slag.utkast(), &mut self.akt.utkast)
        else {
            return;
        };
        if !skrivet.vantar() {
            return;
        }
        (skrivet.andrat, skrivet.senast) = (false, Some(env.nu));
        skrivet.sandning = Sandning::Skickad;
        let utkast = Arendeutkast {
            id: skrivet.id.clone(),
            arende: arende.clone(),
            slag: slag.to_owned(),
            falt: blankett.som_utkast(),
        };
        let akt = Aktakt::SparaUtkast {
            utkast,
            version: skrivet.version,
        };
        let vantar = Vantar::Utkast(skrivet.id.clone());
        let change = Change::Akt(Box::new(akt), self.sammanhang());
        self.save(env.op, change, vantar, effekter);
    }

    /// Leaves the form; what is written stays as a draft.
    pub(super) fn lamna_blankett(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        self.spara_skrivet(env, effekter);
        let utan_utkast = self.akt.skriver_utan_utkast();
        match &mut self.akt.utkast {
            Some(skrivet) if skrivet.bara_har() => {
                self.dialog = Some(dialoger::lamna_blankett());
            }
            Some(skrivet) if skrivet.sandning == Sandning::Skickad => skrivet.lamnar = true,
            Some(skrivet) => {
                if skrivet.version.is_some() {
                    self.notis = Some(ord::UTKASTET_KVAR.to_owned());
                }
                self.backa_akt(effekter);
            }
            None if utan_utkast => {
                self.dialog = Some(dialoger::lamna_blankett());
            }
            None => self.backa_akt(effekter),
        }
    }

    /// Whether a text on the screen is kept nowhere else, and is not being saved: it would go with the program.
    pub(in super::super) fn har_osparat(&self) -> bool {
        let bara_har = self.akt.utkast.as_ref().is_some_and(Skrivet::bara_har);
        !self.akt.sparar && (bara_har || self.akt.skriver_utan_utkast())
    }

    /// Asks whether such a text is to go, as when its form is left, with the form in view.
    pub(in super::super) fn fraga_om_osparat(&mut self) {
        if self.dialog.is_none() {
            self.till_det_som_ligger_under();
            self.dialog.get_or_insert_with(dialoger::lamna_blankett);
        }
    }

    /// A draft is in the file.
    pub(in super::super) fn utkast_sparat(
        &mut self,
        id: &RadId,
        version: i64,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let Some(skrivet) = self.akt.utkast.as_mut().filter(|skrivet| skrivet.id == *id) else {
            return;
        };
        skrivet.sandning = Sandning::Fri;
        skrivet.version = Some(version);
        if std::mem::take(&mut skrivet.lamnar) && self.akt.vy() == Aktvy::Blankett {
            self.lamna_blankett(env, effekter);
        }
    }

    /// A draft could not be saved; it stays on the screen, and is sent again where that helps.
    pub(in super::super) fn utkast_inte_sparat(
        &mut self,
        id: &RadId,
        fel: &StoreError,
        text: String,
    ) {
        let Some(skrivet) = self.akt.utkast.as_mut().filter(|skrivet| skrivet.id == *id) else {
            return;
        };
        let lamnar = std::mem::take(&mut skrivet.lamnar);
        (skrivet.sandning, skrivet.andrat) = (Sandning::Fri, true);
        match fel {
            StoreError::Upptagen => self.notis = Some(ord::UTKASTET_VANTAR.to_owned()),
            StoreError::Akt(KanInteIAkten::UtkastAndrat | KanInteIAkten::UtkastBorta) => {
                skrivet.sandning = Sandning::Annanstans;
                self.notis = Some(text);
            }
            // No more can be kept as it stands: whoever wants to leave is asked, or would never come out.
            StoreError::Akt(_) if lamnar && self.akt.vy() == Aktvy::Blankett => {
                self.notis = Some(text);
                self.dialog = Some(dialoger::lamna_blankett());
            }
            StoreError::Konflikt { .. }
            | StoreError::IngenPlats(_)
            | StoreError::Ko { .. }
            | StoreError::Akt(_)
            | StoreError::Konto(_)
            | StoreError::Gallring(_)
            | StoreError::EjBehorig(_)
            | StoreError::Utloggad
            | StoreError::Saknas
            | StoreError::Stopp(_)
            | StoreError::TrasigRad { .. } => self.notis = Some(text),
        }
    }
}

impl Form {
    /// What is typed, as a draft keeps it: code of the field and text.
    pub(super) fn som_utkast(&self) -> Vec<(String, String)> {
        let mut delar = self.slag.utkastdelar();
        delar.extend(self.falt.iter().filter_map(|falt| {
            let text = match &falt.slag {
                Faltslag::Text(text) => text.text().to_owned(),
                Faltslag::Lang(text) => text.text(),
                Faltslag::Datum(datum) => datum
                    .datum()
                    .map_or_else(String::new, |dag| dag.to_string()),
                Faltslag::Val { rader, .. } => {
                    let vald = rader.iter().find(|rad| rad.vald);
                    vald.map_or_else(String::new, |rad| rad.kod.to_owned())
                }
            };
            Some((falt.namn.kod()?, text))
        }));
        delar
    }

    /// Takes in what a draft has kept.
    pub(super) fn fyll(&mut self, delar: &[(String, String)]) {
        for falt in &mut self.falt {
            let Some(kod) = falt.namn.kod() else { continue };
            let Some((_, text)) = delar.iter().find(|(namn, _)| *namn == kod) else {
                continue;
            };
            match &mut falt.slag {
                Faltslag::Text(falt) => {
                    falt.satt(text);
                }
                Faltslag::Lang(falt) => {
                    falt.satt(text);
                }
                Faltslag::Datum(falt) => {
                    if let Ok(dag) = text.parse() {
                        *falt = Datumfalt::med(dag);
                    }
                }
                Faltslag::Val { rader, .. } => {
                    for rad in rader {
                        rad.vald = rad.kod == text;
                    }
                }
            }
        }
        let text = self
            .falt
            .iter()
            .position(|falt| falt.namn == Faltnamn::Text);
        self.fokus = text.unwrap_or(0);
    }
}
