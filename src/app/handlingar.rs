//! What a key does to the open visit: forwards, back, parked, left, ended.

use std::sync::Arc;

use super::besok::Besoksvy;
use super::kommando::Kommando;
use super::svar::Vantar;
use super::{App, Dialog, Dialogsvar, Effect, Env, Vy, dialogval};
use crate::domain::besok::{Onskan, Slut};
use crate::domain::fakta::Fakta;
use crate::domain::insats::Insats;
use crate::domain::kolapp::Kolappskod;
use crate::domain::utkast::{Steg, Utkast};
use crate::flode::{Pagaende, Platsbild, Vidare};
use crate::form::FaltId;
use crate::store::{Change, Query, RadId};
use crate::text;
use crate::ui::inmatning::Tangent;

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
                platser: insats.lopande_platser(),
                idag: besok.flode.idag(),
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
                Some(plats) if plats == besok.fokus => besok.paminn(),
                Some(plats) => besok.flytta(plats),
                None => {
                    besok.flytta(besok.fokus);
                    if besok.hinder.is_none() {
                        self.ta_steg(env, effekter);
                    }
                }
            },
            Kommando::Overlamna => self.ta_steg(env, effekter),
            Kommando::Tillbaka => self.backa(env, effekter),
            Kommando::Parkera => self.parkera(env, effekter),
            Kommando::Ansok => self.vill_lamna(Onskan::Ansoka, env, effekter),
            Kommando::Lamna => self.vill_lamna(Onskan::BaraFraga, env, effekter),
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

    /// Asks first where a name may have been typed: it is gone with the visit, and the keys beside this one keep it.
    fn vill_lamna(&mut self, onskan: Onskan, env: &Env, effekter: &mut Vec<Effect>) {
        if self.besok.as_ref().map(|besok| besok.flode.steg()) == Some(Steg::Identitet) {
            self.dialog = Some(utan_overlamning(onskan));
        } else {
            self.lamna(onskan, env, effekter);
        }
    }

    pub(super) fn lamna(&mut self, onskan: Onskan, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(besok) = &mut self.besok else { return };
        let informerar = besok.flode.steg() == Steg::Information;
        let besvarat = besok.flode.svar().val(&FaltId::Satt).is_some();
        match besok.flode.lamna(onskan) {
            Vidare::Slut(slut) => self.avsluta(*slut, env, effekter),
            // The information has been given and said so: nothing more is owed.
            Vidare::Steg(_) if informerar && besvarat => self.ta_steg(env, effekter),
            Vidare::Steg(_) => {
                besok.nytt_steg();
                self.notis = Some(text::skarm::INFORMERA_FORST.to_owned());
            }
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

fn utan_overlamning(onskan: Onskan) -> Dialog {
    Dialog {
        rubrik: text::skarm::UTAN_OVERLAMNING.to_owned(),
        text: vec![text::skarm::UTAN_OVERLAMNING_TEXT.to_owned()],
        val: vec![
            dialogval(
                Tangent::tecken('j'),
                text::skarm::JA_AVSLUTA,
                Dialogsvar::Lamna(onskan),
            ),
            dialogval(Tangent::ESC, text::skarm::TILLBAKA, Dialogsvar::Stang),
        ],
    }
}
