//! Slut, the end: the screen has been given back, and what was sent to be saved is waited for. Whoever ended the program
//! is told what it waits for, and is not told that anything was saved before it is.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::run::{Handelse, KorFel};
use super::terminal::har_panikat;
use crate::app::Msg;
use crate::store::StoreError;
use crate::store::worker::{StoreMsg, Ticket};
use crate::text;

/// How long nothing is said: a save that nobody stands in the way of is done by then.
const TYST: Duration = Duration::from_millis(300);

/// Osvarat, the saves that have been sent and not been answered.
#[derive(Debug, Default)]
pub(super) struct Osvarat(BTreeSet<Ticket>);

impl Osvarat {
    pub(super) fn skickat(&mut self, biljett: Ticket) {
        self.0.insert(biljett);
    }

    /// Takes an answer in; the refusal, where it is one to a save.
    pub(super) fn svarat<'a>(&mut self, svar: &'a StoreMsg) -> Option<&'a StoreError> {
        match svar {
            StoreMsg::Svar(biljett, svar) if self.0.remove(biljett) => svar.as_ref().err(),
            StoreMsg::Svar(..) | StoreMsg::AndratAvAnnan => None,
        }
    }

    /// Waits until everything has been saved or refused.
    pub(super) fn vanta_ut(mut self, fran: &Receiver<Handelse>) -> Result<(), KorFel> {
        let (mut sagt, mut nekat) = (false, None);
        while !self.0.is_empty() {
            match fran.recv_timeout(TYST) {
                Ok(Handelse::App(Msg::Store(svar))) => {
                    if let Some(fel) = self.svarat(&svar) {
                        nekat = Some(text::terminal::inte_sparat_sist(&text::hinder::store(fel)));
                    }
                }
                Ok(_) => {}
                // The thread that would have answered is gone, and the hook has said so.
                Err(RecvTimeoutError::Timeout) if har_panikat() => {
                    return Err(KorFel::Terminal(String::new()));
                }
                Err(RecvTimeoutError::Timeout) => {
                    if !std::mem::replace(&mut sagt, true) {
                        sag(text::terminal::SPARAR_SIST);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        if let Some(nekat) = nekat {
            return Err(KorFel::InteSparat(nekat));
        }
        if sagt {
            sag(text::terminal::SPARAT_SIST);
        }
        Ok(())
    }
}

/// With standard error closed nobody is told, and it is saved all the same.
fn sag(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
