//! The visit on the screen: which field has the focus, what is typed, and when it is parked.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::kommando::{Kommando, Kontext};
use super::svar::Vantar;
use super::{App, Effect, Env, Vy};
use crate::domain::besok::{Onskan, Slut};
use crate::domain::fakta::Fakta;
use crate::domain::insats::{Insats, Katalog};
use crate::domain::kolapp::Kolappskod;
use crate::domain::tid::Fodd;
use crate::domain::utkast::{Kod, Steg, Utkast};
use crate::domain::villkor::Status;
use crate::flode::{Pagaende, Platsbild, Vidare};
use crate::form::datumfalt::Datumfalt;
use crate::form::textfalt::Textfalt;
use crate::form::{Alternativ, Falt, FaltId, Formular, Slag};
use crate::information::Informationstexter;
use crate::store::{Change, Query, RadId};
use crate::text;
use crate::ui::inmatning::Tangent;
use crate::ui::rader::Rulle;

/// An open visit.
pub struct Besoksvy {
    /// The visit itself.
    pub flode: Pagaende,
    /// Its form just now.
    pub formular: Formular,
    /// Which field has the focus.
    pub fokus: usize,
    /// How far the form is scrolled.
    pub rulle: Rulle,
    /// What stands in the way of the next step.
    pub hinder: Option<String>,
    /// The answer to the end is awaited: no key may make a second one.
    pub avslutas: bool,
    id: RadId,
    version: Option<i64>,
    sparat: Option<Utkast>,
    sparar: bool,
    plats: Platsbild,
    texter: BTreeMap<FaltId, Textfalt>,
    datum: BTreeMap<FaltId, Datumfalt>,
    katalog: Arc<Katalog>,
    information: Arc<Informationstexter>,
}

