//! Skrivbord, the desk that several people share: who sits there now, what each of them has begun, and the cover over it.
//!
//! Each person has an [`App`] of their own, so nothing of one can be seen by the next. What lies put aside is in memory
//! only, without the file and without its key; visits and drafts that save themselves are in the file too.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::kommando::{Kommando, tolka};
use super::las::{Fas, Inloggning, Inloggningssvar, Las, Meddelande, Onskat, Varfor};
use super::{App, Effect, Env, Msg};
use crate::checklistor::Checklistor;
use crate::domain::insats::Katalog;
use crate::information::Informationstexter;
use crate::store::worker::StoreMsg;
use crate::store::{Aktor, Lage, StoreError};
use crate::text;
use crate::ui::inmatning::{Inmatning, Tangent};

/// How long nobody has to press a key for the screen to lock itself.
pub const VILA: TimeDelta = TimeDelta::minutes(5);

/// Something happened at the desk.
#[derive(Debug)]
pub enum Handelse {
    /// To whoever sits there.
    App(Msg),
    /// A try to sign in was answered.
    Inloggning(Inloggningssvar),
}

/// Something to be done outside.
#[derive(Debug)]
pub enum Verkan {
    /// For whoever sits there.
    App(Effect),
    /// Try a password, without holding up the screen.
    LoggaIn(Inloggning),
    /// Go on with the password that was right, at this enhet.
    Enhet(String),
    /// Forget the password that was right.
    Avbryt,
    /// Let go of the file: everything has been answered, and nobody is signed in any more.
    Slapp,
}

/// What every person's [`App`] is made from.
pub struct Grund {
    /// The catalogue.
    pub katalog: Arc<Katalog>,
    /// The information texts.
    pub texter: Arc<Informationstexter>,
    /// The checklists.
    pub checklistor: Checklistor,
}

impl Grund {
    fn app(&self, aktor: Aktor, lage: Lage) -> App {
        let mut app = App::ny(self.katalog.clone(), self.texter.clone(), aktor, lage);
        app.checklistor = self.checklistor.clone();
        app
    }
}

/// Skrivbord, the desk.
pub struct Skrivbord {
    grund: Grund,
    /// Whoever sits here; behind the cover, for as long as something that was sent has not been answered.
    app: Option<App>,
    /// What others have begun here.
    undan: Vec<App>,
    las: Option<Las>,
    /// A try that waits for what was begun to be saved.
    vantande: Option<Inloggning>,
    /// What was begun has been sent once more after the answers that it waited for.
    eftersparat: bool,
    /// Somebody has been told that ending the program takes something begun with it.
    varnad: bool,
    /// When somebody last did something.
    rort: DateTime<Utc>,
    /// To be said to whoever signs in first.
    notis: Option<String>,
}

impl Skrivbord {
    /// A desk where nobody has to sign in.
    pub fn ovning(grund: Grund, aktor: Aktor, lage: Lage, nu: DateTime<Utc>) -> Self {
        let app = grund.app(aktor, lage);
        Self {
            app: Some(app),
            las: None,
            ..Self::last(grund, "", nu)
        }
    }

    /// A desk that is locked until somebody signs in; `anvandare` is proposed.
    pub fn last(grund: Grund, anvandare: &str, nu: DateTime<Utc>) -> Self {
        Self {
            grund,
            app: None,
            undan: Vec::new(),
            las: Some(Las::ny(Varfor::Start, None, anvandare, nu)),
            vantande: None,
            eftersparat: false,
            varnad: false,
            rort: nu,
            notis: None,
        }
    }

    /// The kommun.
    pub fn kommun(&self) -> &str {
        &self.grund.katalog.kommun
    }

    /// The cover, where the desk is locked.
    pub fn las(&self) -> Option<&Las> {
        self.las.as_ref()
    }

    /// What is to be shown: none where the desk is locked.
    pub fn synlig(&self) -> Option<&App> {
        self.app.as_ref().filter(|_| self.las.is_none())
    }

    /// Who acts: behind the cover, whose last acts are being saved.
    pub fn aktor(&self) -> Option<&Aktor> {
        self.app.as_ref().map(|app| &app.aktor)
    }

    /// Says something in that place where nothing else stands in it.
    pub fn varna(&mut self, varning: &str) {
        let notis = match &mut self.app {
            Some(app) => &mut app.notis,
            None => &mut self.notis,
        };
        notis.get_or_insert_with(|| varning.to_owned());
    }

    /// Says something in its fixed place; where nobody is signed in, to whoever signs in first.
    pub fn notis(&mut self, notis: Option<String>) {
        match &mut self.app {
            Some(app) => app.notis = notis,
            None => self.notis = notis,
        }
    }

    /// Takes the same catalogue with its search words; before any key is taken in.
    pub fn med_sokord(&mut self, katalog: Arc<Katalog>) {
        if let Some(app) = &mut self.app {
            app.med_sokord(katalog.clone());
        }
        self.grund.katalog = katalog;
    }

