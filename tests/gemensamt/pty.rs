//! A program in a pseudo-terminal: keys in, screen out. Nothing sleeps for a set time; every wait is for something to
//! happen and gives up after [`GRANS`], showing the screen.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{
    ChildKiller, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system,
};

/// The longest any wait may take.
pub const GRANS: Duration = Duration::from_secs(10);

/// How a program is to be started. Change what differs from the default and call [`Start::kor`].
pub struct Start {
    program: PathBuf,
    argument: Vec<String>,
    rader: u16,
    kolumner: u16,
    miljo: Vec<(String, String)>,
    hem: Option<PathBuf>,
}

impl Start {
    pub fn ny(program: impl AsRef<Path>, argument: &[&str]) -> Self {
        Self {
            program: program.as_ref().to_owned(),
            argument: argument.iter().map(ToString::to_string).collect(),
            rader: 24,
            kolumner: 80,
            miljo: Vec::new(),
            hem: None,
        }
    }

    pub fn storlek(mut self, rader: u16, kolumner: u16) -> Self {
        (self.rader, self.kolumner) = (rader, kolumner);
        self
    }

    pub fn miljo(mut self, namn: &str, varde: &str) -> Self {
        self.miljo.push((namn.to_owned(), varde.to_owned()));
        self
    }

    /// The home directory; without it each program gets an empty one of its own.
    pub fn hem(mut self, mapp: &Path) -> Self {
        self.hem = Some(mapp.to_owned());
        self
    }

    pub fn kor(self) -> Pty {
        let storlek = PtySize {
            rows: self.rader,
            cols: self.kolumner,
            ..PtySize::default()
        };
        let par = native_pty_system().openpty(storlek).unwrap();
        let eget_hem = tempfile::tempdir().unwrap();
        let hem = self.hem.as_deref().unwrap_or(eget_hem.path());

        let mut kommando = CommandBuilder::new(&self.program);
        kommando.args(&self.argument);
        // Nothing of the surrounding environment may decide how a test goes.
        kommando.env_clear();
        kommando.env("PATH", "/usr/bin:/bin");
        kommando.env("HOME", hem);
        kommando.env("TERM", "xterm-256color");
        kommando.env("LANG", "C.UTF-8");
        for (namn, varde) in &self.miljo {
            kommando.env(namn, varde);
        }
        kommando.cwd(hem);
        let mut barn = par.slave.spawn_command(kommando).unwrap();
        // While this process holds the slave side the master never sees an end.
        drop(par.slave);

        let delat = Arc::new(Delat {
            lage: Mutex::new(Lage {
                skarm: vt100::Parser::new(nollskild(self.rader), nollskild(self.kolumner), 0),
                bytes: Vec::new(),
                tyst: false,
                slut: None,
            }),
            andrat: Condvar::new(),
        });
        let mut lasare = par.master.try_clone_reader().unwrap();
        let lasdel = Arc::clone(&delat);
        thread::spawn(move || {
            let mut buffert = [0; 8192];
            while let Ok(n @ 1..) = lasare.read(&mut buffert) {
                lasdel.andra(|lage| {
                    lage.bytes.extend_from_slice(&buffert[..n]);
                    lage.skarm.process(&buffert[..n]);
                });
            }
            lasdel.andra(|lage| lage.tyst = true);
        });
        let pid = barn.process_id().unwrap();
        let dodare = barn.clone_killer();
        let vantdel = Arc::clone(&delat);
        thread::spawn(move || {
            let slut = barn.wait().unwrap();
            vantdel.andra(|lage| lage.slut = Some(slut));
        });
        Pty {
            skrivare: par.master.take_writer().unwrap(),
            mastare: par.master,
            delat,
            dodare,
            pid,
            _eget_hem: eget_hem,
        }
    }
}

struct Lage {
    skarm: vt100::Parser,
    bytes: Vec<u8>,
    /// No more output can come.
    tyst: bool,
    slut: Option<ExitStatus>,
}

struct Delat {
    lage: Mutex<Lage>,
    andrat: Condvar,
}

impl Delat {
    fn las(&self) -> MutexGuard<'_, Lage> {
        self.lage.lock().unwrap()
    }

    fn andra(&self, andring: impl FnOnce(&mut Lage)) {
        andring(&mut self.las());
        self.andrat.notify_all();
    }
}

/// A running program and its screen. Dropping it ends the program.
pub struct Pty {
    skrivare: Box<dyn Write + Send>,
    mastare: Box<dyn MasterPty + Send>,
    delat: Arc<Delat>,
    dodare: Box<dyn ChildKiller + Send + Sync>,
    pid: u32,
    _eget_hem: tempfile::TempDir,
}

impl Pty {
    /// Sends bytes as they stand: `\r` is Enter, `\x1b` Esc, `\x1b[A` arrow up.
    pub fn skriv(&mut self, tangenter: &str) {
        self.skrivare.write_all(tangenter.as_bytes()).unwrap();
        self.skrivare.flush().unwrap();
    }

