//! Lager, the file on its way in and out: opened when somebody signs in, asked while somebody sits there, let go when the
//! screen is locked. Nothing here holds up the screen: what takes time is done in threads of their own.

use std::io;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use chrono::Utc;

use super::startkontroll::Startvakt;
use crate::app::las::{Inloggning, Inloggningssvar, Nekad};
use crate::rena::rena_rad;
use crate::start::inloggning::{Inloggningsfel, Inne, Legitimation, Session, UpplastFil};
use crate::start::{Installningar, StartFel};
use crate::store::nyckelskap::NyckelFel;
use crate::store::sqlite::Startkontroll;
use crate::store::worker::{Request, StoreMsg, Ticket, Worker};
use crate::store::{Aktor, Lage, Store};
use crate::text;

/// What a thread that signs somebody in has come to.
pub(super) enum Provat {
    /// Signed in.
    Inne(Box<Inne>),
    /// The enhet is to be chosen; the file stays open for that.
    Flera(Box<UpplastFil>),
    /// No.
    Nej(Nekad),
}

/// Where a thread tells what it has come to, and where the store answers.
pub(super) trait Mottagare: Clone + Send + 'static {
    /// Somebody has been signed in, or not.
    fn provat(&self, provat: Provat);
    /// The store has answered.
    fn svar(&self, svar: StoreMsg);
    /// The file is damaged.
    fn skadad(&self);
}

/// Lager, the file.
pub(super) struct Lager<M> {
    installningar: Arc<Installningar>,
    till: M,
    worker: Option<Worker>,
    /// Looks through the file.
    vakt: Option<Startvakt>,
    /// The right password, for as long as the enhet is being chosen.
    vald: Option<Box<UpplastFil>>,
    /// What is being let go or tried.
    tradar: Vec<JoinHandle<()>>,
}

impl<M: Mottagare> Lager<M> {
    pub(super) fn ny(installningar: Arc<Installningar>, till: M) -> Self {
        Self {
            installningar,
            till,
            worker: None,
            vakt: None,
            vald: None,
            tradar: Vec::new(),
        }
    }

    /// Begins to ask a store.
    pub(super) fn starta(&mut self, store: Box<dyn Store + Send>) -> io::Result<()> {
        let till = self.till.clone();
        self.worker = Some(Worker::start(store, move |svar| till.svar(svar))?);
        Ok(())
    }

    /// Begins to look through the file, beside the store.
    pub(super) fn kontrollera(&mut self, kontroll: Startkontroll) -> io::Result<()> {
        let till = self.till.clone();
        let idag = self.installningar.idag();
        self.vakt = Some(Startvakt::starta(kontroll, idag, move || till.skadad())?);
        Ok(())
    }

    /// Sends a request; `false` where the store is gone.
    pub(super) fn begar(&self, biljett: Ticket, begaran: Request) -> bool {
        let worker = self.worker.as_ref();
        worker.is_some_and(|worker| worker.begar(biljett, begaran).is_ok())
    }

    /// Tries a password.
    pub(super) fn logga_in(&mut self, inloggning: Inloggning) -> io::Result<()> {
        self.vald = None;
        let installningar = Arc::clone(&self.installningar);
        self.i_trad(move |till| till.provat(prova(&installningar, inloggning)))
    }

    /// Goes on with the password that was right.
    pub(super) fn valj(&mut self, enhet: String) -> io::Result<()> {
        let Some(fil) = self.vald.take() else {
            return Ok(());
        };
        self.i_trad(move |till| till.provat(ga_in(*fil, &enhet)))
    }

    /// Forgets the password that was right.
    pub(super) fn avbryt(&mut self) {
        self.vald = None;
    }

    /// Lets go of the file, and of its key.
    pub(super) fn slapp(&mut self) -> io::Result<()> {
        let vakt = self.vakt.take();
        let Some(worker) = self.worker.take() else {
            return Ok(());
        };
        self.i_trad(move |_| drop((vakt, worker)))
    }

