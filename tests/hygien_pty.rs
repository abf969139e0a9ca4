//! The real program in a real terminal: what its bytes may be, and what is left of a name when it has ended, however it ended.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::io::Write;
use std::num::NonZeroU16;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use gemensamt::hem::{Hem, IDAG, NUMMER, TROSKEL, boendecoachning, innehaller};
use gemensamt::lucka::{CTRL_Q, ENTER, ESC, F1, F2, F3, F4, F5, F6, Lucka, NER, ar_ren, start};
use gemensamt::onda::{MARKE, Onda, ar_fri, fylld};
use gemensamt::pty::{GRANS, Start};
use tempfile::{TempDir, tempdir};
use troskel::rena::otillaten;

/// The sequences that empty the clipboard.
const TOMT: &[u8] = b"\x1b]52;c;IA==\x1b\\\x1b]52;c;\x1b\\";

/// A name that stands nowhere else on the machine.
fn eget_namn(hem: &Hem) -> String {
    let slump: String = hem
        .mapp()
        .file_name()
        .unwrap()
        .to_string_lossy()
        .bytes()
        .filter(u8::is_ascii_alphanumeric)
        .map(|b| char::from(b'a' + b % 26))
        .collect();
    format!("Övning {slump}")
}

/// Each escape sequence of the bytes, without what stands between.
fn sekvenser(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut ut = Vec::new();
    let mut tecken = text.chars().peekable();
    while let Some(c) = tecken.next() {
        if c != '\u{1b}' {
            assert!(
                matches!(c, '\r' | '\n') || !otillaten(c),
                "U+{:04X}",
                u32::from(c)
            );
            continue;
        }
        let mut sekvens = String::from(c);
        let slag = tecken.next().expect("a sequence has a kind");
        sekvens.push(slag);
        match slag {
            '[' => loop {
                let c = tecken.next().expect("a sequence has an end");
                sekvens.push(c);
                if ('\u{40}'..='\u{7e}').contains(&c) {
                    break;
                }
                assert!(
                    c.is_ascii_digit() || matches!(c, ';' | '?' | ':'),
                    "{sekvens:?}"
                );
            },
            ']' => loop {
                let c = tecken.next().expect("a sequence has an end");
                sekvens.push(c);
                if sekvens.ends_with("\u{1b}\\") {
                    break;
                }
            },
            annat => panic!("a sequence of another kind: {annat:?}"),
        }
        ut.push(sekvens);
    }
    ut
}

/// Only what the program sends by itself: colours, the cursor, clearing, its own three modes, and the clipboard where
/// something was copied.
fn bara_egna(bytes: &[u8], urklipp: bool) {
    for sekvens in sekvenser(bytes) {
        let egen = match sekvens.as_bytes() {
            [0x1b, b']', ..] => urklipp && sekvens.starts_with("\u{1b}]52;c;"),
            [0x1b, b'[', mitt @ .., b'm' | b'H' | b'J'] => !mitt.contains(&b'?'),
            [0x1b, b'[', b'?', lage @ .., b'h' | b'l'] => {
                [&b"1049"[..], b"2004", b"25"].contains(&lage)
            }
            _ => false,
        };
        assert!(egen, "{sekvens:?}");
    }
    assert!(!innehaller(bytes, "\u{1b}[31337m"));
}

/// Nothing of it stands on the ordinary screen, nor in what can be scrolled back to.
fn inget_kvar(lucka: &Lucka, hemligt: &[&str]) {
    ar_ren(&lucka.pty, hemligt);
    let storlek = |n| NonZeroU16::new(n).unwrap();
    let mut skarm = vt100::Parser::new(storlek(24), storlek(80), 10_000);
    skarm.process(&lucka.pty.rabytes());
    for rad in (0..10_000).step_by(24) {
        skarm.screen_mut().set_scrollback(rad);
        let text = skarm.screen().contents();
        assert!(!hemligt.iter().any(|ord| text.contains(ord)), "{text}");
    }
}

