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

    /// Types, and waits for nothing.
    pub fn skriv(&mut self, text: &str) {
        self.skrivare.write_all(text.as_bytes()).unwrap();
        self.skrivare.flush().unwrap();
    }

    /// Waits until `text` stands somewhere on the screen, and says how long after the start its bytes came.
    pub fn tills(&mut self, text: &str) -> Duration {
        self.vanta(text) - self.start
    }

    /// Waits until the last row holds `fot` and the screen has come to rest, and says how long after the start the last
    /// bytes came.
    pub fn till_vila(&mut self, fot: &str) -> Duration {
        let mut sist = self.start + self.forsta_bild(fot);
        while let Ok((nar, bytes)) = self.fran.recv_timeout(VILA) {
            self.skarm.process(&bytes);
            sist = nar;
        }
        sist - self.start
    }

    /// When the bytes came that made `text` stand on the screen.
    pub fn vanta(&mut self, text: &str) -> Instant {
        loop {
            let Ok((nar, bytes)) = self.fran.recv_timeout(GRANS) else {
                panic!("{text:?} kom aldrig:\n{}", self.skarm().join("\n"));
            };
            self.skarm.process(&bytes);
            if self.skarm().iter().any(|rad| rad.contains(text)) {
                return nar;
            }
        }
    }

    /// How long all threads of the program have been on a processor.
    pub fn processortid(&self) -> Duration {
        let pid = self.barn.process_id().unwrap();
        let tradar = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
        tradar.map(|trad| trad_tid(&trad.unwrap().path())).sum()
    }

    /// Sends a key and waits until the screen has come to rest.
    pub fn tangent(&mut self, tangent: &str) -> Svar {
        self.tom();
        let start = Instant::now();
        self.skriv(tangent);
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
        self.skriv(tangent);
        self.vanta(text) - start
    }

    /// How much of the program lies in memory just now, in kilobytes.
    pub fn minne(&self) -> u64 {
        self.minnesrad("VmRSS:")
    }

    /// How much of that is its own; the rest is its file, which all that run it share.
    pub fn eget_minne(&self) -> u64 {
        self.minnesrad("RssAnon:")
    }

    fn minnesrad(&self, namn: &str) -> u64 {
        let pid = self.barn.process_id().unwrap();
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
        let rad = status.lines().find(|rad| rad.starts_with(namn)).unwrap();
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
        self.skriv(tangent);
        let slut = self.barn.wait().unwrap();
        assert!(slut.success(), "programmet slutade med {slut:?}");
    }
}

/// How long a thread has been on a processor, as its folder under `/proc` says; one that has just ended counts for nothing.
pub fn trad_tid(mapp: &Path) -> Duration {
    let text = std::fs::read_to_string(mapp.join("schedstat")).unwrap_or_default();
    let nanosekunder = text.split(' ').next().and_then(|tal| tal.parse().ok());
    Duration::from_nanos(nanosekunder.unwrap_or(0))
}