    /// Makes the search words ready.
    pub fn varm(&self) {
        if let Some(app) = self.synlig() {
            app.varm();
        }
    }

    /// When the desk wants to be called although nothing happens.
    pub fn vacks(&self) -> Option<DateTime<Utc>> {
        let app = self.app.as_ref().and_then(App::vacks);
        let las = match &self.las {
            Some(las) => las.vacks(),
            None => Some(self.rort + VILA),
        };
        app.into_iter().chain(las).min()
    }

    /// Whoever sits here begins: what was left begun is asked for.
    pub fn borja(&mut self) -> Vec<Verkan> {
        let effekter = self.app.as_mut().map(App::vid_start);
        effekter.into_iter().flatten().map(Verkan::App).collect()
    }

    /// Takes in what has happened and says what is to be done.
    pub fn update(&mut self, handelse: Handelse, env: &Env) -> Vec<Verkan> {
        let mut verkan = Vec::new();
        if self.vilade(&handelse, env, &mut verkan) {
            return verkan;
        }
        match handelse {
            Handelse::Inloggning(svar) => self.svar(svar, env, &mut verkan),
            Handelse::App(Msg::Inmatning(inmatning)) if self.las.is_some() => {
                self.vid_las(inmatning, env, &mut verkan);
            }
            Handelse::App(Msg::Inmatning(Inmatning::Tangent(tangent))) => {
                match self.app.as_ref().and_then(|app| laser(app, &tangent)) {
                    Some(varfor) => self.las_nu(varfor, env, &mut verkan),
                    None => self.till_app(
                        Msg::Inmatning(Inmatning::Tangent(tangent)),
                        env,
                        &mut verkan,
                    ),
                }
            }
            Handelse::App(msg) => {
                if let Some(Onskat::Avbryt) = self.las.as_mut().map(|las| las.klockan(env.nu)) {
                    verkan.push(Verkan::Avbryt);
                }
                let utloggad = matches!(
                    &msg,
                    Msg::Store(StoreMsg::Svar(_, Err(StoreError::Utloggad)))
                );
                self.till_app(msg, env, &mut verkan);
                if utloggad && self.las.is_none() {
                    self.las_nu(Varfor::Utloggad, env, &mut verkan);
                }
            }
        }
        self.slapp(env, &mut verkan);
        verkan
    }

    /// Ends the program because the system says so; what has been begun is saved first, without an answer.
    pub fn stang(&mut self, env: &Env) -> Vec<Verkan> {
        let effekter = match &mut self.app {
            Some(app) => app.stang(env),
            None => vec![Effect::Avsluta],
        };
        effekter.into_iter().map(Verkan::App).collect()
    }

    fn till_app(&mut self, msg: Msg, env: &Env, verkan: &mut Vec<Verkan>) {
        let Some(app) = &mut self.app else { return };
        let tryckt = matches!(msg, Msg::Inmatning(Inmatning::Tangent(_)));
        let mut effekter = app.update(msg, env);
        let slutar = effekter
            .iter()
            .any(|effekt| matches!(effekt, Effect::Avsluta));
        if slutar && !self.far_sluta() {
            effekter.retain(|effekt| !matches!(effekt, Effect::Avsluta));
            self.notis(Some(text::las::ANDRAS_BARA_HAR.to_owned()));
        } else if tryckt && !slutar {
            self.varnad = false;
        }
        verkan.extend(effekter.into_iter().map(Verkan::App));
    }

    /// Whether the program may end: what others have begun would go with it, and that is told once.
    fn far_sluta(&mut self) -> bool {
        let fritt = !self.undan.iter().any(App::har_bara_har);
        fritt || std::mem::replace(&mut self.varnad, true)
    }

    /// Locks where nobody has done anything for [`VILA`]. What is done just then was meant for a screen that is
    /// covered now, and is let go; `true` where that was all.
    fn vilade(&mut self, handelse: &Handelse, env: &Env, verkan: &mut Vec<Verkan>) -> bool {
        if self.las.is_some() {
            return false;
        }
        let rors = matches!(
            handelse,
            Handelse::App(Msg::Inmatning(
                Inmatning::Tangent(_) | Inmatning::Klistrat(_)
            ))
        );
        // Set back, the clock says nothing of how long it has been; then it is counted from now.
        self.rort = self.rort.min(env.nu);
        if env.nu - self.rort >= VILA {
            self.las_nu(Varfor::Vila, env, verkan);
            self.slapp(env, verkan);
            return rors;
        }
        if rors {
            self.rort = env.nu;
        }
        false
    }

    fn las_nu(&mut self, varfor: Varfor, env: &Env, verkan: &mut Vec<Verkan>) {
        let Some(app) = &mut self.app else { return };
        let vem = (app.aktor.anvandare.clone(), app.aktor.enhet.clone());
        // Whoever sits down next finds nothing of it in the clipboard either.
        let mut effekter = Vec::new();
        app.tom_urklipp(&mut effekter);
        verkan.extend(effekter.into_iter().map(Verkan::App));
        if app.lage.ovning {
            self.las = Some(Las::ovning(varfor, vem, env.nu));
            return;
        }
        let foresla = if varfor == Varfor::Byte {
            ""
        } else {
            vem.0.as_str()
        };
        self.las = Some(Las::ny(varfor, Some(vem.clone()), foresla, env.nu));
        self.eftersparat = false;
        let paborjat = app.spara_paborjat(env);
        verkan.extend(paborjat.into_iter().map(Verkan::App));
    }

