//! The visit on the screen: which field has the focus, what is typed, and when it is parked.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::kommando::Kontext;
use crate::domain::insats::Katalog;
use crate::domain::tid::Fodd;
use crate::domain::utkast::{Kod, Steg, Utkast};
use crate::domain::villkor::{Provning, Status};
use crate::flode::{Pagaende, Platsbild};
use crate::form::datumfalt::Datumfalt;
use crate::form::textfalt::Textfalt;
use crate::form::{Alternativ, Falt, FaltId, Formular, Hinder, Slag};
use crate::information::Informationstexter;
use crate::store::RadId;
use crate::text;
use crate::ui::inmatning::Tangent;
use crate::ui::rader::Rulle;

/// An open visit.
pub struct Besoksvy {
    /// The visit itself.
    pub flode: Pagaende,
    /// Its form just now.
    pub formular: Formular,
    /// The check of the villkor just now, made once for each answer and not for each row that is drawn.
    pub provning: Provning,
    /// Which field has the focus.
    pub fokus: usize,
    /// How far the form is scrolled.
    pub rulle: Rulle,
    /// What stands in the way of the next step.
    pub hinder: Option<String>,
    /// The answer to the end is awaited: no key may make a second one.
    pub avslutas: bool,
    pub(super) id: RadId,
    pub(super) version: Option<i64>,
    pub(super) sparat: Option<Utkast>,
    pub(super) sparar: bool,
    pub(super) plats: Platsbild,
    texter: BTreeMap<FaltId, Textfalt>,
    datum: BTreeMap<FaltId, Datumfalt>,
    katalog: Arc<Katalog>,
    information: Arc<Informationstexter>,
}

impl Besoksvy {
    pub(super) fn ny(
        flode: Pagaende,
        id: RadId,
        version: Option<i64>,
        katalog: Arc<Katalog>,
        information: Arc<Informationstexter>,
    ) -> Self {
        let mut vy = Self {
            provning: flode.provning(),
            flode,
            formular: Formular::default(),
            fokus: 0,
            rulle: Rulle::default(),
            hinder: None,
            avslutas: false,
            id,
            version,
            sparat: None,
            sparar: false,
            plats: Platsbild::default(),
            texter: BTreeMap::new(),
            datum: BTreeMap::new(),
            katalog,
            information,
        };
        vy.nytt_steg();
        vy
    }

    /// Where keys land.
    pub fn kontext(&self) -> Kontext {
        if self.flode.steg() == Steg::Identitet {
            return Kontext::Identitet;
        }
        match self.falt().map(|falt| &falt.slag) {
            Some(Slag::Text(_) | Slag::Datum) => Kontext::Falt,
            Some(Slag::Val(_)) | None => Kontext::Val,
        }
    }

    /// The field in focus.
    pub fn falt(&self) -> Option<&Falt> {
        self.formular.falt.get(self.fokus)
    }

    /// What is typed in a text field.
    pub fn text(&self, id: &FaltId) -> Option<&Textfalt> {
        self.texter.get(id)
    }

    /// What is typed in a date field.
    pub fn datum(&self, id: &FaltId) -> Option<&Datumfalt> {
        self.datum.get(id)
    }

