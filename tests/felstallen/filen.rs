//! What can be done to the file, and to what lies beside it, while a desk has it open.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rusqlite::Connection;
use troskel::store::{Query, Store};
use troskel::text;

use crate::gemensamt::hem::{IDAG, TROSKEL, utan_identitet};
use crate::lager::op;
use crate::redskap::{Barnprov, Hur, Prov, Rad, Utfall, i_barn, oppnas_inte, rad, sparade};
use crate::skarp;

const BORTA: &str = "flyttats, tagits bort eller bytts ut. Inget är sparat.";

pub const RADER: &[Rad] = &[
    rad("filen tas bort", &[BORTA], borttagen),
    rad("en annan fil läggs över den", &[BORTA], utbytt),
    rad("en säkerhetskopia läggs över den", &[BORTA], aterstalld),
    rad(
        "filen flyttas undan, och en kopia läggs där",
        &[BORTA],
        undanflyttad,
    ),
    rad("-wal tas bort", &[BORTA], utan_wal),
    rad(
        "-shm tas bort, och en lucka till öppnar",
        &[BORTA],
        utan_shm,
    ),
    rad("mappen byter namn", &[BORTA], mappen_bytt),
    rad(
        "filen görs skrivskyddad",
        &["sparar vidare", "är skrivskyddad"],
        || i_barn("skrivskyddad", Hur::UtanRattigheter),
    ),
    rad(
        "mappen görs skrivskyddad",
        &["sparar vidare", "går inte att skriva i"],
        || i_barn("mappen-skrivskyddad", Hur::UtanRattigheter),
    ),
    rad(
        "filen kortas till ingenting",
        &["kortat av filen", "Inget är sparat"],
        || kortad(0).into(),
    ),
    rad(
        "filen kortas till hälften",
        &["kortat av filen", "Inget är sparat"],
        || kortad(2).into(),
    ),
    rad(
        "den första sidan skrivs över",
        &["går inte att läsa", "Inget är sparat"],
        forsta_sidan,
    ),
    rad(
        "en sida i mitten skrivs över",
        &["är skadad", "Inget är sparat"],
        sidan_i_mitten,
    ),
    rad(
        "en sida skrivs över i en krypterad fil",
        &["Inget är sparat"],
        krypterad_sida,
    ),
    rad(
        "filen får ett namn till (hård länk)",
        &["hård länk", "Inget är sparat", "är en länk"],
        hard_lank,
    ),
    rad(
        "nyckelskåpet försvinner",
        &["sparar vidare", "kan ingen logga in"],
        utan_skap,
    ),
];

pub const I_BARN: &[Barnprov] = &[
    ("skrivskyddad", skrivskyddad),
    ("mappen-skrivskyddad", mappen_skrivskyddad),
    ("raknade", rakna),
];

fn bredvid(fil: &Path, slut: &str) -> PathBuf {
    PathBuf::from(format!("{}{slut}", fil.display()))
}

fn borttagen() -> Utfall {
    let mut prov = Prov::nytt();
    fs::remove_file(&prov.fil).unwrap();
    let svar = prov.nekas();
    assert!(!prov.fil.exists());
    // Nothing is shown of it either.
    assert!(prov.store.load(&Query::Lage).is_err());
    svar.into()
}

fn utbytt() -> Utfall {
    let (mut prov, annan) = (Prov::nytt(), Prov::nytt());
    let bytes = {
        annan.tom_loggen();
        fs::read(&annan.fil).unwrap()
    };
    let ny = prov.mapp().join("ny");
    fs::write(&ny, &bytes).unwrap();
    fs::rename(&ny, &prov.fil).unwrap();
    let svar = prov.nekas();
    assert_eq!(
        fs::read(&prov.fil).unwrap(),
        bytes,
        "den nya filen är orörd"
    );
    svar.into()
}

fn aterstalld() -> Utfall {
    let mut prov = Prov::nytt();
    let kopia = prov.mapp().join("kopia.db");
    Connection::open(&prov.fil)
        .unwrap()
        .execute("VACUUM INTO ?1", [kopia.to_str().unwrap()])
        .unwrap();
    let i_kopian = sparade(&kopia);
    assert_eq!(i_kopian, prov.kvitterat);
    prov.sparar();
    fs::rename(&kopia, &prov.fil).unwrap();
    let svar = prov.nekas();
    // As the thread that owns the file asks, ten times a second.
    assert!(prov.store.changed_elsewhere().is_err());
    // The restored file is as the copy was, for who opens it now and when the desk has closed: what came after the copy
    // went with the old file, and the journal of that one is not laid over this one.
    prov.kvitterat = i_kopian;
    ny_lucka_sparar(&prov.fil);
    prov.stammer();
    prov.nekas();
    prov.stammer_stangd();
    svar.into()
}

