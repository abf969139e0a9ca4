//! Terminalvakt, the guard that takes over the screen and gives it back.
//!
//! The screen is given back on drop, on panic and when [`aterstall`] is called, and then it is cleared, so that no
//! names stay behind. The window title is never written: titles end up in logs and task bars.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::panic::PanicHookInfo;
use std::path::Path;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::ResetColor;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal};

use super::bild::{Bildbuffert, Sparsam};
use crate::rena::rena_text;
use crate::text;

/// Most bytes that are copied to the clipboard at once.
const URKLIPP_HOGST: usize = 100_000;

/// Whether the screen is taken over just now. One process has one terminal, hence a static.
static OVERTAGEN: AtomicBool = AtomicBool::new(false);

/// Whether what we last copied may still lie in the clipboard.
static URKLIPP: AtomicBool = AtomicBool::new(false);

/// Whether some thread has panicked since the start.
static PANIKAT: AtomicBool = AtomicBool::new(false);

/// Why the screen could not be taken over.
#[derive(Debug)]
pub enum TerminalFel {
    /// Input or output is not a terminal.
    IngenTerminal,
    /// The terminal refused.
    Io(io::Error),
}

impl fmt::Display for TerminalFel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IngenTerminal => f.write_str(text::terminal::INGEN_TERMINAL),
            Self::Io(fel) => f.write_str(&text::terminal::svarade_inte(fel)),
        }
    }
}

impl std::error::Error for TerminalFel {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::IngenTerminal => None,
            Self::Io(fel) => Some(fel),
        }
    }
}

impl From<io::Error> for TerminalFel {
    fn from(fel: io::Error) -> Self {
        Self::Io(fel)
    }
}

/// Terminalvakt, the screen while it is ours: raw mode, alternate screen and bracketed paste.
pub struct Terminalvakt {
    terminal: Terminal<Sparsam>,
    bild: Bildbuffert,
}

impl Terminalvakt {
    /// Takes over the screen and sets the panic hook ([`satt_panikhake`]).
    ///
    /// # Errors
    /// [`TerminalFel::IngenTerminal`] when standard input or output is not a terminal; [`TerminalFel::Io`] when the
    /// terminal refuses. The screen is then as it was.
    pub fn ny() -> Result<Self, TerminalFel> {
        ar_terminal()?;
        satt_panikhake();
        ta_over().inspect_err(|_| aterstall())?;
        // Starts the listening for changes of size before the first frame, or a change between that frame and the
        // first reading of keys would go unseen.
        crossterm::event::poll(Duration::ZERO).inspect_err(|_| aterstall())?;
        let bild = Bildbuffert::default();
        let terminal = Terminal::new(Sparsam::ny(bild.clone())).inspect_err(|_| aterstall())?;
        Ok(Self { terminal, bild })
    }

    /// Draws one frame and sends what differs from the last one in a single write; nothing where nothing does.
    ///
    /// # Errors
    /// When the terminal cannot be written to, or some thread has panicked (the screen is then given back already).
    pub fn rita(&mut self, rita: impl FnOnce(&mut Frame)) -> io::Result<()> {
        ingen_panik()?;
        self.terminal.draw(rita)?;
        // A thread may have panicked meanwhile, and then the screen is no longer ours to write on.
        ingen_panik()?;
        let mut bytes = self.bild.0.borrow_mut();
        if OVERTAGEN.load(Ordering::SeqCst) && !bytes.is_empty() {
            let mut ut = io::stdout().lock();
            ut.write_all(&bytes)?;
            ut.flush()?;
        }
        bytes.clear();
        Ok(())
    }

    /// Copies a text to the clipboard of whoever sits at the terminal, also over SSH, by OSC 52: the only such sequence
    /// that is ever sent. What it does there cannot be heard; a terminal that does not know it does nothing.
    ///
    /// # Errors
    /// When the terminal cannot be written to, or some thread has panicked.
    pub fn kopiera(&mut self, text: &str) -> io::Result<()> {
        ingen_panik()?;
        if OVERTAGEN.load(Ordering::SeqCst) {
            let mut ut = io::stdout().lock();
            if skriv_urklipp(&mut ut, text)? {
                URKLIPP.store(true, Ordering::SeqCst);
            }
            ut.flush()?;
        }
        Ok(())
    }

    /// Empties the clipboard of what [`Terminalvakt::kopiera`] last put there, once; does nothing where nothing was.
    /// What it holds cannot be asked for, so a text that somebody has copied elsewhere meanwhile goes too.
    ///
    /// # Errors
    /// As [`Terminalvakt::kopiera`].
    pub fn tom_urklipp(&mut self) -> io::Result<()> {
        ingen_panik()?;
        if OVERTAGEN.load(Ordering::SeqCst) {
            let mut ut = io::stdout().lock();
            skriv_tomt_urklipp(&mut ut)?;
            ut.flush()?;
        }
        Ok(())
    }

