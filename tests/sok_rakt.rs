//! The quick way to search finds what the straight way finds: the same hits, the same points, in the same order, for any
//! query of words from the catalogue, whole, cut, misspelt, run together or in a wrong order.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "gemensamt/langd.rs"]
#[allow(dead_code)]
mod langd;

use std::path::Path;

use troskel::domain::insats::Katalog;
use troskel::katalog;
use troskel::sok::{Index, Svar};

/// xorshift64.
struct Slump(u64);

impl Slump {
    fn under(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }
}

fn ord(katalog: &Katalog) -> Vec<String> {
    let mut ut: Vec<String> = [
        "jag", "min", "man", "hjälp", "14", "xyzq", "ZÅÄ", "日本", "e\u{301}",
    ]
    .map(str::to_owned)
    .into();
    for insats in &katalog.insatser {
        let texter = [&insats.namn, &insats.innehall, &insats.malgrupp.text];
        let texter = texter
            .into_iter()
            .chain(&insats.sok.ord)
            .chain(&insats.sok.situationer);
        ut.extend(
            texter
                .flat_map(|text| text.split_whitespace())
                .map(str::to_owned),
        );
    }
    ut.extend(
        katalog
            .hanvisningar
            .iter()
            .flat_map(|h| h.sok.ord.iter().cloned()),
    );
    ut
}

/// A word as somebody types it.
fn skrivet(slump: &mut Slump, ord: &str) -> String {
    let mut tecken: Vec<char> = ord.chars().collect();
    for _ in 0..slump.under(3) {
        if tecken.is_empty() {
            break;
        }
        let plats = slump.under(tecken.len());
        match slump.under(5) {
            0 => tecken.truncate(plats + 1),
            1 => drop(tecken.remove(plats)),
            2 => tecken.insert(plats, ['a', 'ö', 'k', '3', '-', ' '][slump.under(6)]),
            3 => tecken.swap(0, plats),
            _ => tecken.retain(|c| !"aeiouåäö".contains(*c)),
        }
    }
    tecken.into_iter().collect()
}

fn jamfor(namn: &str, katalog: &Katalog, slump: &mut Slump, antal: u64) {
    let index = Index::ny(katalog);
    let orden = ord(katalog);
    let mut traffar = 0;
    for _ in 0..antal {
        let langd = [1, 1, 1, 2, 2, 3, 5][slump.under(7)];
        let fraga: Vec<String> = (0..langd)
            .map(|_| {
                let plats = slump.under(orden.len());
                skrivet(slump, &orden[plats])
            })
            .collect();
        let fraga = fraga.join([" ", " ", "", ", "][slump.under(4)]);
        for antal in [usize::MAX, 40, 1] {
            let (kvick, rak): (Svar, Svar) =
                (index.sok(&fraga, antal), index.sok_rakt(&fraga, antal));
            assert_eq!(kvick, rak, "{namn}: {fraga:?}");
            traffar += kvick.traffar.len();
        }
    }
    assert!(traffar > 0, "{namn}: inget hittades alls");
}

#[test]
fn den_kvicka_sokningen_hittar_vad_den_raka_hittar() {
    let fro = langd::fro();
    println!("TROSKEL_FRO={fro}");
    let mut slump = Slump(fro.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mapp = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/kataloger");
    let mut kataloger = 0;
    for fil in std::fs::read_dir(mapp).unwrap() {
        let fil = fil.unwrap().path();
        if fil.extension().is_none_or(|slag| slag != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&fil).unwrap();
        let Some(katalog) = katalog::las(&text).katalog else {
            continue;
        };
        let namn = fil.file_name().unwrap().to_string_lossy().into_owned();
        jamfor(&namn, &katalog, &mut slump, langd::antal(250, 20_000));
        kataloger += 1;
    }
    assert!(kataloger > 0);
}
