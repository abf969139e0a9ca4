//! A home with a file for real persons in it, made by the program, and the program run there by somebody who signs in.
#![allow(dead_code)]

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use super::hem::{TROSKEL, Ut};
use super::pty::Start;

/// Who makes the file: every role at [`ENHET`].
pub const ANNA: (&str, &str) = ("anna", "fyra blå stolar i hallen");
/// Who gets an account from her.
pub const BO: (&str, &str) = ("bo", "sju gula cyklar i regn");
pub const ENHET: &str = "Receptionen";

/// The home.
pub struct SkarptHem {
    mapp: tempfile::TempDir,
}

impl SkarptHem {
    /// With the file in it.
    pub fn nytt() -> Self {
        // Made once by the program and copied from then on: its passwords are much work on purpose.
        static FORSTA: OnceLock<SkarptHem> = OnceLock::new();
        let forsta = FORSTA.get_or_init(Self::skapat);
        let hem = Self::tomt();
        for fil in std::fs::read_dir(forsta.mapp()).unwrap() {
            let fil = fil.unwrap();
            if fil.file_type().unwrap().is_file() {
                std::fs::copy(fil.path(), hem.mapp().join(fil.file_name())).unwrap();
            }
        }
        hem
    }

    fn tomt() -> Self {
        let hem = Self {
            mapp: tempfile::tempdir().unwrap(),
        };
        std::fs::set_permissions(hem.mapp(), std::fs::Permissions::from_mode(0o700)).unwrap();
        hem
    }

    fn skapat() -> Self {
        let hem = Self::tomt();
        let roller = ["mottagare", "koansvarig", "utforare", "chef"];
        let roller = roller.map(|roll| ["--roll", roll]).concat();
        let skapa = [
            &[
                "databas",
                "skapa",
                "--namn",
                "Anna Övning",
                "--enhet",
                ENHET,
            ],
            roller.as_slice(),
        ]
        .concat();
        let ut = hem.som(ANNA, &skapa);
        assert_eq!(ut.kod, 0, "{ut:?}");
        hem
    }

    /// And an account for Bo, mottagare.
    pub fn med_bo() -> Self {
        let hem = Self::nytt();
        hem.lagg_bo(ENHET);
        hem
    }

    pub fn lagg_bo(&self, vid: &str) {
        let fil = self.hemlig_fil("bos-losenord", BO.1);
        let ut = self.som(
            ANNA,
            &[
                "konto",
                "lagg",
                BO.0,
                "--namn",
                "Bo Övning",
                "--roll",
                "mottagare",
                "--vid",
                vid,
                "--nytt-losenord",
                &fil,
            ],
        );
        assert_eq!(ut.kod, 0, "{ut:?}");
    }

    /// An account for a machine, without a password.
    pub fn lagg_natten(&self) {
        let lagg = [
            "konto",
            "lagg",
            "natten",
            "--namn",
            "Nattens jobb",
            "--roll",
            "mottagare",
            "--vid",
            ENHET,
            "--utan-losenord",
        ];
        let ut = self.som(ANNA, &lagg);
        assert_eq!(ut.kod, 0, "{ut:?}");
    }

    pub fn mapp(&self) -> &Path {
        self.mapp.path()
    }

    pub fn databas(&self) -> PathBuf {
        self.mapp().join("troskel.db")
    }

    /// A file that only its owner reads.
    pub fn hemlig_fil(&self, namn: &str, innehall: &str) -> String {
        let fil = self.mapp().join(namn);
        std::fs::write(&fil, innehall).unwrap();
        std::fs::set_permissions(&fil, std::fs::Permissions::from_mode(0o600)).unwrap();
        fil.to_str().unwrap().to_owned()
    }

    pub fn kommando(&self, argument: &[&str]) -> Command {
        let mut kommando = Command::new(TROSKEL);
        kommando
            .arg("--prov")
            .args(argument)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("HOME", self.mapp())
            .env("LANG", "C.UTF-8")
            .env("TROSKEL_DATABAS", self.databas())
            .current_dir(self.mapp());
        kommando
    }

    /// Runs a command without signing in.
    pub fn kor(&self, argument: &[&str]) -> Ut {
        kor(self.kommando(argument), "")
    }

    /// Runs a command as somebody, with the password on the first row of standard input.
    pub fn som(&self, vem: (&str, &str), argument: &[&str]) -> Ut {
        self.som_med(vem, argument, "")
    }

    /// The same, with more after it.
    pub fn som_med(&self, (konto, losenord): (&str, &str), argument: &[&str], mer: &str) -> Ut {
        let mut kommando = self.kommando(argument);
        kommando.args(["--konto", konto, "--losenord-fil", "-"]);
        kor(kommando, &format!("{losenord}\n{mer}"))
    }

    /// A command in a terminal, not yet started.
    pub fn start_kommando(&self, argument: &[&str]) -> Start {
        Start::ny(TROSKEL, &[&["--prov"], argument].concat())
            .hem(self.mapp())
            .miljo("TROSKEL_DATABAS", self.databas().to_str().unwrap())
    }

    /// The program at a desk in a terminal of 80x24, not yet started.
    pub fn start(&self) -> Start {
        Start::ny(TROSKEL, &["--prov"])
            .hem(self.mapp())
            .miljo("TROSKEL_DATABAS", self.databas().to_str().unwrap())
            .miljo("TROSKEL_DESK", "disken")
    }
}

fn kor(mut kommando: Command, indata: &str) -> Ut {
    let mut barn = kommando
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut in_ = barn.stdin.take().unwrap();
    // A program that refuses may close its end before all is written.
    let _ = in_.write_all(indata.as_bytes());
    drop(in_);
    barn.wait_with_output().unwrap().into()
}