    /// The alternative that is chosen in a field.
    pub fn valt<'f>(&self, falt: &'f Falt) -> Option<&'f Alternativ> {
        let Slag::Val(alternativ) = &falt.slag else {
            return None;
        };
        let kod = self.flode.svar().val(&falt.id)?;
        let exakt = alternativ.iter().find(|alternativ| alternativ.kod == *kod);
        // A parked answer that a date gave says yes and not how it was shown: that is asked, where there is a choice.
        exakt.or_else(|| {
            let ja = |a: &&Alternativ| a.kod.text().split('/').next() == Some(kod.text());
            let mut ja = alternativ.iter().filter(ja);
            ja.next().filter(|_| ja.next().is_none())
        })
    }

    /// Whether a field needs no more answer.
    pub fn besvarat(&self, falt: &Falt) -> bool {
        match (&falt.slag, &falt.id) {
            (Slag::Text(_), id) => self.texter.get(id).is_some_and(|text| !text.ar_tomt()),
            (Slag::Datum, id) => self
                .datum
                .get(id)
                .is_some_and(|datum| datum.datum().is_some()),
            (Slag::Val(_), FaltId::Villkor(id)) => self.valt(falt).is_some() || self.avgjort(id),
            (Slag::Val(_), _) => self.valt(falt).is_some(),
        }
    }

    /// A villkor that the facts have settled as not met or unclear; of a met one it is still asked how it was shown.
    fn avgjort(&self, villkor: &str) -> bool {
        let avgjord = |status| matches!(status, Status::EjUppfyllt | Status::Oklart);
        self.provning
            .rader
            .iter()
            .any(|rad| rad.id == villkor && avgjord(rad.status))
    }

    pub(super) fn uppdatera(&mut self) {
        let vald = self.falt().map(|falt| falt.id.clone());
        self.provning = self.flode.provning();
        self.formular = self
            .flode
            .formular(self.information.as_ref(), &self.katalog, self.plats);
        for falt in &self.formular.falt {
            match falt.slag {
                Slag::Text(langd) => {
                    self.texter
                        .entry(falt.id.clone())
                        .or_insert_with(|| Textfalt::ny(langd));
                }
                Slag::Datum => {
                    let datum = self.flode.svar().datum(&falt.id);
                    self.datum
                        .entry(falt.id.clone())
                        .or_insert_with(|| datum.map_or_else(Datumfalt::ny, Datumfalt::med));
                }
                Slag::Val(_) => {}
            }
        }
        let plats = vald.and_then(|id| self.formular.falt.iter().position(|falt| falt.id == id));
        self.fokus = plats
            .unwrap_or(self.fokus)
            .min(self.formular.falt.len().saturating_sub(1));
    }

    pub(super) fn nytt_steg(&mut self) {
        self.hinder = None;
        self.rulle.nolla();
        if self.flode.steg() != Steg::Identitet {
            self.texter.clear();
        }
        self.fokus = 0;
        self.formular = Formular::default();
        self.uppdatera();
        let borja_med =
            |falt: &Falt| (falt.kravs || falt.slag == Slag::Datum) && !self.besvarat(falt);
        self.fokus = self.formular.falt.iter().position(borja_med).unwrap_or(0);
    }

    /// Takes a key that is no command: an answer, or a letter in a field.
    pub fn skriv(&mut self, tangent: &Tangent, idag: NaiveDate) {
        if self.avslutas {
            return;
        }
        self.hinder = None;
        let Some(falt) = self.falt() else { return };
        let id = falt.id.clone();
        match &falt.slag {
            Slag::Val(alternativ) => {
                let Some(tecken) = tangent.skrivet() else {
                    return;
                };
                let tecken = tecken.to_lowercase().next().unwrap_or(tecken);
                if let Some(valt) = alternativ
                    .iter()
                    .find(|alternativ| alternativ.tangent == tecken)
                {
                    let kod = valt.kod.clone();
                    self.svara(id, kod);
                }
            }
            Slag::Datum => {
                if let Some(datum) = self.datum.get_mut(&id) {
                    datum.hantera(tangent);
                }
                self.datum_andrat(id, idag);
            }
            Slag::Text(_) => {
                if let Some(text) = self.texter.get_mut(&id) {
                    text.hantera(tangent);
                }
            }
        }
    }

    fn datum_andrat(&mut self, id: FaltId, idag: NaiveDate) {
        let skrivet = self.datum.get(&id).copied().unwrap_or_default();
        let datum = skrivet
            .datum()
            .filter(|datum| Fodd::ny(*datum, idag).is_ok());
        if skrivet.ar_fullt() && datum.is_none() {
            self.hinder = Some(text::hinder::DATUM.to_owned());
        }
        self.flode.svar_mut().satt_datum(id, datum);
        self.uppdatera();
    }

    /// Puts pasted text into the field in focus; a choice takes none.
    pub fn klistra(&mut self, text: &str) {
        let Some(id) = self
            .falt()
            .map(|falt| falt.id.clone())
            .filter(|_| !self.avslutas)
        else {
            return;
        };
        if let Some(falt) = self.texter.get_mut(&id) {
            falt.infoga(text);
        }
        if let Some(falt) = self.datum.get_mut(&id) {
            falt.klistra(text);
            self.datum_andrat(id, self.flode.idag());
        }
    }

    fn svara(&mut self, id: FaltId, kod: Kod) {
        self.flode.svar_mut().valj(id, kod);
        self.uppdatera();
    }

    pub(super) fn bladdra_svar(&mut self, framat: bool) {
        let Some(falt) = self.falt() else { return };
        let Slag::Val(alternativ) = &falt.slag else {
            return;
        };
        let nu = self
            .valt(falt)
            .and_then(|valt| alternativ.iter().position(|a| a == valt));
        let antal = alternativ.len();
        let ny = match (nu, framat) {
            (None, true) => 0,
            (None, false) => antal.saturating_sub(1),
            (Some(nu), true) => (nu + 1) % antal,
            (Some(nu), false) => (nu + antal - 1) % antal,
        };
        let Some(kod) = alternativ.get(ny).map(|alternativ| alternativ.kod.clone()) else {
            return;
        };
        let id = falt.id.clone();
        self.svara(id, kod);
    }

    pub(super) fn flytta(&mut self, till: usize) {
        if self.halvt_datum() {
            self.hinder = Some(text::hinder::DATUM.to_owned());
            return;
        }
        self.fokus = till.min(self.formular.falt.len().saturating_sub(1));
        self.hinder = None;
    }

    /// A date that was begun and is no date: it would be passed over in silence.
    fn halvt_datum(&self) -> bool {
        let datum = self.falt().and_then(|falt| self.datum.get(&falt.id));
        datum.is_some_and(|datum| !datum.ar_tomt() && datum.datum().is_none())
    }

    /// The field that Enter goes to: the next one that must be answered, none when the step may be left.
    pub(super) fn nasta_obesvarade(&self) -> Option<usize> {
        let obesvarad = |(_, falt): &(usize, &Falt)| falt.kravs && !self.besvarat(falt);
        let rader = || self.formular.falt.iter().enumerate();
        rader()
            .skip(self.fokus)
            .find(obesvarad)
            .or_else(|| rader().find(obesvarad))
            .map(|(plats, _)| plats)
    }

    /// Says what is missing in the field in focus.
    pub(super) fn paminn(&mut self) {
        let hinder = self.falt().map(|falt| Hinder::Obesvarat(falt.id.clone()));
        self.hinder = hinder.map(|hinder| text::hinder::hinder(&hinder));
    }

    pub(super) fn flytta_in_texter(&mut self) {
        for (id, text) in &self.texter {
            self.flode.svar_mut().satt_text(id.clone(), text.text());
        }
    }

    /// Back to where the place is chosen, with why; what was typed about the person is forgotten.
    pub(super) fn till_plats(&mut self, varfor: String) {
        while self.flode.steg() > Steg::Plats && self.flode.tillbaka().is_some() {}
        self.nytt_steg();
        self.hinder = Some(varfor);
    }

    /// Forgets who it is about, and goes back to before that is asked.
    pub(super) fn glom_identitet(&mut self) {
        if self.flode.steg() == Steg::Identitet && self.flode.tillbaka().is_some() {
            self.nytt_steg();
        }
    }

    /// Fills in a made-up person.
    pub(super) fn pahittad(&mut self, namn: &str, nummer: &str) {
        for (id, varde) in [(FaltId::Namn, namn), (FaltId::Nummer, nummer)] {
            if let Some(falt) = self.texter.get_mut(&id) {
                falt.satt(varde);
            }
        }
    }
}