    /// Makes the next frame be drawn in full, whatever stands on the screen.
    ///
    /// [`Terminal::clear`] is no way to do it: it asks the terminal for the place of the cursor and waits for the
    /// answer among the keys, which another thread is reading.
    ///
    /// # Errors
    /// When the size of the terminal cannot be read.
    pub fn rita_om(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().glom();
        let storlek = self.terminal.size()?;
        self.terminal
            .resize(Rect::new(0, 0, storlek.width, storlek.height))
    }

    /// Gives the screen back for a while, as before a stop with Ctrl+Z.
    pub fn lamna(&mut self) {
        aterstall();
        self.bild.0.borrow_mut().clear();
    }

    /// Takes the screen over again after [`Terminalvakt::lamna`], or after the process was stopped and continued.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub fn aterta(&mut self) -> io::Result<()> {
        ta_over()?;
        self.rita_om()
    }

    /// Ctrl+Z: gives the screen back, stops the process until the shell continues it, and takes the screen again.
    ///
    /// The stop is the ordinary one of SIGTSTP, which the kernel leaves undone when there is no shell to continue
    /// the program; a desk that logs in straight into the program can therefore not lock itself up.
    ///
    /// # Errors
    /// When the signal cannot be sent or the terminal refuses.
    #[cfg(unix)]
    pub fn pausa(&mut self) -> io::Result<()> {
        self.lamna();
        let stoppad = signal_hook::low_level::raise(signal_hook::consts::SIGTSTP);
        self.aterta()?;
        stoppad
    }
}

impl Drop for Terminalvakt {
    fn drop(&mut self) {
        aterstall();
    }
}

/// Whether there is a terminal to take over.
///
/// # Errors
/// [`TerminalFel::IngenTerminal`] when standard input or output is none.
pub fn ar_terminal() -> Result<(), TerminalFel> {
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        Ok(())
    } else {
        Err(TerminalFel::IngenTerminal)
    }
}

/// Writes the sequence for a cleaned text, in one write; nothing for a text that is too long, for a part of it would be
/// taken for the whole. Says whether anything was written.
fn skriv_urklipp(ut: &mut impl Write, text: &str) -> io::Result<bool> {
    let text = rena_text(text);
    if text.is_empty() || text.len() > URKLIPP_HOGST {
        return Ok(false);
    }
    let mut bytes = Vec::new();
    queue!(bytes, CopyToClipboard::to_clipboard_from(text))?;
    ut.write_all(&bytes)?;
    Ok(true)
}

/// Writes the sequences that empty the clipboard, where something of ours may lie in it: a space over the text, for
/// terminals that pass over an empty one (tmux), and then nothing, for those that clear it.
fn skriv_tomt_urklipp(ut: &mut impl Write) -> io::Result<()> {
    if !URKLIPP.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    let mut bytes = Vec::new();
    for text in [" ", ""] {
        queue!(bytes, CopyToClipboard::to_clipboard_from(text))?;
    }
    ut.write_all(&bytes)
}

fn ta_over() -> io::Result<()> {
    enable_raw_mode()?;
    OVERTAGEN.store(true, Ordering::SeqCst);
    felut::tysta();
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        Clear(ClearType::All)
    )
}