    /// Takes in what a thread has come to; what is to be told of it.
    pub(super) fn ta_in(&mut self, provat: Provat) -> io::Result<Inloggningssvar> {
        Ok(match provat {
            Provat::Nej(nekad) => Inloggningssvar::Nekad(nekad),
            Provat::Flera(fil) => {
                let enheter = fil.enheter().to_vec();
                self.vald = Some(fil);
                Inloggningssvar::Valj(enheter)
            }
            Provat::Inne(mut inne) => {
                inne.store.anmal(&inne.aktor.desk);
                let (aktor, lage): (Aktor, Lage) = (inne.aktor.clone(), inne.lage.clone());
                let kontroll = inne.store.startkontroll();
                self.starta(Box::new(Session::from(*inne)))?;
                self.kontrollera(kontroll)?;
                Inloggningssvar::Inloggad { aktor, lage }
            }
        })
    }

    fn i_trad(&mut self, gor: impl FnOnce(&M) + Send + 'static) -> io::Result<()> {
        self.tradar.retain(|trad| !trad.is_finished());
        let till = self.till.clone();
        let trad = Builder::new()
            .name("inloggning".to_owned())
            .spawn(move || gor(&till))?;
        self.tradar.push(trad);
        Ok(())
    }
}

impl<M> Drop for Lager<M> {
    fn drop(&mut self) {
        self.vakt = None;
        self.worker = None;
        for trad in self.tradar.drain(..) {
            // A panic in it has been shown by the panic hook.
            let _ = trad.join();
        }
    }
}

fn prova(installningar: &Installningar, inloggning: Inloggning) -> Provat {
    let Inloggning {
        anvandare,
        losenord,
        enhet,
    } = inloggning;
    let legitimation = Legitimation::Losenord(anvandare, losenord);
    let fil = match installningar.las_upp(&legitimation, Utc::now()) {
        Ok(fil) => fil,
        Err(fel) => return Provat::Nej(nekad(fel)),
    };
    if let Err(fel) = fil.prova_katalog(installningar) {
        return Provat::Nej(nekad(fel.into()));
    }
    // Where the person was before comes first, and then where the desk is.
    let onskade: Vec<&str> = [enhet.as_deref(), installningar.enhet.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    match fil.enhet(&onskade) {
        Ok(enhet) => ga_in(fil, &enhet),
        Err(Inloggningsfel::Flera(_)) => Provat::Flera(Box::new(fil)),
        Err(fel) => Provat::Nej(nekad(fel)),
    }
}

fn ga_in(fil: UpplastFil, enhet: &str) -> Provat {
    match fil.logga_in(enhet, Utc::now()) {
        Ok(inne) => Provat::Inne(Box::new(inne)),
        Err(fel) => Provat::Nej(nekad(fel)),
    }
}

fn nekad(fel: Inloggningsfel) -> Nekad {
    match fel {
        Inloggningsfel::Nyckel(NyckelFel::Fel) => Nekad::Fel,
        Inloggningsfel::Nyckel(NyckelFel::Vanta(till)) => Nekad::Vanta(till),
        Inloggningsfel::Nyckel(NyckelFel::Last) => Nekad::Last,
        Inloggningsfel::UtanRoll | Inloggningsfel::Flera(_) => Nekad::UtanRoll,
        Inloggningsfel::Nyckel(fel) => Nekad::Annat(rena_rad(&fel.to_string())),
        Inloggningsfel::Fil(fel) => Nekad::Annat(rena_rad(&text::hinder::store(&fel))),
        Inloggningsfel::Start(StartFel::Databas(fel)) => Nekad::Annat(rena_rad(&fel.to_string())),
        Inloggningsfel::Start(StartFel::Indata(text) | StartFel::Katalog(text, _)) => {
            Nekad::Annat(rena_rad(&text))
        }
    }
}
