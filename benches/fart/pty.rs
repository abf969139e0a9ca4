//! A program in a pseudo-terminal, measured from outside: when its bytes came, and what stands on its screen.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The size of every screen that is measured from outside.
const STORLEK: (u16, u16) = (40, 120);
/// The longest wait for anything at all.
const GRANS: Duration = Duration::from_secs(30);
/// Nothing for this long after a key means that the screen has come to rest.
const VILA: Duration = Duration::from_millis(25);

/// How a program answered a key.
pub struct Svar {
    /// From the key until the last byte that it caused.
    pub tid: Duration,
    /// How many bytes it caused.
    pub bytes: usize,
}

/// A running program. Close it with [`Pty::stang`].
pub struct Pty {
    start: Instant,
    fran: Receiver<(Instant, Vec<u8>)>,
    skrivare: Box<dyn Write + Send>,
    barn: Box<dyn Child + Send + Sync>,
    skarm: vt100::Parser,
    // Closed last: a program whose terminal goes away would end by signal.
    _mastare: Box<dyn MasterPty + Send>,
}

impl Pty {
    /// Starts a program; the clock starts just before.
    pub fn starta(program: &Path, argument: &[&str]) -> Self {
        let par = native_pty_system()
            .openpty(PtySize {
                rows: STORLEK.0,
                cols: STORLEK.1,
                ..PtySize::default()
            })
            .unwrap();
        let (till, fran) = mpsc::channel();
        let mut lasare = par.master.try_clone_reader().unwrap();
        thread::spawn(move || {
            let mut buffert = [0; 8192];
            while let Ok(n @ 1..) = lasare.read(&mut buffert) {
                if till.send((Instant::now(), buffert[..n].to_vec())).is_err() {
                    return;
                }
            }
        });
        let skrivare = par.master.take_writer().unwrap();
        let mut kommando = CommandBuilder::new(program);
        kommando.args(argument);
        kommando.env_clear();
        for namn in ["HOME", "PATH"] {
            if let Some(varde) = std::env::var_os(namn) {
                kommando.env(namn, varde);
            }
        }
        kommando.env("TERM", "xterm-256color");
        kommando.env("LANG", "C.UTF-8");
        let start = Instant::now();
        let barn = par.slave.spawn_command(kommando).unwrap();
        drop(par.slave);
        Self {
            start,
            fran,
            skrivare,
            barn,
            skarm: vt100::Parser::new(
                STORLEK.0.try_into().unwrap(),
                STORLEK.1.try_into().unwrap(),
                0,
            ),
            _mastare: par.master,
        }
    }

    /// Waits until the last row of the screen holds `text`, and says how long after the start its bytes came: rows
    /// are sent from the top, so the frame is then complete.
    pub fn forsta_bild(&mut self, text: &str) -> Duration {
        loop {
            let Ok((nar, bytes)) = self.fran.recv_timeout(GRANS) else {
                panic!("{text:?} kom aldrig:\n{}", self.skarm().join("\n"));
            };
            self.skarm.process(&bytes);
            if self.skarm().last().is_some_and(|rad| rad.contains(text)) {
                return nar - self.start;
            }
        }
    }

    /// Sends a key and waits until the screen has come to rest.
    pub fn tangent(&mut self, tangent: &str) -> Svar {
        self.tom();
        let start = Instant::now();
        self.skrivare.write_all(tangent.as_bytes()).unwrap();
        self.skrivare.flush().unwrap();
        let (mut sist, mut antal, mut vantan) = (start, 0, GRANS);
        while let Ok((nar, bytes)) = self.fran.recv_timeout(vantan) {
            self.skarm.process(&bytes);
            (sist, antal, vantan) = (nar, antal + bytes.len(), VILA);
        }
        assert!(antal > 0, "{tangent:?} gav ingenting på skärmen");
        Svar {
            tid: sist - start,
            bytes: antal,
        }
    }

    /// Sends a key and waits until `text` stands on the screen; gives the time until its bytes came.
    pub fn tangent_tills(&mut self, tangent: &str, text: &str) -> Duration {
        self.tom();
        let start = Instant::now();
        self.skrivare.write_all(tangent.as_bytes()).unwrap();
        self.skrivare.flush().unwrap();
        loop {
            let Ok((nar, bytes)) = self.fran.recv_timeout(GRANS) else {
                panic!("{text:?} kom aldrig:\n{}", self.skarm().join("\n"));
            };
            self.skarm.process(&bytes);
            if self.skarm().iter().any(|rad| rad.contains(text)) {
                return nar - start;
            }
        }
    }

    /// How much of the program lies in memory just now, in kilobytes.
    pub fn minne(&self) -> u64 {
        let pid = self.barn.process_id().unwrap();
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
        let rad = status
            .lines()
            .find(|rad| rad.starts_with("VmRSS:"))
            .unwrap();
        rad.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    /// How many bytes come in `tid` while nobody does anything.
    pub fn i_vila(&mut self, tid: Duration) -> usize {
        self.tom();
        thread::sleep(tid);
        self.tom()
    }

    /// Takes in what has come already.
    fn tom(&mut self) -> usize {
        let mut antal = 0;
        while let Ok((_, bytes)) = self.fran.try_recv() {
            self.skarm.process(&bytes);
            antal += bytes.len();
        }
        antal
    }

    /// The rows of the screen.
    pub fn skarm(&self) -> Vec<String> {
        self.skarm.screen().rows(0, STORLEK.1).collect()
    }

    /// Sends the key that ends the program, and waits for the end.
    pub fn stang(mut self, tangent: &str) {
        self.skrivare.write_all(tangent.as_bytes()).unwrap();
        self.skrivare.flush().unwrap();
        let slut = self.barn.wait().unwrap();
        assert!(slut.success(), "programmet slutade med {slut:?}");
    }
}