#[test]
fn bara_egna_sekvenser_med_onda_texter_pa_varje_skarm() {
    let fil = fylld();
    fil.forgifta(11, ar_fri);
    let mut lucka = Lucka::kor(start(&fil.hem));
    let mut onda = Onda::nya(12);
    for (tangenter, sedan) in [
        (&[F3, ESC][..], "Sök:"),
        (&[F4, ENTER, ENTER, "\x1b[18~", ESC, ESC, ESC, ESC], "Sök:"),
        (&[F5, NER, ENTER, F5, "\x1b[18~", ESC, ESC, ESC], "Sök:"),
        (
            &[
                F5, F6, ENTER, F3, ESC, F4, ESC, F5, ESC, "\x1b[18~", ESC, F2, ESC, ESC, ESC, ESC,
            ],
            "Sök:",
        ),
        (&[F6, F1, ESC, ESC], "Sök:"),
    ] {
        for tangent in tangenter {
            lucka.tryck(tangent);
            // Something new has been drawn, or nothing was to be.
            std::thread::sleep(Duration::from_millis(100));
        }
        lucka.ser(sedan);
    }
    for _ in 0..100 {
        lucka.pty.klistra(&onda.nasta());
        lucka.ser_inte("skriv vad personen säger");
        // An Esc and a paste right after it would be one sequence to the program.
        lucka.steg(&[(ESC, "skriv vad personen säger")]);
    }
    lucka.pty.klistra(MARKE);
    lucka.ser(MARKE);
    let bytes = lucka.pty.rabytes();
    assert!(String::from_utf8_lossy(&bytes).matches(MARKE).count() > 20);
    lucka.skriv(CTRL_Q);
    assert_eq!(lucka.pty.vanta_slut(), 0);
    bara_egna(&lucka.pty.rabytes(), false);
}

/// A desk at the sheet of an ärende about somebody with this name.
fn vid_bladet(hem: &Hem, namn: &str) -> Lucka {
    let mut indata = boendecoachning();
    indata["person"]["namn"] = namn.into();
    assert_eq!(hem.mottag(&indata).kod, 0);
    let mut lucka = Lucka::kor(start(hem));
    lucka.steg(&[(F5, ">i dag     ny"), (ENTER, namn), (F5, "Blad för")]);
    lucka
}

fn antal(bytes: &[u8], del: &[u8]) -> usize {
    bytes.windows(del.len()).filter(|f| f == &del).count()
}

#[test]
fn det_kopierade_tas_ur_urklippet_hur_programmet_an_slutar() {
    // Ctrl+Q, SIGTERM, SIGHUP, SIGQUIT.
    for signal in [None, Some(15), Some(1), Some(3)] {
        let hem = Hem::nytt();
        let mut lucka = vid_bladet(&hem, &eget_namn(&hem));
        assert_eq!(antal(&lucka.pty.rabytes(), b"\x1b]"), 0);
        lucka.steg(&[
            (ENTER, "Urklippet töms om en minut."),
            (ENTER, "Kopierat: Personnummer"),
        ]);
        assert_eq!(antal(&lucka.pty.rabytes(), b"\x1b]52;c;"), 2);
        assert_eq!(antal(&lucka.pty.rabytes(), TOMT), 0);
        match signal {
            None => drop(lucka.skriv(CTRL_Q)),
            Some(nummer) => lucka.pty.signal(nummer),
        }
        assert_eq!(lucka.pty.vanta_slut(), 0, "{signal:?}");
        let bytes = lucka.pty.rabytes();
        assert_eq!(antal(&bytes, TOMT), 1, "{signal:?}");
        assert_eq!(antal(&bytes, b"\x1b]"), 4);
        bara_egna(&bytes, true);
    }
}

#[test]
fn skarmen_och_rullningen_ar_tomma_hur_programmet_an_slutar() {
    for signal in [None, Some(15), Some(1), Some(2), Some(3)] {
        let hem = Hem::nytt();
        let namn = eget_namn(&hem);
        let mut lucka = vid_bladet(&hem, &namn);
        lucka.steg(&[(ESC, "Hämtad överlämning")]);
        match signal {
            None => drop(lucka.skriv(CTRL_Q)),
            Some(nummer) => lucka.pty.signal(nummer),
        }
        assert_eq!(lucka.pty.vanta_slut(), 0, "{signal:?}");
        assert_eq!(lucka.pty.slutsignal(), None);
        inget_kvar(&lucka, &[&namn, "Övning"]);
        bara_egna(&lucka.pty.rabytes(), false);
    }
}

/// Every file under a folder, with what stands in it.
fn filer(mapp: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut ut = Vec::new();
    let mut kvar = vec![mapp.to_owned()];
    while let Some(mapp) = kvar.pop() {
        for post in fs::read_dir(mapp).unwrap().flatten() {
            let vag = post.path();
            let Ok(om) = fs::symlink_metadata(&vag) else {
                continue;
            };
            if om.is_dir() {
                kvar.push(vag);
            } else if om.is_file() {
                ut.extend(fs::read(&vag).map(|bytes| (vag, bytes)));
            }
        }
    }
    ut
}

