//! The loop: draw, wait for something to happen, update, do what is wanted. Thin, for it is tested only from outside.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use chrono::Utc;

use super::terminal::{Terminalvakt, ar_terminal, har_panikat};
use crate::app::{App, Effect, Env, Msg};
use crate::screens;
use crate::start::{Installningar, StartFel, ny_op, ny_rad};
use crate::store::worker::{Request, StoreMsg, Worker};
use crate::store::{Lage, Query, Reply, Store};
use crate::ui::inmatning::{Inmatning, normalisera};
use crate::ui::tema::{self, Tema};

/// How often the loop looks whether a thread has panicked when nothing else happens; draws nothing.
const VAKTA: Duration = Duration::from_millis(500);

/// Why the desk could not open, or had to close.
pub enum KorFel {
    /// Before the screen was taken.
    Start(StartFel),
    /// The terminal.
    Terminal(String),
}

impl From<StartFel> for KorFel {
    fn from(fel: StartFel) -> Self {
        Self::Start(fel)
    }
}

enum Handelse {
    App(Msg),
    Fortsatt,
    Stopp,
}

impl Handelse {
    /// Whether somebody has pressed a key: what is pasted, and what the store answers, is no wish to copy.
    fn ar_tangent(&self) -> bool {
        matches!(self, Self::App(Msg::Inmatning(Inmatning::Tangent(_))))
    }
}

/// Opens the desk and stays until it is closed.
///
/// # Errors
/// [`KorFel`], with a Swedish sentence.
pub fn kor(installningar: &Installningar, tema: Option<&str>) -> Result<(), KorFel> {
    ar_terminal().map_err(terminalfel)?;
    let (tema, varningar) = valj_tema(tema)?;
    tema::slapp_fram_attribut();
    let (mut app, store, hel, mut terminal) = forbered(installningar)?;
    app.notis = varningar.into_iter().next();
    let (till, fran) = mpsc::channel();
    let bild = |terminal: &mut Terminalvakt, app: &App| {
        terminal
            .rita(|frame| screens::draw(app, &tema, frame))
            .map_err(|_| KorFel::Terminal(String::new()))
    };
    bild(&mut terminal, &app)?;
    let svara = till.clone();
    let worker = Worker::start(Box::new(store), move |svar: StoreMsg| {
        // The loop may have ended; then nobody waits for the answer.
        let _ = svara.send(Handelse::App(Msg::Store(svar)));
    })
    .map_err(terminalfel)?;
    let _signaler = lyssna(&till).map_err(terminalfel)?;
    if !hel {
        app.med_sokord(installningar.las_katalog()?);
    }
    app.varm();
    let slut = slinga(&mut app, installningar, &worker, &fran, &mut terminal, bild);
    // The screen is given back before the last save is waited for: no name stays in view while a file is busy.
    drop(terminal);
    slut
}

/// Takes the screen and opens the database while the catalogue is read: all three are needed for the first frame, and
/// the database takes longest. It is opened here and the catalogue aside: the many small pieces that its tables are read
/// into cost twice as much in another thread than the first. Where it cannot be used the screen is given back before
/// that is told.
fn forbered(
    installningar: &Installningar,
) -> Result<(App, impl Store + Send + use<>, bool, Terminalvakt), KorFel> {
    std::thread::scope(|trad| {
        let resten = trad.spawn(|| {
            let (katalog, hel) = installningar.las_katalog_for_forsta_bilden()?;
            let texter = Arc::new(installningar.las_information()?);
            let aktor = installningar.aktor()?;
            let checklistor = installningar.las_checklistor()?;
            Ok::<_, StartFel>((katalog, hel, texter, aktor, checklistor))
        });
        let terminal = Terminalvakt::ny().map_err(terminalfel)?;
        let oppnad = oppna(installningar);
        let Ok(resten) = resten.join() else {
            return Err(KorFel::Terminal(String::new()));
        };
        let (katalog, hel, texter, aktor, checklistor) = resten?;
        let (store, lage) = oppnad?;
        let mut app = App::ny(katalog, texter, aktor, lage);
        app.checklistor = checklistor;
        Ok((app, store, hel, terminal))
    })
}

/// The file, and how it stands.
fn oppna(installningar: &Installningar) -> Result<(impl Store + Send + use<>, Lage), StartFel> {
    let mut store = installningar.oppna()?;
    let lage = match store.load(&Query::Lage) {
        Ok(Reply::Lage(lage)) => lage,
        // What cannot be read now is asked for again; until then nothing is taken for real.
        Ok(_) | Err(_) => Lage {
            ovning: true,
            ..Lage::default()
        },
    };
    Ok((store, lage))
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "stands where an error is mapped"
)]
fn terminalfel(fel: impl ToString) -> KorFel {
    KorFel::Terminal(fel.to_string())
}

fn valj_tema(valt: Option<&str>) -> Result<(Tema, Vec<String>), KorFel> {
    let no_color = std::env::var("NO_COLOR").ok();
    let namn = tema::valj_namn(valt, no_color.as_deref());
    let (tema, varningar) =
        Tema::hitta(namn, None).map_err(|fel| KorFel::Start(StartFel::Indata(fel.to_string())))?;
    let truecolor = tema::har_truecolor(std::env::var("COLORTERM").ok().as_deref());
    Ok((tema.anpassa(truecolor), varningar))
}