impl Besoksvy {
    fn ny(
        flode: Pagaende,
        id: RadId,
        version: Option<i64>,
        katalog: Arc<Katalog>,
        information: Arc<Informationstexter>,
    ) -> Self {
        let mut vy = Self {
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
        // A parked answer says yes without saying how; it is shown as the first yes.
        let exakt = alternativ.iter().find(|alternativ| alternativ.kod == *kod);
        exakt.or_else(|| {
            alternativ
                .iter()
                .find(|a| a.kod.text().split('/').next() == Some(kod.text()))
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
        self.flode
            .provning()
            .rader
            .iter()
            .any(|rad| rad.id == villkor && avgjord(rad.status))
    }

    fn uppdatera(&mut self) {
        let vald = self.falt().map(|falt| falt.id.clone());
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

    fn nytt_steg(&mut self) {
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

    fn bladdra_svar(&mut self, framat: bool) {
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

    fn flytta(&mut self, till: usize) {
        self.fokus = till.min(self.formular.falt.len().saturating_sub(1));
        self.hinder = None;
    }

    /// The field that Enter goes to: the next one that must be answered, none when the step may be left.
    fn nasta_obesvarade(&self) -> Option<usize> {
        let obesvarad = |(_, falt): &(usize, &Falt)| falt.kravs && !self.besvarat(falt);
        let rader = || self.formular.falt.iter().enumerate();
        rader()
            .skip(self.fokus)
            .find(obesvarad)
            .or_else(|| rader().find(obesvarad))
            .map(|(plats, _)| plats)
    }

    fn flytta_in_texter(&mut self) {
        for (id, text) in &self.texter {
            self.flode.svar_mut().satt_text(id.clone(), text.text());
        }
    }

    /// Whether this is the visit with that id.
    pub(super) fn har_id(&self, id: &RadId) -> bool {
        self.id == *id
    }

    /// Back to where the place is chosen, with why; what was typed about the person is forgotten.
    pub(super) fn till_plats(&mut self, varfor: String) {
        while self.flode.steg() > Steg::Plats && self.flode.tillbaka().is_some() {}
        self.nytt_steg();
        self.hinder = Some(varfor);
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

impl App {
    /// Begins a visit about an insats, perhaps for somebody who comes with a slip.
    pub(super) fn borja(
        &mut self,
        insats: Arc<Insats>,
        kolapp: Option<Kolappskod>,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let flode = Pagaende::ny(insats, &self.katalog.version, env.idag, Fakta::default())
            .med_kolapp(kolapp);
        self.visa_besok(flode, env.rad.clone(), None, effekter);
    }

    /// Takes up a parked visit.
    pub(super) fn ateruppta(
        &mut self,
        id: RadId,
        utkast: &Utkast,
        version: i64,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let Some(insats) = self.katalog.insats(utkast.insats).cloned() else {
            self.notis = Some(text::skarm::INSATS_SAKNAS.to_owned());
            return;
        };
        let flode = Pagaende::ateruppta(
            Arc::new(insats),
            utkast,
            &self.katalog.version,
            env.idag,
            self.texter.as_ref(),
        );
        self.visa_besok(flode, id, Some(version), effekter);
    }

    fn visa_besok(
        &mut self,
        flode: Pagaende,
        id: RadId,
        version: Option<i64>,
        effekter: &mut Vec<Effect>,
    ) {
        self.besok = Some(Besoksvy::ny(
            flode,
            id,
            version,
            Arc::clone(&self.katalog),
            Arc::clone(&self.texter),
        ));
        self.vy = Vy::Besok;
        self.fraga_plats(effekter);
    }

    pub(super) fn fraga_plats(&mut self, effekter: &mut Vec<Effect>) {
        let Some(besok) = &self.besok else { return };
        if besok.flode.steg() == Steg::Plats && besok.flode.utgang().is_none() {
            let insats = besok.flode.insats();
            let query = Query::Platslage {
                insats: insats.nr,
                platser: insats.genomforande.platser,
            };
            self.load(query, Vantar::Plats, effekter);
        }
    }

    /// What the store says about places.
    pub(super) fn platsbild(&mut self, plats: Platsbild) {
        if let Some(besok) = &mut self.besok {
            besok.plats = plats;
            besok.uppdatera();
        }
    }

    pub(super) fn besokskommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let Some(besok) = &mut self.besok else { return };
        if besok.avslutas {
            return;
        }
        match kommando {
            Kommando::Upp => besok.flytta(besok.fokus.saturating_sub(1)),
            Kommando::Ner => besok.flytta(besok.fokus + 1),
            Kommando::SidaUpp => besok.rulle.flytta(-10),
            Kommando::SidaNer => besok.rulle.flytta(10),
            Kommando::NastaVal => besok.bladdra_svar(true),
            Kommando::ForraVal => besok.bladdra_svar(false),
            Kommando::Vidare if besok.flode.steg() == Steg::Identitet => {
                if besok.fokus + 1 < besok.formular.falt.len() {
                    besok.flytta(besok.fokus + 1);
                } else {
                    self.notis = Some(text::skarm::TRYCK_F2.to_owned());
                }
            }
            Kommando::Vidare => match besok.nasta_obesvarade() {
                Some(plats) if plats == besok.fokus => self.ta_steg(env, effekter),
                Some(plats) => besok.flytta(plats),
                None => self.ta_steg(env, effekter),
            },
            Kommando::Overlamna => self.ta_steg(env, effekter),
            Kommando::Tillbaka => self.backa(env, effekter),
            Kommando::Parkera => self.parkera(env, effekter),
            Kommando::Ansok => self.lamna(Onskan::Ansoka, env, effekter),
            Kommando::Lamna => self.lamna(Onskan::BaraFraga, env, effekter),
            Kommando::Pahittad => self.fyll_pahittad(env),
            _ => {}
        }
        self.spara_utkast(env, effekter);
    }

    fn fyll_pahittad(&mut self, env: &Env) {
        if !self.lage.ovning {
            self.notis = Some(text::skarm::BARA_OVNING.to_owned());
            return;
        }
        let personer = crate::ovning::personer();
        let person = usize::from(env.op.0[0]) % personer.len().max(1);
        if let (Some(besok), Some(person)) = (&mut self.besok, personer.get(person)) {
            besok.pahittad(&person.namn, &person.nummer);
        }
    }

    fn ta_steg(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(besok) = &mut self.besok else { return };
        besok.flytta_in_texter();
        match besok.flode.vidare(self.texter.as_ref()) {
            Ok(Vidare::Steg(_)) => {
                besok.nytt_steg();
                self.fraga_plats(effekter);
            }
            Ok(Vidare::Slut(slut)) => self.avsluta(*slut, env, effekter),
            Err(hinder) => {
                let falt = hinder.falt();
                if let Some(plats) = besok.formular.falt.iter().position(|f| f.id == falt) {
                    besok.fokus = plats;
                }
                besok.hinder = Some(text::hinder::hinder(&hinder));
            }
        }
    }

    fn backa(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(besok) = &mut self.besok else { return };
        if besok.flode.tillbaka().is_some() {
            besok.nytt_steg();
            self.fraga_plats(effekter);
        } else {
            self.parkera(env, effekter);
        }
    }

    fn lamna(&mut self, onskan: Onskan, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(besok) = &mut self.besok else { return };
        match besok.flode.lamna(onskan) {
            Vidare::Slut(slut) => self.avsluta(*slut, env, effekter),
            Vidare::Steg(_) => {
                besok.nytt_steg();
                self.notis = Some(text::skarm::INFORMERA_FORST.to_owned());
            }
        }
    }

    /// Puts the visit aside; one in which nothing has been answered is simply closed.
    fn parkera(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        self.spara_utkast(env, effekter);
        let Some(besok) = self.besok.take() else {
            return;
        };
        if besok.sparat.is_some() || besok.version.is_some() {
            self.notis = Some(text::skarm::PARKERAT.to_owned());
        }
        self.vy = Vy::Sok;
        self.load(Query::Lage, Vantar::Lage, effekter);
    }

    /// Parks what has been answered so far, so that a fault, a call or another desk finds it (codes only).
    pub(super) fn spara_utkast(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(besok) = &mut self.besok else { return };
        if besok.sparar || besok.avslutas {
            return;
        }
        let utkast = besok.flode.utkast();
        let tomt = utkast.svar.is_empty() && utkast.steg == Steg::Villkor;
        if besok.sparat.as_ref() == Some(&utkast) || (tomt && besok.version.is_none()) {
            return;
        }
        let change = Change::Parkera {
            besok: besok.id.clone(),
            utkast: utkast.clone(),
            version: besok.version,
        };
        besok.sparat = Some(utkast);
        besok.sparar = true;
        let id = besok.id.clone();
        self.save(env.op, change, Vantar::Parkerad(id), effekter);
    }

    /// A parked visit has been saved, or not.
    pub(super) fn parkerad(
        &mut self,
        id: &RadId,
        version: Option<i64>,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let Some(besok) = self.besok.as_mut().filter(|besok| besok.id == *id) else {
            return;
        };
        besok.sparar = false;
        match version {
            Some(version) => besok.version = Some(version),
            // Tried again at the next key.
            None => besok.sparat = None,
        }
        if version.is_some() {
            self.spara_utkast(env, effekter);
        }
    }

    fn avsluta(&mut self, slut: Slut, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(besok) = &mut self.besok else { return };
        besok.avslutas = true;
        besok.hinder = None;
        let utkast = (besok.sparat.is_some() || besok.version.is_some()).then(|| besok.id.clone());
        let change = Change::Avsluta {
            slut,
            insats: Arc::clone(besok.flode.insats()),
            katalog: besok.flode.katalog().to_owned(),
            utkast,
            kolapp: besok.flode.kolapp(),
        };
        let vantar = Vantar::Avslutat {
            change: Box::new(change.clone()),
            op: env.op,
        };
        self.save(env.op, change, vantar, effekter);
    }
}