    /// Lets go of the file as soon as everything has been answered; a try that waited for that is sent.
    fn slapp(&mut self, env: &Env, verkan: &mut Vec<Verkan>) {
        let Some(las) = self.las.as_mut().filter(|las| las.fas != Fas::Tackt) else {
            return;
        };
        if let Some(app) = &mut self.app {
            if !app.vantar_svar() && !std::mem::replace(&mut self.eftersparat, true) {
                // What was typed while an earlier save was under way.
                verkan.extend(app.spara_paborjat(env).into_iter().map(Verkan::App));
            }
            if app.vantar_svar() {
                return;
            }
            self.undan.extend(self.app.take());
            verkan.push(Verkan::Slapp);
        }
        if let Some(inloggning) = self.vantande.take() {
            las.provas();
            verkan.push(Verkan::LoggaIn(inloggning));
        }
    }

    fn vid_las(&mut self, inmatning: Inmatning, env: &Env, verkan: &mut Vec<Verkan>) {
        let Some(las) = &mut self.las else { return };
        let onskat = las.inmatning(inmatning, env.nu);
        if !matches!(onskat, Onskat::Avsluta) {
            self.varnad = false;
        }
        match onskat {
            Onskat::Inget => {}
            Onskat::Lyft => {
                self.las = None;
                self.rort = env.nu;
            }
            Onskat::LoggaIn(mut inloggning) => {
                // Whoever comes back is not asked again where; whoever sits down is.
                let samma = las.vem.as_ref().filter(|_| las.varfor != Varfor::Byte);
                inloggning.enhet = samma
                    .filter(|(anvandare, _)| *anvandare == inloggning.anvandare)
                    .map(|(_, enhet)| enhet.clone());
                self.vantande = Some(inloggning);
            }
            Onskat::Enhet(enhet) => verkan.push(Verkan::Enhet(enhet)),
            Onskat::Avbryt => verkan.push(Verkan::Avbryt),
            Onskat::Pausa => verkan.push(Verkan::App(Effect::Pausa)),
            Onskat::Avsluta => self.avsluta_vid_las(verkan),
        }
    }

    /// Ends the program from the cover: at once where nothing would go with it, and otherwise the second time.
    fn avsluta_vid_las(&mut self, verkan: &mut Vec<Verkan>) {
        let kvar = self
            .app
            .iter()
            .any(|app| app.vantar_svar() || app.har_bara_har());
        let fritt = !kvar && !self.undan.iter().any(App::har_bara_har);
        if fritt || std::mem::replace(&mut self.varnad, true) {
            verkan.push(Verkan::App(Effect::Avsluta));
        } else if let Some(las) = &mut self.las {
            las.sag(Meddelande::BaraHar);
        }
    }

    fn svar(&mut self, svar: Inloggningssvar, env: &Env, verkan: &mut Vec<Verkan>) {
        let Some(las) = &mut self.las else { return };
        // What was sent is no longer here to be forgotten.
        let _ = las.klockan(env.nu);
        match svar {
            Inloggningssvar::Valj(enheter) => las.svar(Ok(enheter)),
            Inloggningssvar::Nekad(nekad) => las.svar(Err(nekad)),
            Inloggningssvar::Inloggad { aktor, lage } => self.satt_sig(aktor, lage, env, verkan),
        }
    }

    /// Somebody has signed in: what the same person has begun here, at the same enhet, is on the screen again.
    fn satt_sig(&mut self, aktor: Aktor, lage: Lage, env: &Env, verkan: &mut Vec<Verkan>) {
        let samma =
            |app: &App| app.aktor.anvandare == aktor.anvandare && app.aktor.enhet == aktor.enhet;
        self.las = None;
        self.rort = env.nu;
        self.varnad = false;
        if let Some(plats) = self.undan.iter().position(samma) {
            let mut app = self.undan.swap_remove(plats);
            app.inne_igen(aktor, lage);
            self.app = Some(app);
            // What is shown may have changed meanwhile.
            self.till_app(Msg::Store(StoreMsg::AndratAvAnnan), env, verkan);
        } else {
            let mut app = self.grund.app(aktor, lage);
            app.notis = self.notis.take();
            self.app = Some(app);
            verkan.extend(self.borja());
        }
    }
}

/// Whether a key locks, and why.
fn laser(app: &App, tangent: &Tangent) -> Option<Varfor> {
    match tolka(app.kontext(), tangent) {
        Some(Kommando::Las) => Some(Varfor::Tangent),
        Some(Kommando::BytPerson) => Some(Varfor::Byte),
        _ => None,
    }
}