    /// Sends text the way a terminal sends a paste (bracketed paste).
    pub fn klistra(&mut self, text: &str) {
        self.skriv(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Waits until `text` stands on the screen, on a single row.
    pub fn vanta_pa(&self, text: &str) {
        self.vanta(&format!("texten {text:?}"), |lage| visas(lage, text));
    }

    /// Waits until `text` no longer stands on the screen.
    pub fn vanta_bort(&self, text: &str) {
        self.vanta(&format!("att {text:?} försvinner"), |lage| {
            !visas(lage, text)
        });
    }

    /// Waits until the cursor is at row and column, counted from 0.
    pub fn vanta_markor(&self, rad: u16, kolumn: u16) {
        self.vanta(&format!("markören på {rad}, {kolumn}"), |lage| {
            lage.skarm.screen().cursor_position() == (rad, kolumn)
        });
    }

    /// Waits until the received bytes hold `sekvens`, also one the screen does not show.
    pub fn vanta_bytes(&self, sekvens: &[u8]) {
        self.vanta(
            &format!("{:?} i utmatningen", String::from_utf8_lossy(sekvens)),
            |lage| lage.bytes.windows(sekvens.len()).any(|f| f == sekvens),
        );
    }

    /// Waits for what `villkor` says of the screen; `vad` is said on failure.
    pub fn vanta_skarm(&self, vad: &str, mut villkor: impl FnMut(&vt100::Screen) -> bool) {
        self.vanta(vad, |lage| villkor(lage.skarm.screen()));
    }

    /// The screen as text, one line per row.
    pub fn skarm(&self) -> String {
        self.delat.las().skarm.screen().contents()
    }

    /// A copy of the screen, with attributes and modes.
    pub fn skarmbild(&self) -> vt100::Screen {
        self.delat.las().skarm.screen().clone()
    }

    /// Row and column of the cursor, counted from 0.
    pub fn markor(&self) -> (u16, u16) {
        self.delat.las().skarm.screen().cursor_position()
    }

    pub fn markor_dold(&self) -> bool {
        self.delat.las().skarm.screen().hide_cursor()
    }

    pub fn alternativ_skarm(&self) -> bool {
        self.delat.las().skarm.screen().alternate_screen()
    }

    /// Says whether the terminal is in raw mode: neither echo nor line editing.
    pub fn ar_ra(&self) -> bool {
        let lage = self.stty();
        assert!(lage.contains("icanon"), "{lage}");
        lage.contains("-icanon") && lage.contains("-echo ")
    }

    /// Waits until the terminal does not show what is typed.
    pub fn vanta_utan_eko(&self) {
        let sist = Instant::now() + GRANS;
        while !self.stty().contains("-echo ") {
            assert!(Instant::now() < sist, "terminalen visar det som skrivs");
        }
    }

    /// How the terminal is set.
    fn stty(&self) -> String {
        self.mastare
            .tty_name()
            .and_then(|tty| {
                let ut = Command::new("stty")
                    .arg("-F")
                    .arg(tty)
                    .arg("-a")
                    .output()
                    .ok()?;
                String::from_utf8(ut.stdout).ok()
            })
            .expect("stty svarar")
    }

    pub fn andra_storlek(&self, rader: u16, kolumner: u16) {
        // The screen first, so that what the program draws for the new size is not read with the old one.
        self.delat.andra(|lage| {
            lage.skarm
                .screen_mut()
                .set_size(nollskild(rader), nollskild(kolumner));
        });
        let storlek = PtySize {
            rows: rader,
            cols: kolumner,
            ..PtySize::default()
        };
        self.mastare.resize(storlek).unwrap();
    }

    /// Sends a signal to the program, by number.
    pub fn signal(&self, nummer: i32) {
        let skickad = Command::new("/bin/sh")
            .args(["-c", &format!("kill -{nummer} {}", self.pid)])
            .status()
            .unwrap();
        assert!(skickad.success(), "signal {nummer}");
    }

    pub const fn pid(&self) -> u32 {
        self.pid
    }

    /// Waits until the program has ended and all it wrote is read. Returns its exit code (1 if a signal ended it).
    pub fn vanta_slut(&self) -> u32 {
        self.vanta("att programmet slutar", |lage| {
            lage.tyst && lage.slut.is_some()
        });
        self.delat.las().slut.as_ref().unwrap().exit_code()
    }

    /// The signal that ended the program, in the words of the system; `None` if it ended by itself or runs.
    pub fn slutsignal(&self) -> Option<String> {
        self.delat
            .las()
            .slut
            .as_ref()?
            .signal()
            .map(ToOwned::to_owned)
    }

    /// How many bytes have come in all.
    pub fn bytes(&self) -> usize {
        self.delat.las().bytes.len()
    }

    /// All bytes that have come.
    pub fn rabytes(&self) -> Vec<u8> {
        self.delat.las().bytes.clone()
    }

    fn vanta(&self, vad: &str, mut villkor: impl FnMut(&Lage) -> bool) {
        let sist = Instant::now() + GRANS;
        let mut lage = self.delat.las();
        while !villkor(&lage) {
            let kvar = sist.saturating_duration_since(Instant::now());
            let dott = lage.tyst && lage.slut.is_some();
            if kvar.is_zero() || dott {
                let (skarm, slut) = (lage.skarm.screen().contents(), format!("{:?}", lage.slut));
                // Released first: a panic while holding it would poison it for the threads.
                drop(lage);
                let varfor = if dott {
                    "programmet slutade"
                } else {
                    "tiden gick ut"
                };
                panic!("väntade på {vad}, men {varfor} ({slut})\n--- skärmen ---\n{skarm}\n---");
            }
            lage = self.delat.andrat.wait_timeout(lage, kvar).unwrap().0;
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if self.delat.las().slut.is_none() {
            // Fails only when the program has just ended by itself.
            let _ = self.dodare.kill();
        }
    }
}

fn visas(lage: &Lage, text: &str) -> bool {
    let skarm = lage.skarm.screen();
    let (_, kolumner) = skarm.size();
    skarm.rows(0, kolumner.get()).any(|rad| rad.contains(text))
}

fn nollskild(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).expect("en storlek över noll")
}
