//! The loop: draw, wait for something to happen, update, do what is wanted. Thin, for it is tested only from outside.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use chrono::Utc;

use super::lager::{Lager, Mottagare, Provat};
use super::slut::Osvarat;
use super::terminal::{Terminalvakt, ar_terminal, har_panikat};
use crate::app::skrivbord::{self, Grund, Skrivbord, Verkan};
use crate::app::{Effect, Env, Msg};
use crate::screens;
use crate::start::{Installningar, StartFel, ny_op, ny_rad};
use crate::store::sqlite::SqliteStore;
use crate::store::worker::{Request, StoreMsg};
use crate::store::{Lage, Query, Reply, Store};
use crate::text;
use crate::ui::inmatning::{Inmatning, normalisera};
use crate::ui::tema::{self, Tema};

/// How often the loop looks whether a thread has panicked when nothing else happens; draws nothing.
const VAKTA: Duration = Duration::from_millis(500);

/// Why the desk could not open, or had to close.
pub enum KorFel {
    /// Before the screen was taken.
    Start(StartFel),
    /// The last that was sent to be saved was refused.
    InteSparat(String),
    /// The terminal.
    Terminal(String),
}

impl From<StartFel> for KorFel {
    fn from(fel: StartFel) -> Self {
        Self::Start(fel)
    }
}

/// What the loop takes in.
pub(super) enum Handelse {
    App(Msg),
    Provat(Provat),
    Skadad,
    /// A slip was printed, or was not.
    Utskrivet(bool),
    Fortsatt,
    Stopp,
}

/// Where the threads beside the loop tell what they have come to. The loop may have ended; then nobody waits for it.
#[derive(Clone)]
struct Postlada(Sender<Handelse>);

impl Mottagare for Postlada {
    fn provat(&self, provat: Provat) {
        let _ = self.0.send(Handelse::Provat(provat));
    }

    fn svar(&self, svar: StoreMsg) {
        let _ = self.0.send(Handelse::App(Msg::Store(svar)));
    }

    fn skadad(&self) {
        let _ = self.0.send(Handelse::Skadad);
    }
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
    let (mut bord, store, hel, mut terminal) = forbered(installningar)?;
    bord.notis(varningar.into_iter().next());
    let (till, fran) = mpsc::channel();
    let bild = |terminal: &mut Terminalvakt, bord: &Skrivbord| {
        terminal
            .rita(|frame| screens::draw_bord(bord, &tema, frame))
            .map_err(|_| KorFel::Terminal(String::new()))
    };
    bild(&mut terminal, &bord)?;
    let mut lager = Lager::ny(Arc::new(installningar.clone()), Postlada(till.clone()));
    if let Some(mut store) = store {
        if let Some(aktor) = bord.aktor() {
            store.anmal(&aktor.desk);
        }
        let kontroll = store.startkontroll();
        lager.starta(Box::new(store)).map_err(terminalfel)?;
        lager.kontrollera(kontroll).map_err(terminalfel)?;
    }
    let _signaler = lyssna(&till).map_err(terminalfel)?;
    if !hel {
        bord.med_sokord(installningar.las_katalog()?);
    }
    bord.varm();
    let mut osvarat = Osvarat::default();
    let slut = Slinga {
        bord: &mut bord,
        installningar,
        lager: &mut lager,
        terminal: &mut terminal,
        till: till.clone(),
        osvarat: &mut osvarat,
        skadad: false,
    }
    .kor(&fran, bild);
    // The screen is given back before the last save is waited for: no name stays in view while a file is busy.
    drop(terminal);
    let sparat = osvarat.vanta_ut(&fran);
    slut.and(sparat)
}

/// Takes the screen and opens the database while the catalogue is read: all three are needed for the first frame, and
/// the database takes longest. It is opened here and the catalogue aside: the many small pieces that its tables are read
/// into cost twice as much in another thread than the first. Where it cannot be used the screen is given back before
/// that is told. A file that one has to sign in to is not opened yet.
fn forbered(
    installningar: &Installningar,
) -> Result<(Skrivbord, Option<SqliteStore>, bool, Terminalvakt), KorFel> {
    std::thread::scope(|trad| {
        let resten = trad.spawn(|| {
            let (katalog, hel) = installningar.las_katalog_for_forsta_bilden()?;
            let texter = Arc::new(installningar.las_information()?);
            let aktor = installningar.aktor()?;
            let checklistor = installningar.las_checklistor()?;
            let grund = Grund {
                katalog,
                texter,
                checklistor,
            };
            Ok::<_, StartFel>((grund, hel, aktor))
        });
        let terminal = Terminalvakt::ny().map_err(terminalfel)?;
        let oppnad = oppna(installningar);
        let Ok(resten) = resten.join() else {
            return Err(KorFel::Terminal(String::new()));
        };
        let (grund, hel, aktor) = resten?;
        if let Some((store, lage)) = oppnad? {
            let bord = Skrivbord::ovning(grund, aktor, lage, Utc::now());
            Ok((bord, Some(store), hel, terminal))
        } else {
            let konto = installningar.konto.as_deref().unwrap_or_default();
            let bord = Skrivbord::last(grund, konto, Utc::now());
            Ok((bord, None, hel, terminal))
        }
    })
}