/// A desk that is opened now, by another process, saves what it answers.
fn ny_lucka_sparar(fil: &Path) {
    let fore = raknade(fil);
    for _ in 0..3 {
        ta_emot(fil);
    }
    assert_eq!(raknade(fil), fore + 3);
}

/// Whoever moves the old file back finds all that was answered in it, also what was in its journal only.
fn undanflyttad() -> Utfall {
    let mut prov = Prov::nytt();
    let undan = prov.mapp().join("undan.db");
    let kopia = prov.mapp().join("kopia.db");
    Connection::open(&prov.fil)
        .unwrap()
        .execute("VACUUM INTO ?1", [kopia.to_str().unwrap()])
        .unwrap();
    prov.sparar();
    fs::rename(&prov.fil, &undan).unwrap();
    fs::rename(&kopia, &prov.fil).unwrap();
    let svar = prov.nekas();
    assert!(prov.store.changed_elsewhere().is_err());
    ny_lucka_sparar(&prov.fil);
    assert_eq!(sparade(&undan), prov.kvitterat, "ett falskt sparat");
    svar.into()
}

fn utan_wal() -> Utfall {
    let mut prov = Prov::nytt();
    fs::remove_file(bredvid(&prov.fil, "-wal")).unwrap();
    let svar = prov.nekas();
    prov.stammer_stangd();
    svar.into()
}

/// Without it each process has locks of its own, and both would write to the same place in the journal.
fn utan_shm() -> Utfall {
    let mut prov = Prov::nytt();
    fs::remove_file(bredvid(&prov.fil, "-shm")).unwrap();
    // Whoever comes now gets new locks.
    ta_emot(&prov.fil);
    let svar = prov.nekas();
    ta_emot(&prov.fil);
    assert_eq!(raknade(&prov.fil), 2, "det som den andra svarade är kvar");
    prov.stammer_stangd();
    svar.into()
}

fn mappen_bytt() -> Utfall {
    let mapp = tempfile::tempdir().unwrap();
    let (har, dar) = (mapp.path().join("har"), mapp.path().join("dar"));
    fs::create_dir(&har).unwrap();
    let mut prov = Prov::tom(mapp, &har.join("troskel.db"));
    prov.sparar();
    fs::rename(&har, &dar).unwrap();
    let svar = prov.nekas();
    assert!(!har.exists(), "ingen ny mapp");
    fs::rename(&dar, &har).unwrap();
    prov.sparar();
    prov.stammer_stangd();
    svar.into()
}

/// A desk that has the file open has its rights already; the next start is told.
fn skrivskyddad() -> String {
    let mut prov = Prov::nytt();
    fs::set_permissions(&prov.fil, fs::Permissions::from_mode(0o400)).unwrap();
    prov.sparar();
    let svar = oppnas_inte(&prov.fil);
    prov.stammer();
    format!("sparar vidare; nästa start: {svar}")
}

fn mappen_skrivskyddad() -> String {
    let mut prov = Prov::nytt();
    let stall = |lage| fs::set_permissions(prov.mapp(), fs::Permissions::from_mode(lage)).unwrap();
    stall(0o500);
    let svar = oppnas_inte(&prov.fil);
    prov.sparar();
    prov.stammer();
    fs::set_permissions(prov.mapp(), fs::Permissions::from_mode(0o700)).unwrap();
    format!("sparar vidare; nästa start: {svar}")
}

/// As another process does it: a file that is opened and closed beside the engine, in its own process, loses its locks.
fn av_en_annan(program: &str, argument: &[String], bytes: &[u8]) {
    let mut barn = Command::new(program)
        .args(argument)
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    barn.stdin.take().unwrap().write_all(bytes).unwrap();
    assert!(barn.wait().unwrap().success());
}

/// Counts one visit, in the real program.
fn ta_emot(fil: &Path) {
    let argument = [
        "--prov",
        "--datum",
        IDAG,
        "--databas",
        fil.to_str().unwrap(),
        "mottag",
        "--fran",
        "-",
    ];
    let indata = utan_identitet("3.1.3").to_string();
    av_en_annan(TROSKEL, &argument.map(str::to_owned), indata.as_bytes());
}

