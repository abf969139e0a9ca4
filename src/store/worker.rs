//! The thread that owns the store: requests in, answers out, so that the screen never waits for the disk.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::{Aktor, Change, OpId, Query, Reply, Store, StoreError};

/// How often the file is asked whether somebody else has written: what another desk does is seen before anybody has had
/// the time to look up. To ask costs three looks at a file and one at its journal, and no reading.
const FRAGA_VAR: Duration = Duration::from_millis(125);

/// Of what is read because others write, at most one part in so many of the time: where everybody writes all the time
/// and a list is long to read, the desk's own acts do not wait for lists that nobody has the time to read.
const ANDEL: u32 = 5;

/// However long a list takes: by then what others have done is asked for.
const SENAST: Duration = Duration::from_secs(1);

/// A number that ties an answer to its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// Something to be done by the store.
#[derive(Clone, Debug)]
pub enum Request {
    /// To be read.
    Load(Query),
    /// To be written.
    Save {
        /// Who does it.
        aktor: Aktor,
        /// The act's own id.
        op: OpId,
        /// When.
        nar: DateTime<Utc>,
        /// What; a `Box`, for it may hold a whole visit.
        change: Box<Change>,
    },
}

/// What the store says.
#[derive(Debug)]
pub enum StoreMsg {
    /// The answer to a request.
    Svar(Ticket, Result<Reply, StoreError>),
    /// Another desk or program has written, or the file cannot be asked: what is shown should be read again.
    AndratAvAnnan,
}

/// The store is gone; the request was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("lagret har slutat svara")]
pub struct Stangd;

/// The handle to the thread. Dropped, it waits until every save that was sent is done; reads are let go.
#[derive(Debug)]
pub struct Worker {
    sandare: Option<Sender<(Ticket, Request)>>,
    slutar: Arc<AtomicBool>,
    trad: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread; `svara` is called in it, once for each request and when another has written.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start<F>(mut store: Box<dyn Store + Send>, mut svara: F) -> io::Result<Self>
    where
        F: FnMut(StoreMsg) + Send + 'static,
    {
        let (sandare, mottagare) = mpsc::channel();
        let slutar = Arc::new(AtomicBool::new(false));
        let slutar_i_trad = Arc::clone(&slutar);
        let trad = Builder::new()
            .name("lager".to_owned())
            .spawn(move || arbeta(store.as_mut(), &mottagare, &slutar_i_trad, &mut svara))?;
        Ok(Self {
            sandare: Some(sandare),
            slutar,
            trad: Some(trad),
        })
    }

    /// Sends a request; its answer comes with the same ticket.
    ///
    /// # Errors
    /// [`Stangd`] when the thread has ended.
    pub fn begar(&self, ticket: Ticket, request: Request) -> Result<(), Stangd> {
        let sandare = self.sandare.as_ref().ok_or(Stangd)?;
        sandare.send((ticket, request)).map_err(|_| Stangd)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.slutar.store(true, Ordering::Release);
        self.sandare = None;
        if let Some(trad) = self.trad.take() {
            // A panic in the thread has been shown by the panic hook; there is nobody left to answer.
            let _ = trad.join();
        }
    }
}

fn arbeta(
    store: &mut dyn Store,
    mottagare: &Receiver<(Ticket, Request)>,
    slutar: &AtomicBool,
    svara: &mut dyn FnMut(StoreMsg),
) {
    let mut nasta = Instant::now() + FRAGA_VAR;
    let mut gar_att_fraga = true;
    loop {
        let kvar = nasta.saturating_duration_since(Instant::now());
        match mottagare.recv_timeout(kvar) {
            Ok((_, Request::Load(_))) if slutar.load(Ordering::Acquire) => {}
            Ok((ticket, Request::Load(query))) => {
                let borjan = Instant::now();
                svara(StoreMsg::Svar(ticket, store.load(&query)));
                let tog = borjan.elapsed();
                nasta = nasta.max(borjan + (tog * ANDEL).min(SENAST));
            }
            Ok((
                ticket,
                Request::Save {
                    aktor,
                    op,
                    nar,
                    change,
                },
            )) => {
                let svar = store.save(&aktor, op, nar, &change);
                svara(StoreMsg::Svar(ticket, svar));
            }
            Err(RecvTimeoutError::Timeout) => {
                nasta = Instant::now() + FRAGA_VAR;
                let andrat = store.changed_elsewhere();
                // An error is told once, as a reason to read again: the reading says it in words.
                let slutade_svara = gar_att_fraga && andrat.is_err();
                gar_att_fraga = andrat.is_ok();
                if slutade_svara || matches!(andrat, Ok(true)) {
                    svara(StoreMsg::AndratAvAnnan);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