/// The file, and how it stands; none where one has to sign in first.
fn oppna(installningar: &Installningar) -> Result<Option<(SqliteStore, Lage)>, StartFel> {
    if installningar.kraver_inloggning()? {
        return Ok(None);
    }
    let mut store = installningar.oppna()?;
    let lage = match store.load(&Query::Lage) {
        Ok(Reply::Lage(lage)) => lage,
        // What cannot be read now is asked for again; until then nothing is taken for real.
        Ok(_) | Err(_) => Lage::okant(),
    };
    Ok(Some((store, lage)))
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
        let bort = till.clone();
        // As above.
        signaler::vid_stangd_terminal(move || drop(bort.send(Handelse::Stopp)))?;
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
fn vila(bord: &Skrivbord) -> Duration {
    let kvar = bord
        .vacks()
        .map(|nar| (nar - Utc::now()).to_std().unwrap_or_default());
    kvar.map_or(VAKTA, |kvar| kvar.min(VAKTA))
}

/// What the loop works with.
struct Slinga<'a> {
    bord: &'a mut Skrivbord,
    installningar: &'a Installningar,
    lager: &'a mut Lager<Postlada>,
    terminal: &'a mut Terminalvakt,
    till: Sender<Handelse>,
    osvarat: &'a mut Osvarat,
    /// The file has been found damaged: said until the program ends, whenever nothing else is.
    skadad: bool,
}

