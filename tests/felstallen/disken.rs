//! What can happen to the disk under the file.

use std::fs;
use std::path::Path;

use nix::mount::{MsFlags, mount};
use rustix::process::{Resource, Rlimit, setrlimit};
use troskel::store::StoreError;
use troskel::text;

use crate::redskap::{Barnprov, Hur, Prov, Rad, i_barn, oppnas_inte, rad};

pub const RADER: &[Rad] = &[
    rad("disken är full vid start", &["Disken är full"], || {
        i_barn("full-vid-start", Hur::Monteringar)
    }),
    rad(
        "disken blir full mitt i, och får plats igen",
        &["Disken är full. Inget är sparat.", "sedan sparat igen"],
        || i_barn("full-mitt-i", Hur::Monteringar),
    ),
    rad(
        "disken är monterad skrivskyddad",
        &["går inte att skriva i"],
        || i_barn("monterad-skrivskyddad", Hur::Monteringar),
    ),
    rad(
        "en fil får inte bli större (RLIMIT_FSIZE)",
        &[
            "gränsen för hur stor en fil får vara",
            "Inget är sparat",
            "sedan sparat igen",
        ],
        || i_barn("filgrans", Hur::Vanligt),
    ),
];

pub const I_BARN: &[Barnprov] = &[
    ("full-vid-start", full_vid_start),
    ("full-mitt-i", full_mitt_i),
    ("monterad-skrivskyddad", monterad_skrivskyddad),
    ("filgrans", filgrans),
];

/// A disk of this size, that only this process sees.
fn disk(mapp: &Path, storlek: &str) {
    let storlek = format!("size={storlek}");
    mount(
        Some("prov"),
        mapp,
        Some("tmpfs"),
        MsFlags::empty(),
        Some(storlek.as_str()),
    )
    .unwrap();
}

fn full_vid_start() -> String {
    let mapp = tempfile::tempdir().unwrap();
    disk(mapp.path(), "128k");
    let svar = oppnas_inte(&mapp.path().join("troskel.db"));
    nix::mount::umount(mapp.path()).unwrap();
    svar
}

/// Saves until it is refused, and says why.
fn tills_det_tar_slut(prov: &mut Prov) -> String {
    for _ in 0..200 {
        match prov.spara() {
            Ok(_) => {}
            Err(StoreError::Stopp(svar)) => return svar,
            Err(fel) => panic!("{}", text::hinder::store(&fel)),
        }
    }
    panic!("det tar aldrig slut");
}

fn full_mitt_i() -> String {
    let mapp = tempfile::tempdir().unwrap();
    disk(mapp.path(), "8m");
    let mut prov = Prov::i(mapp);
    let ballast = prov.mapp().join("ballast");
    let mut bytes = 8 << 20;
    // All of the room that is left, whatever it is.
    while bytes > 0 {
        let nu = fs::metadata(&ballast).map_or(0, |om| om.len());
        let fler = vec![0; bytes];
        let mut fil = fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(&ballast)
            .unwrap();
        if std::io::Write::write_all(&mut fil, &fler).is_err()
            && fs::metadata(&ballast).unwrap().len() == nu
        {
            bytes /= 2;
        }
    }
    let svar = tills_det_tar_slut(&mut prov);
    prov.nekas();
    prov.stammer();
    fs::remove_file(&ballast).unwrap();
    prov.sparar();
    prov.stammer();
    let mapp = prov.mapp().to_owned();
    prov.stammer_stangd();
    drop(mapp);
    format!("{svar} (sedan sparat igen)")
}

fn monterad_skrivskyddad() -> String {
    let prov = Prov::nytt();
    let vag = prov.mapp().to_owned();
    let Prov { fil, store, .. } = &prov;
    let _ = (fil, store);
    let dar = tempfile::tempdir().unwrap();
    let none: Option<&str> = None;
    mount(Some(&vag), dar.path(), none, MsFlags::MS_BIND, none).unwrap();
    mount(
        none,
        dar.path(),
        none,
        MsFlags::MS_BIND | MsFlags::MS_REMOUNT | MsFlags::MS_RDONLY,
        none,
    )
    .unwrap();
    let svar = oppnas_inte(&dar.path().join("troskel.db"));
    nix::mount::umount(dar.path()).unwrap();
    prov.stammer_stangd();
    svar
}

fn filgrans() -> String {
    // As the program does at its start: without it the process dies of the signal.
    let _flagga = troskel::runtime::signaler::skydda_mot_filgrans().unwrap();
    let mut prov = Prov::nytt();
    let logg = format!("{}-wal", prov.fil.display());
    let storlek = fs::metadata(logg).unwrap().len();
    let grans = |current| {
        let maximum = None;
        setrlimit(Resource::Fsize, Rlimit { current, maximum }).unwrap();
    };
    grans(Some(storlek + 20_000));
    let svar = tills_det_tar_slut(&mut prov);
    prov.nekas();
    prov.stammer();
    grans(None);
    prov.sparar();
    prov.stammer_stangd();
    format!("{svar} (sedan sparat igen)")
}