/// Starts the threads that hear the keyboard and the operating system.
fn lyssna(till: &Sender<Handelse>) -> std::io::Result<impl Sized + use<>> {
    let tangentbord = till.clone();
    std::thread::Builder::new()
        .name("tangentbord".to_owned())
        .spawn(move || {
            while let Ok(handelse) = crossterm::event::read() {
                let Some(inmatning) = normalisera(handelse) else {
                    continue;
                };
                if tangentbord
                    .send(Handelse::App(Msg::Inmatning(inmatning)))
                    .is_err()
                {
                    return;
                }
            }
            // The terminal is gone; a loop that has ended already does not mind.
            let _ = tangentbord.send(Handelse::Stopp);
        })?;
    #[cfg(unix)]
    {
        use super::signaler::{self, Signal};
        signaler::skydda_mot_filgrans()?;
        let till = till.clone();
        signaler::starta(move |signal| {
            let handelse = match signal {
                Signal::Avsluta | Signal::Bortkopplad | Signal::Avbryt => Handelse::Stopp,
                Signal::Fortsatt => Handelse::Fortsatt,
            };
            // As above.
            let _ = till.send(handelse);
        })
    }
    #[cfg(not(unix))]
    Ok(())
}

/// How long nothing has to be done.
fn vila(app: &App) -> Duration {
    let kvar = app
        .vacks()
        .map(|nar| (nar - Utc::now()).to_std().unwrap_or_default());
    kvar.map_or(VAKTA, |kvar| kvar.min(VAKTA))
}

fn slinga(
    app: &mut App,
    installningar: &Installningar,
    worker: &Worker,
    fran: &Receiver<Handelse>,
    terminal: &mut Terminalvakt,
    bild: impl Fn(&mut Terminalvakt, &App) -> Result<(), KorFel>,
) -> Result<(), KorFel> {
    loop {
        let mut handelse = match fran.recv_timeout(vila(app)) {
            Ok(handelse) => handelse,
            Err(RecvTimeoutError::Timeout) if har_panikat() => {
                return Err(KorFel::Terminal(String::new()));
            }
            Err(RecvTimeoutError::Timeout) if vila(app).is_zero() => Handelse::App(Msg::Tid),
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        // Everything that waits is taken in before the next frame: six letters at once are one drawing.
        loop {
            let env = Env {
                nu: Utc::now(),
                idag: installningar.idag(),
                op: ny_op(),
                rad: ny_rad(),
            };
            let tryckt = handelse.ar_tangent();
            let effekter = match handelse {
                Handelse::Stopp => app.stang(&env),
                Handelse::Fortsatt => {
                    terminal.aterta().map_err(terminalfel)?;
                    Vec::new()
                }
                Handelse::App(msg) => app.update(msg, &env),
            };
            for effekt in effekter {
                // Nothing reaches the clipboard that nobody has pressed a key for.
                if matches!(effekt, Effect::Kopiera(_)) && !tryckt {
                    continue;
                }
                if !utfor(effekt, app, &env, worker, terminal)? {
                    return Ok(());
                }
            }
            match fran.try_recv() {
                Ok(nasta) => handelse = nasta,
                Err(_) => break,
            }
        }
        bild(terminal, app)?;
    }
}

/// Does what is wanted; `false` ends the loop.
fn utfor(
    effekt: Effect,
    app: &App,
    env: &Env,
    worker: &Worker,
    terminal: &mut Terminalvakt,
) -> Result<bool, KorFel> {
    let begaran = match effekt {
        Effect::Avsluta => return Ok(false),
        Effect::Kopiera(text) => {
            terminal.kopiera(&text).map_err(terminalfel)?;
            return Ok(true);
        }
        Effect::Pausa => {
            #[cfg(unix)]
            terminal.pausa().map_err(terminalfel)?;
            return Ok(true);
        }
        Effect::Load(biljett, query) => (biljett, Request::Load(query)),
        Effect::Save(biljett, op, change) => {
            let change = Box::new(change);
            (
                biljett,
                Request::Save {
                    aktor: app.aktor.clone(),
                    op,
                    nar: env.nu,
                    change,
                },
            )
        }
    };
    // A store thread that is gone has panicked, and the hook has said so.
    Ok(worker.begar(begaran.0, begaran.1).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::inmatning::tangenter;

    #[test]
    fn bara_en_tangent_far_kopiera() {
        for tangent in tangenter("k<Enter>") {
            assert!(Handelse::App(Msg::Inmatning(Inmatning::Tangent(tangent))).ar_tangent());
        }
        let klistrat = Inmatning::Klistrat("k".to_owned());
        for annat in [
            Handelse::App(Msg::Inmatning(klistrat)),
            Handelse::App(Msg::Inmatning(Inmatning::Storlek(80, 24))),
            Handelse::Fortsatt,
            Handelse::Stopp,
        ] {
            assert!(!annat.ar_tangent());
        }
    }
}