impl Slinga<'_> {
    fn kor(
        mut self,
        fran: &Receiver<Handelse>,
        bild: impl Fn(&mut Terminalvakt, &Skrivbord) -> Result<(), KorFel>,
    ) -> Result<(), KorFel> {
        for verkan in self.bord.borja() {
            self.utfor(verkan, &self.env())?;
        }
        loop {
            let mut handelse = match fran.recv_timeout(vila(self.bord)) {
                Ok(handelse) => handelse,
                Err(RecvTimeoutError::Timeout) if har_panikat() => {
                    return Err(KorFel::Terminal(String::new()));
                }
                Err(RecvTimeoutError::Timeout) if vila(self.bord).is_zero() => {
                    Handelse::App(Msg::Tid)
                }
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            };
            // Everything that waits is taken in before the next frame: six letters at once are one drawing.
            loop {
                if !self.hander(handelse)? {
                    return Ok(());
                }
                match fran.try_recv() {
                    Ok(nasta) => handelse = nasta,
                    Err(_) => break,
                }
            }
            // A stop for the shell, or a machine that slept, may have outlasted the time after which the screen locks:
            // then it is covered before it is drawn.
            if vila(self.bord).is_zero() && !self.hander(Handelse::App(Msg::Tid))? {
                return Ok(());
            }
            if self.skadad {
                self.bord.varna(text::databas::SKADAD_VID_START);
            }
            if let Err(fel) = bild(self.terminal, self.bord) {
                // A terminal that is gone is an end like another: what was begun is saved.
                if !har_panikat() {
                    self.hander(Handelse::Stopp)?;
                }
                return Err(fel);
            }
        }
    }

    fn env(&self) -> Env {
        Env {
            nu: Utc::now(),
            idag: self.installningar.idag(),
            op: ny_op(),
            rad: ny_rad(),
        }
    }

    /// Takes one thing in and does what is wanted; `false` ends the loop.
    fn hander(&mut self, handelse: Handelse) -> Result<bool, KorFel> {
        let env = self.env();
        let tryckt = handelse.ar_tangent();
        let verkan = match handelse {
            Handelse::Stopp => self.bord.stang(&env),
            Handelse::Fortsatt => {
                self.terminal.aterta().map_err(terminalfel)?;
                Vec::new()
            }
            Handelse::Skadad => {
                self.skadad = true;
                Vec::new()
            }
            Handelse::Utskrivet(gjort) => {
                let ord = if gjort {
                    text::lapp::skarm::UTSKRIVEN
                } else {
                    text::lapp::skarm::EJ_UTSKRIVEN
                };
                self.bord.notis(Some(ord.to_owned()));
                Vec::new()
            }
            Handelse::App(msg) => {
                match &msg {
                    Msg::Store(svar) => drop(self.osvarat.svarat(svar)),
                    // Smaller and back again before it was seen, the window has lost what stood there.
                    Msg::Inmatning(Inmatning::Storlek(..)) => {
                        self.terminal.rita_om().map_err(terminalfel)?;
                    }
                    Msg::Inmatning(_) | Msg::Raknat(..) | Msg::Tid => {}
                }
                self.bord.update(skrivbord::Handelse::App(msg), &env)
            }
            Handelse::Provat(provat) => {
                let svar = self.lager.ta_in(provat).map_err(terminalfel)?;
                self.bord
                    .update(skrivbord::Handelse::Inloggning(svar), &env)
            }
        };
        for verkan in verkan {
            // Nothing reaches the clipboard or the printer that nobody has pressed a key for.
            let ut = matches!(verkan, Verkan::App(Effect::Kopiera(_) | Effect::SkrivUt(_)));
            if ut && !tryckt {
                continue;
            }
            if !self.utfor(verkan, &env)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Does what is wanted; `false` ends the loop.
    fn utfor(&mut self, verkan: Verkan, env: &Env) -> Result<bool, KorFel> {
        let gjort = match verkan {
            Verkan::App(effekt) => return self.utfor_i_app(effekt, env),
            Verkan::LoggaIn(inloggning) => self.lager.logga_in(inloggning),
            Verkan::Enhet(enhet) => self.lager.valj(enhet),
            Verkan::Avbryt => {
                self.lager.avbryt();
                Ok(())
            }
            Verkan::Slapp => self.lager.slapp(),
        };
        gjort.map_err(terminalfel)?;
        Ok(true)
    }

    /// Does something aside, and tells the loop what came of it: nothing here is held up, but where the system has no thread
    /// to give.
    fn vid_sidan(&self, namn: &str, gor: impl Fn() -> Handelse + Send + Sync + 'static) {
        let (till, gor) = (self.till.clone(), Arc::new(gor));
        let dar = Arc::clone(&gor);
        let trad = std::thread::Builder::new().name(namn.to_owned());
        // The loop may have ended; then nobody waits for it.
        if trad.spawn(move || drop(till.send(dar()))).is_err() {
            drop(self.till.send(gor()));
        }
    }

    /// Prints: a printer may not answer.
    fn skriv_ut(&self, text: String) {
        if let Some(kommando) = self.installningar.skrivare.clone() {
            self.vid_sidan("utskrift", move || {
                Handelse::Utskrivet(super::utskrift::skriv_ut(&kommando, &text).is_ok())
            });
        }
    }

    fn utfor_i_app(&mut self, effekt: Effect, env: &Env) -> Result<bool, KorFel> {
        let begaran = match effekt {
            Effect::Avsluta => return Ok(false),
            Effect::Kopiera(text) => {
                self.terminal.kopiera(&text).map_err(terminalfel)?;
                return Ok(true);
            }
            Effect::TomUrklipp => {
                self.terminal.tom_urklipp().map_err(terminalfel)?;
                return Ok(true);
            }
            Effect::SkrivUt(text) => {
                self.skriv_ut(text);
                return Ok(true);
            }
            Effect::Rakna(arbete) => {
                self.vid_sidan("rakning", move || {
                    Handelse::App(Msg::Raknat(Box::new(arbete.utfor())))
                });
                return Ok(true);
            }
            Effect::Pausa => {
                #[cfg(unix)]
                self.terminal.pausa().map_err(terminalfel)?;
                return Ok(true);
            }
            Effect::Load(biljett, query) => (biljett, Request::Load(query)),
            Effect::Save(biljett, op, change) => {
                // Nobody saves without having signed in.
                let Some(aktor) = self.bord.aktor().cloned() else {
                    return Ok(false);
                };
                let change = Box::new(change);
                (
                    biljett,
                    Request::Save {
                        aktor,
                        op,
                        nar: env.nu,
                        change,
                    },
                )
            }
        };
        if matches!(begaran.1, Request::Save { .. }) {
            self.osvarat.skickat(begaran.0);
        }
        // A store thread that is gone has panicked, and the hook has said so.
        Ok(self.lager.begar(begaran.0, begaran.1))
    }
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