/// How many visits are counted, as another process reads it.
fn raknade(fil: &Path) -> i64 {
    let ut = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "barn", "--nocapture"])
        .env("PROV_RAD", "raknade")
        .env("PROV_FIL", fil)
        .output()
        .unwrap();
    let text = String::from_utf8(ut.stdout).unwrap();
    let svar = text.lines().find_map(|rad| rad.split_once("SVAR="));
    svar.unwrap().1.parse().unwrap()
}

fn rakna() -> String {
    let conn = Connection::open(std::env::var_os("PROV_FIL").unwrap()).unwrap();
    let antal: i64 = conn
        .query_row("SELECT count(*) FROM raknat_besok", [], |rad| rad.get(0))
        .unwrap();
    antal.to_string()
}

fn skriv_over(fil: &Path, plats: u64, bytes: &[u8]) {
    let till = format!("of={}", fil.display());
    let fran = format!("seek={plats}");
    let argument = ["bs=1".to_owned(), "conv=notrunc".to_owned(), till, fran];
    av_en_annan("dd", &argument, bytes);
}

fn kortad(del: u64) -> String {
    let mut prov = Prov::nytt();
    prov.tom_loggen();
    prov.sparar();
    let langd = fs::metadata(&prov.fil).unwrap().len();
    let kvar = langd.checked_div(del).unwrap_or(0);
    let argument = [
        "-s".to_owned(),
        kvar.to_string(),
        prov.fil.display().to_string(),
    ];
    av_en_annan("truncate", &argument, b"");
    prov.nekas()
}

fn forsta_sidan() -> Utfall {
    let mut prov = Prov::nytt();
    prov.tom_loggen();
    prov.sparar();
    prov.tom_loggen();
    skriv_over(&prov.fil, 0, &[0x5A; 4096]);
    prov.nekas().into()
}

fn sidan_i_mitten() -> Utfall {
    let mut prov = Prov::nytt();
    prov.sparar();
    prov.tom_loggen();
    let conn = Connection::open(&prov.fil).unwrap();
    let sida: i64 = conn
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'utkast'",
            [],
            |rad| rad.get(0),
        )
        .unwrap();
    drop(conn);
    skriv_over(&prov.fil, (sida.unsigned_abs() - 1) * 4096, &[0x5A; 4096]);
    prov.nekas().into()
}

fn krypterad_sida() -> Utfall {
    let mapp = tempfile::tempdir().unwrap();
    let fil = mapp.path().join("troskel.db");
    skarp::gor(&fil, true);
    let upplast = skarp::las_upp(&fil);
    let mut store = skarp::oppna(&fil, &upplast);
    let insats = crate::insats::insats("1.3", "14:5", None);
    let akt = crate::lager::slut(&insats, crate::insats::i_ko(&insats), None);
    let mut spara = || store.save(&skarp::hon(), op(), skarp::nar(), &akt);
    assert!(spara().is_ok());
    // Every page but the first, one byte in each: the journal has the last ones, and the rest are read anew.
    let langd = fs::metadata(&fil).unwrap().len();
    for sida in 1..langd / 4096 {
        skriv_over(&fil, sida * 4096 + 100, &[0x5A]);
    }
    match spara() {
        Err(fel) => text::hinder::store(&fel).into(),
        Ok(svar) => panic!("ett falskt sparat: {svar:?}"),
    }
}

/// As long as it has two names another program can open it by the other one, with a journal of its own.
fn hard_lank() -> Utfall {
    let mut prov = Prov::nytt();
    let namn = prov.mapp().join("kopia.db");
    fs::hard_link(&prov.fil, &namn).unwrap();
    let svar = prov.nekas();
    let start = oppnas_inte(&prov.fil);
    fs::remove_file(&namn).unwrap();
    prov.sparar();
    prov.stammer();
    format!("{svar} Nästa start: {start}").into()
}

/// Whoever is signed in has the key; nobody else gets in until it has been put back.
fn utan_skap() -> Utfall {
    let mapp = tempfile::tempdir().unwrap();
    let fil = mapp.path().join("troskel.db");
    skarp::gor(&fil, false);
    let upplast = skarp::las_upp(&fil);
    let mut store = skarp::oppna(&fil, &upplast);
    fs::remove_file(bredvid(&fil, ".nycklar")).unwrap();
    let insats = crate::insats::insats("1.3", "14:5", None);
    let akt = crate::lager::slut(&insats, crate::insats::i_ko(&insats), None);
    let svar = store.save(&skarp::hon(), op(), skarp::nar(), &akt);
    assert!(svar.is_ok(), "{svar:?}");
    assert_eq!(crate::lager::i_kon(&fil), 1);
    format!("sparar vidare; nästa start: {}", oppnas_inte(&fil)).into()
}