/// The files that hold a text, or have it in their name: those of the home, and those that lie straight in the folders
/// for temporary files and are newer than the home.
fn som_rymmer(hem: &Hem, text: &str) -> BTreeSet<String> {
    let mut alla = filer(hem.mapp());
    let sedan = fs::metadata(hem.mapp()).unwrap().ctime() - 600;
    for mapp in ["/tmp", "/var/tmp", "/dev/shm"] {
        for post in fs::read_dir(mapp).into_iter().flatten().flatten() {
            let ny = post
                .metadata()
                .is_ok_and(|om| om.is_file() && om.mtime() >= sedan && om.len() < 50_000_000);
            if ny {
                alla.extend(fs::read(post.path()).map(|bytes| (post.path(), bytes)));
            }
        }
    }
    alla.into_iter()
        .filter(|(vag, bytes)| innehaller(bytes, text) || vag.to_string_lossy().contains(text))
        .map(|(vag, _)| vag.file_name().unwrap().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn en_mottagning_som_dodas_lamnar_inget_namn_nagonstans() {
    let hem = Hem::nytt();
    let namn = eget_namn(&hem);
    let lucka = Lucka::mitt_i_en_mottagning(
        start(&hem).miljo("TMPDIR", hem.mapp().to_str().unwrap()),
        &namn,
    );
    // Nor while it runs: not in its arguments, its environment, or the names of its threads.
    let proc = format!("/proc/{}", lucka.pty.pid());
    let mut sedda = 0;
    for fil in ["cmdline", "environ", "comm", "status"] {
        let bytes = fs::read(format!("{proc}/{fil}")).unwrap();
        sedda += bytes.len();
        assert!(
            !innehaller(&bytes, &namn) && !innehaller(&bytes, NUMMER.0),
            "{fil}"
        );
    }
    for trad in fs::read_dir(format!("{proc}/task")).unwrap() {
        let comm = fs::read_to_string(trad.unwrap().path().join("comm")).unwrap();
        assert!(
            [
                "troskel",
                "tangentbord",
                "signaler",
                "lager",
                "startkontroll"
            ]
            .iter()
            .any(|namn| comm.trim().starts_with(namn)),
            "{comm}"
        );
    }
    assert!(sedda > 100);
    lucka.pty.signal(9);
    lucka.pty.vanta_slut();
    assert_eq!(som_rymmer(&hem, &namn), BTreeSet::new());
    assert_eq!(som_rymmer(&hem, NUMMER.1), BTreeSet::new());
    // And what was looked in is what is there.
    assert!(!som_rymmer(&hem, "folkbokford").is_empty());
}

#[test]
fn en_anteckning_som_dodas_ligger_bara_i_databasen() {
    let hem = Hem::nytt();
    let namn = eget_namn(&hem);
    let mut lucka = vid_bladet(&hem, "Övning Ek");
    lucka.steg(&[
        (ESC, "Hämtad överlämning"),
        (F2, "> Vems akt blir det?"),
        ("m", "[x] m"),
        (ENTER, "> Hur många steg"),
        ("5", "[x] 5"),
        (F2, "Ärendet är öppnat."),
        (F2, "> Vad gäller det?"),
    ]);
    lucka.skriv(&namn).ser(&namn);
    let sist = Instant::now() + GRANS;
    while !innehaller(&hem.databasbytes(), &namn) {
        assert!(Instant::now() < sist, "the draft is never saved");
    }
    lucka.pty.signal(9);
    lucka.pty.vanta_slut();
    let rymmer = som_rymmer(&hem, &namn);
    assert!(!rymmer.is_empty());
    for fil in &rymmer {
        assert!(
            ["troskel.db", "troskel.db-wal"].contains(&fil.as_str()),
            "{rymmer:?}"
        );
    }
}

/// A place where also somebody without rights may run the program: folder, and the program in it.
fn for_alla() -> (TempDir, PathBuf) {
    let mapp = tempdir().unwrap();
    fs::set_permissions(mapp.path(), Permissions::from_mode(0o777)).unwrap();
    let program = mapp.path().join("troskel");
    fs::copy(TROSKEL, &program).unwrap();
    fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
    (mapp, program)
}

fn ar_rot() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// The program by way of a shell, which may set limits first; as somebody without rights where the test has them all.
fn som_vem_som_helst(mapp: &Path, program: &Path, fore: &str, argument: &[&str]) -> Child {
    let mut kommando = Command::new("/bin/bash");
    kommando
        .args(["-c", &format!("{fore}; exec \"$0\" \"$@\"")])
        .arg(program)
        .args(argument)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", mapp)
        .env("RUST_BACKTRACE", "full")
        .current_dir(mapp)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if ar_rot() {
        kommando.uid(65534).gid(65534);
    }
    kommando.spawn().unwrap()
}

/// Waits until the shell has become the program, and the program has begun to wait for its input.
fn vanta_in(barn: &Child, namn: &str) {
    let sist = Instant::now() + GRANS;
    loop {
        let comm = fs::read_to_string(format!("/proc/{}/comm", barn.id())).unwrap_or_default();
        let kallan = fs::read_to_string(format!("/proc/{}/wchan", barn.id())).unwrap_or_default();
        let stat = fs::read_to_string(format!("/proc/{}/stat", barn.id())).unwrap_or_default();
        let sover = stat
            .rsplit(')')
            .next()
            .is_some_and(|rest| rest.trim_start().starts_with('S'));
        if comm.trim() == namn && sover {
            // Asleep twice in a row with nothing done between: it waits for us.
            std::thread::sleep(Duration::from_millis(50));
            let nu = fs::read_to_string(format!("/proc/{}/stat", barn.id())).unwrap_or_default();
            if nu == stat {
                return;
            }
        }
        assert!(Instant::now() < sist, "{comm} {kallan} {stat}");
    }
}

fn doda(barn: &Child, signal: i32) {
    let kommando = format!("kill -{signal} {}", barn.id());
    assert!(
        Command::new("/bin/sh")
            .args(["-c", &kommando])
            .status()
            .unwrap()
            .success()
    );
}

#[test]
fn inget_minne_hamnar_pa_disken_nar_processen_kraschar() {
    let (mapp, program) = for_alla();
    let argument = ["--prov", "--datum", IDAG, "mottag", "--fran", "-"];
    for signal in [11, 6, 3] {
        let barn = som_vem_som_helst(mapp.path(), &program, "ulimit -c unlimited", &argument);
        vanta_in(&barn, "troskel");
        let granser = fs::read_to_string(format!("/proc/{}/limits", barn.id())).unwrap();
        let core = granser
            .lines()
            .find(|rad| rad.starts_with("Max core file size"))
            .unwrap();
        assert_eq!(
            core.split_whitespace().collect::<Vec<_>>()[4..6],
            ["0", "0"],
            "{core}"
        );
        // The files of a process that may not be dumped belong to root, whoever runs it.
        assert_eq!(
            fs::metadata(format!("/proc/{}/environ", barn.id()))
                .unwrap()
                .uid(),
            0
        );
        doda(&barn, signal);
        if signal == 11 {
            // The first one only makes the language's own guard of the stack step aside.
            std::thread::sleep(Duration::from_millis(100));
            doda(&barn, signal);
        }
        let slut = barn.wait_with_output().unwrap().status;
        assert_eq!((slut.signal(), slut.core_dumped()), (Some(signal), false));
    }
    // That the test could have seen it: a program that asks for nothing of the kind.
    let barn = som_vem_som_helst(
        mapp.path(),
        Path::new("/bin/cat"),
        "ulimit -c unlimited",
        &[],
    );
    vanta_in(&barn, "cat");
    let agare = fs::metadata(format!("/proc/{}/environ", barn.id()))
        .unwrap()
        .uid();
    assert!(agare != 0 || !ar_rot(), "{agare}");
    doda(&barn, 11);
    drop(barn.wait_with_output());
    let namn: Vec<String> = filer(mapp.path())
        .into_iter()
        .map(|(vag, _)| vag.file_name().unwrap().to_string_lossy().into_owned())
        .filter(|namn| namn.starts_with("core"))
        .collect();
    assert!(namn.len() <= 1, "only cat may have left one: {namn:?}");
}

/// Not one more thread may be started, and the desk wants one to read its texts in while it opens the file.
#[test]
fn lofte_12_en_riktig_panik_sager_bara_var() {
    let (mapp, program) = for_alla();
    let databas = mapp.path().join("troskel.db");
    let desk = [
        "/bin/bash",
        "-c",
        "ulimit -u 0; exec \"$0\" \"$@\"",
        program.to_str().unwrap(),
        "--prov",
        "--databas",
        databas.to_str().unwrap(),
    ];
    let bli = "$( = $) = '65534 65534'; $< = $> = 65534; exec @ARGV";
    let argument = if ar_rot() {
        [&["/usr/bin/perl", "-e", bli][..], &desk].concat()
    } else {
        desk.to_vec()
    };
    let pty = Start::ny(argument[0], &argument[1..])
        .hem(mapp.path())
        .miljo("RUST_BACKTRACE", "full")
        .kor();
    assert_eq!(pty.vanta_slut(), 101, "{}", pty.skarm());
    let sagt = String::from_utf8(pty.rabytes()).unwrap();
    for ord in ["panicked", "stack backtrace", "Os {", "RUST_BACKTRACE"] {
        assert!(!sagt.contains(ord), "{sagt}");
    }
    let mening = "Tröskel stannade på grund av ett fel i programmet.";
    assert!(
        sagt.contains(mening) && sagt.contains("scoped.rs:"),
        "{sagt}"
    );
    assert!(!pty.alternativ_skarm() && !pty.markor_dold() && !pty.ar_ra());
}

/// Who is told how far a long list has come needs a thread; where there is none to have nobody is told, and it is done.
#[test]
fn utan_en_trad_till_importeras_listan_anda() {
    let (mapp, program) = for_alla();
    let lista = format!("insats;kodatum\n{}", "3.4.3;2026-01-01\n".repeat(3));
    let argument = [
        "--prov",
        "--datum",
        IDAG,
        "ko",
        "importera",
        "-",
        "--genomfor",
    ];
    let mut barn = som_vem_som_helst(mapp.path(), &program, "ulimit -u 0", &argument);
    barn.stdin
        .take()
        .unwrap()
        .write_all(lista.as_bytes())
        .unwrap();
    let ut = barn.wait_with_output().unwrap();
    let fel = String::from_utf8(ut.stderr).unwrap();
    assert_eq!(ut.status.code(), Some(0), "{fel}");
    assert!(!fel.contains("stannade"), "{fel}");
    assert_eq!(
        String::from_utf8(ut.stdout)
            .unwrap()
            .matches("plats")
            .count(),
        3
    );
}

fn rattigheter(mapp: &Path) -> Vec<(String, u32)> {
    let mut ut: Vec<(String, u32)> = fs::read_dir(mapp)
        .unwrap()
        .map(|post| {
            let post = post.unwrap();
            let namn = post.file_name().to_string_lossy().into_owned();
            (namn, post.metadata().unwrap().mode() & 0o777)
        })
        .collect();
    ut.sort();
    ut
}

#[test]
fn varje_fil_ar_bara_agarens_eller_gruppens_dar_mappen_sager_det() {
    for (lage, filers) in [(0o700, 0o600), (0o2770, 0o660)] {
        let hem = Hem::nytt();
        let mapp = hem.mapp().join("data");
        fs::create_dir(&mapp).unwrap();
        fs::set_permissions(&mapp, Permissions::from_mode(lage)).unwrap();
        let databas = mapp.join("troskel.db");
        let ut = hem.mapp().join("lista.csv");
        // With the most generous mask there is.
        let rad = format!(
            "umask 0; \"$0\" --prov --databas '{0}' ko lista && \"$0\" --prov --databas '{0}' ko exportera --format csv --ut '{1}'",
            databas.display(),
            ut.display()
        );
        assert!(
            Command::new("/bin/sh")
                .args(["-c", &rad, TROSKEL])
                .stdout(Stdio::null())
                .status()
                .unwrap()
                .success()
        );
        assert_eq!(fs::metadata(&ut).unwrap().mode() & 0o777, 0o600);
        // While a desk has it open its journal lies there too.
        let lucka = Lucka::kor(start(&hem).miljo("TROSKEL_DATABAS", databas.to_str().unwrap()));
        let namn = ["troskel.db", "troskel.db-shm", "troskel.db-wal"];
        assert_eq!(
            rattigheter(&mapp),
            namn.map(|namn| (namn.to_owned(), filers))
        );
        lucka.stang();
        // A folder that the program makes.
        let ny = mapp.join("ny");
        let rad = format!(
            "umask 0; \"$0\" --prov --databas '{}' ko lista",
            ny.join("t.db").display()
        );
        assert!(
            Command::new("/bin/sh")
                .args(["-c", &rad, TROSKEL])
                .stdout(Stdio::null())
                .status()
                .unwrap()
                .success()
        );
        assert_eq!(fs::metadata(&ny).unwrap().mode() & 0o077, 0);
    }
}

/// As README says it: the file belongs to a group that nobody is in, and the program to it. Only root can set that up.
#[test]
fn med_gruppens_program_nar_ingen_filen_pa_annat_satt() {
    const GRUPP: u32 = 54_321;
    let (mapp, program) = for_alla();
    let data = mapp.path().join("data");
    fs::create_dir(&data).unwrap();
    let satt = std::os::unix::fs::chown(&data, None, Some(GRUPP)).is_ok();
    assert_eq!(satt, ar_rot());
    if satt {
        std::os::unix::fs::chown(&program, None, Some(GRUPP)).unwrap();
    }
    fs::set_permissions(&data, Permissions::from_mode(0o2770)).unwrap();
    fs::set_permissions(&program, Permissions::from_mode(0o2755)).unwrap();
    let databas = data.join("troskel.db");
    let vag = databas.to_str().unwrap();
    let argument = ["--prov", "--databas", vag, "ko", "lista"];
    let ut = som_vem_som_helst(mapp.path(), &program, "true", &argument)
        .wait_with_output()
        .unwrap();
    assert!(
        ut.status.success(),
        "{}",
        String::from_utf8_lossy(&ut.stderr)
    );
    let om = fs::metadata(&databas).unwrap();
    assert_eq!((om.mode() & 0o777, om.gid() == GRUPP), (0o660, ar_rot()));
    // Whoever runs it cannot open the file, nor look into the process.
    let argument = ["--prov", "--databas", vag, "mottag", "--fran", "-"];
    let barn = som_vem_som_helst(mapp.path(), &program, "true", &argument);
    vanta_in(&barn, "troskel");
    let miljo = format!("/proc/{}/environ", barn.id());
    for fil in [vag, &miljo] {
        let ut = som_vem_som_helst(mapp.path(), Path::new("/bin/cat"), "true", &[fil])
            .wait_with_output()
            .unwrap();
        // Without root it is the same user's own file, and only the process is out of reach.
        assert!(!ut.status.success() || (!ar_rot() && fil == vag), "{fil}");
        assert!(fil == vag || ut.stdout.is_empty());
    }
    drop(barn.wait_with_output());
}

#[test]
fn en_lista_skrivs_aldrig_over_nagot_och_aldrig_bredvid_databasen() {
    let hem = Hem::nytt();
    assert_eq!(hem.kor(&["ko", "lista"]).kod, 0);
    let mal = hem.fil("mal", "kvar");
    let lank = hem.mapp().join("lank");
    std::os::unix::fs::symlink(&mal, &lank).unwrap();
    let los = hem.mapp().join("los");
    std::os::unix::fs::symlink(hem.mapp().join("finns-inte"), &los).unwrap();
    let exportera = |ut: &Path| {
        hem.kor(&[
            "ko",
            "exportera",
            "--format",
            "csv",
            "--ut",
            ut.to_str().unwrap(),
        ])
        .kod
    };
    for ut in [
        Path::new(&mal),
        &lank,
        &los,
        &hem.mapp().join("troskel.db-journal"),
        &hem.databas(),
    ] {
        assert_eq!(exportera(ut), 2, "{}", ut.display());
    }
    assert_eq!(fs::read_to_string(&mal).unwrap(), "kvar");
    assert!(
        !hem.mapp().join("finns-inte").exists() && !hem.mapp().join("troskel.db-journal").exists()
    );
    assert_eq!(exportera(&hem.mapp().join("troskel.csv")), 0);
}

#[test]
fn det_som_skrivs_dar_ett_kommando_ska_sta_sags_inte_igen() {
    let hem = Hem::nytt();
    for argument in [
        &["Anna Andersson"][..],
        &["19701063-2391"],
        &["701063-2391", "--json"],
        &["ko", "Anna"],
        &["--Anna=Andersson"],
        &["arende", "visa", "2026-00001", "Anna"],
        &["\u{1b}]0;x\u{7}"],
    ] {
        let ut = hem.kor(argument);
        assert_eq!(ut.kod, 2, "{ut:?}");
        for ord in ["Anna", "701063", "\u{1b}"] {
            assert!(!ut.fel.contains(ord) && !ut.ut.contains(ord), "{ut:?}");
        }
    }
}