/// Gives the screen back: cleared, cursor shown, ordinary mode, and the clipboard without what we put there: when the
/// program has stopped nobody can empty it any more. Does nothing when it is not taken, so it may be
/// called any number of times and from any thread.
pub fn aterstall() {
    if !OVERTAGEN.swap(false, Ordering::SeqCst) {
        return;
    }
    // Every step is tried even if one fails; at this point there is nobody left to tell.
    let mut ut = io::stdout().lock();
    let _ = skriv_tomt_urklipp(&mut ut);
    let _ = queue!(
        ut,
        ResetColor,
        Clear(ClearType::All),
        MoveTo(0, 0),
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = ut.flush();
    let _ = disable_raw_mode();
    felut::ge_tillbaka();
}

/// Standard error while the screen is ours: what a library writes there would land across it. Where whoever started the
/// program has led it elsewhere it is left alone.
#[cfg(unix)]
mod felut {
    use std::fs::OpenOptions;
    use std::io::{self, IsTerminal};
    use std::os::fd::{AsFd, OwnedFd};
    use std::sync::{Mutex, MutexGuard, PoisonError};

    /// The terminal, while standard error leads nowhere.
    static EGEN: Mutex<Option<OwnedFd>> = Mutex::new(None);

    fn egen() -> MutexGuard<'static, Option<OwnedFd>> {
        EGEN.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where it cannot be led away it stays: nothing of ours writes there meanwhile.
    pub(super) fn tysta() {
        let mut egen = egen();
        if egen.is_some() || !io::stderr().is_terminal() {
            return;
        }
        let (Ok(ingenstans), Ok(terminal)) = (
            OpenOptions::new().write(true).open("/dev/null"),
            io::stderr().as_fd().try_clone_to_owned(),
        ) else {
            return;
        };
        if rustix::stdio::dup2_stderr(ingenstans).is_ok() {
            *egen = Some(terminal);
        }
    }

    pub(super) fn ge_tillbaka() {
        if let Some(terminal) = egen().take() {
            let _ = rustix::stdio::dup2_stderr(terminal);
        }
    }
}

#[cfg(not(unix))]
mod felut {
    pub(super) fn tysta() {}
    pub(super) fn ge_tillbaka() {}
}

fn ingen_panik() -> io::Result<()> {
    if har_panikat() {
        return Err(io::Error::other("panic"));
    }
    Ok(())
}

/// Says whether some thread has panicked. The loop should then end: the screen is no longer ours.
pub fn har_panikat() -> bool {
    PANIKAT.load(Ordering::SeqCst)
}

/// Sets a panic hook that gives the screen back and then says, in Swedish and on standard error, that the program
/// stopped and where. What the panic says is left out, since it may hold personal data. Later calls do nothing.
pub fn satt_panikhake() {
    static EN_GANG: Once = Once::new();
    EN_GANG.call_once(|| {
        std::panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
            PANIKAT.store(true, Ordering::SeqCst);
            aterstall();
            let plats = info
                .location()
                .map_or_else(|| "?".to_owned(), |p| plats(p.file(), p.line()));
            let _ = writeln!(io::stderr(), "{}", text::terminal::panik(&plats));
        }));
    });
}

/// File and line; of an absolute path, as dependencies have, only the end, since the rest is about the machine that
/// built the program.
fn plats(fil: &str, rad: u32) -> String {
    let vag = Path::new(fil);
    if !vag.is_absolute() {
        return format!("{fil}:{rad}");
    }
    let delar: Vec<_> = vag.iter().map(|del| del.to_string_lossy()).collect();
    let slut = &delar[delar.len().saturating_sub(3)..];
    format!("{}:{rad}", slut.join("/"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn utan_terminal_blir_det_en_mening_och_ingen_panik() {
        // Tests may be started from a terminal; then the case is covered by the pty test.
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            return;
        }
        let fel = Terminalvakt::ny().map(|_| ()).unwrap_err();
        assert!(matches!(fel, TerminalFel::IngenTerminal));
        assert!(
            fel.to_string()
                .starts_with("Tröskel behöver ett terminalfönster")
        );
    }

    #[test]
    fn platsen_sager_inget_om_datorn() {
        assert_eq!(plats("src/app/mod.rs", 7), "src/app/mod.rs:7");
        #[cfg(unix)]
        assert_eq!(
            plats("/x/y/registry/crate-1.0/src/lib.rs", 9),
            "crate-1.0/src/lib.rs:9"
        );
    }

    fn urklipp(text: &str) -> String {
        let mut bytes = Vec::new();
        skriv_urklipp(&mut bytes, text).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn urklippet_far_just_texten() {
        // Åsa is C3 85 73 61.
        assert_eq!(urklipp("Åsa"), "\u{1b}]52;c;w4VzYQ==\u{1b}\\");
        assert_eq!(urklipp("a\nb"), "\u{1b}]52;c;YQpi\u{1b}\\");
        // What could steer a terminal where it is pasted becomes U+FFFD: EF BF BD.
        assert_eq!(urklipp("\u{1b}"), urklipp("\u{FFFD}"));
        assert_eq!(urklipp("\u{FFFD}"), "\u{1b}]52;c;77+9\u{1b}\\");
        assert_eq!(
            urklipp("\u{1b}]52;c;QQ==\u{7}").matches('\u{1b}').count(),
            2
        );
    }

    #[test]
    fn urklippet_far_hela_texten_eller_inget() {
        assert_eq!(urklipp(""), "");
        let hogst = "a".repeat(URKLIPP_HOGST);
        assert_eq!(urklipp(&hogst).len(), 9 + URKLIPP_HOGST.div_ceil(3) * 4);
        assert_eq!(urklipp(&format!("{hogst}a")), "");
        // It is the cleaned text that has to fit.
        assert_eq!(urklipp(&"\u{7}".repeat(URKLIPP_HOGST / 3 + 1)), "");
    }

    #[test]
    fn att_aterstalla_en_otagen_skarm_gor_ingenting() {
        aterstall();
        aterstall();
        assert!(!OVERTAGEN.load(Ordering::SeqCst));
    }
}
